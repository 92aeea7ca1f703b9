/*
 * What the element shows of itself, in its shadow root: the list of sources with their claims, a
 * card beside a claim that was chosen in the article, a button for the drawer. In: a report and the
 * article's text. Out: elements, and calls for what the reader does. Text goes in as text nodes only.
 */

/** @import { Claim, Report } from "../whosaid.js" */
/** @import { Anchored } from "./anchor.js" */
/** @import { Place } from "./who-said.js" */
/** @import { Voice } from "./voices.js" */
/** @import { Words } from "./words.js" */

import { style } from "./style.js";
import { claimOf, claimsByVoice, hueOf, letterOf, sourceOf, voiceOf } from "./voices.js";
import { UNSURE } from "./words.js";

/** Characters of a claim that the list shows. */
const CLIP = 400;

/**
 * @typedef {object} Shown
 * @property {Report} report
 * @property {number[]} missing
 * @property {Anchored["said"]} said
 * @property {boolean} prepared
 * @property {string} reviewedBy
 */

export class Panel {
  #on;
  /** @type {Shown | null} */
  #shown = null;
  /** @type {Map<Voice, HTMLDetailsElement>} */
  #voices = new Map();
  /** @type {Map<number, HTMLLIElement>} */
  #rows = new Map();
  /** @type {number | null} */
  #selected = null;
  /** @type {Place | null} */
  #place = null;
  #isBeside = false;

  #opener = make("button", { type: "button", part: "button", class: "opener", "aria-expanded": "false", hidden: true });
  #close = make("button", { type: "button", class: "close" }, "×");
  #note = make("div", { part: "note", class: "note", role: "status" });
  #body = make("div", { part: "voices", class: "voices" });
  #panel = make("section", { part: "panel", class: "panel", tabindex: "-1" });
  #card = make("div", { part: "card", class: "card", "aria-live": "polite", hidden: true });

