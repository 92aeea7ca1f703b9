// What the engine missed, added by a person: from words selected in the article, by keys alone, on a
// phone; where it shows, that it is kept, shared, exported and undone. The pure part is tried without
// a browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { applied, correctedOf, keyOf } from "../../www/app/corrections.js";
import { sentenceAt } from "../../www/app/add.js";
import { emptyReport } from "../../www/app/engine.js";
import { fragmentOf, opened } from "../../www/app/link.js";
import { open, paste } from "./open.js";

/** @import { Attribution, Claim, Report, Span } from "../../www/whosaid.js" */

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const TEXT = "The lake is open again\n\nThe mayor said that the lake was clean. Fish are back in every bay. Swimmers may return on Monday, it was heard at the town hall.";
const MISSED = "Swimmers may return on Monday";

/** The page with a text of our own. @param {Parameters<typeof open>[1]} [options] */
async function openText(options) {
  const opened = await open(browser, options);
  await paste(opened.page, { "text/plain": TEXT });
  await opened.page.locator("#list .says", { hasText: "the lake was clean" }).first().waitFor({ state: "attached" });
  return opened;
}

/** Selects words in the article, as the mouse or a long press does. @param {import("playwright-core").Page} page @param {string} words */
async function select(page, words) {
  await page.evaluate((words) => {
    const walker = document.createTreeWalker(/** @type {Node} */ (document.querySelector("#article")), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      const start = node.data.indexOf(words);
      if (start >= 0) getSelection()?.setBaseAndExtent(node, start, node, start + words.length);
    }
  }, words);
}

/** Adds the missed claim as said by a source of the article. @param {import("playwright-core").Page} page @param {string} who an option of the form */
async function add(page, who) {
  await select(page, MISSED);
  await page.locator("#add-selected").click();
  await page.locator("#adder select").first().selectOption(who);
  await page.getByRole("button", { name: "Add it" }).click();
  await page.locator("#list .says", { hasText: "added by you" }).waitFor({ state: "attached" });
}

test("words selected in the article are added as a claim of one of its sources", async () => {
  const { page, close } = await openText();
  await select(page, MISSED);
  await page.getByRole("button", { name: "Add as a claim" }).click();
  assert.equal(await page.locator("#adder mark").innerText(), MISSED);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "SELECT", "next one says who says it");
  await page.locator("#adder select").first().selectOption("0");
  await page.getByRole("button", { name: "Add it" }).click();
  const mayor = page.locator("#list .voice", { has: page.locator("#voice-0") });
  const added = mayor.locator(".says", { hasText: MISSED });
  assert.match(await added.innerText(), /added by you/);
  assert.equal(await added.evaluate((button) => button === document.activeElement), true, "the focus is on it");
  assert.match(await mayor.locator(".card").innerText(), /Set by a person[\s\S]*Added by a person/);
  assert.match(await mayor.locator(".figures").innerText(), /^2 claims/);
  assert.equal(await page.locator("#article .claim.selected").allInnerTexts().then((all) => all.join("")), MISSED);
  assert.match(await page.locator("#live").innerText(), /Added as a claim/);
  assert.equal(await page.locator("#adder").isVisible(), false);
  await close();
});

test("an added claim is on the desk and on the map", async () => {
  const { page, close } = await openText();
  const marks = () => page.locator("#map").evaluate((map) => /** @type {HTMLCanvasElement} */ (map).toDataURL());
  const before = await marks();
  await add(page, "0");
  await page.keyboard.press("Escape");
  await page.waitForTimeout(100);
  assert.notEqual(await marks(), before);
  await page.keyboard.press("d");
  const worth = page.locator("#desk .worth li", { hasText: MISSED });
  assert.match(await worth.innerText(), /added by a person/);
  await worth.locator(".says").click();
  assert.equal(await page.locator("#article .claim.selected").allInnerTexts().then((all) => all.join("")), MISSED);
  await close();
});

