// The printed sheet: the article with a number behind each claim, and the claims as notes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { open } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("every claim has a number in the text and a note under it; what is no story is left out", async () => {
  const { page, close } = await open(browser);
  const claims = new Set(await page.locator("#list .says").evaluateAll((all) => all.map((says) => says.getAttribute("data-claim"))));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const sheet = page.locator("#printed");
  assert.equal(await sheet.isVisible(), true);
  assert.equal(await page.locator("header").isVisible(), false);
  assert.equal(await page.locator("main").isVisible(), false);
  const numbers = (await sheet.locator("sup").allInnerTexts()).flatMap((text) => text.split(", ").map(Number));
  assert.deepEqual(numbers.sort((a, b) => a - b), Array.from({ length: claims.size }, (_, i) => i + 1));
  assert.equal(await sheet.locator("ol > li").count(), claims.size);
  assert.match(await sheet.locator("ol > li").nth(1).innerText(), /Government of Russia \(Government · Russia.*aimed at the port of Odesa.*“denied”/);
  assert.doesNotMatch(await sheet.innerText(), /Read more:/);
  assert.match(await sheet.innerText(), /may be wrong/);
  await close();
});

test("a real print of it has pages, and leaves nothing behind", async () => {
  const { page, close } = await open(browser);
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.byteLength > 10_000);
  await page.locator("#printed:empty").waitFor({ state: "attached" });
  await close();
});
