//! UCDP Georeferenced Event Dataset, every vintage that names its sides: one record a row.
//!
//! Method: the codebook's own columns (Högbladh, UCDP GED Codebook). Two rows are two records by construction; whether
//! they tell of one incident is an editor's word.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::import::build::{self, Fine, Record, claim, figure, place_ref};
use crate::import::register::{Register, Spot, data_set, reporter};
use crate::import::table::{Row, Table};
use crate::import::yaml::{clean, list, map, scalar};
use crate::import::{Harvest, Job, Refused};
use crate::model::CountryCode;
use crate::model::place::Coordinates;
use crate::model::vocabulary::{ActorKind, PlacePrecision, Word};

/// Columns without which a row cannot be told; where vintages differ, both names.
const NEEDED: [&str; 13] = [
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "date_start",
    "date_end",
    "date_prec",
    "where_prec",
    "latitude",
    "longitude",
    "country|country_id",
    "best|best_est",
    "low|low_est",
];

const CITE: &str = "Uppsala University. Cite: Davies, Pettersson, Sollenberg and Öberg, Organized violence 1989–2024, Journal of \
    Peace Research 62(4), 2025; Sundberg and Melander, Introducing the UCDP Georeferenced Event Dataset, Journal of Peace \
    Research 50(4), 2013.";

/// Gleditsch–Ward numbers of countries in and around the Sahel, for files whose country names are not ISO's.
const COUNTRIES: [(&str, &str); 17] = [
    ("404", "GNB"),
    ("432", "MLI"),
    ("433", "SEN"),
    ("434", "BEN"),
    ("435", "MRT"),
    ("436", "NER"),
    ("437", "CIV"),
    ("438", "GIN"),
    ("439", "BFA"),
    ("452", "GHA"),
    ("461", "TGO"),
    ("471", "CMR"),
    ("475", "NGA"),
    ("482", "CAF"),
    ("483", "TCD"),
    ("615", "DZA"),
    ("620", "LBY"),
];

/// UCDP's names of countries that are neither ISO's nor become so without what stands in brackets.
const NAMES: [(&str, &str); 5] = [
    ("DR Congo", "COD"),
    ("Congo", "COG"),
    ("Ivory Coast", "CIV"),
    ("Bosnia-Herzegovina", "BIH"),
    ("Kingdom of eSwatini", "SWZ"),
];

/// One event's sides.
struct Sides {
    a: Vec<Side>,
    b: Vec<Side>,
}

struct Side {
    id: String,
    name: String,
    state: bool,
}

/// Records of a UCDP GED file.
///
/// # Errors
/// When the file is no table, or lacks columns.
pub fn ucdp(bytes: &[u8], job: &Job<'_>) -> Result<Harvest, Refused> {
    let table = Table::read(bytes)?;
    let mut needed = NEEDED.to_vec();
    needed.push("high|high_est");
    table.need("a UCDP GED event file", &needed)?;
    let mut register = Register::new(job.corpus, "ucdp");
    let by = register.fixed("actors", "ucdp", &reporter("Uppsala Conflict Data Program", &["UCDP"]));
    let about = data_set("UCDP Georeferenced Event Dataset", "https://ucdp.uu.se/downloads/", "CC BY 4.0", CITE);
    let via = register.fixed("sources", "ucdp-ged", &about);
    let mut harvest = Harvest {
        set: "ucdp".to_owned(),
        remark: Some(
            "UCDP GED is licensed CC BY 4.0: the source `ucdp-ged` carries the citation, and the data page shows it",
        ),
        ..Harvest::default()
    };
    for (at, (line, record)) in table.rows.iter().enumerate() {
        match event(table.row(record), &mut register, &by, &via) {
            Ok(record) => harvest.drafts.push(record.draft()),
            Err(why) => harvest.faults.push((*line, why)),
        }
        (job.progress)(at + 1, table.rows.len());
    }
    (harvest.registers, harvest.alike) = register.finish();
    Ok(harvest)
}

