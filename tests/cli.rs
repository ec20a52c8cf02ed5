//! The verbs as a user meets them: what they print, what they write, what they never touch, and their exit codes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use dateline::diagnostic::Code;
use support::{EXAMPLE_NOW, NOW, Site, dateline, files, program, ran, repository, same_as_file};
use tempfile::TempDir;

/// The sources of the example site, copied to a folder.
fn copied(to: &Path) {
    for part in ["content", "templates", "static"] {
        for (path, bytes) in files(&repository().join(part)) {
            let to = to.join(part).join(path);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::write(to, bytes).unwrap();
        }
    }
    fs::copy(repository().join("site.yaml"), to.join("site.yaml")).unwrap();
}

fn built(command: &mut Command, output: &Path) -> BTreeMap<String, Vec<u8>> {
    let ran = ran(command).exits(0);
    assert_eq!(ran.stdout, "", "talk belongs to stderr");
    let site = files(output);
    assert!(site.len() > 20, "only {} files", site.len());
    site
}

#[track_caller]
fn same(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) {
    let differ: Vec<&String> =
        a.iter().filter(|(path, bytes)| b.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    let more: Vec<&String> = b.keys().filter(|path| !a.contains_key(*path)).collect();
    assert!(differ.is_empty() && more.is_empty(), "differ or are missing: {differ:?}; only in the second: {more:?}");
}

#[test]
fn a_new_site_checks_clean_and_builds() {
    let folder = TempDir::new().unwrap();
    let ran = dateline(folder.path(), &["init", "sites/briefing"]).exits(0);
    assert_eq!(ran.stdout, "");
    assert_eq!(ran.stderr, "made a new site in sites/briefing; preview it with: dateline serve -C sites/briefing\n");
    let site = folder.path().join("sites/briefing");
    let strict = dateline(&site, &["check", "--strict", "--format", "short"]).exits(0);
    assert_eq!((strict.stdout.as_str(), strict.stderr.as_str()), ("", "no faults found\n"));
    dateline(&site, &["build", "--strict"]).exits(0);
    for page in [
        "index.html",
        "timeline/index.html",
        "stories/example-town/index.html",
        "incidents/2025-01-01-example-town/index.html",
    ] {
        assert!(site.join("public").join(page).is_file(), "{page}");
    }
    let ignored = fs::read_to_string(site.join(".gitignore")).unwrap();
    assert_eq!(ignored, "/public\n/.dateline\n");
}

#[test]
fn init_adds_a_hosts_file_to_a_new_site_and_to_one_that_is_there() {
    for (host, file, says) in [
        ("github-pages", ".github/workflows/site.yml", "actions/deploy-pages@"),
        ("gitlab-pages", ".gitlab-ci.yml", "paths: [public]"),
        ("netlify", "netlify.toml", "publish = \"public\""),
        ("cloudflare", ".github/workflows/site.yml", "pages deploy public"),
        ("s3", ".github/workflows/site.yml", "dateline deploy live"),
    ] {
        let folder = TempDir::new().unwrap();
        dateline(folder.path(), &["init", "new", "--host", host]).exits(0);
        dateline(folder.path(), &["init", "old"]).exits(0);
        dateline(folder.path(), &["init", "old", "--host", host]).exits(0);
        for site in ["new", "old"] {
            let text = fs::read_to_string(folder.path().join(site).join(file)).unwrap();
            assert!(text.contains(says), "{host}: {text}");
            assert!(text.contains(&format!("--version {}", env!("CARGO_PKG_VERSION"))), "{host}: {text}");
            assert!(!text.contains("{version}"), "{host}: {text}");
            dateline(&folder.path().join(site), &["check"]).exits(0);
        }
        let again = dateline(folder.path(), &["init", "old", "--host", host]).exits(2);
        assert!(again.stderr.contains("is already there; it was not touched"), "{}", again.stderr);
    }
}

#[test]
fn init_refuses_a_folder_that_is_not_empty_and_touches_nothing_in_it() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let before = files(folder.path());
    let ran = dateline(folder.path(), &["init", "."]).exits(2);
    assert_eq!(ran.stderr, "error: . is not empty; name a new folder\n");
    assert_eq!(files(folder.path()), before);
    fs::create_dir(folder.path().join("empty")).unwrap();
    dateline(folder.path(), &["init", "empty"]).exits(0);
}

