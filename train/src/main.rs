//! Trains the model that whosaid reads with.
//!
//! It runs about twice as fast when built for the very processor:
//! `RUSTFLAGS="-C target-cpu=native" cargo run -p train --release -- …`

mod checkpoint;
mod conllu;
mod corpora;
mod nn;
mod syntax;
mod vectors;
mod vocabulary;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains the reader of parts of speech and dependency trees.
    Syntax(syntax::Settings),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Syntax(settings) => syntax::train(&settings),
    }
}
