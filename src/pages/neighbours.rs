//! What came before and after an incident: anywhere, at the same place, by the same actor, and what its author sets
//! beside it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::locale::DateWords;
use crate::model::ActorId;
use crate::model::vocabulary::Role;
use crate::pages::plan::Route;
use crate::pages::setting::{Setting, is_listed_incident};
use crate::pages::views::Told;

/// A row of neighbours.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Neighbours {
    /// Its key on the page.
    pub(super) key: String,
    /// Its title.
    pub(super) title: String,
    /// Its incidents.
    pub(super) items: Vec<Neighbour>,
}

/// One neighbour.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Neighbour {
    /// Before, after, or nothing.
    pub(super) way: String,
    /// When it was.
    pub(super) date: DateWords,
    /// Its page.
    pub(super) url: Route,
    /// Its title.
    pub(super) title: String,
    /// The language of the title, when it is not the page's.
    pub(super) lang: Option<String>,
}

/// How many neighbours stand on either side in time, at a place, and for an actor.
const IN_TIME: usize = 1;
const AT_PLACE: usize = 3;
const OF_ACTOR: usize = 1;

/// The neighbours of the incident at a position.
#[must_use]
pub(super) fn of(setting: &Setting<'_>, at: usize) -> Vec<Neighbours> {
    let briefing = setting.briefing;
    let incident = &briefing.incidents[at];
    let mut rows = vec![Neighbours {
        key: "time".to_owned(),
        title: setting.words.say("just_before_and_after").to_owned(),
        items: nearest(setting, (0..at).rev(), at + 1..briefing.incidents.len(), IN_TIME),
    }];
    if let Some(place) = briefing.corpus.locate(&incident.lead().place).place {
        let name = briefing.corpus.places.get(place).map_or(place.as_str(), |place| setting.name_of_place(place));
        let items = around(setting, briefing.index.by_place.get(place), at, AT_PLACE);
        rows.push(Neighbours {
            key: "place".to_owned(),
            title: setting.words.tell("also_at", &[("name", name.into())]),
            items,
        });
    }
    let roles = [Role::Perpetrator, Role::AllegedPerpetrator, Role::Party];
    let involved = incident.actors();
    let actors = roles.iter().flat_map(|role| involved.iter().filter(move |i| i.role == *role).map(|i| &i.actor));
    let mut named: Vec<&ActorId> = Vec::new();
    for actor in actors.take(2) {
        if !named.contains(&actor) {
            named.push(actor);
        }
    }
    for actor in named {
        let name = briefing.corpus.actors.get(actor).map_or(actor.as_str(), |actor| setting.short(actor));
        let items = around(setting, briefing.index.by_actor.get(actor), at, OF_ACTOR);
        rows.push(Neighbours {
            key: actor.to_string(),
            title: setting.words.tell("also_of", &[("name", name.into())]),
            items,
        });
    }
    let mut related: Vec<usize> = incident
        .records
        .iter()
        .flat_map(|r| &r.related)
        .filter_map(|id| briefing.index.incident.get(id))
        .copied()
        .collect();
    related.retain(|other| *other != at && is_listed_incident(briefing, *other));
    related.sort_unstable();
    related.dedup();
    let shown: BTreeSet<String> =
        rows.iter().flat_map(|row| &row.items).map(|neighbour| neighbour.url.to_string()).collect();
    related.retain(|other| !shown.contains(&setting.to.incident(briefing.incidents[*other].id()).to_string()));
    let items = related.into_iter().map(|other| neighbour(setting, other, "")).collect();
    rows.push(Neighbours { key: "related".to_owned(), title: setting.words.say("read_beside_this").to_owned(), items });
    rows.retain(|row| !row.items.is_empty());
    rows
}

/// The nearest in a list that runs newest first, those after first.
fn around(setting: &Setting<'_>, list: Option<&Vec<usize>>, at: usize, each: usize) -> Vec<Neighbour> {
    let list = list.map_or(&[][..], Vec::as_slice);
    let newer = &list[..list.partition_point(|other| *other < at)];
    let older = &list[list.partition_point(|other| *other <= at)..];
    nearest(setting, newer.iter().rev().copied(), older.iter().copied(), each)
}

/// The first that are listed of what came after and of what came before, each the nearest first; told newest first.
fn nearest(
    setting: &Setting<'_>,
    newer: impl Iterator<Item = usize>,
    older: impl Iterator<Item = usize>,
    each: usize,
) -> Vec<Neighbour> {
    let is_listed = |other: &usize| is_listed_incident(setting.briefing, *other);
    let mut near: Vec<usize> = newer.filter(is_listed).take(each).collect();
    near.reverse();
    let after = near.into_iter().map(|other| neighbour(setting, other, setting.words.say("after")));
    let before = older.filter(is_listed).take(each);
    after.chain(before.map(|other| neighbour(setting, other, setting.words.say("before")))).collect()
}

fn neighbour(setting: &Setting<'_>, at: usize, way: &str) -> Neighbour {
    let lead = setting.briefing.incidents[at].lead();
    let Told { text: title, lang } = setting.title(lead);
    let date = setting.words.when(&lead.date);
    Neighbour { way: way.to_owned(), date, url: setting.to.incident(&lead.id), title, lang }
}
