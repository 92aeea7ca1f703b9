//! Everybody whom the article names, whether they speak or not.
//!
//! In: the pieces. Out: [`Cast`], the people, the bodies and the countries of the article, each
//! with every place that names it, so that `Kyl` is known by the full name that stands elsewhere
//! and `OCHA` by the long form before or after it. Two people of one surname stay apart when their
//! given names differ; a surname alone is then the one that is named most. A run of two
//! capitalised words is held for a person until something says otherwise, so a body without a
//! telling word in its name is taken for one.

use super::description::ministry_name;
use super::known;
use super::piece::{Piece, Pieces, Sense, is_acronym};
use super::side::Affiliation;
use super::source::{most, named_countries};
use super::tables::{Class, Form, Meaning, Sort, TABLES};
use super::title::{apposition, before, is_title};
use crate::document::{Document, TokenRange};
use crate::report::Kind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// How many people of one name are told apart.
const NAMESAKES: usize = 64;

/// How many titles and appositions of one person are kept.
const FACTS: usize = 24;

/// How many words a person's name can have.
const WORDS: usize = 8;

/// Somebody who can speak; the numbers are indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Of [`Cast::people`].
    Person(usize),
    /// Of [`Cast::bodies`].
    Body(usize),
    /// The government of a country, of [`super::tables::Tables::countries`].
    Country(usize),
    /// Of the groups and texts without a name that the driver keeps.
    Group(usize),
}

/// What pronoun takes a person up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gender {
    /// Not known.
    #[default]
    Unknown,
    /// He.
    Male,
    /// She.
    Female,
}

impl Gender {
    /// As the tables write it.
    pub fn of(mark: &str) -> Self {
        match mark {
            "m" => Self::Male,
            "f" => Self::Female,
            _ => Self::Unknown,
        }
    }

    /// Whether one person can have both.
    pub fn agrees(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// A person.
#[derive(Debug)]
pub struct Person<'t> {
    /// The words of the fullest form.
    pub words: Vec<&'t str>,
    /// He or she.
    pub gender: Gender,
    /// What the article says she is, in order of appearance.
    pub facts: Vec<Affiliation>,
    /// The piece of the age that stands after her name, as with people on the street: "Ana Lopez, 39, …".
    pub age: Option<usize>,
    /// The public figure that it is, of [`super::tables::Tables::figures`].
    pub figure: Option<usize>,
    /// What she is known for beyond the tables.
    known: Option<known::Person>,
    /// The first place that names her in more than one word, a token.
    first: Option<usize>,
    /// How many places do.
    full: usize,
    /// Whether a title, an apposition or a surname alone shows that it is a person.
    pub sure: bool,
}

impl Person<'_> {
    /// What readers know her for without being told.
    pub fn known_for(&self) -> Option<known::Person> {
        let figure = self.figure.map(|figure| &TABLES.figures[figure]);
        figure.map(|figure| known::Person { kind: figure.kind, country: figure.country }).or(self.known)
    }

    /// Whether some place names her in more than one word.
    pub fn is_named_in_full(&self) -> bool {
        self.full > 0
    }
}

/// A body.
#[derive(Debug)]
pub struct Organisation {
    /// The name.
    pub name: String,
    /// Whom it speaks for.
    pub kind: Option<Kind>,
    /// Its country.
    pub country: Option<usize>,
    /// Whether it is known that it belongs to no one country.
    pub stateless: bool,
    /// The roles of the nouns by which it is taken up: `agency`, `company`.
    pub nouns: Vec<usize>,
    /// Whether the tables know it.
    pub is_tabled: bool,
}

impl Organisation {
    fn called(&mut self, noun: Option<usize>) {
        if noun.is_some_and(|noun| !self.nouns.contains(&noun)) {
            self.nouns.extend(noun);
        }
    }
}

/// A place that names somebody.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its tokens, without titles.
    pub tokens: TokenRange,
    /// Who it is.
    pub who: Who,
}

/// A run of capitalised words that no table knows.
#[derive(Clone, Debug)]
struct Run {
    pieces: Range<usize>,
    titled: bool,
    apposed: bool,
}

/// Everybody whom the article names.
#[derive(Debug, Default)]
pub struct Cast<'t> {
    /// People.
    pub people: Vec<Person<'t>>,
    /// Bodies.
    pub bodies: Vec<Organisation>,
    /// All places that name anybody, in order.
    pub mentions: Vec<Mention>,
    of_piece: Vec<Option<Who>>,
    /// The countries that the article names.
    countries: FxHashSet<usize>,
    /// The one that it names most.
    dominant: Option<usize>,
    by_word: FxHashMap<String, Vec<usize>>,
    by_name: FxHashMap<String, usize>,
    by_table: FxHashMap<usize, usize>,
    by_acronym: FxHashMap<String, usize>,
    by_first: FxHashMap<String, usize>,
}

