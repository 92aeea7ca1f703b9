//! What the reader knows: its input, its weights, and the arithmetic that it does with them.
//!
//! Everything is whole numbers, so that the same text is read alike on every platform.
//!
//! - [`features`] turns words into the numbers that the reader looks up
//! - [`file`](mod@file) is the layout of the file that the weights are kept in, [`sections`] hands
//!   them out
//! - [`product`] and [`encoder`] read a sentence, by the arithmetic of [`fixed`] and its crate

pub mod encoder;
pub mod features;
pub mod file;
pub mod product;
pub mod sections;

pub use whosaid_kernels::fixed;
