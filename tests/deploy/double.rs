//! A host of the suite that speaks real HTTP: an object store in the language of S3 or Google Cloud Storage, as much of
//! Azure's as sending files takes, or a WebDAV server. It keeps conditions, pages its lists, counts requests, fails when it
//! is told to, and after every request that changes what readers see looks whether they would find all that a page refers to.

mod answers;
mod http;

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufReader;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use answers::plain;
use http::{Answer, Request, read, send};

use crate::look::{Link, broken, links};

/// Which language it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    S3,
    Gcs,
    Azure,
    WebDav,
}

/// How a request fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// An answer with this status, and nothing done.
    Status(u16),
    /// The connection ends, and nothing was done.
    Cut,
    /// The work is done, and the connection ends before the answer.
    CutAfter,
    /// Nothing comes for a long time. Where many bytes were sent the connection ends instead: the program gives those more
    /// time than a test has.
    Stall,
    /// The program that asked is killed, before the work is done: see [`Double::hold`].
    Kill,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Object {
    pub(crate) bytes: Vec<u8>,
    pub(crate) content_type: String,
    pub(crate) cache_control: String,
    generation: u64,
    written: i64,
    /// Where it leads a reader, if it is a page.
    links: Arc<Vec<Link>>,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) objects: BTreeMap<String, Object>,
    folders: BTreeSet<String>,
    /// Method and key of every request.
    pub(crate) log: Vec<(String, String)>,
    /// Which request from now fails, and how; how many fail in a row.
    pub(crate) failing: Option<(usize, usize, Failure)>,
    /// What a reader could have met that refers to something missing.
    pub(crate) broken: BTreeSet<String>,
    /// Whether a page was written or something deleted since a reader was last here.
    unseen: bool,
    generation: u64,
    /// Tells whom to kill.
    victim: Option<Receiver<u32>>,
    /// Seconds since 2025: each request takes one, unless time stands still.
    clock: i64,
    pub(crate) time_stands_still: bool,
}

/// What stood at a host: objects, folders, and its two counters.
#[derive(Clone, Debug)]
pub(crate) struct Saved(BTreeMap<String, Object>, BTreeSet<String>, u64, i64);

/// The server; it lives as long as the test.
#[derive(Clone, Debug)]
pub(crate) struct Double {
    pub(crate) address: SocketAddr,
    tongue: Tongue,
    state: Arc<Mutex<State>>,
}

impl Double {
    pub(crate) fn start(tongue: Tongue) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let double = Self { address: listener.local_addr().unwrap(), tongue, state: Arc::default() };
        let server = double.clone();
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let server = server.clone();
                thread::spawn(move || server.converse(&connection));
            }
        });
        double
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// From the nth request on (0 is the next), so many fail.
    pub(crate) fn fail(&self, nth: usize, times: usize, how: Failure) {
        self.state().failing = Some((nth, times, how));
    }

    /// What stands there, to begin again from.
    pub(crate) fn save(&self) -> Saved {
        let state = self.state();
        Saved(state.objects.clone(), state.folders.clone(), state.generation, state.clock)
    }

    /// Begins again from what stood there once.
    pub(crate) fn restore(&self, saved: &Saved) {
        let mut state = self.state();
        let Saved(objects, folders, generation, clock) = saved.clone();
        *state = State { objects, folders, generation, clock, ..State::default() };
    }

    /// At the nth request the program is killed whose number comes through `victim`.
    pub(crate) fn hold(&self, nth: usize, victim: Receiver<u32>) {
        let mut state = self.state();
        state.failing = Some((nth, 1, Failure::Kill));
        state.victim = Some(victim);
    }

    /// Somebody else puts a file there.
    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let mut state = self.state();
        let object = state.object(bytes.to_vec(), &BTreeMap::new());
        state.insert(path, object);
        let folders = path.match_indices('/').map(|(at, _)| path[..at].to_owned());
        state.folders.extend(folders.collect::<Vec<_>>());
    }

    fn converse(&self, connection: &TcpStream) {
        let mut reader = BufReader::new(connection.try_clone().unwrap());
        while let Some(request) = read(&mut reader, self.tongue) {
            let failure = {
                let mut state = self.state();
                state.log.push((request.method.clone(), request.key.clone()));
                match &mut state.failing {
                    Some((0, times, how)) if *times > 0 => {
                        *times -= 1;
                        Some(*how)
                    }
                    Some((nth, _, _)) if *nth > 0 => {
                        *nth -= 1;
                        None
                    }
                    _ => None,
                }
            };
            let answer = match failure {
                Some(Failure::Status(status)) => {
                    Answer { status, headers: Vec::new(), body: b"<Error><Message>busy</Message></Error>".to_vec() }
                }
                Some(Failure::Cut) => return,
                Some(Failure::Stall) if request.body.len() > 4_000 => return,
                Some(Failure::Stall) => {
                    thread::sleep(Duration::from_secs(30));
                    return;
                }
                Some(Failure::Kill) => {
                    let Some(pid) = self.state().victim.take().and_then(|victim| victim.recv().ok()) else { return };
                    let _ = std::process::Command::new("kill").args(["-KILL", &pid.to_string()]).status();
                    return;
                }
                Some(Failure::CutAfter) => {
                    self.act(&request);
                    return;
                }
                None => self.act(&request),
            };
            let head_only = request.method == "HEAD";
            if send(connection, &answer, head_only).is_none() {
                return;
            }
        }
    }

    fn act(&self, request: &Request) -> Answer {
        let mut state = self.state();
        if !state.time_stands_still {
            state.clock += 1;
        }
        let answer = match (self.tongue, request.method.as_str()) {
            (_, "GET") if request.query.contains("list-type=2") => state.list(request),
            (_, "POST") if request.query.starts_with("delete") => state.delete_many(request),
            (Tongue::WebDav, "MKCOL") => state.make_folder(request),
            (Tongue::WebDav, "MOVE" | "COPY") => state.dav_move(request),
            (Tongue::WebDav, "PROPFIND") => state.propfind(request),
            (_, "GET" | "HEAD") => state.get(request),
            (_, "PUT") => state.put(request, self.tongue),
            (_, "DELETE") => match state.remove(&request.key) {
                None if self.tongue != Tongue::S3 => plain(404),
                _ => plain(if self.tongue == Tongue::Azure { 202 } else { 204 }),
            },
            _ => plain(405),
        };
        if std::mem::take(&mut state.unseen) {
            state.look();
        }
        answer
    }
}

/// Whether a reader may open it.
fn public(key: &str) -> bool {
    !key.starts_with("_dateline/")
}

impl State {
    fn insert(&mut self, key: &str, mut object: Object) {
        let page = public(key) && key.ends_with(".html");
        object.links = Arc::new(if page { links(key, &object.bytes) } else { Vec::new() });
        self.unseen |= page;
        self.objects.insert(key.to_owned(), object);
    }

    fn remove(&mut self, key: &str) -> Option<Object> {
        let removed = self.objects.remove(key);
        self.unseen |= removed.is_some() && public(key);
        removed
    }

    /// Looks with a reader's eyes: every link of every page leads somewhere.
    fn look(&mut self) {
        let Self { objects, broken: met, .. } = self;
        met.append(&mut broken(|path| Some(objects.get(path)?.links.as_slice())));
    }
}
