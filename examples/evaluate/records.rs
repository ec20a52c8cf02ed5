//! Labelled records, linked as the program links them.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use dateline::dedupe::incidents::{
    self, Basis, DatePrecision, EventEvidence, Held, Incidents, Match, PlacePrecision, Row, Side, Toll,
};
use dateline::model::fold;
use jiff::civil::Date;
use serde::Deserialize;

use crate::metrics::Item;

/// One labelled record: a line of JSON, or an entry of a YAML list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// Its name, once in the set.
    pub(crate) id: String,
    /// The data set or author that made it; the house itself if left out.
    #[serde(default)]
    pub(crate) recorder: String,
    /// What happened: records of one cluster tell of one incident.
    pub(crate) cluster: String,
    /// What trap it is; `orig` for the record the others are measured against.
    #[serde(default)]
    pub(crate) kind: String,
    /// `2031-03-04`, `2031-03-04/2031-03-09` or `2031-03`.
    pub(crate) date: String,
    pub(crate) lat: Option<f64>,
    pub(crate) lon: Option<f64>,
    /// Whether the place is exact (the default), near a named one, or a wide area.
    #[serde(default)]
    pub(crate) precision: Precision,
    /// Names of the place, aliases too.
    #[serde(default)]
    pub(crate) names: Vec<String>,
    /// Name (or id) of each actor and the side it was on.
    #[serde(default)]
    pub(crate) actors: Vec<Actor>,
    /// Title and summary.
    pub(crate) text: String,
    /// How many died: one number, or lowest, best and highest.
    pub(crate) dead: Option<Dead>,
    /// Ids of the same event in other data sets.
    #[serde(default)]
    pub(crate) external: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Precision {
    #[default]
    Exact,
    Near,
    Area,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Actor {
    name: String,
    side: ActorSide,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ActorSide {
    Attacker,
    Target,
    Party,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(crate) enum Dead {
    One(u64),
    Range([u64; 3]),
}

/// An entry of a register of actors, in the form of `content/registers/actors.yaml`; other keys are not read.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct RegisteredActor {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
}

/// A register of actors by id.
pub(crate) type Register = BTreeMap<String, RegisteredActor>;

/// What the engine made of a set.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) incidents: Incidents,
    /// For each record, in the order given, the number of its incident.
    pub(crate) linked: Vec<usize>,
    /// The same where all that is "probably the same" were confirmed.
    pub(crate) confirmed: Vec<usize>,
}

impl Answer {
    /// What was decided about two records themselves, in a line; nothing if they are too far apart.
    pub(crate) fn verdict(&self, one: &str, other: &str) -> Option<String> {
        let found = &self.incidents;
        let mut all = found.groups.iter().flat_map(|group| &group.links).chain(&found.proposals).chain(&found.apart);
        all.find(|link| link.one == one.min(other) && link.other == one.max(other)).map(decision)
    }
}

/// A decision about two records and the parts of its score.
pub(crate) fn decision(found: &Match) -> String {
    let basis = match &found.basis {
        Basis::SameAs => "same_as".to_owned(),
        Basis::External { set, id } => format!("both name {id} of {set}"),
        Basis::Score => format!("score {:.2}", found.score),
    };
    let held = match found.held {
        None => "linked",
        Some(Held::NoEventEvidence) => "no event evidence",
        Some(Held::Score) => "score",
        Some(Held::OneRecorder) => "one recorder",
        Some(Held::OtherActors) => "other actors",
        Some(Held::Override) => "override",
        Some(Held::BetterPartner) => "better partner",
        Some(Held::Mode) => "mode",
        Some(Held::NoRecorder) => "no recorder",
    };
    let parts: Vec<String> = found.parts.iter().map(|part| format!("{} {:+.2}", part.found, part.value)).collect();
    let ties: Vec<&str> = found
        .evidence
        .iter()
        .map(|tie| match tie {
            EventEvidence::Text => "text",
            EventEvidence::Toll => "toll",
            EventEvidence::Target => "target",
        })
        .collect();
    let ties = if ties.is_empty() { "nothing".to_owned() } else { ties.join(" and ") };
    format!("{held} ({basis}: {}; tied by {ties})", parts.join(", "))
}

/// The records with their labels and the incidents they were put into.
pub(crate) fn items<'a>(records: &'a [Record], found: &[usize]) -> Vec<Item<'a>> {
    let each = records.iter().zip(found);
    each.map(|(record, found)| Item { truth: &record.cluster, found: *found, kind: &record.kind }).collect()
}

