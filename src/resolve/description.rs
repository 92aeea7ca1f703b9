//! Sources without a name: "the minister", "health officials", "a report by the WHO".
//!
//! In: a noun phrase. Out: whom it means: the person, body or government that the article has
//! called so, the body behind a text, the group that has spoken under that noun before, or a new
//! group that goes by its own words. A description with "the" that fits nobody goes to the person
//! who has spoken last, which is wrong where it opens a new story.

use super::cast::{Gender, Mention, Person, Who};
use super::discourse::{Discourse, Group, REACH, anchor};
use super::phrase::{self, Noun, Phrase};
use super::piece::{Piece, Pieces, Sense};
use super::side::Affiliation;
use super::tables::{Class, Form, Meaning, Sort, TABLES};
use crate::report::Kind;
use crate::report::words::capital;

/// How many sentences lie at most between a text and the people who have just spoken of it.
const FEW: usize = 3;

impl Discourse<'_, '_> {
    /// A noun phrase without a name.
    pub(super) fn noun(&mut self, index: usize, noun: &Noun) -> Who {
        let Sense::Role(role, plural) = self.pieces.all[noun.head].sense else {
            return self.words(noun.pieces.clone());
        };
        let definite =
            noun.determiner.is_some_and(|d| matches!(self.word(d), "the" | "The" | "this" | "This"));
        let entry = &TABLES.roles[role];
        match entry.sort {
            Sort::State => {
                if let Some(who) = self.state(noun, plural) {
                    return who;
                }
            }
            Sort::Document => {
                if let Some(who) = self.behind(index, noun, role, definite) {
                    return who;
                }
            }
            Sort::Body if entry.noun == "ministry" && !self.is_plain(noun) && !plural => {
                if let Some(who) = self.ministry(noun, role) {
                    return who;
                }
            }
            Sort::Body if definite && self.is_plain(noun) => {
                if let Some(who) = self.body_called(role, self.token(noun.head)) {
                    return who;
                }
            }
            Sort::Person if !plural => {
                let bare = noun.determiner.is_none() && self.pieces.all[noun.pieces.start].capital;
                let country = noun.pieces.clone().find_map(|piece| match self.pieces.all[piece].sense {
                    Sense::Country(country, _) => Some(country),
                    _ => None,
                });
                let called = self.person_called(role, self.token(noun.head), country);
                if let Some(who) = called.filter(|_| definite || bare) {
                    return who;
                }
                let gender = Gender::of(entry.gender);
                let person = |d: &Self, who| matches!(who, Who::Person(_)) && d.is_singular(who, gender);
                let last = self.antecedent_scored(index, self.token(noun.head), person);
                if let Some((_, who)) = last.filter(|_| definite && self.is_plain(noun)) {
                    self.learn(who, role, self.token(noun.head));
                    return who;
                }
            }
            _ => {}
        }
        if plural || entry.sort == Sort::People {
            // "Diplomats" are not the "American diplomats" before them; "the diplomats" are.
            let taken_up = noun.determiner.is_some_and(|d| {
                let word = self.word(d).to_lowercase();
                matches!(word.as_str(), "the" | "these" | "those" | "both" | "all")
            });
            if let Some(known) = taken_up.then(|| self.group_called(noun)).flatten() {
                return known;
            }
            if let Some(known) = taken_up.then(|| self.joint_called(noun, role)).flatten() {
                return known;
            }
            // "The scientists" are the researchers who have spoken.
            if definite && self.is_plain(noun) && entry.kind == Some(Kind::Academia) {
                let spoken = self.spoken.iter().rev().take(8).map(|(_, who)| *who);
                let same = spoken.into_iter().find(
                    |who| matches!(who, Who::Group(group) if self.groups[*group].kind == Kind::Academia),
                );
                if let Some(same) = same {
                    return same;
                }
            }
        }
        self.described(index, noun, role, plural)
    }

    /// Keeps what a description says of the person it went to.
    fn learn(&mut self, who: Who, role: usize, at: usize) {
        if let Who::Person(person) = who {
            let fact = Affiliation { at, noun: Some(role), ..Affiliation::default() };
            self.cast.people[person].facts.push(fact);
        }
    }

