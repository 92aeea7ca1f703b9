/*
 * The article as a numbered sheet: its text with a number behind each claim, then the claims as
 * notes under these numbers. In: text and report. Out: elements that only paper shows.
 */

/** @import { Report } from "../whosaid.js" */

import { correctedOf } from "./corrections.js";
import { make } from "./dom.js";
import { lines } from "./pieces.js";
import { t, tagOf } from "./strings.js";
import { kindLabel, nameOf, voiceOf } from "./voices.js";

/** @type {Record<string, "h1" | "h2">} */
const tags = { headline: "h1", crosshead: "h2" };

/** @param {HTMLElement} root @param {string} text @param {Report} report */
export function sheet(root, text, report) {
  /** Claims by where they end. @type {Map<number, number[]>} */
  const ends = new Map();
  for (const { id, spans } of report.claims) {
    const end = spans[spans.length - 1][1];
    ends.set(end, [...(ends.get(end) ?? []), id]);
  }
  root.replaceChildren();
  /** @type {HTMLElement | undefined} */
  let block;
  for (const { kind, gap, continued, pieces } of lines(text, report)) {
    if (kind === "furniture") continue;
    if (!block || (gap === null && !continued)) {
      block = make(tags[kind] ?? "p", { class: kind, dir: "auto" });
      root.append(block);
    } else if (gap !== null) {
      block.append(gap);
    }
    for (const piece of pieces) {
      const isClaim = piece.claims.length > 0;
      block.append(isClaim ? make("u", {}, piece.text) : piece.text);
      const here = ends.get(piece.end);
      if (here && isClaim) block.append(make("sup", {}, here.map((id) => t.number(id + 1)).join(", ")));
    }
  }
  const notes = report.claims.map((claim) => {
    const voice = voiceOf(claim);
    const { attribution } = claim;
    const said = [
      attribution?.cue_span ? `“${text.slice(...attribution.cue_span)}”` : "",
      attribution ? (t.modes[attribution.mode] ?? "") : "",
      attribution ? tagOf(attribution) : "",
      correctedOf(report, claim.id).length ? t.setByPerson : attribution ? t.sureness(attribution.confidence) : "",
      claim.hedged ? t.hedged : "",
    ];
    return make(
      "li",
      {},
      make("b", {}, make("bdi", {}, nameOf(report, voice))),
      ` (${kindLabel(report, voice)}): `,
      make("span", { dir: "auto" }, claim.text),
      make("span", { class: "fine" }, ` ${said.filter(Boolean).join(" · ")}`),
      ...claim.reasons.map((reason) => make("span", { class: "fine" }, ` · ${reason}`)),
    );
  });
  root.prepend(make("p", { class: "fine" }, [report.published ? t.printed.published(t.day(report.published)) : "", `whosaid ${report.whosaid}`, t.printed.reading].filter(Boolean).join(" · ")));
  root.append(make("h2", {}, t.printed.notes), make("ol", {}, ...notes));
  if (report.findings.length) {
    root.append(make("h2", {}, t.labels.findingsTitle), make("ul", {}, ...report.findings.map(({ message }) => make("li", {}, message))));
  }
}
