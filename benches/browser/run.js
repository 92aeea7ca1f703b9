// Times whosaid and its peers in Chromium. In: WHOSAID_URL, a server that has the page and, under
// /bench/, this folder's other modules; where to put the bundles of the peers, which is what that
// server has there; CHROMIUM. Out: one line of JSON.

import { build } from "esbuild";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch, url } from "../../tests/browser.js";

const SIZES = [10_000, 100_000, 1_000_000];
const TIME = 2000;

const folder = new URL("../../www/samples/", import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
const samples = await Promise.all(names.map((name) => readFile(new URL(name, folder), "utf8")));
const text = samples.map((sample) => `${sample}\n\n`).join("");
const words = text.trim().split(/\s+/).length;

await build({
  entryPoints: ["compromise", "wink"].map((peer) => fileURLToPath(new URL(`${peer}.js`, import.meta.url))),
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  format: "esm",
  logLevel: "warning",
});

const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(`${url}/whosaid.js`);

  /** The median time in milliseconds, in a worker of its own. */
  const time = async (module, text) => {
    const result = await page.evaluate(
      (task) =>
        new Promise((resolve, reject) => {
          const worker = new Worker("/bench/worker.js", { type: "module" });
          worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
          worker.onmessage = ({ data }) => {
            worker.terminate();
            resolve(data);
          };
          worker.postMessage(task);
        }),
      { module: `/bench/${module}.js`, text, time: TIME },
    );
    if (result.error) throw new Error(`${module}: ${result.error}`);
    return result.median;
  };

  const perThousandWords = {};
  for (const module of ["whosaid", "compromise", "wink"]) {
    perThousandWords[module] = ((await time(module, text)) / words) * 1000;
  }
  const growth = [];
  for (const size of SIZES) {
    const long = text.repeat(Math.ceil(size / text.length)).slice(0, size);
    const bytes = Buffer.byteLength(long);
    growth.push({ bytes, nanoseconds: (await time("whosaid", long)) * 1e6 });
  }
  console.log(JSON.stringify({ browser: browser.version(), words, perThousandWords, growth }));
} finally {
  await browser.close();
}
