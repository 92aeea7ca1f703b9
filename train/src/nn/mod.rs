//! A small library of neural layers with hand-written gradients.
//!
//! In: numbers of words and features. Out: scores, and after training, named matrices. Everything
//! runs on one thread with fixed seeds, so a run can be repeated on the same machine.
//!
//! # How a network is put together
//!
//! | module | holds |
//! |---|---|
//! | [`matrix`] | [`Matrix`]: rows of `f32` side by side, and their products |
//! | [`packed`] | [`Packed`]: how the sequences of a batch lie in one matrix, without padding |
//! | [`param`] | [`Param`]: a named matrix that learns; [`Module`]: whatever holds some; [`Adam`] |
//! | [`embedding`] | [`Embedding`]: a row for each number |
//! | [`gru`] | [`BiGru`]: one layer that reads in both directions |
//! | [`linear`] | [`Linear`], with or without a leaky rectifier |
//! | [`biaffine`] | [`Biaffine`]: scores of pairs of rows, several classes; [`Arcs`]: who heads whom |
//! | [`crf`] | [`Crf`]: labels in sequence |
//! | [`loss`] | softmax and cross-entropy |
//! | [`dropout`] | masks, one per sequence or one per row |
//! | [`encoder`] | [`Encoder`]: embeddings, dropout and layers of [`BiGru`], for heads to sit on |
//!
//! # Gradients
//!
//! A layer has `forward`, which returns its output and whatever its gradient will need, and
//! `backward`, which takes that and the gradient of the loss by its output, **adds** to the
//! gradients of its own parameters and returns the gradient by its input. Several heads on one
//! encoder add up the gradients that they return and hand the sum to [`Encoder::backward`].
//! [`Adam::step`] applies and clears what has been gathered.
//!
//! Every layer's gradients are held against finite differences by the tests of its module.

pub mod biaffine;
pub mod crf;
pub mod dropout;
pub mod embedding;
pub mod encoder;
pub mod gru;
pub mod linear;
pub mod loss;
pub mod matrix;
pub mod packed;
pub mod param;

pub use biaffine::{Arcs, Biaffine};
pub use crf::Crf;
pub use embedding::Embedding;
pub use encoder::Encoder;
pub use gru::BiGru;
pub use linear::{Activation, Linear};
pub use matrix::Matrix;
pub use packed::Packed;
pub use param::{Adam, Module, Param};

#[cfg(test)]
pub(crate) mod check;
