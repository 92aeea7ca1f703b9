//! Each export against its specification: read back by a library that is not ours where there is
//! one, and by its rules where there is none. Hostile articles stay words.

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use whosaid::report::{About, Format, Report, export};
use whosaid::{Options, analyze};

const ARTICLE: &str = "Ankara 🇹🇷 wants talks\n\n\
    “We are ready 🕊,” Mevlüt Çavuşoğlu said. The Kremlin denied that \"any order\" was given, and warned of \
    consequences.\n\nA report found that 3,000 people, most of them children, had left. The road is closed.\n";

/// What a spreadsheet, a browser or a Markdown reader would act on.
const HOSTILE: &str = "=HYPERLINK(\"http://evil.example\",\"x\")\n\n\
    @SUM(1+1) is what the Kremlin said. +1 was the answer, “=cmd|' /C calc'!A0,” officials said. \
    -2 degrees was measured, according to officials. The minister said that <script>alert(1)</script> \
    and <img src=x onerror=alert(1)> & [a link](http://evil.example) had *no* `effect`, www.evil.example or \
    not. “1. <b>No</b> \u{202e}thing,” she said.\n\n# Not a heading\n\nThe mayor said: \"- not a list\".\n";

fn report_of(text: &str) -> Report {
    analyze(text, &Options { published: "2020-02-11".parse().ok() })
}

fn exported(text: &str, format: Format) -> String {
    export(text, report_of(text), format, &About { name: Some("a.txt"), url: None }).unwrap()
}

fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('\u{202e}', "\u{fffd}")
}

mod csv_export {
    use super::*;

    fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
        let csv = exported(text, Format::Csv);
        let csv = csv.strip_prefix('\u{feff}').expect("a byte order mark");
        assert!(
            csv.ends_with("\r\n") && !csv.replace("\r\n", "").contains(['\r', '\n']),
            "RFC 4180 ends lines so"
        );
        csv::Reader::from_reader(csv.as_bytes()).deserialize().map(Result::unwrap).collect()
    }

    #[test]
    fn each_claim_is_a_row_that_reads_back() {
        let report = report_of(ARTICLE);
        let rows = rows(ARTICLE);
        assert_eq!(rows.len(), report.claims.len());
        let characters: Vec<char> = ARTICLE.chars().collect();
        for (row, claim) in rows.iter().zip(&report.claims) {
            assert_eq!(row["claim"], claim.id.to_string());
            assert_eq!(row["text"], on_one_line(&claim.text));
            let source = claim.attribution.as_ref().map(|a| a.source.map(|id| &report.sources[id].name));
            let who = match &source {
                None => "the writer",
                Some(None) => "not given",
                Some(Some(name)) => name.as_str(),
            };
            assert_eq!(row["source"], who);
            let [start, end] = ["start", "end"].map(|name| row[name].parse::<usize>().unwrap());
            let cut: String = characters[start..end].iter().collect();
            let whole = claim.spans[0].start..claim.spans[claim.spans.len() - 1].end;
            assert_eq!(cut, ARTICLE[whole]);
            assert_eq!(row["article"], "a.txt");
            assert_eq!(row["corrected by a person"], "no");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        let rows = rows(HOSTILE);
        let cells: Vec<&String> = rows.iter().flat_map(BTreeMap::values).collect();
        assert!(cells.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])), "{cells:#?}");
        assert!(cells.iter().any(|cell| cell.starts_with("'=") || cell.starts_with("'@")), "{cells:#?}");
    }
}

mod markdown_export {
    use super::*;

    fn events(markdown: &str) -> Vec<Event<'_>> {
        Parser::new_ext(markdown, Extensions::all() - Extensions::ENABLE_SMART_PUNCTUATION).collect()
    }

    /// The text of the paragraphs and items, a blank for a line break.
    fn words(markdown: &str) -> String {
        let words = events(markdown).into_iter().map(|event| match event {
            Event::Text(text) => text.to_string(),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => " ".to_owned(),
            _ => String::new(),
        });
        words.collect()
    }

    #[test]
    fn every_claim_is_there_as_it_is_written() {
        for text in [ARTICLE, HOSTILE] {
            let markdown = exported(text, Format::Markdown);
            let words = words(&markdown);
            for claim in report_of(text).claims {
                assert!(words.contains(&on_one_line(&claim.text)), "{:?} in {words}", claim.text);
            }
        }
    }

    #[test]
    fn words_of_the_article_are_no_markup() {
        let markdown = exported(HOSTILE, Format::Markdown);
        let mut headings = 0;
        for event in events(&markdown) {
            match event {
                Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) => panic!("{event:?} in\n{markdown}"),
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Strong | Tag::Table(_)) => {
                    panic!("{event:?} in\n{markdown}")
                }
                Event::Start(Tag::Heading { level, .. }) => headings += usize::from(level as usize == 1),
                _ => {}
            }
        }
        assert_eq!(headings, 1, "{markdown}");
        assert!(
            !markdown.contains("www.") && !markdown.contains("http:"),
            "addresses link themselves:\n{markdown}"
        );
    }
}

