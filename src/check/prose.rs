//! Figures in prose that no claim holds, and figures that a newer claim has left behind.

use crate::check::numbers::{Figure, figures, values};
use crate::check::{Desk, Prose, prose_of_record, prose_of_story};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::vocabulary::{Measure, Qualifier, Word};
use crate::model::{Amount, Claim, Corpus, Incident, Story};

/// A record's title and summary against the claims of its incident and of those it names.
pub(super) fn of_incident(desk: &Desk<'_>, incident: &Incident, said: &mut Diagnostics) {
    if incident.records.iter().all(|record| record.claims.is_empty()) {
        return;
    }
    let index = &desk.briefing.index;
    let named = incident.records.iter().flat_map(|record| record.related.iter().chain(&record.part_of));
    let others = named.filter_map(|id| index.incident.get(id)).map(|at| &desk.briefing.incidents[*at]);
    let all: Vec<&Incident> = std::iter::once(incident).chain(others).collect();
    for record in &incident.records {
        for prose in prose_of_record(record) {
            look(desk, &prose, &all, said);
        }
    }
}

/// A story's prose against the claims of the incidents it is about.
pub(super) fn of_story(desk: &Desk<'_>, story: &Story, said: &mut Diagnostics) {
    let incidents = desk.incidents_of(story);
    if incidents.is_empty() {
        return;
    }
    for prose in prose_of_story(story) {
        look(desk, &prose, &incidents, said);
    }
}

fn look(desk: &Desk<'_>, prose: &Prose<'_>, incidents: &[&Incident], said: &mut Diagnostics) {
    let found = figures(&prose.text);
    for figure in &found {
        let words = &prose.text[figure.span.clone()];
        let claims: Vec<&Claim> = incidents.iter().flat_map(|incident| incident.claims()).map(|(_, c)| c).collect();
        let of_measure: Vec<&Claim> = claims.iter().copied().filter(|c| figure.is_of(c.about)).collect();
        let holding: Vec<&Claim> = of_measure.iter().copied().filter(|claim| holds(claim.amount, figure)).collect();
        if holding.is_empty() {
            if !is_sum(incidents, figure) {
                unclaimed(desk, prose, words, figure, &of_measure, said);
            }
        } else if let Some(newer) = newer(&of_measure, &holding, figure, &values(&prose.text)) {
            let diagnostic = Diagnostic::new(
                Code::StaleFigure,
                format!(
                    "the {} says “{words}”, but a newer claim says {}",
                    prose.name,
                    says(&desk.briefing.corpus, newer)
                ),
            );
            let help = "bring the text up to date, or tell both figures with their dates";
            said.push(diagnostic.at(prose.file, prose.at(words), "").help(help));
        }
    }
}

fn unclaimed(
    desk: &Desk<'_>,
    prose: &Prose<'_>,
    words: &str,
    figure: &Figure,
    claims: &[&Claim],
    said: &mut Diagnostics,
) {
    let corpus = &desk.briefing.corpus;
    let about = figure.about.iter().map(|about| about.label()).collect::<Vec<_>>().join(" or ");
    let mut there: Vec<String> =
        claims.iter().filter(|claim| claim.amount.has_number()).map(|claim| says(corpus, claim)).collect();
    there.dedup();
    let more = there.len().saturating_sub(6);
    there.truncate(6);
    if more > 0 {
        there.push(format!("{more} more"));
    }
    let help = if there.is_empty() {
        "add the claim with its speaker, or name the incident it belongs to".to_owned()
    } else {
        format!("the claims of {about} are: {}; correct the text, or add the claim with its speaker", there.join(", "))
    };
    let message = format!("the {} says “{words}”, which no claim of its incidents holds", prose.name);
    said.push(Diagnostic::new(Code::FigureWithoutClaim, message).at(prose.file, prose.at(words), "").help(help));
}

