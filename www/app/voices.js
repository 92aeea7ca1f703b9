/*
 * A report looked at by voice. In: a report. Out: each claim's voice, each voice's claims, words and
 * first place, and how a voice is shown: letter and hue. Letters go on with AA after Z. Hues go by
 * source or by country; the eight that say most have a hue each, all others share a neutral one,
 * and only their letters tell them apart.
 */

/** @import { Claim, Report } from "../whosaid.js" */
/** @import { Filter, Voice } from "./types.js" */

import { countWords } from "./intake.js";
import { kindOf, t } from "./strings.js";

/** Hues in style.css. */
const HUES = 8;

/** @param {Claim} claim @returns {Voice} */
export const voiceOf = (claim) => (claim.attribution ? (claim.attribution.source ?? "nobody") : "writer");

/** @param {Voice} voice */
export function letterOf(voice) {
  if (voice === "nobody") return "?";
  if (voice === "writer") return "¶";
  let letters = "";
  for (let n = voice; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters;
  return letters;
}

/** @typedef {"source" | "country"} Colours */

/** @type {Colours} */
let colours = "source";
/** Hues by report. @type {WeakMap<Report, Map<string, number>>} */
let palettes = new WeakMap();

/** @param {Colours} by */
export function setColours(by) {
  if (by !== colours) palettes = new WeakMap();
  colours = by;
}

/** What tells an article's sides apart better: countries where three or more of them speak. @param {Report} report @returns {Colours} */
export function fittingColours(report) {
  const speaking = new Set(report.claims.map(({ attribution }) => report.sources[attribution?.source ?? -1]?.country));
  speaking.delete(null);
  speaking.delete(/** @type {any} */ (undefined));
  return speaking.size >= 3 ? "country" : "source";
}

/** What a source shares its hue with. @param {Report} report @param {number} voice */
const sideOf = (report, voice) => (colours === "country" && report.sources[voice]?.country) || `#${voice}`;

/**
 * The sides with most claims, each with its hue: of as many claims those with a name before those
 * without, then the first to speak.
 * @param {Report} report
 */
function paletteOf(report) {
  let palette = palettes.get(report);
  if (palette) return palette;
  /** @type {Map<string, { claims: number, unnamed: boolean, first: number }>} */
  const sides = new Map();
  for (const claim of report.claims) {
    const voice = voiceOf(claim);
    if (typeof voice !== "number") continue;
    const key = sideOf(report, voice);
    const side = sides.get(key);
    const unnamed = !report.sources[voice].named;
    if (side) {
      side.claims += 1;
      side.unnamed &&= unnamed;
    } else {
      sides.set(key, { claims: 1, unnamed, first: claim.id });
    }
  }
  const ranked = [...sides].sort(([, a], [, b]) => b.claims - a.claims || Number(a.unnamed) - Number(b.unnamed) || a.first - b.first);
  palette = new Map(ranked.slice(0, HUES).map(([key], hue) => [key, hue]));
  palettes.set(report, palette);
  return palette;
}

/** A voice's place among the hues; 8 is the neutral one. @param {Report} report @param {Voice} voice */
export const hueIndex = (report, voice) => (typeof voice === "number" ? (paletteOf(report).get(sideOf(report, voice)) ?? HUES) : HUES + 1);

/** Name of the class that gives a voice its colour. @param {Report} report @param {Voice} voice */
export function hueOf(report, voice) {
  const hue = hueIndex(report, voice);
  return `hue-${hue < HUES ? hue : hue === HUES ? "other" : voice}`;
}

/** A voice's colour as a value of CSS. @param {Report} report @param {Voice} voice */
export function colourOf(report, voice) {
  const hue = hueIndex(report, voice);
  return hue > HUES ? "var(--soft)" : `var(--h${hue < HUES ? hue : "-other"})`;
}

/** @param {Report} report @param {Voice} voice */
export function nameOf(report, voice) {
  if (voice === "nobody") return t.unattributed.name;
  if (voice === "writer") return t.writer.name;
  return report.sources[voice]?.name ?? "";
}

/** @param {Report} report @param {Voice} voice */
export function kindLabel(report, voice) {
  if (voice === "nobody") return t.unattributed.kind;
  if (voice === "writer") return t.writer.kind;
  return kindOf(report.sources[voice]);
}

/** Whether a voice is there but not named. @param {Report} report @param {Voice} voice */
export const isUnnamed = (report, voice) => voice === "nobody" || (typeof voice === "number" && !report.sources[voice].named);

/** @param {Report} report @returns {Filter} */
export const anonymous = (report) => ({
  key: "anonymous",
  name: t.anonymous,
  has: (voice) => isUnnamed(report, voice),
});

/** @returns {Filter} */
export const unattributed = () => ({ key: "unattributed", name: t.noSource, has: (voice) => typeof voice !== "number" });

/** @param {Report} report @param {Voice} only @returns {Filter} */
export const justOne = (report, only) => ({ key: only, name: nameOf(report, only), has: (voice) => voice === only });

/**
 * @typedef {object} Entry what the ledger says of a voice
 * @property {Voice} voice
 * @property {Claim[]} claims
 * @property {number} words those of its claims, each counted once where claims nest
 */

/**
 * Voices with their claims, in the order of the list: sources, then claims without a speaker, then
 * the writer's own. Voices without a claim are left out.
 * @param {string} text
 * @param {Report} report
 * @returns {Map<Voice, Entry>}
 */
export function ledger(text, report) {
  /** @type {Map<Voice, Entry>} */
  const voices = new Map();
  const enter = (/** @type {Voice} */ voice) => voices.set(voice, { voice, claims: [], words: 0 });
  for (const { id } of report.sources) enter(id);
  enter("nobody");
  enter("writer");
  for (const claim of report.claims) {
    const entry = voices.get(voiceOf(claim));
    if (!entry) continue;
    entry.claims.push(claim);
    const around = report.claims[claim.attribution?.inside ?? -1];
    if (around && voiceOf(around) === entry.voice) continue;
    for (const [start, end] of claim.spans) entry.words += countWords(text, start, end);
  }
  for (const [voice, { claims }] of voices) if (claims.length === 0) voices.delete(voice);
  return voices;
}

/**
 * Where a claim stands: the kind of its block and the number of its paragraph.
 * @param {Report} report
 * @returns {(claim: Claim) => { kind: string, paragraph: number }}
 */
export function placer(report) {
  const { blocks } = report;
  let count = 0;
  const numbers = blocks.map(({ kind }) => (kind === "paragraph" ? ++count : Math.max(1, count)));
  return ({ spans: [[at]] }) => {
    let [low, high] = [0, blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (blocks[middle].span[0] <= at) low = middle;
      else high = middle - 1;
    }
    return { kind: blocks[low]?.kind ?? "paragraph", paragraph: numbers[low] ?? 1 };
  };
}
