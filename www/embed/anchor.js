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

/** Characters kept on each side of a claim. */
const CONTEXT = 32;
/** A claim shorter than this may occur by chance: the words around it must agree as well. */
const SHORT = 16;
/** Characters of context that count as agreeing. */
const AGREEING = 6;
/** How far from where it was expected a source or a cue may stand, in characters. */
const NEAR = 160;
/** Occurrences that are compared at most. */
const OCCURRENCES = 64;
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
  const units = unitsOf(report, text);
  const moved = move(bare, units);
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
    const spans = spansOf(piecesOf(claim, report.claims[index], report.offset_unit), claim, quote, folded, drift);
    if (!spans) missing.push(claim.id);
    else drift = spans[0][0] - claim.spans[0][0];
    return { ...claim, spans: spans ?? [], attribution: attributionOf(claim, quote, spans, folded, drift), quantities: [], times: [], places: [] };
  });
  const changed = prepared ? !same : missing.length > 0;
  return { report: { ...moved, blocks: [], claims, findings: [] }, missing, changed };
}

/**
 * @param {string} text
 * @param {Report} report whose offsets are UTF-16 units of the text
 * @param {string | null} [reviewedBy]
 * @returns {Prepared}
 */
export function prepare(text, report, reviewedBy = null) {
  if (typeof text !== "string") throw new TypeError("text must be a string");
  if (report?.offset_unit !== "utf16") throw new TypeError("report must count in UTF-16 units, as `analyze` gives it");
  /** @param {Span | null | undefined} span */
  const words = (span) => (span ? text.slice(...span) : null);
  const quotes = report.claims.map(({ spans, attribution }) => ({
    before: text.slice(Math.max(0, (spans[0]?.[0] ?? 0) - CONTEXT), spans[0]?.[0] ?? 0),
    after: text.slice(spans.at(-1)?.[1] ?? 0, (spans.at(-1)?.[1] ?? 0) + CONTEXT),
    source: words(attribution?.source_span),
    cue: words(attribution?.cue_span),
  }));
  return { ...report, prepared: { digest: digestOf(text), quotes, reviewed_by: reviewedBy } };
}

/** The same for texts that differ in white space and in the form of quotation marks alone. @param {string} text */
export function digestOf(text) {
  const { folded } = new Folded(text);
  let hash = 0x811c9dc5; // FNV-1a, 32 bits: it tells editions of one article apart, no more
  for (let i = 0; i < folded.length; i += 1) hash = Math.imul(hash ^ folded.charCodeAt(i), 0x01000193);
  return `${folded.length}-${(hash >>> 0).toString(16)}`;
}

/** A text in which white space and quotation marks are alike, and where its parts stand in the text as it is. */
class Folded {
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
const fold = (text) =>
  text
    .replace(/[\u00ad\u200b-\u200d\u2060]+/g, "")
    .replace(/\s+/g, " ")
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐‑‒–—]/g, "-");

/** Whether no word runs across an offset. @param {string} text @param {number} at */
const breaks = (text, at) => !(/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2)));

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
 * @param {Claim} moved
 * @param {Claim} claim as it came
 * @param {Report["offset_unit"]} unit of its offsets
 */
function piecesOf({ text }, { spans }, unit) {
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
 * From the offsets of a report to UTF-16 units of a text that may be another one.
 * @param {Report} report
 * @param {string} text
 * @returns {(offset: number) => number}
 */
function unitsOf(report, text) {
  if (report.offset_unit === "utf16") return (offset) => offset;
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

/** @param {Report} report @param {(offset: number) => number} units @returns {Report} */
function move(report, units) {
  /** @param {Span} span @returns {Span} */
  const span = ([start, end]) => [units(start), units(end)];
  /** @template {{ span: Span }} T @param {T[]} list */
  const all = (list = []) => list.map((item) => ({ ...item, span: span(item.span) }));
  return {
    ...report,
    offset_unit: "utf16",
    blocks: all(report.blocks),
    claims: report.claims.map((claim) => ({
      ...claim,
      spans: claim.spans.map(span),
      attribution: claim.attribution && {
        ...claim.attribution,
        source_span: claim.attribution.source_span && span(claim.attribution.source_span),
        cue_span: claim.attribution.cue_span && span(claim.attribution.cue_span),
      },
      quantities: all(claim.quantities),
      times: all(claim.times),
      places: all(claim.places),
    })),
    findings: (report.findings ?? []).map((finding) => ({ ...finding, spans: finding.spans.map(span) })),
  };
}
