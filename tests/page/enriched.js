// A report with every field filled, whatever the engine fills by now: days, numbers, places, worth
// and findings are put in by position, so that a test of the page does not depend on how well the
// engine reads. In: a context of the browser. Out: that context, in which `whosaid.js` adds them.

const ADDED = `
function enriched(report, text) {
  const words = (pattern, [start, end]) => [...text.slice(start, end).matchAll(pattern)].map(({ 0: found, index }) => ({ found, span: [start + index, start + index + found.length] }));
  for (const claim of report.claims) {
    const all = (pattern) => claim.spans.flatMap((span) => words(pattern, span));
    claim.quantities = all(/\\d[\\d,.]*\\d( million)?/g).map(({ found, span }) => ({ span, value: parseFloat(found.replaceAll(",", "")) * (/million/.test(found) ? 1e6 : 1), high: null, approximate: false, bound: null, unit: "person", event: null }));
    claim.times = all(/Wednesday|July 2022|this year|end of the month/g).map(({ found, span }) => ({ span, text: found, from: { Wednesday: "2025-02-12", "July 2022": "2022-07-01", "this year": "2025-01-01" }[found] ?? null, to: { Wednesday: "2025-02-12", "July 2022": "2022-07-31", "this year": "2025-12-31" }[found] ?? null }));
    claim.places = all(/Odesa|Istanbul|Bosphorus/g).map(({ found, span }) => ({ span, name: found, country: found === "Odesa" ? "UA" : "TR" }));
    claim.hedged = claim.hedged || /could|Reportedly/.test(claim.text);
    claim.reasons = claim.quantities.map(({ span }) => "a number: " + text.slice(...span));
    if (claim.attribution?.stance === "accusation") claim.reasons.push("an accusation against a named party");
    if (claim.attribution?.stance === "denial") claim.reasons.push("another source says the opposite");
    claim.worth = Math.min(1, Math.round((claim.reasons.length * 0.37 + (claim.attribution ? 0.05 : 0.2)) * 100) / 100);
  }
  const [first, second] = report.claims.filter(({ quantities }) => quantities.length);
  report.findings = first && second ? [
    { kind: "numbers-differ", message: "Two claims give different numbers of people in need.", spans: [first.quantities[0].span, second.quantities[0].span], claims: [first.id, second.id] },
    { kind: "unnamed-sources", message: "More than half of the sources are not named.", spans: [], claims: [] },
  ] : [];
  return report;
}
`;

/** @param {import("playwright-core").BrowserContext} context */
export async function enrich(context) {
  await context.route(/\/whosaid\.js$/, async (route) => {
    if (route.request().url().includes("/pkg/")) return route.fallback();
    const response = await route.fetch();
    const source = await response.text();
    await route.fulfill({ response, body: source.replace("guard(() => analyze(text, options))", "enriched(guard(() => analyze(text, options)), text)") + ADDED });
  });
}
