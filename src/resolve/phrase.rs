//! The head of a source: what its noun phrase names.
//!
//! In: the tokens of a source. Out: a [`Phrase`]: a pronoun, a name with the noun before it, a
//! noun without a name, or several of them joined. `Turkish Health Minister Recep Akdag`, `the
//! coach, Alireza Mehraban` and `Dmitri Peskov, spokesman for the Russian presidency` are names;
//! `a spokesman for the company` is a noun. Which parts a phrase has is told by commas and
//! prepositions alone, so a relative clause with a name in it can mislead.

use super::piece::{Piece, Pieces, Sense, is_participle};
use super::tables::{Class, Form, Sort, TABLES};
use crate::document::Document;
use crate::report::Kind;
use std::ops::Range;

/// How many conjunctions of one source are tried.
const CONJUNCTIONS: usize = 6;

/// What a source's words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// A pronoun, or a possessive such as `his` by itself; the piece.
    Pronoun(usize),
    /// A part of those whom a pronoun takes up: "two of them".
    Part {
        /// The piece of the pronoun.
        pronoun: usize,
        /// The pieces of the whole.
        whole: Range<usize>,
    },
    /// A name; its pieces, and the noun of a body or text before it.
    Name {
        /// The pieces of the name alone.
        name: Range<usize>,
        /// The noun right before it, a role of sort body.
        noun: Option<usize>,
    },
    /// A noun without a name.
    Noun(Noun),
    /// Two or more sources.
    Joint(Vec<Range<usize>>),
    /// Nothing that could be read; its pieces.
    Words(Range<usize>),
}

/// A noun phrase without a name at its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// The piece of the head, a role noun.
    pub head: usize,
    /// The pieces of the whole, without determiner, without an apposition.
    pub pieces: Range<usize>,
    /// The determiner or possessive that it began with.
    pub determiner: Option<usize>,
    /// The first piece after the part that the head closes.
    pub after: usize,
    /// One past the last piece of the whole source.
    pub end: usize,
}

/// Reads the source that stands at `range`, a range of pieces.
pub fn read(document: &Document, pieces: &Pieces, range: &Range<usize>) -> Phrase {
    let whole_source = range.clone();
    let range = trim(pieces, range.clone());
    if range.is_empty() {
        return Phrase::Words(whole_source);
    }
    let word = |index: usize| document.text_of(&pieces.all[index].tokens);
    let first = &pieces.all[range.start];
    let alone = range.len() == 1;
    if first.is(Class::Pronoun) || (alone && (first.is(Class::Possessive) || first.is(Class::Relative))) {
        let partitive = !alone && matches!(word(range.start + 1), "of" | "in");
        if !partitive {
            return Phrase::Pronoun(range.start);
        }
    }
    if let Some(parts) =
        joint(document, pieces, &range).or_else(|| joint_in_heading(document, pieces, &range))
    {
        return Phrase::Joint(parts);
    }
    let part = range.clone();
    let range = whole(document, pieces, range);
    let several = range.len() == 1 && part.len() > 1 && matches!(word(range.start), "them" | "those");
    if several {
        return Phrase::Part { pronoun: range.start, whole: part };
    }
    let segments = segments(pieces, &range);
    let mut noun = None;
    for (index, segment) in segments.iter().enumerate().take(4) {
        let Some(core) = core(document, pieces, segment) else { continue };
        let last = &pieces.all[core.end - 1];
        match last.sense {
            _ if last.is_named() => {
                let place = matches!(last.sense, Sense::Country(..) | Sense::Region(_));
                let people = matches!(last.sense, Sense::Country(_, Form::Adjective));
                // After a noun, only a bare name is who that noun means.
                let bare = index == 0 || (!place && is_bare(pieces, &core));
                let group = noun
                    .as_ref()
                    .is_some_and(|n: &Noun| matches!(pieces.all[n.head].sense, Sense::Role(_, true)));
                if bare && !people && !(group && index > 0) {
                    return name(document, pieces, &core);
                }
            }
            Sense::Role(..) if index == 0 => {
                if let Some(found) = trailing_name(pieces, segment, &core) {
                    return Phrase::Name { name: found, noun: None };
                }
                if let Some(found) = labelled_name(pieces, &core) {
                    let Sense::Role(role, _) = last.sense else { continue };
                    return Phrase::Name { name: found, noun: Some(role) };
                }
                noun = Some(noun_phrase(document, pieces, &range, &core));
            }
            _ => {}
        }
        if noun.is_none() && index == 0 {
            noun = role_before(pieces, &core)
                .map(|head| noun_phrase(document, pieces, &range, &(core.start..head + 1)));
        }
    }
    noun.map_or(Phrase::Words(range), Phrase::Noun)
}

