//! From tokens to pieces: names, posts, countries, bodies, and the small words between them.
//!
//! In: tokens and sentences. Out: [`Pieces`], every token once, in order, each run of tokens that
//! stands in the tables as one piece, each capitalised word that does not as a [`Sense::Name`].
//! Names of bodies that no table holds are put together here from their own words: `Kenyatta
//! National Hospital`, `Ministry of Health`. A word with a capital at the beginning of a sentence
//! is held for a name unless it also stands in small letters somewhere or its part of speech says
//! otherwise, which goes wrong for nouns that occur once.

use super::known::Known;
use super::tables::{Class, Form, Meaning, Sort, TABLES};
use crate::document::{Document, TokenRange, Upos};
use crate::report::Kind;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a piece is. Numbers are indices into the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A body or a seat of power that the tables know.
    Body(usize),
    /// A country, by name, adjective or capital.
    Country(usize, Form),
    /// A place inside a country.
    Region(usize),
    /// A role noun; whether it stands in the plural.
    Role(usize, bool),
    /// The name of a body put together from its words; the role is the noun at its head, if that
    /// is not the name of a body itself.
    Compound(Option<usize>),
    /// A capitalised word that no table knows.
    Name,
    /// Any other word.
    Word,
    /// A word of the grammar.
    Function(Class),
    /// The genitive's `'s` or apostrophe.
    Genitive,
    /// Digits.
    Number,
    /// `,`
    Comma,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// A quotation mark.
    Quote,
    /// A dash or hyphen.
    Dash,
    /// Any other sign.
    Sign,
}

/// A run of tokens with one sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it is.
    pub sense: Sense,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

impl Piece {
    /// Whether it is a role noun of that sort.
    pub fn is_role(&self, sort: Sort) -> bool {
        matches!(self.sense, Sense::Role(role, _) if TABLES.roles[role].sort == sort)
    }

    /// Whether it is a post or a title.
    pub fn is_post(&self) -> bool {
        self.is_role(Sort::Person) || self.is_role(Sort::Honorific)
    }

    /// Whether it is a name of any kind, alone or put together.
    pub fn is_named(&self) -> bool {
        matches!(
            self.sense,
            Sense::Body(_) | Sense::Country(..) | Sense::Region(_) | Sense::Compound(_) | Sense::Name
        )
    }

    /// Whether it is a word of that class.
    pub fn is(&self, class: Class) -> bool {
        self.sense == Sense::Function(class)
    }
}

/// The pieces of an article.
#[derive(Debug, Default)]
pub struct Pieces<'k> {
    /// Every piece, in order.
    pub all: Vec<Piece>,
    /// The piece that each token belongs to.
    of_token: Vec<usize>,
    /// For each sentence, its pieces.
    pub sentences: Vec<std::ops::Range<usize>>,
    /// For each sentence, whether nearly every word in it has a capital, so that capitals tell
    /// nothing.
    pub heading: Vec<bool>,
    /// Bodies and people beyond the tables.
    known: Option<&'k Known>,
}

/// A body that the tables or the model know.
#[derive(Clone, Copy, Debug)]
pub struct NamedBody<'k> {
    /// The name by which a reader knows it.
    pub name: &'k str,
    /// Whom it speaks for.
    pub kind: Kind,
    /// Its country.
    pub country: Option<usize>,
}

/// The body of a number: one of the tables, or after them one that the model knows.
fn named_body(known: Option<&Known>, number: usize) -> NamedBody<'_> {
    match (TABLES.bodies.get(number), known) {
        (None, Some(known)) => {
            let body = known.body(number);
            NamedBody { name: &body.name, kind: body.kind, country: body.country }
        }
        (body, _) => {
            let body = body.unwrap_or(&TABLES.bodies[0]);
            NamedBody { name: body.name, kind: body.kind, country: TABLES.country(body.country) }
        }
    }
}

