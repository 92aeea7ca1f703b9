//! Puts the functions of a WebAssembly module into an order that packs better.
//!
//! In: a module. Out: the same one, its functions renumbered. `gzip` finds again what it has seen in the
//! 32 kB before, and the linker's order, or one by length, leaves functions that were compiled from the
//! same generic code far from each other. Here each function is followed by the one most of which stands
//! in the window already: a greedy choice, which can be far from the best order of all.

use anyhow::{Result, anyhow};
use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionSectionReader, Parser, Payload, TypeRef};

/// How far back `gzip` looks, in bytes, less some for the data around.
const WINDOW: usize = 30_000;

/// Functions are alike by runs of so many bytes.
const RUN: usize = 8;

/// The module with like functions beside each other.
pub fn sorted(module: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(&module[body.range()]),
            _ => {}
        }
    }
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in order.iter().enumerate() {
        places[function] = imported + place as u32;
    }
    let mut sorted = Module::new();
    Renumbering { imported, order, places }
        .parse_core_module(&mut sorted, Parser::new(0), module)
        .map_err(|e| anyhow!("cannot sort the functions: {e}"))?;
    Ok(sorted.finish())
}

/// The functions, each behind one that it is like.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    // The runs of each function, numbered, and the functions that have each.
    let mut numbers: HashMap<&[u8], usize> = HashMap::new();
    let mut having: Vec<Vec<usize>> = Vec::new();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for (function, body) in bodies.iter().enumerate() {
        let mut own = Vec::new();
        for run in body.windows(RUN) {
            let number = *numbers.entry(run).or_insert(having.len());
            if number == having.len() {
                having.push(Vec::new());
            }
            if having[number].last() != Some(&function) {
                having[number].push(function);
                own.push(number);
            }
        }
        runs.push(own);
    }

    // How many of a function's runs stand in the window.
    let mut known = vec![0usize; bodies.len()];
    let mut in_window = vec![0usize; having.len()];
    let mut window: VecDeque<usize> = VecDeque::new();
    let mut size = 0;
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    // For long functions the share counts for less: they take more out of the window as well.
    let lengths: Vec<f64> = bodies.iter().map(|body| (body.len() as f64 + 8.0).powf(0.7)).collect();
    let score = |function: usize, known: usize| known as f64 / lengths[function];
    while !left.is_empty() {
        let mut best = 0;
        for at in 1..left.len() {
            if score(left[at], known[left[at]]) > score(left[best], known[left[best]]) {
                best = at;
            }
        }
        let next = left.remove(best);
        order.push(next);
        window.push_back(next);
        size += bodies[next].len();
        for &run in &runs[next] {
            in_window[run] += 1;
            if in_window[run] == 1 {
                having[run].iter().for_each(|&function| known[function] += 1);
            }
        }
        while size > WINDOW
            && let Some(first) = window.pop_front()
        {
            size -= bodies[first].len();
            for &run in &runs[first] {
                in_window[run] -= 1;
                if in_window[run] == 0 {
                    having[run].iter().for_each(|&function| known[function] -= 1);
                }
            }
        }
    }
    order
}

/// Writes a module anew with its functions in another order.
struct Renumbering {
    /// Functions that are imported keep their numbers, the first ones.
    imported: u32,
    /// The functions in their new order.
    order: Vec<usize>,
    /// The new number of each function.
    places: Vec<u32>,
}

impl Reencode for Renumbering {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, Error> {
        Ok(index.checked_sub(self.imported).map_or(index, |own| self.places[own as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for function in &self.order {
            functions.function(types[*function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader,
    ) -> Result<(), Error> {
        let bodies = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for function in self.order.clone() {
            utils::parse_function_body(self, code, bodies[function].clone())?;
        }
        Ok(())
    }
}
