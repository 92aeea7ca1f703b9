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

/// Every quotation of the blocks that belong to the story.
pub(super) fn pair(text: &str, blocks: &[Block]) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut running = None;
    let mut marks = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Furniture | BlockKind::Dateline | BlockKind::Byline | BlockKind::Credit => continue,
            BlockKind::Headline | BlockKind::Crosshead | BlockKind::Paragraph => {}
        }
        marks.clear();
        read_marks(text, block.span, &mut marks);
        let left_open = Pairing::new(text, block.span, running).pair(&marks, &mut quotations);
        if block.kind != BlockKind::Crosshead {
            running = left_open;
        }
    }
    quotations
}

/// A quotation that a block leaves open: its index, and the family of its mark.
type Running = Option<(usize, Family)>;

/// A mark that has opened.
struct Open {
    /// An index of [`Pairing::found`].
    quotation: usize,
    family: Family,
    sign: char,
    /// Follows a colon or a comma, or opens its block.
    introduced: bool,
}

/// The marks of one block on their way to quotations.
struct Pairing<'t> {
    text: &'t str,
    block: Span,
    /// What the paragraph before left open.
    running: Running,
    /// Quotations by start; none where the mark turned out not to be one.
    found: Vec<Option<(Quotation, Family)>>,
    /// Those that are not closed yet, outermost first.
    stack: Vec<Open>,
}

impl<'t> Pairing<'t> {
    fn new(text: &'t str, block: Span, running: Running) -> Self {
        Self { text, block, running, found: Vec::new(), stack: Vec::new() }
    }

    /// Adds what the marks hold to `quotations`, and returns what they leave open.
    fn pair(mut self, marks: &[Mark], quotations: &mut Vec<Quotation>) -> Running {
        let strong_single = strong_singles(marks);
        let next_double = next_doubles(marks);
        for (index, mark) in marks.iter().enumerate() {
            let top = self.stack.iter().rposition(|open| open.family == mark.family);
            match mark.family {
                Family::Single => self.single(mark, top, strong_single[index]),
                Family::Double => self.double(mark, top, next_double[index]),
                _ => match (mark.sense, top) {
                    (Sense::Opens, Some(top)) if closes_reversed(self.stack[top].sign, mark.sign) => {
                        self.close(mark, top);
                    }
                    (Sense::Opens, _) => self.open(mark),
                    (_, Some(top)) => self.close(mark, top),
                    (_, None) => {}
                },
            }
        }
        self.finish(quotations)
    }

    fn single(&mut self, mark: &Mark, top: Option<usize>, strong_ahead: bool) {
        match (mark.sense, top) {
            (Sense::Opens | Sense::Either, _) => self.open(mark),
            // What stands in double marks keeps its apostrophes to itself.
            (Sense::Closes, Some(top)) if top + 1 == self.stack.len() && !(mark.weak && strong_ahead) => {
                self.close(mark, top);
            }
            (Sense::Closes, _) => {}
        }
    }

    /// `next` is what the double mark after this one may do.
    fn double(&mut self, mark: &Mark, top: Option<usize>, next: Option<Sense>) {
        match (mark.sense, top) {
            (Sense::Either, Some(top)) => self.close(mark, top),
            (Sense::Either, None) => self.open(mark),
            (Sense::Opens, None) => self.open(mark),
            (Sense::Opens, Some(top)) => {
                let before = self.before(mark);
                let capital = self.text[mark.span.end..self.block.end].starts_with(char::is_uppercase);
                if closes_reversed(self.stack[top].sign, mark.sign) {
                    self.close(mark, top);
                } else if before.ends_with(is_stop) && capital {
                    // Paragraphs run together, each of which opened the quotation anew.
                } else if next == Some(Sense::Opens) || next.is_none() && before.ends_with(',') {
                    // The mark is turned the wrong way.
                    self.close(mark, top);
                } else {
                    self.open(mark);
                }
            }
            (Sense::Closes, Some(_)) if mark.weak && next == Some(Sense::Closes) => {}
            (Sense::Closes, Some(top)) => self.close(mark, top),
            (Sense::Closes, None) if mark.weak => {}
            (Sense::Closes, None) if self.found.is_empty() && self.runs(Family::Double) => {
                // The paragraph goes on with the quotation without opening it anew.
                let mut quotation = self.quotation(self.block.start, self.block.start);
                self.end(&mut quotation, mark);
                self.found.push(Some((quotation, mark.family)));
            }
            (Sense::Closes, None) if next == Some(Sense::Closes) => self.open(mark),
            (Sense::Closes, None) => {}
        }
    }

