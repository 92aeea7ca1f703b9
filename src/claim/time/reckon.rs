//! Reckoning with days.

use super::Interval;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// Hours, or less where one of it counts none.
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

pub(super) fn weekday_of(number: u32) -> Option<Weekday> {
    Weekday::try_from(number as u8).ok()
}

/// The Monday of a day's week.
pub(super) fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(day.weekday().num_days_from_monday().into())
}

pub(super) fn years(first: i32, last: i32) -> Interval {
    (NaiveDate::from_ymd_opt(first, 1, 1), NaiveDate::from_ymd_opt(last, 12, 31))
}

pub(super) fn month_of(year: i32, month: u32) -> Interval {
    let from = NaiveDate::from_ymd_opt(year, month, 1);
    (from, from.and_then(|day| add_months(day, 1)).and_then(|day| day.pred_opt()))
}

pub(super) fn add_months(day: NaiveDate, count: i32) -> Option<NaiveDate> {
    let months = Months::new(count.unsigned_abs());
    if count < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

/// The day so many units away; none where it is out of reach.
pub(super) fn moved(day: NaiveDate, (span, size): (Span, u32), count: f64) -> Option<NaiveDate> {
    let total = count * f64::from(size);
    let most = if matches!(span, Span::Days | Span::Hours) { 400_000.0 } else { 4_000.0 };
    if total.abs() > most {
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
