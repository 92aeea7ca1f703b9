// Reports made beforehand: shown without an engine, found again in an article that was edited, and
// small. The anchoring by itself runs in Node.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { anchor } from "../../www/embed/anchor.js";
import { prepare } from "../../www/embed/prepared.js";
import { load } from "../../www/whosaid.js";
import { launch } from "../browser.js";
import { serve } from "./host.js";
import { open } from "./open.js";

const www = new URL("../../www/", import.meta.url);
const whosaid = await load();
const TEXT = readFileSync(new URL("samples/black-sea.txt", www), "utf8");
const REPORT = whosaid.analyze(TEXT);

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */ let host;

before(async () => {
  browser = await launch();
  const article = "<article id=story><p>“We are ready,” the Kremlin said.</p></article>";
  const report = JSON.stringify(prepare("“We are ready,” the Kremlin said.", whosaid.analyze("“We are ready,” the Kremlin said.")));
  host = await serve({
    pages: {
      "/inline": `${article}<who-said for="#story" reviewed-by="A. Editor"><script type="application/json">${report}</script></who-said><script type="module" src="/embed/who-said.js"></script>`,
      "/id": `${article}<script id="r" type="application/json">${report}</script><script async src="/embed/loader.js" data-for="#story" data-src="#r"></script>`,
      "/broken": `${article}<who-said for="#story" src="/missing.json"></who-said><script type="module" src="/embed/who-said.js"></script>`,
    },
  });
});

after(async () => {
  await browser.close();
  await host.close();
});

/** @param {ReturnType<typeof anchor>} anchored @param {string} text */
const cut = ({ report }, text) => report.claims.map((claim) => claim.spans.map((span) => text.slice(...span)).join(" … "));

test("in the text that it was made from everything keeps its place", () => {
  const anchored = anchor(prepare(TEXT, REPORT), TEXT);
  assert.deepEqual([anchored.missing, anchored.changed], [[], false]);
  assert.deepEqual(anchored.report.claims, REPORT.claims);
});

test("white space and the form of quotation marks are no edit", () => {
  const typeset = TEXT.replace(/"([^"]*)"/g, "“$1”").replaceAll("'", "’").replace(/ - /g, " – ").replace(/\n\n/g, "\n   ");
  const anchored = anchor(prepare(TEXT, REPORT), typeset);
  assert.deepEqual([anchored.missing, anchored.changed], [[], false]);
  assert.deepEqual(
    cut(anchored, typeset).map((text) => text.replace(/[“”]/g, '"').replaceAll("’", "'").replace(/\s+/g, " ")),
    REPORT.claims.map((claim) => claim.text.replace(/\s+/g, " ")),
  );
  const sources = anchored.report.claims.filter(({ attribution }) => attribution?.source_span).length;
  assert.equal(sources, REPORT.claims.filter(({ attribution }) => attribution?.source_span).length);
});

test("an article edited in three places: what is there is found, what is not is named", () => {
  const edited = TEXT.replace("had aimed at the port of Odesa", "had hit the port of Odesa") // a claim's own words
    .replace(/The Turkish foreign ministry said[^]*?\n\n/, "") // a paragraph
    .replace("ANKARA, Feb 12 - ", "$&This article was updated on Thursday evening. "); // before everything
  const anchored = anchor(prepare(TEXT, REPORT), edited);
  const gone = anchored.missing.map((id) => REPORT.claims[id].text);
  assert.equal(anchored.changed, true);
  const expected = REPORT.claims.filter(({ text }) => !text.split(" … ").every((piece) => edited.includes(piece))).map(({ text }) => text);
  assert.ok(expected.length >= 4, "the edits touch claims");
  assert.deepEqual(gone, expected);
  cut(anchored, edited).forEach((text, id) => assert.equal(text, gone.includes(REPORT.claims[id].text) ? "" : REPORT.claims[id].text));
});

test("of words that occur twice those are taken that stand in the same surroundings", () => {
  const text = "The mayor said the bridge is closed. The minister denied it. Later the company said the bridge is closed.";
  const report = whosaid.analyze(text);
  const twice = report.claims.filter((claim) => claim.text === "the bridge is closed");
  assert.equal(twice.length, 2);
  const edited = text.replace("The mayor said the bridge is closed. ", "Nobody was there. ");
  const anchored = anchor(prepare(text, report), edited);
  const at = anchored.report.claims[twice[1].id].spans[0];
  assert.equal(edited.slice(at[0] - 17, at[0]), "the company said ");
});

test("short words are not found by chance", () => {
  const text = "“No,” the Kremlin said. The talks go on.";
  const report = whosaid.analyze(text);
  const anchored = anchor(prepare(text, report), "The talks go on. No other date was given by anyone who was there on that day.");
  assert.deepEqual(anchored.missing.map((id) => report.claims[id].text).filter((text) => /No/.test(text)).length, 1);
});

