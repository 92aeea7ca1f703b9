//! Weights before they are rounded, kept in a file between one command and the next.

use crate::nn::{Module, Param};
use anyhow::{Context, Result, bail};
use rustc_hash::FxHashMap;
use std::path::Path;
use whosaid::model::file::{self, Elements, Section};

/// Keeps the weights of `module` and lists of names, such as the vocabulary.
pub fn save(path: &Path, module: &dyn Module, lists: &[(&str, &[String])]) -> Result<()> {
    let mut sections = Vec::new();
    for (name, lines) in lists {
        let elements = Elements::Lines(lines.to_vec());
        sections.push(Section { name: (*name).to_owned(), rows: lines.len(), cols: 1, elements });
    }
    module.visit(&mut |param: &Param| {
        let elements = Elements::Floats(param.value.data.clone());
        let (rows, cols) = (param.value.rows, param.value.cols);
        sections.push(Section { name: param.name.clone(), rows, cols, elements });
    });
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    std::fs::write(path, file::write(&sections)).with_context(|| format!("cannot write {}", path.display()))
}

/// What [`save`] kept.
pub struct Checkpoint {
    sections: FxHashMap<String, Section>,
}

impl Checkpoint {
    /// Reads a file.
    pub fn load(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let sections = file::read(&bytes).with_context(|| format!("cannot use {}", path.display()))?;
        Ok(Self { sections: sections.into_iter().map(|section| (section.name.clone(), section)).collect() })
    }

    /// A list of names.
    pub fn list(&self, name: &str) -> Result<Vec<String>> {
        match self.sections.get(name).map(|section| &section.elements) {
            Some(Elements::Lines(lines)) => Ok(lines.clone()),
            _ => bail!("the checkpoint has no list {name:?}"),
        }
    }

    /// The shape of a matrix: rows and columns.
    pub fn shape(&self, name: &str) -> Result<(usize, usize)> {
        let section =
            self.sections.get(name).with_context(|| format!("the checkpoint has no matrix {name:?}"))?;
        Ok((section.rows, section.cols))
    }

    /// Puts the weights into a network of the same shape.
    pub fn fill(&self, module: &mut dyn Module) -> Result<()> {
        let mut result = Ok(());
        module.visit_mut(&mut |param| match self.sections.get(&param.name) {
            Some(Section { rows, cols, elements: Elements::Floats(values), .. })
                if (*rows, *cols) == (param.value.rows, param.value.cols) =>
            {
                param.value.data.clone_from(values);
            }
            _ => result = Err(anyhow::anyhow!("the checkpoint has no matrix {:?} of that shape", param.name)),
        });
        result
    }
}