    /// Whether a noun has nothing that tells it from others of its kind.
    fn is_plain(&self, noun: &Noun) -> bool {
        noun.pieces.len() == 1
    }

    /// "The Turkish government", "the government of Peru", "the government"; a regional government
    /// and the governments of several countries are something else.
    fn state(&mut self, noun: &Noun, plural: bool) -> Option<Who> {
        for index in noun.pieces.clone() {
            match self.pieces.all[index].sense {
                Sense::Country(country, _) if !plural => return Some(Who::Country(country)),
                Sense::Region(country) if !plural => {
                    let text = self.text(&(index..index + 1));
                    let name = format!("Government of {text}");
                    return Some(Who::Body(self.cast.body(
                        &name,
                        Some(Kind::Government),
                        Some(country),
                        None,
                    )));
                }
                // "The Bush administration" has its country; "regional" is not known to have one.
                Sense::Word | Sense::Role(..) if index < noun.head => return None,
                _ => {}
            }
        }
        let near = self.near(self.token(noun.head)).or(self.dominant);
        near.filter(|_| !plural).map(Who::Country)
    }

    /// "India's health ministry", "the South African ministry of health": the ministry of that
    /// field and country.
    fn ministry(&mut self, noun: &Noun, role: usize) -> Option<Who> {
        let field = noun.pieces.clone().find(|index| self.pieces.all[*index].is_role(Sort::Field))?;
        let said = noun.pieces.clone().find_map(|index| match self.pieces.all[index].sense {
            Sense::Country(country, _) => Some(country),
            _ => None,
        });
        let country = said.or_else(|| self.near(self.token(noun.head))).or(self.dominant);
        let name = ministry_name(country, self.word(field));
        Some(Who::Body(self.cast.body(&name, Some(Kind::Government), country, Some(role))))
    }

    /// Who is behind a text: "a report by the WHO", "the WHO statement", "the report".
    fn behind(&mut self, index: usize, noun: &Noun, role: usize, definite: bool) -> Option<Who> {
        if !TABLES.roles[role].serves {
            return None;
        }
        let owner = self.owner(index, noun);
        if let Some(owner) = owner {
            self.documents.push((role, owner));
            return Some(owner);
        }
        if !definite || !self.is_plain(noun) {
            return None;
        }
        let known =
            self.documents.iter().rev().find(|(known, _)| same_noun(*known, role)).map(|(_, who)| *who);
        known.or_else(|| self.named_before(index, noun.head, role)).or_else(|| self.maker(noun.head))
    }

    /// Who has spoken last, a few sentences before a piece, of those who put out texts: bodies, groups
    /// of researchers, other texts.
    fn maker(&self, piece: usize) -> Option<Who> {
        let sentence = self.document.sentence_of(self.token(piece));
        let near = |at: usize| self.document.sentence_of(at) + FEW >= sentence;
        let spoken = self.spoken.iter().rev().take(6).filter(|(at, _)| near(*at));
        spoken.map(|(_, who)| *who).find(|who| match who {
            Who::Body(_) | Who::Country(_) => true,
            Who::Group(group) => {
                let group = &self.groups[*group];
                let text = group.noun.is_some_and(|noun| TABLES.roles[noun].sort == Sort::Document);
                text || group.kind == Kind::Academia
            }
            Who::Person(_) => false,
        })
    }

    /// Who is behind the text that the article has called by the same noun before: "a new report by
    /// the WHO …, the report says".
    fn named_before(&mut self, index: usize, head: usize, role: usize) -> Option<Who> {
        let same = |piece: &usize| matches!(self.pieces.all[*piece].sense, Sense::Role(other, _) if same_noun(other, role));
        let earlier: Vec<usize> =
            (head.saturating_sub(REACH * 20)..head).rev().filter(same).take(6).collect();
        earlier.into_iter().find_map(|piece| {
            let sentence = self.document.sentence_of(self.token(piece));
            let noun =
                phrase::around(self.document, &self.pieces, piece, &self.pieces.sentences[sentence].clone());
            self.owner(index, &noun)
        })
    }

