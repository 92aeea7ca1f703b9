// Articles that nobody should be able to harm the page with, and text that no article has.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { drop, open, paste, replaced, shown } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const ATTACK = [
  "<p>The mayor said that the lake was clean.</p>",
  "<script>globalThis.hit = 1</script>",
  "<img src=x onerror='globalThis.hit = 1'><svg onload='globalThis.hit = 1'></svg>",
  "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
  "<a href='javascript:globalThis.hit = 1'>a link</a><style>body { display: none }</style>",
  "<base href='https://example.org/'><meta http-equiv=refresh content='0; url=https://example.org/'>",
  "<form action='https://example.org/'><input autofocus onfocus='globalThis.hit = 1'></form>",
].join("\n");

/** Elements that the page itself never has. */
const FOREIGN = "main script, main img, main svg, main iframe, main style, main base, main meta, main input[autofocus], a[href^=javascript]";

for (const [how, act] of /** @type {const} */ ([
  ["pasted as rich text", (/** @type {import("playwright-core").Page} */ page) => paste(page, { "text/html": ATTACK, "text/plain": "plain" })],
  ["pasted as plain text", (/** @type {import("playwright-core").Page} */ page) => paste(page, { "text/plain": ATTACK })],
  ["dropped as a web page", (/** @type {import("playwright-core").Page} */ page) => drop(page, "attack.html", "text/html", ATTACK)],
])) {
  test(`hostile HTML ${how} runs nothing, asks for nothing and adds no element`, async () => {
    const { page, close } = await open(browser);
    await act(page);
    await page.locator("#article", { hasText: "the lake was clean" }).waitFor();
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => Reflect.get(globalThis, "hit")), undefined);
    assert.equal(await page.locator(FOREIGN).count(), 0);
    assert.equal(await page.locator("body").isVisible(), true);
    // The browser says what its policy held back even in a document that never runs anything.
    await close(/Content Security Policy/);
  });
}

test("the policy refuses inline scripts, styles and other hosts", async () => {
  const { page, close } = await open(browser);
  const refused = await page.evaluate(async () => {
    /** @type {string[]} */
    const refused = [];
    document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "globalThis.hit = 1";
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.head.append(script, style);
    await fetch("https://example.org/").catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    return refused;
  });
  // The page's own policy and the server's each refuse.
  const directives = new Set(refused.map((directive) => directive.replace("-elem", "")));
  assert.deepEqual([...directives].sort(), ["connect-src", "script-src", "style-src"]);
  await close(/Content Security Policy/);
});

for (const [what, text] of /** @type {const} */ ([
  ["nothing", ""],
  ["white space", " \n\t\u00a0\u3000 \r\n"],
])) {
  test(`a text of ${what} says that there is nothing to read`, async () => {
    const { page, close } = await open(browser);
    await drop(page, "empty.txt", "text/plain", text);
    await page.locator("#article", { hasText: "There is no text" }).waitFor();
    assert.equal(await page.locator("#list > *").count(), 0);
    await close();
  });
}

for (const [what, text] of /** @type {const} */ ([
  ["NULs and control characters", "The\0 mayor said \x01that the lake\x07 was\x1b clean.\0"],
  ["bidirectional overrides", "The \u202emayor said that the\u2066 lake was clean.\n\nThe next line."],
  ["lone surrogates", "The mayor \ud800 said that the lake\udfff was clean. \ud83d"],
  ["Arabic", "عنوان الخبر\n\nقال المتحدث إن البحيرة نظيفة."],
  ["emoji and combining marks", `The mayor said: “${"👩‍👩‍👧‍👦".repeat(50)}${"e\u0301\u0323".repeat(500)}”`],
  ["quotation marks alone", `"'“”‘’«»„`.repeat(300)],
  ["one word of a megabyte", "x".repeat(1_000_000)],
  ["one line of a megabyte", "The mayor said that the lake was clean. ".repeat(25_000)],
]) ) {
  test(`${what} in a text: the page stays whole`, async () => {
    const { page, close } = await open(browser, { context: { viewport: { width: 390, height: 844 } } });
    await replaced(page, () => paste(page, { "text/plain": text }), 60_000);
    assert.match(await page.locator("#note").innerText(), /not left this page|too long to edit/);
    assert.equal(await page.locator("#progress").isVisible(), false);
    assert.equal(await page.locator("#article .stretch").first().isVisible(), true);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(isWide, false, "no horizontal scrolling");
    assert.equal(await page.locator("#own").isVisible(), true);
    await close();
  });
}

test("a line from right to left is set from the right, the page around it is not", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": "عنوان الخبر\n\nقال المتحدث إن البحيرة نظيفة.\n\nThe mayor said that the lake was clean." });
  await page.locator("#article", { hasText: "lake was clean" }).waitFor();
  const directions = await page
    .locator("#article .stretch > *")
    .evaluateAll((blocks) => blocks.map((block) => getComputedStyle(block).direction));
  assert.equal(directions[0], "rtl");
  assert.equal(directions.at(-1), "ltr");
  assert.ok((await shown(page)).includes("قال المتحدث"));
  await close();
});
