//! Runs `tests/spec/times.md`: when. A case's first line may give the day of publication.

mod common;

use whosaid::document::Span;
use whosaid::{Options, analyze};

/// A line a time: its words, its first day and its last, `-` for what is not known.
fn lines(input: &str) -> String {
    let (day, text) = match input.strip_prefix("published: ") {
        Some(rest) => rest.split_once('\n').expect("a text after the day of publication"),
        None => ("", input),
    };
    let published = (!day.is_empty()).then(|| day.parse().expect("a day such as 2020-02-11"));
    let report = analyze(text, &Options { published });
    let mut seen: Vec<(Span, String)> = Vec::new();
    for time in report.claims.iter().flat_map(|claim| &claim.times) {
        let known = |day: &Option<String>| day.clone().unwrap_or_else(|| "-".to_owned());
        let entry = (time.span, format!("{} | {} | {}", time.text, known(&time.from), known(&time.to)));
        if !seen.contains(&entry) {
            seen.push(entry);
        }
    }
    seen.sort();
    seen.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

#[test]
fn times_are_read_as_the_spec_says() {
    common::check("times.md", lines);
}
