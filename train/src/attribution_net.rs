//! The attribution network: anchors first, then the parts of each.
//!
//! In: windows as numbers. Out: [`Frame`]s. An encoder reads the window; a field of labels finds
//! the anchors (cues, and the beginnings of contents without one). Then for each anchor a small
//! recurrent layer reads the window again, each token beside the anchor's own state, and a second
//! field labels source and content as this anchor sees them (semantic roles are found so: He et
//! al. 2017). Several attributions in a sentence and those inside others need nothing more.

use crate::{
    attribution_input::{EVIDENCE, Found, Frame, KINDS, QUOTATION, SYNTAX, Window, anchor, part, ruled},
    nn::{
        Activation, BiGru, Crf, Embedding, Encoder, Linear, Matrix, Module, Packed, Param,
        crf::Expected,
        dropout,
        encoder::{self, Dropout, Table},
        loss,
        matrix::{add, dot},
    },
    pack::Packer,
};
use fastrand::Rng;
use std::ops::Range;
use whosaid::attribution::reader::frame::{self, DISTANCES, go_on, overlap};

/// What a label that cannot be is set to.
const NEVER: f32 = -1e4;
/// Columns of the tables that the second reading adds: distance, sentence, what the rules found.
const COLS: [usize; 3] = [16, 4, 8];

/// Sizes.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Units of each direction of the encoder.
    pub units: usize,
    /// Columns in which a token meets its anchor.
    pub meeting: usize,
    /// Units of each direction of the second reading.
    pub reader: usize,
    /// What the second reading takes in.
    pub reach: Reach,
}

/// How far from its anchor the second reading goes, on either side.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Tokens.
    pub tokens: usize,
    /// Sentences besides the anchor's own.
    pub sentences: usize,
}

impl Reach {
    /// The tokens around an anchor.
    pub fn around(&self, anchor: &Range<usize>, window: &Window) -> Range<usize> {
        let of = window.sentences[anchor.start] as usize;
        let first = window.sentences.partition_point(|&s| (s as usize) + self.sentences < of);
        let end = window.sentences.partition_point(|&s| s as usize <= of + self.sentences);
        let start = anchor.start.saturating_sub(self.tokens).max(first);
        start..end.min(anchor.end + self.tokens).max(anchor.end)
    }
}

/// The network.
#[derive(Clone, Debug)]
pub struct Net {
    /// What the second reading takes in.
    pub reach: Reach,
    /// Reads the window.
    pub encoder: Encoder,
    anchors: Linear,
    anchor_field: Crf,
    token: Linear,
    anchor: Linear,
    distance: Embedding,
    sentence: Embedding,
    ruled: Embedding,
    reader: BiGru,
    parts: Linear,
    part_field: Crf,
    kinds: Linear,
    /// Tell what a parser would, from the first layer: only to learn from.
    syntax: [Linear; SYNTAX.len()],
    /// One row: how each piece of evidence weighs; fitted after training.
    pub confidence: Param,
}

impl Module for Net {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        self.encoder.visit(see);
        self.anchors.visit(see);
        self.anchor_field.visit(see);
        self.token.visit(see);
        self.anchor.visit(see);
        self.distance.visit(see);
        self.sentence.visit(see);
        self.ruled.visit(see);
        self.reader.visit(see);
        self.parts.visit(see);
        self.part_field.visit(see);
        self.kinds.visit(see);
        self.syntax.iter().for_each(|layer| layer.visit(see));
        see(&self.confidence);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        self.encoder.visit_mut(see);
        self.anchors.visit_mut(see);
        self.anchor_field.visit_mut(see);
        self.token.visit_mut(see);
        self.anchor.visit_mut(see);
        self.distance.visit_mut(see);
        self.sentence.visit_mut(see);
        self.ruled.visit_mut(see);
        self.reader.visit_mut(see);
        self.parts.visit_mut(see);
        self.part_field.visit_mut(see);
        self.kinds.visit_mut(see);
        self.syntax.iter_mut().for_each(|layer| layer.visit_mut(see));
        see(&mut self.confidence);
    }
}

/// Several windows, packed.
pub struct Batch<'w> {
    /// The windows, ordered by falling length.
    pub windows: Vec<&'w Window>,
    packed: Packed,
    /// For each table the number of each row.
    pub numbers: Vec<Vec<u32>>,
    /// Windows in which what the rules found is not seen.
    pub unruled: Vec<bool>,
    /// What to learn instead of gold.
    pub taught: Vec<Option<&'w Taught>>,
}

