// Exports and comparisons through the JavaScript API: reports that come back from a page, changed by
// a person or broken by a program.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "../../www/whosaid.js";

/** @import { ExportFormat, Report } from "../../www/whosaid.js" */

const root = fileURLToPath(new URL("../..", import.meta.url));
const command = join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "debug/whosaid");
const whosaid = await load();

/** @type {ExportFormat[]} */
const FORMATS = ["csv", "markdown", "annotation", "jsonld", "claimreview", "html"];

const TEXT = `Ankara 🇹🇷 wants talks

“We are ready 🕊,” Mevlüt Çavuşoğlu said. The Kremlin denied that "any order" was given.

More than 3,000 people have left, according to the United Nations. The road is closed.`;

const read = () => whosaid.analyze(TEXT, { published: "2020-02-11" });

test("every format is what the command writes", () => {
  for (const format of FORMATS) {
    const options = ["analyze", "--format", format, "--published", "2020-02-11", "-"];
    const written = execFileSync(command, options, { input: TEXT, encoding: "utf8" });
    assert.equal(whosaid.export(TEXT, read(), format), written, format);
  }
});

test("an annotation is found again in the text, by its words and by its position", () => {
  const page = JSON.parse(whosaid.export(TEXT, read(), "annotation", { url: "https://example.org/news" }));
  const characters = Array.from(TEXT);
  const { claims } = read();
  assert.equal(page.items.length, claims.length);
  claims.forEach((claim, index) => {
    claim.spans.forEach((span, piece) => {
      const { source, selector } = page.items[index].target[piece];
      const [quote, position] = selector;
      assert.equal(source, "https://example.org/news");
      assert.equal(quote.exact, TEXT.slice(...span));
      assert.equal(TEXT.indexOf(quote.prefix + quote.exact + quote.suffix) + quote.prefix.length, span[0]);
      assert.equal(characters.slice(position.start, position.end).join(""), quote.exact);
    });
  });
});

test("the page's policy allows its own style and nothing else", () => {
  const page = whosaid.export(TEXT, read(), "html");
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  assert.ok(page.includes(`<meta http-equiv="Content-Security-Policy" content="${policy}">`));
  assert.equal(page.match(/<script|<link|<img|<iframe| on\w+=| style=/g), null);
});

test("what a person has corrected is marked, and what was left out is gone", () => {
  const report = read();
  const [first, ...rest] = report.claims;
  const [start, end] = first.spans[0];
  first.spans = [[start, end - 1]];
  first.text = TEXT.slice(start, end - 1);
  first.corrected_by_person = true;
  report.sources.push({
    id: 90, name: "Mayor of Ankara", aliases: [], kind: "government", country: "TR", named: true,
  });
  assert.ok(first.attribution);
  first.attribution.source = 90;
  const left = new Set(rest.slice(0, -1).map((claim) => claim.id).concat(first.id));
  report.claims = report.claims.filter((claim) => left.has(claim.id));
  report.findings = [];
  for (const format of FORMATS) {
    const exported = whosaid.export(TEXT, report, format);
    assert.match(exported, format === "csv" ? /,yes\r\n/ : /corrected by a person/, format);
    assert.match(exported, /Mayor of Ankara/, format);
    assert.doesNotMatch(exported.split("<article>")[0], /The road is closed/, format);
  }
});

test("a report that is not well formed is refused with the field's name", () => {
  /** @type {[(report: any) => unknown, string][]} */
  const broken = [
    [() => null, "report must be an object"],
    [() => "{}", "report must be an object"],
    [(r) => ({ ...r, claims: {} }), "report.claims must be an array"],
    [(r) => ({ ...r, offset_unit: "utf8" }), 'report.offset_unit must be "utf16"'],
    [(r) => ({ ...r, published: 2020 }), "report.published must be a string"],
    [(r) => ({ ...r, published: "2020-2-1" }), 'report.published: is no day such as "2020-02-11"'],
    [(r) => void (r.claims[0].spans = [[0]]) ?? r, "report.claims[0].spans[0] must be [start, end]"],
    [(r) => void (r.claims[0].spans = [[0, 1.5]]) ?? r, "report.claims[0].spans[0][1] must be a whole number, 0 or more"],
    [(r) => void (r.claims[0].spans = [[0, 8]]) ?? r, "report.claims[0].spans: [0, 8] holds nothing, lies outside of the text or cuts a character"],
    [(r) => void (r.claims[1].text = "Yes.") ?? r, 'report.claims[1].text: is not what the spans cut out of the text, joined by " … "'],
    [(r) => void (r.claims[0].id = -1) ?? r, "report.claims[0].id must be a whole number, 0 or more"],
    [(r) => void (r.claims[0].attribution.source = 77) ?? r, "report.claims[0].attribution.source: is the id of no source"],
    [(r) => void delete r.claims[0].hedged ?? r, "report.claims[0].hedged must be true or false"],
    [(r) => void (r.sources[0].aliases = null) ?? r, "report.sources[0].aliases must be an array"],
  ];
  for (const [change, message] of broken) {
    assert.throws(() => whosaid.export(TEXT, change(read()), "csv"), { name: "TypeError", message });
  }
  const kind = () => whosaid.export(TEXT, Object.assign(read(), { sources: [{ ...read().sources[0], kind: "king" }] }), "csv");
  assert.throws(kind, { name: "TypeError", message: /^report\.sources\[0\]\.kind has an unknown variant `king`/ });
  /** @type {any} */ const format = "pdf";
  const known = '"csv", "markdown", "annotation", "jsonld", "claimreview", "html"';
  assert.throws(() => whosaid.export(TEXT, read(), format), { message: `format must be one of ${known}` });
  assert.throws(() => whosaid.export(TEXT, read(), "html", { url: "javascript:alert(1)" }), {
    name: "TypeError",
    message: 'about.url must be an address such as "https://example.org/news"',
  });
});

