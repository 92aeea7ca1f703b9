/*
 * Links that carry settings and, if the reader says so, an article. In: settings and a draft. Out:
 * a fragment, and back. A fragment never leaves the browser. The article is deflated, then written
 * in base64 for addresses; what a link unpacks to has a limit, since anybody can write one.
 */

/** @import { Draft } from "./types.js" */

/** First word of a fragment that is ours. */
const MARK = "whosaid=1";
/** UTF-8 bytes that a link may unpack to. */
const LARGEST = 20_000_000;

/** @typedef {{ settings: Record<string, string>, draft: Pick<Draft, "text" | "corrections"> | null, broken: boolean }} Opened */

/**
 * @param {Record<string, string>} settings
 * @param {Pick<Draft, "text" | "corrections"> | null} draft
 */
export async function fragmentOf(settings, draft) {
  const fields = new URLSearchParams(settings);
  if (draft) fields.set("text", await packed(JSON.stringify({ text: draft.text, corrections: draft.corrections })));
  const rest = fields.toString();
  return `#${MARK}${rest && "&"}${rest}`;
}

/** @param {string} fragment @returns {Promise<Opened | null>} nothing where it is not one of ours */
export async function opened(fragment) {
  if (fragment !== `#${MARK}` && !fragment.startsWith(`#${MARK}&`)) return null;
  const { text, whosaid, ...settings } = Object.fromEntries(new URLSearchParams(fragment.slice(1)));
  if (text === undefined) return { settings, draft: null, broken: false };
  try {
    const draft = JSON.parse(await unpacked(text));
    if (typeof draft.text !== "string" || !Array.isArray(draft.corrections)) throw new TypeError("no article");
    return { settings, draft: { text: draft.text, corrections: draft.corrections.filter(isCorrection) }, broken: false };
  } catch {
    return { settings, draft: null, broken: true };
  }
}

/** Whether it is a correction as this page makes them: links come from anybody. @param {any} value */
function isCorrection(value) {
  if (value?.kind === "add") return isSpan(value.span) && isVoice(value.to);
  if (typeof value?.at !== "string") return false;
  if (value.kind === "remove") return true;
  if (value.kind === "split") return Number.isInteger(value.place);
  if (value.kind === "merge") return typeof value.with === "string";
  if (value.kind === "extent") return isSpan(value.span);
  return value.kind === "source" && isVoice(value.to);
}

/** @param {any} value */
const isSpan = (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isInteger) && value[0] < value[1];

/** @param {any} to */
function isVoice(to) {
  return to === "nobody" || to === "writer" || (typeof to?.name === "string" && typeof to.kind === "string" && typeof to.named === "boolean" && (to.id === null || Number.isInteger(to.id)));
}

/** @param {string} text */
async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (let i = 0; i < bytes.length; i += 32_768) binary += String.fromCharCode(...bytes.subarray(i, i + 32_768));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} packed */
async function unpacked(packed) {
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > LARGEST) {
      await reader.cancel();
      throw new RangeError("too large");
    }
    parts.push(value);
  }
  return new Blob(parts).text();
}
