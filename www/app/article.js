/*
 * The article as marked text. In: text and report. Out: one element a block, every claim underlined
 * in its source's colour. A long article comes in stretches: those far off the screen are not laid
 * out, and in a very long one they are not even drawn, so that the browser's own search finds only
 * what is near the screen there. Of more than two claims on the same words only the outermost and the
 * innermost show.
 */

/** @import { Report } from "../whosaid.js" */
/** @import { Filter } from "./types.js" */
/** @import { Line, Piece } from "./pieces.js" */

import { Pace, make, moveTabStop } from "./dom.js";
import { emptyReport } from "./engine.js";
import { lines } from "./pieces.js";
import { t } from "./strings.js";
import { colourOf, hueOf, letterOf, voiceOf } from "./voices.js";

/** Characters that make up a stretch: what a long article is laid out by. */
const STRETCH = 6_000;
/** Characters up to which all stretches are drawn. */
const WHOLE = 400_000;
/** How far from the screen a stretch is drawn. */
const NEAR = "1500px 0px";

/** Elements by block kind; all others are paragraphs. @type {Record<string, "h3" | "h4">} */
const tags = { headline: "h3", crosshead: "h4" };

/** @typedef {{ claims: HTMLElement[], sources: HTMLElement[], cues: HTMLElement[] }} Parts */

/**
 * @typedef {object} Stretch
 * @property {HTMLElement} root
 * @property {Line[]} lines
 * @property {number} length in characters
 * @property {number} end where it ends in the text
 * @property {boolean} drawn
 */

export class Article {
  /** @type {Report} */
  #report = emptyReport();
  /** By claim, what of it is drawn. @type {Map<number, Parts>} */
  #parts = new Map();
  /** @type {Stretch[]} */
  #stretches = [];
  /** @type {WeakMap<Element, Stretch>} */
  #byRoot = new WeakMap();
  #observer = new IntersectionObserver((entries) => this.#see(entries), { rootMargin: NEAR });
  /** Pixels that a character takes up, about. */
  #tall = 0.45;
  /** @type {HTMLElement | undefined} */
  #stop;
  /** @type {number | null} */
  #selected = null;
  /** @type {Filter | null} */
  #filter = null;
  /** @type {number | null} */
  #hovered = null;
  /** Where each text node begins in the text. @type {WeakMap<Text, number>} */
  #places = new WeakMap();

