//! Whom sources speak for: trains the weights of `data/kinds.tsv` and `data/sides.tsv`, and says how
//! well sources are resolved where attributions are given.
//!
//! In: gold documents whose attributions are resolved. Out: the two tables, or figures. Sources are
//! resolved by the rules first; a source's label is what most of its gold attributions say. Both
//! models are log-linear, trained by AdaGrad with a quadratic penalty, from nothing, in a fixed
//! order, so that one machine always makes the same tables.

use crate::attribution_score::norm;
use crate::brat::{self, Gold};
use crate::pack;
use anyhow::{Context, Result};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use whosaid::{
    Span,
    document::{Attribution, Construction, Document},
    report::{Kind, Stance, Type},
    resolve::{
        self,
        evidence::{Evidence, name_of},
        known::{Known, People},
        weigh::{KINDS, Weights, best_kind, told_apart},
    },
    segment, tag, text,
};

/// How to train.
#[derive(clap::Args)]
pub struct Settings {
    /// The gold to learn from.
    folder: PathBuf,
    /// Gold to measure on.
    #[arg(long)]
    dev: Option<PathBuf>,
    /// Measures by cross-validation in so many parts instead of writing tables.
    #[arg(long, default_value_t = 0)]
    folds: usize,
    /// Where the tables go.
    #[arg(long, default_value = "data")]
    out: PathBuf,
    /// The folder of the bodies and people that are known beforehand.
    #[arg(long, default_value = "data")]
    tables: PathBuf,
    /// The penalty on weights of kinds.
    #[arg(long, default_value_t = 2.0)]
    penalty: f64,
    /// The penalty on weights of countries.
    #[arg(long, default_value_t = 40.0)]
    penalty_country: f64,
    /// What speaks for a kind counts if so many documents have it.
    #[arg(long, default_value_t = 6)]
    least: usize,
    /// What speaks for a country counts if so many documents have it.
    #[arg(long, default_value_t = 4)]
    least_country: usize,
    /// Features that begin so are left out.
    #[arg(long)]
    without: Vec<String>,
    /// Prints each error.
    #[arg(long)]
    errors: bool,
    /// Rounds over the gold.
    #[arg(long, default_value_t = 15)]
    rounds: usize,
}

/// A source with its evidence and what the gold says.
struct Example {
    document: usize,
    evidence: Evidence,
    kind: usize,
    country: String,
    /// How many attributions it has that way.
    weight: f64,
    /// Kind and country of each of its attributions.
    gold: Vec<(String, String)>,
    /// The document's name and the source's.
    name: String,
    /// Whether the source's name is the right one, for each attribution.
    named: Vec<bool>,
}

/// A document with the gold attributions in it, and for each of them its place in the gold.
pub fn with_gold<'g>(gold: &'g Gold, weights: Option<&Weights>) -> (Document<'g>, Vec<usize>) {
    let mut document = Document::new(&gold.text);
    text::divide(&mut document);
    segment::segment(&mut document);
    tag::tag(&mut document);
    let tokens = |spans: &[Span]| -> Vec<Range<usize>> {
        let of = |&span: &Span| {
            let start = document.tokens.partition_point(|token| token.span.end <= span.start);
            let end = document.tokens.partition_point(|token| token.span.start < span.end);
            (start < end).then_some(start..end)
        };
        spans.iter().filter_map(of).collect()
    };
    let longest = |pieces: Vec<Range<usize>>| pieces.into_iter().max_by_key(|piece| piece.len());
    let mut order: Vec<usize> = (0..gold.attributions.len())
        .filter(|at| !tokens(&gold.attributions[*at].content).is_empty())
        .collect();
    order.sort_by_key(|at| gold.attributions[*at].content[0].start);
    let mut attributions: Vec<Attribution> = Vec::new();
    for at in &order {
        let one = &gold.attributions[*at];
        let source = longest(tokens(&one.source));
        let cue = longest(tokens(&one.cue));
        let alone = source.is_none() && cue.is_none();
        let before = attributions.iter().rposition(|a| a.inside.is_none() && a.source.is_some());
        attributions.push(Attribution {
            follows: before.filter(|_| alone),
            construction: if alone { Construction::QuotationAlone } else { Construction::Clause },
            source,
            cue,
            content: tokens(&one.content),
            lemma: "".into(),
            kind: one.kind.unwrap_or(Type::Statement),
            stance: Stance::Neutral,
            inside: one.inside.and_then(|outer| order.iter().position(|known| *known == outer)),
            confidence: 1.0,
            who: None,
        });
    }
    document.attributions = attributions;
    resolve::resolve(&mut document, weights);
    (document, order)
}

