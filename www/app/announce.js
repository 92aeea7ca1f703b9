/*
 * What the page tells its reader about its work: progress, errors, where the article comes from, and
 * what screen readers say. In: messages and the state. Out: lines on the page. A message takes the
 * place of the one before.
 */

import { page } from "./elements.js";
import { countWords } from "./intake.js";
import { draft, state } from "./state.js";
import { t } from "./strings.js";

/** Characters above which a text is shown but not edited: a text box of that size is slow. */
export const EDITABLE = 300_000;

const bar = page.progress.querySelector("progress");

export const isEditing = () => !page.editor.hidden;

/** Has screen readers say something. @param {string} message */
export function say(message) {
  page.live.textContent = message;
}

/** @param {string} message none where it is empty */
export function showError(message) {
  page.error.hidden = message === "";
  page.error.textContent = message;
}

/** @param {string | null} message @param {number} [share] */
export function progress(message, share) {
  page.progress.hidden = message === null;
  page.progressText.textContent = message ?? "";
  if (share === undefined) bar?.removeAttribute("value");
  else if (bar) bar.value = share;
  if (message !== null && share === undefined) say(message);
}

/** Says where the article comes from, or why it cannot be edited. */
export function showNote() {
  const { text, note } = draft();
  page.edit.hidden = isEditing() || text.length > EDITABLE;
  if (isEditing()) page.note.textContent = t.words(countWords(page.text.value));
  else if (text.length > EDITABLE) page.note.textContent = t.tooLongToEdit(state.words);
  else if (note.from === "sample") page.note.textContent = t.sampleNote;
  else if (note.from === "file") page.note.textContent = t.fileNote(note.name);
  else page.note.textContent = note.from === "link" ? t.linkNote : t.ownNote;
}
