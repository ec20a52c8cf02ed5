//! The numbers behind two records, whether or not they were worth comparing.

use crate::dedupe::incidents::{Basis, Match, Options, Row, Table, compare, is_umbrella, near};
use crate::dedupe::score::{kilometres, other_actors, prepare};

/// Everything that was asked about two records.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The score with its parts; `one` is the smaller id. Its basis and why it is held are left to the caller.
    pub found: Match,
    /// Days between the two; 0 if they overlap.
    pub days: i64,
    /// Kilometres between the two, where both have a point.
    pub kilometres: Option<f64>,
    /// Whether they are near enough in time and place to be compared.
    pub near: bool,
    /// Which of them tells of several days or a wide area.
    pub wide: (bool, bool),
    /// Whether one recorder made both.
    pub one_recorder: bool,
    /// Whether each names an actor that the other does not.
    pub other_actors: bool,
}

/// Compares two records of the table; nothing if an id is unknown.
#[must_use]
pub fn explain(rows: &[Row<'_>], options: &Options, one: &str, other: &str) -> Option<Explanation> {
    let row = |id: &str| rows.iter().find(|row| row.id == id);
    let (one, other) = (row(one.min(other))?, row(one.max(other))?);
    let table = Table { rows: vec![(one, prepare(one)), (other, prepare(other))] };
    let ((_, left), (_, right)) = (&table.rows[0], &table.rows[1]);
    let days = (one.start.max(other.start) - one.end.min(other.end)).max(0);
    Some(Explanation {
        found: compare(&table, 0, 1, Basis::Score),
        days,
        kilometres: one.point.zip(other.point).map(|(a, b)| kilometres(a, b)),
        near: days <= options.days && near(&table.rows[0], &table.rows[1], options),
        wide: (is_umbrella(one), is_umbrella(other)),
        one_recorder: one.recorder == other.recorder,
        other_actors: other_actors(left, right),
    })
}
