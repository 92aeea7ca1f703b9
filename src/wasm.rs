//! The browser API: conversion only. `www/whosaid.js` wraps it, `www/whosaid.d.ts` gives its types.
//!
//! In: JavaScript strings and plain objects. Out: plain objects, offsets in UTF-16 code units. A
//! lone surrogate of a JavaScript string arrives as U+FFFD, which is one unit too: offsets stay
//! right.

use crate::{Model, NaiveDate, Options};
use js_sys::{Object, Reflect, TypeError};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

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
    if options.is_undefined() {
        return Ok(Options::default());
    }
    if !options.is_object() {
        return Err(TypeError::new("options must be an object").into());
    }
    for key in Object::keys(options.unchecked_ref::<Object>()).iter() {
        if key != "published" {
            let key = key.as_string().unwrap_or_default();
            return Err(TypeError::new(&format!("options.{key} is unknown: options has published")).into());
        }
    }
    let published = Reflect::get(options, &"published".into())?;
    if published.is_undefined() || published.is_null() {
        return Ok(Options::default());
    }
    // chrono also reads `2020-2-1`; only the form that the report writes is taken.
    let given = published.as_string().unwrap_or_default();
    match NaiveDate::parse_from_str(&given, "%Y-%m-%d") {
        Ok(day) if day.to_string() == given => Ok(Options { published: Some(day) }),
        _ => Err(TypeError::new("options.published must be a day such as \"2020-02-11\"").into()),
    }
}
