//! `whosaid analyze`. In: files, or standard input. Out: a report of each, to read or as JSON.
//!
//! A file that cannot be read is named on standard error, and the others are still analysed.

use super::{complain, day, finish, printable, terminal};
use clap::Args;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use whosaid::{NaiveDate, Options, Report};

/// Shows who says what in one or more articles
///
/// Each FILE is one article as plain text in UTF-8. The report lists each source with its claims,
/// then claims whose speaker the text does not give, then counts the writer's own.
#[derive(Args)]
#[command(after_long_help = FORMATS)]
pub struct Arguments {
    /// The articles; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// How to report: `text` to read, or `json`
    #[arg(long, default_value = "text", value_parser = format)]
    format: Format,

    /// The day the articles were published
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    published: Option<NaiveDate>,

    /// In `text`, list the writer's own claims too
    #[arg(long)]
    all: bool,

    /// In `text`, wrap lines at this many columns [default: as wide as the terminal, 100 at most; 80
    /// where there is none]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    width: Option<u16>,
}

const FORMATS: &str = "\
Formats:
  text  in colour where standard output is a terminal, unless NO_COLOR is set
  json  one JSON object a line for each FILE that could be read: the report, preceded by the field
        \"file\". Offsets are bytes of the file as it is, byte order mark included.

Examples:
  whosaid analyze article.txt
  pbpaste | whosaid analyze -
  whosaid analyze --format json *.txt | jq '.file, .sources[].name'

Exit codes: 0 done; 1 a FILE could not be read (the others are still analysed); 2 wrong usage.";

#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
}

/// What the report is planned to be exported to, but is not yet.
const PLANNED: [&str; 5] = ["csv", "markdown", "annotation", "jsonld", "html"];

fn format(name: &str) -> Result<Format, String> {
    match name {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        _ if PLANNED.contains(&name) => Err("not available in this version; text and json are".to_owned()),
        _ => Err("no such format; text and json are available".to_owned()),
    }
}

/// A report as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    report: &'a Report,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> ExitCode {
    finish(analyze(arguments))
}

fn analyze(arguments: &Arguments) -> io::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    let mut first = true;
    for path in &arguments.files {
        let name = path.to_string_lossy();
        let text = match read(path) {
            Ok(text) => text,
            Err(why) => {
                complain("error", &format!("{}: {why}", printable(&name)));
                code = ExitCode::FAILURE;
                continue;
            }
        };
        if looks_like_html(&text) {
            let note = "this looks like HTML; its tags are read as text";
            complain("note", &format!("{}: {note}", printable(&name)));
        }
        let report = whosaid::analyze(&text, &Options { published: arguments.published });
        match arguments.format {
            Format::Json => {
                let mut out = io::BufWriter::new(io::stdout().lock());
                serde_json::to_writer(&mut out, &Line { file: &name, report: &report })?;
                out.write_all(b"\n")?;
                out.flush()?;
            }
            Format::Text => {
                let mut page = Vec::new();
                if arguments.files.len() > 1 {
                    terminal::title(&mut page, &name, first)?;
                }
                let layout = terminal::Layout {
                    name: if name == "-" { "<stdin>" } else { &name },
                    width: arguments.width.map_or_else(terminal::width, usize::from),
                    all: arguments.all,
                };
                terminal::report(&mut page, &text, &report, &layout)?;
                let mut out = anstream::stdout().lock();
                out.write_all(&page)?;
                out.flush()?;
            }
        }
        first = false;
    }
    Ok(code)
}

/// The text of a file, or why it cannot be had.
fn read(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let result = if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)
    } else if fs::metadata(path).is_ok_and(|about| about.is_dir()) {
        return Err("is a directory, not a file".to_owned());
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    match result {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err("no such file".to_owned()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err("no permission to read it".to_owned());
        }
        Err(error) => return Err(format!("cannot be read: {error}")),
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count();
        format!("is not UTF-8 text: invalid at byte offset {at}, on line {line}")
    })
}

fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    ["<!doctype html", "<html"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
}
