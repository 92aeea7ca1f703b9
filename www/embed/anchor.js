/*
 * Finds the claims of a report made beforehand in the article as it stands now. In: the report, the
 * article's text. Out: the same report with the offsets of this text, and what is not in it any more.
 * Where the text is still the one that the report was made from, the offsets hold as they are; else
 * each claim is looked for by its words, and where they occur more than once by the words around
 * them, then by its place. Words that were changed are not matched: what somebody said must not be
 * shown as said in other words.
 *
 * What it gets wrong: a claim that was moved to another speaker, word for word, is found.
 */

/** @import { Attribution, Claim, Report, Span } from "../whosaid.js" */
/** @import { Prepared, Quote } from "./who-said.js" */

import { CONTEXT, Folded, digestOf, fold } from "./folded.js";

/** A claim shorter than this may occur by chance: the words around it must agree as well. */
const SHORT = 16;
/** Characters of context that count as agreeing. */
const AGREEING = 6;
/** How far from where it was expected a source or a cue may stand, in characters. */
const NEAR = 160;
/** What parts the pieces of a claim's text. */
const BETWEEN = " … ";

/**
 * @typedef {object} Anchored
 * @property {Report} report
 * @property {number[]} missing ids of claims that are not found; they have no spans
 * @property {boolean} changed whether the text is another one than the report was made from
 * @property {Map<number, Said>} said by id of the claim
 */

/**
 * The words that name the source and signal the attribution, as far as they are known.
 * @typedef {{ source: string | null, cue: string | null }} Said
 */

/**
 * @param {Report | Prepared} report
 * @param {string | null} text null where there is no article to look in
 * @returns {Anchored}
 */
export function anchor(report, text) {
  const prepared = "prepared" in report ? report.prepared : null;
  const anchored = text === null ? { report, missing: [], changed: false } : find(report, prepared, text);
  /** @param {Span | null | undefined} span */
  const words = (span) => (text !== null && span ? text.slice(...span) : null);
  const said = anchored.report.claims.map(({ id, attribution }, index) => {
    const quote = prepared?.quotes[index];
    const source = words(attribution?.source_span) ?? quote?.source ?? null;
    return /** @type {const} */ ([id, { source, cue: words(attribution?.cue_span) ?? quote?.cue ?? attribution?.cue ?? null }]);
  });
  return { ...anchored, said: new Map(said) };
}

/**
 * @param {Report | Prepared} report
 * @param {Prepared["prepared"] | null} prepared
 * @param {string} text
 * @returns {Omit<Anchored, "said">}
 */
function find(report, prepared, text) {
  const { prepared: _, ...bare } = /** @type {Prepared} */ (report);
  /** @type {Report} */
  const moved = report.offset_unit === "utf16" ? bare : { ...move(bare, unitsOf(text)), offset_unit: "utf16" };
  const same = prepared ? prepared.digest === digestOf(text) : false;
  if ((same || !prepared) && moved.claims.every((claim) => stands(claim, text))) {
    return { report: moved, missing: [], changed: false };
  }
  const folded = new Folded(text);
  /** @type {number[]} */
  const missing = [];
  let drift = 0;
  const claims = moved.claims.map((claim, index) => {
    const quote = prepared?.quotes[index];
    const spans = spansOf(piecesOf(report.claims[index], report.offset_unit), claim, quote, folded, drift);
    if (!spans) missing.push(claim.id);
    else drift = spans[0][0] - claim.spans[0][0];
    return { ...claim, spans: spans ?? [], attribution: attributionOf(claim, quote, spans, folded, drift), quantities: [], times: [], places: [] };
  });
  const changed = prepared ? !same : missing.length > 0;
  return { report: { ...moved, blocks: [], claims, findings: [] }, missing, changed };
}

/**
 * Where the pieces of a claim stand now; null unless all of them do.
 * @param {string[]} pieces
 * @param {Claim} claim
 * @param {Quote | undefined} quote
 * @param {Folded} folded
 * @param {number} drift by which the claims before have moved
 */
