//! Cards: an incident or a story as lists show it, with every figure beside its speaker.

use crate::briefing::Briefing;
use crate::briefing::claims::{self, ClaimLine};
use crate::model::place::Speaker;
use crate::model::vocabulary::{EntryKind, EventType, Measure, Status, Word};
use crate::model::{Actor, Claim, Corpus, Incident, Story};
use crate::pages::setting::Options;
use crate::pages::views::{
    ClaimLineView, EntryCard, FigureView, Shared, StoryCard, StoryLink, Voice, family, share, status_class,
};
use crate::pages::{address, filter, span, words};

/// How many lines of claims a card shows; the incident's page has them all.
const LINES: usize = 4;

/// The card of the incident at a position.
#[must_use]
pub(super) fn entry(briefing: &Briefing, options: &Options, at: usize) -> Shared {
    let incident = &briefing.incidents[at];
    let lead = incident.lead();
    let kind = kind(incident);
    let mut lines = lines(&briefing.corpus, incident);
    let hidden = lines.iter().skip(LINES).map(|line| line.voices.len()).sum::<usize>();
    lines.truncate(LINES);
    let stories = stories(briefing, options, at);
    let shows_summary = kind != "incident" || lines.is_empty();
    share(&EntryCard {
        id: lead.id.to_string(),
        filter: filter::keys(briefing, incident),
        url: address::incident(&lead.id),
        kind,
        family: family(lead.event),
        type_label: words::capital(lead.event.label()),
        type_url: address::event_type(lead.event),
        title: lead.title.clone(),
        date: words::when(&lead.date),
        date_known: span::known(&lead.date),
        stroke: span::stroke(&lead.date).map(|stroke| share(&stroke)),
        place: place(&briefing.corpus, incident),
        notice: notice(incident),
        summary: shows_summary.then(|| lead.summary.clone()),
        figure: figure(&briefing.corpus, incident),
        lines,
        more_lines: (hidden > 0)
            .then(|| format!("and {} on its page", words::count(hidden, "more claim", "more claims"))),
        stories_label: if stories.len() == 1 { "Story:" } else { "Stories:" },
        stories,
    })
}

/// The card of a story.
#[must_use]
pub(super) fn story(story: &Story, options: &Options) -> Shared {
    let article = &story.article;
    share(&StoryCard {
        url: address::story(&article.slug),
        title: article.title.clone(),
        summary: article.summary.clone(),
        date_iso: article.date.date.to_string(),
        date: words::day(article.date.date),
        dateline: article.dateline.clone(),
        outlets: (!story.copies.is_empty()).then(|| words::count(story.copies.len() + 1, "version", "versions")),
        lang: other_language(&article.lang, options),
    })
}

/// A language that must be said because it is not the site's.
#[must_use]
pub(super) fn other_language(lang: &str, options: &Options) -> Option<String> {
    (lang != options.lang).then(|| lang.to_owned())
}

/// `incident`, `milestone` or `aggregate`.
#[must_use]
pub(super) fn kind(incident: &Incident) -> &'static str {
    match (incident.lead().kind, incident.lead().event) {
        (_, EventType::Aggregate) => "aggregate",
        (EntryKind::Milestone, _) => "milestone",
        (EntryKind::Incident, _) => "incident",
    }
}

/// Where an incident happened: `Boulikessi, Mali`.
#[must_use]
pub(super) fn place(corpus: &Corpus, incident: &Incident) -> String {
    let located = corpus.locate(&incident.lead().place);
    match located.countries.as_slice() {
        [country] if country.name() != located.name => format!("{}, {}", located.name, country.name()),
        _ => located.name.to_owned(),
    }
}

/// What a reader must know before the rest.
#[must_use]
pub(super) fn notice(incident: &Incident) -> Option<String> {
    let lead = incident.lead();
    match lead.status {
        Status::Withdrawn => {
            let reason = withdrawal(
                lead.updates.iter().map(|u| (u.at, u.text.as_str())),
                lead.corrections.iter().filter_map(|c| Some((c.at, c.reason.as_deref()?))),
            );
            Some(reason)
        }
        Status::UnderReview => Some("Under review: what stands here may change.".to_owned()),
        _ if lead.event == EventType::Aggregate => Some("A running total. It is not added to anything.".to_owned()),
        _ => None,
    }
}

