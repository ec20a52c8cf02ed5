//! Stories and incidents linked, indexed and totalled: the whole briefing as one value, ready to be laid out.
//!
//! Stands between deduplication and the pages, and knows neither files nor HTML.

pub mod claims;
pub mod held_back;
pub mod index;
pub mod totals;

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::SourceFile;
use crate::diagnostic::source::are_same;
use crate::model::{Article, Corpus, Incident, IncidentId, Moment, Receipt, Slug, Story};
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
    pub index: Arc<Index>,
}

/// The order and the index of the last briefing, for one that differs in the texts of articles alone.
#[derive(Debug, Default)]
pub struct Memory(Option<Last>);

#[derive(Debug)]
struct Last {
    /// Every file but articles.
    others: Vec<Arc<SourceFile>>,
    /// The stories as they came.
    stories: Vec<Face>,
    /// The place among these of each story, in the order of the briefing.
    order: Vec<usize>,
    index: Arc<Index>,
}

/// What order and index know of a story.
#[derive(Debug)]
struct Face {
    article: Arc<Article>,
    copies: Vec<Arc<Article>>,
    contains: Vec<Slug>,
}

impl Face {
    fn of(story: &Story) -> Self {
        let copies = story.copies.iter().map(|copy| Arc::clone(&copy.article)).collect();
        Self { article: Arc::clone(&story.article), copies, contains: story.contains.clone() }
    }

    fn is_of(&self, story: &Story) -> bool {
        look_alike(&self.article, &story.article)
            && self.copies.len() == story.copies.len()
            && self.copies.iter().zip(&story.copies).all(|(before, now)| look_alike(before, &now.article))
            && self.contains == story.contains
    }
}

/// Whether order and index are the same for two articles.
fn look_alike(one: &Arc<Article>, other: &Arc<Article>) -> bool {
    let front = |article: &Article| {
        let Article { slug, date, status, .. } = article;
        (slug.clone(), *date, *status)
    };
    Arc::ptr_eq(one, other)
        || front(one) == front(other)
            && one.translation_of == other.translation_of
            && one.countries == other.countries
            && one.tags == other.tags
            && one.incidents == other.incidents
}

impl Briefing {
    /// Links and indexes what deduplication resolved. While every file but articles is one of `others` the last time,
    /// too, and no article looks different, order and index are what they were.
    #[must_use]
    pub fn assemble(
        corpus: Arc<Corpus>,
        stories: Vec<Story>,
        mut incidents: Vec<Incident>,
        receipts: Vec<Receipt>,
        others: &[Arc<SourceFile>],
        memory: &mut Memory,
    ) -> Self {
        incidents.sort_by(|a, b| {
            let (a, b) = (a.lead(), b.lead());
            b.date
                .first_day()
                .cmp(&a.date.first_day())
                .then_with(|| a.date.last_day().cmp(&b.date.last_day()))
                .then_with(|| a.id.cmp(&b.id))
        });
        let same = |last: &&Last| {
            are_same(&last.others, others)
                && last.stories.len() == stories.len()
                && last.stories.iter().zip(&stories).all(|(face, story)| face.is_of(story))
        };
        if let Some(last) = memory.0.as_ref().filter(same) {
            let index = Arc::clone(&last.index);
            let mut came: Vec<Option<Story>> = stories.into_iter().map(Some).collect();
            let stories = last.order.iter().filter_map(|at| came[*at].take()).collect();
            return Self { corpus, stories, incidents, receipts, index };
        }
        let faces = stories.iter().map(Face::of).collect();
        let mut placed: Vec<(usize, Story)> = stories.into_iter().enumerate().collect();
        placed.sort_by(|(_, a), (_, b)| {
            b.article.date.cmp(&a.article.date).then_with(|| a.article.slug.cmp(&b.article.slug))
        });
        let (order, stories): (Vec<usize>, Vec<Story>) = placed.into_iter().unzip();
        let index = Arc::new(Index::new(&corpus, &stories, &incidents));
        memory.0 = Some(Last { others: others.to_vec(), stories: faces, order, index: Arc::clone(&index) });
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