#[test]
fn a_new_article_and_a_new_incident_are_drafts_that_check_clean_and_stay_out_of_the_site() {
    let site = Site::base();
    let ran = site.run(&["new", "article", "L'armée: \"un bilan\" #1", "--date", "2025-06-30"]).exits(0);
    assert_eq!(ran.stdout, "content/articles/2025/2025-06-30-larmee-un-bilan-1.md\n");
    let ran = site.run(&["new", "incident", "Attack: on \"the\" post \\ gate"]).exits(0);
    assert_eq!(ran.stdout, "content/incidents/2025-07-01-attack-on-the-post-gate.yaml\n");
    let ran = site.run(&["new", "incident", "A whole month", "--date", "2025-05"]).exits(0);
    assert_eq!(ran.stdout, "content/incidents/2025-05-a-whole-month.yaml\n");
    let ran = site.run(&["check", "--strict", "--format", "short"]).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "no faults found\n"));
    site.run(&["build"]).exits(0);
    for (path, bytes) in files(&site.path("public")) {
        assert!(!path.contains("un-bilan") && !path.contains("the-post-gate"), "{path} is a draft's");
        assert!(!String::from_utf8_lossy(&bytes).contains("post \\ gate"), "{path} holds a draft's words");
    }
}

#[test]
fn new_never_writes_over_a_file() {
    let site = Site::base();
    for args in [["new", "article", "Twice"], ["new", "incident", "Twice"]] {
        let path = site.run(&args).exits(0).stdout;
        site.write(path.trim(), "worked on since");
        let ran = site.run(&args).exits(2);
        assert!(ran.stderr.contains("is already there; it was not touched"), "{}", ran.stderr);
        assert_eq!(fs::read_to_string(site.path(path.trim())).unwrap(), "worked on since");
    }
}

#[test]
fn new_refuses_a_title_without_letters_and_a_date_that_is_none() {
    let site = Site::base();
    let before = files(&site.root());
    assert!(site.run(&["new", "article", "…"]).exits(2).stderr.contains("has no letters"));
    assert!(site.run(&["new", "incident", "A post", "--date", "2025-06-31"]).exits(2).stderr.contains("is not a date"));
    assert_eq!(files(&site.root()), before);
}

#[test]
fn a_second_build_says_that_nothing_changed_and_touches_nothing() {
    let site = Site::base();
    let first = site.run(&["build"]).exits(0).stderr;
    assert!(first.starts_with("built ") && first.contains(" 0 changed, 0 removed)"), "{first}");
    let written = |path: &str| fs::metadata(site.path(path)).unwrap().modified().unwrap();
    let before = (files(&site.path("public")), written("public/index.html"));
    let second = site.run(&["build"]).exits(0).stderr;
    assert!(second.ends_with(" are up to date\n"), "{second}");
    assert!((files(&site.path("public")), written("public/index.html")) == before);
    assert_eq!(site.run(&["build", "-q"]).exits(0).stderr, "", "quiet is quiet");
}

#[test]
fn a_build_with_warnings_says_them_again_and_that_nothing_changed() {
    let site = Site::base();
    site.lay("-- content/articles/2025-06-03-levels.md --\n---\ntitle: Levels\ndate: \"2025-06-03\"\n---\n## Part\n\n#### Detail\n");
    let first = site.run(&["build"]).exits(0).stderr;
    let second = site.run(&["build"]).exits(0).stderr;
    assert!(first.contains("[W806]") && second.contains("[W806]"), "{second}");
    assert!(second.contains("(nothing changed)"), "{second}");
}

#[test]
fn a_page_that_was_removed_or_changed_by_another_hand_is_made_again() {
    let site = Site::base();
    site.run(&["build"]).exits(0);
    let good = files(&site.path("public"));
    fs::remove_file(site.path("public/stories/base/index.html")).unwrap();
    site.run(&["build"]).exits(0);
    assert!(files(&site.path("public")) == good, "a page that was removed is still gone");
    fs::write(site.path("public/index.html"), "defaced, and of another length").unwrap();
    site.run(&["build"]).exits(0);
    assert!(files(&site.path("public")) == good, "a page that was changed is still changed");
}

