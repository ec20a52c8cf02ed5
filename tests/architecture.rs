//! The house as `docs/architecture.md` draws it, read from the sources themselves: who may import whom, where the
//! world enters and leaves, how long a file may grow, and what a template may do.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the roof down, each with the rooms it may use: only rooms further down, so that there is no circle.
/// Rooms of one floor (`load`, `dedupe`, `briefing`) never name one another; what they share stands in `model`.
const ROOMS: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    // The command line joins everything: it gives the preview its rebuild, and shows receipts, settings and codes.
    (
        "cli",
        &[
            "serve",
            "pipeline",
            "desk",
            "config",
            "deploy",
            "integrity",
            "render",
            "pages",
            "export",
            "import",
            "registers",
            "retract",
            "gate",
            "briefing",
            "format",
            "model",
            "diagnostic",
            "output",
        ],
    ),
    // The preview is given a closure that makes an output tree; it knows no stage.
    ("serve", &["output"]),
    // `model` here is the corpus's window of time: a build that would give the same site is not made again.
    (
        "pipeline",
        &[
            "desk",
            "config",
            "render",
            "pages",
            "check",
            "locale",
            "load",
            "dedupe",
            "briefing",
            "format",
            "model",
            "checked",
            "diagnostic",
            "output",
        ],
    ),
    // What an editor has still to decide, out of what a build was made of and what came of it. It knows no stage.
    ("desk", &["render", "briefing", "model", "checked", "diagnostic", "output", "weight"]),
    // `load` here is its YAML reader (`fields`, `reader`), and `overrides`, which site.yaml holds too.
    // `model` here is the words of the format: a setting takes one of a list.
    (
        "config",
        &[
            "render",
            "pages",
            "check",
            "load",
            "dedupe",
            "deploy",
            "gate",
            "integrity",
            "geo",
            "model",
            "checked",
            "diagnostic",
        ],
    ),
    ("render", &["pages", "locale", "geo", "model", "checked", "diagnostic", "output", "media", "weight"]),
    // `output` here is `OutputPath` alone: an address is checked where it is made.
    ("pages", &["export", "locale", "briefing", "geo", "model", "checked", "diagnostic", "output", "weight"]),
    // The words of pages; `briefing` here is the range that claims span.
    ("locale", &["briefing", "model", "checked", "diagnostic"]),
    // What goes out is made of the briefing: the figures of files and pages are the same.
    ("export", &["briefing", "model", "checked"]),
    // A data set becomes text of the record format, which the loader then reads like any other.
    ("import", &["model"]),
    // Answers for the desk from what was read; no page needs it.
    ("registers", &["geo", "model"]),
    // The text of a file with one item marked; where it was read, the item itself remembers.
    ("retract", &["model", "diagnostic"]),
    // Advice on the finished briefing; no page needs it.
    ("check", &["briefing", "geo", "model", "checked", "diagnostic"]),
    ("load", &["geo", "format", "model", "markdown", "checked", "diagnostic", "media"]),
    ("dedupe", &["geo", "model", "markdown", "checked", "diagnostic"]),
    ("briefing", &["geo", "model", "markdown", "checked", "diagnostic"]),
    // Points and country codes are the model's; what a country looks like is geography.
    ("geo", &["model"]),
    // The format's keys as a table: the loader reads by it, and the schemas are made from it.
    ("format", &["model"]),
    ("markdown", &["model", "checked", "diagnostic"]),
    ("checked", &["diagnostic"]),
    // A value of the model remembers the place it was read from.
    ("model", &["diagnostic"]),
    ("diagnostic", &[]),
    // A deploy is given a tree; it knows no stage.
    ("deploy", &["output"]),
    // The last look at the finished files: it is given them and texts, and knows no stage and no host.
    ("gate", &["output", "media"]),
    ("integrity", &["output"]),
    ("output", &[]),
    ("media", &[]),
    ("weight", &[]),
];

/// Where only a part of a room may be used: from, to, the names.
const ONLY: &[(&str, &str, &[&str])] = &[
    ("pipeline", "model", &["corpus", "explanation", "held_back", "IncidentId", "Origin"]),
    ("config", "load", &["fields", "overrides", "reader"]),
    ("config", "model", &["vocabulary"]),
    ("desk", "render", &["budget"]),
    ("pages", "output", &["OutputPath"]),
    ("model", "diagnostic", &["At", "SourceFile", "Span", "YamlPath", "YamlPlace", "locate"]),
];

/// The rooms that touch the world, and what of it: the rest are functions of their arguments.
const WORLD: &[(&str, &[&str])] = &[
    ("src/load/seen.rs", &["std::fs", "SystemTime"]),
    ("src/load/walk.rs", &["std::fs"]),
    ("src/output/", &["std::fs", "std::env", "SystemTime"]),
    ("src/serve/", &["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant::now"]),
    ("src/deploy/", &["std::fs", "std::process"]),
    (
        "src/cli/",
        &[
            "std::fs",
            "std::env",
            "std::io::stdout",
            "io::stdin",
            "std::net",
            "std::process",
            "Timestamp::now",
            "Instant::now",
        ],
    ),
    ("src/main.rs", &["std::process"]),
];

