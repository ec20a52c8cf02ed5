//! Every rule by one example: a site that breaks it, and word for word what `dateline check` says.
//!
//! A fixture is `tests/diagnostics/CODE.txt`: a comment, then files as `-- path --` laid over `base.txt`, then
//! `-- expected --`. `UPDATE_EXPECTED=1 cargo test --test diagnostics` rewrites what is expected; read it before you keep it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use dateline::diagnostic::Code;
use support::{Ran, Site, difference, files, repository, same_as_file, sections, updating};

fn folder() -> PathBuf {
    repository().join("tests/diagnostics")
}

/// The texts of all fixtures, by the name of their file.
fn fixtures() -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let texts = entries.filter(|path| path.is_file()).map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    });
    texts.filter(|(name, _)| name != "base").collect()
}

fn site(fixture: &str) -> Site {
    let site = Site::base();
    site.lay(fixture);
    site
}

fn check(site: &Site) -> Ran {
    site.run(&["check", "--format", "short"])
}

/// The exit code that belongs to what was said: 0 without errors, 2 when only settings are at fault, else 1.
fn exit_code(said: &str) -> i32 {
    let errors: Vec<&str> = said.lines().filter(|line| line.contains(": error[")).collect();
    if errors.is_empty() {
        0
    } else if errors.iter().all(|line| line.contains(": error[E801]: ")) {
        2
    } else {
        1
    }
}

/// Everything wrong with one fixture, as text; empty when it holds.
fn faults(name: &str, text: &str) -> String {
    let Some((above, expected)) = text.split_once("-- expected --\n") else {
        return format!("{name}: no `-- expected --`\n");
    };
    let ran = check(&site(text));
    if updating() {
        fs::write(folder().join(format!("{name}.txt")), format!("{above}-- expected --\n{}", ran.stdout)).unwrap();
        return String::new();
    }
    let mut faults = String::new();
    if ran.stdout != expected {
        faults.push_str(&format!("{name}:\n{}", difference(expected, &ran.stdout)));
    }
    if ran.code != exit_code(expected) {
        faults.push_str(&format!("{name}: exit code {}, not {}\n{}", ran.code, exit_code(expected), ran.stderr));
    }
    if !expected.contains(&format!("[{name}]: ")) {
        faults.push_str(&format!("{name}: the fixture does not show its own code\n"));
    }
    let once: BTreeSet<&str> = ran.stdout.lines().collect();
    if once.len() != ran.stdout.lines().count() {
        faults.push_str(&format!("{name}: something is said twice\n{}", ran.stdout));
    }
    faults
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_a_code() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    let names: BTreeSet<String> = fixtures().into_keys().collect();
    assert_eq!(codes.difference(&names).collect::<Vec<_>>(), Vec::<&String>::new(), "codes without a fixture");
    assert_eq!(names.difference(&codes).collect::<Vec<_>>(), Vec::<&String>::new(), "fixtures without a code");
}

#[test]
fn every_fixture_is_told_word_for_word_and_once() {
    let all: Vec<(String, String)> = fixtures().into_iter().collect();
    let half = all.split_at(all.len() / 2);
    let run = |part: &[(String, String)]| part.iter().map(|(name, text)| faults(name, text)).collect::<String>();
    let faults = std::thread::scope(|scope| {
        let first = scope.spawn(|| run(half.0));
        run(half.1) + &first.join().unwrap()
    });
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn the_site_the_fixtures_are_laid_over_has_no_faults() {
    let ran = check(&Site::base()).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "no faults found\n"));
}

