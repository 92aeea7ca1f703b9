//! What the reader knows: its input and, in time, its weights.
//!
//! [`features`] turns words into the numbers that the reader looks up.

pub mod features;