impl<'t> Cast<'t> {
    /// Reads a whole article. `speaking` are the pieces of names that speak, with what the words
    /// around them say.
    pub fn of(document: &Document<'t>, pieces: &Pieces, speaking: &[Speaking]) -> Self {
        let mut cast = Self { of_piece: vec![None; pieces.all.len()], ..Self::default() };
        let named = named_countries(pieces);
        cast.dominant = most(&named);
        cast.countries = named.into_iter().map(|(country, _)| country).collect();
        cast.known_bodies(document, pieces);
        let runs = runs(document, pieces);
        cast.full_names(document, pieces, &runs);
        cast.speakers(document, pieces, speaking);
        cast.acronyms(document, pieces);
        cast.short_names(document, pieces, &runs);
        cast.lone_speakers(document, pieces, speaking);
        cast.collect(pieces);
        for speaker in speaking {
            cast.facts_of(document, pieces, speaker);
        }
        cast.facts(document, pieces);
        cast
    }

    /// Whether the article names a country.
    pub fn names_country(&self, country: usize) -> bool {
        self.countries.contains(&country)
    }

    /// The fullest form of a person's name; "Mr. Clooney" where a woman of that surname is in the article.
    pub fn name_of_person(&self, person: usize) -> String {
        let Person { words, gender, .. } = &self.people[person];
        let [surname] = words[..] else { return words.join(" ") };
        let mut namesakes = self.by_word.get(&surname.to_lowercase()).into_iter().flatten();
        let other = |other: &usize| !self.people[*other].gender.agrees(*gender);
        match gender {
            Gender::Male if namesakes.any(other) => format!("Mr. {surname}"),
            Gender::Female if namesakes.any(other) => format!("Ms. {surname}"),
            _ => surname.to_owned(),
        }
    }

    /// Who a piece names.
    pub fn at(&self, piece: usize) -> Option<Who> {
        self.of_piece[piece]
    }

    fn mark(&mut self, pieces: &Range<usize>, who: Who) {
        self.of_piece[pieces.clone()].fill(Some(who));
    }

    /// Countries, bodies of the tables, and bodies whose own words tell what they are.
    fn known_bodies(&mut self, document: &Document<'t>, pieces: &Pieces) {
        for (index, piece) in pieces.all.iter().enumerate() {
            let who = match piece.sense {
                Sense::Country(country, Form::Name | Form::Capital) => Who::Country(country),
                Sense::Body(body) => Who::Body(self.tabled(pieces, body)),
                // "The Australian Government".
                Sense::Compound(Some(noun)) if TABLES.roles[noun].sort == Sort::State => {
                    match (inner(pieces, document.text_of(&piece.tokens)), piece.tokens.len()) {
                        (Inner { country: Some(country), body: None, region: false }, ..=4) => {
                            Who::Country(country)
                        }
                        _ => Who::Body(self.compound(pieces, document.text_of(&piece.tokens), Some(noun))),
                    }
                }
                Sense::Compound(noun) => {
                    Who::Body(self.compound(pieces, document.text_of(&piece.tokens), noun))
                }
                _ => continue,
            };
            self.mark(&(index..index + 1), who);
        }
    }

    /// A body that is known by its number: see [`Pieces::body`].
    fn tabled(&mut self, pieces: &Pieces, table: usize) -> usize {
        if let Some(known) = self.by_table.get(&table) {
            return *known;
        }
        let body = pieces.body(table);
        let country = body.country;
        self.bodies.push(Organisation {
            name: body.name.to_owned(),
            kind: Some(body.kind),
            country,
            stateless: country.is_none() && !matches!(body.kind, Kind::Party | Kind::Company),
            nouns: nouns(body.name),
            is_tabled: true,
        });
        self.by_table.insert(table, self.bodies.len() - 1);
        self.bodies.len() - 1
    }

    /// A body by its own words, the role the noun at its head.
    fn compound(&mut self, pieces: &Pieces, text: &str, noun: Option<usize>) -> usize {
        let inner = inner(pieces, text);
        let role = noun.and_then(|noun| TABLES.roles[noun].kind);
        let kind = inner.body.map_or(role, |body| Some(pieces.body(body).kind));
        let country = inner.country.or_else(|| pieces.body(inner.body?).country);
        let name = self.ministry_of(text, country).unwrap_or_else(|| name_of(text));
        let body = self.body(&name, kind, country, noun);
        self.bodies[body].stateless |= country.is_none() && kind == Some(Kind::InternationalOrganisation);
        body
    }

