/*
 * The articles that come with the page. In: `samples/index.json`. Out: the menu, and a sample's text
 * unless something else has been taken while it was on its way.
 */

/** @import { Note } from "./types.js" */

import { make } from "./dom.js";
import { page } from "./elements.js";
import { draft } from "./state.js";
import { t } from "./strings.js";

/** @typedef {{ file: string, title: string, about: string }} Sample */

/** @type {Sample[]} */
let samples = [];
/** The sample that is on its way, if any. @type {Sample | null} */
let wanted = null;

/** @param {string} file */
async function fetched(file) {
  const response = await fetch(new URL(`../samples/${file}`, import.meta.url));
  if (!response.ok) throw new Error(response.statusText);
  return response;
}

/** Fills the menu. */
export async function loadSamples() {
  samples = await (await fetched("index.json")).json();
  drawSamples();
}

export function drawSamples() {
  page.samples.replaceChildren(
    make("option", { value: "" }, t.labels.samples),
    ...samples.map(({ file, title, about }) => make("option", { value: file, title: about }, title)),
  );
  pressSample(draft().note);
}

/** Shows which sample is on the screen; one that is on its way comes too late. @param {Note} note */
export function pressSample(note) {
  wanted = null;
  page.samples.value = note.from === "sample" ? (samples.find(({ title }) => title === note.name)?.file ?? "") : "";
}

/** The sample that is chosen in the menu, or the first. */
export const chosenSample = () => samples.find(({ file }) => file === page.samples.value) ?? samples[0];

/** A sample's text; nothing where it comes too late. @param {Sample} sample */
export async function textOfSample(sample) {
  wanted = sample;
  try {
    const text = await (await fetched(sample.file)).text();
    return wanted === sample ? text : null;
  } catch (error) {
    if (wanted === sample) throw error;
    return null;
  }
}
