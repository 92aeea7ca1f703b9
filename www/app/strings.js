/*
 * Everything that the page says, in one place. In: numbers, names and the words of the report
 * (kinds, stances …). Out: text for people. Knows English only.
 */

/** @import { Source, Attribution } from "../whosaid.js" */

/** Text of elements that carry `data-string`, by name. */
export const labels = {
  skip: "Skip to the article",
  tagline: "Paste a news article and see who says what.",
  promise: "It is read here, in your browser; nothing is sent anywhere.",
  caution: "An automatic reading. It may be wrong, and it never says whether a claim is true.",
  paste: "Paste your own article",
  open: "Open a file",
  samples: "Samples",
  published: "Published",
  help: "Keys",
  article: "Article",
  edit: "Edit the text",
  done: "Show it marked",
  editLabel: "Text of the article",
  editHint: "The list of sources follows as you type. Ctrl + Enter shows the marked article.",
  placeholder: "Paste or type a news article here. You can also drop a text or web page file anywhere on the page.",
  sources: "Who says what",
  clear: "Show all sources",
  drop: "Drop a text or web page file to read it",
  helpTitle: "Keys",
  helpSwitch: "Single keys are on",
  close: "Close",
  previous: "Previous claim",
  next: "Next claim",
  toList: "Show in the list",
  toArticle: "Show in the article",
  parts: "Parts of the page",
  selected: "Selected claim",
  working: "Progress",
  tools: "Choose an article",
};

/** What each key does, for the help. @type {[string[], string][]} */
export const keys = [
  [["j", "n"], "Next claim"],
  [["k", "p"], "Previous claim"],
  [["Enter"], "Show the claim on the other side"],
  [["f"], "Only the source of this claim; once more, all of them"],
  [["Esc"], "Show all sources, or let go of the claim"],
  [["/"], "Paste or type another article"],
  [["Ctrl V"], "Anywhere on the page: read what you copied"],
  [["?"], "This help"],
];

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const numbers = new Intl.NumberFormat("en");

/**
 * A number with its noun.
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function plural(count, one, many = `${one}s`) {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** By kind: what a named source and what an unnamed one is called. @type {Record<string, [string, string]>} */
const kinds = {
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
};

/**
 * What kind of source it is: "Government · Turkey".
 * @param {Source} source
 */
export function kindOf(source) {
  const [named, unnamed] = kinds[source.kind] ?? kinds.unknown;
  const country = source.country ? countryOf(source.country) : undefined;
  return [source.named ? named : unnamed, country].filter(Boolean).join(" · ");
}

/** Countries whose name in the reports is not the one that browsers give. @type {Record<string, string>} */
const countries = { TR: "Turkey" };

/** @param {string} code */
function countryOf(code) {
  try {
    return countries[code] ?? regions.of(code);
  } catch {
    return undefined; // not a region's code
  }
}

/** @param {string} name */
const bare = (name) => name.toLowerCase().replace(/^(the|an?) /, "");

/**
 * The names under which the article itself speaks of the source, without those that say no more
 * than its own name; empty where there are none.
 * @param {Source} source
 */
export function aliasesOf({ name, aliases }) {
  const forms = new Map(aliases.map((alias) => [bare(alias), alias]));
  forms.delete(bare(name));
  if (forms.size === 0) return "";
  const shown = [...forms.values()].slice(0, 4).map((alias) => `“${alias}”`);
  const more = forms.size > 4 ? ` and ${plural(forms.size - 4, "other form")}` : "";
  return `In the text: ${shown.join(", ")}${more}`;
}

export const unattributed = {
  name: "No speaker given",
  kind: "Attributed, but the text does not say to whom",
  why: "The text hands this on (“reportedly”, “was accused of”) or quotes it without saying who speaks.",
};

export const writer = {
  name: "The writer",
  kind: "Stated in the article’s own voice",
  why: "No source is given for this: the article states it in its own voice.",
};

/** @type {Record<string, string>} */
const modes = {
  direct: "Quoted word for word",
  indirect: "In the writer’s words",
  mixed: "Partly quoted, partly in the writer’s words",
};

/** @type {Record<string, string>} */
const types = {
  statement: "Something said or written",
  finding: "A finding of a study, a count or a court",
  belief: "Something thought, feared or expected",
  intent: "Something planned, wanted or refused",
};

/** @type {Record<string, string>} */
const stances = {
  neutral: "Passed on as it is",
  doubtful: "Passed on at arm’s length",
  factive: "Presented as a fact",
  denial: "Denied or rejected by the source",
  demand: "Asked for or demanded",
  warning: "A warning or a threat",
  accusation: "An accusation",
  promise: "A promise",
};

