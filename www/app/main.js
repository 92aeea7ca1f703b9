/*
 * The page: takes an article, has it read, and shows article and sources side by side. Keeps what
 * is selected and filtered the same on both sides. In: events. Out: what is on the screen.
 */

/** @import { Report } from "../whosaid.js" */
/** @import { Voice } from "./types.js" */

import { Article } from "./article.js";
import { detail } from "./detail.js";
import { byId, make, pause } from "./dom.js";
import { Engine, LoadError, Superseded, emptyReport } from "./engine.js";
import { IntakeError, countWords, textOf, textOfFile } from "./intake.js";
import { List } from "./list.js";
import * as strings from "./strings.js";
import { hueOf, letterOf, nameOf, voiceOf } from "./voices.js";

/** Characters above which a text is shown but not edited: a text box of that size is slow. */
const EDITABLE = 300_000;
/** Words from which a reading says that it is under way at once. */
const LONG = 20_000;
/** Sources up to which the bar of shares can be told apart, and up to which it has room for letters. */
const SHARES = { most: 60, lettered: 16 };

const page = {
  note: byId("note", HTMLElement),
  edit: byId("edit", HTMLButtonElement),
  editor: byId("editor", HTMLFormElement),
  text: byId("text", HTMLTextAreaElement),
  article: byId("article", HTMLElement),
  reading: byId("reading", HTMLElement),
  panel: byId("panel", HTMLElement),
  list: byId("list", HTMLElement),
  summary: byId("summary", HTMLElement),
  shares: byId("shares", HTMLElement),
  clear: byId("clear", HTMLButtonElement),
  progress: byId("progress", HTMLElement),
  progressText: byId("progress-text", HTMLElement),
  error: byId("error", HTMLElement),
  live: byId("live", HTMLElement),
  published: byId("published", HTMLInputElement),
  samples: byId("samples", HTMLElement),
  file: byId("file", HTMLInputElement),
  sheet: byId("sheet", HTMLElement),
  sheetBody: byId("sheet-body", HTMLElement),
  toArticle: byId("to-article", HTMLAnchorElement),
  toList: byId("to-list", HTMLAnchorElement),
  help: byId("help", HTMLDialogElement),
  helpSwitch: byId("help-switch", HTMLInputElement),
  drop: byId("drop", HTMLElement),
};

const bar = page.progress.querySelector("progress");
const narrow = matchMedia("(max-width: 55rem)");
const engine = new Engine();
const article = new Article(page.article, (claim, again) => (again ? go("list", claim) : choose(claim, "article")));
const list = new List(page.list, {
  choose: (claim) => choose(claim, "list"),
  show: (claim) => go("article", claim),
  filter: (voice) => filter(voice === filtered ? null : voice),
});

let text = "";
let note = "";
let words = 0;
let report = emptyReport();
/** @type {number | null} */
let selected = null;
/** @type {Voice | null} */
let filtered = null;
let drawing = new AbortController();
/** What the article on the screen was drawn from; nothing while it is behind. @type {Report | null} */
let drawn = null;

const fromHtml = (/** @type {string} */ html) => engine.textFromHtml(html);
const isEditing = () => !page.editor.hidden;

// ---- reading -----------------------------------------------------------------------------------

/**
 * Takes another article.
 * @param {string} newText
 * @param {string} newNote says where it comes from
 */
function take(newText, newNote) {
  text = newText;
  note = newNote;
  if (newNote !== strings.ownNote) page.text.value = "";
  edit(false);
  window.scrollTo({ top: 0 });
  void read();
}

/** Reads the article and shows what was found. A newer call drops an older one. */
async function read() {
  clearTimeout(waiting);
  showError("");
  words = countWords(text);
  page.edit.hidden = isEditing() || text.length > EDITABLE;
  page.note.textContent = isEditing() ? strings.wordCount(words) : text.length > EDITABLE ? strings.tooLongToEdit(words) : note;
  if (words === 0) {
    engine.cancel();
    progress(null);
    await show(emptyReport());
    return;
  }
  const reading = engine.analyze(text, page.published.value || null);
  const slow = setTimeout(
    () => {
      // What is on the screen belongs to another text by now.
      if (!isEditing()) show(emptyReport()).catch(ignoreAbort);
      progress(strings.reading(words));
    },
    words > LONG ? 0 : 400,
  );
  try {
    const found = await reading;
    clearTimeout(slow);
    progress(null);
    await show(found);
  } catch (error) {
    clearTimeout(slow);
    if (error instanceof Superseded) return;
    if (error instanceof DOMException && error.name === "AbortError") return;
    progress(null);
    showError(error instanceof LoadError ? strings.errors.load : strings.errors.analyse);
    if (!(error instanceof LoadError)) console.error(error);
    await show(plainReport(text));
  }
}