/// The pieces of a source, without signs at the edges, a genitive at the end, and anything in
/// brackets at the end.
pub fn trim(pieces: &Pieces, mut range: Range<usize>) -> Range<usize> {
    let sign = |piece: &Piece| {
        matches!(
            piece.sense,
            Sense::Quote
                | Sense::Comma
                | Sense::Sign
                | Sense::Dash
                | Sense::Genitive
                | Sense::Open
                | Sense::Close
        )
    };
    while range.start < range.end && sign(&pieces.all[range.start]) {
        range.start += 1;
    }
    loop {
        let Some(last) = range.clone().next_back() else { return range };
        if pieces.all[last].sense == Sense::Close {
            match pieces.all[range.clone()].iter().rposition(|p| p.sense == Sense::Open) {
                // "The (U.S.)", where an editor has put a name for a pronoun.
                Some(1) if pieces.all[range.start].is(Class::Determiner) => {
                    range = range.start + 2..last;
                }
                Some(open) => range.end = range.start + open,
                None => range.end = last,
            }
        } else if sign(&pieces.all[last]) {
            range.end = last;
        } else {
            return range;
        }
    }
}

/// What "most of the scientists" and "a growing number of scientists" are a part of.
fn whole(document: &Document, pieces: &Pieces, range: Range<usize>) -> Range<usize> {
    let word = |index: usize| document.text_of(&pieces.all[index].tokens).to_lowercase();
    let Some(of) = range.clone().take(5).find(|index| word(*index) == "of") else { return range };
    if of == range.start || of + 1 >= range.end {
        return range;
    }
    let last = &pieces.all[of - 1];
    let partitive = matches!(
        word(of - 1).as_str(),
        "number"
            | "numbers"
            | "majority"
            | "minority"
            | "lots"
            | "lot"
            | "thousands"
            | "hundreds"
            | "dozens"
            | "millions"
            | "each"
            | "rest"
            | "group"
            | "half"
            | "range"
            | "host"
            | "scores"
            | "most"
            | "many"
            | "some"
            | "all"
            | "both"
            | "several"
            | "few"
            | "one"
            | "two"
            | "three"
            | "none"
            | "any"
    );
    if partitive || last.sense == Sense::Number { of + 1..range.end } else { range }
}

/// The parts between commas, dashes and brackets.
fn segments(pieces: &Pieces, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut segments = Vec::new();
    let mut start = range.start;
    for index in range.clone() {
        if matches!(pieces.all[index].sense, Sense::Comma | Sense::Dash) {
            segments.push(start..index);
            start = index + 1;
        }
    }
    segments.push(start..range.end);
    segments.retain(|segment| !segment.is_empty());
    segments
}

