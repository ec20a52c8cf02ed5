//! Everything there is, for programs: one JSON document, the same as a line an incident, and the schema of both.

use schemars::{JsonSchema, schema_for};
use serde::Serialize;

use crate::export::format::{Format, Rows};
use crate::export::rows::{Actor, Incident, Place, Source};
use crate::export::{Data, Edition};

/// `incidents.json`.
pub(super) struct Json;

/// `incidents.jsonl`.
pub(super) struct JsonLines;

/// `incidents.schema.json`.
pub(super) struct Schema;

/// The incidents of a site, with the actors, places and sources they name.
#[derive(Serialize, JsonSchema)]
struct Document<'d> {
    /// The file that describes this one.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The site.
    site: Site<'d>,
    /// Incidents, newest first.
    incidents: &'d [Incident],
    /// The actors they name.
    actors: &'d [Actor],
    /// The places they name.
    places: &'d [Place],
    /// The sources they name.
    sources: &'d [Source],
}

/// The site the data come from.
#[derive(Serialize, JsonSchema)]
struct Site<'d> {
    /// Its name.
    title: &'d str,
    /// Its address, or nothing.
    url: &'d str,
    /// The licence of its own records; data of others keep theirs, which stands beside each source.
    licence: &'d str,
    /// Where that licence stands.
    licence_url: &'d str,
}

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn file(&self) -> &'static str {
        "incidents.json"
    }

    fn title(&self) -> &'static str {
        "Everything (JSON)"
    }

    fn about(&self) -> &'static str {
        "Incidents with all their claims, and the actors, places and sources they name, for programs"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn rows(&self, data: &Data) -> Option<Rows> {
        Some(Rows::incidents(data))
    }

    fn make(&self, data: &Data, edition: &Edition) -> anyhow::Result<Vec<u8>> {
        let document = Document {
            schema: Schema.file(),
            site: Site {
                title: &edition.title,
                url: &edition.base_url,
                licence: &edition.licence,
                licence_url: &edition.licence_url,
            },
            incidents: &data.incidents,
            actors: &data.actors,
            places: &data.places,
            sources: &data.sources,
        };
        let mut bytes = serde_json::to_vec(&document)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn file(&self) -> &'static str {
        "incidents.jsonl"
    }

    fn title(&self) -> &'static str {
        "Incidents (JSON Lines)"
    }

    fn about(&self) -> &'static str {
        "One incident a line with all its claims, for streams and notebooks"
    }

    fn media_type(&self) -> &'static str {
        "application/jsonl"
    }

    fn rows(&self, data: &Data) -> Option<Rows> {
        Some(Rows::incidents(data))
    }

    fn make(&self, data: &Data, _edition: &Edition) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for incident in &data.incidents {
            serde_json::to_writer(&mut bytes, incident)?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }
}

impl Format for Schema {
    fn name(&self) -> &'static str {
        "schema"
    }

    fn file(&self) -> &'static str {
        "incidents.schema.json"
    }

    fn title(&self) -> &'static str {
        "Schema of the JSON"
    }

    fn about(&self) -> &'static str {
        "What each field of incidents.json means (JSON Schema); a line of incidents.jsonl is an Incident of it"
    }

    fn media_type(&self) -> &'static str {
        "application/schema+json"
    }

    fn rows(&self, _data: &Data) -> Option<Rows> {
        None
    }

    fn make(&self, _data: &Data, _edition: &Edition) -> anyhow::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(&schema_for!(Document))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
