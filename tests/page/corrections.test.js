// What a person puts right: source, extent, split, join, not a claim; undone again; and that the
// article on the shelf keeps it. The pure part is tried without a browser.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { applied, correctedOf, keyOf } from "../../www/app/corrections.js";
import { open, paste } from "./open.js";

/** @import { Report } from "../../www/whosaid.js" */

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const TEXT = "The mayor said that the lake was clean and that fish were back. Residents denied that the water was safe.";

/** The page with a claim of our own selected and its corrections open. */
async function openWithClaim() {
  const opened = await open(browser);
  const { page } = opened;
  await paste(page, { "text/plain": TEXT });
  await page.locator("#list .says", { hasText: "the lake was clean" }).first().click();
  await page.keyboard.press("e");
  await page.locator(".corrector").waitFor();
  return opened;
}

test("another source: the claim moves to it, and says that a person moved it", async () => {
  const { page, close } = await openWithClaim();
  const select = page.locator(".corrector select").first();
  await select.selectOption("1");
  await page.getByRole("button", { name: "Set the source" }).click();
  const residents = page.locator("#list .voice", { has: page.locator("h3", { hasText: "Residents" }) });
  const moved = residents.locator(".says", { hasText: "the lake was clean" });
  assert.match(await moved.innerText(), /corrected by you/);
  assert.match(await residents.locator(".card").innerText(), /Set by a person[\s\S]*Corrected by a person: other source/);
  assert.equal(await moved.evaluate((button) => button === document.activeElement), true, "the focus is on it");
  assert.match(await page.locator("#live").innerText(), /Corrected: other source/);
  assert.match(await page.locator("#corrections-note").innerText(), /1 correction by you/);
  await page.locator("#undo").click();
  assert.equal(await moved.count(), 0);
  assert.equal(await page.locator("#corrections").isVisible(), false);
  await close();
});

test("a source that the article does not have can be given by name", async () => {
  const { page, close } = await openWithClaim();
  await page.locator(".corrector select").first().selectOption("other");
  await page.getByLabel("Name", { exact: true }).fill("The <b>harbour</b> board");
  await page.locator(".corrector .other select").selectOption("company");
  await page.getByRole("button", { name: "Set the source" }).click();
  const board = page.locator("#list .voice", { has: page.locator("h3", { hasText: "The <b>harbour</b> board" }) });
  assert.match(await board.locator(".kind").innerText(), /^Company/);
  assert.equal(await page.locator("#list b:not(.cue)").count(), 0, "a name is text, never markup");
  await close();
});

test("to the writer: the claim has no source any more", async () => {
  const { page, close } = await openWithClaim();
  await page.locator(".corrector select").first().selectOption("writer");
  await page.getByRole("button", { name: "Set the source" }).click();
  assert.match(await page.locator("#list .voice.hue-writer .says").allInnerTexts().then(String), /the lake was clean/);
  await close();
});

test("another extent, word by word", async () => {
  const { page, close } = await openWithClaim();
  await page.getByRole("button", { name: "Begin one word later" }).click();
  for (let i = 0; i < 5; i += 1) await page.getByRole("button", { name: "End one word earlier" }).click();
  assert.equal(await page.locator(".corrector mark").first().innerText(), "the lake was clean");
  await page.getByRole("button", { name: "Set the extent" }).click();
  assert.match(await page.locator("#list .selected .says").innerText(), /^said the lake was clean\s+corrected/);
  assert.equal(await page.locator("#article .claim.selected").allInnerTexts().then((all) => all.join("")), "the lake was clean");
  await close();
});

test("another extent, from words selected in the article", async () => {
  const { page, close } = await openWithClaim();
  await page.evaluate(() => {
    const piece = [...document.querySelectorAll("#article .claim")].find((claim) => claim.textContent?.includes("the lake was clean"));
    const words = piece?.firstChild;
    if (!(words instanceof Text)) throw new Error("no words");
    const start = words.data.indexOf("lake was");
    getSelection()?.setBaseAndExtent(words, start, words, start + "lake was clean".length);
  });
  await page.getByRole("button", { name: "Use the words selected" }).click();
  assert.equal(await page.locator(".corrector mark").first().innerText(), "lake was clean");
  await close();
});

test("one claim becomes two, and two become one", async () => {
  const { page, close } = await openWithClaim();
  const range = page.locator(".corrector input[type=range]");
  await range.fill("5");
  assert.match(await page.locator(".corrector .preview").last().innerText(), /that the lake was clean \| and that fish/);
  await page.getByRole("button", { name: "Split here" }).click();
  const says = page.locator("#list .says", { hasText: "corrected by you" });
  assert.equal(await says.count(), 2);
  await page.keyboard.press("e");
  await page.getByRole("button", { name: /Join with the next claim: “and that fish/ }).click();
  assert.equal(await says.count(), 1);
  assert.match(await says.innerText(), /that the lake was clean and that fish were back/);
  await page.keyboard.press("z");
  assert.equal(await says.count(), 2);
  await page.keyboard.press("z");
  assert.equal(await says.count(), 0);
  await close();
});

