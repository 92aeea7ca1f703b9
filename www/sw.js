/*
 * Lets the page work without a network. In: the list of the site's files that `cargo xtask` writes,
 * with a version made from what is in them. Out: these files, all of one version, from the browser's
 * own store; anything else goes to the network as ever. A newer version is stored beside the old one
 * and waits until the page asks for it, so that nothing changes under the reader's hands.
 */

const scope = /** @type {any} */ (self);
scope.importScripts("pkg/files.js");

/** @type {{ version: string, files: string[] }} */
const { version, files } = scope.SITE;
const NAME = `whosaid-${version}`;

scope.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(route(event).catch(() => {})); // where the browser knows no such routes, it asks this worker
  // Past the browser's HTTP cache, or files of two versions could be mixed.
  const requests = files.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(requests)));
});

/** Has the browser take the page, and all that is no page, from the store without this worker. @param {any} event */
async function route(event) {
  const source = { cacheName: NAME };
  const page = new scope.URLPattern({ pathname: new URL("./", scope.location.href).pathname, search: "" });
  await event.addRoutes([
    { condition: { urlPattern: page, requestMethod: "GET" }, source },
    { condition: { not: { requestMode: "navigate" } }, source },
  ]);
}

scope.addEventListener("activate", (/** @type {any} */ event) => {
  const clean = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("whosaid-") && name !== NAME).map((name) => caches.delete(name)));
    await scope.clients.claim();
  };
  event.waitUntil(clean());
});

scope.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "use") void scope.skipWaiting();
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== scope.location.origin) return;
  const answer = async () => {
    const cache = await caches.open(NAME);
    const isPage = request.mode === "navigate" && /\/(index\.html)?$/.test(new URL(request.url).pathname);
    return (await cache.match(isPage ? "./" : request)) ?? fetch(request);
  };
  event.respondWith(answer());
});
