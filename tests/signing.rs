//! A site is signed, and a reader verifies it with programs that are not ours.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::process::{Command, Stdio};

use support::{program, ran};
use tempfile::TempDir;

/// A site with a new key beside it; gives the folder and the public key.
fn site_with_key() -> (TempDir, String) {
    let site = TempDir::new().unwrap();
    fs::create_dir_all(site.path().join("content/pages")).unwrap();
    fs::write(site.path().join("content/pages/about.md"), "---\ntitle: About\n---\nText.\n").unwrap();
    let made = ran(&mut program(site.path(), &["keygen", "--no-password", site.path().join("key").to_str().unwrap()]));
    let settings = made.exits(0).stdout.clone();
    fs::write(site.path().join("site.yaml"), &settings).unwrap();
    let public = settings.trim().rsplit(' ').next().unwrap().to_owned();
    (site, public)
}

fn signed(site: &TempDir) -> support::Ran {
    ran(&mut program(site.path(), &["build", "--sign", site.path().join("key").to_str().unwrap()]))
}

#[test]
fn a_reader_can_verify_every_file_of_a_signed_site() {
    let (site, public) = site_with_key();
    signed(&site).exits(0);
    let public_dir = site.path().join("public");
    let sums = fs::read_to_string(public_dir.join("SHA256SUMS")).unwrap();
    assert!(sums.lines().any(|line| line.ends_with("  about/index.html")), "{sums}");
    let page = fs::read_to_string(public_dir.join("verify/index.html")).unwrap();
    assert!(page.contains(&format!("minisign -V -m SHA256SUMS -P {public}")));

    let key = minisign::PublicKey::from_base64(&public).unwrap();
    let signature = minisign::SignatureBox::from_file(public_dir.join("SHA256SUMS.minisig")).unwrap();
    minisign::verify(&key, &signature, std::io::Cursor::new(&sums), true, false, false).unwrap();

    let check = || {
        let mut sha256sum = Command::new("sha256sum");
        sha256sum.args(["--check", "--strict", "SHA256SUMS"]).current_dir(&public_dir).stdout(Stdio::null());
        sha256sum.stderr(Stdio::null()).status().unwrap().success()
    };
    assert!(check());
    fs::write(public_dir.join("about/index.html"), "another text").unwrap();
    assert!(!check());
}

#[test]
fn a_signed_build_follows_an_unsigned_one_of_the_same_sources() {
    let (site, _) = site_with_key();
    let unsigned = ran(&mut program(site.path(), &["build"]));
    assert!(unsigned.stderr.contains("this build is not signed"), "{}", unsigned.stderr);
    assert!(!site.path().join("public/SHA256SUMS").exists());
    signed(&site).exits(0);
    assert!(site.path().join("public/SHA256SUMS").exists());
}

#[test]
fn a_key_that_readers_do_not_know_signs_nothing() {
    let (site, _) = site_with_key();
    fs::write(site.path().join("site.yaml"), "title: No key named\n").unwrap();
    let ran = signed(&site).exits(2);
    assert!(ran.stderr.contains("readers would not know the key"), "{}", ran.stderr);
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_key_is_never_written_over_and_only_its_owner_reads_it() {
    use std::os::unix::fs::PermissionsExt;
    let (site, _) = site_with_key();
    let key = site.path().join("key");
    let before = fs::read(&key).unwrap();
    ran(&mut program(site.path(), &["keygen", "--no-password", key.to_str().unwrap()])).exits(2);
    assert_eq!(fs::read(&key).unwrap(), before);
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
}
