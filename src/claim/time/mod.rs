//! Times: days, months, years and spans, resolved against the day of publication.
//!
//! In: the words of a document and the day it was published, which the dateline may give where nobody
//! else does. Out: its [`Time`] list, in order, each
//! with the preposition that belongs to it. A weekday or a date without a year is the last one before
//! publication, the next one after a verb in the future or after "by" and "until"; weeks begin on
//! Monday, "the past ten weeks" end on the day of publication; a year ago is that whole year. "The
//! year before" counts from the time named before it. What cannot be known stays open: seasons (they
//! depend on the hemisphere), "recently", "every Monday", and nearly everything where the day of
//! publication is not given. Gets wrong: financial years that do not begin in October, dates told in
//! the present tense, and anything counted from an event ("two days after the vote").

mod day;
mod period;
mod reckon;
mod relative;
mod tense;
mod undated;

use super::words::{Calendar, Context, Words};
use crate::document::{CalendarDay, Time, TokenRange, Upos};
use crate::report::BlockKind;
use chrono::{Datelike, NaiveDate, Weekday};

/// A verb's tense is looked for this many tokens around a time.
const TENSE_REACH: usize = 24;

/// Days from a first to a last one, each where it is known.
type Interval = (Option<NaiveDate>, Option<NaiveDate>);

const OPEN: Interval = (None, None);

/// The times of a document.
pub fn times(words: &Words, published: Option<NaiveDate>) -> Vec<Time> {
    // Days that ISO 8601 writes with four figures, both in and out.
    let published = published.or_else(|| dated(words)).filter(|day| (2..9998).contains(&day.year()));
    let writable = |day: &NaiveDate| (1..9999).contains(&day.year());
    let mut found = Vec::new();
    let mut last = None;
    let mut latest: Option<NaiveDate> = None;
    for (index, sentence) in words.document.sentences.iter().enumerate() {
        let mut reader =
            Reader { words, published, sentence: sentence.tokens.clone(), last, latest, year: None };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let time = if words.may_open_time(at) { reader.expression(at) } else { None };
            let Some(time) = time else {
                at += 1;
                continue;
            };
            let (from, to) = time.interval;
            if time.names {
                reader.latest = reader.latest.max(to.or(from));
            }
            if time.names && (from.is_some() || to.is_some()) {
                reader.last = Some((from, to));
            }
            if let Some(day) = from.filter(|_| time.names) {
                reader.year = Some(day.year());
            }
            let ordered = from.zip(to).is_none_or(|(from, to)| from <= to);
            found.push(Time {
                tokens: at..time.end,
                from: from.filter(writable).filter(|_| ordered),
                to: to.filter(writable).filter(|_| ordered),
                weekday: time.weekday,
                date: time.date,
                sentence: index,
            });
            at = time.end;
        }
        (last, latest) = (reader.last, reader.latest);
    }
    found
}

/// The day that the dateline or the byline gives with its year.
fn dated(words: &Words) -> Option<NaiveDate> {
    let document = words.document;
    let above = |kind| matches!(kind, BlockKind::Dateline | BlockKind::Byline);
    let sentences = document.sentences.iter().filter(|s| above(document.blocks[s.block].kind));
    sentences.take(4).find_map(|sentence| {
        let tokens = sentence.tokens.clone();
        let reader =
            Reader { words, published: None, sentence: tokens.clone(), last: None, latest: None, year: None };
        tokens.take(64).find_map(|at| reader.core(at, at).filter(|core| core.date.is_some())?.interval.0)
    })
}

/// A time without what stands before it, or a whole one.
#[derive(Clone, Copy, Debug)]
struct Core {
    /// The token behind it.
    end: usize,
    interval: Interval,
    weekday: Option<Weekday>,
    date: Option<CalendarDay>,
    /// How long it is.
    grain: Grain,
    /// Whether later times may count from it.
    names: bool,
}

/// How long a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grain {
    Day,
    Week,
    Month,
    /// A quarter, a season, half a year.
    Season,
    Year,
    Decade,
    /// Nothing can be narrowed down in it: spans, sets, "recently".
    Other,
}

impl Core {
    fn new(end: usize, grain: Grain, interval: Interval) -> Self {
        Self { end, interval, weekday: None, date: None, grain, names: true }
    }

    fn text_only(end: usize) -> Self {
        Self { names: false, ..Self::new(end, Grain::Other, OPEN) }
    }
}