    /// The full name of a ministry: "Turkish Ministry of Defence" for "Defence Ministry" in an article
    /// about Turkey.
    fn ministry_of(&self, text: &str, country: Option<usize>) -> Option<String> {
        let country = country.or(self.dominant)?;
        let small = text.to_lowercase();
        let field = match small.split_once("ministry of ") {
            Some((before, field)) if before.split_whitespace().count() < 2 => {
                field.split(" of ").next().unwrap_or(field)
            }
            _ => {
                let before = small.strip_suffix(" ministry")?;
                let start = before.rfind(TABLES.countries[country].adjective.to_lowercase().as_str());
                start.map_or(before, |start| before[start..].split_once(' ').map_or("", |(_, field)| field))
            }
        };
        let field = field.trim();
        let known = TABLES.longest(field, |length| length == field.len());
        let known =
            matches!(known, Some((_, Meaning::Role(role, _))) if TABLES.roles[role].sort == Sort::Field);
        (known && !field.is_empty()).then(|| ministry_name(Some(country), field))
    }

    /// The body of that name, a new one if the article has not named it before.
    pub fn body(
        &mut self,
        name: &str,
        kind: Option<Kind>,
        country: Option<usize>,
        noun: Option<usize>,
    ) -> usize {
        let key = key(name);
        let index = *self.by_name.entry(key).or_insert_with(|| {
            self.bodies.push(Organisation {
                name: name.to_owned(),
                kind: None,
                country: None,
                stateless: false,
                nouns: Vec::new(),
                is_tabled: false,
            });
            self.bodies.len() - 1
        });
        let body = &mut self.bodies[index];
        body.kind = body.kind.or(kind);
        body.country = body.country.or(country);
        body.called(noun);
        if let Some(first) = name.split_whitespace().next().filter(|first| first.len() < name.len()) {
            self.by_first.entry(first.to_lowercase()).or_insert(index);
        }
        index
    }

    /// People by the runs of two and more words.
    fn full_names(&mut self, document: &Document<'t>, pieces: &Pieces, runs: &[Run]) {
        for run in runs {
            let words = words(document, pieces, &run.pieces);
            if words.len() < 2 || words.len() > WORDS || looks_like_body(&words) || is_particle_word(words[0])
            {
                continue;
            }
            if let Some(body) = self.begun_by(&words) {
                self.mark(&run.pieces, Who::Body(body));
                continue;
            }
            if !run.titled && has_article(document, pieces, &run.pieces) {
                let name = name_of(document.text_of(&tokens(pieces, &run.pieces)));
                let body = self.body(&name, None, None, None);
                self.mark(&run.pieces, Who::Body(body));
                continue;
            }
            let titled = title_gender(document, pieces, run.pieces.start);
            let person = self.person(&words, pieces.all[run.pieces.start].tokens.start, titled);
            let entry = &mut self.people[person];
            entry.known = entry.known.or(pieces.person(&words));
            entry.sure |= run.titled || run.apposed || entry.known_for().is_some();
            // A title tells more than a given name.
            if titled != Gender::Unknown {
                entry.gender = titled;
            }
            self.mark(&run.pieces, Who::Person(person));
        }
    }

    /// The body whose name begins with those words: `Kotak Mahindra` for `Kotak Mahindra Bank`.
    fn begun_by(&self, words: &[&str]) -> Option<usize> {
        let body = *self.by_first.get(&words[0].to_lowercase())?;
        let name: Vec<&str> = self.bodies[body].name.split_whitespace().collect();
        (name.len() > words.len() && name[..words.len()] == *words).then_some(body)
    }

