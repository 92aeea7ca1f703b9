//! schema.org in JSON-LD: the claims of an article as `Claim` and `Quotation`, or a draft of a
//! `ClaimReview` for each.
//!
//! A source whose name is a person's or a body's is not told apart by the report: its node has a type
//! only where its kind says which. One that is a document has none, since authors are people and bodies.
//! `position` says where in the text a claim stands, as pairs of offsets in characters (code points), such
//! as `12-40, 52-60`: schema.org has no term for offsets, and takes a text there. A draft has no `reviewRating`, no `author` and no `url`: the verdict
//! and the name under it belong to the people who check the claim.

use super::export::{Article, CORRECTED, Characters, by_worth};
use super::words::{self, one_line};
use super::{Claim, Kind, Mode, SourceEntry};
use serde::Serialize;

#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    Article(NewsArticle<'a>),
    Source(Source),
    Claim(ClaimNode),
    Draft(Box<ClaimReview<'a>>),
}

#[derive(Serialize)]
struct Reference {
    #[serde(rename = "@id")]
    id: String,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsArticle<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    #[serde(rename = "@id")]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Source {
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    r#type: Option<&'static str>,
    #[serde(rename = "@id")]
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternate_name: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ClaimNode {
    #[serde(rename = "@type")]
    r#type: &'static str,
    #[serde(rename = "@id")]
    id: String,
    text: String,
    position: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appearance: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ClaimReview<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    #[serde(rename = "@id")]
    id: String,
    creative_work_status: &'static str,
    claim_reviewed: String,
    item_reviewed: ClaimReviewed<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ClaimReviewed<'a> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    #[serde(rename = "@id")]
    id: String,
    text: String,
    position: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    appearance: NewsArticle<'a>,
}

/// The article, its sources and its claims.
pub(super) fn export(article: &Article) -> String {
    let iri = article.iri();
    let mut graph = vec![Node::Article(news_article(article, &iri))];
    graph.extend(article.report.sources.iter().map(|entry| Node::Source(source(entry, &iri))));
    let characters = Characters::of(article.text);
    let claims = article.report.claims.iter();
    graph.extend(claims.map(|claim| Node::Claim(claim_node(article, claim, &iri, &characters))));
    written(&Graph { context: "https://schema.org", graph })
}

/// A draft of a review of each claim, those most worth checking first.
pub(super) fn drafts(article: &Article) -> String {
    let iri = article.iri();
    let characters = Characters::of(article.text);
    let drafts = by_worth(&article.report.claims).into_iter().map(|claim| {
        let node = claim_node(article, claim, &iri, &characters);
        Node::Draft(Box::new(ClaimReview {
            r#type: "ClaimReview",
            id: format!("{iri}#review-{}", claim.id),
            creative_work_status: "Draft",
            claim_reviewed: node.text.clone(),
            item_reviewed: ClaimReviewed {
                r#type: "Claim",
                id: node.id,
                text: node.text,
                position: node.position,
                author: article.source(claim).map(|entry| source(entry, &iri)),
                description: node.description,
                keywords: node.keywords,
                date_published: article.report.published.as_deref(),
                appearance: news_article(article, &iri),
            },
        }))
    });
    written(&Graph { context: "https://schema.org", graph: drafts.collect() })
}

/// JSON on one line.
pub(super) fn written(document: &impl Serialize) -> String {
    serde_json::to_string(document).expect("strings, numbers and lists have a form in JSON") + "\n"
}

fn news_article<'a>(article: &Article<'a>, iri: &str) -> NewsArticle<'a> {
    NewsArticle {
        r#type: "NewsArticle",
        id: iri.to_owned(),
        headline: article.title(),
        date_published: article.report.published.as_deref(),
        url: article.about.url,
    }
}

fn source(entry: &SourceEntry, iri: &str) -> Source {
    let about = [words::kind(entry.kind), entry.country.as_deref().map(words::country)];
    let about: Vec<&str> = about.into_iter().flatten().collect();
    let r#type = match entry.kind {
        Kind::Individual | Kind::Witness if entry.named => Some("Person"),
        Kind::Government if entry.name.starts_with("Government of ") => Some("GovernmentOrganization"),
        _ => None,
    };
    Source {
        r#type,
        id: source_id(entry.id, iri),
        name: one_line(&entry.name),
        alternate_name: entry.aliases.iter().map(|alias| one_line(alias)).collect(),
        description: (!about.is_empty()).then(|| one_line(&about.join(", "))),
    }
}

fn source_id(id: usize, iri: &str) -> String {
    format!("{iri}#source-{id}")
}

fn claim_id(id: usize, iri: &str) -> String {
    format!("{iri}#claim-{id}")
}

fn claim_node(article: &Article, claim: &Claim, iri: &str, characters: &Characters) -> ClaimNode {
    let attribution = claim.attribution.as_ref();
    let mut keywords = Vec::new();
    if let Some(a) = attribution {
        keywords.push(words::mode(a.mode).to_owned());
        keywords.extend(words::of_type(a.r#type).map(str::to_owned));
        keywords.extend(words::stance(a.stance).map(str::to_owned));
    }
    keywords.extend(words::voice(claim.voice).map(str::to_owned));
    keywords.extend(claim.hedged.then(|| "hedged".to_owned()));
    keywords.extend(claim.corrected_by_person.then(|| CORRECTED.to_owned()));
    let direct = attribution.is_some_and(|a| a.mode == Mode::Direct);
    ClaimNode {
        r#type: if direct { "Quotation" } else { "Claim" },
        id: claim_id(claim.id, iri),
        text: one_line(&claim.text),
        position: position(claim, characters),
        author: article.source(claim).map(|entry| Reference { id: source_id(entry.id, iri) }),
        // `appearance` is a property of `Claim` alone; a quotation is part of the article.
        is_part_of: match article.outer(claim) {
            Some(outer) => Some(Reference { id: claim_id(outer.id, iri) }),
            None => direct.then(|| Reference { id: iri.to_owned() }),
        },
        appearance: (!direct).then(|| Reference { id: iri.to_owned() }),
        description: attribution.map(|a| one_line(&a.why)),
        keywords,
    }
}

fn position(claim: &Claim, characters: &Characters) -> String {
    let pieces = claim.spans.iter();
    let pieces =
        pieces.map(|span| format!("{}-{}", characters.before(span.start), characters.before(span.end)));
    pieces.collect::<Vec<_>>().join(", ")
}