/// What to answer for a window, as other networks have it.
#[derive(Clone, Debug)]
pub struct Taught {
    anchors: Expected,
    readings: Vec<TaughtReading>,
}

#[derive(Clone, Debug)]
struct TaughtReading {
    tokens: Range<usize>,
    is_cue: bool,
    parts: Expected,
    kind: Option<usize>,
}

impl<'w> Batch<'w> {
    /// `windows` must be ordered by falling length.
    pub fn new(windows: Vec<&'w Window>) -> Self {
        let packed = Packed::new(&windows.iter().map(|window| window.len()).collect::<Vec<_>>());
        let tables = windows.first().map_or(0, |window| window.numbers.len());
        let mut numbers = vec![vec![0; packed.rows()]; tables];
        for (sequence, window) in windows.iter().enumerate() {
            for (position, &row) in packed.rows_of(sequence).iter().enumerate() {
                for (to, from) in numbers.iter_mut().zip(&window.numbers) {
                    to[row] = from[position];
                }
            }
        }
        let count = windows.len();
        Self { unruled: vec![false; count], taught: vec![None; count], windows, packed, numbers }
    }

    /// How many tokens.
    pub fn rows(&self) -> usize {
        self.packed.rows()
    }

    /// The rows of a window, in reading order.
    pub fn rows_of(&self, window: usize) -> Vec<usize> {
        self.packed.rows_of(window)
    }
}

/// An anchor of a batch.
#[derive(Clone, Debug)]
struct Anchor {
    window: usize,
    tokens: Range<usize>,
    /// The tokens that it reads.
    around: Range<usize>,
    is_cue: bool,
    /// What the labels of the tokens that it reads should be; nothing if not known.
    parts: Option<Expected>,
    /// Which kind it should be of, if that is known.
    kind: Option<usize>,
    /// How clearly it was found.
    margin: f32,
}

impl Anchor {
    fn new(number: usize, tokens: Range<usize>, is_cue: bool, window: &Window, reach: &Reach) -> Self {
        let around = reach.around(&tokens, window);
        Self { window: number, tokens, around, is_cue, parts: None, kind: None, margin: 0.0 }
    }

    /// The same as inference has it.
    fn as_read(&self) -> frame::Anchor {
        let Self { tokens, is_cue, around, .. } = self.clone();
        frame::Anchor { tokens, is_cue, around }
    }

    /// The places of its tokens among those that it reads.
    fn places(&self) -> Range<usize> {
        self.tokens.start - self.around.start..self.tokens.end - self.around.start
    }
}

/// What the gradient of the second reading needs.
struct Reading {
    packed: Packed,
    /// The row of the encoder's states for each row.
    rows: Vec<usize>,
    numbers: [Vec<u32>; 3],
    means: Matrix,
    met: Matrix,
    input_mask: Option<Matrix>,
    output_mask: Option<Matrix>,
    cache: crate::nn::gru::BiGruCache,
    read: Matrix,
}

/// The losses of a batch, summed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Losses {
    /// Tokens.
    pub tokens: usize,
    /// Anchors.
    pub anchors: f32,
    /// Parts.
    pub parts: f32,
    /// Kinds.
    pub kinds: f32,
    /// What a parser would say.
    pub syntax: f32,
}

/// The labels of a window's anchors.
fn anchor_labels(window: &Window) -> Vec<usize> {
    let mut labels = vec![anchor::NONE; window.len()];
    for frame in &window.gold {
        let tokens = frame.anchor();
        labels[tokens.clone()].fill(anchor::MORE);
        labels[tokens.start] = if frame.cue.is_some() { anchor::CUE } else { anchor::CONTENT };
    }
    labels
}

/// The labels of the tokens around an attribution's anchor, as the anchor sees them.
fn part_labels(frame: Option<&Frame>, around: &Range<usize>) -> Vec<usize> {
    let mut labels = vec![part::NONE; around.len()];
    let Some(frame) = frame else { return labels };
    let mut label = |piece: &Range<usize>, label: usize| {
        let start = piece.start.clamp(around.start, around.end) - around.start;
        let end = piece.end.clamp(around.start, around.end) - around.start;
        labels[start..end].fill(label);
    };
    frame.content.iter().for_each(|piece| label(piece, part::CONTENT + 1));
    frame.source.iter().for_each(|piece| label(piece, part::SOURCE + 1));
    // Where annotators let parts overlap, the cue has it.
    frame.cue.iter().for_each(|piece| label(piece, part::NONE));
    let mut before = part::NONE;
    for label in &mut labels {
        let this = *label;
        if this != part::NONE && this != before {
            *label -= 1;
        }
        before = this;
    }
    labels
}

