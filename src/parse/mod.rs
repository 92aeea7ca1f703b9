//! Dependency trees.
//!
//! In: the scores that the reader gives to each pair of tokens. Out: a tree for each sentence.

pub mod decode;