test("a report of the command, in bytes and without context, is placed all the same", () => {
  const text = "Ankara 🇹🇷 — “We are ready 🕊 for the talks,” Mevlüt Çavuşoğlu said. The Kremlin denied that any order was given.";
  const units = whosaid.analyze(text);
  const bytes = (/** @type {number} */ at) => Buffer.from(text.slice(0, at)).length;
  const inBytes = (/** @type {any} */ value, name = "") =>
    /** @type {any} */ (
      Array.isArray(value)
        ? value.map((item) => (/span/.test(name) && typeof item === "number" ? bytes(item) : inBytes(item, name)))
        : value && typeof value === "object"
          ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inBytes(item, key)]))
          : value
    );
  const report = { ...inBytes(units), offset_unit: "utf8" };
  assert.deepEqual(anchor(report, text).report, units);
  const edited = `Updated — ${text}`;
  assert.deepEqual(cut(anchor(report, edited), edited), units.claims.map((claim) => claim.text));
});

test("any report in any text gives an answer", () => {
  for (const text of ["", " ", "\ud800", "“", "a".repeat(1e5), TEXT.slice(0, 700), TEXT.repeat(3)]) {
    const anchored = anchor(prepare(TEXT, REPORT), text);
    assert.equal(anchored.report.claims.length, REPORT.claims.length);
    for (const { id, spans } of anchored.report.claims) assert.equal(spans.length === 0, anchored.missing.includes(id));
  }
});

test("a page with a report asks for neither engine nor model", async () => {
  for (const path of ["/inline", "/id", "/examples/prepared.html", "/examples/wordpress.html"]) {
    host.requests.length = 0;
    const { page, said, close } = await open(browser, `${host.url}${path}`);
    await said("report");
    await page.waitForTimeout(200);
    const asked = host.requests.filter((path) => /wasm|\/pkg\/|\/models\/|\.bin|engine|worker|reader/.test(path));
    assert.deepEqual([path, asked], [path, []]);
    assert.equal(page.workers().length, 0);
    if (path.startsWith("/examples/")) {
      const scripts = host.requests.filter((path) => path.endsWith(".js"));
      assert.deepEqual(scripts, ["/embed/loader.js"]);
    }
    await close();
  }
});

test("it says who reviewed it, what is not there any more, and where it cannot be had", async () => {
  const inline = await open(browser, `${host.url}/inline`);
  await inline.said("report");
  assert.match(await inline.page.locator("who-said .caution").innerText(), /reviewed by A\. Editor/);
  await inline.close();
  const edited = await open(browser, `${host.url}/examples/prepared.html`);
  const { missing, changed } = await edited.said("report");
  assert.deepEqual([missing.length, changed], [2, true]);
  assert.match(await edited.page.locator("who-said .missing").innerText(), /2 claims are not in it any more[^]*More than two million children/);
  await edited.close();
  const broken = await open(browser, `${host.url}/broken`);
  assert.match(await broken.said("error"), /\/missing\.json answers 404/);
  assert.match(await broken.page.locator("who-said .note").innerText(), /could not be read here/);
  await broken.close();
});

test("the loader, which holds the element, is small, and its hash is the one that is documented", () => {
  const loader = readFileSync(new URL("embed/loader.js", www));
  const size = gzipSync(loader, { level: 9 }).length;
  assert.ok(size <= 15_000, `${size} bytes with gzip`);
  const hash = createHash("sha384").update(loader).digest("base64");
  for (const file of ["examples/one-line.html", "examples/prepared.html", "examples/wordpress.html", "../docs/embedding.md"]) {
    const text = readFileSync(new URL(file, www), "utf8");
    assert.match(text, new RegExp(`loader\\.js"[^>]*integrity="sha384-${hash.replace(/[+/]/g, "\\$&")}"`), file);
  }
});

test("whosaid-prepare makes it in Node", () => {
  const script = fileURLToPath(new URL("embed/prepare.js", www));
  const args = [script, "-", "--published", "2022-02-12", "--reviewed-by", "A. Editor"];
  const made = JSON.parse(execFileSync(process.execPath, args, { input: TEXT, encoding: "utf8" }));
  assert.deepEqual(made, prepare(TEXT, whosaid.analyze(TEXT, { published: "2022-02-12" }), "A. Editor"));
  for (const [args, code] of /** @type {const} */ ([[["/nowhere.txt"], 1], [[], 2], [["-", "--published", "x"], 2]])) {
    try {
      execFileSync(process.execPath, [script, ...args], { input: "", stdio: "pipe" });
      assert.fail("it does not fail");
    } catch (error) {
      assert.equal(/** @type {any} */ (error).status, code);
    }
  }
});