/// What reaches out of the program, or asks it what time it is.
const OUTSIDE: [&str; 12] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "io::stdin",
    "println!",
    "print!(",
    "dbg!",
];

/// The one script element that holds anything: data for search engines, which no browser runs, made by `src/pages/json_ld/`.
const JSON_LD: &str = r#"<script type="application/ld+json">{{ data | safe }}</script>"#;

/// The only variables that templates may print unescaped: HTML that `markdown.rs` made, and JSON-LD.
const SAFE: [(&str, &str); 7] = [
    ("components/json_ld.html", "data"),
    ("pages/story.html", "point"),
    ("pages/story.html", "block"),
    ("pages/front.html", "point"),
    ("pages/front.html", "block"),
    ("pages/page.html", "point"),
    ("pages/page.html", "block"),
];

/// Lines a source file may have, its tests apart.
const LONGEST: usize = 450;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file with an ending under a folder of the repository: its path from the repository, and its text.
fn texts(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    gather(&repository().join(folder), endings, &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder} has no files");
    found
}

fn gather(dir: &Path, endings: &[&str], found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, endings, found);
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            let name = path.strip_prefix(repository()).unwrap().to_str().unwrap().to_owned();
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The source files without their tests and comments.
fn sources() -> Vec<(String, String)> {
    let files = texts("src", &[".rs"])
        .into_iter()
        .filter(|(path, _)| !path.contains("/tests/") && !path.ends_with("/tests.rs"));
    let bare = |text: String| {
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        code.lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    files.map(|(path, text)| (path, bare(text))).collect()
}

/// The room a source file belongs to: its folder under `src/`, or its own name.
fn room(path: &str) -> &str {
    let inner = path.strip_prefix("src/").unwrap();
    inner.split_once('/').map_or_else(|| inner.trim_end_matches(".rs"), |(folder, _)| folder)
}

/// Every `crate::a::b` in a text, with `crate::{a, b::c}` and `crate::a::{b, c}` written out, to two names.
fn imports(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for mark in ["crate::", "dateline::"] {
        for (at, _) in text.match_indices(mark) {
            for path in written_out(&text[at + mark.len()..]) {
                let mut names =
                    path.split("::").map(|name| name.split_whitespace().next().unwrap_or_default().to_owned());
                found.push((names.next().unwrap_or_default(), names.next().unwrap_or_default()));
            }
        }
    }
    found
}

/// The paths at the head of a text, braces written out.
fn written_out(text: &str) -> Vec<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    if !rest.starts_with('{') || !(head.is_empty() || head.ends_with("::")) {
        return vec![head.trim_end_matches(':').to_owned()];
    }
    let mut depth = 0;
    let mut items = vec![String::new()];
    for c in rest.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match c {
            ',' if depth == 1 => items.push(String::new()),
            '{' if depth == 1 => {}
            _ if depth == 0 => break,
            c => items.last_mut().unwrap().push(c),
        }
    }
    let inner = items.iter().map(String::as_str).map(str::trim).filter(|item| !item.is_empty());
    inner.flat_map(written_out).map(|item| format!("{head}{item}")).collect()
}