fn event(row: Row<'_>, register: &mut Register<'_>, by: &str, via: &str) -> Result<Record, String> {
    let id = row.need("id")?;
    let country = country(row)?;
    let (start, end) = (day(row, "date_start")?, day(row, "date_end")?);
    if end < start {
        return Err(format!("it ends on {end}, before it starts on {start}"));
    }
    let violence = row.need("type_of_violence")?;
    let (event, verb) = match violence {
        "1" | "2" => ("clash", "Fighting between"),
        "3" => ("attack_on_civilians", "Violence against civilians by"),
        other => return Err(format!("`type_of_violence` is `{other}`, not 1, 2 or 3")),
    };
    let one_sided = violence == "3";
    let sides = sides(row, register, one_sided)?;
    let names = |sides: &[Side]| sides.iter().map(|side| side.name.clone()).collect::<Vec<_>>().join(", ");
    let who = if one_sided { names(&sides.a) } else { format!("{} and {}", names(&sides.a), names(&sides.b)) };
    let at = Coordinates { lat: row.degrees("latitude", 90.0)?, lon: row.degrees("longitude", 180.0)? };
    let (place, where_) = place(row, register, country, at)?;
    let either = |a, b| row.whole(if row.get(a).is_some() { a } else { b });
    let best = either("best", "best_est")?.ok_or("`best` is empty")?;
    let (low, high) = (either("low", "low_est")?, either("high", "high_est")?);
    let year = start.year();
    let dyad = row.get("dyad_name").map_or_else(|| format!("{} - {}", names(&sides.a), names(&sides.b)), clean);
    let tell =
        |n: &str, who: &str, amount: Vec<(&'static str, Option<String>)>, dyad: Option<&str>, note: Option<String>| {
            let mut pairs =
                vec![("id", Some(n.to_owned())), ("about", Some("killed".to_owned())), ("who", Some(who.to_owned()))];
            pairs.extend(amount);
            pairs.extend([
                ("by", Some(scalar(by))),
                ("via", Some(list([via]))),
                ("status", Some("reported".to_owned())),
                ("dyad", dyad.map(scalar)),
                ("row", Some(number(id))),
                ("note", note.map(|note| scalar(&note))),
            ]);
            claim(&pairs)
        };
    let amount = vec![("low", figure(low)), ("best", figure(Some(best))), ("high", figure(high))];
    let mut claims = vec![tell("c1", "all", amount, Some(&dyad), unknown(row)?)];
    for (column, side) in [("deaths_a", &sides.a), ("deaths_b", &sides.b)] {
        if let Some(dead) = row.whole(column)?.filter(|dead| *dead > 0) {
            let who = if side.iter().all(|side| side.state) && !side.is_empty() { "soldiers" } else { "fighters" };
            let n = format!("c{}", claims.len() + 1);
            let name = names(side);
            let amount = vec![("value", figure(Some(dead)))];
            claims.push(tell(&n, who, amount, Some(&name), Some(format!("Of {name}."))));
        }
    }
    if let Some(dead) = row.whole("deaths_civilians")?.filter(|dead| *dead > 0) {
        let n = format!("c{}", claims.len() + 1);
        claims.push(tell(&n, "civilians", vec![("value", figure(Some(dead)))], None, None));
    }
    let role = |one_sided: bool, role: &str| if one_sided { role.to_owned() } else { "party".to_owned() };
    let mut actors: Vec<(String, String, Option<String>)> =
        sides.a.iter().map(|side| (side.id.clone(), role(one_sided, "perpetrator"), None)).collect();
    actors.extend(sides.b.iter().map(|side| (side.id.clone(), role(one_sided, "target"), None)));
    let span = match (low, high) {
        (Some(low), Some(high)) if low != best || high != best => format!(" (low {low}, high {high})"),
        _ => String::new(),
    };
    Ok(Record {
        row: id.to_owned(),
        id: format!("{year}-ucdp-{}", crate::model::id::slugify(id)),
        file: format!("content/incidents/ucdp/{}/{year}.yaml", country.as_str().to_lowercase()),
        event: event.to_owned(),
        title: format!("{verb} {who} {where_}"),
        summary: format!("UCDP’s best estimate is {best} killed{span}. {verb} {who} {where_}{}.", area(row, country)),
        date: build::date(start, end, fine(row)?, "UCDP"),
        place,
        actors,
        claims,
        sources: vec![via.to_owned()],
        external: Some(map(&[("ucdp", format!("[{}]", number(id)))])),
        recorded_by: Some("ucdp".to_owned()),
        note: note(row),
        ..Record::default()
    })
}

