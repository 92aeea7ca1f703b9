//! Scores of pairs (Dozat and Manning 2017).
//!
//! [`Biaffine`] scores given pairs of rows for several classes: which label an arc has, whether a
//! source belongs to a cue. [`Arcs`] scores every token as the head of every other.

use super::{
    matrix::{Matrix, add, dot},
    packed::Packed,
    param::{Module, Param},
};
use fastrand::Rng;

/// `score[c] = [x 1] · U[c] · [y 1]ᵀ` for pairs of rows x and y.
#[derive(Clone, Debug)]
pub struct Biaffine {
    /// (columns of x + 1) × (classes × (columns of y + 1)).
    pub weight: Param,
    classes: usize,
}

/// What [`Biaffine::backward`] needs.
#[derive(Clone, Debug)]
pub struct BiaffineCache {
    x: Matrix,
    y: Matrix,
    /// x · U.
    half: Matrix,
}

impl Biaffine {
    /// Scores of pairs of rows of `left` and `right` columns. Starts from zeros.
    pub fn new(name: &str, left: usize, right: usize, classes: usize) -> Self {
        Self { weight: Param::zeros(format!("{name}.weight"), left + 1, classes * (right + 1)), classes }
    }

    /// The scores, classes side by side, of row i of `x` with row i of `y`.
    pub fn forward(&self, x: &Matrix, y: &Matrix) -> (Matrix, BiaffineCache) {
        let (x, y) = (with_one(x), with_one(y));
        let half = x.times(&self.weight.value);
        let mut scores = Matrix::zeros(x.rows, self.classes);
        for row in 0..x.rows {
            let halves = half.row(row).chunks_exact(y.cols);
            for (score, half) in scores.row_mut(row).iter_mut().zip(halves) {
                *score = dot(half, y.row(row));
            }
        }
        (scores, BiaffineCache { x, y, half })
    }

    /// Gathers gradients; returns those by x and by y.
    pub fn backward(&mut self, cache: &BiaffineCache, grad: &Matrix) -> (Matrix, Matrix) {
        let BiaffineCache { x, y, half } = cache;
        let mut by_half = Matrix::zeros(half.rows, half.cols);
        let mut by_y = Matrix::zeros(y.rows, y.cols);
        for row in 0..x.rows {
            let halves = half.row(row).chunks_exact(y.cols);
            let by_halves = by_half.row_mut(row).chunks_exact_mut(y.cols);
            for ((&grad, half), by_half) in grad.row(row).iter().zip(halves).zip(by_halves) {
                let pairs = by_half.iter_mut().zip(y.row(row)).zip(by_y.row_mut(row)).zip(half);
                for (((by_half, y), by_y), half) in pairs {
                    *by_half = grad * y;
                    *by_y += grad * half;
                }
            }
        }
        self.weight.grad.add_transposed_product(x, &by_half);
        let by_x = by_half.times_transposed(&self.weight.value);
        (by_x.columns(0, x.cols - 1), by_y.columns(0, y.cols - 1))
    }
}

/// The matrix with a column of ones.
fn with_one(x: &Matrix) -> Matrix {
    let mut out = Matrix::zeros(x.rows, x.cols + 1);
    for row in 0..x.rows {
        out.row_mut(row)[..x.cols].copy_from_slice(x.row(row));
        out.row_mut(row)[x.cols] = 1.0;
    }
    out
}

impl Module for Biaffine {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        see(&self.weight);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        see(&mut self.weight);
    }
}

/// `score[d][h] = (dependent[d] · U + u) · head[h]`; head 0 is the root, head i + 1 token i.
#[derive(Clone, Debug)]
pub struct Arcs {
    /// U.
    pub weight: Param,
    /// u, one row.
    pub bias: Param,
    /// What stands in for the root among the heads, one row.
    pub root: Param,
}

/// What [`Arcs::backward`] needs, and the scores: for each sequence a row for each token.
#[derive(Clone, Debug)]
pub struct ArcScores {
    /// For each sequence: tokens × (tokens + 1).
    pub scores: Vec<Matrix>,
    half: Matrix,
}

impl Arcs {
    /// For dependents and heads of `cols` columns.
    pub fn new(name: &str, cols: usize, rng: &mut Rng) -> Self {
        Self {
            weight: Param::glorot(format!("{name}.weight"), cols, cols, rng),
            bias: Param::zeros(format!("{name}.bias"), 1, cols),
            root: Param::uniform(format!("{name}.root"), 1, cols, 0.5, rng),
        }
    }

