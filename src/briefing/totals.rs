//! What may be added up over incidents, and what may not.
//!
//! A total takes from each incident its headline claim, else the best figure, else the low one with "at least".
//! Milestones, running totals and withdrawn incidents stay out, a whole and its parts count once, and the incidents that carry no number are counted,
//! so that a page can say how many.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::briefing::Briefing;
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

/// Adds up who was killed over incidents, by their positions. Of an incident over several days or a wide area and those
/// it covers (or that are part of it) the larger counts, the whole or the sum of its parts, never both.
#[must_use]
pub fn killed_in(briefing: &Briefing, positions: &[usize]) -> Totals {
    killed_by(briefing, positions, |_| vec![()]).remove(&()).unwrap_or_default()
}

/// As [`killed_in`], apart for each of an incident's keys, such as its month. What a whole gives beyond its parts stands
/// under the whole's own keys, so that nothing is added twice however the parts are spread; it is counted there too
/// where none of its parts is.
pub fn killed_by<K: Ord + Clone>(
    briefing: &Briefing,
    positions: &[usize],
    keys: impl Fn(&Incident) -> Vec<K>,
) -> BTreeMap<K, Totals> {
    let countable = positions.iter().copied().filter(|at| briefing.incidents[*at].is_countable());
    let positions: Vec<usize> = countable.collect();
    let incidents: Vec<&Incident> = positions.iter().map(|at| &briefing.incidents[*at]).collect();
    let figures: Vec<Option<Figure>> = positions.iter().map(|at| briefing.index.killed[*at]).collect();
    let whole_of = wholes(&briefing.index.parts, &positions);
    let mut parts_of: HashMap<usize, Vec<usize>> = HashMap::new();
    for (part, whole) in whole_of.iter().enumerate().filter_map(|(part, whole)| Some((part, (*whole)?))) {
        parts_of.entry(whole).or_default().push(part);
    }
    let keys: Vec<Vec<K>> = incidents.iter().map(|incident| keys(incident)).collect();
    let mut given: Vec<(&K, Option<Figure>, Counts)> = Vec::new();
    for at in (0..incidents.len()).filter(|at| whole_of[*at].is_none()) {
        let Some(parts) = parts_of.get(&at) else {
            given.extend(keys[at].iter().map(|key| (key, figures[at], Counts::Itself)));
            continue;
        };
        let inside: Vec<Figure> = parts.iter().filter_map(|part| figures[*part]).collect();
        let (beyond, is_larger) = beyond(figures[at], &inside);
        for part in parts {
            let own = figures[*part].map(|own| Figure { at_least: own.at_least && !is_larger, ..own });
            given.extend(keys[*part].iter().map(|key| (key, own, Counts::Itself)));
        }
        let says_more = beyond.is_some_and(|beyond| beyond.low > 0 || beyond.high > 0);
        for key in &keys[at] {
            if parts.iter().any(|part| keys[*part].contains(key)) {
                given.push((key, beyond, Counts::ByItsParts));
            } else if says_more {
                given.push((key, beyond, Counts::Itself));
            }
        }
    }
    let mut totals: BTreeMap<&K, Totals> = BTreeMap::new();
    for (key, figure, counts) in given {
        totals.entry(key).or_default().add(figure, counts);
    }
    // The least that a whole says beyond its parts may pass the most it says beyond them.
    for total in totals.values_mut() {
        total.low = total.low.min(total.high);
    }
    totals.into_iter().map(|(key, total)| (key.clone(), total)).collect()
}

/// Whether a figure's incident is counted, too.
#[derive(Debug, Clone, Copy)]
enum Counts {
    Itself,
    ByItsParts,
}

/// What a whole says beyond the sum of its parts, bound by bound; and whether it says as much as they do or more.
fn beyond(whole: Option<Figure>, parts: &[Figure]) -> (Option<Figure>, bool) {
    let Some(whole) = whole else { return (None, false) };
    let sum = |bound: fn(&Figure) -> u64| parts.iter().map(bound).sum::<u64>();
    let best = sum(|figure| figure.best);
    let is_larger = whole.best >= best;
    let beyond = Figure {
        who: whole.who,
        low: whole.low.saturating_sub(sum(|figure| figure.low)),
        best: whole.best.saturating_sub(best),
        high: whole.high.saturating_sub(sum(|figure| figure.high)),
        at_least: whole.at_least && is_larger,
    };
    (Some(beyond), is_larger)
}

