// A text of 300,000 words: progress shows, the page answers meanwhile, and all of it can be reached.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { onScreen, open, paste } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const people = ["The mayor", "A spokesman for the port", "The harbour union", "Residents", "The health ministry"];
const paragraphs = Array.from({ length: 10_000 }, (_, i) => {
  const who = people[i % people.length];
  return `${who} said that pier ${i} was safe to use again. Repairs of the pier began in the spring and went on for many weeks, and the work was paid for by the town.`;
});
const LONG = `Piers are safe again\n\n${paragraphs.join("\n\n")}`;

test("300,000 words are read with progress while the page still answers", { timeout: 240_000 }, async () => {
  const { page, close } = await open(browser);
  await page.evaluate((text) => {
    Reflect.set(globalThis, "text", text);
  }, LONG);
  await page.evaluate(() => {
    const seen = new Set();
    Reflect.set(globalThis, "seen", seen);
    const line = document.querySelector("#progress-text");
    if (line) new MutationObserver(() => seen.add(line.textContent?.replace(/\d+\s?%/, "n %"))).observe(line, { childList: true });
    const data = new DataTransfer();
    data.setData("text/plain", Reflect.get(globalThis, "text"));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.locator("#progress").waitFor();
  await page.locator("#help-open").click();
  assert.equal(await page.locator("#help").isVisible(), true, "the help opens meanwhile");
  await page.keyboard.press("Escape");
  await page.locator("#article h3", { hasText: "Piers are safe again" }).waitFor({ timeout: 200_000 });
  await page.locator("#progress").waitFor({ state: "hidden", timeout: 60_000 });
  const seen = await page.evaluate(() => [...Reflect.get(globalThis, "seen")].join("\n"));
  assert.match(seen, /Reading 3\d\d,\d\d\d words/);
  assert.match(seen, /Laying out the article … n %/);
  assert.match(await page.locator("#note").innerText(), /too long to edit/);

  assert.ok((await page.locator("#article *").count()) < 5_000, "what is far from the screen is not drawn");
  await page.keyboard.press("k");
  const last = page.locator("#article a.claim.selected");
  assert.match(await last.innerText(), /paid for by the town/, "the claim before the first is the last");
  assert.equal(await last.evaluate((claim) => claim === document.activeElement), true);
  await onScreen(page, "#article a.claim.selected");
  const id = (await last.getAttribute("href"))?.slice(1);
  await page.locator(`#list #${id}.selected .card`).waitFor();
  await page.keyboard.press("j");
  assert.match(await page.locator("#article a.claim.selected").innerText(), /Piers are safe|pier 0 was safe/);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  await page.waitForFunction(() => {
    const claims = [...document.querySelectorAll("#article a.claim")].map((claim) => claim.getBoundingClientRect());
    return claims.some(({ top, bottom }) => top > 0 && bottom < innerHeight);
  });
  await close();
});

test("a short text handed in after a long one does not wait for it", { timeout: 120_000 }, async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": LONG });
  await page.locator("#progress").waitFor();
  await paste(page, { "text/plain": "A clean lake\n\nThe mayor said that the lake was clean again." });
  await page.locator("#list .says", { hasText: "the lake was clean" }).waitFor();
  assert.equal(await page.locator("#article .stretch > *").count(), 2);
  assert.equal(await page.locator("#progress").isVisible(), false);
  await close();
});
