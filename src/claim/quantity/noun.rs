//! What is counted or measured: the head of the noun phrase behind a number, a unit, or an age.

use super::{Counted, LONGEST_PHRASE, Scope};
use crate::claim::number::{Form, Numeral};
use crate::claim::words::{Calendar, Context, Unit, UnitKind, Words, is_plural, singular};
use crate::document::Upos;
use crate::resolve::tables::{self, Meaning, Sort, TABLES};
use crate::tag::{fold, verb_form};

impl Scope<'_, '_, '_> {
    /// A measure, or an age: `10-year-old`, `four months` after "the age of".
    pub(super) fn measured(&self, unit: &'static Unit, at: usize, next: usize) -> Counted {
        let words = self.words;
        let mut end = next;
        let mut name = unit.name.to_owned();
        if unit.kind == UnitKind::Time {
            let hyphen = words.is_hyphen(next);
            let old = next + usize::from(hyphen);
            if words.is(old, &["old", "olds"]) && old < self.end {
                end = old + 1;
                name.push_str(" of age");
            } else if words.is(next, &["of"]) && words.is(next + 1, &["age"]) {
                end = next + 2;
                name.push_str(" of age");
            } else if self.says_age(self.number_start(at)) {
                name.push_str(" of age");
            }
        }
        // A pound of something is a weight.
        if unit.name == "GBP" && words.is(at, &["pounds", "pound"]) && words.is(next, &["of"]) {
            name = "lb".to_owned();
        }
        Counted { unit: Some(name), times: unit.times, noun: Some(at), end, kind: Some(unit.kind) }
    }

    /// The beginning of the run of numerals and hyphens that ends before a token.
    pub(super) fn number_start(&self, at: usize) -> usize {
        let piece = |i: usize| {
            self.words.at(i).number.is_some()
                || self.words.is_hyphen(i)
                || self.words.is(i, &["to", "and", "between"])
                || self.words.text(i).starts_with(|c: char| c.is_ascii_digit())
        };
        (self.start..at).rev().take_while(|&i| piece(i)).last().unwrap_or(at)
    }

    /// Whether the words before a token say that an age follows.
    pub(super) fn says_age(&self, at: usize) -> bool {
        let words = self.words;
        let quoted = usize::from(at > self.sentence.start && words.is(at - 1, &["\"", "“", "‘", "'"]));
        let at = at - quoted;
        let before =
            |back: usize, list: &[&str]| at >= self.sentence.start + back && words.is(at - back, list);
        before(1, &["is", "was", "at", "as"]) && before(2, &["age"])
            || before(1, &["aged", "age", "ages"])
            || before(1, &["of"]) && before(2, &["age", "ages"])
            || before(1, &["from"]) && before(2, &["age"]) && before(3, &["in"])
    }

    /// The age that a bare number gives: "aged 56", "Thomas Sam, 42, and".
    pub(super) fn age(&self, first: &Numeral, begin: usize, end: usize) -> Option<Counted> {
        let words = self.words;
        let value = first.value.filter(|value| value.fract() == 0.0 && *value > 0.0 && *value < 120.0)?;
        let apposed = begin >= self.sentence.start + 2
            && matches!(first.form, Form::Figures { plain: true })
            && value >= 5.0
            && words.is(begin - 1, &[","])
            && words.document.tokens[begin - 2].upos == Upos::Propn
            && !matches!(words.at(begin - 2).calendar, Some(Calendar::Month(..) | Calendar::Weekday(..)))
            && (words.is(end, &[",", ".", ";", ")"]) || end >= self.sentence.end);
        (apposed || self.says_age(begin)).then(|| Counted {
            unit: Some("year of age".to_owned()),
            times: 1.0,
            noun: None,
            end,
            kind: Some(UnitKind::Time),
        })
    }

    /// The head of the noun phrase that begins at a token.
    pub(super) fn head(&self, from: usize, form: Form, many: bool) -> Option<usize> {
        let words = self.words;
        let upos = |i: usize| words.document.tokens[i].upos;
        let mut at = from;
        // "two of their neighbours", "dozens of rounds"
        if words.is(at, &["of"]) {
            at += 1;
            if at < self.end && matches!(upos(at), Upos::Det | Upos::Pron) {
                at += 1;
            } else if !matches!(form, Form::Vague | Form::Group) {
                return None;
            }
        }
        while words.is(at, &["other", "more", "additional", "further", "fewer", "or", "so"])
            && at < self.end
            && !words.is(at, &["or"])
        {
            at += 1;
        }
        let mut last = None;
        let stop = self.end.min(from + LONGEST_PHRASE);
        let next_after_owner =
            |at: usize| at + 2 < stop && matches!(upos(at + 2), Upos::Noun | Upos::Propn | Upos::Adj);
        while at < stop {
            let tag = upos(at);
            let next_nominal = at + 1 < stop && matches!(upos(at + 1), Upos::Noun | Upos::Propn | Upos::Adj);
            match tag {
                Upos::Noun | Upos::Propn => {
                    let compound =
                        words.is(at + 1, &["-", "‐"]) && words.joined(at + 1) && words.joined(at + 2);
                    let owner = words.is(at + 1, &["'s", "’s", "'", "’"]) && next_after_owner(at);
                    let follows = at + 1 < stop && matches!(upos(at + 1), Upos::Noun | Upos::Propn);
                    // "police buses", "United States indexes": the plural belongs to what follows.
                    let modifies = follows
                        && (!words.text(at).ends_with('s') && !words.is(at, &["people", "men", "women"])
                            || tag == Upos::Propn);
                    if is_plural(words.text(at)) && !compound && !owner && !modifies {
                        // "passengers and crew" are counted by the first of them.
                        return Some(at);
                    }
                    last = Some(at);
                    if compound {
                        at += 1;
                        last = None;
                    }
                }
                Upos::Adj | Upos::Num => {
                    if is_plural(words.text(at))
                        && words.text(at).len() > 4
                        && !next_nominal
                        && tag == Upos::Adj
                    {
                        return Some(at);
                    }
                    if words.is_hyphen(at + 1) && words.joined(at + 1) {
                        at += 1;
                    }
                }
                Upos::Verb
                    if is_plural(words.text(at))
                        && last.is_none()
                        && words.at(at).event.is_none()
                        && !next_nominal =>
                {
                    return Some(at);
                }
                Upos::Verb | Upos::Adv if next_nominal && last.is_none() => {
                    // "dead or injured people"; but "13 killed soldiers" is rarer than "five died".
                    if tag == Upos::Verb && words.at(at).event.is_some() && !words.text(at).ends_with("ed") {
                        break;
                    }
                }
                Upos::Part if words.is(at, &["'s", "’s"]) => last = None,
                Upos::Cconj if next_nominal && at > from && (last.is_none() || many) => {}
                Upos::Punct if words.is_hyphen(at) && words.joined(at) && last.is_none() => {}
                _ => break,
            }
            at += 1;
        }
        let noun = match last {
            // "two term chairman", "a 250 passenger plane": the noun beside the number is what there are
            // several of.
            Some(_) if many && !matches!(form, Form::Vague | Form::Group) => from,
            last => last?,
        };
        let text = words.text(noun);
        let event = words.at(noun).event.is_some()
            && noun == from
            && !words.is(noun, &["death", "injury", "fatality"]);
        let adverb = words.at(noun).is(Context::Uncounted);
        let nominal = matches!(upos(noun), Upos::Noun | Upos::Propn) || is_person(words, noun);
        let follows = noun + 1 < stop && matches!(upos(noun + 1), Upos::Noun | Upos::Propn | Upos::Adj);
        let mut buffer = String::new();
        let verb = many && !follows && verb_form(fold(text, &mut buffer)).is_some();
        (nominal && !event && !adverb && !verb).then_some(noun)
    }

    /// What is counted, in the singular; `person` for people.
    pub(super) fn unit_of(&self, noun: usize) -> String {
        let text = self.words.text(noun);
        if is_person(self.words, noun) { "person".to_owned() } else { singular(text) }
    }
}

/// Whether a noun names people: by the tables of posts and peoples, or that of people.
pub(super) fn is_person(words: &Words, noun: usize) -> bool {
    if let Some(person) = words.at(noun).person {
        return person;
    }
    let span = words.document.tokens[noun].span;
    let whole = |length: usize| length == span.end - span.start;
    match TABLES.longest(&words.document.text[span.start..], whole) {
        Some((_, Meaning::Role(index, _))) => TABLES.roles[index].sort == Sort::Person,
        Some((_, Meaning::Country(_, tables::Form::Adjective))) => words.text(noun).ends_with('s'),
        // "Alaskans", "New Yorkers"
        _ => {
            let text = words.text(noun);
            let capital = text.starts_with(char::is_uppercase) && text.contains(char::is_lowercase);
            capital
                && ["ans", "ians", "yorkers", "landers"].iter().any(|end| text.to_lowercase().ends_with(end))
                && text.len() > 5
        }
    }
}
