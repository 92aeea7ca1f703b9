//! `whosaid analyze`. In: files, or standard input. Out: a report of each, to read, as JSON or in the
//! formats of others.
//!
//! A file that cannot be read is named on standard error, and the others are still analysed.

use super::{complain, day, finish, terminal};
use clap::Args;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use whosaid::report::About;
use whosaid::report::words::one_line as printable;
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

    /// How to report: `text` to read, `json`, `csv`, `markdown`, `annotation`, `jsonld`, `claimreview` or
    /// `html`
    #[arg(long, default_value = "text", value_parser = format)]
    format: Format,

    /// Where the article is published, for the formats that refer to it
    #[arg(long, value_parser = address)]
    url: Option<String>,

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
  text         in colour where standard output is a terminal, unless NO_COLOR is set
  json         one JSON object a line for each FILE that could be read: the report, preceded by the
               field \"file\". Offsets are bytes of the file as it is, byte order mark included.
  csv          for spreadsheets: one claim a line after a line of names, UTF-8 with a byte order mark.
               Cells that a spreadsheet would calculate begin with an apostrophe.
  markdown     a memo for a desk
  annotation   W3C Web Annotations, one JSON-LD object a line for each FILE
  jsonld       schema.org Claim and Quotation, the same way
  claimreview  drafts of schema.org ClaimReview without a verdict, the same way
  html         a page that needs nothing else; takes one FILE

Examples:
  whosaid analyze article.txt
  pbpaste | whosaid analyze -
  whosaid analyze --format json *.txt | jq '.file, .sources[].name'
  whosaid analyze --format annotation --url https://example.org/news article.txt

Exit codes: 0 done; 1 a FILE could not be read (the others are still analysed); 2 wrong usage.";

#[derive(Clone, Copy)]
enum Format {
    Text,
    Json,
    Export(whosaid::report::Format),
}

fn format(name: &str) -> Result<Format, String> {
    match name {
        "text" => Ok(Format::Text),
        "json" => Ok(Format::Json),
        _ => whosaid::report::Format::of(name).map(Format::Export).ok_or_else(|| {
            let known: Vec<_> = whosaid::report::Format::ALL.iter().map(|format| format.name()).collect();
            format!("no such format; there are text, json, {}", known.join(", "))
        }),
    }
}

fn address(url: &str) -> Result<String, String> {
    match whosaid::report::export::is_address(url) {
        true => Ok(url.to_owned()),
        false => Err("not an address such as https://example.org/news".to_owned()),
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
    if matches!(arguments.format, Format::Export(whosaid::report::Format::Html)) && arguments.files.len() > 1
    {
        complain("error", "--format html takes one FILE");
        return Ok(ExitCode::from(2));
    }
    if arguments.url.is_some() && arguments.files.len() > 1 {
        complain("error", "--url takes one FILE");
        return Ok(ExitCode::from(2));
    }
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
            Format::Export(format) => {
                let called = (name != "-").then_some(&*name);
                let about = About { name: called, url: arguments.url.as_deref() };
                let export = whosaid::report::export(&text, report, format, &about);
                let export = export.expect("the report is as it was read, and the address was checked");
                let mut out = io::stdout().lock();
                let export = match format {
                    // The names of the columns stand once.
                    whosaid::report::Format::Csv if !first => {
                        export.split_once('\n').map_or("", |(_, lines)| lines)
                    }
                    _ => &export,
                };
                if !first && format == whosaid::report::Format::Markdown {
                    out.write_all(b"\n")?;
                }
                out.write_all(export.as_bytes())?;
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
pub(super) fn read(path: &Path) -> Result<String, String> {
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
