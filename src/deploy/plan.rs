//! What a deploy will do, as a value: made before anything is sent, shown, and then carried out as it stands.
//!
//! It compares the site that was built with what stands at the host, and knows no host: the same plan is made for all.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::deploy::published::{Entry, Headers, Kept, Previous, Published};
use crate::output::{OutputPath, OutputTree, content_type, headers};

/// Files deleted at once without a question: at most this many …
const FREELY_DELETED: usize = 50;
/// … and at most this share of what stands there, in hundredths.
const FREE_SHARE: usize = 20;

/// What to do and in which order, and what stands at the host afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Every file that is sent or deleted, in the order of the work.
    pub steps: Vec<Step>,
    /// How many files stay as they are.
    pub unchanged: usize,
    /// How many files of earlier releases are kept for open pages.
    pub kept: usize,
    /// What the host will remember.
    #[serde(skip)]
    pub next: Published,
    /// Whether the host must be told anything at all.
    #[serde(skip)]
    pub work: Work,
}

/// Whether there is anything to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// The host stands as it should.
    Nothing,
    /// At least the host's memory changes.
    Something,
}

/// One file's part of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// When it is done.
    pub turn: Turn,
    /// The file.
    pub path: OutputPath,
    /// Why it is done.
    pub why: Why,
    /// Bytes sent; of a deletion, bytes freed.
    pub bytes: u64,
}

/// The order of the work. Each turn is over before the next begins, so that whatever a reader sees has all it refers to:
/// assets before the pages that show them, new pages before the pages that link to them, and deletions last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// A style sheet, a picture, a font that is not there yet.
    NewAsset,
    /// One that is there with other bytes or headers.
    Asset,
    /// A page that is not there yet.
    NewPage,
    /// One that is there with other bytes or headers, and the doors of the site: front page, feed, site map.
    Page,
    /// What is no longer part of the site.
    Delete,
}

/// Why a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It is not there.
    New,
    /// Its bytes are others.
    Changed,
    /// Its bytes are the same, its headers are not.
    Headers,
    /// A deploy was cut off while it may have been sending it.
    Unsure,
    /// The site no longer has it.
    Gone,
    /// It was kept from an earlier release, and its time is over.
    Expired,
}

/// What decides a plan beside the files.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The time that counts as now.
    pub now: Timestamp,
    /// How long fingerprinted files stay after their release.
    pub keep: SignedDuration,
    /// What is done with earlier releases.
    pub earlier: Earlier,
    /// What of the site to come is withdrawn.
    pub withdrawn: BTreeSet<String>,
    /// Pairs of files of which the second is other bytes each time it is made, though it says the same: where the first
    /// is unchanged, the second stays as it stands.
    pub follows: &'static [(&'static str, &'static str)],
}

/// What is done with earlier releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// The one before can come back, and its fingerprinted files stay for a while.
    Keep,
    /// Nothing of any of them stays.
    Erase,
}

impl Rules {
    /// What was withdrawn since a host was last deployed to. Where there is any, nothing of earlier releases may stay:
    /// each of them may show it.
    #[must_use]
    pub fn newly_withdrawn(&self, published: &Published) -> Vec<String> {
        let stood = !published.release.is_empty() || published.claim.is_some();
        self.withdrawn.difference(&published.withdrawn).filter(|_| stood).cloned().collect()
    }
}

/// What stands at a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What the host remembers.
    pub published: Published,
    /// Which state of that memory was read; the host refuses work that is based on another one.
    pub version: Option<String>,
    /// The files that are really there: after a deploy was cut off they are neither the old nor the new ones.
    pub there: BTreeMap<OutputPath, Entry>,
    /// Whole releases that nobody needs any more: a deploy was cut off before it took them away.
    pub left_over: usize,
}

impl Standing {
    /// What a host remembers, when no deploy was cut off.
    #[must_use]
    pub fn whole(published: Published, version: Option<String>) -> Self {
        let there = published.files.clone();
        Self { published, version, there, left_over: 0 }
    }
}

/// The files of a built site as they should stand at a host. `cache` is `Cache-Control` for what is not
/// fingerprinted; without it the host is told no headers.
#[must_use]
pub(super) fn entries(tree: &OutputTree, cache: Option<&str>) -> BTreeMap<OutputPath, Entry> {
    let files = tree.iter().map(|(path, bytes)| {
        let blake3 = blake3::hash(bytes).to_hex().to_string();
        let headers = cache.map(|cache| Headers {
            content_type: content_type(path.as_str()).to_owned(),
            cache_control: if headers::is_fingerprinted(path.as_str()) {
                headers::cache_control(path.as_str()).to_owned()
            } else {
                cache.to_owned()
            },
        });
        (path.clone(), Entry { blake3, size: bytes.len() as u64, headers })
    });
    files.collect()
}

