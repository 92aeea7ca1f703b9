//! The whole model from the corpora, by one command.
//!
//! In: the corpora. Out: the packed model and the packed parser. First the parser, from which the others
//! learn what trees look like; then, for the reader of attributions, some networks that learn from the
//! gold; and from the gold and from what these make of unlabelled text the one that is shipped. Seeds are fixed. What has been trained lies in a
//! folder, where the next step finds it.

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
    /// Where the parser is put.
    #[arg(long, default_value = "models/en-syntax.bin")]
    pub parser_out: PathBuf,
}

/// A network that teaches.
struct Teacher {
    seed: u64,
    units: usize,
    meeting: usize,
    reader: usize,
    drop_input: f32,
    drop_output: f32,
}

/// One that is larger than what is shipped, and two that differ by chance only.
const TEACHERS: [Teacher; 3] = [
    Teacher { seed: 1, units: 96, meeting: 64, reader: 48, drop_input: 0.2, drop_output: 0.35 },
    Teacher { seed: 1, units: 64, meeting: 64, reader: 32, drop_input: 0.15, drop_output: 0.25 },
    Teacher { seed: 2, units: 64, meeting: 64, reader: 32, drop_input: 0.15, drop_output: 0.25 },
];

/// How many times the reader that is shipped reads the gold: more than its teachers, since it reads
/// unlabelled text too.
const EPOCHS: usize = 24;

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
    let packed = pack::Settings {
        syntax: parser.out,
        attribution: settings.folder.join("attribution.net"),
        out: settings.out.clone(),
        parser_out: settings.parser_out.clone(),
        ..defaults()
    };
    pack::parser(&packed)?;
    let mut teachers = Vec::new();
    for (number, teacher) in (1..).zip(&TEACHERS) {
        begin(&format!("attributions: teacher {number} of {}", TEACHERS.len()));
        let out = settings.folder.join(format!("teacher-{number}.net"));
        teachers.push(out.clone());
        let Teacher { seed, units, meeting, reader, drop_input, drop_output } = *teacher;
        let parser = packed.parser_out.clone();
        let teacher = attribution::Settings { seed, units, meeting, reader, parser, out, ..defaults() };
        attribution::train(&attribution::Settings { drop_input, drop_output, ..teacher })?;
    }
    begin("attributions: the reader that is shipped");
    let (parser, out) = (packed.parser_out.clone(), packed.attribution.clone());
    attribution::train(&attribution::Settings { epochs: EPOCHS, teachers, parser, out, ..defaults() })?;
    begin("packing");
    pack::model(&packed)?;
    begin("done");
    Ok(())
}
