//! How well attributions agree with gold ones.
//!
//! In: the gold documents and what was found in each. Out: figures in per cent: F1 of exact spans
//! (edge quotation marks, spaces and commas forgiven), F1 of content characters, F1 of links (the
//! content overlaps by half or more and the source words are the right ones), recall of links by
//! how the content is quoted, shares of resolved names and sides among the links, and recall of
//! attributions inside others. Letters with accents are not taken apart when names are compared.

use crate::brat::{Attributed, Gold};
use rustc_hash::FxHashSet;
use whosaid::Span;

const EDGE: &str = " \t\n\r\"'“”‘’«»„,.;:–—-()[]";

/// Right ones, found ones, gold ones.
type Cell = [usize; 3];

/// What has been counted so far.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    docs: usize,
    /// Source, cue, content.
    exact: [Cell; 3],
    chars: Cell,
    link: Cell,
    /// Direct, mixed, indirect: linked ones and all.
    mode: [[usize; 2]; 3],
    who: [usize; 2],
    side: [usize; 2],
    nested: [usize; 2],
    /// Of the linked ones, those of the right kind.
    kind: [usize; 2],
}

/// The places of the letters and figures in spans.
fn chars(spans: &[Span], text: &str) -> FxHashSet<usize> {
    let places = spans.iter().flat_map(|span| {
        let chars = span.of(text).char_indices();
        chars.filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| span.start + at)
    });
    places.collect()
}

fn shared(a: &FxHashSet<usize>, b: &FxHashSet<usize>) -> usize {
    a.iter().filter(|place| b.contains(place)).count()
}

fn trim(span: Span, text: &str) -> Span {
    let of = span.of(text);
    let start = of.trim_start_matches(|c| EDGE.contains(c));
    let end = start.trim_end_matches(|c| EDGE.contains(c));
    let start = span.end - start.len();
    Span::new(start, start + end.len())
}

/// A name as it is compared.
pub fn norm(name: &str) -> String {
    let kept: String = name.to_lowercase().chars().filter(|&c| c.is_alphanumeric() || c == ' ').collect();
    let words = kept.split(' ').filter(|word| !matches!(*word, "" | "the" | "a" | "an" | "of"));
    words.collect::<Vec<_>>().join(" ")
}

/// 0: all within quotation marks, 1: some, 2: none.
fn mode(spans: &[Span], text: &str) -> usize {
    let all = chars(spans, text).len().max(1);
    let mut inside = 0;
    for span in spans {
        let mut open = false;
        for c in span.of(text).chars() {
            match c {
                '“' | '«' | '„' => open = true,
                '”' | '»' => open = false,
                '"' => open = !open,
                c => inside += usize::from(open && c.is_alphanumeric()),
            }
        }
    }
    match inside as f64 / all as f64 {
        share if share > 0.95 => 0,
        share if share > 0.0 => 1,
        _ => 2,
    }
}

/// An attribution in one line.
fn show(attribution: &Attributed, text: &str) -> String {
    let of = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
    let Attributed { source, cue, content, .. } = attribution;
    format!("{} | {} | {}", of(source), of(cue), of(content))
}

/// F1, precision, recall.
fn f1([right, found, gold]: Cell) -> [f64; 3] {
    let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
    let (p, r) = (share(found), share(gold));
    [if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }, p, r]
}

