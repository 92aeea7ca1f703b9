// Links: they carry settings, and the text only if the reader says so; what they carry stands behind
// the # and goes to no server; a broken or hostile one harms nothing.

import assert from "node:assert/strict";
import { deflateRawSync } from "node:zlib";
import { after, before, test } from "node:test";
import { launch, url } from "../browser.js";
import { open, paste, shown } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const TEXT = "The mayor said that the lake was clean. Ελλάδα 🕊";

/** @param {import("playwright-core").Page} page @param {boolean} withText */
async function link(page, withText) {
  await page.locator("#share-open").click();
  if (withText) await page.locator("#share-text").check();
  await page.waitForFunction((text) => {
    const link = document.querySelector("#share-link");
    return link instanceof HTMLInputElement && link.value.includes("whosaid=1") && link.value.includes("text=") === text;
  }, withText);
  const value = await page.locator("#share-link").inputValue();
  await page.keyboard.press("Escape");
  return value;
}

test("a link carries settings and not a word of the text", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": TEXT });
  await page.locator("#article", { hasText: "the lake was clean" }).waitFor();
  await page.locator("#language").selectOption("fr");
  await page.keyboard.press("Escape");
  await page.locator("#view-desk").click();
  const address = await link(page, false);
  assert.ok(address.startsWith(`${url}/#whosaid=1&`), "all behind the #");
  assert.ok(!address.includes("text=") && !address.includes("lake"));
  await close();
  const other = await open(browser, { hash: address.slice(address.indexOf("#")) });
  assert.equal(await other.page.locator("html").getAttribute("lang"), "fr");
  assert.equal(await other.page.locator("#desk").isVisible(), true);
  assert.equal(new URL(other.page.url()).hash, "", "and the address is clean again");
  await other.close();
});

test("with the reader's word it carries the text, its date and the corrections", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": TEXT });
  await page.locator("#list .says", { hasText: "the lake was clean" }).click();
  await page.keyboard.press("e");
  await page.getByRole("button", { name: "This is not a claim" }).click();
  await page.locator("#published").fill("2025-02-13");
  await page.locator("#published").blur();
  const address = await link(page, true);
  assert.equal(new URL(address).search, "");
  await close();
  const other = await open(browser, { hash: address.slice(address.indexOf("#")) });
  await other.page.locator("#article", { hasText: "the lake was clean. Ελλάδα 🕊" }).waitFor();
  assert.match(await other.page.locator("#note").innerText(), /link you opened/);
  assert.match(await other.page.locator("#corrections-note").innerText(), /1 correction/);
  assert.equal(await other.page.locator("#published").inputValue(), "2025-02-13");
  assert.ok(other.asked.length > 5 && !other.asked.some((address) => address.includes("text=")));
  await other.close();
});

const packed = (/** @type {unknown} */ value) => `#whosaid=1&text=${deflateRawSync(JSON.stringify(value)).toString("base64url")}`;

for (const [what, hash] of /** @type {const} */ ([
  ["that is cut off", packed({ text: TEXT, corrections: [] }).slice(0, -12)],
  ["that holds something else", packed({ text: 7 })],
  ["that unpacks to more than any article", `#whosaid=1&text=${deflateRawSync(Buffer.alloc(30_000_000)).toString("base64url")}`],
  ["with settings that there are not", `#whosaid=1&view=constructor&lang=__proto__&colours=%3Cb%3E&text=%25`],
])) {
  test(`a link ${what} opens the page as usual, and says so`, async () => {
    const { page, close } = await open(browser, { hash });
    assert.match(await page.locator("#error").innerText(), /link holds no article/);
    assert.match(await shown(page), /Kremlin/);
    await close();
  });
}

test("a link opened where the page already is opens beside what is there", async () => {
  const { page, close } = await open(browser);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, packed({ text: TEXT, corrections: [] }));
  await page.locator("#article", { hasText: "the lake was clean" }).waitFor();
  assert.equal(await page.locator("#shelf [aria-pressed]").count(), 2);
  assert.equal(new URL(page.url()).hash, "");
  await close();
});

test("a link with a hostile article and hostile corrections runs nothing", async () => {
  const hash = packed({
    text: "The <img src=x onerror='globalThis.hit = 1'> mayor said that <script>globalThis.hit = 1</script> the lake was clean.",
    corrections: [{ kind: "source", at: "1,2|", to: { id: null, name: "<b>x</b>", kind: "constructor", named: true } }, { kind: "split", at: 7 }, null, { kind: "extent", at: "0,5|", span: [-5, 1e9] }],
  });
  const { page, close } = await open(browser, { hash });
  await page.locator("#article", { hasText: "the lake was clean" }).waitFor();
  assert.equal(await page.evaluate(() => Reflect.get(globalThis, "hit")), undefined);
  assert.equal(await page.locator("main script, main img").count(), 0);
  await close();
});
