//! Places: one page each.

use std::sync::Arc;

use crate::checked::Checked;
use crate::locale::{Words, capital};
use crate::model::Place;
use crate::model::place::Coordinates;
use crate::pages::address;
use crate::pages::listing::{self, Listing};
use crate::pages::map::{self, Locator};
use crate::pages::plan::{PageKind, Planned, Shows};
use crate::pages::setting::Setting;
use crate::pages::spots::{self, Spot, Where};
use crate::pages::views::{Fact, FactValue, Link};

/// The page kind.
pub(super) struct Places;

impl PageKind for Places {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let places: Vec<&Arc<Place>> = setting.briefing.corpus.places.values().collect();
        let pages =
            Checked::par_map(&places, |place| Checked::clean(listing::pages(setting, &list(setting, place)))).value;
        Checked::clean(Planned::pages(pages.into_iter().flatten().collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn list(setting: &Setting<'_>, place: &Arc<Place>) -> Listing {
    let index = &setting.briefing.index;
    let incidents = setting.listed_incidents(index.by_place.get(&place.id).map_or(&[], Vec::as_slice));
    let mut stories: Vec<usize> =
        incidents.iter().filter_map(|at| index.stories_of_incident.get(at)).flatten().copied().collect();
    stories.sort_unstable();
    stories.dedup();
    let mut breadcrumbs = vec![Link::new(setting.to.list(address::TIMELINE), setting.words.say("timeline"))];
    breadcrumbs.extend(
        place
            .countries
            .iter()
            .take(1)
            .filter(|c| index.by_country.contains_key(c))
            .map(|c| Link::new(setting.to.country(*c), setting.words.country(*c))),
    );
    Listing {
        locator: if setting.is_outline() { None } else { locator(setting, place, &incidents) },
        kind: "place",
        section: address::TIMELINE,
        template: "pages/place.html",
        route: setting.to.place(&place.id),
        heading: setting.name_of_place(place).to_owned(),
        kicker: Some(setting.words.capital_label(place.precision)),
        standfirst: place.note.as_deref().map(capital),
        description: listing::about(
            setting,
            setting.name_of_place(place),
            listing::holds(setting, &incidents, &stories),
        ),
        family: None,
        outlook: Vec::new(),
        breadcrumbs,
        facts: facts(setting, place),
        tolls: None,
        incidents,
        timeline: None,
        stories: setting.listed_stories(&stories),
        map: None,
        origin: Some((Arc::clone(&place.origin.file), place.origin.at(""))),
    }
}

/// The place with what happened at it, its marks leading to the list below.
fn locator(setting: &Setting<'_>, place: &Place, incidents: &[usize]) -> Option<Locator> {
    let Where::Point(first) = spots::located(setting, *incidents.first()?) else { return None };
    let spot = Spot {
        name: setting.name_of_place(place).to_owned(),
        at: place.coordinates?,
        incidents: incidents.to_vec(),
        ..first
    };
    map::locator(setting, &spot, &format!("{}#incidents", setting.to.place(&place.id)))
}

fn facts(setting: &Setting<'_>, place: &Place) -> Vec<Fact> {
    let words = setting.words;
    let mut facts = Vec::new();
    let country = |code: &crate::model::CountryCode| FactValue {
        text: words.country(*code).to_owned(),
        url: setting.briefing.index.by_country.contains_key(code).then(|| setting.to.country(*code)),
        note: String::new(),
    };
    if !place.countries.is_empty() {
        let label = words.say(if place.countries.len() == 1 { "country" } else { "countries" });
        facts.push(Fact { label: label.to_owned(), values: place.countries.iter().map(country).collect() });
    }
    let divisions = [("region", &place.adm1), ("district", &place.adm2)];
    facts.extend(
        divisions
            .into_iter()
            .filter_map(|(label, name)| name.as_ref().map(|name| Fact::plain(words.say(label), name.clone(), ""))),
    );
    if let Some(point) = place.coordinates {
        let from = place
            .coord_source
            .as_deref()
            .map(|source| words.tell("coordinates_from", &[("source", source.into())]))
            .unwrap_or_default();
        facts.push(Fact::plain(words.say("position"), position(words, point), from));
    }
    if !place.aliases.is_empty() {
        let values =
            place.aliases.iter().map(|alias| FactValue { text: alias.clone(), url: None, note: String::new() });
        facts.push(Fact { label: words.say("also_written").to_owned(), values: values.collect() });
    }
    facts
}

/// A point in decimal degrees with its hemispheres: `14.7983° N, 1.3026° W`.
#[must_use]
pub(super) fn position(words: &Words, point: Coordinates) -> String {
    let half = |degrees: f64, positive: &str, negative: &str| {
        let key = if degrees < 0.0 { negative } else { positive };
        words.tell(key, &[("degrees", format!("{:.4}", degrees.abs()).into())])
    };
    words.row(&[half(point.lat, "north", "south"), half(point.lon, "east", "west")])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_names_its_hemispheres() {
        let words = crate::locale::Tongues::default();
        let position = |point| position(words.own(), point);
        assert_eq!(position(Coordinates { lat: 14.7983, lon: -1.3026 }), "14.7983° N, 1.3026° W");
        assert_eq!(position(Coordinates { lat: -1.0, lon: 0.0 }), "1.0000° S, 0.0000° E");
    }
}
