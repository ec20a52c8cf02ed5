//! Sources: where a figure or statement was read.

use crate::model::vocabulary::SourceType;
use crate::model::{Origin, PartialDate, SourceId};

/// A source of the register.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its name as the site writes it.
    pub name: String,
    /// Who publishes it: the name under which it speaks where a claim is its own.
    pub outlet: Option<String>,
    /// What it is.
    pub kind: SourceType,
    /// Its address.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// When it was last read.
    pub accessed: Option<PartialDate>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Its language.
    pub lang: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
    /// Hash of the copy that was read.
    pub sha256: Option<String>,
    /// Reliability by the Admiralty code, A to F.
    pub reliability: Option<char>,
    /// A note for readers.
    pub note: Option<String>,
    /// Where it was read.
    pub origin: Origin,
}

impl Source {
    /// The outlet where it is named, else the name: who speaks in a claim of the source's own.
    #[must_use]
    pub fn speaks_as(&self) -> &str {
        self.outlet.as_deref().unwrap_or(&self.name)
    }
}
