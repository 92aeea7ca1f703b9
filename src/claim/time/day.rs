//! Days: dates in words and figures, weekdays, "yesterday", and times of day, which count as their day.

use super::reckon::{monday, weekday_of};
use super::{Core, Grain, Reader, Tense};
use crate::claim::words::{Calendar, Context};
use crate::document::{CalendarDay, Upos};
use chrono::{Datelike, Days, NaiveDate};

impl Reader<'_, '_, '_> {
    /// Whole numbers written in figures.
    pub(super) fn whole(&self, at: usize) -> Option<u32> {
        let text = self.words.text(at);
        let digits =
            at < self.sentence.end && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    }

    /// A year of four figures.
    pub(super) fn whole_year(&self, at: usize) -> Option<i32> {
        let four = self.words.text(at).len() == 4;
        self.whole(at).filter(|year| four && (1000..2200).contains(year)).map(|year| year as i32)
    }

    /// A day of a month: `11`, `11th`, `eleventh` after "the".
    pub(super) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
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
    pub(super) fn month_name(&self, at: usize) -> Option<u32> {
        match self.calendar(at)? {
            Calendar::Month(month, short) if !short || self.capital(at) => Some(month),
            _ => None,
        }
    }

    /// A day of a month, in either order, or in figures.
    pub(super) fn date(&self, at: usize, from: usize) -> Option<Core> {
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
            && self.month_name(next).is_none()
            && self.whole_year(end + 1).is_none()
        {
            (last, end) = (Some(second), next);
        }
        let comma = usize::from(self.is(end, &[","]));
        let mut year = None;
        if let Some(found) = self.whole_year(end + comma).filter(|year| (1500..2150).contains(year))
            && (comma == 1 || !self.is_counted(end + 1))
        {
            year = Some(found);
            end += comma + 1;
        }
        // "March 11 this year"
        if year.is_none() && self.is(end, &["this", "last", "next"]) && self.is(end + 1, &["year"]) {
            let shift = if self.is(end, &["last"]) { -1 } else { i32::from(self.is(end, &["next"])) };
            year = self.published.map(|today| today.year() + shift);
            end += 2;
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
    pub(super) fn numeric_date(&self, at: usize) -> Option<Core> {
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
    pub(super) fn resolve(&self, date: CalendarDay, from: usize) -> Option<NaiveDate> {
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
    pub(super) fn nearest_year(
        &self,
        from: usize,
        day: impl Fn(i32) -> Option<NaiveDate>,
        today: NaiveDate,
    ) -> i32 {
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
    pub(super) fn weekday(&self, at: usize) -> Option<Core> {
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
            && self.context(end, Context::Paper);
        let before = at > self.sentence.start && self.capital(at - 1) && self.context(at - 1, Context::Feast);
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
    pub(super) fn relative_day(&self, at: usize) -> Option<Core> {
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
    pub(super) fn with_clock(&self, core: Core) -> Core {
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
    pub(super) fn time_of_day(&self, at: usize) -> Option<usize> {
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
    pub(super) fn clock(&self, at: usize, from: usize) -> Option<Core> {
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
}
