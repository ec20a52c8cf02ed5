//! What every target can do. The rest of the room is written against this, and each target knows only its own host.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use jiff::Timestamp;

use crate::deploy::plan::{Plan, Standing};
use crate::output::{OutputPath, OutputTree};

/// A host that takes a site.
pub trait Target: fmt::Debug {
    /// The host, in words that may be shown to anybody.
    fn place(&self) -> String;

    /// Whether the host sends the headers it is told.
    fn takes_headers(&self) -> bool {
        false
    }

    /// Whether files of earlier releases are kept for pages that are still open somewhere.
    fn keeps(&self) -> bool {
        true
    }

    /// Where at this host, or behind it, copies of an earlier release may lie that no deploy can take away.
    fn out_of_reach(&self) -> Vec<&'static str>;

    /// The site as this host needs it. What comes out is what is examined, planned and sent.
    fn prepared(&self, tree: OutputTree) -> OutputTree {
        tree
    }

    /// What stands there: one read where the last deploy ran to its end.
    ///
    /// # Errors
    /// The host cannot be reached, refuses, or holds a memory that cannot be read.
    fn standing(&self) -> Result<Standing>;

    /// Carries out a plan, and gives the version of the host's memory that it left, where the host has such.
    ///
    /// # Errors
    /// The host cannot be reached or refuses, or somebody else is at work there. The site that stood there still
    /// stands, whole, and the next run goes on where this one ended.
    fn apply(&self, job: &Job<'_>) -> Result<Option<String>>;

    /// The BLAKE3 of what stands at each path now, and nothing for a path where nothing stands.
    ///
    /// # Errors
    /// The host cannot be reached or refuses.
    fn read_back(&self, paths: &[OutputPath]) -> Result<BTreeMap<OutputPath, String>>;
}

/// The host's memory is not what a plan was made on. Nothing was written.
#[derive(Debug)]
pub struct Overtaken {
    place: String,
}

impl Overtaken {
    pub(super) fn at(place: String) -> Self {
        Self { place }
    }
}

impl fmt::Display for Overtaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place } = self;
        write!(f, "another deploy to {place} is at work or has ended meanwhile; run again to see what is left to do")
    }
}

impl std::error::Error for Overtaken {}

/// A plan with all that is needed to carry it out.
pub struct Job<'a> {
    /// What to do.
    pub plan: &'a Plan,
    /// What it was planned on.
    pub standing: &'a Standing,
    /// Where the bytes come from.
    pub bytes: Bytes<'a>,
    /// Whose work it is.
    pub hand: &'a Hand,
    /// What to do where a file that is not ours is in the way.
    pub foreign: Foreign,
    /// The time that counts as now.
    pub now: Timestamp,
    /// Hears how the work goes on.
    pub tell: &'a (dyn Fn(Event) + Sync),
}

/// Where the bytes of the files to send come from.
#[derive(Clone, Copy, Debug)]
pub enum Bytes<'a> {
    /// The site that was built.
    Tree(&'a OutputTree),
    /// The host itself, which still has the release before.
    Before,
}

/// What to do where a file that is not ours is in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Refuse.
    Respect,
    /// Write over it; it is ours from then on.
    Adopt,
}

impl Foreign {
    /// Refuses a file that is in the way, unless it may be written over.
    ///
    /// # Errors
    /// It may not.
    pub fn in_the_way(self, path: &str, place: &str) -> Result<()> {
        match self {
            Self::Adopt => Ok(()),
            Self::Respect => bail!(
                "`{path}` at {place} was not written by dateline; move it away, or run again with `--adopt` to write over such files"
            ),
        }
    }
}

/// What a deploy tells while it works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// What is being done now.
    Phase(&'static str),
    /// One file is done.
    Done,
    /// Something did not work and is tried again.
    Again(String),
}

/// Who deploys: a random word that is kept in the project while a deploy runs and after one was cut off, so that the
/// next run knows that the half-finished work at the host is its own.
#[derive(Debug)]
pub struct Hand {
    /// The word.
    pub id: String,
    /// What to do where somebody else is at work.
    pub others: Others,
    /// A folder of the project for what outlives a run that was cut off.
    pub room: PathBuf,
}

/// What to do where somebody else is at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// Refuse.
    Respect,
    /// Their run is known to be dead: take their place.
    Replace,
}

/// How long a claim holds that nobody has ended, in seconds: two hours.
const CLAIM_HOLDS: i64 = 2 * 60 * 60;

impl Hand {
    /// Refuses to work where another deploy is at work.
    ///
    /// # Errors
    /// Another deploy has the host, and may be alive.
    pub fn may_work(&self, claim: Option<(&str, Timestamp)>, now: Timestamp, place: &str) -> Result<()> {
        let Some((by, since)) = claim else { return Ok(()) };
        let stale = now.as_second() - since.as_second() > CLAIM_HOLDS;
        if by == self.id || stale || self.others == Others::Replace {
            return Ok(());
        }
        bail!(
            "another deploy to {place} has been at work since {since}; wait for it, or, if it is dead, run again with `--take-over`"
        )
    }
}

/// Text that must never be seen: it prints as a word, whoever prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Hides a text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for the one place that sends it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// Reads a variable of the environment: the command line's only loan to a target.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<Secret>;

/// The settings of one named target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The name it is called by.
    pub name: String,
    /// The kind of host: a row of [`crate::deploy::KINDS`].
    pub kind: &'static str,
    /// Setting to value; every key is one that the kind knows.
    pub values: BTreeMap<&'static str, String>,
}

impl Settings {
    /// A setting that may be missing.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    /// A setting that must be there.
    ///
    /// # Errors
    /// It is missing.
    pub fn need(&self, key: &str) -> Result<&str> {
        self.get(key)
            .with_context(|| format!("the target `{0}` has no `{key}`; write deploy.{0}.{key} in site.yaml", self.name))
    }

    /// A whole number, or what holds without one.
    ///
    /// # Errors
    /// It is no whole number.
    pub fn number(&self, key: &str, without: u32) -> Result<u32> {
        let Some(text) = self.get(key) else { return Ok(without) };
        text.parse().with_context(|| format!("deploy.{}.{key} is `{text}`; write a whole number", self.name))
    }
}

/// What a kind of target is told: its own settings, the project's folder, and the environment.
pub struct Opening<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The folder of the project; relative paths count from here.
    pub root: &'a Path,
    /// The environment.
    pub environment: Environment<'a>,
}

impl Opening<'_> {
    /// A path of the settings, from the project's folder.
    ///
    /// # Errors
    /// The setting is missing.
    pub fn path(&self, key: &str) -> Result<PathBuf> {
        Ok(self.root.join(self.settings.need(key)?))
    }
}
