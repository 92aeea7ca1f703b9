// compromise: tags the text and finds what stands between quotation marks.
import nlp from "compromise";

/** @param {string} text */
export const read = (text) => nlp(text).quotations().out("array");
