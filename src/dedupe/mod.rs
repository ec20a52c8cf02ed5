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
mod order;
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

use crate::checked::{Checked, Memo};
use crate::diagnostic::source::are_same;
use crate::diagnostic::{Diagnostics, SourceFile};
use crate::model::vocabulary::Word;
use crate::model::{Corpus, Incident, Receipt, Story};
pub use explain::explain;
use inside::Inside;
pub use stories::Mode;
use story_index::StoryIndex;

impl Word for Mode {
    const LIST: &'static str = "mode";
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

/// What was decided, to decide again quickly under the same settings. What comes of it is what would come of an empty
/// memory.
#[derive(Debug, Default)]
pub struct Memory {
    inside: Memo<Arc<Inside>>,
    stories: Option<StoryIndex>,
    copies: articles::Copies,
    records: Option<Decided>,
}

/// What was decided about records, and the files that all of it came from.
#[derive(Debug)]
struct Decided {
    files: Vec<Arc<SourceFile>>,
    incidents: Checked<Vec<Incident>>,
    receipts: Vec<Receipt>,
}

/// The three levels in their order: inside each article first, so that articles are compared without their own
/// repeats. With a memory, only what has changed since the last time is looked at.
#[must_use]
pub fn resolve(corpus: Corpus, options: &Options, memory: Option<&mut Memory>) -> Checked<Resolved> {
    let mut said = Diagnostics::new();
    let mut receipts = Vec::new();
    let mut index = StoryIndex::new(options.stories.clone());
    let mut copies = articles::Copies::default();
    let (inside, index, copies, known) = match memory {
        Some(memory) => {
            let index = memory.stories.get_or_insert(index);
            (Some(&mut memory.inside), index, &mut memory.copies, Some(&mut memory.records))
        }
        None => (None, &mut index, &mut copies, None),
    };
    let read = inside::repeats(&corpus.articles, options.inside, inside).into_value(&mut said);
    let stories = articles::stories(&corpus.articles, &read, index, copies, &mut receipts).into_value(&mut said);
    let incidents = match known {
        Some(known) => decided(&corpus, options, known, &mut receipts),
        None => records::incidents(&corpus, &options.records, &mut receipts),
    };
    let incidents = incidents.into_value(&mut said);
    Checked::new(Resolved { corpus: Arc::new(corpus), stories, incidents, receipts }, said)
}

/// The incidents as they were decided, if no file of theirs has changed since; else decides.
fn decided(
    corpus: &Corpus,
    options: &Options,
    kept: &mut Option<Decided>,
    receipts: &mut Vec<Receipt>,
) -> Checked<Vec<Incident>> {
    let origins = corpus.records.iter().map(|record| &record.origin);
    let origins = origins
        .chain(corpus.places.values().map(|place| &place.origin))
        .chain(corpus.actors.values().map(|actor| &actor.origin))
        .chain(corpus.sources.values().map(|source| &source.origin));
    let mut files: Vec<Arc<SourceFile>> = Vec::new();
    for origin in origins {
        if files.last().is_none_or(|last| !Arc::ptr_eq(last, &origin.file)) {
            files.push(Arc::clone(&origin.file));
        }
    }
    let known = match kept.take() {
        Some(known) if are_same(&known.files, &files) => known,
        _ => {
            let mut receipts = Vec::new();
            let incidents = records::incidents(corpus, &options.records, &mut receipts);
            Decided { files, incidents, receipts }
        }
    };
    receipts.extend(known.receipts.iter().cloned());
    kept.insert(known).incidents.clone()
}
