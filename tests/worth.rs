//! Which claims are held to be worth checking, and why.

use whosaid::report::Claim;
use whosaid::{Options, analyze};

const ARTICLE: &str = "Shelling in the north

Eight soldiers were killed on Saturday in the shelling of an observation post in Idlib, the ministry said.

The attacks have displaced nearly 700,000 people since December, according to the United Nations.

\"We think that they got what they deserve,\" the president said. The mayor said that she hoped for peace.

The Kremlin accused Kyiv of using civilian ships as cover.";

fn claims() -> Vec<Claim> {
    analyze(ARTICLE, &Options::default()).claims
}

fn of(claims: &[Claim], words: &str) -> Claim {
    claims
        .iter()
        .find(|claim| claim.text.contains(words))
        .unwrap_or_else(|| panic!("{words}: {claims:#?}"))
        .clone()
}

#[test]
fn facts_with_numbers_come_before_accusations_and_these_before_opinions() {
    let claims = claims();
    let worth = |words| of(&claims, words).worth;
    let (deaths, flight) = (worth("Eight soldiers"), worth("700,000"));
    let accusation = worth("civilian ships");
    let opinions = [worth("they deserve"), worth("peace")];
    assert!(deaths.min(flight) > accusation, "{claims:#?}");
    assert!(opinions.iter().all(|opinion| *opinion < accusation && *opinion < 0.5), "{claims:#?}");
}

#[test]
fn reasons_name_what_weighs_most_first() {
    let claims = claims();
    assert_eq!(of(&claims, "700,000").reasons[0], "people harmed: nearly 700,000 people");
    assert_eq!(of(&claims, "Eight soldiers").reasons[0], "people harmed: Eight soldiers");
    assert_eq!(of(&claims, "civilian ships").reasons[0], "an accusation: accused");
    assert!(claims.iter().all(|claim| claim.reasons.len() <= 3));
}