/// The place of a frame's kind among [`KINDS`].
fn kind_number(frame: &Frame) -> Option<usize> {
    KINDS.iter().position(|kind| Some(*kind) == frame.kind)
}

/// The attribution that the labels around an anchor give it; no content, no attribution.
fn frame_in(labels: &[usize], anchor: &Anchor) -> Option<Frame> {
    let frame::Frame { source, cue, content } = anchor.as_read().frame(labels)?;
    Some(Frame { source, cue, content, kind: None })
}

/// How each token of the window stands to what the rules found for this anchor.
fn ruled_for(anchor: &Anchor, window: &Window) -> Vec<u32> {
    let same = window.rules.iter().find(|frame| match &frame.cue {
        Some(cue) => anchor.is_cue && overlap(cue, &anchor.tokens),
        None => !anchor.is_cue && frame.anchor().start.abs_diff(anchor.tokens.start) <= 1,
    });
    let Some(frame) = same else { return vec![ruled::UNFOUND; window.len()] };
    let mut out = vec![ruled::NONE; window.len()];
    frame.content.iter().for_each(|piece| out[piece.clone()].fill(ruled::CONTENT));
    frame.source.iter().for_each(|piece| out[piece.clone()].fill(ruled::SOURCE));
    frame.cue.iter().for_each(|piece| out[piece.clone()].fill(ruled::CUE));
    out
}

impl Net {
    /// A network that knows nothing yet.
    pub fn new(tables: Vec<Table>, shape: Shape, rng: &mut Rng) -> Self {
        let shape_of = encoder::Shape { tables, units: shape.units, layers: 2 };
        let encoder = Encoder::new("attribution", &shape_of, rng);
        let cols = encoder.cols();
        let none = Activation::None;
        Self {
            reach: shape.reach,
            anchors: Linear::new("anchors", cols, anchor::COUNT, none, rng),
            anchor_field: Crf::new("anchors", anchor::COUNT),
            token: Linear::new("meeting.token", cols, shape.meeting, none, rng),
            anchor: Linear::new("meeting.anchor", cols, shape.meeting, none, rng),
            distance: Embedding::new("meeting.distance", DISTANCES, COLS[0], rng),
            sentence: Embedding::new("meeting.sentence", 3, COLS[1], rng),
            ruled: Embedding::new("meeting.ruled", ruled::COUNT, COLS[2], rng),
            reader: BiGru::new("reader", shape.meeting + COLS.iter().sum::<usize>(), shape.reader, rng),
            parts: Linear::new("parts", 2 * shape.reader, part::COUNT, none, rng),
            part_field: Crf::new("parts", part::COUNT),
            kinds: Linear::new("kinds", cols, KINDS.len(), none, rng),
            syntax: SYNTAX.map(|(name, count)| Linear::new(name, cols, count, none, rng)),
            confidence: Param::zeros("confidence", 1, EVIDENCE),
            encoder,
        }
    }

