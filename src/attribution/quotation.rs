//! Direct speech: quotations with their cue before, inside or after, and those without.
//!
//! In: the quotations of each block. Out: one attribution per utterance: `"A," he said. "B."` is one
//! with two pieces. A quotation that is part of a clause (`called it "barbaric"`) is left to
//! [`clause`](super::clause). Gets wrong: scare quotes and titles that stand like an utterance.

use super::context::{Class, Context, NONE, REACH};
use super::cues::{Hit, cue_named, frame};
use super::{Findings, Found, Unit, speaks};
use crate::document::{Construction, TokenRange, Upos};
use crate::tag::inflect::VerbForm;

/// An utterance between quotation marks.
struct Utterance {
    /// Its tokens, marks included.
    tokens: TokenRange,
    /// The unit it stands in.
    unit: TokenRange,
    /// Its index in [`Document::quotations`](crate::document::Document::quotations).
    index: usize,
    block: usize,
}

/// Who speaks, and in which words.
struct Speaker {
    source: Option<TokenRange>,
    cue: TokenRange,
    hit: Option<Hit>,
    construction: Construction,
}

/// Finds the speakers of quotations.
pub(super) fn detect(context: &Context, units: &[Unit], found: &mut Findings) {
    let mut previous: Option<(usize, Utterance)> = None;
    let mut start = 0;
    while start < context.document.tokens.len() {
        let quotation = context.quotation[start];
        let length = context.quotation[start..].iter().take_while(|q| **q == quotation).count();
        let tokens = start..start + length;
        start += length;
        if quotation == NONE {
            continue;
        }
        let at = units.partition_point(|unit| unit.tokens.end <= tokens.start);
        let unit = &units[at];
        if !speaks(context.document.blocks[unit.block].kind) {
            continue;
        }
        // `"…" - Name`: the signature is a sentence of its own.
        let signed = |next: &&Unit| {
            next.block == unit.block
                && tokens.end >= unit.tokens.end
                && matches!(context.class(next.tokens.start), Class::Dash | Class::Hyphen)
        };
        let end = units.get(at + 1).filter(signed).map_or(unit.tokens.end, |next| next.tokens.end);
        let utterance = Utterance {
            tokens: tokens.start..tokens.end.min(unit.tokens.end),
            unit: unit.tokens.start..end,
            index: quotation as usize,
            block: unit.block,
        };
        let goes_on = previous
            .as_ref()
            .is_some_and(|(index, before)| goes_on(context, before, &utterance, &found.found[*index]));
        if !goes_on && !is_utterance(context, &utterance) {
            continue;
        }
        let follows = previous.as_ref().map(|(index, _)| *index);
        let speaker = if begins_unit(context, &utterance) {
            speaker_after(context, &utterance, found).or_else(|| speaker_before(context, &utterance, found))
        } else {
            speaker_before(context, &utterance, found).or_else(|| speaker_after(context, &utterance, found))
        };
        // "A later start, says Kelley, “is something that helps”": a sentence of which the quotation
        // is the second half is read as a clause.
        if let Some(speaker) = &speaker {
            let opens = speaker.source.as_ref().map_or(speaker.cue.start, |s| s.start.min(speaker.cue.start));
            let inner = context.word_from(utterance.tokens.start);
            let halfway = opens < utterance.tokens.start
                && context.class(opens.saturating_sub(1)) == Class::Comma
                && (utterance.unit.start..opens).filter(|&i| context.upos(i) != Upos::Punct).count() > 2
                && context.document.word(inner).starts_with(char::is_lowercase)
                && speaker.cue.start == opens;
            if halfway {
                continue;
            }
        }
        let entry = match speaker {
            Some(speaker) => {
                let lexeme = speaker.hit.map(|hit| hit.cue).or_else(|| cue_named("say", Upos::Verb));
                found.push(Found {
                    source: speaker.source,
                    cue: Some(speaker.cue),
                    content: vec![utterance.tokens.clone()],
                    lexeme,
                    construction: speaker.construction,
                    follows: None,
                })
            }
            None => match &previous {
                // `"A," he said. "B."`: one attribution, two pieces.
                Some((index, _)) if goes_on => {
                    found.found[*index].content.push(utterance.tokens.clone());
                    Some(*index)
                }
                _ => {
                    let runs_on = previous.as_ref().is_some_and(|(_, before)| {
                        let document = context.document;
                        document.quotations[utterance.index].continues.is_some()
                            || before.block != utterance.block
                                && is_neighbour(context, before.block, utterance.block)
                                && is_whole_block(context, &utterance)
                    });
                    found.push(Found {
                        source: None,
                        cue: None,
                        content: vec![utterance.tokens.clone()],
                        lexeme: None,
                        construction: if runs_on {
                            Construction::QuotationRunsOn
                        } else {
                            Construction::QuotationAlone
                        },
                        follows,
                    })
                }
            },
        };
        if let Some(index) = entry {
            previous = Some((index, utterance));
        }
    }
}

