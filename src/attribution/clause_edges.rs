//! Where the clause around an adverbial or a noun begins and ends.
//!
//! In: a position in a unit. Out: token positions. Gets wrong: clauses joined without a comma.

use super::LONGEST;
use super::context::{Class, Context};
use super::cues::frame;
use crate::document::{TokenRange, Upos};
use crate::tag::inflect::VerbForm;

/// Where the clause that ends right before `end` begins: after a semicolon, after `, and` or `, but`
/// that opens a clause, or with the unit.
pub(super) fn clause_before(context: &Context, region: &TokenRange, end: usize, anchor: usize) -> usize {
    let floor = region.start.max(end.saturating_sub(LONGEST));
    for i in (floor..end).rev() {
        if !context.same_level(i, anchor) {
            continue;
        }
        let opens = match context.class(i) {
            Class::Semicolon => true,
            Class::Comma => {
                context.any(i + 1, &["but", "while", "although", "whereas"])
                    && context.has_finite_verb(i + 2..end.max(i + 2))
            }
            _ => false,
        };
        if opens {
            return if context.class(i) == Class::Comma { i + 2 } else { i + 1 };
        }
    }
    floor
}

/// One past the last word of the clause that begins at `start`: before a further cue that a comma
/// sets off, or at the end of the unit.
pub(super) fn sentence_end(context: &Context, start: usize, region: &TokenRange, anchor: usize) -> usize {
    let limit = region.end.min(start + LONGEST);
    let mut end = limit;
    for i in start..limit {
        if !context.same_level(i, anchor) || context.class(i) != Class::Comma || i + 1 >= limit {
            continue;
        }
        let cue = context.hits[i + 1].is_some_and(|hit| {
            hit.takes(frame::SOURCE)
                || hit.cue.upos == Upos::Verb
                    && hit.form == VerbForm::Gerund
                    && hit.takes(frame::CLAUSE | frame::QUOTE)
        });
        if cue {
            end = i;
            break;
        }
    }
    while end > start
        && matches!(
            context.class(end - 1),
            Class::Stop | Class::Comma | Class::Semicolon | Class::Dash | Class::Colon
        )
        && context.same_level(end - 1, anchor)
    {
        end -= 1;
    }
    end
}
