//! What keeps an article or a record from being published.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::model::month::MonthRecord;
use crate::model::vocabulary::Status;
use crate::model::{Article, Corpus, IncidentRecord, Moment, Origin};

/// A reason not to publish an item yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldBack {
    /// It is not finished.
    Draft,
    /// It is not to be seen before a time.
    Embargo,
}

/// What an editor must know of an item that is held back; nothing of its text.
#[derive(Debug, Clone)]
pub struct Held {
    /// `article`, `incident` or `month`.
    pub kind: &'static str,
    /// Its slug or id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day it tells of or is dated, as it is written.
    pub date: String,
    /// What holds it back.
    pub why: BTreeSet<HeldBack>,
    /// When its embargo ends, if it has one.
    pub until: Option<Moment>,
    /// Where it was read.
    pub origin: Origin,
}

impl Held {
    /// An article, if anything holds it back at an instant.
    #[must_use]
    pub fn article(article: &Article, now: Timestamp) -> Option<Self> {
        let why: BTreeSet<HeldBack> = article.held_back(now).collect();
        (!why.is_empty()).then(|| Self {
            kind: "article",
            id: article.slug.to_string(),
            title: article.title.clone(),
            date: article.date.date.to_string(),
            until: article.publish_at.filter(|_| why.contains(&HeldBack::Embargo)),
            why,
            origin: article.origin.clone(),
        })
    }

    /// A record, if anything holds it back.
    #[must_use]
    pub fn record(record: &IncidentRecord) -> Option<Self> {
        let why: BTreeSet<HeldBack> = record.held_back().collect();
        (!why.is_empty()).then(|| Self {
            kind: "incident",
            id: record.id.to_string(),
            title: record.title.clone(),
            date: record.date.start.to_string(),
            why,
            until: None,
            origin: record.origin.clone(),
        })
    }

    /// A month's outlook, if it is a draft.
    #[must_use]
    pub fn month(month: &MonthRecord) -> Option<Self> {
        let date = format!("{:04}-{:02}", month.month.year, month.month.month);
        (month.status == Status::Draft).then(|| Self {
            kind: "month",
            id: date.clone(),
            title: format!("Outlook of {date}"),
            date,
            why: BTreeSet::from([HeldBack::Draft]),
            until: None,
            origin: month.origin.clone(),
        })
    }
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
    let notes = one
        .claims
        .iter()
        .flat_map(|claim| claim.note.iter().chain(claim.note_i18n.values()).cloned())
        .chain(one.note.clone());
    [one.title.clone(), one.summary.clone()].into_iter().chain(other).chain(notes).collect()
}