impl<'k> Pieces<'k> {
    /// The pieces of a document.
    pub fn of(document: &Document, known: Option<&'k Known>) -> Self {
        let mut pieces = Self { of_token: vec![0; document.tokens.len()], known, ..Self::default() };
        let letters = Letters::of(document);
        let borders = borders(document);
        let mut sentences: Vec<(Vec<Piece>, bool)> = Vec::with_capacity(document.sentences.len());
        let mut surnames = FxHashSet::default();
        for sentence in &document.sentences {
            let heading = is_heading(document, &sentence.tokens);
            let mut found = single(document, &sentence.tokens, &letters, &borders, known);
            join_hyphens(document, &mut found);
            if !heading {
                take_given_names(&mut found);
                find_surnames(document, &mut found, &mut surnames);
            }
            sentences.push((found, heading));
        }
        for (mut found, heading) in sentences {
            take_surnames(document, &mut found, &surnames);
            let found = if heading { found } else { compounds(document, found, &letters.lone, known) };
            let start = pieces.all.len();
            for piece in found {
                for token in piece.tokens.clone() {
                    pieces.of_token[token] = pieces.all.len();
                }
                pieces.all.push(piece);
            }
            pieces.sentences.push(start..pieces.all.len());
            pieces.heading.push(heading);
        }
        pieces
    }

    /// The body of a [`Sense::Body`].
    pub fn body(&self, number: usize) -> NamedBody<'k> {
        named_body(self.known, number)
    }

    /// The meaning of the longest entry that `text` begins with, of the tables or beyond them.
    pub fn longest(&self, text: &str) -> Option<Meaning> {
        let tabled = TABLES.longest(text, |_| true);
        let least = tabled.map_or(0, |(length, _)| length);
        let beyond = self.known.and_then(|known| known.entries.longest(text, least, &mut |_| true));
        Some(beyond.or(tabled)?.1)
    }

    /// What somebody of that full name is known for.
    pub fn person(&self, words: &[&str]) -> Option<super::known::Person> {
        self.known?.person(words)
    }

    /// The pieces that share a token with a range.
    pub fn within(&self, tokens: &TokenRange) -> std::ops::Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.of_token[tokens.start]..self.of_token[tokens.end - 1] + 1
    }
}

/// The tokens at which a source, a cue or a content begins or has ended: no piece reaches across.
fn borders(document: &Document) -> Vec<bool> {
    let mut borders = vec![false; document.tokens.len() + 1];
    for attribution in &document.attributions {
        let parts = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
        for border in parts.flat_map(|range| [range.start, range.end]) {
            if let Some(border) = borders.get_mut(border) {
                *border = true;
            }
        }
    }
    borders
}

/// How the article writes its words.
struct Letters<'t> {
    /// The words that it has in small letters.
    small: FxHashSet<&'t str>,
    /// Those with a capital where no sentence begins.
    inner: FxHashSet<&'t str>,
    /// The capitalised words that somewhere stand with no other capital beside them.
    lone: FxHashSet<&'t str>,
    /// The first word of its own names, by their initials: `LGA` where it has a "Lakeside Growers
    /// Association".
    spelled: FxHashMap<String, usize>,
}

impl<'t> Letters<'t> {
    fn of(document: &Document<'t>) -> Self {
        let words = || (0..document.tokens.len()).map(|token| document.word(token));
        let capital = |token: usize| token < document.tokens.len() && is_capital(document.word(token));
        let inside = document.sentences.iter().flat_map(|sentence| sentence.tokens.clone().skip(2));
        let lone = (0..document.tokens.len())
            .filter(|token| capital(*token) && !capital(token + 1) && !(*token > 0 && capital(token - 1)));
        Self {
            small: words().filter(|word| word.starts_with(char::is_lowercase)).collect(),
            inner: inside
                .map(|token| document.word(token))
                .filter(|w| w.starts_with(char::is_uppercase))
                .collect(),
            lone: lone.map(|token| document.word(token)).collect(),
            spelled: spelled(document),
        }
    }

