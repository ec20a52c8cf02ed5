//! A folder of a machine that is reached by ssh, with rsync on both sides.
//!
//! As with a folder of this machine, every release is a folder of its own and `current` leads to one of them. The new
//! one grows beside it as hard links to the old, so rsync sends only what differs and goes on where it was cut off.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;

use crate::deploy::plan::Standing;
use crate::deploy::program::{run, run_unless};
use crate::deploy::published::{NAME, Published};
use crate::deploy::target::{Bytes, Event, Job, Opening, Target};
use crate::deploy::{Kind, REQUIRED, Setting};
use crate::output::OutputPath;

/// The row of the table.
pub(super) const KIND: Kind = Kind {
    name: "ssh",
    about: "A folder of a machine reached by ssh, with rsync on both sides: each release beside the last, shown by a symbolic link `current`. The login is that of your ssh.",
    settings: &[
        Setting {
            key: "host",
            takes: "name",
            default: REQUIRED,
            about: "As you would give it to ssh: `user@host`, or a name of your ssh configuration.",
        },
        Setting {
            key: "path",
            takes: "path",
            default: REQUIRED,
            about: "The folder there that holds `releases/` and `current`; serve `current`.",
        },
        Setting { key: "port", takes: "whole number", default: "ssh's own", about: "The port of the ssh server." },
        Setting {
            key: "config",
            takes: "path",
            default: "ssh's own",
            about: "A file for `ssh -F`, such as one that a job brings along.",
        },
    ],
    open,
};

/// What a script of ours ends with when there is nothing to tell.
const NOTHING: i32 = 3;

fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    let settings = opening.settings;
    let host = settings.need("host")?.to_owned();
    ensure!(!host.starts_with('-') && !host.contains(char::is_whitespace), "`{host}` is no host");
    let mut options: Vec<String> = Vec::new();
    if settings.get("port").is_some() {
        options.extend(["-p".to_owned(), settings.number("port", 22)?.to_string()]);
    }
    if settings.get("config").is_some() {
        let path = opening.path("config")?;
        options.extend(["-F".to_owned(), path.to_str().context("the path of `config` is no Unicode")?.to_owned()]);
    }
    let path = settings.need("path")?.trim_end_matches('/').to_owned();
    let local = opening.root.join(".dateline").join(format!("ssh-{}", settings.name));
    Ok(Box::new(Ssh { host, options, path, local }))
}

#[derive(Debug)]
struct Ssh {
    host: String,
    options: Vec<String>,
    path: String,
    /// Where files wait on this side.
    local: PathBuf,
}

impl Drop for Ssh {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.local);
        let _ = self.local.parent().map(fs::remove_dir);
    }
}

impl Target for Ssh {
    fn place(&self) -> String {
        format!("{}:{}/current", self.host, self.path)
    }

    fn out_of_reach(&self) -> Vec<&'static str> {
        vec!["the machine's own backups and snapshots", "caches in front of the server, such as a CDN: purge them"]
    }

    fn standing(&self) -> Result<Standing> {
        let count = format!("n=0; for d in releases/*; do [ ! -f \"$d/{NAME}\" ] || n=$((n+1)); done; echo $n");
        let script =
            format!("[ -L current ] || exit {NOTHING}; readlink current && {{ {count}; }} && cat current/{NAME}");
        let Some(said) = self.there(&script, b"")? else {
            return Ok(Standing::whole(Published::nothing(), None));
        };
        let mut parts = said.splitn(3, |byte| *byte == b'\n');
        let mut part = || parts.next().context("the host breaks off");
        let (link, whole, json) = (part()?, part()?, part()?);
        let published =
            Published::from_json(json).with_context(|| format!("cannot make sense of {NAME} at {}", self.place()))?;
        let needed = 1 + usize::from(published.previous.is_some());
        let left_over = String::from_utf8_lossy(whole).trim().parse().unwrap_or(needed).saturating_sub(needed);
        Ok(Standing { left_over, ..Standing::whole(published, Some(String::from_utf8_lossy(link).into_owned())) })
    }

    fn apply(&self, job: &Job<'_>) -> Result<Option<String>> {
        self.lock(job)?;
        let link = job.standing.version.as_deref().unwrap_or_default();
        (job.tell)(Event::Phase("preparing the release"));
        self.begin(job, link)?;
        (job.tell)(Event::Phase("sending"));
        self.send(job)?;
        (job.tell)(Event::Phase("changing over"));
        self.finish(job, link)?;
        Ok(None)
    }

    fn read_back(&self, paths: &[OutputPath]) -> Result<BTreeMap<OutputPath, String>> {
        let to = self.local.join("back");
        fs::create_dir_all(&to)?;
        run(self.rsync().arg(self.remote("current/")).arg(&to), b"")?;
        let mut found = BTreeMap::new();
        for path in paths {
            if let Ok(bytes) = fs::read(to.join(path.as_str())) {
                found.insert(path.clone(), blake3::hash(&bytes).to_hex().to_string());
            }
        }
        Ok(found)
    }
}

