//! The timeline: every incident and milestone, newest first, by year and month; and its static filters by year,
//! country, actor and type.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::checked::Checked;
use crate::model::vocabulary::Word;
use crate::pages::plan::{PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{ChartView, Head, Link, Pager, Shared, family};
use crate::pages::{address, bins, site, words};

/// The most entries on one page.
const PER_PAGE: usize = 200;

/// The page kind.
pub(super) struct Timeline;

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    breadcrumbs: Vec<Link>,
    family: Option<&'static str>,
    heading: String,
    standfirst: String,
    chart: Option<ChartView>,
    years: Vec<Year>,
    facets: Shared,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Year {
    label: String,
    url: Option<Route>,
    by_month: bool,
    words: String,
    months: Vec<Month>,
}

#[derive(Serialize)]
struct Month {
    label: Option<String>,
    id: String,
    entries: Vec<Shared>,
}

/// How finely a list is divided.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Division {
    Months,
    Years,
}

/// One list of the timeline, before it is cut into pages.
struct List {
    route: Route,
    heading: String,
    standfirst: String,
    breadcrumbs: Vec<Link>,
    family: Option<&'static str>,
    chart: Option<ChartView>,
    division: Division,
    positions: Vec<usize>,
    neighbours: Option<Pager>,
}

impl PageKind for Timeline {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let mut lists = vec![overview(setting)];
        lists.extend(years(setting));
        lists.extend(countries(setting));
        lists.extend(actors(setting));
        lists.extend(types(setting));
        Checked::clean(Planned::pages(lists.into_iter().flat_map(|list| pages(setting, list)).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// Everything while it fits on one page, else the newest year with the way to the others.
fn overview(setting: &Setting<'_>) -> List {
    let all = setting.all_incidents();
    let route = Route::new(address::TIMELINE);
    let chart = bins::years(setting.briefing, &all, |year| address::timeline_year(year).to_string());
    let standfirst = match chart.as_ref().map(|chart| (chart.bars.first(), chart.bars.last())) {
        Some((Some(first), Some(last))) => {
            format!(
                "{}, {} to {}, newest first. Every figure stands beside whoever gave it.",
                site::tally(setting.briefing, &all),
                first.name,
                last.name
            )
        }
        _ => "Incidents and milestones, newest first.".to_owned(),
    };
    let mut positions = all;
    if positions.len() > PER_PAGE {
        let newest = setting.briefing.incidents[positions[0]].lead().date.start.year;
        positions.retain(|at| setting.briefing.incidents[*at].lead().date.start.year == newest);
        positions.truncate(PER_PAGE);
    }
    List {
        route,
        heading: "Timeline".to_owned(),
        standfirst,
        breadcrumbs: Vec::new(),
        family: None,
        chart,
        division: Division::Months,
        positions,
        neighbours: None,
    }
}

fn years(setting: &Setting<'_>) -> Vec<List> {
    let by_year: Vec<(i16, Vec<usize>)> = setting
        .briefing
        .index
        .by_year
        .iter()
        .map(|(year, at)| (*year, setting.listed_incidents(at)))
        .filter(|(_, at)| !at.is_empty())
        .collect();
    let link = |entry: Option<&(i16, Vec<usize>)>| {
        entry.map(|(year, _)| Link::new(address::timeline_year(*year), year.to_string()))
    };
    let list = |(at, (year, positions)): (usize, &(i16, Vec<usize>))| {
        let route = address::timeline_year(*year);
        let first_page = |month: i8| {
            let before =
                positions.iter().position(|at| setting.briefing.incidents[*at].lead().date.start.month == Some(month));
            format!("{}#m{year:04}-{month:02}", route.numbered(before.unwrap_or(0) / PER_PAGE + 1))
        };
        List {
            heading: format!("Timeline: {year}"),
            standfirst: format!("{} in {year}, newest first.", site::tally(setting.briefing, positions)),
            breadcrumbs: vec![timeline()],
            family: None,
            chart: Some(bins::months(setting.briefing, *year, positions, first_page)),
            division: Division::Months,
            positions: positions.clone(),
            neighbours: Some(Pager {
                label: "Years".to_owned(),
                previous: at.checked_sub(1).and_then(|at| link(by_year.get(at))),
                next: link(by_year.get(at + 1)),
                place: year.to_string(),
            }),
            route,
        }
    };
    by_year.iter().enumerate().map(list).collect()
}

fn countries(setting: &Setting<'_>) -> Vec<List> {
    let countries = setting.briefing.index.by_country.iter();
    countries
        .map(|(code, positions)| {
            let breadcrumbs = vec![timeline(), Link::new(address::country(*code), code.name())];
            filter(setting, address::timeline_country(*code), code.name(), breadcrumbs, positions)
        })
        .collect()
}

fn actors(setting: &Setting<'_>) -> Vec<List> {
    let by_actor = setting.briefing.index.by_actor.iter();
    by_actor
        .filter_map(|(id, positions)| {
            let actor = setting.briefing.corpus.actors.get(id)?;
            let breadcrumbs = vec![timeline(), Link::new(address::actor(id), actor.short())];
            Some(filter(setting, address::timeline_actor(id), &actor.name, breadcrumbs, positions))
        })
        .collect()
}

fn types(setting: &Setting<'_>) -> Vec<List> {
    let by_type = setting.briefing.index.by_type.iter();
    by_type
        .map(|(event, positions)| {
            let label = words::capital(event.label());
            let breadcrumbs = vec![timeline(), Link::new(address::event_type(*event), label.clone())];
            let list = filter(setting, address::timeline_type(*event), &label, breadcrumbs, positions);
            List { family: Some(family(*event)), ..list }
        })
        .collect()
}

/// A list of the incidents that have something in common.
fn filter(setting: &Setting<'_>, route: Route, name: &str, breadcrumbs: Vec<Link>, positions: &[usize]) -> List {
    let positions = setting.listed_incidents(positions);
    let chart = year_chart(setting, &route, &positions);
    List {
        heading: format!("Timeline: {name}"),
        standfirst: format!(
            "{}, newest first. Every figure stands beside whoever gave it.",
            site::tally(setting.briefing, &positions)
        ),
        breadcrumbs,
        family: None,
        chart,
        division: Division::Years,
        positions,
        neighbours: None,
        route,
    }
}

/// A histogram by year whose bars lead to the years of the filter at `route`; none where it would show little.
#[must_use]
pub(super) fn year_chart(setting: &Setting<'_>, route: &Route, positions: &[usize]) -> Option<ChartView> {
    if positions.len() < 5 {
        return None;
    }
    bins::years(setting.briefing, positions, |year| {
        let first = positions.iter().position(|at| setting.briefing.incidents[*at].lead().date.start.year == year);
        format!("{}#y{year}", route.numbered(first.unwrap_or(0) / PER_PAGE + 1))
    })
}

fn timeline() -> Link {
    Link::new(Route::new(address::TIMELINE), "Timeline")
}

/// A list cut into pages.
fn pages<'a>(setting: &Setting<'a>, list: List) -> Vec<PagePlan<'a>> {
    let chunks: Vec<&[usize]> =
        if list.positions.is_empty() { vec![&[]] } else { list.positions.chunks(PER_PAGE).collect() };
    let last = chunks.len();
    let mut chart = list.chart;
    let page = |(n, positions): (usize, &&[usize])| {
        let route = list.route.numbered(n);
        let heading = if n == 1 { list.heading.clone() } else { format!("{}, page {n}", list.heading) };
        let pager = if last == 1 { list.neighbours.clone() } else { Some(numbered(&list.route, n, last)) };
        let view = View {
            root: route.root(),
            page: setting.head("timeline", address::TIMELINE, &route, &heading, &list.standfirst),
            breadcrumbs: list.breadcrumbs.clone(),
            family: list.family,
            heading,
            standfirst: list.standfirst.clone(),
            chart: chart.take(),
            years: groups(setting, positions, list.division, &list.route),
            facets: setting.facets.clone(),
            pager,
        };
        PagePlan::new(route, "pages/timeline.html", view)
    };
    (1..).zip(&chunks).map(page).collect()
}

/// The neighbours of page `n` of `last` of a list, newest first.
#[must_use]
pub(super) fn numbered(list: &Route, n: usize, last: usize) -> Pager {
    Pager {
        label: "Pages".to_owned(),
        previous: (n > 1).then(|| Link::new(list.numbered(n - 1), "Newer")),
        next: (n < last).then(|| Link::new(list.numbered(n + 1), "Older")),
        place: format!("Page {n} of {last}"),
    }
}

fn groups(setting: &Setting<'_>, positions: &[usize], division: Division, list: &Route) -> Vec<Year> {
    let mut years: BTreeMap<Reverse<i16>, Vec<usize>> = BTreeMap::new();
    for at in positions {
        years.entry(Reverse(setting.briefing.incidents[*at].lead().date.start.year)).or_default().push(*at);
    }
    let year = |(Reverse(year), positions): (Reverse<i16>, Vec<usize>)| Year {
        label: year.to_string(),
        url: Some(address::timeline_year(year)).filter(|url| url != list),
        by_month: division == Division::Months,
        words: site::tally(setting.briefing, &positions),
        months: match division {
            Division::Months => months(setting, year, &positions),
            Division::Years => {
                vec![Month { label: None, id: year.to_string(), entries: setting.entry_cards(&positions) }]
            }
        },
    };
    years.into_iter().map(year).collect()
}

/// A year's entries by month, newest first; those dated to the year alone come last, under words that say so.
fn months(setting: &Setting<'_>, year: i16, positions: &[usize]) -> Vec<Month> {
    let mut months: BTreeMap<Reverse<Option<i8>>, Vec<usize>> = BTreeMap::new();
    for at in positions {
        months.entry(Reverse(setting.briefing.incidents[*at].lead().date.start.month)).or_default().push(*at);
    }
    let month =
        |(Reverse(month), positions): (Reverse<Option<i8>>, Vec<usize>)| Month {
            label: Some(month.map_or_else(
                || format!("{year}, month not known"),
                |number| format!("{} {year}", words::month(number)),
            )),
            id: month.map_or_else(|| format!("{year:04}"), |number| format!("{year:04}-{number:02}")),
            entries: setting.entry_cards(&positions),
        };
    months.into_iter().map(month).collect()
}
