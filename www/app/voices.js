/*
 * A report looked at by voice. In: a report. Out: each claim's voice, each voice's claims, and how
 * a voice is shown: letter and hue. Letters go on with AA after Z; the eight hues come round again,
 * so that only the letter tells all sources apart.
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

/** Name of the class that gives a voice its colour. @param {Voice} voice */
export const hueOf = (voice) => `hue-${typeof voice === "number" ? voice % HUES : voice}`;

/** A voice's colour as a value of CSS. @param {Voice} voice */
export const colourOf = (voice) => (typeof voice === "number" ? `var(--h${voice % HUES})` : "var(--soft)");

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

