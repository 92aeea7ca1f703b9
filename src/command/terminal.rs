//! The report to read in a terminal. In: an article and its report. Out: each source with its
//! claims, wrapped to a width, in colours that the stream it goes to takes out where they are not
//! wanted.

use anstyle::{AnsiColor, Style};
use std::io::{self, Write};
use whosaid::Report;
use whosaid::check::compare::{Comparison, DifferenceKind};
use whosaid::report::export::worth_checking;
use whosaid::report::words::{self, one_line as printable};
use whosaid::report::{Claim, ClaimAttribution, SourceEntry};

const TITLE: Style = Style::new().bold().underline();
const NAME: Style = AnsiColor::Cyan.on_default().bold();
const DETAIL: Style = Style::new().dimmed();
const NOTABLE: Style = AnsiColor::Yellow.on_default();

/// Readings below this confidence say so.
const UNSURE: f64 = 0.6;

/// Claims that are not worth more are not pointed to.
const POINTED_TO: f64 = 0.5;

/// So many claims worth checking are shown.
const FIRST: usize = 3;

/// How to lay a report out.
pub struct Layout<'a> {
    /// What the article is called where lines of it are referred to.
    pub name: &'a str,
    /// Columns a line may take.
    pub width: usize,
    /// Whether the writer's own claims are listed, not just counted.
    pub all: bool,
}

/// The columns to use where none are given: those of the terminal, but no more than read well.
pub fn width() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(80, |(width, _)| usize::from(width.0).clamp(20, 100))
}

/// Writes the name of the article that a report is about, apart from the report before it.
pub fn title(out: &mut impl Write, name: &str, first: bool) -> io::Result<()> {
    if !first {
        writeln!(out)?;
    }
    writeln!(out, "{TITLE}{}{TITLE:#}\n", printable(name))
}

/// Writes one report about `text`.
pub fn report(out: &mut impl Write, text: &str, report: &Report, layout: &Layout) -> io::Result<()> {
    let mut by_source = vec![Vec::new(); report.sources.len()];
    let (mut unsaid, mut own) = (Vec::new(), Vec::new());
    for claim in &report.claims {
        match &claim.attribution {
            None => own.push(claim),
            Some(ClaimAttribution { source: None, .. }) => unsaid.push(claim),
            Some(ClaimAttribution { source: Some(source), .. }) => by_source[*source].push(claim),
        }
    }

    let page = Page { text, report, layout, lines: line_starts(text) };
    page.first(out)?;
    page.findings(out)?;
    for (source, claims) in report.sources.iter().zip(&by_source) {
        if !claims.is_empty() {
            page.source(out, source)?;
            page.claims(out, claims)?;
            writeln!(out)?;
        }
    }
    if !unsaid.is_empty() {
        page.heading(out, "No speaker given", "")?;
        page.claims(out, &unsaid)?;
        writeln!(out)?;
    }
    if report.claims.is_empty() {
        writeln!(out, "No claims found.")
    } else if own.is_empty() {
        writeln!(out, "None of the claims is the writer's own.")
    } else if layout.all {
        page.heading(out, "The writer's own", "")?;
        page.claims(out, &own)
    } else {
        let claims = if own.len() == 1 { "claim" } else { "claims" };
        writeln!(out, "The writer's own: {} {claims}. {DETAIL}Listed with --all.{DETAIL:#}", own.len())
    }
}

struct Page<'a> {
    text: &'a str,
    report: &'a Report,
    layout: &'a Layout<'a>,
    lines: Vec<usize>,
}

