// Everybody can use the page: axe-core finds nothing, all of it works by keyboard, it fits 320 pixels.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { open } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @param {import("playwright-core").Page} page */
async function violations(page) {
  await page.evaluate(axe); // evaluated by the debugger, which no policy holds back
  const found = await page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, "axe").run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations;
  });
  return found.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => `${node.html.slice(0, 200)} ${node.failureSummary}`).slice(0, 3).join(" | ")}`);
}

const screens = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } };
for (const [name, viewport] of Object.entries(screens)) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`axe finds nothing on a ${name} in the ${colorScheme}, whatever is open`, async () => {
      const { page, close } = await open(browser, { context: { viewport, colorScheme, reducedMotion: "reduce" } });
      assert.deepEqual(await violations(page), [], "as it opens");
      await page.locator("#article a.claim[data-letter]").nth(3).click();
      assert.deepEqual(await violations(page), [], "with a claim selected");
      await page.keyboard.press("f");
      assert.deepEqual(await violations(page), [], "with a source alone");
      await page.keyboard.press("?");
      assert.deepEqual(await violations(page), [], "with the help open");
      await page.keyboard.press("Escape");
      await page.locator("#edit").click();
      assert.deepEqual(await violations(page), [], "while editing");
      await close();
    });
  }
}

test("the page can be walked by keyboard alone", async () => {
  const { page, close } = await open(browser);
  const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.className || "");
  const selected = () => page.locator("#article .claim.selected").first().getAttribute("data-claims");
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "skip");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.match(await focused(), /claim/, "behind the skip link comes the article's first claim");
  await page.keyboard.press("Enter");
  const first = await selected();
  await page.keyboard.press("j");
  assert.notEqual(await selected(), first);
  await page.keyboard.press("k");
  assert.equal(await selected(), first);
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await selected(), first);
  assert.match(await focused(), /claim/, "the focus goes with it");
  const here = await selected();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-claim")), here?.split(" ").at(-1), "Enter once more goes to the list");
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await page.evaluate(() => document.activeElement?.getAttribute("data-claim")), here?.split(" ").at(-1));
  await page.keyboard.press("f");
  assert.equal(await page.locator("#clear").isVisible(), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#clear").isVisible(), false);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#article .claim.selected").count(), 0);
  await page.keyboard.press("?");
  assert.equal(await page.locator("#help").isVisible(), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#help").isVisible(), false);
  await page.keyboard.press("/");
  assert.equal(await focused(), "text");
  await page.keyboard.type("Officials said j, k and ? are letters here.");
  assert.equal(await page.locator("#text").inputValue(), "Officials said j, k and ? are letters here.");
  await page.keyboard.press("Escape");
  await page.locator("#article", { hasText: "letters here" }).waitFor();
  await close();
});

test("single keys can be switched off", async () => {
  const { page, close } = await open(browser);
  await page.keyboard.press("?");
  await page.locator("#help-switch").uncheck();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  assert.equal(await page.locator("#article .claim.selected").count(), 0);
  await close();
});

test("the result is announced", async () => {
  const { page, close } = await open(browser);
  assert.equal(await page.locator("#live").getAttribute("role"), "status");
  assert.match(await page.locator("#live").innerText(), /claims/);
  await close();
});

test("one stop of the Tab key leads into the article's claims and one into the list's", async () => {
  const { page, close } = await open(browser);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await page.locator("#article a.claim[tabindex='0']").count(), 1);
  assert.equal(await page.locator("#list .says[tabindex='0']").count(), 1);
  await close();
});

test("a screen of 320 pixels needs no horizontal scrolling", async () => {
  const { page, close } = await open(browser, { context: { viewport: { width: 320, height: 640 } } });
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(await fits());
  await page.locator("#article a.claim[data-letter]").first().click();
  assert.ok(await fits(), "with a claim selected");
  await page.locator("#edit").click();
  assert.ok(await fits(), "while editing");
  await close();
});

test("on a phone a claim's detail opens over the article, and leads to the list and back", async () => {
  const { page, close } = await open(browser, { context: { viewport: screens.phone } });
  await page.locator("#article a.claim[data-letter]").nth(2).click();
  assert.equal(await page.locator("#sheet").isVisible(), true);
  await page.locator("#sheet-list").click();
  const entry = page.locator("#list .selected");
  assert.ok(await entry.evaluate((item) => item.getBoundingClientRect().top < innerHeight));
  await entry.locator(".to-article").click();
  const box = await page.locator("#article .claim.selected").first().boundingBox();
  assert.ok(box && box.y > 0 && box.y < 844);
  await page.locator("#sheet-close").click();
  assert.equal(await page.locator("#sheet").isVisible(), false);
  await close();
});

test("in forced colours claims stay underlined and letters framed", async () => {
  const { page, close } = await open(browser, { context: { forcedColors: "active" } });
  const claim = page.locator("#article a.claim[data-letter]").first();
  assert.match(await claim.evaluate((element) => getComputedStyle(element).textDecorationLine), /underline/);
  assert.equal(await claim.evaluate((element) => getComputedStyle(element, "::before").borderStyle), "solid");
  await close();
});
