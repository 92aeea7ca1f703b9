//! The browser API: conversion only.

use wasm_bindgen::prelude::*;

/// The report of one article, offsets in UTF-16 units.
#[wasm_bindgen]
pub fn analyze(text: &str) -> Result<JsValue, JsValue> {
    let report = crate::analyze(text, &crate::Options::default()).into_utf16(text);
    Ok(serde_wasm_bindgen::to_value(&report)?)
}
