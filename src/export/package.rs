//! `datapackage.json` (Data Package, version 2): the tables with their columns and sizes, so that a program can read
//! them without asking.

use serde_json::{Value, json};

use crate::export::columns::{CLAIMS, Column, INCIDENTS, Kind};
use crate::export::csv::{Claims, Incidents};
use crate::export::format::{Format, Rows};
use crate::export::{Data, Edition};

/// `datapackage.json`.
pub(super) struct Package;

impl Format for Package {
    fn name(&self) -> &'static str {
        "package"
    }

    fn file(&self) -> &'static str {
        "datapackage.json"
    }

    fn title(&self) -> &'static str {
        "Data package"
    }

    fn about(&self) -> &'static str {
        "The columns of the tables and their sizes, for programs (Frictionless Data Package)"
    }

    fn media_type(&self) -> &'static str {
        "application/json"
    }

    fn rows(&self, _data: &Data) -> Option<Rows> {
        None
    }

    fn make(&self, data: &Data, edition: &Edition) -> anyhow::Result<Vec<u8>> {
        let incidents = Incidents.make(data, edition)?;
        let claims = Claims.make(data, edition)?;
        describe(
            &[resource(&Incidents, &incidents, &fields(INCIDENTS)), resource(&Claims, &claims, &fields(CLAIMS))],
            edition,
        )
    }
}

fn describe(resources: &[Value], edition: &Edition) -> anyhow::Result<Vec<u8>> {
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "incidents",
        "title": edition.title,
        "description": edition.description,
        "resources": resources,
    });
    if !edition.base_url.is_empty() {
        package["homepage"] = json!(edition.base_url);
    }
    if !edition.licence.is_empty() {
        let named = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') { c } else { '-' };
        let name: String = edition.licence.chars().map(named).collect();
        let mut licence = json!({"name": name, "title": edition.licence});
        if !edition.licence_url.is_empty() {
            licence["path"] = json!(edition.licence_url);
        }
        package["licenses"] = json!([licence]);
    }
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn resource(format: &dyn Format, bytes: &[u8], fields: &[Value]) -> Value {
    let name = format.file();
    json!({
        "name": name.trim_end_matches(".csv"),
        "title": format.title(),
        "description": format.about(),
        "path": name,
        "format": "csv",
        "mediatype": format.media_type(),
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "dialect": {"header": true, "headerRows": [1], "commentRows": [2], "lineTerminator": "\r\n"},
        "schema": {"fields": fields},
    })
}

fn fields<R>(columns: &[Column<R>]) -> Vec<Value> {
    let field = |column: &Column<R>| {
        let kind = match column.kind {
            Kind::Text | Kind::List => "string",
            Kind::Whole => "integer",
            Kind::Decimal => "number",
            Kind::Day => "date",
            Kind::Flag => "boolean",
        };
        json!({"name": column.name, "type": kind, "description": column.about, "hxl": column.hxl})
    };
    columns.iter().map(field).collect()
}
