//! Dropout: random elements are zeroed in training and the others made larger to match.

use super::{matrix::Matrix, packed::Packed};
use fastrand::Rng;

/// Draws a mask of zeros and `1 / (1 - rate)`.
pub fn mask(rows: usize, cols: usize, rate: f32, rng: &mut Rng) -> Matrix {
    let kept = 1.0 / (1.0 - rate);
    let limit = (f64::from(rate) * 65536.0) as u64;
    let mut data = Vec::with_capacity(rows * cols + 3);
    while data.len() < rows * cols {
        let bits = rng.u64(..);
        data.extend((0..4).map(|i| if bits >> (16 * i) & 0xffff < limit { 0.0 } else { kept }));
    }
    data.truncate(rows * cols);
    Matrix { rows, cols, data }
}

/// Multiplies each row by the mask of its sequence (Gal and Ghahramani 2016).
pub fn apply_by_sequence(values: &mut Matrix, mask: &Matrix, packed: &Packed) {
    let cols = values.cols;
    for position in 0..packed.positions() {
        let rows = packed.at(position);
        times(&mut values.data[rows.start * cols..rows.end * cols], &mask.data);
    }
}

/// `a *= b` for the elements of `a`.
fn times(a: &mut [f32], b: &[f32]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a *= b;
    }
}
