//! A linear-chain conditional random field: labels in sequence.

use super::{
    matrix::{Matrix, add, dot},
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

/// How often labels are expected in a sequence.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Token × label.
    pub labels: Matrix,
    /// Label × label that follows, summed over the sequence.
    pub pairs: Matrix,
}

impl Expected {
    /// Labels, of `count` kinds, that are known.
    pub fn certain(labels: &[usize], count: usize) -> Self {
        let mut expected =
            Self { labels: Matrix::zeros(labels.len(), count), pairs: Matrix::zeros(count, count) };
        for (token, &label) in labels.iter().enumerate() {
            expected.labels.row_mut(token)[label] = 1.0;
        }
        for pair in labels.windows(2) {
            expected.pairs.row_mut(pair[0])[pair[1]] += 1.0;
        }
        expected
    }

    /// The mean of several.
    pub fn mean(mut several: Vec<Self>) -> Option<Self> {
        let share = 1.0 / several.len() as f32;
        let mut mean = several.pop()?;
        for other in several {
            mean.labels.add(&other.labels);
            mean.pairs.add(&other.pairs);
        }
        let values = mean.labels.data.iter_mut().chain(&mut mean.pairs.data);
        values.for_each(|value| *value *= share);
        Some(mean)
    }
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

    /// How often each label and each pair of labels is expected in one sequence, whose scores have a
    /// row for each token, in reading order; and the logarithm of the sum over all labellings.
    pub fn expected(&self, scores: &Matrix) -> (Expected, f32) {
        let (length, labels) = (scores.rows, scores.cols);
        let mut expected = Expected::certain(&[], labels);
        if length == 0 {
            return (expected, 0.0);
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
        for t in 1..length {
            for i in 0..labels {
                for j in 0..labels {
                    let way =
                        forward.row(t - 1)[i] + transitions.row(i)[j] + scores.row(t)[j] + backward.row(t)[j];
                    expected.pairs.row_mut(i)[j] += (way - total).exp();
                }
            }
        }
        let through = forward.data.iter().zip(&backward.data);
        let data = through.map(|(forward, backward)| (forward + backward - total).exp()).collect();
        expected.labels = Matrix { rows: length, cols: labels, data };
        (expected, total)
    }

    /// The cross-entropy of the field against `gold`, times `weight`, and without the entropy that
    /// `gold` itself has; of labels that are certain, minus their log-probability. The scores
    /// become their gradient, and the gradients of the transitions are gathered.
    pub fn loss(&mut self, scores: &mut Matrix, gold: &Expected, weight: f32) -> f32 {
        let length = scores.rows;
        assert_eq!(length, gold.labels.rows);
        if length == 0 {
            return 0.0;
        }
        let (expected, total) = self.expected(scores);
        let path = dot(&gold.labels.data, &scores.data)
            + dot(&gold.pairs.data, &self.transitions.value.data)
            + dot(gold.labels.row(0), &self.first.value.data)
            + dot(gold.labels.row(length - 1), &self.last.value.data);
        let difference = |to: &mut [f32], expected: &[f32], gold: &[f32]| {
            let values = expected.iter().zip(gold);
            to.iter_mut().zip(values).for_each(|(to, (expected, gold))| *to += weight * (expected - gold));
        };
        difference(&mut self.transitions.grad.data, &expected.pairs.data, &gold.pairs.data);
        scores.data.fill(0.0);
        difference(&mut scores.data, &expected.labels.data, &gold.labels.data);
        add(&mut self.first.grad.data, scores.row(0));
        add(&mut self.last.grad.data, scores.row(length - 1));
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
            (crf.loss(&mut grad, &Expected::certain(&[1, 0, 2, 2], 3), weight), grad)
        };
        let forward = |crf: &Crf, scores: &Matrix| {
            let loss = run(&mut crf.clone(), scores, 1.0).0;
            Matrix { rows: 1, cols: 1, data: vec![loss] }
        };
        check::gradients(crf, scores, forward, |crf, scores, grad| run(crf, scores, grad.data[0]).1);
    }

    #[test]
    fn nothing_is_to_be_learnt_from_oneself() {
        let (mut crf, mut scores) = example();
        let itself = crf.expected(&scores).0;
        crf.loss(&mut scores, &itself, 1.0);
        assert!(scores.data.iter().chain(&crf.transitions.grad.data).all(|grad| grad.abs() < 1e-5));
    }

    #[test]
    fn the_best_path_is_the_most_probable_of_all() {
        let (mut crf, scores) = example();
        let paths = (0..81usize).map(|n| [n / 27, n / 9 % 3, n / 3 % 3, n % 3]);
        let losses: Vec<_> = paths
            .map(|path| (crf.loss(&mut scores.clone(), &Expected::certain(&path, 3), 1.0), path))
            .collect();
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
