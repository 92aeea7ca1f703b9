/*
 * The list of sources, each with its claims in the article's own words. In: text and report. Out:
 * a section a source, then claims without a speaker, then the writer's own. A source with many
 * claims shows them by the page.
 */

/** @import { Claim, Report, Span } from "../whosaid.js" */
/** @import { Voice } from "./types.js" */

import { detail } from "./detail.js";
import { Pace, make, moveTabStop } from "./dom.js";
import { emptyReport } from "./engine.js";
import * as strings from "./strings.js";
import { claimsByVoice, hueOf, kindLabel, letterOf, nameOf, voiceOf } from "./voices.js";

/** Claims of one source that show at a time. */
const PAGE = 30;
/** Characters of a claim that the list shows. */
const CLIP = 500;

/**
 * @typedef {object} Section
 * @property {Voice} voice
 * @property {Claim[]} claims
 * @property {number} page
 * @property {HTMLElement} root
 * @property {HTMLButtonElement} name
 * @property {HTMLElement} body
 */

export class List {
  #text = "";
  /** @type {Report} */
  #report = emptyReport();
  /** By voice, in the order of the list. @type {Map<Voice, Claim[]>} */
  #claims = new Map();
  /** Those that are drawn. @type {Map<Voice, Section>} */
  #sections = new Map();
  /** @type {HTMLElement | undefined} */
  #stop;
  /** @type {number | null} */
  #selected = null;
  /** @type {Voice | null} */
  #filter = null;

