// Opens the page for a test and keeps an eye on it. In: how the browser is set up. Out: the page,
// once a sample is read and its claims are listed, and what must stay empty: errors and requests to
// elsewhere.

import assert from "node:assert/strict";
import { url } from "../browser.js";
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
  /** @type {string[]} */ const elsewhere = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  context.on("request", (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith("data:")) elsewhere.push(request.url());
  });
  if (before) await page.addInitScript(before);
  await page.goto(`${url}/${hash}`);
  await page.locator("#list .voice").first().waitFor({ state: "attached" });
  // The rules read first; the trained reader reads again once its model is there.
  await page.locator("html[data-reader=trained]").waitFor({ state: "attached" });
  if (!folded) await page.keyboard.press("l");
  return {
    page,
    context,
    /** Nothing went wrong and nothing went out. @param {RegExp} [expected] errors that belong to the test */
    async close(expected) {
      await context.close();
      const others = errors.filter((error) => !expected?.test(error));
      assert.deepEqual(others, [], "errors on the console");
      assert.deepEqual(elsewhere, [], "requests to elsewhere");
    },
  };
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
