//! What an editor may want to look at: which claims are worth checking, and what does not add up,
//! inside one article and between several.
//!
//! In: a document that every stage has filled, and its report. Out: worth, reasons and findings in the
//! report. Each check is a file and a row of [`CHECKS`]. None says what is true.

pub mod compare;
mod dispute;
mod number;
mod sourcing;
mod weekday;
pub mod worth;

use crate::document::{Document, Span, TokenRange, Upos};
use crate::report::words::one_line;
use crate::report::{Claim, Finding, Report};
use rustc_hash::FxHashMap;

/// The checks, the weightiest first: in this order their findings are shown.
const CHECKS: [fn(&Article, &mut Vec<Finding>); 8] = [
    number::parts,
    weekday::weekdays,
    dispute::disputes,
    number::values,
    number::shares,
    sourcing::quotations,
    sourcing::sources,
    sourcing::introductions,
];

/// One check has so many findings in an article at most: a text that is made to have more is no article.
const MOST: usize = 20;

/// Fills the worth of each claim, and the findings.
pub fn check(document: &Document, report: &mut Report) {
    worth::weigh(document, report);
    let article = Article { document, report };
    let mut findings = Vec::new();
    for check in CHECKS {
        let mut found = Vec::new();
        check(&article, &mut found);
        found.truncate(MOST);
        findings.append(&mut found);
    }
    report.findings = findings;
}

/// What the checks read.
struct Article<'a, 't> {
    document: &'a Document<'t>,
    report: &'a Report,
}

impl<'t> Article<'_, 't> {
    /// A finding that rests on `spans`; concerns the claims that these stand in.
    fn finding(&self, kind: &str, message: String, mut spans: Vec<Span>) -> Finding {
        in_order(&mut spans);
        let mut claims: Vec<usize> = Vec::new();
        for claim in spans.iter().filter_map(|&span| self.claim_of(span)) {
            if !claims.contains(&claim) {
                claims.push(claim);
            }
        }
        Finding { kind: kind.to_owned(), message, spans, claims }
    }

    /// The innermost claim that holds a span.
    fn claim_of(&self, span: Span) -> Option<usize> {
        /// Claims that begin before it are looked through so far back.
        const BACK: usize = 40;
        let claims = &self.report.claims;
        let end = claims.partition_point(|claim| claim.spans[0].start <= span.start);
        let near = &claims[end.saturating_sub(BACK)..end];
        near.iter()
            .rev()
            .find(|claim| claim.spans.iter().any(|piece| piece.contains(span)))
            .map(|claim| claim.id)
    }

    /// Words of the text as a message quotes them, cut where they are many.
    fn quoted(&self, span: Span) -> String {
        quoted(span.of(self.document.text))
    }

    fn span(&self, tokens: &TokenRange) -> Span {
        self.document.span(tokens)
    }

    /// The lower-case text of a token.
    fn folded(&self, token: usize) -> String {
        self.document.word(token).to_lowercase()
    }
}

/// Words as a message quotes them, cut where they are many.
fn quoted(words: &str) -> String {
    const LONGEST: usize = 80;
    let words = one_line(words);
    let mut short = String::new();
    for word in words.split(' ') {
        if !short.is_empty() && short.chars().count() + word.chars().count() > LONGEST {
            short.push_str(" …");
            break;
        }
        short.push_str(if short.is_empty() { "" } else { " " });
        short.extend(word.chars().take(LONGEST));
    }
    format!("“{}”", short.trim_matches(['“', '”', '"', ',']))
}

/// The words of a class of `data/checks.tsv`.
fn class(name: &str) -> impl Iterator<Item = &'static str> {
    let mut rows = crate::data::rows(include_str!("../../data/checks.tsv"));
    let words = rows.find(|[class, _]| *class == name).map_or("", |[_, words]| words);
    words.split('|')
}

/// A word without the endings that inflect it, for comparing two: `killed`, `kills` and `killing` are
/// `kill`. Not a word that anybody should see.
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(&word);
    for ending in ["ing", "ied", "ies", "ed", "es", "s", "e"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 3
            && !stem.ends_with('s')
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

/// The nouns, names, numbers, verbs and adjectives of a claim, each once, without their endings.
fn content_words(document: &Document, claim: &Claim) -> Vec<(String, Upos)> {
    /// Of a piece longer than that the rest says no more what it is about.
    const LONGEST: usize = 60;
    let mut words = Vec::new();
    for span in &claim.spans {
        let first = document.tokens.partition_point(|token| token.span.start < span.start);
        for token in
            document.tokens[first..].iter().take_while(|token| token.span.end <= span.end).take(LONGEST)
        {
            if matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb | Upos::Adj) {
                words.push((stem(token.span.of(document.text)), token.upos));
            }
        }
    }
    let mut seen = FxHashMap::default();
    words.retain(|(word, _)| seen.insert(word.clone(), 0).is_none());
    words
}

/// Puts the few spans of a finding in order, each once.
fn in_order(spans: &mut Vec<Span>) {
    for i in 1..spans.len() {
        let mut at = i;
        while at > 0 && spans[at] < spans[at - 1] {
            spans.swap(at, at - 1);
            at -= 1;
        }
    }
    spans.dedup();
}