/// Whether an amount holds a figure: as one of its numbers, as one between its least and its most (a speaker who
/// gave 75, 90 and 100 is recorded as 75 to 100), or near one where the figure is rounded.
fn holds(amount: Amount, figure: &Figure) -> bool {
    let near = |number: u64| number.abs_diff(figure.value) * 10 <= number.max(figure.value);
    let between = amount.low.zip(amount.high).is_some_and(|(low, high)| (low..=high).contains(&figure.value));
    let numbers = [amount.low, amount.best, amount.high];
    between || numbers.into_iter().flatten().any(|number| number == figure.value || (figure.rough && near(number)))
}

/// Whether the figure is what claims give together: one speaker's groups of one incident, or a total over incidents.
fn is_sum(incidents: &[&Incident], figure: &Figure) -> bool {
    let numbers = |claim: &Claim| [claim.amount.floor(), claim.amount.best, claim.amount.ceiling()];
    let mut totals = [0_u64; 3];
    for incident in incidents {
        let mut by_speaker: std::collections::BTreeMap<(&str, Measure), [u64; 3]> = std::collections::BTreeMap::new();
        for (_, claim) in incident.claims().filter(|(_, claim)| figure.is_of(claim.about)) {
            let sums = by_speaker.entry((claim.by.as_str(), claim.about)).or_default();
            for (sum, number) in sums.iter_mut().zip(numbers(claim)) {
                *sum += number.unwrap_or(0);
            }
        }
        if by_speaker.values().flatten().any(|sum| *sum == figure.value) {
            return true;
        }
        if let Some(of) = figure.about.first().and_then(|about| crate::briefing::totals::figure(incident, *about)) {
            for (total, number) in totals.iter_mut().zip([of.low, of.best, of.high]) {
                *total += number;
            }
        }
    }
    totals.contains(&figure.value)
}

/// The claim that has left a figure behind: of the same speaker and group, said later, with more, and not itself told
/// in the same breath. Only an open figure ("at least 13") goes stale by another; one that stands nowhere any more does
/// as well.
fn newer<'c>(claims: &[&'c Claim], holding: &[&Claim], figure: &Figure, told: &[u64]) -> Option<&'c Claim> {
    let is_told = |claim: &Claim| {
        let numbers = [claim.amount.low, claim.amount.best, claim.amount.high];
        numbers.into_iter().flatten().any(|number| number != figure.value && told.contains(&number))
    };
    let later = |old: &Claim| {
        claims.iter().copied().find(|new| {
            let follows = old.superseded_by.as_ref() == Some(&new.id)
                || (figure.open
                    && new.by == old.by
                    && new.who == old.who
                    && new.said_on.zip(old.said_on).is_some_and(|(new, old)| new.first_day() > old.last_day()));
            follows && new.about == old.about && new.status.stands() && new.amount.floor() > Some(figure.value)
        })
    };
    let all: Option<Vec<&Claim>> = holding.iter().map(|claim| later(claim)).collect();
    all?.into_iter().find_map(|new| (!is_told(new)).then(|| claims.iter().copied().find(|c| c.id == new.id))?)
}

/// A claim's figure and speaker: `more than 30 (Reuters)`.
pub(super) fn says(corpus: &Corpus, claim: &Claim) -> String {
    format!("{} ({})", amount(claim.amount), corpus.speaker_name(&claim.by))
}

/// An amount in words.
pub(super) fn amount(amount: Amount) -> String {
    let number = match (amount.low, amount.best, amount.high) {
        (Some(low), _, Some(high)) if low != high => format!("{low} to {high}"),
        (_, Some(best), _) => best.to_string(),
        (Some(low), None, _) => low.to_string(),
        (None, None, Some(high)) => high.to_string(),
        (None, None, None) => return amount.qualifier.map_or("no number", Qualifier::label).to_owned(),
    };
    match amount.qualifier {
        Some(qualifier @ (Qualifier::AtLeast | Qualifier::MoreThan | Qualifier::About | Qualifier::UpTo)) => {
            format!("{} {number}", qualifier.label())
        }
        _ => number,
    }
}