impl Tally {
    /// Counts one document. Returns its misses and false alarms, each as a line.
    pub fn add(&mut self, gold: &Gold, found: &[Attributed]) -> Vec<String> {
        let text = &gold.text;
        self.docs += 1;
        let dead = chars(&gold.skip, text);
        let found: Vec<&Attributed> = found
            .iter()
            .filter(|f| dead.is_empty() || chars(&f.content, text).iter().any(|place| !dead.contains(place)))
            .collect();
        let top_found: Vec<&Attributed> = found.iter().copied().filter(|f| f.inside.is_none()).collect();
        let top_gold: Vec<&Attributed> = gold.attributions.iter().filter(|g| g.inside.is_none()).collect();
        let parts: [fn(&Attributed) -> &[Span]; 3] = [|a| &a.source, |a| &a.cue, |a| &a.content];
        for (part, cell) in parts.into_iter().zip(&mut self.exact) {
            let spans = |all: &[&Attributed]| -> FxHashSet<(usize, usize)> {
                let trimmed = all.iter().flat_map(|a| part(a)).map(|&span| trim(span, text));
                trimmed.map(|span| (span.start, span.end)).collect()
            };
            let (g, f) = (spans(&top_gold), spans(&top_found));
            cell[0] += g.intersection(&f).count();
            cell[1] += f.len();
            cell[2] += g.len();
        }
        let contents = |all: &[&Attributed]| all.iter().map(|a| chars(&a.content, text)).collect::<Vec<_>>();
        let (gold_chars, found_chars) = (contents(&top_gold), contents(&top_found));
        let union = |all: &[FxHashSet<usize>]| all.iter().flatten().copied().collect::<FxHashSet<usize>>();
        let (g, f) = (union(&gold_chars), union(&found_chars));
        self.chars[0] += shared(&g, &f);
        self.chars[1] += f.len();
        self.chars[2] += g.len();

        let mut pairs = Vec::new();
        for (i, a) in gold_chars.iter().enumerate() {
            for (j, b) in found_chars.iter().enumerate() {
                let inter = shared(a, b);
                let overlap = inter as f64 / (a.len() + b.len() - inter).max(1) as f64;
                if inter > 0 && overlap >= 0.5 {
                    pairs.push((overlap, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut of_gold = vec![None; top_gold.len()];
        let mut used = vec![false; top_found.len()];
        for (_, i, j) in pairs {
            if of_gold[i].is_none() && !used[j] {
                of_gold[i] = Some(j);
                used[j] = true;
            }
        }
        let mut errors = Vec::new();
        for (i, g) in top_gold.iter().enumerate() {
            let linked = of_gold[i].map(|j| top_found[j]).filter(|f| {
                let (g, f) = (chars(&g.source, text), chars(&f.source, text));
                g.is_empty() && f.is_empty() || shared(&g, &f) > 0
            });
            let mode = &mut self.mode[mode(&g.content, text)];
            mode[1] += 1;
            if let Some(f) = linked {
                self.link[0] += 1;
                mode[0] += 1;
                if g.kind.is_some() {
                    self.kind[1] += 1;
                    self.kind[0] += usize::from(g.kind == f.kind);
                }
                if let Some(who) = g.who.first() {
                    self.who[1] += 1;
                    self.who[0] += usize::from(f.who.iter().any(|name| norm(name) == norm(who)));
                    self.side[1] += 1;
                    self.side[0] += usize::from(g.side == f.side);
                }
            } else {
                let taken = of_gold[i].map(|j| format!("\n       found {}", show(top_found[j], text)));
                errors.push(format!("miss   {}{}", show(g, text), taken.unwrap_or_default()));
            }
        }
        let false_ones = top_found.iter().zip(&used).filter(|(_, used)| !**used);
        errors.extend(false_ones.map(|(f, _)| format!("false  {}", show(f, text))));
        self.link[1] += top_found.len();
        self.link[2] += top_gold.len();
        for g in gold.attributions.iter().filter(|g| g.inside.is_some()) {
            let (content, cue) = (chars(&g.content, text), chars(&g.cue, text));
            self.nested[1] += 1;
            let hit = found.iter().any(|f| {
                let other = chars(&f.content, text);
                let inter = shared(&content, &other);
                2 * inter >= content.len() + other.len() - inter && shared(&cue, &chars(&f.cue, text)) > 0
            });
            self.nested[0] += usize::from(hit);
            if !hit {
                errors.push(format!("nested {}", show(g, text)));
            }
        }
        errors
    }

    /// The figures under their names; none where there is nothing to count.
    pub fn figures(&self) -> Vec<(&'static str, Option<f64>)> {
        let share = |[a, b]: [usize; 2]| (b > 0).then(|| 100.0 * a as f64 / b as f64);
        let per_cent = |cell: Cell, which: usize| Some(100.0 * f1(cell)[which]);
        vec![
            ("docs", Some(self.docs as f64)),
            ("gold", Some(self.link[2] as f64)),
            ("predicted", Some(self.link[1] as f64)),
            ("exact-source", per_cent(self.exact[0], 0)),
            ("exact-cue", per_cent(self.exact[1], 0)),
            ("exact-content", per_cent(self.exact[2], 0)),
            ("content-char", per_cent(self.chars, 0)),
            ("link", per_cent(self.link, 0)),
            ("link-precision", per_cent(self.link, 1)),
            ("link-recall", per_cent(self.link, 2)),
            ("link-direct", share(self.mode[0])),
            ("link-mixed", share(self.mode[1])),
            ("link-indirect", share(self.mode[2])),
            ("who", share(self.who)),
            ("side", share(self.side)),
            ("nested", share(self.nested)),
        ]
    }

    /// The figures in one line: exact source/cue/content, link (precision, recall), by mode, nested,
    /// and how many of the links are of the right kind.
    pub fn line(&self) -> String {
        let share = |[a, b]: [usize; 2]| 100.0 * a as f64 / b.max(1) as f64;
        let [f, p, r] = f1(self.link).map(|share| share * 100.0);
        let [s, c, t] = self.exact.map(|cell| f1(cell)[0] * 100.0);
        let [d, m, i] = self.mode.map(share);
        let (nested, kind) = (share(self.nested), share(self.kind));
        format!(
            "{s:.1}/{c:.1}/{t:.1} link {f:.1} ({p:.1} {r:.1}) {d:.1}/{m:.1}/{i:.1} nested {nested:.1} kind {kind:.1}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The Kremlin denied on Monday that an order was given.
\"We will fight on,\" Volodymyr Zelenskyy said, \"until the end.\"
Analysts said the central bank had warned of \"higher prices\" this year.
Inflation is said to be falling.
";

    /// The first place of some words after those of `after`.
    fn span(words: &str, after: &str) -> Span {
        let from = TEXT.find(after).unwrap();
        let start = from + TEXT[from..].find(words).unwrap();
        Span::new(start, start + words.len())
    }

    /// Source, cue, content, all found after the words of `after`.
    fn attributed(
        after: &str,
        source: &str,
        cue: &str,
        content: &[&str],
        inside: Option<usize>,
        who: [&str; 3],
    ) -> Attributed {
        let of = |words: &str| (!words.is_empty()).then(|| span(words, after)).into_iter().collect();
        Attributed {
            source: of(source),
            cue: of(cue),
            content: content.iter().map(|words| span(words, after)).collect(),
            inside,
            who: Some(who[0].to_owned()).filter(|who| !who.is_empty()).into_iter().collect(),
            side: Some([who[1].to_owned(), who[2].to_owned()]),
            kind: None,
            confidence: 0.0,
            named: true,
        }
    }

    /// The figures are those of the reference scorer (`score.py`) for the same example.
    #[test]
    fn figures_are_those_of_the_reference() {
        let none = ["", "", ""];
        let prices = "the central bank had warned of \"higher prices\" this year";
        let zelenskyy = ["Volodymyr Zelenskyy", "government", "UA"];
        let kremlin = ["Government of Russia", "government", "RU"];
        let attributions = vec![
            attributed("The", "The Kremlin", "denied on Monday", &["that an order was given"], None, kremlin),
            attributed(
                "\"We",
                "Volodymyr Zelenskyy",
                "said",
                &["\"We will fight on,\"", "\"until the end.\""],
                None,
                zelenskyy,
            ),
            attributed("Analysts", "Analysts", "said", &[prices], None, ["analysts", "academia", ""]),
            attributed(
                "said the",
                "the central bank",
                "had warned of",
                &["\"higher prices\" this year"],
                Some(2),
                ["central bank", "government", ""],
            ),
            attributed("Inflation", "", "is said", &["Inflation", "to be falling"], None, none),
        ];
        let gold = Gold { name: "example".to_owned(), text: TEXT.to_owned(), attributions, skip: Vec::new() };
        let found = [
            attributed(
                "The",
                "The Kremlin",
                "denied",
                &["on Monday that an order was given."],
                None,
                kremlin,
            ),
            attributed(
                "\"We",
                "Volodymyr Zelenskyy",
                "said",
                &["We will fight on", "\"until the end.\""],
                None,
                zelenskyy,
            ),
            attributed("Analysts", "Analysts", "said", &[prices], None, ["the analysts", "company", ""]),
            attributed("said the", "the central bank", "warned of", &["\"higher prices\""], Some(2), none),
            attributed(
                "Inflation",
                "Inflation",
                "said",
                &["to be falling"],
                None,
                ["Inflation", "unknown", ""],
            ),
            attributed("warned", "", "", &["higher prices"], None, none),
        ];
        let mut tally = Tally::default();
        tally.add(&gold, &found);
        let figures: Vec<String> =
            tally.figures().iter().map(|(name, figure)| format!("{name} {:.1}", figure.unwrap())).collect();
        let expected = "docs 1.0, gold 4.0, predicted 5.0, exact-source 85.7, exact-cue 50.0, \
            exact-content 66.7, content-char 92.1, link 66.7, link-precision 60.0, link-recall 75.0, \
            link-direct 100.0, link-mixed 100.0, link-indirect 50.0, who 100.0, side 66.7, nested 100.0";
        assert_eq!(figures.join(", "), expected);
    }
}
