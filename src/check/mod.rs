//! What an editor may want to look at: which claims are worth checking, and what does not add up,
//! inside one article and between several.
//!
//! In: a document that every stage has filled, and its report. Out: worth, reasons and findings in the
//! report. It never says what is true.

pub mod worth;

use crate::document::Document;
use crate::report::Report;

/// Fills the worth of each claim.
pub fn check(document: &Document, report: &mut Report) {
    worth::weigh(document, report);
}
