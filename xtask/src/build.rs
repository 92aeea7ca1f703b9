//! The browser package and what is uploaded. In: the library and `www/`. Out:
//!
//! - `www/pkg/`: the WebAssembly, the glue that wasm-bindgen makes for it, its types, the model, and the
//!   list of the site's files that the service worker keeps
//! - `dist/site/`: the static site, as it is served
//! - `www/embed/loader.js`: what other pages embed, see [`embed`]
//! - `dist/npm/`: the npm package
//! - `dist/wordpress/whosaid/`: the WordPress plugin

use crate::{embed, likeness, tools, traps};
use anyhow::{Context, Result, anyhow};
use flate2::{Compression, Crc, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// What wasm-opt does: of all that makes the code shorter, what also makes it shorter with gzip.
const PASSES: [&str; 12] = [
    "--dae-optimizing",
    "--code-folding",
    "--merge-blocks",
    "--merge-locals",
    "--rse",
    "--coalesce-locals",
    "--duplicate-function-elimination",
    "--optimize-instructions",
    "--remove-unused-brs",
    "--reorder-locals",
    "--vacuum",
    "--remove-unused-module-elements",
];

/// What rustc lets a module for the web use; wasm-opt must be told, and must use nothing else.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];

/// Makes `www/pkg/`.
pub fn package(root: &Path) -> Result<()> {
    tools::wasm_target(root)?;
    tools::run(tools::cargo(root).args([
        "build",
        "--package=whosaid",
        "--lib",
        "--no-default-features",
        "--profile=wasm",
        "--target=wasm32-unknown-unknown",
    ]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |t| root.join(t));
    let linked = target.join("wasm32-unknown-unknown/wasm/whosaid.wasm");
    let silent = traps::silent(&fs::read(&linked).with_context(|| linked.display().to_string())?)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes("whosaid", silent);
    // After a panic the memory is not to be trusted: `www/whosaid.js` starts a fresh instance.
    bindgen.reset_state_function(true);
    bindgen.typescript(true).remove_name_section(true).remove_producers_section(true);
    let made = bindgen.web(true).and_then(|bindgen| bindgen.generate(root.join("www/pkg")));
    made.map_err(|e| anyhow!("wasm-bindgen: {e:#}"))?;
    let wasm = root.join("www/pkg/whosaid_bg.wasm");
    fs::write(&wasm, likeness::sorted(&fs::read(&wasm)?)?)?;
    // Packed here: servers do not pack what they do not know.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&fs::read(root.join("models/en.bin"))?)?;
    fs::write(root.join("www/pkg/en.bin.gz"), encoder.finish()?)?;
    list(&root.join("www"))
}

/// What of `www/` is no part of the page: what others embed, pictures for the README, types, and the
/// list itself.
fn is_beside_the_page(path: &str) -> bool {
    let folders = ["embed/", "examples/", "screenshots/"];
    folders.iter().any(|folder| path.starts_with(folder)) || path.ends_with(".d.ts") || path == "pkg/files.js"
}

/// Writes `pkg/files.js` into the site's folder: its files, and a version that changes with any of
/// them. The service worker keeps them, so that the page works without a network.
fn list(site: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect(site, "", &mut files)?;
    files.sort();
    let mut hash = Crc::new();
    for file in &files {
        hash.update(file.as_bytes());
        hash.update(&fs::read(site.join(file))?);
    }
    // The folder itself stands for the page: servers are asked for it.
    let addresses: Vec<_> = files.iter().map(|f| if f == "index.html" { "./" } else { f }).collect();
    let json =
        serde_json::json!({ "version": format!("{:08x}-{}", hash.sum(), hash.amount()), "files": addresses });
    fs::write(site.join("pkg/files.js"), format!("self.SITE = {json};\n"))
        .context("cannot write pkg/files.js")
}

/// Adds the files of `site/folder` that belong to the site, as addresses.
fn collect(site: &Path, folder: &str, files: &mut Vec<String>) -> Result<()> {
    for entry in fs::read_dir(site.join(folder))? {
        let entry = entry?;
        let name = entry.file_name();
        let path = format!("{folder}{}", name.to_str().context("a file name that is no UTF-8")?);
        if entry.file_type()?.is_dir() {
            collect(site, &format!("{path}/"), files)?;
        } else if !is_beside_the_page(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Makes `www/pkg/` and `dist/`; `release` makes the WebAssembly as small as it can be, `address` is
/// where the site will be served.
pub fn everything(root: &Path, release: bool, address: Option<&str>) -> Result<()> {
    package(root)?;
    loader(root);
    if release {
        match tools::Node::find(root) {
            Some(node) => optimize(root, &node)?,
            None => println!("wasm-opt skipped: it needs Node"),
        }
    }
    let www = root.join("www");
    let dist = root.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    copy(&www, &dist.join("site"))?;
    // The pictures of the page are the README's.
    fs::remove_dir_all(dist.join("site/screenshots"))?;
    if release && let Some(node) = tools::Node::find(root) {
        minify(root, &node, &dist.join("site"))?;
    }
    list(&dist.join("site"))?;

    embed::npm(root)?;
    embed::wordpress(root)?;
    if let Some(address) = address {
        embed::address(root, address)?;
    }

    for file in ["whosaid_bg.wasm", "whosaid.js"] {
        let bytes = fs::read(www.join("pkg").join(file))?;
        println!("www/pkg/{file}: {} bytes, {} with gzip -9", bytes.len(), gzip(&bytes)?);
    }
    println!("www/pkg/en.bin.gz: {} bytes", fs::metadata(www.join("pkg/en.bin.gz"))?.len());
    println!("dist/site, dist/npm and dist/wordpress are ready to upload");
    Ok(())
}

/// Makes `www/embed/loader.js` where there is Node; only the script line and the example in React need it.
pub fn loader(root: &Path) {
    let made = match tools::Node::find(root) {
        Some(node) => embed::bundle(root, &node),
        None => Err(anyhow!("it needs Node")),
    };
    if let Err(error) = made {
        println!("www/embed/loader.js was not made: {error:#}");
    }
}

/// Makes the page's scripts and style small, and its modules few: each is a request, and a first visit
/// waits for all of them. What starts first, the rest of the page and the worker stay files of their own.
fn minify(root: &Path, node: &tools::Node, site: &Path) -> Result<()> {
    fs::remove_dir_all(site.join("app"))?;
    let esbuild = |arguments: &[&str], out: &Path| {
        let mut command = node.node(root);
        command.arg("node_modules/esbuild/bin/esbuild").args(arguments);
        command.arg(format!("--outdir={}", out.display()));
        tools::run(command.args(["--minify", "--format=esm", "--log-level=warning"]))
    };
    // The engine of the page's own thread is loaded when it is needed.
    let page = ["www/app/head-start.js", "www/app/main.js", "--external:../whosaid.js"];
    esbuild(&[&page[..], &["--bundle", "--splitting"]].concat(), &site.join("app"))?;
    esbuild(&["www/app/worker.js", "--bundle"], &site.join("app"))?;
    esbuild(&["www/style.css", "www/sw.js", "--allow-overwrite"], site)?;
    let mut files = vec!["style.css".to_owned(), "sw.js".to_owned()];
    collect(site, "app/", &mut files)?;
    let mut size = 0;
    for file in &files {
        size += gzip(&fs::read(site.join(file))?)?;
    }
    println!("the page's scripts and style: {size} bytes with gzip -9");
    Ok(())
}

/// How many bytes gzip -9 makes of it.
pub fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Makes the WebAssembly of `www/pkg/` smaller with wasm-opt. What counts is its size with gzip: its `-Oz`
/// makes the code a tenth shorter, and what is loaded a twentieth longer.
pub fn optimize(root: &Path, node: &tools::Node) -> Result<()> {
    node.packages(root)?;
    let wasm = root.join("www/pkg/whosaid_bg.wasm");
    let smaller = root.join("www/pkg/whosaid_opt.wasm");
    let mut command = node.node(root);
    command.arg("node_modules/binaryen/bin/wasm-opt").args(FEATURES);
    tools::run(command.args(PASSES).arg(&wasm).arg("--output").arg(&smaller))?;
    fs::write(&wasm, likeness::sorted(&fs::read(&smaller)?)?)?;
    Ok(fs::remove_file(&smaller)?)
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
