//! Cards: an incident or a story as lists show it, with every figure beside its speaker.

use crate::briefing::claims::{self, ClaimLine};
use crate::locale::Words;
use crate::model::place::Speaker;
use crate::model::vocabulary::{ClaimStatus, EntryKind, EventType, Measure, Status, Word};
use crate::model::{Actor, Claim, Incident, Slug, Story};
use crate::pages::plan::Route;
use crate::pages::setting::Ground;
use crate::pages::views::{
    ClaimLineView, EntryCard, FigureView, Link, Shared, StoryCard, StoryLink, Titled, Told, Voice, family, share,
    status_class,
};
use crate::pages::{address, filter, span};

/// How many lines of claims a card shows; the incident's page has them all.
const LINES: usize = 4;

/// The card of the incident at a position.
#[must_use]
pub(super) fn entry(ground: &Ground<'_>, at: usize) -> Shared {
    let (briefing, words) = (ground.briefing, ground.words);
    let incident = &briefing.incidents[at];
    let lead = incident.lead();
    let kind = kind(incident);
    let mut lines = lines(ground, incident);
    let hidden = lines.iter().skip(LINES).map(|line| line.voices.len()).sum::<usize>();
    lines.truncate(LINES);
    let stories = stories(ground, at);
    let shows_summary = kind != "incident" || lines.is_empty();
    let (title, summary) = (ground.title(lead), ground.summary(lead));
    share(&EntryCard {
        id: lead.id.to_string(),
        filter: filter::keys(briefing, at),
        url: ground.to.incident(&lead.id),
        kind,
        family: family(lead.event),
        type_label: words.capital_label(lead.event),
        type_url: ground.to.event_type(lead.event),
        title: title.text,
        title_lang: title.lang,
        date: words.when(&lead.date),
        date_known: span::known(words, &lead.date),
        stroke: span::stroke(&lead.date).map(|stroke| share(&stroke)),
        place: place(ground, incident),
        notice: notice(words, incident),
        summary: shows_summary.then_some(summary.text),
        summary_lang: summary.lang.filter(|_| shows_summary),
        figure: figure(ground, incident),
        lines,
        more_lines: (hidden > 0).then(|| words.count("more_claims", hidden)),
        stories_label: words.say(if stories.len() == 1 { "story_lead" } else { "stories_lead" }).to_owned(),
        stories,
    })
}

/// The card of a story.
#[must_use]
pub(super) fn story(ground: &Ground<'_>, story: &Story) -> Shared {
    let article = &story.article;
    share(&StoryCard {
        url: address::story(&article.slug),
        title: article.title.clone(),
        summary: article.summary.clone(),
        date_iso: article.date.date.to_string(),
        date: ground.words.day(article.date.date),
        dateline: article.dateline.clone(),
        outlets: (!story.copies.is_empty()).then(|| ground.words.count("versions_counted", story.copies.len() + 1)),
        lang: other_language(&article.lang, ground),
    })
}

