//! A document as numbers for the reader.
//!
//! In: a document in which the rules have found attributions. Out: for each token a number for each
//! table (what the word looks like, how it stands to quotation marks, what the rules make of it),
//! and the windows that are read: each a paragraph or, where that is long, some sentences of it.

use super::frame::{Frame, quoted};
use crate::attribution::speaks;
use crate::document::{Attribution, Document, Span, TokenRange};
use crate::model::features::{self, WORD_TABLES, Words};
use crate::report::BlockKind;

/// Tokens in a window at most.
const LONGEST: usize = 300;
/// A quotation of at most so many tokens is a word or a title.
const SHORT: usize = 4;

/// The table of quotation marks.
pub const QUOTATION: usize = WORD_TABLES;
/// The table of parts of speech, as the rules see them.
pub const UPOS: usize = WORD_TABLES + 1;
/// The table of what the rules found.
pub const RULE: usize = WORD_TABLES + 2;
/// The table of constructions that the rules found.
pub const CONSTRUCTION: usize = WORD_TABLES + 3;
/// The table of places: first in the sentence, in a headline.
pub const PLACE: usize = WORD_TABLES + 4;
/// How many tables.
pub const TABLES: usize = WORD_TABLES + 5;

/// The tables after those of words: name, rows.
pub const MORE_TABLES: [(&str, usize); TABLES - WORD_TABLES] =
    [("quotation", quoted::COUNT), ("upos", 17), ("rule", 28), ("construction", 12), ("place", 4)];

/// Some tokens of a document that are read together.
#[derive(Clone, Debug)]
pub struct Window {
    /// The document's tokens.
    pub tokens: TokenRange,
    /// What the rules found there, counted from the window's first token: those whose content it
    /// holds some of.
    pub rules: Vec<Frame>,
    /// For each of these its index in [`Document::attributions`].
    pub attributions: Vec<usize>,
}

/// The windows of a document. Blocks that nobody speaks in have none.
pub fn windows(document: &Document) -> Vec<Window> {
    let mut ranges: Vec<(usize, TokenRange)> = Vec::new();
    for sentence in document.sentences.iter().filter(|s| speaks(document.blocks[s.block].kind)) {
        for start in sentence.tokens.clone().step_by(LONGEST) {
            let end = sentence.tokens.end.min(start + LONGEST);
            match ranges.last_mut() {
                Some((block, range)) if *block == sentence.block && end - range.start <= LONGEST => {
                    range.end = end;
                }
                _ => ranges.push((sentence.block, start..end)),
            }
        }
    }
    let window = |(_, tokens)| Window { tokens, rules: Vec::new(), attributions: Vec::new() };
    let mut windows: Vec<Window> = ranges.into_iter().map(window).collect();
    for (index, attribution) in document.attributions.iter().enumerate() {
        let whole = frame(attribution);
        // Pieces come in order, so a window that holds two of them comes up twice in a row.
        let mut last = None;
        for piece in &whole.content {
            let first = windows.partition_point(|window| window.tokens.end <= piece.start);
            for (number, window) in windows.iter_mut().enumerate().skip(first) {
                if window.tokens.start >= piece.end {
                    break;
                }
                if last != Some(number) {
                    window.rules.push(whole.within(&window.tokens));
                    window.attributions.push(index);
                    last = Some(number);
                }
            }
        }
    }
    windows
}

fn frame(attribution: &Attribution) -> Frame {
    let Attribution { source, cue, content, .. } = attribution;
    Frame { source: source.clone(), cue: cue.clone(), content: content.clone() }
}

/// For every token of the document the number for each table.
pub fn numbers(document: &Document, words: &Words) -> Vec<[u32; TABLES]> {
    let mut buffer = String::new();
    let mut numbers: Vec<[u32; TABLES]> = Vec::with_capacity(document.tokens.len());
    for token in &document.tokens {
        let mut row = [0; TABLES];
        let word = token.span.of(document.text);
        let normalised = features::normalise(word, &mut buffer);
        row[..WORD_TABLES].copy_from_slice(&words.numbers(word, normalised));
        row[UPOS] = token.upos as u32;
        numbers.push(row);
    }
    let inside = |span: Span| {
        let start = document.tokens.partition_point(|token| token.span.end <= span.start);
        let end = document.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    };
    let mut fill = |tokens: TokenRange, table: usize, number: u32| {
        numbers[tokens].iter_mut().for_each(|row| row[table] = number);
    };
    for quotation in &document.quotations {
        let (inner, whole) = (inside(quotation.inner), inside(quotation.span));
        let state = match quotation {
            q if q.depth > 0 => quoted::INNER,
            q if q.continues.is_some() => quoted::CONTINUES,
            q if !q.closed => quoted::UNCLOSED,
            _ if inner.len() <= SHORT => quoted::SHORT,
            _ => quoted::LONG,
        };
        fill(inner.clone(), QUOTATION, state);
        if quotation.depth == 0 {
            fill(whole.start..inner.start.max(whole.start), QUOTATION, quoted::OPEN);
            fill(inner.end.min(whole.end)..whole.end, QUOTATION, quoted::CLOSE);
        }
    }
    for attribution in &document.attributions {
        let parts = attribution.source.iter().map(|part| (part, 1, 1));
        let parts = parts.chain(attribution.cue.iter().map(|part| (part, 3, 2)));
        for (part, outer, inner) in parts.chain(attribution.content.iter().map(|part| (part, 5, 3))) {
            for token in part.clone() {
                // Outer labels count by sevens' remainder, inner ones by sevens.
                let label = &mut numbers[token][RULE];
                match attribution.inside {
                    None if label.is_multiple_of(7) => *label += outer + u32::from(token > part.start),
                    Some(_) if *label < 7 => *label += 7 * inner,
                    _ => {}
                }
                if attribution.inside.is_none() {
                    numbers[token][CONSTRUCTION] = 1 + attribution.construction as u32;
                }
            }
        }
    }
    for sentence in &document.sentences {
        let place = if document.blocks[sentence.block].kind == BlockKind::Headline { 2 } else { 0 };
        numbers[sentence.tokens.clone()].iter_mut().for_each(|row| row[PLACE] = place);
        numbers[sentence.tokens.start][PLACE] = place + 1;
    }
    numbers
}

/// For every token the number of its sentence.
pub fn sentences(document: &Document) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(document.tokens.len());
    for (number, sentence) in document.sentences.iter().enumerate() {
        numbers.resize(sentence.tokens.end, number as u32);
    }
    numbers
}