test("who says it may be left open, be the writer, or be somebody the article has not named yet", async () => {
  const { page, close } = await openText();
  await select(page, MISSED);
  await page.locator("#add-selected").click();
  await page.getByRole("button", { name: "Add it" }).click();
  assert.match(await page.locator("#list .voice.hue-nobody").innerText(), /Swimmers may return[\s\S]*added by you/);
  await page.keyboard.press("z");
  assert.equal(await page.locator("#list .says", { hasText: "added by you" }).count(), 0);
  await select(page, "return on Monday");
  await page.locator("#add-selected").click();
  await page.locator("#adder select").first().selectOption("other");
  await page.getByRole("button", { name: "Add it" }).click();
  assert.equal(await page.getByLabel("Name", { exact: true }).evaluate((input) => input === document.activeElement), true, "a name is asked for");
  await page.keyboard.type("The <i>bathing</i> club");
  await page.keyboard.press("Enter");
  const club = page.locator("#list .voice", { has: page.locator("h3", { hasText: "The <i>bathing</i> club" }) });
  assert.match(await club.innerText(), /return on Monday[\s\S]*added by you/);
  assert.equal(await page.locator("#list i").count(), 0, "a name is text, never markup");
  await close();
});

test("with keys alone: words, source, added, undone", async () => {
  const { page, close } = await openText();
  await page.keyboard.press("j");
  await page.keyboard.press("+");
  const press = async (/** @type {string} */ name, /** @type {number} */ times) => {
    for (let i = 0; i < 40 && !(await page.evaluate((name) => [document.activeElement?.getAttribute("aria-label"), document.activeElement?.textContent].includes(name), name)); i += 1) await page.keyboard.press("Tab");
    for (let i = 0; i < times; i += 1) await page.keyboard.press("Enter");
  };
  const words = page.locator("#adder mark");
  for (let i = 0; i < 5 && !(await words.innerText()).startsWith("Swimmers"); i += 1) await press("Next sentence →", 1);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await press("End one word earlier", 7);
  assert.equal(await words.innerText(), `${MISSED},`);
  await press("Begin one word later", 0);
  while (!(await page.evaluate(() => document.activeElement?.matches("#adder select")))) await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator("#adder select").first().inputValue(), "0");
  await press("Add it", 1);
  const added = page.locator("#list .says", { hasText: "added by you" });
  assert.match(await added.innerText(), /Swimmers may return on Monday/);
  assert.equal(await added.evaluate((button) => button === document.activeElement), true);
  await page.keyboard.press("z");
  assert.equal(await added.count(), 0);
  await close();
});

test("Escape leaves without adding, and the focus goes back", async () => {
  const { page, close } = await openText();
  await page.keyboard.press("j");
  await page.keyboard.press("+");
  await page.locator("#adder form").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#adder").isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement?.matches("#article a.claim")), true);
  assert.equal(await page.locator("#corrections").isVisible(), false);
  await close();
});

test("on a phone: the first and the last word are tapped in the article", async () => {
  const { page, close } = await openText({ context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } });
  await page.locator("#add").tap();
  const form = page.locator("#adder");
  const box = await form.boundingBox();
  assert.ok(box && box.y > 844 * 0.3 && box.y + box.height <= 844, "the form leaves the article in sight");
  await page.evaluate(() => scrollTo({ top: 0 }));
  /** Taps on a word of the article. @param {string} word */
  const tap = async (word) => {
    const spot = await page.evaluate((word) => {
      const walker = document.createTreeWalker(/** @type {Node} */ (document.querySelector("#article")), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = /** @type {Text} */ (walker.currentNode);
        const at = node.data.lastIndexOf(word);
        if (at < 0) continue;
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        node.parentElement?.scrollIntoView({ block: "start" });
        scrollBy(0, -40);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
      throw new Error(`no ${word}`);
    }, word);
    await page.touchscreen.tap(spot.x, spot.y);
  };
  await tap("Swimmers");
  assert.equal(await page.locator("#adder mark").innerText(), "Swimmers");
  await tap("Monday");
  assert.match(await page.locator("#adder mark").innerText(), /Swimmers may return on Monday,$/);
  await page.locator("#adder select").first().selectOption("0");
  await page.getByRole("button", { name: "Add it" }).tap();
  assert.match(await page.locator("#sheet").innerText(), /Added by a person/);
  await close();
});