impl Page<'_> {
    /// The claims most worth checking, and why.
    fn first(&self, out: &mut impl Write) -> io::Result<()> {
        let claims = worth_checking(&self.report.claims, FIRST);
        if claims.is_empty() {
            return Ok(());
        }
        self.heading(out, "Worth checking first", "")?;
        for claim in claims {
            self.wrap(out, "  ", &printable(&claim.text), true)?;
            let reasons = printable(&claim.reasons.join("; "));
            let place = self.place(claim).unwrap_or_default();
            self.wrap(out, "    ", &format!("{DETAIL}{reasons} · {place}{DETAIL:#}"), false)?;
        }
        writeln!(out)
    }

    /// What does not add up, or does.
    fn findings(&self, out: &mut impl Write) -> io::Result<()> {
        if self.report.findings.is_empty() {
            return Ok(());
        }
        self.heading(out, "To look at", "")?;
        for finding in &self.report.findings {
            self.wrap(out, "  ", &printable(&finding.message), true)?;
            let place = finding.spans.first().map(|span| self.line(span.start)).unwrap_or_default();
            self.wrap(out, "    ", &format!("{DETAIL}{place}{DETAIL:#}"), false)?;
        }
        writeln!(out)
    }

    /// File and line in which a claim begins.
    fn place(&self, claim: &Claim) -> Option<String> {
        Some(self.line(claim.spans.first()?.start))
    }

    /// File and line of a byte.
    fn line(&self, byte: usize) -> String {
        let line = self.lines.partition_point(|&at| at <= byte);
        format!("{}:{line}", printable(self.layout.name))
    }

    fn source(&self, out: &mut impl Write, source: &SourceEntry) -> io::Result<()> {
        let country = source.country.as_deref().map(words::country);
        let about = [words::kind(source.kind), country, (!source.named).then_some("not named")];
        self.heading(out, &source.name, &about.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
        // People without a name have no other names.
        if source.named && !source.aliases.is_empty() {
            let aliases = printable(&format!("also {}", source.aliases.join(", ")));
            self.wrap(out, "  ", &format!("{DETAIL}{aliases}{DETAIL:#}"), true)?;
        }
        Ok(())
    }

    fn heading(&self, out: &mut impl Write, name: &str, about: &str) -> io::Result<()> {
        let name = format!("{NAME}{}{NAME:#}", printable(name));
        let about = if about.is_empty() { String::new() } else { format!("  {DETAIL}{about}{DETAIL:#}") };
        self.wrap(out, "", &(name + &about), true)
    }

    fn claims(&self, out: &mut impl Write, claims: &[&Claim]) -> io::Result<()> {
        for claim in claims {
            self.wrap(out, "  ", &printable(&claim.text), true)?;
            // The name of the article stays whole: terminals make `file:line` a link.
            self.wrap(out, "    ", &self.about(claim), false)?;
        }
        Ok(())
    }

    /// How a claim is made, and where.
    fn about(&self, claim: &Claim) -> String {
        let mut parts = Vec::new();
        if let Some(attribution) = &claim.attribution {
            // A colon alone can be a cue; it would tell a reader nothing here.
            let cue = attribution.cue_span.map(|span| printable(span.of(self.text)));
            parts.extend(cue.filter(|cue| cue.contains(char::is_alphanumeric)).map(|cue| (DETAIL, cue)));
            parts.extend(words::of_type(attribution.r#type).map(|what| (DETAIL, what.to_owned())));
            parts.extend(words::stance(attribution.stance).map(|what| (NOTABLE, what.to_owned())));
            parts.push((DETAIL, words::mode(attribution.mode).to_owned()));
            parts.extend(self.told_by(attribution).map(|what| (NOTABLE, what)));
            if attribution.confidence < UNSURE {
                parts.push((NOTABLE, format!("unsure ({:.2})", attribution.confidence)));
            }
        }
        parts.extend(self.place(claim).map(|place| (DETAIL, place)));
        let parts = parts.into_iter().map(|(style, part)| format!("{style}{part}{style:#}"));
        parts.collect::<Vec<_>>().join(&format!("{DETAIL} · {DETAIL:#}"))
    }

    /// Who hands on a claim that stands inside another.
    fn told_by(&self, attribution: &ClaimAttribution) -> Option<String> {
        let outer = self.report.claims.get(attribution.inside?)?.attribution.as_ref()?;
        Some(match outer.source {
            Some(source) if outer.source == attribution.source => {
                format!("inside another claim of {}", printable(&self.report.sources[source].name))
            }
            Some(source) => format!("as told by {}", printable(&self.report.sources[source].name)),
            None => "as told by a speaker not given".to_owned(),
        })
    }

    fn wrap(&self, out: &mut impl Write, indent: &str, line: &str, break_words: bool) -> io::Result<()> {
        let options = textwrap::Options::new(self.layout.width)
            .initial_indent(indent)
            .subsequent_indent(indent)
            .break_words(break_words)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for piece in textwrap::wrap(line, options) {
            writeln!(out, "{piece}")?;
        }
        Ok(())
    }
}

/// Writes what articles share and what only one of them has.
pub fn comparison(
    out: &mut impl Write,
    texts: &[String],
    names: &[String],
    comparison: &Comparison,
    width: usize,
    all: bool,
) -> io::Result<()> {
    let layouts: Vec<Layout> = names.iter().map(|name| Layout { name, width, all }).collect();
    let pages: Vec<Page> = (0..texts.len())
        .map(|i| Page {
            text: &texts[i],
            report: &comparison.articles[i],
            layout: &layouts[i],
            lines: line_starts(&texts[i]),
        })
        .collect();
    if comparison.shared.is_empty() {
        writeln!(out, "No claim is in more than one of the articles.\n")?;
    } else {
        pages[0].heading(out, "In more than one", "")?;
    }
    for shared in &comparison.shared {
        for spot in &shared.claims {
            let page = &pages[spot.article];
            page.claims(out, &[&page.report.claims[spot.claim]])?;
        }
        for difference in &shared.differences {
            let [one, two] = &difference.sides;
            let what = match difference.kind {
                DifferenceKind::Number => "other numbers",
                DifferenceKind::Time => "other times",
                DifferenceKind::Source => "other sources",
                DifferenceKind::Attribution => "attributed and asserted",
                DifferenceKind::Denial => "denied",
            };
            let sides = printable(&format!("{} | {}", one.says, two.says));
            pages[0].wrap(out, "    ", &format!("≠ {NOTABLE}{what}{NOTABLE:#}: {sides}"), true)?;
        }
        writeln!(out)?;
    }
    for (page, alone) in pages.iter().zip(&comparison.alone) {
        let claims = alone.iter().map(|&id| &page.report.claims[id]);
        let shown: Vec<&Claim> = claims.filter(|claim| all || claim.worth >= POINTED_TO).collect();
        let about = format!("{} of {}", shown.len(), alone.len());
        page.heading(out, &format!("Only in {}", page.layout.name), if all { "" } else { &about })?;
        page.claims(out, &shown)?;
        writeln!(out)?;
    }
    Ok(())
}

/// The byte at which each line begins.
fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const TEXT: &str = "\
Ankara warned on Monday that it had \"run out of patience\", which Moscow denied.
\u{1b}[31mAccording to officials, \"talks go on\".
It was said to be over.
";

    fn spot(words: &str) -> Value {
        let start = TEXT.find(words).unwrap();
        json!([start, start + words.len()])
    }

    fn claim(id: usize, words: &str, attribution: Value) -> Value {
        json!({
            "id": id, "spans": [spot(words)], "text": words, "attribution": attribution, "worth": 0.2,
            "reasons": [], "hedged": false, "voice": "fact", "negated": false, "quantities": [],
            "times": [], "places": [],
        })
    }

    fn sample() -> Report {
        let mut first = json!({
            "source": 0, "source_span": spot("Ankara"), "cue_span": spot("warned"), "cue": "warn",
            "type": "statement", "mode": "mixed", "stance": "warning", "inside": null,
            "confidence": 0.9, "why": "",
        });
        let warning = first.clone();
        first["source"] = json!(1);
        first["cue_span"] = spot("denied");
        first["stance"] = json!("denial");
        first["inside"] = json!(0);
        first["mode"] = json!("indirect");
        first["confidence"] = json!(0.4);
        let denial = first.clone();
        first["source"] = json!(2);
        first["cue_span"] = json!(null);
        first["stance"] = json!("neutral");
        first["mode"] = json!("direct");
        first["type"] = json!("belief");
        first["inside"] = json!(null);
        let belief = first.clone();
        first["source"] = json!(null);
        first["cue_span"] = spot("said to");
        let passive = first;
        serde_json::from_value(json!({
            "whosaid": "0.1.0", "offset_unit": "utf8", "reader": "trained", "published": null, "blocks": [],
            "sources": [
                { "id": 0, "name": "Government of Turkey", "aliases": ["Ankara"], "kind": "government",
                  "country": "TR", "named": true },
                { "id": 1, "name": "Government of Russia", "aliases": [], "kind": "government",
                  "country": "RU", "named": true },
                { "id": 2, "name": "officials\u{1b}[0m", "aliases": ["Officials"], "kind": "unknown",
                  "country": "XX", "named": false },
            ],
            "claims": [
                claim(0, "that it had \"run out of patience\"", warning),
                claim(1, "it had", denial),
                claim(2, "\u{1b}[31mAccording", belief),
                claim(3, "It was", passive),
                claim(4, "on Monday", json!(null)),
            ],
            "findings": [],
        }))
        .unwrap()
    }

    fn laid_out(width: usize, all: bool) -> String {
        let mut out = Vec::new();
        report(&mut out, TEXT, &sample(), &Layout { name: "a.txt", width, all }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn sources_with_their_claims_come_first() {
        let plain = anstream::adapter::strip_str(&laid_out(80, false)).to_string();
        assert_eq!(
            plain,
            "\
Government of Turkey  government, Turkey
  also Ankara
  that it had \"run out of patience\"
    warned · warning · partly quoted · a.txt:1

Government of Russia  government, Russia
  it had
    denied · denial · indirect · as told by Government of Turkey · unsure (0.40)
    · a.txt:1

officials�[0m  XX, not named
  �[31mAccording
    belief · direct · unsure (0.40) · a.txt:2

No speaker given
  It was
    said to · belief · direct · unsure (0.40) · a.txt:3

The writer's own: 1 claim. Listed with --all.
"
        );
    }

    #[test]
    fn the_writers_own_claims_are_listed_on_demand() {
        let plain = anstream::adapter::strip_str(&laid_out(80, true)).to_string();
        assert!(plain.ends_with("\nThe writer's own\n  on Monday\n    a.txt:1\n"), "{plain}");
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let plain = anstream::adapter::strip_str(&laid_out(24, true)).to_string();
        assert!(plain.lines().all(|line| line.chars().count() <= 24), "{plain}");
        assert!(plain.lines().count() > 30, "{plain}");
    }

    #[test]
    fn an_article_cannot_send_escape_sequences() {
        let styled = laid_out(80, true);
        assert!(styled.contains("\u{1b}["), "the report has colours of its own");
        assert!(!styled.contains("\u{1b}[31m"));
        assert!(!printable("a\u{202e}b\u{7}\n c").contains(['\u{202e}', '\u{7}', '\n']));
    }
}
