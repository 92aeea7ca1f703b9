//! What the attribution stage knows about each token besides its tag, and the phrases around it.
//!
//! In: a tagged document. Out: per token the quotation it stands in and the cue that begins there;
//! verb groups, and the noun phrase that is the subject of a verb, before it or after it. Gets
//! wrong: subjects with a relative clause that itself holds a list, and noun phrases that a fronted
//! adverbial without a comma runs into.

use super::cues::{Hit, cue_at};
use crate::document::{Document, TokenRange, Upos};
use crate::tag::fold;
use crate::tag::inflect::VerbForm;

/// The longest noun phrase, adjunct or verb group that is looked at, in tokens. Keeps every search
/// around a cue constant, and so the stage linear.
pub const REACH: usize = 60;

/// A document with what the detectors ask of it.
pub struct Context<'d, 't> {
    /// The tagged document.
    pub document: &'d Document<'t>,
    /// Every cue, by the token it begins at.
    pub hits: Vec<Option<Hit>>,
    /// For each token the outermost quotation it stands in, marks included: an index of
    /// [`Document::quotations`], or [`NONE`].
    pub quotation: Vec<u32>,
    /// Words that decide something, recognised once per token.
    classes: Vec<Class>,
}

/// In no quotation.
pub const NONE: u32 = u32::MAX;

/// Words that a decision hangs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Class {
    /// No such word.
    Other,
    /// A form of `be`.
    Be,
    /// A form of `have`.
    Have,
    /// `that`
    That,
    /// `who`, `which`, `whose`, `whom`
    Relative,
    /// `whether`, `if`, `how`, `why`, `what`, `when`, `where`
    Interrogative,
    /// `to`
    To,
    /// `by`
    By,
    /// Weekdays, months, `today`, `yesterday`.
    Time,
    /// Personal pronouns as subjects.
    Subject,
    /// `his`, `its`, `their` …
    Possessive,
    /// `'s` and `'` that make a possessive.
    Genitive,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// Dashes between clauses.
    Dash,
    /// `;`
    Semicolon,
    /// `.`, `!`, `?`, `…`
    Stop,
    /// An opening bracket.
    OpenBracket,
    /// A closing bracket.
    CloseBracket,
    /// `-` or `/` inside a compound.
    Hyphen,
}

fn class_of(word: &str, lower: &str, upos: Upos) -> Class {
    match lower {
        "," => Class::Comma,
        ":" => Class::Colon,
        ";" => Class::Semicolon,
        "—" | "–" | "--" | "―" | "---" => Class::Dash,
        "." | "!" | "?" | "..." | "…" | "?!" | "!!" | "。" => Class::Stop,
        "(" | "[" | "{" => Class::OpenBracket,
        ")" | "]" | "}" => Class::CloseBracket,
        "-" | "/" | "‐" | "‑" => Class::Hyphen,
        "be" | "is" | "are" | "was" | "were" | "been" | "being" | "am" | "'re" | "'m" => Class::Be,
        // WHO and IT are names.
        "who" | "it" if upos == Upos::Propn => Class::Other,
        "has" | "have" | "had" | "having" | "'ve" => Class::Have,
        "that" => Class::That,
        "who" | "which" | "whose" | "whom" => Class::Relative,
        "whether" | "if" | "how" | "why" | "what" | "when" | "where" => Class::Interrogative,
        "to" => Class::To,
        "by" => Class::By,
        "i" | "he" | "she" | "it" | "we" | "they" | "you" | "there" => Class::Subject,
        "his" | "her" | "its" | "their" | "my" | "our" | "your" => Class::Possessive,
        "'s" if upos == Upos::Part => Class::Genitive,
        "'s" => Class::Be,
        "'" if upos == Upos::Part => Class::Genitive,
        "today" | "yesterday" | "tomorrow" | "tonight" => Class::Time,
        // DEC and SUN are no dates.
        _ if word.starts_with(char::is_uppercase)
            && word.chars().any(char::is_lowercase)
            && is_day_or_month(lower) =>
        {
            Class::Time
        }
        _ => Class::Other,
    }
}

