//! The syntax reader: parts of speech and dependency trees from one encoder.
//!
//! In: the treebanks. Out: the weights. Sentences are read in batches of similar length; the rate
//! of learning rises for a short while and then falls to nothing by the end.

use crate::{
    checkpoint::{self, Checkpoint},
    conllu, corpora,
    nn::{
        Activation, Adam, Arcs, Biaffine, Encoder, Linear, Matrix, Module, Packed, Param, dropout,
        encoder::{self, Dropout},
        loss, packed,
    },
    pack::Packer,
    vectors,
    vocabulary::{Counts, UNKNOWN, Vocabulary},
};
use anyhow::{Context, Result};
use fastrand::Rng;
use rustc_hash::FxHashMap;
use std::{path::PathBuf, time::Instant};
use whosaid::{model::features, parse::decode};

/// What can be tried without changing code.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// How many times the treebanks are read.
    #[arg(long, default_value_t = 24)]
    pub epochs: usize,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The highest rate of learning.
    #[arg(long, default_value_t = 4e-3)]
    pub rate: f32,
    /// Tokens in a batch.
    #[arg(long, default_value_t = 640)]
    pub batch: usize,
    /// Share of the weights taken off at each step, times the rate.
    #[arg(long, default_value_t = 0.0)]
    pub decay: f32,
    /// Dropout of the input.
    #[arg(long, default_value_t = 0.15)]
    pub drop_input: f32,
    /// Dropout of the layers' outputs and of the heads' layers.
    #[arg(long, default_value_t = 0.25)]
    pub drop_output: f32,
    /// Dropout of the states within a layer.
    #[arg(long, default_value_t = 0.1)]
    pub drop_state: f32,
    /// How readily rare words are read as unknown.
    #[arg(long, default_value_t = 0.25)]
    pub drop_word: f32,
    /// Columns of the word table.
    #[arg(long, default_value_t = 64)]
    pub word: usize,
    /// Units of each direction.
    #[arg(long, default_value_t = 128)]
    pub units: usize,
    /// Columns on either side of an arc.
    #[arg(long, default_value_t = 128)]
    pub arc: usize,
    /// Columns on either side of a label.
    #[arg(long, default_value_t = 48)]
    pub label: usize,
    /// Words have a row of their own if the treebanks have them so often …
    #[arg(long, default_value_t = 3)]
    pub seen: u32,
    /// … or the treebanks and the unlabelled text together so often.
    #[arg(long, default_value_t = 8)]
    pub seen_raw: u32,
    /// Starts the word table from random numbers.
    #[arg(long)]
    pub no_vectors: bool,
    /// Where the weights are kept.
    #[arg(long, default_value = "target/model/syntax.net")]
    pub out: PathBuf,
    /// Reads only the first sentences of each treebank: for a quick look.
    #[arg(long)]
    pub sentences: Option<usize>,
}

const ROOT_LABEL: &str = "root";

/// Layers of the encoder.
const LAYERS: usize = 2;

/// A sentence as numbers.
struct Example {
    /// For each table, the number of each token.
    numbers: Vec<Vec<u32>>,
    upos: Vec<usize>,
    /// 0 is the root.
    heads: Vec<usize>,
    /// None for the root, which has one label only.
    labels: Vec<Option<usize>>,
}

impl Example {
    fn len(&self) -> usize {
        self.upos.len()
    }
}

/// The names of the classes.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    /// Parts of speech.
    pub upos: Vec<String>,
    /// Labels of arcs, without that of the root.
    pub labels: Vec<String>,
}

