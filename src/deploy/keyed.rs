//! A host that holds objects under keys: files are sent one by one, so the order is all that keeps the site whole.
//!
//! First the host's memory is claimed by a write that only one of two deploys can make. Then copies are made of what
//! will be written over, then the files go in the order of the plan, then the memory of the new release takes the
//! place of the claim, and only then is anything deleted. A deploy that is cut off leaves its claim, in which it is
//! written what it set out to do: the next run finds out what was done, sends the rest, and may go back as well.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use crate::deploy::plan::{Standing, Step, Turn, Why};
use crate::deploy::published::{Claim, Entry, NAME, Published, ROOM};
use crate::deploy::store::{Attempt, Fault, Only, Store, Version, patiently, together};
use crate::deploy::target::{Bytes, Event, Foreign, Job, Overtaken, Target};
use crate::output::OutputPath;

/// How many requests are under way at once.
const AT_ONCE: usize = 10;

/// The memory is read anew by every deploy.
const MEMORY_HEADERS: (&str, &str) = ("application/json", "no-store");

/// A target made of a store.
#[derive(Debug)]
pub(super) struct Keyed<S>(pub(super) S);

impl<S: Store> Target for Keyed<S> {
    fn place(&self) -> String {
        self.0.place()
    }

    fn takes_headers(&self) -> bool {
        self.0.takes_headers()
    }

    fn out_of_reach(&self) -> Vec<&'static str> {
        vec![
            "earlier versions of the files, where the store keeps versions, snapshots or a bin: remove them there",
            "caches in front of the store, such as a CDN: purge them",
        ]
    }

    fn standing(&self) -> Result<Standing> {
        let read = patiently("reading what stands there", &|_| {}, |_| self.0.get(NAME));
        let read = read.map_err(anyhow::Error::from).with_context(|| format!("cannot read {}", self.place()))?;
        let Some((json, version)) = read else { return Ok(Standing::whole(Published::nothing(), None)) };
        let published =
            Published::from_json(&json).with_context(|| format!("cannot make sense of {NAME} at {}", self.place()))?;
        let there = match &published.claim {
            None => published.files.clone(),
            Some(claim) => self.really_there(&published, claim)?,
        };
        Ok(Standing { there, ..Standing::whole(published, Some(version.0)) })
    }

    fn apply(&self, job: &Job<'_>) -> Result<Option<String>> {
        let claimed = self.claim(job)?;
        self.keep_copies(job)?;
        if matches!(job.bytes, Bytes::Tree(_)) {
            self.drop_copies(job)?;
        }
        let mut steps: Vec<&Step> = job.plan.sends().collect();
        while let Some(turn) = steps.first().map(|step| step.turn) {
            let now = steps.iter().position(|step| step.turn != turn).unwrap_or(steps.len());
            (job.tell)(Event::Phase(if turn <= Turn::Asset { "sending assets" } else { "sending pages" }));
            together(&steps[..now], AT_ONCE, |step| self.send(step, job))?;
            steps.drain(..now);
        }
        if matches!(job.bytes, Bytes::Before) {
            self.drop_copies(job)?;
        }
        let doomed: Vec<OutputPath> = job.plan.deletes().map(|step| step.path.clone()).collect();
        let released = Published { doomed: doomed.clone(), ..job.plan.next.clone() };
        let mut version = self.remember(&released, &Only::IfStill(claimed), job)?;
        if !doomed.is_empty() {
            (job.tell)(Event::Phase("deleting"));
            let keys: Vec<String> = doomed.iter().map(|path| path.as_str().to_owned()).collect();
            patiently("deleting", job.tell, |_| self.0.delete(&keys))
                .map_err(anyhow::Error::from)
                .context("the new release stands, but what it no longer has is not yet deleted; run again")?;
            version = self.remember(&job.plan.next, &Only::IfStill(version), job)?;
        }
        Ok(Some(version.0))
    }

    fn read_back(&self, paths: &[OutputPath]) -> Result<BTreeMap<OutputPath, String>> {
        let found = std::sync::Mutex::new(BTreeMap::new());
        together(paths, AT_ONCE, |path| {
            let read = patiently(path.as_str(), &|_| {}, |_| self.0.get(path.as_str()));
            if let (Some((bytes, _)), Ok(mut found)) = (read?, found.lock()) {
                found.insert(path.clone(), blake3::hash(&bytes).to_hex().to_string());
            }
            Ok(())
        })?;
        found.into_inner().ok().context("a thread broke off")
    }
}

