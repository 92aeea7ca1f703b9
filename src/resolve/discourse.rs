//! Pronouns, descriptions and groups: what a source means by what was said before it.
//!
//! In: the article's cast and the head of each source. Out: the sources, and which one each
//! attribution has. Attributions are taken in the order of the text, so that each finds who has
//! spoken before it. A pronoun goes to the best of the mentions in the sentences before it: near
//! ones, subjects and speakers count for more, and whoever is only named inside a quotation for
//! less. A description with "the" goes to whoever the article called so.

use super::cast::{Cast, Gender, Mention, Speaking, Who, name_of};
use super::description::lower_first;
use super::evidence::spelling;
use super::phrase::{self, Noun, Phrase};
use super::piece::{Pieces, Sense, is_participle};
use super::source::{most, named_countries, without_initials};
use super::tables::{Class, Form, Sort, TABLES};
use super::weigh::Weights;
use crate::document::{Attribution, Document, TokenRange};
use crate::order::{self, rising};
use crate::report::Kind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many mentions a pronoun looks back over.
pub(super) const REACH: usize = 60;

/// How many words into its sentence a person stands whom it is about.
const TOLD: usize = 12;

/// A source without a name, or several together.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) named: bool,
    /// The role of its head noun.
    pub(super) noun: Option<usize>,
    /// Who they are together.
    pub(super) members: Vec<Who>,
    pub(super) plural: bool,
    pub(super) kind: Kind,
    /// The country that its words say.
    pub(super) country: Option<usize>,
    /// The country that was being spoken of.
    pub(super) near: Option<usize>,
    /// Whether they belong to a body of no one country.
    pub(super) stateless: bool,
    /// Whether the article has spoken of them before: "the researchers".
    pub(super) definite: bool,
    pub(super) gender: Gender,
}

/// The article with everybody in it, while its attributions are resolved.
pub struct Discourse<'d, 't> {
    pub(super) document: &'d Document<'t>,
    /// What evidence weighs, if that has been learned.
    pub(super) weights: Option<&'d Weights>,
    pub(super) pieces: Pieces<'d>,
    pub(super) phrases: Vec<Option<Phrase>>,
    pub(super) cast: Cast<'t>,
    pub(super) groups: Vec<Group>,
    pub(super) by_words: FxHashMap<String, usize>,
    /// Who has spoken so far, with the token, in order.
    pub(super) spoken: Vec<(usize, Who)>,
    /// The documents that bodies and people stand behind, by noun.
    pub(super) documents: Vec<(usize, Who)>,
    /// The country that the article names most.
    pub(super) dominant: Option<usize>,
    /// The country by whose spelling it is written.
    pub(super) spelling: Option<usize>,
    pub(super) who: Vec<Option<Who>>,
    /// Who "we" is outside quotations, once the text has said so.
    pub(super) we: Option<Who>,
    /// The body or government that speaks most often by name.
    pub(super) voice: Option<Who>,
    /// For each token, whether it stands in a quotation.
    pub(super) quoted: Vec<bool>,
}

