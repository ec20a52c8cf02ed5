//! The feeds, Atom and JSON Feed: the stories and incidents that changed last, with their updates and corrections.

use bytes::Bytes;
use serde::Serialize;
use serde_json::json;

use crate::checked::Checked;
use crate::locale::Words;
use crate::model::incident::{Correction, Update};
use crate::model::vocabulary::Status;
use crate::model::{Article, Incident, Moment};
use crate::pages::json_ld::set;
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::{Setting, is_listed_incident};
use crate::pages::{address, cards, notes};

/// How many entries a feed holds.
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
        let mut entries: Vec<(Moment, Entry)> = stories(setting);
        entries.extend(incidents(setting));
        entries.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.url.cmp(&y.url)));
        entries.truncate(ENTRIES);
        let updated =
            entries.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |(_, newest)| newest.updated.clone());
        let (atom, json) = (setting.to.list(address::ATOM), setting.to.list(address::JSON_FEED));
        let view = View {
            id: full(setting, &setting.to.front()),
            home: full(setting, &setting.to.front()),
            own: full(setting, &atom),
            title: setting.site_title().to_owned(),
            subtitle: setting.tagline().to_owned(),
            lang: setting.words.tag().to_owned(),
            updated,
            rights: options.licence.clone(),
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
        };
        Checked::clean(Planned {
            files: vec![(json.clone(), Bytes::from(json_feed(setting, &json, &view.entries)))],
            pages: vec![PagePlan::new(atom, "pages/feed.atom", view).listed(Listing::Hidden)],
            ..Planned::default()
        })
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// The same as JSON Feed 1.1.
fn json_feed(setting: &Setting<'_>, own: &Route, entries: &[Entry]) -> String {
    let options = setting.options;
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": setting.site_title(),
        "home_page_url": full(setting, &setting.to.front()),
        "feed_url": full(setting, own),
        "language": setting.words.tag(),
        "authors": [{"name": setting.site_title(), "url": options.base_url}],
        "items": entries.iter().map(item).collect::<Vec<_>>(),
    });
    set(&mut feed, "description", Some(setting.description()).filter(|text| !text.is_empty()));
    format!("{feed:#}\n")
}

fn item(entry: &Entry) -> serde_json::Value {
    let told = std::iter::once(entry.summary.as_str()).chain(entry.notes.iter().map(String::as_str));
    let told: Vec<&str> = told.filter(|text| !text.is_empty()).collect();
    let mut item = json!({
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "language": entry.lang,
        "content_text": if told.is_empty() { entry.title.clone() } else { told.join("\n\n") },
        "date_modified": entry.updated,
        "authors": [{"name": entry.author}],
        "tags": [entry.kind],
    });
    set(&mut item, "summary", (!entry.summary.is_empty()).then_some(&entry.summary));
    set(&mut item, "date_published", entry.published.as_ref());
    item
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
            author: if byline.is_empty() { setting.site_title().to_owned() } else { setting.words.list(&byline) },
            summary: article.summary.clone().unwrap_or_default(),
            notes: later(setting.words, article.updates.iter(), article.corrections.iter()),
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
    let (lead, words) = (incident.lead(), setting.words);
    let (title, summary) = (setting.title(lead), setting.summary(lead));
    let date = words.when(&lead.date).full;
    Entry {
        url: full(setting, &setting.to.incident(&lead.id)),
        lang: title.lang.unwrap_or_else(|| words.tag().to_owned()),
        title: format!("{} ({date})", title.text),
        published: None,
        updated: at.timestamp.to_string(),
        author: setting.site_title().to_owned(),
        summary: format!("{}. {}", cards::place(setting, incident), summary.text),
        notes: later(
            words,
            incident.records.iter().flat_map(|record| &record.updates),
            incident.records.iter().flat_map(|record| &record.corrections),
        ),
        kind: "incident",
    }
}

/// What was added and put right, newest first.
fn later<'c>(
    words: &Words,
    updates: impl Iterator<Item = &'c Update>,
    corrections: impl Iterator<Item = &'c Correction>,
) -> Vec<String> {
    let updates = updates.map(|update| (update.at, notes::updated(words, update)));
    let mut all: Vec<(Moment, String)> =
        corrections.map(|one| (one.at, notes::corrected(words, one))).chain(updates).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.into_iter().map(|(_, told)| told).collect()
}
