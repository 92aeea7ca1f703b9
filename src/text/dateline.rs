//! The opening of an agency report: `ANKARA, Feb 11 (Reuters) - `, `LONDON — `.
//!
//! In: the text of a paragraph. Out: where its dateline ends and where the story goes on. A place
//! in capitals is enough before a dash; one in small letters needs the agency in brackets. A place
//! before a colon is left alone, since a speaker looks the same.

use super::is_gap;

/// A dateline is at most this long, in bytes.
const LONGEST: usize = 90;

/// The end of the dateline, dash included, and the start of what follows it.
pub(super) fn end(paragraph: &str) -> Option<(usize, usize)> {
    let (at, dash) = first_dash(paragraph)?;
    let rest = &paragraph[at + dash..];
    let story = rest.trim_start_matches(is_gap);
    if story.is_empty() || !is_place_and_day(paragraph[..at].trim_end_matches(is_gap)) {
        return None;
    }
    Some((at + dash, paragraph.len() - story.len()))
}

/// The first dash that stands free, with its length.
fn first_dash(paragraph: &str) -> Option<(usize, usize)> {
    for (at, c) in paragraph.char_indices().take_while(|&(at, _)| at <= LONGEST) {
        let dash = match c {
            '-' if paragraph[at..].starts_with("--") => 2,
            '-' | '–' | '—' | '―' => c.len_utf8(),
            _ => continue,
        };
        let before = paragraph[..at].chars().next_back();
        let after = paragraph[at + dash..].chars().next();
        let free = |side: Option<char>| side.is_some_and(is_gap);
        let wide = c != '-' || dash == 2;
        if (free(before) || wide && before == Some(')')) && (free(after) || wide) || wide && free(after) {
            return Some((at, dash));
        }
    }
    None
}

/// `ANKARA`, `KYIV, Ukraine (AP)`, `BEIJING, Feb. 11 (Xinhua)`, `Ankara (Reuters)`, `(Reuters)`.
fn is_place_and_day(head: &str) -> bool {
    let mut place = head;
    let mut agency = false;
    if let Some(open) = head.find(['(', '/', '[']) {
        let inside = head[open + 1..].trim_end_matches(is_gap);
        if !inside.ends_with([')', '/', ']']) || inside.len() < 3 {
            return false;
        }
        agency = true;
        place = head[..open].trim_end_matches(|c| is_gap(c) || c == '.');
        if place.is_empty() {
            return inside
                .chars()
                .all(|c| c.is_alphabetic() || is_gap(c) || matches!(c, ')' | ']' | ',' | '.'))
                && inside.chars().next().is_some_and(char::is_uppercase);
        }
    }
    let capitals = place.chars().take_while(|c| !c.is_lowercase());
    let in_capitals = capitals.filter(|c| c.is_uppercase()).count() >= 3
        && place.split(is_gap).next().is_some_and(|word| !word.chars().any(char::is_lowercase));
    (in_capitals || agency)
        && place.split(is_gap).all(|word| {
            word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
                && word
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '\'' | '’' | '-' | '/'))
                || matches!(word, "and" | "of" | "de" | "del" | "la" | "near")
        })
}
