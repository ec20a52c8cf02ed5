//! Coordinates against the gazetteer and against the outlines of countries.

use crate::check::Desk;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::geo;
use crate::model::place::{Coordinates, FAR_KM, OUTSIDE_KM, kilometres};
use crate::model::vocabulary::PlacePrecision;
use crate::model::{CountryCode, Incident, Origin};

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
            if km > FAR_KM && kilometres(swapped(own), there) <= FAR_KM {
                tell_swapped(&origin, own, said);
                continue;
            }
            if km > FAR_KM {
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
    let Some(km) = geo::km_outside_all(at, countries).filter(|km| *km > OUTSIDE_KM) else { return };
    if geo::km_outside_all(swapped(at), countries).is_some_and(|km| km <= OUTSIDE_KM) {
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

fn swapped(at: Coordinates) -> Coordinates {
    Coordinates { lat: at.lon, lon: at.lat }
}
