//! Dependency trees.
//!
//! In: a document with tokens and sentences, and a model. Out: the part of speech of each token,
//! and the tree of each sentence. A sentence of more than [`LONGEST`] tokens falls apart into
//! several trees, so that time stays linear.
//!
//! 1. [`parser`] reads a sentence with the weights of the model
//! 2. [`decode`] turns its scores into a tree
//! 3. [`tree`] answers questions to trees: who does it, whose clause is it
//! 4. [`label`] names the arcs

pub mod decode;
pub mod label;
pub mod parser;
pub mod tree;

pub use label::Label;
pub use parser::{LONGEST, Parser};
pub use tree::Trees;