/** The lines of a text that could not be read, as paragraphs. @param {string} source @returns {Report} */
function plainReport(source) {
  const lines = [...source.matchAll(/[^\r\n]+/g)].filter(([line]) => line.trim());
  /** @type {Report["blocks"]} */
  const blocks = lines.map(({ index, 0: line }) => ({ span: [index, index + line.length], kind: "paragraph" }));
  return { ...emptyReport(), blocks };
}

/** Drawing that a newer article has ended needs no more ado. @param {unknown} error */
function ignoreAbort(error) {
  if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
}

/** @param {Report} found */
async function show(found) {
  drawing.abort();
  drawing = new AbortController();
  const { signal } = drawing;
  report = found;
  drawn = null;
  selected = null;
  filter(null, false);
  page.sheet.hidden = true;
  const listDone = list.draw(text, report, signal).catch(ignoreAbort);
  page.summary.textContent = words === 0 ? strings.emptyList : report.blocks.length ? list.summary : "";
  page.shares.replaceChildren(...(list.sources <= SHARES.most ? list.shares : []));
  page.shares.classList.toggle("dense", list.sources > SHARES.lettered);
  page.toList.textContent = strings.sourcesTab(list.sources);
  if (words > LONG) await pause(signal);
  const articleDone = isEditing() ? undefined : drawArticle();
  if (report.blocks.length) page.live.textContent = list.summary;
  await Promise.all([listDone, articleDone]);
}

/** Draws the article if the screen is behind. */
async function drawArticle() {
  if (drawn === report) return;
  drawn = report;
  if (report.blocks.length === 0) {
    page.article.replaceChildren(...(words ? [] : [make("p", { class: "empty" }, strings.emptyArticle)]));
    return;
  }
  const { signal } = drawing;
  page.article.setAttribute("aria-busy", "true");
  await article.draw(text, report, signal, (share) => progress(strings.layingOut(share), share));
  progress(null);
  page.article.removeAttribute("aria-busy");
}

/** @param {string | null} message @param {number} [share] */
function progress(message, share) {
  page.progress.hidden = message === null;
  page.progressText.textContent = message ?? "";
  if (share === undefined) bar?.removeAttribute("value");
  else if (bar) bar.value = share;
  if (message !== null && share === undefined) page.live.textContent = message;
}

/** @param {string} message */
function showError(message) {
  page.error.hidden = message === "";
  page.error.textContent = message;
}

// ---- selecting and filtering ---------------------------------------------------------------------

/**
 * Selects a claim on both sides, brings it into view on the other one.
 * @param {number | null} claim
 * @param {"article" | "list"} from
 * @param {boolean} [focus] whether the claim takes the focus where it was chosen
 */
function choose(claim, from, focus = false) {
  if (claim !== null && filtered !== null && voiceOf(report.claims[claim]) !== filtered) filter(null);
  selected = claim;
  article.select(claim);
  list.select(claim);
  page.sheet.hidden = claim === null || from === "list";
  if (claim === null) return;
  fillSheet(claim);
  if (from === "article" || !narrow.matches) article.reveal(claim, focus && from === "article");
  if (from === "list" || !narrow.matches) list.reveal(claim, focus && from === "list");
}

/**
 * Goes to a claim on one of the sides.
 * @param {"article" | "list"} side
 * @param {number} claim
 */
function go(side, claim) {
  if (side === "article" && isEditing()) finish();
  choose(claim, side, true);
}

/** @param {number} claim */
function fillSheet(claim) {
  const voice = voiceOf(report.claims[claim]);
  page.sheet.className = `sheet ${hueOf(voice)}`;
  page.sheetBody.replaceChildren(
    make(
      "p",
      { class: "name" },
      make("span", { class: "letter", "aria-hidden": "true" }, letterOf(voice)),
      make("bdi", {}, nameOf(report, voice)),
    ),
    ...detail(text, report, report.claims[claim], (around) => go("article", around)),
  );
}

/** Shows the claims of one voice only, or all. @param {Voice | null} voice @param {boolean} [tell] */
function filter(voice, tell = true) {
  if (tell && voice === filtered) return;
  filtered = voice;
  article.filter(voice);
  list.filter(voice);
  page.clear.hidden = voice === null;
  if (tell) page.live.textContent = voice === null ? strings.unfiltered : strings.filtered(nameOf(report, voice));
}

