//! ACLED, as its users export it: one record a row. ACLED's rows may not be passed on by default, so its notes stay out
//! unless they are asked for, and every import says so.

use jiff::civil::Date;

use crate::import::build::{self, Fine, Record, claim, figure, place_ref};
use crate::import::register::{Register, Spot, data_set, reporter};
use crate::import::table::{Row, Table};
use crate::import::yaml::{clean, list, map, scalar};
use crate::import::{Harvest, Job, Refused};
use crate::model::CountryCode;
use crate::model::place::Coordinates;
use crate::model::vocabulary::{ActorKind, PlacePrecision};

/// What becomes of ACLED's notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    /// They stay out.
    Left,
    /// They become summaries; the user says that their licence allows it.
    Taken,
}

const NEEDED: [&str; 9] = [
    "event_id_cnty",
    "event_date",
    "event_type",
    "sub_event_type",
    "actor1",
    "country",
    "latitude",
    "longitude",
    "fatalities",
];

/// Records of an ACLED export.
///
/// # Errors
/// When the file is no table, or lacks columns.
pub fn acled(bytes: &[u8], notes: Notes, job: &Job<'_>) -> Result<Harvest, Refused> {
    let table = Table::read(bytes)?;
    table.need("an ACLED event file", &NEEDED)?;
    let mut register = Register::new(job.corpus, "acled");
    let by = register.fixed("actors", "acled", &reporter("Armed Conflict Location and Event Data", &["ACLED"]));
    let licence = "ACLED terms of use";
    let about =
        data_set("ACLED event data", "https://acleddata.com/", licence, "Not to be passed on without ACLED’s leave.");
    let via = register.fixed("sources", "acled-data", &about);
    let remark = "ACLED data are not free to be passed on: read its terms of use before you publish these records or export them";
    let mut harvest = Harvest { set: "acled".to_owned(), remark: Some(remark), ..Harvest::default() };
    for (at, (line, record)) in table.rows.iter().enumerate() {
        match event(table.row(record), notes, &mut register, &by, &via) {
            Ok(record) => harvest.drafts.push(record.draft()),
            Err(why) => harvest.faults.push((*line, why)),
        }
        (job.progress)(at + 1, table.rows.len());
    }
    (harvest.registers, harvest.alike) = register.finish();
    Ok(harvest)
}

fn event(row: Row<'_>, notes: Notes, register: &mut Register<'_>, by: &str, via: &str) -> Result<Record, String> {
    let id = row.need("event_id_cnty")?;
    let date = day(row.need("event_date")?)?;
    let named = row.need("country")?;
    let code = row.get("iso3").and_then(CountryCode::parse).or_else(|| CountryCode::from_name(named));
    let country = code
        .ok_or_else(|| format!("the country `{named}` is not known; write its ISO name into the column `country`"))?;
    let (kind, sub) = (row.need("event_type")?, row.get("sub_event_type").unwrap_or_default());
    let event = event_type(kind, sub)?;
    let at = Coordinates { lat: row.degrees("latitude", 90.0)?, lon: row.degrees("longitude", 180.0)? };
    let precision = match row.get("geo_precision") {
        None | Some("1") => PlacePrecision::Exact,
        Some("2") => PlacePrecision::Near,
        Some("3") => PlacePrecision::Adm1,
        Some(other) => return Err(format!("`geo_precision` is `{other}`, not 1 to 3")),
    };
    let (adm1, adm2) = (row.get("admin1").map(clean), row.get("admin2").map(clean));
    let place = row.get("location").map_or_else(|| country.name().to_owned(), clean);
    let spot = Spot {
        name: &place,
        country,
        adm1: adm1.as_deref(),
        adm2: adm2.as_deref(),
        at,
        precision,
        coord_source: "acled-data",
    };
    let place_text = place_ref(&register.place(&spot), at, precision);
    let dead = row.whole("fatalities")?;
    let fine = match row.get("time_precision") {
        None | Some("1") => None,
        Some("2") => Some("known to the week, says ACLED"),
        Some("3") => Some("known to the month, says ACLED"),
        Some(other) => return Err(format!("`time_precision` is `{other}`, not 1 to 3")),
    };
    let when = match fine {
        None => build::date(date, date, Fine::Day, "ACLED"),
        Some(note) => map(&[("start", scalar(&date.to_string())), ("note", scalar(note))]),
    };
    let mut actors: Vec<(String, String, Option<String>)> = Vec::new();
    for (column, inter) in [("actor1", "inter1"), ("actor2", "inter2"), ("assoc_actor_1", ""), ("assoc_actor_2", "")] {
        for name in
            row.get(column).into_iter().flat_map(|cell| cell.split(';')).map(clean).filter(|name| !name.is_empty())
        {
            let actor = register.actor(&name, actor_kind(row.get(inter), &name), state(&name));
            if !actors.iter().any(|(seen, _, _)| *seen == actor) {
                actors.push((actor, "party".to_owned(), None));
            }
        }
    }
    let what = if sub.is_empty() { clean(kind) } else { clean(sub) };
    let cited: Vec<String> = row.get("source").into_iter().flat_map(|cell| cell.split(';')).map(clean).collect();
    let told = row.get("notes").map(clean).filter(|_| notes == Notes::Taken);
    let year = date.year();
    let plain = format!(
        "ACLED records {} at {place}, {}, with {} reported killed.",
        what.to_lowercase(),
        country.name(),
        dead.unwrap_or(0)
    );
    Ok(Record {
        row: id.to_owned(),
        id: format!("{year}-acled-{}", crate::model::id::slugify(id)),
        file: format!("content/incidents/acled/{}/{year}.yaml", country.as_str().to_lowercase()),
        event: event.to_owned(),
        title: format!("{what} at {place}"),
        summary: told.unwrap_or(plain),
        date: when,
        place: place_text,
        actors,
        claims: vec![claim(&[
            ("id", Some("c1".to_owned())),
            ("about", Some("killed".to_owned())),
            ("who", Some("all".to_owned())),
            ("value", figure(dead)),
            ("by", Some(scalar(by))),
            ("via", Some(list([via]))),
            ("status", Some("reported".to_owned())),
            ("row", Some(scalar(id))),
        ])],
        sources: vec![via.to_owned()],
        external: Some(map(&[("acled", list([id]))])),
        recorded_by: Some("acled".to_owned()),
        note: (!cited.is_empty()).then(|| format!("ACLED cites: {}.", cited.join("; "))),
        ..Record::default()
    })
}

