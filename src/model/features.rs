//! What a word looks like, as numbers.
//!
//! In: a token. Out: its normalised form, by which the word table is searched, and the rows of its
//! beginning, ending and shape in tables of fixed size. Two words may share a row by chance.

use rustc_hash::FxHashMap;

/// Rows of the table of beginnings.
pub const PREFIXES: usize = 2048;
/// Rows of the table of endings of two characters.
pub const SHORT_SUFFIXES: usize = 1024;
/// Rows of the table of endings of three characters.
pub const SUFFIXES: usize = 4096;
/// Rows of the table of shapes.
pub const SHAPES: usize = 256;

/// Tables that a word is looked up in: its own, then those of [`Rows`].
pub const WORD_TABLES: usize = 5;

/// The names of these tables; the first has a row for each word of a list, the others have as many rows
/// as stands here.
pub const HASHED: [(&str, usize); WORD_TABLES - 1] =
    [("prefix", PREFIXES), ("short-suffix", SHORT_SUFFIXES), ("suffix", SUFFIXES), ("shape", SHAPES)];

/// The words that have a row of their own.
#[derive(Clone, Debug)]
pub struct Words(FxHashMap<String, u32>);

impl Words {
    /// The words of a list, in order; the first row is that of all other words.
    pub fn new(words: Vec<String>) -> Self {
        Self(words.into_iter().zip(0..).skip(1).collect())
    }

    /// The number of a word, given with its normalised form, for each table.
    pub fn numbers(&self, word: &str, normalised: &str) -> [u32; WORD_TABLES] {
        let rows = rows(word, normalised);
        let known = self.0.get(normalised).copied().unwrap_or(0);
        [known, rows.prefix, rows.short_suffix, rows.suffix, rows.shape]
    }
}

/// Characters past these play no part in the shape.
const LONGEST_SHAPE: usize = 12;

/// Where a word stands in each hashed table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rows {
    /// The first three characters; below [`PREFIXES`].
    pub prefix: u32,
    /// The last two; below [`SHORT_SUFFIXES`].
    pub short_suffix: u32,
    /// The last three; below [`SUFFIXES`].
    pub suffix: u32,
    /// Capitals, small letters, figures and signs; below [`SHAPES`].
    pub shape: u32,
}

/// Puts the form by which words are looked up into `buffer`: lower case, figures as `0`, quotation
/// marks, apostrophes and dashes of one sort.
pub fn normalise<'b>(word: &str, buffer: &'b mut String) -> &'b str {
    buffer.clear();
    for c in word.chars() {
        match c {
            '0'..='9' => buffer.push('0'),
            c if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
            '‘' | '’' | 'ʼ' | '‚' | '‛' | '`' => buffer.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' => buffer.push('"'),
            '–' | '—' | '―' | '−' => buffer.push('-'),
            '…' => buffer.push_str("..."),
            c => buffer.extend(c.to_lowercase()),
        }
    }
    buffer
}

/// The rows of a word, given with its normalised form.
pub fn rows(word: &str, normalised: &str) -> Rows {
    let after = normalised.char_indices().nth(3).map_or(normalised.len(), |(at, _)| at);
    let before = |count: usize| normalised.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
    Rows {
        prefix: hash(normalised[..after].bytes()) % PREFIXES as u32,
        short_suffix: hash(normalised[before(2)..].bytes()) % SHORT_SUFFIXES as u32,
        suffix: hash(normalised[before(3)..].bytes()) % SUFFIXES as u32,
        shape: shape(word) % SHAPES as u32,
    }
}

/// A number for the sequence of kinds of characters; a third of the same kind adds nothing.
fn shape(word: &str) -> u32 {
    let mut recent = [0u8; 2];
    hash(
        word.chars()
            .filter_map(|c| {
                let kind = match c {
                    c if c.is_uppercase() => b'X',
                    c if c.is_alphabetic() => b'x',
                    c if c.is_numeric() => b'0',
                    c if c.is_ascii() => c as u8,
                    '‘' | '’' => b'\'',
                    '“' | '”' => b'"',
                    '–' | '—' => b'-',
                    _ => b'?',
                };
                let adds = recent != [kind; 2];
                recent = [recent[1], kind];
                adds.then_some(kind)
            })
            .take(LONGEST_SHAPE),
    )
}

/// FNV-1a, its high bits folded into the low ones.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    let hash = bytes.fold(0x811c_9dc5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> Rows {
        let mut buffer = String::new();
        let normalised = normalise(word, &mut buffer).to_owned();
        rows(word, &normalised)
    }

    #[test]
    fn marks_and_figures_are_of_one_sort() {
        let mut buffer = String::new();
        assert_eq!(normalise("“Don’t”", &mut buffer), "\"don't\"");
        assert_eq!(normalise("2,019–20", &mut buffer), "0,000-00");
    }

    #[test]
    fn words_share_what_they_have_in_common() {
        let (denied, denies) = (of("denied"), of("Denies"));
        assert_eq!(denied.prefix, denies.prefix);
        assert_ne!(denied.suffix, denies.suffix);
        assert_ne!(denied.shape, denies.shape);
        assert_eq!(of("applied").suffix, denied.suffix);
        assert_eq!(of("walking").shape, denied.shape);
    }

    #[test]
    fn any_word_has_rows() {
        for word in ["", "é", "日本", "\u{301}", "a\u{1F600}b"] {
            let rows = of(word);
            assert!((rows.prefix as usize) < PREFIXES && (rows.shape as usize) < SHAPES);
        }
    }
}
