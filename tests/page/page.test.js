// What the page does with an article: reading, selecting, filtering, editing, files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { eventually, launch } from "../browser.js";
import { drop, onScreen, open, paste, replaced, shown } from "./open.js";

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
  assert.match(await page.locator("#article h3").innerText(), /Ankara offers talks/);
  assert.ok((await page.locator("#article a.claim").count()) > 10, "claims are underlined");
  assert.match(await page.locator("#summary").innerText(), /claims/);
  assert.match(await page.locator(".tagline").innerText(), /nothing is sent/);
  assert.match(await page.locator("#panel [data-string=caution]").innerText(), /may be wrong/);
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
      kind: section.querySelector(".kind")?.textContent,
      claims: [...section.querySelectorAll(".says")].flatMap((claim) => [...claim.childNodes].map((node) => (node instanceof Text ? node.data.trim() : ""))),
    })),
  );
  assert.ok(voices.length > 5);
  for (const { writer, name, letter, kind, claims } of voices) {
    assert.ok(name && kind, "name and kind");
    assert.ok(writer || letter, `${name} has a letter`);
    assert.ok(claims.some(Boolean), `${name} has claims`);
    for (const claim of claims.filter((words) => words !== "…")) assert.ok(text.includes(claim), `“${claim}” is in the text`);
  }
  assert.equal(new Set(voices.map(({ letter }) => letter)).size, voices.length, "no letter twice");
  await close();
});

test("the Kremlin, Ankara and the United Nations are listed with their claims", async () => {
  const { page, close } = await open(browser);
  /** @type {[string, string, string][]} */
  const expected = [
    ["Government of Russia", "“Kremlin”", "Russia was ready to talk"],
    ["Government of Turkey", "“Ankara”", "it would keep the Bosphorus open to merchant ships of every flag"],
    ["United Nations humanitarian office", "", "The number of people who need help in Ukraine this year stands at 12.7 million"],
  ];
  for (const [name, alias, claim] of expected) {
    const voice = page.locator("#list .voice", { has: page.getByRole("heading", { name, exact: true }) });
    assert.equal(await voice.count(), 1, `${name} is listed once`);
    if (alias) assert.ok((await voice.locator(".aliases").innerText()).includes(alias), `${name} goes by ${alias}`);
    const claims = await voice.locator(".says").evaluateAll((says) =>
      says.map((button) => [...button.childNodes].filter((node) => node instanceof Text).map(({ data }) => data.trim()).join("")),
    );
    assert.ok(claims.includes(claim), `${name} has “${claim}” among ${JSON.stringify(claims)}`);
  }
  await close();
});

test("by source, those that say most have a hue each, all others the same neutral one", async () => {
  const { page, close } = await open(browser);
  await page.locator("#colours").selectOption("source");
  const voices = await page.locator("#list .voice").evaluateAll((sections) =>
    sections.map((section) => ({
      hue: [...section.classList].find((name) => name.startsWith("hue-")) ?? "",
      claims: section.querySelectorAll(".says").length,
      colour: getComputedStyle(/** @type {Element} */ (section.querySelector(".letter"))).backgroundColor,
    })),
  );
  const own = voices.filter(({ hue }) => /^hue-\d$/.test(hue));
  const others = voices.filter(({ hue }) => hue === "hue-other");
  assert.equal(own.length, 8);
  assert.equal(new Set(own.map(({ colour }) => colour)).size, 8);
  assert.ok(others.length > 0);
  assert.equal(new Set([...own, ...others].map(({ colour }) => colour)).size, 9);
  const least = Math.min(...own.map(({ claims }) => claims));
  for (const { claims } of others) assert.ok(claims <= least);
  const style = await page.locator("#article a.claim.hue-other:not(.nested)").first().evaluate((claim) => getComputedStyle(claim).textDecorationStyle);
  assert.equal(style, "dashed");
  await close();
});

test("by country, the sources of one country share a hue", async () => {
  const { page, close } = await open(browser);
  assert.equal(await page.locator("#colours").inputValue(), "country", "three countries or more speak");
  const hues = await page.locator("#list .voice").evaluateAll((sections) =>
    sections.map((section) => ({ kind: section.querySelector(".kind")?.textContent ?? "", hue: section.className })),
  );
  for (const country of ["Russia", "Turkey", "Ukraine"]) {
    const own = hues.filter(({ kind }) => kind.includes(`· ${country}`));
    assert.ok(own.length > 1, country);
    assert.equal(new Set(own.map(({ hue }) => hue)).size, 1, country);
  }
  await paste(page, { "text/plain": OWN });
  await page.locator("#list .says", { hasText: "the lake was clean" }).waitFor();
  assert.equal(await page.locator("#colours").inputValue(), "source");
  await close();
});

