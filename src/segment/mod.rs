//! Tokens and sentences.

use crate::document::{Document, Sentence, Span, Token, Upos};

/// Fills [`Document::tokens`] and [`Document::sentences`].
pub fn segment(document: &mut Document) {
    for (index, block) in document.blocks.iter().enumerate() {
        let first = document.tokens.len();
        let text = block.span.of(document.text);
        let mut start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match (c.is_whitespace(), start) {
                (true, Some(from)) => {
                    document.tokens.push(Token {
                        span: Span::new(block.span.start + from, block.span.start + at),
                        upos: Upos::X,
                    });
                    start = None;
                }
                (false, None) => start = Some(at),
                _ => {}
            }
        }
        if document.tokens.len() > first {
            document.sentences.push(Sentence { tokens: first..document.tokens.len(), block: index });
        }
    }
}
