//! How well the packed parser does.
//!
//! In: a treebank and the parser's file. Out: shares, per cent. `gold`: the treebank's own words and
//! sentences are parsed. `raw`: its text alone, put together again with a paragraph to a line, goes
//! through all stages, and words, sentences and arcs are compared as the CoNLL 2018 shared task
//! did: F1, subtypes of labels left aside.

use crate::conllu;
use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Instant,
};
use whosaid::{
    document::{Document, Upos},
    model::sections::Sections,
    parse::{Label, Parser, parser::Buffers},
    segment, tag, text,
};

/// What to measure.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// A treebank in CoNLL-U.
    treebank: PathBuf,
    /// The parser.
    #[arg(long, default_value = "models/en-syntax.bin")]
    model: PathBuf,
}

/// Prints one figure a line; how long it took goes to standard error.
pub fn evaluate(settings: &Settings) -> Result<()> {
    let parser = parser(&settings.model)?;
    let sentences = conllu::read(&settings.treebank)?;
    let began = Instant::now();
    let gold = gold(&parser, &sentences);
    let seconds = began.elapsed().as_secs_f64();
    let tokens: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
    eprintln!("{:.1} µs a token", seconds * 1e6 / tokens.max(1) as f64);
    for (name, value) in gold.into_iter().chain(raw(&parser, &sentences)) {
        println!("{name} {value:.2}");
    }
    Ok(())
}

/// The parser in a model file.
pub fn parser(path: &Path) -> Result<Parser> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Sections::read(&bytes)
        .and_then(|mut sections| Parser::read(&mut sections))
        .with_context(|| format!("cannot use {}", path.display()))
}

fn gold(parser: &Parser, sentences: &[conllu::Sentence]) -> Vec<(&'static str, f64)> {
    let (mut tokens, mut upos, mut uas, mut las, mut lemmas) = (0, 0, 0, 0, 0);
    let mut buffers = Buffers::default();
    for sentence in sentences {
        let readings = parser.sentence(sentence.words.iter().map(|word| &word.form[..]), &mut buffers);
        for (word, reading) in sentence.words.iter().zip(readings) {
            tokens += 1;
            upos += usize::from(reading.upos == Upos::of(&word.upos));
            let head = reading.head == word.head;
            uas += usize::from(head);
            las += usize::from(head && reading.label.name() == word.label);
            lemmas += usize::from(tag::lemma::lemma(&word.form, reading.upos) == word.lemma);
        }
    }
    let share = |count: usize| 100.0 * count as f64 / (tokens as f64).max(1.0);
    let figures = [("gold.upos", upos), ("gold.uas", uas), ("gold.las", las), ("gold.lemma", lemmas)];
    figures.map(|(name, count)| (name, share(count))).to_vec()
}

/// A word, with its place counted in characters without white space.
struct Word {
    span: (usize, usize),
    upos: Upos,
    /// The head's place; none for a root.
    head: Option<(usize, usize)>,
    label: &'static str,
}

/// What is compared.
#[derive(Default)]
struct Analysis {
    tokens: BTreeSet<(usize, usize)>,
    sentences: BTreeSet<(usize, usize)>,
    words: Vec<Word>,
}

fn raw(parser: &Parser, sentences: &[conllu::Sentence]) -> Vec<(&'static str, f64)> {
    let mut counts = [Count::default(); 5];
    // Each document by itself, as a reader would paste it.
    for sentences in sentences.chunk_by(|_, next| !next.opens_document) {
        let (text, gold) = treebank(sentences);
        let read = parsed(parser, &text);
        let words: FxHashMap<(usize, usize), &Word> =
            read.words.iter().map(|word| (word.span, word)).collect();
        let aligned = |count: &dyn Fn(&Word, &Word) -> bool| {
            gold.words
                .iter()
                .filter(|gold| words.get(&gold.span).is_some_and(|read| count(gold, read)))
                .count()
        };
        let of_words = |right| Count { right, gold: gold.words.len(), read: read.words.len() };
        // A head that is no word of both is never right.
        let head = |gold: &Word, read: &Word| gold.head == read.head;
        for (sum, count) in counts.iter_mut().zip([
            Count::of(&gold.tokens, &read.tokens),
            Count::of(&gold.sentences, &read.sentences),
            of_words(aligned(&|gold, read| gold.upos == read.upos)),
            of_words(aligned(&|gold, read| head(gold, read))),
            of_words(aligned(&|gold, read| head(gold, read) && gold.label == read.label)),
        ]) {
            sum.add(count);
        }
    }
    let names = ["raw.tokens", "raw.sentences", "raw.upos", "raw.uas", "raw.las"];
    names.into_iter().zip(counts.map(|count| count.f1())).collect()
}

