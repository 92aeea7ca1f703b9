/*
 * The card of one claim: the passage with source and cue highlighted, whose it is and how it is put,
 * how sure the reading is and why, when, where, how many, what makes it worth checking, what the
 * checks found; and what can be done with it. In: text, report, claim. Out: elements.
 */

/** @import { Claim, Report, Span } from "../whosaid.js" */

import { correctedOf, whyOf } from "./corrections.js";
import { make } from "./dom.js";
import { t } from "./strings.js";
import { nameOf, voiceOf } from "./voices.js";

/** UTF-16 units of a passage that show. */
const CLIP = 900;

/**
 * @typedef {object} Actions
 * @property {(claim: number) => void} go shows a claim in the article
 * @property {(claim: Claim) => void} copy
 * @property {(claim: Claim, card: HTMLElement) => void} correct opens the corrections
 */

/** @param {string} text @param {Report} report @param {Claim} claim @param {Actions} on @returns {Node[]} */
export function card(text, report, claim, on) {
  return [passage(text, claim), rows(text, report, claim, on), actions(claim, on)];
}

/**
 * A claim's own words, its cue where the article has it.
 * @param {string} text
 * @param {Claim} claim
 * @param {number} room UTF-16 units of it that show
 */
export function claimWords(text, { spans, attribution }, room) {
  const cue = attribution?.cue_span ?? null;
  /** @type {[Span, boolean][]} */
  const parts = spans.map((span) => [span, false]);
  if (cue) parts.push([cue, true]);
  parts.sort(([a], [b]) => a[0] - b[0]);
  /** @type {(Node | string)[]} */
  const words = [];
  let afterContent = false;
  for (const [[start, end], isCue] of parts) {
    if (words.length) words.push(afterContent && !isCue ? " … " : " ");
    if (isCue) {
      words.push(make("b", { class: "cue" }, text.slice(start, end)));
    } else if (room > 0) {
      const part = text.slice(start, Math.min(end, start + room));
      words.push(end - start > room ? `${part} …` : part);
      room -= end - start;
    }
    afterContent = !isCue;
  }
  return words;
}

/** The words from the first to the last that bear on the claim. @param {string} text @param {Claim} claim */
function passage(text, { spans, attribution }) {
  /** @type {[Span, string][]} */
  const marks = spans.map((span) => [span, "content"]);
  if (attribution?.source_span) marks.push([attribution.source_span, "source"]);
  if (attribution?.cue_span) marks.push([attribution.cue_span, "cue"]);
  const start = Math.min(...marks.map(([[from]]) => from));
  const end = Math.min(start + CLIP, Math.max(...marks.map(([[, to]]) => to)));
  const edges = [...new Set([start, end, ...marks.flatMap(([span]) => span)])].filter((at) => at >= start && at <= end);
  edges.sort((a, b) => a - b);
  const words = edges.slice(0, -1).map((from, i) => {
    const classes = marks.flatMap(([[a, b], name]) => (a <= from && edges[i + 1] <= b ? [name] : []));
    const part = text.slice(from, edges[i + 1]);
    return classes.length ? make("span", { class: classes.join(" ") }, part) : part;
  });
  return make("p", { class: "passage", dir: "auto", lang: "en" }, ...words, end - start === CLIP ? " …" : "");
}

