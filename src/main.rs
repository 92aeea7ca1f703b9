//! The command `whosaid`: what it accepts, and its exit codes (0 done, 1 some input could not be
//! read or the output not written, 2 wrong usage).

mod command;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads news articles and shows every claim beside whoever makes it.
///
/// It never says whether a claim is true. Nothing is sent anywhere.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_help = EXIT_CODES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Analyze(command::analyze::Arguments),
    Batch(command::batch::Arguments),
    Compare(command::compare::Arguments),
}

const EXIT_CODES: &str = "\
Exit codes: 0 done; 1 some input could not be read (standard error says which, and why); 2 wrong usage.";

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Analyze(arguments) => command::analyze::run(&arguments),
        Command::Batch(_) => command::batch::run(),
        Command::Compare(arguments) => command::compare::run(&arguments),
    }
}
