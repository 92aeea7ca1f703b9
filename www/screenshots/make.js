// Takes the pictures beside it. In: the page as `cargo xtask serve` has it (WHOSAID_URL, else port
// 8080). Out: four PNGs of the page as it opens, with one claim selected.
//
//     node www/screenshots/make.js

import { fileURLToPath } from "node:url";
import { launch, url } from "../../tests/browser.js";

const screens = { desktop: { width: 1360, height: 900 }, phone: { width: 390, height: 844 } };

const browser = await launch();
for (const [name, viewport] of Object.entries(screens)) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    const page = await browser.newPage({ viewport, colorScheme, reducedMotion: "reduce" });
    await page.goto(`${url}/`);
    await page.locator("#list .says").first().waitFor();
    await page.locator("#article a.claim[data-letter]").nth(0).click();
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(300);
    const path = fileURLToPath(new URL(`${name}-${colorScheme}.png`, import.meta.url));
    await page.screenshot({ path });
    await page.close();
  }
}
await browser.close();
