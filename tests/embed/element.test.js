// `<who-said>` in a page that is read live: what it paints and shows, that it changes nothing of the
// host's, that it follows what the host does, and that nothing is left of it afterwards.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, launch } from "../browser.js";
import { serve } from "./host.js";
import { ARTICLE, open } from "./open.js";

const SCRIPT = '<script type="module" src="/embed/who-said.js"></script>';
const LIVE = `${ARTICLE}<who-said for="#story" when="now"></who-said>${SCRIPT}`;

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */ let host;

before(async () => {
  browser = await launch();
  host = await serve({
    pages: {
      "/live": LIVE,
      "/two": `${ARTICLE}<div id="second"><p>The Pentagon said the ships had left.</p></div>
        <who-said for="#story" when="now"></who-said><who-said for="#second" when="now"></who-said>${SCRIPT}`,
      "/far": `<div style="height: 5000px"></div>${ARTICLE}<who-said for="#story"></who-said>${SCRIPT}`,
      "/asked": `${ARTICLE}<who-said for="#story" when="asked"></who-said>${SCRIPT}`,
      "/none": `<who-said for="#story" when="now"></who-said>${SCRIPT}`,
      "/french": `<html lang="fr">${LIVE}</html>`,
      "/rtl": `<html dir="rtl">${ARTICLE}<who-said for="#story" when="now" place="beside"></who-said>${SCRIPT}</html>`,
      "/shadow": `<div id="host"></div>${SCRIPT}`,
      "/blank": SCRIPT,
    },
  });
});

after(async () => {
  await browser.close();
  await host.close();
});

test("it paints the claims of the article, through links and emphasis, and nothing else", async () => {
  const { page, said, painted, close, errors } = await open(browser, `${host.url}/live`);
  const { report, missing, changed } = await said("report");
  assert.deepEqual([missing, changed], [[], false]);
  assert.equal((await said("ready")).reading, "worker");
  const lines = Object.values(await painted()).flat();
  assert.ok(lines.includes("that any ") && lines.includes("order"), lines.join("|"));
  assert.ok(!lines.join(" ").includes("Not part of the story") && !lines.join(" ").includes("The reader said"));
  const text = await page.evaluate(() => document.querySelector("who-said")?.text);
  for (const claim of report.claims) {
    assert.equal(claim.spans.map((/** @type {[number, number]} */ span) => text?.slice(...span)).join(" … "), claim.text);
  }
  const names = await page.locator("who-said .voice .name").allTextContents();
  assert.ok(names.includes("Government of Russia") && names.includes("United Nations"), names.join());
  assert.deepEqual(errors, []);
  await close();
});

