/*
 * The custom element `<who-said>`, see who-said.d.ts. In: an article in the host's page, and either a
 * report of it made beforehand or an engine that reads it. Out: claims painted into the article, and
 * their list in the element's shadow root. Of the host's page it only reads: it adds a style sheet
 * and highlights, and listens for clicks; `destroy` takes all of that back.
 */

/** @import { Report } from "../whosaid.js" */
/** @import { Anchored } from "./anchor.js" */
/** @typedef {typeof import("./reader.js")} Live what is loaded only to read an article */
/** @import { Reader } from "./reader.js" */
/** @import { Voice } from "./voices.js" */
/** @import { Place, Prepared, When } from "./who-said.js" */

import { anchor } from "./anchor.js";
import { Painter } from "./paint.js";
import { Panel, make } from "./panel.js";
import { ArticleText } from "./text.js";
import { claimOf } from "./voices.js";
import { wordsIn } from "./words.js";

export { prepare } from "./prepared.js";

/** Where the files of the embed are. */
const BASE = new URL("./", import.meta.url).href;

/** Milliseconds without a change after which a changed article is read anew. */
const QUIET = 400;
/** What stands beside the article needs this much room, in pixels. */
const ROOM = { gap: 28, least: 280, most: 420 };

const ATTRIBUTES = ["for", "src", "place", "when", "published", "reviewed-by", "exclude", "base"];

/**
 * An element whose properties reflect its attributes.
 * @typedef {HTMLElement & { htmlFor: string, src: string, place: Place, when: When, published: string, reviewedBy: string, exclude: string, base: string }} Reflecting
 */

// Where there is no page the module can be imported all the same.
const Base = /** @type {new () => Reflecting} */ (class extends (globalThis.HTMLElement ?? Object) {});

for (const attribute of ATTRIBUTES) {
  const property = attribute === "for" ? "htmlFor" : attribute.replace("-by", "By");
  Object.defineProperty(Base.prototype, property, {
    configurable: true,
    enumerable: true,
    /** @this {HTMLElement} */
    get() {
      return this.getAttribute(attribute) ?? { place: "under", when: "near" }[attribute] ?? "";
    },
    /** @this {HTMLElement} @param {unknown} value */
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, String(value));
    },
  });
}

export class WhoSaid extends Base {
  static observedAttributes = [...ATTRIBUTES, "lang"];

  /** What lasts from `connectedCallback` to `destroy`. @type {AbortController | null} */
  #life = null;
  /** @type {Panel | null} */
  #panel = null;
  /** @type {Painter | null} */
  #painter = null;
  /** @type {Document | ShadowRoot | null} where the painter paints */
  #painted = null;
  /** @type {Element | null} */
  #article = null;
  /** Set by the host instead of `for`. @type {Element | null} */
  #given = null;
  /** @type {ArticleText | null} */
  #read = null;
  /** Resolved when there is an article with text in it. @type {(() => void) | null} */
  #arrived = null;
  /** The report as it came. @type {Report | Prepared | null} */
  #origin = null;
  #isPrepared = false;
  /** The same in the article as it stands. @type {Anchored | null} */
  #anchored = null;
  /** @type {Promise<Reader> | null} */
  #opening = null;
  #runs = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #quiet;
  #frame = 0;
  /** @type {number | null} */
  #selected = null;
  /** @type {Voice | null} */
  #voice = null;

  /** @type {import("../whosaid.js").Whosaid | null} */
  engine = null;

  connectedCallback() {
    this.#start();
  }

