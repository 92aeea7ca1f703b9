//! The attribution reader: who says what.
//!
//! In: the attribution gold. Out: the weights. Windows are read in batches of similar length; the
//! rate of learning rises for a short while and then falls to nothing by the end. Names must not
//! be learnt by heart: in training many are exchanged for other names of the same shape.

use crate::{
    attribution_input::{self as input, Alignment, CONSTRUCTION, EVIDENCE, Found, RULE, WORD_TABLES, Window},
    attribution_net::{Batch, Losses, Net, Reach, Shape, Taught},
    attribution_score::Tally,
    brat::{self, Attributed, Gold},
    checkpoint::{self, Checkpoint},
    corpora,
    nn::{Adam, Module, encoder::Dropout, packed},
    pack::Packer,
    vectors,
    vocabulary::{Counts, UNKNOWN, Vocabulary},
};
use anyhow::{Context, Result, bail};
use fastrand::Rng;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::{hash::BuildHasher, path::PathBuf, time::Instant};
use whosaid::{Model, model::features, parse::Parser};

/// What can be tried without changing code.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// How many times the gold is read.
    #[arg(long, default_value_t = 14)]
    pub epochs: usize,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// The highest rate of learning.
    #[arg(long, default_value_t = 3e-3)]
    pub rate: f32,
    /// Tokens in a batch.
    #[arg(long, default_value_t = 700)]
    pub batch: usize,
    /// Share of the weights taken off at each step, times the rate.
    #[arg(long, default_value_t = 0.0)]
    pub decay: f32,
    /// Dropout of the input.
    #[arg(long, default_value_t = 0.15)]
    pub drop_input: f32,
    /// Dropout of the layers' outputs.
    #[arg(long, default_value_t = 0.25)]
    pub drop_output: f32,
    /// Dropout of the states within a layer.
    #[arg(long, default_value_t = 0.2)]
    pub drop_state: f32,
    /// How readily rare words are read as unknown.
    #[arg(long, default_value_t = 1.0)]
    pub drop_word: f32,
    /// Share of windows in which what the rules found is not seen.
    #[arg(long, default_value_t = 0.2)]
    pub drop_rules: f32,
    /// Share of names that are exchanged for others.
    #[arg(long, default_value_t = 0.4)]
    pub swap_names: f32,
    /// Columns of the word table.
    #[arg(long, default_value_t = 64)]
    pub word: usize,
    /// Units of each direction.
    #[arg(long, default_value_t = 64)]
    pub units: usize,
    /// Columns in which a token meets its anchor.
    #[arg(long, default_value_t = 64)]
    pub meeting: usize,
    /// Units of each direction of the second reading.
    #[arg(long, default_value_t = 32)]
    pub reader: usize,
    /// Tokens on either side of an anchor that the second reading takes in …
    #[arg(long, default_value_t = 64)]
    pub reach: usize,
    /// … in the anchor's sentence and so many on either side.
    #[arg(long, default_value_t = 1)]
    pub reach_sentences: usize,
    /// Words have a row of their own if the gold has them so often …
    #[arg(long, default_value_t = 3)]
    pub seen: u32,
    /// … or the gold and the unlabelled text together so often.
    #[arg(long, default_value_t = 8)]
    pub seen_raw: u32,
    /// Networks whose common reading of the unlabelled texts is learnt as well.
    #[arg(long, value_delimiter = ',')]
    pub teachers: Vec<PathBuf>,
    /// Tokens of unlabelled text that are read with each token of gold.
    #[arg(long, default_value_t = 1.0)]
    pub raw: f32,
    /// The parser from which the first layer learns what trees look like.
    #[arg(long, default_value = "models/en-syntax.bin")]
    pub parser: PathBuf,
    /// How much that weighs.
    #[arg(long, default_value_t = 0.1)]
    pub syntax: f32,
    /// Never sees what the rules found.
    #[arg(long)]
    pub no_rules: bool,
    /// Starts the words from chance.
    #[arg(long)]
    pub no_vectors: bool,
    /// Takes this share of the documents, for learning curves.
    #[arg(long, default_value_t = 1.0)]
    pub share: f32,
    /// A further gold folder to measure on.
    #[arg(long)]
    pub also: Option<PathBuf>,
    /// Where the weights are kept.
    #[arg(long, default_value = "target/model/attribution.net")]
    pub out: PathBuf,
}

