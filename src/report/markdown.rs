//! Markdown: a memo for a desk. What is worth checking first, what does not add up, and who says
//! what, each with the line of the article.
//!
//! Words of the article are escaped, so that they are read as words: no links, no markup, no HTML.

use super::Claim;
use super::export::{Article, FOOTNOTE, worth_checking};
use super::words::one_line;
use std::fmt::Write;

/// How many claims are pointed to.
const FIRST: usize = 5;

pub(super) fn export(article: &Article) -> String {
    let mut out = String::new();
    let title = article.title().unwrap_or_else(|| "Who says what".to_owned());
    line(&mut out, format_args!("# {}\n", escaped(&title)));
    line(&mut out, format_args!("{}\n", article.summary()));
    if let Some(url) = article.about.url {
        line(&mut out, format_args!("<{url}>\n"));
    }

    let first = worth_checking(&article.report.claims, FIRST);
    if !first.is_empty() {
        line(&mut out, format_args!("## Worth checking first\n"));
        for (number, claim) in first.into_iter().enumerate() {
            let reasons = escaped(&one_line(&claim.reasons.join("; ")));
            let who = escaped(&article.who(claim));
            line(&mut out, format_args!("{}. {}  ", number + 1, escaped(&one_line(&claim.text))));
            line(&mut out, format_args!("   *{who}, line {}: {reasons}*", article.line(claim)));
        }
        out.push('\n');
    }
    if !article.report.findings.is_empty() {
        line(&mut out, format_args!("## To look at\n"));
        for finding in &article.report.findings {
            line(&mut out, format_args!("- {}", escaped(&one_line(&finding.message))));
        }
        out.push('\n');
    }
    line(&mut out, format_args!("## Who says what\n"));
    for voice in article.voices() {
        line(&mut out, format_args!("### {}\n", escaped(&voice.name)));
        let also = if voice.aliases.is_empty() { String::new() } else { format!("also {}", voice.aliases) };
        let about: Vec<&str> =
            [voice.about.as_str(), also.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        if !about.is_empty() {
            line(&mut out, format_args!("{}\n", escaped(&about.join("; "))));
        }
        for claim in voice.claims {
            claim_lines(&mut out, article, claim);
        }
        out.push('\n');
    }
    if article.report.claims.is_empty() {
        line(&mut out, format_args!("No claims found.\n"));
    }
    line(&mut out, format_args!("---\n\nwhosaid {} {FOOTNOTE}", escaped(&article.report.whosaid)));
    out
}

fn claim_lines(out: &mut String, article: &Article, claim: &Claim) {
    let mut manner = article.manner(claim);
    manner.push(format!("line {}", article.line(claim)));
    line(out, format_args!("- {}  ", escaped(&one_line(&claim.text))));
    line(out, format_args!("  *{}*", escaped(&manner.join(" · "))));
}

fn line(out: &mut String, line: std::fmt::Arguments) {
    let _ = writeln!(out, "{line}");
}

/// Words of one line as words: what Markdown, as GitHub extends it too, takes for markup is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut begins = true;
    while let Some(c) = rest.next() {
        let markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '@' => true,
            // Addresses become links by themselves.
            ':' => rest.peek() == Some(&'/'),
            '.' => out.to_ascii_lowercase().ends_with("www") || begins,
            ')' => begins,
            '#' | '+' | '-' | '=' => out.is_empty(),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
        // A number that opens a line would begin a list.
        begins &= c.is_ascii_digit();
    }
    out
}
