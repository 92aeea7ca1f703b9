//! Which labels, in sequence, score best: a linear-chain field in whole numbers.
//!
//! In: for each token a score for each label. Out: the best labels (Viterbi 1967), and for each
//! token by how much they beat the best sequence that gives it another label. Scores are in fixed
//! point; sums of them are kept in 64 bits, so that no length of text overflows them.

use crate::model::{file::Error, sections::Sections};

/// Scores of labels that follow one another.
#[derive(Clone, Debug)]
pub struct Field {
    labels: usize,
    /// From (row) × to (column).
    transitions: Vec<i32>,
    first: Vec<i32>,
    last: Vec<i32>,
}

impl Field {
    /// The field `name` over so many labels.
    ///
    /// # Errors
    ///
    /// Where the file has none, or in another shape.
    pub fn read(sections: &mut Sections, name: &str, labels: usize) -> Result<Self, Error> {
        let mut words = |part: &str, length| sections.words(&format!("{name}.{part}"), length);
        Ok(Self {
            labels,
            transitions: words("transitions", labels * labels)?,
            first: words("first", labels)?,
            last: words("last", labels)?,
        })
    }

    /// Puts the best labels into `path`, the first of equals, and for each token by how much they beat
    /// the best sequence without that token's label into `margins`. `scores` has a row for each token.
    pub fn best(&self, scores: &[i32], ways: &mut Ways, path: &mut Vec<usize>, margins: &mut Vec<i64>) {
        let labels = self.labels;
        let length = scores.len() / labels;
        path.clear();
        margins.clear();
        if length == 0 {
            return;
        }
        let score = |t: usize, j: usize| i64::from(scores[t * labels + j]);
        let step = |i: usize, j: usize| i64::from(self.transitions[i * labels + j]);
        let Ways { to, from } = ways;
        to.clear();
        from.clear();
        from.resize(length * labels, 0);
        to.extend((0..labels).map(|j| i64::from(self.first[j]) + score(0, j)));
        for t in 1..length {
            for j in 0..labels {
                let before = (0..labels).map(|i| to[(t - 1) * labels + i] + step(i, j)).max();
                to.push(before.unwrap_or(0) + score(t, j));
            }
        }
        for i in 0..labels {
            from[(length - 1) * labels + i] = i64::from(self.last[i]);
        }
        for t in (0..length - 1).rev() {
            for i in 0..labels {
                let after = (0..labels).map(|j| step(i, j) + score(t + 1, j) + from[(t + 1) * labels + j]);
                from[t * labels + i] = after.max().unwrap_or(0);
            }
        }
        // The best sequence, from its first label on.
        let top = |value: &dyn Fn(usize) -> i64| {
            (1..labels).fold(0, |best, j| if value(j) > value(best) { j } else { best })
        };
        let mut label = top(&|j| to[j] + from[j]);
        path.push(label);
        for t in 1..length {
            let before = label;
            label = top(&|j| step(before, j) + score(t, j) + from[t * labels + j]);
            path.push(label);
        }
        margins.extend(path.iter().enumerate().map(|(t, &label)| {
            let through = |j: usize| to[t * labels + j] + from[t * labels + j];
            let others = (0..labels).filter(|&j| j != label).map(through);
            through(label) - others.max().unwrap_or(0)
        }));
    }
}

/// Room to work in: the best ways to and from each label at each token.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    to: Vec<i64>,
    from: Vec<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_of_all_sequences(
            numbers in prop::collection::vec(-9000i32..9000, 3 * 3 + 3 + 3 + 4 * 3),
        ) {
            let (transitions, rest) = numbers.split_at(9);
            let (first, rest) = rest.split_at(3);
            let (last, scores) = rest.split_at(3);
            let field = Field {
                labels: 3,
                transitions: transitions.to_vec(),
                first: first.to_vec(),
                last: last.to_vec(),
            };
            let sum = |path: &[usize]| -> i64 {
                let steps = path.windows(2).map(|pair| transitions[pair[0] * 3 + pair[1]]);
                let values = path.iter().enumerate().map(|(t, &label)| scores[t * 3 + label]);
                let ends = [first[path[0]], last[path[3]]];
                steps.chain(values).chain(ends).map(i64::from).sum()
            };
            let all: Vec<[usize; 4]> =
                (0..81).map(|n| [n / 27, n / 9 % 3, n / 3 % 3, n % 3]).collect();
            let (mut path, mut margins) = (Vec::new(), Vec::new());
            field.best(scores, &mut Ways::default(), &mut path, &mut margins);
            let best = all.iter().map(|path| sum(path)).max().unwrap();
            prop_assert_eq!(sum(&path), best);
            for (t, margin) in margins.into_iter().enumerate() {
                let second = all.iter().filter(|other| other[t] != path[t]).map(|path| sum(path)).max();
                prop_assert_eq!(best - second.unwrap(), margin);
            }
        }
    }
}