function spansOf(pieces, claim, quote, folded, drift) {
  /** @type {Span[]} */
  const spans = [];
  for (const [index, piece] of pieces.entries()) {
    const words = fold(piece).trim();
    const expected = folded.from(claim.spans[index][0] + drift);
    const before = index === 0 && quote ? fold(quote.before) : "";
    const after = index === pieces.length - 1 && quote ? fold(quote.after) : "";
    /** @type {{ at: number, agreeing: number, off: number } | null} */
    let best = null;
    for (const at of folded.occurrences(words)) {
      const agreeing = sharedEnd(folded.folded.slice(Math.max(0, at - CONTEXT), at), before) + sharedStart(folded.folded.slice(at + words.length, at + words.length + CONTEXT), after);
      const off = Math.abs(at - expected);
      if (!best || agreeing > best.agreeing || (agreeing === best.agreeing && off < best.off)) best = { at, agreeing, off };
    }
    if (!best || (words.length < SHORT && (quote ? best.agreeing < AGREEING : best.off > NEAR))) return null;
    spans.push(folded.span(best.at, words.length));
  }
  const inOrder = spans.every((span, index) => index === 0 || spans[index - 1][1] <= span[0]);
  return spans.length > 0 && inOrder ? spans : null;
}

/**
 * How the claim is attributed, with the places of source and cue as far as they are found near it.
 * @param {Claim} claim
 * @param {Quote | undefined} quote
 * @param {Span[] | null} spans
 * @param {Folded} folded
 * @param {number} drift
 * @returns {Attribution | null}
 */
function attributionOf(claim, quote, spans, folded, drift) {
  if (!claim.attribution) return null;
  /** @param {string | null | undefined} words @param {Span | null} was @returns {Span | null} */
  const near = (words, was) => {
    if (!spans || !words || !was) return null;
    const expected = folded.from(was[0] + drift);
    const like = fold(words).trim();
    let best = -1;
    for (const at of folded.occurrences(like)) {
      if (best < 0 || Math.abs(at - expected) < Math.abs(best - expected)) best = at;
    }
    return best >= 0 && Math.abs(best - expected) <= NEAR ? folded.span(best, like.length) : null;
  };
  const { source_span, cue_span } = claim.attribution;
  return { ...claim.attribution, source_span: near(quote?.source, source_span), cue_span: near(quote?.cue, cue_span) };
}

/** @param {string} text @param {string} other */
function sharedEnd(text, other) {
  let length = 0;
  while (length < other.length && text.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}

/** @param {string} text @param {string} other */
function sharedStart(text, other) {
  let length = 0;
  while (length < other.length && text[length] === other[length]) length += 1;
  return length;
}

/** Whether a claim's words stand where its spans say. @param {Claim} claim @param {string} text */
const stands = (claim, text) => claim.spans.map((span) => text.slice(...span)).join(BETWEEN) === claim.text;

/**
 * The text of each piece of a claim. The joint may occur in the text itself: the lengths tell.
 * @param {Claim} claim as it came
 * @param {Report["offset_unit"]} unit of its offsets
 */
function piecesOf({ text, spans }, unit) {
  if (spans.length === 1) return [text];
  if (unit === "utf16") {
    let at = 0;
    return spans.map(([start, end]) => {
      const piece = text.slice(at, at + end - start);
      at += end - start + BETWEEN.length;
      return piece;
    });
  }
  const bytes = new TextEncoder().encode(text);
  const joint = new TextEncoder().encode(BETWEEN).length;
  let at = 0;
  return spans.map(([start, end]) => {
    const piece = new TextDecoder().decode(bytes.subarray(at, at + end - start));
    at += end - start + joint;
    return piece;
  });
}

/**
 * From bytes to UTF-16 units of a text that may be another one than was counted.
 * @param {string} text
 * @returns {(offset: number) => number}
 */
function unitsOf(text) {
  const bytes = new Uint32Array(text.length + 1);
  let count = 0;
  for (let i = 0; i < text.length; i += 1) {
    bytes[i] = count;
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair stands for two of its four bytes.
    count += unit < 0x80 ? 1 : unit < 0x800 || (unit & 0xf800) === 0xd800 ? 2 : 3;
  }
  bytes[text.length] = count;
  return (offset) => {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bytes[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/**
 * The same with every offset moved: those are the numbers of fields whose names end in `span` or `spans`.
 * @param {any} value
 * @param {(offset: number) => number} units
 * @param {string} [name] of the field
 * @returns {any}
 */
function move(value, units, name = "") {
  if (Array.isArray(value)) {
    if (name.endsWith("span")) return value.map(units);
    return value.map((item) => move(item, units, name === "spans" ? "span" : ""));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, move(item, units, name)]));
}
