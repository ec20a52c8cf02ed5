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
