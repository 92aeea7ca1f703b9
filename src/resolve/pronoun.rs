//! Pronouns: he, she, it, they, we, who.
//!
//! In: a pronoun that speaks. Out: whom it takes up. "He" goes to the best of the mentions in the
//! sentences before it: near ones, subjects and the last speaker count for more, and whoever is
//! only named inside a quotation for less; "they" may also go to people whom the article tells of;
//! "we" goes to the speaker of its quotation. With two people of one gender at hand it goes wrong
//! in about one of ten.

use super::cast::{Gender, Who};
use super::discourse::{Discourse, REACH, is_first_person};
use super::phrase::{self, Noun};
use super::piece::Sense;
use super::tables::{Class, Sort, TABLES};
use crate::document::{Attribution, Upos};
use crate::report::BlockKind;

/// How many titles of a speaker are read.
const FACTS: usize = 4;

impl Discourse<'_, '_> {
    /// Whom a pronoun takes up, where the article says so.
    pub(super) fn pronoun(&mut self, index: usize, piece: usize) -> Option<Who> {
        let token = self.token(piece);
        let word = self.word(piece).to_lowercase();
        let gender = match word.as_str() {
            "he" | "him" | "his" | "himself" => Gender::Male,
            "she" | "her" | "herself" => Gender::Female,
            _ => Gender::Unknown,
        };
        let found = match word.as_str() {
            _ if gender != Gender::Unknown => {
                self.antecedent(index, token, |d, who| d.is_singular(who, gender))
            }
            "it" | "its" | "itself" => self.one_thing(index, piece),
            "they" | "their" | "them" | "themselves" => self.several(index, piece, false),
            _ if is_first_person(&word) => self.speaker_of(index, token, &word),
            "who" | "which" | "whose" => self.right_before(index, piece),
            _ => None,
        };
        if let Some(Who::Person(person)) = found {
            let known = &mut self.cast.people[person].gender;
            *known = if *known == Gender::Unknown { gender } else { *known };
        }
        found
    }

    /// Whom "they" takes up: a group that has spoken, a body, or people that the article only tells
    /// of. `part` if it is "two of them", which no body has.
    pub(super) fn several(&mut self, index: usize, piece: usize, part: bool) -> Option<Who> {
        let token = self.token(piece);
        let spoken = self.antecedent_scored(index, token, |d, who| {
            d.is_many(who) && (!part || matches!(who, Who::Group(_)))
        });
        let told = self.people_told(index, piece);
        match (spoken, told) {
            (Some((score, who)), told) if told.is_none_or(|(other, _)| score >= other) => Some(who),
            (_, Some((_, head))) => {
                let noun = self.told(head);
                Some(self.group_called(&noun).unwrap_or_else(|| self.noun(index, &noun)))
            }
            _ => None,
        }
    }

    /// What "it" takes up: a body, a group of one, or what the article only tells of. Inside a
    /// quotation the speaker's own words come first, and nothing that was named outside them.
    fn one_thing(&mut self, index: usize, piece: usize) -> Option<Who> {
        let token = self.token(piece);
        let block = |at: usize| self.document.sentences[self.document.sentence_of(at)].block;
        let (quoted, here) = (self.quoted[token], block(token));
        let within = |at: usize| !quoted || self.quoted[at] && block(at) == here;
        let named = self.antecedent_within(index, token, within, Self::is_thing);
        let told = self.thing_told(index, piece).filter(|(_, head)| within(self.token(*head)));
        match (named, told) {
            (Some((score, who)), told) if told.is_none_or(|(other, _)| score >= other) => Some(who),
            (_, Some((_, head))) => {
                let Sense::Role(..) = self.pieces.all[head].sense else { return None };
                let noun = self.told(head);
                Some(self.noun(index, &noun))
            }
            _ => None,
        }
    }

    /// The thing that the sentence of a piece, or the one before it, is about, with a score as for a
    /// mention: the head of the noun phrase that opens the sentence, if that is one thing. Any noun
    /// will do, so that "its" goes to "a vaccine" rather than to a body named long before.
    fn thing_told(&self, index: usize, piece: usize) -> Option<(i64, usize)> {
        let attribution = &self.document.attributions[index];
        let own = |at: usize| attribution.content.iter().any(|content| content.contains(&at));
        let sentence = self.document.sentence_of(self.token(piece));
        let scored = (sentence.saturating_sub(1)..=sentence).filter_map(|of| {
            let head = self.opening(of).filter(|head| *head < piece && !own(self.token(*head)))?;
            let score = 100 - 14 * (sentence - of) as i64 + 15;
            Some((score - if self.quoted[self.token(head)] { 30 } else { 0 }, head))
        });
        scored.max()
    }

