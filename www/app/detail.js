/*
 * All that is known about one claim, as elements: whose it is, which words say so, how it is quoted,
 * how sure the reading is and why. In: report, claim, text.
 */

/** @import { Claim, Report, Span } from "../whosaid.js" */

import { make } from "./dom.js";
import { detailOf, insideOf, writerDetail } from "./strings.js";
import { nameOf, voiceOf } from "./voices.js";

/**
 * @param {string} text
 * @param {Report} report
 * @param {Claim} claim
 * @param {(claim: number) => void} go called to show the claim in which this one stands
 */
export function detail(text, report, claim, go) {
  const { attribution } = claim;
  const words = (/** @type {Span | null} */ span) => (span ? text.slice(...span) : "");
  const rows = attribution
    ? detailOf(attribution, nameOf(report, voiceOf(claim)), words(attribution.source_span), words(attribution.cue_span))
    : writerDetail();
  const list = make("dl", {});
  for (const [question, answer] of rows) {
    list.append(make("div", {}, make("dt", {}, question), make("dd", { dir: "auto" }, answer)));
  }
  const around = attribution?.inside ?? null;
  if (around === null || !report.claims[around]) return [list];
  const button = make("button", { type: "button", class: "plain" }, insideOf(nameOf(report, voiceOf(report.claims[around]))));
  button.addEventListener("click", () => go(around));
  return [list, button];
}