#[test]
fn an_embargo_ends_with_the_clock_alone_and_holds_again_when_the_clock_goes_back() {
    let site = Site::base();
    site.lay("-- content/articles/2025-06-30-held.md --\n---\ntitle: Held back\ndate: \"2025-06-30\"\npublish_at: \"2025-07-01T06:00:00Z\"\n---\nText.\n");
    let page = site.path("public/stories/held/index.html");
    for (hour, published) in [(5, false), (5, false), (6, true), (7, true), (5, false)] {
        let clock = NOW.parse::<u64>().unwrap() + hour * 3600;
        ran(program(&site.root(), &["build"]).env("SOURCE_DATE_EPOCH", clock.to_string())).exits(0);
        assert_eq!(page.exists(), published, "at {hour} o'clock");
        let listed = fs::read_to_string(site.path("public/stories/index.html")).unwrap().contains("Held back");
        assert_eq!(listed, published, "the list at {hour} o'clock");
    }
}

#[test]
fn a_build_after_a_change_writes_what_changed() {
    let site = Site::base();
    site.run(&["build"]).exits(0);
    let page = fs::read_to_string(site.path("content/articles/2025-06-02-base.md")).unwrap();
    site.write("content/articles/2025-06-02-base.md", page.replace("was overrun on", "was taken on"));
    let said = site.run(&["build"]).exits(0).stderr;
    assert!(said.contains("(0 new, ") && !said.contains(" 0 changed"), "{said}");
    assert!(fs::read_to_string(site.path("public/stories/base/index.html")).unwrap().contains("was taken on"));
}

#[test]
fn one_thread_and_two_make_the_same_bytes() {
    let out = TempDir::new().unwrap();
    let build = |jobs: &str| {
        let dir = out.path().join(jobs);
        built(
            program(&repository(), &["build", "--jobs", jobs, "-o", dir.to_str().unwrap()])
                .env("SOURCE_DATE_EPOCH", EXAMPLE_NOW),
            &dir,
        )
    };
    same(&build("1"), &build("2"));
}

#[test]
fn folder_zone_language_umask_and_the_hour_do_not_show_in_the_bytes() {
    let (here, there) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let deep = there.path().join("a folder/with a long name");
    fs::create_dir_all(&deep).unwrap();
    copied(here.path());
    copied(&deep);
    let first =
        built(program(here.path(), &["build"]).env("SOURCE_DATE_EPOCH", EXAMPLE_NOW), &here.path().join("public"));
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg("umask 077; exec \"$0\" build -C 'a folder/with a long name' --jobs 1")
        .arg(env!("CARGO_BIN_EXE_dateline"));
    // Nothing of the example site is due within a day of its time.
    shell
        .current_dir(there.path())
        .env("SOURCE_DATE_EPOCH", (EXAMPLE_NOW.parse::<i64>().unwrap() + 86_399).to_string());
    shell.env("TZ", "Asia/Kathmandu").env("LANG", "fr_FR.UTF-8").env("LC_ALL", "C").env("HOME", "/nowhere");
    same(&first, &built(&mut shell, &deep.join("public")));
}

#[test]
fn pruning_removes_our_own_pages_and_nobody_elses() {
    let site = Site::base();
    site.lay("-- content/articles/2025-06-03-gone.md --\n---\ntitle: Soon gone\ndate: \"2025-06-03\"\n---\nText of its own.\n");
    site.run(&["build"]).exits(0);
    assert!(site.path("public/stories/gone/index.html").is_file());
    site.write("public/CNAME", "briefing.example.org");
    site.write("public/stories/gone/notes.txt", "mine");
    site.write("public/.well-known/security.txt", "Contact: desk");
    fs::remove_file(site.path("content/articles/2025-06-03-gone.md")).unwrap();
    let said = site.run(&["build"]).exits(0).stderr;
    assert!(!said.contains(" 0 removed"), "{said}");
    assert!(!site.path("public/stories/gone/index.html").exists());
    for (path, text) in [
        ("CNAME", "briefing.example.org"),
        ("stories/gone/notes.txt", "mine"),
        (".well-known/security.txt", "Contact: desk"),
    ] {
        assert_eq!(fs::read_to_string(site.path("public").join(path)).unwrap(), text);
    }
}

