//! Two or more articles beside each other: which claims they share and how these differ, and which
//! only one of them has.
//!
//! In: texts with what is known of them, and their reports where a person has corrected these. Out: a
//! [`Comparison`]. Two claims are taken for the same where
//! each is the most like the other of all claims of its article, by their names, numbers, nouns, verbs
//! and adjectives; rare ones weigh more. Words are looked up in an index, so that time grows with the
//! length of the articles and not with its square. Gets wrong: the same said in other words, and two
//! events told in the same words.

use super::content_words;
use crate::document::{Span, Upos};
use crate::order::{self, rising};
use crate::report::words::one_line;
use crate::report::{Claim, Quantity, Report, Stance, Time, indices};
use crate::{Model, Options, analyze_document};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// What several articles have in common and what not.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The report of each article, in the order given.
    pub articles: Vec<Report>,
    /// What more than one of them claim, in the order of the first that does.
    pub shared: Vec<Shared>,
    /// For each article the ids of the claims that no other has.
    pub alone: Vec<Vec<usize>>,
}

/// The same claim in more than one article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// Where it stands, by article.
    pub claims: Vec<Spot>,
    /// In what its tellings differ.
    pub differences: Vec<Difference>,
}

/// A claim of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spot {
    /// Index of [`Comparison::articles`].
    pub article: usize,
    /// Its id there.
    pub claim: usize,
}

/// In what two tellings of a claim differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// In what.
    pub kind: DifferenceKind,
    /// The one and the other.
    pub sides: [Side; 2],
}

/// One telling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Index of [`Comparison::articles`].
    pub article: usize,
    /// The claim's id there.
    pub claim: usize,
    /// What it has there: words of the article, or the name of a source.
    pub says: String,
}

/// In what tellings can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    /// Another number of the same.
    Number,
    /// Another time.
    Time,
    /// Another source.
    Source,
    /// One attributes what the other asserts.
    Attribution,
    /// One denies what the other does not.
    Denial,
}

/// Words that more claims have are not looked up.
const COMMON: usize = 60;

/// A share of the weight of two claims' words, in per cent, that makes them the same.
const ALIKE: usize = 40;

/// The same where they share two words alone.
const VERY_ALIKE: usize = 65;

/// A claim with its words, each with what it weighs.
struct Telling {
    spot: Spot,
    words: Vec<(usize, usize)>,
    /// Of all but the numbers: that they differ makes two claims no less alike.
    weight: usize,
}

/// A report with what finds its entries by their ids: those of a corrected one need not be indices.
struct Article<'a> {
    text: &'a str,
    report: Report,
    claims: FxHashMap<usize, usize>,
    sources: FxHashMap<usize, usize>,
}

impl<'a> Article<'a> {
    fn new(text: &'a str, report: Report) -> Self {
        let claims = indices(report.claims.iter().map(|claim| claim.id)).unwrap_or_default();
        let sources = indices(report.sources.iter().map(|source| source.id)).unwrap_or_default();
        Self { text, report, claims, sources }
    }

    fn claim(&self, id: usize) -> &Claim {
        &self.report.claims[self.claims[&id]]
    }

    /// Whose a claim is, if the writer attributes it.
    fn source(&self, claim: &Claim) -> Option<String> {
        let id = claim.attribution.as_ref()?.source;
        let name = |id| one_line(&self.report.sources[self.sources[&id]].name);
        Some(id.map_or_else(|| "a source not given".to_owned(), name))
    }
}

/// Compares articles, read with a model or without one by rules; offsets in the reports are bytes.
pub fn compare(model: Option<&Model>, texts: &[(&str, Options)]) -> Comparison {
    compare_corrected(model, texts, Vec::new())
}

/// The same, where a person has corrected the reports of some articles: such a report, as
/// [`Report::given_for`] gives it, takes the place of what is read here. Its quantities, times and places
/// are those that are read in its words.
pub fn compare_corrected(
    model: Option<&Model>,
    texts: &[(&str, Options)],
    corrected: Vec<Option<Report>>,
) -> Comparison {
    let mut corrected = corrected.into_iter();
    let mut articles: Vec<Article> = Vec::new();
    let mut words: Vec<(Spot, Vec<(String, Upos)>)> = Vec::new();
    for (article, &(text, ref options)) in texts.iter().enumerate() {
        let (document, mut report) = analyze_document(model, text, options);
        if let Some(Some(given)) = corrected.next() {
            report = refilled(&report, given);
        }
        for claim in report.claims.iter().filter(|claim| stands_alone(claim)) {
            words.push((Spot { article, claim: claim.id }, content_words(&document, claim)));
        }
        articles.push(Article::new(text, report));
    }
    let tellings = weighed(&words);
    let groups = groups(&tellings, articles.len());

    let mut alone: Vec<Vec<usize>> = vec![Vec::new(); articles.len()];
    let mut shared = Vec::new();
    for group in groups {
        let spots: Vec<Spot> = group.iter().map(|&telling| tellings[telling].spot).collect();
        if let [spot] = spots[..] {
            alone[spot.article].push(spot.claim);
            continue;
        }
        let mut differences = Vec::new();
        for (i, &one) in spots.iter().enumerate() {
            for &two in spots[i + 1..].iter().filter(|two| two.article != one.article) {
                differ(&articles, one, two, &mut differences);
            }
        }
        shared.push(Shared { claims: spots, differences });
    }
    Comparison { articles: articles.into_iter().map(|article| article.report).collect(), shared, alone }
}

