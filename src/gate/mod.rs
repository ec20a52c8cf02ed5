//! The last look at a site before it leaves: what may not go out is found in the very bytes that would be sent.
//!
//! Earlier stages see to each of these things where it arises; this room trusts none of them and looks at the finished
//! files alone, inside archives too. It must not know a stage, a host, or how anything is printed.

mod held_back;
mod links;
mod metadata;
mod readable;
mod secrets;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::output::OutputTree;
pub use held_back::HeldBack;

/// What the gate obeys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The marks of findings that were looked at and are no faults.
    pub allow: BTreeSet<String>,
}

/// What is to be examined, and what it may not hold.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// The files that would be sent.
    pub tree: &'a OutputTree,
    /// Where the site will live, with a slash at its end; empty where nobody said.
    pub base_url: &'a str,
    /// What is not published yet.
    pub held_back: &'a [HeldBack],
    /// Texts that are published: a sentence that stands in one of them is no leak.
    pub published: &'a [String],
}

/// Which rule found something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Something of a draft or of what is under embargo.
    HeldBack,
    /// What looks like a key or a password.
    Secret,
    /// A picture that says something of its maker.
    Metadata,
    /// A link inside the site that leads nowhere.
    BrokenLink,
}

/// One thing that may not go out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file; what lies in an archive stands behind `!`.
    pub path: String,
    /// The line in it, from 1; of a file that is no text there is none.
    pub line: Option<usize>,
    /// Which rule found it.
    pub rule: Rule,
    /// What was found, in words that follow the place.
    pub found: String,
    /// What to do about it.
    pub remedy: &'static str,
    /// Stands for this very thing wherever it is found; in `gate.allow` it lets it pass.
    pub mark: String,
}

/// Looks at every file, and gives all that may not go out, by place.
#[must_use]
pub fn examine(site: &Site<'_>, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    let forbidden = held_back::Forbidden::new(site.held_back, site.published);
    for (path, bytes) in site.tree {
        readable::each(path.as_str(), bytes, &mut |place, bytes| {
            secrets::find(place, bytes, &mut findings);
            forbidden.find(place, bytes, &mut findings);
        });
        metadata::find(path.as_str(), bytes, &mut findings);
    }
    links::find(site.tree, site.base_url, &mut findings);
    findings.retain(|finding| !options.allow.contains(&finding.mark));
    findings.sort();
    findings.dedup();
    findings
}

/// The mark of a thing: the same wherever it stands, another when it changes.
fn mark(rule: Rule, thing: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(format!("{rule:?}\0").as_bytes()).update(thing);
    hasher.finalize().to_hex()[..12].to_owned()
}

/// The line of a byte, where the bytes are text.
fn line(bytes: &[u8], at: usize) -> Option<usize> {
    let text = !bytes[..bytes.len().min(8192)].contains(&0);
    text.then(|| bytes[..at.min(bytes.len())].iter().filter(|byte| **byte == b'\n').count() + 1)
}

#[cfg(test)]
mod tests;
