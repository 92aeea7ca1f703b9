//! One HTML page that needs nothing else: who says what, and the article with its claims marked.
//!
//! Static: no script, no request, a content security policy that allows its own style alone. Words of
//! the article and of the report are escaped wherever they stand. Light and dark as the reader's
//! system is; prints in black on white.

use super::export::{Article, FOOTNOTE, worth_checking};
use super::words::one_line;
use super::{BlockKind, Claim};
use crate::document::Span;
use crate::order::{self, rising};
use rustc_hash::FxHashMap;
use std::collections::BinaryHeap;
use std::fmt::Write;

/// How many claims are pointed to.
const FIRST: usize = 5;

const STYLE: &str = include_str!("html.css");

/// SHA-256 of [`STYLE`] in base64: what the policy allows. A test compares.
const STYLE_HASH: &str = "drJ8nNaqYpO92fO0m92kCMH/QHV6IGXgb7SZ+RRcyvA=";

pub(super) fn export(article: &Article) -> String {
    let mut page = Page(String::new());
    let title = article.title().unwrap_or_else(|| "Who says what".to_owned());
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-");
    page.raw(STYLE_HASH);
    page.raw("'; base-uri 'none'; form-action 'none'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.element("title", &format!("{title}: who says what"));
    page.raw("\n<style>");
    page.raw(STYLE);
    page.raw("</style>\n</head>\n<body>\n<header>\n");
    page.element("h1", &title);
    page.element("p", &article.summary());
    if let Some(url) = article.about.url {
        page.raw("<p><a rel=\"noreferrer\" href=\"");
        page.text(url);
        page.raw("\">");
        page.text(url);
        page.raw("</a></p>");
    }
    page.raw("\n</header>\n<main>\n");
    first(&mut page, article);
    findings(&mut page, article);
    page.raw("<section>\n<h2>Who says what</h2>\n");
    for voice in article.voices() {
        page.raw("<section class=\"voice\">\n");
        page.element("h3", &voice.name);
        if !voice.about.is_empty() {
            page.element("p", &voice.about);
        }
        if !voice.aliases.is_empty() {
            page.element("p", &format!("also {}", voice.aliases));
        }
        page.raw("<ul>\n");
        for claim in voice.claims {
            let _ = write!(page.0, "<li id=\"claim-{}\">", claim.id);
            page.claim(claim);
            page.element("small", &article.manner(claim).join(" · "));
            if let Some(attribution) = &claim.attribution {
                page.element("small", &one_line(&attribution.why));
            }
            page.raw("</li>\n");
        }
        page.raw("</ul>\n</section>\n");
    }
    if article.report.claims.is_empty() {
        page.element("p", "No claims found.");
    }
    page.raw("</section>\n");
    text(&mut page, article);
    page.raw("</main>\n<footer>");
    page.element("p", &format!("whosaid {} {FOOTNOTE}", article.report.whosaid));
    page.raw("</footer>\n</body>\n</html>\n");
    page.0
}

fn first(page: &mut Page, article: &Article) {
    let claims = worth_checking(&article.report.claims, FIRST);
    if claims.is_empty() {
        return;
    }
    page.raw("<section>\n<h2>Worth checking first</h2>\n<ol>\n");
    for claim in claims {
        page.raw("<li>");
        page.claim(claim);
        page.element("small", &format!("{}: {}", article.who(claim), one_line(&claim.reasons.join("; "))));
        page.raw("</li>\n");
    }
    page.raw("</ol>\n</section>\n");
}

fn findings(page: &mut Page, article: &Article) {
    if article.report.findings.is_empty() {
        return;
    }
    page.raw("<section>\n<h2>To look at</h2>\n<ul>\n");
    for finding in &article.report.findings {
        page.element("li", &one_line(&finding.message));
        page.raw("\n");
    }
    page.raw("</ul>\n</section>\n");
}

/// The article, each claim a link to where it is listed.
fn text(page: &mut Page, article: &Article) {
    page.raw("<article>\n<h2>The article</h2>\n");
    let pieces = marked(&article.report.claims);
    let mut next = 0;
    let mut begun = FxHashMap::default();
    for block in &article.report.blocks {
        let tag = match block.kind {
            BlockKind::Headline | BlockKind::Crosshead => "h3",
            BlockKind::Furniture => continue,
            _ => "p",
        };
        let _ = write!(page.0, "<{tag}>");
        let mut at = block.span.start;
        while next < pieces.len() && pieces[next].0.end <= at {
            next += 1;
        }
        let mut piece = next;
        while let Some(&(span, id)) = pieces.get(piece).filter(|(span, _)| span.start < block.span.end) {
            let span = Span::new(span.start.max(at), span.end.min(block.span.end));
            page.text(&article.text[at..span.start]);
            page.raw("<a");
            if begun.insert(id, id).is_none() {
                let _ = write!(page.0, " id=\"text-{id}\"");
            }
            let _ = write!(page.0, " href=\"#claim-{id}\">");
            page.text(span.of(article.text));
            page.raw("</a>");
            at = span.end;
            piece += 1;
        }
        page.text(&article.text[at..block.span.end]);
        let _ = writeln!(page.0, "</{tag}>");
    }
    page.raw("</article>\n");
}

/// Stretches of the text with the claim that each belongs to, in order, not overlapping: where claims
/// lie over each other, the one that began last.
fn marked(claims: &[Claim]) -> Vec<(Span, usize)> {
    let all = claims.iter().flat_map(|claim| claim.spans.iter().map(|&span| (span, claim.id)));
    let all: Vec<(Span, usize)> = all.collect();
    let mut order: Vec<(usize, usize)> =
        all.iter().enumerate().map(|(i, (span, _))| (span.start, i)).collect();
    order::by_number(&mut order, |(start, _)| rising(*start));
    let mut edges: Vec<usize> = all.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    order::by_number(&mut edges, |edge| rising(*edge));
    let mut marked = Vec::new();
    let mut open: BinaryHeap<(usize, usize)> = BinaryHeap::new();
    let mut coming = order.into_iter().peekable();
    for edge in edges.windows(2).filter(|edge| edge[0] < edge[1]) {
        while let Some(piece) = coming.next_if(|&(start, _)| start <= edge[0]) {
            open.push(piece);
        }
        while open.peek().is_some_and(|&(_, piece)| all[piece].0.end <= edge[0]) {
            open.pop();
        }
        if let Some(&(_, piece)) = open.peek() {
            marked.push((Span::new(edge[0], edge[1]), all[piece].1));
        }
    }
    marked
}

struct Page(String);

impl Page {
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Words, escaped for elements and for attributes in double quotation marks.
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                c if c.is_control() && !c.is_whitespace() => self.0.push(char::REPLACEMENT_CHARACTER),
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => self.0.push(char::REPLACEMENT_CHARACTER),
                c => self.0.push(c),
            }
        }
    }

    fn element(&mut self, tag: &str, text: &str) {
        let _ = write!(self.0, "<{tag}>");
        self.text(text);
        let _ = write!(self.0, "</{tag}>");
    }

    /// A claim's words, as a link to where the article has them.
    fn claim(&mut self, claim: &Claim) {
        let _ = write!(self.0, "<a href=\"#text-{}\">", claim.id);
        self.text(&one_line(&claim.text));
        self.raw("</a>");
    }
}
