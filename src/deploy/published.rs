//! What stands at a host, as the host itself remembers it: one JSON object beside the files.
//!
//! It is read before anything is sent and written after everything is sent, so it says which files are ours, under
//! which headers, what is kept for readers of an earlier release, what a rollback needs, and who is at work there.
//! It knows nothing of how files travel.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::output::OutputPath;

/// The folder at the host for what is ours and no file of the site. No [`OutputPath`] can lie in it.
pub(super) const ROOM: &str = "_dateline";

/// The object's name at the host.
pub(super) const NAME: &str = "_dateline/release.json";

/// The shape of the JSON; raised when an older tool could no longer read it.
const FORMAT: u32 = 1;

/// Everything that we wrote to a host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Published {
    pub(super) format: u32,
    /// Tool and version that wrote it.
    pub generator: String,
    /// The release that stands there; empty before the first.
    pub release: String,
    /// Every file of that release.
    pub files: BTreeMap<OutputPath, Entry>,
    /// Fingerprinted files of earlier releases, which open pages may still ask for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<OutputPath, Kept>,
    /// The release before, as what was different in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Previous>,
    /// What of that release is withdrawn, as `incident:ID` and `story:SLUG`: it may never come back by a rollback.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub withdrawn: BTreeSet<String>,
    /// Who is at work there, if anybody is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// Files that no page needs any more and that were still there when this was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doomed: Vec<OutputPath>,
}

/// One file as it stands at the host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// BLAKE3 of the bytes, 64 hexadecimal digits; empty where nobody knows which bytes stand there.
    pub blake3: String,
    /// Number of bytes.
    pub size: u64,
    /// The headers it is sent with, at hosts that are told them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headers: Option<Headers>,
}

/// What a browser is told of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headers {
    /// `Content-Type`.
    #[serde(rename = "type")]
    pub content_type: String,
    /// `Cache-Control`.
    #[serde(rename = "cache")]
    pub cache_control: String,
}

/// A file that is kept after its release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The file.
    pub entry: Entry,
    /// When it may go.
    pub until: Timestamp,
}

/// The release before: the files that were others then. `None` is a file that was not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Previous {
    /// Its name.
    pub release: String,
    /// Path to what stood there.
    pub files: BTreeMap<OutputPath, Option<Entry>>,
}

/// A deploy at work, or one that was cut off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// A random word: it tells two deploys apart and says nothing of the machine.
    pub by: String,
    /// When it began.
    pub since: Timestamp,
    /// What it set out to write.
    pub files: BTreeMap<OutputPath, Entry>,
    /// What is withdrawn in what it set out to write.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub withdrawn: BTreeSet<String>,
    /// What stood there otherwise than in the last whole release when it began: the work of one cut off before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub there: BTreeMap<OutputPath, Option<Entry>>,
}

impl Entry {
    /// The name under which a copy of this file waits for a rollback: bytes and headers decide it.
    #[must_use]
    pub fn copy_name(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.blake3.as_bytes());
        if let Some(Headers { content_type, cache_control }) = &self.headers {
            hasher.update(b"\0").update(content_type.as_bytes()).update(b"\0").update(cache_control.as_bytes());
        }
        format!("{ROOM}/previous/{}", &hasher.finalize().to_hex()[..32])
    }
}

impl Published {
    /// A host where nothing of ours stands.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            format: FORMAT,
            generator: concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned(),
            release: String::new(),
            files: BTreeMap::new(),
            kept: BTreeMap::new(),
            previous: None,
            withdrawn: BTreeSet::new(),
            claim: None,
            doomed: Vec::new(),
        }
    }

    /// The files of the release before, if it is remembered.
    #[must_use]
    pub fn files_before(&self) -> Option<BTreeMap<OutputPath, Entry>> {
        let previous = self.previous.as_ref()?;
        let mut files = self.files.clone();
        for (path, entry) in &previous.files {
            match entry {
                Some(entry) => files.insert(path.clone(), entry.clone()),
                None => files.remove(path),
            };
        }
        Some(files)
    }

    /// What of the release before stands nowhere else, so that a copy of it must wait at the host.
    pub fn copies(&self) -> impl Iterator<Item = (&OutputPath, &Entry)> {
        let before = self.previous.iter().flat_map(|previous| &previous.files);
        let gone = before.filter_map(|(path, entry)| Some((path, entry.as_ref()?)));
        gone.filter(|(path, _)| !self.kept.contains_key(*path))
    }

    /// The object's bytes: the same for the same content.
    ///
    /// # Errors
    /// Only if the JSON writer fails, which it does not for these types.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut json = serde_json::to_vec(self)?;
        json.push(b'\n');
        Ok(json)
    }

    /// Reads the object back and checks every path in it.
    ///
    /// # Errors
    /// The text is no such object, names an unsafe path, or has the format of a newer version.
    pub fn from_json(json: &[u8]) -> anyhow::Result<Self> {
        let read: Self = serde_json::from_slice(json)?;
        anyhow::ensure!(
            read.format == FORMAT,
            "it has format {}, and this version reads format {FORMAT}; update dateline",
            read.format
        );
        Ok(read)
    }
}
