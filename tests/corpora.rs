//! What holds of any text, checked on real articles: those of the corpora folder that
//! `WHOSAID_CORPORA` names (without it, `../shared/corpora`). Skipped where there is none.

mod invariants;

use invariants::check;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use whosaid::report::{About, BlockKind, Format, export};

/// A folder of the corpora; none, and a line that says so, where they are not there.
fn corpus(name: &str) -> Option<PathBuf> {
    let root = match std::env::var_os("WHOSAID_CORPORA") {
        Some(root) => PathBuf::from(root),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora"),
    };
    let folder = root.join(name);
    if !folder.is_dir() {
        // Past the harness, which would show it for failures alone.
        io::stderr().write_all(format!("skipped: no folder {}\n", folder.display()).as_bytes()).unwrap();
        return None;
    }
    Some(folder)
}

/// Every text under a folder, in an order that is always the same.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            found.push(path);
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no texts in {}", folder.display());
    found
}

/// Checks every text under a folder; in a build without optimisation, which is too slow for all of
/// them, every `step`th.
fn check_texts(folder: &Path, step: usize) {
    for path in texts(folder).into_iter().step_by(if cfg!(debug_assertions) { step } else { 1 }) {
        let text = fs::read_to_string(&path).unwrap();
        if std::panic::catch_unwind(|| check(&text)).is_err() {
            panic!("this was {}", path.display());
        }
    }
}

#[test]
fn annotated_articles() {
    let Some(folder) = corpus("attribution") else { return };
    check_texts(&folder, 4);
}

#[test]
fn raw_articles() {
    let Some(folder) = corpus("raw") else { return };
    check_texts(&folder, 16);
}

#[test]
fn annotations_are_found_again_in_every_article() {
    let Some(folder) = corpus("attribution/dev") else { return };
    for path in texts(&folder) {
        let text = fs::read_to_string(&path).unwrap();
        let report = whosaid::analyze(&text, &whosaid::Options::default());
        let claims = report.claims.clone();
        let page = export(&text, report, Format::Annotation, &About::default()).unwrap();
        let page: Value = serde_json::from_str(&page).unwrap();
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), claims.len());
        let characters: Vec<char> = text.chars().collect();
        for (item, claim) in items.iter().zip(&claims) {
            let targets = item["target"].as_array().unwrap();
            assert_eq!(targets.len(), claim.spans.len());
            for (target, span) in targets.iter().zip(&claim.spans) {
                let [quote, position] = [0, 1].map(|i| &target["selector"][i]);
                let [exact, prefix, suffix] =
                    ["exact", "prefix", "suffix"].map(|part| quote[part].as_str().unwrap());
                let [start, end] = ["start", "end"].map(|edge| position[edge].as_u64().unwrap() as usize);
                assert_eq!(characters[start..end].iter().collect::<String>(), span.of(&text));
                assert_eq!(exact, span.of(&text));
                let around = format!("{prefix}{exact}{suffix}");
                let found = text.find(&around).map(|at| at + prefix.len());
                assert_eq!(found, Some(span.start), "{around:?} in {}", path.display());
            }
        }
    }
}

#[test]
fn csv_reads_back_in_every_article() {
    let Some(folder) = corpus("attribution/dev") else { return };
    for path in texts(&folder) {
        let text = fs::read_to_string(&path).unwrap();
        let report = whosaid::analyze(&text, &whosaid::Options::default());
        let (claims, sources) = (report.claims.clone(), report.sources.clone());
        let csv = export(&text, report, Format::Csv, &About::default()).unwrap();
        let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
        assert_eq!(rows.len(), claims.len(), "{}", path.display());
        let characters: Vec<char> = text.chars().collect();
        for (row, claim) in rows.iter().zip(&claims) {
            let [start, end] = ["start", "end"].map(|name| row[name].parse::<usize>().unwrap());
            let whole = claim.spans[0].start..claim.spans[claim.spans.len() - 1].end;
            assert_eq!(characters[start..end].iter().collect::<String>(), text[whole]);
            let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            // What would be calculated has an apostrophe before it.
            assert_eq!(
                row["text"].trim_start_matches('\''),
                on_one_line(&claim.text).trim_start_matches('\'')
            );
            let source = claim.attribution.as_ref().map(|a| a.source.map(|id| sources[id].name.as_str()));
            let who = source.map_or("the writer", |source| source.unwrap_or("not given"));
            assert_eq!(row["source"], on_one_line(who));
        }
    }
}

/// The parts of a page that an annotation names, by number of line, blank ones not counted.
#[derive(Deserialize)]
struct Parts {
    furniture: Vec<usize>,
    crossheads: Vec<usize>,
}

#[test]
fn what_is_no_part_of_the_story_holds_no_claim() {
    let Some(folder) = corpus("seed") else { return };
    for path in texts(&folder) {
        let text = fs::read_to_string(&path).unwrap();
        let annotation = fs::read_to_string(path.with_extension("json")).unwrap();
        let parts: Parts = serde_json::from_str(&annotation).unwrap();
        let report = check(&text);
        let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        for (kind, numbers) in
            [(BlockKind::Furniture, parts.furniture), (BlockKind::Crosshead, parts.crossheads)]
        {
            let found = report.blocks.iter().filter(|block| block.kind == kind);
            let found: Vec<&str> = found.map(|block| block.span.of(&text)).collect();
            let annotated: Vec<&str> = numbers.iter().map(|&number| lines[number].trim()).collect();
            assert_eq!(found, annotated, "{kind:?} of {}", path.display());
        }
        assert!(report.blocks.iter().any(|block| block.kind == BlockKind::Credit), "{}", path.display());
    }
}
