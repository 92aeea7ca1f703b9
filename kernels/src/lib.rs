//! The arithmetic of whosaid's reader: nearly all of its time.
//!
//! In: weights of one byte, widened to two, and values in fixed point. Out: their products, and the
//! states of gated recurrent units. Whole numbers alone, so that every platform gets the same bits; a
//! plain twin of each sum stands in the tests. It is a crate of its own so that the browser package,
//! which is made small, can have these few loops made fast.

pub mod fixed;

use fixed::{Curves, saturate};
use wide::{i16x8, i32x4};

/// Values that one instruction multiplies: inputs come in multiples of it.
pub const LANES: usize = 8;

/// Values for one instruction.
pub type Lanes = [i16; LANES];

/// Bits behind the point of a scale.
pub const SCALE_FRACTION: u32 = 16;

/// Bits of a sum that are dropped before it is scaled, so that outputs as large as 128 have room.
const SUM_FRACTION: u32 = 4;

/// More inputs than these could overflow a sum: 127 · 2¹⁵ · 512 is just below 2³¹.
pub const MOST_INPUTS: usize = 512;

/// Outputs that are reckoned together.
const TOGETHER: usize = 4;

/// Puts `x · W + b` for each row of `x` into `out`. `weights` has a row for each output, `scales` what
/// a unit of that row is worth in 1/2¹⁶ths, `bias` what is added.
#[inline(never)]
pub fn scores(weights: &[Lanes], scales: &[i32], bias: &[i32], x: &[i16], out: &mut Vec<i32>) {
    let outputs = scales.len();
    out.clear();
    if outputs == 0 || weights.len() < outputs {
        return;
    }
    // In steps of an instruction.
    let inputs = weights.len() / outputs;
    let (x, _) = x.as_chunks::<LANES>();
    out.resize(x.len() / inputs * outputs, 0);
    for (block, weights) in weights.chunks(TOGETHER * inputs).enumerate() {
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
                } else if x.len() == inputs {
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
        for ((out, &scale), &bias) in out.iter_mut().zip(scales).zip(bias) {
            let scaled = (*out >> SUM_FRACTION).wrapping_mul(scale);
            *out = (scaled >> (SCALE_FRACTION - SUM_FRACTION)).wrapping_add(bias);
        }
    }
}

/// Puts scores into `out`, cut off to what `i16` holds.
#[inline(never)]
pub fn values(scores: &[i32], out: &mut Vec<i16>) {
    out.clear();
    out.extend(scores.iter().map(|&value| saturate(value)));
}

/// The same, negative ones divided by eight.
#[inline(never)]
pub fn leaky_values(scores: &[i32], out: &mut Vec<i16>) {
    out.clear();
    out.extend(scores.iter().map(|&value| saturate(value.max(value >> 3))));
}

/// One step of gated recurrent units (Cho et al. 2014). `input` and `state` hold what the weights make
/// of the input and of the state before: reset gates, update gates, candidates, a third each.
/// `before` holds the state, and then the next one.
///
/// ```text
/// r = σ(xr + hr)     z = σ(xz + hz)     n = tanh(xn + r ⊙ hn)     h' = n + z ⊙ (h - n)
/// ```
#[inline(never)]
pub fn step(input: &[i16], state: &[i16], before: &mut [i16], curves: Curves) {
    let units = before.len();
    let [xr, xz, xn] = thirds(input, units);
    let [hr, hz, hn] = thirds(state, units);
    for unit in 0..units {
        let r = curves.sigmoid(i32::from(xr[unit]) + i32::from(hr[unit]));
        let z = curves.sigmoid(i32::from(xz[unit]) + i32::from(hz[unit]));
        let n = curves.tanh(i32::from(xn[unit]) + ((r * i32::from(hn[unit])) >> 15));
        // Within -1 and 1, so it always fits.
        before[unit] = (n + ((z * (i32::from(before[unit]) - n) + (1 << 14)) >> 15)) as i16;
    }
}

fn thirds(row: &[i16], units: usize) -> [&[i16]; 3] {
    [&row[..units], &row[units..2 * units], &row[2 * units..3 * units]]
}

/// Puts what a token and its anchor are together into `out`: their sums, negative ones divided by
/// eight.
#[inline(never)]
pub fn meet(token: &[i16], anchor: &[i16], out: &mut Vec<i16>) {
    out.extend(token.iter().zip(anchor).map(|(a, b)| {
        let met = i32::from(*a) + i32::from(*b);
        saturate(met.max(met >> 3))
    }));
}

/// The sum of products of pairs, as many as both have; only whole steps of eight are counted.
#[inline]
pub fn dot(a: &[i16], b: &[i16]) -> i32 {
    let [[sum]] = sums([a.as_chunks().0], [b.as_chunks().0]);
    sum
}

/// The sums of products of each row with each of several others; all must be as long as the first.
#[inline(always)]
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

        #[test]
        fn scores_are_those_of_plain_arithmetic(
            (inputs, outputs, rows) in (1usize..4, 1usize..11, 0usize..4),
            numbers in prop::collection::vec(any::<i16>(), 4 * 24),
            weights in prop::collection::vec(-127i16..=127, 11 * 24),
            scales in prop::collection::vec(0i32..4000, 11),
        ) {
            let wide = inputs * LANES;
            let (x, w) = (&numbers[..rows * wide], &weights[..outputs * wide]);
            let mut found = Vec::new();
            scores(w.as_chunks().0, &scales[..outputs], &scales[..outputs], x, &mut found);
            let plain = x.chunks(wide).flat_map(|x| {
                w.chunks(wide).zip(&scales).map(move |(w, &scale)| {
                    let sum: i32 = x.iter().zip(w).map(|(&x, &w)| i32::from(x) * i32::from(w)).sum();
                    ((sum >> 4).wrapping_mul(scale) >> 12) + scale
                })
            });
            prop_assert_eq!(found, plain.collect::<Vec<_>>());
        }
    }
}
