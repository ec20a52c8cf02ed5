//! What is a draft, withdrawn or missing: nothing of it is told to readers, and a slip never empties a site.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use dateline::check::Figures;
use dateline::output::OutputTree;
use dateline::pipeline::{self, HeldBack, Kept, Life, Request, Served};
use support::{Site, dateline, files};

#[test]
fn a_link_to_a_draft_keeps_its_words_and_names_it_to_nobody() {
    let site = Site::base();
    let head = "---\ntitle: Open\ndate: \"2025-06-05\"\n---\n\n";
    let body = "See [the words](story:hidden-name), [more](incident:2025-06-04-hidden-name) and ![a map](none.svg).\n";
    site.write("content/articles/open.md", format!("{head}{body}"));
    site.write("content/articles/hidden-name.md", head.replace("---\n\n", "status: draft\n---\n\nText.\n"));
    let said = dateline(&site.root(), &["build"]).exits(0).stderr;
    assert!(said.contains("W801"), "{said}");
    let page = fs::read_to_string(site.path("public/stories/open/index.html")).unwrap();
    assert!(page.contains("See the words, more and <img"), "{page}");
    for (path, bytes) in files(&site.path("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("hidden-name"), "{path}");
    }
}

#[test]
fn a_withdrawn_page_says_why_and_asserts_nothing() {
    let site = Site::base();
    site.write(
        "content/articles/gone.md",
        "---\ntitle: Gone\ndate: \"2025-06-05\"\nsummary: SUMMARY-WORD\nkey_points: [POINT-WORD, OTHER-WORD]\ntags: [tag-word]\nstatus: withdrawn\nupdates: [{at: \"2025-06-06\", text: It was a hoax.}]\n---\n\nBODY-WORD.\n",
    );
    dateline(&site.root(), &["build"]).exits(0);
    let page = fs::read_to_string(site.path("public/stories/gone/index.html")).unwrap();
    assert!(page.contains("It was a hoax."), "{page}");
    for (path, bytes) in files(&site.path("public")) {
        for word in ["SUMMARY-WORD", "POINT-WORD", "BODY-WORD", "tag-word"] {
            assert!(!String::from_utf8_lossy(&bytes).contains(word), "{word} in {path}");
        }
    }
}

#[test]
fn a_folder_that_is_no_site_is_refused_and_the_last_good_site_stays() {
    let site = Site::base();
    dateline(&site.root(), &["build"]).exits(0);
    let before = files(&site.path("public"));
    fs::rename(site.path("content"), site.path("content.away")).unwrap();
    let said = dateline(&site.root(), &["build"]).exits(2).stderr;
    assert!(said.contains("there is no folder content/"), "{said}");
    assert_eq!(files(&site.path("public")), before);
}

#[test]
fn a_link_that_leads_nowhere_hides_no_other_fault() {
    let site = Site::base();
    std::os::unix::fs::symlink("nowhere", site.path("content/dangling.md")).unwrap();
    std::os::unix::fs::symlink("..", site.path("content/round")).unwrap();
    site.write("content/articles/bad.md", "no front matter\n");
    let said = dateline(&site.root(), &["check", "--format", "short"]).exits(1).stdout;
    for part in ["content/dangling.md", "content/round", "content/articles/bad.md"] {
        assert!(said.contains(part), "{part} in\n{said}");
    }
}

#[test]
fn a_faulty_file_is_not_also_told_of_as_broken_links_to_it() {
    let site = Site::base();
    site.write("content/incidents/bad.yaml", "- id: \"2025-06-04-tab\"\n\ttitle: x\n");
    site.write(
        "content/articles/open.md",
        "---\ntitle: Open\ndate: \"2025-06-05\"\n---\n\n[x](incident:2025-06-04-tab)\n",
    );
    let said = dateline(&site.root(), &["check", "--format", "short"]).exits(1).stdout;
    assert!(said.contains("E105") && said.contains("indent with spaces") && !said.contains("W801"), "{said}");
}

#[test]
fn a_month_that_is_a_draft_is_told_nowhere_and_a_published_one_names_no_draft() {
    let site = Site::base();
    let said = "countries:\n  MLI: {arrow: worse, reason: REASON-WORD, incidents: [2025-06-01-boulikessi, 2025-06-04-hidden]}\n";
    let hidden = "- {id: 2025-06-04-hidden, status: draft, type: clash, title: Hidden, summary: Hidden., date: \"2025-06-04\", place: boulikessi, actors: [{ref: jnim, role: party}], sources: [report]}\n";
    site.write("content/incidents/hidden.yaml", hidden);
    site.write("content/months/2025-06.yaml", format!("status: draft\n{said}"));
    dateline(&site.root(), &["build"]).exits(0);
    for (path, bytes) in files(&site.path("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("REASON-WORD"), "{path}");
    }
    site.write("content/months/2025-06.yaml", said);
    // A month of which nothing else is recorded has its page too.
    site.write("content/months/2024-02.yaml", "countries:\n  NER: {arrow: same, reason: OTHER-WORD}\n");
    dateline(&site.root(), &["build"]).exits(0);
    for page in ["index.html", "timeline/2025/06/index.html", "countries/mli/index.html"] {
        let html = fs::read_to_string(site.path("public").join(page)).unwrap();
        assert!(html.contains("REASON-WORD") && html.contains("incidents/2025-06-01-boulikessi/"), "{page}");
    }
    for (path, bytes) in files(&site.path("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("2025-06-04-hidden"), "{path}");
    }
    assert!(fs::read_to_string(site.path("public/timeline/2024/02/index.html")).unwrap().contains("OTHER-WORD"));
}

/// Words that stand in what is held back and nowhere else.
const SECRETS: [&str; 3] = ["HELD-DRAFT", "HELD-EMBARGO", "HELD-RECORD"];

/// A site with a draft article and a draft copy, an embargoed article, and draft records: one that stands alone, and one
/// that tells of a published incident.
fn with_secrets() -> Site {
    let site = Site::base();
    let text = "The prefect has not answered questions about the escort that was promised in spring. His office said that \
                he was travelling, and that his deputy would answer in writing. Traders wait for the road to be opened.";
    let article = |title: &str, front: &str, text: &str| {
        format!("---\ntitle: {title}\ndate: \"2025-06-05\"\n{front}---\n\n{text}\n")
    };
    site.write("content/articles/open.md", article("Open", "tags: [escort]\n", text));
    site.write(
        "content/articles/copy.md",
        article("HELD-DRAFT copy", "status: draft\n", &format!("{text} HELD-DRAFT.")),
    );
    let front = "status: draft\ntags: [escort]\nsummary: HELD-DRAFT summary\nincidents: [\"2025-06-01-boulikessi\"]\n";
    site.write(
        "content/articles/alone.md",
        article("HELD-DRAFT alone", front, "HELD-DRAFT text, which nobody else has."),
    );
    let front = "publish_at: \"2025-07-04T06:00:00Z\"\nsummary: HELD-EMBARGO summary\n";
    site.write("content/articles/later.md", article("HELD-EMBARGO", front, "HELD-EMBARGO text, for a day to come."));
    let record = |id: &str, more: &str| {
        format!(
            "- id: \"{id}\"\n  status: draft\n  type: clash\n  title: HELD-RECORD {id}\n  summary: HELD-RECORD summary.\n  \
             date: {{start: \"{}\", precision: day}}\n  place: {{ref: boulikessi}}\n  \
             actors: [{{ref: army, role: party}}]\n  sources: [report]\n{more}",
            &id[..10]
        )
    };
    let same = record("2025-06-01-draft", "  same_as: [\"2025-06-01-boulikessi\"]\n");
    site.write("content/incidents/drafts.yaml", record("2025-06-20-alone", "") + &same);
    site
}

fn previewed(site: &Site, let_in: &[HeldBack], now: &str) -> OutputTree {
    let mut kept = Kept::showing(let_in.iter().copied().collect::<BTreeSet<_>>());
    preview_again(site, &mut kept, now)
}

fn preview_again(site: &Site, kept: &mut Kept, now: &str) -> OutputTree {
    let (program, life) = (String::new(), Life::ManyBuilds);
    let (served, published) = (Served::AtTheRoot, Figures::default());
    let request = Request { root: site.root(), now: now.parse().unwrap(), program, life, served, published };
    let sources = pipeline::read_again(&request, None, kept, &|_| ()).unwrap();
    let (built, _) = pipeline::site_again(&request, sources, kept, &|_| ());
    built.value.unwrap_or_else(|| panic!("{:?}", built.diagnostics))
}

fn holding(tree: &OutputTree, word: &str) -> Vec<(String, String)> {
    let texts = tree.iter().map(|(path, bytes)| (path.to_string(), String::from_utf8_lossy(bytes).into_owned()));
    texts.filter(|(_, text)| text.contains(word)).collect()
}

const JULY: &str = "2025-07-01T00:00:00Z";

#[test]
fn without_being_asked_neither_a_build_nor_a_preview_holds_a_byte_of_what_is_held_back() {
    let site = with_secrets();
    dateline(&site.root(), &["build"]).exits(0);
    let built = files(&site.path("public"));
    let tree = previewed(&site, &[], JULY);
    assert!(built.len() > 20 && tree.len() > 20);
    for word in SECRETS.into_iter().chain(["not published"]) {
        for (path, bytes) in &built {
            assert!(!String::from_utf8_lossy(bytes).contains(word), "{word} in {path}");
        }
        assert_eq!(holding(&tree, word), [], "{word}");
    }
}

#[test]
fn no_build_can_be_asked_for_drafts() {
    let site = with_secrets();
    for flag in ["--drafts", "--future"] {
        for verb in ["build", "check", "dedupe"] {
            let said = dateline(&site.root(), &[verb, flag]).exits(2).stderr;
            assert!(said.contains(flag), "{verb}: {said}");
        }
    }
}

#[test]
fn in_a_preview_that_is_asked_for_it_every_page_that_shows_what_is_held_back_says_so() {
    let site = with_secrets();
    let tree = previewed(&site, &[HeldBack::Draft, HeldBack::Embargo], JULY);
    for word in SECRETS {
        let pages = holding(&tree, word);
        assert!(pages.len() > 1, "{word} is on its own page and in lists: {pages:?}");
        for (path, text) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
            assert!(text.contains("– not published: "), "{word} in {path}: {text}");
        }
    }
    let page = |path: &str| String::from_utf8_lossy(tree.get(path).unwrap_or_else(|| panic!("no {path}"))).into_owned();
    assert!(page("stories/alone/index.html").contains("Draft – not published: HELD-DRAFT alone"));
    let embargo = "Embargo until 4 July 2025, 06:00 UTC – not published: HELD-EMBARGO";
    assert!(page("stories/later/index.html").contains(embargo), "{}", page("stories/later/index.html"));
    assert!(page("stories/index.html").contains(embargo));
    assert!(page("incidents/2025-06-20-alone/index.html").contains("Draft – not published: HELD-RECORD"));
    assert!(page("incidents/2025-06-01-boulikessi/index.html").contains("With a draft – not published: Attack"));
}

#[test]
fn each_reason_is_asked_for_by_itself() {
    let site = with_secrets();
    let drafts = previewed(&site, &[HeldBack::Draft], JULY);
    assert!(!holding(&drafts, "HELD-DRAFT").is_empty() && holding(&drafts, "HELD-EMBARGO").is_empty());
    let later = previewed(&site, &[HeldBack::Embargo], JULY);
    assert!(holding(&later, "HELD-DRAFT").is_empty() && !holding(&later, "HELD-EMBARGO").is_empty());
}

#[test]
fn a_mark_goes_from_every_page_when_the_embargo_ends() {
    let site = with_secrets();
    let mut kept = Kept::showing(BTreeSet::from([HeldBack::Embargo]));
    assert!(!holding(&preview_again(&site, &mut kept, JULY), "not published").is_empty());
    let after = preview_again(&site, &mut kept, "2025-07-05T00:00:00Z");
    assert!(!holding(&after, "HELD-EMBARGO").is_empty());
    assert_eq!(holding(&after, "not published"), []);
}

#[test]
fn the_clock_shows_in_the_bytes_only_where_an_item_comes_due() {
    let site = Site::base();
    let story = "---\ntitle: Held\ndate: \"2025-06-05\"\npublish_at: \"2026-03-01T06:00:00Z\"\n---\n\nText.\n";
    site.write("content/articles/held.md", story);
    let built = |clock: Option<i64>| {
        let out = site.path("../out");
        let _ = fs::remove_dir_all(&out);
        let mut command = support::program(&site.root(), &["build", "-o", out.to_str().unwrap()]);
        match clock {
            Some(clock) => command.env("SOURCE_DATE_EPOCH", clock.to_string()),
            None => command.env_remove("SOURCE_DATE_EPOCH"),
        };
        support::ran(&mut command).exits(0);
        files(&out)
    };
    let due = 1_772_344_800;
    let before = built(Some(1_751_328_000));
    let after = built(Some(due));
    assert!(before == built(Some(due - 1)), "up to the last second before it comes out");
    assert!(!before.contains_key("stories/held/index.html") && after.contains_key("stories/held/index.html"));
    assert!(after == built(Some(due + 20 * 365 * 86_400)), "and for twenty years from then on");
    assert!(after == built(None), "the machine's own clock is of no other kind");
}
