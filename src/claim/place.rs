//! Places: countries, capitals, states and provinces that the tables know.
//!
//! In: the words of a document. Out: where each of them is named, in order. A country's adjective
//! ("Turkish") is no place, and a place inside the name of a body or a person is none. Gets wrong:
//! towns that are neither capital nor in the tables, which it does not know, and people named like
//! places.

use super::words::Words;
use crate::document::{TokenRange, Upos};
use crate::resolve::tables::{Form, Meaning, TABLES};

/// A place that is named.
pub struct Named {
    /// The tokens that name it.
    pub tokens: TokenRange,
    /// ISO 3166 alpha-2 code of its country.
    pub country: &'static str,
    /// Its name, where the table has a better one than the text.
    pub name: Option<&'static str>,
}

/// The places of a document, in order.
pub fn places(words: &Words) -> Vec<Named> {
    let document = words.document;
    let mut found = Vec::new();
    let mut at = 0;
    while at < document.tokens.len() {
        let token = document.tokens[at];
        let capital = words.text(at).starts_with(char::is_uppercase);
        let entry = if capital { TABLES.longest(&document.text[token.span.start..], |_| true) } else { None };
        let Some((length, meaning)) = entry else {
            at += 1;
            continue;
        };
        let behind = token.span.start + length;
        let end = at + document.tokens[at..].iter().take_while(|t| t.span.start < behind).count();
        // An entry ends where a token does.
        let whole = document.tokens[end - 1].span.end == behind;
        let (country, name) = match meaning {
            Meaning::Country(index, form @ (Form::Name | Form::Capital)) if whole => {
                let country = &TABLES.countries[index];
                (country.code, (form == Form::Name).then_some(country.name))
            }
            Meaning::Region(index) if whole => (TABLES.countries[index].code, None),
            Meaning::Body(_) | Meaning::Seat(_) if whole => {
                at = end;
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        if !inside_name(words, at, end) {
            found.push(Named { tokens: at..end, country, name });
        }
        at = end;
    }
    found
}

/// Whether a place is a piece of another name: "the Washington Post", "Jack London", "US troops".
fn inside_name(words: &Words, start: usize, end: usize) -> bool {
    let document = words.document;
    let sentence = document.sentences[document.sentence_of(start)].tokens.clone();
    let name = |i: usize| {
        document.tokens[i].upos == Upos::Propn && words.text(i).chars().next().is_some_and(char::is_uppercase)
    };
    let after = end < sentence.end && name(end) && words.at(end).calendar.is_none();
    let first = start > sentence.start && name(start - 1) && words.at(start - 1).calendar.is_none();
    let modifies = end < sentence.end
        && words.text(start).chars().all(|c| c.is_uppercase() || c == '.')
        && matches!(document.tokens[end].upos, Upos::Noun | Upos::Adj);
    after || first || modifies
}
