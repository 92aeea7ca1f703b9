/*
 * How the page is set: language, colours, what shows. In: menus, and settings as they were kept or as a
 * link has them. Out: the page in that language, set that way. What is not a setting is passed over,
 * since links come from anybody.
 */

import { say, showNote } from "./announce.js";
import { drawShelf } from "./articles.js";
import { clean, unfold } from "./choosing.js";
import { make } from "./dom.js";
import { ignoreAbort, redraw } from "./drawing.js";
import { page } from "./elements.js";
import { save } from "./keeping.js";
import { drawSamples } from "./samples.js";
import { state } from "./state.js";
import { isLanguage, languages, setLanguage, t } from "./strings.js";
import { drawFormats } from "./taking.js";
import { setView } from "./views.js";
import { setColours } from "./voices.js";

/** Puts the words of the language that is on into the page. */
export function localise() {
  const { labels } = t;
  document.documentElement.lang = t.code;
  for (const element of document.querySelectorAll("[data-string], [data-label]")) {
    if (!(element instanceof HTMLElement)) continue;
    const { string, label } = element.dataset;
    if (string) element.textContent = labels[/** @type {keyof typeof labels} */ (string)];
    if (label) element.setAttribute("aria-label", labels[/** @type {keyof typeof labels} */ (label)]);
  }
  page.text.placeholder = labels.placeholder;
  page.publishedLabel.title = labels.publishedHint;
  page.exportHint.textContent = t.exportHint;
  page.compareLabel.textContent = t.compare.text;
  page.compareAdd.textContent = t.compare.add;
  page.helpKeys.replaceChildren(
    ...t.keys.map(([keys, what]) =>
      make("div", {}, make("dt", {}, ...keys.flatMap((key, i) => [i ? " " : "", make("kbd", {}, key)])), make("dd", {}, what)),
    ),
  );
  page.language.value = t.code;
  drawFormats();
}

export function drawLanguages() {
  page.language.append(...Object.values(languages).map(({ code, language }) => make("option", { value: code, lang: code }, language)));
}

/** Takes the browser's language where the page knows it. */
export function setOwnLanguage() {
  const [language] = (navigator.language ?? "en").split("-");
  if (isLanguage(language)) setLanguage(language);
}

export function changeLanguage() {
  if (!isLanguage(page.language.value)) return;
  setLanguage(page.language.value);
  localise();
  drawSamples();
  drawShelf();
  showNote();
  redraw().catch(ignoreAbort);
  save();
}

export function changeColours() {
  state.colours = page.colours.value === "country" ? "country" : "source";
  setColours(state.colours);
  redraw().catch(ignoreAbort);
  save();
}

export function toggleClean() {
  clean(!state.isClean);
  say(state.isClean ? t.cleanOn : t.cleanOff);
}

/** @param {Record<string, unknown>} settings as kept or as a link has them */
export function set({ lang, colours, clean: isClean, unfolded, view, keys }) {
  if (typeof lang === "string" && isLanguage(lang)) setLanguage(lang);
  if (colours === "source" || colours === "country") {
    state.colours = colours;
    page.colours.value = colours;
    setColours(colours);
  }
  if (isClean) clean(true);
  if (unfolded) unfold(true);
  if (view === "desk" || view === "compare") setView(view);
  if (keys === false) page.helpSwitch.checked = false;
}
