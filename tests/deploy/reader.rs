//! A reader who goes through the live site at a real server, again and again, while deploys run, are killed and run again.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::faults::changed;
use crate::host::Host;
use crate::look::links;
use crate::real::Moto;

/// Follows every link from the front page; gives those that lead nowhere. A page may change between two fetches: a link is
/// broken only if its page, fetched anew, still has it and it still leads nowhere.
fn walk(fetch: &dyn Fn(&str) -> Option<Vec<u8>>) -> BTreeSet<String> {
    let (mut open, mut met, mut broken) = (vec!["index.html".to_owned()], BTreeSet::new(), BTreeSet::new());
    while let Some(page) = open.pop() {
        let Some(html) = fetch(&page) else { continue };
        for link in links(&page, &html) {
            let to = link.1.clone();
            if !met.insert(to.clone()) {
                continue;
            }
            if to.ends_with(".html") {
                open.push(to.clone());
            }
            let still = || fetch(&page).is_some_and(|html| links(&page, &html).contains(&link));
            if fetch(&to).is_none() && still() && fetch(&to).is_none() && still() {
                broken.insert(format!("{page}: {}", link.0));
            }
        }
    }
    broken
}

#[test]
fn a_reader_throughout_deploys_that_are_killed_and_repeated_never_meets_a_broken_link() {
    let Some(host) = Moto::start() else { return };
    let desk = changed(&host);
    let (over, seen) = (AtomicBool::new(false), host.seen());
    let (rounds, fetched, broken) = thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut rounds, fetched, mut broken) = (0, Cell::new(0_usize), BTreeSet::new());
            while !over.load(Ordering::Relaxed) {
                broken.extend(walk(&|path| {
                    fetched.set(fetched.get() + 1);
                    seen(path)
                }));
                rounds += 1;
            }
            (rounds, fetched.get(), broken)
        });
        for round in 0..5 {
            let mut deploy = desk.command(&["deploy"]);
            let mut deploy = deploy.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            // Each is killed somewhere else in its work; one that was quicker has done it.
            thread::sleep(Duration::from_millis(350 + 150 * round));
            let _ = deploy.kill();
            deploy.wait().unwrap();
        }
        desk.deploy();
        over.store(true, Ordering::Relaxed);
        reader.join().unwrap()
    });
    assert!(broken.is_empty(), "a reader met {broken:?}");
    assert!(rounds > 0 && fetched > 20, "{rounds} rounds, {fetched} fetches");
    desk.run(&["deploy", "--verify"]).exits(0);
    assert!(!host.live().contains_key("stories/gone/index.html"));
}
