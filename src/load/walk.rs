//! The source tree from disk, in a fixed order: the one place where the sources enter.
//!
//! Reads bytes and makes text of them; what the text means is the loader's.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use walkdir::{DirEntry, WalkDir};

use crate::checked::Checked;
use crate::diagnostic::source::FileKind;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, SourceFile};

/// Largest text file, in bytes.
const MAX_TEXT: usize = 8 * 1024 * 1024;

/// Every file the build reads, by path.
#[derive(Debug, Clone, Default)]
pub struct SourceTree {
    /// The files.
    pub files: Vec<Arc<SourceFile>>,
}

impl SourceTree {
    /// The files of a kind.
    pub fn of(&self, kind: FileKind) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.iter().filter(move |file| file.kind == kind)
    }
}

/// Reads `site.yaml`, `content/`, `templates/` and `static/` under `root`.
///
/// # Errors
/// When a folder or file cannot be read; faults of their content are diagnostics.
pub fn walk(root: &Path) -> anyhow::Result<Checked<SourceTree>> {
    let Checked { value: found, mut diagnostics } = find(root)?;
    let read = Checked::par_map(&found.files, |(path, at, kind)| file(path, at, *kind));
    let mut files = Vec::with_capacity(found.files.len());
    for file in read.into_value(&mut diagnostics) {
        files.extend(file?);
    }
    Ok(Checked::new(SourceTree { files }, diagnostics))
}

/// What counts for the build.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Every file, by its path: that, where it lies, and what it is to the build.
    pub(super) files: Vec<(String, PathBuf, FileKind)>,
    /// Whether a link leads to any of them, so that one file may stand under two paths.
    pub(super) has_links: bool,
}

pub(super) fn find(root: &Path) -> anyhow::Result<Checked<Found>> {
    let root = fs::canonicalize(root).with_context(|| format!("cannot open the folder {}", root.display()))?;
    // A slip in the folder's name must not pass for a site that has become empty.
    anyhow::ensure!(
        root.join("content").is_dir(),
        "there is no folder content/ in {}, so this is not the folder of a site; name another with -C, or start one with `dateline init`",
        root.display()
    );
    let mut diagnostics = Diagnostics::new();
    let mut found = Found::default();
    let config = root.join("site.yaml");
    if config.is_file() {
        found.has_links |= config.is_symlink();
        found.files.push(("site.yaml".to_owned(), config, FileKind::Config));
    }
    for folder in ["content", "static", "templates"] {
        if root.join(folder).is_dir() {
            gather(&root, folder, &mut found, &mut diagnostics)?;
        }
    }
    found.files.sort();
    Ok(Checked::new(found, diagnostics))
}

fn gather(root: &Path, folder: &str, found: &mut Found, diagnostics: &mut Diagnostics) -> anyhow::Result<()> {
    let folder_at = root.join(folder);
    found.has_links |= folder_at.is_symlink();
    let mut entries = WalkDir::new(folder_at).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => match dead_link(root, &error) {
                Some(said) => {
                    diagnostics.push(said);
                    continue;
                }
                None => return Err(error).with_context(|| format!("cannot read the folder {folder}/")),
            },
        };
        let path = relative(root, entry.path());
        if hidden(&entry) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        found.has_links |= entry.path_is_symlink();
        if entry.path_is_symlink() && leads_out(root, entry.path()) {
            let file = Arc::new(SourceFile::text(path, FileKind::Static, ""));
            let message = format!("`{}` is a symbolic link out of the project", file.path);
            diagnostics.push(
                Diagnostic::new(Code::Symlink, message)
                    .at(&file, At::File, "")
                    .help("copy what it leads to into the project"),
            );
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        if !entry.file_type().is_file() {
            continue;
        }
        if let Some(kind) = kind(&path) {
            found.files.push((path, entry.into_path(), kind));
        } else {
            let file = Arc::new(SourceFile::text(path, FileKind::Static, ""));
            let message = format!("nothing reads `{}`", file.path);
            let help = "articles are content/articles/**/*.md, pages content/pages/*.md, records content/incidents/**/*.yaml, \
                        registers content/registers/{actors,places,sources}.yaml, or files in folders of these names";
            diagnostics.push(Diagnostic::new(Code::UnclaimedFile, message).at(&file, At::File, "").help(help));
        }
    }
    Ok(())
}

/// What is said of a symbolic link that leads nowhere, or into a folder that holds it.
fn dead_link(root: &Path, error: &walkdir::Error) -> Option<Diagnostic> {
    let at = error.path().filter(|path| fs::symlink_metadata(path).is_ok_and(|seen| seen.is_symlink()))?;
    let leads = if error.loop_ancestor().is_some() { "into a folder that holds it" } else { "nowhere" };
    let file = Arc::new(SourceFile::text(relative(root, at), FileKind::Static, ""));
    let said = Diagnostic::new(Code::Symlink, format!("`{}` is a symbolic link that leads {leads}", file.path));
    Some(said.at(&file, At::File, "").help("remove the link, or let it lead to a file of the project"))
}

