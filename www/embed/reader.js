/*
 * What reads articles: the engine in this page, shared by all elements and closed when the last lets
 * go of it, or where that is refused in a frame with a policy of its own. In: where the files of the
 * embed are. Out: a reader to call.
 */

/** @import { Reading } from "./who-said.js" */

import { Calls } from "./calls.js";

export { prepare } from "./prepared.js";

/**
 * @typedef {object} Reader
 * @property {Reading} reading
 * @property {(method: string, ...args: unknown[]) => Promise<any>} call a method of the engine
 * @property {() => void} close
 */

/** Milliseconds that a frame may take to answer. */
const PATIENCE = 10_000;

/** @type {Promise<Reader> | null} */
let shared = null;
let users = 0;

/**
 * A reader, until the signal says that it is not needed any more.
 * @param {string} base
 * @param {ShadowRoot} root in which a frame may stand
 * @param {AbortSignal} signal
 */
export async function open(base, root, signal) {
  let refused = "";
  const here = await acquire().catch((/** @type {Error} */ { message }) => {
    refused = message;
    return null;
  });
  if (here && signal.aborted) release(here);
  signal.throwIfAborted();
  const reader =
    here ??
    (await fromFrame(base, root).catch((/** @type {Error} */ { message }) => {
      throw new Error(`${refused}; ${message}`);
    }));
  const close = () => (here ? release(here) : reader.close());
  if (signal.aborted) close();
  signal.throwIfAborted();
  signal.addEventListener("abort", close);
  return reader;
}

/** The engine in this page, shared by its elements; rejects where the page's policy refuses it. */
export async function acquire() {
  shared ??= import("./engine.js").then(({ start }) => start());
  const opening = shared;
  try {
    const reader = await opening;
    users += 1;
    return reader;
  } catch (error) {
    if (shared === opening) shared = null; // so that the next try asks again
    throw error;
  }
}

/** Closes it when the last lets go. @param {Reader} reader */
function release(reader) {
  users -= 1;
  if (users > 0) return;
  shared = null;
  reader.close();
}

/**
 * Lets a link to the frame page open it with an article in it.
 * @param {HTMLAnchorElement} link
 * @param {{ text: string, published: string | null }} article
 */
export function handOver(link, article) {
  link.addEventListener("click", (event) => {
    const opened = window.open(link.href);
    if (!opened) return;
    event.preventDefault();
    connect(link.href, () => opened).then((port) => port.postMessage({ type: "show", ...article }), () => {});
  });
}

/**
 * The engine in a frame.
 * @param {string} base
 * @param {ShadowRoot} root in which the frame stands, unseen
 * @returns {Promise<Reader>}
 */
async function fromFrame(base, root) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "whosaid";
  frame.src = `${base}frame.html#engine`;
  const connecting = connect(frame.src, () => frame.contentWindow);
  root.append(frame);
  try {
    const port = await connecting;
    const calls = new Calls((call) => port.postMessage(call));
    port.onmessage = ({ data }) => calls.take(data);
    return {
      reading: "frame",
      call: (method, ...args) => calls.make(method, args),
      close() {
        frame.remove();
        port.close();
        calls.fail(new Error("the reader was closed"));
      },
    };
  } catch (error) {
    frame.remove();
    throw error;
  }
}

/**
 * The handshake with a frame or window of ours. It says hello to whoever holds it; only where it is
 * the very window that was opened, and of the origin it was opened from, does it get a port. The text
 * goes through the port, so nobody else sees it.
 * @param {string} url
 * @param {() => Window | null | undefined} target
 * @param {number} [patience]
 * @returns {Promise<MessagePort>}
 */
function connect(url, target, patience = PATIENCE) {
  const { origin } = new URL(url);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(new Error("the frame does not answer")), patience);
    /** @param {MessageEvent} event */
    const hear = ({ data, source, origin: from }) => {
      if (source !== target() || from !== origin || data?.whosaid !== 1) return;
      if (data.type === "refused") done(new Error("the frame cannot read articles"));
      if (data.type !== "hello") return;
      const { port1, port2 } = new MessageChannel();
      /** @type {Window} */ (source).postMessage({ whosaid: 1, type: "connect" }, origin, [port2]);
      done(null, port1);
    };
    /** @param {Error | null} error @param {MessagePort} [port] */
    const done = (error, port) => {
      clearTimeout(timer);
      removeEventListener("message", hear);
      if (port) resolve(port);
      else reject(error);
    };
    addEventListener("message", hear);
  });
}
