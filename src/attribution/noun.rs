//! Nouns and adjectives that report: `the claim that …`, `his promise to …`, `is confident that …`.
//!
//! In: one unit. Out: an attribution of what the noun or adjective takes to whose it is: the
//! possessor, or the subject of the verb it is the object of. Gets wrong: nouns whose owner stands
//! elsewhere ("the claim, made by …").

use super::clause_edges::sentence_end;
use super::context::{Class, Context};
use super::cues::{Hit, frame};
use super::{Findings, Found};
use crate::document::{Construction, TokenRange, Upos};
use crate::tag::inflect::VerbForm;

/// Finds them in `region`, all on one level of quotation.
pub(super) fn detect(context: &Context, region: TokenRange, level: u32, found: &mut Findings) {
    for i in region.clone() {
        if context.quotation[i] != level || found.used[i] {
            continue;
        }
        let Some(hit) = context.hits[i].filter(|hit| hit.end <= region.end) else { continue };
        let attribution = match hit.cue.upos {
            Upos::Noun => noun(context, &region, hit),
            Upos::Adj => adjective(context, &region, hit),
            _ => None,
        };
        if let Some(attribution) = attribution {
            found.push(attribution);
        }
    }
}

/// Where the content begins if the word after the cue is one that its frames allow.
fn opens_content(context: &Context, hit: Hit, region: &TokenRange) -> bool {
    let next = hit.end;
    if next + 1 >= region.end {
        return false;
    }
    if context.class(next) == Class::That {
        let verb = (next + 2..region.end.min(next + 25)).any(|i| context.has_finite_verb(i..i + 1));
        return hit.takes(frame::THAT)
            && verb
            && context.upos(next + 1) != Upos::Verb
            && context.upos(next + 1) != Upos::Aux;
    }
    if context.class(next) == Class::To {
        let verb = matches!(context.upos(next + 1), Upos::Verb | Upos::Aux);
        return verb && hit.takes(frame::TO) || !verb && hit.takes(frame::TO_NP);
    }
    hit.takes(frame::OF) && context.is(next, "of")
        || hit.takes(frame::FOR) && context.is(next, "for")
        || hit.takes(frame::ABOUT) && context.is(next, "about")
        || hit.takes(frame::OVER) && context.is(next, "over")
        || hit.takes(frame::BY) && context.is(next, "by")
        || hit.takes(frame::WITH) && context.is(next, "with")
        || hit.takes(frame::AT) && context.is(next, "at")
}

fn content_end(context: &Context, hit: Hit, region: &TokenRange) -> usize {
    let clause = sentence_end(context, hit.end, region, hit.at);
    if matches!(context.class(hit.end), Class::That) {
        if context.has_finite_verb(region.start..hit.at) {
            return clause;
        }
        // The noun is the subject: "The claim that the vote was rigged was rejected". The clause ends
        // where a second auxiliary follows a verb.
        let first = (hit.end + 1..clause).find(|&i| context.upos(i) == Upos::Verb);
        let second = first.and_then(|first| {
            (first + 1..clause).find(|&i| {
                context.upos(i) == Upos::Aux
                    && !matches!(
                        context.upos(i - 1),
                        Upos::Pron | Upos::Cconj | Upos::Sconj | Upos::Punct | Upos::Aux
                    )
            })
        });
        return second.unwrap_or(clause);
    }
    // A phrase ends nearer than a clause does.
    let stop = (hit.end + 1..clause).find(|&i| {
        context.same_level(i, hit.at)
            && (matches!(context.class(i), Class::Comma | Class::Semicolon | Class::Dash | Class::Colon)
                || context.class(hit.end) != Class::To
                    && (context.upos(i) == Upos::Aux || context.is_occasion(i)))
    });
    stop.unwrap_or(clause)
}