/// How many there are on either side, and how many are the same.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    gold: usize,
    read: usize,
}

impl Count {
    fn of(gold: &BTreeSet<(usize, usize)>, read: &BTreeSet<(usize, usize)>) -> Self {
        Self { right: gold.intersection(read).count(), gold: gold.len(), read: read.len() }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.gold += other.gold;
        self.read += other.read;
    }

    fn f1(self) -> f64 {
        200.0 * self.right as f64 / ((self.gold + self.read) as f64).max(1.0)
    }
}

/// The text of a document and its analysis in the treebank.
fn treebank(sentences: &[conllu::Sentence]) -> (String, Analysis) {
    let mut text = String::new();
    let mut analysis = Analysis::default();
    let mut at = 0;
    for sentence in sentences {
        if sentence.opens_paragraph && !text.is_empty() {
            text.push_str("\n\n");
        }
        let from = at;
        let mut spans = Vec::new();
        for word in &sentence.words {
            text.push_str(&word.form);
            if word.space_after {
                text.push(' ');
            }
            let start = at;
            at += visible(&word.form);
            spans.push((start, at));
        }
        let words = spans.iter().zip(&sentence.words);
        analysis.tokens.extend(joined(words.clone().map(|(&span, word)| (span, word.joined))));
        analysis.sentences.insert((from, at));
        analysis.words.extend(words.map(|(&span, word)| Word {
            span,
            upos: Upos::of(&word.upos),
            head: word.head.checked_sub(1).map(|head| spans[head]),
            label: base(Label::of(&word.label)),
        }));
    }
    (text, analysis)
}

/// What our stages make of a text.
fn parsed(parser: &Parser, text: &str) -> Analysis {
    let mut document = Document::new(text);
    text::divide(&mut document);
    segment::segment(&mut document);
    parser.parse(&mut document);
    let mut spans = Vec::new();
    let (mut at, mut byte) = (0, 0);
    for token in &document.tokens {
        at += visible(&text[byte..token.span.start]);
        let start = at;
        at += visible(token.span.of(text));
        byte = token.span.end;
        spans.push((start, at));
    }
    let is_joined = |token: usize| {
        let word = document.word(token);
        token > 0
            && document.tokens[token - 1].span.end == document.tokens[token].span.start
            && continues(document.word(token - 1), word, document.tokens[token].upos)
    };
    Analysis {
        tokens: joined((0..spans.len()).map(|token| (spans[token], is_joined(token)))).into_iter().collect(),
        sentences: document
            .sentences
            .iter()
            .map(|sentence| (spans[sentence.tokens.start].0, spans[sentence.tokens.end - 1].1))
            .collect(),
        words: (0..spans.len())
            .map(|token| {
                let arc = document.arcs[token];
                let head = arc.head.map(|head| spans[head]);
                Word { span: spans[token], upos: document.tokens[token].upos, head, label: base(arc.label) }
            })
            .collect(),
    }
}

/// Whether a word that touches the one before is a part of the same contraction: `n't`, `'s`, the
/// `not` of `cannot`.
fn continues(before: &str, word: &str, upos: Upos) -> bool {
    let mark = word.starts_with(['\'', '’']);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let clitic = mark && (letter(word.chars().nth(1)) || upos == Upos::Part);
    clitic || letter(word.chars().next()) && letter(before.chars().next_back())
}

/// The places of tokens, of which contractions hold several words.
fn joined(words: impl Iterator<Item = ((usize, usize), bool)>) -> Vec<(usize, usize)> {
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    for (span, joined) in words {
        match tokens.last_mut() {
            Some(token) if joined => token.1 = span.1,
            _ => tokens.push(span),
        }
    }
    tokens
}

/// Characters that are no white space.
fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A label without its subtype.
fn base(label: Label) -> &'static str {
    label.name().split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_are_one_token() {
        let joins = |before, word, upos| continues(before, word, upos);
        assert!(joins("do", "n't", Upos::Part) && joins("Ankara", "’s", Upos::Part));
        assert!(joins("can", "not", Upos::Part) && joins("officials", "'", Upos::Part));
        assert!(!joins("officials", "'", Upos::Punct) && !joins("said", ",", Upos::Punct));
        let words = [((0, 2), false), ((2, 5), true), ((5, 6), false)];
        assert_eq!(joined(words.into_iter()), [(0, 5), (5, 6)]);
    }

    #[test]
    fn f1_counts_both_sides() {
        let set = |spans: &[(usize, usize)]| spans.iter().copied().collect::<BTreeSet<_>>();
        let count = Count::of(&set(&[(0, 1), (1, 2), (2, 3)]), &set(&[(0, 1)]));
        assert!((count.f1() - 50.0).abs() < 1e-9);
    }
}
