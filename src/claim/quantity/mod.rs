//! Quantities: how many of what, and measures.
//!
//! In: the words of a document and the times already found in it. Out: its [`Quantity`] list, in
//! order. A numeral (see [`numeral`]) takes in the approximation before or after it, the other end
//! of a range, a sign of money, and the noun phrase that follows, whose head is the unit. Not a
//! quantity: years and dates, ordinals, labels (`Section 124`, `Airbus A380`), `one of the largest`.
//! Gets wrong: heads of long noun phrases, labels that look like counts, and units that only the
//! sentences before tell.

mod event;
mod label;
mod noun;

use super::number::{Form, Numeral, numeral};
use super::words::{Approximation, Context, Number, Unit, UnitKind, Words, is_plural};
use crate::document::{Quantity, Time, TokenRange, Upos};
use crate::report::Bound;

/// A noun phrase is followed for at most this many words.
const LONGEST_PHRASE: usize = 12;

/// The quantities of a document. `times` are those found in it, in order.
pub fn quantities(words: &Words, times: &[Time]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut times = times.iter().map(|time| &time.tokens).peekable();
    for (sentence, tokens) in words.document.sentences.iter().map(|s| s.tokens.clone()).enumerate() {
        let mut at = tokens.start;
        let mut start = at;
        while at < tokens.end {
            while times.peek().is_some_and(|time| time.end <= at) {
                times.next();
            }
            let end = match times.peek() {
                Some(time) if time.contains(&at) => {
                    at = time.end;
                    start = at;
                    continue;
                }
                Some(time) => time.start.min(tokens.end),
                None => tokens.end,
            };
            let scope = Scope { words, sentence: tokens.clone(), start, end };
            match words.may_open_quantity(at).then(|| scope.quantity(at, &found)).flatten() {
                Some(mut quantity) => {
                    quantity.sentence = sentence;
                    at = quantity.tokens.end;
                    start = at;
                    found.push(quantity);
                }
                None => at += 1,
            }
        }
    }
    event::events(words, &mut found);
    found
}

/// Where a quantity is looked for: one sentence, from the end of what was found before it to the
/// time that comes next.
struct Scope<'w, 'd, 't> {
    words: &'w Words<'d, 't>,
    sentence: TokenRange,
    start: usize,
    end: usize,
}

/// What is counted or measured.
struct Counted {
    unit: Option<String>,
    times: f64,
    noun: Option<usize>,
    end: usize,
    kind: Option<UnitKind>,
}

