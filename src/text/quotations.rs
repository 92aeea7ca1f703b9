//! What stands between quotation marks.
//!
//! In: the text and its blocks. Out: every quotation, ordered by start. Marks are first read one
//! by one: each opens, closes, or might do either, by its shape and its neighbours. Then they are
//! paired block by block on a stack. A straight or turned comma counts as a quotation mark only
//! where it cannot be an apostrophe; inches and feet are no marks. It gets wrong what the page gets
//! wrong twice in one block: one mark missing is mended, two are not.

use super::{is_gap, is_stop};
use crate::document::{Block, Quotation, Span};
use crate::report::BlockKind;

/// Marks that would stand in more quotations than this are passed over.
const DEEPEST: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
    Corner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Opens,
    Closes,
    Either,
}

#[derive(Clone, Copy)]
struct Mark {
    span: Span,
    family: Family,
    sense: Sense,
    /// The character, the first of two.
    sign: char,
    /// A closing mark that may be something else: a plural possessive (`officials'`), inches.
    weak: bool,
}

/// A quotation in the making.
struct Open {
    quotation: usize,
    family: Family,
    sign: char,
    /// Follows a colon or a comma, or opens its block.
    introduced: bool,
}

/// Every quotation of the blocks that belong to the story.
pub(super) fn pair(text: &str, blocks: &[Block]) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    // The quotation that the paragraph before left open.
    let mut running: Option<(usize, Family)> = None;
    let mut marks = Vec::new();
    for block in blocks {
        if matches!(
            block.kind,
            BlockKind::Furniture | BlockKind::Dateline | BlockKind::Byline | BlockKind::Credit
        ) {
            continue;
        }
        marks.clear();
        read_marks(text, block.span, &mut marks);
        let first = quotations.len();
        let left_open =
            pair_block(text, block.span, &marks, running.map(|(_, family)| family), &mut quotations);
        if let Some((before, _)) = running
            && let Some(quotation) = quotations.get_mut(first)
            && quotation.span.start == block.span.start
        {
            quotation.continues = Some(before);
        }
        if block.kind != BlockKind::Crosshead {
            let outermost = (first..quotations.len()).find(|&index| !quotations[index].closed);
            running = outermost.zip(left_open);
        }
    }
    quotations
}

/// Pairs the marks of one block and adds what they hold to `quotations`. Returns the family of the
/// outermost quotation that the block leaves open. `running` is the family of the one that the
/// paragraph before left open.
fn pair_block(
    text: &str,
    block: Span,
    marks: &[Mark],
    running: Option<Family>,
    quotations: &mut Vec<Quotation>,
) -> Option<Family> {
    let mut found: Vec<Option<Quotation>> = Vec::new();
    let mut stack: Vec<Open> = Vec::new();
    let doubles: Vec<usize> = (0..marks.len()).filter(|&m| marks[m].family == Family::Double).collect();
    let strong_single = strong_singles(marks);
    let mut double = 0;
    for (index, mark) in marks.iter().enumerate() {
        // The senses of the two double marks after this one.
        let mut next = [None, None];
        if mark.family == Family::Double {
            double += 1;
            next = [0, 1].map(|ahead| doubles.get(double + ahead).map(|&m| marks[m].sense));
        }
        let top = stack.iter().rposition(|open| open.family == mark.family);
        let opens = match (mark.family, mark.sense, top) {
            (Family::Single, Sense::Closes, Some(top)) => {
                if top + 1 < stack.len() || mark.weak && strong_single[index] {
                    continue;
                }
                false
            }
            (Family::Single, Sense::Closes, None) => continue,
            (Family::Single, ..) => true,
            (_, Sense::Either, top) => top.is_none(),
            // German marks open low and close with what opens in English.
            (_, Sense::Opens, Some(top)) if closes_reversed(stack[top].sign, mark.sign) => false,
            // Paragraphs run together, each of which opened the quotation anew.
            (Family::Double, Sense::Opens, Some(_)) if reopens(text, block, mark.span) => continue,
            (Family::Double, Sense::Opens, Some(_)) => {
                let after_comma = text[block.start..mark.span.start].trim_end_matches(is_gap).ends_with(',');
                !(next[0] == Some(Sense::Opens) || next[0].is_none() && after_comma)
            }
            (_, Sense::Opens, _) => true,
            (Family::Double, Sense::Closes, Some(_)) => {
                if mark.weak && next[0] == Some(Sense::Closes) {
                    continue;
                }
                false
            }
            (_, Sense::Closes, Some(_)) => false,
            (family, Sense::Closes, None) => {
                if found.is_empty() && running == Some(family) && !mark.weak {
                    // The paragraph goes on with the quotation without opening it anew.
                    found.push(Some(Quotation {
                        span: Span::new(block.start, mark.span.end),
                        inner: trimmed(text, block.start, mark.span.start),
                        closed: true,
                        depth: 0,
                        continues: None,
                    }));
                    continue;
                }
                if mark.weak || next[0] != Some(Sense::Closes) {
                    continue;
                }
                true
            }
        };
        if opens {
            if stack.len() < DEEPEST {
                let before = text[block.start..mark.span.start].trim_end_matches(is_gap);
                let introduced = before.is_empty() || before.ends_with([':', ',']);
                stack.push(Open { quotation: found.len(), family: mark.family, sign: mark.sign, introduced });
                found.push(Some(Quotation {
                    span: Span::new(mark.span.start, block.end),
                    inner: trimmed(text, mark.span.end, block.end),
                    closed: false,
                    depth: 0,
                    continues: None,
                }));
            }
        } else if let Some(top) = top {
            for lost in stack.drain(top + 1..) {
                found[lost.quotation] = None;
            }
            if let Some(open) = stack.pop()
                && let Some(quotation) = &mut found[open.quotation]
            {
                quotation.span.end = mark.span.end;
                quotation.inner = trimmed(text, quotation.inner.start, mark.span.start);
                quotation.closed = true;
            }
        }
    }
    // What opens with an apostrophe's shape and never closes was one.
    stack.retain(|open| {
        let apostrophe = open.family == Family::Single && (open.sign != '‘' || !open.introduced);
        if apostrophe {
            found[open.quotation] = None;
        }
        !apostrophe
    });
    let mut ends: Vec<usize> = Vec::new();
    for mut quotation in found.into_iter().flatten().filter(|quotation| !quotation.inner.is_empty()) {
        while ends.last().is_some_and(|&end| end <= quotation.span.start) {
            ends.pop();
        }
        quotation.depth = ends.len() as u32;
        ends.push(quotation.span.end);
        quotations.push(quotation);
    }
    stack.first().map(|open| open.family)
}

