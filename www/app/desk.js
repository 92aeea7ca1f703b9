/*
 * The desk: what to look at first. In: text and report. Out: the claims most worth checking, what
 * the checks found, and a line of time with the claims that carry a day. Every claim leads to its
 * place in the article.
 */

/** @import { Claim, Report, Span } from "../whosaid.js" */

import { claimWords, meter } from "./card.js";
import { make } from "./dom.js";
import { longList } from "./long-list.js";
import { t } from "./strings.js";
import { hueOf, letterOf, nameOf, voiceOf } from "./voices.js";

/** Entries of a list that show before one asks for more. */
const FIRST = 15;
/** Characters of a claim that show, and of a claim beside another thing. */
const CLIP = { claim: 320, aside: 140 };

/**
 * @param {HTMLElement} root
 * @param {string} text
 * @param {Report} report
 * @param {(claim: number) => void} go
 */
export function desk(root, text, report, go) {
  root.replaceChildren(
    make("div", { class: "columns" }, worth(text, report, go), make("div", {}, findings(text, report, go), timeline(text, report, go))),
  );
}

/** @param {string} title @param {string} id @param {(Node | string)[]} children */
const section = (title, id, ...children) => make("section", { "aria-labelledby": id }, make("h3", { id }, title), ...children);

/** @param {string} words */
const nothing = (words) => make("p", { class: "nothing" }, words);

/**
 * A list that shows its first entries, and more when asked.
 * @template T
 * @param {T[]} entries
 * @param {string} look
 * @param {(entry: T) => Node} draw
 * @returns {Node[]}
 */
function list(entries, look, draw) {
  return longList(entries, FIRST, { class: look }, draw);
}

/** @param {string} words @param {number} length */
const clip = (words, length) => (words.length > length ? `${words.slice(0, length)} …` : words);

/** Who says it, with letter and hue. @param {Report} report @param {Claim} claim */
function by(report, claim) {
  const voice = voiceOf(claim);
  const letter = make("span", { class: "letter", "aria-hidden": "true" }, letterOf(voice));
  return make("p", { class: `by ${hueOf(report, voice)}` }, letter, make("bdi", {}, nameOf(report, voice)));
}

/** @param {string} text @param {Claim} claim @param {number} length @param {(claim: number) => void} go */
function says(text, claim, length, go) {
  const button = make("button", { type: "button", class: "says", dir: "auto", lang: "en", "data-claim": String(claim.id) }, ...claimWords(text, claim, length));
  button.addEventListener("click", () => go(claim.id));
  return button;
}

/** @param {string} text @param {Report} report @param {(claim: number) => void} go */
function worth(text, report, go) {
  const claims = report.claims.filter((claim) => claim.worth > 0).sort((a, b) => b.worth - a.worth || a.id - b.id);
  if (claims.length === 0) return section(t.labels.worthTitle, "worth-title", nothing(t.desk.noWorth));
  return section(
    t.labels.worthTitle,
    "worth-title",
    ...list(claims, "worth", (claim) =>
      make(
        "li",
        { class: hueOf(report, voiceOf(claim)) },
        meter(claim.worth, t.percent(claim.worth)),
        by(report, claim),
        says(text, claim, CLIP.claim, go),
        make("ul", { class: "reasons", lang: "en" }, ...claim.reasons.map((reason) => make("li", {}, reason))),
      ),
    ),
  );
}

/** @param {string} text @param {Report} report @param {(claim: number) => void} go */
function findings(text, report, go) {
  if (report.findings.length === 0) return section(t.labels.findingsTitle, "findings-title", nothing(t.desk.noFindings));
  const words = (/** @type {Span} */ span) => make("q", { dir: "auto" }, clip(text.slice(...span), CLIP.aside));
  return section(
    t.labels.findingsTitle,
    "findings-title",
    ...list(report.findings, "findings", ({ message, spans, claims }) =>
      make(
        "li",
        {},
        make("p", { class: "message", lang: "en" }, message),
        claims.length ? "" : make("p", { class: "quoted", lang: "en" }, ...spans.slice(0, 4).flatMap((span, i) => [i ? " · " : "", words(span)])),
        ...claims.slice(0, 4).map((id) => make("div", { class: hueOf(report, voiceOf(report.claims[id])) }, by(report, report.claims[id]), says(text, report.claims[id], CLIP.aside, go))),
      ),
    ),
  );
}

/** @param {string} text @param {Report} report @param {(claim: number) => void} go */
function timeline(text, report, go) {
  const all = report.claims.flatMap((claim) => claim.times.map((time) => ({ claim, time })));
  const dated = all.filter(({ time }) => time.from !== null);
  const undated = all.filter(({ time }) => time.from === null);
  const from = (/** @type {typeof all[0]} */ { time }) => time.from ?? "";
  dated.sort((a, b) => (from(a) < from(b) ? -1 : from(a) > from(b) ? 1 : a.claim.id - b.claim.id));
  const title = t.labels.timelineTitle;
  if (all.length === 0) return section(title, "timeline-title", nothing(t.desk.noTimes), report.published ? "" : nothing(t.desk.needsDate));
  /** @param {typeof all[0]} entry */
  const draw = ({ claim, time }) =>
    make(
      "li",
      { class: hueOf(report, voiceOf(claim)) },
      make("p", { class: "day" }, make("b", {}, t.card.time(time) || `“${time.text}”`), time.from ? make("span", { lang: "en" }, ` “${time.text}”`) : ""),
      by(report, claim),
      says(text, claim, CLIP.aside, go),
    );
  return section(
    title,
    "timeline-title",
    report.published ? "" : nothing(t.desk.needsDate),
    ...(dated.length ? list(dated, "timeline", draw) : [nothing(t.desk.noTimes)]),
    ...(undated.length ? [make("h4", {}, t.desk.undated), ...list(undated, "timeline undated", draw)] : []),
  );
}
