//! A linear-chain conditional random field: labels in sequence.

use super::{
    matrix::Matrix,
    param::{Module, Param},
};

/// Scores of labels that follow one another.
#[derive(Clone, Debug)]
pub struct Crf {
    /// From (row) × to (column).
    pub transitions: Param,
    /// One row: what may come first.
    pub first: Param,
    /// One row: what may come last.
    pub last: Param,
}

impl Crf {
    /// For so many labels; starts from zeros.
    pub fn new(name: &str, labels: usize) -> Self {
        Self {
            transitions: Param::zeros(format!("{name}.transitions"), labels, labels),
            first: Param::zeros(format!("{name}.first"), 1, labels),
            last: Param::zeros(format!("{name}.last"), 1, labels),
        }
    }

    /// Minus the log-probability of the labels `gold`, times `weight`. `scores` has a row for each
    /// token of one sequence, in reading order; they become their gradient, and the gradients of
    /// the transitions are gathered.
    pub fn loss(&mut self, scores: &mut Matrix, gold: &[usize], weight: f32) -> f32 {
        let (length, labels) = (scores.rows, scores.cols);
        assert_eq!(length, gold.len());
        if length == 0 {
            return 0.0;
        }
        let transitions = &self.transitions.value;
        // log-sums of all ways to (forward) and from (backward) each label at each token.
        let mut forward = Matrix::zeros(length, labels);
        let mut backward = Matrix::zeros(length, labels);
        let mut terms = vec![0.0; labels];
        for j in 0..labels {
            forward.row_mut(0)[j] = self.first.value.data[j] + scores.row(0)[j];
            backward.row_mut(length - 1)[j] = self.last.value.data[j];
        }
        for t in 1..length {
            for j in 0..labels {
                for (i, term) in terms.iter_mut().enumerate() {
                    *term = forward.row(t - 1)[i] + transitions.row(i)[j];
                }
                forward.row_mut(t)[j] = log_sum(&terms) + scores.row(t)[j];
            }
        }
        for t in (0..length - 1).rev() {
            for i in 0..labels {
                for (j, term) in terms.iter_mut().enumerate() {
                    *term = transitions.row(i)[j] + scores.row(t + 1)[j] + backward.row(t + 1)[j];
                }
                backward.row_mut(t)[i] = log_sum(&terms);
            }
        }
        for (j, term) in terms.iter_mut().enumerate() {
            *term = forward.row(length - 1)[j] + self.last.value.data[j];
        }
        let total = log_sum(&terms);

        let mut path = self.first.value.data[gold[0]] + self.last.value.data[gold[length - 1]];
        for t in 0..length {
            path += scores.row(t)[gold[t]];
            if t > 0 {
                path += transitions.row(gold[t - 1])[gold[t]];
            }
        }
        for t in 1..length {
            for i in 0..labels {
                for j in 0..labels {
                    let way =
                        forward.row(t - 1)[i] + transitions.row(i)[j] + scores.row(t)[j] + backward.row(t)[j];
                    self.transitions.grad.data[i * labels + j] += weight * (way - total).exp();
                }
            }
            self.transitions.grad.data[gold[t - 1] * labels + gold[t]] -= weight;
        }
        for (t, &gold) in gold.iter().enumerate() {
            for j in 0..labels {
                let probability = (forward.row(t)[j] + backward.row(t)[j] - total).exp();
                scores.row_mut(t)[j] = weight * (probability - f32::from(gold == j));
            }
        }
        super::matrix::add(&mut self.first.grad.data, scores.row(0));
        super::matrix::add(&mut self.last.grad.data, scores.row(length - 1));
        weight * (total - path)
    }

    /// The best labels of one sequence (Viterbi 1967).
    pub fn best(&self, scores: &Matrix) -> Vec<usize> {
        let (length, labels) = (scores.rows, scores.cols);
        if length == 0 {
            return Vec::new();
        }
        let mut best: Vec<f32> =
            scores.row(0).iter().zip(&self.first.value.data).map(|(a, b)| a + b).collect();
        let mut from = vec![0; length * labels];
        for t in 1..length {
            let mut next = vec![f32::NEG_INFINITY; labels];
            for (i, best) in best.iter().enumerate() {
                for j in 0..labels {
                    let score = best + self.transitions.value.row(i)[j];
                    if score > next[j] {
                        next[j] = score;
                        from[t * labels + j] = i;
                    }
                }
            }
            best = next.iter().zip(scores.row(t)).map(|(a, b)| a + b).collect();
        }
        let finals = best.iter().zip(&self.last.value.data).map(|(a, b)| a + b);
        let mut label = top(finals);
        let mut path = vec![label; length];
        for t in (1..length).rev() {
            label = from[t * labels + label];
            path[t - 1] = label;
        }
        path
    }

