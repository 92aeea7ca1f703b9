/*
 * What the page and its worker tell each other, and whose a claim can be. Types only; nothing runs.
 * The report's own types are those of `../whosaid.js`.
 */

/** @import { Report } from "../whosaid.js" */

/** @typedef {{ id: number, text: string }} Request an article to read */

/**
 * @typedef {{ kind: "ready" }
 *   | { kind: "model" }
 *   | { kind: "no model" }
 *   | { kind: "failed" }
 *   | { kind: "part", id: number, part: Partial<Report> }
 *   | { kind: "done", id: number }
 *   | { kind: "error", id: number, message: string }} Reply
 */

/** Whose claims: an index of the report's sources, nobody in particular, or the writer. @typedef {number | "nobody" | "writer"} Voice */

export {};
