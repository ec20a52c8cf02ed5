//! Event types: one page each.

use crate::checked::Checked;
use crate::model::vocabulary::{EventType, Word};
use crate::pages::address;
use crate::pages::listing::{self, Listing};
use crate::pages::plan::{PageKind, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{Link, family};

/// The page kind.
pub(super) struct EventTypes;

impl PageKind for EventTypes {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let types = setting.briefing.index.by_type.iter();
        let pages = types.flat_map(|(event, positions)| listing::pages(setting, &list(setting, *event, positions)));
        Checked::clean(Planned::pages(pages.collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn list(setting: &Setting<'_>, event: EventType, positions: &[usize]) -> Listing {
    let incidents = setting.listed_incidents(positions);
    let index = &setting.briefing.index;
    let mut stories: Vec<usize> =
        incidents.iter().filter_map(|at| index.stories_of_incident.get(at)).flatten().copied().collect();
    stories.sort_unstable();
    stories.dedup();
    let heading = setting.words.capital_label(event);
    Listing {
        kind: "event-type",
        section: address::TIMELINE,
        template: "pages/event_type.html",
        route: setting.to.event_type(event),
        description: listing::about(setting, &heading, listing::holds(setting, &incidents, &stories)),
        heading,
        kicker: Some(setting.words.say("type_of_event").to_owned()),
        standfirst: Some(setting.words.say(&format!("meaning_{}", event.as_str())).to_owned()),
        family: Some(family(event)),
        outlook: Vec::new(),
        breadcrumbs: vec![Link::new(setting.to.list(address::TIMELINE), setting.words.say("timeline"))],
        facts: Vec::new(),
        timeline: (!incidents.is_empty()).then(|| setting.to.timeline_type(event)),
        tolls: None,
        incidents,
        stories: setting.listed_stories(&stories),
        map: None,
        locator: None,
        origin: None,
    }
}
