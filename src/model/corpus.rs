//! Everything that was read: articles, pages, records and registers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use crate::model::month::MonthRecord;
use crate::model::place::{Coordinates, PlaceRef, Speaker};
use crate::model::vocabulary::{PlacePrecision, Status};
use crate::model::{
    Actor, ActorId, Article, CountryCode, IncidentRecord, Page, Place, PlaceId, Slug, Source, SourceId,
};

/// What the source tree says, item by item; drafts and embargoed items are not in it.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// Articles by path.
    pub articles: Vec<Arc<Article>>,
    /// Pages by path.
    pub pages: Vec<Arc<Page>>,
    /// Incident records by id.
    pub records: Vec<Arc<IncidentRecord>>,
    /// Month records, oldest first.
    pub months: Vec<Arc<MonthRecord>>,
    /// The actors' register.
    pub actors: BTreeMap<ActorId, Arc<Actor>>,
    /// The places' register.
    pub places: BTreeMap<PlaceId, Arc<Place>>,
    /// The sources' register.
    pub sources: BTreeMap<SourceId, Arc<Source>>,
    /// The articles published in the last two days: news, as search engines have it.
    pub recent: BTreeSet<Slug>,
    /// The files that records and articles name, by their path under `static/`.
    pub pictures: BTreeMap<String, Picture>,
    /// For which clocks the corpus is the same.
    pub window: Window,
}

/// A file of `static/` that a record or article names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// Width and height in pixels, the way up it is shown; nothing for what is no picture.
    pub size: Option<(u32, u32)>,
}

/// The span of time in which the same sources give the same corpus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// From this instant on: what is published has happened and has been released.
    pub from: Option<Timestamp>,
    /// Until this one, when the next embargo ends or a story is no longer news.
    pub until: Option<Timestamp>,
}

impl Window {
    /// Whether a clock lies in it.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}

/// A record's place with everything known of it, from the record first and the register second.
#[derive(Debug, Clone, PartialEq)]
pub struct Located<'a> {
    /// The register's entry.
    pub place: Option<&'a PlaceId>,
    /// Its name.
    pub name: &'a str,
    /// First-level division.
    pub adm1: Option<&'a str>,
    /// Its country or countries.
    pub countries: Vec<CountryCode>,
    /// Where it lies.
    pub coordinates: Option<Coordinates>,
    /// How finely the incident is placed.
    pub precision: PlacePrecision,
}

impl Corpus {
    /// What was withdrawn, as `incident:ID` and `story:SLUG`.
    #[must_use]
    pub fn withdrawn(&self) -> BTreeSet<String> {
        let records = self.records.iter().filter(|one| one.status == Status::Withdrawn);
        let articles = self.articles.iter().filter(|one| one.status == Status::Withdrawn);
        let records = records.map(|one| format!("incident:{}", one.id));
        records.chain(articles.map(|one| format!("story:{}", one.slug))).collect()
    }

    /// Everything known of a record's place.
    #[must_use]
    pub fn locate<'a>(&'a self, at: &'a PlaceRef) -> Located<'a> {
        let entry = at.place.as_ref().and_then(|id| self.places.get(id));
        Located {
            place: entry.map(|place| &place.id),
            name: at.name.as_deref().or(entry.map(|place| place.name.as_str())).unwrap_or("unnamed place"),
            adm1: entry.and_then(|place| place.adm1.as_deref()),
            countries: at.country.map(|c| vec![c]).or(entry.map(|place| place.countries.clone())).unwrap_or_default(),
            coordinates: at.coordinates.or(entry.and_then(|place| place.coordinates)),
            precision: at.precision.or(entry.map(|place| place.precision)).unwrap_or(PlacePrecision::Exact),
        }
    }

    /// A speaker's name.
    #[must_use]
    pub fn speaker_name<'a>(&'a self, speaker: &'a Speaker) -> &'a str {
        match speaker {
            Speaker::Actor(id) => self.actors.get(id).map_or(id.as_str(), |actor| actor.short()),
            Speaker::Source(id) => self.sources.get(id).map_or(id.as_str(), |source| source.speaks_as()),
        }
    }

    /// Whether a speaker is a party to the conflict, whose figures are an interested party's.
    #[must_use]
    pub fn is_party(&self, speaker: &Speaker) -> bool {
        match speaker {
            Speaker::Actor(id) => self.actors.get(id).is_some_and(|actor| actor.kind.is_party()),
            Speaker::Source(_) => false,
        }
    }
}