/// For each mark, whether a single mark that surely closes comes after it and before the next one
/// that opens.
fn strong_singles(marks: &[Mark]) -> Vec<bool> {
    let mut strong = vec![false; marks.len()];
    let mut ahead = false;
    for (index, mark) in marks.iter().enumerate().rev() {
        strong[index] = ahead;
        if mark.family == Family::Single {
            ahead = mark.sense == Sense::Closes && (!mark.weak || ahead);
        }
    }
    strong
}

/// Whether `mark`, which opens elsewhere, closes what `sign` opened: „…“ and »…«.
fn closes_reversed(sign: char, mark: char) -> bool {
    matches!((sign, mark), ('„' | '‚', '“' | '‘') | ('»', '«') | ('›', '‹'))
}

/// Whether a mark stands between two sentences.
fn reopens(text: &str, block: Span, mark: Span) -> bool {
    text[block.start..mark.start].trim_end_matches(is_gap).ends_with(is_stop)
        && text[mark.end..block.end].starts_with(char::is_uppercase)
}

/// The range without gaps at its edges.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let inner = &text[start..end];
    let from = start + inner.len() - inner.trim_start_matches(is_gap).len();
    let to = start + inner.trim_end_matches(is_gap).len();
    Span::new(from, to.max(from))
}

/// Every quotation mark of a block with what it may do there.
fn read_marks(text: &str, block: Span, marks: &mut Vec<Mark>) {
    let inside = block.of(text);
    // No mark starts with another byte than these.
    let candidates = inside
        .bytes()
        .enumerate()
        .filter(|&(_, byte)| matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2 | 0xE3))
        .map(|(at, _)| at);
    let mut read_to = 0;
    for at in candidates {
        if at < read_to || !inside.is_char_boundary(at) {
            continue;
        }
        let Some(sign) = inside[at..].chars().next() else { continue };
        let mut length = sign.len_utf8();
        let twice = matches!(sign, '\'' | '`' | '‘' | '’' | ',') && inside[at + length..].starts_with(sign);
        if twice {
            length *= 2;
        }
        let family = match sign {
            '"' | '“' | '”' | '„' | '‟' => Family::Double,
            '\'' | '`' | '‘' | '’' | '‚' | '‛' if twice => Family::Double,
            '\'' | '`' | '‘' | '’' | '‚' | '‛' => Family::Single,
            '«' | '»' => Family::Guillemet,
            '‹' | '›' => Family::SingleGuillemet,
            '「' | '」' | '『' | '』' => Family::Corner,
            _ => continue,
        };
        read_to = at + length;
        let opened =
            marks.last().is_some_and(|mark| mark.span.end == block.start + at && mark.sense == Sense::Opens);
        let place = Place { inside, at, end: at + length, opened };
        let Some((sense, weak)) = place.sense(family, sign, twice) else { continue };
        let span = Span::new(block.start + at, block.start + at + length);
        marks.push(Mark { span, family, sense, sign, weak });
    }
}

