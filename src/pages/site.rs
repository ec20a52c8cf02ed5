//! The site as every page shows it: its name, its ways, its foot.

use crate::briefing::Briefing;
use crate::model::Incident;
use crate::pages::plan::Route;
use crate::pages::setting::Options;
use crate::pages::views::{Link, SiteView};
use crate::pages::{address, data, words};

/// The site's own pages come before the timeline's lists in the foot of each page, by their titles.
#[must_use]
pub(super) fn view(briefing: &Briefing, options: &Options) -> SiteView {
    let index = &briefing.index;
    let section = |shown: bool, url: &str, label: &str| shown.then(|| Link::new(Route::new(url), label));
    let nav = [
        section(!briefing.incidents.is_empty(), address::TIMELINE, "Timeline"),
        section(!briefing.stories.is_empty(), address::STORIES, "Stories"),
        section(!(index.by_country.is_empty() && index.stories_by_country.is_empty()), address::COUNTRIES, "Countries"),
        section(!briefing.corpus.actors.is_empty(), address::ACTORS, "Actors"),
        section(briefing.incidents.iter().any(Incident::is_countable), address::FIGURES, "Figures"),
    ];
    let own = briefing.corpus.pages.iter().filter(|page| page.slug.as_str() != "index");
    let own = own
        .filter(|page| page.lang == options.lang)
        .map(|page| Link::new(address::page(&page.slug), page.title.clone()));
    let lists = [
        section(data::has_data(briefing), address::DATA, "Data"),
        section(true, address::CORRECTIONS, "Corrections"),
        section(!index.tags.is_empty(), address::TAGS, "Subjects"),
        (!options.public_key.is_empty()).then(|| Link::new(address::verify(), "Verify")),
    ];
    let method = briefing.corpus.pages.iter().find(|page| page.slug.as_str() == "method");
    SiteView {
        title: options.title.clone(),
        tagline: options.tagline.clone(),
        lang: options.lang.clone(),
        base_url: options.base_url.clone(),
        nav: nav.into_iter().flatten().collect(),
        footer_nav: own.chain(lists.into_iter().flatten()).collect(),
        contact: options.contact.clone(),
        licence: options.licence.clone(),
        licence_url: options.licence_url.clone(),
        method_url: method.map(|page| address::page(&page.slug)),
        has_feed: !options.base_url.is_empty(),
    }
}

/// The years from a first to a last day: `2012 to 2025`, or one year.
#[must_use]
pub(super) fn period(years: &[i16]) -> String {
    match (years.iter().min(), years.iter().max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => String::new(),
    }
}

/// Incidents and milestones counted in words: `11 incidents, 3 milestones`.
#[must_use]
pub(super) fn tally(briefing: &Briefing, positions: &[usize]) -> String {
    let incidents = positions.iter().filter(|at| briefing.incidents[**at].is_countable()).count();
    let milestones = positions.iter().filter(|at| is_milestone(briefing, **at)).count();
    let totals = positions.len() - incidents - milestones;
    let mut parts = Vec::new();
    if incidents > 0 {
        parts.push(words::count(incidents, "incident", "incidents"));
    }
    if milestones > 0 {
        parts.push(words::count(milestones, "milestone", "milestones"));
    }
    if totals > 0 {
        parts.push(words::count(totals, "running total", "running totals"));
    }
    parts.join(", ")
}

/// The incidents counted in words; else the milestones, else the running totals.
#[must_use]
pub(super) fn short_tally(briefing: &Briefing, positions: &[usize]) -> String {
    let tally = tally(briefing, positions);
    tally.split(", ").next().unwrap_or_default().to_owned()
}

/// Whether an entry marks a turn in events.
#[must_use]
pub(super) fn is_milestone(briefing: &Briefing, at: usize) -> bool {
    briefing.incidents[at].lead().kind == crate::model::vocabulary::EntryKind::Milestone
}