impl Classes {
    fn of(sentences: &[conllu::Sentence]) -> Self {
        let words = || sentences.iter().flat_map(|sentence| &sentence.words);
        let sorted = |names: Vec<&String>| {
            let mut names: Vec<String> = names.into_iter().cloned().collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        Self {
            upos: sorted(words().map(|word| &word.upos).collect()),
            labels: sorted(words().filter(|word| word.head != 0).map(|word| &word.label).collect()),
        }
    }
}

/// The network.
#[derive(Clone, Debug)]
pub struct Syntax {
    encoder: Encoder,
    upos: Linear,
    arc_dependent: Linear,
    arc_head: Linear,
    arcs: Arcs,
    label_dependent: Linear,
    label_head: Linear,
    labels: Biaffine,
}

impl Module for Syntax {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        self.encoder.visit(see);
        self.upos.visit(see);
        self.arc_dependent.visit(see);
        self.arc_head.visit(see);
        self.arcs.visit(see);
        self.label_dependent.visit(see);
        self.label_head.visit(see);
        self.labels.visit(see);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        self.encoder.visit_mut(see);
        self.upos.visit_mut(see);
        self.arc_dependent.visit_mut(see);
        self.arc_head.visit_mut(see);
        self.arcs.visit_mut(see);
        self.label_dependent.visit_mut(see);
        self.label_head.visit_mut(see);
        self.labels.visit_mut(see);
    }
}

/// The losses of a batch, summed over its tokens.
#[derive(Clone, Copy, Debug, Default)]
struct Losses {
    tokens: usize,
    upos: f32,
    arcs: f32,
    labels: f32,
}

/// How large a network is.
struct Shape {
    encoder: encoder::Shape,
    arc: usize,
    label: usize,
    classes: Classes,
}

impl Syntax {
    fn new(shape: &Shape, rng: &mut Rng) -> Self {
        let encoder = Encoder::new("syntax", &shape.encoder, rng);
        let cols = encoder.cols();
        let mut side = |name: &str, out| Linear::new(name, cols, out, Activation::LeakyRelu, rng);
        Self {
            arc_dependent: side("arc.dependent", shape.arc),
            arc_head: side("arc.head", shape.arc),
            label_dependent: side("label.dependent", shape.label),
            label_head: side("label.head", shape.label),
            labels: Biaffine::new("label", shape.label, shape.label, shape.classes.labels.len()),
            upos: Linear::new("upos", cols, shape.classes.upos.len(), Activation::None, rng),
            arcs: Arcs::new("arc", shape.arc, rng),
            encoder,
        }
    }

    /// The network that was kept, with the names of its classes.
    fn load(checkpoint: &Checkpoint) -> Result<(Self, Classes)> {
        let classes = Classes { upos: checkpoint.list("upos")?, labels: checkpoint.list("labels")? };
        let table = |name| {
            let (rows, cols) = checkpoint.shape(&format!("syntax.{name}"))?;
            Ok(encoder::Table { name, rows, cols })
        };
        let tables: Result<_> =
            ["word", "prefix", "short-suffix", "suffix", "shape"].into_iter().map(table).collect();
        let (units, _) = checkpoint.shape("syntax.0.forward.state")?;
        let shape = Shape {
            encoder: encoder::Shape { tables: tables?, units, layers: LAYERS },
            arc: checkpoint.shape("arc.dependent.weight")?.1,
            label: checkpoint.shape("label.dependent.weight")?.1,
            classes,
        };
        let mut net = Self::new(&shape, &mut Rng::with_seed(0));
        checkpoint.fill(&mut net)?;
        Ok((net, shape.classes))
    }

