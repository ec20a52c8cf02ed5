//! Every way in which an editor saves, against the real watcher; the same again with polling.

use super::super::Watching;
use super::*;

fn site() -> Preview {
    Preview::of(&[("index.html", "front"), ("a/page.html", "one"), ("b/x.html", "x")])
}

fn polled() -> Preview {
    Preview::with(&[("index.html", "front"), ("a/page.html", "one"), ("b/x.html", "x")], |options| {
        options.watching = Watching::Polling;
    })
}

fn every_save_style(preview: &Preview) {
    let page = preview.content("a/page.html");

    save(&page, "in place");
    preview.wait_for("/a/page.html", Some("in place"));

    // Written beside, renamed over.
    save(&preview.content("a/.page.html.tmp123"), "renamed over");
    fs::rename(preview.content("a/.page.html.tmp123"), &page).unwrap();
    preview.wait_for("/a/page.html", Some("renamed over"));

    // From a folder that is not watched.
    save(&preview.root.path().join("elsewhere"), "moved in");
    fs::rename(preview.root.path().join("elsewhere"), &page).unwrap();
    preview.wait_for("/a/page.html", Some("moved in"));

    // Vim with 'backup': test file, old one aside, new one written, backup gone.
    save(&preview.content("a/4913"), "");
    fs::remove_file(preview.content("a/4913")).unwrap();
    fs::rename(&page, preview.content("a/page.html~")).unwrap();
    save(&page, "vim");
    fs::remove_file(preview.content("a/page.html~")).unwrap();
    preview.wait_for("/a/page.html", Some("vim"));

    // The same file again, after all these changes of inode.
    save(&page, "once more");
    preview.wait_for("/a/page.html", Some("once more"));

    // A new folder in a new folder with a file at once.
    save(&preview.content("n/e/w/deep.html"), "deep");
    preview.wait_for("/n/e/w/deep.html", Some("deep"));
    save(&preview.content("n/e/w/deep.html"), "deeper");
    preview.wait_for("/n/e/w/deep.html", Some("deeper"));

    // A folder under another name: the old pages go, the new ones come, and are still watched.
    fs::rename(preview.content("b"), preview.content("c")).unwrap();
    preview.wait_for("/c/x.html", Some("x"));
    preview.wait_for("/b/x.html", None);
    save(&preview.content("c/x.html"), "still watched");
    preview.wait_for("/c/x.html", Some("still watched"));

    // Deleted: a file, then a folder.
    fs::remove_file(&page).unwrap();
    preview.wait_for("/a/page.html", None);
    fs::remove_dir_all(preview.content("n")).unwrap();
    preview.wait_for("/n/e/w/deep.html", None);
}

#[test]
fn every_save_style_is_noticed() {
    let preview = site();
    assert!(!preview.before.iter().any(|event| matches!(event, Event::Polling { .. })), "{:?}", preview.before);
    every_save_style(&preview);
}

#[test]
fn every_save_style_is_noticed_by_polling() {
    every_save_style(&polled());
}

#[test]
fn a_watched_folder_may_go_and_come_back() {
    let preview = site();
    let content = preview.root.path().join("content");
    let aside = preview.root.path().join("aside");
    fs::rename(&content, &aside).unwrap();
    preview.wait_for("/index.html", None);
    fs::rename(&aside, &content).unwrap();
    preview.wait_for("/index.html", Some("front"));
    save(&preview.content("a/page.html"), "after");
    preview.wait_for("/a/page.html", Some("after"));
}

#[test]
fn a_file_that_is_watched_by_name_is_noticed_when_it_comes() {
    let preview = site();
    save(&preview.root.path().join("site.yaml"), "title: x");
    assert!(preview.events.recv_timeout(SOON).is_ok());
}

#[cfg(unix)]
#[test]
fn links_inside_the_project_are_followed() {
    let preview = site();
    let shared = preview.root.path().join("shared");
    save(&shared.join("s.html"), "linked");
    std::os::unix::fs::symlink(&shared, preview.content("l")).unwrap();
    assert!(preview.events.recv_timeout(SOON).is_ok());
    while preview.events.recv_timeout(Duration::from_millis(200)).is_ok() {}
    save(&shared.join("s.html"), "edited");
    assert!(preview.events.recv_timeout(SOON).is_ok(), "an edit behind a link");
}

#[cfg(unix)]
#[test]
fn a_linked_file_is_noticed_where_it_lies() {
    use std::os::unix::fs::symlink;
    let preview = Preview::with(&[("index.html", "front")], |options| {
        let root = options.watch[0].parent().unwrap().to_owned();
        save(&root.join("desk/here.html"), "from the start");
        symlink(root.join("desk/here.html"), options.watch[0].join("here.html")).unwrap();
    });
    let desk = |name: &str| preview.root.path().join("desk").join(name);
    preview.wait_for("/here.html", Some("from the start"));
    save(&desk("here.html"), "in place");
    preview.wait_for("/here.html", Some("in place"));
    save(&desk("new"), "renamed over");
    fs::rename(desk("new"), desk("here.html")).unwrap();
    preview.wait_for("/here.html", Some("renamed over"));

    // A link to a link, made while we watch, by a way that is relative.
    save(&preview.root.path().join("far/away.html"), "far");
    symlink("../far/away.html", desk("between.html")).unwrap();
    symlink("../desk/between.html", preview.content("away.html")).unwrap();
    preview.wait_for("/away.html", Some("far"));
    save(&preview.root.path().join("far/away.html"), "nearer");
    preview.wait_for("/away.html", Some("nearer"));
    fs::remove_file(desk("between.html")).unwrap();
    preview.wait_for("/away.html", None);
}

#[test]
fn lost_reports_are_made_good_by_looking_again() {
    let preview = site();
    // The queue of the system has run over: what was made meanwhile, nobody has told us.
    preview.inbox.send(Message::Unknown).unwrap();
    assert!(matches!(preview.events.recv_timeout(SOON).unwrap(), Event::Rebuilt { .. }));
    save(&preview.content("a/page.html"), "told again");
    preview.wait_for("/a/page.html", Some("told again"));
    save(&preview.content("o/ther/page.html"), "in a new folder");
    preview.wait_for("/o/ther/page.html", Some("in a new folder"));
}

#[test]
fn what_is_not_ours_to_watch_causes_no_build() {
    let preview = site();
    for name in ["public/index.html", "a/.page.html.swp", "a/page.html~", "a/.#page.html", "a/4913"] {
        save(&preview.content(name), "noise");
    }
    // Beside the sources, where the output and its staging folder lie.
    save(&preview.root.path().join(".public.dateline-new/index.html"), "noise");
    // And reading, which a build does itself.
    fs::read_to_string(preview.content("a/page.html")).unwrap();
    let mut heard: Vec<Event> = Vec::new();
    while let Ok(event) = preview.events.recv_timeout(Duration::from_millis(400)) {
        heard.push(event);
    }
    // Making `public/` and listing happen once at most; no noise may build for ever.
    assert!(heard.is_empty(), "{heard:?}");
}

#[test]
fn when_the_system_goes_deaf_we_look_ourselves_and_say_so() {
    let preview = site();
    preview.inbox.send(Message::Deaf("no watches left".into())).unwrap();
    let event = preview.events.recv_timeout(SOON).unwrap();
    assert!(matches!(&event, Event::Polling { reason } if reason == "no watches left"), "{event:?}");
    save(&preview.content("a/page.html"), "seen");
    preview.wait_for("/a/page.html", Some("seen"));
}