/** @param {number} by 1 for the next claim, -1 for the one before */
function step(by) {
  const side = page.panel.contains(document.activeElement) || isEditing() ? "list" : "article";
  const order = side === "list" ? list.order : article.order;
  if (order.length === 0) return;
  const at = selected === null ? -1 : order.indexOf(selected);
  const next = at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length;
  choose(order[next], side, true);
}

// ---- editing -----------------------------------------------------------------------------------

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {boolean} on */
function edit(on) {
  page.editor.hidden = !on;
  page.article.hidden = on;
  page.edit.hidden = on || text.length > EDITABLE;
  page.sheet.hidden = true;
  if (!on) return;
  page.note.textContent = strings.wordCount(words);
  page.text.focus();
}

/** Opens an empty box for another article; the one before stays until something is put in. */
function startOwn() {
  page.text.value = "";
  edit(true);
  page.note.textContent = strings.wordCount(0);
}

/** Goes from the text box back to the marked article. */
function finish() {
  const changed = page.text.value.trim() !== "" && page.text.value !== text;
  if (changed) {
    takeOwn(page.text.value, strings.ownNote);
  } else {
    edit(false);
    page.note.textContent = note;
    drawArticle().catch(ignoreAbort);
  }
  page.article.focus({ preventScroll: true });
}

page.text.addEventListener("input", () => {
  const value = page.text.value;
  clearTimeout(waiting);
  waiting = setTimeout(
    () => {
      text = value;
      note = strings.ownNote;
      pressSample(null);
      void read();
    },
    Math.min(1500, 200 + value.length / 200),
  );
});

page.editor.addEventListener("submit", (event) => {
  event.preventDefault();
  finish();
});

page.text.addEventListener("keydown", (event) => {
  if ((event.key === "Enter" && (event.ctrlKey || event.metaKey)) || event.key === "Escape") {
    event.preventDefault();
    finish();
  }
});

byId("own", HTMLButtonElement).addEventListener("click", startOwn);
page.edit.addEventListener("click", () => {
  page.text.value = text;
  edit(true);
  page.text.setSelectionRange(0, 0);
  page.text.scrollTop = 0;
});

page.published.addEventListener("change", () => void read());

// ---- paste, files, samples -----------------------------------------------------------------------

/** Runs what takes an article in, and says so where it cannot. @param {() => Promise<void>} work */
async function intake(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof IntakeError) showError(error.message);
    else showError(error instanceof LoadError ? strings.errors.load : strings.errors.fileRead);
  }
}

/** @param {string} newText @param {string} newNote */
function takeOwn(newText, newNote) {
  pressSample(null);
  take(newText, newNote);
}

document.addEventListener("paste", (event) => {
  const data = event.clipboardData;
  const target = event.target;
  if (!data || page.help.open || target === page.published) return;
  const file = data.files[0];
  const replaces = page.text.selectionStart === 0 && page.text.selectionEnd === page.text.value.length;
  // Plain words put into a text that is being edited are the browser's business.
  const isSmall = data.getData("text/plain").length + page.text.value.length <= EDITABLE;
  if (target === page.text && !replaces && isSmall && !file && !data.types.includes("text/html")) return;
  event.preventDefault();
  void intake(async () => {
    const pasted = file && !data.types.includes("text/plain") ? await textOfFile(file, fromHtml) : await textOf(data, fromHtml);
    if (!pasted.trim()) return;
    const box = page.text;
    if (target === box && !replaces && box.value.length + pasted.length <= EDITABLE) {
      box.setRangeText(pasted, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input"));
    } else {
      takeOwn(pasted, strings.ownNote);
    }
  });
});

/** @param {File} file @param {boolean} more whether others came with it */
function takeFile(file, more) {
  void intake(async () => {
    takeOwn(await textOfFile(file, fromHtml), `${strings.fileNote(file.name)}${more ? ` ${strings.dropped}` : ""}`);
  });
}

byId("open", HTMLButtonElement).addEventListener("click", () => page.file.click());
page.file.addEventListener("change", () => {
  const file = page.file.files?.[0];
  if (file) takeFile(file, false);
  page.file.value = "";
});

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  page.drop.hidden = false;
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) page.drop.hidden = true;
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  page.drop.hidden = true;
  const data = event.dataTransfer;
  if (!data) return;
  const [file, ...others] = data.files;
  if (file) {
    takeFile(file, others.length > 0);
    return;
  }
  void intake(async () => {
    const droppedText = await textOf(data, fromHtml);
    if (droppedText.trim()) takeOwn(droppedText, strings.ownNote);
  });
});

/** @typedef {{ file: string, title: string, about: string, published: string }} Sample */