    /// Reads a batch and gathers all gradients.
    fn learn(&mut self, batch: &Batch, settings: &Settings, rng: &mut Rng) -> Losses {
        let packed = &batch.packed;
        let drop =
            Dropout { input: settings.drop_input, output: settings.drop_output, state: settings.drop_state };
        let (states, cache) = self.encoder.forward(&batch.numbers, packed, Some((drop, &mut *rng)));
        let weight = 1.0 / packed.rows() as f32;

        let mut upos = self.upos.forward(&states);
        let upos_loss = loss::cross_entropy(&mut upos, &batch.upos, weight);
        let mut grad = self.upos.backward(&states, &Matrix::default(), upos);

        let mut side = |layer: &Linear| {
            let out = layer.forward(&states);
            let mask = dropout::mask(packed.sequences(), out.cols, settings.drop_output, rng);
            let mut dropped = out.clone();
            dropout::apply_by_sequence(&mut dropped, &mask, packed);
            (out, dropped, mask)
        };
        let (ad_out, ad, ad_mask) = side(&self.arc_dependent);
        let (ah_out, ah, ah_mask) = side(&self.arc_head);
        let (ld_out, ld, ld_mask) = side(&self.label_dependent);
        let (lh_out, lh, lh_mask) = side(&self.label_head);

        let mut arcs = self.arcs.forward(&ad, &ah, packed);
        let mut grads = std::mem::take(&mut arcs.scores);
        let mut arc_loss = 0.0;
        for (sequence, scores) in grads.iter_mut().enumerate() {
            let cols = scores.cols;
            for (position, scores) in scores.data.chunks_exact_mut(cols).enumerate() {
                let gold = batch.heads[packed.row(sequence, position)];
                arc_loss += loss::cross_entropy_row(scores, gold, weight);
            }
        }
        let (by_ad, by_ah) = self.arcs.backward(&ad, &ah, packed, &arcs, &grads);

        let (mut scores, label_cache) =
            self.labels.forward(&ld.gather(&batch.dependent_rows), &lh.gather(&batch.head_rows));
        let label_loss = loss::cross_entropy(&mut scores, &batch.labels, weight);
        let (by_pairs_d, by_pairs_h) = self.labels.backward(&label_cache, &scores);
        let mut by_ld = Matrix::zeros(ld.rows, ld.cols);
        by_ld.scatter_add(&batch.dependent_rows, &by_pairs_d);
        let mut by_lh = Matrix::zeros(lh.rows, lh.cols);
        by_lh.scatter_add(&batch.head_rows, &by_pairs_h);

        let sides = [
            (&mut self.arc_dependent, ad_out, ad_mask, by_ad),
            (&mut self.arc_head, ah_out, ah_mask, by_ah),
            (&mut self.label_dependent, ld_out, ld_mask, by_ld),
            (&mut self.label_head, lh_out, lh_mask, by_lh),
        ];
        for (layer, out, mask, mut by) in sides {
            dropout::apply_by_sequence(&mut by, &mask, packed);
            grad.add(&layer.backward(&states, &out, by));
        }
        self.encoder.backward(&batch.numbers, packed, &cache, grad, None);
        let tokens = packed.rows() as f32;
        Losses {
            tokens: packed.rows(),
            upos: upos_loss * tokens,
            arcs: arc_loss * tokens,
            labels: label_loss * tokens,
        }
    }

    /// Reads a batch: for each sentence part of speech, head and label of each token.
    fn read(&self, numbers: &[Vec<u32>], packed: &Packed) -> Vec<Vec<Reading>> {
        let (states, _) = self.encoder.forward(numbers, packed, None);
        let upos = self.upos.forward(&states);
        let arcs =
            self.arcs.forward(&self.arc_dependent.forward(&states), &self.arc_head.forward(&states), packed);
        let (ld, lh) = (self.label_dependent.forward(&states), self.label_head.forward(&states));
        let trees: Vec<Vec<usize>> = arcs
            .scores
            .iter()
            .map(|scores| {
                // Whole numbers, as the reader that ships has them.
                let whole: Vec<i32> = scores.data.iter().map(|score| (score * 4096.0) as i32).collect();
                decode::tree(&whole, scores.rows)
            })
            .collect();
        let (mut dependents, mut heads) = (Vec::new(), Vec::new());
        for (sequence, tree) in trees.iter().enumerate() {
            for (position, &head) in tree.iter().enumerate().filter(|&(_, &head)| head > 0) {
                dependents.push(packed.row(sequence, position));
                heads.push(packed.row(sequence, head - 1));
            }
        }
        let (scores, _) = self.labels.forward(&ld.gather(&dependents), &lh.gather(&heads));
        let mut labels = vec![None; packed.rows()];
        dependents.iter().zip(scores.iter_rows()).for_each(|(&row, scores)| labels[row] = Some(top(scores)));
        trees
            .into_iter()
            .enumerate()
            .map(|(sequence, tree)| {
                let reading = |(position, head)| {
                    let row = packed.row(sequence, position);
                    Reading { upos: top(upos.row(row)), head, label: labels[row] }
                };
                tree.into_iter().enumerate().map(reading).collect()
            })
            .collect()
    }
}

