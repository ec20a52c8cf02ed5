//! What is known of an incident, what is only reported or claimed, what is disputed, and what nobody has said.

use serde::Serialize;

use crate::briefing::Briefing;
use crate::briefing::claims::{self, ClaimLine};
use crate::model::vocabulary::{ClaimStatus, EntryKind, EventType, Measure, Role, Status, Word};
use crate::model::{Claim, Incident};
use crate::pages::{cards, words};

/// One part of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    /// Its key, for its style.
    pub(super) key: &'static str,
    /// Its title.
    pub(super) label: &'static str,
    /// Its lines.
    pub(super) lines: Vec<Line>,
}

/// One line: what, and on whose word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    /// What is said.
    pub(super) text: String,
    /// Who says it.
    pub(super) by: String,
}

/// The account of an incident; parts with nothing in them are left out.
#[must_use]
pub(super) fn parts(briefing: &Briefing, incident: &Incident) -> Vec<Part> {
    if incident.lead().status == Status::Withdrawn {
        return Vec::new();
    }
    let lines = claims::lines(incident);
    let of = |statuses: &[ClaimStatus]| said(briefing, &lines, statuses);
    let mut known = vec![happened(briefing, incident)];
    known.extend(of(&[ClaimStatus::Confirmed]));
    let mut disputed: Vec<Line> = lines.iter().filter_map(|line| disagreement(briefing, line)).collect();
    disputed.extend(of(&[ClaimStatus::Disputed, ClaimStatus::Denied, ClaimStatus::Retracted]));
    let parts = [
        Part { key: "known", label: "Known", lines: known },
        Part { key: "reported", label: "Reported", lines: of(&[ClaimStatus::Reported]) },
        Part { key: "claimed", label: "Claimed", lines: of(&[ClaimStatus::Claimed]) },
        Part { key: "disputed", label: "Disputed", lines: disputed },
        Part { key: "unknown", label: "Not known", lines: unknown(briefing, incident, &lines) },
    ];
    parts.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

/// The event itself, which every record of it shares.
fn happened(briefing: &Briefing, incident: &Incident) -> Line {
    let lead = incident.lead();
    let sources = incident.sources().len();
    let text = format!(
        "{}: {}, {}",
        words::capital(lead.event.label()),
        cards::place(&briefing.corpus, incident),
        words::when(&lead.date).full
    );
    Line { text, by: words::count(sources, "source", "sources") }
}

/// The claims of some statuses, each with its speaker.
fn said(briefing: &Briefing, lines: &[ClaimLine<'_>], statuses: &[ClaimStatus]) -> Vec<Line> {
    let chosen = lines.iter().flat_map(|line| line.claims.iter().filter(|(_, claim)| statuses.contains(&claim.status)));
    chosen.map(|(_, claim)| line(briefing, claim)).collect()
}

fn line(briefing: &Briefing, claim: &Claim) -> Line {
    let measure = words::measure(claim.about, claim.who);
    let figure = words::amount(claim.amount);
    let text = match (figure.as_deref().or(cards::statement(claim)), claim.about, claim.status) {
        (Some(said), _, _) => format!("{measure}: {said}"),
        (None, Measure::Responsibility, ClaimStatus::Claimed) => "Claims responsibility".to_owned(),
        (None, Measure::Responsibility, ClaimStatus::Denied) => "Denies responsibility".to_owned(),
        (None, _, _) => measure,
    };
    let name = cards::full_name(&briefing.corpus, &claim.by);
    let by = match claim.status {
        ClaimStatus::Denied => format!("{name}, denied"),
        ClaimStatus::Retracted => format!("{name}, retracted"),
        ClaimStatus::Disputed => format!("{name}, disputed"),
        _ => name,
    };
    Line { text, by }
}

/// Where speakers differ about one thing.
fn disagreement(briefing: &Briefing, line: &ClaimLine<'_>) -> Option<Line> {
    let range = line.range.filter(|range| range.low != Some(range.high))?;
    let standing = line.claims.iter().filter(|(_, claim)| claim.status.stands() && claim.amount.has_number());
    let mut speakers: Vec<&str> = standing.map(|(_, claim)| briefing.corpus.speaker_name(&claim.by)).collect();
    speakers.sort_unstable();
    speakers.dedup();
    (speakers.len() > 1).then(|| Line {
        text: format!("{}: {}", words::measure(line.about, line.who), words::range(range)),
        by: words::count(speakers.len(), "speaker", "speakers"),
    })
}

fn unknown(briefing: &Briefing, incident: &Incident, lines: &[ClaimLine<'_>]) -> Vec<Line> {
    let silent =
        lines.iter().flat_map(|line| line.claims.iter().filter(|(_, claim)| claim.status == ClaimStatus::NoComment));
    let mut unknown: Vec<Line> = silent
        .map(|(_, claim)| Line {
            text: format!("{}: no comment", words::measure(claim.about, claim.who)),
            by: cards::full_name(&briefing.corpus, &claim.by),
        })
        .collect();
    let nobody = |text: &str| Line { text: text.to_owned(), by: String::new() };
    if incident.lead().kind == EntryKind::Incident && is_violent(incident.lead().event) {
        let about = |measure| lines.iter().filter(move |line| line.about == measure);
        if about(Measure::Killed).all(|line| line.range.is_none()) {
            unknown.push(nobody("How many were killed: no number is recorded"));
        }
        let is_named = incident
            .actors()
            .iter()
            .any(|a| matches!(a.role, Role::Perpetrator | Role::AllegedPerpetrator | Role::Party));
        if !is_named {
            unknown.push(nobody("Who did it: no record names anyone"));
        }
        let claimed = about(Measure::Responsibility)
            .flat_map(|line| &line.claims)
            .any(|(_, claim)| claim.status != ClaimStatus::Denied);
        let is_attack = matches!(incident.lead().event, EventType::AttackOnForces | EventType::AttackOnCivilians);
        if is_attack && !claimed && !incident.actors().iter().any(|a| a.role == Role::Claimant) {
            unknown.push(nobody("Responsibility: no claim of it is recorded"));
        }
    }
    unknown
}

fn is_violent(event: EventType) -> bool {
    matches!(
        event,
        EventType::AttackOnForces
            | EventType::AttackOnCivilians
            | EventType::Clash
            | EventType::Explosive
            | EventType::AirStrike
    )
}
