//! What may not go out, hidden in many ways; and what looks like it and is fine.

use super::*;
use crate::output::OutputPath;

fn tree(files: &[(&str, &[u8])]) -> OutputTree {
    files.iter().map(|(path, bytes)| (OutputPath::new(path).unwrap(), bytes.to_vec().into())).collect()
}

fn found(files: &[(&str, &[u8])], held_back: &[HeldBack]) -> Vec<String> {
    let published = ["The mayor spoke on Thursday in the town hall.".to_owned()];
    let tree = tree(files);
    let site = Site { tree: &tree, base_url: "https://b.example.org/sub/", held_back, published: &published };
    let told = examine(&site, &Options::default()).into_iter().map(|one| {
        let line = one.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line} {}", one.path, one.found)
    });
    told.collect()
}

fn draft() -> HeldBack {
    HeldBack {
        name: "the draft, `secret-talks`".to_owned(),
        ids: vec!["stories/secret-talks/".to_owned(), "2025-06-01-talks".to_owned()],
        texts: vec![
            "Talks in the desert".to_owned(),
            "A first sentence with “quotes” & an ampersand, l’été. The mayor spoke on Thursday in the town hall."
                .to_owned(),
        ],
    }
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut archive, bytes).unwrap();
    archive.finish().unwrap().into_inner()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut out, bytes).unwrap();
    out.finish().unwrap()
}