  /**
   * @param {HTMLElement} root
   * @param {(claim: number, again: boolean) => void} choose called with the claim that was clicked
   */
  constructor(root, choose) {
    this.root = root;
    root.addEventListener("click", (event) => {
      const piece = event.target instanceof Element ? event.target.closest("[data-claims]") : null;
      if (!(piece instanceof HTMLElement)) return;
      event.preventDefault();
      if (getSelection()?.isCollapsed === false) return; // text was being marked with the mouse
      // Innermost first; on words that belong to several, each further click goes one out.
      const here = (piece.dataset.claims ?? "").split(" ").map(Number).reverse();
      const byKey = event.detail === 0;
      const at = byKey ? -1 : here.indexOf(this.#selected ?? -1);
      choose(here[(at + 1) % here.length], byKey && here[0] === this.#selected);
    });
    root.addEventListener("pointerover", (event) => this.#hover(event.target));
    root.addEventListener("pointerleave", () => this.#hover(null));
  }

  /** Shows all the words of the claim under the pointer, not just the piece. @param {EventTarget | null} target */
  #hover(target) {
    const piece = target instanceof Element ? target.closest("[data-claims]") : null;
    const innermost = piece instanceof HTMLElement ? (piece.dataset.claims ?? "").split(" ").at(-1) : undefined;
    const id = innermost === undefined ? null : Number(innermost);
    if (id === this.#hovered) return;
    for (const [claim, on] of /** @type {const} */ ([[this.#hovered, false], [id, true]])) {
      if (claim !== null) for (const element of this.#parts.get(claim)?.claims ?? []) element.classList.toggle("hovered", on);
    }
    this.#hovered = id;
  }

  /** Ids of the claims that can be reached, in the order of the text. @returns {number[]} */
  get order() {
    return this.#report.claims.flatMap(({ id }) => (this.#shows(id) ? [id] : []));
  }

  /**
   * Draws anew. What fits the screen is there when this returns; the promise is for the rest.
   * @param {string} text
   * @param {Report} report
   * @param {AbortSignal} signal
   * @param {(share: number) => void} progress
   */
  async draw(text, report, signal, progress) {
    this.#observer.disconnect();
    this.#report = report;
    this.#parts = new Map();
    this.#stretches = [];
    this.#stop = undefined;
    this.#selected = null;
    this.#hovered = null;
    this.root.replaceChildren();
    const pace = new Pace(signal);
    const isLong = text.length > 4 * STRETCH;
    const isWhole = text.length <= WHOLE;
    /** @type {Stretch | undefined} */
    let stretch;
    for (const line of lines(text, report)) {
      if (!stretch || (stretch.length >= STRETCH && line.gap === null)) {
        if (stretch) this.#place(stretch, isWhole);
        const rest = isLong && stretch && pace.rest(); // the first is there at once
        if (rest) {
          progress((stretch?.end ?? 0) / text.length);
          await rest;
        }
        stretch = { root: make("div", { class: isLong ? "stretch far" : "stretch" }), lines: [], length: 0, end: 0, drawn: false };
      }
      stretch.lines.push(line);
      stretch.length += line.pieces.reduce((sum, piece) => sum + piece.text.length, 0);
      stretch.end = Math.max(stretch.end, ...line.pieces.map(({ end }) => end));
    }
    if (stretch) this.#place(stretch, isWhole);
  }

  /** Puts a stretch behind the others. @param {Stretch} stretch @param {boolean} draw */
  #place(stretch, draw) {
    const isFirst = this.#stretches.push(stretch) === 1;
    this.#byRoot.set(stretch.root, stretch);
    this.root.append(stretch.root);
    if (draw || isFirst) this.#fill(stretch);
    if (draw) return;
    if (isFirst) this.#tall = stretch.root.offsetHeight / stretch.length || this.#tall;
    else stretch.root.style.blockSize = `${stretch.length * this.#tall}px`;
    this.#observer.observe(stretch.root);
  }

  /** @param {Stretch} stretch */
  #fill(stretch) {
    stretch.drawn = true;
    stretch.root.style.blockSize = "";
    /** @type {HTMLElement | undefined} */
    let block;
    for (const line of stretch.lines) {
      if (block && line.gap !== null) {
        block.append(line.gap, make("span", { class: line.kind }, ...this.#pieces(line)));
      } else {
        block = this.#block(line);
        stretch.root.append(block);
      }
    }
  }

  /** Draws what has come near the screen, drops what has gone far. @param {IntersectionObserverEntry[]} entries */
  #see(entries) {
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const stretch = this.#byRoot.get(target);
      if (!stretch || isIntersecting === stretch.drawn) continue;
      if (isIntersecting) this.#fill(stretch);
      else if (!target.contains(document.activeElement)) this.#drop(stretch, boundingClientRect.height);
    }
  }

  /** @param {Stretch} stretch @param {number} height */
  #drop(stretch, height) {
    stretch.drawn = false;
    stretch.root.replaceChildren();
    stretch.root.style.blockSize = `${height}px`;
    const ids = new Set(stretch.lines.flatMap(({ pieces }) => pieces.flatMap(({ claims, sources, cues }) => [...claims, ...sources, ...cues])));
    for (const id of ids) {
      const parts = this.#parts.get(id);
      if (!parts) continue;
      for (const role of /** @type {const} */ (["claims", "sources", "cues"])) parts[role] = parts[role].filter((element) => element.isConnected);
      if (parts.claims.length + parts.sources.length + parts.cues.length === 0) this.#parts.delete(id);
    }
    if (this.#stop?.isConnected) return;
    const next = this.root.querySelector("a.claim");
    moveTabStop(undefined, (this.#stop = next instanceof HTMLElement ? next : undefined));
  }

  /** @param {Line} line */
  #block(line) {
    const label = t.blocks[line.kind];
    const block = make(tags[line.kind] ?? "p", { class: line.kind, dir: "auto" });
    if (line.continued) block.classList.add("continued");
    // A run-in keeps its own look when the paragraph goes on behind it.
    const pieces = this.#pieces(line);
    if (line.kind === "dateline") {
      block.className = "paragraph";
      block.append(make("span", { class: "dateline" }, ...pieces));
    } else {
      if (label && !line.continued) block.append(make("span", { class: "label", lang: t.code }, label), " ");
      block.append(...pieces);
    }
    return block;
  }

  /** @param {Line} line @returns {(Node | string)[]} */
  #pieces(line) {
    return line.pieces.map((piece) =>
      piece.claims.length || piece.sources.length || piece.cues.length ? this.#piece(piece) : this.#words(piece),
    );
  }

  /** @param {Piece} piece */
  #words({ text, end }) {
    const words = document.createTextNode(text);
    this.#places.set(words, end - text.length);
    return words;
  }

  /** @param {Piece} piece */
  #piece(piece) {
    const report = this.#report;
    const { claims } = report;
    const start = piece.end - piece.text.length;
    const fresh = piece.claims.filter((id) => claims[id].spans[0][0] === start);
    const inner = piece.claims.at(-1);
    const element = make(fresh.length ? "a" : "span", {}, this.#words(piece));
    const classes = element.classList;
    if (inner !== undefined) {
      const voice = voiceOf(claims[inner]);
      const outer = hueOf(report, voiceOf(claims[piece.claims[0]]));
      element.dataset.claims = piece.claims.join(" ");
      classes.add("claim", hueOf(report, voice));
      if (piece.claims.length > 1 && outer !== "hue-writer") classes.add("nested", `outer-${outer}`);
    }
    for (const id of piece.sources) classes.add("source", `says-${hueOf(report, voiceOf(claims[id]))}`);
    for (const id of piece.cues) classes.add("cue", `says-${hueOf(report, voiceOf(claims[id]))}`);
    if (fresh.length) {
      const first = fresh[fresh.length - 1];
      const voice = voiceOf(claims[first]);
      element.setAttribute("href", `#claim-${first}`);
      element.setAttribute("aria-describedby", `voice-${voice}`);
      element.tabIndex = -1;
      // The writer's own is the ground on which all others stand: it needs no sign of its own.
      const letter = voice === "writer" ? "" : letterOf(voice);
      if (letter) element.dataset.letter = letter;
      classes.toggle("wide", letter.length > 1);
      if (!this.#stop) moveTabStop(undefined, (this.#stop = element));
    }
    for (const role of /** @type {const} */ (["claims", "sources", "cues"])) {
      for (const id of piece[role]) {
        let parts = this.#parts.get(id);
        if (!parts) this.#parts.set(id, (parts = { claims: [], sources: [], cues: [] }));
        parts[role].push(element);
        if (this.#filter !== null && this.#shows(id)) classes.add("in");
        if (id === this.#selected) this.#paint(id, role, element, true);
      }
    }
    return element;
  }

  /** @param {number} id */
  #shows(id) {
    return this.#filter === null || this.#filter.has(voiceOf(this.#report.claims[id]));
  }

  /**
   * Marks a claim with its source and cue as the selected one.
   * @param {number | null} id
   */
  select(id) {
    this.#mark(this.#selected, false);
    this.#mark(id, true);
    this.#selected = id;
    const first = this.#first(id);
    if (first) moveTabStop(this.#stop, (this.#stop = first));
  }

  /** @param {number | null} id @param {boolean} on */
  #mark(id, on) {
    const parts = id === null ? undefined : this.#parts.get(id);
    if (!parts || id === null) return;
    for (const role of /** @type {const} */ (["claims", "sources", "cues"])) {
      for (const element of parts[role]) this.#paint(id, role, element, on);
    }
  }

  /** Marks a piece of the selected claim, or lets go of it. @param {number} id @param {keyof Parts} role @param {HTMLElement} element @param {boolean} on */
  #paint(id, role, element, on) {
    element.classList.toggle({ claims: "selected", sources: "selected-source", cues: "selected-cue" }[role], on);
    if (on) element.style.setProperty("--chosen", colourOf(this.#report, voiceOf(this.#report.claims[id])));
    else element.style.removeProperty("--chosen");
    if (role !== "claims" || element !== this.#first(id)) return;
    if (on) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
  }

  /** @param {number | null} id */
  #first(id) {
    return id === null ? undefined : this.#parts.get(id)?.claims[0];
  }

  /** What is selected in it with the mouse or the keyboard, as a part of its text. @returns {import("../whosaid.js").Span | null} */
  get selection() {
    const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : undefined;
    if (!range || range.collapsed || !this.root.contains(range.commonAncestorContainer)) return null;
    const [start, end] = [this.#offset(range.startContainer, range.startOffset), this.#offset(range.endContainer, range.endOffset)];
    return start !== null && end !== null && start < end ? [start, end] : null;
  }

  /** Where in the text a place in the article lies. @param {Node} node @param {number} offset @returns {number | null} */
  #offset(node, offset) {
    const place = node instanceof Text ? this.#places.get(node) : undefined;
    if (place !== undefined) return place + offset;
    // Between elements: where the words behind it begin, or else where those before it end.
    const next = node.childNodes[offset];
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    walker.currentNode = next ?? node;
    for (let words = next instanceof Text ? next : next && walker.nextNode(); words; words = walker.nextNode()) {
      const begins = this.#places.get(/** @type {Text} */ (words));
      if (begins !== undefined) return begins;
    }
    /** @type {Node | null} */
    let last = node;
    while (last?.lastChild) last = last.lastChild;
    walker.currentNode = last ?? node;
    for (let words = last instanceof Text ? last : walker.previousNode(); words; words = walker.previousNode()) {
      const begins = this.#places.get(/** @type {Text} */ (words));
      if (begins !== undefined) return begins + /** @type {Text} */ (words).length;
    }
    return null;
  }

  /** The place in the text at a point of the screen. @param {number} x @param {number} y */
  placeAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y);
    const range = caret ? null : document.caretRangeFromPoint?.(x, y);
    const [node, offset] = [caret?.offsetNode ?? range?.startContainer, caret?.offset ?? range?.startOffset ?? 0];
    return node && this.root.contains(node) ? this.#offset(node, offset) : null;
  }

  /** The place in the text of the first words that are on the screen. */
  get placeOnTop() {
    for (const block of this.root.querySelectorAll(".stretch > *")) {
      if (block.getBoundingClientRect().bottom > 0) return this.#offset(block, 0) ?? 0;
    }
    return 0;
  }

  /** Shows which words are being chosen, in browsers that can, and gives what of them is drawn. @param {import("../whosaid.js").Span} span */
  outline(span) {
    /** @type {Range[]} */
    const chosen = [];
    const walker = document.createTreeWalker(this.root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const words = /** @type {Text} */ (walker.currentNode);
      const begins = this.#places.get(words);
      if (begins === undefined) continue;
      const [from, to] = [Math.max(span[0], begins), Math.min(span[1], begins + words.length)];
      if (from >= to) continue;
      const range = new Range();
      range.setStart(words, from - begins);
      range.setEnd(words, to - begins);
      chosen.push(range);
    }
    if (globalThis.CSS?.highlights) CSS.highlights.set("chosen", new Highlight(...chosen));
    return chosen;
  }

  endOutline() {
    globalThis.CSS?.highlights?.delete("chosen");
  }

  /** @param {number} id @param {boolean} focus */
  reveal(id, focus) {
    const at = this.#report.claims[id].spans[0][0];
    const stretch = this.#stretches.find(({ end }) => at < end);
    if (stretch && !stretch.drawn) this.#fill(stretch);
    const first = this.#first(id);
    if (!first) return;
    first.scrollIntoView({ block: "nearest" }); // style.css says how near to the edge is near enough
    if (focus) first.focus({ preventScroll: true });
  }

  /** Shows only some voices' claims, or all. @param {Filter | null} filter */
  filter(filter) {
    this.#filter = filter;
    this.root.classList.toggle("filtering", filter !== null);
    for (const element of this.root.querySelectorAll(".in")) element.classList.remove("in");
    if (filter === null) return;
    for (const [id, parts] of this.#parts) {
      if (!this.#shows(id)) continue;
      for (const element of [...parts.claims, ...parts.sources, ...parts.cues]) element.classList.add("in");
    }
  }
}
