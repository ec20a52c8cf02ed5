//! The columns of the two tables: name, HXL tag, what they hold, and how a row fills them.
//!
//! One definition makes the CSV files, their descriptions on the data page and in `datapackage.json`, and tells the
//! import what each column is, so that what goes out can come back in.

use crate::export::rows::{Claim, Incident};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Several texts, joined by `; `.
    List,
    /// A whole number.
    Whole,
    /// A decimal number.
    Decimal,
    /// A full date.
    Day,
    /// `true` or `false`.
    Flag,
}

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words; neutralised where a spreadsheet would take them for a formula.
    Text(String),
    /// A number, never a formula.
    Number(String),
    /// Nothing.
    Empty,
}

/// A column of a table whose rows are made from `R`.
pub struct Column<R: ?Sized + 'static> {
    /// Its heading.
    pub name: &'static str,
    /// Its HXL hashtag and attributes.
    pub hxl: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means.
    pub about: &'static str,
    cell: fn(&R) -> Cell,
}

impl<R> Column<R> {
    /// The column's cell of a row.
    #[must_use]
    pub fn cell(&self, row: &R) -> Cell {
        (self.cell)(row)
    }
}

impl<R> std::fmt::Debug for Column<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column").field("name", &self.name).field("hxl", &self.hxl).finish_non_exhaustive()
    }
}

fn text(value: impl AsRef<str>) -> Cell {
    if value.as_ref().is_empty() { Cell::Empty } else { Cell::Text(value.as_ref().to_owned()) }
}

fn maybe<T: ToString>(value: Option<&T>) -> Cell {
    value.map_or(Cell::Empty, |value| text(value.to_string()))
}

fn number<T: ToString>(value: Option<T>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Number(value.to_string()))
}

/// Several texts in one cell: joined by `; `, a semicolon or backslash of their own behind a backslash.
fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Cell {
    let escaped = |item: T| item.as_ref().replace('\\', "\\\\").replace(';', "\\;");
    text(items.into_iter().map(escaped).collect::<Vec<_>>().join("; "))
}

fn flag(value: bool) -> Cell {
    Cell::Text(value.to_string())
}

macro_rules! columns {
    ($row:ty; $($name:literal $hxl:literal $kind:ident $about:literal $cell:expr;)*) => {
        &[$(Column::<$row> { name: $name, hxl: $hxl, kind: Kind::$kind, about: $about, cell: $cell }),*]
    };
}

