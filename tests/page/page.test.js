// What the page does with an article: reading, selecting, filtering, editing, files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { drop, open, paste, shown } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const OWN = "Lake is clean again, mayor says\n\nThe mayor said that the lake was clean again. Residents denied that the water was safe.";
/** @param {string} name */
const sample = (name) => readFileSync(new URL(`../../www/samples/${name}`, import.meta.url), "utf8");

test("the page opens with a sample that is already read", async () => {
  const { page, close } = await open(browser);
  assert.match(await page.locator("#note").innerText(), /sample.*demonstration/i);
  assert.match(await page.locator("#article h3").innerText(), /Kremlin and Kyiv/);
  assert.ok((await page.locator("#article a.claim").count()) > 10, "claims are underlined");
  assert.match(await page.locator("#summary").innerText(), /claims/);
  assert.match(await page.locator(".tagline").innerText(), /nothing is sent/);
  assert.match(await page.locator(".caution").innerText(), /may be wrong/);
  await close();
});

test("the text of the article is on the screen to the letter", async () => {
  const { page, close } = await open(browser);
  const text = sample("black-sea.txt");
  const drawn = await page.evaluate(() =>
    [...document.querySelectorAll("#article .stretch > *")].map((block) => {
      const copy = /** @type {Element} */ (block.cloneNode(true));
      copy.querySelector(".label")?.remove();
      return copy.textContent?.trim();
    }),
  );
  assert.deepEqual(drawn, text.split(/\n+/).filter(Boolean));
  await close();
});

test("every source is listed with its kind, a letter and claims in the words of the text", async () => {
  const { page, close } = await open(browser);
  const text = sample("black-sea.txt");
  const voices = await page.locator("#list .voice").evaluateAll((sections) =>
    sections.map((section) => ({
      writer: section.classList.contains("hue-writer"),
      name: section.querySelector("h3 bdi")?.textContent,
      letter: section.querySelector(".letter")?.textContent,
      kind: section.querySelector(".kind")?.firstChild?.textContent,
      claims: [...section.querySelectorAll(".says")].map((claim) => claim.firstChild?.textContent ?? ""),
    })),
  );
  assert.ok(voices.length > 5);
  for (const { writer, name, letter, kind, claims } of voices) {
    assert.ok(name && kind, "name and kind");
    assert.ok(writer || letter, `${name} has a letter`);
    assert.ok(claims.length > 0, `${name} has claims`);
    for (const claim of claims) assert.ok(text.includes(claim), `“${claim}” is in the text`);
  }
  assert.equal(new Set(voices.map(({ letter }) => letter)).size, voices.length, "no letter twice");
  await close();
});

test("a claim chosen in the article unfolds in the list", async () => {
  const { page, close } = await open(browser);
  const claim = page.locator("#article a.claim[data-letter]").last();
  await claim.click();
  const id = (await claim.getAttribute("href"))?.slice(1);
  const entry = page.locator(`#list #${id}`);
  await entry.locator(".detail").waitFor();
  assert.equal(await entry.locator("button.says").getAttribute("aria-expanded"), "true");
  assert.equal(await claim.getAttribute("aria-current"), "true");
  assert.match(await entry.locator(".detail").innerText(), /Source[\s\S]*Signalled by[\s\S]*Quoted[\s\S]*Stance[\s\S]*Sure\?/);
  const inView = await entry.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  });
  assert.ok(inView, "the entry is in view");
  await close();
});

test("a claim chosen in the list is shown in the article", async () => {
  const { page, close } = await open(browser);
  const entry = page.locator("#list .voice:not(.hue-writer) .says").last();
  await entry.scrollIntoViewIfNeeded();
  await entry.click();
  const selected = page.locator("#article .claim.selected");
  assert.ok((await selected.count()) > 0);
  const box = await selected.first().boundingBox();
  assert.ok(box && box.y >= 0 && box.y < 900, "in view");
  await entry.click();
  assert.equal(await selected.count(), 0, "a second click lets go");
  await close();
});

test("a click on a source shows its claims only, Escape shows all again", async () => {
  const { page, close } = await open(browser);
  const name = page.locator("#list .voice h3 button").first();
  await name.click();
  assert.equal(await name.getAttribute("aria-pressed"), "true");
  const others = page.locator("#list .voice:not(.in) .says");
  assert.equal(await others.first().isVisible(), false);
  const listed = await page.locator("#list .voice.in li").evaluateAll((items) => items.map(({ id }) => id.replace("claim-", "")));
  for (const id of listed) assert.ok(await page.locator(`#article a.claim.in[data-claims~="${id}"]`).count());
  const unmarked = page.locator("#article a.claim:not(.in)").first();
  assert.equal(await unmarked.evaluate((claim) => getComputedStyle(claim).textDecorationColor), "rgba(0, 0, 0, 0)");
  await page.keyboard.press("Escape");
  assert.equal(await name.getAttribute("aria-pressed"), "false");
  assert.equal(await others.first().isVisible(), true);
  await name.click();
  await name.click();
  assert.equal(await name.getAttribute("aria-pressed"), "false");
  await close();
});

