/*
 * The page: takes articles in, has them read, and shows article, ledger, desk and comparison. Keeps
 * what is selected and filtered the same everywhere. In: events. Out: what is on the screen.
 */

/** @import { Claim, Report } from "../whosaid.js" */
/** @import { Correction, Draft, Filter, Note, Voice } from "./types.js" */

import { Article } from "./article.js";
import { card, citation } from "./card.js";
import { compare } from "./compare.js";
import { corrector } from "./correct.js";
import { applied, correctedOf } from "./corrections.js";
import { desk } from "./desk.js";
import { byId, make, pause } from "./dom.js";
import { Engine, LoadError, Superseded, emptyReport } from "./engine.js";
import { formats, save as saveAs } from "./export.js";
import { IntakeError, countWords, textOf, textOfFile } from "./intake.js";
import { erase, isKeeping, keep, kept } from "./keep.js";
import { Ledger } from "./ledger.js";
import { fragmentOf, opened } from "./link.js";
import { Overview } from "./overview.js";
import { workOffline } from "./offline.js";
import { sheet as printedSheet } from "./print.js";
import { isLanguage, languages, setLanguage, t } from "./strings.js";
import { anonymous, fittingColours, hueOf, justOne, letterOf, nameOf, setColours, unattributed, voiceOf } from "./voices.js";

/** Characters above which a text is shown but not edited: a text box of that size is slow. */
const EDITABLE = 300_000;
/** Words from which a reading says that it is under way at once. */
const LONG = 20_000;
/** Sources up to which the bar of shares can be told apart. */
const SHARES = 60;
/** Articles that can be open at a time. */
const SHELF = 20;

const page = {
  note: byId("note", HTMLElement),
  published: byId("published", HTMLInputElement),
  publishedLabel: byId("published-label", HTMLLabelElement),
  clean: byId("clean", HTMLButtonElement),
  edit: byId("edit", HTMLButtonElement),
  corrections: byId("corrections", HTMLElement),
  correctionsNote: byId("corrections-note", HTMLElement),
  undo: byId("undo", HTMLButtonElement),
  editor: byId("editor", HTMLFormElement),
  text: byId("text", HTMLTextAreaElement),
  article: byId("article", HTMLElement),
  map: byId("map", HTMLCanvasElement),
  panel: byId("panel", HTMLElement),
  list: byId("list", HTMLElement),
  summary: byId("summary", HTMLElement),
  shares: byId("shares", HTMLElement),
  everyone: byId("everyone", HTMLButtonElement),
  anonymous: byId("anonymous", HTMLButtonElement),
  unattributed: byId("unattributed", HTMLButtonElement),
  unfold: byId("unfold", HTMLButtonElement),
  colours: byId("colours", HTMLSelectElement),
  progress: byId("progress", HTMLElement),
  progressText: byId("progress-text", HTMLElement),
  cancel: byId("cancel", HTMLButtonElement),
  error: byId("error", HTMLElement),
  byRules: byId("by-rules", HTMLElement),
  live: byId("live", HTMLElement),
  samples: byId("samples", HTMLSelectElement),
  file: byId("file", HTMLInputElement),
  shelf: byId("shelf", HTMLElement),
  language: byId("language", HTMLSelectElement),
  deskBody: byId("desk-body", HTMLElement),
  compareHint: byId("compare-hint", HTMLElement),
  compareBody: byId("compare-body", HTMLElement),
  compareForm: byId("compare-form", HTMLFormElement),
  compareText: byId("compare-text", HTMLTextAreaElement),
  sheet: byId("sheet", HTMLElement),
  sheetBody: byId("sheet-body", HTMLElement),
  parts: byId("parts", HTMLElement),
  toArticle: byId("to-article", HTMLAnchorElement),
  toList: byId("to-list", HTMLAnchorElement),
  help: byId("help", HTMLDialogElement),
  helpKeys: byId("help-keys", HTMLElement),
  helpSwitch: byId("help-switch", HTMLInputElement),
  share: byId("share", HTMLDialogElement),
  shareText: byId("share-text", HTMLInputElement),
  shareLink: byId("share-link", HTMLInputElement),
  shareSize: byId("share-size", HTMLElement),
  keep: byId("keep", HTMLDialogElement),
  keepSwitch: byId("keep-switch", HTMLInputElement),
  keepState: byId("keep-state", HTMLElement),
  keepSign: byId("keep-sign", HTMLElement),
  printed: byId("printed", HTMLElement),
  update: byId("update", HTMLElement),
  drop: byId("drop", HTMLElement),
};

