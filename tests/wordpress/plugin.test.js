// The WordPress plugin: its PHP with stand-ins of WordPress's functions, its editor script in Chromium
// with React and stand-ins of `wp.*`, and what readers get of both.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { anchor } from "../../www/embed/anchor.js";
import { launch } from "../browser.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const plugin = join(root, "dist/wordpress/whosaid");
const hasPhp = spawnSync("php", ["--version"]).status === 0;
const skip = hasPhp ? false : "there is no php here, and it could not be installed";

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {string} */ let url;
/** @type {import("node:http").Server} */ let server;
/** @type {Record<string, string>} */ const pages = {};
const folder = mkdtempSync(join(tmpdir(), "whosaid-wordpress-"));

before(async () => {
  const { outputFiles } = await build({
    stdin: { contents: 'import * as React from "react"; import { createRoot } from "react-dom/client"; Object.assign(window, { React, createRoot });', resolveDir: root },
    bundle: true,
    define: { "process.env.NODE_ENV": '"production"' },
    write: false,
    format: "iife",
  });
  pages["/react.js"] = outputFiles[0].text;
  pages["/wp.js"] = readFileSync(join(root, "tests/wordpress/wp.js"), "utf8");
  pages["/editor"] = '<!doctype html><div id="block"></div><div id="settings"></div><script src="/react.js"></script><script src="/wp.js"></script><script src="/plugin/editor.js"></script><script>start()</script>';
  /** @type {Record<string, string>} */
  const types = { ".js": "text/javascript", ".wasm": "application/wasm", "": "text/html; charset=utf-8" };
  server = createServer((request, response) => {
    const path = request.url ?? "/";
    response.setHeader("content-type", types[extname(path)] ?? "text/plain");
    try {
      response.end(pages[path] ?? readFileSync(join(plugin, normalize(path.replace("/plugin/", "")))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

/** @param {object} scenario */
const php = (scenario) =>
  JSON.parse(execFileSync("php", [join(root, "tests/wordpress/plugin.php")], { input: JSON.stringify(scenario), encoding: "utf8" }));

/** Opens the editor with a post in it. @param {string} content */
async function edit(content) {
  const page = await browser.newPage();
  /** @type {string[]} */ const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.addInitScript((content) => (globalThis.post = { content, date: "2020-02-11T09:30:00", meta: {} }), content);
  await page.goto(`${url}/editor`);
  const settings = page.locator("#settings");
  return { page, settings, errors, meta: () => page.evaluate(() => globalThis.post.meta) };
}

const POST = `<!-- wp:paragraph --><p>The <a href="#">Kremlin</a> denied that any order was given.</p><!-- /wp:paragraph -->
<!-- wp:paragraph --><p>Ankara warned that prices could rise. It said the talks would go on.</p><!-- /wp:paragraph -->`;

test("the PHP is sound", { skip }, () => {
  execFileSync("php", ["-l", join(plugin, "whosaid.php")]);
});

test("readers get the stored report, in a page of one post, at the place that was chosen", { skip }, () => {
  const report = '{"claims":[],"sources":[{"name":"</script><b>"}]}';
  const meta = { _whosaid_report: report, _whosaid_place: "drawer" };
  const made = php({ meta, attributes: { place: "beside" } });
  assert.match(made.content, /^<p>Text<\/p><who-said for=".entry-content" place="drawer"><script type="application\/json">/);
  assert.match(made.block, /place="beside"/);
  assert.equal(made.content.match(/<\/script>/g).length, 1);
  const json = made.content.match(/json">(.*?)<\/script>/)[1];
  assert.deepEqual(JSON.parse(json), JSON.parse(report));
  assert.match(made.modules.whosaid, /assets\/embed\/loader\.js$/);
  assert.deepEqual([php({ meta, singular: false }).content, php({ meta, block: true }).content], ["<p>Text</p>", "<p>Text</p>"]);
  assert.equal(php({ meta: { _whosaid_place: "under" } }).content, "<p>Text</p>");
  assert.equal(php({ meta: { ...meta, _whosaid_place: "" } }).content, "<p>Text</p>");
  assert.match(php({ meta, filters: { whosaid_article: '.story" onx="' } }).content, /for="\.story&quot; onx=&quot;"/);
});

test("only a report and a place are stored, by who may edit the post", { skip }, () => {
  const good = '{"claims":[],"sources":[]}';
  const { clean, may, blocks } = php({
    clean: { _whosaid_report: [good, "", "{}", "[]", "nonsense", 7, null], _whosaid_place: ["under", "elsewhere", 1] },
  });
  assert.deepEqual(clean, { _whosaid_report: [good, "", "", "", "", "", ""], _whosaid_place: ["under", "", ""] });
  assert.deepEqual([may, blocks], [[true, false], ["whosaid/who-said"]]);
});

test("in the editor the post is read, corrected and its report stored", async () => {
  const { page, settings, meta, errors } = await edit(POST);
  await settings.getByRole("button", { name: "Read the article" }).click();
  const source = settings.getByLabel("Source").first();
  await source.waitFor();
  assert.equal(await source.inputValue(), "Government of Russia");
  await source.fill("The Kremlin");
  await settings.getByLabel("that prices could rise").uncheck();
  await settings.getByRole("button", { name: "Store this report" }).click();
  const report = JSON.parse((await meta())._whosaid_report);
  assert.equal(report.published, "2020-02-11");
  assert.equal(report.sources[0].name, "The Kremlin");
  assert.ok(report.claims.some((/** @type {any} */ claim) => claim.text === "that any order was given"));
  assert.ok(!report.claims.some((/** @type {any} */ claim) => claim.text === "that prices could rise"));
  assert.equal(report.prepared.reviewed_by, "A. Editor");
  assert.equal(report.prepared.quotes.length, report.claims.length);
  assert.match(await settings.innerText(), /Reviewed by A\. Editor/);
  assert.equal(page.workers().length, 0, "the reader is let go");
  // What is left fits the article, though a claim and its number are gone.
  const text = "The Kremlin denied that any order was given.\n\nAnkara warned that prices could rise. It said the talks would go on.";
  assert.deepEqual(anchor(report, text).missing, []);
  assert.deepEqual(errors, []);
  await page.close();
});

test("the editor is told when the article has changed since", async () => {
  const { page, settings } = await edit(POST);
  await settings.getByRole("button", { name: "Read the article" }).click();
  await settings.getByRole("button", { name: "Store this report" }).click();
  await settings.getByText("Stored with this post").waitFor();
  assert.doesNotMatch(await settings.innerText(), /changed since/);
  await page.evaluate(() => globalThis.change({ content: globalThis.post.content.replace("prices could rise", "prices will rise") }));
  await settings.getByText("has changed since").waitFor();
  await settings.getByRole("button", { name: "Take the report away" }).click();
  assert.equal(await page.evaluate(() => globalThis.post.meta._whosaid_report), "");
  await page.close();
});

test("the block and the setting choose the place", async () => {
  const { page, settings, meta } = await edit(POST);
  await settings.getByLabel("Show readers").selectOption("drawer");
  assert.equal((await meta())._whosaid_place, "drawer");
  await page.locator("#block").getByLabel("Where readers see it").selectOption("beside");
  assert.equal(await page.evaluate(() => globalThis.attributes.place), "beside");
  await page.close();
});

test("what the editor stores is what the reader's page shows", { skip }, async () => {
  const { page, settings, meta } = await edit(POST);
  await settings.getByRole("button", { name: "Read the article" }).click();
  await settings.getByRole("button", { name: "Store this report" }).click();
  const { content } = php({ meta: { ...(await meta()), _whosaid_place: "under" } });
  pages["/post"] = `<!doctype html><div class="entry-content">${content.replace("<p>Text</p>", POST)}</div><script async src="/plugin/assets/embed/loader.js"></script>`;
  await page.goto(`${url}/post`);
  await page.locator("who-said .voice .name", { hasText: "Government of Russia" }).waitFor();
  assert.ok(await page.evaluate(() => CSS.highlights.size > 0));
  await page.close();
});
