//! A tree onto the disk: only what changed is written, only what is ours is deleted, and a reader of
//! the folder sees the old site or the new one, never a mixture.
//!
//! The new site grows in a sibling folder: unchanged files and files that are not ours are hard links
//! to the old ones, so nothing is moved out of the old site and a crash at any step loses nothing.
//! Then the two folders change places. If nothing changed, nothing is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use super::place::Place;
use super::tree::folders_of;
use super::{Changes, MANIFEST_NAME, Manifest, OutputPath, OutputTree};

/// How many paths an error names before it only counts the rest.
const NAMED_AT_MOST: usize = 10;

/// Where to write, and what must not be written over.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The output folder. Its parents are made if they are missing.
    pub dir: &'a Path,
    /// The project: the output may lie inside it, but must not be it or hold it.
    pub root: &'a Path,
    /// Folders and files that the site is built from: they and the output must lie apart.
    pub sources: &'a [PathBuf],
    /// The figures the site publishes, to be noted in the manifest.
    pub figures: &'a BTreeMap<String, String>,
}

/// Makes `target` hold exactly `tree`, beside the files there that are not ours. `inputs` is kept in
/// the manifest: a fingerprint of what the site was built from.
///
/// # Errors
/// The folder may not be used, is in use, holds a file of somebody else at a path that we need, or the
/// system refuses. The site that was there then stays as it was.
pub fn write(tree: &OutputTree, inputs: &str, target: &Target<'_>) -> Result<Changes> {
    if let Some(clash) = tree.clashes().first() {
        bail!("{clash}");
    }
    let manifest = Manifest::of(tree, inputs, target.figures);
    let place = Place::claim(target)?;
    let found = Found::read(&place.dir)?;
    let changes = Changes::between(&found.manifest.files, &manifest.files, |path, before, now| {
        before == now && found.is_intact(path, now.size)
    });
    if changes.is_empty() && found.manifest == manifest && found.written_at.is_some() {
        return Ok(changes);
    }
    let foreign = found.foreign()?;
    refuse_foreign_in_the_way(&foreign, tree, target.dir)?;
    replace(&place, target.dir, || stage(&place, &found, &foreign, tree, &manifest, &changes))?;
    Ok(changes)
}

/// The manifest of the site that stands in `dir`, if every file of it still stands as it was written.
#[must_use]
pub fn standing(dir: &Path) -> Option<Manifest> {
    let found = Found::read(dir).ok()?;
    let intact = found.manifest.files.iter().all(|(path, entry)| found.is_intact(path, entry.size));
    (found.written_at.is_some() && intact).then_some(found.manifest)
}

/// The figures that the site in `dir` publishes, as its last build noted them; none where there is no site.
#[must_use]
pub fn figures(dir: &Path) -> BTreeMap<String, String> {
    Found::read(dir).map(|found| found.manifest.figures).unwrap_or_default()
}

/// Stages the new site, puts it in the place of the old one and takes the old one away.
fn replace(place: &Place, shown: &Path, stage: impl FnOnce() -> Result<()>) -> Result<()> {
    let shown = shown.display();
    let staged = stage()
        .with_context(|| format!("cannot write the new site beside `{shown}`; the old one is unchanged"))
        .and_then(|()| {
            place.exchange().map_err(|error| {
                let remedy = match error.kind() {
                    ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
                        "it is a mount point, so name a folder inside it"
                    }
                    _ => "the old site is unchanged",
                };
                anyhow::Error::new(error).context(format!("cannot exchange `{shown}`: {remedy}"))
            })
        });
    if staged.is_err() {
        let _ = fs::remove_dir_all(&place.staging);
        return staged;
    }
    place.settle_exchange().context("the new site is in place, but the disk did not confirm it")?;
    match fs::remove_dir_all(&place.staging) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(|| {
            format!("the new site is in place, but the old one stays in `{}`", place.staging.display())
        }),
        _ => Ok(()),
    }
}

/// What we wrote into the folder last time.
struct Found {
    dir: PathBuf,
    /// Nothing if the folder is not ours yet.
    manifest: Manifest,
    /// When it was written: a file that is younger was changed by somebody else.
    written_at: Option<SystemTime>,
}