/// What is measured, and with what.
#[derive(Clone, Debug, clap::Args)]
pub struct Evaluation {
    /// A folder of gold documents.
    pub folder: PathBuf,
    /// The weights.
    #[arg(long, default_value = "target/model/attribution.net")]
    pub net: PathBuf,
    /// Measures a packed model instead, as programs read with it.
    #[arg(long)]
    pub model: Option<PathBuf>,
    /// Measures the rules instead.
    #[arg(long)]
    pub rules: bool,
    /// Added to the scores of anchors.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    pub eager: f32,
    /// Leaves the anchors of the rules aside.
    #[arg(long)]
    pub own_anchors: bool,
    /// Exchanges every name that the network sees for another of the same shape, at random.
    #[arg(long)]
    pub swap_names: bool,
    /// Hides what the rules found.
    #[arg(long)]
    pub no_rules: bool,
    /// Lists misses and false alarms instead.
    #[arg(long)]
    pub errors: bool,
}

/// Documents with their windows.
struct Set {
    gold: Vec<Gold>,
    windows: Vec<Window>,
    /// The windows of each document.
    of: Vec<std::ops::Range<usize>>,
}

impl Set {
    fn new(
        gold: Vec<Gold>,
        vocabulary: &Vocabulary,
        parser: Option<&Parser>,
        alignment: &mut Alignment,
    ) -> Self {
        let mut set = Self { gold: Vec::new(), windows: Vec::new(), of: Vec::new() };
        for gold in gold {
            let document = input::read(&gold.text);
            let mut windows = input::windows(&document, vocabulary);
            input::annotate(&document, &mut windows, &gold, alignment);
            if let Some(parser) = parser {
                input::parse(&document, parser, &mut windows);
            }
            drop(document);
            set.of.push(set.windows.len()..set.windows.len() + windows.len());
            set.windows.extend(windows);
            set.gold.push(gold);
        }
        set
    }

    /// What the network finds in each window.
    fn found(&self, net: &Net, eager: f32, rules: bool) -> Vec<Vec<Found>> {
        let lengths: Vec<usize> = self.windows.iter().map(Window::len).collect();
        let mut all = vec![Vec::new(); self.windows.len()];
        for numbers in packed::batches(&lengths, 1500, &mut Rng::with_seed(0)) {
            let batch = Batch::new(numbers.iter().map(|&i| &self.windows[i]).collect());
            for (number, found) in numbers.iter().zip(net.read(&batch, eager, rules)) {
                all[*number] = found;
            }
        }
        all
    }

    /// What the network finds in each document.
    fn read(&self, net: &Net, eager: f32, rules: bool) -> Vec<Vec<Attributed>> {
        let found = self.found(net, eager, rules);
        let documents = self.gold.iter().zip(&self.of);
        let read = documents.map(|(gold, windows)| {
            let document = input::read(&gold.text);
            let windows = windows.clone();
            let found: Vec<_> = windows.map(|w| (self.windows[w].tokens.clone(), found[w].clone())).collect();
            input::attributed(&document, &found, |found| net.confidence(&found.evidence))
        });
        read.collect()
    }

    fn score(&self, net: &Net, eager: f32, rules: bool) -> Tally {
        let mut tally = Tally::default();
        for (gold, found) in self.gold.iter().zip(self.read(net, eager, rules)) {
            tally.add(gold, &found);
        }
        tally
    }

    /// What speaks for each attribution that the network finds, and whether it is right: its
    /// content overlaps that of one of the gold by half or more, and the sources overlap.
    fn evidence(&self, net: &Net, eager: f32, rules: bool) -> Vec<([f32; EVIDENCE], bool)> {
        let mut all = Vec::new();
        for (window, found) in self.windows.iter().zip(self.found(net, eager, rules)) {
            for one in found {
                let right = window.gold.iter().any(|gold| one.frame.agrees(gold));
                all.push((one.evidence, right));
            }
        }
        all
    }
}

/// The mean distance between confidence and share of right ones, in tenths of confidence (expected
/// calibration error).
fn calibration_error(net: &Net, evidence: &[([f32; EVIDENCE], bool)]) -> f32 {
    let mut tenths = [(0.0f32, 0.0f32); 10];
    for (evidence, right) in evidence {
        let confidence = net.confidence(evidence);
        let tenth = &mut tenths[((confidence * 10.0) as usize).min(9)];
        tenth.0 += confidence;
        tenth.1 += f32::from(u8::from(*right));
    }
    tenths.iter().map(|(sure, right)| (sure - right).abs()).sum::<f32>() / evidence.len().max(1) as f32
}

