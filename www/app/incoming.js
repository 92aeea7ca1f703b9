/*
 * Brings in what is pasted, dropped, opened or picked among the samples, anywhere on the page. In: DOM
 * events. Out: open articles, or a message that says why something cannot be taken.
 */

import { EDITABLE, showError } from "./announce.js";
import { edit, take, turnTo } from "./articles.js";
import { page } from "./elements.js";
import { LoadError } from "./engine.js";
import { IntakeError, textOf, textOfFile } from "./intake.js";
import { engine } from "./reading.js";
import { chosenSample, textOfSample } from "./samples.js";
import { draft, state } from "./state.js";
import { t } from "./strings.js";
import { setView } from "./views.js";

const fromHtml = (/** @type {string} */ html) => engine.textFromHtml(html);

/** Runs what takes an article in, and says so where it cannot. @param {() => Promise<void>} work */
async function intake(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof IntakeError) showError(error.message);
    else showError(error instanceof LoadError ? t.errors.load : t.errors.fileRead);
  }
}

/** @param {ClipboardEvent} event */
export function takePasted(event) {
  const { clipboardData: data, target } = event;
  if (!data || document.querySelector("dialog[open]")) return;
  if (target instanceof HTMLInputElement || target === page.compareText) return;
  const file = data.files[0];
  const box = page.text;
  const replaces = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  // Plain words put into a text that is being edited are the browser's business.
  const isSmall = data.getData("text/plain").length + box.value.length <= EDITABLE;
  if (target === box && !replaces && isSmall && !file && !data.types.includes("text/html")) return;
  event.preventDefault();
  void intake(async () => {
    const pasted = file && !data.types.includes("text/plain") ? await textOfFile(file, fromHtml) : await textOf(data, fromHtml);
    if (!pasted.trim()) return;
    if (target === box && !replaces && box.value.length + pasted.length <= EDITABLE) {
      box.setRangeText(pasted, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input"));
    } else {
      if (state.view === "desk") setView("read");
      take(pasted, { from: "own" }, state.view === "compare" || undefined);
    }
  });
}

/** Takes files in: the first in the place of the article on the screen, the others beside it. @param {Iterable<File>} files */
function takeFiles(files) {
  void intake(async () => {
    let beside = state.view === "compare" ? true : undefined;
    let first = -1;
    for (const file of files) {
      take(await textOfFile(file, fromHtml), { from: "file", name: file.name }, beside);
      if (first < 0) first = state.at;
      beside = true;
    }
    if (state.at !== first) void turnTo(first);
  });
}

export function takeChosenFiles() {
  const files = [...(page.file.files ?? [])];
  page.file.value = "";
  if (files.length) takeFiles(files);
}

/** @param {DragEvent} event */
export function dragOver(event) {
  event.preventDefault();
  page.drop.hidden = false;
}

/** @param {DragEvent} event */
export function dragLeave({ relatedTarget }) {
  if (relatedTarget === null) page.drop.hidden = true;
}

/** @param {DragEvent} event */
export function takeDropped(event) {
  event.preventDefault();
  page.drop.hidden = true;
  const data = event.dataTransfer;
  if (!data) return;
  if (data.files.length) {
    takeFiles([...data.files]);
    return;
  }
  void intake(async () => {
    const text = await textOf(data, fromHtml);
    if (text.trim()) take(text, { from: "own" });
  });
}

/** Takes the sample that is chosen in the menu. */
export async function takeSample() {
  const sample = chosenSample();
  try {
    const text = await textOfSample(sample);
    if (text !== null) take(text, { from: "sample", name: sample.title });
  } catch {
    showError(t.errors.sample);
  }
}

/** Takes the text typed into the comparison, beside the article that is there. @param {Event} event */
export function takeCompared(event) {
  event.preventDefault();
  const text = page.compareText.value;
  if (!text.trim()) {
    page.compareText.focus();
    return;
  }
  page.compareText.value = "";
  take(text, { from: "own" }, draft().text.trim() !== "");
}

/** Opens an empty box for another article; the one before stays until something is put in. */
export function startOwn() {
  if (state.view !== "read") setView("read");
  page.text.value = "";
  edit(true);
}
