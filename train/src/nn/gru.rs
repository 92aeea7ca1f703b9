//! A layer of gated recurrent units (Cho et al. 2014) that reads in both directions.
//!
//! ```text
//! r = σ(x·Wr + br + h·Ur)          how much of the state the candidate sees
//! z = σ(x·Wz + bz + h·Uz)          how much of the state stays
//! n = tanh(x·Wn + bn + r ⊙ (h·Un + cn))
//! h' = n + z ⊙ (h - n)
//! ```

use super::{
    dropout,
    matrix::{Left, Matrix, Size, add, multiply, sigmoid, tanh},
    packed::Packed,
    param::{Module, Param},
};
use fastrand::Rng;

/// The weights of one direction; the gates lie side by side in the order r, z, n.
#[derive(Clone, Debug)]
pub struct Gru {
    /// Input × 3 units: W.
    pub input: Param,
    /// One row of 3 units: b.
    pub bias: Param,
    /// Units × 3 units: U.
    pub state: Param,
    /// One row of units: cn.
    pub state_bias: Param,
    backward: bool,
}

/// What the gradient of one direction needs.
#[derive(Clone, Debug)]
pub struct GruCache {
    /// The state before each row, as the gates saw it.
    seen: Matrix,
    /// The state before each row.
    before: Matrix,
    r: Matrix,
    z: Matrix,
    n: Matrix,
    /// h·Un + cn.
    inner: Matrix,
}

impl Gru {
    fn new(name: &str, input: usize, units: usize, backward: bool, rng: &mut Rng) -> Self {
        let bound = 1.0 / (units as f32).sqrt();
        Self {
            input: Param::glorot(format!("{name}.input"), input, 3 * units, rng),
            bias: Param::zeros(format!("{name}.bias"), 1, 3 * units),
            state: Param::uniform(format!("{name}.state"), units, 3 * units, bound, rng),
            state_bias: Param::zeros(format!("{name}.state_bias"), 1, units),
            backward,
        }
    }

    fn units(&self) -> usize {
        self.state_bias.value.cols
    }

    /// The positions in the order of reading, each with the one read before it.
    fn order(&self, packed: &Packed) -> Vec<(usize, Option<usize>)> {
        let last = packed.positions();
        let step = |p| if self.backward { (p + 1 < last).then_some(p + 1) } else { usize::checked_sub(p, 1) };
        let mut order: Vec<_> = (0..last).map(|p| (p, step(p))).collect();
        if self.backward {
            order.reverse();
        }
        order
    }

    fn forward(&self, x: &Matrix, packed: &Packed, state_mask: Option<&Matrix>) -> (Matrix, GruCache) {
        let (rows, units) = (x.rows, self.units());
        let mut gates = Matrix::zeros(rows, 3 * units);
        for row in gates.data.chunks_exact_mut(3 * units) {
            row.copy_from_slice(&self.bias.value.data);
        }
        gates.add_product(x, &self.input.value);
        let mut out = Matrix::zeros(rows, units);
        let empty = || Matrix::zeros(rows, units);
        let mut cache =
            GruCache { seen: empty(), before: empty(), r: empty(), z: empty(), n: empty(), inner: empty() };
        let mut product = vec![0.0; packed.sequences() * 3 * units];
        for (position, previous) in self.order(packed) {
            let rows = packed.at(position);
            let (from, to) = (rows.start * units, rows.end * units);
            if let Some(previous) = previous {
                // Sequences that begin here (reading backwards) start from zeros.
                let old = packed.at(previous);
                let kept = rows.len().min(old.len()) * units;
                let state = &out.data[old.start * units..][..kept];
                cache.before.data[from..from + kept].copy_from_slice(state);
                cache.seen.data[from..from + kept].copy_from_slice(state);
                if let Some(mask) = state_mask {
                    let seen = &mut cache.seen.data[from..to];
                    seen.iter_mut().zip(&mask.data).for_each(|(seen, mask)| *seen *= mask);
                }
            }
            let product = &mut product[..rows.len() * 3 * units];
            product.fill(0.0);
            let size = Size { m: rows.len(), n: 3 * units, k: units };
            let left = Left { data: &cache.seen.data[from..to], row: units, column: 1 };
            multiply(size, left, &self.state.value.data, product);
            for (i, row) in rows.enumerate() {
                let (gates, product) = (gates.row(row), &product[i * 3 * units..][..3 * units]);
                let (gr, gz, gn) = thirds(gates, units);
                let (pr, pz, pn) = thirds(product, units);
                let (r, z) = (cache.r.row_mut(row), cache.z.row_mut(row));
                sum_into(r, gr, pr);
                sigmoid(r);
                sum_into(z, gz, pz);
                sigmoid(z);
                let inner = cache.inner.row_mut(row);
                sum_into(inner, pn, &self.state_bias.value.data);
                let n = cache.n.row_mut(row);
                for (((n, g), r), inner) in n.iter_mut().zip(gn).zip(&*r).zip(&*inner) {
                    *n = g + r * inner;
                }
                tanh(n);
                let before = cache.before.row(row);
                for (((h, n), z), before) in out.row_mut(row).iter_mut().zip(&*n).zip(&*z).zip(before) {
                    *h = n + z * (before - n);
                }
            }
        }
        (out, cache)
    }

