// wink-nlp: sentences and parts of speech.
import winkNLP from "wink-nlp";
import model from "wink-eng-lite-web-model";

const nlp = winkNLP(model, ["sbd", "pos"]);

/** @param {string} text */
export const read = (text) => nlp.readDoc(text).tokens().out(nlp.its.pos);