fn is_neighbour(context: &Context, before: usize, after: usize) -> bool {
    context.document.blocks[before + 1..after].iter().all(|block| !speaks(block.kind))
}

fn is_whole_block(context: &Context, utterance: &Utterance) -> bool {
    let block = context.document.blocks[utterance.block].span;
    let span = context.document.span(&utterance.tokens);
    block.start == span.start && block.end <= span.end + 1
}

/// Whether nothing but punctuation stands before it in its unit.
fn begins_unit(context: &Context, utterance: &Utterance) -> bool {
    (utterance.unit.start..utterance.tokens.start).all(|i| context.upos(i) == Upos::Punct)
}

/// Whether the quotation is speech of its own rather than words set into a clause.
fn is_utterance(context: &Context, utterance: &Utterance) -> bool {
    let TokenRange { start, end } = utterance.tokens.clone();
    let words = (start..end).filter(|&i| context.upos(i) != Upos::Punct).count();
    if words == 0 {
        return false;
    }
    let capital = context
        .document
        .word(context.word_from(start))
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let ends = |i: usize| {
        matches!(context.class(i), Class::Comma | Class::Stop | Class::Dash)
            || context.document.word(i).ends_with(['.', ',', '!', '?', '…'])
    };
    let closed_by_stop = (end > start + 1 && ends(end - 2)) || end == start + 1;
    let unclosed = !context.document.quotations[utterance.index].closed;
    let comma_after = end < utterance.unit.end && ends(end);
    let cue_after = context.hits.get(end).is_some_and(|hit| hit.is_some_and(|h| h.takes(frame::QUOTE)));
    if begins_unit(context, utterance) {
        return closed_by_stop || comma_after || cue_after || unclosed || end >= utterance.unit.end;
    }
    let mut before = start - 1;
    if context.class(before) == Class::Comma
        && before > utterance.unit.start
        && context.class(before - 1) == Class::That
    {
        before -= 1;
    }
    let after_cue = |reach: usize| {
        (before.saturating_sub(reach).max(utterance.unit.start)..=before).any(|i| {
            context.quotation[i] == NONE
                && context.hits[i].is_some_and(|hit| hit.cue.upos == Upos::Verb && hit.takes(frame::QUOTE))
        })
    };
    match context.class(before) {
        Class::Colon => true,
        Class::That => false,
        Class::Comma | Class::Dash => {
            capital && words > 1 && (closed_by_stop || after_cue(12)) || closed_by_stop && words > 3
        }
        Class::OpenBracket => false,
        _ => capital && words > 2 && (closed_by_stop || comma_after) && after_cue(4),
    }
}

/// Whether a quotation goes on with what the one before said: only punctuation stands between the
/// earlier attribution and it, within one paragraph.
fn goes_on(context: &Context, before: &Utterance, utterance: &Utterance, earlier: &Found) -> bool {
    if before.block != utterance.block {
        return false;
    }
    let mut reached = before.tokens.end;
    for part in earlier.source.iter().chain(&earlier.cue) {
        reached = reached.max(part.end);
    }
    // What stands between may be an occasion: "he said on Tuesday. …".
    let mut words = 0;
    for i in reached..utterance.tokens.start {
        match context.class(i) {
            Class::Stop => words = 0,
            _ if context.upos(i) == Upos::Punct => {}
            _ => words += 1,
        }
    }
    let between = utterance.tokens.start - reached;
    let stops = (reached..utterance.tokens.start).filter(|&i| context.class(i) == Class::Stop).count();
    words == 0 && stops <= 1 && between <= REACH
}

