//! How much a claim is worth checking, and what speaks for it.
//!
//! In: a document, and its claims without their worth. Out: for each a share from 0 to 1 and reasons
//! in words. A claim is worth what the rows of `data/worth.tsv` that hold of it add up to; their
//! weights were learned from sentences that editors picked (`cargo run -p train -- worth`), and rounded.
//! Gets wrong: what matters only to those who know the story, and boilerplate with numbers in it.

use crate::data::rows;
use crate::document::{Document, Span, Upos};
use crate::report::{BlockKind, Claim, Mode, Report, Stance, Type, Voice};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// So many reasons are given at most.
const REASONS: usize = 3;

/// Half of the worth that is left is added or taken away by so many points.
const SCALE: f64 = 10.0;

/// One thing that a claim can have.
struct Feature {
    name: &'static str,
    weight: i32,
    /// What it is called as a reason; empty where it is none that a reader would ask for.
    reason: &'static str,
}

struct Table {
    features: Vec<Feature>,
    /// Of the features that are words, which one each word is of.
    words: FxHashMap<&'static str, usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { features: Vec::new(), words: FxHashMap::default() };
    for [name, words, weight, reason] in rows(include_str!("../../data/worth.tsv")) {
        for word in words.split('|').filter(|word| !word.is_empty()) {
            table.words.insert(word, table.features.len());
        }
        table.features.push(Feature { name, weight: weight.parse().unwrap_or(0), reason });
    }
    table
});

/// The names of the features, in the order of the table.
pub fn features() -> impl Iterator<Item = &'static str> {
    TABLE.features.iter().map(|feature| feature.name)
}

/// What a claim has: the index of each feature, and the words that show it where there are some.
pub type Observed = Vec<(usize, Option<Span>)>;

/// Fills worth and reasons of every claim.
pub(super) fn weigh(document: &Document, report: &mut Report) {
    let observed = observe(document, report);
    for (claim, observed) in report.claims.iter_mut().zip(observed) {
        let points: i32 = observed.iter().map(|&(feature, _)| TABLE.features[feature].weight).sum();
        let points = f64::from(points) / SCALE;
        // Without the exponential function, which is not the same on every platform.
        let worth = 0.5 + 0.5 * points / (1.0 + points.abs());
        claim.worth = (worth * 100.0).round() / 100.0;
        claim.reasons = reasons(document, observed);
    }
}

/// The weightiest of what speaks for checking a claim, in words.
fn reasons(document: &Document, mut observed: Observed) -> Vec<String> {
    observed.retain(|&(feature, _)| {
        let feature = &TABLE.features[feature];
        feature.weight > 0 && !feature.reason.is_empty()
    });
    let mut told: Vec<Span> = Vec::new();
    let mut reasons = Vec::new();
    while reasons.len() < REASONS && !observed.is_empty() {
        let weight = |at: &usize| (TABLE.features[observed[*at].0].weight, Reverse(*at));
        let weightiest = (0..observed.len()).max_by_key(weight).unwrap_or(0);
        let (feature, words) = observed.remove(weightiest);
        // The same words are one reason.
        if let Some(words) = words {
            if told.contains(&words) {
                continue;
            }
            told.push(words);
        }
        let reason = TABLE.features[feature].reason;
        reasons.push(match words {
            Some(words) => format!("{reason}: {}", crate::report::words::one_line(words.of(document.text))),
            None => reason.to_owned(),
        });
    }
    reasons
}

/// What each claim of a report has, in their order.
pub fn observe(document: &Document, report: &Report) -> Vec<Observed> {
    let body = |kind| matches!(kind, BlockKind::Paragraph);
    let start = report.blocks.iter().find(|block| body(block.kind)).map_or(0, |block| block.span.start);
    let end = report.blocks.iter().rev().find(|block| body(block.kind)).map_or(0, |block| block.span.end);
    let length = end.saturating_sub(start).max(1);
    let mut paragraphs = FxHashMap::default();
    for block in report.blocks.iter().filter(|block| body(block.kind)) {
        paragraphs.insert(block.span.start, paragraphs.len());
    }
    let claims = report.claims.iter().map(|claim| {
        let mut has = Claimed::default();
        has.add("every_claim", None);
        let at = claim.spans[0].start;
        let block = report.blocks.partition_point(|block| block.span.end <= at);
        let paragraph = report.blocks.get(block).and_then(|block| paragraphs.get(&block.span.start));
        has.only_if("first", paragraph == Some(&0));
        has.only_if("second", paragraph == Some(&1));
        let share = (at.saturating_sub(start)) * 100 / length;
        has.only_if("early", share < 33);
        has.only_if("late", share >= 75);
        attributed(&mut has, report, claim);
        measured(&mut has, claim);
        worded(&mut has, document, claim);
        has.0
    });
    claims.collect()
}

