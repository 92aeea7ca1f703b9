// The frame page: its handshake, what it refuses, the three ways it tells its height, and oEmbed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, launch } from "../browser.js";
import { serve } from "./host.js";

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */ let files;
/** @type {Awaited<ReturnType<typeof serve>>} */ let news;

before(async () => {
  browser = await launch();
  files = await serve();
  news = await serve({ pages: { "/": "<!doctype html><title>News</title>" } });
});

after(async () => {
  await browser.close();
  await files.close();
  await news.close();
});

/**
 * A page of the newsroom with a frame in it, and what the frame says.
 * @param {string} fragment
 * @param {string | null} [sandbox]
 * @param {string} [query]
 */
async function hold(fragment, sandbox = null, query = "") {
  const page = await browser.newPage({ viewport: { width: 700, height: 900 } });
  await page.goto(`${news.url}/`);
  await page.evaluate(
    ([src, sandbox]) => {
      const heard = (globalThis.heard = []);
      addEventListener("message", ({ data, origin, source }) => heard.push({ data, origin, isFrame: source === frames[0] }));
      const frame = document.createElement("iframe");
      if (sandbox !== null) frame.setAttribute("sandbox", sandbox ?? "");
      frame.src = src ?? "";
      frame.width = "600";
      document.body.append(frame);
    },
    /** @type {const} */ ([`${files.url}/embed/frame.html${query}${fragment}`, sandbox]),
  );
  /** @param {string} type */
  const heard = async (type) => {
    await page.waitForFunction((type) => globalThis.heard.some(({ data }) => data.type === type), type);
  };
  return { page, heard, all: () => page.evaluate(() => globalThis.heard) };
}

/**
 * Connects to the frame and asks it to read a text; null where no answer comes.
 * @param {import("playwright-core").Page} page
 * @param {number} [patience] in milliseconds
 */
const ask = (page, patience = 30_000) =>
  page.evaluate(
    (patience) =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        frames[0].postMessage({ whosaid: 1, type: "connect" }, "*", [port2]);
        port1.postMessage({ id: 7, method: "analyze", args: ["The Kremlin denied that any order was given.", {}] });
        setTimeout(() => resolve(null), patience);
      }),
    patience,
  );

test("after the handshake it reads articles for the page that holds it, sandboxed or not", async () => {
  for (const sandbox of [null, "allow-scripts"]) {
    const { page, heard, all } = await hold("#engine", sandbox);
    await heard("hello");
    const [hello] = await all();
    assert.deepEqual(hello, { data: { whosaid: 1, type: "hello" }, origin: sandbox ? "null" : files.url, isFrame: true });
    const { id, value } = await ask(page);
    assert.equal(id, 7);
    assert.equal(value.sources[0].name, "Government of Russia");
    assert.equal(await ask(page, 1500), null, "a second page to connect gets no port");
    await page.close();
  }
});

test("it talks to the one origin that it was told, and calls nothing but the engine", async () => {
  const wrong = await hold("#engine&host=https://elsewhere.example");
  await wrong.heard("hello");
  assert.equal(await ask(wrong.page, 1500), null);
  await wrong.page.close();
  const right = await hold(`#engine&host=${encodeURIComponent(news.url)}`);
  await right.heard("hello");
  assert.equal((await ask(right.page)).id, 7);
  await right.page.close();
  const { page, heard } = await hold("#engine");
  await heard("hello");
  const answer = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        frames[0].postMessage({ whosaid: 1, type: "connect" }, "*", [port2]);
        port1.postMessage({ id: 1, method: "constructor", args: [] });
      }),
  );
  assert.deepEqual(answer, { id: 1, error: "there is no constructor here" });
  await page.close();
});

test("it shows an article that it is handed, and tells its height in three ways", async () => {
  const { page, heard, all } = await hold("", "allow-scripts", "?childId=child-3");
  await heard("hello");
  await page.evaluate(() => {
    const { port1, port2 } = new MessageChannel();
    frames[0].postMessage({ whosaid: 1, type: "connect" }, "*", [port2]);
    port1.postMessage({ type: "show", text: "Talks go on\n\nThe Kremlin denied that any order was given. Ankara said talks go on.", published: "2022-02-12" });
  });
  await page.frameLocator("iframe").locator("who-said .voice .name").first().waitFor();
  await eventually(async () => {
    const messages = (await all()).map((/** @type {any} */ message) => message.data);
    const { height } = messages.findLast((/** @type {any} */ data) => data.type === "height");
    const shown = await page.frameLocator("iframe").locator("body").evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
    assert.equal(height, shown);
    assert.ok(height > 200);
    assert.ok(messages.includes(`pymxPYMxchild-3xPYMxheightxPYMx${height}`));
    assert.ok(messages.some((/** @type {any} */ data) => data.sentinel === "amp" && data.type === "embed-size" && data.height === height));
  });
  await page.close();
});

test("it fetches a report of its own origin, and of no other", async () => {
  const own = await hold("#report=../examples/reports/malaria.json", "allow-scripts");
  await own.page.frameLocator("iframe").locator("who-said .voice .name").first().waitFor();
  await own.page.close();
  news.requests.length = 0;
  const other = await hold(`#report=${encodeURIComponent(`${news.url}/examples/reports/malaria.json`)}`);
  await other.page.waitForTimeout(500);
  assert.equal(await other.page.frameLocator("iframe").locator("who-said").count(), 0);
  assert.ok(!news.requests.includes("/examples/reports/malaria.json"));
  await other.page.close();
});

test("where its scripts cannot be loaded it is not blank", async () => {
  const page = await browser.newPage();
  await page.route("**/embed/frame.js", (route) => route.abort());
  await page.goto(`${files.url}/embed/frame.html`);
  assert.match(await page.locator("body").innerText(), /scripts cannot be loaded here/);
  await page.unroute("**/embed/frame.js");
  await page.reload();
  await page.locator("#waiting").waitFor({ state: "detached" });
  await page.close();
});

test("opened by itself it says what it is for", async () => {
  const page = await browser.newPage();
  await page.goto(`${files.url}/embed/frame.html`);
  assert.match(await page.locator("#empty").innerText(), /another page hands it/);
  await page.close();
});

test("oEmbed: the page names a description, whose frame shows the report", async () => {
  const page = await browser.newPage();
  await page.goto(`${files.url}/examples/prepared.html`);
  const href = await page.locator('link[rel="alternate"][type="application/json+oembed"]').getAttribute("href");
  const oembed = await (await fetch(new URL(href ?? "", page.url()))).json();
  assert.deepEqual([oembed.version, oembed.type], ["1.0", "rich"]);
  assert.ok(oembed.html && oembed.width > 0 && oembed.height > 0);
  // The address is that of `cargo xtask serve`, until the site is built for another.
  const html = oembed.html.replaceAll("http://127.0.0.1:8080", files.url);
  await page.goto(`${news.url}/`);
  await page.setContent(html);
  await page.frameLocator("iframe").locator("who-said .voice .name").first().waitFor();
  await page.close();
});
