//! The example site, which is this repository: built once, and looked at as a reader, a search engine and an attacker would.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/html.rs"]
mod html;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;
use std::sync::LazyLock;

use dateline::diagnostic::Diagnostics;
use dateline::load;
use dateline::model::place::Speaker;
use dateline::model::{Corpus, IncidentRecord};
use html::{decoded, inside, tags, words};
use support::{EXAMPLE_NOW, dateline, files, program, ran, repository};
use tempfile::TempDir;

const BASE: &str = "https://sahel.example.org/";

/// Every file of the built example site. Each test is a process of its own: the first of a run builds the site into a folder
/// that all share.
static BUILT: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example");
    let turn = File::create(dir.with_extension("lock")).unwrap();
    turn.lock().unwrap();
    let built = dir.with_extension("run");
    let run = run();
    if std::fs::read_to_string(&built).is_ok_and(|last| last == run) {
        return files(&dir);
    }
    ran(program(&repository(), &["build", "-q", "-o", dir.to_str().unwrap()]).env("SOURCE_DATE_EPOCH", EXAMPLE_NOW))
        .exits(0);
    std::fs::write(built, run).unwrap();
    files(&dir)
});

/// Which run of the tests this process belongs to.
#[expect(clippy::disallowed_methods, reason = "a test is not a stage; this is how nextest tells one run from another")]
fn run() -> String {
    std::env::var("NEXTEST_RUN_ID").unwrap_or_else(|_| std::process::id().to_string())
}

/// The text files of an ending.
fn texts(ending: &str) -> Vec<(&'static str, &'static str)> {
    let found = BUILT.iter().filter(|(path, _)| path.ends_with(ending));
    found.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap())).collect()
}

#[track_caller]
fn page(path: &str) -> &'static str {
    std::str::from_utf8(BUILT.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

fn is_redirect(html: &str) -> bool {
    html.contains("http-equiv=\"refresh\"")
}

/// The sources as the loader reads them, without what is held back.
fn corpus() -> Corpus {
    let mut said = Diagnostics::new();
    let tree = load::walk(&repository()).unwrap().into_value(&mut said);
    let now = dateline_now();
    load::corpus(
        &tree,
        &load::Options {
            lang: "en".to_owned(),
            languages: vec!["fr".to_owned(), "ar".to_owned()],
            overrides: load::overrides::OfSite::default(),
            now,
            let_in: std::collections::BTreeSet::new(),
        },
        None,
    )
    .into_value(&mut said)
}

fn dateline_now() -> jiff::Timestamp {
    jiff::Timestamp::from_second(EXAMPLE_NOW.parse().unwrap()).unwrap()
}

/// The path of the built file an address leads to, and its fragment; `None` when it leads out of the site.
fn resolved(from: &str, address: &str) -> Option<(String, Option<String>)> {
    let (address, fragment) =
        address.split_once('#').map_or((address, None), |(address, id)| (address, Some(id.to_owned())));
    let inner = match address.strip_prefix(BASE) {
        Some(inner) => format!("/{inner}"),
        None if address.contains(':') || address.starts_with("//") => return None,
        None => address.to_owned(),
    };
    let mut parts: Vec<&str> = if inner.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    if inner.is_empty() {
        return Some((from.to_owned(), fragment));
    }
    for part in inner.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{from}: {address} climbs out of the site"),
            part => parts.push(part),
        }
    }
    let mut path = parts.join("/").trim_start_matches('/').to_owned();
    if path.is_empty() || path.ends_with('/') || address.ends_with("..") || address.ends_with('.') {
        let folder = path.trim_matches('/');
        path = if folder.is_empty() { "index.html".into() } else { format!("{folder}/index.html") };
    }
    Some((path, fragment))
}

/// Every address a page or feed names, with the tag it stands in.
fn addresses(path: &str, text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for tag in tags(text) {
        for key in ["href", "src", "poster", "action", "data", "cite", "xlink:href"] {
            found.extend(tag.get(key).map(|address| (tag.name.clone(), address.to_owned())));
        }
        found.extend(
            tag.get("srcset")
                .into_iter()
                .flat_map(|set| set.split(','))
                .map(|one| (tag.name.clone(), one.split_whitespace().next().unwrap().to_owned())),
        );
        if tag.get("http-equiv") == Some("refresh") {
            found.push((tag.name.clone(), tag.get("content").unwrap().split_once("url=").unwrap().1.to_owned()));
        }
        if tag.get("property") == Some("og:url") {
            found.push((tag.name.clone(), tag.get("content").unwrap().to_owned()));
        }
    }
    if path.ends_with(".xml") {
        found.extend(inside(text, "loc").into_iter().map(|address| ("loc".to_owned(), decoded(address))));
    }
    found
}

