//! Pronouns, descriptions and groups: what a source means by what was said before it.
//!
//! In: the article's cast and the head of each source. Out: the sources, and which one each
//! attribution has. Attributions are taken in the order of the text, so that each finds who has
//! spoken before it. A pronoun goes to the best of the mentions in the sentences before it: near
//! ones, subjects and speakers count for more, and whoever is only named inside a quotation for
//! less. A description with "the" goes to whoever the article called so.

use super::cast::{Cast, Gender, Mention, Speaking, Who, name_of};
use super::phrase::{self, Noun, Phrase};
use super::piece::{Pieces, Sense};
use super::side::{Affiliation, kind_of};
use super::tables::{Class, Form, Sort, TABLES};
use crate::document::{Attribution, Document, Source, TokenRange};
use crate::report::Kind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What a speaker's country counts for against one mention of a country.
const SPEAKER: usize = 2;

/// How many mentions a pronoun looks back over.
const REACH: usize = 60;

/// A source without a name, or several together.
#[derive(Debug)]
struct Group {
    name: String,
    aliases: Vec<String>,
    named: bool,
    /// The role of its head noun.
    noun: Option<usize>,
    /// Who they are together.
    members: Vec<Who>,
    plural: bool,
    kind: Kind,
    /// The country that its words say.
    country: Option<usize>,
    /// The country that was being spoken of.
    near: Option<usize>,
    /// Whether they belong to a body of no one country.
    stateless: bool,
    gender: Gender,
}

/// The article with everybody in it, while its attributions are resolved.
pub struct Discourse<'d, 't> {
    document: &'d Document<'t>,
    pieces: Pieces,
    phrases: Vec<Option<Phrase>>,
    cast: Cast<'t>,
    groups: Vec<Group>,
    by_words: FxHashMap<String, usize>,
    /// Who has spoken so far, with the token, in order.
    spoken: Vec<(usize, Who)>,
    /// The documents that bodies and people stand behind, by noun.
    documents: Vec<(usize, Who)>,
    /// The country that the article names most.
    dominant: Option<usize>,
    who: Vec<Option<Who>>,
    /// Who "we" is outside quotations, once the text has said so.
    we: Option<Who>,
    /// For each token, whether it stands in a quotation.
    quoted: Vec<bool>,
}

impl<'d, 't> Discourse<'d, 't> {
    /// Resolves every attribution of a document.
    pub fn of(document: &'d Document<'t>) -> Self {
        let pieces = Pieces::of(document);
        let mut phrases = Vec::with_capacity(document.attributions.len());
        let mut speaking = Vec::new();
        for attribution in &document.attributions {
            let phrase = attribution.source.as_ref().filter(|s| !s.is_empty()).map(|source| {
                let phrase = phrase::read(document, &pieces, &pieces.within(source));
                speakers(document, &pieces, &phrase, pieces.within(source), &mut speaking);
                phrase
            });
            phrases.push(phrase);
        }
        let cast = Cast::of(document, &pieces, &speaking);
        let mut discourse = Self {
            document,
            dominant: most(&named_countries(&pieces)),
            pieces,
            phrases,
            cast,
            groups: Vec::new(),
            by_words: FxHashMap::default(),
            spoken: Vec::new(),
            documents: Vec::new(),
            who: vec![None; document.attributions.len()],
            we: None,
            quoted: quoted(document),
        };
        let mut order: Vec<usize> = (0..document.attributions.len()).collect();
        order.sort_by_key(|index| (anchor(&document.attributions[*index]), *index));
        for index in order {
            discourse.attribution(index);
        }
        for (index, attribution) in document.attributions.iter().enumerate() {
            if let (None, None, Some(before)) = (&attribution.source, discourse.who[index], attribution.follows) {
                discourse.who[index] = discourse.who.get(before).copied().flatten();
            }
        }
        discourse
    }

    fn attribution(&mut self, index: usize) {
        let attribution = &self.document.attributions[index];
        let Some(phrase) = self.phrases[index].clone() else {
            let introduced = self.introduced(attribution);
            if let Some(who) = introduced.or_else(|| attribution.follows.and_then(|before| self.who.get(before).copied().flatten())) {
                self.who[index] = Some(who);
                self.spoken.push((anchor(attribution), who));
            }
            return;
        };
        let who = self.phrase(index, &phrase);
        self.who[index] = Some(who);
        self.spoken.push((anchor(attribution), who));
    }

