//! The hosts of the suite: how a site is told of one, and how a test looks at it from outside.

mod local;
mod ssh;
#[cfg(feature = "cloud")]
mod stored;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

pub(crate) use local::{Directory, Git, Zip};
pub(crate) use ssh::Ssh;
#[cfg(feature = "cloud")]
pub(crate) use stored::{Azure, Gcs, S3, Stored, WebDav};

use crate::support::{Ran, Site, files, program, ran};

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A host as a test sees it: from outside, without our own code.
pub(crate) trait Host: Sized {
    /// Begins one; `None` where this machine lacks what it needs, which is then said.
    fn start() -> Option<Self>;
    /// The lines below `deploy: live:` in site.yaml.
    fn settings(&self) -> String;
    /// Variables for the program.
    fn environment(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    /// What a reader finds, without what is only ours.
    fn live(&self) -> Files;
    /// Everything that anybody can fetch, earlier releases with it.
    fn everything(&self) -> Vec<Vec<u8>>;
    /// Somebody else puts a file there, or changes one.
    fn put(&self, path: &str, bytes: &[u8]);
    /// Whether it is told headers.
    const HEADERS: bool = false;
    /// Whether it keeps files of earlier releases for open pages.
    const KEEPS: bool = true;
    /// Whether somebody else can put files there.
    const SHARED: bool = true;
}

/// A site with a target `live` at a host.
pub(crate) struct Desk<'h, H> {
    pub(crate) host: &'h H,
    pub(crate) site: Site,
    pub(crate) now: i64,
}

/// A name with everything that hosts and addresses stumble over.
pub(crate) const ODD: &str = "notes/é [x] 100%25 & +a=b#.txt";

impl<'h, H: Host> Desk<'h, H> {
    /// The small site of the tests, with odd names and bytes in it. It has no pictures for link previews: a deploy sends them
    /// as it sends any file, and to draw them takes longer than all the rest.
    pub(crate) fn new(host: &'h H) -> Self {
        let site = Site::base();
        let desk = Self { host, site, now: 1_751_328_000 };
        desk.site.write(&format!("static/{ODD}"), "odd");
        desk.site.write("static/bytes.bin", (0..=255).collect::<Vec<u8>>());
        desk.site.write("static/css/own.css", "p{margin:0}");
        desk.set("");
        desk
    }

    /// Writes site.yaml anew, with more settings of the target.
    pub(crate) fn set(&self, more: &str) {
        let settings = self.host.settings();
        let lines: String = settings.lines().chain(more.lines()).map(|line| format!("    {line}\n")).collect();
        let head = "title: Test briefing\nbase_url: https://briefing.example.org/\ncards: none\n";
        self.site.write("site.yaml", format!("{head}deploy:\n  live:\n{lines}"));
    }

    /// Of a finished deploy nothing stays in the project but a note of what stands at a host that is reached over a network.
    pub(crate) fn only_a_note_stays(&self) {
        for file in files(&self.site.root()).into_keys().filter(|path| path.starts_with(".dateline/")) {
            assert_eq!(file, ".dateline/deployed-live.json");
        }
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = program(&self.site.root(), args);
        command.env("SOURCE_DATE_EPOCH", self.now.to_string()).envs(self.host.environment());
        command
    }

    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }

    #[track_caller]
    pub(crate) fn deploy(&self) -> Ran {
        self.run(&["deploy"]).exits(0)
    }

    /// The steps that a run tells as JSON: turn, path, why.
    #[track_caller]
    pub(crate) fn steps(&self, args: &[&str]) -> Vec<(String, String, String)> {
        let ran = self.run(args).exits(0);
        let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        let steps = json["plan"]["steps"].as_array().unwrap().iter();
        let text = |step: &serde_json::Value, key: &str| step[key].as_str().unwrap().to_owned();
        steps.map(|step| (text(step, "turn"), text(step, "path"), text(step, "why"))).collect()
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.site.path(path)).unwrap();
        assert!(text.contains(from), "{path}: {from}");
        self.site.write(path, text.replace(from, to));
    }

    /// An hour goes by.
    pub(crate) fn later(&mut self, hours: i64) {
        self.now += hours * 3600;
    }
}

/// Says that something was not tested on this machine: `tools/test` gathers the lines and shows them at its end.
#[expect(clippy::disallowed_methods, reason = "a test is not a stage; this is how tools/test is told")]
pub(crate) fn skipped(what: &str) {
    let Ok(path) = std::env::var("DATELINE_SKIPPED") else { return };
    let mut file = fs::File::options().create(true).append(true).open(path).unwrap();
    std::io::Write::write_all(&mut file, format!("{what}\n").as_bytes()).unwrap();
}

pub(crate) fn ours(path: &str) -> bool {
    path.starts_with("_dateline/") || path == ".nojekyll"
}
