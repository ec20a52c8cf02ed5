//! The timeline of a site that is larger than a page: how it is cut, and that nothing falls out between the cuts.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use support::{Site, dateline, files};

/// The most entries a page may hold.
const MOST: usize = 200;

/// So many incidents on every day of 2024, and what is dated more coarsely.
fn records() -> String {
    let mut yaml = String::new();
    let mut add = |id: &str, kind: &str, date: &str| {
        let actors = "[{ref: jnim, role: perpetrator}]";
        let claims =
            "[{id: c1, about: killed, who: civilians, value: 2, by: reuters, status: reported, via: [report]}]";
        let _ = writeln!(
            yaml,
            "- {{id: {id}, kind: {kind}, type: attack_on_civilians, title: \"Attack {id}\", summary: \"A test.\", \
             date: {date}, place: boulikessi, actors: {actors}, claims: {claims}}}"
        );
    };
    for day in 1..=28 {
        for n in 0..12 {
            add(&format!("2024-03-{day:02}-case-{n}"), "incident", &format!("\"2024-03-{day:02}\""));
        }
    }
    add("2024-05-02-case", "incident", "\"2024-05-02\"");
    add("2024-05-case", "incident", "\"2024-05\"");
    add("2024-05-30-case", "incident", "{start: \"2024-05-30\", end: \"2024-06-02\"}");
    add("2024-05-20-turn", "milestone", "\"2024-05-20\"");
    add("2024-some-day", "incident", "\"2024\"");
    add("2023-11-05-case", "incident", "\"2023-11-05\"");
    yaml
}

static BUILT: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let site = Site::base();
    site.write("site.yaml", "title: Test\nlang: en\ndedupe: {records: off}\n");
    site.write("content/incidents/many.yaml", records());
    // No page may weigh more than its budget (W809).
    dateline(&site.root(), &["build", "-q", "--deny", "W809", "-o", "../public"]).exits(0);
    files(&site.path("../public"))
});

#[track_caller]
fn page(path: &str) -> &'static str {
    std::str::from_utf8(BUILT.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

/// The ids of the entries of a page, in their order.
fn entries(html: &str) -> Vec<&str> {
    html.split("<li class=\"entry ").skip(1).map(|entry| between(entry, "id=\"i-", "\"")).collect()
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> &'t str {
    text.split(open).nth(1).unwrap_or_default().split(close).next().unwrap_or_default()
}

/// Every page of the timeline with its text.
fn timeline() -> impl Iterator<Item = (&'static str, &'static str)> {
    let pages = BUILT.iter().filter(|(path, _)| path.starts_with("timeline/") && path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

#[test]
fn no_page_of_the_timeline_holds_more_than_it_may_and_none_shows_an_entry_twice() {
    for (path, html) in timeline() {
        let ids = entries(html);
        assert!(ids.len() <= MOST, "{path}: {}", ids.len());
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}");
    }
}

#[test]
fn every_incident_stands_on_the_pages_of_its_month_in_both_orders() {
    let mut newest = Vec::new();
    let mut oldest = Vec::new();
    for (path, html) in timeline().filter(|(path, _)| path.starts_with("timeline/2024/03/")) {
        (if path.contains("oldest") { &mut oldest } else { &mut newest }).push((path, entries(html)));
    }
    assert!(newest.len() > 1 && oldest.len() > 1, "March is cut into pages");
    let listed = |pages: &[(&str, Vec<&str>)]| {
        let ids: Vec<String> = pages.iter().flat_map(|(_, ids)| ids).map(|id| (*id).to_owned()).collect();
        assert_eq!(ids.len(), 28 * 12);
        ids.into_iter().collect::<BTreeSet<_>>()
    };
    assert_eq!(listed(&newest), listed(&oldest));
    assert_eq!(listed(&newest).len(), 28 * 12);
    assert!(entries(page("timeline/2024/03/index.html"))[0].starts_with("2024-03-28"));
    assert!(entries(page("timeline/2024/03/oldest/index.html"))[0].starts_with("2024-03-01"));
}

#[test]
fn the_page_of_a_long_year_tells_of_its_months_and_shows_its_milestones() {
    let html = page("timeline/2024/index.html");
    assert_eq!(entries(html), ["2024-05-20-turn"]);
    assert!(html.contains("336 incidents of March 2024"), "{html}");
    assert!(html.contains("href=\"../../timeline/2024/undated/\">1 incident of 2024, month not known"));
    assert_eq!(entries(page("timeline/2024/undated/index.html")), ["2024-some-day"]);
    assert_eq!(entries(page("timeline/2023/index.html")), ["2023-11-05-case"], "a short year shows its entries");
    assert!(!BUILT.contains_key("timeline/2023/undated/index.html"));
}

#[test]
fn what_is_dated_to_a_month_alone_comes_last_in_it_in_both_orders_and_says_so() {
    let newest = page("timeline/2024/05/index.html");
    assert_eq!(entries(newest), ["2024-05-30-case", "2024-05-20-turn", "2024-05-02-case", "2024-05-case"]);
    let oldest = page("timeline/2024/05/oldest/index.html");
    assert_eq!(entries(oldest), ["2024-05-02-case", "2024-05-20-turn", "2024-05-30-case", "2024-05-case"]);
    let card = |id: &str| between(newest, &format!("id=\"i-{id}\""), "</li>");
    assert!(card("2024-05-case").contains("in May</time>") && card("2024-05-case").contains("day not known"));
    assert!(card("2024-05-30-case").contains("over 4 days") && card("2024-05-30-case").contains("stroke-range"));
    assert!(!card("2024-05-02-case").contains("stroke"));
    assert!(card("2024-05-20-turn").contains("Milestone:"));
}

#[test]
fn a_long_timeline_begins_at_either_end_and_leads_to_every_month() {
    let newest = page("timeline/index.html");
    assert_eq!(entries(newest)[..2], ["2025-06-01-boulikessi", "2024-05-30-case"]);
    assert!(entries(page("timeline/oldest/index.html"))[0].starts_with("2023-11-05"));
    for month in ["2023/11", "2024/03", "2024/05"] {
        assert!(newest.contains(&format!("href=\"../timeline/{month}/\"")), "{month}");
    }
}