/// Links records.
pub(crate) fn resolve(records: &[Record], register: &Register, options: &incidents::Options) -> anyhow::Result<Answer> {
    let parts: Vec<Parts<'_>> = records
        .iter()
        .map(|record| Parts::new(record, register).with_context(|| format!("in record `{}`", record.id)))
        .collect::<anyhow::Result<_>>()?;
    let actors: Vec<Vec<(&str, Side)>> = parts.iter().map(Parts::actors).collect();
    let rows: Vec<Row<'_>> =
        records.iter().zip(&parts).zip(&actors).map(|((record, parts), actors)| row(record, parts, actors)).collect();
    let incidents = incidents::link(&rows, options);
    let at: BTreeMap<&str, usize> = records.iter().enumerate().map(|(at, record)| (&*record.id, at)).collect();
    let mut linked: Vec<usize> = (0..records.len()).collect();
    for (number, group) in (records.len()..).zip(&incidents.groups) {
        for member in &group.members {
            linked[at[&**member]] = number;
        }
    }
    let mut confirmed = linked.clone();
    for proposal in &incidents.proposals {
        let (one, other) = (confirmed[at[&*proposal.one]], confirmed[at[&*proposal.other]]);
        confirmed.iter_mut().filter(|number| **number == other).for_each(|number| *number = one);
    }
    Ok(Answer { incidents, linked, confirmed })
}

/// What a row borrows from.
struct Parts<'a> {
    names: Vec<&'a str>,
    actors: Vec<(String, Side)>,
    external: Vec<(&'a str, &'a str)>,
    days: (i64, i64, DatePrecision),
}

impl<'a> Parts<'a> {
    fn new(record: &'a Record, register: &Register) -> anyhow::Result<Self> {
        Ok(Self {
            names: record.names.iter().map(String::as_str).collect(),
            actors: record.actors.iter().map(|actor| (known_as(&actor.name, register), side(actor.side))).collect(),
            external: record.external.iter().map(|(set, id)| (set.as_str(), id.as_str())).collect(),
            days: days(&record.date)?,
        })
    }

    fn actors(&self) -> Vec<(&str, Side)> {
        self.actors.iter().map(|(id, side)| (id.as_str(), *side)).collect()
    }
}

fn row<'a>(record: &'a Record, parts: &'a Parts<'a>, actors: &'a [(&'a str, Side)]) -> Row<'a> {
    Row {
        id: &record.id,
        recorder: &record.recorder,
        start: parts.days.0,
        end: parts.days.1,
        date: parts.days.2,
        point: record.lat.zip(record.lon),
        precision: match record.precision {
            Precision::Exact => PlacePrecision::Exact,
            Precision::Near => PlacePrecision::Near,
            Precision::Area => PlacePrecision::Area,
        },
        place: None,
        names: &parts.names,
        actors,
        text: &record.text,
        toll: record.dead.map(|dead| match dead {
            Dead::One(dead) => Toll { low: dead, best: dead, high: dead },
            Dead::Range([low, best, high]) => Toll { low, best, high },
        }),
        external: &parts.external,
        same_as: &[],
        not_same_as: &[],
    }
}

fn side(side: ActorSide) -> Side {
    match side {
        ActorSide::Attacker => Side::Attacker,
        ActorSide::Target => Side::Target,
        ActorSide::Party => Side::Party,
    }
}

/// The id of the actor that the register knows by this name, however it is written; else the name itself.
fn known_as(name: &str, register: &Register) -> String {
    let wanted = fold::key(name);
    let known = register.iter().find(|(id, actor)| {
        *id == name || std::iter::once(&actor.name).chain(&actor.aliases).any(|alias| fold::key(alias) == wanted)
    });
    known.map_or_else(|| name.to_owned(), |(id, _)| id.clone())
}

/// First and last day, counted from any fixed day, and how exact they are.
fn days(date: &str) -> anyhow::Result<(i64, i64, DatePrecision)> {
    let day = |text: &str| -> anyhow::Result<Date> {
        text.parse().with_context(|| format!("`{text}` is not a day such as 2031-03-04"))
    };
    let number =
        |day: Date| -> anyhow::Result<i64> { Ok(i64::from(Date::constant(1970, 1, 1).until(day)?.get_days())) };
    if let Some((first, last)) = date.split_once('/') {
        let (first, last) = (number(day(first)?)?, number(day(last)?)?);
        if last < first {
            bail!("`{date}` ends before it begins");
        }
        return Ok((first, last, DatePrecision::Range));
    }
    if date.len() == "2031-03".len() {
        let first = day(&format!("{date}-01"))?;
        return Ok((number(first)?, number(first.last_of_month())?, DatePrecision::Month));
    }
    let day = number(day(date)?)?;
    Ok((day, day, DatePrecision::Day))
}
