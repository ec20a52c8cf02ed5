//! Stories and incidents linked, indexed and totalled: the whole briefing as one value, ready to be laid out.
//!
//! Stands between deduplication and the pages, and knows neither files nor HTML.

pub mod claims;
pub mod held_back;
pub mod index;
pub mod totals;

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{Corpus, Incident, IncidentId, Moment, Receipt, Slug, Story};
pub use claims::{ClaimLine, Range};
pub use index::{Index, Tag};
pub use totals::Totals;

/// Everything the pages are made of.
#[derive(Debug, Clone)]
pub struct Briefing {
    /// What was read: registers, pages, and the records and articles behind incidents and stories.
    pub corpus: Arc<Corpus>,
    /// Stories, newest first, then by slug.
    pub stories: Vec<Story>,
    /// Incidents and milestones, newest first, then by id.
    pub incidents: Vec<Incident>,
    /// Why things were held to be the same.
    pub receipts: Vec<Receipt>,
    /// Who is where: positions in `stories` and `incidents`, in their order.
    pub index: Index,
}

impl Briefing {
    /// Links and indexes what deduplication resolved.
    #[must_use]
    pub fn assemble(
        corpus: Arc<Corpus>,
        mut stories: Vec<Story>,
        mut incidents: Vec<Incident>,
        receipts: Vec<Receipt>,
    ) -> Self {
        stories.sort_by(|a, b| b.article.date.cmp(&a.article.date).then_with(|| a.article.slug.cmp(&b.article.slug)));
        incidents.sort_by(|a, b| {
            let (a, b) = (a.lead(), b.lead());
            b.date
                .first_day()
                .cmp(&a.date.first_day())
                .then_with(|| a.date.last_day().cmp(&b.date.last_day()))
                .then_with(|| a.id.cmp(&b.id))
        });
        let index = Index::new(&corpus, &stories, &incidents);
        Self { corpus, stories, incidents, receipts, index }
    }

    /// The incident of an id, or of the id of any record linked into it.
    #[must_use]
    pub fn incident(&self, id: &IncidentId) -> Option<&Incident> {
        self.index.incident.get(id).map(|at| &self.incidents[*at])
    }

    /// The story of a slug, or of the slug of any copy folded into it.
    #[must_use]
    pub fn story(&self, slug: &Slug) -> Option<&Story> {
        self.index.story.get(slug).map(|at| &self.stories[*at])
    }

    /// The latest change of anything in the briefing: what its pages may call "updated".
    #[must_use]
    pub fn last_changed(&self) -> Option<Moment> {
        let stories = self.stories.iter().map(|story| story.article.last_changed());
        let records = self.incidents.iter().flat_map(|incident| &incident.records);
        let records = records
            .flat_map(|record| record.updates.iter().map(|u| u.at).chain(record.corrections.iter().map(|c| c.at)));
        let pages = self.corpus.pages.iter().filter_map(|page| page.updated);
        stories.chain(records).chain(pages).max()
    }

    /// The day up to which data was taken in: as the front page says, else the last incident's.
    #[must_use]
    pub fn data_cutoff(&self) -> Option<Date> {
        let said = self.corpus.pages.iter().find_map(|page| page.data_cutoff);
        said.or_else(|| self.incidents.iter().map(|incident| incident.lead().date.last_day()).max())
    }
}