/// One row an incident.
pub const INCIDENTS: &[Column<Incident>] = columns! { Incident;
    "id" "#event+code" Text "the incident's id" |i| text(&i.id);
    "kind" "#x_kind" Text "incident, or milestone: a turn that never enters a total" |i| text(i.kind);
    "type" "#event+type" Text "what happened, a word of the format's list" |i| text(i.event);
    "status" "#status" Text "published or under_review" |i| text(i.status);
    "title" "#event+name" Text "title" |i| text(&i.title);
    "summary" "#description" Text "summary" |i| text(&i.summary);
    "date" "#date+known" Text "the date as finely as it is known: day, month, year, or an interval with a slash" |i| text(&i.date.known);
    "date_start" "#date+start" Day "the first day it can mean" |i| text(&i.date.start);
    "date_end" "#date+end" Day "the last day it can mean" |i| text(&i.date.end);
    "date_precision" "#x_date_precision" Text "day, range, week, month or year" |i| text(i.date.precision);
    "time" "#x_time" Text "local time of day" |i| maybe(i.date.time.as_ref());
    "date_note" "#x_date_note" Text "what the date rests on" |i| maybe(i.date.note.as_ref());
    "country" "#country+code" List "ISO 3166-1 alpha-3 codes" |i| list(&i.place.countries);
    "adm1" "#adm1+name" Text "first-level division" |i| maybe(i.place.adm1.as_ref());
    "adm2" "#adm2+name" Text "second-level division" |i| maybe(i.place.adm2.as_ref());
    "place" "#loc+name" Text "the place's name" |i| text(&i.place.name);
    "place_id" "#loc+code" Text "the place's id in the site's register" |i| maybe(i.place.id.as_ref());
    "lat" "#geo+lat" Decimal "latitude, WGS 84" |i| number(i.place.lat);
    "lon" "#geo+lon" Decimal "longitude, WGS 84" |i| number(i.place.lon);
    "place_precision" "#x_geo_precision" Text "exact, near, adm2, adm1, area, country or sea" |i| text(i.place.precision);
    "actor_1" "#group+name+first" Text "the first actor's name" |i| text(i.actors.first().map_or("", |a| &a.name));
    "actor_2" "#group+name+second" Text "the second actor's name" |i| text(i.actors.get(1).map_or("", |a| &a.name));
    "actors" "#group+code+list" List "every actor: id:role, or id:role:note" |i| list(i.actors.iter().map(|a| match &a.note {
        Some(note) => format!("{}:{}:{note}", a.id, a.role),
        None => format!("{}:{}", a.id, a.role),
    }));
    "countable" "#x_countable" Flag "whether its figures may enter a total" |i| flag(i.countable);
    "killed_low" "#affected+killed+low" Whole "the least that anyone whose claim stands gives" |i| number(i.killed.as_ref().map(|k| k.low));
    "killed_best" "#affected+killed+best" Whole "the headline claim's figure, else the best of the firmest claim" |i| number(i.killed.as_ref().map(|k| k.best));
    "killed_high" "#affected+killed+high" Whole "the most" |i| number(i.killed.as_ref().map(|k| k.high));
    "killed_who" "#x_killed_who" Text "of whom: all, soldiers, civilians …; empty when the claims do not say" |i| text(i.killed.as_ref().and_then(|k| k.who).unwrap_or_default());
    "killed_at_least" "#x_killed_at_least" Text "true when killed_best is only a floor" |i| i.killed.as_ref().map_or(Cell::Empty, |k| flag(k.at_least));
    "killed_by" "#x_killed_by" List "who gives these figures" |i| list(i.killed.iter().flat_map(|k| &k.by));
    "claims" "#x_claims" Whole "how many claims there are; each stands in claims.csv" |i| number(Some(i.claims.len()));
    "headline" "#x_headline" List "the claim shown first: measure:claim" |i| list(i.headline.iter().map(|(measure, claim)| format!("{measure}:{claim}")));
    "sources" "#meta+source" List "ids of the sources it was read in" |i| list(&i.sources);
    "tags" "#x_tags" List "subjects" |i| list(&i.tags);
    "related" "#x_related" List "ids of incidents worth reading beside it" |i| list(&i.related);
    "part_of" "#x_part_of" Text "the id of the larger incident it belongs to" |i| maybe(i.part_of.as_ref());
    "external" "#x_external" List "rows of data sets: set:row" |i| list(i.external.iter().flat_map(|(set, rows)| rows.iter().map(move |row| format!("{set}:{row}"))));
    "records" "#x_records" List "ids of the records it was made from" |i| list(&i.records);
    "recorded_by" "#x_recorded_by" Text "who made the first record, where that was a data set or another author" |i| maybe(i.recorded_by.as_ref());
    "note" "#x_note" Text "a note" |i| maybe(i.note.as_ref());
    "corrected" "#x_corrected" Text "when it was last corrected" |i| maybe(i.corrections.iter().map(|c| &c.at).max());
    "url" "#meta+url" Text "the incident's page" |i| text(&i.url);
};

/// One row a claim, beside the incident it belongs to.
pub const CLAIMS: &[Column<Claim>] = columns! { Claim;
    "incident" "#event+code" Text "the incident's id" |c| text(&c.incident);
    "record" "#x_record" Text "the record the claim stands in" |c| text(&c.record);
    "claim" "#x_claim" Text "the claim's id in its record" |c| text(&c.id);
    "about" "#x_about" Text "killed, wounded, responsibility …" |c| text(c.about);
    "who" "#x_who" Text "whom it counts" |c| text(c.who.unwrap_or_default());
    "low" "#affected+low" Whole "the least, as the speaker gives it" |c| number(c.low);
    "best" "#affected+best" Whole "the one figure, or the best estimate" |c| number(c.best);
    "high" "#affected+high" Whole "the most" |c| number(c.high);
    "qualifier" "#x_qualifier" Text "how the figure is meant: at_least, more_than, dozens …" |c| text(c.qualifier.unwrap_or_default());
    "by" "#x_by" Text "the id of who says it" |c| text(&c.by);
    "by_name" "#x_by+name" Text "the name of who says it" |c| text(&c.by_name);
    "by_party" "#x_by+party" Flag "whether the speaker is a party to the conflict" |c| flag(c.by_party);
    "via" "#meta+source" List "ids of the sources it was read in" |c| list(&c.via);
    "said_on" "#date+said" Text "when it was said" |c| maybe(c.said_on.as_ref());
    "status" "#status" Text "confirmed, reported, claimed, disputed, denied, no_comment, retracted or superseded" |c| text(c.status);
    "superseded_by" "#x_superseded_by" Text "the claim of its record that replaced it" |c| maybe(c.superseded_by.as_ref());
    "credibility" "#x_credibility" Whole "by the Admiralty code, 1 (confirmed) to 6 (cannot be judged)" |c| number(c.credibility);
    "dyad" "#x_dyad" Text "which pair of sides it counts" |c| maybe(c.dyad.as_ref());
    "row" "#x_row" Text "the row of the data set it was read in" |c| maybe(c.row.as_ref());
    "note" "#x_note" Text "a note" |c| maybe(c.note.as_ref());
};
