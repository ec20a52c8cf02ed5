//! What a site was made from, as a line that a later build can compare itself with.

use jiff::Timestamp;

use crate::load::SourceTree;
use crate::model::corpus::Window;
use crate::pipeline::Request;

/// What a site was made from: equal inputs make equal sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Inputs {
    pub(super) hash: String,
    pub(super) window: Window,
}

impl Inputs {
    /// One line for the manifest: `HASH FROM UNTIL`.
    pub(super) fn to_line(&self) -> String {
        let instant = |at: Option<Timestamp>| at.map_or("-".to_owned(), |at| at.to_string());
        format!("{} {} {}", self.hash, instant(self.window.from), instant(self.window.until))
    }

    pub(super) fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split(' ');
        let hash = parts.next().filter(|hash| !hash.is_empty())?.to_owned();
        let mut instant = || parts.next().map(|text| text.parse().ok());
        Some(Self { hash, window: Window { from: instant()?, until: instant()? } })
    }
}

/// The program and every source, path and bytes, as one hash.
pub(super) fn hash(request: &Request, sources: &SourceTree) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(request.program.as_bytes());
    for file in &sources.files {
        for part in [file.path.as_bytes(), file.text.as_bytes(), &file.bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
    }
    hasher.finalize().to_hex().to_string()
}