/** @typedef {"read" | "desk" | "compare"} View */
/** @type {View[]} */
const VIEWS = ["read", "desk", "compare"];
const views = VIEWS.map((name) => ({ name, root: byId(name, HTMLElement), button: byId(`view-${name}`, HTMLButtonElement) }));

const bar = page.progress.querySelector("progress");
const narrow = matchMedia("(max-width: 62rem)");
const engine = new Engine();
const article = new Article(page.article, (claim, again) => (again ? go("list", claim) : choose(claim, "article")));
const overview = new Overview(page.map, page.article, (claim) => choose(claim, "map"));
const ledger = new Ledger(page.list, {
  choose: (claim) => choose(claim, "list"),
  card: cardOf,
  filter: (voice) => filterVoice(voice),
});

/** What is open, and which of it is on the screen. @type {Draft[]} */
let drafts = [{ text: "", note: { from: "own" }, published: "", corrections: [] }];
let at = 0;
/** What the engine read, before corrections. */
let original = emptyReport();
/** What is shown. */
let report = emptyReport();
let words = 0;
/** @type {number | null} */
let selected = null;
/** @type {Filter | null} */
let filtered = null;
/** @type {View} */
let view = "read";
let isClean = false;
let isUnfolded = false;
/** What the reader chose, if anything; else what fits the article. @type {"source" | "country" | null} */
let chosenColours = null;
let drawing = new AbortController();
/** What the article on the screen was drawn from; nothing while it is behind. @type {Report | null} */
let drawn = null;

const fromHtml = (/** @type {string} */ html) => engine.textFromHtml(html);
const isEditing = () => !page.editor.hidden;
const draft = () => drafts[at];
const say = (/** @type {string} */ message) => {
  page.live.textContent = message;
};

// ---- articles ------------------------------------------------------------------------------------

/**
 * Takes another article, in the place of the one on the screen; beside it where a person has put
 * something right in that one, so that no work is lost.
 * @param {string} text
 * @param {Note} note
 * @param {boolean} [beside]
 */
function take(text, note, beside = draft().corrections.length > 0) {
  /** @type {Draft} */
  const next = { text, note, published: "", corrections: [] };
  if (beside && drafts.length < SHELF) at = drafts.push(next) - 1;
  else drafts[at] = next;
  if (note.from !== "own") page.text.value = "";
  turnTo(at);
}

/** Shows one of the open articles. @param {number} index */
function turnTo(index) {
  at = index;
  page.published.value = draft().published;
  edit(false);
  pressSample();
  drawShelf();
  window.scrollTo({ top: 0 });
  void read();
  save();
}

/** The name under which an article stands on the shelf. @param {Draft} draft */
function titleOf({ text, note }) {
  const line = /\S.*/.exec(text.slice(0, 2_000))?.[0].trim() ?? "";
  return line.slice(0, 80) || ("name" in note ? note.name : t.untitled);
}

function drawShelf() {
  page.shelf.hidden = drafts.length < 2;
  page.shelf.replaceChildren(
    ...(drafts.length < 2 ? [] : drafts).map((draft, index) => {
      const open = make("button", { type: "button", "aria-pressed": String(index === at), dir: "auto" }, titleOf(draft));
      open.addEventListener("click", () => turnTo(index));
      const close = make("button", { type: "button", class: "plain", "aria-label": `${t.labels.close}: ${titleOf(draft)}` }, "✕");
      close.addEventListener("click", () => {
        drafts.splice(index, 1);
        turnTo(at > index || at === drafts.length ? at - 1 : at);
        page.article.focus({ preventScroll: true });
      });
      return make("span", { class: "joined" }, open, close);
    }),
  );
}

// ---- reading -----------------------------------------------------------------------------------

