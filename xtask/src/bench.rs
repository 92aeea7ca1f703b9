//! Speed, growth, memory and size, in one run. In: the sample articles of the page. Out: two
//! tables on standard output. The peers read the same text in the same browser, each as its
//! documentation says; they do other and lesser work, so the figures say what a page pays, not
//! who is better. Nothing is asserted.

use crate::build;
use crate::serve::Server;
use crate::tools::{self, Node, cargo};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The peers: their modules in `benches/browser`, and the packages that these bundle.
const PEERS: [(&str, &[&str]); 2] =
    [("compromise", &["compromise"]), ("wink", &["wink-nlp", "wink-eng-lite-web-model"])];

/// What `benches/browser/run.js` prints.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InBrowser {
    browser: String,
    words: usize,
    per_thousand_words: BTreeMap<String, f64>,
    growth: Vec<Time>,
}

#[derive(Deserialize)]
struct Time {
    bytes: usize,
    nanoseconds: f64,
}

/// Measures everything and prints it.
pub fn everything(root: &Path) -> Result<()> {
    let node = Node::find_or_install(root)?;
    node.packages(root)?;
    let chromium = tools::chromium(&node, root)?;
    build::package(root)?;
    build::optimize(root, &node)?;

    let site = root.join("target/bench");
    let modules = site.join("bench");
    fs::create_dir_all(&modules)?;
    for file in ["whosaid.js", "worker.js"] {
        fs::copy(root.join("benches/browser").join(file), modules.join(file))?;
    }
    println!("timing in Chromium");
    let server = Server::start(root.join("www"), Some(site), 0)?;
    let mut browser = node.node(root);
    browser.arg("benches/browser/run.js").arg(&modules);
    browser.env("WHOSAID_URL", server.url()).env("CHROMIUM", chromium);
    let browser: InBrowser = serde_json::from_str(&read(&mut browser)?)?;

    println!("timing natively");
    let native = read(cargo(root).args(["bench", "--quiet", "--bench", "growth"]))?;

    beside_peers(root, &modules, &browser)?;
    growth(&native, &browser);
    Ok(())
}

/// What a command prints on standard output; an error if it fails.
fn read(command: &mut std::process::Command) -> Result<String> {
    let output = command.stderr(std::process::Stdio::inherit()).output()?;
    ensure!(output.status.success(), "{} failed", command.get_program().display());
    Ok(String::from_utf8(output.stdout)?)
}

fn beside_peers(root: &Path, modules: &Path, browser: &InBrowser) -> Result<()> {
    println!("\nIn Chromium {}, in a worker, on {} words:\n", browser.browser, browser.words);
    println!("| library | ms per 1,000 words | download, kB with gzip -9 |");
    println!("|---|---:|---:|");
    let row = |module: &str, name: &str, bytes: usize| {
        println!("| {name} | {:.1} | {:.0} |", browser.per_thousand_words[module], bytes as f64 / 1000.0);
    };
    let mut own = 0;
    for file in ["whosaid.js", "pkg/whosaid.js", "pkg/whosaid_bg.wasm"] {
        own += build::gzip(&fs::read(root.join("www").join(file))?)?;
    }
    row("whosaid", &format!("whosaid {}", env!("CARGO_PKG_VERSION")), own);
    for (peer, packages) in PEERS {
        let bundle = build::gzip(&fs::read(modules.join(peer).with_extension("js"))?)?;
        let names: Result<Vec<_>> = packages.iter().map(|package| name_and_version(root, package)).collect();
        row(peer, &names?.join(" + "), bundle);
    }
    Ok(())
}

fn name_and_version(root: &Path, package: &str) -> Result<String> {
    let manifest = fs::read_to_string(root.join("node_modules").join(package).join("package.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
    Ok(format!("{package} {}", manifest["version"].as_str().context("no version")?))
}

/// `native` holds the lines that `benches/growth.rs` prints.
fn growth(native: &str, browser: &InBrowser) {
    println!("\nGrowth with the size of the text (the ratio is to the row above; linear is 1):\n");
    println!("| where | bytes | ms | ns per byte | ratio | peak memory, MB |");
    println!("|---|---:|---:|---:|---:|---:|");
    let row = |place: &str, time: &Time, last: Option<f64>, peak: Option<f64>| {
        let per_byte = time.nanoseconds / time.bytes as f64;
        let ratio = last.map_or(String::new(), |last| format!("{:.2}", per_byte / last));
        let peak = peak.map_or(String::new(), |kib| format!("{:.0}", kib * 1024.0 / 1e6));
        let ms = time.nanoseconds / 1e6;
        println!("| {place} | {} | {ms:.1} | {per_byte:.1} | {ratio} | {peak} |", time.bytes);
        Some(per_byte)
    };
    let mut last = None;
    for line in native.lines() {
        let fields: Vec<f64> = line.split('\t').filter_map(|field| field.parse().ok()).collect();
        if let [bytes, nanoseconds, peak] = fields[..] {
            let peak = (peak > 0.0).then_some(peak);
            last = row("native", &Time { bytes: bytes as usize, nanoseconds }, last, peak);
        }
    }
    last = None;
    for time in &browser.growth {
        last = row("Chromium", time, last, None);
    }
}
