// Takes the pictures beside it. In: the page as `cargo xtask serve` has it (WHOSAID_URL, else port
// 8080). Out: a PNG of each view on a desktop and a phone in the light, of two in the dark, and
// of the printed sheet.
//
//     node www/screenshots/make.js

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch, url } from "../../tests/browser.js";

const screens = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } };
const file = (/** @type {string} */ name) => fileURLToPath(new URL(`${name}.png`, import.meta.url));
const other = await readFile(new URL("compared.txt", import.meta.url), "utf8");

/** What each picture shows. @type {Record<string, (page: import("playwright-core").Page) => Promise<void>>} */
const views = {
  async opening() {},
  async claim(page) {
    await page.locator("#article a.claim[data-letter]").nth(0).click();
  },
  async correcting(page) {
    await page.locator("#article a.claim[data-letter]").nth(2).click();
    await page.keyboard.press("e");
    await page.locator(".corrector").scrollIntoViewIfNeeded();
    await page.evaluate(() => {
      const [panel, form] = [document.querySelector(".panel"), document.querySelector(".panel .corrector")];
      if (panel && form) panel.scrollTop += form.getBoundingClientRect().top - 200;
    });
  },
  async source(page) {
    await page.locator("#voice-0").click();
    await page.evaluate(() => scrollTo({ top: 0 }));
  },
  async desk(page) {
    await page.locator("#view-desk").click();
  },
  async compare(page) {
    await page.locator("#view-compare").click();
    await page.locator("#compare-text").fill(other);
    await page.locator("#compare-add").click();
    await page.locator(".alone").waitFor();
    await page.evaluate(() => scrollTo({ top: 0 }));
  },
};

const browser = await launch();
for (const [name, viewport] of Object.entries(screens)) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const [view, show] of Object.entries(views)) {
      if (colorScheme === "dark" && view !== "claim" && view !== "desk") continue;
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce", serviceWorkers: "block" });
      const page = await context.newPage();
      await page.goto(`${url}/`);
      await page.locator("#list .voice").first().waitFor();
      await page.locator("#published").fill("2025-02-13");
      await page.locator("#published").blur();
      await page.waitForTimeout(400);
      await show(page);
      await page.mouse.move(0, 0);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(400);
      await page.screenshot({ path: file(`${view}-${name}-${colorScheme}`) });
      await context.close();
    }
  }
}

const page = await browser.newPage({ viewport: { width: 794, height: 1123 } });
await page.goto(`${url}/`);
await page.locator("#list .voice").first().waitFor();
await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
await page.emulateMedia({ media: "print" });
await page.screenshot({ path: file("print"), fullPage: true });
await browser.close();