/// A language that must be said because it is not the page's.
#[must_use]
pub(super) fn other_language(lang: &str, ground: &Ground<'_>) -> Option<String> {
    (lang != ground.words.tag()).then(|| lang.to_owned())
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
pub(super) fn place(ground: &Ground<'_>, incident: &Incident) -> String {
    let located = ground.locate(&incident.lead().place);
    match located.countries.as_slice() {
        [country] if !is_country_itself(ground, incident) => {
            ground.words.row(&[located.name, ground.words.country(*country)])
        }
        // A place that is the country itself has the country's name.
        [country] => ground.words.country(*country).to_owned(),
        _ => located.name.to_owned(),
    }
}

/// Whether an incident's place is the country itself, by its name in the register.
#[must_use]
pub(super) fn is_country_itself(ground: &Ground<'_>, incident: &Incident) -> bool {
    let located = ground.briefing.corpus.locate(&incident.lead().place);
    located.countries.iter().any(|country| country.name() == located.name)
}

/// What a reader must know before the rest.
#[must_use]
pub(super) fn notice(words: &Words, incident: &Incident) -> Option<String> {
    let lead = incident.lead();
    match lead.status {
        Status::Withdrawn => {
            let reason = withdrawal(
                words,
                lead.updates.iter().map(|u| (u.at, u.text.as_str())),
                lead.corrections.iter().filter_map(|c| Some((c.at, c.reason.as_deref()?))),
            );
            Some(reason)
        }
        Status::UnderReview => Some(words.say("under_review").to_owned()),
        _ if lead.event == EventType::Aggregate => Some(words.say("total_notice").to_owned()),
        _ => None,
    }
}

/// The notice of something withdrawn: its latest update or correction is the reason.
pub(super) fn withdrawal<'t>(
    words: &Words,
    updates: impl Iterator<Item = (crate::model::Moment, &'t str)>,
    corrections: impl Iterator<Item = (crate::model::Moment, &'t str)>,
) -> String {
    match updates.chain(corrections).max_by_key(|(at, _)| *at) {
        Some((at, reason)) => {
            words.tell("withdrawn_on", &[("date", words.day(at.date).into()), ("reason", reason.into())])
        }
        None => words.say("withdrawn").to_owned(),
    }
}

/// An incident's claims, a line a measure, each speaker with figure and status.
#[must_use]
pub(super) fn lines(ground: &Ground<'_>, incident: &Incident) -> Vec<ClaimLineView> {
    claims::lines(incident).into_iter().map(|line| line_view(ground, &line)).collect()
}

fn line_view(ground: &Ground<'_>, line: &ClaimLine<'_>) -> ClaimLineView {
    let mut voices: Vec<Voice> = line.claims.iter().map(|(_, claim)| voice(ground, claim)).collect();
    let disputed = is_disputed(ground, line).then(|| ground.words.label(ClaimStatus::Disputed).to_owned());
    let range = match voices.as_mut_slice() {
        [only] => only.says.take(),
        _ => line.range.map(|range| ground.words.range(range)),
    };
    ClaimLineView { measure: ground.words.measure(line.about, line.who).to_owned(), range, disputed, voices }
}

/// Whether several speakers give a line figures that differ.
#[must_use]
pub(super) fn is_disputed(ground: &Ground<'_>, line: &ClaimLine<'_>) -> bool {
    line.range.is_some_and(|range| range.low != Some(range.high)) && speakers(ground, line).len() > 1
}

/// Who stands behind the numbers of a line.
#[must_use]
pub(super) fn speakers<'g>(ground: &'g Ground<'_>, line: &ClaimLine<'g>) -> Vec<&'g str> {
    let mut speakers: Vec<&str> = Vec::new();
    for claim in standing(line) {
        let name = ground.speaker(&claim.by);
        if !speakers.contains(&name) {
            speakers.push(name);
        }
    }
    speakers
}

fn voice(ground: &Ground<'_>, claim: &Claim) -> Voice {
    Voice {
        by: ground.speaker(&claim.by).to_owned(),
        says: ground.words.amount(claim.amount),
        statement: statement(ground, claim),
        status: status_class(claim.status),
        status_label: ground.words.label(claim.status).to_owned(),
    }
}

/// A speaker's name in full, with the acronym that lists use.
#[must_use]
pub(super) fn full_name(ground: &Ground<'_>, speaker: &Speaker) -> String {
    let corpus = &ground.briefing.corpus;
    match speaker {
        Speaker::Actor(id) => corpus.actors.get(id).map_or_else(|| id.to_string(), |actor| actor_name(ground, actor)),
        Speaker::Source(_) => corpus.speaker_name(speaker).to_owned(),
    }
}

/// An actor's name in full, with its acronym.
#[must_use]
pub(super) fn actor_name(ground: &Ground<'_>, actor: &Actor) -> String {
    let (name, short) = (ground.name(actor), ground.short(actor));
    if short == name { name.to_owned() } else { format!("{name} ({short})") }
}

/// A claim's statement: what it says where it counts no people, and of things what they are.
#[must_use]
pub(super) fn statement(ground: &Ground<'_>, claim: &Claim) -> Option<Told> {
    ground.note(claim).filter(|_| is_statement(claim))
}

/// Whether a claim's note is what it says, not a remark on its figure.
#[must_use]
pub(super) fn is_statement(claim: &Claim) -> bool {
    !claim.about.counts() || claim.about == Measure::Material
}

/// What a claim of responsibility says that has no words of its own.
#[must_use]
pub(super) fn of_responsibility<'w>(words: &'w Words, claim: &Claim) -> Option<&'w str> {
    match (claim.about, claim.status) {
        (Measure::Responsibility, ClaimStatus::Claimed) => Some(words.say("claims_responsibility")),
        (Measure::Responsibility, ClaimStatus::Denied) => Some(words.say("denies_responsibility")),
        _ => None,
    }
}

/// The figure a short list shows: the headline claim, else the range of the first line that has one.
pub(super) fn figure(ground: &Ground<'_>, incident: &Incident) -> Option<FigureView> {
    let headline = incident
        .records
        .iter()
        .find_map(|record| Measure::ALL.iter().find_map(|measure| record.claim(record.headline.get(measure)?)));
    let lines = claims::lines(incident);
    if let Some(claim) = headline {
        let line = lines.iter().find(|line| line.about == claim.about && line.who == claim.who);
        let of = line.filter(|line| standing(line).len() > 1).and_then(|line| line.range);
        let of = of
            .map(|range| ground.words.range(range))
            .filter(|of| Some(of) != ground.words.amount(claim.amount).as_ref());
        return one_voice(ground, claim).map(|figure| FigureView { of, ..figure });
    }
    // Where only a party gives a line's figures, a line that others give comes first.
    let killed = || lines.iter().filter(|line| line.about == Measure::Killed && line.range.is_some());
    let is_independent = |line: &&ClaimLine<'_>| {
        line.claims.iter().any(|(_, claim)| claim.gives_number() && !ground.briefing.corpus.is_party(&claim.by))
    };
    let line = killed().find(is_independent).or_else(|| killed().next());
    let line = line.or_else(|| lines.iter().find(|line| line.range.is_some()))?;
    many_voices(ground, line)
}

