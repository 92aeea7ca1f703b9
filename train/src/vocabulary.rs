//! The words that have a row of their own, and the numbers of a sentence for the tables.
//!
//! In: words with how often they were seen. Out: for each token a number for each table.

use crate::nn::encoder::Table;
use rustc_hash::FxHashMap;
use whosaid::model::features::{self, PREFIXES, SHAPES, SHORT_SUFFIXES, SUFFIXES};

/// The row of words without one of their own.
pub const UNKNOWN: u32 = 0;

/// Counts words by their normalised form.
#[derive(Default)]
pub struct Counts {
    /// In labelled text, and in all.
    counts: FxHashMap<String, [u32; 2]>,
    buffer: String,
}

impl Counts {
    /// Counts one word of labelled text.
    pub fn add(&mut self, word: &str) {
        self.count(word, [1, 1]);
    }

    /// Counts one word of unlabelled text.
    pub fn add_unlabelled(&mut self, word: &str) {
        self.count(word, [0, 1]);
    }

    fn count(&mut self, word: &str, [labelled, all]: [u32; 2]) {
        let normalised = features::normalise(word, &mut self.buffer);
        let counts = match self.counts.get_mut(normalised) {
            Some(counts) => counts,
            None => self.counts.entry(normalised.to_owned()).or_default(),
        };
        counts[0] += labelled;
        counts[1] += all;
    }
}

/// The words that have a row of their own, in the order of the alphabet.
pub struct Vocabulary {
    /// The words; row 0 is that of all others.
    pub words: Vec<String>,
    /// How often each was seen in labelled text; 0 for row 0.
    pub counts: Vec<u32>,
    rows: FxHashMap<String, u32>,
}

impl Vocabulary {
    /// The words that were counted `labelled` times in labelled text or `all` times in all.
    pub fn new(counts: Counts, labelled: u32, all: u32) -> Self {
        let mut seen: Vec<_> =
            counts.counts.into_iter().filter(|(_, seen)| seen[0] >= labelled || seen[1] >= all).collect();
        seen.sort_unstable();
        let mut words = vec![String::new()];
        let mut counts = vec![0];
        for (word, seen) in seen {
            words.push(word);
            counts.push(seen[0]);
        }
        let rows = words.iter().cloned().zip(0..).skip(1).collect();
        Self { words, counts, rows }
    }

    /// The same words again, as they were kept.
    pub fn of_words(words: Vec<String>) -> Self {
        let rows = words.iter().cloned().zip(0..).skip(1).collect();
        Self { counts: vec![0; words.len()], words, rows }
    }

    /// The row of a word given in its normalised form.
    pub fn row(&self, normalised: &str) -> u32 {
        self.rows.get(normalised).copied().unwrap_or(UNKNOWN)
    }

    /// The tables for the numbers that [`Self::numbers`] gives; the word table has `cols` columns.
    pub fn tables(&self, cols: usize) -> Vec<Table> {
        let table = |name, rows, cols| Table { name, rows, cols };
        vec![
            table("word", self.words.len(), cols),
            table("prefix", PREFIXES, 24),
            table("short-suffix", SHORT_SUFFIXES, 24),
            table("suffix", SUFFIXES, 32),
            table("shape", SHAPES, 24),
        ]
    }

    /// The numbers of a word, one for each table.
    pub fn numbers(&self, word: &str, buffer: &mut String) -> [u32; 5] {
        let normalised = features::normalise(word, buffer);
        let rows = features::rows(word, normalised);
        [self.row(normalised), rows.prefix, rows.short_suffix, rows.suffix, rows.shape]
    }
}
