// The desk: what is most worth checking, what the checks found, and when. And the card of a claim
// with every field of the report filled.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { onScreen, open, paste, replaced } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("the claims most worth checking come first, each with its source and its reasons", async () => {
  const { page, close } = await open(browser, { enriched: true });
  await page.locator("#view-desk").click();
  assert.equal(await page.locator("#view-desk").getAttribute("aria-current"), "true");
  assert.equal(await page.locator("#read").isVisible(), false);
  const shares = await page.locator(".worth > li .metered").allInnerTexts();
  assert.ok(shares.length > 5);
  const numbers = shares.map((share) => parseInt(share, 10));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  const first = page.locator(".worth > li").first();
  assert.match(await first.locator(".reasons").innerText(), /a number: /);
  assert.ok((await first.locator(".by bdi").innerText()).length > 1);
  await close();
});

test("a claim on the desk leads to its place in the article, its card open", async () => {
  const { page, close } = await open(browser, { enriched: true });
  await page.keyboard.press("d");
  const says = page.locator(".worth .says").nth(2);
  const id = await says.getAttribute("data-claim");
  await says.click();
  assert.equal(await page.locator("#read").isVisible(), true);
  assert.equal(await page.locator(`#claim-${id}.selected .card`).isVisible(), true);
  await onScreen(page, "#article .claim.selected");
  await close();
});

test("findings are listed with the claims they are about", async () => {
  const { page, close } = await open(browser, { enriched: true });
  await page.keyboard.press("d");
  const finding = page.locator(".findings > li").first();
  assert.match(await finding.innerText(), /different numbers[\s\S]*12\.7 million[\s\S]*3\.7 million/);
  await close();
});

test("the line of time is in order, whole months and years by their names, the rest apart", async () => {
  const { page, close } = await open(browser, { enriched: true });
  await page.keyboard.press("d");
  const days = await page.locator(".timeline:not(.undated) .day b").allInnerTexts();
  assert.deepEqual(days, ["July 2022", "2025", "February 12, 2025"]);
  assert.match(await page.locator(".timeline.undated .day").innerText(), /end of the month/);
  await close();
});

test("where there is nothing to show, the desk says so", async () => {
  const { page, close } = await open(browser);
  await replaced(page, () => paste(page, { "text/plain": "x" }));
  await page.keyboard.press("d");
  assert.match(await page.locator("#desk").innerText(), /found nothing to point at[\s\S]*No claim carries a time/);
  await close();
});

test("a card shows when, where, how many, how much it is worth checking, and what was found", async () => {
  const { page, close } = await open(browser, { enriched: true });
  await page.locator("#list .says", { hasText: "12.7 million" }).click();
  const card = page.locator("#list .card");
  const words = await card.innerText();
  for (const shown of [/When\s+“this year” 2025/, /Numbers\s+“12\.7 million” 12,700,000 person/, /Worth checking\s+Medium \(42%\)\s+a number: 12\.7 million/, /Findings\s+Two claims give/]) assert.match(words, shown);
  assert.equal(await card.locator(".passage .cue").innerText(), "according to");
  assert.match(await card.locator(".passage .source").innerText(), /United Nations humanitarian office/);
  await page.locator("#list .says", { hasText: "aimed at the port of Odesa" }).click();
  assert.match(await page.locator("#list .card").innerText(), /Where\s+Odesa \(Ukraine\)/);
  await close();
});

test("the next claim of the desk takes the focus by key", async () => {
  const { page, close } = await open(browser, { enriched: true });
  await page.keyboard.press("d");
  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("data-claim"));
  await page.keyboard.press("j");
  assert.notEqual(await page.evaluate(() => document.activeElement?.getAttribute("data-claim")), first);
  await page.keyboard.press("k");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-claim")), first);
  await close();
});
