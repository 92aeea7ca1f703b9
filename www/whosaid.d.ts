// The types of the JavaScript API and of the report.

export type BlockKind = "headline" | "dateline" | "byline" | "paragraph" | "crosshead" | "credit" | "furniture";

/** Whom a source speaks for. */
export type SourceKind =
  | "government"
  | "military"
  | "armed-group"
  | "international-organisation"
  | "party"
  | "court"
  | "police"
  | "company"
  | "ngo"
  | "media"
  | "academia"
  | "health"
  | "witness"
  | "document"
  | "public"
  | "individual"
  | "unknown";

/** Start and end (excluded) in UTF-16 code units of the text: `text.slice(...span)`. */
export type Span = [start: number, end: number];

/** A part of the page. */
export interface Block {
  span: Span;
  kind: BlockKind;
}

/** One source of the article. */
export interface Source {
  /** Its index in `sources`. */
  id: number;
  /** The name by which a reader knows it. */
  name: string;
  /** Other forms in which the article names it. */
  aliases: string[];
  kind: SourceKind;
  /** ISO 3166 alpha-2 code of the country it stands for. */
  country: string | null;
  /** Whether the text names a person, body or document. */
  named: boolean;
  /** Of people who are not named: whether the text says why. Null for all others. */
  anonymity: "unexplained" | "explained" | null;
  /** Of people who are not named: how many they are, where the text says so. */
  count: number | null;
}

/** How a claim is attributed. */
export interface Attribution {
  /** Index of `sources`; null for passives, "reportedly", and quotations without a speaker. */
  source: number | null;
  /** The words that name the source here. */
  source_span: Span | null;
  /** The words that signal the attribution. */
  cue_span: Span | null;
  /** The cue's dictionary form; empty where there is no cue. */
  cue: string;
  type: "statement" | "finding" | "belief" | "intent";
  mode: "direct" | "indirect" | "mixed";
  stance: "neutral" | "doubtful" | "factive" | "denial" | "demand" | "warning" | "accusation" | "promise";
  /** The id of the claim in whose content this one stands. */
  inside: number | null;
  /** How sure the reading is, 0 to 1. */
  confidence: number;
  /** One sentence: which words led to this reading. */
  why: string;
}

/** One claim: an assertion and whose it is. */
export interface Claim {
  /** Its index in `claims`. */
  id: number;
  /** Its pieces, in order, never overlapping. */
  spans: Span[];
  /** The text of the pieces joined by ` … `. */
  text: string;
  /** Whose it is; null for the writer's own. */
  attribution: Attribution | null;
  /** How much it is worth checking, 0 to 1. */
  worth: number;
  /** What speaks for checking it, weightiest first. */
  reasons: string[];
  /** Whether it is put forward with reserve: "may have", "reportedly". */
  hedged: boolean;
  /** As what it is put forward; what somebody intends is a prediction, what ought to be an opinion. */
  voice: "fact" | "prediction" | "opinion" | "question";
  /** Whether its main clause says that something is not so. */
  negated: boolean;
  quantities: Quantity[];
  times: Time[];
  places: Place[];
  /**
   * Set by a program in which a person has changed the claim's source or extent, or made it from
   * others: every export says so. A report as it was read does not have it.
   */
  corrected_by_person?: boolean;
}

/** A number of something, or a measure. */
export interface Quantity {
  /** The words that say it. */
  span: Span;
  /** The number, or the lower one of a range; null for "dozens" and "several". */
  value: number | null;
  /** The higher number of a range. */
  high: number | null;
  /** Whether the text does not give it exactly: "nearly", "some". */
  approximate: boolean;
  /** On which side of the number the true one lies: "at least" is over, "up to" is under. */
  bound: "over" | "under" | null;
  /** What is counted or measured in, singular: `person`, `USD`, `percent`. */
  unit: string | null;
  /** What happens to what is counted: `displaced`, `dead` (of the killed as well). */
  event: string | null;
}

/** A time, resolved against the day of publication where that can be. */
export interface Time {
  /** The words that say it. */
  span: Span;
  text: string;
  /** Its first day, `YYYY-MM-DD`. */
  from: string | null;
  /** Its last day, `YYYY-MM-DD`. */
  to: string | null;
}

/** A place that the tables know. */
export interface Place {
  /** The words that name it. */
  span: Span;
  name: string;
  /** ISO 3166 alpha-2 code of its country. */
  country: string | null;
}

/** Something in the article that an editor may want to look at: never a verdict. */
export interface Finding {
  /** Which check made it, such as `sum-agrees`. */
  kind: string;
  /** What was found, one sentence. */
  message: string;
  /** The words it rests on, in order. */
  spans: Span[];
  /** The claims concerned, by id. */
  claims: number[];
}

