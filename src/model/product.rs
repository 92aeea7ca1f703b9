//! Products of weights of one byte with values: nearly all of the reader's time.
//!
//! In: rows of values in fixed point. Out: `x · W + b`. Each output has a scale of its own, so that
//! small weights keep their digits.

use super::{file::Error, fixed::saturate, sections::Sections};
use wide::{i16x8, i32x4};

/// Bits behind the point of a scale.
pub const SCALE_FRACTION: u32 = 16;

/// Bits of a sum that are dropped before it is scaled, so that outputs as large as 128 have room.
const SUM_FRACTION: u32 = 4;

/// More inputs than these could overflow a sum: 127 · 2¹⁵ · 512 is just below 2³¹.
pub const MOST_INPUTS: usize = 512;

/// Outputs that are reckoned together.
const TOGETHER: usize = 4;

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
        out.clear();
        out.extend(sums.iter().map(|&value| saturate(value)));
    }

    /// The same, negative outputs divided by eight.
    pub fn leaky_values(&self, x: &[i16], sums: &mut Vec<i32>, out: &mut Vec<i16>) {
        self.scores(x, sums);
        out.clear();
        out.extend(sums.iter().map(|&value| saturate(value.max(value >> 3))));
    }

    /// Puts the outputs for each row of `x` into `out`, nothing cut off: to be compared with each
    /// other.
    pub fn scores(&self, x: &[i16], out: &mut Vec<i32>) {
        let outputs = self.outputs();
        // In steps of an instruction.
        let inputs = self.inputs / LANES;
        let (x, _) = x.as_chunks::<LANES>();
        out.clear();
        out.resize(x.len() / inputs * outputs, 0);
        for (block, weights) in self.weights.chunks(TOGETHER * inputs).enumerate() {
            let first = block * TOGETHER;
            if weights.len() == TOGETHER * inputs {
                let weights: [&[Lanes]; TOGETHER] =
                    std::array::from_fn(|row| &weights[row * inputs..(row + 1) * inputs]);
                // Two rows at once, so that the weights are fetched half as often.
                for (x, out) in x.chunks(2 * inputs).zip(out.chunks_mut(2 * outputs)) {
                    if x.len() == 2 * inputs {
                        let (x, y) = x.split_at(inputs);
                        let [of_x, of_y] = sums([x, y], weights);
                        out[first..first + TOGETHER].copy_from_slice(&of_x);
                        out[outputs + first..outputs + first + TOGETHER].copy_from_slice(&of_y);
                    } else {
                        let [of_x] = sums([x], weights);
                        out[first..first + TOGETHER].copy_from_slice(&of_x);
                    }
                }
            } else {
                for (x, out) in x.chunks_exact(inputs).zip(out.chunks_exact_mut(outputs)) {
                    for (i, weights) in weights.chunks_exact(inputs).enumerate() {
                        [[out[first + i]]] = sums([x], [weights]);
                    }
                }
            }
        }
        for out in out.chunks_exact_mut(outputs) {
            for ((out, &scale), &bias) in out.iter_mut().zip(&self.scales).zip(&self.bias) {
                let scaled = (*out >> SUM_FRACTION).wrapping_mul(scale);
                *out = (scaled >> (SCALE_FRACTION - SUM_FRACTION)).wrapping_add(bias);
            }
        }
    }
}

/// Values that one instruction multiplies: inputs come in multiples of it.
pub const LANES: usize = 8;

type Lanes = [i16; LANES];

/// The sum of products of pairs, as many as both have; only whole steps of eight are counted.
#[inline]
pub fn dot(a: &[i16], b: &[i16]) -> i32 {
    let [[sum]] = sums([a.as_chunks().0], [b.as_chunks().0]);
    sum
}

/// The sums of products of each row with each of several others; all must be as long as the first.
#[inline]
fn sums<const M: usize, const N: usize>(rows: [&[Lanes]; M], others: [&[Lanes]; N]) -> [[i32; N]; M] {
    let length = rows[0].len();
    let (rows, others) = (rows.map(|row| &row[..length]), others.map(|row| &row[..length]));
    let mut sums = [[i32x4::ZERO; N]; M];
    for at in 0..length {
        let rows = rows.map(|row| i16x8::new(row[at]));
        for (other, lanes) in others.iter().enumerate() {
            let lanes = i16x8::new(lanes[at]);
            for (sums, row) in sums.iter_mut().zip(rows) {
                sums[other] += row.dot(lanes);
            }
        }
    }
    sums.map(|sums| sums.map(|sum| sum.reduce_add()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_those_of_plain_arithmetic(
            pairs in prop::collection::vec((any::<Lanes>(), any::<[i8; LANES]>()), 0..MOST_INPUTS / LANES)
        ) {
            let x: Vec<i16> = pairs.iter().flat_map(|(x, _)| *x).collect();
            let y: Vec<i16> = pairs.iter().flat_map(|(_, y)| y.map(|y| y.max(-127).into())).collect();
            let plain: i64 = x.iter().zip(&y).map(|(&x, &y)| i64::from(x) * i64::from(y)).sum();
            prop_assert_eq!(i64::from(dot(&x, &y)), plain);
        }
    }
}
