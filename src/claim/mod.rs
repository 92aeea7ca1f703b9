//! What each attribution holds, and the writer's own assertions.

use crate::Options;
use crate::document::Document;
use crate::report::{Claim, OffsetUnit, Report};

/// The report of a document that every stage has filled.
pub fn report(document: &Document, options: &Options) -> Report {
    let claims = document.sentences.iter().enumerate().map(|(id, sentence)| {
        let span = document.span(&sentence.tokens);
        Claim { id, spans: vec![span], text: span.of(document.text).to_owned(), attribution: None }
    });
    Report {
        whosaid: env!("CARGO_PKG_VERSION").to_owned(),
        offset_unit: OffsetUnit::Utf8,
        published: options.published.map(|day| day.to_string()),
        blocks: document.blocks.clone(),
        sources: Vec::new(),
        claims: claims.collect(),
    }
}