    /// The person of that full name, a new one where none of the article's can be meant.
    fn person(&mut self, words: &[&'t str], token: usize, gender: Gender) -> usize {
        let last = words[words.len() - 1].to_lowercase();
        let same = self.by_word.get(&last).and_then(|known| {
            known.iter().copied().find(|person| {
                let person = &self.people[*person];
                let apart = words.len() == 1 && !person.gender.agrees(gender);
                !apart && same_person(&person.words, words)
            })
        });
        let person = same.unwrap_or_else(|| {
            self.people.push(Person {
                words: words.to_vec(),
                gender: if words.len() > 1 {
                    Gender::of(TABLES.gender_of_name(words[0]))
                } else {
                    Gender::Unknown
                },
                facts: Vec::new(),
                age: None,
                figure: TABLES.figure(words),
                known: None,
                first: None,
                full: 0,
                sure: false,
            });
            self.people.len() - 1
        });
        let entry = &mut self.people[person];
        let shouted =
            entry.words.iter().all(|word| is_acronym(word)) && words.iter().any(|word| !is_acronym(word));
        if words.len() > entry.words.len() || words.len() == entry.words.len() && shouted {
            entry.words = words.to_vec();
        }
        if words.len() > 1 {
            entry.first = entry.first.or(Some(token));
            entry.full += 1;
        }
        for word in words {
            let known = self.by_word.entry(word.to_lowercase()).or_default();
            if known.len() < NAMESAKES && !known.contains(&person) {
                known.push(person);
            }
        }
        person
    }

    /// Names that speak and are not known yet: a person or a body, as the words around them say.
    fn speakers(&mut self, document: &Document<'t>, pieces: &Pieces, speaking: &[Speaking]) {
        for speaker in speaking {
            let words = words(document, pieces, &speaker.pieces);
            let known = self.of_piece[speaker.pieces.end - 1];
            if words.is_empty() || matches!(known, Some(Who::Body(_) | Who::Country(_))) {
                continue;
            }
            let token = pieces.all[speaker.pieces.start].tokens.start;
            if let Some(noun) = speaker.noun {
                let text = name_of(document.text_of(&tokens(pieces, &speaker.pieces)));
                let body = self.body(&text, TABLES.roles[noun].kind, None, Some(noun));
                self.mark(&speaker.pieces, Who::Body(body));
                if let [word] = words[..] {
                    self.by_first.insert(word.to_lowercase(), body);
                }
            } else if (2..=WORDS).contains(&words.len())
                && known.is_none()
                && !looks_like_body(&words)
                && !is_particle_word(words[0])
            {
                let person = self.person(&words, token, Gender::Unknown);
                let entry = &mut self.people[person];
                entry.known = entry.known.or(pieces.person(&words));
                self.mark(&speaker.pieces, Who::Person(person));
            }
        }
    }

    /// `World Health Organization (WHO)` and `WHO (World Health Organization)`, and the initials
    /// of every long name.
    fn acronyms(&mut self, document: &Document<'t>, pieces: &Pieces) {
        for index in 0..pieces.all.len() {
            let Some(Who::Body(body)) = self.of_piece[index] else { continue };
            let next = |offset: usize| pieces.all.get(index + offset);
            let text = |piece: &Piece| document.text_of(&piece.tokens);
            if let (Some(open), Some(inside), Some(close)) = (next(1), next(2), next(3)) {
                let named = open.sense == Sense::Open && close.sense == Sense::Close;
                if named && inside.sense == Sense::Name && is_acronym(text(inside)) {
                    self.by_acronym.insert(text(inside).to_owned(), body);
                }
            }
            let initials = initials(&self.bodies[body].name);
            if initials.len() > 2 {
                self.by_acronym.entry(initials).or_insert(body);
            }
        }
    }

    /// Single names: a surname, an acronym, the first word of a body's name.
    fn short_names(&mut self, document: &Document<'t>, pieces: &Pieces, runs: &[Run]) {
        for run in runs {
            if self.of_piece[run.pieces.start].is_some() {
                continue;
            }
            let words = words(document, pieces, &run.pieces);
            let token = pieces.all[run.pieces.start].tokens.start;
            let gender = title_gender(document, pieces, run.pieces.start);
            if let Some(person) = self.by_surname(&words, token, gender) {
                let entry = &mut self.people[person];
                entry.sure = true;
                // "Ms. Clooney" keeps "Mr. Clooney" from being her.
                entry.gender = if entry.gender == Gender::Unknown { gender } else { entry.gender };
                self.mark(&run.pieces, Who::Person(person));
            } else if let Some(body) = self.short_body(&words, run.titled) {
                self.mark(&run.pieces, Who::Body(body));
            } else if (run.titled && words.len() == 1 || is_particle_word(words[0])) && !is_acronym(words[0])
            {
                let figure = titled_figure(document, pieces, run.pieces.start, words[0]);
                let person = self.known_person(&words, token, gender, figure);
                let entry = &mut self.people[person];
                entry.sure = true;
                entry.gender = if gender == Gender::Unknown { entry.gender } else { gender };
                self.mark(&run.pieces, Who::Person(person));
            }
        }
    }

    /// The person whom a name of one word means: the public figure, if that is known.
    fn known_person(
        &mut self,
        words: &[&'t str],
        token: usize,
        gender: Gender,
        figure: Option<usize>,
    ) -> usize {
        let person = self.person(words, token, gender);
        if let Some(figure) = figure {
            self.people[person].words = TABLES.figures[figure].words.clone();
            self.people[person].gender = Gender::of(TABLES.gender_of_name(self.people[person].words[0]));
            self.people[person].figure = Some(figure);
        }
        person
    }

    /// Names of one word that speak and that nothing else is known of: people, unless they are
    /// written like a body. Companies are mostly in the tables.
    fn lone_speakers(&mut self, document: &Document<'t>, pieces: &Pieces, speaking: &[Speaking]) {
        for speaker in speaking {
            let last = speaker.pieces.end - 1;
            let words = words(document, pieces, &speaker.pieces);
            let [word] = words[..] else { continue };
            if self.of_piece[last].is_some() || pieces.all[last].sense != Sense::Name {
                continue;
            }
            let article = last > 0 && pieces.all[last - 1].is(Class::Determiner);
            let inner_capital = word.chars().skip(1).any(char::is_uppercase)
                && !word.starts_with("Mc")
                && !word.contains(['-', '\'', '’']);
            let titled = last > 0 && is_title(pieces, last - 1) && last > speaker.span.start;
            let token = pieces.all[last].tokens.start;
            if let Some(person) = self.by_surname(&words, token, Gender::Unknown) {
                self.mark(&speaker.pieces, Who::Person(person));
            } else if titled
                || !article
                    && !inner_capital
                    && !word.contains(['.', '&'])
                    && !word.contains(|c: char| c.is_ascii_digit())
            {
                let titled = titled_figure(document, pieces, last, word);
                let figure = titled.or(TABLES.only_figure(word).filter(|figure| {
                    let country = TABLES.figures[*figure].country;
                    country.is_some_and(|country| self.countries.contains(&country))
                }));
                let person = self.known_person(&words, token, Gender::Unknown, figure);
                self.mark(&speaker.pieces, Who::Person(person));
            }
        }
    }

    fn short_body(&self, words: &[&str], titled: bool) -> Option<usize> {
        let [word] = words else { return self.by_name.get(&key(&words.join(" "))).copied() };
        if titled {
            return None;
        }
        let acronym = is_acronym(word).then(|| self.by_acronym.get(*word)).flatten();
        acronym
            .or_else(|| self.by_name.get(&key(word)))
            .or_else(|| self.by_first.get(&word.to_lowercase()))
            .copied()
    }

    /// The person whom a short form names: one that has all its words, by surname rather than by
    /// given name, introduced before that token rather than after it, and of several the one that
    /// the article names most.
    pub fn by_surname(&self, words: &[&str], token: usize, gender: Gender) -> Option<usize> {
        let last = words.last()?.to_lowercase();
        let fits = |person: &&usize| {
            let person = &self.people[**person];
            person.gender.agrees(gender) && is_part(&person.words, words)
        };
        let rank = |person: &usize| {
            let entry = &self.people[*person];
            let surname = entry.words.last().is_some_and(|word| word.to_lowercase() == last);
            let first = entry.first.unwrap_or(usize::MAX);
            (!surname, first > token, std::cmp::Reverse(entry.full), first)
        };
        self.by_word.get(&last)?.iter().filter(fits).min_by_key(|person| rank(person)).copied()
    }

    fn collect(&mut self, pieces: &Pieces) {
        let mut index = 0;
        while index < pieces.all.len() {
            let start = index;
            index += 1;
            let Some(who) = self.of_piece[start] else { continue };
            let whole = matches!(pieces.all[start].sense, Sense::Name | Sense::Region(_));
            while whole && index < pieces.all.len() && self.of_piece[index] == Some(who) {
                index += 1;
            }
            self.mentions.push(Mention { tokens: tokens(pieces, &(start..index)), who });
        }
    }

    /// What a source says of whoever it names.
    fn facts_of(&mut self, document: &Document<'t>, pieces: &Pieces, speaker: &Speaking) {
        let Some(who) = self.of_piece[speaker.pieces.end - 1] else { return };
        let title = speaker.span.start..speaker.pieces.start;
        let apposition = speaker.pieces.end..speaker.span.end;
        for (range, title) in [(title, true), (apposition, false)] {
            if range.start >= range.end {
                continue;
            }
            self.fact(document, pieces, who, range, title, pieces.all[speaker.pieces.start].tokens.start);
        }
    }

    fn fact(
        &mut self,
        document: &Document<'t>,
        pieces: &Pieces,
        who: Who,
        range: Range<usize>,
        title: bool,
        token: usize,
    ) {
        let mut fact =
            Affiliation::read(document, pieces, range.clone(), title, |piece| self.of_piece[piece]);
        fact.at = token;
        match who {
            Who::Person(person) => {
                let person = &mut self.people[person];
                if person.gender == Gender::Unknown {
                    person.gender = gender_in(pieces, range);
                }
                if person.facts.len() < FACTS {
                    person.facts.push(fact);
                }
            }
            Who::Body(body) => {
                let Some(noun) = fact.generic else { return };
                let body = &mut self.bodies[body];
                body.kind = body.kind.or(TABLES.roles[noun].kind);
                body.called(Some(noun));
                if !body.stateless {
                    body.country = body.country.or(fact.country);
                }
            }
            Who::Country(_) | Who::Group(_) => {}
        }
    }

    /// What titles and appositions say of each person and body.
    fn facts(&mut self, document: &Document<'t>, pieces: &Pieces) {
        // The title of a list, and where its last name ends: "Sens. Ron Wyden (D-Ore.) and Gordon Smith".
        let mut list: Option<(Range<usize>, usize)> = None;
        for mention in self.mentions.clone() {
            let range = pieces.within(&mention.tokens);
            let title = before(document, pieces, range.start);
            let after = apposition(document, pieces, range.end);
            list = match list {
                _ if !title.is_empty() => {
                    is_plural(document, pieces, &title).then(|| (title.clone(), range.end))
                }
                Some((title, end)) if goes_on(document, pieces, end, range.start) => {
                    self.fact(document, pieces, mention.who, title.clone(), true, mention.tokens.start);
                    Some((title, range.end))
                }
                _ => None,
            };
            for (around, title) in [(title, true), (after, false)] {
                if !around.is_empty() {
                    self.fact(document, pieces, mention.who, around, title, mention.tokens.start);
                }
            }
            if let Who::Person(person) = mention.who {
                let person = &mut self.people[person];
                person.age = person.age.or_else(|| age_after(pieces, range.end));
            }
            if let Who::Person(person) = mention.who
                && sits_for_a_party(document, pieces, range.end)
                && self.people[person].facts.len() < FACTS
            {
                let noun = TABLES.role("legislator");
                let country = TABLES.country("US");
                let pieces = range.end..range.end + 1;
                let at = mention.tokens.start;
                self.people[person].facts.push(Affiliation {
                    at,
                    pieces,
                    noun,
                    country,
                    ..Affiliation::default()
                });
            }
        }
    }
}

/// Whether a title is one of several people: "Senators", "Reps.".
fn is_plural(document: &Document, pieces: &Pieces, title: &Range<usize>) -> bool {
    pieces.all[title.clone()].iter().any(|piece| match piece.sense {
        Sense::Role(_, plural) if plural => piece.is_role(Sort::Person),
        Sense::Role(..) => {
            let word = document.text_of(&piece.tokens).trim_end_matches('.').to_lowercase();
            piece.is_role(Sort::Honorific) && matches!(word.as_str(), "sens" | "reps" | "mssrs")
        }
        _ => false,
    })
}

/// Whether only a comma, "and" and what stands in brackets lie between two names of a list.
fn goes_on(document: &Document, pieces: &Pieces, end: usize, start: usize) -> bool {
    if start <= end || start - end > 9 {
        return false;
    }
    let mut depth = 0;
    pieces.all[end..start].iter().all(|piece| {
        match piece.sense {
            Sense::Open => depth += 1,
            Sense::Close => depth -= 1,
            Sense::Comma => {}
            Sense::Function(Class::Conjunction) => return document.text_of(&piece.tokens) == "and",
            _ => {
                return depth > 0
                    || is_party_and_state(document.text_of(&piece.tokens))
                    || piece.sense == Sense::Sign;
            }
        }
        true
    })
}

/// The piece of an age between commas or brackets after a name.
fn age_after(pieces: &Pieces, end: usize) -> Option<usize> {
    let at = |offset: usize| pieces.all.get(end + offset).map(|piece| piece.sense);
    let closed = matches!(at(2), Some(Sense::Comma | Sense::Close | Sense::Sign));
    let aged = matches!(at(0), Some(Sense::Comma | Sense::Open)) && at(1) == Some(Sense::Number);
    (aged && closed).then_some(end + 1)
}

/// Whether a party and a state stand after a name, as with members of the United States Congress:
/// "(R-Ariz.)", ", D-Conn.,".
fn sits_for_a_party(document: &Document, pieces: &Pieces, end: usize) -> bool {
    let [Some(mark), Some(piece)] = [pieces.all.get(end), pieces.all.get(end + 1)] else { return false };
    matches!(mark.sense, Sense::Open | Sense::Comma) && is_party_and_state(document.text_of(&piece.tokens))
}

fn is_party_and_state(word: &str) -> bool {
    let rest = ["R-", "D-", "I-", "R–", "D–"].iter().find_map(|party| word.strip_prefix(party));
    rest.is_some_and(|state| (1..8).contains(&state.len()) && state.starts_with(char::is_uppercase))
}

/// A name that speaks.
#[derive(Clone, Debug)]
pub struct Speaking {
    /// The pieces of the whole source.
    pub span: Range<usize>,
    /// Its pieces.
    pub pieces: Range<usize>,
    /// The noun before it that says which kind of body it is: "the union Unite".
    pub noun: Option<usize>,
}

/// The tokens of a range of pieces.
pub fn tokens(pieces: &Pieces, range: &Range<usize>) -> TokenRange {
    pieces.all[range.start].tokens.start..pieces.all[range.end - 1].tokens.end
}

/// The words of a run: its names without the quotation marks around a nickname and without what
/// stands between them.
pub fn words<'t>(document: &Document<'t>, pieces: &Pieces, range: &Range<usize>) -> Vec<&'t str> {
    let mut words = Vec::new();
    let mut quoted = false;
    for piece in &pieces.all[range.clone()] {
        if piece.sense == Sense::Quote {
            quoted = !quoted;
        } else if !quoted {
            words.push(document.text_of(&piece.tokens));
        }
    }
    words
}

