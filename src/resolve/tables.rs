//! What is known of the world before reading: countries, bodies, seats of power, posts and the
//! words that hold a sentence together, from the tables under `data/`.
//!
//! In: the tables, parsed once. Out: [`Tables::longest`], the longest entry that stands at a place
//! in the text, and what it means. An entry's capital letters must be capitals in the text, its
//! small letters may be either; so `WHO` is the organisation and `who` the pronoun. A table knows
//! nothing of context: `Washington` is the capital even where a Mr Washington speaks.

use crate::data::rows;
use crate::order::{self, falling};
use crate::report::Kind;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use std::sync::LazyLock;

/// The tables, parsed at first use.
pub static TABLES: LazyLock<Tables> = LazyLock::new(Tables::parse);

/// A state.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166 alpha-2.
    pub code: &'static str,
    /// The name as it stands after "Government of".
    pub name: &'static str,
    /// The first adjective, such as `Turkish`; the name where there is none.
    pub adjective: &'static str,
}

/// An organisation with a name of its own.
#[derive(Debug)]
pub struct Body {
    /// The name by which a reader knows it.
    pub name: &'static str,
    /// Whom it speaks for.
    pub kind: Kind,
    /// The country it belongs to; empty where it belongs to none.
    pub country: &'static str,
}

/// A public figure whom readers know by a post and a surname.
#[derive(Debug)]
pub struct Figure {
    /// The words of the full name.
    pub words: Vec<&'static str>,
    /// The posts that he or she is called by.
    pub posts: Vec<&'static str>,
    /// Whom he or she speaks for in most of the news.
    pub kind: Option<Kind>,
    /// The country.
    pub country: Option<usize>,
}

/// What a role noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Set before a name, no part of it: `Mr`, `Gen.`.
    Honorific,
    /// One person by post, trade or part in the story: `minister`, `resident`.
    Person,
    /// People without a name: `critics`, `authorities`.
    People,
    /// A text or a set of data: `report`, `figures`.
    Document,
    /// A body: `ministry`, `university`, `company`.
    Body,
    /// A place that can close the name of a body, and never opens one: `county`.
    Place,
    /// A country's rulers: `government`, `regime`.
    State,
    /// What a post or a ministry is for: `health`, `foreign affairs`.
    Field,
    /// The beginning of a clause that says what somebody does: `who runs`.
    Clause,
}

/// A post, title, group noun, kind of document or kind of body.
#[derive(Debug)]
pub struct Role {
    /// The noun in the singular.
    pub noun: &'static str,
    /// What it names.
    pub sort: Sort,
    /// Whom it speaks for, where no body says otherwise; none for a title that does not tell.
    pub kind: Option<Kind>,
    /// Whether it speaks for the body that it belongs to, where the text names one.
    pub serves: bool,
    /// `m`, `f` or empty.
    pub gender: &'static str,
    /// The country that it speaks for where the article does not say.
    pub country: &'static str,
}

/// What a word does that belongs to the grammar and not to any one story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// `the`, `some`, `two`.
    Determiner,
    /// `his`, `their`.
    Possessive,
    /// `he`, `we`, `others`.
    Pronoun,
    /// `of`, `for`.
    Preposition,
    /// `who`, `whose`.
    Relative,
    /// `and`, `or`.
    Conjunction,
    /// `if`, `because`.
    Subordinator,
    /// `is`, `would`.
    Auxiliary,
    /// `however`, `yesterday`.
    Adverb,
    /// `Monday`, `May`.
    Calendar,
    /// A small word inside names: `van`, `al`.
    Particle,
    /// `recent`, `unnamed`: an adjective that tells nothing of who somebody is.
    Loose,
    /// `western`, `foreign`: of more countries than one, or of another one. Such a word is no piece
    /// of its own, since it may open a name: see [`Tables::is_regional`].
    Regional,
}

/// In what form a country is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `Turkey`.
    Name,
    /// `Turkish`, `Turks`.
    Adjective,
    /// `Ankara`.
    Capital,
}

/// What an entry means; the numbers are indices into the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A seat of power that stands for a body or government, an index of [`Tables::bodies`].
    Seat(usize),
    /// A body, an index of [`Tables::bodies`].
    Body(usize),
    /// A country.
    Country(usize, Form),
    /// A place inside a country.
    Region(usize),
    /// A role noun; whether it stands in the plural.
    Role(usize, bool),
    /// A word of the grammar.
    Function(Class),
}

