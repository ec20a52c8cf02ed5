//! The theme: templates and the files beside them. What is built in stands in the binary; a site lays its own over it,
//! file by file.
//!
//! Everything a template prints is escaped, in HTML and in XML. A name that a view does not have is an error, told
//! with the template's file, line and column.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use include_dir::{Dir, include_dir};
use tera::{Context, ErrorKind, ReportError, Tera, Value};

use crate::checked::Checked;
use crate::diagnostic::source::FileKind;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, SourceFile};
use crate::locale;
use crate::pages::PagePlan;
use crate::pages::views::SiteView;
use crate::render::assets::Assets;
use crate::render::{card, chart, map, tolls};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The endings of templates whose output is escaped.
const ESCAPED: [&str; 5] = [".html", ".xml", ".svg", ".atom", ".rss"];

/// Room for a typical page, in bytes, so that most are written without moving.
const TYPICAL: usize = 16 * 1024;

/// Templates ready to run, and the files that go out beside the pages.
#[derive(Clone)]
pub struct Theme {
    tera: Tera,
    sources: BTreeMap<String, Arc<SourceFile>>,
    assets: Assets,
}

/// What every page of a site is given beside its own view.
#[derive(Debug, Clone)]
pub struct SiteContext {
    /// The site and its words, by language.
    sites: Vec<(Value, Value)>,
    assets: Value,
}

/// The files that templates may ask for.
#[derive(serde::Serialize)]
struct Files<'a> {
    stylesheets: Vec<&'a str>,
    scripts: &'a BTreeMap<String, String>,
}

impl Theme {
    /// The built-in theme with a site's own templates and files laid over it. A template of the site that cannot be
    /// used is told of, and the built-in one of its name stays in its place, so that others are looked at too.
    #[must_use]
    pub fn new(templates: &[Arc<SourceFile>], files: &[Arc<SourceFile>]) -> Checked<Self> {
        let mut sources = BTreeMap::new();
        built_in(&BUILT_IN, &mut sources);
        let defaults = sources.clone();
        let templates: Vec<Arc<SourceFile>> =
            templates.iter().filter(|file| !locale::is_message_file(&file.path)).cloned().collect();
        for file in &templates {
            let name = file.path.strip_prefix("templates/").unwrap_or(&file.path);
            sources.insert(name.to_owned(), Arc::clone(file));
        }
        let mut diagnostics: Diagnostics =
            templates.iter().filter_map(|file| unused(file, &sources, &defaults)).collect();
        let tera = loop {
            match parsed(&sources) {
                Ok(tera) => break tera,
                Err(error) => {
                    let (said, culprit) = explained(&error, &sources);
                    diagnostics.push(said);
                    if !set_aside(&mut sources, &defaults, culprit.as_deref()) {
                        break parsed(&defaults).unwrap_or_default();
                    }
                }
            }
        };
        let assets = Assets::new(files).into_value(&mut diagnostics);
        Checked::new(Self { tera, sources, assets }, diagnostics)
    }

    /// What every page is given of the site in each language.
    #[must_use]
    pub fn context(&self, sites: &[SiteView]) -> SiteContext {
        let sheets: Vec<&str> = self.assets.sheets().iter().map(String::as_str).collect();
        SiteContext {
            sites: sites
                .iter()
                .map(|site| (Value::from_serializable(site), Value::from_serializable(&site.words)))
                .collect(),
            assets: Value::from_serializable(&Files { stylesheets: sheets, scripts: self.assets.scripts() }),
        }
    }

    /// Makes one page.
    ///
    /// # Errors
    /// What is wrong with the template, and where in it.
    pub fn render(&self, page: &PagePlan<'_>, site: &SiteContext) -> Result<Vec<u8>, Diagnostic> {
        let failed = |error: &tera::Error| {
            let said = explained(error, &self.sources).0;
            let help = format!("correct the template `{}`, which makes `/{}`", page.template, page.route);
            said.help(help)
        };
        let mut context = context(page.view.value().map_err(|error| failed(&error))?);
        if let Some((own, words)) = site.sites.get(page.tongue) {
            context.insert_value("site", own.clone());
            context.insert_value("words", words.clone());
        }
        context.insert_value("assets", site.assets.clone());
        let mut html = Vec::with_capacity(TYPICAL);
        self.tera.render_to(page.template, &context, &mut html).map_err(|error| failed(&error))?;
        Ok(html)
    }

    /// The files that go out beside the pages, by path.
    pub fn files(&self) -> impl Iterator<Item = (String, Bytes)> {
        self.assets.iter().map(|(path, bytes)| (path.clone(), bytes.clone()))
    }
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme")
            .field("templates", &self.sources.keys())
            .field("assets", &self.assets)
            .finish_non_exhaustive()
    }
}

