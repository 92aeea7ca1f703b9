/*
 * Reports as files. In: text, report, format. Out: a file that the browser saves. The engine writes
 * all formats but the report itself.
 */

/** @import { About, ExportFormat, Report } from "../whosaid.js" */

import { make } from "./dom.js";

/** Endings and media types of the formats, in the order of the menu. @type {Record<ExportFormat | "json", [string, string]>} */
export const formats = {
  markdown: ["md", "text/markdown"],
  csv: ["csv", "text/csv"],
  html: ["html", "text/html"],
  json: ["json", "application/json"],
  annotation: ["annotations.jsonld", "application/ld+json"],
  jsonld: ["claims.jsonld", "application/ld+json"],
  claimreview: ["claimreview.jsonld", "application/ld+json"],
};

/**
 * Has the browser save a report, and gives the file's name.
 * @param {{ export(text: string, report: Report, format: ExportFormat, about: About): Promise<string> }} engine
 * @param {string} text
 * @param {Report} report
 * @param {ExportFormat | "json"} format
 * @param {string} title
 */
export async function save(engine, text, report, format, title) {
  const [ending, type] = formats[format];
  const content = format === "json" ? `${JSON.stringify(report, null, 2)}\n` : await engine.export(text, report, format, { name: title });
  const name = `${fileName(title)}.${ending}`;
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000); // the browser is done with it by then
  return name;
}

/** A name that every file system takes. @param {string} title */
function fileName(title) {
  const words = title.normalize("NFC").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.join("-").slice(0, 60).replace(/-$/, "") || "whosaid";
}
