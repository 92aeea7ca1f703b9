//! Documents as numbers for the attribution network.
//!
//! In: a text, read by the rules. Out: its windows, each a paragraph or, where that is long, some
//! sentences of it, with a number of each token for each table, the attributions that the rules
//! found there, and for gold documents what the network should find.
//!
//! # Anchors
//!
//! Each attribution hangs on an anchor: its cue, or for one without a cue the first token of its
//! content. The network first finds anchors and then reads the window once for each of them.

use crate::{
    brat::{Attributed, Gold},
    nn::encoder::Table,
    vocabulary::Vocabulary,
};
use std::ops::Range;
use whosaid::{
    Span,
    document::{Document, Upos},
    report::{BlockKind, Type},
    segment, tag, text,
};

/// Tokens in a window at most.
const LONGEST: usize = 300;
/// A quotation of at most so many tokens is a word or a title.
const SHORT: usize = 4;

/// Tables: those of the vocabulary, then these.
pub const WORD_TABLES: usize = 5;
/// The table of where a token stands in a quotation.
pub const QUOTATION: usize = WORD_TABLES;
const UPOS: usize = WORD_TABLES + 1;
/// The table of what the rules found.
pub const RULE: usize = WORD_TABLES + 2;
/// The table of constructions that the rules found.
pub const CONSTRUCTION: usize = WORD_TABLES + 3;
const PLACE: usize = WORD_TABLES + 4;
const TABLES: usize = WORD_TABLES + 5;

/// Some of the numbers of the table of quotations.
pub mod quoted {
    /// Outside.
    pub const NOT: u32 = 0;
    /// The mark before.
    pub const OPEN: u32 = 1;
    /// The mark after.
    pub const CLOSE: u32 = 2;
}

/// Labels of tokens when anchors are looked for.
pub mod anchor {
    /// Nothing.
    pub const NONE: usize = 0;
    /// The first token of a cue.
    pub const CUE: usize = 1;
    /// A later token of a cue.
    pub const MORE: usize = 2;
    /// The first token of a content that has no cue.
    pub const CONTENT: usize = 3;
    /// How many.
    pub const COUNT: usize = 4;
}

/// Labels of tokens as an anchor sees them.
pub mod part {
    /// Nothing.
    pub const NONE: usize = 0;
    /// The first token of the source.
    pub const SOURCE: usize = 1;
    /// The first token of a piece of the content.
    pub const CONTENT: usize = 3;
    /// How many; each of the others is followed by its later tokens.
    pub const COUNT: usize = 5;
}

/// How a token stands to what the rules found for the same anchor.
pub mod ruled {
    /// They found something, elsewhere.
    pub const NONE: u32 = 0;
    /// The source.
    pub const SOURCE: u32 = 1;
    /// The content.
    pub const CONTENT: u32 = 2;
    /// The cue.
    pub const CUE: u32 = 3;
    /// They found nothing for this anchor.
    pub const UNFOUND: u32 = 4;
    /// How many.
    pub const COUNT: usize = 5;
}

/// An attribution within a window, as tokens counted from the window's first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// None for one that the text does not give.
    pub source: Option<Range<usize>>,
    /// None for a content that stands alone.
    pub cue: Option<Range<usize>>,
    /// The pieces, in order, never empty.
    pub content: Vec<Range<usize>>,
    /// What kind of attribution; none where the gold does not say.
    pub kind: Option<Type>,
}

/// How much speaks for an attribution, in the order of [`Found::evidence`]: one; the margin of the
/// anchor; of the first token of the content; the least one of all tokens; whether the rules found
/// the anchor; whether there is a cue; whether there is a source.
pub const EVIDENCE: usize = 7;

/// An attribution that the network found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The attribution.
    pub frame: Frame,
    /// What speaks for it.
    pub evidence: [f32; EVIDENCE],
}

/// The kinds of attribution, in the order of their scores.
pub const KINDS: [Type; 4] = [Type::Statement, Type::Finding, Type::Belief, Type::Intent];

impl Frame {
    /// The tokens of the anchor.
    pub fn anchor(&self) -> Range<usize> {
        match &self.cue {
            Some(cue) => cue.clone(),
            None => self.content.first().map_or(0..1, |first| first.start..first.start + 1),
        }
    }

    /// Whether the contents overlap by half or more and the sources at all, or both have none.
    pub fn agrees(&self, other: &Frame) -> bool {
        let shared =
            |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        let size = |frame: &Frame| frame.content.iter().map(Range::len).sum::<usize>();
        let both: usize =
            self.content.iter().flat_map(|a| other.content.iter().map(move |b| shared(a, b))).sum();
        let sources = match (&self.source, &other.source) {
            (Some(a), Some(b)) => shared(a, b) > 0,
            (a, b) => a.is_none() && b.is_none(),
        };
        sources && 2 * both >= size(self) + size(other) - both
    }
}