    /// The scores within each sequence.
    pub fn forward(&self, dependents: &Matrix, heads: &Matrix, packed: &Packed) -> ArcScores {
        let mut half = dependents.times(&self.weight.value);
        for row in half.data.chunks_exact_mut(self.bias.value.cols) {
            add(row, &self.bias.value.data);
        }
        let scores = (0..packed.sequences())
            .map(|sequence| {
                let rows = packed.rows_of(sequence);
                half.gather(&rows).times_transposed(&self.with_root(heads, &rows))
            })
            .collect();
        ArcScores { scores, half }
    }

    fn with_root(&self, heads: &Matrix, rows: &[usize]) -> Matrix {
        let mut out = Matrix::zeros(rows.len() + 1, heads.cols);
        out.row_mut(0).copy_from_slice(&self.root.value.data);
        for (i, &row) in rows.iter().enumerate() {
            out.row_mut(i + 1).copy_from_slice(heads.row(row));
        }
        out
    }

    /// Gathers gradients; `grads` has the shape of the scores. Returns the gradients by dependents
    /// and by heads.
    pub fn backward(
        &mut self,
        dependents: &Matrix,
        heads: &Matrix,
        packed: &Packed,
        cache: &ArcScores,
        grads: &[Matrix],
    ) -> (Matrix, Matrix) {
        let mut by_half = Matrix::zeros(dependents.rows, dependents.cols);
        let mut by_heads = Matrix::zeros(heads.rows, heads.cols);
        for (sequence, grad) in grads.iter().enumerate() {
            let rows = packed.rows_of(sequence);
            by_half.scatter_add(&rows, &grad.times(&self.with_root(heads, &rows)));
            let mut by_rooted = Matrix::zeros(rows.len() + 1, heads.cols);
            by_rooted.add_transposed_product(grad, &cache.half.gather(&rows));
            add(&mut self.root.grad.data, by_rooted.row(0));
            for (i, &row) in rows.iter().enumerate() {
                add(by_heads.row_mut(row), by_rooted.row(i + 1));
            }
        }
        self.weight.grad.add_transposed_product(dependents, &by_half);
        for row in by_half.iter_rows() {
            add(&mut self.bias.grad.data, row);
        }
        (by_half.times_transposed(&self.weight.value), by_heads)
    }
}

impl Module for Arcs {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        [&self.weight, &self.bias, &self.root].into_iter().for_each(see);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        [&mut self.weight, &mut self.bias, &mut self.root].into_iter().for_each(see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check;

    #[test]
    fn gradients_of_pairs() {
        let mut rng = Rng::with_seed(11);
        let mut layer = Biaffine::new("b", 3, 2, 4);
        layer.weight.value = check::random(4, 12, &mut rng);
        // Both sides come from the columns of one input.
        let input = check::random(5, 5, &mut rng);
        let run =
            |layer: &Biaffine, input: &Matrix| layer.forward(&input.columns(0, 3), &input.columns(3, 5));
        check::gradients(
            layer,
            input,
            |layer, input| run(layer, input).0,
            |layer, input, grad| {
                let cache = run(layer, input).1;
                let (by_x, by_y) = layer.backward(&cache, &grad);
                by_x.beside(&by_y)
            },
        );
    }

    #[test]
    fn gradients_of_arcs() {
        let mut rng = Rng::with_seed(12);
        let packed = Packed::new(&[3, 2]);
        let layer = Arcs::new("a", 4, &mut rng);
        let input = check::random(5, 8, &mut rng);
        let run =
            |layer: &Arcs, input: &Matrix| layer.forward(&input.columns(0, 4), &input.columns(4, 8), &packed);
        let flat = |scores: Vec<Matrix>| {
            let data: Vec<f32> = scores.into_iter().flat_map(|scores| scores.data).collect();
            Matrix { rows: 1, cols: data.len(), data }
        };
        check::gradients(
            layer,
            input,
            |layer, input| flat(run(layer, input).scores),
            |layer, input, grad| {
                let cache = run(layer, input);
                let mut rest = grad.data.into_iter();
                let shaped = |s: &Matrix| Matrix {
                    rows: s.rows,
                    cols: s.cols,
                    data: rest.by_ref().take(s.data.len()).collect(),
                };
                let grads: Vec<Matrix> = cache.scores.iter().map(shaped).collect();
                let (dependents, heads) = (input.columns(0, 4), input.columns(4, 8));
                let (d, h) = layer.backward(&dependents, &heads, &packed, &cache, &grads);
                d.beside(&h)
            },
        );
    }
}
