//! Times: days, months, years and spans, resolved against the day of publication.
//!
//! In: the words of a document and the day it was published. Out: its [`Time`] list, in order, each
//! with the preposition that belongs to it. A weekday or a date without a year is the last one before
//! publication, the next one after a verb in the future or after "by" and "until"; weeks begin on
//! Monday, "the past ten weeks" end on the day of publication; a year ago is that whole year. "The
//! year before" counts from the time named before it. What cannot be known stays open: seasons (they
//! depend on the hemisphere), "recently", "every Monday", and nearly everything where the day of
//! publication is not given. Gets wrong: financial years that do not begin in October, dates told in
//! the present tense, and anything counted from an event ("two days after the vote").

use super::number::{Form, numeral};
use super::words::{Calendar, Number, UnitKind, Words};
use crate::document::{CalendarDay, Time, TokenRange, Upos};
use crate::tag::inflect::VerbForm;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A verb's tense is looked for this many tokens around a time.
const TENSE_REACH: usize = 24;

/// Days from a first to a last one, each where it is known.
type Interval = (Option<NaiveDate>, Option<NaiveDate>);

const OPEN: Interval = (None, None);

/// The times of a document.
pub fn times(words: &Words, published: Option<NaiveDate>) -> Vec<Time> {
    // Days that ISO 8601 writes with four figures, both in and out.
    let published = published.filter(|day| (2..9998).contains(&day.year()));
    let writable = |day: &NaiveDate| (1..9999).contains(&day.year());
    let mut found = Vec::new();
    let mut last = None;
    for (index, sentence) in words.document.sentences.iter().enumerate() {
        let mut reader = Reader { words, published, sentence: sentence.tokens.clone(), last, year: None };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let Some(time) = reader.expression(at) else {
                at += 1;
                continue;
            };
            let (from, to) = time.interval;
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
        last = reader.last;
    }
    found
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
    /// The year of the last time in this sentence.
    year: Option<i32>,
}

