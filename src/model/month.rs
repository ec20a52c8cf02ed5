//! What the editors say of a month, country by country: whether it went worse, better or the same, and why.

use std::collections::BTreeMap;

use crate::model::vocabulary::{Arrow, Status};
use crate::model::{CountryCode, IncidentId, Origin};

/// A month of a year, January being 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearMonth {
    /// Year, 1 to 9999.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
}

/// One month record.
#[derive(Debug, Clone)]
pub struct MonthRecord {
    /// The month, which is the file's name.
    pub month: YearMonth,
    /// Whether it is published.
    pub status: Status,
    /// What is said of each country.
    pub countries: BTreeMap<CountryCode, Outlook>,
    /// Where it was read.
    pub origin: Origin,
}

/// How a country's month compares with the one before, and why the editors say so.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// Worse, better or the same.
    pub arrow: Arrow,
    /// Why.
    pub reason: String,
    /// The reason in other languages.
    pub reason_i18n: BTreeMap<String, String>,
    /// The incidents that the reason rests on.
    pub incidents: Vec<IncidentId>,
    /// Where it was read.
    pub origin: Origin,
}
