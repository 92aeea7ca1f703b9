//! The file that weights are kept in.
//!
//! In: bytes, in the layout below. Out: named sections, or an [`Error`] that says what is wrong
//! with the file. All numbers are little-endian.
//!
//! | bytes | holds |
//! |---|---|
//! | 8 | `whosaid` and a zero |
//! | 4 | version of the layout |
//! | 4 | CRC-32 of everything that follows |
//! | 4 | how many bytes follow |
//! | 4 | number of sections |
//! | for each section | length of its name (1 byte), name, number of rows (4), of columns (4), kind of elements (1), elements |

use std::fmt;

const MAGIC: [u8; 8] = *b"whosaid\0";

/// The version that this code writes and reads.
pub const VERSION: u32 = 1;

/// Bytes before the sections.
const HEAD: usize = MAGIC.len() + 12;

/// What is wrong with a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// It is some other file.
    NotAModel,
    /// It was written by another version of this code.
    Version(u32),
    /// It ends too early: so many bytes are there, so many are needed.
    Truncated {
        /// The bytes that are there.
        there: usize,
        /// The bytes that are needed.
        needed: usize,
    },
    /// More bytes follow than the file should have.
    TooLong,
    /// Its bytes are not those that were written.
    Damaged,
    /// It lacks a section, or has it in another shape.
    Section(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NotAModel => write!(f, "this is not a model file"),
            Self::Version(found) => {
                write!(f, "the model file has version {found}; this program reads version {VERSION}")
            }
            Self::Truncated { there, needed } => {
                write!(f, "the model file is cut off: {there} bytes of {needed}")
            }
            Self::TooLong => write!(f, "the model file is longer than it should be"),
            Self::Damaged => write!(f, "the model file is damaged: its checksum does not agree"),
            Self::Section(name) => write!(f, "the model file has no proper section \"{name}\""),
        }
    }
}

impl std::error::Error for Error {}

/// The elements of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Elements {
    /// Whole numbers of one byte.
    Bytes(Vec<i8>),
    /// Whole numbers of four bytes.
    Words(Vec<i32>),
    /// Floating-point numbers: weights before they are rounded.
    Floats(Vec<f32>),
    /// Lines of text, one a row.
    Lines(Vec<String>),
}

/// A named matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name, unique in the file.
    pub name: String,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// Its elements, row by row.
    pub elements: Elements,
}

/// The bytes of a file that holds these sections. Names must be shorter than 256 bytes, and lines
/// must not hold line ends.
pub fn write(sections: &[Section]) -> Vec<u8> {
    let mut body = (sections.len() as u32).to_le_bytes().to_vec();
    for section in sections {
        body.push(section.name.len() as u8);
        body.extend(section.name.bytes());
        body.extend((section.rows as u32).to_le_bytes());
        body.extend((section.cols as u32).to_le_bytes());
        match &section.elements {
            Elements::Bytes(values) => {
                body.push(0);
                body.extend(values.iter().map(|&value| value as u8));
            }
            Elements::Words(values) => {
                body.push(1);
                body.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            }
            Elements::Floats(values) => {
                body.push(2);
                body.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            }
            Elements::Lines(lines) => {
                body.push(3);
                let text: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
                body.extend((text.len() as u32).to_le_bytes());
                body.extend(text.bytes());
            }
        }
    }
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend(checksum(&body).to_le_bytes());
    out.extend((body.len() as u32).to_le_bytes());
    out.extend(body);
    out
}

/// Their CRC-32.
fn checksum(bytes: &[u8]) -> u32 {
    // The tables of faster ones weigh 16 kB in the browser; this one reckons its table here.
    crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(bytes)
}

/// The sections of a file.
///
/// # Errors
///
/// Where the bytes are not what [`write()`] gave, of this version.
pub fn read(bytes: &[u8]) -> Result<Vec<Section>, Error> {
    let magic = bytes.get(..MAGIC.len()).unwrap_or(bytes);
    if !MAGIC.starts_with(magic) {
        return Err(Error::NotAModel);
    }
    let (head, body) = bytes.split_at(bytes.len().min(HEAD));
    let mut head = Reader { bytes: head, at: MAGIC.len(), whole: HEAD };
    let version = head.number()?;
    if version != VERSION as usize {
        return Err(Error::Version(version as u32));
    }
    let (expected, length) = (head.number()?, head.number()?);
    if body.len() < length {
        return Err(Error::Truncated { there: bytes.len(), needed: HEAD + length });
    }
    if body.len() > length {
        return Err(Error::TooLong);
    }
    if checksum(body) as usize != expected {
        return Err(Error::Damaged);
    }
    let mut body = Reader { bytes: body, at: 0, whole: length };
    let count = body.number()?;
    // Not reserved: the number may be anything in a file that was made on purpose.
    let mut sections = Vec::new();
    for _ in 0..count {
        sections.push(body.section()?);
    }
    if body.at < length { Err(Error::TooLong) } else { Ok(sections) }
}

