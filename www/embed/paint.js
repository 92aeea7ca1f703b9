/*
 * Paints claims into the host's article with the CSS Custom Highlight API. In: a report, the
 * article's text, what is chosen. Out: highlights over the article; its nodes are not touched. Where
 * a browser has no such highlights nothing is painted, and the list alone carries the meaning.
 */

/** @import { Report, Span } from "../whosaid.js" */
/** @import { ArticleText } from "./text.js" */
/** @import { Voice } from "./voices.js" */

import { HUES } from "./colours.js";
import { hueOf, voiceOf } from "./voices.js";

/** Nested claims have their line below the outer one's. */
const rules = Object.entries(HUES).map(([hue, { colour, line }]) => {
  const name = `whosaid-${hue}`;
  return `
::highlight(${name}), ::highlight(${name}-in) { text-decoration: underline ${line} 2px; text-decoration-color: ${colour}; text-underline-offset: 0.2em; text-decoration-skip-ink: none; }
::highlight(${name}-in) { text-underline-offset: 0.42em; }
::highlight(${name}-voice) { background-color: color-mix(in srgb, ${colour} 13%, transparent); }
::highlight(${name}-chosen) { background-color: color-mix(in srgb, ${colour} 24%, transparent); }
::highlight(${name}-says) { background-color: ${colour}; color: var(--whosaid-on-hue, light-dark(#fff, #141310)); }`;
});

/** Roots that hold the rules, and how many painters each serves. @type {Map<Document | ShadowRoot, number>} */
const users = new Map();
/** @type {CSSStyleSheet | null} */
let sheet = null;

const can = () => typeof Highlight === "function" && !!CSS.highlights;

/** Paints one article; several share the highlights of the page. */
export class Painter {
  /** @type {[string, AbstractRange][]} what of the page's highlights is its own */
  #ranges = [];
  /** @type {[string, AbstractRange][]} */
  #chosen = [];
  #root;

  /** @param {Document | ShadowRoot} root where the article lies */
  constructor(root) {
    this.#root = root;
    if (!can()) return;
    if (!users.has(root)) {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(rules.join(""));
      }
      root.adoptedStyleSheets.push(sheet);
    }
    users.set(root, (users.get(root) ?? 0) + 1);
  }

  /** Underlines every claim that has a source. @param {Report} report @param {ArticleText} article */
  paint(report, article) {
    erase(this.#ranges);
    if (!can()) return;
    /** @type {Set<number>} */
    const nested = new Set();
    let reach = -1;
    for (const { id, spans, attribution } of report.claims) {
      if (!attribution || spans.length === 0) continue;
      if (spans[0][0] < reach || attribution.inside !== null) nested.add(id);
      else reach = /** @type {Span} */ (spans.at(-1))[1];
    }
    for (const claim of report.claims) {
      if (!claim.attribution) continue;
      const name = `whosaid-${hueOf(report, voiceOf(claim))}${nested.has(claim.id) ? "-in" : ""}`;
      for (const span of claim.spans) this.#add(this.#ranges, name, article.rangesOf(...span), 0);
    }
  }

  /**
   * Marks the claims of a voice, one claim, and the words that attribute it.
   * @param {Report} report
   * @param {ArticleText} article
   * @param {Voice | null} voice
   * @param {number | null} chosen
   */
  choose(report, article, voice, chosen) {
    erase(this.#chosen);
    if (!can()) return;
    for (const claim of report.claims) {
      const isChosen = claim.id === chosen;
      if (!isChosen && voiceOf(claim) !== voice) continue;
      const hue = hueOf(report, voiceOf(claim));
      for (const span of claim.spans) {
        this.#add(this.#chosen, `whosaid-${hue}-${isChosen ? "chosen" : "voice"}`, article.rangesOf(...span), isChosen ? 2 : 1);
      }
      if (!isChosen || !claim.attribution) continue;
      const { source_span, cue_span } = claim.attribution;
      for (const span of [source_span, cue_span]) {
        if (span) this.#add(this.#chosen, `whosaid-${hue}-says`, article.rangesOf(...span), 3);
      }
    }
  }

  /** Takes everything away. */
  clear() {
    erase(this.#ranges);
    erase(this.#chosen);
    if (!users.has(this.#root)) return;
    const left = /** @type {number} */ (users.get(this.#root)) - 1;
    users.set(this.#root, left);
    if (left > 0) return;
    users.delete(this.#root);
    this.#root.adoptedStyleSheets = this.#root.adoptedStyleSheets.filter((other) => other !== sheet);
  }

  /** @param {[string, AbstractRange][]} own @param {string} name @param {AbstractRange[]} ranges @param {number} priority */
  #add(own, name, ranges, priority) {
    let highlight = CSS.highlights.get(name);
    if (!highlight) {
      highlight = new Highlight();
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
    }
    for (const range of ranges) {
      highlight.add(range);
      own.push([name, range]);
    }
  }
}

/** @param {[string, AbstractRange][]} own */
function erase(own) {
  for (const [name, range] of own) {
    const highlight = CSS.highlights.get(name);
    highlight?.delete(range);
    if (highlight?.size === 0) CSS.highlights.delete(name);
  }
  own.length = 0;
}
