/*
 * Cuts an article into what can be drawn one after another. In: the text and its report. Out: lines
 * (a block, or a part of one that is too long to be laid out at once), each a row of pieces; in a
 * piece the same claims, sources and cues hold throughout. Linear in the text while few claims
 * overlap.
 */

/** @import { Report, Span } from "../whosaid.js" */

/**
 * @typedef {object} Piece
 * @property {string} text
 * @property {number} end where it ends in the article
 * @property {number[]} claims ids of the claims whose content it is, outermost first, the writer's own before all
 * @property {number[]} sources ids of the claims whose source it names
 * @property {number[]} cues ids of the claims whose cue it is
 */

/**
 * @typedef {object} Line
 * @property {string} kind of block
 * @property {boolean} continued whether it goes on with the block of the line before
 * @property {string | null} gap what stands between it and the line before where both share a line of the text
 * @property {Piece[]} pieces
 */

/**
 * @typedef {object} Mark
 * @property {number} start
 * @property {number} end
 * @property {number} claim
 * @property {"claims" | "sources" | "cues"} role
 * @property {boolean} own whether it is the writer's own claim
 */

/** UTF-16 units of a block that are laid out as one line at most. */
const LINE = 12_000;

/**
 * @param {string} text
 * @param {Report} report
 * @returns {Generator<Line, void, void>}
 */
export function* lines(text, report) {
  const marks = marksOf(report);
  let next = 0;
  /** @type {Mark[]} */
  let active = [];
  let before = -1;
  for (const { span, kind } of report.blocks) {
    let continued = false;
    const between = before < 0 ? "\n" : text.slice(before, span[0]);
    const gap = /[\n\r\u2028\u2029]/.test(between) ? null : between;
    before = span[1];
    for (const [start, end] of cut(text, span)) {
      active = active.filter((mark) => mark.end > start);
      while (next < marks.length && marks[next].start < end) {
        if (marks[next].end > start) active.push(marks[next]);
        next += 1;
      }
      yield { kind, continued, gap: continued ? null : gap, pieces: piecesOf(text, start, end, active) };
      continued = true;
    }
  }
}

/** @param {Report} report @returns {Mark[]} ordered by start */
function marksOf(report) {
  /** @type {Mark[]} */
  const marks = [];
  for (const { id, spans, attribution } of report.claims) {
    const own = !attribution;
    for (const [start, end] of spans) marks.push({ start, end, claim: id, role: "claims", own });
    if (!attribution) continue;
    const { source_span: source, cue_span: cue } = attribution;
    if (source) marks.push({ start: source[0], end: source[1], claim: id, role: "sources", own });
    if (cue) marks.push({ start: cue[0], end: cue[1], claim: id, role: "cues", own });
  }
  return marks.filter((mark) => mark.start < mark.end).sort((a, b) => a.start - b.start);
}

/**
 * A block in parts short enough to lay out, cut at white space where there is some.
 * @param {string} text
 * @param {Span} span
 * @returns {Generator<Span, void, void>}
 */
function* cut(text, [start, end]) {
  while (end - start > LINE) {
    let at = start + LINE;
    const space = text.slice(start, at).lastIndexOf(" ");
    if (space > 0) at = start + space + 1;
    else if (isTrailing(text.charCodeAt(at))) at -= 1;
    yield [start, at];
    start = at;
  }
  yield [start, end];
}

/** @param {number} unit */
const isTrailing = (unit) => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Mark[]} active marks that share something with the range
 * @returns {Piece[]}
 */
function piecesOf(text, start, end, active) {
  const edges = new Set([start, end]);
  for (const mark of active) {
    if (mark.start > start && mark.start < end) edges.add(mark.start);
    if (mark.end > start && mark.end < end) edges.add(mark.end);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  // Of those that begin together the longest first, so that what holds comes before what it holds.
  const marks = [...active].sort((a, b) => a.start - b.start || b.end - a.end || a.claim - b.claim);
  /** @type {Piece[]} */
  const pieces = [];
  let next = 0;
  /** @type {Mark[]} */
  let open = [];
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [from, to] = [sorted[i], sorted[i + 1]];
    open = open.filter((mark) => mark.end > from);
    while (next < marks.length && marks[next].start <= from) open.push(marks[next++]);
    /** @type {Piece} */
    const piece = { text: text.slice(from, to), end: to, claims: [], sources: [], cues: [] };
    for (const mark of open) {
      if (mark.own) piece.claims.unshift(mark.claim);
      else piece[mark.role].push(mark.claim);
    }
    pieces.push(piece);
  }
  return pieces;
}
