// The site on a server of its own, whose files a test can change: a newer version, a missing file.
// In: `www/`. Out: an address, and a way to answer with something else.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

const www = new URL("../../www/", import.meta.url);

/** @type {Record<string, string>} */
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json" };

export async function serve() {
  /** What some paths answer instead. @type {Map<string, string>} */
  const instead = new Map();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://site");
    const path = pathname === "/" ? "index.html" : pathname.slice(1);
    try {
      const body = instead.get(path) ?? (await readFile(new URL(path, www)));
      response.writeHead(200, { "content-type": types[extname(path)] ?? "text/plain", "cache-control": "no-store" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    instead,
    /** Nothing can be reached any more. */
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
