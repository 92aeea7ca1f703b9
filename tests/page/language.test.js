// The page in French: every word of it, and nothing of the article.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { languages } from "../../www/app/strings.js";
import { launch } from "../browser.js";
import { open, shown } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Every string of a language by its path; functions by the number of what they take. @param {object} value @param {string} path @returns {[string, string][]} */
function leaves(value, path = "") {
  return Object.entries(value).flatMap(([key, item]) => {
    const here = `${path}/${key}`;
    if (typeof item === "function") return [[here, `function of ${item.length}`]];
    return typeof item === "object" && item !== null ? leaves(item, here) : [[here, String(item)]];
  });
}

test("both languages say the same things, and nothing was left untranslated", () => {
  const [english, french] = [new Map(leaves(languages.en)), new Map(leaves(languages.fr))];
  assert.deepEqual([...french.keys()].sort(), [...english.keys()].sort());
  const same = [...english].filter(([path, words]) => french.get(path) === words && !words.startsWith("function") && /[a-z]{3}/i.test(words) && !path.startsWith("/keys"));
  const known = ["Article", "Source", "source", "Police", "Document", "Notes (Markdown)", "Web Annotations (JSON-LD)"]; // the same in both
  assert.deepEqual([...new Set(same.map(([, words]) => words))].filter((words) => !known.includes(words)), []);
});

test("a browser that speaks French gets a French page; the article stays English", async () => {
  const { page, close } = await open(browser, { context: { locale: "fr-CH" } });
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  assert.match(await page.locator(".tagline").innerText(), /rien n’est envoyé/);
  assert.match(await page.locator("#summary").innerText(), /sources nommées/);
  assert.equal(await page.locator("#article").getAttribute("lang"), "en");
  assert.match(await shown(page), /Ankara offers talks/);
  await page.locator("#list .says").first().click();
  assert.match(await page.locator("#list .card").innerText(), /Signalé par/);
  assert.equal(await page.locator("#list .card dd span[lang=en]").count() > 0, true, "what the engine says is marked as English");
  await close();
});

test("the language changes at once, with everything where it was", async () => {
  const { page, close } = await open(browser);
  await page.locator("#article a.claim[data-letter]").nth(4).click();
  const selected = await page.locator("#article .claim.selected").first().innerText();
  await page.locator("#language").selectOption("fr");
  assert.equal(await page.locator("#article .claim.selected").first().innerText(), selected);
  assert.match(await page.locator("#list .card").innerText(), /Copier comme citation/);
  const left = await page.evaluate(() => [...document.querySelectorAll("[data-string]")].filter((element) => element.textContent === "").length);
  assert.equal(left, 0);
  await close();
});
