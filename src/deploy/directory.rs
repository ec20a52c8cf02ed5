//! A folder of this machine, such as a web server's or one that another program carries on.
//!
//! Every release is a folder of its own under `releases/`, and `current` is a symbolic link to one of them: a reader
//! sees the old site or the new one, whatever happens in between. What did not change is a hard link.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::deploy::plan::{Standing, Step};
use crate::deploy::published::{NAME, Published, ROOM};
use crate::deploy::target::{Bytes, Event, Job, Opening, Target};
use crate::deploy::{Kind, REQUIRED, Setting};
use crate::output::OutputPath;

/// The row of the table.
pub(super) const KIND: Kind = Kind {
    name: "directory",
    about: "A folder of this machine: each release beside the last, shown by a symbolic link `current`.",
    settings: &[Setting {
        key: "path",
        takes: "path",
        default: REQUIRED,
        about: "The folder that holds `releases/` and `current`; serve `current`. A relative path counts from the site's folder.",
    }],
    open,
};

fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    ensure!(cfg!(unix), "it needs symbolic links; use another target on this system");
    Ok(Box::new(Directory { dir: opening.path("path")? }))
}

#[derive(Debug)]
struct Directory {
    dir: PathBuf,
}

impl Target for Directory {
    fn place(&self) -> String {
        self.dir.join("current").display().to_string()
    }

    fn out_of_reach(&self) -> Vec<&'static str> {
        vec!["the machine's own backups and snapshots", "caches in front of the server, such as a CDN: purge them"]
    }

    fn standing(&self) -> Result<Standing> {
        let Some(current) = self.current()? else { return Ok(Standing::whole(Published::nothing(), None)) };
        let path = current.join(NAME);
        let json = fs::read(&path).with_context(|| {
            format!("`{}` was not written by dateline; move it away, or choose another folder", self.place())
        })?;
        let published =
            Published::from_json(&json).with_context(|| format!("cannot make sense of `{}`", path.display()))?;
        let needed = 1 + usize::from(published.previous.is_some());
        let whole = self.names()?.iter().filter(|name| self.releases().join(name).join(NAME).is_file()).count();
        let left_over = whole.saturating_sub(needed);
        Ok(Standing { left_over, ..Standing::whole(published, Some(current.display().to_string())) })
    }

    fn apply(&self, job: &Job<'_>) -> Result<Option<String>> {
        fs::create_dir_all(self.releases()).with_context(|| format!("cannot make `{}`", self.releases().display()))?;
        let _held = self.lock()?;
        let current = self.current()?;
        ensure!(
            current.as_ref().map(|path| path.display().to_string()) == job.standing.version,
            "another deploy to {} has ended meanwhile; run again to see what is left to do",
            self.place()
        );
        let stage = self.releases().join(".new");
        (job.tell)(Event::Phase("writing the release"));
        self.stage(&stage, current.as_deref(), job)
            .with_context(|| format!("cannot write the release in `{}`; the old one still stands", stage.display()))?;
        (job.tell)(Event::Phase("changing over"));
        let name = self.free_name(&job.plan.next.release)?;
        let show = || -> io::Result<()> {
            fs::rename(&stage, self.releases().join(&name))?;
            let link = self.dir.join(".current.new");
            remove_if_there(&link)?;
            symlink(&Path::new("releases").join(&name), &link)?;
            fs::rename(&link, self.dir.join("current"))?;
            File::open(&self.dir)?.sync_all()
        };
        show().with_context(|| format!("cannot change `{}` over", self.place()))?;
        let before = job.plan.next.previous.as_ref().map(|previous| &previous.release);
        let before = before.and_then(|release| self.folder_of(release, &name).ok().flatten());
        self.prune(&name, before.as_deref()).context("the new release stands, but an old one cannot be removed")?;
        Ok(None)
    }

    fn read_back(&self, paths: &[OutputPath]) -> Result<BTreeMap<OutputPath, String>> {
        let mut found = BTreeMap::new();
        for path in paths {
            match fs::read(self.dir.join("current").join(path.as_str())) {
                Ok(bytes) => _ = found.insert(path.clone(), blake3::hash(&bytes).to_hex().to_string()),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(error).with_context(|| format!("cannot read `{path}`")),
            }
        }
        Ok(found)
    }
}

impl Directory {
    fn releases(&self) -> PathBuf {
        self.dir.join("releases")
    }