fn examples(gold: &[Gold], known: &Weights) -> Vec<Example> {
    let mut examples = Vec::new();
    for (index, one) in gold.iter().enumerate() {
        let (document, order) = with_gold(one, Some(known));
        let evidence = resolve::evidence(&document, known);
        let mut sides: Vec<Vec<(String, String)>> = vec![Vec::new(); document.sources.len()];
        let mut named: Vec<Vec<bool>> = vec![Vec::new(); document.sources.len()];
        for (attribution, at) in document.attributions.iter().zip(&order) {
            let (Some(who), Some([kind, country])) = (attribution.who, &one.attributions[*at].side) else {
                continue;
            };
            if !kind.is_empty() {
                sides[who].push((kind.clone(), country.clone()));
                let source = &document.sources[who];
                let gold = &one.attributions[*at].who;
                let mut names = source.aliases.iter().chain([&source.name]);
                named[who].push(names.any(|name| gold.iter().any(|g| norm(g) == norm(name))));
            }
        }
        let names: Vec<String> =
            document.sources.iter().map(|source| format!("{} | {}", one.name, source.name)).collect();
        for (((evidence, sides), name), named) in evidence.into_iter().zip(sides).zip(names).zip(named) {
            let count = |side: &(String, String)| sides.iter().filter(|other| *other == side).count();
            let Some(most) = sides.iter().rev().max_by_key(|side| count(side)).cloned() else { continue };
            let Some(kind) = KINDS.iter().position(|kind| name_of(*kind) == most.0) else { continue };
            let weight = (count(&most) as f64).sqrt();
            examples.push(Example {
                document: index,
                evidence,
                kind,
                country: most.1,
                weight,
                gold: sides,
                name,
                named,
            });
        }
    }
    examples
}

/// What is known beyond the tables, without any weights.
fn known(tables: &Path) -> Result<Weights> {
    let [bodies, people] = [pack::rows(tables, "known_bodies")?, pack::rows(tables, "known_people")?];
    Ok(Weights::unlearned(Known::of(&bodies, &People::of(&people))))
}

/// The weights of one log-linear model, `width` to a feature.
struct Model {
    index: FxHashMap<String, usize>,
    weights: Vec<f64>,
    squares: Vec<f64>,
    width: usize,
    rate: f64,
    penalty: f64,
}

impl Model {
    fn new(index: FxHashMap<String, usize>, width: usize, penalty: f64) -> Self {
        let size = index.len() * width;
        Self { index, weights: vec![0.0; size], squares: vec![1e-6; size], width, rate: 0.2, penalty }
    }

    fn numbers(&self, features: &[String]) -> Vec<usize> {
        features.iter().filter_map(|feature| self.index.get(feature).copied()).collect()
    }

    fn step(&mut self, at: usize, slope: f64) {
        self.squares[at] += slope * slope;
        self.weights[at] -= self.rate * slope / self.squares[at].sqrt();
    }
}

fn softmax(scores: &mut [f64]) {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let sum: f64 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// The features that enough documents have, numbered in the order of the alphabet.
fn index<'e>(lists: impl Iterator<Item = (usize, Vec<&'e str>)>, least: usize) -> FxHashMap<String, usize> {
    let mut seen: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for (document, list) in lists {
        for feature in list {
            let entry = seen.entry(feature).or_insert((0, usize::MAX));
            if entry.1 != document {
                *entry = (entry.0 + 1, document);
            }
        }
    }
    let mut kept: Vec<&str> =
        seen.iter().filter(|(_, (count, _))| *count >= least).map(|(f, _)| *f).collect();
    kept.sort_unstable();
    kept.into_iter().enumerate().map(|(at, feature)| (feature.to_owned(), at)).collect()
}