/** Reads the article and shows what was found. A newer call drops an older one. @param {boolean} [again] whether it is the same article as before */
async function read(again = false) {
  clearTimeout(waiting);
  if (!again) showError("");
  const { text, published } = draft();
  words = countWords(text);
  showNote();
  if (words === 0) {
    engine.cancel();
    progress(null);
    await show(emptyReport());
    return;
  }
  const reading = engine.analyze(text, published || null);
  const slow = setTimeout(
    () => {
      // What is on the screen belongs to another text by now.
      if (!isEditing()) show(emptyReport()).catch(ignoreAbort);
      progress(t.reading(words));
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
    showError(error instanceof LoadError ? t.errors.load : t.errors.analyse);
    if (!(error instanceof LoadError)) console.error(error);
    await show(plainReport(text)).catch(ignoreAbort);
  }
}

// The trained reader comes after the page: what the rules have read until then is read again.
engine.onmodel = () => {
  if (engine.model === "there" && original.reader === "rules" && original.blocks.length) void read(true);
  else showReader();
};

/** Says whether the article was read by rules alone, and why. */
function showReader() {
  const { byRules } = page;
  byRules.hidden = original.reader === "trained" || original.blocks.length === 0 || engine.model === "there";
  if (!byRules.hidden) byRules.textContent = engine.model === "loading" ? t.byRules.loading : t.byRules.missing;
  document.documentElement.dataset.reader = original.reader;
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

/** Shows what the engine found, with the article's corrections made. @param {Report} found */
async function show(found) {
  original = found;
  showReader();
  const { report: corrected, lost } = applied(draft().text, found, found.blocks.length ? draft().corrections : []);
  report = corrected;
  if (chosenColours === null) {
    page.colours.value = fittingColours(report);
    setColours(page.colours.value === "country" ? "country" : "source");
  }
  filter(null, false);
  if (lost) showError(t.correct.lost(lost));
  await draw();
}

/** Draws what is shown; the first of it is there when this returns. */
async function draw() {
  drawing.abort();
  drawing = new AbortController();
  const { signal } = drawing;
  const { text } = draft();
  drawn = null;
  selected = null;
  page.sheet.hidden = true;
  const listDone = ledger.draw(text, report, signal).catch(ignoreAbort);
  page.summary.textContent = words === 0 ? t.emptyList : report.blocks.length ? ledger.summary : "";
  drawShares();
  page.toList.textContent = t.sources(ledger.sources);
  overview.draw(text.length, report);
  showCorrections();
  drawView();
  if (words > LONG) await pause(signal);
  const articleDone = isEditing() ? undefined : drawArticle();
  if (report.blocks.length) say(ledger.summary);
  await Promise.all([listDone, articleDone]);
}

/** Draws the article if the screen is behind. */
async function drawArticle() {
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
  const isBusy = ledger.sources > SHARES || report.claims.length === 0;
  page.shares.replaceChildren(
    ...(isBusy ? [] : bars).flatMap(([by, label]) => [make("span", {}, label), make("div", { class: "shares" }, ...ledger.shares(by))]),
  );
}

page.shares.addEventListener("click", (event) => {
  const voice = event.target instanceof HTMLElement ? event.target.dataset.voice : undefined;
  if (voice) filterVoice(voice === "nobody" || voice === "writer" ? voice : Number(voice));
});

/** Says where the article comes from, or why it cannot be edited. */
function showNote() {
  const { text, note } = draft();
  page.edit.hidden = isEditing() || text.length > EDITABLE;
  if (isEditing()) page.note.textContent = t.words(countWords(page.text.value));
  else if (text.length > EDITABLE) page.note.textContent = t.tooLongToEdit(words);
  else if (note.from === "sample") page.note.textContent = t.sampleNote(note.name);
  else if (note.from === "file") page.note.textContent = t.fileNote(note.name);
  else page.note.textContent = note.from === "link" ? t.linkNote : t.ownNote;
}

/** @param {string | null} message @param {number} [share] */
function progress(message, share) {
  page.progress.hidden = message === null;
  page.progressText.textContent = message ?? "";
  if (share === undefined) bar?.removeAttribute("value");
  else if (bar) bar.value = share;
  if (message !== null && share === undefined) say(message);
}

page.cancel.addEventListener("click", () => {
  engine.cancel();
  drawing.abort();
  progress(null);
  page.article.removeAttribute("aria-busy");
  page.note.textContent = t.stopped;
  say(t.stopped);
  page.article.focus({ preventScroll: true });
});

/** @param {string} message */
function showError(message) {
  page.error.hidden = message === "";
  page.error.textContent = message;
}

// ---- selecting and filtering ---------------------------------------------------------------------

/**
 * Selects a claim everywhere, brings it into view where it was not chosen.
 * @param {number | null} claim
 * @param {"article" | "list" | "map"} from
 * @param {boolean} [focus] whether the claim takes the focus where it was chosen
 */
function choose(claim, from, focus = false) {
  if (claim !== null && filtered !== null && !filtered.has(voiceOf(report.claims[claim]))) filter(null);
  selected = claim;
  article.select(claim);
  ledger.select(claim);
  overview.select(claim);
  page.sheet.hidden = claim === null || from === "list";
  if (claim === null) return;
  fillSheet(claim);
  if (from !== "list" || !narrow.matches) article.reveal(claim, focus && from === "article");
  if (from === "list" || !narrow.matches) ledger.reveal(claim, focus && from === "list");
}

/**
 * Goes to a claim on one of the sides.
 * @param {"article" | "list"} side
 * @param {number} claim
 */
function go(side, claim) {
  if (view !== "read") setView("read");
  if (side === "article" && isEditing()) finish();
  choose(claim, side, true);
}

/** @param {Claim} claim */
function cardOf(claim) {
  return card(draft().text, report, claim, { go: (id) => go("article", id), copy: (claim) => void copyClaim(claim), correct: openCorrector });
}

/** @param {number} claim */
function fillSheet(claim) {
  const voice = voiceOf(report.claims[claim]);
  page.sheet.className = `sheet ${hueOf(report, voice)}`;
  page.sheetBody.replaceChildren(
    make("p", { class: "name" }, make("span", { class: "letter", "aria-hidden": "true" }, letterOf(voice)), make("bdi", {}, nameOf(report, voice))),
    ...cardOf(report.claims[claim]),
  );
}

/** Shows the claims of some voices only, or all. @param {Filter | null} next @param {boolean} [tell] */
function filter(next, tell = true) {
  if (tell && next?.key === filtered?.key) return;
  filtered = next;
  article.filter(next);
  ledger.filter(next);
  overview.filter(next);
  page.everyone.setAttribute("aria-pressed", String(next === null));
  page.anonymous.setAttribute("aria-pressed", String(next?.key === "anonymous"));
  page.unattributed.setAttribute("aria-pressed", String(next?.key === "unattributed"));
  for (const part of page.shares.querySelectorAll("[data-voice]")) {
    const { voice = "" } = /** @type {HTMLElement} */ (part).dataset;
    const isOut = next !== null && !next.has(voice === "nobody" || voice === "writer" ? voice : Number(voice));
    part.classList.toggle("out", isOut);
  }
  if (tell) say(next === null ? t.unfiltered : t.filtered(next.name));
}

/** Shows one voice alone; once more, everyone. @param {Voice} voice */
const filterVoice = (voice) => filter(filtered?.key === voice ? null : justOne(report, voice));
const filterAnonymous = () => filter(filtered?.key === "anonymous" ? null : anonymous(report));
const filterUnattributed = () => filter(filtered?.key === "unattributed" ? null : unattributed());

/** @param {boolean} on */
function unfold(on) {
  isUnfolded = on;
  page.unfold.setAttribute("aria-pressed", String(on));
  ledger.unfold(on);
  save();
}

/** @param {boolean} on */
function clean(on) {
  isClean = on;
  page.clean.setAttribute("aria-pressed", String(on));
  page.article.classList.toggle("clean", on);
  page.map.classList.toggle("clean", on);
  save();
}

/** @param {number} by 1 for the next claim, -1 for the one before */
function step(by) {
  if (view !== "read") {
    const buttons = [...(views.find(({ name }) => name === view)?.root.querySelectorAll("[data-claim]") ?? [])];
    const here = buttons.indexOf(/** @type {Element} */ (document.activeElement));
    const next = buttons[here < 0 ? (by > 0 ? 0 : buttons.length - 1) : (here + by + buttons.length) % buttons.length];
    if (next instanceof HTMLElement) next.focus();
    return;
  }
  const side = page.panel.contains(document.activeElement) || isEditing() ? "list" : "article";
  const order = side === "list" ? ledger.order : article.order;
  if (order.length === 0) return;
  const here = selected === null ? -1 : order.indexOf(selected);
  const next = here < 0 ? (by > 0 ? 0 : order.length - 1) : (here + by + order.length) % order.length;
  choose(order[next], side, true);
}

page.everyone.addEventListener("click", () => filter(null));
page.anonymous.addEventListener("click", filterAnonymous);
page.unattributed.addEventListener("click", filterUnattributed);
page.unfold.addEventListener("click", () => unfold(!isUnfolded));
page.clean.addEventListener("click", () => {
  clean(!isClean);
  say(isClean ? t.cleanOn : t.cleanOff);
});
page.colours.addEventListener("change", () => {
  chosenColours = page.colours.value === "country" ? "country" : "source";
  setColours(chosenColours);
  redraw().catch(ignoreAbort);
  save();
});

// ---- views ---------------------------------------------------------------------------------------

/** @param {View} next @param {boolean} [focus] */
function setView(next, focus = false) {
  view = next;
  for (const { name, root, button } of views) {
    root.hidden = name !== view;
    button.setAttribute("aria-current", String(name === view));
  }
  page.parts.hidden = view !== "read";
  page.sheet.hidden ||= view !== "read";
  drawView();
  if (focus) {
    const root = views.find(({ name }) => name === view)?.root;
    (view === "read" ? page.article : root)?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
    say(t.viewOf(t.labels[view]));
  }
  save();
}

/** Draws what the view shows besides article and ledger. */
function drawView() {
  page.deskBody.replaceChildren();
  if (view === "desk") desk(page.deskBody, draft().text, report, (claim) => go("article", claim));
  if (view === "compare") void drawComparison();
}

let comparing = new AbortController();
/** What the comparison on the screen was made from. */
let compared = "";

/** Compares what is open. */
async function drawComparison() {
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
    compare(page.compareBody, open.map((draft) => ({ text: draft.text, title: titleOf(draft) })), comparison, (index, start) => void goTo(drafts.indexOf(open[index]), start));
    say(`${t.compare.differing}: ${t.number(comparison.shared.filter(({ differences }) => differences.length).length)}. ${t.compare.shared(open.length)}: ${t.number(comparison.shared.length)}.`);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    compared = "";
    page.compareHint.textContent = t.errors.compare;
    console.error(error);
  }
}

/** Shows the claim of an open article that begins at a place. @param {number} index @param {number} start */
async function goTo(index, start) {
  setView("read");
  if (index !== at) {
    at = index;
    page.published.value = draft().published;
    edit(false);
    pressSample();
    drawShelf();
    save();
    await read();
  }
  const claim = report.claims.find(({ spans }) => spans[0][0] === start);
  if (claim) go("article", claim.id);
  else page.article.focus({ preventScroll: true });
}

page.compareForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = page.compareText.value;
  if (!text.trim()) return page.compareText.focus();
  page.compareText.value = "";
  take(text, { from: "own" }, draft().text.trim() !== "");
});
byId("compare-open", HTMLButtonElement).addEventListener("click", () => page.file.click());