impl<'d, 't> Discourse<'d, 't> {
    /// Resolves every attribution of a document.
    pub fn of(document: &'d Document<'t>, weights: Option<&'d Weights>) -> Self {
        let pieces = Pieces::of(document, weights.map(|weights| &weights.known));
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
        let voice = voice(&phrases, &cast);
        let mut discourse = Self {
            document,
            weights: weights.filter(|weights| !weights.is_empty()),
            dominant: most(&named_countries(&pieces)),
            spelling: spelling(document),
            pieces,
            phrases,
            cast,
            groups: Vec::new(),
            by_words: FxHashMap::default(),
            spoken: Vec::new(),
            documents: Vec::new(),
            who: vec![None; document.attributions.len()],
            we: None,
            voice,
            quoted: quoted(document),
        };
        let mut order: Vec<usize> = (0..document.attributions.len()).collect();
        order::by_number(&mut order, |index| rising(anchor(&document.attributions[*index])));
        // "I" in a quotation whose speaker is named after it waits for the speaker.
        let (waiting, first): (Vec<usize>, Vec<usize>) =
            order.into_iter().partition(|index| discourse.speaker_follows(*index));
        for index in first.into_iter().chain(waiting) {
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

    /// Whether a source is "I" or "we" inside the content of an attribution whose source stands after it.
    fn speaker_follows(&self, index: usize) -> bool {
        let Some(Phrase::Pronoun(piece)) = self.phrases[index] else { return false };
        let token = self.token(piece);
        let outer = self.document.attributions[index].inside.map(|outer| &self.document.attributions[outer]);
        is_first_person(self.word(piece)) && outer.is_some_and(|outer| anchor(outer) > token)
    }

    fn attribution(&mut self, index: usize) {
        let attribution = &self.document.attributions[index];
        let Some(phrase) = self.phrases[index].clone().filter(|phrase| !self.is_cut_off(phrase)) else {
            let introduced = self.introduced(attribution);
            if let Some(who) = introduced
                .or_else(|| self.told_of(index))
                .or_else(|| self.last_speaker(index))
                .or_else(|| attribution.follows.and_then(|before| self.who.get(before).copied().flatten()))
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

    /// Whether a source is an article alone, the first word of one that was read too short.
    fn is_cut_off(&self, phrase: &Phrase) -> bool {
        let Phrase::Words(range) = phrase else { return false };
        range.len() == 1 && matches!(self.word(range.start).to_lowercase().as_str(), "the" | "a" | "an")
    }

    /// Who "The minister said:" gives the word to, for a quotation with neither source nor cue that
    /// begins the next paragraph.
    fn introduced(&self, attribution: &Attribution) -> Option<Who> {
        let start = attribution.content.first().filter(|_| attribution.cue.is_none())?.start;
        let sentence = self.document.sentence_of(start);
        let block = self.document.sentences[sentence].block;
        let first = self.document.sentences.partition_point(|s| s.block < block);
        let before = &self.document.sentences[first.checked_sub(1)?];
        if start > self.document.sentences[first].tokens.start + 1
            || self.document.word(before.tokens.end - 1) != ":"
        {
            return None;
        }
        let from = self.cast.mentions.partition_point(|m| m.tokens.start < before.tokens.start);
        let named = self.cast.mentions[from..].iter().take_while(|m| m.tokens.start < before.tokens.end);
        let person = named.clone().find(|m| matches!(m.who, Who::Person(_)));
        person.or_else(|| named.clone().next()).map(|m| m.who)
    }

    /// The person whom the sentences since the last speaker are about: "Ana Lopez lost her house. “It
    /// was gone.”" For a quotation with neither source nor cue; a reader gives it to the subject of the
    /// sentence before, of its paragraph or of the one before.
    fn told_of(&self, index: usize) -> Option<Who> {
        let attribution = &self.document.attributions[index];
        let start = attribution.content.first().filter(|_| attribution.cue.is_none())?.start;
        if attribution.inside.is_some() {
            return None;
        }
        let block = self.document.sentences[self.document.sentence_of(start)].block;
        let since = self.spoken.last().map_or(0, |(at, _)| *at + 1);
        let about = |mention: &&Mention| {
            let sentence = self.document.sentence_of(mention.tokens.start);
            let near = self.document.sentences[sentence].block + 1 >= block;
            let opens = mention.tokens.start - self.document.sentences[sentence].tokens.start < TOLD;
            // In a language that is not read, one capital letter is not enough.
            let person = match mention.who {
                Who::Person(person) => &self.cast.people[person],
                _ => return false,
            };
            near && opens && person.sure && person.is_named_in_full() && !self.quoted[mention.tokens.start]
        };
        let named = self.before(start).iter().rev().take_while(|m| m.tokens.start >= since).take(REACH);
        named.filter(about).map(|mention| mention.who).next()
    }

    /// Who has spoken last in the paragraph of a quotation with neither source nor cue.
    fn last_speaker(&self, index: usize) -> Option<Who> {
        let attribution = &self.document.attributions[index];
        let start = attribution.content.first().filter(|_| attribution.cue.is_none())?.start;
        if attribution.inside.is_some() {
            return None;
        }
        let block = |token: usize| self.document.sentences[self.document.sentence_of(token)].block;
        let here = block(start);
        let spoke = |other: &usize| {
            let other = &self.document.attributions[*other];
            other.inside.is_none()
                && other.source.is_some()
                && anchor(other) < start
                && block(anchor(other)) == here
        };
        let others = (0..index).rev().take(REACH);
        let others = others.filter(|other| self.who[*other].is_some_and(|who| self.can_speak(who)));
        let last = others.filter(spoke).max_by_key(|other| anchor(&self.document.attributions[*other]))?;
        self.who[last]
    }

    /// Whether a source can say "I" or "we": a text cannot.
    fn can_speak(&self, who: Who) -> bool {
        match who {
            Who::Group(group) => {
                let noun = self.groups[group].noun;
                noun.is_none_or(|noun| TABLES.roles[noun].sort != Sort::Document)
            }
            _ => true,
        }
    }

    fn phrase(&mut self, index: usize, phrase: &Phrase) -> Who {
        match phrase {
            Phrase::Pronoun(piece) => {
                let who = self.apposed(index, *piece).or_else(|| self.pronoun(index, *piece));
                who.unwrap_or_else(|| self.words(*piece..*piece + 1))
            }
            Phrase::Part { pronoun, whole } => {
                self.several(index, *pronoun, true).unwrap_or_else(|| self.words(whole.clone()))
            }
            Phrase::Name { name, .. } => self.somebody_in(index, name).unwrap_or_else(|| self.name(name)),
            Phrase::Noun(noun) => {
                self.named_before_comma(index, noun).unwrap_or_else(|| self.noun(index, noun))
            }
            Phrase::Joint(parts) => self.joint(index, parts),
            Phrase::Words(range) => self.of_age(index, range).unwrap_or_else(|| self.words(range.clone())),
        }
    }

    /// The person whom "the 38-year-old" means: the one of that age, else the one at hand.
    fn of_age(&self, index: usize, range: &Range<usize>) -> Option<Who> {
        let last = range.clone().next_back()?;
        let age = self.word(last).strip_suffix("-year-old")?;
        if range.len() != 2 || !self.pieces.all[range.start].is(Class::Determiner) {
            return None;
        }
        let of_that_age = |who: &Who| match who {
            Who::Person(person) => self.cast.people[*person].age.is_some_and(|piece| self.word(piece) == age),
            _ => false,
        };
        let named = self.before(self.token(last)).iter().rev().take(REACH * 4);
        let aged = named.map(|mention| mention.who).find(of_that_age);
        let person = |d: &Self, who| matches!(who, Who::Person(_)) && d.is_singular(who, Gender::Unknown);
        aged.or_else(|| self.antecedent_scored(index, self.token(last), person).map(|(_, who)| who))
    }

    /// "Nobody in Moscow", where the source has been read from the place on: a place after "in" does
    /// not speak.
    fn somebody_in(&mut self, index: usize, name: &Range<usize>) -> Option<Who> {
        let source = self.document.attributions[index].source.as_ref()?;
        let start = self.pieces.within(source).start;
        let place = matches!(self.pieces.all[name.end - 1].sense, Sense::Country(..) | Sense::Region(_));
        let within =
            start.checked_sub(1).filter(|before| matches!(self.word(*before), "in" | "across" | "near"))?;
        let head = within.checked_sub(1)?;
        let sentence = self.document.sentence_of(self.token(start));
        if !place || self.document.sentence_of(self.token(head)) != sentence {
            return None;
        }
        match self.pieces.all[head].sense {
            Sense::Role(..) => {
                let noun = phrase::around(
                    self.document,
                    &self.pieces,
                    head,
                    &self.pieces.sentences[sentence].clone(),
                );
                Some(self.noun(index, &noun))
            }
            Sense::Function(Class::Pronoun) | Sense::Word => Some(self.words(head..name.end)),
            _ => None,
        }
    }

    /// The person in "Jo Swinson, a spokeswoman for the party said", where the source has been read
    /// from the comma on.
    fn named_before_comma(&self, index: usize, noun: &Noun) -> Option<Who> {
        let source = self.document.attributions[index].source.as_ref()?;
        let comma = self.pieces.within(source).start.checked_sub(1)?;
        let one = self.pieces.all[noun.head].is_role(Sort::Person)
            && matches!(self.pieces.all[noun.head].sense, Sense::Role(_, false))
            && noun.determiner.is_none_or(|d| matches!(self.word(d), "a" | "an" | "the"));
        let person = comma.checked_sub(1).and_then(|before| self.cast.at(before));
        let same = self.pieces.all[comma].sense == Sense::Comma
            && self.document.sentence_of(self.token(comma))
                == self.document.sentence_of(self.token(noun.head));
        person.filter(|who| one && same && matches!(who, Who::Person(_)))
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

    /// The text of a range of pieces, without what stands in brackets.
    pub(super) fn text(&self, pieces: &Range<usize>) -> String {
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

    pub(super) fn word(&self, piece: usize) -> &'t str {
        self.document.text_of(&self.pieces.all[piece].tokens)
    }

    pub(super) fn token(&self, piece: usize) -> usize {
        self.pieces.all[piece].tokens.start
    }

    /// A name: whom the cast knows by it, else a body of that name.
    pub(super) fn name(&mut self, name: &Range<usize>) -> Who {
        if let Some(who) = self.cast.at(name.end - 1) {
            return if self.is_branch(name) { self.named_body(name) } else { who };
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

    /// Whether a name ends in a place and is not that place: "Racing Victoria", "Birds Australia".
    fn is_branch(&self, name: &Range<usize>) -> bool {
        let last = &self.pieces.all[name.end - 1];
        let place = matches!(last.sense, Sense::Country(_, Form::Name) | Sense::Region(_));
        let first = self.word(name.start);
        let part = matches!(
            first,
            "North"
                | "South"
                | "East"
                | "West"
                | "Northern"
                | "Southern"
                | "Eastern"
                | "Western"
                | "Central"
                | "Upper"
                | "Lower"
                | "Greater"
                | "New"
                | "Mainland"
                | "Republic"
        );
        place && name.len() > 1 && !part
    }

    /// The body that goes by a range of pieces.
    fn named_body(&mut self, name: &Range<usize>) -> Who {
        let text = self.text(name);
        let country = match self.pieces.all[name.end - 1].sense {
            Sense::Country(country, _) | Sense::Region(country) => Some(country),
            _ => None,
        };
        Who::Body(self.cast.body(&text, None, country, None))
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
        let name = listed(&names);
        let name = if countries { format!("Governments of {name}") } else { name };
        let short = members.iter().map(|who| match who {
            Who::Person(person) => {
                without_initials(&self.cast.people[*person].words).unwrap_or_else(|| self.name_of(*who))
            }
            _ => self.name_of(*who),
        });
        let short = listed(&short.collect::<Vec<_>>());
        let sides: Vec<(Kind, Option<usize>)> = members.iter().map(|who| self.side(*who)).collect();
        let state = members.iter().any(|who| matches!(who, Who::Country(_)));
        let kind = if state { Kind::Government } else { sides.first().map_or(Kind::Unknown, |side| side.0) };
        let country =
            sides.first().and_then(|side| side.1).filter(|c| sides.iter().all(|side| side.1 == Some(*c)));
        self.group(Group {
            aliases: Some(short).filter(|short| *short != name).into_iter().collect(),
            name,
            named: true,
            noun: None,
            members,
            plural: true,
            kind,
            country,
            near: None,
            stateless: false,
            definite: false,
            gender: Gender::Unknown,
        })
    }

    /// A source that goes by its own words.
    pub(super) fn words(&mut self, range: Range<usize>) -> Who {
        // A clause after a comma says what they do, and is no part of what they are called.
        let clause = |comma: &usize| {
            let next = self.pieces.all.get(comma + 1).filter(|_| comma + 1 < range.end);
            let opens = next.is_some_and(|next| {
                next.is(Class::Relative)
                    || next.sense == Sense::Word && is_participle(self.document.text_of(&next.tokens))
            });
            self.pieces.all[*comma].sense == Sense::Comma && opens
        };
        let end = range.clone().skip(1).find(clause).unwrap_or(range.end);
        let range = range.start..end;
        let determined = !range.is_empty() && self.pieces.all[range.start].is(Class::Determiner);
        // "The Russians".
        let last = range.clone().next_back().map(|last| self.pieces.all[last].sense);
        if let (true, 2, Some(Sense::Country(country, Form::Adjective))) = (determined, range.len(), last) {
            return Who::Country(country);
        }
        let partitive = range.len() > 2 && self.word(range.start + 1) == "of";
        let start = range.start + usize::from(determined && range.len() > 1 && !partitive);
        let mut name = self.text(&(start..range.end));
        if name.is_empty() && !range.is_empty() {
            name = name_of(self.document.text_of(&super::cast::tokens(&self.pieces, &range)));
        }
        if determined || range.clone().next().is_some_and(|first| self.pieces.all[first].is(Class::Pronoun)) {
            name = lower_first(&name);
        }
        // "Many", "others", "those who", "Britons": people in general.
        let people = self.pieces.all[range.clone()].iter().take(2).any(|piece| {
            let word = self.document.word(piece.tokens.start).to_lowercase();
            let thing = matches!(word.as_str(), "the" | "a" | "an" | "it" | "this" | "that");
            if thing && piece.tokens.len() == 1 {
                return false;
            }
            let some = piece.is(Class::Determiner);
            some || piece.is(Class::Pronoun)
                || matches!(piece.sense, Sense::Number | Sense::Country(_, Form::Adjective))
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
            definite: false,
            gender: Gender::Unknown,
        })
    }

    /// The group of that name, the known one where there is one.
    pub(super) fn group(&mut self, group: Group) -> Who {
        let key = group.name.to_lowercase();
        if let Some(known) = self.by_words.get(&key) {
            return Who::Group(*known);
        }
        self.groups.push(group);
        self.by_words.insert(key, self.groups.len() - 1);
        Who::Group(self.groups.len() - 1)
    }

    /// Whether a mention opens its sentence.
    pub(super) fn is_subject(&self, token: usize) -> bool {
        let sentence = &self.document.sentences[self.document.sentence_of(token)];
        token - sentence.tokens.start < 5
    }

    /// The mentions before a token.
    pub(super) fn before(&self, token: usize) -> &[Mention] {
        &self.cast.mentions[..self.cast.mentions.partition_point(|m| m.tokens.start < token)]
    }

    /// The country named last before a token in its block.
    pub(super) fn near(&self, token: usize) -> Option<usize> {
        let block = self.document.sentences[self.document.sentence_of(token)].block;
        let from = self.document.sentences.partition_point(|s| s.block < block);
        let start = self.document.sentences[from].tokens.start;
        let range = self.pieces.within(&(start..token));
        self.pieces.all[range].iter().rev().take(200).find_map(|piece| match piece.sense {
            Sense::Country(country, _) | Sense::Region(country) => Some(country),
            _ => None,
        })
    }
}

/// Several names as one: "Egypt, Bulgaria and Nicaragua".
fn listed(names: &[String]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches("Government of ")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// The names that a phrase holds; `span` are all its pieces.
fn speakers(
    document: &Document,
    pieces: &Pieces,
    phrase: &Phrase,
    span: Range<usize>,
    speaking: &mut Vec<Speaking>,
) {
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

/// The body or government that speaks most often by name, the first of them where two are even.
fn voice(phrases: &[Option<Phrase>], cast: &Cast) -> Option<Who> {
    let mut counts: Vec<(Who, usize)> = Vec::new();
    let mut index_of: FxHashMap<Who, usize> = FxHashMap::default();
    for phrase in phrases.iter().flatten() {
        let Phrase::Name { name, .. } = phrase else { continue };
        let Some(who @ (Who::Country(_) | Who::Body(_))) = cast.at(name.end - 1) else { continue };
        let index = *index_of.entry(who).or_insert(counts.len());
        match counts.get_mut(index) {
            Some((_, count)) => *count += 1,
            None => counts.push((who, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 1)?;
    counts.iter().find(|(_, count)| *count == most).map(|(who, _)| *who)
}

/// Where an attribution stands: at its source, or else at its content.
pub(super) fn anchor(attribution: &Attribution) -> usize {
    let content = || attribution.content.first().map_or(0, |content| content.start);
    attribution.source.as_ref().map_or_else(content, |source: &TokenRange| source.start)
}

/// Whether a word is one by which a speaker means herself, or herself and others.
pub(super) fn is_first_person(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "i" | "my" | "me" | "we" | "our" | "us")
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
