// Everybody can use the page: axe-core finds nothing, all of it works by keyboard, it fits 320 pixels.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { eventually, launch } from "../browser.js";
import { onScreen, open } from "./open.js";

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
/** @type {[string, import("playwright-core").BrowserContextOptions][]} */
const looks = [
  ["in the light", { colorScheme: "light" }],
  ["in the dark", { colorScheme: "dark" }],
  ["in forced colours", { forcedColors: "active" }],
  ["in French", { locale: "fr" }],
];
for (const [name, viewport] of Object.entries(screens)) {
  for (const [look, options] of looks) {
    test(`axe finds nothing on a ${name} ${look}, in whatever view`, { timeout: 180_000 }, async () => {
      const { page, close } = await open(browser, { enriched: true, context: { viewport, reducedMotion: "reduce", ...options } });
      const check = async (/** @type {string} */ what) => assert.deepEqual(await violations(page), [], what);
      await check("with all claims listed");
      await page.keyboard.press("l");
      await check("as it opens");
      await page.locator("#article a.claim[data-letter]").nth(3).click();
      await check("with a claim selected");
      await page.keyboard.press("e");
      await page.locator(".corrector select").first().selectOption("other");
      await check("while correcting");
      await page.keyboard.press("Escape");
      await page.evaluate(() => getSelection()?.selectAllChildren(/** @type {Node} */ (document.querySelector("#article p"))));
      await page.locator("#offer").waitFor();
      await check("with words selected");
      await page.locator("#add-selected").click();
      await page.locator("#adder select").first().selectOption("other");
      await check("while adding");
      await page.keyboard.press("Escape");
      await page.keyboard.press("f");
      await check("with a source alone");
      await page.keyboard.press("Escape");
      await page.keyboard.press("a");
      await check("with unnamed sources alone");
      await page.keyboard.press("c");
      await check("as a clean read");
      await page.locator("#exports summary").click();
      await check("with the menu open");
      await page.keyboard.press("Escape");
      for (const opener of ["#share-open", "#keep-open"]) {
        await page.locator(opener).click();
        await check(`with the dialog of ${opener} open`);
        await page.keyboard.press("Escape");
      }
      await page.keyboard.press("?");
      await check("with the help open");
      await page.keyboard.press("Escape");
      for (const view of ["desk", "compare", "read"]) {
        await page.locator(`#view-${view}`).click();
        await check(`in the view ${view}`);
      }
      await page.locator("#edit").click();
      await check("while editing");
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
  assert.equal(await page.locator("#everyone").getAttribute("aria-pressed"), "false");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#everyone").getAttribute("aria-pressed"), "true");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#article .claim.selected").count(), 0);
  await page.keyboard.press("?");
  await page.locator("#help").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("#help").waitFor({ state: "hidden" });
  await page.keyboard.press("/");
  assert.equal(await focused(), "text");
  await page.keyboard.type("Officials said j, k and ? are letters here.");
  assert.equal(await page.locator("#text").inputValue(), "Officials said j, k and ? are letters here.");
  await page.keyboard.press("Escape");
  await page.locator("#article", { hasText: "letters here" }).waitFor();
  await close();
});

test("every action has a key or a stop of the Tab key", async () => {
  const { page, close } = await open(browser, { enriched: true });
  const pressed = (/** @type {string} */ id) => page.locator(id).getAttribute("aria-pressed");
  for (const [key, id] of /** @type {const} */ ([["u", "#unattributed"], ["a", "#anonymous"], ["c", "#clean"], ["l", "#unfold"]])) {
    const before = await pressed(id);
    await page.keyboard.press(key);
    assert.notEqual(await pressed(id), before, key);
    await page.keyboard.press(key);
    assert.equal(await pressed(id), before, key);
  }
  await page.keyboard.press("j");
  await page.keyboard.press("g");
  assert.ok(await page.evaluate(() => document.activeElement?.closest("#list")));
  await page.keyboard.press("g");
  assert.ok(await page.evaluate(() => document.activeElement?.closest("#article")));
  await page.keyboard.press("e");
  assert.ok(await page.evaluate(() => document.activeElement?.closest(".corrector")));
  await page.keyboard.press("Escape");
  for (const [key, view] of /** @type {const} */ ([["d", "desk"], ["m", "compare"], ["r", "read"]])) {
    await page.keyboard.press(key);
    assert.equal(await page.locator(`#view-${view}`).getAttribute("aria-current"), "true");
    assert.match(await page.locator("#live").innerText(), /view/, "and it is said");
  }
  // Every control that is on the screen is reached by Tab, but claims, which have one stop and arrows.
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    getSelection()?.removeAllRanges();
  });
  await page.locator("h1").click();
  const reached = new Set();
  for (let i = 0; i < 120; i += 1) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement?.id ?? ""));
  }
  const controls = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input, textarea")].filter((element) => element.checkVisibility() && !element.matches("[data-claim], .card *") && element.id).map(({ id }) => id),
  );
  for (const id of controls) assert.ok(reached.has(id), `${id} is reached by Tab`);
  await close();
});

test("the help lists a key for every single key that does something", async () => {
  const { page, close } = await open(browser);
  await page.keyboard.press("?");
  const keys = await page.locator("#help-keys kbd").allInnerTexts();
  for (const key of ["j", "k", "n", "p", "g", "f", "u", "a", "l", "c", "e", "+", "x", "z", "r", "d", "m", "/", "?"]) assert.ok(keys.includes(key), key);
  await close();
});

test("single keys can be switched off", async () => {
  const { page, close } = await open(browser);
  await page.keyboard.press("?");
  await page.locator("#help-switch").uncheck();
  await page.keyboard.press("Escape");
  await page.locator("#help").waitFor({ state: "hidden" });
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

/** A page of 1280 pixels at 200 % has 640, at 400 % 320. */
for (const width of [320, 640]) {
  test(`a screen of ${width} pixels needs no horizontal scrolling in any view`, async () => {
    const { page, close } = await open(browser, { enriched: true, context: { viewport: { width, height: 640 } } });
    const fits = async (/** @type {string} */ what) => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), what);
    await fits("as it opens");
    await page.locator("#article a.claim[data-letter]").first().click();
    await fits("with a claim selected");
    await page.keyboard.press("e");
    await fits("while correcting");
    await page.keyboard.press("Escape");
    await page.keyboard.press("+");
    await page.locator("#adder select").first().selectOption("other");
    await fits("while adding");
    await page.keyboard.press("Escape");
    for (const view of ["desk", "compare", "read"]) {
      await page.locator(`#view-${view}`).click();
      await fits(view);
    }
    await page.locator("#exports summary").click();
    await fits("with the menu open");
    await page.keyboard.press("Escape");
    await page.locator("#language").selectOption("fr");
    await fits("in French");
    await page.locator("#edit").click();
    await fits("while editing");
    await close();
  });
}

test("on a phone a claim's detail opens over the article, and leads to the list and back", async () => {
  const { page, close } = await open(browser, { context: { viewport: screens.phone } });
  await page.locator("#article a.claim[data-letter]").nth(2).click();
  assert.equal(await page.locator("#sheet").isVisible(), true);
  await page.locator("#sheet-list").click();
  const entry = page.locator("#list .selected");
  await eventually(async () => assert.ok(await entry.evaluate((item) => item.getBoundingClientRect().top < innerHeight)));
  await entry.locator(".to-article").click();
  await onScreen(page, "#article .claim.selected");
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
