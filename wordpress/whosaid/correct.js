/*
 * What an editor corrects in a report. In: the report, and what was changed. Out: a new report; the
 * ids of claims and sources stay, so that what refers to them still does.
 */

/** @import { Report } from "./assets/whosaid.js" */

/**
 * @param {Report} report
 * @param {object} changes
 * @param {number[]} changes.dropped ids of claims that are not to be shown
 * @param {Record<number, string>} changes.names new names of sources, by id
 * @returns {Report}
 */
export function correct(report, { dropped, names }) {
  const gone = new Set(dropped);
  return {
    ...report,
    sources: report.sources.map((source) => ({ ...source, name: names[source.id]?.trim() || source.name })),
    claims: report.claims
      .filter(({ id }) => !gone.has(id))
      .map((claim) => {
        const inside = claim.attribution?.inside ?? null;
        // What stood inside a claim that is gone stands by itself.
        return inside !== null && gone.has(inside) ? { ...claim, attribution: { ...claim.attribution, inside: null } } : claim;
      }),
    findings: report.findings.map((finding) => ({ ...finding, claims: finding.claims.filter((id) => !gone.has(id)) })),
  };
}