    /// Whether an acronym is one of a name in the article, and not of what is known by it: most words
    /// of the two are others.
    fn abbreviates(&self, document: &Document, acronym: &str, known: &str) -> bool {
        let Some(start) = self.spelled.get(acronym) else { return false };
        let length = acronym.chars().count();
        let words = (*start..document.tokens.len()).map(|token| document.word(token));
        let words = words.filter(|word| is_part(word)).take(length);
        words.filter(|word| known.contains(word)).count() * 2 < length
    }
}

/// Where three to six words with capitals follow each other, small ones such as `of` among them, by
/// their initials.
fn spelled(document: &Document) -> FxHashMap<String, usize> {
    let mut all = FxHashMap::default();
    for sentence in &document.sentences {
        let mut run: Vec<usize> = Vec::new();
        for token in sentence.tokens.clone() {
            let word = document.word(token);
            if is_part(word) {
                run.push(token);
                for length in 3..=run.len().min(6) {
                    let words = &run[run.len() - length..];
                    let initials = words.iter().filter_map(|word| document.word(*word).chars().next());
                    all.entry(initials.collect()).or_insert(words[0]);
                }
            } else if !matches!(word, "of" | "and" | "for" | "the" | "in" | "on" | "&" | "-") {
                run.clear();
            }
        }
    }
    all
}

/// Whether a word gives its initial to the acronym of a name.
fn is_part(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !is_acronym(word)
}

/// Whether a role noun in small letters stands at a token, as in "Internal emails".
fn before_small_noun(document: &Document, token: usize, end: usize) -> bool {
    let Some(start) = document.tokens.get(token).map(|t| t.span.start).filter(|start| *start < end) else {
        return false;
    };
    let text = &document.text[start..end];
    text.starts_with(char::is_lowercase)
        && matches!(TABLES.longest(text, |_| true), Some((_, Meaning::Role(..))))
}

/// Whether a capitalised word that no table knows stands at a token.
fn before_unknown_capital(document: &Document, token: usize, end: usize) -> bool {
    let Some(start) = document.tokens.get(token).map(|next| next.span.start).filter(|start| *start < end)
    else {
        return false;
    };
    document.word(token).starts_with(char::is_uppercase)
        && TABLES.longest(&document.text[start..end], |_| true).is_none()
}

/// Whether a month is a given name: `Jan Egeland`, but not "in May".
fn is_given_name(document: &Document, token: usize, end: usize) -> bool {
    let surname = before_unknown_capital(document, token + 1, end);
    let date = token > 0
        && matches!(document.word(token - 1), "in" | "In" | "of" | "since" | "on" | "last" | "this");
    surname && !date && matches!(document.word(token), "Jan" | "April" | "May" | "June" | "August")
}

/// Whether capitals tell nothing in a sentence: it has no small words but those of the grammar.
fn is_heading(document: &Document, tokens: &TokenRange) -> bool {
    let (mut capital, mut all) = (0, 0);
    for word in tokens.clone().map(|token| document.word(token)) {
        let small = word.starts_with(char::is_lowercase);
        let grammar = small && matches!(TABLES.longest(word, |_| true), Some((_, Meaning::Function(_))));
        if word.starts_with(char::is_alphabetic) && word.chars().count() > 3 && !grammar {
            all += 1;
            capital += usize::from(!small);
        }
    }
    let ends = document.word(tokens.end - 1);
    all >= 4 && capital * 10 >= all * 9 && !ends.ends_with(['.', '"', '”', '?', '!', ':'])
}

/// Whether a word is written in capitals only, like an acronym.
pub fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    capitals >= 2
        && capitals + 1 >= letters.count()
        && word.chars().all(|c| c.is_alphanumeric() || "&.-".contains(c))
}

/// Whether a word is written like a name: `Peskov`, `al-Assad`, `iPod`.
fn is_capital(word: &str) -> bool {
    let mut chars = word.chars().filter(|c| c.is_alphanumeric());
    match chars.next() {
        Some(first) if first.is_uppercase() => true,
        Some(first) if first.is_lowercase() => {
            let later = word.chars().skip(1).any(char::is_uppercase);
            later && word.chars().count() > 2
        }
        _ => false,
    }
}