/// A name as a reader would write it: one space between words, without "The" but for newspapers.
pub fn name_of(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn key(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(str::to_lowercase).filter(|word| !matches!(word.as_str(), "the" | "of" | "a"));
    words.collect::<Vec<_>>().join(" ")
}

/// The role nouns in the name of a body.
fn nouns(name: &str) -> Vec<usize> {
    let starts = name.char_indices().filter(|(at, _)| *at == 0 || name[..*at].ends_with(' '));
    let found =
        starts.filter_map(|(at, _)| match TABLES.longest(&name[at..], |length| length < name.len()) {
            Some((_, Meaning::Role(role, _))) => Some(role),
            _ => None,
        });
    found.collect()
}

fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

/// The country and the body that a name holds.
struct Inner {
    country: Option<usize>,
    body: Option<usize>,
    /// Whether it holds a place inside a country.
    region: bool,
}

fn inner(pieces: &Pieces, name: &str) -> Inner {
    let mut inner = Inner { country: None, body: None, region: false };
    let starts = name.char_indices().filter(|(at, _)| *at == 0 || name[..*at].ends_with(' '));
    for (at, _) in starts {
        match pieces.longest(&name[at..]) {
            Some(Meaning::Country(country, _)) => inner.country = inner.country.or(Some(country)),
            Some(Meaning::Region(country)) => {
                inner.country = inner.country.or(Some(country));
                inner.region = true;
            }
            Some(Meaning::Body(body)) => inner.body = inner.body.or(Some(body)),
            _ => {}
        }
    }
    inner
}

/// Whether a run of words names a body rather than a person: an acronym or a sign is in it.
fn looks_like_body(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let initials = word.contains('.') || word.chars().count() < 3;
        (is_acronym(word) && !initials)
            || word.contains('&')
            || word.starts_with(|c: char| c.is_ascii_digit())
    }) && words.iter().any(|word| word.chars().any(char::is_lowercase) || words.len() == 1)
}

