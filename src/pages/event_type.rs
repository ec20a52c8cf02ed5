//! Event types: one page each.

use crate::checked::Checked;
use crate::model::vocabulary::{EventType, Word};
use crate::pages::listing::{self, Listing};
use crate::pages::plan::{PageKind, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{Link, family};
use crate::pages::{address, words};

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
    let heading = words::capital(event.label());
    Listing {
        kind: "event-type",
        section: address::TIMELINE,
        template: "pages/event_type.html",
        route: address::event_type(event),
        description: format!("{heading}: {}.", listing::holds(setting, &incidents, &stories)),
        heading,
        kicker: Some("Type of event".to_owned()),
        standfirst: Some(meaning(event).to_owned()),
        family: Some(family(event)),
        outlook: Vec::new(),
        breadcrumbs: vec![Link::new(Route::new(address::TIMELINE), "Timeline")],
        facts: Vec::new(),
        timeline: (!incidents.is_empty()).then(|| address::timeline_type(event)),
        tolls: None,
        incidents,
        stories: setting.listed_stories(&stories),
        map: None,
        locator: None,
        origin: None,
    }
}

/// What a type takes in.
fn meaning(event: EventType) -> &'static str {
    match event {
        EventType::AttackOnForces => {
            "Attacks on soldiers, police, militias allied to a state, peacekeepers, or their posts and convoys."
        }
        EventType::AttackOnCivilians => "Violence that was aimed at people who take no part in the fighting.",
        EventType::Clash => "Fighting between armed sides in which neither is only the target.",
        EventType::Explosive => "Mines, roadside bombs, shelling and suicide attacks.",
        EventType::AirStrike => "Strikes from aircraft and drones.",
        EventType::Abduction => "People taken and held against their will.",
        EventType::SiegeBlockade => "Towns, roads or supplies cut off by armed force.",
        EventType::TerritoryChange => "A place passes from the control of one side to another.",
        EventType::Political => "Coups, alliances, breaks and decisions of state.",
        EventType::Peacekeeping => "Missions and foreign forces that come, change or leave.",
        EventType::Unrest => "Protests and riots.",
        EventType::Statement => "Statements that mark a turn in events.",
        EventType::Aggregate => "Totals over a period as somebody gave them. They are never added to anything.",
        EventType::Other => "Events that fit no other type.",
    }
}
