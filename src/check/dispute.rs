//! What one asserts and another denies.
//!
//! A denial is held against every assertion of others that shares most of its words. Gets wrong:
//! denials in words of their own, and two events told in the same words.

use super::Article;
use crate::document::Upos;
use crate::report::{Claim, Finding, Stance};
use rustc_hash::{FxHashMap, FxHashSet};

/// A denial and an assertion share at least so many words of content.
const SHARED: usize = 2;

/// A word that more claims have is not looked up.
const COMMON: usize = 12;

pub(super) fn disputes(article: &Article, findings: &mut Vec<Finding>) {
    let claims = &article.report.claims;
    let words: Vec<Vec<String>> = claims.iter().map(|claim| content_words(article, claim)).collect();
    let mut having: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (id, words) in words.iter().enumerate() {
        words.iter().for_each(|word| having.entry(word).or_default().push(id));
    }
    let mut told = FxHashSet::default();
    for denial in claims.iter().filter(|claim| is_denial(claim)) {
        let mut shared: Vec<usize> = Vec::new();
        for word in &words[denial.id] {
            let list = &having[word.as_str()];
            if list.len() <= COMMON {
                shared.extend(list);
            }
        }
        shared.sort_unstable();
        let best = shared.chunk_by(|a, b| a == b).filter_map(|same| {
            let (other, count) = (&claims[same[0]], same.len());
            let fewer = words[other.id].len().min(words[denial.id].len());
            let fits = count >= SHARED && 3 * count >= 2 * fewer && opposes(denial, other, claims);
            fits.then_some((count, other))
        });
        let Some((_, other)) = best.max_by_key(|(count, other)| (*count, std::cmp::Reverse(other.id))) else {
            continue;
        };
        if !told.insert((denial.id, other.id)) {
            continue;
        }
        let who = |claim: &Claim| {
            let source = claim.attribution.as_ref().and_then(|a| a.source);
            source.map(|id| crate::report::words::one_line(&article.report.sources[id].name))
        };
        let denier = who(denial).unwrap_or_else(|| "somebody the text does not name".to_owned());
        let said = article.quoted(other.spans[0]);
        let spans = vec![other.spans[0], denial.spans[0]];
        findings.push(match (&other.attribution, who(other)) {
            (None, _) => article.finding(
                "disputed-own-voice",
                format!("The writer says {said}; {denier} denies it."),
                spans,
            ),
            (Some(_), Some(by)) => {
                article.finding("denied", format!("{by}: {said}. {denier} denies it."), spans)
            }
            (Some(_), None) => article.finding(
                "denied",
                format!("{said} is handed on without a source; {denier} denies it."),
                spans,
            ),
        });
    }
}

fn is_denial(claim: &Claim) -> bool {
    claim.attribution.as_ref().is_some_and(|a| a.stance == Stance::Denial && a.source.is_some())
}

/// Whether the other is an assertion by somebody else, not within the denial or around it.
fn opposes(denial: &Claim, other: &Claim, claims: &[Claim]) -> bool {
    let source = |claim: &Claim| claim.attribution.as_ref().and_then(|a| a.source);
    let inside =
        |a: &Claim, b: &Claim| a.attribution.as_ref().and_then(|a| a.inside) == Some(claims[b.id].id);
    let overlap = denial.spans.iter().any(|a| other.spans.iter().any(|b| a.overlaps(*b)));
    let stance = other.attribution.as_ref().map(|a| a.stance);
    !overlap
        && !other.negated
        && source(denial) != source(other)
        && !inside(denial, other)
        && !inside(other, denial)
        && !matches!(stance, Some(Stance::Denial | Stance::Demand | Stance::Promise))
}

/// The nouns, names, numbers and verbs of a claim, each once, without their endings.
fn content_words(article: &Article, claim: &Claim) -> Vec<String> {
    let document = article.document;
    let mut words = Vec::new();
    for span in &claim.spans {
        let first = document.tokens.partition_point(|token| token.span.start < span.start);
        for token in document.tokens[first..].iter().take_while(|token| token.span.end <= span.end).take(60) {
            if matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb | Upos::Adj) {
                words.push(super::stem(token.span.of(document.text)));
            }
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}
