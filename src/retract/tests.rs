//! Files of many layouts, each with one item taken back.

use std::sync::Arc;

use super::*;
use crate::diagnostic::source::FileKind;
use crate::diagnostic::{SourceFile, YamlPath};

fn record(text: &str, at: usize) -> Origin {
    let file = Arc::new(SourceFile::text("content/incidents/a.yaml", FileKind::Incidents, text));
    let region = 0..text.len();
    Origin { file, region, document: 0, path: YamlPath::default().item(at) }
}

fn retracted(text: &str, at: usize) -> Result<String, String> {
    let now = "2026-11-27T22:10:05.7Z".parse().unwrap();
    retract(&record(text, at), now, "It was a \"hoax\": # no").map(|done| done.text)
}

const ENTRY: &str = r#"at: "2026-11-27T22:10:05Z""#;
const WHY: &str = r#"text: "It was a \"hoax\": # no""#;

#[test]
fn two_keys_come_and_comments_and_layout_stay() {
    let text = "# kept\n- id: a # why\n  # of the title\n  title: >-\n    Two\n    lines\n  claims: []  # none\n\n# the next\n- id: b\n  title: B\n";
    let expected = format!(
        "# kept\n- id: a # why\n  status: withdrawn\n  # of the title\n  title: >-\n    Two\n    lines\n  claims: []  # none\n  updates:\n    - {ENTRY}\n      {WHY}\n\n# the next\n- id: b\n  title: B\n"
    );
    assert_eq!(retracted(text, 0).unwrap(), expected);
    let last = retracted(text, 1).unwrap();
    assert!(
        last.ends_with(&format!("- id: b\n  status: withdrawn\n  title: B\n  updates:\n    - {ENTRY}\n      {WHY}\n"))
    );
    assert!(last.starts_with(text.strip_suffix("  title: B\n").unwrap()), "{last}");
}

#[test]
fn a_status_and_updates_that_stand_are_changed_where_they_stand() {
    let text = "- id: a\n  updates:\n  - at: \"2025-01-01\"\n    text: |\n      First.\n      # not a comment\n\n  # after\n  status: 'under_review' # for now\n";
    let expected = format!(
        "- id: a\n  updates:\n  - at: \"2025-01-01\"\n    text: |\n      First.\n      # not a comment\n  - {ENTRY}\n    {WHY}\n\n  # after\n  status: withdrawn # for now\n"
    );
    assert_eq!(retracted(text, 0).unwrap(), expected);
    let text = "- id: a\n  updates: [{at: \"2025-01-01\", text: One}]\n";
    assert!(retracted(text, 0).unwrap().contains(&format!("text: One}}, {{{ENTRY}, {WHY}}}]\n")));
}

#[test]
fn a_record_in_braces_windows_line_ends_and_a_file_without_a_last_line_end_are_kept() {
    let text = "- {id: a, title: A}\n- {id: b, title: B}\n";
    let expected =
        format!("- {{id: a, title: A}}\n- {{id: b, title: B, status: withdrawn, updates: [{{{ENTRY}, {WHY}}}]}}\n");
    assert_eq!(retracted(text, 1).unwrap(), expected);
    let windows = retracted("- id: é\r\n  title: A\r\n", 0).unwrap();
    assert_eq!(windows.matches('\n').count(), windows.matches("\r\n").count(), "{windows:?}");
    let open = retracted("- id: a\n  title: A", 0).unwrap();
    assert_eq!(open, format!("- id: a\n  status: withdrawn\n  title: A\n  updates:\n    - {ENTRY}\n      {WHY}\n"));
}

#[test]
fn what_cannot_be_changed_with_certainty_is_refused() {
    for text in ["- id: a\n  updates:\n  title: A\n", "- &x\n  id: a\n- *x\n", "- <<: {id: a}\n"] {
        match retracted(text, 0) {
            Err(said) => assert!(said.contains("by hand"), "{said}"),
            Ok(done) => {
                let old: Vec<&str> = text.lines().collect();
                panic!("{old:?} became\n{done}");
            }
        }
    }
}

#[test]
fn front_matter_is_changed_and_the_body_is_not() {
    let text = "---\ntitle: A\ndate: \"2025-06-01\"\n# end\n---\n\nstatus: body\n";
    let file = Arc::new(SourceFile::text("content/articles/a.md", FileKind::Article, text));
    let region = 4..text.find("---\n\n").unwrap();
    let origin = Origin { file, region, document: 0, path: YamlPath::default() };
    let done = retract(&origin, "2026-11-27T22:10:06Z".parse().unwrap(), "Why").unwrap();
    let expected = "---\ntitle: A\nstatus: withdrawn\ndate: \"2025-06-01\"\nupdates:\n  - at: \"2026-11-27T22:10:06Z\"\n    text: \"Why\"\n# end\n---\n\nstatus: body\n";
    assert_eq!(done.text, expected);
    let lines: Vec<(usize, usize)> = done.changes.iter().map(|change| (change.line, change.added.len())).collect();
    assert_eq!(lines, [(3, 1), (4, 3)]);
    assert!(done.changes.iter().all(|change| change.removed.is_empty()));
}
