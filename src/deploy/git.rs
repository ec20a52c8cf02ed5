//! A branch of a git repository, as GitHub Pages, GitLab Pages, Codeberg and others serve one.
//!
//! A new commit is made by `git fast-import` in a scratch repository and pushed; nothing is checked out and the
//! project's own repository is not touched. The commit has no parent unless history is asked for: what was retracted
//! does not stay in a public history. Files on the branch that we did not write, such as `CNAME`, stay.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::deploy::plan::Standing;
use crate::deploy::program::{redacted, run, run_unless};
use crate::deploy::published::{NAME, Published};
use crate::deploy::target::{Bytes, Event, Job, Opening, Target};
use crate::deploy::{Kind, REQUIRED, Setting};
use crate::output::OutputPath;

/// The row of the table.
pub(super) const KIND: Kind = Kind {
    name: "git",
    about: "A branch of a git repository (GitHub Pages, GitLab Pages, Codeberg, any remote), by your own git login.",
    settings: &[
        Setting {
            key: "remote",
            takes: "name, address or path",
            default: REQUIRED,
            about: "A remote of the project's repository such as `origin`, or the address or path of any repository.",
        },
        Setting { key: "branch", takes: "name", default: "gh-pages", about: "The branch that is served." },
        Setting {
            key: "history",
            takes: "`orphan` or `keep`",
            default: "orphan",
            about: "`orphan` makes each commit the first, so that nothing withdrawn stays in the branch's history; `keep` adds one to the last.",
        },
    ],
    open,
};

fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    let settings = opening.settings;
    let history = match settings.get("history").unwrap_or("orphan") {
        "orphan" => History::Orphan,
        "keep" => History::Keep,
        other => bail!("history is `{other}`; write `orphan` or `keep`"),
    };
    let branch = settings.get("branch").unwrap_or("gh-pages").to_owned();
    let checked = run(Command::new("git").args(["check-ref-format", "--branch", &branch]), b"");
    checked.with_context(|| format!("`{branch}` is no name for a branch"))?;
    let scratch = opening.root.join(".dateline").join(format!("git-{}", settings.name));
    let remote = address(opening.root, settings.need("remote")?)?;
    Ok(Box::new(Git { remote, branch, history, scratch, found: OnceCell::new() }))
}

/// The address of a remote by its name, else the path or address itself.
fn address(root: &Path, remote: &str) -> Result<String> {
    let mut ask = Command::new("git");
    ask.arg("-C").arg(root).args(["config", "--get-regexp"]);
    ask.arg(format!("^remote\\.{}\\.(push)?url$", remote.replace('.', "\\.")));
    let plain = remote.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if plain && let Ok(Some(urls)) = run_unless(&mut ask, b"", 1) {
        let urls = String::from_utf8_lossy(&urls).into_owned();
        let push = urls.lines().find(|line| line.contains(".pushurl ")).or_else(|| urls.lines().next());
        if let Some((_, url)) = push.and_then(|line| line.split_once(' ')) {
            return address_of(root, url);
        }
    }
    ensure!(!remote.starts_with('-'), "`{remote}` is no address");
    address_of(root, remote)
}

/// A path from the project's folder in full; an address as it is.
fn address_of(root: &Path, remote: &str) -> Result<String> {
    match fs::canonicalize(root.join(remote)) {
        Ok(path) => Ok(path.to_str().context("the path is no Unicode")?.to_owned()),
        Err(_) => Ok(remote.to_owned()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum History {
    Orphan,
    Keep,
}

struct Git {
    remote: String,
    branch: String,
    history: History,
    scratch: PathBuf,
    found: OnceCell<Found>,
}

impl std::fmt::Debug for Git {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Git")
            .field("remote", &redacted(&self.remote))
            .field("branch", &self.branch)
            .finish_non_exhaustive()
    }
}

/// The commits at the remote, by their hashes.
#[derive(Debug, Clone, Default)]
struct Found {
    tip: Option<String>,
    previous: Option<String>,
}

impl Drop for Git {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.scratch);
        let _ = self.scratch.parent().map(fs::remove_dir);
    }
}

impl Target for Git {
    fn place(&self) -> String {
        format!("branch {} of {}", self.branch, redacted(&self.remote))
    }

