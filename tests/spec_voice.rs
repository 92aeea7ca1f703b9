//! Runs `tests/spec/voice.md`: as what a claim is put, and the places it names.

mod common;

use whosaid::report::Claim;
use whosaid::{Options, analyze_with};

/// A line a claim: its text, as what it is put, `denied` and `hedged` where it is, and its places.
fn line(claim: &Claim) -> String {
    let mut cells = vec![claim.text.clone(), format!("{:?}", claim.voice).to_lowercase()];
    cells.extend(claim.negated.then(|| "negated".to_owned()));
    cells.extend(claim.hedged.then(|| "hedged".to_owned()));
    let places = claim.places.iter().map(|p| format!("{} ({})", p.name, p.country.as_deref().unwrap_or("-")));
    let places: Vec<String> = places.collect();
    if !places.is_empty() {
        cells.push(places.join(", "));
    }
    cells.join(" | ")
}

#[test]
fn claims_are_put_as_the_spec_says() {
    common::check("voice.md", |text| {
        let report = analyze_with(None, text, &Options::default());
        report.claims.iter().map(line).collect::<Vec<_>>().join("\n")
    });
}
