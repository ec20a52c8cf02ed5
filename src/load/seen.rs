//! The source tree again after a change: only what was touched is read, and a file whose bytes are the same is the same
//! value in memory, so that later stages know at once what has not changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::checked::Checked;
use crate::diagnostic::source::FileKind;
use crate::diagnostic::{Diagnostics, SourceFile};
use crate::load::walk::{self, Found, SourceTree};

/// The files as they were read the last time.
#[derive(Debug, Default)]
pub struct Seen {
    /// By path.
    files: Vec<Known>,
    /// What was said while they were looked for.
    said: Diagnostics,
    has_links: bool,
}

/// The coarsest clock of a file system: FAT counts in steps of two seconds.
const COARSEST: Duration = Duration::from_secs(2);

#[derive(Debug)]
struct Known {
    path: String,
    at: PathBuf,
    kind: FileKind,
    mark: Option<Mark>,
    /// Whether something else had changed so much later, when the file was read, that a later save of it must show
    /// in its mark. Until then it is read again.
    settled: bool,
    read: Checked<Option<Arc<SourceFile>>>,
}

impl Known {
    /// Reads it again. The same bytes keep their value.
    fn read_again(&self) -> Reread {
        // Read after the mark was taken: a file that is saved in between has another mark the next time.
        let mark = Mark::of(&self.at);
        Reread { mark, read: read(&self.path, &self.at, self.kind, Some(self)) }
    }
}

struct Reread {
    mark: Option<Mark>,
    read: anyhow::Result<Checked<Option<Arc<SourceFile>>>>,
}

fn read(
    path: &str,
    at: &Path,
    kind: FileKind,
    known: Option<&Known>,
) -> anyhow::Result<Checked<Option<Arc<SourceFile>>>> {
    let Checked { value, diagnostics } = walk::file(path, at, kind);
    let file = value?;
    let before = known.filter(|known| match (&known.read.value, &file) {
        (Some(before), Some(now)) => before == now,
        _ => false,
    });
    Ok(before.map_or_else(|| Checked::new(file, diagnostics), |known| known.read.clone()))
}

/// As [`walk::walk`], but reads only the files that do not stand as they were `seen`; of a file whose bytes are the same
/// the same value is given again. Where it is known which paths were `touched` since, and these are files that were seen,
/// nothing else is looked at.
///
/// # Errors
/// As for [`walk::walk`].
pub fn walk_again(root: &Path, seen: &mut Seen, touched: Option<&[PathBuf]>) -> anyhow::Result<Checked<SourceTree>> {
    match touched.and_then(|touched| seen.places_of(root, touched)) {
        Some(places) => {
            let again = Checked::par_map(&places, |at| Checked::clean(seen.files[*at].read_again())).value;
            let again: Vec<(Option<Mark>, _)> =
                again.into_iter().map(|one| Ok((one.mark, one.read?))).collect::<anyhow::Result<_>>()?;
            for (at, (mark, read)) in places.into_iter().zip(again) {
                let known = &mut seen.files[at];
                (known.mark, known.settled, known.read) = (mark, false, read);
            }
        }
        None => look_everywhere(root, seen)?,
    }
    let mut diagnostics = seen.said.clone();
    let mut files = Vec::with_capacity(seen.files.len());
    for known in &seen.files {
        files.extend(known.read.value.clone());
        if !known.read.diagnostics.is_empty() {
            diagnostics.extend(known.read.diagnostics.clone());
        }
    }
    Ok(Checked::new(SourceTree { files }, diagnostics))
}

