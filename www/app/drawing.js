/*
 * Draws the report: article, list, map, shares, and what else the view shows. In: the state. Out: the
 * page; the first of it at once, the rest in slices. A newer drawing ends the one before.
 */

/** @import { Report } from "../whosaid.js" */

import { isEditing, progress, say } from "./announce.js";
import { article, filter, ledger, mark, overview } from "./choosing.js";
import { make, pause } from "./dom.js";
import { page } from "./elements.js";
import { draft, state } from "./state.js";
import { t } from "./strings.js";
import { anonymous } from "./voices.js";

/** Words from which the list comes first and the article after a pause. */
export const LONG = 20_000;
/** Sources up to which the bar of shares can be told apart. */
const SHARES = 60;

let drawing = new AbortController();
/** What the article on the screen was drawn from; nothing while it is behind. @type {Report | null} */
let drawn = null;
let drawView = () => {};

/** @param {() => void} draw what the view shows besides article and list */
export function connectView(draw) {
  drawView = draw;
}

/** Drawing that a newer article has ended needs no more ado. @param {unknown} error */
export function ignoreAbort(error) {
  if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
}

/** Leaves what is drawn so far. */
export const stopDrawing = () => drawing.abort();

/** Draws what is shown; the first of it is there when this returns. */
export async function draw() {
  drawing.abort();
  drawing = new AbortController();
  const { signal } = drawing;
  const { report, words } = state;
  const { text } = draft();
  drawn = null;
  state.selected = null;
  page.sheet.hidden = true;
  const listDone = ledger.draw(text, report, signal).catch(ignoreAbort);
  page.summary.textContent = words === 0 ? t.emptyList : report.blocks.length ? ledger.summary : "";
  drawShares();
  page.toList.textContent = t.sources(ledger.sources);
  overview.draw(text.length, report);
  showCorrections();
  page.add.hidden = isEditing() || report.blocks.length === 0;
  drawView();
  if (words > LONG) await pause(signal);
  const articleDone = isEditing() ? undefined : drawArticle();
  if (report.blocks.length) say(ledger.summary);
  await Promise.all([listDone, articleDone]);
}

/** Draws the article if the screen is behind. */
export async function drawArticle() {
  const { report, words } = state;
  if (drawn === report) return;
  drawn = report;
  if (report.blocks.length === 0) {
    page.article.replaceChildren(...(words ? [] : [make("p", { class: "empty", lang: t.code }, t.emptyArticle)]));
    return;
  }
  const { signal } = drawing;
  page.article.setAttribute("aria-busy", "true");
  await article.draw(draft().text, report, signal, (share) => progress(t.layingOut(share), share));
  progress(null);
  page.article.removeAttribute("aria-busy");
}

function drawShares() {
  const bars = /** @type {const} */ ([["words", t.byWords], ["claims", t.byClaims]]);
  const isBusy = ledger.sources > SHARES || state.report.claims.length === 0;
  page.shares.replaceChildren(
    ...(isBusy ? [] : bars).flatMap(([by, label]) => [make("span", {}, label), make("div", { class: "shares" }, ...ledger.shares(by))]),
  );
}

function showCorrections() {
  const count = draft().corrections.length;
  page.corrections.hidden = count === 0;
  page.correctionsNote.textContent = t.correct.count(count);
}

/** Draws all again where words or colours have changed, not what was read. */
export async function redraw() {
  const [top, panelTop] = [scrollY, page.panel.scrollTop];
  const { filtered, selected, report } = state;
  const done = draw();
  if (filtered) filter(filtered.key === "anonymous" ? anonymous(report) : filtered, false);
  if (selected !== null) mark(selected);
  window.scrollTo({ top });
  page.panel.scrollTop = panelTop;
  await done;
  article.select(state.selected); // its words may have come only now
}
