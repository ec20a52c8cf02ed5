//! Binds the level across records to the corpus: which records tell of one incident.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::checked::Checked;
use crate::dedupe::incidents::{
    self, Basis, DatePrecision, EventEvidence, Group, Incidents, Match, Options, PlacePrecision, Row, Side, Toll,
};
use crate::dedupe::overrides::{self, Ruled, Without};
use crate::dedupe::receipt::{self, Held};
use crate::dedupe::stories::Mode;
use crate::diagnostic::Diagnostics;
use crate::model::vocabulary::{self, Measure, Role, Status, Who};
use crate::model::{Corpus, Incident, IncidentId, IncidentRecord, Receipt};

/// Joins records into incidents: by the editor's word, by a row of a data set that both name, and by their likeness.
pub(super) fn incidents(corpus: &Corpus, options: &Options, receipts: &mut Vec<Receipt>) -> Checked<Vec<Incident>> {
    let records = &corpus.records;
    let given = Given::new(corpus);
    let rows = given.rows();
    let found = incidents::link(&rows, options);
    let said = judged(&given, &rows, &found, options);
    let by_id: BTreeMap<&str, &Arc<IncidentRecord>> =
        records.iter().map(|record| (record.id.as_str(), record)).collect();
    let mut all = join(records, &by_id, &found, receipts);
    cover(&mut all, &found);
    for proposal in &found.proposals {
        let (Some(one), Some(other)) = (by_id.get(proposal.one.as_str()), by_id.get(proposal.other.as_str())) else {
            continue;
        };
        let unsaid =
            if proposal.held == Some(incidents::Held::NoRecorder) { " (neither says who recorded it)" } else { "" };
        let said =
            format!("`{}` and `{}` are probably the same incident{unsaid}; they were not joined", one.id, other.id);
        receipts.push(receipt::proposed_records(one, other, said, evidence(proposal)));
    }
    all.sort_by(|a, b| a.id().cmp(b.id()));
    Checked::new(all, said)
}

/// What is said of the editor's words: those that contradict one another, and those that do nothing.
fn judged(given: &Given<'_>, rows: &[Row<'_>], found: &Incidents, options: &Options) -> Diagnostics {
    let ruled: Vec<Ruled<'_>> =
        given.corpus.records.iter().map(|record| Ruled::new(record.id.as_str(), &record.overrides)).collect();
    let groups = |found: &Incidents| found.groups.iter().map(|group| group.members.clone()).collect::<Vec<_>>();
    let without = (options.mode != Mode::Off && overrides::hold_apart(&ruled)).then(|| {
        let rows: Vec<Row<'_>> =
            rows.iter().zip(&given.parts).map(|(row, parts)| Row { not_same_as: &parts.alone, ..*row }).collect();
        let free = incidents::link(&rows, options);
        let pairs = free.proposals.iter().map(|found| (found.one.clone(), found.other.clone())).collect();
        Without { groups: groups(&free), pairs }
    });
    overrides::check(&ruled, &groups(found), without.as_ref(), options.mode)
}

/// Tells each incident over several days or a wide area which others it covers.
fn cover(all: &mut [Incident], found: &Incidents) {
    for umbrella in &found.umbrellas {
        let held = |incident: &Incident, id: &str| incident.records.iter().any(|record| record.id.as_str() == id);
        let Some(wide) = all.iter_mut().find(|incident| held(incident, &umbrella.record)) else { continue };
        let covered = umbrella.covers.iter().filter(|id| !held(wide, id)).map(|id| IncidentId::new(id));
        let mut covers: Vec<IncidentId> = wide.covers.iter().cloned().chain(covered).collect();
        covers.sort();
        covers.dedup();
        wide.covers = covers;
    }
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
        let others: Vec<&Arc<IncidentRecord>> = members.iter().copied().filter(|record| record.id != lead.id).collect();
        for other in &others {
            let names = |link: &&Match| link.one == other.id.as_str() || link.other == other.id.as_str();
            let direct = group
                .links
                .iter()
                .filter(names)
                .find(|link| link.one == lead.id.as_str() || link.other == lead.id.as_str());
            let Some(link) = direct.or_else(|| group.links.iter().find(names)) else { continue };
            let said = format!("`{}` and `{}` tell of one incident: {}", other.id, lead.id, why(&link.basis));
            receipts.push(receipt::joined_record(lead, other, said, evidence(link), &members, held(group, other)));
        }
        all.push(Incident::new(Arc::clone(lead), others.into_iter().map(Arc::clone)));
    }
    all.extend(alone.into_values().map(|record| Incident::new(Arc::clone(record), [])));
    all
}

