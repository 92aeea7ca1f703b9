//! Holds gradients against finite differences.

use super::{
    matrix::{Matrix, dot},
    param::Module,
};
use fastrand::Rng;

/// Elements between -1 and 1.
pub fn random(rows: usize, cols: usize, rng: &mut Rng) -> Matrix {
    Matrix { rows, cols, data: (0..rows * cols).map(|_| rng.f32() * 2.0 - 1.0).collect() }
}

fn agree(what: &str, expected: f32, got: f32) {
    let scale = expected.abs().max(got.abs()).max(0.5);
    assert!((expected - got).abs() / scale < 6e-3, "{what}: {expected} by differences, {got} by hand");
}

/// Checks every weight of `module` and every element of `input`. The loss is a random weighting of
/// the output; `backward` gathers into the module and returns the gradient by the input.
pub fn gradients<M: Module + Clone>(
    module: M,
    input: Matrix,
    forward: impl Fn(&M, &Matrix) -> Matrix,
    backward: impl Fn(&mut M, &Matrix, Matrix) -> Matrix,
) {
    const STEP: f32 = 2e-3;
    let weights = {
        let out = forward(&module, &input);
        random(out.rows, out.cols, &mut Rng::with_seed(7))
    };
    let loss = |module: &M, input: &Matrix| dot(&forward(module, input).data, &weights.data);
    let mut learned = module.clone();
    let by_input = backward(&mut learned, &input, weights.clone());
    for i in 0..input.data.len() {
        let nudged = |by: f32| {
            let mut input = input.clone();
            input.data[i] += by;
            loss(&module, &input)
        };
        agree(&format!("input {i}"), (nudged(STEP) - nudged(-STEP)) / (2.0 * STEP), by_input.data[i]);
    }
    let mut grads = Vec::new();
    learned.visit(&mut |param| grads.push((param.name.clone(), param.grad.data.clone())));
    for (at, (name, grad)) in grads.iter().enumerate() {
        for (i, &got) in grad.iter().enumerate() {
            let nudged = |by: f32| {
                let mut module = module.clone();
                let mut seen = 0;
                module.visit_mut(&mut |param| {
                    if seen == at {
                        param.value.data[i] += by;
                    }
                    seen += 1;
                });
                loss(&module, &input)
            };
            agree(&format!("{name} {i}"), (nudged(STEP) - nudged(-STEP)) / (2.0 * STEP), got);
        }
    }
}
