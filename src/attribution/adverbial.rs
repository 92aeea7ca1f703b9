//! Attributions that stand beside their clause: `according to X`, `reportedly`.
//!
//! In: one unit. Out: an attribution of the clause to the source named, or to nobody. Gets wrong:
//! an `according to` that belongs to one noun of the clause ("the tallest, according to X").

use super::clause_edges::{clause_before, sentence_end};
use super::context::{Class, Context};
use super::cues::{Hit, frame};
use super::{Findings, Found};
use crate::document::{Construction, TokenRange, Upos};

/// Finds them in `region`, all on one level of quotation.
pub(super) fn detect(context: &Context, region: TokenRange, level: u32, found: &mut Findings) {
    for i in region.clone() {
        if context.quotation[i] != level || found.used[i] {
            continue;
        }
        let Some(hit) = context.hits[i].filter(|hit| hit.cue.upos == Upos::Adv && hit.end <= region.end)
        else {
            continue;
        };
        let attribution = if hit.takes(frame::SOURCE) {
            according_to(context, &region, hit)
        } else {
            evidential(context, &region, hit)
        };
        if let Some(attribution) = attribution {
            found.push(attribution);
        }
    }
}

fn according_to(context: &Context, region: &TokenRange, hit: Hit) -> Option<Found> {
    let source = context.subject_after(hit.end, region.end)?;
    let found = |content| {
        Some(Found {
            source: Some(source.clone()),
            cue: Some(hit.at..hit.end),
            content,
            lexeme: Some(hit.cue),
            construction: Construction::AccordingTo,
            follows: None,
        })
    };
    let leads =
        (region.start..hit.at).all(|i| context.upos(i) == Upos::Punct || context.upos(i) == Upos::Cconj);
    let mut after = source.end;
    while after < region.end && context.class(after) != Class::Comma && leads {
        after += 1;
    }
    if leads {
        let start = if after < region.end { after + 1 } else { source.end };
        let end = sentence_end(context, start, region, hit.at);
        return (end > start).then(|| found(vec![start..end])).flatten();
    }
    let comma = hit.at > region.start && context.class(hit.at - 1) == Class::Comma;
    let end = if comma { hit.at - 1 } else { hit.at };
    let start = clause_before(context, region, end, hit.at);
    let mut content = vec![start..end];
    // "His line-up, according to the BBC, is the same": the clause goes on behind.
    if comma && context.class(source.end) == Class::Comma && source.end + 1 < region.end {
        let rest = source.end + 1..sentence_end(context, source.end + 1, region, hit.at);
        let joined = context.upos(rest.start) == Upos::Cconj
            || context.hits[rest.start].is_some_and(|h| h.cue.upos == Upos::Verb);
        if !joined && !context.has_finite_verb(start..end) && !rest.is_empty() {
            content.push(rest);
        }
    }
    (end > start).then(|| found(content)).flatten()
}

fn evidential(context: &Context, region: &TokenRange, hit: Hit) -> Option<Found> {
    let adjective = !hit.cue.lemma.ends_with("ly");
    let content = if adjective {
        let end = context.noun_phrase_after(hit.end, region.end)?;
        if context.upos(hit.at) == Upos::Verb {
            return None;
        }
        vec![hit.end..end]
    } else {
        let start = clause_before(context, region, hit.at, hit.at);
        let mut rest = hit.end;
        if context.class(rest) == Class::Comma {
            rest += 1;
        }
        vec![start..hit.at, rest..sentence_end(context, rest, region, hit.at)]
    };
    Some(Found {
        source: None,
        cue: Some(hit.at..hit.end),
        content,
        lexeme: Some(hit.cue),
        construction: Construction::Evidential,
        follows: None,
    })
}
