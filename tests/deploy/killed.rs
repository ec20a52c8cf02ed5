//! A deploy that is killed: the site that stood there stands, whole, and the next run ends the work.

use std::process::Command;

use crate::host::{Desk, Directory, Git, Host, Zip};

/// Runs a deploy that is killed at its nth call of the system calls that change a disk; `false` when it ended before. A
/// file that was made and not yet written to is met at the first `write`, so `openat`, with which every file that is read
/// would count as well, is left out.
fn killed_at<H: Host>(desk: &Desk<'_, H>, nth: usize) -> bool {
    let calls =
        "write,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,mkdir,mkdirat,fsync,execve";
    let ours = desk.command(&["deploy", "--jobs", "1"]);
    let mut strace = Command::new("strace");
    strace.args(["-qq", "-o", "/dev/null", "-e", &format!("trace={calls}")]);
    strace
        .args(["-e", &format!("inject={calls}:signal=KILL:when={nth}")])
        .arg(ours.get_program())
        .args(ours.get_args());
    strace.current_dir(desk.site.root());
    for (key, value) in ours.get_envs() {
        match value {
            Some(value) => strace.env(key, value),
            None => strace.env_remove(key),
        };
    }
    !strace.output().unwrap().status.success()
}

fn strace_runs() -> bool {
    let runs =
        Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success());
    if !runs {
        crate::host::skipped("a deploy killed at every step: no strace that may trace");
    }
    runs
}

fn the_old_site_or_the_new_one_stands_and_the_next_run_ends_the_work<H: Host>(host: &H, step: usize) {
    if !strace_runs() {
        return;
    }
    let mut desk = Desk::new(host);
    desk.deploy();
    let old = host.live();
    desk.later(1);
    desk.edit("content/articles/2025-06-02-base.md", "was overrun on", "was taken on");
    desk.site.write("static/new.txt", "new");
    let reference = H::start().unwrap();
    let mut other = Desk::new(&reference);
    other.deploy();
    other.later(1);
    other.edit("content/articles/2025-06-02-base.md", "was overrun on", "was taken on");
    other.site.write("static/new.txt", "new");
    other.deploy();
    let new = reference.live();
    assert!(old != new);
    // `step` spares time: with 1 every call is met.
    let (mut nth, mut killed) = (1, 0);
    while killed_at(&desk, nth) {
        let live = host.live();
        assert!(live == old || live == new, "a mixture stands there after a kill at call {nth}");
        killed += 1;
        nth += step;
    }
    assert!(killed > 15, "{killed}");
    desk.deploy();
    assert!(host.live() == new);
    desk.run(&["deploy", "--verify"]).exits(0);
}

#[test]
fn a_directory_holds_one_site_or_the_other_wherever_a_deploy_is_killed() {
    the_old_site_or_the_new_one_stands_and_the_next_run_ends_the_work(&Directory::start().unwrap(), 2);
}

#[test]
fn an_archive_is_one_site_or_the_other_wherever_a_deploy_is_killed() {
    the_old_site_or_the_new_one_stands_and_the_next_run_ends_the_work(&Zip::start().unwrap(), 5);
}

#[test]
fn a_branch_is_one_site_or_the_other_wherever_a_deploy_is_killed() {
    the_old_site_or_the_new_one_stands_and_the_next_run_ends_the_work(&Git::start().unwrap(), 2);
}

#[test]
fn what_a_killed_deploy_left_in_the_project_does_not_stop_the_next() {
    let host = Git::start().unwrap();
    let desk = Desk::new(&host);
    desk.site.write(".dateline/deploying-live", "0123456789abcdef0123456789abcdef");
    desk.site.write(".dateline/git-live/half", "");
    desk.deploy();
    desk.only_a_note_stays();
}

#[test]
fn a_branch_has_one_commit_and_the_one_before_waits_out_of_sight() {
    let host = Git::start().unwrap();
    let mut desk = Desk::new(&host);
    desk.deploy();
    desk.later(1);
    desk.edit("content/articles/2025-06-02-base.md", "was overrun on", "was taken on");
    desk.deploy();
    assert_eq!(host.git(&["rev-list", "--count", "refs/heads/gh-pages"]), b"1\n");
    assert_eq!(host.refs(), ["refs/dateline/gh-pages/previous", "refs/heads/gh-pages"]);
    let author = host.git(&["log", "-1", "--format=%an <%ae>|%cn <%ce>", "refs/heads/gh-pages"]);
    assert_eq!(author, b"dateline <dateline@invalid>|dateline <dateline@invalid>\n");
    desk.later(1);
    desk.run(&["deploy", "--forget"]).exits(0);
    assert_eq!(host.refs(), ["refs/heads/gh-pages"]);
    desk.set("history: keep");
    desk.edit("content/articles/2025-06-02-base.md", "was taken on", "fell on");
    desk.later(1);
    desk.deploy();
    assert_eq!(host.git(&["rev-list", "--count", "refs/heads/gh-pages"]), b"2\n");
}
