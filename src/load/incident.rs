//! Incident records from YAML: the format's own rules, record by record.
//!
//! Whether the things a record names exist is asked later, when everything has been read.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_yaml::Value;

use crate::checked::Checked;
use crate::diagnostic::locate::Part;
use crate::diagnostic::{Code, SourceFile, YamlPath};
use crate::format::incidents::INCIDENT;
use crate::load::fields::Fields;
use crate::load::reader::Reader;
use crate::load::{claim, overrides, shared};
use crate::model::incident::Involved;
use crate::model::place::PlaceRef;
use crate::model::vocabulary::{DatePrecision, EntryKind, EventType, Measure, Role, Status, Word};
use crate::model::when::is_future;
use crate::model::{ActorId, ClaimId, IncidentId, IncidentRecord, PartialDate, PlaceId, SourceId, When, id};

/// Every record of a file: one mapping, a list of them, or a stream of either.
pub(super) fn records(file: &Arc<SourceFile>, now: Timestamp) -> Checked<Vec<IncidentRecord>> {
    let reader = Reader::new(file, 0..file.text.len());
    let mut records = Vec::new();
    for (document, value) in reader.documents().iter().enumerate() {
        let items: Vec<(YamlPath, &Value)> = match value {
            Value::Sequence(items) => {
                items.iter().enumerate().map(|(at, item)| (YamlPath::default().item(at), item)).collect()
            }
            Value::Null => Vec::new(),
            one => vec![(YamlPath::default(), one)],
        };
        for (path, item) in items {
            let fields = reader.fields(document, path, item).map(|fields| fields.shaped(&INCIDENT));
            records.extend(fields.and_then(|fields| record(fields, now)));
        }
    }
    Checked::new(records, reader.into_diagnostics())
}

fn record(fields: Fields<'_>, now: Timestamp) -> Option<IncidentRecord> {
    let id = fields.required_text("id");
    let title = fields.required_text("title");
    let summary = fields.required_text("summary");
    let kind = fields.word::<EntryKind>("kind").unwrap_or(EntryKind::Incident);
    let event = fields.word::<EventType>("type");
    let status = shared::status(&fields);
    let date = when(&fields, status, now);
    let place = place(&fields);
    let actors = actors(&fields, event);
    let claims = claim::claims(&fields, date.as_ref());
    let dated = date.is_some();
    let record = IncidentRecord {
        kind,
        event: event.unwrap_or(EventType::Other),
        title_i18n: fields.text_map("title_i18n"),
        summary_i18n: fields.text_map("summary_i18n"),
        status,
        place: place.unwrap_or_default(),
        actors,
        claims,
        sources: fields.list("sources").iter().map(|id| SourceId::new(id)).collect(),
        headline: headline(&fields),
        tags: fields.list("tags"),
        related: ids(&fields.list("related")),
        part_of: fields.text("part_of").map(|id| IncidentId::new(&id)),
        overrides: overrides::on_record(&fields),
        aliases: shared::aliases(&fields),
        external: external(&fields),
        media: shared::media(&fields),
        updates: shared::updates(&fields),
        corrections: shared::corrections(&fields),
        recorded_by: fields.text("recorded_by"),
        note: fields.text("note"),
        origin: fields.origin().clone(),
        id: IncidentId::new(id.as_deref().unwrap_or_default()),
        title: title.unwrap_or_default(),
        summary: summary.unwrap_or_default(),
        date: date.unwrap_or_else(undated),
    };
    if let Some(id) = id.as_ref().filter(|_| dated) {
        check_id(&fields, id, &record.date);
    }
    claim::check_headline(&fields, &record);
    if dated && record.status == Status::Published && record.all_sources().is_empty() && !fields.is_given("sources") {
        let help = "add `sources: [...]`, or set `status: draft`";
        fields.say(Code::PublishedWithoutSource, "id", "the record is published without a source", "", help);
    }
    fields.finish();
    (dated && !record.id.as_str().is_empty()).then_some(record)
}

