// How the engine loads in Chromium: in a page, in a worker, from a server that gives the wrong
// type, after one that failed; and that it asks for its own files alone.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { launch, url } from "../browser.js";

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {import("playwright-core").Page} */ let page;
/** @type {string[]} */ let requests;

before(async () => {
  browser = await launch();
});

beforeEach(async () => {
  page = await browser.newPage();
  await page.goto(`${url}/samples/index.json`);
  requests = [];
  page.on("request", (request) => requests.push(request.url()));
});

after(() => browser.close());

/** Loads the engine in the page and reads a text with it; the error's text if it cannot. */
const analyze = () =>
  page.evaluate(async () => {
    try {
      const { load } = await import(`${location.origin}/whosaid.js`);
      const report = (await load()).analyze("🕊 The Kremlin denied it.");
      return report.blocks.map((block) => block.span);
    } catch (error) {
      return String(error);
    }
  });

test("in a page", async () => {
  assert.deepEqual(await analyze(), [[0, 25]]);
  const files = ["whosaid.js", "pkg/whosaid.js", "pkg/en.bin.gz", "pkg/whosaid_bg.wasm"];
  assert.deepEqual(requests, files.map((file) => `${url}/${file}`));
});

test("in a worker", async () => {
  await page.route("**/worker-of-the-test.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `import { load } from "/whosaid.js";
        const whosaid = await load();
        postMessage(whosaid.analyze("🕊 The Kremlin denied it.").blocks.map((block) => block.span));`,
    }),
  );
  const spans = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/worker-of-the-test.js", { type: "module" });
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
      }),
  );
  assert.deepEqual(spans, [[0, 25]]);
});

test("from a server that gives WebAssembly the wrong type", async () => {
  await page.route("**/*.wasm", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, contentType: "application/octet-stream" });
  });
  assert.deepEqual(await analyze(), [[0, 25]]);
});

test("again after it could not be fetched", async () => {
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 503 }));
  assert.match(await analyze(), /503/);
  await page.unroute("**/*.wasm");
  assert.deepEqual(await analyze(), [[0, 25]]);
});
