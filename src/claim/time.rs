//! Times: days, months, years, spans, resolved against the day of publication.
use super::words::Words;
use crate::document::Time;
use chrono::NaiveDate;

/// The times of a document.
pub fn times(_words: &Words, _published: Option<NaiveDate>) -> Vec<Time> {
    Vec::new()
}