/// The features that were found, each once.
#[derive(Default)]
struct Claimed(Observed);

impl Claimed {
    fn add(&mut self, name: &str, words: Option<Span>) {
        if let Some(index) = TABLE.features.iter().position(|feature| feature.name == name) {
            self.add_index(index, words);
        }
    }

    fn add_index(&mut self, index: usize, words: Option<Span>) {
        if !self.0.iter().any(|&(known, _)| known == index) {
            self.0.push((index, words));
        }
    }

    fn only_if(&mut self, name: &str, holds: bool) {
        if holds {
            self.add(name, None);
        }
    }
}

fn attributed(has: &mut Claimed, report: &Report, claim: &Claim) {
    has.only_if("hedged", claim.hedged);
    has.only_if("negated", claim.negated);
    match claim.voice {
        Voice::Fact => {}
        Voice::Prediction => has.add("prediction", None),
        Voice::Opinion => has.add("opinion", None),
        Voice::Question => has.add("question", None),
    }
    let Some(attribution) = &claim.attribution else { return has.add("writer", None) };
    match attribution.stance {
        Stance::Neutral => {}
        Stance::Doubtful => has.add("doubtful", attribution.cue_span),
        Stance::Factive => has.add("factive", attribution.cue_span),
        Stance::Denial => has.add("denial", attribution.cue_span),
        Stance::Demand => has.add("demand", attribution.cue_span),
        Stance::Warning => has.add("warning", attribution.cue_span),
        Stance::Accusation => has.add("accusation", attribution.cue_span),
        Stance::Promise => has.add("promise", attribution.cue_span),
    }
    match attribution.r#type {
        Type::Statement => {}
        Type::Finding => has.add("finding", attribution.source_span),
        Type::Belief => has.add("belief", None),
        Type::Intent => has.add("intent", None),
    }
    match attribution.mode {
        Mode::Indirect => {}
        Mode::Direct => has.add("direct", None),
        Mode::Mixed => has.add("mixed", None),
    }
    has.only_if("inside", attribution.inside.is_some());
    match attribution.source.map(|id| &report.sources[id]) {
        None => has.add("unattributed", None),
        Some(source) if !source.named => has.add("unnamed", attribution.source_span),
        Some(_) => {}
    }
}

fn measured(has: &mut Claimed, claim: &Claim) {
    let mut numbers = 0;
    for quantity in claim.quantities.iter().filter(|quantity| quantity.value != Some(1.0)) {
        numbers += 1;
        let name = match quantity.unit.as_deref() {
            Some("percent" | "share") => "percent",
            Some(unit) if unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase()) => "money",
            _ if quantity
                .event
                .as_deref()
                .is_some_and(|e| matches!(e, "dead" | "injured" | "displaced" | "missing")) =>
            {
                "casualties"
            }
            _ => "number",
        };
        has.add(name, Some(quantity.span));
    }
    has.only_if("several_numbers", numbers > 1);
    if let Some(time) = claim.times.first() {
        has.add("date", Some(time.span));
    }
    if let Some(place) = claim.places.first() {
        has.add("place", Some(place.span));
    }
}

fn worded(has: &mut Claimed, document: &Document, claim: &Claim) {
    let (mut words, mut names, mut past) = (0, 0, false);
    let mut buffer = String::new();
    let (mut name_before, mut opens) = (false, true);
    for span in &claim.spans {
        let first = document.tokens.partition_point(|token| token.span.start < span.start);
        for token in document.tokens[first..].iter().take_while(|token| token.span.end <= span.end) {
            if token.upos == Upos::Punct {
                continue;
            }
            words += 1;
            let text = token.span.of(document.text);
            let name = token.upos == Upos::Propn && !opens;
            names += usize::from(name && !name_before);
            (name_before, opens) = (name, false);
            past |= token.upos == Upos::Verb && text.ends_with("ed");
            let folded = crate::tag::fold(text, &mut buffer);
            match folded {
                // The country, not the writer.
                "us" if text == "US" => {}
                "i" | "we" | "my" | "our" | "us" | "me" => has.add("speaker", None),
                "you" | "your" => has.add("addressee", None),
                _ => {}
            }
            if let Some(&feature) = TABLE.words.get(folded) {
                has.add_index(feature, Some(token.span));
            }
        }
    }
    has.only_if("name", names > 0);
    has.only_if("several_names", names > 1);
    has.only_if("past", past);
    has.only_if("short", words < 8);
    has.only_if("long", words > 18);
    has.only_if("very_long", words > 30);
}
