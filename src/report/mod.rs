//! The report: what the pipeline found, in the shape that users script against.
//!
//! In: a [`Document`](crate::document::Document) that every stage has filled. Out: a [`Report`],
//! whose offsets are bytes of the input; [`Report::into_utf16`] turns them into the UTF-16 code
//! units of JavaScript in one pass. `docs` of each field say what it means; the JSON names are the
//! field names.

mod annotation;
mod csv;
pub mod export;
mod given;
mod html;
mod jsonld;
mod markdown;
pub mod words;

pub use export::{About, Format, export};
pub use given::Malformed;
pub(crate) use given::indices;

use crate::document::Span;
use crate::order::{self, rising};
use serde::{Deserialize, Serialize};

/// In what the offsets of a report count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// Bytes of UTF-8.
    Utf8,
    /// UTF-16 code units.
    Utf16,
}

/// Everything that was read in one article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version that made it.
    pub whosaid: String,
    /// In what all offsets count.
    pub offset_unit: OffsetUnit,
    /// Who read: the trained reader, or without its model the rules alone.
    pub reader: Reader,
    /// The day of publication that was given, as `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The parts of the page, in order.
    pub blocks: Vec<crate::document::Block>,
    /// Who speaks, ordered by first claim.
    pub sources: Vec<SourceEntry>,
    /// Claims, ordered by where they begin.
    pub claims: Vec<Claim>,
    /// What is worth an editor's look in the article as a whole, weightiest first.
    pub findings: Vec<Finding>,
}

/// Who read an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reader {
    /// The trained reader, over what the rules found.
    Trained,
    /// The rules alone.
    #[default]
    Rules,
}

/// What a part of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// The title.
    Headline,
    /// `ANKARA, Feb 11 (Reuters) -`.
    Dateline,
    /// Who wrote it.
    Byline,
    /// Text of the story.
    Paragraph,
    /// A heading within the story.
    Crosshead,
    /// An agency or a person credited.
    Credit,
    /// No part of the story: subscription and share notices, links, photo credits.
    Furniture,
}

/// One source of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// Its index.
    pub id: usize,
    /// The name by which a reader knows it.
    pub name: String,
    /// Other forms in which the article names it.
    pub aliases: Vec<String>,
    /// Whom it speaks for.
    pub kind: Kind,
    /// ISO 3166 alpha-2 code of the country it stands for.
    pub country: Option<String>,
    /// Whether the text names a person, body or document.
    pub named: bool,
    /// Of people who are not named: whether the text says why. None for all others.
    pub anonymity: Option<Anonymity>,
    /// Of people who are not named: how many they are, where the text says so.
    pub count: Option<u32>,
}

/// Whether the text says why somebody is not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Anonymity {
    /// "An official said".
    Unexplained,
    /// "… who was not authorised to speak and asked not to be named".
    Explained,
}

/// Whom a source speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Kind {
    Government,
    Military,
    ArmedGroup,
    InternationalOrganisation,
    Party,
    Court,
    Police,
    Company,
    Ngo,
    Media,
    Academia,
    Health,
    Witness,
    Document,
    Public,
    Individual,
    Unknown,
}

/// One claim: an assertion and whose it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its index.
    pub id: usize,
    /// Its pieces, in order, never overlapping.
    pub spans: Vec<Span>,
    /// The text of the pieces joined by ` … `.
    pub text: String,
    /// Whose it is; none for the writer's own.
    pub attribution: Option<ClaimAttribution>,
    /// How much it is worth checking: 0 to 1, two decimals.
    pub worth: f64,
    /// What speaks for checking it, in words, weightiest first.
    pub reasons: Vec<String>,
    /// Whether it is put forward with reserve: "may have", "reportedly", "it is not clear".
    pub hedged: bool,
    /// As what it is put forward.
    pub voice: Voice,
    /// Whether its main clause says that something is not so.
    pub negated: bool,
    /// Its quantities, in order.
    pub quantities: Vec<Quantity>,
    /// Its times, in order.
    pub times: Vec<Time>,
    /// Its places, in order.
    pub places: Vec<Place>,
    /// Whether a person has changed its source, its extent, or has made it from others. Never so in a
    /// report as it was read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub corrected_by_person: bool,
}

/// As what a claim is put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// That something is or was so.
    Fact,
    /// What will be, or what somebody intends.
    Prediction,
    /// What somebody holds of something, or wants.
    Opinion,
    /// What is asked.
    Question,
}

