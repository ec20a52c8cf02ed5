//! Binds the level across records to the corpus: which records tell of one incident.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::dedupe::incidents::{
    self, Basis, DatePrecision, EventEvidence, Incidents, Match, PlacePrecision, Row, Side, Toll,
};
use crate::dedupe::receipt;
use crate::dedupe::stories::Mode;
use crate::model::story::Standing;
use crate::model::vocabulary::{self, Measure, Role, Who};
use crate::model::{Corpus, Incident, IncidentRecord, Receipt};

/// Joins records into incidents: by the editor's word, by a row of a data set that both name, and by their likeness.
pub(super) fn incidents(corpus: &Corpus, mode: Mode, receipts: &mut Vec<Receipt>) -> Vec<Incident> {
    let records = &corpus.records;
    let parts: Vec<Parts<'_>> = records.iter().map(|record| Parts::new(corpus, record)).collect();
    let rows: Vec<Row<'_>> = records.iter().zip(&parts).map(|(record, parts)| row(corpus, record, parts)).collect();
    let found = incidents::link(&rows, &incidents::Options { mode, ..incidents::Options::default() });
    let by_id: BTreeMap<&str, &Arc<IncidentRecord>> =
        records.iter().map(|record| (record.id.as_str(), record)).collect();
    let mut all = join(records, &by_id, &found, receipts);
    for proposal in &found.proposals {
        let (Some(one), Some(other)) = (by_id.get(proposal.one.as_str()), by_id.get(proposal.other.as_str())) else {
            continue;
        };
        let said = format!("`{}` and `{}` are probably the same incident; they were not joined", one.id, other.id);
        receipts.push(receipt::records(one, other, said, evidence(proposal), Standing::Proposed));
    }
    all.sort_by(|a, b| a.id().cmp(b.id()));
    all
}

fn join(
    records: &[Arc<IncidentRecord>],
    by_id: &BTreeMap<&str, &Arc<IncidentRecord>>,
    found: &Incidents,
    receipts: &mut Vec<Receipt>,
) -> Vec<Incident> {
    let mut alone: BTreeMap<&str, &Arc<IncidentRecord>> = by_id.clone();
    let mut all = Vec::with_capacity(records.len());
    for group in &found.groups {
        let members: Vec<&Arc<IncidentRecord>> =
            group.members.iter().filter_map(|id| alone.remove(id.as_str())).collect();
        let Some(lead) = lead(&members) else { continue };
        let others: Vec<&Arc<IncidentRecord>> = members.into_iter().filter(|record| record.id != lead.id).collect();
        for other in &others {
            let names = |link: &&Match| link.one == other.id.as_str() || link.other == other.id.as_str();
            let direct = group
                .links
                .iter()
                .filter(names)
                .find(|link| link.one == lead.id.as_str() || link.other == lead.id.as_str());
            let Some(link) = direct.or_else(|| group.links.iter().find(names)) else { continue };
            let said = format!("`{}` and `{}` tell of one incident: {}", other.id, lead.id, why(&link.basis));
            receipts.push(receipt::records(lead, other, said, evidence(link), Standing::Done));
        }
        all.push(Incident::new(Arc::clone(lead), others.into_iter().map(Arc::clone)));
    }
    all.extend(alone.into_values().map(|record| Incident::new(Arc::clone(record), [])));
    all
}

/// The record that others name with `same_as`, else the one with the most claims, else the first.
fn lead<'a>(members: &[&'a Arc<IncidentRecord>]) -> Option<&'a Arc<IncidentRecord>> {
    let named = |record: &IncidentRecord| members.iter().filter(|other| other.same_as.contains(&record.id)).count();
    let rank = |at: &usize| (named(members[*at]), members[*at].claims.len(), std::cmp::Reverse(*at));
    (0..members.len()).max_by_key(rank).map(|at| members[at])
}

fn why(basis: &Basis) -> String {
    match basis {
        Basis::SameAs => "joined by the editor's `same_as`".to_owned(),
        Basis::External { set, id } => format!("both name row {id} of {set}"),
        Basis::Score => "they agree on when, where and who, and on the event itself".to_owned(),
    }
}

fn evidence(link: &Match) -> Vec<(String, String)> {
    if link.basis != Basis::Score {
        return Vec::new();
    }
    let parts = link.parts.iter().map(|part| (part.found.clone(), format!("{:+.1}", part.value)));
    let ties = link.evidence.iter().map(|tie| match tie {
        EventEvidence::Text => "the texts tell the same event",
        EventEvidence::Toll => "the tolls are equal",
        EventEvidence::Target => "the target is the same",
    });
    parts
        .chain([("score".to_owned(), format!("{:.1}", link.score))])
        .chain(ties.map(|tie| ("event".to_owned(), tie.to_owned())))
        .collect()
}

