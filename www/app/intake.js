/*
 * Where articles come from: the clipboard, dropped files, the file dialog. In: DOM events. Out:
 * plain text, and the name of the file it came from. Rich text and web pages go through the reader's
 * own `textFromHtml`; formatting is lost, paragraphs are kept.
 */

import { t } from "./strings.js";

/** @typedef {(html: string) => Promise<string>} FromHtml */

/** Thrown with a message for people where a file cannot be taken. */
export class IntakeError extends Error {}

const LARGEST = 20_000_000;

/**
 * The text on a clipboard or in something dropped; empty where there is none.
 * @param {DataTransfer} data
 * @param {FromHtml} fromHtml
 */
export async function textOf(data, fromHtml) {
  // Both are read before anything is awaited: afterwards the browser takes them away.
  const html = data.getData("text/html");
  const plain = data.getData("text/plain");
  if (!html) return plain;
  const text = await fromHtml(html);
  return text.trim() ? text : plain;
}

/**
 * @param {File} file
 * @param {FromHtml} fromHtml
 */
export async function textOfFile(file, fromHtml) {
  const isHtml = /\.x?html?$/i.test(file.name) || /html/.test(file.type);
  if (!isHtml && !file.type.startsWith("text/") && !/\.(txt|text|md)$/i.test(file.name)) {
    throw new IntakeError(t.errors.file);
  }
  if (file.size > LARGEST) throw new IntakeError(t.errors.fileSize);
  let bytes;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new IntakeError(t.errors.fileRead);
  }
  const text = decode(bytes);
  return isHtml ? fromHtml(text) : text;
}

/** Bytes as UTF-16 or UTF-8, and as Windows-1252 where they are neither. @param {ArrayBuffer} bytes */
function decode(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Words of a part of the text, as white space divides them. @param {string} text @param {number} [start] @param {number} [end] */
export function countWords(text, start = 0, end = text.length) {
  let words = 0;
  let inWord = false;
  for (let i = start; i < end; i += 1) {
    const unit = text.charCodeAt(i);
    const isSpace = unit <= 32 || unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a);
    if (!isSpace && !inWord) words += 1;
    inWord = !isSpace;
  }
  return words;
}
