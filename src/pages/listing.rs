//! What the pages of countries, actors, places, types and subjects have in common: facts, incidents, stories, in
//! numbered pages.

use serde::Serialize;

use crate::locale::Words;
use crate::pages::entries::{numbered, page_heading};
use crate::pages::json_ld;
use crate::pages::map::{Locator, MapView};
use crate::pages::plan::{Origin, PagePlan, Route};
use crate::pages::setting::Setting;
use crate::pages::timeline::year_chart;
use crate::pages::tolls::TollView;
use crate::pages::views::{ChartView, Fact, Head, Link, NotedLink, Pager, Shared};

/// The most stories, and the most incidents, on one page.
pub(super) const PER_PAGE: usize = 50;

/// How many incidents a page shows that has a timeline of its own.
const LATEST: usize = 8;

/// A list before it is cut into pages.
pub(super) struct Listing {
    /// The kind of page.
    pub(super) kind: &'static str,
    /// The entry of the main way it belongs under.
    pub(super) section: &'static str,
    /// Its template.
    pub(super) template: &'static str,
    /// Its first page.
    pub(super) route: Route,
    /// Its heading.
    pub(super) heading: String,
    /// A word over the heading.
    pub(super) kicker: Option<String>,
    /// A sentence under it.
    pub(super) standfirst: Option<String>,
    /// What search engines and feeds are told.
    pub(super) description: String,
    /// The mark before the heading.
    pub(super) family: Option<&'static str>,
    /// The way to it.
    pub(super) breadcrumbs: Vec<Link>,
    /// What is known of it.
    pub(super) facts: Vec<Fact>,
    /// What the editors say of it month by month.
    pub(super) outlook: Vec<Shared>,
    /// Its incidents, newest first.
    pub(super) incidents: Vec<usize>,
    /// Its own timeline, which has them all; then this page shows only the latest.
    pub(super) timeline: Option<Route>,
    /// Its stories, newest first.
    pub(super) stories: Vec<usize>,
    /// The people killed in them, by year.
    pub(super) tolls: Option<TollView>,
    /// Its incidents on a map.
    pub(super) map: Option<MapView>,
    /// Where it lies.
    pub(super) locator: Option<Locator>,
    /// The source that asks for it.
    pub(super) origin: Option<Origin>,
}

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    breadcrumbs: Vec<Link>,
    kicker: Option<String>,
    family: Option<&'static str>,
    heading: String,
    standfirst: Option<String>,
    outlook: Vec<Shared>,
    chart: Option<ChartView>,
    tolls: Option<TollView>,
    map: Option<MapView>,
    locator: Option<Locator>,
    incidents_title: String,
    incidents: Vec<Shared>,
    incidents_more: Option<Link>,
    stories_title: String,
    stories: Vec<Shared>,
    pager: Option<Pager>,
    facts: Vec<Fact>,
}

/// A list cut into pages.
#[must_use]
pub(super) fn pages<'a>(setting: &Setting<'a>, list: &Listing) -> Vec<PagePlan<'a>> {
    let paged_incidents = if list.timeline.is_some() { 0 } else { list.incidents.len() };
    let last = list.stories.len().max(paged_incidents).div_ceil(PER_PAGE).max(1);
    let wanted = |n: &usize| setting.wants_cards(nth(&list.stories, *n), shown(list, *n));
    (1..=last).filter(wanted).map(|n| page(setting, list, n, last)).collect()
}

/// The incidents on a page of a list: of what the timeline tells whole, the latest on the first.
fn shown(list: &Listing, n: usize) -> &[usize] {
    match list.timeline {
        Some(_) if n == 1 => &list.incidents[..list.incidents.len().min(LATEST)],
        Some(_) => &[],
        None => nth(&list.incidents, n),
    }
}

