// Every example page under the policies that newsrooms have, and how the element steps down where
// they refuse it something: worker, the page's own thread, frame, link.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { serve } from "./host.js";
import { ARTICLE, open } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {{ close(): Promise<unknown> }[]} */ const servers = [];

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser.close();
  await Promise.all(servers.map((server) => server.close()));
});

/** @param {Parameters<typeof serve>[0]} options */
async function start(options) {
  const server = await serve(options);
  servers.push(server);
  return server;
}

const POLICIES = {
  none: undefined,
  "script-src 'self'": "script-src 'self'; object-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'": "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'",
  "require-trusted-types-for 'script'": "require-trusted-types-for 'script'; script-src 'self' 'wasm-unsafe-eval'",
};

/** What each example reads with, and which page of it shows the list. */
const EXAMPLES = {
  "one-line.html": ["worker"],
  "prepared.html": ["prepared"],
  "react.html": ["worker"],
  "wordpress.html": ["prepared"],
};

for (const [name, policy] of Object.entries(POLICIES)) {
  test(`the examples work with policy ${name}`, async () => {
    const host = await start({ policy });
    for (const [example, readings] of Object.entries(EXAMPLES)) {
      const { page, said, painted, errors, close } = await open(browser, `${host.url}/examples/${example}`);
      const { reading } = await said("ready");
      assert.ok(readings.includes(reading), `${example}: ${reading}`);
      const { report } = await said("report");
      assert.ok(report.claims.length > 20, example);
      assert.ok(Object.keys(await painted()).length > 5, example);
      await page.locator("who-said .voice").first().waitFor({ state: "attached" });
      assert.deepEqual(errors, [], example);
      await close();
    }
    await frameExample(host.url);
  });
}

/** The list shows in the frame, which may run scripts and nothing else. @param {string} url */
async function frameExample(url) {
  const { page, close } = await open(browser, `${url}/examples/frame.html`);
  await page.locator("iframe").scrollIntoViewIfNeeded();
  const names = page.frameLocator("iframe").locator("who-said .voice .name");
  await names.first().waitFor();
  assert.ok((await names.count()) > 5);
  await close();
}

test("a page that is itself in a sandboxed frame of another origin reads its article", async () => {
  const news = await start({ pages: { "/article": `${ARTICLE}<script async src="/embed/loader.js" crossorigin data-for="#story" data-when="now"></script>` } });
  const other = await start({ pages: { "/": `<iframe src="${news.url}/article" sandbox="allow-scripts" width="800" height="600"></iframe>` } });
  const { page, close } = await open(browser, `${other.url}/`);
  const names = page.frameLocator("iframe").locator("who-said .voice .name");
  await names.first().waitFor();
  assert.ok((await names.allTextContents()).includes("Government of Russia"));
  await close();
});

test("the files may come from another origin than the page", async () => {
  const files = await start({});
  const news = await start({
    pages: { "/": `${ARTICLE}<script async src="${files.url}/embed/loader.js" crossorigin data-for="#story" data-when="now"></script>` },
  });
  const { said, close } = await open(browser, `${news.url}/`);
  assert.equal((await said("ready")).reading, "worker");
  await said("report");
  await close();
});

test("it steps down: no worker, no WebAssembly, no frame", async () => {
  const files = await start({});
  const from = files.url;
  const steps = [
    [`script-src ${from} 'wasm-unsafe-eval'; worker-src 'none'`, "page"],
    [`script-src ${from} blob:; worker-src 'none'; frame-src ${from}`, "frame"],
    [`script-src ${from}; worker-src 'none'; frame-src 'none'`, "link"],
  ];
  for (const [policy, expected] of steps) {
    const news = await start({
      policy,
      everywhere: true,
      pages: { "/": `${ARTICLE}<script async src="${from}/embed/loader.js" crossorigin data-for="#story" data-when="now"></script>` },
    });
    const { page, said, painted, close } = await open(browser, `${news.url}/`);
    if (expected === "link") {
      await said("error");
      const link = page.locator("who-said a");
      assert.equal(await link.getAttribute("href"), `${from}/embed/frame.html`);
      const [opened] = await Promise.all([page.waitForEvent("popup"), link.click()]);
      const names = opened.locator("who-said .voice .name");
      await names.first().waitFor();
      assert.ok((await names.allTextContents()).includes("Government of Russia"));
      assert.match(await opened.locator("#article").innerText(), /The Kremlin denied/);
    } else {
      assert.equal((await said("ready")).reading, expected);
      const { report } = await said("report");
      assert.ok(report.claims.length >= 4);
      assert.ok(Object.values(await painted()).flat().includes("order"));
      if (expected === "page") assert.equal(page.workers().length, 0);
      await page.evaluate(() => document.querySelector("who-said")?.destroy());
      await page.waitForFunction(() => frames.length === 0);
    }
    await close();
  }
});

test("one policy on all files of one origin: the page steps down to the link", async () => {
  const host = await start({
    policy: "script-src 'self'",
    everywhere: true,
    pages: { "/": `${ARTICLE}<script async src="/embed/loader.js" data-for="#story" data-when="now"></script>` },
  });
  const { page, said, close } = await open(browser, `${host.url}/`);
  await said("error");
  assert.equal(await page.locator("who-said a").count(), 1);
  await close();
});
