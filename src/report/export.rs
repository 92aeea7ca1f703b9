//! A report in the formats of others.
//!
//! In: a text and its report, which a person may have corrected. Out: one document as a string. Each
//! format has a file of its own; all of them see offsets in bytes, and mark the claims
//! that a person has corrected.

use super::given::{Malformed, indices};
use super::words::{self, one_line};
use super::{BlockKind, Claim, Report, SourceEntry};
use super::{annotation, csv, html, jsonld, markdown};
use crate::document::Span;
use crate::order;
use rustc_hash::FxHashMap;

/// A format that a report can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4180, a line a claim, for spreadsheets.
    Csv,
    /// A memo for a desk.
    Markdown,
    /// W3C Web Annotations, an `AnnotationPage` in JSON-LD.
    Annotation,
    /// schema.org `Claim` and `Quotation` in JSON-LD.
    Jsonld,
    /// Drafts of schema.org `ClaimReview` in JSON-LD, without a verdict.
    Claimreview,
    /// One page that needs nothing else.
    Html,
}

impl Format {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Markdown, Self::Annotation, Self::Jsonld, Self::Claimreview, Self::Html];

    /// The name by which the command and the JavaScript API know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Markdown => "markdown",
            Self::Annotation => "annotation",
            Self::Jsonld => "jsonld",
            Self::Claimreview => "claimreview",
            Self::Html => "html",
        }
    }

    /// The format of that name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What is known of an article besides its text and its report.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// What to call it, such as the name of its file.
    pub name: Option<&'a str>,
    /// Where it is published.
    pub url: Option<&'a str>,
}

/// Exports a report of `text`, whichever unit it counts in.
///
/// # Errors
///
/// Where the report is not a well-formed one of `text`: see [`Report::given_for`].
pub fn export(text: &str, report: Report, format: Format, about: &About) -> Result<String, Malformed> {
    if let Some(url) = about.url
        && !is_address(url)
    {
        return Err(Malformed::new("url", "is no address such as \"https://example.org/news\""));
    }
    let report = report.given_for(text)?;
    let article = Article::new(text, &report, about);
    Ok(match format {
        Format::Csv => csv::export(&article),
        Format::Markdown => markdown::export(&article),
        Format::Annotation => annotation::export(&article),
        Format::Jsonld => jsonld::export(&article),
        Format::Claimreview => jsonld::drafts(&article),
        Format::Html => html::export(&article),
    })
}

/// The hash FNV-1a of 64 bits: tells texts apart, the same on every platform.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Whether it is the address of a page: nothing else is to be linked to.
pub fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |byte: u8| byte > b' ' && byte != 0x7f && !b"<>\"\\^`{|}".contains(&byte);
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(plain))
}

/// What every format draws on.
pub(super) struct Article<'a> {
    pub text: &'a str,
    pub report: &'a Report,
    pub about: &'a About<'a>,
    /// Of each id its index.
    sources: FxHashMap<usize, usize>,
    claims: FxHashMap<usize, usize>,
    lines: Vec<usize>,
}

impl<'a> Article<'a> {
    fn new(text: &'a str, report: &'a Report, about: &'a About) -> Self {
        Self {
            text,
            report,
            about,
            sources: indices(report.sources.iter().map(|source| source.id)).unwrap_or_default(),
            claims: indices(report.claims.iter().map(|claim| claim.id)).unwrap_or_default(),
            lines: std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect(),
        }
    }

    /// The headline; where there is none, what the article is called.
    pub fn title(&self) -> Option<String> {
        let headline = self.report.blocks.iter().find(|block| block.kind == BlockKind::Headline);
        headline.map(|block| block.span.of(self.text)).or(self.about.name).map(one_line)
    }

    /// Where the article is; where that is not known, a name made from its text.
    pub fn iri(&self) -> String {
        match self.about.url {
            Some(url) => url.split('#').next().unwrap_or(url).to_owned(),
            None => format!("urn:x-whosaid:text:{:016x}", fnv1a(self.text.as_bytes())),
        }
    }

