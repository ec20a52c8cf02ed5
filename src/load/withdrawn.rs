//! What is left of a withdrawn item at the loader's door: its name, day and place, and the reason.
//!
//! It is decided here and not by each page, so that no later stage has what was taken back: no page, feed, search,
//! map, total or data file can say it. The item is read and checked like any other first.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::incident::{Correction, Update};
use crate::model::place::PlaceRef;
use crate::model::vocabulary::Status;
use crate::model::{Article, IncidentRecord, When};

/// The article, emptied where it was withdrawn.
pub(super) fn article(article: Article) -> Article {
    if article.status != Status::Withdrawn {
        return article;
    }
    Article {
        updates: reason(&article.updates, &article.corrections),
        corrections: Vec::new(),
        updated: None,
        byline: Vec::new(),
        dateline: None,
        summary: None,
        key_points: Vec::new(),
        incidents: Vec::new(),
        tags: Vec::new(),
        translation_of: None,
        sources: Vec::new(),
        outlet: None,
        canonical_url: None,
        media: Vec::new(),
        body: Arc::default(),
        ..article
    }
}

/// The record, emptied where it was withdrawn.
pub(super) fn record(record: IncidentRecord) -> IncidentRecord {
    if record.status != Status::Withdrawn {
        return record;
    }
    IncidentRecord {
        updates: reason(&record.updates, &record.corrections),
        corrections: Vec::new(),
        summary: String::new(),
        title_i18n: BTreeMap::new(),
        summary_i18n: BTreeMap::new(),
        date: When { time: None, note: None, ..record.date },
        // The point itself goes; where the record names a place of its own, that stays as its country.
        place: PlaceRef { name: None, coordinates: None, ..record.place },
        actors: Vec::new(),
        claims: Vec::new(),
        sources: Vec::new(),
        headline: BTreeMap::new(),
        tags: Vec::new(),
        related: Vec::new(),
        part_of: None,
        external: BTreeMap::new(),
        media: Vec::new(),
        recorded_by: None,
        note: None,
        ..record
    }
}

/// The latest update or correction is the reason; earlier ones tell of what was taken back.
fn reason(updates: &[Update], corrections: &[Correction]) -> Vec<Update> {
    let corrected = corrections.iter().filter_map(|one| Some(Update { at: one.at, text: one.reason.clone()? }));
    updates.iter().cloned().chain(corrected).max_by_key(|update| update.at).into_iter().collect()
}