/// What a row borrows from: lists made for one record.
struct Parts<'a> {
    names: Vec<&'a str>,
    actors: Vec<(&'a str, Side)>,
    text: String,
    external: Vec<(&'a str, &'a str)>,
    same_as: Vec<&'a str>,
    not_same_as: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn new(corpus: &'a Corpus, record: &'a IncidentRecord) -> Self {
        let entry = record.place.place.as_ref().and_then(|id| corpus.places.get(id));
        let aliases = entry.into_iter().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
        let ids = |ids: &'a [crate::model::IncidentId]| ids.iter().map(crate::model::IncidentId::as_str).collect();
        Self {
            names: record.place.name.iter().chain(aliases).map(String::as_str).collect(),
            actors: record.actors.iter().map(|involved| (involved.actor.as_str(), side(involved.role))).collect(),
            text: format!("{}. {}", record.title, record.summary),
            external: record
                .external
                .iter()
                .flat_map(|(set, rows)| rows.iter().map(move |row| (set.as_str(), row.as_str())))
                .collect(),
            same_as: ids(&record.same_as),
            not_same_as: ids(&record.not_same_as),
        }
    }
}

fn row<'a>(corpus: &'a Corpus, record: &'a IncidentRecord, parts: &'a Parts<'a>) -> Row<'a> {
    let place = corpus.locate(&record.place);
    Row {
        id: record.id.as_str(),
        recorder: record.recorded_by.as_deref().unwrap_or_default(),
        start: day_number(record.date.first_day()),
        end: day_number(record.date.last_day()),
        date: match record.date.precision {
            vocabulary::DatePrecision::Day => DatePrecision::Day,
            vocabulary::DatePrecision::Range => DatePrecision::Range,
            vocabulary::DatePrecision::Week => DatePrecision::Week,
            vocabulary::DatePrecision::Month => DatePrecision::Month,
            vocabulary::DatePrecision::Year => DatePrecision::Year,
        },
        point: place.coordinates.map(|at| (at.lat, at.lon)),
        precision: match place.precision {
            vocabulary::PlacePrecision::Exact => PlacePrecision::Exact,
            vocabulary::PlacePrecision::Near => PlacePrecision::Near,
            _ => PlacePrecision::Area,
        },
        place: record.place.place.as_ref().map(crate::model::PlaceId::as_str),
        names: &parts.names,
        actors: &parts.actors,
        text: &parts.text,
        toll: toll(record),
        external: &parts.external,
        same_as: &parts.same_as,
        not_same_as: &parts.not_same_as,
    }
}

fn side(role: Role) -> Side {
    match role {
        Role::Perpetrator | Role::AllegedPerpetrator | Role::Claimant => Side::Attacker,
        Role::Target | Role::Defender => Side::Target,
        Role::Party | Role::Mediator => Side::Party,
    }
}

/// Days since 1 January of the year 0.
fn day_number(date: Date) -> i64 {
    let year = i64::from(date.year());
    let before = year - 1;
    year * 365 + before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400) + i64::from(date.day_of_year())
}

/// The number of dead as the record has it: of all people where a claim counts them, else of the largest group.
fn toll(record: &IncidentRecord) -> Option<Toll> {
    let standing =
        record.claims.iter().filter(|c| c.about == Measure::Killed && c.status.stands() && c.amount.has_number());
    let mut groups: BTreeMap<Option<Who>, Toll> = BTreeMap::new();
    for claim in standing {
        let (low, high) = (claim.amount.floor().unwrap_or(0), claim.amount.ceiling().unwrap_or(0));
        let best = claim.amount.best.unwrap_or(low);
        let toll = groups.entry(claim.who).or_insert(Toll { low, best, high });
        (toll.low, toll.high) = (toll.low.min(low), toll.high.max(high));
    }
    groups.get(&Some(Who::All)).or_else(|| groups.values().max_by_key(|toll| toll.high)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn day_numbers_count_days() {
        for (a, b, days) in [
            (date(2024, 2, 28), date(2024, 3, 1), 2),
            (date(2023, 12, 31), date(2024, 1, 1), 1),
            (date(2000, 1, 1), date(2001, 1, 1), 366),
        ] {
            assert_eq!(day_number(b) - day_number(a), days);
        }
    }
}
