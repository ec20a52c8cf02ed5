//! The desk of the preview: a build's inside made into pages when somebody looks, and what was deployed read for it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use bytes::Bytes;

use crate::deploy::{self, Opening, Settings};
use crate::desk::{Known, Memory, Since};
use crate::integrity::{SIGNATURE, SUMS};
use crate::output::{self, Changes, Manifest, OutputPath, OutputTree};
use crate::pipeline::Inside;
use crate::serve;

/// What all desks of one preview share.
pub(super) struct Room {
    root: PathBuf,
    jobs: usize,
    /// Threads of its own: those of the build belong to the thread that builds, which waits for the next save.
    threads: OnceLock<Option<rayon::ThreadPool>>,
    memory: Mutex<Memory>,
}

impl Room {
    pub(super) fn new(root: &Path, jobs: Option<usize>) -> Arc<Self> {
        let (threads, memory) = (OnceLock::new(), Mutex::default());
        Arc::new(Self { root: root.to_owned(), jobs: jobs.unwrap_or(0), threads, memory })
    }

    /// The desk of one build. Nothing is worked out before a page is asked for.
    pub(super) fn desk(self: &Arc<Self>, inside: Inside) -> serve::Desk {
        let room = Arc::clone(self);
        let since: OnceLock<Vec<Since>> = OnceLock::new();
        serve::Desk::new(move |page| room.page(&inside, page, &since))
    }

    fn page(&self, inside: &Inside, page: &str, since: &OnceLock<Vec<Since>>) -> Option<Bytes> {
        // One page at a time: what was found out for one serves the next.
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let memory = &mut *memory;
        let make = || inside.desk(page, &|| since.get_or_init(|| self.since(inside)).clone(), memory);
        let threads = || rayon::ThreadPoolBuilder::new().num_threads(self.jobs).build().ok();
        let made = self.threads.get_or_init(threads).as_ref()?.install(make);
        made.map(Bytes::from)
    }

    /// What changed since the last deploy to each target; without a target, since the last build.
    fn since(&self, inside: &Inside) -> Vec<Since> {
        let tree = inside.as_built();
        let targets = &inside.config().deploy.targets;
        if targets.is_empty() {
            let known = self.since_built(tree.as_ref());
            return vec![Since { target: String::new(), place: String::new(), known }];
        }
        targets.iter().map(|target| self.since_deployed(target, tree.as_ref())).collect()
    }

    fn since_deployed(&self, settings: &Settings, tree: Option<&OutputTree>) -> Since {
        let since = |place, known| Since { target: settings.name.clone(), place, known };
        let Some(tree) = tree else { return since(String::new(), Known::NoSite) };
        let opening = Opening { settings, root: &self.root, environment: &|_| None };
        match deploy::last(&opening, tree.clone()) {
            Ok(Some(last)) => {
                let from = match last.known {
                    deploy::Known::There => "which stands there",
                    deploy::Known::Noted => "the last that was made from this folder",
                };
                since(String::new(), Known::Deployed { release: last.release, from, changes: last.changes })
            }
            Ok(None) => since(String::new(), self.since_built(Some(tree))),
            Err(error) => since(format!("{error:#}"), Known::Unknown),
        }
    }

    fn since_built(&self, tree: Option<&OutputTree>) -> Known {
        let Some(tree) = tree else { return Known::NoSite };
        let Some(standing) = output::standing(&self.root.join("public")) else { return Known::Unknown };
        let now = Manifest::of(tree, "", &standing.figures);
        let Changes { added, changed, mut removed, unchanged } = now.changes_since(&standing);
        // A signature is added to a build and is no part of the site.
        removed.retain(|path: &OutputPath| ![SUMS, SIGNATURE].contains(&path.as_str()));
        Known::Built(Changes { added, changed, removed, unchanged })
    }
}