test("not one node of the host's is added, removed or changed", async () => {
  const { page, said, close } = await open(browser, `${host.url}/blank`);
  await page.evaluate((html) => {
    document.body.insertAdjacentHTML("beforeend", html);
    globalThis.before = document.querySelector("#story")?.outerHTML;
    globalThis.records = [];
    new MutationObserver((records) => globalThis.records.push(...records)).observe(document, {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    const element = document.createElement("who-said");
    element.htmlFor = "#story";
    element.when = "now";
    element.place = "beside";
    document.body.append(element);
  }, ARTICLE);
  await said("report");
  await page.locator("who-said summary").first().click();
  await page.locator("who-said .says").first().click();
  await page.evaluate(() => document.querySelector("who-said")?.destroy());
  const changes = await page.evaluate(() => ({
    same: document.querySelector("#story")?.outerHTML === globalThis.before,
    targets: globalThis.records.map((record) => `${record.type} ${record.target.nodeName}`),
  }));
  // The one that the test itself made.
  assert.deepEqual(changes, { same: true, targets: ["childList BODY"] });
  await close();
});

test("a click in the article chooses a claim, and links stay links", async () => {
  const { page, said, painted, close } = await open(browser, `${host.url}/live`);
  await said("report");
  await page.locator("#story p", { hasText: "700,000" }).click({ position: { x: 190, y: 8 } });
  const { claim } = await said("select");
  assert.ok(claim !== null);
  assert.match(await page.locator("who-said .card").innerText(), /United Nations[^]*700,000 people had fled/);
  assert.ok(Object.keys(await painted()).some((name) => name.endsWith("-chosen")));
  await page.keyboard.press("Escape");
  assert.equal((await said("select", 1)).claim, null);
  await page.locator("who-said .card").waitFor({ state: "hidden" });
  await page.locator("#story a", { hasText: "prices" }).click();
  await page.waitForFunction(() => location.hash === "#prices");
  assert.equal(await page.evaluate(() => document.querySelector("who-said")?.selected), null);
  await close();
});

test("everything in the list is reached by keyboard, and the details say why", async () => {
  const { page, said, close } = await open(browser, `${host.url}/live`);
  await said("report");
  const source = page.locator("who-said summary").first();
  await source.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.notEqual((await said("select")).claim, null);
  assert.match(await page.locator("who-said .detail").innerText(), /Signalled by[^]*Sure\?[^]*Why/);
  await close();
});

test("it follows a host that draws its article anew, and handlers of the host stay", async () => {
  const { page, said, painted, close } = await open(browser, `${host.url}/live`);
  await said("report");
  const expected = await painted();
  await page.evaluate(() => {
    globalThis.clicks = 0;
    globalThis.drawn = 0;
    const draw = () => {
      globalThis.drawn += 1;
      const story = /** @type {HTMLElement} */ (document.querySelector("#story"));
      const copy = /** @type {HTMLElement} */ (story.cloneNode(true));
      copy.addEventListener("click", () => (globalThis.clicks += 1));
      story.replaceWith(copy);
    };
    draw();
    globalThis.timer = setInterval(draw, 200);
  });
  for (let i = 2; i < 6; i += 1) {
    await page.waitForFunction((i) => globalThis.drawn >= i, i);
    // Between drawing and the frame that follows there is a moment without paint.
    await eventually(async () => {
      const connected = await page.evaluate(() => CSS.highlights.size > 0 && [...CSS.highlights.values()].every((ranges) => [...ranges].every((range) => range.startContainer.isConnected)));
      assert.ok(connected, "what is painted stands in the article");
      assert.deepEqual(await painted(), expected);
    });
  }
  await page.evaluate(() => clearInterval(globalThis.timer));
  await page.locator("#story p").first().click({ position: { x: 300, y: 5 } });
  assert.equal(await page.evaluate(() => globalThis.clicks), 1);
  await close();
});

test("an article that is edited is read anew; what is still there stays painted meanwhile", async () => {
  const { page, said, painted, close } = await open(browser, `${host.url}/live`);
  await said("report");
  await page.evaluate(() => {
    const paragraph = document.querySelector("#story > p:last-of-type");
    if (paragraph) paragraph.textContent = "The Pentagon said the ships had left.";
  });
  const { changed, missing } = await said("report", 1);
  assert.equal(changed, true);
  assert.equal(missing.length, 1);
  assert.ok(Object.values(await painted()).flat().includes("order"));
  const { report } = await said("report", 2);
  assert.ok(report.sources.some((/** @type {any} */ source) => /Pentagon|Defense/.test(source.name)));
  await close();
});

test("several on one page share one worker and the page's highlights", async () => {
  const { page, said, painted, close } = await open(browser, `${host.url}/two`);
  await said("report", 1);
  assert.equal(page.workers().length, 1);
  const both = Object.values(await painted()).flat();
  assert.ok(both.some((text) => text.includes("order")) && both.some((text) => text === "the ships had left"), both.join("|"));
  await page.evaluate(() => document.querySelectorAll("who-said")[1].remove());
  await page.waitForFunction(() => ![...CSS.highlights.values()].some((ranges) => [...ranges].some((range) => range.startContainer.data.includes("Pentagon"))));
  assert.equal(page.workers().length, 1);
  assert.ok(Object.values(await painted()).flat().includes("order"));
  await close();
});

test("it reads nothing before the reader comes near, or asks for it", async () => {
  const { page, said, close } = await open(browser, `${host.url}/far`);
  await page.waitForTimeout(400);
  assert.equal(page.workers().length, 0);
  await page.locator("#story").scrollIntoViewIfNeeded();
  await said("report");
  await close();
  const asked = await open(browser, `${host.url}/asked`);
  await asked.page.waitForTimeout(300);
  assert.equal(asked.page.workers().length, 0);
  await asked.page.getByRole("button", { name: "See who says what" }).click();
  await asked.said("report");
  await asked.close();
});

test("after destroy, memory, workers, highlights and style sheets are gone", async () => {
  const { page, said, painted, close } = await open(browser, `${host.url}/live`);
  await said("report");
  assert.equal(page.workers().length, 1);
  await page.evaluate(() => {
    const element = document.querySelector("who-said");
    globalThis.weak = [new WeakRef(/** @type {any} */ (element?.report)), new WeakRef(/** @type {any} */ (element))];
    element?.destroy();
  });
  assert.deepEqual(await painted(), {});
  await eventually(() => assert.equal(page.workers().length, 0));
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
  assert.equal(await page.evaluate(() => document.querySelector("who-said")?.shadowRoot?.childNodes.length), 0);
  await page.evaluate(() => {
    globalThis.said.length = 0;
    document.querySelector("who-said")?.remove();
    document.querySelector("#story")?.append("The Kremlin said more.");
  });
  await eventually(async () => {
    await page.requestGC();
    assert.deepEqual(await page.evaluate(() => globalThis.weak.map((/** @type {WeakRef<any>} */ ref) => ref.deref() === undefined)), [true, true]);
  });
  assert.equal(await page.evaluate(() => globalThis.said.length), 0);
  await close();
});

test("the article may come later, go, and come back", async () => {
  const { page, said, painted, close } = await open(browser, `${host.url}/none`);
  await page.waitForTimeout(100);
  await page.evaluate((html) => document.body.insertAdjacentHTML("afterbegin", html), ARTICLE);
  await said("report");
  await page.evaluate(() => {
    globalThis.story = document.querySelector("#story");
    globalThis.story?.remove();
  });
  await page.waitForFunction(() => CSS.highlights.size === 0);
  await page.evaluate(() => document.body.prepend(/** @type {Element} */ (globalThis.story)));
  await page.waitForFunction(() => CSS.highlights.size > 0);
  assert.ok(Object.values(await painted()).flat().includes("order"));
  await close();
});

test("article and element may stand in a shadow root", async () => {
  const { page, said, close } = await open(browser, `${host.url}/shadow`);
  await page.evaluate((html) => {
    const root = document.querySelector("#host")?.attachShadow({ mode: "open" });
    if (root) root.innerHTML = `${html}<who-said for="#story" when="now"></who-said>`;
  }, ARTICLE);
  await said("report");
  const state = await page.evaluate(() => [CSS.highlights.size > 0, document.querySelector("#host")?.shadowRoot?.adoptedStyleSheets.length]);
  assert.deepEqual(state, [true, 1]);
  await close();
});

test("its words are those of the page's language, and it stands right in a page from right to left", async () => {
  const french = await open(browser, `${host.url}/french`);
  await french.said("report");
  assert.equal(await french.page.locator("who-said h2").innerText(), "Qui dit quoi");
  await french.close();
  const rtl = await open(browser, `${host.url}/rtl`);
  await rtl.said("report");
  assert.deepEqual(rtl.errors, []);
  await rtl.close();
});

test("methods and properties: analyze, select, export, engine, and errors that name what is wrong", async () => {
  const { page, said, close } = await open(browser, `${host.url}/live`);
  await said("report");
  const result = await page.evaluate(async () => {
    const element = /** @type {any} */ (document.querySelector("who-said"));
    const wrong = (/** @type {() => unknown} */ call) => {
      try {
        call();
      } catch (error) {
        return String(error);
      }
    };
    const failed = await element.export("nonsense").catch(String);
    const report = await element.analyze();
    const prepared = JSON.parse(await element.export("prepared"));
    element.engine = { analyze: () => ({ ...report, claims: [] }) };
    element.select(0);
    const { selected } = element;
    const json = JSON.parse(await element.export()).claims.length === report.claims.length;
    element.report = null;
    const cleared = [element.report, CSS.highlights.size, element.shadowRoot.querySelectorAll(".voice").length];
    element.report = prepared;
    const again = [element.report.claims.length === report.claims.length, CSS.highlights.size > 0];
    return {
      cleared,
      again,
      errors: [wrong(() => element.select(999)), wrong(() => (element.article = 7)), wrong(() => (element.report = "x"))],
      failed,
      json,
      quotes: prepared.prepared.quotes.length === report.claims.length,
      selected,
    };
  });
  assert.deepEqual(result.errors, [
    "RangeError: there is no claim 999",
    "TypeError: article must be an element",
    "TypeError: report must be a report",
  ]);
  assert.match(result.failed, /Error/);
  assert.deepEqual([result.cleared, result.again], [[null, 0, 0], [true, true]]);
  assert.deepEqual([result.json, result.quotes, result.selected], [true, true, 0]);
  await close();
});

test("nothing on the page shifts when the list comes", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput)) globalThis.shifts.push(value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(`${host.url}/examples/one-line.html`);
  await page.locator("who-said .voice .name").first().waitFor();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
  assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
  await page.close();
});

