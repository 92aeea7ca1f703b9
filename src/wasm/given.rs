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
    let report = Value { value: value.clone(), path: path.to_owned() };
    Ok(Report {
        whosaid: report.get("whosaid", Value::string)?,
        offset_unit: report.get("offset_unit", Value::unit)?,
        reader: report.get("reader", Value::name)?,
        published: report.maybe("published", Value::string)?,
        blocks: report.list("blocks", block)?,
        sources: report.list("sources", source)?,
        claims: report.list("claims", claim)?,
        findings: report.list("findings", finding)?,
    })
}

fn block(block: &Value) -> Result<Block, JsValue> {
    Ok(Block { span: block.get("span", Value::span)?, kind: block.get("kind", Value::name)? })
}

fn source(source: &Value) -> Result<SourceEntry, JsValue> {
    Ok(SourceEntry {
        id: source.get("id", Value::index)?,
        name: source.get("name", Value::string)?,
        aliases: source.list("aliases", Value::string)?,
        kind: source.get("kind", Value::name)?,
        country: source.maybe("country", Value::string)?,
        named: source.get("named", Value::truth)?,
        anonymity: source.maybe("anonymity", Value::name)?,
        count: source.maybe("count", Value::index)?.map(|count| count as u32),
    })
}

fn claim(claim: &Value) -> Result<Claim, JsValue> {
    Ok(Claim {
        id: claim.get("id", Value::index)?,
        spans: claim.list("spans", Value::span)?,
        text: claim.get("text", Value::string)?,
        attribution: claim.maybe("attribution", attribution)?,
        worth: claim.get("worth", Value::number)?,
        reasons: claim.list("reasons", Value::string)?,
        hedged: claim.get("hedged", Value::truth)?,
        voice: claim.get("voice", Value::name)?,
        negated: claim.get("negated", Value::truth)?,
        quantities: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        corrected_by_person: claim.maybe("corrected_by_person", Value::truth)?.unwrap_or_default(),
    })
}

fn attribution(attribution: &Value) -> Result<ClaimAttribution, JsValue> {
    Ok(ClaimAttribution {
        source: attribution.maybe("source", Value::index)?,
        source_span: attribution.maybe("source_span", Value::span)?,
        cue_span: attribution.maybe("cue_span", Value::span)?,
        cue: attribution.get("cue", Value::string)?,
        r#type: attribution.get("type", Value::name)?,
        mode: attribution.get("mode", Value::name)?,
        stance: attribution.get("stance", Value::name)?,
        inside: attribution.maybe("inside", Value::index)?,
        confidence: attribution.get("confidence", Value::number)?,
        why: attribution.get("why", Value::string)?,
    })
}

fn finding(finding: &Value) -> Result<Finding, JsValue> {
    Ok(Finding {
        kind: finding.get("kind", Value::string)?,
        message: finding.get("message", Value::string)?,
        spans: finding.list("spans", Value::span)?,
        claims: finding.list("claims", Value::index)?,
    })
}

/// What reads a value. A plain pointer: what takes one is compiled once for each kind of result.
type Reader<T> = fn(&Value) -> Result<T, JsValue>;

/// A value and where it stands.
struct Value {
    value: JsValue,
    path: String,
}

impl Value {
    fn wrong<T>(&self, what: &str) -> Result<T, JsValue> {
        Err(TypeError::new(&format!("{} {what}", self.path)).into())
    }

    fn field(&self, name: &str) -> Result<Value, JsValue> {
        if !self.value.is_object() {
            return self.wrong("must be an object");
        }
        let value = Reflect::get(&self.value, &name.into())?;
        Ok(Value { value, path: format!("{}.{name}", self.path) })
    }

    #[inline(never)]
    fn get<T>(&self, name: &str, read: Reader<T>) -> Result<T, JsValue> {
        read(&self.field(name)?)
    }

    /// None where the field is null or left out.
    #[inline(never)]
    fn maybe<T>(&self, name: &str, read: Reader<T>) -> Result<Option<T>, JsValue> {
        let field = self.field(name)?;
        let missing = field.value.is_null() || field.value.is_undefined();
        if missing { Ok(None) } else { read(&field).map(Some) }
    }

    #[inline(never)]
    fn list<T>(&self, name: &str, read: Reader<T>) -> Result<Vec<T>, JsValue> {
        self.field(name)?.each(read)
    }

    fn each<T>(&self, read: Reader<T>) -> Result<Vec<T>, JsValue> {
        let Some(list) = self.value.dyn_ref::<Array>() else { return self.wrong("must be an array") };
        let mut read_so_far = Vec::new();
        for (i, value) in list.iter().enumerate() {
            read_so_far.push(read(&Value { value, path: format!("{}[{i}]", self.path) })?);
        }
        Ok(read_so_far)
    }

    fn string(&self) -> Result<String, JsValue> {
        self.value.as_string().map_or_else(|| self.wrong("must be a string"), Ok)
    }

    fn unit(&self) -> Result<OffsetUnit, JsValue> {
        if self.string()? == "utf16" { Ok(OffsetUnit::Utf16) } else { self.wrong("must be \"utf16\"") }
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
        match self.each(Value::index)?[..] {
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
