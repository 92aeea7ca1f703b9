//! A report that comes from JavaScript. In: a value of any kind. Out: the report, or a `TypeError`
//! that names the field which is not as it should be.
//!
//! Written out, since the general reader of `serde` would weigh as much as all exports together. What
//! no export shows is not read: quantities, times and places.

use crate::document::{Block, Span};
use crate::report::{Claim, ClaimAttribution, Finding, OffsetUnit, Report, SourceEntry};
use js_sys::{Array, Reflect, TypeError};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use wasm_bindgen::prelude::*;

/// Reads a report as `analyze` gives it, changed or not. `path` is what messages call it.
pub(super) fn read_report(value: &JsValue, path: &str) -> Result<Report, JsValue> {
    let report = Field { value: value.clone(), path: path.to_owned() };
    Ok(Report {
        whosaid: report.get("whosaid")?.string()?,
        offset_unit: match report.get("offset_unit")?.string()?.as_str() {
            "utf16" => OffsetUnit::Utf16,
            _ => return report.get("offset_unit")?.wrong("must be \"utf16\""),
        },
        reader: report.get("reader")?.name()?,
        published: report.get("published")?.maybe(Field::string)?,
        blocks: report
            .get("blocks")?
            .list(|block| Ok(Block { span: block.get("span")?.span()?, kind: block.get("kind")?.name()? }))?,
        sources: report.get("sources")?.list(|source| {
            Ok(SourceEntry {
                id: source.get("id")?.index()?,
                name: source.get("name")?.string()?,
                aliases: source.get("aliases")?.list(Field::string)?,
                kind: source.get("kind")?.name()?,
                country: source.get("country")?.maybe(Field::string)?,
                named: source.get("named")?.truth()?,
                anonymity: source.get("anonymity")?.maybe(Field::name)?,
                count: source.get("count")?.maybe(Field::index)?.map(|count| count as u32),
            })
        })?,
        claims: report.get("claims")?.list(claim)?,
        findings: report.get("findings")?.list(|finding| {
            Ok(Finding {
                kind: finding.get("kind")?.string()?,
                message: finding.get("message")?.string()?,
                spans: finding.get("spans")?.list(Field::span)?,
                claims: finding.get("claims")?.list(Field::index)?,
            })
        })?,
    })
}

fn claim(claim: &Field) -> Result<Claim, JsValue> {
    Ok(Claim {
        id: claim.get("id")?.index()?,
        spans: claim.get("spans")?.list(Field::span)?,
        text: claim.get("text")?.string()?,
        attribution: claim.get("attribution")?.maybe(|a| {
            Ok(ClaimAttribution {
                source: a.get("source")?.maybe(Field::index)?,
                source_span: a.get("source_span")?.maybe(Field::span)?,
                cue_span: a.get("cue_span")?.maybe(Field::span)?,
                cue: a.get("cue")?.string()?,
                r#type: a.get("type")?.name()?,
                mode: a.get("mode")?.name()?,
                stance: a.get("stance")?.name()?,
                inside: a.get("inside")?.maybe(Field::index)?,
                confidence: a.get("confidence")?.number()?,
                why: a.get("why")?.string()?,
            })
        })?,
        worth: claim.get("worth")?.number()?,
        reasons: claim.get("reasons")?.list(Field::string)?,
        hedged: claim.get("hedged")?.truth()?,
        voice: claim.get("voice")?.name()?,
        negated: claim.get("negated")?.truth()?,
        quantities: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        corrected_by_person: claim.get("corrected_by_person")?.maybe(Field::truth)?.unwrap_or_default(),
    })
}

/// A value and where it stands.
struct Field {
    value: JsValue,
    path: String,
}

impl Field {
    fn wrong<T>(&self, what: &str) -> Result<T, JsValue> {
        Err(TypeError::new(&format!("{} {what}", self.path)).into())
    }

    fn get(&self, name: &str) -> Result<Field, JsValue> {
        if !self.value.is_object() {
            return self.wrong("must be an object");
        }
        let value = Reflect::get(&self.value, &name.into())?;
        Ok(Field { value, path: format!("{}.{name}", self.path) })
    }

    /// None where the value is null or left out.
    fn maybe<T>(&self, read: impl Fn(&Field) -> Result<T, JsValue>) -> Result<Option<T>, JsValue> {
        let missing = self.value.is_null() || self.value.is_undefined();
        if missing { Ok(None) } else { read(self).map(Some) }
    }

    fn list<T>(&self, read: impl Fn(&Field) -> Result<T, JsValue>) -> Result<Vec<T>, JsValue> {
        let Some(list) = self.value.dyn_ref::<Array>() else { return self.wrong("must be an array") };
        let mut read_so_far = Vec::new();
        for (i, value) in list.iter().enumerate() {
            read_so_far.push(read(&Field { value, path: format!("{}[{i}]", self.path) })?);
        }
        Ok(read_so_far)
    }

    fn string(&self) -> Result<String, JsValue> {
        self.value.as_string().map_or_else(|| self.wrong("must be a string"), Ok)
    }

    fn truth(&self) -> Result<bool, JsValue> {
        self.value.as_bool().map_or_else(|| self.wrong("must be true or false"), Ok)
    }

    fn number(&self) -> Result<f64, JsValue> {
        self.value.as_f64().map_or_else(|| self.wrong("must be a number"), Ok)
    }

    fn index(&self) -> Result<usize, JsValue> {
        let number =
            self.value.as_f64().filter(|n| n.fract() == 0.0 && (0.0..f64::from(u32::MAX)).contains(n));
        number.map_or_else(|| self.wrong("must be a whole number, 0 or more"), |number| Ok(number as usize))
    }

    fn span(&self) -> Result<Span, JsValue> {
        match self.list(Field::index)?[..] {
            [start, end] => Ok(Span::new(start, end)),
            _ => self.wrong("must be [start, end]"),
        }
    }

    /// One of the names that the report's format has for such a value.
    fn name<T: for<'a> Deserialize<'a>>(&self) -> Result<T, JsValue> {
        let name = self.string()?;
        let known: StrDeserializer<Error> = name.as_str().into_deserializer();
        T::deserialize(known).or_else(|why| self.wrong(&format!("has an {why}")))
    }
}