/// Every line of an incident that counts killed people, the headline's first: its range and who stands behind it.
pub(super) fn killed(ground: &Ground<'_>, incident: &Incident) -> Vec<FigureView> {
    let headline = incident.headline(Measure::Killed).map(|claim| claim.who);
    let mut lines = claims::lines(incident);
    lines.retain(|line| line.about == Measure::Killed);
    lines.sort_by_key(|line| headline != Some(line.who));
    lines.iter().filter_map(|line| many_voices(ground, line)).collect()
}

/// The claims of a line that stand and give a number.
fn standing<'c>(line: &ClaimLine<'c>) -> Vec<&'c Claim> {
    line.claims.iter().map(|(_, claim)| *claim).filter(|c| c.gives_number()).collect()
}

/// The range of a line and who stands behind it; of one speaker the figure as it was given, and how firm it is.
fn many_voices(ground: &Ground<'_>, line: &ClaimLine<'_>) -> Option<FigureView> {
    let words = ground.words;
    if let [only] = standing(line).as_slice() {
        return one_voice(ground, only);
    }
    let speakers = speakers(ground, line);
    let by = if speakers.len() > 3 { words.count("speakers_counted", speakers.len()) } else { words.list(&speakers) };
    let told = words.figure_of(line.about, line.who, &words.range(line.range?));
    Some(FigureView { words: told, by, status: None, status_label: None, of: None })
}

fn one_voice(ground: &Ground<'_>, claim: &Claim) -> Option<FigureView> {
    Some(FigureView {
        words: ground.words.figure_of(claim.about, claim.who, &ground.words.amount(claim.amount)?),
        by: ground.speaker(&claim.by).to_owned(),
        status: Some(status_class(claim.status)),
        status_label: Some(ground.words.label(claim.status).to_owned()),
        of: None,
    })
}

/// An incident by its title, and its date.
pub(super) fn titled(ground: &Ground<'_>, at: usize) -> Titled {
    let lead = ground.briefing.incidents[at].lead();
    let title = Link::told(ground.to.incident(&lead.id), ground.title(lead));
    Titled { title, date: ground.words.when(&lead.date).full }
}

/// How many stories an entry names; of more it names all but the last of these, and how many they are.
const STORIES: usize = 3;

/// Stories by their positions, each in one language: the page's, else its own.
pub(super) fn in_one_language(ground: &Ground<'_>, positions: &[usize]) -> Vec<usize> {
    let mut told: Vec<(&Slug, usize)> = Vec::new();
    for at in positions.iter().copied() {
        let article = &ground.briefing.stories[at].article;
        let original = article.translation_of.as_ref().unwrap_or(&article.slug);
        let is_better = |other: usize| {
            let other = &ground.briefing.stories[other].article;
            article.lang == ground.words.tag() || (other.lang != ground.words.tag() && *original == article.slug)
        };
        match told.iter_mut().find(|(known, _)| *known == original) {
            Some((_, other)) if is_better(*other) => *other = at,
            Some(_) => {}
            None => told.push((original, at)),
        }
    }
    told.into_iter().map(|(_, at)| at).collect()
}

/// The stories about an incident, each in one language.
fn stories(ground: &Ground<'_>, at: usize) -> Vec<StoryLink> {
    let briefing = ground.briefing;
    let positions = briefing.index.stories_of_incident.get(&at).map_or(&[][..], Vec::as_slice);
    let is_shown = |at: &usize| briefing.stories[*at].article.status != Status::Withdrawn;
    let shown: Vec<usize> = positions.iter().copied().filter(is_shown).collect();
    let told = in_one_language(ground, &shown);
    let shown = if told.len() > STORIES { STORIES - 1 } else { told.len() };
    let left = told.len() - shown;
    let mut links: Vec<StoryLink> = told
        .into_iter()
        .take(shown)
        .map(|at| &*briefing.stories[at].article)
        .map(|article| StoryLink {
            url: address::story(&article.slug),
            title: article.title.clone(),
            lang: other_language(&article.lang, ground),
        })
        .collect();
    if left > 0 {
        let url = Route::new(&format!("{}#stories", ground.to.incident(briefing.incidents[at].id())));
        links.push(StoryLink { url, title: ground.words.count("and_others", left), lang: None });
    }
    links
}
