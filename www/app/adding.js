/*
 * Adding a claim that was missed, from words selected in the article, or by key or button and then
 * chosen. In: selections, taps, the form. Out: an addition among the corrections. While the form is
 * open a click in the article chooses words, not claims.
 */

import { adder, sentenceAt } from "./add.js";
import { isEditing } from "./announce.js";
import { article } from "./choosing.js";
import { correctWith } from "./correcting.js";
import { trimmed } from "./corrections.js";
import { narrow, page } from "./elements.js";
import { draft, state } from "./state.js";
import { setView } from "./views.js";

/** @import { Span } from "../whosaid.js" */

/** What was selected when adding it was last offered: a tap on the offer takes the selection away. @type {Span | null} */
let offered = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** The form that is open. @type {ReturnType<typeof adder> | null} */
let open = null;
/** What had the focus before it. @type {Element | null} */
let opener = null;

/** Offers, once the selection rests, to add what is selected in the article. */
export function offerSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(offer, 150);
}

function offer() {
  const span = open || state.report.blocks.length === 0 ? null : selected();
  offered = span;
  page.offer.hidden = span === null;
  const range = span && getSelection()?.getRangeAt(0);
  if (!range) return;
  const { top, left } = range.getClientRects()[0] ?? range.getBoundingClientRect();
  page.offer.style.setProperty("--x", `${scrollX + Math.max(8, left)}px`);
  page.offer.style.setProperty("--y", `${scrollY + Math.max(52, top)}px`);
}

/** The words selected in the article, if any. @returns {Span | null} */
function selected() {
  const span = article.selection && trimmed(draft().text, article.selection);
  return span && span[0] < span[1] ? span : null;
}

/** Opens the form for the words that are selected, or else for the selected claim or the first sentence on the screen. */
export function openAdder() {
  const { report } = state;
  const { text } = draft();
  if (report.blocks.length === 0 || isEditing()) return;
  if (state.view !== "read") setView("read");
  const claim = report.claims[state.selected ?? -1];
  const chosen = selected() ?? offered;
  const near = claim ? /** @type {Span} */ ([claim.spans[0][0], claim.spans[claim.spans.length - 1][1]]) : sentenceAt(text, article.placeOnTop);
  const first = chosen ?? near;
  if (!first) return;
  closeAdder();
  opener = document.activeElement;
  open = adder(text, report, first, {
    add(correction) {
      closeAdder();
      correctWith(correction, correction.span[0]);
    },
    close() {
      closeAdder();
      if (opener instanceof HTMLElement && opener !== document.body) opener.focus();
      else page.article.focus({ preventScroll: true });
    },
    moved: (span) => keepInSight(article.outline(span)[0]),
  });
  page.offer.hidden = true;
  page.sheet.hidden = true;
  page.adder.replaceChildren(open.form);
  page.adder.hidden = false;
  page.panel.scrollTop = 0;
  const control = open.form.querySelector(chosen ? "select" : "button");
  if (control instanceof HTMLElement) control.focus({ preventScroll: true });
}

/** Closes the form, if it is open, without adding anything. */
export function closeAdder() {
  offered = null;
  page.offer.hidden = true;
  if (!open) return;
  open = null;
  page.adder.hidden = true;
  page.adder.replaceChildren();
  article.endOutline();
}

/** Scrolls so far that words show beside or above the form. @param {Range | undefined} words */
function keepInSight(words) {
  const top = words?.getBoundingClientRect().top ?? 100;
  const floor = narrow.matches ? innerHeight * 0.3 : innerHeight - 60;
  if (top < 20 || top > floor) scrollBy({ top: top - 60 });
}

/** Takes a click in the article for a choice of words while the form is open. @param {MouseEvent} event */
export function chooseWord(event) {
  if (!open) return;
  event.preventDefault();
  event.stopPropagation();
  const place = article.placeAt(event.clientX, event.clientY);
  if (place !== null) open.reach(place);
}
