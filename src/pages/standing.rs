//! What is known of an incident, what is only reported or claimed, what is disputed, and what nobody has said.

use serde::Serialize;

use crate::briefing::claims::{self, ClaimLine};
use crate::model::vocabulary::{ClaimStatus, EntryKind, EventType, Measure, Role, Status};
use crate::model::{Claim, Incident};
use crate::pages::cards;
use crate::pages::setting::Ground;

/// One part of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Part {
    /// Its key, for its style.
    pub(super) key: &'static str,
    /// Its title.
    pub(super) label: String,
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
pub(super) fn parts(ground: &Ground<'_>, incident: &Incident) -> Vec<Part> {
    if incident.lead().status == Status::Withdrawn {
        return Vec::new();
    }
    let lines = claims::lines(incident);
    let of = |statuses: &[ClaimStatus]| said(ground, &lines, statuses);
    let mut known = vec![happened(ground, incident)];
    known.extend(of(&[ClaimStatus::Confirmed]));
    let mut disputed: Vec<Line> = lines.iter().filter_map(|line| disagreement(ground, line)).collect();
    disputed.extend(of(&[ClaimStatus::Disputed, ClaimStatus::Denied, ClaimStatus::Retracted]));
    let part = |key: &'static str, label: &str, lines: Vec<Line>| Part {
        key,
        label: ground.words.say(label).to_owned(),
        lines,
    };
    let parts = [
        part("known", "known", known),
        part("reported", "reported", of(&[ClaimStatus::Reported])),
        part("claimed", "claimed", of(&[ClaimStatus::Claimed])),
        part("disputed", "disputed", disputed),
        part("unknown", "not_known", unknown(ground, incident, &lines)),
    ];
    parts.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

/// The event itself, which every record of it shares.
fn happened(ground: &Ground<'_>, incident: &Incident) -> Line {
    let lead = incident.lead();
    let sources = incident.sources().len();
    let words = ground.words;
    let where_and_when = words.row(&[cards::place(ground, incident), words.when(&lead.date).full]);
    let text = words.colon(&words.capital_label(lead.event), &where_and_when);
    Line { text, by: words.count("sources_counted", sources) }
}

/// The claims of some statuses, each with its speaker.
fn said(ground: &Ground<'_>, lines: &[ClaimLine<'_>], statuses: &[ClaimStatus]) -> Vec<Line> {
    let chosen = lines.iter().flat_map(|line| line.claims.iter().filter(|(_, claim)| statuses.contains(&claim.status)));
    chosen.map(|(_, claim)| line(ground, claim)).collect()
}

fn line(ground: &Ground<'_>, claim: &Claim) -> Line {
    let words = ground.words;
    let measure = words.measure(claim.about, claim.who);
    let figure = words.amount(claim.amount);
    // What its note says of a figure belongs to it: that the missing are counted with the dead, or whom a count leaves out.
    let note = ground.note(claim).map(|note| note.text);
    let said = match (figure, note) {
        (Some(figure), Some(note)) => {
            Some(words.tell("figure_noted", &[("figure", figure.into()), ("note", note.trim_end_matches('.').into())]))
        }
        (figure, _) => figure.or_else(|| cards::statement(ground, claim).map(|note| note.text)),
    };
    let text = match said {
        Some(said) => words.colon(measure, &said),
        None => cards::of_responsibility(words, claim).unwrap_or(measure).to_owned(),
    };
    let name = cards::full_name(ground, &claim.by);
    let by = match claim.status {
        ClaimStatus::Denied => words.tell("who_denied", &[("name", name.into())]),
        ClaimStatus::Retracted => words.tell("who_retracted", &[("name", name.into())]),
        ClaimStatus::Disputed => words.tell("who_disputed", &[("name", name.into())]),
        _ => name,
    };
    Line { text, by }
}

/// Where speakers differ about one thing.
fn disagreement(ground: &Ground<'_>, line: &ClaimLine<'_>) -> Option<Line> {
    let range = line.range.filter(|_| cards::is_disputed(ground, line))?;
    Some(Line {
        text: ground.words.colon(ground.words.measure(line.about, line.who), &ground.words.range(range)),
        by: ground.words.count("speakers_counted", cards::speakers(ground, line).len()),
    })
}

fn unknown(ground: &Ground<'_>, incident: &Incident, lines: &[ClaimLine<'_>]) -> Vec<Line> {
    let silent =
        lines.iter().flat_map(|line| line.claims.iter().filter(|(_, claim)| claim.status == ClaimStatus::NoComment));
    let mut unknown: Vec<Line> = silent
        .map(|(_, claim)| Line {
            text: ground
                .words
                .tell("no_comment_on", &[("measure", ground.words.measure(claim.about, claim.who).into())]),
            by: cards::full_name(ground, &claim.by),
        })
        .collect();
    let nobody = |key: &str| Line { text: ground.words.say(key).to_owned(), by: String::new() };
    if incident.lead().kind == EntryKind::Incident && is_violent(incident.lead().event) {
        let about = |measure| lines.iter().filter(move |line| line.about == measure);
        if about(Measure::Killed).all(|line| line.range.is_none()) {
            unknown.push(nobody("how_many_not_known"));
        }
        let is_named = incident
            .actors()
            .iter()
            .any(|a| matches!(a.role, Role::Perpetrator | Role::AllegedPerpetrator | Role::Party));
        if !is_named {
            unknown.push(nobody("who_not_known"));
        }
        let claimed = about(Measure::Responsibility)
            .flat_map(|line| &line.claims)
            .any(|(_, claim)| claim.status != ClaimStatus::Denied);
        let is_attack = matches!(incident.lead().event, EventType::AttackOnForces | EventType::AttackOnCivilians);
        if is_attack && !claimed && !incident.actors().iter().any(|a| a.role == Role::Claimant) {
            unknown.push(nobody("responsibility_not_known"));
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