/// How to get from what stands at a host to `files`.
#[must_use]
pub(super) fn plan(mut files: BTreeMap<OutputPath, Entry>, standing: &Standing, rules: &Rules) -> Plan {
    let Standing { published, there, .. } = standing;
    for (first, second) in rules.follows {
        let named = |path: &str| there.iter().find(|(known, _)| known.as_str() == path);
        if let (Some((first, stands)), Some((second, entry))) = (named(first), named(second))
            && files.get(first) == Some(stands)
            && files.contains_key(second)
        {
            files.insert(second.clone(), entry.clone());
        }
    }
    let earlier = if rules.newly_withdrawn(published).is_empty() { rules.earlier } else { Earlier::Erase };
    let mut steps = Vec::new();
    let mut unchanged = 0;
    for (path, entry) in &files {
        let kept = published.kept.get(path).map(|kept| &kept.entry);
        match there.get(path).or(kept).map(|stands| difference(stands, entry)) {
            Some(None) => unchanged += 1,
            Some(Some(why)) => steps.push(step(path, why, entry)),
            // A deletion was cut off before it was certain: whatever stands there is ours.
            None if published.doomed.contains(path) => steps.push(step(path, Why::Unsure, entry)),
            None => steps.push(step(path, Why::New, entry)),
        }
    }
    let (mut kept, mut gone) = (BTreeMap::new(), Vec::new());
    let mut leave = |path: &OutputPath, entry: &Entry, until: Timestamp, why| {
        if earlier == Earlier::Keep && until > rules.now {
            kept.insert(path.clone(), Kept { entry: entry.clone(), until });
        } else {
            gone.push(step(path, why, entry));
        }
    };
    let until = rules.now.saturating_add(rules.keep).unwrap_or(rules.now);
    for (path, entry) in there.iter().filter(|(path, _)| !files.contains_key(*path)) {
        let stays = headers::is_fingerprinted(path.as_str());
        leave(path, entry, if stays { until } else { rules.now }, Why::Gone);
    }
    for (path, Kept { entry, until }) in &published.kept {
        if !files.contains_key(path) && !there.contains_key(path) {
            leave(path, entry, *until, Why::Expired);
        }
    }
    for path in published.doomed.iter().filter(|path| !files.contains_key(*path) && !there.contains_key(*path)) {
        gone.push(Step { turn: Turn::Delete, path: path.clone(), why: Why::Gone, bytes: 0 });
    }
    steps.append(&mut gone);
    steps.sort_by(|a, b| (a.turn, &a.path).cmp(&(b.turn, &b.path)));
    steps.dedup_by(|a, b| a.turn == b.turn && a.path == b.path);

    let same = published.files == files;
    let previous = match earlier {
        Earlier::Erase => None,
        Earlier::Keep if same && published.claim.is_none() => published.previous.clone(),
        Earlier::Keep => before(published, &files),
    };
    let (kept_count, release) = (kept.len(), if same { published.release.clone() } else { release(rules.now, &files) });
    let withdrawn = rules.withdrawn.clone();
    let next = Published { release, files, kept, previous, withdrawn, ..Published::nothing() };
    let idle = steps.is_empty()
        && (&next.files, &next.kept, &next.previous) == (&published.files, &published.kept, &published.previous)
        && next.withdrawn == published.withdrawn
        && standing.left_over == 0
        && published.claim.is_none();
    Plan { steps, unchanged, kept: kept_count, next, work: if idle { Work::Nothing } else { Work::Something } }
}

fn step(path: &OutputPath, why: Why, entry: &Entry) -> Step {
    let page = matches!(path.extension(), "html" | "htm" | "xml" | "atom" | "rss" | "txt");
    let turn = match (why, page) {
        (Why::Gone | Why::Expired, _) => Turn::Delete,
        (Why::New, false) => Turn::NewAsset,
        // The front page, the feed and the site map are the doors: they open when all behind them is there.
        (Why::New, true) if !path.folder().is_empty() => Turn::NewPage,
        (_, false) => Turn::Asset,
        (_, true) => Turn::Page,
    };
    Step { turn, path: path.clone(), why, bytes: entry.size }
}

/// What has to be sent again of a file, if anything.
fn difference(stands: &Entry, wanted: &Entry) -> Option<Why> {
    if stands.blake3.is_empty() {
        Some(Why::Unsure)
    } else if stands.blake3 != wanted.blake3 {
        Some(Why::Changed)
    } else {
        (stands.headers != wanted.headers).then_some(Why::Headers)
    }
}

/// The release that stands there as a difference from the one to come; nothing before the first.
pub(super) fn before(published: &Published, next: &BTreeMap<OutputPath, Entry>) -> Option<Previous> {
    if published.release.is_empty() {
        return None;
    }
    let old = &published.files;
    let mut files: BTreeMap<OutputPath, Option<Entry>> = BTreeMap::new();
    for (path, entry) in old.iter().filter(|(path, entry)| next.get(*path) != Some(entry)) {
        files.insert(path.clone(), Some(entry.clone()));
    }
    for path in next.keys().filter(|path| !old.contains_key(*path)) {
        files.insert(path.clone(), None);
    }
    (!files.is_empty()).then(|| Previous { release: published.release.clone(), files })
}

/// A release's name: when it was made, and of what.
fn release(now: Timestamp, files: &BTreeMap<OutputPath, Entry>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (path, entry) in files {
        hasher.update(path.as_str().as_bytes()).update(b"\0").update(entry.blake3.as_bytes()).update(b"\n");
    }
    format!("{}-{}", now.strftime("%Y%m%dT%H%M%SZ"), &hasher.finalize().to_hex()[..8])
}

impl Plan {
    /// The steps that send a file.
    pub fn sends(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.turn != Turn::Delete)
    }

    /// The steps that delete one.
    pub fn deletes(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.turn == Turn::Delete)
    }

    /// How many files of the site are deleted, when that is more than is done without a question.
    #[must_use]
    pub fn deletes_much(&self) -> Option<usize> {
        let gone = self.steps.iter().filter(|step| step.why == Why::Gone).count();
        let stood = gone + self.unchanged + self.sends().filter(|step| step.why != Why::New).count();
        (gone > FREELY_DELETED || gone * 100 > stood * FREE_SHARE).then_some(gone)
    }
}
