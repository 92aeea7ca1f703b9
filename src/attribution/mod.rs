//! Who says what: cue, source and content of each attribution.
//!
//! In: a tagged document with its quotations. Out: [`Document::attributions`], ordered by where
//! they begin. The scheme is PolNeAR's (Newell et al., LREC 2018) with nested attributions kept.
//! Rules go first ([`attribute`]); with a model, a trained [`reader`] reads the text again, sees what
//! the rules found, and has the last word ([`read`]); [`learned`] says by which cue each is read.
//!
//! The rules have one file a construction: [`quotation`] (direct speech), [`clause`] (said that, called for),
//! [`adverbial`] (according to, reportedly), [`noun`] (the claim that, is confident that); they
//! share the lexicon of [`cues`] and the phrases of [`context`]. Gets wrong: contents that end
//! before their sentence does, cues that are not in the lexicon, and subjects far from their verb.

mod adverbial;
mod clause;
mod clause_edges;
mod context;
mod cues;
mod learned;
mod noun;
mod quotation;
pub mod reader;

use crate::document::{Attribution, Construction, Document, TokenRange};
use crate::order::{self, falling, rising};
use crate::report::{BlockKind, Reader, Stance, Type};
use context::{Context, NONE};
use cues::Cue;
use std::borrow::Cow;

/// Attributions nested more deeply than this are dropped, so that the report of a text that never
/// ends its sentences stays as long as the text, times a constant.
const DEEPEST: usize = 4;

/// The longest content outside quotation marks, in tokens; no sentence of news comes near.
const LONGEST: usize = 400;

/// An attribution as a detector found it.
struct Found {
    source: Option<TokenRange>,
    cue: Option<TokenRange>,
    content: Vec<TokenRange>,
    lexeme: Option<&'static Cue>,
    construction: Construction,
    follows: Option<usize>,
}

/// What is said of an attribution besides its parts.
#[derive(Clone)]
struct Account {
    lemma: Cow<'static, str>,
    kind: Type,
    stance: Stance,
    confidence: f32,
}

/// A stretch of a block that is read as one sentence: sentences that one quotation ties together
/// count as one outside of it, and apart within.
struct Unit {
    tokens: TokenRange,
    block: usize,
}

/// Fills [`Document::attributions`] by rules and then by the trained reader.
pub fn read(document: &mut Document, reader: &reader::Reader) {
    attribute(document);
    let (found, accounts) = learned::found(document, reader);
    document.attributions = nest(document, &found, |index, _| accounts[index].clone());
    document.reader = Reader::Trained;
}

/// Fills [`Document::attributions`] by rule.
pub fn attribute(document: &mut Document) {
    let context = Context::new(document);
    let mut found = Findings {
        found: Vec::new(),
        used: vec![false; document.tokens.len()],
        spoken: vec![false; document.tokens.len()],
    };
    let units = units(&context);
    quotation::detect(&context, &units, &mut found);
    for unit in units.iter().filter(|unit| speaks(document.blocks[unit.block].kind)) {
        detect_clauses(&context, unit.tokens.clone(), NONE, &mut found);
    }
    // Inside quotations, sentence by sentence.
    for sentence in &document.sentences {
        if !speaks(document.blocks[sentence.block].kind) {
            continue;
        }
        let mut start = sentence.tokens.start;
        while start < sentence.tokens.end {
            let quotation = context.quotation[start];
            let same =
                context.quotation[start..sentence.tokens.end].iter().take_while(|q| **q == quotation).count();
            if quotation != NONE && same > 4 {
                // Without the marks at its ends.
                let mut inner = start..start + same;
                while !inner.is_empty() && context.is_mark(inner.end - 1) {
                    inner.end -= 1;
                }
                while !inner.is_empty() && context.is_mark(inner.start) {
                    inner.start += 1;
                }
                detect_clauses(&context, inner, quotation, &mut found);
            }
            start += same;
        }
    }
    let by_rule = |found: &Found, nested: bool| Account {
        lemma: Cow::Borrowed(found.lexeme.map_or("", |cue| cue.lemma)),
        kind: found.lexeme.map_or(Type::Statement, |cue| cue.kind),
        stance: found.lexeme.map_or(Stance::Neutral, |cue| cue.stance),
        confidence: confidence(found, nested),
    };
    let found = found.found;
    let attributions = nest(document, &found, |index, nested| by_rule(&found[index], nested));
    document.attributions = attributions;
}

/// Whether a part of the page can hold attributions.
fn speaks(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Headline | BlockKind::Paragraph)
}

/// What the detectors have found, and which tokens are spoken for as cue or source of a quotation.
struct Findings {
    found: Vec<Found>,
    used: Vec<bool>,
    /// Tokens of quotations whose speaker is known: no clause around them takes them in.
    spoken: Vec<bool>,
}

impl Findings {
    fn push(&mut self, mut found: Found) -> Option<usize> {
        found.content.retain(|piece| !piece.is_empty());
        let parts = found.source.iter().chain(&found.cue).filter(|part| !part.is_empty());
        let apart = found
            .content
            .iter()
            .all(|piece| parts.clone().all(|part| part.end <= piece.start || piece.end <= part.start));
        if found.content.is_empty() || !apart {
            return None;
        }
        if let Some(cue) = &found.cue {
            self.used[cue.clone()].fill(true);
            if found.construction == Construction::QuotationCue {
                found.content.iter().for_each(|piece| self.spoken[piece.clone()].fill(true));
            }
        }
        self.found.push(found);
        Some(self.found.len() - 1)
    }

