//! A table with a row for each number: words, hashed pieces of words, states.

use super::{
    matrix::Matrix,
    param::{Module, Param},
};
use fastrand::Rng;

/// A table of rows that learn.
#[derive(Clone, Debug)]
pub struct Embedding {
    /// The rows.
    pub table: Param,
}

impl Embedding {
    /// A table of `rows` rows of `cols` small random numbers.
    pub fn new(name: impl Into<String>, rows: usize, cols: usize, rng: &mut Rng) -> Self {
        let mut table = Param::uniform(name, rows, cols, 0.2, rng);
        table.touched = Some(Vec::new());
        Self { table }
    }

    /// Writes the row of each number into the columns of `out` from `column` on.
    pub fn forward(&self, numbers: &[u32], out: &mut Matrix, column: usize) {
        let cols = self.table.value.cols;
        for (row, &number) in numbers.iter().enumerate() {
            out.row_mut(row)[column..column + cols].copy_from_slice(self.table.value.row(number as usize));
        }
    }

    /// Gathers the gradient, from the same columns.
    pub fn backward(&mut self, numbers: &[u32], grad: &Matrix, column: usize) {
        let cols = self.table.value.cols;
        for (row, &number) in numbers.iter().enumerate() {
            super::matrix::add(
                self.table.grad.row_mut(number as usize),
                &grad.row(row)[column..column + cols],
            );
        }
        if let Some(touched) = &mut self.table.touched {
            touched.extend(numbers.iter().map(|&number| number as usize));
        }
    }
}

impl Module for Embedding {
    fn visit(&self, see: &mut dyn FnMut(&Param)) {
        see(&self.table);
    }
    fn visit_mut(&mut self, see: &mut dyn FnMut(&mut Param)) {
        see(&mut self.table);
    }
}
