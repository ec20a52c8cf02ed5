//! Answers: what is sent, what is refused, what is found.

use super::*;
use std::net::TcpListener;

fn site() -> Preview {
    Preview::of(&[
        ("index.html", "<body>front</body>"),
        ("stories/a/index.html", "story"),
        ("été/index.html", "summer"),
        ("404.html", "lost"),
        ("data.csv", "0123456789"),
        ("_headers", "x"),
    ])
}

#[test]
fn pages_come_with_script_type_and_guarding_headers() {
    let preview = site();
    let front = preview.get("/");
    assert_eq!((front.status, front.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(front.body.starts_with("<body>front<script src=\"/_dateline/reload.js?build="), "{}", front.body);
    assert!(front.body.ends_with("\" defer></script></body>"));
    for (name, value) in [
        ("cache-control", "no-cache"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("content-security-policy", "frame-ancestors 'self'"),
        ("access-control-allow-origin", ""),
    ] {
        assert_eq!(front.header(name).unwrap_or_default(), value, "{name}");
    }
    assert_eq!(preview.get("/stories/a/?page=2").status, 200);
    assert_eq!(preview.get("/%C3%A9t%C3%A9/").status, 200);
    let data = preview.get("/data.csv");
    assert_eq!((data.header("content-type"), &*data.body), (Some("text/csv; charset=utf-8"), "0123456789"));
    assert_eq!(preview.get("/_dateline/reload.js").header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(preview.get("/_dateline/overlay.css").header("content-type"), Some("text/css; charset=utf-8"));
}

#[test]
fn a_folder_without_its_slash_is_redirected_inside_the_site_only() {
    let preview = site();
    let moved = preview.get("/stories/a?x=1");
    assert_eq!((moved.status, moved.header("location")), (308, Some("/stories/a/?x=1")));
    assert_eq!(preview.get("/%C3%A9t%C3%A9").header("location"), Some("/%C3%A9t%C3%A9/"));
    for elsewhere in ["//evil.example/", "//evil.example/..", "/\\evil.example"] {
        let answer = preview.get(elsewhere);
        assert_eq!((answer.status, answer.header("location")), (404, None), "{elsewhere}");
    }
}

#[test]
fn what_is_not_there_is_the_sites_own_404() {
    let preview = site();
    let lost = preview.get("/stories/b/");
    assert_eq!(lost.status, 404);
    assert!(lost.body.starts_with("lost<script"), "{}", lost.body);
    assert_eq!(preview.get("/stories/").status, 404, "no folder is ever listed");
    assert_eq!(preview.get("/_dateline/nothing").status, 404);
    let bare = Preview::of(&[("index.html", "front")]);
    assert_eq!(
        (bare.get("/x").status, bare.get("/x").header("content-type")),
        (404, Some("text/plain; charset=utf-8"))
    );
}

#[test]
fn no_url_leads_out_of_the_tree() {
    let preview = site();
    for path in [
        "/..%2f..%2fetc/passwd",
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cetc/passwd",
        "/%00",
        "/index.html%00.css",
        "/%",
        "/%zz",
        "/%c0%af",
        "/stories%2fa/",
        "/.dateline-manifest.json",
        "/./index.html",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {answer:?}");
        assert!(!answer.body.contains("root:"), "{path}");
    }
}

#[test]
fn foreign_pages_are_refused() {
    let preview = site();
    let status = |host: &str, headers: &str| {
        preview.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n{headers}Connection: close\r\n\r\n")).status
    };
    let port = preview.address.port();
    for good in [
        "{host}".to_owned(),
        format!("localhost:{port}"),
        format!("LOCALHOST:{port}"),
        format!("[::1]:{port}"),
        "localhost".into(),
    ] {
        assert_eq!(status(&good, ""), 200, "{good}");
    }
    for bad in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example@127.0.0.1",
        "192.168.0.1",
        "",
        "localhost:80:80",
    ] {
        assert_eq!(status(bad, ""), 403, "{bad}");
    }
    for (headers, expected) in [
        (format!("Origin: http://{}\r\n", preview.address), 200),
        ("Origin: http://evil.example\r\n".into(), 403),
        ("Origin: http://127.0.0.1:1\r\n".into(), 403),
        ("Origin: null\r\n".into(), 403),
        ("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\n".into(), 200),
        ("Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate\r\n".into(), 200),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n".into(), 403),
        ("Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n".into(), 403),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n".into(), 403),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n".into(), 200),
        ("Host: evil.example\r\n".into(), 403),
    ] {
        assert_eq!(status("{host}", &headers), expected, "{headers}");
    }
    assert_eq!(preview.send("GET / HTTP/1.0\r\n\r\n").status, 403, "no host");
    let proxied = preview.send("GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert_eq!(proxied.status, 403);
}

#[test]
fn the_preview_can_only_be_read() {
    let preview = site();
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = preview
            .send(&format!("{method} / HTTP/1.1\r\nHost: {{host}}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let head = preview.send("HEAD /data.csv HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    assert_eq!((head.status, head.header("content-length"), &*head.body), (200, Some("10"), ""));
}

#[test]
fn a_browser_that_has_the_file_is_told_so() {
    let preview = site();
    let tag = preview.get("/data.csv").header("etag").unwrap().to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
        let answer = preview.get_with("/data.csv", &format!("If-None-Match: {known}\r\n"));
        assert_eq!((answer.status, &*answer.body, answer.header("etag")), (304, "", Some(&*tag)), "{known}");
    }
    assert_eq!(preview.get_with("/data.csv", "If-None-Match: \"x\"\r\n").status, 200);
    // A page of an older build must not be confirmed: its script would ask for a reload for ever.
    let page = preview.get("/").header("etag").unwrap().to_owned();
    save(&preview.content("data.csv"), "changed");
    preview.wait_for("/data.csv", Some("changed"));
    assert_eq!(preview.get_with("/", &format!("If-None-Match: {page}\r\n")).status, 200);
}

#[test]
fn single_ranges_are_served() {
    let preview = site();
    let tag = preview.get("/data.csv").header("etag").unwrap().to_owned();
    for (range, expected) in [
        ("bytes=0-3", Some(("0123", "bytes 0-3/10"))),
        ("bytes=7-", Some(("789", "bytes 7-9/10"))),
        ("bytes=-2", Some(("89", "bytes 8-9/10"))),
        ("bytes=-99", Some(("0123456789", "bytes 0-9/10"))),
        ("bytes=5-999", Some(("56789", "bytes 5-9/10"))),
        ("bytes=3-1", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=99999999999999999999-", None),
    ] {
        let answer = preview.get_with("/data.csv", &format!("Range: {range}\r\n"));
        match expected {
            Some((body, named)) => {
                assert_eq!(
                    (answer.status, &*answer.body, answer.header("content-range")),
                    (206, body, Some(named)),
                    "{range}"
                );
            }
            None => assert_eq!((answer.status, &*answer.body), (200, "0123456789"), "{range}"),
        }
    }
    for outside in ["bytes=10-", "bytes=-0"] {
        let answer = preview.get_with("/data.csv", &format!("Range: {outside}\r\n"));
        assert_eq!((answer.status, answer.header("content-range")), (416, Some("bytes */10")), "{outside}");
    }
    let stale = preview.get_with("/data.csv", "Range: bytes=0-3\r\nIf-Range: \"x\"\r\n");
    assert_eq!(stale.status, 200);
    let fresh = preview.get_with("/data.csv", &format!("Range: bytes=0-3\r\nIf-Range: {tag}\r\n"));
    assert_eq!(fresh.status, 206);
}

#[test]
fn a_busy_port_gives_way_unless_it_was_asked_for() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let preview = Preview::with(&[], |options| options.port = Port::Preferred(port));
    assert_ne!(preview.address.port(), port);
    let options = Options { port: Port::Exactly(port), ..Options::default() };
    let error = super::super::run(&options, &mut |_| Built::default(), &|_| {}).unwrap_err();
    assert!(error.to_string().contains(&format!("cannot listen on port {port}")), "{error}");
}

#[test]
fn idle_connections_do_not_shut_the_editor_out() {
    let preview = site();
    let idle: Vec<TcpStream> = (0..600).map(|_| TcpStream::connect(preview.address).unwrap()).collect();
    assert_eq!(preview.get("/").status, 200);
    drop(idle);
}

#[test]
fn an_open_page_does_not_hold_up_the_end_and_the_port_is_free() {
    let mut preview = site();
    let mut states = preview.listen();
    states.next();
    let start = Instant::now();
    preview.stop();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    let mut rest = String::new();
    let _ = states.0.read_to_string(&mut rest);
    assert!(TcpListener::bind(preview.address).is_ok());
}

#[test]
fn a_notice_stands_above_every_page_and_in_no_other_file() {
    let files = [("index.html", "<body class=\"a\">front</body>"), ("404.html", "lost"), ("data.csv", "1")];
    let preview = Preview::with(&files, |options| options.notice = Some("With <drafts>".into()));
    let notice = "<link rel=\"stylesheet\" href=\"/_dateline/notice.css\">\
                  <aside class=\"dateline-notice\" aria-label=\"Preview\">With &lt;drafts&gt; \
                  <a href=\"/_desk/held/\">The desk lists them</a></aside>";
    assert!(preview.get("/").body.starts_with(&format!("<body class=\"a\">{notice}front<script")));
    assert!(preview.get("/nowhere/").body.starts_with(&format!("lost{notice}<script")));
    assert_eq!(preview.get("/data.csv").body, "1");
    assert_eq!(preview.get("/_dateline/notice.css").header("content-type"), Some("text/css; charset=utf-8"));
    assert!(!Preview::of(&files).get("/").body.contains("dateline-notice"));
}

#[test]
fn text_goes_out_smaller_to_who_asks_for_it() {
    let long = format!("<body>{}</body>", "the same words again and again. ".repeat(200));
    let preview = Preview::of(&[("index.html", &long), ("404.html", &long), ("short.html", "s"), ("a.png", &long)]);
    let plain = preview.get("/");
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), (None, Some("accept-encoding")));
    let ask = "Accept-Encoding: gzip, deflate\r\n";
    let raw = preview.raw("/", ask);
    let small = Answer::parse(&raw);
    assert_eq!(
        (small.status, small.header("content-encoding"), small.header("vary")),
        (200, Some("gzip"), Some("accept-encoding"))
    );
    let length: usize = small.header("content-length").unwrap().parse().unwrap();
    assert!(length * 5 < plain.body.len(), "{length} of {}", plain.body.len());
    let start = raw.windows(4).position(|end| end == b"\r\n\r\n").unwrap() + 4;
    let mut opened = String::new();
    flate2::read::GzDecoder::new(&raw[start..]).read_to_string(&mut opened).unwrap();
    assert_eq!(opened, plain.body, "the same page comes out");

    let (tag, small_tag) = (plain.header("etag").unwrap(), small.header("etag").unwrap());
    assert_ne!(tag, small_tag, "other bytes have another name");
    let again = |tag: &str, more: &str| preview.get_with("/", &format!("If-None-Match: {tag}\r\n{more}"));
    assert_eq!((again(tag, "").status, again(small_tag, ask).status), (304, 304));
    assert_eq!((again(tag, ask).status, again(small_tag, "").status), (200, 200));
    assert_eq!(again(small_tag, ask).header("vary"), Some("accept-encoding"));

    let part = preview.get_with("/", &format!("Range: bytes=0-5\r\n{ask}"));
    assert_eq!((part.status, &*part.body, part.header("content-encoding")), (206, "<body>", None));
    assert_eq!(part.header("etag"), Some(tag), "a part is of the file as it stands");
    let lost = preview.get_with("/nowhere", ask);
    assert_eq!((lost.status, lost.header("content-encoding")), (404, Some("gzip")));
    for (path, vary) in [("/short.html", Some("accept-encoding")), ("/a.png", None)] {
        let answer = preview.get_with(path, ask);
        assert_eq!((answer.header("content-encoding"), answer.header("vary")), (None, vary), "{path}");
    }
}

#[test]
fn on_another_address_only_requests_that_name_it_are_answered() {
    // A machine on no network has no other address; what is ours there is tested beside the guard.
    let Ok(address) = crate::serve::lan_address() else { return };
    let preview = Preview::with(&[("index.html", "front")], |options| options.host = address);
    assert_eq!(preview.address.ip(), address);
    let port = preview.address.port();
    let status =
        |host: &str| preview.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status;
    assert_eq!(status("{host}"), 200);
    for other in ["localhost", "127.0.0.1", "[::1]", "0.0.0.0", "desk.local", "evil.example", "198.51.100.7"] {
        assert_eq!(status(&format!("{other}:{port}")), 403, "{other}");
    }
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "this machine's own address is another one");
}

#[test]
fn the_desk_is_answered_under_its_own_address_to_ourselves_alone() {
    let preview = Preview::of(&[("index.html", "front"), ("404.html", "lost")]);
    let page = preview.get("/_desk/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(page.header("cross-origin-resource-policy"), Some("same-origin"));
    let style = preview.get("/_desk/desk.css");
    assert_eq!((style.body.as_str(), style.header("content-type")), ("p{}", Some("text/css; charset=utf-8")));
    assert_eq!(preview.get("/_desk").header("location"), Some("/_desk/"));
    assert_eq!(preview.get("/%5Fdesk/").status, 200, "one decoding decides");
    assert_eq!(preview.get("/_desk/nothing/").status, 404);
    assert!(!preview.get("/_desk/nothing/").body.contains("lost"), "it is no page of the site");
    assert_eq!(preview.get("/_desk/../index.html").status, 404);
    assert_eq!(preview.send("GET /_desk/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").status, 403);
    assert_eq!(preview.get_with("/_desk/", "Sec-Fetch-Site: cross-site\r\n").status, 403);
    assert_eq!(preview.send("POST /_desk/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").status, 405);
    let tag = page.header("etag").unwrap().to_owned();
    assert_eq!(preview.get_with("/_desk/", &format!("If-None-Match: {tag}\r\n")).status, 304);
}
