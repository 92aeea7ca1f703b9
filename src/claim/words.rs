//! What the stages of this folder know of single words: numbers, units, events, times.
//!
//! In: a document with tokens. Out: [`Words`], for each token what it may be, looked up once.

use super::number::figures;
use crate::data::rows;
use crate::document::{Document, TokenRange};
use crate::order::{self, falling};
use crate::resolve::tables::plural;
use crate::tag::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word says of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// `one` to `nineteen`.
    Cardinal(f64),
    /// `twenty` to `ninety`.
    Ten(f64),
    /// `hundred`, `million`.
    Scale(f64),
    /// `m`, `k`: a scale after figures of money.
    MoneyScale(f64),
    /// `dozen`, `couple`.
    Group(f64),
    /// `dozens`, `hundreds`.
    Vague,
    /// `several`, `few`: a number only before a scale.
    Few,
    /// `third`, `quarters`: one part in so many.
    Part(f64),
    /// `twice`, `double`.
    Factor(f64),
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// Of a hundred or a thousand.
    Percent,
    /// Duration and age.
    Time,
    /// Length, mass and all the like.
    Measure,
    /// Points of an index, a vote or a game.
    Points,
    /// "three times".
    Times,
    /// A currency.
    Money,
}

/// A unit of measure or a currency.
#[derive(Debug)]
pub struct Unit {
    /// Its symbol or name, as the report gives it.
    pub name: &'static str,
    /// What it measures.
    pub kind: UnitKind,
    /// How many of it a form stands for: 0.01 for `cent`, 10 for `decade`.
    pub times: f64,
}

/// On which side of a number a phrase says that the true one lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    /// `nearly`.
    About,
    /// `at least`.
    Over,
    /// `up to`.
    Under,
}

/// What a word says of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// Monday is 0; whether it is an abbreviation.
    Weekday(u32, bool),
    /// January is 1; whether it is another word too, or an abbreviation.
    Month(u32, bool),
    /// `morning`, `night`.
    DayPart,
    /// `spring`.
    Season,
    /// A day by itself, counted from the day of writing: `today`, `yesterday`.
    Relative(i32),
    /// `weekend`, `weekends`.
    Weekend,
    /// `quarter`, `half`: of a year.
    YearPart,
    /// `now`, `currently`.
    Vague,
    /// `daily`, `weekly`.
    Set,
    /// `GMT`.
    Zone,
    /// `am`, `p.m.`.
    Meridiem,
    /// `noon`, `midnight`.
    Clock,
    /// `twenties`, `nineties`: the decade's first year.
    Decade(i32),
    /// `ninth`, `21st`.
    Ordinal(u32),
}

/// What a word does around numbers and times, as `data/context.tsv` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// "ranges from … to".
    Range,
    /// "a vote of 52 to 47".
    Vote,
    /// "won 3-1".
    Contest,
    /// "a crew of six".
    Company,
    /// "page 12".
    Label,
    /// "no. 7".
    NumberSign,
    /// "the 5000 mark".
    Mark,
    /// "cost 20 each": no noun that is counted.
    Uncounted,
    /// "the two", "those three": said of what was named before.
    Pointing,
    /// "twice as", "double the".
    Compared,
    /// "the Sunday Times".
    Paper,
    /// "Black Friday".
    Feast,
    /// "will", "deadline".
    Future,
    /// "on Monday": all of the time.
    Within,
    /// "by Monday": up to it.
    Until,
    /// A time may begin with it: "last", "early".
    OpensTime,
    /// A time may begin with it, if it may begin with the next word as well: "the", "since".
    BeforeTime,
    /// "who", "which".
    Relative,
}

impl Context {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "range" => Self::Range,
            "vote" => Self::Vote,
            "contest" => Self::Contest,
            "company" => Self::Company,
            "label" => Self::Label,
            "number-sign" => Self::NumberSign,
            "mark" => Self::Mark,
            "uncounted" => Self::Uncounted,
            "pointing" => Self::Pointing,
            "compared" => Self::Compared,
            "paper" => Self::Paper,
            "feast" => Self::Feast,
            "future" => Self::Future,
            "within" => Self::Within,
            "until" => Self::Until,
            "opens-time" => Self::OpensTime,
            "before-time" => Self::BeforeTime,
            "relative" => Self::Relative,
            _ => return None,
        })
    }
}

