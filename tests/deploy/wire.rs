//! A deploy over ssh that is killed while its bytes are on the way: a wire stands before the real server, counts what the
//! program sends, and at a certain byte kills it and cuts every line, as a machine does that loses its power.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use crate::host::{Desk, Directory, Host, Ssh};

const ARTICLE: &str = "content/articles/2025-06-02-base.md";

/// How many more bytes pass, and who tells whom to kill then.
type Fuse = Arc<Mutex<Option<(usize, mpsc::Receiver<u32>)>>>;

/// Begins a wire to a server; gives its port.
fn wire(server: u16, fuse: &Fuse, cut: &Arc<AtomicBool>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (fuse, cut) = (Arc::clone(fuse), Arc::clone(cut));
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let far = TcpStream::connect(("127.0.0.1", server)).unwrap();
            let (back, forth) = (far.try_clone().unwrap(), near.try_clone().unwrap());
            let (fuse, cut, cut_too) = (Arc::clone(&fuse), Arc::clone(&cut), Arc::clone(&cut));
            thread::spawn(move || carry(near, far, |passed| spent(&fuse, &cut, passed)));
            thread::spawn(move || carry(back, forth, |_| cut_too.load(Ordering::Relaxed)));
        }
    });
    port
}

/// Carries bytes until one side ends or the wire is cut.
fn carry(mut from: TcpStream, mut to: TcpStream, cut: impl Fn(usize) -> bool) {
    let mut bytes = [0; 512];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        if cut(read) {
            let _ = from.shutdown(Shutdown::Both);
            break;
        }
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

/// Whether the wire is cut; at the fuse's last byte the program is killed.
fn spent(fuse: &Fuse, cut: &AtomicBool, passed: usize) -> bool {
    let mut fuse = fuse.lock().unwrap_or_else(PoisonError::into_inner);
    match fuse.take() {
        Some((left, victim)) if left <= passed => {
            if let Ok(pid) = victim.recv() {
                let _ = std::process::Command::new("kill").args(["-KILL", &pid.to_string()]).status();
            }
            cut.store(true, Ordering::Relaxed);
        }
        Some((left, victim)) => *fuse = Some((left - passed, victim)),
        None => {}
    }
    cut.load(Ordering::Relaxed)
}

#[test]
fn a_machine_holds_one_site_or_the_other_wherever_a_deploy_to_it_is_killed() {
    let Some(host) = Ssh::start() else { return };
    let (fuse, cut) = (Fuse::default(), Arc::new(AtomicBool::new(false)));
    let mut desk = Desk::new(&host);
    desk.deploy();
    let old = host.live();
    host.reached_at(wire(host.port, &fuse, &cut));
    desk.later(1);
    desk.edit(ARTICLE, "was overrun on", "was taken on");
    desk.site.write("static/new.txt", "new");
    let reference = Directory::start().unwrap();
    let mut other = Desk::new(&reference);
    other.later(1);
    other.edit(ARTICLE, "was overrun on", "was taken on");
    other.site.write("static/new.txt", "new");
    other.deploy();
    let new = reference.live();
    assert!(old != new);
    // Five connections of some kilobytes each: every one is cut in several places.
    let (mut at, mut killed, mut between) = (1_500, 0, 0);
    loop {
        cut.store(false, Ordering::Relaxed);
        let (tell, victim) = mpsc::channel();
        *fuse.lock().unwrap() = Some((at, victim));
        let mut deploy = desk.command(&["deploy"]);
        let mut deploy = deploy.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        tell.send(deploy.id()).unwrap();
        let ended = deploy.wait().unwrap().success();
        // What runs at the machine hears of the cut, and ends.
        thread::sleep(Duration::from_millis(100));
        let live = host.live();
        assert!(live == old || live == new, "a mixture stands there after a kill at byte {at}");
        if ended {
            break;
        }
        between += usize::from(host.begun());
        killed += 1;
        at += 5_900;
    }
    assert!(killed > 4 && between > 1, "{killed} killed, {between} with half a release");
    cut.store(false, Ordering::Relaxed);
    *fuse.lock().unwrap() = None;
    desk.deploy();
    assert!(host.live() == new);
    desk.run(&["deploy", "--verify"]).exits(0);
    desk.run(&["rollback"]).exits(0);
    assert!(host.live() == old);
    desk.only_a_note_stays();
}
