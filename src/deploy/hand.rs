//! The project's own mark of a running deploy: one file, locked while it runs, left behind when it is cut off.

use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::deploy::target::{Hand, Others};

/// A hand that works; dropped, it leaves its mark only if the work was not finished.
#[derive(Debug)]
pub struct Working {
    /// Who works.
    pub hand: Hand,
    mark: PathBuf,
    _held: File,
}

/// Takes the mark for a target of the project at `root`. A mark that was left behind gives its word on: whoever holds
/// the file's lock knows that the run which left it is dead.
///
/// # Errors
/// Another deploy of this project to this target runs, or the folder cannot be written.
pub fn take(root: &Path, target: &str, others: Others) -> Result<Working> {
    let room = root.join(".dateline");
    fs::create_dir_all(&room).with_context(|| format!("cannot make the folder `{}`", room.display()))?;
    let mark = room.join(format!("deploying-{target}"));
    let at = || format!("cannot write `{}`", mark.display());
    let mut held = File::options().create(true).truncate(false).read(true).write(true).open(&mark).with_context(at)?;
    match held.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => bail!("another deploy of this project to `{target}` is running; wait for it"),
        Err(TryLockError::Error(error)) => return Err(error).with_context(at),
    }
    let mut id = String::new();
    held.read_to_string(&mut id).with_context(at)?;
    if id.len() != 32 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        id = random();
        held.set_len(0).and_then(|()| held.seek(SeekFrom::Start(0))).with_context(at)?;
        held.write_all(id.as_bytes()).and_then(|()| held.sync_all()).with_context(at)?;
    }
    Ok(Working { hand: Hand { id, others, room }, mark, _held: held })
}

impl Working {
    /// The work is done: the mark goes.
    pub fn done(self) {
        let _ = fs::remove_file(&self.mark);
        // Only when nothing else lies in it.
        let _ = fs::remove_dir(&self.hand.room);
    }
}

/// 128 bits that no other run has: the standard library seeds every such state from the system.
fn random() -> String {
    let word = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", word(), word())
}
