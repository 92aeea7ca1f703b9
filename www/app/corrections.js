/*
 * What a person has put right, done to a report. In: the engine's report and a list of corrections.
 * Out: a new report in which they are made, with the ids of the claims they touched. Corrections
 * find their claim by its words and cue, not by its index, so that they survive another reading of
 * the same text; one whose claim is not there any more is left out and counted. Of a claim that a
 * person adds nobody has read stance, type or reserve: it has what is most usual.
 */

/** @import { Attribution, Claim, Report, Source, Span } from "../whosaid.js" */
/** @import { Correction, NewSource } from "./types.js" */

import { countWords } from "./intake.js";
import { t } from "./strings.js";

/** @typedef {Claim & { corrected: string[] }} Draft a claim at work: `id` stays that of the first reading, or is a new one */

/** By what a correction finds its claim again. @param {Claim} claim */
export const keyOf = ({ spans, attribution }) => `${spans.join(";")}|${attribution?.cue_span ?? ""}`;

/** The claim with a key. @param {Draft[]} claims @param {string} key */
function found(claims, key) {
  // A key begins with the claim's first offset: most claims are told by it without making theirs.
  const start = Number.parseInt(key, 10);
  return claims.find((claim) => claim.spans[0][0] === start && keyOf(claim) === key);
}

/** Kinds of correction by claim, for reports that have some. @type {WeakMap<Report, Map<number, string[]>>} */
const made = new WeakMap();

/** What a person has put right about a claim; nothing where it is as the engine read it. @param {Report} report @param {number} claim @returns {string[]} */
export const correctedOf = (report, claim) => made.get(report)?.get(claim) ?? [];

/** What a list says of a claim that a person has put right; empty where none has. @param {Report} report @param {Claim} claim */
export function correctedTag(report, { id }) {
  const kinds = correctedOf(report, id);
  return kinds.length === 0 ? "" : kinds.includes("add") ? t.added : t.corrected;
}

/**
 * @param {string} text
 * @param {Report} report
 * @param {Correction[]} corrections
 * @returns {{ report: Report, lost: number }}
 */
export function applied(text, report, corrections) {
  if (corrections.length === 0) return { report, lost: 0 };
  const sources = [...report.sources];
  /** @type {Draft[]} */
  let claims = report.claims.map((claim) => ({ ...claim, attribution: claim.attribution && { ...claim.attribution }, corrected: [] }));
  let nextId = claims.length;
  let lost = 0;
  for (const correction of corrections) {
    if (correction.kind === "add") {
      const span = trimmed(text, correction.span);
      if (!isPart(text, span)) lost += 1;
      else claims = withAdded(text, claims, span, correction.to, nextId++, sources);
      continue;
    }
    const claim = found(claims, correction.at);
    const other = correction.kind === "merge" ? found(claims, correction.with) : claim;
    if (!claim || !other || (correction.kind === "extent" && !isPart(text, correction.span))) {
      lost += 1;
      continue;
    }
    if (correction.kind === "source") {
      attribute(claim, correction.to, sources);
    } else if (correction.kind === "extent") {
      reach(text, claim, correction.span);
    } else if (correction.kind === "remove") {
      claims = without(claims, claim, claim.attribution?.inside ?? null);
    } else if (correction.kind === "split") {
      const rest = split(text, claim, correction.place, nextId++);
      for (const { attribution, spans } of claims) {
        if (attribution && attribution.inside === claim.id && spans[0][0] >= correction.place) attribution.inside = rest.id;
      }
      claims.push(rest);
    } else {
      merge(text, claim, other);
      claims = without(claims, other, claim.id);
    }
    if (correction.kind !== "remove") claim.corrected = [...claim.corrected.filter((kind) => kind !== correction.kind), correction.kind];
    if (correction.kind === "split") claims[claims.length - 1].corrected = ["split"];
  }
  return { report: numbered(report, sources, claims), lost };
}

/** What a person did to a claim, in a sentence that stands in the place of the engine's reason. @param {string[]} kinds */
export function whyOf(kinds) {
  const others = kinds.filter((kind) => kind !== "add").map((kind) => t.correct.done[kind]);
  return [kinds.includes("add") ? t.add.why : "", others.length ? t.correct.why(others.join(", ")) : ""].filter(Boolean).join(" ");
}

/** What a claim that a person adds is worth checking at least: somebody missed it. */
const WORTH = 0.5;
/** Why, among the reasons, which the engine writes in English. */
const REASON = "added by a person";

/**
 * The claims with one more. Where there is a claim of the very same words, that one gets the source.
 * The writer asserts nothing that somebody else says: such claims of the writer's give the words up.
 * @param {string} text
 * @param {Draft[]} claims
 * @param {Span} span
 * @param {NewSource | "nobody" | "writer"} to
 * @param {number} id of the new claim
 * @param {Source[]} sources
 * @returns {Draft[]}
 */