    /// Reads what is around each anchor; anchors must be ordered by how much that is, falling.
    fn read_again(
        &self,
        states: &Matrix,
        batch: &Batch,
        anchors: &[Anchor],
        mut drop: Option<(Dropout, &mut Rng)>,
    ) -> (Matrix, Reading) {
        let packed = Packed::new(&anchors.iter().map(|a| a.around.len()).collect::<Vec<_>>());
        let mut rows = vec![0; packed.rows()];
        let mut numbers = [vec![0; packed.rows()], vec![0; packed.rows()], vec![0; packed.rows()]];
        let mut means = Matrix::zeros(anchors.len(), states.cols);
        for (sequence, anchor) in anchors.iter().enumerate() {
            let window = batch.windows[anchor.window];
            let ruled = match batch.unruled[anchor.window] {
                true => vec![ruled::UNFOUND; window.len()],
                false => ruled_for(anchor, window),
            };
            let sentence = window.sentences[anchor.tokens.start];
            let of = batch.packed.rows_of(anchor.window);
            let as_read = anchor.as_read();
            for (position, row) in anchor.around.clone().zip(packed.rows_of(sequence)) {
                rows[row] = of[position];
                numbers[0][row] = as_read.distance(position);
                numbers[1][row] = (window.sentences[position].cmp(&sentence) as i32 + 1) as u32;
                numbers[2][row] = ruled[position];
            }
            let mean = means.row_mut(sequence);
            of[anchor.tokens.clone()].iter().for_each(|&row| add(mean, states.row(row)));
            mean.iter_mut().for_each(|value| *value /= anchor.tokens.len() as f32);
        }
        let of_anchors = self.anchor.forward(&means);
        let mut met = self.token.forward(states).gather(&rows);
        for (row, sequence) in packed.sequence_of_rows().into_iter().enumerate() {
            add(met.row_mut(row), of_anchors.row(sequence));
        }
        met.data.iter_mut().for_each(|value| *value = value.max(0.125 * *value));
        let mut input = met.beside(&Matrix::zeros(met.rows, COLS.iter().sum()));
        let mut column = met.cols;
        for (table, numbers) in [&self.distance, &self.sentence, &self.ruled].into_iter().zip(&numbers) {
            table.forward(numbers, &mut input, column);
            column += table.table.value.cols;
        }
        let mut mask = |values: &mut Matrix, rate: fn(&Dropout) -> f32| {
            drop.as_mut().map(|(drop, rng)| {
                let mask = dropout::mask(packed.sequences(), values.cols, rate(drop), rng);
                dropout::apply_by_sequence(values, &mask, &packed);
                mask
            })
        };
        let input_mask = mask(&mut input, |drop| drop.input);
        let (mut read, cache) = self.reader.forward(input, &packed, None);
        let output_mask = mask(&mut read, |drop| drop.output);
        let mut scores = self.parts.forward(&read);
        for (sequence, anchor) in anchors.iter().enumerate().filter(|(_, anchor)| anchor.is_cue) {
            for position in anchor.places() {
                scores.row_mut(packed.row(sequence, position))[1..].fill(NEVER);
            }
        }
        (scores, Reading { packed, rows, numbers, means, met, input_mask, output_mask, cache, read })
    }

    /// Gathers gradients; returns that by the encoder's states.
    fn unread(
        &mut self,
        states: &Matrix,
        batch: &Batch,
        anchors: &[Anchor],
        reading: &Reading,
        mut grad: Matrix,
        by_kinds: Matrix,
    ) -> Matrix {
        let packed = &reading.packed;
        for (sequence, anchor) in anchors.iter().enumerate().filter(|(_, anchor)| anchor.is_cue) {
            for position in anchor.places() {
                grad.row_mut(packed.row(sequence, position))[1..].fill(0.0);
            }
        }
        let mut grad = self.parts.backward(&reading.read, &Matrix::default(), grad);
        if let Some(mask) = &reading.output_mask {
            dropout::apply_by_sequence(&mut grad, mask, packed);
        }
        let mut grad = self.reader.backward(packed, &reading.cache, &grad);
        if let Some(mask) = &reading.input_mask {
            dropout::apply_by_sequence(&mut grad, mask, packed);
        }
        let mut column = reading.met.cols;
        let tables = [&mut self.distance, &mut self.sentence, &mut self.ruled];
        for (table, numbers) in tables.into_iter().zip(&reading.numbers) {
            table.backward(numbers, &grad, column);
            column += table.table.value.cols;
        }
        let mut by_met = grad.columns(0, reading.met.cols);
        for (grad, &value) in by_met.data.iter_mut().zip(&reading.met.data) {
            *grad *= if value > 0.0 { 1.0 } else { 0.125 };
        }
        let mut by_anchors = Matrix::zeros(anchors.len(), by_met.cols);
        for (row, sequence) in packed.sequence_of_rows().into_iter().enumerate() {
            add(by_anchors.row_mut(sequence), by_met.row(row));
        }
        let mut by_tokens = Matrix::zeros(states.rows, by_met.cols);
        by_tokens.scatter_add(&reading.rows, &by_met);
        let mut out = self.token.backward(states, &Matrix::default(), by_tokens);
        let mut by_means = self.anchor.backward(&reading.means, &Matrix::default(), by_anchors);
        by_means.add(&self.kinds.backward(&reading.means, &Matrix::default(), by_kinds));
        for (sequence, anchor) in anchors.iter().enumerate() {
            let mut share = by_means.row(sequence).to_vec();
            share.iter_mut().for_each(|value| *value /= anchor.tokens.len() as f32);
            let rows = batch.packed.rows_of(anchor.window);
            rows[anchor.tokens.clone()].iter().for_each(|&row| add(out.row_mut(row), &share));
        }
        out
    }