/// Takes numbers from bytes, one after the other.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    whole: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Result<&'b [u8], Error> {
        let end = self.at.saturating_add(length);
        let taken = self.bytes.get(self.at..end);
        self.at = end;
        taken.ok_or(Error::Truncated { there: self.bytes.len(), needed: end.max(self.whole) })
    }

    fn number(&mut self) -> Result<usize, Error> {
        Ok(self.take(4)?.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
    }

    fn section(&mut self) -> Result<Section, Error> {
        let length = self.take(1)?[0];
        let name = std::str::from_utf8(self.take(length.into())?);
        let name = name.map_err(|_| Error::Section(String::new()))?.to_owned();
        let (rows, cols) = (self.number()?, self.number()?);
        let size = rows.checked_mul(cols).ok_or_else(|| Error::Section(name.clone()))?;
        let words = |bytes: &'b [u8]| bytes.chunks_exact(4).map(|four| [four[0], four[1], four[2], four[3]]);
        let elements = match self.take(1)?[0] {
            0 => Elements::Bytes(self.take(size)?.iter().map(|&byte| byte as i8).collect()),
            1 => Elements::Words(words(self.take(size.saturating_mul(4))?).map(i32::from_le_bytes).collect()),
            2 => {
                Elements::Floats(words(self.take(size.saturating_mul(4))?).map(f32::from_le_bytes).collect())
            }
            3 => {
                let length = self.number()?;
                let text =
                    std::str::from_utf8(self.take(length)?).map_err(|_| Error::Section(name.clone()))?;
                let lines: Vec<String> = text.lines().map(str::to_owned).collect();
                if lines.len() != rows {
                    return Err(Error::Section(name));
                }
                Elements::Lines(lines)
            }
            _ => return Err(Error::Section(name)),
        };
        Ok(Section { name, rows, cols, elements })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sections() -> Vec<Section> {
        let section =
            |name: &str, rows, cols, elements| Section { name: name.to_owned(), rows, cols, elements };
        vec![
            section("bytes", 2, 3, Elements::Bytes(vec![1, -2, 3, -128, 127, 0])),
            section("words", 1, 2, Elements::Words(vec![i32::MIN, 7])),
            section("floats", 2, 1, Elements::Floats(vec![0.5, -1e9])),
            section("lines", 2, 1, Elements::Lines(vec![String::new(), "é".to_owned()])),
        ]
    }

    #[test]
    fn what_was_written_is_read() {
        assert_eq!(read(&write(&sections())), Ok(sections()));
    }

    #[test]
    fn faults_are_told_apart() {
        let good = write(&sections());
        assert_eq!(read(b"{\"a\": 1}"), Err(Error::NotAModel));
        let mut other = good.clone();
        other[8] = 9;
        assert_eq!(read(&other), Err(Error::Version(9)));
        let longer = [&good[..], b"x"].concat();
        assert_eq!(read(&longer), Err(Error::TooLong));
    }

    #[test]
    fn every_cut_is_told() {
        let good = write(&sections());
        for length in 0..good.len() {
            let error = read(&good[..length]).unwrap_err();
            assert!(matches!(error, Error::Truncated { there, .. } if there == length), "{length}: {error}");
        }
    }

    #[test]
    fn every_flipped_bit_is_told() {
        let good = write(&sections());
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(read(&bad).is_err(), "bit {bit}");
        }
    }

    proptest! {
        // With a checksum that agrees, as only somebody who means it would write.
        #[test]
        fn any_body_is_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut file = MAGIC.to_vec();
            file.extend(VERSION.to_le_bytes());
            file.extend(checksum(&body).to_le_bytes());
            file.extend((body.len() as u32).to_le_bytes());
            file.extend(body);
            let _ = read(&file);
        }
    }
}
