//! From tokens to pieces: names, posts, countries, bodies, and the small words between them.
//!
//! In: tokens and sentences. Out: [`Pieces`], every token once, in order, each run of tokens that
//! stands in the tables as one piece, each capitalised word that does not as a [`Sense::Name`].
//! Names of bodies that no table holds are put together here from their own words: `Kenyatta
//! National Hospital`, `Ministry of Health`. A word with a capital at the beginning of a sentence
//! is held for a name unless it also stands in small letters somewhere or its part of speech says
//! otherwise, which goes wrong for nouns that occur once.

use super::tables::{Class, Form, Meaning, Sort, TABLES};
use crate::document::{Document, TokenRange, Upos};
use rustc_hash::FxHashSet;

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
    /// The name of a body put together from its words; the role is the noun at its head.
    Compound(usize),
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
pub struct Pieces {
    /// Every piece, in order.
    pub all: Vec<Piece>,
    /// The piece that each token belongs to.
    of_token: Vec<usize>,
    /// For each sentence, its pieces.
    pub sentences: Vec<std::ops::Range<usize>>,
    /// For each sentence, whether nearly every word in it has a capital, so that capitals tell
    /// nothing.
    pub heading: Vec<bool>,
}

impl Pieces {
    /// The pieces of a document.
    pub fn of(document: &Document) -> Self {
        let mut pieces = Self { of_token: vec![0; document.tokens.len()], ..Self::default() };
        let small = words_in_small_letters(document);
        for sentence in &document.sentences {
            let heading = is_heading(document, &sentence.tokens);
            let mut found = single(document, &sentence.tokens, &small);
            join_hyphens(document, &mut found);
            let found = if heading { found } else { compounds(document, found) };
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

    /// The pieces that share a token with a range.
    pub fn within(&self, tokens: &TokenRange) -> std::ops::Range<usize> {
        if tokens.is_empty() {
            return 0..0;
        }
        self.of_token[tokens.start]..self.of_token[tokens.end - 1] + 1
    }
}

/// The words that the article has in small letters.
fn words_in_small_letters<'t>(document: &Document<'t>) -> FxHashSet<&'t str> {
    (0..document.tokens.len())
        .map(|token| document.word(token))
        .filter(|word| word.starts_with(char::is_lowercase))
        .collect()
}

/// Whether capitals tell nothing in a sentence: it has no small words but those of the grammar.
fn is_heading(document: &Document, tokens: &TokenRange) -> bool {
    let words = tokens.clone().map(|t| document.word(t)).filter(|w| w.starts_with(char::is_alphabetic));
    let long = words.filter(|w| w.chars().count() > 3);
    let (mut capital, mut all) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    let ends = document.word(tokens.end - 1);
    all >= 4 && capital * 10 >= all * 8 && !ends.ends_with(['.', '"', '”', '?', '!'])
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

fn single(document: &Document, tokens: &TokenRange, small: &FxHashSet<&str>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let end = document.tokens[tokens.end - 1].span.end;
    let mut initial = true;
    let mut token = tokens.start;
    while token < tokens.end {
        let start = document.tokens[token].span.start;
        let text = &document.text[start..end];
        let mut last = token;
        let found = TABLES.longest(text, |length| {
            last = token;
            while last + 1 < tokens.end && document.tokens[last].span.end < start + length {
                last += 1;
            }
            document.tokens[last].span.end == start + length
        });
        let word = document.word(token);
        let capital = is_capital(word);
        let piece = match found {
            Some((_, meaning)) => {
                let sense = match meaning {
                    Meaning::Seat(body) | Meaning::Body(body) => Sense::Body(body),
                    Meaning::Country(country, form) => Sense::Country(country, form),
                    Meaning::Region(country) => Sense::Region(country),
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
                let common =
                    initial && capital && (is_common(upos) || small.contains(word.to_lowercase().as_str()));
                Piece { tokens: token..token + 1, sense: sense_of(word, capital && !common), capital }
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
                _ if left.capital && right.capital => Sense::Name,
                _ => Sense::Word,
            };
        }
    }
    *pieces = joined;
}

/// Puts names of bodies together around a noun such as `Hospital` with a capital.
fn compounds(document: &Document, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut next = 0;
    for index in 0..pieces.len() {
        if index < next || !(pieces[index].capital && pieces[index].is_role(Sort::Body)) {
            continue;
        }
        let (range, noun) = compound(document, &pieces, index, next);
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

/// The pieces of the name around the noun at `index`, none before `floor`, and the role of its
/// head.
fn compound(
    document: &Document,
    pieces: &[Piece],
    index: usize,
    floor: usize,
) -> (std::ops::Range<usize>, usize) {
    let word = |piece: &Piece| document.text_of(&piece.tokens);
    let part = |piece: &Piece| {
        piece.capital
            && (piece.is_named()
                || piece.is_role(Sort::Body)
                || piece.is_role(Sort::Document)
                || piece.is_role(Sort::People)
                || piece.is_role(Sort::State))
    };
    // To the left over capitals, over `&`, and over the genitive of `King's College`.
    let mut start = index;
    loop {
        if start > floor && part(&pieces[start - 1]) {
            start -= 1;
        } else if start > floor + 1 && word(&pieces[start - 1]) == "&" && part(&pieces[start - 2]) {
            start -= 2;
        } else if start > floor + 1
            && pieces[start - 1].sense == Sense::Genitive
            && matches!(pieces[start - 2].sense, Sense::Role(..))
            && pieces[start - 2].capital
        {
            start -= 2;
        } else {
            break;
        }
    }
    // To the right over capitals, as long as another such noun closes them.
    let mut end = index + 1;
    let mut ahead = end;
    while ahead < pieces.len() && part(&pieces[ahead]) {
        ahead += 1;
        if pieces[ahead - 1].is_role(Sort::Body) {
            end = ahead;
        }
    }
    let head = end - 1;
    // On through `of Health and Welfare`.
    loop {
        let mut from = end;
        if from >= pieces.len()
            || !matches!(word(&pieces[from]), "of" | "for" | "on" | "to" | "de" | "du" | "di")
        {
            break;
        }
        from += 1;
        if from < pieces.len() && word(&pieces[from]) == "the" {
            from += 1;
        }
        let reach = listed(document, pieces, from);
        if reach == from {
            break;
        }
        end = reach;
    }
    let noun = match pieces[head].sense {
        Sense::Role(role, _) => role,
        _ => 0,
    };
    (start..end, noun)
}

/// The end of `Environment, Food and Rural Affairs` from `start`; `start` if nothing is there.
fn listed(document: &Document, pieces: &[Piece], start: usize) -> usize {
    let run = |from: usize| {
        let mut end = from;
        while end < pieces.len()
            && pieces[end].capital
            && !pieces[end].is_post()
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

fn is_function(piece: &Piece) -> bool {
    matches!(piece.sense, Sense::Function(_))
}
