//! Claims that cannot both be true.

use std::collections::BTreeMap;

use crate::check::{Desk, prose};
use crate::diagnostic::locate::Part;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics};
use crate::model::vocabulary::{ClaimStatus, Measure, Who};
use crate::model::{Claim, Incident, IncidentRecord};

/// A claim and the record it stands in.
type Told<'a> = (&'a IncidentRecord, &'a Claim);

/// Two confirmed claims of one measure and group whose numbers do not meet.
pub(super) fn in_conflict(desk: &Desk<'_>, incident: &Incident, said: &mut Diagnostics) {
    let mut confirmed: BTreeMap<(Measure, Option<Who>), Vec<Told<'_>>> = BTreeMap::new();
    for (record, claim) in incident.claims() {
        if claim.status == ClaimStatus::Confirmed && claim.amount.has_number() && claim.dyad.is_none() {
            confirmed.entry((claim.about, claim.who)).or_default().push((record, claim));
        }
    }
    for group in confirmed.into_values() {
        for (n, (record, claim)) in group.iter().enumerate() {
            let apart = |(_, other): &&(&IncidentRecord, &Claim)| below(other, claim) || below(claim, other);
            let Some((first_record, first)) = group[..n].iter().find(apart) else { continue };
            let corpus = &desk.briefing.corpus;
            let (a, b) = (prose::says(corpus, first), prose::says(corpus, claim));
            let message = format!("two confirmed claims do not meet: {a} and {b}");
            let help = "a confirmed figure that another replaced is `superseded`; where two authorities differ, one or both are `disputed`";
            said.push(
                Diagnostic::new(Code::ConfirmedConflict, message)
                    .at(&record.origin.file, at(record, claim), "this one")
                    .at(&first_record.origin.file, at(first_record, first), "and this one")
                    .help(help),
            );
        }
    }
}

/// Whether all that one claim can mean is less than the least of another.
fn below(less: &Claim, more: &Claim) -> bool {
    let ceiling = less.amount.ceiling().filter(|_| !less.amount.is_open());
    ceiling.zip(more.amount.floor()).is_some_and(|(ceiling, floor)| ceiling < floor)
}

fn at(record: &IncidentRecord, claim: &Claim) -> At {
    let item = record.claims.iter().position(|one| one.id == claim.id).unwrap_or(0);
    record.origin.place(record.origin.path.key("claims").item(item).key("id"), Part::Value)
}
