//! Products of weights of one byte with values: nearly all of the reader's time.
//!
//! In: rows of values in fixed point. Out: `x · W + b`. Each output has a scale of its own, so that
//! small weights keep their digits.

use super::{
    file::Error,
    fixed::saturate,
    sections::Sections,
};

/// What a scale is divided by: bits behind its point.
pub const SCALE_FRACTION: u32 = 24;

/// More inputs than these could overflow a sum: 127 · 2¹⁵ · 512 is just below 2³¹.
pub const MOST_INPUTS: usize = 512;

/// Outputs that are reckoned together.
const TOGETHER: usize = 4;

/// Weights with their bias.
#[derive(Clone, Debug)]
pub struct Product {
    inputs: usize,
    /// Output by input. Widened once, here, rather than at each use.
    weights: Vec<i16>,
    /// For each output, what one unit of its weights is worth, in 1/2²⁴ths.
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
        if cols != inputs || inputs > MOST_INPUTS || outputs.is_some_and(|outputs| outputs != rows) {
            return Err(wrong());
        }
        if weights.contains(&i8::MIN) {
            return Err(wrong());
        }
        Ok(Self {
            inputs,
            weights: weights.into_iter().map(i16::from).collect(),
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

    /// Puts the outputs for each row of `x` into `out`, cut off to what `i16` holds.
    pub fn values(&self, x: &[i16], out: &mut Vec<i16>) {
        self.run(x, out, saturate);
    }

    /// The same, negative outputs divided by eight.
    pub fn leaky_values(&self, x: &[i16], out: &mut Vec<i16>) {
        self.run(x, out, |value| saturate(if value < 0 { value >> 3 } else { value }));
    }

    /// The same, nothing cut off: to be compared with each other.
    pub fn scores(&self, x: &[i16], out: &mut Vec<i32>) {
        self.run(x, out, |value| value);
    }

    fn run<T: Copy + Default>(&self, x: &[i16], out: &mut Vec<T>, keep: impl Fn(i32) -> T) {
        let (inputs, outputs) = (self.inputs, self.outputs());
        out.clear();
        out.resize(x.len() / inputs * outputs, T::default());
        let blocks = self.weights.chunks(TOGETHER * inputs);
        for (block, weights) in blocks.enumerate() {
            let first = block * TOGETHER;
            let scale = |output: usize, sum: i32| {
                let scaled = (i64::from(sum) * i64::from(self.scales[output])) >> SCALE_FRACTION;
                keep((scaled as i32).wrapping_add(self.bias[output]))
            };
            let rows = x.chunks_exact(inputs).zip(out.chunks_exact_mut(outputs));
            if weights.len() == TOGETHER * inputs {
                let (a, rest) = weights.split_at(inputs);
                let (b, rest) = rest.split_at(inputs);
                let (c, d) = rest.split_at(inputs);
                for (x, out) in rows {
                    let sums = four(x, a, b, c, d);
                    let out = &mut out[first..first + TOGETHER];
                    for (i, (out, sum)) in out.iter_mut().zip(sums).enumerate() {
                        *out = scale(first + i, sum);
                    }
                }
            } else {
                for (x, out) in rows {
                    for (i, weights) in weights.chunks_exact(inputs).enumerate() {
                        out[first + i] = scale(first + i, dot(weights, x));
                    }
                }
            }
        }
    }
}

/// The sum of products of pairs.
pub fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
}

/// Four sums of products with the same row.
fn four(x: &[i16], a: &[i16], b: &[i16], c: &[i16], d: &[i16]) -> [i32; 4] {
    let length = x.len();
    let (a, b, c, d) = (&a[..length], &b[..length], &c[..length], &d[..length]);
    let mut sums = [0i32; 4];
    for i in 0..length {
        let x = i32::from(x[i]);
        sums[0] += x * i32::from(a[i]);
        sums[1] += x * i32::from(b[i]);
        sums[2] += x * i32::from(c[i]);
        sums[3] += x * i32::from(d[i]);
    }
    sums
}
