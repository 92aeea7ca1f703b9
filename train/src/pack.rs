//! Rounds trained weights to whole numbers and packs them into the model file.
//!
//! In: what training kept. Out: the file that whosaid reads with, and one for the parser. Each output of a product, and each
//! column of a table, gets the scale by which its weights lose least. Fewer steps make a smaller
//! file once it is compressed.

use crate::{
    checkpoint::Checkpoint,
    nn::{BiGru, Crf, Encoder, Matrix},
};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use whosaid::{
    model::{
        encoder::TABLE_FRACTION,
        file::{self, Elements, Section},
        fixed::FRACTION,
        product::{LANES, SCALE_FRACTION},
    },
    resolve::known::People,
};

/// What to pack, and how finely.
#[derive(Clone, Debug, clap::Args)]
pub struct Settings {
    /// The weights of the reader of attributions.
    #[arg(long, default_value = "target/model/attribution.net")]
    pub attribution: PathBuf,
    /// A packed model to take the reader of attributions from instead, where only tables have changed.
    #[arg(long)]
    pub reader: Option<PathBuf>,
    /// The weights of the parser.
    #[arg(long, default_value = "target/model/syntax.net")]
    pub syntax: PathBuf,
    /// The folder of the weights for kinds and countries of sources.
    #[arg(long, default_value = "data")]
    pub tables: PathBuf,
    /// Steps on either side of zero for the weights of products.
    #[arg(long, default_value_t = 63, value_parser = clap::value_parser!(i8).range(1..))]
    pub steps: i8,
    /// Steps on either side of zero for tables.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(i8).range(1..))]
    pub table_steps: i8,
    /// Where the model is put.
    #[arg(long, default_value = "models/en.bin")]
    pub out: PathBuf,
    /// Where the parser is put.
    #[arg(long, default_value = "models/en-syntax.bin")]
    pub parser_out: PathBuf,
}

/// Packs the model and the parser; the model alone where its reader is packed already.
pub fn pack(settings: &Settings) -> Result<()> {
    if settings.reader.is_none() {
        parser(settings)?;
    }
    model(settings)
}

/// Packs the parser.
pub fn parser(settings: &Settings) -> Result<()> {
    let mut packer = Packer::new(settings);
    crate::syntax::pack(&Checkpoint::load(&settings.syntax)?, &mut packer)?;
    packer.write(&settings.parser_out)
}

/// Packs what whosaid reads with.
pub fn model(settings: &Settings) -> Result<()> {
    let mut packer = Packer::new(settings);
    match &settings.reader {
        Some(path) => packer.sections.extend(reader_of(path)?),
        None => crate::attribution::pack(&settings.attribution, &mut packer)?,
    }
    for table in ["kinds", "sides"] {
        packer.lines(&format!("resolution.{table}"), rows(&settings.tables, table)?);
    }
    packer.lines("known.bodies", rows(&settings.tables, "known_bodies")?);
    let people = People::of(&rows(&settings.tables, "known_people")?);
    packer.lines("known.people", people.groups);
    packer.words("known.names", people.numbers);
    packer.write(&settings.out)
}

/// The sections of a packed model that tables have no part in.
fn reader_of(path: &Path) -> Result<Vec<Section>> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let sections = file::read(&bytes).with_context(|| format!("cannot use {}", path.display()))?;
    let tables =
        |section: &Section| ["resolution.", "known."].iter().any(|table| section.name.starts_with(table));
    Ok(sections.into_iter().filter(|section| !tables(section)).collect())
}

/// The rows of a table, without the names of its columns.
pub fn rows(folder: &Path, table: &str) -> Result<Vec<String>> {
    let path = folder.join(table).with_extension("tsv");
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.lines().skip(1).map(str::to_owned).collect())
}

/// Gathers the sections of a model.
#[derive(Debug)]
pub struct Packer {
    steps: i8,
    table_steps: i8,
    sections: Vec<Section>,
}

impl Packer {
    fn new(settings: &Settings) -> Self {
        Self { steps: settings.steps, table_steps: settings.table_steps, sections: Vec::new() }
    }

    /// Writes the file.
    fn write(&self, path: &Path) -> Result<()> {
        let bytes = file::write(&self.sections);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        std::fs::write(path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}: {} bytes", path.display(), bytes.len());
        Ok(())
    }

    /// Adds lines of text.
    pub fn lines(&mut self, name: &str, lines: Vec<String>) {
        self.add(name, lines.len(), 1, Elements::Lines(lines));
    }

    /// Adds values in fixed point.
    pub fn values(&mut self, name: &str, values: &[f32]) {
        self.words(name, values.iter().map(|value| fixed(*value)).collect());
    }

    /// Adds a product: weights input by output, and a bias for each output.
    pub fn product(&mut self, name: &str, weight: &Matrix, bias: &[f32]) {
        let mut by_output = weight.transposed();
        // Inputs come in whole steps of an instruction; those that are missing weigh nothing.
        let missing = by_output.cols.next_multiple_of(LANES) - by_output.cols;
        if missing > 0 {
            by_output = by_output.beside(&Matrix::zeros(by_output.rows, missing));
        }
        self.rounded(name, &by_output, self.steps, SCALE_FRACTION);
        self.values(&format!("{name}.bias"), bias);
    }

