//! Word vectors of our own, from unlabelled text.
//!
//! In: sentences as rows of the word table. Out: a vector for each row, such that words that stand
//! among the same words have similar ones: positive pointwise mutual information, reduced by
//! singular value decomposition (Levy and Goldberg 2014).

use crate::{
    corpora,
    nn::matrix::{Matrix, add, dot},
};
use anyhow::{Context, Result};
use fastrand::Rng;
use std::path::{Path, PathBuf};
use whosaid::{document::Document, segment, text};

/// Words at most so far apart stand together.
const WINDOW: usize = 3;
/// How often the largest directions are drawn out.
const ITERATIONS: usize = 8;

/// The sentences of the unlabelled corpus, as words.
pub fn raw_sentences() -> Result<Vec<Vec<String>>> {
    let mut sentences = Vec::new();
    for path in texts(&corpora::path("raw")?)? {
        let read =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut document = Document::new(&read);
        text::divide(&mut document);
        segment::segment(&mut document);
        let words = |tokens: &std::ops::Range<usize>| {
            tokens.clone().map(|token| document.word(token).to_owned()).collect()
        };
        sentences.extend(document.sentences.iter().map(|sentence| words(&sentence.tokens)));
    }
    Ok(sentences)
}

/// Every text under a folder, in an order that is always the same.
pub fn texts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(texts(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A vector of `cols` numbers for each of `words` rows.
pub fn vectors(sentences: &[Vec<u32>], words: usize, cols: usize, rng: &mut Rng) -> Matrix {
    let information = Sparse::information(sentences, words);
    // Columns of the result lie row by row here: they are what has to be made orthogonal.
    let mut basis = Matrix { rows: words, cols, data: (0..words * cols).map(|_| rng.f32() - 0.5).collect() };
    let mut sizes = vec![0.0; cols];
    for _ in 0..ITERATIONS {
        let mut columns = information.times(&basis).transposed();
        for (column, size) in sizes.iter_mut().enumerate() {
            let (before, rest) = columns.data.split_at_mut(column * words);
            let this = &mut rest[..words];
            for other in before.chunks_exact(words) {
                let share = -dot(this, other);
                this.iter_mut().zip(other).for_each(|(this, other)| *this += share * other);
            }
            let length = dot(this, this).sqrt().max(f32::MIN_POSITIVE);
            this.iter_mut().for_each(|value| *value /= length);
            *size = length;
        }
        basis = columns.transposed();
    }
    for row in basis.data.chunks_exact_mut(cols) {
        row.iter_mut().zip(&sizes).for_each(|(value, size)| *value *= size.sqrt());
        // Frequent words have longer vectors, though not by so much.
        let length = dot(row, row).sqrt();
        if length > 0.0 {
            row.iter_mut().for_each(|value| *value /= length.sqrt());
        }
    }
    let mean = (dot(&basis.data, &basis.data) / basis.data.len().max(1) as f32).sqrt();
    basis.data.iter_mut().for_each(|value| *value *= 0.15 / mean.max(f32::MIN_POSITIVE));
    basis
}

/// A matrix most of whose elements are zero.
struct Sparse {
    /// Where each row begins; one more at the end.
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
}

impl Sparse {
    /// How much more often than by chance two words stand together, as a logarithm; zero where
    /// that is not more.
    fn information(sentences: &[Vec<u32>], words: usize) -> Self {
        let mut pairs: Vec<u64> = Vec::new();
        for sentence in sentences {
            for (i, &left) in sentence.iter().enumerate() {
                for &right in sentence.iter().skip(i + 1).take(WINDOW) {
                    pairs.push(u64::from(left) << 32 | u64::from(right));
                    pairs.push(u64::from(right) << 32 | u64::from(left));
                }
            }
        }
        pairs.sort_unstable();
        let mut often = vec![0u32; words];
        pairs.iter().for_each(|pair| often[(pair >> 32) as usize] += 1);
        let all = pairs.len() as f32;
        let mut sparse = Self { starts: vec![0], columns: Vec::new(), values: Vec::new() };
        for same in pairs.chunk_by(|a, b| a == b) {
            let (row, column) = ((same[0] >> 32) as usize, same[0] as u32);
            while sparse.starts.len() <= row {
                sparse.starts.push(sparse.columns.len());
            }
            let expected = often[row] as f32 * (often[column as usize] as f32 / all);
            let information = (same.len() as f32 / expected).ln();
            if information > 0.0 {
                sparse.columns.push(column);
                sparse.values.push(information);
            }
        }
        sparse.starts.resize(words + 1, sparse.columns.len());
        sparse
    }

    fn times(&self, right: &Matrix) -> Matrix {
        let mut out = Matrix::zeros(right.rows, right.cols);
        let mut scaled = vec![0.0; right.cols];
        for row in 0..right.rows {
            for at in self.starts[row]..self.starts[row + 1] {
                let value = self.values[at];
                scaled.iter_mut().zip(right.row(self.columns[at] as usize)).for_each(|(s, r)| *s = value * r);
                add(out.row_mut(row), &scaled);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_the_same_company_are_similar() {
        // 1 and 2 stand between 3 and 4; 5 and 6 between 7 and 8.
        let sentences: Vec<Vec<u32>> = [[3, 1, 4], [3, 2, 4], [7, 5, 8], [7, 6, 8]].map(Vec::from).to_vec();
        let vectors = vectors(&sentences, 9, 4, &mut Rng::with_seed(1));
        let cosine = |a: usize, b: usize| {
            let (a, b) = (vectors.row(a), vectors.row(b));
            dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
        };
        assert!(cosine(1, 2) > 0.9 && cosine(5, 6) > 0.9);
        assert!(cosine(1, 5).abs() < 0.3);
    }
}
