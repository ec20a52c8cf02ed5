//! The rows that go out, as every format writes them and `incidents.schema.json` describes them.
//!
//! Plain values with finished words of the record format; what goes into them is decided in `data.rs`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// Everything that is exported, in a fixed order.
#[derive(Debug, Clone, Serialize)]
pub struct Data {
    /// Incidents, newest first.
    pub incidents: Vec<Incident>,
    /// The actors they name, by id.
    pub actors: Vec<Actor>,
    /// The places they name, by id.
    pub places: Vec<Place>,
    /// The sources they name, by id.
    pub sources: Vec<Source>,
}

/// One incident, from one record or several linked ones.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Incident {
    /// Its id, which never changes its meaning.
    pub id: String,
    /// The ids of the records it was made from; the first gives title, date and place.
    pub records: Vec<String>,
    /// Its page.
    pub url: String,
    /// `incident` or `milestone`.
    pub kind: &'static str,
    /// What happened, a word of the format's list.
    #[serde(rename = "type")]
    pub event: &'static str,
    /// `published` or `under_review`.
    pub status: &'static str,
    /// Title.
    pub title: String,
    /// Summary.
    pub summary: String,
    /// When.
    pub date: Date,
    /// Where.
    pub place: Location,
    /// Who, as what.
    pub actors: Vec<Involved>,
    /// Whether its figures may enter a total; milestones and running totals may not.
    pub countable: bool,
    /// How many people were killed, as a total over incidents counts them; none when nobody gives a number.
    pub killed: Option<Figure>,
    /// Every claim with its speaker; claims are never added up.
    pub claims: Vec<Claim>,
    /// The ids of the sources it was read in.
    pub sources: Vec<String>,
    /// The claim that is shown first, by measure.
    pub headline: BTreeMap<String, String>,
    /// Subjects.
    pub tags: Vec<String>,
    /// Ids of incidents worth reading beside it.
    pub related: Vec<String>,
    /// The id of the larger incident it belongs to.
    pub part_of: Option<String>,
    /// Ids of rows in data sets, by data set.
    pub external: BTreeMap<String, Vec<String>>,
    /// Who made its first record, where that was a data set or another author.
    pub recorded_by: Option<String>,
    /// A note for readers.
    pub note: Option<String>,
    /// What was added later.
    pub updates: Vec<Update>,
    /// What was wrong.
    pub corrections: Vec<Correction>,
}

/// A date and how finely it is known.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Date {
    /// As it is known: an ISO 8601 date, month or year, or an interval with a slash.
    pub known: String,
    /// The first day it can mean.
    pub start: String,
    /// The last day it can mean.
    pub end: String,
    /// `day`, `range`, `week`, `month` or `year`.
    pub precision: &'static str,
    /// Local time of day.
    pub time: Option<String>,
    /// What the date rests on.
    pub note: Option<String>,
}

/// A place as the incident names it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Location {
    /// The id of the place's entry.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// First-level division.
    pub adm1: Option<String>,
    /// Second-level division.
    pub adm2: Option<String>,
    /// ISO 3166-1 alpha-3 codes.
    pub countries: Vec<String>,
    /// Latitude, WGS 84.
    pub lat: Option<f64>,
    /// Longitude, WGS 84.
    pub lon: Option<f64>,
    /// `exact`, `near`, `adm2`, `adm1`, `area`, `country` or `sea`.
    pub precision: &'static str,
}

/// An actor's part in an incident.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Involved {
    /// The actor's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// As what.
    pub role: &'static str,
    /// A note.
    pub note: Option<String>,
}

/// The figure an incident gives to a total.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Figure {
    /// Of whom.
    pub who: Option<&'static str>,
    /// The least anyone whose claim stands gives.
    pub low: u64,
    /// The headline claim's figure, else the best of the firmest claim.
    pub best: u64,
    /// The most.
    pub high: u64,
    /// Whether `best` is only a floor.
    pub at_least: bool,
    /// The ids of those who say so.
    pub by: Vec<String>,
}

/// One claim and who makes it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Claim {
    /// The incident it is about.
    #[serde(skip)]
    pub incident: String,
    /// Its id in its record.
    pub id: String,
    /// The record it stands in.
    pub record: String,
    /// What it is about.
    pub about: &'static str,
    /// Whom it counts.
    pub who: Option<&'static str>,
    /// The least, as the speaker gives it.
    pub low: Option<u64>,
    /// The one figure, or the best estimate.
    pub best: Option<u64>,
    /// The most.
    pub high: Option<u64>,
    /// How the figure is meant.
    pub qualifier: Option<&'static str>,
    /// The id of the actor or source that says it.
    pub by: String,
    /// Its name.
    pub by_name: String,
    /// Whether the speaker is a party to the conflict.
    pub by_party: bool,
    /// The ids of the sources it was read in.
    pub via: Vec<String>,
    /// When it was said.
    pub said_on: Option<String>,
    /// How firm it is.
    pub status: &'static str,
    /// The claim of its record that replaced it.
    pub superseded_by: Option<String>,
    /// Credibility by the Admiralty code, 1 to 6.
    pub credibility: Option<u8>,
    /// Which pair of sides it counts.
    pub dyad: Option<String>,
    /// The row of the data set it was read in.
    pub row: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// Something added later.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Update {
    /// When.
    pub at: String,
    /// What.
    pub text: String,
}

/// Something that was wrong.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Correction {
    /// When it was put right.
    pub at: String,
    /// Which part.
    pub field: Option<String>,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
    /// Why.
    pub reason: Option<String>,
}

/// An actor.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Actor {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its acronym.
    pub acronym: Option<String>,
    /// What it is.
    pub kind: &'static str,
    /// Its country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The id of the actor it belongs to.
    pub part_of: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
}

/// A place.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// ISO 3166-1 alpha-3 codes.
    pub countries: Vec<String>,
    /// First-level division.
    pub adm1: Option<String>,
    /// Second-level division.
    pub adm2: Option<String>,
    /// Latitude, WGS 84.
    pub lat: Option<f64>,
    /// Longitude, WGS 84.
    pub lon: Option<f64>,
    /// How finely that is known.
    pub precision: &'static str,
    /// Other names.
    pub aliases: Vec<String>,
}

/// A source.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Its address.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When it was last read.
    pub accessed: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
    /// Reliability by the Admiralty code, A to F.
    pub reliability: Option<char>,
    /// A note, such as how to cite it.
    pub note: Option<String>,
}
