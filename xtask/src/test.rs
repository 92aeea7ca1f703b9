//! Every check and test, one after the other. A step that fails does not stop the others, except
//! those that need what it makes; the run ends with what each step came to.

use crate::build;
use crate::serve::Server;
use crate::tools::{self, Node, cargo, run};
use anyhow::{Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

enum Outcome {
    Passed,
    Failed,
    Skipped,
}

#[derive(Default)]
struct Run {
    steps: Vec<(String, Outcome, Duration)>,
}

impl Run {
    /// Runs a step, says what came of it, and hands on what it made.
    fn step<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Option<T> {
        println!("\n=== {name}");
        let start = Instant::now();
        let result = step();
        let took = start.elapsed();
        let outcome = match &result {
            Ok(_) => {
                println!("=== {name}: passed in {:.1} s", took.as_secs_f64());
                Outcome::Passed
            }
            Err(error) => {
                println!("=== {name}: FAILED after {:.1} s: {error:#}", took.as_secs_f64());
                Outcome::Failed
            }
        };
        self.steps.push((name.to_owned(), outcome, took));
        result.ok()
    }

    fn skip(&mut self, name: &str) {
        self.steps.push((name.to_owned(), Outcome::Skipped, Duration::ZERO));
    }

    /// Prints the summary; an error unless every step passed.
    fn end(self) -> Result<()> {
        println!("\n=== Summary");
        for (name, outcome, took) in &self.steps {
            match outcome {
                Outcome::Passed => println!("passed   {:>6.1} s  {name}", took.as_secs_f64()),
                Outcome::Failed => println!("FAILED   {:>6.1} s  {name}", took.as_secs_f64()),
                Outcome::Skipped => println!("skipped            {name}, which needs one that failed"),
            }
        }
        let failed = self.steps.iter().filter(|(_, outcome, _)| !matches!(outcome, Outcome::Passed)).count();
        ensure!(failed == 0, "{failed} of {} steps did not pass", self.steps.len());
        println!("all {} steps passed", self.steps.len());
        Ok(())
    }
}

/// Runs them all. An error if any fails.
pub fn everything(root: &Path) -> Result<()> {
    let mut steps = Run::default();
    steps.step("Formatting (cargo fmt)", || run(cargo(root).args(["fmt", "--all", "--check"])));
    steps.step("Lints (cargo clippy)", || {
        run(cargo(root).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    });
    steps.step("Lints of the browser API (cargo clippy)", || {
        tools::wasm_target(root)?;
        let what = ["--lib", "--no-default-features", "--target=wasm32-unknown-unknown"];
        run(cargo(root).arg("clippy").args(what).args(["--", "-D", "warnings"]))
    });
    steps
        .step("Rust tests (cargo test)", || run(cargo(root).args(["test", "--workspace", "--no-fail-fast"])));
    steps.step("Documentation (cargo doc)", || {
        run(cargo(root)
            .args(["doc", "--workspace", "--no-deps", "--document-private-items"])
            .env("RUSTDOCFLAGS", "-D warnings"))
    });

    // First Node: the build bundles what is embedded with it.
    let node = steps.step("Node and its packages", || {
        let node = Node::find_or_install(root)?;
        node.packages(root)?;
        Ok(node)
    });
    let package = steps.step("Browser package (cargo xtask build)", || build::everything(root, false, None));
    let chromium = node.as_ref().and_then(|node| {
        steps.step("Chromium", || {
            let chromium = tools::chromium(node, root)?;
            println!("{}", chromium.display());
            Ok(chromium)
        })
    });

    const TYPES: &str = "Types (tsc)";
    const IN_NODE: &str = "The package in Node (node --test)";
    const INSTALLED: &str = "The package installed (node --test)";
    const IN_CHROMIUM: &str = "The page in Chromium (node --test)";
    const EMBEDDED: &str = "Other pages that embed it, in Chromium (node --test)";
    const WORDPRESS: &str = "The WordPress plugin (php, node --test)";
    const IN_A_BROWSER: [&str; 4] = [IN_CHROMIUM, EMBEDDED, INSTALLED, WORDPRESS];
    match (package, node) {
        (Some(()), Some(node)) => {
            steps.step(TYPES, || {
                let tsc = "node_modules/typescript/bin/tsc";
                run(node.node(root).args([tsc, "--noEmit", "--project", "tsconfig.json"]))
            });
            steps.step(IN_NODE, || node_tests(&node, root, "tests/wasm", None));
            match chromium {
                Some(chromium) => {
                    let all = [
                        (IN_CHROMIUM, "tests/page"),
                        (EMBEDDED, "tests/embed"),
                        (INSTALLED, "tests/package"),
                        (WORDPRESS, "tests/wordpress"),
                    ];
                    if !tools::php() {
                        println!("no PHP: the plugin's PHP is not tested");
                    }
                    for (name, folder) in all {
                        steps.step(name, || node_tests(&node, root, folder, Some(chromium.clone())));
                    }
                }
                None => IN_A_BROWSER.into_iter().for_each(|name| steps.skip(name)),
            }
        }
        _ => [TYPES, IN_NODE].into_iter().chain(IN_A_BROWSER).for_each(|name| steps.skip(name)),
    }
    steps.end()
}

/// Runs the `*.test.js` of a folder; with a browser, beside a server whose address they get.
fn node_tests(node: &Node, root: &Path, folder: &str, chromium: Option<PathBuf>) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root.join(folder))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.js") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{folder} has no *.test.js");
    }
    files.sort();
    let mut command = node.node(root);
    // Two browsers at once: one waits most of the time.
    command.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]);
    // It serves until the tests have ended.
    let _server = match chromium {
        Some(chromium) => {
            let server = Server::start(root.join("www"), None, 0)?;
            command.env("WHOSAID_URL", server.url()).env("CHROMIUM", chromium);
            Some(server)
        }
        None => None,
    };
    run(command.args(files))
}
