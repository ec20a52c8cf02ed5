//! Binds the level across records to the corpus: which records tell of one incident.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dedupe::receipt;
use crate::dedupe::stories::Mode;
use crate::model::story::Standing;
use crate::model::{Corpus, Incident, IncidentRecord, Receipt};

/// Joins records into incidents: by the editor's `same_as`, and by a row of a data set that both name.
pub(super) fn incidents(corpus: &Corpus, mode: Mode, receipts: &mut Vec<Receipt>) -> Vec<Incident> {
    let records = &corpus.records;
    let mut groups = Groups((0..records.len()).collect());
    let mut why: Vec<(usize, usize, String)> = Vec::new();
    let by_id: BTreeMap<&str, usize> = records.iter().enumerate().map(|(at, record)| (record.id.as_str(), at)).collect();
    for (at, record) in records.iter().enumerate() {
        for other in record.same_as.iter().filter_map(|id| by_id.get(id.as_str())) {
            groups.join(at, *other);
            why.push((at, *other, "joined by the editor's `same_as`".to_owned()));
        }
    }
    let mut rows: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (at, record) in records.iter().enumerate().filter(|_| mode != Mode::Off) {
        for (set, row) in record.external.iter().flat_map(|(set, rows)| rows.iter().map(move |row| (set.as_str(), row.as_str()))) {
            let Some(first) = rows.insert((set, row), at).filter(|first| *first != at) else { continue };
            if record.not_same_as.contains(&records[first].id) || records[first].not_same_as.contains(&record.id) || mode == Mode::Propose {
                continue;
            }
            groups.join(at, first);
            why.push((at, first, format!("both name row {row} of {set}")));
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..records.len() {
        members.entry(groups.root(at)).or_default().push(at);
    }
    let mut all = Vec::new();
    for members in members.into_values() {
        let lead = lead(records, &members);
        for other in members.iter().filter(|at| **at != lead) {
            let reasons: Vec<&str> = why.iter().filter(|(a, b, _)| a == other || b == other).map(|(_, _, why)| why.as_str()).collect();
            let said = format!("`{}` and `{}` tell of one incident: {}", records[*other].id, records[lead].id, reasons.join("; "));
            receipts.push(receipt::records(&records[lead], &records[*other], said, Vec::new(), Standing::Done));
        }
        let others = members.iter().filter(|at| **at != lead).map(|at| Arc::clone(&records[*at]));
        all.push(Incident::new(Arc::clone(&records[lead]), others));
    }
    all
}

/// The record that others name with `same_as`, else the one with the most claims, else the first.
fn lead(records: &[Arc<IncidentRecord>], members: &[usize]) -> usize {
    let named = |at: usize| members.iter().filter(|other| records[**other].same_as.contains(&records[at].id)).count();
    let best = members.iter().copied().max_by_key(|at| (named(*at), records[*at].claims.len(), std::cmp::Reverse(*at)));
    best.unwrap_or_default()
}

/// Disjoint sets.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&mut self, at: usize) -> usize {
        let mut at = at;
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
