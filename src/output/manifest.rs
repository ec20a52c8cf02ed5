//! What we wrote: path, BLAKE3 hash and size of every file of a site.
//!
//! The manifest lies *inside* the folder it describes. A file beside the folder could not be exchanged
//! in the same step and would describe another site after a crash; and a folder that is copied or
//! moved would lose its memory of which files are ours. It is never part of an [`OutputTree`] and does
//! not list itself, so whatever sends a tree or a manifest's files to a host leaves it behind.
//!
//! It is read back from a disk that others can write to, so every path in it is checked again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Changes, OutputPath, OutputTree};

/// The manifest's own name at the top of the output folder. No [`OutputPath`] can have it.
pub const MANIFEST_NAME: &str = ".dateline-manifest.json";

/// The shape of the JSON; raised when an older tool could no longer read it.
const FORMAT: u32 = 1;

/// The list of all files of one written site. Same site, same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Shape of the JSON.
    format: u32,
    /// Tool and version that wrote the site.
    pub generator: String,
    /// What the site was built from, as a fingerprint that the caller chooses; opaque here.
    pub inputs: String,
    /// The figures this site publishes, by a name the caller chooses; opaque here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, String>,
    /// Every file that we wrote.
    pub files: BTreeMap<OutputPath, Entry>,
}

/// One file as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// BLAKE3 of the bytes, 64 hexadecimal digits.
    pub blake3: String,
    /// Number of bytes.
    pub size: u64,
}

impl Manifest {
    /// Describes `tree`, built from `inputs`.
    #[must_use]
    pub fn of(tree: &OutputTree, inputs: &str, figures: &BTreeMap<String, String>) -> Self {
        let files = tree.iter().map(|(path, bytes)| {
            let entry = Entry { blake3: blake3::hash(bytes).to_hex().to_string(), size: bytes.len() as u64 };
            (path.clone(), entry)
        });
        Self {
            format: FORMAT,
            generator: concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned(),
            inputs: inputs.to_owned(),
            figures: figures.clone(),
            files: files.collect(),
        }
    }

    /// What this manifest lists that `older` did not.
    #[must_use]
    pub fn changes_since(&self, older: &Self) -> Changes {
        Changes::between(&older.files, &self.files, |_, before, now| before == now)
    }

    /// The stable bytes of the manifest: sorted, indented JSON.
    ///
    /// # Errors
    /// Only if the JSON writer fails, which it does not for these types.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        Ok(json)
    }

    /// Reads a manifest back and checks every path in it.
    ///
    /// # Errors
    /// The text is no manifest, names an unsafe path, or has the format of a newer version.
    pub fn from_json(json: &[u8]) -> anyhow::Result<Self> {
        let manifest: Self = serde_json::from_slice(json)?;
        anyhow::ensure!(
            manifest.format == FORMAT,
            "it has format {}, and this version reads format {FORMAT}",
            manifest.format
        );
        Ok(manifest)
    }

    /// A manifest that lists nothing: the memory of an empty folder.
    pub(super) fn empty() -> Self {
        Self::of(&OutputTree::new(), "", &BTreeMap::new())
    }
}
