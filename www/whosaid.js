// The JavaScript API. In: an article's text. Out: its report, see whosaid.d.ts. Works in a page,
// in a worker and in Node 20 or later; it asks for its own WebAssembly file and nothing else.

import init, { __wbg_reset_state, analyze, compare, exportReport, textFromHtml } from "./pkg/whosaid.js";

/** @type {typeof import("./whosaid.js").load} */
export async function load(options = {}) {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("options must be an object");
  }
  const { wasm = new URL("./pkg/whosaid_bg.wasm", import.meta.url) } = options;
  await init({ module_or_path: await source(wasm) });
  /** @type {import("./whosaid.js").Whosaid} */
  const whosaid = {
    analyze: (text, options) => guard(() => analyze(text, options)),
    compare: (articles) => guard(() => compare(articles)),
    export: (text, report, format, about) => guard(() => exportReport(text, report, format, about)),
    textFromHtml: (html) => guard(() => textFromHtml(html)),
  };
  return Object.freeze(whosaid);
}

/**
 * What the glue instantiates from: it streams what it fetches, and reads it whole where the
 * server gives it a wrong type. Node's fetch knows no files.
 *
 * @param {string | URL | Request | Response | BufferSource | WebAssembly.Module} wasm
 */
async function source(wasm) {
  const isUrl = typeof wasm === "string" || wasm instanceof URL;
  if (isUrl && typeof process !== "undefined" && process.versions?.node) {
    const url = new URL(wasm, import.meta.url);
    if (url.protocol === "file:") {
      // Bundlers for browsers follow what they can read: this is not for them.
      const files = "node:fs/promises";
      const { readFile } = await import(/* webpackIgnore: true */ /* @vite-ignore */ files);
      return readFile(url);
    }
  }
  return wasm;
}

/** Whether the engine's memory is not to be trusted any more. */
let broken = false;

/**
 * Calls the engine. When a call traps, the next one gets a fresh engine: not this one, for the
 * stack that is left may not be enough to start it.
 *
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
function guard(call) {
  if (broken) {
    __wbg_reset_state();
    broken = false;
  }
  try {
    return call();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      broken = true;
      throw new Error("whosaid failed on this text; the next call starts it anew", { cause: error });
    }
    throw error;
  }
}