/// Whether two full names can be one person's.
fn same_person(known: &[&str], words: &[&str]) -> bool {
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    let [first, .., last] = words else { return known.len() == 1 && same(known[0], words[0]) };
    let [known_first, .., known_last] = known else { return known.len() == 1 && same(known[0], last) };
    if !same(last, known_last) {
        return false;
    }
    let initial = |short: &str, long: &str| {
        let letters: String = short.chars().filter(|c| c.is_alphabetic()).collect();
        let short = letters.chars().count() == 1 || letters.chars().count() > 2;
        short && long.to_lowercase().starts_with(&letters.to_lowercase())
    };
    initial(first, known_first) || initial(known_first, first)
}

/// Whether all words of `short` stand in `full`, in that order.
fn is_part(full: &[&str], short: &[&str]) -> bool {
    let mut rest = full.iter();
    short.iter().all(|word| rest.any(|other| other.to_lowercase() == word.to_lowercase()))
}

/// The runs of capitalised words, with particles, initials and quoted nicknames inside them.
fn runs(document: &Document, pieces: &Pieces) -> Vec<Run> {
    let mut runs = Vec::new();
    for (sentence, heading) in pieces.sentences.iter().zip(&pieces.heading) {
        if *heading {
            continue;
        }
        let mut index = sentence.start;
        while index < sentence.end {
            let run = run_from(document, pieces, index, sentence.end);
            if run.is_empty() {
                index += 1;
                continue;
            }
            index = run.end;
            let run = without_body(document, pieces, run);
            let titled = run.start > sentence.start && is_title(pieces, run.start - 1);
            let apposed = !apposition(document, pieces, run.end).is_empty();
            runs.push(Run { pieces: run, titled, apposed });
        }
    }
    runs
}