fn listed(faults: &BTreeSet<String>) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn a_room_imports_only_rooms_below_it() {
    let mut faults = BTreeSet::new();
    for (path, text) in sources() {
        let from = room(&path);
        let Some((_, may)) = ROOMS.iter().find(|(name, _)| *name == from) else {
            if from != "lib" {
                faults.insert(format!("{path}: the room `{from}` is not in the table"));
            }
            continue;
        };
        for (to, name) in imports(&text) {
            if to != from && !may.contains(&to.as_str()) {
                faults.insert(format!("{path}: `{from}` may not use `{to}` (`{name}`)"));
            }
            if let Some((_, _, names)) = ONLY.iter().find(|(a, b, _)| *a == from && *b == to)
                && !names.contains(&name.as_str())
            {
                faults.insert(format!("{path}: `{from}` may use only {names:?} of `{to}`, not `{name}`"));
            }
        }
        if text.contains("super::super") {
            faults.insert(format!("{path}: `super::super` hides an import"));
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn the_table_of_rooms_has_no_circle_and_no_room_that_is_gone() {
    let there: BTreeSet<String> = sources().iter().map(|(path, _)| room(path).to_owned()).collect();
    for (at, (name, may)) in ROOMS.iter().enumerate() {
        assert!(there.contains(*name), "there is no room `{name}`");
        for below in *may {
            assert!(ROOMS[at + 1..].iter().any(|(room, _)| room == below), "`{below}` does not lie below `{name}`");
        }
    }
}

#[test]
fn imports_are_read_out_of_every_form_they_are_written_in() {
    let text = "use crate::{model::{self, Story}, load};\nlet x = crate::pages::plan::Route::new(a);\nuse crate::diagnostic::{At, locate::Part};";
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let expected = [
        pair("model", "self"),
        pair("model", "Story"),
        pair("load", ""),
        pair("pages", "plan"),
        pair("diagnostic", "At"),
        pair("diagnostic", "locate"),
    ];
    assert_eq!(imports(text), expected);
}

#[test]
fn the_world_is_touched_only_at_the_two_ends() {
    let mut faults = BTreeSet::new();
    for (path, text) in sources() {
        let may = WORLD.iter().find(|(place, _)| path.starts_with(place)).map_or(&[][..], |(_, may)| may);
        for word in OUTSIDE.iter().filter(|word| text.contains(**word) && !may.contains(word)) {
            faults.insert(format!("{path}: `{word}`"));
        }
        if text.contains("use std::{") {
            faults.insert(format!("{path}: write one `use std::…` a line, so that this test can read them"));
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    let mut faults = BTreeSet::new();
    for (path, text) in texts("src", &[".rs"]) {
        if !text.starts_with("//! ") {
            faults.insert(format!("{path}: does not begin with `//!`"));
        }
        let lines = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().lines().count();
        if lines > LONGEST {
            faults.insert(format!("{path}: {lines} lines"));
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
}

/// What stands between `open` and `close`, without quoted text and the signs that trim white space.
fn tags(text: &str, open: &str, close: &str) -> Vec<String> {
    let parts = text.split(open).skip(1).map(|part| part.split(close).next().unwrap_or_default());
    parts.map(|tag| tag.trim_matches('-').split('"').step_by(2).collect::<Vec<_>>().join("\"\"")).collect()
}

#[test]
fn a_template_computes_nothing() {
    let mut faults = BTreeSet::new();
    for (path, text) in texts("templates", &[".html", ".xml", ".txt"]) {
        for tag in tags(&text, "{{", "}}").into_iter().chain(tags(&text, "{%", "%}")) {
            let component = tag.trim().starts_with('<');
            let sum = tag.contains(['+', '*', '%']) || tag.contains(" - ") || (tag.contains('/') && !component);
            if sum || tag.contains("set ") || tag.contains("set_global") {
                faults.insert(format!("{path}: {}", tag.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn a_template_prints_unescaped_only_html_that_was_made_from_markdown() {
    let mut faults = BTreeSet::new();
    let mut used = BTreeSet::new();
    for (path, text) in texts("templates", &[".html", ".xml", ".txt"]) {
        let name = path.strip_prefix("templates/").unwrap();
        for tag in tags(&text, "{{", "}}").into_iter().chain(tags(&text, "{%", "%}")) {
            if !tag.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "safe") {
                if tag.contains("autoescape") {
                    faults.insert(format!("{path}: {tag}"));
                }
                continue;
            }
            let variable = tag.split('|').next().unwrap_or_default().trim();
            match SAFE.iter().find(|(file, allowed)| *file == name && *allowed == variable) {
                Some(allowed) => _ = used.insert(*allowed),
                None => _ = faults.insert(format!("{path}: {}", tag.trim())),
            }
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
    assert_eq!(used, BTreeSet::from(SAFE), "an entry of the list is not used any more");
}

/// The only scripts that templates may ask for: each lies in `static/js/`, and its page is whole without it.
const SCRIPTS: &[(&str, &str)] =
    &[("pages/timeline.html", "filter"), ("components/incident_map.html", "map"), ("pages/search.html", "search")];

/// The element by which a template asks for a script of the site's own.
fn script_element(name: &str) -> String {
    format!("<script src=\"{{{{ root }}}}{{{{ assets.scripts.{name} }}}}\" defer></script>")
}

#[test]
fn a_script_that_a_template_asks_for_is_the_sites_own_and_is_there() {
    for (template, name) in SCRIPTS {
        let text = fs::read_to_string(repository().join("templates").join(template)).unwrap();
        assert!(text.contains(&script_element(name)), "{template} does not ask for {name}");
        let script = fs::read_to_string(repository().join(format!("static/js/{name}.js"))).unwrap();
        for word in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "://"] {
            assert!(!script.contains(word), "{name}.js: {word}");
        }
    }
}

#[test]
fn a_template_holds_no_style_script_or_handler() {
    let mut faults = BTreeSet::new();
    for (path, text) in texts("templates", &[".html"]) {
        let is_json_ld = path == "templates/components/json_ld.html";
        let text = if is_json_ld { text.replacen(JSON_LD, "", 1) } else { text };
        let own = SCRIPTS.iter().filter(|(template, _)| path == format!("templates/{template}"));
        let text = own.fold(text, |text, (_, name)| text.replace(&script_element(name), ""));
        let lower = text.to_lowercase();
        for word in ["<style", "<script", "style=", "javascript:", "<iframe", "<object", "<embed"] {
            if lower.contains(word) {
                faults.insert(format!("{path}: {word}"));
            }
        }
        let words = lower.split(|c: char| c.is_whitespace() || c == '"');
        for word in words.filter(|word| word.starts_with("on") && word.contains('=')) {
            faults.insert(format!("{path}: {word}"));
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
}
