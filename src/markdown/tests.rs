//! Tests of Markdown to blocks.

use super::*;
use crate::diagnostic::source::FileKind;

fn read(text: &str) -> (Arc<SourceFile>, Checked<Document>) {
    let file = Arc::new(SourceFile::text("a.md", FileKind::Article, text));
    let document = document(&file, 0..text.len());
    (file, document)
}

fn html(text: &str) -> String {
    read(text).1.value.blocks.iter().map(|block| block.html.clone()).collect()
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_eq!(html("a <script>alert(1)</script> b"), "<p>a &lt;script&gt;alert(1)&lt;/script&gt; b</p>");
    assert!(!html("<div onclick=\"x\">\n\nb\n\n</div>").contains("<div"));
}

#[test]
fn heading_attributes_are_words() {
    assert!(!html("# T {#a onclick=alert(1)}").contains("<h2 onclick"));
}

#[test]
fn links_of_other_schemes_leave_their_words() {
    for target in
        ["javascript:alert(1)", "JaVa&#x09;Script:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example/x"]
    {
        let html = html(&format!("[words]({target})"));
        assert_eq!(html, "<p>words</p>", "{target}");
    }
}

#[test]
fn an_images_words_cannot_leave_their_attribute() {
    let html = html("![a\" onerror=\"alert(1)](x.png \"t\")");
    assert!(html.contains("alt=\"a&quot; onerror=&quot;alert(1)\""), "{html}");
}

#[test]
fn an_inner_link_is_filled_in_later() {
    let (_, read) = read("See [the record](incident:2025-06-01-x), [b](story:y).");
    let block = &read.value.blocks[0];
    let filled = block.html_with(|link| Some(format!("../{}/", link.target.replace(':', "/"))));
    assert_eq!(
        filled,
        "<p>See <a href=\"../incident/2025-06-01-x/\">the record</a>, <a href=\"../story/y/\">b</a>.</p>"
    );
}

#[test]
fn the_mark_of_inner_links_cannot_be_written() {
    let (_, read) = read("&#1; a\u{1}b [x](story:y) `\u{1}`");
    assert_eq!(read.value.blocks[0].links.len(), 1);
    let filled = read.value.blocks[0].html_with(|_| Some("HERE".to_owned()));
    assert!(filled.contains("<a href=\"HERE\">x</a>"), "{filled}");
}

#[test]
fn footnotes_are_numbered_by_their_first_mention_and_stand_last() {
    let html = html("A[^z] b[^a].\n\n[^a]: First written.\n\n[^z]: Second written.\n");
    let (a, z) = (html.find("First written").unwrap(), html.find("Second written").unwrap());
    assert!(z < a && html.contains("id=\"note-1\"") && html.contains("href=\"#ref-2\""), "{html}");
}
