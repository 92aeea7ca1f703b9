//! After which tokens a sentence ends.
//!
//! In: the tokens of a block, or of what is left of it. Out: how many of them the first sentence
//! has. A sentence ends at a stop that is not part of its word, with the closing marks behind it,
//! unless what follows goes on in small letters; an abbreviation ends one only before a word that
//! commonly opens the next. It splits inside quotations, as UD does, and it splits wrongly where a
//! name follows an abbreviation of which the lexicon says nothing.

use super::lexicon::{self, Followed};
use crate::document::Token;
use crate::text::{is_closer, is_stop};

/// A sentence is cut after this many tokens, stop or none: later stages take time by sentence.
const LONGEST: usize = 1000;

/// A speaker before an inverted verb has at most this many tokens.
const LONGEST_SPEAKER: usize = 6;

/// A word before a stop is no abbreviation from this length on, in letters.
const SHORTEST_WORD: usize = 5;

/// The number of tokens in the first sentence; at least one. `tokens` must not be empty.
pub(super) fn length(text: &str, tokens: &[Token]) -> usize {
    let reader = Reader { text, tokens };
    let most = tokens.len().min(LONGEST);
    (0..most).find_map(|at| reader.ends_at(at)).unwrap_or(most)
}

/// One to three figures.
fn is_small_number(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl<'t> Reader<'t> {
    fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Whether no white space stands before a token.
    fn touches(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].span.end == self.tokens[at].span.start
    }

    /// Where the sentence ends that ends with this token and the closing marks after it.
    fn ends_at(&self, at: usize) -> Option<usize> {
        let word = self.word(at);
        let last = word.chars().next_back().filter(|&c| is_stop(c))?;
        let mut next = at + 1;
        let mut quoted = false;
        while let Some(mark) = self.closer(next) {
            quoted |= mark != ')' && mark != ']';
            next += 1;
        }
        let closed = next > at + 1;
        while self.is_note(next) {
            next += 3;
        }
        let abbreviated = last == '.' && word.starts_with(|c: char| c.is_alphanumeric());
        let ends = if next >= self.tokens.len() {
            true
        } else if !last.is_ascii() && last != '…' {
            // Stops of other scripts end a sentence whatever comes next.
            true
        } else if abbreviated {
            self.ends_abbreviated(word, next)
        } else if last == '…' || word.starts_with("..") {
            self.touches(at) && !self.touches(at + 1) && self.opens(next)
        } else if word == "." && self.numbers_entry(at) {
            false
        } else if !closed && self.goes_small(at, next) {
            true
        } else {
            self.opens(next) && !(quoted && last != '.' && self.speaker_at(next))
        };
        ends.then_some(next)
    }

    /// The closing mark that a token is, if it belongs to what stands before.
    fn closer(&self, at: usize) -> Option<char> {
        let mark = self.word(at).chars().next().filter(|&c| is_closer(c))?;
        let straight = matches!(mark, '"' | '\'');
        let alone = self.word(at).chars().all(is_closer);
        // A straight mark after a blank opens, unless a blank or nothing follows it too.
        let closes = !straight || self.touches(at) || !self.touches(at + 1);
        (alone && closes).then_some(mark)
    }

    /// Whether a reference to a note begins here: `[12]`.
    fn is_note(&self, at: usize) -> bool {
        self.word(at) == "[" && is_small_number(self.word(at + 1)) && self.word(at + 2) == "]"
    }

    /// Whether the next sentence begins in small letters: after a question, or after a word that is
    /// too long for an unknown abbreviation.
    fn goes_small(&self, at: usize, next: usize) -> bool {
        let before = self.word(at.wrapping_sub(1));
        let word = before.len() >= SHORTEST_WORD && before.bytes().all(|byte| byte.is_ascii_lowercase());
        (self.word(at) != "." || word)
            && !self.touches(next)
            && self.word(next).starts_with(char::is_lowercase)
            && self.word(next).chars().all(char::is_alphabetic)
    }

    /// Whether the token is the stop of a number that opens an entry of a list: `1. Introduction`.
    fn numbers_entry(&self, at: usize) -> bool {
        let opens = at == 1 || at > 1 && self.word(at - 2).ends_with([':', ';', '*', '•', ')', '"']);
        at > 0 && opens && is_small_number(self.word(at - 1)) && self.touches(at)
    }

    fn ends_abbreviated(&self, word: &str, next: usize) -> bool {
        match lexicon::abbreviation(word) {
            Some(Followed::Name | Followed::Number | Followed::Clause) => false,
            Some(Followed::Capital) => {
                let word = self.word(next);
                self.opens(next) && word != "(" && !lexicon::is_time(word)
            }
            _ => {
                let first = self.word(next);
                let mark = first.starts_with(['"', '“', '‘', '\'', '(', '[']);
                let opener = if mark { self.word(next + 1) } else { first };
                opener.starts_with(char::is_uppercase) && lexicon::is_opener(opener)
            }
        }
    }

    /// Whether a token may open a sentence: anything but a small letter or a mark that goes on.
    fn opens(&self, at: usize) -> bool {
        let mut chars = self.word(at).chars();
        let Some(first) = chars.next() else { return true };
        if first.is_lowercase() {
            // `iPhone`
            return chars.next().is_some_and(char::is_uppercase);
        }
        if matches!(first, '"' | '“' | '‘' | '\'' | '(' | '[' | '«') {
            return self.tokens.len() > at + 1 && (!self.touches(at + 1) || self.opens(at + 1));
        }
        !matches!(first, ',' | ';' | ':' | '-' | '–' | '—' | '/' | '%' | '&' | '=' | '.' | '…' | '!' | '?')
            && !is_closer(first)
    }

    /// Whether a speaker and a verb of speech follow a quoted question: `"Why?" Peskov asked.`
    fn speaker_at(&self, at: usize) -> bool {
        for ahead in at..(at + LONGEST_SPEAKER).min(self.tokens.len()) {
            let word = self.word(ahead);
            if lexicon::is_speech(word) {
                return ahead > at && !self.word(ahead + 1).starts_with(char::is_alphanumeric);
            }
            if !word.starts_with(char::is_alphanumeric) {
                return false;
            }
        }
        false
    }
}
