//! Actors: one page each, and the list of them by what they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::checked::Checked;
use crate::model::vocabulary::{ActorKind, Word};
use crate::model::{Actor, ActorId};
use crate::pages::listing::{self, Group, Listing};
use crate::pages::plan::{PageKind, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{Fact, FactValue, Link, NotedLink};
use crate::pages::{address, cards, map};

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
            Group { title: setting.words.say(&format!("kinds_{}", kind.as_str())).to_owned(), items }
        });
        let mut pages = vec![listing::index(setting, address::ACTORS, ("actors", "actors_about"), groups.collect())];
        pages.extend(lists.iter().flat_map(|list| listing::pages(setting, list)));
        Checked::clean(Planned::pages(pages))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn list(setting: &Setting<'_>, actor: &Arc<Actor>) -> Listing {
    let index = &setting.briefing.index;
    let incidents = setting.listed_incidents(index.by_actor.get(&actor.id).map_or(&[], Vec::as_slice));
    let stories = setting.listed_stories(index.stories_by_actor.get(&actor.id).map_or(&[], Vec::as_slice));
    let heading = cards::actor_name(setting, actor);
    let kind = setting.words.capital_label(actor.kind);
    let route = setting.to.actor(&actor.id);
    let map = map::Request {
        route: &route,
        size: map::Size::Plain,
        window: None,
        focus: None,
        stacks: map::Stacks::Rows,
        positions: &incidents,
    };
    Listing {
        map: if setting.is_outline() { None } else { map::of(setting, &map) },
        kind: "actor",
        section: address::ACTORS,
        template: "pages/actor.html",
        route,
        description: setting.words.tell(
            "actor_about",
            &[
                ("name", heading.as_str().into()),
                ("kind", kind.as_str().into()),
                ("holds", listing::holds(setting, &incidents, &stories).into()),
            ],
        ),
        heading,
        kicker: Some(kind),
        standfirst: actor.note.clone(),
        family: None,
        outlook: Vec::new(),
        breadcrumbs: vec![Link::new(setting.to.list(address::ACTORS), setting.words.say("actors"))],
        facts: facts(setting, actor),
        timeline: index.by_actor.contains_key(&actor.id).then(|| setting.to.timeline_actor(&actor.id)),
        tolls: None,
        incidents,
        stories,
        locator: None,
        origin: Some((Arc::clone(&actor.origin.file), actor.origin.at(""))),
    }
}

fn facts(setting: &Setting<'_>, actor: &Actor) -> Vec<Fact> {
    let words = setting.words;
    let mut facts = Vec::new();
    if !actor.aliases.is_empty() {
        let values =
            actor.aliases.iter().map(|alias| FactValue { text: alias.clone(), url: None, note: String::new() });
        facts.push(Fact { label: words.say("also_known_as").to_owned(), values: values.collect() });
    }
    if let Some(code) = actor.country {
        let index = &setting.briefing.index;
        let has_page = index.by_country.contains_key(&code) || index.stories_by_country.contains_key(&code);
        let value = FactValue {
            text: setting.words.country(code).to_owned(),
            url: has_page.then(|| setting.to.country(code)),
            note: String::new(),
        };
        facts.push(Fact { label: words.say("country").to_owned(), values: vec![value] });
    }
    if let Some(whole) = &actor.part_of {
        facts.push(Fact { label: words.say("part_of").to_owned(), values: vec![named(setting, whole)] });
    }
    let parts = setting.briefing.corpus.actors.values().filter(|other| other.part_of.as_ref() == Some(&actor.id));
    let parts: Vec<FactValue> = parts.map(|part| named(setting, &part.id)).collect();
    if !parts.is_empty() {
        facts.push(Fact { label: words.say("includes").to_owned(), values: parts });
    }
    let active = match actor.active {
        (Some(from), Some(to)) => Some(words.from_to(words.partial(from), words.partial(to))),
        (Some(from), None) => Some(words.tell("since", &[("date", words.partial(from).into())])),
        (None, Some(to)) => Some(words.tell("until", &[("date", words.partial(to).into())])),
        (None, None) => None,
    };
    facts.extend(active.map(|text| Fact::plain(words.say("active"), text, "")));
    let in_set = |name: &str| words.tell("in_data_set", &[("name", name.into())]);
    if let Some(ucdp) = &actor.ucdp {
        facts.push(Fact::plain(&in_set("UCDP"), ucdp.clone(), ""));
    }
    if let Some(acled) = &actor.acled {
        facts.push(Fact::plain(&in_set("ACLED"), acled.clone(), ""));
    }
    facts
}

/// An actor as a fact's value, with the way to its page.
#[must_use]
pub(super) fn named(setting: &Setting<'_>, id: &ActorId) -> FactValue {
    let text = setting.briefing.corpus.actors.get(id).map_or(id.as_str(), |actor| setting.name(actor));
    FactValue { text: text.to_owned(), url: Some(setting.to.actor(id)), note: String::new() }
}