    fn out_of_reach(&self) -> Vec<&'static str> {
        let history = match self.history {
            History::Keep => {
                "the branch's history (`history: keep`): every earlier commit still holds it; set `history: orphan`, deploy again, and ask the host to remove the old commits"
            }
            History::Orphan => {
                "the commits before, which the host shows to those who know their hash until it clears up: ask it to"
            }
        };
        vec![history, "clones and forks of the repository", "caches in front of the host, such as a CDN: purge them"]
    }

    fn standing(&self) -> Result<Standing> {
        let found = self.found()?;
        let Some(tip) = found.tip else { return Ok(Standing::whole(Published::nothing(), None)) };
        self.fetch(&self.head(), "refs/there")?;
        let json = run_unless(self.git().args(["cat-file", "blob", &format!("{tip}:{NAME}")]), b"", 128)?;
        let published = match json {
            Some(json) => Published::from_json(&json).with_context(|| format!("cannot make sense of {NAME} there"))?,
            None => Published::nothing(),
        };
        Ok(Standing::whole(published, Some(tip)))
    }

    fn apply(&self, job: &Job<'_>) -> Result<Option<String>> {
        let found = self.found()?;
        let tree = self.tree(found.tip.as_deref())?;
        let ours = &job.standing.published;
        let ours: BTreeSet<&OutputPath> = ours.files.keys().chain(ours.kept.keys()).collect();
        for step in job.plan.sends().filter(|step| tree.contains_key(step.path.as_str()) && !ours.contains(&step.path))
        {
            job.foreign.in_the_way(step.path.as_str(), &self.place())?;
        }
        (job.tell)(Event::Phase("making the commit"));
        let commit = self.commit(job, &found, &tree)?;
        (job.tell)(Event::Phase("pushing"));
        self.push(job, &found, &commit)?;
        Ok(None)
    }

    fn read_back(&self, paths: &[OutputPath]) -> Result<BTreeMap<OutputPath, String>> {
        let found = self.found()?;
        let tree = self.tree(found.tip.as_deref())?;
        let there: Vec<(&OutputPath, &String)> =
            paths.iter().filter_map(|path| Some((path, tree.get(path.as_str())?))).collect();
        let asked: String = there.iter().map(|(_, blob)| format!("{blob}\n")).collect();
        let answer = run(self.git().args(["cat-file", "--batch"]), asked.as_bytes())?;
        let mut rest = answer.as_slice();
        let mut hashes = BTreeMap::new();
        for (path, _) in there {
            let end = rest.iter().position(|byte| *byte == b'\n').context("git broke off")?;
            let head = String::from_utf8_lossy(&rest[..end]).into_owned();
            let size: usize = head.rsplit(' ').next().and_then(|size| size.parse().ok()).context("git broke off")?;
            let bytes = rest.get(end + 1..end + 1 + size).context("git broke off")?;
            hashes.insert(path.clone(), blake3::hash(bytes).to_hex().to_string());
            rest = rest.get(end + 2 + size..).unwrap_or_default();
        }
        Ok(hashes)
    }
}

impl Git {
    fn head(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }

    /// Where the commit before waits for a rollback.
    fn waiting(&self) -> String {
        format!("refs/dateline/{}/previous", self.branch)
    }

    /// git in the scratch repository, whatever repository the project lies in.
    fn git(&self) -> Command {
        let mut git = Command::new("git");
        for name in ["GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY"] {
            git.env_remove(name);
        }
        git.env("GIT_DIR", &self.scratch).env("LC_ALL", "C");
        git
    }

    /// Which commits stand at the remote; asked once.
    fn found(&self) -> Result<Found> {
        if let Some(found) = self.found.get() {
            return Ok(found.clone());
        }
        if self.scratch.exists() {
            fs::remove_dir_all(&self.scratch).context("cannot clear the scratch repository")?;
        }
        fs::create_dir_all(&self.scratch).with_context(|| format!("cannot make `{}`", self.scratch.display()))?;
        run(Command::new("git").args(["init", "--quiet", "--bare"]).arg(&self.scratch), b"")?;
        let listed = run(self.git().args(["ls-remote", "--", &self.remote, &self.head(), &self.waiting()]), b"");
        let listed = listed.with_context(|| format!("cannot reach {}", self.place()))?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let commit = |name: &str| {
            let mut lines = listed.lines().filter_map(|line| line.split_once('\t'));
            lines.find(|(_, listed)| *listed == name).map(|(hash, _)| hash.to_owned())
        };
        Ok(self.found.get_or_init(|| Found { tip: commit(&self.head()), previous: commit(&self.waiting()) }).clone())
    }

    fn fetch(&self, name: &str, to: &str) -> Result<()> {
        let mut fetch = self.git();
        fetch.args(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head"]);
        if self.history == History::Orphan {
            fetch.arg("--depth=1");
        }
        run(fetch.args(["--", &self.remote, &format!("+{name}:{to}")]), b"")
            .with_context(|| format!("cannot fetch {}", self.place()))?;
        Ok(())
    }

    /// Path to blob of every file of a commit.
    fn tree(&self, commit: Option<&str>) -> Result<BTreeMap<String, String>> {
        let Some(commit) = commit else { return Ok(BTreeMap::new()) };
        let listed = run(self.git().args(["ls-tree", "-r", "-z", "--full-tree", commit]), b"")?;
        let mut tree = BTreeMap::new();
        for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
            let line = String::from_utf8_lossy(line).into_owned();
            let (head, path) = line.split_once('\t').context("git lists a tree in a way not known here")?;
            let blob = head.rsplit(' ').next().unwrap_or_default();
            tree.insert(path.to_owned(), blob.to_owned());
        }
        Ok(tree)
    }