impl<S: Store> Keyed<S> {
    /// What stands there after a deploy was cut off. Between its claim and now nobody else wrote, so a file that was
    /// written after the claim is the one it set out to write, and one written before is the old one. Both times are of
    /// the host's clock, in seconds: what was written in the claim's own second is taken for unknown.
    fn really_there(&self, published: &Published, claim: &Claim) -> Result<BTreeMap<OutputPath, Entry>> {
        let mut there = published.files.clone();
        for (path, entry) in &claim.there {
            match entry {
                Some(entry) => there.insert(path.clone(), entry.clone()),
                None => there.remove(path),
            };
        }
        let keys = claim.files.keys().map(OutputPath::as_str).chain([NAME]).map(str::to_owned).collect();
        let seen = patiently("looking what was sent", &|_| {}, |_| self.0.seen(&keys))?;
        let since = seen.get(NAME).map_or(i64::MAX, |memory| memory.written);
        for (path, entry) in &claim.files {
            match seen.get(path.as_str()) {
                None => _ = there.remove(path),
                Some(file) if file.written > since && file.size == entry.size => {
                    there.insert(path.clone(), entry.clone());
                }
                Some(file) if file.written < since && there.contains_key(path) => {}
                Some(_) => _ = there.insert(path.clone(), Entry { blake3: String::new(), ..entry.clone() }),
            }
        }
        Ok(there)
    }

    /// Writes into the host's memory who works there and what is to be sent. Of two deploys one alone can.
    fn claim(&self, job: &Job<'_>) -> Result<Version> {
        let Standing { published, version, there, .. } = job.standing;
        let held = published.claim.as_ref().map(|claim| (claim.by.as_str(), claim.since));
        job.hand.may_work(held, job.now, &self.place())?;
        let files = &job.plan.next.files;
        let sends = job.plan.sends().filter_map(|step| Some((step.path.clone(), files.get(&step.path)?.clone())));
        let paths: BTreeSet<&OutputPath> = published.files.keys().chain(there.keys()).collect();
        let differ = paths.into_iter().filter(|path| published.files.get(*path) != there.get(*path));
        let claim = Claim {
            by: job.hand.id.clone(),
            since: job.now,
            files: sends.collect(),
            withdrawn: job.plan.next.withdrawn.clone(),
            there: differ.map(|path| (path.clone(), there.get(path).cloned())).collect(),
        };
        let claimed = Published { claim: Some(claim), ..published.clone() };
        let only = version.clone().map_or(Only::IfNew, |version| Only::IfStill(Version(version)));
        (job.tell)(Event::Phase("claiming the host"));
        self.remember(&claimed, &only, job)
    }

    /// Writes the host's memory, if it still is what we know.
    fn remember(&self, published: &Published, only: &Only, job: &Job<'_>) -> Result<Version> {
        let json = published.to_json()?;
        let (content_type, cache_control) = MEMORY_HEADERS;
        let headers = crate::deploy::published::Headers {
            content_type: content_type.to_owned(),
            cache_control: cache_control.to_owned(),
        };
        let headers = self.takes_headers().then_some(&headers);
        let put = patiently("writing what stands there", job.tell, |attempt| {
            match (self.0.put(NAME, &json, headers, only), attempt) {
                // The answer to an earlier attempt may have been lost: then what stands there is ours.
                (Err(Fault::Condition), Attempt::Later) => match self.0.get(NAME)? {
                    Some((found, version)) if found == json => Ok(version),
                    _ => Err(Fault::Condition),
                },
                (put, _) => put,
            }
        });
        match put {
            Err(Fault::Condition) => Err(Overtaken::at(self.place()).into()),
            // A memory that is gone is not the one we know either.
            Err(Fault::Missing) if matches!(only, Only::IfStill(_)) => Err(Overtaken::at(self.place()).into()),
            put => put.map_err(anyhow::Error::from).with_context(|| format!("cannot write to {}", self.place())),
        }
    }