    /// The anchors of the gold, and what rules or network take for an anchor and is none.
    fn gold_anchors(&self, number: usize, window: &Window, scores: &Matrix) -> Vec<Anchor> {
        let gold = window.gold.iter().map(|frame| (frame.anchor(), frame.cue.is_some(), Some(frame)));
        let mut here: Vec<_> = gold.collect();
        let false_ones = window.rules.iter().map(|frame| (frame.anchor(), frame.cue.is_some()));
        for (tokens, is_cue) in false_ones.chain(frame::anchors(&self.anchor_field.best(scores))) {
            if !here.iter().any(|(other, ..)| overlap(other, &tokens)) {
                here.push((tokens, is_cue, None));
            }
        }
        let anchors = here.into_iter().map(|(tokens, is_cue, gold)| {
            let anchor = Anchor::new(number, tokens, is_cue, window, &self.reach);
            let labels = part_labels(gold, &anchor.around);
            let parts = Some(Expected::certain(&labels, part::COUNT));
            Anchor { parts, kind: gold.and_then(kind_number), ..anchor }
        });
        anchors.collect()
    }

    /// What several networks, all of the same reach, make of a batch together.
    pub fn teach(teachers: &[Self], batch: &Batch) -> Vec<Taught> {
        let Some(reach) = teachers.first().map(|net| net.reach) else { return Vec::new() };
        let states = |net: &Self| net.encoder.forward(&batch.numbers, &batch.packed, None).0;
        let states: Vec<Matrix> = teachers.iter().map(states).collect();
        let scores: Vec<Matrix> =
            teachers.iter().zip(&states).map(|(net, states)| net.anchors.forward(states)).collect();
        let (mut taught, mut anchors) = (Vec::new(), Vec::new());
        for (number, window) in batch.windows.iter().enumerate() {
            let rows = batch.rows_of(number);
            let (mut here, mut expected) = (Vec::<(Range<usize>, bool)>::new(), Vec::new());
            let found = teachers.iter().zip(&scores).flat_map(|(net, scores)| {
                let of = scores.gather(&rows);
                expected.push(net.anchor_field.expected(&of).0);
                frame::anchors(&net.anchor_field.best(&of))
            });
            let found: Vec<_> = found.collect();
            let ruled = window.rules.iter().map(|frame| (frame.anchor(), frame.cue.is_some()));
            for (tokens, is_cue) in found.into_iter().chain(ruled) {
                if !here.iter().any(|(other, _)| overlap(other, &tokens)) {
                    here.push((tokens, is_cue));
                }
            }
            let of_here = here.into_iter();
            anchors
                .extend(of_here.map(|(tokens, is_cue)| Anchor::new(number, tokens, is_cue, window, &reach)));
            taught.extend(Expected::mean(expected).map(|anchors| Taught { anchors, readings: Vec::new() }));
        }
        anchors.sort_by_key(|anchor| std::cmp::Reverse(anchor.around.len()));
        if anchors.is_empty() {
            return taught;
        }
        let read = |(net, states): (&Self, &Matrix)| {
            let (scores, reading) = net.read_again(states, batch, &anchors, None);
            let mut kinds = net.kinds.forward(&reading.means);
            kinds.data.chunks_exact_mut(KINDS.len()).for_each(loss::softmax);
            (scores, reading, kinds)
        };
        let read: Vec<_> = teachers.iter().zip(&states).map(read).collect();
        for (sequence, anchor) in anchors.iter().enumerate() {
            let expected = teachers.iter().zip(&read).map(|(net, (scores, reading, _))| {
                net.part_field.expected(&scores.gather(&reading.packed.rows_of(sequence))).0
            });
            let Some(parts) = Expected::mean(expected.collect()) else { continue };
            let sum = |kind: usize| read.iter().map(|(.., kinds)| kinds.row(sequence)[kind]).sum::<f32>();
            let kind = (0..KINDS.len()).max_by(|&a, &b| sum(a).total_cmp(&sum(b)));
            let (tokens, is_cue) = (anchor.tokens.clone(), anchor.is_cue);
            taught[anchor.window].readings.push(TaughtReading { tokens, is_cue, parts, kind });
        }
        taught
    }