    /// The head of the noun phrase that opens a sentence, where it is a common noun in the singular
    /// for no person.
    fn opening(&self, sentence: usize) -> Option<usize> {
        let pieces = self.pieces.sentences[sentence].clone();
        let is = |index: usize, class| self.pieces.all[index].is(class);
        let start = pieces.clone().find(|index| {
            self.pieces.all[*index].sense != Sense::Quote
                && !is(*index, Class::Conjunction)
                && !is(*index, Class::Adverb)
        })?;
        let upos = |index: usize| self.document.tokens[self.pieces.all[index].tokens.end - 1].upos;
        let role = |index: usize| matches!(self.pieces.all[index].sense, Sense::Role(..));
        if !is(start, Class::Determiner) {
            return None;
        }
        let inside = |index: &usize| {
            role(*index)
                || matches!(self.pieces.all[*index].sense, Sense::Word | Sense::Number)
                    && matches!(upos(*index), Upos::Noun | Upos::Adj | Upos::Num)
                || is(*index, Class::Adverb)
                || is(*index, Class::Determiner)
        };
        let head = (start + 1..pieces.end).take_while(inside).last()?;
        let genitive = self.pieces.all.get(head + 1).is_some_and(|next| next.sense == Sense::Genitive);
        let one = match self.pieces.all[head].sense {
            Sense::Role(role, plural) => !plural && is_impersonal(role),
            _ => upos(head) == Upos::Noun && !self.word(head).ends_with('s'),
        };
        (one && !genitive).then_some(head)
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
            let distance = sentence.saturating_sub(self.document.sentence_of(at)) as i64;
            let score = 100 - 14 * distance.min(12) + if self.is_subject(at) { 15 } else { 0 };
            (score - if self.quoted[at] { 30 } else { 0 }, head)
        });
        scored.max_by_key(|(score, head)| (*score, *head))
    }

    /// Whether it is one person, of that gender if that is known.
    pub(super) fn is_singular(&self, who: Who, gender: Gender) -> bool {
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

    /// Whether "it" can stand for it.
    fn is_thing(&self, who: Who) -> bool {
        match who {
            Who::Body(_) | Who::Country(_) => true,
            Who::Group(group) => {
                let group = &self.groups[group];
                !group.plural && group.noun.is_none_or(is_impersonal)
            }
            Who::Person(_) => false,
        }
    }

    /// Whether "they" can stand for it.
    fn is_many(&self, who: Who) -> bool {
        match who {
            Who::Body(_) | Who::Country(_) => true,
            Who::Group(group) => self.groups[group].plural,
            Who::Person(_) => false,
        }
    }

    /// The best of those that can be meant, among the mentions before a token.
    fn antecedent(&self, index: usize, token: usize, fits: impl Fn(&Self, Who) -> bool) -> Option<Who> {
        let before = self.antecedent_scored(index, token, &fits).map(|(_, who)| who);
        before.or_else(|| self.named_after(token, fits))
    }

    /// The first person named after a token, for texts that begin in mid-story.
    fn named_after(&self, token: usize, fits: impl Fn(&Self, Who) -> bool) -> Option<Who> {
        let after = &self.cast.mentions[self.cast.mentions.partition_point(|m| m.tokens.start < token)..];
        let sure = |who: &Who| matches!(who, Who::Person(person) if self.cast.people[*person].sure);
        after.iter().take(REACH).map(|m| m.who).find(|who| sure(who) && fits(self, *who))
    }

    /// The best of those that can be meant, with its score.
    pub(super) fn antecedent_scored(
        &self,
        index: usize,
        token: usize,
        fits: impl Fn(&Self, Who) -> bool,
    ) -> Option<(i64, Who)> {
        self.antecedent_within(index, token, |_| true, fits)
    }

    /// The same among the tokens that `within` allows.
    fn antecedent_within(
        &self,
        index: usize,
        token: usize,
        within: impl Fn(usize) -> bool,
        fits: impl Fn(&Self, Who) -> bool,
    ) -> Option<(i64, Who)> {
        let attribution = &self.document.attributions[index];
        let own = |at: usize| attribution.content.iter().any(|content| content.contains(&at));
        let sentence = self.document.sentence_of(token);
        let last =
            self.spoken.iter().rev().take(REACH).find(|(_, who)| fits(self, *who)).map(|(_, who)| *who);
        let mentions = self.before(token).iter().rev().take(REACH).map(|m| (m.tokens.start, m.who));
        let spoken = self.spoken.iter().rev().take(REACH).copied().filter(|(at, _)| *at < token);
        let mut best: Option<(i64, Who)> = None;
        for (at, who) in mentions.chain(spoken) {
            if !fits(self, who) || own(at) || !within(at) {
                continue;
            }
            let distance = (sentence.saturating_sub(self.document.sentence_of(at))) as i64;

            let mut score = 100 - 18 * distance.min(12);
            score += if last == Some(who) { 30 } else { 0 };
            score += if self.is_subject(at) { 25 } else { 0 };
            score -= if self.quoted[at] { 30 } else { 0 };
            if let Who::Person(person) = who {
                score += if self.cast.people[person].sure { 20 } else { -20 };
            }
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, who));
            }
        }
        best
    }

    /// Who says "we": whoever speaks the quotation; outside one, the body that speaks.
    fn speaker_of(&self, index: usize, token: usize, word: &str) -> Option<Who> {
        let holds =
            |attribution: &Attribution| attribution.content.iter().any(|content| content.contains(&token));
        let outer = self.document.attributions[index].inside;
        if let Some(who) = outer.and_then(|outer| self.on_behalf(outer, word)) {
            return Some(who);
        }
        if self.quoted[token] {
            let starts =
                |other: &Attribution| other.content.first().is_none_or(|content| content.start <= token);
            let begun = self.document.attributions.partition_point(starts);
            let speaker = (0..begun).rev().take(REACH).find(|other| {
                *other != index && holds(&self.document.attributions[*other]) && self.who[*other].is_some()
            });
            if let Some(speaker) = speaker {
                return self.on_behalf(speaker, word);
            }
            return self.spoken.last().map(|(_, who)| *who);
        }
        if matches!(word, "i" | "my" | "me") {
            let person = |who: &Who| matches!(who, Who::Person(_));
            return self.spoken.iter().rev().take(REACH).map(|(_, who)| *who).find(person);
        }
        // In a text that is itself a statement.
        let home = self.spelling.filter(|home| self.cast.names_country(*home) && !self.is_joint());
        self.we.or(self.voice).or(home.map(Who::Country))
    }

    /// Whom somebody who speaks means by "we": the body whose post she holds; herself where the article
    /// names none.
    fn on_behalf(&self, speaker: usize, word: &str) -> Option<Who> {
        let who = self.who.get(speaker).copied().flatten()?;
        let Who::Person(person) = who else { return Some(who) };
        if !matches!(word, "we" | "our" | "us") {
            return Some(who);
        }
        let posts = self.cast.people[person].facts.iter().take(FACTS).map(|fact| self.placed(fact));
        let body = posts.filter(|fact| !fact.former).find_map(|fact| {
            let serves = fact.noun.is_some_and(|noun| TABLES.roles[noun].serves);
            fact.bodies.first().copied().filter(|who| serves && matches!(who, Who::Body(_)))
        });
        body.or(Some(who))
    }

    /// Whether the headline announces a text of several: "Joint statement on …".
    fn is_joint(&self) -> bool {
        let headline = self.document.blocks.iter().take(2).filter(|block| block.kind == BlockKind::Headline);
        headline
            .map(|block| block.span.of(self.document.text))
            .any(|text| text.contains("Joint") || text.contains("joint"))
    }

    /// The name or noun right before "who".
    fn right_before(&mut self, index: usize, piece: usize) -> Option<Who> {
        let comma = |before: usize| self.pieces.all[before].sense == Sense::Comma;
        let before = piece.checked_sub(1)?;
        let before = if comma(before) { before.checked_sub(1)? } else { before };
        if let Some(who) = self.cast.at(before) {
            return Some(who);
        }
        let Sense::Role(..) = self.pieces.all[before].sense else { return None };
        let noun = self.told(before);
        Some(self.noun(index, &noun))
    }

    /// The phrase of a noun that the article tells of, up to its head. It has no owner, so that
    /// "their" never leads from one to the next.
    fn told(&self, head: usize) -> Noun {
        let sentence = &self.pieces.sentences[self.document.sentence_of(self.token(head))];
        let noun = phrase::around(self.document, &self.pieces, head, sentence);
        let determiner = noun.determiner.filter(|d| !self.pieces.all[*d].is(Class::Possessive));
        Noun { determiner, end: noun.after, pieces: noun.pieces.start..noun.after, ..noun }
    }
}

/// Whether a role noun names neither a person nor people.
fn is_impersonal(role: usize) -> bool {
    !matches!(TABLES.roles[role].sort, Sort::Person | Sort::People | Sort::Honorific)
}
