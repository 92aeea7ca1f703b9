/*
 * From an article in the page to its text and back. In: an element, which is only read. Out: the
 * text that `analyze` gets, and for any stretch of it the places in the DOM. The rules are those of
 * src/dom.rs, which reads pasted pages; a test compares the two.
 *
 * What it gets wrong: it asks for no computed style, so what only a style sheet hides is read too
 * (`exclude` leaves it out), and it does not look into the shadow roots of other components.
 */

/** @param {string} words */
const setOf = (words) => new Set(words.split(" "));

/** Never part of a story. */
const DROPPED = setOf(
  "aside audio button canvas datalist dialog embed figcaption head iframe input math menu meter nav " +
    "noscript object progress rp rt script select style svg template textarea video who-said",
);
const DROPPED_ROLES = setOf(
  "alert complementary contentinfo dialog menu menubar navigation search toolbar tooltip",
);
/** By which pages hide what they say to screen readers alone. */
const HIDING_CLASSES = ["screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"];
/** Begin and end a paragraph. */
const PARAGRAPHS = setOf(
  "address article blockquote body center details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 " +
    "header hgroup hr main ol p pre section summary table ul caption",
);
/** Begin and end a line. */
const LINES = setOf("dd dt li tr");

/** What parts two pieces of text; the greatest of several wins. */
const SPACE = 1;
const CELL = 2;
const LINE = 3;
const PARAGRAPH = 4;
const GAPS = ["", " ", "\t", "\n", "\n\n"];

/**
 * Text that stands in one text node just as it stands in the article's text.
 * @typedef {{ at: number, node: Text, from: number, length: number }} Run
 */

/** The text of an article, and where in the DOM it stands. */
export class ArticleText {
  text = "";
  /** @type {Run[]} in order */
  #runs = [];
  #gap = 0;
  /** White space that becomes the one space of a gap. @type {{ node: Text, from: number } | null} */
  #space = null;
  #preformatted = 0;
  #quoted = 0;

  /**
   * @param {Element} root
   * @param {string | null} [exclude] a selector of what is no part of the story
   */
  constructor(root, exclude) {
    /** @type {Element} */
    let parent = root;
    let next = root.firstChild;
    // Without recursion: pages may nest as deep as they like.
    for (;;) {
      if (!next) {
        if (parent === root) return;
        this.#leave(parent.localName);
        next = parent.nextSibling;
        parent = /** @type {Element} */ (parent.parentNode);
      } else if (next.nodeType === Node.ELEMENT_NODE && !isDropped(/** @type {Element} */ (next), exclude)) {
        parent = /** @type {Element} */ (next);
        this.#enter(parent.localName);
        next = next.firstChild;
      } else {
        if (next.nodeType === Node.TEXT_NODE) this.#write(/** @type {Text} */ (next).data, /** @type {Text} */ (next));
        next = next.nextSibling;
      }
    }
  }

  /**
   * The places of a stretch of the text, one for each text node that has part in it.
   * @param {number} start
   * @param {number} end
   */
  rangesOf(start, end) {
    /** @type {StaticRange[]} */
    const ranges = [];
    const runs = this.#runs;
    let i = this.#firstAfter(start);
    while (i < runs.length && runs[i].at < end) {
      const { node } = runs[i];
      const startOffset = runs[i].from + Math.max(0, start - runs[i].at);
      let last = runs[i];
      while (++i < runs.length && runs[i].node === node && runs[i].at < end) last = runs[i];
      const endOffset = last.from + Math.min(last.length, end - last.at);
      ranges.push(new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }));
    }
    return ranges;
  }

  /**
   * Where in the text a point of the DOM lies; -1 where it is no part of it.
   * @param {Node} node
   * @param {number} offset
   */
  offsetOf(node, offset) {
    const run = this.#runs.find((run) => run.node === node && run.from <= offset && offset <= run.from + run.length);
    return run ? run.at + offset - run.from : -1;
  }

  /** Index of the first run that ends after an offset. @param {number} offset */
  #firstAfter(offset) {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { at, length } = this.#runs[middle];
      if (at + length > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** @param {string} name */
  #enter(name) {
    this.#part(name);
    if (name === "br") this.#break();
    else if (name === "pre") this.#preformatted += 1;
    // Its marks come from the browser, not from the text.
    else if (name === "q") this.#write(this.#quoted++ % 2 ? "‘" : "“");
  }

  /** @param {string} name */
  #leave(name) {
    if (name === "pre") this.#preformatted -= 1;
    else if (name === "q") this.#write(--this.#quoted % 2 ? "’" : "”");
    this.#part(name);
  }

  /** Parts what comes from what was, where an element of this name begins or ends. @param {string} name */
  #part(name) {
    const gap = PARAGRAPHS.has(name) ? PARAGRAPH : LINES.has(name) ? LINE : name === "td" || name === "th" ? CELL : 0;
    this.#gap = Math.max(this.#gap, gap);
  }

  #break() {
    this.#gap = this.#gap >= LINE ? PARAGRAPH : LINE;
  }

  /** @param {string} text @param {Text} [node] that it stands in */
  #write(text, node) {
    for (const { 0: piece, index: from } of text.matchAll(/[^ \t\n\r\f\xa0]+|[^]/g)) {
      if (piece === "\n" && this.#preformatted) {
        this.#break();
      } else if (/^[ \t\n\r\f]$/.test(piece)) {
        if (this.#gap < SPACE) this.#space = node ? { node, from } : null;
        this.#gap = Math.max(this.#gap, SPACE);
      } else if (piece !== "\xa0" || (this.text && this.#gap <= SPACE)) {
        // Pages part paragraphs by blocks that hold nothing but a no-break space.
        if (this.text) {
          if (this.#gap === SPACE && this.#space) this.#add(" ", this.#space.node, this.#space.from);
          else this.text += GAPS[this.#gap];
        }
        this.#gap = 0;
        this.#add(piece, node, from);
      }
    }
  }

  /** @param {string} piece @param {Text | undefined} node @param {number} from */
  #add(piece, node, from) {
    const at = this.text.length;
    this.text += piece;
    if (!node) return;
    const last = this.#runs.at(-1);
    if (last?.node === node && last.from + last.length === from && last.at + last.length === at) last.length += piece.length;
    else this.#runs.push({ at, node, from, length: piece.length });
  }
}

/** @param {Element} element @param {string | null | undefined} exclude */
function isDropped(element, exclude) {
  const name = element.localName;
  if (DROPPED.has(name) || DROPPED_ROLES.has(element.getAttribute("role") ?? "") || isHidden(element)) return true;
  if (exclude && element.matches(exclude)) return true;
  // A page's own header holds menus, an article's its headline.
  if (name === "header") return !element.closest("article, main") && !element.querySelector("h1");
  // Below a quotation it says who spoke.
  if (name === "footer") return !element.closest("blockquote");
  // Some servers put the whole page into one form.
  return name === "form" && !element.querySelector("article, main, h1");
}

/** @param {Element} element */
function isHidden(element) {
  const style = (element.getAttribute("style") ?? "").toLowerCase().replace(/[ \t\n]/g, "");
  return (
    element.hasAttribute("hidden") ||
    element.getAttribute("aria-hidden")?.toLowerCase() === "true" ||
    /display:none|visibility:hidden/.test(style) ||
    HIDING_CLASSES.some((name) => element.classList.contains(name))
  );
}