/// What the library finds, with a model or by rules, sources resolved.
fn library(text: &str, model: Option<&Model>) -> Vec<Attributed> {
    let report = whosaid::analyze_with(model, text, &whosaid::Options::default());
    let claims: Vec<_> = report.claims.iter().filter(|claim| claim.attribution.is_some()).collect();
    let found = claims.iter().filter_map(|claim| {
        let attribution = claim.attribution.as_ref()?;
        let source = attribution.source.map(|source| &report.sources[source]);
        let kind = source.map(|s| serde_json::to_value(s.kind).ok()?.as_str().map(str::to_owned));
        let country = source.and_then(|s| s.country.clone()).unwrap_or_default();
        Some(Attributed {
            source: attribution.source_span.into_iter().collect(),
            cue: attribution.cue_span.into_iter().collect(),
            content: claim.spans.clone(),
            inside: attribution.inside,
            who: source.map_or_else(Vec::new, |s| [std::slice::from_ref(&s.name), &s.aliases].concat()),
            side: Some([kind.flatten().unwrap_or_default(), country]),
            kind: Some(attribution.r#type),
            confidence: attribution.confidence as f32,
            named: false,
        })
    });
    found.collect()
}

/// Prints the figures of a folder.
pub fn evaluate(settings: &Evaluation) -> Result<()> {
    let gold = brat::read(&settings.folder)?;
    let found: Vec<Vec<Attributed>> = if let Some(path) = &settings.model {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let model = Model::read(&bytes).with_context(|| format!("cannot use {}", path.display()))?;
        gold.iter().map(|gold| library(&gold.text, Some(&model))).collect()
    } else if settings.rules {
        gold.iter().map(|gold| library(&gold.text, None)).collect()
    } else {
        let (net, vocabulary) = load(&settings.net)?;
        let mut set = Set::new(gold.clone(), &vocabulary, None, &mut Alignment::default());
        if settings.swap_names {
            let names = Names::new(&set.windows);
            let mut rng = Rng::with_seed(0);
            set.windows.iter_mut().for_each(|window| names.swap(window, &mut rng));
        }
        if settings.no_rules {
            set.windows.iter_mut().for_each(unrule);
        }
        let error = calibration_error(&net, &set.evidence(&net, settings.eager, !settings.own_anchors));
        eprintln!("calibration error {error:.3}");
        set.read(&net, settings.eager, !settings.own_anchors)
    };
    let mut tally = Tally::default();
    for (gold, found) in gold.iter().zip(&found) {
        let errors = tally.add(gold, found);
        if settings.errors {
            println!("\n=== {}", gold.name);
            errors.iter().for_each(|error| println!("{error}"));
        }
    }
    if settings.errors {
        return Ok(());
    }
    for (name, figure) in tally.figures() {
        match figure {
            Some(figure) if matches!(name, "docs" | "gold" | "predicted") => println!("{name:16} {figure}"),
            Some(figure) => println!("{name:16} {figure:.1}"),
            None => println!("{name:16} None"),
        }
    }
    Ok(())
}

/// Adds the weights of a checkpoint to a model file.
pub fn pack(path: &std::path::Path, packer: &mut Packer) -> Result<()> {
    let (net, vocabulary) = load(path)?;
    packer.lines("attribution.words", vocabulary.words);
    net.pack(packer);
    Ok(())
}

/// Hides what the rules found.
fn unrule(window: &mut Window) {
    window.rules.clear();
    window.numbers[RULE].fill(0);
    window.numbers[CONSTRUCTION].fill(0);
}

fn load(path: &std::path::Path) -> Result<(Net, Vocabulary)> {
    let checkpoint = Checkpoint::load(path)?;
    let vocabulary = Vocabulary::of_words(checkpoint.list("vocabulary")?);
    let shape = Shape {
        units: checkpoint.shape("attribution.0.forward.state")?.0,
        meeting: checkpoint.shape("meeting.token.weight")?.1,
        reader: checkpoint.shape("reader.forward.state")?.0,
        reach: match &checkpoint.list("reach")?[..] {
            [tokens, sentences] => Reach { tokens: tokens.parse()?, sentences: sentences.parse()? },
            _ => bail!("the checkpoint's reach is not two numbers"),
        },
    };
    let word = checkpoint.shape("attribution.word")?.1;
    let mut net = Net::new(input::tables(&vocabulary, word), shape, &mut Rng::with_seed(0));
    checkpoint.fill(&mut net)?;
    Ok((net, vocabulary))
}

/// Trains the reader and says how it does.
pub fn train(settings: &Settings) -> Result<()> {
    let start = Instant::now();
    let mut rng = Rng::with_seed(settings.seed);
    let mut gold = brat::read(&corpora::path("attribution/train")?)?;
    if settings.share < 1.0 {
        rng.shuffle(&mut gold);
        gold.truncate((gold.len() as f32 * settings.share) as usize);
    }
    let mut counts = Counts::default();
    let mut sentences: Vec<Vec<String>> = Vec::new();
    for gold in &gold {
        let document = input::read(&gold.text);
        let words = |sentence: &whosaid::document::Sentence| {
            sentence.tokens.clone().map(|token| document.word(token).to_owned()).collect()
        };
        sentences.extend(document.sentences.iter().map(words));
    }
    sentences.iter().flatten().for_each(|word| counts.add(word));
    let raw = vectors::raw_sentences()?;
    raw.iter().flatten().for_each(|word| counts.add_unlabelled(word));
    let vocabulary = Vocabulary::new(counts, settings.seen, settings.seen_raw);
    let mut alignment = Alignment::default();
    let parser = match settings.syntax > 0.0 {
        true => Some(crate::eval_syntax::parser(&settings.parser)?),
        false => None,
    };
    let mut set = Set::new(gold, &vocabulary, parser.as_ref(), &mut alignment);
    println!("{} documents, {alignment:?}", set.gold.len());
    let mut devs = vec![Set::new(
        brat::read(&corpora::path("attribution/dev")?)?,
        &vocabulary,
        None,
        &mut Alignment::default(),
    )];
    if let Some(folder) = &settings.also {
        devs.push(Set::new(brat::read(folder)?, &vocabulary, None, &mut Alignment::default()));
    }
    if settings.no_rules {
        set.windows.iter_mut().for_each(unrule);
        devs.iter_mut().for_each(|dev| dev.windows.iter_mut().for_each(unrule));
    }
    let reach = Reach { tokens: settings.reach, sentences: settings.reach_sentences };
    let shape = Shape { units: settings.units, meeting: settings.meeting, reader: settings.reader, reach };
    let mut net = Net::new(input::tables(&vocabulary, settings.word), shape, &mut rng);
    let mut buffer = String::new();
    let mut row = |word: &String| vocabulary.row(features::normalise(word, &mut buffer));
    let all: Vec<Vec<u32>> =
        raw.iter().chain(&sentences).map(|words| words.iter().map(&mut row).collect()).collect();
    if !settings.no_vectors {
        net.encoder.tables[0].table.value =
            vectors::vectors(&all, vocabulary.words.len(), settings.word, &mut rng);
    }
    let mut weights = 0;
    net.visit(&mut |param| weights += param.value.data.len());
    let lengths: Vec<usize> = set.windows.iter().map(Window::len).collect();
    let tokens: usize = lengths.iter().sum();
    let [again, beyond] = taken_in(&set.windows, &net.reach);
    println!(
        "{} windows, {tokens} tokens, {again:.2} read again for each ({:.2} % of parts go on beyond), {} words; \
         {weights} weights; {:.0} s",
        set.windows.len(),
        100.0 * beyond,
        vocabulary.words.len(),
        start.elapsed().as_secs_f64(),
    );

    let names = Names::new(&set.windows);
    let (raw, taught) = if settings.teachers.is_empty() {
        Default::default()
    } else {
        let known = set.gold.iter().chain(devs.iter().flat_map(|dev| &dev.gold));
        let raw = raw_windows(&vocabulary, parser.as_ref(), known.map(|gold| &gold.text[..]))?;
        let taught = taught(&settings.teachers, &vocabulary, &raw)?;
        println!("{} windows taught; {:.0} s", raw.len(), start.elapsed().as_secs_f64());
        (raw, taught)
    };
    // What is read each time: the gold, and after it a part of the unlabelled text.
    let mut order: Vec<usize> = (0..set.windows.len()).collect();
    let mut unread: Vec<usize> = (set.windows.len()..set.windows.len() + raw.len()).collect();
    let windows: Vec<&Window> = set.windows.iter().chain(&raw).collect();
    let mut adam = Adam::default();
    adam.decay = settings.decay;
    let drop =
        Dropout { input: settings.drop_input, output: settings.drop_output, state: settings.drop_state };
    let mut step = 0;
    for epoch in 0..settings.epochs {
        let began = Instant::now();
        let mut sum = Losses::default();
        order.truncate(set.windows.len());
        rng.shuffle(&mut unread);
        let mut room = (tokens as f32 * settings.raw) as usize;
        for &number in &unread {
            room = room.saturating_sub(windows[number].len());
            order.extend((room > 0).then_some(number));
        }
        let lengths: Vec<usize> = order.iter().map(|&number| windows[number].len()).collect();
        let batches = packed::batches(&lengths, settings.batch, &mut rng);
        let total = settings.epochs * batches.len();
        for numbers in batches {
            let numbers = numbers.into_iter().map(|at| order[at]);
            let mut batch = Batch::new(numbers.clone().map(|number| windows[number]).collect());
            batch.taught = numbers
                .map(|number| number.checked_sub(set.windows.len()).map(|number| &taught[number]))
                .collect();
            disguise(&mut batch, settings, &vocabulary, &names, &mut rng);
            let losses = net.learn(&batch, drop, settings.syntax, &mut rng);
            let progress = (step as f32 / total as f32).min(1.0);
            let rise = (step as f32 / 100.0).min(1.0);
            adam.step(&mut net, settings.rate * rise * 0.5 * (1.0 + (progress * std::f32::consts::PI).cos()));
            step += 1;
            sum.tokens += losses.tokens;
            sum.anchors += losses.anchors;
            sum.parts += losses.parts;
            sum.kinds += losses.kinds;
            sum.syntax += losses.syntax;
        }
        let seconds = began.elapsed().as_secs_f64();
        print!(
            "epoch {:2}: {seconds:5.1} s, {:5.0} tokens/s; loss {:.4} {:.4} {:.4} {:.3}",
            epoch + 1,
            sum.tokens as f64 / seconds,
            sum.anchors / sum.tokens as f32,
            sum.parts / sum.tokens as f32,
            sum.kinds / sum.tokens as f32,
            sum.syntax / sum.tokens as f32,
        );
        for dev in &devs {
            print!("; {}", dev.score(&net, 0.0, true).line());
        }
        println!("; {:.0} s in all", start.elapsed().as_secs_f64());
        keep(&settings.out, &net, &vocabulary)?;
    }
    let evidence = devs[0].evidence(&net, 0.0, true);
    let (first, second) = evidence.split_at(evidence.len() / 2);
    let held_out = [(first, second), (second, first)].map(|(fit, test)| {
        net.calibrate(fit);
        calibration_error(&net, test)
    });
    net.calibrate(&evidence);
    let fitted = calibration_error(&net, &evidence);
    let [first, second] = held_out;
    println!(
        "calibration error on dev {fitted:.3}; fitted on one half, on the other {first:.3} and {second:.3}"
    );
    keep(&settings.out, &net, &vocabulary)?;
    println!("kept in {}", settings.out.display());
    Ok(())
}

/// The windows of the unlabelled texts, those left out that are among `known` ones.
fn raw_windows<'t>(
    vocabulary: &Vocabulary,
    parser: Option<&Parser>,
    known: impl Iterator<Item = &'t str>,
) -> Result<Vec<Window>> {
    // Runs of eight words, to know a text again by.
    let runs = |text: &str| -> Vec<u64> {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(8).map(|run| FxBuildHasher.hash_one(run)).collect()
    };
    let known: FxHashSet<u64> = known.flat_map(runs).collect();
    let mut windows = Vec::new();
    let mut left_out = 0;
    for path in vectors::texts(&corpora::path("raw")?)? {
        let text = std::fs::read_to_string(&path)?;
        let runs = runs(&text);
        if runs.iter().filter(|run| known.contains(run)).count() * 10 > runs.len() {
            left_out += 1;
            continue;
        }
        let document = input::read(&text);
        let mut of = input::windows(&document, vocabulary);
        if let Some(parser) = parser {
            input::parse(&document, parser, &mut of);
        }
        windows.extend(of);
    }
    println!("unlabelled: {left_out} documents are known and left out");
    Ok(windows)
}

