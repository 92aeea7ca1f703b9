/*
 * Articles side by side: what they tell differently, what they share, what only one of them has.
 * In: the engine's comparison and what the articles are called. Out: elements; every claim leads to
 * its place in its article, and says where a person has corrected or added it.
 */

/** @import { Claim, Comparison, Difference, Report, Shared } from "../whosaid.js" */

import { claimWords } from "./card.js";
import { correctedTag } from "./corrections.js";
import { make } from "./dom.js";
import { longList } from "./long-list.js";
import { t } from "./strings.js";
import { nameOf, voiceOf } from "./voices.js";

/** Entries of a list that show before one asks for more. */
const FIRST = 20;
/** Characters of a claim that show. */
const CLIP = 320;

/** @typedef {{ text: string, title: string, report: Report }} Compared an article, its name, and its report with its corrections */

/**
 * @param {HTMLElement} root
 * @param {Compared[]} articles
 * @param {Comparison} comparison
 * @param {(article: number, start: number) => void} go shows the claim that begins there
 */
export function compare(root, articles, comparison, go) {
  const sheet = new Sheet(articles, go);
  const differing = comparison.shared.filter(({ differences }) => differences.length > 0);
  const alike = comparison.shared.filter(({ differences }) => differences.length === 0);
  root.replaceChildren(
    make("ol", { class: "compared" }, ...articles.map(({ title }, i) => make("li", {}, number(i), " ", make("b", { dir: "auto", lang: "en" }, title), ` ${t.claims(articles[i].report.claims.length)}`))),
    sheet.section("differing-title", t.compare.differing, differing),
    sheet.section("shared-title", t.compare.shared(articles.length), alike),
    make(
      "div",
      { class: "alone" },
      ...comparison.alone.map((ids, i) => {
        const claims = ids.map((id) => articles[i].report.claims[id]);
        const heading = make("h3", { id: `alone-${i}` }, number(i), " ", t.compare.only(articles[i].title));
        return make("section", { "aria-labelledby": `alone-${i}` }, heading, ...list(claims, (claim) => make("li", {}, sheet.cell(i, claim))));
      }),
    ),
  );
}

/** An article's number, as it stands beside each of its claims. @param {number} index */
const number = (index) => make("span", { class: "letter" }, t.number(index + 1));

/**
 * @template T
 * @param {T[]} entries
 * @param {(entry: T) => Node} draw
 * @returns {Node[]}
 */
function list(entries, draw) {
  if (entries.length === 0) return [make("p", { class: "nothing" }, t.compare.none)];
  return longList(entries, FIRST, {}, draw);
}

class Sheet {
  /** @param {Compared[]} articles @param {(article: number, start: number) => void} go */
  constructor(articles, go) {
    this.articles = articles;
    this.go = go;
  }

  /** @param {string} id @param {string} title @param {Shared[]} shared */
  section(id, title, shared) {
    return make("section", { class: "shared", "aria-labelledby": id }, make("h3", { id }, title), ...list(shared, (entry) => this.row(entry)));
  }

  /** @param {Shared} shared */
  row({ claims, differences }) {
    const cells = claims.map(({ article, claim }) => this.cell(article, this.articles[article].report.claims[claim]));
    return make("li", {}, make("div", { class: "cells" }, ...cells), ...differences.map((difference) => this.difference(difference)));
  }

  /** @param {Difference} difference */
  difference({ kind, sides }) {
    const side = (/** @type {Difference["sides"][0]} */ { article, says }) => [number(article), " ", make("span", { lang: "en", dir: "auto" }, says)];
    return make("p", { class: "differs" }, make("b", {}, `${t.compare.kinds[kind] ?? kind}:`), " ", ...side(sides[0]), " ", ...side(sides[1]));
  }

  /** @param {number} article @param {Claim} claim */
  cell(article, claim) {
    const { report, text } = this.articles[article];
    const says = make("button", { type: "button", class: "says", dir: "auto", lang: "en", "data-claim": `${article}-${claim.id}` }, ...claimWords(text, claim, CLIP));
    const byPerson = correctedTag(report, claim);
    if (byPerson) says.append(" ", make("span", { class: "tag", lang: t.code }, byPerson));
    says.addEventListener("click", () => this.go(article, claim.spans[0][0]));
    return make("div", { class: "cell" }, make("p", { class: "by" }, number(article), " ", make("bdi", {}, nameOf(report, voiceOf(claim)))), says);
  }
}