/// The notice of something withdrawn: its latest update or correction is the reason.
pub(super) fn withdrawal<'t>(
    updates: impl Iterator<Item = (crate::model::Moment, &'t str)>,
    corrections: impl Iterator<Item = (crate::model::Moment, &'t str)>,
) -> String {
    match updates.chain(corrections).max_by_key(|(at, _)| *at) {
        Some((at, reason)) => format!("Withdrawn on {}: {reason}", words::day(at.date)),
        None => "Withdrawn.".to_owned(),
    }
}

/// An incident's claims, a line a measure, each speaker with figure and status.
#[must_use]
pub(super) fn lines(corpus: &Corpus, incident: &Incident) -> Vec<ClaimLineView> {
    claims::lines(incident).into_iter().map(|line| line_view(corpus, &line)).collect()
}

fn line_view(corpus: &Corpus, line: &ClaimLine<'_>) -> ClaimLineView {
    let mut voices: Vec<Voice> = line.claims.iter().map(|(_, claim)| voice(corpus, claim)).collect();
    let range = match voices.as_mut_slice() {
        [only] => only.says.take(),
        _ => line.range.map(words::range),
    };
    ClaimLineView { measure: words::measure(line.about, line.who), range, voices }
}

fn voice(corpus: &Corpus, claim: &Claim) -> Voice {
    Voice {
        by: corpus.speaker_name(&claim.by).to_owned(),
        says: words::amount(claim.amount),
        statement: statement(claim).map(str::to_owned),
        status: status_class(claim.status),
        status_label: claim.status.label(),
    }
}

/// A speaker's name in full, with the acronym that lists use.
#[must_use]
pub(super) fn full_name(corpus: &Corpus, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Actor(id) => corpus.actors.get(id).map_or_else(|| id.to_string(), |actor| actor_name(actor)),
        Speaker::Source(_) => corpus.speaker_name(speaker).to_owned(),
    }
}

/// An actor's name in full, with its acronym.
#[must_use]
pub(super) fn actor_name(actor: &Actor) -> String {
    match &actor.acronym {
        Some(acronym) if *acronym != actor.name => format!("{} ({acronym})", actor.name),
        _ => actor.name.clone(),
    }
}

/// A claim's statement, when it counts nothing.
#[must_use]
pub(super) fn statement(claim: &Claim) -> Option<&str> {
    claim.note.as_deref().filter(|_| !claim.about.counts())
}

/// The figure a short list shows: the headline claim, else the range of the first line that has one.
pub(super) fn figure(corpus: &Corpus, incident: &Incident) -> Option<FigureView> {
    let headline = incident
        .records
        .iter()
        .find_map(|record| Measure::ALL.iter().find_map(|measure| record.claim(record.headline.get(measure)?)));
    if let Some(claim) = headline {
        return one_voice(corpus, claim);
    }
    let lines = claims::lines(incident);
    let line = lines.iter().find(|line| line.about == Measure::Killed && line.range.is_some());
    let line = line.or_else(|| lines.iter().find(|line| line.range.is_some()))?;
    let measure = words::measure(line.about, line.who);
    let standing: Vec<&Claim> =
        line.claims.iter().map(|(_, claim)| *claim).filter(|c| c.status.stands() && c.amount.has_number()).collect();
    if let [only] = standing.as_slice() {
        return one_voice(corpus, only);
    }
    let mut speakers: Vec<&str> = Vec::new();
    for claim in &standing {
        let name = corpus.speaker_name(&claim.by);
        if !speakers.contains(&name) {
            speakers.push(name);
        }
    }
    let by =
        if speakers.len() > 3 { words::count(speakers.len(), "speaker", "speakers") } else { words::list(&speakers) };
    let words = counted(line.about, &words::range(line.range?), &measure);
    Some(FigureView { words, by, status: None, status_label: None })
}

/// A figure with what it counts: `34 soldiers killed`, `material losses: at least 40`.
fn counted(about: Measure, figure: &str, measure: &str) -> String {
    if about == Measure::Material {
        format!("{measure}: {figure}")
    } else {
        format!("{figure} {}", lower_first(measure))
    }
}

fn one_voice(corpus: &Corpus, claim: &Claim) -> Option<FigureView> {
    Some(FigureView {
        words: counted(claim.about, &words::amount(claim.amount)?, &words::measure(claim.about, claim.who)),
        by: corpus.speaker_name(&claim.by).to_owned(),
        status: Some(status_class(claim.status)),
        status_label: Some(claim.status.label()),
    })
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn stories(briefing: &Briefing, options: &Options, at: usize) -> Vec<StoryLink> {
    let positions = briefing.index.stories_of_incident.get(&at).map_or(&[][..], Vec::as_slice);
    let articles = positions.iter().map(|at| &briefing.stories[*at].article).filter(|a| a.status != Status::Withdrawn);
    articles
        .map(|article| StoryLink {
            url: address::story(&article.slug),
            title: article.title.clone(),
            lang: other_language(&article.lang, options),
        })
        .collect()
}