fn listed(faults: &BTreeSet<String>) -> String {
    faults.iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn the_example_site_has_nothing_to_be_said_of() {
    let ran =
        ran(program(&repository(), &["check", "--strict", "--format", "short"]).env("SOURCE_DATE_EPOCH", EXAMPLE_NOW));
    let more: Vec<&str> = ran.stdout.lines().filter(|line| !line.contains(": advice[W7")).collect();
    assert_eq!(more, Vec::<&str>::new());
    ran.exits(0);
}

#[test]
fn every_link_and_asset_inside_the_site_is_there() {
    let mut faults = BTreeSet::new();
    let mut followed = 0;
    for (path, text) in [".html", ".xml", ".atom", ".svg"].into_iter().flat_map(texts) {
        for (tag, address) in addresses(path, text) {
            let Some((to, _)) = resolved(path, &address) else { continue };
            followed += 1;
            if !BUILT.contains_key(&to) {
                faults.insert(format!("{path}: <{tag}> {address}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
    assert!(followed > 5000, "only {followed} links were followed");
}

#[test]
fn every_fragment_leads_to_an_id_and_no_id_stands_twice_on_a_page() {
    let mut faults = BTreeSet::new();
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in texts(".html") {
        for tag in tags(text) {
            if let Some(id) = tag.get("id")
                && !ids.entry(path).or_default().insert(id.to_owned())
            {
                faults.insert(format!("{path}: the id `{id}` stands twice"));
            }
        }
    }
    let mut followed = 0;
    for (path, text) in texts(".html") {
        for tag in tags(text) {
            for key in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
                for id in tag.get(key).unwrap_or_default().split_whitespace().filter(|id| !ids[path].contains(*id)) {
                    faults.insert(format!("{path}: {key}=\"{id}\""));
                }
            }
        }
        for (_, address) in addresses(path, text) {
            let Some((to, Some(id))) = resolved(path, &address) else { continue };
            followed += 1;
            if !id.is_empty() && !ids.get(to.as_str()).is_some_and(|ids| ids.contains(&id)) {
                faults.insert(format!("{path}: {address}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
    assert!(followed > 500, "only {followed} fragments were followed");
}

#[test]
fn no_draft_and_nothing_under_embargo_is_in_any_file() {
    let sources = files(&repository().join("content"));
    for marker in ["DRAFT-MARKER-7Q", "EMBARGO-MARKER-9K"] {
        let holds = |bytes: &[u8]| bytes.windows(marker.len()).any(|part| part == marker.as_bytes());
        assert!(
            sources.values().any(|bytes| holds(bytes)),
            "no source holds {marker}: this test would pass over anything"
        );
        let leaked: Vec<&String> = BUILT.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect();
        assert!(leaked.is_empty(), "{marker} is in {leaked:?}");
    }
    let named: Vec<&String> = BUILT
        .keys()
        .filter(|path| path.contains("mansila-silence") || path.starts_with("stories/tongo-tongo"))
        .collect();
    assert!(named.is_empty(), "{named:?}");
    for slug in ["mansila-silence", "stories/tongo-tongo"] {
        let holds = |bytes: &[u8]| bytes.windows(slug.len()).any(|part| part == slug.as_bytes());
        let leaked: Vec<&String> = BUILT.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect();
        assert!(leaked.is_empty(), "the address of a held-back story, {slug}, is in {leaked:?}");
    }
}

#[test]
fn a_story_under_embargo_is_published_when_its_time_has_come() {
    let out = TempDir::new().unwrap();
    let dir = out.path().join("public");
    let after = "1893484800";
    ran(program(&repository(), &["build", "-q", "-o", dir.to_str().unwrap()]).env("SOURCE_DATE_EPOCH", after)).exits(0);
    let site = files(&dir);
    assert!(String::from_utf8_lossy(&site["stories/tongo-tongo/index.html"]).contains("EMBARGO-MARKER-9K"));
    assert!(site.values().all(|bytes| !bytes.windows(15).any(|part| part == b"DRAFT-MARKER-7Q")));
}

#[test]
fn a_page_fetches_nothing_from_another_host() {
    let mut faults = BTreeSet::new();
    for (path, text) in [".html", ".svg"].into_iter().flat_map(texts) {
        for tag in tags(text) {
            let fetched = match tag.name.as_str() {
                "a" | "area" => None,
                "link"
                    if ["canonical", "alternate", "license", "author", "me"]
                        .contains(&tag.get("rel").unwrap_or_default()) =>
                {
                    None
                }
                "link" => tag.get("href"),
                "form" => tag.get("action"),
                _ => {
                    tag.get("src").or_else(|| tag.get("href")).or_else(|| tag.get("srcset")).or_else(|| tag.get("data"))
                }
            };
            if fetched.is_some_and(|address| address.contains("//") || address.starts_with("data:")) {
                faults.insert(format!("{path}: <{}> {fetched:?}", tag.name));
            }
            // JSON-LD is data that no browser runs.
            let is_code = tag.name == "script" && tag.get("type") != Some("application/ld+json");
            if is_code && tag.get("src").is_none()
                || tag.name == "style"
                || tag.get("style").is_some()
                || tag.attributes.iter().any(|(key, _)| key.starts_with("on"))
            {
                faults.insert(format!("{path}: <{}> holds code or style of its own", tag.name));
            }
            if ["iframe", "object", "embed", "base"].contains(&tag.name.as_str()) {
                faults.insert(format!("{path}: <{}>", tag.name));
            }
            if tag.get("ping").is_some()
                || ["preconnect", "dns-prefetch", "prefetch"]
                    .iter()
                    .any(|rel| tag.get("rel").is_some_and(|r| r.contains(rel)))
            {
                faults.insert(format!("{path}: <{}> tells another host who reads", tag.name));
            }
        }
    }
    let sheets = texts(".css");
    assert!(!sheets.is_empty());
    for (path, text) in sheets {
        for (at, _) in text.match_indices("@import") {
            faults.insert(format!("{path}: {}", &text[at..(at + 60).min(text.len())]));
        }
        for part in text.split("url(").skip(1) {
            let address = part.split(')').next().unwrap().trim_matches(['"', '\'', ' ']);
            let there = resolved(path, address).is_some_and(|(to, _)| BUILT.contains_key(&to));
            if !there && !address.starts_with('#') {
                faults.insert(format!("{path}: url({address})"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn every_page_has_one_heading_a_language_a_title_a_description_and_a_strict_policy() {
    let mut faults = BTreeSet::new();
    for (path, text) in texts(".html") {
        let mut fault = |what: &str| _ = faults.insert(format!("{path}: {what}"));
        let tags = tags(text);
        let meta = |key: &str, name: &str| {
            tags.iter().find(|tag| tag.name == "meta" && tag.get(key) == Some(name)).and_then(|tag| tag.get("content"))
        };
        if !text.starts_with("<!doctype html>") {
            fault("no doctype");
        }
        if tags.iter().filter(|tag| tag.name == "h1").count() != 1 {
            fault("not exactly one h1");
        }
        if tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang")).is_none_or(str::is_empty) {
            fault("no language");
        }
        if meta("name", "viewport").is_none()
            || meta("charset", "utf-8").is_none() && !tags.iter().any(|tag| tag.get("charset") == Some("utf-8"))
        {
            fault("no viewport or charset");
        }
        match meta("http-equiv", "Content-Security-Policy") {
            Some(policy)
                if policy.starts_with("default-src 'none'")
                    && !policy.contains("unsafe")
                    && !policy.contains('*')
                    && !policy.contains("http") => {}
            policy => fault(&format!("policy {policy:?}")),
        }
        let title = inside(text, "title").first().map(|title| words(title)).unwrap_or_default();
        if title.is_empty() {
            fault("no title");
        }
        if is_redirect(text) {
            continue;
        }
        // A page that search engines are told to pass over (the one for addresses that lead nowhere) needs none.
        let passed_over = meta("name", "robots") == Some("noindex");
        if !passed_over && meta("name", "description").is_none_or(|text| text.trim().is_empty()) {
            fault("no description");
        }
        let mut last = 1;
        for level in tags.iter().filter_map(|tag| tag.name.strip_prefix('h')?.parse::<u8>().ok()) {
            if level > last + 1 {
                fault(&format!("a heading of level {level} after one of level {last}"));
            }
            last = level;
        }
        if tags.iter().any(|tag| tag.name == "img" && tag.get("alt").is_none()) {
            fault("an image without alternative text");
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
}

/// The paragraphs of a source article's body, as one line each.
fn paragraphs(text: &str) -> Vec<String> {
    let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
    body.split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}

#[test]
fn an_article_that_repeats_itself_is_shown_clean_with_a_receipt() {
    let mut messy = 0;
    for article in &corpus().articles {
        let path = format!("stories/{}/index.html", article.slug);
        let html = page(&path);
        if is_redirect(html) {
            continue;
        }
        let headline = words(&article.title);
        let source = paragraphs(&article.origin.file.text);
        let long: Vec<&String> =
            source.iter().filter(|part| part.chars().count() > 80 && !part.starts_with(['|', '[', '-'])).collect();
        let twice = long.len() != long.iter().collect::<BTreeSet<_>>().len();
        let title = source.iter().any(|part| part.trim_start_matches(['#', ' ']).trim_matches('*') == headline);
        let prose = html
            .split("<div class=\"prose\">")
            .nth(1)
            .unwrap_or_else(|| panic!("{path} has no prose"))
            .split("</div>\n")
            .next()
            .unwrap();
        let shown: Vec<String> =
            inside(prose, "p").into_iter().map(words).filter(|text| text.chars().count() > 60).collect();
        let once: BTreeSet<&String> = shown.iter().collect();
        assert_eq!(shown.len(), once.len(), "{path}: a paragraph is shown twice");
        for kind in ["p", "h2", "h3"] {
            assert!(
                inside(prose, kind).into_iter().all(|text| words(text) != headline),
                "{path}: the headline stands in the text again"
            );
        }
        assert_eq!(words(inside(html, "h1")[0]), headline, "{path}");
        if twice || title {
            messy += 1;
            assert!(
                html.contains("class=\"fold receipts\"") && html.contains("To overrule this"),
                "{path}: no receipt"
            );
        }
    }
    assert!(messy >= 1, "no article of the example repeats itself: this test would pass over anything");
}

#[test]
fn a_story_three_outlets_carried_is_one_page_and_the_other_two_lead_to_it() {
    let slugs = ["timbuktu-attack", "timbuktu-camp-airport", "timbuktu-radio"];
    let (pages, redirects): (Vec<&str>, Vec<&str>) =
        slugs.iter().partition(|slug| !is_redirect(page(&format!("stories/{slug}/index.html"))));
    assert_eq!((pages.len(), redirects.len()), (1, 2), "{pages:?}");
    for slug in redirects {
        let path = format!("stories/{slug}/index.html");
        let (_, to) = addresses(&path, page(&path)).into_iter().find(|(tag, _)| tag == "meta").unwrap();
        assert_eq!(resolved(&path, &to).unwrap().0, format!("stories/{}/index.html", pages[0]));
        assert!(
            page("stories/index.html").contains(pages[0]) && !page("stories/index.html").contains(slug),
            "{slug} is listed"
        );
    }
    let story = words(page(&format!("stories/{}/index.html", pages[0])));
    for outlet in ["Example Wire", "Example Radio"] {
        assert!(story.contains(outlet), "{outlet} is not named");
    }
    for only_there in ["killed 13 attackers", "This report will change when the army completes its provisional count"] {
        assert!(story.contains(only_there), "lost by the merge: {only_there}");
    }
}

/// The page of a record's incident, through redirects.
fn incident_page(record: &IncidentRecord) -> (String, &'static str) {
    let mut path = format!("incidents/{}/index.html", record.id);
    for _ in 0..3 {
        let html = page(&path);
        if !is_redirect(html) {
            return (path, html);
        }
        let (_, to) = addresses(&path, html).into_iter().find(|(tag, _)| tag == "meta").unwrap();
        path = resolved(&path, &to).unwrap().0;
    }
    panic!("redirects of {} do not end", record.id)
}

#[test]
fn an_incident_leads_to_its_month_its_map_and_what_came_before_and_after() {
    let incident = page("incidents/2025-06-01-boulikessi/index.html");
    for way in ["href=\"../../timeline/2025/06/\"", "href=\"../../timeline/2025/map/\"", "href=\"../../timeline/map/\""]
    {
        assert!(incident.contains(way), "{way}");
    }
    let list = |key: &str| {
        let list = incident.split(&format!("id=\"near-{key}\"")).nth(1).unwrap_or_else(|| panic!("no list {key}"));
        list.split("</section>").next().unwrap()
    };
    for other in ["2025-06-02-timbuktu", "2025-05-30-langley"] {
        assert!(list("time").contains(other), "{other}");
        assert!(!list("related").contains(other), "{other} is told once");
    }
    assert!(page("timeline/map/index.html").contains("<title>Map: 2012 to 2025"));
}

#[test]
fn an_incident_recorded_twice_is_one_page_with_the_claims_of_both_records() {
    let corpus = corpus();
    let record = |id: &str| {
        corpus.records.iter().find(|record| record.id.as_str() == id).unwrap_or_else(|| panic!("no record {id}"))
    };
    let (first, second) = (record("2019-09-30-boulikessi"), record("2019-09-30-boulkessy"));
    let (path, html) = incident_page(first);
    assert_eq!(incident_page(second).0, path);
    assert!(!first.claims.is_empty() && !second.claims.is_empty());
    for record in [first, second] {
        for claim in &record.claims {
            assert!(html.contains(&format!("id=\"claim-{}-{}\"", record.id, claim.id)), "{} {}", record.id, claim.id);
        }
        assert!(words(html).contains(&record.title), "the title of {} is lost", record.id);
    }
}

/// The row of a claim: its id is the claim's own where the incident has one record, else the record's and the claim's.
fn row<'a>(html: &'a str, record: &IncidentRecord, claim: &str) -> Option<&'a str> {
    let marks = [format!("<tr id=\"claim-{}-{claim}\"", record.id), format!("<tr id=\"claim-{claim}\"")];
    let rest = marks.iter().find_map(|mark| html.split(mark).nth(1))?;
    rest.split("</tr>").next()
}

/// A number with a comma at every third digit from the right.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).unwrap()).collect();
    parts.join(",")
}

#[test]
fn every_claim_of_every_record_stands_on_its_incidents_page_with_figure_speaker_and_note() {
    let corpus = corpus();
    let mut faults = BTreeSet::new();
    let mut seen = 0;
    for record in &corpus.records {
        let (path, html) = incident_page(record);
        for claim in &record.claims {
            seen += 1;
            let Some(row) = row(html, record, claim.id.as_str()) else {
                faults.insert(format!("{path}: no row for {} {}", record.id, claim.id));
                continue;
            };
            let row = words(&format!("<{row}"));
            let names: Vec<String> = match &claim.by {
                Speaker::Actor(id) => {
                    corpus.actors[id].acronym.iter().chain([&corpus.actors[id].name]).cloned().collect()
                }
                Speaker::Source(id) => vec![corpus.sources[id].speaks_as().to_owned()],
            };
            if !names.iter().any(|name| row.contains(name)) {
                faults.insert(format!("{path}: {} {} does not name {names:?}: {row}", record.id, claim.id));
            }
            for number in [claim.amount.low, claim.amount.best, claim.amount.high].into_iter().flatten() {
                if !row
                    .split(|c: char| !c.is_ascii_digit() && c != ',')
                    .any(|word| word.trim_end_matches(',') == grouped(number))
                {
                    faults.insert(format!("{path}: {} {} does not give {number}: {row}", record.id, claim.id));
                }
            }
            if let Some(note) = &claim.note
                && !row.contains(&note.split_whitespace().collect::<Vec<_>>().join(" "))
            {
                faults.insert(format!("{path}: {} {} lost its note: {row}", record.id, claim.id));
            }
        }
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
    assert!(seen > 150, "only {seen} claims");
}

#[test]
fn the_built_site_names_no_folder_of_the_machine_it_was_built_on() {
    let here = repository();
    let here = here.to_str().unwrap().as_bytes();
    let leaked: Vec<&String> = BUILT
        .iter()
        .filter(|(_, bytes)| bytes.windows(here.len()).any(|part| part == here))
        .map(|(path, _)| path)
        .collect();
    assert!(leaked.is_empty(), "{leaked:?}");
    assert_eq!(
        dateline(&repository(), &["--version"]).exits(0).stdout,
        format!("dateline {}\n", env!("CARGO_PKG_VERSION"))
    );
}