fn single(
    document: &Document,
    tokens: &TokenRange,
    letters: &Letters,
    borders: &[bool],
    known: Option<&Known>,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let end = document.tokens[tokens.end - 1].span.end;
    let mut initial = true;
    let mut token = tokens.start;
    while token < tokens.end {
        let start = document.tokens[token].span.start;
        let text = &document.text[start..end];
        let mut last = token;
        let mut ends = |length: usize| {
            last = token;
            while last + 1 < tokens.end
                && document.tokens[last].span.end < start + length
                && !borders[last + 1]
            {
                last += 1;
            }
            let end = document.tokens[last].span.end;
            document.text.get(start + length..end).is_some_and(|rest| rest.is_empty() || rest == ".")
        };
        let word = document.word(token);
        let capital = is_capital(word);
        let tabled = TABLES.longest(text, &mut ends);
        let least = tabled.map_or(0, |(length, _)| length);
        let beyond =
            known.filter(|_| capital).and_then(|known| known.entries.longest(text, least, &mut ends));
        let beyond = beyond.filter(|(length, meaning)| match meaning {
            Meaning::Body(body) if *length == word.len() => {
                !letters.abbreviates(document, word, named_body(known, *body).name)
            }
            _ => true,
        });
        // The tables' entry ends where it did before a longer one was looked for.
        let found = beyond.or_else(|| tabled.filter(|(length, _)| ends(*length)));
        let piece = match found {
            Some((_, meaning)) => {
                let sense = match meaning {
                    Meaning::Seat(body) | Meaning::Body(body) => Sense::Body(body),
                    Meaning::Country(country, form) => Sense::Country(country, form),
                    Meaning::Region(country) => Sense::Region(country),
                    Meaning::Function(Class::Calendar) if is_given_name(document, token, end) => Sense::Name,
                    // "Mars One", "Reporters Without Borders".
                    Meaning::Function(Class::Determiner | Class::Preposition | Class::Adverb)
                        if capital && pieces.last().is_some_and(|left: &Piece| left.sense == Sense::Name) =>
                    {
                        Sense::Name
                    }
                    Meaning::Function(Class::Particle) if capital => Sense::Name,
                    Meaning::Role(role, false)
                        if capital
                            && TABLES.roles[role].sort == Sort::Document
                            && TABLES.roles[role].noun.len() < 5
                            && before_unknown_capital(document, last + 1, end) =>
                    {
                        Sense::Name
                    }
                    Meaning::Role(role, plural) => Sense::Role(role, plural),
                    Meaning::Function(class) => Sense::Function(class),
                };
                // An abbreviated title whose stop is a token of its own.
                let stop = matches!(sense, Sense::Role(role, _) if TABLES.roles[role].sort == Sort::Honorific)
                    && last + 1 < tokens.end
                    && document.word(last + 1) == "."
                    && document.tokens[last].span.end == document.tokens[last + 1].span.start
                    && last + 2 < tokens.end;
                Piece { tokens: token..last + 1 + usize::from(stop), sense, capital }
            }
            None => {
                let upos = document.tokens[token].upos;
                let lowercase = letters.small.contains(word.to_lowercase().as_str());
                let elsewhere = letters.inner.contains(word);
                let noun = is_common(upos) || before_small_noun(document, token + 1, end);
                let given = !TABLES.gender_of_name(word).is_empty()
                    && before_unknown_capital(document, token + 1, end);
                let common = initial && capital && !given && (lowercase || !elsewhere && noun);
                let sense = match TABLES.by_ending(word) {
                    Some((role, plural)) if !capital || common => Sense::Role(role, plural),
                    _ => sense_of(word, capital && !common),
                };
                Piece { tokens: token..token + 1, sense, capital }
            }
        };
        initial = initial && matches!(piece.sense, Sense::Quote | Sense::Open | Sense::Dash | Sense::Sign);
        token = piece.tokens.end;
        pieces.push(piece);
    }
    pieces
}

