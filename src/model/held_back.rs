//! What keeps an article or a record from being published.

use jiff::Timestamp;

use crate::model::vocabulary::Status;
use crate::model::{Article, Corpus, IncidentRecord};

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

/// What of an item would give it away: its name, the words that stand for it alone, and its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// What it is, such as ``the draft `x` ``.
    pub name: String,
    /// Its id, its address.
    pub ids: Vec<String>,
    /// Its title and everything it says.
    pub texts: Vec<String>,
}

/// What would give away the items that `all` has and `published` has not.
#[must_use]
pub fn tellings(all: &Corpus, published: &Corpus, now: Timestamp) -> Vec<Telling> {
    let articles = all.articles.iter().filter(|one| !published.articles.iter().any(|other| other.slug == one.slug));
    let articles = articles.map(|one| {
        let what = match one.held_back(now).next() {
            Some(HeldBack::Embargo) => "what is under embargo",
            _ => "the draft",
        };
        Telling {
            name: format!("{what}, `{}`", one.slug),
            ids: vec![format!("stories/{}/", one.slug)],
            texts: article_texts(one),
        }
    });
    let records = all.records.iter().filter(|one| !published.records.iter().any(|other| other.id == one.id));
    let records = records.map(|one| Telling {
        name: format!("the draft, `{}`", one.id),
        ids: vec![one.id.to_string()],
        texts: record_texts(one),
    });
    articles.chain(records).collect()
}

/// Everything that is published, as texts.
#[must_use]
pub fn texts(published: &Corpus) -> Vec<String> {
    let articles = published.articles.iter().flat_map(|one| article_texts(one));
    let records = published.records.iter().flat_map(|one| record_texts(one));
    let pages = published.pages.iter().flat_map(|page| {
        let own = [Some(page.title.clone()), page.summary.clone()].into_iter().flatten();
        own.chain(page.body.blocks.iter().map(|block| block.text.clone()))
    });
    articles.chain(records).chain(pages).collect()
}

fn article_texts(one: &Article) -> Vec<String> {
    let head = [Some(one.title.clone()), one.summary.clone()].into_iter().flatten();
    head.chain(one.body.blocks.iter().map(|block| block.text.clone())).collect()
}

fn record_texts(one: &IncidentRecord) -> Vec<String> {
    let other = one.title_i18n.values().chain(one.summary_i18n.values()).cloned();
    let notes = one.claims.iter().filter_map(|claim| claim.note.clone()).chain(one.note.clone());
    [one.title.clone(), one.summary.clone()].into_iter().chain(other).chain(notes).collect()
}
