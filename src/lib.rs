//! Reads a news article and shows every claim beside whoever makes it.
//!
//! ```
//! use whosaid::{analyze, Options};
//!
//! let report = analyze("The Kremlin denied that any order was given.", &Options::default());
//! let claim = &report.claims[0];
//! let attribution = claim.attribution.as_ref().unwrap();
//! assert_eq!(claim.text, "that any order was given");
//! assert_eq!(attribution.cue, "deny");
//! assert_eq!(report.sources[attribution.source.unwrap()].name, "Government of Russia");
//! ```
//!
//! # The pipeline
//!
//! Each stage reads what the ones before it left in a [`Document`](document::Document) and fills
//! its own part:
//!
//! 1. [`text`]: the parts of the page (headline, paragraph, furniture …) and quotation marks
//! 2. [`segment`]: tokens and sentences
//! 3. [`tag`]: parts of speech
//! 4. [`attribution`]: cue, source and content of each attribution
//! 5. [`resolve`]: which source that is, what kind of body, for which country
//! 6. [`claim`]: quantities and times; what each attribution holds, and the writer's own assertions
//! 7. [`check`]: which claims are worth checking, and what does not add up
//! 8. [`report`]: the result, in bytes or UTF-16 units
//!
//! Analysis is total: any string of any size in any script gives a report, the same one on every
//! platform, in time linear in its length.

pub mod attribution;
pub mod check;
pub mod claim;
mod data;
pub mod document;
pub mod model;
mod order;
pub mod parse;
pub mod report;
pub mod resolve;
pub mod segment;
pub mod tag;
pub mod text;

#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use chrono::NaiveDate;
pub use document::Span;
pub use report::Report;

/// What is known about an article besides its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day it was published.
    pub published: Option<NaiveDate>,
}

/// What whosaid knows by training: see `models/MODEL.md`.
#[derive(Clone, Debug)]
pub struct Model {
    /// Reads who says what.
    pub reader: attribution::reader::Reader,
    /// Tells for whom a source speaks.
    pub weights: resolve::weigh::Weights,
}

impl Model {
    /// The model in the bytes of a file such as `models/en.bin`.
    ///
    /// # Errors
    ///
    /// Where it is no model file, one of another version, cut off or damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, model::file::Error> {
        let mut sections = model::sections::Sections::read(bytes)?;
        Ok(Self {
            reader: attribution::reader::Reader::read(&mut sections)?,
            weights: resolve::weigh::Weights::read(&mut sections)?,
        })
    }

    /// The model that the crate carries with the feature `model`.
    ///
    /// ```
    /// let report = whosaid::Model::built_in().analyze("", &whosaid::Options::default());
    /// assert!(report.claims.is_empty());
    /// ```
    #[cfg(feature = "model")]
    pub fn built_in() -> &'static Self {
        static MODEL: std::sync::LazyLock<Model> = std::sync::LazyLock::new(|| {
            // The tests read the same file.
            Model::read(include_bytes!("../models/en.bin")).expect("the model in the crate is whole")
        });
        &MODEL
    }

    /// Reads one article. Offsets in the report are bytes of `text`.
    pub fn analyze(&self, text: &str, options: &Options) -> Report {
        analyze_with(Some(self), text, options)
    }
}

/// Reads one article, with the model that the crate carries where it has the feature `model`, or else
/// by rules. Offsets in the report are bytes of `text`.
pub fn analyze(text: &str, options: &Options) -> Report {
    analyze_with(built_in(), text, options)
}

/// Compares articles, read as by [`analyze`].
pub fn compare(articles: &[(&str, Options)]) -> check::compare::Comparison {
    check::compare::compare(built_in(), articles)
}

fn built_in() -> Option<&'static Model> {
    #[cfg(feature = "model")]
    return Some(Model::built_in());
    #[cfg(not(feature = "model"))]
    return None;
}

/// Reads one article with a model, or without one by rules.
pub fn analyze_with(model: Option<&Model>, text: &str, options: &Options) -> Report {
    analyze_document(model, text, options).1
}

/// The report of one article, with the document that it was made from.
fn analyze_document<'t>(
    model: Option<&Model>,
    text: &'t str,
    options: &Options,
) -> (document::Document<'t>, Report) {
    let document = read(model, text, options);
    let mut report = claim::report(&document, options);
    check::check(&document, &mut report);
    (document, report)
}

/// What every stage up to the claims finds in one article.
pub fn read<'t>(model: Option<&Model>, text: &'t str, options: &Options) -> document::Document<'t> {
    let mut document = document::Document::new(text);
    text::divide(&mut document);
    segment::segment(&mut document);
    tag::tag(&mut document);
    match model {
        Some(model) => attribution::read(&mut document, &model.reader),
        None => attribution::attribute(&mut document),
    }
    resolve::resolve(&mut document, model.map(|model| &model.weights));
    claim::measure(&mut document, options);
    document
}

/// The day that `YYYY-MM-DD` names; none for any other form.
pub fn day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.rsplitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    // Numbers alone would let `2020-2-1` and signs pass as well.
    (day.to_string() == text).then_some(day)
}
