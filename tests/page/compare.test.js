// Articles side by side: what they tell differently, what they share, what only one has.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { open, paste } from "./open.js";

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
  assert.match(await page.locator("#article h3").innerText(), /Ankara offers talks on Black Sea/);
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

test("what a person has corrected is compared as corrected: removed, said by another, added", async () => {
  const { page, close } = await openTwo();
  await page.locator("#shelf button", { hasText: "Kremlin denies" }).click();
  await page.keyboard.press("r");
  const claim = (/** @type {string} */ words) => page.locator("#list .says", { hasText: words }).first();
  await page.keyboard.press("l");
  if (!(await claim("two cranes were lost").isVisible())) await page.keyboard.press("l");
  await claim("two cranes were lost").click();
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "This is not a claim" }).click();
  // The claim nearest to the one that is gone is selected now; a click on the selected one lets go of it.
  await page.keyboard.press("Escape");
  await claim("people had been treated").click();
  await page.keyboard.press("e");
  await page.locator(".corrector select").first().selectOption("other");
  await page.getByLabel("Name", { exact: true }).fill("The city hospital");
  await page.getByRole("button", { name: "Set the source" }).click();
  await page.keyboard.press("m");
  await page.locator("#compare-hint", { hasText: "2 corrections by you are in this comparison." }).waitFor();
  const row = page.locator(".shared li", { hasText: "31 people had been treated" });
  assert.match(await row.locator(".differs", { hasText: "Source:" }).innerText(), /The city hospital/);
  assert.match(await row.locator(".cell").last().innerText(), /The city hospital[\s\S]*corrected by you/);
  assert.equal(await page.locator("#compare-body", { hasText: "two cranes were lost" }).count(), 0);
  await page.keyboard.press("r");
  await page.locator("#undo").click();
  await page.locator("#undo").click();
  await page.keyboard.press("m");
  await page.locator(".alone section", { hasText: "two cranes were lost" }).waitFor();
  assert.equal(await page.locator("#compare-hint").innerText(), "");
  await close();
});

test("a claim that a person adds is matched with the other article's", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": "Lake open\n\nOfficials were asked about the lake. Fish in Lake Garda back after twelve years of repairs." });
  await page.locator("#article", { hasText: "Lake Garda" }).waitFor();
  await page.evaluate(() => {
    const walker = document.createTreeWalker(/** @type {Node} */ (document.querySelector("#article")), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      const start = node.data.indexOf("in Lake Garda back after twelve years of repairs");
      if (start >= 0) getSelection()?.setBaseAndExtent(node, start, node, node.length - 1);
    }
  });
  await page.locator("#add-selected").click();
  await page.getByRole("button", { name: "Add it" }).click();
  await page.keyboard.press("m");
  await page.locator("#compare-text").fill("The mayor said that fish were back in Lake Garda after twelve years of repairs.");
  await page.locator("#compare-add").click();
  const row = page.locator(".shared li", { hasText: "added by you" });
  assert.match(await row.innerText(), /No speaker given[\s\S]*in Lake Garda back after[\s\S]*fish were back in Lake Garda/);
  await close();
});
