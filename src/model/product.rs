//! Products of weights of one byte with values.
//!
//! In: rows of values in fixed point. Out: `x · W + b`. Each output has a scale of its own, so that
//! small weights keep their digits.

use super::{file::Error, sections::Sections};
use whosaid_kernels::{self as kernels, Lanes};

pub use kernels::{LANES, MOST_INPUTS, SCALE_FRACTION, dot};

/// Weights with their bias.
#[derive(Clone, Debug)]
pub struct Product {
    inputs: usize,
    /// Output by input. Widened once, here, rather than at each use.
    weights: Vec<Lanes>,
    /// For each output, what one unit of its weights is worth, in 1/2¹⁶ths.
    scales: Vec<i32>,
    /// For each output, in fixed point.
    bias: Vec<i32>,
}

impl Product {
    /// The weights `name`, of so many inputs; without `outputs` as many as there are.
    ///
    /// # Errors
    ///
    /// Where the file has them in another shape.
    pub fn read(
        sections: &mut Sections,
        name: &str,
        inputs: usize,
        outputs: Option<usize>,
    ) -> Result<Self, Error> {
        let wrong = || Error::Section(name.to_owned());
        let (rows, cols, weights) = sections.bytes(name)?;
        if cols != inputs
            || inputs > MOST_INPUTS
            || !inputs.is_multiple_of(LANES)
            || outputs.is_some_and(|outputs| outputs != rows)
        {
            return Err(wrong());
        }
        if weights.contains(&i8::MIN) {
            return Err(wrong());
        }
        Ok(Self {
            inputs,
            weights: weights.as_chunks().0.iter().map(|lanes: &[i8; LANES]| lanes.map(i16::from)).collect(),
            scales: sections.words(&format!("{name}.scale"), rows)?,
            bias: sections.words(&format!("{name}.bias"), rows)?,
        })
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// Puts the outputs for each row of `x` into `out`, cut off to what `i16` holds. `sums` is room to
    /// work in.
    pub fn values(&self, x: &[i16], sums: &mut Vec<i32>, out: &mut Vec<i16>) {
        self.scores(x, sums);
        kernels::values(sums, out);
    }

    /// The same, negative outputs divided by eight.
    pub fn leaky_values(&self, x: &[i16], sums: &mut Vec<i32>, out: &mut Vec<i16>) {
        self.scores(x, sums);
        kernels::leaky_values(sums, out);
    }

    /// Puts the outputs for each row of `x` into `out`, nothing cut off: to be compared with each
    /// other.
    pub fn scores(&self, x: &[i16], out: &mut Vec<i32>) {
        kernels::scores(&self.weights, &self.scales, &self.bias, x, out);
    }
}
