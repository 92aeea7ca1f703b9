/*
 * What a person puts right, and takes back. In: the form's corrections. Out: the report made anew with
 * them, the reader where they were. Another reading of the same text keeps what still fits it.
 */

/** @import { Claim } from "../whosaid.js" */
/** @import { Correction } from "./types.js" */

import { say } from "./announce.js";
import { article, choose, openCard } from "./choosing.js";
import { corrector } from "./correct.js";
import { applied, correctedOf } from "./corrections.js";
import { pause } from "./dom.js";
import { LONG, ignoreAbort, redraw } from "./drawing.js";
import { narrow, page } from "./elements.js";
import { save } from "./keeping.js";
import { draft, state } from "./state.js";
import { t } from "./strings.js";

/** Opens the form that puts a claim right, in its card. @param {Claim} claim @param {HTMLElement} card */
export function openCorrector(claim, card) {
  card.querySelector(".corrector")?.remove();
  const opener = card.querySelector(".correct-claim");
  const form = corrector(draft().text, state.report, claim, {
    correct: (correction) => correctWith(correction, correction.kind === "extent" ? correction.span[0] : claim.spans[0][0]),
    close: () => {
      form.remove();
      if (opener instanceof HTMLElement) opener.focus();
    },
    selection: () => article.selection,
    say,
  });
  card.append(form);
  form.querySelector("select")?.focus();
}

export function correctSelected() {
  const card = openCard();
  if (state.selected !== null && card instanceof HTMLElement) openCorrector(state.report.claims[state.selected], card);
}

/** Makes a correction and selects the claim that begins where it was made. @param {Correction} correction @param {number} start */
export function correctWith(correction, start) {
  draft().corrections.push(correction);
  change(start);
  say(correction.kind === "add" ? t.add.done : t.correct.made(t.correct.done[correction.kind]));
}

export function undo() {
  const { corrections } = draft();
  if (corrections.length === 0) return;
  const start = state.selected === null ? null : state.report.claims[state.selected].spans[0][0];
  corrections.pop();
  change(start);
  say(t.correct.undone);
}

/** The change at work: a later one ends it. */
let changing = new AbortController();

/** Makes the corrections again and stays where the reader was. @param {number | null} start where the claim to select begins */
function change(start) {
  changing.abort();
  changing = new AbortController();
  changed(start, changing.signal).catch(ignoreAbort);
}

/** In a long article one step after the other, so that the page answers in between. @param {number | null} start @param {AbortSignal} signal */
async function changed(start, signal) {
  const isLong = state.words > LONG;
  const wasInList = page.panel.contains(document.activeElement) || !narrow.matches;
  state.report = applied(draft().text, state.original, draft().corrections).report;
  state.selected = null;
  if (isLong) await pause(signal);
  redraw().catch(ignoreAbort);
  save();
  if (isLong) await pause(signal);
  if (start === null) return;
  let [best, far] = [-1, Infinity];
  for (const { id, spans } of state.report.claims) {
    const away = Math.abs(spans[0][0] - start) - (correctedOf(state.report, id).length ? 0.5 : 0);
    if (away < far) [best, far] = [id, away];
  }
  if (best >= 0) choose(best, wasInList ? "list" : "article", true);
}
