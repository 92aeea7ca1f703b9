//! Numbers against each other: parts and their sum, the same thing counted twice, shares of more
//! than all.
//!
//! Gets wrong: parts that add up to another number by chance.

use super::{Article, class};
use crate::document::{Quantity, Span};
use crate::report::{Finding, Kind, Report};
use rustc_hash::{FxHashMap, FxHashSet};

/// Parts are looked for in so many quantities of the same event before and after their sum.
const NEAR: usize = 6;

/// Numbers up to this one add up by chance too often.
const SMALL: f64 = 4.0;

pub(super) fn parts(article: &Article, findings: &mut Vec<Finding>) {
    let quantities = &article.document.quantities;
    let mut by_event: FxHashMap<&str, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<&Quantity>> = Vec::new();
    for quantity in quantities.iter().filter(|quantity| is_exact(quantity)) {
        let Some(event) = quantity.event else { continue };
        let group = *by_event.entry(event).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(quantity);
    }
    for group in &groups {
        for (i, whole) in group.iter().enumerate().filter(|(_, whole)| whole.value > Some(SMALL)) {
            let near = &group[i.saturating_sub(NEAR)..(i + NEAR + 1).min(group.len())];
            if let Some((a, b)) = pair(near, whole) {
                let spans: Vec<Span> = [a, b, whole].map(|q| article.span(&q.tokens)).into();
                let [a, b, whole] = [a, b, whole].map(|q| number(q.value.unwrap_or_default()));
                let words: Vec<String> = spans.iter().map(|&span| article.quoted(span)).collect();
                let message =
                    format!("{a} + {b} = {whole}: {} and {} add up to {}.", words[0], words[1], words[2]);
                findings.push(article.finding("sum-agrees", message, spans));
                break;
            }
        }
    }
    for sentence in &article.document.sentences {
        included(article, sentence, findings);
    }
}

/// Two numbers of other sentences, or of others than the whole's clause, that add up to it.
fn pair<'q>(near: &[&'q Quantity], whole: &Quantity) -> Option<(&'q Quantity, &'q Quantity)> {
    for (i, a) in near.iter().enumerate() {
        for b in &near[i + 1..] {
            let parts = a.value.zip(b.value).filter(|(a, b)| *a >= 2.0 && *b >= 2.0);
            let adds = parts.is_some_and(|(a, b)| Some(a + b) == whole.value);
            if adds && a.sentence != whole.sentence && b.sentence != whole.sentence {
                return Some((a, b));
            }
        }
    }
    None
}

/// "13 people, including nine women": a part that is more than the whole.
fn included(article: &Article, sentence: &crate::document::Sentence, findings: &mut Vec<Finding>) {
    let document = article.document;
    let quantities = &document.quantities;
    let first = quantities.partition_point(|q| q.tokens.start < sentence.tokens.start);
    let here = &quantities[first..];
    let here = &here[..here.partition_point(|q| q.tokens.start < sentence.tokens.end)];
    for two in here.windows(2) {
        let [whole, part] = two else { continue };
        if !is_exact(whole) || !is_exact(part) || whole.event.is_none() || part.value <= whole.value {
            continue;
        }
        let between = Span::new(article.span(&whole.tokens).end, article.span(&part.tokens).start);
        let words = between.of(document.text).to_lowercase();
        let words = words.trim_matches([',', ' ', '(', '–', '—', '-']);
        if class("part").any(|part| words == part) && part.unit.as_deref() != Some("percent") {
            let spans = vec![article.span(&whole.tokens), article.span(&part.tokens)];
            let [all, some] = [spans[0], spans[1]].map(|span| article.quoted(span));
            findings.push(article.finding(
                "sum-differs",
                format!("{some} are to be among {all}, which are fewer."),
                spans,
            ));
        }
    }
}

/// The same event with two numbers from two sources.
pub(super) fn values(article: &Article, findings: &mut Vec<Finding>) {
    let report = article.report;
    let mut seen: FxHashMap<_, Vec<(&Quantity, usize)>> = FxHashMap::default();
    for quantity in article.document.quantities.iter().filter(|q| is_exact(q) && q.value > Some(1.0)) {
        let Some(event) = quantity.event else { continue };
        let span = article.span(&quantity.tokens);
        let Some(claim) = article.claim_of(span) else { continue };
        let Some(source) = report.claims[claim].attribution.as_ref().and_then(|a| a.source) else { continue };
        let list = seen.entry((event, quantity.unit.as_deref())).or_default();
        let other = list.iter().rev().take(3).find(|(other, from)| {
            *from != source
                && count_alike(report, *from, source)
                && places(article, other) == places(article, quantity)
                && other.value != quantity.value
                && quantity.sentence - other.sentence <= 4
                && !counts_others(article, other)
                && !counts_others(article, quantity)
        });
        if let Some((other, from)) = other {
            let spans = vec![article.span(&other.tokens), span];
            let [one, two] =
                [*from, source].map(|id| crate::report::words::one_line(&report.sources[id].name));
            let message = format!(
                "{} according to {one}, {} according to {two}.",
                article.quoted(spans[0]),
                article.quoted(spans[1])
            );
            findings.push(article.finding("values-differ", message, spans));
        }
        list.push((quantity, source));
    }
}

/// Whether two sources count the same: a town and its country do not.
fn count_alike(report: &Report, one: usize, two: usize) -> bool {
    let [one, two] = [one, two].map(|id| &report.sources[id]);
    !(one.kind == Kind::Government && two.kind == Kind::Government && one.country == two.country)
}

/// The places that the claim around a number names.
fn places<'a>(article: &Article<'a, '_>, quantity: &Quantity) -> FxHashSet<&'a str> {
    let claim = article.claim_of(article.span(&quantity.tokens));
    let places = claim.map(|claim| &article.report.claims[claim].places);
    places.into_iter().flatten().map(|place| place.name.as_str()).collect()
}

/// Whether the sentence of a number speaks of others beside them, or of another time.
fn counts_others(article: &Article, quantity: &Quantity) -> bool {
    let mut words = article.document.sentences[quantity.sentence].tokens.clone().map(|i| article.folded(i));
    words.any(|word| class("more").any(|more| more == word))
}

/// More than all of something.
pub(super) fn shares(article: &Article, findings: &mut Vec<Finding>) {
    let document = article.document;
    for quantity in &document.quantities {
        let above = quantity.unit.as_deref() == Some("percent") && quantity.value > Some(100.0);
        let next = quantity.number.end..(quantity.number.end + 4).min(document.tokens.len());
        let words: Vec<String> = next.map(|i| article.folded(i)).collect();
        let of = words.iter().position(|word| word == "of");
        let of_whom = of.and_then(|at| words.get(at + 1));
        if above
            && of_whom.is_some_and(|word| matches!(word.as_str(), "the" | "all" | "those" | "its" | "their"))
        {
            let span = article.span(&quantity.tokens);
            findings.push(article.finding(
                "share-above-all",
                format!("{} is more than all of them.", article.quoted(span)),
                vec![span],
            ));
        }
    }
}

/// A whole number that the text gives as it is.
fn is_exact(quantity: &Quantity) -> bool {
    let whole = quantity.value.is_some_and(|value| value.fract() == 0.0 && value < 1e9);
    whole && quantity.high.is_none() && !quantity.approximate && quantity.bound.is_none()
}

/// A whole number, in figures.
fn number(value: f64) -> String {
    (value as i64).to_string()
}