/// Stands in while a record without a date is read for its other faults; such a record goes no further.
fn undated() -> When {
    let start = PartialDate { year: 1, month: None, day: None };
    When { start, end: None, precision: DatePrecision::Year, time: None, note: None }
}

fn ids(texts: &[String]) -> Vec<IncidentId> {
    texts.iter().map(|text| IncidentId::new(text)).collect()
}

/// The id begins with the date, to the year, month or day, and goes on in words.
fn check_id(fields: &Fields<'_>, id: &str, date: &When) {
    let words = id.splitn(4, '-').collect::<Vec<_>>();
    let digits = |word: &&&str| word.bytes().all(|b| b.is_ascii_digit()) && matches!(word.len(), 2 | 4);
    let dated = words.iter().take(3).take_while(digits).count();
    let written = words[..dated].join("-");
    let has_words = id.len() > written.len() + 1;
    if !id::is_slug(id)
        || id.len() > id::MAX_ID
        || dated == 0
        || words[0].len() != 4
        || !has_words
        || PartialDate::parse(&written).is_none()
    {
        let example = format!("{}-place", date.start);
        let message = format!("`{id}` is not an incident id");
        fields.say(
            Code::BadId,
            "id",
            message,
            "",
            &format!(
                "write the date and a few words in lower case, such as `{example}`, {} characters at most",
                id::MAX_ID
            ),
        );
    } else if !date.start.to_string().starts_with(&written) && !written.starts_with(&date.start.to_string()) {
        let message = format!("the id says {written}, the record starts on {}", date.start);
        fields.say(Code::BadId, "id", message, "", "make the two agree; the old id can stay among the `aliases`");
    }
}

fn when(fields: &Fields<'_>, status: Status, now: Timestamp) -> Option<When> {
    let date = match fields.map_or_text("date")? {
        Ok(map) => span(map)?,
        Err(text) => {
            let Some(start) = PartialDate::parse(&text) else {
                fields.say(
                    Code::ImpossibleDate,
                    "date",
                    format!("`{text}` is not a date"),
                    "",
                    "write it as 2025-06-01, 2025-06 or 2025",
                );
                return None;
            };
            When { start, end: None, precision: implied(start), time: None, note: None }
        }
    };
    if status != Status::Draft && is_future(date.first_day(), now) {
        fields.say(
            Code::FutureDate,
            "date",
            format!("{} is in the future", date.start),
            "",
            "correct the date, or set `status: draft`",
        );
    }
    Some(date)
}

fn implied(date: PartialDate) -> DatePrecision {
    match (date.month, date.day) {
        (_, Some(_)) => DatePrecision::Day,
        (Some(_), None) => DatePrecision::Month,
        (None, None) => DatePrecision::Year,
    }
}

fn span(fields: Fields<'_>) -> Option<When> {
    let start = fields.date("start");
    let end = fields.date("end");
    let precision = fields.word::<DatePrecision>("precision");
    let time = fields.text("time").and_then(|text| {
        let time = text.parse::<jiff::civil::Time>().ok();
        if time.is_none() {
            fields.say(Code::ImpossibleDate, "time", format!("`{text}` is not a time of day"), "", "write it as 05:30");
        }
        time
    });
    let note = fields.text("note");
    let checked = start.map(|start| {
        let usual = if end.is_some() { DatePrecision::Range } else { implied(start) };
        let when = When { start, end, precision: precision.unwrap_or(usual), time, note };
        check_span(&fields, &when);
        when
    });
    fields.finish();
    checked
}

