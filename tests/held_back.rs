//! What is a draft, withdrawn or missing: nothing of it is told to readers, and a slip never empties a site.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;

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