impl Ssh {
    /// Runs a script in the target's folder; `None` when it ends with [`NOTHING`].
    fn there(&self, script: &str, input: &[u8]) -> Result<Option<Vec<u8>>> {
        let path = quoted(&self.path);
        let whole = format!("mkdir -p {path} && cd {path} && {{ {script}\n}}");
        let mut ssh = Command::new("ssh");
        ssh.args(&self.options).args(["-T", "--", &self.host]).arg(format!("exec sh -c {}", quoted(&whole)));
        run_unless(&mut ssh, input, NOTHING).with_context(|| format!("cannot work at {}", self.place()))
    }

    fn rsync(&self) -> Command {
        let mut rsync = Command::new("rsync");
        let options: Vec<String> = self.options.iter().map(|option| quoted(option)).collect();
        rsync.args(["-rc", "-s", "--chmod=D755,F644", "-p", "-e"]).arg(format!("ssh {}", options.join(" ")));
        rsync
    }

    fn remote(&self, inner: &str) -> String {
        format!("{}:{}/{inner}", self.host, self.path)
    }

    /// One deploy at a time: a folder that only one can make, with the maker's word in it.
    fn lock(&self, job: &Job<'_>) -> Result<()> {
        let write = format!("echo '{} {}' > .dateline-lock/by", job.hand.id, job.now.as_second());
        let script =
            format!("if mkdir .dateline-lock 2>/dev/null; then {write}; exit {NOTHING}; fi; cat .dateline-lock/by");
        let Some(by) = self.there(&script, b"")? else { return Ok(()) };
        let by = String::from_utf8_lossy(&by).trim().to_owned();
        let (id, since) = by.split_once(' ').unwrap_or((&by, "0"));
        let since = since.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        job.hand.may_work(Some((id, since.unwrap_or_default())), job.now, &self.place())?;
        self.there(&write, b"").map(|_| ())
    }

