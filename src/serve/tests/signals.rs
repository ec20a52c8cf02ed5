//! Ctrl-C, asked once and twice, of a preview in a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::super::{Built, Changed, Event, Options, Port, run};
use super::*;

/// Not a test: the preview that the tests below end. Its first build is done at once; what it does at the next is told
/// by the folder that it is given.
#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn a_preview_to_be_ended() {
    #[expect(clippy::disallowed_methods, reason = "a test is not a stage; this is how one process tells another")]
    let Ok(folder) = std::env::var("DATELINE_TEST_FOLDER") else { return };
    let options = Options { port: Port::Preferred(0), watch: vec![folder.into()], ..Options::default() };
    let say = |word: &str| {
        let mut out = std::io::stderr();
        writeln!(out, "{word}").unwrap();
    };
    let mut build = |changed: &Changed| {
        if *changed != Changed::Everything {
            say("hangs");
            std::thread::sleep(Duration::from_mins(10));
        }
        Built { tree: Some(OutputTree::new()), ..Built::default() }
    };
    let tell = |event| {
        if matches!(event, Event::Listening { .. }) {
            say("listens");
        }
    };
    run(&options, &mut build, &tell).unwrap();
    say("ended");
}

struct Process {
    child: Child,
    words: std::io::Lines<BufReader<std::process::ChildStderr>>,
}

impl Process {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "serve::tests::signals::a_preview_to_be_ended", "--ignored", "--nocapture"])
            .env("DATELINE_TEST_FOLDER", folder)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let words = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, words }
    }

    fn wait_for(&mut self, word: &str) {
        assert!(self.words.by_ref().map_while(Result::ok).any(|line| line.trim_end().ends_with(word)), "no `{word}`");
    }

    fn interrupt(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn ctrl_c_ends_a_preview_in_good_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(folder.path());
    process.wait_for("listens");
    process.interrupt();
    process.wait_for("ended");
    assert!(process.child.wait().unwrap().success());
}

#[test]
fn a_second_ctrl_c_ends_a_preview_whose_build_hangs() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(folder.path());
    process.wait_for("listens");
    save(&folder.path().join("file"), "x");
    process.wait_for("hangs");
    process.interrupt();
    // Two signals at once would be one: the first must have been heard before the second is sent.
    let start = Instant::now();
    let status = loop {
        std::thread::sleep(Duration::from_millis(50));
        process.interrupt();
        if let Some(status) = process.child.try_wait().unwrap() {
            break status;
        }
        assert!(start.elapsed() < SOON, "still there");
    };
    assert_eq!(status.code(), Some(130));
}
