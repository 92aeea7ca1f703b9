//! The words that have a row of their own, and the numbers of a sentence for the tables.
//!
//! In: words with how often they were seen. Out: for each token a number for each table.

use crate::nn::encoder::Table;
use rustc_hash::FxHashMap;
use whosaid::model::features::{self, PREFIXES, SHAPES, SHORT_SUFFIXES, SUFFIXES};

/// The row of words without one of their own.
pub const UNKNOWN: u32 = 0;

/// Words seen less often than this share a row.
const SEEN: u32 = 3;

/// Counts words by their normalised form.
#[derive(Default)]
pub struct Counts {
    counts: FxHashMap<String, u32>,
    buffer: String,
}

impl Counts {
    /// Counts one word.
    pub fn add(&mut self, word: &str) {
        let normalised = features::normalise(word, &mut self.buffer);
        match self.counts.get_mut(normalised) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(normalised.to_owned(), 1)),
        }
    }
}

/// The words that have a row of their own, in the order of the alphabet.
pub struct Vocabulary {
    /// The words; row 0 is that of all others.
    pub words: Vec<String>,
    /// How often each was seen; 0 for row 0.
    pub counts: Vec<u32>,
    rows: FxHashMap<String, u32>,
}

impl Vocabulary {
    /// The words that were counted often enough.
    pub fn new(counts: Counts) -> Self {
        let mut seen: Vec<_> = counts.counts.into_iter().filter(|&(_, count)| count >= SEEN).collect();
        seen.sort_unstable();
        let (mut words, mut counts): (Vec<_>, Vec<_>) = seen.into_iter().unzip();
        words.insert(0, String::new());
        counts.insert(0, 0);
        let rows = words.iter().cloned().zip(0..).skip(1).collect();
        Self { words, counts, rows }
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