fn is_common(upos: Upos) -> bool {
    !matches!(upos, Upos::X | Upos::Propn)
}

fn sense_of(word: &str, name: bool) -> Sense {
    match word {
        "'s" | "’s" | "'" | "’" | "'S" | "’S" => Sense::Genitive,
        "," => Sense::Comma,
        "(" | "[" => Sense::Open,
        ")" | "]" => Sense::Close,
        "-" | "–" | "—" | "--" | "‐" | "‑" => Sense::Dash,
        _ if word.chars().all(|c| "\"“”„‟«»‘`".contains(c)) => Sense::Quote,
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => Sense::Number,
        _ if !word.contains(char::is_alphanumeric) => Sense::Sign,
        _ if name => Sense::Name,
        _ => Sense::Word,
    }
}

/// Joins `Perez` `-` `Guerra` and `39` `-` `year` `-` `old` where no space stands between.
fn join_hyphens(document: &Document, pieces: &mut Vec<Piece>) {
    let touches = |left: &Piece, right: &Piece| {
        document.tokens[left.tokens.end - 1].span.end == document.tokens[right.tokens.start].span.start
    };
    let is_word = |piece: &Piece| {
        !matches!(
            piece.sense,
            Sense::Genitive
                | Sense::Comma
                | Sense::Open
                | Sense::Close
                | Sense::Quote
                | Sense::Dash
                | Sense::Sign
        )
    };
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = std::mem::take(pieces).into_iter().peekable();
    while let Some(piece) = rest.next() {
        let hyphen = piece.sense == Sense::Dash
            && piece.tokens.len() == 1
            && joined.last().is_some_and(|left| is_word(left) && touches(left, &piece))
            && rest.peek().is_some_and(|right| is_word(right) && touches(&piece, right));
        let (true, Some(left)) = (hyphen, joined.last_mut()) else {
            joined.push(piece);
            continue;
        };
        if let Some(right) = rest.next() {
            left.tokens.end = right.tokens.end;
            left.sense = match (left.sense, right.sense) {
                (Sense::Number, _) => Sense::Number,
                (_, Sense::Role(role, plural)) if TABLES.roles[role].sort != Sort::Honorific => {
                    Sense::Role(role, plural)
                }
                (Sense::Function(Class::Particle), _) if right.capital => Sense::Name,
                _ if left.capital && right.capital => Sense::Name,
                (Sense::Name, Sense::Word) if !closes_adjective(document.text_of(&right.tokens)) => {
                    Sense::Name
                }
                _ => Sense::Word,
            };
        }
    }
    *pieces = joined;
}

/// Whether a word can be a participle, as in "people infected".
pub fn is_participle(word: &str) -> bool {
    word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing"))
}

/// Whether a word closes an adjective with a hyphen: "Lycos-backed". `Kwo-ching` is a name.
fn closes_adjective(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed")
        || matches!(word, "led" | "run" | "born" | "wide" | "style" | "made" | "owned" | "speaking" | "like")
}

/// Whether a piece that the tables know can be somebody's surname: `Washington`, `King`, `Farmer`.
fn can_be_surname(document: &Document, piece: &Piece) -> bool {
    let known = match piece.sense {
        Sense::Body(_) | Sense::Region(_) => true,
        Sense::Country(_, form) => form != Form::Name,
        Sense::Function(Class::Calendar) => document.text_of(&piece.tokens) == "May",
        Sense::Role(role, false) => {
            let role = &TABLES.roles[role];
            let trade =
                matches!(role.kind, Some(Kind::Individual | Kind::Public | Kind::Ngo | Kind::Military));
            role.sort == Sort::Honorific || role.sort == Sort::Person && trade
        }
        _ => false,
    };
    let word = document.text_of(&piece.tokens);
    known && piece.capital && piece.tokens.len() == 1 && !is_acronym(word) && !word.contains('.')
}

