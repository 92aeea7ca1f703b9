/*
 * The one line that a newsroom adds to its template. In: the script element that it is part of:
 * `data-for` and the other attributes of `<who-said>`, each with `data-` before it. Out: a
 * `<who-said>` after that script. The build makes `loader.js` of it, a classic script that holds the
 * whole element, so that one integrity hash covers it. Without `data-for` or `data-src` it only
 * defines the element.
 */

import { WhoSaid } from "./who-said.js";

const script = document.currentScript;

if (script instanceof HTMLScriptElement && (script.dataset.for || script.dataset.src)) {
  const element = document.createElement("who-said");
  for (const name of WhoSaid.observedAttributes) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) element.setAttribute(name, value);
  }
  // In the head there is no place to show anything: then it stands at the end of the page.
  if (script.closest("head")) addEventListener("DOMContentLoaded", () => document.body.append(element));
  else script.after(element);
}
