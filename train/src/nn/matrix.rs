//! Matrices of `f32`, row by row, and their products.
//!
//! One kernel does all products. It is written so that the compiler turns the inner loops into
//! vector instructions; it is fastest when built for the very processor
//! (`RUSTFLAGS="-C target-cpu=native"`), where multiplication and addition are one instruction.

/// A matrix: `data[row * cols + column]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// Number of rows.
    pub rows: usize,
    /// Length of a row.
    pub cols: usize,
    /// The rows, one after the other.
    pub data: Vec<f32>,
}

impl Matrix {
    /// A matrix of zeros.
    pub fn zeros(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    /// One row.
    pub fn row(&self, row: usize) -> &[f32] {
        &self.data[row * self.cols..(row + 1) * self.cols]
    }

    /// One row, to be changed.
    pub fn row_mut(&mut self, row: usize) -> &mut [f32] {
        &mut self.data[row * self.cols..(row + 1) * self.cols]
    }

    /// The rows, in order. The matrix must have columns.
    pub fn iter_rows(&self) -> impl Iterator<Item = &[f32]> {
        self.data.chunks_exact(self.cols)
    }

    /// Rows `from..to` as one slice.
    pub fn rows_between(&self, from: usize, to: usize) -> &[f32] {
        &self.data[from * self.cols..to * self.cols]
    }

    /// The same with rows and columns exchanged.
    pub fn transposed(&self) -> Self {
        let mut out = Self::zeros(self.cols, self.rows);
        // By squares: both sides stay in the cache.
        const SIDE: usize = 16;
        for r0 in (0..self.rows).step_by(SIDE) {
            for c0 in (0..self.cols).step_by(SIDE) {
                for r in r0..(r0 + SIDE).min(self.rows) {
                    for c in c0..(c0 + SIDE).min(self.cols) {
                        out.data[c * self.rows + r] = self.data[r * self.cols + c];
                    }
                }
            }
        }
        out
    }

    /// `self · b`.
    pub fn times(&self, b: &Matrix) -> Matrix {
        let mut out = Matrix::zeros(self.rows, b.cols);
        out.add_product(self, b);
        out
    }

    /// `self · bᵀ`.
    pub fn times_transposed(&self, b: &Matrix) -> Matrix {
        self.times(&b.transposed())
    }

    /// `self += a · b`.
    pub fn add_product(&mut self, a: &Matrix, b: &Matrix) {
        assert_eq!((a.rows, a.cols, b.cols), (self.rows, b.rows, self.cols));
        let size = Size { m: a.rows, n: b.cols, k: a.cols };
        multiply(size, Left { data: &a.data, row: a.cols, column: 1 }, &b.data, &mut self.data);
    }

    /// `self += aᵀ · b`.
    pub fn add_transposed_product(&mut self, a: &Matrix, b: &Matrix) {
        assert_eq!((a.cols, a.rows, b.cols), (self.rows, b.rows, self.cols));
        let size = Size { m: a.cols, n: b.cols, k: a.rows };
        multiply(size, Left { data: &a.data, row: 1, column: a.cols }, &b.data, &mut self.data);
    }

    /// `self += other`.
    pub fn add(&mut self, other: &Matrix) {
        assert_eq!((self.rows, self.cols), (other.rows, other.cols));
        add(&mut self.data, &other.data);
    }

    /// The rows whose numbers are given, in that order.
    pub fn gather(&self, rows: &[usize]) -> Matrix {
        let mut out = Matrix::zeros(rows.len(), self.cols);
        for (to, &from) in rows.iter().enumerate() {
            out.row_mut(to).copy_from_slice(self.row(from));
        }
        out
    }

    /// Adds row `i` of `other` to the row whose number is `rows[i]`: the gradient of [`Self::gather`].
    pub fn scatter_add(&mut self, rows: &[usize], other: &Matrix) {
        for (from, &to) in rows.iter().enumerate() {
            add(self.row_mut(to), other.row(from));
        }
    }

    /// Two matrices of as many rows, side by side.
    pub fn beside(&self, right: &Matrix) -> Matrix {
        assert_eq!(self.rows, right.rows);
        let mut out = Matrix::zeros(self.rows, self.cols + right.cols);
        for row in 0..self.rows {
            let (a, b) = out.row_mut(row).split_at_mut(self.cols);
            a.copy_from_slice(self.row(row));
            b.copy_from_slice(right.row(row));
        }
        out
    }

    /// Columns `from..to`.
    pub fn columns(&self, from: usize, to: usize) -> Matrix {
        let mut out = Matrix::zeros(self.rows, to - from);
        for row in 0..self.rows {
            out.row_mut(row).copy_from_slice(&self.row(row)[from..to]);
        }
        out
    }
}

/// `a += b`, element by element.
pub fn add(a: &mut [f32], b: &[f32]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a += b;
    }
}