/// The cue that begins the words after a quotation: `…," said X`, `…," X said`, `…," according to X`.
fn speaker_after(context: &Context, utterance: &Utterance, found: &Findings) -> Option<Speaker> {
    let mut from = utterance.tokens.end;
    while from < utterance.unit.end
        && matches!(context.class(from), Class::Comma | Class::Dash | Class::Hyphen)
    {
        from += 1;
    }
    let limit = utterance.unit.end.min(from + REACH);
    let stop = (from..limit)
        .find(|&i| context.quotation[i] != NONE || matches!(context.class(i), Class::Stop | Class::Semicolon))
        .unwrap_or(limit);
    if from >= stop {
        return None;
    }
    // "according to" is the adverbial stage's, but its content is this quotation.
    if let Some(hit) = context.hits[from].filter(|hit| hit.takes(frame::SOURCE)) {
        let source = context.subject_after(hit.end, stop)?;
        return Some(Speaker {
            source: Some(source),
            cue: hit.at..hit.end,
            hit: Some(hit),
            construction: Construction::AccordingTo,
        });
    }
    let mut verb = from;
    while verb < stop && context.upos(verb) == Upos::Adv {
        verb += 1;
    }
    if let Some(hit) = speech_verb(context, verb, stop)
        && matches!(hit.form, VerbForm::Past | VerbForm::ThirdPerson | VerbForm::Base)
    {
        let mut after = hit.end;
        // "said on Tuesday the minister" does not occur; "said Tuesday X" does.
        while after < stop && context.class(after) == Class::Time {
            after += 1;
        }
        let source = context.subject_after(after, stop);
        return Some(Speaker {
            source,
            cue: hit.at..hit.end,
            hit: Some(hit),
            construction: Construction::QuotationCue,
        });
    }
    for i in from..stop {
        let Some(hit) = speech_verb(context, i, stop) else { continue };
        let group = context.verb_group(i, hit.form, from);
        if group.participle
            || group.infinitive && !context.any(group.start - 1, &["on", "continued", "went"])
            || group.passive
        {
            continue;
        }
        let Some(source) = context.subject_before(from, group.start) else { continue };
        if source.start != from || found.is_used(&source) {
            continue;
        }
        let cue = group.start..cue_end(context, &hit, stop);
        return Some(Speaker {
            source: Some(source),
            cue,
            hit: Some(hit),
            construction: Construction::QuotationCue,
        });
    }
    // `"…" - Name` at the end of its paragraph.
    let dashed =
        from > utterance.tokens.end && matches!(context.class(from - 1), Class::Dash | Class::Hyphen);
    if dashed && stop == utterance.unit.end {
        let source = context.noun_phrase_after(from, stop)?;
        if context.upos(from) == Upos::Propn && source + 1 >= stop {
            return Some(Speaker {
                source: Some(from..source),
                cue: from - 1..from,
                hit: None,
                construction: Construction::NameBesideQuotation,
            });
        }
    }
    None
}

/// The verb of speaking at a token, where it is one.
fn speech_verb(context: &Context, at: usize, stop: usize) -> Option<Hit> {
    let hit = context.hits.get(at).copied().flatten()?;
    (at < stop && hit.end <= stop && hit.cue.upos == Upos::Verb && hit.takes(frame::QUOTE)).then_some(hit)
}

/// One past a cue with its addressee and occasion: `told reporters`, `said in a statement`.
pub(super) fn cue_end(context: &Context, hit: &Hit, stop: usize) -> usize {
    let mut end = hit.end;
    if hit.takes(frame::ADDRESSEE) && end < stop && context.class(end) != Class::Time {
        if context.upos(end) == Upos::Pron
            && !matches!(context.class(end), Class::Relative | Class::Possessive)
        {
            end += 1;
        } else if let Some(after) = context.noun_phrase_after(end, stop) {
            end = after;
        }
    }
    if context.any(end, &["in"])
        && context.any(end + 1, &["a", "an", "the"])
        && let Some(noun) = (end + 2..stop.min(end + 5)).find(|&j| {
            context
                .any(j, &["statement", "interview", "tweet", "email", "e-mail", "letter", "report", "speech"])
        })
    {
        end = noun + 1;
    }
    end
}

