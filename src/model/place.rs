//! Places: the register's entries, and the way a record names one.

use std::collections::BTreeMap;

use crate::model::vocabulary::PlacePrecision;
use crate::model::{CountryCode, Origin, PlaceId, SourceId};

/// A point in decimal degrees, WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// Latitude, -90 to 90.
    pub lat: f64,
    /// Longitude, -180 to 180.
    pub lon: f64,
}

/// Kilometres from the register's point at which another is doubted.
pub const FAR_KM: f64 = 25.0;

/// Kilometres outside its country at which a point is doubted: outlines are simplified and borders are long.
pub const OUTSIDE_KM: f64 = 20.0;

/// Kilometres between two points on a sphere of the Earth's mean radius (haversine).
#[must_use]
pub fn kilometres(a: Coordinates, b: Coordinates) -> f64 {
    let (dlat, dlon) = ((b.lat - a.lat).to_radians(), (b.lon - a.lon).to_radians());
    let (from, to) = (a.lat.to_radians(), b.lat.to_radians());
    let h = (dlat / 2.0).sin().powi(2) + from.cos() * to.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0088 * h.sqrt().min(1.0).asin()
}

/// A place of the register.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// Its name as the site writes it.
    pub name: String,
    /// Its name in other languages.
    pub name_i18n: BTreeMap<String, String>,
    /// Its country, or the countries an area lies in.
    pub countries: Vec<CountryCode>,
    /// First-level division.
    pub adm1: Option<String>,
    /// Second-level division.
    pub adm2: Option<String>,
    /// Where it lies.
    pub coordinates: Option<Coordinates>,
    /// How finely that is known.
    pub precision: PlacePrecision,
    /// Other spellings and names.
    pub aliases: Vec<String>,
    /// Who gave the coordinates: a source's id, or a word such as `editor`.
    pub coord_source: Option<String>,
    /// A note for readers.
    pub note: Option<String>,
    /// Where it was read.
    pub origin: Origin,
}

/// How a record names its place: by the register's id, or inline.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlaceRef {
    /// The register's entry.
    pub place: Option<PlaceId>,
    /// The name, where the record gives one itself.
    pub name: Option<String>,
    /// The country, where the record gives one itself.
    pub country: Option<CountryCode>,
    /// The point, where the record gives one itself.
    pub coordinates: Option<Coordinates>,
    /// How finely the incident is placed, if otherwise than the register's entry.
    pub precision: Option<PlacePrecision>,
}

/// The speaker of a claim or maker of a record: an entry of the actors' register or of the sources'.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaker {
    /// An actor.
    Actor(crate::model::ActorId),
    /// A source that speaks for itself, such as a data set.
    Source(SourceId),
}

impl Speaker {
    /// The id as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Actor(id) => id.as_str(),
            Self::Source(id) => id.as_str(),
        }
    }
}