/// A corrected report with what was read of numbers, times and places in the words of its claims.
fn refilled(read: &Report, mut given: Report) -> Report {
    fn all<T: Clone>(claims: &[Claim], of: fn(&Claim) -> &[T], span: fn(&T) -> Span) -> Vec<T> {
        let mut list: Vec<T> = claims.iter().flat_map(|claim| of(claim).iter().cloned()).collect();
        order::by_numbers(&mut list, |entry| (rising(span(entry).start), rising(span(entry).end)));
        list.dedup_by_key(|entry| span(entry));
        list
    }
    fn within<T: Clone>(list: &[T], span: fn(&T) -> Span, spans: &[Span]) -> Vec<T> {
        let inside = |outer: &Span| {
            let from = list.partition_point(|entry| span(entry).start < outer.start);
            let end = outer.end;
            list[from..]
                .iter()
                .take_while(move |entry| span(entry).start < end)
                .filter(move |entry| span(entry).end <= end)
        };
        spans.iter().flat_map(inside).cloned().collect()
    }
    let quantities = all(&read.claims, |claim| &claim.quantities, |quantity| quantity.span);
    let times = all(&read.claims, |claim| &claim.times, |time| time.span);
    let places = all(&read.claims, |claim| &claim.places, |place| place.span);
    for claim in &mut given.claims {
        claim.quantities = within(&quantities, |quantity| quantity.span, &claim.spans);
        claim.times = within(&times, |time| time.span, &claim.spans);
        claim.places = within(&places, |place| place.span, &claim.spans);
    }
    given
}

/// What stands within another claim is compared with it.
fn stands_alone(claim: &Claim) -> bool {
    claim.attribution.as_ref().is_none_or(|attribution| attribution.inside.is_none())
}

/// The words of claims as numbers, with their weights: the rarer the more, names and numbers twice.
fn weighed(claims: &[(Spot, Vec<(String, Upos)>)]) -> Vec<Telling> {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    let mut having: Vec<usize> = Vec::new();
    for (word, _) in claims.iter().flat_map(|(_, words)| words) {
        let number = *numbers.entry(word).or_insert(having.len());
        if number == having.len() {
            having.push(0);
        }
        having[number] += 1;
    }
    let telling = |(spot, words): &(Spot, Vec<(String, Upos)>)| {
        let weigh = |(word, upos): &(String, Upos)| {
            let number = numbers[word.as_str()];
            let rare = 1 + (claims.len() / having[number]).max(1).ilog2() as usize;
            let kind = if matches!(upos, Upos::Propn | Upos::Num) { 2 } else { 1 };
            (number, rare * kind)
        };
        let rest = words.iter().filter(|(_, upos)| *upos != Upos::Num);
        Telling {
            spot: *spot,
            weight: rest.map(|word| weigh(word).1).sum(),
            words: words.iter().map(weigh).collect(),
        }
    };
    claims.iter().map(telling).collect()
}

