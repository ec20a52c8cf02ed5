//! A host of the suite that speaks real HTTP: an object store in the language of S3 or Google Cloud Storage, or a WebDAV
//! server. It keeps conditions, pages its lists, counts requests, fails when it is told to, and after every request looks
//! whether a reader would find all that a page refers to.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

/// How many objects a page of a list holds.
const PAGE: usize = 7;

/// Which language it speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    S3,
    Gcs,
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
    /// Nothing comes for a long time.
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

struct Request {
    method: String,
    key: String,
    query: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
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
        state.objects.insert(path.to_owned(), object);
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
            (_, "DELETE") => match state.objects.remove(&request.key) {
                None if self.tongue != Tongue::S3 => plain(404),
                _ => plain(204),
            },
            _ => plain(405),
        };
        state.look();
        answer
    }
}

impl State {
    fn stamp(&self) -> String {
        let at = jiff::Timestamp::from_second(1_735_689_600 + self.clock).unwrap();
        at.to_string()
    }

    fn object(&mut self, bytes: Vec<u8>, headers: &BTreeMap<String, String>) -> Object {
        self.generation += 1;
        let text = |name: &str| headers.get(name).cloned().unwrap_or_default();
        Object {
            bytes,
            content_type: text("content-type"),
            cache_control: text("cache-control"),
            generation: self.generation,
            written: self.clock,
        }
    }

    fn get(&self, request: &Request) -> Answer {
        let Some(object) = self.objects.get(&request.key) else { return plain(404) };
        Answer { status: 200, headers: described(object), body: object.bytes.clone() }
    }

    fn put(&mut self, request: &Request, tongue: Tongue) -> Answer {
        let header = |name: &str| request.headers.get(name).map(String::as_str);
        if let Some(from) = header("x-amz-copy-source").or(header("x-goog-copy-source")) {
            let from = unescaped(from);
            let from = from.trim_start_matches('/').split_once('/').unwrap().1.to_owned();
            let Some(found) = self.objects.get(&from).cloned() else { return plain(404) };
            self.generation += 1;
            let copy = Object { generation: self.generation, written: self.clock, ..found };
            let body = format!(
                "<CopyObjectResult><LastModified>{}</LastModified><ETag>{}</ETag></CopyObjectResult>",
                self.stamp(),
                tag(&copy)
            );
            self.objects.insert(request.key.clone(), copy);
            return Answer { status: 200, headers: Vec::new(), body: body.into_bytes() };
        }
        let there = self.objects.get(&request.key);
        let refused = match (header("if-none-match"), header("if-match"), header("x-goog-if-generation-match")) {
            (Some("*"), _, _) | (_, _, Some("0")) => there.is_some(),
            (_, Some(wanted), _) => there.map(tag).as_deref() != Some(wanted),
            (_, _, Some(generation)) => {
                there.map(|object| object.generation.to_string()).as_deref() != Some(generation)
            }
            _ => false,
        };
        if refused {
            return plain(412);
        }
        let folder = request.key.rsplit_once('/').map_or("", |(folder, _)| folder);
        if tongue == Tongue::WebDav && !folder.is_empty() && !self.folders.contains(folder) {
            return plain(409);
        }
        let object = self.object(request.body.clone(), &request.headers);
        let headers =
            described(&object).into_iter().filter(|(name, _)| name.starts_with('E') || name.starts_with('x')).collect();
        self.objects.insert(request.key.clone(), object);
        Answer { status: 200, headers, body: Vec::new() }
    }

