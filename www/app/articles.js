/*
 * The open articles: taken in, turned to, edited, closed. In: texts, and what is typed. Out: the one
 * on the screen, read; the shelf of all. One that a person has put something right in is never
 * replaced while there is room for another.
 */

/** @import { Draft, Note } from "./types.js" */

import { showNote } from "./announce.js";
import { make } from "./dom.js";
import { drawArticle, ignoreAbort } from "./drawing.js";
import { page } from "./elements.js";
import { save } from "./keeping.js";
import { read } from "./reading.js";
import { pressSample } from "./samples.js";
import { SHELF, draft, state, titleOf } from "./state.js";
import { t } from "./strings.js";

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typing;

/**
 * Takes another article, in the place of the one on the screen; beside it where a person has put
 * something right in that one, so that no work is lost.
 * @param {string} text
 * @param {Note} note
 * @param {boolean} [beside]
 */
export function take(text, note, beside = draft().corrections.length > 0) {
  const { drafts } = state;
  /** @type {Draft} */
  const next = { text, note, published: "", corrections: [] };
  if (beside && drafts.length < SHELF) state.at = drafts.push(next) - 1;
  else drafts[state.at] = next;
  if (note.from !== "own") page.text.value = "";
  void turnTo(state.at);
}

/** Shows one of the open articles. @param {number} index @returns once it is read */
export function turnTo(index) {
  clearTimeout(typing);
  state.at = index;
  page.published.value = draft().published;
  edit(false);
  pressSample(draft().note);
  drawShelf();
  window.scrollTo({ top: 0 });
  save();
  return read();
}

export function drawShelf() {
  const { drafts, at } = state;
  page.shelf.hidden = drafts.length < 2;
  page.shelf.replaceChildren(
    ...(drafts.length < 2 ? [] : drafts).map((draft, index) => {
      const open = make("button", { type: "button", "aria-pressed": String(index === at), dir: "auto" }, titleOf(draft));
      open.addEventListener("click", () => void turnTo(index));
      const close = make("button", { type: "button", class: "plain", "aria-label": `${t.labels.close}: ${titleOf(draft)}` }, "✕");
      close.addEventListener("click", () => {
        drafts.splice(index, 1);
        void turnTo(at > index || at === drafts.length ? at - 1 : at);
        page.article.focus({ preventScroll: true });
      });
      return make("span", { class: "joined" }, open, close);
    }),
  );
}

/** Shows the text box in the place of the article, or the article again. @param {boolean} on */
export function edit(on) {
  page.editor.hidden = !on;
  page.article.hidden = on;
  page.map.hidden = on || state.report.claims.length === 0;
  page.sheet.hidden = true;
  page.add.hidden = on || state.report.blocks.length === 0;
  showNote();
  if (on) page.text.focus();
}

/** Opens the article on the screen in the text box. */
export function editShown() {
  page.text.value = draft().text;
  edit(true);
  page.text.setSelectionRange(0, 0);
  page.text.scrollTop = 0;
}

/** Reads what is in the text box once typing rests. */
export function readTyped() {
  const text = page.text.value;
  clearTimeout(typing);
  typing = setTimeout(
    () => {
      const { drafts } = state;
      if (draft().corrections.length && drafts.length < SHELF) state.at = drafts.push({ ...draft(), corrections: [] }) - 1;
      Object.assign(draft(), { text, note: { from: "own" } });
      pressSample(draft().note);
      drawShelf();
      void read();
      save();
    },
    Math.min(1500, 200 + text.length / 200),
  );
}

/** Goes from the text box back to the marked article. */
export function finish() {
  const { value } = page.text;
  if (value.trim() !== "" && value !== draft().text) {
    take(value, { from: "own" });
  } else {
    edit(false);
    drawArticle().catch(ignoreAbort);
  }
  page.article.focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event in the text box */
export function finishByKey(event) {
  if ((event.key === "Enter" && (event.ctrlKey || event.metaKey)) || event.key === "Escape") {
    event.preventDefault();
    finish();
  }
}

/** Takes the day of publication, and reads again what is counted from it. */
export function setPublished() {
  draft().published = page.published.value;
  void read();
  save();
}
