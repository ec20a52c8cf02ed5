//! Any spreadsheet as records: by HXL tags, or by a map that says which column is which; and the tables this program
//! exports, claims and all.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::import::build::{Record, claim};
use crate::import::register::{Register, Spot, data_set};
use crate::import::table::{Row, Table, degrees, whole};
use crate::import::yaml::{clean, list, map, scalar};
use crate::import::{Harvest, Job, Refused, hxl};
use crate::model::place::Coordinates;
use crate::model::vocabulary::{ActorKind, PlacePrecision, Word};
use crate::model::{CountryCode, PartialDate, id};

/// What a map file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Map {
    /// The short name of the data: its folder, and part of the ids.
    dataset: Option<String>,
    /// Who gives the figures, an actor or source of the registers, where no column says.
    by: Option<String>,
    /// Where they were read, where no column says.
    source: Option<String>,
    /// Which column fills which field.
    #[serde(default)]
    columns: BTreeMap<String, String>,
    /// Words of a column and the format's words for them, by field.
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, String>>,
    /// What stands where a column is empty or there is none.
    #[serde(default)]
    defaults: BTreeMap<String, String>,
}

/// The columns of a table by the field they fill.
struct Sheet<'t> {
    columns: BTreeMap<&'static str, usize>,
    map: &'t Map,
}

/// Records of a spreadsheet. `map` says which column is which, with the map file's name; `claims` is the table of the
/// records' claims.
///
/// # Errors
/// When a file is no table, the map is none, or nothing says what the columns are.
pub fn csv(bytes: &[u8], map: Option<&str>, claims: Option<&[u8]>, job: &Job<'_>) -> Result<Harvest, Refused> {
    let table = Table::read(bytes)?;
    let map: Map = match map {
        Some(text) => {
            serde_yaml::from_str(text).map_err(|fault| Refused(format!("the map cannot be used: {fault}")))?
        }
        None => Map::default(),
    };
    let stem = job.name.rsplit('/').next().unwrap_or(job.name);
    let set = id::slugify(map.dataset.as_deref().unwrap_or_else(|| stem.split('.').next().unwrap_or(stem)));
    let sheet = Sheet { columns: columns(&table, &map)?, map: &map };
    let told = claims.map(Claims::read).transpose()?;
    let mut register = Register::new(job.corpus, "csv");
    let mut harvest = Harvest { set: set.clone(), ..Harvest::default() };
    let mut seen = BTreeSet::new();
    for (at, (line, record)) in table.rows.iter().enumerate() {
        match sheet.record(table.row(record), &set, told.as_ref(), &mut register, job) {
            Ok(record) if !seen.insert(record.row.clone()) => {
                harvest.faults.push((*line, format!("the row `{}` stands twice", record.row)));
            }
            Ok(record) => harvest.drafts.push(record.draft()),
            Err(why) => harvest.faults.push((*line, why)),
        }
        (job.progress)(at + 1, table.rows.len());
    }
    (harvest.registers, harvest.alike) = register.finish();
    Ok(harvest)
}

/// Every field that a column can fill.
fn fields() -> BTreeSet<&'static str> {
    hxl::INCIDENTS.iter().map(|(_, field)| *field).chain(["row"]).collect()
}

fn columns(table: &Table, map: &Map) -> Result<BTreeMap<&'static str, usize>, Refused> {
    let known = fields();
    let field = |name: &str| known.get(name).copied();
    let listed = || known.iter().copied().collect::<Vec<_>>().join(", ");
    for name in map.columns.keys().chain(map.values.keys()).chain(map.defaults.keys()) {
        if field(name).is_none() {
            return Err(Refused(format!(
                "the map names the field `{name}`, which there is not; fields are {}",
                listed()
            )));
        }
    }
    let mut found: BTreeMap<&'static str, usize> = BTreeMap::new();
    if let Some(tags) = &table.tags {
        found.extend(hxl::columns(tags, hxl::INCIDENTS));
    }
    for (name, heading) in &map.columns {
        let at = table.position(heading).ok_or_else(|| {
            Refused(format!(
                "the map names the column `{heading}`, which is not there; columns are {}",
                table.names().join(", ")
            ))
        })?;
        found.extend(field(name).map(|field| (field, at)));
    }
    if found.is_empty() {
        let why = "nothing says what the columns are; add a row of HXL tags under the headings, or write a map and name it with --map";
        return Err(Refused(why.to_owned()));
    }
    Ok(found)
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) => rest,
        _ => cell,
    }
}

/// A cell's items: parted by semicolons, of which one behind a backslash belongs to its item.
fn items(cell: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match (c, all.last_mut()) {
            (';', _) => all.push(String::new()),
            ('\\', Some(last)) => last.extend(chars.next()),
            (c, Some(last)) => last.push(c),
            _ => {}
        }
    }
    all.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