/// Where a mark stands.
#[derive(Clone, Copy)]
struct Place<'t> {
    /// The text of its block.
    inside: &'t str,
    at: usize,
    end: usize,
    /// Whether an opening mark touches it from before.
    opened: bool,
}

impl Place<'_> {
    fn before(self) -> Option<char> {
        self.inside[..self.at].chars().next_back()
    }

    fn after(self) -> Option<char> {
        self.inside[self.end..].chars().next()
    }

    /// What the mark may do here, and whether it is weak; none if it is no quotation mark.
    fn sense(self, family: Family, sign: char, twice: bool) -> Option<(Sense, bool)> {
        match family {
            Family::Double => self.double(sign, twice),
            Family::Single => self.single(sign),
            Family::Corner => {
                Some((if matches!(sign, '「' | '『') { Sense::Opens } else { Sense::Closes }, false))
            }
            Family::Guillemet | Family::SingleGuillemet => {
                let turned = self.can_open() && self.after().is_some_and(char::is_alphanumeric);
                let opens = matches!(sign, '«' | '‹') || turned;
                Some((if opens { Sense::Opens } else { Sense::Closes }, false))
            }
        }
    }

    fn double(self, sign: char, twice: bool) -> Option<(Sense, bool)> {
        if matches!(sign, '„' | '‟' | '`') {
            return Some((Sense::Opens, false));
        }
        let measured = sign == '"' && self.before().is_some_and(|c| c.is_ascii_digit());
        if measured && self.follows_feet() {
            return None;
        }
        let by_place = match (self.can_open(), self.can_close()) {
            (true, false) => Sense::Opens,
            (false, true) => Sense::Closes,
            _ => Sense::Either,
        };
        // Two apostrophes that touch without being at an edge are a slip of the keyboard.
        if twice && by_place == Sense::Either {
            return None;
        }
        let word_after = self.after().is_some_and(char::is_alphanumeric);
        let sense = match sign {
            '“' | '‘' if by_place != Sense::Closes => Sense::Opens,
            '”' | '’' if by_place != Sense::Opens || !word_after => Sense::Closes,
            _ => by_place,
        };
        Some((sense, measured && sense == Sense::Closes))
    }

    fn single(self, sign: char) -> Option<(Sense, bool)> {
        if self.before().is_some_and(char::is_alphanumeric) && self.after().is_some_and(char::is_alphanumeric)
        {
            return None;
        }
        if matches!(sign, '‘' | '`' | '‚' | '‛' | '\'')
            && self.can_open()
            && self.after().is_some_and(opens_speech)
        {
            return (!self.precedes_elision()).then_some((Sense::Opens, false));
        }
        (matches!(sign, '\'' | '’' | '‘') && self.can_close())
            .then(|| (Sense::Closes, self.follows_clipped()))
    }

    fn can_open(self) -> bool {
        let free = self.opened
            || self.before().is_none_or(|c| {
                is_gap(c)
                    || matches!(c, '(' | '[' | '{' | '<' | '-' | '–' | '—' | '/' | '|' | '¿' | '¡' | '=')
            });
        let word = match self.after() {
            Some('.') => self.inside[self.end..].starts_with(".."),
            Some(c) => !is_gap(c) && !matches!(c, ',' | ';' | ':' | '!' | '?' | ')' | ']'),
            None => false,
        };
        free && word
    }

    fn can_close(self) -> bool {
        !self.opened
            && self.before().is_some_and(|c| !is_gap(c) && !matches!(c, '(' | '[' | '{'))
            && self.after().is_none_or(|c| !c.is_alphanumeric())
    }

    /// Whether the word or figure after the mark has lost its start: `em`, `90s`, or its place
    /// (`Turkey 's`).
    fn precedes_elision(self) -> bool {
        let after = &self.inside[self.end..];
        let word = &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())];
        let digits = word.strip_suffix('s').unwrap_or(word);
        digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit())
            || matches!(word, "s" | "t" | "re" | "ll" | "ve" | "d" | "m")
            || crate::segment::is_elided(word)
    }

    /// Whether the mark may be the apostrophe of `officials'` or `goin'`: a small letter follows.
    fn follows_clipped(self) -> bool {
        let mut after = self.inside[self.end..].chars();
        self.inside[..self.at].ends_with(['s', 'S', 'n', 'z', 'x'])
            && after.next().is_some_and(is_gap)
            && after.next().is_some_and(char::is_lowercase)
    }

    /// Whether a figure with feet stands before: `6'2`.
    fn follows_feet(self) -> bool {
        let before = &self.inside[..self.at];
        let feet = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        before.len() - feet.len() <= 4
            && feet
                .strip_suffix(['\'', '’', '′'])
                .is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
    }
}

/// What may follow an opening single mark: a word, a figure, or another mark.
fn opens_speech(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '"' | '“' | '.' | '…' | '[' | '(' | '$' | '£' | '€' | '#' | '@')
}
