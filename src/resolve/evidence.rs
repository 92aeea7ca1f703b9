//! What speaks for a source's kind and country, as a list of features with names.
//!
//! In: the article with everybody in it. Out: for each source an [`Evidence`]: the features of its
//! kind, and for each country that comes into question, and for none, the features that speak for
//! it. `kinds.tsv` and `sides.tsv` hold what each feature weighs; see [`super::weigh`]. A feature
//! is a group and a word, such as `said professor` for a title or an apposition. Each list is as
//! long as a constant allows, so that a source that is named without end costs no more than others.

use super::cast::Who;
use super::discourse::Discourse;
use super::piece::{Sense, is_acronym};
use super::side::Affiliation;
use super::tables::{Sort, TABLES};
use crate::data::rows;
use crate::document::Document;
use crate::order::{self, falling};
use crate::report::{BlockKind, Kind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// How many titles and appositions of one source are read.
const FACTS: usize = 8;

/// How many words of each.
const WORDS: usize = 24;

/// How many of its attributions are read.
const CLAIMS: usize = 12;

/// How many countries come into question.
const COUNTRIES: usize = 12;

/// What speaks for the kind and for the country of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What speaks for its kind.
    pub kind: Vec<String>,
    /// Each country that comes into question, and none, with what speaks for it whatever the kind.
    pub countries: Vec<(Option<&'static str>, Vec<String>)>,
    /// The kind that the words around its name tell by themselves.
    pub rule: Option<Kind>,
    /// The country, or none, where the text says so outright.
    pub sure: Option<Option<&'static str>>,
    /// In what form the source stands; the features of countries are told apart by it.
    pub shape: &'static str,
}

/// What holds for the article as a whole.
pub(super) struct Setting {
    /// How often each country is named, the most frequent first.
    countries: Vec<(usize, usize)>,
    /// The first country of the article.
    first: Option<usize>,
    /// Those of the headline and the dateline.
    ahead: Vec<usize>,
    /// The country by whose spelling it is written.
    spelling: Option<usize>,
    /// The kinds that its posts, bodies and texts have, the most frequent first.
    kinds: Vec<Kind>,
}

/// Words that one country spells so.
static SPELLINGS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/spellings.tsv"));
    rows.map(|[word, country]: [&str; 2]| (word, country)).collect()
});

impl Setting {
    pub(super) fn of(discourse: &Discourse) -> Self {
        let document = discourse.document;
        let pieces = &discourse.pieces;
        let mut countries = super::source::named_countries(pieces);
        let first = countries.first().map(|(country, _)| *country);
        order::by_number(&mut countries, |(_, count)| falling(*count));
        let mut ahead = Vec::new();
        for block in document.blocks.iter().enumerate().take(4) {
            if !matches!(block.1.kind, BlockKind::Headline | BlockKind::Dateline) {
                continue;
            }
            for sentence in document.sentences.iter().enumerate().filter(|(_, s)| s.block == block.0) {
                for piece in &pieces.all[pieces.sentences[sentence.0].clone()] {
                    if let Sense::Country(country, _) | Sense::Region(country) = piece.sense {
                        ahead.push(country);
                    }
                }
            }
        }
        Self { countries, first, ahead, spelling: discourse.spelling, kinds: kinds(discourse) }
    }
}

/// By whose rules an article is spelt.
pub(super) fn spelling(document: &Document) -> Option<usize> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for token in 0..document.tokens.len() {
        let word = document.word(token);
        let Some(country) = SPELLINGS.get(word.to_lowercase().as_str()) else { continue };
        match counts.iter_mut().find(|(known, _)| known == country) {
            Some((_, count)) => *count += 1,
            None => counts.push((country, 1)),
        }
    }
    let (country, _) = counts.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    TABLES.country(country)
}

fn kinds(discourse: &Discourse) -> Vec<Kind> {
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    let pieces = &discourse.pieces;
    for piece in &pieces.all {
        let kind = match piece.sense {
            Sense::Role(role, _) => TABLES.roles[role].kind,
            Sense::Body(body) => Some(pieces.body(body).kind),
            Sense::Compound(Some(role)) => TABLES.roles[role].kind,
            _ => None,
        };
        let told = |kind: &Kind| !matches!(kind, Kind::Unknown | Kind::Document);
        if let Some(kind) = kind.filter(told) {
            match counts.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((kind, 1)),
            }
        }
    }
    order::by_number(&mut counts, |(_, count)| falling(*count));
    counts.into_iter().filter(|(_, count)| *count > 2).map(|(kind, _)| kind).take(2).collect()
}

