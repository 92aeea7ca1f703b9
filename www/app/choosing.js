/*
 * What is selected and filtered, kept the same in article, list, map and sheet. In: claims, voices,
 * steps. Out: marks, the card of the selected claim, and what lies off the screen brought into view.
 */

/** @import { Claim } from "../whosaid.js" */
/** @import { Filter, Voice } from "./types.js" */

import { isEditing, say } from "./announce.js";
import { Article } from "./article.js";
import { card } from "./card.js";
import { make } from "./dom.js";
import { narrow, page } from "./elements.js";
import { save } from "./keeping.js";
import { Ledger } from "./ledger.js";
import { Overview } from "./overview.js";
import { draft, state } from "./state.js";
import { t } from "./strings.js";
import { anonymous, hueOf, justOne, letterOf, nameOf, unattributed, voiceOf } from "./voices.js";

/**
 * @typedef {object} Calls what a card leads to
 * @property {(side: "article" | "list", claim: number) => void} go
 * @property {(claim: Claim) => void} copy
 * @property {(claim: Claim, card: HTMLElement) => void} correct
 */

/** @type {Calls} */
let calls = { go() {}, copy() {}, correct() {} };

/** @param {Calls} on */
export function connectCards(on) {
  calls = on;
}

export const article = new Article(page.article, (claim, again) => (again ? calls.go("list", claim) : choose(claim, "article")));
export const overview = new Overview(page.map, page.article, (claim) => choose(claim, "map"));
export const ledger = new Ledger(page.list, {
  choose: (claim) => choose(claim, "list"),
  card: cardOf,
  filter: (voice) => filterVoice(voice),
});

/**
 * Selects a claim everywhere, brings it into view where it was not chosen.
 * @param {number | null} claim
 * @param {"article" | "list" | "map"} from
 * @param {boolean} [focus] whether the claim takes the focus where it was chosen
 */
export function choose(claim, from, focus = false) {
  const { filtered, report } = state;
  if (claim !== null && filtered !== null && !filtered.has(voiceOf(report.claims[claim]))) filter(null);
  mark(claim);
  page.sheet.hidden = claim === null || from === "list";
  if (claim === null) return;
  fillSheet(claim);
  if (from !== "list" || !narrow.matches) article.reveal(claim, focus && from === "article");
  if (from === "list" || !narrow.matches) ledger.reveal(claim, focus && from === "list");
}

/** Marks a claim as the selected one, wherever it is drawn. @param {number | null} claim */
export function mark(claim) {
  state.selected = claim;
  article.select(claim);
  ledger.select(claim);
  overview.select(claim);
}

/** @param {Claim} claim */
function cardOf(claim) {
  return card(draft().text, state.report, claim, { go: (id) => calls.go("article", id), copy: calls.copy, correct: calls.correct });
}

/** @param {number} claim */
function fillSheet(claim) {
  const { report } = state;
  const voice = voiceOf(report.claims[claim]);
  page.sheet.className = `sheet ${hueOf(report, voice)}`;
  page.sheetBody.replaceChildren(
    make("p", { class: "name" }, make("span", { class: "letter", "aria-hidden": "true" }, letterOf(voice)), make("bdi", {}, nameOf(report, voice))),
    ...cardOf(report.claims[claim]),
  );
}

/** The card of the selected claim that is on the screen. */
export const openCard = () => (narrow.matches && !page.sheet.hidden ? page.sheetBody : page.list.querySelector(".card"));

/** Shows the claims of some voices only, or all. @param {Filter | null} next @param {boolean} [tell] */
export function filter(next, tell = true) {
  if (tell && next?.key === state.filtered?.key) return;
  state.filtered = next;
  article.filter(next);
  ledger.filter(next);
  overview.filter(next);
  page.everyone.setAttribute("aria-pressed", String(next === null));
  page.anonymous.setAttribute("aria-pressed", String(next?.key === "anonymous"));
  page.unattributed.setAttribute("aria-pressed", String(next?.key === "unattributed"));
  for (const part of page.shares.querySelectorAll("[data-voice]")) {
    const isOut = next !== null && !next.has(voiceIn(part));
    part.classList.toggle("out", isOut);
  }
  if (tell) say(next === null ? t.unfiltered : t.filtered(next.name));
}

/** The voice that a part of the bar of shares stands for. @param {Element} part @returns {Voice} */
function voiceIn(part) {
  const { voice = "" } = /** @type {HTMLElement} */ (part).dataset;
  return voice === "nobody" || voice === "writer" ? voice : Number(voice);
}

/** Shows one voice alone; once more, everyone. @param {Voice} voice */
export const filterVoice = (voice) => filter(state.filtered?.key === voice ? null : justOne(state.report, voice));
export const filterAnonymous = () => filter(state.filtered?.key === "anonymous" ? null : anonymous(state.report));
export const filterUnattributed = () => filter(state.filtered?.key === "unattributed" ? null : unattributed());

/** @param {Event} event on the bar of shares */
export function filterShare({ target }) {
  if (target instanceof HTMLElement && target.dataset.voice) filterVoice(voiceIn(target));
}

/** Filters by the source of the selected claim, or shows everyone again. */
export function filterSelected() {
  const { filtered, report, selected } = state;
  if (filtered !== null) filter(null);
  else if (selected !== null) filterVoice(voiceOf(report.claims[selected]));
}

/** @param {boolean} on */
export function unfold(on) {
  state.isUnfolded = on;
  page.unfold.setAttribute("aria-pressed", String(on));
  ledger.unfold(on);
  save();
}

/** @param {boolean} on */
export function clean(on) {
  state.isClean = on;
  page.clean.setAttribute("aria-pressed", String(on));
  page.article.classList.toggle("clean", on);
  page.map.classList.toggle("clean", on);
  save();
}

/** Moves to the next claim (1) or the one before (-1) of the view. @param {number} by */
export function step(by) {
  if (state.view !== "read") {
    const buttons = [...page[state.view].querySelectorAll("[data-claim]")];
    const here = buttons.indexOf(/** @type {Element} */ (document.activeElement));
    const next = buttons[turn(here, by, buttons.length)];
    if (next instanceof HTMLElement) next.focus();
    return;
  }
  const side = page.panel.contains(document.activeElement) || isEditing() ? "list" : "article";
  const order = side === "list" ? ledger.order : article.order;
  if (order.length === 0) return;
  const here = state.selected === null ? -1 : order.indexOf(state.selected);
  choose(order[turn(here, by, order.length)], side, true);
}

/** The next place in a round of so many, from none (-1) the first or the last. @param {number} here @param {number} by @param {number} count */
const turn = (here, by, count) => (here < 0 ? (by > 0 ? 0 : count - 1) : (here + by + count) % count);
