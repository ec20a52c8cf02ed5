//! Records of one incident: which rows of different data sets and authors tell the same event.
//!
//! It stands apart because records are linked by when, where, who and how many, not by text. Two rows of one
//! data set never merge by themselves (they are two events by construction), nor do rows whose actor pairs
//! differ. A linked incident keeps every row as it is.
//!
//! Three tiers: *linked* (same by the author's word, by a shared external id, or by a score of
//! [`Options::merge`] with event evidence), *probably the same* (from [`Options::propose`]), and *umbrellas*
//! (a row over several days or a wide area that covers others; never merged).

use crate::dedupe::cluster::{self, Edge, Guard};
pub use crate::dedupe::score::{DatePrecision, EventEvidence, Part, PartName, PlacePrecision, Row, Side, Toll};
use crate::dedupe::score::{Prepared, kilometres, other_actors, prepare, score};
use crate::dedupe::stories::{DeadOverride, DeadReason, Mode};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use umbrellas::{is_umbrella, umbrellas};

/// Thresholds of the level across records.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whether records are merged, only proposed, or not compared. Default `merge`.
    pub mode: Mode,
    /// Score from which records with event evidence are linked. Default 3.0.
    pub merge: f64,
    /// Score from which records are "probably the same". Default 2.6.
    pub propose: f64,
    /// Days apart up to which records are compared. Default 2.
    pub days: i64,
    /// Kilometres apart up to which records are compared. Default 40.
    pub kilometres: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { mode: Mode::Merge, merge: 3.0, propose: 2.6, days: 2, kilometres: 40.0 }
    }
}

/// What a match rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The author's `same_as`.
    SameAs,
    /// A shared id in a data set.
    External {
        /// The data set.
        set: String,
        /// The id.
        id: String,
    },
    /// The score.
    Score,
}

/// Why a match did not become a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// Day, place and actors agree, but nothing ties the events: text, toll or target.
    NoEventEvidence,
    /// The score is short of the bar.
    Score,
    /// Neither says who recorded it, so nobody knows whether one desk told one incident twice or two incidents.
    NoRecorder,
    /// Both are rows of one data set.
    OneRecorder,
    /// Their actors differ.
    OtherActors,
    /// The author said they are not the same.
    Override,
    /// One of them matches another row of the same data set better, or the group holds such a row.
    BetterPartner,
    /// The level only proposes.
    Mode,
}

impl Held {
    /// Whether a match that is held for this is proposed to the editor.
    fn is_proposed(self) -> bool {
        matches!(self, Self::NoEventEvidence | Self::Score | Self::NoRecorder | Self::Mode)
    }
}

/// Two records compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// The smaller id.
    pub one: String,
    /// The other id.
    pub other: String,
    /// What it rests on.
    pub basis: Basis,
    /// Sum of the parts.
    pub score: f64,
    /// The parts.
    pub parts: Vec<Part>,
    /// What ties the events together.
    pub evidence: Vec<EventEvidence>,
    /// Why it is not a link; `None` if it is one.
    pub held: Option<Held>,
}

/// Records of one incident.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Their ids: the house's own record (no recorder) first, then by id.
    pub members: Vec<String>,
    /// What links them, firmest first.
    pub links: Vec<Match>,
}

/// A record over several days or a wide area, and the records it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Umbrella {
    /// The umbrella's id.
    pub record: String,
    /// The ids it covers.
    pub covers: Vec<String>,
}

/// All decisions across records. Records in no group are incidents of their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Incidents {
    /// Linked records, in order of their first members.
    pub groups: Vec<Group>,
    /// "Probably the same": shown side by side, for the author to confirm or split.
    pub proposals: Vec<Match>,
    /// Umbrellas, by id.
    pub umbrellas: Vec<Umbrella>,
    /// Pairs that would have been linked or proposed but for a rule.
    pub apart: Vec<Match>,
    /// Overrides that do nothing.
    pub dead: Vec<DeadOverride>,
}

/// Two rows by position in the table, smaller first.
type Pair = (usize, usize);

