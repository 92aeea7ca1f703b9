//! Cuts a block into tokens as UD English does.
//!
//! In: a block of text. Out: its tokens in order; no white space belongs to any. Contractions are
//! cut (`do|n't`, `Ankara|'s`), hyphens stand alone unless they follow a prefix (`10|-|year`,
//! `pro-Russian`), abbreviations keep their stop, addresses stay whole. Where no blank shows it, a
//! stop before a small letter counts as part of a file or site name, right or wrong.

use super::lexicon::{self, Followed};
use crate::document::{Span, Token, Upos};
use crate::text::is_gap;

/// The part of a mail address before its `@` is at most this long, in bytes.
const LONGEST_MAILBOX: usize = 64;

/// A unit is at most this long, in bytes.
const LONGEST_UNIT: usize = 4;

/// Adds the tokens of a block to `tokens`.
pub(super) fn cut(text: &str, block: Span, tokens: &mut Vec<Token>) {
    let mut start = None;
    for (at, c) in block.of(text).char_indices() {
        match (is_gap(c), start) {
            (true, Some(from)) => {
                cut_chunk(text, block, Span::new(from, block.start + at), tokens);
                start = None;
            }
            (false, None) => start = Some(block.start + at),
            _ => {}
        }
    }
    if let Some(from) = start {
        cut_chunk(text, block, Span::new(from, block.end), tokens);
    }
}

/// Adds the tokens of a run without white space.
fn cut_chunk(text: &str, block: Span, chunk: Span, tokens: &mut Vec<Token>) {
    let mut push =
        |start: usize, end: usize| tokens.push(Token { span: Span::new(start, end), upos: Upos::X });
    let has_at = chunk.of(text).contains('@');
    let mut at = chunk.start;
    while at < chunk.end {
        let rest = &text[at..chunk.end];
        let Some(first) = rest.chars().next() else { break };
        let before = text[chunk.start..at].chars().next_back();
        if let Some(length) = address(rest, before, has_at) {
            push(at, at + length);
            at += length;
        } else if is_word(first) || leads_figure(rest, before) {
            let mut length = word(rest, first);
            let stops = rest[length..].bytes().take_while(|&byte| byte == b'.').count();
            if stops == 1 && keeps_stop(text, block, Span::new(at, at + length)) {
                length += 1;
            }
            match contraction(&rest[..length]) {
                Some(cut) => {
                    push(at, at + cut);
                    push(at + cut, at + length);
                }
                None => push(at, at + length),
            }
            at += length;
        } else {
            let length = symbol(rest, first, before);
            push(at, at + length);
            at += length;
        }
    }
}

/// The length of the web or mail address, handle or tag that `rest` begins with.
fn address(rest: &str, before: Option<char>, has_at: bool) -> Option<usize> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let begins =
        |prefix: &str| rest.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    if ["http://", "https://", "ftp://", "www.", "mailto:"].into_iter().any(begins) {
        let end = rest.find(['"', '<', '>', '“', '”', '»', '|']).unwrap_or(rest.len());
        let trimmed = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*']);
        let balanced = trimmed.contains('(');
        let trimmed = if balanced { trimmed } else { trimmed.trim_end_matches([')', ']', '.', ',']) };
        return Some(trimmed.len()).filter(|&length| length > 4);
    }
    if let Some(tag) = rest.strip_prefix('#') {
        return tag.starts_with(|c: char| is_word(c) && !c.is_numeric()).then(|| 1 + name_length(tag));
    }
    if !has_at {
        return None;
    }
    if let Some(handle) = rest.strip_prefix('@') {
        return handle.starts_with(is_word).then(|| 1 + name_length(handle));
    }
    let boxed = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
    let local = rest.bytes().take(LONGEST_MAILBOX + 1).take_while(boxed).count();
    let domain = rest[local..].strip_prefix('@')?;
    let end = domain
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        .unwrap_or(domain.len());
    let domain = domain[..end].trim_end_matches(['.', '-']);
    (local > 0 && !domain.is_empty()).then_some(local + 1 + domain.len())
}

/// Letters, figures and underscores, the characters of handles and tags.
fn name_length(text: &str) -> usize {
    text.find(|c: char| !is_word(c)).unwrap_or(text.len())
}

/// Whether a sign begins a figure: `.5`, `+44`.
fn leads_figure(rest: &str, before: Option<char>) -> bool {
    let mut bytes = rest.bytes();
    matches!(bytes.next(), Some(b'.' | b'+'))
        && bytes.next().is_some_and(|byte| byte.is_ascii_digit())
        && before.is_none_or(|c| !is_word(c) && c != '.')
}

