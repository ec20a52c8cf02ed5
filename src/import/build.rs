//! A record as importers build it: the fields of the format, in one order, as text.

use jiff::civil::Date;

use crate::import::yaml::{list, map, scalar};
use crate::import::{Draft, Part};
use crate::model::place::Coordinates;
use crate::model::vocabulary::{PlacePrecision, Word};

/// The longest title the format takes, in characters.
const TITLE: usize = 120;
/// The longest summary.
const SUMMARY: usize = 600;

/// A record in the making. Values are finished YAML, but for the plain texts.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) row: String,
    pub(super) id: String,
    pub(super) file: String,
    pub(super) kind: Option<String>,
    pub(super) event: String,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) status: Option<String>,
    pub(super) date: String,
    pub(super) place: String,
    /// Actors: id, role, note.
    pub(super) actors: Vec<(String, String, Option<String>)>,
    /// Claims, each one line.
    pub(super) claims: Vec<String>,
    pub(super) sources: Vec<String>,
    pub(super) headline: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) related: Vec<String>,
    pub(super) part_of: Option<String>,
    pub(super) external: Option<String>,
    pub(super) recorded_by: Option<String>,
    pub(super) note: Option<String>,
}

impl Record {
    /// The record's parts in the format's order.
    pub(super) fn draft(self) -> Draft {
        let actor = |(id, role, note): &(String, String, Option<String>)| {
            let mut pairs = vec![("ref", scalar(id)), ("role", scalar(role))];
            pairs.extend(note.as_ref().map(|note| ("note", scalar(note))));
            map(&pairs)
        };
        let actors: Vec<String> = self.actors.iter().map(actor).collect();
        let words = |key: &str, items: &[String]| (!items.is_empty()).then(|| Part::new(key, &list(items)));
        let one = |key: &str, value: Option<&String>| value.map(|value| Part::new(key, &scalar(value)));
        let made = |key: &str, value: Option<&String>| value.map(|value| Part::new(key, value));
        let parts = [
            Some(Part::new("id", &scalar(&self.id))),
            one("kind", self.kind.as_ref()),
            Some(Part::new("type", &self.event)),
            Some(Part::new("title", &scalar(&short(&self.title, TITLE)))),
            Some(Part::new("summary", &scalar(&short(&self.summary, SUMMARY)))),
            one("status", self.status.as_ref()),
            Some(Part::new("date", &self.date)),
            Some(Part::new("place", &self.place)),
            Some(if actors.is_empty() { Part::new("actors", "[]") } else { Part::lines("actors", &actors) }),
            (!self.claims.is_empty()).then(|| Part::lines("claims", &self.claims)),
            words("sources", &self.sources),
            made("headline", self.headline.as_ref()),
            words("tags", &self.tags),
            words("related", &self.related),
            one("part_of", self.part_of.as_ref()),
            made("external", self.external.as_ref()),
            one("recorded_by", self.recorded_by.as_ref()),
            one("note", self.note.as_ref()),
        ];
        Draft { row: self.row, id: self.id, file: self.file, parts: parts.into_iter().flatten().collect() }
    }
}

/// A text of at most so many characters, cut at a word.
fn short(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit - 2).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

/// How finely a data set says that a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fine {
    Day,
    Days,
    Week,
    Month,
    Year,
}

/// A span of days at the precision a data set gives, as finely as the format can say it. A month or year that does
/// not fill its span stays a range, with a note.
pub(super) fn date(start: Date, end: Date, fine: Fine, set: &str) -> String {
    let full = |day: Date| scalar(&day.to_string());
    let week = (end - start).get_days() == 6;
    match fine {
        Fine::Month if start == start.first_of_month() && end == start.last_of_month() => {
            scalar(&start.strftime("%Y-%m").to_string())
        }
        Fine::Year if start == start.first_of_year() && end == start.last_of_year() => {
            scalar(&start.strftime("%Y").to_string())
        }
        Fine::Week if week => map(&[("start", full(start)), ("precision", "week".to_owned())]),
        _ => {
            let mut pairs = vec![("start", full(start))];
            if end != start {
                pairs.extend([("end", full(end)), ("precision", "range".to_owned())]);
            }
            let note = match fine {
                Fine::Day => "",
                Fine::Days => "known to two to six days",
                Fine::Week => "known to the week",
                Fine::Month => "known to the month",
                Fine::Year => "known to the year",
            };
            let said = !note.is_empty() && (end == start || !matches!(fine, Fine::Days));
            if said {
                pairs.push(("note", scalar(&format!("{note}, says {set}"))));
            }
            if pairs.len() == 1 { full(start) } else { map(&pairs) }
        }
    }
}

/// A place of the register as a record names it: with the record's own point and precision where they differ.
pub(super) fn place_ref(
    (id, known, usual): &(String, Option<Coordinates>, PlacePrecision),
    at: Coordinates,
    precision: PlacePrecision,
) -> String {
    let mut pairs = vec![("ref", scalar(id))];
    if known.is_none_or(|known| (known.lat - at.lat).abs() > 1e-6 || (known.lon - at.lon).abs() > 1e-6) {
        pairs.extend([("lat", at.lat.to_string()), ("lon", at.lon.to_string())]);
    }
    if *usual != precision {
        pairs.push(("precision", precision.as_str().to_owned()));
    }
    if pairs.len() == 1 { scalar(id) } else { map(&pairs) }
}

/// A claim's line of keys and finished values; the empty ones are left out.
pub(super) fn claim(pairs: &[(&str, Option<String>)]) -> String {
    let given: Vec<(&str, String)> = pairs.iter().filter_map(|(key, value)| Some((*key, value.clone()?))).collect();
    map(&given)
}

/// A whole number as a value.
pub(super) fn figure(number: Option<u64>) -> Option<String> {
    number.map(|number| number.to_string())
}
