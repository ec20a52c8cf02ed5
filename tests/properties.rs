//! What must hold for any input: Markdown never becomes dangerous HTML, and no bytes in a content file end the program.

#[path = "support/html.rs"]
mod html;
mod support;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use dateline::diagnostic::SourceFile;
use dateline::diagnostic::source::FileKind;
use dateline::markdown;
use html::tags;
use proptest::prelude::*;
use support::Site;

/// Pieces an attacker, or a newspaper's content system, would paste; joined at random they make what nobody thought of.
const PIECES: [&str; 74] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<svg/onload=alert(1)>",
    "<style>*{}</style>",
    "<a href=\"javascript:alert(1)\">",
    "</p>",
    "</div>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?php",
    "?>",
    "<b",
    ">",
    "\"",
    "'",
    "=",
    "`",
    "```",
    "~~~",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java&Tab;script:x)",
    "[x](\u{1}javascript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "[x](/\\evil.example)",
    "[x](https://example.org/\"onmouseover=\"x)",
    "[x](https://example.org 'a\" onclick=\"x')",
    "[x](<https://example.org/ onclick=x>)",
    "[x](incident:2025 \"t\\\"><script>\")",
    "[x](story:\"><script>)",
    "<javascript:alert(1)>",
    "<https://example.org/\">",
    "![a](javascript:x)",
    "![a\" onerror=\"x](a.png)",
    "![](https://evil.example/pixel.gif)",
    "[![a](b.png)](javascript:x)",
    "[r]: javascript:alert(1) \"t\"\n",
    "[r]",
    "[^1]",
    "[^1]: note <b>\n",
    "[^\"><script>]",
    "[^\"><script>]: x\n",
    "| a | b |\n|---|---|\n| <b> | `|` |\n",
    "# h {#id onclick=x .c}\n",
    "## \"><img src=x onerror=x>\n",
    "&lt;script&gt;",
    "&#x3c;script>",
    "&quot;",
    "&#1;",
    "&#0;",
    "\u{0}",
    "\u{1}",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "*",
    "_",
    "**",
    "~~",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\n",
    "\n\n",
];

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![6 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => "[a-zA-Z <>\"'&;:/()\\[\\]!#=\\\\]{1,8}", 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 1..14).prop_map(|pieces| pieces.concat())
}

/// What our Markdown may become. Whatever a browser would read beside this is dangerous, or a mistake of ours.
fn cleaner() -> ammonia::Builder<'static> {
    let names = [
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "em",
        "strong",
        "del",
        "a",
        "sup",
        "div",
        "span",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "br",
        "img",
    ];
    let attributes: HashMap<&str, HashSet<&str>> = [
        ("a", &["href", "title", "id", "class", "aria-label", "rel"][..]),
        ("img", &["src", "alt", "loading", "decoding"]),
        ("div", &["class", "id", "role", "aria-label", "tabindex"]),
        ("ol", &["start"]),
        ("code", &["class"]),
        ("p", &["class"]),
        ("span", &["class"]),
        ("sup", &["class"]),
        ("td", &["style"]),
        ("th", &["style"]),
        ("h2", &["id"]),
        ("h3", &["id"]),
        ("h4", &["id"]),
        ("h5", &["id"]),
        ("h6", &["id"]),
    ]
    .into_iter()
    .map(|(name, allowed)| (name, allowed.iter().copied().collect()))
    .collect();
    let mut cleaner = ammonia::Builder::empty();
    cleaner.tags(names.into_iter().collect()).tag_attributes(attributes).link_rel(None).strip_comments(true);
    cleaner
        .url_schemes(["https", "http", "mailto"].into_iter().collect())
        .url_relative(ammonia::UrlRelative::PassThrough);
    cleaner
}

/// The same HTML as a browser reads it, with nothing taken out: every tag, attribute and scheme that occurs is allowed.
fn read(html: &str) -> String {
    // A text that a parser has read and written once is the same when it reads and writes it again, unless cleaning
    // takes something out of it; so the two are compared after one reading.
    ammonia::Document::to_string(&permissive().clean(html))
}

fn permissive() -> ammonia::Builder<'static> {
    let mut all = cleaner();
    all.add_tags([
        "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "base", "meta",
        "link", "video", "audio", "template", "body", "html", "head", "title", "textarea", "b", "i", "u", "h1",
        "section", "article", "details", "summary", "noscript", "select", "option", "frame", "frameset", "marquee",
    ]);
    all.rm_clean_content_tags(["script", "style"]);
    all.add_generic_attributes([
        "href",
        "src",
        "style",
        "onclick",
        "onerror",
        "onload",
        "onmouseover",
        "onfocus",
        "title",
        "id",
        "class",
        "srcdoc",
        "action",
        "formaction",
        "data",
        "x",
        "name",
        "value",
        "target",
        "ping",
    ]);
    all.add_url_schemes([
        "javascript",
        "data",
        "vbscript",
        "file",
        "ftp",
        "incident",
        "story",
        "actor",
        "place",
        "tag",
        "page",
        "static",
        "x",
        "t",
    ]);
    all
}

