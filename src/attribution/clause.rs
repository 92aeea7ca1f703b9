//! Indirect speech: verbs with the clause, infinitive or noun phrase they report.
//!
//! In: one unit of a document, outside or inside of its quotations. Out: an attribution for each
//! cue verb with something to report: `said (that) …`, `…, officials said`, `vowed to …`,
//! `urged X to …`, `accused X of …`, `denied …`, `X is expected to …`. Gets wrong: contents that
//! stop short of the sentence's end, and noun phrases after verbs that report only now and then.

use super::context::{Class, Context, REACH, VerbGroup};
use super::cues::{Hit, frame};
use super::quotation::cue_end;
use super::{Findings, Found, LONGEST};
use crate::document::{Construction, TokenRange, Upos};
use crate::tag::inflect::VerbForm;

/// Finds the verbs that report in `region`, all on one level of quotation.
pub(super) fn detect(context: &Context, region: TokenRange, level: u32, found: &mut Findings) {
    for i in region.clone() {
        if context.quotation[i] != level || found.used[i] {
            continue;
        }
        let Some(hit) = context.hits[i].filter(|hit| hit.cue.upos == Upos::Verb && hit.end <= region.end)
        else {
            continue;
        };
        let group = context.verb_group(i, hit.form, region.start);
        let joined = joined_source(found, group.start);
        let reading = Reading { context, region: &region, hit, group, joined, spoken: &found.spoken };
        let attribution = reading.read();
        if let Some(attribution) = attribution {
            found.push(attribution);
        }
    }
}

/// The source of the outermost attribution whose content ends where a participle or a second verb
/// goes on with it: in `Ankara said that it had …, warning that …`, Ankara and not `it`.
fn joined_source(found: &Findings, start: usize) -> Option<TokenRange> {
    let before = start.checked_sub(1)?;
    let recent = found.found.iter().rev().take(8);
    let joined = recent.filter(|f| f.content.last().is_some_and(|piece| piece.end == before));
    joined.min_by_key(|f| f.cue.as_ref().map_or(usize::MAX, |cue| cue.start)).and_then(|f| f.source.clone())
}

/// One cue verb in its unit.
struct Reading<'c, 'd, 't> {
    context: &'c Context<'d, 't>,
    region: &'c TokenRange,
    hit: Hit,
    group: VerbGroup,
    joined: Option<TokenRange>,
    spoken: &'c [bool],
}

