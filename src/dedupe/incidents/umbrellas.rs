//! Records over several days or a wide area, and the records they cover.
//!
//! They stand apart because such a record is never one of the incidents it covers, however alike the two are.

use crate::dedupe::incidents::{Options, Table, Umbrella, near};
use crate::dedupe::score::{DatePrecision, PlacePrecision, Row, other_actors};

/// Longest record, in days after the first, that is still one event.
const ONE_EVENT: i64 = 2;

/// Whether a record tells of several days or a wide area.
pub(super) fn is_umbrella(row: &Row<'_>) -> bool {
    row.end - row.start > ONE_EVENT || row.date >= DatePrecision::Month || row.precision == PlacePrecision::Area
}

/// Umbrellas and the records within their days, near their place, by an actor of theirs.
pub(super) fn umbrellas(table: &Table<'_>, options: &Options) -> Vec<Umbrella> {
    let (wide, mut by_day): (Vec<usize>, Vec<usize>) =
        (0..table.rows.len()).partition(|&at| is_umbrella(table.rows[at].0));
    by_day.sort_by_key(|&at| (table.rows[at].0.start, at));
    let mut found = Vec::new();
    for wide in wide.into_iter().map(|at| &table.rows[at]).filter(|wide| !wide.0.actors.is_empty()) {
        let from = by_day.partition_point(|&at| table.rows[at].0.start < wide.0.start);
        let mut covers: Vec<usize> = by_day[from..]
            .iter()
            .copied()
            .take_while(|&at| table.rows[at].0.start <= wide.0.end)
            .filter(|&at| {
                let small = &table.rows[at];
                small.0.end <= wide.0.end
                    && near(wide, small, options)
                    && small.0.recorder != wide.0.recorder
                    && !small.0.actors.is_empty()
                    && !other_actors(&wide.1, &small.1)
            })
            .collect();
        covers.sort_unstable();
        if !covers.is_empty() {
            let covers = covers.into_iter().map(|at| table.rows[at].0.id.to_owned()).collect();
            found.push(Umbrella { record: wide.0.id.to_owned(), covers });
        }
    }
    found
}