/// Rows in the order of their ids, prepared.
struct Table<'a> {
    rows: Vec<(&'a Row<'a>, Prepared)>,
}

/// Links records.
#[must_use]
pub fn link(rows: &[Row<'_>], options: &Options) -> Incidents {
    let mut sorted: Vec<&Row<'_>> = rows.iter().collect();
    sorted.sort_by_key(|row| row.id);
    let table = Table { rows: sorted.into_iter().map(|row| (row, prepare(row))).collect() };
    let mut found = Incidents::default();
    let (together, apart) = overrides(&table, &mut found.dead);
    let mut matches = Vec::new();
    if options.mode != Mode::Off {
        matches = external(&table);
        let known: BTreeSet<(usize, usize)> = matches.iter().map(|(pair, _)| *pair).collect();
        matches.extend(scored(&table, options).into_iter().filter(|(pair, _)| !known.contains(pair)));
        found.umbrellas = umbrellas(&table, options);
    }
    hold(&table, &mut matches, &apart, options);
    let edges: Vec<Edge> = matches
        .iter()
        .filter(|(_, m)| m.held.is_none())
        .map(|((one, other), m)| Edge { one: *one, other: *other, strength: firmness(m) })
        .collect();
    let blocked = never_together(&table, &edges, &together, &apart);
    // every pair of a group is checked above, so no share of links is asked for
    let guard = Guard { share: 0.0, large_share: 0.0 };
    let (groups, _) = cluster::groups(table.rows.len(), &edges, &together, &blocked, guard, |_, _| false);
    file(&table, &groups, matches, &together, &mut found);
    found
}

/// A shared id is firmer than any score.
fn firmness(found: &Match) -> f64 {
    if matches!(found.basis, Basis::Score) { found.score } else { 1e6 }
}

/// Pairs that no group may hold: parted by their author; and, unless their author joined them, rows of one data set
/// and rows whose actors differ, where a chain of links could bring them together.
fn never_together(
    table: &Table<'_>,
    edges: &[Edge],
    together: &[(usize, usize)],
    apart: &BTreeSet<(usize, usize)>,
) -> BTreeSet<(usize, usize)> {
    let mut blocked = apart.clone();
    let rows = table.rows.len();
    // whoever an author joined in one chain belongs together, whatever the rules say
    let confirmed = roots(rows, together.iter().copied());
    let reach = roots(rows, edges.iter().map(|edge| (edge.one, edge.other)).chain(together.iter().copied()));
    let mut components: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, root) in reach.into_iter().enumerate() {
        components.entry(root).or_default().push(at);
    }
    for members in components.into_values().filter(|members| members.len() > 1) {
        for (n, &one) in members.iter().enumerate() {
            for &other in &members[n + 1..] {
                let ((a, left), (b, right)) = (&table.rows[one], &table.rows[other]);
                if confirmed[one] != confirmed[other] && (a.recorder == b.recorder || other_actors(left, right)) {
                    blocked.insert((one, other));
                }
            }
        }
    }
    blocked
}

/// For every member the smallest member it hangs together with.
fn roots(members: usize, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..members).collect();
    let root = |parent: &[usize], mut at: usize| {
        while parent[at] != at {
            at = parent[at];
        }
        at
    };
    for (one, other) in pairs {
        let (a, b) = (root(&parent, one), root(&parent, other));
        parent[a.max(b)] = a.min(b);
    }
    (0..members).map(|at| root(&parent, at)).collect()
}

/// Pairs that share an id in some data set.
fn external(table: &Table<'_>) -> Vec<((usize, usize), Match)> {
    let mut holders: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, (row, _)) in table.rows.iter().enumerate() {
        for id in row.external {
            holders.entry(*id).or_default().push(at);
        }
    }
    let mut found: BTreeMap<(usize, usize), Match> = BTreeMap::new();
    for ((set, id), rows) in holders {
        for (n, &one) in rows.iter().enumerate() {
            for &other in &rows[n + 1..] {
                found.entry((one, other)).or_insert_with(|| {
                    compare(table, one, other, Basis::External { set: set.to_owned(), id: id.to_owned() })
                });
            }
        }
    }
    found.into_iter().collect()
}