    /// Who "The minister said:" gives the word to, for a quotation with neither source nor cue that
    /// begins the next paragraph.
    fn introduced(&self, attribution: &Attribution) -> Option<Who> {
        let start = attribution.content.first().filter(|_| attribution.cue.is_none())?.start;
        let sentence = self.document.sentence_of(start);
        let block = self.document.sentences[sentence].block;
        let first = self.document.sentences.partition_point(|s| s.block < block);
        let before = &self.document.sentences[first.checked_sub(1)?];
        if start > self.document.sentences[first].tokens.start + 1 || self.document.word(before.tokens.end - 1) != ":" {
            return None;
        }
        let from = self.cast.mentions.partition_point(|m| m.tokens.start < before.tokens.start);
        let named = self.cast.mentions[from..].iter().take_while(|m| m.tokens.start < before.tokens.end);
        let person = named.clone().find(|m| matches!(m.who, Who::Person(_)));
        person.or_else(|| named.clone().next()).map(|m| m.who)
    }

    fn phrase(&mut self, index: usize, phrase: &Phrase) -> Who {
        match phrase {
            Phrase::Pronoun(piece) => self.apposed(index, *piece).unwrap_or_else(|| self.pronoun(index, *piece)),
            Phrase::Name { name, .. } => self.name(name),
            Phrase::Noun(noun) => self.noun(index, noun),
            Phrase::Joint(parts) => self.joint(index, parts),
            Phrase::Words(range) => self.words(range.clone()),
        }
    }

    /// "We, the foreign ministers of …": whoever "we" is from there on.
    fn apposed(&mut self, index: usize, piece: usize) -> Option<Who> {
        let source = self.document.attributions[index].source.clone()?;
        let range = self.pieces.within(&source);
        let we = matches!(self.word(piece), "We" | "we") && range.len() > 4;
        if !we || self.quoted[self.token(piece)] || self.pieces.all[piece + 1].sense != Sense::Comma {
            return None;
        }
        let who = match phrase::read(self.document, &self.pieces, &(piece + 2..range.end)) {
            Phrase::Pronoun(_) => return None,
            phrase => self.phrase(index, &phrase),
        };
        self.we = Some(who);
        Some(who)
    }

    fn text(&self, pieces: &Range<usize>) -> String {
        if pieces.is_empty() {
            return String::new();
        }
        let mut words = Vec::new();
        let mut depth = 0;
        for piece in &self.pieces.all[pieces.clone()] {
            match piece.sense {
                Sense::Open => depth += 1,
                Sense::Close => depth -= 1,
                _ => {}
            }
            if depth <= 0 && piece.sense != Sense::Close {
                words.push(piece.tokens.clone());
            }
        }
        let mut text = String::new();
        let mut end = None;
        for tokens in words {
            let span = self.document.span(&tokens);
            if end.is_some_and(|end| end < span.start) {
                text.push(' ');
            }
            text.push_str(&name_of(span.of(self.document.text)));
            end = Some(span.end);
        }
        text
    }