    fn backward(
        &mut self,
        x: &Matrix,
        packed: &Packed,
        state_mask: Option<&Matrix>,
        cache: &GruCache,
        grad: &Matrix,
    ) -> Matrix {
        let units = self.units();
        // Gradients by what enters the gates, from the input's side and from the state's side.
        let mut by_input = Matrix::zeros(x.rows, 3 * units);
        let mut by_state = Matrix::zeros(x.rows, 3 * units);
        let state_transposed = self.state.value.transposed();
        // The gradient by the state before the position last looked at, for each sequence.
        let mut carry = vec![0.0; packed.sequences() * units];
        let mut through_gates = vec![0.0; packed.sequences() * units];
        for (position, previous) in self.order(packed).into_iter().rev() {
            let rows = packed.at(position);
            for (i, row) in rows.clone().enumerate() {
                let carry = &mut carry[i * units..][..units];
                let (by_input, by_state) = (by_input.row_mut(row), by_state.row_mut(row));
                let (ir, rest) = by_input.split_at_mut(units);
                let (iz, inn) = rest.split_at_mut(units);
                let (r, z, n) =
                    (&cache.r.row(row)[..units], &cache.z.row(row)[..units], &cache.n.row(row)[..units]);
                let (inner, before) = (&cache.inner.row(row)[..units], &cache.before.row(row)[..units]);
                let (grad, sn) = (&grad.row(row)[..units], &mut by_state[2 * units..][..units]);
                for u in 0..units {
                    let h = grad[u] + carry[u];
                    let candidate = h * (1.0 - z[u]) * (1.0 - n[u] * n[u]);
                    inn[u] = candidate;
                    sn[u] = candidate * r[u];
                    ir[u] = candidate * inner[u] * r[u] * (1.0 - r[u]);
                    iz[u] = h * (before[u] - n[u]) * z[u] * (1.0 - z[u]);
                    carry[u] = h * z[u];
                }
                by_state[..2 * units].copy_from_slice(&by_input[..2 * units]);
            }
            let through = &mut through_gates[..rows.len() * units];
            through.fill(0.0);
            let size = Size { m: rows.len(), n: units, k: 3 * units };
            let left = Left { data: by_state.rows_between(rows.start, rows.end), row: 3 * units, column: 1 };
            multiply(size, left, &state_transposed.data, through);
            if let Some(mask) = state_mask {
                through.iter_mut().zip(&mask.data).for_each(|(through, mask)| *through *= mask);
            }
            add(&mut carry, through);
            // States that were zeros to begin with pass nothing on.
            let kept = previous.map_or(0, |previous| packed.at(previous).len().min(rows.len()));
            carry[kept * units..].fill(0.0);
        }
        self.state.grad.add_transposed_product(&cache.seen, &by_state);
        self.input.grad.add_transposed_product(x, &by_input);
        for (by_input, by_state) in by_input.iter_rows().zip(by_state.iter_rows()) {
            add(&mut self.bias.grad.data, by_input);
            add(&mut self.state_bias.grad.data, &by_state[2 * units..]);
        }
        by_input.times_transposed(&self.input.value)
    }
}

fn thirds(row: &[f32], units: usize) -> (&[f32], &[f32], &[f32]) {
    (&row[..units], &row[units..2 * units], &row[2 * units..3 * units])
}

fn sum_into(out: &mut [f32], a: &[f32], b: &[f32]) {
    for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
        *out = a + b;
    }
}

