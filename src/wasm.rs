//! The browser API: conversion only. `www/whosaid.js` wraps it, `www/whosaid.d.ts` gives its types.
//!
//! In: JavaScript strings and plain objects. Out: plain objects, offsets in UTF-16 code units. A
//! lone surrogate of a JavaScript string arrives as U+FFFD, which is one unit too: offsets stay
//! right.

use crate::report::export::{About, Format, is_address};
use crate::{Model, NaiveDate, Options};
use js_sys::{Array, Object, Reflect, TypeError};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

mod given;

use given::read_report;

thread_local! {
    /// What has been learned, once it has arrived; until then articles are read by rules.
    static MODEL: RefCell<Option<Model>> = const { RefCell::new(None) };
}

/// Reads articles with this model from now on.
///
/// # Errors
///
/// An `Error` that says what is wrong with the file; articles are read as before.
#[wasm_bindgen(js_name = setModel)]
pub fn set_model(bytes: &[u8]) -> Result<(), JsValue> {
    let model = Model::read(bytes).map_err(|why| js_sys::Error::new(&why.to_string()))?;
    MODEL.set(Some(model));
    Ok(())
}

/// The report of one article. `options` is `undefined` or `{ published?: string }`.
///
/// # Errors
///
/// A `TypeError` that names the argument, for one that is not what it should be.
#[wasm_bindgen]
pub fn analyze(text: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let text = text.as_string().ok_or_else(|| TypeError::new("text must be a string"))?;
    let options = read_options(options)?;
    let report = MODEL.with_borrow(|model| crate::analyze_with(model.as_ref(), &text, &options));
    let report = report.into_utf16(&text);
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    Ok(report.serialize(&serializer)?)
}

/// A report of `text`, which a person may have corrected, in another format. `about` is `undefined` or
/// `{ name?: string, url?: string }`.
///
/// # Errors
///
/// A `TypeError` that names the argument, and the field of the report, that is not what it should be.
#[wasm_bindgen(js_name = exportReport)]
pub fn export_report(
    text: &JsValue,
    report: &JsValue,
    format: &JsValue,
    about: &JsValue,
) -> Result<String, JsValue> {
    let text = text.as_string().ok_or_else(|| TypeError::new("text must be a string"))?;
    let read = read_report(report, "report")?;
    let Some(format) = format.as_string().and_then(|name| Format::of(&name)) else {
        let known = Format::ALL.map(|format| format!("\"{}\"", format.name())).join(", ");
        return Err(TypeError::new(&format!("format must be one of {known}")).into());
    };
    let [name, url] = read_strings(about, "about", ["name", "url"])?;
    let about = About { name: name.as_deref(), url: url.as_deref() };
    if about.url.is_some_and(|url| !is_address(url)) {
        return Err(TypeError::new(&format!("about.url must be {}", expected("url"))).into());
    }
    let export = crate::report::export(&text, read, format, &about);
    Ok(export.map_err(|why| TypeError::new(&format!("report.{why}")))?)
}