/// What the reader makes of a text: its blocks as HTML, an inner link's open address filled in as a page would.
fn made(text: &str) -> String {
    let file = Arc::new(SourceFile::text("content/articles/a.md", FileKind::Article, text));
    let document = markdown::document(&file, 0..text.len()).value;
    let blocks = document.blocks.iter().map(|block| {
        let mut html = block.html.clone();
        for link in block.links.iter().rev() {
            html.insert_str(link.at, "../a/");
        }
        html
    });
    blocks.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_safe(text: &str, html: &str) {
    let read = read(html);
    let cleaned = cleaner().clean(html).to_string();
    assert_eq!(cleaned, read, "cleaning takes something out of\n{html}\nmade of\n{text:?}");
    for tag in tags(&read) {
        for key in ["href", "src"] {
            let address: String = tag
                .get(key)
                .unwrap_or_default()
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect::<String>()
                .to_lowercase();
            let bad = ["javascript:", "data:", "vbscript:", "file:", "//", "/\\", "\\"]
                .into_iter()
                .find(|start| address.starts_with(start));
            assert_eq!(bad, None, "{key}={address} in\n{html}\nmade of\n{text:?}");
            assert!(
                tag.name != "img" || !address.contains("//"),
                "an image of another host in\n{html}\nmade of\n{text:?}"
            );
        }
    }
}

#[test]
fn the_cleaner_takes_out_what_is_dangerous() {
    for bad in [
        "<script>x</script>",
        "<p onclick=\"x\">a</p>",
        "<a href=\"javascript:x\">a</a>",
        "<iframe></iframe>",
        "<p style=\"x\">a</p>",
        "<img src=\"data:x\">",
    ] {
        assert_ne!(cleaner().clean(bad).to_string(), read(bad), "{bad} would not be noticed");
    }
    assert!(std::panic::catch_unwind(|| assert_safe("", "<a href=\"//evil.example\">a</a>")).is_err());
}

#[test]
fn every_piece_alone_is_safe() {
    for piece in PIECES {
        assert_safe(piece, &made(piece));
        assert_safe(piece, &markdown::inline(piece));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_never_becomes_dangerous_html(text in markdown()) {
        assert_safe(&text, &made(&text));
    }

    #[test]
    fn one_line_of_markdown_never_becomes_dangerous_html(text in markdown()) {
        let html = markdown::inline(&text);
        assert_safe(&text, &html);
        prop_assert!(!html.contains("<a") && !html.contains("<img"), "{html}");
    }

    #[test]
    fn an_open_address_stands_inside_its_quotation_marks(text in markdown()) {
        let file = Arc::new(SourceFile::text("content/articles/a.md", FileKind::Article, text.as_str()));
        for block in markdown::document(&file, 0..text.len()).value.blocks {
            for link in &block.links {
                let (before, after) = block.html.split_at(link.at);
                prop_assert!(before.ends_with("=\"") && after.starts_with('"'), "{before}|{after}");
                prop_assert!(text.get(link.span.clone()).is_some());
            }
        }
    }
}

/// A content file's beginning, so that random bytes get past the front door.
fn damaged() -> impl Strategy<Value = (usize, Vec<u8>)> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        "(---\n)?((id|title|date|type|place|claims|actors|same_as|headline|aliases|slug|external|\\?|- |  |\\{|\\[)(: |\n|, )?(2025-06-01|\\||>|&a|\\*a|\"|'|!!x|~|-1|1e999|\\}|\\])?\n?){0,24}(---\n)?.{0,40}".prop_map(String::into_bytes),
        markdown().prop_map(|text| format!("---\ntitle: A\ndate: \"2025-06-02\"\n---\n{text}").into_bytes()),
    ];
    (0..PLACES.len(), bytes)
}

const PLACES: [&str; 7] = [
    "content/articles/2025-06-03-random.md",
    "content/incidents/random.yaml",
    "content/pages/random.md",
    "content/registers/actors.yaml",
    "content/registers/places.yaml",
    "content/registers/sources.yaml",
    "site.yaml",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_check_of_random_bytes_tells_and_never_panics((place, bytes) in damaged()) {
        let site = Site::base();
        site.write(PLACES[place], &bytes);
        for format in ["short", "human"] {
            let ran = site.run(&["check", "--format", format]);
            prop_assert!((0..=2).contains(&ran.code), "exit code {} on {:?} in {}\n{}", ran.code, String::from_utf8_lossy(&bytes), PLACES[place], ran.stderr);
            prop_assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        }
    }
}
