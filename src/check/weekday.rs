//! Does the day of the week fit its date? "Tuesday (February 11th)" does in 2020 and not in 2021.
//!
//! The year is the one the text gives, or the one that brings the date nearest to the day of
//! publication. Gets wrong: dates of another year than the nearest that the text does not say.

use super::Article;
use crate::report::Finding;
use chrono::{Datelike, NaiveDate};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

pub(super) fn weekdays(article: &Article, findings: &mut Vec<Finding>) {
    let published = article.report.published.as_deref().and_then(crate::day);
    for time in &article.document.times {
        let (Some(weekday), Some(date)) = (time.weekday, time.date) else { continue };
        let day = match (date.year, published) {
            (Some(year), _) => NaiveDate::from_ymd_opt(year, date.month, date.day),
            (None, Some(published)) => nearest(published, date.month, date.day),
            (None, None) => continue,
        };
        let span = article.span(&time.tokens);
        let words = article.quoted(span);
        let Some(day) = day else { continue };
        let name = format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year());
        let real = DAYS[day.weekday().num_days_from_monday() as usize];
        findings.push(if day.weekday() == weekday {
            article.finding(
                "weekday-agrees",
                format!("{words}: {name} is a {real}, as the article says."),
                vec![span],
            )
        } else {
            let year =
                if date.year.is_some() { "" } else { ", in the year nearest to the day of publication," };
            article.finding("weekday-differs", format!("{words}: {name}{year} is a {real}."), vec![span])
        });
    }
}

/// The day of that month and number that lies nearest to another.
fn nearest(to: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    let years = [to.year() - 1, to.year(), to.year() + 1].into_iter();
    let days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    days.min_by_key(|day| (*day - to).num_days().abs())
}
