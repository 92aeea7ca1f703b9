//! Which source that is: who speaks, for whom, and for which country.
//!
//! In: tokens, sentences, quotations and attributions. Out: [`Document::sources`] and the `who` of
//! each attribution. A source is one person, body, government or group for all of its mentions:
//! `Ankara`, `Turkey` and a later `it` are the `Government of Turkey`; `Kyl` and `he` are the
//! `Jon Kyl` named elsewhere in the article.
//!
//! 1. [`piece`]: tokens become names, posts, countries and small words
//! 2. [`phrase`]: the head of each source
//! 3. [`cast`]: everybody whom the article names
//! 4. [`discourse`]: pronouns and descriptions
//! 5. [`side`], [`mod@evidence`], [`weigh`]: kind and country
//! 6. [`anonymity`]: whether the text says why somebody is not named
//!
//! What goes wrong most often: pronouns with two people at hand, groups whose own words are not
//! what a reader would call them, and the country of people of whom it is not said.

mod anonymity;
mod cast;
mod description;
mod discourse;
pub mod evidence;
pub mod known;
mod phrase;
mod piece;
mod pronoun;
mod side;
mod source;
pub(crate) mod tables;
mod title;
pub mod weigh;

use crate::document::{Document, Source};
use crate::order::{self, rising};
use discourse::Discourse;
use evidence::Evidence;
use rustc_hash::{FxHashMap, FxHashSet};
use weigh::Weights;

/// Fills [`Document::sources`] and [`Attribution::who`](crate::document::Attribution::who).
/// With weights, kinds and countries are weighed; without, they are what the rules tell.
pub fn resolve(document: &mut Document, weights: Option<&Weights>) {
    let (mut sources, mut who) = Discourse::of(document, weights).sources();
    unite(&mut sources, &mut who);
    document.sources = sources;
    for (attribution, who) in document.attributions.iter_mut().zip(who) {
        attribution.who = who;
    }
}

/// Makes one of named sources that go by one name, such as a government and its seat.
fn unite(sources: &mut Vec<Source>, who: &mut [Option<usize>]) {
    let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
    let mut place = Vec::with_capacity(sources.len());
    let mut united: Vec<Source> = Vec::with_capacity(sources.len());
    for source in sources.drain(..) {
        let index = match by_name.get(&source.name) {
            Some(&index) if source.named && united[index].named => {
                let first = &mut united[index];
                first.aliases.extend(source.aliases);
                let mut seen = FxHashSet::default();
                first.aliases.retain(|alias| seen.insert(alias.clone()));
                first.mentions.extend(source.mentions);
                order::by_number(&mut first.mentions, |mention| rising(mention.start));
                index
            }
            _ => {
                by_name.insert(source.name.clone(), united.len());
                united.push(source);
                united.len() - 1
            }
        };
        place.push(index);
    }
    *sources = united;
    for who in who.iter_mut().flatten() {
        *who = place[*who];
    }
}

