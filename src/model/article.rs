//! Articles and pages: Markdown files with front matter.

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::document::Document;
use crate::model::incident::{Correction, Media, Update};
use crate::model::vocabulary::Status;
use crate::model::{CountryCode, IncidentId, Moment, Origin, Overrides, Slug, SourceId};

/// One article as it lies in its file.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its name and the last part of its address.
    pub slug: Slug,
    /// Headline.
    pub title: String,
    /// When it was first published.
    pub date: Moment,
    /// When it last changed in substance.
    pub updated: Option<Moment>,
    /// Who wrote it.
    pub byline: Vec<String>,
    /// Where it was filed from.
    pub dateline: Option<String>,
    /// Standfirst.
    pub summary: Option<String>,
    /// Two to five points for readers in a hurry; inline HTML made from Markdown.
    pub key_points: Vec<String>,
    /// The incidents it is about.
    pub incidents: Vec<IncidentId>,
    /// Subjects.
    pub tags: Vec<String>,
    /// Countries.
    pub countries: Vec<CountryCode>,
    /// Language, a BCP 47 tag.
    pub lang: String,
    /// The article it translates.
    pub translation_of: Option<Slug>,
    /// Where its facts were read.
    pub sources: Vec<SourceId>,
    /// The outlet whose copy this file is.
    pub outlet: Option<String>,
    /// The address of the outlet's own page.
    pub canonical_url: Option<String>,
    /// Where it stands between desk and reader.
    pub status: Status,
    /// Not to be seen before.
    pub publish_at: Option<Moment>,
    /// Earlier paths, which lead here.
    pub aliases: Vec<String>,
    /// The editor's words on what stands twice.
    pub overrides: Overrides,
    /// Pictures and documents.
    pub media: Vec<Media>,
    /// What was added later.
    pub updates: Vec<Update>,
    /// What was wrong.
    pub corrections: Vec<Correction>,
    /// The text.
    pub body: Arc<Document>,
    /// Where it was read.
    pub origin: Origin,
}

impl Article {
    /// Whether another reading of the same file differs in its words alone: the headline, the standfirst and the text.
    #[must_use]
    pub fn has_frame_of(&self, other: &Self) -> bool {
        // Taken apart whole, so that what is added to an article is thought of here.
        #[rustfmt::skip]
        let Self {
            title: _, summary: _, body: _, slug, date, updated, byline, dateline, key_points, incidents, tags, countries,
            lang, translation_of, sources, outlet, canonical_url, status, publish_at, aliases, overrides, media, updates,
            corrections, origin,
        } = self;
        origin.file.path == other.origin.file.path
            && (slug, date, updated, byline) == (&other.slug, &other.date, &other.updated, &other.byline)
            && (dateline, key_points, incidents) == (&other.dateline, &other.key_points, &other.incidents)
            && (tags, countries, lang) == (&other.tags, &other.countries, &other.lang)
            && (translation_of, sources) == (&other.translation_of, &other.sources)
            && (outlet, canonical_url) == (&other.outlet, &other.canonical_url)
            && (status, publish_at, aliases) == (&other.status, &other.publish_at, &other.aliases)
            && (media, updates, corrections) == (&other.media, &other.updates, &other.corrections)
            && overrides.rulings().eq(other.overrides.rulings())
    }

    /// Whether another reading of the same file has the same headline and standfirst.
    #[must_use]
    pub fn has_headline_of(&self, other: &Self) -> bool {
        (&self.title, &self.summary) == (&other.title, &other.summary)
    }

    /// When it last changed: its last update, correction, `updated` or date.
    #[must_use]
    pub fn last_changed(&self) -> Moment {
        let later = self.updates.iter().map(|u| u.at).chain(self.corrections.iter().map(|c| c.at));
        later.chain(self.updated).chain([self.date]).max().unwrap_or(self.date)
    }
}

/// A page that is no article: the front page's editorial part, about, method.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address; `index` is the front page.
    pub slug: Slug,
    /// Heading.
    pub title: String,
    /// A sentence on what it holds.
    pub summary: Option<String>,
    /// Language.
    pub lang: String,
    /// When it last changed.
    pub updated: Option<Moment>,
    /// Front page: key takeaways; inline HTML made from Markdown.
    pub key_points: Vec<String>,
    /// Front page: the day up to which data was taken in.
    pub data_cutoff: Option<Date>,
    /// The text.
    pub body: Arc<Document>,
    /// Where it was read.
    pub origin: Origin,
}
