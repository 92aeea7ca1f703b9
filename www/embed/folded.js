/*
 * Texts compared without regard to white space and to the form of quotation marks and dashes, which
 * publishing systems change. In: a text. Out: the same, folded, and the way back from its offsets.
 */

/** @import { Span } from "../whosaid.js" */

/** Characters kept on each side of a claim. */
export const CONTEXT = 32;
/** Occurrences of words that are looked at, at most. */
const OCCURRENCES = 64;

/** The same for texts that differ in white space and in the form of quotation marks alone. @param {string} text */
export function digestOf(text) {
  const { folded } = new Folded(text);
  let hash = 0x811c9dc5; // FNV-1a, 32 bits: it tells editions of one article apart, no more
  for (let i = 0; i < folded.length; i += 1) hash = Math.imul(hash ^ folded.charCodeAt(i), 0x01000193);
  return `${folded.length}-${(hash >>> 0).toString(16)}`;
}

/** A text in which white space and quotation marks are alike, and where its parts stand in the text as it is. */
export class Folded {
  folded;
  /** Offset in the text of each unit, and of the end. @type {Uint32Array} */
  #at;

  /** @param {string} text */
  constructor(text) {
    this.#at = new Uint32Array(text.length + 1);
    let folded = "";
    for (const { 0: piece, index } of text.matchAll(/[\s\u00ad\u200b-\u200d\u2060]+|[^\s\u00ad\u200b-\u200d\u2060]+/g)) {
      const like = fold(piece);
      // Folding changes the length of white space alone, to one or none.
      for (let i = 0; i < like.length; i += 1) this.#at[folded.length + i] = index + i;
      folded += like;
    }
    this.#at[folded.length] = text.length;
    this.folded = folded;
  }

  /** The stretch of the text. @param {number} start @param {number} length @returns {Span} */
  span(start, length) {
    return [this.#at[start], this.#at[start + length - 1] + 1];
  }

  /** Where each occurrence begins, in words of its own. @param {string} words folded */
  *occurrences(words) {
    const { folded } = this;
    let found = 0;
    for (let at = folded.indexOf(words); words && at >= 0 && found < OCCURRENCES; at = folded.indexOf(words, at + 1)) {
      if (!breaks(folded, at) || !breaks(folded, at + words.length)) continue;
      found += 1;
      yield at;
    }
  }

  /** The folded offset of one of the text. @param {number} offset */
  from(offset) {
    let low = 0;
    let high = this.folded.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** @param {string} text */
export const fold = (text) =>
  text
    .replace(/[\u00ad\u200b-\u200d\u2060]+/g, "")
    .replace(/\s+/g, " ")
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐‑‒–—]/g, "-");

/** Whether no word runs across an offset. @param {string} text @param {number} at */
const breaks = (text, at) => !(/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2)));
