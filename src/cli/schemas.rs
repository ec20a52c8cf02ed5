//! The JSON Schemas of the format: printed, or kept in `.dateline/schema/` with the ids of the site's registers, where
//! the line at the head of a file leads an editor to them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::Timestamp;

use crate::cli::args::SchemaKind;
use crate::config::KEYS;
use crate::format::schema::{self, File, Ids, Setting};
use crate::pipeline::{self, Life, Request, Served};

/// Where a site keeps its schemas.
const FOLDER: &str = ".dateline/schema";

fn settings() -> Vec<Setting> {
    KEYS.iter().map(|key| Setting { name: key.name, takes: key.takes, about: key.about }).collect()
}

/// One schema, or all of them by name; they hold for every site.
#[must_use]
pub(super) fn print(kind: Option<SchemaKind>) -> String {
    let file = |kind| match kind {
        SchemaKind::Article => File::Article,
        SchemaKind::Page => File::Page,
        SchemaKind::Incident => File::Incident,
        SchemaKind::Actors => File::Actors,
        SchemaKind::Places => File::Places,
        SchemaKind::Sources => File::Sources,
        SchemaKind::Site => File::Site,
    };
    let ids = Ids::default();
    let settings = settings();
    let json = match kind.map(file) {
        Some(file) => schema::of(file, &settings, &ids),
        None => File::ALL.iter().map(|file| (file.name().to_owned(), schema::of(*file, &settings, &ids))).collect(),
    };
    format!("{json:#}\n")
}

/// Writes the schemas of a site and gives their folder. A file that says the same already is left alone.
pub(super) fn write(root: &Path, ids: &Ids) -> anyhow::Result<PathBuf> {
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let settings = settings();
    for file in File::ALL {
        let path = folder.join(format!("{}.json", file.name()));
        let text = format!("{:#}\n", schema::of(file, &settings, ids));
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(folder)
}

/// Keeps the schemas of a site in step with its registers, where the site has schemas. Editing goes on without them,
/// so that a folder that cannot be written is no fault of the preview.
pub(super) fn refresh(root: &Path, ids: &Ids) {
    if root.join(FOLDER).is_dir() {
        let _ = write(root, ids);
    }
}

/// The ids of a site's registers.
pub(super) fn ids(root: &Path) -> anyhow::Result<Ids> {
    let (now, program) = (Timestamp::UNIX_EPOCH, String::new());
    let request = Request {
        root: root.to_owned(),
        now,
        program,
        life: Life::OneBuild,
        served: Served::AtItsAddress,
        published: std::collections::BTreeMap::new(),
    };
    Ok(pipeline::ids(&pipeline::read(&request, &|_| ())?.value))
}

/// The line that leads an editor to the schema of a file that lies so many folders deep.
#[must_use]
pub(super) fn modeline(file: File, path: &Path) -> String {
    let up: String = path.parent().iter().flat_map(|folder| folder.components()).map(|_| "../").collect();
    format!("# yaml-language-server: $schema={up}{FOLDER}/{}.json\n", file.name())
}

/// The kind of a file of a site, where its text is YAML alone.
#[must_use]
pub(super) fn kind(path: &Path) -> Option<File> {
    let path = path.to_str()?.strip_suffix(".yaml")?;
    let folder = path.strip_prefix("content/").map(|inner| inner.split('/').collect::<Vec<_>>());
    match folder.as_deref() {
        None if path == "site" => Some(File::Site),
        Some(["incidents", ..]) => Some(File::Incident),
        Some(["registers", "actors", ..]) => Some(File::Actors),
        Some(["registers", "places", ..]) => Some(File::Places),
        Some(["registers", "sources", ..]) => Some(File::Sources),
        _ => None,
    }
}