test("what is no claim goes, and comes back", async () => {
  const { page, close } = await openWithClaim();
  await page.getByRole("button", { name: "This is not a claim" }).click();
  assert.equal(await page.locator("#list .says", { hasText: "the lake was clean" }).count(), 0);
  assert.equal(await page.locator("#article .claim", { hasText: "the lake was clean" }).count(), 0);
  await page.keyboard.press("z");
  await page.locator("#list .says", { hasText: "the lake was clean" }).waitFor();
  await close();
});

test("Escape leaves a claim as it is, and the focus where it was", async () => {
  const { page, close } = await openWithClaim();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".corrector").count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.className), "plain correct-claim");
  await close();
});

test("an article with corrections is not replaced: the next one opens beside it", async () => {
  const { page, close } = await openWithClaim();
  await page.getByRole("button", { name: "This is not a claim" }).click();
  await paste(page, { "text/plain": "The pond is deep, officials said." });
  await page.locator("#article", { hasText: "The pond is deep" }).waitFor();
  await page.locator("#shelf button", { hasText: "The mayor said" }).click();
  await page.locator("#article", { hasText: "the lake was clean" }).waitFor();
  assert.match(await page.locator("#corrections-note").innerText(), /1 correction/);
  assert.equal(await page.locator("#list .says", { hasText: "the lake was clean" }).count(), 0);
  await close();
});

test("a claim can be copied as a citation that says how sure the reading is", async () => {
  const { page, close } = await open(browser, { context: { permissions: ["clipboard-read", "clipboard-write"] } });
  await page.locator("#list .says", { hasText: "Russia was ready to talk" }).click();
  await page.locator("#list .copy-claim").click();
  await page.locator("#live", { hasText: "clipboard" }).waitFor({ state: "attached" });
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^“Russia was ready to talk”: Government of Russia, in “Ankara offers talks on Black Sea.*”\. Read by whosaid .*sure \(\d+%\)\.$/);
  await close();
});

// ---- without a browser ---------------------------------------------------------------------------

/** @returns {Report} */
function twoClaims() {
  const claim = (/** @type {number} */ id, /** @type {[number, number]} */ span, /** @type {number | null} */ inside) => ({
    id,
    spans: [span],
    text: "abcdefghij klmno".slice(...span),
    attribution: { source: 0, source_span: null, cue_span: null, cue: "say", type: /** @type {const} */ ("statement"), mode: /** @type {const} */ ("indirect"), stance: /** @type {const} */ ("neutral"), inside, confidence: 0.8, why: "w" },
    worth: 0,
    reasons: [],
    hedged: false,
    voice: /** @type {const} */ ("fact"),
    negated: false,
    quantities: [],
    times: [],
    places: [],
  });
  return {
    whosaid: "0",
    offset_unit: "utf16",
    published: null,
    blocks: [{ span: [0, 16], kind: "paragraph" }],
    sources: [{ id: 0, name: "A", aliases: [], kind: "unknown", country: null, named: true }],
    claims: [claim(0, [0, 10], null), claim(1, [2, 6], 0)],
    findings: [{ kind: "k", message: "m", spans: [], claims: [0, 1] }],
  };
}

test("what a removed claim held goes to whoever held that one; findings follow; the first report stays", () => {
  const report = twoClaims();
  const before = JSON.stringify(report);
  const { report: corrected, lost } = applied("abcdefghij klmno", report, [{ kind: "remove", at: keyOf(report.claims[0]) }]);
  assert.equal(lost, 0);
  assert.deepEqual(corrected.claims.map(({ id, attribution }) => [id, attribution?.inside]), [[0, null]]);
  assert.deepEqual(corrected.findings[0].claims, [0]);
  assert.equal(JSON.stringify(report), before);
});

test("a correction whose claim is not there any more is counted, not made", () => {
  const report = twoClaims();
  const { report: corrected, lost } = applied("abcdefghij klmno", report, [{ kind: "remove", at: "7,9|" }]);
  assert.equal(lost, 1);
  assert.equal(corrected.claims.length, 2);
});

test("a corrected claim carries that a person did it into every export", () => {
  const report = twoClaims();
  const { report: corrected } = applied("abcdefghij klmno", report, [{ kind: "source", at: keyOf(report.claims[1]), to: { id: null, name: "B", kind: "court", named: true } }]);
  assert.deepEqual(correctedOf(corrected, 1), ["source"]);
  assert.equal(Reflect.get(corrected.claims[1], "corrected_by_person"), true);
  assert.equal(Reflect.get(corrected.claims[0], "corrected_by_person"), undefined);
  assert.match(corrected.claims[1].attribution?.why ?? "", /person/);
  assert.equal(corrected.sources[1].name, "B");
});