/// What is said of a template of the site that makes no page, is used by no other and defines no component: most often
/// it lies in the wrong folder.
fn unused(
    file: &Arc<SourceFile>,
    sources: &BTreeMap<String, Arc<SourceFile>>,
    defaults: &BTreeMap<String, Arc<SourceFile>>,
) -> Option<Diagnostic> {
    let name = file.path.strip_prefix("templates/")?;
    let mentioned = |other: &Arc<SourceFile>| {
        other.text.contains(&format!("\"{name}\"")) || other.text.contains(&format!("'{name}'"))
    };
    if defaults.contains_key(name) || file.text.contains("{% component") || sources.values().any(mentioned) {
        return None;
    }
    let last = name.rsplit('/').next().unwrap_or(name);
    let meant = defaults.keys().find(|known| known.rsplit('/').next() == Some(last));
    let help = match meant {
        Some(known) => format!("move it to `templates/{known}` to replace that template"),
        None => "give it the name of the template it replaces, or include it from another".to_owned(),
    };
    let said = Diagnostic::new(Code::UnclaimedFile, format!("nothing uses the template `{name}`"));
    Some(said.at(file, At::File, "").help(help))
}

/// A view's fields as the names a template sees.
fn context(view: Value) -> Context {
    let mut context = Context::new();
    for (name, value) in view.into_map().unwrap_or_default() {
        context.insert_value(name.to_string(), value);
    }
    context
}

fn built_in(dir: &Dir<'static>, into: &mut BTreeMap<String, Arc<SourceFile>>) {
    for file in dir.files() {
        let name = file.path().to_string_lossy().replace('\\', "/");
        if locale::is_message_file(&format!("templates/{name}")) {
            continue;
        }
        let text = String::from_utf8_lossy(file.contents());
        let source = SourceFile::text(format!("templates/{name}"), FileKind::Template, text);
        into.insert(name, Arc::new(source));
    }
    for inner in dir.dirs() {
        built_in(inner, into);
    }
}

fn parsed(sources: &BTreeMap<String, Arc<SourceFile>>) -> Result<Tera, tera::Error> {
    let mut tera = Tera::default();
    tera.autoescape_on(ESCAPED);
    tera.register_function("histogram_svg", chart::histogram_svg);
    tera.register_function("tolls_svg", tolls::tolls_svg);
    tera.register_function("bar_svg", tolls::bar_svg);
    tera.register_function("map_svg", map::map_svg);
    tera.register_function("map_key_svg", map::map_key_svg);
    tera.register_function("card_text", card::card_text);
    tera.add_raw_templates(sources.iter().map(|(name, file)| (name.as_str(), file.text.as_str())))?;
    Ok(tera)
}

/// Puts the built-in template back in the place of a site's faulty one, or takes the site's out when there is none
/// built in. False when the fault is not one template's that could be set aside.
fn set_aside(
    sources: &mut BTreeMap<String, Arc<SourceFile>>,
    defaults: &BTreeMap<String, Arc<SourceFile>>,
    culprit: Option<&str>,
) -> bool {
    let Some(name) = culprit else { return false };
    match (defaults.get(name), sources.get(name)) {
        (Some(default), Some(own)) if Arc::ptr_eq(default, own) => false,
        (Some(default), Some(_)) => sources.insert(name.to_owned(), Arc::clone(default)).is_some(),
        (None, Some(_)) => sources.remove(name).is_some(),
        (_, None) => false,
    }
}

/// A template engine's error as a diagnostic, and the template at fault where it names one.
fn explained(error: &tera::Error, sources: &BTreeMap<String, Arc<SourceFile>>) -> (Diagnostic, Option<String>) {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => located(report, sources),
        ErrorKind::MissingParent { current, .. }
        | ErrorKind::CircularExtend { tpl: current, .. }
        | ErrorKind::CircularInclude { tpl: current, .. } => {
            (whole(first_lower(&error.to_string()), current, sources), Some(current.clone()))
        }
        // Faults found when all templates are put together arrive as printed reports.
        ErrorKind::Msg(text) => printed(text, sources),
        _ => (Diagnostic::new(Code::Template, first_lower(&error.to_string())), None),
    }
}

fn located(report: &ReportError, sources: &BTreeMap<String, Arc<SourceFile>>) -> (Diagnostic, Option<String>) {
    let name = report.filename();
    let said = Diagnostic::new(Code::Template, first_lower(report.message()));
    let said = match sources.get(name) {
        Some(file) => said.at(file, At::Bytes(report.span().range.clone()), ""),
        None => said,
    };
    (said, Some(name.to_owned()))
}

fn whole(message: String, name: &str, sources: &BTreeMap<String, Arc<SourceFile>>) -> Diagnostic {
    let said = Diagnostic::new(Code::Template, message);
    match sources.get(name) {
        Some(file) => said.at(file, At::File, ""),
        None => said,
    }
}