for (const { name, button } of views) button.addEventListener("click", () => setView(name, true));

/** Draws all again where words or colours have changed, not what was read. */
async function redraw() {
  const [top, panelTop, key] = [scrollY, page.panel.scrollTop, selected];
  const kept = filtered;
  const done = draw();
  if (kept) filter(typeof kept.key === "string" && kept.key === "anonymous" ? anonymous(report) : kept, false);
  if (key !== null) {
    selected = key;
    article.select(key);
    ledger.select(key);
    overview.select(key);
  }
  window.scrollTo({ top });
  page.panel.scrollTop = panelTop;
  await done;
  article.select(selected); // its words may have come only now
}

// ---- corrections -----------------------------------------------------------------------------------

/** Opens the form that puts a claim right, in its card. @param {Claim} claim @param {HTMLElement} card */
function openCorrector(claim, card) {
  card.querySelector(".corrector")?.remove();
  const opener = card.querySelector(".correct-claim");
  const form = corrector(draft().text, report, claim, {
    correct: (correction) => correct(claim, correction),
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

/** @param {Claim} claim @param {Correction} correction */
function correct(claim, correction) {
  draft().corrections.push(correction);
  const start = correction.kind === "extent" ? correction.span[0] : claim.spans[0][0];
  change(start);
  say(t.correct.made(t.correct.done[correction.kind]));
}

function undo() {
  if (draft().corrections.length === 0) return;
  const start = selected === null ? null : report.claims[selected]?.spans[0][0];
  draft().corrections.pop();
  change(start ?? null);
  say(t.correct.undone);
}

/** Makes the corrections again and stays where the reader was. @param {number | null} start where the claim to select begins */
function change(start) {
  const wasInList = page.panel.contains(document.activeElement) || !narrow.matches;
  report = applied(draft().text, original, draft().corrections).report;
  selected = null;
  redraw().catch(ignoreAbort);
  save();
  if (start === null) return;
  let [best, far] = [-1, Infinity];
  for (const { id, spans } of report.claims) {
    const away = Math.abs(spans[0][0] - start) - (correctedOf(report, id).length ? 0.5 : 0);
    if (away < far) [best, far] = [id, away];
  }
  if (best >= 0) choose(best, wasInList ? "list" : "article", true);
}

function showCorrections() {
  const count = draft().corrections.length;
  page.corrections.hidden = count === 0;
  page.correctionsNote.textContent = t.correct.count(count);
}

page.undo.addEventListener("click", undo);

/** @param {Claim} claim */
async function copyClaim(claim) {
  const headline = report.blocks.find(({ kind }) => kind === "headline");
  await copy(citation(report, claim, headline ? draft().text.slice(...headline.span).trim() : ""), t.card.copied);
}

/** @param {string} text @param {string} done what to say then */
async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say(t.card.notCopied);
  }
}

// ---- editing -----------------------------------------------------------------------------------

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {boolean} on */
function edit(on) {
  page.editor.hidden = !on;
  page.article.hidden = on;
  page.map.hidden = on || report.claims.length === 0;
  page.sheet.hidden = true;
  showNote();
  if (on) page.text.focus();
}

/** Opens an empty box for another article; the one before stays until something is put in. */
function startOwn() {
  if (view !== "read") setView("read");
  page.text.value = "";
  edit(true);
}

/** Goes from the text box back to the marked article. */
function finish() {
  const changed = page.text.value.trim() !== "" && page.text.value !== draft().text;
  if (changed) {
    take(page.text.value, { from: "own" });
  } else {
    edit(false);
    drawArticle().catch(ignoreAbort);
  }
  page.article.focus({ preventScroll: true });
}

page.text.addEventListener("input", () => {
  const value = page.text.value;
  clearTimeout(waiting);
  waiting = setTimeout(
    () => {
      if (draft().corrections.length && drafts.length < SHELF) at = drafts.push({ ...draft(), corrections: [] }) - 1;
      Object.assign(draft(), { text: value, note: { from: "own" } });
      pressSample();
      drawShelf();
      void read();
      save();
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
  page.text.value = draft().text;
  edit(true);
  page.text.setSelectionRange(0, 0);
  page.text.scrollTop = 0;
});

page.published.addEventListener("change", () => {
  draft().published = page.published.value;
  void read();
  save();
});

// ---- paste, files, samples -----------------------------------------------------------------------

/** Runs what takes an article in, and says so where it cannot. @param {() => Promise<void>} work */
async function intake(work) {
  try {
    await work();
  } catch (error) {
    if (error instanceof IntakeError) showError(error.message);
    else showError(error instanceof LoadError ? t.errors.load : t.errors.fileRead);
  }
}

document.addEventListener("paste", (event) => {
  const data = event.clipboardData;
  const target = event.target;
  if (!data || document.querySelector("dialog[open]")) return;
  if (target instanceof HTMLInputElement) return;
  const file = data.files[0];
  const replaces = page.text.selectionStart === 0 && page.text.selectionEnd === page.text.value.length;
  // Plain words put into a text that is being edited are the browser's business.
  if (target === page.compareText) return;
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
      if (view === "desk") setView("read");
      take(pasted, { from: "own" }, view === "compare" || undefined);
    }
  });
});

