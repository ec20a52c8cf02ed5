//! A map layer (RFC 7946): one feature an incident. An incident known only to its country has no point, because a
//! point in the middle of a country is where nothing happened.

use serde_json::{Map, Value, json};

use crate::export::format::{Format, Rows};
use crate::export::{Data, Edition};

/// `incidents.geojson`.
pub(super) struct GeoJson;

impl Format for GeoJson {
    fn name(&self) -> &'static str {
        "geojson"
    }

    fn file(&self) -> &'static str {
        "incidents.geojson"
    }

    fn title(&self) -> &'static str {
        "Map layer (GeoJSON)"
    }

    fn about(&self) -> &'static str {
        "One point an incident, for QGIS, Leaflet and other maps; incidents known only to a country have no point"
    }

    fn media_type(&self) -> &'static str {
        "application/geo+json"
    }

    fn rows(&self, data: &Data) -> Option<Rows> {
        Some(Rows::incidents(data))
    }

    fn make(&self, data: &Data, edition: &Edition) -> anyhow::Result<Vec<u8>> {
        let mut text = String::from("{\"type\":\"FeatureCollection\",");
        text.push_str(&format!("\"name\":{},", Value::from(edition.title.as_str())));
        text.push_str("\"features\":[");
        for (at, incident) in data.incidents.iter().enumerate() {
            let mut properties = Map::new();
            let value = serde_json::to_value(incident)?;
            for key in ["id", "url", "kind", "type", "status", "title", "summary", "countable", "tags", "sources"] {
                properties.insert(key.to_owned(), value[key].clone());
            }
            let date = &incident.date;
            let killed = incident.killed.as_ref();
            let place = &incident.place;
            for (key, one) in [
                ("date", json!(date.known)),
                ("date_start", json!(date.start)),
                ("date_end", json!(date.end)),
                ("date_precision", json!(date.precision)),
                ("place", json!(place.name)),
                ("place_precision", json!(place.precision)),
                ("adm1", json!(place.adm1)),
                ("countries", json!(place.countries)),
                ("actors", json!(incident.actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>())),
                ("killed_low", json!(killed.map(|k| k.low))),
                ("killed_best", json!(killed.map(|k| k.best))),
                ("killed_high", json!(killed.map(|k| k.high))),
                ("killed_who", json!(killed.and_then(|k| k.who))),
                ("killed_by", json!(killed.map(|k| &k.by))),
                ("claims", json!(incident.claims.len())),
            ] {
                properties.insert(key.to_owned(), one);
            }
            let point = place.lat.zip(place.lon).filter(|_| place.precision != "country");
            let geometry = point.map(|(lat, lon)| json!({"type": "Point", "coordinates": [lon, lat]}));
            let feature = json!({"type": "Feature", "id": incident.id, "geometry": geometry, "properties": properties});
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            text.push_str(&feature.to_string());
        }
        text.push_str("\n]}\n");
        Ok(text.into_bytes())
    }
}