/// A row's number as a number, anything else as text.
fn number(id: &str) -> String {
    let plain = id.bytes().all(|b| b.is_ascii_digit()) && !id.starts_with('0') && id.len() < 16;
    if plain { id.to_owned() } else { scalar(id) }
}

fn country(row: Row<'_>) -> Result<CountryCode, String> {
    let by_number = row.get("country_id").and_then(|number| COUNTRIES.iter().find(|(gw, _)| *gw == number));
    let by_name = |name: &str| {
        let bare = name.split(" (").next().unwrap_or(name);
        let own = NAMES.iter().find(|(known, _)| *known == bare).and_then(|(_, code)| CountryCode::parse(code));
        own.or_else(|| CountryCode::from_name(name)).or_else(|| CountryCode::from_name(bare))
    };
    let found =
        by_number.and_then(|(_, code)| CountryCode::parse(code)).or_else(|| row.get("country").and_then(by_name));
    found.ok_or_else(|| {
        let said = row.get("country").or_else(|| row.get("country_id")).unwrap_or_default();
        format!("the country `{said}` is not known; write its ISO name into the column `country`")
    })
}

/// A date, with or without a time of day after it.
fn day(row: Row<'_>, column: &str) -> Result<Date, String> {
    let cell = row.need(column)?;
    let day = cell.get(..10).unwrap_or(cell);
    day.parse().map_err(|_| format!("`{column}` is `{cell}`, not a date such as 2023-05-31"))
}

fn fine(row: Row<'_>) -> Result<Fine, String> {
    match row.get("date_prec") {
        None | Some("1") => Ok(Fine::Day),
        Some("2") => Ok(Fine::Days),
        Some("3") => Ok(Fine::Week),
        Some("4") => Ok(Fine::Month),
        Some("5") => Ok(Fine::Year),
        Some(other) => Err(format!("`date_prec` is `{other}`, not 1 to 5")),
    }
}

/// The parties; several that fought side by side (`GATIA, MSA`) are told apart.
fn sides(row: Row<'_>, register: &mut Register<'_>, one_sided: bool) -> Result<Sides, String> {
    let mut read = |column: &str, target: bool| -> Vec<Side> {
        let Some(cell) = row.get(column) else { return Vec::new() };
        let whole = clean(cell);
        let names: Vec<&str> = if register.knows_actor(&whole) { vec![&whole] } else { whole.split(", ").collect() };
        let side = |name: &str| {
            let state = name.strip_prefix("Government of ");
            let kind = match state {
                _ if target || name == "Civilians" => ActorKind::Civilians,
                Some(_) => ActorKind::StateForce,
                None => ActorKind::ArmedGroup,
            };
            let country = state.and_then(|name| CountryCode::from_name(name.split(" (").next().unwrap_or(name)));
            let id = register.actor(name, kind, country);
            Side { id, name: name.to_owned(), state: state.is_some() }
        };
        names.into_iter().map(side).collect()
    };
    let (a, b) = (read("side_a", false), read("side_b", one_sided));
    if a.is_empty() || (b.is_empty() && !one_sided) {
        return Err("a side is empty".to_owned());
    }
    Ok(Sides { a, b })
}