    /// Adds a table.
    pub fn table(&mut self, name: &str, table: &Matrix) {
        let rounded = Self::round(&table.transposed(), self.table_steps, FRACTION + TABLE_FRACTION);
        let (rows, cols) = (table.rows, table.cols);
        let bytes = (0..rows * cols).map(|at| rounded.0[at % cols * rows + at / cols]).collect();
        self.add(name, rows, cols, Elements::Bytes(bytes));
        self.words(&format!("{name}.scale"), rounded.1);
    }

    /// Adds an encoder under its own names.
    pub fn encoder(&mut self, encoder: &Encoder) {
        for table in &encoder.tables {
            self.table(&table.table.name, &table.table.value);
        }
        for layer in &encoder.layers {
            self.layer("", layer);
        }
    }

    /// Adds a recurrent layer under its own names, with something before them.
    pub fn layer(&mut self, before: &str, layer: &BiGru) {
        for direction in [&layer.forwards, &layer.backwards] {
            let name = format!("{before}{}", direction.input.name);
            self.product(&name, &direction.input.value, &direction.bias.value.data);
            // Only the candidate has a bias on the side of the state.
            let units = direction.state.value.rows;
            let bias = [&vec![0.0; 2 * units], &direction.state_bias.value.data[..]].concat();
            let name = format!("{before}{}", direction.state.name);
            self.product(&name, &direction.state.value, &bias);
        }
    }

    /// Adds a field of labels.
    pub fn field(&mut self, name: &str, field: &Crf) {
        self.values(&format!("{name}.transitions"), &field.transitions.value.data);
        self.values(&format!("{name}.first"), &field.first.value.data);
        self.values(&format!("{name}.last"), &field.last.value.data);
    }

    fn rounded(&mut self, name: &str, matrix: &Matrix, steps: i8, fraction: u32) {
        let (bytes, scales) = Self::round(matrix, steps, fraction);
        self.add(name, matrix.rows, matrix.cols, Elements::Bytes(bytes));
        self.words(&format!("{name}.scale"), scales);
    }

    /// Rounds each row by a scale of its own.
    fn round(matrix: &Matrix, steps: i8, fraction: u32) -> (Vec<i8>, Vec<i32>) {
        let one = f64::from(1u32 << fraction);
        let (mut bytes, mut scales) = (Vec::new(), Vec::new());
        for row in matrix.iter_rows() {
            let largest = row.iter().fold(0.0f32, |largest, value| largest.max(value.abs()));
            let limit = f32::from(steps);
            let round = |unit: f32| row.iter().map(move |value| (value / unit).round().clamp(-limit, limit));
            // A scale that is a whole number, so that nothing is lost by rounding it as well.
            let candidates = (0..TRIED).map(|cut| {
                let unit = largest / limit * (1.0 - cut as f32 / TRIED as f32 * MOST_CUT);
                let scale = (f64::from(unit) * one).round().max(1.0);
                (scale, (scale / one) as f32)
            });
            let loss = |unit: f32| -> f32 {
                row.iter().zip(round(unit)).map(|(value, rounded)| (value - rounded * unit).powi(2)).sum()
            };
            let losses = candidates.map(|(scale, unit)| (loss(unit), scale, unit));
            let best = losses.min_by(|a, b| a.0.total_cmp(&b.0));
            let (_, scale, unit) = best.unwrap_or((0.0, 1.0, 1.0));
            bytes.extend(round(unit).map(|value| value as i8));
            scales.push(scale as i32);
        }
        (bytes, scales)
    }

    /// Adds whole numbers.
    pub fn words(&mut self, name: &str, values: Vec<i32>) {
        self.add(name, 1, values.len(), Elements::Words(values));
    }

    fn add(&mut self, name: &str, rows: usize, cols: usize, elements: Elements) {
        self.sections.push(Section { name: name.to_owned(), rows, cols, elements });
    }
}

/// Scales tried for each row …
const TRIED: usize = 16;
/// … down to one that cuts off so much of the largest weight.
const MOST_CUT: f32 = 0.6;

fn fixed(value: f32) -> i32 {
    (value * (1 << FRACTION) as f32).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back() {
        let row: Vec<f32> = (0..64).map(|i| ((i * 37 % 64) as f32 - 31.0) / 40.0).collect();
        let matrix = Matrix { rows: 1, cols: 64, data: row.clone() };
        for (steps, most) in [(127, 0.002), (15, 0.016)] {
            let (bytes, scales) = Packer::round(&matrix, steps, SCALE_FRACTION);
            assert!(bytes.iter().all(|byte| byte.abs() <= steps));
            let unit = scales[0] as f32 / (1u32 << SCALE_FRACTION) as f32;
            let losses = row.iter().zip(bytes).map(|(value, byte)| (value - f32::from(byte) * unit).powi(2));
            assert!((losses.sum::<f32>() / 64.0).sqrt() < most);
        }
    }
}
