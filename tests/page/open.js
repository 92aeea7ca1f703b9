// Opens the page for a test and keeps an eye on it. In: how the browser is set up. Out: the page,
// once a sample is read and its claims are listed, and what must stay empty: errors and requests to
// elsewhere.

import assert from "node:assert/strict";
import { eventually, url } from "../browser.js";
import { enrich } from "./enriched.js";

/**
 * @param {import("playwright-core").Browser} browser
 * @param {object} [options]
 * @param {import("playwright-core").BrowserContextOptions} [options.context]
 * @param {() => void} [options.before] run in the page before anything else
 * @param {string} [options.hash] what stands behind the address
 * @param {boolean} [options.folded] whether sources keep their claims folded away, as the page opens
 * @param {boolean} [options.enriched] whether every field of the report is filled
 */
export async function open(browser, { context: options = {}, before, hash = "", folded = false, enriched = false } = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, serviceWorkers: "block", ...options });
  if (enriched) await enrich(context);
  const page = await context.newPage();
  /** @type {string[]} */ const errors = [];
  /** @type {string[]} */ const asked = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  context.on("request", (request) => asked.push(request.url()));
  if (before) await page.addInitScript(before);
  await page.goto(`${url}/${hash}`);
  await settled(page);
  if (!folded) await page.keyboard.press("l");
  return {
    page,
    context,
    /** The addresses of all requests. */
    asked,
    /** Nothing went wrong and nothing went out. @param {RegExp} [expected] errors that belong to the test */
    async close(expected) {
      await context.close();
      const others = errors.filter((error) => !expected?.test(error));
      assert.deepEqual(others, [], "errors on the console");
      const elsewhere = asked.filter((address) => !address.startsWith(`${url}/`) && !address.startsWith("data:"));
      assert.deepEqual(elsewhere, [], "requests to elsewhere");
    },
  };
}

/**
 * Waits until the article that the page opens with is read: first by rules, and once more when the
 * model is there, which draws all anew.
 * @param {import("playwright-core").Page} page
 */
export async function settled(page) {
  await page.locator("#list .voice").first().waitFor({ state: "attached" });
  await page.locator("html[data-reader=trained]").waitFor({ state: "attached" });
}

/**
 * Waits until another article has taken the place of the one on the screen, read and drawn to its end.
 * What is there before is marked, or it could be taken for the other.
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<unknown>} act what brings the other
 * @param {number} [timeout] in milliseconds
 */
export async function replaced(page, act, timeout = 30_000) {
  await page.locator("#article > *").evaluateAll((parts) => parts.forEach((part) => part.setAttribute("data-before", "")));
  await act();
  await page.locator("#article:not([aria-busy]) > :not([data-before])").first().waitFor({ state: "attached", timeout });
}

/**
 * That the first of some elements lies within the screen.
 * @param {import("playwright-core").Page} page
 * @param {string} selector
 */
export async function onScreen(page, selector) {
  const tall = page.viewportSize()?.height ?? 0;
  await eventually(async () => {
    const box = await page.locator(selector).first().boundingBox();
    assert.ok(box && box.y >= 0 && box.y < tall, `${selector} is on the screen, not at ${box?.y} of ${tall}`);
  });
}

/**
 * Pastes as a person does, with rich text or without.
 * @param {import("playwright-core").Page} page
 * @param {Record<string, string>} data by type
 * @param {string} [into] selector of what has the focus
 */
export async function paste(page, data, into = "body") {
  await page.evaluate(
    ([data, into]) => {
      const transfer = new DataTransfer();
      for (const [type, value] of Object.entries(data)) transfer.setData(type, value);
      const target = document.querySelector(into);
      target?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
    },
    /** @type {const} */ ([data, into]),
  );
}

/**
 * Drops one file on the page.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {string} type
 * @param {string | number[]} content text or bytes
 */
export async function drop(page, name, type, content) {
  await page.evaluate(
    ([name, type, content]) => {
      const transfer = new DataTransfer();
      const part = typeof content === "string" ? content : new Uint8Array(content);
      transfer.items.add(new File([part], name, { type }));
      document.body.dispatchEvent(new DragEvent("dragover", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    /** @type {const} */ ([name, type, content]),
  );
}

/** The text of the article on the screen, without the letters of the sources. @param {import("playwright-core").Page} page */
export const shown = (page) => page.locator("#article").innerText();