impl Sheet<'_> {
    fn get(&self, row: Row<'_>, field: &str) -> Option<String> {
        let cell = self.columns.get(field).and_then(|at| row.at(*at)).map(plain).map(clean);
        let cell = cell.or_else(|| self.map.defaults.get(field).cloned())?;
        let known = self.map.values.get(field).and_then(|words| words.get(&cell));
        Some(known.cloned().unwrap_or(cell))
    }

    fn list(&self, row: Row<'_>, field: &str) -> Vec<String> {
        self.get(row, field).map(|cell| items(&cell)).unwrap_or_default()
    }

    fn has(&self, field: &str) -> bool {
        self.columns.contains_key(field)
    }

    fn record(
        &self,
        row: Row<'_>,
        set: &str,
        told: Option<&Claims>,
        register: &mut Register<'_>,
        job: &Job<'_>,
    ) -> Result<Record, String> {
        let get = |field| self.get(row, field);
        let key = get("row")
            .or_else(|| get("id"))
            .ok_or("there is nothing to tell this row by; fill `id`, or map a column to `row`")?;
        let (date, first) = self.date(row)?;
        let year = first.year;
        let own = get("id").filter(|text| id::is_slug(text) && text.starts_with(|c: char| c.is_ascii_digit()));
        let id = own.unwrap_or_else(|| format!("{year}-{set}-{}", id::slugify(&key)));
        let event = get("type").unwrap_or_else(|| "other".to_owned());
        let mut sources = self.list(row, "sources");
        if sources.is_empty() && !self.has("sources") {
            sources.push(self.source(set, register, job));
        }
        let place = self.place(row, register, job)?;
        let claims = match told {
            Some(claims) => claims.of(&id)?,
            None => self.killed(row, &sources)?,
        };
        let named = |name: &str| name.to_owned();
        let title = get("title").unwrap_or_else(|| {
            let place = get("place").map(|place| format!(" at {place}")).unwrap_or_default();
            format!("{}{place}", capital(&event.replace('_', " ")))
        });
        let headline = self.list(row, "headline");
        let pairs: Vec<(&str, String)> = headline
            .iter()
            .filter_map(|one| one.split_once(':'))
            .map(|(measure, claim)| (measure, scalar(claim)))
            .collect();
        Ok(Record {
            file: format!("content/incidents/{set}/{year}.yaml"),
            kind: get("kind").filter(|kind| kind != "incident"),
            summary: get("summary").unwrap_or_else(|| title.clone()),
            title,
            status: get("status").filter(|status| status != "published"),
            date,
            place,
            actors: self.actors(row, register),
            claims,
            sources,
            headline: (!pairs.is_empty()).then(|| map(&pairs)),
            tags: self.list(row, "tags"),
            related: self.list(row, "related"),
            part_of: get("part_of"),
            external: external(&self.list(row, "external")),
            recorded_by: get("recorded_by").or_else(|| self.map.dataset.as_deref().map(named)),
            note: get("note"),
            event,
            row: key,
            id,
        })
    }

    /// The date as YAML, and the first it can mean.
    fn date(&self, row: Row<'_>) -> Result<(String, PartialDate), String> {
        let known = self.get(row, "date").or_else(|| {
            let start = self.get(row, "date_start")?;
            Some(match self.get(row, "date_end").filter(|end| *end != start) {
                Some(end) => format!("{start}/{end}"),
                None => start,
            })
        });
        let known = known.ok_or("there is no date; fill `date` or `date_start`")?;
        let (start, end) = known.split_once('/').map_or((known.as_str(), None), |(start, end)| (start, Some(end)));
        let read = |text: &str| {
            PartialDate::parse(text)
                .ok_or_else(|| format!("`{text}` is not a date; write it as 2025-06-01, 2025-06 or 2025"))
        };
        let first = read(start)?;
        let mut pairs = vec![("start", scalar(start))];
        if let Some(end) = end {
            read(end)?;
            pairs.push(("end", scalar(end)));
        }
        let week = self.get(row, "date_precision").as_deref() == Some("week");
        if week && end.is_none() {
            pairs.push(("precision", "week".to_owned()));
        }
        pairs.extend(self.get(row, "time").map(|time| ("time", scalar(&time))));
        pairs.extend(self.get(row, "date_note").map(|note| ("note", scalar(&note))));
        Ok((if pairs.len() == 1 { scalar(start) } else { map(&pairs) }, first))
    }

    fn place(&self, row: Row<'_>, register: &mut Register<'_>, job: &Job<'_>) -> Result<String, String> {
        let at = |field: &str, limit| self.get(row, field).map(|cell| degrees(field, &cell, limit)).transpose();
        let point = at("lat", 90.0)?.zip(at("lon", 180.0)?).map(|(lat, lon)| Coordinates { lat, lon });
        let countries = self.list(row, "country");
        let country =
            match countries.first() {
                None => None,
                Some(text) => {
                    let code = CountryCode::parse(text).or_else(|| CountryCode::from_name(text));
                    Some(code.ok_or_else(|| {
                        format!("the country `{text}` is not known; write its ISO 3166-1 code or name")
                    })?)
                }
            };
        let precision = self.get(row, "place_precision").as_deref().and_then(PlacePrecision::parse);
        let name = self.get(row, "place");
        if let Some(id) = self.get(row, "place_id") {
            let entry = job.corpus.places.get(id.as_str());
            let mut pairs = vec![("ref", scalar(&id))];
            pairs
                .extend(name.filter(|name| entry.is_some_and(|e| e.name != *name)).map(|name| ("name", scalar(&name))));
            if let Some(point) = point.filter(|point| entry.is_none_or(|entry| entry.coordinates != Some(*point))) {
                pairs.extend([("lat", point.lat.to_string()), ("lon", point.lon.to_string())]);
            }
            if entry.is_some_and(|entry| {
                entry.countries.iter().map(CountryCode::as_str).ne(countries.iter().map(String::as_str))
            }) {
                pairs.extend(country.map(|code| ("country", code.to_string())));
            }
            let other = precision.filter(|fine| entry.is_none_or(|entry| entry.precision != *fine));
            pairs.extend(other.map(|fine| ("precision", fine.as_str().to_owned())));
            return Ok(if pairs.len() == 1 { scalar(&id) } else { map(&pairs) });
        }
        let name = name.ok_or("there is no place; fill `place`")?;
        let point = point.ok_or("the place has no coordinates; fill `lat` and `lon`, or `place_id`")?;
        if let Some(country) = country.filter(|_| !self.has("place_id")) {
            let (adm1, adm2) = (self.get(row, "adm1"), self.get(row, "adm2"));
            let spot = Spot {
                name: &name,
                country,
                adm1: adm1.as_deref(),
                adm2: adm2.as_deref(),
                at: point,
                precision: precision.unwrap_or(PlacePrecision::Exact),
                coord_source: "import",
            };
            return Ok(crate::import::build::place_ref(&register.place(&spot), point, spot.precision));
        }
        let mut pairs = vec![("name", scalar(&name)), ("lat", point.lat.to_string()), ("lon", point.lon.to_string())];
        pairs.extend(country.map(|code| ("country", code.to_string())));
        pairs.extend(
            precision.filter(|fine| *fine != PlacePrecision::Exact).map(|fine| ("precision", fine.as_str().to_owned())),
        );
        Ok(map(&pairs))
    }

    /// Actors by `id:role:note`, or by name as parties.
    fn actors(&self, row: Row<'_>, register: &mut Register<'_>) -> Vec<(String, String, Option<String>)> {
        if self.has("actors") {
            let all = self.list(row, "actors");
            let actor = |one: &String| {
                let mut parts = one.splitn(3, ':').map(str::to_owned);
                (parts.next().unwrap_or_default(), parts.next().unwrap_or_else(|| "party".to_owned()), parts.next())
            };
            return all.iter().map(actor).collect();
        }
        let names = ["actor_1", "actor_2"].into_iter().filter_map(|field| self.get(row, field));
        names.map(|name| (register.actor(&name, ActorKind::ArmedGroup, None), "party".to_owned(), None)).collect()
    }

    /// The killed columns as one claim of the map's speaker, else of the first source.
    fn killed(&self, row: Row<'_>, sources: &[String]) -> Result<Vec<String>, String> {
        let figure = |field: &str| self.get(row, field).map(|cell| whole(field, &cell)).transpose();
        let (low, best, high) = (figure("killed_low")?, figure("killed_best")?, figure("killed_high")?);
        if low.or(best).or(high).is_none() {
            return Ok(Vec::new());
        }
        let by = self.list(row, "killed_by").into_iter().next().or_else(|| self.map.by.clone());
        let by = by
            .or_else(|| sources.first().cloned())
            .ok_or("nobody gives the figure; fill `killed_by`, or write `by` into the map")?;
        let mut pairs = vec![
            ("id", Some("c1".to_owned())),
            ("about", Some("killed".to_owned())),
            ("who", Some(self.get(row, "killed_who").map_or("all".to_owned(), |who| scalar(&who)))),
        ];
        pairs.extend(amount(low, best, high));
        pairs.extend([
            ("by", Some(scalar(&by))),
            ("via", Some(list(sources))),
            ("status", Some("reported".to_owned())),
            ("row", self.get(row, "row").map(|key| scalar(&key))),
        ]);
        Ok(vec![claim(&pairs)])
    }

    /// Where the rows were read: the map's source, else the file as a data set of its own.
    fn source(&self, set: &str, register: &mut Register<'_>, job: &Job<'_>) -> String {
        match &self.map.source {
            Some(source) => source.clone(),
            None => register.fixed("sources", set, &data_set(&format!("Imported file {}", job.name), "", "", "")),
        }
    }
}

