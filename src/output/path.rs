//! A path inside the output folder that is safe on every file system and every host.
//!
//! It stands apart because safety is decided here once: whoever holds an [`OutputPath`] may join it to a
//! folder, put it into a URL or into an archive without looking again. It knows rules of names only; it
//! never asks the disk.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

use super::MANIFEST_NAME;

/// The longest name of one file or folder, in bytes (Linux allows 255; editors and archives add to it).
const LONGEST_NAME: usize = 200;
/// The longest whole path, in bytes: the key limit of S3.
const LONGEST_PATH: usize = 1024;
/// First segments that the preview answers itself; a page there could never be looked at.
const RESERVED: [&str; 3] = [MANIFEST_NAME, "_dateline", "_desk"];
/// Characters that Windows refuses in a name.
const WINDOWS_CHARACTERS: [char; 7] = ['<', '>', ':', '"', '|', '?', '*'];

/// A relative, `/`-separated path to one file of the output: NFC, no `.` or `..`, no name that Windows
/// reserves, nothing that hides or reorders characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

/// Why a text is not an [`OutputPath`]: the path, and the rule it breaks in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPath {
    /// The text that was refused.
    pub path: String,
    /// What is wrong with it, and the way out.
    pub why: Cow<'static, str>,
}

impl OutputPath {
    /// Checks `path` and keeps it as it is; nothing is repaired in silence.
    ///
    /// # Errors
    /// Names the first rule that `path` breaks.
    pub fn new(path: &str) -> Result<Self, BadPath> {
        match fault(path) {
            None => Ok(Self(Arc::from(path))),
            Some(why) => Err(BadPath { path: path.to_owned(), why }),
        }
    }

    /// The path as text, with `/` between its segments.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the file lies in, without the last `/`; empty for a file at the top.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The part of the last name after its last dot, or nothing (`page.tar.gz` → `gz`).
    #[must_use]
    pub fn extension(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }
}

/// The first rule that `path` breaks, if any.
fn fault(path: &str) -> Option<Cow<'static, str>> {
    if path.is_empty() {
        return Some("it is empty".into());
    }
    if path.len() > LONGEST_PATH {
        return Some(format!("it is longer than {LONGEST_PATH} bytes; shorten it").into());
    }
    if path.starts_with('/') {
        return Some("it begins with `/`; write it relative to the site".into());
    }
    if let Some(bad) = path.chars().find(|&c| is_forbidden(c)) {
        return Some(format!("it contains {bad:?}, which not every file system takes; leave it out").into());
    }
    if !path.is_ascii() && !path.nfc().eq(path.chars()) {
        return Some("its accents are written as separate characters; write it in Unicode NFC".into());
    }
    let first = path.split('/').next().unwrap_or_default();
    if RESERVED.iter().any(|name| first.eq_ignore_ascii_case(name)) {
        return Some(format!("`{first}` is kept for the tool itself; choose another name").into());
    }
    path.split('/').find_map(segment_fault)
}

/// The first rule that one name breaks, if any.
fn segment_fault(name: &str) -> Option<Cow<'static, str>> {
    if name.is_empty() {
        return Some("it has an empty segment; remove the extra `/`".into());
    }
    if name == "." || name == ".." {
        return Some(format!("it contains `{name}`; write the path out").into());
    }
    if name.len() > LONGEST_NAME {
        return Some(format!("one of its names is longer than {LONGEST_NAME} bytes; shorten it").into());
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some(format!("`{name}` begins or ends with a space, or ends with a dot; remove it").into());
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    is_windows_device(stem).then(|| format!("`{stem}` is a device name on Windows; choose another name").into())
}

/// Whether `c` is refused in any path: controls, backslash, what Windows refuses, and the bidi
/// characters that make a name read as another one.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || c == '\\'
        || WINDOWS_CHARACTERS.contains(&c)
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a name without its extension is a device on Windows (`CON`, `com1`, …).
fn is_windows_device(stem: &str) -> bool {
    let upper = stem.to_uppercase();
    match upper.as_str() {
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" => true,
        other => ["COM", "LPT"].iter().any(|port| {
            other.strip_prefix(port).is_some_and(|number| {
                matches!(number, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
            })
        }),
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be a path in the output: {}", self.path, self.why)
    }
}

impl std::error::Error for BadPath {}

impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for OutputPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for OutputPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}

/// The path of a file that an address names: `%C3%A9` is `é`. What is no code stands as it was written.
#[must_use]
pub fn decoded(address: &str) -> String {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = digit(after.first()).zip(digit(after.get(1))).filter(|_| *first == b'%');
        let byte = code.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
