//! The data page: every file a reader can take away, what it holds, how large it is, and how it may be used; and the
//! files themselves.

use bytes::Bytes;
use serde::Serialize;
use serde_json::json;

use crate::checked::Checked;
use crate::export::{self, Column, Edition, File};
use crate::locale::Words;
use crate::model::vocabulary::{SourceType, Status};
use crate::model::{Source, SourceId};
use crate::pages::json_ld::JsonLd;
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::{Options, Setting};
use crate::pages::views::Head;
use crate::pages::{address, site};

/// The page kind.
pub(super) struct DataFiles;

const TEMPLATE: &str = "pages/data.html";

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    standfirst: String,
    files: Vec<FileView>,
    tables: Vec<Table>,
    cite: String,
    licence: String,
    licence_url: String,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct FileView {
    url: Route,
    name: &'static str,
    title: String,
    about: String,
    media_type: &'static str,
    rows: Option<String>,
    size: String,
}

/// A table's columns.
#[derive(Serialize)]
struct Table {
    name: &'static str,
    columns: Vec<ColumnView>,
}

#[derive(Serialize)]
struct ColumnView {
    name: &'static str,
    hxl: &'static str,
    about: &'static str,
}

/// A data set of others that the files carry rows of.
#[derive(Serialize)]
struct Part {
    name: String,
    url: Option<String>,
    licence: Option<String>,
    note: Option<String>,
}

impl PageKind for DataFiles {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        if !has_data(setting.briefing) {
            return Checked::default();
        }
        let edition = edition(setting.options);
        Checked::clean(planned(setting, export::files(setting.briefing, &edition)))
    }

    fn addresses<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        if !has_data(setting.briefing) {
            return Checked::default();
        }
        let files = export::FORMATS.iter().map(|format| (place(*format), Bytes::new()));
        let pages = vec![PagePlan::new(setting.to.list(address::DATA), TEMPLATE, ())];
        Checked::clean(Planned { pages, files: files.collect(), ..Planned::default() })
    }

    fn shows(&self) -> Shows {
        Shows::Records
    }
}

/// Whether there is anything to take away.
pub(super) fn has_data(briefing: &crate::briefing::Briefing) -> bool {
    briefing.incidents.iter().any(|incident| incident.lead().status != Status::Withdrawn)
}

/// What the files say of the site.
#[must_use]
pub fn edition(options: &Options) -> Edition {
    Edition {
        title: options.title.clone(),
        description: options.description.clone(),
        base_url: options.base_url.clone(),
        licence: options.licence.clone(),
        licence_url: options.licence_url.clone(),
        address: |id| address::Tree::default().incident(id).to_string(),
    }
}

fn planned<'a>(setting: &Setting<'a>, files: Vec<File>) -> Planned<'a> {
    let route = setting.to.list(address::DATA);
    let options = setting.options;
    let incidents = setting.all_incidents();
    let years: Vec<i16> = incidents.iter().map(|at| setting.briefing.incidents[*at].lead().date.start.year).collect();
    let words = setting.words;
    let standfirst = words.tell(
        "data_about",
        &[("tally", site::tally(setting, &incidents).into()), ("period", words.years(&years).into())],
    );
    let parts = data_sets(setting);
    let mut head = setting.head("data", "", &route, words.say("data"), &standfirst);
    head.json_ld = Some(JsonLd::new(&dataset(setting, &files, &standfirst, &parts)));
    let view = View {
        root: route.root(),
        page: head,
        cite: cite(setting),
        licence: options.licence.clone(),
        licence_url: options.licence_url.clone(),
        files: files.iter().map(|one| file(words, one)).collect(),
        tables: vec![table("incidents.csv", export::INCIDENTS), table("claims.csv", export::CLAIMS)],
        parts,
        standfirst,
    };
    let listing = setting.briefing.last_changed().map_or(Listing::Listed, |at| Listing::Changed(at.date));
    Planned {
        pages: vec![PagePlan::new(route, TEMPLATE, view).listed(listing)],
        files: if setting.is_own() {
            files.into_iter().map(|file| (place(file.format), Bytes::from(file.bytes))).collect()
        } else {
            Vec::new()
        },
        ..Planned::default()
    }
}

/// Where a file lies: once, in every language.
fn place(format: &dyn export::Format) -> Route {
    Route::new(&format!("{}{}", address::DATA, format.file()))
}

