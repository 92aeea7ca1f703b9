//! Reads the tables under `data/`.
//!
//! In: the text of a TSV file whose first line names its columns. Out: its rows. A row with
//! missing cells is padded with empty ones, so that a table can never stop the analysis.

/// States. Read by more than one module; a table that is embedded twice weighs twice.
pub static COUNTRIES: &str = include_str!("../data/countries.tsv");

/// The rows of a table of `N` columns, the line of names left out.
pub fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or("").trim())
    })
}
