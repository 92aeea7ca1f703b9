//! Pronouns: he, she, it, they, we, who.
//!
//! In: a pronoun that speaks. Out: whom it takes up. "He" goes to the best of the mentions in the
//! sentences before it: near ones, subjects and the last speaker count for more, and whoever is
//! only named inside a quotation for less; "they" may also go to people whom the article tells of;
//! "we" goes to the speaker of its quotation. With two people of one gender at hand it goes wrong
//! in about one of ten.

use super::cast::{Gender, Who};
use super::discourse::{Discourse, REACH};
use super::phrase::{self, Noun};
use super::piece::Sense;
use super::tables::{Sort, TABLES};
use crate::document::Attribution;

impl Discourse<'_, '_> {
    /// Whom a pronoun takes up.
    pub(super) fn pronoun(&mut self, index: usize, piece: usize) -> Who {
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
            "it" | "its" | "itself" => self.antecedent(index, token, Self::is_thing),
            "they" | "their" | "them" | "themselves" => return self.several(index, piece),
            "we" | "our" | "us" | "i" | "my" | "me" => self.speaker_of(index, token, &word),
            "who" | "which" | "whose" => self.right_before(token),
            _ => None,
        };
        if let Some(Who::Person(person)) = found {
            let known = &mut self.cast.people[person].gender;
            *known = if *known == Gender::Unknown { gender } else { *known };
        }
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
                !group.plural && group.noun.is_none_or(|noun| TABLES.roles[noun].sort != Sort::Person)
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
        self.antecedent_scored(index, token, &fits).map(|(_, who)| who).or_else(|| {
            // Nobody before: the first one after, for texts that begin in mid-story.
            let after = &self.cast.mentions[self.cast.mentions.partition_point(|m| m.tokens.start < token)..];
            after
                .iter()
                .take(REACH)
                .map(|m| m.who)
                .find(|who| matches!(who, Who::Person(p) if self.cast.people[*p].sure) && fits(self, *who))
        })
    }

    /// The same with its score.
    pub(super) fn antecedent_scored(
        &self,
        index: usize,
        token: usize,
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
            if !fits(self, who) || own(at) {
                continue;
            }
            let distance = (sentence.saturating_sub(self.document.sentence_of(at))) as i64;
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

    /// Who says "we": whoever speaks the quotation; outside one, the body that speaks.
    fn speaker_of(&self, index: usize, token: usize, word: &str) -> Option<Who> {
        let holds =
            |attribution: &Attribution| attribution.content.iter().any(|content| content.contains(&token));
        let outer = self.document.attributions[index].inside;
        if let Some(who) = outer.and_then(|outer| self.who.get(outer).copied().flatten()) {
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
                return self.who[speaker];
            }
            return self.spoken.last().map(|(_, who)| *who);
        }
        if matches!(word, "i" | "my" | "me") {
            return None;
        }
        // In a text that is itself a statement.
        self.we.or(self.voice).or(self.dominant.map(Who::Country))
    }

    /// The noun right before "who".
    fn right_before(&self, token: usize) -> Option<Who> {
        let mention = self.before(token).last()?;
        (token - mention.tokens.end.min(token) < 3).then_some(mention.who)
    }
}
