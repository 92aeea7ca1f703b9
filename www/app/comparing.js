/*
 * The comparison of what is open. In: the open articles. Out: the view. Made anew only when an article
 * or the language has changed; a newer one ends the one before.
 */

import { say } from "./announce.js";
import { compare } from "./compare.js";
import { page } from "./elements.js";
import { engine } from "./reading.js";
import { state, titleOf } from "./state.js";
import { t } from "./strings.js";

let comparing = new AbortController();
/** What the comparison on the screen was made from. */
let compared = "";

/** @param {(index: number, start: number) => void} goTo shows the claim of an open article that begins at a place */
export async function drawComparison(goTo) {
  const { drafts } = state;
  const open = drafts.filter(({ text }) => text.trim());
  const key = JSON.stringify([t.code, open.map(({ text, published }) => [text, published])]);
  const hasCorrections = open.some(({ corrections }) => corrections.length > 0);
  const note = hasCorrections ? t.compare.uncorrected : "";
  page.compareHint.textContent = open.length < 2 ? `${t.compare.hint} ${t.compare.waiting}` : note;
  if (key === compared) return;
  compared = key;
  comparing.abort();
  comparing = new AbortController();
  page.compareBody.replaceChildren();
  if (open.length < 2) return;
  page.compareHint.textContent = t.compare.working;
  try {
    const articles = open.map(({ text, published }) => ({ text, published: published || null }));
    const comparison = await engine.compare(articles, comparing.signal);
    page.compareHint.textContent = note;
    compare(page.compareBody, open.map((draft) => ({ text: draft.text, title: titleOf(draft) })), comparison, (index, start) => goTo(state.drafts.indexOf(open[index]), start));
    say(`${t.compare.differing}: ${t.number(comparison.shared.filter(({ differences }) => differences.length).length)}. ${t.compare.shared(open.length)}: ${t.number(comparison.shared.length)}.`);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    compared = "";
    page.compareHint.textContent = t.errors.compare;
    console.error(error);
  }
}
