/*
 * Starts the worker that reads, before the rest of the page is there: what it loads takes it as long as
 * the page takes. In: nothing. Out: that worker once, with what it has said meanwhile, and a new one
 * whenever asked again.
 */

/** @import { Reply } from "./types.js" */

/** @returns {Worker | null} none where the browser has none */
export function newWorker() {
  try {
    return new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  } catch {
    return null;
  }
}

/** The one that was started with the page, until it is taken. */
let early = newWorker();
/** What happened to it until then. @type {Event[]} */
const unheard = [];
if (early) early.onmessage = early.onerror = (/** @type {Event} */ event) => void unheard.push(event);

/**
 * A worker that nobody else has.
 * @param {(reply: Reply) => void} take called with what it says
 * @param {() => void} fail called when it stops, or cannot start
 */
export function takeWorker(take, fail) {
  const worker = early ?? newWorker();
  early = null;
  if (!worker) return null;
  const hear = (/** @type {Event} */ event) => {
    if (event instanceof MessageEvent) return take(event.data);
    event.preventDefault();
    fail();
  };
  worker.onmessage = worker.onerror = hear;
  // Once the caller has the worker.
  for (const event of unheard.splice(0)) queueMicrotask(() => hear(event));
  return worker;
}