pub(super) fn relative(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    inner.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Files that editors and systems leave behind.
fn hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && is_hidden(&entry.file_name().to_string_lossy())
}

/// Names that editors and systems give to files of their own.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with('#') || name.ends_with('~') || name.ends_with(".swp")
}

fn leads_out(root: &Path, link: &Path) -> bool {
    fs::canonicalize(link).map_or(true, |target| !target.starts_with(root))
}

fn kind(path: &str) -> Option<FileKind> {
    let parts: Vec<&str> = path.split('/').collect();
    let yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    match parts.as_slice() {
        ["content", "articles", ..] if path.ends_with(".md") => Some(FileKind::Article),
        ["content", "pages", _] if path.ends_with(".md") => Some(FileKind::Page),
        ["content", "incidents", ..] if yaml => Some(FileKind::Incidents),
        ["content", "months", _] if yaml => Some(FileKind::Months),
        ["content", "registers", "actors.yaml" | "places.yaml" | "sources.yaml"] => Some(FileKind::Register),
        ["content", "registers", "actors" | "places" | "sources", ..] if yaml => Some(FileKind::Register),
        ["templates", ..] => Some(FileKind::Template),
        ["static", ..] => Some(FileKind::Static),
        _ => None,
    }
}

pub(super) type Read = anyhow::Result<Option<Arc<SourceFile>>>;

pub(super) fn file(path: &str, at: &Path, kind: FileKind) -> Checked<Read> {
    let bytes = match fs::read(at).with_context(|| format!("cannot read {path}")) {
        Ok(bytes) => bytes,
        Err(error) => return Checked::clean(Err(error)),
    };
    if kind == FileKind::Static {
        return Checked::clean(Ok(Some(Arc::new(SourceFile {
            path: path.to_owned(),
            kind,
            text: String::new(),
            bytes,
        }))));
    }
    let mut diagnostics = Diagnostics::new();
    let file = text(path, kind, bytes, &mut diagnostics).map(Arc::new);
    if let Some(file) = &file {
        check_characters(file, &mut diagnostics);
    }
    Checked::new(Ok(file), diagnostics)
}

fn text(path: &str, kind: FileKind, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<SourceFile> {
    let mut refuse = |code, message: String, help: &str| {
        let file = Arc::new(SourceFile::text(path, kind, ""));
        diagnostics.push(Diagnostic::new(code, message).at(&file, At::File, "").help(help));
        None
    };
    if bytes.len() > MAX_TEXT {
        return refuse(
            Code::TooLarge,
            format!("the file has {} bytes; the limit is {MAX_TEXT}", bytes.len()),
            "split the file",
        );
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return refuse(Code::Encoding, "the file is UTF-16".to_owned(), "save the file as UTF-8");
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text);
            Some(SourceFile::text(path, kind, text))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
            refuse(
                Code::Encoding,
                format!("line {line} is not UTF-8; the file may be Latin-1 or not text at all"),
                "save the file as UTF-8",
            )
        }
    }
}

/// Control characters and direction overrides make a text read otherwise than it is stored.
fn check_characters(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) {
    let bytes = file.text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let (message, length) = match byte {
            0..=8 | 11 | 12 | 14..=31 | 127 => (format!("there is a control character (U+{byte:04X})"), 1),
            0xE2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xAA..=0xAE] | [0x81, 0xA6..=0xA9])) => {
                let c = file.text[at..].chars().next().map_or(0, u32::from);
                (format!("there is a hidden direction character (U+{c:04X})"), 3)
            }
            _ => continue,
        };
        diagnostics.push(
            Diagnostic::new(Code::ControlCharacter, message)
                .at(file, At::Bytes(at..at + length), "here")
                .help("remove it"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_a_file_is() {
        assert_eq!(kind("content/articles/2025/a.md"), Some(FileKind::Article));
        assert_eq!(kind("content/incidents/a/b.yml"), Some(FileKind::Incidents));
        assert_eq!(kind("content/registers/actors.yaml"), Some(FileKind::Register));
        assert_eq!(kind("content/registers/places/ucdp.yaml"), Some(FileKind::Register));
        assert_eq!(kind("content/registers/notes.yaml"), None);
        assert_eq!(kind("content/registers/notes/ucdp.yaml"), None);
        assert_eq!(kind("content/articles/a.txt"), None);
    }

    #[test]
    fn direction_overrides_are_found_where_they_stand() {
        let file = Arc::new(SourceFile::text("a.yaml", FileKind::Config, "a: \u{202E}b — ok\n"));
        let mut said = Diagnostics::new();
        check_characters(&file, &mut said);
        assert_eq!(said.sorted()[0].spans[0], 3..6);
        assert_eq!(said.count(crate::diagnostic::Severity::Error), 1);
    }
}
