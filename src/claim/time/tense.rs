//! On which side of the day of publication a time lies, by the verbs around it.

use super::{Reader, TENSE_REACH, Tense};
use crate::claim::words::Context;
use crate::document::Upos;
use crate::tag::inflect::VerbForm;

impl Reader<'_, '_, '_> {
    /// On which side of the day of publication a time lies: by "by" and "until" before it, or by the
    /// nearest verb before it in its sentence, or the first one after it.
    pub(super) fn tense(&self, at: usize) -> Tense {
        if self.context(at, Context::Until)
            || at > self.sentence.start && self.context(at - 1, Context::Until)
        {
            return Tense::Future;
        }
        if self.is(at, &["since"]) {
            return Tense::Past;
        }
        let begin = at.saturating_sub(TENSE_REACH).max(self.sentence.start);
        let end = (at + TENSE_REACH).min(self.sentence.end);
        for i in (begin..at).rev() {
            if let Some(tense) = self.tense_of(i) {
                return tense;
            }
        }
        (at..end).find_map(|i| self.tense_of(i)).unwrap_or(Tense::Unknown)
    }

    /// What a token says of the tense.
    pub(super) fn tense_of(&self, at: usize) -> Option<Tense> {
        if self.context(at, Context::Future) {
            return Some(Tense::Future);
        }
        let verb = matches!(self.upos(at), Some(Upos::Verb | Upos::Aux));
        if !verb {
            return None;
        }
        let mut buffer = String::new();
        let word = crate::tag::fold(self.words.text(at), &mut buffer);
        let before =
            |back: usize, list: &[&str]| at >= self.sentence.start + back && self.is(at - back, list);
        let infinitive = before(1, &["to"]);
        if before(1, &["will", "'ll", "’ll", "shall", "not"])
            && (before(1, &["will", "shall", "'ll", "’ll"]) || before(2, &["will", "shall"]))
            || before(1, &["be"]) && before(2, &["will", "shall", "to"])
        {
            return Some(Tense::Future);
        }
        match crate::tag::verb_form(word) {
            _ if infinitive => Some(Tense::Future),
            Some(VerbForm::Past | VerbForm::Participle) => Some(Tense::Past),
            _ if word.ends_with("ed") || matches!(word, "was" | "were" | "had" | "did") => Some(Tense::Past),
            Some(VerbForm::Gerund) | None => None,
            Some(_) => Some(Tense::Unknown),
        }
    }
}