impl Reading<'_, '_, '_> {
    fn read(&self) -> Option<Found> {
        let Reading { hit, group, .. } = *self;
        if group.passive {
            return self.passive();
        }
        if hit.form == VerbForm::Past && self.is_reduced_relative() {
            return self.reduced_relative();
        }
        if hit.form == VerbForm::Participle && group.start == hit.at {
            return None;
        }
        if group.infinitive && !self.is_controlled() {
            return None;
        }
        if let Some(found) = self.parenthesis() {
            return Some(found);
        }
        let source = self.subject();
        if source.is_none() && !group.participle {
            return None;
        }
        let (content, cue_end, construction) = self.content()?;
        // A bare participle without a subject of its own reports only in a clause: "…, saying that".
        if group.participle
            && (source.is_none() || construction == Construction::Complement && !self.set_off())
        {
            return None;
        }
        if construction == Construction::Complement && !self.can_speak(source.as_ref()?) {
            return None;
        }
        Some(Found {
            source,
            cue: Some(group.start..cue_end),
            content: vec![content],
            lexeme: Some(hit.cue),
            construction,
            follows: None,
        })
    }

    /// Whether a comma sets the verb off: "…, warning of …".
    fn set_off(&self) -> bool {
        self.group.start > self.region.start
            && matches!(self.context.class(self.group.start - 1), Class::Comma | Class::Dash)
    }

    /// `declined to say`, `went on to say`: an infinitive that a verb of its own subject governs.
    fn is_controlled(&self) -> bool {
        self.group.start > self.region.start
            && self
                .context
                .any(self.group.start - 1, &["went", "on", "declined", "refused", "continued", "continues"])
    }

    /// Whether a noun phrase can be one who speaks rather than a thing: only sources that begin
    /// with a name, a pronoun, or a word for people are trusted with a noun phrase as content.
    fn can_speak(&self, source: &TokenRange) -> bool {
        source.clone().any(|i| {
            matches!(self.context.upos(i), Upos::Propn | Upos::Pron) || self.context.upos(i) == Upos::Noun
        })
    }

    /// The subject: before the verb, or the one of the verb it is joined to.
    fn subject(&self) -> Option<TokenRange> {
        let Reading { context, region, group, .. } = *self;
        let start = group.start;
        if group.participle && start > region.start {
            // "…, with the director saying …"
            if let Some(own) = context.noun_phrase_before(region.start, start)
                && own.start > region.start
                && context.is(own.start - 1, "with")
            {
                return Some(own);
            }
        }
        if group.participle || group.infinitive {
            return self.joined.clone().or_else(|| context.main_subject(region.start, start));
        }
        if start == region.start {
            return None;
        }
        let before = start - 1;
        let joined = context.upos(before) == Upos::Cconj
            || context.class(before) == Class::Comma
                && context.upos(before.saturating_sub(1)) != Upos::Propn
                && context.subject_before(region.start, start).is_none();
        if joined {
            return self.joined.clone().or_else(|| context.main_subject(region.start, before));
        }
        let subject = context.subject_before(region.start, start)?;
        let last = subject.end - 1;
        if context.class(last) == Class::Relative || context.class(last) == Class::That && subject.len() == 1
        {
            return self.antecedent(subject);
        }
        Some(subject)
    }

    /// The noun phrase that a relative pronoun takes up: in `Devocht, who had told …`, Devocht.
    fn antecedent(&self, pronoun: TokenRange) -> Option<TokenRange> {
        let Reading { context, region, .. } = *self;
        let mut end = pronoun.start;
        if end > region.start && context.class(end - 1) == Class::Comma {
            end -= 1;
        }
        context.noun_phrase_before(region.start, end).or(Some(pronoun))
    }

    /// `…, officials said`, `…, said officials`, `The plan, officials said, …`: the cue with its
    /// subject stands between commas or at the end, and what it reports is the rest.
    fn parenthesis(&self) -> Option<Found> {
        let Reading { context, region, hit, group, .. } = *self;
        if !hit.takes(frame::PAREN) || group.participle || group.infinitive {
            return None;
        }
        let after = self.skip_occasions(hit.end);
        let ends = |i: usize| {
            i >= region.end
                || matches!(context.class(i), Class::Stop | Class::Comma | Class::Dash | Class::Semicolon)
        };
        let only_stops = |i: usize| (i..region.end).all(|j| context.upos(j) == Upos::Punct);
        let (source, from, to) = match self.subject_in_parenthesis() {
            Some(source) if ends(after) => (source.clone(), source.start, after),
            _ => {
                // Inverted: a comma, the cue, its subject, and nothing else.
                if group.start == region.start
                    || context.class(group.start - 1) != Class::Comma
                    || group.start != hit.at
                {
                    return None;
                }
                let source = context.subject_after(hit.end, region.end)?;
                let to = self.skip_occasions(source.end);
                if !ends(to) {
                    return None;
                }
                (source, group.start, to)
            }
        };
        // "As the president said, …"
        let mut lead = from;
        while lead > region.start && matches!(context.upos(lead - 1), Upos::Punct | Upos::Cconj) {
            lead -= 1;
        }
        if lead > region.start
            && lead - 1 == region.start
            && context.is(lead - 1, "as")
            && context.class(to) == Class::Comma
        {
            let end = self.content_end(to + 1);
            return (end > to + 1).then(|| Found {
                source: Some(source),
                cue: Some(group.start..hit.end),
                content: vec![to + 1..end],
                lexeme: Some(hit.cue),
                construction: Construction::Parenthesis,
                follows: None,
            });
        }
        // The mark of a quotation that was never opened may stand before the subject.
        let stray = from > region.start + 1 && context.is_stray_mark(from - 1);
        let edge = if stray { from - 1 } else { from };
        if edge == region.start || !matches!(context.class(edge - 1), Class::Comma | Class::Dash) {
            return None;
        }
        let from = edge;
        let mut opens = self.clause_start(from - 1);
        if context.any(opens, &["but", "and"]) && context.class(opens + 1) == Class::Comma {
            opens += 2;
        }
        let mut content: Vec<TokenRange> = Vec::from([opens..from - 1]);
        if !only_stops(to) && context.class(to) == Class::Comma {
            let end = self.content_end(to + 1);
            // "…, he said, adding that …": what follows is another attribution's.
            let other = context.hits[to + 1]
                .is_some_and(|h| h.cue.upos == Upos::Verb && h.form == VerbForm::Gerund)
                || context.upos(to + 1) == Upos::Cconj;
            // "because the computer, he said, was steering": the verb is still to come.
            let resumes = context.is_finite(to + 1);
            let goes_on = resumes
                || matches!(context.upos(to + 1), Upos::Adp | Upos::Sconj | Upos::Adv)
                || context.class(to + 1) == Class::Relative;
            let medial =
                goes_on || !context.has_finite_verb(opens..from - 1) || !context.has_finite_verb(to + 1..end);
            if !other && medial && end > to + 1 {
                content.push(to + 1..end);
            }
        }
        let words = content[0].clone().filter(|&i| context.upos(i) != Upos::Punct).count();
        if words == 0 || content.len() == 1 && !context.has_finite_verb(content[0].clone()) && words < 4 {
            return None;
        }
        Some(Found {
            source: Some(source),
            cue: Some(group.start..hit.end),
            content,
            lexeme: Some(hit.cue),
            construction: Construction::Parenthesis,
            follows: None,
        })
    }

    fn subject_in_parenthesis(&self) -> Option<TokenRange> {
        let Reading { context, region, group, .. } = *self;
        if group.start == region.start {
            return None;
        }
        // The subject must fill the space from the comma to the verb.
        let source = if context.class(group.start - 1) == Class::Comma {
            context.subject_before(region.start, group.start)?
        } else {
            context.noun_phrase_before(region.start, group.start)?
        };
        Some(source)
    }

    /// Where the clause that ends before `end` begins.
    fn clause_start(&self, end: usize) -> usize {
        let Reading { context, region, .. } = *self;
        let floor = region.start.max(end.saturating_sub(LONGEST));
        (floor..end).rev().find(|&i| matches!(context.class(i), Class::Semicolon)).map_or(floor, |i| i + 1)
    }

    /// One past the adjuncts of speaking that begin at `from`: `on Tuesday`, `in a statement`.
    fn skip_occasions(&self, from: usize) -> usize {
        let Reading { context, region, .. } = *self;
        let mut i = from;
        for _ in 0..3 {
            if i >= region.end {
                break;
            }
            if context.class(i) == Class::Time
                || context.any(i, &["earlier", "later", "recently", "however", "also", "too", "then", "here"])
                    && context.class(i + 1) != Class::That
            {
                i += 1;
            } else if context.is_occasion(i) && context.upos(i) != Upos::Sconj
                || context.class(i) == Class::To && context.is_occasion(i)
            {
                let Some(end) = context.noun_phrase_after(i + 1, region.end) else { break };
                let clause = context.any(i, &["as", "when", "while", "because", "after", "before"])
                    && context.has_finite_verb(i + 1..(i + 8).min(region.end));
                if clause {
                    break;
                }
                i = end;
            } else {
                break;
            }
        }
        i
    }

    /// What the verb reports: the content, where the cue ends, and how they are built.
    fn content(&self) -> Option<(TokenRange, usize, Construction)> {
        let Reading { context, region, hit, .. } = *self;
        let next = hit.end;
        if next >= region.end {
            return None;
        }
        let clause = |start: usize, cue: usize| {
            let end = self.content_end(start);
            (end > start).then_some((start..end, cue, Construction::Clause))
        };
        let mut start = next;
        let mut cue = hit.end;
        if hit.takes(frame::ADDRESSEE) {
            cue = cue_end(context, &hit, region.end);
            start = self.skip_occasions(cue);
            let other = frame::TO | frame::OBJ_TO | frame::NP | frame::ING | frame::IF;
            if cue == hit.end && !self.opens_clause(start, false) && !hit.takes(other) {
                return None;
            }
        }
        if hit.takes(frame::TO_ADDRESSEE) && context.class(start) == Class::To {
            let end = context.noun_phrase_after(start + 1, region.end)?;
            start = end;
            cue = end;
        }
        // "commented: As a precaution, …"
        if hit.takes(frame::QUOTE) && context.class(start) == Class::Colon && start + 1 < region.end {
            return clause(start + 1, start);
        }
        let takes_clause = frame::CLAUSE | frame::THAT | frame::ADDRESSEE;
        if hit.takes(takes_clause) {
            let described = cue_end(context, &hit, region.end);
            let at = self.skip_occasions(start);
            let at = if context.class(at) == Class::Comma && context.class(at + 1) == Class::That {
                at + 1
            } else {
                at
            };
            // "warned, however, that"
            let set_in = context.class(at) == Class::Comma
                && context.upos(at + 1) == Upos::Adv
                && context.class(at + 2) == Class::Comma
                && context.class(at + 3) == Class::That;
            let at = if set_in { at + 3 } else { at };
            // Without an addressee a verb such as "told" reports no bare clause.
            let bare = hit.takes(frame::CLAUSE) || hit.takes(frame::ADDRESSEE) && cue > hit.end;
            if self.opens_clause(at, bare) {
                return clause(at, described.max(cue).min(at));
            }
        }
        if hit.takes(frame::IF) && context.class(start) == Class::Interrogative {
            return clause(start, cue);
        }
        if hit.takes(frame::TO) && context.class(start) == Class::To && self.opens_infinitive(start) {
            let end = self.content_end(start);
            return (end > start).then_some((start..end, cue, Construction::Complement));
        }
        if hit.takes(frame::OBJ_TO | frame::FOR_TO)
            && let Some(object) = self.object_end(next)
        {
            let to = self.skip_occasions(object);
            if context.class(to) == Class::To && self.opens_infinitive(to) {
                let end = self.content_end(to);
                return Some((next..end, hit.end, Construction::Complement));
            }
        }
        if hit.takes(frame::ACCUSE) {
            let object = self.object_end(next)?;
            let prepositional = context.any(object, &["of", "for", "on"]);
            return prepositional.then(|| (next..self.content_end(next), hit.end, Construction::Complement));
        }
        if hit.takes(frame::AS) {
            let object = self.object_end(next)?;
            if context.is(object, "as") {
                return Some((next..self.content_end(next), hit.end, Construction::Complement));
            }
        }
        if hit.takes(frame::OBJ_PRED) {
            let object = self.object_end(next)?;
            let predicate = object < region.end
                && (matches!(context.upos(object), Upos::Det | Upos::Adj)
                    || context.document.word(object).starts_with(['"', '“', '‘', '\'']));
            if predicate {
                return Some((next..self.content_end(next), hit.end, Construction::Complement));
            }
        }
        if hit.takes(frame::ING)
            && context.document.word(next).ends_with("ing")
            && context.upos(next) == Upos::Verb
        {
            return Some((next..self.content_end(next), hit.end, Construction::Complement));
        }
        if hit.takes(frame::NP) {
            let quoted =
                context.document.word(next).starts_with(['"', '“', '‘']) && !context.same_level(next, hit.at);
            if quoted || context.class(next) != Class::Subject && self.object_end(next).is_some() {
                let end = self.noun_phrase_content_end(next);
                return (end > next).then_some((next..end, hit.end, Construction::Complement));
            }
        }
        None
    }

    /// Whether `to` opens an infinitive rather than a direction.
    fn opens_infinitive(&self, to: usize) -> bool {
        let mut i = to + 1;
        while i < self.region.end && self.context.upos(i) == Upos::Adv {
            i += 1;
        }
        i < self.region.end
            && matches!(self.context.upos(i), Upos::Verb | Upos::Aux | Upos::Noun | Upos::X)
            && !self.context.document.word(i).starts_with(char::is_uppercase)
    }

    /// One past the object that begins at `from`, quotation marks and all.
    fn object_end(&self, from: usize) -> Option<usize> {
        let Reading { context, region, .. } = *self;
        if from >= region.end
            || matches!(context.class(from), Class::Comma | Class::Stop | Class::Colon | Class::That)
        {
            return None;
        }
        if context.upos(from) == Upos::Pron
            && !matches!(context.class(from), Class::Possessive | Class::Relative)
        {
            return Some(from + 1);
        }
        if !context.same_level(from, self.hit.at) {
            let quotation = context.quotation[from];
            return Some(
                (from..region.end).find(|&i| context.quotation[i] != quotation).unwrap_or(region.end),
            );
        }
        let opens = matches!(
            context.upos(from),
            Upos::Det | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Sym | Upos::X
        ) || context.class(from) == Class::Possessive;
        if !opens {
            return None;
        }
        self.context.noun_phrase_after(from, region.end.min(from + REACH))
    }

    /// Whether a clause begins at `at`: with `that` or `whether`, or, where `bare` allows, with a
    /// subject that a finite verb follows.
    fn opens_clause(&self, at: usize, bare: bool) -> bool {
        let Reading { context, region, hit, .. } = *self;
        if at >= region.end {
            return false;
        }
        match context.class(at) {
            // "denied that." has nothing to report.
            Class::That => return at + 2 < region.end,
            Class::Interrogative => {
                return hit.takes(frame::IF) || context.any(at, &["whether", "if", "what", "when"]) && bare;
            }
            Class::Comma | Class::Colon | Class::Semicolon | Class::Stop | Class::Dash => return false,
            _ => {}
        }
        if !bare {
            return false;
        }
        // "an insurgency, which it claims was supported": the clause's subject has gone before.
        let before = self.subject().and_then(|s| s.start.checked_sub(1)).filter(|b| *b >= region.start);
        let gap = before.is_some_and(|b| matches!(context.class(b), Class::Relative | Class::That));
        if gap && matches!(context.upos(at), Upos::Aux | Upos::Verb) {
            return true;
        }
        let opener = matches!(
            context.upos(at),
            Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Sym | Upos::X
        ) || matches!(context.upos(at), Upos::Sconj | Upos::Adv)
            || context.upos(at) == Upos::Adp
                && !context.any(at, &["to", "for", "by", "of", "with", "as", "into", "from", "on", "about"])
            || context.document.word(at).starts_with(['"', '“', '‘', '«'])
            || context.document.word(at).ends_with("ing")
            || context.document.word(at).ends_with("ed")
                && matches!(context.upos(at + 1), Upos::Noun | Upos::Adj);
        let stop = (at..region.end.min(at + 30))
            .find(|&i| matches!(context.class(i), Class::Semicolon | Class::Colon))
            .unwrap_or(region.end.min(at + 30));
        // The first finite verb must have room for a subject before it.
        opener && (at + 1..stop).any(|i| self.context.has_finite_verb(i..i + 1))
    }

    /// One past the content that begins at `start`: the end of the unit, or where the next
    /// attribution begins.
    fn content_end(&self, start: usize) -> usize {
        let Reading { context, region, hit, .. } = *self;
        let limit = region.end.min(start + LONGEST);
        let mut end = limit;
        let mut brackets = 0usize;
        for i in start..limit {
            if !context.same_level(i, hit.at) {
                if i > start && self.spoken[i] {
                    end = i;
                    break;
                }
                continue;
            }
            match context.class(i) {
                Class::OpenBracket => brackets += 1,
                Class::CloseBracket if brackets == 0 => {
                    end = i;
                    break;
                }
                Class::CloseBracket => brackets -= 1,
                // "he will comply: “…”"
                Class::Colon if i + 1 < limit && !context.same_level(i + 1, hit.at) => {
                    end = i;
                    break;
                }
                Class::Semicolon if i > start && self.speaker_begins(i + 1, false) => {
                    end = i;
                    break;
                }
                Class::Comma | Class::Dash if i > start && self.next_attribution(i + 1) => {
                    end = i;
                    break;
                }
                _ if i > start + 1
                    && context.upos(i) == Upos::Cconj
                    && (self.joined_cue(i + 1) || self.other_speaker(i + 1)) =>
                {
                    end = i;
                    break;
                }
                _ => {}
            }
        }
        self.trim(start, end)
    }

    /// The end of a noun phrase that is reported, which is nearer than that of a clause.
    fn noun_phrase_content_end(&self, start: usize) -> usize {
        let Reading { context, hit, .. } = *self;
        let clause = self.content_end(start);
        let mut end = clause;
        for i in start + 1..clause {
            if !context.same_level(i, hit.at) {
                continue;
            }
            let next = i + 1;
            let stops = match context.class(i) {
                Class::Comma => {
                    matches!(context.upos(next), Upos::Cconj | Upos::Sconj | Upos::Adv | Upos::Verb)
                        || context.class(next) == Class::Subject
                }
                Class::Semicolon | Class::Dash | Class::Colon => true,
                Class::Time => context.class(next) != Class::Genitive,
                _ => {
                    context.upos(i) == Upos::Cconj && matches!(context.upos(next), Upos::Verb | Upos::Aux)
                        || context.is_occasion(i)
                }
            };
            if stops {
                end = i;
                break;
            }
        }
        self.trim(start, end)
    }

    fn trim(&self, start: usize, mut end: usize) -> usize {
        while end > start
            && matches!(
                self.context.class(end - 1),
                Class::Stop | Class::Comma | Class::Semicolon | Class::Dash | Class::Colon
            )
            && self.context.same_level(end - 1, self.hit.at)
        {
            end -= 1;
        }
        end
    }

    /// Whether another attribution of the same sentence begins at `at`, after a comma: `adding
    /// that`, `according to X`, `but officials said`.
    fn next_attribution(&self, at: usize) -> bool {
        let Reading { context, region, hit, .. } = *self;
        if at >= region.end || !context.same_level(at, hit.at) {
            return false;
        }
        if let Some(next) = context.hits[at] {
            if next.takes(frame::SOURCE) {
                return true;
            }
            if next.cue.upos == Upos::Verb
                && next.form == VerbForm::Gerund
                && next.takes(frame::QUOTE | frame::CLAUSE | frame::THAT)
            {
                return true;
            }
        }
        if self.speaker_begins(at, true) {
            return true;
        }
        let joins =
            context.upos(at) == Upos::Cconj || context.any(at, &["while", "although", "though", "whereas"]);
        if !joins {
            return false;
        }
        if self.joined_cue(at + 1) {
            return true;
        }
        // "…, but officials said"
        self.speaker_begins(at + 1, false)
    }

    /// Whether a subject and a cue of its own begin at `at`, with no comma between them; where
    /// `alone` is asked for, with nothing behind them: `…, officials said later; …`.
    fn speaker_begins(&self, at: usize, alone: bool) -> bool {
        let Reading { context, region, .. } = *self;
        let stop = region.end.min(at + 14);
        for i in at..stop {
            if context.class(i) == Class::Comma {
                return false;
            }
            let frames = frame::CLAUSE | frame::THAT | frame::OBJ_TO | frame::ACCUSE;
            let Some(next) = context.hits[i].filter(|h| h.cue.upos == Upos::Verb && h.takes(frames)) else {
                continue;
            };
            let group = context.verb_group(i, next.form, at);
            let subject = context.noun_phrase_before(at, group.start);
            let begins = subject.is_some_and(|s| s.start == at)
                && !group.passive
                && !group.infinitive
                && !group.participle;
            if !alone {
                return begins;
            }
            let after = self.skip_occasions(next.end);
            let ends = after >= region.end
                || matches!(
                    context.class(after),
                    Class::Stop | Class::Semicolon | Class::Comma | Class::Dash
                );
            return begins && ends && next.takes(frame::PAREN);
        }
        false
    }

    /// Whether a name and a cue of its own begin at `at`, after `and`: `said that … and Kyiv called
    /// for …`.
    fn other_speaker(&self, at: usize) -> bool {
        let Reading { context, region, .. } = *self;
        let stop = region.end.min(at + 8);
        let Some(verb) = (at..stop).find(|&i| matches!(context.upos(i), Upos::Verb | Upos::Aux)) else {
            return false;
        };
        let Some(next) = context.hits[verb].filter(|h| h.cue.upos == Upos::Verb) else { return false };
        let group = context.verb_group(verb, next.form, at);
        let subject = context.noun_phrase_before(at, group.start);
        subject.is_some_and(|s| s.start == at && s.clone().any(|i| context.upos(i) == Upos::Propn))
            && !group.passive
            && next.takes(frame::CLAUSE | frame::QUOTE | frame::OBJ_TO | frame::ACCUSE | frame::NP)
    }

    /// Whether a second cue with the same subject begins at `at`, after `and`: `said that … and
    /// warned that …`.
    fn joined_cue(&self, at: usize) -> bool {
        let Reading { context, region, hit, .. } = *self;
        let mut i = at;
        while i < region.end && matches!(context.upos(i), Upos::Adv | Upos::Aux) {
            i += 1;
        }
        if i >= region.end {
            return false;
        }
        context.hits[i].is_some_and(|next| {
            next.cue.upos == Upos::Verb
                && next.form == hit.form
                && hit.form != VerbForm::Base
                && next.takes(
                    frame::CLAUSE | frame::THAT | frame::QUOTE | frame::OBJ_TO | frame::TO | frame::ACCUSE,
                )
        })
    }

    /// `X was accused of …`, `X is expected to …`, `It is believed that …`, `… were confirmed by X`.
    fn passive(&self) -> Option<Found> {
        let Reading { context, region, hit, group, .. } = *self;
        let subject = if group.start > region.start { self.passive_subject() } else { None };
        let next = hit.end;
        let found = |source, cue, content| {
            Some(Found {
                source,
                cue: Some(cue),
                content,
                lexeme: Some(hit.cue),
                construction: Construction::Passive,
                follows: None,
            })
        };
        let impersonal =
            subject.as_ref().is_some_and(|s| s.len() == 1 && context.any(s.start, &["it", "there"]));
        if impersonal
            && hit.takes(frame::CLAUSE | frame::THAT)
            && self.opens_clause(next, hit.takes(frame::CLAUSE))
        {
            let cue = subject?.start..hit.end;
            return found(None, cue, vec![next..self.content_end(next)]);
        }
        if context.class(next) == Class::By {
            if !hit.takes(frame::AGENT) {
                return None;
            }
            let object = self.object_end(next + 1)?;
            let source = next + 1..object;
            let content = subject?;
            let rest = if context.any(object, &["as", "for", "of"]) {
                object..self.content_end(object)
            } else {
                object..object
            };
            return found(Some(source), group.start..next + 1, vec![content, rest]);
        }
        if hit.takes(frame::ADDRESSEE) && self.opens_clause(next, true) {
            return found(None, group.start..hit.end, vec![next..self.content_end(next)]);
        }
        let to = context.class(next) == Class::To && self.opens_infinitive(next);
        let rest = hit.takes(frame::PASSIVE)
            || to && hit.takes(frame::CLAUSE | frame::OBJ_TO | frame::OBJ_PRED)
            || hit.takes(frame::ACCUSE) && context.any(next, &["of", "for"])
            || hit.takes(frame::AS) && context.is(next, "as");
        if !rest {
            return None;
        }
        let subject = subject.filter(|s| !context.any(s.start, &["it", "there"]) || s.len() > 1);
        let mut content: Vec<TokenRange> = subject.into_iter().collect();
        content.push(next..self.content_end(next));
        found(None, group.start..hit.end, content)
    }

    fn passive_subject(&self) -> Option<TokenRange> {
        let Reading { context, region, group, .. } = *self;
        let before = group.start - 1;
        if context.upos(before) == Upos::Cconj {
            return context.main_subject(region.start, before);
        }
        let subject = context.subject_before(region.start, group.start)?;
        if context.class(subject.end - 1) == Class::Relative {
            return self.antecedent(subject);
        }
        Some(subject)
    }

    /// Whether a past form is no verb of the clause but describes the noun before it: `a decision
    /// criticised by the regulator`.
    fn is_reduced_relative(&self) -> bool {
        let Reading { context, region, hit, group, .. } = *self;
        context.class(hit.end) == Class::By
            && group.start == hit.at
            && hit.at > region.start
            && matches!(context.upos(hit.at - 1), Upos::Noun | Upos::Propn | Upos::Punct)
    }

    fn reduced_relative(&self) -> Option<Found> {
        let Reading { context, region, hit, group, .. } = *self;
        if !hit.takes(frame::AGENT) {
            return None;
        }
        let mut end = group.start;
        if context.class(end - 1) == Class::Comma {
            end -= 1;
        }
        let content = context.noun_phrase_before(region.start, end)?;
        let object = self.object_end(hit.end + 1)?;
        Some(Found {
            source: Some(hit.end + 1..object),
            cue: Some(hit.at..hit.end + 1),
            content: vec![content],
            lexeme: Some(hit.cue),
            construction: Construction::Passive,
            follows: None,
        })
    }
}

