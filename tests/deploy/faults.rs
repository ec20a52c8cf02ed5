//! Requests that fail and deploys that are killed, at every request in turn: the live site stays whole, nothing is
//! deleted too early, and the next run ends the work.

use crate::double::{Double, Failure, Tongue};
use crate::host::{Desk, Host, Stored};

const ARTICLE: &str = "content/articles/2025-06-02-base.md";

/// A site that was deployed and then changed in every way: a new page that others link to, a changed page, a changed style
/// sheet, a page that is gone.
fn changed<H: Host>(host: &H) -> Desk<'_, H> {
    let mut desk = Desk::new(host);
    let story = |name: &str| {
        format!("---\ntitle: {name} story\ndate: \"2025-06-03\"\nsources: [report]\n---\nWords of {name}.\n")
    };
    desk.site.write("content/articles/2025-06-03-gone.md", story("gone"));
    desk.deploy();
    desk.later(1);
    std::fs::remove_file(desk.site.path("content/articles/2025-06-03-gone.md")).unwrap();
    desk.site.write("content/articles/2025-06-04-come.md", story("come"));
    desk.edit(ARTICLE, "was overrun on", "was taken on");
    desk.site.write("static/css/own.css", "p{margin:1px}");
    desk
}

/// Every file at the host that is of the site, with what it is sent as.
fn site(double: &Double) -> Vec<(String, Vec<u8>, String)> {
    let state = double.state();
    let all = state.objects.iter().filter(|(key, _)| !key.starts_with("_dateline/"));
    all.map(|(key, object)| (key.clone(), object.bytes.clone(), object.cache_control.clone())).collect()
}

fn whole(double: &Double, what: &str) {
    let state = double.state();
    assert!(state.broken.is_empty(), "{what}: a reader met {:?}", state.broken);
}

/// How many requests a deploy of the change takes, and what stands there in the end.
fn undisturbed<H: Stored>() -> (usize, Vec<(String, Vec<u8>, String)>) {
    let host = H::start().unwrap();
    let desk = changed(&host);
    let before = host.double().state().log.len();
    desk.deploy();
    whole(host.double(), "without a fault");
    (host.double().state().log.len() - before, site(host.double()))
}

fn a_fault_at_every_request_passes_or_is_told_and_the_next_run_ends_the_work<H: Stored>() {
    let (requests, expected) = undisturbed::<H>();
    assert!(requests > 10, "{requests}");
    let faults = [Failure::Status(500), Failure::Status(503), Failure::Cut, Failure::CutAfter, Failure::Stall];
    for nth in 0..requests {
        let how = faults[nth % faults.len()];
        let host = H::start().unwrap();
        let desk = changed(&host);
        desk.set("timeout: 1");
        host.double().fail(nth, 1, how);
        desk.deploy();
        whole(host.double(), &format!("{how:?} at request {nth}"));
        assert!(site(host.double()) == expected, "{how:?} at request {nth}");
    }
}

fn a_deploy_killed_at_every_request_leaves_a_whole_site_and_the_next_run_ends_the_work<H: Stored>() {
    let (requests, expected) = undisturbed::<H>();
    for nth in 0..requests {
        let host = H::start().unwrap();
        // Every other time the host's clock stands still: nothing can be told by time then.
        let desk = changed(&host);
        host.double().state().time_stands_still = nth % 2 == 1;
        killed(&desk, nth);
        whole(host.double(), &format!("killed at request {nth}"));
        desk.deploy();
        whole(host.double(), &format!("after a kill at request {nth}"));
        assert!(site(host.double()) == expected, "after a kill at request {nth}");
        desk.run(&["deploy", "--verify"]).exits(0);
        let again = desk.deploy();
        assert!(again.stderr.contains("are up to date"), "{}", again.stderr);
        // A rollback still finds all it needs.
        desk.run(&["rollback"]).exits(0);
        desk.run(&["deploy", "--verify"]).exits(0);
        whole(host.double(), &format!("after a kill at request {nth} and a rollback"));
    }
}

/// Runs a deploy that is killed when the host has its nth request.
fn killed<H: Stored>(desk: &Desk<'_, H>, nth: usize) {
    let mut command = desk.command(&["deploy"]);
    command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    // The fault is set before the program runs, and told whom to kill once it does.
    let (asked, answer) = std::sync::mpsc::channel();
    let double = desk.host.double().clone();
    double.hold(nth, answer);
    let mut child = command.spawn().unwrap();
    asked.send(child.id()).unwrap();
    assert!(!child.wait().unwrap().success(), "killed at request {nth}");
}

#[test]
fn faults_at_s3() {
    a_fault_at_every_request_passes_or_is_told_and_the_next_run_ends_the_work::<crate::host::S3>();
}

#[test]
fn kills_at_s3() {
    a_deploy_killed_at_every_request_leaves_a_whole_site_and_the_next_run_ends_the_work::<crate::host::S3>();
}

#[test]
fn faults_at_webdav() {
    a_fault_at_every_request_passes_or_is_told_and_the_next_run_ends_the_work::<crate::host::WebDav>();
}

#[test]
fn kills_at_webdav() {
    a_deploy_killed_at_every_request_leaves_a_whole_site_and_the_next_run_ends_the_work::<crate::host::WebDav>();
}