/// What the teachers make of windows.
fn taught(teachers: &[PathBuf], vocabulary: &Vocabulary, windows: &[Window]) -> Result<Vec<Taught>> {
    let mut nets = Vec::new();
    for path in teachers {
        let (net, words) = load(path)?;
        if words.words != vocabulary.words {
            bail!("{} knows other words", path.display());
        }
        nets.push(net);
    }
    let lengths: Vec<usize> = windows.iter().map(Window::len).collect();
    let mut all: Vec<Option<Taught>> = vec![None; windows.len()];
    for numbers in packed::batches(&lengths, 1500, &mut Rng::with_seed(0)) {
        let batch = Batch::new(numbers.iter().map(|&number| &windows[number]).collect());
        for (number, taught) in numbers.iter().zip(Net::teach(&nets, &batch)) {
            all[*number] = Some(taught);
        }
    }
    Ok(all.into_iter().flatten().collect())
}

fn keep(path: &std::path::Path, net: &Net, vocabulary: &Vocabulary) -> Result<()> {
    let reach = [net.reach.tokens.to_string(), net.reach.sentences.to_string()];
    checkpoint::save(path, net, &[("vocabulary", &vocabulary.words), ("reach", &reach)])
}

/// How much the second reading takes in: tokens for each token read, and the share of sources and
/// contents that goes on beyond.
fn taken_in(windows: &[Window], reach: &Reach) -> [f32; 2] {
    let (mut again, mut parts, mut beyond) = (0, 0, 0);
    for window in windows {
        for frame in &window.gold {
            let around = reach.around(&frame.anchor(), window);
            again += around.len();
            for part in frame.source.iter().chain(&frame.content) {
                parts += 1;
                beyond += usize::from(part.start < around.start || part.end > around.end);
            }
        }
    }
    let tokens: usize = windows.iter().map(Window::len).sum();
    [again as f32 / tokens as f32, beyond as f32 / parts as f32]
}

