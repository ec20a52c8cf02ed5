//! Claims of a record: every figure with its speaker.

use std::collections::BTreeSet;

use crate::diagnostic::Code;
use crate::load::fields::Fields;
use crate::model::place::Speaker;
use crate::model::vocabulary::{ClaimStatus, Measure, Word};
use crate::model::{ActorId, Amount, Claim, ClaimId, IncidentRecord, SourceId, When};

/// The claims under `claims`, in their order.
pub(super) fn claims(fields: &Fields<'_>, date: Option<&When>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut seen = BTreeSet::new();
    let maps = fields.maps("claims");
    let all: Vec<(Claim, Fields<'_>)> = maps.into_iter().filter_map(|map| claim(map, date)).collect();
    for (claim, map) in &all {
        if !seen.insert(claim.id.clone()) {
            map.say(
                Code::DuplicateId,
                "id",
                format!("two claims of this record have the id `{}`", claim.id),
                "",
                "give each claim its own id",
            );
        }
    }
    for (claim, map) in &all {
        check_successor(claim, map, &all);
    }
    for (claim, map) in all {
        map.finish();
        claims.push(claim);
    }
    claims
}

fn claim<'r>(map: Fields<'r>, date: Option<&When>) -> Option<(Claim, Fields<'r>)> {
    let id = map.required_text("id");
    let about = map.word::<Measure>("about");
    let amount = amount(&map);
    let by = map.text("by");
    let via: Vec<SourceId> = map.texts("via").iter().map(|id| SourceId::new(id)).collect();
    if by.is_none() && !map.is_given("by") {
        map.say(
            Code::ClaimSpeaker,
            "id",
            "the claim does not say who says it",
            "",
            "add `by:` with an actor or a source",
        );
    }
    if via.is_empty() && !map.is_given("via") {
        map.say(
            Code::ClaimSpeaker,
            "id",
            "the claim does not say where it was read",
            "",
            "add `via:` with the sources it was read in",
        );
    }
    let said_on = map.date("said_on");
    if let Some((said, date)) = said_on.zip(date).filter(|(said, date)| said.last_day() < date.first_day()) {
        let message = format!("it was said on {said}, before the incident began on {}", date.start);
        map.say(Code::SaidBeforeStart, "said_on", message, "", "correct `said_on` or the incident's date");
    }
    let credibility = map.whole("credibility");
    if credibility.is_some_and(|c| !(1..=6).contains(&c)) {
        map.say(
            Code::UnknownValue,
            "credibility",
            "credibility runs from 1 (confirmed) to 6 (cannot be judged)",
            "",
            "write a number from 1 to 6",
        );
    }
    let claim = Claim {
        about: about.unwrap_or(Measure::Identity),
        who: map.word("who"),
        amount,
        by: Speaker::Actor(ActorId::new(by.as_deref().unwrap_or_default())),
        via,
        said_on,
        status: map.word::<ClaimStatus>("status").unwrap_or(ClaimStatus::Reported),
        superseded_by: map.text("superseded_by").map(|id| ClaimId::new(&id)),
        credibility: credibility.and_then(|c| u8::try_from(c).ok()),
        dyad: map.text("dyad"),
        row: map.text_or_number("row"),
        note: map.text("note"),
        note_i18n: map.text_map("note_i18n"),
        id: ClaimId::new(id.as_deref().unwrap_or_default()),
    };
    let complete = id.is_some() && about.is_some() && by.is_some();
    if complete {
        return Some((claim, map));
    }
    map.finish();
    None
}

fn amount(map: &Fields<'_>) -> Amount {
    let value = map.whole("value");
    let (low, best, high) = (map.whole("low"), map.whole("best"), map.whole("high"));
    let range = ["low", "best", "high"].into_iter().find(|key| map.has(key));
    if let Some(range) = range.filter(|_| map.has("value")) {
        let message = format!("the claim gives a `value` and a `{range}`");
        map.say(
            Code::AmountTwice,
            "value",
            message,
            "",
            "keep `value` for one figure, or low, best and high for a range",
        );
    }
    for (key, less, more_key, more) in
        [("low", low, "best", best), ("best", best, "high", high), ("low", low, "high", high)]
    {
        if let (Some(less), Some(more)) = (less, more)
            && less > more
            && !(key == "low" && more_key == "high" && best.is_some())
        {
            let message = format!("`{key}` is {less}, more than `{more_key}`, {more}");
            if map.has("row") {
                let help =
                    "keep what the data set says; the range on the page runs from the least to the most of the three";
                map.say(Code::RowOrder, key, message, "", help);
            } else {
                let help = "correct the figures; if a data set has them so, name its row in `row`";
                map.say(Code::AmountOrder, key, message, "", help);
            }
        }
    }
    Amount { low, best: value.or(best), high, qualifier: map.word("qualifier") }
}

/// The claim that replaced this one is another of the record, and the way on from it ends.
fn check_successor(claim: &Claim, map: &Fields<'_>, all: &[(Claim, Fields<'_>)]) {
    let Some(next) = &claim.superseded_by else { return };
    let find = |id: &ClaimId| all.iter().map(|(claim, _)| claim).find(|claim| claim.id == *id);
    if find(next).is_none() {
        let ids: Vec<&str> = all.iter().map(|(claim, _)| claim.id.as_str()).collect();
        map.say(
            Code::UnknownReference,
            "superseded_by",
            format!("there is no claim `{next}` in this record"),
            "",
            &format!("its claims are: {}", ids.join(", ")),
        );
        return;
    }
    let mut at = claim;
    for _ in 0..=all.len() {
        match at.superseded_by.as_ref().and_then(find) {
            None => return,
            Some(next) if next.id == claim.id => {
                let message = format!("following `superseded_by` from `{}` leads back to it", claim.id);
                map.say(Code::SupersededLoop, "superseded_by", message, "", "remove the link that leads back");
                return;
            }
            Some(next) => at = next,
        }
    }
}

/// A headline claim exists and is about its measure.
pub(super) fn check_headline(fields: &Fields<'_>, record: &IncidentRecord) {
    for (measure, id) in &record.headline {
        let at = fields
            .origin()
            .place(fields.origin().path.key("headline").key(measure.as_str()), crate::diagnostic::locate::Part::Value);
        match record.claim(id) {
            None if record.claims.is_empty() && fields.has("claims") => {}
            None => fields.say_at(
                Code::UnknownReference,
                at,
                format!("there is no claim `{id}` in this record"),
                "",
                "name one of its claims",
            ),
            Some(claim) if claim.about != *measure => {
                let message = format!("claim `{id}` is about {}, not {measure}", claim.about);
                fields.say_at(Code::HeadlineMeasure, at, message, "", "name a claim about that measure");
            }
            Some(_) => {}
        }
    }
}
