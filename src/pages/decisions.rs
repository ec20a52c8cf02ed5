//! `dedup.json`: what was folded on this site and why, for readers and programs that want to check it.
//!
//! It holds what the foot of the pages holds, and nothing that no page shows: no path of a source file, no proposal that
//! only editors see, nothing of what is withdrawn, and of another outlet's copy its address and what differs, not its text.

use serde::Serialize;

use crate::checked::Checked;
use crate::model::story::{DedupeRule, Standing};
use crate::model::vocabulary::Status;
use crate::model::{Incident, Receipt, Story};
use crate::pages::address;
use crate::pages::notes;
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route};
use crate::pages::setting::{Setting, is_listed_incident};

/// The page kind.
pub(super) struct Decisions;

#[derive(Serialize)]
struct View {
    json: String,
}

#[derive(Serialize)]
struct All<'a> {
    version: u8,
    stories: Vec<OfStory<'a>>,
    incidents: Vec<OfIncident<'a>>,
}

#[derive(Serialize)]
struct OfStory<'a> {
    slug: &'a str,
    url: Route,
    decisions: Vec<Decision<'a>>,
    copies: Vec<Copy<'a>>,
    contains: Vec<Route>,
}

#[derive(Serialize)]
struct Copy<'a> {
    slug: &'a str,
    outlet: Option<&'a str>,
    published: String,
    url: Option<&'a str>,
    kind: &'static str,
    shared: f64,
    only_there: &'a [String],
    changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    there: &'a str,
    here: &'a str,
    sentence: &'a str,
}

#[derive(Serialize)]
struct OfIncident<'a> {
    id: &'a str,
    url: Route,
    records: Vec<&'a str>,
    decisions: Vec<Decision<'a>>,
    covers: Vec<Route>,
}

#[derive(Serialize)]
struct Decision<'a> {
    rule: &'static str,
    standing: &'static str,
    between: Vec<&'a str>,
    evidence: Vec<Evidence<'a>>,
    folded: Vec<&'a str>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    name: &'a str,
    value: &'a str,
}

impl PageKind for Decisions {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        if !setting.is_own() {
            return Checked::default();
        }
        let briefing = setting.briefing;
        let stories = briefing.stories.iter().filter(|story| story.article.status != Status::Withdrawn);
        let incidents = briefing.incidents.iter().enumerate().filter(|(at, _)| is_listed_incident(briefing, *at));
        let all = All {
            version: 1,
            stories: stories.filter_map(|story| of_story(setting, story)).collect(),
            incidents: incidents.filter_map(|(_, incident)| of_incident(setting, incident)).collect(),
        };
        if all.stories.is_empty() && all.incidents.is_empty() {
            return Checked::default();
        }
        let json = serde_json::to_string_pretty(&all).unwrap_or_default();
        let page = PagePlan::new(Route::new("dedup.json"), "pages/dedup.json", View { json }).listed(Listing::Hidden);
        Checked::clean(Planned::pages(vec![page]))
    }
}

fn of_story<'a>(setting: &Setting<'a>, story: &'a Story) -> Option<OfStory<'a>> {
    if story.receipts.is_empty() && story.contains.is_empty() {
        return None;
    }
    let receipts = story.receipts.iter().filter_map(|at| setting.briefing.receipts.get(*at));
    let receipts = receipts.filter(|receipt| receipt.standing == Standing::Done);
    let stories = &setting.briefing.stories;
    let contains: Vec<Route> = setting
        .listed_stories(&setting.briefing.index.contained(story))
        .into_iter()
        .map(|at| address::story(stories[at].slug()))
        .collect();
    let decisions: Vec<Decision<'a>> = receipts.map(decision).collect();
    let copies = story.copies.iter().map(|copy| Copy {
        slug: copy.article.slug.as_str(),
        outlet: copy.article.outlet.as_deref(),
        published: copy.article.date.date.to_string(),
        url: copy.article.canonical_url.as_deref().filter(|url| notes::is_web(url)),
        kind: copy.kind.label(),
        shared: (copy.shared * 1000.0).round() / 1000.0,
        only_there: &copy.only_here,
        changes: copy
            .changes
            .iter()
            .map(|change| Change { there: &change.there, here: &change.here, sentence: &change.context })
            .collect(),
    });
    let one = OfStory {
        slug: story.slug().as_str(),
        url: address::story(story.slug()),
        copies: copies.collect(),
        decisions,
        contains,
    };
    (!one.decisions.is_empty() || !one.contains.is_empty()).then_some(one)
}

fn of_incident<'a>(setting: &Setting<'a>, incident: &'a Incident) -> Option<OfIncident<'a>> {
    let briefing = setting.briefing;
    let mut receipts: Vec<&'a Receipt> = Vec::new();
    for receipt in incident.records.iter().flat_map(|record| setting.receipts_of(&record.id)) {
        if !receipts.iter().any(|seen| std::ptr::eq(*seen, receipt)) {
            receipts.push(receipt);
        }
    }
    if receipts.is_empty() && incident.covers.is_empty() {
        return None;
    }
    let covers: Vec<Route> = setting
        .listed_incidents(&briefing.index.covered(incident))
        .into_iter()
        .map(|at| setting.to.incident(briefing.incidents[at].id()))
        .collect();
    let one = OfIncident {
        id: incident.id().as_str(),
        url: setting.to.incident(incident.id()),
        records: incident.records.iter().map(|record| record.id.as_str()).collect(),
        decisions: receipts.into_iter().map(decision).collect(),
        covers,
    };
    (!one.decisions.is_empty() || !one.covers.is_empty()).then_some(one)
}

fn decision(receipt: &Receipt) -> Decision<'_> {
    // Of a copy's text the page shows what only the copy says; the rest stands on it.
    let shows_text = receipt.rule != DedupeRule::CopyOfStory;
    Decision {
        rule: receipt.rule.as_str(),
        standing: if receipt.standing == Standing::Done { "done" } else { "proposed" },
        between: receipt.sides.iter().flatten().map(|side| side.id.as_str()).collect(),
        evidence: receipt.evidence.iter().map(|(name, value)| Evidence { name, value }).collect(),
        folded: receipt.folded.iter().filter(|_| shows_text).map(|folded| folded.text.as_str()).collect(),
    }
}