    /// Who a text belongs to by the words around its noun.
    fn owner(&mut self, index: usize, noun: &Noun) -> Option<Who> {
        if let Some(possessive) = noun.determiner.filter(|d| self.pieces.all[*d].is(Class::Possessive)) {
            return (self.token(possessive) == anchor(&self.document.attributions[index]))
                .then(|| self.pronoun(index, possessive))
                .flatten();
        }
        let before = noun.pieces.start..noun.head;
        let named = |piece: &usize| {
            let piece = &self.pieces.all[*piece];
            piece.is_named() && !matches!(piece.sense, Sense::Country(_, Form::Adjective))
        };
        if let Some(piece) = before.rev().find(named) {
            return Some(self.name(&(piece..piece + 1)));
        }
        self.called_owner(noun).or_else(|| self.author(noun))
    }

    /// Whom the article called by the noun in "the company's report".
    fn called_owner(&mut self, noun: &Noun) -> Option<Who> {
        let genitive =
            (noun.pieces.start..noun.head).find(|piece| self.pieces.all[*piece].sense == Sense::Genitive)?;
        let owner = genitive.checked_sub(1).filter(|owner| *owner >= noun.pieces.start)?;
        let Sense::Role(role, false) = self.pieces.all[owner].sense else { return None };
        let token = self.token(owner);
        match TABLES.roles[role].sort {
            Sort::Body => self.body_called(role, token),
            Sort::State => self.near(token).or(self.dominant).map(Who::Country),
            Sort::Person => self.person_called(role, token, None),
            _ => None,
        }
    }

    /// Who a text is by, from what follows its noun: "released by the WHO", "in the Lancet", "on the
    /// ministry's website".
    fn author(&mut self, noun: &Noun) -> Option<Who> {
        let end = noun.end.min(noun.after + REACH);
        for index in noun.after..end {
            let rest = index + 1..end;
            let read = || match phrase::read(self.document, &self.pieces, &rest) {
                Phrase::Name { name, .. } => Some(name),
                _ => None,
            };
            let website = matches!(self.pieces.all.get(index + 1).map(|p| p.sense), Some(Sense::Genitive))
                && self.pieces.all.get(index + 2).is_some_and(|piece| piece.is_role(Sort::Document));
            let name = match self.word(index) {
                "by" | "from" => read(),
                "of" | "in" | "at" => read().filter(|name| {
                    let body =
                        matches!(self.pieces.all[name.end - 1].sense, Sense::Body(_) | Sense::Compound(_));
                    body && name.start <= index + 2
                }),
                _ if website && self.pieces.all[index].is_named() => Some(index..index + 1),
                _ => None,
            };
            if let Some(name) = name {
                return Some(self.name(&name));
            }
        }
        None
    }

    /// The body that the article called by that noun.
    fn body_called(&self, role: usize, token: usize) -> Option<Who> {
        let kind = TABLES.roles[role].kind;
        let before = self.before(token);
        let alike = || {
            before.iter().rev().take(REACH * 4).find_map(|mention| match mention.who {
                Who::Body(body) if self.cast.bodies[body].kind == kind => Some(mention.who),
                _ => None,
            })
        };
        let spoken = || {
            self.spoken.iter().rev().take(REACH).find_map(|(_, who)| match who {
                Who::Body(body)
                    if kind != Some(Kind::Company) && self.cast.bodies[*body].kind != Some(Kind::Company) =>
                {
                    Some(*who)
                }
                _ => None,
            })
        };
        self.thing_called(role, token).or_else(alike).or_else(spoken)
    }