/** Takes files in: the first in the place of the article on the screen, the others beside it. @param {Iterable<File>} files */
function takeFiles(files) {
  void intake(async () => {
    let beside = view === "compare" ? true : undefined;
    let first = -1;
    for (const file of files) {
      take(await textOfFile(file, fromHtml), { from: "file", name: file.name }, beside);
      if (first < 0) first = at;
      beside = true;
    }
    if (at !== first) turnTo(first);
  });
}

byId("open", HTMLButtonElement).addEventListener("click", () => page.file.click());
page.file.addEventListener("change", () => {
  const files = [...(page.file.files ?? [])];
  page.file.value = "";
  if (files.length) takeFiles(files);
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
  if (data.files.length) {
    takeFiles([...data.files]);
    return;
  }
  void intake(async () => {
    const droppedText = await textOf(data, fromHtml);
    if (droppedText.trim()) take(droppedText, { from: "own" });
  });
});

/** @typedef {{ file: string, title: string, about: string }} Sample */

/** @type {Sample[]} */
let samples = [];
/** The sample that is on its way, if any. @type {string | null} */
let wanted = null;

/** @param {Sample} sample */
async function takeSample({ file, title }) {
  wanted = file;
  try {
    const response = await fetch(new URL(`../samples/${file}`, import.meta.url));
    if (!response.ok) throw new Error(response.statusText);
    const sample = await response.text();
    // Whatever was taken while the sample was on its way wins.
    if (wanted === file) take(sample, { from: "sample", name: title });
  } catch {
    if (wanted === file) showError(t.errors.sample);
  }
}