/// Everything the tables hold.
#[derive(Debug, Default)]
pub struct Tables {
    /// States, in the order of the table.
    pub countries: Vec<Country>,
    /// Organisations, and what the seats of power stand for.
    pub bodies: Vec<Body>,
    /// Role nouns.
    pub roles: Vec<Role>,
    /// Public figures.
    pub figures: Vec<Figure>,
    given_names: FxHashMap<&'static str, &'static str>,
    figures_by_surname: FxHashMap<String, Vec<usize>>,
    suffixes: Vec<(&'static str, usize)>,
    regional: Vec<&'static str>,
    by_code: FxHashMap<&'static str, usize>,
    entries: Entries,
}

impl Tables {
    fn parse() -> Self {
        let mut tables = Self::default();
        for [code, name, others, adjectives, capitals] in rows(crate::data::COUNTRIES) {
            let index = tables.countries.len();
            let adjective = list(adjectives).next().unwrap_or(name);
            tables.countries.push(Country { code, name, adjective });
            tables.by_code.insert(code, index);
            let names = [name.strip_prefix("the ").unwrap_or(name)].into_iter().chain(list(others));
            let forms = names
                .map(|n| (n, Form::Name))
                .chain(list(adjectives).map(|n| (n, Form::Adjective)))
                .chain(list(capitals).map(|n| (n, Form::Capital)));
            for (entry, form) in forms {
                tables.add(entry.to_owned(), Meaning::Country(index, form));
            }
        }
        for [code, name] in rows(include_str!("../../data/regions.tsv")) {
            if let Some(country) = tables.country(code) {
                tables.add(name.to_owned(), Meaning::Region(country));
            }
        }
        for [name, others, kind, country] in rows(include_str!("../../data/bodies.tsv")) {
            let Some(kind) = read(kind) else { continue };
            let index = tables.bodies.len();
            tables.bodies.push(Body { name, kind, country });
            for entry in [name].into_iter().chain(list(others)) {
                tables.add(entry.to_owned(), Meaning::Body(index));
            }
        }
        for [seat, name, kind, country] in rows(include_str!("../../data/seats.tsv")) {
            let Some(kind) = read(kind) else { continue };
            let known = tables.bodies.iter().position(|body| body.name == name);
            let index = known.unwrap_or_else(|| {
                tables.bodies.push(Body { name, kind, country });
                tables.bodies.len() - 1
            });
            tables.add(seat.to_owned(), Meaning::Seat(index));
        }
        for [noun, sort, kind, serves, gender, country] in rows(include_str!("../../data/roles.tsv")) {
            let Some(sort) = read(sort) else { continue };
            let index = tables.roles.len();
            if let Some(suffix) = noun.strip_prefix('-') {
                tables.suffixes.push((suffix, index));
            }
            tables.roles.push(Role {
                noun,
                sort,
                kind: read(kind),
                serves: serves == "yes",
                gender,
                country,
            });
            tables.add(noun.to_owned(), Meaning::Role(index, false));
            if !matches!(sort, Sort::Honorific | Sort::Field | Sort::Clause) {
                tables.add(plural(noun), Meaning::Role(index, true));
            }
        }
        tables.given_names = rows(include_str!("../../data/given_names.tsv"))
            .map(|[name, gender]: [&str; 2]| (name, gender))
            .collect();
        for [name, posts, kind, country] in rows(include_str!("../../data/figures.tsv")) {
            let words: Vec<&str> = name.split(' ').collect();
            let surname = words.last().map(|word| word.to_lowercase()).unwrap_or_default();
            tables.figures_by_surname.entry(surname).or_default().push(tables.figures.len());
            let (posts, country) = (list(posts).collect(), tables.country(country));
            tables.figures.push(Figure { words, posts, kind: read(kind), country });
        }
        for [word, class] in rows(include_str!("../../data/function_words.tsv")) {
            let Some(class) = read(class) else { continue };
            if class == Class::Regional {
                tables.regional.push(word);
                continue;
            }
            tables.add(word.to_owned(), Meaning::Function(class));
        }
        tables.entries.sort();
        tables
    }

    fn add(&mut self, entry: String, meaning: Meaning) {
        self.entries.add(entry, meaning);
    }

