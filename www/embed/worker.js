/* The engine in a worker. In: calls (see calls.js). Out: "ready" or "refused", then their answers. */

import { answer } from "./calls.js";
import { compiles, withModel } from "./engine.js";

const scope = /** @type {{ postMessage(message: unknown): void, onmessage: unknown }} */ (/** @type {unknown} */ (self));

try {
  if (!compiles()) throw new Error("WebAssembly is refused");
  const engine = await withModel();
  scope.onmessage = async (/** @type {MessageEvent} */ { data }) => scope.postMessage(await answer(engine, data));
  scope.postMessage("ready");
} catch {
  scope.postMessage("refused");
}
