//! What a source's evidence comes to: its kind and its country.
//!
//! In: an [`Evidence`]. Out: the kind for which the weights of its features add up to most, and then,
//! knowing that, the country, or none. Both are log-linear models (multinomial logistic regression
//! over kinds, conditional logit over the countries that come into question) whose weights come with
//! the trained model, in hundredths, and can be read in `data/kinds.tsv` and `data/sides.tsv`; sums of whole numbers are the same on every
//! platform. `cargo run -p train --release -- resolution` learns them. A weight says what is usual
//! in the news that it was learned from, not what is so.

use super::evidence::{Evidence, name_of};
use super::known::Known;
use crate::model::{file::Error, sections::Sections};
use crate::report::Kind;
use rustc_hash::FxHashMap;

/// All kinds, in the order of a tie.
pub const KINDS: [Kind; 17] = [
    Kind::Government,
    Kind::Military,
    Kind::ArmedGroup,
    Kind::InternationalOrganisation,
    Kind::Party,
    Kind::Court,
    Kind::Police,
    Kind::Company,
    Kind::Ngo,
    Kind::Media,
    Kind::Academia,
    Kind::Health,
    Kind::Witness,
    Kind::Document,
    Kind::Public,
    Kind::Individual,
    Kind::Unknown,
];

/// By how much, in hundredths, another kind has to outweigh the one that the rules tell: what an
/// article says of somebody outright stands against anything but a good deal of evidence.
const MARGIN: i32 = 150;

/// What each feature weighs.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    kinds: FxHashMap<String, [i32; KINDS.len()]>,
    countries: FxHashMap<String, i32>,
    /// The bodies and people that were known when it was learned.
    pub known: Known,
}

impl Weights {
    /// Takes the weights from a model file.
    ///
    /// # Errors
    ///
    /// Where it has none.
    pub fn read(sections: &mut Sections) -> Result<Self, Error> {
        let (kinds, countries) = (sections.lines("resolution.kinds")?, sections.lines("resolution.sides")?);
        let known = Known::read(sections)?;
        Ok(Self { known, ..Self::of(&kinds, &countries) })
    }

    /// Only what is known, without any weights: the rules decide.
    pub fn unlearned(known: Known) -> Self {
        Self { known, ..Self::default() }
    }

    /// From rows of feature, and `kind:weight` with bars between; of feature and weight.
    pub fn of(kinds: &[String], countries: &[String]) -> Self {
        let mut weights = Self::default();
        for (feature, list) in kinds.iter().filter_map(|row| row.split_once('\t')) {
            let row = weights.kinds.entry(feature.to_owned()).or_default();
            for (kind, weight) in list.split('|').filter_map(|item| item.split_once(':')) {
                if let Some(at) = KINDS.iter().position(|known| name_of(*known) == kind) {
                    row[at] = weight.parse().unwrap_or(0);
                }
            }
        }
        for (feature, weight) in countries.iter().filter_map(|row| row.split_once('\t')) {
            weights.countries.insert(feature.to_owned(), weight.parse().unwrap_or(0));
        }
        weights
    }

    /// Whether it has none, so that the rules decide.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The kind.
    pub fn kind(&self, evidence: &Evidence) -> Kind {
        let mut sums = [0; KINDS.len()];
        for row in evidence.kind.iter().filter_map(|feature| self.kinds.get(feature)) {
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        }
        best_kind(&sums, evidence)
    }

    /// The country of a source of that kind, an ISO 3166 code.
    pub fn country(&self, evidence: &Evidence, kind: Kind) -> Option<&'static str> {
        if let Some(sure) = evidence.sure {
            return sure;
        }
        let mut best: Option<(i32, Option<&'static str>)> = None;
        for (country, features) in &evidence.countries {
            let weight = |feature: &String| self.countries.get(feature).copied().unwrap_or(0);
            let sum = told_apart(features, kind, evidence.shape).iter().map(weight).sum();
            if best.is_none_or(|(most, _)| sum > most) {
                best = Some((sum, *country));
            }
        }
        best?.1
    }

    /// Kind and country.
    pub fn side(&self, evidence: &Evidence) -> (Kind, Option<&'static str>) {
        let kind = self.kind(evidence);
        (kind, self.country(evidence, kind))
    }
}

/// The kind of the highest sum, the one that the rules tell unless another is higher by a margin. What
/// a known body is, or one that its noun names, is not weighed: it helps none on held-out articles.
pub fn best_kind(sums: &[i32], evidence: &Evidence) -> Kind {
    let best = (0..KINDS.len()).max_by_key(|kind| (sums[*kind], std::cmp::Reverse(*kind))).unwrap_or(0);
    let rule = KINDS.iter().position(|kind| Some(*kind) == evidence.rule).unwrap_or(best);
    if matches!(evidence.shape, "country" | "known" | "unnamed") {
        return KINDS[rule];
    }
    KINDS[if sums[best] - sums[rule] < MARGIN { rule } else { best }]
}

/// The features of a country by themselves, and with the kind and the shape of the source.
pub fn told_apart(features: &[String], kind: Kind, shape: &str) -> Vec<String> {
    let mut all = Vec::with_capacity(features.len() * 3);
    for (at, feature) in features.iter().enumerate() {
        all.push(feature.clone());
        if feature.contains(" noun ") {
            continue;
        }
        for other in features[..at].iter().filter(|other| !other.contains(" noun ")) {
            all.push(format!("{other} & {feature}"));
        }
        all.push(format!("{feature}, {}", name_of(kind)));
        all.push(format!("{feature}, {shape}"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(rule: Kind) -> Evidence {
        Evidence {
            kind: vec!["post head".to_owned()],
            countries: vec![(Some("FR"), vec!["is near".to_owned()]), (None, vec!["none any".to_owned()])],
            rule: Some(rule),
            sure: None,
            shape: "person",
        }
    }

    #[test]
    fn the_rules_stand_against_little() {
        let weights = |row: &str| Weights::of(&[row.to_owned()], &[]);
        let little = weights("post head\tcompany:140");
        let much = weights("post head\tcompany:160");
        assert_eq!(little.kind(&evidence(Kind::Ngo)), Kind::Ngo);
        assert_eq!(much.kind(&evidence(Kind::Ngo)), Kind::Company);
    }

    #[test]
    fn the_country_depends_on_the_kind() {
        let sides = ["is near\t20", "is near, academia\t-50", "none any\t10"].map(str::to_owned);
        let weights = Weights::of(&[], &sides);
        assert_eq!(weights.country(&evidence(Kind::Ngo), Kind::Ngo), Some("FR"));
        assert_eq!(weights.country(&evidence(Kind::Ngo), Kind::Academia), None);
    }

    #[test]
    fn a_sure_country_is_not_weighed() {
        let sure = Evidence { sure: Some(Some("TR")), ..evidence(Kind::Government) };
        assert_eq!(Weights::default().country(&sure, Kind::Government), Some("TR"));
    }
}