fn noun(context: &Context, region: &TokenRange, hit: Hit) -> Option<Found> {
    if !opens_content(context, hit, region) {
        return None;
    }
    // The phrase before: adjectives and a determiner or possessor.
    let mut start = hit.at;
    while start > region.start
        && matches!(context.upos(start - 1), Upos::Adj | Upos::Noun | Upos::Num)
        && hit.at - start < 4
    {
        start -= 1;
    }
    let before = start.checked_sub(1).filter(|b| *b >= region.start && context.same_level(*b, hit.at));
    let mut cue = hit.at..hit.end;
    let source = match before.map(|b| (b, context.class(b))) {
        Some((b, Class::Genitive)) => {
            let owner = context.noun_phrase_before(region.start, b)?;
            Some(owner.start..b + 1)
        }
        Some((b, Class::Possessive)) => Some(b..b + 1),
        // "said in a statement that": the verb's.
        Some((b, _)) if is_occasion_of_verb(context, region, b) => return None,
        Some((b, _)) => {
            // "expressed concern that": the verb's subject owns it.
            let verb = if context.upos(b) == Upos::Det {
                b.checked_sub(1).filter(|v| *v >= region.start)
            } else {
                Some(b)
            };
            // A verb that reports for itself has the whole clause: "said the decision to …".
            let verb = verb.filter(|&v| {
                let reports = context.hits[v].is_some_and(|h| h.takes(frame::CLAUSE | frame::QUOTE));
                context.upos(v) == Upos::Verb && !reports
            });
            verb.and_then(|v| {
                let group = context.verb_group(v, VerbForm::Past, region.start);
                let subject = if group.infinitive || group.passive {
                    None
                } else {
                    context.subject_before(region.start, group.start)
                };
                if subject.is_some() {
                    cue.start = group.start;
                }
                subject
            })
        }
        None => None,
    };
    // A bare noun with no owner in sight is trusted with a clause alone.
    if source.is_none() && context.class(hit.end) != Class::That {
        return None;
    }
    let end = content_end(context, hit, region);
    if source.as_ref().is_some_and(|s| s.end > cue.start) {
        return None;
    }
    let construction = if cue.start < hit.at { Construction::Clause } else { Construction::Noun };
    (end > hit.end).then(|| Found {
        source,
        cue: Some(cue),
        content: vec![hit.end..end],
        lexeme: Some(hit.cue),
        construction,
        follows: None,
    })
}

/// Whether the determiner at `at` belongs to an occasion of a verb that reports.
fn is_occasion_of_verb(context: &Context, region: &TokenRange, at: usize) -> bool {
    at >= region.start + 2
        && context.upos(at) == Upos::Det
        && context.upos(at - 1) == Upos::Adp
        && context.hits[at - 2].is_some_and(|hit| hit.cue.upos == Upos::Verb)
}

fn adjective(context: &Context, region: &TokenRange, hit: Hit) -> Option<Found> {
    if !opens_content(context, hit, region) || hit.at == region.start {
        return None;
    }
    // "is (very) confident": a form of be, or of feel, seem, remain, before it.
    let mut verb = hit.at - 1;
    while verb > region.start && context.upos(verb) == Upos::Adv {
        verb -= 1;
    }
    let copula = context.class(verb) == Class::Be
        || context
            .any(verb, &["feel", "feels", "felt", "remain", "remains", "remained", "seemed", "seems", "not"]);
    if !copula {
        return None;
    }
    let group = context.verb_group(verb, VerbForm::Base, region.start);
    if group.start == region.start {
        return None;
    }
    let source = context.subject_before(region.start, group.start)?;
    if context.any(source.start, &["it", "there"]) && source.len() == 1 {
        return None;
    }
    let end = content_end(context, hit, region);
    (end > hit.end).then(|| Found {
        source: Some(source),
        cue: Some(group.start..hit.end),
        content: vec![hit.end..end],
        lexeme: Some(hit.cue),
        construction: Construction::Clause,
        follows: None,
    })
}
