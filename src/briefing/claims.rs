//! What may be shown of an incident's claims: one line for each measure and group of people, with the range of the
//! claims that stand, then each claim with its speaker. Claims of one line are never added, but for the rows of
//! different dyads that one speaker gives for one incident.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::vocabulary::{Measure, Who};
use crate::model::{Amount, Claim, Incident, IncidentRecord};

/// The span of the standing claims of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least any speaker holds; `None` when all say only "up to".
    pub low: Option<u64>,
    /// The most any speaker names.
    pub high: u64,
    /// Whether that most is itself "at least" or "more than".
    pub open: bool,
}

/// The claims of one incident about one measure and one group of people.
#[derive(Debug, Clone)]
pub struct ClaimLine<'a> {
    /// About what.
    pub about: Measure,
    /// About whom.
    pub who: Option<Who>,
    /// The span of the claims that stand and give a number.
    pub range: Option<Range>,
    /// Every claim with the record it stands in: those that stand first, else in the records' order.
    pub claims: Vec<Said<'a>>,
}

/// A claim and the record it stands in.
pub type Said<'a> = (&'a Arc<IncidentRecord>, &'a Claim);

/// An incident's claims as lines, in the order of the measures, then of the groups.
#[must_use]
pub fn lines(incident: &Incident) -> Vec<ClaimLine<'_>> {
    let mut grouped: BTreeMap<(Measure, Option<Who>), Vec<Said<'_>>> = BTreeMap::new();
    for (record, claim) in incident.claims() {
        grouped.entry((claim.about, claim.who)).or_default().push((record, claim));
    }
    grouped
        .into_iter()
        .map(|((about, who), mut claims)| {
            claims.sort_by_key(|(_, claim)| !claim.status.stands());
            let range = range(&standing(&claims));
            ClaimLine { about, who, range, claims }
        })
        .collect()
}

/// The amounts of the claims that stand, the dyad rows of one speaker added into one.
fn standing(claims: &[Said<'_>]) -> Vec<Amount> {
    let mut amounts = Vec::new();
    let mut rows: BTreeMap<(&str, &str), BTreeMap<&str, Amount>> = BTreeMap::new();
    for (record, claim) in claims.iter().filter(|(_, claim)| claim.gives_number()) {
        match &claim.dyad {
            Some(dyad) => {
                let of_speaker = rows.entry((record.id.as_str(), claim.by.as_str())).or_default();
                of_speaker.insert(dyad, claim.amount);
            }
            None => amounts.push(claim.amount),
        }
    }
    amounts.extend(rows.into_values().filter_map(|dyads| dyads.into_values().reduce(add)));
    amounts
}

/// The rows of different dyads that one speaker gives in one record as one amount.
pub(super) fn dyads<'c>(rows: impl Iterator<Item = &'c Said<'c>>) -> Option<Amount> {
    let by_dyad: BTreeMap<&str, Amount> =
        rows.filter_map(|(_, claim)| Some((claim.dyad.as_deref()?, claim.amount))).collect();
    by_dyad.into_values().reduce(add)
}

/// Two dyads' rows of one incident as one amount.
fn add(a: Amount, b: Amount) -> Amount {
    let low = a.floor().zip(b.floor()).map(|(a, b)| a + b);
    let best = a.best.zip(b.best).map(|(a, b)| a + b);
    let high = a.ceiling().zip(b.ceiling()).map(|(a, b)| a + b);
    Amount { low, best, high, qualifier: a.qualifier.or(b.qualifier) }
}

fn range(amounts: &[Amount]) -> Option<Range> {
    let high = amounts.iter().filter_map(|a| a.ceiling()).max()?;
    let open = amounts.iter().any(|a| a.ceiling() == Some(high) && a.is_open());
    Some(Range { low: amounts.iter().filter_map(|a| a.floor()).min(), high, open })
}
