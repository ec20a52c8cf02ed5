//! An incident as schema.org's `Event`, on a page that cites its sources and carries its corrections.
//!
//! Dates and places are as fine as the record knows them: a month stays a month, and only a place known by itself has a
//! point. Tolls are left out; they belong to their speakers, in the table of claims and in the data files.

use serde_json::{Value, json};

use crate::locale::Words;
use crate::model::vocabulary::{ActorKind, DatePrecision, PlacePrecision, Status, Word};
use crate::model::{Actor, CountryCode, Located, When};
use crate::pages::json_ld::{citations, corrections, list, moment, publisher, set};
use crate::pages::plan::Route;
use crate::pages::setting::Setting;
use crate::pages::tag;

/// The page of the incident at a position; nothing for a withdrawn one.
#[must_use]
pub(in crate::pages) fn page(setting: &Setting<'_>, at: usize, route: &Route, images: Vec<Value>) -> Option<Value> {
    let incident = &setting.briefing.incidents[at];
    let lead = incident.lead();
    if lead.status == Status::Withdrawn {
        return None;
    }
    let options = setting.options;
    let mut page = json!({
        "@type": "WebPage",
        "name": setting.title(lead).text,
        "inLanguage": setting.words.tag(),
        "publisher": publisher(setting),
        "mainEntity": event(setting, at),
    });
    set(&mut page, "url", setting.absolute(route));
    set(&mut page, "description", (!lead.summary.is_empty()).then(|| setting.summary(lead).text));
    set(&mut page, "license", (!options.licence_url.is_empty()).then_some(&options.licence_url));
    set(&mut page, "dateModified", incident.last_changed().map(moment));
    let tags: Vec<String> = incident.tags().into_iter().map(tag::spaced).collect();
    set(&mut page, "keywords", (!tags.is_empty()).then_some(tags));
    list(&mut page, "image", images);
    list(&mut page, "citation", citations(setting, &incident.sources()));
    let corrected = incident.records.iter().flat_map(|record| &record.corrections);
    list(&mut page, "correction", corrections(setting.words, corrected));
    Some(page)
}

/// An incident as another page names it; its id leads to its page.
#[must_use]
pub(in crate::pages) fn named(setting: &Setting<'_>, at: usize) -> Value {
    let lead = setting.briefing.incidents[at].lead();
    let mut event = json!({
        "@type": "Event",
        "name": setting.title(lead).text,
        "startDate": lead.date.start.to_string(),
    });
    let url = setting.absolute(&setting.to.incident(&lead.id));
    set(&mut event, "@id", url.map(|url| format!("{url}#event")));
    event
}

fn event(setting: &Setting<'_>, at: usize) -> Value {
    let briefing = setting.briefing;
    let incident = &briefing.incidents[at];
    let lead = incident.lead();
    let mut event = named(setting, at);
    set(&mut event, "url", setting.absolute(&setting.to.incident(&lead.id)));
    event["identifier"] = json!(lead.id.as_str());
    event["additionalType"] = json!(lead.event.as_str());
    set(&mut event, "endDate", end(&lead.date));
    event["location"] = place(setting.words, &briefing.corpus.locate(&lead.place));
    let mut seen = Vec::new();
    for involved in incident.actors() {
        if !seen.contains(&&involved.actor) {
            seen.push(&involved.actor);
        }
    }
    let actors = seen.into_iter().filter_map(|id| briefing.corpus.actors.get(id));
    list(&mut event, "about", actors.map(|actor| organisation(setting, actor)).collect());
    let whole = lead.part_of.as_ref().and_then(|id| briefing.index.incident.get(id));
    set(&mut event, "superEvent", whole.map(|at| named(setting, *at)));
    event
}

/// The last day, month or year. A month or year alone says by its own form how long it may have been.
fn end(date: &When) -> Option<String> {
    match (date.end, date.precision) {
        (Some(end), _) => Some(end.to_string()),
        (None, DatePrecision::Week) => Some(date.last_day().to_string()),
        (None, _) => None,
    }
}

/// Where it was: a point for what is known by itself, else the district, region or country by name.
fn place(words: &Words, located: &Located<'_>) -> Value {
    let country =
        |code: &CountryCode| json!({"@type": "Country", "name": words.country(*code), "identifier": code.as_str()});
    if let [only] = located.countries.as_slice()
        && located.name == only.name()
    {
        return country(only);
    }
    let mut place = json!({"@type": "Place", "name": located.name});
    let is_known = matches!(located.precision, PlacePrecision::Exact | PlacePrecision::Near);
    if let Some(point) = located.coordinates.filter(|_| is_known) {
        place["geo"] = json!({"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon});
    }
    let region = located.adm1.map(|name| json!({"@type": "AdministrativeArea", "name": name}));
    let within = region.into_iter().chain(located.countries.iter().map(country)).collect();
    list(&mut place, "containedInPlace", within);
    place
}

fn organisation(setting: &Setting<'_>, actor: &Actor) -> Value {
    // Civilians are no organisation.
    let kind = if actor.kind == ActorKind::Civilians { "Thing" } else { "Organization" };
    let mut organisation = json!({"@type": kind, "name": actor.name});
    set(&mut organisation, "alternateName", actor.acronym.as_ref());
    set(&mut organisation, "url", setting.absolute(&setting.to.actor(&actor.id)));
    organisation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PartialDate;
    use crate::model::place::Coordinates;

    fn on(start: &str, end: Option<&str>, precision: DatePrecision) -> When {
        let date = |text| PartialDate::parse(text).unwrap();
        When { start: date(start), end: end.map(date), precision, time: None, note: None }
    }

    #[test]
    fn an_end_is_told_only_where_the_beginning_does_not_tell_it() {
        assert_eq!(end(&on("2025-06-01", None, DatePrecision::Day)), None);
        assert_eq!(end(&on("2025-05", None, DatePrecision::Month)), None);
        assert_eq!(end(&on("2025-05-12", None, DatePrecision::Week)).unwrap(), "2025-05-18");
        assert_eq!(end(&on("2025-05-12", Some("2025-05-14"), DatePrecision::Range)).unwrap(), "2025-05-14");
    }

    #[test]
    fn only_a_place_known_by_itself_has_a_point() {
        let country = CountryCode::parse("MLI").unwrap();
        let located = |name, precision| Located {
            place: None,
            name,
            adm1: Some("Mopti"),
            countries: vec![country],
            coordinates: Some(Coordinates { lat: 15.0, lon: -1.0 }),
            precision,
        };
        let of = |name, precision| place(crate::locale::Tongues::default().own(), &located(name, precision));
        assert_eq!(of("Boulikessi", PlacePrecision::Exact)["geo"]["latitude"], 15.0);
        let wide = of("Mopti", PlacePrecision::Adm1);
        assert_eq!(wide.get("geo"), None);
        assert_eq!(wide["containedInPlace"][1]["identifier"], "MLI");
        assert_eq!(of("Mali", PlacePrecision::Country)["@type"], "Country");
    }
}