    fn word(&self, piece: usize) -> &'t str {
        self.document.text_of(&self.pieces.all[piece].tokens)
    }

    fn token(&self, piece: usize) -> usize {
        self.pieces.all[piece].tokens.start
    }

    /// A name: whom the cast knows by it, else a body of that name.
    fn name(&mut self, name: &Range<usize>) -> Who {
        if let Some(who) = self.cast.at(name.end - 1) {
            return who;
        }
        let last = &self.pieces.all[name.end - 1];
        if let Sense::Country(country, _) = last.sense {
            return Who::Country(country);
        }
        let words = super::cast::words(self.document, &self.pieces, name);
        if let Some(person) = self.cast.by_surname(&words, last.tokens.start, Gender::Unknown) {
            return Who::Person(person);
        }
        let text = self.text(name);
        if let Sense::Region(country) = last.sense {
            let body = self.cast.body(&format!("Government of {text}"), Some(Kind::Government), Some(country), None);
            return Who::Body(body);
        }
        Who::Body(self.cast.body(&text, None, None, None))
    }

    /// Several sources as one.
    fn joint(&mut self, index: usize, parts: &[Range<usize>]) -> Who {
        let mut members = Vec::new();
        for part in parts {
            let phrase = phrase::read(self.document, &self.pieces, part);
            let who = match phrase {
                Phrase::Joint(_) => self.words(part.clone()),
                phrase => self.phrase(index, &phrase),
            };
            members.push(who);
        }
        let names: Vec<String> = members.iter().map(|who| self.name_of(*who)).collect();
        if members.iter().all(|who| *who == members[0]) {
            return members[0];
        }
        let countries = members.iter().all(|who| matches!(who, Who::Country(_)));
        let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches("Government of ")).collect();
        let name = match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        };
        let name = if countries { format!("Governments of {name}") } else { name };
        let sides: Vec<(Kind, Option<usize>)> = members.iter().map(|who| self.side(*who)).collect();
        let state = members.iter().any(|who| matches!(who, Who::Country(_)));
        let kind = if state { Kind::Government } else { sides.first().map_or(Kind::Unknown, |side| side.0) };
        let country = sides.first().and_then(|side| side.1).filter(|c| sides.iter().all(|side| side.1 == Some(*c)));
        self.group(Group {
            name,
            aliases: Vec::new(),
            named: true,
            noun: None,
            members,
            plural: true,
            kind,
            country,
            near: None,
            stateless: false,
            gender: Gender::Unknown,
        })
    }

    /// A source that goes by its own words.
    fn words(&mut self, range: Range<usize>) -> Who {
        let determined = !range.is_empty() && self.pieces.all[range.start].is(Class::Determiner);
        let start = range.start + usize::from(determined && range.len() > 1);
        let name = self.text(&(start..range.end));
        // "Many", "others", "those who": people in general.
        let people = self.pieces.all[range.clone()].iter().any(|piece| {
            let pronoun = piece.is(Class::Determiner) || piece.is(Class::Pronoun) || piece.sense == Sense::Number;
            pronoun || matches!(piece.sense, Sense::Country(_, Form::Adjective))
        });
        let country = self.pieces.all[range.clone()].iter().find_map(|piece| match piece.sense {
            Sense::Country(country, _) => Some(country),
            _ => None,
        });
        self.group(Group {
            name,
            aliases: Vec::new(),
            named: false,
            noun: None,
            members: Vec::new(),
            plural: true,
            kind: if people { Kind::Public } else { Kind::Unknown },
            country,
            near: None,
            stateless: false,
            gender: Gender::Unknown,
        })
    }

    /// The group of that name, the known one where there is one.
    fn group(&mut self, group: Group) -> Who {
        let key = group.name.to_lowercase();
        if let Some(known) = self.by_words.get(&key) {
            return Who::Group(*known);
        }
        self.groups.push(group);
        self.by_words.insert(key, self.groups.len() - 1);
        Who::Group(self.groups.len() - 1)
    }

    /// A noun phrase without a name.
    fn noun(&mut self, index: usize, noun: &Noun) -> Who {
        let Sense::Role(role, plural) = self.pieces.all[noun.head].sense else {
            return self.words(noun.pieces.clone());
        };
        let definite = noun.determiner.is_some_and(|d| matches!(self.word(d), "the" | "The" | "this" | "This"));
        let entry = &TABLES.roles[role];
        match entry.sort {
            Sort::State => return self.state(noun),
            Sort::Document => {
                if let Some(who) = self.behind(index, noun, role, definite) {
                    return who;
                }
            }
            Sort::Body if entry.noun == "ministry" && !self.is_plain(noun) && !plural => {
                if let Some(who) = self.ministry(noun, role) {
                    return who;
                }
            }
            Sort::Body if definite && self.is_plain(noun) => {
                if let Some(who) = self.body_called(role, self.token(noun.head)) {
                    return who;
                }
            }
            Sort::Person if !plural => {
                let bare = noun.determiner.is_none() && self.pieces.all[noun.pieces.start].capital;
                if let Some(who) = self.person_called(role, self.token(noun.head)).filter(|_| definite || bare) {
                    return who;
                }
                let gender = Gender::of(entry.gender);
                let person = |d: &Self, who| matches!(who, Who::Person(_)) && d.is_singular(who, gender);
                if definite && self.is_plain(noun) {
                    if let Some((_, who)) = self.antecedent_scored(index, self.token(noun.head), person) {
                        self.learn(who, role, self.token(noun.head));
                        return who;
                    }
                }
            }
            _ => {}
        }
        if plural || entry.sort == Sort::People {
            if let Some(known) = self.group_called(role, noun) {
                return known;
            }
            // "The scientists" are the researchers who have spoken.
            if definite && self.is_plain(noun) && entry.kind == Some(Kind::Academia) {
                let spoken = self.spoken.iter().rev().take(8).map(|(_, who)| *who);
                let same = spoken.into_iter().find(|who| matches!(who, Who::Group(group) if self.groups[*group].kind == Kind::Academia));
                if let Some(same) = same {
                    return same;
                }
            }
        }
        self.described(index, noun, role, plural)
    }

    /// Keeps what a description says of the person it went to.
    fn learn(&mut self, who: Who, role: usize, at: usize) {
        if let Who::Person(person) = who {
            let fact = Affiliation { at, noun: Some(role), ..Affiliation::default() };
            self.cast.people[person].facts.push(fact);
        }
    }

    /// Whether a noun has nothing that tells it from others of its kind.
    fn is_plain(&self, noun: &Noun) -> bool {
        noun.pieces.len() == 1
    }

    /// "The Turkish government", "the government of Peru", "the government".
    fn state(&mut self, noun: &Noun) -> Who {
        for index in noun.pieces.clone() {
            match self.pieces.all[index].sense {
                Sense::Country(country, _) => return Who::Country(country),
                Sense::Region(country) => {
                    let text = self.text(&(index..index + 1));
                    let name = format!("Government of {text}");
                    return Who::Body(self.cast.body(&name, Some(Kind::Government), Some(country), None));
                }
                _ => {}
            }
        }
        match self.near(self.token(noun.head)).or(self.dominant) {
            Some(country) => Who::Country(country),
            None => self.words(noun.pieces.clone()),
        }
    }

    /// "India's health ministry", "the South African ministry of health": the ministry of that
    /// field and country.
    fn ministry(&mut self, noun: &Noun, role: usize) -> Option<Who> {
        let field = noun.pieces.clone().find(|index| self.pieces.all[*index].is_role(Sort::Field))?;
        let said = noun.pieces.clone().find_map(|index| match self.pieces.all[index].sense {
            Sense::Country(country, _) => Some(country),
            _ => None,
        });
        let country = said.or_else(|| self.near(self.token(noun.head))).or(self.dominant);
        let name = ministry_name(country, self.word(field));
        Some(Who::Body(self.cast.body(&name, Some(Kind::Government), country, Some(role))))
    }

    /// Who is behind a text: "a report by the WHO", "the WHO statement", "the report".
    fn behind(&mut self, index: usize, noun: &Noun, role: usize, definite: bool) -> Option<Who> {
        if !TABLES.roles[role].serves {
            return None;
        }
        let owner = self.owner(index, noun);
        if let Some(owner) = owner {
            self.documents.push((role, owner));
            return Some(owner);
        }
        if !definite || !self.is_plain(noun) {
            return None;
        }
        let known = self.documents.iter().rev().find(|(known, _)| same_noun(*known, role)).map(|(_, who)| *who);
        known.or_else(|| self.named_before(index, noun.head, role)).or_else(|| self.maker())
    }

    /// Who has spoken last of those who put out texts: bodies, groups of researchers, other texts.
    fn maker(&self) -> Option<Who> {
        self.spoken.iter().rev().take(6).map(|(_, who)| *who).find(|who| match who {
            Who::Body(_) | Who::Country(_) => true,
            Who::Group(group) => {
                let group = &self.groups[*group];
                let text = group.noun.is_some_and(|noun| TABLES.roles[noun].sort == Sort::Document);
                text || group.kind == Kind::Academia
            }
            Who::Person(_) => false,
        })
    }

    /// Who is behind the text that the article has called by the same noun before: "a new report by
    /// the WHO …, the report says".
    fn named_before(&mut self, index: usize, head: usize, role: usize) -> Option<Who> {
        let same = |piece: &usize| matches!(self.pieces.all[*piece].sense, Sense::Role(other, _) if same_noun(other, role));
        let earlier: Vec<usize> = (head.saturating_sub(REACH * 20)..head).rev().filter(same).take(6).collect();
        earlier.into_iter().find_map(|piece| {
            let sentence = self.document.sentence_of(self.token(piece));
            let noun = phrase::around(self.document, &self.pieces, piece, &self.pieces.sentences[sentence].clone());
            self.owner(index, &noun)
        })
    }

    fn owner(&mut self, index: usize, noun: &Noun) -> Option<Who> {
        if let Some(possessive) = noun.determiner.filter(|d| self.pieces.all[*d].is(Class::Possessive)) {
            return (self.token(possessive) == anchor(&self.document.attributions[index])).then(|| self.pronoun(index, possessive));
        }
        let before = noun.pieces.start..noun.head;
        let named = |piece: &usize| {
            let piece = &self.pieces.all[*piece];
            piece.is_named() && !matches!(piece.sense, Sense::Country(_, Form::Adjective))
        };
        if let Some(piece) = before.rev().find(named) {
            return Some(self.name(&(piece..piece + 1)));
        }
        self.author(noun)
    }

    /// Who a text is by, from what follows its noun: "released by the WHO", "in the Lancet", "on the
    /// ministry's website".
    fn author(&mut self, noun: &Noun) -> Option<Who> {
        for index in noun.after..noun.end {
            let rest = index + 1..noun.end;
            let read = || match phrase::read(self.document, &self.pieces, &rest) {
                Phrase::Name { name, .. } => Some(name),
                _ => None,
            };
            let website = matches!(self.pieces.all.get(index + 1).map(|p| p.sense), Some(Sense::Genitive))
                && self.pieces.all.get(index + 2).is_some_and(|piece| piece.is_role(Sort::Document));
            let name = match self.word(index) {
                "by" | "from" => read(),
                "of" | "in" | "at" => read().filter(|name| {
                    let body = matches!(self.pieces.all[name.end - 1].sense, Sense::Body(_) | Sense::Compound(_));
                    body && name.start <= index + 2
                }),
                _ if website && self.pieces.all[index].is_named() => Some(index..index + 1),
                _ => None,
            };
            if let Some(name) = name {
                return Some(self.name(&name));
            }
        }
        None
    }

    /// The body that the article called by that noun.
    fn body_called(&self, role: usize, token: usize) -> Option<Who> {
        let kind = TABLES.roles[role].kind;
        let before = self.before(token);
        let named = before.iter().rev().take(REACH * 4).find_map(|mention| match mention.who {
            Who::Body(body) if self.cast.bodies[body].nouns.contains(&role) => Some(mention.who),
            _ => None,
        });
        let alike = || {
            before.iter().rev().take(REACH * 4).find_map(|mention| match mention.who {
                Who::Body(body) if self.cast.bodies[body].kind == kind => Some(mention.who),
                _ => None,
            })
        };
        let spoken = || {
            self.spoken.iter().rev().take(REACH).find_map(|(_, who)| match who {
                Who::Body(body) if kind != Some(Kind::Company) && self.cast.bodies[*body].kind != Some(Kind::Company) => {
                    Some(*who)
                }
                _ => None,
            })
        };
        named.or_else(alike).or_else(spoken)
    }

    /// The person whom the article called by that noun: before a token rather than after it.
    fn person_called(&self, role: usize, token: usize) -> Option<Who> {
        let gender = Gender::of(TABLES.roles[role].gender);
        let called = |mention: &&Mention| match mention.who {
            Who::Person(person) => {
                let person = &self.cast.people[person];
                person.gender.agrees(gender) && person.facts.iter().any(|fact| fact.noun == Some(role))
            }
            _ => false,
        };
        let here = self.cast.mentions.partition_point(|m| m.tokens.start < token);
        let before = self.cast.mentions[..here].iter().rev().take(REACH * 4).find(called);
        before.or_else(|| self.cast.mentions[here..].iter().take(REACH).find(called)).map(|mention| mention.who)
    }

    /// The group that has spoken under that noun, for a noun with nothing else beside it.
    fn group_called(&mut self, role: usize, noun: &Noun) -> Option<Who> {
        if !self.is_plain(noun) {
            return None;
        }
        let text = self.text(&noun.pieces);
        let known = self.spoken.iter().rev().find_map(|(_, who)| match who {
            Who::Group(group) if self.groups[*group].noun == Some(role) => Some(*group),
            _ => None,
        })?;
        let group = &mut self.groups[known];
        if !group.aliases.contains(&text) {
            group.aliases.push(text);
        }
        Some(Who::Group(known))
    }

    /// A group or a person that goes by a description.
    fn described(&mut self, index: usize, noun: &Noun, role: usize, plural: bool) -> Who {
        let entry = &TABLES.roles[role];
        let fact = Affiliation::read(self.document, &self.pieces, noun.pieces.clone(), false, |piece| {
            self.cast.at(piece)
        });
        let mut name = self.text(&noun.pieces);
        let mut aliases = Vec::new();
        if let Some(determiner) = noun.determiner {
            if self.pieces.all[determiner].is(Class::Possessive) {
                let owner = self.pronoun(index, determiner);
                name = format!("{}'s {name}", self.name_of(owner));
            }
        }
        if let Some(body) = self.body_served(noun, role) {
            name = format!("{body} {}", self.text(&(noun.pieces.start..noun.after)));
        }
        let first = &self.pieces.all[noun.pieces.start];
        if !first.is_named() && !matches!(first.sense, Sense::Country(..)) {
            name = lower_first(&name);
        }
        let whole = self.text(&(noun.determiner.unwrap_or(noun.pieces.start)..noun.end));
        if whole != name {
            aliases.push(whole);
        }
        let fact = self.placed(&Affiliation { at: self.token(noun.head), ..fact });
        let kind = fact.kind(&self.cast).or(entry.kind).unwrap_or(Kind::Unknown);
        let near = self.near(self.token(noun.head));
        self.group(Group {
            name,
            aliases,
            named: false,
            noun: Some(role),
            members: Vec::new(),
            plural,
            kind,
            country: fact.country(&self.cast),
            near: near.filter(|_| !fact.stateless(&self.cast)),
            stateless: fact.stateless(&self.cast),
            gender: Gender::of(entry.gender),
        })
    }

    /// The body in "a spokesman for the ministry", who is a ministry spokesman.
    fn body_served(&mut self, noun: &Noun, role: usize) -> Option<String> {
        if !TABLES.roles[role].serves || noun.after >= noun.pieces.end || self.word(noun.after) != "for" {
            return None;
        }
        match phrase::read(self.document, &self.pieces, &(noun.after + 1..noun.pieces.end)) {
            Phrase::Name { name, .. } if name.end == noun.pieces.end => {
                let who = self.name(&name);
                Some(self.name_of(who).trim_start_matches("Government of ").to_owned())
            }
            _ => None,
        }
    }

    /// Whom a pronoun takes up.
    fn pronoun(&mut self, index: usize, piece: usize) -> Who {
        let token = self.token(piece);
        let word = self.word(piece).to_lowercase();
        let found = match word.as_str() {
            "he" | "him" | "his" | "himself" => self.antecedent(index, token, |d, who| d.is_singular(who, Gender::Male)),
            "she" | "her" | "herself" => self.antecedent(index, token, |d, who| d.is_singular(who, Gender::Female)),
            "it" | "its" | "itself" => self.antecedent(index, token, Self::is_thing),
            "they" | "their" | "them" | "themselves" => return self.several(index, piece),
            "we" | "our" | "us" | "i" | "my" | "me" => self.speaker_of(index, token, &word),
            "who" | "which" | "whose" => self.right_before(token),
            _ => None,
        };
        found.unwrap_or_else(|| self.words(piece..piece + 1))
    }

    /// Whom "they" takes up: a group that has spoken, a body, or people that the article only tells
    /// of.
    fn several(&mut self, index: usize, piece: usize) -> Who {
        let token = self.token(piece);
        let spoken = self.antecedent_scored(index, token, Self::is_many);
        let told = self.people_told(index, piece);
        match (spoken, told) {
            (Some((score, who)), told) if told.is_none_or(|(other, _)| score >= other) => who,
            (_, Some((_, head))) => {
                let sentence = self.document.sentence_of(self.token(head));
                let sentence = self.pieces.sentences[sentence].clone();
                let noun = phrase::around(self.document, &self.pieces, head, &sentence);
                self.noun(index, &Noun { end: noun.after, pieces: noun.pieces.start..noun.after, ..noun })
            }
            _ => self.words(piece..piece + 1),
        }
    }

    /// The last people in the plural before a piece, with a score as for a mention.
    fn people_told(&self, index: usize, piece: usize) -> Option<(i64, usize)> {
        let attribution = &self.document.attributions[index];
        let own = |at: usize| attribution.content.iter().any(|content| content.contains(&at));
        let sentence = self.document.sentence_of(self.token(piece));
        let heads = (piece.saturating_sub(REACH)..piece).rev().filter(|head| {
            matches!(self.pieces.all[*head].sense, Sense::Role(role, plural)
                if TABLES.roles[role].sort == Sort::People || plural && TABLES.roles[role].sort == Sort::Person)
        });
        let scored = heads.filter(|head| !own(self.token(*head))).map(|head| {
            let at = self.token(head);
            let distance = (sentence - self.document.sentence_of(at)) as i64;
            let score = 100 - 14 * distance.min(12) + if self.is_subject(at) { 15 } else { 0 };
            (score - if self.quoted[at] { 30 } else { 0 }, head)
        });
        scored.max_by_key(|(score, head)| (*score, *head))
    }

    fn is_singular(&self, who: Who, gender: Gender) -> bool {
        match who {
            Who::Person(person) => self.cast.people[person].gender.agrees(gender),
            Who::Group(group) => {
                let group = &self.groups[group];
                let person = group.noun.is_some_and(|noun| TABLES.roles[noun].sort == Sort::Person);
                !group.plural && person && group.gender.agrees(gender)
            }
            _ => false,
        }
    }

    fn is_thing(&self, who: Who) -> bool {
        match who {
            Who::Body(_) | Who::Country(_) => true,
            Who::Group(group) => {
                let group = &self.groups[group];
                !group.plural && group.noun.is_none_or(|noun| TABLES.roles[noun].sort != Sort::Person)
            }
            Who::Person(_) => false,
        }
    }

    fn is_many(&self, who: Who) -> bool {
        match who {
            Who::Body(_) | Who::Country(_) => true,
            Who::Group(group) => self.groups[group].plural,
            Who::Person(_) => false,
        }
    }

    /// The best of those that can be meant, among the mentions before a token.
    fn antecedent(&self, index: usize, token: usize, fits: impl Fn(&Self, Who) -> bool) -> Option<Who> {
        self.antecedent_scored(index, token, &fits).map(|(_, who)| who).or_else(|| {
            // Nobody before: the first one after, for texts that begin in mid-story.
            let after = &self.cast.mentions[self.cast.mentions.partition_point(|m| m.tokens.start < token)..];
            after.iter().take(REACH).map(|m| m.who).find(|who| matches!(who, Who::Person(p) if self.cast.people[*p].sure) && fits(self, *who))
        })
    }

    fn antecedent_scored(&self, index: usize, token: usize, fits: impl Fn(&Self, Who) -> bool) -> Option<(i64, Who)> {
        let attribution = &self.document.attributions[index];
        let own = |at: usize| attribution.content.iter().any(|content| content.contains(&at));
        let sentence = self.document.sentence_of(token);
        let last = self.spoken.iter().rev().find(|(_, who)| fits(self, *who)).map(|(_, who)| *who);
        let mentions = self.before(token).iter().rev().take(REACH).map(|m| (m.tokens.start, m.who));
        let spoken = self.spoken.iter().rev().take(REACH).copied().filter(|(at, _)| *at < token);
        let mut best: Option<(i64, Who)> = None;
        for (at, who) in mentions.chain(spoken) {
            if !fits(self, who) || own(at) {
                continue;
            }
            let distance = (sentence - self.document.sentence_of(at).min(sentence)) as i64;
            let mut score = 100 - 14 * distance.min(12);
            score += if last == Some(who) { 30 } else { 0 };
            score += if self.is_subject(at) { 15 } else { 0 };
            score -= if self.quoted[at] { 30 } else { 0 };
            if let Who::Person(person) = who {
                score += if self.cast.people[person].sure { 10 } else { -20 };
            }
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, who));
            }
        }
        best
    }

    /// Whether a mention opens its sentence.
    fn is_subject(&self, token: usize) -> bool {
        let sentence = &self.document.sentences[self.document.sentence_of(token)];
        token - sentence.tokens.start < 5
    }

    /// The mentions before a token.
    fn before(&self, token: usize) -> &[Mention] {
        &self.cast.mentions[..self.cast.mentions.partition_point(|m| m.tokens.start < token)]
    }

    /// Who says "we": whoever speaks the quotation; outside one, the body that speaks.
    fn speaker_of(&self, index: usize, token: usize, word: &str) -> Option<Who> {
        let holds = |attribution: &Attribution| attribution.content.iter().any(|content| content.contains(&token));
        let outer = self.document.attributions[index].inside;
        if let Some(who) = outer.and_then(|outer| self.who.get(outer).copied().flatten()) {
            return Some(who);
        }
        if self.quoted[token] {
            let speaker = (0..self.document.attributions.len())
                .rev()
                .find(|other| *other != index && holds(&self.document.attributions[*other]) && self.who[*other].is_some());
            if let Some(speaker) = speaker {
                return self.who[speaker];
            }
            return self.spoken.last().map(|(_, who)| *who);
        }
        if matches!(word, "i" | "my" | "me") {
            return None;
        }
        if self.we.is_some() {
            return self.we;
        }
        self.voice()
    }

    /// Who "we" is in a text that is itself a statement: the government or body that speaks in it
    /// most often, else the government of its country.
    fn voice(&self) -> Option<Who> {
        let mut counts: Vec<(Who, usize)> = Vec::new();
        for phrase in self.phrases.iter().flatten() {
            let Phrase::Name { name, .. } = phrase else { continue };
            let Some(who @ (Who::Country(_) | Who::Body(_))) = self.cast.at(name.end - 1) else { continue };
            match counts.iter_mut().find(|(known, _)| *known == who) {
                Some((_, count)) => *count += 1,
                None => counts.push((who, 1)),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max();
        let who = counts.iter().find(|(_, count)| Some(*count) == most).map(|(who, _)| *who);
        who.or(self.dominant.map(Who::Country))
    }

    /// The noun right before "who".
    fn right_before(&self, token: usize) -> Option<Who> {
        let mention = self.before(token).last()?;
        (token - mention.tokens.end.min(token) < 3).then_some(mention.who)
    }

    /// The country named last before a token in its block.
    fn near(&self, token: usize) -> Option<usize> {
        let block = self.document.sentences[self.document.sentence_of(token)].block;
        let from = self.document.sentences.partition_point(|s| s.block < block);
        let start = self.document.sentences[from].tokens.start;
        let range = self.pieces.within(&(start..token));
        self.pieces.all[range].iter().rev().take(200).find_map(|piece| match piece.sense {
            Sense::Country(country, _) | Sense::Region(country) => Some(country),
            _ => None,
        })
    }

    fn name_of(&self, who: Who) -> String {
        match who {
            Who::Person(person) => self.cast.people[person].words.join(" "),
            Who::Body(body) => self.cast.bodies[body].name.clone(),
            Who::Country(country) => format!("Government of {}", TABLES.countries[country].name),
            Who::Group(group) => self.groups[group].name.clone(),
        }
    }

    /// Kind and country.
    fn side(&self, who: Who) -> (Kind, Option<usize>) {
        match who {
            Who::Country(country) => (Kind::Government, Some(country)),
            Who::Group(group) => {
                let group = &self.groups[group];
                // People in general and research belong to no country unless it is said.
                let country = match group.kind {
                    Kind::Government | Kind::Police | Kind::Witness | Kind::Health => group.near.or(self.dominant),
                    Kind::Company | Kind::Party | Kind::Court | Kind::Military | Kind::Document => self.dominant,
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
                let facts: Vec<Affiliation> = self.cast.people[person].facts.iter().map(|fact| self.placed(fact)).collect();
                let weighed = |weight| facts.iter().filter(move |fact| fact.weight() == weight);
                let kind = [2, 1, 0].into_iter().find_map(|w| weighed(w).find_map(|fact| fact.kind(&self.cast)));
                let kind = kind.unwrap_or(Kind::Individual);
                let country = facts.iter().find_map(|fact| fact.country(&self.cast));
                let stateless = facts.iter().any(|fact| fact.stateless(&self.cast));
                let country = country.or_else(|| facts.iter().find_map(Affiliation::usual_country));
                let country = country.or_else(|| if kind == Kind::Government && !stateless { facts.first().and_then(|f| self.near(f.at)) } else { None });
                (kind, country.or(self.dominant.filter(|_| !stateless)))
            }
        }
    }

    /// What was said of a person whose body stands in the sentences before: "spokeswoman Sandy
    /// Angers", "the company's president".
    fn placed(&self, fact: &Affiliation) -> Affiliation {
        let mut fact = fact.clone();
        let serves = fact.noun.is_some_and(|noun| {
            TABLES.roles[noun].serves && (TABLES.roles[noun].kind == Some(Kind::Unknown) || fact.generic.is_some())
        });
        if !serves || !fact.bodies.is_empty() || fact.country.is_some() || fact.elsewhere {
            return fact;
        }
        let sentence = self.document.sentence_of(fact.at);
        let kind = fact.generic.and_then(|noun| TABLES.roles[noun].kind);
        let near = self.before(fact.at).iter().rev().take(20);
        let near = near.take_while(|mention| sentence - self.document.sentence_of(mention.tokens.start) < 4);
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
        if let (Ok(_), Some(d)) = (std::env::var("DOM"), self.dominant) { eprintln!("DOM {}", TABLES.countries[d].code); } // DUMP
        if std::env::var("DOM").is_ok() && self.dominant.is_none() { eprintln!("DOM none"); } // DUMP
        if std::env::var("DUMP").is_ok() { // DUMP
            for p in &self.cast.people { // DUMP
                eprintln!("{:?} {:?} sure={}", p.words, p.gender, p.sure); // DUMP
                for f in &p.facts { let s = &self.document.sentences[self.document.sentence_of(f.at)]; eprintln!("     {:?} {:?} former={} body={:?} generic={:?} country={:?} :: {}", f.kind(&self.cast), f.noun.map(|n| TABLES.roles[n].noun), f.former, f.bodies.iter().map(|b| self.name_of(*b)).collect::<Vec<_>>(), f.generic.map(|n| TABLES.roles[n].noun), f.country.map(|c| TABLES.countries[c].code), &self.document.text_of(&s.tokens).chars().take(150).collect::<String>()); } // DUMP
            } // DUMP
            for b in &self.cast.bodies { eprintln!("BODY {:?} {:?} {:?}", b.name, b.kind, b.country.map(|c| TABLES.countries[c].code)); } // DUMP
        } // DUMP
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
            if form != source.name && !source.aliases.contains(&form) {
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

/// The names that a phrase holds; `span` are all its pieces.
fn speakers(document: &Document, pieces: &Pieces, phrase: &Phrase, span: Range<usize>, speaking: &mut Vec<Speaking>) {
    match phrase {
        Phrase::Name { name, noun } => speaking.push(Speaking { span, pieces: name.clone(), noun: *noun }),
        Phrase::Joint(parts) => {
            for part in parts {
                match phrase::read(document, pieces, part) {
                    Phrase::Joint(_) => {}
                    phrase => speakers(document, pieces, &phrase, part.clone(), speaking),
                }
            }
        }
        _ => {}
    }
}

/// Where an attribution stands: at its source, or else at its content.
fn anchor(attribution: &Attribution) -> usize {
    let content = || attribution.content.first().map_or(0, |content| content.start);
    attribution.source.as_ref().map_or_else(content, |source: &TokenRange| source.start)
}

/// How often each country is named, in order of first mention.
fn named_countries(pieces: &Pieces) -> Vec<(usize, usize)> {
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
fn most(counts: &[(usize, usize)]) -> Option<usize> {
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.iter().find(|(_, count)| *count == most).map(|(country, _)| *country)
}

fn quoted(document: &Document) -> Vec<bool> {
    let mut quoted = vec![false; document.tokens.len()];
    let mut end = 0;
    let mut next = document.quotations.iter().peekable();
    for (token, entry) in document.tokens.iter().enumerate() {
        while let Some(quotation) = next.next_if(|q| q.span.start <= entry.span.start) {
            end = end.max(quotation.span.end);
        }
        quoted[token] = entry.span.start < end;
    }
    quoted
}

/// Whether two roles are one noun, alone or as the head of a longer one: "news release", "release".
fn same_noun(a: usize, b: usize) -> bool {
    let head = |role: usize| TABLES.roles[role].noun.rsplit(' ').next();
    head(a) == head(b)
}

/// `Turkish Ministry of Health`.
fn ministry_name(country: Option<usize>, field: &str) -> String {
    let mut letters = field.chars();
    let field: String = letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
    match country {
        Some(country) => format!("{} Ministry of {field}", TABLES.countries[country].adjective),
        None => format!("Ministry of {field}"),
    }
}

/// A description as it stands inside a sentence.
fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    let second = chars.clone().nth(1);
    match chars.next() {
        Some(first) if second.is_some_and(char::is_lowercase) => first.to_lowercase().collect::<String>() + chars.as_str(),
        _ => name.to_owned(),
    }
}