/// Some tokens of a document that are read together.
#[derive(Clone, Debug)]
pub struct Window {
    /// The document's tokens.
    pub tokens: Range<usize>,
    /// For each table the number of each token.
    pub numbers: Vec<Vec<u32>>,
    /// The number of the sentence that each token stands in.
    pub sentences: Vec<u32>,
    /// Whether each token is part of a name.
    pub names: Vec<bool>,
    /// What the rules found.
    pub rules: Vec<Frame>,
    /// What annotators found.
    pub gold: Vec<Frame>,
}

impl Window {
    /// How many tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }
}

/// The tables, in the order of [`Window::numbers`].
pub fn tables(vocabulary: &Vocabulary, word: usize) -> Vec<Table> {
    let mut tables = vocabulary.tables(word);
    let more =
        [("quotation", 8, 8), ("upos", 17, 16), ("rule", 28, 24), ("construction", 12, 8), ("place", 4, 4)];
    tables.extend(more.map(|(name, rows, cols)| Table { name, rows, cols }));
    tables
}

/// A text as the rules read it.
pub fn read(text: &str) -> Document<'_> {
    let mut document = Document::new(text);
    text::divide(&mut document);
    segment::segment(&mut document);
    tag::tag(&mut document);
    whosaid::attribution::attribute(&mut document);
    document
}

/// Whether a part of the page can hold attributions.
fn speaks(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Headline | BlockKind::Paragraph)
}

/// The windows of a document.
pub fn windows(document: &Document, vocabulary: &Vocabulary) -> Vec<Window> {
    let numbers = numbers(document, vocabulary);
    let mut ranges: Vec<(usize, Range<usize>)> = Vec::new();
    for sentence in document.sentences.iter().filter(|s| speaks(document.blocks[s.block].kind)) {
        for start in sentence.tokens.clone().step_by(LONGEST) {
            let end = sentence.tokens.end.min(start + LONGEST);
            match ranges.last_mut() {
                Some((block, range)) if *block == sentence.block && end - range.start <= LONGEST => {
                    range.end = end
                }
                _ => ranges.push((sentence.block, start..end)),
            }
        }
    }
    let window = |(_, tokens): (usize, Range<usize>)| {
        let frame = |a: &whosaid::document::Attribution| {
            let within = |part: &Range<usize>| clip(part, &tokens);
            Frame {
                source: a.source.as_ref().and_then(within),
                cue: a.cue.as_ref().and_then(within),
                content: a.content.iter().filter_map(within).collect(),
                kind: Some(a.kind),
            }
        };
        Window {
            numbers: numbers.iter().map(|numbers| numbers[tokens.clone()].to_vec()).collect(),
            sentences: tokens.clone().map(|token| document.sentence_of(token) as u32).collect(),
            names: tokens.clone().map(|token| document.tokens[token].upos == Upos::Propn).collect(),
            rules: document
                .attributions
                .iter()
                .map(frame)
                .filter(|frame| !frame.content.is_empty())
                .collect(),
            gold: Vec::new(),
            tokens,
        }
    };
    ranges.into_iter().map(window).collect()
}

fn clip(part: &Range<usize>, window: &Range<usize>) -> Option<Range<usize>> {
    let (start, end) = (part.start.max(window.start), part.end.min(window.end));
    (start < end).then(|| start - window.start..end - window.start)
}

/// For each table the number of every token of the document.
fn numbers(document: &Document, vocabulary: &Vocabulary) -> Vec<Vec<u32>> {
    let count = document.tokens.len();
    let mut numbers = vec![vec![0; count]; TABLES];
    let mut buffer = String::new();
    for token in 0..count {
        let of = vocabulary.numbers(document.word(token), &mut buffer);
        numbers.iter_mut().zip(of).for_each(|(numbers, number)| numbers[token] = number);
        numbers[UPOS][token] = document.tokens[token].upos as u32;
    }
    let inside = |span: Span| {
        let start = document.tokens.partition_point(|token| token.span.end <= span.start);
        let end = document.tokens.partition_point(|token| token.span.start < span.end);
        start..end
    };
    for quotation in &document.quotations {
        let (inner, whole) = (inside(quotation.inner), inside(quotation.span));
        let state = match quotation {
            q if q.depth > 0 => 5,
            q if q.continues.is_some() => 6,
            q if !q.closed => 7,
            _ if inner.len() <= SHORT => 3,
            _ => 4,
        };
        numbers[QUOTATION][inner.clone()].fill(state);
        if quotation.depth == 0 {
            numbers[QUOTATION][whole.start..inner.start].fill(quoted::OPEN);
            numbers[QUOTATION][inner.end..whole.end].fill(quoted::CLOSE);
        }
    }
    for attribution in &document.attributions {
        let parts = attribution.source.iter().map(|part| (part, 1, 1));
        let parts = parts.chain(attribution.cue.iter().map(|part| (part, 3, 2)));
        for (part, outer, inner) in parts.chain(attribution.content.iter().map(|part| (part, 5, 3))) {
            for token in part.clone() {
                // Outer labels count by sevens' remainder, inner ones by sevens.
                let label = &mut numbers[RULE][token];
                match attribution.inside {
                    None if label.is_multiple_of(7) => *label += outer + u32::from(token > part.start),
                    Some(_) if *label < 7 => *label += 7 * inner,
                    _ => {}
                }
            }
            if attribution.inside.is_none() {
                numbers[CONSTRUCTION][part.clone()].fill(1 + attribution.construction as u32);
            }
        }
    }
    for sentence in &document.sentences {
        let place = if document.blocks[sentence.block].kind == BlockKind::Headline { 2 } else { 0 };
        numbers[PLACE][sentence.tokens.clone()].fill(place);
        numbers[PLACE][sentence.tokens.start] = place + 1;
    }
    numbers
}

