/*
 * A list that shows its first entries, and more when asked. In: entries and what draws one. Out: the
 * list and its button, which moves the focus to the first entry that it adds.
 */

import { make } from "./dom.js";
import { t } from "./strings.js";

/**
 * @template T
 * @param {T[]} entries
 * @param {number} step how many are shown at once
 * @param {Record<string, string>} attributes of the list
 * @param {(entry: T) => Node} draw
 * @returns {Node[]}
 */
export function longList(entries, step, attributes, draw) {
  const element = make("ol", attributes);
  const more = make("button", { type: "button", class: "plain" });
  let shown = 0;
  const add = () => {
    const next = entries.slice(shown, shown + step).map(draw);
    element.append(...next);
    shown += next.length;
    more.hidden = shown >= entries.length;
    more.textContent = `${t.later} (${t.number(entries.length - shown)})`;
    return next[0];
  };
  add();
  more.addEventListener("click", () => {
    const first = add();
    if (first instanceof Element) first.querySelector("button")?.focus();
  });
  return [element, more];
}
