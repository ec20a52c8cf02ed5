//! Coordinates against the gazetteer and against the outlines of countries.

use crate::check::Desk;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::geo;
use crate::model::place::Coordinates;
use crate::model::vocabulary::PlacePrecision;
use crate::model::{CountryCode, Incident, Origin};

/// Kilometres from the gazetteer's point at which a record's is doubted.
const FAR: f64 = 25.0;
/// Kilometres outside its country at which a point is doubted: outlines are simplified and borders are long.
const OUTSIDE: f64 = 20.0;

/// A record's own coordinates against the register's, and against its country.
pub(super) fn of_incident(desk: &Desk<'_>, incident: &Incident, said: &mut Diagnostics) {
    let corpus = &desk.briefing.corpus;
    for record in &incident.records {
        let Some(own) = record.place.coordinates else { continue };
        let origin = Origin { path: record.origin.path.key("place"), ..record.origin.clone() };
        let entry = record.place.place.as_ref().and_then(|id| corpus.places.get(id));
        let countries = corpus.locate(&record.place).countries;
        let is_point = |precision| matches!(precision, PlacePrecision::Exact | PlacePrecision::Near);
        let registered = entry.filter(|place| is_point(place.precision)).and_then(|place| place.coordinates);
        if let Some((there, entry)) = registered.zip(entry)
            && is_point(record.place.precision.unwrap_or(entry.precision))
        {
            let km = kilometres(own, there);
            if km > FAR && kilometres(swapped(own), there) <= FAR {
                tell_swapped(&origin, own, said);
                continue;
            }
            if km > FAR {
                let message = format!("the coordinates lie {km:.0} km from {}, as the register has it", entry.name);
                let help = format!(
                    "correct them, leave them to the register ({}, {}), or say `precision: area`",
                    there.lat, there.lon
                );
                let diagnostic = Diagnostic::new(Code::FarFromGazetteer, message);
                said.push(diagnostic.at(&origin.file, origin.at("lat"), "").help(help));
                continue;
            }
        }
        against_countries(&origin, own, &countries, said);
    }
}

/// The places of the register against their countries.
pub(super) fn of_register(desk: &Desk<'_>, said: &mut Diagnostics) {
    for place in desk.briefing.corpus.places.values() {
        if let Some(at) = place.coordinates.filter(|_| place.precision != PlacePrecision::Sea) {
            against_countries(&place.origin, at, &place.countries, said);
        }
    }
}

fn against_countries(origin: &Origin, at: Coordinates, countries: &[CountryCode], said: &mut Diagnostics) {
    let Some(km) = outside(at, countries).filter(|km| *km > OUTSIDE) else { return };
    if outside(swapped(at), countries).is_some_and(|km| km <= OUTSIDE) {
        tell_swapped(origin, at, said);
        return;
    }
    let names: Vec<&str> = countries.iter().map(|country| country.name()).collect();
    let instead = geo::country_at(at).map(|country| format!(", in {}", country.name())).unwrap_or_default();
    let message = format!("{}, {} lies {km:.0} km outside {}{instead}", at.lat, at.lon, names.join(" and "));
    let help = "correct the coordinates or the country; a minus sign may be missing";
    said.push(Diagnostic::new(Code::OutsideCountry, message).at(&origin.file, origin.at("lat"), "").help(help));
}

fn tell_swapped(origin: &Origin, at: Coordinates, said: &mut Diagnostics) {
    let message = "the coordinates fit with latitude and longitude exchanged".to_owned();
    let help = format!("write `lat: {}, lon: {}`", at.lon, at.lat);
    said.push(Diagnostic::new(Code::SwappedCoordinates, message).at(&origin.file, origin.at("lat"), "").help(help));
}

/// Kilometres outside the nearest of some countries; `None` where the outlines cannot say of one of them.
fn outside(at: Coordinates, countries: &[CountryCode]) -> Option<f64> {
    let each: Option<Vec<f64>> = countries.iter().map(|country| geo::km_outside(at, *country)).collect();
    each?.into_iter().min_by(f64::total_cmp)
}

fn swapped(at: Coordinates) -> Coordinates {
    Coordinates { lat: at.lon, lon: at.lat }
}

/// Kilometres between two points on a sphere of the Earth's mean radius (haversine).
pub(super) fn kilometres(a: Coordinates, b: Coordinates) -> f64 {
    let (dlat, dlon) = ((b.lat - a.lat).to_radians(), (b.lon - a.lon).to_radians());
    let (from, to) = (a.lat.to_radians(), b.lat.to_radians());
    let h = (dlat / 2.0).sin().powi(2) + from.cos() * to.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
