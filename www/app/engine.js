/*
 * Whoever does the reading: a module worker, or this thread where no worker starts. In: text. Out:
 * a promise of its report. One article at a time: a newer one ends the work on the one before, by
 * ending the worker, since a reading cannot be interrupted. HTML is turned into text on this thread,
 * which alone has a parser for it.
 */

/** @import { Report, Whosaid } from "../whosaid.js" */
/** @import { Reply, Request } from "./types.js" */

import { newWorker, takeWorker } from "./head-start.js";

/** Thrown into a request that a newer one has replaced. */
export class Superseded extends Error {}

/** Thrown where the reader cannot be loaded at all. */
export class LoadError extends Error {}

/** @returns {Report} */
export const emptyReport = () => ({
  whosaid: "",
  offset_unit: "utf16",
  reader: "rules",
  published: null,
  blocks: [],
  sources: [],
  claims: [],
  findings: [],
});

/**
 * @typedef {object} Job
 * @property {Request} request
 * @property {Report} report filled part by part
 * @property {(report: Report) => void} resolve
 * @property {(reason: Error) => void} reject
 */

export class Engine {
  /** Whether the trained reader is there; until it is, articles are read by rules. @type {"loading" | "there" | "missing"} */
  model = "loading";
  /** Called when the trained reader has come, or cannot. */
  onmodel = () => {};

  /** @type {Worker | null} null once articles are read on this thread */
  #worker = null;
  #ready = false;
  /** @type {Job | null} */
  #job = null;
  #last = 0;

  constructor() {
    this.#start();
  }

  /**
   * Reads an article. Rejects with `Superseded` when another is handed in before it is done.
   * @param {string} text
   * @param {string | null} published the day, as `YYYY-MM-DD`
   * @returns {Promise<Report>}
   */
  analyze(text, published) {
    this.cancel();
    return new Promise((resolve, reject) => {
      const request = { id: ++this.#last, text, published };
      this.#job = { request, report: emptyReport(), resolve, reject };
      this.#hand();
    });
  }

  /** Drops the article that is being read, if any. */
  cancel() {
    if (!this.#job) return;
    this.#job.reject(new Superseded());
    this.#job = null;
    if (this.#ready) this.#restart(); // before that, no worker has begun
  }

  /**
   * The text of the article in an HTML page or in rich text from the clipboard.
   * @param {string} html
   */
  async textFromHtml(html) {
    return (await here()).textFromHtml(html);
  }

  /**
   * A report in another format.
   * @param {string} text
   * @param {Report} report
   * @param {import("../whosaid.js").ExportFormat} format
   * @param {import("../whosaid.js").About} about
   */
  async export(text, report, format, about) {
    return (await here()).export(text, report, format, about);
  }

  /**
   * What several articles share and where they differ. Read by a worker of its own, so that it holds
   * up nothing; aborting ends it.
   * @param {import("../whosaid.js").Article[]} articles
   * @param {AbortSignal} signal
   * @returns {Promise<import("../whosaid.js").Comparison>}
   */
  compare(articles, signal) {
    return new Promise((resolve, reject) => {
      const onThisThread = () => void here().then((whosaid) => resolve(whosaid.compare(articles))).catch(reject);
      const worker = newWorker();
      if (!worker) {
        onThisThread();
        return;
      }
      const end = () => worker.terminate();
      signal.addEventListener("abort", () => {
        end();
        reject(signal.reason);
      });
      worker.onerror = (event) => {
        event.preventDefault();
        end();
        onThisThread();
      };
      let handed = false;
      worker.onmessage = (/** @type {MessageEvent<Reply>} */ { data }) => {
        const isStart = data.kind === "ready" || data.kind === "model" || data.kind === "no model";
        // Where the trained reader is there, it reads here as well.
        if (isStart && !handed && (data.kind !== "ready" || this.model !== "there")) {
          handed = true;
          worker.postMessage({ id: 0, text: "", published: null, articles });
        }
        if (isStart) return;
        end();
        if (data.kind === "compared") resolve(data.comparison);
        else if (data.kind === "failed") onThisThread();
        else reject(new Error("message" in data ? data.message : data.kind));
      };
    });
  }

  #start() {
    this.#ready = false;
    this.#worker = takeWorker(
      (reply) => this.#take(reply),
      () => {
        if (this.#ready) this.#fail("the worker stopped");
        else this.#fallBack();
      },
    );
    if (!this.#worker) this.#fallBack();
  }

  #restart() {
    this.#worker?.terminate();
    this.#start();
  }

  #fallBack() {
    this.#worker?.terminate();
    this.#worker = null;
    this.#hand();
  }

  #begin() {
    if (this.#ready) return;
    this.#ready = true;
    this.#hand();
  }

  /** @param {"there" | "missing"} model */
  #say(model) {
    if (model === this.model) return;
    this.model = model;
    this.onmodel();
  }

  /** Hands the job over; one that comes before the worker is ready waits until it is. */
  #hand() {
    if (!this.#job) return;
    if (!this.#worker) void this.#readHere(this.#job);
    else if (this.#ready) this.#worker.postMessage(this.#job.request);
  }

  /** @param {Reply} reply */
  #take(reply) {
    if (reply.kind === "ready") {
      // A worker that takes the place of another waits for its model: it comes from the cache.
      if (this.model !== "there") this.#begin();
    } else if (reply.kind === "model" || reply.kind === "no model") {
      this.#begin();
      this.#say(reply.kind === "model" ? "there" : "missing");
    } else if (reply.kind === "failed") {
      this.#fallBack();
    } else if (this.#job?.request.id === reply.id) {
      this.#go(this.#job, reply);
    }
  }

  /** @param {Job} job @param {Extract<Reply, { id: number }>} reply */
  #go(job, reply) {
    if (reply.kind === "part") {
      const { blocks = [], sources = [], claims = [], ...head } = reply.part;
      Object.assign(job.report, head);
      job.report.blocks.push(...blocks);
      job.report.sources.push(...sources);
      job.report.claims.push(...claims);
    } else if (reply.kind === "done") {
      this.#job = null;
      job.resolve(job.report);
    } else if (reply.kind === "error") {
      this.#fail(reply.message);
    }
  }

  /** A failed reading leaves an engine that is not to be trusted: the next article gets a new one. @param {string} message */
  #fail(message) {
    this.#job?.reject(new Error(message));
    this.#job = null;
    this.#restart();
  }

  /** @param {Job} job */
  async #readHere(job) {
    try {
      const whosaid = await here();
      void useModel(whosaid).then((model) => this.#say(model));
      await new Promise((resolve) => setTimeout(resolve, 30)); // lets the progress line show first
      if (this.#job !== job) return;
      job.resolve(whosaid.analyze(job.request.text, { published: job.request.published }));
    } catch (error) {
      job.reject(error instanceof Error ? error : new Error(String(error)));
    }
    if (this.#job === job) this.#job = null;
  }
}

/** Brings the trained reader to this thread. @param {Whosaid} whosaid @returns {Promise<"there" | "missing">} */
const useModel = (whosaid) => whosaid.useModel().then(() => "there", () => "missing");

/** @type {Promise<Whosaid> | null} */
let loading = null;

/** The reader on this thread, loaded when first asked for. @returns {Promise<Whosaid>} */
async function here() {
  loading ??= import("../whosaid.js").then(({ load }) => load({ model: null }));
  try {
    return await loading;
  } catch (error) {
    loading = null; // so that the next try asks again
    throw new LoadError(String(error));
  }
}