/// `2023-05-31`, `31 May 2023` or `31-May-2023`.
fn day(cell: &str) -> Result<Date, String> {
    let text = cell.replace('-', " ");
    let spelt = ["%d %B %Y", "%d %b %Y"].into_iter().find_map(|form| Date::strptime(form, &text).ok());
    cell.parse().ok().or(spelt).ok_or_else(|| format!("`event_date` is `{cell}`, not a date such as 2023-05-31"))
}

fn event_type(kind: &str, sub: &str) -> Result<&'static str, String> {
    let sub = sub.to_lowercase();
    Ok(match kind.to_lowercase().as_str() {
        "battles" if sub.contains("territory") || sub.contains("regains") || sub.contains("overtakes") => {
            "territory_change"
        }
        "battles" => "clash",
        "explosions/remote violence" if sub.contains("air") || sub.contains("drone") => "air_strike",
        "explosions/remote violence" => "explosive",
        "violence against civilians" if sub.contains("abduction") => "abduction",
        "violence against civilians" => "attack_on_civilians",
        "protests" | "riots" => "unrest",
        "strategic developments" if sub.contains("territory") => "territory_change",
        "strategic developments" => "political",
        other => return Err(format!("`event_type` is `{other}`, which is none of ACLED's")),
    })
}

/// The kind of an actor by ACLED's interaction code or words, else by its name.
fn actor_kind(inter: Option<&str>, name: &str) -> ActorKind {
    match inter.map(str::to_lowercase).as_deref() {
        Some("1" | "state forces") => ActorKind::StateForce,
        Some("3" | "4" | "political militia" | "identity militia") => ActorKind::Militia,
        Some("5" | "6" | "7" | "rioters" | "protesters" | "civilians") => ActorKind::Civilians,
        Some("8" | "external/other forces") => ActorKind::ForeignForce,
        _ if name.starts_with("Military Forces of") || name.starts_with("Police Forces of") => ActorKind::StateForce,
        _ if name.starts_with("Civilians") => ActorKind::Civilians,
        _ => ActorKind::ArmedGroup,
    }
}

/// The country of `Military Forces of Mali (2021-)`.
fn state(name: &str) -> Option<CountryCode> {
    let rest = name.strip_prefix("Military Forces of ").or_else(|| name.strip_prefix("Police Forces of "))?;
    CountryCode::from_name(rest.split(" (").next().unwrap_or(rest))
}