impl Reader<'_, '_, '_> {
    fn is(&self, at: usize, list: &[&str]) -> bool {
        at < self.sentence.end && self.words.is(at, list)
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
        if prepositional {
            if let Some(core) = self.between(at, next) {
                return Some(core);
            }
            if let Some(core) = self.duration(at, next) {
                return Some(core);
            }
        }
        let core = self.narrowed(next, at)?;
        let core = self.joined_to(core, at, bound);
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
        let within = [
            "in",
            "on",
            "at",
            "during",
            "over",
            "for",
            "within",
            "around",
            "about",
            "throughout",
            "across",
            "circa",
        ];
        if self.is(at, &["since"]) {
            (Bound::Since, at + 1)
        } else if self.is(at, &["from", "after", "starting", "beginning"]) {
            let on = self.is(at + 1, &["on", "in"]) && self.is(at, &["starting", "beginning"]);
            (Bound::From, at + 1 + usize::from(on))
        } else if self.is(at, &["until", "till", "by", "before", "through", "beyond"]) {
            let bound = if self.is(at, &["beyond"]) { Bound::From } else { Bound::Until };
            (bound, at + 1)
        } else if self.is(at, &within) {
            (Bound::Within, at + 1)
        } else {
            (Bound::Within, at)
        }
    }

    /// A time between two others: "between July and December 2004", "from 1998 to 2003".
    fn between(&self, at: usize, next: usize) -> Option<Core> {
        let between = self.is(at, &["between"]);
        let from = self.is(at, &["from"]);
        if !(between || from) {
            return None;
        }
        let first = self.narrowed(next, at)?;
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

    /// Whole numbers written in figures.
    fn whole(&self, at: usize) -> Option<u32> {
        let text = self.words.text(at);
        let digits =
            at < self.sentence.end && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    }

    /// A year of four figures.
    fn whole_year(&self, at: usize) -> Option<i32> {
        let four = self.words.text(at).len() == 4;
        self.whole(at).filter(|year| four && (1000..2200).contains(year)).map(|year| year as i32)
    }

    /// A day of a month: `11`, `11th`, `eleventh` after "the".
    fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        let text = self.words.text(at);
        if at >= self.sentence.end {
            return None;
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let valid = |day: u32| (1..=31).contains(&day);
        if digits > 0 && digits <= 2 {
            let day = text[..digits].parse().ok().filter(|&day| valid(day))?;
            let suffix = &text[digits..];
            if ["st", "nd", "rd", "th"].iter().any(|end| suffix.eq_ignore_ascii_case(end)) {
                return Some((day, at + 1));
            }
            if !suffix.is_empty() {
                return None;
            }
            let separate = self.words.joined(at + 1) && self.is(at + 1, &["st", "nd", "rd", "th"]);
            return Some((day, at + 1 + usize::from(separate)));
        }
        None
    }

    /// The month named at a token; words that are other words too need a capital.
    fn month_name(&self, at: usize) -> Option<u32> {
        match self.calendar(at)? {
            Calendar::Month(month, short) if !short || self.capital(at) => Some(month),
            _ => None,
        }
    }

    /// A day of a month, in either order, or in figures.
    fn date(&self, at: usize, from: usize) -> Option<Core> {
        if let Some(core) = self.numeric_date(at) {
            return Some(core);
        }
        let (month, day, mut end) = if let Some(month) = self.month_name(at) {
            let the = usize::from(self.is(at + 1, &["the"]));
            let (day, end) = self.day_number(at + 1 + the)?;
            // "In May 13 people died"
            let counts = self.words.at(end).number.is_some()
                || self.upos(end).is_some_and(|tag| matches!(tag, Upos::Noun | Upos::Adj))
                    && self.words.text(end).ends_with('s')
                    && from < at
                    && self.is(from, &["in"]);
            if counts || self.is(end, &["%", "percent", "per"]) {
                return None;
            }
            (month, day, end)
        } else {
            let (day, end) = self.day_number(at)?;
            let end = end + usize::from(self.is(end, &["of"]) && end > at);
            let month = self.month_name(end)?;
            (month, day, end + 1)
        };
        // "18-19 May" and "May 18-19"
        let mut last = None;
        if self.words.is_hyphen(end)
            && let Some((second, next)) = self.day_number(end + 1).filter(|&(second, _)| second > day)
        {
            if self.month_name(next).is_none() && self.whole_year(end + 1).is_none() {
                (last, end) = (Some(second), next);
            }
        }
        let comma = usize::from(self.is(end, &[","]));
        let mut year = None;
        if let Some(found) = self.whole_year(end + comma).filter(|year| (1500..2150).contains(year)) {
            if comma == 1 || !self.is_counted(end + 1) {
                year = Some(found);
                end += comma + 1;
            }
        }
        let date = CalendarDay { year, month, day };
        let first = self.resolve(date, from);
        let to = match last {
            Some(last) => first.and_then(|first| NaiveDate::from_ymd_opt(first.year(), month, last)),
            None => first,
        };
        let mut core = Core { date: Some(date), ..Core::new(end, Grain::Day, (first, to)) };
        if last.is_some() {
            core.grain = Grain::Other;
        }
        // "February 11 (Tuesday)"
        if self.is(end, &["("])
            && self.is(end + 2, &[")"])
            && let Some(Calendar::Weekday(weekday, _)) = self.calendar(end + 1)
        {
            core.weekday = weekday_of(weekday);
            core.end = end + 3;
        }
        Some(self.with_clock(core))
    }

    /// `2020-02-11`, `11/02/2020`, `11.02.2020`.
    fn numeric_date(&self, at: usize) -> Option<Core> {
        let text = self.words.text(at);
        let separator = ['-', '/', '.'].into_iter().find(|&c| text.contains(c))?;
        if text.len() > 10 || text.len() < 8 || !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut parts = text.split(separator);
        let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some()
            || [a, b, c].iter().any(|part| !part.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return None;
        }
        let number = |part: &str| part.parse::<u32>().ok();
        let (year, month, day) = match (a.len(), b.len(), c.len()) {
            (4, 1..=2, 1..=2) => (number(a)? as i32, number(b)?, number(c)?),
            (1..=2, 1..=2, 4) => {
                let year = number(c)? as i32;
                let (first, second) = (number(a)?, number(b)?);
                let european = NaiveDate::from_ymd_opt(year, second, first);
                let american = NaiveDate::from_ymd_opt(year, first, second);
                let distance =
                    |day: NaiveDate| self.published.map_or(i64::MAX, |today| (today - day).num_days().abs());
                let day = match (european, american) {
                    (Some(day), None) | (None, Some(day)) => day,
                    (Some(day), Some(other)) if day == other || separator == '.' => day,
                    // Either may be meant: the one beside the day of publication, if one is.
                    (Some(day), Some(other)) if distance(day) <= 31 && distance(other) > 31 => day,
                    (Some(other), Some(day)) if distance(day) <= 31 && distance(other) > 31 => day,
                    (Some(_), Some(_)) => return Some(Core::text_only(at + 1)),
                    (None, None) => return None,
                };
                (year, day.month(), day.day())
            }
            _ => return None,
        };
        let day_found = NaiveDate::from_ymd_opt(year, month, day)?;
        let date = CalendarDay { year: Some(year), month, day };
        let core =
            Core { date: Some(date), ..Core::new(at + 1, Grain::Day, (Some(day_found), Some(day_found))) };
        Some(self.with_clock(core))
    }

    /// The day that a date means, with the year that is likeliest where none is given.
    fn resolve(&self, date: CalendarDay, from: usize) -> Option<NaiveDate> {
        let on = |year: i32| NaiveDate::from_ymd_opt(year, date.month, date.day);
        if let Some(year) = date.year {
            return on(year);
        }
        let Some(today) = self.published else { return on(self.year?) };
        let year = self.nearest_year(
            from,
            |year| on(year).or_else(|| NaiveDate::from_ymd_opt(year, date.month, 28)),
            today,
        );
        on(year)
    }

    /// The year in which `day` is the last one before today, or the next one: after a verb in the
    /// future, or where the last one is three quarters of a year away.
    fn nearest_year(&self, from: usize, day: impl Fn(i32) -> Option<NaiveDate>, today: NaiveDate) -> i32 {
        let this = today.year();
        let Some(here) = day(this) else { return this };
        let (past, future) = if here <= today { (this, this + 1) } else { (this - 1, this) };
        if here == today {
            return this;
        }
        let away = day(past).map_or(365, |day| (today - day).num_days());
        match self.tense(from) {
            Tense::Future => future,
            _ if away > 275 => future,
            _ => past,
        }
    }

    /// A weekday, with the date or the part of the day that follows.
    fn weekday(&self, at: usize) -> Option<Core> {
        let Calendar::Weekday(number, short) = self.calendar(at)? else { return None };
        let weekday = weekday_of(number);
        let text = self.words.text(at);
        if !self.capital(at) || text.ends_with("ays") {
            return None;
        }
        let mut end = at + 1;
        let comma = usize::from(self.is(end, &[","]));
        let bracket = self.is(end, &["("]);
        let skip = end + comma + usize::from(bracket);
        let the = usize::from(self.is(skip, &["the"]));
        let part = |at: usize| usize::from(matches!(self.calendar(at), Some(Calendar::DayPart)));
        let dated = self.date(skip + the, at);
        if let Some(date) = dated.filter(|date| !bracket || self.is(date.end, &[")"])) {
            return Some(Core { weekday, end: date.end + usize::from(bracket), ..date });
        }
        if short {
            return None;
        }
        // "Sunday night (March 4)"
        let late = usize::from(part(end) == 0 && self.is(end, &["early", "late"]) && part(end + 1) == 1);
        end += late + part(end + late);
        let bracket = usize::from(self.is(end, &["(", ","]));
        if let Some(date) = (bracket == 1).then(|| self.date(end + 1, at)).flatten() {
            let close = self.is(end, &["("]);
            if !close || self.is(date.end, &[")"]) {
                return Some(Core { weekday, end: date.end + usize::from(close), ..date });
            }
        }
        // "the Sunday Times", "Black Friday", "Sunday Herald"
        let name = self.capital(end)
            && end == at + 1
            && self.upos(end) == Some(Upos::Propn)
            && !self.is(end, &["Morning"])
            && self.is(
                end,
                &[
                    "times",
                    "telegraph",
                    "herald",
                    "mail",
                    "express",
                    "mirror",
                    "post",
                    "world",
                    "star",
                    "sun",
                    "people",
                    "tribune",
                    "school",
                    "service",
                ],
            );
        let before = at > self.sentence.start
            && self.capital(at - 1)
            && self.is(
                at - 1,
                &[
                    "black", "bloody", "good", "ash", "palm", "easter", "super", "cyber", "holy", "maundy",
                    "shrove", "fat", "boxing", "giving",
                ],
            );
        if name || before {
            return None;
        }
        let interval = self.published.map(|today| {
            let back = i64::from((7 + today.weekday().num_days_from_monday() - number) % 7);
            let past = today - chrono::Duration::days(back);
            let day = if back > 0 && self.tense(at) == Tense::Future { past + Days::new(7) } else { past };
            (day, number)
        });
        // "Tuesday last week", "Monday of this week"
        let of = end + usize::from(self.is(end, &["of"]));
        if self.is(of, &["last", "this", "next"]) && self.is(of + 1, &["week"]) {
            let shift = if self.is(of, &["last"]) {
                -7
            } else if self.is(of, &["next"]) {
                7
            } else {
                0
            };
            let day =
                self.published.map(|today| monday(today) + chrono::Duration::days(shift + i64::from(number)));
            return Some(Core { weekday, ..Core::new(of + 2, Grain::Day, (day, day)) });
        }
        let day = interval.map(|(day, _)| day);
        let core = Core { weekday, ..Core::new(end, Grain::Day, (day, day)) };
        Some(self.with_clock(core))
    }

    /// "today", "yesterday evening", "this morning", "last night", "overnight Saturday".
    fn relative_day(&self, at: usize) -> Option<Core> {
        let part = |at: usize| usize::from(matches!(self.calendar(at), Some(Calendar::DayPart)));
        let day = |shift: i64| {
            self.published.and_then(|today| today.checked_add_signed(chrono::Duration::days(shift)))
        };
        if let Some(Calendar::Relative(shift)) = self.calendar(at) {
            let mut end = at + 1;
            end += part(end);
            let found = day(i64::from(shift));
            // "today, November 13, 2004"
            let comma = usize::from(self.is(end, &[",", "("]));
            if comma == 1
                && let Some(date) = self.date(end + 1, at)
            {
                let close = usize::from(self.is(end, &["("]) && self.is(date.end, &[")"]));
                if self.is(end, &[","]) || close == 1 {
                    return Some(Core { end: date.end + close, ..date });
                }
            }
            return Some(self.with_clock(Core::new(end, Grain::Day, (found, found))));
        }
        let two = |a: &[&str], b: &[&str]| self.is(at, a) && self.is(at + 1, b);
        if two(&["this"], &["morning", "afternoon", "evening", "lunchtime"]) || two(&["earlier"], &["today"])
        {
            return Some(Core::new(at + 2, Grain::Day, (day(0), day(0))));
        }
        if two(&["last"], &["night", "evening"]) {
            return Some(Core::new(at + 2, Grain::Day, (day(-1), day(-1))));
        }
        if two(&["day"], &["before", "after"]) && self.is(at + 2, &["yesterday", "tomorrow"]) {
            let shift = if self.is(at + 2, &["yesterday"]) { -2 } else { 2 };
            return Some(Core::new(at + 3, Grain::Day, (day(shift), day(shift))));
        }
        if self.is(at, &["overnight"]) {
            let on = usize::from(self.is(at + 1, &["on"]));
            if let Some(core) = self.weekday(at + 1 + on) {
                return Some(core);
            }
            let adverb = !matches!(self.upos(at + 1), Some(Upos::Noun | Upos::Propn | Upos::Adj));
            return adverb.then(|| Core::new(at + 1, Grain::Day, (day(-1), day(0))));
        }
        None
    }

    /// The time of day that may follow a day: "Sunday at 5 p.m.", "Tuesday 17:00 GMT".
    fn with_clock(&self, core: Core) -> Core {
        let comma = usize::from(self.is(core.end, &[","]));
        let prep = usize::from(
            self.is(core.end + comma, &["at", "around", "about", "by", "before", "after", "from"]),
        );
        match self.time_of_day(core.end + comma + prep) {
            Some(end) if comma == 0 || prep == 1 => Core { end, ..core },
            _ => core,
        }
    }

    /// The end of the time of day that begins at a token: "5 p.m.", "17:00 GMT", "noon".
    fn time_of_day(&self, at: usize) -> Option<usize> {
        if at >= self.sentence.end {
            return None;
        }
        let text = self.words.text(at);
        let mut end = at + 1;
        if self.calendar(at) == Some(Calendar::Clock) {
            return Some(end);
        }
        let pieces = text.split_once([':', '.']);
        let (hour, minute) = pieces.unwrap_or((text, ""));
        let number =
            |part: &str, most: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|value| value <= most);
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let four = digits && text.len() == 4 && number(&text[..2], 23) && number(&text[2..], 59);
        let valid = number(hour, 24) && (minute.is_empty() || minute.len() == 2 && number(minute, 59));
        let meridiem = self.calendar(end) == Some(Calendar::Meridiem);
        let clock = self.is(end, &["o'clock", "o’clock"]);
        let colon = valid && text.contains(':');
        let zone = |at: usize| {
            self.calendar(at) == Some(Calendar::Zone)
                && self.words.text(at).chars().all(|c| !c.is_lowercase())
        };
        if four && zone(end) {
            return Some(end + 1);
        }
        if !(valid && (meridiem || clock) || colon) {
            return None;
        }
        end += usize::from(meridiem || clock);
        if zone(end) {
            end += 1;
        } else if self.is(end, &["local"]) && self.is(end + 1, &["time"]) {
            end += 2;
        }
        // "5 p.m. (1500 GMT)"
        if self.is(end, &["("]) && zone(end + 2) && self.is(end + 3, &[")"]) {
            end += 4;
        }
        Some(end)
    }

    /// A time of day, with the day that follows; alone, of the day of publication.
    fn clock(&self, at: usize, from: usize) -> Option<Core> {
        let end = self.time_of_day(at)?;
        let on = usize::from(self.is(end, &["on", "this", ","]));
        let day = self
            .weekday(end + on)
            .or_else(|| self.date(end + on, from))
            .or_else(|| self.relative_day(end + on))
            .or_else(|| self.relative_day(end));
        if let Some(day) = day {
            return Some(day);
        }
        let prepositional = from < at;
        let word = self.calendar(at) == Some(Calendar::Clock);
        let sure = end > at + 1 || prepositional || self.words.text(at).len() == 5;
        (sure && (!word || prepositional))
            .then(|| Core { names: false, ..Core::new(end, Grain::Day, (self.published, self.published)) })
    }

    /// The quarter or half of a year: "the first quarter of 2009", "Q1 2020".
    fn quarter(&self, at: usize) -> Option<Core> {
        let text = self.words.text(at);
        let (number, size, mut end) = match text.as_bytes() {
            [b'Q' | b'q', digit @ b'1'..=b'4'] => (u32::from(digit - b'0'), 3, at + 1),
            [b'H' | b'h', digit @ b'1'..=b'2'] if self.whole_year(at + 1).is_some() => {
                (u32::from(digit - b'0'), 6, at + 1)
            }
            _ => {
                let number = match self.calendar(at) {
                    Some(Calendar::Ordinal(number)) => number,
                    _ if self.is(at, &["last", "final"])
                        && self.is(at + 1, &["quarter"])
                        && self.is(at + 2, &["of"]) =>
                    {
                        4
                    }
                    _ => {
                        let (digit, suffix) = text.split_at_checked(1)?;
                        if !["st", "nd", "rd", "th"].contains(&suffix) {
                            return None;
                        }
                        digit.parse().ok()?
                    }
                };
                let half = self.is(at + 1, &["half"]);
                if !(self.is(at + 1, &["quarter"]) && number <= 4 || half && number <= 2) {
                    return None;
                }
                // "the first half" may be that of a game.
                if half && !(self.is(at + 2, &["of"]) && self.year_like(at + 3)) {
                    return None;
                }
                (number, if half { 6 } else { 3 }, at + 2)
            }
        };
        let last = |year: i32| NaiveDate::from_ymd_opt(year, number * size, 28);
        let mut year = None;
        let of = end + usize::from(self.is(end, &["of", ","]));
        let the = of + usize::from(self.is(of, &["the"]));
        let mut fiscal = false;
        if let Some(found) = self.whole_year(of) {
            (year, end) = (Some(found), of + 1);
        } else if let Some(core) = self.fiscal(the) {
            (fiscal, end) = (true, core.end);
        } else if let Some(core) = self.pointed(the).filter(|core| core.grain == Grain::Year) {
            (year, end) = (core.interval.0.map(|day| day.year()), core.end);
        } else if self.is(the, &["year"]) && the > of {
            (year, end) = (self.published.map(|day| day.year()), the + 1);
        } else if self.is(the, &["financial", "fiscal"]) && self.is(the + 1, &["year"]) {
            (fiscal, end) = (true, the + 2);
        }
        if fiscal {
            return Some(Core::text_only(end));
        }
        let year = year.or_else(|| {
            let today = self.published?;
            let this = last(today.year())?;
            let future = self.tense(at) == Tense::Future;
            Some(if this > today && !future && (this - today).num_days() > 92 {
                today.year() - 1
            } else {
                today.year()
            })
        });
        let interval = year.map_or(OPEN, |year| {
            let from = NaiveDate::from_ymd_opt(year, number * size - size + 1, 1);
            (
                from,
                from.and_then(|day| day.checked_add_months(Months::new(size))).and_then(|day| day.pred_opt()),
            )
        });
        Some(Core::new(end, Grain::Season, interval))
    }

    /// Whether a year follows: "2019", "last year", "the year".
    fn year_like(&self, at: usize) -> bool {
        let the = at + usize::from(self.is(at, &["the", "this", "last", "next"]));
        self.whole_year(at).is_some() || self.is(the, &["year", "season", "decade", "century"]) && the > at
    }

    /// The unit of time at a token and how many of it one of it is.
    fn unit(&self, at: usize) -> Option<(Span, u32)> {
        if at >= self.sentence.end {
            return None;
        }
        if self.is(at, &["quarter", "quarters"]) {
            return Some((Span::Months, 3));
        }
        let (unit, _) = self
            .words
            .unit(at, self.sentence.end)
            .filter(|(unit, end)| unit.kind == UnitKind::Time && *end == at + 1)?;
        let times = unit.times as u32;
        Some(match unit.name {
            "day" => (Span::Days, times),
            "week" => (Span::Weeks, times),
            "month" => (Span::Months, times),
            "year" => (Span::Years, times),
            "hour" => (Span::Hours, times),
            _ => (Span::Hours, 0),
        })
    }

    /// The unit that today is in.
    fn current(&self, unit: (Span, u32), end: usize) -> Option<Core> {
        self.containing(unit, 0, self.published, end)
    }

    /// The unit of the calendar that a day is in, or the one so many before or after.
    fn containing(
        &self,
        (span, size): (Span, u32),
        shift: i32,
        day: Option<NaiveDate>,
        end: usize,
    ) -> Option<Core> {
        let grain = match (span, size) {
            (Span::Hours, _) => return None,
            (Span::Days, _) => Grain::Day,
            (Span::Weeks, _) => Grain::Week,
            (Span::Months, 1) => Grain::Month,
            (Span::Months, _) => Grain::Season,
            (Span::Years, 1) => Grain::Year,
            (Span::Years, _) => Grain::Decade,
        };
        let interval = day.and_then(|day| {
            Some(match (span, size) {
                (Span::Days | Span::Hours, _) => {
                    let day = day.checked_add_signed(chrono::Duration::days(shift.into()))?;
                    (day, day)
                }
                (Span::Weeks, _) => {
                    let from = monday(day)
                        .checked_add_signed(chrono::Duration::days(i64::from(shift) * 7 * i64::from(size)))?;
                    (from, from + Days::new(6))
                }
                (Span::Months, size) => {
                    let first = day.with_day(1)?.with_month((day.month0() / size) * size + 1)?;
                    let from = add_months(first, shift * size as i32)?;
                    (from, add_months(from, size as i32)?.pred_opt()?)
                }
                (Span::Years, size) => {
                    let size = size as i32;
                    let first = day.year().div_euclid(size) * size + shift * size;
                    (
                        NaiveDate::from_ymd_opt(first, 1, 1)?,
                        NaiveDate::from_ymd_opt(first + size - 1, 12, 31)?,
                    )
                }
            })
        });
        let interval = interval.map_or(OPEN, |(from, to)| (Some(from), Some(to)));
        Some(Core::new(end, grain, interval))
    }

    /// A time that is pointed at: "last week", "this June", "next Tuesday", "the past ten weeks",
    /// "the previous year", "the same day".
    fn pointed(&self, at: usize) -> Option<Core> {
        let the = at > self.sentence.start && self.is(at - 1, &["the"]);
        let mut next = at + 1;
        let shift = if self.is(at, &["last", "past"]) {
            -1
        } else if self.is(at, &["next", "coming"]) {
            1
        } else if self.is(at, &["this"]) {
            let past = self.is(next, &["past"]);
            let coming = self.is(next, &["coming", "upcoming"]);
            next += usize::from(past || coming);
            if past { -1 } else { i32::from(coming) }
        } else if self.is(at, &["previous", "preceding", "prior", "following", "ensuing", "same", "that"])
            || self.is(at, &["year", "month", "week", "day", "night"])
        {
            return self.anaphoric(at);
        } else {
            return None;
        };
        let rolling =
            the && self.is(at, &["last", "past", "next", "coming"]) || self.is(at, &["past", "coming"]);
        // "the past ten weeks", "the last few days"
        if let Some(core) = self.rolling(next, shift).filter(|_| shift != 0) {
            return Some(core);
        }
        if let Some(unit) = self.unit(next) {
            let end = next + 1;
            if unit == (Span::Hours, 0)
                || self.is(end, &["-"])
                    && self.words.joined(end)
                    && self.words.joined(end + 1)
                    && !self.is(end + 1, &["to"])
            {
                return None;
            }
            // "the next few", "the last years of"
            let plural = self.words.text(next).ends_with('s');
            if plural && shift != 0 {
                let interval = if shift < 0 { (None, self.published) } else { (self.published, None) };
                return Some(Core { names: false, ..Core::new(end, Grain::Other, interval) });
            }
            if rolling && unit != (Span::Months, 3) {
                if the && self.is(end, &["of"]) {
                    return Some(Core::text_only(end));
                }
                return Some(self.span(end, unit, 1.0, shift));
            }
            // "last day" alone says nothing.
            if unit.0 == Span::Days || unit.0 == Span::Hours {
                return (unit.0 == Span::Days && shift == 0 && the)
                    .then(|| self.current(unit, end))
                    .flatten();
            }
            let core = self.containing(unit, shift, self.published, end)?;
            // "this year-to-date"
            if self.words.is_hyphen(end) && self.is(end + 1, &["to"]) {
                let end = end + 4;
                return Some(self.part(
                    Core { end: end.min(self.sentence.end), ..core },
                    Some(Part::Sofar),
                    false,
                ));
            }
            return Some(core);
        }
        match self.calendar(next)? {
            Calendar::Weekday(number, false) if self.capital(next) => {
                let part = usize::from(matches!(self.calendar(next + 1), Some(Calendar::DayPart)));
                let day = self.published.map(|today| {
                    let back = i64::from((7 + today.weekday().num_days_from_monday() - number) % 7);
                    let past = today - chrono::Duration::days(if back == 0 && shift < 0 { 7 } else { back });
                    match shift {
                        -1 => past,
                        1 => today + chrono::Duration::days(7 - back),
                        _ => monday(today) + Days::new(number.into()),
                    }
                });
                Some(Core {
                    weekday: weekday_of(number),
                    ..Core::new(next + 1 + part, Grain::Day, (day, day))
                })
            }
            Calendar::Month(month, _) if self.capital(next) => {
                let year = self.published.map(|today| {
                    let passed = today.month() > month;
                    match shift {
                        -1 if passed => today.year(),
                        -1 => today.year() - 1,
                        1 if passed || today.month() == month => today.year() + 1,
                        _ => today.year(),
                    }
                });
                // "last June" of an article without a day: the one before the day it tells of.
                let year = year.or_else(|| {
                    let day = self.last?.0.filter(|_| shift < 0)?;
                    Some(if day.month() > month { day.year() } else { day.year() - 1 })
                });
                let interval = year.map_or(OPEN, |year| month_of(year, month));
                Some(Core::new(next + 1, Grain::Month, interval))
            }
            Calendar::Season => Some(Core::new(next + 1, Grain::Season, OPEN)),
            Calendar::Weekend => {
                let saturday = self.published.map(|today| {
                    let here = monday(today) + Days::new(5);
                    match shift {
                        -1 => here - Days::new(7),
                        1 => here + Days::new(if today < here { 0 } else { 7 }),
                        _ => here,
                    }
                });
                Some(Core::new(next + 1, Grain::Week, (saturday, saturday.map(|day| day + Days::new(1)))))
            }
            _ => None,
        }
    }

    /// A count of units up to the day of publication or from it on: `ten weeks`, `few days`.
    fn rolling(&self, at: usize, shift: i32) -> Option<Core> {
        let (count, unit_at) = self.count(at)?;
        let unit = self.unit(unit_at)?;
        let end = unit_at + 1;
        // "the last five months of her life" ended who knows when.
        if self.is(end, &["of"]) && !self.year_like(end + 1) {
            return Some(Core::text_only(end));
        }
        Some(match count {
            Some(count) => self.span(end, unit, count, shift),
            None => {
                let interval = if shift < 0 { (None, self.published) } else { (self.published, None) };
                Core { names: false, ..Core::new(end, Grain::Other, interval) }
            }
        })
    }

    /// A count before a unit and the token of the unit; the count is none for "few" and "several".
    fn count(&self, at: usize) -> Option<(Option<f64>, usize)> {
        if at >= self.sentence.end {
            return None;
        }
        if self.is(at, &["few", "several", "many", "couple"]) {
            let of = usize::from(self.is(at + 1, &["of"]));
            return Some((self.is(at, &["couple"]).then_some(2.0), at + 1 + of));
        }
        // "at least four decades", "more than a decade", "nearly nine years"
        let mut from = at;
        while from < at + 3 && from < self.sentence.end {
            if let Some(found) = numeral(self.words, from, self.sentence.end, false) {
                let approximated = from == at
                    || self.words.approximation_before(from, at).is_some_and(|(begin, _)| begin == at);
                let usable = !matches!(found.form, Form::Part | Form::Factor) && approximated;
                let high = self.words.is_hyphen(found.end) || self.is(found.end, &["to", "or"]);
                let end = if high {
                    numeral(self.words, found.end + 1, self.sentence.end, false).map_or(found.end, |n| n.end)
                } else {
                    found.end
                };
                let hyphen = usize::from(self.words.is_hyphen(end));
                return usable
                    .then_some((found.value, end + hyphen))
                    .filter(|(_, end)| *end < self.sentence.end);
            }
            if self.is(from, &["a", "an"]) && self.unit(from + 1).is_some() {
                let approximated = from == at
                    || self.words.approximation_before(from, at).is_some_and(|(begin, _)| begin == at);
                return approximated.then_some((Some(1.0), from + 1));
            }
            if self.is(from, &["a"]) && self.is(from + 1, &["few", "couple"]) {
                let of = usize::from(self.is(from + 2, &["of"]));
                return Some((self.is(from + 1, &["couple"]).then_some(2.0), from + 2 + of));
            }
            from += 1;
        }
        None
    }

    /// So many units before the day of publication, or after it.
    fn span(&self, end: usize, unit: (Span, u32), count: f64, shift: i32) -> Core {
        let interval = self.published.and_then(|today| {
            let other = moved(today, unit, if shift < 0 { -count } else { count })?;
            Some(if shift < 0 { (Some(other), Some(today)) } else { (Some(today), Some(other)) })
        });
        Core { names: false, ..Core::new(end, Grain::Other, interval.unwrap_or(OPEN)) }
    }

    /// Times that count from the one before: "the previous year", "that day", "the year before".
    fn anaphoric(&self, at: usize) -> Option<Core> {
        let the = at > self.sentence.start && self.is(at - 1, &["the"]);
        let anchor = self.last.map(|(from, to)| (from.or(to), from == to));
        let day = anchor.and_then(|(day, _)| day);
        // "the year before", "the day after"; not "the day before the vote".
        if let Some(unit) = self.unit(at).filter(|_| the) {
            let before = self.is(at + 1, &["before", "earlier"]);
            let after = self.is(at + 1, &["after", "later"]);
            let closes = !matches!(
                self.upos(at + 2),
                Some(Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Verb)
            );
            if !(before || after) || !closes {
                return None;
            }
            let day = if unit.0 == Span::Days { self.last_day() } else { day };
            return self.containing(unit, if before { -1 } else { 1 }, day, at + 2);
        }
        let mut next = at + 1;
        let shift = if self.is(at, &["previous", "preceding", "prior"]) {
            -1
        } else if self.is(at, &["following", "ensuing"]) {
            1
        } else if self.is(at, &["same", "that"]) {
            next += usize::from(self.is(at, &["that"]) && self.is(next, &["same", "very"]));
            0
        } else {
            return None;
        };
        if !the && shift != 0 || self.is(at, &["same"]) && !the {
            return None;
        }
        if matches!(self.calendar(next), Some(Calendar::DayPart)) && shift <= 0 {
            let day = self.last_day();
            return Some(Core { names: false, ..Core::new(next + 1, Grain::Day, (day, day)) });
        }
        if let Some(unit) =
            self.unit(next).filter(|unit| unit.0 != Span::Hours && !self.words.text(next).ends_with('s'))
        {
            let day = match unit.0 {
                Span::Days => self.last_day(),
                // "the previous year" without a time before it: before that of publication.
                _ => day.or(self.published.filter(|_| shift < 0)),
            };
            return self.containing(unit, shift, day, next + 1);
        }
        if shift != 0
            && let Some((_, unit_at)) = self.count(next).filter(|&(_, unit_at)| self.unit(unit_at).is_some())
        {
            return Some(Core::text_only(unit_at + 1));
        }
        if let Some(Calendar::Weekday(number, _)) =
            self.calendar(next).filter(|_| shift > 0 && self.capital(next))
        {
            let day = self.last_day().map(|day| {
                let ahead = (7 + number - day.weekday().num_days_from_monday()) % 7;
                day + Days::new(if ahead == 0 { 7 } else { ahead.into() })
            });
            return Some(Core { weekday: weekday_of(number), ..Core::new(next + 1, Grain::Day, (day, day)) });
        }
        None
    }

    /// The day named last, if it was a day.
    fn last_day(&self) -> Option<NaiveDate> {
        self.last.and_then(|(from, to)| if from == to { from } else { None })
    }

    /// "nine years ago", "a week earlier", "two years later".
    fn ago(&self, at: usize) -> Option<Core> {
        // `[Ten] years ago`
        let bracket = usize::from(self.is(at, &["["]));
        let (count, unit_at) = self.count(at + bracket)?;
        let unit_at = unit_at + usize::from(bracket == 1 && self.is(unit_at, &["]"]));
        let unit = self.unit(unit_at)?;
        let end = unit_at + 1;
        let ago = self.is(end, &["ago"]);
        let earlier = self.is(end, &["earlier", "previously", "beforehand"]);
        let later = self.is(end, &["later"]) && !self.is(end + 1, &["than"]);
        if !(ago || earlier || later) {
            return None;
        }
        let end = end + 1;
        let anchor = if ago { self.published } else { self.last.and_then(|(from, to)| from.or(to)) };
        let (Some(count), Some(anchor)) = (count, anchor) else { return Some(Core::text_only(end)) };
        let day = moved(anchor, unit, if later { count } else { -count });
        let Some(day) = day else { return Some(Core::text_only(end)) };
        // It is as exact as its unit.
        let grain = match unit.0 {
            Span::Hours => (Span::Days, 1),
            Span::Years | Span::Weeks | Span::Days | Span::Months => (unit.0, 1),
        };
        self.containing(grain, 0, Some(day), end)
    }

    /// A month, with its year if it has one.
    fn month(&self, at: usize, from: usize) -> Option<Core> {
        let month = self.month_name(at)?;
        let word = matches!(self.calendar(at), Some(Calendar::Month(_, true)));
        let of = at + 1 + usize::from(self.is(at + 1, &["of", ","]));
        let year = self
            .whole_year(of)
            .filter(|&year| year >= 1500 && !(self.is(at + 1, &[","]) && self.is_counted(of + 1)));
        if let Some(year) = year {
            return Some(Core::new(of + 1, Grain::Month, month_of(year, month)));
        }
        // "May" and "March" alone are words; "April" and "August" are names of people too.
        let named = self.capital(at + 1)
            && self.upos(at + 1) == Some(Upos::Propn)
            && from == at
            && !self.words.is_hyphen(at + 1);
        let joined = self.words.is_hyphen(at + 1) && self.month_name(at + 2).is_some()
            || self.is(at + 1, &["and", "to", "or"]) && self.month_name(at + 2).is_some();
        let prepositional = from < at;
        if !self.capital(at)
            || word && !prepositional && !joined
            || named && self.is(at, &["june", "april", "august", "january"]) && !prepositional
        {
            return None;
        }
        if word
            && prepositional
            && matches!(self.upos(at + 1), Some(Upos::Verb | Upos::Aux | Upos::Part))
            && self.is(from, &["to", "by", "from", "with", "about"])
        {
            return None;
        }
        let day = |year: i32| month_of(year, month).1;
        let year = match self.published {
            Some(today) if today.month() == month => Some(today.year()),
            Some(today) => Some(self.nearest_year(from, day, today)),
            None => self.year,
        };
        Some(Core::new(at + 1, Grain::Month, year.map_or(OPEN, |year| month_of(year, month))))
    }

    /// A season with its year: "the summer of 2019", "winter 2020"; never resolved.
    fn season(&self, at: usize) -> Option<Core> {
        if self.calendar(at) != Some(Calendar::Season) {
            return None;
        }
        let of = at + 1 + usize::from(self.is(at + 1, &["of"]));
        if self.whole_year(of).is_some() {
            return Some(Core { names: false, ..Core::new(of + 1, Grain::Season, OPEN) });
        }
        let plain = self.words.text(at).chars().all(char::is_lowercase);
        let the = at > self.sentence.start && self.is(at - 1, &["the", "in", "during", "by", "this"]);
        let noun = matches!(self.upos(at + 1), Some(Upos::Noun | Upos::Propn | Upos::Adj));
        (plain && the && !noun && !self.is(at, &["fall"]) && !self.is(at, &["spring"]))
            .then(|| Core::text_only(at + 1))
    }

    /// "fiscal year 2006", "FY2006": the United States' runs from October.
    fn fiscal(&self, at: usize) -> Option<Core> {
        let text = self.words.text(at);
        let joined = text.strip_prefix("FY").filter(|rest| !rest.is_empty());
        let (year, end) = if let Some(rest) = joined {
            let year: i32 = rest.parse().ok()?;
            (if rest.len() == 2 { 2000 + year } else { year }, at + 1)
        } else if self.is(at, &["FY"]) {
            (self.whole_year(at + 1)?, at + 2)
        } else if self.is(at, &["fiscal"]) {
            let next = at + 1 + usize::from(self.is(at + 1, &["year"]));
            match self.whole_year(next) {
                Some(year) => (year, next + 1),
                None => return None,
            }
        } else {
            return None;
        };
        let valid = (1900..2200).contains(&year);
        let from = NaiveDate::from_ymd_opt(year - 1, 10, 1);
        let to = NaiveDate::from_ymd_opt(year, 9, 30);
        valid.then(|| Core::new(end, Grain::Other, (from, to)))
    }

    /// "the 1990s", "the nineties", "the 19th century".
    fn decade(&self, at: usize) -> Option<Core> {
        let text = self.words.text(at);
        if let Some(Calendar::Decade(first)) = self.calendar(at) {
            let the = at > self.sentence.start && self.is(at - 1, &["the", "early", "mid", "late", "-"]);
            return the.then(|| Core::new(at + 1, Grain::Decade, years(first, first + 9)));
        }
        let digits: String = text
            .trim_start_matches(['\'', '’'])
            .trim_end_matches('s')
            .trim_end_matches(['\'', '’'])
            .to_owned();
        if text.ends_with('s')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(digits.len(), 2 | 4)
            && digits.ends_with('0')
        {
            let first: i32 = digits.parse().ok()?;
            let first =
                if digits.len() == 2 { 1900 + first + if first < 20 { 100 } else { 0 } } else { first };
            // "in her 40s" is an age.
            let age = digits.len() == 2
                && !text.starts_with(['\'', '’'])
                && !(at > self.sentence.start
                    && self.is(at - 1, &["the", "late", "early", "mid", "-"])
                    && first >= 1920);
            let owned = at > self.sentence.start + 1
                && (self.is(at - 1, &["his", "her", "their", "my", "our"])
                    || self.is(at - 2, &["his", "her", "their", "my", "our"]));
            if age || owned || !(1000..2100).contains(&first) {
                return None;
            }
            let last = if first % 100 == 0 && first < 1900 { first + 99 } else { first + 9 };
            return Some(Core::new(at + 1, Grain::Decade, years(first, last)));
        }
        let ordinal = match self.calendar(at) {
            Some(Calendar::Ordinal(number)) => Some((number, at + 1)),
            _ => self.day_number(at).filter(|_| !text.bytes().all(|byte| byte.is_ascii_digit())),
        };
        let (number, next) = ordinal?;
        let next = next + usize::from(self.words.is_hyphen(next));
        let last = number as i32 * 100;
        (self.is(next, &["century"]) && number > 1 && number < 22)
            .then(|| Core::new(next + 1, Grain::Other, years(last - 99, last)))
    }

    /// Whether what is counted stands at a token, so that the number before it is no year.
    fn is_counted(&self, at: usize) -> bool {
        let text = self.words.text(at);
        let plural =
            matches!(self.upos(at), Some(Upos::Noun)) && text.ends_with('s') && !text.ends_with("ss");
        let unit = self.words.unit(at, self.sentence.end).is_some();
        plural || unit || self.is(at, &["people", "men", "women", "children", "million", "billion"])
    }

    /// A year by itself.
    fn year(&self, at: usize, from: usize) -> Option<Core> {
        let year = self.whole_year(at)?;
        let next = at + 1;
        let before = at.checked_sub(1).filter(|&before| before >= self.sentence.start);
        let prepositional = from < at;
        if self.words.joined(at)
            && !before.is_some_and(|b| self.is(b, &["(", "[", "\"", "“", "'", "‘", "–", "—", "-", "/"]))
        {
            return None;
        }
        let modern = (1900..2100).contains(&year);
        let label = before.is_some_and(|b| {
            self.upos(b) == Some(Upos::Propn) && !prepositional && self.capital(b)
                || self.is(
                    b,
                    &[
                        "$", "€", "£", "#", "no.", "number", "about", "nearly", "almost", "than", "some",
                        "over",
                    ],
                )
        });
        let counted = self.is_counted(next);
        let sure = prepositional
            && self.is(
                from,
                &[
                    "in",
                    "since",
                    "by",
                    "until",
                    "before",
                    "after",
                    "during",
                    "from",
                    "between",
                    "till",
                    "through",
                    "throughout",
                ],
            );
        // "in 2009 sales rose"; but "in 2000 schools".
        if counted
            && !(sure && modern && year % 100 != 0 && self.words.unit(next, self.sentence.end).is_none())
        {
            return None;
        }
        let hyphen = self.words.is_hyphen(next) && self.words.joined(next);
        // "2019-20", "2019/20"
        if hyphen && let Some(second) = self.whole(next + 1).filter(|_| self.words.text(next + 1).len() == 2)
        {
            let follows = second == (year as u32 + 1) % 100;
            if follows && modern {
                return Some(Core::new(next + 2, Grain::Other, years(year, year + 1)));
            }
        }
        let compound = hyphen
            && self.words.joined(next + 1)
            && !self.words.text(next + 1).starts_with(|c: char| c.is_ascii_digit());
        let figure = self.words.at(next).number.is_some_and(|number| matches!(number, Number::Scale(_)))
            || self.is(next, &["%", "hours", "local"]);
        if label || figure || compound && !modern || !modern && !sure {
            return None;
        }
        let alone = before.is_none_or(|b| {
            self.is(
                b,
                &[
                    "(", ",", "the", "a", "of", "and", "or", "to", "-", "–", "—", "his", "her", "its",
                    "their", "'s", "’s", "that", "this", "than", "with", "\"", "“",
                ],
            ) || matches!(
                self.upos(b),
                Some(Upos::Verb | Upos::Adp | Upos::Adj | Upos::Cconj | Upos::Det | Upos::Part)
            )
        });
        (alone || prepositional).then(|| Core::new(next, Grain::Year, years(year, year)))
    }

    /// A length of time that says when: "within 48 hours", "for the first time in 15 years", "for
    /// weeks" after a perfect. Other lengths are quantities.
    fn duration(&self, at: usize, next: usize) -> Option<Core> {
        let within = self.is(at, &["within"]);
        let (within_in, for_) = (self.is(at, &["in"]), self.is(at, &["for"]));
        if !(within || within_in || for_) {
            return None;
        }
        let (count, unit_at) = match self.unit(next).filter(|_| self.words.text(next).ends_with('s')) {
            Some(_) if for_ => (None, next),
            _ => self.count(next)?,
        };
        let unit = self.unit(unit_at).filter(|unit| *unit != (Span::Hours, 0))?;
        let end = unit_at + 1;
        if self.words.is_hyphen(end)
            || self.is(end, &["old", "'", "’", "ago", "of", "later", "earlier"])
                && !(for_ && self.is(end, &["of"]))
        {
            return None;
        }
        let tense = self.tense(at);
        if within {
            return (tense != Tense::Past).then(|| match count {
                Some(count) => self.span(end, unit, count, 1),
                None => Core { names: false, ..Core::new(end, Grain::Other, (self.published, None)) },
            });
        }
        let lasting = self.perfect(at) || self.superlative(at);
        if lasting && !(within_in && tense == Tense::Future) {
            return Some(match count {
                Some(count) => self.span(end, unit, count, -1),
                None => Core { names: false, ..Core::new(end, Grain::Other, (None, self.published)) },
            });
        }
        // "will end in two weeks"
        if within_in
            && tense == Tense::Future
            && let (Some(count), Some(today)) = (count, self.published)
        {
            let day = moved(today, unit, count)?;
            return self.containing(
                if unit.0 == Span::Hours { (Span::Days, 1) } else { (unit.0, 1) },
                0,
                Some(day),
                end,
            );
        }
        (within_in && tense == Tense::Future).then(|| Core::text_only(end))
    }

    /// Whether the clause around a token has a perfect: "have fought", "has been".
    fn perfect(&self, at: usize) -> bool {
        let start = at.saturating_sub(TENSE_REACH).max(self.sentence.start);
        let end = if at < self.sentence.start + 3 { (at + TENSE_REACH).min(self.sentence.end) } else { at };
        (start..end).any(|i| self.is(i, &["has", "have", "'ve", "’ve", "been", "had"]))
    }

    /// Whether a superlative or a first time stands before a token.
    fn superlative(&self, at: usize) -> bool {
        let start = at.saturating_sub(5).max(self.sentence.start);
        (start..at).any(|i| {
            let text = self.words.text(i);
            text.len() > 4
                && text.ends_with("est")
                && matches!(self.upos(i), Some(Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb))
                || self.is(i, &["first", "most", "worst", "best", "least"])
        })
    }

    /// On which side of the day of publication a time lies: by "by" and "until" before it, or by the
    /// nearest verb before it in its sentence, or the first one after it.
    fn tense(&self, at: usize) -> Tense {
        if self.is(at, &["by", "until", "till", "through", "beyond", "before"])
            || at > self.sentence.start && self.is(at - 1, &["by", "until", "till", "through", "beyond"])
        {
            return Tense::Future;
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
    fn tense_of(&self, at: usize) -> Option<Tense> {
        if self.is(at, &["will", "'ll", "’ll", "shall", "wo", "upcoming", "deadline", "scheduled", "due"]) {
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

    /// What recurs: "every Monday", "daily", "on Sundays", "twice a week".
    fn set(&self, at: usize) -> Option<Core> {
        let mut next = at + usize::from(self.is(at, &["on", "at", "during", "in"]));
        if self.is(next, &["every", "each"]) {
            next += 1;
            next += usize::from(self.is(next, &["other", "single", "second"]));
            if let Some((_, unit_at)) = self.count(next).filter(|&(_, unit_at)| self.unit(unit_at).is_some())
            {
                return Some(Core::text_only(unit_at + 1));
            }
            let recurs = self
                .unit(next)
                .is_some_and(|unit| unit != (Span::Hours, 0) || self.is(next, &["minute"]))
                || matches!(
                    self.calendar(next),
                    Some(Calendar::Weekday(..) | Calendar::DayPart | Calendar::Season | Calendar::Weekend)
                )
                || self.month_name(next).is_some();
            let part = usize::from(matches!(self.calendar(next + 1), Some(Calendar::DayPart)));
            return recurs.then(|| Core::text_only(next + 1 + part));
        }
        let the = next + usize::from(self.is(next, &["the"]));
        match self.calendar(the) {
            Some(Calendar::Weekday(..)) if self.words.text(the).ends_with("ays") && self.capital(the) => {
                return Some(Core::text_only(the + 1));
            }
            Some(Calendar::Weekend) if self.is(the, &["weekends"]) => return Some(Core::text_only(the + 1)),
            _ => {}
        }
        if self.is(at, &["on"]) && self.is(at + 1, &["a"]) && self.is(at + 3, &["basis"]) {
            return Some(Core::text_only(at + 4));
        }
        if self.is(at, &["once", "twice"])
            && self.is(at + 1, &["a", "every", "each", "per"])
            && self.unit(at + 2).is_some()
        {
            return Some(Core::text_only(at + 3));
        }
        if self.is(at, &["twice"])
            && self.words.is_hyphen(at + 1)
            && self.calendar(at + 2) == Some(Calendar::Set)
        {
            return Some(Core::text_only(at + 3));
        }
        let lower = self.words.text(at).starts_with(char::is_lowercase);
        (self.calendar(at) == Some(Calendar::Set) && lower).then(|| Core::text_only(at + 1))
    }

    /// What says when, and no more: "recently", "at the moment", "in recent weeks", "these days".
    fn vague(&self, at: usize) -> Option<Core> {
        let phrase = |words: &[&str]| words.iter().enumerate().all(|(i, word)| self.is(at + i, &[word]));
        if self.calendar(at) == Some(Calendar::Vague) {
            // "now that" gives a reason.
            let reason = self.is(at, &["now"]) && self.is(at + 1, &["that"]);
            let name = self.capital(at) && at > self.sentence.start && self.capital(at - 1);
            return (!reason && !name).then(|| Core::text_only(at + 1));
        }
        let phrases: [&[&str]; 16] = [
            &["at", "the", "moment"],
            &["at", "present"],
            &["at", "this", "time"],
            &["at", "this", "moment"],
            &["these", "days"],
            &["in", "the", "near", "future"],
            &["in", "the", "foreseeable", "future"],
            &["for", "the", "foreseeable", "future"],
            &["in", "the", "future"],
            &["in", "future"],
            &["in", "the", "past"],
            &["in", "the", "short", "term"],
            &["in", "the", "long", "term"],
            &["in", "the", "medium", "term"],
            &["by", "then"],
            &["until", "then"],
        ];
        if let Some(words) = phrases.iter().find(|words| phrase(words)) {
            // "in the past ten weeks" is a span.
            let end = at + words.len();
            let span = words.last() == Some(&"past")
                && (self.count(end).is_some_and(|(_, unit)| self.unit(unit).is_some())
                    || self.unit(end).is_some());
            if words.last() == Some(&"then") {
                let to = self.last.and_then(|(_, to)| to);
                return Some(Core { names: false, ..Core::new(end, Grain::Other, (None, to)) });
            }
            return (!span).then(|| Core::text_only(end));
        }
        // "in recent weeks", "the coming months", "the years ahead"
        let prep = usize::from(self.is(at, &["in", "over", "during", "for", "throughout"]));
        let the = prep + usize::from(self.is(at + prep, &["the"]));
        let next = at + the;
        if self.is(next, &["recent"]) && self.unit(next + 1).is_some() {
            return Some(Core::text_only(next + 2));
        }
        if self.is(next, &["coming"])
            && self.unit(next + 1).is_some_and(|_| self.words.text(next + 1).ends_with('s'))
        {
            return Some(Core { interval: (self.published, None), ..Core::text_only(next + 2) });
        }
        if the > prep && self.unit(next).is_some() && self.is(next + 1, &["ahead"]) {
            return Some(Core::text_only(next + 2));
        }
        // "over the weekend"
        let weekend = self.is(at, &["over", "at", "during", "on"])
            && self.is(at + 1, &["the"])
            && self.is(at + 2, &["weekend"]);
        weekend.then(|| {
            let saturday = self.published.map(|today| {
                let here = monday(today) + Days::new(5);
                let future = self.tense(at) == Tense::Future || today >= here;
                if future { here } else { here - Days::new(7) }
            });
            Core::new(at + 3, Grain::Week, (saturday, saturday.map(|day| day + Days::new(1))))
        })
    }
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    /// Hours, or less where one of it counts none.
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

fn weekday_of(number: u32) -> Option<Weekday> {
    Weekday::try_from(number as u8).ok()
}

/// The Monday of a day's week.
fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(day.weekday().num_days_from_monday().into())
}

fn years(first: i32, last: i32) -> Interval {
    (NaiveDate::from_ymd_opt(first, 1, 1), NaiveDate::from_ymd_opt(last, 12, 31))
}

fn month_of(year: i32, month: u32) -> Interval {
    let from = NaiveDate::from_ymd_opt(year, month, 1);
    (from, from.and_then(|day| add_months(day, 1)).and_then(|day| day.pred_opt()))
}

fn add_months(day: NaiveDate, count: i32) -> Option<NaiveDate> {
    let months = Months::new(count.unsigned_abs());
    if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

/// The day so many units away; none where it is out of reach.
fn moved(day: NaiveDate, (span, size): (Span, u32), count: f64) -> Option<NaiveDate> {
    let total = count * f64::from(size);
    if !(total.abs() < 4000.0) && !matches!(span, Span::Days | Span::Hours) || total.abs() > 400_000.0 {
        return None;
    }
    let whole = total as i32;
    match span {
        Span::Hours => day.checked_add_signed(chrono::Duration::days((total / 24.0).round() as i64)),
        Span::Days => day.checked_add_signed(chrono::Duration::days(total.round() as i64)),
        Span::Weeks => day.checked_add_signed(chrono::Duration::days((total * 7.0).round() as i64)),
        Span::Months => add_months(day, whole),
        Span::Years if total.fract() == 0.0 => add_months(day, whole * 12),
        Span::Years => add_months(day, (total * 12.0).round() as i32),
    }
}
