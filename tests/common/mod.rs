//! Reads the spec files under `tests/spec` and checks their cases. `tests/spec/README.md` says how
//! they are written.

use std::fmt::Write;

/// One case of a spec file.
struct Case {
    title: String,
    input: String,
    expected: String,
}

/// Checks that `render` turns the input of every case of `tests/spec/NAME` into what the file
/// expects; fails with all cases for which it does not.
pub fn check(name: &str, render: impl Fn(&str) -> String) {
    let path = format!("{}/tests/spec/{name}", env!("CARGO_MANIFEST_DIR"));
    let spec = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let cases = cases(name, &spec);
    let mut wrong = String::new();
    for case in &cases {
        let got = render(&case.input);
        if got.trim_end() != case.expected.trim_end() {
            let _ = write!(wrong, "\n## {}\nexpected:\n{}\ngot:\n{}\n", case.title, case.expected, got);
        }
    }
    assert!(!cases.is_empty(), "{name} has no case");
    assert!(wrong.is_empty(), "{name}:{wrong}");
}

fn cases(name: &str, spec: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case {
                title: title.to_owned(),
                input: fence(&mut lines),
                expected: fence(&mut lines),
            });
        } else {
            assert!(!line.starts_with("```"), "{name}: more than two fenced blocks under one heading");
        }
    }
    cases
}

/// The text of the next fenced block.
fn fence<'s>(lines: &mut impl Iterator<Item = &'s str>) -> String {
    let opened = lines.find(|line| !line.is_empty());
    assert!(opened.is_some_and(|line| line.starts_with("```")), "a fenced block, not {opened:?}");
    let inside: Vec<&str> = lines.take_while(|line| !line.starts_with("```")).collect();
    inside.join("\n")
}