fn amount(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> [(&'static str, Option<String>); 3] {
    let text = |number: Option<u64>| number.map(|number| number.to_string());
    let only = if low.is_none() && high.is_none() { "value" } else { "best" };
    [("low", text(low)), (only, text(best)), ("high", text(high))]
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `set:row` items as a mapping of sets to rows.
fn external(items: &[String]) -> Option<String> {
    let mut sets: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (set, row) in items.iter().filter_map(|item| item.split_once(':')) {
        sets.entry(set).or_default().push(row);
    }
    let pairs: Vec<(&str, String)> = sets.into_iter().map(|(set, rows)| (set, list(rows))).collect();
    (!pairs.is_empty()).then(|| map(&pairs))
}

/// A table of claims, by incident.
struct Claims(BTreeMap<String, Vec<BTreeMap<&'static str, String>>>);

impl Claims {
    fn read(bytes: &[u8]) -> Result<Self, Refused> {
        let table = Table::read(bytes)?;
        let tags = table.tags.clone().unwrap_or_default();
        let mut columns = hxl::columns(&tags, hxl::CLAIMS);
        for (_, field) in hxl::CLAIMS.iter().filter(|_| tags.is_empty()) {
            columns.extend(table.position(field).map(|at| (*field, at)));
        }
        for need in ["incident", "claim", "about", "by", "via", "status"] {
            if !columns.iter().any(|(field, _)| *field == need) {
                return Err(Refused(format!("the table of claims has no column `{need}`")));
            }
        }
        let mut all: BTreeMap<String, Vec<BTreeMap<&'static str, String>>> = BTreeMap::new();
        for (_, record) in &table.rows {
            let row = table.row(record);
            let cells = columns.iter().filter_map(|(field, at)| Some((*field, clean(plain(row.at(*at)?)))));
            let cells: BTreeMap<&'static str, String> = cells.collect();
            all.entry(cells.get("incident").cloned().unwrap_or_default()).or_default().push(cells);
        }
        Ok(Self(all))
    }

    /// The claims of an incident. Where two of its records had a claim of one id, the later one's gets its record's name.
    fn of(&self, incident: &str) -> Result<Vec<String>, String> {
        let rows = self.0.get(incident).map(Vec::as_slice).unwrap_or_default();
        let get = |row: &BTreeMap<&'static str, String>, field: &str| row.get(field).cloned();
        let mut ids: BTreeMap<(String, String), String> = BTreeMap::new();
        for row in rows {
            let (record, id) = (get(row, "record").unwrap_or_default(), get(row, "claim").unwrap_or_default());
            let new = if ids.values().any(|taken| *taken == id) { format!("{record}-{id}") } else { id.clone() };
            ids.insert((record, id), new);
        }
        let mut claims = Vec::new();
        for row in rows {
            let record = get(row, "record").unwrap_or_default();
            let named = |id: Option<String>| id.and_then(|id| ids.get(&(record.clone(), id)).cloned());
            let text = |field: &str| get(row, field).map(|text| scalar(&text));
            let number = |field: &'static str| get(row, field).map(|cell| whole(field, &cell)).transpose();
            let mut pairs = vec![
                ("id", named(get(row, "claim")).map(|id| scalar(&id))),
                ("about", text("about")),
                ("who", text("who")),
            ];
            pairs.extend(amount(number("low")?, number("best")?, number("high")?));
            pairs.extend([
                ("qualifier", text("qualifier")),
                ("by", text("by")),
                ("via", Some(list(items(&get(row, "via").unwrap_or_default())))),
                ("status", text("status")),
                ("said_on", text("said_on")),
                ("superseded_by", named(get(row, "superseded_by")).map(|id| scalar(&id))),
                ("credibility", number("credibility")?.map(|number| number.to_string())),
                ("dyad", text("dyad")),
                ("row", text("row")),
                ("note", text("note")),
            ]);
            claims.push(claim(&pairs));
        }
        Ok(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_back_as_they_went_out() {
        assert_eq!(items("a; b\\;c; d\\\\"), ["a", "b;c", "d\\"]);
        assert!(items(" ; ").is_empty());
    }

    #[test]
    fn only_an_apostrophe_before_a_formula_is_taken_off() {
        assert_eq!([plain("'=1"), plain("'t is"), plain("-1")], ["=1", "'t is", "-1"]);
    }
}