impl Module for Gru {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        [&self.input, &self.bias, &self.state, &self.state_bias].into_iter().for_each(see);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        [&mut self.input, &mut self.bias, &mut self.state, &mut self.state_bias].into_iter().for_each(see);
    }
}

/// Two [`Gru`]s, one reading backwards; their states side by side.
#[derive(Clone, Debug)]
pub struct BiGru {
    /// Reads from the first to the last.
    pub forwards: Gru,
    /// Reads from the last to the first.
    pub backwards: Gru,
}

/// What [`BiGru::backward`] needs.
#[derive(Clone, Debug)]
pub struct BiGruCache {
    /// What was read.
    pub input: Matrix,
    masks: Option<[Matrix; 2]>,
    caches: [GruCache; 2],
}

impl BiGru {
    /// A layer of `units` units in each direction; the output has twice as many columns.
    pub fn new(name: &str, input: usize, units: usize, rng: &mut Rng) -> Self {
        Self {
            forwards: Gru::new(&format!("{name}.forward"), input, units, false, rng),
            backwards: Gru::new(&format!("{name}.backward"), input, units, true, rng),
        }
    }

    /// Reads a batch. With a `rate`, the states that the gates see are dropped, the same ones at
    /// every position of a sequence.
    pub fn forward(
        &self,
        input: Matrix,
        packed: &Packed,
        drop: Option<(f32, &mut Rng)>,
    ) -> (Matrix, BiGruCache) {
        let units = self.forwards.units();
        let masks = drop
            .filter(|(rate, _)| *rate > 0.0)
            .map(|(rate, rng)| [(); 2].map(|()| dropout::mask(packed.sequences(), units, rate, rng)));
        let [fm, bm] = masks.as_ref().map_or([None; 2], |[f, b]| [Some(f), Some(b)]);
        let (f, f_cache) = self.forwards.forward(&input, packed, fm);
        let (b, b_cache) = self.backwards.forward(&input, packed, bm);
        (f.beside(&b), BiGruCache { input, masks, caches: [f_cache, b_cache] })
    }

    /// Gathers gradients and returns the gradient by the input.
    pub fn backward(&mut self, packed: &Packed, cache: &BiGruCache, grad: &Matrix) -> Matrix {
        let units = self.forwards.units();
        let [fm, bm] = cache.masks.as_ref().map_or([None; 2], |[f, b]| [Some(f), Some(b)]);
        let [f_cache, b_cache] = &cache.caches;
        let mut by_input = self.forwards.backward(&cache.input, packed, fm, f_cache, &grad.columns(0, units));
        by_input.add(&self.backwards.backward(
            &cache.input,
            packed,
            bm,
            b_cache,
            &grad.columns(units, 2 * units),
        ));
        by_input
    }
}

impl Module for BiGru {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        self.forwards.visit(see);
        self.backwards.visit(see);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        self.forwards.visit_mut(see);
        self.backwards.visit_mut(see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check;

    #[test]
    fn gradients() {
        let mut rng = Rng::with_seed(5);
        let packed = Packed::new(&[4, 3, 1]);
        let layer = BiGru::new("g", 3, 5, &mut rng);
        let input = check::random(packed.rows(), 3, &mut rng);
        for rate in [0.0, 0.4] {
            let run = |layer: &BiGru, input: &Matrix| {
                layer.forward(input.clone(), &packed, Some((rate, &mut Rng::with_seed(1))))
            };
            check::gradients(
                layer.clone(),
                input.clone(),
                |layer, input| run(layer, input).0,
                |layer, input, grad| {
                    let cache = run(layer, input).1;
                    layer.backward(&packed, &cache, &grad)
                },
            );
        }
    }

    #[test]
    fn the_neighbours_in_a_batch_change_nothing() {
        let mut rng = Rng::with_seed(5);
        let layer = BiGru::new("g", 3, 5, &mut rng);
        let packed = Packed::new(&[4, 2]);
        let input = check::random(6, 3, &mut rng);
        let (together, _) = layer.forward(input.clone(), &packed, None);
        for sequence in 0..2 {
            let rows = packed.rows_of(sequence);
            let (alone, _) = layer.forward(input.gather(&rows), &Packed::new(&[rows.len()]), None);
            let expected = together.gather(&rows);
            let difference = alone.data.iter().zip(&expected.data).map(|(a, b)| (a - b).abs());
            assert!(difference.fold(0.0, f32::max) < 1e-6);
        }
    }
}
