//! The desk of the preview, page by page: what it names is there, and nothing of it is in a build.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use dateline::desk::{Known, Memory, Since};
use dateline::output::Changes;
use dateline::pipeline::{self, HeldBack, Inside, Kept, Life, Request, Served};
use support::{Site, dateline, files, program, ran, repository};

const TEXT: &str = "Traders have closed the market until the road is open, a member of their union said. The shops beside the station stay open in the morning, she added, and close before noon.";

fn article(title: &str, front: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: \"2025-06-05\"\n{front}---\n{text}\n")
}

fn record(id: &str, title: &str, by: &str, best: u32) -> String {
    format!(
        "- id: \"{id}\"\n  type: clash\n  title: {title}\n  summary: Fighters and soldiers shot at one another at the ford of the river in the night.\n  \
         date: {{start: \"2025-06-08\", precision: day}}\n  place: {{ref: boulikessi}}\n  actors: [{{ref: army, role: party}}]\n  recorded_by: {by}\n  \
         claims:\n    - {{id: c1, about: killed, who: soldiers, best: {best}, by: report, via: [report], status: reported}}\n"
    )
}

fn again(site: &Site, kept: &mut Kept) -> Inside {
    let request = Request {
        root: site.root(),
        now: "2025-07-01T00:00:00Z".parse().unwrap(),
        program: String::new(),
        life: Life::ManyBuilds,
        served: Served::AtTheRoot,
        published: std::collections::BTreeMap::new(),
    };
    let sources = pipeline::read_again(&request, None, kept, &|_| ()).unwrap();
    pipeline::site_again(&request, sources, kept, &|_| ()).1
}

fn inside(site: &Site, let_in: &[HeldBack]) -> Inside {
    again(site, &mut Kept::showing(let_in.iter().copied().collect::<BTreeSet<_>>()))
}

fn page_of(inside: &Inside, path: &str) -> String {
    let since = || vec![Since { target: String::new(), place: String::new(), known: Known::Unknown }];
    inside.desk(path, &since, &mut Memory::default()).unwrap_or_else(|| panic!("no page `{path}`"))
}

