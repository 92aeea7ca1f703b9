// The npm package in dist/npm as those who install it meet it: in Node by its name, in TypeScript
// with its types, in a bundler for browsers.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = mkdtempSync(join(tmpdir(), "whosaid-"));
const installed = join(project, "node_modules/whosaid");
mkdirSync(join(project, "node_modules"));
cpSync(join(root, "dist/npm"), installed, { recursive: true });
writeFileSync(join(project, "package.json"), '{ "type": "module" }');
writeFileSync(
  join(project, "main.ts"),
  `import { load, type Report } from "whosaid";
const whosaid = await load();
const report: Report = whosaid.analyze("The Kremlin denied it.", { published: "2020-02-11" });
console.log(JSON.stringify(report.claims.map((claim) => claim.spans)));
`,
);
after(() => rmSync(project, { recursive: true }));

test("its manifest names files that are there, and the version of the engine", () => {
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const { types, default: main } = manifest.exports["."];
  for (const file of [types, main, manifest.exports["./pkg/whosaid_bg.wasm"], ...manifest.files]) {
    assert.ok(existsSync(join(installed, file)), file);
  }
  assert.match(readFileSync(join(root, "Cargo.toml"), "utf8"), new RegExp(`^version = "${manifest.version}"$`, "m"));
});

test("Node imports it by its name", async () => {
  const script = 'const { load } = await import("whosaid"); console.log((await load()).analyze("Yes.").offset_unit)';
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: project });
  assert.equal(printed.toString().trim(), "utf16");
});

test("TypeScript finds its types", () => {
  const tsc = [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "main.ts"];
  const options = ["--ignoreConfig", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];
  const { status, stdout } = spawnSync(process.execPath, [...tsc, ...options], { cwd: project, encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("a bundler for browsers takes it without a warning", async () => {
  const { warnings, outputFiles } = await build({
    entryPoints: [join(project, "main.ts")],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  assert.deepEqual(warnings, []);
  assert.match(outputFiles[0].text, /whosaid_bg\.wasm/);
});
