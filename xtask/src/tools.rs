//! What the tasks need besides Rust: the WebAssembly target, Node with npm and its packages, a
//! Chromium. Each is looked for first and brought only where it is missing; where it cannot be
//! brought the error says what to install.

use anyhow::{Context, Result, bail, ensure};
use std::env::{self, consts};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The oldest Node that the tests run on.
const NODE: u32 = 20;
/// The Node that is fetched where the system's packages have only older ones.
const NODE_FETCHED: &str = "22.23.3";
const WASM: &str = "wasm32-unknown-unknown";

/// Runs a command to its end; what it prints is seen. An error if it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot run {name}"))?;
    ensure!(status.success(), "{name} failed: {status}");
    Ok(())
}

/// What a command prints on standard output, trimmed; none if it cannot be run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The cargo that this was started by, in the workspace.
pub fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Makes sure that Rust can compile to WebAssembly.
pub fn wasm_target(root: &Path) -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(root))
        .context("cannot run rustc")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    println!("adding Rust's target {WASM}");
    run(Command::new("rustup").args(["target", "add", WASM]).current_dir(root)).with_context(|| {
        format!("Rust's target {WASM} is missing: `rustup target add {WASM}`, or your system's package of it")
    })
}

/// Node and npm.
pub struct Node {
    /// The folder put before the others on PATH, for a Node that was fetched.
    folder: Option<PathBuf>,
}

impl Node {
    /// The Node that is there, if it is recent enough.
    pub fn find(root: &Path) -> Option<Self> {
        let modules = root.join("target/node/node_modules");
        let fetched =
            fetched_package().map(|package| Self { folder: Some(modules.join(package).join("bin")) });
        [Self { folder: None }]
            .into_iter()
            .chain(fetched)
            .find(|node| node.version().is_some_and(|version| version >= NODE))
    }

    /// The Node that is there, or one from the system's packages.
    pub fn find_or_install(root: &Path) -> Result<Self> {
        if let Some(node) = Self::find(root) {
            return Ok(node);
        }
        if can_install() {
            println!("installing Node from the system's packages");
            install(&["nodejs", "npm"])?;
            if let Some(node) = Self::find(root) {
                return Ok(node);
            }
            if let Some(package) = fetched_package() {
                println!("the system's Node is older than {NODE}: fetching {NODE_FETCHED} into target/node");
                let spec = format!("{package}@{NODE_FETCHED}");
                let folder = root.join("target/node");
                fs::create_dir_all(&folder)?;
                run(Command::new("npm").args(["install", "--no-save", "--prefix"]).arg(&folder).arg(spec))?;
            }
        }
        Self::find(root).with_context(|| {
            format!(
                "Node {NODE} or later with npm is missing; install it from nodejs.org or your system's packages"
            )
        })
    }

    /// `node`, in the workspace.
    pub fn node(&self, root: &Path) -> Command {
        self.command("node", root)
    }

    /// Installs the packages of package-lock.json where they are not yet there.
    pub fn packages(&self, root: &Path) -> Result<()> {
        let changed = |path: &str| fs::metadata(root.join(path)).and_then(|file| file.modified()).ok();
        let installed = changed("node_modules/.package-lock.json");
        if installed.is_some() && installed >= changed("package-lock.json") {
            return Ok(());
        }
        println!("installing the packages of package-lock.json");
        run(self.command(if cfg!(windows) { "npm.cmd" } else { "npm" }, root).arg("ci"))
    }

    fn command(&self, program: &str, root: &Path) -> Command {
        let mut command = Command::new(match &self.folder {
            Some(folder) if program == "node" => folder.join("node").into_os_string(),
            _ => program.into(),
        });
        if let Some(folder) = &self.folder {
            let path = env::var_os("PATH").unwrap_or_default();
            let folders = [folder.clone()].into_iter().chain(env::split_paths(&path));
            command.env("PATH", env::join_paths(folders).unwrap_or(path.clone()));
        }
        command.current_dir(root);
        command
    }

    /// The first number of its version.
    fn version(&self) -> Option<u32> {
        let version = output(self.command("node", Path::new(".")).arg("--version"))?;
        version.trim_start_matches('v').split('.').next()?.parse().ok()
    }
}

/// The npm package that holds Node's program for this system.
fn fetched_package() -> Option<String> {
    let arch = match consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        _ => return None,
    };
    Some(format!("node-linux-{arch}"))
}

/// A Chromium or Chrome: the one that CHROMIUM names, one on PATH, one from the system's packages,
/// or Playwright's.
pub fn chromium(node: &Node, root: &Path) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        ensure!(works(&named), "CHROMIUM is {}, which does not run", named.display());
        return Ok(named.into());
    }
    if let Some(found) = installed_chromium() {
        return Ok(found);
    }
    if can_install() {
        println!("installing Chromium from the system's packages");
        // Where the system's package is none that works in a container, Playwright's may.
        let _ = install(&["chromium"]);
        if let Some(found) = installed_chromium() {
            return Ok(found);
        }
    }
    println!("installing Playwright's Chromium");
    let mut playwright = node.node(root);
    playwright.args(["node_modules/playwright-core/cli.js", "install", "chromium"]);
    if can_install() {
        playwright.arg("--with-deps");
    }
    run(&mut playwright).context(
        "no Chromium was found or could be fetched: install Chromium or Chrome, or set CHROMIUM to its path",
    )?;
    let script = "import('playwright-core').then(p => console.log((p.chromium ?? p.default.chromium).executablePath()))";
    let path = output(node.node(root).args(["--eval", script])).context("Playwright has no Chromium")?;
    ensure!(works(&path), "Playwright's Chromium at {path} does not run");
    Ok(path.into())
}

/// Whether there is PHP, brought from the system's packages where that can be; the tests of the
/// WordPress plugin that need it say so where they are skipped.
pub fn php() -> bool {
    let is_there = || output(Command::new("php").arg("--version")).is_some();
    is_there() || can_install() && install(&["php-cli"]).is_ok() && is_there()
}

fn installed_chromium() -> Option<PathBuf> {
    let programs = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];
    programs.iter().find(|program| works(program)).map(|program| {
        let path = env::var_os("PATH").unwrap_or_default();
        let found = env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
        found.unwrap_or_else(|| program.into())
    })
}

fn works(program: impl AsRef<OsStr>) -> bool {
    output(Command::new(program).arg("--version")).is_some_and(|version| version.contains("Chrom"))
}

/// Whether packages of the system can be installed without asking anybody.
fn can_install() -> bool {
    output(Command::new("id").arg("-u")).as_deref() == Some("0")
        && output(Command::new("apt-get").arg("--version")).is_some()
}

fn install(packages: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    // The lists may be old or absent; that one of several sources does not answer is no matter here.
    let _ = run(apt.args(["update", "--quiet"]).stdout(Stdio::null()));
    let mut apt = Command::new("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
    if run(apt.args(["install", "--yes", "--no-install-recommends"]).args(packages)).is_err() {
        bail!("cannot install {} with apt-get", packages.join(" and "));
    }
    Ok(())
}