#[test]
fn a_host_that_stays_down_is_told_and_nothing_was_deleted() {
    let host = crate::host::S3::start().unwrap();
    let desk = changed(&host);
    host.double().fail(6, 1000, Failure::Status(503));
    let told = desk.run(&["deploy"]).exits(2);
    assert!(told.stderr.contains("tried 6 times"), "{}", told.stderr);
    host.double().state().failing = None;
    assert!(site(host.double()).iter().any(|(path, _, _)| path == "stories/gone/index.html"), "deletions come last");
    desk.deploy();
    assert!(!site(host.double()).iter().any(|(path, _, _)| path == "stories/gone/index.html"));
}

#[test]
fn what_was_sent_before_a_kill_is_not_sent_again() {
    let host = crate::host::S3::start().unwrap();
    let desk = Desk::new(&host);
    killed(&desk, 20);
    let sent = site(host.double()).len();
    assert!(sent > 5, "{sent}");
    let before = host.double().state().log.len();
    desk.deploy();
    let log = host.double().state().log[before..].to_vec();
    let puts = log.iter().filter(|(method, key)| method == "PUT" && !key.starts_with("_dateline/")).count();
    assert_eq!(puts + sent, site(host.double()).len());
}

#[test]
fn a_claim_of_another_machine_is_respected_until_it_is_taken_over_or_old() {
    let host = crate::host::S3::start().unwrap();
    let desk = Desk::new(&host);
    killed(&desk, 20);
    let mut elsewhere = Desk::new(&host);
    elsewhere.later(1);
    let refused = elsewhere.run(&["deploy"]).exits(2);
    assert!(refused.stderr.contains("--take-over"), "{}", refused.stderr);
    elsewhere.later(2);
    elsewhere.deploy();
    let third = Desk::new(&host);
    third.site.write("static/more.txt", "more");
    killed(&third, 3);
    let fourth = Desk::new(&host);
    fourth.run(&["deploy"]).exits(2);
    fourth.run(&["deploy", "--take-over"]).exits(0);
    fourth.run(&["deploy", "--verify"]).exits(0);
}

#[test]
fn an_unchanged_site_costs_one_request_and_a_changed_page_few() {
    let host = crate::host::S3::start().unwrap();
    let mut desk = Desk::new(&host);
    desk.site.write("static/plain.txt", "one");
    desk.deploy();
    let requests = |desk: &Desk<'_, crate::host::S3>| {
        let before = host.double().state().log.len();
        desk.deploy();
        host.double().state().log[before..].iter().map(|(method, _)| method.clone()).collect::<Vec<_>>()
    };
    assert_eq!(requests(&desk), ["GET"]);
    desk.later(1);
    desk.site.write("static/plain.txt", "two");
    assert_eq!(
        requests(&desk),
        ["GET", "PUT", "PUT", "PUT", "PUT"],
        "memory, claim, a copy at the host, the file, memory"
    );
}

#[test]
fn a_secret_of_the_environment_is_in_no_output() {
    let host = crate::host::S3::start().unwrap();
    let desk = changed(&host);
    let secret = "s3cr3t-never-shown";
    for (nth, how) in
        [(1000, Failure::Cut), (0, Failure::Status(403)), (2, Failure::Status(403)), (1, Failure::Status(400))]
    {
        host.double().fail(nth, 1000, how);
        for args in [
            ["deploy", "-v"].as_slice(),
            &["deploy", "-v", "--format", "json"],
            &["deploy", "--verify"],
            &["rollback", "-v"],
        ] {
            let mut command = desk.command(args);
            command.env("AWS_SECRET_ACCESS_KEY", secret).env("AWS_SESSION_TOKEN", secret).env("RUST_LOG", "trace");
            let ran = crate::support::ran(&mut command);
            assert!(!ran.stdout.contains(secret) && !ran.stderr.contains(secret), "{ran:?}");
        }
    }
}

#[test]
fn a_webdav_password_goes_only_where_it_belongs() {
    let host = crate::host::WebDav::start().unwrap();
    let desk = changed(&host);
    host.double().fail(2, 1000, Failure::Status(403));
    let mut command = desk.command(&["deploy", "-v"]);
    command.env("WEBDAV_USER", "desk").env("WEBDAV_PASSWORD", "s3cr3t-never-shown");
    let ran = crate::support::ran(&mut command).exits(2);
    assert!(!ran.stdout.contains("s3cr3t") && !ran.stderr.contains("s3cr3t"), "{ran:?}");
    desk.set("");
    let text = std::fs::read_to_string(desk.site.path("site.yaml")).unwrap();
    desk.site.write("site.yaml", text.replace("http://127.0.0.1", "http://desk:pa55word@127.0.0.1"));
    let ran = desk.run(&["deploy"]).exits(2);
    assert!(ran.stderr.contains("WEBDAV_PASSWORD") && !ran.stderr.contains("pa55word"), "{}", ran.stderr);
    desk.site.write("site.yaml", text.replace("http://127.0.0.1", "http://files.example.org"));
    let mut command = desk.command(&["deploy"]);
    let ran = crate::support::ran(command.env("WEBDAV_USER", "desk"));
    assert!(ran.stderr.contains("unencrypted"), "{}", ran.stderr);
    let _ = Tongue::WebDav;
}
