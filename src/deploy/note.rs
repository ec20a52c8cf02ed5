//! What this project remembers of its own deploys: one file beside the sources for each target that is reached over a
//! network. An editor is told by it without a network what a deploy would bring, and the next deploy need not ask.
//!
//! A target on this machine is read itself. Somebody else may have deployed meanwhile, so a deploy is planned on a note
//! only where the host refuses work that is based on another state of its memory.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::deploy::Settings;
use crate::deploy::plan::{self, Standing};
use crate::deploy::published::Published;
use crate::deploy::target::Opening;
use crate::deploy::{directory, open, zip};
use crate::output::{Changes, OutputTree};

/// The kinds that are read themselves.
const AT_HAND: [&str; 2] = [directory::KIND.name, zip::KIND.name];

/// What was deployed last, and what differs from it now.
#[derive(Debug, Clone)]
pub struct Last {
    /// The release's name.
    pub release: String,
    /// Whether it was read at the target, or is a note of this project.
    pub known: Known,
    /// What the site has that the release has not.
    pub changes: Changes,
}

/// How a last deploy is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It was read at the target.
    There,
    /// It was noted here; others may have deployed since.
    Noted,
}

fn path(root: &Path, target: &str) -> PathBuf {
    root.join(".dateline").join(format!("deployed-{target}.json"))
}

/// A file of notes.
#[derive(Debug, Serialize, Deserialize)]
struct Note {
    /// The host.
    place: String,
    /// Which state of the host's memory this is, where it says so.
    version: Option<String>,
    published: Published,
}

fn read(root: &Path, target: &str) -> Result<Option<Note>> {
    let path = path(root, target);
    let json = match fs::read(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        read => read.with_context(|| format!("cannot read `{}`", path.display()))?,
    };
    let note = serde_json::from_slice(&json);
    note.map(Some).with_context(|| format!("cannot make sense of `{}`; remove it", path.display()))
}

/// Notes what a target shows now, and which state of its memory that is.
///
/// # Errors
/// The project's folder cannot be written.
pub fn note(root: &Path, settings: &Settings, place: String, shown: &Published, version: Option<String>) -> Result<()> {
    if AT_HAND.contains(&settings.kind) {
        return Ok(());
    }
    let path = path(root, &settings.name);
    let note = Note { place, version, published: shown.clone() };
    let write = || -> Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        let new = path.with_extension("new");
        fs::write(&new, serde_json::to_vec(&note)?)?;
        Ok(fs::rename(&new, &path)?)
    };
    write().with_context(|| format!("cannot note the deploy in `{}`", path.display()))
}

/// What stands at a host if nobody else has deployed since: to plan on where the host refuses work that is based on
/// another state. Nothing where there is no note that can be relied on.
#[must_use]
pub fn noted(root: &Path, target: &str, place: &str) -> Option<Standing> {
    let note = read(root, target).ok().flatten().filter(|note| note.place == place)?;
    let version = note.version?;
    Some(Standing::whole(note.published, Some(version)))
}

/// What was deployed last to a target and what of `tree` it does not have, as far as that is known on this machine.
///
/// # Errors
/// The target, or the note of it, is there and cannot be read.
pub fn last(opening: &Opening<'_>, tree: OutputTree) -> Result<Option<Last>> {
    let settings = opening.settings;
    if AT_HAND.contains(&settings.kind) {
        let target = open(opening)?;
        let published = target.standing()?.published;
        return Ok(compared(&published, &target.prepared(tree), Known::There));
    }
    let note = read(opening.root, &settings.name)?;
    Ok(note.and_then(|note| compared(&note.published, &tree, Known::Noted)))
}

fn compared(published: &Published, tree: &OutputTree, known: Known) -> Option<Last> {
    let now = plan::entries(tree, None);
    let changes = Changes::between(&published.files, &now, |_, before, now| before.blake3 == now.blake3);
    (!published.release.is_empty()).then(|| Last { release: published.release.clone(), known, changes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::OutputPath;

    fn tree(files: &[(&str, &str)]) -> OutputTree {
        files.iter().map(|(path, text)| (OutputPath::new(path).unwrap(), (*text).to_owned().into())).collect()
    }

    #[test]
    fn a_noted_deploy_is_compared_with_the_site_as_it_is() {
        let root = tempfile::tempdir().unwrap();
        let settings = Settings { name: "live".to_owned(), kind: "git", values: std::collections::BTreeMap::new() };
        let opening = Opening { settings: &settings, root: root.path(), environment: &|_| None };
        assert!(last(&opening, tree(&[])).unwrap().is_none(), "nothing was noted yet");

        let before = tree(&[("a.html", "1"), ("b.html", "1")]);
        let shown = Published {
            release: "r1".to_owned(),
            files: plan::entries(&before, Some("no-cache")),
            ..Published::nothing()
        };
        note(root.path(), &settings, "a host".to_owned(), &shown, Some("7".to_owned())).unwrap();
        let standing = noted(root.path(), "live", "a host").unwrap();
        assert_eq!((standing.published, standing.version.as_deref()), (shown, Some("7")));
        assert!(noted(root.path(), "live", "another host").is_none(), "the target may have moved");
        let found = last(&opening, tree(&[("b.html", "2"), ("c.html", "1")])).unwrap().unwrap();
        assert_eq!((found.release.as_str(), found.known), ("r1", Known::Noted));
        let names = |paths: &[OutputPath]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
        let changes = &found.changes;
        assert_eq!(
            [names(&changes.added), names(&changes.changed), names(&changes.removed)],
            [["c.html"], ["b.html"], ["a.html"]]
        );

        fs::write(path(root.path(), "live"), "{").unwrap();
        assert!(last(&opening, tree(&[])).is_err(), "a note that is no note is told of");
    }

    #[test]
    fn a_target_on_this_machine_is_not_noted() {
        let root = tempfile::tempdir().unwrap();
        let settings =
            Settings { name: "live".to_owned(), kind: "directory", values: std::collections::BTreeMap::new() };
        note(root.path(), &settings, "a folder".to_owned(), &Published::nothing(), None).unwrap();
        assert!(!root.path().join(".dateline").exists());
    }
}
