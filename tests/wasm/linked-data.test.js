// The exports in JSON-LD, read by a library that is not ours: expanded, written as N-Quads, read back
// from these, every claim is there with its words, its place and whoever makes it. Of the samples, and
// of every article of the corpora's dev part where the folder is there that WHOSAID_CORPORA names
// (without it, `../shared/corpora`).

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import jsonld from "jsonld";
import { load } from "../../www/whosaid.js";
import { SCHEMA, annotationContext, documentLoader, has, schemaContext, takes, takesValue } from "./vocabularies.js";

/** @import { Claim, ExportFormat, Report } from "../../www/whosaid.js" */
/** @typedef {{ name: string, text: string, published: string | null }} Text */

const root = fileURLToPath(new URL("../..", import.meta.url));
const whosaid = await load();

/** @param {string} folder @returns {Text[]} */
function texts(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".txt")).sort();
  return files.map((file) => ({ name: file, text: readFileSync(join(folder, file), "utf8"), published: file.startsWith("GUM") ? null : "2025-02-12" }));
}

const dev = join(process.env.WHOSAID_CORPORA ?? join(root, "../shared/corpora"), "attribution/dev");
const samples = [
  ...texts(join(root, "www/samples")),
  { name: "odd", published: null, text: "Ankara 🇹🇷 wants “talks”\r\n\r\n“We are ready 🕊\u202e,”\u2028 Mevlüt Çavuşoğlu said. “It \\ is <b>\"late\"</b>,” he\u00a0said; “go.”\tThe Kremlin denied that any “order” was given." },
  { name: "empty", published: null, text: "" },
];
/** @type {[string, Text[], string | false][]} */
const all = [
  ["of the samples", samples, false],
  ["of every article of dev", existsSync(dev) ? texts(dev) : [], !existsSync(dev) && `no folder ${dev}`],
];

/** As the exports write what the text has on several lines. @param {string} words */
const onOneLine = (words) =>
  words
    .split(/\p{White_Space}+/u)
    .filter(Boolean)
    .join(" ")
    .replace(/[\u202a-\u202e\u2066-\u2069\p{Cc}]/gu, "\ufffd");

