//! What one asserts and another denies.
//!
//! A denial is held against every assertion of others that shares most of its words. Gets wrong:
//! denials in words of their own, and two events told in the same words.

use super::{Article, class, content_words, quoted, stem};
use crate::document::Upos;
use crate::order::{self, rising};
use crate::report::words::{capital, one_line};
use crate::report::{Claim, ClaimAttribution, Finding, Stance, Type};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// A denial and an assertion share at least so many words of content.
const SHARED: usize = 2;

/// A word that more claims have is not looked up.
const COMMON: usize = 12;

pub(super) fn disputes(article: &Article, findings: &mut Vec<Finding>) {
    let claims = &article.report.claims;
    let words: Vec<Vec<String>> = claims.iter().map(|claim| words_of(article, claim)).collect();
    let mut having: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (id, words) in words.iter().enumerate() {
        words.iter().for_each(|word| having.entry(word).or_default().push(id));
    }
    for denial in claims.iter().filter(|claim| is_denial(claim) && !turns_down(article, claim)) {
        let mut shared: Vec<usize> = Vec::new();
        for word in &words[denial.id] {
            let list = &having[word.as_str()];
            if list.len() <= COMMON {
                shared.extend(list);
            }
        }
        order::by_number(&mut shared, |claim| rising(*claim));
        let best = shared.chunk_by(|a, b| a == b).filter_map(|same| {
            let (other, count) = (&claims[same[0]], same.len());
            let fewer = words[other.id].len().min(words[denial.id].len());
            let fits = count >= SHARED && 3 * count >= 2 * fewer && opposes(denial, other, claims);
            fits.then_some((count, other))
        });
        let best = best.max_by_key(|(count, other)| (*count, Reverse(other.id))).map(|(_, other)| other);
        let Some(other) = best.or_else(|| accusation_before(denial, claims, &words[denial.id])) else {
            continue;
        };
        let who = |claim: &Claim| {
            let source = claim.attribution.as_ref().and_then(|a| a.source);
            source.map(|id| one_line(&article.report.sources[id].name))
        };
        let said = quoted(&other.text);
        let by = match &other.attribution {
            None => "The writer".to_owned(),
            Some(_) => who(other).map_or_else(|| "Somebody".to_owned(), |name| capital(&name)),
        };
        let cue = denial.attribution.as_ref().and_then(|a| a.cue_span).map(|span| article.quoted(span));
        let message = format!(
            "{by}: {said}. Against it {}, {}: {}.",
            who(denial).unwrap_or_default(),
            cue.unwrap_or_default(),
            quoted(&denial.text),
        );
        let kind = if other.attribution.is_none() { "disputed-own-voice" } else { "denied" };
        findings.push(article.finding(kind, message, [&other.spans[..], &denial.spans[..]].concat()));
    }
}

/// The accusation by another that "rejected the accusation" takes up: the last one before it.
fn accusation_before<'c>(denial: &Claim, claims: &'c [Claim], words: &[String]) -> Option<&'c Claim> {
    /// So many claims are looked back over.
    const BACK: usize = 6;
    let anaphor =
        !words.is_empty() && words.iter().all(|word| class("accusation").any(|noun| stem(noun) == *word));
    let before = &claims[denial.id.saturating_sub(BACK)..denial.id];
    let accuses = |claim: &&Claim| {
        claim.attribution.as_ref().is_some_and(|a| a.stance == Stance::Accusation)
            && opposes(denial, claim, claims)
    };
    before.iter().rev().find(accuses).filter(|_| anaphor)
}

fn is_denial(claim: &Claim) -> bool {
    // To decline to do something is no denial.
    let denies = |a: &ClaimAttribution| {
        a.stance == Stance::Denial && a.r#type == Type::Statement && a.source.is_some()
    };
    claim.attribution.as_ref().is_some_and(denies)
}

/// Whether it is a proposal, a plan or the like that is rejected, which contradicts nobody; but who denies
/// plans says that there are none.
fn turns_down(article: &Article, denial: &Claim) -> bool {
    let cue = denial.attribution.as_ref().map_or("", |attribution| &attribution.cue);
    if class("contradicting").any(|lemma| lemma == cue) {
        return false;
    }
    let words = content_words(article.document, denial);
    let first = words.iter().find(|(_, upos)| *upos == Upos::Noun);
    let is_clause = words.iter().any(|(_, upos)| *upos == Upos::Verb)
        && denial.text.split(' ').next().is_some_and(|word| word.eq_ignore_ascii_case("that"));
    !is_clause && first.is_some_and(|(word, _)| class("proposal").any(|noun| stem(noun) == *word))
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

fn words_of(article: &Article, claim: &Claim) -> Vec<String> {
    content_words(article.document, claim).into_iter().map(|(word, _)| word).collect()
}
