/*
 * A report looked at by voice. In: a report. Out: each claim's voice, each voice's claims, and how
 * a voice is shown: letter and hue. Letters go on with AA after Z. The eight sources that say most
 * have a hue each; all others share a neutral one, and only their letters tell them apart.
 */

/** @import { Claim, Report } from "../whosaid.js" */
/** @import { Voice } from "./types.js" */

import { kindOf, unattributed, writer } from "./strings.js";

/** Hues in style.css. */
const HUES = 8;

/** @param {Claim} claim @returns {Voice} */
export const voiceOf = (claim) => (claim.attribution ? (claim.attribution.source ?? "nobody") : "writer");

/** @param {Voice} voice */
export function letterOf(voice) {
  if (voice === "nobody") return "?";
  if (voice === "writer") return "";
  let letters = "";
  for (let n = voice; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters;
  return letters;
}

/** Sources that have a hue of their own, by report. @type {WeakMap<Report, Map<Voice, number>>} */
const palettes = new WeakMap();

/**
 * The sources with most claims, each with its hue: of as many claims the named before the unnamed,
 * then the first to speak.
 * @param {Report} report
 */
function paletteOf(report) {
  let palette = palettes.get(report);
  if (palette) return palette;
  const voices = [...claimsByVoice(report)].flatMap(([voice, claims]) => (typeof voice === "number" ? [{ voice, claims }] : []));
  const unnamed = (/** @type {number} */ voice) => Number(!report.sources[voice].named);
  voices.sort((a, b) => b.claims.length - a.claims.length || unnamed(a.voice) - unnamed(b.voice) || a.claims[0].id - b.claims[0].id);
  palette = new Map(voices.slice(0, HUES).map(({ voice }, hue) => [voice, hue]));
  palettes.set(report, palette);
  return palette;
}

/** Name of the class that gives a voice its colour. @param {Report} report @param {Voice} voice */
export const hueOf = (report, voice) => `hue-${typeof voice === "number" ? (paletteOf(report).get(voice) ?? "other") : voice}`;

/** A voice's colour as a value of CSS. @param {Report} report @param {Voice} voice */
export const colourOf = (report, voice) => (typeof voice === "number" ? `var(--h${paletteOf(report).get(voice) ?? "-other"})` : "var(--soft)");

/** @param {Report} report @param {Voice} voice */
export function nameOf(report, voice) {
  if (voice === "nobody") return unattributed.name;
  if (voice === "writer") return writer.name;
  return report.sources[voice]?.name ?? "";
}

/** @param {Report} report @param {Voice} voice */
export function kindLabel(report, voice) {
  if (voice === "nobody") return unattributed.kind;
  if (voice === "writer") return writer.kind;
  return kindOf(report.sources[voice]);
}

/**
 * Claims by voice, in the order of the list: sources, then claims without a speaker, then the
 * writer's own. Voices without a claim are left out.
 * @param {Report} report
 * @returns {Map<Voice, Claim[]>}
 */
export function claimsByVoice(report) {
  /** @type {Map<Voice, Claim[]>} */
  const voices = new Map();
  for (const { id } of report.sources) voices.set(id, []);
  voices.set("nobody", []).set("writer", []);
  for (const claim of report.claims) voices.get(voiceOf(claim))?.push(claim);
  for (const [voice, claims] of voices) if (claims.length === 0) voices.delete(voice);
  return voices;
}

