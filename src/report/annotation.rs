//! W3C Web Annotations: an `AnnotationPage` with an annotation a claim, after the Web Annotation Data
//! Model (Recommendation of 2017).
//!
//! Each piece of a claim is a target, found again by its words with those around it
//! (`TextQuoteSelector`) or by its position (`TextPositionSelector`). Positions count code points, as
//! the model asks.

use super::Claim;
use super::export::{Article, CORRECTED, Characters};
use super::words::{self, one_line};
use crate::document::Span;
use serde::Serialize;

/// How many characters before and after a piece tell it from others.
const AROUND: usize = 32;

#[derive(Serialize)]
struct Page<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    r#type: &'static str,
    items: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    generator: Generator,
    body: Vec<Body>,
    target: Vec<Target<'a>>,
}

#[derive(Serialize)]
struct Generator {
    r#type: &'static str,
    name: String,
}

#[derive(Serialize)]
struct Body {
    r#type: &'static str,
    purpose: &'static str,
    format: &'static str,
    language: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Target<'a> {
    r#type: &'static str,
    source: String,
    selector: (Quote<'a>, Position),
}

#[derive(Serialize)]
struct Quote<'a> {
    r#type: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct Position {
    r#type: &'static str,
    start: usize,
    end: usize,
}

pub(super) fn export(article: &Article) -> String {
    let source = article.iri();
    let characters = Characters::of(article.text);
    let items = article.report.claims.iter().map(|claim| Annotation {
        id: format!("{source}#claim-{}", claim.id),
        r#type: "Annotation",
        motivation: "describing",
        generator: Generator { r#type: "Software", name: format!("whosaid {}", article.report.whosaid) },
        body: bodies(article, claim),
        target: claim.spans.iter().map(|&span| target(article.text, &source, span, &characters)).collect(),
    });
    let page = Page {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("{source}#claims"),
        r#type: "AnnotationPage",
        items: items.collect(),
    };
    super::jsonld::written(&page)
}

/// Who says it and why that was read; then tags.
fn bodies(article: &Article, claim: &Claim) -> Vec<Body> {
    let who = article.who(claim);
    let said = match &claim.attribution {
        None => "The writer's own.".to_owned(),
        Some(a) if a.source.is_none() => format!("Source not given. {}", one_line(&a.why)),
        Some(a) => format!("Source: {who}. {}", one_line(&a.why)),
    };
    let mut tags = vec![who];
    if let Some(a) = &claim.attribution {
        tags.push(words::mode(a.mode).to_owned());
        tags.extend(words::of_type(a.r#type).map(str::to_owned));
        tags.extend(words::stance(a.stance).map(str::to_owned));
    }
    tags.extend(words::voice(claim.voice).map(str::to_owned));
    tags.extend(claim.hedged.then(|| "hedged".to_owned()));
    tags.extend(claim.corrected_by_person.then(|| CORRECTED.to_owned()));
    let body =
        |purpose, value| Body { r#type: "TextualBody", purpose, format: "text/plain", language: "en", value };
    std::iter::once(body("describing", said))
        .chain(tags.into_iter().map(|tag| body("tagging", tag)))
        .collect()
}

fn target<'a>(text: &'a str, source: &str, span: Span, characters: &Characters) -> Target<'a> {
    let (before, after) = characters.around(span, AROUND, text);
    Target {
        r#type: "SpecificResource",
        source: source.to_owned(),
        selector: (
            Quote {
                r#type: "TextQuoteSelector",
                exact: span.of(text),
                prefix: before.of(text),
                suffix: after.of(text),
            },
            Position {
                r#type: "TextPositionSelector",
                start: characters.before(span.start),
                end: characters.before(span.end),
            },
        ),
    }
}
