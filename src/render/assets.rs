//! The files of `static/`: those of the built-in theme, each of which a site may replace, and the site's own.
//!
//! Style sheets and scripts go out under a name with a fingerprint of their bytes, so that a browser may keep them for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use include_dir::{Dir, include_dir};

use crate::checked::Checked;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, SourceFile};
use crate::media::{self, Cleaned};
use crate::output::headers::FINGERPRINT_DIGITS;
use crate::render::sheet::slim;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The theme's own style sheet, which comes before a site's others.
const FIRST_SHEET: &str = "css/site.css";

/// Files by the path they go out under.
#[derive(Debug, Clone, Default)]
pub(super) struct Assets {
    files: BTreeMap<String, Bytes>,
    sheets: Vec<String>,
    scripts: BTreeMap<String, String>,
}

impl Assets {
    /// The built-in files with a site's own laid over them, file by file.
    pub(super) fn new(overlay: &[Arc<SourceFile>]) -> Checked<Self> {
        let mut diagnostics = Diagnostics::new();
        let mut sources: BTreeMap<String, Bytes> = BTreeMap::new();
        built_in(&BUILT_IN, &mut sources);
        for file in overlay {
            let path = file.path.strip_prefix("static/").unwrap_or(&file.path);
            let bytes = if file.bytes.is_empty() { file.text.as_bytes() } else { &file.bytes };
            let bytes = match media::cleaned(path, bytes) {
                Cleaned::AsItWas => Bytes::copy_from_slice(bytes),
                Cleaned::Without(clean) => Bytes::from(clean),
                Cleaned::MaySay(what) => {
                    diagnostics.push(telling(file, &what));
                    Bytes::copy_from_slice(bytes)
                }
            };
            sources.insert(path.to_owned(), bytes);
        }
        let mut assets = Self::default();
        for (path, bytes) in sources {
            let is_sheet = path.starts_with("css/") && path.ends_with(".css");
            let bytes = match std::str::from_utf8(&bytes) {
                Ok(css) if is_sheet => Bytes::from(slim(css)),
                _ => bytes,
            };
            let script = path.strip_prefix("js/").and_then(|name| name.strip_suffix(".js"));
            let name = if is_sheet || script.is_some() { fingerprinted(&path, &bytes) } else { path.clone() };
            if let Some(script) = script {
                assets.scripts.insert(script.to_owned(), name.clone());
            }
            if path == FIRST_SHEET {
                assets.sheets.insert(0, name.clone());
            } else if is_sheet {
                assets.sheets.push(name.clone());
            }
            assets.files.insert(name, bytes);
        }
        Checked::new(assets, diagnostics)
    }

    /// The style sheets that every page links, the theme's first.
    pub(super) fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// The scripts by their names without folder and ending; a template takes those it needs.
    pub(super) fn scripts(&self) -> &BTreeMap<String, String> {
        &self.scripts
    }

    /// Every file with its path.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Bytes)> {
        self.files.iter()
    }
}

/// What is said of a file that may speak of its maker.
fn telling(file: &Arc<SourceFile>, what: &str) -> Diagnostic {
    Diagnostic::new(Code::Metadata, format!("`{}` {what}", file.path))
        .at(file, At::File, "")
        .help("take it out (`mat2` and `exiftool` can), or publish the picture in another format")
}

fn built_in(dir: &Dir<'static>, into: &mut BTreeMap<String, Bytes>) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        into.insert(path, Bytes::from_static(file.contents()));
    }
    for inner in dir.dirs() {
        built_in(inner, into);
    }
}

/// `css/site.css` as `css/site.1a2b3c4d5e.css`.
fn fingerprinted(path: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    format!("{stem}.{}.{ending}", &hash[..FINGERPRINT_DIGITS])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;

    fn overlay(path: &str, text: &str) -> Arc<SourceFile> {
        Arc::new(SourceFile::text(path, FileKind::Static, text))
    }

    #[test]
    fn a_sites_sheet_replaces_the_themes_of_the_same_name() {
        let plain = Assets::new(&[]).value;
        let own = Assets::new(&[overlay("static/css/site.css", "body{}")]).value;
        assert_eq!(own.sheets().len(), plain.sheets().len());
        assert_ne!(own.sheets()[0], plain.sheets()[0]);
        assert_eq!(own.files[&own.sheets()[0]], Bytes::from_static(b"body{}"));
    }

    #[test]
    fn the_themes_sheet_comes_first() {
        let assets = Assets::new(&[overlay("static/css/a.css", "a{}")]).value;
        assert!(assets.sheets()[0].starts_with("css/site."), "{:?}", assets.sheets());
        assert!(assets.sheets()[1].starts_with("css/a."), "{:?}", assets.sheets());
    }

    #[test]
    fn a_script_has_a_fingerprint_and_is_found_by_its_name() {
        let assets = Assets::new(&[overlay("static/js/filter.js", "let x;")]).value;
        let name = &assets.scripts()["filter"];
        assert!(name.starts_with("js/filter.") && name.ends_with(".js") && name.len() == "js/filter..js".len() + 10);
        assert_eq!(assets.files[name], Bytes::from_static(b"let x;"));
    }

    #[test]
    fn other_files_keep_their_names() {
        let assets = Assets::new(&[overlay("static/robots.png", "x")]).value;
        assert!(assets.iter().any(|(path, _)| path == "robots.png"));
        assert!(assets.iter().any(|(path, _)| path == "icon.svg"));
    }
}
