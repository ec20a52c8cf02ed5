//! The site in memory: every path with its bytes, and what differs between two such sites.
//!
//! It stands apart from the disk so that a build can be compared, served and tested without one.

use std::collections::{BTreeMap, HashMap, btree_map};
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use unicode_normalization::UnicodeNormalization;

use super::OutputPath;

/// Every file of a built site. Cloning is cheap: all is shared until one of the two is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputTree {
    files: Arc<BTreeMap<OutputPath, Bytes>>,
}

/// What a newer tree has that an older one had not, by path and in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new.
    pub added: Vec<OutputPath>,
    /// Files whose bytes are others now.
    pub changed: Vec<OutputPath>,
    /// Files that are gone.
    pub removed: Vec<OutputPath>,
    /// How many files stayed as they were.
    pub unchanged: usize,
}

/// Two paths that cannot both be kept on every file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// They differ in the case of letters only, so macOS and Windows keep one of them.
    Twins(String, String),
    /// The first is a file, and the second needs a folder of the same name.
    FileAndFolder(OutputPath, OutputPath),
}

impl OutputTree {
    /// A tree with no file.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a file in and hands back the bytes that stood at this path before.
    pub fn insert(&mut self, path: OutputPath, bytes: impl Into<Bytes>) -> Option<Bytes> {
        Arc::make_mut(&mut self.files).insert(path, bytes.into())
    }

    /// The bytes at exactly this path. The text is looked up, never resolved.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Bytes> {
        self.files.get(path)
    }

    /// All files, in the order of their paths.
    pub fn iter(&self) -> btree_map::Iter<'_, OutputPath, Bytes> {
        self.files.iter()
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All bytes of all files together.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.files.values().map(|bytes| bytes.len() as u64).sum()
    }

    /// The pairs of paths that some file system cannot keep apart. A tree with one must not be written.
    #[must_use]
    pub fn clashes(&self) -> Vec<Clash> {
        let mut clashes = Vec::new();
        let may_have_twins = !self.files.keys().all(|path| is_small(path.as_str()));
        let mut seen = HashMap::new();
        let mut last_folder = "";
        for path in self.files.keys() {
            let text = path.as_str();
            if path.folder() != last_folder {
                last_folder = path.folder();
                for folder in folders_of(text) {
                    if let Some((file, _)) = self.files.get_key_value(folder) {
                        clashes.push(Clash::FileAndFolder(file.clone(), path.clone()));
                    }
                    if may_have_twins {
                        note_twin(folder, &mut seen, &mut clashes);
                    }
                }
            }
            if may_have_twins {
                note_twin(text, &mut seen, &mut clashes);
            }
        }
        clashes
    }

    /// What this tree has that `older` had not.
    #[must_use]
    pub fn changes_since(&self, older: &Self) -> Changes {
        Changes::between(&older.files, &self.files, |_, before, now| {
            (before.as_ptr() == now.as_ptr() && before.len() == now.len()) || before == now
        })
    }
}

/// Remembers `name` under its folded form, and reports the other spelling that stood there.
fn note_twin<'a>(name: &'a str, seen: &mut HashMap<String, &'a str>, clashes: &mut Vec<Clash>) {
    let first = *seen.entry(folded(name)).or_insert(name);
    if first != name {
        clashes.push(Clash::Twins(first.to_owned(), name.to_owned()));
    }
}

/// The folders above a path, from the top (`a/b/c.html` → `a`, `a/b`).
pub(super) fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// Whether a path has no letter that could be a capital. If all are so, no two of them are twins.
fn is_small(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// A path as a file system that does not tell capitals from small letters sees it.
fn folded(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { path.to_uppercase().to_lowercase().nfc().collect() }
}

impl Changes {
    /// Compares two maps in one walk; `same` says whether a file at the same path is the same file.
    pub fn between<T>(
        older: &BTreeMap<OutputPath, T>,
        newer: &BTreeMap<OutputPath, T>,
        same: impl Fn(&OutputPath, &T, &T) -> bool,
    ) -> Self {
        let mut changes = Self::default();
        let mut before = older.iter().peekable();
        for (path, now) in newer {
            while let Some((gone, _)) = before.next_if(|(other, _)| *other < path) {
                changes.removed.push(gone.clone());
            }
            match before.next_if(|(other, _)| *other == path) {
                None => changes.added.push(path.clone()),
                Some((_, before)) if same(path, before, now) => changes.unchanged += 1,
                Some(_) => changes.changed.push(path.clone()),
            }
        }
        changes.removed.extend(before.map(|(path, _)| path.clone()));
        changes
    }

    /// Whether no file is new, changed or gone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

impl<'a> IntoIterator for &'a OutputTree {
    type Item = (&'a OutputPath, &'a Bytes);
    type IntoIter = btree_map::Iter<'a, OutputPath, Bytes>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Extend<(OutputPath, Bytes)> for OutputTree {
    fn extend<I: IntoIterator<Item = (OutputPath, Bytes)>>(&mut self, files: I) {
        Arc::make_mut(&mut self.files).extend(files);
    }
}

impl FromIterator<(OutputPath, Bytes)> for OutputTree {
    fn from_iter<I: IntoIterator<Item = (OutputPath, Bytes)>>(files: I) -> Self {
        Self { files: Arc::new(files.into_iter().collect()) }
    }
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twins(one, other) => {
                write!(f, "`{one}` and `{other}` are one name on macOS and Windows; rename one of them")
            }
            Self::FileAndFolder(file, inside) => {
                write!(f, "`{file}` is a file, and `{inside}` needs a folder of that name; rename one of them")
            }
        }
    }
}
