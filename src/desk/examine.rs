//! What is found out about each file of the built site by looking at its bytes: its weight, and the links it makes.
//!
//! Looking at ten thousand pages takes a while, so what was found is kept: a file whose bytes are the very same is not
//! looked at again.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;

use crate::checked::Checked;
use crate::desk::budget::Class;
use crate::desk::scan::{Scanned, scan};
use crate::output::{OutputPath, OutputTree};
use crate::weight;

/// What was found out about the files of the last site that was looked at.
#[derive(Debug, Default)]
pub struct Memory {
    files: BTreeMap<OutputPath, Examined>,
}

/// What was found out about one file.
#[derive(Debug)]
pub(super) struct Examined {
    bytes: Bytes,
    /// Its kind.
    pub(super) class: Class,
    /// Its bytes as they are sent: compressed where that helps.
    pub(super) weight: usize,
    /// What it links to, if it is a page.
    pub(super) links: Option<Scanned>,
}

impl Memory {
    /// Every page, style, script and image of a site, by path.
    pub(super) fn of(&mut self, tree: Option<&OutputTree>) -> &BTreeMap<OutputPath, Examined> {
        let Some(tree) = tree else {
            self.files.clear();
            return &self.files;
        };
        self.files.retain(|path, _| tree.get(path.as_str()).is_some());
        let is_known = |path: &OutputPath, bytes: &Bytes| {
            let known = self.files.get(path);
            known.is_some_and(|known| known.bytes.as_ptr() == bytes.as_ptr() && known.bytes.len() == bytes.len())
        };
        let timelines = tree.iter().filter_map(|(path, _)| path.as_str().strip_suffix("/timeline/index.html"));
        let trees: BTreeSet<&str> = timelines.collect();
        let fresh: Vec<(&OutputPath, &Bytes, Class)> = tree
            .iter()
            .filter_map(|(path, bytes)| Some((path, bytes, Class::of(path, &trees)?)))
            .filter(|(path, bytes, _)| !is_known(path, bytes))
            .collect();
        let found = Checked::par_map(&fresh, |(path, bytes, class)| {
            Checked::clean(((*path).clone(), examined(path, bytes, *class)))
        });
        self.files.extend(found.value);
        &self.files
    }
}

fn examined(path: &OutputPath, bytes: &Bytes, class: Class) -> Examined {
    let is_packed = class == Class::Image && path.extension() != "svg";
    Examined {
        bytes: bytes.clone(),
        class,
        weight: if is_packed { bytes.len() } else { weight::gzip(bytes) },
        links: (path.extension() == "html").then(|| scan(&String::from_utf8_lossy(bytes))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_not_changed_is_not_looked_at_again() {
        let path = OutputPath::new("index.html").unwrap();
        let mut tree = OutputTree::new();
        tree.insert(path.clone(), "<a href=\"x/\">x</a>");
        let mut memory = Memory::default();
        let first = memory.of(Some(&tree)).get(&path).unwrap().links.as_ref().unwrap().other.as_ptr();
        let again = memory.of(Some(&tree)).get(&path).unwrap().links.as_ref().unwrap().other.as_ptr();
        assert_eq!(first, again, "the very same finding");
        tree.insert(path.clone(), "<a href=\"y/\">y</a>");
        assert_eq!(&*memory.of(Some(&tree)).get(&path).unwrap().links.as_ref().unwrap().other[0], "y/");
        assert!(memory.of(None).is_empty());
    }
}
