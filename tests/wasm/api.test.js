// The JavaScript API in Node: what `load` gives, the report's shape, its offsets, its errors.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "../../www/whosaid.js";
import initGlue from "../../www/pkg/whosaid.js";

const whosaid = await load();

// Each of 🕊 and 🇹🇷 takes more than one UTF-16 unit, and é and — more than one byte.
const TEXT = `Ankara 🇹🇷 wants a ceasefire — now

ANKARA, Feb 11 - “We are ready 🕊 for talks,” Foreign Minister Mevlüt Çavuşoğlu said on Tuesday.

The Kremlin denied that any order was given. Moscow called for “the cessation of attacks” in Idlib.`;

/**
 * Every claim's text must be what its spans cut out of the text.
 *
 * @param {string} text
 * @param {import("../../www/whosaid.js").Report} report
 */
function spansFit(text, report) {
  assert.ok(report.claims.length > 0);
  for (const claim of report.claims) {
    assert.equal(claim.spans.map((span) => text.slice(...span)).join(" … "), claim.text);
  }
}

test("load gives the same engine again, from a URL, a path or bytes", async () => {
  const wasm = new URL("../../www/pkg/whosaid_bg.wasm", import.meta.url);
  for (const given of [wasm, wasm.href, "./pkg/whosaid_bg.wasm", await readFile(wasm)]) {
    const again = await load({ wasm: given });
    assert.deepEqual(again.analyze(TEXT), whosaid.analyze(TEXT));
  }
  /** @type {any} */ const path = "pkg/whosaid_bg.wasm";
  await assert.rejects(load(path), { name: "TypeError", message: /options/ });
});

test("the report has the shape that is documented", () => {
  const report = whosaid.analyze(TEXT, { published: "2020-02-11" });
  assert.deepEqual(Object.keys(report).slice(0, 7), [
    "whosaid", "offset_unit", "reader", "published", "blocks", "sources", "claims",
  ]);
  assert.match(report.whosaid, /^\d+\.\d+\.\d+$/);
  assert.equal(report.offset_unit, "utf16");
  assert.equal(report.published, "2020-02-11");
  report.claims.forEach((claim, index) => assert.equal(claim.id, index));
  report.sources.forEach((source, index) => assert.equal(source.id, index));
  for (const { attribution } of report.claims) {
    if (attribution?.source != null) assert.ok(report.sources[attribution.source]);
    if (attribution?.inside != null) assert.ok(report.claims[attribution.inside]);
  }
});

test("it is made of plain objects that can be cloned to another thread", () => {
  const report = whosaid.analyze(TEXT);
  assert.deepEqual(structuredClone(report), report);
  assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
});

test("what is missing is null, not undefined", () => {
  const report = whosaid.analyze(TEXT);
  assert.equal(report.published, null);
  assert.ok(report.claims.every((claim) => claim.attribution !== undefined));
});

test("offsets count UTF-16 units, so that slices are the claims", () => {
  const report = whosaid.analyze(TEXT);
  spansFit(TEXT, report);
  assert.equal(TEXT.slice(...report.blocks[0].span), "Ankara 🇹🇷 wants a ceasefire — now");
});

test("a lone surrogate takes one unit, and offsets after it stay right", () => {
  const report = whosaid.analyze(`The \ud83d ministry said \udd4a the talks would go on. ${TEXT}`);
  spansFit(`The \ufffd ministry said \ufffd the talks would go on. ${TEXT}`, report);
});

test("any text gives a report", () => {
  for (const text of ["", " ", "\0", "“", "\u202e", "\ud800", "安卡拉说。", "\r\n\r\n", "a".repeat(1e5)]) {
    assert.equal(whosaid.analyze(text).offset_unit, "utf16");
  }
});

test("options may be left out, in whole or in part", () => {
  for (const options of [undefined, {}, { published: undefined }, { published: null }]) {
    assert.equal(whosaid.analyze(TEXT, options).published, null);
  }
});

test("wrong arguments throw a TypeError that names the argument", () => {
  /** @type {any} */ const analyze = whosaid.analyze;
  /** @type {[unknown[], string][]} */ const wrong = [
    [[], "text must be a string"],
    [[null], "text must be a string"],
    [[["a"]], "text must be a string"],
    [[TEXT, null], "options must be an object"],
    [[TEXT, "2020-02-11"], "options must be an object"],
    [[TEXT, { date: "2020-02-11" }], "options.date is unknown: options has published"],
    [[TEXT, { published: 20200211 }], 'options.published must be a day such as "2020-02-11"'],
    [[TEXT, { published: new Date(0) }], 'options.published must be a day such as "2020-02-11"'],
  ];
  for (const day of ["", "2020-2-11", "2020-02-30", "11 Feb 2020", "2020-02-11T00:00:00Z", " 2020-02-11"]) {
    wrong.push([[TEXT, { published: day }], 'options.published must be a day such as "2020-02-11"']);
  }
  for (const [args, message] of wrong) {
    assert.throws(() => analyze(...args), { name: "TypeError", message });
  }
});

test("without a page, textFromHtml says what it needs", () => {
  assert.throws(() => whosaid.textFromHtml("<p>x"), /needs a DOMParser/);
});

test("after a trap the next call gets a fresh engine", async () => {
  const expected = whosaid.analyze(TEXT);
  const before = await initGlue();
  // Where the stack has run out, the engine runs out of it in the midst of its work.
  /** @returns {unknown} */
  const deep = () => {
    try {
      return deep();
    } catch {
      return whosaid.analyze(TEXT);
    }
  };
  try {
    deep();
  } catch (error) {
    assert.ok(error instanceof Error);
  }
  assert.deepEqual(whosaid.analyze(TEXT), expected);
  assert.notEqual((await initGlue()).memory, before.memory);
});
