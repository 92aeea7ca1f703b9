//! Times of which no day is known by itself: lengths of time that say when ("within 48 hours"), what
//! recurs ("every Monday"), and what is vague ("recently").

use super::reckon::{Span, monday, moved};
use super::{Core, Grain, Reader, TENSE_REACH, Tense};
use crate::claim::words::Calendar;
use crate::document::Upos;
use chrono::Days;

impl Reader<'_, '_, '_> {
    /// A length of time that says when: "within 48 hours", "for the first time in 15 years", "for
    /// weeks" after a perfect. Other lengths are quantities.
    pub(super) fn duration(&self, at: usize, next: usize) -> Option<Core> {
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
        // "a quarter century"
        if self.is(end, &["century"]) || self.is(unit_at, &["quarter"]) && self.is(end, &["of"]) {
            return None;
        }
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
    pub(super) fn perfect(&self, at: usize) -> bool {
        let start = at.saturating_sub(TENSE_REACH).max(self.sentence.start);
        let end = if at < self.sentence.start + 3 { (at + TENSE_REACH).min(self.sentence.end) } else { at };
        (start..end).any(|i| self.is(i, &["has", "have", "'ve", "’ve", "been", "had"]))
    }

    /// Whether a superlative or a first time stands before a token.
    pub(super) fn superlative(&self, at: usize) -> bool {
        let start = at.saturating_sub(5).max(self.sentence.start);
        (start..at).any(|i| {
            let text = self.words.text(i);
            text.len() > 4
                && text.ends_with("est")
                && matches!(self.upos(i), Some(Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb))
                || self.is(i, &["first", "most", "worst", "best", "least"])
        })
    }

    /// What recurs: "every Monday", "daily", "on Sundays", "twice a week".
    pub(super) fn set(&self, at: usize) -> Option<Core> {
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
        if self.is(at, &["on"])
            && self.is(at + 1, &["a"])
            && self.calendar(at + 2) == Some(Calendar::Set)
            && self.is(at + 3, &["basis"])
        {
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
    pub(super) fn vague(&self, at: usize) -> Option<Core> {
        if self.calendar(at) == Some(Calendar::Vague) {
            // "now that" gives a reason.
            let reason = self.is(at, &["now"]) && self.is(at + 1, &["that"]);
            let name = self.capital(at) && at > self.sentence.start && self.capital(at - 1);
            return (!reason && !name).then(|| Core::text_only(at + 1));
        }
        if let Some(end) = self.words.when_phrase(at, self.sentence.end) {
            // "in the past ten weeks" is a span.
            let span = self.is(end - 1, &["past"])
                && (self.count(end).is_some_and(|(_, unit)| self.unit(unit).is_some())
                    || self.unit(end).is_some());
            if self.is(end - 1, &["then"]) {
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
