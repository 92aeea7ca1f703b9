//! The sources of an article, with the name, the kind and the country of each.
//!
//! In: who each attribution has. Out: [`Source`]s in the order of their first claim. Kind and
//! country are what titles and appositions anywhere in the article say; where they say nothing, a
//! person speaks for herself, and the country is the one that the article names most and whose
//! people speak in it, which is wrong for a guest from abroad.

use super::cast::{Who, name_of};
use super::discourse::Discourse;
use super::piece::{Pieces, Sense};
use super::side::{Affiliation, kind_of};
use super::tables::TABLES;
use crate::document::Source;
use crate::report::Kind;
use rustc_hash::FxHashMap;

/// What a speaker's country counts for against one mention of a country.
const SPEAKER: usize = 2;

/// How many forms of a name are kept.
const FORMS: usize = 16;

impl Discourse<'_, '_> {
    /// The name by which a reader knows it.
    pub(super) fn name_of(&self, who: Who) -> String {
        match who {
            Who::Person(person) => self.cast.people[person].words.join(" "),
            Who::Body(body) => self.cast.bodies[body].name.clone(),
            Who::Country(country) => format!("Government of {}", TABLES.countries[country].name),
            Who::Group(group) => self.groups[group].name.clone(),
        }
    }

    /// Kind and country.
    pub(super) fn side(&self, who: Who) -> (Kind, Option<usize>) {
        match who {
            Who::Country(country) => (Kind::Government, Some(country)),
            Who::Group(group) => {
                let group = &self.groups[group];
                // People in general and research belong to no country unless it is said.
                let country = match group.kind {
                    Kind::Government | Kind::Police | Kind::Witness | Kind::Health => {
                        group.near.or(self.dominant)
                    }
                    Kind::Company | Kind::Party | Kind::Court | Kind::Military | Kind::Document => {
                        self.dominant
                    }
                    _ => None,
                };
                let country = country.filter(|_| !group.stateless);
                (group.kind, group.country.or(country.filter(|_| group.members.is_empty())))
            }
            Who::Body(body) => {
                let body = &self.cast.bodies[body];
                let kind = kind_of(who, &self.cast).unwrap_or(Kind::Company);
                (kind, body.country.or(self.dominant.filter(|_| !body.stateless)))
            }
            Who::Person(person) => {
                let facts: Vec<Affiliation> =
                    self.cast.people[person].facts.iter().map(|fact| self.placed(fact)).collect();
                let weighed = |weight| facts.iter().filter(move |fact| fact.weight() == weight);
                let kind =
                    [2, 1, 0].into_iter().find_map(|w| weighed(w).find_map(|fact| fact.kind(&self.cast)));
                let kind = kind.unwrap_or(Kind::Individual);
                let country = facts.iter().find_map(|fact| fact.country(&self.cast));
                let stateless = facts.iter().any(|fact| fact.stateless(&self.cast));
                let country = country.or_else(|| facts.iter().find_map(Affiliation::usual_country));
                let near = facts.first().filter(|_| kind == Kind::Government && !stateless);
                let country = country.or_else(|| self.near(near?.at));
                (kind, country.or(self.dominant.filter(|_| !stateless)))
            }
        }
    }

    /// What was said of a person whose body stands in the sentences before: "spokeswoman Sandy
    /// Angers", "the company's president".
    pub(super) fn placed(&self, fact: &Affiliation) -> Affiliation {
        let mut fact = fact.clone();
        let serves = fact.noun.is_some_and(|noun| {
            TABLES.roles[noun].serves
                && (TABLES.roles[noun].kind == Some(Kind::Unknown) || fact.generic.is_some())
        });
        if !serves || !fact.bodies.is_empty() || fact.country.is_some() || fact.elsewhere {
            return fact;
        }
        let sentence = self.document.sentence_of(fact.at);
        let kind = fact.generic.and_then(|noun| TABLES.roles[noun].kind);
        let near = self.before(fact.at).iter().rev().take(20);
        let near = near.take_while(|mention| self.document.sentence_of(mention.tokens.start) + 4 > sentence);
        fact.bodies.extend(near.map(|mention| mention.who).find(|who| match who {
            Who::Body(body) => kind.is_none() || self.cast.bodies[*body].kind == kind,
            _ => false,
        }));
        fact
    }

