//! Attributions as the reader labels them.
//!
//! Each attribution hangs on an anchor: its cue, or for one without a cue the first token of its
//! content. A first sequence of labels marks the anchors; a second one, for each anchor, marks
//! source and content as this anchor sees them. Here stand the labels, and how they become
//! [`Frame`]s and back.

use std::ops::Range;

/// Labels of tokens when anchors are looked for.
pub mod anchor {
    /// Nothing.
    pub const NONE: usize = 0;
    /// The first token of a cue.
    pub const CUE: usize = 1;
    /// A later token of a cue.
    pub const MORE: usize = 2;
    /// The first token of a content that has no cue.
    pub const CONTENT: usize = 3;
    /// How many.
    pub const COUNT: usize = 4;
}

/// Labels of tokens as an anchor sees them.
pub mod part {
    /// Nothing.
    pub const NONE: usize = 0;
    /// The first token of the source.
    pub const SOURCE: usize = 1;
    /// The first token of a piece of the content.
    pub const CONTENT: usize = 3;
    /// How many; each of the others is followed by its later tokens.
    pub const COUNT: usize = 5;
}

/// How a token stands to what the rules found for the same anchor.
pub mod ruled {
    /// They found something, elsewhere.
    pub const NONE: u32 = 0;
    /// The source.
    pub const SOURCE: u32 = 1;
    /// The content.
    pub const CONTENT: u32 = 2;
    /// The cue.
    pub const CUE: u32 = 3;
    /// They found nothing for this anchor.
    pub const UNFOUND: u32 = 4;
    /// How many.
    pub const COUNT: usize = 5;
}

/// Numbers that [`Anchor::distance`] gives.
pub const DISTANCES: usize = 18;

/// An attribution, as tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// None for one that the text does not give.
    pub source: Option<Range<usize>>,
    /// None for a content that stands alone.
    pub cue: Option<Range<usize>>,
    /// The pieces, in order, never empty.
    pub content: Vec<Range<usize>>,
}

impl Frame {
    /// The tokens of the anchor.
    pub fn anchor(&self) -> Range<usize> {
        match &self.cue {
            Some(cue) => cue.clone(),
            None => self.content.first().map_or(0..1, |first| first.start..first.start + 1),
        }
    }

    /// The part of it within a stretch of tokens, counted from the first of them.
    pub fn within(&self, tokens: &Range<usize>) -> Frame {
        let clip = |part: &Range<usize>| {
            let (start, end) = (part.start.max(tokens.start), part.end.min(tokens.end));
            (start < end).then(|| start - tokens.start..end - tokens.start)
        };
        Frame {
            source: self.source.as_ref().and_then(clip),
            cue: self.cue.as_ref().and_then(clip),
            content: self.content.iter().filter_map(clip).collect(),
        }
    }
}

/// What an attribution hangs on, and what is read for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it is a cue, and not the beginning of a content.
    pub is_cue: bool,
    /// The tokens that are read for it.
    pub around: Range<usize>,
}

/// How far from its anchor the second reading goes, on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Tokens.
    pub tokens: usize,
    /// Sentences besides the anchor's own.
    pub sentences: u32,
}

impl Reach {
    /// The tokens around an anchor. `sentences` has for each token of the window the number of its
    /// sentence.
    pub fn around(&self, anchor: &Range<usize>, sentences: &[u32]) -> Range<usize> {
        let of = sentences[anchor.start];
        let first = sentences.partition_point(|&sentence| sentence.saturating_add(self.sentences) < of);
        let end = sentences.partition_point(|&sentence| sentence <= of.saturating_add(self.sentences));
        let start = anchor.start.saturating_sub(self.tokens).max(first);
        start..end.min(anchor.end + self.tokens).max(anchor.end)
    }
}

impl Anchor {
    /// An anchor in a window whose tokens stand in these sentences.
    pub fn new(tokens: Range<usize>, is_cue: bool, sentences: &[u32], reach: &Reach) -> Self {
        Self { around: reach.around(&tokens, sentences), tokens, is_cue }
    }

    /// The places of its tokens among those that are read.
    pub fn places(&self) -> Range<usize> {
        self.tokens.start - self.around.start..self.tokens.end - self.around.start
    }

    /// A number for how far a token stands from it, and on which side; below [`DISTANCES`].
    pub fn distance(&self, token: usize) -> u32 {
        // 1, 2, 3, 5, 9, 17, 33, 65 tokens or more.
        let step = |far: usize| if far <= 2 { far as u32 } else { (far - 1).ilog2() + 2 };
        if token < self.tokens.start {
            step(self.tokens.start - token).min(8)
        } else if token >= self.tokens.end {
            8 + step(token + 1 - self.tokens.end).min(8)
        } else if self.is_cue {
            0
        } else {
            17
        }
    }

