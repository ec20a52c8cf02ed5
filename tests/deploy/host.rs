//! The hosts of the suite: how a site is told of one, and how a test looks at it from outside.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

#[cfg(feature = "cloud")]
use crate::double::{Double, Tongue};
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
    /// The small site of the tests, with odd names in it.
    pub(crate) fn new(host: &'h H) -> Self {
        let site = Site::base();
        let desk = Self { host, site, now: 1_751_328_000 };
        desk.site.write(&format!("static/{ODD}"), "odd");
        desk.site.write("static/css/own.css", "p{margin:0}");
        desk.set("");
        desk
    }

    /// Writes site.yaml anew, with more settings of the target.
    pub(crate) fn set(&self, more: &str) {
        let settings = self.host.settings();
        let lines: String = settings.lines().chain(more.lines()).map(|line| format!("    {line}\n")).collect();
        let head = "title: Test briefing\nbase_url: https://briefing.example.org/\n";
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

/// A folder of this machine.
pub(crate) struct Directory {
    dir: TempDir,
}

impl Directory {
    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("www")
    }
}

impl Host for Directory {
    fn start() -> Option<Self> {
        Some(Self { dir: TempDir::new().unwrap() })
    }

    fn settings(&self) -> String {
        format!("type: directory\npath: {}", self.path().display())
    }

    fn live(&self) -> Files {
        // The link is followed: the walk begins at what it leads to.
        let Ok(current) = fs::canonicalize(self.path().join("current")) else { return Files::new() };
        files(&current).into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        files(&self.path()).into_values().collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let dir = self.path();
        if !dir.join("current").exists() {
            fs::create_dir_all(dir.join("releases/theirs")).unwrap();
            std::os::unix::fs::symlink("releases/theirs", dir.join("current")).unwrap();
        }
        let path = dir.join("current").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // As a program does that writes anew: the linked file of another release is not written to.
        let _ = fs::remove_file(&path);
        fs::write(path, bytes).unwrap();
    }
}

/// An archive.
pub(crate) struct Zip {
    dir: TempDir,
}

impl Zip {
    fn read(&self, name: &str) -> Files {
        let Ok(file) = fs::File::open(self.dir.path().join(name)) else { return Files::new() };
        let mut archive = zip::ZipArchive::new(file).unwrap();
        let mut found = Files::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            found.insert(file.name().unwrap().strip_prefix("briefing/").unwrap().to_owned(), bytes);
        }
        found
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("briefing.zip")
    }
}

impl Host for Zip {
    fn start() -> Option<Self> {
        Some(Self { dir: TempDir::new().unwrap() })
    }

    fn settings(&self) -> String {
        format!("type: zip\npath: {}", self.path().display())
    }

    fn live(&self) -> Files {
        self.read("briefing.zip").into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        let names = fs::read_dir(self.dir.path()).unwrap();
        names.flat_map(|name| self.read(name.unwrap().file_name().to_str().unwrap()).into_values()).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let mut all = self.read("briefing.zip");
        all.insert(path.to_owned(), bytes.to_vec());
        let mut archive = zip::ZipWriter::new(fs::File::create(self.path()).unwrap());
        for (path, bytes) in all {
            archive.start_file(format!("briefing/{path}"), zip::write::SimpleFileOptions::default()).unwrap();
            std::io::Write::write_all(&mut archive, &bytes).unwrap();
        }
        archive.finish().unwrap();
    }

    const KEEPS: bool = false;
    const SHARED: bool = false;
}

/// A bare repository.
pub(crate) struct Git {
    dir: TempDir,
}

impl Git {
    pub(crate) fn git(&self, args: &[&str]) -> Vec<u8> {
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(self.dir.path().join("site.git")).args(args);
        let output = git.output().unwrap();
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn tree(&self, commit: &str) -> Files {
        let listed = self.git(&["ls-tree", "-r", "-z", "--name-only", commit]);
        let names = String::from_utf8(listed).unwrap();
        let names = names.split('\0').filter(|name| !name.is_empty());
        names.map(|name| (name.to_owned(), self.git(&["cat-file", "blob", &format!("{commit}:{name}")]))).collect()
    }

    pub(crate) fn refs(&self) -> Vec<String> {
        let listed = self.git(&["for-each-ref", "--format=%(refname)"]);
        String::from_utf8(listed).unwrap().lines().map(str::to_owned).collect()
    }
}

impl Host for Git {
    fn start() -> Option<Self> {
        let dir = TempDir::new().unwrap();
        let made = Command::new("git").args(["init", "--quiet", "--bare"]).arg(dir.path().join("site.git")).status();
        assert!(made.unwrap().success());
        Some(Self { dir })
    }

    fn settings(&self) -> String {
        format!("type: git\nremote: {}", self.dir.path().join("site.git").display())
    }