    /// Counts the countries of those who speak, where they are said, beside those that are named.
    fn weigh(&mut self) {
        let mut counts = named_countries(&self.pieces);
        for who in self.who.iter().flatten() {
            let country = match who {
                Who::Country(country) => Some(*country),
                Who::Body(body) => self.cast.bodies[*body].country,
                Who::Group(group) => self.groups[*group].country,
                Who::Person(person) => {
                    let facts = &self.cast.people[*person].facts;
                    let said = facts.iter().find_map(|fact| fact.country(&self.cast));
                    said.or_else(|| facts.iter().find_map(Affiliation::usual_country))
                }
            };
            if let Some(country) = country {
                count(&mut counts, country, SPEAKER);
            }
        }
        self.dominant = most(&counts);
    }

    /// The sources in order of their first claim, and the source of each attribution.
    pub fn sources(mut self) -> (Vec<Source>, Vec<Option<usize>>) {
        self.weigh();
        let mut sources: Vec<Source> = Vec::new();
        let mut index_of: FxHashMap<Who, usize> = FxHashMap::default();
        let mut result = Vec::with_capacity(self.who.len());
        for (who, attribution) in self.who.iter().zip(&self.document.attributions) {
            let Some(who) = *who else {
                result.push(None);
                continue;
            };
            let index = *index_of.entry(who).or_insert_with(|| {
                let (kind, country) = self.side(who);
                let named = match who {
                    Who::Group(group) => self.groups[group].named,
                    _ => true,
                };
                sources.push(Source {
                    name: self.name_of(who),
                    aliases: match who {
                        Who::Group(group) => self.groups[group].aliases.clone(),
                        _ => Vec::new(),
                    },
                    kind,
                    country: country.map(|country| TABLES.countries[country].code.to_owned()),
                    named,
                    mentions: Vec::new(),
                });
                sources.len() - 1
            });
            sources[index].mentions.extend(attribution.source.clone());
            result.push(Some(index));
        }
        for mention in &self.cast.mentions {
            let Some(index) = index_of.get(&mention.who) else { continue };
            let form = name_of(self.document.text_of(&mention.tokens));
            let source = &mut sources[*index];
            if form != source.name && source.aliases.len() < FORMS && !source.aliases.contains(&form) {
                source.aliases.push(form);
            }
        }
        for source in &mut sources {
            source.mentions.sort_by_key(|mention| mention.start);
            source.mentions.dedup();
        }
        (sources, result)
    }
}

/// How often each country is named, in order of first mention.
pub(super) fn named_countries(pieces: &Pieces) -> Vec<(usize, usize)> {
    let mut counts = Vec::new();
    for piece in &pieces.all {
        let country = match piece.sense {
            Sense::Country(country, _) | Sense::Region(country) => Some(country),
            Sense::Body(body) => TABLES.country(TABLES.bodies[body].country),
            Sense::Role(role, _) => TABLES.country(TABLES.roles[role].country),
            _ => None,
        };
        if let Some(country) = country {
            count(&mut counts, country, 1);
        }
    }
    counts
}

fn count(counts: &mut Vec<(usize, usize)>, country: usize, by: usize) {
    match counts.iter_mut().find(|(known, _)| *known == country) {
        Some((_, count)) => *count += by,
        None => counts.push((country, by)),
    }
}

/// The country with the highest count, the first of them where two are even.
pub(super) fn most(counts: &[(usize, usize)]) -> Option<usize> {
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(country, _)| *country)
}