    /// A copy of the standing release, by hard links, for the new one to grow in. One that was begun for the very same
    /// files is used again; what was begun for others may hold what has been withdrawn since.
    fn begin(&self, job: &Job<'_>, link: &str) -> Result<()> {
        let ours = &job.standing.published;
        let new = job.plan.sends().map(|step| &step.path);
        let new: String = new
            .filter(|path| !ours.files.contains_key(*path) && !ours.kept.contains_key(*path))
            .map(|path| format!("{path}\n"))
            .collect();
        let made_of = job.plan.next.release.rsplit('-').next().unwrap_or_default();
        let script = format!(
            "mkdir -p releases
            [ \"$(readlink current)\" = {link} ] || {{ rm -rf .dateline-lock; echo MOVED; exit 0; }}
            while IFS= read -r p; do [ ! -e \"current/$p\" ] || echo \"$p\"; done
            [ -d releases/.new ] && [ \"$(cat releases/.of 2>/dev/null)\" = {of} ] && exit 0
            rm -rf releases/.new releases/.of
            if [ -n {link} ]; then cp -al \"current/.\" releases/.new 2>/dev/null || {{ rm -rf releases/.new; cp -Rp \"current/.\" releases/.new; }}
            else mkdir releases/.new; fi
            printf %s {of} > releases/.of",
            link = quoted(link),
            of = quoted(&format!("{made_of} {link}")),
        );
        let said = self.there(&script, new.as_bytes())?.unwrap_or_default();
        let said = String::from_utf8_lossy(&said).into_owned();
        match said.lines().next() {
            None => Ok(()),
            Some("MOVED") => {
                bail!("another deploy to {} has ended meanwhile; run again to see what is left to do", self.place())
            }
            Some(path) => {
                let refused = job.foreign.in_the_way(path, &self.place());
                if refused.is_err() {
                    self.there("rm -rf .dateline-lock", b"")?;
                }
                refused
            }
        }
    }

    fn send(&self, job: &Job<'_>) -> Result<()> {
        let from = self.local.join("out");
        if from.exists() {
            fs::remove_dir_all(&from)?;
        }
        write(&from.join(NAME), &job.plan.next.to_json()?)?;
        if let Bytes::Tree(tree) = job.bytes {
            for step in job.plan.sends() {
                let bytes = tree.get(step.path.as_str()).context("the plan is not of this tree")?;
                write(&from.join(step.path.as_str()), bytes)?;
            }
        }
        let mut source = from.into_os_string();
        source.push("/");
        run(self.rsync().arg(source).arg(self.remote("releases/.new/")), b"")
            .with_context(|| format!("cannot send to {}; what was sent stays there for the next run", self.place()))?;
        job.plan.sends().for_each(|_| (job.tell)(Event::Done));
        Ok(())
    }

    /// Brings back and deletes, and lets `current` lead to the new release in one step.
    fn finish(&self, job: &Job<'_>, link: &str) -> Result<()> {
        let mut input = String::new();
        if matches!(job.bytes, Bytes::Before) {
            job.plan.sends().for_each(|step| input.push_str(&format!("+{}\n", step.path)));
        }
        job.plan.deletes().for_each(|step| input.push_str(&format!("-{}\n", step.path)));
        let (published, next) = (&job.standing.published, &job.plan.next);
        let before = published.previous.as_ref().map_or("", |previous| previous.release.as_str());
        let stays = next.previous.as_ref().map_or("", |previous| previous.release.as_str());
        let script = format!(
            "set -e
            shown=$(basename {link})
            of() {{ [ -n \"$1\" ] || return 0; for d in releases/\"$1\" releases/\"$1\".*; do [ -d \"$d\" ] && [ \"$(basename \"$d\")\" != \"$2\" ] && echo \"$d\"; done | tail -n 1; }}
            before=$(of {before} \"$shown\")
            while IFS= read -r line; do
              path=${{line#?}}
              case $line in
                +*) mkdir -p \"$(dirname \"releases/.new/$path\")\"; rm -f \"releases/.new/$path\"; ln \"$before/$path\" \"releases/.new/$path\" 2>/dev/null || cp -p \"$before/$path\" \"releases/.new/$path\";;
                -*) rm -f \"releases/.new/$path\";;
              esac
            done
            find releases/.new -type d -empty -delete
            name={name}; n=1
            while [ -e \"releases/$name\" ]; do n=$((n+1)); name={name}.$n; done
            rm -f .current.new
            mv releases/.new \"releases/$name\"
            ln -s \"releases/$name\" .current.new
            mv -Tf .current.new current 2>/dev/null || mv -hf .current.new current
            rm -f releases/.of
            stays=$(of {stays} \"$name\")
            for d in releases/*; do
              case $d in \"releases/$name\"|\"$stays\") ;; *) [ ! -f \"$d/{NAME}\" ] || rm -rf \"$d\";; esac
            done
            rm -rf .dateline-lock",
            link = quoted(link),
            before = quoted(before),
            stays = quoted(stays),
            name = quoted(&next.release),
        );
        self.there(&script, input.as_bytes())?;
        Ok(())
    }
}

fn write(to: &Path, bytes: &[u8]) -> Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::write(to, bytes).with_context(|| format!("cannot write `{}`", to.display()))
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
