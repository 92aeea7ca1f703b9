// The types of the custom element `<who-said>` and of reports made beforehand.

import type { Report, Whosaid } from "../whosaid.js";

/** What finds one claim again in an article that was edited since. */
export interface Quote {
  /** The words before the claim. */
  before: string;
  /** The words after it. */
  after: string;
  /** The words that name the source there. */
  source: string | null;
  /** The words that signal the attribution. */
  cue: string | null;
}

/** A report made beforehand, with what finds its claims again in the article. Offsets are UTF-16. */
export interface Prepared extends Report {
  prepared: {
    /** Of the text that it was made from: see `digestOf`. */
    digest: string;
    /** One for each claim, in their order. */
    quotes: Quote[];
    /** The editor who went over it. */
    reviewed_by: string | null;
  };
}

/** Where the list of claims is shown. */
export type Place = "under" | "beside" | "drawer" | "none";

/** When a live analysis begins: once the reader comes near, at once, or when the reader asks for it. */
export type When = "near" | "now" | "asked";

/** What reads the article: a worker, the page's own thread, a frame; or nothing, for a prepared report. */
export type Reading = "worker" | "page" | "frame" | "prepared";

/** Sent as `whosaid-ready`, once it is known what the report will come from. */
export type ReadyEvent = CustomEvent<{ reading: Reading }>;
/** Sent as `whosaid-report` whenever there is a new report or the article has changed under it. */
export type ReportEvent = CustomEvent<{ report: Report; missing: number[]; changed: boolean }>;
/** Sent as `whosaid-select`; null where nothing is chosen any more. */
export type SelectEvent = CustomEvent<{ claim: number | null }>;
/** Sent as `whosaid-error`. */
export type ErrorEvent = CustomEvent<{ error: Error }>;

/**
 * `<who-said for="#article">`: reads the article of the page it stands in and shows who says what.
 * It changes nothing in the article.
 */
export class WhoSaid extends HTMLElement {
  static readonly observedAttributes: string[];
  /** The article's element; found through `for` unless it is set here. */
  article: Element | null;
  /** Its text, as it was last read. */
  readonly text: string;
  /** The report that is shown; its offsets count in `text`. Set it to show one made beforehand. */
  get report(): Report | null;
  set report(report: Report | Prepared | null);
  /** Ids of claims that are not found in the article as it stands. */
  readonly missing: readonly number[];
  /** The claim that is chosen. */
  readonly selected: number | null;
  /** An engine of your own, from `load()`; otherwise the element loads one when it needs it. */
  engine: Whosaid | null;

  /** `for`: a selector of the article. */
  htmlFor: string;
  /** `src`: where a report made beforehand is, or `#id` of a `<script type="application/json">`. */
  src: string;
  /** `place`: where the list is shown. */
  place: Place;
  /** `when`: when a live analysis begins. */
  when: When;
  /** `published`: the day of publication, `YYYY-MM-DD`. */
  published: string;
  /** `reviewed-by`: the editor who went over a report made beforehand. */
  reviewedBy: string;
  /** `exclude`: a selector of what is no part of the story. */
  exclude: string;
  /** `base`: where the files of the embed are, if not beside the script. */
  base: string;

  /** Reads the article now, even where a report made beforehand is shown. */
  analyze(): Promise<Report>;
  /** Chooses a claim in the list and in the article; null lets go of it. */
  select(claim: number | null): void;
  /**
   * The report as text. `json`: as it is; `prepared`: with what finds its claims again later; other
   * formats are those of the engine.
   */
  export(format?: "json" | "prepared" | (string & {})): Promise<string>;
  /** Leaves nothing behind: no highlight, observer, worker or report. The element stays, empty. */
  destroy(): void;
}

/** Adds to a report what finds its claims again in an article that is edited later. */
export function prepare(text: string, report: Report, reviewedBy?: string | null): Prepared;

declare global {
  interface HTMLElementTagNameMap {
    "who-said": WhoSaid;
  }
  interface HTMLElementEventMap extends WhoSaidEventMap {}
  interface DocumentEventMap extends WhoSaidEventMap {}
}

/** The events of `<who-said>`; they bubble. */
export interface WhoSaidEventMap {
  "whosaid-ready": ReadyEvent;
  "whosaid-report": ReportEvent;
  "whosaid-select": SelectEvent;
  "whosaid-error": ErrorEvent;
}
