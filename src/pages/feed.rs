//! The Atom feed: the stories and incidents that changed last, with their corrections.

use serde::Serialize;

use crate::checked::Checked;
use crate::model::incident::Correction;
use crate::model::vocabulary::Status;
use crate::model::{Article, Incident, Moment};
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::{Setting, is_listed_incident};
use crate::pages::{address, cards, words};

/// How many entries the feed holds.
const ENTRIES: usize = 40;

/// The page kind.
pub(super) struct Feed;

#[derive(Serialize)]
struct View {
    id: String,
    home: String,
    own: String,
    title: String,
    subtitle: String,
    lang: String,
    updated: String,
    rights: String,
    entries: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    url: String,
    title: String,
    lang: String,
    published: Option<String>,
    updated: String,
    author: String,
    summary: String,
    notes: Vec<String>,
    kind: &'static str,
}

impl PageKind for Feed {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let options = setting.options;
        if options.base_url.is_empty() {
            return Checked::default();
        }
        let route = Route::new("feed.atom");
        let mut entries: Vec<(Moment, Entry)> = stories(setting);
        entries.extend(incidents(setting));
        entries.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.url.cmp(&y.url)));
        entries.truncate(ENTRIES);
        let updated = setting
            .briefing
            .last_changed()
            .map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |at| at.timestamp.to_string());
        let view = View {
            id: options.base_url.clone(),
            home: options.base_url.clone(),
            own: full(setting, &route),
            title: options.title.clone(),
            subtitle: options.tagline.clone(),
            lang: options.lang.clone(),
            updated,
            rights: options.licence.clone(),
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        };
        Checked::clean(Planned::pages(vec![PagePlan::new(route, "pages/feed.atom", view).listed(Listing::Hidden)]))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

fn full(setting: &Setting<'_>, route: &Route) -> String {
    setting.absolute(route).unwrap_or_else(|| route.to_string())
}

fn stories(setting: &Setting<'_>) -> Vec<(Moment, Entry)> {
    let articles = setting.briefing.stories.iter().map(|story| story.article.as_ref());
    let mut shown: Vec<&Article> = articles.filter(|article| article.status != Status::Withdrawn).collect();
    shown.sort_by(|a, b| b.last_changed().cmp(&a.last_changed()).then_with(|| a.slug.cmp(&b.slug)));
    let entry = |article: &Article| {
        let byline: Vec<&str> = article.byline.iter().map(String::as_str).collect();
        let entry = Entry {
            url: full(setting, &address::story(&article.slug)),
            title: article.title.clone(),
            lang: article.lang.clone(),
            published: Some(article.date.timestamp.to_string()),
            updated: article.last_changed().timestamp.to_string(),
            author: if byline.is_empty() { setting.options.title.clone() } else { words::list(&byline) },
            summary: article.summary.clone().unwrap_or_default(),
            notes: article.corrections.iter().map(corrected).collect(),
            kind: "story",
        };
        (article.last_changed(), entry)
    };
    shown.into_iter().take(ENTRIES).map(entry).collect()
}

/// Incidents whose record says when it changed; the day of the event is not the day of the news.
fn incidents(setting: &Setting<'_>) -> Vec<(Moment, Entry)> {
    let listed =
        setting.briefing.incidents.iter().enumerate().filter(|(at, _)| is_listed_incident(setting.briefing, *at));
    listed
        .filter_map(|(_, incident)| Some((changed(incident)?, incident)))
        .map(|(at, incident)| (at, entry(setting, at, incident)))
        .collect()
}

fn changed(incident: &Incident) -> Option<Moment> {
    let updates = incident.records.iter().flat_map(|record| record.updates.iter().map(|update| update.at));
    let corrections =
        incident.records.iter().flat_map(|record| record.corrections.iter().map(|correction| correction.at));
    updates.chain(corrections).max()
}

fn entry(setting: &Setting<'_>, at: Moment, incident: &Incident) -> Entry {
    let lead = incident.lead();
    let date = words::when(&lead.date).full;
    let updates = incident
        .records
        .iter()
        .flat_map(|record| record.updates.iter().map(|u| format!("Update, {}: {}", words::day(u.at.date), u.text)));
    let corrections = incident.records.iter().flat_map(|record| record.corrections.iter().map(corrected));
    Entry {
        url: full(setting, &address::incident(&lead.id)),
        title: format!("{} ({date})", lead.title),
        lang: setting.options.lang.clone(),
        published: None,
        updated: at.timestamp.to_string(),
        author: setting.options.title.clone(),
        summary: format!("{}. {}", cards::place(&setting.briefing.corpus, incident), lead.summary),
        notes: corrections.chain(updates).collect(),
        kind: "incident",
    }
}

fn corrected(correction: &Correction) -> String {
    let field = correction.field.as_ref().map(|field| format!("{field} ")).unwrap_or_default();
    let reason = correction.reason.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
    format!(
        "Correction, {}: {field}was “{}”, is now “{}”.{reason}",
        words::day(correction.at.date),
        correction.was,
        correction.now
    )
}
