//! What other pages embed. In: `www/embed/`, `www/examples/`. Out: `www/embed/loader.js`, the one file
//! of the script line, with its hash in the examples and the documentation; the npm package; the
//! WordPress plugin with all it needs.

use crate::build::copy;
use crate::tools;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Where `cargo xtask serve` serves; the addresses in the examples are those.
const SERVED: &str = "http://127.0.0.1:8080";

/// Bundles the loader and the example in React.
pub fn bundle(root: &Path, node: &tools::Node) -> Result<()> {
    node.packages(root)?;
    tools::run(node.node(root).arg("xtask/bundle.js"))
}

/// Makes `dist/npm`, the package as it would be published.
pub fn npm(root: &Path) -> Result<()> {
    let www = root.join("www");
    let npm = root.join("dist/npm");
    copy(&www.join("pkg"), &npm.join("pkg"))?;
    copy(&www.join("embed"), &npm.join("embed"))?;
    // The list of the site's files is for its service worker.
    let list = npm.join("pkg/files.js");
    if list.exists() {
        fs::remove_file(list)?;
    }
    for (folder, file) in [
        (&*www, "whosaid.js"),
        (&*www, "whosaid.d.ts"),
        (root, "README.md"),
        (root, "LICENSE-MIT"),
        (root, "LICENSE-APACHE"),
        (root, "NOTICE"),
    ] {
        fs::copy(folder.join(file), npm.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    fs::write(npm.join("package.json"), manifest()?)?;
    Ok(())
}

/// Makes `dist/wordpress/whosaid`, the plugin as it is installed.
pub fn wordpress(root: &Path) -> Result<()> {
    let plugin = root.join("dist/wordpress/whosaid");
    copy(&root.join("wordpress/whosaid"), &plugin)?;
    let assets = plugin.join("assets");
    copy(&root.join("www/embed"), &assets.join("embed"))?;
    copy(&root.join("www/pkg"), &assets.join("pkg"))?;
    fs::copy(root.join("www/whosaid.js"), assets.join("whosaid.js"))?;
    Ok(())
}

/// Puts the address at which the site will be served into what must name it: oEmbed.
pub fn address(root: &Path, address: &str) -> Result<()> {
    for entry in fs::read_dir(root.join("dist/site/examples/reports"))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".oembed.json") {
            let text = fs::read_to_string(&path)?.replace(SERVED, address.trim_end_matches('/'));
            fs::write(path, text)?;
        }
    }
    Ok(())
}

/// The `package.json` of the npm package.
fn manifest() -> Result<String> {
    let manifest = serde_json::json!({
        "name": "whosaid",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Reads a news article and shows every claim beside whoever makes it",
        "license": "(MIT OR Apache-2.0) AND CC-BY-SA-4.0",
        "keywords": ["news", "quotations", "attribution", "fact-checking", "wasm", "custom-element"],
        "type": "module",
        "exports": {
            ".": { "types": "./whosaid.d.ts", "default": "./whosaid.js" },
            "./embed": { "types": "./embed/who-said.d.ts", "default": "./embed/who-said.js" },
            "./embed/prepared": { "types": "./embed/prepared.d.ts", "default": "./embed/prepared.js" },
            "./embed/*": "./embed/*",
            "./pkg/whosaid_bg.wasm": "./pkg/whosaid_bg.wasm",
            "./pkg/*": "./pkg/*",
            "./package.json": "./package.json",
        },
        "types": "./whosaid.d.ts",
        "bin": { "whosaid-prepare": "./embed/prepare.js" },
        "files": ["whosaid.js", "whosaid.d.ts", "pkg", "embed", "LICENSE-MIT", "LICENSE-APACHE", "NOTICE"],
        // Importing the element defines it.
        "sideEffects": ["./embed/who-said.js", "./embed/loader.js", "./embed/worker.js", "./embed/frame.js"],
        "engines": { "node": ">=20" },
    });
    Ok(format!("{manifest:#}\n"))
}
