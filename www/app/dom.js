/* Elements made from names and text. Text goes in as text nodes only; nothing here parses HTML. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean>} [attributes] true sets an empty attribute, false leaves it out
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/**
 * The element of the page with this id.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {{ new (): T }} type
 * @returns {T}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return element;
}

/** Milliseconds that drawing may hold the thread at a time. */
const SLICE = 10;

/** Hands the thread back now and then during long work. Throws the signal's reason once it is aborted. */
export class Pace {
  #since = performance.now();

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.signal = signal;
  }

  /** Returns at once while the slice lasts. @returns {Promise<void> | undefined} */
  rest() {
    if (performance.now() - this.#since < SLICE) return undefined;
    return new Promise((resolve, reject) =>
      setTimeout(() => {
        this.#since = performance.now();
        if (this.signal.aborted) reject(this.signal.reason);
        else resolve();
      }),
    );
  }
}

/**
 * Makes one element of a group reachable by Tab, the others by arrow keys.
 * @param {HTMLElement | undefined} before
 * @param {HTMLElement | undefined} now
 */
export function moveTabStop(before, now) {
  if (before) before.tabIndex = -1;
  if (now) now.tabIndex = 0;
}