/// For each of some incidents the one among them that counts for it too, by its place in `positions`: the first that
/// covers it or that it is part of. A whole is no part.
fn wholes(parts: &Parts, positions: &[usize]) -> Vec<Option<usize>> {
    let mut whole_of: Vec<Option<usize>> = vec![None; positions.len()];
    let kin = positions.iter().enumerate().filter(|(_, at)| parts.kin.contains(at));
    let kin: HashMap<usize, usize> = kin.map(|(place, at)| (*at, place)).collect();
    if kin.len() < 2 {
        return whole_of;
    }
    let mut has_parts: HashSet<usize> = HashSet::new();
    for (whole, part) in &parts.pairs {
        let (Some(whole), Some(part)) = (kin.get(whole).copied(), kin.get(part).copied()) else { continue };
        if whole_of[whole].is_none() && whole_of[part].is_none() && !has_parts.contains(&part) {
            whole_of[part] = Some(whole);
            has_parts.insert(whole);
        }
    }
    whole_of
}

/// Which incidents are part of which, so that a total counts neither twice.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The positions of a whole and of one of its parts, by their ids.
    pairs: Vec<(usize, usize)>,
    /// Those that are either.
    kin: HashSet<usize>,
}

impl Parts {
    /// What covers what, and what is part of what; `at_of` gives the position of a record's incident.
    #[must_use]
    pub fn of(incidents: &[Incident], at_of: &HashMap<IncidentId, usize>) -> Self {
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (at, incident) in incidents.iter().enumerate() {
            pairs.extend(incident.covers.iter().filter_map(|id| Some((at, *at_of.get(id)?))));
            pairs.extend(incident.lead().part_of.iter().filter_map(|id| Some((*at_of.get(id)?, at))));
        }
        pairs.retain(|(whole, part)| whole != part);
        pairs.sort_by_key(|(whole, part)| (incidents[*whole].id(), incidents[*part].id()));
        let kin = pairs.iter().flat_map(|(whole, part)| [*whole, *part]).collect();
        Self { pairs, kin }
    }
}

impl Totals {
    fn add(&mut self, figure: Option<Figure>, counts: Counts) {
        if let Counts::Itself = counts {
            self.incidents += 1;
            self.without_number += usize::from(figure.is_none());
        }
        if let Some(figure) = figure {
            self.low += figure.low;
            self.best += figure.best;
            self.high += figure.high;
            self.at_least |= figure.at_least;
        }
    }

    /// Whether there is any number in it.
    #[must_use]
    pub fn has_number(&self) -> bool {
        self.incidents > self.without_number
    }
}

/// What one incident gives to a total: its headline claim's line, else the line about all people, else the line
/// that names the most. Lines about different people are never added. A line about all people is that of a part where
/// fewer were killed by it than by another line at least, and then it has no precedence. Where the line says only
/// "up to", the least is the lowest that any line holds.
#[must_use]
pub fn figure(incident: &Incident, measure: Measure) -> Option<Figure> {
    let lines: Vec<ClaimLine<'_>> =
        claims::lines(incident).into_iter().filter(|l| l.about == measure && l.range.is_some()).collect();
    let headline = incident.headline(measure);
    let line = lines
        .iter()
        .find(|line| headline.is_some_and(|claim| claim.who == line.who))
        .or_else(|| lines.iter().find(|line| line.who == Some(Who::All) && is_whole(line, &lines)))
        .or_else(|| lines.iter().max_by_key(|line| line.range.map(|range| range.high)))?;
    let range = line.range?;
    let chosen = headline.filter(|claim| claim.amount.has_number()).map(|claim| claim.amount);
    let (best, at_least) = chosen.or_else(|| best_of(line)).map_or((range.high, false), single);
    let low = range.low.or_else(|| least_of_parts(&lines)).unwrap_or(0).min(range.high);
    Some(Figure { who: line.who, low, best, high: range.high, at_least })
}

/// The lowest figure that any line holds at the least: what stands where a line says only "up to".
fn least_of_parts(lines: &[ClaimLine<'_>]) -> Option<u64> {
    lines.iter().filter_map(|line| line.range?.low).min()
}

/// Whether no line says of its people alone that more were killed, at the least, than a line says of all at the most.
fn is_whole(line: &ClaimLine<'_>, lines: &[ClaimLine<'_>]) -> bool {
    let most = line.range.map_or(0, |range| range.high);
    lines.iter().all(|other| other.range.and_then(|range| range.low).is_none_or(|low| low <= most))
}

/// The firmest standing claim's amount: confirmed before reported before claimed, a best figure before a floor.
/// A row of a dyad stands for all the rows of its speaker in its record, added.
fn best_of(line: &ClaimLine<'_>) -> Option<Amount> {
    let standing = || line.claims.iter().filter(|(_, claim)| claim.gives_number());
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
