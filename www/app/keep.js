/*
 * What stays across reloads, if the reader wants it: open articles, corrections, settings, in this
 * browser's IndexedDB. In: a state. Out: the same state later. As long as nobody has turned it on
 * there is neither a database nor anything else; erasing takes all of it away.
 */

/** @import { Draft } from "./types.js" */

/**
 * @typedef {object} State
 * @property {Draft[]} drafts
 * @property {number} at which of them is on the screen
 * @property {Record<string, string | boolean | null>} settings
 */

const NAME = "whosaid";
const STORE = "state";

/** Whether something is kept. */
export function isKeeping() {
  try {
    return localStorage.getItem(NAME) === "kept";
  } catch {
    return false; // storage is not allowed
  }
}

/** @returns {Promise<IDBDatabase>} */
function database() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function inStore(mode, act) {
  const open = await database();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = open.transaction(STORE, mode);
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    open.close();
  }
}

/** Keeps a state; the flag goes up with the first. @param {State} state */
export async function keep(state) {
  localStorage.setItem(NAME, "kept");
  await inStore("readwrite", (store) => store.put(state, "state"));
}

/** What was kept, if anything. @returns {Promise<State | undefined>} */
export async function kept() {
  return isKeeping() ? inStore("readonly", (store) => store.get("state")) : undefined;
}

/** Takes away all that was kept. @returns {Promise<void>} */
export function erase() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    return Promise.resolve(); // then nothing was kept either
  }
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
