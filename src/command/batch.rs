//! `whosaid batch`. In: articles, one JSON object a line. Out: reports, one JSON object a line, in
//! the order of the articles.
//!
//! One thread reads, as many as there are cores analyse, and one writes. A bounded number of lines
//! is under way at a time, so that memory depends on the longest line alone.

use super::{complain, day, finish};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use whosaid::{Options, Report};

/// Reads articles from standard input, one JSON object a line, and writes a report of each
///
/// A filter for archives. Memory is bounded by the longest line; all cores are used.
#[derive(Args)]
#[command(after_long_help = LINES)]
pub struct Arguments {}

const LINES: &str = "\
In:   {\"id\": …, \"text\": \"…\"}, and \"published\": \"YYYY-MM-DD\" where the day is known
Out:  {\"id\": …, \"report\": {…}}
      {\"id\": …, \"error\": \"…\"} for a line that is no such object; the run goes on

Reports come in the order of the lines, each as soon as it can. `id` may be any JSON value and comes
back as it was written; it is null where it is left out or cannot be read. Other fields are ignored,
blank lines are skipped.

Example:
  jq -c '{id: .url, text: .body}' archive.jsonl | whosaid batch > reports.jsonl

Exit codes: 0 every line was answered, be it with an error; 1 standard input could not be read.";

/// One line of the input, and where its answer goes.
struct Job {
    number: usize,
    line: Vec<u8>,
    answer: Sender<Vec<u8>>,
}

/// Runs the command.
pub fn run() -> ExitCode {
    finish(batch())
}

fn batch() -> io::Result<ExitCode> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (job_sender, jobs) = mpsc::sync_channel(2 * cores);
    // The answers yet to come, in the order of their lines; its bound is that of the lines under way.
    let (answer_sender, answers) = mpsc::sync_channel(4 * cores);
    let jobs = Arc::new(Mutex::new(jobs));
    thread::spawn(move || read(&job_sender, &answer_sender));
    for _ in 0..cores {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || work(&jobs));
    }
    write(&answers)
}

/// Cuts standard input into jobs, until it ends or nobody wants them any more.
fn read(jobs: &SyncSender<Job>, answers: &SyncSender<io::Result<Receiver<Vec<u8>>>>) {
    let mut input = io::stdin().lock();
    for number in 1.. {
        let mut line = Vec::new();
        match input.read_until(b'\n', &mut line) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => {
                let _ = answers.send(Err(error));
                return;
            }
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        if number == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let (answer, receiver) = mpsc::channel();
        if answers.send(Ok(receiver)).is_err() || jobs.send(Job { number, line, answer }).is_err() {
            return;
        }
    }
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { number, line, answer }) = job else { return };
        // Nobody waits for it where the output was closed.
        let _ = answer.send(reply(number, &line));
    }
}

/// Writes the answers in their order, and lets none wait in the buffer while the next is not there.
fn write(answers: &Receiver<io::Result<Receiver<Vec<u8>>>>) -> io::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    loop {
        let Some(answer) = next(answers, &mut out)? else { break };
        match answer {
            Ok(answer) => {
                let answer = next(&answer, &mut out)?.expect("each job is answered");
                out.write_all(&answer)?;
            }
            Err(error) => {
                out.flush()?;
                complain("error", &format!("standard input cannot be read: {error}"));
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The next thing to come; flushes `out` before it waits. None where nothing comes any more.
fn next<T>(receiver: &Receiver<T>, out: &mut impl Write) -> io::Result<Option<T>> {
    if let Ok(thing) = receiver.try_recv() {
        return Ok(Some(thing));
    }
    out.flush()?;
    Ok(receiver.recv().ok())
}

/// The fields of a line, each still as it was written.
#[derive(Deserialize)]
struct Fields<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    #[serde(borrow)]
    published: Option<&'a RawValue>,
}

/// The line to answer a line with.
fn reply(number: usize, line: &[u8]) -> Vec<u8> {
    let lossy;
    let (id, outcome) = match std::str::from_utf8(line) {
        Ok(line) => match fields(line) {
            Ok(fields) => (fields.id, report(&fields)),
            Err(why) => (None, Err(why)),
        },
        Err(error) => {
            // What is wrong in the text leaves the id readable.
            lossy = String::from_utf8_lossy(line);
            let id = fields(&lossy).ok().and_then(|fields| fields.id);
            (
                id.filter(|id| !id.get().contains(char::REPLACEMENT_CHARACTER)),
                Err(format!("not UTF-8: invalid at byte offset {} of the line", error.valid_up_to())),
            )
        }
    };

    let mut answer = b"{\"id\":".to_vec();
    answer.extend(id.map_or("null", RawValue::get).as_bytes());
    match outcome {
        Ok(report) => {
            answer.extend(b",\"report\":");
            append(&mut answer, &report);
        }
        Err(why) => {
            answer.extend(b",\"error\":");
            append(&mut answer, &format!("line {number}: {why}"));
        }
    }
    answer.extend(b"}\n");
    answer
}

fn append(answer: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(answer, value).expect("reports and strings have a form in JSON");
}

fn fields(line: &str) -> Result<Fields<'_>, String> {
    // An array of the right length would be taken for the fields in their order.
    if !line.trim_start().starts_with('{') {
        return Err("not a JSON object".to_owned());
    }
    serde_json::from_str(line).map_err(|error| format!("not a JSON object: {}", describe(&error)))
}

fn report(fields: &Fields) -> Result<Report, String> {
    let text = fields.text.ok_or("no \"text\"")?;
    let text: String = string(text).map_err(|why| format!("\"text\" {why}"))?;
    let published = match fields.published {
        None => None,
        Some(published) => {
            let read =
                string(published).and_then(|published| day(&published).map_err(|why| format!("is {why}")));
            Some(read.map_err(|why| format!("\"published\" {why}"))?)
        }
    };
    Ok(whosaid::analyze(&text, &Options { published }))
}

fn string(value: &RawValue) -> Result<String, String> {
    if !value.get().starts_with('"') {
        return Err("is not a string".to_owned());
    }
    serde_json::from_str(value.get()).map_err(|error| format!("is not a valid string: {}", describe(&error)))
}

/// What the parser says, without its count of lines, which begins anew with each line.
fn describe(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match whole.strip_suffix(&place) {
        Some(what) => format!("{what} at column {}", error.column()),
        None => whole,
    }
}
