/*
 * Registers the service worker that keeps the page's own files in this browser. In: nothing. Out: a
 * call when a newer version of the page waits to be used, with what makes it so.
 */

/** @param {(use: () => void) => void} onUpdate */
export async function workOffline(onUpdate) {
  if (!navigator.serviceWorker) return;
  const url = new URL("../sw.js", import.meta.url);
  /** @type {ServiceWorkerRegistration | undefined} */
  let registration;
  try {
    registration = await navigator.serviceWorker.register(url, { updateViaCache: "none" });
  } catch {
    return; // a private window, or a host that does not serve it: the page works online
  }
  if (!registration) return; // something in the browser blocks service workers
  const offer = () => {
    const waiting = registration?.waiting;
    if (!waiting || !navigator.serviceWorker.controller) return;
    onUpdate(() => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("use");
    });
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration?.installing?.addEventListener("statechange", offer);
  });
}
