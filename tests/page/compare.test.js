// Articles side by side: what they tell differently, what they share, what only one has.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { open } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const OTHER = `Kremlin denies aiming at Odesa port

The Kremlin denied on Wednesday that its forces had aimed at the port of Odesa and said Russia was ready to talk.

The regional administration said 31 people had been treated and all but five of them had gone home.

A port worker said that two cranes were lost.`;

/** @param {Parameters<typeof open>[1]} [options] */
async function openTwo(options) {
  const opened = await open(browser, options);
  const { page } = opened;
  await page.keyboard.press("m");
  await page.locator("#compare-text").fill(OTHER);
  await page.locator("#compare-add").click();
  await page.locator(".alone").waitFor();
  return opened;
}

test("with one article open the view says what it is for and takes another", async () => {
  const { page, close } = await open(browser);
  await page.locator("#view-compare").click();
  assert.match(await page.locator("#compare-hint").innerText(), /Open another article/);
  assert.equal(await page.locator("#compare-body > *").count(), 0);
  await close();
});

test("claims told differently come first, with what differs in the words of each", async () => {
  const { page, close } = await openTwo();
  const differing = page.locator(".shared").first();
  const row = differing.locator("li", { hasText: "people had been treated" });
  assert.match(await row.locator(".differs").innerText(), /Number:\s+1\s+23.*\s+2\s+31/);
  assert.equal(await row.locator(".cell").count(), 2);
  await close();
});

test("where the model is there, the trained reader reads for the comparison too", async () => {
  const { page, close } = await openTwo({
    before: () => {
      const Real = Worker;
      globalThis.Worker = class extends Real {
        /** @param {string | URL} url @param {WorkerOptions} [options] */
        constructor(url, options) {
          super(url, options);
          this.addEventListener("message", ({ data }) => {
            if (data.kind === "compared") Reflect.set(globalThis, "readers", data.comparison.articles.map((/** @type {any} */ { reader }) => reader));
          });
        }
      };
    },
  });
  assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, "readers")), ["trained", "trained"]);
  await close();
});

test("what both have and what only one has are apart", async () => {
  const { page, close } = await openTwo();
  assert.match(await page.locator(".shared").last().innerText(), /Russia was ready to talk/);
  const alone = page.locator(".alone section");
  assert.equal(await alone.count(), 2);
  assert.match(await alone.last().innerText(), /two cranes were lost/);
  assert.doesNotMatch(await alone.last().innerText(), /ready to talk/);
  await close();
});

test("a claim leads to its place in its own article", async () => {
  const { page, close } = await openTwo();
  await page.locator(".shared .cell").first().locator(".says").click();
  await page.locator("#article .claim.selected").first().waitFor();
  assert.match(await page.locator("#article h3").innerText(), /Kremlin and Kyiv trade blame/);
  await page.keyboard.press("m");
  await page.locator(".alone section").last().locator(".says", { hasText: "two cranes" }).click();
  await page.locator("#article h3", { hasText: "Kremlin denies aiming" }).waitFor();
  await page.locator("#article .claim.selected", { hasText: "two cranes" }).waitFor();
  await close();
});

test("an article that is closed leaves the comparison", async () => {
  const { page, close } = await openTwo();
  await page.locator("#shelf").getByRole("button", { name: /^Close: Kremlin denies/ }).click();
  await page.locator("#compare-hint", { hasText: "Open another article" }).waitFor();
  assert.equal(await page.locator("#shelf").isVisible(), false);
  await close();
});

test("several files dropped at once are all open", async () => {
  const { page, close } = await open(browser);
  await page.evaluate((other) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["The mayor said that the lake was clean."], "lake.md", { type: "" }));
    transfer.items.add(new File([other], "port.txt", { type: "text/plain" }));
    transfer.items.add(new File(["<p>Officials said the pond was deep."], "pond.html", { type: "text/html" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, OTHER);
  await page.locator("#shelf button", { hasText: "the pond was deep" }).waitFor();
  await page.locator("#article", { hasText: "the lake was clean" }).waitFor();
  assert.deepEqual(await page.locator("#shelf [aria-pressed]").allInnerTexts(), ["The mayor said that the lake was clean.", "Kremlin denies aiming at Odesa port", "Officials said the pond was deep."]);
  await close();
});