    fn live(&self) -> Files {
        if !self.refs().contains(&"refs/heads/gh-pages".to_owned()) {
            return Files::new();
        }
        self.tree("refs/heads/gh-pages").into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        let commits = self.git(&["rev-list", "--all"]);
        let commits = String::from_utf8(commits).unwrap();
        commits.lines().flat_map(|commit| self.tree(commit).into_values()).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        // A colleague with an ordinary clone.
        let clone = TempDir::new().unwrap();
        let work = clone.path().join("w");
        let git = |args: &[&str]| {
            let output = Command::new("git").arg("-C").arg(&work).args(args).output().unwrap();
            assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        };
        let from = self.dir.path().join("site.git");
        let there = self.refs().contains(&"refs/heads/gh-pages".to_owned());
        fs::create_dir(&work).unwrap();
        git(&["init", "--quiet", "-b", "gh-pages"]);
        git(&["remote", "add", "origin", from.to_str().unwrap()]);
        if there {
            git(&["pull", "--quiet", "origin", "gh-pages"]);
        }
        let file = work.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
        git(&["add", "--all"]);
        git(&["-c", "user.name=Colleague", "-c", "user.email=c@example.org", "commit", "--quiet", "-m", "by hand"]);
        git(&["push", "--quiet", "origin", "gh-pages"]);
    }
}

#[cfg(feature = "cloud")]
/// A host whose inside a test can see.
pub(crate) trait Stored: Host {
    fn double(&self) -> &Double;
}

#[cfg(feature = "cloud")]
macro_rules! stored {
    ($name:ident, $tongue:expr, $headers:expr, $settings:expr) => {
        pub(crate) struct $name {
            double: Double,
        }

        impl Host for $name {
            fn start() -> Option<Self> {
                Some(Self { double: Double::start($tongue) })
            }

            fn settings(&self) -> String {
                let settings: fn(std::net::SocketAddr) -> String = $settings;
                settings(self.double.address)
            }

            fn environment(&self) -> Vec<(&'static str, String)> {
                let keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map(|name| (name, "test".to_owned()));
                let google = r#"{"gcs_base_url":"http://unused","disable_oauth":true,"client_email":"","private_key":"","private_key_id":""}"#;
                keys.into_iter().chain([("GOOGLE_SERVICE_ACCOUNT_KEY", google.to_owned())]).collect()
            }

            fn live(&self) -> Files {
                let state = self.double.state();
                let live = state.objects.iter().filter(|(key, _)| !ours(key));
                live.map(|(key, object)| (key.clone(), object.bytes.clone())).collect()
            }

            fn everything(&self) -> Vec<Vec<u8>> {
                self.double.state().objects.values().map(|object| object.bytes.clone()).collect()
            }

            fn put(&self, path: &str, bytes: &[u8]) {
                self.double.put(path, bytes);
            }

            const HEADERS: bool = $headers;
        }

        impl Stored for $name {
            fn double(&self) -> &Double {
                &self.double
            }
        }
    };
}

#[cfg(feature = "cloud")]
stored!(S3, Tongue::S3, true, |address| format!(
    "type: s3\nbucket: site\nendpoint: http://{address}\nregion: eu-west-1"
));
#[cfg(feature = "cloud")]
stored!(Gcs, Tongue::Gcs, true, |address| format!("type: gcs\nbucket: site\nendpoint: http://{address}"));
#[cfg(feature = "cloud")]
stored!(WebDav, Tongue::WebDav, false, |address| format!("type: webdav\nurl: http://{address}/dav/"));

/// A machine reached by ssh: a server of our own on this one, with rsync.
pub(crate) struct Ssh {
    dir: TempDir,
    server: std::process::Child,
}

impl Drop for Ssh {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Ssh {
    fn www(&self) -> PathBuf {
        self.dir.path().join("www [é] site")
    }
}

impl Host for Ssh {
    fn start() -> Option<Self> {
        let there = |path: &str| std::path::Path::new(path).exists();
        if !(there("/usr/sbin/sshd") && there("/usr/bin/rsync") && there("/usr/bin/ssh-keygen")) {
            skipped("the target `ssh`: no sshd, rsync or ssh-keygen");
            return None;
        }
        let _ = fs::create_dir_all("/run/sshd");
        let dir = TempDir::new().unwrap();
        let at = |name: &str| dir.path().join(name).display().to_string();
        for key in ["host", "login"] {
            let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", &at(key)]).status();
            assert!(made.unwrap().success());
        }
        fs::copy(at("login.pub"), at("authorized")).unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = format!(
            "ListenAddress 127.0.0.1\nPort {port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nMaxStartups 100\n",
            at("host"),
            at("authorized")
        );
        fs::write(at("sshd.conf"), server).unwrap();
        let host_key = fs::read_to_string(at("host.pub")).unwrap();
        fs::write(at("known"), format!("[127.0.0.1]:{port} {host_key}")).unwrap();
        let client = format!(
            "Host desk\nHostName 127.0.0.1\nPort {port}\nIdentityFile {}\nIdentitiesOnly yes\nUserKnownHostsFile {}\nStrictHostKeyChecking yes\nBatchMode yes\n",
            at("login"),
            at("known")
        );
        fs::write(at("ssh.conf"), client).unwrap();
        let log = fs::File::create(at("log")).unwrap();
        let server =
            Command::new("/usr/sbin/sshd").args(["-D", "-e", "-f", &at("sshd.conf")]).stderr(log).spawn().unwrap();
        let host = Self { dir, server };
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(host);
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("sshd does not answer: {}", fs::read_to_string(host.dir.path().join("log")).unwrap());
    }

    fn settings(&self) -> String {
        format!(
            "type: ssh\nhost: desk\npath: \"{}\"\nconfig: {}",
            self.www().display(),
            self.dir.path().join("ssh.conf").display()
        )
    }

    fn live(&self) -> Files {
        let Ok(current) = fs::canonicalize(self.www().join("current")) else { return Files::new() };
        files(&current).into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        files(&self.www()).into_values().collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.www().join("current").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        fs::write(path, bytes).unwrap();
    }
}
