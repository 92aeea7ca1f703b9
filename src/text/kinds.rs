//! What each block is: headline, byline, crosshead, credit, furniture, or story.
//!
//! In: the text and the spans of its blocks. Out: a kind for each. First the phrases of
//! `furniture`, then the shape of the blocks around: a heading is a short line without a stop
//! before a paragraph that has one. It takes a one-line paragraph without a stop for a heading,
//! and leaves a heading with a stop in the story.

use super::furniture::{self, Phrase};
use super::{is_closer, is_gap, is_stop};
use crate::document::Span;
use crate::report::BlockKind;

/// A heading within the story is at most this long, in bytes.
const LONGEST_CROSSHEAD: usize = 80;

/// A heading that asks is at most this long, in bytes.
const LONGEST_QUESTION: usize = 64;

/// A headline is at most this long, in bytes.
const LONGEST_HEADLINE: usize = 220;

/// Links and buttons after the story are at most this long, in bytes.
const LONGEST_REMNANT: usize = 120;

/// A byline stands among this many first blocks.
const TOP: usize = 8;

/// How a block reads from outside.
struct Shape<'t> {
    text: &'t str,
    /// Ends as a sentence does, closing marks aside.
    sentence: bool,
    /// Opens as an entry of a list does.
    listed: bool,
    phrase: Option<Phrase>,
}

impl<'t> Shape<'t> {
    fn new(text: &'t str) -> Self {
        let ending = text.trim_end_matches(|c| is_closer(c) || is_gap(c));
        Self {
            text,
            sentence: ending.ends_with(is_stop),
            listed: text.starts_with(['*', '•', '-', '–', '—', '·', '▪', '●', '‣', '→', '>', '(']),
            phrase: furniture::phrase(text),
        }
    }

    /// Long enough and ended as the paragraphs of a story are.
    fn is_prose(&self) -> bool {
        self.phrase.is_none() && self.sentence && self.text.len() > LONGEST_CROSSHEAD / 2
    }

    /// Ends with one of these, or with a letter or figure.
    fn ends_open(&self) -> bool {
        !self.sentence && !self.text.ends_with([':', ';', ',', '-', '–', '—', '&'])
    }
}

/// The kind of each block.
pub(super) fn classify(text: &str, spans: &[Span]) -> Vec<BlockKind> {
    let shapes: Vec<Shape> = spans.iter().map(|span| Shape::new(span.of(text))).collect();
    let mut kinds = vec![BlockKind::Paragraph; shapes.len()];
    let headline = headline(&shapes);
    let story_end = shapes.iter().rposition(|shape| shape.is_prose()).map_or(0, |last| last + 1);
    let story_start = shapes.iter().position(Shape::is_prose).unwrap_or(shapes.len());
    let mut links = false;
    for (index, shape) in shapes.iter().enumerate() {
        // The title of a linked article may ask.
        links &= !shape.is_prose() || shape.text.ends_with('?') && shape.text.len() <= LONGEST_REMNANT;
        let labelled = index > 0 && shapes[index - 1].phrase == Some(Phrase::Label);
        kinds[index] = match shape.phrase {
            _ if headline == Some(index) => BlockKind::Headline,
            Some(Phrase::Links) => {
                links = true;
                BlockKind::Furniture
            }
            Some(Phrase::Furniture | Phrase::Label) => BlockKind::Furniture,
            Some(Phrase::Tail) if index >= story_end && story_end > 2 => BlockKind::Furniture,
            Some(Phrase::Credit) => BlockKind::Credit,
            Some(Phrase::Byline) if index <= story_start && index < TOP && is_names(shape.text) => {
                BlockKind::Byline
            }
            _ if headline.is_some_and(|headline| index < headline) => BlockKind::Furniture,
            _ if links && shape.text.len() <= LONGEST_REMNANT => BlockKind::Furniture,
            _ if labelled && !shape.is_prose() => BlockKind::Furniture,
            _ if is_crosshead(&shapes, index) => BlockKind::Crosshead,
            _ => BlockKind::Paragraph,
        };
    }
    let remnants: Vec<usize> =
        (story_end..shapes.len()).filter(|&index| kinds[index] == BlockKind::Paragraph).collect();
    if story_end > 0 && are_remnants(&shapes, &remnants, story_end) {
        for index in remnants {
            kinds[index] = BlockKind::Furniture;
        }
    }
    kinds
}

/// The first block that is no furniture, if it is a heading with something under it. One or two
/// words before a longer heading are the name of the page or of a section: `World`, `Exclusive`.
fn headline(shapes: &[Shape]) -> Option<usize> {
    let mut candidates = (0..shapes.len()).filter(|&index| {
        let furniture =
            matches!(shapes[index].phrase, Some(Phrase::Furniture | Phrase::Label | Phrase::Links));
        !furniture
    });
    let first = candidates.next()?;
    let words = |index: usize| shapes[index].text.split(is_gap).count();
    let mut index = first;
    while words(index) <= 2
        && let Some(next) = candidates.next()
        && next < TOP
    {
        index = next;
    }
    let longer = words(index) >= 4 && !shapes[index].is_prose() && !is_numbered(shapes[index].text);
    if !longer || !is_headline(shapes, index) {
        index = first;
    }
    is_headline(shapes, index).then_some(index)
}

