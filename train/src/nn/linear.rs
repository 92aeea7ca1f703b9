//! A linear layer: `y = f(x · w + b)`.

use super::{
    matrix::{Matrix, add},
    param::{Module, Param},
};
use fastrand::Rng;

/// What is done to each element in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    None,
    /// Negative ones are divided by eight: exact in whole numbers too.
    LeakyRelu,
}

/// What a negative element keeps under [`Activation::LeakyRelu`].
const LEAK: f32 = 0.125;

/// A linear layer. Weights lie input by output.
#[derive(Clone, Debug)]
pub struct Linear {
    /// Input × output.
    pub weight: Param,
    /// One row.
    pub bias: Param,
    /// What is done in the end.
    pub activation: Activation,
}

impl Linear {
    /// A layer from `input` to `output` columns.
    pub fn new(name: &str, input: usize, output: usize, activation: Activation, rng: &mut Rng) -> Self {
        Self {
            weight: Param::glorot(format!("{name}.weight"), input, output, rng),
            bias: Param::zeros(format!("{name}.bias"), 1, output),
            activation,
        }
    }

    /// The output, a row for each row of `input`. [`Self::backward`] needs both.
    pub fn forward(&self, input: &Matrix) -> Matrix {
        let mut out = Matrix::zeros(input.rows, self.weight.value.cols);
        for row in out.data.chunks_exact_mut(self.bias.value.cols) {
            row.copy_from_slice(&self.bias.value.data);
        }
        out.add_product(input, &self.weight.value);
        if self.activation == Activation::LeakyRelu {
            for value in &mut out.data {
                *value = value.max(LEAK * *value);
            }
        }
        out
    }

    /// Gathers gradients; `grad` is the gradient by `output`. Returns the gradient by `input`.
    pub fn backward(&mut self, input: &Matrix, output: &Matrix, mut grad: Matrix) -> Matrix {
        if self.activation == Activation::LeakyRelu {
            for (grad, &value) in grad.data.iter_mut().zip(&output.data) {
                *grad *= if value > 0.0 { 1.0 } else { LEAK };
            }
        }
        self.weight.grad.add_transposed_product(input, &grad);
        for row in grad.iter_rows() {
            add(&mut self.bias.grad.data, row);
        }
        grad.times_transposed(&self.weight.value)
    }
}

impl Module for Linear {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        see(&self.weight);
        see(&self.bias);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        see(&mut self.weight);
        see(&mut self.bias);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check;

    #[test]
    fn gradients() {
        let mut rng = Rng::with_seed(3);
        for activation in [Activation::None, Activation::LeakyRelu] {
            let layer = Linear::new("l", 5, 4, activation, &mut rng);
            let input = check::random(6, 5, &mut rng);
            check::gradients(
                layer,
                input,
                |layer, input| layer.forward(input),
                |layer, input, grad| {
                    let output = layer.forward(input);
                    layer.backward(input, &output, grad)
                },
            );
        }
    }
}
