//! Pasting an article with repeated parts gives a clean page and a receipt, and the line in the receipt undoes it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use support::{Site, dateline};

const MESSY: &str = "---
title: Convoy halted near Example Town
date: \"2025-06-05\"
---

# Convoy halted near Example Town

The mayor of Example Town said on Monday that two lorries were burnt. He asked the drivers to wait for daylight on the road.

Traders have closed the market until the road is open, a member of their union said.

The prefect has not answered questions about the escort that was promised. He asked the drivers to wait for daylight on the road.

Traders have closed the market until the road is open, a member of their union said.
";

fn page(front: &str) -> (String, String) {
    let site = Site::base();
    site.write("content/articles/2025-06-05-convoy.md", MESSY.replacen("---\n", &format!("---\n{front}"), 1));
    let report = dateline(&site.root(), &["dedupe"]).exits(0).stdout;
    dateline(&site.root(), &["build"]).exits(0);
    let html = fs::read_to_string(site.path("public/stories/convoy/index.html")).unwrap();
    let body = html.split("<article").nth(1).unwrap().split("<details").next().unwrap().to_owned();
    (body, report)
}

#[test]
fn headline_paragraph_and_sentence_that_stand_twice_are_shown_once_with_receipts() {
    let (body, report) = page("");
    for once in ["Convoy halted near Example Town", "Traders have closed the market", "He asked the drivers to wait"] {
        assert_eq!(body.matches(once).count(), 1, "{once} in\n{body}");
    }
    assert!(body.contains("The prefect has not answered questions"), "{body}");
    for rule in ["headline repeated", "text repeated", "sentence repeated", "add `keep_repeats: true`"] {
        assert!(report.contains(rule), "{rule} in\n{report}");
    }
}

#[test]
fn the_line_of_the_receipt_undoes_it() {
    let (body, report) = page("keep_repeats: true\n");
    assert_eq!(body.matches("Traders have closed the market").count(), 2, "{body}");
    assert_eq!(body.matches("He asked the drivers to wait").count(), 2, "{body}");
    assert_eq!(report, "nothing stands twice\n");
}