/// What one word may be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// A numeral or a piece of one.
    pub number: Option<Number>,
    /// The event it names, as the table does.
    pub event: Option<&'static str>,
    /// A piece of a time.
    pub calendar: Option<Calendar>,
    /// Whether a unit may begin here.
    unit: bool,
    /// Whether a phrase of approximation may end here.
    approximates: bool,
    /// What it does around numbers and times, a bit for each.
    context: u32,
    /// Whether a phrase that says when and no more may begin here.
    opens_phrase: bool,
    /// Whether a phrase that tells as what a claim is put may begin here.
    pub opens_voice: bool,
    /// Whether it names a person, whatever the roles say.
    pub person: Option<bool>,
}

struct Lexicon {
    words: FxHashMap<String, Word>,
    units: Vec<Unit>,
    /// By first word, in lower case: the forms of units that are several words long, or one that is
    /// the word itself; longest first.
    forms: FxHashMap<String, Vec<(Vec<&'static str>, usize)>>,
    /// By last word, for what stands before a number: the words before it.
    before: FxHashMap<&'static str, Vec<(Vec<&'static str>, Approximation)>>,
    after: Vec<(Vec<&'static str>, Approximation)>,
    /// By first word: the phrases that say when and no more, such as "at the moment".
    phrases: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
    /// Irregular plurals, and singulars that look like plurals: whether it is one, and the singular.
    plurals: FxHashMap<&'static str, (bool, &'static str)>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::parse);

impl Lexicon {
    fn parse() -> Self {
        let mut words: FxHashMap<String, Word> = FxHashMap::default();
        for [word, kind, value] in rows(include_str!("../../data/numbers.tsv")) {
            let value = figures(value).unwrap_or_default();
            words.entry(word.to_owned()).or_default().number = match kind {
                "cardinal" => Some(Number::Cardinal(value)),
                "ten" => Some(Number::Ten(value)),
                "scale" => Some(Number::Scale(value)),
                "money-scale" => Some(Number::MoneyScale(value)),
                "group" => Some(Number::Group(value)),
                "vague" => Some(Number::Vague),
                "few" => Some(Number::Few),
                "part" => Some(Number::Part(value)),
                "factor" => Some(Number::Factor(value)),
                _ => None,
            };
        }
        for [event, forms] in rows(include_str!("../../data/events.tsv")) {
            for form in forms.split('|') {
                words.entry(form.to_owned()).or_default().event = Some(event);
            }
        }
        for [word, class] in rows(include_str!("../../data/context.tsv")) {
            if let Some(context) = Context::named(class) {
                words.entry(word.to_owned()).or_default().context |= 1 << context as u16;
            }
        }
        let mut phrases: FxHashMap<&str, Vec<Vec<&str>>> = FxHashMap::default();
        for [word, kind, value] in rows(include_str!("../../data/calendar.tsv")) {
            if kind == "phrase" {
                let parts: Vec<&str> = word.split(' ').collect();
                words.entry(parts[0].to_owned()).or_default().opens_phrase = true;
                phrases.entry(parts[0]).or_default().push(parts);
                continue;
            }
            let number: i32 = value.parse().unwrap_or_default();
            let at = number.unsigned_abs();
            words.entry(word.to_owned()).or_default().calendar = match kind {
                "weekday" => Some(Calendar::Weekday(at, false)),
                "short-weekday" => Some(Calendar::Weekday(at, true)),
                "month" => Some(Calendar::Month(at, false)),
                "short-month" => Some(Calendar::Month(at, true)),
                "day-part" => Some(Calendar::DayPart),
                "season" => Some(Calendar::Season),
                "relative" => Some(Calendar::Relative(number)),
                "weekend" => Some(Calendar::Weekend),
                "year-part" => Some(Calendar::YearPart),
                "vague" => Some(Calendar::Vague),
                "set" => Some(Calendar::Set),
                "zone" => Some(Calendar::Zone),
                "meridiem" => Some(Calendar::Meridiem),
                "clock" => Some(Calendar::Clock),
                "decade" => Some(Calendar::Decade(number)),
                "ordinal" => Some(Calendar::Ordinal(at)),
                _ => None,
            };
        }
        for [noun, sort] in rows(include_str!("../../data/people.tsv")) {
            for form in [plural(noun), noun.to_owned()] {
                words.entry(form.to_lowercase()).or_default().person = Some(sort == "person");
            }
        }
        for [phrase] in rows(include_str!("../../data/voice.tsv")) {
            let first = phrase.split(' ').next().unwrap_or_default();
            words.entry(first.to_owned()).or_default().opens_voice = true;
        }
        let mut units = Vec::new();
        let mut forms: FxHashMap<String, Vec<(Vec<&'static str>, usize)>> = FxHashMap::default();
        for [name, kind, written, times] in rows(include_str!("../../data/units.tsv")) {
            let kind = match kind {
                "percent" => UnitKind::Percent,
                "time" => UnitKind::Time,
                "points" => UnitKind::Points,
                "times" => UnitKind::Times,
                "money" => UnitKind::Money,
                _ => UnitKind::Measure,
            };
            for form in written.split('|') {
                let parts: Vec<&str> = form.split(' ').collect();
                let first = parts[0].to_lowercase();
                words.entry(first.clone()).or_default().unit = true;
                forms.entry(first).or_default().push((parts, units.len()));
            }
            units.push(Unit { name, kind, times: figures(times).unwrap_or(1.0) });
        }
        for list in forms.values_mut() {
            order::by_number(list, |(parts, _)| falling(parts.len()));
        }
        let mut before: FxHashMap<&str, Vec<(Vec<&str>, Approximation)>> = FxHashMap::default();
        let mut after = Vec::new();
        for [phrase, place, meaning] in rows(include_str!("../../data/approximations.tsv")) {
            let meaning = match meaning {
                "over" => Approximation::Over,
                "under" => Approximation::Under,
                _ => Approximation::About,
            };
            let mut parts: Vec<&str> = phrase.split(' ').collect();
            if place == "after" {
                after.push((parts, meaning));
            } else if let Some(last) = parts.pop() {
                words.entry(last.to_owned()).or_default().approximates = true;
                before.entry(last).or_default().push((parts, meaning));
            }
        }
        for list in before.values_mut() {
            order::by_number(list, |(parts, _)| falling(parts.len()));
        }
        let plurals = rows(include_str!("../../data/plurals.tsv"))
            .map(|[form, number, singular]| (form, (number == "plural", singular)))
            .collect();
        Self { words, units, forms, before, after, phrases, plurals }
    }
}

/// What each token of a document may be.
pub struct Words<'d, 't> {
    /// The document they are words of.
    pub document: &'d Document<'t>,
    words: Vec<Word>,
}

impl Word {
    /// Whether it does that around numbers and times.
    pub fn is(self, context: Context) -> bool {
        self.context & (1 << context as u16) != 0
    }
}

impl<'d, 't> Words<'d, 't> {
    /// Looks up every token.
    pub fn of(document: &'d Document<'t>) -> Self {
        let mut buffer = String::new();
        let look_up = |i: usize| {
            let folded = fold(document.word(i), &mut buffer);
            LEXICON.words.get(folded).copied().unwrap_or_default()
        };
        Self { document, words: (0..document.tokens.len()).map(look_up).collect() }
    }