impl Scope<'_, '_, '_> {
    /// The quantity whose numeral, or whose sign of money, stands at `at`. `found` are those before.
    fn quantity(&self, at: usize, found: &[Quantity]) -> Option<Quantity> {
        let words = self.words;
        let (money, number_at) = match self.money_sign(at) {
            Some((unit, next)) => (Some(unit), next),
            None => (None, at),
        };
        let mut first = numeral(words, number_at, self.end, money.is_some()).or_else(|| self.one(at))?;
        // "70m visitors" are millions; "a 100m race" is measured.
        if words.is(first.end, &["m"])
            && words.joined(first.end)
            && self.head(first.end + 1, first.form, true).is_some_and(|noun| is_plural(words.text(noun)))
        {
            first = numeral(words, number_at, self.end, true)?;
        }
        let (mut low, mut high) = (first.value, None);
        let mut end = first.end;
        let mut form = first.form;
        let mut begin = at;
        if let Some((second, value)) = self.range(at, &first, money.is_some()) {
            (low, high, end) = (value, second.value, second.end);
            if !matches!(second.form, Form::Figures { plain: true }) {
                form = second.form;
            }
            begin = self.range_opener(at).unwrap_or(at);
        }
        let number = number_at..end;
        let the = usize::from(begin > self.start + 1 && words.is(begin - 1, &["the", "a"]));
        let before = words
            .approximation_before(begin, self.start)
            .or_else(|| words.approximation_before(begin - the, self.start).filter(|_| the == 1));
        let after = words.approximation_after(end, self.end);
        let counted = match money {
            Some(unit) => self.money(unit, end),
            None => self.counted(&first, form, begin, end, found)?,
        };
        // "At least one of them" counts; "perhaps one of the best" does not.
        let one = first.value == Some(1.0) && form == Form::Words;
        let bound = |meaning: Option<(usize, Approximation)>| {
            meaning.is_some_and(|(_, meaning)| !one || meaning != Approximation::About)
        };
        let approximated = bound(before) || bound(after);
        if money.is_none() && !approximated && self.is_label(&first, form, begin, end, &counted) {
            return None;
        }
        let mut quantity = Quantity {
            tokens: begin..counted.end.max(end),
            number,
            value: low.map(|value| tidy(value * counted.times)),
            high: high.map(|value| tidy(value * counted.times)),
            approximate: matches!(form, Form::Vague) || words.is(at, &["a"]) && words.is(at + 1, &["couple"]),
            bound: None,
            unit: counted.unit,
            noun: counted.noun,
            event: None,
            sentence: 0,
        };
        if let Some((begin, meaning)) = before {
            quantity.tokens.start = begin;
            say(&mut quantity, meaning);
        }
        let behind = words.approximation_after(quantity.tokens.end, self.end).or(after);
        if let Some((end, meaning)) = behind {
            quantity.tokens.end = quantity.tokens.end.max(end);
            say(&mut quantity, meaning);
        }
        Some(quantity)
    }

    /// "A decade", "an hour" after an approximation: one of it.
    fn one(&self, at: usize) -> Option<Numeral> {
        let measures = |unit: &Unit| matches!(unit.kind, UnitKind::Time | UnitKind::Measure);
        let unit = self.words.is(at, &["a", "an"])
            && self.words.unit(at + 1, self.end).is_some_and(|(unit, _)| measures(unit));
        let approximated = self.words.approximation_before(at, self.start).is_some_and(|(begin, _)| {
            !self.words.is(begin, &["about", "within", "around", "over"]) || at - begin > 1
        });
        (unit && approximated).then_some(Numeral { end: at + 1, value: Some(1.0), form: Form::Words })
    }

    /// The sign or code of money at a token that a figure follows.
    fn money_sign(&self, at: usize) -> Option<(&'static Unit, usize)> {
        let (unit, mut next) = self.words.unit(at, self.end)?;
        // "CNY ¥1.2 billion"
        if let Some((sign, behind)) = self
            .words
            .unit(next, self.end)
            .filter(|(sign, _)| sign.kind == UnitKind::Money && unit.kind == UnitKind::Money)
        {
            next = if sign.name == unit.name || self.words.text(next).len() <= 3 { behind } else { next };
        }
        let figure = self.words.text(next).starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let text = self.words.text(at);
        let sign = !text.bytes().all(|byte| byte.is_ascii_lowercase()) || text.eq_ignore_ascii_case("rs");
        (unit.kind == UnitKind::Money && next < self.end && figure && sign).then_some((unit, next))
    }

    /// The other end of a range that the first numeral opens, and the first one's value in it.
    fn range(&self, at: usize, first: &Numeral, money: bool) -> Option<(Numeral, Option<f64>)> {
        let words = self.words;
        let low = first.value?;
        let mut next = first.end;
        let between = self.range_opener(at).is_some();
        let hyphen = words.is_hyphen(next);
        let or = words.is(next, &["or"]);
        let joins = hyphen || words.is(next, &["to"]) || or || between && words.is(next, &["and"]);
        let listed = words.is(next, &[","]) && matches!(first.form, Form::Words);
        // "increased from 10 to 20" names two quantities.
        let change = !between && words.is(next, &["to"]) && at > self.start && words.is(at - 1, &["from"]);
        if !(joins || listed) || change {
            return None;
        }
        next += 1;
        if let Some((_, figure)) = self.money_sign(next) {
            next = figure;
        }
        let second = numeral(words, next, self.end, money)?;
        let high = second.value?;
        let same_kind = std::mem::discriminant(&first.form) == std::mem::discriminant(&second.form)
            || matches!(
                (first.form, second.form),
                (Form::Figures { .. } | Form::Words, Form::Figures { .. } | Form::Words)
            );
        if !same_kind || matches!(first.form, Form::Vague | Form::Factor) {
            return None;
        }
        // "five, six, seven years"
        if listed {
            let third = words
                .is(second.end, &[",", "or"])
                .then(|| numeral(words, second.end + 1, self.end, false))
                .flatten();
            let steps = |a: f64, b: Option<f64>| b.is_some_and(|b| b == a + 1.0);
            return match third {
                Some(third) if steps(low, second.value) && steps(high, third.value) => {
                    Some((third, Some(low)))
                }
                _ => None,
            };
        }
        // "two to three million": the first has the scale of the second.
        let scale = words.at(second.end - 1).number;
        let low = match scale {
            Some(Number::Scale(scale) | Number::MoneyScale(scale)) if low < high / scale && high >= scale => {
                low * scale
            }
            _ => low,
        };
        if low >= high || or && (high > low * 3.0 || hyphen) || hyphen && self.is_score(at) {
            return None;
        }
        Some((second, Some(low)))
    }

    /// The word before a range that says it is one: `between`, `from` after "range".
    fn range_opener(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|&before| before >= self.start)?;
        let words = self.words;
        if words.is(before, &["between"]) {
            return Some(before);
        }
        let verb = before.checked_sub(1).filter(|&verb| verb >= self.start)?;
        (words.is(before, &["from"]) && words.at(verb).is(Context::Range)).then_some(before)
    }

    /// What an amount of money is counted in, and where it ends: "$5.9 billion dollars".
    fn money(&self, unit: &'static Unit, end: usize) -> Counted {
        let end = match self.words.unit(end, self.end) {
            Some((again, next)) if again.kind == UnitKind::Money => next,
            _ => end,
        };
        Counted {
            unit: Some(unit.name.to_owned()),
            times: unit.times,
            noun: None,
            end,
            kind: Some(unit.kind),
        }
    }

    /// What a number counts or measures; none if it is no quantity at all.
    fn counted(
        &self,
        first: &Numeral,
        form: Form,
        begin: usize,
        end: usize,
        found: &[Quantity],
    ) -> Option<Counted> {
        let words = self.words;
        let nothing = Counted { unit: None, times: 1.0, noun: None, end, kind: None };
        match form {
            Form::Part => return Some(Counted { unit: Some("share".to_owned()), ..nothing }),
            Form::Factor => {
                let follows = words.at(end).is(Context::Compared);
                return follows.then(|| Counted { unit: Some("time".to_owned()), ..nothing });
            }
            _ => {}
        }
        // `10-year-old`, `three-class`
        let hyphen = words.is_hyphen(end) && words.joined(end) && words.joined(end + 1) && end + 1 < self.end;
        let unit_at = end + usize::from(hyphen);
        if let Some((unit, next)) = words.unit(unit_at, self.end)
            && !(unit.kind == UnitKind::Money
                && words.is(unit_at, &["won"])
                && matches!(form, Form::Figures { plain: true }))
        {
            return Some(self.measured(unit, unit_at, next));
        }
        if hyphen {
            let noun = end + 1;
            let known = matches!(words.document.tokens[noun].upos, Upos::Noun | Upos::Adj | Upos::Verb);
            if words.text(noun).starts_with(|c: char| c.is_ascii_digit()) {
                // "99-1" in a vote; a product or a telephone otherwise.
                let unit = if self.votes(begin) { Some("vote".to_owned()) } else { self.before(found) };
                return self.is_score(begin).then_some(Counted { unit, ..nothing });
            }
            let letters = words.text(noun).chars().all(char::is_alphabetic);
            if !letters || !known || words.is(noun, &["strong", "fold", "plus", "odd", "hand"]) {
                return None;
            }
            return Some(Counted {
                unit: Some(self.unit_of(noun)),
                noun: Some(noun),
                end: noun + 1,
                ..nothing
            });
        }
        if let Some(age) = self.age(first, begin, end) {
            return Some(age);
        }
        // "below the 5000 mark": a number of what was counted before.
        if words.at(end).is(Context::Mark) {
            return Some(Counted { unit: self.before(found), end: end + 1, ..nothing });
        }
        let one = first.value == Some(1.0) && form == Form::Words;
        // "another one includes": a verb, where what is counted is one.
        let counted = |noun: &usize| !(one && is_plural(words.text(*noun)) && !words.is(end, &["of"]));
        if let Some(noun) = self.head(end, form, first.value != Some(1.0)).filter(counted) {
            // "billions of dollars", "millions in taxpayer money"
            if let Some((unit, next)) = words.unit(noun, self.end).filter(|_| words.is(end, &["of"])) {
                return Some(Counted { end: next, ..self.measured(unit, noun, next) });
            }
            return Some(Counted {
                unit: Some(self.unit_of(noun)),
                noun: Some(noun),
                end: noun + 1,
                ..nothing
            });
        }
        // "13 dead"
        if words.at(end).event.is_some()
            && !self.begins_number(end + 1)
            && matches!(words.document.tokens[end].upos, Upos::Adj | Upos::Verb | Upos::Noun)
        {
            return Some(Counted { unit: Some("person".to_owned()), end: end + 1, ..nothing });
        }
        // "a crew of six"
        if begin >= self.sentence.start + 2
            && words.is(begin - 1, &["of"])
            && words.at(begin - 2).is(Context::Company)
        {
            return Some(Counted { unit: Some("person".to_owned()), ..nothing });
        }
        let votes =
            self.is_score(begin) && (words.is(begin.saturating_sub(1), &["of", "voted", "to", "-", "–"]));
        let unit = if votes && self.votes(begin) { Some("vote".to_owned()) } else { self.before(found) };
        Some(Counted { unit, ..nothing })
    }

    /// The unit of the last quantity that counted things: "186 cases, down from 336".
    fn before(&self, found: &[Quantity]) -> Option<String> {
        let counts = |q: &&Quantity| {
            q.unit.as_deref().is_some_and(|unit| {
                !matches!(
                    unit,
                    "percent"
                        | "share"
                        | "time"
                        | "year of age"
                        | "month of age"
                        | "day"
                        | "hour"
                        | "minute"
                        | "year"
                        | "month"
                        | "week"
                ) && !unit.bytes().all(|byte| byte.is_ascii_uppercase())
            })
        };
        let near = |q: &&Quantity| q.sentence + 1 >= self.sentence_index();
        found.iter().rev().take(4).take_while(near).find(counts).and_then(|q| q.unit.clone())
    }

    fn sentence_index(&self) -> usize {
        self.words.document.sentence_of(self.sentence.start)
    }

    /// Whether a numeral or a sign of money stands at a token.
    fn begins_number(&self, at: usize) -> bool {
        at < self.end && (self.money_sign(at).is_some() || numeral(self.words, at, self.end, false).is_some())
    }
}

fn say(quantity: &mut Quantity, meaning: Approximation) {
    match meaning {
        Approximation::About => quantity.approximate = true,
        Approximation::Over => quantity.bound = Some(Bound::Over),
        Approximation::Under => quantity.bound = Some(Bound::Under),
    }
}

/// A product without the noise of binary fractions: 0.77, not 0.7700000000000001.
fn tidy(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if value.abs() < 1e9 && (rounded - value).abs() < 1e-9 { rounded } else { value }
}