    /// What the rules found for the same anchor.
    pub fn ruled<'r>(&self, rules: &'r [Frame]) -> Option<&'r Frame> {
        rules.iter().find(|frame| match &frame.cue {
            Some(cue) => self.is_cue && overlap(cue, &self.tokens),
            None => !self.is_cue && frame.anchor().start.abs_diff(self.tokens.start) <= 1,
        })
    }

    /// How each token that is read stands to what the rules found for this anchor: see [`ruled`].
    pub fn mark(&self, rules: &[Frame], out: &mut Vec<u32>) {
        out.clear();
        let Some(frame) = self.ruled(rules) else {
            out.resize(self.around.len(), ruled::UNFOUND);
            return;
        };
        out.resize(self.around.len(), ruled::NONE);
        let mut mark = |part: &Range<usize>, mark: u32| {
            let clamp = |token: usize| token.clamp(self.around.start, self.around.end) - self.around.start;
            out[clamp(part.start)..clamp(part.end)].fill(mark);
        };
        frame.content.iter().for_each(|piece| mark(piece, ruled::CONTENT));
        frame.source.iter().for_each(|piece| mark(piece, ruled::SOURCE));
        frame.cue.iter().for_each(|piece| mark(piece, ruled::CUE));
    }

    /// The attribution that the labels of what is read give it; no content, no attribution.
    pub fn frame(&self, labels: &[usize]) -> Option<Frame> {
        let mut pieces: Vec<(usize, Range<usize>)> = Vec::new();
        let labelled = self.around.clone().zip(labels).filter(|(_, label)| **label != part::NONE);
        for (token, &label) in labelled {
            let first = (label - 1) / 2 * 2 + 1;
            match pieces.last_mut() {
                Some((kind, piece)) if *kind == first && label != first && piece.end == token => {
                    piece.end += 1;
                }
                _ => pieces.push((first, token..token + 1)),
            }
        }
        let of =
            |kind: usize| pieces.iter().filter(move |piece| piece.0 == kind).map(|piece| piece.1.clone());
        let content: Vec<_> = of(part::CONTENT).collect();
        let source = of(part::SOURCE).max_by_key(|piece| (piece.len(), std::cmp::Reverse(piece.start)));
        let cue = self.is_cue.then(|| self.tokens.clone());
        (!content.is_empty()).then_some(Frame { source, cue, content })
    }
}

/// How a token stands to quotation marks.
pub mod quoted {
    /// In no quotation.
    pub const NOT: u32 = 0;
    /// A mark that opens one.
    pub const OPEN: u32 = 1;
    /// A mark that closes one.
    pub const CLOSE: u32 = 2;
    /// Within a word or a title between marks.
    pub const SHORT: u32 = 3;
    /// Within a longer quotation.
    pub const LONG: u32 = 4;
    /// Within a quotation in a quotation.
    pub const INNER: u32 = 5;
    /// Within one that goes on from the paragraph before.
    pub const CONTINUES: u32 = 6;
    /// Within one that nothing closes.
    pub const UNCLOSED: u32 = 7;
    /// How many.
    pub const COUNT: usize = 8;
}

/// Lets a content that is quoted at the edge of what its anchor reads go on to the end of the
/// quotation. `quotation` says of each token of the window how it stands to quotation marks.
pub fn go_on(content: &mut [Range<usize>], around: &Range<usize>, quotation: &[u32]) {
    // Whether a token and the next one stand in the same quotation.
    let together = |token: usize| {
        let [this, next] = [quotation[token], quotation[token + 1]];
        ![this, next].contains(&quoted::NOT) && this != quoted::CLOSE && next != quoted::OPEN
    };
    if let Some(last) = content.last_mut().filter(|last| last.end == around.end) {
        last.end += (last.end..quotation.len()).take_while(|&end| together(end - 1)).count();
    }
    if let Some(first) = content.first_mut().filter(|first| first.start == around.start) {
        first.start -= (1..=first.start).rev().take_while(|&start| together(start - 1)).count();
    }
}

/// The anchors that labels say are there, and whether each is a cue.
pub fn anchors(labels: &[usize]) -> Vec<(Range<usize>, bool)> {
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    for (token, &label) in labels.iter().enumerate() {
        match label {
            anchor::CUE => found.push((token..token + 1, true)),
            anchor::CONTENT => found.push((token..token + 1, false)),
            anchor::MORE => match found.last_mut() {
                Some((tokens, true)) if tokens.end == token => tokens.end += 1,
                _ => found.push((token..token + 1, true)),
            },
            _ => {}
        }
    }
    found
}

/// Whether two stretches of tokens share one.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_grow() {
        let anchor = Anchor { tokens: 100..102, is_cue: true, around: 0..500 };
        let before = [99, 98, 97, 96, 92, 84, 68, 36, 35, 0].map(|token| anchor.distance(token));
        assert_eq!(before, [1, 2, 3, 3, 4, 5, 6, 7, 8, 8]);
        assert_eq!([102, 400, 100].map(|token| anchor.distance(token)), [9, 16, 0]);
    }

    #[test]
    fn a_quotation_that_was_cut_goes_on() {
        let quotation = [0, 1, 4, 4, 2, 0, 1, 4, 4, 2];
        for (piece, around, expected) in [
            (3..4, 3..7, 1..4),
            (7..8, 5..8, 7..10),
            (7..8, 7..8, 6..10),
            (7..8, 5..9, 7..8),
            (4..6, 0..6, 4..6),
            (0..4, 0..4, 0..5),
        ] {
            let mut content = [piece];
            go_on(&mut content, &around, &quotation);
            assert_eq!(content, [expected]);
        }
    }

    #[test]
    fn labels_become_an_attribution() {
        let reach = Reach { tokens: 4, sentences: 1 };
        let anchor = Anchor::new(5..7, true, &[0; 10], &reach);
        assert_eq!(anchor.around, 1..10);
        assert_eq!(reach.around(&(5..7), &[0, 0, 0, 1, 1, 2, 2, 3, 4, 4]), 3..8);
        let frame = anchor.frame(&[4, 4, 1, 2, 0, 0, 3, 4, 4]).unwrap();
        assert_eq!(frame, Frame { source: Some(3..5), cue: Some(5..7), content: vec![1..3, 7..10] });
        assert_eq!(anchor.frame(&[0, 0, 1, 2, 0, 0, 0, 0, 0]), None);
        assert_eq!(frame.within(&(2..6)), Frame { source: Some(1..3), cue: Some(3..4), content: vec![0..1] });
    }
}