    /// The source of a claim; none for the writer's own and where the text gives none.
    pub fn source(&self, claim: &Claim) -> Option<&'a SourceEntry> {
        let index = *self.sources.get(&claim.attribution.as_ref()?.source?)?;
        self.report.sources.get(index)
    }

    /// The claim in whose content one stands.
    pub fn outer(&self, claim: &Claim) -> Option<&'a Claim> {
        let index = *self.claims.get(&claim.attribution.as_ref()?.inside?)?;
        self.report.claims.get(index)
    }

    /// Whose a claim is, in words.
    pub fn who(&self, claim: &Claim) -> String {
        match (&claim.attribution, self.source(claim)) {
            (None, _) => "the writer".to_owned(),
            (_, None) => "not given".to_owned(),
            (_, Some(source)) => one_line(&source.name),
        }
    }

    /// The line of the text in which a claim begins, from one.
    pub fn line(&self, claim: &Claim) -> usize {
        self.lines.partition_point(|&start| start <= claim.spans[0].start)
    }

    /// How a claim is put, in words: its cue as written first, then what is out of the ordinary.
    pub fn manner(&self, claim: &Claim) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(attribution) = &claim.attribution {
            let cue = attribution.cue_span.map(|span| one_line(span.of(self.text)));
            parts.extend(cue.filter(|cue| cue.contains(char::is_alphanumeric)));
            parts.extend(words::of_type(attribution.r#type).map(str::to_owned));
            parts.extend(words::stance(attribution.stance).map(str::to_owned));
            parts.push(words::mode(attribution.mode).to_owned());
            parts.extend(self.outer(claim).map(|outer| format!("as told by {}", self.who(outer))));
        }
        parts.extend(words::voice(claim.voice).map(str::to_owned));
        parts.extend(claim.hedged.then(|| "hedged".to_owned()));
        parts.extend(claim.corrected_by_person.then(|| CORRECTED.to_owned()));
        parts
    }

    /// The claims by whose they are: each source that has any, then those of which the text gives no
    /// source, then the writer's own.
    pub fn voices(&self) -> Vec<Speaker<'a>> {
        let mut by_source: Vec<Vec<&Claim>> = vec![Vec::new(); self.report.sources.len()];
        let (mut unsaid, mut own) = (Vec::new(), Vec::new());
        for claim in &self.report.claims {
            match &claim.attribution {
                None => own.push(claim),
                Some(attribution) => match attribution.source {
                    Some(id) => by_source[self.sources[&id]].push(claim),
                    None => unsaid.push(claim),
                },
            }
        }
        let sources = self.report.sources.iter().zip(by_source).filter(|(_, claims)| !claims.is_empty());
        let sources = sources.map(|(source, claims)| {
            let about = [words::kind(source.kind), source.country.as_deref().map(words::country)];
            let about = about.into_iter().chain([(!source.named).then_some("not named")]);
            Speaker {
                name: one_line(&source.name),
                about: one_line(&about.flatten().collect::<Vec<_>>().join(", ")),
                // People without a name have no other names.
                aliases: if source.named { one_line(&source.aliases.join(", ")) } else { String::new() },
                claims,
            }
        });
        let rest = [("No speaker given", unsaid), ("The writer’s own", own)];
        let rest = rest.into_iter().filter(|(_, claims)| !claims.is_empty()).map(|(name, claims)| Speaker {
            name: name.to_owned(),
            about: String::new(),
            aliases: String::new(),
            claims,
        });
        sources.chain(rest).collect()
    }

    /// When it was published, and how many claims and sources it has.
    pub fn summary(&self) -> String {
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let own = self.report.claims.iter().filter(|claim| claim.attribution.is_none()).count();
        let published = self.report.published.as_deref().map(|day| format!("Published {day}. "));
        format!(
            "{}{}, {} of them the writer’s own; {}.",
            published.unwrap_or_default(),
            count(self.report.claims.len(), "claim"),
            own,
            count(self.report.sources.len(), "source"),
        )
    }
}

/// One who speaks, with the claims.
pub(super) struct Speaker<'a> {
    pub name: String,
    /// Kind and country, and whether it is named.
    pub about: String,
    pub aliases: String,
    pub claims: Vec<&'a Claim>,
}

/// What the exports that people read end with.
pub(super) const FOOTNOTE: &str = "shows who says what and what is worth checking, never what is true. It is wrong now and then: check \
     against the article.";

/// How exports for readers mark a claim that a person has corrected.
pub(super) const CORRECTED: &str = "corrected by a person";

/// The claims most worth checking, weightiest first, `most` at most: what is below one half is not
/// worth pointing to.
pub fn worth_checking(claims: &[Claim], most: usize) -> Vec<&Claim> {
    let claims = by_worth(claims).into_iter().filter(|claim| claim.worth >= 0.5);
    claims.take(most).collect()
}

/// The claims, those most worth checking first.
pub(super) fn by_worth(claims: &[Claim]) -> Vec<&Claim> {
    let mut all: Vec<&Claim> = claims.iter().collect();
    // In hundredths, as it is given.
    order::by_number(&mut all, |claim| (100.0 - claim.worth * 100.0).round() as i64);
    all
}

/// Counts the characters (code points) of a text, in which formats of the web count.
pub(super) struct Characters(Vec<usize>);

impl Characters {
    pub fn of(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).collect())
    }

    /// How many begin before a byte.
    pub fn before(&self, byte: usize) -> usize {
        self.0.partition_point(|&start| start < byte)
    }

    /// The bytes of up to `most` characters before and after a span.
    pub fn around(&self, span: Span, most: usize, text: &str) -> (Span, Span) {
        let (first, last) = (self.before(span.start), self.before(span.end));
        let end = self.0.get(last + most).copied().unwrap_or(text.len());
        (
            Span::new(self.0.get(first.saturating_sub(most)).copied().unwrap_or(0), span.start),
            Span::new(span.end, end),
        )
    }
}