    /// The person whom the article called by that noun: before a token rather than after it; one of that
    /// country, where it is said.
    fn person_called(&self, role: usize, token: usize, country: Option<usize>) -> Option<Who> {
        let gender = Gender::of(TABLES.roles[role].gender);
        let elsewhere = |person: &Person| {
            let facts = person.facts.iter().filter_map(|fact| fact.country(&self.cast));
            let own = person.known_for().and_then(|known| known.country).into_iter();
            let mut known = own.chain(facts).peekable();
            country.is_some_and(|country| known.peek().is_some() && known.all(|other| other != country))
        };
        let called = |mention: &&Mention| match mention.who {
            Who::Person(person) => {
                let person = &self.cast.people[person];
                // A public figure of whom the article says no post.
                let told = person.facts.iter().any(|fact| fact.noun.is_some());
                let known = person.figure.filter(|_| !told).is_some_and(|figure| {
                    let figure = &TABLES.figures[figure];
                    (country.is_none() || figure.country == country)
                        && figure.posts.iter().any(|post| *post == TABLES.roles[role].noun)
                });
                person.gender.agrees(gender)
                    && !elsewhere(person)
                    && (known || person.facts.iter().any(|fact| self.says(fact, role)))
            }
            _ => false,
        };
        let here = self.cast.mentions.partition_point(|m| m.tokens.start < token);
        let before = self.cast.mentions[..here].iter().rev().take(REACH * 4).find(called);
        before
            .or_else(|| self.cast.mentions[here..].iter().take(REACH).find(called))
            .map(|mention| mention.who)
    }

    /// The people or bodies that have spoken together, for "the senators" and "both companies".
    fn joint_called(&self, noun: &Noun, role: usize) -> Option<Who> {
        if !self.is_plain(noun)
            || !matches!(TABLES.roles[role].sort, Sort::Person | Sort::People | Sort::Body)
        {
            return None;
        }
        let people = TABLES.roles[role].sort != Sort::Body;
        let fits = |who: &Who| match who {
            Who::Group(group) => {
                let members = &self.groups[*group].members;
                !members.is_empty() && members.iter().all(|who| matches!(who, Who::Person(_)) == people)
            }
            _ => false,
        };
        let kind = TABLES.roles[role].kind.filter(|kind| *kind != Kind::Unknown);
        let same = |who: &Who| kind.is_none_or(|kind| self.side(*who).0 == kind);
        self.spoken.iter().rev().take(6).map(|(_, who)| *who).find(|who| fits(who) && same(who))
    }

    /// Whether a title or an apposition says that somebody is that now, whatever else it says: "Navy Capt.
    /// …, a spokesman".
    fn says(&self, fact: &Affiliation, role: usize) -> bool {
        let said = |piece: &Piece| piece.sense == Sense::Role(role, false);
        let post = fact.noun == Some(role)
            || TABLES.roles[role].sort == Sort::Person
                && fact.superior.is_none()
                && self.pieces.all[fact.pieces.clone()].iter().any(said);
        post && !fact.former
    }

    /// The group that has spoken under that noun, for a noun with nothing else beside it.
    pub(super) fn group_called(&mut self, noun: &Noun) -> Option<Who> {
        let Sense::Role(role, _) = self.pieces.all[noun.head].sense else { return None };
        if !self.is_plain(noun) {
            return None;
        }
        let text = self.text(&noun.pieces);
        let tail = format!(" {}", text.to_lowercase());
        let same = |group: &Group| group.noun == Some(role) || group.name.to_lowercase().ends_with(&tail);
        let known = self.spoken.iter().rev().take(REACH * 4).find_map(|(_, who)| match who {
            Who::Group(group) if self.groups[*group].noun.is_some() && same(&self.groups[*group]) => {
                Some(*group)
            }
            _ => None,
        })?;
        let group = &mut self.groups[known];
        if group.aliases.len() < REACH && !group.aliases.contains(&text) {
            group.aliases.push(text);
        }
        Some(Who::Group(known))
    }

