/*
 * Reads articles away from the page's thread. In: one `Request` a message. Out: `Reply` messages;
 * a report comes in parts small enough that taking one never holds up the page. Stops in the middle
 * of an article only by being terminated.
 */

/** @import { Request, Reply } from "./types.js" */

import { load } from "../whosaid.js";

/** Entries of a list that go into one message. */
const PART = 300;

const scope = /** @type {{ postMessage(reply: Reply): void, onmessage: unknown }} */ (/** @type {unknown} */ (self));
/** Named here, since a released page has this script and the engine's in one file. */
const beside = (/** @type {string} */ name) => new URL(`../pkg/${name}`, import.meta.url);
const loading = load({ wasm: beside("whosaid_bg.wasm"), model: null });

loading.then(
  (whosaid) => {
    scope.postMessage({ kind: "ready" });
    whosaid.useModel(beside("en.bin.gz")).then(
      () => scope.postMessage({ kind: "model" }),
      () => scope.postMessage({ kind: "no model" }),
    );
  },
  () => scope.postMessage({ kind: "failed" }),
);

scope.onmessage = async (/** @type {MessageEvent<Request>} */ { data }) => {
  const { id, text, published, articles } = data;
  try {
    const whosaid = await loading;
    if (articles) {
      scope.postMessage({ kind: "compared", id, comparison: whosaid.compare(articles) });
      return;
    }
    const { blocks, sources, claims, ...head } = whosaid.analyze(text, { published });
    scope.postMessage({ kind: "part", id, part: head });
    for (const [name, list] of Object.entries({ blocks, sources, claims })) {
      for (let i = 0; i < list.length; i += PART) {
        scope.postMessage({ kind: "part", id, part: { [name]: list.slice(i, i + PART) } });
      }
    }
    scope.postMessage({ kind: "done", id });
  } catch (error) {
    scope.postMessage({ kind: "error", id, message: String(error) });
  }
};
