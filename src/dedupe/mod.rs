//! What stands twice is folded once, with a receipt for every decision.
//!
//! Three levels: inside an article, across articles, across records. The engine of each lives in files of its own
//! and knows neither source files nor front matter; this room binds them to the corpus.

pub mod blocks;
pub mod incidents;
pub mod stories;

mod answer;
mod articles;
mod boilerplate;
mod candidates;
mod cluster;
mod compare;
mod explain;
pub mod facts;
mod inside;
mod lexicon;
pub mod names;
mod overrides;
mod reading;
mod receipt;
mod records;
mod score;
pub mod sentences;
pub mod sketch;
pub mod story_index;
pub mod text;
mod verdict;

use std::sync::Arc;

use crate::checked::Checked;
use crate::diagnostic::Diagnostics;
use crate::model::vocabulary::Word;
use crate::model::{Corpus, Incident, Receipt, Story};
pub use explain::explain;
pub use stories::Mode;

impl Word for Mode {
    const ALL: &'static [Self] = &[Self::Merge, Self::Propose, Self::Off];

    fn as_str(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Propose => "propose",
            Self::Off => "off",
        }
    }

    fn label(self) -> &'static str {
        self.as_str()
    }
}

/// What the stage obeys.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What is done with text that stands twice in one article.
    pub inside: Mode,
    /// What is done with articles that are copies of one another, and which are.
    pub stories: stories::Options,
    /// What is done with records that tell of one incident, and which do.
    pub records: incidents::Options,
}

/// Stories and incidents, and why they are so.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// What was read.
    pub corpus: Arc<Corpus>,
    /// One story for each article, or for each set of copies.
    pub stories: Vec<Story>,
    /// One incident for each record, or for each set of linked records.
    pub incidents: Vec<Incident>,
    /// The receipts.
    pub receipts: Vec<Receipt>,
}

/// The three levels in their order: inside each article first, so that articles are compared without their own repeats.
#[must_use]
pub fn resolve(corpus: Corpus, options: &Options) -> Checked<Resolved> {
    let mut said = Diagnostics::new();
    let mut receipts = Vec::new();
    let read = inside::repeats(&corpus.articles, options.inside).into_value(&mut said);
    let stories = articles::stories(&corpus.articles, &read, &options.stories, &mut receipts).into_value(&mut said);
    let incidents = records::incidents(&corpus, &options.records, &mut receipts).into_value(&mut said);
    Checked::new(Resolved { corpus: Arc::new(corpus), stories, incidents, receipts }, said)
}
