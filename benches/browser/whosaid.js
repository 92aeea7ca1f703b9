// whosaid as a page uses it.
import { load } from "/whosaid.js";

const whosaid = await load();

/** @param {string} text */
export const read = (text) => whosaid.analyze(text);
