/*
 * The ledger: who speaks, how much, and where first; under each source its claims in the article's
 * own words. In: text and report. Out: a section a source, then claims without a speaker, then the
 * writer's own. A source's claims show when it is the only one shown, when one of them is selected,
 * or when all are listed; one with many shows them by the page.
 */

/** @import { Claim, Report } from "../whosaid.js" */
/** @import { Filter, Voice } from "./types.js" */
/** @import { Entry } from "./voices.js" */

import { claimWords } from "./card.js";
import { correctedTag } from "./corrections.js";
import { Pace, make, moveTabStop } from "./dom.js";
import { emptyReport } from "./engine.js";
import { UNSURE, aliasesOf, t, tagOf } from "./strings.js";
import { hueOf, kindLabel, ledger, letterOf, nameOf, placer, voiceOf } from "./voices.js";

/** Claims of one source that show at a time. */
const PAGE = 30;
/** Characters of a claim that the list shows. */
const CLIP = 500;
/** Forms of a source's name that show. */
const FORMS = 4;

/**
 * @typedef {object} Section
 * @property {Entry} entry
 * @property {number} page
 * @property {boolean} filled whether its claims are drawn
 * @property {HTMLElement} root
 * @property {HTMLButtonElement} name
 * @property {HTMLElement} body
 */

export class Ledger {
  #text = "";
  /** @type {Report} */
  #report = emptyReport();
  /** By voice, in the order of the list. @type {Map<Voice, Entry>} */
  #entries = new Map();
  /** Those that are drawn. @type {Map<Voice, Section>} */
  #sections = new Map();
  /** @type {HTMLElement | undefined} */
  #stop;
  /** @type {number | null} */
  #selected = null;
  /** @type {Filter | null} */
  #filter = null;
  #unfolded = false;

