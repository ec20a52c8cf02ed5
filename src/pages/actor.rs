//! Actors: one page each, and the list of them by what they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checked::Checked;
use crate::model::vocabulary::{ActorKind, Word};
use crate::model::{Actor, ActorId};
use crate::pages::listing::{self, Group, Listing};
use crate::pages::plan::{PageKind, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{Fact, FactValue, Link, NotedLink};
use crate::pages::{address, cards, map, words};

/// The page kind.
pub(super) struct Actors;

impl PageKind for Actors {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let actors: Vec<&Arc<Actor>> = setting.briefing.corpus.actors.values().collect();
        if actors.is_empty() {
            return Checked::default();
        }
        let lists = Checked::par_map(&actors, |actor| Checked::clean(list(setting, actor))).value;
        let mut kinds: BTreeMap<ActorKind, Vec<NotedLink>> = BTreeMap::new();
        for (actor, list) in actors.iter().zip(&lists) {
            let note = listing::holds(setting, &list.incidents, &list.stories);
            kinds.entry(actor.kind).or_default().push(NotedLink {
                url: list.route.clone(),
                label: list.heading.clone(),
                note,
                family: None,
            });
        }
        let groups = kinds.into_iter().map(|(kind, mut items)| {
            items.sort_by(|a, b| a.label.cmp(&b.label));
            Group { title: plural(kind).to_owned(), items }
        });
        let standfirst = "Everyone who fights, governs, counts or reports in the records of this site.";
        let mut pages = vec![listing::index(setting, address::ACTORS, "Actors", standfirst, groups.collect())];
        pages.extend(lists.iter().flat_map(|list| listing::pages(setting, list)));
        Checked::clean(Planned::pages(pages))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn plural(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::StateForce => "State forces",
        ActorKind::ArmedGroup => "Armed groups",
        ActorKind::Militia => "Militias",
        ActorKind::ForeignForce => "Foreign forces",
        ActorKind::Peacekeepers => "Peacekeepers",
        ActorKind::Government => "Governments",
        ActorKind::Igo => "Intergovernmental organisations",
        ActorKind::Civilians => "Civilians",
        ActorKind::Reporter => "Those who report and count",
    }
}

fn list(setting: &Setting<'_>, actor: &Arc<Actor>) -> Listing {
    let index = &setting.briefing.index;
    let incidents = setting.listed_incidents(index.by_actor.get(&actor.id).map_or(&[], Vec::as_slice));
    let stories = setting.listed_stories(index.stories_by_actor.get(&actor.id).map_or(&[], Vec::as_slice));
    let heading = cards::actor_name(actor);
    let kind = words::capital(actor.kind.label());
    let route = address::actor(&actor.id);
    let map = map::Request {
        route: &route,
        size: map::Size::Plain,
        window: None,
        focus: None,
        stacks: map::Stacks::Rows,
        positions: &incidents,
    };
    Listing {
        map: map::of(setting, &map),
        kind: "actor",
        section: address::ACTORS,
        template: "pages/actor.html",
        route,
        description: format!("{heading}. {kind}: {}.", listing::holds(setting, &incidents, &stories)),
        heading,
        kicker: Some(kind),
        standfirst: actor.note.clone(),
        family: None,
        outlook: Vec::new(),
        breadcrumbs: vec![Link::new(Route::new(address::ACTORS), "Actors")],
        facts: facts(setting, actor),
        timeline: index.by_actor.contains_key(&actor.id).then(|| address::timeline_actor(&actor.id)),
        tolls: None,
        incidents,
        stories,
        locator: None,
        origin: Some((Arc::clone(&actor.origin.file), actor.origin.at(""))),
    }
}

fn facts(setting: &Setting<'_>, actor: &Actor) -> Vec<Fact> {
    let mut facts = Vec::new();
    if !actor.aliases.is_empty() {
        let values =
            actor.aliases.iter().map(|alias| FactValue { text: alias.clone(), url: None, note: String::new() });
        facts.push(Fact { label: "Also known as".to_owned(), values: values.collect() });
    }
    if let Some(code) = actor.country {
        let index = &setting.briefing.index;
        let has_page = index.by_country.contains_key(&code) || index.stories_by_country.contains_key(&code);
        let value = FactValue {
            text: code.name().to_owned(),
            url: has_page.then(|| address::country(code)),
            note: String::new(),
        };
        facts.push(Fact { label: "Country".to_owned(), values: vec![value] });
    }
    if let Some(whole) = &actor.part_of {
        facts.push(Fact { label: "Part of".to_owned(), values: vec![named(setting, whole)] });
    }
    let parts = setting.briefing.corpus.actors.values().filter(|other| other.part_of.as_ref() == Some(&actor.id));
    let parts: Vec<FactValue> = parts.map(|part| named(setting, &part.id)).collect();
    if !parts.is_empty() {
        facts.push(Fact { label: "Includes".to_owned(), values: parts });
    }
    match actor.active {
        (Some(from), Some(to)) => {
            facts.push(Fact::plain("Active", format!("{} to {}", words::partial(from), words::partial(to)), ""));
        }
        (Some(from), None) => facts.push(Fact::plain("Active", format!("since {}", words::partial(from)), "")),
        (None, Some(to)) => facts.push(Fact::plain("Active", format!("until {}", words::partial(to)), "")),
        (None, None) => {}
    }
    if let Some(ucdp) = &actor.ucdp {
        facts.push(Fact::plain("In UCDP", ucdp.clone(), ""));
    }
    if let Some(acled) = &actor.acled {
        facts.push(Fact::plain("In ACLED", acled.clone(), ""));
    }
    facts
}

/// An actor as a fact's value, with the way to its page.
#[must_use]
pub(super) fn named(setting: &Setting<'_>, id: &ActorId) -> FactValue {
    let text = setting.briefing.corpus.actors.get(id).map_or(id.as_str(), |actor| &actor.name);
    FactValue { text: text.to_owned(), url: Some(address::actor(id)), note: String::new() }
}
