/*
 * What is open, what was read, what is selected: one object that every part of the page reads and
 * writes. Nothing here draws; whoever changes something has it drawn. All of it is gone with the
 * page, unless the reader has it kept (keeping.js).
 */

/** @import { Draft, Filter, View } from "./types.js" */

import { emptyReport } from "./engine.js";
import { t } from "./strings.js";

/** Articles that can be open at a time. */
export const SHELF = 20;

export const state = {
  /** The open articles. @type {Draft[]} */
  drafts: [{ text: "", note: { from: "own" }, published: "", corrections: [] }],
  /** Which of them is on the screen. */
  at: 0,
  /** What the engine read, before corrections. */
  original: emptyReport(),
  /** What is shown. */
  report: emptyReport(),
  words: 0,
  /** @type {number | null} */
  selected: null,
  /** @type {Filter | null} */
  filtered: null,
  /** @type {View} */
  view: "read",
  isClean: false,
  isUnfolded: false,
  /** What the reader chose, if anything; else what fits the article. @type {"source" | "country" | null} */
  colours: null,
};

/** The article on the screen. */
export const draft = () => state.drafts[state.at];

/** The name under which an article stands on the shelf. @param {Draft} draft */
export function titleOf({ text, note }) {
  const line = /\S.*/.exec(text.slice(0, 2_000))?.[0].trim() ?? "";
  return line.slice(0, 80) || ("name" in note ? note.name : t.untitled);
}

/** How the page is set, as a link says it. @returns {Record<string, string>} */
export function settings() {
  const { view, colours, isClean, isUnfolded } = state;
  return {
    view,
    lang: t.code,
    ...(colours && { colours }),
    ...(isClean && { clean: "yes" }),
    ...(isUnfolded && { unfolded: "yes" }),
  };
}
