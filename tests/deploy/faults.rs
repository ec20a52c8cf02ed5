//! Requests that fail and deploys that are killed, at one request after another: the live site stays whole, nothing is
//! deleted too early, and the next run ends the work.

use crate::double::{Double, Failure, Saved};
use crate::host::{Desk, Host, Stored};

const ARTICLE: &str = "content/articles/2025-06-02-base.md";

/// A site that was deployed and then changed in every way: a new page that others link to, a changed page, a changed style
/// sheet, a page that is gone.
pub(crate) fn changed<H: Host>(host: &H) -> Desk<'_, H> {
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

/// A host with the first site, a desk with the second, how many requests its deploy takes, and what then stands there.
struct Scene<'h, H> {
    desk: Desk<'h, H>,
    before: Saved,
    requests: usize,
    /// How many of them make a folder.
    folders: usize,
    after: Vec<(String, Vec<u8>, String)>,
}

fn scene<H: Stored>(host: &H) -> Scene<'_, H> {
    let desk = changed(host);
    desk.set("timeout: 1");
    let before = host.double().save();
    host.double().restore(&before);
    desk.deploy();
    whole(host.double(), "without a fault");
    let log = host.double().state().log.clone();
    let (requests, folders) = (log.len(), log.iter().filter(|(method, _)| method == "MKCOL").count());
    assert!(requests > 10, "{requests}");
    Scene { desk, before, requests, folders, after: site(host.double()) }
}

/// `step` spares time: every `step`th request fails. It is 1 for one store of objects, and more elsewhere: the engine is the
/// same, and what a host has of its own is met by a part of its requests as well.
fn a_fault_at_every_request_passes<H: Stored>(step: usize) {
    let host = H::start().unwrap();
    let scene = scene(&host);
    let faults = [Failure::Status(500), Failure::Status(503), Failure::Cut, Failure::CutAfter, Failure::Stall];
    for (at, nth) in (0..scene.requests).step_by(step).enumerate() {
        let how = faults[at % faults.len()];
        host.double().restore(&scene.before);
        host.double().fail(nth, 1, how);
        scene.desk.deploy();
        whole(host.double(), &format!("{how:?} at request {nth}"));
        assert!(site(host.double()) == scene.after, "{how:?} at request {nth}");
    }
}

fn a_deploy_killed_at_every_request_leaves_a_whole_site_and_the_next_run_ends_the_work<H: Stored>(step: usize) {
    let host = H::start().unwrap();
    let scene = scene(&host);
    for (at, nth) in (0..scene.requests).step_by(step).enumerate() {
        host.double().restore(&scene.before);
        // Every other time the host's clock stands still: nothing can be told by time then.
        host.double().state().time_stands_still = at % 2 == 1;
        if !is_killed(&scene.desk, nth) {
            // Two requests at once may both make a folder, or one finds it made: some more or fewer are asked in all.
            assert!(nth + scene.folders >= scene.requests, "not killed at request {nth} of {}", scene.requests);
            host.double().state().failing = None;
        }
        whole(host.double(), &format!("killed at request {nth}"));
        scene.desk.deploy();
        whole(host.double(), &format!("after a kill at request {nth}"));
        assert!(site(host.double()) == scene.after, "after a kill at request {nth}");
        if at % if step == 1 { 12 } else { 4 } < 2 {
            scene.desk.run(&["deploy", "--verify"]).exits(0);
            // A rollback still finds all it needs.
            scene.desk.run(&["rollback"]).exits(0);
            scene.desk.run(&["deploy", "--verify"]).exits(0);
            whole(host.double(), &format!("after a kill at request {nth} and a rollback"));
        }
    }
}

/// Runs a deploy that is killed when the host has its nth request.
fn killed<H: Stored>(desk: &Desk<'_, H>, nth: usize) {
    assert!(is_killed(desk, nth), "killed at request {nth}");
}

/// The same; `false` where it had fewer requests.
fn is_killed<H: Stored>(desk: &Desk<'_, H>, nth: usize) -> bool {
    let mut command = desk.command(&["deploy"]);
    command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    // The fault is set before the program runs, and told whom to kill once it does.
    let (asked, answer) = std::sync::mpsc::channel();
    let double = desk.host.double().clone();
    double.hold(nth, answer);
    let mut child = command.spawn().unwrap();
    asked.send(child.id()).unwrap();
    !child.wait().unwrap().success()
}

#[test]
fn faults_at_s3() {
    a_fault_at_every_request_passes::<crate::host::S3>(1);
}

#[test]
fn kills_at_s3() {
    a_deploy_killed_at_every_request_leaves_a_whole_site_and_the_next_run_ends_the_work::<crate::host::S3>(1);
}

#[test]
fn faults_at_webdav() {
    a_fault_at_every_request_passes::<crate::host::WebDav>(11);
}

#[test]
fn kills_at_webdav() {
    a_deploy_killed_at_every_request_leaves_a_whole_site_and_the_next_run_ends_the_work::<crate::host::WebDav>(11);
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
    assert_eq!(requests(&desk), ["PUT", "PUT", "PUT", "PUT"], "claim, a copy at the host, the file, memory");
    desk.later(2);
    desk.site.write("static/plain.txt", "three");
    let dry = host.double().state().log.len();
    desk.run(&["deploy", "--dry-run"]).exits(0);
    assert_eq!(host.double().state().log.len(), dry + 1, "what is only shown is asked of the host");
}

#[test]
fn what_this_project_noted_gives_way_to_what_stands_at_the_host() {
    let host = crate::host::S3::start().unwrap();
    let mut desk = changed(&host);
    desk.deploy();
    let elsewhere = Desk::new(&host);
    elsewhere.site.write("static/theirs.txt", "by somebody else");
    elsewhere.deploy();
    desk.later(1);
    desk.site.write("static/ours.txt", "by us");
    let ran = desk.run(&["deploy", "--max-delete", "9"]).exits(0);
    assert!(ran.stderr.contains("is not as this project left it; this is the plan now"), "{}", ran.stderr);
    let stands = |file: &str| site(host.double()).iter().any(|(path, ..)| path == file);
    assert!(stands("ours.txt") && !stands("theirs.txt"));
    desk.run(&["deploy", "--verify"]).exits(0);

    // A memory that was taken away is no memory to build on either.
    host.double().state().objects.retain(|path, _| path != "_dateline/release.json");
    desk.later(2);
    desk.site.write("static/ours.txt", "by us again");
    desk.run(&["deploy", "--adopt"]).exits(0);
    desk.run(&["deploy", "--verify"]).exits(0);
}

#[test]
fn a_retraction_that_was_cut_off_cannot_be_rolled_back() {
    let host = crate::host::S3::start().unwrap();
    let mut desk = changed(&host);
    desk.deploy();
    desk.later(1);
    desk.run(&["retract", "come", "--reason", "It was a mistake."]).exits(0);
    killed(&desk, 5);
    let refused = desk.run(&["rollback"]).exits(2);
    assert!(
        refused.stderr.contains("`story:come`") && refused.stderr.contains("deploy once more"),
        "{}",
        refused.stderr
    );
    desk.deploy();
    assert!(
        !host
            .double()
            .state()
            .objects
            .values()
            .any(|one| String::from_utf8_lossy(&one.bytes).contains("Words of come"))
    );
}