fn check_span(fields: &Fields<'_>, when: &When) {
    let implied = implied(when.start);
    let fits = match when.precision {
        DatePrecision::Day | DatePrecision::Week => implied == DatePrecision::Day,
        DatePrecision::Range => true,
        precise => precise == implied,
    };
    if !fits {
        let message = format!("the date `{}` does not fit the precision `{}`", when.start, when.precision);
        let help = match when.precision {
            DatePrecision::Month => "write the month alone, as 2025-05",
            DatePrecision::Year => "write the year alone, as 2025",
            _ => "write the full date, or name the precision the date has",
        };
        fields.say(Code::DateShape, "start", message, "", help);
    }
    match when.end {
        None if when.precision == DatePrecision::Range => {
            fields.say(
                Code::RangeWithoutEnd,
                "precision",
                "a range has no end",
                "",
                "add `end`, or take another precision",
            );
        }
        Some(end) if end.last_day() < when.first_day() => {
            fields.say(
                Code::EndBeforeStart,
                "end",
                format!("the end {end} lies before the start {}", when.start),
                "",
                "swap the two, or correct one",
            );
        }
        Some(_) if when.precision != DatePrecision::Range => {
            let message = format!("the date has an end, but its precision is `{}`", when.precision);
            fields.say(Code::DateShape, "precision", message, "", "write `precision: range`, or remove `end`");
        }
        _ => {}
    }
}

fn place(fields: &Fields<'_>) -> Option<PlaceRef> {
    let map = match fields.map_or_text("place")? {
        Ok(map) => map,
        Err(id) => return Some(PlaceRef { place: Some(PlaceId::new(&id)), ..PlaceRef::default() }),
    };
    let place = PlaceRef {
        place: map.text("ref").map(|id| PlaceId::new(&id)),
        name: map.text("name"),
        country: shared::country(&map, "country"),
        coordinates: shared::coordinates(&map),
        precision: map.word("precision"),
    };
    if place.place.is_none() && !map.has("ref") && place.coordinates.is_none() && !map.has("lat") && !map.has("lon") {
        map.missing("ref");
    } else if place.place.is_none() && !map.has("ref") && place.name.is_none() {
        map.missing("name");
    }
    map.finish();
    Some(place)
}

fn actors(fields: &Fields<'_>, event: Option<EventType>) -> Vec<Involved> {
    let political = matches!(
        event,
        Some(EventType::Political | EventType::Statement | EventType::Unrest | EventType::Other) | None
    );
    let maps = fields.maps("actors");
    if fields.has("actors") && !fields.is_given("actors") && !political {
        fields.say(
            Code::MissingKey,
            "actors",
            "`actors` is empty",
            "",
            "add `actors: [{ref: ..., role: ...}]`; only political events may have an empty list",
        );
    }
    let actors = maps.into_iter().filter_map(|map| {
        let actor = map.required_text("ref");
        let role = map.word::<Role>("role");
        let note = map.text("note");
        map.finish();
        Some(Involved { actor: ActorId::new(&actor?), role: role?, note })
    });
    actors.collect()
}

fn headline(fields: &Fields<'_>) -> BTreeMap<Measure, ClaimId> {
    let mut headline = BTreeMap::new();
    for (name, claim) in fields.text_map("headline") {
        match Measure::parse(&name) {
            Some(measure) => {
                headline.insert(measure, ClaimId::new(&claim));
            }
            None => fields.unknown_value("headline", &name, Measure::ALL.iter().map(|word| word.as_str())),
        }
    }
    headline
}

/// Row ids by data set: a list, or one.
fn external(fields: &Fields<'_>) -> BTreeMap<String, Vec<String>> {
    let mut external = BTreeMap::new();
    for (set, value) in fields.entries("external") {
        let rows = match value {
            Value::Sequence(rows) => rows.iter().collect(),
            one => vec![one],
        };
        let mut ids = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            match row {
                Value::String(text) => ids.push(text.trim().to_owned()),
                Value::Number(number) => ids.push(number.to_string()),
                _ => {
                    let path = fields.origin().path.key("external").key(&set).item(at);
                    let place = fields.origin().place(path, Part::Value);
                    fields.say_at(
                        Code::WrongType,
                        place,
                        "a row id is text or a whole number",
                        "",
                        "write the data set's own id",
                    );
                }
            }
        }
        external.insert(set, ids);
    }
    external
}