fn compare(table: &Table<'_>, one: usize, other: usize, basis: Basis) -> Match {
    let ((a, left), (b, right)) = (&table.rows[one], &table.rows[other]);
    let (parts, evidence) = score(a, b, left, right);
    let score = parts.iter().map(|part| part.value).sum();
    Match { one: a.id.to_owned(), other: b.id.to_owned(), basis, score, parts, evidence, held: None }
}

/// Pairs near in time and place whose score reaches the lower bar; umbrellas aside.
fn scored(table: &Table<'_>, options: &Options) -> Vec<((usize, usize), Match)> {
    let mut by_day: Vec<usize> = (0..table.rows.len()).filter(|&at| !is_umbrella(table.rows[at].0)).collect();
    by_day.sort_by_key(|&at| (table.rows[at].0.start, at));
    let mut found = Vec::new();
    for (n, &one) in by_day.iter().enumerate() {
        let limit = table.rows[one].0.end + options.days;
        for &other in by_day[n + 1..].iter().take_while(|&&other| table.rows[other].0.start <= limit) {
            let (one, other) = (one.min(other), one.max(other));
            if near(&table.rows[one], &table.rows[other], options) {
                let compared = compare(table, one, other, Basis::Score);
                if compared.score >= options.propose {
                    found.push(((one, other), compared));
                }
            }
        }
    }
    found
}

/// Whether two records may be one by place: the same place, near one another, or named alike where one has no point.
fn near(one: &(&Row<'_>, Prepared), other: &(&Row<'_>, Prepared), options: &Options) -> bool {
    if one.0.place.is_some() && one.0.place == other.0.place {
        return true;
    }
    match (one.0.point, other.0.point) {
        // a degree of latitude is 111 km: most pairs end here
        (Some(a), Some(b)) => (a.0 - b.0).abs() * 111.0 <= options.kilometres && kilometres(a, b) <= options.kilometres,
        _ => one.1.place_keys.iter().any(|key| other.1.place_keys.contains(key)),
    }
}

/// Says of every match why it is no link, if it is none.
fn hold(
    table: &Table<'_>,
    matches: &mut [((usize, usize), Match)],
    apart: &BTreeSet<(usize, usize)>,
    options: &Options,
) {
    for ((one, other), found) in matches.iter_mut() {
        let ((a, left), (b, right)) = (&table.rows[*one], &table.rows[*other]);
        found.held = if apart.contains(&(*one, *other)) {
            Some(Held::Override)
        } else if a.recorder == b.recorder && !may_be_twice(a, found, options) {
            Some(Held::OneRecorder)
        } else if other_actors(left, right) {
            Some(Held::OtherActors)
        } else if a.recorder == b.recorder {
            Some(Held::NoRecorder)
        } else if options.mode == Mode::Propose {
            Some(Held::Mode)
        } else if !matches!(found.basis, Basis::Score) {
            None
        } else if found.score < options.merge {
            Some(Held::Score)
        } else if found.evidence.is_empty() {
            Some(Held::NoEventEvidence)
        } else {
            None
        };
    }
    best_partners(table, matches);
}

/// Whether a record without a recorder and another such may be one incident told twice: only what would be joined if
/// two recorders had told it is worth an editor's time, since a desk seldom tells an incident twice.
fn may_be_twice(row: &Row<'_>, found: &Match, options: &Options) -> bool {
    row.recorder.is_empty() && found.score >= options.merge && !found.evidence.is_empty()
}