/** Everything that was read in one article. */
export interface Report {
  /** The version that made it. */
  whosaid: string;
  /** In what all offsets count; always "utf16" here. */
  offset_unit: "utf8" | "utf16";
  /** Who read: the trained reader, or without its model the rules alone. */
  reader: "trained" | "rules";
  /** The day of publication that was given, as `YYYY-MM-DD`. */
  published: string | null;
  /** The parts of the page, in order. */
  blocks: Block[];
  /** Who speaks, ordered by first claim. */
  sources: Source[];
  /** Claims, ordered by where they begin. */
  claims: Claim[];
  /** What is worth an editor's look in the article as a whole, weightiest first. */
  findings: Finding[];
}

export interface AnalyzeOptions {
  /** The day of publication, as `YYYY-MM-DD`. */
  published?: string | null;
}

export interface LoadOptions {
  /** Where the WebAssembly is, or itself; the file beside this module if not given. */
  wasm?: string | URL | Request | Response | BufferSource | WebAssembly.Module;
  /**
   * Where the model is, or itself, with gzip or without; the file beside the WebAssembly if not given.
   * With null none is loaded, and articles are read by rules until `useModel` brings one.
   */
  model?: string | URL | Request | Response | BufferSource | null;
}

/**
 * - `csv`: a line a claim, for spreadsheets; opens with a byte order mark, and a cell that a spreadsheet
 *   would calculate with an apostrophe
 * - `markdown`: a memo for a desk
 * - `annotation`: W3C Web Annotations, an `AnnotationPage` in JSON-LD
 * - `jsonld`: schema.org `Claim` and `Quotation`
 * - `claimreview`: drafts of schema.org `ClaimReview`, without a verdict
 * - `html`: a page that needs nothing else
 */
export type ExportFormat = "csv" | "markdown" | "annotation" | "jsonld" | "claimreview" | "html";

/** What is known of an article besides its text and its report. */
export interface About {
  /** What to call it where it has no headline. */
  name?: string | null;
  /** Where it is published: what annotations are about. */
  url?: string | null;
}

/** An article to compare with others. */
export interface Article {
  text: string;
  /** The day of publication, as `YYYY-MM-DD`. */
  published?: string | null;
  /**
   * A report of the text that a person has corrected, as `export` takes one. It takes the place of what
   * is read; numbers, times and places are those that are read in the words of its claims.
   */
  report?: Report | null;
}

/** What several articles have in common and what not. */
export interface Comparison {
  /** The report of each article, in the order given. */
  articles: Report[];
  /** What more than one of them claim, in the order of the first that does. */
  shared: Shared[];
  /** For each article the ids of the claims that no other has. */
  alone: number[][];
}

/** The same claim in more than one article. */
export interface Shared {
  /** Where it stands, by article. */
  claims: Spot[];
  /** In what its tellings differ. */
  differences: Difference[];
}

/** A claim of an article. */
export interface Spot {
  /** Index of `articles`. */
  article: number;
  /** The claim's id there. */
  claim: number;
}

/** In what two tellings of a claim differ. */
export interface Difference {
  /**
   * Other numbers of the same, another time, another source; `attribution`: one attributes what the
   * other asserts; `denial`: one denies what the other does not.
   */
  kind: "number" | "time" | "source" | "attribution" | "denial";
  /** The one and the other; `says` holds words of the article, or the name of a source. */
  sides: [Spot & { says: string }, Spot & { says: string }];
}

/** The loaded engine. */
export interface Whosaid {
  /**
   * Reads one article. Throws a `TypeError` that names the argument which is not as it should be.
   */
  analyze(text: string, options?: AnalyzeOptions): Report;
  /**
   * Which claims two or more articles share and how these differ, and which only one of them has.
   * Claims are taken for the same by their words.
   */
  compare(articles: Article[]): Comparison;
  /**
   * A report of `text` in another format. A person may have corrected the report: claims may be
   * changed, left out, split or merged, and sources added, as long as each claim's `text` is what its
   * spans cut out of `text`, ids are given once, and `source`, `inside` and the `claims` of findings
   * refer to what is there. Throws a `TypeError` that names the argument, or the field of the report,
   * which is not as it should be.
   */
  export(text: string, report: Report, format: ExportFormat, about?: About): string;
  /**
   * The text of the article in an HTML page, for `analyze`. Runs no script and fetches nothing.
   * Works in pages alone: workers and Node have no `DOMParser`.
   */
  textFromHtml(html: string): string;
  /**
   * Loads the trained model, from where it lies beside the WebAssembly if nothing is given, and reads
   * articles with it from then on. Rejects where it cannot be had; articles are then read as before.
   */
  useModel(model?: string | URL | Request | Response | BufferSource): Promise<void>;
}

/** Loads the engine and its model; once loaded they stay, and further calls return at once. */
export function load(options?: LoadOptions): Promise<Whosaid>;