    /// What a token may be; nothing beyond the end.
    pub fn at(&self, token: usize) -> Word {
        self.words.get(token).copied().unwrap_or_default()
    }

    /// Whether a quantity may begin at a token: a figure, a word of numbers, a sign of money, "a".
    pub fn may_open_quantity(&self, token: usize) -> bool {
        let word = self.at(token);
        word.number.is_some()
            || word.unit
            || matches!(self.text(token).as_bytes(), [b'a' | b'A'] | [b'a' | b'A', b'n' | b'N'])
            || self.begins_figure(token)
    }

    /// Whether a time may begin at a token.
    pub fn may_open_time(&self, token: usize) -> bool {
        // "in the early …": a preposition and an article say nothing without what follows.
        (token..token + 4)
            .find_map(|i| {
                let word = self.at(i);
                let opens = word.calendar.is_some()
                    || word.number.is_some()
                    || word.unit
                    || word.opens_phrase
                    || word.is(Context::OpensTime)
                    || self.begins_figure(i);
                let before =
                    word.is(Context::BeforeTime) || word.is(Context::Within) || word.is(Context::Until);
                if opens {
                    Some(true)
                } else if before {
                    None
                } else {
                    Some(false)
                }
            })
            .unwrap_or(false)
    }

    /// Whether a token begins as figures do, those of `Q1` and `FY2006` among them.
    fn begins_figure(&self, token: usize) -> bool {
        match self.text(token).as_bytes() {
            [b'0'..=b'9' | b'.' | b'+' | b'\'', ..] => true,
            [b'Q' | b'H' | b'q' | b'h', b'0'..=b'9', ..] | [b'F', b'Y', ..] => true,
            // A fraction in one sign, a curly apostrophe.
            [first, ..] => *first >= 0x80,
            [] => false,
        }
    }

    /// The text of a token; empty beyond the end.
    pub fn text(&self, token: usize) -> &'t str {
        self.document.tokens.get(token).map_or("", |t| t.span.of(self.document.text))
    }

    /// Whether a token is one of some words, which are given in lower case.
    pub fn is(&self, token: usize, words: &[&str]) -> bool {
        let text = self.text(token);
        words.iter().any(|word| text.eq_ignore_ascii_case(word))
    }

