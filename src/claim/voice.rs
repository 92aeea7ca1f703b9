//! How a claim is put: as a fact, a prediction, an opinion or a question; denied or affirmed; with
//! or without reserve.
//!
//! In: the tokens of a claim, and how it is attributed. Out: [`Manner`]. Judged by its main verb, the
//! first that is no relative clause's, and by the words of `data/voice.tsv`; an intention is a
//! prediction, what ought to be is an opinion. Gets wrong: irony, opinions in neutral words, and
//! claims of several clauses, of which the first one decides.

use super::words::{Context, Words};
use crate::data::rows;
use crate::document::{Attribution, Construction, TokenRange, Upos};
use crate::order::{self, falling};
use crate::report::{Stance, Type, Voice};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How a claim is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// As what.
    pub voice: Voice,
    /// Whether its main clause says that something is not so.
    pub negated: bool,
    /// Whether it is put forward with reserve.
    pub hedged: bool,
}

/// What a word says of how a claim is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Future,
    Ought,
    Reserve,
    Negation,
    Opinion,
    /// A cue that foretells: `expect`.
    Foretell,
    /// `would`: the future of what is reported, or a condition.
    Would,
    /// A phrase that is not what its first word is: `no doubt`.
    None,
}

/// The rest of a phrase and its class.
type Phrase = (Vec<&'static str>, Class);

/// Phrases by their first word, longest first.
static PHRASES: LazyLock<FxHashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: FxHashMap<&str, Vec<Phrase>> = FxHashMap::default();
    for [phrase, class] in rows(include_str!("../../data/voice.tsv")) {
        let class = match class {
            "future" => Class::Future,
            "ought" => Class::Ought,
            "reserve" => Class::Reserve,
            "negation" => Class::Negation,
            "opinion" => Class::Opinion,
            "would" => Class::Would,
            "foretell" => Class::Foretell,
            _ => Class::None,
        };
        let mut parts = phrase.split(' ');
        if let Some(first) = parts.next() {
            phrases.entry(first).or_default().push((parts.collect(), class));
        }
    }
    for list in phrases.values_mut() {
        order::by_number(list, |(rest, _)| falling(rest.len()));
    }
    phrases
});

/// The main clause ends at most this many tokens behind the beginning of a claim.
const LONGEST_CLAUSE: usize = 60;

/// How the claim made of `pieces` is put.
pub fn manner(words: &Words, pieces: &[TokenRange], attribution: Option<&Attribution>) -> Manner {
    let mut buffer = String::new();
    let mut class = |i: usize, end: usize| {
        if !words.at(i).opens_voice {
            return None;
        }
        let folded = crate::tag::fold(words.text(i), &mut buffer);
        let list = PHRASES.get(folded)?;
        let fits = |rest: &&Phrase| {
            let parts = &rest.0;
            i + parts.len() < end && parts.iter().enumerate().all(|(n, part)| words.is(i + 1 + n, &[part]))
        };
        list.iter().find(fits).map(|(rest, class)| (*class, rest.len()))
    };
    let last = pieces.last().map_or(0, |piece| piece.end);
    // The mark may stand behind the claim, before its closing quotation mark or after.
    let closing = last.saturating_sub(2)..(last + 1).min(words.document.tokens.len());
    let asks = closing.clone().any(|i| words.text(i).ends_with('?'));
    let opens = pieces.first().map_or(0, |piece| piece.start);
    let question = asks || words.is(opens, &["whether", "if"]) && attribution.is_some();

    let upos = |i: usize| words.document.tokens[i].upos;
    // The first finite verb that is no relative clause's.
    let mut verb = None;
    let (mut future, mut ought, mut reserve, mut opinion, mut negated) = (false, false, false, false, false);
    let mut seen = 0;
    let mut relative = false;
    let mut infinitive = false;
    for piece in pieces {
        let mut i = piece.start;
        while i < piece.end && seen < LONGEST_CLAUSE {
            seen += 1;
            if words.at(i).is(Context::Relative) && !words.is(i, &["that"])
                || words.is(i, &["that"])
                    && i > piece.start
                    && matches!(upos(i - 1), Upos::Noun | Upos::Propn)
            {
                relative = true;
            }
            infinitive |= verb.is_none() && words.is(i, &["to"]) && upos(i) == Upos::Part;
            let verbal = matches!(upos(i), Upos::Verb | Upos::Aux);
            if verbal && relative {
                // The relative clause's own verb; what follows its complement is the main one.
                relative = upos(i) == Upos::Aux
                    && i + 1 < piece.end
                    && matches!(upos(i + 1), Upos::Verb | Upos::Aux | Upos::Part | Upos::Adv);
            } else if verbal && verb.is_none() {
                verb = Some(i);
            }
            let near = verb.is_none_or(|verb| i <= verb + 4);
            let (skip, found) =
                class(i, piece.end).map_or((0, None), |(class, length)| (length, Some(class)));
            match found {
                Some(Class::Future) if near && !relative => future = true,
                Some(Class::Would) if near && !relative && attribution.is_some() => future = true,
                Some(Class::Would) => reserve = true,
                Some(Class::Ought) if near && !relative => ought = true,
                // "no one said"; in a claim without a verb of its own, only at its beginning.
                Some(Class::Negation) if near && !relative && (verb.is_some() || seen <= 3) => negated = true,
                // "in May", "the might of"
                Some(Class::Reserve)
                    if upos(i) != Upos::Propn
                        && !(upos(i) == Upos::Noun && words.is(i, &["might", "may"])) =>
                {
                    reserve = true
                }
                Some(Class::Opinion) if verb.is_some_and(|verb| i <= verb + 6) || skip > 0 => opinion = true,
                _ => {}
            }
            i += 1 + skip;
        }
    }
    let conditional = words.is(opens, &["if"]);
    let intent = attribution.is_some_and(|a| matches!(a.kind, Type::Intent) || a.stance == Stance::Promise);
    let foretells = attribution.is_some_and(|a| {
        PHRASES.get(&*a.lemma).is_some_and(|list| list.iter().any(|(_, class)| *class == Class::Foretell))
    });
    let demand = attribution.is_some_and(|a| a.stance == Stance::Demand);
    let believes = attribution.is_some_and(|a| a.kind == Type::Belief && a.stance != Stance::Factive);
    let evidential = attribution.is_some_and(|a| a.construction == Construction::Evidential);
    let voice = if question {
        Voice::Question
    } else if future
        || intent
        || foretells
        || infinitive && attribution.is_some_and(|a| a.stance == Stance::Warning)
    {
        Voice::Prediction
    } else if ought || opinion || demand || believes {
        Voice::Opinion
    } else {
        Voice::Fact
    };
    Manner { voice, negated, hedged: reserve || evidential || conditional && attribution.is_none() }
}
