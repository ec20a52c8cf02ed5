//! Whether a host holds what it should: every file of its memory read back and compared.

use anyhow::Result;
use serde::Serialize;

use crate::deploy::plan::Standing;
use crate::deploy::target::Target;
use crate::output::OutputPath;

/// A file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "fault", rename_all = "kebab-case")]
pub enum Difference {
    /// It is not there.
    Missing {
        /// The file.
        path: OutputPath,
    },
    /// Other bytes stand there.
    Other {
        /// The file.
        path: OutputPath,
    },
}

/// What differs between a host's memory and its files.
///
/// # Errors
/// The host cannot be read.
pub fn verify(target: &dyn Target, standing: &Standing) -> Result<Vec<Difference>> {
    let kept = standing.published.kept.iter().map(|(path, kept)| (path, &kept.entry));
    let all: Vec<_> = standing.published.files.iter().chain(kept).collect();
    let paths: Vec<OutputPath> = all.iter().map(|(path, _)| (*path).clone()).collect();
    let found = target.read_back(&paths)?;
    let differences = all.into_iter().filter_map(|(path, entry)| match found.get(path) {
        None => Some(Difference::Missing { path: path.clone() }),
        Some(blake3) if *blake3 != entry.blake3 => Some(Difference::Other { path: path.clone() }),
        Some(_) => None,
    });
    Ok(differences.collect())
}