function withAdded(text, claims, span, to, id, sources) {
  const same = claims.find(({ spans }) => String(spans) === String(span));
  if (same) {
    attribute(same, to, sources);
    same.corrected = [...same.corrected.filter((kind) => kind !== "source"), "source"];
    return claims;
  }
  const [start, end] = span;
  const near = claims.filter(({ spans }) => spans.some(([from, to]) => from < end && to > start));
  const own = to === "writer" ? [] : near.filter(({ attribution }) => !attribution);
  const before = own.sort((a, b) => b.worth - a.worth)[0];
  const known = (/** @type {"quantities" | "times" | "places"} */ name) => /** @type {any} */ (union(near.flatMap((claim) => /** @type {any[]} */ (claim[name]))));
  /** @type {Draft} */
  const claim = {
    id,
    spans: [],
    text: "",
    attribution: null,
    worth: Math.max(WORTH, before?.worth ?? 0),
    reasons: [...(before?.reasons ?? []), REASON],
    hedged: before?.hedged ?? false,
    voice: before?.voice ?? "fact",
    negated: before?.negated ?? false,
    quantities: known("quantities"),
    times: known("times"),
    places: known("places"),
    corrected: ["add"],
  };
  settle(text, claim, [span]);
  attribute(claim, to, sources);
  if (claim.attribution) {
    claim.attribution.mode = modeOf(text, span);
    claim.attribution.inside = holderOf(near, span)?.id ?? null;
    for (const { attribution, spans } of near) {
      const isIn = spans[0][0] >= start && spans[spans.length - 1][1] <= end;
      if (isIn && attribution && attribution.inside === claim.attribution.inside) attribution.inside = id;
    }
  }
  const gone = new Set(own.filter((writers) => !giveUp(text, writers, span)));
  return [...claims.filter((claim) => !gone.has(claim)), claim];
}

/** The smallest claim of somebody in whose words a part stands. @param {Draft[]} claims @param {Span} span */
function holderOf(claims, [start, end]) {
  const holders = claims.filter(({ attribution, spans }) => attribution && spans.some(([from, to]) => from <= start && end <= to));
  const size = (/** @type {Draft} */ { spans }) => spans[spans.length - 1][1] - spans[0][0];
  return holders.sort((a, b) => size(a) - size(b))[0];
}

/** Takes words from a claim; false where less than half of it would be left. @param {string} text @param {Draft} claim @param {Span} span */
function giveUp(text, claim, [start, end]) {
  const left = [...within(text, claim, 0, start), ...within(text, claim, end, text.length)];
  const words = (/** @type {Span[]} */ spans) => spans.reduce((sum, [from, to]) => sum + countWords(text, from, to), 0);
  if (words(left) * 2 < words(claim.spans)) return false;
  settle(text, claim, left);
  claim.corrected = [...claim.corrected.filter((kind) => kind !== "extent"), "extent"];
  return true;
}

/** Whether something is a part of the text, with words in it, that cuts no character. @param {string} text @param {Span} span */
function isPart(text, [start, end]) {
  const cuts = (/** @type {number} */ at) => /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(at - 1, at + 1));
  return start >= 0 && end <= text.length && start < end && !cuts(start) && !cuts(end);
}

/** How words are quoted: whether they stand between the quotation marks of their paragraph. @param {string} text @param {Span} span */
function modeOf(text, [start, end]) {
  let [isIn, quoted, all] = [false, 0, 0];
  for (let at = text.lastIndexOf("\n", start) + 1; at < end; at += 1) {
    const sign = text[at];
    if (/[“„«]/.test(sign)) isIn = true;
    else if (/[”»]/.test(sign)) isIn = false;
    else if (sign === '"') isIn = !isIn;
    else if (sign === "\n") isIn = false;
    else if (at >= start && /\S/.test(sign)) {
      all += 1;
      if (isIn) quoted += 1;
    }
  }
  return quoted === 0 ? "indirect" : quoted > 0.95 * all ? "direct" : "mixed";
}

/** @param {Draft} claim @param {NewSource | "nobody" | "writer"} to @param {Source[]} sources */
function attribute(claim, to, sources) {
  if (to === "writer") {
    claim.attribution = null;
    return;
  }
  const before = claim.attribution;
  /** @type {Attribution} */
  const attribution = before
    ? { ...before }
    : { source: null, source_span: null, cue_span: null, cue: "", type: "statement", mode: "indirect", stance: "neutral", inside: null, confidence: 1, why: "" };
  attribution.source = to === "nobody" ? null : sourceFor(to, sources);
  attribution.source_span = null; // the words that named the other one
  claim.attribution = attribution;
}

/** @param {NewSource} wanted @param {Source[]} sources the new one is added to */
function sourceFor({ id, name, kind, named }, sources) {
  if (id !== null && sources[id]?.name === name) return id;
  const known = sources.find((source) => source.name === name);
  if (known) return known.id;
  sources.push({ id: sources.length, name, aliases: [], kind, country: null, named, anonymity: null, count: null });
  return sources.length - 1;
}

