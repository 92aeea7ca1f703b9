// What readers meet: axe-core finds nothing in the examples, old browsers and print get the list, a
// hostile report does nothing, a framework that draws anew keeps paint and handlers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { eventually, launch } from "../browser.js";
import { serve } from "./host.js";
import { ARTICLE, open } from "./open.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */ let host;

const hostile = {
  whosaid: "0.1.0",
  offset_unit: "utf16",
  published: null,
  blocks: [],
  sources: [{ id: 0, name: "<img src=x onerror='globalThis.ran = true'>", aliases: [], kind: "constructor", country: "<b>", named: true }],
  claims: [
    {
      id: 0,
      spans: [[-5, 1e9]],
      text: "<script>globalThis.ran = true</script>",
      attribution: { source: 0, source_span: [9, 3], cue_span: null, cue: "__proto__", type: "x", mode: "toString", stance: "x", inside: 0, confidence: 7, why: "<b>" },
      quantities: [], times: [], places: [], reasons: [], worth: 0, hedged: false,
    },
  ],
  findings: [],
};

before(async () => {
  browser = await launch();
  const report = JSON.stringify(hostile).replaceAll("<", "\\u003c");
  host = await serve({
    pages: {
      "/live": `${ARTICLE}<who-said for="#story" when="now"></who-said><script type="module" src="/embed/who-said.js"></script>`,
      "/hostile": `${ARTICLE}<who-said for="#story"><script type="application/json">${report}</script></who-said><script type="module" src="/embed/who-said.js"></script>`,
      "/nonsense": `${ARTICLE}<who-said for="#story"><script type="application/json">{"claims": [{}], "sources": []}</script></who-said><script type="module" src="/embed/who-said.js"></script>`,
    },
  });
});

after(async () => {
  await browser.close();
  await host.close();
});

/** @param {import("playwright-core").Page} page */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations } = await Reflect.get(globalThis, "axe").run("who-said", { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return violations;
  });
  return found.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ node) => `${node.html.slice(0, 200)} ${node.failureSummary}`).slice(0, 2).join(" | ")}`);
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const viewport of [{ width: 1360, height: 900 }, { width: 390, height: 844 }]) {
    test(`axe finds nothing in the ${colorScheme}, ${viewport.width} pixels wide`, async () => {
      for (const example of ["one-line.html", "prepared.html", "wordpress.html"]) {
        const { page, said, close } = await open(browser, `${host.url}/examples/${example}`, { colorScheme, viewport, reducedMotion: "reduce" });
        await said("report");
        assert.deepEqual(await violations(page), [], example);
        const opener = page.locator("who-said .opener");
        if (await opener.isVisible()) await opener.click();
        await page.locator("who-said .all").click();
        await page.locator("who-said .says").first().click();
        assert.deepEqual(await violations(page), [], `${example}, all open`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wide, false, `${example} scrolls sideways`);
        await close();
      }
    });
  }
}

test("a browser without highlights shows the list, and choosing a claim goes to its place", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Highlight"));
  await page.goto(`${host.url}/live`);
  await page.locator("who-said summary").first().click();
  await page.locator("who-said .says").first().click();
  assert.match(await page.locator("who-said .detail").innerText(), /Why/);
  await context.close();
});

test("a hostile report is text, and one that makes no sense is an error", async () => {
  const { page, said, errors, close } = await open(browser, `${host.url}/hostile`);
  assert.deepEqual((await said("report")).missing, [0]);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.match(await page.locator("who-said .missing").innerText(), /<img src=x/);
  assert.deepEqual(errors, []);
  await close();
  const nonsense = await open(browser, `${host.url}/nonsense`);
  assert.match(await nonsense.said("error"), /Error/);
  assert.deepEqual(nonsense.errors, []);
  await nonsense.close();
});

test("React draws the article anew every second: paint, choice and handlers stay, corrections are read", async () => {
  const { page, said, painted, close } = await open(browser, `${host.url}/examples/react.html`);
  await said("report");
  const expected = await painted();
  const drawn = async () => Number(/Drawn (\d+) times/.exec(await page.locator(".tools span").innerText())?.[1]);
  const before = await drawn();
  await eventually(async () => assert.ok((await drawn()) >= before + 2));
  await eventually(async () => assert.deepEqual(await painted(), expected));
  await page.locator("who-said summary").first().click();
  await page.locator("who-said .says").first().click();
  const chosen = await drawn();
  await eventually(async () => assert.ok((await drawn()) > chosen));
  await page.locator(".tools span", { hasText: /claim \d+ is chosen/ }).waitFor();
  await page.getByRole("button", { name: "Correct a number" }).click();
  const { report } = await said("report", 2);
  assert.ok(report.claims.some((/** @type {any} */ claim) => claim.text.includes("26 people")));
  await close();
});
