//! Which source that is: who speaks, for whom, and for which country.
//!
//! In: tokens, sentences, quotations and attributions. Out: [`Document::sources`] and the `who` of
//! each attribution. A source is one person, body, government or group for all of its mentions:
//! `Ankara`, `Turkey` and a later `it` are the `Government of Turkey`; `Kyl` and `he` are the
//! `Jon Kyl` named elsewhere in the article.
//!
//! 1. [`piece`]: tokens become names, posts, countries and small words
//! 2. [`phrase`]: the head of each source
//! 3. [`cast`]: everybody whom the article names
//! 4. [`discourse`]: pronouns and descriptions
//! 5. [`side`]: kind and country
//!
//! What goes wrong most often: pronouns with two people at hand, groups whose own words are not
//! what a reader would call them, and the country of people of whom it is not said.

mod cast;
mod description;
mod discourse;
mod phrase;
mod piece;
mod pronoun;
mod side;
mod source;
mod tables;
mod title;

use crate::document::Document;
use discourse::Discourse;

/// Fills [`Document::sources`] and [`Attribution::who`](crate::document::Attribution::who).
pub fn resolve(document: &mut Document) {
    let (sources, who) = Discourse::of(document).sources();
    document.sources = sources;
    for (attribution, who) in document.attributions.iter_mut().zip(who) {
        attribution.who = who;
    }
}