/** Short form of the stance, shown beside the claim where the cue alone may not say it. @type {Record<string, string>} */
const tags = { doubtful: "at arm’s length", factive: "as a fact" };

/** @param {number} confidence */
export function sureness(confidence) {
  const word = confidence >= 0.9 ? "Very sure" : confidence >= 0.7 ? "Fairly sure" : "Not sure";
  return `${word} (${Math.round(confidence * 100)} %)`;
}

/** A reading below this is marked as uncertain in the list. */
export const UNSURE = 0.7;

export const unsure = "uncertain";

/** @param {Attribution} attribution */
export const tagOf = (attribution) => tags[attribution.stance] ?? "";

/**
 * Rows of the detail of an attributed claim: what is asked and what the answer is.
 * @param {Attribution} attribution
 * @param {string} name of the source
 * @param {string} said how the article names the source here
 * @param {string} cue as written
 * @returns {[string, string][]}
 */
export function detailOf(attribution, name, said, cue) {
  /** @type {[string, string][]} */
  const rows = [["Source", said && said.toLowerCase() !== name.toLowerCase() ? `${name}, here “${said}”` : name]];
  rows.push(["Signalled by", cue ? `“${cue}”` : "no word of its own"]);
  rows.push(["Quoted", modes[attribution.mode] ?? attribution.mode]);
  rows.push(["Stance", stances[attribution.stance] ?? attribution.stance]);
  rows.push(["Kind", types[attribution.type] ?? attribution.type]);
  rows.push(["Sure?", sureness(attribution.confidence)]);
  if (attribution.why) rows.push(["Why", attribution.why]);
  return rows;
}

/** Row of the detail of the writer's own claim. @returns {[string, string][]} */
export const writerDetail = () => [["Source", writer.name], ["Why", writer.why]];

/** @param {string} name */
export const insideOf = (name) => `Told inside a claim of ${name}`;

/** @param {string} name */
export const mentioned = (name) => `${name} said to`;

/** Count of claims. @param {number} count */
export const claims = (count) => plural(count, "claim");

/**
 * One line on the whole article.
 * @param {number} named
 * @param {number} unnamed
 * @param {number} attributed
 * @param {number} own
 */
export function summary(named, unnamed, attributed, own) {
  if (attributed + own === 0) return "No claims were found in this text.";
  const parts = [];
  if (named) parts.push(plural(named, "named source"));
  if (unnamed) parts.push(unnamed === 1 ? "1 unnamed" : `${numbers.format(unnamed)} unnamed`);
  const who = parts.length ? `${parts.join(" and ")} make ` : "";
  return `${who}${claims(attributed)}; ${plural(own, "assertion")} ${own === 1 ? "is" : "are"} the writer’s own.`;
}

/** @param {number} count */
export const sourcesTab = (count) => plural(count, "source");

/** @param {number} words */
export const reading = (words) => `Reading ${plural(words, "word")} …`;

/** @param {number} share */
export const layingOut = (share) => `Laying out the article … ${Math.round(share * 100)} %`;

/** @param {number} words */
export const wordCount = (words) => plural(words, "word");

/** @param {string} title */
export const sampleNote = (title) => `Sample: “${title}”, written for demonstration.`;

/** @param {string} name */
export const fileNote = (name) => `From the file ${name}.`;

/** @param {string} name */
export const filtered = (name) => `Only claims of ${name} are shown.`;

export const unfiltered = "All sources are shown.";
export const ownNote = "Your text. It has not left this page.";
export const dropped = "Only the first file was read.";
export const emptyArticle = "There is no text to read yet. Paste an article, drop a file or pick a sample.";
export const emptyList = "Sources appear here once there is text to read.";

/** @param {number} words */
export const tooLongToEdit = (words) =>
  `A text of ${plural(words, "word")} is too long to edit here. Paste or open another to replace it.`;

/** By block kind, what a part of the page is called where it is no part of the story. @type {Record<string, string>} */
export const blocks = {
  furniture: "Not part of the story",
  credit: "Credit",
};

/** @param {number} from @param {number} to @param {number} of */
export const page = (from, to, of) => `${numbers.format(from)} to ${numbers.format(to)} of ${numbers.format(of)}`;
export const earlier = "Earlier";
export const later = "Later";

export const errors = {
  load: "The reader could not be loaded. Reload the page; if that does not help, the browser may be too old for WebAssembly.",
  analyse: "This text could not be read. Try again; the text itself is still there.",
  sample: "The sample could not be loaded.",
  file: "Only text and web page files can be read (.txt, .html).",
  fileRead: "The file could not be read.",
  fileSize: "The file is larger than 20 MB.",
};
