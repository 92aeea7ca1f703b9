use whosaid::document::Document;
fn run(text: &str, name: &str) {
    let mut doc = Document::new(text);
    let t0 = std::time::Instant::now();
    whosaid::text::divide(&mut doc);
    whosaid::segment::segment(&mut doc);
    whosaid::tag::tag(&mut doc);
    whosaid::attribution::attribute(&mut doc);
    let t1 = std::time::Instant::now();
    whosaid::resolve::resolve(&mut doc);
    println!(
        "{name}: {} words, {} attributions, before {:?}, resolve {:?}",
        text.split_whitespace().count(),
        doc.attributions.len(),
        t1 - t0,
        t1.elapsed()
    );
}
fn main() {
    let mut all = String::new();
    let mut files: Vec<_> = std::fs::read_dir("/work/shared/corpora/attribution/train")
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    for f in files {
        all.push_str(&std::fs::read_to_string(f).unwrap());
        all.push_str("\n\n");
    }
    run(&all, "all");
    let half = &all[..all.char_indices().nth(all.chars().count() / 2).unwrap().0];
    run(half, "half");
    let n = 20000;
    run(&"The report said that he left. ".repeat(n), "report");
    run(&"He said that Paris Smith left. ".repeat(n), "he");
    run(&"\"We will go,\" they said. ".repeat(n), "we");
    run(&"Ann Smith ".repeat(3 * n), "names");
    run(&(0..n).map(|i| format!("A{i}b Smith said that it left. ")).collect::<String>(), "namesakes");
    run(&"Bank of Health, Food, ".repeat(2 * n), "bank");
    run(&"Ministry ".repeat(3 * n), "ministry");
    run(&"a report by ".repeat(2 * n), "by");
    run(&"The officials, from Ankara and Berlin, ".repeat(n), "and");
    run(&"said the minister of the ".repeat(n), "of");
    run(&"\u{201c}(\u{2019}s, ".repeat(3 * n), "signs");
}
