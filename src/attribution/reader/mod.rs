//! Who says what, by a small network of our own.
//!
//! In: a tagged document in which the rules have found attributions. Out: for each window of it the
//! attributions that the network reads, with how sure it is of each. Two layers of gated recurrent
//! units read the window; a field of labels finds the anchors (cues, and the beginnings of contents
//! without one); then, for each anchor, a small layer reads what is around it once more, each token
//! beside the anchor's own state, and a second field labels source and content as this anchor sees
//! them (semantic roles are found so: He et al., ACL 2017). Several attributions in a sentence, and
//! those inside of others, need nothing more. Trained on our own gold by `train attribution`; its
//! figures stand in `models/MODEL.md`. What it misses most is indirect speech with an unusual cue.
//!
//! All of it is reckoned in whole numbers: the same text is read alike on every platform.

pub mod field;
pub mod frame;
pub mod input;

use crate::document::Document;
use crate::model::{
    encoder::{Encoder, Gates, Layer, States, Table},
    features::{HASHED, Words},
    file::Error,
    fixed::{Curves, FRACTION, saturate},
    product::{LANES, Product},
    sections::Sections,
};
use crate::order::{self, rising};
use crate::report::Type;
use field::{Field, Ways};
use frame::{Anchor, DISTANCES, Frame, Reach, anchor, overlap, part, ruled};
use input::{MORE_TABLES, QUOTATION, TABLES, Window};
use whosaid_kernels as kernels;

/// Layers of the encoder.
const LAYERS: usize = 2;

/// The kinds of attribution, in the order of their scores.
pub const KINDS: [Type; 4] = [Type::Statement, Type::Finding, Type::Belief, Type::Intent];

/// How much speaks for an attribution: one; the margin of the anchor; of the first token of the
/// content; the least one of all tokens; whether the rules found the anchor; whether there is a cue;
/// whether there is a source.
pub const EVIDENCE: usize = 7;

/// A margin counts up to here.
pub const MOST_MARGIN: i64 = 10;

/// What a label that cannot be is set to.
const NEVER: i32 = i32::MIN / 2;

/// Of so many tokens one is an anchor at most, the clearest ones: in news one in fifteen is. Keeps
/// the time of any text within bounds.
const TOKENS_PER_ANCHOR: usize = 4;

/// The network.
#[derive(Clone, Debug)]
pub struct Reader {
    words: Words,
    encoder: Encoder,
    anchors: Product,
    anchor_field: Field,
    token: Product,
    anchor: Product,
    /// Distance from the anchor, sentence before or after it, what the rules found for it.
    tables: [Table; 3],
    layer: Layer,
    parts: Product,
    part_field: Field,
    kinds: Product,
    confidence: Vec<i32>,
    /// What the second reading takes in.
    reach: Reach,
}

/// An attribution that the network found in a window.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What it consists of, as tokens of the window.
    pub frame: Frame,
    /// What kind it is.
    pub kind: Type,
    /// How sure it is: 0 to 1.
    pub confidence: f32,
    /// The attribution of the window's rules that has the same anchor.
    pub rule: Option<usize>,
}

/// Room to work in; made once and used for every window.
#[derive(Debug, Default)]
pub struct Buffers {
    states: States,
    sums: Vec<i32>,
    scores: Vec<i32>,
    ways: Ways,
    labels: Vec<usize>,
    margins: Vec<i64>,
    tokens: Vec<i16>,
    mean: Vec<i16>,
    of_anchor: Vec<i16>,
    marks: Vec<u32>,
    input: Vec<i16>,
    read: Vec<i16>,
    gates: Gates,
}

