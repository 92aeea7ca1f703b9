/*
 * Has the article on the screen read, and shows what was found with the reader's corrections made.
 * In: the state. Out: the report in it, drawn. A newer reading drops an older one; where a text cannot
 * be read, its lines show without marks.
 */

/** @import { Report } from "../whosaid.js" */

import { isEditing, progress, say, showError, showNote } from "./announce.js";
import { filter } from "./choosing.js";
import { applied } from "./corrections.js";
import { LONG, draw, ignoreAbort, stopDrawing } from "./drawing.js";
import { page } from "./elements.js";
import { Engine, LoadError, Superseded, emptyReport } from "./engine.js";
import { countWords } from "./intake.js";
import { draft, state } from "./state.js";
import { t } from "./strings.js";
import { fittingColours, setColours } from "./voices.js";

export const engine = new Engine();

// The trained reader comes after the page: what the rules have read until then is read again.
engine.onmodel = () => {
  const { reader, blocks } = state.original;
  if (engine.model === "there" && reader === "rules" && blocks.length) void read(true);
  else showReader();
};

/** Reads the article and shows what was found. @param {boolean} [again] whether it is the same article as before */
export async function read(again = false) {
  if (!again) showError("");
  const { text, published } = draft();
  const words = (state.words = countWords(text));
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

/** Shows what the engine found, with the article's corrections made. @param {Report} found */
async function show(found) {
  state.original = found;
  showReader();
  const { report, lost } = applied(draft().text, found, found.blocks.length ? draft().corrections : []);
  state.report = report;
  if (state.colours === null) {
    const fitting = fittingColours(report);
    page.colours.value = fitting;
    setColours(fitting);
  }
  filter(null, false);
  if (lost) showError(t.correct.lost(lost));
  await draw();
}

/** Says whether the article was read by rules alone, and why. */
function showReader() {
  const { byRules } = page;
  const { reader, blocks } = state.original;
  byRules.hidden = reader === "trained" || blocks.length === 0 || engine.model === "there";
  if (!byRules.hidden) byRules.textContent = engine.model === "loading" ? t.byRules.loading : t.byRules.missing;
  document.documentElement.dataset.reader = reader;
}

/** The lines of a text that could not be read, as paragraphs. @param {string} source @returns {Report} */
function plainReport(source) {
  const lines = [...source.matchAll(/[^\r\n]+/g)].filter(([line]) => line.trim());
  /** @type {Report["blocks"]} */
  const blocks = lines.map(({ index, 0: line }) => ({ span: [index, index + line.length], kind: "paragraph" }));
  return { ...emptyReport(), blocks };
}

/** Ends the reading, or what is drawn of it. */
export function stop() {
  engine.cancel();
  stopDrawing();
  progress(null);
  page.article.removeAttribute("aria-busy");
  page.note.textContent = t.stopped;
  say(t.stopped);
  page.article.focus({ preventScroll: true });
}