    fn list(&self, request: &Request) -> Answer {
        let query = |name: &str| {
            let pairs = request.query.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .into_iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| unescaped(&value.replace('+', " ")))
                .unwrap_or_default()
        };
        let (prefix, after) = (query("prefix"), query("continuation-token"));
        let found: Vec<_> = self.objects.iter().filter(|(key, _)| key.starts_with(&prefix) && **key > after).collect();
        let mut body = "<ListBucketResult>".to_owned();
        for (key, object) in found.iter().take(PAGE) {
            let at = jiff::Timestamp::from_second(1_735_689_600 + object.written).unwrap();
            body.push_str(&format!(
                "<Contents><Key>{}</Key><LastModified>{at}</LastModified><ETag>{}</ETag><Size>{}</Size></Contents>",
                key.replace('&', "&amp;").replace('<', "&lt;"),
                tag(object).replace('"', "&quot;"),
                object.bytes.len()
            ));
        }
        if found.len() > PAGE {
            body.push_str(&format!(
                "<NextContinuationToken>{}</NextContinuationToken>",
                found[PAGE - 1].0.replace('&', "&amp;")
            ));
        }
        body.push_str("</ListBucketResult>");
        Answer { status: 200, headers: vec![("Content-Type", "application/xml".to_owned())], body: body.into_bytes() }
    }

    fn delete_many(&mut self, request: &Request) -> Answer {
        let body = String::from_utf8(request.body.clone()).unwrap();
        let mut done = "<DeleteResult>".to_owned();
        for part in body.split("<Key>").skip(1) {
            let key = part.split("</Key>").next().unwrap();
            done.push_str(&format!("<Deleted><Key>{key}</Key></Deleted>"));
            let key = key
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
            self.objects.remove(&key);
        }
        done.push_str("</DeleteResult>");
        Answer { status: 200, headers: Vec::new(), body: done.into_bytes() }
    }

    fn make_folder(&mut self, request: &Request) -> Answer {
        let key = request.key.trim_end_matches('/');
        match key.rsplit_once('/') {
            Some((above, _)) if !self.folders.contains(above) => plain(409),
            _ if !self.folders.insert(key.to_owned()) => plain(405),
            _ => plain(201),
        }
    }

    fn dav_move(&mut self, request: &Request) -> Answer {
        let to = request.headers.get("destination").map(|to| unescaped(to)).unwrap_or_default();
        let to = to.split_once("/dav/").map(|(_, key)| key.to_owned()).unwrap_or_default();
        let folder = to.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let Some(found) = self.objects.get(&request.key).cloned() else { return plain(404) };
        if !folder.is_empty() && !self.folders.contains(&folder) {
            return plain(409);
        }
        if request.headers.get("overwrite").is_some_and(|over| over == "F") && self.objects.contains_key(&to) {
            return plain(412);
        }
        self.generation += 1;
        // As a rename does, a move keeps the file's own time; a copy is new.
        let written = self.clock;
        self.objects.insert(to, Object { generation: self.generation, written, ..found });
        if request.method == "MOVE" {
            self.objects.remove(&request.key);
        }
        plain(201)
    }

    fn propfind(&self, request: &Request) -> Answer {
        let folder = request.key.trim_end_matches('/');
        if !self.folders.contains(folder) {
            return plain(404);
        }
        let within = self.objects.keys().filter(|key| key.starts_with(&format!("{folder}/")));
        let hrefs: String = within.map(|key| format!("<D:response><D:href>/dav/{key}</D:href></D:response>")).collect();
        Answer {
            status: 207,
            headers: Vec::new(),
            body: format!("<D:multistatus xmlns:D=\"DAV:\">{hrefs}</D:multistatus>").into_bytes(),
        }
    }

    /// Looks with a reader's eyes: every link of every page leads somewhere.
    fn look(&mut self) {
        let paths: BTreeSet<&str> = self.objects.keys().map(String::as_str).collect();
        if !paths.contains("index.html") {
            return; // nobody has been told of the site yet
        }
        // From the front page on, as a crawler goes.
        let (mut open, mut met) = (vec!["index.html".to_owned()], BTreeSet::from(["index.html".to_owned()]));
        let mut broken = BTreeSet::new();
        while let Some(path) = open.pop() {
            let Some(object) = self.objects.get(&path) else { continue };
            if !path.ends_with(".html") {
                continue;
            }
            let html = String::from_utf8_lossy(&object.bytes).into_owned();
            for link in html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1)) {
                let link = link.split('"').next().unwrap();
                let way = link.split(['#', '?']).next().unwrap();
                if way.is_empty() || way.contains(':') || way.starts_with('/') {
                    continue;
                }
                let mut parts: Vec<&str> = path.split('/').collect();
                parts.pop();
                for part in way.split('/') {
                    match part {
                        "." | "" => {}
                        ".." => _ = parts.pop(),
                        part => parts.push(part),
                    }
                }
                let mut target = unescaped(&parts.join("/"));
                if way.ends_with('/') || target.is_empty() {
                    target = format!("{target}/index.html");
                    target = target.strip_prefix('/').map_or(target.clone(), str::to_owned);
                }
                if !paths.contains(target.as_str()) {
                    broken.insert(format!("{path}: {link}"));
                } else if met.insert(target.clone()) {
                    open.push(target);
                }
            }
        }
        self.broken.append(&mut broken);
    }
}

fn tag(object: &Object) -> String {
    format!("\"{}\"", &blake3::hash(&[&object.bytes[..], &object.generation.to_le_bytes()].concat()).to_hex()[..32])
}

fn described(object: &Object) -> Vec<(&'static str, String)> {
    let at = jiff::Timestamp::from_second(1_735_689_600 + object.written).unwrap();
    vec![
        ("ETag", tag(object)),
        ("x-goog-generation", object.generation.to_string()),
        ("Last-Modified", at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        ("Content-Type", object.content_type.clone()),
        ("Cache-Control", object.cache_control.clone()),
    ]
}

fn plain(status: u16) -> Answer {
    Answer { status, headers: Vec::new(), body: Vec::new() }
}

fn read(reader: &mut BufReader<TcpStream>, tongue: Tongue) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    // /bucket/key, or /dav/key.
    let path = unescaped(path);
    let key = path.trim_start_matches('/').split_once('/').map_or("", |(_, key)| key).to_owned();
    let key = if tongue == Tongue::WebDav { key.trim_end_matches('/').to_owned() } else { key };
    Some(Request { method, key, query: query.to_owned(), headers, body })
}

fn send(mut connection: &TcpStream, answer: &Answer, head_only: bool) -> Option<()> {
    let mut head = format!("HTTP/1.1 {} -\r\nContent-Length: {}\r\n", answer.status, answer.body.len());
    for (name, value) in answer.headers.iter().filter(|(_, value)| !value.is_empty()) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    let mut all = head.into_bytes();
    if !head_only {
        all.extend_from_slice(&answer.body);
    }
    connection.write_all(&all).ok()
}

fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let hex =
            text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap()
}
