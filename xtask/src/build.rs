//! The browser package and what is uploaded. In: the library and `www/`. Out:
//!
//! - `www/pkg/`: the WebAssembly, the glue that wasm-bindgen makes for it, its types, the model
//! - `dist/site/`: the static site, as it is served
//! - `dist/npm/`: the npm package

use crate::tools;
use anyhow::{Context, Result, anyhow};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::Write;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

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
    let mut bindgen = Bindgen::new();
    bindgen.input_path(target.join("wasm32-unknown-unknown/wasm/whosaid.wasm"));
    // After a panic the memory is not to be trusted: `www/whosaid.js` starts a fresh instance.
    bindgen.reset_state_function(true);
    bindgen.typescript(true).remove_name_section(true).remove_producers_section(true);
    let made = bindgen.web(true).and_then(|bindgen| bindgen.generate(root.join("www/pkg")));
    made.map_err(|e| anyhow!("wasm-bindgen: {e:#}"))?;
    // Packed here: servers do not pack what they do not know.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&fs::read(root.join("models/en.bin"))?)?;
    fs::write(root.join("www/pkg/en.bin.gz"), encoder.finish()?)?;
    Ok(())
}

/// Makes `www/pkg/` and `dist/`; `release` makes the WebAssembly as small as it can be.
pub fn everything(root: &Path, release: bool) -> Result<()> {
    package(root)?;
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

    let npm = dist.join("npm");
    copy(&www.join("pkg"), &npm.join("pkg"))?;
    for (folder, file) in [
        (&*www, "whosaid.js"),
        (&*www, "whosaid.d.ts"),
        (root, "README.md"),
        (root, "LICENSE-MIT"),
        (root, "LICENSE-APACHE"),
    ] {
        fs::copy(folder.join(file), npm.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    fs::write(npm.join("package.json"), manifest()?)?;

    for file in ["whosaid_bg.wasm", "whosaid.js"] {
        let bytes = fs::read(www.join("pkg").join(file))?;
        println!("www/pkg/{file}: {} bytes, {} with gzip -9", bytes.len(), gzip(&bytes)?);
    }
    println!("www/pkg/en.bin.gz: {} bytes", fs::metadata(www.join("pkg/en.bin.gz"))?.len());
    println!("dist/site and dist/npm are ready to upload");
    Ok(())
}

/// How many bytes gzip -9 makes of it.
pub fn gzip(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

/// Makes the WebAssembly of `www/pkg/` as small as wasm-opt can.
pub fn optimize(root: &Path, node: &tools::Node) -> Result<()> {
    node.packages(root)?;
    let wasm = root.join("www/pkg/whosaid_bg.wasm");
    let mut command = node.node(root);
    command.arg("node_modules/binaryen/bin/wasm-opt").args(FEATURES);
    tools::run(command.arg("-Oz").arg(&wasm).arg("--output").arg(&wasm))
}

/// The `package.json` of the npm package.
fn manifest() -> Result<String> {
    let manifest = serde_json::json!({
        "name": "whosaid",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Reads a news article and shows every claim beside whoever makes it",
        "license": "MIT OR Apache-2.0",
        "keywords": ["news", "quotations", "attribution", "fact-checking", "wasm"],
        "type": "module",
        "exports": {
            ".": { "types": "./whosaid.d.ts", "default": "./whosaid.js" },
            "./pkg/whosaid_bg.wasm": "./pkg/whosaid_bg.wasm",
            "./pkg/en.bin.gz": "./pkg/en.bin.gz",
        },
        "types": "./whosaid.d.ts",
        "files": ["whosaid.js", "whosaid.d.ts", "pkg", "LICENSE-MIT", "LICENSE-APACHE"],
        "sideEffects": false,
        "engines": { "node": ">=20" },
    });
    Ok(format!("{manifest:#}\n"))
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
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
