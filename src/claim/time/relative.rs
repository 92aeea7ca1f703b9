//! Times that count from another: from the day of publication ("last week", "the past ten weeks",
//! "nine years ago") or from the time named before ("the previous year", "the same day").

use super::reckon::{Span, add_months, monday, month_of, moved, weekday_of};
use super::{Core, Grain, OPEN, Part, Reader};
use crate::claim::number::{Form, numeral};
use crate::claim::words::{Calendar, UnitKind};
use crate::document::Upos;
use chrono::{Datelike, Days, NaiveDate};

impl Reader<'_, '_, '_> {
    /// The unit of time at a token and how many of it one of it is.
    pub(super) fn unit(&self, at: usize) -> Option<(Span, u32)> {
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
    pub(super) fn current(&self, unit: (Span, u32), end: usize) -> Option<Core> {
        self.containing(unit, 0, self.published, end)
    }

    /// The unit of the calendar that a day is in, or the one so many before or after.
    pub(super) fn containing(
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
    pub(super) fn pointed(&self, at: usize) -> Option<Core> {
        let the = at > self.sentence.start && self.is(at - 1, &["the"]);
        let mut next = at + 1;
        // "the next day" counts from the one told of.
        if the
            && self.is(at, &["next"])
            && (self.unit(next) == Some((Span::Days, 1)) && !self.words.text(next).ends_with('s')
                || matches!(self.calendar(next), Some(Calendar::DayPart)))
        {
            let day = self.last_day().and_then(|day| day.succ_opt());
            return Some(Core::new(next + 1, Grain::Day, (day, day)));
        }
        let shift = if self.is(at, &["last"]) || self.is(at, &["past"]) && the {
            -1
        } else if self.is(at, &["next"]) || self.is(at, &["coming"]) && the {
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
                let end = next + 1 + part;
                // "last Saturday, November 6"
                let dated = self.is(end, &[","]).then(|| self.date(end + 1, at)).flatten();
                if let Some(date) = dated {
                    return Some(Core { weekday: weekday_of(number), ..date });
                }
                Some(Core { weekday: weekday_of(number), ..Core::new(end, Grain::Day, (day, day)) })
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
                // "last June" where no day of publication is given: before the latest day named so far.
                let year = year.or_else(|| {
                    let day = self.latest.filter(|_| shift < 0)?;
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
    pub(super) fn rolling(&self, at: usize, shift: i32) -> Option<Core> {
        let (count, unit_at) = self.count(at)?;
        let unit = self.unit(unit_at)?;
        let end = unit_at + 1;
        // "the last five months of her life" ended who knows when.
        if shift < 0 && self.is(end, &["of"]) && !self.year_like(end + 1) {
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
    pub(super) fn count(&self, at: usize) -> Option<(Option<f64>, usize)> {
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
            let approximated =
                from == at || self.words.approximation_before(from, at).is_some_and(|(begin, _)| begin == at);
            if approximated && self.is(from, &["a"]) && self.is(from + 1, &["few", "couple"]) {
                let of = usize::from(self.is(from + 2, &["of"]));
                return Some((self.is(from + 1, &["couple"]).then_some(2.0), from + 2 + of));
            }
            from += 1;
        }
        None
    }

    /// So many units before the day of publication, or after it.
    pub(super) fn span(&self, end: usize, unit: (Span, u32), count: f64, shift: i32) -> Core {
        let interval = self.published.and_then(|today| {
            let other = moved(today, unit, if shift < 0 { -count } else { count })?;
            Some(if shift < 0 { (Some(other), Some(today)) } else { (Some(today), Some(other)) })
        });
        Core { names: false, ..Core::new(end, Grain::Other, interval.unwrap_or(OPEN)) }
    }

    /// Times that count from the one before: "the previous year", "that day", "the year before".
    pub(super) fn anaphoric(&self, at: usize) -> Option<Core> {
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
        if !the && (shift != 0 || self.is(at, &["same"])) {
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
    pub(super) fn last_day(&self) -> Option<NaiveDate> {
        self.last.and_then(|(from, to)| if from == to { from } else { None })
    }

    /// "nine years ago", "a week earlier", "two years later".
    pub(super) fn ago(&self, at: usize) -> Option<Core> {
        // `[Ten] years ago`
        let bracket = usize::from(self.is(at, &["["]));
        let (count, unit_at) = self.count(at + bracket)?;
        let unit_at = unit_at + usize::from(bracket == 1 && self.is(unit_at, &["]"]));
        let unit = self.unit(unit_at)?;
        let end = unit_at + 1;
        let ago = self.is(end, &["ago"]);
        let earlier = self.is(end, &["earlier", "previously", "beforehand"]);
        let later = self.is(end, &["later"]) && !self.is(end + 1, &["than"]);
        // "two days after the vote": when that was is not known.
        if self.is(end, &["after", "before"]) && end + 1 < self.sentence.end && !self.is(end + 1, &[",", "."])
        {
            return Some(Core::text_only(end + 1));
        }
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
}
