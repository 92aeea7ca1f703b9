//! Stretches of the calendar: months, quarters, seasons, years, fiscal years, decades, centuries.

use super::reckon::{month_of, years};
use super::{Core, Grain, OPEN, Reader, Tense};
use crate::claim::words::{Calendar, Number};
use crate::document::Upos;
use chrono::{Datelike, Months, NaiveDate};

impl Reader<'_, '_, '_> {
    /// The quarter or half of a year: "the first quarter of 2009", "Q1 2020".
    pub(super) fn quarter(&self, at: usize) -> Option<Core> {
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
    pub(super) fn year_like(&self, at: usize) -> bool {
        let the = at + usize::from(self.is(at, &["the", "this", "last", "next"]));
        self.whole_year(at).is_some() || self.is(the, &["year", "season", "decade", "century"]) && the > at
    }

    /// A month, with its year if it has one.
    pub(super) fn month(&self, at: usize, from: usize) -> Option<Core> {
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
    pub(super) fn season(&self, at: usize) -> Option<Core> {
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
    pub(super) fn fiscal(&self, at: usize) -> Option<Core> {
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
    pub(super) fn decade(&self, at: usize) -> Option<Core> {
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
    pub(super) fn is_counted(&self, at: usize) -> bool {
        let text = self.words.text(at);
        let plural =
            matches!(self.upos(at), Some(Upos::Noun)) && text.ends_with('s') && !text.ends_with("ss");
        let unit = self.words.unit(at, self.sentence.end).is_some();
        plural || unit || self.is(at, &["people", "men", "women", "children", "million", "billion"])
    }

    /// A year by itself.
    pub(super) fn year(&self, at: usize, from: usize) -> Option<Core> {
        let year = self.whole_year(at)?;
        let next = at + 1;
        let before = at.checked_sub(1).filter(|&before| before >= self.sentence.start);
        let prepositional = from < at;
        if self.words.joined(at)
            && !before.is_some_and(|b| self.is(b, &["(", "[", "\"", "“", "'", "‘", "–", "—", "-", "/"]))
        {
            return None;
        }
        if from + 1 == at && self.is(from, &["on", "at", "within", "about", "around"]) {
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
        let until = hyphen && self.whole_year(next + 1).is_some_and(|second| second > year);
        if label && !until || figure || compound && !modern || !modern && !sure {
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
        (alone || prepositional || until).then(|| Core::new(next, Grain::Year, years(year, year)))
    }
}