#[test]
fn ten_faults_in_ten_files_give_ten_messages_in_one_run() {
    let ten = "\
-- site.yaml --
timezone: Timbuktu
-- content/registers/actors.yaml --
army: {name: Army of Mali, kind: army}
jnim: {name: JNIM, kind: armed_group}
reuters: {name: Reuters, kind: reporter}
-- content/registers/places.yaml --
boulikessi: {name: Boulikessi, country: MLX, lat: 14.79, lon: -1.21}
-- content/registers/sources.yaml --
report: {name: Report of 2 June 2025, type: news, accessed: \"2025-06-31\"}
-- content/incidents/a.yaml --
- id: \"2025-06-02-a\"
  title: Attack: the army's account
-- content/incidents/b.yaml --
- {id: \"2025-06-02-b\", title: B, summary: B., type: clash, date: \"2025-06-02\", place: {ref: boulikessi}, actors: [{ref: jmin, role: party}], sources: [report]}
-- content/articles/2025-06-03-c.md --
No front matter.
-- content/articles/2025-06-03-d.md --
---
title: D
date: \"2025-06-03\"
sumary: D
---
-- content/articles/2025-06-03-e.md (as utf-16) --
---
-- content/pages/about.md --
---
summary: No title
---
";
    let ran = check(&site(ten)).exits(1);
    let told: BTreeSet<&str> = ran.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    let broken: BTreeSet<String> = sections(ten).into_iter().map(|section| section.path).collect();
    assert_eq!(told.into_iter().map(str::to_owned).collect::<BTreeSet<_>>(), broken, "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 10, "{}", ran.stdout);
}

#[test]
fn the_drawn_form_shows_the_line_the_caret_and_the_remedy() {
    for code in ["E106", "E203"] {
        let text = fs::read_to_string(folder().join(format!("{code}.txt"))).unwrap();
        let ran = site(&text).run(&["check"]).exits(1);
        same_as_file(&folder().join(format!("drawn/{code}.txt")), &ran.stdout);
        let told = text.split_once("-- expected --\n").unwrap().1.lines().count();
        assert_eq!(ran.stderr, format!("{told} errors, 0 warnings\n"), "{code}");
    }
}

#[test]
fn colour_is_written_only_when_it_is_asked_for() {
    let site = site(&fixtures()["E203"]);
    assert!(!site.run(&["check"]).stdout.contains('\u{1b}'), "no terminal, yet colour");
    assert!(!site.run(&["check", "--color", "never"]).stdout.contains('\u{1b}'), "colour, though never");
    assert!(site.run(&["check", "--color", "always"]).stdout.contains('\u{1b}'), "no colour, though always");
}

#[test]
fn the_json_form_says_what_the_short_form_says() {
    for code in ["E101", "E202", "W803"] {
        let site = site(&fixtures()[code]);
        let short = check(&site).stdout;
        let json: serde_json::Value = serde_json::from_str(&site.run(&["check", "--format", "json"]).stdout).unwrap();
        let lines = json["diagnostics"].as_array().unwrap().iter().map(|one| {
            let (label, help) =
                (&one["labels"][0], one["help"].as_str().map(|help| format!("; {help}")).unwrap_or_default());
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            let (path, line, column) = (text(&label["path"]), &label["line"], &label["column"]);
            let (severity, code, message) = (text(&one["severity"]), text(&one["code"]), text(&one["message"]));
            format!("{path}:{line}:{column}: {severity}[{code}]: {message}{help}\n")
        });
        assert_eq!(lines.collect::<String>(), short, "{code}");
        for (count, severity) in [("errors", ": error["), ("warnings", ": warning[")] {
            let told = short.lines().filter(|line| line.contains(severity)).count();
            assert_eq!(json[count], told, "{code} {count}");
        }
    }
}

#[test]
fn a_strict_check_takes_warnings_for_errors() {
    let site = site(&fixtures()["W806"]);
    let told = check(&site).exits(0).stdout;
    let strict = site.run(&["check", "--strict", "--format", "short"]).exits(1).stdout;
    assert_eq!(strict, told.replace(": warning[", ": error["));
}

#[test]
fn a_template_that_fails_while_a_page_is_made_is_told_with_its_place() {
    let site = Site::base();
    site.write("templates/pages/page.html", "<p>\n{{ page.titel }}</p>\n");
    site.lay("-- content/pages/about.md --\n---\ntitle: About\n---\nText.\n");
    let ran = check(&site).exits(1);
    let told: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(told.len(), 1, "{}", ran.stdout);
    assert!(
        told[0].starts_with("templates/pages/page.html:2:")
            && told[0].contains("error[E804]")
            && told[0].contains("titel"),
        "{}",
        told[0]
    );
}

#[test]
fn while_an_error_stands_nothing_is_written_and_the_last_good_site_stays() {
    let fixtures = fixtures();
    for code in ["E105", "E203", "E803", "E804"] {
        let site = Site::base();
        site.run(&["build", "-o", "public"]).exits(0);
        let good = files(&site.path("public"));
        assert!(good.contains_key("index.html"), "{:?}", good.keys());
        site.lay(&fixtures[code]);
        let ran = site.run(&["build", "-o", "public"]).exits(1);
        assert!(ran.stderr.contains("nothing was written; the last good site stays as it was"), "{}", ran.stderr);
        assert!(files(&site.path("public")) == good, "{code}: the last good site was touched");
        site.run(&["build", "-o", "fresh"]).exits(1);
        assert!(!site.path("fresh").exists(), "{code}: a folder was made");
    }
}

#[test]
fn a_strict_build_writes_nothing_while_a_warning_stands() {
    let site = site(&fixtures()["W806"]);
    site.run(&["build", "--strict", "-o", "public"]).exits(1);
    assert!(!site.path("public").exists());
    site.run(&["build", "-o", "public"]).exits(0);
    assert!(site.path("public/index.html").is_file());
}