test("articles are compared, with offsets that cut out what is meant", () => {
  const other = "Ankara waits\n\nSome 2,000 people have left, according to the United Nations.\n\nNothing else happened 🕊 there.";
  const { articles, shared, alone } = whosaid.compare([{ text: TEXT, published: "2020-02-11" }, { text: other }]);
  assert.deepEqual(articles[0], read());
  assert.equal(shared.length, 1);
  const differences = shared[0].differences.map(({ kind, sides }) => [kind, ...sides.map((side) => side.says)]);
  assert.deepEqual(differences, [["number", "More than 3,000 people", "Some 2,000 people"]]);
  const texts = [TEXT, other];
  for (const { article, claim } of shared[0].claims) {
    const { spans, text } = articles[article].claims[claim];
    assert.equal(spans.map((span) => texts[article].slice(...span)).join(" … "), text);
  }
  assert.ok(alone[1].some((id) => articles[1].claims[id].text === "Nothing else happened 🕊 there."));
});

test("an article is compared as a person has corrected it", () => {
  const other = "Ankara waits\n\nSome 2,000 people have left, according to the United Nations.\n\nNothing else happened 🕊 there.";
  const { articles } = whosaid.compare([{ text: TEXT }, { text: other }]);
  const corrected = structuredClone(articles[1]);
  const left = corrected.claims.find(({ text }) => text.startsWith("Some 2,000"));
  assert.ok(left);
  corrected.claims = corrected.claims.filter(({ text }) => !text.startsWith("Nothing"));
  left.attribution = null;
  left.corrected_by_person = true;
  const again = whosaid.compare([{ text: TEXT }, { text: other, report: corrected }]);
  const kinds = again.shared.flatMap(({ differences }) => differences.map(({ kind }) => kind));
  assert.deepEqual(kinds, ["number", "attribution"], "numbers are read in its words, the source is the corrected one");
  assert.ok(again.articles[1].claims.every(({ text }) => !text.startsWith("Nothing")));
  assert.deepEqual(again.alone[1].filter((id) => !corrected.claims.some((claim) => claim.id === id)), []);
  assert.equal(again.articles[1].claims.find(({ id }) => id === left.id)?.corrected_by_person, true);
});

test("what cannot be compared is refused", () => {
  /** @type {any} */ const compare = whosaid.compare;
  /** @type {[unknown, string][]} */ const wrong = [
    [undefined, "articles must be an array of two or more"],
    [[{ text: TEXT }], "articles must be an array of two or more"],
    [[{ text: TEXT }, {}], "articles[1].text must be a string"],
    [[{ text: TEXT }, TEXT], "articles[1] must be an object"],
    [[{ text: TEXT }, { text: TEXT, date: "" }], "articles[1].date is unknown: articles[1] has text and published and report"],
    [[{ text: TEXT }, { text: TEXT, report: {} }], "articles[1].report.whosaid must be a string"],
    [[{ text: "Other" }, { text: "Other", report: read() }], "articles[1].report.blocks[0].span: [0, 23] holds nothing, lies outside of the text or cuts a character"],
    [[{ text: TEXT }, { text: TEXT, published: "" }], 'articles[1].published must be a day such as "2020-02-11"'],
  ];
  for (const [articles, message] of wrong) {
    assert.throws(() => compare(articles), { name: "TypeError", message });
  }
});
