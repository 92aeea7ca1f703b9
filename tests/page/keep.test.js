// What stays across a reload: nothing, unless the reader has asked for it; then everything; and
// after erasing nothing again.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, launch } from "../browser.js";
import { open, paste, replaced, settled, shown } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const TEXT = "The mayor said that the lake was clean.";

/** Everything that a site can store. @param {import("playwright-core").Page} page */
const stored = (page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cookies: document.cookie,
  }));
const NOTHING = { local: [], session: [], databases: [], cookies: "" };

/** What the page has kept. @param {import("playwright-core").Page} page @returns {Promise<any>} */
const state = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("whosaid");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction("state").objectStore("state").get("state");
          asking.onerror = () => reject(asking.error);
          asking.onsuccess = () => {
            opening.result.close();
            resolve(asking.result);
          };
        };
      }),
  );

/** @param {import("playwright-core").Page} page */
async function turnOn(page) {
  await page.locator("#keep-open").click();
  await page.locator("#keep-switch").check();
  await page.locator("#keep-state", { hasText: "Kept" }).waitFor();
  await page.keyboard.press("Escape");
}

test("without being asked the page keeps nothing, whatever is done", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": TEXT });
  await page.locator("#list .says", { hasText: "the lake was clean" }).click();
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "This is not a claim" }).click();
  await page.locator("#language").selectOption("fr");
  await page.keyboard.press("c");
  await page.waitForTimeout(400);
  assert.deepEqual(await stored(page), NOTHING);
  await page.reload();
  await settled(page);
  assert.match(await shown(page), /Kremlin/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await close();
});

test("once asked, a reload loses nothing: articles, corrections, date, view, language, keys", async () => {
  const { page, close } = await open(browser);
  await turnOn(page);
  await paste(page, { "text/plain": TEXT });
  await page.locator("#list .says", { hasText: "the lake was clean" }).click();
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "This is not a claim" }).click();
  await paste(page, { "text/plain": "Officials said the pond was deep." });
  await page.locator("#article", { hasText: "the pond was deep" }).waitFor();
  await page.locator("#published").fill("2025-02-13");
  await page.locator("#published").blur();
  await page.locator("#language").selectOption("fr");
  await page.locator("#colours").selectOption("country");
  await page.locator("#view-desk").click();
  await eventually(async () => {
    const { drafts, settings } = await state(page);
    assert.deepEqual([drafts.length, drafts[1].published, settings.view], [2, "2025-02-13", "desk"], "all of it is kept by now");
  });
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  assert.equal(await page.locator("#desk").isVisible(), true);
  await page.locator("#view-read").click();
  assert.match(await shown(page), /the pond was deep/);
  assert.equal(await page.locator("#published").inputValue(), "2025-02-13");
  assert.equal(await page.locator("#colours").inputValue(), "country");
  await page.locator("#shelf button", { hasText: "The mayor said" }).click();
  await page.locator("#article", { hasText: "the lake was clean" }).waitFor();
  assert.match(await page.locator("#corrections-note").innerText(), /1 correction/);
  assert.equal(await page.locator("#article .claim", { hasText: "the lake was clean" }).count(), 0);
  await close();
});

test("erasing takes all of it away at once", async () => {
  const { page, close } = await open(browser);
  await turnOn(page);
  await paste(page, { "text/plain": TEXT });
  await eventually(async () => assert.equal((await state(page)).drafts[0].text, TEXT));
  assert.deepEqual((await stored(page)).databases, ["whosaid"]);
  await page.locator("#keep-open").click();
  await page.locator("#erase").click();
  await page.locator("#keep-state", { hasText: "erased" }).waitFor();
  assert.equal(await page.locator("#keep-switch").isChecked(), false);
  assert.deepEqual(await stored(page), NOTHING);
  await page.keyboard.press("Escape");
  await replaced(page, () => paste(page, { "text/plain": `${TEXT} It rains.` }));
  await page.waitForTimeout(400);
  assert.deepEqual(await stored(page), NOTHING, "nor does anything come back");
  await close();
});

test("switching it off erases too", async () => {
  const { page, close } = await open(browser);
  await turnOn(page);
  await page.locator("#keep-open").click();
  await page.locator("#keep-switch").uncheck();
  await page.locator("#keep-state", { hasText: "erased" }).waitFor();
  assert.deepEqual(await stored(page), NOTHING);
  await close();
});

test("a browser that stores nothing is no obstacle", async () => {
  const { page, close } = await open(browser, {
    before: () => {
      Object.defineProperty(globalThis, "localStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    },
  });
  await page.locator("#keep-open").click();
  await page.locator("#keep-switch").click();
  await page.locator("#keep-state", { hasText: "does not allow" }).waitFor();
  await close();
});
