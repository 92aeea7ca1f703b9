//! Embeddings, dropout and layers of [`BiGru`]: what heads sit on.
//!
//! In: for each row of a batch one number for each table. Out: a row of states for each token.

use super::{
    dropout,
    embedding::Embedding,
    gru::{BiGru, BiGruCache},
    matrix::Matrix,
    packed::Packed,
    param::{Module, Param},
};
use fastrand::Rng;

/// A table of the input: what it is called and how large it is.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name, such as `word`.
    pub name: &'static str,
    /// How many numbers it knows.
    pub rows: usize,
    /// Length of a row.
    pub cols: usize,
}

/// The shape of an encoder.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The tables; their rows stand side by side in the input of the first layer.
    pub tables: Vec<Table>,
    /// Units of each direction of each layer.
    pub units: usize,
    /// Number of layers.
    pub layers: usize,
}

/// How much is dropped in training.
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    /// Of the embeddings, the same columns all along a sequence.
    pub input: f32,
    /// Of the output of each layer, the same columns all along a sequence.
    pub output: f32,
    /// Of the states within a layer.
    pub state: f32,
}

/// Embeddings and recurrent layers.
#[derive(Clone, Debug)]
pub struct Encoder {
    /// One for each table.
    pub tables: Vec<Embedding>,
    /// From the input to the output.
    pub layers: Vec<BiGru>,
}

/// What [`Encoder::backward`] needs.
#[derive(Clone, Debug)]
pub struct EncoderCache {
    masks: Option<Vec<Matrix>>,
    layers: Vec<BiGruCache>,
}

impl EncoderCache {
    /// What the last layer read: with several layers, the states of the one before it.
    pub fn below(&self) -> Option<&Matrix> {
        self.layers.last().map(|last| &last.input)
    }
}

impl Encoder {
    /// An encoder with random weights.
    pub fn new(name: &str, shape: &Shape, rng: &mut Rng) -> Self {
        let table =
            |t: &Table, rng: &mut Rng| Embedding::new(format!("{name}.{}", t.name), t.rows, t.cols, rng);
        let tables = shape.tables.iter().map(|t| table(t, rng)).collect();
        let mut cols = shape.tables.iter().map(|table| table.cols).sum();
        let layer = |number: usize| {
            let layer = BiGru::new(&format!("{name}.{number}"), cols, shape.units, rng);
            cols = 2 * shape.units;
            layer
        };
        let layers = (0..shape.layers).map(layer).collect();
        Self { tables, layers }
    }

    /// Columns of the output.
    pub fn cols(&self) -> usize {
        2 * self.layers.last().map_or(0, |layer| layer.forwards.state.value.rows)
    }

    /// Reads a batch. `numbers[table][row]`; with `drop`, as in training.
    pub fn forward(
        &self,
        numbers: &[Vec<u32>],
        packed: &Packed,
        mut drop: Option<(Dropout, &mut Rng)>,
    ) -> (Matrix, EncoderCache) {
        assert_eq!(numbers.len(), self.tables.len());
        let cols = self.tables.iter().map(|table| table.table.value.cols).sum();
        let mut x = Matrix::zeros(packed.rows(), cols);
        let mut column = 0;
        for (table, numbers) in self.tables.iter().zip(numbers) {
            table.forward(numbers, &mut x, column);
            column += table.table.value.cols;
        }
        let mut masks = drop.is_some().then(Vec::new);
        let mut layers = Vec::new();
        let mut dropped = |x: &mut Matrix, first: bool, drop: &mut Option<(Dropout, &mut Rng)>| {
            if let (Some((drop, rng)), Some(masks)) = (drop, &mut masks) {
                let rate = if first { drop.input } else { drop.output };
                let mask = dropout::mask(packed.sequences(), x.cols, rate, rng);
                dropout::apply_by_sequence(x, &mask, packed);
                masks.push(mask);
            }
        };
        dropped(&mut x, true, &mut drop);
        for layer in &self.layers {
            let state = drop.as_mut().map(|(drop, rng)| (drop.state, &mut **rng));
            let (out, cache) = layer.forward(x, packed, state);
            layers.push(cache);
            x = out;
            dropped(&mut x, false, &mut drop);
        }
        (x, EncoderCache { masks, layers })
    }

    /// Gathers gradients from the gradient by the output and, where there is one, that by
    /// [`EncoderCache::below`].
    pub fn backward(
        &mut self,
        numbers: &[Vec<u32>],
        packed: &Packed,
        cache: &EncoderCache,
        mut grad: Matrix,
        mut below: Option<Matrix>,
    ) {
        let mut masks = cache.masks.iter().flatten().rev();
        for (layer, cache) in self.layers.iter_mut().zip(&cache.layers).rev() {
            if let Some(mask) = masks.next() {
                dropout::apply_by_sequence(&mut grad, mask, packed);
            }
            grad = layer.backward(packed, cache, &grad);
            if let Some(below) = below.take() {
                grad.add(&below);
            }
        }
        if let Some(mask) = masks.next() {
            dropout::apply_by_sequence(&mut grad, mask, packed);
        }
        let mut column = 0;
        for (table, numbers) in self.tables.iter_mut().zip(numbers) {
            table.backward(numbers, &grad, column);
            column += table.table.value.cols;
        }
    }
}

impl Module for Encoder {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        self.tables.iter().for_each(|table| table.visit(see));
        self.layers.iter().for_each(|layer| layer.visit(see));
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        self.tables.iter_mut().for_each(|table| table.visit_mut(see));
        self.layers.iter_mut().for_each(|layer| layer.visit_mut(see));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check;

    #[test]
    fn gradients() {
        let mut rng = Rng::with_seed(31);
        let tables = vec![Table { name: "a", rows: 3, cols: 2 }, Table { name: "b", rows: 2, cols: 3 }];
        let encoder = Encoder::new("e", &Shape { tables, units: 3, layers: 2 }, &mut rng);
        let packed = Packed::new(&[3, 2]);
        let numbers = [vec![0, 1, 1, 2, 0], vec![1, 0, 1, 1, 0]];
        let drop = Dropout { input: 0.2, output: 0.3, state: 0.2 };
        let run =
            |encoder: &Encoder| encoder.forward(&numbers, &packed, Some((drop, &mut Rng::with_seed(2))));
        check::gradients(
            encoder,
            Matrix::zeros(0, 0),
            |encoder, _| run(encoder).0,
            |encoder, _, grad| {
                let cache = run(encoder).1;
                encoder.backward(&numbers, &packed, &cache, grad, None);
                Matrix::zeros(0, 0)
            },
        );
    }
}
