//! Quantities: how many of what, and measures.
//!
//! In: the words of a document and the times already found in it. Out: its [`Quantity`] list, in
//! order. A numeral (see [`numeral`]) takes in the approximation before or after it, the other end
//! of a range, a sign of money, and the noun phrase that follows, whose head is the unit. Not a
//! quantity: years and dates, ordinals, labels (`Section 124`, `Airbus A380`), `one of the largest`.
//! Gets wrong: heads of long noun phrases, labels that look like counts, and units that only the
//! sentences before tell.

use super::number::{Form, Numeral, numeral};
use super::words::{Approximation, Calendar, Number, Unit, UnitKind, Words};
use crate::document::{Quantity, Time, TokenRange, Upos};
use crate::report::Bound;
use crate::resolve::tables::{self, Meaning, Sort, TABLES};

/// A noun phrase is followed for at most this many words.
const LONGEST_PHRASE: usize = 12;

/// What happens to what is counted is looked for this many words around it.
const EVENT_REACH: usize = 9;

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
            match scope.quantity(at, &found) {
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
    events(words, &mut found);
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
        let first = numeral(words, number_at, self.end, money.is_some())?;
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
        let before = words.approximation_before(begin, self.start);
        let after = words.approximation_after(end, self.end);
        let counted = match money {
            Some(unit) => self.money(unit, end),
            None => self.counted(&first, form, begin, end, found)?,
        };
        let approximated = before.is_some() || after.is_some();
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

    /// The sign or code of money at a token that a figure follows.
    fn money_sign(&self, at: usize) -> Option<(&'static Unit, usize)> {
        let (unit, next) = self.words.unit(at, self.end)?;
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
        let ranges =
            ["range", "ranges", "ranged", "ranging", "anywhere", "aged", "ages", "varies", "vary", "varying"];
        (words.is(before, &["from"]) && words.is(verb, &ranges)).then_some(before)
    }

    /// Whether two numbers with a hyphen are the two sides of a vote or a game.
    fn is_score(&self, at: usize) -> bool {
        let context = [
            "vote", "votes", "voted", "win", "won", "beat", "defeat", "defeated", "lost", "lose", "victory",
            "draw", "drew", "score", "lead", "led", "ruled", "margin", "decision",
        ];
        (at.saturating_sub(6).max(self.sentence.start)..(at + 8).min(self.sentence.end))
            .any(|i| self.words.is(i, &context))
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
                let follows = ["as", "the", "that", "its", "their", "what", "his", "her", "increase", "rise"];
                return words.is(end, &follows).then(|| Counted { unit: Some("time".to_owned()), ..nothing });
            }
            _ => {}
        }
        // `10-year-old`, `three-class`
        let hyphen = words.is_hyphen(end) && words.joined(end) && words.joined(end + 1) && end + 1 < self.end;
        let unit_at = end + usize::from(hyphen);
        if let Some((unit, next)) = words.unit(unit_at, self.end) {
            if !(unit.kind == UnitKind::Money
                && words.is(unit_at, &["won"])
                && matches!(form, Form::Figures { plain: true }))
            {
                return Some(self.measured(unit, unit_at, next));
            }
        }
        if hyphen {
            let noun = end + 1;
            let known = matches!(words.document.tokens[noun].upos, Upos::Noun | Upos::Adj | Upos::Verb);
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
        if let Some(noun) = self.head(end, form) {
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
        let company = [
            "crew",
            "family",
            "group",
            "team",
            "crowd",
            "panel",
            "jury",
            "gang",
            "party",
            "squad",
            "delegation",
        ];
        if begin >= self.sentence.start + 2 && words.is(begin - 1, &["of"]) && words.is(begin - 2, &company) {
            return Some(Counted { unit: Some("person".to_owned()), ..nothing });
        }
        // "186 cases, down from 336"
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
        let before = found.iter().rev().take(4).take_while(near).find(counts);
        Some(Counted { unit: before.and_then(|q| q.unit.clone()), ..nothing })
    }

    fn sentence_index(&self) -> usize {
        self.words.document.sentence_of(self.sentence.start)
    }

    /// A measure, or an age: `10-year-old`, `four months` after "the age of".
    fn measured(&self, unit: &'static Unit, at: usize, next: usize) -> Counted {
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
    fn number_start(&self, at: usize) -> usize {
        let piece = |i: usize| {
            self.words.at(i).number.is_some()
                || self.words.is_hyphen(i)
                || self.words.is(i, &["to", "and", "between"])
                || self.words.text(i).starts_with(|c: char| c.is_ascii_digit())
        };
        (self.start..at).rev().take_while(|&i| piece(i)).last().unwrap_or(at)
    }

    /// Whether the words before a token say that an age follows.
    fn says_age(&self, at: usize) -> bool {
        let words = self.words;
        let before =
            |back: usize, list: &[&str]| at >= self.sentence.start + back && words.is(at - back, list);
        before(1, &["aged", "age", "ages"])
            || before(1, &["of"]) && before(2, &["age", "ages"])
            || before(1, &["from"]) && before(2, &["age"]) && before(3, &["in"])
    }

    /// The age that a bare number gives: "aged 56", "Thomas Sam, 42, and".
    fn age(&self, first: &Numeral, begin: usize, end: usize) -> Option<Counted> {
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

    /// Whether a numeral or a sign of money stands at a token.
    fn begins_number(&self, at: usize) -> bool {
        at < self.end && (self.money_sign(at).is_some() || numeral(self.words, at, self.end, false).is_some())
    }

    /// The head of the noun phrase that begins at a token.
    fn head(&self, from: usize, form: Form) -> Option<usize> {
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
        while at < stop {
            let tag = upos(at);
            let next_nominal = at + 1 < stop && matches!(upos(at + 1), Upos::Noun | Upos::Propn | Upos::Adj);
            match tag {
                Upos::Noun | Upos::Propn => {
                    let compound = words.is_hyphen(at + 1) && words.joined(at + 1) && words.joined(at + 2);
                    let owner = words.is(at + 1, &["'s", "’s"]);
                    if is_plural(words.text(at)) && !compound && !owner {
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
                Upos::Cconj if next_nominal && last.is_none() && at > from => {}
                Upos::Punct if words.is_hyphen(at) && words.joined(at) && last.is_none() => {}
                _ => break,
            }
            at += 1;
        }
        // A singular head: of "one", of mass nouns, or of a phrase that is cut off.
        last.filter(|&noun| words.at(noun).event.is_none() || words.text(noun).len() > 2).filter(|&noun| {
            let event_adjective =
                words.at(noun).event.is_some() && noun == from && !is_plural(words.text(noun));
            !event_adjective || words.is(noun, &["death", "injury", "fatality"])
        })
    }

    /// What is counted, in the singular; `person` for people.
    fn unit_of(&self, noun: usize) -> String {
        let text = self.words.text(noun);
        if is_person(self.words, noun) { "person".to_owned() } else { singular(text) }
    }

    /// Whether a number that nothing approximates is a label, a year or a pronoun.
    fn is_label(&self, first: &Numeral, form: Form, begin: usize, end: usize, counted: &Counted) -> bool {
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
                && before > self.sentence.start
                && words.text(before - 1).starts_with(|c: char| c.is_ascii_digit());
            if glued && !numbers || words.is(before, &["#", "no", "no.", "number", "nos.", "№"]) {
                return true;
            }
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
                // "400 Rood Avenue", "the 2002 Winter Olympic"
                capital && plain && counted.unit.as_deref() != Some("person") || year && !is_plural(noun)
            }
            None => {
                let person = counted.unit.as_deref() == Some("person") && counted.end > end;
                let bracketed =
                    before.is_some_and(|b| words.is(b, &["(", "["])) && words.is(end, &[")", "]", "."]);
                let opens = before.is_none() && words.is(end, &[".", ")", ":", "-", "–"]);
                let noun_before = before.is_some_and(|b| {
                    matches!(
                        words.document.tokens[b].upos,
                        Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Sym | Upos::X
                    )
                });
                let pointing = matches!(form, Form::Words)
                    && before.is_none_or(|b| {
                        words.is(
                            b,
                            &[
                                "the", "these", "those", "all", "both", "other", "first", "last", "any",
                                "no", "his", "her", "their", "its", "our",
                            ],
                        )
                    });
                let followed =
                    words.document.tokens.get(end).is_some_and(|t| matches!(t.upos, Upos::Propn | Upos::X))
                        && end < self.sentence.end;
                !person && (year || bracketed || opens || noun_before || pointing || followed)
            }
        }
    }

    /// Whether "one" counts: "only one", "one shell" beside other numbers, "one woman".
    fn counts_one(&self, begin: usize, end: usize, counted: &Counted) -> bool {
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

fn figures_at(words: &Words, at: usize) -> bool {
    words.text(at).starts_with(|c: char| c.is_ascii_digit()) && words.document.tokens[at].upos == Upos::Num
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

/// Whether a word has the form of a plural.
fn is_plural(word: &str) -> bool {
    let lower = word.to_lowercase();
    if lower.len() < 3 {
        return false;
    }
    let irregular = [
        "people",
        "men",
        "women",
        "children",
        "police",
        "personnel",
        "aircraft",
        "cattle",
        "sheep",
        "feet",
        "teeth",
        "mice",
        "deer",
        "fish",
        "staff",
        "crew",
    ];
    irregular.contains(&lower.as_str())
        || lower.ends_with("men") && lower.len() > 5
        || lower.ends_with('s') && !["ss", "us", "is", "'s", "ics"].iter().any(|end| lower.ends_with(end))
}

/// The singular of a noun, in lower case.
fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    let irregular = [
        ("people", "person"),
        ("children", "child"),
        ("feet", "foot"),
        ("teeth", "tooth"),
        ("mice", "mouse"),
        ("lives", "life"),
        ("knives", "knife"),
        ("wives", "wife"),
        ("wolves", "wolf"),
        ("criteria", "criterion"),
        ("movies", "movie"),
        ("series", "series"),
        ("species", "species"),
        ("buses", "bus"),
        ("indices", "index"),
    ];
    if let Some((_, one)) = irregular.iter().find(|(many, _)| *many == lower) {
        return (*one).to_owned();
    }
    if !is_plural(&lower) || !lower.ends_with('s') {
        return match lower.strip_suffix("men") {
            Some(stem) if lower.len() > 3 => format!("{stem}man"),
            _ => lower,
        };
    }
    if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let sibilant = ["sses", "xes", "ches", "shes", "zzes", "oes"].iter().any(|end| lower.ends_with(end));
    let cut = if sibilant { 2 } else { 1 };
    lower[..lower.len() - cut].to_owned()
}

/// Whether a noun names people: by the tables of posts and peoples, or that of people.
fn is_person(words: &Words, noun: usize) -> bool {
    if words.at(noun).person {
        return true;
    }
    let span = words.document.tokens[noun].span;
    let whole = |length: usize| length == span.end - span.start;
    match TABLES.longest(&words.document.text[span.start..], whole) {
        Some((_, Meaning::Role(index, _))) => TABLES.roles[index].sort == Sort::Person,
        Some((_, Meaning::Country(_, tables::Form::Adjective))) => words.text(noun).ends_with('s'),
        _ => false,
    }
}

/// Fills what happens to what is counted.
fn events(words: &Words, quantities: &mut [Quantity]) {
    for index in 0..quantities.len() {
        let (previous, rest) = quantities.split_at_mut(index);
        let Some((quantity, following)) = rest.split_first_mut() else { break };
        let measured = quantity.unit.as_deref().is_none_or(|unit| {
            matches!(unit, "percent" | "share" | "time" | "USD" | "EUR" | "GBP" | "point")
                || unit.ends_with(" of age")
        });
        let counted = quantity.noun.is_some() || quantity.unit.as_deref() == Some("person");
        if measured || !counted {
            continue;
        }
        let sentence = words.sentence(quantity.sentence);
        let from = previous.last().map_or(0, |q| q.tokens.end).max(sentence.start);
        let to = following.first().map_or(usize::MAX, |q| q.tokens.start).min(sentence.end);
        let noun =
            quantity.noun.into_iter().chain([quantity.tokens.end - 1]).find_map(|noun| words.at(noun).event);
        let inside = noun.or_else(|| quantity.tokens.clone().find_map(|i| words.at(i).event));
        let breaks = |i: &usize| !words.is(*i, &[";", ":", "."]) && !words.is(*i, &["\"", "”", "“"]);
        let backward = || {
            let start = quantity.tokens.start;
            (from..start)
                .rev()
                .take(4)
                .take_while(|i| breaks(i) && !words.is(*i, &[","]))
                .find_map(|i| words.at(i).event)
        };
        let forward = || {
            let mut range = (quantity.tokens.end..to).take(EVENT_REACH).take_while(breaks);
            // "13 rebels killed five soldiers": what they did, not what befell them.
            range.find_map(|i| words.at(i).event.filter(|_| i + 1 < to || to == sentence.end))
        };
        quantity.event = inside.or_else(backward).or_else(forward);
    }
}
