//! The memory of a preview: what each stage keeps for the next build.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::SourceFile;
use crate::load::SourceTree;
use crate::model::held_back::HeldBack;
use crate::render::{self, budget};
use crate::{briefing, check, dedupe, load, pages};

/// What is kept between two builds, so that the second does only what the change asks for. The stages do not know of
/// it: each is given its own part, and what it makes is what it would make without. [`Kept::default`] is empty.
#[derive(Debug, Default)]
pub struct Kept {
    /// What is shown although it is held back: it stands here because what is made with a memory cannot be written.
    pub(super) let_in: BTreeSet<HeldBack>,
    /// Files by path, as they were read.
    pub(super) seen: load::Seen,
    /// What was read out of each file.
    pub(super) loaded: load::Memory,
    /// What was decided of repeats, copies and records.
    pub(super) decided: dedupe::Memory,
    /// The order and index of what was decided.
    pub(super) arranged: briefing::Memory,
    /// The settings that all was decided and planned by.
    pub(super) config: Option<Arc<SourceFile>>,
    /// What the pages were planned from.
    pub(super) planned: pages::Memory,
    /// The theme, the last good site, and what its pages show.
    pub(super) made: render::Memory,
    /// What was weighed.
    pub(super) weighed: budget::Memory,
    /// What was said of single stories and incidents.
    pub(super) advised: check::Memory,
    /// The sources of the last build, good or not.
    pub(super) sources: Option<SourceTree>,
}

impl Kept {
    /// An empty memory for a preview that also shows what is held back for these reasons, each such item marked.
    #[must_use]
    pub fn showing(let_in: BTreeSet<HeldBack>) -> Self {
        Self { let_in, ..Self::default() }
    }

    /// Forgets what was decided under other settings.
    pub(super) fn obey(&mut self, settings: Option<&Arc<SourceFile>>) {
        let same = match (settings, &self.config) {
            (Some(now), Some(before)) => Arc::ptr_eq(now, before),
            (now, before) => now.is_none() && before.is_none(),
        };
        if !same {
            self.decided = dedupe::Memory::default();
            self.planned.clear();
            self.arranged = briefing::Memory::default();
        }
        self.config = settings.cloned();
    }
}