/// A person's name without the body's that it stands right after: "the spokesman for Medecins Sans
/// Frontieres Pat Smith". A known given name begins the person's.
fn without_body(document: &Document, pieces: &Pieces, run: Range<usize>) -> Range<usize> {
    let given = |index: usize| !TABLES.gender_of_name(document.text_of(&pieces.all[index].tokens)).is_empty();
    let after = run.start.checked_sub(1).is_some_and(|before| {
        let piece = &pieces.all[before];
        let word = document.text_of(&piece.tokens);
        matches!(word, "of" | "for" | "at" | "and" | "on")
            || matches!(piece.sense, Sense::Dash | Sense::Country(..))
    });
    let post = (run.start.saturating_sub(9)..run.start).any(|index| is_title(pieces, index));
    let person = run.end.checked_sub(2).filter(|first| *first > run.start && given(*first));
    match person {
        Some(first) if after && post && !given(run.start) => first..run.end,
        _ => run,
    }
}

/// Whether a run stands as a body's name does and a person's does not: right after "the", at the end of
/// its phrase, with no given name at its head.
fn has_article(document: &Document, pieces: &Pieces, run: &Range<usize>) -> bool {
    let article = run
        .start
        .checked_sub(1)
        .is_some_and(|before| matches!(document.text_of(&pieces.all[before].tokens), "the" | "The"));
    let given = !TABLES.gender_of_name(document.text_of(&pieces.all[run.start].tokens)).is_empty();
    let goes_on = pieces.all.get(run.end).is_some_and(|next| {
        next.is_named() || matches!(next.sense, Sense::Role(..) | Sense::Word | Sense::Number | Sense::Dash)
    });
    article && !given && !goes_on
}

