//! CSV (RFC 4180), a line a claim, for spreadsheets.
//!
//! It opens with a byte order mark, without which spreadsheets take UTF-8 for something else. A cell
//! that a spreadsheet would calculate gets an apostrophe before it, as those programs show text.
//! Offsets count characters (code points) of the text.

use super::Claim;
use super::export::{Article, Characters};
use super::words::{self, one_line};

const COLUMNS: [&str; 23] = [
    "article",
    "claim",
    "text",
    "source",
    "source kind",
    "country",
    "source named",
    "cue",
    "type",
    "stance",
    "quoted",
    "inside",
    "confidence",
    "voice",
    "hedged",
    "worth",
    "reasons",
    "why",
    "line",
    "start",
    "end",
    "pieces",
    "corrected by a person",
];

pub(super) fn export(article: &Article) -> String {
    let mut out = String::from('\u{feff}');
    line(&mut out, COLUMNS.map(str::to_owned));
    let characters = Characters::of(article.text);
    for claim in &article.report.claims {
        line(&mut out, cells(article, claim, &characters));
    }
    out
}

fn cells(article: &Article, claim: &Claim, characters: &Characters) -> [String; COLUMNS.len()] {
    let attribution = claim.attribution.as_ref();
    let source = article.source(claim);
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let stance = attribution.and_then(|a| words::stance(a.stance)).unwrap_or_default().to_owned();
    let (first, last) = (claim.spans[0], claim.spans[claim.spans.len() - 1]);
    [
        article.about.url.or(article.about.name).map(one_line).unwrap_or_default(),
        claim.id.to_string(),
        one_line(&claim.text),
        article.who(claim),
        source.and_then(|source| words::kind(source.kind)).unwrap_or_default().to_owned(),
        source.and_then(|source| source.country.as_deref()).map(one_line).unwrap_or_default(),
        source.map(|source| yes(source.named)).unwrap_or_default(),
        attribution.map(|a| one_line(&a.cue)).unwrap_or_default(),
        attribution.map(|a| words::of_type(a.r#type).unwrap_or("statement")).unwrap_or_default().to_owned(),
        stance,
        attribution.map(|a| words::mode(a.mode)).unwrap_or_default().to_owned(),
        attribution.and_then(|a| a.inside).map(|id| id.to_string()).unwrap_or_default(),
        attribution.map(|a| hundredths(a.confidence)).unwrap_or_default(),
        words::voice(claim.voice).unwrap_or("fact").to_owned(),
        yes(claim.hedged),
        hundredths(claim.worth),
        one_line(&claim.reasons.join("; ")),
        attribution.map(|a| one_line(&a.why)).unwrap_or_default(),
        article.line(claim).to_string(),
        characters.before(first.start).to_string(),
        characters.before(last.end).to_string(),
        claim.spans.len().to_string(),
        yes(claim.corrected_by_person),
    ]
}

fn line(out: &mut String, cells: [String; COLUMNS.len()]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        // What spreadsheets take for the start of a formula, in ASCII and in full width.
        let formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        if cell.contains([',', '"']) || formula {
            out.push('"');
            out.push_str(if formula { "'" } else { "" });
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

/// A number from 0 to 1 to two decimals. Formatting of floats in general would weigh more than all of
/// this file.
fn hundredths(share: f64) -> String {
    let hundredths = (share * 100.0).round() as u32;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
