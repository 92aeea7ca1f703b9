//! What the command's parts share: the day of publication as an argument, and how the end of the
//! output is dealt with.

pub mod analyze;
pub mod batch;
pub mod compare;
mod terminal;

use std::io;
use std::process::ExitCode;
use whosaid::NaiveDate;

/// Reads a day given as `YYYY-MM-DD`, and only so.
fn day(text: &str) -> Result<NaiveDate, String> {
    whosaid::day(text).ok_or_else(|| "not a day in the form YYYY-MM-DD".to_owned())
}

/// The exit code after the output ended with `result`. That nobody reads the output any more
/// (`| head`) is no failure.
fn finish(result: io::Result<ExitCode>) -> ExitCode {
    match result {
        Ok(code) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain("error", &format!("cannot write the output: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Writes one line to standard error.
fn complain(what: &str, message: &str) {
    // Where standard error is closed too, nothing is left to say it to.
    let _ = io::Write::write_all(&mut io::stderr(), format!("{what}: {message}\n").as_bytes());
}
