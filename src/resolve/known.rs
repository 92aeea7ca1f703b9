//! Bodies and people of the news that are too many for the tables, and come with the model.
//!
//! In: the rows of `known_bodies.tsv` and `known_people.tsv`. Out: the longest body that stands at
//! a place in the text, and what somebody of a full name is known for. Nothing depends on it: a
//! body that it does not have is read from its own words, or is a name like any other. Entries are
//! found as those of the tables are (see [`super::tables`]), so a name that is also an ordinary
//! word or a surname does not belong here.

use super::tables::{TABLES, begins, first_word, read};
use crate::order::{self, falling};
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
    /// By the first word, the longest first: an entry, and the body in the order of the tables and of
    /// these after them.
    by_word: FxHashMap<String, Vec<(String, usize)>>,
    people: FxHashMap<String, Person>,
}

impl Known {
    /// From the rows of both tables, cells with tabs between. Cells that are missing are empty.
    pub fn of(bodies: &[String], people: &[String]) -> Self {
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
                if let Some(word) = first_word(entry) {
                    known.by_word.entry(word).or_default().push((entry.to_owned(), body));
                }
            }
        }
        for entries in known.by_word.values_mut() {
            order::by_number(entries, |(entry, _)| falling(entry.len()));
        }
        for row in people {
            let [name, kind, country] = cells(row);
            let person = Person { kind: read(kind), country: TABLES.country(country) };
            known.people.insert(name.to_owned(), person);
        }
        known
    }

    /// The longest entry that `text` begins with, as its length in bytes and its body; none that is
    /// not longer than `least`. Where `ends` refuses a length, the next shorter entry is tried.
    pub fn longest(
        &self,
        text: &str,
        least: usize,
        mut ends: impl FnMut(usize) -> bool,
    ) -> Option<(usize, usize)> {
        let entries = self.by_word.get(&first_word(text)?)?;
        let longer = entries.iter().take_while(|(entry, _)| entry.len() > least);
        longer.filter_map(|(entry, body)| Some((begins(text, entry)?, *body))).find(|(length, _)| ends(*length))
    }

    /// A body by its number, which is one after those of the tables.
    pub fn body(&self, number: usize) -> &Body {
        &self.bodies[number - TABLES.bodies.len()]
    }

    /// Somebody of that full name.
    pub fn person(&self, words: &[&str]) -> Option<Person> {
        self.people.get(&words.join(" ")).copied().filter(|_| words.len() > 1)
    }
}

fn cells<const N: usize>(row: &str) -> [&str; N] {
    let mut cells = row.split('\t');
    std::array::from_fn(|_| cells.next().unwrap_or("").trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let bodies = ["Acme Rockets\tAcme|AR\tcompany\tFR", "Acme Rockets Union\t\tngo\t", "BBC\tBeeb\tmedia\tGB"];
        Known::of(&bodies.map(str::to_owned), &["Ada Swift\tindividual\tDK".to_owned()])
    }

    #[test]
    fn the_longest_entry_counts() {
        let known = known();
        let (length, body) = known.longest("Acme Rockets said", 0, |_| true).unwrap();
        assert_eq!((length, known.body(body).name.as_str()), (12, "Acme Rockets"));
        assert_eq!(known.body(body).country, TABLES.country("FR"));
        assert!(known.longest("Acme Rockets said", 12, |_| true).is_none());
        assert!(known.longest("Acmeville said", 0, |_| true).is_none());
    }

    #[test]
    fn a_body_of_the_tables_gets_further_names() {
        let (_, body) = known().longest("Beeb", 0, |_| true).unwrap();
        assert_eq!(TABLES.bodies[body].name, "BBC");
    }

    #[test]
    fn people_are_known_by_their_full_names() {
        assert_eq!(known().person(&["Ada", "Swift"]).unwrap().kind, Some(Kind::Individual));
        assert!(known().person(&["Swift"]).is_none());
    }
}