    fn is_used(&self, tokens: &TokenRange) -> bool {
        self.used[tokens.clone()].iter().any(|used| *used)
    }
}

fn detect_clauses(context: &Context, region: TokenRange, level: u32, found: &mut Findings) {
    adverbial::detect(context, region.clone(), level, found);
    noun::detect(context, region.clone(), level, found);
    clause::detect(context, region, level, found);
}

fn units(context: &Context) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for sentence in &context.document.sentences {
        let first = sentence.tokens.start;
        let tied = first > 0
            && context.quotation[first] != NONE
            && context.quotation[first] == context.quotation[first - 1];
        match units.last_mut() {
            Some(unit) if tied && unit.block == sentence.block => unit.tokens.end = sentence.tokens.end,
            _ => units.push(Unit { tokens: sentence.tokens.clone(), block: sentence.block }),
        }
    }
    units
}

/// How sure each construction is: the share of its attributions that are right on the training part
/// of the gold, to five hundredths; those without a source and those inside of others apart.
fn confidence(found: &Found, nested: bool) -> f32 {
    let (outer, inner) = match (found.construction, found.source.is_some()) {
        (Construction::QuotationCue, true) => (0.95, 0.5),
        (Construction::QuotationCue, false) => (0.2, 0.2),
        (Construction::QuotationRunsOn, _) => (0.95, 0.5),
        (Construction::QuotationAlone, _) => (0.55, 0.2),
        (Construction::NameBesideQuotation, _) => (0.75, 0.5),
        (Construction::Clause, _) => (0.85, 0.6),
        (Construction::Complement, _) => (0.7, 0.5),
        (Construction::AccordingTo, _) => (0.85, 0.2),
        (Construction::Parenthesis, _) => (0.8, 0.4),
        (Construction::Noun, true) => (0.5, 0.5),
        (Construction::Noun, false) => (0.4, 0.2),
        (Construction::Passive, true) => (0.6, 0.3),
        (Construction::Passive, false) => (0.7, 0.45),
        (Construction::Evidential, _) => (0.6, 0.6),
    };
    if nested { inner } else { outer }
}

/// Orders what was found, and says which attribution stands in the content of which. `account` is
/// asked about each by its index, and told whether it stands inside of another.
fn nest(document: &Document, found: &[Found], account: impl Fn(usize, bool) -> Account) -> Vec<Attribution> {
    let hull = |f: &Found| f.content[0].start..f.content[f.content.len() - 1].end;
    let anchor = |f: &Found| f.cue.clone().unwrap_or_else(|| f.content[0].clone());
    let mut order: Vec<usize> = (0..found.len()).collect();
    // By content, those of one content by cue.
    order::by_numbers(&mut order, |&i| {
        let cue = anchor(&found[i]);
        (rising(cue.start), rising(cue.end))
    });
    order::by_numbers(&mut order, |&i| {
        let content = hull(&found[i]);
        (rising(content.start), falling(content.end))
    });
    let mut place = vec![usize::MAX; found.len()];
    let mut attributions: Vec<Attribution> = Vec::with_capacity(found.len());
    let mut originals: Vec<usize> = Vec::with_capacity(found.len());
    let mut depths: Vec<usize> = Vec::with_capacity(found.len());
    let mut open: Vec<usize> = Vec::new();
    for &i in &order {
        let f = &found[i];
        let (content, cue) = (hull(f), anchor(f));
        while open.last().is_some_and(|&a| {
            let outer = hull(&found[originals[a]]);
            outer.end <= content.start
        }) {
            open.pop();
        }
        let inside = open.iter().rev().take(2 * DEEPEST).copied().find(|&a| {
            let outer = &found[originals[a]];
            let holds = |part: &TokenRange| {
                let at = outer.content.partition_point(|piece| piece.end < part.end);
                outer.content.get(at).is_some_and(|piece| piece.start <= part.start)
            };
            holds(&cue) && f.content.iter().all(holds) && (f.cue.is_some() || outer.content != f.content)
        });
        let depth = inside.map_or(0, |a| depths[a] + 1);
        if depth > DEEPEST {
            continue;
        }
        let index = attributions.len();
        place[i] = index;
        let Account { lemma, kind, stance, confidence } = account(i, inside.is_some());
        attributions.push(Attribution {
            source: f.source.clone(),
            cue: f.cue.clone(),
            content: f.content.clone(),
            lemma,
            kind,
            stance,
            inside,
            follows: None,
            construction: f.construction,
            confidence,
            who: None,
        });
        originals.push(i);
        depths.push(depth);
        open.push(index);
    }
    for index in 0..attributions.len() {
        let follows = found[originals[index]].follows.map(|original| place[original]);
        attributions[index].follows = follows.filter(|&earlier| earlier < index);
    }
    debug_assert!(
        attributions.iter().all(|a| a.content.iter().all(|piece| piece.end <= document.tokens.len()))
    );
    attributions
}
