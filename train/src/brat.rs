//! Gold attributions.
//!
//! In: a folder of `NAME.txt` with `NAME.ann` (brat standoff: Source, Cue and Content spans and
//! Attribution events, offsets in code points) and, where sources are resolved, `NAME.json`.
//! Out: each document's text and attributions, offsets in bytes.

use anyhow::{Context, Result, bail};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use whosaid::{Span, report::Type};

/// One attribution, as annotated or as found. Each part may have several pieces, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributed {
    /// Who it comes from.
    pub source: Vec<Span>,
    /// The words that signal it.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
    /// The attribution in whose content it stands.
    pub inside: Option<usize>,
    /// The names that the source goes by; none where the gold does not say, or there is no source.
    pub who: Vec<String>,
    /// Kind and country of the source.
    pub side: Option<[String; 2]>,
    /// Whether the text names the source.
    pub named: bool,
    /// What kind of attribution.
    pub kind: Option<Type>,
    /// How sure it is, 0 to 1; of gold, nothing.
    pub confidence: f32,
}

/// An annotated document.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    /// Its path below the folder, without ending.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its attributions, in the order of the file.
    pub attributions: Vec<Attributed>,
    /// What the annotators left out.
    pub skip: Vec<Span>,
}

#[derive(Deserialize)]
struct Notes {
    attributions: Vec<Note>,
}

#[derive(Deserialize)]
struct Note {
    r#type: Type,
    who: Option<String>,
    kind: String,
    country: String,
    named: bool,
    inside: Option<usize>,
}

/// Every document of a folder, ordered by name.
pub fn read(folder: &Path) -> Result<Vec<Gold>> {
    let mut paths = Vec::new();
    find(folder, &mut paths)?;
    paths.sort();
    if paths.is_empty() {
        bail!("there are no .ann files under {}", folder.display());
    }
    paths.iter().map(|path| document(folder, path).with_context(|| path.display().to_string())).collect()
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            find(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "ann") {
            found.push(path);
        }
    }
    Ok(())
}

fn document(folder: &Path, path: &Path) -> Result<Gold> {
    let text = std::fs::read_to_string(path.with_extension("txt"))?;
    let notes = path.with_extension("json");
    let notes: Option<Notes> = match notes.exists() {
        true => Some(serde_json::from_str(&std::fs::read_to_string(notes)?)?),
        false => None,
    };
    let (mut attributions, skip) = parse(&std::fs::read_to_string(path)?, &text);
    if let Some(notes) = notes {
        if notes.attributions.len() != attributions.len() {
            bail!("the .json has {} attributions", notes.attributions.len());
        }
        for (attribution, note) in attributions.iter_mut().zip(notes.attributions) {
            attribution.inside = note.inside;
            attribution.kind = Some(note.r#type);
            attribution.who = note.who.into_iter().filter(|who| !who.is_empty()).collect();
            attribution.named = note.named;
            attribution.side = Some([note.kind, note.country]);
        }
    }
    let name = path.strip_prefix(folder)?.with_extension("");
    Ok(Gold { name: name.to_string_lossy().into_owned(), text, attributions, skip })
}

/// The attributions of a brat file, and what it sets aside. Lines that are neither spans nor
/// events, or not well formed, are passed over.
fn parse(annotation: &str, text: &str) -> (Vec<Attributed>, Vec<Span>) {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut spans: FxHashMap<&str, Vec<Span>> = FxHashMap::default();
    let (mut attributions, mut skip) = (Vec::new(), Vec::new());
    for line in annotation.split('\n') {
        let mut parts = line.split('\t');
        let (Some(id), Some(what)) = (parts.next(), parts.next()) else { continue };
        if id.starts_with('T') {
            let Some((kind, offsets)) = what.split_once(' ') else { continue };
            let piece = |piece: &str| {
                let mut ends =
                    piece.split_whitespace().map(|end| bytes.get(end.parse::<usize>().ok()?).copied());
                Some(Span::new(ends.next()??, ends.next()??))
            };
            let Some(pieces) = offsets.split(';').map(piece).collect::<Option<Vec<_>>>() else { continue };
            if matches!(kind, "Discard" | "Discuss") {
                skip.extend(&pieces);
            }
            spans.insert(id, pieces);
        } else if id.starts_with('E') {
            let mut found = Attributed::default();
            let mut is_attribution = false;
            for item in what.split_whitespace() {
                let (role, reference) = item.split_once(':').unwrap_or((item, ""));
                let role = role.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
                let Some(pieces) = spans.get(reference) else { continue };
                is_attribution |= role.starts_with("attribution");
                match role.as_str() {
                    "source" => found.source.extend(pieces),
                    "cue" => found.cue.extend(pieces),
                    "content" => found.content.extend(pieces),
                    _ => {}
                }
            }
            [&mut found.source, &mut found.cue, &mut found.content].into_iter().for_each(|part| part.sort());
            if is_attribution && !found.content.is_empty() {
                attributions.push(found);
            }
        }
    }
    (attributions, skip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_become_attributions_in_bytes() {
        let text = "“No,” Merkel said, “never.”";
        let annotation = "T1\tContent 0 5;19 27\t“No,” “never.”\nT2\tSource 6 12\tMerkel\nT3\tCue 13 17\tsaid\n\
            T4\tAttribution 13 17\tsaid\nE1\tAttribution:T4 Source:T2 Cue:T3 Content:T1\nA1\tx E1\n";
        let (attributions, skip) = parse(annotation, text);
        assert!(skip.is_empty());
        let of = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>();
        assert_eq!(attributions.len(), 1);
        assert_eq!(of(&attributions[0].content), ["“No,”", "“never.”"]);
        assert_eq!(of(&attributions[0].source), ["Merkel"]);
        assert_eq!(of(&attributions[0].cue), ["said"]);
    }
}