test("on a wide page the list stands beside the article, on a narrow one below it, and in a drawer", async () => {
  const { page, said, close } = await open(browser, `${host.url}/blank`);
  await page.evaluate((html) => {
    document.body.innerHTML = `<div style="max-width: 600px">${html}<who-said for="#story" when="now" place="beside"></who-said></div>`;
  }, ARTICLE);
  await said("report");
  const where = () =>
    page.evaluate(() => {
      const story = document.querySelector("#story")?.getBoundingClientRect();
      const panel = document.querySelector("who-said")?.shadowRoot?.querySelector(".panel")?.getBoundingClientRect();
      return story && panel && (panel.left >= story.right ? "beside" : panel.top >= story.bottom - 1 ? "under" : "over");
    });
  assert.equal(await where(), "beside");
  await page.setViewportSize({ width: 500, height: 800 });
  await eventually(async () => assert.equal(await where(), "under"));
  await page.evaluate(() => document.querySelector("who-said")?.setAttribute("place", "drawer"));
  const opener = page.getByRole("button", { name: /^Who says what/ });
  await opener.click();
  await page.locator("who-said .panel").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("who-said .panel").waitFor({ state: "hidden" });
  assert.equal(await opener.evaluate((button) => button.getRootNode().activeElement === button), true);
  await close();
});