/** Shows which sample is on the screen. */
function pressSample() {
  const { note } = draft();
  wanted = null;
  page.samples.value = note.from === "sample" ? (samples.find(({ title }) => title === note.name)?.file ?? "") : "";
}

function drawSamples() {
  page.samples.replaceChildren(
    make("option", { value: "" }, t.labels.samples),
    ...samples.map(({ file, title, about }) => make("option", { value: file, title: about }, title)),
  );
  pressSample();
}

page.samples.addEventListener("change", () => {
  const sample = samples.find(({ file }) => file === page.samples.value);
  if (sample) void takeSample(sample);
});

async function loadSamples() {
  try {
    const response = await fetch(new URL("../samples/index.json", import.meta.url));
    samples = await response.json();
    drawSamples();
    if (draft().text === "" && !isEditing()) await takeSample(samples[0]);
  } catch {
    showError(t.errors.sample);
  }
}

// ---- files, links, paper ----------------------------------------------------------------------------

function drawFormats() {
  byId("formats", HTMLElement).replaceChildren(
    ...Object.keys(formats).map((name) => {
      const button = make("button", { type: "button", "data-format": name }, t.formats[name]);
      button.addEventListener("click", () => void exportAs(/** @type {keyof typeof formats} */ (name)));
      return make("li", {}, button);
    }),
  );
}

