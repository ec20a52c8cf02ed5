//! Data a reader can take away: incidents, claims and what they name, in the formats of spreadsheets, maps, programs,
//! data bases and calendars.
//!
//! A format is one file and one line in `FORMATS`. Each is a function of the same rows ([`Data`]), so that no format
//! says what another does not. This room knows neither pages nor disk; where an incident's page lies it is told.

mod columns;
mod csv;
mod data;
mod format;
mod geojson;
mod ical;
mod json;
mod package;
mod rows;
#[cfg(feature = "sqlite")]
mod sqlite;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::model::IncidentId;
pub use columns::{CLAIMS, Column, INCIDENTS, Kind};
pub use format::{File, Format};
pub use rows::Data;

/// What the files say of the site they come from.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The site's name.
    pub title: String,
    /// A sentence on what it holds.
    pub description: String,
    /// Its full address with a slash at the end, or nothing.
    pub base_url: String,
    /// The licence of the site's own records.
    pub licence: String,
    /// Where that licence stands.
    pub licence_url: String,
    /// Where an incident's page lies, from the site's root.
    pub address: fn(&IncidentId) -> String,
}

impl Edition {
    /// An incident's page: its full address when the site's is known, else its address from the site's root.
    #[must_use]
    pub fn page(&self, id: &IncidentId) -> String {
        format!("{}{}", self.base_url, (self.address)(id))
    }
}

/// Every format, in the order readers are shown them.
pub static FORMATS: &[&dyn Format] = &[
    &csv::Incidents,
    &csv::Claims,
    &geojson::GeoJson,
    &json::Json,
    &json::JsonLines,
    #[cfg(feature = "sqlite")]
    &sqlite::Sqlite,
    &ical::Calendar,
    &json::Schema,
    &package::Package,
];

/// The format of a name, such as `csv`.
#[must_use]
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// One file.
///
/// # Errors
/// When the format's own library fails.
pub fn file(format: &'static dyn Format, data: &Data, edition: &Edition) -> anyhow::Result<File> {
    Ok(File { format, rows: format.rows(data), bytes: format.make(data, edition)? })
}

/// Every file of a briefing. A file whose library
/// fails, as `SQLite` may for want of memory, is left out: a page that is right without it still stands.
#[must_use]
pub fn files(briefing: &Briefing, edition: &Edition) -> Vec<File> {
    let data = Data::new(briefing, edition);
    let made = Checked::par_map(FORMATS, |format| Checked::clean(file(*format, &data, edition).ok()));
    made.value.into_iter().flatten().collect()
}