/// What speaks for the kind and the country of each source of a resolved document.
pub fn evidence(document: &Document, known: &Weights) -> Vec<Evidence> {
    Discourse::of(document, Some(known)).all_evidence()
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use crate::document::{Attribution, Construction, Document};
    use crate::report::{Kind, Stance, Type};
    use crate::{segment, tag};

    /// Resolves a text whose attributions are marked by hand: `[s:source]` and `[t:content]`, in
    /// pairs. A line an attribution: name, kind, country.
    fn resolved(marked: &str) -> Vec<String> {
        let (clean, marks) = unmark(marked);
        let mut document = Document::new(&clean);
        crate::text::divide(&mut document);
        segment::segment(&mut document);
        tag::tag(&mut document);
        let tokens = |(start, end): (usize, usize)| {
            let first = document.tokens.partition_point(|token| token.span.end <= start);
            first..document.tokens.partition_point(|token| token.span.start < end)
        };
        let of = |kind: char| marks.iter().filter(move |mark| mark.0 == kind).map(|mark| tokens(mark.1));
        let attributions: Vec<Attribution> =
            of('s').zip(of('t')).map(|(source, content)| attribution(Some(source), content)).collect();
        document.attributions = attributions;
        document.attributions.sort_by_key(|a| a.content[0].start);
        resolve(&mut document, Some(&crate::Model::built_in().weights));
        lines(&document)
    }

    fn attribution(source: Option<std::ops::Range<usize>>, content: std::ops::Range<usize>) -> Attribution {
        Attribution {
            source,
            cue: None,
            content: Vec::from([content]),
            lemma: "say".into(),
            kind: Type::Statement,
            stance: Stance::Neutral,
            inside: None,
            follows: None,
            construction: Construction::Clause,
            confidence: 1.0,
            who: None,
        }
    }

    fn lines(document: &Document) -> Vec<String> {
        let line = |attribution: &Attribution| match attribution.who.map(|who| &document.sources[who]) {
            None => "-".to_owned(),
            Some(source) => {
                let country = source.country.as_deref().unwrap_or("-");
                format!("{} | {:?} | {country}", source.name, source.kind)
            }
        };
        document.attributions.iter().map(line).collect()
    }

    /// A mark's letter and the bytes that it marks.
    type Mark = (char, (usize, usize));

    /// The text without its marks, and the marks.
    fn unmark(marked: &str) -> (String, Vec<Mark>) {
        let mut clean = String::new();
        let mut marks = Vec::new();
        let mut rest = marked;
        while let Some(open) = rest.find('[') {
            clean.push_str(&rest[..open]);
            let close = open + rest[open..].find(']').expect("a mark is closed");
            let letter = rest[open + 1..].chars().next().expect("a mark has a letter");
            let start = clean.len();
            clean.push_str(&rest[open + 3..close]);
            marks.push((letter, (start, clean.len())));
            rest = &rest[close + 1..];
        }
        clean.push_str(rest);
        (clean, marks)
    }

    #[track_caller]
    fn check(marked: &str, expected: &[&str]) {
        assert_eq!(resolved(marked), expected, "{marked}");
    }

    #[test]
    fn governments_have_many_names() {
        check(
            "[s:Ankara] said [t:it would act]. [s:The Turkish government] said [t:it was ready]. \
             [s:Turkey's] claim [t:that it was late] stood.",
            &["Government of Turkey | Government | TR"; 3],
        );
    }

    #[test]
    fn a_person_is_one_under_all_forms() {
        check(
            "[s:Kyl] said [t:it would pass]. [s:Mr. Kyl] said [t:it was late]. [s:Sen. Jon Kyl (R-Ariz.)] \
             said [t:it was done].",
            &["Jon Kyl | Government | US"; 3],
        );
    }

    #[test]
    fn two_people_of_one_surname_stay_two() {
        check(
            "[s:Mr. Bill Clinton] said [t:no]. [s:Mrs. Hillary Clinton] said [t:yes]. [s:Mrs. Clinton] said \
             [t:so again].",
            &[
                "Bill Clinton | Party | US",
                "Hillary Clinton | Government | US",
                "Hillary Clinton | Government | US",
            ],
        );
    }

    #[test]
    fn people_named_by_the_way_lend_their_full_name() {
        check(
            "The talks with Christine Lagarde, the head of the International Monetary Fund, failed. \
             [s:Lagarde] said [t:that they would go on].",
            &["Christine Lagarde | InternationalOrganisation | -"],
        );
    }

    #[test]
    fn posts_stand_before_commas_and_after_them() {
        check(
            "[s:The firm's chief executive, Alan Mulally,] said [t:yes]. [s:Recep Akdag, the Turkish health \
             minister,] said [t:no].",
            &["Alan Mulally | Company | US", "Recep Akdag | Government | TR"],
        );
    }

    #[test]
    fn a_name_closes_a_long_post() {
        check(
            "[s:Assistant Secretary of State for Near Eastern Affairs David Schenker] said [t:yes].",
            &["David Schenker | Government | US"],
        );
    }

    #[test]
    fn texts_belong_to_who_put_them_out() {
        check(
            "[s:A study by the University of Calgary] found [t:more]. [s:The study] found [t:less]. \
             [s:The WHO statement] said [t:nothing].",
            &[
                "University of Calgary | Academia | CA",
                "University of Calgary | Academia | CA",
                "World Health Organization | InternationalOrganisation | -",
            ],
        );
    }

    #[test]
    fn laws_belong_to_nobody() {
        check("[s:The Feingold bill] calls [t:for an end].", &["Feingold bill | Document | -"]);
    }

    #[test]
    fn pronouns_prefer_the_last_speaker() {
        check(
            "[s:Norman Borlaug, a biologist,] said [t:that wheat would grow]. The fields of Jimmy Carter were \
             near. [s:He] said [t:that rain was due].",
            &["Norman Borlaug | Academia | -"; 2],
        );
    }

    #[test]
    fn pronouns_agree_in_gender() {
        check(
            "[s:Mrs. Ada Lovelace] said [t:yes]. [s:Mr. Charles Babbage] said [t:no]. [s:She] said [t:so].",
            &[
                "Ada Lovelace | Individual | -",
                "Charles Babbage | Individual | -",
                "Ada Lovelace | Individual | -",
            ],
        );
    }

    #[test]
    fn groups_go_by_their_own_words() {
        check(
            "[s:Many health experts, who met in Geneva,] fear [t:more]. [s:The experts] said [t:less].",
            &["health experts | Health | CH"; 2],
        );
    }

    #[test]
    fn several_are_one_source() {
        check(
            "[s:GM and Chrysler] want [t:help]. [s:The United States and Latvia] agreed [t:to help].",
            &[
                "General Motors and Chrysler | Company | US",
                "Governments of the United States and Latvia | Government | -",
            ],
        );
    }

    #[test]
    fn a_quotation_that_follows_has_its_speaker() {
        let text = "\"No,\" said Nelson Mandela. \"Never.\"";
        let mut document = Document::new(text);
        crate::text::divide(&mut document);
        segment::segment(&mut document);
        let at = |word: &str| (0..document.tokens.len()).find(|token| document.word(*token) == word).unwrap();
        let name = at("Nelson")..at("Mandela") + 1;
        let first = attribution(Some(name), at("No")..at("No") + 1);
        let second = Attribution { follows: Some(0), ..attribution(None, at("Never")..at("Never") + 1) };
        document.attributions = Vec::from([first, second]);
        resolve(&mut document, Some(&crate::Model::built_in().weights));
        assert_eq!(document.sources.len(), 1);
        assert_eq!(document.attributions[1].who, Some(0));
        assert_eq!(document.sources[0].kind, Kind::Individual);
    }

    #[test]
    fn forms_and_mentions_are_kept() {
        let text = "The World Health Organization (WHO) met. WHO said that it was over.";
        let mut document = Document::new(text);
        crate::text::divide(&mut document);
        segment::segment(&mut document);
        let last = document.tokens.len() - 1;
        let who = (0..last).rev().find(|token| document.word(*token) == "WHO").unwrap();
        document.attributions = Vec::from([attribution(Some(who..who + 1), who + 2..last)]);
        resolve(&mut document, Some(&crate::Model::built_in().weights));
        assert_eq!(document.sources[0].name, "World Health Organization");
        assert_eq!(document.sources[0].aliases, ["WHO"]);
        assert_eq!(document.sources[0].mentions, [who..who + 1]);
    }

    #[test]
    fn owners_of_owners_end() {
        let text = "their officials, whose residents, their critics ".repeat(20_000);
        let mut document = Document::new(&text);
        crate::text::divide(&mut document);
        segment::segment(&mut document);
        let last = document.tokens.len() - 2;
        document.attributions = Vec::from([attribution(Some(last..last + 1), last + 1..last + 2)]);
        resolve(&mut document, Some(&crate::Model::built_in().weights));
        assert_eq!(document.sources.len(), 1);
    }
}
