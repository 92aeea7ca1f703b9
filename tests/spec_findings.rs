//! Runs `tests/spec/findings.md`: what an editor may want to look at.

mod common;

use whosaid::{Options, analyze};

#[test]
fn findings_are_as_the_spec_says() {
    common::check("findings.md", |text| {
        let (published, text) = match text.strip_prefix("published ").and_then(|rest| rest.split_once('\n')) {
            Some((day, text)) => (Some(whosaid::day(day).expect("a day")), text),
            None => (None, text),
        };
        let report = analyze(text, &Options { published });
        let lines = report.findings.iter().map(|finding| {
            assert!(!finding.spans.is_empty() && finding.spans.is_sorted());
            format!("{}: {}", finding.kind, finding.message)
        });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() { "-".to_owned() } else { lines.join("\n") }
    });
}
