//! Where the output lies: whether we may write there, alone, and how one folder takes another's place.
//!
//! It stands apart because these few steps are the ones that can destroy something. It knows folders
//! and names; it must not know what is inside them.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::Target;

/// An output folder that we hold alone until this value is dropped.
#[derive(Debug)]
pub(super) struct Place {
    /// The output folder. It may not exist yet.
    pub(super) dir: PathBuf,
    /// The sibling in which the new site grows. After the exchange it holds the old one; in both cases
    /// it may be deleted by whoever holds the lock.
    pub(super) staging: PathBuf,
    /// The sibling that holds the old site between the two renames of the fallback, and only then.
    pub(super) retired: PathBuf,
    lock: PathBuf,
    /// Kept open: closing it gives the lock back.
    _held: File,
}

impl Place {
    /// Checks the target, takes the lock, and puts right what a crashed run left behind.
    pub(super) fn claim(target: &Target<'_>) -> Result<Self> {
        let dir = checked(target)?;
        let (Some(parent), Some(name)) = (dir.parent(), dir.file_name()) else {
            bail!("`{}` is no folder that can be exchanged; name a folder below it", dir.display());
        };
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot make the folder `{}` for the output", parent.display()))?;
        let sibling = |role: &str| parent.join(format!(".{}.dateline-{role}", name.to_string_lossy()));
        let lock = sibling("lock");
        let held = take_lock(&lock).with_context(|| {
            format!(
                "cannot write beside `{}`; make its parent folder writable, or choose another with `-o`",
                dir.display()
            )
        })?;
        let Some(held) = held else {
            bail!(
                "another `dateline` is writing `{}`; wait until it is done, or choose another folder with `-o`",
                dir.display()
            );
        };
        let place = Self { staging: sibling("new"), retired: sibling("old"), dir, lock, _held: held };
        place.recover().context("cannot clear away what an interrupted build left behind")?;
        Ok(place)
    }

    /// After a crash: the old site stands again if the new one had not taken its place, and no
    /// half-written folder stays.
    fn recover(&self) -> io::Result<()> {
        // `try_exists`, here and below: a folder that cannot be looked at is not one that is missing.
        if self.retired.try_exists()? {
            if self.dir.try_exists()? {
                fs::remove_dir_all(&self.retired)?;
            } else {
                fs::rename(&self.retired, &self.dir)?;
            }
        }
        if self.staging.try_exists()? { fs::remove_dir_all(&self.staging) } else { Ok(()) }
    }

    /// Puts the staged site in the place of the old one. There is no moment at which a reader of the
    /// folder sees a mixture.
    pub(super) fn exchange(&self) -> io::Result<()> {
        if !self.dir.try_exists()? {
            return fs::rename(&self.staging, &self.dir);
        }
        match swap(&self.staging, &self.dir) {
            Err(error) if is_unsupported(&error) => self.two_renames(),
            done => done,
        }
    }

    /// The way round for kernels and file systems without an exchange: for an instant there is no site
    /// at all, but never half of one; [`Place::claim`] brings the old one back if we die in between.
    pub(super) fn two_renames(&self) -> io::Result<()> {
        fs::rename(&self.dir, &self.retired)?;
        if let Err(error) = fs::rename(&self.staging, &self.dir) {
            fs::rename(&self.retired, &self.dir)?;
            return Err(error);
        }
        fs::rename(&self.retired, &self.staging)
    }

    /// Makes everything in the staged folder durable before it is shown.
    #[cfg(target_os = "linux")]
    pub(super) fn settle(&self) -> io::Result<()> {
        // One call for the whole file system: ten thousand single ones would take seconds.
        Ok(rustix::fs::syncfs(File::open(&self.staging)?)?)
    }

    /// Makes the staged folder durable as far as the system offers it for a folder.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn settle(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.staging)?.sync_all() } else { Ok(()) }
    }

    /// Makes the exchange itself durable.
    pub(super) fn settle_exchange(&self) -> io::Result<()> {
        match self.dir.parent() {
            Some(parent) if cfg!(unix) => File::open(parent)?.sync_all(),
            _ => Ok(()),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Removed while we still hold it, so that nothing is left lying in the project. Whoever waits
        // with this very file open sees that it is gone and opens it anew (`take_lock`).
        let _ = fs::remove_file(&self.lock);
    }
}

/// The output folder as an absolute path, if it is one that we may replace.
fn checked(target: &Target<'_>) -> Result<PathBuf> {
    let shown = target.dir.display();
    let absolute = std::path::absolute(target.dir).with_context(|| format!("cannot find the folder `{shown}`"))?;
    let (Some(parent), Some(name)) = (absolute.parent(), absolute.file_name()) else {
        bail!("`{shown}` is no folder that can be exchanged; name a folder below it");
    };
    let dir = resolved(parent).with_context(|| format!("cannot find the folder `{}`", parent.display()))?.join(name);
    match fs::symlink_metadata(&dir) {
        Ok(found) => {
            ensure!(
                !found.is_symlink(),
                "`{shown}` is a symbolic link, which could lead out of the project; name the folder itself"
            );
            ensure!(found.is_dir(), "`{shown}` is a file; choose another folder with `-o`");
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot look at `{shown}`")),
    }
    let root = resolved(target.root)?;
    ensure!(!root.starts_with(&dir), "`{shown}` holds the project itself; choose a folder inside it, such as `public`");
    for source in target.sources {
        let apart = resolved(source).is_ok_and(|source| !dir.starts_with(&source) && !source.starts_with(&dir));
        ensure!(
            apart,
            "`{shown}` and the sources in `{}` lie inside each other; choose another folder with `-o`",
            source.display()
        );
    }
    Ok(dir)
}

/// `path` without symbolic links, also where its last parts do not exist yet.
fn resolved(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => Ok(resolved(parent)?.join(name)),
            _ => Err(error),
        },
        found => found,
    }
}

/// Opens and locks the file at `path`; `None` if another process holds it.
fn take_lock(path: &Path) -> io::Result<Option<File>> {
    loop {
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) if is_still_at(&file, path)? => return Ok(Some(file)),
            Ok(()) => {} // The one before us removed the file after we had opened it: once more.
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Whether the open file is the one that the path leads to now.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok(there.dev() == held.dev() && there.ino() == held.ino()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere an open file cannot be removed, so it is always the same one.
#[cfg(not(unix))]
fn is_still_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Exchanges two folders in one step.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Exchanges two folders in one step, which this system cannot do.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether an exchange failed because it is not known here, and not because it went wrong. File
/// systems without it answer `EINVAL`, old kernels `ENOSYS`.
fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}
