//! Bodies and people of the news that are too many for the tables, and come with the model.
//!
//! In: the rows of `known_bodies.tsv` and `known_people.tsv`, or what the model holds of them. Out: the
//! longest body that stands at a place in the text, and what somebody of a full name is known for.
//! Nothing depends on it: a body that it does not have is read from its own words, or is a name like any
//! other. Bodies are found as those of the tables are (see [`super::tables`]), so a name that is also an
//! ordinary word or a surname does not belong here. Of people it keeps a number for each name and not
//! the name, four bytes in place of twenty; one name in 360,000 is taken for one of ten thousand
//! others. It cannot tell namesakes apart: whom somebody speaks for is what the article says, if it does,
//! but the country is the one that is known.

use super::source::without_initials;
use super::tables::{Entries, Meaning, TABLES, read};
use crate::model::{file::Error, sections::Sections};
use crate::report::Kind;
use rustc_hash::FxHashMap;

/// An organisation.
#[derive(Clone, Debug)]
pub struct Body {
    /// The name by which a reader knows it.
    pub name: String,
    /// Whom it speaks for.
    pub kind: Kind,
    /// The country it belongs to, of [`super::tables::Tables::countries`].
    pub country: Option<usize>,
}

/// Somebody whom readers know by name.
#[derive(Clone, Copy, Debug)]
pub struct Person {
    /// Whom he or she speaks for in most of the news.
    pub kind: Option<Kind>,
    /// The country.
    pub country: Option<usize>,
}

/// Everything that is known beyond the tables.
#[derive(Clone, Debug, Default)]
pub struct Known {
    bodies: Vec<Body>,
    /// Each a [`Meaning::Body`], its number one of the tables or one after them.
    pub(super) entries: Entries,
    /// What people are known for, by group.
    groups: Vec<Person>,
    /// The group of a name, by its number.
    people: FxHashMap<usize, usize>,
}

/// People by what they are known for, as a model holds them.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Kind, country, and how many of the numbers are theirs, with tabs between.
    pub groups: Vec<String>,
    /// The number of each name, group by group.
    pub numbers: Vec<i32>,
}

impl People {
    /// From the rows of the table.
    pub fn of(rows: &[String]) -> Self {
        let mut people = Self::default();
        let mut groups: Vec<((&str, &str), Vec<i32>)> = Vec::new();
        for row in rows {
            let [name, others, kind, country] = cells(row);
            let names = [name].into_iter().chain(others.split('|')).filter(|name| !name.is_empty());
            let group = groups.iter().position(|(group, _)| *group == (kind, country));
            let group = group.unwrap_or_else(|| {
                groups.push(((kind, country), Vec::new()));
                groups.len() - 1
            });
            groups[group].1.extend(names.map(|name| number(name).cast_signed()));
        }
        for ((kind, country), mut numbers) in groups {
            numbers.sort_unstable_by_key(|number| number.cast_unsigned());
            people.groups.push(format!("{kind}\t{country}\t{}", numbers.len()));
            people.numbers.extend(numbers);
        }
        people
    }
}

impl Known {
    /// From a model.
    ///
    /// # Errors
    ///
    /// Where it has none.
    pub fn read(sections: &mut Sections) -> Result<Self, Error> {
        let bodies = sections.lines("known.bodies")?;
        let groups = sections.lines("known.people")?;
        let numbers = sections.words("known.names", groups.iter().map(|group| size(group)).sum())?;
        Ok(Self::of(&bodies, &People { groups, numbers }))
    }