/// What was read of one token.
#[derive(Clone, Copy, Debug)]
struct Reading {
    upos: usize,
    head: usize,
    label: Option<usize>,
}

fn top(scores: &[f32]) -> usize {
    scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(at, _)| at)
}

/// Several sentences, packed.
struct Batch {
    packed: Packed,
    numbers: Vec<Vec<u32>>,
    upos: Vec<Option<usize>>,
    heads: Vec<usize>,
    /// The arcs that have a label: rows of dependent and head.
    dependent_rows: Vec<usize>,
    head_rows: Vec<usize>,
    labels: Vec<Option<usize>>,
}

impl Batch {
    /// `examples` must be ordered by falling length.
    fn new(examples: &[&Example]) -> Self {
        let packed = Packed::new(&examples.iter().map(|example| example.len()).collect::<Vec<_>>());
        let tables = examples.first().map_or(0, |example| example.numbers.len());
        let rows = packed.rows();
        let mut batch = Self {
            numbers: vec![vec![0; rows]; tables],
            upos: vec![None; rows],
            heads: vec![0; rows],
            dependent_rows: Vec::new(),
            head_rows: Vec::new(),
            labels: Vec::new(),
            packed,
        };
        for (sequence, example) in examples.iter().enumerate() {
            for position in 0..example.len() {
                let row = batch.packed.row(sequence, position);
                for (to, from) in batch.numbers.iter_mut().zip(&example.numbers) {
                    to[row] = from[position];
                }
                batch.upos[row] = Some(example.upos[position]);
                let head = example.heads[position];
                batch.heads[row] = head;
                if head > 0 {
                    batch.dependent_rows.push(row);
                    batch.head_rows.push(batch.packed.row(sequence, head - 1));
                    batch.labels.push(example.labels[position]);
                }
            }
        }
        batch
    }
}

/// Batches of about so many tokens.
fn batches(examples: &[Example], tokens: usize, rng: &mut Rng) -> Vec<Vec<usize>> {
    packed::batches(&examples.iter().map(Example::len).collect::<Vec<_>>(), tokens, rng)
}

/// Shares of tokens read rightly, per cent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scores {
    /// Part of speech.
    pub upos: f64,
    /// Head.
    pub uas: f64,
    /// Head and label, subtype included.
    pub las: f64,
}

fn evaluate(net: &Syntax, examples: &[Example]) -> Scores {
    let (mut tokens, mut upos, mut uas, mut las) = (0, 0, 0, 0);
    let mut rng = Rng::with_seed(0);
    for batch in batches(examples, 2000, &mut rng) {
        let examples: Vec<&Example> = batch.iter().map(|&i| &examples[i]).collect();
        let batch = Batch::new(&examples);
        let readings = net.read(&batch.numbers, &batch.packed);
        for (example, reading) in examples.iter().zip(readings) {
            for (i, read) in reading.iter().enumerate() {
                tokens += 1;
                upos += usize::from(read.upos == example.upos[i]);
                let head = read.head == example.heads[i];
                uas += usize::from(head);
                las += usize::from(head && read.label == example.labels[i]);
            }
        }
    }
    let share = |count: usize| 100.0 * count as f64 / (tokens as f64).max(1.0);
    Scores { upos: share(upos), uas: share(uas), las: share(las) }
}

