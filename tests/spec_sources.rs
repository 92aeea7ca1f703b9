//! Runs `tests/spec/sources.md`: who each claim comes from, for whom that source speaks and for
//! which country.

mod common;

use whosaid::report::{Claim, Kind, Report};
use whosaid::{Options, analyze};

/// How many characters of a claim are shown.
const SHOWN: usize = 28;

fn kind_of(kind: Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|kind| kind.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A line an attributed claim: name, kind, country, whether it is named, and how the claim begins.
fn lines(report: &Report) -> Vec<String> {
    let line = |claim: &Claim| {
        let source = claim.attribution.as_ref()?.source;
        let begin: String = claim.text.chars().take(SHOWN).collect();
        let Some(source) = source.map(|id| &report.sources[id]) else { return Some(format!("- | {begin}")) };
        let country = source.country.as_deref().unwrap_or("-");
        let named = if source.named { "named" } else { "unnamed" };
        Some(format!("{} | {} | {country} | {named} | {begin}", source.name, kind_of(source.kind)))
    };
    report.claims.iter().filter_map(line).collect()
}

#[test]
fn sources_are_resolved_as_the_spec_says() {
    common::check("sources.md", |text| lines(&analyze(text, &Options::default())).join("\n"));
}
