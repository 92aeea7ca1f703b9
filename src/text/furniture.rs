//! The phrases that page furniture, credits and bylines are made of, from `data/furniture.tsv`.
//!
//! In: a short line. Out: which row of the table it fits. Lines are folded before they are looked
//! up, to small letters and plain marks: `’` to `'`, every dash to `-`, `©` to `(c)`, `»` to `>`,
//! so the table is written in ASCII. It misses furniture in words of its own; the shape rules of
//! `kinds` catch some of that.

use regex::bytes::Regex;
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, OnceLock};

/// Longer lines, in bytes, are never looked up.
pub(super) const LONGEST: usize = 300;

/// What a line that fits a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// No part of the story.
    Furniture,
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
        let compile = || Regex::new(&format!("(?-u)^(?:{})$", self.source)).ok();
        self.pattern.get_or_init(compile).as_ref().is_some_and(|pattern| pattern.is_match(line.as_bytes()))
    }
}

struct Table {
    rows: Vec<Row>,
    /// Rows by the first word of the line, in lower case.
    by_word: FxHashMap<&'static str, Vec<usize>>,
    /// Rows for any first word.
    any: Vec<usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { rows: Vec::new(), by_word: FxHashMap::default(), any: Vec::new() };
    for line in include_str!("../../data/furniture.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(words), Some(source), Some(kind)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let phrase = match kind {
            "furniture" => Phrase::Furniture,
            "links" => Phrase::Links,
            "tail" => Phrase::Tail,
            "credit" => Phrase::Credit,
            "byline" => Phrase::Byline,
            _ => continue,
        };
        let index = table.rows.len();
        table.rows.push(Row { source, phrase, pattern: OnceLock::new() });
        if words == "*" {
            table.any.push(index);
        } else {
            for word in words.split(' ') {
                table.by_word.entry(word).or_default().push(index);
            }
        }
    }
    table
});

/// The row that the whole line fits, first row first; rows under the first word before the others.
pub(super) fn phrase(line: &str) -> Option<Phrase> {
    if line.len() > LONGEST {
        return None;
    }
    let table = &*TABLE;
    let line = fold(line);
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = start.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(start.len());
    let rows = table.by_word.get(&start[..end]).map_or(&[][..], Vec::as_slice);
    let row = rows.iter().chain(&table.any).map(|&row| &table.rows[row]).find(|row| row.fits(&line))?;
    Some(row.phrase)
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
            '©' => folded.push_str("(c)"),
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