/// What articles share and what only one of them has. `articles` is an array of
/// `{ text: string, published?: string, report?: object }`, of two or more; a `report` is one of `text`
/// that a person has corrected.
///
/// # Errors
///
/// A `TypeError` that names the argument, for one that is not what it should be.
#[wasm_bindgen]
pub fn compare(articles: &JsValue) -> Result<JsValue, JsValue> {
    let Some(list) = articles.dyn_ref::<Array>().filter(|list| list.length() > 1) else {
        return Err(TypeError::new("articles must be an array of two or more").into());
    };
    let mut texts = Vec::new();
    let mut corrected = Vec::new();
    for (i, article) in list.iter().enumerate() {
        let place = format!("articles[{i}]");
        let ([text, published], report) =
            read_fields(&article, &place, ["text", "published"], Some("report"))?;
        let text = text.ok_or_else(|| TypeError::new(&format!("{place}.text must be a string")))?;
        let given = |report: JsValue| {
            let report = read_report(&report, &format!("{place}.report"))?.given_for(&text);
            report.map_err(|why| JsValue::from(TypeError::new(&format!("{place}.report.{why}"))))
        };
        corrected.push(report.map(given).transpose()?);
        texts.push((text, published.map(|day| read_day(&day, &place)).transpose()?));
    }
    let articles: Vec<(&str, Options)> =
        texts.iter().map(|(text, published)| (text.as_str(), Options { published: *published })).collect();
    let mut comparison = MODEL
        .with_borrow(|model| crate::check::compare::compare_corrected(model.as_ref(), &articles, corrected));
    let reports = std::mem::take(&mut comparison.articles).into_iter().zip(&texts);
    comparison.articles = reports.map(|(report, (text, _))| report.into_utf16(text)).collect();
    // A flattened field goes through serde as a map: without this it would arrive as a `Map`.
    let serializer =
        serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    Ok(comparison.serialize(&serializer)?)
}

/// The text of the article in an HTML page: see [`crate::dom`].
///
/// # Errors
///
/// A `TypeError` where `html` is no string, an `Error` where there is no `DOMParser`.
#[wasm_bindgen(js_name = textFromHtml)]
pub fn text_from_html(html: &JsValue) -> Result<String, JsValue> {
    let html = html.as_string().ok_or_else(|| TypeError::new("html must be a string"))?;
    crate::dom::article_text(&html)
}

fn read_options(options: &JsValue) -> Result<Options, JsValue> {
    let [published] = read_strings(options, "options", ["published"])?;
    Ok(Options { published: published.as_deref().map(|day| read_day(day, "options")).transpose()? })
}

/// The day of `PLACE.published`.
fn read_day(given: &str, place: &str) -> Result<NaiveDate, JsValue> {
    let wrong = || TypeError::new(&format!("{place}.published must be {}", expected("published")));
    Ok(crate::day(given).ok_or_else(wrong)?)
}

/// The fields of an object of strings that may all be left out, in the order of `fields`.
fn read_strings<const N: usize>(
    object: &JsValue,
    place: &str,
    fields: [&str; N],
) -> Result<[Option<String>; N], JsValue> {
    Ok(read_fields(object, place, fields, None)?.0)
}

/// The same, and one more field that may hold anything.
fn read_fields<const N: usize>(
    object: &JsValue,
    place: &str,
    fields: [&str; N],
    other: Option<&str>,
) -> Result<([Option<String>; N], Option<JsValue>), JsValue> {
    let mut values = fields.map(|_| None);
    let mut more = None;
    if object.is_undefined() {
        return Ok((values, more));
    }
    if !object.is_object() || Array::is_array(object) {
        return Err(TypeError::new(&format!("{place} must be an object")).into());
    }
    for key in Object::keys(object.unchecked_ref::<Object>()).iter() {
        let key = key.as_string().unwrap_or_default();
        if other == Some(key.as_str()) {
            let value = Reflect::get(object, &key.into())?;
            more = (!value.is_undefined() && !value.is_null()).then_some(value);
            continue;
        }
        let Some(index) = fields.iter().position(|field| *field == key) else {
            let known = fields.iter().copied().chain(other).collect::<Vec<_>>().join(" and ");
            return Err(TypeError::new(&format!("{place}.{key} is unknown: {place} has {known}")).into());
        };
        let value = Reflect::get(object, &fields[index].into())?;
        if !value.is_undefined() && !value.is_null() {
            let wrong =
                || TypeError::new(&format!("{place}.{} must be {}", fields[index], expected(fields[index])));
            values[index] = Some(value.as_string().ok_or_else(wrong)?);
        }
    }
    Ok((values, more))
}

/// What a field of strings must be.
fn expected(field: &str) -> &'static str {
    match field {
        "published" => "a day such as \"2020-02-11\"",
        "url" => "an address such as \"https://example.org/news\"",
        _ => "a string",
    }
}
