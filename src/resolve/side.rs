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
    /// The post, a role of the tables.
    pub noun: Option<usize>,
    /// Whether the post is a past one.
    pub former: bool,
    /// The body that it belongs to.
    pub body: Option<Who>,
    /// The kind of body that a noun names without a name: "a spokesman for the company".
    pub generic: Option<usize>,
    /// Whether a name stands beside the post that nothing is known of.
    pub elsewhere: bool,
    /// The country that is said.
    pub country: Option<usize>,
}

impl Affiliation {
    /// What a range of pieces says; `who` tells whom a piece names.
    pub fn read(
        document: &Document,
        pieces: &Pieces,
        range: Range<usize>,
        who: impl Fn(usize) -> Option<Who>,
    ) -> Self {
        let mut found = Self::default();
        let mut title = None;
        let mut destination = false;
        for index in range {
            let piece = &pieces.all[index];
            let word = document.text_of(&piece.tokens);
            match piece.sense {
                Sense::Role(role, _) => match TABLES.roles[role].sort {
                    Sort::Person | Sort::People => {
                        let weak =
                            found.noun.is_some_and(|noun| TABLES.roles[noun].kind == Some(Kind::Unknown));
                        if found.noun.is_none() || (weak && TABLES.roles[role].kind != Some(Kind::Unknown)) {
                            found.noun = Some(role);
                        }
                    }
                    Sort::Honorific => {
                        title = title.or(Some(role).filter(|r| TABLES.roles[*r].kind.is_some()))
                    }
                    Sort::Body | Sort::State => found.generic = found.generic.or(Some(role)),
                    Sort::Document => {}
                },
                Sense::Country(country, _) if !destination => found.country = found.country.or(Some(country)),
                Sense::Region(country) => found.country = found.country.or(Some(country)),
                Sense::Body(_) | Sense::Compound(_) | Sense::Name if !destination => match who(index) {
                    Some(body @ Who::Body(_)) => found.body = found.body.or(Some(body)),
                    Some(_) => {}
                    None => found.elsewhere = true,
                },
                Sense::Function(Class::Preposition) => destination = word == "to",
                Sense::Function(Class::Adverb) => found.former |= found.noun.is_none() && word == "once",
                Sense::Word | Sense::Name => {}
                _ => {}
            }
            found.former |= found.noun.is_none()
                && matches!(word, "former" | "Former" | "ex" | "late" | "retired" | "then");
        }
        found.noun = found.noun.or(title);
        found
    }

    /// Whom it speaks for.
    pub fn kind(&self, cast: &Cast) -> Option<Kind> {
        let body = self.body.and_then(|who| kind_of(who, cast));
        let generic = self.generic.and_then(|noun| TABLES.roles[noun].kind);
        let Some(noun) = self.noun else { return body.or(generic) };
        let role = &TABLES.roles[noun];
        let own = role.kind.filter(|kind| *kind != Kind::Unknown);
        let kind = if role.serves { body.or(generic).or(own) } else { own.or(body) };
        match kind {
            Some(Kind::Government) if self.former && !role.serves => Some(Kind::Party),
            kind => kind,
        }
    }

    /// The country it speaks for.
    pub fn country(&self, cast: &Cast) -> Option<usize> {
        self.country.or_else(|| match self.body? {
            Who::Body(body) => cast.bodies[body].country,
            Who::Country(country) => Some(country),
            Who::Person(_) | Who::Group(_) => None,
        })
    }

    /// Whether it belongs to a body of no one country.
    pub fn stateless(&self, cast: &Cast) -> bool {
        self.country.is_none() && matches!(self.body, Some(Who::Body(body)) if cast.bodies[body].stateless)
    }
}

/// Whom a body or a country speaks for.
pub fn kind_of(who: Who, cast: &Cast) -> Option<Kind> {
    match who {
        Who::Body(body) => cast.bodies[body].kind,
        Who::Country(_) => Some(Kind::Government),
        Who::Person(_) | Who::Group(_) => None,
    }
}