/// The run that begins at a piece.
fn run_from(document: &Document, pieces: &Pieces, start: usize, limit: usize) -> Range<usize> {
    let piece = |index: usize| (index < limit).then(|| &pieces.all[index]);
    let name = |index: usize| piece(index).is_some_and(|p| p.sense == Sense::Name);
    // A place or a body of one word may be a given name or surname: "Jordan Smith", "Michael Dell".
    let place = |index: usize| {
        piece(index).is_some_and(|p| {
            matches!(p.sense, Sense::Country(_, Form::Name | Form::Capital) | Sense::Region(_))
                && p.tokens.len() == 1
        })
    };
    let first = name(start)
        || (place(start) && name(start + 1) && !is_acronym(document.text_of(&pieces.all[start].tokens)));
    if !first {
        return start..start;
    }
    let mut end = start + 1;
    loop {
        if name(end) {
            end += 1;
            continue;
        }
        // Particles: "van der Laan", "Lula da Silva".
        let mut ahead = end;
        while ahead - end < 3 && piece(ahead).is_some_and(|p| is_particle(document, p)) {
            ahead += 1;
        }
        if ahead > end && name(ahead) {
            end = ahead + 1;
            continue;
        }
        // Nicknames in quotation marks.
        let quote = |index: usize| piece(index).is_some_and(|p| p.sense == Sense::Quote);
        if quote(end) && name(end + 1) && quote(end + 2) && piece(end + 3).is_some_and(Piece::is_named) {
            end += 4;
            continue;
        }
        break;
    }
    start..end
}

fn is_particle_word(word: &str) -> bool {
    let small = word.to_lowercase();
    small.len() < 4
        && matches!(TABLES.longest(&small, |_| true), Some((_, Meaning::Function(Class::Particle))))
}

fn is_particle(document: &Document, piece: &Piece) -> bool {
    piece.is(Class::Particle)
        && piece.tokens.len() == 1
        && document.word(piece.tokens.start).chars().count() < 5
}

/// The public figure whom a title and a surname mean: "President Bush".
fn titled_figure(document: &Document, pieces: &Pieces, start: usize, surname: &str) -> Option<usize> {
    let title = before(document, pieces, start);
    pieces.all[title].iter().rev().find_map(|piece| match piece.sense {
        Sense::Role(role, false) => TABLES.figure_with_post(surname, TABLES.roles[role].noun),
        _ => None,
    })
}

fn title_gender(document: &Document, pieces: &Pieces, start: usize) -> Gender {
    gender_in(pieces, before(document, pieces, start))
}

fn gender_in(pieces: &Pieces, range: Range<usize>) -> Gender {
    pieces.all[range]
        .iter()
        .filter_map(|piece| match piece.sense {
            Sense::Role(role, false) => Some(Gender::of(TABLES.roles[role].gender)),
            _ => None,
        })
        .find(|gender| *gender != Gender::Unknown)
        .unwrap_or_default()
}
