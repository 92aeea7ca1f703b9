//! What learns: named matrices with their gradients, and the optimiser.

use super::matrix::Matrix;
use fastrand::Rng;

/// A named matrix that learns.
#[derive(Clone, Debug)]
pub struct Param {
    /// Its name in the network, unique, such as `encoder.0.forward.input`.
    pub name: String,
    /// The weights.
    pub value: Matrix,
    /// The gradient of the loss by the weights, gathered since the last step.
    pub grad: Matrix,
    /// The rows whose gradient is not zero, where only few are (tables); may repeat.
    pub touched: Option<Vec<usize>>,
    /// Whether it is left as it is.
    pub frozen: bool,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Param {
    /// Weights that start from `value`.
    pub fn new(name: impl Into<String>, value: Matrix) -> Self {
        let size = value.data.len();
        let grad = Matrix::zeros(value.rows, value.cols);
        let (mean, square) = (vec![0.0; size], vec![0.0; size]);
        Self { name: name.into(), value, grad, touched: None, frozen: false, mean, square }
    }

    /// Weights that start from zero.
    pub fn zeros(name: impl Into<String>, rows: usize, cols: usize) -> Self {
        Self::new(name, Matrix::zeros(rows, cols))
    }

    /// Weights drawn evenly from `-bound..bound`.
    pub fn uniform(name: impl Into<String>, rows: usize, cols: usize, bound: f32, rng: &mut Rng) -> Self {
        let data = (0..rows * cols).map(|_| (rng.f32() * 2.0 - 1.0) * bound).collect();
        Self::new(name, Matrix { rows, cols, data })
    }

    /// Weights drawn so that what goes through keeps its size (Glorot and Bengio 2010).
    pub fn glorot(name: impl Into<String>, rows: usize, cols: usize, rng: &mut Rng) -> Self {
        Self::uniform(name, rows, cols, (6.0 / (rows + cols) as f32).sqrt(), rng)
    }

    /// The rows that a step has to look at.
    fn rows_to_update(&mut self) -> Option<Vec<usize>> {
        self.touched.as_mut().map(|touched| {
            let mut rows = std::mem::take(touched);
            rows.sort_unstable();
            rows.dedup();
            rows
        })
    }
}

/// Whatever holds parameters. The order in which they are visited must not change.
pub trait Module {
    /// Shows every parameter.
    fn visit(&self, see: &mut dyn FnMut(&Param));
    /// Shows every parameter, to be changed.
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param));
}

/// Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019); rows of tables are
/// updated only when they were used.
#[derive(Clone, Copy, Debug)]
pub struct Adam {
    /// How much of the old mean stays.
    pub beta1: f32,
    /// How much of the old square stays.
    pub beta2: f32,
    /// Added to the root of the square.
    pub epsilon: f32,
    /// Share of the weights taken off at each step, times the learning rate; not on tables.
    pub decay: f32,
    /// The longest gradient, all parameters together; longer ones are shortened.
    pub clip: f32,
    steps: i32,
}

impl Default for Adam {
    fn default() -> Self {
        Self { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, decay: 0.0, clip: 5.0, steps: 0 }
    }
}

impl Adam {
    /// Moves the weights against their gradients and clears these. Returns the gradient's length.
    pub fn step(&mut self, module: &mut dyn Module, rate: f32) -> f32 {
        self.steps += 1;
        let mut sum = 0.0f64;
        let mut squares = |values: &[f32]| sum += f64::from(super::matrix::dot(values, values));
        module.visit_mut(&mut |param| {
            if let Some(rows) = param.rows_to_update() {
                rows.iter().for_each(|&row| squares(param.grad.row(row)));
                param.touched = Some(rows);
            } else {
                squares(&param.grad.data);
            }
        });
        let norm = sum.sqrt() as f32;
        let scale = if norm > self.clip { self.clip / norm } else { 1.0 };
        let rate = rate * (1.0 - self.beta2.powi(self.steps)).sqrt() / (1.0 - self.beta1.powi(self.steps));
        module.visit_mut(&mut |param| {
            let cols = param.value.cols;
            match param.touched.take() {
                Some(rows) => {
                    for row in rows {
                        self.update(param, row * cols..(row + 1) * cols, rate, scale, 0.0);
                    }
                    param.touched = Some(Vec::new());
                }
                None => self.update(param, 0..param.value.data.len(), rate, scale, self.decay * rate),
            }
        });
        norm
    }

    fn update(&self, param: &mut Param, range: std::ops::Range<usize>, rate: f32, scale: f32, decay: f32) {
        let grad = &mut param.grad.data[range.clone()];
        if !param.frozen {
            let value = &mut param.value.data[range.clone()];
            let mean = &mut param.mean[range.clone()];
            let square = &mut param.square[range];
            for (((value, grad), mean), square) in value.iter_mut().zip(&*grad).zip(mean).zip(square) {
                let grad = grad * scale;
                *mean += (1.0 - self.beta1) * (grad - *mean);
                *square += (1.0 - self.beta2) * (grad * grad - *square);
                *value -= rate * *mean / (square.sqrt() + self.epsilon) + decay * *value;
            }
        }
        grad.fill(0.0);
    }
}
