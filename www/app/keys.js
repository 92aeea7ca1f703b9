/*
 * What keys do. In: key presses that no text box wants. Out: calls. Single letters can be turned off
 * in the help, for people whose tools type them; Escape and arrows stay.
 */

import { openAdder } from "./adding.js";
import { choose, clean, filter, filterAnonymous, filterSelected, filterUnattributed, step, unfold } from "./choosing.js";
import { correctSelected, undo } from "./correcting.js";
import { page } from "./elements.js";
import { startOwn } from "./incoming.js";
import { closeMenu } from "./menus.js";
import { state } from "./state.js";
import { copyClaim } from "./taking.js";
import { goToSelected, setView } from "./views.js";

/** @type {Record<string, () => void>} */
const single = {
  j: () => step(1),
  n: () => step(1),
  k: () => step(-1),
  p: () => step(-1),
  g: () => goToSelected(page.panel.contains(document.activeElement) ? "article" : "list"),
  f: filterSelected,
  u: filterUnattributed,
  a: filterAnonymous,
  l: () => unfold(!state.isUnfolded),
  c: () => page.clean.click(),
  e: correctSelected,
  x: () => {
    if (state.selected !== null) void copyClaim(state.report.claims[state.selected]);
  },
  "+": openAdder,
  z: undo,
  r: () => setView("read", true),
  d: () => setView("desk", true),
  m: () => setView("compare", true),
  "/": startOwn,
  "?": () => page.help.showModal(),
};

/** @param {KeyboardEvent} event */
export function press(event) {
  const { target, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const isTyping =
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "checkbox");
  if (key === "Escape") return letGo(isTyping);
  if (isTyping) return;
  const inArticle = target instanceof Element && target.matches("#article [data-claims]");
  const inList = target instanceof Element && target.matches("#list [data-claim]");
  const arrows = inArticle ? ["ArrowLeft", "ArrowRight"] : inList ? ["ArrowUp", "ArrowDown"] : [];
  const action = arrows.includes(key) ? () => step(arrows.indexOf(key) === 0 ? -1 : 1) : page.helpSwitch.checked ? single[key] : undefined;
  if (!action) return;
  event.preventDefault();
  action();
}

/** Leaves whatever is open: one thing for each press. @param {boolean} isTyping */
function letGo(isTyping) {
  const form = document.querySelector(".corrector");
  const menu = document.querySelector("details.menu[open]");
  if (menu instanceof HTMLDetailsElement) closeMenu(menu);
  else if (form) /** @type {HTMLElement | null} */ (form.querySelector(".acts .plain"))?.click();
  else if (state.filtered !== null) filter(null);
  else if (state.selected !== null && !isTyping) choose(null, "list");
}
