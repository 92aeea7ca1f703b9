//! What the reader knows: its input and, in time, its weights.
//!
//! - [`features`] turns words into the numbers that the reader looks up
//! - [`file`](mod@file) is the layout of the file that the weights are kept in

pub mod features;
pub mod file;
