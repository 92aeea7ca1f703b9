//! The opening of an agency report: `ANKARA, Feb 11 (Reuters) - `, `LONDON — `.
//!
//! In: the text of a paragraph. Out: where its dateline ends and where the story goes on. A place
//! in capitals is enough before a dash; one in small letters needs the agency or the day in brackets. A place
//! before a colon is left alone, since a speaker looks the same.

use super::furniture::{self, Phrase};
use super::is_gap;

/// A dateline is at most this long, in bytes.
const LONGEST: usize = 70;

/// The name of a town has at most this many words.
const LONGEST_TOWN: usize = 3;

/// The end of the dateline, dash included, and the start of what follows it.
pub(super) fn end(paragraph: &str) -> Option<(usize, usize)> {
    let (at, dash) = first_dash(paragraph)?;
    let rest = &paragraph[at + dash..];
    let story = rest.trim_start_matches(is_gap);
    if story.is_empty()
        || story.starts_with(char::is_lowercase)
        || !is_place_and_day(paragraph[..at].trim_end_matches(is_gap))
    {
        return None;
    }
    Some((at + dash, paragraph.len() - story.len()))
}

/// The first dash that is no hyphen, with its length.
fn first_dash(paragraph: &str) -> Option<(usize, usize)> {
    for (at, c) in paragraph.char_indices().take_while(|&(at, _)| at <= LONGEST) {
        let dash = match c {
            '-' if paragraph[at..].starts_with("--") => 2,
            '-' | '–' | '—' | '―' => c.len_utf8(),
            // `MOSCOW, February 11. /TASS/. `
            '.' if paragraph[..at].ends_with('/') => 1,
            _ => continue,
        };
        let before = paragraph[..at].chars().next_back();
        let after = paragraph[at + dash..].chars().next();
        let free = |side: Option<char>| side.is_some_and(is_gap);
        let wide = c != '-' || dash == 2;
        if wide || free(before) && free(after) {
            return Some((at, dash));
        }
    }
    None
}

/// `ANKARA`, `KYIV, Ukraine (AP)`, `BEIJING, Feb. 11 (Xinhua)`, `Ankara (Reuters)`, `(Reuters)`.
fn is_place_and_day(head: &str) -> bool {
    let mut place = head;
    let mut vouched = false;
    if let Some(open) = head.find(['(', '/', '[']) {
        let inside = &head[open + 1..];
        let Some(inside) = inside.strip_suffix([')', '/', ']']) else { return false };
        vouched = is_agency(inside) || is_day(inside);
        place = head[..open].trim_end_matches(|c| is_gap(c) || c == '.');
        if place.is_empty() {
            return is_agency(inside);
        }
    }
    let mut parts = place.split(',');
    let town = parts.next().unwrap_or_default();
    let in_capitals = town.chars().filter(|c| c.is_uppercase()).count() >= 3
        && town.split(is_gap).all(|word| !word.contains(char::is_lowercase) && !word.ends_with('.'));
    let placed = town.split(is_gap).count() <= LONGEST_TOWN && (in_capitals || vouched);
    placed
        && place.split(is_gap).all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && word
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '\'' | '’' | '-' | '/'))
                && !matches!(word, "TO" | "ON" | "FOR" | "AND" | "IN" | "WITH")
                || matches!(word, "and" | "of" | "de" | "del" | "la" | "near")
        })
}

/// Whether the table of furniture credits it: `Reuters`, `AFP`.
fn is_agency(name: &str) -> bool {
    furniture::phrase(name) == Some(Phrase::Credit)
}

/// `June 8, 2006`
fn is_day(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && furniture::phrase(text) == Some(Phrase::Furniture)
}