    /// A group or a person that goes by a description.
    fn described(&mut self, index: usize, noun: &Noun, role: usize, plural: bool) -> Who {
        let entry = &TABLES.roles[role];
        let fact = Affiliation::read(self.document, &self.pieces, noun.pieces.clone(), false, |piece| {
            self.cast.at(piece)
        });
        let mut name = self.text(&noun.pieces);
        let mut aliases = Vec::new();
        if !self.pieces.all[noun.pieces.start].is_named() {
            name = lower_first(&name);
        }
        let possessive = noun.determiner.filter(|d| self.pieces.all[*d].is(Class::Possessive));
        let owner = possessive.and_then(|possessive| self.pronoun(index, possessive));
        let mut served = owner;
        let mut apart = self.is_apart(noun, role, plural);
        if let Some(owner) = owner {
            let owner = self.name_of(owner);
            let genitive = if owner.ends_with('s') { "'" } else { "'s" };
            name = format!("{owner}{genitive} {name}");
        } else if let Some(body) = self.body_served(noun, role) {
            let body = self.name_of(body).trim_start_matches("Government of ").to_owned();
            name = format!("{body} {}", self.text(&(noun.pieces.start..noun.after)));
        } else if let Some(head) = self.body_meant(noun) {
            served = self.thing_called(head, self.token(noun.head));
            if let Some(body) = served {
                let body = self.name_of(body).trim_start_matches("Government of ").to_owned();
                name = format!("{body} {}", self.text(&(noun.pieces.start..noun.after)));
            }
            apart |= served.is_none();
        }
        let whole = self.text(&(noun.determiner.unwrap_or(noun.pieces.start)..noun.end));
        if whole != name {
            aliases.push(whole);
        }
        aliases.extend(self.of_place(noun));
        let fact = Affiliation { at: self.token(noun.head), ..fact };
        let fact = if served.is_some() { fact } else { self.placed(&fact) };
        // "A spokeswoman" of whom the sentences before have told.
        if let (1, false, Some(body @ Who::Body(_))) = (noun.pieces.len(), plural, fact.bodies.first()) {
            aliases.push(format!("{} {name}", self.name_of(*body)));
        }
        let loose =
            (noun.pieces.start..noun.head).take_while(|piece| self.pieces.all[*piece].is(Class::Loose));
        let told = noun.pieces.start + loose.count();
        if told > noun.pieces.start {
            aliases.push(lower_first(&self.text(&(told..noun.pieces.end))));
        }
        // "His spokesman" speaks for him.
        let served = served.filter(|_| entry.serves).map(|served| self.side(served));
        // A tenants' union is a union; the United Nations' office is no government's.
        let own = entry.sort == Sort::Body && !entry.serves && fact.bodies.is_empty();
        let body = entry.kind.filter(|kind| own && *kind != Kind::Unknown);
        let said = body.or(fact.kind(&self.cast)).or(served.map(|side| side.0)).or(entry.kind);
        let kind = said.unwrap_or(Kind::Unknown);
        let near = self.near(self.token(noun.head));
        self.group(Group {
            name,
            aliases,
            named: false,
            noun: Some(role),
            members: Vec::new(),
            plural,
            kind,
            country: fact.country(&self.cast).or(served.and_then(|side| side.1)),
            near: near.filter(|_| !fact.stateless(&self.cast)),
            stateless: apart || fact.stateless(&self.cast),
            definite: noun.determiner.is_some_and(|d| matches!(self.word(d), "the" | "The")),
            gender: Gender::of(entry.gender),
        })
    }

    /// "Mexican officials" for "officials in Mexico", "United Nations officials" for "officials from the
    /// United Nations".
    fn of_place(&self, noun: &Noun) -> Option<String> {
        let preposition = noun.after;
        if preposition + 1 >= noun.pieces.end
            || !matches!(self.word(preposition), "in" | "from" | "of" | "at" | "with")
        {
            return None;
        }
        let the = self.pieces.all[preposition + 1].is(Class::Determiner);
        let name = preposition + 1 + usize::from(the)..noun.pieces.end;
        if name.is_empty() || !self.pieces.all[name.clone()].iter().all(Piece::is_named) {
            return None;
        }
        let owner = match self.pieces.all[name.start].sense {
            Sense::Country(country, _) if name.len() == 1 => TABLES.countries[country].adjective.to_owned(),
            Sense::Body(body) if name.len() == 1 => self.pieces.body(body).name.to_owned(),
            _ => self.text(&name),
        };
        Some(format!("{owner} {}", self.text(&(noun.pieces.start..noun.after))))
    }