test("the ledger counts each source's claims and words, and says where it speaks first", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": OWN });
  await page.locator("#list .says", { hasText: "the lake was clean" }).waitFor();
  const mayor = page.locator("#list .voice", { has: page.locator("h3", { hasText: /mayor/i }) }).last();
  assert.equal(await mayor.locator(".figures").innerText(), "2 claims · 10 words");
  assert.match(await mayor.locator(".kind").innerText(), /Unnamed.*· first in the headline/);
  const residents = page.locator("#list .voice", { has: page.locator("h3", { hasText: "Residents" }) });
  assert.match(await residents.locator(".kind").innerText(), /first in paragraph 1/);
  assert.equal(await page.locator("#shares .shares").count(), 2, "a bar by words and one by claims");
  await close();
});

test("as it opens, sources stand alone; one that is pressed unfolds its claims", async () => {
  const { page, close } = await open(browser, { folded: true });
  assert.equal(await page.locator("#list .says").count(), 0);
  await page.locator("#list .voice h3 button").first().click();
  assert.ok((await page.locator("#list .voice.in .says").count()) > 1);
  assert.equal(await page.locator("#list .voice:not(.in) .body:visible").count(), 0);
  await close();
});

test("a part of the balance bar shows its source alone", async () => {
  const { page, close } = await open(browser);
  await page.locator("#shares [data-voice='0']").first().click();
  assert.equal(await page.locator("#voice-0").getAttribute("aria-pressed"), "true");
  await close();
});

test("unnamed sources alone, claims without a source alone, everyone again", async () => {
  const { page, close } = await open(browser);
  await page.locator("#anonymous").click();
  for (const kind of await page.locator("#list .voice.in .kind").allInnerTexts()) assert.match(kind, /Unnamed|does not say|in general/);
  assert.equal(await page.locator("#list .voice:not(.in)", { hasText: "Government of Russia" }).locator(".says:visible").count(), 0);
  await page.locator("#unattributed").click();
  const names = await page.locator("#list .voice.in h3 bdi").allInnerTexts();
  assert.deepEqual(names, ["No speaker given", "The writer"]);
  await page.locator("#everyone").click();
  assert.equal(await page.locator("#list .voice.in").count(), 0);
  await close();
});

test("a clean read hides every mark and brings it back", async () => {
  const { page, close } = await open(browser);
  const claim = page.locator("#article a.claim[data-letter]").first();
  const look = () => claim.evaluate((element) => [getComputedStyle(element).textDecorationColor, getComputedStyle(element, "::before").display]);
  const marked = await look();
  await page.locator("#clean").click();
  assert.deepEqual(await look(), ["rgba(0, 0, 0, 0)", "none"]);
  assert.equal(await page.locator("#clean").getAttribute("aria-pressed"), "true");
  await page.locator("#clean").click();
  assert.deepEqual(await look(), marked);
  await close();
});

test("a claim in several pieces is marked whole under the pointer", async () => {
  const { page, close } = await open(browser);
  await paste(page, { "text/plain": "“The lake was clean,” the mayor said. “Nobody need fear it.”" });
  await page.locator("#list .says", { hasText: "The lake was clean" }).waitFor();
  await page.locator("#article a.claim").first().hover();
  const hovered = await page.locator("#article .claim.hovered").allInnerTexts();
  assert.ok(hovered.length >= 1 && hovered.every((words) => words.length > 0));
  await page.locator("h1").hover();
  assert.equal(await page.locator("#article .claim.hovered").count(), 0);
  await close();
});

test("a click on the map goes to the claim that stands there", async () => {
  const { page, close } = await open(browser);
  const box = await page.locator("#map").boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height - 2);
  const order = await page.locator("#article a.claim").evaluateAll((claims) => claims.findIndex((claim) => claim.getAttribute("aria-current")));
  assert.equal(order, (await page.locator("#article a.claim").count()) - 1, "the last one");
  await close();
});

