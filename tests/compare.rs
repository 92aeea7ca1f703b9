//! What articles share and how it differs.

use whosaid::check::compare::{Comparison, DifferenceKind, compare_corrected};
use whosaid::{Options, compare};

const ONE: &str = "Floods in the north\n\n\
    Twelve people were killed when the river Elbe broke its banks near Dresden on Monday, police said. Some \
    3,000 people were evacuated.\n\n\
    The Kremlin denied that any order was given to close the dam at Usti.\n\n\
    The mayor said the bridge would stay closed for two weeks.\n";

const TWO: &str = "Elbe breaks its banks\n\n\
    The river Elbe broke its banks near Dresden on Sunday and 15 people were killed, police said. About 5,000 \
    people were evacuated, officials said.\n\n\
    An order was given to close the dam at Usti.\n\n\
    Angela Merkel visited the town.\n";

fn compared(texts: &[&str]) -> Comparison {
    let options = Options { published: whosaid::day("2013-06-04") };
    compare(&texts.iter().map(|text| (*text, options)).collect::<Vec<_>>())
}

/// The texts of a shared claim, and what differs: kind and what each says.
fn lines(comparison: &Comparison) -> Vec<String> {
    let mut lines = Vec::new();
    for shared in &comparison.shared {
        let texts = shared.claims.iter().map(|spot| {
            let mut claims = comparison.articles[spot.article].claims.iter();
            claims.find(|claim| claim.id == spot.claim).map_or("", |claim| &claim.text)
        });
        lines.push(texts.collect::<Vec<_>>().join(" = "));
        for difference in &shared.differences {
            let [one, two] = &difference.sides;
            lines.push(format!("{:?}: {} | {}", difference.kind, one.says, two.says));
        }
    }
    lines
}

#[test]
fn the_same_event_is_found_with_what_differs() {
    let expected = [
        "Twelve people were killed when the river Elbe broke its banks near Dresden on Monday = The river Elbe \
         broke its banks near Dresden on Sunday and 15 people were killed",
        "Number: Twelve people | 15 people",
        "Time: on Monday | on Sunday",
        "Some 3,000 people were evacuated. = About 5,000 people were evacuated",
        "Number: Some 3,000 people | About 5,000 people",
        "Attribution: the writer | officials",
        "that any order was given to close the dam at Usti = An order was given to close the dam at Usti.",
        "Attribution: Government of Russia | the writer",
        "Denial: denied | not denied",
    ];
    assert_eq!(lines(&compared(&[ONE, TWO])), expected);
}

#[test]
fn what_only_one_has_is_listed_with_it() {
    let comparison = compared(&[ONE, TWO]);
    let alone: Vec<Vec<&str>> = comparison
        .alone
        .iter()
        .zip(&comparison.articles)
        .map(|(ids, report)| ids.iter().map(|&id| &*report.claims[id].text).collect())
        .collect();
    assert_eq!(alone, [["the bridge would stay closed for two weeks"], ["Angela Merkel visited the town."]]);
}

#[test]
fn an_article_shares_everything_with_itself_and_differs_in_nothing() {
    let comparison = compared(&[ONE, ONE, ONE]);
    assert_eq!(comparison.alone, [[0; 0], [0; 0], [0; 0]]);
    assert!(comparison.shared.iter().all(|shared| shared.claims.len() == 3 && shared.differences.is_empty()));
    assert_eq!(comparison.shared.len(), comparison.articles[0].claims.len());
}

#[test]
fn numbers_told_roughly_may_be_the_same() {
    let texts = [
        "Nearly 700,000 people fled the province of Idlib.",
        "Some 690,000 people fled the province of Idlib.",
    ];
    let comparison = compared(&texts);
    assert_eq!(comparison.shared.len(), 1);
    assert_eq!(comparison.shared[0].differences, []);
    let texts = ["At least 12 people were killed in Idlib.", "The shelling of Idlib killed 15 people."];
    assert_eq!(compared(&texts).shared[0].differences, []);
    let texts = ["At least 12 people were killed in Idlib.", "The shelling of Idlib killed 11 people."];
    assert_eq!(compared(&texts).shared[0].differences[0].kind, DifferenceKind::Number);
}

#[test]
fn articles_about_different_things_share_nothing() {
    let other = "The central bank raised interest rates on Thursday. Its governor said that prices had risen too fast.";
    let comparison = compared(&[ONE, other]);
    assert_eq!(comparison.shared, []);
    let of_all = comparison.alone.iter().map(Vec::len).sum::<usize>();
    assert_eq!(of_all, comparison.articles.iter().map(|report| report.claims.len()).sum::<usize>());
}

#[test]
fn a_corrected_report_takes_the_place_of_what_is_read() {
    let options = Options { published: whosaid::day("2013-06-04") };
    let mut corrected = whosaid::analyze_with(None, TWO, &options);
    corrected.claims.retain(|claim| !claim.text.starts_with("An order was given"));
    let killed = corrected.claims.iter_mut().find(|claim| claim.text.contains("15 people were killed"));
    let killed = killed.expect("the claim is read by rules");
    killed.attribution = None;
    killed.quantities.clear();
    let texts = [(ONE, options), (TWO, options)];
    let comparison = compare_corrected(None, &texts, vec![None, Some(corrected)]);
    let lines = lines(&comparison);
    assert!(lines.iter().any(|line| line == "Number: Twelve people | 15 people"), "{lines:?}");
    assert!(lines.iter().any(|line| line == "Attribution: police | the writer"), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("An order was given")), "{lines:?}");
}