impl Reader {
    /// Takes the reader's weights from a model file.
    ///
    /// # Errors
    ///
    /// Where it has none, or in another shape.
    pub fn read(sections: &mut Sections) -> Result<Self, Error> {
        let words = sections.lines("attribution.words")?;
        let tables = [&[("word", words.len())][..], &HASHED, &MORE_TABLES].concat();
        let encoder = Encoder::read(sections, "attribution", &tables, LAYERS)?;
        let cols = encoder.cols();
        let mut table =
            |name: &str, rows| Table::read(sections, &format!("attribution.meeting.{name}"), rows);
        let tables = [table("distance", DISTANCES)?, table("sentence", 3)?, table("ruled", ruled::COUNT)?];
        let token = Product::read(sections, "attribution.meeting.token", cols, None)?;
        let meeting = token.outputs();
        let inputs = (meeting + tables.iter().map(Table::cols).sum::<usize>()).next_multiple_of(LANES);
        let layer = Layer::read(sections, "attribution.reader", inputs)?;
        let mut product = |name: &str, inputs, outputs| {
            Product::read(sections, &format!("attribution.{name}"), inputs, Some(outputs))
        };
        let anchors = product("anchors", cols, anchor::COUNT)?;
        let anchor = product("meeting.anchor", cols, meeting)?;
        let parts = product("parts", layer.cols(), part::COUNT)?;
        let kinds = product("kinds", cols, KINDS.len())?;
        let reach = sections.words("attribution.reach", 2)?;
        let reach =
            |at: usize| u16::try_from(reach[at]).map_err(|_| Error::Section("attribution.reach".to_owned()));
        let reach = Reach { tokens: reach(0)?.into(), sentences: reach(1)?.into() };
        Ok(Self {
            words: Words::new(words),
            encoder,
            anchors,
            anchor_field: Field::read(sections, "attribution.anchors", anchor::COUNT)?,
            token,
            anchor,
            tables,
            layer,
            parts,
            part_field: Field::read(sections, "attribution.parts", part::COUNT)?,
            kinds,
            confidence: sections.words("attribution.confidence", EVIDENCE)?,
            reach,
        })
    }

    /// The attributions of each window of a document, ordered by their anchors.
    pub fn find(&self, document: &Document) -> Vec<(Window, Vec<Found>)> {
        let numbers = input::numbers(document, &self.words);
        let sentences = input::sentences(document);
        let mut buffers = Buffers::default();
        let windows = input::windows(document).into_iter().map(|window| {
            let tokens = window.tokens.clone();
            let found = self.window(&window, &numbers[tokens.clone()], &sentences[tokens], &mut buffers);
            (window, found)
        });
        windows.collect()
    }

    /// The attributions of one window. `numbers` and `sentences` have a row for each of its tokens.
    fn window(
        &self,
        window: &Window,
        numbers: &[[u32; TABLES]],
        sentences: &[u32],
        buffers: &mut Buffers,
    ) -> Vec<Found> {
        self.encoder.run(numbers.as_flattened(), &mut buffers.states);
        self.anchors.scores(&buffers.states.rows, &mut buffers.scores);
        let Buffers { scores, ways, labels, margins, .. } = buffers;
        self.anchor_field.best(scores, ways, labels, margins);
        let mut anchors = frame::anchors(labels);
        for frame in &window.rules {
            let tokens = frame.anchor();
            if !anchors.iter().any(|(other, _)| overlap(other, &tokens)) {
                anchors.push((tokens, frame.cue.is_some()));
            }
        }
        // Anchors that only the rules found have what speaks against them.
        let margin = |token: usize| match labels[token] {
            anchor::NONE => -margins[token],
            _ => margins[token],
        };
        let mut anchors: Vec<_> = anchors
            .into_iter()
            .map(|(tokens, is_cue)| {
                let margin = margin(tokens.start);
                (Anchor::new(tokens, is_cue, sentences, &self.reach), margin)
            })
            .collect();
        let most = numbers.len() / TOKENS_PER_ANCHOR + 1;
        if anchors.len() > most {
            order::by_number(&mut anchors, |(_, margin)| -margin);
            anchors.truncate(most);
        }
        if anchors.is_empty() {
            return Vec::new();
        }
        self.token.values(&buffers.states.rows, &mut buffers.sums, &mut buffers.tokens);
        let quotation: Vec<u32> = numbers.iter().map(|row| row[QUOTATION]).collect();
        let read = |(anchor, margin): (Anchor, i64)| {
            let mut found = self.anchor(&anchor, margin, window, sentences, buffers)?;
            frame::go_on(&mut found.frame.content, &anchor.around, &quotation);
            Some(found)
        };
        let mut found: Vec<Found> = anchors.into_iter().filter_map(read).collect();
        order::by_numbers(&mut found, |one| {
            (rising(one.frame.anchor().start), rising(one.frame.content[0].start))
        });
        found
    }

