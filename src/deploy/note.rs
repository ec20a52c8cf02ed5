//! What this project remembers of its own deploys, so that an editor can be told without a network what a deploy would
//! bring: one file beside the sources for each target that is reached over one.
//!
//! A target on this machine is read itself. The note is a help to the eye alone: no deploy is planned on it, since
//! somebody else may have deployed meanwhile.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::deploy::plan;
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

/// Notes what a target of this kind shows now.
///
/// # Errors
/// The project's folder cannot be written.
pub fn note(root: &Path, kind: &str, target: &str, shown: &Published) -> Result<()> {
    if AT_HAND.contains(&kind) {
        return Ok(());
    }
    let path = path(root, target);
    let shown = Published { release: shown.release.clone(), files: shown.files.clone(), ..Published::nothing() };
    let write = || -> Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        let new = path.with_extension("new");
        fs::write(&new, shown.to_json()?)?;
        Ok(fs::rename(&new, &path)?)
    };
    write().with_context(|| format!("cannot note the deploy in `{}`", path.display()))
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
    let path = path(opening.root, &settings.name);
    let json = match fs::read(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        read => read.with_context(|| format!("cannot read `{}`", path.display()))?,
    };
    let published =
        Published::from_json(&json).with_context(|| format!("cannot make sense of `{}`", path.display()))?;
    Ok(compared(&published, &tree, Known::Noted))
}

fn compared(published: &Published, tree: &OutputTree, known: Known) -> Option<Last> {
    let now = plan::entries(tree, None);
    let changes = Changes::between(&published.files, &now, |_, before, now| before.blake3 == now.blake3);
    (!published.release.is_empty()).then(|| Last { release: published.release.clone(), known, changes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::Settings;
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
        note(root.path(), "git", "live", &shown).unwrap();
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
        note(root.path(), "directory", "live", &Published::nothing()).unwrap();
        assert!(!root.path().join(".dateline").exists());
    }
}
