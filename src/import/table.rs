//! A table as data sets come: headings in any case, a byte order mark, commas, semicolons or tabs, and perhaps a row of
//! HXL tags under the headings.

use std::collections::BTreeMap;

use crate::import::Refused;

/// A table that was read.
pub(super) struct Table {
    columns: BTreeMap<String, usize>,
    /// The HXL tags of the columns, where the file has them.
    pub(super) tags: Option<Vec<String>>,
    /// The rows with the line each begins on.
    pub(super) rows: Vec<(u64, csv::StringRecord)>,
}

/// One row, read by the names of its columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    record: &'t csv::StringRecord,
}

impl Table {
    /// Reads a table.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Refused> {
        let refused = |why: &str| Refused(why.to_owned());
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        if bytes.starts_with(b"PK\x03\x04") {
            return Err(refused(
                "this is a spreadsheet or archive, not CSV; save the sheet as CSV (UTF-8), or unpack it",
            ));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| refused("the file is not UTF-8; save it as CSV (UTF-8)"))?;
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [',', ';', '\t'].into_iter().max_by_key(|sign| first.matches(*sign).count()).unwrap_or(',');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(u8::try_from(delimiter).unwrap_or(b','))
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|fault| Refused(format!("the file is not a table: {fault}")))?;
            rows.push((record.position().map_or(0, csv::Position::line), record));
        }
        if rows.is_empty() {
            return Err(refused("the file is empty"));
        }
        let (_, header) = rows.remove(0);
        let name = |cell: &str| cell.trim().to_lowercase();
        let mut columns = BTreeMap::new();
        for (at, cell) in header.iter().enumerate() {
            columns.entry(name(cell)).or_insert(at);
        }
        let is_tags = |record: &csv::StringRecord| {
            let filled = || record.iter().map(str::trim).filter(|cell| !cell.is_empty());
            filled().count() > 0 && filled().all(|cell| cell.starts_with('#'))
        };
        let tags = rows.first().filter(|(_, record)| is_tags(record)).map(|(_, record)| record.clone());
        if tags.is_some() {
            rows.remove(0);
        }
        rows.retain(|(_, record)| record.iter().any(|cell| !cell.trim().is_empty()));
        let tags = tags.map(|record| record.iter().map(|cell| cell.trim().to_lowercase().replace(' ', "")).collect());
        Ok(Self { columns, tags, rows })
    }

    /// Whether there is a column of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    /// The position of a column.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.columns.get(&name.trim().to_lowercase()).copied()
    }

    /// The headings, in alphabetical order.
    pub(super) fn names(&self) -> Vec<&str> {
        self.columns.keys().map(String::as_str).collect()
    }

    /// Refuses a table that lacks columns; `a|b` is there when either is.
    pub(super) fn need(&self, what: &str, names: &[&str]) -> Result<(), Refused> {
        let there = |names: &str| names.split('|').any(|name| self.has(name));
        let missing: Vec<String> =
            names.iter().filter(|names| !there(names)).map(|names| names.replace('|', " or ")).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let found = self.names().join(", ");
        Err(Refused(format!("this is not {what}: it lacks the columns {}; it has {found}", missing.join(", "))))
    }

    /// A row by its record.
    pub(super) fn row<'t>(&'t self, record: &'t csv::StringRecord) -> Row<'t> {
        Row { table: self, record }
    }
}

impl<'t> Row<'t> {
    /// A cell, when it is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        self.at(*self.table.columns.get(name)?)
    }

    /// A cell by its position.
    pub(super) fn at(&self, position: usize) -> Option<&'t str> {
        self.record.get(position).map(str::trim).filter(|cell| !cell.is_empty())
    }

    /// A cell that must be there.
    pub(super) fn need(&self, name: &str) -> Result<&'t str, String> {
        self.get(name).ok_or_else(|| format!("`{name}` is empty"))
    }

    /// A whole number from 0 (`3`, `3.0`).
    pub(super) fn whole(&self, name: &str) -> Result<Option<u64>, String> {
        self.get(name).map(|cell| whole(name, cell)).transpose()
    }

    /// A decimal number that must be there and lie within ± `limit`.
    pub(super) fn degrees(&self, name: &str, limit: f64) -> Result<f64, String> {
        degrees(name, self.need(name)?, limit)
    }
}

/// A whole number from 0.
pub(super) fn whole(name: &str, cell: &str) -> Result<u64, String> {
    let digits = cell.strip_suffix(".0").unwrap_or(cell);
    digits.parse().map_err(|_| format!("`{name}` is `{cell}`, not a whole number from 0"))
}

/// A coordinate.
pub(super) fn degrees(name: &str, cell: &str, limit: f64) -> Result<f64, String> {
    let number = cell.parse::<f64>().ok().filter(|number| number.abs() <= limit);
    number.ok_or_else(|| format!("`{name}` is `{cell}`, not a number from -{limit} to {limit}"))
}