fn train_kinds(examples: &[&Example], settings: &Settings) -> Model {
    let lists = examples.iter().map(|e| {
        let kept = e.evidence.kind.iter().map(String::as_str);
        (e.document, kept.filter(|f| !settings.without.iter().any(|w| f.starts_with(w.as_str()))).collect())
    });
    let mut model = Model::new(index(lists, settings.least), KINDS.len(), settings.penalty);
    let numbers: Vec<Vec<usize>> = examples.iter().map(|e| model.numbers(&e.evidence.kind)).collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..settings.rounds {
        random.shuffle(&mut order);
        for &at in &order {
            let mut shares = scores(&model, &numbers[at]);
            softmax(&mut shares);
            let weight = examples[at].weight;
            for (kind, share) in shares.iter().enumerate() {
                let slope = share - f64::from(u8::from(kind == examples[at].kind));
                for feature in &numbers[at] {
                    let cell = feature * model.width + kind;
                    let pull = model.penalty * model.weights[cell] / numbers[at].len() as f64;
                    model.step(cell, weight * slope + pull);
                }
            }
        }
    }
    model
}

fn scores(model: &Model, numbers: &[usize]) -> Vec<f64> {
    let mut sums = vec![0.0; model.width];
    for feature in numbers {
        let row = &model.weights[feature * model.width..(feature + 1) * model.width];
        sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
    }
    sums
}

fn best(scores: &[f64]) -> usize {
    (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0)
}

fn candidates(evidence: &Evidence, kind: Kind) -> Vec<(&'static str, Vec<String>)> {
    let all = evidence.countries.iter();
    all.map(|(country, features)| (country.unwrap_or(""), told_apart(features, kind, evidence.shape)))
        .collect()
}

fn train_countries(examples: &[&Example], settings: &Settings) -> Model {
    let all: Vec<Vec<(&str, Vec<String>)>> =
        examples.iter().map(|e| candidates(&e.evidence, KINDS[e.kind])).collect();
    let lists = examples.iter().zip(&all).map(|(e, all)| {
        let kept = all.iter().flat_map(|(_, features)| features.iter().map(String::as_str));
        (e.document, kept.filter(|f| !settings.without.iter().any(|w| f.starts_with(w.as_str()))).collect())
    });
    let mut model = Model::new(index(lists, settings.least_country), 1, settings.penalty_country);
    let numbers: Vec<Vec<Vec<usize>>> =
        all.iter().map(|all| all.iter().map(|(_, features)| model.numbers(features)).collect()).collect();
    let right: Vec<Option<usize>> = examples
        .iter()
        .zip(&all)
        .map(|(e, all)| {
            all.iter().filter(|_| e.evidence.sure.is_none()).position(|(country, _)| *country == e.country)
        })
        .collect();
    let mut order: Vec<usize> = (0..examples.len()).filter(|at| right[*at].is_some()).collect();
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..settings.rounds {
        random.shuffle(&mut order);
        for &at in &order {
            let mut shares: Vec<f64> = numbers[at].iter().map(|list| scores(&model, list)[0]).collect();
            softmax(&mut shares);
            for (candidate, share) in shares.iter().enumerate() {
                let slope = share - f64::from(u8::from(Some(candidate) == right[at]));
                for feature in &numbers[at][candidate] {
                    let pull = model.penalty * model.weights[*feature] / numbers[at][candidate].len() as f64;
                    model.step(*feature, examples[at].weight * slope + pull);
                }
            }
        }
    }
    model
}

fn country_of(model: &Model, evidence: &Evidence, kind: Kind) -> &'static str {
    if let Some(sure) = evidence.sure {
        return sure.unwrap_or("");
    }
    let all = candidates(evidence, kind);
    let sums: Vec<f64> = all.iter().map(|(_, list)| scores(model, &model.numbers(list))[0]).collect();
    all[best(&sums)].0
}

/// Of attributions: all, right kind, right country, both; then the same of those whose source has the
/// right name.
#[derive(Default)]
struct Figures {
    counts: [[usize; 4]; 2],
    errors: bool,
}

impl Figures {
    fn add(&mut self, example: &Example, kinds: &Model, countries: &Model) {
        let evidence = &example.evidence;
        let sums = scores(kinds, &kinds.numbers(&evidence.kind));
        let kind = best_kind(&sums.iter().map(|sum| rounded(*sum)).collect::<Vec<_>>(), evidence);
        let country = country_of(countries, evidence, kind);
        for ((gold_kind, gold_country), named) in example.gold.iter().zip(&example.named) {
            let (k, c) = (name_of(kind) == gold_kind, country == gold_country);
            for counts in &mut self.counts[..1 + usize::from(*named)] {
                let more = [true, k, c, k && c];
                counts.iter_mut().zip(more).for_each(|(count, more)| *count += usize::from(more));
            }
            if self.errors && !(k && c) {
                let found = format!("{} {country}", name_of(kind));
                println!(
                    "{} | {gold_kind} {gold_country} | {found} | {}",
                    example.name,
                    evidence.kind.join(", ")
                );
            }
        }
    }

