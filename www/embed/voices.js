/*
 * A report looked at by voice. In: a report, in which a person may have left out claims. Out: each
 * claim's voice, and the letter and hue by which it is shown. The eight sources that say most have a
 * hue each; all others share a neutral one, and only their letters tell them apart.
 */

/** @import { Claim, Report } from "../whosaid.js" */

/** Whose claims: an index of the report's sources, nobody in particular, or the writer. @typedef {number | "nobody" | "writer"} Voice */

const HUES = 8;

/** @param {Claim} claim @returns {Voice} */
export const voiceOf = (claim) => (claim.attribution ? (claim.attribution.source ?? "nobody") : "writer");

/** A, B … Z, AA. @param {Voice} voice */
export function letterOf(voice) {
  if (voice === "nobody") return "?";
  if (voice === "writer") return "";
  let letters = "";
  for (let n = voice; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters;
  return letters;
}

/** @param {Report} report @param {Voice} voice */
export const sourceOf = (report, voice) => report.sources.find(({ id }) => id === voice);

/** @param {Report} report @param {number | null | undefined} id */
export const claimOf = (report, id) => report.claims.find((claim) => claim.id === id);

/**
 * Claims by voice, in the order of the list: sources, then claims without a speaker, then the
 * writer's own. Voices without a claim are left out.
 * @param {Report} report
 * @returns {Map<Voice, Claim[]>}
 */
export function claimsByVoice(report) {
  /** @type {Map<Voice, Claim[]>} */
  const voices = new Map(report.sources.map(({ id }) => [id, []]));
  voices.set("nobody", []).set("writer", []);
  for (const claim of report.claims) voices.get(voiceOf(claim))?.push(claim);
  for (const [voice, claims] of voices) if (claims.length === 0) voices.delete(voice);
  return voices;
}

/** @type {WeakMap<Report, Map<Voice, number>>} */
const palettes = new WeakMap();

/** The class that gives a voice its colour. @param {Report} report @param {Voice} voice */
export function hueOf(report, voice) {
  if (typeof voice !== "number") return `hue-${voice}`;
  let palette = palettes.get(report);
  if (!palette) {
    const voices = [...claimsByVoice(report)].filter(([voice]) => typeof voice === "number");
    /** @param {Voice} voice */
    const unnamed = (voice) => Number(!sourceOf(report, voice)?.named);
    voices.sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || unnamed(a) - unnamed(b) || ofA[0].id - ofB[0].id);
    palette = new Map(voices.slice(0, HUES).map(([voice], hue) => [voice, hue]));
    palettes.set(report, palette);
  }
  return `hue-${palette.get(voice) ?? "other"}`;
}
