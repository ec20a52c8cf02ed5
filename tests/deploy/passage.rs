//! The last look before anything is sent: everything that may not go out is told at once, and nothing goes.

use crate::host::{Desk, Directory, Host};

const ARTICLE: &str = "content/articles/2025-06-02-base.md";

#[test]
fn whatever_may_not_go_out_is_told_at_once_and_nothing_is_sent() {
    let host = Directory::start().unwrap();
    let mut desk = Desk::new(&host);
    desk.site.write("static/odd.html", "<p id=a>One.</p>\n<a href=\"no/such/page/\">gone</a> <a href=\"#b\">b</a>");
    desk.site.write("static/keys.txt", ["line\nAK", "IA", "ABCDEFGHIJKLMNOP\n"].concat());
    desk.site.write("static/drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>by me</metadata></svg>");
    let draft = "---\ntitle: The talks nobody may know of\ndate: \"2025-06-03\"\nstatus: draft\n---\nThey met at the well by night.\n";
    desk.site.write("content/articles/2025-06-03-talks.md", draft);
    let embargo = "---\ntitle: The list that comes on Friday\ndate: \"2025-06-03\"\npublish_at: \"2025-08-01T06:00:00Z\"\n---\nIt has forty names on it.\n";
    desk.site.write("content/articles/2025-06-04-list.md", embargo);
    desk.site.write("static/notes.txt", "They met at the well, by night.\nSee stories/list/ on Friday.\n");
    for args in [["deploy"].as_slice(), &["deploy", "--dry-run"]] {
        let told = desk.run(args).exits(1);
        for line in [
            "drawing.svg: the picture has a block of metadata; clean it",
            "keys.txt:2: what looks like a key of AWS: `AKIAABCDEFGH…`; take it out",
            "notes.txt: something of the draft, `talks`: `they met at the well by night`; take it out",
            "notes.txt:2: something of what is under embargo, `list`: `stories/list/`",
            "odd.html:2: the link `no/such/page/` leads to nothing; correct it",
            "odd.html:2: the link `#b` leads to `#b`, which is not on that page",
            "error: 6 things may not go out; nothing was sent.",
        ] {
            assert!(told.stderr.contains(line), "{line}\n{}", told.stderr);
        }
        assert!(!told.stderr.contains("AKIAABCDEFGHIJKLMNOP"), "a log must not hold it");
        assert!(host.live().is_empty());
    }
    let json = desk.run(&["deploy", "--format", "json"]).exits(1);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 6);
    assert_eq!(findings[1]["rule"], "secret");
    // What was looked at passes by its mark, and nothing else does.
    let marks: Vec<&str> = findings.iter().map(|one| one["mark"].as_str().unwrap()).collect();
    let settings = std::fs::read_to_string(desk.site.path("site.yaml")).unwrap();
    desk.site.write("site.yaml", format!("{settings}gate:\n  allow: [{}]\n", marks[1..].join(", ")));
    let told = desk.run(&["deploy"]).exits(1);
    assert!(told.stderr.contains("error: 1 thing may not go out"), "{}", told.stderr);
    std::fs::remove_file(desk.site.path("static/drawing.svg")).unwrap();
    let settings_of_all = std::fs::read_to_string(desk.site.path("site.yaml")).unwrap();
    desk.site.write("site.yaml", format!("{settings_of_all}budget: {{css: 1}}\n"));
    let sent = desk.deploy();
    assert!(sent.stderr.contains("W809"), "a budget is told and stops nothing: {}", sent.stderr);
    desk.later(1);
    desk.site.write("site.yaml", format!("{settings}gate:\n  allow: [short]\n"));
    let told = desk.run(&["deploy"]).exits(2);
    assert!(told.stderr.contains("`short` is no mark"), "{}", told.stderr);
}

#[test]
fn while_an_error_stands_nothing_is_sent() {
    let host = Directory::start().unwrap();
    let desk = Desk::new(&host);
    desk.edit(ARTICLE, "date:", "dote:");
    let told = desk.run(&["deploy"]).exits(1);
    assert!(told.stderr.contains("nothing was sent; what stands at the host stays as it is"), "{}", told.stderr);
    assert!(host.live().is_empty());
}

#[test]
fn a_signed_site_is_sent_with_its_signature_which_stays_while_the_site_does() {
    let host = Directory::start().unwrap();
    let mut desk = Desk::new(&host);
    let key = desk.site.path("../desk.key");
    let key = key.to_str().unwrap();
    let public = desk.run(&["keygen", key, "--no-password"]).exits(0).stdout;
    let settings = std::fs::read_to_string(desk.site.path("site.yaml")).unwrap();
    desk.site.write("site.yaml", format!("{settings}{public}"));
    desk.run(&["deploy", "--sign", key]).exits(0);
    let live = host.live();
    assert!(String::from_utf8_lossy(&live["SHA256SUMS.minisig"]).contains("files, signed 2025-07-01"));
    let sums = String::from_utf8_lossy(&live["SHA256SUMS"]).into_owned();
    for path in live.keys().filter(|path| !path.starts_with("SHA256SUMS")) {
        assert!(sums.contains(&format!("  {path}\n")), "{path}");
    }
    desk.later(1);
    let again = desk.run(&["deploy", "--sign", key]).exits(0);
    assert!(again.stderr.contains("are up to date"), "{}", again.stderr);
    desk.edit(ARTICLE, "was overrun on", "was taken on");
    desk.run(&["deploy", "--sign", key]).exits(0);
    assert!(host.live()["SHA256SUMS.minisig"] != live["SHA256SUMS.minisig"]);
    desk.run(&["deploy", "--verify"]).exits(0);
}