/** @param {keyof typeof formats} format */
async function exportAs(format) {
  const menu = byId("exports", HTMLDetailsElement);
  closeMenu(menu);
  try {
    say(t.exported(await saveAs(engine, draft().text, report, format, titleOf(draft()))));
  } catch (error) {
    console.error(error);
    showError(t.errors.export);
  }
}

/** What a link says about how the page is set. @returns {Record<string, string>} */
function linkSettings() {
  return {
    view,
    lang: t.code,
    ...(chosenColours && { colours: chosenColours }),
    ...(isClean && { clean: "yes" }),
    ...(isUnfolded && { unfolded: "yes" }),
  };
}

async function fillShare() {
  const withText = page.shareText.checked;
  /** @type {Record<string, string>} */
  const date = withText && draft().published ? { date: draft().published } : {};
  const fragment = await fragmentOf({ ...linkSettings(), ...date }, withText ? draft() : null);
  const { origin, pathname } = location;
  page.shareLink.value = `${origin}${pathname}${fragment}`;
  page.shareSize.textContent = t.linkSize(page.shareLink.value.length);
}

byId("share-open", HTMLButtonElement).addEventListener("click", () => {
  page.shareText.checked = false;
  void fillShare();
  page.share.showModal();
});
page.shareText.addEventListener("change", () => void fillShare());
page.shareLink.addEventListener("focus", () => page.shareLink.select());
byId("share-copy", HTMLButtonElement).addEventListener("click", () =>
  void copy(page.shareLink.value, t.linkCopied).then(() => {
    page.shareSize.textContent = page.live.textContent;
  }),
);

addEventListener("beforeprint", () => printedSheet(page.printed, draft().text, report));
addEventListener("afterprint", () => page.printed.replaceChildren());
byId("print", HTMLButtonElement).addEventListener("click", () => print());

// ---- what stays --------------------------------------------------------------------------------------

/** @type {ReturnType<typeof setTimeout> | undefined} */
let saving;
let started = false;

/** Keeps what is open, where the reader has turned that on. */
function save() {
  if (!started || !isKeeping()) return;
  clearTimeout(saving);
  saving = setTimeout(() => void keepNow(), 150);
}

async function keepNow() {
  clearTimeout(saving);
  try {
    await keep({ drafts, at, settings: { ...linkSettings(), keys: page.helpSwitch.checked } });
    showKept(t.keep.on);
  } catch {
    page.keepSwitch.checked = false;
    showKept(t.keep.failed);
  }
}

/** @param {string} message */
function showKept(message) {
  page.keepState.textContent = message;
  page.keepSign.textContent = isKeeping() ? " ✓" : "";
}

async function forget() {
  clearTimeout(saving);
  await erase();
  page.keepSwitch.checked = false;
  showKept(t.keep.erased);
}

page.keepSwitch.addEventListener("change", () => void (page.keepSwitch.checked ? keepNow() : forget()));
byId("erase", HTMLButtonElement).addEventListener("click", () => void forget());
byId("keep-open", HTMLButtonElement).addEventListener("click", () => {
  page.keepSwitch.checked = isKeeping();
  showKept(isKeeping() ? t.keep.on : t.keep.off);
  page.keep.showModal();
});
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && isKeeping() && started) void keepNow();
});

// ---- keys --------------------------------------------------------------------------------------

/** @type {Record<string, () => void>} */
const single = {
  j: () => step(1),
  n: () => step(1),
  k: () => step(-1),
  p: () => step(-1),
  g: () => {
    if (selected !== null) go(page.panel.contains(document.activeElement) ? "article" : "list", selected);
  },
  f: () => {
    if (filtered !== null) filter(null);
    else if (selected !== null) filterVoice(voiceOf(report.claims[selected]));
  },
  u: filterUnattributed,
  a: filterAnonymous,
  l: () => unfold(!isUnfolded),
  c: () => page.clean.click(),
  e: () => {
    if (selected === null) return;
    const card = narrow.matches && !page.sheet.hidden ? page.sheetBody : page.list.querySelector(".card");
    if (card instanceof HTMLElement) openCorrector(report.claims[selected], card);
  },
  x: () => {
    if (selected !== null) void copyClaim(report.claims[selected]);
  },
  z: undo,
  r: () => setView("read", true),
  d: () => setView("desk", true),
  m: () => setView("compare", true),
  "/": startOwn,
  "?": () => page.help.showModal(),
};