impl Found {
    fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(MANIFEST_NAME);
        let json = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Self { dir: dir.to_owned(), manifest: Manifest::empty(), written_at: None });
            }
            read => read.with_context(|| format!("cannot read `{}`", path.display()))?,
        };
        let manifest = Manifest::from_json(&json).with_context(|| {
            format!(
                "cannot make sense of `{MANIFEST_NAME}`, so our files cannot be told from yours; delete the folder `{}` and build again",
                dir.display()
            )
        })?;
        let written_at = fs::metadata(&path).and_then(|manifest| manifest.modified()).ok();
        Ok(Self { dir: dir.to_owned(), manifest, written_at })
    }

    /// Whether our file still stands as we wrote it, as far as one look at its entry can tell.
    fn is_intact(&self, path: &OutputPath, size: u64) -> bool {
        fs::symlink_metadata(self.dir.join(path.as_str())).is_ok_and(|seen| {
            seen.is_file() && seen.len() == size && seen.modified().is_ok_and(|at| Some(at) <= self.written_at)
        })
    }

    /// Everything in the folder that we did not write, by path with `/` (names need not be Unicode: they
    /// are not ours); of folders only those that hold nothing of ours.
    fn foreign(&self) -> Result<BTreeMap<OsString, FileType>> {
        let mut entries = BTreeMap::new();
        match list(&self.dir, OsStr::new(""), &mut entries) {
            Err(error) if error.kind() == ErrorKind::NotFound && self.written_at.is_none() && entries.is_empty() => {}
            listed => listed.with_context(|| format!("cannot read the folder `{}`", self.dir.display()))?,
        }
        entries.remove(OsStr::new(MANIFEST_NAME));
        for path in self.manifest.files.keys() {
            entries.remove(OsStr::new(path.as_str()));
        }
        for folder in folders_in(self.manifest.files.keys()) {
            if entries.get(OsStr::new(folder)).is_some_and(FileType::is_dir) {
                entries.remove(OsStr::new(folder));
            }
        }
        Ok(entries)
    }
}

/// Every folder that the paths need, parents first.
fn folders_in<'a>(paths: impl Iterator<Item = &'a OutputPath>) -> BTreeSet<&'a str> {
    paths.flat_map(|path| folders_of(path.as_str())).collect()
}

/// A file of somebody else at a path that we need is never written over: all of them are named.
fn refuse_foreign_in_the_way(foreign: &BTreeMap<OsString, FileType>, tree: &OutputTree, shown: &Path) -> Result<()> {
    let folders = folders_in(tree.iter().map(|(path, _)| path));
    let in_the_way: Vec<&str> = foreign
        .iter()
        .filter_map(|(path, kind)| path.to_str().map(|path| (path, kind)))
        .filter(|(path, kind)| {
            let under_a_file = folders_of(path).any(|folder| tree.get(folder).is_some());
            let at_a_folder = !kind.is_dir() && folders.contains(path);
            tree.get(path).is_some() || under_a_file || at_a_folder
        })
        .map(|(path, _)| path)
        .collect();
    let more = match in_the_way.len().saturating_sub(NAMED_AT_MOST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    ensure!(
        in_the_way.is_empty(),
        "`{}` holds files that were not written by dateline where the site needs their place: `{}`{more}; move them away, or choose another folder with `-o`",
        shown.display(),
        in_the_way[..in_the_way.len().min(NAMED_AT_MOST)].join("`, `"),
    );
    Ok(())
}

/// Lists `dir` and all below it, without following links.
fn list(dir: &Path, prefix: &OsStr, entries: &mut BTreeMap<OsString, FileType>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let mut path = prefix.to_owned();
        if !path.is_empty() {
            path.push("/");
        }
        path.push(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            list(&entry.path(), &path, entries)?;
        }
        entries.insert(path, kind);
    }
    Ok(())
}

/// Builds the whole new folder beside the old one; the manifest comes last.
fn stage(
    place: &Place,
    found: &Found,
    foreign: &BTreeMap<OsString, FileType>,
    tree: &OutputTree,
    manifest: &Manifest,
    changes: &Changes,
) -> Result<()> {
    let new = &place.staging;
    fs::create_dir(new).context("cannot make a folder there")?;
    if let Ok(old) = fs::metadata(&found.dir) {
        fs::set_permissions(new, old.permissions()).context("cannot set its permissions")?;
    }
    for folder in folders_in(tree.iter().map(|(path, _)| path)) {
        fs::create_dir(new.join(folder)).with_context(|| format!("cannot make the folder `{folder}`"))?;
    }
    let fresh: BTreeSet<&OutputPath> = changes.added.iter().chain(&changes.changed).collect();
    for (path, bytes) in tree {
        let to = new.join(path.as_str());
        let done =
            if fresh.contains(path) { write_file(&to, bytes) } else { link(&found.dir.join(path.as_str()), &to) };
        done.with_context(|| format!("cannot write `{path}`"))?;
    }
    for (path, kind) in foreign {
        carry_over(&found.dir.join(path), &new.join(path), *kind)
            .with_context(|| format!("cannot keep `{}`, which is not ours", Path::new(path).display()))?;
    }
    write_file(&new.join(MANIFEST_NAME), &manifest.to_json()?).context("cannot write the manifest")?;
    place.settle().context("cannot bring the new site onto the disk")
}

/// Writes a file that must not exist yet.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    if cfg!(target_os = "linux") { Ok(()) } else { file.sync_all() }
}

/// The same file under a second name; a copy where the file system has no links.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != ErrorKind::StorageFull => fs::copy(from, to).map(drop),
        done => done,
    }
}

/// Takes something that is not ours into the new folder and leaves it in the old one, too.
fn carry_over(from: &Path, to: &Path, kind: FileType) -> io::Result<()> {
    if kind.is_dir() {
        fs::create_dir_all(to)?;
        return fs::set_permissions(to, fs::metadata(from)?.permissions());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    if kind.is_symlink() {
        return copy_symlink(from, to);
    }
    if kind.is_file() { link(from, to) } else { Err(ErrorKind::Unsupported.into()) }
}

#[cfg(unix)]
fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}
