//! The archive: the same bytes every time, and pages whose links all name files in it.

use std::collections::BTreeSet;
use std::fs;

use crate::host::{Desk, Host, Zip};

#[test]
fn the_same_site_makes_the_same_archive_whatever_the_clock() {
    let (one, two) = (Zip::start().unwrap(), Zip::start().unwrap());
    let desk = Desk::new(&one);
    desk.deploy();
    let mut later = Desk::new(&two);
    later.later(24 * 400);
    later.deploy();
    assert!(fs::read(one.path()).unwrap() == fs::read(two.path()).unwrap());
}

#[test]
fn every_link_between_its_pages_names_a_file_in_it() {
    let host = Zip::start().unwrap();
    let desk = Desk::new(&host);
    desk.deploy();
    let live = host.live();
    let paths: BTreeSet<&str> = live.keys().map(String::as_str).collect();
    let mut looked_at = 0;
    for (path, bytes) in live.iter().filter(|(path, _)| path.ends_with(".html") && *path != "404.html") {
        let html = String::from_utf8_lossy(bytes);
        for link in html.split("href=\"").skip(1).filter_map(|tail| tail.split('"').next()) {
            let way = link.split(['#', '?']).next().unwrap();
            if way.is_empty() || way.contains(':') {
                continue;
            }
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            for part in way.split('/') {
                match part {
                    "." => {}
                    ".." => _ = parts.pop(),
                    part => parts.push(part),
                }
            }
            assert!(paths.contains(parts.join("/").as_str()), "{path}: {link}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 50, "{looked_at}");
}
