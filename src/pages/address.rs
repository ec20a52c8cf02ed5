//! Where each thing of the site lies, in each language. One function a thing, so that no other file spells an address.
//! A story is written in one language and lies once.

use crate::model::id::slugify;
use crate::model::vocabulary::{EventType, Word};
use crate::model::{ActorId, CountryCode, IncidentId, PlaceId, Slug};
use crate::pages::plan::Route;

/// The feeds.
pub(super) const ATOM: &str = "feed.atom";
pub(super) const JSON_FEED: &str = "feed.json";
/// The picture that link previews show of a page.
#[must_use]
pub(super) fn card(page: &Route) -> Route {
    Route::new(&format!("{page}card.png"))
}

/// The list of stories.
pub(crate) const STORIES: &str = "stories/";
/// The list of countries.
pub(super) const COUNTRIES: &str = "countries/";
/// The list of actors.
pub(super) const ACTORS: &str = "actors/";
/// The list of subjects.
pub(super) const TAGS: &str = "tags/";
/// The timeline.
pub(crate) const TIMELINE: &str = "timeline/";
pub(crate) const MAP: &str = "timeline/map/";
/// The data a reader can take away.
pub(super) const DATA: &str = "data/";
/// What is recorded, counted.
pub(super) const FIGURES: &str = "figures/";
/// The search.
pub(super) const SEARCH: &str = "search/";
/// The log of corrections.
pub(super) const CORRECTIONS: &str = "corrections/";

/// Where the pages of one language lie: those of the site's own at the root, those of another under its tag.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree(String);

impl Tree {
    /// The tree of a language, among a site's.
    #[must_use]
    pub(super) fn of(lang: &str, own: &str) -> Self {
        Self(if lang == own { String::new() } else { format!("{}/", lang.to_ascii_lowercase()) })
    }

    /// What its addresses begin with: nothing, or `fr/`.
    #[must_use]
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Its front page.
    #[must_use]
    pub(super) fn front(&self) -> Route {
        Route::new(&self.0)
    }

    /// One of its lists, such as [`TIMELINE`], or another address as it is in the site's own language.
    #[must_use]
    pub(super) fn list(&self, list: &str) -> Route {
        Route::new(&format!("{}{list}", self.0))
    }

    /// The page of another tree that an address of this one stands for.
    #[must_use]
    pub(super) fn twin(&self, route: &Route, other: &Self) -> Route {
        other.list(route.as_str().strip_prefix(self.as_str()).unwrap_or(route.as_str()))
    }

    /// An incident's page.
    #[must_use]
    pub(crate) fn incident(&self, id: &IncidentId) -> Route {
        self.list(&format!("incidents/{id}/"))
    }

    /// A country's page.
    #[must_use]
    pub(super) fn country(&self, code: CountryCode) -> Route {
        self.list(&format!("{COUNTRIES}{}/", code.as_str().to_ascii_lowercase()))
    }

    /// An actor's page.
    #[must_use]
    pub(crate) fn actor(&self, id: &ActorId) -> Route {
        self.list(&format!("{ACTORS}{id}/"))
    }

    /// A place's page.
    #[must_use]
    pub(crate) fn place(&self, id: &PlaceId) -> Route {
        self.list(&format!("places/{id}/"))
    }

    /// A subject's page, by its name.
    #[must_use]
    pub(super) fn tag(&self, name: &str) -> Route {
        self.list(&format!("{TAGS}{}/", slugify(name)))
    }

    /// An event type's page.
    #[must_use]
    pub(super) fn event_type(&self, event: EventType) -> Route {
        self.list(&format!("types/{}/", hyphened(event)))
    }

    /// How a reader verifies the site.
    #[must_use]
    pub(super) fn verify(&self) -> Route {
        self.list("verify/")
    }

    /// A page of the site's own text; `index` is the front page.
    #[must_use]
    pub(crate) fn page(&self, slug: &Slug) -> Route {
        if slug.as_str() == "index" { self.front() } else { self.list(&format!("{slug}/")) }
    }

    /// The figures of one year.
    #[must_use]
    pub(super) fn figures_of(&self, year: i16) -> Route {
        self.list(&format!("{FIGURES}{year:04}/"))
    }

    /// The map of one year, or of one month.
    #[must_use]
    pub(super) fn timeline_map(&self, year: Option<i16>, month: Option<i8>) -> Route {
        let list = match (year, month) {
            (Some(year), Some(_)) => self.timeline_month(year, month),
            (Some(year), None) => self.timeline_year(year),
            (None, _) => return self.list(MAP),
        };
        Route::new(&format!("{list}map/"))
    }

    /// The timeline of one year.
    #[must_use]
    pub(super) fn timeline_year(&self, year: i16) -> Route {
        self.list(&format!("{TIMELINE}{year:04}/"))
    }

    /// The timeline of one month; without a month, of what is dated to the year alone.
    #[must_use]
    pub(crate) fn timeline_month(&self, year: i16, month: Option<i8>) -> Route {
        match month {
            Some(month) => self.list(&format!("{TIMELINE}{year:04}/{month:02}/")),
            None => self.list(&format!("{TIMELINE}{year:04}/undated/")),
        }
    }

    /// The timeline of one country.
    #[must_use]
    pub(super) fn timeline_country(&self, code: CountryCode) -> Route {
        self.list(&format!("{TIMELINE}country/{}/", code.as_str().to_ascii_lowercase()))
    }

    /// The timeline of one actor.
    #[must_use]
    pub(super) fn timeline_actor(&self, id: &ActorId) -> Route {
        self.list(&format!("{TIMELINE}actor/{id}/"))
    }

    /// The timeline of one event type.
    #[must_use]
    pub(super) fn timeline_type(&self, event: EventType) -> Route {
        self.list(&format!("{TIMELINE}type/{}/", hyphened(event)))
    }
}

/// A story's page.
#[must_use]
pub(crate) fn story(slug: &Slug) -> Route {
    Route::new(&format!("{STORIES}{slug}/"))
}

/// A list of the timeline with its oldest entries first.
#[must_use]
pub(super) fn oldest(list: &Route) -> Route {
    Route::new(&format!("{list}oldest/"))
}

/// An event type as addresses write it.
#[must_use]
pub(super) fn hyphened(event: EventType) -> String {
    event.as_str().replace('_', "-")
}
