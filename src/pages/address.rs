//! Where each thing of the site lies. One function a thing, so that no other file spells an address.

use crate::model::id::slugify;
use crate::model::vocabulary::{EventType, Word};
use crate::model::{ActorId, CountryCode, IncidentId, PlaceId, Slug};
use crate::pages::plan::Route;

/// The feeds.
pub(super) const ATOM: &str = "feed.atom";
pub(super) const JSON_FEED: &str = "feed.json";
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
/// The data a reader can take away.
pub(super) const DATA: &str = "data/";
/// What is recorded, counted.
pub(super) const FIGURES: &str = "figures/";
/// The log of corrections.
pub(super) const CORRECTIONS: &str = "corrections/";

/// A story's page.
#[must_use]
pub(crate) fn story(slug: &Slug) -> Route {
    Route::new(&format!("{STORIES}{slug}/"))
}

/// An incident's page.
#[must_use]
pub(crate) fn incident(id: &IncidentId) -> Route {
    Route::new(&format!("incidents/{id}/"))
}

/// A country's page.
#[must_use]
pub(super) fn country(code: CountryCode) -> Route {
    Route::new(&format!("{COUNTRIES}{}/", code.as_str().to_ascii_lowercase()))
}

/// An actor's page.
#[must_use]
pub(crate) fn actor(id: &ActorId) -> Route {
    Route::new(&format!("{ACTORS}{id}/"))
}

/// A place's page.
#[must_use]
pub(crate) fn place(id: &PlaceId) -> Route {
    Route::new(&format!("places/{id}/"))
}

/// A subject's page, by its name.
#[must_use]
pub(super) fn tag(name: &str) -> Route {
    Route::new(&format!("{TAGS}{}/", slugify(name)))
}

/// An event type's page.
#[must_use]
pub(super) fn event_type(event: EventType) -> Route {
    Route::new(&format!("types/{}/", hyphened(event)))
}

/// How a reader verifies the site.
#[must_use]
pub(super) fn verify() -> Route {
    Route::new("verify/")
}

/// A page of the site's own text; `index` is the front page.
#[must_use]
pub(crate) fn page(slug: &Slug) -> Route {
    if slug.as_str() == "index" { Route::front() } else { Route::new(&format!("{slug}/")) }
}

/// The figures of one year.
#[must_use]
pub(super) fn figures_of(year: i16) -> Route {
    Route::new(&format!("{FIGURES}{year:04}/"))
}

/// The timeline of one year.
#[must_use]
pub(super) fn timeline_year(year: i16) -> Route {
    Route::new(&format!("{TIMELINE}{year:04}/"))
}

/// The timeline of one month; without a month, of what is dated to the year alone.
#[must_use]
pub(crate) fn timeline_month(year: i16, month: Option<i8>) -> Route {
    match month {
        Some(month) => Route::new(&format!("{TIMELINE}{year:04}/{month:02}/")),
        None => Route::new(&format!("{TIMELINE}{year:04}/undated/")),
    }
}

/// The map of one year, or of one month.
#[must_use]
pub(super) fn timeline_map(year: i16, month: Option<i8>) -> Route {
    let list = if month.is_some() { timeline_month(year, month) } else { timeline_year(year) };
    Route::new(&format!("{list}map/"))
}

/// A list of the timeline with its oldest entries first.
#[must_use]
pub(super) fn oldest(list: &Route) -> Route {
    Route::new(&format!("{list}oldest/"))
}

/// The timeline of one country.
#[must_use]
pub(super) fn timeline_country(code: CountryCode) -> Route {
    Route::new(&format!("{TIMELINE}country/{}/", code.as_str().to_ascii_lowercase()))
}

/// The timeline of one actor.
#[must_use]
pub(super) fn timeline_actor(id: &ActorId) -> Route {
    Route::new(&format!("{TIMELINE}actor/{id}/"))
}

/// The timeline of one event type.
#[must_use]
pub(super) fn timeline_type(event: EventType) -> Route {
    Route::new(&format!("{TIMELINE}type/{}/", hyphened(event)))
}

/// An event type as addresses write it.
#[must_use]
pub(super) fn hyphened(event: EventType) -> String {
    event.as_str().replace('_', "-")
}
