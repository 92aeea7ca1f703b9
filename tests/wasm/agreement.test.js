// The package against what else describes the report: the command gives the same one, offsets
// apart, and the published types hold it, field for field. The command is the one that
// `cargo test` leaves in the target folder.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "../../www/whosaid.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const command = join(target, "debug/whosaid");
const whosaid = await load();

const ARTICLES = [
  {
    id: "emoji",
    published: "2020-02-11",
    text: "Ankara 🇹🇷 wants talks\n\n“We are ready 🕊,” Mevlüt Çavuşoğlu said. The Kremlin denied it — again.",
  },
  {
    id: "sources",
    text:
      "GENEVA (Reuters) - More than 700,000 people have fled, according to the United Nations.\n\n" +
      "Dmitri Peskov, a Kremlin spokesman, called for an end to attacks. He warned of consequences.\n\n" +
      "Residents said shells were falling. Turkey was accused of delays. A report found that aid reportedly ran out.",
  },
  { id: "odd", text: "”“ \u2028 she said: \"unclosed" },
];

/**
 * The report with the byte offsets of the command turned into UTF-16 units, slowly but surely.
 *
 * @param {any} value
 * @param {Buffer} bytes
 * @returns {any}
 */
function inUnits(value, bytes, key = "") {
  if (Array.isArray(value)) {
    const isSpan = /span/.test(key) && value.length === 2 && value.every(Number.isInteger);
    if (isSpan) return value.map((offset) => bytes.subarray(0, offset).toString().length);
    return value.map((item) => inUnits(item, bytes, key));
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inUnits(item, bytes, key)]));
}

test("`whosaid batch` gives the same reports, offsets apart", () => {
  const input = ARTICLES.map((article) => `${JSON.stringify(article)}\n`).join("");
  const lines = execFileSync(command, ["batch"], { input, encoding: "utf8" });
  const outputs = lines.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(outputs.map((output) => output.id), ARTICLES.map((article) => article.id));
  outputs.forEach(({ report }, index) => {
    const { text, published } = ARTICLES[index];
    assert.equal(report.offset_unit, "utf8");
    const expected = { ...inUnits(report, Buffer.from(text)), offset_unit: "utf16" };
    assert.deepEqual(whosaid.analyze(text, { published }), expected);
  });
});

test("the published types hold the report, with no field more or less", () => {
  const folder = mkdtempSync(join(target, "types-"));
  try {
    const literals = ARTICLES.map(({ text }) => `  ${JSON.stringify(whosaid.analyze(text))},\n`).join("");
    writeFileSync(
      join(folder, "report.ts"),
      `import type { Report } from ${JSON.stringify(join(root, "www/whosaid.js"))};\nexport const reports: Report[] = [\n${literals}];\n`,
    );
    const tsc = [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "report.ts"];
    const options = ["--ignoreConfig", "--module", "nodenext", "--target", "es2022", "--types", ""];
    const { status, stdout } = spawnSync(process.execPath, [...tsc, ...options], { cwd: folder, encoding: "utf8" });
    assert.equal(status, 0, stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
