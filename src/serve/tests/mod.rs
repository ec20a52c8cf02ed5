//! The preview as a browser, a hostile page and an editor meet it: real sockets, real files.

mod requests;
#[cfg(unix)]
mod signals;
mod states;
mod watching;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tempfile::TempDir;

use super::{Built, Desk, Event, Follow, Message, Options, Port, Problem, Severity, session};
use crate::output::{OutputPath, OutputTree};

/// How long a test waits for what must happen.
const SOON: Duration = Duration::from_secs(10);

/// A running preview of the folder `content/` in a project of its own.
struct Preview {
    root: TempDir,
    address: SocketAddr,
    inbox: Sender<Message>,
    events: Receiver<Event>,
    /// Events before `Listening`.
    before: Vec<Event>,
    thread: Option<JoinHandle<anyhow::Result<()>>>,
}

impl Preview {
    /// A preview of these files.
    fn of(files: &[(&str, &str)]) -> Self {
        Self::with(files, |_| {})
    }

    fn with(files: &[(&str, &str)], adapt: impl FnOnce(&mut Options)) -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("content")).unwrap();
        for (name, text) in files {
            save(&root.path().join("content").join(name), text);
        }
        let mut options = Options {
            port: Port::Preferred(0),
            watch: vec![root.path().join("content"), root.path().join("site.yaml")],
            ignore: vec![root.path().join("content/public")],
            ..Options::default()
        };
        adapt(&mut options);
        let (inbox, messages) = channel();
        let (tell, events) = channel();
        let content = root.path().join("content");
        let own = inbox.clone();
        let thread = std::thread::spawn(move || {
            session(&options, &mut |_| build(&content), &|event| drop(tell.send(event)), &own, &messages)
        });
        let mut before = Vec::new();
        let url = loop {
            match events.recv_timeout(SOON).unwrap() {
                Event::Listening { url, .. } => break url,
                other => before.push(other),
            }
        };
        let address = url.strip_prefix("http://").unwrap().trim_end_matches('/').parse().unwrap();
        Self { root, address, inbox, events, before, thread: Some(thread) }
    }

    fn content(&self, name: &str) -> PathBuf {
        self.root.path().join("content").join(name)
    }

    /// Sends a request as it stands; `{host}` is replaced.
    fn send(&self, request: &str) -> Answer {
        Answer::parse(&self.bytes(request))
    }

    /// The bytes of an answer.
    fn raw(&self, path: &str, headers: &str) -> Vec<u8> {
        self.bytes(&format!("GET {path} HTTP/1.1\r\nHost: {{host}}\r\n{headers}Connection: close\r\n\r\n"))
    }

    fn bytes(&self, request: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        stream.write_all(request.replace("{host}", &self.address.to_string()).as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn get(&self, path: &str) -> Answer {
        self.get_with(path, "")
    }

    /// `headers` are whole lines.
    fn get_with(&self, path: &str, headers: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {{host}}\r\n{headers}Connection: close\r\n\r\n"))
    }

    /// Waits until the page has this text (without what the preview puts in), or is gone (`None`).
    fn wait_for(&self, path: &str, text: Option<&str>) {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            let found =
                (answer.status == 200).then(|| answer.body.split("<script").next().unwrap_or_default().to_owned());
            if found.as_deref() == text {
                return;
            }
            assert!(start.elapsed() < SOON, "{path}: waited for {text:?}, still {found:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn listen(&self) -> States {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        write!(stream, "GET /_dateline/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        States(BufReader::new(stream), serde_json::Value::Null)
    }

    fn stop(&mut self) {
        let _ = self.inbox.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap().unwrap();
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.inbox.send(Message::Stop);
    }
}

/// The stream of states.
struct States(BufReader<TcpStream>, serde_json::Value);

impl States {
    /// The next state that differs for a page of the site: a save in place may be seen in two parts.
    fn next(&mut self) -> serde_json::Value {
        loop {
            let before = self.1["state"].clone();
            let next = self.next_turn();
            if next["state"] != before {
                return next;
            }
        }
    }

    fn next_turn(&mut self) -> serde_json::Value {
        self.1 = self.read();
        self.1.clone()
    }

    fn read(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream has ended");
            if let Some(json) = line.strip_prefix("data: ") {
                return serde_json::from_str(json).unwrap();
            }
        }
    }
}

/// An answer, read to its end.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// Saves in place, and makes the folders for it.
fn save(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The build of these tests: every file is a page; one that says BROKEN stops it.
fn build(content: &Path) -> Built {
    let mut tree = OutputTree::new();
    let mut problems = Vec::new();
    for entry in walkdir::WalkDir::new(content).sort_by_file_name().into_iter().filter_map(Result::ok) {
        let name = entry.path().strip_prefix(content).unwrap().to_str().unwrap().to_owned();
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        if text.contains("BROKEN") {
            let text = format!("error[E100]: {name} says <b>BROKEN</b>");
            problems.push(Problem { code: "E100".into(), severity: Severity::Error, text });
        }
        if let Ok(path) = OutputPath::new(&name) {
            tree.insert(path, Bytes::from(text));
        }
    }
    let edited = vec!["a/".to_owned(), String::new()];
    let pages = tree.len();
    let desk = Desk::new(move |page| match page {
        "" => Some(format!("<body>{pages} pages</body>").into()),
        "desk.css" => Some("p{}".into()),
        _ => None,
    });
    let tree = problems.is_empty().then_some(tree);
    Built { tree, problems, summary: "built".into(), edited, desk: Some(desk) }
}
