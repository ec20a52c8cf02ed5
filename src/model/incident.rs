//! Incident records, as one author or data set told them, and incidents: what happened, from one or more records.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::place::PlaceRef;
use crate::model::vocabulary::{EntryKind, EventType, Measure, Role, Status};
use crate::model::{ActorId, Claim, ClaimId, IncidentId, Moment, Origin, Overrides, SourceId, When};

/// An actor's part in an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involved {
    /// Who.
    pub actor: ActorId,
    /// As what.
    pub role: Role,
    /// A note for readers.
    pub note: Option<String>,
}

/// An image or document of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The file under `static/`.
    pub file: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Who made it.
    pub credit: String,
    /// Under which licence.
    pub licence: Option<String>,
}

/// Something added later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// When.
    pub at: Moment,
    /// What.
    pub text: String,
}

/// Something that was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// When it was put right.
    pub at: Moment,
    /// Which part of the text or record.
    pub field: Option<String>,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
    /// Why.
    pub reason: Option<String>,
}

/// One record of an incident, as one author or data set told it.
#[derive(Debug, Clone)]
pub struct IncidentRecord {
    /// Its id: date and words.
    pub id: IncidentId,
    /// Incident or milestone.
    pub kind: EntryKind,
    /// What happened.
    pub event: EventType,
    /// Its title, 120 characters at most.
    pub title: String,
    /// Its summary, 600 characters at most.
    pub summary: String,
    /// The title in other languages, by BCP 47 tag.
    pub title_i18n: BTreeMap<String, String>,
    /// The summary in other languages.
    pub summary_i18n: BTreeMap<String, String>,
    /// Where it stands between desk and reader.
    pub status: Status,
    /// When.
    pub date: When,
    /// Where.
    pub place: PlaceRef,
    /// Who.
    pub actors: Vec<Involved>,
    /// What was said of it, in the author's order.
    pub claims: Vec<Claim>,
    /// Where it was read, beyond the claims' own sources.
    pub sources: Vec<SourceId>,
    /// The claim a card shows first, by measure.
    pub headline: BTreeMap<Measure, ClaimId>,
    /// Subjects.
    pub tags: Vec<String>,
    /// Incidents worth reading beside it.
    pub related: Vec<IncidentId>,
    /// The larger incident it belongs to.
    pub part_of: Option<IncidentId>,
    /// The editor's words on which records tell of one incident.
    pub overrides: Overrides,
    /// Earlier ids and paths, which lead here.
    pub aliases: Vec<String>,
    /// Row ids in data sets, by data set.
    pub external: BTreeMap<String, Vec<String>>,
    /// Images and documents.
    pub media: Vec<Media>,
    /// What was added later.
    pub updates: Vec<Update>,
    /// What was wrong.
    pub corrections: Vec<Correction>,
    /// The author or data set that made the record.
    pub recorded_by: Option<String>,
    /// A note for readers.
    pub note: Option<String>,
    /// Where it was read.
    pub origin: Origin,
}

impl IncidentRecord {
    /// Every source: its own, then its claims', each once, in the order they are first named.
    #[must_use]
    pub fn all_sources(&self) -> Vec<&SourceId> {
        let mut all: Vec<&SourceId> = Vec::new();
        for source in self.sources.iter().chain(self.claims.iter().flat_map(|claim| &claim.via)) {
            if !all.contains(&source) {
                all.push(source);
            }
        }
        all
    }

    /// The claim of an id.
    #[must_use]
    pub fn claim(&self, id: &ClaimId) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == *id)
    }
}

/// What happened: one record or several linked ones. Disagreements are kept, not averaged.
#[derive(Debug, Clone)]
pub struct Incident {
    /// The records; the first is the lead, whose title, date and place are shown.
    pub records: Vec<Arc<IncidentRecord>>,
    /// The records it covers, when it tells of several days or a wide area: they stay incidents of their own.
    pub covers: Vec<IncidentId>,
}

impl Incident {
    /// When its records were last updated or corrected, where they say.
    #[must_use]
    pub fn last_changed(&self) -> Option<Moment> {
        let updates = self.records.iter().flat_map(|record| record.updates.iter().map(|update| update.at));
        let corrected = self.records.iter().flat_map(|record| record.corrections.iter().map(|one| one.at));
        updates.chain(corrected).max()
    }

    /// The record whose title, date and place are shown.
    ///
    /// # Panics
    /// Never for an incident made by [`Incident::new`], which takes the lead apart from the others.
    #[must_use]
    pub fn lead(&self) -> &Arc<IncidentRecord> {
        &self.records[0]
    }

    /// An incident of a lead record and the others linked to it.
    #[must_use]
    pub fn new(lead: Arc<IncidentRecord>, others: impl IntoIterator<Item = Arc<IncidentRecord>>) -> Self {
        Self { records: std::iter::once(lead).chain(others).collect(), covers: Vec::new() }
    }

    /// The lead's id, which is the incident's.
    #[must_use]
    pub fn id(&self) -> &IncidentId {
        &self.lead().id
    }

    /// The claim a record names as its headline figure of a measure; the first record's that names one.
    #[must_use]
    pub fn headline(&self, measure: Measure) -> Option<&Claim> {
        self.records.iter().find_map(|record| record.claim(record.headline.get(&measure)?))
    }

    /// Every claim of every record with the record it stands in.
    pub fn claims(&self) -> impl Iterator<Item = (&Arc<IncidentRecord>, &Claim)> {
        self.records.iter().flat_map(|record| record.claims.iter().map(move |claim| (record, claim)))
    }

    /// Every actor with its role, each pair once, the lead's first.
    #[must_use]
    pub fn actors(&self) -> Vec<&Involved> {
        let mut all: Vec<&Involved> = Vec::new();
        for involved in self.records.iter().flat_map(|record| &record.actors) {
            if !all.iter().any(|seen| seen.actor == involved.actor && seen.role == involved.role) {
                all.push(involved);
            }
        }
        all
    }

    /// Every source, each once, in the order first named.
    #[must_use]
    pub fn sources(&self) -> Vec<&SourceId> {
        let mut all: Vec<&SourceId> = Vec::new();
        for source in self.records.iter().flat_map(|record| record.all_sources()) {
            if !all.contains(&source) {
                all.push(source);
            }
        }
        all
    }

    /// Every tag, each once.
    #[must_use]
    pub fn tags(&self) -> Vec<&str> {
        let mut all: Vec<&str> =
            self.records.iter().flat_map(|record| record.tags.iter().map(String::as_str)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether its figures may enter a total: an incident that is neither a milestone, a running total nor withdrawn.
    #[must_use]
    pub fn is_countable(&self) -> bool {
        let lead = self.lead();
        lead.kind == EntryKind::Incident && lead.event != EventType::Aggregate && lead.status != Status::Withdrawn
    }
}