    /// From the rows of a table of bodies, cells with tabs between, those that are missing empty; and
    /// from people.
    pub fn of(bodies: &[String], people: &People) -> Self {
        let mut known = Self::default();
        for row in bodies {
            let [name, others, kind, country] = cells(row);
            let Some(kind) = read(kind) else { continue };
            let tabled = TABLES.bodies.iter().position(|body| body.name == name);
            let body = tabled.unwrap_or_else(|| {
                known.bodies.push(Body { name: name.to_owned(), kind, country: TABLES.country(country) });
                TABLES.bodies.len() + known.bodies.len() - 1
            });
            for entry in [name].into_iter().chain(others.split('|')) {
                known.entries.add(entry.to_owned(), Meaning::Body(body));
            }
        }
        known.entries.sort();
        let mut numbers = people.numbers.iter();
        for group in &people.groups {
            let [kind, country, _] = cells(group);
            for number in numbers.by_ref().take(size(group)) {
                known.people.insert(number.cast_unsigned() as usize, known.groups.len());
            }
            known.groups.push(Person { kind: read(kind), country: TABLES.country(country) });
        }
        known
    }

    /// A body by its number, which is one after those of the tables.
    pub fn body(&self, number: usize) -> &Body {
        &self.bodies[number - TABLES.bodies.len()]
    }

    /// Somebody of that full name, with initials in the middle of it or without.
    pub fn person(&self, words: &[&str]) -> Option<Person> {
        let of = |name: &str| Some(self.groups[*self.people.get(&(number(name) as usize))?]);
        of(&words.join(" ")).or_else(|| of(&without_initials(words)?)).filter(|_| words.len() > 1)
    }
}

/// The number of a name: FNV-1a of its letters, small ones.
fn number(name: &str) -> u32 {
    name.to_lowercase().chars().fold(0x811c_9dc5, |hash: u32, letter| {
        let letter = if letter == '’' { '\'' } else { letter };
        (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193)
    })
}

/// How many names a group of people has.
fn size(group: &str) -> usize {
    let [_, _, size] = cells(group);
    // No sum of a damaged file's groups can overflow.
    size.parse().map_or(0, |size: usize| size.min(1 << 16))
}

fn cells<const N: usize>(row: &str) -> [&str; N] {
    let mut cells = row.split('\t');
    std::array::from_fn(|_| cells.next().unwrap_or("").trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let bodies =
            ["Acme Rockets\tAcme|AR\tcompany\tFR", "Acme Rockets Union\t\tngo\t", "BBC\tBeeb\tmedia\tGB"];
        let people = ["Bashar al-Assad\t\tgovernment\tSY", "Mo Yan\tGuan Moye\tindividual\tCN"];
        Known::of(&bodies.map(str::to_owned), &People::of(&people.map(str::to_owned)))
    }

    #[test]
    fn the_longest_entry_counts() {
        let known = known();
        let longest = |text: &str, least: usize| known.entries.longest(text, least, &mut |_| true);
        let Some((12, Meaning::Body(body))) = longest("Acme Rockets said", 0) else { panic!() };
        assert_eq!(known.body(body).name, "Acme Rockets");
        assert_eq!(known.body(body).country, TABLES.country("FR"));
        assert!(longest("Acme Rockets said", 12).is_none());
        assert!(longest("Acmeville said", 0).is_none());
    }

    #[test]
    fn a_body_of_the_tables_gets_further_names() {
        let Some((_, Meaning::Body(body))) = known().entries.longest("Beeb", 0, &mut |_| true) else {
            panic!()
        };
        assert_eq!(TABLES.bodies[body].name, "BBC");
    }

    #[test]
    fn people_are_known_by_their_full_names() {
        let known = known();
        let kind = |words: &[&str]| known.person(words)?.kind;
        assert_eq!(kind(&["Bashar", "al-Assad"]), Some(Kind::Government));
        assert_eq!(kind(&["BASHAR", "H.", "AL-ASSAD"]), Some(Kind::Government));
        assert_eq!(kind(&["Guan", "Moye"]), Some(Kind::Individual));
        assert_eq!(known.person(&["Mo", "Yan"]).unwrap().country, TABLES.country("CN"));
        assert_eq!(kind(&["al-Assad"]), None);
        assert_eq!(kind(&["Mo", "al-Assad"]), None);
    }
}
