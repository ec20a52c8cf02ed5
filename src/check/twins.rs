//! Records that may tell of one incident and were not joined.

use jiff::civil::Date;

use crate::check::Desk;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::place::kilometres;
use crate::model::vocabulary::{ActorKind, EntryKind, EventType, PlacePrecision, Status};
use crate::model::{ActorId, Corpus, IncidentRecord, Located};

/// Days apart.
const DAYS: i32 = 2;
/// Kilometres apart.
const KM: f64 = 15.0;

/// Pairs of records within 2 days, at one place or within 15 km, with a party in common.
///
/// Silent where deduplication joined the two, where one data set has both (two rows are two incidents by
/// construction), and where an editor has named the one in the other: as not the same, as related, or as a part.
pub(super) fn possible_duplicates(desk: &Desk<'_>, said: &mut Diagnostics) {
    let corpus = &desk.briefing.corpus;
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (at, incident) in desk.briefing.incidents.iter().enumerate() {
        rows.extend(incident.records.iter().filter(|record| is_one_event(record)).map(|r| Row::new(corpus, r, at)));
    }
    rows.sort_by(|a, b| (a.first, &a.record.id).cmp(&(b.first, &b.record.id)));
    for (at, one) in rows.iter().enumerate() {
        for other in rows[at + 1..].iter().take_while(|other| (other.first - one.first).get_days() <= DAYS) {
            if one.incident != other.incident && one.may_be(other) {
                tell(one, other, said);
            }
        }
    }
}

/// Whether a record tells of one event on a day or two: no milestone, running total or statement.
fn is_one_event(record: &IncidentRecord) -> bool {
    record.kind == EntryKind::Incident
        && record.status != Status::Withdrawn
        && !matches!(record.event, EventType::Aggregate | EventType::Statement | EventType::Political)
        && (record.date.last_day() - record.date.first_day()).get_days() <= 7
}

struct Row<'a> {
    record: &'a IncidentRecord,
    incident: usize,
    first: Date,
    place: Located<'a>,
    parties: Vec<&'a ActorId>,
}

impl<'a> Row<'a> {
    fn new(corpus: &'a Corpus, record: &'a IncidentRecord, incident: usize) -> Self {
        let is_party = |id: &ActorId| {
            corpus.actors.get(id).is_some_and(|a| !matches!(a.kind, ActorKind::Civilians | ActorKind::Reporter))
        };
        let parties = record.actors.iter().map(|involved| &involved.actor).filter(|id| is_party(id)).collect();
        Self { record, incident, first: record.date.first_day(), place: corpus.locate(&record.place), parties }
    }

    fn may_be(&self, other: &Self) -> bool {
        let (a, b) = (self.record, other.record);
        let one_data_set = a.recorded_by.is_some() && a.recorded_by == b.recorded_by;
        let names = |a: &IncidentRecord, b: &IncidentRecord| {
            let own = &a.overrides;
            own.is_split()
                || own.same_as().chain(own.not_same_as()).any(|id| id == b.id.as_str())
                || a.related.contains(&b.id)
                || a.part_of.as_ref() == Some(&b.id)
        };
        if one_data_set || !self.parties.iter().any(|actor| other.parties.contains(actor)) {
            return false;
        }
        let fine = |place: &Located<'_>| matches!(place.precision, PlacePrecision::Exact | PlacePrecision::Near);
        let near = || {
            self.place
                .coordinates
                .zip(other.place.coordinates)
                .is_some_and(|(a, b)| (a.lat - b.lat).abs() < 0.2 && kilometres(a, b) <= KM)
        };
        let one_place = self.place.place.is_some() && self.place.place == other.place.place;
        fine(&self.place) && fine(&other.place) && (one_place || near()) && !names(a, b) && !names(b, a)
    }
}

fn tell(one: &Row<'_>, other: &Row<'_>, said: &mut Diagnostics) {
    let (a, b) = (one.record, other.record);
    let days = (other.first - one.first).get_days();
    let when = match days {
        0 => "on one day".to_owned(),
        1 => "a day apart".to_owned(),
        days => format!("{days} days apart"),
    };
    let where_ = if one.place.place.is_some() && one.place.place == other.place.place {
        format!("at {}", one.place.name)
    } else {
        let km = one.place.coordinates.zip(other.place.coordinates).map_or(0.0, |(a, b)| kilometres(a, b));
        format!("{km:.0} km apart")
    };
    let shared = one.parties.iter().find(|actor| other.parties.contains(actor)).map_or("", |actor| actor.as_str());
    let message = format!("`{}` and `{}` may be one incident: {when}, {where_}, both with `{shared}`", a.id, b.id);
    let help = format!("add `same_as: [{0}]` to `{1}`, or `related: [{0}]` if they are two", a.id, b.id);
    said.push(
        Diagnostic::new(Code::PossibleDuplicate, message)
            .at(&b.origin.file, b.origin.at("id"), "")
            .at(&a.origin.file, a.origin.at("id"), "the other")
            .help(help),
    );
}