/// The words of a page, without its tags.
fn words(html: &str) -> String {
    let text: String = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    let text = text.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn holds(page: &str, parts: &[&str]) {
    let words = words(page);
    for part in parts {
        assert!(words.contains(part), "`{part}` in\n{words}");
    }
}

#[test]
fn every_fault_and_every_advice_is_named_with_its_place_and_escaped() {
    let site = Site::base();
    site.write(
        "content/articles/bad.md",
        article("Bad", "lang: <b>x</b>\n", "Text.").replace("2025-06-05", "<i>no day</i>"),
    );
    site.write("content/articles/worse.md", "no front matter\n");
    let said = dateline(&site.root(), &["check", "--format", "short"]).exits(1).stdout;
    let page = page_of(&inside(&site, &[]), "faults/");
    assert!(said.lines().count() > 1, "{said}");
    for line in said.lines() {
        let place = line.split(": ").next().unwrap();
        assert!(page.contains(place), "{place} in\n{page}");
    }
    assert!(!page.contains("<i>no day") && page.contains("&lt;i&gt;no day"), "{page}");
    holds(&page_of(&inside(&site, &[]), ""), &["to mend", "content/articles/worse.md:1:1", "not known"]);
}

#[test]
fn advice_that_only_a_check_tells_stands_on_the_desk() {
    let site = Site::base();
    site.lay(&fs::read_to_string(repository().join("tests/diagnostics/W714.txt")).unwrap());
    let said = dateline(&site.root(), &["check", "--format", "short"]).exits(0).stdout;
    let advice: Vec<&str> = said.lines().filter(|line| line.contains(": advice[")).collect();
    assert!(!advice.is_empty(), "the site draws some advice, or this test sees nothing: {said}");
    let page = page_of(&inside(&site, &[]), "faults/");
    for line in advice {
        assert!(page.contains(line.split(": ").next().unwrap()), "{line}");
    }
}

#[test]
fn a_proposal_shows_both_records_with_their_tolls_and_the_line_for_each_answer() {
    let site = Site::base();
    let records = record("2025-06-08-ford", "Clash at the ford", "desk", 4)
        + &record("2025-06-08-river", "Clash at the ford of the river", "other desk", 9);
    site.write("content/incidents/more.yaml", records);
    site.write("site.yaml", fs::read_to_string(site.path("site.yaml")).unwrap() + "\ndedupe: {records: propose}\n");
    let inside = inside(&site, &[]);
    let page = page_of(&inside, "same/");
    holds(
        &page,
        &[
            "2025-06-08-ford",
            "2025-06-08-river",
            "4 soldiers killed, said by",
            "9 soldiers killed, said by",
            "Recorded by other desk",
            "score",
            "same_as: [",
            "not_same_as: [",
            "content/incidents/more.yaml:1:",
        ],
    );
    holds(&page_of(&inside, ""), &["1 to confirm"]);
}

#[test]
fn a_decision_stands_with_both_texts_and_the_line_that_undoes_it() {
    let site = Site::base();
    site.write("content/articles/twice.md", article("Twice", "", &format!("{TEXT}\n\nA paragraph between.\n\n{TEXT}")));
    site.write("content/articles/market.md", article("The market is closed", "outlet: One\n", TEXT));
    site.write("content/articles/shops.md", article("The market is closed", "outlet: Two\n", TEXT));
    let page = page_of(&inside(&site, &[]), "folded/");
    holds(
        &page,
        &[
            "To undo it",
            "keep_repeats: true",
            "not_same_as: [",
            "content/articles/twice.md",
            "Outlet One",
            "Outlet Two",
        ],
    );
}

#[test]
fn what_is_held_back_is_listed_with_its_dates_and_reasons() {
    let site = Site::base();
    site.write("content/articles/draft.md", article("A DRAFT TITLE", "status: draft\n", "Text."));
    site.write(
        "content/articles/later.md",
        article("A LATER TITLE", "publish_at: \"2025-07-04T06:00:00Z\"\n", "Text."),
    );
    let page = page_of(&inside(&site, &[]), "held/");
    holds(
        &page,
        &[
            "1 draft, 1 under embargo",
            "A DRAFT TITLE",
            "content/articles/draft.md:4:",
            "embargo until 4 July 2025, 06:00 UTC, in 3 days",
            "This preview shows none of them",
        ],
    );
    assert!(!page.contains("href=\"/stories/draft/\""));
    let shown = page_of(&inside(&site, &[HeldBack::Draft]), "held/");
    assert!(shown.contains("href=\"/stories/draft/\"") && !shown.contains("href=\"/stories/later/\""), "{shown}");
}

#[test]
fn weights_and_links_are_those_of_the_finished_pages() {
    let site = Site::base();
    site.write(
        "static/css/heavy.css",
        (0..4000).map(|n| format!(".a{n}{{color:#{:06x}}}\n", n * 4099 % 0xff_ffff)).collect::<String>(),
    );
    site.write(
        "content/articles/open.md",
        article("Open", "", "See [the other](story:base) and [the world](https://example.org/x)."),
    );
    let inside = inside(&site, &[]);
    holds(&page_of(&inside, "weights/"), &["heavy", "8.0 KB", "over", "Story", "14.0 KB"]);
    holds(&page_of(&inside, "links/"), &["Every link inside the site leads somewhere", "/stories/open/", "Open"]);
    let page = page_of(&inside, "links/of/stories/open/");
    holds(&page, &["https://example.org/x", "/stories/base/"]);
    assert!(inside.desk("links/of/stories/none/", &Vec::new, &mut Memory::default()).is_none());
}

#[test]
fn what_a_deploy_would_bring_is_told_and_what_is_not_known_is_said_to_be() {
    let site = Site::base();
    let inside = inside(&site, &[]);
    let tree = inside.as_built().unwrap();
    let added: Vec<_> =
        tree.iter().map(|(path, _)| path.clone()).filter(|path| path.as_str() == "index.html").collect();
    let changes = Changes { added, ..Changes::default() };
    let since = || {
        let known = Known::Deployed { release: "r1".to_owned(), from: "which stands there", changes: changes.clone() };
        vec![Since { target: "live".to_owned(), place: String::new(), known }]
    };
    let page = inside.desk("changes/", &since, &mut Memory::default()).unwrap();
    holds(&page, &["live: 1 new, 0 changed, 0 gone", "release r1, which stands there", "index.html"]);
    holds(&page_of(&inside, "changes/"), &["The last deploy is not known here"]);
}

#[test]
fn what_would_be_deployed_is_what_a_build_writes() {
    let site = Site::base();
    site.write("content/articles/draft.md", article("DRAFT", "status: draft\n", "Text."));
    let settings = fs::read_to_string(site.path("site.yaml")).unwrap();
    for base in ["https://example.org/", "https://example.org/under/"] {
        let lines = settings.lines().filter(|line| !line.starts_with("base_url:"));
        site.write(
            "site.yaml",
            lines.map(|line| format!("{line}\n")).collect::<String>() + &format!("base_url: \"{base}\"\n"),
        );
        ran(program(&site.root(), &["build"]).env("SOURCE_DATE_EPOCH", "1751328000")).exits(0);
        let mut built = files(&site.path("public"));
        built.remove(".dateline-manifest.json");
        for let_in in [&[][..], &[HeldBack::Draft]] {
            let tree = inside(&site, let_in).as_built().unwrap();
            let tree: std::collections::BTreeMap<_, _> =
                tree.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect();
            assert!(tree == built, "{base} {let_in:?}");
        }
    }
}

#[test]
fn an_edit_is_followed_to_the_page_it_lies_on() {
    let site = Site::base();
    let records = record("2025-06-08-ford", "Clash at the ford", "desk", 4)
        + &record("2025-06-09-road", "Clash on the road", "desk", 2).replace("2025-06-08\"", "2025-06-09\"");
    site.write("content/incidents/more.yaml", &records);
    site.write("content/articles/open.md", article("Open", "", "Text."));
    let mut kept = Kept::default();
    let edited = |kept: &mut Kept| again(&site, kept).edited().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(edited(&mut kept).is_empty(), "nothing was edited before the first build");
    site.write("content/articles/open.md", article("Open", "", "Another text."));
    assert_eq!(edited(&mut kept), ["stories/open/"]);
    site.write("content/incidents/more.yaml", records.replace("best: 2,", "best: 22,"));
    assert_eq!(edited(&mut kept)[0], "incidents/2025-06-09-road/");
    site.write(
        "content/incidents/more.yaml",
        records.replace("best: 4,", "best: 44,").replace("best: 2,", "best: 22,"),
    );
    assert_eq!(edited(&mut kept)[0], "incidents/2025-06-08-ford/");
    site.write("static/notes.txt", "a file");
    assert!(edited(&mut kept).is_empty());
}

#[test]
fn an_edit_of_a_text_in_another_language_is_followed_into_its_tree() {
    let site = Site::base();
    site.write("site.yaml", "title: Test\nbase_url: https://example.org/\nlang: en\nlanguages: [fr]\n");
    for (path, title) in [("about", "About"), ("about.fr", "À propos"), ("index.fr", "Accueil")] {
        site.write(&format!("content/pages/{path}.md"), format!("---\ntitle: {title}\n---\nText.\n"));
    }
    let mut kept = Kept::default();
    again(&site, &mut kept);
    for (path, route) in [("about", "about/"), ("about.fr", "fr/about/"), ("index.fr", "fr/")] {
        site.write(&format!("content/pages/{path}.md"), "---\ntitle: Title\n---\nAnother text.\n");
        let edited: Vec<String> = again(&site, &mut kept).edited().iter().map(ToString::to_string).collect();
        assert_eq!(edited, [route], "{path}");
    }
}

#[test]
fn nothing_of_the_desk_is_in_a_build() {
    let site = Site::base();
    dateline(&site.root(), &["build"]).exits(0);
    let built = files(&site.path("public"));
    assert!(built.len() > 20);
    for (path, bytes) in built {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!path.starts_with("_desk") && !text.contains("_desk") && !text.contains("_dateline"), "{path}");
    }
}
