// Bundles what is embedded as one file. In: `www/embed/line.js`, the React example. Out:
// `www/embed/loader.js`, `www/examples/react/page.js`, and the hash of the loader in the examples and
// the documentation that name it. Prints the sizes.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transformSync } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const www = join(root, "www");

/** Minifies the style sheet that stands in a script; what the script puts into it stays. @type {import("esbuild").Plugin} */
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /embed[\\/]style\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/`\n[^`]*`/, (css) => {
        const put = /\$\{.*?\}(?=\n)/.exec(css)?.[0] ?? "";
        const { code } = transformSync(css.slice(1, -1).replace(put, "put{top:0}"), { loader: "css", minify: true });
        return `\`${code.trim().replace("put{top:0}", () => put)}\``;
      }),
    }));
  },
};

await build({
  entryPoints: [join(www, "embed/line.js")],
  outfile: join(www, "embed/loader.js"),
  bundle: true,
  minify: true,
  // As a module, so that `import()` comes without a stand-in for it; no name of it becomes the page's.
  format: "esm",
  target: "es2022",
  define: { "import.meta.url": "document.currentScript.src" },
  external: ["./reader.js", "./french.js"],
  plugins: [styles],
  banner: { js: '/* whosaid, MIT or Apache-2.0 */\n"use strict";(()=>{' },
  footer: { js: "})()" },
  logLevel: "warning",
});

await build({
  entryPoints: [join(www, "examples/react/main.jsx")],
  outfile: join(www, "examples/react/page.js"),
  bundle: true,
  minify: true,
  format: "esm",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  external: ["../../embed/who-said.js"],
  logLevel: "warning",
});

const loader = readFileSync(join(www, "embed/loader.js"));
const integrity = `sha384-${createHash("sha384").update(loader).digest("base64")}`;
console.log(`www/embed/loader.js: ${loader.length} bytes, ${gzipSync(loader, { level: 9 }).length} with gzip -9, ${integrity}`);

const examples = readdirSync(join(www, "examples")).filter((name) => name.endsWith(".html"));
for (const file of [...examples.map((name) => join(www, "examples", name)), join(root, "docs/embedding.md")]) {
  const before = readFileSync(file, "utf8");
  const after = before.replace(/(?<=loader\.js"[^>]*\sintegrity=")sha384-[^"]*/g, integrity);
  if (after !== before) writeFileSync(file, after);
}