/// Surnames that the tables take for something else: those that a name stands right before, in
/// mid-sentence, with nothing after them that they could belong to.
fn find_surnames<'t>(document: &Document<'t>, pieces: &mut [Piece], surnames: &mut FxHashSet<&'t str>) {
    for index in 1..pieces.len() {
        // "Ms. Lincoln".
        let next = pieces.get(index + 1);
        let alone = next.is_none_or(|next| !next.is_named() && !matches!(next.sense, Sense::Role(..)));
        if pieces[index - 1].is_role(Sort::Honorific) && alone && can_be_surname(document, &pieces[index]) {
            pieces[index].sense = Sense::Name;
            surnames.insert(document.text_of(&pieces[index].tokens));
            continue;
        }
        if pieces[index - 1].sense != Sense::Name || !can_be_surname(document, &pieces[index]) {
            continue;
        }
        // What stands before the given names: in mid-sentence, or with a comma after the surname.
        let mut start = index;
        while start > 0 && matches!(pieces[start - 1].sense, Sense::Name | Sense::Quote) && index - start < 4
        {
            start -= 1;
        }
        let comma = pieces.get(index + 1).is_some_and(|next| next.sense == Sense::Comma);
        let word = |next: &Piece| next.sense == Sense::Word;
        let named =
            start + 1 == index && !TABLES.gender_of_name(document.text_of(&pieces[start].tokens)).is_empty();
        let given = match start.checked_sub(1).map(|before| &pieces[before]) {
            None => comma || named && pieces.get(index + 1).is_some_and(word),
            Some(before) => {
                matches!(before.sense, Sense::Word | Sense::Comma | Sense::Role(..))
                    || before.is(Class::Conjunction)
            }
        };
        let follows = pieces.get(index + 1).is_none_or(|next| {
            let word = document.text_of(&next.tokens);
            matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III")
                || !next.is_named()
                    && !matches!(next.sense, Sense::Role(..))
                    && !matches!(word, "of" | "for" | "-")
        });
        if given && follows {
            pieces[index].sense = Sense::Name;
            surnames.insert(document.text_of(&pieces[index].tokens));
        }
    }
}

/// Given names that the tables take for a place or a body: a post stands before and a name after,
/// as in "director Forbes Matonga".
fn take_given_names(pieces: &mut [Piece]) {
    for index in 1..pieces.len().saturating_sub(1) {
        let post = pieces[index - 1].is_post() && matches!(pieces[index - 1].sense, Sense::Role(_, false));
        let known = matches!(
            pieces[index].sense,
            Sense::Body(_) | Sense::Region(_) | Sense::Country(_, Form::Name | Form::Capital)
        );
        if post && known && pieces[index].tokens.len() == 1 && pieces[index + 1].sense == Sense::Name {
            pieces[index].sense = Sense::Name;
        }
    }
}

/// The same surnames where they stand alone, but not after a preposition: "in Washington".
fn take_surnames(document: &Document, pieces: &mut [Piece], surnames: &FxHashSet<&str>) {
    for index in 0..pieces.len() {
        let after = index > 0 && pieces[index - 1].is(Class::Preposition);
        let before = pieces
            .get(index + 1)
            .is_some_and(|next| next.is_named() || matches!(next.sense, Sense::Role(..)));
        let word = document.text_of(&pieces[index].tokens);
        if surnames.contains(word) && !after && !before && can_be_surname(document, &pieces[index]) {
            pieces[index].sense = Sense::Name;
        }
    }
}

