//! What keeps an article or a record from being published.

use jiff::Timestamp;

use crate::model::vocabulary::Status;
use crate::model::{Article, IncidentRecord};

/// A reason not to publish an item yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldBack {
    /// It is not finished.
    Draft,
    /// It is not to be seen before a time.
    Embargo,
}

impl Article {
    /// What keeps it from being published at an instant.
    pub fn held_back(&self, now: Timestamp) -> impl Iterator<Item = HeldBack> {
        let draft = (self.status == Status::Draft).then_some(HeldBack::Draft);
        let embargo = self.publish_at.filter(|at| at.timestamp > now).map(|_| HeldBack::Embargo);
        draft.into_iter().chain(embargo)
    }
}

impl IncidentRecord {
    /// What keeps it from being published.
    pub fn held_back(&self) -> impl Iterator<Item = HeldBack> + use<> {
        (self.status == Status::Draft).then_some(HeldBack::Draft).into_iter()
    }
}
