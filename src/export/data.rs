//! What goes out: every published incident with its claims, and the actors, places and sources they name.
//!
//! The one place where it is decided what leaves the site. Withdrawn incidents do not, drafts are not in the briefing,
//! and of the registers only what an exported incident names, so that an entry made for a draft tells nobody of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::briefing::{Briefing, claims, totals};
use crate::export::Edition;
use crate::export::rows::{
    Actor, Claim, Correction, Data, Date, Figure, Incident, Involved, Location, Place, Source, Update,
};
use crate::model::place::Speaker;
use crate::model::vocabulary::{Measure, Status, Word};
use crate::model::{self, ActorId, Corpus, IncidentId, IncidentRecord, PlaceId, SourceId};

impl Data {
    /// What of a briefing goes out.
    #[must_use]
    pub fn new(briefing: &Briefing, edition: &Edition) -> Self {
        let corpus = &briefing.corpus;
        let shown: Vec<model::Incident> = briefing.incidents.iter().filter_map(standing).collect();
        let gone = |one: &model::Incident| one.lead().status == Status::Withdrawn;
        let gone: BTreeSet<&str> = briefing
            .incidents
            .iter()
            .filter(|one| gone(one))
            .flat_map(|one| &one.records)
            .map(|record| record.id.as_str())
            .collect();
        let mut named = Named::default();
        for incident in &shown {
            named.incident(corpus, incident);
        }
        Self {
            incidents: shown.iter().map(|one| incident(corpus, one, edition, &gone)).collect(),
            actors: named
                .actors
                .iter()
                .filter_map(|id| corpus.actors.get(*id))
                .map(|actor| self::actor(actor))
                .collect(),
            places: named
                .places
                .iter()
                .filter_map(|id| corpus.places.get(*id))
                .map(|place| self::place(place))
                .collect(),
            sources: named
                .sources
                .iter()
                .filter_map(|id| corpus.sources.get(*id))
                .map(|source| self::source(source))
                .collect(),
        }
    }

    /// Every claim of every incident.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.incidents.iter().flat_map(|incident| &incident.claims)
    }
}

/// An incident without its withdrawn records; none when the record that is shown was withdrawn.
fn standing(incident: &model::Incident) -> Option<model::Incident> {
    let mut records = incident.records.iter().filter(|record| record.status != Status::Withdrawn).cloned();
    let lead = records.next().filter(|lead| lead.id == *incident.id())?;
    Some(model::Incident::new(lead, records))
}

/// What exported incidents name.
#[derive(Default)]
struct Named<'a> {
    actors: BTreeSet<&'a ActorId>,
    places: BTreeSet<&'a PlaceId>,
    sources: BTreeSet<&'a SourceId>,
}

impl<'a> Named<'a> {
    fn incident(&mut self, corpus: &'a Corpus, incident: &'a model::Incident) {
        for record in &incident.records {
            self.places.extend(&record.place.place);
            self.sources.extend(record.all_sources());
            for involved in &record.actors {
                self.actor(corpus, &involved.actor);
            }
            for claim in &record.claims {
                match &claim.by {
                    Speaker::Actor(id) => self.actor(corpus, id),
                    Speaker::Source(id) => _ = self.sources.insert(id),
                }
            }
        }
    }

    /// An actor and those it belongs to.
    fn actor(&mut self, corpus: &'a Corpus, id: &'a ActorId) {
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| self.actors.insert(id)) {
            next = corpus.actors.get(id).and_then(|actor| actor.part_of.as_ref());
        }
    }
}

fn texts<T: ToString>(items: impl IntoIterator<Item = T>) -> Vec<String> {
    items.into_iter().map(|item| item.to_string()).collect()
}

fn incident(corpus: &Corpus, one: &model::Incident, edition: &Edition, gone: &BTreeSet<&str>) -> Incident {
    let lead = one.lead();
    let related: BTreeSet<&str> = one
        .records
        .iter()
        .flat_map(|record| &record.related)
        .map(IncidentId::as_str)
        .filter(|id| !gone.contains(id))
        .collect();
    let mut external: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut headline = BTreeMap::new();
    for record in &one.records {
        for (set, rows) in &record.external {
            let all = external.entry(set.clone()).or_default();
            all.extend(rows.clone());
            all.sort();
            all.dedup();
        }
        for (measure, claim) in &record.headline {
            headline.entry(measure.as_str().to_owned()).or_insert_with(|| claim.to_string());
        }
    }
    let corrections = one.records.iter().flat_map(|record| &record.corrections);
    Incident {
        id: lead.id.to_string(),
        records: texts(one.records.iter().map(|record| &record.id)),
        url: edition.page(&lead.id),
        kind: lead.kind.as_str(),
        event: lead.event.as_str(),
        status: lead.status.as_str(),
        title: lead.title.clone(),
        summary: lead.summary.clone(),
        date: date(&lead.date),
        place: location(corpus, lead),
        actors: actors(corpus, one),
        countable: one.is_countable(),
        killed: killed(one),
        claims: one
            .records
            .iter()
            .flat_map(|record| record.claims.iter().map(move |said| claim(corpus, (&lead.id, record), said)))
            .collect(),
        sources: texts(one.sources()),
        headline,
        tags: texts(one.tags()),
        related: texts(related),
        part_of: lead.part_of.as_ref().filter(|id| !gone.contains(id.as_str())).map(ToString::to_string),
        external,
        recorded_by: lead.recorded_by.clone(),
        note: lead.note.clone(),
        updates: one
            .records
            .iter()
            .flat_map(|record| &record.updates)
            .map(|update| Update { at: moment(update.at), text: update.text.clone() })
            .collect(),
        corrections: corrections
            .map(|was| Correction {
                at: moment(was.at),
                field: was.field.clone(),
                was: was.was.clone(),
                now: was.now.clone(),
                reason: was.reason.clone(),
            })
            .collect(),
    }
}