    /// Reads a batch and gathers all gradients.
    /// `syntax` is the weight of what a parser would say.
    pub fn learn(&mut self, batch: &Batch, drop: Dropout, syntax: f32, rng: &mut Rng) -> Losses {
        let (states, cache) = self.encoder.forward(&batch.numbers, &batch.packed, Some((drop, &mut *rng)));
        let weight = 1.0 / batch.rows() as f32;
        let mut losses = Losses { tokens: batch.rows(), ..Losses::default() };
        let mut scores = self.anchors.forward(&states);
        let mut anchors = Vec::new();
        for (number, window) in batch.windows.iter().enumerate() {
            let rows = batch.rows_of(number);
            let mut of = scores.gather(&rows);
            let gold = match batch.taught[number] {
                Some(taught) => {
                    anchors.extend(taught.readings.iter().map(|reading| {
                        let TaughtReading { tokens, is_cue, parts, kind } = reading.clone();
                        let anchor = Anchor::new(number, tokens, is_cue, window, &self.reach);
                        Anchor { parts: Some(parts), kind, ..anchor }
                    }));
                    taught.anchors.clone()
                }
                None => {
                    anchors.extend(self.gold_anchors(number, window, &of));
                    Expected::certain(&anchor_labels(window), anchor::COUNT)
                }
            };
            losses.anchors += self.anchor_field.loss(&mut of, &gold, weight) / weight;
            for (row, grad) in rows.iter().zip(of.iter_rows()) {
                scores.row_mut(*row).copy_from_slice(grad);
            }
        }
        let mut grad = self.anchors.backward(&states, &Matrix::default(), scores);
        anchors.sort_by_key(|anchor| std::cmp::Reverse(anchor.around.len()));
        if !anchors.is_empty() {
            let (mut scores, reading) = self.read_again(&states, batch, &anchors, Some((drop, rng)));
            for (sequence, anchor) in anchors.iter().enumerate() {
                let rows = reading.packed.rows_of(sequence);
                let mut of = scores.gather(&rows);
                if let Some(gold) = &anchor.parts {
                    losses.parts += self.part_field.loss(&mut of, gold, weight) / weight;
                }
                for (row, grad) in rows.iter().zip(of.iter_rows()) {
                    scores.row_mut(*row).copy_from_slice(grad);
                }
            }
            let mut kinds = self.kinds.forward(&reading.means);
            let gold: Vec<Option<usize>> = anchors.iter().map(|anchor| anchor.kind).collect();
            losses.kinds += loss::cross_entropy(&mut kinds, &gold, weight) / weight;
            grad.add(&self.unread(&states, batch, &anchors, &reading, scores, kinds));
        }
        let mut below = None;
        for (number, layer) in self.syntax.iter_mut().enumerate().filter(|_| syntax > 0.0) {
            let Some(states) = cache.below() else { break };
            let mut gold = vec![None; batch.rows()];
            for (at, window) in batch.windows.iter().enumerate() {
                for (row, &label) in batch.rows_of(at).into_iter().zip(&window.syntax[number]) {
                    gold[row] = Some(label);
                }
            }
            let mut scores = layer.forward(states);
            losses.syntax += loss::cross_entropy(&mut scores, &gold, weight * syntax) / (weight * syntax);
            let grad = layer.backward(states, &Matrix::default(), scores);
            match &mut below {
                None => below = Some(grad),
                Some(below) => below.add(&grad),
            }
        }
        self.encoder.backward(&batch.numbers, &batch.packed, &cache, grad, below);
        losses
    }

