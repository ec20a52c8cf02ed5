//! The site as every page shows it: its name, its ways, its foot.

use crate::briefing::Briefing;
use crate::locale::direction;
use crate::model::Incident;
use crate::pages::setting::Ground;
use crate::pages::views::{Link, Original, SiteView};
use crate::pages::{address, data, maps, search};

/// The site's own pages come before the timeline's lists in the foot of each page, by their titles.
#[must_use]
pub(super) fn view(ground: &Ground<'_>) -> SiteView {
    let (briefing, options, words) = (ground.briefing, ground.options, ground.words);
    let index = &briefing.index;
    let section = |shown: bool, url: &str, label: &str| shown.then(|| Link::new(ground.to.list(url), words.say(label)));
    let nav = [
        section(!briefing.incidents.is_empty(), address::TIMELINE, "timeline"),
        section(maps::has_whole(ground), address::MAP, "map"),
        section(!briefing.stories.is_empty(), address::STORIES, "stories"),
        section(!(index.by_country.is_empty() && index.stories_by_country.is_empty()), address::COUNTRIES, "countries"),
        section(!briefing.corpus.actors.is_empty(), address::ACTORS, "actors"),
        section(briefing.incidents.iter().any(Incident::is_countable), address::FIGURES, "figures"),
        section(search::has_entries(briefing), address::SEARCH, "search"),
    ];
    // Texts of the site's own language stand in the foot of every page, until they are translated.
    let own = briefing.corpus.pages.iter().filter(|page| page.slug.as_str() != "index");
    let own = own.filter(|page| page.lang == options.lang).filter_map(|page| {
        let page = ground.page(page.slug.as_str())?;
        let lang = (page.lang != words.tag()).then(|| page.lang.clone());
        Some(Link { lang, ..Link::new(ground.route_of(page), page.title.clone()) })
    });
    let untwinned = |page: &&std::sync::Arc<crate::model::Page>| {
        page.lang == words.tag() && ground.page_in(page.slug.as_str(), &options.lang).is_none()
    };
    let others = briefing.corpus.pages.iter().filter(untwinned).filter(|page| page.slug.as_str() != "index");
    let others = others.filter(|_| !ground.is_own()).map(|page| Link::new(ground.route_of(page), page.title.clone()));
    let lists = [
        section(data::has_data(briefing), address::DATA, "data"),
        section(true, address::CORRECTIONS, "corrections"),
        section(!index.tags.is_empty(), address::TAGS, "subjects"),
        (!options.public_key.is_empty()).then(|| Link::new(ground.to.verify(), words.say("verify"))),
    ];
    let method = ground.page("method");
    SiteView {
        title: ground.site_title().to_owned(),
        tagline: ground.tagline().to_owned(),
        lang: words.tag().to_owned(),
        home: ground.to.as_str().to_owned(),
        original: (!ground.is_own()).then(|| Original { lang: options.lang.clone(), dir: direction(&options.lang) }),
        english: (!words.tag().starts_with("en")).then(|| Original { lang: "en".to_owned(), dir: "ltr" }),
        thousands: words.thousands().to_owned(),
        words: words.plain().clone(),
        base_url: options.base_url.clone(),
        nav: nav.into_iter().flatten().collect(),
        footer_nav: own.chain(others).chain(lists.into_iter().flatten()).collect(),
        contact: options.contact.clone(),
        licence: options.licence.clone(),
        licence_url: options.licence_url.clone(),
        method_url: method.map(|page| ground.route_of(page)),
        has_feed: !options.base_url.is_empty(),
    }
}

/// Incidents and milestones counted in words: `11 incidents, 3 milestones`.
#[must_use]
pub(super) fn tally(ground: &Ground<'_>, positions: &[usize]) -> String {
    ground.words.row(&tallies(ground, positions))
}

fn tallies(ground: &Ground<'_>, positions: &[usize]) -> Vec<String> {
    let (briefing, words) = (ground.briefing, ground.words);
    let incidents = positions.iter().filter(|at| briefing.incidents[**at].is_countable()).count();
    let milestones = positions.iter().filter(|at| is_milestone(briefing, **at)).count();
    let totals = positions.len() - incidents - milestones;
    let mut parts = Vec::new();
    if incidents > 0 {
        parts.push(words.count("incidents_counted", incidents));
    }
    if milestones > 0 {
        parts.push(words.count("milestones_counted", milestones));
    }
    if totals > 0 {
        parts.push(words.count("totals_counted", totals));
    }
    parts
}

/// The incidents counted in words; else the milestones, else the running totals.
#[must_use]
pub(super) fn short_tally(ground: &Ground<'_>, positions: &[usize]) -> String {
    tallies(ground, positions).into_iter().next().unwrap_or_default()
}

/// Whether an entry marks a turn in events.
#[must_use]
pub(super) fn is_milestone(briefing: &Briefing, at: usize) -> bool {
    briefing.incidents[at].lead().kind == crate::model::vocabulary::EntryKind::Milestone
}
