//! Which numbers are none of something: years, labels ("Section 124"), pronouns ("one of the
//! largest"); and which are the two sides of a vote or a game.

use super::{Counted, Scope};
use crate::claim::number::{Form, Numeral};
use crate::claim::words::{Calendar, Context, Number, Words, is_plural};
use crate::document::Upos;

impl Scope<'_, '_, '_> {
    /// Whether two numbers with a hyphen are the two sides of a vote or a game.
    pub(super) fn is_score(&self, at: usize) -> bool {
        let contest = |i: usize| {
            let word = self.words.at(i);
            word.is(Context::Contest) || word.is(Context::Vote)
        };
        (at.saturating_sub(6).max(self.sentence.start)..(at + 8).min(self.sentence.end)).any(contest)
    }

    /// Whether a vote is spoken of around a token.
    pub(super) fn votes(&self, at: usize) -> bool {
        let from = at.saturating_sub(8).max(self.sentence.start);
        (from..at).any(|i| self.words.at(i).is(Context::Vote))
    }

    /// Whether a number that nothing approximates is a label, a year or a pronoun.
    pub(super) fn is_label(
        &self,
        first: &Numeral,
        form: Form,
        begin: usize,
        end: usize,
        counted: &Counted,
    ) -> bool {
        let words = self.words;
        let measured = counted.kind.is_some();
        let before = begin.checked_sub(1).filter(|&before| before >= self.sentence.start);
        let noun = counted.noun.map(|noun| words.text(noun));
        let plain = matches!(form, Form::Figures { plain: true });
        let one = first.value == Some(1.0) && matches!(form, Form::Words);
        if one && !measured {
            return !self.counts_one(begin, end, counted);
        }
        if measured || matches!(form, Form::Part | Form::Factor | Form::Vague | Form::Group) {
            return false;
        }
        if let Some(before) = before {
            let glued = words.joined(begin) && !words.text(before).chars().all(|c| "(\"“'‘[—–".contains(c));
            let numbers = words.is_hyphen(before)
                && self.is_score(begin)
                && figures_at(words, before.saturating_sub(1));
            if glued && !numbers || words.at(before).is(Context::NumberSign) {
                return true;
            }
        }
        let text = words.text(begin);
        // `001`; "posts 542 and 543", of which the first was a label; "Group of Seven".
        let zeros = plain && text.len() > 1 && text.starts_with('0');
        let after_label = plain
            && counted.noun.is_none()
            && begin >= self.start + 2
            && words.is(begin - 1, &["and", "or", ","])
            && figures_at(words, begin - 2);
        let name = matches!(form, Form::Words)
            && text.starts_with(char::is_uppercase)
            && begin > self.sentence.start
            && counted.noun.is_none();
        if zeros || after_label || name {
            return true;
        }
        let named = |i: usize| {
            let upos = words.document.tokens[i].upos;
            let calendar = matches!(
                words.at(i).calendar,
                Some(Calendar::Weekday(..) | Calendar::DayPart | Calendar::Relative(_))
            );
            matches!(upos, Upos::Propn) && !calendar && words.text(i).starts_with(char::is_uppercase)
        };
        let year = plain
            && first.value.is_some_and(|value| (1000.0..2100.0).contains(&value))
            && words.text(begin).len() == 4;
        if plain && before.is_some_and(named) {
            return true;
        }
        match noun {
            Some(noun) => {
                let capital = noun.starts_with(char::is_uppercase) && !is_plural(noun);
                let owned = before.is_some_and(|b| words.is(b, &["'s", "’s"])) && plain && !is_plural(noun);
                // "400 Rood Avenue", "the 2002 Winter Olympic", "Standard and Poor's 500 index"
                capital && plain && counted.unit.as_deref() != Some("person")
                    || (year || owned) && !is_plural(noun)
            }
            None => {
                let person = counted.unit.as_deref() == Some("person") && counted.end > end;
                let bracketed =
                    before.is_some_and(|b| words.is(b, &["(", "["])) && words.is(end, &[")", "]", "."]);
                let opens = before.is_none() && words.is(end, &[".", ")", ":", "-", "–"]);
                let infinitive = before.is_some_and(|b| {
                    b > self.sentence.start && words.is(b - 1, &["to"]) && !words.at(b).is(Context::Label)
                });
                let noun_before = !infinitive
                    && before.is_some_and(|b| {
                        matches!(
                            words.document.tokens[b].upos,
                            Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Sym | Upos::X
                        )
                    });
                let pointing = (plain || matches!(form, Form::Words))
                    && before.is_none_or(|b| words.at(b).is(Context::Pointing));
                let followed =
                    words.document.tokens.get(end).is_some_and(|t| matches!(t.upos, Upos::Propn | Upos::X))
                        && end < self.sentence.end;
                !person && (year || bracketed || opens || noun_before || pointing || followed)
            }
        }
    }

    /// Whether "one" counts: "only one", "one shell" beside other numbers, "one woman".
    pub(super) fn counts_one(&self, begin: usize, end: usize, counted: &Counted) -> bool {
        let words = self.words;
        let only = begin > self.sentence.start && words.is(begin - 1, &["only", "just", "exactly", "but"]);
        let of = words.is(end, &["of"]);
        let person = counted.unit.as_deref() == Some("person") && !of;
        let counts = |i: usize| {
            i != begin && matches!(words.at(i).number, Some(Number::Cardinal(_) | Number::Ten(_)))
                || figures_at(words, i)
        };
        let (from, to) =
            (begin.saturating_sub(10).max(self.sentence.start), (begin + 12).min(self.sentence.end));
        counted.noun.is_some() && !of && (only || person || (from..to).any(counts)) || only && of
    }
}

pub(super) fn figures_at(words: &Words, at: usize) -> bool {
    words.text(at).starts_with(|c: char| c.is_ascii_digit()) && words.document.tokens[at].upos == Upos::Num
}
