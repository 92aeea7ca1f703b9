//! From paste to clean text: which parts of the page are what, and what stands in quotation marks.
//!
//! In: the text as it was given. Out: its blocks with their kinds, and the quotations in them.
//!
//! 1. `paragraphs`: where the blocks begin and end
//! 2. `kinds`: headline, byline, crosshead, credit, furniture, or story; `furniture` holds the
//!    phrases that page furniture is made of, `dateline` the opening of an agency report
//! 3. `quotations`: pairs of quotation marks
//!
//! It errs towards the story: a doubtful line stays a paragraph.

mod dateline;
mod furniture;
mod kinds;
mod paragraphs;
mod quotations;

use crate::document::{Block, Document, Span};
use crate::report::BlockKind;

/// Fills [`Document::blocks`] and [`Document::quotations`].
pub fn divide(document: &mut Document) {
    let text = document.text;
    let spans = paragraphs::cut(text);
    let kinds = kinds::classify(text, &spans);
    for (mut span, kind) in spans.into_iter().zip(kinds) {
        let mut credit = None;
        if kind == BlockKind::Paragraph {
            if let Some((end, rest)) = dateline::end(span.of(text)) {
                let dateline = Span::new(span.start, span.start + end);
                document.blocks.push(Block { span: dateline, kind: BlockKind::Dateline });
                span.start += rest;
            }
            if let Some((end, rest)) = furniture::closing_credit(span.of(text)) {
                credit = Some(Span::new(span.start + rest, span.end));
                span.end = span.start + end;
            }
        }
        document.blocks.push(Block { span, kind });
        document.blocks.extend(credit.map(|span| Block { span, kind: BlockKind::Credit }));
    }
    document.quotations = quotations::pair(text, &document.blocks);
}

/// Whether a character only separates: white space, controls, and marks without width that no
/// word needs (joiners, which some scripts write inside words, are not among them).
pub(crate) fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a character ends a sentence.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | '。'
            | '！'
            | '？'
            | '．'
            | '।'
            | '॥'
            | '۔'
            | '؟'
            | '։'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

/// Whether a character closes a quotation or a bracket; the ambiguous straight marks among them.
pub(crate) fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）')
}
