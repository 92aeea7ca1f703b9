// Every format can be saved from the menu, by keyboard too, and carries what a person put right.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { open, paste } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** @param {import("playwright-core").Page} page @param {string} format */
async function saved(page, format) {
  await page.locator("#exports summary").focus();
  await page.keyboard.press("Enter");
  await page.locator(`#formats [data-format=${format}]`).focus();
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(await page.locator("#exports").evaluate((menu) => Reflect.get(menu, "open")), false, "the menu closes");
  const name = download.suggestedFilename();
  await page.locator("#live", { hasText: `${name} was saved` }).waitFor({ state: "attached" });
  return { name, content: await readFile(await download.path(), "utf8") };
}

test("each format is a file that says whose the claims are and that a person corrected one", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": "The mayor said that the lake was clean. Residents denied that the water was safe." });
  await page.locator("#list .says", { hasText: "the lake was clean" }).click();
  await page.keyboard.press("e");
  await page.locator(".corrector select").first().selectOption("other");
  await page.getByLabel("Name", { exact: true }).fill("Harbour board");
  await page.getByRole("button", { name: "Set the source" }).click();
  const all = await page.locator("#formats [data-format]").evaluateAll((buttons) => buttons.map((button) => button.getAttribute("data-format") ?? ""));
  assert.ok(all.length >= 7);
  for (const format of all) {
    const { name, content } = await saved(page, format);
    assert.match(name, /^the-mayor-said-that-the-lake-was-clean.*\.(md|csv|html|json|jsonld)$/, format);
    assert.match(content, /Harbour board/, format);
    assert.match(content, /the lake was clean/, format);
    assert.match(content, /person/i, `${format} says that a person corrected it`);
  }
  await close();
});

test("the page that is saved needs nothing else", async () => {
  const { page, close } = await open(browser);
  const { content } = await saved(page, "html");
  await close();
  const other = await browser.newContext();
  /** @type {string[]} */ const asked = [];
  /** @type {string[]} */ const errors = [];
  await other.route("**/*", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: content });
  });
  const alone = await other.newPage();
  alone.on("pageerror", (error) => errors.push(String(error)));
  alone.on("console", (message) => errors.push(message.text()));
  await alone.goto("http://saved.test/");
  const marked = alone.locator("article a[href^='#claim-']").first();
  const target = (await marked.getAttribute("href")) ?? "";
  await marked.click();
  await alone.waitForFunction((target) => document.querySelector(":target") === document.querySelector(target), target);
  assert.notEqual(await alone.locator("body").evaluate((body) => getComputedStyle(body).maxInlineSize), "none", "its style is on");
  assert.deepEqual(errors, [], "its policy lets through all that it has");
  assert.deepEqual(asked.filter((address) => !address.endsWith("/favicon.ico")), ["http://saved.test/"]);
  await other.close();
});

test("the menu closes on Escape and on a click elsewhere", async () => {
  const { page, close } = await open(browser);
  const isOpen = () => page.locator("#exports").evaluate((menu) => Reflect.get(menu, "open"));
  await page.locator("#exports summary").click();
  assert.equal(await isOpen(), true);
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(), false);
  await page.locator("#exports summary").click();
  await page.locator("h1").click();
  assert.equal(await isOpen(), false);
  await close();
});
