// The JavaScript API. In: an article's text. Out: its report, see whosaid.d.ts. Works in a page,
// in a worker and in Node 20 or later; it asks for its own WebAssembly file and its model, and nothing else.

import init, { __wbg_reset_state, analyze, setModel, textFromHtml } from "./pkg/whosaid.js";

/** @type {typeof import("./whosaid.js").load} */
export async function load(options = {}) {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("options must be an object");
  }
  const { wasm = new URL("./pkg/whosaid_bg.wasm", import.meta.url), model } = options;
  const bytes = model === null ? null : fetched(model);
  bytes?.catch(() => {}); // it is waited for below; what fails first is what is told
  await init({ module_or_path: await source(wasm) });
  if (bytes) use(await bytes);
  /** @type {import("./whosaid.js").Whosaid} */
  const whosaid = {
    analyze: (text, options) => guard(() => analyze(text, options)),
    textFromHtml: (html) => guard(() => textFromHtml(html)),
    useModel: async (model) => use(await fetched(model)),
  };
  return Object.freeze(whosaid);
}

/**
 * What the glue instantiates from: it streams what it fetches, and reads it whole where the
 * server gives it a wrong type. Node's fetch knows no files.
 *
 * @template {string | URL | Request | Response | BufferSource | WebAssembly.Module} T
 * @param {T} wasm
 * @returns {Promise<T | Buffer<ArrayBuffer>>}
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

/** The bytes of the model in use: an engine that is started anew needs them again. @type {Uint8Array | null} */
let model = null;

/** @param {Uint8Array} bytes */
function use(bytes) {
  if (bytes === model) return;
  guard(() => setModel(bytes));
  model = bytes;
}

/** The model beside the WebAssembly, asked for once. @type {Promise<Uint8Array> | null} */
let beside = null;

/**
 * The bytes of a model file, unpacked as they arrive.
 *
 * @param {import("./whosaid.js").LoadOptions["model"]} [given]
 * @returns {Promise<Uint8Array>}
 */
async function fetched(given) {
  if (given == null) {
    beside ??= fetched(new URL("./pkg/en.bin.gz", import.meta.url));
    try {
      return await beside;
    } catch (error) {
      beside = null; // so that the next try asks again
      throw error;
    }
  }
  let from = await source(given);
  if (typeof from === "string" || from instanceof URL || from instanceof Request) from = await fetch(from);
  if (from instanceof Response && !from.ok) throw new Error(`the model could not be loaded: ${from.status}`);
  const body = from instanceof Response ? from.body : new Blob([from]).stream();
  if (!body) throw new Error("the model could not be loaded: it is empty");
  return new Uint8Array(await new Response(await unpacked(body)).arrayBuffer());
}

/**
 * The file itself, whether or not it came with gzip: some servers unpack it on the way.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
 */
async function unpacked(body) {
  const reader = body.getReader();
  const { value: first } = await reader.read();
  /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */
  const whole = new ReadableStream({
    start: (controller) => (first ? controller.enqueue(first) : controller.close()),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const isGzip = first && first[0] === 0x1f && first[1] === 0x8b;
  return isGzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
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
    if (model) setModel(model);
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