/// The scalar product.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0f32; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_chunks.zip(b_chunks) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum = fused(*a, *b, *sum);
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// `a * b + c`, in one instruction where the processor built for has one.
#[inline(always)]
fn fused(a: f32, b: f32, c: f32) -> f32 {
    if cfg!(target_feature = "fma") { a.mul_add(b, c) } else { a * b + c }
}

/// `m × k` times `k × n`.
#[derive(Clone, Copy)]
pub struct Size {
    /// Rows of the left side and of the product.
    pub m: usize,
    /// Columns of the right side and of the product.
    pub n: usize,
    /// Columns of the left side, rows of the right side.
    pub k: usize,
}

/// The left side of a product; strides say where the next row and column are.
#[derive(Clone, Copy)]
pub struct Left<'a> {
    /// The elements.
    pub data: &'a [f32],
    /// From one row to the next.
    pub row: usize,
    /// From one column to the next.
    pub column: usize,
}

/// Columns of the right side that are taken at a time, and rows of it: together they stay in the
/// nearest cache.
const WIDTH: usize = 384;
const DEPTH: usize = 32;
/// Rows of the right side that are worked on at once.
const STEPS: usize = 4;

/// `c += a · b`; `b` and `c` lie row by row without gaps.
pub fn multiply(size: Size, a: Left, b: &[f32], c: &mut [f32]) {
    let Size { m, n, k } = size;
    assert!(b.len() >= k * n && c.len() >= m * n);
    for n0 in (0..n).step_by(WIDTH) {
        let columns = n0..n.min(n0 + WIDTH);
        for k0 in (0..k).step_by(DEPTH) {
            let end = k.min(k0 + DEPTH);
            for (pair, rows) in c[..m * n].chunks_mut(2 * n).enumerate() {
                let (first, second) = rows.split_at_mut(n);
                let first = &mut first[columns.clone()];
                let mut second = (!second.is_empty()).then(|| &mut second[columns.clone()]);
                for k0 in (k0..end).step_by(STEPS) {
                    // Past the end: rows that are there, times zero.
                    let right = |s: usize| &b[(k0 + s).min(k - 1) * n..][columns.clone()];
                    let right = [right(0), right(1), right(2), right(3)];
                    let factors = |row: usize| {
                        let factor = |s: usize| match k0 + s < k {
                            true => a.data[row * a.row + (k0 + s) * a.column],
                            false => 0.0,
                        };
                        [factor(0), factor(1), factor(2), factor(3)]
                    };
                    match &mut second {
                        Some(second) => {
                            add_to_two(first, second, right, [factors(2 * pair), factors(2 * pair + 1)]);
                        }
                        None => add_to_one(first, right, factors(2 * pair)),
                    }
                }
            }
        }
    }
}