mod annotation_export {
    use super::*;

    #[test]
    fn it_has_the_shape_that_the_model_asks_for() {
        let page: Value = serde_json::from_str(&exported(ARTICLE, Format::Annotation)).unwrap();
        assert_eq!(page["@context"], "http://www.w3.org/ns/anno.jsonld");
        assert_eq!(page["type"], "AnnotationPage");
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), report_of(ARTICLE).claims.len());
        let ids: BTreeSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), items.len(), "each has an id of its own");
        for item in items {
            assert_eq!(item["type"], "Annotation");
            for body in item["body"].as_array().unwrap() {
                assert_eq!(body["type"], "TextualBody");
                assert!(["describing", "tagging"].map(Value::from).contains(&body["purpose"]));
                assert!(!body["value"].as_str().unwrap().is_empty());
            }
            assert!(!item["target"].as_array().unwrap().is_empty());
        }
    }

    #[test]
    fn the_address_is_what_they_are_about() {
        let about = About { name: None, url: Some("https://example.org/news#top") };
        let page = export(ARTICLE, report_of(ARTICLE), Format::Annotation, &about).unwrap();
        let page: Value = serde_json::from_str(&page).unwrap();
        assert_eq!(page["items"][0]["id"], "https://example.org/news#claim-0");
        assert_eq!(page["items"][0]["target"][0]["source"], "https://example.org/news");
    }
}

mod schema_org_exports {
    use super::*;

    /// The properties that schema.org gives to each type we use, of those that we use.
    fn properties(of: Option<&str>) -> &'static [&'static str] {
        match of {
            Some("NewsArticle") => &["headline", "datePublished", "url"],
            Some("Claim") => &[
                "text",
                "position",
                "author",
                "isPartOf",
                "appearance",
                "description",
                "keywords",
                "datePublished",
            ],
            Some("Quotation") => &["text", "position", "author", "isPartOf", "description", "keywords"],
            Some("ClaimReview") => &["claimReviewed", "itemReviewed", "creativeWorkStatus"],
            Some("GovernmentOrganization" | "Person") | None => &["name", "alternateName", "description"],
            Some(other) => panic!("unknown type {other}"),
        }
    }

    fn check(node: &Value, ids: &mut BTreeSet<String>, references: &mut BTreeSet<String>) {
        let node = node.as_object().unwrap();
        let id = node["@id"].as_str().unwrap().to_owned();
        if node.len() == 1 {
            references.insert(id);
            return;
        }
        ids.insert(id);
        let known = properties(node.get("@type").map(|t| t.as_str().unwrap()));
        for (name, value) in node.iter().filter(|(name, _)| !name.starts_with('@')) {
            assert!(known.contains(&name.as_str()), "{name} is no property of {:?}", node.get("@type"));
            if value.is_object() {
                check(value, ids, references);
            }
        }
    }

    fn graph(text: &str, format: Format) -> Vec<Value> {
        let document: Value = serde_json::from_str(&exported(text, format)).unwrap();
        assert_eq!(document["@context"], "https://schema.org");
        let graph = document["@graph"].as_array().unwrap().clone();
        let (mut ids, mut references) = (BTreeSet::new(), BTreeSet::new());
        graph.iter().for_each(|node| check(node, &mut ids, &mut references));
        assert!(references.is_subset(&ids), "{references:?} refer to what is there: {ids:?}");
        graph
    }

    #[test]
    fn claims_and_quotations_have_their_authors() {
        let graph = graph(ARTICLE, Format::Jsonld);
        let named = |name: &str| graph.iter().find(|node| node["name"] == name).unwrap();
        let quotation = graph.iter().find(|node| node["@type"] == "Quotation").unwrap();
        assert_eq!(quotation["text"], "“We are ready 🕊,”");
        assert_eq!(quotation["position"], "23-40");
        assert_eq!(quotation["author"]["@id"], named("Mevlüt Çavuşoğlu")["@id"]);
        assert_eq!(named("Government of Russia")["@type"], "GovernmentOrganization");
        let own = graph.iter().find(|node| node["text"] == "The road is closed.").unwrap();
        assert_eq!((&own["@type"], own.get("author")), (&json!("Claim"), None));
    }

    #[test]
    fn a_draft_of_a_review_has_no_verdict() {
        let graph = graph(ARTICLE, Format::Claimreview);
        assert_eq!(graph.len(), report_of(ARTICLE).claims.len());
        for draft in &graph {
            assert_eq!(draft["@type"], "ClaimReview");
            assert_eq!(draft["creativeWorkStatus"], "Draft");
            assert_eq!(draft["itemReviewed"]["text"], draft["claimReviewed"]);
            assert!(draft.get("reviewRating").is_none() && draft.get("author").is_none());
        }
    }
}

