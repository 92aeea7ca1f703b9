//! Whether the text says why a source is not named.
//!
//! In: an unnamed source with its attributions. Out: an [`Anonymity`]: "on condition of anonymity
//! because he was not authorised to speak" explains it, the bare "officials said" does not. Read in
//! the sentences in which the source speaks and the one after each, by the phrases of
//! `data/anonymity.tsv`; a reason given elsewhere is missed.

use super::cast::Who;
use super::discourse::Discourse;
use super::piece::Sense;
use super::tables::{Sort, TABLES};
use crate::data::rows;
use crate::report::{Anonymity, Kind};
use std::sync::LazyLock;

/// How many of a source's attributions are read.
const CLAIMS: usize = 20;

/// The longest sentence that is read, in bytes.
const LONGEST: usize = 2_000;

/// Numbers in words, from one.
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// What says that somebody is not named, and what says why.
static PHRASES: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    let of = |reason: &str| {
        let rows = rows::<2>(include_str!("../../data/anonymity.tsv"));
        rows.filter(|[_, is_reason]| *is_reason == reason).map(|[phrase, _]| phrase).collect()
    };
    [of("no"), of("yes")]
});

impl Discourse<'_, '_> {
    /// Whether the text says why a source is not named; none for named ones, for texts and bodies, and
    /// for people in general.
    pub(super) fn anonymity(&self, who: Who, kind: Kind, claims: &[usize]) -> Option<Anonymity> {
        let Who::Group(group) = who else { return None };
        let group = &self.groups[group];
        let people =
            group.noun.is_some_and(|noun| matches!(TABLES.roles[noun].sort, Sort::Person | Sort::People));
        // "The mayor of Lyon" can be known by that.
        let known = group.definite && !group.plural;
        if group.named || !people || known || kind == Kind::Public {
            return None;
        }
        let explained = claims.iter().take(CLAIMS).any(|claim| {
            let attribution = &self.document.attributions[*claim];
            let Some(source) = attribution.source.as_ref() else { return false };
            let sentence = self.document.sentence_of(source.start);
            let near = self.document.sentences[sentence..].iter().take(2);
            near.map(|sentence| self.document.text_of(&sentence.tokens))
                .filter(|text| text.len() < LONGEST)
                .any(is_explained)
        });
        Some(if explained { Anonymity::Explained } else { Anonymity::Unexplained })
    }

    /// How many people a source is, where its words say so: one for "an official", two for "two
    /// officials", none for "officials".
    pub(super) fn count(&self, who: Who, claims: &[usize]) -> Option<u32> {
        let Who::Group(group) = who else { return None };
        let group = &self.groups[group];
        let role = &TABLES.roles[group.noun?];
        if group.named || !matches!(role.sort, Sort::Person | Sort::People) {
            return None;
        }
        if !group.plural && role.sort == Sort::Person {
            return Some(1);
        }
        claims.iter().take(CLAIMS).find_map(|claim| {
            let source = self.document.attributions[*claim].source.as_ref()?;
            let pieces = self.pieces.within(source);
            let first = self.pieces.all[pieces]
                .iter()
                .take(3)
                .map(|piece| (piece, self.document.text_of(&piece.tokens)));
            first.into_iter().find_map(|(piece, word)| match piece.sense {
                Sense::Number => word.replace(',', "").parse().ok(),
                _ => NUMBERS
                    .iter()
                    .position(|number| word.eq_ignore_ascii_case(number))
                    .map(|at| at as u32 + 1),
            })
        })
    }
}

/// Whether a sentence says that somebody is not named, and after that, why.
fn is_explained(text: &str) -> bool {
    let [marks, reasons] = &*PHRASES;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let mark = marks.iter().find_map(|mark| text.find(mark));
    mark.is_some_and(|mark| reasons.iter().any(|reason| text[mark..].contains(reason)))
}

#[cfg(test)]
mod tests {
    use super::is_explained;

    #[test]
    fn a_reason_explains() {
        assert!(is_explained("He spoke on condition of anonymity because he was not authorised to speak."));
        assert!(is_explained("A nurse, who asked not to be named for fear of losing her post, agreed."));
        assert!(!is_explained("He spoke on condition of anonymity."));
        assert!(!is_explained("He left because it was late."));
    }
}
