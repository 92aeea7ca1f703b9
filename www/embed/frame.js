/*
 * The frame. In: from its address, `#report=` the address of a report made beforehand, of the frame's
 * own origin; `#engine` to read articles for another page unseen; `#host=` the one origin that it
 * may talk to. From the page that holds or opened it, after a handshake: calls of the engine, or an
 * article or report to show. Out: answers through the port of that handshake, and its height in three
 * ways of saying it: our own, Pym's and AMP's.
 *
 * It says hello to whoever holds it, which tells nothing; all else goes through the port, and only
 * the first page that connects gets it. It keeps nothing and asks for its own files alone.
 */

/** @import { WhoSaid } from "./who-said.js" */

import { answer } from "./calls.js";
import { acquire } from "./reader.js";
import "./who-said.js";

const options = new URLSearchParams(location.hash.slice(1));
const host = parent !== window ? parent : /** @type {Window | null} */ (window.opener);
const isFrame = parent !== window;
const article = /** @type {HTMLElement} */ (document.getElementById("article"));

document.documentElement.classList.toggle("window", !isFrame);
document.getElementById("waiting")?.remove();

if (options.has("engine")) await beEngine();
else {
  const report = options.get("report");
  if (report !== null) showReport(new URL(report, location.href));
  else if (!host) /** @type {HTMLElement} */ (document.getElementById("empty")).hidden = false;
  listen((port) => {
    port.onmessage = ({ data }) => data?.type === "show" && show(data);
  });
  if (isFrame) tellHeight();
}

// The parts of an article that is shown look as what they are.
document.addEventListener("whosaid-report", ({ detail, target }) => {
  const { text } = /** @type {WhoSaid} */ (target);
  const kinds = new Map(detail.report.blocks.map(({ span, kind }) => [text.slice(...span), kind]));
  for (const paragraph of article.children) paragraph.className = kinds.get(paragraph.textContent?.trim() ?? "") ?? "";
});

/** Reads articles for the page that holds it. */
async function beEngine() {
  try {
    const reader = await acquire();
    const engine = {
      analyze: (/** @type {unknown[]} */ ...args) => reader.call("analyze", ...args),
      export: (/** @type {unknown[]} */ ...args) => reader.call("export", ...args),
    };
    listen((port) => {
      port.onmessage = async ({ data }) => port.postMessage(await answer(engine, data));
    });
  } catch {
    say("refused");
  }
}

/** @param {(port: MessagePort) => void} connected */
function listen(connected) {
  addEventListener("message", function hear({ data, source, origin, ports }) {
    if (source !== host || data?.whosaid !== 1 || data.type !== "connect" || !ports[0]) return;
    if (options.has("host") && options.get("host") !== origin) return;
    removeEventListener("message", hear);
    connected(ports[0]);
  });
  say("hello");
}

/** Tells the host what tells nothing about an article, so that any origin may hear it. @param {string} type @param {object} [more] */
function say(type, more) {
  host?.postMessage({ whosaid: 1, type, ...more }, "*");
}

/** @returns {WhoSaid} */
function element() {
  const before = document.querySelector("who-said");
  before?.remove();
  const made = document.createElement("who-said");
  // In a frame of its own, a list that the reader scrolled to is there to be read.
  made.when = "now";
  document.body.append(made);
  return made;
}

/** @param {URL} url */
function showReport(url) {
  const shown = element();
  if (url.origin !== new URL(location.href).origin) {
    shown.remove();
    throw new Error("a report must be of the frame's own origin");
  }
  shown.src = url.href;
}

/** @param {{ text?: unknown, report?: any, published?: unknown }} given */
function show({ text, report, published }) {
  if (typeof text === "string") {
    const paragraphs = text.split(/\n\s*\n/).map((paragraph) => {
      const made = document.createElement("p");
      made.textContent = paragraph;
      return made;
    });
    article.replaceChildren(...paragraphs);
    article.hidden = isFrame;
  }
  const shown = element();
  if (typeof published === "string") shown.published = published;
  // A hidden article is read all the same: the list is all that shows of it.
  if (typeof text === "string") shown.htmlFor = "#article";
  if (report) shown.report = report;
}

function tellHeight() {
  const id = new URLSearchParams(location.search).get("childId") ?? "";
  let before = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === before) return;
    before = height;
    say("height", { height });
    parent.postMessage(`pymxPYMx${id}xPYMxheightxPYMx${height}`, "*");
    parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
  }).observe(document.body);
}