/// Puts names of bodies together around a noun such as `Hospital` with a capital.
fn compounds(
    document: &Document,
    pieces: Vec<Piece>,
    lone: &FxHashSet<&str>,
    known: Option<&Known>,
) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut next = 0;
    for index in 0..pieces.len() {
        let place =
            pieces[index].is_role(Sort::Place) && matches!(pieces[index].sense, Sense::Role(_, false));
        let opens = pieces[index].is_role(Sort::Body) || place;
        let (range, noun) = if index < next {
            continue;
        } else if let Some(start) = national(&pieces, index, known).filter(|start| *start >= next) {
            (start..index + 1, None)
        } else if branch(document, &pieces, index, lone, known) {
            (index..index + 2, None)
        } else if pieces[index].capital && opens {
            compound(document, &pieces, index, next, lone)
        } else {
            continue;
        };
        if range.len() < 2 {
            continue;
        }
        joined.extend(pieces[next..range.start].iter().cloned());
        joined.push(Piece {
            tokens: pieces[range.start].tokens.start..pieces[range.end - 1].tokens.end,
            sense: Sense::Compound(noun),
            capital: true,
        });
        next = range.end;
    }
    joined.extend(pieces[next..].iter().cloned());
    joined
}

/// Whether an adjective before a body of the tables makes it another body: `South African Red
/// Cross`, `European Environment Agency`; companies stay the same.
fn national(pieces: &[Piece], index: usize, known: Option<&Known>) -> Option<usize> {
    let before = index.checked_sub(1)?;
    let Sense::Body(body) = pieces[index].sense else { return None };
    let body = named_body(known, body);
    if pieces[index].tokens.len() < 2 || matches!(body.kind, Kind::Company | Kind::Media) {
        return None;
    }
    let foreign =
        |piece: &Piece| matches!(piece.sense, Sense::Country(country, _) if Some(country) != body.country);
    let name = pieces[before].sense == Sense::Name || pieces[before].is_role(Sort::Field);
    match pieces[before].sense {
        Sense::Country(..) if foreign(&pieces[before]) => Some(before),
        // "Zimbabwe's Supreme Court"
        Sense::Genitive if before > 0 && foreign(&pieces[before - 1]) => Some(before - 1),
        _ if name && pieces[before].capital && before > 0 && pieces[before - 1].is(Class::Determiner) => {
            Some(before)
        }
        _ => None,
    }
}

/// Whether the word after a company makes it one of its companies, `Airbus Helicopters`, and is not a
/// person's name that follows it.
fn branch(
    document: &Document,
    pieces: &[Piece],
    index: usize,
    lone: &FxHashSet<&str>,
    known: Option<&Known>,
) -> bool {
    let Sense::Body(body) = pieces[index].sense else { return false };
    let name = |at: usize| pieces.get(at).is_some_and(|piece| piece.capital && piece.sense == Sense::Name);
    let word = |at: usize| document.text_of(&pieces[at].tokens);
    named_body(known, body).kind == Kind::Company
        && name(index + 1)
        && !name(index + 2)
        && !(index > 0 && name(index - 1))
        && !lone.contains(word(index + 1))
        && TABLES.gender_of_name(word(index + 1)).is_empty()
}

