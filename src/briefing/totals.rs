//! What may be added up over incidents, and what may not.
//!
//! A total takes from each incident its headline claim, else the best figure, else the low one with "at least".
//! Milestones, running totals and withdrawn incidents stay out, a whole and its parts count once, and the incidents that carry no number are counted,
//! so that a page can say how many.

use std::collections::BTreeMap;

use crate::briefing::claims::{self, ClaimLine};
use crate::model::vocabulary::{Measure, Who};
use crate::model::{Amount, Incident, IncidentId};

/// A total over incidents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many incidents it is over.
    pub incidents: usize,
    /// How many of them carry no number.
    pub without_number: usize,
    /// Sum of the least each may be.
    pub low: u64,
    /// Sum of each one's headline figure, else best, else low.
    pub best: u64,
    /// Sum of the most each may be.
    pub high: u64,
    /// Whether any of the figures in `best` is only a floor ("at least").
    pub at_least: bool,
}

/// The figure one incident gives to a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Of whom.
    pub who: Option<Who>,
    /// The least.
    pub low: u64,
    /// Headline, else best, else low.
    pub best: u64,
    /// The most.
    pub high: u64,
    /// Whether `best` is only a floor.
    pub at_least: bool,
}

/// Adds a measure up over incidents. Of an incident over several days or a wide area and those it covers (or that are
/// part of it) the larger counts, the whole or the sum of its parts, never both.
pub fn over<'a>(incidents: impl Iterator<Item = &'a Incident>, measure: Measure) -> Totals {
    let incidents: Vec<&Incident> = incidents.filter(|incident| incident.is_countable()).collect();
    let figures: Vec<Option<Figure>> = incidents.iter().map(|incident| figure(incident, measure)).collect();
    let whole_of = wholes(&incidents);
    let mut parts_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (part, whole) in whole_of.iter().enumerate() {
        parts_of.entry(whole.unwrap_or(part)).or_default().extend(whole.map(|_| part));
    }
    let mut totals = Totals::default();
    for (at, parts) in parts_of.into_iter().filter(|(at, _)| whole_of[*at].is_none()) {
        totals.incidents += parts.len().max(1);
        let inside: Vec<Figure> = parts.iter().filter_map(|part| figures[*part]).collect();
        totals.without_number +=
            if parts.is_empty() { usize::from(figures[at].is_none()) } else { parts.len() - inside.len() };
        totals.add(figures[at], &inside);
    }
    totals
}

/// For each incident the one that counts for it too: the first that covers it or that it is part of. A whole is no part.
fn wholes(incidents: &[&Incident]) -> Vec<Option<usize>> {
    let mut at_of: BTreeMap<&IncidentId, usize> = BTreeMap::new();
    for (at, incident) in incidents.iter().enumerate() {
        at_of.extend(incident.records.iter().map(|record| (&record.id, at)));
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, incident) in incidents.iter().enumerate() {
        pairs.extend(incident.covers.iter().filter_map(|id| Some((at, *at_of.get(id)?))));
        pairs.extend(incident.lead().part_of.iter().filter_map(|id| Some((*at_of.get(id)?, at))));
    }
    pairs.retain(|(whole, part)| whole != part);
    pairs.sort_by_key(|(whole, part)| (incidents[*whole].id(), incidents[*part].id()));
    let mut whole_of: Vec<Option<usize>> = vec![None; incidents.len()];
    let mut has_parts = vec![false; incidents.len()];
    for (whole, part) in pairs {
        if whole_of[whole].is_none() && whole_of[part].is_none() && !has_parts[part] {
            whole_of[part] = Some(whole);
            has_parts[whole] = true;
        }
    }
    whole_of
}

impl Totals {
    /// Adds a whole and its parts: bound by bound the larger of the whole and the sum of its parts.
    fn add(&mut self, whole: Option<Figure>, parts: &[Figure]) {
        let sum = |bound: fn(&Figure) -> u64| parts.iter().map(bound).sum::<u64>();
        let of_whole = |bound: fn(&Figure) -> u64| whole.as_ref().map_or(0, bound);
        let best = sum(|figure| figure.best);
        self.low += sum(|figure| figure.low).max(of_whole(|figure| figure.low));
        self.high += sum(|figure| figure.high).max(of_whole(|figure| figure.high));
        self.best += best.max(of_whole(|figure| figure.best));
        self.at_least |= match whole {
            Some(whole) if whole.best >= best => whole.at_least,
            _ => parts.iter().any(|figure| figure.at_least),
        };
    }
}

/// What one incident gives to a total: its headline claim's line, else the line about all people, else the line
/// that names the most. Lines about different people are never added.
#[must_use]
pub fn figure(incident: &Incident, measure: Measure) -> Option<Figure> {
    let lines: Vec<ClaimLine<'_>> =
        claims::lines(incident).into_iter().filter(|l| l.about == measure && l.range.is_some()).collect();
    let headline =
        incident.records.iter().find_map(|record| record.headline.get(&measure).and_then(|id| record.claim(id)));
    let line = lines
        .iter()
        .find(|line| headline.is_some_and(|claim| claim.who == line.who))
        .or_else(|| lines.iter().find(|line| line.who == Some(Who::All)))
        .or_else(|| lines.iter().max_by_key(|line| line.range.map(|range| range.high)))?;
    let range = line.range?;
    let chosen = headline.filter(|claim| claim.amount.has_number()).map(|claim| claim.amount);
    let (best, at_least) = chosen.or_else(|| best_of(line)).map_or((range.high, false), single);
    Some(Figure { who: line.who, low: range.low.unwrap_or(0), best, high: range.high, at_least })
}

/// The firmest standing claim's amount: confirmed before reported before claimed, a best figure before a floor.
/// A row of a dyad stands for all the rows of its speaker in its record, added.
fn best_of(line: &ClaimLine<'_>) -> Option<Amount> {
    let standing = || line.claims.iter().filter(|(_, claim)| claim.status.stands() && claim.amount.has_number());
    let (record, firmest) = standing().min_by_key(|(_, claim)| (claim.status, claim.amount.best.is_none()))?;
    if firmest.dyad.is_none() {
        return Some(firmest.amount);
    }
    claims::dyads(standing().filter(|(other, claim)| other.id == record.id && claim.by == firmest.by))
}

/// The one number an amount gives to a total, and whether it is only a floor.
fn single(amount: Amount) -> (u64, bool) {
    match (amount.best, amount.low, amount.high) {
        (Some(best), _, _) => (best, amount.is_open()),
        (None, Some(low), _) => (low, true),
        (None, None, high) => (high.unwrap_or(0), false),
    }
}
