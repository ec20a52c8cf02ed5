//! The schemas that editors read and the loader that builds say the same of every fixture: what one refuses, the other
//! refuses, but for rules that only reading everything can tell.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use serde::Deserialize;
use serde_json::Value;
use support::{Site, files, repository};

/// What the loader refuses and a schema cannot, and why.
const BEYOND: &[(&str, &str)] = &[
    ("E105", "the text is not YAML, so that there is nothing to hold to a schema"),
    ("E106", "the text is not YAML"),
    ("E108", "the text cannot be read"),
    ("E109", "hidden characters are looked for in the file's bytes"),
    ("E110", "there is no front matter"),
    ("E111", "the size is the file's, not a value's"),
    ("E201", "the date in an id agrees with the record's"),
    ("E202", "an id is compared with all others"),
    ("E203", "incidents and articles may be drafts, and claims are the record's own: any id will do"),
    ("E204", "a name is compared with all others"),
    ("E205", "a row is compared with all others"),
    ("E206", "an override is compared with all others"),
    ("E301", "the calendar, and a time of day"),
    ("E302", "two dates are compared"),
    ("E303", "the precision is compared with the date"),
    ("E304", "the precision is compared with the date"),
    ("E305", "the date is compared with the clock"),
    ("E306", "the date is compared with the incident's"),
    ("E501", "two figures are compared"),
    ("E505", "the way through the claims"),
    ("E506", "the claim is looked up"),
    ("E603", "a source may stand in a claim"),
    ("E604", "what lies in static/ is not in the file"),
    ("E801", "addresses, zones and languages are tried out"),
    ("E802", "a path is tried out"),
    ("E803", "an address is compared with all others"),
    ("E804", "a template is no YAML"),
    ("E805", "a link of the file system"),
];

/// Faults that the schema lets pass, of codes that it tells otherwise: the code and a part of the message.
const LET_PASS: &[(&str, &str)] = &[
    ("E102", "`actors` is empty"),
    ("E102", "`country` is missing"),
    ("E102", "`expires` is missing"),
    ("E103", "a list of texts, found nothing in it"),
];

/// A site's schemas, compiled.
struct Editor {
    schemas: Schemas,
    kinds: BTreeMap<String, SchemaIndex>,
}

impl Editor {
    fn of(root: &Path) -> Self {
        let (mut schemas, mut compiler, mut kinds) = (Schemas::new(), Compiler::new(), BTreeMap::new());
        for entry in fs::read_dir(root.join(".dateline/schema")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let json: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            let address = format!("file:///{name}.json");
            compiler.add_resource(&address, json).unwrap();
            kinds.insert(name, compiler.compile(&address, &mut schemas).unwrap());
        }
        Self { schemas, kinds }
    }

    /// What the editor says of a value; `None` when it takes it.
    fn refuses(&self, kind: &str, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.kinds[kind]).err().map(|error| format!("{error:#}"))
    }
}

/// The schema of a path, where it has one.
fn kind(path: &str) -> Option<&'static str> {
    Some(match path {
        "site.yaml" => "site",
        "content/registers/actors.yaml" => "actors",
        "content/registers/places.yaml" => "places",
        "content/registers/sources.yaml" => "sources",
        _ if path.starts_with("content/registers/actors/") => "actors",
        _ if path.starts_with("content/registers/places/") => "places",
        _ if path.starts_with("content/registers/sources/") => "sources",
        _ if path.starts_with("content/incidents/") && path.ends_with(".yaml") => "incident",
        _ if path.starts_with("content/articles/") && path.ends_with(".md") => "article",
        _ if path.starts_with("content/pages/") && path.ends_with(".md") => "page",
        _ => return None,
    })
}

/// The documents of a file's YAML as an editor reads them; `None` where it is not YAML.
fn documents(path: &str, text: &str) -> Option<Vec<Value>> {
    let yaml = if path.ends_with(".md") { text.strip_prefix("---\n")?.split_once("\n---")?.0 } else { text };
    serde_yaml::Deserializer::from_str(yaml).map(|one| Value::deserialize(one).ok()).collect()
}

/// What the loader says of a site by file: code and message.
fn said(site: &Site) -> BTreeMap<String, Vec<(String, String)>> {
    let json: Value = serde_json::from_str(&site.run(&["check", "--format", "json"]).stdout).unwrap();
    let mut said: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for one in json["diagnostics"].as_array().unwrap() {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        said.entry(text(&one["labels"][0]["path"])).or_default().push((text(&one["code"]), text(&one["message"])));
    }
    said
}

/// Where the two part, for every file of a site.
fn disagreements(name: &str, site: &Site) -> String {
    let said = said(site);
    site.run(&["schema", "--write"]).exits(0);
    let editor = Editor::of(&site.root());
    let mut faults = String::new();
    for (path, bytes) in files(&site.path("content")).into_iter().chain(files(&site.root()).remove_entry("site.yaml")) {
        let path = if path == "site.yaml" { path } else { format!("content/{path}") };
        let (Some(kind), Ok(text)) = (kind(&path), String::from_utf8(bytes)) else { continue };
        let Some(documents) = documents(&path, &text) else { continue };
        let refused: Vec<String> = documents
            .iter()
            .filter(|document| !(kind == "site" && document.is_null()))
            .filter_map(|document| editor.refuses(kind, document))
            .collect();
        let loader = said.get(&path).cloned().unwrap_or_default();
        let seen = |(code, message): &&(String, String)| {
            code.starts_with('E')
                && !BEYOND.iter().any(|(beyond, _)| beyond == code)
                && !LET_PASS.iter().any(|(let_pass, part)| let_pass == code && message.contains(part))
        };
        match (refused.first(), loader.iter().find(seen)) {
            (Some(said), _) if loader.is_empty() => {
                faults.push_str(&format!("{name}: {path}: the loader takes what the schema refuses: {said}\n"));
            }
            (None, Some((code, message))) => {
                faults
                    .push_str(&format!("{name}: {path}: the schema takes what the loader refuses: {code} {message}\n"));
            }
            _ => {}
        }
    }
    faults
}