  disconnectedCallback() {
    // An element that is only moved is back at once.
    queueMicrotask(() => !this.isConnected && this.destroy());
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (!this.#life || before === now) return;
    if (name === "place") this.#lay();
    else if (name === "reviewed-by") this.#show();
    else if (name === "exclude" || (name === "for" && !this.#given)) this.#follow();
    else {
      this.destroy();
      this.#start();
    }
  }

  get article() {
    return this.#article;
  }

  set article(article) {
    if (article !== null && !(article instanceof Element)) throw new TypeError("article must be an element");
    this.#given = article;
    if (this.#life) this.#follow();
  }

  get text() {
    return this.#read?.text ?? "";
  }

  get report() {
    return this.#anchored?.report ?? null;
  }

  set report(report) {
    if (report !== null && !Array.isArray(report?.claims)) throw new TypeError("report must be a report");
    this.#runs += 1; // what is being read is for nothing
    this.#origin = report;
    this.#isPrepared = report !== null;
    if (report) this.#apply();
    else {
      this.#anchored = this.#selected = null;
      this.#painter?.clear();
      this.#painter = this.#painted = null;
      this.#panel?.say();
      if (this.#life) this.#follow();
    }
  }

  get missing() {
    return this.#anchored?.missing ?? [];
  }

  get selected() {
    return this.#selected;
  }

  async analyze() {
    const signal = this.#life?.signal;
    if (!signal) throw new Error("the element is in no page");
    const run = ++this.#runs;
    try {
      this.#follow();
      if (!this.#read) throw new Error(`there is no article at ${this.htmlFor}`);
      if (!this.#origin) this.#panel?.say(make("p", { class: "caution" }, this.#panel.words.reading));
      const reader = await this.#openReader();
      const { prepare } = await this.#live();
      const { text } = this;
      const report = await reader.call("analyze", text, this.published ? { published: this.published } : {});
      if (signal.aborted || run !== this.#runs) return report;
      this.#origin = prepare(text, report);
      this.#isPrepared = false;
      this.#apply();
      return report;
    } catch (error) {
      if (!signal.aborted && run === this.#runs) this.#fail(/** @type {Error} */ (error));
      throw error;
    }
  }

  /** @param {number | null} claim */
  select(claim) {
    if (claim !== null && !(this.report && claimOf(this.report, claim))) {
      throw new RangeError(`there is no claim ${claim}`);
    }
    this.#choose(claim, claim !== null && this.place === "none" ? this.#rectOf(claim) : null);
    if (claim !== null) this.#scrollTo(claim);
  }

  async export(format = "json") {
    const { report, text } = this;
    if (!report) throw new Error("there is no report yet");
    if (format === "json") return JSON.stringify(report, null, 2);
    if (format === "prepared") return JSON.stringify((await this.#live()).prepare(text, report, this.#reviewer || null));
    const reader = await this.#openReader();
    return reader.call("export", text, report, format);
  }

  destroy() {
    this.#life?.abort();
    this.#life = null;
    clearTimeout(this.#quiet);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#painter?.clear();
    this.#painter = this.#painted = this.#article = this.#read = this.#origin = this.#anchored = this.#panel = null;
    this.#opening = this.#arrived = null;
    this.#saidReading = "";
    this.#selected = this.#voice = null;
    this.#runs += 1;
    this.shadowRoot?.replaceChildren();
  }

  // ---- following the article

  #start() {
    if (this.#life) return;
    const life = (this.#life = new AbortController());
    const { signal } = life;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const later = () => {
      this.#frame ||= requestAnimationFrame(() => {
        this.#frame = 0;
        this.#follow();
      });
    };
    const observer = new MutationObserver((records) => {
      const article = this.#find();
      if (article !== this.#article || records.some(({ target }) => article?.contains(target))) later();
    });
    const everything = { childList: true, characterData: true, subtree: true };
    for (const root of new Set([this.getRootNode(), this.#given?.getRootNode() ?? document])) observer.observe(root, everything);
    const sizes = new ResizeObserver(() => this.#lay());
    sizes.observe(document.documentElement);
    signal.addEventListener("abort", () => {
      observer.disconnect();
      sizes.disconnect();
    });
    document.addEventListener("click", (event) => this.#clicked(event), { signal });
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key === "Escape" && this.#selected !== null) this.#choose(null, null);
      },
      { signal },
    );
    void this.#begin(root, signal);
  }

  /**
   * Waits for the article, then shows a report made beforehand or has it read.
   * @param {ShadowRoot} root
   * @param {AbortSignal} signal
   */
  async #begin(root, signal) {
    const words = await wordsIn(this.lang || (this.parentElement?.closest("[lang]")?.getAttribute("lang") ?? ""));
    if (signal.aborted) return;
    this.#panel = new Panel(root, words, {
      choose: (claim) => this.#choose(claim, null),
      voice: (voice) => this.#chooseVoice(voice),
      show: (claim, card) => {
        if (card) this.#choose(claim, this.#rectOf(claim));
        this.#scrollTo(claim);
      },
    });
    this.#show();
    await /** @type {Promise<void>} */ (new Promise((resolve) => {
      this.#arrived = resolve;
      this.#follow();
      this.#lay(); // where it stays: what is drawn elsewhere first shifts the page
      if (this.#isAlone) resolve();
    }));
    if (signal.aborted || this.#origin) return;
    try {
      const prepared = await this.#prepared(signal);
      if (signal.aborted || this.#origin) return;
      if (prepared) {
        this.report = prepared;
        return;
      }
      if (this.when === "asked") await this.#asked();
      else if (this.when !== "now") await this.#near(signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(/** @type {Error} */ (error));
      return;
    }
    if (!signal.aborted && !this.#origin) this.analyze().catch(() => {}); // it has said so
  }

  #find() {
    if (this.#given) return this.#given.isConnected ? this.#given : null;
    const root = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    const { htmlFor } = this;
    try {
      return htmlFor ? (root.querySelector(htmlFor) ?? document.querySelector(htmlFor)) : null;
    } catch {
      return null; // no selector
    }
  }

  /** Whether it shows a report without an article. */
  get #isAlone() {
    return !this.#given && !this.htmlFor;
  }

  /** Reads the article as it stands now. */
  #follow() {
    const article = this.#find();
    const before = this.text;
    this.#article = article;
    if (!article) {
      this.#painter?.clear();
      this.#painter = this.#painted = this.#read = null;
      return;
    }
    const root = /** @type {Document | ShadowRoot} */ (article.getRootNode());
    if (root !== this.#painted) {
      this.#painter?.clear();
      this.#painter = new Painter(root);
      this.#painted = root;
    }
    this.#read = new ArticleText(article, this.exclude || null);
    if (this.text.trim()) this.#arrived?.();
    if (!this.#origin) return;
    if (this.text === before) this.#paint();
    else {
      this.#apply();
      clearTimeout(this.#quiet);
      if (!this.#isPrepared) this.#quiet = setTimeout(() => this.analyze().catch(() => {}), QUIET);
    }
  }

  /** Puts the report into the article as it stands. */
  #apply() {
    if (!this.#origin || !(this.#read || this.#isAlone)) return;
    this.#anchored = anchor(this.#origin, this.#read ? this.text : null);
    const { report, missing, changed } = this.#anchored;
    if (this.#selected !== null && (missing.includes(this.#selected) || !claimOf(report, this.#selected))) this.#selected = null;
    if (this.#isPrepared) this.#emitReading("prepared");
    this.#show();
    this.#paint();
    this.#lay();
    this.#emit("whosaid-report", { report, missing, changed });
  }

  #show() {
    if (!this.#anchored) return;
    const prepared = this.#isPrepared;
    this.#panel?.show({ ...this.#anchored, prepared, reviewedBy: prepared ? this.#reviewer : "" });
  }

  #paint() {
    if (!this.#anchored || !this.#read) return;
    this.#painter?.paint(this.#anchored.report, this.#read);
    this.#painter?.choose(this.#anchored.report, this.#read, this.#voice, this.#selected);
  }

  get #reviewer() {
    return this.reviewedBy || (this.#origin && "prepared" in this.#origin ? (this.#origin.prepared.reviewed_by ?? "") : "");
  }

  /** The report made beforehand, if there is one. @param {AbortSignal} signal @returns {Promise<Prepared | Report | null>} */
  async #prepared(signal) {
    const { src } = this;
    const root = /** @type {Document | ShadowRoot} */ (this.getRootNode());
    const script = src ? src.startsWith("#") && root.querySelector(src) : this.querySelector('script[type="application/json"]');
    let report;
    if (script) report = JSON.parse(script.textContent ?? "");
    else if (!src) return null;
    else if (src.startsWith("#")) throw new Error(`there is no report at ${src}`);
    else {
      if (this.when === "near" && !this.#isAlone) await this.#near(signal);
      const response = await fetch(new URL(src, document.baseURI), { signal });
      if (!response.ok) throw new Error(`${src} answers ${response.status}`);
      report = await response.json();
    }
    if (!Array.isArray(report?.claims) || !Array.isArray(report?.sources)) throw new Error("that is no report");
    return report;
  }

  // ---- reading it

  /** When the reader comes near the article or the list. @param {AbortSignal} signal */
  async #near(signal) {
    await new Promise((resolve) => {
      const observer = new IntersectionObserver(
        (entries) => {
          if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
          observer.disconnect();
          resolve(undefined);
        },
        { rootMargin: "400px" },
      );
      observer.observe(this);
      if (this.#article) observer.observe(this.#article);
      signal.addEventListener("abort", () => observer.disconnect());
    });
    const idle = globalThis.requestIdleCallback;
    await new Promise((resolve) => (idle ? idle(resolve, { timeout: 1500 }) : setTimeout(resolve, 50)));
  }

  /** When the reader asks for it. */
  #asked() {
    const words = /** @type {Panel} */ (this.#panel).words;
    const button = make("button", { type: "button", part: "ask", class: "primary" }, words.ask);
    this.#panel?.say(button, make("p", { class: "caution" }, words.asked));
    this.#lay();
    return new Promise((resolve) => button.addEventListener("click", resolve, { once: true }));
  }

  /** @returns {Promise<Reader>} */
  #openReader() {
    const { engine } = this;
    if (engine) {
      this.#emitReading("page");
      /** @type {Reader["call"]} */
      const call = async (method, ...args) => /** @type {any} */ (engine)[method](...args);
      return Promise.resolve({ reading: "page", call, close() {} });
    }
    this.#opening ??= this.#startReader().catch((error) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  async #startReader() {
    const signal = /** @type {AbortController} */ (this.#life).signal;
    const { open } = await this.#live();
    const reader = await open(this.#base, /** @type {ShadowRoot} */ (this.shadowRoot), signal);
    this.#emitReading(reader.reading);
    return reader;
  }

  /** @returns {Promise<Live>} */
  #live() {
    const base = this.#base;
    return base === BASE ? import("./reader.js") : import(/* webpackIgnore: true */ /* @vite-ignore */ `${base}reader.js`);
  }

  /** Said once for each reader. @type {string} */
  #saidReading = "";

  /** @param {string} reading */
  #emitReading(reading) {
    if (reading === this.#saidReading) return;
    this.#saidReading = reading;
    this.#emit("whosaid-ready", { reading });
  }

  get #base() {
    return new URL(this.base ? `${this.base.replace(/\/$/, "")}/` : BASE, document.baseURI).href;
  }

  /** Says that it cannot, and offers a window of its own, to which the text is handed. @param {Error} error */
  #fail(error) {
    const words = this.#panel?.words;
    if (!words) return;
    const { text } = this;
    const href = `${this.#base}frame.html`;
    const link = make("a", { part: "link", href, target: "_blank" }, words.link);
    const published = this.published || null;
    // Where that is refused, it is a link and no more.
    this.#live().then(({ handOver }) => handOver(link, { text, published }), () => {});
    this.#panel?.say(make("p", {}, words.failed), ...(text ? [make("p", {}, link)] : []));
    this.#lay();
    this.#emit("whosaid-error", { error });
  }

  // ---- what the reader does

  /** @param {number | null} claim @param {DOMRect | null} at */
  #choose(claim, at) {
    const changed = claim !== this.#selected;
    this.#selected = claim;
    this.#panel?.select(claim, at);
    if (this.report && this.#read) this.#painter?.choose(this.report, this.#read, this.#voice, claim);
    if (changed) this.#emit("whosaid-select", { claim });
  }

  /** @param {Voice | null} voice */
  #chooseVoice(voice) {
    this.#voice = voice;
    if (this.report && this.#read) this.#painter?.choose(this.report, this.#read, voice, this.#selected);
  }

  /** A click on a claim in the article chooses it. @param {MouseEvent} event */
  #clicked(event) {
    const path = event.composedPath();
    if (path.includes(this) || !this.#article || !path.includes(this.#article) || !this.report || !this.#read) return;
    const isControl = path.some((node) => node instanceof Element && node.matches("a[href], button, input, select, textarea, summary, label, video, audio"));
    if (isControl || !(getSelection()?.isCollapsed ?? true)) return;
    const [node, offset] = caretAt(event.clientX, event.clientY, this.#painted) ?? [];
    const at = node ? this.#read.offsetOf(node, offset ?? 0) : -1;
    const hit = at < 0 ? null : this.#claimAt(at, event.clientX, event.clientY);
    if (hit) this.#choose(hit.claim, hit.rect);
    else if (this.#selected !== null) this.#choose(null, null);
  }

  /** The innermost claim whose words, source or cue are at a point. @param {number} at @param {number} x @param {number} y */
  #claimAt(at, x, y) {
    let found = null;
    let shortest = Infinity;
    for (const { id, spans, attribution } of this.report?.claims ?? []) {
      if (!attribution) continue;
      for (const span of [...spans, attribution.source_span, attribution.cue_span]) {
        if (!span || at < span[0] || at > span[1] || span[1] - span[0] >= shortest) continue;
        const rect = this.#rects(span).find(({ left, right, top, bottom }) => left - 2 <= x && x <= right + 2 && top - 4 <= y && y <= bottom + 6);
        if (!rect) continue;
        shortest = span[1] - span[0];
        found = { claim: id, rect };
      }
    }
    return found;
  }

  /** @param {[number, number]} span */
  #rects(span) {
    return (this.#read?.rangesOf(...span) ?? []).flatMap(({ startContainer, startOffset, endContainer, endOffset }) => {
      const range = document.createRange();
      range.setStart(startContainer, startOffset);
      range.setEnd(endContainer, endOffset);
      return [...range.getClientRects()];
    });
  }

  /** Where a claim ends on the screen. @param {number} claim */
  #rectOf(claim) {
    const spans = (this.report && claimOf(this.report, claim)?.spans) ?? [];
    return spans.flatMap((span) => this.#rects(span)).at(-1) ?? null;
  }

  /** @param {number} claim */
  #scrollTo(claim) {
    const span = this.report && claimOf(this.report, claim)?.spans[0];
    const place = span && this.#read?.rangesOf(...span)[0]?.startContainer.parentElement;
    if (!place) return;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    place.scrollIntoView({ block: "center", behavior });
  }

  /** Puts the list where there is room for it. */
  #lay() {
    const panel = this.#panel;
    if (!panel) return;
    panel.place = this.place;
    panel.aside = null;
    if (this.place !== "beside" || !this.#article) return;
    const article = this.#article.getBoundingClientRect();
    const own = panel.frame.getBoundingClientRect();
    if (own.left >= article.right - 1 || own.right <= article.left + 1) {
      panel.aside = "column"; // the host has put it there
      return;
    }
    const rtl = getComputedStyle(this).direction === "rtl";
    const free = (rtl ? article.left : document.documentElement.clientWidth - article.right) - 2 * ROOM.gap;
    if (free < ROOM.least) return;
    const width = Math.min(free, ROOM.most);
    panel.aside = { left: 0, top: 0, width, height: article.height };
    const at = panel.frame.getBoundingClientRect();
    const left = (rtl ? article.left - ROOM.gap - width : article.right + ROOM.gap) - at.left;
    panel.aside = { left, top: article.top - at.top, width, height: article.height };
  }

  /** @param {string} type @param {object} detail */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

/**
 * The place in the DOM under a point of the screen.
 * @param {number} x
 * @param {number} y
 * @param {Document | ShadowRoot | null} root
 * @returns {[Node, number] | null}
 */
function caretAt(x, y, root) {
  if (document.caretPositionFromPoint) {
    const position = document.caretPositionFromPoint(x, y, root instanceof ShadowRoot ? { shadowRoots: [root] } : {});
    return position && [position.offsetNode, position.offset];
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? [range.startContainer, range.startOffset] : null;
}

// Two scripts on one page may bring it twice.
if (globalThis.customElements && !customElements.get("who-said")) customElements.define("who-said", WhoSaid);
