//! Published figures that changed since the last build without a word to readers.

use std::collections::BTreeMap;

use crate::briefing::Briefing;
use crate::check::prose;
use crate::diagnostic::locate::Part;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::incident::Correction;
use crate::model::vocabulary::{Status, Word};
use crate::model::{Claim, IncidentRecord};

/// What was published: the figure of every claim, by record and claim.
pub type Figures = BTreeMap<String, String>;

/// The figures of a briefing, as words: `2025-06-01-boulikessi/c1` is `more than 30 soldiers killed`.
#[must_use]
pub fn published(briefing: &Briefing) -> Figures {
    let records = briefing.incidents.iter().flat_map(|incident| &incident.records);
    let records = records.filter(|record| record.status != Status::Withdrawn);
    records
        .flat_map(|record| {
            let figures = record.claims.iter().filter(|claim| claim.amount.has_number());
            figures.map(move |claim| (key(record, claim.id.as_str()), figure(claim)))
        })
        .collect()
}

/// Figures that differ from those of the last build and that no correction of their record tells of. What is said
/// goes with the figures to remember: the old one stays until its correction is there.
#[must_use]
pub fn changed(briefing: &Briefing, before: &Figures) -> (Diagnostics, Figures) {
    let mut said = Diagnostics::new();
    let mut now = published(briefing);
    let records = briefing.incidents.iter().flat_map(|incident| &incident.records);
    for record in records.filter(|record| record.status != Status::Withdrawn) {
        let prefix = format!("{}/", record.id);
        let old = before.range(prefix.clone()..).take_while(|(key, _)| key.starts_with(&prefix));
        for (key, was) in old {
            let claim = key[prefix.len()..].to_owned();
            let is = now.get(key).map_or("no figure", String::as_str).to_owned();
            if is == *was || record.corrections.iter().any(|correction| tells(correction, &claim, was, &is)) {
                continue;
            }
            said.push(diagnostic(record, &claim, was, &is));
            now.insert(key.clone(), was.clone());
        }
    }
    (said, now)
}

fn diagnostic(record: &IncidentRecord, claim: &str, was: &str, is: &str) -> Diagnostic {
    let at = record.claims.iter().position(|one| one.id.as_str() == claim);
    let place = match at {
        Some(at) => record.origin.place(record.origin.path.key("claims").item(at).key("id"), Part::Value),
        None => record.origin.at("id"),
    };
    let message = format!("claim `{claim}` was published as “{was}” and is now “{is}”, and no correction says so");
    let line = format!("- {{at: \"YYYY-MM-DD\", field: claims.{claim}, was: \"{was}\", now: \"{is}\", reason: \"…\"}}");
    let help = format!(
        "if it was wrong, add under `corrections:` `{line}`; if somebody said it later, make it a claim of its own"
    );
    Diagnostic::new(Code::FigureChanged, message).at(&record.origin.file, place, "").help(help)
}

/// Whether a correction tells of this change: it names the claim, or gives the old and the new number.
fn tells(correction: &Correction, claim: &str, was: &str, is: &str) -> bool {
    let numbers = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let names = correction.field.as_deref().is_some_and(|field| field == format!("claims.{claim}") || field == claim);
    let holds = |text: &str, figure: &str| numbers(figure).iter().all(|number| numbers(text).contains(number));
    holds(&correction.was, was) && (names || !numbers(was).is_empty()) && holds(&correction.now, is)
}

fn key(record: &IncidentRecord, claim: &str) -> String {
    format!("{}/{claim}", record.id)
}

fn figure(claim: &Claim) -> String {
    let who = claim.who.map(|who| format!(" {}", who.label())).unwrap_or_default();
    format!("{}{who} {}", prose::amount(claim.amount), claim.about.label())
}