/// The cue that the words before a quotation end with: `X said, "…`, `X said: "…`, `X: "…`, `…,
/// adding: "…`, or the paragraph before: `The minister said:`.
fn speaker_before(context: &Context, utterance: &Utterance, found: &Findings) -> Option<Speaker> {
    if begins_unit(context, utterance) {
        return introduced_before(context, utterance, found);
    }
    let mut end = utterance.tokens.start;
    while end > utterance.unit.start
        && matches!(context.class(end - 1), Class::Comma | Class::Colon | Class::Dash)
    {
        end -= 1;
    }
    speaker_in(context, utterance.unit.start..end, end < utterance.tokens.start, found)
}

/// The speaker that `words`, which end right before a quotation, introduce.
fn speaker_in(context: &Context, words: TokenRange, set_off: bool, found: &Findings) -> Option<Speaker> {
    let TokenRange { start, end } = words;
    let floor = start.max(end.saturating_sub(REACH));
    let floor = (floor..end).rev().find(|&i| context.quotation[i] != NONE).map_or(floor, |i| i + 1);
    // "According to X, "…".
    for i in (floor..end).rev() {
        let Some(hit) = context.hits[i].filter(|hit| hit.end <= end) else { continue };
        if hit.takes(frame::SOURCE) {
            let source = context.subject_after(hit.end, end)?;
            return (source.end >= end).then_some(Speaker {
                source: Some(source),
                cue: hit.at..hit.end,
                hit: Some(hit),
                construction: Construction::AccordingTo,
            });
        }
        if hit.cue.upos != Upos::Verb || !hit.takes(frame::QUOTE | frame::CLAUSE) || found.used[i] {
            continue;
        }
        if context.has_finite_verb(hit.end..end) {
            return None;
        }
        let group = context.verb_group(i, hit.form, floor);
        if group.passive {
            return None;
        }
        let source = if group.participle || group.infinitive {
            context.main_subject(start, group.start)
        } else {
            context.subject_before(floor, group.start).or_else(|| context.main_subject(start, group.start))
        };
        let cue = group.start..cue_end(context, &hit, end).min(end);
        if source.as_ref().is_some_and(|s| s.end > cue.start && s.start < cue.end) {
            return None;
        }
        return Some(Speaker { source, cue, hit: Some(hit), construction: Construction::QuotationCue });
    }
    // `Name: "…"`
    if set_off && context.class(end) == Class::Colon {
        // "And from the chair, as she closed the meeting: “…”"
        let lead = (floor..end.min(floor + 3)).find(|&i| context.is(i, "from"));
        let opens =
            lead.filter(|&i| (floor..i).all(|j| context.upos(j) != Upos::Noun && !context.is_finite(j)));
        if let Some(source) = opens.and_then(|i| context.subject_after(i + 1, end)) {
            return Some(Speaker {
                source: Some(source),
                cue: end..end + 1,
                hit: None,
                construction: Construction::NameBesideQuotation,
            });
        }
        let source = context.noun_phrase_before(floor, end)?;
        let named = source.clone().any(|i| context.upos(i) == Upos::Propn);
        let lead = (floor..source.start).all(|i| !matches!(context.upos(i), Upos::Verb | Upos::Aux));
        if named && lead && !context.has_finite_verb(floor..end) {
            return Some(Speaker {
                source: Some(source),
                cue: end..end + 1,
                hit: None,
                construction: Construction::NameBesideQuotation,
            });
        }
    }
    None
}

/// The speaker whom the sentence before introduces with a colon, in this block or the one before.
fn introduced_before(context: &Context, utterance: &Utterance, found: &Findings) -> Option<Speaker> {
    let before = utterance.unit.start.checked_sub(1)?;
    if context.class(before) != Class::Colon {
        return None;
    }
    let sentence = &context.document.sentences[context.document.sentence_of(before)];
    if !speaks(context.document.blocks[sentence.block].kind) {
        return None;
    }
    let mut speaker = speaker_in(context, sentence.tokens.start..before, true, found)?;
    if speaker.hit.is_some() && speaker.cue.end == before {
        speaker.cue.end = before;
    }
    Some(speaker)
}
