// The Chromium that tests and measurements run in. In: CHROMIUM, the path of its program (else
// `chromium` on PATH), and WHOSAID_URL, where the page is served. `cargo xtask test` sets both.

import { chromium } from "playwright-core";

/** Where the page is served, without a slash at the end. */
export const url = process.env.WHOSAID_URL ?? "http://127.0.0.1:8080";

/**
 * Tries an expectation until it holds: for what a page answers in its own time. What it says at last is
 * what the test says.
 *
 * @template T
 * @param {() => T | Promise<T>} expectation
 * @param {number} [patience] in milliseconds
 * @returns {Promise<T>}
 */
export async function eventually(expectation, patience = 20_000) {
  for (const end = Date.now() + patience; ; ) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Starts the browser; whoever starts it closes it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", // as root in a container
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
