//! Whole articles: the samples of the page and those in `articles/`, and the report that the command
//! writes of each, `articles/NAME.expected`. With `WHOSAID_BLESS=1` set, expectations are written anew,
//! for review.

use std::fs;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What the command reports of the article `NAME.txt` in a folder.
fn report(folder: &Path, name: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(["analyze", "--all", "--width", "100"])
        .arg(format!("{name}.txt"))
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn check(folder: &str, name: &str) {
    let found = report(&Path::new(ROOT).join(folder), name);
    let path = Path::new(ROOT).join("tests/articles").join(format!("{name}.expected"));
    if std::env::var_os("WHOSAID_BLESS").is_some_and(|bless| bless == "1") {
        return fs::write(path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap();
    if found != expected {
        let (found, expected): (Vec<_>, Vec<_>) = (found.lines().collect(), expected.lines().collect());
        let same = found.iter().zip(&expected).take_while(|(found, expected)| found == expected).count();
        let rest = |lines: &[&str]| lines[same..lines.len().min(same + 12)].join("\n");
        panic!(
            "{name}: line {} is the first that differs\n\nexpected:\n{}\n\nfound:\n{}\n\n\
             Where the new report is right: WHOSAID_BLESS=1 cargo test --test articles",
            same + 1,
            rest(&expected),
            rest(&found)
        );
    }
}

/// A dateline in the running text, `Name: "…"`, marks that never close, no blank lines.
#[test]
fn odd_shapes() {
    check("tests/articles", "odd-shapes");
}

/// The samples of the page.
#[test]
fn barcelona() {
    check("www/samples", "barcelona");
}

#[test]
fn black_sea() {
    check("www/samples", "black-sea");
}

#[test]
fn malaria() {
    check("www/samples", "malaria");
}
