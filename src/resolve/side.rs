//! Whom somebody speaks for, and for which country.
//!
//! In: the words beside a name: a title before it, an apposition after it. Out: an
//! [`Affiliation`], and from it kind and country. A post tells the kind by itself (`minister`) or
//! by the body that it belongs to (`spokesman`); the country is said (`Turkish`, `of Turkey`) or
//! is the body's. A post in a body that no table knows has the kind of the post alone.

use super::cast::{Cast, Who};
use super::piece::{Pieces, Sense};
use super::tables::{Class, Sort, TABLES};
use crate::document::Document;
use crate::report::Kind;
use std::ops::Range;

/// What a title or an apposition says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affiliation {
    /// The token that it was said at.
    pub at: usize,
    /// The pieces that say it.
    pub pieces: Range<usize>,
    /// The post, a role of the tables.
    pub noun: Option<usize>,
    /// Whether the post is a past one.
    pub former: bool,
    /// The body that it belongs to, and the bodies that this one belongs to.
    pub bodies: Vec<Who>,
    /// Another post, of somebody whom it serves: "a spokesman for the mayor".
    pub superior: Option<usize>,
    /// The kind of body that a noun names without a name: "a spokesman for the company".
    pub generic: Option<usize>,
    /// Whether a name stands beside the post that nothing is known of.
    pub elsewhere: bool,
    /// The pieces of that name, where it follows "of" or "for" and so names the body.
    pub unknown: Option<Range<usize>>,
    /// The country that is said.
    pub country: Option<usize>,
}

impl Affiliation {
    /// What a range of pieces says; `title` if a name follows right after it; `who` tells whom a
    /// piece names.
    pub fn read(
        document: &Document,
        pieces: &Pieces,
        range: Range<usize>,
        title: bool,
        who: impl Fn(usize) -> Option<Who>,
    ) -> Self {
        let mut found = Self { pieces: range.clone(), ..Self::default() };
        let mut honorific = None;
        let mut head = None;
        let mut place = None;
        let mut destination = false;
        for index in range.clone() {
            let piece = &pieces.all[index];
            let word = document.text_of(&piece.tokens);
            // A clause says what somebody does; it counts only where nothing else is said.
            if (piece.is(Class::Relative) || word == "that")
                && (found.noun.is_some() || found.generic.is_some())
            {
                break;
            }
            match piece.sense {
                Sense::Role(role, _) => match TABLES.roles[role].sort {
                    Sort::Person | Sort::Clause => {
                        let known = |role: usize| TABLES.roles[role].kind != Some(Kind::Unknown);
                        let joined = index > range.start
                            && (pieces.all[index - 1].is(Class::Conjunction)
                                || pieces.all[index - 1].sense == Sense::Comma);
                        let beside = head.is_some_and(|head: usize| head + 1 == index);
                        let better = match found.noun {
                            None => true,
                            // "Founder and chief executive": the one that tells more.
                            Some(noun) if joined => !known(noun) && known(role),
                            // Of nouns before a name the last is the head, of two side by side the
                            // second: "Republican pollster".
                            Some(_) => title || beside,
                        };
                        if better {
                            found.noun = Some(role);
                            head = Some(index);
                        } else {
                            found.superior = found.superior.or(Some(role));
                        }
                    }
                    Sort::Honorific => {
                        honorific = Some(role).filter(|r| TABLES.roles[*r].kind.is_some()).or(honorific)
                    }
                    Sort::Body | Sort::State => found.generic = found.generic.or(Some(role)),
                    Sort::Place if found.noun.is_none() => place = place.or(Some(role)),
                    Sort::Place | Sort::Document | Sort::People | Sort::Field => {}
                },
                Sense::Country(country, _) if !destination => found.country = found.country.or(Some(country)),
                Sense::Region(country) => found.country = found.country.or(Some(country)),
                // What comes after the body's name says what it is, and names others by the way: "of Force
                // Ouvrière, the main union at Airbus".
                Sense::Body(_) | Sense::Compound(_) if found.unknown.is_some() => {}
                Sense::Body(_) | Sense::Compound(_) | Sense::Name if !destination => match who(index) {
                    Some(body @ Who::Body(_)) => found.bodies.push(body),
                    Some(Who::Country(_) | Who::Group(_)) => {}
                    Some(Who::Person(_)) | None => {
                        found.elsewhere = true;
                        let after =
                            index > range.start && opens_body(document, pieces, index - 1, range.start);
                        match &mut found.unknown {
                            Some(name) if name.end == index => name.end = index + 1,
                            None if after && found.noun.is_some() && found.bodies.is_empty() => {
                                found.unknown = Some(index..index + 1);
                            }
                            _ => {}
                        }
                    }
                },
                Sense::Function(Class::Preposition) => destination = word == "to",
                Sense::Function(Class::Adverb) => found.former |= found.noun.is_none() && word == "once",
                Sense::Word | Sense::Name => {}
                _ => {}
            }
            found.former |= found.noun.is_none()
                && matches!(word, "former" | "Former" | "ex" | "late" | "retired" | "then");
        }
        // A senator stays one whatever she chairs; a doctor can be anything.
        let office = honorific.filter(|honorific| !is_learned(*honorific));
        found.noun = office.or(found.noun).or(honorific);
        found.generic = found.generic.or(place);
        found
    }

