//! The search: a page that finds others by their words, and the parts of its index. Without the script the page leads to
//! the lists of the site instead. It looks through titles, standfirsts, names and dates; the texts of stories are for the
//! search of the browser and of the web.

mod index;

use std::sync::Arc;

use serde::Serialize;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::locale::capital;
use crate::model::{Actor, Incident, Place, Story};
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Shows};
use crate::pages::setting::{Setting, is_listed_incident};
use crate::pages::views::{Head, Link};
use crate::pages::{address, cards, tag};
use index::{Entry, Index, Weight};

/// The page kind.
pub(super) struct Search;

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    /// The parts of the index that hold words.
    shards: String,
    /// What the script says; it puts the number in the place of `{n}`.
    found: String,
    ways: Vec<Link>,
}

impl PageKind for Search {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let route = setting.to.list(address::SEARCH);
        if !has_entries(setting.briefing) {
            return Checked::default();
        }
        let kept = if setting.is_outline() { Kept::default() } else { kept(setting) };
        let index = &setting.search.get_or_init(|| Arc::new(kept)).index;
        let words = setting.words;
        let mut head = setting.head("search", address::SEARCH, &route, words.say("search"), words.say("search_about"));
        head.noindex = true;
        let view = View {
            root: route.root(),
            page: head,
            shards: index.shards().join(" "),
            found: words.tell("search_found", &[("n", "{n}".into())]),
            ways: setting
                .site
                .nav
                .iter()
                .filter(|link| link.url != route)
                .chain(&setting.site.footer_nav)
                .cloned()
                .collect(),
        };
        let files = index.parts().map(|part| {
            let file = setting.to.list(&format!("{}{}.js", address::SEARCH, part.name));
            (file, part.text.clone())
        });
        let files = files.collect();
        let page = PagePlan::new(route, "pages/search.html", view).listed(Listing::Hidden);
        Checked::clean(Planned { pages: vec![page], files, ..Planned::default() })
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// Whether there is anything to be found beside the site's own texts.
#[must_use]
pub(super) fn has_entries(briefing: &Briefing) -> bool {
    !(briefing.stories.is_empty() && briefing.incidents.is_empty())
}

/// The index of a plan, kept for the next.
#[derive(Debug, Clone, Default)]
pub(in crate::pages) struct Kept {
    index: Index,
    /// The stories in it.
    stories: Vec<usize>,
    /// Where the first of them stands in it.
    first: usize,
}

/// The index of everything that can be found; where only some cards are new, of the last plan's with the words of these.
fn kept(setting: &Setting<'_>) -> Kept {
    let Some((before, renewed)) = setting.search_before() else { return whole(setting) };
    let mut kept = Kept::clone(before);
    let place = |at: &usize| Some((kept.first + kept.stories.binary_search(at).ok()?, *at));
    let others =
        renewed.iter().filter_map(place).map(|(place, at)| (place, of_story(setting, &setting.briefing.stories[at])));
    kept.index = kept.index.with(others);
    kept
}

/// Everything that can be found, what a name most likely means first: what it names, then what was written, then what
/// happened, the newest first.
fn whole(setting: &Setting<'_>) -> Kept {
    let (briefing, words) = (setting.briefing, setting.words);
    let countries = briefing.index.by_country.keys().map(|code| {
        let name = words.country(*code);
        named(
            setting.to.country(*code).to_string(),
            name.to_owned(),
            words.say("country"),
            vec![code.name().to_owned()],
        )
    });
    let actors = briefing.corpus.actors.values().map(|actor| of_actor(setting, actor));
    let places = briefing.index.by_place.keys().filter_map(|id| briefing.corpus.places.get(id));
    let places = places.map(|place| of_place(setting, place));
    let tags = briefing.index.tags.values().map(|subject| {
        let name = capital(&tag::spaced(&subject.name));
        named(setting.to.tag(&subject.name).to_string(), name, words.say("subject"), Vec::new())
    });
    let pages = setting.own_pages().filter(|page| page.slug.as_str() != "index").map(|page| {
        let told = page.summary.clone().unwrap_or_default();
        let mut entry = named(setting.route_of(page).to_string(), page.title.clone(), "", Vec::new());
        entry.texts.push((Weight::Told, told));
        entry
    });
    let stories: Vec<usize> = (0..briefing.stories.len()).collect();
    let stories = setting.listed_stories(&stories);
    let listed = (0..briefing.incidents.len()).filter(|at| is_listed_incident(briefing, *at));
    let incidents = listed.map(|at| of_incident(setting, &briefing.incidents[at]));
    let mut entries: Vec<Entry> = countries.chain(actors).chain(places).chain(tags).chain(pages).collect();
    let first = entries.len();
    entries.extend(stories.iter().map(|at| of_story(setting, &briefing.stories[*at])).chain(incidents));
    Kept { index: Index::new(entries), stories, first }
}

fn named(url: String, title: String, detail: &str, others: Vec<String>) -> Entry {
    let names = others.into_iter().map(|name| (Weight::Named, name));
    let texts = std::iter::once((Weight::Titled, title.clone())).chain(names).collect();
    Entry { url, title, detail: detail.to_owned(), texts }
}

fn of_actor(setting: &Setting<'_>, actor: &Actor) -> Entry {
    let translated = actor.name_i18n.values().chain(actor.acronym_i18n.values());
    let others = actor.aliases.iter().chain(&actor.acronym).chain([&actor.name]).chain(translated).cloned().collect();
    let url = setting.to.actor(&actor.id).to_string();
    named(url, cards::actor_name(setting, actor), &setting.words.capital_label(actor.kind), others)
}

fn of_place(setting: &Setting<'_>, place: &Place) -> Entry {
    let countries: Vec<&str> = place.countries.iter().map(|code| setting.words.country(*code)).collect();
    named(
        setting.to.place(&place.id).to_string(),
        setting.name_of_place(place).to_owned(),
        &setting.words.row(&countries),
        spellings(place),
    )
}

/// Every name of a place but the one it is shown under.
fn spellings(place: &Place) -> Vec<String> {
    place.aliases.iter().chain([&place.name]).chain(place.name_i18n.values()).cloned().collect()
}

fn of_story(setting: &Setting<'_>, story: &Story) -> Entry {
    let article = &story.article;
    let mut entry = named(
        address::story(&article.slug).to_string(),
        article.title.clone(),
        &setting.words.moment_day(article.date).words,
        article.tags.iter().map(|name| tag::spaced(name)).collect(),
    );
    entry.texts.extend(article.summary.iter().map(|text| (Weight::Told, text.clone())));
    entry
}

fn of_incident(setting: &Setting<'_>, incident: &Incident) -> Entry {
    let (briefing, lead) = (setting.briefing, incident.lead());
    let date = setting.words.when(&lead.date).full;
    let place = cards::place(setting, incident);
    let involved = incident.actors();
    let actors = involved.iter().filter_map(|actor| briefing.corpus.actors.get(&actor.actor));
    let mut names: Vec<String> = vec![place.clone()];
    let places = incident.records.iter().filter_map(|record| briefing.corpus.places.get(record.place.place.as_ref()?));
    names.extend(places.flat_map(|place| spellings(place)));
    names.extend(actors.map(|actor| setting.short(actor).to_owned()));
    names.extend(lead.tags.iter().map(|name| tag::spaced(name)));
    let detail = if place.is_empty() { date.clone() } else { format!("{date} · {place}") };
    let mut entry = named(setting.to.incident(&lead.id).to_string(), setting.title(lead).text, &detail, names);
    let told = [setting.summary(lead).text, date, setting.words.label(lead.event).to_owned()];
    entry.texts.extend(told.into_iter().map(|text| (Weight::Told, text)));
    entry
}