/// Of the matches of one row with the rows of one other recorder only the best may stand.
fn best_partners(table: &Table<'_>, matches: &mut [((usize, usize), Match)]) {
    let mut best: BTreeMap<(usize, &str), (f64, usize)> = BTreeMap::new();
    let open = |found: &Match| found.held.is_none_or(Held::is_proposed);
    for ((one, other), found) in matches.iter().filter(|(_, found)| open(found)) {
        for (row, partner) in [(*one, *other), (*other, *one)] {
            let place = best.entry((row, table.rows[partner].0.recorder)).or_insert((f64::NEG_INFINITY, usize::MAX));
            if firmness(found) > place.0 || (firmness(found).total_cmp(&place.0).is_eq() && partner < place.1) {
                *place = (firmness(found), partner);
            }
        }
    }
    for ((one, other), found) in matches.iter_mut().filter(|(_, found)| open(found)) {
        let stands = |row: usize, partner: usize| {
            best.get(&(row, table.rows[partner].0.recorder)).is_some_and(|(_, at)| *at == partner)
        };
        if !(stands(*one, *other) && stands(*other, *one)) {
            found.held = Some(Held::BetterPartner);
        }
    }
}

/// Files every match: as a link of a group, as a proposal, or as kept apart.
fn file(
    table: &Table<'_>,
    groups: &[Vec<usize>],
    matches: Vec<((usize, usize), Match)>,
    together: &[(usize, usize)],
    found: &mut Incidents,
) {
    let group_of: BTreeMap<usize, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, members)| members.iter().map(move |member| (*member, group)))
        .collect();
    let mut links: Vec<Vec<Match>> = vec![Vec::new(); groups.len()];
    for &(one, other) in together {
        if let Some(group) = group_of.get(&one).filter(|group| Some(group) == group_of.get(&other).as_ref()) {
            links[*group].push(compare(table, one, other, Basis::SameAs));
        }
    }
    for ((one, other), mut compared) in matches {
        let group = group_of.get(&one).filter(|group| Some(group) == group_of.get(&other).as_ref());
        match (group, compared.held) {
            (Some(group), None) => links[*group].push(compared),
            (Some(_), _) => {}
            (None, Some(held)) if held.is_proposed() => found.proposals.push(compared),
            (None, None) => {
                compared.held = Some(Held::BetterPartner);
                found.apart.push(compared);
            }
            (None, Some(_)) => found.apart.push(compared),
        }
    }
    for (members, mut links) in groups.iter().zip(links) {
        let mut members: Vec<&Row<'_>> = members.iter().map(|member| table.rows[*member].0).collect();
        members.sort_by_key(|row| (!row.recorder.is_empty(), row.id));
        links.sort_by(|a, b| {
            firmness(b).total_cmp(&firmness(a)).then_with(|| (&a.one, &a.other).cmp(&(&b.one, &b.other)))
        });
        found.groups.push(Group { members: members.into_iter().map(|row| row.id.to_owned()).collect(), links });
    }
    for list in [&mut found.proposals, &mut found.apart] {
        list.sort_by(|a, b| (&a.one, &a.other).cmp(&(&b.one, &b.other)));
    }
}

/// Pairs the authors joined, pairs they parted, and overrides that do nothing.
fn overrides(table: &Table<'_>, dead: &mut Vec<DeadOverride>) -> (Vec<Pair>, BTreeSet<Pair>) {
    let ids: BTreeMap<&str, usize> = table.rows.iter().enumerate().map(|(at, (row, _))| (row.id, at)).collect();
    let (mut together, mut apart) = (BTreeSet::new(), BTreeSet::new());
    for (at, (row, _)) in table.rows.iter().enumerate() {
        for (names, into) in [(row.same_as, &mut together), (row.not_same_as, &mut apart)] {
            for name in names {
                let why = match ids.get(name) {
                    Some(other) if *other != at => {
                        into.insert((at.min(*other), at.max(*other)));
                        continue;
                    }
                    Some(_) => DeadReason::Itself,
                    None => DeadReason::Unknown,
                };
                dead.push(DeadOverride { id: row.id.to_owned(), names: (*name).to_owned(), why });
            }
        }
    }
    for &(one, other) in together.intersection(&apart) {
        dead.push(DeadOverride {
            id: table.rows[one].0.id.to_owned(),
            names: table.rows[other].0.id.to_owned(),
            why: DeadReason::Contradicted,
        });
    }
    dead.sort();
    (together.into_iter().collect(), apart)
}

pub mod explain;
#[cfg(test)]
mod tests;
mod umbrellas;