/// The part of a segment that its head closes: up to the first preposition, relative or verb, and
/// without what is no part of a name at the end.
fn core(document: &Document, pieces: &Pieces, segment: &Range<usize>) -> Option<Range<usize>> {
    let closes = |piece: &Piece| match piece.sense {
        Sense::Function(class) => {
            let that = document.text_of(&piece.tokens) == "that";
            that || matches!(
                class,
                Class::Preposition | Class::Relative | Class::Subordinator | Class::Auxiliary
            )
        }
        Sense::Role(..) => piece.is_role(Sort::Clause),
        _ => false,
    };
    let mut end = segment.start + 1;
    while end < segment.end && !closes(&pieces.all[end]) {
        // What follows a bracket goes on only if it is part of the same noun phrase.
        if pieces.all[end].sense == Sense::Open {
            let close = (end..segment.end).find(|index| pieces.all[*index].sense == Sense::Close);
            match close.filter(|close| close + 1 < segment.end && !closes(&pieces.all[close + 1])) {
                Some(close) => end = close,
                None => break,
            }
        }
        end += 1;
    }
    let loose = |piece: &Piece| {
        matches!(piece.sense, Sense::Number | Sense::Sign | Sense::Quote | Sense::Genitive)
            || matches!(
                piece.sense,
                Sense::Function(Class::Adverb | Class::Pronoun | Class::Calendar | Class::Conjunction)
            )
    };
    while end > segment.start && loose(&pieces.all[end - 1]) {
        end -= 1;
    }
    (end > segment.start).then_some(segment.start..end)
}

/// Whether a core is a name with nothing before it but titles and a determiner.
fn is_bare(pieces: &Pieces, core: &Range<usize>) -> bool {
    pieces.all[core.clone()].iter().all(|p| {
        p.is_named()
            || p.is_post()
            || matches!(p.sense, Sense::Quote)
            || p.is(Class::Particle)
            || p.is(Class::Determiner)
    })
}

/// The name that closes a core, and the noun before it.
fn name(document: &Document, pieces: &Pieces, core: &Range<usize>) -> Phrase {
    let last = core.end - 1;
    let mut start = last;
    if matches!(pieces.all[last].sense, Sense::Name | Sense::Body(_) | Sense::Country(..) | Sense::Region(_))
    {
        while start > core.start {
            let left = &pieces.all[start - 1];
            let particle = left.is(Class::Particle)
                && start >= core.start + 2
                && pieces.all[start - 2].sense == Sense::Name;
            let place =
                matches!(left.sense, Sense::Country(_, Form::Name | Form::Capital) | Sense::Region(_));
            let part = match pieces.all[last].sense {
                Sense::Name => {
                    left.sense == Sense::Name || particle || place && left.tokens.len() == 1 && start == last
                }
                // "SOS Children's Villages Sudan".
                Sense::Country(..) | Sense::Region(_) => {
                    let noun = matches!(left.sense, Sense::Role(..)) && left.capital && !left.is_post();
                    let genitive = left.sense == Sense::Genitive && start < last;
                    left.sense == Sense::Name
                        || noun
                        || genitive
                        || left.is_role(Sort::Person) && left.capital && start < last
                }
                _ => left.sense == Sense::Name,
            };
            // A nickname in quotation marks.
            let quoted = left.sense == Sense::Quote
                && start >= core.start + 3
                && pieces.all[start - 3].sense == Sense::Quote;
            if quoted {
                start -= 3;
            } else if part {
                start -= 1;
            } else {
                break;
            }
        }
    }
    // "Ministry spokeswoman" before a name is a title, "the union" says what the name is.
    let noun =
        match start.checked_sub(1).filter(|left| *left >= core.start).map(|left| pieces.all[left].sense) {
            Some(Sense::Role(role, false)) if TABLES.roles[role].sort == Sort::Body => Some(role),
            Some(Sense::Role(role, _))
                if document.text_of(&pieces.all[start].tokens).starts_with(char::is_uppercase) =>
            {
                (TABLES.roles[role].sort == Sort::Body).then_some(role)
            }
            _ => None,
        };
    Phrase::Name { name: start..core.end, noun }
}