fn is_headline(shapes: &[Shape], index: usize) -> bool {
    let text = shapes[index].text;
    let heading = text.len() <= LONGEST_HEADLINE
        && !shapes[index].listed
        && !text.ends_with([':', ';', ','])
        && super::dateline::end(text).is_none()
        && (!shapes[index].sentence || text.ends_with(['?', '!', '’', '\'']) || ends_in_acronym(text));
    heading && shapes[index + 1..].iter().any(|below| below.text.len() > text.len() || below.is_prose())
}

/// `… across much of U.S.`
fn ends_in_acronym(text: &str) -> bool {
    let last = text.rsplit(is_gap).next().unwrap_or_default();
    last.matches('.').count() >= 2 && last.len() <= 8
}

/// A short line between paragraphs that is no sentence of the story.
fn is_crosshead(shapes: &[Shape], index: usize) -> bool {
    let shape = &shapes[index];
    let text = shape.text;
    let (Some(above), Some(below)) =
        (index.checked_sub(1).map(|above| &shapes[above]), shapes.get(index + 1))
    else {
        return false;
    };
    if shape.phrase.is_some() || shape.listed || text.len() > LONGEST_CROSSHEAD || below.phrase.is_some() {
        return false;
    }
    if is_numbered(text) {
        return !shape.sentence && !is_numbered(below.text) && !below.listed;
    }
    if !text.contains(char::is_alphabetic)
        || text.starts_with(char::is_lowercase)
        || text.contains(": ")
        || is_signed(text)
    {
        return false;
    }
    if is_capitals(text) && shape.ends_open() {
        return below.listed || below.is_prose() && below.text.len() > text.len();
    }
    let question =
        text.ends_with('?') && text.matches(is_stop).count() == 1 && text.len() <= LONGEST_QUESTION;
    let label = text.split(is_gap).count() <= 3 && !text.contains(',');
    (shape.ends_open() && (index > 1 || above.is_prose() || label) || question)
        && (above.sentence || above.listed || above.phrase.is_some() || index == 1)
        && below.is_prose()
        && below.text.len() > text.len()
}

/// `“All is well.” – The captain`: a quotation with its speaker.
fn is_signed(text: &str) -> bool {
    let mark = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '«' | '»');
    let after = text.rfind(mark).map_or("", |at| &text[at..]);
    text.starts_with(mark)
        && after.trim_start_matches(mark).trim_start_matches(is_gap).starts_with(['-', '–', '—', '―'])
}

/// `UNIVERSITY OF KENTUCKY (over $1.4 MILLION)`
fn is_capitals(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    capitals >= 3 && small * 5 <= capitals
}

/// `3. Biogas engineer`, `2 On cloud nine`.
fn is_numbered(text: &str) -> bool {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - after.len();
    let heading = after.trim_start_matches(['.', ')']).trim_start_matches(is_gap);
    (1..=2).contains(&digits)
        && heading.len() < after.len()
        && heading.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a byline names people rather than begins a sentence: no words in small letters but
/// those between names.
fn is_names(byline: &str) -> bool {
    let words = byline.split(|c| is_gap(c) || c == ',').filter(|word| !word.is_empty());
    let mut names = 0;
    for word in words.skip(1) {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        names += usize::from(capital);
        if !capital
            && !matches!(
                word,
                "and"
                    | "in"
                    | "for"
                    | "of"
                    | "the"
                    | "at"
                    | "with"
                    | "de"
                    | "van"
                    | "von"
                    | "der"
                    | "al"
                    | "el"
                    | "|"
                    | "&"
                    | "correspondent"
                    | "reporter"
                    | "editor"
                    | "staff"
                    | "writer"
            )
            && !word.starts_with("al-")
        {
            return false;
        }
    }
    names >= 1
}

/// Whether the lines after the story that fit no phrase are buttons and links: none of them a
/// sentence, an entry of a list, or a label with its value, and something else there is furniture
/// too.
fn are_remnants(shapes: &[Shape], remnants: &[usize], story_end: usize) -> bool {
    let known = shapes[story_end..]
        .iter()
        .any(|shape| matches!(shape.phrase, Some(Phrase::Furniture | Phrase::Links | Phrase::Credit)));
    known
        && remnants.iter().all(|&index| {
            let shape = &shapes[index];
            shape.ends_open()
                && !shape.listed
                && !shape.text.contains(": ")
                && shape.text.len() <= LONGEST_REMNANT
        })
}
