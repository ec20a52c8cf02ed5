//! Marks in the titles of what is held back, for a preview that was asked to show it.
//!
//! Wherever an item is shown its title is, on its own page as in every list, and whatever templates a site has: so the
//! title carries the mark. Deduplication is over by then, and has compared the titles as they were written.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::held_back::HeldBack;
use crate::model::story::{Standing, Subject};
use crate::model::{Article, Incident, IncidentRecord, Moment, Receipt, Story};

/// The end of every mark.
const NOT_PUBLISHED: &str = "not published";

/// Marks every story and incident that is held back, or holds or names an item that is.
pub fn mark(stories: &mut [Story], incidents: &mut [Incident], receipts: &[Receipt], now: Timestamp, zone: &TimeZone) {
    for story in stories {
        let copies = story.copies.iter_mut().map(|copy| mark_article(&mut copy.article, now, zone));
        let with_held_back = copies.fold(false, |any, marked| any | marked);
        if !mark_article(&mut story.article, now, zone) && with_held_back {
            entitle(&mut Arc::make_mut(&mut story.article).title, "With a copy that is held back");
        }
    }
    let records = incidents.iter().flat_map(|incident| &incident.records);
    let drafts: BTreeSet<String> =
        records.filter(|record| record.held_back().next().is_some()).map(|record| record.id.to_string()).collect();
    let proposed = receipts.iter().filter(|receipt| receipt.standing == Standing::Proposed);
    let beside_a_draft: BTreeSet<String> = proposed
        .filter(|receipt| matches!(receipt.subject, Subject::Incident(_)))
        .filter_map(|receipt| receipt.sides.as_ref())
        .filter(|sides| sides.iter().any(|side| drafts.contains(&side.id)))
        .flatten()
        .map(|side| side.id.clone())
        .collect();
    for incident in incidents {
        let own = mark_record(&mut incident.records[0]);
        let others = incident.records.iter_mut().skip(1).fold(false, |any, record| any | mark_record(record));
        let beside = incident.records.iter().any(|r| beside_a_draft.contains(r.id.as_str()));
        if !own && (others || beside) {
            entitle_record(&mut incident.records[0], "With a draft");
        }
    }
}

fn mark_article(article: &mut Arc<Article>, now: Timestamp, zone: &TimeZone) -> bool {
    let until = article.publish_at;
    let reasons: Vec<String> = article
        .held_back(now)
        .map(|why| match (why, until) {
            (HeldBack::Embargo, Some(until)) => format!("embargo until {}", moment(until, zone)),
            _ => "draft".to_owned(),
        })
        .collect();
    if reasons.is_empty() {
        return false;
    }
    let reasons = reasons.join(", ");
    let mut chars = reasons.chars();
    let capital: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    entitle(&mut Arc::make_mut(article).title, &capital);
    true
}

fn mark_record(record: &mut Arc<IncidentRecord>) -> bool {
    let held = record.held_back().next().is_some();
    if held {
        entitle_record(record, "Draft");
    }
    held
}

fn entitle_record(record: &mut Arc<IncidentRecord>, why: &str) {
    let record = Arc::make_mut(record);
    entitle(&mut record.title, why);
    record.title_i18n.values_mut().for_each(|title| entitle(title, why));
}

fn entitle(title: &mut String, why: &str) {
    *title = format!("{why} – {NOT_PUBLISHED}: {title}");
}

fn moment(at: Moment, zone: &TimeZone) -> String {
    if !at.has_time {
        return at.date.strftime("%-d %B %Y").to_string();
    }
    at.timestamp.to_zoned_datetime(zone.clone()).strftime("%-d %B %Y, %H:%M %Z").to_string()
}
