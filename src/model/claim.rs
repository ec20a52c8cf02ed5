//! Claims: one figure or statement, who says it, where it was read, and how firm it is.

use std::collections::BTreeMap;

use crate::model::place::Speaker;
use crate::model::vocabulary::{ClaimStatus, Measure, Qualifier, Who};
use crate::model::{ClaimId, PartialDate, SourceId};

/// A figure as it was said: one number, a range, a word such as `dozens`, or none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// The least it can be.
    pub low: Option<u64>,
    /// The best estimate, or the one figure given.
    pub best: Option<u64>,
    /// The most it can be.
    pub high: Option<u64>,
    /// How it is meant.
    pub qualifier: Option<Qualifier>,
}

impl Amount {
    /// A single figure.
    #[must_use]
    pub fn exactly(value: u64) -> Self {
        Self { low: None, best: Some(value), high: None, qualifier: None }
    }

    /// Whether a number was given.
    #[must_use]
    pub fn has_number(self) -> bool {
        self.floor().is_some() || self.high.is_some()
    }

    /// The least the speaker holds for certain: low, else the single figure (none after `up to`). A data set's row may
    /// break low ≤ best ≤ high; then the least of the three.
    #[must_use]
    pub fn floor(self) -> Option<u64> {
        match self.low {
            Some(low) => [self.best, self.high].into_iter().flatten().chain([low]).min(),
            None if self.qualifier == Some(Qualifier::UpTo) => None,
            None => self.best,
        }
    }

    /// The most the speaker names: high, else best, else low; the most of the three where their order is broken.
    #[must_use]
    pub fn ceiling(self) -> Option<u64> {
        self.high.into_iter().chain(self.best).chain(self.low).max()
    }

    /// Whether the figure is open upwards (`at least 30`, `more than 30`).
    #[must_use]
    pub fn is_open(self) -> bool {
        self.high.is_none() && matches!(self.qualifier, Some(Qualifier::AtLeast | Qualifier::MoreThan))
    }
}

/// One claim of a record.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Its id in its record.
    pub id: ClaimId,
    /// What it is about.
    pub about: Measure,
    /// Whom it counts.
    pub who: Option<Who>,
    /// The figure.
    pub amount: Amount,
    /// Who says it.
    pub by: Speaker,
    /// Where it was read.
    pub via: Vec<SourceId>,
    /// When it was said.
    pub said_on: Option<PartialDate>,
    /// How firm it is.
    pub status: ClaimStatus,
    /// The claim of the same record that replaced it.
    pub superseded_by: Option<ClaimId>,
    /// Credibility by the Admiralty code, 1 (confirmed) to 6 (cannot be judged).
    pub credibility: Option<u8>,
    /// Which pair of sides this figure counts; only figures of different dyads inside one incident are added.
    pub dyad: Option<String>,
    /// The row of the data set it was read in.
    pub row: Option<String>,
    /// A note for readers.
    pub note: Option<String>,
    /// The note in other languages.
    pub note_i18n: BTreeMap<String, String>,
}

impl Claim {
    /// Whether it stands and gives a number: what ranges and totals are made of.
    #[must_use]
    pub fn gives_number(&self) -> bool {
        self.status.stands() && self.amount.has_number()
    }
}