/// Whether a rule, and not only an editor, links a record to its group.
pub(super) fn held(group: &Group, record: &IncidentRecord) -> Held {
    let names = |link: &Match| link.one == record.id.as_str() || link.other == record.id.as_str();
    let by_rule = group.links.iter().any(|link| names(link) && link.basis != Basis::SameAs);
    if by_rule { Held::ByRule } else { Held::ByWord }
}

/// The record that an editor made canonical, else the one that others name with `same_as`, else the one with the most claims, else the first.
fn lead<'a>(members: &[&'a Arc<IncidentRecord>]) -> Option<&'a Arc<IncidentRecord>> {
    let names = |other: &IncidentRecord, id: &IncidentId| other.overrides.same_as().any(|named| named == id.as_str());
    let named = |record: &IncidentRecord| members.iter().filter(|other| names(other, &record.id)).count();
    let rank = |at: &usize| {
        let record = members[*at];
        (record.overrides.is_canonical(), named(record), record.claims.len(), std::cmp::Reverse(*at))
    };
    (0..members.len()).max_by_key(rank).map(|at| members[at])
}

fn why(basis: &Basis) -> String {
    match basis {
        Basis::SameAs => "an editor joined them".to_owned(),
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

/// The records as the engine is given them; what it borrows stands here.
pub(super) struct Given<'a> {
    corpus: &'a Corpus,
    parts: Vec<Parts<'a>>,
}

impl<'a> Given<'a> {
    /// Every record of the corpus.
    pub(super) fn new(corpus: &'a Corpus) -> Self {
        Self { corpus, parts: corpus.records.iter().map(|record| Parts::new(corpus, record)).collect() }
    }

    /// What the engine reads.
    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let records = self.corpus.records.iter();
        records.zip(&self.parts).map(|(record, parts)| row(self.corpus, record, parts)).collect()
    }
}

/// What a row borrows from: lists made for one record.
struct Parts<'a> {
    names: Vec<&'a str>,
    actors: Vec<(&'a str, Side)>,
    text: String,
    external: Vec<(&'a str, &'a str)>,
    same_as: Vec<&'a str>,
    /// What a rule keeps apart, whatever editors say: a withdrawn record keeps its own page and notice.
    alone: Vec<&'a str>,
    not_same_as: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn new(corpus: &'a Corpus, record: &'a IncidentRecord) -> Self {
        let entry = record.place.place.as_ref().and_then(|id| corpus.places.get(id));
        let aliases = entry.into_iter().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
        let others = || corpus.records.iter().map(|other| other.id.as_str()).filter(|id| *id != record.id.as_str());
        Self {
            names: record.place.name.iter().chain(aliases).map(String::as_str).collect(),
            actors: record.actors.iter().map(|involved| (involved.actor.as_str(), side(involved.role))).collect(),
            text: format!("{}. {}", record.title, record.summary),
            external: record
                .external
                .iter()
                .flat_map(|(set, rows)| rows.iter().map(move |row| (set.as_str(), row.as_str())))
                .collect(),
            same_as: record.overrides.same_as().collect(),
            alone: if record.status == Status::Withdrawn { others().collect() } else { Vec::new() },
            not_same_as: if record.overrides.is_split() || record.status == Status::Withdrawn {
                others().collect()
            } else {
                record.overrides.not_same_as().collect()
            },
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
    let standing = record.claims.iter().filter(|c| c.about == Measure::Killed && c.gives_number());
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