  /**
   * @param {ShadowRoot} root
   * @param {Words} words
   * @param {object} on
   * @param {(claim: number | null) => void} on.choose
   * @param {(voice: Voice | null) => void} on.voice a source was opened, or all are closed
   * @param {(claim: number, card: boolean) => void} on.show asked to show a claim in the article
   */
  constructor(root, words, on) {
    this.words = words;
    this.#on = on;
    root.adoptedStyleSheets = [style()];
    const heading = make("h2", { part: "title" }, words.title);
    this.#close.setAttribute("aria-label", words.close);
    this.#panel.setAttribute("aria-label", words.title);
    this.#panel.append(make("div", { class: "head" }, heading, this.#close), this.#note, this.#body);
    this.frame = make("div", { class: "frame", lang: words.lang }, this.#opener, this.#panel, this.#card);
    root.replaceChildren(this.frame);
    this.frame.addEventListener("click", (event) => this.#clicked(event));
    this.frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || (this.#selected === null && !this.#isOpen)) return;
      event.stopPropagation();
      if (this.#selected !== null) on.choose(null);
      else this.#toggle(false);
    });
  }

  /** Where the list stands: `beside` where there is room. @param {Place} place */
  set place(place) {
    if (place === this.#place) return;
    this.#place = place;
    const isDrawer = place === "drawer";
    this.#opener.hidden = !isDrawer;
    this.#close.hidden = !isDrawer;
    this.#panel.hidden = place === "none" || isDrawer;
    this.#panel.classList.toggle("drawer", isDrawer);
    if (isDrawer) this.#panel.setAttribute("popover", "manual");
    else this.#panel.removeAttribute("popover");
    this.#opener.setAttribute("aria-expanded", "false");
  }

  /** Beside the article: in a column of the host's, or in the free space there. @param {"column" | { left: number, top: number, width: number, height: number } | null} aside */
  set aside(aside) {
    this.#panel.classList.toggle("sticky", aside !== null);
    const free = aside !== null && aside !== "column";
    this.frame.classList.toggle("beside", free);
    this.frame.classList.toggle("column", aside === "column");
    this.#isBeside = aside !== null;
    for (const name of ["left", "top", "width", "height"]) {
      const value = free ? aside[/** @type {"left"} */ (name)] : null;
      this.frame.style.setProperty(`--${name}`, value === null ? null : `${value}px`);
    }
  }

  /** Something to say instead of a report. @param {(Node | string)[]} parts */
  say(...parts) {
    this.#shown = null;
    this.#hideCard();
    this.#body.replaceChildren();
    this.#note.replaceChildren(...parts.map((part) => (typeof part === "string" ? make("p", {}, part) : part)));
    this.#opener.textContent = this.words.title;
  }

  /** @param {Shown} shown */
  show(shown) {
    const open = [...this.#voices].flatMap(([voice, row]) => (row.open && this.#shown ? [this.#name(this.#shown.report, voice)] : []));
    this.#shown = shown;
    this.#voices.clear();
    this.#rows.clear();
    this.#hideCard();
    const { report, missing } = shown;
    const gone = new Set(missing);
    const there = { ...report, claims: report.claims.filter(({ id }) => !gone.has(id)) };
    const voices = claimsByVoice(there);
    this.#note.replaceChildren(...this.#notes(there, voices));
    this.#body.replaceChildren(...[...voices].map(([voice, claims]) => this.#voice(voice, claims)));
    const sources = [...voices.keys()].filter((voice) => typeof voice === "number").length;
    this.#opener.textContent = this.words.open(sources);
    for (const [voice, row] of this.#voices) row.open = open.includes(this.#name(report, voice));
    if (this.#selected !== null) this.#mark();
  }

  /**
   * Marks the claim that is chosen.
   * @param {number | null} claim
   * @param {DOMRect | null} at where it stands in the article, if it was chosen there
   */
  select(claim, at) {
    this.#selected = claim;
    this.#hideCard();
    this.#mark();
    if (claim === null || !this.#shown) return;
    if (at && !this.#isBeside) this.#showCard(claim, at);
    else this.#reveal(claim, false);
  }

  /** The claim after one in the order of the list, or before it. @param {number} claim @param {1 | -1} step */
  #beside(claim, step) {
    const ids = [...(this.#shown?.report.claims ?? [])].filter(({ spans, attribution }) => spans.length > 0 && attribution).map(({ id }) => id);
    return ids[ids.indexOf(claim) + step] ?? null;
  }

  /** @param {Report} report @param {Map<Voice, Claim[]>} voices */
  #notes(report, voices) {
    const { missing, prepared, reviewedBy } = /** @type {Shown} */ (this.#shown);
    const all = /** @type {Shown} */ (this.#shown).report;
    const speaking = [...voices.keys()].filter((voice) => typeof voice === "number");
    const named = speaking.filter((voice) => sourceOf(report, voice)?.named).length;
    const own = voices.get("writer")?.length ?? 0;
    /** @type {HTMLElement[]} */
    const notes = [
      make("p", { part: "summary", class: "summary" }, report.claims.length ? this.words.summary(named, speaking.length - named, report.claims.length - own, own) : this.words.none),
      this.#shares(report, voices),
      make("p", { part: "caution", class: "caution" }, reviewedBy ? this.words.reviewed(reviewedBy) : this.words.caution),
    ];
    if (prepared && missing.length > 0) {
      const gone = missing.map((id) => {
        const claim = /** @type {Claim} */ (claimOf(all, id));
        return make("li", { dir: "auto" }, make("bdi", { class: "name" }, this.#name(all, voiceOf(claim))), clip(claim.text));
      });
      const note = make("p", {}, this.words.edited(missing.length));
      notes.push(make("div", { part: "missing", class: "missing" }, note, make("ul", {}, ...gone)));
    }
    if (voices.size > 1) notes.push(make("button", { type: "button", class: "plain all", "data-all": "open" }, this.words.openAll));
    return notes;
  }

  /** One bar, divided as the article's claims are among the voices. @param {Report} report @param {Map<Voice, Claim[]>} voices */
  #shares(report, voices) {
    const bar = make("div", { part: "shares", class: "shares", "aria-hidden": "true" });
    for (const [voice, claims] of voices) {
      const outer = claims.filter(({ attribution }) => (attribution?.inside ?? null) === null);
      const length = outer.flatMap(({ spans }) => spans).reduce((sum, [start, end]) => sum + end - start, 0);
      const part = make("span", { class: hueOf(report, voice) });
      part.style.flexGrow = String(length);
      bar.append(part);
    }
    return bar;
  }

  /** @param {Voice} voice @param {Claim[]} claims */
  #voice(voice, claims) {
    const { report } = /** @type {Shown} */ (this.#shown);
    const summary = make(
      "summary",
      { part: "source" },
      make("span", { class: "letter", "aria-hidden": "true" }, letterOf(voice)),
      this.#who(voice),
      make("span", { class: "count" }, this.words.claims(claims.length)),
    );
    const list = make("ol", {}, ...claims.map((claim) => this.#row(claim)));
    const row = make("details", { part: "voice", class: `voice ${hueOf(report, voice)}` }, summary, list);
    this.#voices.set(voice, row);
    summary.addEventListener("click", () => this.#on.voice(row.open ? null : voice));
    return row;
  }

  /** @param {Claim} claim */
  #row(claim) {
    const { report } = /** @type {Shown} */ (this.#shown);
    const says = make("button", { type: "button", class: "says", dir: "auto", "data-claim": String(claim.id), "aria-expanded": "false" }, ...this.#says(claim));
    const inside = claimOf(report, claim.attribution?.inside);
    for (const tag of this.#tags(claim, inside)) says.append(" ", make("span", { class: "tag", dir: "ltr" }, tag));
    const row = make("li", { part: "claim", class: inside ? "inside" : "" }, says);
    this.#rows.set(claim.id, row);
    return row;
  }

  /** Cue and content. @param {Claim} claim @returns {(Node | string)[]} */
  #says({ id, text }) {
    const cue = this.#shown?.said.get(id)?.cue;
    return cue ? [make("b", { class: "cue" }, cue), " ", clip(text)] : [clip(text)];
  }

  /** @param {Report} report @param {Voice} voice */
  #name(report, voice) {
    return voice === "nobody" || voice === "writer" ? this.words[voice][0] : (sourceOf(report, voice)?.name ?? "");
  }

  /** A source's name and kind. @param {Voice} voice */
  #who(voice) {
    const { report } = /** @type {Shown} */ (this.#shown);
    const source = sourceOf(report, voice);
    const kind = voice === "nobody" || voice === "writer" ? this.words[voice][1] : source ? this.words.kindOf(source) : "";
    return make("span", { class: "who" }, make("bdi", { class: "name" }, this.#name(report, voice)), make("span", { class: "kind" }, kind));
  }

  /** @param {Claim} claim @param {Claim | undefined} inside */
  #tags(claim, inside) {
    const { report } = /** @type {Shown} */ (this.#shown);
    const tags = inside ? [this.words.inside(this.#name(report, voiceOf(inside)))] : [];
    if ((claim.attribution?.confidence ?? 1) < UNSURE) tags.push(this.words.unsure);
    return tags;
  }

  /** All that is known about a claim. @param {number} id */
  #detail(id) {
    const { report, said } = /** @type {Shown} */ (this.#shown);
    const attribution = claimOf(report, id)?.attribution;
    const { words } = this;
    const here = said.get(id);
    /** @param {string | null | undefined} words */
    const quote = (words) => (words ? `“${words}”` : "");
    const rows = attribution
      ? [
          [words.here, quote(here?.source)],
          [words.cue, quote(here?.cue)],
          [words.quoted, words.modes[attribution.mode]],
          [words.stance, words.stances[attribution.stance]],
          [words.sure, words.sureness(attribution.confidence)],
          [words.why, attribution.why],
        ]
      : [[words.why, words.ownWhy]];
    const list = make("dl", { part: "detail", class: "detail" });
    for (const [question, answer] of rows) {
      if (answer) list.append(make("div", {}, make("dt", {}, question), make("dd", { dir: "auto" }, answer)));
    }
    return list;
  }

  /** The claim that is chosen shows all that is known about it. */
  #mark() {
    for (const [id, row] of this.#rows) {
      const isChosen = id === this.#selected;
      row.classList.toggle("selected", isChosen);
      row.firstElementChild?.setAttribute("aria-expanded", String(isChosen));
      row.querySelector(".detail")?.remove();
      if (!isChosen || !this.#shown) continue;
      row.append(this.#detail(id));
    }
  }

  /** Opens the list at a claim. @param {number} claim @param {boolean} focus */
  #reveal(claim, focus) {
    const row = this.#rows.get(claim);
    const voice = row?.closest("details");
    if (!row || !voice) return;
    voice.open = true;
    if (focus || this.#isBeside) row.scrollIntoView({ block: "nearest" });
    if (focus) /** @type {HTMLElement} */ (row.firstElementChild).focus();
  }

  /** @param {number} id @param {DOMRect} at */
  #showCard(id, at) {
    const { report } = /** @type {Shown} */ (this.#shown);
    const claim = /** @type {Claim} */ (claimOf(report, id));
    const voice = voiceOf(claim);
    /** @param {string} name @param {string} text @param {string} label */
    const button = (name, text, label) => make("button", { type: "button", class: "plain", "data-do": name, "aria-label": label }, text);
    const who = make(
      "p",
      { class: "speaker" },
      make("span", { class: "letter", "aria-hidden": "true" }, letterOf(voice)),
      this.#who(voice),
    );
    const why = claim.attribution?.why ?? "";
    this.#card.className = `card ${hueOf(report, voice)}`;
    this.#card.replaceChildren(
      who,
      make("p", { class: "said", dir: "auto" }, ...this.#says(claim)),
      make("p", { class: "why" }, why, claim.attribution && claim.attribution.confidence < UNSURE ? ` (${this.words.unsure})` : ""),
      make(
        "p",
        { class: "bar" },
        ...(this.#beside(id, -1) === null ? [] : [button("previous", "←", this.words.previous)]),
        ...(this.#beside(id, 1) === null ? [] : [button("next", "→", this.words.next)]),
        ...(this.#place === "none" ? [] : [button("list", this.words.inList, this.words.inList)]),
        button("close", "×", this.words.close),
      ),
    );
    this.#card.hidden = false;
    this.#card.setAttribute("popover", "manual");
    this.#card.showPopover?.();
    const width = this.#card.offsetWidth;
    const left = Math.max(12, Math.min(at.left, document.documentElement.clientWidth - width - 12));
    const below = at.bottom + 10 + this.#card.offsetHeight < innerHeight || at.top < this.#card.offsetHeight + 10;
    const top = below ? at.bottom + 10 : at.top - this.#card.offsetHeight - 10;
    this.#card.style.setProperty("--left", `${left + scrollX}px`);
    this.#card.style.setProperty("--top", `${top + scrollY}px`);
  }

  #hideCard() {
    if (this.#card.hasAttribute("popover") && this.#card.matches(":popover-open")) this.#card.hidePopover();
    this.#card.hidden = true;
  }

  get #isOpen() {
    return this.#place === "drawer" && !this.#panel.hidden;
  }

  /** @param {boolean} open the drawer */
  #toggle(open) {
    this.#panel.hidden = !open;
    if (open) this.#panel.showPopover?.();
    this.#opener.setAttribute("aria-expanded", String(open));
    (open ? this.#panel : this.#opener).focus();
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    const { claim, all, do: action } = button.dataset;
    if (button === this.#opener) this.#toggle(!this.#isOpen);
    else if (button === this.#close) this.#toggle(false);
    else if (claim) {
      const id = Number(claim);
      this.#on.choose(id === this.#selected ? null : id);
      if (this.#selected !== null) this.#on.show(id, false);
    } else if (all) {
      const open = all === "open";
      for (const row of this.#voices.values()) row.open = open;
      button.dataset.all = open ? "close" : "open";
      button.textContent = open ? this.words.closeAll : this.words.openAll;
    } else if (action && this.#selected !== null) this.#act(action, this.#selected);
  }

  /** @param {string} action of the card @param {number} claim */
  #act(action, claim) {
    if (action === "close") this.#on.choose(null);
    else if (action === "list") {
      this.#hideCard();
      if (this.#place === "drawer") this.#toggle(true);
      this.#reveal(claim, true);
    } else {
      const to = this.#beside(claim, action === "next" ? 1 : -1);
      if (to !== null) this.#on.show(to, true);
    }
  }
}

/** @param {string} text */
const clip = (text) => (text.length > CLIP ? `${text.slice(0, CLIP).replace(/[\ud800-\udbff]$/, "")} …` : text);

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean>} attributes true sets an empty one, false leaves it out
 * @param {(Node | string)[]} children text is added as text nodes
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}