/// A number of something, or a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words that say it.
    pub span: Span,
    /// The number, or the lower one of a range; none for "dozens" and "several".
    pub value: Option<f64>,
    /// The higher number of a range.
    pub high: Option<f64>,
    /// Whether the text does not give it exactly: "nearly", "some".
    pub approximate: bool,
    /// Which way the true number may lie off.
    pub bound: Option<Bound>,
    /// What is counted or measured in, singular: `person`, `USD`, `percent`.
    pub unit: Option<String>,
    /// What happens to what is counted: `displaced`, `dead` (of the killed as well).
    pub event: Option<String>,
}

/// On which side of a number the true one lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// "More than", "at least".
    Over,
    /// "Fewer than", "up to".
    Under,
}

/// A time, resolved against the day of publication where that can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The words that say it.
    pub span: Span,
    /// The same words.
    pub text: String,
    /// Its first day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Its last day, `YYYY-MM-DD`.
    pub to: Option<String>,
}

/// A place that the tables know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The words that name it.
    pub span: Span,
    /// Its name.
    pub name: String,
    /// ISO 3166 alpha-2 code of its country.
    pub country: Option<String>,
}

/// Something in the article that an editor may want to look at: never a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which check made it, such as `sum-agrees`.
    pub kind: String,
    /// What was found, one sentence.
    pub message: String,
    /// The words it rests on, in order.
    pub spans: Vec<Span>,
    /// The claims concerned, by id.
    pub claims: Vec<usize>,
}

/// How a claim is attributed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimAttribution {
    /// Index of [`Report::sources`]; none for passives, "reportedly", and quotations whose speaker
    /// the text does not give.
    pub source: Option<usize>,
    /// The words that name the source here.
    pub source_span: Option<Span>,
    /// The words that signal the attribution.
    pub cue_span: Option<Span>,
    /// The cue's dictionary form; empty where there is no cue.
    pub cue: String,
    /// What kind of attribution.
    pub r#type: Type,
    /// How it is quoted.
    pub mode: Mode,
    /// How the cue takes it.
    pub stance: Stance,
    /// The claim in whose content this one stands.
    pub inside: Option<usize>,
    /// How sure the reading is: 0 to 1, two decimals.
    pub confidence: f64,
    /// One sentence: which words led to this reading.
    pub why: String,
}

/// What kind of attribution it is, after the annotation of PolNeAR and its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// Said, wrote, announced, denied.
    Statement,
    /// A report, study, poll or court established it.
    Finding,
    /// Thinks, fears, expects, knows.
    Belief,
    /// Plans, wants, refuses to.
    Intent,
}

/// How a claim is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// All of it between quotation marks.
    Direct,
    /// None of it.
    Indirect,
    /// Some of it.
    Mixed,
}

/// How a cue takes what it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Said, told, wrote.
    Neutral,
    /// Claimed, alleged.
    Doubtful,
    /// Confirmed, revealed, acknowledged.
    Factive,
    /// Denied, rejected.
    Denial,
    /// Called for, urged.
    Demand,
    /// Warned, threatened.
    Warning,
    /// Accused, blamed.
    Accusation,
    /// Vowed, pledged.
    Promise,
}

impl Report {
    /// The same report with every offset in UTF-16 code units. `text` must be the input that the
    /// report was made from, and the report must still count in bytes.
    pub fn into_utf16(mut self, text: &str) -> Self {
        let mut offsets: Vec<&mut usize> = Vec::new();
        for span in self.spans_mut() {
            offsets.push(&mut span.start);
            offsets.push(&mut span.end);
        }
        order::by_number(&mut offsets, |offset| rising(**offset));
        let (mut bytes, mut units) = (0, 0);
        let mut chars = text.chars();
        for offset in offsets {
            while bytes < *offset {
                let Some(c) = chars.next() else { break };
                bytes += c.len_utf8();
                units += c.len_utf16();
            }
            *offset = units;
        }
        self.offset_unit = OffsetUnit::Utf16;
        self
    }

    fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let blocks = self.blocks.iter_mut().map(|block| &mut block.span);
        let claims = self.claims.iter_mut().flat_map(|claim| {
            let attribution = claim.attribution.iter_mut();
            let quantities = claim.quantities.iter_mut().map(|quantity| &mut quantity.span);
            let times = claim.times.iter_mut().map(|time| &mut time.span);
            let places = claim.places.iter_mut().map(|place| &mut place.span);
            claim
                .spans
                .iter_mut()
                .chain(attribution.flat_map(|a| a.source_span.iter_mut().chain(a.cue_span.iter_mut())))
                .chain(quantities.chain(times).chain(places))
        });
        let findings = self.findings.iter_mut().flat_map(|finding| &mut finding.spans);
        blocks.chain(claims).chain(findings)
    }
}
