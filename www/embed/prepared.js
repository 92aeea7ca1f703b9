/*
 * Makes a report that is shown without an engine. In: an article's text and its report. Out: the
 * report with what finds its claims again once the article is edited.
 */

/** @import { Report, Span } from "../whosaid.js" */
/** @import { Prepared } from "./who-said.js" */

import { CONTEXT, digestOf } from "./folded.js";

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
