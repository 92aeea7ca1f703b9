/*
 * Reads articles with the engine: in a worker, which several elements share, or where that is refused
 * on the page's own thread. In: an article's text. Out: its report. Fails to start where the host's
 * policy refuses WebAssembly. Loaded only when an article has to be read.
 */

/** @import { AnalyzeOptions, Report } from "../whosaid.js" */
/** @import { Reader } from "./reader.js" */

import { load } from "../whosaid.js";
import { Calls } from "./calls.js";

/** @returns {Promise<Reader>} */
export async function start() {
  for (const make of [plainWorker, trustedWorker, importingWorker]) {
    try {
      const reader = await fromWorker(make());
      if (reader) return reader;
    } catch {
      // Refused: by the policy, or as another origin's.
    }
  }
  if (!compiles()) throw new Error("this page's policy refuses WebAssembly");
  const engine = await withModel();
  return {
    reading: "page",
    call: async (method, ...args) => /** @type {any} */ (engine)[method](...args),
    close() {},
  };
}

/** The engine with its model; where that cannot be had, articles are read by rules. */
export async function withModel() {
  const engine = await load({ model: null });
  await engine.useModel().catch(() => {});
  return engine;
}

/** Whether WebAssembly may be compiled here: asked before it is fetched. */
export function compiles() {
  try {
    return !!new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  } catch {
    return false;
  }
}

/** Written as bundlers look for it. */
function plainWorker() {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
}

/** Not for bundlers, which have made another of it. */
const script = "./worker.js";

/** Where the page asks for trusted types. */
function trustedWorker() {
  return new Worker(trusted(new URL(script, import.meta.url)), { type: "module" });
}

/** Where the script is of another origin: a worker of the page's own that imports it. */
function importingWorker() {
  const text = `import ${JSON.stringify(new URL(script, import.meta.url).href)};`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(trusted(new URL(url)), { type: "module" });
}

/** @type {{ createScriptURL(url: string): unknown } | undefined} */
let policy;

/** A URL of ours as pages that ask for trusted types want it. @param {URL} url @returns {URL} */
function trusted(url) {
  const types = /** @type {{ createPolicy(name: string, rules: object): any } | undefined} */ (Reflect.get(globalThis, "trustedTypes"));
  if (!types) return url;
  policy ??= types.createPolicy("whosaid", { createScriptURL: (/** @type {string} */ url) => url });
  return /** @type {URL} */ (policy?.createScriptURL(url.href));
}

/**
 * @param {Worker} worker
 * @returns {Promise<Reader | null>} null where it cannot run
 */
function fromWorker(worker) {
  const calls = new Calls((message) => worker.postMessage(message));
  return new Promise((resolve) => {
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      calls.fail(new Error("the worker stopped"));
      resolve(null);
    };
    worker.onmessage = ({ data }) => {
      if (data === "ready") {
        resolve({
          reading: "worker",
          call: (method, ...args) => calls.make(method, args),
          close() {
            worker.terminate();
            calls.fail(new Error("the reader was closed"));
          },
        });
      } else if (data === "refused") {
        worker.terminate();
        resolve(null);
      } else calls.take(data);
    };
  });
}