test("the day of publication is handed to the engine", async () => {
  const { page, close } = await open(browser);
  await page.evaluate(() => {
    /** @type {unknown[]} */
    const asked = [];
    Reflect.set(globalThis, "asked", asked);
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (/** @type {any} */ request) {
      asked.push(request.published);
      return postMessage.call(this, request);
    };
  });
  await page.locator("#published").fill("2025-02-13");
  await page.locator("#published").blur();
  await eventually(async () => assert.deepEqual(await page.evaluate(() => Reflect.get(globalThis, "asked")), ["2025-02-13"]));
  await close();
});

test("a claim that another source hands on says so in words", async () => {
  const { page, close } = await open(browser);
  const russia = page.locator("#list .voice", { has: page.locator("h3", { hasText: "Government of Russia" }) });
  const wanted = russia.locator(".says", { hasText: "that it wanted limits on payments" });
  assert.match(await wanted.innerText(), /as told by Turkish officials/);
  assert.doesNotMatch(await russia.locator(".says", { hasText: "Russia was ready to talk" }).innerText(), /as told by/);
  await paste(page, { "text/plain": "The mayor said that she hoped that the lake would be clean again. Reportedly, residents denied that the water was safe." });
  await page.locator("#list .says", { hasText: "inside another claim of mayor" }).waitFor();
  await page.locator("#list .says", { hasText: "as told by a speaker not given" }).waitFor();
  await close();
});

test("a claim chosen in the article unfolds in the list", async () => {
  const { page, close } = await open(browser);
  const claim = page.locator("#article a.claim[data-letter]").last();
  await claim.click();
  const id = (await claim.getAttribute("href"))?.slice(1);
  const entry = page.locator(`#list #${id}`);
  await entry.locator(".card").waitFor();
  assert.equal(await entry.locator("button.says").getAttribute("aria-expanded"), "true");
  assert.equal(await claim.getAttribute("aria-current"), "true");
  assert.match(await entry.locator(".card").innerText(), /Source[\s\S]*Signalled by[\s\S]*How it is put[\s\S]*What it is[\s\S]*How sure/);
  await eventually(async () => {
    const inView = await entry.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top < innerHeight && bottom > 0;
    });
    assert.ok(inView, "the entry is in view");
  });
  await close();
});

test("a claim chosen in the list is shown in the article", async () => {
  const { page, close } = await open(browser);
  const entry = page.locator("#list .voice:not(.hue-writer) .says").last();
  await entry.scrollIntoViewIfNeeded();
  await entry.click();
  const selected = page.locator("#article .claim.selected");
  await onScreen(page, "#article .claim.selected");
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
  await page.locator("#note", { hasText: "22 words" }).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.locator("#article a.claim", { hasText: "that the lake was clean again" }).waitFor();
  assert.match(await page.locator("#note").innerText(), /not left this page/);
  await close();
});

test("a box that is left empty brings the article before back", async () => {
  const { page, close } = await open(browser);
  await page.locator("#own").click();
  await page.keyboard.press("Escape");
  assert.match(await shown(page), /Ankara offers talks/);
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
  await paste(page, { "text/html": html.replaceAll("lake", "pond"), "text/plain": "plain" }, "#text");
  await page.locator("#article", { hasText: "the pond was clean" }).waitFor();
  assert.equal(await page.locator("#article .stretch > *").count(), 3);
  await close();
});

test("text, web page and old encodings can be dropped; other files are refused", async () => {
  const { page, close } = await open(browser);
  await drop(page, "lake.txt", "text/plain", OWN);
  await page.locator("#article", { hasText: "Lake is clean again" }).waitFor();
  assert.match(await page.locator("#note").innerText(), /lake\.txt/);
  await drop(page, "lake.html", "text/html", "<p>The mayor said that the pond was clean.</p>");
  await page.locator("#article", { hasText: "the pond was clean" }).waitFor();
  await drop(page, "old.txt", "text/plain", [...Buffer.from("The caf\xe9 said that it would close.", "latin1")]);
  await page.locator("#article", { hasText: "The café said" }).waitFor();
  await drop(page, "lake.pdf", "application/pdf", "%PDF");
  await page.locator("#error", { hasText: "Only text" }).waitFor();
  assert.match(await shown(page), /The café said/, "what was there stays");
  await close();
});

test("the other samples open from a list", async () => {
  const { page, close } = await open(browser);
  for (const [file, title] of [["malaria.txt", "Malaria vaccine"], ["barcelona.txt", "Barcelona to end"]]) {
    await replaced(page, () => page.locator("#samples").selectOption(file));
    assert.match(await page.locator("#article h3").innerText(), new RegExp(title));
    assert.ok((await page.locator("#article a.claim").count()) > 10);
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