    fn show(&self, what: &str) {
        for (what, counts) in [what, "  of the right name"].into_iter().zip(self.counts) {
            let share = |at: usize| 100.0 * counts[at] as f64 / counts[0] as f64;
            let [all, ..] = counts;
            println!("{what}: {all}, kind {:.1} country {:.1} side {:.1}", share(1), share(2), share(3));
        }
    }
}

/// Trains and writes the tables, or measures by cross-validation.
pub fn train(settings: &Settings) -> Result<()> {
    let gold = brat::read(&settings.folder)?;
    let known = known(&settings.tables)?;
    let all = examples(&gold, &known);
    if settings.folds > 0 {
        let mut figures = Figures { errors: settings.errors, ..Figures::default() };
        for fold in 0..settings.folds {
            let held = |e: &&Example| e.document % settings.folds == fold;
            let learned: Vec<&Example> = all.iter().filter(|e| !held(e)).collect();
            let kinds = train_kinds(&learned, settings);
            let countries = train_countries(&learned, settings);
            all.iter().filter(held).for_each(|e| figures.add(e, &kinds, &countries));
        }
        figures.show("cross-validation");
    }
    let learned: Vec<&Example> = all.iter().collect();
    if settings.folds > 0 && settings.dev.is_none() {
        return Ok(());
    }
    let kinds = train_kinds(&learned, settings);
    let countries = train_countries(&learned, settings);
    if let Some(dev) = &settings.dev {
        let mut figures = Figures { errors: settings.errors, ..Figures::default() };
        examples(&brat::read(dev)?, &known).iter().for_each(|e| figures.add(e, &kinds, &countries));
        figures.show("dev");
    }
    if settings.folds == 0 {
        write(&kinds, &countries, settings)?;
    }
    Ok(())
}

/// In hundredths.
fn rounded(weight: f64) -> i32 {
    (weight * 100.0).round() as i32
}

/// In hundredths, but in whole twentieths: a model of fewer numbers packs into less.
fn coarse(weight: f64) -> i32 {
    (weight * 20.0).round() as i32 * 5
}

/// Writes the weights that count for something.
fn write(kinds: &Model, countries: &Model, settings: &Settings) -> Result<()> {
    let sorted = |model: &Model| {
        let mut features: Vec<(String, usize)> = model.index.iter().map(|(f, at)| (f.clone(), *at)).collect();
        features.sort();
        features
    };
    let mut table = String::from("feature\tweights\n");
    for (feature, at) in sorted(kinds) {
        let row = &kinds.weights[at * kinds.width..(at + 1) * kinds.width];
        let cells = KINDS.iter().zip(row).map(|(kind, weight)| (kind, coarse(*weight)));
        let cells: Vec<String> =
            cells.filter(|(_, w)| *w != 0).map(|(kind, w)| format!("{}:{w}", name_of(*kind))).collect();
        if !cells.is_empty() {
            table += &format!("{feature}\t{}\n", cells.join("|"));
        }
    }
    std::fs::write(settings.out.join("kinds.tsv"), table)?;
    let mut table = String::from("feature\tweight\n");
    for (feature, at) in sorted(countries) {
        let weight = rounded(countries.weights[at]);
        if weight.abs() >= 2 {
            table += &format!("{feature}\t{weight}\n");
        }
    }
    std::fs::write(settings.out.join("sides.tsv"), table)?;
    Ok(())
}

/// What to measure.
#[derive(clap::Args)]
pub struct Evaluation {
    /// The gold.
    folder: PathBuf,
    /// The model whose weights are used.
    #[arg(long, default_value = "models/en.bin")]
    model: PathBuf,
    /// Prints each source that is wrong: name, kind or country.
    #[arg(long)]
    errors: bool,
}

const PRONOUNS: &str = " he she it they we i him her them us me his its their our my who which this that those these one others some many ";

