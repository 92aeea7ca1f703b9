//! The sections of a model file, each taken once, in the shape that is asked for.

use super::file::{self, Elements, Error, Section};
use rustc_hash::FxHashMap;

/// The sections that nobody has taken yet.
#[derive(Clone, Debug)]
pub struct Sections(FxHashMap<String, Section>);

impl Sections {
    /// The sections of a file.
    ///
    /// # Errors
    ///
    /// Where it is no such file, or a damaged one.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self(file::read(bytes)?.into_iter().map(|section| (section.name.clone(), section)).collect()))
    }

    /// A matrix of whole numbers of one byte: rows, columns, elements.
    ///
    /// # Errors
    ///
    /// Where there is none.
    pub fn bytes(&mut self, name: &str) -> Result<(usize, usize, Vec<i8>), Error> {
        match self.0.remove(name) {
            Some(Section { rows, cols, elements: Elements::Bytes(values), .. }) if rows > 0 && cols > 0 => {
                Ok((rows, cols, values))
            }
            _ => Err(Error::Section(name.to_owned())),
        }
    }

    /// So many whole numbers of four bytes.
    ///
    /// # Errors
    ///
    /// Where there are none, or not so many.
    pub fn words(&mut self, name: &str, length: usize) -> Result<Vec<i32>, Error> {
        match self.0.remove(name) {
            Some(Section { elements: Elements::Words(values), .. }) if values.len() == length => Ok(values),
            _ => Err(Error::Section(name.to_owned())),
        }
    }

    /// Lines of text.
    ///
    /// # Errors
    ///
    /// Where there are none.
    pub fn lines(&mut self, name: &str) -> Result<Vec<String>, Error> {
        match self.0.remove(name) {
            Some(Section { elements: Elements::Lines(lines), .. }) => Ok(lines),
            _ => Err(Error::Section(name.to_owned())),
        }
    }
}