    /// How much it tells: an office the most, then a post; least a title of learning, which anybody
    /// can have, or what somebody is to others in the story.
    pub fn weight(&self) -> u8 {
        match self.noun {
            Some(noun) if is_learned(noun) || TABLES.roles[noun].kind == Some(Kind::Witness) => 0,
            Some(noun) if TABLES.roles[noun].sort == Sort::Honorific => 2,
            _ => 1,
        }
    }

    /// Whom it speaks for.
    pub fn kind(&self, cast: &Cast) -> Option<Kind> {
        let body = self.bodies.iter().find_map(|who| kind_of(*who, cast));
        let generic = self.generic.and_then(|noun| TABLES.roles[noun].kind);
        let Some(noun) = self.noun else { return body.or(generic.filter(|_| self.elsewhere)) };
        let role = &TABLES.roles[noun];
        if is_learned(noun) {
            return body.or(generic).or(role.kind);
        }
        let own = role.kind.filter(|kind| *kind != Kind::Unknown);
        let unknown = Some(Kind::Company).filter(|_| self.elsewhere && role.kind == Some(Kind::Unknown));
        let superior =
            self.superior.and_then(|noun| TABLES.roles[noun].kind).filter(|kind| *kind != Kind::Unknown);
        let kind = match role.serves {
            true => body.or(generic).or(own).or(unknown).or(superior),
            false => own.or(body),
        };
        match kind {
            Some(Kind::Government) if self.former && self.bodies.is_empty() && own.is_some() => {
                Some(Kind::Party)
            }
            kind => kind,
        }
    }

    /// The country it speaks for: none for the world's bodies, wherever their people are.
    pub fn country(&self, cast: &Cast) -> Option<usize> {
        let of = |who: &Who| match who {
            Who::Body(body) => cast.bodies[*body].country,
            Who::Country(country) => Some(*country),
            Who::Person(_) | Who::Group(_) => None,
        };
        let said = self.country.or_else(|| self.bodies.iter().find_map(of));
        said.filter(|_| !self.stateless(cast))
    }

    /// The country of most who hold such a post, where nothing is said: a senator's.
    pub fn usual_country(&self) -> Option<usize> {
        TABLES.country(TABLES.roles[self.noun?].country)
    }

    /// Whether it belongs to a body of no one country.
    pub fn stateless(&self, cast: &Cast) -> bool {
        matches!(self.bodies.first(), Some(Who::Body(body)) if cast.bodies[*body].stateless)
    }
}

/// Whether the name of a body begins after a piece: "of", "for the".
fn opens_body(document: &Document, pieces: &Pieces, before: usize, floor: usize) -> bool {
    let the = pieces.all[before].is(Class::Determiner) && before > floor;
    let word = document.text_of(&pieces.all[before - usize::from(the)].tokens);
    matches!(word, "of" | "for" | "at" | "from" | "with")
}

/// Whether a title is one of learning or of the church, which tells little of whom its bearer
/// speaks for.
fn is_learned(role: usize) -> bool {
    let role = &TABLES.roles[role];
    role.sort == Sort::Honorific && matches!(role.kind, Some(Kind::Health | Kind::Academia | Kind::Ngo))
}

/// Whom a body or a country speaks for.
pub fn kind_of(who: Who, cast: &Cast) -> Option<Kind> {
    match who {
        Who::Body(body) => cast.bodies[body].kind,
        Who::Country(_) => Some(Kind::Government),
        Who::Person(_) | Who::Group(_) => None,
    }
}
