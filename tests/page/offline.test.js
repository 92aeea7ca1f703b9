// After one visit the page needs no network; a newer version is offered and waits to be taken.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { paste, settled } from "./open.js";
import { serve } from "./site.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** @param {import("playwright-core").Page} page */
const installed = (page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 20));
  });

test("after one visit it works with the server gone, from opening to reading a text of one's own", async () => {
  const site = await serve();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/`);
  await page.locator("#list .voice").first().waitFor();
  await installed(page);
  site.stop();
  await context.setOffline(true);
  for (const address of ["/", "/index.html", "/?from=home"]) {
    await page.goto(site.url + address);
    await page.locator("#article", { hasText: "Kremlin" }).waitFor();
  }
  await paste(page, { "text/plain": "The mayor said that the lake was clean." });
  await page.locator("#list h3", { hasText: "mayor" }).waitFor();
  await page.locator("#samples").selectOption("malaria.txt");
  await page.locator("#article", { hasText: "malaria" }).waitFor();
  await context.close();
});

test("everything that the page asks for is among the files that are kept", async () => {
  const site = await serve();
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  /** @type {Set<string>} */
  const asked = new Set();
  context.on("request", (request) => asked.add(new URL(request.url()).pathname.slice(1) || "./"));
  await page.goto(`${site.url}/`);
  await settled(page); // the model is among them
  await context.close();
  site.stop();
  const list = readFileSync(new URL("../../www/pkg/files.js", import.meta.url), "utf8");
  const { files } = JSON.parse(list.slice(list.indexOf("{"), list.lastIndexOf("}") + 1));
  asked.delete("sw.js");
  assert.ok(asked.has("pkg/en.bin.gz"));
  for (const file of asked) assert.ok(files.includes(file), `${file} is kept`);
  assert.ok(!files.some((/** @type {string} */ file) => /screenshots|\.d\.ts$/.test(file)));
});

test("a newer version is offered, not forced; taken, it is there", async () => {
  const site = await serve();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.url}/`);
  await page.locator("#list .voice").first().waitFor();
  await installed(page);
  assert.equal(await page.locator("#update").isVisible(), false);

  const list = readFileSync(new URL("../../www/pkg/files.js", import.meta.url), "utf8");
  site.instead.set("pkg/files.js", list.replace('"version":"', '"version":"newer-'));
  const html = readFileSync(new URL("../../www/index.html", import.meta.url), "utf8");
  site.instead.set("index.html", html.replace("<h1>whosaid</h1>", "<h1>whosaid two</h1>"));
  await page.reload();
  await page.locator("#update").waitFor();
  assert.equal(await page.locator("h1").innerText(), "whosaid", "still the version it was");
  await page.locator("#update-later").click();
  assert.equal(await page.locator("#update").isVisible(), false);
  await page.reload();
  await page.locator("#update").waitFor();
  await page.locator("#update-now").click();
  await page.locator("h1", { hasText: "whosaid two" }).waitFor();
  const names = await page.evaluate(() => caches.keys());
  assert.equal(names.length, 1, "the old version's files are gone");
  assert.match(names[0], /newer/);
  await context.close();
  site.stop();
});

test("it can be installed: a manifest with icons of our own, both kinds", async () => {
  const site = await serve();
  const page = await browser.newPage();
  await page.goto(`${site.url}/`);
  const manifest = await page.evaluate(async () => (await fetch(/** @type {HTMLLinkElement} */ (document.querySelector("link[rel=manifest]")).href)).json());
  assert.equal(manifest.display, "standalone");
  assert.deepEqual(manifest.icons.map((/** @type {any} */ { purpose }) => purpose), ["any", "maskable"]);
  for (const { src } of manifest.icons) {
    const drawn = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return image.width > 0;
    }, src);
    assert.ok(drawn, src);
  }
  await page.close();
  site.stop();
});