/// "Communications director for the World Health Organization Vivian Tan": the person's name that
/// closes a segment whose head is a post.
fn trailing_name(pieces: &Pieces, segment: &Range<usize>, core: &Range<usize>) -> Option<Range<usize>> {
    if core.end >= segment.end || !pieces.all[core.end - 1].is_role(Sort::Person) {
        return None;
    }
    let mut start = segment.end;
    while start > core.end && pieces.all[start - 1].sense == Sense::Name {
        start -= 1;
    }
    let length = segment.end - start;
    let before = &pieces.all[start.checked_sub(1)?];
    let after_body =
        matches!(before.sense, Sense::Body(_) | Sense::Compound(_) | Sense::Country(..) | Sense::Region(_))
            || before.is_role(Sort::Field)
            || before.is_role(Sort::Body) && before.capital;
    let titled = before.is_post() && start - 1 > core.end;
    match length {
        1 if titled => Some(start..segment.end),
        2 | 3 if after_body || titled => Some(start..segment.end),
        3.. => Some(segment.end - 2..segment.end),
        _ => None,
    }
}

/// "The China Daily newspaper", "Yonhap news agency": the name of a medium or a company before the noun
/// that says what it is.
fn labelled_name(pieces: &Pieces, core: &Range<usize>) -> Option<Range<usize>> {
    let last = core.end - 1;
    let Sense::Role(role, false) = pieces.all[last].sense else { return None };
    let label = TABLES.roles[role].sort == Sort::Body
        && !pieces.all[last].capital
        && matches!(TABLES.roles[role].kind, Some(Kind::Media | Kind::Company));
    let name =
        |index: &usize| matches!(pieces.all[*index].sense, Sense::Name | Sense::Body(_) | Sense::Compound(_));
    let start = last - (core.start..last).rev().take_while(name).count();
    let alone =
        start == core.start || start == core.start + 1 && pieces.all[core.start].is(Class::Determiner);
    (label && alone && start < last).then_some(start..last)
}

fn noun_phrase(document: &Document, pieces: &Pieces, range: &Range<usize>, core: &Range<usize>) -> Noun {
    let word = |index: usize| document.text_of(&pieces.all[index].tokens);
    let quantity = |index: usize| {
        let piece = &pieces.all[index];
        piece.is(Class::Determiner)
            || piece.sense == Sense::Number
            || matches!(word(index), "than" | "estimated")
    };
    let first = &pieces.all[range.start];
    let possessed = first.is(Class::Possessive) && core.end - 1 > range.start;
    let mut start = range.start + usize::from(possessed);
    while start < core.end - 1 && quantity(start) {
        start += 1;
    }
    let determiner = (start > range.start).then_some(range.start);
    // A clause or an apposition is no part of the name that a group goes by.
    let closes = |index: usize| match pieces.all[index].sense {
        Sense::Comma | Sense::Open | Sense::Dash => true,
        Sense::Word => is_participle(word(index)),
        Sense::Role(..) => pieces.all[index].is_role(Sort::Clause),
        Sense::Function(Class::Relative | Class::Auxiliary | Class::Subordinator) => true,
        Sense::Function(_) => matches!(word(index), "that" | "such" | "including" | "like"),
        _ => false,
    };
    let mut end = (core.end..range.end).find(|index| closes(*index)).unwrap_or(range.end);
    while end > core.end
        && matches!(pieces.all[end - 1].sense, Sense::Function(_) | Sense::Sign | Sense::Quote)
    {
        end -= 1;
    }
    Noun { head: core.end - 1, pieces: start..end, determiner, after: core.end, end: range.end }
}

