/*
 * The comparison of what is open. In: the open articles with their corrections. Out: the view. Made anew
 * only when an article, a correction, the language or the reader has changed; a newer one ends the one
 * before. The engine compares its own readings first: what was corrected in them is compared again.
 */

/** @import { Comparison, Report } from "../whosaid.js" */
/** @import { Draft } from "./types.js" */

import { say } from "./announce.js";
import { compare } from "./compare.js";
import { applied } from "./corrections.js";
import { page } from "./elements.js";
import { engine } from "./reading.js";
import { state, titleOf } from "./state.js";
import { t } from "./strings.js";

let comparing = new AbortController();
/** What the comparison on the screen was made from. */
let compared = "";
/** What is said above it. */
let note = "";

/**
 * Compares articles as they were corrected.
 * @param {Draft[]} open
 * @param {AbortSignal} signal
 * @returns {Promise<{ comparison: Comparison, reports: Report[], lost: number }>} with the reports that were compared
 */
async function corrected(open, signal) {
  const articles = open.map(({ text, published }) => ({ text, published: published || null }));
  const comparison = await engine.compare(articles, signal);
  const results = open.map(({ text, corrections }, i) => applied(text, comparison.articles[i], corrections));
  const lost = results.reduce((sum, result) => sum + result.lost, 0);
  const reports = results.map(({ report }) => report);
  if (reports.every((report, i) => report === comparison.articles[i])) return { comparison, reports, lost };
  const again = articles.map((article, i) => (reports[i] === comparison.articles[i] ? article : { ...article, report: reports[i] }));
  return { comparison: await engine.compare(again, signal), reports, lost };
}

/** @param {(index: number, start: number) => void} goTo shows the claim of an open article that begins at a place */
export async function drawComparison(goTo) {
  const { drafts } = state;
  const open = drafts.filter(({ text }) => text.trim());
  const key = JSON.stringify([t.code, engine.model, open.map(({ text, published, corrections }) => [text, published, corrections])]);
  page.compareHint.textContent = open.length < 2 ? `${t.compare.hint} ${t.compare.waiting}` : note;
  if (key === compared) return;
  compared = key;
  comparing.abort();
  comparing = new AbortController();
  note = "";
  page.compareBody.replaceChildren();
  if (open.length < 2) return;
  page.compareHint.textContent = t.compare.working;
  try {
    const { comparison, reports, lost } = await corrected(open, comparing.signal);
    const made = open.reduce((sum, { corrections }) => sum + corrections.length, 0) - lost;
    note = [made ? t.compare.corrected(made) : "", lost ? t.correct.lost(lost) : ""].filter(Boolean).join(" ");
    page.compareHint.textContent = note;
    const articles = open.map((draft, i) => ({ text: draft.text, title: titleOf(draft), report: reports[i] }));
    compare(page.compareBody, articles, comparison, (index, start) => goTo(state.drafts.indexOf(open[index]), start));
    say(`${t.compare.differing}: ${t.number(comparison.shared.filter(({ differences }) => differences.length).length)}. ${t.compare.shared(open.length)}: ${t.number(comparison.shared.length)}.`);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    compared = "";
    page.compareHint.textContent = t.errors.compare;
    console.error(error);
  }
}
