//! The site to a host: plan, show, apply.
//!
//! A deploy takes the [`OutputTree`] that was built in memory, the very value that was examined before, and never
//! reads a folder that may have changed since. It asks the host what stands there ([`Published`]), plans the way from
//! there to here ([`plan()`]), and carries the plan out through a [`Target`]. The table [`KINDS`] names the kinds;
//! each is one file, and two families share their work: hosts that hold objects under keys (`keyed`), and hosts
//! where a whole release takes the place of the one before.
//!
//! This room must not know what a page is, how a site is built, or how anything is printed.

#[cfg(feature = "cloud")]
mod azure;
#[cfg(feature = "cloud")]
mod cloud;
mod directory;
#[cfg(feature = "cloud")]
mod gcs;
mod git;
mod hand;
#[cfg(feature = "cloud")]
mod keyed;
mod note;
mod offline;
mod plan;
mod program;
mod published;
#[cfg(feature = "cloud")]
mod s3;
mod ssh;
#[cfg(feature = "cloud")]
mod store;
mod target;
mod verify;
mod web;
#[cfg(feature = "cloud")]
mod webdav;
mod zip;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};

pub use hand::{Working, take};
pub use note::{Known, Last, last, note, noted};
pub use plan::{Earlier, Plan, Rules, Standing, Step, Turn, Why, Work};
pub use published::{Entry, Headers, Published};
pub use target::{Bytes, Environment, Event, Foreign, Hand, Job, Opening, Others, Overtaken, Secret, Settings, Target};
pub use verify::{Difference, verify};

use crate::output::{OutputPath, OutputTree};

/// A kind of target.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Its name in `site.yaml`.
    pub name: &'static str,
    /// What it is, for the reference.
    pub about: &'static str,
    /// The settings it knows, beside those of [`COMMON`].
    pub settings: &'static [Setting],
    /// Makes one.
    pub open: Open,
}

/// Makes a target of a kind.
pub type Open = fn(&Opening<'_>) -> Result<Box<dyn Target>>;

/// A setting of a target.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its key.
    pub key: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// What holds without it; `required` where it must be written.
    pub default: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// The default of a setting that must be written.
pub const REQUIRED: &str = "required";

/// Every kind of target.
pub const KINDS: &[Kind] =
    &[directory::KIND, zip::KIND, git::KIND, ssh::KIND, web::WEBDAV, web::S3, web::GCS, web::AZURE];

/// The settings that every target knows.
pub const COMMON: &[Setting] = &[
    Setting {
        key: "keep_days",
        takes: "whole number",
        default: "7",
        about: "How many days the fingerprinted files of earlier releases stay, for pages that are still open somewhere.",
    },
    Setting {
        key: "cache",
        takes: "text",
        default: "no-cache",
        about: "`Cache-Control` for pages and all that is not fingerprinted, at hosts that take headers.",
    },
];

/// The named targets of a site; the first is the one that is meant when none is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// In the order of `site.yaml`.
    pub targets: Vec<Settings>,
}

impl Options {
    /// The target of that name, or the first.
    ///
    /// # Errors
    /// There is none.
    pub fn target(&self, name: Option<&str>) -> Result<&Settings> {
        let names = || self.targets.iter().map(|target| format!("`{}`", target.name)).collect::<Vec<_>>().join(", ");
        match name {
            None => {
                self.targets.first().context("site.yaml names no target; write one under `deploy:`, see docs/deploy.md")
            }
            Some(name) => self.targets.iter().find(|target| target.name == name).with_context(|| match names() {
                known if known.is_empty() => {
                    format!("there is no target `{name}`; write it under `deploy:` in site.yaml")
                }
                known => format!("there is no target `{name}`; site.yaml has {known}"),
            }),
        }
    }
}

/// Opens the target that settings describe.
///
/// # Errors
/// A setting is missing or wrong, or this program was built without the target's kind.
pub fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    let kind = opening.settings.kind;
    let row = KINDS.iter().find(|row| row.name == kind).with_context(|| format!("there is no type `{kind}`"))?;
    (row.open)(opening).with_context(|| format!("cannot use the target `{}`", opening.settings.name))
}

/// What decides every plan for a target. `withdrawn` is what of the site to come was taken back.
///
/// # Errors
/// A setting is wrong.
pub fn rules(
    target: &dyn Target,
    settings: &Settings,
    earlier: Earlier,
    withdrawn: &BTreeSet<String>,
    now: Timestamp,
) -> Result<Rules> {
    let days = if target.keeps() { settings.number("keep_days", 7)? } else { 0 };
    Ok(Rules {
        now,
        keep: SignedDuration::from_hours(24 * i64::from(days)),
        earlier,
        withdrawn: withdrawn.clone(),
        follows: &[],
    })
}

/// The plan that brings a built site to a target.
///
/// # Errors
/// The tree cannot be kept by every file system.
pub fn plan(
    tree: &OutputTree,
    target: &dyn Target,
    settings: &Settings,
    standing: &Standing,
    rules: &Rules,
) -> Result<Plan> {
    if let Some(clash) = tree.clashes().first() {
        anyhow::bail!("{clash}");
    }
    let cache = target.takes_headers().then(|| settings.get("cache").unwrap_or("no-cache"));
    Ok(towards(plan::entries(tree, cache), standing, rules))
}

/// The plan that makes a host hold exactly `files`.
#[must_use]
pub fn towards(files: BTreeMap<OutputPath, Entry>, standing: &Standing, rules: &Rules) -> Plan {
    plan::plan(files, standing, rules)
}

/// The plan that brings back what stood at a target before: the last whole release where a deploy was cut off, else
/// the one before the last. What was withdrawn does not come back.
///
/// # Errors
/// Nothing before is remembered there, or it would show again what was withdrawn.
pub fn rollback(standing: &Standing, rules: &Rules, place: &str) -> Result<Plan> {
    let published = &standing.published;
    ensure!(!published.release.is_empty(), "nothing of ours stands at {place}; deploy first");
    if let Some(claim) = &published.claim {
        let back: Vec<String> =
            claim.withdrawn.difference(&published.withdrawn).map(|one| format!("`{one}`")).collect();
        ensure!(
            back.is_empty(),
            "the deploy that was cut off at {place} withdrew {}, and the release before would show it again; deploy once more instead",
            back.join(", ")
        );
    }
    let files = if published.claim.is_some() { Some(published.files.clone()) } else { published.files_before() };
    let files: BTreeMap<_, _> = files.with_context(|| {
        format!("{place} remembers no release before {}; nothing to roll back to", published.release)
    })?;
    Ok(towards(files, standing, &Rules { withdrawn: published.withdrawn.clone(), ..rules.clone() }))
}