#[test]
fn schema_and_loader_agree_on_every_fixture() {
    let fixtures = fs::read_dir(repository().join("tests/diagnostics")).unwrap().map(|entry| entry.unwrap().path());
    let fixtures: Vec<PathBuf> = fixtures.filter(|path| path.is_file()).collect();
    assert!(fixtures.len() > 40, "{fixtures:?}");
    let of = |path: &PathBuf| {
        let site = Site::base();
        site.lay(&fs::read_to_string(path).unwrap());
        disagreements(path.file_stem().unwrap().to_str().unwrap(), &site)
    };
    let half = fixtures.split_at(fixtures.len() / 2);
    let faults = std::thread::scope(|scope| {
        let first = scope.spawn(|| half.0.iter().map(of).collect::<String>());
        half.1.iter().map(of).collect::<String>() + &first.join().unwrap()
    });
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn what_a_schema_cannot_tell_is_a_code_that_there_is() {
    for (code, _) in BEYOND.iter().chain(LET_PASS) {
        assert!(dateline::diagnostic::Code::parse(code).is_some(), "{code}");
    }
}

#[test]
fn every_file_of_the_example_and_of_a_new_site_fits_its_schema() {
    let starter = Site::empty();
    fs::remove_dir(starter.root()).unwrap();
    support::dateline(&starter.path("../."), &["init", "site"]).exits(0);
    let new = ["new", "incident", "An example of something"];
    starter.run(&new).exits(0);
    let sites = [(starter.root(), 7), (repository(), 35)];
    for (root, least) in sites {
        let scratch = Site::empty();
        for (path, bytes) in files(&root.join("content")) {
            scratch.write(&format!("content/{path}"), bytes);
        }
        scratch.write("site.yaml", fs::read(root.join("site.yaml")).unwrap());
        scratch.run(&["schema", "--write"]).exits(0);
        let editor = Editor::of(&scratch.root());
        let mut looked_at = 0;
        for (path, bytes) in files(&scratch.root()) {
            let (Some(kind), Ok(text)) = (kind(&path), String::from_utf8(bytes)) else { continue };
            for document in documents(&path, &text).unwrap() {
                assert_eq!(editor.refuses(kind, &document), None, "{path}");
            }
            looked_at += 1;
        }
        assert!(looked_at >= least, "{looked_at} of {root:?}");
    }
}

#[test]
fn an_editor_completes_words_and_refuses_a_wrong_actor_before_the_file_is_saved() {
    let site = Site::base();
    site.run(&["schema", "--write"]).exits(0);
    let json: Value =
        serde_json::from_str(&fs::read_to_string(site.path(".dateline/schema/incident.json")).unwrap()).unwrap();
    let words = |key: &str| json["properties"][key]["enum"].as_array().unwrap().clone();
    assert!(words("status").contains(&Value::from("under_review")), "{:?}", words("status"));
    assert!(words("type").contains(&Value::from("clash")));
    assert!(json["properties"]["status"]["description"].as_str().is_some_and(|about| about.contains("draft")));
    let editor = Editor::of(&site.root());
    let text = fs::read_to_string(site.path("content/incidents/base.yaml")).unwrap();
    let says = |text: &str| editor.refuses("incident", &documents("a.yaml", text).unwrap()[0]);
    assert_eq!(says(&text), None);
    for (right, wrong) in [
        ("{ref: jnim, role", "{ref: jmin, role"),
        ("by: reuters", "by: reutres"),
        ("via: [report]", "via: [reprot]"),
        ("{ref: boulikessi}", "{ref: boulkessi}"),
        ("status: reported", "status: reportd"),
    ] {
        assert!(text.contains(right));
        assert!(says(&text.replace(right, wrong)).is_some(), "{wrong}");
    }
}

#[test]
fn new_files_lead_an_editor_to_their_schema() {
    let site = Site::empty();
    fs::remove_dir(site.root()).unwrap();
    support::dateline(&site.path("../."), &["init", "site"]).exits(0);
    let incident = site.run(&["new", "incident", "Something", "--date", "2025-06-01"]).exits(0).stdout;
    for path in [incident.trim(), "site.yaml", "content/registers/actors.yaml", "content/incidents/2025.yaml"] {
        let text = fs::read_to_string(site.path(path)).unwrap();
        let line = text.lines().next().unwrap();
        let schema = line.strip_prefix("# yaml-language-server: $schema=").unwrap_or_else(|| panic!("{path}: {line}"));
        let target = site.path(path).parent().unwrap().join(schema);
        assert!(target.is_file(), "{path} leads to {}, which is not there", target.display());
    }
    site.run(&["check", "--strict"]).exits(0);
}

#[test]
fn a_printed_schema_holds_for_every_site_and_names_no_id() {
    let site = Site::base();
    let one = site.run(&["schema", "incident"]).exits(0).stdout;
    assert!(!one.contains("boulikessi\"") && !one.contains("jnim"), "{one}");
    let all: Value = serde_json::from_str(&site.run(&["schema"]).exits(0).stdout).unwrap();
    let names: Vec<&String> = all.as_object().unwrap().keys().collect();
    assert_eq!(names, ["actors", "article", "incident", "page", "places", "site", "sources"]);
    assert_eq!(all["incident"], serde_json::from_str::<Value>(&one).unwrap());
}
