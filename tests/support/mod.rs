//! What the tests share: sites laid out in a folder of their own, the program run on them, and folders read back.
#![allow(dead_code, reason = "each test crate uses a part of this")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The time that counts as now in the tests' own sites: 1 July 2025.
pub(crate) const NOW: &str = "1751328000";

/// The time that counts as now where the example site is built: 1 December 2026.
pub(crate) const EXAMPLE_NOW: &str = "1796083200";

/// The repository, which is also the example site.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Whether expected texts are to be rewritten instead of compared.
#[expect(
    clippy::disallowed_methods,
    reason = "a test is not a stage; this is how it is asked to rewrite its expectations"
)]
pub(crate) fn updating() -> bool {
    std::env::var("UPDATE_EXPECTED").is_ok_and(|value| value == "1")
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// The data.
    pub(crate) stdout: String,
    /// The talk.
    pub(crate) stderr: String,
}

impl Ran {
    /// The run, when it ended with this code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "exit code\nstdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }
}

/// The program, with an environment that says the same on every machine.
pub(crate) fn program(cwd: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.current_dir(cwd).args(args).env("SOURCE_DATE_EPOCH", NOW).env("TZ", "UTC").env("COLUMNS", "100");
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "RUST_BACKTRACE", "RAYON_NUM_THREADS"] {
        command.env_remove(name);
    }
    command
}

/// Runs the program in a folder.
#[track_caller]
pub(crate) fn dateline(cwd: &Path, args: &[&str]) -> Ran {
    ran(&mut program(cwd, args))
}

/// Runs a command that was made by [`program`].
#[track_caller]
pub(crate) fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap_or(-1);
    Ran { code, stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A site in a temporary folder, with room beside it.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// An empty folder for a site.
    pub(crate) fn empty() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("site")).unwrap();
        Self { folder }
    }

    /// The small valid site of `tests/diagnostics/base.txt`.
    pub(crate) fn base() -> Self {
        let site = Self::empty();
        site.lay(&fs::read_to_string(repository().join("tests/diagnostics/base.txt")).unwrap());
        site
    }

    /// The site's folder.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// A path in the site's folder, or beside it when it begins with `../`.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        match path.strip_prefix("../") {
            Some(beside) => self.folder.path().join(beside),
            None => self.root().join(path),
        }
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Lays out the sections of a text: see [`sections`].
    pub(crate) fn lay(&self, text: &str) {
        for section in sections(text).iter().filter(|section| section.path != "expected") {
            let text = unfolded(&section.text);
            match section.how.as_str() {
                "" => self.write(&section.path, text),
                "as utf-16" => {
                    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
                    self.write(&section.path, [0xFF, 0xFE].into_iter().chain(units).collect::<Vec<u8>>());
                }
                "as latin-1" => {
                    self.write(&section.path, text.chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<u8>>());
                }
                how => {
                    let target = how.strip_prefix("link to ").unwrap_or_else(|| panic!("`({how})` is not known here"));
                    let link = self.path(&section.path);
                    fs::create_dir_all(link.parent().unwrap()).unwrap();
                    std::os::unix::fs::symlink(target, link).unwrap();
                }
            }
        }
    }

    /// Runs a verb in the site's folder.
    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        dateline(&self.root(), args)
    }
}

/// One file of a text that holds several: `-- path --`, or `-- path (how) --`, and the lines below it.
#[derive(Debug)]
pub(crate) struct Section {
    /// Where it goes.
    pub(crate) path: String,
    /// How it is written, such as `as utf-16`; empty for plain text.
    pub(crate) how: String,
    /// Its text.
    pub(crate) text: String,
}

/// The files in a text; what stands above the first is a comment.
pub(crate) fn sections(text: &str) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(head) = line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            let (path, how) = head.strip_suffix(')').and_then(|head| head.split_once(" (")).unwrap_or((head, ""));
            all.push(Section { path: path.to_owned(), how: how.to_owned(), text: String::new() });
        } else if let Some(last) = all.last_mut() {
            last.text.push_str(line);
        }
    }
    all
}

/// A text with `{U+202E}` made that character, and `{9 x}` made nine times `x`: what a reader of a fixture could not
/// see, or would not want to.
fn unfolded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let inside = rest[1..].split('}').next().unwrap_or_default();
        let made = match inside.strip_prefix("U+") {
            Some(code) => u32::from_str_radix(code, 16).ok().and_then(char::from_u32).map(String::from),
            None => inside.split_once(' ').and_then(|(times, what)| Some(what.repeat(times.parse().ok()?))),
        };
        if let Some(made) = made {
            out.push_str(&made);
            rest = &rest[inside.len() + 2..];
        } else {
            out.push('{');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// Every file under a folder: its path, with `/`, and its bytes.
pub(crate) fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let walk = walkdir::WalkDir::new(dir).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let read = walk.map(|entry| {
        let path = entry.path().strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
        (path, fs::read(entry.path()).unwrap())
    });
    read.collect()
}

/// Fails unless a file holds exactly `text`; rewrites it when that is asked for.
#[track_caller]
pub(crate) fn same_as_file(path: &Path, text: &str) {
    if updating() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == text,
        "{} is not up to date; UPDATE_EXPECTED=1 rewrites it\n{}",
        path.display(),
        difference(&expected, text)
    );
}

/// The lines that stand in one of two texts only.
pub(crate) fn difference(expected: &str, found: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}\n"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}\n"));
    let text: String = gone.chain(come).collect();
    if text.is_empty() { "the same lines in another order or number".to_owned() } else { text }
}
