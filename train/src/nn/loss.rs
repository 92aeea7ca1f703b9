//! Softmax and cross-entropy.

use super::matrix::{Matrix, exp};

/// Turns each row of scores into probabilities.
pub fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = exp(*score - top);
    }
    let sum: f32 = scores.iter().sum();
    let scale = 1.0 / sum;
    for score in scores {
        *score *= scale;
    }
}

/// The cross-entropy of one row against the class `gold`, times `weight`; the scores become their
/// gradient.
pub fn cross_entropy_row(scores: &mut [f32], gold: usize, weight: f32) -> f32 {
    softmax(scores);
    let loss = -scores[gold].max(1e-12).ln();
    scores[gold] -= 1.0;
    for score in scores {
        *score *= weight;
    }
    loss * weight
}

/// The cross-entropy of every row, times `weight`; a row whose gold is `None` counts for nothing.
/// The scores become their gradient.
pub fn cross_entropy(scores: &mut Matrix, gold: &[Option<usize>], weight: f32) -> f32 {
    assert_eq!(scores.rows, gold.len());
    let cols = scores.cols;
    let rows = scores.data.chunks_exact_mut(cols).zip(gold);
    rows.map(|(row, gold)| match gold {
        Some(gold) => cross_entropy_row(row, *gold, weight),
        None => {
            row.fill(0.0);
            0.0
        }
    })
    .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradient() {
        let scores = [0.3, -1.0, 2.0, 0.1];
        let mut grad = scores;
        cross_entropy_row(&mut grad, 1, 0.7);
        for i in 0..4 {
            let loss = |by: f32| {
                let mut scores = scores;
                scores[i] += by;
                cross_entropy_row(&mut scores, 1, 0.7)
            };
            assert!(((loss(1e-2) - loss(-1e-2)) / 2e-2 - grad[i]).abs() < 1e-4);
        }
    }
}
