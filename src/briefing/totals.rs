//! What may be added up over incidents, and what may not.
//!
//! A total takes from each incident its headline claim, else the best figure, else the low one with "at least".
//! Milestones, running totals and withdrawn incidents stay out, and the incidents that carry no number are counted,
//! so that a page can say how many.

use crate::briefing::claims::{self, ClaimLine};
use crate::model::vocabulary::{Measure, Who};
use crate::model::{Amount, Incident};

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

/// Adds a measure up over incidents.
pub fn over<'a>(incidents: impl Iterator<Item = &'a Incident>, measure: Measure) -> Totals {
    let mut totals = Totals::default();
    for incident in incidents.filter(|incident| incident.is_countable()) {
        totals.incidents += 1;
        match figure(incident, measure) {
            Some(figure) => {
                totals.low += figure.low;
                totals.best += figure.best;
                totals.high += figure.high;
                totals.at_least |= figure.at_least;
            }
            None => totals.without_number += 1,
        }
    }
    totals
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
/// Rows of different dyads are left to the line's own range.
fn best_of(line: &ClaimLine<'_>) -> Option<Amount> {
    let standing =
        line.claims.iter().map(|(_, claim)| *claim).filter(|claim| claim.status.stands() && claim.amount.has_number());
    let firmest = standing.min_by_key(|claim| (claim.status, claim.amount.best.is_none()))?;
    firmest.dyad.is_none().then_some(firmest.amount)
}

/// The one number an amount gives to a total, and whether it is only a floor.
fn single(amount: Amount) -> (u64, bool) {
    match (amount.best, amount.low, amount.high) {
        (Some(best), _, _) => (best, amount.is_open()),
        (None, Some(low), _) => (low, true),
        (None, None, high) => (high.unwrap_or(0), false),
    }
}