/** @param {string} text @param {Report} report @param {Claim} claim @param {Actions} on */
function rows(text, report, claim, on) {
  const { attribution } = claim;
  const words = (/** @type {Span | null} */ span) => (span ? text.slice(...span) : "");
  const list = make("dl", {});
  /** @param {string} question @param {(Node | string)[]} answers one line each */
  const row = (question, ...answers) => {
    if (answers.length === 0) return;
    list.append(make("div", {}, make("dt", {}, question), ...answers.map((answer) => make("dd", { dir: "auto" }, answer))));
  };
  const english = (/** @type {string} */ words) => make("span", { lang: "en" }, words);
  const name = nameOf(report, voiceOf(claim));
  const corrected = correctedOf(report, claim.id);
  if (attribution) {
    const said = words(attribution.source_span);
    row(t.card.source, said && said.toLowerCase() !== name.toLowerCase() ? t.card.here(name, said) : name);
    const around = report.claims[attribution.inside ?? -1];
    if (around) {
      const button = make("button", { type: "button", class: "plain" }, t.insideOf(nameOf(report, voiceOf(around))));
      button.addEventListener("click", () => on.go(around.id));
      list.lastElementChild?.append(make("dd", {}, button));
    }
    row(t.card.cue, attribution.cue_span ? english(`“${words(attribution.cue_span)}”`) : t.card.noCue);
    row(t.card.put, t.modes[attribution.mode] ?? attribution.mode, t.stances[attribution.stance] ?? attribution.stance);
    row(t.card.kind, t.types[attribution.type] ?? attribution.type);
    if (corrected.length) row(t.card.sure, t.setByPerson);
    else row(t.card.sure, meter(attribution.confidence, t.sureness(attribution.confidence)));
    if (attribution.why && !corrected.length) row(t.card.why, english(attribution.why));
  } else {
    row(t.card.source, name);
    row(t.card.why, t.writer.why);
  }
  if (corrected.length) row(t.card.corrected, whyOf(corrected));
  row(t.card.as, t.voices[claim.voice] ?? claim.voice, ...(claim.negated ? [t.card.negated] : []));
  if (claim.hedged) row(t.card.reserve, t.card.reserved);
  /** @param {Span} span @param {string} meaning */
  const read = (span, meaning) => make("span", {}, english(`“${words(span)}”`), meaning ? ` ${meaning}` : "");
  row(t.card.when, ...claim.times.map((time) => read(time.span, t.card.time(time))));
  row(t.card.where, ...claim.places.map((place) => placed(place, words(place.span))));
  row(t.card.numbers, ...claim.quantities.map((quantity) => read(quantity.span, t.card.quantity(quantity))));
  if (claim.worth > 0 || claim.reasons.length) {
    row(t.card.worth, meter(claim.worth, `${t.card.worthOf(claim.worth)} (${t.percent(claim.worth)})`), ...claim.reasons.map(english));
  }
  row(t.card.findings, ...report.findings.filter(({ claims }) => claims.includes(claim.id)).map(({ message }) => english(message)));
  return list;
}

/** @param {{ name: string, country: string | null }} place @param {string} words */
function placed({ name, country }, words) {
  const land = country ? t.country(country) : "";
  const more = [name === words ? "" : name, land === name ? "" : land].filter(Boolean).join(", ");
  return more ? `${words} (${more})` : words;
}

/** A share as a small bar with its words. @param {number} share @param {string} words */
export function meter(share, words) {
  const bar = make("span", { class: "meter", "aria-hidden": "true" }, make("span", {}));
  /** @type {HTMLElement} */ (bar.firstElementChild).style.inlineSize = `${share * 100}%`;
  return make("span", { class: "metered" }, bar, words);
}

/** @param {Claim} claim @param {Actions} on */
function actions(claim, on) {
  /** @param {string} label @param {string} name @param {(event: Event) => void} act */
  const button = (label, name, act) => {
    const element = make("button", { type: "button", class: `plain ${name}` }, label);
    element.addEventListener("click", act);
    return element;
  };
  return make(
    "p",
    { class: "acts" },
    button(t.card.toArticle, "to-article", () => on.go(claim.id)),
    button(t.card.copy, "copy-claim", () => on.copy(claim)),
    button(t.card.correct, "correct-claim", (event) => {
      const card = /** @type {Element} */ (event.currentTarget).closest(".card");
      if (card instanceof HTMLElement) on.correct(claim, card);
    }),
  );
}

/**
 * A claim as one quotes it: its words, whose they are, the article, how it was read.
 * @param {Report} report
 * @param {Claim} claim
 * @param {string} title of the article
 */
export function citation(report, claim, title) {
  const { attribution } = claim;
  const place = [title && `“${title}”`, report.published ? t.day(report.published) : ""].filter(Boolean).join(", ");
  const corrected = correctedOf(report, claim.id).length > 0;
  const how = corrected ? t.setByPerson : attribution ? t.sureness(attribution.confidence) : t.writer.kind;
  return `${t.citation(claim.text, nameOf(report, voiceOf(claim)), place)} ${t.citedFrom(report.whosaid, how)}`;
}