  /**
   * @param {HTMLElement} root
   * @param {object} on
   * @param {(claim: number | null) => void} on.choose
   * @param {(claim: Claim) => Node[]} on.card what to show under a claim that is selected
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
    return [...this.#entries.values()].filter(({ voice }) => this.#shows(voice)).flatMap(({ claims }) => claims.map(({ id }) => id));
  }

  get #speaking() {
    return [...this.#entries.keys()].filter((voice) => typeof voice === "number");
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
    const own = this.#entries.get("writer")?.claims.length ?? 0;
    return t.summary(named, speaking.length - named, claims.length - own, own);
  }

  /** One bar, divided among the voices, those of one hue side by side. @param {"words" | "claims"} by */
  shares(by) {
    const entries = [...this.#entries.values()].map((entry) => ({ ...entry, hue: hueOf(this.#report, entry.voice) }));
    const order = [...new Set(entries.map(({ hue }) => hue))];
    entries.sort((a, b) => order.indexOf(a.hue) - order.indexOf(b.hue));
    const total = entries.reduce((sum, entry) => sum + sizeOf(entry, by), 0) || 1;
    return entries.map((entry) => {
      const share = sizeOf(entry, by) / total;
      const part = make("span", { class: entry.hue, "data-voice": String(entry.voice) }, share > 0.035 ? letterOf(entry.voice) : "");
      part.style.flexGrow = String(share);
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
    this.#entries = ledger(text, report);
    const place = placer(report);
    const most = Math.max(1, ...[...this.#entries.values()].map(({ words }) => words));
    const far = report.claims.length > 200;
    for (const [voice, entry] of this.#entries) {
      const rest = far && this.#sections.size > 0 && pace.rest();
      if (rest) await rest;
      const section = this.#section(entry);
      this.#sections.set(voice, section);
      this.#head(section, place(entry.claims[0]), entry.words / most);
      section.root.classList.toggle("far", far);
      this.#show(section);
      this.root.append(section.root);
      const selected = this.#selected === null ? undefined : report.claims[this.#selected];
      if (selected && voiceOf(selected) === voice) this.select(selected.id); // it was selected before it was there
    }
  }

  /** @param {Entry} entry @returns {Section} */
  #section(entry) {
    const { voice } = entry;
    const root = make("section", { class: `voice ${hueOf(this.#report, voice)}` });
    const name = make("button", { type: "button", id: `voice-${voice}`, "aria-pressed": "false" });
    const body = make("div", { class: "body" });
    name.addEventListener("click", () => this.on.filter(voice));
    return { entry, page: 0, filled: false, root, name, body };
  }

  /** @param {Section} section @param {{ kind: string, paragraph: number }} first @param {number} share */
  #head({ entry: { voice, claims, words }, root, name, body }, first, share) {
    name.append(
      make("span", { class: "letter", "aria-hidden": "true" }, letterOf(voice)),
      make("bdi", {}, nameOf(this.#report, voice)),
    );
    const bar = make("span", { class: "share", "aria-hidden": "true" });
    bar.style.inlineSize = `${Math.max(2, share * 100)}%`;
    root.append(
      make("h3", {}, name),
      make("p", { class: "figures" }, `${t.claims(claims.length)} · ${t.words(words)}`),
      make("p", { class: "kind" }, `${kindLabel(this.#report, voice)} · ${t.first(first.kind, first.paragraph)}`),
      make("div", { class: "track" }, bar),
    );
    const aliases = typeof voice === "number" ? aliasesOf(this.#report.sources[voice]) : [];
    const [shown, more] = [aliases.slice(0, FORMS), Math.max(0, aliases.length - FORMS)];
    if (shown.length) body.append(make("p", { class: "aliases", dir: "auto" }, t.aliases(shown, more)));
    body.append(make("div", {}));
    root.append(body);
  }

  /** Folds or unfolds a section as it should be. @param {Section} section */
  #show(section) {
    const { voice } = section.entry;
    const isOnly = this.#filter !== null && this.#filter.has(voice);
    const holdsSelected = this.#selected !== null && voiceOf(this.#report.claims[this.#selected]) === voice;
    const isOpen = (this.#filter === null ? this.#unfolded : isOnly) || holdsSelected;
    section.body.hidden = !isOpen;
    section.root.classList.toggle("in", isOnly);
    section.name.setAttribute("aria-pressed", String(this.#filter?.key === voice));
    if (isOpen && !section.filled) this.#fill(section);
  }

  /** Draws the claims of a section's page. @param {Section} section */
  #fill(section) {
    const {
      entry: { claims },
      page,
      body,
    } = section;
    section.filled = true;
    const from = page * PAGE;
    const shown = claims.slice(from, from + PAGE);
    const parts = [make("ol", { class: "claims" }, ...shown.map((claim) => this.#item(claim)))];
    if (claims.length > PAGE) {
      const turn = (/** @type {string} */ label, /** @type {number} */ to) => {
        const button = make("button", { type: "button", class: "plain", disabled: to < 0 || to * PAGE >= claims.length }, label);
        button.addEventListener("click", () => {
          section.page = to;
          this.#fill(section);
          body.querySelector("button")?.focus();
        });
        return button;
      };
      const range = make("span", {}, t.page(from + 1, from + shown.length, claims.length));
      parts.push(/** @type {any} */ (make("p", { class: "pages" }, turn(t.earlier, page - 1), range, turn(t.later, page + 1))));
    }
    body.lastElementChild?.replaceChildren(...parts);
  }

  /** @param {Claim} claim */
  #item(claim) {
    const { id, attribution } = claim;
    const button = make(
      "button",
      { type: "button", class: "says", dir: "auto", lang: "en", tabindex: "-1", "data-claim": String(id), "aria-expanded": "false" },
      ...claimWords(this.#text, claim, CLIP),
    );
    if (!this.#stop) moveTabStop(undefined, (this.#stop = button));
    const told = this.#told(claim);
    if (told) button.append(" ", make("bdi", { class: "tag told", lang: t.code }, told));
    const byPerson = correctedTag(this.#report, claim);
    const tags = byPerson
      ? [byPerson]
      : [attribution ? tagOf(attribution) : "", attribution && attribution.confidence < UNSURE ? t.unsure : "", claim.hedged ? t.hedged : ""];
    for (const tag of tags) if (tag) button.append(" ", make("span", { class: "tag", lang: t.code }, tag));
    const nested = attribution !== null && attribution.inside !== null;
    return make("li", { id: `claim-${id}`, class: nested ? "inside" : false }, button);
  }

  /** Who hands a claim on, where the article has it only from another claim. @param {Claim} claim */
  #told(claim) {
    const around = this.#report.claims[claim.attribution?.inside ?? -1];
    if (!around?.attribution) return "";
    const voice = voiceOf(around);
    if (voice === "nobody") return t.toldByNobody;
    const name = nameOf(this.#report, voice);
    return voice === voiceOf(claim) ? t.insideAnotherOf(name) : t.toldBy(name);
  }

  /** Marks a claim as the selected one and unfolds its card. @param {number | null} id */
  select(id) {
    const before = this.#selected;
    if (before !== null) this.#fold(before);
    this.#selected = id;
    const voiceBefore = before === null ? undefined : voiceOf(this.#report.claims[before]);
    const old = voiceBefore === undefined ? undefined : this.#sections.get(voiceBefore);
    if (old) this.#show(old);
    if (id === null) return;
    const claim = this.#report.claims[id];
    const section = this.#sections.get(voiceOf(claim));
    if (!section) return;
    const page = Math.floor(section.entry.claims.indexOf(claim) / PAGE);
    if (page !== section.page) {
      section.page = page;
      section.filled = false;
    }
    this.#show(section);
    const item = this.#find(id);
    if (!item) return;
    item.append(make("div", { class: "card" }, ...this.on.card(claim)));
    item.classList.add("selected");
    const button = item.querySelector("button");
    button?.setAttribute("aria-expanded", "true");
    moveTabStop(this.#stop, (this.#stop = button ?? undefined));
  }

  /** @param {number} id */
  #fold(id) {
    const item = this.#find(id);
    if (!item) return;
    item.classList.remove("selected");
    item.querySelector("button")?.setAttribute("aria-expanded", "false");
    item.querySelector(".card")?.remove();
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
      const room = floor - box.top;
      if (top < box.top + 40 || bottom > floor) panel.scrollTop += top - box.top - Math.max(48, (room - (bottom - top)) / 2);
    } else {
      item.scrollIntoView({ block: "nearest" });
    }
    if (focus) item.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {Voice} voice */
  #shows(voice) {
    return this.#filter === null || this.#filter.has(voice);
  }

  /** Shows only some voices' claims, or all. @param {Filter | null} filter */
  filter(filter) {
    this.#filter = filter;
    this.root.classList.toggle("filtering", filter !== null);
    for (const section of this.#sections.values()) this.#show(section);
  }

  /** Lists all claims, or the sources alone. @param {boolean} on */
  unfold(on) {
    this.#unfolded = on;
    for (const section of this.#sections.values()) this.#show(section);
  }
}

/** @param {Entry} entry @param {"words" | "claims"} by */
const sizeOf = ({ words, claims }, by) => (by === "words" ? words : claims.length);