/// The tellings of each claim, those of the first article first.
fn groups(tellings: &[Telling], articles: usize) -> Vec<Vec<usize>> {
    let mut index: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (i, telling) in tellings.iter().enumerate() {
        telling.words.iter().for_each(|&(word, _)| index.entry(word).or_default().push(i));
    }
    // Of each telling the one of every other article that is most like it.
    let best: Vec<Vec<Option<usize>>> =
        tellings.iter().map(|telling| most_alike(telling, tellings, &index, articles)).collect();
    let mut group: Vec<usize> = (0..tellings.len()).collect();
    for (i, others) in best.iter().enumerate() {
        for &other in others.iter().flatten().filter(|other| **other > i) {
            if best[other][tellings[i].spot.article] == Some(i) && group[other] == other {
                group[other] = group[i];
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); tellings.len()];
    for (i, &group) in group.iter().enumerate() {
        groups[group].push(i);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn most_alike(
    telling: &Telling,
    tellings: &[Telling],
    index: &FxHashMap<usize, Vec<usize>>,
    articles: usize,
) -> Vec<Option<usize>> {
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for &(word, weight) in &telling.words {
        let having = &index[&word];
        if having.len() <= COMMON {
            hits.extend(having.iter().map(|&other| (other, weight)));
        }
    }
    order::by_number(&mut hits, |(other, _)| rising(*other));
    let mut best: Vec<Option<(usize, usize)>> = vec![None; articles];
    for hits in hits.chunk_by(|a, b| a.0 == b.0) {
        let other = hits[0].0;
        let article = tellings[other].spot.article;
        let shared: usize = hits.iter().map(|(_, weight)| weight).sum();
        let alike = 200 * shared / (telling.weight + tellings[other].weight).max(1);
        let better = best[article].is_none_or(|(most, _)| alike > most);
        let enough = match hits.len() {
            0 | 1 => false,
            2 => alike >= VERY_ALIKE,
            _ => alike >= ALIKE,
        };
        if article != telling.spot.article && enough && better {
            best[article] = Some((alike, other));
        }
    }
    best.into_iter().map(|best| best.map(|(_, other)| other)).collect()
}

/// In what two tellings differ.
fn differ(articles: &[Article], one: Spot, two: Spot, out: &mut Vec<Difference>) {
    let claim = |spot: Spot| articles[spot.article].claim(spot.claim);
    let words = |spot: Spot, span: Span| one_line(span.of(articles[spot.article].text));
    let (a, b) = (claim(one), claim(two));
    let mut add = |kind, says: [String; 2]| {
        let [first, second] = says;
        let side = |spot: Spot, says| Side { article: spot.article, claim: spot.claim, says };
        out.push(Difference { kind, sides: [side(one, first), side(two, second)] });
    };
    let numbers = a.quantities.iter().flat_map(|p| b.quantities.iter().map(move |q| (p, q)));
    let same = |(p, q): &(&Quantity, &Quantity)| p.unit == q.unit && p.event == q.event && p.unit.is_some();
    let agrees = |list: &[Quantity], with: &Quantity| {
        list.iter().any(|other| same(&(other, with)) && !apart(other, with))
    };
    for (p, q) in numbers.filter(same).take(8) {
        if apart(p, q) && !agrees(&b.quantities, p) && !agrees(&a.quantities, q) {
            add(DifferenceKind::Number, [words(one, p.span), words(two, q.span)]);
        }
    }
    if let ([p], [q]) = (&resolved(a)[..], &resolved(b)[..])
        && (p.to < q.from || q.to < p.from)
    {
        add(DifferenceKind::Time, [words(one, p.span), words(two, q.span)]);
    }
    match (articles[one.article].source(a), articles[two.article].source(b)) {
        (None, None) => {}
        (Some(first), Some(second)) => {
            if first != second {
                add(DifferenceKind::Source, [first, second]);
            }
        }
        (first, second) => {
            let writer = || "the writer".to_owned();
            add(DifferenceKind::Attribution, [first.unwrap_or_else(writer), second.unwrap_or_else(writer)]);
        }
    }
    let denies = |claim: &Claim| {
        claim.attribution.as_ref().is_some_and(|a| a.stance == Stance::Denial) != claim.negated
    };
    if denies(a) != denies(b) {
        let says = |claim: &Claim| if denies(claim) { "denied" } else { "not denied" }.to_owned();
        add(DifferenceKind::Denial, [says(a), says(b)]);
    }
}

/// The times of a claim of which the days are known.
fn resolved(claim: &Claim) -> Vec<&Time> {
    claim.times.iter().filter(|time| time.from.is_some() && time.to.is_some()).collect()
}

/// Whether two numbers of the same cannot both be: what is told roughly may be off by a tenth.
fn apart(p: &Quantity, q: &Quantity) -> bool {
    let (Some((p_low, p_high)), Some((q_low, q_high))) = (range(p), range(q)) else { return false };
    p_high < q_low || q_high < p_low
}

fn range(quantity: &Quantity) -> Option<(f64, f64)> {
    use crate::report::Bound;
    let low = quantity.value?;
    let high = quantity.high.unwrap_or(low);
    let slack = if quantity.approximate { 0.1 } else { 0.0 };
    Some(match quantity.bound {
        None => (low - slack * low.abs(), high + slack * high.abs()),
        Some(Bound::Over) => (low, f64::INFINITY),
        Some(Bound::Under) => (f64::NEG_INFINITY, high),
    })
}
