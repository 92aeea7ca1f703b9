//! Trains the model that whosaid reads with.
//!
//! It runs about twice as fast when built for the very processor:
//! `RUSTFLAGS="-C target-cpu=native" cargo run -p train --release -- …`

mod attribution;
mod attribution_input;
mod attribution_net;
mod attribution_score;
mod brat;
mod checkpoint;
mod conllu;
mod corpora;
mod eval_syntax;
mod nn;
mod pack;
mod syntax;
mod vectors;
mod vocabulary;
mod worth;

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
    /// Rounds the weights and packs them into one file.
    Pack(pack::Settings),
    /// Says how well the packed model parses a treebank.
    EvalSyntax(eval_syntax::Settings),
    /// Trains the reader of attributions.
    Attribution(attribution::Settings),
    /// Measures attributions against a folder of gold documents.
    EvalAttribution(attribution::Evaluation),
    /// Learns the weights of `data/worth.tsv`.
    Worth(worth::Settings),
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Syntax(settings) => syntax::train(&settings),
        Command::Pack(settings) => pack::pack(&settings),
        Command::EvalSyntax(settings) => eval_syntax::evaluate(&settings),
        Command::Attribution(settings) => attribution::train(&settings),
        Command::Worth(settings) => worth::train(&settings),
        Command::EvalAttribution(settings) => attribution::evaluate(&settings),
    }
}
