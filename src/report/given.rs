//! Reports from outside, which a person may have corrected: are they well formed?
//!
//! In: a report in either unit, and the text that it should be about. Out: the same with offsets in
//! bytes, or one sentence that names what is wrong and where. Whether what
//! it says of the text makes sense is for the one who corrected it to say.

use super::{OffsetUnit, Report};
use crate::document::Span;
use rustc_hash::FxHashMap;
use std::fmt;

/// Why a report cannot be used, in a sentence that begins with the place: `claims[3].spans: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed(String);

impl Malformed {
    pub(super) fn new(place: &str, what: &str) -> Self {
        Self(format!("{place}: {what}"))
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Malformed {}

/// Where something stands: the list, its index there, the field of the entry.
type Place = (&'static str, usize, &'static str);

impl Report {
    /// The report with offsets in bytes of `text`.
    ///
    /// # Errors
    ///
    /// For a report that is not one of `text`: a span that does not fit it, a claim whose text is
    /// not what its spans cut out, an id that is given twice or refers to nothing.
    pub fn given_for(mut self, text: &str) -> Result<Self, Malformed> {
        let offsets = Offsets::new(self.offset_unit, text);
        self.offset_unit = OffsetUnit::Utf8;
        if self.published.as_ref().is_some_and(|day| crate::day(day).is_none()) {
            return Err(Malformed::new("published", "is no day such as \"2020-02-11\""));
        }
        let mut end = 0;
        for (i, block) in self.blocks.iter_mut().enumerate() {
            let place = ("blocks", i, "span");
            offsets.convert(&mut block.span, place)?;
            if block.span.start < end {
                return fail(place, "begins before the block before it ends");
            }
            end = block.span.end;
        }

        let Some(sources) = indices(self.sources.iter().map(|source| source.id)) else {
            return Err(Malformed::new("sources", "two have the same id"));
        };
        let Some(ids) = indices(self.claims.iter().map(|claim| claim.id)) else {
            return Err(Malformed::new("claims", "two have the same id"));
        };
        for (i, claim) in self.claims.iter_mut().enumerate() {
            let at = |field| ("claims", i, field);
            let mut cut = String::new();
            let mut end = 0;
            for span in &mut claim.spans {
                offsets.convert(span, at("spans"))?;
                if span.start < end {
                    return fail(at("spans"), "must be in order and not overlap");
                }
                end = span.end;
                cut.push_str(if cut.is_empty() { "" } else { " … " });
                cut.push_str(span.of(text));
            }
            if cut.is_empty() {
                return fail(at("spans"), "is empty");
            }
            if claim.text != cut {
                return fail(at("text"), "is not what the spans cut out of the text, joined by \" … \"");
            }
            if !(0.0..=1.0).contains(&claim.worth) {
                return fail(at("worth"), "is not between 0 and 1");
            }
            for quantity in &mut claim.quantities {
                offsets.convert(&mut quantity.span, at("quantities"))?;
            }
            for time in &mut claim.times {
                offsets.convert(&mut time.span, at("times"))?;
            }
            for place in &mut claim.places {
                offsets.convert(&mut place.span, at("places"))?;
            }
            let Some(attribution) = &mut claim.attribution else { continue };
            if let Some(span) = &mut attribution.source_span {
                offsets.convert(span, at("attribution.source_span"))?;
            }
            if let Some(span) = &mut attribution.cue_span {
                offsets.convert(span, at("attribution.cue_span"))?;
            }
            if !(0.0..=1.0).contains(&attribution.confidence) {
                return fail(at("attribution.confidence"), "is not between 0 and 1");
            }
            if attribution.source.is_some_and(|id| !sources.contains_key(&id)) {
                return fail(at("attribution.source"), "is the id of no source");
            }
            if attribution.inside.is_some_and(|id| id == claim.id || !ids.contains_key(&id)) {
                return fail(at("attribution.inside"), "is the id of no other claim");
            }
        }

        for (i, finding) in self.findings.iter_mut().enumerate() {
            for span in &mut finding.spans {
                offsets.convert(span, ("findings", i, "spans"))?;
            }
            if !finding.claims.iter().all(|id| ids.contains_key(id)) {
                return fail(("findings", i, "claims"), "names a claim that is not there");
            }
        }
        Ok(self)
    }
}

/// The index of each id; none where one is given twice.
pub(crate) fn indices(ids: impl ExactSizeIterator<Item = usize>) -> Option<FxHashMap<usize, usize>> {
    let count = ids.len();
    let indices: FxHashMap<usize, usize> = ids.enumerate().map(|(index, id)| (id, index)).collect();
    (indices.len() == count).then_some(indices)
}

#[cold]
fn fail<T>((list, index, field): Place, what: &str) -> Result<T, Malformed> {
    Err(Malformed::new(&format!("{list}[{index}].{field}"), what))
}

/// From the offsets of a report to bytes of its text.
enum Offsets<'t> {
    Bytes(&'t str),
    /// The byte at which each UTF-16 unit begins; none for the second unit of a pair.
    Units(Vec<Option<usize>>),
}

impl<'t> Offsets<'t> {
    fn new(unit: OffsetUnit, text: &'t str) -> Self {
        if unit == OffsetUnit::Utf8 {
            return Self::Bytes(text);
        }
        let mut units = Vec::with_capacity(text.len() + 1);
        for (byte, c) in text.char_indices() {
            units.push(Some(byte));
            units.extend((1..c.len_utf16()).map(|_| None));
        }
        units.push(Some(text.len()));
        Self::Units(units)
    }

    fn byte(&self, offset: usize) -> Option<usize> {
        match self {
            Self::Bytes(text) => text.is_char_boundary(offset).then_some(offset),
            Self::Units(units) => *units.get(offset)?,
        }
    }

    fn convert(&self, span: &mut Span, place: Place) -> Result<(), Malformed> {
        let given = *span;
        match (self.byte(given.start), self.byte(given.end)) {
            (Some(start), Some(end)) if start < end => {
                *span = Span::new(start, end);
                Ok(())
            }
            _ => {
                let what = "holds nothing, lies outside of the text or cuts a character";
                fail(place, &format!("[{}, {}] {what}", given.start, given.end))
            }
        }
    }
}
