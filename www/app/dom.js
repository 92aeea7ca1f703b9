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

/**
 * Hands the thread back for a moment. Rejects with the signal's reason if it is aborted by then.
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function pause(signal) {
  return new Promise((resolve, reject) =>
    setTimeout(() => {
      if (signal.aborted) reject(signal.reason);
      else resolve();
    }),
  );
}

/** Keeps long work from holding the thread for more than a slice at a time. */
export class Pace {
  #since = performance.now();

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.signal = signal;
  }

  /** Pauses when the slice is used up; nothing to wait for while it lasts. */
  rest() {
    if (performance.now() - this.#since < SLICE) return undefined;
    return pause(this.signal).then(() => {
      this.#since = performance.now();
    });
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
