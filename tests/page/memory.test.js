// Reading one article after the other leaves nothing behind.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { open, paste } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const SAMPLE = readFileSync(new URL("../../www/samples/black-sea.txt", import.meta.url), "utf8");

test("after 200 articles memory and elements are what they were after a few", { timeout: 240_000 }, async () => {
  const { page, context, close } = await open(browser);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  const used = async () => {
    for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
  };
  const read = async (/** @type {number} */ i) => {
    await paste(page, { "text/plain": `Number ${i} of many\n\n${SAMPLE}` });
    await page.locator("#article h3", { hasText: `Number ${i} of many` }).waitFor();
    await page.locator("#list .says").nth(2).click();
  };
  for (let i = 0; i < 10; i += 1) await read(i);
  const few = await used();
  for (let i = 10; i < 210; i += 1) await read(i);
  const many = await used();
  assert.ok(many.heap < few.heap * 1.3 + 1_000_000, `${few.heap} bytes, then ${many.heap}`);
  assert.ok(many.nodes < few.nodes * 1.3 + 200, `${few.nodes} nodes, then ${many.nodes}`);
  assert.ok(many.listeners < few.listeners * 1.3 + 50, `${few.listeners} listeners, then ${many.listeners}`);
  await close();
});
