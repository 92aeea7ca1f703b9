// A newsroom's server. In: the policy that it sends, and pages of its own. Out: those pages and the
// files of `www/` on a loopback port, and what was asked for.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const www = fileURLToPath(new URL("../../www/", import.meta.url));

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * @param {object} [options]
 * @param {string} [options.policy] the content security policy of its pages
 * @param {boolean} [options.everywhere] whether all of its answers carry it, not its pages alone
 * @param {Record<string, string>} [options.pages] HTML by path
 * @param {boolean} [options.open] whether other origins may read its files
 */
export async function serve({ policy, everywhere = false, pages = {}, open = true } = {}) {
  /** @type {string[]} */ const requests = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    requests.push(pathname);
    const own = pages[pathname];
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const isPage = own !== undefined || (path.endsWith(".html") && !path.startsWith("/embed/"));
    if (policy && (everywhere || isPage)) response.setHeader("content-security-policy", policy);
    if (open) response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", own === undefined ? (types[extname(path)] ?? "application/octet-stream") : types[".html"]);
    try {
      response.end(own ?? (await readFile(join(www, normalize(path)))));
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