fn is_day_or_month(lower: &str) -> bool {
    matches!(
        lower.trim_end_matches('.'),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "jan"
            | "feb"
            | "aug"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
    )
}

/// A verb with what stands before it: `has since repeatedly denied`.
#[derive(Clone, Copy, Debug)]
pub struct VerbGroup {
    /// First token: an auxiliary, `to`, a negation, an adverb, or the verb itself.
    pub start: usize,
    /// `was accused`
    pub passive: bool,
    /// `to say`
    pub infinitive: bool,
    /// `saying` without a form of `be`
    pub participle: bool,
}

impl<'d, 't> Context<'d, 't> {
    /// Looks every token up once.
    pub fn new(document: &'d Document<'t>) -> Self {
        let mut buffer = String::new();
        let mut hits = Vec::with_capacity(document.tokens.len());
        let mut classes = Vec::with_capacity(document.tokens.len());
        for (i, token) in document.tokens.iter().enumerate() {
            let word = document.word(i);
            let lower = fold(word, &mut buffer);
            hits.push(cue_at(document, i, lower));
            classes.push(class_of(word, lower, token.upos));
        }
        let mut quotation = vec![NONE; document.tokens.len()];
        for (index, quote) in document.quotations.iter().enumerate().filter(|(_, q)| q.depth == 0) {
            let from = document.tokens.partition_point(|t| t.span.start < quote.span.start);
            for (i, token) in document.tokens.iter().enumerate().skip(from) {
                if token.span.start >= quote.span.end {
                    break;
                }
                quotation[i] = index as u32;
            }
        }
        Self { document, hits, quotation, classes }
    }

    /// The class of a token; `Other` past the end.
    pub fn class(&self, token: usize) -> Class {
        self.classes.get(token).copied().unwrap_or(Class::Other)
    }

    /// The tag of a token; punctuation past the end.
    pub fn upos(&self, token: usize) -> Upos {
        self.document.tokens.get(token).map_or(Upos::Punct, |t| t.upos)
    }

    /// Whether a token is `word`, whatever its case.
    pub fn is(&self, token: usize, word: &str) -> bool {
        token < self.document.tokens.len() && self.document.word(token).eq_ignore_ascii_case(word)
    }