    /// Whether no blank stands between a token and the one before it.
    pub fn joined(&self, token: usize) -> bool {
        let tokens = &self.document.tokens;
        token > 0 && token < tokens.len() && tokens[token - 1].span.end == tokens[token].span.start
    }

    /// Whether a token is a hyphen or a dash that may join the two ends of a range or a compound.
    pub fn is_hyphen(&self, token: usize) -> bool {
        self.is(token, &["-", "–", "—", "‐", "‑"])
    }

    /// The longest unit that is written at a token and before `end`, and the token behind it.
    pub fn unit(&self, token: usize, end: usize) -> Option<(&'static Unit, usize)> {
        if !self.at(token).unit {
            return None;
        }
        let forms = LEXICON.forms.get(&self.text(token).to_lowercase())?;
        forms.iter().find_map(|(parts, unit)| {
            let mut at = token;
            for (i, part) in parts.iter().enumerate() {
                // `gallons-per-minute`
                at += usize::from(i > 0 && self.is_hyphen(at) && self.joined(at) && at + 1 < end);
                let text = self.text(at);
                // Symbols are told apart by their capitals: `MW`, `mW`; `Rs`, `rs`.
                let symbol = part.len() <= 4 && part.chars().any(char::is_uppercase);
                if at >= end || !(if symbol { text == *part } else { text.eq_ignore_ascii_case(part) }) {
                    return None;
                }
                at += 1;
            }
            Some((&LEXICON.units[*unit], at))
        })
    }

    /// The phrase of approximation that ends right before a token, not earlier than `start`: where
    /// it begins and what it says.
    pub fn approximation_before(&self, token: usize, start: usize) -> Option<(usize, Approximation)> {
        let last = token.checked_sub(1).filter(|&last| last >= start && self.at(last).approximates)?;
        let phrases = LEXICON.before.get(self.text(last).to_lowercase().as_str())?;
        phrases.iter().find_map(|(parts, meaning)| {
            let begin = last.checked_sub(parts.len()).filter(|&begin| begin >= start)?;
            let found = parts.iter().enumerate().all(|(i, part)| self.is(begin + i, &[part]));
            found.then_some((begin, *meaning))
        })
    }

    /// The phrase of approximation that begins at a token: the token behind it and what it says.
    pub fn approximation_after(&self, token: usize, end: usize) -> Option<(usize, Approximation)> {
        LEXICON.after.iter().find_map(|(parts, meaning)| {
            let behind = token + parts.len();
            let found =
                behind <= end && parts.iter().enumerate().all(|(i, part)| self.is(token + i, &[part]));
            found.then_some((behind, *meaning))
        })
    }

    /// The end of the phrase at a token that says when and no more, such as "at the moment".
    pub fn when_phrase(&self, token: usize, end: usize) -> Option<usize> {
        if !self.at(token).opens_phrase {
            return None;
        }
        let phrases = LEXICON.phrases.get(self.text(token).to_lowercase().as_str())?;
        phrases.iter().find_map(|parts| {
            let behind = token + parts.len();
            let found =
                behind <= end && parts.iter().enumerate().all(|(i, part)| self.is(token + i, &[part]));
            found.then_some(behind)
        })
    }

    /// The tokens of the sentence with that index.
    pub fn sentence(&self, index: usize) -> TokenRange {
        self.document.sentences[index].tokens.clone()
    }
}

/// Whether a noun has the form of a plural.
pub fn is_plural(noun: &str) -> bool {
    let lower = noun.to_lowercase();
    if let Some((plural, _)) = LEXICON.plurals.get(lower.as_str()) {
        return *plural;
    }
    let ending = ["ss", "us", "is", "'s"].iter().any(|end| lower.ends_with(end));
    lower.len() > 2 && lower.ends_with('s') && !ending
        || lower.len() > 5 && (lower.ends_with("men") || lower.ends_with("children"))
}

/// The singular of a noun, in lower case.
pub fn singular(noun: &str) -> String {
    let lower = noun.to_lowercase();
    if let Some((_, singular)) = LEXICON.plurals.get(lower.as_str()) {
        return (*singular).to_owned();
    }
    if !is_plural(&lower) {
        return lower;
    }
    if let Some(stem) = lower.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = lower.strip_suffix("ren") {
        return stem.to_owned();
    }
    if let Some(stem) = lower.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let sibilant = ["sses", "xes", "ches", "shes", "zzes", "oes"].iter().any(|end| lower.ends_with(end));
    lower[..lower.len() - if sibilant { 2 } else { 1 }].to_owned()
}