    /// Reads what is around an anchor once more.
    fn anchor(
        &self,
        anchor: &Anchor,
        margin: i64,
        window: &Window,
        sentences: &[u32],
        buffers: &mut Buffers,
    ) -> Option<Found> {
        let Buffers { states, sums, scores, ways, labels, margins, tokens, .. } = buffers;
        let cols = self.encoder.cols();
        let count = anchor.tokens.len() as i32;
        buffers.mean.clear();
        buffers.mean.extend((0..cols).map(|col| {
            let sum: i32 =
                anchor.tokens.clone().map(|token| i32::from(states.rows[token * cols + col])).sum();
            saturate(sum / count)
        }));
        self.anchor.values(&buffers.mean, sums, &mut buffers.of_anchor);
        anchor.mark(&window.rules, &mut buffers.marks);
        let meeting = self.token.outputs();
        let sentence = sentences[anchor.tokens.start];
        let [distance, side, ruled] = &self.tables;
        let input = &mut buffers.input;
        input.clear();
        for (token, &mark) in anchor.around.clone().zip(&buffers.marks) {
            let of_token = &tokens[token * meeting..][..meeting];
            kernels::meet(of_token, &buffers.of_anchor, input);
            distance.append(anchor.distance(token), input);
            side.append((sentences[token].cmp(&sentence) as i32 + 1) as u32, input);
            ruled.append(mark, input);
            input.resize(input.len().next_multiple_of(LANES), 0);
        }
        self.layer.run(input, &mut buffers.read, &mut buffers.gates);
        self.parts.scores(&buffers.read, scores);
        if anchor.is_cue {
            for row in
                scores.chunks_exact_mut(part::COUNT).skip(anchor.places().start).take(anchor.tokens.len())
            {
                row[part::NONE + 1..].fill(NEVER);
            }
        }
        self.part_field.best(scores, ways, labels, margins);
        let frame = anchor.frame(labels)?;
        let first = frame.content[0].start - anchor.around.start;
        let least = margins.iter().copied().min().unwrap_or(0);
        let rule = anchor.ruled(&window.rules);
        let same = window.rules.iter().any(|frame| overlap(&frame.anchor(), &anchor.tokens));
        let one = 1 << FRACTION;
        let clear = |margin: i64| (margin.clamp(-MOST_MARGIN * one, MOST_MARGIN * one) / MOST_MARGIN) as i32;
        let flag = |holds: bool| if holds { one as i32 } else { 0 };
        let evidence = [
            one as i32,
            clear(margin),
            clear(margins[first]),
            clear(least),
            flag(same),
            flag(anchor.is_cue),
            flag(frame.source.is_some()),
        ];
        let weighed = self.confidence.iter().zip(evidence);
        let sum: i64 = weighed.map(|(&weight, value)| i64::from(weight) * i64::from(value)).sum();
        let sum = (sum >> FRACTION).clamp(i32::MIN.into(), i32::MAX.into()) as i32;
        self.kinds.scores(&buffers.mean, scores);
        let kind =
            (1..KINDS.len()).fold(0, |best, kind| if scores[kind] > scores[best] { kind } else { best });
        Some(Found {
            kind: KINDS[kind],
            confidence: Curves::default().sigmoid(sum) as f32 / 32768.0,
            rule: rule.and_then(|rule| window.rules.iter().position(|frame| frame == rule)),
            frame,
        })
    }
}