    /// The attributions of each window. `eager` is added to the scores of first tokens of anchors;
    /// with `rules`, what the rules take for anchors is looked at too.
    pub fn read(&self, batch: &Batch, eager: f32, rules: bool) -> Vec<Vec<Found>> {
        let (states, _) = self.encoder.forward(&batch.numbers, &batch.packed, None);
        let scores = self.anchors.forward(&states);
        let mut anchors: Vec<Anchor> = Vec::new();
        for (number, window) in batch.windows.iter().enumerate() {
            let mut of = scores.gather(&batch.rows_of(number));
            for scores in of.data.chunks_exact_mut(anchor::COUNT) {
                scores[anchor::CUE] += eager;
                scores[anchor::CONTENT] += eager;
            }
            let labels = self.anchor_field.best(&of);
            let mut here = frame::anchors(&labels);
            if rules {
                for frame in &window.rules {
                    if !here.iter().any(|(tokens, _)| overlap(tokens, &frame.anchor())) {
                        here.push((frame.anchor(), frame.cue.is_some()));
                    }
                }
            }
            let of_tokens = self.anchor_field.margins(&of, &labels);
            // Anchors that only the rules found have what speaks against them.
            let margin = |token: usize| match labels[token] {
                anchor::NONE => -of_tokens[token],
                _ => of_tokens[token],
            };
            for (tokens, is_cue) in here {
                let margin = margin(tokens.start);
                anchors.push(Anchor { margin, ..Anchor::new(number, tokens, is_cue, window, &self.reach) });
            }
        }
        anchors.sort_by_key(|anchor| std::cmp::Reverse(anchor.around.len()));
        let mut found = vec![Vec::new(); batch.windows.len()];
        if anchors.is_empty() {
            return found;
        }
        let (scores, reading) = self.read_again(&states, batch, &anchors, None);
        let kinds = self.kinds.forward(&reading.means);
        for (sequence, anchor) in anchors.iter().enumerate() {
            let of = scores.gather(&reading.packed.rows_of(sequence));
            let labels = self.part_field.best(&of);
            if let Some(mut frame) = frame_in(&labels, anchor) {
                let first = frame.content[0].start;
                go_on(&mut frame.content, &anchor.around, &batch.windows[anchor.window].numbers[QUOTATION]);
                let scores = kinds.row(sequence);
                let best = (0..KINDS.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
                frame.kind = best.map(|kind| KINDS[kind]);
                let of_tokens = self.part_field.margins(&of, &labels);
                let ruled = batch.windows[anchor.window].rules.iter();
                let evidence = [
                    1.0,
                    anchor.margin.clamp(-10.0, 10.0) / 10.0,
                    of_tokens[first - anchor.around.start].min(10.0) / 10.0,
                    of_tokens.iter().copied().fold(10.0, f32::min) / 10.0,
                    ruled.fold(
                        0.0,
                        |all, rule| if overlap(&rule.anchor(), &anchor.tokens) { 1.0 } else { all },
                    ),
                    f32::from(u8::from(anchor.is_cue)),
                    f32::from(u8::from(frame.source.is_some())),
                ];
                found[anchor.window].push(Found { frame, evidence });
            }
        }
        for found in &mut found {
            found.sort_by_key(|one| (one.frame.anchor().start, one.frame.content[0].start));
        }
        found
    }

    /// Adds the weights to a model file.
    pub fn pack(&self, packer: &mut Packer) {
        packer.encoder(&self.encoder);
        for (name, layer) in [
            ("anchors", &self.anchors),
            ("meeting.token", &self.token),
            ("meeting.anchor", &self.anchor),
            ("parts", &self.parts),
            ("kinds", &self.kinds),
        ] {
            let name = format!("attribution.{name}");
            packer.product(&name, &layer.weight.value, &layer.bias.value.data);
        }
        for table in [&self.distance, &self.sentence, &self.ruled] {
            packer.table(&format!("attribution.{}", table.table.name), &table.table.value);
        }
        packer.layer("attribution.", &self.reader);
        packer.field("attribution.anchors", &self.anchor_field);
        packer.field("attribution.parts", &self.part_field);
        packer.words("attribution.reach", vec![self.reach.tokens as i32, self.reach.sentences as i32]);
        packer.values("attribution.confidence", &self.confidence.value.data);
    }

    /// How sure an attribution is, 0 to 1.
    pub fn confidence(&self, evidence: &[f32; EVIDENCE]) -> f32 {
        let sum = dot(&self.confidence.value.data, evidence);
        1.0 / (1.0 + (-sum).exp())
    }

    /// Fits the confidence to what was found and whether it was right (logistic regression).
    pub fn calibrate(&mut self, found: &[([f32; EVIDENCE], bool)]) {
        let weights = &mut self.confidence.value.data;
        weights.fill(0.0);
        for _ in 0..3000 {
            let mut grad = [0.0; EVIDENCE];
            for (evidence, right) in found {
                let sum = dot(weights, evidence);
                let error = 1.0 / (1.0 + (-sum).exp()) - f32::from(u8::from(*right));
                grad.iter_mut().zip(evidence).for_each(|(grad, value)| *grad += error * value);
            }
            let rate = 2.0 / found.len().max(1) as f32;
            weights.iter_mut().zip(grad).for_each(|(weight, grad)| *weight -= rate * grad);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check;

    const REACH: Reach = Reach { tokens: 96, sentences: 9 };

    fn window(length: usize, gold: Vec<Frame>) -> Window {
        let numbers = vec![(0..length as u32).map(|i| i * 7 % 3).collect()];
        let sentences = (0..length as u32).map(|i| i / 4).collect();
        Window {
            tokens: 0..length,
            numbers,
            sentences,
            names: vec![false; length],
            syntax: Default::default(),
            rules: Vec::new(),
            gold,
        }
    }

    fn frame(source: Range<usize>, cue: Range<usize>, content: &[Range<usize>]) -> Frame {
        Frame { source: Some(source), cue: Some(cue), content: content.to_vec(), kind: None }
    }

    #[test]
    fn gradients_of_the_second_reading() {
        let mut rng = Rng::with_seed(41);
        let shape = Shape { units: 2, meeting: 3, reader: 2, reach: REACH };
        let net = Net::new(vec![Table { name: "word", rows: 3, cols: 2 }], shape, &mut rng);
        let windows = [window(6, Vec::new()), window(3, Vec::new())];
        let batch = Batch::new(windows.iter().collect());
        let anchor =
            |window: usize, tokens, is_cue| Anchor::new(window, tokens, is_cue, &windows[window], &REACH);
        let anchors = [anchor(0, 1..3, true), anchor(0, 4..5, false), anchor(1, 0..1, true)];
        let drop = Dropout { input: 0.2, output: 0.2, state: 0.0 };
        let run = |net: &Net, states: &Matrix| {
            net.read_again(states, &batch, &anchors, Some((drop, &mut Rng::with_seed(2))))
        };
        // Scores of parts and kinds in one row; those that cannot be are left out.
        let shown = |net: &Net, states: &Matrix| {
            let (mut scores, reading) = run(net, states);
            scores.data.iter_mut().filter(|score| **score == NEVER).for_each(|score| *score = 0.0);
            scores.data.extend(net.kinds.forward(&reading.means).data);
            Matrix { rows: 1, cols: scores.data.len(), data: scores.data }
        };
        let states = check::random(batch.rows(), 4, &mut rng);
        check::gradients(net, states, shown, |net, states, grad| {
            let (scores, reading) = run(net, states);
            let (parts, kinds) = grad.data.split_at(scores.data.len());
            let parts = Matrix { data: parts.to_vec(), ..scores };
            let kinds = Matrix { rows: anchors.len(), cols: KINDS.len(), data: kinds.to_vec() };
            net.unread(states, &batch, &anchors, &reading, parts, kinds)
        });
    }

    #[test]
    fn labels_and_frames_agree() {
        let frame = frame(3..5, 5..7, &[0..3, 7..10]);
        let labels = part_labels(Some(&frame), &(0..10));
        assert_eq!(labels, [3, 4, 4, 1, 2, 0, 0, 3, 4, 4]);
        let anchor = Anchor::new(0, 5..7, true, &window(10, Vec::new()), &REACH);
        assert_eq!(frame_in(&labels, &anchor), Some(frame.clone()));
        assert_eq!(part_labels(Some(&frame), &(1..9))[..3], [3, 4, 1]);
        let mut alone = Frame { cue: None, source: None, ..frame.clone() };
        alone.content = vec![8..9, 9..10];
        let window = window(10, vec![frame, alone]);
        let labels = anchor_labels(&window);
        assert_eq!(frame::anchors(&labels), [(5..7, true), (8..9, false)]);
    }

    #[test]
    fn near_its_anchor() {
        let window = window(40, Vec::new());
        let around = |tokens, sentences, anchor| Reach { tokens, sentences }.around(&anchor, &window);
        assert_eq!(around(99, 0, 9..10), 8..12);
        assert_eq!(around(99, 1, 9..10), 4..16);
        assert_eq!(around(3, 1, 9..10), 6..13);
        assert_eq!(around(99, 1, 0..1), 0..8);
        assert_eq!(around(99, 1, 39..40), 32..40);
    }
}
