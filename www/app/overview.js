/*
 * The whole article at a glance: a narrow strip, top to bottom, in which every claim is a mark in
 * its source's colour, each hue in a lane of its own. In: report, what is selected and filtered.
 * Out: a drawing, and a claim when it is clicked. Says nothing that the ledger does not say.
 */

/** @import { Report } from "../whosaid.js" */
/** @import { Filter } from "./types.js" */

import { hueIndex, voiceOf } from "./voices.js";

/** Marks closer than this, in pixels, become one. */
const FINE = 0.5;

export class Overview {
  #length = 0;
  /** @type {Report | null} */
  #report = null;
  /** @type {Filter | null} */
  #filter = null;
  /** @type {number | null} */
  #selected = null;
  #due = 0;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {HTMLElement} article whose part on the screen is framed
   * @param {(claim: number) => void} choose
   */
  constructor(canvas, article, choose) {
    this.canvas = canvas;
    this.article = article;
    canvas.addEventListener("click", (event) => {
      const { top, height } = canvas.getBoundingClientRect();
      const at = ((event.clientY - top) / height) * this.#length;
      /** @type {{ id: number, far: number } | null} */
      let best = null;
      for (const { id, spans, attribution } of this.#report?.claims ?? []) {
        if (this.#filter && !this.#filter.has(attribution ? (attribution.source ?? "nobody") : "writer")) continue;
        const far = Math.min(...spans.map(([start, end]) => (at < start ? start - at : Math.max(0, at - end))));
        if (!best || far < best.far) best = { id, far };
      }
      if (best) choose(best.id);
    });
    const soon = () => this.#soon();
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
  }

  /** @param {number} length of the text @param {Report} report */
  draw(length, report) {
    this.#length = length;
    this.#report = report;
    this.#selected = null;
    this.canvas.hidden = report.claims.length === 0;
    this.#soon();
  }

  /** @param {Filter | null} filter */
  filter(filter) {
    this.#filter = filter;
    this.#soon();
  }

  /** @param {number | null} claim */
  select(claim) {
    this.#selected = claim;
    this.#soon();
  }

  #soon() {
    this.#due ||= requestAnimationFrame(() => {
      this.#due = 0;
      this.#paint();
    });
  }

  #paint() {
    const { canvas } = this;
    const { clientWidth: width, clientHeight: height } = canvas;
    const context = canvas.getContext("2d");
    const report = this.#report;
    if (!context || !report || width === 0 || height === 0) return;
    const scale = devicePixelRatio;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const style = getComputedStyle(canvas);
    const [soft, rule, ink] = ["--soft", "--rule", "--ink"].map((name) => style.getPropertyValue(name));
    const colours = Array.from({ length: 8 }, (_, i) => style.getPropertyValue(`--h${i}`));
    colours.push(style.getPropertyValue("--h-other"), soft);

    const { top, height: tall } = this.article.getBoundingClientRect();
    if (tall > innerHeight) {
      const from = Math.max(0, -top / tall) * height;
      const share = Math.min(1, (innerHeight - top) / tall) * height;
      context.fillStyle = rule;
      context.globalAlpha = 0.5;
      context.fillRect(0, from, width, share - from);
      context.globalAlpha = 1;
    }
    const used = [...new Set(report.claims.map((claim) => hueIndex(report, voiceOf(claim))))].sort((a, b) => a - b);
    const lane = Math.min(7, (width - 4) / Math.max(1, used.length));
    const lanes = colours.map((_, hue) => 2 + used.indexOf(hue) * lane);
    const reached = new Float64Array(colours.length).fill(-1);
    for (const claim of report.claims) {
      const voice = voiceOf(claim);
      const hue = hueIndex(report, voice);
      const isShown = !this.#filter || this.#filter.has(voice);
      const isSelected = claim.id === this.#selected;
      for (const [start, end] of claim.spans) {
        const from = (start / this.#length) * height;
        const to = Math.max(from + 2, (end / this.#length) * height);
        if (to - reached[hue] < FINE && !isSelected) continue;
        reached[hue] = to;
        context.globalAlpha = isShown ? 1 : 0.15;
        context.fillStyle = colours[hue];
        context.fillRect(lanes[hue], from, lane - 1.5, to - from);
        if (!isSelected) continue;
        context.strokeStyle = ink;
        context.lineWidth = 1.5;
        context.strokeRect(1, from - 1.5, width - 2, to - from + 3);
      }
    }
    context.globalAlpha = 1;
  }
}