document.addEventListener("keydown", (event) => {
  const target = event.target;
  const typing =
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "checkbox");
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    const form = document.querySelector(".corrector");
    const menu = document.querySelector("details.menu[open]");
    if (menu instanceof HTMLDetailsElement) closeMenu(menu);
    else if (form) /** @type {HTMLElement | null} */ (form.querySelector(".acts .plain"))?.click();
    else if (filtered !== null) filter(null);
    else if (selected !== null && !typing) choose(null, "list");
    return;
  }
  if (typing) return;
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

/** @param {HTMLDetailsElement} menu */
function closeMenu(menu) {
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu instanceof HTMLDetailsElement && !menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  }
});

page.helpSwitch.addEventListener("change", save);
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

/** Puts the words of the language that is on into the page. */
function localise() {
  const { labels } = t;
  document.documentElement.lang = t.code;
  for (const element of document.querySelectorAll("[data-string], [data-label]")) {
    if (!(element instanceof HTMLElement)) continue;
    const { string, label } = element.dataset;
    if (string) element.textContent = labels[/** @type {keyof typeof labels} */ (string)];
    if (label) element.setAttribute("aria-label", labels[/** @type {keyof typeof labels} */ (label)]);
  }
  page.text.placeholder = labels.placeholder;
  page.publishedLabel.title = labels.publishedHint;
  byId("export-hint", HTMLElement).textContent = t.exportHint;
  byId("compare-label", HTMLElement).textContent = t.compare.text;
  byId("compare-add", HTMLButtonElement).textContent = t.compare.add;
  page.helpKeys.replaceChildren(
    ...t.keys.map(([keys, what]) =>
      make("div", {}, make("dt", {}, ...keys.flatMap((key, i) => [i ? " " : "", make("kbd", {}, key)])), make("dd", {}, what)),
    ),
  );
  page.language.value = t.code;
  drawFormats();
}

page.language.append(...Object.values(languages).map(({ code, language }) => make("option", { value: code, lang: code }, language)));
page.language.addEventListener("change", () => {
  if (!isLanguage(page.language.value)) return;
  setLanguage(page.language.value);
  localise();
  drawSamples();
  drawShelf();
  showNote();
  redraw().catch(ignoreAbort);
  save();
});

/** @param {Record<string, unknown>} settings as kept or as a link has them */
function set({ lang, colours, clean: isOn, unfolded, view: shown, keys }) {
  if (typeof lang === "string" && isLanguage(lang)) setLanguage(lang);
  if (colours === "source" || colours === "country") {
    chosenColours = colours;
    page.colours.value = colours;
    setColours(colours);
  }
  if (isOn) clean(true);
  if (unfolded) unfold(true);
  if (shown === "desk" || shown === "compare") setView(shown);
  if (keys === false) page.helpSwitch.checked = false;
}

/** Opens what a link holds, beside what is open if there is something. @param {import("./link.js").Opened} link @param {boolean} beside */
function openLink(link, beside) {
  history.replaceState(null, "", location.pathname);
  if (!link.draft) return;
  const own = { ...link.draft, note: /** @type {Note} */ ({ from: "link" }), published: link.settings.date ?? "" };
  if (beside) drafts.push(own);
  else drafts = [own];
  turnTo(drafts.length - 1);
}

/** Opens the page as it was left, as a link says, or with a sample. */
async function start() {
  const [language] = (navigator.language ?? "en").split("-");
  if (isLanguage(language)) setLanguage(language);
  const [before, link] = await Promise.all([kept().catch(() => undefined), opened(location.hash)]);
  setView("read");
  if (before) {
    drafts = before.drafts;
    set(before.settings);
  }
  if (link) set(link.settings);
  localise();
  showKept("");
  if (link) openLink(link, before !== undefined);
  if (before && !link?.draft) turnTo(Math.min(before.at, drafts.length - 1));
  started = true;
  await loadSamples();
  if (link?.broken) showError(t.errors.link);
}

// A link that is opened in a tab where the page already is.
addEventListener("hashchange", async () => {
  const link = await opened(location.hash);
  if (!link) return;
  set(link.settings);
  localise();
  openLink(link, draft().text.trim() !== "");
  if (!link.draft) await redraw().catch(ignoreAbort);
  if (link.broken) showError(t.errors.link);
});

/** Offers a newer version of the page. @param {() => void} use */
function offerUpdate(use) {
  page.update.hidden = false;
  byId("update-now", HTMLButtonElement).onclick = use;
  byId("update-later", HTMLButtonElement).onclick = () => {
    page.update.hidden = true;
  };
}

void start().then(() => workOffline(offerUpdate));
