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

impl Anchor {
    /// An anchor in a text of so many tokens, of which `reach` on either side are read.
    pub fn new(tokens: Range<usize>, is_cue: bool, length: usize, reach: usize) -> Self {
        let around = tokens.start.saturating_sub(reach)..length.min(tokens.end + reach);
        Self { tokens, is_cue, around }
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
        let anchor = Anchor::new(100..102, true, 500, 96);
        let before = [99, 98, 97, 96, 92, 84, 68, 36, 35, 0].map(|token| anchor.distance(token));
        assert_eq!(before, [1, 2, 3, 3, 4, 5, 6, 7, 8, 8]);
        assert_eq!([102, 400, 100].map(|token| anchor.distance(token)), [9, 16, 0]);
    }

    #[test]
    fn labels_become_an_attribution() {
        let anchor = Anchor::new(5..7, true, 10, 4);
        assert_eq!(anchor.around, 1..10);
        let frame = anchor.frame(&[4, 4, 1, 2, 0, 0, 3, 4, 4]).unwrap();
        assert_eq!(frame, Frame { source: Some(3..5), cue: Some(5..7), content: vec![1..3, 7..10] });
        assert_eq!(anchor.frame(&[0, 0, 1, 2, 0, 0, 0, 0, 0]), None);
        assert_eq!(frame.within(&(2..6)), Frame { source: Some(1..3), cue: Some(3..4), content: vec![0..1] });
    }
}
