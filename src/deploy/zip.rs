//! One archive to hand on: by mail, on a stick, to a reader without a network.
//!
//! The pages inside name their files in full, so that they open from a folder. Same site, same bytes. The archive
//! before stays beside the new one for a rollback.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, IntoInnerError, Read, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::deploy::offline;
use crate::deploy::plan::{self, Standing};
use crate::deploy::published::{NAME, Published};
use crate::deploy::target::{Bytes, Event, Job, Opening, Target};
use crate::deploy::{Kind, REQUIRED, Setting};
use crate::output::{OutputPath, OutputTree};

/// The row of the table.
pub(super) const KIND: Kind = Kind {
    name: "zip",
    about: "One archive that opens without a server: unpack it and open `index.html`.",
    settings: &[Setting {
        key: "path",
        takes: "path",
        default: REQUIRED,
        about: "The archive, such as `briefing.zip`. A relative path counts from the site's folder.",
    }],
    open,
};

fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    let path = opening.path("path")?;
    let folder = path.file_stem().and_then(|stem| stem.to_str()).context("`path` names no file")?.to_owned();
    ensure!(path.extension().is_some_and(|ending| ending == "zip"), "`path` must end in .zip");
    Ok(Box::new(Zip { path, folder }))
}

#[derive(Debug)]
struct Zip {
    path: PathBuf,
    /// The one folder that the archive holds.
    folder: String,
}

impl Target for Zip {
    fn place(&self) -> String {
        self.path.display().to_string()
    }

    fn keeps(&self) -> bool {
        false
    }

    fn out_of_reach(&self) -> Vec<&'static str> {
        vec!["archives that were handed on: ask who has one to delete it"]
    }

    fn prepared(&self, tree: OutputTree) -> OutputTree {
        offline::linked(&tree)
    }

    fn standing(&self) -> Result<Standing> {
        let Some(mut published) = self.memory(&self.path)? else {
            return Ok(Standing::whole(Published::nothing(), None));
        };
        let version = published.release.clone();
        if let Some(before) = self.memory(&self.before())? {
            published.previous = plan::before(&before, &published.files);
        }
        Ok(Standing::whole(published, Some(version)))
    }

    fn apply(&self, job: &Job<'_>) -> Result<Option<String>> {
        ensure!(
            self.memory(&self.path)?.map(|published| published.release) == job.standing.version,
            "another deploy to {} has ended meanwhile; run again to see what is left to do",
            self.place()
        );
        let beside = |role: &str| self.path.with_extension(format!("{role}.zip"));
        let new = beside("new");
        match job.bytes {
            Bytes::Before => fs::rename(self.before(), &new).context("the archive before is gone")?,
            Bytes::Tree(tree) => {
                (job.tell)(Event::Phase("packing"));
                fs::create_dir_all(self.path.parent().unwrap_or(&self.path))?;
                self.pack(tree, job, &new).with_context(|| format!("cannot write `{}`", new.display()))?;
            }
        }
        if job.plan.next.previous.is_none() {
            remove_if_there(self.before())?;
        } else if job.plan.next.previous != job.standing.published.previous {
            // A copy and not a move: a reader of the folder finds an archive at every moment.
            fs::copy(&self.path, beside("old")).context("cannot keep the archive before")?;
            fs::rename(beside("old"), self.before())?;
        }
        fs::rename(&new, &self.path).with_context(|| format!("cannot put `{}` in its place", self.path.display()))?;
        Ok(None)
    }

    fn read_back(&self, paths: &[OutputPath]) -> Result<BTreeMap<OutputPath, String>> {
        let mut found = BTreeMap::new();
        let Some(archive) = open_archive(&self.path)? else { return Ok(found) };
        let archive = RefCell::new(archive);
        for path in paths {
            if let Some(bytes) = self.file(&archive, path.as_str())? {
                found.insert(path.clone(), blake3::hash(&bytes).to_hex().to_string());
            }
        }
        Ok(found)
    }
}

impl Zip {
    fn before(&self) -> PathBuf {
        self.path.with_extension("previous.zip")
    }

    /// What an archive says of itself.
    fn memory(&self, path: &std::path::Path) -> Result<Option<Published>> {
        let Some(archive) = open_archive(path)? else { return Ok(None) };
        let json = self.file(&RefCell::new(archive), NAME)?.with_context(|| {
            format!("`{}` was not written by dateline; move it away, or choose another path", path.display())
        })?;
        let published = Published::from_json(&json);
        published.map(Some).with_context(|| format!("cannot make sense of {NAME} in `{}`", path.display()))
    }

    fn file(&self, archive: &RefCell<ZipArchive<File>>, path: &str) -> Result<Option<Vec<u8>>> {
        let mut archive = archive.borrow_mut();
        let Ok(mut file) = archive.by_name(&format!("{}/{path}", self.folder)) else { return Ok(None) };
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).with_context(|| format!("`{path}` in the archive is broken"))?;
        Ok(Some(bytes))
    }

    fn pack(&self, tree: &OutputTree, job: &Job<'_>, to: &std::path::Path) -> Result<()> {
        let next = &job.plan.next;
        // What depends on the clock stays out: the same site gives the same archive.
        let made_of = next.release.rsplit('-').next().unwrap_or_default().to_owned();
        let (files, withdrawn) = (next.files.clone(), next.withdrawn.clone());
        let memory = Published { release: made_of, files, withdrawn, ..Published::nothing() };
        let mut archive = ZipWriter::new(BufWriter::new(File::create(to)?));
        let plain = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let json = memory.to_json()?;
        let files = tree.iter().map(|(path, bytes)| (path.as_str(), bytes.as_ref()));
        let all: BTreeMap<&str, &[u8]> = files.chain([(NAME, json.as_slice())]).collect();
        let sent: std::collections::BTreeSet<&str> = job.plan.sends().map(|step| step.path.as_str()).collect();
        for (path, bytes) in all {
            archive.start_file(format!("{}/{path}", self.folder), plain)?;
            archive.write_all(bytes)?;
            if sent.contains(path) {
                (job.tell)(Event::Done);
            }
        }
        let file = archive.finish()?.into_inner().map_err(IntoInnerError::into_error)?;
        file.sync_all()?;
        Ok(())
    }
}

fn open_archive(path: &std::path::Path) -> Result<Option<ZipArchive<File>>> {
    match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        Ok(file) => {
            let archive = ZipArchive::new(file);
            archive.map(Some).with_context(|| format!("`{}` is no archive that can be read", path.display()))
        }
    }
}

fn remove_if_there(path: PathBuf) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
