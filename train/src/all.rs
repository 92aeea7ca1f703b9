//! The whole model from the corpora, by one command.
//!
//! In: the corpora. Out: the packed model. First the parser; then, for the reader of attributions,
//! some larger networks that read the gold, and from them and the gold the one that is shipped.
//! Seeds are fixed. What has been trained lies in a folder, where the next step finds it.

use crate::{attribution, pack, syntax};
use anyhow::Result;
use clap::{Args, Parser};
use std::{path::PathBuf, time::Instant};

/// Where things are put.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// A folder for the weights before they are rounded.
    #[arg(long, default_value = "target/model")]
    pub folder: PathBuf,
    /// Where the model is put.
    #[arg(long, default_value = "models/en.bin")]
    pub out: PathBuf,
}

/// Units of the encoder and of the second reading, columns of the meeting, dropout of the input and
/// of the outputs: the networks that teach. Each starts from another seed.
const TEACHERS: [(usize, usize, usize, f32, f32); 3] =
    [(96, 48, 64, 0.2, 0.35), (128, 64, 96, 0.25, 0.4), (96, 48, 64, 0.2, 0.35)];

/// The settings of a command as they are when nothing is said.
fn defaults<T: Args>() -> T {
    #[derive(Parser)]
    struct Bare<T: Args> {
        #[command(flatten)]
        settings: T,
    }
    Bare::<T>::parse_from([""]).settings
}

/// Trains everything and packs it.
pub fn train(settings: &Settings) -> Result<()> {
    let start = Instant::now();
    let begin =
        |what: &str| println!("\n== {what}; {:.0} minutes gone", start.elapsed().as_secs_f64() / 60.0);
    begin("the parser");
    let parser = syntax::Settings { out: settings.folder.join("syntax.net"), ..defaults() };
    syntax::train(&parser)?;
    let mut teachers = Vec::new();
    for (number, (units, reader, meeting, drop_input, drop_output)) in (1..).zip(TEACHERS) {
        begin(&format!("attributions: teacher {number} of {}", TEACHERS.len()));
        let out = settings.folder.join(format!("teacher-{number}.net"));
        teachers.push(out.clone());
        let seed = number;
        let teacher = attribution::Settings { seed, units, reader, meeting, out, ..defaults() };
        attribution::train(&attribution::Settings { drop_input, drop_output, ..teacher })?;
    }
    begin("attributions: the reader that is shipped");
    let out = settings.folder.join("attribution.net");
    let reader = attribution::Settings { teachers, out, ..defaults() };
    attribution::train(&reader)?;
    begin("packing");
    pack::pack(&pack::Settings { syntax: parser.out, out: settings.out.clone(), ..defaults() })?;
    begin("done");
    Ok(())
}
