//! New sites, articles and incidents, from templates that teach. Never writes over a file.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::schemas;
use crate::model::{PartialDate, id};

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// A new site in `dir`, which must be empty or not exist.
pub(super) fn init(dir: &Path) -> anyhow::Result<()> {
    let used =
        dir.exists() && dir.read_dir().with_context(|| format!("cannot open {}", dir.display()))?.next().is_some();
    if used {
        bail!("{} is not empty; name a new folder", dir.display());
    }
    let ignore = Path::new(".gitignore");
    write(&dir.join(ignore), "/public\n/.dateline\n")?;
    write(&dir.join("site.yaml"), &headed(Path::new("site.yaml"), template("site.yaml")?))?;
    for folder in ["articles", "incidents", "pages", "registers"] {
        let Some(folder) = STARTER.get_dir(format!("content/{folder}")) else { continue };
        for file in folder.files() {
            let text = file.contents_utf8().with_context(|| format!("{} is not text", file.path().display()))?;
            write(&dir.join(file.path()), &headed(file.path(), text))?;
        }
    }
    Ok(())
}

/// A new article as a draft; gives its path from the site's folder.
pub(super) fn article(root: &Path, title: &str, date: Option<&str>, now: Timestamp) -> anyhow::Result<PathBuf> {
    let date = day(date, now)?;
    let slug = named(title)?;
    let path = PathBuf::from(format!("content/articles/{}/{date}-{slug}.md", date.year));
    let text = template("article.md")?.replace("{title}", &quoted(title)).replace("{date}", &date.to_string());
    write(&root.join(&path), &text)?;
    Ok(path)
}

/// A new incident record as a draft; gives its path from the site's folder.
pub(super) fn incident(root: &Path, title: &str, date: Option<&str>, now: Timestamp) -> anyhow::Result<PathBuf> {
    let date = day(date, now)?;
    let words = named(title)?;
    let room = id::MAX_ID - date.to_string().len() - 1;
    let words = words.get(..room).map_or(words.as_str(), |cut| cut.rsplit_once('-').map_or(cut, |(whole, _)| whole));
    let id = format!("{date}-{words}");
    let path = PathBuf::from(format!("content/incidents/{id}.yaml"));
    let text = template("incident.yaml")?
        .replace("{title}", &quoted(title))
        .replace("{date}", &date.to_string())
        .replace("{id}", &id);
    write(&root.join(&path), &headed(&path, &text))?;
    Ok(path)
}

/// The text with the line that leads an editor to its schema, where it is YAML alone.
fn headed(path: &Path, text: &str) -> String {
    schemas::kind(path).map_or_else(|| text.to_owned(), |kind| schemas::modeline(kind, path) + text)
}

fn template(name: &str) -> anyhow::Result<&'static str> {
    STARTER
        .get_file(name)
        .and_then(|file| file.contents_utf8())
        .with_context(|| format!("the template {name} is missing from the program"))
}

fn day(date: Option<&str>, now: Timestamp) -> anyhow::Result<PartialDate> {
    match date {
        Some(text) => {
            PartialDate::parse(text).with_context(|| format!("`{text}` is not a date; write it as 2025-06-01"))
        }
        None => Ok(PartialDate::day(TimeZone::UTC.to_datetime(now).date())),
    }
}

fn named(title: &str) -> anyhow::Result<String> {
    let slug = id::slugify(title);
    if slug.is_empty() {
        bail!("`{title}` has no letters to make a file name of; write a few words");
    }
    Ok(slug)
}

/// A text as a YAML scalar in quotation marks.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Writes a new file, and the folders it lies in.
pub(super) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let mut file = match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("{} is already there; it was not touched", path.display())
        }
        Err(error) => return Err(error).with_context(|| format!("cannot write {}", path.display())),
    };
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