fn moment(at: model::Moment) -> String {
    if at.has_time { at.timestamp.to_string() } else { at.date.to_string() }
}

fn date(when: &model::When) -> Date {
    let known = match when.end {
        Some(end) => format!("{}/{end}", when.start),
        None => when.start.to_string(),
    };
    Date {
        known,
        start: when.first_day().to_string(),
        end: when.last_day().to_string(),
        precision: when.precision.as_str(),
        time: when.time.map(|time| time.strftime("%H:%M").to_string()),
        note: when.note.clone(),
    }
}

fn location(corpus: &Corpus, record: &IncidentRecord) -> Location {
    let located = corpus.locate(&record.place);
    let entry = located.place.and_then(|id| corpus.places.get(id));
    Location {
        id: located.place.map(ToString::to_string),
        name: located.name.to_owned(),
        adm1: located.adm1.map(str::to_owned),
        adm2: entry.and_then(|place| place.adm2.clone()),
        countries: texts(&located.countries),
        lat: located.coordinates.map(|at| at.lat),
        lon: located.coordinates.map(|at| at.lon),
        precision: located.precision.as_str(),
    }
}

fn actors(corpus: &Corpus, one: &model::Incident) -> Vec<Involved> {
    let named = |involved: &model::incident::Involved| {
        let id = involved.actor.as_str();
        let name = corpus.actors.get(&involved.actor).map_or(id, |actor| actor.name.as_str());
        let (id, name) = (id.to_owned(), name.to_owned());
        Involved { id, name, role: involved.role.as_str(), note: involved.note.clone() }
    };
    one.actors().into_iter().map(named).collect()
}

fn killed(one: &model::Incident) -> Option<Figure> {
    let figure = totals::figure(one, Measure::Killed)?;
    let lines = claims::lines(one);
    let line = lines.iter().find(|line| line.about == Measure::Killed && line.who == figure.who);
    let said = line.into_iter().flat_map(|line| &line.claims);
    let mut by: Vec<&str> =
        said.filter(|(_, claim)| claim.gives_number()).map(|(_, claim)| claim.by.as_str()).collect();
    by.sort_unstable();
    by.dedup();
    Some(Figure {
        who: figure.who.map(Word::as_str),
        low: figure.low,
        best: figure.best,
        high: figure.high,
        at_least: figure.at_least,
        by: texts(by),
    })
}

fn claim(corpus: &Corpus, (incident, record): (&IncidentId, &IncidentRecord), said: &model::Claim) -> Claim {
    let by_name = match &said.by {
        Speaker::Actor(id) => corpus.actors.get(id).map_or(id.as_str(), |actor| &actor.name),
        Speaker::Source(id) => corpus.sources.get(id).map_or(id.as_str(), |source| &source.name),
    };
    Claim {
        incident: incident.to_string(),
        id: said.id.to_string(),
        record: record.id.to_string(),
        about: said.about.as_str(),
        who: said.who.map(Word::as_str),
        low: said.amount.low,
        best: said.amount.best,
        high: said.amount.high,
        qualifier: said.amount.qualifier.map(Word::as_str),
        by: said.by.as_str().to_owned(),
        by_name: by_name.to_owned(),
        by_party: corpus.is_party(&said.by),
        via: texts(&said.via),
        said_on: said.said_on.map(|on| on.to_string()),
        status: said.status.as_str(),
        superseded_by: said.superseded_by.as_ref().map(ToString::to_string),
        credibility: said.credibility,
        dyad: said.dyad.clone(),
        row: said.row.clone(),
        note: said.note.clone(),
    }
}

fn actor(entry: &model::Actor) -> Actor {
    Actor {
        id: entry.id.to_string(),
        name: entry.name.clone(),
        acronym: entry.acronym.clone(),
        kind: entry.kind.as_str(),
        country: entry.country.map(|code| code.to_string()),
        part_of: entry.part_of.as_ref().map(ToString::to_string),
        aliases: entry.aliases.clone(),
    }
}

fn place(entry: &model::Place) -> Place {
    Place {
        id: entry.id.to_string(),
        name: entry.name.clone(),
        countries: texts(&entry.countries),
        adm1: entry.adm1.clone(),
        adm2: entry.adm2.clone(),
        lat: entry.coordinates.map(|at| at.lat),
        lon: entry.coordinates.map(|at| at.lon),
        precision: entry.precision.as_str(),
        aliases: entry.aliases.clone(),
    }
}

fn source(entry: &model::Source) -> Source {
    Source {
        id: entry.id.to_string(),
        name: entry.name.clone(),
        kind: entry.kind.as_str(),
        url: entry.url.clone(),
        archive: entry.archive.clone(),
        published: entry.published.map(|on| on.to_string()),
        accessed: entry.accessed.map(|on| on.to_string()),
        lang: entry.lang.clone(),
        licence: entry.licence.clone(),
        reliability: entry.reliability,
        note: entry.note.clone(),
    }
}