/// Adds multiples of four rows to two others. Written out because the compiler only makes vector
/// instructions of it when the slices are parameters of their own.
#[inline(never)]
fn add_to_two(c0: &mut [f32], c1: &mut [f32], [b0, b1, b2, b3]: [&[f32]; STEPS], f: [[f32; STEPS]; 2]) {
    let n = c0.len();
    let (c1, b0, b1, b2, b3) = (&mut c1[..n], &b0[..n], &b1[..n], &b2[..n], &b3[..n]);
    let [[f00, f01, f02, f03], [f10, f11, f12, f13]] = f;
    for j in 0..n {
        let (x0, x1, x2, x3) = (b0[j], b1[j], b2[j], b3[j]);
        c0[j] = fused(f03, x3, fused(f02, x2, fused(f01, x1, fused(f00, x0, c0[j]))));
        c1[j] = fused(f13, x3, fused(f12, x2, fused(f11, x1, fused(f10, x0, c1[j]))));
    }
}

/// Adds multiples of four rows to one other.
#[inline(never)]
fn add_to_one(c: &mut [f32], [b0, b1, b2, b3]: [&[f32]; STEPS], [f0, f1, f2, f3]: [f32; STEPS]) {
    let n = c.len();
    let (b0, b1, b2, b3) = (&b0[..n], &b1[..n], &b2[..n], &b3[..n]);
    for j in 0..n {
        c[j] = fused(f3, b3[j], fused(f2, b2[j], fused(f1, b1[j], fused(f0, b0[j], c[j]))));
    }
}

/// The logistic function of each element.
pub fn sigmoid(values: &mut [f32]) {
    for value in values {
        *value = 1.0 / (1.0 + exp(-*value));
    }
}

/// The hyperbolic tangent of each element.
pub fn tanh(values: &mut [f32]) {
    for value in values {
        *value = 1.0 - 2.0 / (exp(2.0 * *value) + 1.0);
    }
}

/// The exponential, without branches so that loops over it become vector instructions; off by at
/// most 3 units in the last place between -87 and 88, clamped outside.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    // Adding and taking away this rounds to the nearest whole number.
    const ROUND: f32 = 12_582_912.0;
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    // ln 2 in two parts, the first exact in few bits.
    let r = (x - n * 0.693_359_4) + n * 2.121_944_4e-4;
    let p = 1.987_569_2e-4;
    let p = p * r + 1.398_2e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_6e-1;
    let p = p * r + 0.5;
    let y = p * r * r + r + 1.0;
    let scale = f32::from_bits(shifted.to_bits().wrapping_add(127) << 23);
    y * scale
}

#[cfg(test)]
mod tests {
    use super::*;

    fn random(rows: usize, cols: usize, seed: u64) -> Matrix {
        let mut rng = fastrand::Rng::with_seed(seed);
        Matrix { rows, cols, data: (0..rows * cols).map(|_| rng.f32() - 0.5).collect() }
    }

    fn slow(a: &Matrix, b: &Matrix) -> Matrix {
        let mut out = Matrix::zeros(a.rows, b.cols);
        for i in 0..a.rows {
            for j in 0..b.cols {
                out.data[i * b.cols + j] = (0..a.cols).map(|k| a.row(i)[k] * b.row(k)[j]).sum();
            }
        }
        out
    }

    fn close(a: &Matrix, b: &Matrix) -> bool {
        a.data.iter().zip(&b.data).all(|(a, b)| (a - b).abs() < 1e-4)
    }

    #[test]
    fn products_agree_with_the_definition() {
        for (m, n, k) in [(1, 1, 1), (7, 33, 5), (12, 64, 300), (5, 100, 17), (13, 40, 513)] {
            let (a, b) = (random(m, k, 1), random(k, n, 2));
            let expected = slow(&a, &b);
            assert!(close(&a.times(&b), &expected), "{m} {n} {k}");
            assert!(close(&a.times_transposed(&b.transposed()), &expected), "{m} {n} {k}");
            let mut c = Matrix::zeros(m, n);
            c.add_transposed_product(&a.transposed(), &b);
            assert!(close(&c, &expected), "{m} {n} {k}");
        }
    }

    #[test]
    fn exp_is_close_everywhere() {
        for i in -8700..8800 {
            let x = i as f32 / 100.0;
            let relative = (exp(x) as f64 / (x as f64).exp() - 1.0).abs();
            assert!(relative < 4e-7, "{x}: {relative}");
        }
    }
}
