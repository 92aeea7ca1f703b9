//! The title before a name and the apposition after it.
//!
//! In: where a name begins or ends. Out: the range of pieces that say what its bearer is: "Turkish
//! Health Minister", ", spokesman for the Russian presidency", "is the head of …". Where the range
//! ends is told by commas and small words alone, so a list can be taken for an apposition.

use super::piece::{Piece, Pieces, Sense};
use super::tables::{Class, Sort};
use crate::document::Document;
use std::ops::Range;

/// Whether a piece is a title or the post of one person.
pub fn is_title(pieces: &Pieces, piece: usize) -> bool {
    let piece = &pieces.all[piece];
    piece.is_post() && !matches!(piece.sense, Sense::Role(_, true))
}

/// The title before a name: posts, honorifics, and the adjectives, bodies and places with them.
pub fn before(document: &Document, pieces: &Pieces, name: usize) -> Range<usize> {
    let mut start = name;
    while start > 0 && name - start < 12 {
        let piece = &pieces.all[start - 1];
        if document.tokens[piece.tokens.end - 1].span.end
            > document.tokens[pieces.all[name].tokens.start].span.start
        {
            break;
        }
        let right = &pieces.all[start];
        // "The firm's chief executive, Alan Mulally, …".
        if start == name && piece.sense == Sense::Comma && start > 1 && closes_title(pieces, start - 2, name)
        {
            start -= 1;
            continue;
        }
        let part = match piece.sense {
            Sense::Role(..) => true,
            Sense::Body(_) | Sense::Country(..) | Sense::Region(_) | Sense::Compound(_) => true,
            Sense::Name => start < name,
            Sense::Genitive => true,
            Sense::Word => start < name && matches!(right.sense, Sense::Role(..)) && !right.capital,
            Sense::Function(Class::Preposition) => {
                let names = right.is_named() || right.is(Class::Determiner);
                start < name && names && start > 1 && matches!(pieces.all[start - 2].sense, Sense::Role(..))
            }
            // "President of the United States Barack Obama".
            Sense::Function(Class::Determiner) => {
                let inside = start > 2 && start < name && pieces.all[start - 2].is(Class::Preposition);
                inside && matches!(pieces.all[start - 3].sense, Sense::Role(..))
            }
            Sense::Function(Class::Conjunction) => {
                let between = start > 1 && matches!(pieces.all[start - 2].sense, Sense::Role(..));
                start < name && between && matches!(right.sense, Sense::Role(..))
            }
            _ => false,
        };
        // A sentence never begins inside a title.
        if !part
            || document.sentence_of(piece.tokens.start) != document.sentence_of(pieces.all[name].tokens.start)
        {
            break;
        }
        start -= 1;
    }
    let tells = |piece: &Piece| {
        piece.is_post() || matches!(piece.sense, Sense::Role(..) | Sense::Body(_) | Sense::Compound(_))
    };
    if pieces.all[start..name].iter().any(tells) { start..name } else { name..name }
}

/// Whether a post before a comma says who the name after it is: a comma closes that name too.
fn closes_title(pieces: &Pieces, post: usize, name: usize) -> bool {
    let one =
        pieces.all[post].is_role(Sort::Person) && matches!(pieces.all[post].sense, Sense::Role(_, false));
    let mut end = name;
    while end < name + 8
        && pieces.all.get(end).is_some_and(|p| p.sense == Sense::Name || p.is(Class::Particle))
    {
        end += 1;
    }
    one && pieces.all.get(end).is_some_and(|p| matches!(p.sense, Sense::Comma | Sense::Sign))
}

/// The apposition after a name: from the comma, dash or bracket to the next one.
pub fn apposition(document: &Document, pieces: &Pieces, end: usize) -> Range<usize> {
    let none = end..end;
    let Some(mark) = pieces.all.get(end) else { return none };
    // "Ivo Daalder is the head of …".
    let copula = matches!(document.text_of(&mark.tokens), "is" | "was")
        && pieces.all.get(end + 1).is_some_and(|piece| piece.is(Class::Determiner));
    if !copula && !matches!(mark.sense, Sense::Comma | Sense::Open | Sense::Dash) {
        return preposition_phrase(document, pieces, end);
    }
    let sentence = document.sentence_of(mark.tokens.start);
    let limit = pieces.sentences[sentence].end.min(end + 30);
    let mut stop = end + 1;
    let mut role = None;
    while stop < limit {
        let piece = &pieces.all[stop];
        let close = match piece.sense {
            Sense::Close | Sense::Dash | Sense::Quote | Sense::Sign => true,
            Sense::Comma => role.is_some(),
            // "According to her, a detective was …" is no apposition.
            Sense::Function(Class::Auxiliary) => return none,
            Sense::Function(Class::Relative | Class::Subordinator | Class::Pronoun) => true,
            _ => false,
        };
        if close {
            break;
        }
        if matches!(piece.sense, Sense::Role(..)) && role.is_none() {
            role = Some(stop);
        }
        stop += 1;
    }
    // The noun must come soon, and the phrase must not begin with a verb or a name that speaks.
    match role {
        Some(role) if role - end < 9 && noun_phrase_to(pieces, end + 1, role) => end + 1..stop,
        _ => none,
    }
}

/// "Ian Rintoul of the Refugee Action Coalition", "David Buik of BGC Partners".
fn preposition_phrase(document: &Document, pieces: &Pieces, end: usize) -> Range<usize> {
    let word = |index: usize| pieces.all.get(index).map_or("", |p| document.text_of(&p.tokens));
    if !matches!(word(end), "of" | "from" | "at" | "with") {
        return end..end;
    }
    let mut stop = end + 1;
    if word(stop) == "the" {
        stop += 1;
    }
    let start = stop;
    while pieces.all.get(stop).is_some_and(Piece::is_named) {
        stop += 1;
    }
    if stop == start {
        return end..end;
    }
    // What kind of body that is: "of White, the Stockholm-based architects firm".
    let limit = pieces.all.len().min(stop + 8);
    let noun = (stop..limit).find(|index| pieces.all[*index].is_role(Sort::Body));
    match noun {
        Some(noun) if pieces.all[stop].sense == Sense::Comma && noun_phrase_to(pieces, stop + 1, noun) => {
            end..noun + 1
        }
        _ => end..stop,
    }
}

/// Whether only adjectives, names and small words stand between.
fn noun_phrase_to(pieces: &Pieces, start: usize, role: usize) -> bool {
    pieces.all[start..role].iter().all(|piece| match piece.sense {
        Sense::Function(class) => matches!(
            class,
            Class::Determiner | Class::Possessive | Class::Adverb | Class::Preposition | Class::Conjunction
        ),
        Sense::Comma | Sense::Number | Sense::Word | Sense::Genitive => true,
        Sense::Body(_) | Sense::Country(..) | Sense::Region(_) | Sense::Compound(_) | Sense::Name => true,
        _ => false,
    })
}
