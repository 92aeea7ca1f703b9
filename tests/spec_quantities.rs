//! Runs `tests/spec/quantities.md`: how many of what.

mod common;

use whosaid::document::Span;
use whosaid::report::{Bound, Quantity, Report};
use whosaid::{Options, analyze};

/// A line a quantity: the words, the number or range, the unit, and what is said besides: `about`,
/// `over`, `under`, and what happens to what is counted.
fn line(quantity: &Quantity, text: &str) -> String {
    let value = match (quantity.value, quantity.high) {
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(value), None) => value.to_string(),
        _ => "-".to_owned(),
    };
    let bound = quantity.bound.map(|bound| match bound {
        Bound::Over => "over",
        Bound::Under => "under",
    });
    let about = quantity.approximate.then_some("about");
    let mut cells = vec![quantity.span.of(text), &value, quantity.unit.as_deref().unwrap_or("-")];
    cells.extend(about);
    cells.extend(bound);
    cells.extend(quantity.event.as_deref());
    cells.join(" | ")
}

fn lines(report: &Report, text: &str) -> String {
    let mut seen: Vec<(Span, String)> = Vec::new();
    for quantity in report.claims.iter().flat_map(|claim| &claim.quantities) {
        let entry = (quantity.span, line(quantity, text));
        if !seen.contains(&entry) {
            seen.push(entry);
        }
    }
    seen.sort();
    seen.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

#[test]
fn quantities_are_read_as_the_spec_says() {
    common::check("quantities.md", |text| lines(&analyze(text, &Options::default()), text));
}
