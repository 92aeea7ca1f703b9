//! Where the blocks of a page begin and end.
//!
//! In: the text. Out: the span of each block, trimmed, in order. Every line is a block of its own
//! unless the text is hard-wrapped: then lines run on to the next while its first word would not
//! have fitted any more. A text that is wrapped at several widths is left in lines.

use super::is_gap;
use crate::document::Span;

/// Wrapped text is narrower than this, in characters.
const WIDEST_WRAP: usize = 100;

/// And wider than this: shorter lines are verse, lists or tables.
const NARROWEST_WRAP: usize = 40;

struct Line {
    span: Span,
    /// Characters from the first to the last that is no gap.
    width: usize,
    /// Characters of the first word.
    first_word: usize,
    /// Whether it follows the line before without an empty one between, as far from the margin.
    adjoins: bool,
}

/// The span of each block.
pub(super) fn cut(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrap = wrap_width(&lines, text);
    let mut blocks: Vec<Span> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let joins = wrap.is_some_and(|width| line.adjoins && is_full(&lines[index - 1], line, width));
        match blocks.last_mut() {
            Some(block) if joins => block.end = line.span.end,
            _ => blocks.push(line.span),
        }
    }
    blocks
}

/// Whether the first word of `next` would not have fitted on `line`.
fn is_full(line: &Line, next: &Line, width: usize) -> bool {
    line.width + 1 + next.first_word > width
}

/// The width at which the text is wrapped; none where a line is a paragraph.
fn wrap_width(lines: &[Line], text: &str) -> Option<usize> {
    // A long address stands out of wrapped text, so only lines with several words count.
    let width = lines.iter().filter(|line| line.first_word < line.width).map(|line| line.width).max()?;
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) {
        return None;
    }
    let (mut pairs, mut full, mut mid_sentence) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| pair[1].adjoins) {
        pairs += 1;
        if is_full(&pair[0], &pair[1], width) {
            full += 1;
            let ending = pair[0].span.of(text).trim_end_matches(super::is_closer);
            mid_sentence += usize::from(!ending.ends_with(super::is_stop));
        }
    }
    (full >= 2 && full * 2 > pairs && mid_sentence * 2 > full).then_some(width)
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let (mut start, mut adjoins, mut margin) = (0, false, 0);
    let breaks = text.char_indices().filter(|&(_, c)| is_break(c)).chain([(text.len(), '\n')]);
    for (at, c) in breaks {
        let line = &text[start..at];
        let trimmed = line.trim_matches(is_gap);
        // The second half of a carriage return and line feed is no empty line.
        let half = line.is_empty() && c == '\n' && text[..at].ends_with('\r');
        if !trimmed.is_empty() {
            let indent = line.len() - line.trim_start_matches(is_gap).len();
            let span = Span::new(start + indent, start + indent + trimmed.len());
            lines.push(Line {
                span,
                width: trimmed.chars().count(),
                first_word: trimmed.chars().take_while(|&c| !is_gap(c)).count(),
                adjoins: adjoins && indent <= margin,
            });
            margin = indent;
        }
        if !half {
            adjoins = !trimmed.is_empty();
        }
        start = at + c.len_utf8();
    }
    lines
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