/// The noun phrase around a role noun that is not known to speak: its words to the left, and what
/// follows it up to the next comma or clause.
pub fn around(document: &Document, pieces: &Pieces, head: usize, sentence: &Range<usize>) -> Noun {
    let mut start = head;
    while start > sentence.start && head - start < 5 {
        let left = &pieces.all[start - 1];
        let modifies = match left.sense {
            Sense::Role(..) | Sense::Country(..) | Sense::Region(_) | Sense::Body(_) | Sense::Compound(_) => {
                true
            }
            Sense::Name | Sense::Number | Sense::Genitive => true,
            Sense::Function(class) => matches!(class, Class::Determiner | Class::Possessive),
            _ => false,
        };
        if !modifies {
            break;
        }
        start -= 1;
    }
    noun_phrase(document, pieces, &(start..sentence.end.min(head + 14)), &(start..head + 1))
}

/// The last role noun of a core that ends in some other word.
fn role_before(pieces: &Pieces, core: &Range<usize>) -> Option<usize> {
    core.clone().rev().find(|index| matches!(pieces.all[*index].sense, Sense::Role(..)))
}

/// The parts of "Sen. Jim Talent and Rep. Sam Graves", "Egypt, Bulgaria and Nicaragua". Of several
/// conjunctions the first that joins two names counts: "the founder and head of Mind, and Jo Swinson".
fn joint(document: &Document, pieces: &Pieces, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let joins = |index: &usize| {
        let piece = &pieces.all[*index];
        let word = document.text_of(&piece.tokens);
        piece.is(Class::Conjunction) && matches!(word, "and" | "or" | "nor")
    };
    range.clone().filter(joins).take(CONJUNCTIONS).find_map(|and| joined_at(document, pieces, range, and))
}

/// The parts of "SEN. TALENT, REP. GRAVES": in a headline a comma stands for "and".
fn joint_in_heading(document: &Document, pieces: &Pieces, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let sentence = document.sentence_of(pieces.all[range.start].tokens.start);
    let parts = segments(pieces, range);
    let person = |part: &Range<usize>| {
        let core = core(document, pieces, part);
        core.is_some_and(|core| core == *part && pieces.all[core.end - 1].sense == Sense::Name)
            && is_bare(pieces, part)
    };
    (pieces.heading[sentence] && parts.len() > 1 && parts.iter().all(person)).then_some(parts)
}

fn joined_at(
    document: &Document,
    pieces: &Pieces,
    range: &Range<usize>,
    and: usize,
) -> Option<Vec<Range<usize>>> {
    let heads = |part: &Range<usize>| {
        let part = trim(pieces, part.clone());
        let first = segments(pieces, &part).into_iter().next()?;
        let core = core(document, pieces, &first)?;
        let last = core.end - 1;
        (pieces.all[last].is_named() && !has_noun_tail(pieces, &core)).then_some(last)
    };
    let right = trim(pieces, and + 1..range.end);
    let right_head = heads(&right)?;
    let mut parts = Vec::new();
    let left = trim(pieces, range.start..and);
    let segments = segments(pieces, &left);
    let listed =
        segments.len() > 1 && segments.iter().all(|part| heads(part).is_some() && is_bare(pieces, part));
    if listed {
        parts.extend(segments);
    } else {
        let left_head = heads(&left)?;
        let person = |head: usize| pieces.all[head].sense == Sense::Name;
        let people = person(left_head) && person(right_head);
        // What follows a preposition or a comma belongs to the left part unless a person is named.
        let closed = left_head + 1 == left.end;
        // After an apposition a comma tells the next person from the end of a list inside it.
        let comma = and > range.start && pieces.all[and - 1].sense == Sense::Comma;
        let full = pieces.all[right_head - 1].sense == Sense::Name || pieces.all[right_head - 1].is_post();
        if !(closed || people && comma && full) {
            return None;
        }
        parts.push(left);
    }
    parts.push(right);
    Some(parts)
}

/// Whether a core names something only by the way: "the Obama and Biden administrations".
fn has_noun_tail(pieces: &Pieces, core: &Range<usize>) -> bool {
    matches!(pieces.all[core.end - 1].sense, Sense::Country(_, Form::Adjective))
}