  /**
   * @param {HTMLElement} root
   * @param {object} on
   * @param {(claim: number | null) => void} on.choose
   * @param {(claim: number) => void} on.show asked to show a claim in the article
   * @param {(voice: Voice) => void} on.filter
   */
  constructor(root, on) {
    this.root = root;
    this.on = on;
    root.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button[data-claim]") : null;
      if (!(button instanceof HTMLElement)) return;
      const id = Number(button.dataset.claim);
      on.choose(id === this.#selected ? null : id);
    });
  }

  /** Ids of the claims that can be reached, in the order of the list. @returns {number[]} */
  get order() {
    return [...this.#claims]
      .filter(([voice]) => this.#filter === null || voice === this.#filter)
      .flatMap(([, claims]) => claims.map(({ id }) => id));
  }

  get #speaking() {
    return [...this.#claims.keys()].filter((voice) => typeof voice === "number");
  }

  /** How many sources have a claim. */
  get sources() {
    return this.#speaking.length;
  }

  /** One line on the whole. */
  get summary() {
    const { sources, claims } = this.#report;
    const speaking = this.#speaking;
    const named = speaking.filter((voice) => sources[voice].named).length;
    const own = this.#claims.get("writer")?.length ?? 0;
    return strings.summary(named, speaking.length - named, claims.length - own, own);
  }

  /** One bar, divided as the article's claims are among the voices. */
  get shares() {
    return [...this.#claims].map(([voice, claims]) => {
      const own = claims.filter(({ attribution }) => (attribution?.inside ?? null) === null);
      const length = own.flatMap(({ spans }) => spans).reduce((sum, [start, end]) => sum + end - start, 0);
      const part = make("span", { class: hueOf(voice) }, letterOf(voice));
      part.style.flexGrow = String(length);
      return part;
    });
  }

  /**
   * Draws anew; the first sources are there when this returns, the promise is for the rest.
   * @param {string} text
   * @param {Report} report
   * @param {AbortSignal} signal
   */
  async draw(text, report, signal) {
    this.#text = text;
    this.#report = report;
    this.#sections = new Map();
    this.#stop = undefined;
    this.#selected = null;
    this.root.replaceChildren();
    const pace = new Pace(signal);
    this.#claims = claimsByVoice(report);
    const far = report.claims.length > 200;
    for (const [voice, claims] of this.#claims) {
      const rest = pace.rest();
      if (rest) await rest;
      const section = this.#section(voice, claims);
      this.#sections.set(voice, section);
      this.#head(section);
      this.#fill(section);
      section.root.classList.toggle("far", far);
      this.root.append(section.root);
    }
  }

  /** @param {Voice} voice @param {Claim[]} claims @returns {Section} */
  #section(voice, claims) {
    const root = make("section", { class: `voice ${hueOf(voice)}` });
    const name = make("button", { type: "button", id: `voice-${voice}`, "aria-pressed": "false" });
    const body = make("div", { class: "body" });
    name.addEventListener("click", () => this.on.filter(voice));
    return { voice, claims, page: 0, root, name, body };
  }

  /** @param {Section} section */
  #head({ voice, claims, root, name, body }) {
    name.append(
      make("span", { class: "letter", "aria-hidden": "true" }, letterOf(voice)),
      make("bdi", {}, nameOf(this.#report, voice)),
    );
    name.setAttribute("aria-pressed", String(voice === this.#filter));
    root.classList.toggle("in", voice === this.#filter);
    root.append(
      make("h3", {}, name),
      make("p", { class: "kind" }, kindLabel(this.#report, voice), make("span", { class: "count" }, strings.claims(claims.length))),
    );
    const aliases = typeof voice === "number" ? strings.aliasesOf(this.#report.sources[voice]) : "";
    if (aliases) root.append(make("p", { class: "aliases", dir: "auto" }, aliases));
    root.append(body);
  }

  /** Draws the claims of a section's page. @param {Section} section */
  #fill(section) {
    const { claims, page, body } = section;
    const from = page * PAGE;
    const shown = claims.slice(from, from + PAGE);
    const items = make("ol", { class: "claims" }, ...shown.map((claim) => this.#item(claim)));
    body.replaceChildren(items);
    if (claims.length <= PAGE) return;
    const turn = (/** @type {string} */ label, /** @type {number} */ to) => {
      const button = make("button", { type: "button", class: "plain", disabled: to < 0 || to * PAGE >= claims.length }, label);
      button.addEventListener("click", () => {
        section.page = to;
        this.#fill(section);
        body.querySelector("button")?.focus();
      });
      return button;
    };
    body.append(
      make(
        "p",
        { class: "pages" },
        turn(strings.earlier, page - 1),
        make("span", {}, strings.page(from + 1, from + shown.length, claims.length)),
        turn(strings.later, page + 1),
      ),
    );
  }

  /** @param {Claim} claim */
  #item(claim) {
    const { id, attribution } = claim;
    const button = make(
      "button",
      { type: "button", class: "says", dir: "auto", tabindex: "-1", "data-claim": String(id), "aria-expanded": "false" },
      ...this.#words(claim),
    );
    if (!this.#stop) moveTabStop(undefined, (this.#stop = button));
    if (attribution) {
      const tags = [strings.tagOf(attribution), attribution.confidence < strings.UNSURE ? strings.unsure : ""];
      for (const tag of tags) if (tag) button.append(" ", make("span", { class: "tag" }, tag));
    }
    const nested = attribution !== null && attribution.inside !== null;
    return make("li", { id: `claim-${id}`, class: nested ? "inside" : false }, button);
  }

  /** A claim's own words, its cue where the article has it. @param {Claim} claim @returns {(Node | string)[]} */
  #words({ spans, attribution }) {
    const cue = attribution?.cue_span ?? null;
    /** @type {[Span, boolean][]} */
    const parts = spans.map((span) => [span, false]);
    if (cue) parts.push([cue, true]);
    parts.sort(([a], [b]) => a[0] - b[0]);
    /** @type {(Node | string)[]} */
    const words = [];
    let room = CLIP;
    let afterContent = false;
    for (const [[start, end], isCue] of parts) {
      if (words.length) words.push(afterContent && !isCue ? " … " : " ");
      if (isCue) {
        words.push(make("b", { class: "cue" }, this.#text.slice(start, end)));
      } else if (room > 0) {
        const text = this.#text.slice(start, Math.min(end, start + room));
        words.push(end - start > room ? `${text} …` : text);
        room -= end - start;
      }
      afterContent = !isCue;
    }
    return words;
  }

  /** Marks a claim as the selected one and unfolds what is known about it. @param {number | null} id */
  select(id) {
    this.#fold(this.#selected);
    this.#selected = id;
    if (id === null) return;
    const claim = this.#report.claims[id];
    const section = this.#sections.get(voiceOf(claim));
    if (!section) return;
    const page = Math.floor(section.claims.indexOf(claim) / PAGE);
    if (page !== section.page) {
      section.page = page;
      this.#fill(section);
    }
    const item = this.#find(id);
    if (!item) return;
    const show = make("button", { type: "button", class: "plain to-article" }, strings.labels.toArticle);
    show.addEventListener("click", () => this.on.show(id));
    item.append(make("div", { class: "detail" }, ...detail(this.#text, this.#report, claim, this.on.choose), show));
    item.classList.add("selected");
    const button = item.querySelector("button");
    button?.setAttribute("aria-expanded", "true");
    moveTabStop(this.#stop, (this.#stop = button ?? undefined));
  }

  /** @param {number | null} id */
  #fold(id) {
    const item = id === null ? undefined : this.#find(id);
    if (!item) return;
    item.classList.remove("selected");
    item.querySelector("button")?.setAttribute("aria-expanded", "false");
    item.querySelector(".detail")?.remove();
  }

  /** @param {number} id */
  #find(id) {
    const { body } = this.#sections.get(voiceOf(this.#report.claims[id])) ?? {};
    return body?.querySelector(`#claim-${id}`) ?? undefined;
  }

  /** @param {number} id @param {boolean} focus */
  reveal(id, focus) {
    const item = this.#find(id);
    if (!item) return;
    const panel = this.root.closest(".panel");
    if (panel && panel.scrollHeight > panel.clientHeight + 1 && getComputedStyle(panel).overflowY === "auto") {
      // By hand: `scrollIntoView` would move the article too.
      const [box, { top, bottom }] = [panel.getBoundingClientRect(), item.getBoundingClientRect()];
      const floor = Math.min(box.bottom, innerHeight);
      if (top < box.top || bottom > floor) panel.scrollTop += top - box.top - Math.max(0, (floor - box.top - (bottom - top)) / 2);
    } else {
      item.scrollIntoView({ block: "nearest" });
    }
    if (focus) item.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Shows only one voice's claims, or all. @param {Voice | null} voice */
  filter(voice) {
    this.#filter = voice;
    this.root.classList.toggle("filtering", voice !== null);
    for (const section of this.#sections.values()) {
      section.root.classList.toggle("in", section.voice === voice);
      section.name.setAttribute("aria-pressed", String(section.voice === voice));
    }
  }
}