    /// The named body in "a spokesman for Greenpeace", who is a Greenpeace spokesman.
    fn body_served(&mut self, noun: &Noun, role: usize) -> Option<Who> {
        if !TABLES.roles[role].serves || noun.after >= noun.pieces.end || self.word(noun.after) != "for" {
            return None;
        }
        match phrase::read(self.document, &self.pieces, &(noun.after + 1..noun.pieces.end)) {
            Phrase::Name { name, .. } if name.end == noun.pieces.end => Some(self.name(&name)),
            _ => None,
        }
    }

    /// The noun in "a spokesman for the ministry", which the article has called so before; a role.
    fn body_meant(&self, noun: &Noun) -> Option<usize> {
        let [preposition, the, body] = [0, 1, 2].map(|offset| noun.after + offset);
        if body + 1 != noun.pieces.end
            || !matches!(self.word(preposition), "for" | "of" | "at")
            || !matches!(self.word(the), "the" | "this")
        {
            return None;
        }
        match self.pieces.all[body].sense {
            Sense::Role(role, false) if TABLES.roles[role].sort == Sort::Body => Some(role),
            _ => None,
        }
    }

    /// The body, or the group of one, that was last named or has last spoken under that noun.
    fn thing_called(&self, role: usize, token: usize) -> Option<Who> {
        let called = |who: Who| match who {
            Who::Body(body) => self.cast.bodies[body].nouns.iter().any(|noun| same_noun(*noun, role)),
            Who::Group(group) => {
                let group = &self.groups[group];
                !group.plural && group.noun.is_some_and(|noun| same_noun(noun, role))
            }
            Who::Person(_) | Who::Country(_) => false,
        };
        let named = self.before(token).iter().rev().take(REACH * 4);
        let named = named.map(|mention| (mention.tokens.start, mention.who)).find(|(_, who)| called(*who));
        let spoken = self.spoken.iter().rev().take(REACH * 4).copied();
        let spoken = spoken.filter(|(at, _)| *at < token).find(|(_, who)| called(*who));
        named.into_iter().chain(spoken).max_by_key(|(at, _)| *at).map(|(_, who)| who)
    }

    /// Whether the country that is being spoken of is not that of a group: "western governments",
    /// "health ministries in the three countries".
    fn is_apart(&self, noun: &Noun, role: usize, plural: bool) -> bool {
        let regional = |index: usize| {
            // "Foreign ministry officials" are of one country.
            let field = self.pieces.all[index].is_role(Sort::Field) && index + 1 < noun.head;
            TABLES.is_regional(self.word(index)) && !field
        };
        let entry = &TABLES.roles[role];
        let states = entry.sort == Sort::State || matches!(entry.noun, "ministry" | "country" | "nation");
        plural && states || (noun.pieces.start..noun.head).any(regional)
    }
}

/// Whether two roles are one noun, alone or as the head of a longer one: "news release", "release".
fn same_noun(a: usize, b: usize) -> bool {
    let head = |role: usize| TABLES.roles[role].noun.rsplit(' ').next();
    head(a) == head(b)
}

/// `Turkish Ministry of Health`.
pub(super) fn ministry_name(country: Option<usize>, field: &str) -> String {
    let field = TABLES.whole_field(field).split(' ').map(capital).collect::<Vec<String>>().join(" ");
    match country {
        Some(country) => format!("{} Ministry of {field}", TABLES.countries[country].adjective),
        None => format!("Ministry of {field}"),
    }
}

/// A description as it stands inside a sentence. One whose next word has a capital, too, is a name or a
/// post: "Foreign Secretary"; a month keeps its own.
pub(super) fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    let second = chars.clone().nth(1);
    let next = name.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_uppercase));
    let month = || matches!(TABLES.longest(name, |_| true), Some((_, Meaning::Function(Class::Calendar))));
    match chars.next() {
        Some(first) if second.is_some_and(char::is_lowercase) && !next && !month() => {
            first.to_lowercase().collect::<String>() + chars.as_str()
        }
        _ => name.to_owned(),
    }
}

/// The same, unless it opens with a name.
pub(super) fn lower_first_unless_named(pieces: &Pieces, start: usize, text: String) -> String {
    let named = pieces.all.get(start).is_some_and(|piece| piece.is_named() || piece.is_post());
    if named { text } else { lower_first(&text) }
}