fn page<'a>(setting: &Setting<'a>, list: &Listing, n: usize, last: usize) -> PagePlan<'a> {
    let words = setting.words;
    let route = list.route.numbered(n);
    if setting.is_outline() {
        return PagePlan { origin: list.origin.clone(), ..PagePlan::new(route, list.template, ()) };
    }
    let is_first = n == 1;
    let incidents = shown(list, n);
    let more = list.timeline.as_ref().filter(|_| is_first).and_then(|timeline| more(words, list, timeline));
    let heading = page_heading(words, &list.heading, n);
    let chart_of = list.timeline.as_ref().filter(|_| is_first);
    let head = setting.head(list.kind, list.section, &route, &heading, &list.description);
    let view = View {
        root: route.root(),
        page: json_ld::described(setting, head, &list.breadcrumbs, None),
        breadcrumbs: list.breadcrumbs.clone(),
        kicker: list.kicker.clone(),
        family: list.family,
        heading,
        standfirst: list.standfirst.clone().filter(|_| is_first),
        chart: chart_of.and_then(|timeline| year_chart(setting, timeline, &list.incidents)),
        tolls: list.tolls.clone().filter(|_| is_first),
        outlook: if is_first { list.outlook.clone() } else { Vec::new() },
        map: list.map.clone().filter(|_| is_first),
        locator: list.locator.clone().filter(|_| is_first),
        incidents_title: words.say(if more.is_some() { "latest_incidents" } else { "incidents" }).to_owned(),
        incidents: setting.entry_cards(incidents),
        incidents_more: more,
        stories_title: words.say("stories").to_owned(),
        stories: setting.story_cards(nth(&list.stories, n)),
        pager: (last > 1).then(|| numbered(words, &list.route, n, last)),
        facts: if is_first { list.facts.clone() } else { Vec::new() },
    };
    PagePlan { origin: list.origin.clone(), ..PagePlan::new(route, list.template, view) }
}

/// The way to all incidents of a list.
fn more(words: &Words, list: &Listing, timeline: &Route) -> Option<Link> {
    let label = match list.incidents.len() {
        0 => return None,
        n if n > LATEST => words.tell("all_on_timeline", &[("entries", words.count("entries_counted", n).into())]),
        _ => words.say("same_on_timeline").to_owned(),
    };
    Some(Link::new(timeline.clone(), label))
}

fn nth(positions: &[usize], n: usize) -> &[usize] {
    positions.chunks(PER_PAGE).nth(n - 1).unwrap_or(&[])
}

/// One group of a list of lists.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Group {
    /// Its title.
    pub(super) title: String,
    /// Its links.
    pub(super) items: Vec<NotedLink>,
}

#[derive(Serialize)]
struct IndexView {
    root: String,
    page: Head,
    heading: String,
    standfirst: String,
    groups: Vec<Group>,
}

/// A list of lists, such as all countries; heading and standfirst are messages.
#[must_use]
pub(super) fn index<'a>(
    setting: &Setting<'a>,
    section: &'static str,
    (heading, standfirst): (&str, &str),
    groups: Vec<Group>,
) -> PagePlan<'a> {
    let (heading, standfirst) = (setting.words.say(heading), setting.words.say(standfirst));
    let route = setting.to.list(section);
    let view = IndexView {
        root: route.root(),
        page: setting.head("index", section, &route, heading, standfirst),
        heading: heading.to_owned(),
        standfirst: standfirst.to_owned(),
        groups,
    };
    PagePlan::new(route, "pages/index.html", view)
}

/// How much a list holds: `12 incidents, 3 stories`.
#[must_use]
pub(super) fn holds(setting: &Setting<'_>, incidents: &[usize], stories: &[usize]) -> String {
    let mut parts = Vec::new();
    if !incidents.is_empty() {
        parts.push(crate::pages::site::tally(setting, incidents));
    }
    if !stories.is_empty() {
        parts.push(setting.words.count("stories_counted", stories.len()));
    }
    setting.words.row(&parts)
}

/// What a list holds, for search engines: `Mali: 12 incidents, 3 stories.`
#[must_use]
pub(super) fn about(setting: &Setting<'_>, name: &str, holds: String) -> String {
    setting.words.tell("list_about", &[("name", name.into()), ("holds", holds.into())])
}