test("what is selected is offered on a phone too, above the bar", async () => {
  const { page, close } = await openText({ context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } });
  await select(page, MISSED);
  await page.locator("#add-selected").tap();
  assert.equal(await page.locator("#adder mark").innerText(), MISSED);
  await close();
});

test("a selection outside of the article, or an empty one, is offered nothing", async () => {
  const { page, close } = await openText();
  await page.evaluate(() => getSelection()?.selectAllChildren(/** @type {Node} */ (document.querySelector(".tagline"))));
  await page.waitForTimeout(300);
  assert.equal(await page.locator("#offer").isVisible(), false);
  await select(page, MISSED);
  await page.locator("#offer").waitFor();
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await page.locator("#offer").waitFor({ state: "hidden" });
  await close();
});

test("an addition is kept, when asked, and undone after the reload", async () => {
  const { page, close } = await openText();
  await page.locator("#keep-open").click();
  await page.locator("#keep-switch").check();
  await page.locator("#keep-state", { hasText: "Kept" }).waitFor();
  await page.keyboard.press("Escape");
  await add(page, "0");
  await page.waitForTimeout(400);
  await page.reload();
  const added = page.locator("#list .says", { hasText: "added by you" });
  await added.waitFor();
  await page.locator("#undo").click();
  assert.equal(await added.count(), 0);
  await close();
});

test("every export holds the addition, marked as a person's", async () => {
  const { page, close } = await openText();
  await add(page, "0");
  for (const format of ["markdown", "csv", "html", "json", "annotation", "jsonld", "claimreview"]) {
    await page.locator("#exports summary").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`[data-format=${format}]`).click()]);
    const content = readFileSync(await download.path(), "utf8");
    assert.ok(content.includes(MISSED), format);
    if (format !== "claimreview") assert.match(content, /by a person|corrected_by_person|,yes/, format);
  }
  await close();
});

// ---- without a browser ---------------------------------------------------------------------------

/** @type {(text: string, spans: Span[], attribution: Partial<Attribution> | null) => Report} */
function reportOf(text, spans, attribution) {
  /** @type {Claim[]} */
  const claims = spans.map((span, id) => ({
    id,
    spans: [span],
    text: text.slice(...span),
    attribution: attribution && { source: 0, source_span: null, cue_span: null, cue: "say", type: "statement", mode: "indirect", stance: "neutral", inside: null, confidence: 0.8, why: "w", ...attribution },
    worth: 0.8,
    reasons: ["a number: 12 boats"],
    hedged: false,
    voice: "prediction",
    negated: false,
    quantities: [],
    times: [],
    places: [],
  }));
  return { ...emptyReport(), blocks: [{ span: [0, text.length], kind: "paragraph" }], sources: [{ id: 0, name: "A", aliases: [], kind: "unknown", country: null, named: true, anonymity: null, count: null }], claims };
}

const WRITER = "Officials: 12 boats will sail.";
const of = (/** @type {string} */ text, /** @type {string} */ words) => /** @type {Span} */ ([text.indexOf(words), text.indexOf(words) + words.length]);
const toA = { id: 0, name: "A", kind: /** @type {const} */ ("unknown"), named: true };

test("what somebody else says, the writer asserts no more; worth and reasons go with the words", () => {
  const report = reportOf(WRITER, [[0, WRITER.length]], null);
  const { report: corrected, lost } = applied(WRITER, report, [{ kind: "add", span: of(WRITER, " 12 boats will sail"), to: toA }]);
  assert.equal(lost, 0);
  assert.deepEqual(corrected.claims.map(({ text, attribution }) => [text, attribution?.source]), [["12 boats will sail", 0]]);
  const [claim] = corrected.claims;
  assert.deepEqual([claim.worth, claim.reasons, claim.voice], [0.8, ["a number: 12 boats", "added by a person"], "prediction"]);
  assert.equal(claim.attribution?.why, "Added by a person.");
  assert.equal(Reflect.get(claim, "corrected_by_person"), true);
});

