//! Runs `tests/spec/attributions.md`: who says what, and how much is the writer's own.

mod common;

use whosaid::report::{Claim, Report};
use whosaid::{Options, analyze, analyze_with};

/// A line a claim: source, cue, content and how it is quoted, `-` for what is not there; indented by
/// how many claims it stands in. The writer's own: `writer` and the text.
fn lines(report: &Report, text: &str) -> Vec<String> {
    let line = |claim: &Claim| match &claim.attribution {
        None => format!("writer | {}", claim.text),
        Some(a) => {
            let words = |span: Option<whosaid::Span>| span.map_or("-", |span| span.of(text));
            let mut depth = 0;
            let mut outer = a.inside;
            while let Some(id) = outer {
                depth += 1;
                outer = report.claims[id].attribution.as_ref().and_then(|a| a.inside);
            }
            let mode = format!("{:?}", a.mode).to_lowercase();
            let indent = "  ".repeat(depth);
            format!("{indent}{} | {} | {} | {mode}", words(a.source_span), words(a.cue_span), claim.text)
        }
    };
    report.claims.iter().map(line).collect()
}

#[test]
fn rules_read_attributions_as_the_spec_says() {
    let read = |text: &str| lines(&analyze_with(None, text, &Options::default()), text).join("\n");
    common::check("attributions.md", read);
}

#[test]
fn the_trained_reader_reads_attributions_as_the_spec_says() {
    common::check("reader.md", |text| lines(&analyze(text, &Options::default()), text).join("\n"));
}