impl Context<'_, '_> {
    /// The subject of the nearest finite verb before `end`, which is that of a participle or of a
    /// verb joined to it by `and`.
    pub fn main_subject(&self, from: usize, end: usize) -> Option<TokenRange> {
        let floor = from.max(end.saturating_sub(REACH));
        let anchor = end.min(self.quotation.len() - 1);
        let mut tries = 0;
        for i in (floor..end).rev() {
            let apart = !self.same_level(i, anchor);
            if apart || !matches!(self.upos(i), Upos::Verb | Upos::Aux) || !self.has_finite_verb(i..i + 1) {
                continue;
            }
            // An auxiliary before its verb: the group is looked at once, at its verb.
            if self.upos(i) == Upos::Aux
                && matches!(self.upos(i + 1), Upos::Verb | Upos::Aux | Upos::Adv | Upos::Part)
            {
                continue;
            }
            tries += 1;
            if tries > 5 {
                return None;
            }
            let form = VerbForm::Past;
            let group = self.verb_group(i, form, floor);
            if group.infinitive {
                continue;
            }
            // Inverted, after a quotation: `"…," said X, adding`.
            let after_quotation = group.start > from && {
                let b = group.start - 1;
                self.class(b) == Class::Comma && b > 0 && !self.same_level(b - 1, i) || !self.same_level(b, i)
            };
            if after_quotation
                && self.hits[i].is_some_and(|hit| hit.takes(frame::QUOTE))
                && let Some(subject) = self.subject_after(i + 1, end)
            {
                return Some(subject);
            }
            match self.subject_before(from, group.start) {
                Some(subject) if matches!(self.class(subject.end - 1), Class::Relative | Class::That) => {
                    continue;
                }
                Some(subject) if subject.len() == 1 && self.any(subject.start, &["there"]) => continue,
                Some(subject) => return Some(subject),
                None => continue,
            }
        }
        None
    }
}