test("a few words taken from the writer leave the writer the rest", () => {
  const text = "The harbour is calm and the quay is full of people, who say it is late.";
  const { report } = applied(text, reportOf(text, [[0, text.length]], null), [{ kind: "add", span: of(text, "it is late"), to: "nobody" }]);
  assert.deepEqual(report.claims.map(({ text }) => text), ["The harbour is calm and the quay is full of people, who say … .", "it is late"]);
  assert.deepEqual(correctedOf(report, 0), ["extent"]);
});

test("an addition inside a claim stands in it, one around a claim holds it", () => {
  const text = "They said that the mayor said that the lake was clean.";
  const report = reportOf(text, [of(text, "that the mayor said that the lake was clean")], {});
  const inner = applied(text, report, [{ kind: "add", span: of(text, "the lake was clean"), to: toA }]).report;
  assert.deepEqual(inner.claims.map(({ attribution }) => attribution?.inside), [null, 0]);
  const outer = applied(text, reportOf(text, [of(text, "the lake was clean")], {}), [{ kind: "add", span: of(text, "that the mayor said that the lake was clean"), to: toA }]).report;
  assert.deepEqual(outer.claims.map(({ attribution }) => attribution?.inside), [null, 0]);
});

test("the very words of a claim make no second one: that one gets the source", () => {
  const report = reportOf(WRITER, [[0, WRITER.length]], null);
  const { report: corrected } = applied(WRITER, report, [{ kind: "add", span: [0, WRITER.length], to: toA }]);
  assert.deepEqual(corrected.claims.map(({ attribution }) => attribution?.source), [0]);
  assert.deepEqual(correctedOf(corrected, 0), ["source"]);
});

test("an added claim can be corrected, taken back and quoted like another", () => {
  const text = "Officials: “12 boats” will sail.";
  const [span, wider] = [of(text, "12 boats"), of(text, "12 boats” will sail")];
  const { report } = applied(text, reportOf(text, [], null), [{ kind: "add", span, to: toA }]);
  assert.equal(report.claims[0].attribution?.mode, "direct");
  const at = keyOf(report.claims[0]);
  const moved = applied(text, reportOf(text, [], null), [{ kind: "add", span, to: toA }, { kind: "extent", at, span: wider }]).report;
  assert.equal(moved.claims[0].text, "12 boats” will sail");
  assert.deepEqual(correctedOf(moved, 0), ["add", "extent"]);
  assert.equal(applied(text, reportOf(text, [], null), [{ kind: "add", span, to: toA }, { kind: "remove", at }]).report.claims.length, 0);
});

test("an addition that is no part of the text is counted, not made", () => {
  const text = "A 🕊 flew.";
  for (const span of /** @type {Span[]} */ ([[-3, 4], [2, 900], [3, 8], [1, 2]])) {
    const { report, lost } = applied(text, reportOf(text, [], null), [{ kind: "add", span, to: "nobody" }]);
    assert.deepEqual([report.claims.length, lost], [0, 1], String(span));
  }
});

test("a link carries additions, and drops what is none", async () => {
  const good = { kind: /** @type {const} */ ("add"), span: /** @type {Span} */ ([0, 4]), to: toA };
  const bad = /** @type {any[]} */ ([{ kind: "add", span: [4, 0], to: toA }, { kind: "add", span: [0, 4], to: { name: 7 } }, { kind: "add", to: "writer" }]);
  const link = await opened(await fragmentOf({}, { text: "Some words", corrections: [good, ...bad] }));
  assert.deepEqual(link?.draft?.corrections, [good]);
});

test("sentences are found from any place in them", () => {
  const text = "One is first. “Two is next.” Three\n\nFour";
  assert.equal(text.slice(...(sentenceAt(text, 0) ?? [0, 0])), "One is first.");
  assert.equal(text.slice(...(sentenceAt(text, 13) ?? [0, 0])), "“Two is next.”");
  assert.equal(text.slice(...(sentenceAt(text, 28) ?? [0, 0])), "Three");
  assert.equal(text.slice(...(sentenceAt(text, 35) ?? [0, 0])), "Four");
  assert.equal(sentenceAt(text, text.length), null);
});