/// Which side of the day of publication a time lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tense {
    Past,
    Future,
    Unknown,
}

/// What the words before a time make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    /// `in`, `on`: all of it.
    Within,
    /// `since`: from it to the day of publication.
    Since,
    /// `from`, `after`: from it on.
    From,
    /// `until`, `by`: up to it.
    Until,
}

/// Which part of a time is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Early,
    Middle,
    Late,
    /// "earlier this week", "so far this year": what is past of it.
    Sofar,
    /// "later this week": what is to come of it.
    Remaining,
}

struct Reader<'w, 'd, 't> {
    words: &'w Words<'d, 't>,
    published: Option<NaiveDate>,
    sentence: TokenRange,
    /// The last time that was named.
    last: Option<Interval>,
    /// The latest day that was named.
    latest: Option<NaiveDate>,
    /// The year of the last time in this sentence.
    year: Option<i32>,
}

impl Reader<'_, '_, '_> {
    fn is(&self, at: usize, list: &[&str]) -> bool {
        at < self.sentence.end && self.words.is(at, list)
    }

    fn context(&self, at: usize, context: Context) -> bool {
        at < self.sentence.end && self.words.at(at).is(context)
    }

    fn calendar(&self, at: usize) -> Option<Calendar> {
        if at < self.sentence.end { self.words.at(at).calendar } else { None }
    }

    fn upos(&self, at: usize) -> Option<Upos> {
        (at < self.sentence.end).then(|| self.words.document.tokens[at].upos)
    }

    fn capital(&self, at: usize) -> bool {
        at < self.sentence.end && self.words.text(at).starts_with(char::is_uppercase)
    }

    /// The time that begins at a token, with the words before it that belong to it.
    fn expression(&self, at: usize) -> Option<Core> {
        if let Some(core) = self.set(at).or_else(|| self.vague(at)) {
            return Some(core);
        }
        let (bound, next) = self.preposition(at);
        let prepositional = next > at;
        if let Some(core) = self.between(at) {
            return Some(core);
        }
        if prepositional && let Some(core) = self.duration(at, next) {
            return Some(core);
        }
        // An article belongs to "the last week", not to "the May 18 summit".
        // Nor is "by the October floods" a term.
        let named = next + 1;
        let dated = self.month_name(named).is_some()
            || self.is(named, &["fiscal"])
            || self.whole(named).is_some()
            || self.words.text(named).starts_with("FY")
            || matches!(self.calendar(named), Some(Calendar::Weekday(..)));
        if self.is(next, &["the"]) && dated {
            return None;
        }
        let core = self.narrowed(next, at)?;
        let core = self.joined_to(core, at, bound);
        let onwards = self.is(core.end, &["on", "onwards", "onward"]) && self.is(at, &["from"]);
        if onwards {
            return Some(Core {
                end: core.end + 1,
                interval: self.bounded(core.interval, Bound::From),
                ..core
            });
        }
        Some(Core { interval: self.bounded(core.interval, bound), ..core })
    }

    /// The preposition at a token and the token behind it; the same token where there is none.
    fn preposition(&self, at: usize) -> (Bound, usize) {
        let two = |a: &str, b: &[&str]| self.is(at, &[a]) && self.is(at + 1, b);
        if two("as", &["of", "from"]) || two("as", &["at"]) {
            return (if self.is(at + 1, &["from"]) { Bound::From } else { Bound::Within }, at + 2);
        }
        if two("up", &["to", "until", "till"]) || two("prior", &["to"]) || two("through", &["to"]) {
            return (Bound::Until, at + 2);
        }
        if two("no", &["later"]) && self.is(at + 2, &["than"]) {
            return (Bound::Until, at + 3);
        }
        if two("as", &["early", "late", "recently"]) && self.is(at + 2, &["as"]) {
            return (Bound::Within, at + 3);
        }
        if two("ever", &["since"]) {
            return (Bound::Since, at + 2);
        }
        if self.is(at, &["since"]) {
            (Bound::Since, at + 1)
        } else if self.is(at, &["after", "starting", "beginning"]) {
            let on = self.is(at + 1, &["on", "in"]) && self.is(at, &["starting", "beginning"]);
            (Bound::From, at + 1 + usize::from(on))
        } else if self.context(at, Context::Until) || self.is(at, &["beyond"]) {
            let bound = if self.is(at, &["beyond"]) { Bound::From } else { Bound::Until };
            (bound, at + 1)
        } else if self.context(at, Context::Within) {
            (Bound::Within, at + 1)
        } else {
            (Bound::Within, at)
        }
    }

    /// A time between two others: "between July and December 2004", "from 1998 to 2003".
    fn between(&self, at: usize) -> Option<Core> {
        let between = self.is(at, &["between"]);
        let from = self.is(at, &["from"]);
        if !(between || from) {
            return None;
        }
        let first = self.narrowed(at + 1, at)?;
        let joins = if between {
            self.is(first.end, &["and"])
        } else {
            self.is(first.end, &["to", "until", "till", "through"])
        };
        if !joins {
            return None;
        }
        let the = usize::from(self.is(first.end + 1, &["the"]));
        let second = self.narrowed(first.end + 1 + the, first.end + 1)?;
        Some(self.spanning(first, second))
    }

    /// The time from the beginning of one to the end of another.
    fn spanning(&self, first: Core, second: Core) -> Core {
        let (mut from, to) = (first.interval.0, second.interval.1);
        // "between July and December 2004": the first has the year of the second.
        let year = second
            .date
            .and_then(|d| d.year)
            .or(to.map(|day| day.year()).filter(|_| second.grain == Grain::Month));
        if let (Some(first_day), Some(year), Some(last)) = (from, year, to) {
            if first_day > last || first.date.is_none_or(|d| d.year.is_none()) && first.grain != Grain::Year {
                let same = first_day.with_year(year).filter(|day| *day <= last);
                from = same.or(first_day.with_year(year - 1)).or(from);
            }
        } else if from.is_none()
            && let (Some(date), Some(last)) = (first.date, to)
        {
            from = NaiveDate::from_ymd_opt(last.year(), date.month, date.day);
        }
        Core {
            interval: (from, to),
            names: true,
            date: first.date,
            weekday: first.weekday,
            ..Core::new(second.end, Grain::Other, OPEN)
        }
    }

    /// A second time that a hyphen or "to" joins: "May 18-19", "1955-2011", "Monday to Friday".
    fn joined_to(&self, first: Core, at: usize, bound: Bound) -> Core {
        let hyphen = self.words.is_hyphen(first.end) && first.end < self.sentence.end;
        let word = self.is(first.end, &["to", "through", "until"]) && bound == Bound::Within;
        if !(hyphen || word) || first.grain == Grain::Other {
            return first;
        }
        let next = first.end + 1;
        let Some(second) = self.core(next, at) else { return first };
        let alike = second.grain == first.grain && second.grain != Grain::Other;
        let dated = first.date.is_some() == second.date.is_some();
        if alike && dated { self.spanning(first, second) } else { first }
    }

    /// An interval as the preposition before it makes it.
    fn bounded(&self, (from, to): Interval, bound: Bound) -> Interval {
        match bound {
            Bound::Within => (from, to),
            Bound::Since => (from, self.published),
            Bound::From => (from, None),
            Bound::Until => (None, to),
        }
    }

    /// A core with the words that narrow it: "late January", "earlier this week", "the end of 2009",
    /// "the morning of June 5". `from` is where the whole time begins.
    fn narrowed(&self, at: usize, from: usize) -> Option<Core> {
        let mut next = at;
        let mut part = None;
        next += usize::from(self.is(next, &["the"]));
        let earlier = self.is(next, &["earlier", "later"]);
        if self.is(next, &["early", "mid", "late", "earlier", "later"]) {
            part = Some(match () {
                () if self.is(next, &["early"]) => Part::Early,
                () if self.is(next, &["mid"]) => Part::Middle,
                () if self.is(next, &["late"]) => Part::Late,
                () if self.is(next, &["earlier"]) => Part::Sofar,
                () => Part::Remaining,
            });
            next += 1;
            next += usize::from(self.words.is_hyphen(next) && next < self.sentence.end);
            let in_the = self.is(next, &["in"]) && self.is(next + 1, &["the"]);
            if let Some(unit) = self.unit(next + 2).filter(|_| in_the) {
                let core = self.current(unit, next + 3)?;
                return Some(self.part(core, part, false));
            }
            next += usize::from(self.is(next, &["on", "in"]));
            next += usize::from(self.is(next, &["the"]));
        } else if self.is(next, &["so"]) && self.is(next + 1, &["far"]) {
            (part, next) = (Some(Part::Sofar), next + 2);
        } else if self.is(next, &["so-far"]) {
            (part, next) = (Some(Part::Sofar), next + 1);
        } else if self.is(next, &["end", "close", "start", "beginning", "middle", "turn", "outset"])
            && self.is(next + 1, &["of"])
        {
            part = Some(match () {
                () if self.is(next, &["end", "close"]) => Part::Late,
                () if self.is(next, &["middle"]) => Part::Middle,
                () => Part::Early,
            });
            let of = next + 2;
            let the = usize::from(self.is(of, &["the"]));
            if let Some(unit) = self.unit(of + the).filter(|_| the == 1) {
                let core = self.current(unit, of + 2)?;
                return Some(self.part(core, part, true));
            }
            let core = self.core(of + the, from)?;
            return Some(self.part(core, part, true));
        } else if matches!(self.calendar(next), Some(Calendar::DayPart)) && self.is(next + 1, &["of"]) {
            let of = next + 2 + usize::from(self.is(next + 2, &["the"]));
            return self.core(of, from).filter(|core| core.grain == Grain::Day);
        } else if self.is(next, &["hours"]) && self.is(next + 1, &["of"]) {
            return self.core(next + 2, from).filter(|core| core.grain == Grain::Day);
        }
        if earlier && matches!(self.calendar(next), Some(Calendar::Vague)) {
            return None;
        }
        let core = self.core(next, from)?;
        let core = self.part(core, part, false);
        // "this year so far"
        if self.is(core.end, &["so"]) && self.is(core.end + 1, &["far"]) && core.grain == Grain::Year {
            return Some(self.part(Core { end: core.end + 2, ..core }, Some(Part::Sofar), false));
        }
        Some(core)
    }

    /// A part of a time. The end "of the year" is its end to the day, "late" what its last third holds.
    fn part(&self, core: Core, part: Option<Part>, edge: bool) -> Core {
        let (Some(part), (Some(from), Some(to))) = (part, core.interval) else { return core };
        let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(from.year(), month, day);
        let interval = match (part, core.grain) {
            (_, Grain::Day | Grain::Other) => core.interval,
            (Part::Sofar, _) => match self.published.filter(|day| (from..=to).contains(day)) {
                Some(today) => (Some(from), Some(today)),
                None => core.interval,
            },
            (Part::Remaining, _) => match self.published.filter(|day| (from..=to).contains(day)) {
                Some(today) => (Some(today), Some(to)),
                None => core.interval,
            },
            (Part::Early, Grain::Month) => (Some(from), from.with_day(10)),
            (Part::Middle, Grain::Month) => (from.with_day(11), from.with_day(20)),
            (Part::Late, Grain::Month) => (from.with_day(21), Some(to)),
            (Part::Early, Grain::Year) if edge => (Some(from), day(1, 31)),
            (Part::Late, Grain::Year) if edge => (day(12, 1), Some(to)),
            (Part::Early, Grain::Year) => (Some(from), day(4, 30)),
            (Part::Middle, Grain::Year) => (day(5, 1), day(8, 31)),
            (Part::Late, Grain::Year) => (day(9, 1), Some(to)),
            (Part::Early, Grain::Decade) => (Some(from), NaiveDate::from_ymd_opt(from.year() + 3, 12, 31)),
            (Part::Middle, Grain::Decade) => (
                NaiveDate::from_ymd_opt(from.year() + 4, 1, 1),
                NaiveDate::from_ymd_opt(from.year() + 6, 12, 31),
            ),
            (Part::Late, Grain::Decade) => (NaiveDate::from_ymd_opt(from.year() + 7, 1, 1), Some(to)),
            (_, Grain::Week | Grain::Season) => core.interval,
        };
        Core { interval, ..core }
    }

    /// A time without what stands before it. `from` is where the whole time begins; where that is
    /// before `at`, words that name other things too ("May", "2009") are taken for times more readily.
    fn core(&self, at: usize, from: usize) -> Option<Core> {
        if at >= self.sentence.end {
            return None;
        }
        self.clock(at, from)
            .or_else(|| self.weekday(at))
            .or_else(|| self.date(at, from))
            .or_else(|| self.relative_day(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.pointed(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.month(at, from))
            .or_else(|| self.season(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.year(at, from))
    }
}