    /// Makes the commit in the scratch repository.
    fn commit(&self, job: &Job<'_>, found: &Found, tree: &BTreeMap<String, String>) -> Result<String> {
        let next = &job.plan.next;
        let message = format!("Deploy {}\n", next.release);
        let mut stream = Vec::new();
        // A neutral name: a public branch should not say who of a desk was at work.
        let who = format!("dateline <dateline@invalid> {} +0000", job.now.as_second());
        let head = format!("commit refs/made\nauthor {who}\ncommitter {who}\ndata {}\n{message}", message.len());
        stream.extend_from_slice(head.as_bytes());
        if let Some(tip) = &found.tip {
            let root = String::from_utf8(run(self.git().args(["rev-parse", &format!("{tip}^{{tree}}")]), b"")?)?;
            if self.history == History::Keep {
                stream.extend_from_slice(format!("from {tip}\n").as_bytes());
            }
            stream.extend_from_slice(format!("M 040000 {} \n", root.trim()).as_bytes());
        }
        for step in job.plan.deletes().filter(|step| tree.contains_key(step.path.as_str())) {
            stream.extend_from_slice(format!("D {}\n", step.path).as_bytes());
        }
        let before = match (job.bytes, &found.previous) {
            (Bytes::Tree(_), _) => BTreeMap::new(),
            (Bytes::Before, None) => bail!("the remote no longer has the release before"),
            (Bytes::Before, Some(previous)) => {
                self.fetch(&self.waiting(), "refs/before")?;
                self.tree(Some(previous))?
            }
        };
        for step in job.plan.sends() {
            let path = step.path.as_str();
            match job.bytes {
                Bytes::Tree(built) => {
                    inline(path, built.get(path).context("the plan is not of this tree")?, &mut stream);
                }
                Bytes::Before => {
                    let blob = before.get(path).with_context(|| format!("`{path}` is not in the release before"))?;
                    stream.extend_from_slice(format!("M 100644 {blob} {path}\n").as_bytes());
                }
            }
            (job.tell)(Event::Done);
        }
        inline(NAME, &next.to_json()?, &mut stream);
        if !tree.contains_key(".nojekyll") {
            // Without it GitHub Pages runs Jekyll, which leaves out what begins with `_`.
            inline(".nojekyll", b"", &mut stream);
        }
        stream.extend_from_slice(b"\n");
        run(self.git().args(["fast-import", "--quiet", "--force"]), &stream).context("cannot make the commit")?;
        Ok(String::from_utf8(run(self.git().args(["rev-parse", "refs/made"]), b"")?)?.trim().to_owned())
    }

    fn push(&self, job: &Job<'_>, found: &Found, commit: &str) -> Result<()> {
        let (head, waiting) = (self.head(), self.waiting());
        let lease = |name: &str, hash: Option<&str>| format!("--force-with-lease={name}:{}", hash.unwrap_or_default());
        let mut push = self.git();
        push.args(["push", "--quiet", "--no-verify"]);
        push.args([lease(&head, found.tip.as_deref()), lease(&waiting, found.previous.as_deref())]);
        push.args(["--", &self.remote, &format!("{commit}:{head}")]);
        let (standing, next) = (&job.standing.published, &job.plan.next);
        match (&found.tip, &next.previous, &found.previous) {
            (Some(tip), Some(_), _) if !standing.release.is_empty() && next.previous != standing.previous => {
                push.arg(format!("{tip}:{waiting}"));
            }
            (_, None, Some(_)) => _ = push.arg(format!(":{waiting}")),
            _ => {}
        }
        run(&mut push, b"").map_err(|error| {
            let text = error.to_string();
            if ["stale info", "fetch first", "cannot lock ref"].iter().any(|word| text.contains(word)) {
                error.context(format!(
                    "another deploy to {} has ended meanwhile; run again to see what is left",
                    self.place()
                ))
            } else {
                error.context(format!("cannot push to {}", self.place()))
            }
        })?;
        Ok(())
    }
}

/// A file in the words of `git fast-import`.
fn inline(path: &str, bytes: &[u8], stream: &mut Vec<u8>) {
    stream.extend_from_slice(format!("M 100644 inline {path}\ndata {}\n", bytes.len()).as_bytes());
    stream.extend_from_slice(bytes);
    stream.push(b'\n');
}