/// The pieces of the name around the noun at `index`, none before `floor`, and the role of its
/// head.
fn compound(
    document: &Document,
    pieces: &[Piece],
    index: usize,
    floor: usize,
    lone: &FxHashSet<&str>,
) -> (std::ops::Range<usize>, Option<usize>) {
    let word = |piece: &Piece| document.text_of(&piece.tokens);
    let people = |piece: &Piece| match piece.sense {
        Sense::Role(role, plural) => {
            let role = &TABLES.roles[role];
            let many = matches!(role.kind, Some(Kind::Witness | Kind::Individual | Kind::Public));
            role.sort == Sort::Person && (plural || many)
        }
        _ => false,
    };
    let part = |piece: &Piece| {
        piece.capital
            && (piece.is_named()
                || people(piece)
                || piece.is_role(Sort::Body)
                || piece.is_role(Sort::Place)
                || piece.is_role(Sort::Field)
                || piece.is_role(Sort::Document)
                || piece.is_role(Sort::People)
                || piece.is_role(Sort::State))
    };
    // To the left over capitals, over `&`, and over the genitive of `King's College`.
    let mut start = index;
    while start > floor {
        let linked = start > floor + 1
            && match pieces[start - 1].sense {
                Sense::Genitive => {
                    pieces[start - 2].capital && matches!(pieces[start - 2].sense, Sense::Role(..))
                }
                _ => word(&pieces[start - 1]) == "&" && part(&pieces[start - 2]),
            };
        start -= match (part(&pieces[start - 1]), linked) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => break,
        };
    }
    start = from_article(document, pieces, start, floor).unwrap_or(start);
    // To the right over capitals, as long as another such noun closes them.
    let mut end = index + 1;
    let mut ahead = end;
    while ahead < pieces.len() && part(&pieces[ahead]) {
        ahead += 1;
        if pieces[ahead - 1].is_role(Sort::Body) || pieces[ahead - 1].is_role(Sort::Place) {
            end = ahead;
        }
    }
    let head = end - 1;
    // On through `of Health and Welfare`; a place has no such part.
    let linked = |piece: &Piece| matches!(word(piece), "of" | "for" | "on" | "to" | "de" | "du" | "di");
    while !pieces[head].is_role(Sort::Place) && pieces.get(end).is_some_and(linked) {
        let from = end + 1 + usize::from(pieces.get(end + 1).is_some_and(|piece| word(piece) == "the"));
        let mut reach = listed(document, pieces, from);
        // "of Navigation Roger McKinlay": a person's name that runs on from a title.
        if reach > from + 2
            && pieces[reach - 1].sense == Sense::Name
            && lone.contains(word(&pieces[reach - 1]))
        {
            reach -= 2;
        }
        if reach == from {
            break;
        }
        end = reach;
    }
    let noun = match pieces[head].sense {
        Sense::Role(role, _) => Some(role),
        _ => None,
    };
    (start..end, noun)
}

/// Where "the Horn Relief and" begins, if that stands before `start`: after an article, "and" can be
/// a part of the name.
fn from_article(document: &Document, pieces: &[Piece], start: usize, floor: usize) -> Option<usize> {
    let and =
        start.checked_sub(1).filter(|and| *and > floor && document.text_of(&pieces[*and].tokens) == "and")?;
    let plain = |piece: &Piece| piece.capital && (piece.sense == Sense::Name || piece.is_role(Sort::Field));
    let words = pieces[floor..and].iter().rev().take(4).take_while(|piece| plain(piece)).count();
    let first = and - words;
    (words > 0 && first > floor && pieces[first - 1].is(Class::Determiner)).then_some(first)
}

/// The end of `Environment, Food and Rural Affairs` from `start`; `start` if nothing is there.
fn listed(document: &Document, pieces: &[Piece], start: usize) -> usize {
    let run = |from: usize| {
        let mut end = from;
        while end < pieces.len()
            && pieces[end].capital
            && !is_one_post(&pieces[end])
            && !is_function(&pieces[end])
        {
            end += 1;
        }
        end
    };
    let word = |index: usize| pieces.get(index).map_or("", |piece| document.text_of(&piece.tokens));
    let plain = |from: usize, end: usize| {
        end > from
            && pieces[from..end]
                .iter()
                .all(|piece| !matches!(piece.sense, Sense::Body(_) | Sense::Country(..)))
    };
    let mut end = run(start);
    if end == start {
        return start;
    }
    // A comma belongs to the name only where "and" closes the list.
    let mut ahead = end;
    while word(ahead) == "," && plain(ahead + 1, run(ahead + 1)) {
        ahead = run(ahead + 1);
    }
    let comma = usize::from(word(ahead) == ",");
    if matches!(word(ahead + comma), "and" | "&") {
        let last = run(ahead + comma + 1);
        let person = pieces.get(last).is_some_and(|piece| piece.is_post());
        if plain(ahead + comma + 1, last) && !person {
            end = last;
        }
    }
    end
}

fn is_one_post(piece: &Piece) -> bool {
    piece.is_post() && !matches!(piece.sense, Sense::Role(_, true))
}

fn is_function(piece: &Piece) -> bool {
    matches!(piece.sense, Sense::Function(_))
}