/// The length of the word that `rest` begins with, its final stop left out.
fn word(rest: &str, first: char) -> usize {
    let numeric = first.is_ascii_digit() || !is_word(first);
    if numeric && let Some(length) = telephone(rest) {
        return length;
    }
    let mut last = first;
    // Where the letters after the last stop begin.
    let mut part = 0;
    let mut at = first.len_utf8();
    let mut chars = rest[at..].chars();
    while let Some(c) = chars.next() {
        let joins = if is_word(c) {
            !(numeric && last.is_ascii_digit() && c.is_ascii_alphabetic() && is_unit_ahead(&rest[at..]))
        } else {
            let Some(next) = chars.clone().next().filter(|&next| is_word(next)) else {
                // `US$`
                let currency =
                    c == '$' && at <= 3 && rest[..at].bytes().all(|byte| byte.is_ascii_uppercase());
                return if currency { at + 1 } else { at };
            };
            let figures = last.is_ascii_digit() && next.is_ascii_digit();
            match c {
                '.' => {
                    let joins = figures || joins_at_stop(&rest[part..at], &rest[at + 1..]);
                    part = at + 1;
                    joins
                }
                ',' | ':' | '/' => figures,
                '\'' | '’' | '`' => last.is_alphanumeric() && next.is_alphabetic(),
                '&' => at <= 3 && next.is_uppercase() && last.is_uppercase(),
                '*' => last.is_alphabetic() && next.is_alphabetic(),
                '-' | '‐' | '‑' => lexicon::is_prefix(&rest[..at]),
                '$' if at <= 3 && rest[..at].bytes().all(|byte| byte.is_ascii_uppercase()) => return at + 1,
                _ => false,
            }
        };
        if !joins {
            break;
        }
        last = c;
        at += c.len_utf8();
    }
    at
}

/// Whether a stop without a blank after it stands inside one token: `U.S`, `Ph.D`, `who.int`.
/// `part` are the letters before it.
fn joins_at_stop(part: &str, after: &str) -> bool {
    let mut letters = after.chars();
    let (next, second) = (letters.next(), letters.next());
    let single = part.chars().nth(1).is_none();
    let letter_next = next.is_some_and(char::is_alphabetic);
    let sentence_next = next.is_some_and(char::is_uppercase) && second.is_some_and(char::is_lowercase);
    let figure_before = part.ends_with(|c: char| c.is_ascii_digit());
    if single || !letter_next || figure_before {
        return single && letter_next && !figure_before && (!sentence_next || part != "I");
    }
    let capital_alone = next.is_some_and(char::is_uppercase) && second.is_none_or(|c| !is_word(c));
    let shouted = !part.contains(char::is_lowercase) && !sentence_next;
    capital_alone && part.len() <= 3 || shouted || next.is_some_and(char::is_lowercase)
}

/// Whether a unit that is cut off a number comes next, and nothing else: `pm`, `km`.
fn is_unit_ahead(rest: &str) -> bool {
    let near = rest.bytes().take(LONGEST_UNIT + 1).take_while(u8::is_ascii_alphanumeric).count();
    near <= LONGEST_UNIT && !rest[near..].starts_with(is_word) && lexicon::is_unit(&rest[..near])
        || matches!(rest.get(..3), Some("a.m" | "p.m"))
}

/// The length of a telephone number, or a date with hyphens: `020-7946-0000`, `555-0100`.
fn telephone(rest: &str) -> Option<usize> {
    let (mut groups, mut digits, mut first) = (1, 0, 0);
    let mut end = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                end = at + 1;
            }
            b'-' if digits > 0 => {
                if groups == 1 {
                    first = digits;
                }
                (groups, digits) = (groups + 1, 0);
            }
            _ => break,
        }
        if at > 24 {
            return None;
        }
    }
    let whole = !rest[end..].starts_with(is_word) && digits > 0;
    (whole && (groups >= 3 || groups == 2 && first == 3 && digits == 4)).then_some(end)
}

/// Whether the stop after a word belongs to it.
fn keeps_stop(text: &str, block: Span, word: Span) -> bool {
    let with_stop = &text[word.start..word.end + 1];
    let letters = word.of(text);
    let after = text[word.end + 1..block.end].trim_start_matches(is_gap);
    let figure_next = after.starts_with(|c: char| c.is_ascii_digit());
    match lexicon::abbreviation(with_stop) {
        Some(Followed::Number) => return figure_next,
        Some(Followed::AfterComma) => {
            return text[block.start..word.start].trim_end_matches(is_gap).ends_with(',');
        }
        Some(_) => return true,
        None => {}
    }
    let mut parts = letters.rsplit('.');
    let last = parts.next().unwrap_or_default();
    let letter = last.chars().nth(1).is_none() && last.starts_with(char::is_alphabetic);
    match parts.next() {
        // `U.S.`, `a.m.`, `Ph.D.`
        Some(before) => letter && before.len() <= 3 && before.starts_with(char::is_alphabetic),
        // An initial goes on to a name, to another initial, or to a number (`S. 480`).
        None => {
            letter
                && letters.starts_with(char::is_uppercase)
                && letters != "I"
                && after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == ',')
        }
    }
}