/** @param {Sample} sample */
async function takeSample({ file, title, published }) {
  pressSample(file);
  // Whatever is taken while the sample is on its way lets go of its button, and wins.
  const isWanted = () => page.samples.querySelector("[aria-pressed=true]")?.getAttribute("data-file") === file;
  try {
    const response = await fetch(new URL(`../samples/${file}`, import.meta.url));
    if (!response.ok) throw new Error(response.statusText);
    const sample = await response.text();
    if (!isWanted()) return;
    page.published.value = published;
    take(sample, strings.sampleNote(title));
  } catch {
    if (isWanted()) showError(strings.errors.sample);
  }
}

/** Shows which sample is on the screen. @param {string | null} file */
function pressSample(file) {
  if (file === null && page.samples.querySelector("[aria-pressed=true]")) page.published.value = "";
  for (const button of page.samples.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.dataset.file === file));
  }
}

async function loadSamples() {
  try {
    const response = await fetch(new URL("../samples/index.json", import.meta.url));
    /** @type {Sample[]} */
    const samples = await response.json();
    for (const sample of samples) {
      const button = make(
        "button",
        { type: "button", "data-file": sample.file, "aria-pressed": "false", title: sample.about },
        sample.title,
      );
      button.addEventListener("click", () => void takeSample(sample));
      page.samples.append(button);
    }
    if (text === "" && !isEditing()) await takeSample(samples[0]);
  } catch {
    showError(strings.errors.sample);
  }
}

// ---- keys --------------------------------------------------------------------------------------

/** @type {Record<string, () => void>} */
const single = {
  j: () => step(1),
  n: () => step(1),
  k: () => step(-1),
  p: () => step(-1),
  f: () => {
    if (selected !== null) filter(filtered === null ? voiceOf(report.claims[selected]) : null);
  },
  "/": startOwn,
  "?": () => page.help.showModal(),
};

document.addEventListener("keydown", (event) => {
  const target = event.target;
  const typing = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== "checkbox");
  if (event.ctrlKey || event.metaKey || event.altKey || typing || page.help.open) return;
  if (event.key === "Escape") {
    if (filtered !== null) filter(null);
    else if (selected !== null) choose(null, "list");
    return;
  }
  const inArticle = target instanceof Element && target.matches("#article [data-claims]");
  const inList = target instanceof Element && target.matches("#list [data-claim]");
  const arrows = inArticle ? ["ArrowLeft", "ArrowRight"] : inList ? ["ArrowUp", "ArrowDown"] : [];
  const action = arrows.includes(event.key)
    ? () => step(arrows.indexOf(event.key) === 0 ? -1 : 1)
    : page.helpSwitch.checked
      ? single[event.key]
      : undefined;
  if (!action) return;
  event.preventDefault();
  action();
});

page.clear.addEventListener("click", () => {
  filter(null);
  page.panel.focus({ preventScroll: true });
});
byId("help-open", HTMLButtonElement).addEventListener("click", () => page.help.showModal());
byId("sheet-close", HTMLButtonElement).addEventListener("click", () => choose(null, "list"));
byId("sheet-previous", HTMLButtonElement).addEventListener("click", () => step(-1));
byId("sheet-next", HTMLButtonElement).addEventListener("click", () => step(1));
byId("sheet-list", HTMLButtonElement).addEventListener("click", () => {
  if (selected !== null) go("list", selected);
});
page.toList.addEventListener("click", (event) => {
  if (selected === null) return;
  event.preventDefault();
  go("list", selected);
});
page.toArticle.addEventListener("click", (event) => {
  if (selected === null || isEditing()) return;
  event.preventDefault();
  go("article", selected);
});

new IntersectionObserver(
  ([{ isIntersecting }]) => {
    page.toList.setAttribute("aria-current", String(isIntersecting));
    page.toArticle.setAttribute("aria-current", String(!isIntersecting));
  },
  { rootMargin: "-50% 0px -50% 0px" },
).observe(page.panel);

// ---- start -------------------------------------------------------------------------------------

for (const element of document.querySelectorAll("[data-string], [data-label]")) {
  if (!(element instanceof HTMLElement)) continue;
  const { string, label } = element.dataset;
  if (string) element.append(strings.labels[/** @type {keyof typeof strings.labels} */ (string)]);
  if (label) element.setAttribute("aria-label", strings.labels[/** @type {keyof typeof strings.labels} */ (label)]);
}
page.text.placeholder = strings.labels.placeholder;
byId("help-keys", HTMLElement).append(
  ...strings.keys.map(([keys, what]) =>
    make("div", {}, make("dt", {}, ...keys.flatMap((key, i) => [i ? " " : "", make("kbd", {}, key)])), make("dd", {}, what)),
  ),
);
void loadSamples();
