/*
 * What the parts of the page tell each other. Types only; nothing runs. The report's own types are
 * those of `../whosaid.js`.
 */

/** @import { Article, Comparison, Report, SourceKind, Span } from "../whosaid.js" */

/** @typedef {{ id: number, text: string, published: string | null, articles?: Article[] }} Request an article to read, or several to compare */

/**
 * @typedef {{ kind: "ready" }
 *   | { kind: "model" }
 *   | { kind: "no model" }
 *   | { kind: "failed" }
 *   | { kind: "part", id: number, part: Partial<Report> }
 *   | { kind: "done", id: number }
 *   | { kind: "compared", id: number, comparison: Comparison }
 *   | { kind: "error", id: number, message: string }} Reply
 */

/** Whose claims: an index of the report's sources, nobody in particular, or the writer. @typedef {number | "nobody" | "writer"} Voice */

/** Which voices show; the key tells filters apart. @typedef {{ key: Voice | "anonymous" | "unattributed", name: string, has: (voice: Voice) => boolean }} Filter */

/** A source as a correction names it: by its index and name, so that it is found again in another reading. @typedef {{ id: number | null, name: string, kind: SourceKind, named: boolean }} NewSource */

/**
 * What a person has put right. `at` is the claim's key (see corrections.js) as it was just before; what
 * is added has none before.
 * @typedef {{ kind: "add", span: Span, to: NewSource | "nobody" | "writer" }
 *   | { kind: "source", at: string, to: NewSource | "nobody" | "writer" }
 *   | { kind: "extent", at: string, span: Span }
 *   | { kind: "remove", at: string }
 *   | { kind: "split", at: string, place: number }
 *   | { kind: "merge", at: string, with: string }} Correction
 */

/** An article that is open. @typedef {{ text: string, note: Note, published: string, corrections: Correction[] }} Draft */

/** What of the page is on the screen. @typedef {"read" | "desk" | "compare"} View */

/** Where a text comes from. @typedef {{ from: "own" | "link" } | { from: "sample" | "file", name: string }} Note */

export {};
