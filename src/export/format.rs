//! What a format is: apart from their table, so that formats import the trait and the table imports the formats.

use crate::export::{Data, Edition};

/// One format.
pub trait Format: Sync {
    /// The word the command line takes.
    fn name(&self) -> &'static str;
    /// The file's name.
    fn file(&self) -> &'static str;
    /// What it is, in a few words for a reader.
    fn title(&self) -> &'static str;
    /// What it is good for, in one sentence.
    fn about(&self) -> &'static str;
    /// Its media type.
    fn media_type(&self) -> &'static str;
    /// How many rows it has, and of what; nothing for a file that describes others.
    fn rows(&self, data: &Data) -> Option<Rows>;
    /// The file's bytes: the same data give the same bytes.
    ///
    /// # Errors
    /// When the format's own library fails.
    fn make(&self, data: &Data, edition: &Edition) -> anyhow::Result<Vec<u8>>;
}

/// How many rows a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// How many.
    pub count: usize,
    /// Of what, one: `incident`, `claim`.
    pub of: &'static str,
}

impl Rows {
    /// One row an incident.
    #[must_use]
    pub fn incidents(data: &Data) -> Self {
        Self { count: data.incidents.len(), of: "incident" }
    }
}

/// A file ready to be taken away.
pub struct File {
    /// Its format.
    pub format: &'static dyn Format,
    /// How many rows it has.
    pub rows: Option<Rows>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for File {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File")
            .field("name", &self.format.file())
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}
