//! Who says what: cue, source and content of each attribution.

use crate::document::Document;

/// Fills [`Document::attributions`].
pub fn attribute(_document: &mut Document) {}