/// The record's place, and the words that lead to it in a title.
fn place(
    row: Row<'_>,
    register: &mut Register<'_>,
    country: CountryCode,
    at: Coordinates,
) -> Result<(String, String), String> {
    let precision = match row.get("where_prec") {
        Some("1") => PlacePrecision::Exact,
        Some("2") => PlacePrecision::Near,
        Some("3") => PlacePrecision::Adm2,
        Some("4") => PlacePrecision::Adm1,
        None | Some("5") => PlacePrecision::Area,
        Some("6") => PlacePrecision::Country,
        Some("7") => PlacePrecision::Sea,
        Some(other) => return Err(format!("`where_prec` is `{other}`, not 1 to 7")),
    };
    let (adm1, adm2) = (row.get("adm_1").map(clean), row.get("adm_2").map(clean));
    let settled = matches!(precision, PlacePrecision::Exact | PlacePrecision::Near);
    let Some(said) = row.get("where_coordinates").map(clean) else {
        let name = format!("{} (place not named)", country.name());
        let pairs = [
            ("name", scalar(&name)),
            ("lat", at.lat.to_string()),
            ("lon", at.lon.to_string()),
            ("country", country.to_string()),
            ("precision", precision.as_str().to_owned()),
        ];
        return Ok((map(&pairs), format!("in {}", country.name())));
    };
    let kinds = [" village", " town", " city", " locality"];
    let bare = kinds.iter().find_map(|kind| said.strip_suffix(kind)).filter(|_| settled).unwrap_or(&said);
    let name = if precision == PlacePrecision::Country { country.name() } else { bare };
    let spot =
        Spot { name, country, adm1: adm1.as_deref(), adm2: adm2.as_deref(), at, precision, coord_source: "ucdp-ged" };
    let lead = match precision {
        _ if name.starts_with("Between ") => "",
        PlacePrecision::Exact => "at ",
        PlacePrecision::Near => "near ",
        _ => "in ",
    };
    let shown =
        if lead.is_empty() { format!("between {}", &name["Between ".len()..]) } else { format!("{lead}{name}") };
    Ok((place_ref(&register.place(&spot), at, precision), shown))
}

/// The divisions and country after a place's name in a summary.
fn area(row: Row<'_>, country: CountryCode) -> String {
    let named = row.get("where_coordinates").map(clean);
    let parts = ["adm_2", "adm_1"].into_iter().filter_map(|column| row.get(column)).map(clean);
    let parts: Vec<String> = parts.filter(|part| named.as_ref() != Some(part)).collect();
    let country = (named.as_deref() != Some(country.name()) && named.is_some()).then(|| country.name().to_owned());
    parts.into_iter().chain(country).map(|part| format!(", {part}")).collect()
}

/// How many of the dead UCDP could put on neither side.
fn unknown(row: Row<'_>) -> Result<Option<String>, String> {
    let unknown = row.whole("deaths_unknown")?.filter(|dead| *dead > 0);
    Ok(unknown.map(|dead| format!("{dead} of unknown status.")))
}

/// What of the row has no field of its own: who was cited, the place in words, how clearly events could be told apart.
fn note(row: Row<'_>) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(cell) = row.get("source_office") {
        let mut offices: BTreeMap<String, usize> = BTreeMap::new();
        for office in cell.split(';').map(clean).filter(|office| !office.is_empty()) {
            *offices.entry(office).or_default() += 1;
        }
        parts.push(format!("UCDP cites: {}.", offices.into_keys().collect::<Vec<_>>().join("; ")));
    }
    if let Some(original) = row.get("source_original").map(clean).filter(|text| !text.is_empty()) {
        parts.push(format!("Original source, says UCDP: {}.", original.trim_end_matches('.')));
    }
    if row.get("where_prec").is_none() {
        parts.push("The file gives no precision for the place.".to_owned());
    }
    if row.get("event_clarity") == Some("2") {
        parts.push("UCDP could not tell the event fully apart from others (clarity 2).".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}
