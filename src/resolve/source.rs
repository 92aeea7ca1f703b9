//! The sources of an article, with the name, the kind and the country of each.
//!
//! In: who each attribution has. Out: [`Source`]s in the order of their first claim. What titles and
//! appositions anywhere in the article say comes first ([`Discourse::side`]); where they say nothing,
//! a person speaks for herself, and the country is the one that the article names most, which is
//! wrong for a guest from abroad. What else speaks for a kind or a country is weighed against that.

use super::cast::{Who, name_of};
use super::discourse::Discourse;
use super::evidence::{Evidence, Setting};
use super::phrase::{self, Phrase};
use super::piece::{Pieces, Sense};
use super::side::{Affiliation, kind_of};
use super::tables::{Class, TABLES};
use crate::document::{Source, TokenRange};
use crate::order::{self, rising};
use crate::report::Kind;
use rustc_hash::FxHashMap;

/// How many forms of a name are kept.
const FORMS: usize = 16;

/// Who speaks, with the attributions that he, she or it has.
type Speaker = (Who, Vec<usize>);

/// How many words a form of a name has at most.
const LONGEST_FORM: usize = 8;

impl Discourse<'_, '_> {
    /// The name by which a reader knows it.
    pub(super) fn name_of(&self, who: Who) -> String {
        match who {
            Who::Person(person) => self.cast.name_of_person(person),
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
                // People in general and activists belong to no country unless it is said.
                let country = match group.kind {
                    Kind::Government | Kind::Police | Kind::Witness | Kind::Health => {
                        // In an article about several countries the nearest one proves nothing.
                        self.dominant.map(|dominant| group.near.unwrap_or(dominant))
                    }
                    Kind::Public | Kind::Ngo | Kind::Media | Kind::Individual => None,
                    Kind::InternationalOrganisation | Kind::ArmedGroup => None,
                    Kind::Academia if !group.definite => None,
                    _ => self.dominant,
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
                let figure = self.cast.people[person].known_for();
                let kind = kind.or(figure.and_then(|figure| figure.kind)).unwrap_or(Kind::Individual);
                let stateless = facts.iter().any(|fact| fact.stateless(&self.cast));
                // A "minister for the Middle East" whom everybody knows is no minister of its.
                let known = figure.and_then(|figure| figure.country).filter(|_| !stateless);
                let country = known.or_else(|| facts.iter().find_map(|fact| fact.country(&self.cast)));
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
        let owned = fact
            .pieces
            .clone()
            .next()
            .is_some_and(|first| matches!(self.word(first), "its" | "Its" | "their" | "Their"));
        let serves = fact.noun.is_some_and(|noun| {
            TABLES.roles[noun].serves
                && (owned || TABLES.roles[noun].kind == Some(Kind::Unknown) || fact.generic.is_some())
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

    /// Who speaks, in order of the first claim, each with its attributions; and for each attribution
    /// its place in that list.
    fn speakers(&self) -> (Vec<Speaker>, Vec<Option<usize>>) {
        let mut speakers: Vec<Speaker> = Vec::new();
        let mut index_of: FxHashMap<Who, usize> = FxHashMap::default();
        let mut result = Vec::with_capacity(self.who.len());
        for (attribution, who) in self.who.iter().enumerate() {
            let index = who.map(|who| {
                let index = *index_of.entry(who).or_insert(speakers.len());
                if index == speakers.len() {
                    speakers.push((who, Vec::new()));
                }
                speakers[index].1.push(attribution);
                index
            });
            result.push(index);
        }
        (speakers, result)
    }

    /// What speaks for the kind and the country of each source, in the order of [`Self::sources`].
    pub fn all_evidence(&self) -> Vec<Evidence> {
        let setting = Setting::of(self);
        self.speakers().0.iter().map(|(who, claims)| self.evidence(&setting, *who, claims)).collect()
    }

    /// The sources in order of their first claim, and the source of each attribution.
    pub fn sources(self) -> (Vec<Source>, Vec<Option<usize>>) {
        let (speakers, result) = self.speakers();
        let setting = Setting::of(&self);
        let mut sources = Vec::with_capacity(speakers.len());
        for (who, claims) in &speakers {
            let (kind, country) = self.weighed(&setting, *who, claims);
            let mentions =
                claims.iter().filter_map(|claim| self.document.attributions[*claim].source.clone());
            let mut mentions: Vec<TokenRange> = mentions.collect();
            order::by_number(&mut mentions, |mention| rising(mention.start));
            mentions.dedup();
            sources.push(Source {
                name: self.name_of(*who),
                aliases: match who {
                    Who::Group(group) => self.groups[*group].aliases.clone(),
                    _ => Vec::new(),
                },
                kind,
                country: country.map(str::to_owned),
                named: match who {
                    Who::Group(group) => self.groups[*group].named,
                    _ => true,
                },
                anonymity: self.anonymity(*who, kind, claims),
                count: self.count(*who, claims),
                mentions,
            });
        }
        let index_of: FxHashMap<Who, usize> =
            speakers.iter().enumerate().map(|(index, (who, _))| (*who, index)).collect();
        for mention in &self.cast.mentions {
            let Some(index) = index_of.get(&mention.who) else { continue };
            let form = name_of(self.document.text_of(&mention.tokens));
            let source = &mut sources[*index];
            if form != source.name && source.aliases.len() < FORMS && !source.aliases.contains(&form) {
                source.aliases.push(form);
            }
        }
        for ((who, _), source) in speakers.iter().zip(&mut sources) {
            let Who::Person(person) = *who else { continue };
            source.aliases.extend(without_initials(&self.cast.people[person].words));
        }
        for ((_, claims), source) in speakers.iter().zip(&mut sources) {
            let forms = claims.iter().filter_map(|claim| self.form(*claim));
            let whole = claims.iter().filter_map(|claim| self.whole_form(*claim));
            for form in whole.chain(forms) {
                if form != source.name && source.aliases.len() < FORMS && !source.aliases.contains(&form) {
                    source.aliases.push(form);
                }
            }
        }
        (sources, result)
    }

    /// The words by which an attribution names its source, where they are a short phrase: "the Bush
    /// administration", but no pronoun.
    fn form(&self, claim: usize) -> Option<String> {
        let phrase = self.phrases[claim].as_ref()?;
        let range = self.pieces.within(self.document.attributions[claim].source.as_ref()?);
        let range = phrase::trim(&self.pieces, range);
        if matches!(phrase, Phrase::Pronoun(_) | Phrase::Part { .. }) || range.is_empty() {
            return None;
        }
        let determined = |index: usize| {
            self.pieces.all[index].is(Class::Determiner) || self.pieces.all[index].is(Class::Possessive)
        };
        let start = range.start + range.clone().take_while(|index| determined(*index)).count();
        let text = self.text(&(start..range.end));
        let short = (1..=LONGEST_FORM).contains(&text.split_whitespace().count());
        (short && !text.contains(','))
            .then(|| super::description::lower_first_unless_named(&self.pieces, start, text))
    }

    /// The same with what says how many they are: "thousands of people".
    fn whole_form(&self, claim: usize) -> Option<String> {
        let Some(Phrase::Noun(noun)) = self.phrases[claim].as_ref() else { return None };
        let range = self.pieces.within(self.document.attributions[claim].source.as_ref()?);
        let range = phrase::trim(&self.pieces, range);
        let text = self.text(&(range.start..noun.after));
        let plain =
            ["the ", "The ", "a ", "A ", "an ", "An "].iter().find_map(|article| text.strip_prefix(article));
        let counted = plain.is_none() && range.start < noun.pieces.start;
        let short = (1..=LONGEST_FORM).contains(&text.split_whitespace().count());
        (counted && short && !self.pieces.all[range.start].is(Class::Possessive))
            .then(|| super::description::lower_first_unless_named(&self.pieces, range.start, text))
    }

    /// Kind and country, as the evidence weighs; without weights, as the rules tell.
    fn weighed(&self, setting: &Setting, who: Who, claims: &[usize]) -> (Kind, Option<&'static str>) {
        if let Some(weights) = self.weights {
            return weights.side(&self.evidence(setting, who, claims));
        }
        let (kind, country) = self.side(who);
        (kind, country.map(|country| TABLES.countries[country].code))
    }
}

/// A full name without the initials in the middle of it, if there are any: "Antony Blinken".
pub(super) fn without_initials(words: &[&str]) -> Option<String> {
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let [first, middle @ .., last] = words else { return None };
    let kept: Vec<&str> = middle.iter().copied().filter(|word| !initial(word)).collect();
    if kept.len() == middle.len() || initial(first) && kept.is_empty() {
        return None;
    }
    Some([&[*first], kept.as_slice(), &[*last]].concat().join(" "))
}

/// How often each country is named, in order of first mention. Its government's bodies name it, as
/// its adjectives do; a company or a university that belongs to it tells little of where a story plays.
pub(super) fn named_countries(pieces: &Pieces) -> Vec<(usize, usize)> {
    let mut counts = Vec::new();
    for piece in &pieces.all {
        let country = match piece.sense {
            Sense::Country(country, _) | Sense::Region(country) => Some(country),
            Sense::Body(body) if !is_private(pieces.body(body).kind) => pieces.body(body).country,
            Sense::Role(role, _) => TABLES.country(TABLES.roles[role].country),
            _ => None,
        };
        if let Some(country) = country {
            count(&mut counts, country, 1);
        }
    }
    counts
}

fn is_private(kind: Kind) -> bool {
    matches!(kind, Kind::Company | Kind::Media | Kind::Academia | Kind::Ngo)
}

fn count(counts: &mut Vec<(usize, usize)>, country: usize, by: usize) {
    match counts.iter_mut().find(|(known, _)| *known == country) {
        Some((_, count)) => *count += by,
        None => counts.push((country, by)),
    }
}

/// The country that is named half as often again as any other; none where an article is about several.
pub(super) fn most(counts: &[(usize, usize)]) -> Option<usize> {
    let (country, most) =
        counts.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let clear = counts.iter().all(|(other, count)| *other == country || count * 3 <= most * 2);
    clear.then_some(country)
}
