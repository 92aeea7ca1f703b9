//! What tokens and sentences need to know about words.
//!
//! In: three tables, each with a form, what it is, and what it means. `data/abbreviations.tsv`: an
//! abbreviation and what follows it (see [`Followed`]). `data/affixes.tsv`: prefixes whose hyphen
//! joins, units cut off a number, words with an elided start, and words written as one with a bar
//! where they are cut. `data/openers.tsv`: words that commonly open a sentence, verbs of speech,
//! and what goes on from a time of day. Out: answers about one word at a time. Forms count as they
//! are written, abbreviations in capitals too.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What follows an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Followed {
    /// A name, always: `Gen.`
    Name,
    /// A figure, or it is no abbreviation: `No.`
    Number,
    /// The same sentence, always: `vs.`
    Clause,
    /// A new sentence, if the next word commonly opens one: `Inc.`
    Opener,
    /// A new sentence, if the next word has a capital: `etc.`
    Capital,
    /// As `Opener`, and it is an abbreviation only after a comma: `Wash.`
    AfterComma,
}

struct Lexicon {
    abbreviations: FxHashMap<String, Followed>,
    prefixes: FxHashSet<&'static str>,
    units: FxHashSet<&'static str>,
    elided: FxHashSet<&'static str>,
    /// Where words written as one are cut.
    fused: FxHashMap<String, usize>,
    openers: FxHashSet<&'static str>,
    speech: FxHashSet<&'static str>,
    times: FxHashSet<&'static str>,
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    })
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon {
        abbreviations: FxHashMap::default(),
        prefixes: FxHashSet::default(),
        units: FxHashSet::default(),
        elided: FxHashSet::default(),
        fused: FxHashMap::default(),
        openers: FxHashSet::default(),
        speech: FxHashSet::default(),
        times: FxHashSet::default(),
    };
    for (form, followed) in rows(include_str!("../../data/abbreviations.tsv")) {
        let followed = match followed {
            "name" => Followed::Name,
            "number" => Followed::Number,
            "clause" => Followed::Clause,
            "capital" => Followed::Capital,
            "after comma" => Followed::AfterComma,
            _ => Followed::Opener,
        };
        // Headlines in capitals keep their abbreviations.
        lexicon.abbreviations.insert(form.to_ascii_uppercase(), followed);
        lexicon.abbreviations.insert(form.to_owned(), followed);
    }
    for (form, kind) in rows(include_str!("../../data/affixes.tsv")) {
        let forms = match kind {
            "prefix" => &mut lexicon.prefixes,
            "unit" => &mut lexicon.units,
            "elided" => &mut lexicon.elided,
            _ => {
                let cut = form.find('|').unwrap_or(form.len());
                lexicon.fused.insert(form.replace('|', ""), cut);
                continue;
            }
        };
        forms.insert(form);
    }
    for (form, kind) in rows(include_str!("../../data/openers.tsv")) {
        let forms = match kind {
            "speech" => &mut lexicon.speech,
            "time" => &mut lexicon.times,
            _ => &mut lexicon.openers,
        };
        forms.insert(form);
    }
    lexicon
});

/// Calls `look` with the word in lower case; none for words that are long or not ASCII, since the
/// tables hold no such word.
fn lowercase<T>(word: &str, look: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let mut buffer = [0; 16];
    let lower = buffer.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    look(std::str::from_utf8(lower).ok()?)
}

/// What follows an abbreviation, given with its stop; none if it is not known.
pub(super) fn abbreviation(with_stop: &str) -> Option<Followed> {
    LEXICON.abbreviations.get(with_stop).copied()
}

/// Whether the hyphen after this prefix joins: `non-`, `pro-`.
pub(super) fn is_prefix(word: &str) -> bool {
    lowercase(word, |word| LEXICON.prefixes.get(word).copied()).is_some()
}

/// Whether it is a unit that is written on to its number: `5pm`.
pub(super) fn is_unit(word: &str) -> bool {
    LEXICON.units.contains(word)
}

/// Whether it is a word that has lost its start to an apostrophe: `'em`.
pub(crate) fn is_elided(word: &str) -> bool {
    lowercase(word, |word| LEXICON.elided.get(word).copied()).is_some()
}

/// Where a word that is two is cut: `can|not`.
pub(super) fn fused(word: &str) -> Option<usize> {
    lowercase(word, |word| LEXICON.fused.get(word).copied())
}

/// Whether the word, with its capital, commonly opens a sentence: `The`.
pub(super) fn is_opener(word: &str) -> bool {
    lowercase(word, |word| LEXICON.openers.get(word).copied()).is_some()
}

/// Whether it is a verb that hands a quotation to its speaker: `asked`.
pub(super) fn is_speech(word: &str) -> bool {
    LEXICON.speech.contains(word)
}

/// Whether it goes on from a time of day: `a.m. Tuesday`, `p.m. EST`.
pub(super) fn is_time(word: &str) -> bool {
    LEXICON.times.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &'static str, kinds: &[&str]) {
        for (form, kind) in rows(table) {
            assert!(!form.is_empty() && kinds.contains(&kind), "{form}: {kind}");
        }
    }

    #[test]
    fn every_row_says_what_it_is() {
        let followed = ["name", "number", "clause", "opener", "capital", "after comma"];
        check(include_str!("../../data/abbreviations.tsv"), &followed);
        check(include_str!("../../data/affixes.tsv"), &["prefix", "unit", "elided", "fused"]);
        check(include_str!("../../data/openers.tsv"), &["opener", "speech", "time"]);
    }

    #[test]
    fn every_abbreviation_has_its_stop() {
        for (form, _) in rows(include_str!("../../data/abbreviations.tsv")) {
            assert!(form.ends_with('.'), "{form}");
        }
    }
}
