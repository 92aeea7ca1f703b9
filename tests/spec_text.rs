//! What the first two stages make of a page: the cases of `spec/blocks.md`, `spec/quotations.md`,
//! `spec/sentences.md` and `spec/tokens.md`, and what holds for every text.

mod common;

use proptest::prelude::*;
use whosaid::document::{Document, Span};
use whosaid::{segment, text};

fn read(input: &str) -> Document<'_> {
    let mut document = Document::new(input);
    text::divide(&mut document);
    segment::segment(&mut document);
    document
}

#[test]
fn blocks() {
    common::check("blocks.md", |input| {
        let document = read(input);
        let lines = document.blocks.iter().map(|block| {
            let kind = format!("{:?}", block.kind).to_lowercase();
            let text = block.span.of(input).replace('\n', " ⏎ ");
            match text.char_indices().nth(72) {
                Some((cut, _)) => format!("{kind:9} | {}…\n", &text[..cut]),
                None => format!("{kind:9} | {text}\n"),
            }
        });
        lines.collect()
    });
}

#[test]
fn quotations() {
    common::check("quotations.md", |input| {
        let document = read(input);
        let lines = document.quotations.iter().map(|quotation| {
            let indent = "  ".repeat(quotation.depth as usize);
            let runs_on = if quotation.continues.is_some() { "… " } else { "" };
            let open = if quotation.closed { "" } else { " …" };
            format!("{indent}{runs_on}{}{open}\n", quotation.inner.of(input))
        });
        lines.collect()
    });
}

#[test]
fn sentences() {
    common::check("sentences.md", |input| {
        let document = read(input);
        let lines = document.sentences.iter().map(|sentence| {
            let text = document.text_of(&sentence.tokens).replace('\n', " ⏎ ");
            format!("{text}\n")
        });
        lines.collect()
    });
}

#[test]
fn tokens() {
    common::check("tokens.md", |input| {
        let document = read(input);
        let lines = document.sentences.iter().map(|sentence| {
            let words: Vec<&str> = sentence.tokens.clone().map(|token| document.word(token)).collect();
            format!("{}\n", words.join(" "))
        });
        lines.collect()
    });
}

/// Fails unless blocks, quotations, tokens and sentences are in order and inside one another.
fn check_order(input: &str) {
    let document = read(input);
    let gap = |span: Span| span.is_empty() || span.of(input).trim() != span.of(input);
    let mut end = 0;
    for block in &document.blocks {
        assert!(end <= block.span.start && !gap(block.span), "{block:?}");
        end = block.span.end;
    }
    let mut start = 0;
    for (index, quotation) in document.quotations.iter().enumerate() {
        assert!(start <= quotation.span.start && quotation.span.contains(quotation.inner), "{quotation:?}");
        assert!(document.blocks.iter().any(|block| block.span.contains(quotation.span)), "{quotation:?}");
        assert!(quotation.continues.is_none_or(|before| before < index), "{quotation:?}");
        let around = document
            .quotations
            .iter()
            .filter(|around| around.span != quotation.span && around.span.contains(quotation.span));
        assert_eq!(around.count(), quotation.depth as usize, "{quotation:?}");
        start = quotation.span.start;
    }
    let mut next = 0;
    let mut end = 0;
    for sentence in &document.sentences {
        assert!(sentence.tokens.start == next && sentence.tokens.end > next, "{sentence:?}");
        for token in &document.tokens[sentence.tokens.clone()] {
            assert!(end <= token.span.start && !token.span.is_empty(), "{token:?}");
            assert!(!token.span.of(input).contains(char::is_whitespace), "{token:?}");
            assert!(document.blocks[sentence.block].span.contains(token.span), "{token:?}");
            end = token.span.end;
        }
        next = sentence.tokens.end;
    }
    assert_eq!(next, document.tokens.len());
}

/// Words and marks that the stages know, in any order.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        4 => r#"["'“”‘’«»‹›„「」`.?!…,:;()\[\]@#$%&*/<>=_-]{1,3}"#,
        2 => "[ \n\t\u{A0}\u{200B}\u{FEFF}\u{0}\u{301}\r]{1,2}",
        3 => "[a-zA-Z0-9]{1,6}",
        1 => "\\PC{1,4}",
        2 => prop::sample::select(vec![
            "Mr.", "U.S.", "said", "don't", "officials'", "6'2\"", "3.6", "700,000", "ANKARA -", "By Angela Merkel",
            "With Reuters", "Subscribe", "Read more", "http://who.int/a", "press@un.org", "😀", "中文。", "The", "'90s",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #[test]
    fn everything_is_in_order_in_any_text(input in "\\PC*") {
        check_order(&input);
    }

    #[test]
    fn everything_is_in_order_in_any_mix_of_words_and_marks(input in scraps()) {
        check_order(&input);
    }
}

#[test]
fn marks_without_end_stay_shallow() {
    let opened: String = ["\"", "“", "‘", "«"].map(|mark| format!("{mark}word ").repeat(25_000)).concat();
    let document = read(&opened);
    assert!(document.quotations.iter().all(|quotation| quotation.depth < 8));
}

#[test]
fn a_sentence_without_end_is_cut() {
    let words = "word ".repeat(50_000);
    let document = read(&words);
    assert!(document.sentences.iter().all(|sentence| sentence.tokens.len() <= 1000));
}

#[test]
fn marks_without_width_are_in_no_token_but_stay_inside_words() {
    let document = read("\u{FEFF}Kyiv\u{200B} said\u{200E} so\u{AD}me\u{301}thing\u{0}.");
    let words: Vec<&str> = (0..document.tokens.len()).map(|token| document.word(token)).collect();
    assert_eq!(words, ["Kyiv", "said", "so\u{AD}me\u{301}thing", "."]);
}