test("what is typed is read while typing, and marked when done", async () => {
  const { page, close } = await open(browser);
  await page.locator("#own").click();
  assert.equal(await page.locator("#text").evaluate((box) => box === document.activeElement), true);
  await page.keyboard.type(OWN, { delay: 2 });
  await page.locator("#list .says", { hasText: "that the lake was clean again" }).waitFor();
  assert.match(await page.locator("#note").innerText(), /22 words/);
  await page.keyboard.press("Control+Enter");
  await page.locator("#article a.claim", { hasText: "that the lake was clean again" }).waitFor();
  assert.match(await page.locator("#note").innerText(), /not left this page/);
  assert.equal(await page.locator("#published").inputValue(), "", "the sample's date does not stay");
  await close();
});

test("a box that is left empty brings the article before back", async () => {
  const { page, close } = await open(browser);
  await page.locator("#own").click();
  await page.keyboard.press("Escape");
  assert.match(await shown(page), /Kremlin and Kyiv/);
  await page.locator("#edit").click();
  assert.equal(await page.locator("#text").inputValue(), sample("black-sea.txt"));
  await close();
});

test("a paste anywhere on the page is read at once", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": OWN });
  await page.locator("#article", { hasText: "Lake is clean again" }).waitFor();
  await page.locator("#list .says", { hasText: "that the lake was clean again" }).waitFor();
  await close();
});

test("rich text keeps its paragraphs", async () => {
  const { page, close } = await open(browser);
  const html = "<h1>Lake is clean again</h1><p>The mayor said that the <b>lake</b> was clean again.</p><p>Nobody answered.</p>";
  await paste(page, { "text/html": html, "text/plain": "plain" });
  await page.locator("#article", { hasText: "Nobody answered." }).waitFor();
  assert.equal(await page.locator("#article .stretch > *").count(), 3);
  await page.locator("#own").click();
  await paste(page, { "text/html": html, "text/plain": "plain" }, "#text");
  await page.locator("#article", { hasText: "the lake was clean" }).waitFor();
  await close();
});

test("text, web page and old encodings can be dropped; other files are refused", async () => {
  const { page, close } = await open(browser);
  await drop(page, "lake.txt", "text/plain", OWN);
  await page.locator("#note", { hasText: "lake.txt" }).waitFor();
  assert.match(await shown(page), /Lake is clean again/);
  await drop(page, "lake.html", "text/html", "<p>The mayor said that the pond was clean.</p>");
  await page.locator("#article", { hasText: "the pond was clean" }).waitFor();
  await drop(page, "old.txt", "text/plain", [...Buffer.from("The caf\xe9 said that it would close.", "latin1")]);
  await page.locator("#article", { hasText: "The café said" }).waitFor();
  await drop(page, "lake.pdf", "application/pdf", "%PDF");
  assert.match(await page.locator("#error").innerText(), /Only text/);
  assert.match(await shown(page), /The café said/, "what was there stays");
  await close();
});

test("the other samples open with one click", async () => {
  const { page, close } = await open(browser);
  for (const button of await page.locator("#samples button").all()) {
    await button.click();
    await page.locator("#note", { hasText: await button.innerText() }).waitFor();
    assert.equal(await button.getAttribute("aria-pressed"), "true");
    assert.match(await page.locator("#published").inputValue(), /^2025-/);
    await page.locator("#article a.claim").first().waitFor();
  }
  await close();
});

test("parts that are not of the story say so", async () => {
  const { page, close } = await open(browser);
  const furniture = page.locator("#article .furniture");
  assert.match(await furniture.innerText(), /Not part of the story\s+Read more/);
  assert.equal(await page.locator("#article h4").count(), 1, "a crosshead is a heading");
  await close();
});

test("without workers the page reads on its own thread", async () => {
  const { page, close } = await open(browser, {
    before: () => {
      // @ts-expect-error a browser without workers
      delete globalThis.Worker;
    },
  });
  assert.ok((await page.locator("#list .says").count()) > 10);
  await paste(page, { "text/plain": OWN });
  await page.locator("#list .says", { hasText: "that the lake was clean again" }).waitFor();
  await close();
});

test("a worker that cannot start is no obstacle either", async () => {
  const { page, close } = await open(browser, {
    before: () => {
      const Real = Worker;
      globalThis.Worker = class extends Real {
        constructor() {
          super(new URL("/no-such-worker.js", location.origin), { type: "module" });
        }
      };
    },
  });
  assert.ok((await page.locator("#list .says").count()) > 10);
  await close(/404/);
});

test("the newest of several texts wins", async () => {
  const { page, close } = await open(browser);
  for (const place of ["lake", "pond", "river", "sea"]) {
    await paste(page, { "text/plain": OWN.replace("lake was", `${place} was`) });
  }
  await page.locator("#list .says", { hasText: "sea was clean" }).waitFor();
  await page.waitForTimeout(500);
  assert.match(await shown(page), /sea was clean/);
  assert.equal(await page.locator("#article .stretch > *").count(), 2);
  await close();
});
