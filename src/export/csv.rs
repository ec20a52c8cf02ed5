//! Two tables with an HXL row under their headings: incidents, and the claims about them.
//!
//! Text that a spreadsheet would take for a formula gets a leading apostrophe; the import takes it off again.

use crate::export::columns::{CLAIMS, Cell, Column, INCIDENTS};
use crate::export::format::{Format, Rows};
use crate::export::{Data, Edition};

/// `incidents.csv`.
pub(super) struct Incidents;

impl Format for Incidents {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn file(&self) -> &'static str {
        "incidents.csv"
    }

    fn title(&self) -> &'static str {
        "Incidents (CSV)"
    }

    fn about(&self) -> &'static str {
        "One row an incident, for spreadsheets; the second row holds HXL tags"
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn rows(&self, data: &Data) -> Option<Rows> {
        Some(Rows::incidents(data))
    }

    fn make(&self, data: &Data, _edition: &Edition) -> anyhow::Result<Vec<u8>> {
        table(INCIDENTS, data.incidents.iter())
    }
}

/// `claims.csv`.
pub(super) struct Claims;

impl Format for Claims {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn file(&self) -> &'static str {
        "claims.csv"
    }

    fn title(&self) -> &'static str {
        "Claims (CSV)"
    }

    fn about(&self) -> &'static str {
        "One row a claim: every figure with who says it; the second row holds HXL tags"
    }

    fn media_type(&self) -> &'static str {
        "text/csv"
    }

    fn rows(&self, data: &Data) -> Option<Rows> {
        Some(Rows { count: data.claims().count(), of: "claim" })
    }

    fn make(&self, data: &Data, _edition: &Edition) -> anyhow::Result<Vec<u8>> {
        table(CLAIMS, data.claims())
    }
}

fn table<'d, R: 'd>(columns: &[Column<R>], rows: impl Iterator<Item = &'d R>) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(columns.iter().map(|column| column.name))?;
    writer.write_record(columns.iter().map(|column| column.hxl))?;
    for row in rows {
        for column in columns {
            match column.cell(row) {
                Cell::Text(text) => writer.write_field(neutral(&text).as_ref())?,
                Cell::Number(number) => writer.write_field(&number)?,
                Cell::Empty => writer.write_field("")?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.into_inner()?)
}

/// Whether a spreadsheet takes a text that begins so for a formula, in any of its languages.
fn is_formula(first: char) -> bool {
    matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

/// A text that no spreadsheet runs: with an apostrophe before what would begin a formula.
fn neutral(text: &str) -> std::borrow::Cow<'_, str> {
    if text.chars().next().is_some_and(is_formula) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_would_be_a_formula_is_neutralised() {
        for first in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"] {
            assert_eq!(neutral(first), format!("'{first}"));
        }
        assert_eq!(neutral("it is = 1"), "it is = 1");
    }
}
