//! Dependency trees.
//!
//! In: a document with tokens and sentences, and the weights of `models/en-syntax.bin`. Out: the part
//! of speech of each token, and the tree of each sentence. A sentence of more than [`LONGEST`] tokens
//! falls apart into several trees, so that time stays linear.
//!
//! An article is read without trees: the reader of attributions learned what they look like when it was
//! trained beside this parser (`train/`), so that nobody has to load both. The parser is for programs
//! that ask about the grammar of what they found:
//!
//! ```no_run
//! use whosaid::{document::Document, model::sections::Sections, parse::{Parser, Trees}, segment, text};
//!
//! let file = std::fs::read("models/en-syntax.bin")?;
//! let parser = Parser::read(&mut Sections::read(&file)?)?;
//! let mut document = Document::new("The Kremlin said that its troops had gone home.");
//! text::divide(&mut document);
//! segment::segment(&mut document);
//! parser.parse(&mut document);
//! let trees = Trees::new(&document);
//! assert_eq!(trees.subject(2).map(|subject| document.word(subject)), Some("Kremlin"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
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