/** @param {string} text @param {Draft} claim @param {Span} span */
function reach(text, claim, [start, end]) {
  const inner = claim.spans.filter(([from, to]) => to > start && from < end);
  /** @type {Span[]} */
  const spans = inner.length ? inner.map(([from, to]) => [from, to]) : [[start, end]];
  spans[0][0] = start;
  spans[spans.length - 1][1] = end;
  settle(text, claim, spans);
}

/** Gives a claim other words, and drops what lay outside of them. @param {string} text @param {Draft} claim @param {Span[]} spans */
function settle(text, claim, spans) {
  const holds = (/** @type {{ span: Span }} */ { span: [from, to] }) => spans.some(([start, end]) => start <= from && to <= end);
  claim.spans = spans;
  claim.text = spans.map((span) => text.slice(...span)).join(" … ");
  claim.quantities = claim.quantities.filter(holds);
  claim.times = claim.times.filter(holds);
  claim.places = claim.places.filter(holds);
}

/** Leaves a claim what stands before a place; what stands behind it makes a new one. @param {string} text @param {Draft} claim @param {number} place @param {number} id */
function split(text, claim, place, id) {
  const [first, second] = [within(text, claim, 0, place), within(text, claim, place, text.length)];
  /** @type {Draft} */
  const rest = { ...claim, id, attribution: claim.attribution && { ...claim.attribution } };
  if (second.length) settle(text, rest, second);
  if (first.length) settle(text, claim, first);
  return rest;
}

/** What of a claim stands in a part of the text. @param {string} text @param {Draft} claim @param {number} from @param {number} to @returns {Span[]} */
function within(text, { spans }, from, to) {
  return spans.flatMap(([start, end]) => {
    const span = trimmed(text, [Math.max(start, from), Math.min(end, to)]);
    return span[0] < span[1] ? [span] : [];
  });
}

/** Without white space at its ends. @param {string} text @param {Span} span @returns {Span} */
export function trimmed(text, [start, end]) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return [start, end];
}

/** @param {string} text @param {Draft} claim @param {Draft} other whose words it takes over */
function merge(text, claim, other) {
  /** @type {Span[]} */
  const all = [...claim.spans, ...other.spans].map(([start, end]) => [start, end]);
  all.sort((a, b) => a[0] - b[0]);
  /** @type {Span[]} */
  const spans = [];
  for (const [start, end] of all) {
    const last = spans.at(-1);
    if (last && !/\S/.test(text.slice(last[1], start))) last[1] = Math.max(last[1], end);
    else spans.push([start, end]);
  }
  const both = (/** @type {"quantities" | "times" | "places"} */ name) => /** @type {any} */ (union([...claim[name], ...other[name]]));
  Object.assign(claim, { quantities: both("quantities"), times: both("times"), places: both("places") });
  claim.worth = Math.max(claim.worth, other.worth);
  claim.reasons = [...new Set([...claim.reasons, ...other.reasons])];
  claim.hedged ||= other.hedged;
  settle(text, claim, spans);
}

/** What stands in the text, in its order, each once. @param {{ span: Span }[]} list */
function union(list) {
  list.sort((a, b) => a.span[0] - b.span[0]);
  return list.filter(({ span }, i) => String(span) !== String(list[i - 1]?.span));
}

/** @param {Draft[]} claims @param {Draft} gone @param {number | null} heir who holds what it held */
function without(claims, gone, heir) {
  for (const claim of claims) {
    const { attribution } = claim;
    if (attribution && attribution.inside === gone.id) claim.attribution = { ...attribution, inside: heir === claim.id ? null : heir };
  }
  return claims.filter((claim) => claim !== gone);
}

/** Claims in the order of the text, each with its index as id again. @param {Report} report @param {Source[]} sources @param {Draft[]} drafts @returns {Report} */
function numbered(report, sources, drafts) {
  const end = (/** @type {Draft} */ { spans }) => spans[spans.length - 1][1];
  drafts.sort((a, b) => a.spans[0][0] - b.spans[0][0] || end(b) - end(a) || a.id - b.id);
  const ids = new Map(drafts.map(({ id }, index) => [id, index]));
  const idOf = (/** @type {number | null} */ id) => (id === null ? null : (ids.get(id) ?? null));
  /** @type {Map<number, string[]>} */
  const corrected = new Map();
  const claims = drafts.map(({ corrected: kinds, ...claim }, id) => {
    const { attribution } = claim;
    if (kinds.length) corrected.set(id, kinds);
    const byPerson = kinds.length > 0 && { confidence: 1, why: whyOf(kinds) };
    return {
      ...claim,
      ...(kinds.length > 0 && { corrected_by_person: true }),
      id,
      attribution: attribution && { ...attribution, ...byPerson, inside: idOf(attribution.inside) },
    };
  });
  const findings = report.findings.map((finding) => ({ ...finding, claims: finding.claims.flatMap((id) => idOf(id) ?? []) }));
  const result = { ...report, sources, claims, findings };
  made.set(result, corrected);
  return result;
}
