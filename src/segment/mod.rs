//! Tokens and sentences.
//!
//! In: the blocks of a document. Out: its tokens, cut as UD English cuts, and its sentences, none
//! of which crosses a block.
//!
//! 1. `tokens` cuts a block into tokens
//! 2. `sentences` says after which tokens a sentence ends
//! 3. `lexicon` is what both know about words: abbreviations, affixes, words that open a sentence

mod lexicon;
mod sentences;
mod tokens;

use crate::document::{Document, Sentence};

pub(crate) use lexicon::is_elided;

/// Fills [`Document::tokens`] and [`Document::sentences`].
pub fn segment(document: &mut Document) {
    let text = document.text;
    for (index, block) in document.blocks.iter().enumerate() {
        let mut start = document.tokens.len();
        tokens::cut(text, block.span, &mut document.tokens);
        let end = document.tokens.len();
        while start < end {
            let next = start + sentences::length(text, &document.tokens[start..end]);
            document.sentences.push(Sentence { tokens: start..next, block: index });
            start = next;
        }
    }
}