    /// The folder that is shown.
    fn current(&self) -> Result<Option<PathBuf>> {
        let link = self.dir.join("current");
        match fs::read_link(&link) {
            Ok(to) => Ok(Some(self.dir.join(to))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(_) => bail!("`{}` is no symbolic link; move it away, or choose another folder", link.display()),
        }
    }

    fn lock(&self) -> Result<File> {
        let path = self.dir.join(".dateline-lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.with_context(|| format!("cannot write `{}`", path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => bail!("another deploy to {} is at work; wait for it", self.place()),
            Err(TryLockError::Error(error)) => Err(error).context("cannot lock the folder"),
        }
    }

    /// Builds the whole release. What an earlier run that was cut off left there is used where it is right.
    fn stage(&self, stage: &Path, current: Option<&Path>, job: &Job<'_>) -> Result<()> {
        fs::create_dir_all(stage)?;
        let next = &job.plan.next;
        let before = job.standing.published.previous.as_ref().map(|previous| previous.release.as_str());
        let shown =
            current.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let before = before.map(|release| self.folder_of(release, &shown)).transpose()?.flatten();
        let sends: BTreeMap<&OutputPath, &Step> = job.plan.sends().map(|step| (&step.path, step)).collect();
        let wanted: BTreeSet<&str> = next.files.keys().chain(next.kept.keys()).map(OutputPath::as_str).collect();

        let ours: BTreeSet<&str> = {
            let published = &job.standing.published;
            published.files.keys().chain(published.kept.keys()).map(OutputPath::as_str).collect()
        };
        let mut foreign = current.map(|dir| foreign(dir, &ours)).transpose()?.unwrap_or_default();
        for path in foreign.iter().filter(|path| wanted.contains(path.as_str())) {
            job.foreign.in_the_way(path, &self.place())?;
        }
        foreign.retain(|path| !wanted.contains(path.as_str()));
        for path in foreign_in(stage, &wanted)?.iter().filter(|path| !foreign.contains(*path)) {
            fs::remove_file(stage.join(path))?;
        }
        for path in &foreign {
            let (from, to) = (current.unwrap_or(stage).join(path), stage.join(path));
            link(&from, &to)?;
        }
        for path in next.files.keys().chain(next.kept.keys()) {
            let to = stage.join(path.as_str());
            let from = match (sends.contains_key(path), job.bytes) {
                (true, Bytes::Tree(tree)) => {
                    let bytes = tree.get(path.as_str()).context("the plan is not of this tree")?;
                    if fs::read(&to).ok().as_deref() != Some(bytes) {
                        write(&to, bytes)?;
                    }
                    (job.tell)(Event::Done);
                    continue;
                }
                (true, Bytes::Before) => before.as_ref().context("the release before is gone")?.as_path(),
                (false, _) => current.context("nothing stands there")?,
            };
            link(&from.join(path.as_str()), &to).with_context(|| format!("`{path}`"))?;
            if sends.contains_key(path) {
                (job.tell)(Event::Done);
            }
        }
        write(&stage.join(NAME), &next.to_json()?)?;
        settle(stage)?;
        Ok(())
    }

    /// A release's folder, which is not the one called `but`.
    fn folder_of(&self, release: &str, but: &str) -> io::Result<Option<PathBuf>> {
        let mut found = None;
        for name in self.names()? {
            let fits = name.strip_prefix(release).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
            if fits && name != but {
                found = Some(self.releases().join(name));
            }
        }
        Ok(found)
    }

    fn names(&self) -> io::Result<BTreeSet<String>> {
        let names = fs::read_dir(self.releases())?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        names.collect()
    }

    /// The release's name, with a number where a folder of that name stands.
    fn free_name(&self, release: &str) -> io::Result<String> {
        let taken = self.names()?;
        let numbered = (2_u32..).map(|number| format!("{release}.{number}"));
        Ok([release.to_owned()].into_iter().chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default())
    }

    /// Only the release that is shown and the one before stay.
    fn prune(&self, shown: &str, before: Option<&Path>) -> io::Result<()> {
        let before = before.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        for name in self.names()?.iter().filter(|name| *name != shown && Some(*name) != before.as_ref()) {
            let dir = self.releases().join(name);
            // Only what a deploy made: a folder with our memory in it, or one that was being written.
            if name == ".new" || dir.join(NAME).is_file() {
                fs::remove_dir_all(dir)?;
            }
        }
        Ok(())
    }
}

/// The files under `dir` that are not `ours`, by path with `/`; what a tool of ours keeps there is left out.
fn foreign(dir: &Path, ours: &BTreeSet<&str>) -> Result<BTreeSet<String>> {
    let mut found = foreign_in(dir, ours)?;
    found.retain(|path| path.split('/').next() != Some(ROOM));
    Ok(found)
}

fn foreign_in(dir: &Path, ours: &BTreeSet<&str>) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in walkdir::WalkDir::new(dir).min_depth(1) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            let inner = entry.path().strip_prefix(dir)?.to_str();
            let path = inner.with_context(|| format!("the name of `{}` is no Unicode", entry.path().display()))?;
            if !ours.contains(path) {
                found.insert(path.to_owned());
            }
        }
    }
    Ok(found)
}

/// Makes `to` the same file as `from`: a hard link where the file system takes one, else a copy.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    remove_if_there(to)?;
    if fs::hard_link(from, to).is_err() {
        fs::copy(from, to)?;
    }
    Ok(())
}

/// Writes a file beside its place and moves it there, so that a linked file of another release is never written to.
fn write(to: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    remove_if_there(to)?;
    fs::write(to, bytes)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(unix)]
fn symlink(to: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Makes all of a folder durable before it is shown.
#[cfg(target_os = "linux")]
fn settle(dir: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(dir)?)?)
}

#[cfg(not(target_os = "linux"))]
fn settle(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}