/// Reads `error: MESSAGE\n --> NAME:LINE:COLUMN` back from a printed report.
fn printed(text: &str, sources: &BTreeMap<String, Arc<SourceFile>>) -> (Diagnostic, Option<String>) {
    let message = text.lines().next().unwrap_or(text).trim_start_matches("error: ");
    let place = text.lines().nth(1).and_then(|line| line.trim_start().strip_prefix("--> "));
    let mut parts = place.unwrap_or_default().rsplitn(3, ':');
    let (column, line, name) = (parts.next(), parts.next(), parts.next());
    let number = |text: Option<&str>| text.and_then(|text| text.trim().parse::<usize>().ok());
    match (name.and_then(|name| sources.get_key_value(name)), number(line), number(column)) {
        (Some((name, file)), Some(line), Some(column)) => {
            let start = byte_at(&file.text, line, column);
            (
                Diagnostic::new(Code::Template, first_lower(message)).at(file, At::Bytes(start..start + 1), ""),
                Some(name.clone()),
            )
        }
        _ => unplaced(message, sources),
    }
}

/// A fault without a line: of two templates that define one component the message names both, and the one whose
/// name is later in the alphabet is set aside.
fn unplaced(message: &str, sources: &BTreeMap<String, Arc<SourceFile>>) -> (Diagnostic, Option<String>) {
    let said = Diagnostic::new(Code::Template, first_lower(message));
    match sources.iter().rev().find(|(name, _)| message.contains(&format!("`{name}`"))) {
        Some((name, file)) => (said.at(file, At::File, ""), Some(name.clone())),
        None => (said, None),
    }
}

/// The byte at a line and column, both from 1; columns count characters.
fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within = text[start..].char_indices().nth(column.saturating_sub(1)).map_or(0, |(at, _)| at);
    start + within
}

fn first_lower(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Route;

    fn own(name: &str, text: &str) -> Arc<SourceFile> {
        Arc::new(SourceFile::text(format!("templates/{name}"), FileKind::Template, text))
    }

    fn made(
        theme: &Theme,
        template: &'static str,
        view: impl serde::Serialize + Send + Sync,
    ) -> Result<String, Diagnostic> {
        let page = PagePlan::new(Route::new("x/"), template, view);
        let html = theme.render(&page, &theme.context(&[SiteView::default()]))?;
        Ok(String::from_utf8(html).unwrap())
    }

    fn place(said: &Diagnostic) -> (String, (usize, usize)) {
        let label = &said.labels[0];
        let At::Bytes(range) = &label.at else { panic!("{said:?}") };
        (label.file.path.clone(), label.file.line_column(range.start))
    }

    #[test]
    fn the_built_in_theme_has_no_fault() {
        let theme = Theme::new(&[], &[]);
        assert!(theme.diagnostics.is_empty(), "{:?}", theme.diagnostics);
    }

    #[test]
    fn every_faulty_template_of_a_site_is_told_with_its_place() {
        let templates = [
            own("pages/actor.html", "one\n{% if %}"),
            own("pages/page.html", "{{ 1 | nosuch }}"),
            own("pages/story.html", "fine"),
        ];
        let theme = Theme::new(&templates, &[]);
        let places: Vec<_> = theme.diagnostics.iter().map(place).collect();
        let files: Vec<_> = places.iter().map(|(file, (line, _))| (file.as_str(), *line)).collect();
        assert_eq!(
            files,
            [("templates/pages/actor.html", 2), ("templates/pages/page.html", 1)],
            "{:?}",
            theme.diagnostics
        );
    }

    #[test]
    fn a_name_the_view_does_not_have_is_told_with_its_place() {
        let theme = Theme::new(&[own("pages/page.html", "<p>\n  {{ page.titel }}")], &[]).value;
        let view = BTreeMap::from([("page", BTreeMap::from([("title", "x")]))]);
        let said = made(&theme, "pages/page.html", view).unwrap_err();
        assert_eq!(said.code, Code::Template);
        let (file, (line, column)) = place(&said);
        assert_eq!((file.as_str(), line), ("templates/pages/page.html", 2));
        assert!(column >= 6, "{column}");
    }

    #[test]
    fn what_a_template_prints_is_escaped_in_html_and_in_feeds() {
        let templates = [
            own("pages/a.html", "{{ x }}"),
            own("pages/a.atom", "{{ x }}"),
            own("pages/a.svg", "{{ x }}"),
            own("pages/a.xml", "{{ x }}"),
        ];
        let theme = Theme::new(&templates, &[]).value;
        for template in ["pages/a.html", "pages/a.atom", "pages/a.svg", "pages/a.xml"] {
            let html = made(&theme, template, BTreeMap::from([("x", "<script>&\"")])).unwrap();
            assert!(!html.contains(['<', '"']) && html.contains("&lt;script&gt;&amp;&quot;"), "{template}: {html}");
        }
    }
}
