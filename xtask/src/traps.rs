//! Takes out of a WebAssembly module what it says to programmers only.
//!
//! In: a module as the linker left it, with the names of its functions. Out: the same one, but
//!
//! - a panic traps at once. In a browser it has nowhere to write its message, and ends in that very trap;
//! - what `{:?}` writes is empty. Only messages of panics have any: with `-C link-arg=--emit-relocs` the
//!   linker tells who asks for it;
//! - so is what is said of a pattern that is no regular expression: the patterns are a table's, whose test
//!   compiles them all;
//! - places in source files, which those messages would name, are zeros.
//!
//! What was called for the messages alone is dropped as dead by the tools that come after. Functions go by
//! their names: one that is not known by them stays as it is.

use anyhow::{Context, Result, anyhow, bail};
use std::collections::HashMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{CodeSection, DataSection, Function, Instruction, Module};
use wasmparser::{
    CodeSectionReader, CompositeInnerType, DataKind, DataSectionReader, KnownCustom, Name, Operator, Parser,
    Payload, TypeRef, ValType,
};

/// The module without its messages.
pub fn silent(module: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut gives_number = Vec::new();
    let mut types = Vec::new();
    let mut replaced = HashMap::new();
    let mut memory = Memory::default();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::TypeSection(section) => {
                for group in section {
                    gives_number.extend(group?.types().map(|kind| match &kind.composite_type.inner {
                        CompositeInnerType::Func(function) => function.results() == [ValType::I32],
                        _ => false,
                    }));
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
            }
            Payload::FunctionSection(section) => types = section.into_iter().collect::<Result<_, _>>()?,
            Payload::DataSection(section) => memory = Memory::of(section)?,
            Payload::CustomSection(custom) => {
                let KnownCustom::Name(names) = custom.as_known() else { continue };
                for name in names {
                    let Name::Function(functions) = name? else { continue };
                    for function in functions {
                        let function = function?;
                        let Some(body) = instead(&format!("{:#}", rustc_demangle::demangle(function.name)))
                        else {
                            continue;
                        };
                        let Some(own) = function.index.checked_sub(imported) else { continue };
                        if body == Body::Trap || gives_number[types[own as usize] as usize] {
                            replaced.insert(own, body);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if replaced.is_empty() {
        bail!("no function of the module is known to panic: has it lost its names?");
    }
    memory.forget_places();
    let mut silent = Module::new();
    Silencing { replaced, memory }
        .parse_core_module(&mut silent, Parser::new(0), module)
        .map_err(|e| anyhow!("cannot silence the panics: {e}"))?;
    Ok(silent.finish())
}

/// What a function holds instead of what it held.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Body {
    /// It never returns.
    Trap,
    /// It returns that all is well.
    Zero,
}

/// What a function of such a name holds instead, if it is there for a message.
fn instead(path: &str) -> Option<Body> {
    let of_a_pattern = path.starts_with("<regex_syntax::") && path.ends_with(" as core::fmt::Display>::fmt");
    // A day is written by its `Debug`: chrono's `Display` calls it.
    let debug = path.ends_with(" as core::fmt::Debug>::fmt") && !path.starts_with("<chrono::");
    if of_a_pattern || debug {
        return Some(Body::Zero);
    }
    let (library, function) = (path.split("::").next()?, path.rsplit("::").next()?);
    let never_returns = function.starts_with("panic_")
        || function.ends_with("_fail")
        || function.ends_with("_failed")
        || ["panic", "handle_error", "handle_alloc_error"].contains(&function);
    (["core", "alloc", "std"].contains(&library) && never_returns).then_some(Body::Trap)
}

/// What stands in memory from the start.
#[derive(Default)]
struct Memory {
    /// Pieces of it, each with its address.
    pieces: Vec<(usize, Vec<u8>)>,
}

impl Memory {
    fn of(section: DataSectionReader) -> Result<Self> {
        let mut pieces = Vec::new();
        for data in section {
            let data = data?;
            let DataKind::Active { offset_expr, .. } = data.kind else { bail!("data without an address") };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                bail!("data whose address is not a number");
            };
            pieces.push((usize::try_from(value).context("a negative address")?, data.data.to_vec()));
        }
        Ok(Self { pieces })
    }

    /// Sets zeros where a `core::panic::Location` stands: address and length of the name of a source file,
    /// line and column. Nothing else in memory begins with the address of such a name.
    fn forget_places(&mut self) {
        let mut names = Vec::new();
        for piece in 0..self.pieces.len() {
            for at in (0..self.pieces[piece].1.len().saturating_sub(15)).step_by(4) {
                let place = &self.pieces[piece].1[at..at + 16];
                let [name, length, line, column] = std::array::from_fn(|i| {
                    u32::from_le_bytes(place[4 * i..][..4].try_into().expect("four bytes")) as usize
                });
                if (1..100_000).contains(&line)
                    && (1..1_000).contains(&column)
                    && self.text(name, length).is_some_and(is_source_file)
                {
                    self.pieces[piece].1[at..at + 16].fill(0);
                    names.push((name, length));
                }
            }
        }
        for (address, length) in names {
            for (start, bytes) in &mut self.pieces {
                if let Some(at) = address.checked_sub(*start)
                    && let Some(name) = bytes.get_mut(at..at + length)
                {
                    name.fill(0);
                }
            }
        }
    }

    /// The bytes from an address on.
    fn text(&self, address: usize, length: usize) -> Option<&[u8]> {
        self.pieces.iter().find_map(|(start, bytes)| {
            let at = address.checked_sub(*start)?;
            bytes.get(at..at.checked_add(length)?)
        })
    }
}

/// Whether it is the name of a file of Rust.
fn is_source_file(name: &[u8]) -> bool {
    name.ends_with(b".rs") && name.iter().all(u8::is_ascii_graphic)
}

/// Writes a module anew with some functions and bytes replaced.
struct Silencing {
    /// What is replaced, by the functions' numbers among those of the module itself.
    replaced: HashMap<u32, Body>,
    memory: Memory,
}

impl Reencode for Silencing {
    type Error = Infallible;

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader,
    ) -> Result<(), Error> {
        for (number, body) in (0..).zip(section) {
            let body = body?;
            let Some(new) = self.replaced.get(&number) else {
                utils::parse_function_body(self, code, body)?;
                continue;
            };
            let mut function = Function::new([]);
            function.instruction(match new {
                Body::Trap => &Instruction::Unreachable,
                Body::Zero => &Instruction::I32Const(0),
            });
            code.function(function.instruction(&Instruction::End));
        }
        Ok(())
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        section: DataSectionReader,
    ) -> Result<(), Error> {
        for (piece, (_, bytes)) in section.into_iter().zip(self.memory.pieces.clone()) {
            let mut piece = piece?;
            piece.data = &bytes;
            utils::parse_data(self, data, piece)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_known_by_its_name() {
        for path in [
            "core::panicking::panic_fmt",
            "core::panicking::panic",
            "core::panicking::panic_const::panic_const_div_by_zero",
            "core::option::unwrap_failed",
            "core::slice::index::slice_index_fail",
            "alloc::raw_vec::handle_error",
        ] {
            assert_eq!(instead(path), Some(Body::Trap), "{path}");
        }
        for path in
            ["<usize as core::fmt::Debug>::fmt", "<regex_syntax::ast::Error as core::fmt::Display>::fmt"]
        {
            assert_eq!(instead(path), Some(Body::Zero), "{path}");
        }
        for path in [
            "std::thread::panicking",
            "regex::panic_free",
            "<str as core::fmt::Display>::fmt",
            "<chrono::naive::date::NaiveDate as core::fmt::Debug>::fmt",
        ] {
            assert_eq!(instead(path), None, "{path}");
        }
    }

    #[test]
    fn a_place_is_forgotten_and_other_text_is_not() {
        let mut bytes = Vec::new();
        for number in [1024 + 36, 8, 12, 5, 1024 + 44, 8, 12, 5] {
            bytes.extend(u32::to_le_bytes(number));
        }
        bytes.extend(b"-   src/a.rswho said");
        let mut memory = Memory { pieces: vec![(1024, bytes.clone())] };
        memory.forget_places();
        bytes[..16].fill(0);
        bytes[36..44].fill(0);
        assert_eq!(memory.pieces[0].1, bytes);
    }
}
