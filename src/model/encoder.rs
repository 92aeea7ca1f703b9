//! From words to what the reader makes of them in their sentence.
//!
//! In: for each token its rows in the tables. Out: a row of states for each token. Tables of rows
//! stand side by side; over them lie layers of gated recurrent units (Cho et al. 2014) that read in
//! both directions.

use super::{
    file::Error,
    fixed::{Curves, saturate},
    product::{LANES, Product},
    sections::Sections,
};
use whosaid_kernels as kernels;

/// Bits behind the point of a table's scales.
pub const TABLE_FRACTION: u32 = 12;

/// A table: a row of values for each number.
#[derive(Clone, Debug)]
pub struct Table {
    rows: usize,
    cols: usize,
    values: Vec<i8>,
    /// For each column, what a unit is worth in fixed point, in 1/4096ths.
    scales: Vec<i32>,
}

impl Table {
    /// The table `name`, of so many rows.
    ///
    /// # Errors
    ///
    /// Where the file has none, or in another shape.
    pub fn read(sections: &mut Sections, name: &str, rows: usize) -> Result<Self, Error> {
        let (found, cols, values) = sections.bytes(name)?;
        if found != rows {
            return Err(Error::Section(name.to_owned()));
        }
        Ok(Self { rows, cols, values, scales: sections.words(&format!("{name}.scale"), cols)? })
    }

    /// Number of columns.
    pub fn cols(&self) -> usize {
        self.cols
    }

    /// Adds the row of a number to `out`; the last row where there is none of that number.
    pub fn append(&self, number: u32, out: &mut Vec<i16>) {
        let row = (number as usize).min(self.rows - 1) * self.cols;
        let values = self.values[row..row + self.cols].iter().zip(&self.scales);
        let widened = |(&value, &scale): (&i8, &i32)| i32::from(value).wrapping_mul(scale) >> TABLE_FRACTION;
        out.extend(values.map(|pair| saturate(widened(pair))));
    }
}

/// One direction of a layer.
#[derive(Clone, Debug)]
struct Direction {
    input: Product,
    state: Product,
}

impl Direction {
    fn read(sections: &mut Sections, name: &str, inputs: usize) -> Result<Self, Error> {
        let input = Product::read(sections, &format!("{name}.input"), inputs, None)?;
        let units = input.outputs() / 3;
        let state = Product::read(sections, &format!("{name}.state"), units, Some(input.outputs()))?;
        if input.outputs() % 3 != 0 {
            return Err(Error::Section(format!("{name}.input")));
        }
        Ok(Self { input, state })
    }

    fn units(&self) -> usize {
        self.state.inputs()
    }

    /// Reads the rows of `x` from first to last or the other way, and puts the states into the
    /// columns of `out`, whose rows are twice as long, from `column` on.
    fn run(&self, x: &[i16], back: bool, out: &mut [i16], buffers: &mut Gates) {
        let units = self.units();
        self.input.values(x, &mut buffers.sums, &mut buffers.input);
        buffers.before.clear();
        buffers.before.resize(units, 0);
        let curves = Curves::default();
        let tokens = buffers.input.len() / (3 * units);
        for step in 0..tokens {
            let token = if back { tokens - 1 - step } else { step };
            self.state.values(&buffers.before, &mut buffers.sums, &mut buffers.state);
            let input = &buffers.input[token * 3 * units..(token + 1) * 3 * units];
            let before = &mut buffers.before[..units];
            kernels::step(input, &buffers.state, before, curves);
            let column = if back { units } else { 0 };
            out[token * 2 * units + column..][..units].copy_from_slice(before);
        }
    }
}

/// A layer that reads in both directions.
#[derive(Clone, Debug)]
pub struct Layer {
    forward: Direction,
    backward: Direction,
}

impl Layer {
    /// The layer `name`, of so many inputs.
    ///
    /// # Errors
    ///
    /// Where the file has none, or in another shape.
    pub fn read(sections: &mut Sections, name: &str, inputs: usize) -> Result<Self, Error> {
        let mut read = |way: &str| Direction::read(sections, &format!("{name}.{way}"), inputs);
        let (forward, backward) = (read("forward")?, read("backward")?);
        if forward.units() != backward.units() {
            return Err(Error::Section(format!("{name}.backward.state")));
        }
        Ok(Self { forward, backward })
    }

    /// Columns of what it puts out.
    pub fn cols(&self) -> usize {
        2 * self.forward.units()
    }

    /// Reads the rows of `x`, one a token, and puts one a token into `out`.
    pub fn run(&self, x: &[i16], out: &mut Vec<i16>, gates: &mut Gates) {
        out.clear();
        out.resize(x.len() / self.forward.input.inputs() * self.cols(), 0);
        self.forward.run(x, false, out, gates);
        self.backward.run(x, true, out, gates);
    }
}

/// Tables and layers.
#[derive(Clone, Debug)]
pub struct Encoder {
    tables: Vec<Table>,
    /// Columns of the tables, filled up to whole steps of an instruction.
    inputs: usize,
    layers: Vec<Layer>,
}

/// What one direction needs while it reads.
#[derive(Clone, Debug, Default)]
pub struct Gates {
    sums: Vec<i32>,
    input: Vec<i16>,
    state: Vec<i16>,
    before: Vec<i16>,
}

/// The states of a sentence, and room to work in; made once and used for every sentence.
#[derive(Clone, Debug, Default)]
pub struct States {
    /// A row for each token.
    pub rows: Vec<i16>,
    next: Vec<i16>,
    gates: Gates,
}

impl Encoder {
    /// The encoder `name`, with tables of these names and numbers of rows.
    ///
    /// # Errors
    ///
    /// Where the file has it in another shape.
    pub fn read(
        sections: &mut Sections,
        name: &str,
        tables: &[(&str, usize)],
        layers: usize,
    ) -> Result<Self, Error> {
        let table = |&(table, rows): &(&str, usize)| Table::read(sections, &format!("{name}.{table}"), rows);
        let tables: Vec<Table> = tables.iter().map(table).collect::<Result<_, _>>()?;
        let inputs = tables.iter().map(Table::cols).sum::<usize>().next_multiple_of(LANES);
        let mut cols = inputs;
        let layers = (0..layers)
            .map(|number| {
                let layer = Layer::read(sections, &format!("{name}.{number}"), cols)?;
                cols = layer.cols();
                Ok(layer)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { tables, inputs, layers })
    }

    /// Number of tables.
    pub fn tables(&self) -> usize {
        self.tables.len()
    }

    /// Columns of the states.
    pub fn cols(&self) -> usize {
        self.layers.last().map_or(0, Layer::cols)
    }

    /// Reads a sentence. `numbers` has for each token, one after the other, a number for each
    /// table.
    pub fn run(&self, numbers: &[u32], states: &mut States) {
        states.rows.clear();
        for numbers in numbers.chunks_exact(self.tables.len()) {
            for (table, &number) in self.tables.iter().zip(numbers) {
                table.append(number, &mut states.rows);
            }
            states.rows.resize(states.rows.len().next_multiple_of(self.inputs), 0);
        }
        for layer in &self.layers {
            layer.run(&states.rows, &mut states.next, &mut states.gates);
            std::mem::swap(&mut states.rows, &mut states.next);
        }
    }
}