#[test]
fn a_build_never_writes_over_a_file_that_is_not_its_own_nor_into_its_sources() {
    let site = Site::base();
    site.write("public/index.html", "somebody else's page");
    let said = site.run(&["build"]).exits(2).stderr;
    assert!(said.contains("index.html"), "{said}");
    assert_eq!(files(&site.path("public")).len(), 1);
    let before = files(&site.path("content"));
    for dir in [".", "content", "content/public", ".."] {
        site.run(&["build", "-o", dir]).exits(2);
    }
    assert_eq!(files(&site.path("content")), before);
}

#[test]
fn explain_tells_of_every_code_in_either_case_and_lists_them() {
    let folder = TempDir::new().unwrap();
    let list = dateline(folder.path(), &["explain"]).exits(0).stdout;
    assert_eq!(list.lines().count(), Code::ALL.len());
    for code in Code::ALL.iter().map(|code| code.as_str()) {
        let told = dateline(folder.path(), &["explain", &code.to_lowercase()]).exits(0).stdout;
        assert!(
            told.starts_with(&format!("{code}: ")) && told.contains("\nexample:\n") && told.contains("\nwhat to do: "),
            "{told}"
        );
        assert!(list.contains(&format!("{code}  ")), "{code} is not listed");
    }
    let ran = dateline(folder.path(), &["explain", "E999"]).exits(2);
    assert_eq!(ran.stderr, "error: there is no code `E999`; `dateline explain` lists them\n");
}

#[test]
fn completions_are_made_for_every_shell() {
    let folder = TempDir::new().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = dateline(folder.path(), &["completions", shell]).exits(0).stdout;
        for verb in ["build", "check", "serve", "explain"] {
            assert!(script.contains(verb), "{shell}: {verb}");
        }
    }
}

#[test]
fn usage_and_environment_faults_end_with_2() {
    let folder = TempDir::new().unwrap();
    for args in [
        &["frobnicate"][..],
        &[],
        &["build", "--no-such-flag"],
        &["check", "-C", "no/such/folder"],
        &["check", "--format", "xml"],
        &["-q", "-v", "check"],
    ] {
        let ran = dateline(folder.path(), args).exits(2);
        assert!(ran.stdout.is_empty() && !ran.stderr.is_empty(), "{args:?}: {}", ran.stdout);
    }
    let ran = ran(program(&Site::base().root(), &["check"]).env("SOURCE_DATE_EPOCH", "today")).exits(2);
    assert!(ran.stderr.contains("SOURCE_DATE_EPOCH is `today`; write whole seconds since 1970"), "{}", ran.stderr);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let site = Site::base();
    for args in
        [&["docs", "diagnostics"][..], &["completions", "zsh"], &["explain"], &["--help"], &["check"], &["dedupe"]]
    {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = program(&site.root(), args).stdout(writer).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
        assert!(!said.contains("panicked") && !said.contains("pipe"), "{args:?}: {said}");
    }
}

#[test]
fn the_help_fits_one_screen_and_begins_with_examples() {
    let folder = TempDir::new().unwrap();
    for flag in ["--help", "-h"] {
        let help = dateline(folder.path(), &[flag]).exits(0).stdout;
        assert!(help.lines().count() <= 40, "{} lines", help.lines().count());
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
        let at = |word: &str| help.find(word).unwrap_or_else(|| panic!("no `{word}` in\n{help}"));
        assert!(
            at("Examples:") < at("Usage:") && at("Usage:") < at("Commands:") && at("Commands:") < at("Options:"),
            "{help}"
        );
        assert!(!help.contains("docs "), "the generator of the documentation is for its makers");
    }
}

