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
    attribution::reader::{
        frame as reader_frame,
        input::{self as reader, MORE_TABLES, TABLES},
    },
    document::{Document, Upos},
    model::features::Words,
    parse::{Label, Parser},
    report::Type,
    segment, tag, text,
};

pub use whosaid::attribution::reader::{
    EVIDENCE, KINDS,
    frame::{anchor, part, ruled},
    input::{CONSTRUCTION, QUOTATION, RULE},
};
pub use whosaid::model::features::WORD_TABLES;

/// Columns of the tables after those of words.
const MORE_COLS: [usize; MORE_TABLES.len()] = [8, 16, 24, 8, 4];

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

/// An attribution that the network found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The attribution.
    pub frame: Frame,
    /// What speaks for it.
    pub evidence: [f32; EVIDENCE],
}

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
    /// What a parser takes each token for: see [`SYNTAX`]. Empty where none was asked.
    pub syntax: [Vec<usize>; SYNTAX.len()],
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
    let more = MORE_TABLES.into_iter().zip(MORE_COLS);
    tables.extend(more.map(|((name, rows), cols)| Table { name, rows, cols }));
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

/// The windows of a document.
pub fn windows(document: &Document, vocabulary: &Vocabulary) -> Vec<Window> {
    let numbers = reader::numbers(document, &Words::new(vocabulary.words.clone()));
    let sentences = reader::sentences(document);
    let window = |window: reader::Window| {
        let tokens = window.tokens;
        let rules = window.rules.into_iter().zip(&window.attributions);
        let frame = |(frame, &attribution): (reader_frame::Frame, &usize)| Frame {
            source: frame.source,
            cue: frame.cue,
            content: frame.content,
            kind: Some(document.attributions[attribution].kind),
        };
        Window {
            numbers: (0..TABLES)
                .map(|table| numbers[tokens.clone()].iter().map(|row| row[table]).collect())
                .collect(),
            sentences: sentences[tokens.clone()].to_vec(),
            names: tokens.clone().map(|token| document.tokens[token].upos == Upos::Propn).collect(),
            rules: rules.map(frame).collect(),
            syntax: Default::default(),
            gold: Vec::new(),
            tokens,
        }
    };
    reader::windows(document).into_iter().map(window).collect()
}

/// What is learnt of trees, and how many numbers each has: part of speech; relation to the head, and
/// on which side the head stands.
pub const SYNTAX: [(&str, usize); 2] =
    [("upos", Upos::X as usize + 1), ("relation", 2 * (Label::Dep as usize + 1))];

/// Adds what a parser makes of the document to its windows.
pub fn parse(document: &Document, parser: &Parser, windows: &mut [Window]) {
    // In a document of its own: the rules go on with the parts of speech that they know.
    let mut parsed = Document::new(document.text);
    text::divide(&mut parsed);
    segment::segment(&mut parsed);
    parser.parse(&mut parsed);
    for window in windows {
        window.syntax = [Vec::new(), Vec::new()];
        for token in window.tokens.clone() {
            let arc = parsed.arcs[token];
            let before = arc.head.is_some_and(|head| head < token);
            window.syntax[0].push(parsed.tokens[token].upos as usize);
            window.syntax[1].push(2 * (arc.label as usize) + usize::from(before));
        }
    }
}

fn clip(part: &Range<usize>, window: &Range<usize>) -> Option<Range<usize>> {
    let (start, end) = (part.start.max(window.start), part.end.min(window.end));
    (start < end).then(|| start - window.start..end - window.start)
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
