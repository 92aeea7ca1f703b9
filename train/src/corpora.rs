//! Where the corpora are: the folder that `WHOSAID_CORPORA` names, else `../shared/corpora`.

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// A file or folder of the corpora.
pub fn path(name: &str) -> Result<PathBuf> {
    let root = match std::env::var_os("WHOSAID_CORPORA") {
        Some(root) => PathBuf::from(root),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora"),
    };
    let path = root.join(name);
    if !path.exists() {
        bail!("there is no {}; set WHOSAID_CORPORA to the folder of the corpora", path.display());
    }
    Ok(path)
}