/// The names of the gold, by shape: the numbers of each token.
struct Names {
    by_shape: FxHashMap<u32, Vec<[u32; WORD_TABLES]>>,
}

/// The table of shapes.
const SHAPE: usize = WORD_TABLES - 1;

impl Names {
    fn new(windows: &[Window]) -> Self {
        let mut by_shape: FxHashMap<u32, Vec<[u32; WORD_TABLES]>> = FxHashMap::default();
        for window in windows {
            for token in (0..window.len()).filter(|&token| window.names[token]) {
                let numbers = std::array::from_fn(|table| window.numbers[table][token]);
                by_shape.entry(numbers[SHAPE]).or_default().push(numbers);
            }
        }
        Self { by_shape }
    }

    /// Exchanges every name of a window.
    fn swap(&self, window: &mut Window, rng: &mut Rng) {
        for token in (0..window.len()).filter(|&token| window.names[token]) {
            if let Some(same) = self.by_shape.get(&window.numbers[SHAPE][token]) {
                let other = same[rng.usize(..same.len())];
                window.numbers.iter_mut().zip(other).for_each(|(numbers, of)| numbers[token] = of);
            }
        }
    }
}

/// Hides rare words, exchanges names, and hides what the rules found.
fn disguise(batch: &mut Batch, settings: &Settings, vocabulary: &Vocabulary, names: &Names, rng: &mut Rng) {
    for number in 0..batch.windows.len() {
        let window = batch.windows[number];
        let unruled = rng.f32() < settings.drop_rules;
        batch.unruled[number] = unruled;
        for (token, row) in batch.rows_of(number).into_iter().enumerate() {
            if unruled {
                batch.numbers[RULE][row] = 0;
                batch.numbers[CONSTRUCTION][row] = 0;
            }
            if window.names[token]
                && rng.f32() < settings.swap_names
                && let Some(same) = names.by_shape.get(&window.numbers[SHAPE][token])
            {
                let other = same[rng.usize(..same.len())];
                other.into_iter().enumerate().for_each(|(table, of)| batch.numbers[table][row] = of);
            }
            let count = vocabulary.counts[batch.numbers[0][row] as usize] as f32;
            if rng.f32() < settings.drop_word / (settings.drop_word + count) {
                batch.numbers[0][row] = UNKNOWN;
            }
        }
    }
}