fn file(words: &Words, file: &File) -> FileView {
    let format = file.format;
    let key = format!("file_{}", format.file().replace('.', "_"));
    FileView {
        url: place(format),
        name: format.file(),
        title: words.say(&key).to_owned(),
        about: words.say(&format!("{key}_about")).to_owned(),
        media_type: format.media_type(),
        rows: file.rows.map(|rows| words.count(&format!("{}s_counted", rows.of), rows.count)),
        size: words.size(file.bytes.len()),
    }
}

fn table<R>(name: &'static str, columns: &[Column<R>]) -> Table {
    let column = |one: &Column<R>| ColumnView { name: one.name, hxl: one.hxl, about: one.about };
    Table { name, columns: columns.iter().map(column).collect() }
}

/// The data sets among the sources of what is exported, which keep their own licence.
fn data_sets(setting: &Setting<'_>) -> Vec<Part> {
    let shown = setting.all_incidents();
    let mut ids: Vec<&SourceId> = shown.iter().flat_map(|at| setting.briefing.incidents[*at].sources()).collect();
    ids.sort_unstable();
    ids.dedup();
    let sources = ids.into_iter().filter_map(|id| setting.briefing.corpus.sources.get(id));
    let part = |source: &Source| Part {
        name: source.name.clone(),
        url: source.url.clone(),
        licence: source.licence.clone(),
        note: source.note.clone(),
    };
    sources.filter(|source| source.kind == SourceType::Dataset).map(|source| part(source)).collect()
}

fn cite(setting: &Setting<'_>) -> String {
    let words = setting.words;
    let cutoff =
        setting.briefing.data_cutoff().map(|day| words.tell("data_cutoff", &[("date", words.day(day).into())]));
    let parts: Vec<String> = std::iter::once(data_set(setting)).chain(cutoff).collect();
    let at = setting.absolute(&setting.to.list(address::DATA)).map(|url| format!(". {url}"));
    format!("{}{}", words.row(&parts), at.unwrap_or_default())
}

/// What the data are called: the site's name, and what they hold.
fn data_set(setting: &Setting<'_>) -> String {
    setting.words.tell("data_set_name", &[("site", setting.site_title().into())])
}

/// The page as schema.org has it: one Dataset, a download for each file.
fn dataset(setting: &Setting<'_>, files: &[File], about: &str, parts: &[Part]) -> serde_json::Value {
    let options = setting.options;
    let full = |route: &Route| setting.absolute(route).unwrap_or_else(|| route.to_string());
    let downloads: Vec<_> = files
        .iter()
        .map(|file| {
            json!({
                "@type": "DataDownload",
                "name": file.format.title(),
                "description": file.format.about(),
                "encodingFormat": file.format.media_type(),
                "contentUrl": full(&place(file.format)),
                "contentSize": format!("{} B", file.bytes.len()),
            })
        })
        .collect();
    let days = || setting.all_incidents().into_iter().map(|at| &setting.briefing.incidents[at].lead().date);
    let first = days().map(crate::model::When::first_day).min();
    let last = days().map(crate::model::When::last_day).max();
    let countries = setting.briefing.index.by_country.keys();
    let places: Vec<_> =
        countries.map(|code| json!({"@type": "Country", "name": setting.words.country(*code)})).collect();
    let mut dataset = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": data_set(setting),
        "description": format!("{about} {}", setting.description()).trim(),
        "inLanguage": setting.words.tag(),
        "isAccessibleForFree": true,
        "creator": {"@type": "Organization", "name": setting.site_title()},
        "spatialCoverage": places,
        "variableMeasured": ["people killed, by speaker", "people wounded, by speaker", "event type", "date", "place"],
        "distribution": downloads,
    });
    if let Some((first, last)) = first.zip(last) {
        dataset["temporalCoverage"] = json!(format!("{first}/{last}"));
    }
    if let Some(url) = setting.absolute(&setting.to.list(address::DATA)) {
        dataset["url"] = json!(url);
        dataset["creator"]["url"] = json!(options.base_url);
    }
    if let Some(at) = setting.briefing.last_changed() {
        dataset["dateModified"] = json!(at.date.to_string());
    }
    let licence = if options.licence_url.is_empty() { &options.licence } else { &options.licence_url };
    if !licence.is_empty() {
        dataset["license"] = json!(licence);
    }
    let based: Vec<_> = parts
        .iter()
        .map(|part| json!({"@type": "Dataset", "name": part.name, "url": part.url, "license": part.licence}))
        .collect();
    if !based.is_empty() {
        dataset["isBasedOn"] = json!(based);
    }
    dataset
}
