//! The timeline's filters: countries, types, actors and years, each a list of its own with its count.

use serde::Serialize;

use crate::briefing::Briefing;
use crate::model::vocabulary::Word;
use crate::pages::plan::Route;
use crate::pages::setting::is_listed_incident;
use crate::pages::views::{Link, Shared, family, share};
use crate::pages::{address, words};

/// How many actors stand in the filter; the list of actors has them all.
const ACTORS: usize = 16;

#[derive(Serialize)]
struct Facet {
    key: &'static str,
    title: &'static str,
    items: Vec<FacetItem>,
    more: Option<Link>,
}

#[derive(Serialize)]
struct FacetItem {
    url: Route,
    label: String,
    count: usize,
    family: Option<&'static str>,
}

/// Every filter, shared by all pages of the timeline.
#[must_use]
pub(super) fn shared(briefing: &Briefing) -> Shared {
    share(&[countries(briefing), types(briefing), actors(briefing), years(briefing)])
}

/// How many of some incidents lists show.
fn listed(briefing: &Briefing, positions: &[usize]) -> usize {
    positions.iter().filter(|at| is_listed_incident(briefing, **at)).count()
}

fn countries(briefing: &Briefing) -> Facet {
    let by_country = briefing.index.by_country.iter();
    let items = by_country.map(|(code, positions)| FacetItem {
        url: address::timeline_country(*code),
        label: code.name().to_owned(),
        count: listed(briefing, positions),
        family: None,
    });
    Facet { key: "country", title: "Country", items: most_first(items), more: None }
}

fn types(briefing: &Briefing) -> Facet {
    let items = briefing.index.by_type.iter().map(|(event, positions)| FacetItem {
        url: address::timeline_type(*event),
        label: words::capital(event.label()),
        count: listed(briefing, positions),
        family: Some(family(*event)),
    });
    Facet { key: "type", title: "Type", items: most_first(items), more: None }
}

fn actors(briefing: &Briefing) -> Facet {
    let by_actor = briefing.index.by_actor.iter();
    let items = by_actor.filter_map(|(id, positions)| {
        let actor = briefing.corpus.actors.get(id)?;
        Some(FacetItem {
            url: address::timeline_actor(id),
            label: actor.short().to_owned(),
            count: listed(briefing, positions),
            family: None,
        })
    });
    let mut items = most_first(items);
    let more = (items.len() > ACTORS).then(|| Link::new(Route::new(address::ACTORS), "All actors"));
    items.truncate(ACTORS);
    Facet { key: "actor", title: "Actor", items, more }
}

fn years(briefing: &Briefing) -> Facet {
    let items = briefing.index.by_year.iter().rev().map(|(year, positions)| FacetItem {
        url: address::timeline_year(*year),
        label: year.to_string(),
        count: listed(briefing, positions),
        family: None,
    });
    Facet { key: "year", title: "Year", items: items.filter(|item| item.count > 0).collect(), more: None }
}

fn most_first(items: impl Iterator<Item = FacetItem>) -> Vec<FacetItem> {
    let mut items: Vec<FacetItem> = items.filter(|item| item.count > 0).collect();
    items.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    items
}
