//! Data sets and feeds as records and drafts of this site: bytes in, reviewable YAML and Markdown out.
//!
//! An importer is one file here and one verb. Each makes [`Draft`]s; `merge.rs` lays them beside what stands in
//! `content/` and keeps every edit. Nothing here reads or writes a file, and nothing is fetched: an import reads a file
//! that was downloaded.

mod acled;
mod build;
mod csv;
#[cfg(feature = "feeds")]
mod feed;
mod hxl;
mod merge;
mod register;
mod table;
mod ucdp;
mod yaml;

use std::collections::BTreeMap;

use crate::model::Corpus;
pub use acled::{Notes, acled};
pub use csv::csv;
#[cfg(feature = "feeds")]
pub use feed::feed;
pub use merge::{Memory, Merged, Outcome, articles, records};
pub use ucdp::ucdp;

/// What an importer is given beside its bytes.
pub struct Job<'j> {
    /// The file's name, for messages and for what is named after it.
    pub name: &'j str,
    /// What the site knows: its registers.
    pub corpus: &'j Corpus,
    /// Told after each row: how many are done, of how many.
    pub progress: &'j dyn Fn(usize, usize),
}

/// One record or article as a data set or feed tells it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its key in the data set.
    pub row: String,
    /// Its id here: an incident's id, or an article's path.
    pub id: String,
    /// The file a new one is written to.
    pub file: String,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A top-level key with all that stands under it; of an article also the body, under the key `body`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The key.
    pub key: String,
    /// Its lines, the key included, without the indentation of the record.
    pub text: String,
}

/// What an importer made.
#[derive(Debug, Default)]
pub struct Harvest {
    /// The data set's short name: its folder, its memory.
    pub set: String,
    /// Records or articles.
    pub drafts: Vec<Draft>,
    /// New entries of registers: the file, and the text to add at its end.
    pub registers: BTreeMap<String, String>,
    /// Rows that could not be taken: the line in the file, and why.
    pub faults: Vec<(u64, String)>,
    /// New entries that may be known ones under another spelling, for the user to look at.
    pub alike: Vec<String>,
    /// What the user should know of the licence.
    pub remark: Option<&'static str>,
}

/// Why a whole file cannot be imported, with the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}