fn look_everywhere(root: &Path, seen: &mut Seen) -> anyhow::Result<()> {
    let Checked { value: Found { files: found, has_links }, diagnostics: said } = walk::find(root)?;
    let marks = Checked::par_map(&found, |(_, at, _)| Checked::clean(Mark::of(at))).value;
    let places: Vec<usize> = (0..found.len()).collect();
    let before = |path: &str| seen.at(path).map(|at| &seen.files[at]);
    let fresh = Checked::par_map(&places, |at| {
        let (path, place, kind) = &found[*at];
        let known = before(path);
        let stands = known.is_some_and(|one| one.settled && marks[*at].is_some() && one.mark == marks[*at]);
        Checked::clean((!stands).then(|| read(path, place, *kind, known)))
    });
    let newest = marks.iter().flatten().map(|mark| mark.changed).max();
    let settled = |mark: Option<Mark>| mark.zip(newest).is_some_and(|(mark, newest)| mark.changed + COARSEST < newest);
    let mut files = Vec::with_capacity(found.len());
    for (((path, at, kind), mark), fresh) in found.into_iter().zip(marks).zip(fresh.value) {
        let (settled, read) = match fresh {
            Some(read) => (settled(mark), read?),
            None => match before(&path) {
                Some(known) => (true, known.read.clone()),
                None => continue,
            },
        };
        files.push(Known { path, at, kind, mark, settled, read });
    }
    *seen = Seen { files, said, has_links };
    Ok(())
}

impl Seen {
    fn at(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|known| known.path.as_str().cmp(path)).ok()
    }

    /// Whether any file stood in a folder.
    fn has_under(&self, folder: &str) -> bool {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let place = self.files.partition_point(|known| known.path < folder);
        self.files.get(place).is_some_and(|known| known.path.starts_with(&folder))
    }

    /// Whether anything was said of a file that nothing reads.
    fn speaks_of(&self, path: &str) -> bool {
        self.said.iter().flat_map(|said| &said.labels).any(|label| label.file.path == path)
    }

    /// The files that stand at these paths, if only those may have changed: nothing where a path is a folder, is new or
    /// gone, or where a file may stand under other paths, too.
    fn places_of(&self, root: &Path, touched: &[PathBuf]) -> Option<Vec<usize>> {
        if self.has_links || self.files.is_empty() {
            return None;
        }
        let root = fs::canonicalize(root).ok()?;
        let mut places = Vec::new();
        for path in touched {
            let metadata = fs::symlink_metadata(path).ok();
            let name = walk::relative(&root, path);
            match (self.at(&name), metadata) {
                (Some(at), Some(metadata)) if metadata.is_file() && has_one_name(&metadata) => places.push(at),
                // What an editor writes beside a file, and takes away or renames over it.
                (None, None) if !self.has_under(&name) && !self.speaks_of(&name) => {}
                _ => return None,
            }
        }
        Some(places)
    }
}

/// What the system says of a file without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    size: u64,
    modified: SystemTime,
    /// The later of both times, if there are two.
    changed: SystemTime,
    /// Device, file number and time of last change of either, where there are such.
    node: [i128; 3],
}

impl Mark {
    fn of(at: &Path) -> Option<Self> {
        let metadata = fs::metadata(at).ok()?;
        let modified = metadata.modified().ok()?;
        let (node, changed) = node(&metadata);
        Some(Self { size: metadata.len(), modified, changed: changed.map_or(modified, |at| at.max(modified)), node })
    }
}

#[cfg(unix)]
fn node(metadata: &fs::Metadata) -> ([i128; 3], Option<SystemTime>) {
    use std::os::unix::fs::MetadataExt;
    let nanoseconds = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
    let since = u64::try_from(nanoseconds).ok().map(|since| SystemTime::UNIX_EPOCH + Duration::from_nanos(since));
    ([i128::from(metadata.dev()), i128::from(metadata.ino()), nanoseconds], since)
}

#[cfg(not(unix))]
fn node(_: &fs::Metadata) -> ([i128; 3], Option<SystemTime>) {
    ([0; 3], None)
}

/// Whether a file has no second name.
#[cfg(unix)]
fn has_one_name(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(metadata) == 1
}

#[cfg(not(unix))]
fn has_one_name(_: &fs::Metadata) -> bool {
    true
}