/// What sort of words a source has.
fn mention(text: &str, name: &str) -> &'static str {
    let small = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    match words.as_slice() {
        [] => "none",
        [_] if PRONOUNS.contains(&format!(" {small} ")) => "pronoun",
        [word] if word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '.') => "acronym",
        _ if name.starts_with("Government") && words.len() <= 2 && !small.contains("government") => "metonym",
        [word] if word.starts_with(char::is_uppercase) => "single name",
        _ if words.iter().skip(1).filter(capital).count() > 0 => "name",
        _ => "description",
    }
}

/// The words around an attribution's source, or around its content where it has none, on one line.
fn sentence(text: &str, attribution: &brat::Attributed) -> String {
    let Some(span) = attribution.source.first().or(attribution.content.first()) else { return String::new() };
    let from = text.floor_char_boundary(span.start.saturating_sub(300));
    let to = text.ceil_char_boundary((span.end + 150).min(text.len()));
    text[from..to].split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says how well the sources of given attributions are resolved, by sort of mention, and how many
/// sources have been made of two.
pub fn evaluate(evaluation: &Evaluation) -> Result<()> {
    let bytes = std::fs::read(&evaluation.model)
        .with_context(|| format!("cannot read {}", evaluation.model.display()))?;
    let model = whosaid::Model::read(&bytes)?;
    let mut sorts: Vec<(&str, [usize; 5])> = Vec::new();
    let (mut sources, mut merged) = (0, 0);
    for gold in &brat::read(&evaluation.folder)? {
        let (document, order) = with_gold(gold, Some(&model.weights));
        let mut called: Vec<Vec<String>> = vec![Vec::new(); document.sources.len()];
        for (attribution, at) in document.attributions.iter().zip(&order) {
            let one = &gold.attributions[*at];
            let (Some(who), Some([kind, country])) = (one.who.first(), &one.side) else { continue };
            let words: Vec<&str> = one.source.iter().map(|span| span.of(&gold.text)).collect();
            let words = words.join(" ");
            let sort = mention(&words, who);
            let source = attribution.who.map(|who| &document.sources[who]);
            let right = source.is_some_and(|source| {
                source.aliases.iter().chain([&source.name]).any(|name| norm(name) == norm(who))
            });
            let kinds = source.is_some_and(|source| name_of(source.kind) == kind);
            let countries = source.is_some_and(|source| source.country.as_deref().unwrap_or("") == country);
            if let Some(index) =
                attribution.who.filter(|_| one.named && matches!(sort, "name" | "single name"))
            {
                called[index].push(norm(who));
            }
            if evaluation.errors && !(right && kinds && countries) {
                let name = source.map_or("-", |source| &source.name);
                let found = source.map_or("-", |source| name_of(source.kind));
                let place = source.and_then(|source| source.country.as_deref()).unwrap_or("");
                let wrong: String = [(right, 'n'), (kinds, 'k'), (countries, 'c')]
                    .iter()
                    .filter(|(holds, _)| !holds)
                    .map(|(_, letter)| *letter)
                    .collect();
                println!(
                    "{} | {sort} | {wrong} | {words} | {who} | {name} | {kind} {country} | {found} {place} | {}",
                    gold.name,
                    sentence(&gold.text, one)
                );
            }
            let row = match sorts.iter_mut().find(|(known, _)| *known == sort) {
                Some((_, row)) => row,
                None => {
                    sorts.push((sort, [0; 5]));
                    &mut sorts.last_mut().expect("one was added").1
                }
            };
            let more = [true, right, kinds, countries, kinds && countries];
            row.iter_mut().zip(more).for_each(|(count, more)| *count += usize::from(more));
        }
        for (mut names, source) in called.into_iter().zip(&document.sources) {
            names.sort();
            names.dedup();
            sources += usize::from(!names.is_empty());
            merged += usize::from(names.len() > 1);
            if evaluation.errors && names.len() > 1 {
                println!("{} | merged | {} | {}", gold.name, source.name, names.join(", "));
            }
        }
    }
    sorts.sort();
    let all = sorts.iter().fold([0; 5], |sum, (_, row)| std::array::from_fn(|at| sum[at] + row[at]));
    for (sort, row) in sorts.iter().chain([&("all", all)]) {
        let share = |at: usize| 100.0 * row[at] as f64 / row[0] as f64;
        println!(
            "{sort:12} {:5}  who {:.1}  kind {:.1}  country {:.1}  side {:.1}",
            row[0],
            share(1),
            share(2),
            share(3),
            share(4)
        );
    }
    println!("merged       {sources:5}  {:.1}", 100.0 * merged as f64 / sources as f64);
    Ok(())
}
