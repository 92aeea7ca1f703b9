// The npm package, packed and installed as those who use it do: in a Node module, a bundle of Vite's, a
// plain script tag and a web worker. Each reads an article.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launch } from "../browser.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "whosaid-installed-"));
const installed = join(project, "node_modules/whosaid");
const ARTICLE = "<article id=story><p>The Kremlin denied that any order was given.</p></article>";

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {{ url: string, close(): void }[]} */ const servers = [];

/** @param {string} name @param {string} text */
function write(name, text) {
  mkdirSync(join(project, name, ".."), { recursive: true });
  writeFileSync(join(project, name), text);
}

before(async () => {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const packed = execFileSync(npm, ["pack", join(root, "dist/npm"), "--pack-destination", project, "--json"], { cwd: project });
  const [{ filename }] = JSON.parse(packed.toString());
  write("package.json", '{ "type": "module", "private": true }');
  // It depends on nothing, so that nothing has to be fetched.
  execFileSync(npm, ["install", "--offline", "--no-audit", "--no-fund", `./${filename}`], { cwd: project, stdio: "pipe" });
  browser = await launch();
});

after(async () => {
  await browser.close();
  for (const server of servers) server.close();
  rmSync(project, { recursive: true });
});

/** Serves a folder as any server would. @param {string} folder @param {Record<string, string>} [headers] */
async function serve(folder, headers = {}) {
  /** @type {Record<string, string>} */
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
  const server = createServer((request, response) => {
    const path = join(folder, normalize(new URL(request.url ?? "/", "http://host").pathname));
    const file = existsSync(path) && extname(path) ? path : null;
    response.writeHead(file ? 200 : 404, { "content-type": types[extname(path)] ?? "application/octet-stream", ...headers });
    response.end(file ? readFileSync(file) : "");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const served = { url: `http://127.0.0.1:${port}`, close: () => server.close() };
  servers.push(served);
  return served;
}

/** Opens a page and waits until its title says what was read. @param {string} url */
async function titleOf(url) {
  const page = await browser.newPage();
  /** @type {string[]} */ const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(url);
  await page.waitForFunction(() => document.title !== "", undefined, { timeout: 15_000 }).catch(() => {});
  const title = await page.title();
  const workers = page.workers().length;
  await page.close();
  assert.deepEqual(errors, []);
  return { title, workers };
}

test("what is packed is what its manifest names, and no more than it needs", () => {
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  assert.equal(manifest.dependencies, undefined);
  const targets = Object.values(manifest.exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
  for (const target of [...targets.filter((target) => !target.includes("*")), ...Object.values(manifest.bin)]) {
    assert.ok(existsSync(join(installed, target)), target);
  }
  assert.ok(readdirSync(join(installed, "embed")).includes("loader.js"));
  assert.ok(!existsSync(join(installed, "examples")));
});

test("in Node, by its names: the engine, what prepares reports, the command", () => {
  write(
    "main.js",
    `import { load } from "whosaid";
     import { prepare } from "whosaid/embed/prepared";
     import "whosaid/embed"; // where there is no page, it defines nothing and does no harm
     const text = "The Kremlin denied that any order was given.";
     const report = (await load()).analyze(text);
     console.log(report.sources[0].name, prepare(text, report).prepared.quotes.length);`,
  );
  const printed = execFileSync(process.execPath, ["main.js"], { cwd: project, encoding: "utf8" });
  assert.equal(printed.trim(), "Government of Russia 1");
  const command = join(project, "node_modules/.bin/whosaid-prepare");
  const prepared = execFileSync(command, ["-"], { input: "The Kremlin denied it.", encoding: "utf8" });
  assert.equal(JSON.parse(prepared).prepared.reviewed_by, null);
});

test("in TypeScript, with the types of element, events and prepared reports", () => {
  write(
    "typed.ts",
    `import "whosaid/embed";
     import { load } from "whosaid";
     import { prepare, type Prepared } from "whosaid/embed/prepared";
     const element = document.querySelector("who-said")!;
     element.addEventListener("whosaid-select", ({ detail }) => element.select(detail.claim));
     document.addEventListener("whosaid-report", ({ detail }) => detail.missing.length);
     export const prepared = async (text: string): Promise<Prepared> => prepare(text, (await load()).analyze(text), "A. Editor");
     element.place = "drawer";
     // @ts-expect-error: no such place
     element.place = "above";`,
  );
  const tsc = [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "typed.ts"];
  const options = ["--ignoreConfig", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--types", ""];
  const { status, stdout } = spawnSync(process.execPath, [...tsc, ...options], { cwd: project, encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("bundled by Vite: the element, its worker and the engine", async () => {
  write("index.html", `<title></title>${ARTICLE}<who-said for="#story" when="now"></who-said><script type="module" src="/app.js"></script>`);
  write(
    "app.js",
    `import "whosaid/embed";
     let reading = "";
     document.addEventListener("whosaid-ready", (event) => (reading = event.detail.reading));
     document.addEventListener("whosaid-report", (event) => (document.title = reading + ": " + event.detail.report.sources[0].name));`,
  );
  await build({ root: project, logLevel: "error", configFile: false, base: "./", build: { outDir: "built" }, worker: { format: "es" } });
  const { url } = await serve(join(project, "built"));
  assert.deepEqual(await titleOf(`${url}/index.html`), { title: "worker: Government of Russia", workers: 1 });
});

test("with a plain script tag, straight from the package", async () => {
  write(
    "tag.html",
    `<title></title><script>document.addEventListener("whosaid-report", (event) => (document.title = event.detail.report.sources[0].name));</script>
     ${ARTICLE}<script async src="/node_modules/whosaid/embed/loader.js" data-for="#story" data-when="now"></script>`,
  );
  const { url } = await serve(project);
  assert.equal((await titleOf(`${url}/tag.html`)).title, "Government of Russia");
});

test("in a web worker", async () => {
  write(
    "worker.js",
    `import { load } from "/node_modules/whosaid/whosaid.js";
     postMessage((await load()).analyze("The Kremlin denied that any order was given.").sources[0].name);`,
  );
  write("worker.html", `<title></title><script type="module">new Worker("/worker.js", { type: "module" }).onmessage = ({ data }) => (document.title = data);</script>`);
  const { url } = await serve(project);
  assert.deepEqual(await titleOf(`${url}/worker.html`), { title: "Government of Russia", workers: 1 });
});
