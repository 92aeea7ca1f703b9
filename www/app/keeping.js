/*
 * Has what is open kept across reloads, where the reader has turned that on. In: the state, the
 * switch of the dialog. Out: calls of keep.js, and what the dialog says. Keeps nothing before the page
 * has opened what was kept: it would write over it.
 */

import { page } from "./elements.js";
import { erase, isKeeping, keep } from "./keep.js";
import { settings, state } from "./state.js";
import { t } from "./strings.js";

/** @type {ReturnType<typeof setTimeout> | undefined} */
let saving;
let started = false;

/** From now on changes are kept. */
export function startKeeping() {
  started = true;
}

/** Keeps what is open, soon. */
export function save() {
  if (!started || !isKeeping()) return;
  clearTimeout(saving);
  saving = setTimeout(() => void keepNow(), 150);
}

async function keepNow() {
  clearTimeout(saving);
  const { drafts, at } = state;
  try {
    await keep({ drafts, at, settings: { ...settings(), keys: page.helpSwitch.checked } });
    showKept(t.keep.on);
  } catch {
    page.keepSwitch.checked = false;
    showKept(t.keep.failed);
  }
}

/** Keeps at once what a page that is put away would lose. */
export function saveNow() {
  if (document.visibilityState === "hidden" && isKeeping() && started) void keepNow();
}

export async function forget() {
  clearTimeout(saving);
  await erase();
  page.keepSwitch.checked = false;
  showKept(t.keep.erased);
}

export const switchKeeping = () => void (page.keepSwitch.checked ? keepNow() : forget());

export function openKeep() {
  page.keepSwitch.checked = isKeeping();
  showKept(isKeeping() ? t.keep.on : t.keep.off);
  page.keep.showModal();
}

/** @param {string} message */
export function showKept(message) {
  page.keepState.textContent = message;
  page.keepSign.textContent = isKeeping() ? " ✓" : "";
}