const one = (/** @type {any} */ value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/**
 * What an export says, by the id of what it says it about: expanded, as N-Quads, and back. A term
 * without a meaning is an error, and so is an address that is not whole.
 * @param {Text} text @param {Report} report @param {ExportFormat} format @param {object} context
 * @returns {Promise<Map<string, any>>}
 */
async function read({ text }, report, format, context) {
  const document = JSON.parse(whosaid.export(text, report, format));
  const options = { documentLoader, safe: true };
  const expanded = await jsonld.expand(document, options);
  const quads = /** @type {string} */ (await jsonld.toRDF(expanded, { ...options, format: "application/n-quads" }));
  for (const line of quads.split("\n").filter(Boolean)) assert.match(line, /^(<[a-z][a-z0-9+.-]*:[^<>\s]+>|_:\S+) <[a-z]+:[^<>\s]+> .* \.$/s);
  const back = await jsonld.fromRDF(/** @type {any} */ (quads), { format: "application/n-quads" });
  const flat = await jsonld.flatten(expanded, null, options);
  assert.equal(await jsonld.canonize(back, { documentLoader }), await jsonld.canonize(flat, { documentLoader }), "nothing is lost on the way");
  const { "@graph": nodes = [] } = /** @type {any} */ (await jsonld.flatten(back, /** @type {any} */ (context), { documentLoader }));
  return new Map(one(nodes).map((node) => [node["@id"] ?? node.id, node]));
}

/** That schema.org gives each node's properties to its type, and that they take what is there. @param {Map<string, any>} nodes */
function fits(nodes) {
  for (const [id, node] of nodes) {
    const type = node["@type"];
    for (const [term, value] of Object.entries(node)) {
      if (term.startsWith("@")) continue;
      const property = SCHEMA + term;
      assert.ok(has(property, SCHEMA + (type ?? "Thing")), `${term} is a property of ${type}`);
      for (const item of one(value)) {
        const other = nodes.get(item?.["@id"] ?? item);
        if (!other) assert.ok(takesValue(property) && typeof item === "string", `${term} of ${id} takes ${JSON.stringify(item)}`);
        else if (other["@type"]) assert.ok(takes(property, SCHEMA + other["@type"]), `${term} takes a ${other["@type"]}`);
      }
    }
  }
}

/** That a node is a claim of the report: words, place, and who makes it. @param {any} node @param {Claim} claim @param {Text} article @param {Report} report @param {Map<string, any>} nodes */
function isClaim(node, claim, { text }, report, nodes) {
  assert.equal(node.text, onOneLine(claim.text));
  const characters = Array.from(text);
  const pieces = node.position.split(", ").map((/** @type {string} */ piece) => characters.slice(...piece.split("-").map(Number)).join(""));
  assert.deepEqual(pieces, claim.spans.map((span) => text.slice(...span)));
  const source = report.sources.find(({ id }) => id === claim.attribution?.source);
  const author = nodes.get(node.author?.["@id"] ?? node.author);
  assert.equal(author?.name, source && onOneLine(source.name));
}

for (const [what, articles, skip] of all) {
  test(`schema.org: each claim ${what} comes back with its words, its place and its source`, { skip }, async () => {
    for (const article of articles) {
      const report = whosaid.analyze(article.text, { published: article.published ?? undefined });
      const nodes = await read(article, report, "jsonld", schemaContext);
      fits(nodes);
      const claims = [...nodes].filter(([id]) => /#claim-\d+$/.test(id));
      assert.equal(claims.length, report.claims.length, article.name);
      for (const claim of report.claims) {
        const [, node] = claims.find(([id]) => id.endsWith(`#claim-${claim.id}`)) ?? [];
        isClaim(node, claim, article, report, nodes);
        assert.equal(node["@type"], claim.attribution?.mode === "direct" ? "Quotation" : "Claim");
        const around = claim.attribution?.inside ?? null;
        if (around !== null) assert.match(node.isPartOf, new RegExp(`#claim-${around}$`));
      }
    }
  });

  test(`ClaimReview: each claim ${what} comes back as one to review, without a verdict`, { skip }, async () => {
    for (const article of articles) {
      const report = whosaid.analyze(article.text, { published: article.published ?? undefined });
      const nodes = await read(article, report, "claimreview", schemaContext);
      fits(nodes);
      const reviews = [...nodes.values()].filter((node) => node["@type"] === "ClaimReview");
      assert.equal(reviews.length, report.claims.length, article.name);
      for (const review of reviews) {
        const claim = report.claims.find(({ id }) => review["@id"].endsWith(`#review-${id}`));
        assert.ok(claim);
        const reviewed = nodes.get(review.itemReviewed["@id"]);
        isClaim(reviewed, claim, article, report, nodes);
        assert.equal(reviewed["@type"], "Claim");
        assert.equal(reviewed.datePublished ?? null, report.published);
        assert.equal(nodes.get(reviewed.appearance["@id"])["@type"], "NewsArticle");
        assert.deepEqual([review.claimReviewed, review.creativeWorkStatus], [reviewed.text, "Draft"]);
        for (const verdict of ["reviewRating", "reviewBody", "author", "url"]) assert.equal(verdict in review, false, verdict);
      }
    }
  });

  test(`Web Annotations: each claim ${what} comes back with its selectors`, { skip }, async () => {
    for (const article of articles) {
      const report = whosaid.analyze(article.text, { published: article.published ?? undefined });
      const nodes = await read(article, report, "annotation", annotationContext);
      const characters = Array.from(article.text);
      const annotations = [...nodes.values()].filter((node) => node.type === "Annotation");
      assert.equal(annotations.length, report.claims.length, article.name);
      for (const claim of report.claims) {
        const annotation = annotations.find(({ id }) => id.endsWith(`#claim-${claim.id}`));
        const found = one(annotation.target).map((target) => {
          const selectors = one(nodes.get(target).selector).map((selector) => nodes.get(selector));
          const quote = selectors.find(({ type }) => type === "TextQuoteSelector");
          const position = selectors.find(({ type }) => type === "TextPositionSelector");
          assert.equal(characters.slice(Number(position.start), Number(position.end)).join(""), quote.exact);
          const start = article.text.indexOf(quote.prefix + quote.exact + quote.suffix) + quote.prefix.length;
          return [start, start + quote.exact.length];
        });
        assert.deepEqual(found.sort(([a], [b]) => a - b), claim.spans);
      }
    }
  });
}

test("a term that schema.org does not define, and an address that is not whole, are refused", async () => {
  const wrong = [
    { "@context": "https://schema.org", "@id": "urn:x:1", "@type": "Claim", wording: "x" },
    { "@context": "https://schema.org", "@id": "urn:x:1", "@type": "Assertion", text: "x" },
    { "@context": "https://schema.org", "@id": "claim-1", "@type": "Claim", text: "x" },
  ];
  for (const document of wrong) {
    const reading = jsonld.expand(document, { documentLoader, safe: true }).then((expanded) => jsonld.toRDF(expanded, { documentLoader, safe: true }));
    await assert.rejects(reading, { name: "jsonld.ValidationError" }, JSON.stringify(document));
  }
  assert.equal(has(`${SCHEMA}appearance`, `${SCHEMA}Quotation`), false);
  assert.equal(takes(`${SCHEMA}author`, `${SCHEMA}CreativeWork`), false);
});
