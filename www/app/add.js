/*
 * The form with which a person adds a claim that was missed: which words, who says them. In: text,
 * report, the words to begin with. Out: an element; one addition. The words can be moved by word and by
 * sentence with keys alone; sentences are told by their full stops, so that "U.S. officials" counts
 * as two.
 */

/** @import { Report, Span } from "../whosaid.js" */
/** @import { Correction } from "./types.js" */

import { group, part, press, speaker } from "./correct.js";
import { trimmed } from "./corrections.js";
import { make } from "./dom.js";
import { t } from "./strings.js";

/**
 * @param {string} text
 * @param {Report} report
 * @param {Span} first
 * @param {object} on
 * @param {(correction: Extract<Correction, { kind: "add" }>) => void} on.add
 * @param {() => void} on.close
 * @param {(span: Span) => void} on.moved
 */
export function adder(text, report, first, on) {
  const words = part(text, first, on.moved);
  const who = speaker(report, "nobody");
  /** The word that was taken in the article and waits for another. @type {Span | null} */
  let anchor = null;
  /** @param {string} label @param {(span: Span) => Span} next */
  const turner = (label, next) => press(label, () => words.set(next(words.span())), "plain");
  const form = make(
    "form",
    { class: "corrector" },
    make("h3", { id: "adder-title" }, t.labels.add),
    group(
      t.add.words,
      words.preview,
      make("div", { class: "line" }, ...words.movers),
      make("div", { class: "line" }, turner(t.add.before, ([start]) => sentenceBefore(text, start)), turner(t.add.after, ([, end]) => sentenceAt(text, end) ?? words.span())),
      make("p", { class: "fine" }, t.add.hint),
    ),
    group(t.correct.who, make("div", { class: "line" }, who.select), who.more),
    make("p", { class: "acts" }, make("button", { class: "primary" }, t.add.add), press(t.add.close, on.close, "plain")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const to = who.chosen();
    if (to) on.add({ kind: "add", span: words.span(), to });
  });
  return {
    form,
    /** Takes the word at a place, and all words between it and the next that is taken. @param {number} at */
    reach(at) {
      const [start, end] = wordAt(text, at);
      if (start >= end) return;
      words.set(anchor ? [Math.min(start, anchor[0]), Math.max(end, anchor[1])] : [start, end]);
      anchor = anchor ? null : [start, end];
    },
  };
}

/** UTF-16 units within which a sentence is looked for. */
const REACH = 2_000;

/** The sentence in which a place stands, or the next one behind it; nothing at the end. @param {string} text @param {number} at @returns {Span | null} */
export function sentenceAt(text, at) {
  const rest = text.slice(at, at + REACH);
  const from = at + (/\S/.exec(rest)?.index ?? rest.length);
  const end = /[.!?…]["”’»)\]]*(?=\s)|[^\S\n]*(\n|$)/.exec(text.slice(from, from + REACH));
  const span = trimmed(text, [from, end ? from + end.index + end[0].length : Math.min(text.length, from + REACH)]);
  return span[0] < span[1] ? span : null;
}

/** The sentence that ends before a place; at the beginning the first one. @param {string} text @param {number} at @returns {Span} */
function sentenceBefore(text, at) {
  const [low, before] = [Math.max(0, at - REACH), text.slice(Math.max(0, at - REACH), at).trimEnd()];
  const ends = [...before.slice(0, -1).matchAll(/[.!?…]["”’»)\]]*\s+|\n\s*/g)];
  const last = ends.at(-1);
  const start = low + (last ? last.index + last[0].length : before.length - before.trimStart().length);
  return sentenceAt(text, start) ?? [start, at];
}

/** The word in which a place stands. @param {string} text @param {number} at @returns {Span} */
function wordAt(text, at) {
  const before = /\S*$/.exec(text.slice(Math.max(0, at - 200), at))?.[0].length ?? 0;
  const after = /^\S*/.exec(text.slice(at, at + 200))?.[0].length ?? 0;
  return [at - before, at + after];
}