    /// For each token, how much more the best labels score than the best of those that give this
    /// token another label. `path` must be what [`Self::best`] gives.
    pub fn margins(&self, scores: &Matrix, path: &[usize]) -> Vec<f32> {
        let (length, labels) = (scores.rows, scores.cols);
        // The best ways to (forward) and from (backward) each label at each token.
        let mut forward = scores.clone();
        let mut backward = Matrix::zeros(length, labels);
        let largest = |values: &mut dyn Iterator<Item = f32>| values.fold(f32::NEG_INFINITY, f32::max);
        for t in 0..length {
            for j in 0..labels {
                let before = match t {
                    0 => self.first.value.data[j],
                    _ => largest(
                        &mut (0..labels).map(|i| forward.row(t - 1)[i] + self.transitions.value.row(i)[j]),
                    ),
                };
                forward.row_mut(t)[j] += before;
            }
        }
        for t in (0..length).rev() {
            for i in 0..labels {
                backward.row_mut(t)[i] = if t + 1 == length {
                    self.last.value.data[i]
                } else {
                    let after = |j: usize| scores.row(t + 1)[j] + backward.row(t + 1)[j];
                    largest(&mut (0..labels).map(|j| self.transitions.value.row(i)[j] + after(j)))
                };
            }
        }
        let margin = |(t, &label): (usize, &usize)| {
            let through = |j: usize| forward.row(t)[j] + backward.row(t)[j];
            through(label) - largest(&mut (0..labels).filter(|&j| j != label).map(through))
        };
        path.iter().enumerate().map(margin).collect()
    }
}

/// The place of the largest number; the first of equals.
fn top(values: impl Iterator<Item = f32>) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for (i, value) in values.enumerate() {
        if value > best.1 {
            best = (i, value);
        }
    }
    best.0
}

fn log_sum(terms: &[f32]) -> f32 {
    let top = terms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    top + terms.iter().map(|term| (term - top).exp()).sum::<f32>().ln()
}

impl Module for Crf {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        [&self.transitions, &self.first, &self.last].into_iter().for_each(see);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        [&mut self.transitions, &mut self.first, &mut self.last].into_iter().for_each(see);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::check;
    use fastrand::Rng;

    fn example() -> (Crf, Matrix) {
        let mut rng = Rng::with_seed(21);
        let mut crf = Crf::new("c", 3);
        crf.visit_mut(&mut |param| param.value = check::random(param.value.rows, 3, &mut rng));
        (crf, check::random(4, 3, &mut rng))
    }

    #[test]
    fn gradients() {
        let (crf, scores) = example();
        let run = |crf: &mut Crf, scores: &Matrix, weight| {
            let mut grad = scores.clone();
            (crf.loss(&mut grad, &[1, 0, 2, 2], weight), grad)
        };
        let forward = |crf: &Crf, scores: &Matrix| {
            let loss = run(&mut crf.clone(), scores, 1.0).0;
            Matrix { rows: 1, cols: 1, data: vec![loss] }
        };
        check::gradients(crf, scores, forward, |crf, scores, grad| run(crf, scores, grad.data[0]).1);
    }

    #[test]
    fn the_best_path_is_the_most_probable_of_all() {
        let (mut crf, scores) = example();
        let paths = (0..81usize).map(|n| [n / 27, n / 9 % 3, n / 3 % 3, n % 3]);
        let losses: Vec<_> = paths.map(|path| (crf.loss(&mut scores.clone(), &path, 1.0), path)).collect();
        let sum: f32 = losses.iter().map(|(loss, _)| (-loss).exp()).sum();
        assert!((sum - 1.0).abs() < 1e-4, "the probabilities sum to {sum}");
        let best = losses.iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        assert_eq!(crf.best(&scores), best.1);
        for (t, margin) in crf.margins(&scores, &best.1).into_iter().enumerate() {
            let others = losses.iter().filter(|(_, path)| path[t] != best.1[t]);
            let second = others.map(|(loss, _)| *loss).fold(f32::INFINITY, f32::min);
            assert!((second - best.0 - margin).abs() < 1e-4, "token {t}: {margin}");
        }
    }
}
