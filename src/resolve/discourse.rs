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
    plural: bool,
    kind: Kind,
    country: Option<usize>,
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
                speakers(document, &pieces, &phrase, &mut speaking);
                phrase
            });
            phrases.push(phrase);
        }
        let cast = Cast::of(document, &pieces, &speaking);
        let mut discourse = Self {
            document,
            dominant: dominant(&pieces),
            pieces,
            phrases,
            cast,
            groups: Vec::new(),
            by_words: FxHashMap::default(),
            spoken: Vec::new(),
            documents: Vec::new(),
            who: vec![None; document.attributions.len()],
            quoted: quoted(document),
        };
        let mut order: Vec<usize> = (0..document.attributions.len()).collect();
        order.sort_by_key(|index| (anchor(&document.attributions[*index]), *index));
        for index in order {
            discourse.attribution(index);
        }
        for (index, attribution) in document.attributions.iter().enumerate() {
            if let (None, None, Some(before)) =
                (&attribution.source, discourse.who[index], attribution.follows)
            {
                discourse.who[index] = discourse.who.get(before).copied().flatten();
            }
        }
        discourse
    }

    fn attribution(&mut self, index: usize) {
        let attribution = &self.document.attributions[index];
        let Some(phrase) = self.phrases[index].clone() else {
            if let Some(who) = attribution.follows.and_then(|before| self.who.get(before).copied().flatten())
            {
                self.who[index] = Some(who);
                self.spoken.push((anchor(attribution), who));
            }
            return;
        };
        let who = self.phrase(index, &phrase);
        self.who[index] = Some(who);
        self.spoken.push((anchor(attribution), who));
    }

    fn phrase(&mut self, index: usize, phrase: &Phrase) -> Who {
        match phrase {
            Phrase::Pronoun(piece) => self.pronoun(index, *piece),
            Phrase::Name { name, .. } => self.name(name),
            Phrase::Noun(noun) => self.noun(index, noun),
            Phrase::Joint(parts) => self.joint(index, parts),
            Phrase::Words(range) => self.words(range.clone()),
        }
    }

    fn text(&self, pieces: &Range<usize>) -> String {
        if pieces.is_empty() {
            return String::new();
        }
        name_of(self.document.text_of(&super::cast::tokens(&self.pieces, pieces)))
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
            let body =
                self.cast.body(&format!("Government of {text}"), Some(Kind::Government), Some(country), None);
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
        let name = match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        };
        let sides: Vec<(Kind, Option<usize>)> = members.iter().map(|who| self.side(*who)).collect();
        let kind = sides.first().map_or(Kind::Unknown, |side| side.0);
        let country =
            sides.first().and_then(|side| side.1).filter(|c| sides.iter().all(|side| side.1 == Some(*c)));
        self.group(Group {
            name,
            aliases: Vec::new(),
            named: true,
            noun: None,
            plural: true,
            kind,
            country,
            gender: Gender::Unknown,
        })
    }

    /// A source that goes by its own words.
    fn words(&mut self, range: Range<usize>) -> Who {
        let determined = !range.is_empty() && self.pieces.all[range.start].is(Class::Determiner);
        let start = range.start + usize::from(determined && range.len() > 1);
        let name = self.text(&(start..range.end));
        self.group(Group {
            name,
            aliases: Vec::new(),
            named: false,
            noun: None,
            plural: true,
            kind: Kind::Unknown,
            country: None,
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
        let definite =
            noun.determiner.is_some_and(|d| matches!(self.word(d), "the" | "The" | "this" | "This"));
        let entry = &TABLES.roles[role];
        match entry.sort {
            Sort::State => return self.state(noun),
            Sort::Document => {
                if let Some(who) = self.behind(index, noun, role, definite) {
                    return who;
                }
            }
            Sort::Body if definite && self.is_plain(noun) => {
                if let Some(who) = self.body_called(role, self.token(noun.head)) {
                    return who;
                }
            }
            Sort::Person if definite && !plural && self.is_plain(noun) => {
                if let Some(who) = self.person_called(role, self.token(noun.head)) {
                    return who;
                }
            }
            _ => {}
        }
        if plural || entry.sort == Sort::People {
            if let Some(known) = self.group_called(role, noun) {
                return known;
            }
        }
        self.described(index, noun, role, plural)
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
        match self.near(self.token(noun.head)) {
            Some(country) => Who::Country(country),
            None => self.words(noun.pieces.clone()),
        }
    }

    /// Who is behind a text: "a report by the WHO", "the WHO statement", "the report".
    fn behind(&mut self, index: usize, noun: &Noun, role: usize, definite: bool) -> Option<Who> {
        let owner = self.owner(index, noun);
        if let Some(owner) = owner {
            self.documents.push((role, owner));
            return Some(owner);
        }
        if !definite || !self.is_plain(noun) {
            return None;
        }
        self.documents.iter().rev().find(|(known, _)| *known == role).map(|(_, who)| *who)
    }

    fn owner(&mut self, index: usize, noun: &Noun) -> Option<Who> {
        if let Some(possessive) = noun.determiner.filter(|d| self.pieces.all[*d].is(Class::Possessive)) {
            return Some(self.pronoun(index, possessive));
        }
        let before = noun.pieces.start..noun.head;
        let named = |piece: &usize| {
            let piece = &self.pieces.all[*piece];
            piece.is_named() && !matches!(piece.sense, Sense::Country(_, Form::Adjective))
        };
        if let Some(piece) = before.rev().find(named) {
            return Some(self.name(&(piece..piece + 1)));
        }
        let by = (noun.after..noun.pieces.end).find(|piece| matches!(self.word(*piece), "by" | "from"))?;
        let rest = by + 1..noun.pieces.end;
        match phrase::read(self.document, &self.pieces, &rest) {
            Phrase::Name { name, .. } => Some(self.name(&name)),
            _ => None,
        }
    }

    /// The body that the article called by that noun.
    fn body_called(&self, role: usize, token: usize) -> Option<Who> {
        let kind = TABLES.roles[role].kind;
        let before = self.before(token);
        let named = before.iter().rev().find_map(|mention| match mention.who {
            Who::Body(body) if self.cast.bodies[body].nouns.contains(&role) => Some(mention.who),
            _ => None,
        });
        named.or_else(|| {
            before.iter().rev().find_map(|mention| match mention.who {
                Who::Body(body) if self.cast.bodies[body].kind == kind => Some(mention.who),
                _ => None,
            })
        })
    }

    /// The person whom the article called by that noun.
    fn person_called(&self, role: usize, token: usize) -> Option<Who> {
        let gender = Gender::of(TABLES.roles[role].gender);
        let before = self.before(token);
        before.iter().rev().find_map(|mention| match mention.who {
            Who::Person(person) => {
                let person = &self.cast.people[person];
                let called = person.facts.iter().any(|fact| fact.noun == Some(role));
                (called && person.gender.agrees(gender)).then_some(mention.who)
            }
            _ => None,
        })
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
        let fact =
            Affiliation::read(self.document, &self.pieces, noun.pieces.clone(), |piece| self.cast.at(piece));
        let mut name = self.text(&noun.pieces);
        let mut aliases = Vec::new();
        if let Some(determiner) = noun.determiner {
            if self.pieces.all[determiner].is(Class::Possessive) {
                let owner = self.pronoun(index, determiner);
                name = format!("{}'s {name}", self.name_of(owner));
            } else {
                aliases.push(self.text(&(determiner..noun.pieces.end)));
            }
        }
        let kind = fact.kind(&self.cast).or(entry.kind).unwrap_or(Kind::Unknown);
        let country = fact.country(&self.cast).or_else(|| {
            let local = matches!(
                kind,
                Kind::Government | Kind::Police | Kind::Court | Kind::Witness | Kind::Health | Kind::Military
            );
            (local && !fact.stateless(&self.cast)).then(|| self.near(self.token(noun.head))).flatten()
        });
        self.group(Group {
            name: lower_first(&name),
            aliases,
            named: false,
            noun: Some(role),
            plural,
            kind,
            country,
            gender: Gender::of(entry.gender),
        })
    }

    /// Whom a pronoun takes up.
    fn pronoun(&mut self, index: usize, piece: usize) -> Who {
        let token = self.token(piece);
        let word = self.word(piece).to_lowercase();
        let found = match word.as_str() {
            "he" | "him" | "his" | "himself" => {
                self.antecedent(index, token, |d, who| d.is_singular(who, Gender::Male))
            }
            "she" | "her" | "herself" => {
                self.antecedent(index, token, |d, who| d.is_singular(who, Gender::Female))
            }
            "it" | "its" | "itself" => self.antecedent(index, token, Self::is_thing),
            "they" | "their" | "them" | "themselves" => self.antecedent(index, token, Self::is_many),
            "we" | "our" | "us" | "i" | "my" | "me" => self.speaker_of(index, token, &word),
            "who" | "which" | "whose" => self.right_before(token),
            _ => None,
        };
        found.unwrap_or_else(|| self.words(piece..piece + 1))
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
        best.map(|(_, who)| who).or_else(|| {
            // Nobody before: the first one after, for texts that begin in mid-story.
            let after = &self.cast.mentions[self.cast.mentions.partition_point(|m| m.tokens.start < token)..];
            after
                .iter()
                .take(REACH)
                .map(|m| m.who)
                .find(|who| matches!(who, Who::Person(p) if self.cast.people[*p].sure) && fits(self, *who))
        })
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
        let holds =
            |attribution: &Attribution| attribution.content.iter().any(|content| content.contains(&token));
        let outer = self.document.attributions[index].inside;
        if let Some(who) = outer.and_then(|outer| self.who.get(outer).copied().flatten()) {
            return Some(who);
        }
        if self.quoted[token] {
            let speaker = (0..self.document.attributions.len()).rev().find(|other| {
                *other != index && holds(&self.document.attributions[*other]) && self.who[*other].is_some()
            });
            if let Some(speaker) = speaker {
                return self.who[speaker];
            }
            return self.spoken.last().map(|(_, who)| *who);
        }
        if matches!(word, "i" | "my" | "me") {
            return None;
        }
        self.before(token).iter().rev().take(REACH).map(|m| m.who).find(|who| matches!(who, Who::Country(_)))
    }

    /// The noun right before "who".
    fn right_before(&self, token: usize) -> Option<Who> {
        let mention = self.before(token).last()?;
        (token - mention.tokens.end.min(token) < 3).then_some(mention.who)
    }

    /// The country named last before a token in its block, else the article's.
    fn near(&self, token: usize) -> Option<usize> {
        let block = self.document.sentences[self.document.sentence_of(token)].block;
        let from = self.document.sentences.partition_point(|s| s.block < block);
        let start = self.document.sentences[from].tokens.start;
        let range = self.pieces.within(&(start..token));
        let named = self.pieces.all[range].iter().rev().take(200).find_map(|piece| match piece.sense {
            Sense::Country(country, _) | Sense::Region(country) => Some(country),
            _ => None,
        });
        named.or(self.dominant)
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
            Who::Group(group) => (self.groups[group].kind, self.groups[group].country),
            Who::Body(body) => {
                let body = &self.cast.bodies[body];
                let kind = kind_of(who, &self.cast).unwrap_or(Kind::Company);
                (kind, body.country.or(self.dominant.filter(|_| !body.stateless)))
            }
            Who::Person(person) => {
                let facts = &self.cast.people[person].facts;
                let kind = facts.iter().find_map(|fact| fact.kind(&self.cast)).unwrap_or(Kind::Individual);
                let country = facts.iter().find_map(|fact| fact.country(&self.cast));
                let stateless = facts.iter().any(|fact| fact.stateless(&self.cast));
                (kind, country.or(self.dominant.filter(|_| !stateless)))
            }
        }
    }

    /// The sources in order of their first claim, and the source of each attribution.
    pub fn sources(self) -> (Vec<Source>, Vec<Option<usize>>) {
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

/// The names that a phrase holds.
fn speakers(document: &Document, pieces: &Pieces, phrase: &Phrase, speaking: &mut Vec<Speaking>) {
    match phrase {
        Phrase::Name { name, noun } => speaking.push(Speaking { pieces: name.clone(), noun: *noun }),
        Phrase::Joint(parts) => {
            for part in parts {
                match phrase::read(document, pieces, part) {
                    Phrase::Joint(_) => {}
                    phrase => speakers(document, pieces, &phrase, speaking),
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

/// The country that an article names most, the first of them where two are even.
fn dominant(pieces: &Pieces) -> Option<usize> {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for piece in &pieces.all {
        let country = match piece.sense {
            Sense::Country(country, _) | Sense::Region(country) => country,
            Sense::Body(body) => match TABLES.country(TABLES.bodies[body].country) {
                Some(country) => country,
                None => continue,
            },
            _ => continue,
        };
        match counts.iter_mut().find(|(known, _)| *known == country) {
            Some((_, count)) => *count += 1,
            None => counts.push((country, 1)),
        }
    }
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

/// A description as it stands inside a sentence.
fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    let second = chars.clone().nth(1);
    match chars.next() {
        Some(first) if second.is_some_and(char::is_lowercase) => {
            first.to_lowercase().collect::<String>() + chars.as_str()
        }
        _ => name.to_owned(),
    }
}
