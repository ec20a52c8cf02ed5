//! The facts beside an incident's account: when and where it was, who was in it, and what it is filed under.

use crate::locale::{DateWords, capital};
use crate::model::Incident;
use crate::model::incident::Involved;
use crate::model::vocabulary::{Measure, Role, Word};
use crate::pages::setting::{Setting, is_listed_incident};
use crate::pages::views::{Fact, FactValue, Link};
use crate::pages::{actor, cards, maps, place, span, tag};

/// Everything that is filed of an incident beside its claims.
#[must_use]
pub(super) fn of(setting: &Setting<'_>, incident: &Incident, date: DateWords) -> Vec<Fact> {
    let (lead, words) = (incident.lead(), setting.words);
    let mut when = vec![words.label(lead.date.precision).to_owned()];
    when.extend(span::bounds(words, &lead.date));
    let local = |time: jiff::civil::Time| ("time", time.strftime("%H:%M").to_string().into());
    when.extend(lead.date.time.map(|time| words.tell("local_time", &[local(time)])));
    when.extend(lead.date.note.clone());
    let mut facts = vec![Fact::plain(words.say("date"), date.full, words.series(&when))];
    facts.extend(where_it_was(setting, incident));
    facts.extend(who_was_in_it(setting, incident));
    facts.extend(among_others(setting, incident));
    if let Some(whole) = lead.part_of.as_ref().and_then(|id| setting.briefing.incident(id)) {
        let value = FactValue {
            text: setting.title(whole.lead()).text,
            url: Some(setting.to.incident(whole.id())),
            note: String::new(),
        };
        facts.push(Fact { label: words.say("part_of").to_owned(), values: vec![value] });
    }
    let tags: Vec<FactValue> = incident
        .tags()
        .into_iter()
        .map(|name| FactValue { text: tag::spaced(name), url: Some(setting.to.tag(name)), note: String::new() })
        .collect();
    if !tags.is_empty() {
        facts.push(Fact { label: words.say("subjects").to_owned(), values: tags });
    }
    for (set, rows) in incident.records.iter().flat_map(|record| &record.external) {
        facts.push(Fact::plain(&words.tell("in_data_set", &[("name", data_set(set).into())]), rows.join(", "), ""));
    }
    if let Some(note) = &lead.note {
        facts.push(Fact::plain(words.say("note"), note.clone(), ""));
    }
    if let Some(moment) = incident.last_changed() {
        facts.push(Fact::plain(words.say("last_changed"), words.day(moment.date), ""));
    }
    facts.push(Fact::plain(words.say("record"), lead.id.to_string(), ""));
    facts
}

/// Its month on the timeline, and its year on the map.
fn among_others(setting: &Setting<'_>, incident: &Incident) -> Option<Fact> {
    let start = incident.lead().date.start;
    let value = |link: Link| FactValue { text: capital(&link.label), url: Some(link.url), note: String::new() };
    let of_year = setting.briefing.index.by_year.get(&start.year)?;
    let month =
        Link::new(setting.to.timeline_month(start.year, start.month), setting.words.month_of(start.year, start.month));
    // A year may hold thousands, of which a few say whether it has a map.
    let listed = of_year.iter().copied().filter(|at| is_listed_incident(setting.briefing, *at));
    let map = maps::link(setting, Some(start.year), None, listed);
    let month = start.month.map(|_| month);
    let values: Vec<FactValue> = month.into_iter().chain(map).map(value).collect();
    (!values.is_empty()).then(|| Fact { label: setting.words.say("timeline").to_owned(), values })
}

fn data_set(key: &str) -> String {
    match key {
        "ucdp" | "acled" | "gtd" => key.to_ascii_uppercase(),
        _ => capital(key),
    }
}

fn where_it_was(setting: &Setting<'_>, incident: &Incident) -> Vec<Fact> {
    let located = setting.locate(&incident.lead().place);
    let mut places = vec![FactValue {
        text: located.name.to_owned(),
        url: located.place.map(|id| setting.to.place(id)),
        note: located.adm1.unwrap_or_default().to_owned(),
    }];
    let is_country = cards::is_country_itself(setting, incident);
    let countries = located.countries.iter().filter(|_| !is_country);
    places.extend(countries.map(|code| FactValue {
        text: setting.words.country(*code).to_owned(),
        url: Some(setting.to.country(*code)),
        note: String::new(),
    }));
    let mut facts = vec![Fact { label: setting.words.say("place").to_owned(), values: places }];
    if let Some(point) = located.coordinates {
        facts.push(Fact::plain(
            setting.words.say("position"),
            place::position(setting.words, point),
            setting.words.label(located.precision),
        ));
    }
    facts
}

/// Of whoever is recorded as having done it, while no claim of the record says so: that it is the record's word.
fn unclaimed(setting: &Setting<'_>, incident: &Incident, involved: &Involved) -> String {
    let is_told = incident.claims().any(|(_, claim)| claim.about == Measure::Responsibility && claim.status.stands());
    let is_unclaimed = involved.role == Role::Perpetrator && !is_told;
    if is_unclaimed { setting.words.say("as_recorded").to_owned() } else { String::new() }
}

fn who_was_in_it(setting: &Setting<'_>, incident: &Incident) -> Vec<Fact> {
    let actors = incident.actors();
    let with_role = |role: Role| {
        let values: Vec<FactValue> = actors
            .iter()
            .filter(|involved| involved.role == role)
            .map(|involved| FactValue {
                note: involved.note.clone().unwrap_or_else(|| unclaimed(setting, incident, involved)),
                ..actor::named(setting, &involved.actor)
            })
            .collect();
        (!values.is_empty()).then(|| Fact { label: setting.words.capital_label(role), values })
    };
    Role::ALL.iter().filter_map(|role| with_role(*role)).collect()
}