    /// Copies of what a rollback to the standing release will need.
    fn keep_copies(&self, job: &Job<'_>) -> Result<()> {
        let standing = &job.standing.published;
        let have = match standing.claim {
            // The run that was cut off made some: before it wrote over a file, so a missing copy means the old file.
            Some(_) => self.copies_there(job)?,
            None => standing.copies().map(|(_, entry)| entry.copy_name()).collect(),
        };
        let wanted: BTreeMap<String, &OutputPath> =
            job.plan.next.copies().map(|(path, entry)| (entry.copy_name(), path)).collect();
        let wanted: Vec<_> = wanted.into_iter().filter(|(name, _)| !have.contains(name)).collect();
        if !wanted.is_empty() {
            (job.tell)(Event::Phase("keeping the release before"));
        }
        together(&wanted, AT_ONCE, |(name, path)| {
            match patiently(path.as_str(), job.tell, |_| self.0.copy(path.as_str(), name)) {
                // Somebody took the file away at the host: there is nothing to keep.
                Err(Fault::Missing) => Ok(()),
                copied => Ok(copied?),
            }
        })
    }

    /// Copies that no rollback needs any more go.
    fn drop_copies(&self, job: &Job<'_>) -> Result<()> {
        let standing = &job.standing.published;
        let mut stale = match standing.claim {
            Some(_) => self.copies_there(job)?,
            None => standing.copies().map(|(_, entry)| entry.copy_name()).collect(),
        };
        for (_, entry) in job.plan.next.copies() {
            stale.remove(&entry.copy_name());
        }
        let stale: Vec<String> = stale.into_iter().collect();
        if !stale.is_empty() {
            patiently("deleting old copies", job.tell, |_| self.0.delete(&stale))?;
        }
        Ok(())
    }

    fn copies_there(&self, job: &Job<'_>) -> Result<BTreeSet<String>> {
        let list = |folder: &str| patiently("listing copies", job.tell, |_| self.0.under(&format!("{ROOM}/{folder}")));
        // Beside the copies lies what a host without whole writes was sent and had not yet been moved.
        Ok(list("previous")?.into_iter().chain(list("sending")?).collect())
    }

    fn send(&self, step: &Step, job: &Job<'_>) -> Result<()> {
        let (key, files) = (step.path.as_str(), &job.plan.next.files);
        let entry = files.get(&step.path).context("the plan is not of this site")?;
        let done = match job.bytes {
            Bytes::Before => match patiently(key, job.tell, |_| self.0.copy(&entry.copy_name(), key)) {
                // The run that was cut off copies before it writes: without a copy the old file still stands.
                Err(Fault::Missing) if step.why == Why::Unsure => Ok(()),
                copied => copied,
            },
            Bytes::Tree(tree) => {
                let bytes = tree.get(key).context("the plan is not of this site")?;
                let only = match (step.why, job.foreign) {
                    (Why::New, Foreign::Respect) => Only::IfNew,
                    _ => Only::Always,
                };
                patiently(key, job.tell, |attempt| {
                    match (self.0.put(key, bytes, entry.headers.as_ref(), &only), attempt) {
                        // An earlier attempt reached the host, and its answer was lost.
                        (Err(Fault::Condition), Attempt::Later) => Ok(()),
                        (put, _) => put.map(|_| ()),
                    }
                })
            }
        };
        match done {
            Err(Fault::Condition) => job.foreign.in_the_way(key, &self.place())?,
            done => {
                done.map_err(anyhow::Error::from)
                    .with_context(|| format!("cannot send `{key}` to {}", self.place()))?;
            }
        }
        (job.tell)(Event::Done);
        Ok(())
    }
}
