//! The weights of `data/worth.tsv`: logistic regression over what claims have, against the sentences
//! that annotators found worth checking.
//!
//! In: a folder of gold articles, `NAME.txt` beside `NAME.json` with `worth`, spans in characters. Out:
//! the weight of each feature, rounded to whole points, in the order of the table. Claims that are worth
//! checking and those that are not count for the same in sum; the rest of the table stays as it is.

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde::Deserialize;
use std::fs;
use std::path::PathBuf;
use whosaid::Options;
use whosaid::check::worth::{features, observe};

#[derive(Args)]
pub struct Settings {
    /// The folder of articles; the training part of the corpora if not given
    folder: Option<PathBuf>,
    /// How many points a weight of one is
    #[arg(long, default_value_t = 10.0)]
    points: f64,
    /// How strongly weights are drawn to zero
    #[arg(long, default_value_t = 5.0)]
    decay: f64,
}

#[derive(Deserialize)]
struct Gold {
    #[serde(default)]
    worth: Vec<[usize; 2]>,
    #[serde(default)]
    published: Option<String>,
}

/// What a claim has, and whether it is worth checking.
type Case = (Vec<usize>, bool);

pub fn train(settings: &Settings) -> Result<()> {
    let folder = match &settings.folder {
        Some(folder) => folder.clone(),
        None => crate::corpora::path("attribution/train")?,
    };
    let mut cases = Vec::new();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path)?;
        let gold = fs::read_to_string(path.with_extension("json"))?;
        let gold: Gold = serde_json::from_str(&gold).with_context(|| path.display().to_string())?;
        if !gold.worth.is_empty() {
            cases.extend(of_article(&text, &gold));
        }
    }
    ensure!(cases.iter().any(|(_, worth)| *worth), "no sentence worth checking in {}", folder.display());
    let count = features().count();
    let weights = fit(&cases, count, settings.decay);
    println!("{} claims, {} of them worth checking", cases.len(), cases.iter().filter(|(_, w)| *w).count());
    for (name, weight) in features().zip(&weights) {
        println!("{name}\t{}", (weight * settings.points).round());
    }
    Ok(())
}

fn of_article(text: &str, gold: &Gold) -> Vec<Case> {
    let options = Options { published: gold.published.as_deref().and_then(whosaid::day) };
    let document = whosaid::read(text, &options);
    let report = whosaid::claim::report(&document, &options);
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // The whole sentence around what was marked.
    let sentences: Vec<[usize; 2]> = gold
        .worth
        .iter()
        .map(|&[start, end]| {
            let before = &text[..bytes[start]];
            let start = before.rfind(". ").max(before.rfind('\n')).map_or(0, |at| at + 1);
            [start, bytes[end]]
        })
        .collect();
    let observed = observe(&document, &report);
    let cases = report.claims.iter().zip(observed).map(|(claim, observed)| {
        let worth =
            claim.spans.iter().any(|span| sentences.iter().any(|&[s, e]| span.start < e && s < span.end));
        (observed.into_iter().map(|(feature, _)| feature).collect(), worth)
    });
    cases.collect()
}

/// Gradient descent over all cases.
fn fit(cases: &[Case], count: usize, decay: f64) -> Vec<f64> {
    let right = cases.iter().filter(|(_, worth)| *worth).count() as f64;
    let wrong = cases.len() as f64 - right;
    let mut weights = vec![0.0; count];
    for _ in 0..4000 {
        let mut gradient = vec![0.0; count];
        for (has, worth) in cases {
            let sum: f64 = has.iter().map(|&feature| weights[feature]).sum::<f64>();
            let share = 1.0 / (1.0 + (-sum).exp());
            let (target, of) = if *worth { (1.0, right) } else { (0.0, wrong) };
            let error = (target - share) / of;
            has.iter().for_each(|&feature| gradient[feature] += error);
        }
        for (i, weight) in weights.iter_mut().enumerate() {
            *weight += gradient[i] - decay / cases.len() as f64 * *weight;
        }
    }
    weights
}