/// A sentence as numbers; classes that training never saw get a number past the last.
fn example(sentence: &conllu::Sentence, vocabulary: &Vocabulary, classes: &ClassNumbers) -> Example {
    let mut buffer = String::new();
    let mut numbers = vec![Vec::new(); 5];
    for word in &sentence.words {
        let of = vocabulary.numbers(&word.form, &mut buffer);
        numbers.iter_mut().zip(of).for_each(|(numbers, number)| numbers.push(number));
    }
    let number = |map: &FxHashMap<String, usize>, name: &str| map.get(name).copied().unwrap_or(usize::MAX);
    Example {
        numbers,
        upos: sentence.words.iter().map(|word| number(&classes.upos, &word.upos)).collect(),
        heads: sentence.words.iter().map(|word| word.head).collect(),
        labels: sentence
            .words
            .iter()
            .map(|word| (word.label != ROOT_LABEL).then(|| number(&classes.labels, &word.label)))
            .collect(),
    }
}

struct ClassNumbers {
    upos: FxHashMap<String, usize>,
    labels: FxHashMap<String, usize>,
}

impl ClassNumbers {
    fn new(classes: &Classes) -> Self {
        let numbers = |names: &[String]| names.iter().cloned().zip(0..).collect();
        Self { upos: numbers(&classes.upos), labels: numbers(&classes.labels) }
    }
}

