//! A data base (`SQLite` 3): tables that can be joined, and views that answer what is asked most. Opens in Datasette.
//!
//! Made in memory from rows in a fixed order, so that the same data give the same bytes.

use anyhow::Context;
use rusqlite::{Connection, Transaction, params};

use crate::export::format::{Format, Rows};
use crate::export::rows::Incident;
use crate::export::{Data, Edition};

/// Tables and views.
const SCHEMA: &str = include_str!("sqlite.sql");

/// `incidents.sqlite`.
pub(super) struct Sqlite;

impl Format for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn file(&self) -> &'static str {
        "incidents.sqlite"
    }

    fn title(&self) -> &'static str {
        "Data base (SQLite)"
    }

    fn about(&self) -> &'static str {
        "Incidents, claims, actors, places and sources as tables that can be joined, with views; opens in Datasette"
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.sqlite3"
    }

    fn rows(&self, data: &Data) -> Option<Rows> {
        Some(Rows::incidents(data))
    }

    fn make(&self, data: &Data, _edition: &Edition) -> anyhow::Result<Vec<u8>> {
        made(data).context("the SQLite data base cannot be made")
    }
}

fn made(data: &Data) -> rusqlite::Result<Vec<u8>> {
    let mut base = Connection::open_in_memory()?;
    base.execute_batch("PRAGMA page_size = 4096; PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY;")?;
    base.execute_batch(SCHEMA)?;
    let all = base.transaction()?;
    registers(&all, data)?;
    for incident in &data.incidents {
        self::incident(&all, incident)?;
        claims(&all, incident)?;
    }
    all.commit()?;
    Ok(base.serialize("main")?.to_vec())
}

fn joined(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join("; "))
}

/// `SQLite` counts in signed numbers; nothing that is counted here comes near their end.
fn whole(number: Option<u64>) -> Option<i64> {
    number.map(|number| i64::try_from(number).unwrap_or(i64::MAX))
}

fn registers(all: &Transaction<'_>, data: &Data) -> rusqlite::Result<()> {
    let mut add = all.prepare("INSERT OR IGNORE INTO actors VALUES (?,?,?,?,?,?,?)")?;
    for a in &data.actors {
        add.execute(params![a.id, a.name, a.acronym, a.kind, a.country, a.part_of, joined(&a.aliases)])?;
    }
    let mut add = all.prepare("INSERT OR IGNORE INTO places VALUES (?,?,?,?,?,?,?,?,?)")?;
    for p in &data.places {
        let (countries, aliases) = (joined(&p.countries), joined(&p.aliases));
        add.execute(params![p.id, p.name, countries, p.adm1, p.adm2, p.lat, p.lon, p.precision, aliases])?;
    }
    let mut add = all.prepare("INSERT OR IGNORE INTO sources VALUES (?,?,?,?,?,?,?,?,?,?,?)")?;
    for s in &data.sources {
        let rel = s.reliability.map(String::from);
        add.execute(params![
            s.id,
            s.name,
            s.kind,
            s.url,
            s.archive,
            s.published,
            s.accessed,
            s.lang,
            s.licence,
            rel,
            s.note
        ])?;
    }
    Ok(())
}

fn incident(all: &Transaction<'_>, i: &Incident) -> rusqlite::Result<()> {
    let mut add = all.prepare_cached(
        "INSERT OR IGNORE INTO incidents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    )?;
    let killed = i.killed.as_ref();
    add.execute(params![
        i.id,
        i.kind,
        i.event,
        i.status,
        i.title,
        i.summary,
        i.date.known,
        i.date.start,
        i.date.end,
        i.date.precision,
        i.place.id,
        i.place.name,
        joined(&i.place.countries),
        i.place.adm1,
        i.place.adm2,
        i.place.lat,
        i.place.lon,
        i.place.precision,
        i.countable,
        whole(killed.map(|k| k.low)),
        whole(killed.map(|k| k.best)),
        whole(killed.map(|k| k.high)),
        killed.and_then(|k| k.who),
        killed.map(|k| k.by.join("; ")),
        i.part_of,
        i.recorded_by,
        i.note,
        i.url,
    ])?;
    let mut add = all.prepare_cached("INSERT OR IGNORE INTO incident_actors VALUES (?,?,?,?)")?;
    for actor in &i.actors {
        add.execute(params![i.id, actor.id, actor.role, actor.note])?;
    }
    let mut add = all.prepare_cached("INSERT OR IGNORE INTO incident_countries VALUES (?,?)")?;
    for country in &i.place.countries {
        add.execute(params![i.id, country])?;
    }
    let mut add = all.prepare_cached("INSERT OR IGNORE INTO incident_sources VALUES (?,?)")?;
    for source in &i.sources {
        add.execute(params![i.id, source])?;
    }
    let mut add = all.prepare_cached("INSERT OR IGNORE INTO incident_tags VALUES (?,?)")?;
    for tag in &i.tags {
        add.execute(params![i.id, tag])?;
    }
    let mut add = all.prepare_cached("INSERT OR IGNORE INTO incident_external VALUES (?,?,?)")?;
    for (set, row) in i.external.iter().flat_map(|(set, rows)| rows.iter().map(move |row| (set, row))) {
        add.execute(params![i.id, set, row])?;
    }
    let mut add = all.prepare_cached("INSERT OR IGNORE INTO corrections VALUES (?,?,?,?,?,?)")?;
    for c in &i.corrections {
        add.execute(params![i.id, c.at, c.field, c.was, c.now, c.reason])?;
    }
    Ok(())
}

fn claims(all: &Transaction<'_>, i: &Incident) -> rusqlite::Result<()> {
    let mut add = all.prepare_cached("INSERT OR IGNORE INTO claims VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")?;
    let mut via = all.prepare_cached("INSERT OR IGNORE INTO claim_sources VALUES (?,?,?)")?;
    for c in &i.claims {
        add.execute(params![
            i.id,
            c.record,
            c.id,
            c.about,
            c.who,
            whole(c.low),
            whole(c.best),
            whole(c.high),
            c.qualifier,
            c.by,
            c.by_name,
            c.by_party,
            c.said_on,
            c.status,
            c.superseded_by,
            c.credibility,
            c.dyad,
            c.row,
            c.note,
        ])?;
        for source in &c.via {
            via.execute(params![c.record, c.id, source])?;
        }
    }
    Ok(())
}
