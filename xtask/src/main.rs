//! Builds, serves, tests and measures whosaid: `cargo xtask serve|build|test|bench`.
//!
//! What it needs besides Rust it looks for and, where it can, brings: see [`tools`].

mod bench;
mod build;
mod embed;
mod likeness;
mod serve;
mod test;
mod tools;
mod traps;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves, tests and measures whosaid")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the browser package and serves the page on this machine
    Serve {
        /// The port; 0 takes a free one
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Builds www/pkg, dist/site, dist/npm and dist/wordpress
    Build {
        /// Also makes the WebAssembly as small as wasm-opt can (needs Node)
        #[arg(long)]
        release: bool,
        /// Where dist/site will be served, such as `https://embed.example.org/whosaid`
        #[arg(long)]
        address: Option<String>,
    },
    /// Runs every check and test there is
    Test,
    /// Measures speed, growth, memory and size, beside other libraries
    Bench,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    let root = root()?;
    match arguments.command {
        Command::Serve { port } => {
            build::package(&root)?;
            build::loader(&root);
            serve::Server::start(root.join("www"), None, port)?.run_forever()
        }
        Command::Build { release, address } => build::everything(&root, release, address.as_deref()),
        Command::Test => test::everything(&root),
        Command::Bench => bench::everything(&root),
    }
}

/// The folder of the workspace.
fn root() -> Result<PathBuf> {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
    Ok(PathBuf::from(xtask).parent().context("xtask lies in the workspace")?.to_owned())
}