#[test]
fn every_example_in_the_help_is_a_command_line_the_program_takes() {
    let folder = TempDir::new().unwrap();
    let help = dateline(folder.path(), &["--help"]).exits(0).stdout;
    let examples =
        help.lines().skip_while(|line| *line != "Examples:").skip(1).take_while(|line| !line.trim().is_empty());
    let verbs: BTreeSet<String> = examples.map(|line| line.split_whitespace().nth(1).unwrap().to_owned()).collect();
    assert!(verbs.len() >= 5, "{verbs:?}");
    for verb in verbs {
        dateline(folder.path(), &[&verb, "--help"]).exits(0);
    }
}

#[test]
fn the_generated_pages_of_the_documentation_are_up_to_date() {
    let folder = TempDir::new().unwrap();
    for page in ["cli", "configuration", "diagnostics"] {
        let text = dateline(folder.path(), &["docs", page]).exits(0).stdout;
        same_as_file(&repository().join(format!("docs/{page}.md")), &text);
    }
}

#[test]
fn dedupe_shows_what_was_folded_and_undo_lines_that_work() {
    let site = Site::base();
    let text = "The army says that its post at Boulikessi was attacked on Sunday by men on motorcycles who came from the south, \
        that its soldiers reacted and withdrew, and that reinforcements were on the road from Mondoro by the evening of that day.";
    site.lay(&format!("-- content/articles/2025-06-03-twice.md --\n---\ntitle: A paragraph that stands twice\ndate: \"2025-06-03\"\n---\n{text}\n\nBetween the two stands another paragraph, about the roads to [Boulikessi](place:boulikessi) and the rain.\n\n{text}\n"));
    let told = site.run(&["dedupe"]).exits(0).stdout;
    assert!(told.contains("story twice\n") && told.contains("content/articles/2025-06-03-twice.md:9"), "{told}");
    let json: serde_json::Value =
        serde_json::from_str(&site.run(&["dedupe", "--format", "json"]).exits(0).stdout).unwrap();
    let receipt = &json["receipts"][0];
    assert_eq!((receipt["subject"]["id"].as_str(), receipt["folded"][0]["line"].as_u64()), (Some("twice"), Some(9)));
    let (file, line) = (receipt["undo"]["file"].as_str().unwrap(), receipt["undo"]["line"].as_str().unwrap());
    let article = fs::read_to_string(site.path(file)).unwrap();
    site.write(file, article.replacen("---\n", &format!("---\n{line}\n"), 1));
    let undone = site.run(&["dedupe", "--format", "json"]).exits(0).stdout;
    assert!(
        serde_json::from_str::<serde_json::Value>(&undone).unwrap()["receipts"].as_array().unwrap().is_empty(),
        "{undone}"
    );
    assert_eq!(site.run(&["check", "--format", "short"]).exits(0).stdout, "", "undone at {NOW}");
}

#[test]
fn the_tour_of_the_readme_shows_what_the_program_says() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let folder = TempDir::new().unwrap();
    let says = |arguments: &[&str], code: i32| {
        let ran = dateline(folder.path(), arguments).exits(code);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        assert!(readme.contains(said.trim()), "README.md does not show what {arguments:?} says:\n{said}");
    };
    says(&["init", "briefing"], 0);
    says(&["check", "-C", "briefing"], 0);
    says(&["build", "-C", "briefing"], 0);
    says(&["explain", "E203"], 0);
    let story = folder.path().join("briefing/content/articles/2025-01-03-example-town.md");
    let text = fs::read_to_string(&story).unwrap();
    let first = text.split("\n\n").nth(1).unwrap_or_default();
    fs::write(&story, format!("{text}\n{first}\n")).unwrap();
    let told = dateline(folder.path(), &["dedupe", "-C", "briefing"]).exits(0).stdout;
    let shown = told.lines().filter(|line| line.contains("text repeated") || line.contains("to undo"));
    for line in shown {
        assert!(readme.contains(line), "README.md does not show: {line}");
    }
    let records = folder.path().join("briefing/content/incidents/2025.yaml");
    let text = fs::read_to_string(&records).unwrap();
    let faulty = text.replace("by: example-army, status: no_comment", "by: exmaple-army, status: no_coment");
    assert_ne!(faulty, text);
    fs::write(&records, faulty).unwrap();
    says(&["check", "-C", "briefing"], 1);
}