    fn runs(&self, family: Family) -> bool {
        self.running.is_some_and(|(_, running)| running == family)
    }

    /// The text of the block before a mark, without the gap at its end.
    fn before(&self, mark: &Mark) -> &'t str {
        self.text[self.block.start..mark.span.start].trim_end_matches(is_gap)
    }

    /// A quotation that nothing closes yet.
    fn quotation(&self, start: usize, inner: usize) -> Quotation {
        let end = self.block.end;
        let inner = trimmed(self.text, inner, end);
        Quotation { span: Span::new(start, end), inner, closed: false, depth: 0, continues: None }
    }

    fn end(&self, quotation: &mut Quotation, mark: &Mark) {
        quotation.span.end = mark.span.end;
        quotation.inner = trimmed(self.text, quotation.inner.start, mark.span.start);
        quotation.closed = true;
    }

    fn open(&mut self, mark: &Mark) {
        if self.stack.len() == DEEPEST {
            return;
        }
        let before = self.before(mark);
        self.stack.push(Open {
            quotation: self.found.len(),
            family: mark.family,
            sign: mark.sign,
            introduced: before.is_empty() || before.ends_with([':', ',']),
        });
        self.found.push(Some((self.quotation(mark.span.start, mark.span.end), mark.family)));
    }

    /// Closes the quotation at `top` of the stack; what has opened in it and is open yet was none.
    fn close(&mut self, mark: &Mark, top: usize) {
        for lost in self.stack.drain(top + 1..) {
            self.found[lost.quotation] = None;
        }
        if let Some(open) = self.stack.pop()
            && let Some((mut quotation, family)) = self.found[open.quotation]
        {
            self.end(&mut quotation, mark);
            self.found[open.quotation] = Some((quotation, family));
        }
    }

    fn finish(mut self, quotations: &mut Vec<Quotation>) -> Running {
        for open in &self.stack {
            // What opens with the shape of an apostrophe and never closes was one.
            if open.family == Family::Single && !(open.sign == '‘' && open.introduced) {
                self.found[open.quotation] = None;
            }
        }
        let mut left_open = None;
        let mut ends: Vec<usize> = Vec::new();
        for (mut quotation, family) in self.found.iter().copied().flatten() {
            if quotation.inner.is_empty() {
                continue;
            }
            while ends.last().is_some_and(|&end| end <= quotation.span.start) {
                ends.pop();
            }
            quotation.depth = ends.len() as u32;
            ends.push(quotation.span.end);
            if quotation.span.start == self.block.start && quotation.depth == 0 && self.runs(family) {
                quotation.continues = self.running.map(|(index, _)| index);
            }
            if !quotation.closed && left_open.is_none() {
                left_open = Some((quotations.len(), family));
            }
            quotations.push(quotation);
        }
        left_open
    }
}

/// For each mark, what the next double mark may do.
fn next_doubles(marks: &[Mark]) -> Vec<Option<Sense>> {
    let mut next = vec![None; marks.len()];
    let mut ahead = None;
    for (index, mark) in marks.iter().enumerate().rev() {
        next[index] = ahead;
        if mark.family == Family::Double {
            ahead = Some(mark.sense);
        }
    }
    next
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
