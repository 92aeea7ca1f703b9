//! `whosaid compare`. In: two or more files. Out: what they share and how it differs, and what only
//! one of them has, to read or as JSON.

use super::analyze::read;
use super::{complain, day, finish, terminal};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use whosaid::check::compare::Comparison;
use whosaid::report::words::one_line;
use whosaid::{NaiveDate, Options};

/// Shows which claims articles share, how these differ, and which only one of them has
///
/// Claims are taken for the same by their words: names, numbers, nouns, verbs and adjectives. What
/// differs is shown: numbers, times, sources, and what one attributes and another asserts.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Arguments {
    /// The articles, two or more; one of them may be `-`, standard input
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to report
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// The day each FILE was published, in their order; once for all of them
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    published: Vec<NaiveDate>,

    /// In `text`, list all claims that only one article has, not those most worth checking alone
    #[arg(long)]
    all: bool,

    /// In `text`, wrap lines at this many columns
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// To read
    Text,
    /// One JSON object; offsets are bytes of the files
    Json,
}

const EXAMPLES: &str = "\
Examples:
  whosaid compare agency.txt paper.txt
  whosaid compare --published 2020-02-11 --published 2020-02-12 monday.txt tuesday.txt
  whosaid compare --format json a.txt b.txt | jq '.shared[].differences'

Exit codes: 0 done; 1 a FILE could not be read; 2 wrong usage.";

/// A comparison as JSON.
#[derive(Serialize)]
struct Output<'a> {
    files: &'a [String],
    #[serde(flatten)]
    comparison: &'a Comparison,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    finish(compare(arguments))
}

fn compare(arguments: &Arguments) -> io::Result<ExitCode> {
    if arguments.published.len() > 1 && arguments.published.len() != arguments.files.len() {
        complain("error", "--published is given once, or once for each FILE");
        return Ok(ExitCode::from(2));
    }
    let mut texts = Vec::new();
    let names: Vec<String> = arguments.files.iter().map(|path| one_line(&path.to_string_lossy())).collect();
    for (path, name) in arguments.files.iter().zip(&names) {
        match read(path) {
            Ok(text) => texts.push(text),
            Err(why) => complain("error", &format!("{name}: {why}")),
        }
    }
    if texts.len() < names.len() {
        return Ok(ExitCode::FAILURE);
    }
    let day = |i: usize| arguments.published.get(i).or(arguments.published.first()).copied();
    let articles: Vec<(&str, Options)> =
        texts.iter().enumerate().map(|(i, text)| (text.as_str(), Options { published: day(i) })).collect();
    let comparison = whosaid::compare(&articles);
    match arguments.format {
        Format::Json => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            serde_json::to_writer(&mut out, &Output { files: &names, comparison: &comparison })?;
            out.write_all(b"\n")?;
            out.flush()?;
        }
        Format::Text => {
            let mut page = Vec::new();
            let width = arguments.width.map_or_else(terminal::width, usize::from);
            terminal::comparison(&mut page, &texts, &names, &comparison, width, arguments.all)?;
            let mut out = anstream::stdout().lock();
            out.write_all(&page)?;
            out.flush()?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