    /// The country with an ISO 3166 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The role of a noun.
    pub fn role(&self, noun: &str) -> Option<usize> {
        self.roles.iter().position(|role| role.noun == noun)
    }

    /// `m` or `f` for a given name that is mostly one of them; empty for all others.
    pub fn gender_of_name(&self, given: &str) -> &'static str {
        self.given_names.get(given).copied().unwrap_or("")
    }

    fn figures_called(&self, surname: &str) -> &[usize] {
        self.figures_by_surname.get(&surname.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The public figure of that full name.
    pub fn figure(&self, words: &[&str]) -> Option<usize> {
        let [first, .., last] = words else { return None };
        let same = |figure: &&usize| self.figures[**figure].words[0] == *first;
        self.figures_called(last).iter().find(same).copied()
    }

    /// The public figure whom a surname and a post mean.
    pub fn figure_with_post(&self, surname: &str, post: &str) -> Option<usize> {
        let holds =
            |figure: &&usize| self.figures[**figure].posts.iter().any(|held| held.eq_ignore_ascii_case(post));
        self.figures_called(surname).iter().find(holds).copied()
    }

    /// The only public figure of that surname whom readers know without a title, as they do not know
    /// most senators.
    pub fn only_figure(&self, surname: &str) -> Option<usize> {
        let known = |figure: &&usize| {
            self.figures[**figure].posts.iter().any(|post| !matches!(*post, "senator" | "Sen."))
        };
        let mut figures = self.figures_called(surname).iter().filter(known);
        figures.next().copied().filter(|_| figures.next().is_none())
    }

    /// Whether a word says that somebody belongs to no one country that is spoken of: `western`.
    pub fn is_regional(&self, word: &str) -> bool {
        self.regional.iter().any(|regional| word.eq_ignore_ascii_case(regional))
    }

    /// The field that a ministry is for, in full: "foreign affairs" for "foreign".
    pub fn whole_field<'w>(&'w self, field: &'w str) -> &'w str {
        let longer = |role: &&Role| {
            let rest = role.noun.strip_prefix(field).and_then(|rest| rest.strip_prefix(' '));
            role.sort == Sort::Field && rest.is_some()
        };
        self.roles.iter().find(longer).map_or(field, |role| role.noun)
    }

    /// The role that a word has by its ending, such as `oceanographer`; whether it is a plural.
    pub fn by_ending(&self, word: &str) -> Option<(usize, bool)> {
        let (stem, plural) = match word.strip_suffix('s') {
            Some(stem) => (stem, true),
            None => (word, false),
        };
        self.suffixes.iter().find(|(suffix, _)| stem.ends_with(suffix)).map(|(_, role)| (*role, plural))
    }

    /// The longest entry that `text` begins with, as its length in bytes and its meaning. Where
    /// `ends` refuses a length, the next shorter entry is tried.
    pub fn longest(&self, text: &str, mut ends: impl FnMut(usize) -> bool) -> Option<(usize, Meaning)> {
        self.entries.longest(text, 0, &mut ends)
    }
}

/// What stands in a table by the first word of it, the longest first.
#[derive(Clone, Debug, Default)]
pub struct Entries(FxHashMap<String, Vec<(String, Meaning)>>);

impl Entries {
    /// Adds an entry.
    pub fn add(&mut self, entry: String, meaning: Meaning) {
        if let Some(key) = first_word(&entry) {
            self.0.entry(key).or_default().push((entry, meaning));
        }
    }

    /// Puts them in order, after the last is added.
    pub fn sort(&mut self) {
        for entries in self.0.values_mut() {
            order::by_numbers(entries, |(entry, meaning)| (falling(entry.len()), rank(*meaning).into()));
        }
    }

    /// The longest that `text` begins with and that is longer than `least`, as its length in bytes and
    /// its meaning. Where `ends` refuses a length, the next shorter one is tried.
    pub fn longest(
        &self,
        text: &str,
        least: usize,
        ends: &mut dyn FnMut(usize) -> bool,
    ) -> Option<(usize, Meaning)> {
        let entries = self.0.get(&first_word(text)?)?;
        entries.iter().take_while(|(entry, _)| entry.len() > least).find_map(|(entry, meaning)| {
            let length = begins(text, entry)?;
            ends(length).then_some((length, *meaning))
        })
    }
}

fn list(field: &'static str) -> impl Iterator<Item = &'static str> {
    field.split('|').filter(|item| !item.is_empty())
}

pub(super) fn read<T: for<'d> Deserialize<'d>>(field: &str) -> Option<T> {
    let field: StrDeserializer<Error> = field.into_deserializer();
    T::deserialize(field).ok()
}

/// Which of two entries of one length counts.
fn rank(meaning: Meaning) -> u8 {
    match meaning {
        Meaning::Seat(_) => 0,
        Meaning::Body(_) => 1,
        Meaning::Country(..) => 2,
        Meaning::Region(_) => 3,
        Meaning::Role(_, plural) => 4 + u8::from(plural),
        Meaning::Function(_) => 6,
    }
}

/// The letters and digits that a text begins with, in lower case.
fn first_word(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_lowercase())
}

/// The length of `entry` at the beginning of `text`, if it stands there as whole words.
fn begins(text: &str, entry: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in entry.chars() {
        let found = rest.next()?;
        let same = found == wanted
            || (found == '’' && wanted == '\'')
            || (found.is_whitespace() && wanted == ' ')
            || (wanted.is_lowercase() && found.to_lowercase().eq([wanted]));
        if !same {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then(|| text.len() - rest.len())
}

/// The plural of a noun, or of the first noun of "chief of staff".
pub fn plural(noun: &str) -> String {
    for preposition in [" of ", " in ", " at "] {
        if let Some((head, rest)) = noun.split_once(preposition) {
            return format!("{}{preposition}{rest}", plural(head));
        }
    }
    if let Some(stem) = noun.strip_suffix("man") {
        return format!("{stem}men");
    }
    if noun == "child" || noun.ends_with(" child") {
        return format!("{noun}ren");
    }
    let consonant_y = noun.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end));
    match noun {
        _ if consonant_y => format!("{}ies", &noun[..noun.len() - 1]),
        _ if noun.ends_with("sis") => format!("{}es", &noun[..noun.len() - 2]),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        _ => format!("{noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(text: &str) -> Option<(usize, Meaning)> {
        TABLES.longest(text, |_| true)
    }

    #[test]
    fn every_row_is_read() {
        let lines = |table: &str| table.lines().count() - 1;
        assert_eq!(TABLES.countries.len(), lines(include_str!("../../data/countries.tsv")));
        assert_eq!(TABLES.roles.len(), lines(include_str!("../../data/roles.tsv")));
        assert!(TABLES.bodies.len() >= lines(include_str!("../../data/bodies.tsv")));
        let regions = include_str!("../../data/regions.tsv");
        assert!(rows(regions).all(|[code, _]| TABLES.country(code).is_some()));
        assert_eq!(rows::<2>(regions).count(), lines(regions));
    }

    #[test]
    fn every_country_of_a_body_is_in_the_table() {
        for body in &TABLES.bodies {
            assert!(body.country.is_empty() || TABLES.country(body.country).is_some(), "{}", body.name);
        }
    }

    #[test]
    fn no_noun_stands_twice() {
        let mut nouns: Vec<&str> = TABLES.roles.iter().map(|role| role.noun).collect();
        nouns.sort();
        let count = nouns.len();
        nouns.dedup();
        assert_eq!(nouns.len(), count);
    }

    #[test]
    fn the_longest_entry_counts() {
        let (length, found) = meaning("South Sudanese government").unwrap();
        assert_eq!(&"South Sudanese government"[..length], "South Sudanese");
        assert!(
            matches!(found, Meaning::Country(index, Form::Adjective) if TABLES.countries[index].code == "SS")
        );
    }

    #[test]
    fn capitals_tell_a_body_from_a_pronoun() {
        assert!(matches!(meaning("WHO said"), Some((3, Meaning::Body(_)))));
        assert_eq!(meaning("who said"), Some((3, Meaning::Function(Class::Relative))));
    }

    #[test]
    fn plurals() {
        let cases = [
            ("agency", "agencies"),
            ("spokesman", "spokesmen"),
            ("chief of staff", "chiefs of staff"),
            ("coach", "coaches"),
            ("attorney", "attorneys"),
            ("analysis", "analyses"),
        ];
        for (one, many) in cases {
            assert_eq!(plural(one), many);
        }
    }
}
