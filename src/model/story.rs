//! Stories: one article, or several that are copies of one another; and the receipts that say why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{SourceFile, Span};
use crate::model::document::Block;
use crate::model::{Article, IncidentId, Slug};

/// One story: the article shown and its copies.
#[derive(Debug, Clone)]
pub struct Story {
    /// The article shown.
    pub article: Arc<Article>,
    /// Its copies, by date and slug.
    pub copies: Vec<StoryCopy>,
    /// The blocks of the shown article that are folded because they repeat it; indexes into its body.
    pub folded: BTreeSet<usize>,
    /// The blocks of which a part is folded, as they are shown, by their index.
    pub trimmed: BTreeMap<usize, Block>,
    /// Why, as indexes into the list of all receipts.
    pub receipts: Vec<usize>,
    /// The stories this one contains as a roundup does, without being a copy of them.
    pub contains: Vec<Slug>,
}

impl Story {
    /// The blocks that are shown, in order: without what is folded.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let all = self.article.body.blocks.iter().enumerate();
        all.filter(|(at, _)| !self.folded.contains(at)).map(|(at, block)| self.trimmed.get(&at).unwrap_or(block))
    }

    /// The shown article's slug, which is the story's.
    #[must_use]
    pub fn slug(&self) -> &Slug {
        &self.article.slug
    }
}

/// How a copy differs from the article shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyKind {
    /// The same text after normalisation.
    Exact,
    /// Part of the same text.
    Truncated,
    /// The same text, edited.
    Edited,
    /// Joined by the editor.
    Declared,
    /// Joined through a third version that is a copy of both.
    Linked,
}

impl CopyKind {
    /// The word a reader sees.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Exact => "the same text",
            Self::Truncated => "a shorter version",
            Self::Edited => "an edited version",
            Self::Declared => "joined by the editor",
            Self::Linked => "a version of the same story",
        }
    }
}

/// A figure that changed between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberChange {
    /// What the copy says.
    pub there: String,
    /// What the article shown says.
    pub here: String,
    /// The copy's words around it.
    pub context: String,
}

/// A copy of the article shown.
#[derive(Debug, Clone)]
pub struct StoryCopy {
    /// The copy.
    pub article: Arc<Article>,
    /// How it differs.
    pub kind: CopyKind,
    /// Share of its words found in the article shown, 0 to 1.
    pub shared: f64,
    /// Sentences only this copy has.
    pub only_here: Vec<String>,
    /// Figures that changed.
    pub changes: Vec<NumberChange>,
}

/// Which rule of deduplication decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DedupeRule {
    /// The headline stands again as the first words of the body.
    HeadlineRepeated,
    /// A block, or a run of blocks, stands again in the same article.
    BlockRepeated,
    /// A sentence stands again in the same article.
    SentenceRepeated,
    /// Two articles are copies.
    CopyOfStory,
    /// Two records tell of one incident.
    SameIncident,
    /// Two records probably tell of one incident; not joined.
    ProbablySame,
}

impl DedupeRule {
    /// The rule as the report and JSON name it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeadlineRepeated => "headline repeated",
            Self::BlockRepeated => "text repeated",
            Self::SentenceRepeated => "sentence repeated",
            Self::CopyOfStory => "copy of a story",
            Self::SameIncident => "same incident",
            Self::ProbablySame => "probably the same",
        }
    }
}

/// Whose page a receipt belongs on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A story.
    Story(Slug),
    /// An incident.
    Incident(IncidentId),
}

/// Text that a decision folded away, kept whole.
#[derive(Debug, Clone)]
pub struct Folded {
    /// The file it stands in.
    pub file: Arc<SourceFile>,
    /// Where in the file.
    pub span: Span,
    /// Its words.
    pub text: String,
}

/// One of two texts that were compared, or the part of it that shows the likeness.
#[derive(Debug, Clone)]
pub struct Side {
    /// The slug or id of what it is taken from.
    pub id: String,
    /// The file it stands in.
    pub file: Arc<SourceFile>,
    /// The line it begins in, where it is a passage.
    pub line: Option<usize>,
    /// Its words.
    pub text: String,
}

/// Whether a decision was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was.
    Done,
    /// It waits for the editor's word.
    Proposed,
}

/// Why two things were held to be the same, what was folded, and how to overrule it.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// Whether it was carried out.
    pub standing: Standing,
    /// Which rule decided.
    pub rule: DedupeRule,
    /// Whose page it belongs on.
    pub subject: Subject,
    /// The decision in one sentence.
    pub said: String,
    /// The numbers it rests on, by name.
    pub evidence: Vec<(String, String)>,
    /// The two texts side by side: what is shown, and what was found to be the same.
    pub sides: Option<[Side; 2]>,
    /// What was folded.
    pub folded: Vec<Folded>,
    /// The one line that undoes it.
    pub undo: Undo,
}

/// The line that undoes a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    /// The file to change.
    pub file: String,
    /// The record in it, where the file may hold many.
    pub record: Option<String>,
    /// What to do with the line: to add it, to remove it, or to put it in another's place.
    pub verb: &'static str,
    /// The line.
    pub line: String,
}