/// Trains the reader and says how it does.
pub fn train(settings: &Settings) -> Result<()> {
    let start = Instant::now();
    let mut rng = Rng::with_seed(settings.seed);
    let mut sentences = Vec::new();
    for name in ["ewt-train", "gum-train"] {
        let read = conllu::read(&corpora::path(&format!("treebank/{name}.conllu"))?)?;
        sentences.extend(read.into_iter().take(settings.sentences.unwrap_or(usize::MAX)));
    }
    let mut counts = Counts::default();
    sentences.iter().flat_map(|sentence| &sentence.words).for_each(|word| counts.add(&word.form));
    let raw = vectors::raw_sentences()?;
    raw.iter().flatten().for_each(|word| counts.add_unlabelled(word));
    let vocabulary = Vocabulary::new(counts, settings.seen, settings.seen_raw);
    let classes = Classes::of(&sentences);
    let numbers = ClassNumbers::new(&classes);
    let examples: Vec<Example> = sentences.iter().map(|s| example(s, &vocabulary, &numbers)).collect();
    let mut devs = Vec::new();
    for name in ["ewt-dev", "gum-dev"] {
        let read = conllu::read(&corpora::path(&format!("treebank/{name}.conllu"))?)?;
        devs.push((name, read.iter().map(|s| example(s, &vocabulary, &numbers)).collect::<Vec<_>>()));
    }
    let tokens: usize = examples.iter().map(Example::len).sum();
    let tables = vocabulary.tables(settings.word);
    let shape = Shape {
        encoder: encoder::Shape { tables, units: settings.units, layers: LAYERS },
        arc: settings.arc,
        label: settings.label,
        classes,
    };
    let mut net = Syntax::new(&shape, &mut rng);
    let classes = &shape.classes;
    if !settings.no_vectors {
        let began = Instant::now();
        let mut buffer = String::new();
        let mut row = |word: &str| vocabulary.row(features::normalise(word, &mut buffer));
        let mut all: Vec<Vec<u32>> =
            raw.iter().map(|words| words.iter().map(|word| row(word)).collect()).collect();
        all.extend(sentences.iter().map(|s| s.words.iter().map(|word| row(&word.form)).collect()));
        net.encoder.tables[0].table.value =
            vectors::vectors(&all, vocabulary.words.len(), settings.word, &mut rng);
        println!("vectors: {:.1} s", began.elapsed().as_secs_f64());
    }
    let mut weights = 0;
    net.visit(&mut |param| weights += param.value.data.len());
    println!(
        "{} sentences, {tokens} tokens, {} words, {} parts of speech, {} labels; {weights} weights",
        examples.len(),
        vocabulary.words.len(),
        classes.upos.len(),
        classes.labels.len(),
    );

    let mut adam = Adam::default();
    adam.decay = settings.decay;
    let drops: Vec<f32> = vocabulary
        .counts
        .iter()
        .map(|&count| settings.drop_word / (settings.drop_word + count as f32))
        .collect();
    let total = settings.epochs * batches(&examples, settings.batch, &mut rng.clone()).len();
    let mut step = 0;
    for epoch in 0..settings.epochs {
        let began = Instant::now();
        let mut sum = Losses::default();
        for batch in batches(&examples, settings.batch, &mut rng) {
            let mut batch = Batch::new(&batch.iter().map(|&i| &examples[i]).collect::<Vec<_>>());
            let words = batch.numbers.first_mut().context("no tables")?;
            for word in words {
                if rng.f32() < drops[*word as usize] {
                    *word = UNKNOWN;
                }
            }
            let losses = net.learn(&batch, settings, &mut rng);
            let progress = (step as f32 / total as f32).min(1.0);
            let rise = (step as f32 / 200.0).min(1.0);
            adam.step(&mut net, settings.rate * rise * 0.5 * (1.0 + (progress * std::f32::consts::PI).cos()));
            step += 1;
            sum.tokens += losses.tokens;
            sum.upos += losses.upos;
            sum.arcs += losses.arcs;
            sum.labels += losses.labels;
        }
        let seconds = began.elapsed().as_secs_f64();
        let mean = |loss: f32| loss / sum.tokens as f32;
        print!(
            "epoch {:2}: {seconds:5.1} s, {:5.0} tokens/s; loss {:.3} {:.3} {:.3}",
            epoch + 1,
            sum.tokens as f64 / seconds,
            mean(sum.upos),
            mean(sum.arcs),
            mean(sum.labels),
        );
        for (name, examples) in &devs {
            let scores = evaluate(&net, examples);
            print!("; {name} {:.2} {:.2} {:.2}", scores.upos, scores.uas, scores.las);
        }
        println!("; {:.0} s in all", start.elapsed().as_secs_f64());
    }
    let lists: [(&str, &[String]); 3] =
        [("vocabulary", &vocabulary.words), ("upos", &classes.upos), ("labels", &classes.labels)];
    checkpoint::save(&settings.out, &net, &lists)?;
    println!("kept in {}", settings.out.display());
    Ok(())
}

/// Adds the rounded weights that training kept.
pub fn pack(checkpoint: &Checkpoint, packer: &mut Packer) -> Result<()> {
    let (net, classes) = Syntax::load(checkpoint)?;
    packer.lines("syntax.words", checkpoint.list("vocabulary")?);
    packer.lines("syntax.upos.names", classes.upos);
    packer.lines("syntax.label.names", classes.labels);
    packer.encoder(&net.encoder);
    for (name, layer) in [
        ("syntax.upos", &net.upos),
        ("syntax.arc.dependent", &net.arc_dependent),
        ("syntax.arc.head", &net.arc_head),
        ("syntax.label.dependent", &net.label_dependent),
        ("syntax.label.head", &net.label_head),
    ] {
        packer.product(name, &layer.weight.value, &layer.bias.value.data);
    }
    packer.product("syntax.arc", &net.arcs.weight.value, &net.arcs.bias.value.data);
    packer.values("syntax.arc.root", &net.arcs.root.value.data);
    // The last row is what the dependent's side is not needed for: a bias.
    let weight = &net.labels.weight.value;
    let inputs = weight.rows - 1;
    let without_bias =
        Matrix { rows: inputs, cols: weight.cols, data: weight.rows_between(0, inputs).to_vec() };
    packer.product("syntax.label", &without_bias, weight.row(inputs));
    Ok(())
}
