//! Hosts that are files of this machine: a folder, an archive, a bare repository.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use super::{Files, Host, ours};
use crate::support::files;

/// A folder of this machine.
pub(crate) struct Directory {
    dir: TempDir,
}

impl Directory {
    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("www")
    }
}

impl Host for Directory {
    fn start() -> Option<Self> {
        Some(Self { dir: TempDir::new().unwrap() })
    }

    fn settings(&self) -> String {
        format!("type: directory\npath: {}", self.path().display())
    }

    fn live(&self) -> Files {
        // The link is followed: the walk begins at what it leads to.
        let Ok(current) = fs::canonicalize(self.path().join("current")) else { return Files::new() };
        files(&current).into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        files(&self.path()).into_values().collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let dir = self.path();
        if !dir.join("current").exists() {
            fs::create_dir_all(dir.join("releases/theirs")).unwrap();
            std::os::unix::fs::symlink("releases/theirs", dir.join("current")).unwrap();
        }
        let path = dir.join("current").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // As a program does that writes anew: the linked file of another release is not written to.
        let _ = fs::remove_file(&path);
        fs::write(path, bytes).unwrap();
    }
}

/// An archive.
pub(crate) struct Zip {
    dir: TempDir,
}

impl Zip {
    fn read(&self, name: &str) -> Files {
        let Ok(file) = fs::File::open(self.dir.path().join(name)) else { return Files::new() };
        let mut archive = zip::ZipArchive::new(file).unwrap();
        let mut found = Files::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            found.insert(file.name().unwrap().strip_prefix("briefing/").unwrap().to_owned(), bytes);
        }
        found
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("briefing.zip")
    }
}

impl Host for Zip {
    fn start() -> Option<Self> {
        Some(Self { dir: TempDir::new().unwrap() })
    }

    fn settings(&self) -> String {
        format!("type: zip\npath: {}", self.path().display())
    }

    fn live(&self) -> Files {
        self.read("briefing.zip").into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        let names = fs::read_dir(self.dir.path()).unwrap();
        names.flat_map(|name| self.read(name.unwrap().file_name().to_str().unwrap()).into_values()).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let mut all = self.read("briefing.zip");
        all.insert(path.to_owned(), bytes.to_vec());
        let mut archive = zip::ZipWriter::new(fs::File::create(self.path()).unwrap());
        for (path, bytes) in all {
            archive.start_file(format!("briefing/{path}"), zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut archive, &bytes).unwrap();
        }
        archive.finish().unwrap();
    }

    const KEEPS: bool = false;
    const SHARED: bool = false;
}

/// A bare repository.
pub(crate) struct Git {
    dir: TempDir,
}

impl Git {
    pub(crate) fn git(&self, args: &[&str]) -> Vec<u8> {
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(self.dir.path().join("site.git")).args(args);
        let output = git.output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn tree(&self, commit: &str) -> Files {
        let listed = self.git(&["ls-tree", "-r", "-z", "--name-only", commit]);
        let names = String::from_utf8(listed).unwrap();
        let names = names.split('\0').filter(|name| !name.is_empty());
        names.map(|name| (name.to_owned(), self.git(&["cat-file", "blob", &format!("{commit}:{name}")]))).collect()
    }

    pub(crate) fn refs(&self) -> Vec<String> {
        let listed = self.git(&["for-each-ref", "--format=%(refname)"]);
        String::from_utf8(listed).unwrap().lines().map(str::to_owned).collect()
    }
}

impl Host for Git {
    fn start() -> Option<Self> {
        let dir = TempDir::new().unwrap();
        let made = Command::new("git").args(["init", "--quiet", "--bare"]).arg(dir.path().join("site.git")).status();
        assert!(made.unwrap().success());
        Some(Self { dir })
    }

    fn settings(&self) -> String {
        format!("type: git\nremote: {}", self.dir.path().join("site.git").display())
    }

    fn live(&self) -> Files {
        if !self.refs().contains(&"refs/heads/gh-pages".to_owned()) {
            return Files::new();
        }
        self.tree("refs/heads/gh-pages").into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        let commits = self.git(&["rev-list", "--all"]);
        let commits = String::from_utf8(commits).unwrap();
        commits.lines().flat_map(|commit| self.tree(commit).into_values()).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        // A colleague with an ordinary clone.
        let clone = TempDir::new().unwrap();
        let work = clone.path().join("w");
        let git = |args: &[&str]| {
            let output = Command::new("git").arg("-C").arg(&work).args(args).output().unwrap();
            assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        };
        let from = self.dir.path().join("site.git");
        let there = self.refs().contains(&"refs/heads/gh-pages".to_owned());
        fs::create_dir(&work).unwrap();
        git(&["init", "--quiet", "-b", "gh-pages"]);
        git(&["remote", "add", "origin", from.to_str().unwrap()]);
        if there {
            git(&["pull", "--quiet", "origin", "gh-pages"]);
        }
        let file = work.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
        git(&["add", "--all"]);
        git(&["-c", "user.name=Colleague", "-c", "user.email=c@example.org", "commit", "--quiet", "-m", "by hand"]);
        git(&["push", "--quiet", "origin", "gh-pages"]);
    }
}