/// Where a contraction is cut: `do|n't`, `Ankara|'s`, `can|not`.
fn contraction(word: &str) -> Option<usize> {
    let Some(mark) = word.rfind(['\'', '’', '`']) else { return lexicon::fused(word) };
    let tail = word[mark..].trim_start_matches(['\'', '’', '`']);
    let head = &word[..mark];
    if head.is_empty() {
        return None;
    }
    match tail {
        "t" | "T" if head.ends_with(['n', 'N']) && head.len() > 1 => Some(mark - 1),
        // `1990's` is one word, `Airbus A380's` is not told apart.
        "s" | "S" => (!head.ends_with(|c: char| c.is_ascii_digit())).then_some(mark),
        "m" | "d" | "M" | "D" | "ll" | "LL" | "re" | "RE" | "ve" | "VE" => Some(mark),
        _ => None,
    }
}

/// The length of what begins with neither letter nor figure.
fn symbol(rest: &str, first: char, before: Option<char>) -> usize {
    let run = |same: &dyn Fn(char) -> bool| rest.find(|c: char| !same(c)).unwrap_or(rest.len());
    match first {
        '\'' | '’' | '‘' => {
            let after = &rest[first.len_utf8()..];
            let length = name_length(after);
            let word = &after[..length];
            let clitic = matches!(word, "s" | "S" | "m" | "d" | "ll" | "re" | "ve" | "t");
            let figures = word.trim_end_matches('s');
            let decade = figures.len() == 2 && figures.bytes().all(|byte| byte.is_ascii_digit());
            let free = before.is_none_or(|c| !is_word(c));
            if before.is_some() && clitic && first != '‘' || free && (decade || lexicon::is_elided(word)) {
                first.len_utf8() + length
            } else if after.starts_with(['\'', '’']) && after.starts_with(first) {
                2 * first.len_utf8()
            } else {
                first.len_utf8()
            }
        }
        ':' | ';' | '=' if before.is_none() && is_smiley(rest) => rest.len(),
        '!' | '?' => run(&|c| matches!(c, '!' | '?')),
        '.' | '-' | '=' | '*' | '~' | '#' | '<' | '>' | '^' | '+' | '`' | '…' | '–' | '—' | '|' => {
            run(&|c| c == first)
        }
        _ if is_pictograph(first) => pictograph(rest, first),
        _ => first.len_utf8(),
    }
}

/// `:)`, `;-(`: a word of two or three signs.
fn is_smiley(word: &str) -> bool {
    let mouth = word[1..].trim_start_matches(['-', '\'']);
    word.len() <= 3 && matches!(mouth, ")" | "(" | "D" | "P" | "p" | "/" | "|" | "]" | "[")
}

/// The length of an emoji with everything that is joined to it, or a pair that makes a flag.
fn pictograph(rest: &str, first: char) -> usize {
    let mut length = first.len_utf8();
    let mut joined = is_flag_letter(first);
    for c in rest[length..].chars() {
        match c {
            '\u{200D}' => joined = true,
            '\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}' => {}
            _ if joined && is_pictograph(c) && is_flag_letter(c) == is_flag_letter(first) => joined = false,
            _ => break,
        }
        length += c.len_utf8();
    }
    length
}

fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Whether a character belongs to words: letters, figures, the marks put on them, and everything
/// of other scripts that is not known to be punctuation.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    !(is_gap(c) || is_pictograph(c) || is_punctuation(c))
}

fn is_punctuation(c: char) -> bool {
    matches!(c,
        '\u{A1}'..='\u{A9}' | '\u{AB}' | '\u{AC}' | '\u{AE}'..='\u{B1}' | '\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}' | '×' | '÷'
        | '\u{55A}'..='\u{55F}' | '\u{589}' | '\u{5BE}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{66A}'..='\u{66D}' | '\u{6D4}'
        | '\u{964}' | '\u{965}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}'
        | '\u{2E00}'..='\u{2E7F}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '\u{3030}' | '\u{303D}'
        | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}