impl Discourse<'_, '_> {
    /// In what form a source stands.
    fn shape(&self, who: Who) -> &'static str {
        match who {
            Who::Person(person) if self.cast.people[person].words.len() == 1 => "surname",
            Who::Person(_) => "person",
            Who::Body(body) if self.cast.bodies[body].is_tabled => "known",
            Who::Body(_) => "body",
            Who::Country(_) => "country",
            Who::Group(group) => {
                let group = &self.groups[group];
                let sort = group.noun.map(|noun| TABLES.roles[noun].sort);
                match sort {
                    _ if !group.members.is_empty() => "joint",
                    Some(Sort::Document) => "text",
                    Some(Sort::Body | Sort::Place | Sort::State) => "unnamed",
                    Some(_) if group.plural => "many",
                    Some(_) => "one",
                    None => "words",
                }
            }
        }
    }

    /// What titles and appositions say of a source.
    fn said_of(&self, who: Who) -> Vec<Affiliation> {
        match who {
            Who::Person(person) => {
                self.cast.people[person].facts.iter().take(FACTS).map(|fact| self.placed(fact)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The evidence for a source that has these attributions.
    pub(super) fn evidence(&self, setting: &Setting, who: Who, claims: &[usize]) -> Evidence {
        let shape = self.shape(who);
        let facts = self.said_of(who);
        let (kind, country) = self.side(who);
        Evidence {
            kind: self.kind_evidence(setting, who, claims, &facts, kind, shape),
            countries: self.country_evidence(setting, who, claims, &facts, country),
            rule: Some(kind),
            sure: self.is_sure(who).then(|| country.map(|country| TABLES.countries[country].code)),
            shape,
        }
    }

    /// Whether the country of a source is beyond doubt: of a government, and of several together.
    fn is_sure(&self, who: Who) -> bool {
        match who {
            Who::Country(_) => true,
            Who::Group(group) => {
                let group = &self.groups[group];
                !group.members.is_empty()
            }
            Who::Body(body) => self.cast.bodies[body].country.is_some(),
            // Somebody known to everybody, but for those whom the world's bodies have sent.
            Who::Person(person) => {
                self.cast.people[person].known_for().is_some_and(|known| known.country.is_some())
                    && !self.said_of(who).iter().any(|fact| fact.stateless(&self.cast))
            }
        }
    }

    fn kind_evidence(
        &self,
        setting: &Setting,
        who: Who,
        claims: &[usize],
        facts: &[Affiliation],
        rule: Kind,
        shape: &'static str,
    ) -> Vec<String> {
        let mut list = List::default();
        let rule = name_of(rule);
        list.add("shape", shape);
        list.add("rule", rule);
        list.add(rule, shape);
        for (at, fact) in facts.iter().enumerate() {
            if let Some(noun) = fact.noun {
                list.add("post", TABLES.roles[noun].noun);
                list.add("posts", kind_word(TABLES.roles[noun].kind));
                if fact.former {
                    list.add("former", kind_word(TABLES.roles[noun].kind));
                }
            }
            for body in &fact.bodies {
                if let Who::Body(body) = *body {
                    list.add("of", kind_word(self.cast.bodies[body].kind));
                }
            }
            if let Some(noun) = fact.generic {
                list.add("of", kind_word(TABLES.roles[noun].kind));
            }
            if fact.elsewhere {
                list.add("of", "name");
            }
            let post = fact.noun.map_or("nothing", |noun| kind_word(TABLES.roles[noun].kind));
            let body = fact.bodies.iter().find_map(|who| match who {
                Who::Body(body) => Some(kind_word(self.cast.bodies[*body].kind)),
                _ => None,
            });
            let body = body.or(fact.generic.map(|noun| kind_word(TABLES.roles[noun].kind)));
            let body = body.unwrap_or(if fact.elsewhere { "name" } else { "nothing" });
            list.add2("fact", post, body);
            if at == 0 {
                list.add2("first fact", post, body);
                list.add2("first fact", rule, if fact.former { "former" } else { "now" });
            }
            self.words_in("said", fact.pieces.clone().take(WORDS), &mut list);
        }
        if let Who::Person(person) = who
            && let Some(known) = self.cast.people[person].known_for()
        {
            list.add("figure", kind_word(known.kind));
        }
        if facts.is_empty() {
            list.add("said", "nothing");
        }
        match who {
            Who::Body(_) | Who::Group(_) => words_of_name(&self.name_of(who), &mut list),
            // A person is taken for what the body is that she speaks for.
            _ => {
                for fact in facts.iter().take(2) {
                    if let Some(body) = fact.bodies.iter().find(|who| matches!(who, Who::Body(_))) {
                        words_of_name(&self.name_of(*body), &mut list);
                    } else if let Some(name) = &fact.unknown {
                        words_of_name(&self.text(name), &mut list);
                    }
                }
            }
        }
        if let Who::Person(person) = who
            && self.cast.people[person].age.is_some()
        {
            list.add("person", "aged");
        }
        list.add("claims", ["1", "2", "3", "4"][claims.len().clamp(1, 4) - 1]);
        if let Who::Group(group) = who {
            let group = &self.groups[group];
            if let Some(noun) = group.noun {
                list.add("noun", TABLES.roles[noun].noun);
                list.add("nouns", kind_word(TABLES.roles[noun].kind));
            }
            for member in &group.members {
                list.add("member", name_of(self.side(*member).0));
            }
        }
        self.claim_evidence(claims, &mut list);
        for kind in &setting.kinds {
            list.add("article", name_of(*kind));
            list.add2("article", name_of(*kind), rule);
            list.add2("article", name_of(*kind), shape);
        }
        list.features
    }

    /// What a source's attributions say of its kind: its own words, cues, and what it speaks of.
    fn claim_evidence(&self, claims: &[usize], list: &mut List) {
        for claim in claims.iter().take(CLAIMS) {
            let attribution = &self.document.attributions[*claim];
            list.add("cue", &attribution.lemma);
            if let Some(source) = &attribution.source {
                let pieces = self.pieces.within(source);
                self.words_in("source", pieces.clone().take(WORDS), list);
            }
            let content = attribution.content.iter().flat_map(Clone::clone).take(60);
            for token in content {
                let word = self.document.word(token).to_lowercase();
                if matches!(word.as_str(), "i" | "we" | "my" | "our" | "me" | "us") {
                    list.add("speaks", &word);
                }
            }
        }
        let first = claims.iter().find_map(|claim| self.document.attributions[*claim].source.clone());
        if let Some(first) = first {
            let sentence = &self.document.sentences[self.document.sentence_of(first.start)];
            let from = first.start.saturating_sub(12).max(sentence.tokens.start);
            let near = self.pieces.within(&(from..(first.end + 12).min(sentence.tokens.end)));
            self.words_in("near", near, list);
        }
    }

    fn words_in(&self, group: &str, pieces: impl Iterator<Item = usize>, list: &mut List) {
        for index in pieces {
            let piece = &self.pieces.all[index];
            match piece.sense {
                // "Mr." tells whose style a text follows, not for whom somebody speaks.
                Sense::Role(role, _) if is_plain_title(role) => {}
                Sense::Role(role, _) => list.add(group, TABLES.roles[role].noun),
                Sense::Word | Sense::Function(_) => list.add(group, &self.word(index).to_lowercase()),
                Sense::Body(body) => list.add2(group, "body", name_of(self.pieces.body(body).kind)),
                Sense::Compound(Some(role)) => list.add2(group, "body", kind_word(TABLES.roles[role].kind)),
                _ => {}
            }
        }
    }

    fn country_evidence(
        &self,
        setting: &Setting,
        who: Who,
        claims: &[usize],
        facts: &[Affiliation],
        rule: Option<usize>,
    ) -> Vec<(Option<&'static str>, Vec<String>)> {
        let own = match who {
            Who::Body(body) => self.cast.bodies[body].country,
            Who::Country(country) => Some(country),
            Who::Group(group) => self.groups[group].country,
            Who::Person(person) => self.cast.people[person].known_for().and_then(|known| known.country),
        };
        let said: FxHashSet<usize> = facts.iter().filter_map(|fact| fact.country).collect();
        let bodies: FxHashSet<usize> = facts
            .iter()
            .flat_map(|fact| &fact.bodies)
            .filter_map(|who| match who {
                Who::Body(body) => self.cast.bodies[*body].country,
                Who::Country(country) => Some(*country),
                _ => None,
            })
            .collect();
        let usual: FxHashSet<usize> = facts.iter().filter_map(Affiliation::usual_country).collect();
        let in_source: FxHashSet<usize> = claims
            .iter()
            .take(CLAIMS)
            .filter_map(|claim| self.document.attributions[*claim].source.as_ref())
            .flat_map(|source| self.countries_in(self.pieces.within(source)))
            .collect();
        let first = claims.iter().find_map(|claim| {
            let attribution = &self.document.attributions[*claim];
            attribution.source.clone().or_else(|| attribution.content.first().cloned())
        });
        let named = self.cast.mentions.iter().find(|mention| mention.who == who).map(|m| m.tokens.clone());
        let at = match (&named, &first) {
            (Some(named), Some(first)) if named.start < first.start => Some(named.start),
            (_, first) => first.as_ref().map(|first| first.start),
        };
        let near = at.and_then(|at| self.near(at));
        let titled = facts.iter().any(|fact| fact.noun.is_some());
        let sentence = at.map(|at| self.pieces.sentences[self.document.sentence_of(at)].clone());
        let beside: FxHashSet<usize> =
            sentence.map(|sentence| self.countries_in(sentence).collect()).unwrap_or_default();
        let mut around: FxHashMap<usize, usize> = FxHashMap::default();
        for claim in claims.iter().take(CLAIMS) {
            let Some(content) = self.document.attributions[*claim].content.first() else { continue };
            let sentence = self.document.sentence_of(content.start);
            for country in self.countries_in(self.pieces.sentences[sentence].clone()) {
                *around.entry(country).or_default() += 1;
            }
        }
        let stateless = match who {
            Who::Body(body) => self.cast.bodies[body].stateless,
            Who::Group(group) => self.groups[group].stateless,
            Who::Person(_) => facts.iter().any(|fact| fact.stateless(&self.cast)),
            Who::Country(_) => false,
        };
        let name = self.name_of(who).to_lowercase();
        let nouns: Vec<&str> = match who {
            Who::Group(_) => {
                name.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2).take(WORDS).collect()
            }
            Who::Person(_) => facts
                .iter()
                .find_map(|fact| fact.noun)
                .map(|noun| TABLES.roles[noun].noun)
                .into_iter()
                .collect(),
            _ => Vec::new(),
        };
        let total: usize = setting.countries.iter().map(|(_, count)| count).sum();
        let mut candidates: Vec<usize> = setting.countries.iter().take(COUNTRIES).map(|c| c.0).collect();
        let others = rule.into_iter().chain(own).chain(near).chain(setting.spelling);
        let others = others.chain(facts.iter().filter_map(|fact| fact.country));
        let others = others.chain(facts.iter().filter_map(|fact| fact.country(&self.cast)));
        let others = others.chain(facts.iter().filter_map(Affiliation::usual_country));
        for other in others {
            if !candidates.contains(&other) {
                candidates.push(other);
            }
        }
        let mut all = Vec::with_capacity(candidates.len() + 1);
        for country in candidates {
            let mut list = List::default();
            let mut set = |name: &str, holds: bool| {
                if holds {
                    list.add("is", name);
                }
            };
            let rank = setting.countries.iter().position(|(known, _)| *known == country);
            let count = rank.map_or(0, |rank| setting.countries[rank].1);
            set("any", true);
            set("own", own == Some(country));
            set("said", said.contains(&country));
            set("body", bodies.contains(&country));
            set("usual", usual.contains(&country));
            set("source", in_source.contains(&country));
            set("near", near == Some(country));
            set("beside", beside.contains(&country));
            set("around", around.contains_key(&country));
            set("dominant", self.dominant == Some(country));
            set("first", setting.first == Some(country));
            set("ahead", setting.ahead.contains(&country));
            set("spelling", setting.spelling == Some(country));
            set("only", setting.countries.len() == 1 && count > 0);
            set("stateless", stateless);
            set("titled", titled);
            match rank {
                Some(0) => set("rank 1", true),
                Some(1) => set("rank 2", true),
                Some(_) => set("rank 3", true),
                None => set("unnamed", true),
            }
            let share = (10 * count).checked_div(total).unwrap_or(0);
            set(
                [
                    "share 0", "share 1", "share 2", "share 3", "share 4", "share 5", "share 6", "share 7",
                    "share 8", "share 9", "share 10",
                ][share],
                true,
            );
            set(["count 0", "count 1", "count 2", "count 3", "count 4"][count.min(4)], true);
            let code = TABLES.countries[country].code;
            if matches!(code, "US" | "GB") {
                set(code, true);
                set("spelling US", code == "US" && setting.spelling == Some(country));
            }
            for noun in nouns.iter().filter(|_| rank == Some(0)) {
                list.add("most noun", noun);
            }
            all.push((Some(code), list.features));
        }
        let mut list = List::default();
        let mut set = |name: &str, holds: bool| {
            if holds {
                list.add("none", name);
            }
        };
        set("any", true);
        set("own", own.is_none());
        set("stateless", stateless);
        set("open", self.dominant.is_none());
        set("nowhere", said.is_empty() && bodies.is_empty() && in_source.is_empty() && own.is_none());
        set("beside", beside.is_empty());
        set("facts", facts.is_empty());
        set("titled", titled);
        set(
            ["states 0", "states 1", "states 2", "states 3", "states 4"][setting.countries.len().min(4)],
            true,
        );
        set("spelling", setting.spelling.is_none());
        if let Who::Group(group) = who {
            let group = &self.groups[group];
            set("definite", group.definite);
            set("plural", group.plural);
            set("bare", group.plural && !group.definite && group.country.is_none());
        }
        for noun in &nouns {
            list.add("none noun", noun);
        }
        let codes = facts.iter().flat_map(|fact| &fact.bodies);
        for body in codes {
            if let Who::Body(body) = *body {
                list.add2("none", "of", kind_word(self.cast.bodies[body].kind));
            }
        }
        all.push((None, list.features));
        all
    }

    fn countries_in(&self, pieces: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        self.pieces.all[pieces].iter().filter_map(|piece| match piece.sense {
            Sense::Country(country, _) | Sense::Region(country) => Some(country),
            Sense::Body(body) => self.pieces.body(body).country,
            _ => None,
        })
    }
}

fn is_plain_title(role: usize) -> bool {
    TABLES.roles[role].sort == Sort::Honorific && TABLES.roles[role].kind.is_none()
}

/// The words of a name, the last of them, and whether it is an acronym or an address on the web.
fn words_of_name(name: &str, list: &mut List) {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    for word in words.iter().take(WORDS) {
        list.add("name", word);
    }
    if let Some(last) = words.last() {
        list.add("ends", last);
    }
    if is_acronym(name) {
        list.add("name", "acronym");
    }
}

/// Features, each once.
#[derive(Default)]
struct List {
    features: Vec<String>,
    seen: FxHashSet<String>,
}

impl List {
    fn add(&mut self, group: &str, word: &str) {
        self.push(format!("{group} {word}"));
    }

    fn add2(&mut self, group: &str, word: &str, with: &str) {
        self.push(format!("{group} {word} {with}"));
    }

    fn push(&mut self, feature: String) {
        if self.seen.insert(feature.clone()) {
            self.features.push(feature);
        }
    }
}

/// A kind as the tables write it.
pub fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Government => "government",
        Kind::Military => "military",
        Kind::ArmedGroup => "armed-group",
        Kind::InternationalOrganisation => "international-organisation",
        Kind::Party => "party",
        Kind::Court => "court",
        Kind::Police => "police",
        Kind::Company => "company",
        Kind::Ngo => "ngo",
        Kind::Media => "media",
        Kind::Academia => "academia",
        Kind::Health => "health",
        Kind::Witness => "witness",
        Kind::Document => "document",
        Kind::Public => "public",
        Kind::Individual => "individual",
        Kind::Unknown => "unknown",
    }
}

fn kind_word(kind: Option<Kind>) -> &'static str {
    kind.map_or("nothing", name_of)
}
