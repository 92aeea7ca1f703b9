#!/usr/bin/env node
/*
 * Makes a report beforehand, in Node: `whosaid-prepare ARTICLE.txt [--published DAY] [--reviewed-by NAME]`.
 * In: a file of text, `-` for standard input. Out: on standard output the report as `<who-said>` shows
 * it without an engine. Exit codes: 1 where the file cannot be read, 2 for wrong usage.
 */

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { load } from "../whosaid.js";
import { prepare } from "./prepared.js";

/** @param {string} message @param {number} code @returns {never} */
function stop(message, code) {
  console.error(`whosaid-prepare: ${message}`);
  process.exit(code);
}

function read() {
  try {
    return parseArgs({ allowPositionals: true, options: { published: { type: "string" }, "reviewed-by": { type: "string" } } });
  } catch (error) {
    return stop(/** @type {Error} */ (error).message, 2);
  }
}

const { positionals, values } = read();
if (positionals.length !== 1) stop("give one file, or - for standard input", 2);
const whosaid = await load();
let text = "";
try {
  text = readFileSync(positionals[0] === "-" ? 0 : positionals[0], "utf8");
} catch (error) {
  stop(/** @type {Error} */ (error).message, 1);
}
try {
  const report = whosaid.analyze(text, values.published ? { published: values.published } : {});
  console.log(JSON.stringify(prepare(text, report, values["reviewed-by"] ?? null)));
} catch (error) {
  stop(/** @type {Error} */ (error).message, 2);
}
