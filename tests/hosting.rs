//! What a built site holds for the host that serves it: headers, and whom to tell of a weakness.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use support::{program, ran};
use tempfile::TempDir;

fn site(files: &[(&str, &str)]) -> TempDir {
    let site = TempDir::new().unwrap();
    fs::create_dir_all(site.path().join("content/pages")).unwrap();
    for (path, text) in files {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    ran(&mut program(site.path(), &["build", "-q"])).exits(0);
    site
}

#[test]
fn every_site_carries_headers_and_names_its_own_style_sheet_in_them() {
    let site = site(&[]);
    let headers = fs::read_to_string(site.path().join("public/_headers")).unwrap();
    let sheet = fs::read_dir(site.path().join("public/css")).unwrap().next().unwrap().unwrap().file_name();
    let rule = format!("/css/{}\n  Cache-Control: public, max-age=31536000, immutable\n", sheet.to_str().unwrap());
    assert!(headers.starts_with("/*\n  Content-Security-Policy: default-src 'none';"), "{headers}");
    assert!(headers.contains(&rule), "{headers}");
}

#[test]
fn a_sites_own_list_of_headers_stands_as_it_was_written() {
    let site = site(&[("static/_headers", "/*\n  X-Own: yes\n")]);
    assert_eq!(fs::read_to_string(site.path().join("public/_headers")).unwrap(), "/*\n  X-Own: yes\n");
}

#[test]
fn a_contact_for_weaknesses_is_published_where_people_look_for_it() {
    let settings = "base_url: https://desk.example.org/\nlang: fr\nsecurity:\n  contact: mailto:desk@example.org\n  expires: \"2999-06-30\"\n";
    let site = site(&[("site.yaml", settings)]);
    let text = fs::read_to_string(site.path().join("public/.well-known/security.txt")).unwrap();
    let expected = "Contact: mailto:desk@example.org\nExpires: 2999-06-30T23:59:59Z\nPreferred-Languages: fr\n\
                    Canonical: https://desk.example.org/.well-known/security.txt\n";
    assert_eq!(text, expected);
}

#[test]
fn without_a_contact_there_is_no_security_file() {
    let site = site(&[]);
    assert!(!site.path().join("public/.well-known").exists());
}