#[test]
fn a_sentence_that_is_held_back_is_found_however_it_is_written_and_packed() {
    let told = |path: &str, bytes: &[u8]| found(&[(path, bytes)], &[draft()]);
    let sentence = "`a first sentence with quotes an ampersand l été`";
    for (path, bytes) in [
        (
            "a.html",
            "<p>A first <em>sentence</em>\nwith &ldquo;quotes&quot; &amp; an ampersand, l&#8217;&#xe9;t&#233;.</p>"
                .replace("&ldquo;", "\""),
        ),
        ("a.html", "<meta content=\"x A first sentence with “quotes” &amp; an ampersand, l’été\">".to_owned()),
        ("a.json", r#"{"a":"A first sentence\nwith \"quotes\" \u0026 an ampersand, l\u2019\u00e9t\u00e9"}"#.to_owned()),
        ("a.ics", "SUMMARY:A first sen\r\n tence with “quotes” & an amper\r\n sand, l’été".to_owned()),
        ("a.sqlite", "\0\0\u{3}xA first sentence with “quotes” & an ampersand, l’étéx\0".to_owned()),
    ] {
        let told = told(path, bytes.as_bytes());
        assert!(told.iter().any(|one| one.contains(sentence)), "{path} {bytes}: {told:?}");
        let packed = zipped("inner/a.txt", &gzipped(bytes.as_bytes()));
        let told = found(&[("a.zip", packed.as_slice())], &[draft()]);
        assert!(
            told.iter().any(|one| one.starts_with("a.zip!inner/a.txt!") && one.contains("first sentence"))
                || path == "a.ics",
            "{told:?}"
        );
    }
    assert!(told("a.txt", b"TALKS, in the desert!")[0].contains("the draft, `secret-talks`"));
}

#[test]
fn an_id_is_found_where_it_stands_alone_and_a_published_sentence_is_no_leak() {
    let told = found(
        &[
            ("stories/secret-talks/index.html", b""),
            ("a.csv", b"x,2025-06-01-talks\nfine,2025-06-01-talks-again,x2025-06-01-talks"),
            ("b.html", b"<p>The mayor spoke on Thursday in the town hall. Talks.</p>"),
        ],
        &[draft()],
    );
    let expected = [
        "a.csv:1 something of the draft, `secret-talks`: `2025-06-01-talks`",
        "stories/secret-talks/index.html something of the draft, `secret-talks`: `stories/secret-talks/`",
    ];
    assert_eq!(told, expected);
}

#[test]
fn every_pattern_finds_its_secret_and_plain_words_are_none() {
    assert_eq!(secrets::counts().0, secrets::counts().1);
    // Put together here, so that no tool takes this file for a leak.
    let secrets = [
        ["-----BEGIN OPENSSH ", "PRIVATE KEY-----"].concat(),
        ["-----BEGIN ", "PRIVATE KEY-----"].concat(),
        ["untrusted comment: minisign encrypted ", "secret key"].concat(),
        ["RWRTY0Iy", &"aB3+".repeat(20)].concat(),
        ["AGE-SECRET-", "KEY-1", &"Q7".repeat(29)].concat(),
        ["PuTTY-User-Key-", "File-3: ssh-ed25519"].concat(),
        ["AK", "IA", "ABCDEFGHIJKLMNOP"].concat(),
        ["gh", "p_", &"a1B2".repeat(9)].concat(),
        ["github_", "pat_", &"a1B2".repeat(12)].concat(),
        ["gl", "pat-", &"a1B2".repeat(5)].concat(),
        ["AI", "za", &"a1B2c".repeat(7)].concat(),
        ["xox", "b-", &"12345-".repeat(4)].concat(),
        ["sk_", "live_", &"a1B2".repeat(6)].concat(),
        ["np", "m_", &"a1B2".repeat(9)].concat(),
        ["ey", "J", &"a1B2".repeat(6), ".ey", "J", &"a1B2".repeat(6), ".", &"a1B2".repeat(6)].concat(),
        ["Account", "Key=", &"a1B2".repeat(20), "=="].concat(),
        "https://desk:hunter2x@files.example.org/".to_owned(),
        "password: hunter2hunter2".to_owned(),
        "API_KEY=\"0a1b2c3d4e5f\"".to_owned(),
    ];
    for secret in &secrets {
        let told = found(&[("a.txt", format!("one\n{secret}\n").as_bytes())], &[]);
        assert!(told.iter().any(|one| one.starts_with("a.txt:2 what looks like")), "{secret}: {told:?}");
        assert!(told.iter().all(|one| !one.contains(secret.as_str())), "a log must not hold it: {told:?}");
    }
    for plain in [
        "Your password: see the letter we sent you.",
        "The army asked for the password, and api keys are kept apart.",
        "password=placeholder; AKIA is a prefix; ghp_ is another",
        "-----BEGIN PUBLIC KEY-----",
        "untrusted comment: signature from minisign secret key\nRUSGOq2NVecA2SvAi9dq",
        "RWSGOq2NVecA2UPNdBUZykf1CCb147pkmdtYxgb3Ti+JO/wCYvhbAb/U",
        "https://example.org:8080/a@b",
        "mailto:desk@example.org",
    ] {
        assert_eq!(found(&[("a.txt", plain.as_bytes())], &[]), Vec::<String>::new(), "{plain}");
    }
}

#[test]
fn a_link_leads_to_a_file_and_a_fragment_to_an_id() {
    let page = r##"<a href="a/">a</a> <a href="/sub/a/#x">x</a> <a href="https://b.example.org/sub/a/">own</a>
<a href='gone/'>gone</a><img src=missing.png srcset="a.png 1x, b.png 2x" alt=">"><video poster="p.jpg"></video>
<!-- <a href="comment/"> --><script>"<a href='script/'>"</script><style>p{background:url("../up.png")}</style>
<a href="a/#nowhere">n</a><a href="#here" id="here">h</a><a href="?q">q</a><a href="old/page/">sent on</a>
<a href="https://other.example/">o</a><a href="mailto:a@b">m</a><a href="//cdn.example/">c</a><a href="/elsewhere/">e</a>"##;
    let told = found(
        &[
            ("index.html", page.as_bytes()),
            ("a/index.html", b"<p id=x>"),
            ("a.png", b"not a picture"),
            ("css/own.css", b"@import \"more.css\"; p{background:url(../a.png)} b{background:url('no.svg')}"),
            ("feed.atom", b"<link href=\"https://b.example.org/sub/a/\"/><id>https://b.example.org/sub/gone.</id>"),
            ("_redirects", b"/old/* /a/ 301\n"),
        ],
        &[],
    );
    let broken: Vec<&str> = told.iter().filter_map(|one| one.split_once(" the link ").map(|_| one.as_str())).collect();
    let expected = [
        "css/own.css:1 the link `more.css` leads to nothing",
        "css/own.css:1 the link `no.svg` leads to nothing",
        "feed.atom:1 the link `https://b.example.org/sub/gone` leads to nothing",
        "index.html:2 the link `b.png` leads to nothing",
        "index.html:2 the link `gone/` leads to nothing",
        "index.html:2 the link `missing.png` leads to nothing",
        "index.html:2 the link `p.jpg` leads to nothing",
        "index.html:3 the link `../up.png` leads to a place above the site",
        "index.html:4 the link `a/#nowhere` leads to `#nowhere`, which is not on that page",
        "index.html:5 the link `/elsewhere/` leads to a place outside this site's folder on its host",
    ];
    assert_eq!(broken, expected);
}

#[test]
fn a_picture_that_speaks_is_found_and_a_mark_lets_one_thing_pass_everywhere() {
    let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>by me</metadata></svg>";
    let tree = tree(&[("a.svg", svg), ("b.svg", svg), ("c.txt", b"password: hunter2hunter2")]);
    let site = Site { tree: &tree, base_url: "", held_back: &[], published: &[] };
    let all = examine(&site, &Options::default());
    assert_eq!(all.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), ["a.svg", "b.svg", "c.txt"]);
    let allow = Options { allow: BTreeSet::from([all[0].mark.clone()]) };
    let left = examine(&site, &allow);
    assert_eq!(left.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), ["c.txt"]);
}
