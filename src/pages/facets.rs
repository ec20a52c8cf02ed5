//! The timeline's filters: countries, types, actors and years, each a list of its own with its count.

use serde::Serialize;

use crate::briefing::Briefing;
use crate::pages::address;
use crate::pages::plan::Route;
use crate::pages::setting::{Ground, is_listed_incident};
use crate::pages::views::{Link, Shared, family, share};

/// How many actors stand in the filter; the list of actors has them all.
const ACTORS: usize = 16;

#[derive(Serialize)]
struct Facet {
    key: &'static str,
    title: String,
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
pub(super) fn shared(ground: &Ground<'_>) -> Shared {
    share(&[countries(ground), types(ground), actors(ground), years(ground)])
}

/// How many of some incidents lists show.
fn listed(briefing: &Briefing, positions: &[usize]) -> usize {
    positions.iter().filter(|at| is_listed_incident(briefing, **at)).count()
}

fn countries(ground: &Ground<'_>) -> Facet {
    let briefing = ground.briefing;
    let by_country = briefing.index.by_country.iter();
    let items = by_country.map(|(code, positions)| FacetItem {
        url: ground.to.timeline_country(*code),
        label: ground.words.country(*code).to_owned(),
        count: listed(briefing, positions),
        family: None,
    });
    Facet { key: "country", title: ground.words.say("country").to_owned(), items: most_first(items), more: None }
}

fn types(ground: &Ground<'_>) -> Facet {
    let briefing = ground.briefing;
    let items = briefing.index.by_type.iter().map(|(event, positions)| FacetItem {
        url: ground.to.timeline_type(*event),
        label: ground.words.capital_label(*event),
        count: listed(briefing, positions),
        family: Some(family(*event)),
    });
    Facet { key: "type", title: ground.words.say("type").to_owned(), items: most_first(items), more: None }
}

fn actors(ground: &Ground<'_>) -> Facet {
    let briefing = ground.briefing;
    let by_actor = briefing.index.by_actor.iter();
    let items = by_actor.filter_map(|(id, positions)| {
        let actor = briefing.corpus.actors.get(id)?;
        Some(FacetItem {
            url: ground.to.timeline_actor(id),
            label: ground.short(actor).to_owned(),
            count: listed(briefing, positions),
            family: None,
        })
    });
    let mut items = most_first(items);
    let more =
        (items.len() > ACTORS).then(|| Link::new(ground.to.list(address::ACTORS), ground.words.say("all_actors")));
    items.truncate(ACTORS);
    Facet { key: "actor", title: ground.words.say("actor").to_owned(), items, more }
}

fn years(ground: &Ground<'_>) -> Facet {
    let briefing = ground.briefing;
    let items = briefing.index.by_year.iter().rev().map(|(year, positions)| FacetItem {
        url: ground.to.timeline_year(*year),
        label: year.to_string(),
        count: listed(briefing, positions),
        family: None,
    });
    Facet {
        key: "year",
        title: ground.words.say("year").to_owned(),
        items: items.filter(|item| item.count > 0).collect(),
        more: None,
    }
}

fn most_first(items: impl Iterator<Item = FacetItem>) -> Vec<FacetItem> {
    let mut items: Vec<FacetItem> = items.filter(|item| item.count > 0).collect();
    items.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    items
}
