//! How the sequences of a batch lie in one matrix.
//!
//! Rows are ordered by position first: the first token of every sequence, then the second of every
//! sequence that has one, and so on. Sequences are ordered by falling length, so those that go on
//! are always the first ones: no padding, and one step of a recurrent layer is one slice of rows.

use fastrand::Rng;
use std::ops::Range;

/// The shape of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    lengths: Vec<usize>,
    /// Where the rows of each position begin; one more at the end.
    starts: Vec<usize>,
}

impl Packed {
    /// A batch of sequences of these lengths, which must not rise and not be zero.
    pub fn new(lengths: &[usize]) -> Self {
        assert!(lengths.is_sorted_by(|a, b| a >= b), "sequences must be ordered by falling length");
        assert!(lengths.iter().all(|&length| length > 0), "a sequence is empty");
        let mut starts = vec![0];
        let mut alive = lengths.len();
        for position in 0..lengths.first().copied().unwrap_or(0) {
            while lengths[alive - 1] <= position {
                alive -= 1;
            }
            starts.push(starts[position] + alive);
        }
        Self { lengths: lengths.to_vec(), starts }
    }

    /// Number of rows, all sequences together.
    pub fn rows(&self) -> usize {
        *self.starts.last().unwrap_or(&0)
    }

    /// Number of sequences.
    pub fn sequences(&self) -> usize {
        self.lengths.len()
    }

    /// The length of the longest sequence.
    pub fn positions(&self) -> usize {
        self.starts.len() - 1
    }

    /// The rows at one position, those of sequences 0, 1, 2 …
    pub fn at(&self, position: usize) -> Range<usize> {
        self.starts[position]..self.starts[position + 1]
    }

    /// The row of one token.
    pub fn row(&self, sequence: usize, position: usize) -> usize {
        debug_assert!(position < self.lengths[sequence]);
        self.starts[position] + sequence
    }

    /// The rows of one sequence, in reading order.
    pub fn rows_of(&self, sequence: usize) -> Vec<usize> {
        self.starts[..self.lengths[sequence]].iter().map(|start| start + sequence).collect()
    }

    /// The sequence that each row belongs to.
    pub fn sequence_of_rows(&self) -> Vec<usize> {
        (0..self.positions()).flat_map(|position| 0..self.at(position).len()).collect()
    }
}

/// Divides sequences of these lengths into batches of about so many rows: each a list of sequences
/// by falling length, of similar length, in random order.
pub fn batches(lengths: &[usize], rows: usize, rng: &mut Rng) -> Vec<Vec<usize>> {
    // Lengths are blurred so that the batches differ from one time to the next.
    let mut order: Vec<(usize, usize)> =
        lengths.iter().map(|&length| length * 8 + rng.usize(..length * 2 + 1)).zip(0..).collect();
    rng.shuffle(&mut order);
    order.sort_by_key(|&(blurred, _)| blurred);
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut free = 0;
    for (_, sequence) in order {
        match batches.last_mut() {
            Some(batch) if lengths[sequence] <= free => batch.push(sequence),
            _ => {
                batches.push(vec![sequence]);
                free = rows;
            }
        }
        free = free.saturating_sub(lengths[sequence]);
    }
    for batch in &mut batches {
        batch.sort_by_key(|&sequence| std::cmp::Reverse(lengths[sequence]));
    }
    rng.shuffle(&mut batches);
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_has_one_row() {
        let packed = Packed::new(&[3, 3, 1]);
        assert_eq!(packed.rows(), 7);
        assert_eq!(packed.rows_of(0), [0, 3, 5]);
        assert_eq!(packed.rows_of(1), [1, 4, 6]);
        assert_eq!(packed.rows_of(2), [2]);
        assert_eq!(packed.sequence_of_rows(), [0, 1, 2, 0, 1, 0, 1]);
    }
    #[test]
    fn batches_hold_every_sequence_once() {
        let lengths: Vec<usize> = (0..100).map(|i| i * 37 % 40 + 1).collect();
        let batches = batches(&lengths, 60, &mut Rng::with_seed(1));
        let mut all: Vec<usize> = batches.concat();
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<_>>());
        for batch in batches {
            Packed::new(&batch.iter().map(|&i| lengths[i]).collect::<Vec<_>>());
            assert!(batch.iter().map(|&i| lengths[i]).sum::<usize>() <= 60);
        }
    }
}