mod html_export {
    use super::*;

    #[test]
    fn nothing_of_the_article_is_markup() {
        let page = exported(HOSTILE, Format::Html);
        for markup in ["<script", "<img", "onerror=alert(1)>", "<b>", "\u{202e}"] {
            assert!(!page.contains(markup), "{markup}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(
            !page.contains(" src=\"") && !page.contains("href=\"http"),
            "nothing is loaded from anywhere"
        );
    }

    #[test]
    fn each_claim_is_listed_and_linked_with_its_place() {
        let page = exported(ARTICLE, Format::Html);
        for claim in report_of(ARTICLE).claims {
            for part in ["id=\"claim-", "href=\"#claim-", "id=\"text-", "href=\"#text-"] {
                let part = format!("{part}{}\"", claim.id);
                assert!(page.contains(&part), "{part}");
            }
        }
        for part in page.split("href=\"#").skip(1) {
            let id = part.split('"').next().unwrap();
            assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
        }
    }
}

#[test]
fn every_format_takes_an_article_without_claims() {
    for format in Format::ALL {
        for text in ["", "\u{feff}", "\n\n", "Subscribe"] {
            assert!(!exported(text, format).is_empty());
        }
    }
}

#[test]
fn either_unit_gives_the_same_export() {
    for format in Format::ALL {
        let about = About { name: Some("a.txt"), url: None };
        let report = report_of(ARTICLE).into_utf16(ARTICLE);
        assert_eq!(export(ARTICLE, report, format, &about).unwrap(), exported(ARTICLE, format));
    }
}

#[test]
fn what_a_person_has_corrected_is_marked_in_every_format() {
    for format in Format::ALL {
        let mut report = report_of(ARTICLE);
        report.claims[0].corrected_by_person = true;
        let corrected = export(ARTICLE, report, format, &About::default()).unwrap();
        let mark = if format == Format::Csv { ",yes\r\n" } else { "corrected by a person" };
        assert_eq!(corrected.matches(mark).count(), 1, "{format:?}");
    }
}

#[test]
fn claims_may_have_been_left_out_added_and_put_in_another_order() {
    let mut report = report_of(ARTICLE);
    report.claims.reverse();
    let mut added = report.claims.remove(0);
    added.id = 900;
    report.claims.push(added);
    report.sources.reverse();
    for format in Format::ALL {
        assert!(export(ARTICLE, report.clone(), format, &About::default()).is_ok(), "{format:?}");
    }
}

#[test]
fn a_report_that_does_not_fit_is_refused_and_the_place_named() {
    type Change = fn(&mut Report);
    let change: [(&str, Change); 12] = [
        ("published: is no day", |r| r.published = Some("11 Feb".into())),
        ("blocks[0].span: [8, 5]", |r| r.blocks[0].span = whosaid::Span::new(8, 5)),
        ("blocks[1].span: begins before", |r| r.blocks[1].span.start = 0),
        ("claims[1].spans: [0, 9000]", |r| r.claims[1].spans = vec![whosaid::Span::new(0, 9000)]),
        ("claims[1].spans: [0, 8]", |r| r.claims[1].spans = vec![whosaid::Span::new(0, 8)]),
        ("claims[1].spans: is empty", |r| r.claims[1].spans.clear()),
        ("claims[1].text: is not what", |r| r.claims[1].text.push('!')),
        ("claims[1].worth: is not", |r| r.claims[1].worth = f64::NAN),
        ("claims: two have the same id", |r| r.claims[1].id = 0),
        ("claims[0].attribution.source: is the id of no source", |r| {
            r.claims[0].attribution.as_mut().unwrap().source = Some(77);
        }),
        ("claims[0].attribution.inside: is the id of no other claim", |r| {
            r.claims[0].attribution.as_mut().unwrap().inside = Some(0);
        }),
        ("sources: two have the same id", |r| r.sources[1].id = 0),
    ];
    for (message, change) in change {
        let mut report = report_of(ARTICLE);
        change(&mut report);
        let why = export(ARTICLE, report, Format::Csv, &About::default()).unwrap_err().to_string();
        assert!(why.starts_with(message), "{why}");
    }
    for url in ["javascript:alert(1)", "https://", "https://a b", "news.html", "https://a/\"onclick"] {
        let about = About { name: None, url: Some(url) };
        let why = export(ARTICLE, report_of(ARTICLE), Format::Html, &about).unwrap_err().to_string();
        assert!(why.starts_with("url: is no address"), "{why}");
    }
}
