/*
 * What the element says. In: names, numbers, the words of the report (kinds, stances …). Out: text for
 * readers. The language is that of the page around the element: French is loaded where it is asked
 * for, and any other is English.
 */

/** @import { Source } from "../whosaid.js" */

/** Below this a reading is marked as uncertain. */
export const UNSURE = 0.7;

export const english = {
  title: "Who says what",
  caution: "An automatic reading. It may be wrong, and it never says whether a claim is true.",
  /** @param {string} who */
  reviewed: (who) => `An automatic reading, reviewed by ${who}. It never says whether a claim is true.`,
  /** @param {number} missing */
  edited: (missing) =>
    `The article was edited after this was made. ${missing === 1 ? "One claim is" : `${missing} claims are`} not in it any more in these words:`,
  /** @param {number} named @param {number} unnamed @param {number} attributed @param {number} own */
  summary: (named, unnamed, attributed, own) => {
    const who = [named && `${named} named ${named === 1 ? "source" : "sources"}`, unnamed && `${unnamed} unnamed`].filter(Boolean).join(" and ");
    const says = who ? `${who} ${named + unnamed === 1 ? "makes" : "make"} ` : "";
    return `${says}${english.claims(attributed)}; ${own} ${own === 1 ? "statement is" : "statements are"} the article’s own.`;
  },
  /** @param {number} count */
  claims: (count) => `${count} ${count === 1 ? "claim" : "claims"}`,
  /** @param {number} count */
  open: (count) => `Who says what · ${count} ${count === 1 ? "source" : "sources"}`,
  none: "No claims were found in this article.",
  openAll: "Open all",
  closeAll: "Close all",
  close: "Close",
  previous: "Previous claim",
  next: "Next claim",
  inList: "In the list",
  reading: "Reading the article …",
  ask: "See who says what",
  asked: "This loads a reader into your browser, once. The article is read there and sent nowhere.",
  failed: "The article could not be read here.",
  link: "Read it in a window of its own",
  unsure: "uncertain",
  nobody: ["No speaker given", "Attributed, but the text does not say to whom"],
  writer: ["The article itself", "Stated in its own voice"],
  /** @param {string} name */
  inside: (name) => `as told by ${name}`,
  /** Questions about a claim. */
  here: "Named here",
  cue: "Signalled by",
  quoted: "Quoted",
  stance: "Stance",
  sure: "Sure?",
  why: "Why",
  ownWhy: "No source is given for this.",
  /** @type {Record<string, string>} */
  modes: { direct: "Word for word", indirect: "In the writer’s words", mixed: "Partly word for word" },
  /** @type {Record<string, string>} */
  stances: {
    neutral: "Passed on as it is",
    doubtful: "Passed on at arm’s length",
    factive: "Presented as a fact",
    denial: "Denied or rejected by the source",
    demand: "Asked for or demanded",
    warning: "A warning or a threat",
    accusation: "An accusation",
    promise: "A promise",
  },
  /** @param {number} confidence */
  sureness: (confidence) => `${confidence >= 0.9 ? "Very sure" : confidence >= 0.7 ? "Fairly sure" : "Not sure"} (${Math.round(confidence * 100)} %)`,
  /** By kind: what a named source and what an unnamed one is called. @type {Record<string, [string, string]>} */
  kinds: {
    government: ["Government", "Unnamed official"],
    military: ["Armed forces", "Unnamed military source"],
    "armed-group": ["Armed group", "Unnamed armed group"],
    "international-organisation": ["International organisation", "Unnamed international official"],
    party: ["Party or politician", "Unnamed politician"],
    court: ["Court or lawyers", "Unnamed legal source"],
    police: ["Police", "Unnamed police source"],
    company: ["Company", "Unnamed business source"],
    ngo: ["Non-governmental organisation", "Unnamed organisation"],
    media: ["News media", "Unnamed media"],
    academia: ["Research", "Unnamed researcher or analyst"],
    health: ["Health service", "Unnamed health worker"],
    witness: ["Witness", "Unnamed witness"],
    document: ["Document", "Unnamed document"],
    public: ["The public", "People in general"],
    individual: ["Person", "Unnamed person"],
    unknown: ["Source", "Unnamed source"],
  },
};

/** @typedef {typeof english & { lang: string, kindOf(source: Source): string }} Words */

/** @param {string} tag of a language @returns {Promise<Words>} */
export async function wordsIn(tag) {
  const lang = /^fr\b/i.test(tag) ? "fr" : "en";
  const words = lang === "fr" ? (await import("./french.js")).french : english;
  return { ...words, lang, kindOf: (source) => [words.kinds[source.kind]?.[source.named ? 0 : 1], regionOf(source.country, lang)].filter(Boolean).join(" · ") };
}

/** @param {string | null} country @param {string} lang */
function regionOf(country, lang) {
  if (!country) return "";
  // The name in the reports is not the one that browsers give.
  if (country === "TR" && lang === "en") return "Turkey";
  try {
    return new Intl.DisplayNames(lang, { type: "region", fallback: "none" }).of(country);
  } catch {
    return ""; // no code of a country
  }
}
