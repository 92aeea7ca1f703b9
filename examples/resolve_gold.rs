use std::ops::Range;
use whosaid::document::{Attribution, Construction, Document};
use whosaid::report::{Stance, Type};
fn main() {
    let dirs: Vec<String> = std::env::args().skip(1).collect();
    let mut time = std::time::Duration::ZERO;
    let mut words = 0;
    for dir in dirs {
        let mut files: Vec<_> = std::fs::read_dir(&dir)
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension().is_some_and(|e| e == "json"))
            .collect();
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(file.with_extension("txt")).unwrap();
            let notes: serde_json::Value =
                serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let mut doc = Document::new(&text);
            whosaid::text::divide(&mut doc);
            whosaid::segment::segment(&mut doc);
            whosaid::tag::tag(&mut doc);
            let tok = |s: &serde_json::Value| -> Option<Range<usize>> {
                let (a, b) = (bytes[s[0].as_u64()? as usize], bytes[s[1].as_u64()? as usize]);
                let from = doc.tokens.partition_point(|t| t.span.end <= a);
                let to = doc.tokens.partition_point(|t| t.span.start < b);
                (from < to).then_some(from..to)
            };
            let list = notes["attributions"].as_array().unwrap();
            let mut order: Vec<usize> = (0..list.len()).collect();
            let parts = |k: usize, part: &str| -> Vec<Range<usize>> {
                list[k]["spans"][part]
                    .as_array()
                    .map(|a| a.iter().filter_map(&tok).collect())
                    .unwrap_or_default()
            };
            order.sort_by_key(|k| (parts(*k, "content").first().map_or(usize::MAX, |r| r.start), *k));
            let mut attributions = Vec::new();
            let mut prev: Option<usize> = None;
            for (new, k) in order.iter().enumerate() {
                let sources = parts(*k, "source");
                let source = (!sources.is_empty()).then(|| sources[0].clone());
                let cue = parts(*k, "cue").first().cloned();
                let inside =
                    list[*k]["inside"].as_u64().and_then(|i| order.iter().position(|o| *o == i as usize));
                let follows = if source.is_none() && cue.is_none() { prev } else { None };
                if inside.is_none() {
                    prev = Some(new);
                }
                attributions.push(Attribution {
                    source,
                    cue,
                    content: parts(*k, "content"),
                    lemma: "",
                    kind: Type::Statement,
                    stance: Stance::Neutral,
                    inside,
                    follows,
                    construction: Construction::Clause,
                    confidence: 1.0,
                    who: None,
                });
            }
            doc.attributions = attributions;
            words += text.split_whitespace().count();
            let start = std::time::Instant::now();
            whosaid::resolve::resolve(&mut doc);
            time += start.elapsed();
            for (new, k) in order.iter().enumerate() {
                let s = doc.attributions[new].who.map(|w| &doc.sources[w]);
                println!(
                    "{}",
                    serde_json::json!({"doc": file.file_stem().unwrap().to_str(), "k": k, "name": s.map(|s| &s.name), "aliases": s.map(|s| &s.aliases), "kind": s.map(|s| s.kind), "country": s.and_then(|s| s.country.clone()), "named": s.map(|s| s.named)})
                );
            }
        }
    }
    eprintln!(
        "{words} words, {:?}, {:.2} ms per 1000 words",
        time,
        time.as_secs_f64() * 1e6 / words.max(1) as f64
    );
}
