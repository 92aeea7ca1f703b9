//! The phrases that page furniture, credits and bylines are made of, from `data/furniture.tsv`.
//!
//! In: a short line. Out: which row of the table it fits. Lines are folded before they are looked
//! up, to small letters and plain marks: `’` to `'`, every dash to `-`, `©` to `copyright`, `»` to `>`,
//! so the table is written in ASCII. Its first column holds the keys of a row: words or marks that
//! lines may begin with, `~` and a word that they hold, `0` for any figure at the start, `1` for
//! lines of one word. The second is a pattern of the whole line, the third one of [`Phrase`], the
//! fourth says what it is. It misses furniture in words of its own; the shape rules of
//! `kinds` catch some of that.

use crate::order::{self, rising};
use regex::bytes::Regex;
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, OnceLock};

/// Longer lines, in bytes, are never looked up.
pub(super) const LONGEST: usize = 300;

/// A byline is at most this long, in bytes.
const LONGEST_BYLINE: usize = 100;

/// What a line that fits a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// No part of the story.
    Furniture,
    /// No part of the story, and what is under it neither.
    Label,
    /// The heading of a list of links: the titles under it are no part of the story either.
    Links,
    /// No part of the story if nothing of the story follows.
    Tail,
    /// An agency or a person credited.
    Credit,
    /// Who wrote it.
    Byline,
}

struct Row {
    source: &'static str,
    phrase: Phrase,
    // Compiling them all takes longer than reading an article; few are ever needed.
    pattern: OnceLock<Option<Regex>>,
}

impl Row {
    fn fits(&self, line: &str) -> bool {
        if self.phrase == Phrase::Byline && line.len() > LONGEST_BYLINE {
            return false;
        }
        let compile = || Regex::new(&format!("(?-u)^(?:{})$", self.source)).ok();
        self.pattern.get_or_init(compile).as_ref().is_some_and(|pattern| pattern.is_match(line.as_bytes()))
    }
}

struct Table {
    rows: Vec<Row>,
    /// Rows by what the line begins with: a word, a mark, or one of the keys below.
    begins: FxHashMap<&'static str, Vec<usize>>,
    /// Rows by a word that the line holds.
    holds: FxHashMap<&'static str, Vec<usize>>,
}

/// The key of rows for lines that begin with a figure.
const FIGURE: &str = "0";

/// The key of rows for lines of a single word.
const SINGLE: &str = "1";

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { rows: Vec::new(), begins: FxHashMap::default(), holds: FxHashMap::default() };
    for line in include_str!("../../data/furniture.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(keys), Some(source), Some(kind)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let phrase = match kind {
            "furniture" => Phrase::Furniture,
            "label" => Phrase::Label,
            "links" => Phrase::Links,
            "tail" => Phrase::Tail,
            "credit" => Phrase::Credit,
            "byline" => Phrase::Byline,
            _ => continue,
        };
        let index = table.rows.len();
        table.rows.push(Row { source, phrase, pattern: OnceLock::new() });
        for key in keys.split(' ') {
            let (map, key) = match key.strip_prefix('~') {
                Some(word) if !word.is_empty() => (&mut table.holds, word),
                _ => (&mut table.begins, key),
            };
            map.entry(key).or_default().push(index);
        }
    }
    table
});

/// The first row of the table that the whole line fits.
pub(super) fn phrase(line: &str) -> Option<Phrase> {
    if line.len() > LONGEST {
        return None;
    }
    let table = &*TABLE;
    let line = fold(line);
    // Patterns are slow, so only those are tried whose key the line has.
    let mut rows: Vec<usize> = Vec::new();
    let mut begins = |key: &str| rows.extend(table.begins.get(key).into_iter().flatten());
    let word = line.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    begins(word);
    if line.starts_with(|c: char| c.is_ascii_punctuation()) {
        begins(&line[..1]);
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        begins(FIGURE);
    }
    if !line.contains(' ') {
        begins(SINGLE);
    }
    for word in line.split(|c: char| !c.is_alphanumeric()) {
        rows.extend(table.holds.get(word).into_iter().flatten());
    }
    order::by_number(&mut rows, |row| rising(*row));
    rows.dedup();
    rows.into_iter().map(|row| &table.rows[row]).find(|row| row.fits(&line)).map(|row| row.phrase)
}

/// Where a paragraph ends and the credit in brackets behind it begins: `… he said. (Reporting by …)`
pub(super) fn closing_credit(paragraph: &str) -> Option<(usize, usize)> {
    let open = paragraph.strip_suffix(')')?.rfind('(')?;
    let story = paragraph[..open].trim_end_matches(super::is_gap);
    let ended = story.trim_end_matches(super::is_closer).ends_with(super::is_stop);
    (ended && phrase(&paragraph[open..]) == Some(Phrase::Credit)).then_some((story.len(), open))
}

/// The line in small letters and plain marks.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '’' | '‘' | '`' => folded.push('\''),
            '“' | '”' | '„' => folded.push('"'),
            '–' | '—' | '‐' | '‑' | '―' => folded.push('-'),
            '•' | '·' | '●' | '|' => folded.push('|'),
            '»' | '›' | '→' => folded.push('>'),
            '…' => folded.push_str("..."),
            '©' => folded.push_str("copyright"),
            _ if super::is_gap(c) => folded.push(' '),
            _ => folded.push(c.to_ascii_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles_and_is_ascii() {
        for row in &TABLE.rows {
            assert!(row.source.is_ascii(), "{}", row.source);
            row.fits("");
            assert!(row.pattern.get().is_some_and(Option::is_some), "{}", row.source);
        }
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = include_str!("../../data/furniture.tsv").lines().skip(1).filter(|line| !line.is_empty());
        assert_eq!(TABLE.rows.len(), rows.count());
    }
}