    /// Whether a token is one of `words`.
    pub fn any(&self, token: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(token, word))
    }

    /// The first token from `token` on that is no punctuation mark; `token` itself where none
    /// follows soon.
    pub fn word_from(&self, token: usize) -> usize {
        (token..self.classes.len().min(token + 4)).find(|&i| self.upos(i) != Upos::Punct).unwrap_or(token)
    }

    /// Whether a token is a quotation mark that belongs to no quotation.
    pub fn is_stray_mark(&self, token: usize) -> bool {
        self.quotation[token] == NONE && self.is_mark(token)
    }

    /// Whether a token is a quotation mark.
    pub fn is_mark(&self, token: usize) -> bool {
        let word = self.document.word(token);
        self.upos(token) == Upos::Punct
            && word
                .chars()
                .all(|c| matches!(c, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '‹' | '›' | '`'))
    }

    /// Whether two tokens stand inside and outside of quotations alike.
    pub fn same_level(&self, a: usize, b: usize) -> bool {
        self.quotation[a] == self.quotation[b]
    }

    /// Whether a token can stand inside a noun phrase before its head.
    fn nominal(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Sym | Upos::X)
            || self.upos(i) == Upos::Pron && self.class(i) != Class::Relative
    }

    /// Whether a verb that may be finite stands in the range.
    pub fn has_finite_verb(&self, range: TokenRange) -> bool {
        range.into_iter().any(|i| self.is_finite(i))
    }

    /// Whether a verb or auxiliary may be the finite one of its clause.
    pub fn is_finite(&self, i: usize) -> bool {
        match self.upos(i) {
            Upos::Aux => true,
            Upos::Verb => {
                let infinitive = i > 0 && self.class(i - 1) == Class::To;
                !infinitive && !self.document.word(i).ends_with("ing")
            }
            _ => false,
        }
    }

    /// The group that the verb at `verb` ends, looking back no further than `from`.
    pub fn verb_group(&self, verb: usize, form: VerbForm, from: usize) -> VerbGroup {
        let mut start = verb;
        let (mut be, mut have, mut to) = (false, false, false);
        while start > from && self.same_level(start - 1, verb) {
            let i = start - 1;
            match self.upos(i) {
                Upos::Aux | Upos::Part if self.class(i) != Class::Genitive => {}
                Upos::Adv
                    if self.class(i) != Class::Time && !self.any(i, &["when", "where", "why", "how"]) => {}
                _ if self.class(i) == Class::Be || self.class(i) == Class::Have => {}
                _ => break,
            }
            match self.class(i) {
                // "was having" is no passive of "have": the nearest auxiliary decides.
                Class::Be => be |= !have,
                Class::Have => have = true,
                Class::To => to = true,
                _ => {}
            }
            start -= 1;
        }
        VerbGroup {
            start,
            passive: be && matches!(form, VerbForm::Past | VerbForm::Participle),
            infinitive: to,
            participle: form == VerbForm::Gerund && !be,
        }
    }

    /// The noun phrase that ends right before `end` and is the subject of what begins there, with
    /// appositions and relative clauses; incidental clauses between commas are left out.
    pub fn subject_before(&self, from: usize, end: usize) -> Option<TokenRange> {
        let floor = from.max(end.saturating_sub(REACH));
        if end <= floor {
            return None;
        }
        let last = end - 1;
        if self.class(last) == Class::Comma || self.class(last) == Class::Dash {
            let closer = self.class(last);
            let open = (floor..last).rev().find(|&i| self.class(i) == closer)?;
            if open <= floor {
                return None;
            }
            // `Margaret Aspinall, whose son James, then 18, died there,`: the piece that a relative
            // pronoun opens reaches to the verb, commas and all.
            let mut open = open;
            if self.class(open + 1) != Class::Relative {
                let relative = (floor..open)
                    .rev()
                    .filter(|&i| self.class(i) == closer)
                    .take(4)
                    .find(|&i| self.class(i + 1) == Class::Relative);
                open = relative.filter(|&i| i > floor).unwrap_or(open);
            }
            let inner = open + 1;
            let incidental =
                matches!(self.upos(inner), Upos::Adp | Upos::Adv | Upos::Sconj | Upos::Cconj | Upos::Part)
                    || self.upos(inner) == Upos::Verb;
            let head = self.head_before_apposition(floor, open)?;
            return Some(head.start..if incidental { open } else { last });
        }
        if self.class(last) == Class::CloseBracket {
            let open = (floor..last).rev().find(|&i| self.class(i) == Class::OpenBracket)?;
            let inner = self.noun_phrase_before(floor, open)?;
            return Some(inner.start..end);
        }
        self.noun_phrase_before(floor, end)
    }

    /// The noun phrase before a comma; one more apposition is stepped over where it is one:
    /// `Maud Sobel, a lawyer for the couple, who …,`.
    fn head_before_apposition(&self, floor: usize, end: usize) -> Option<TokenRange> {
        let near = self.noun_phrase_before(floor, end)?;
        let starts_small = self.upos(near.start) == Upos::Det && self.any(near.start, &["a", "an", "the"])
            || self.upos(near.start) == Upos::Num
            || self.upos(near.start) == Upos::Noun;
        if near.start > floor + 1
            && self.class(near.start - 1) == Class::Comma
            && starts_small
            && let Some(head) = self.noun_phrase_before(floor, near.start - 1)
            && self.upos(head.end - 1) == Upos::Propn
        {
            return Some(head);
        }
        Some(near)
    }

    /// The noun phrase that ends right before `end`.
    pub fn noun_phrase_before(&self, floor: usize, end: usize) -> Option<TokenRange> {
        if end <= floor {
            return None;
        }
        let last = end - 1;
        if matches!(self.class(last), Class::Subject | Class::Relative | Class::That)
            || self.upos(last) == Upos::Pron && self.class(last) != Class::Possessive
        {
            return Some(last..end);
        }
        // A date set between subject and verb belongs to neither: "the ministry on Tuesday said".
        if self.class(last) == Class::Time {
            let mut cut = last;
            if cut > floor && self.any(cut - 1, &["on", "late", "early", "last"]) {
                cut -= 1;
            }
            return if cut > floor && cut < last { self.noun_phrase_before(floor, cut) } else { None };
        }
        if !matches!(
            self.upos(last),
            Upos::Noun | Upos::Propn | Upos::Num | Upos::X | Upos::Adj | Upos::Sym | Upos::Det
        ) {
            return None;
        }
        let mut start = end;
        while start > floor {
            let i = start - 1;
            let left = i.checked_sub(1).filter(|l| *l >= floor);
            let left_nominal = left.is_some_and(|l| {
                self.nominal(l) && !matches!(self.class(l), Class::Subject | Class::Time)
                    || self.class(l) == Class::CloseBracket
            });
            let keep = match self.class(i) {
                Class::Genitive | Class::Hyphen => left_nominal,
                Class::Possessive => true,
                Class::Time => self.class(i + 1) == Class::Genitive,
                Class::Subject | Class::Relative | Class::That | Class::Interrogative => false,
                _ => match self.upos(i) {
                    Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::Sym | Upos::X => true,
                    Upos::Det => true,
                    Upos::Adv => {
                        // "a very senior official", "nearly 700 people"
                        self.upos(i + 1) == Upos::Num
                            || self.upos(i + 1) == Upos::Adj
                                && left.is_some_and(|l| self.upos(l) == Upos::Det)
                    }
                    Upos::Adp => {
                        left_nominal
                            && self.any(
                                i,
                                &[
                                    "of",
                                    "for",
                                    "in",
                                    "at",
                                    "from",
                                    "with",
                                    "on",
                                    "near",
                                    "against",
                                    "between",
                                    "to",
                                    "within",
                                    "behind",
                                    "under",
                                    "about",
                                    "including",
                                ],
                            )
                            && self.nominal_left_is_subject(floor, i)
                    }
                    Upos::Cconj => {
                        self.any(i, &["and", "or", "&"])
                            && left_nominal
                            && !self.clause_opens_before(floor, i)
                    }
                    _ => false,
                },
            };
            if !keep {
                if let Some(relative) = self.relative_clause_before(floor, start) {
                    start = relative;
                    continue;
                }
                break;
            }
            // A determiner begins the phrase unless a preposition ties it to one further left.
            let stops = self.upos(i) == Upos::Det || self.class(i) == Class::Possessive;
            start -= 1;
            if stops {
                let tied = start > floor
                    && (self.upos(start - 1) == Upos::Adp
                        || self.upos(start - 1) == Upos::Det
                        || self.upos(start - 1) == Upos::Cconj
                        || self.class(start - 1) == Class::Genitive);
                if !tied {
                    break;
                }
            }
        }
        while start < end && matches!(self.upos(start), Upos::Adp | Upos::Adv | Upos::Cconj | Upos::Punct) {
            start += 1;
        }
        let real = (start..end).any(|i| {
            matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X | Upos::Adj)
                && self.class(i) != Class::Time
        });
        real.then_some(start..end)
    }

    /// `in` of "he met the minister in Ankara officials" ties nothing to the subject: a preposition
    /// counts when no verb stands between it and where the clause opens.
    fn nominal_left_is_subject(&self, floor: usize, preposition: usize) -> bool {
        if self.is(preposition, "of") {
            return true;
        }
        let opens = (floor..preposition)
            .rev()
            .find(|&j| {
                matches!(
                    self.class(j),
                    Class::Comma
                        | Class::Semicolon
                        | Class::Colon
                        | Class::Dash
                        | Class::That
                        | Class::Relative
                ) || self.upos(j) == Upos::Sconj
            })
            .map_or(floor, |j| j + 1);
        !self.has_finite_verb(opens..preposition)
    }

    fn clause_opens_before(&self, floor: usize, conjunction: usize) -> bool {
        let opens = (floor..conjunction)
            .rev()
            .find(|&j| {
                matches!(self.class(j), Class::Semicolon | Class::Colon | Class::Dash | Class::That)
                    || self.upos(j) == Upos::Sconj
            })
            .map_or(floor, |j| j + 1);
        self.has_finite_verb(opens..conjunction)
    }

    /// Where a relative clause without commas that ends right before `end` begins with its noun:
    /// `people who live there`, `a report published on Monday`.
    fn relative_clause_before(&self, floor: usize, end: usize) -> Option<usize> {
        let low = floor.max(end.saturating_sub(20));
        for i in (low..end).rev() {
            match self.class(i) {
                Class::Comma | Class::Semicolon | Class::Colon | Class::Dash => return None,
                Class::Relative if i > low && matches!(self.upos(i - 1), Upos::Noun | Upos::Propn) => {
                    return Some(i);
                }
                Class::Relative => return None,
                _ if self.upos(i) == Upos::Verb
                    && i > low
                    && i + 1 < end
                    && self.upos(i - 1) == Upos::Noun
                    && (self.upos(i + 1) == Upos::Adp)
                    && self.document.word(i).ends_with("ed") =>
                {
                    return Some(i);
                }
                _ => {}
            }
        }
        None
    }

    /// The noun phrase that begins at `from` and is the subject of the inverted verb before it, with
    /// its appositions: `said Dmitri Peskov, spokesman for the Russian presidency`.
    pub fn subject_after(&self, from: usize, end: usize) -> Option<TokenRange> {
        let end = end.min(from + REACH);
        if from >= end {
            return None;
        }
        if self.class(from) == Class::Subject
            || self.upos(from) == Upos::Pron && self.class(from) != Class::Possessive
        {
            return (!matches!(self.class(from), Class::Relative)).then_some(from..from + 1);
        }
        let mut i = self.noun_phrase_after(from, end)?;
        while i < end {
            if self.class(i) == Class::OpenBracket {
                match (i..end).find(|&j| self.class(j) == Class::CloseBracket) {
                    Some(close) => i = close + 1,
                    None => break,
                }
                continue;
            }
            if self.class(i) != Class::Comma || i + 1 >= end {
                break;
            }
            let next = i + 1;
            let cue_follows = self.hits[next].is_some_and(|hit| hit.cue.upos == Upos::Verb);
            let apposition = match self.class(next) {
                Class::Relative => true,
                Class::Possessive => true,
                Class::Time | Class::Subject => false,
                _ => {
                    matches!(self.upos(next), Upos::Det | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj)
                        && !cue_follows
                }
            };
            if !apposition {
                break;
            }
            let stop = (next..end)
                .find(|&j| {
                    matches!(self.class(j), Class::Comma | Class::Semicolon | Class::Dash | Class::Colon)
                })
                .unwrap_or(end);
            // "…, and the town was taken" is no apposition; "…, a doctor who examined him" is one.
            let relative = (next..stop)
                .find(|&j| matches!(self.class(j), Class::Relative | Class::That))
                .unwrap_or(stop);
            let clause = self.has_finite_verb(next..relative);
            if clause {
                break;
            }
            i = self.cut_adjunct(next, stop);
            if i < stop {
                break;
            }
        }
        Some(from..i)
    }

    /// Where an apposition ends: before a time or an occasion that belongs to the verb.
    fn cut_adjunct(&self, from: usize, end: usize) -> usize {
        (from..end).find(|&j| j > from && self.is_occasion(j)).unwrap_or(end)
    }

    /// Whether an adjunct of speaking begins here: `on Tuesday`, `in a statement`, `after the talks`.
    pub fn is_occasion(&self, i: usize) -> bool {
        if self.class(i) == Class::Time && self.class(i + 1) != Class::Genitive {
            return true;
        }
        let dated = self.class(i + 1) == Class::Time;
        (self.any(i, &["on", "in", "since", "late", "early", "last", "this", "next", "until", "by"]) && dated)
            || self.any(i, &["during", "after", "before", "when", "while", "as", "because", "earlier"])
            || self.any(i, &["in", "at", "during", "via", "by", "on", "to", "through"])
                && (i + 1..i + 6).any(|j| {
                    self.any(
                        j,
                        &[
                            "interview",
                            "interviews",
                            "statement",
                            "email",
                            "e-mail",
                            "conference",
                            "briefing",
                            "tweet",
                            "telephone",
                            "phone",
                            "letter",
                            "speech",
                            "remarks",
                            "twitter",
                            "facebook",
                            "reporters",
                            "journalists",
                            "comments",
                            "post",
                            "blog",
                            "column",
                            "memo",
                            "television",
                            "radio",
                        ],
                    )
                })
            || self.any(i, &["last", "this", "next"])
                && self.any(
                    i + 1,
                    &["week", "month", "year", "weekend", "night", "morning", "afternoon", "evening"],
                )
    }

    /// One past the noun phrase that begins at `from`, prepositional phrases of its own included.
    pub fn noun_phrase_after(&self, from: usize, end: usize) -> Option<usize> {
        let mut i = from;
        let mut head = false;
        while i < end {
            let class = self.class(i);
            match class {
                Class::Time if head && self.class(i + 1) != Class::Genitive => break,
                Class::Genitive | Class::Hyphen if head => {}
                Class::Possessive => {}
                Class::Comma | Class::Colon | Class::Semicolon | Class::Dash | Class::Stop => break,
                Class::Relative if head => {
                    // A restrictive relative clause: taken to the next comma.
                    let stop = (i..end)
                        .find(|&j| matches!(self.class(j), Class::Comma | Class::Semicolon | Class::Dash))
                        .unwrap_or(end);
                    return Some(self.cut_adjunct(i, stop));
                }
                Class::Subject | Class::That | Class::Interrogative => break,
                _ => match self.upos(i) {
                    Upos::Noun | Upos::Propn | Upos::X => head = true,
                    Upos::Num | Upos::Sym => head = true,
                    Upos::Adj => {}
                    // "two of them"
                    Upos::Pron if head && self.upos(i - 1) == Upos::Adp => {}
                    Upos::Det
                        if !head || self.upos(i - 1) == Upos::Adp || self.upos(i - 1) == Upos::Cconj => {}
                    Upos::Adp
                        if head && !self.is_occasion(i) && !self.any(i, &["on", "like", "via", "per"]) => {}
                    Upos::Cconj
                        if head
                            && !self.is(i, "but")
                            && matches!(
                                self.upos(i + 1),
                                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num
                            )
                            && !self.has_finite_verb(i + 1..end.min(i + 8)) => {}
                    Upos::Adv if !head && self.upos(i + 1) == Upos::Num => {}
                    _ => break,
                },
            }
            i += 1;
        }
        while i > from && matches!(self.upos(i - 1), Upos::Adp | Upos::Det | Upos::Cconj) {
            i -= 1;
        }
        (head && i > from).then_some(i)
    }
}