/// How gold spans fell on tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alignment {
    /// All spans.
    pub spans: usize,
    /// Spans that begin or end within a token.
    pub cut: usize,
    /// Attributions that no window holds, at least not their anchor and some content.
    pub lost: usize,
}

/// Puts the gold attributions into the windows that hold their anchors.
pub fn annotate(document: &Document, windows: &mut [Window], gold: &Gold, alignment: &mut Alignment) {
    for attribution in &gold.attributions {
        let mut tokens = |spans: &[Span]| -> Vec<Range<usize>> {
            let of = |&span: &Span| {
                let start = document.tokens.partition_point(|token| token.span.end <= span.start);
                let end = document.tokens.partition_point(|token| token.span.start < span.end);
                alignment.spans += 1;
                let whole = start < end
                    && document.tokens[start].span.start >= span.start
                    && document.tokens[end - 1].span.end <= span.end;
                alignment.cut += usize::from(!whole);
                (start < end).then_some(start..end)
            };
            spans.iter().filter_map(of).collect()
        };
        let longest = |pieces: Vec<Range<usize>>| pieces.into_iter().max_by_key(|piece| piece.len());
        let content = tokens(&attribution.content);
        let cue = longest(tokens(&attribution.cue));
        let source = longest(tokens(&attribution.source));
        let anchor = cue.clone().or_else(|| content.first().cloned()).map(|range| range.start);
        let window = anchor.and_then(|anchor| windows.iter_mut().find(|w| w.tokens.contains(&anchor)));
        let Some(window) = window else {
            alignment.lost += 1;
            continue;
        };
        let within = |part: &Range<usize>| clip(part, &window.tokens);
        let frame = Frame {
            source: source.as_ref().and_then(within),
            cue: cue.as_ref().and_then(within),
            content: content.iter().filter_map(within).collect(),
            kind: attribution.kind,
        };
        match frame.content.is_empty() {
            true => alignment.lost += 1,
            false => window.gold.push(frame),
        }
    }
}

/// What was found in each window as attributions of the document, those inside others marked.
/// `confidence` says how sure each is.
pub fn attributed(
    document: &Document,
    found: &[(Range<usize>, Vec<Found>)],
    confidence: impl Fn(&Found) -> f32,
) -> Vec<Attributed> {
    let mut out: Vec<Attributed> = Vec::new();
    for (window, found) in found {
        let first = out.len();
        let span = |part: &Range<usize>| document.span(&(part.start + window.start..part.end + window.start));
        for one in found {
            let frame = &one.frame;
            let holds = |outer: &Frame| {
                let holds = |part: &Range<usize>| {
                    outer.content.iter().any(|piece| piece.start <= part.start && part.end <= piece.end)
                };
                frame.cue.iter().chain(&frame.content).all(holds)
                    && (frame.cue.is_some() || outer.content != frame.content)
            };
            let size = |outer: &Frame| outer.content.iter().map(Range::len).sum::<usize>();
            let around = found.iter().map(|outer| &outer.frame).enumerate();
            let around = around.filter(|(_, outer)| *outer != frame && holds(outer));
            out.push(Attributed {
                source: frame.source.iter().map(span).collect(),
                cue: frame.cue.iter().map(span).collect(),
                content: frame.content.iter().map(span).collect(),
                // Of several, the smallest.
                inside: around.min_by_key(|(_, outer)| size(outer)).map(|(at, _)| first + at),
                kind: frame.kind,
                confidence: confidence(one),
                ..Attributed::default()
            });
        }
    }
    out
}
