//! The timeline: every incident and milestone by year and month, newest or oldest first; and its static filters by
//! year, country, actor and type.

use crate::checked::Checked;
use crate::locale::capital;
use crate::pages::entries::{self, Division, JumpYear, List, Order, is_long};
use crate::pages::plan::{PageKind, Planned, Route, Shows};
use crate::pages::setting::Setting;
use crate::pages::views::{ChartView, Link, NotedLink, Pager, family};
use crate::pages::{address, bins, maps, site};

/// How many entries the first page of a timeline shows that does not fit on one page.
const FIRST: usize = 50;

/// The page kind.
pub(super) struct Timeline;

impl PageKind for Timeline {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let mut lists: Vec<List> = Order::ALL.into_iter().map(|order| overview(setting, order)).collect();
        lists.extend(Order::ALL.into_iter().flat_map(|order| years(setting, order)));
        lists.extend(countries(setting));
        lists.extend(actors(setting));
        lists.extend(types(setting));
        Checked::clean(Planned::pages(lists.into_iter().flat_map(|list| entries::pages(setting, list)).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}

/// A year or a month with its entries.
pub(super) type Period<T> = (T, Vec<usize>);

/// Everything while it fits on one page, else the first entries with the ways to the others.
fn overview(setting: &Setting<'_>, order: Order) -> List {
    let words = setting.words;
    let all = setting.all_incidents();
    let chart = bins::years(setting, &all, |year| order.route(&setting.to.timeline_year(year)).to_string());
    let tally = site::tally(setting, &all);
    let standfirst = match chart.as_ref().map(|chart| (chart.bars.first(), chart.bars.last())) {
        Some((Some(first), Some(last))) => {
            let period =
                if first == last { first.name.clone() } else { words.from_to(first.name.clone(), last.name.clone()) };
            words.tell("timeline_about", &[("tally", tally.into()), ("period", period.into())])
        }
        _ => words.say("timeline_empty_about").to_owned(),
    };
    let jump = jump(setting, order);
    let mut positions = all;
    let mut neighbours = None;
    if is_long(setting, &positions) {
        if order == Order::Oldest {
            positions.reverse();
        }
        positions.truncate(FIRST);
        neighbours = positions.last().map(|at| {
            let start = setting.briefing.incidents[*at].lead().date.start;
            let route = setting.to.timeline_month(start.year, start.month);
            let next = Link::new(
                order.route(&route),
                words.tell("all_of", &[("period", words.month_of(start.year, start.month).into())]),
            );
            Pager { label: words.say("go_on").to_owned(), previous: None, next: Some(next), place: String::new() }
        });
    }
    List {
        template: "pages/timeline.html",
        route: setting.to.list(address::TIMELINE),
        heading: words.say("timeline").to_owned(),
        standfirst,
        breadcrumbs: Vec::new(),
        family: None,
        chart,
        division: Division::Months,
        order: Some(order),
        positions,
        neighbours,
        jump,
        outlook: Vec::new(),
        ways: maps::has_whole(setting).then(|| maps::whole(setting)).into_iter().collect(),
    }
}

/// Every month that holds anything, by year, newest first.
fn jump(setting: &Setting<'_>, order: Order) -> Vec<JumpYear> {
    let link = |(year, positions): &Period<i16>| {
        let months = months_of(setting, positions).into_iter().filter_map(|(month, positions)| {
            let number = month?;
            Some(NotedLink {
                url: order.route(&setting.to.timeline_month(*year, month)),
                label: capital(setting.words.short_month(number)),
                note: setting.words.number(positions.len() as u64),
                family: None,
            })
        });
        JumpYear {
            year: Link::new(order.route(&setting.to.timeline_year(*year)), year.to_string()),
            months: months.collect(),
        }
    };
    by_year(setting).iter().rev().map(link).collect()
}

/// The years that hold anything, oldest first, with their entries, newest first.
#[must_use]
pub(super) fn by_year(setting: &Setting<'_>) -> Vec<Period<i16>> {
    let years = setting.briefing.index.by_year.iter();
    let listed = years.map(|(year, at)| (*year, setting.listed_incidents(at)));
    listed.filter(|(_, at)| !at.is_empty()).collect()
}

/// The months of a year's entries, oldest first; what is dated to the year alone comes first.
#[must_use]
pub(super) fn months_of(setting: &Setting<'_>, positions: &[usize]) -> Vec<Period<Option<i8>>> {
    let mut months = std::collections::BTreeMap::<Option<i8>, Vec<usize>>::new();
    for at in positions {
        months.entry(setting.briefing.incidents[*at].lead().date.start.month).or_default().push(*at);
    }
    months.into_iter().collect()
}

fn years(setting: &Setting<'_>, order: Order) -> Vec<List> {
    let words = setting.words;
    let by_year = by_year(setting);
    let link = |entry: Option<&Period<i16>>| {
        entry.map(|(year, _)| Link::new(order.route(&setting.to.timeline_year(*year)), year.to_string()))
    };
    let list = |(at, (year, positions)): (usize, &Period<i16>)| {
        let is_digest = is_long(setting, positions);
        let route = setting.to.timeline_year(*year);
        let month = |number: i8| {
            let page = order.route(&setting.to.timeline_month(*year, Some(number)));
            if is_digest { page.to_string() } else { format!("{}#m{year:04}-{number:02}", order.route(&route)) }
        };
        List {
            template: "pages/timeline.html",
            heading: words.tell("timeline_of", &[("name", (*year).into())]),
            standfirst: words
                .tell("tally_in", &[("tally", site::tally(setting, positions).into()), ("period", (*year).into())]),
            breadcrumbs: vec![timeline(setting)],
            family: None,
            chart: Some(bins::months(setting, *year, None, positions, month)),
            division: if is_digest { Division::Digest } else { Division::Months },
            order: Some(order),
            positions: positions.clone(),
            neighbours: Some(Pager {
                label: words.say("years").to_owned(),
                previous: at.checked_sub(1).and_then(|at| link(by_year.get(at))),
                next: link(by_year.get(at + 1)),
                place: year.to_string(),
            }),
            jump: Vec::new(),
            outlook: Vec::new(),
            ways: ways(setting, *year, positions),
            route,
        }
    };
    by_year.iter().enumerate().map(list).collect()
}

/// A year on a map and in figures.
fn ways(setting: &Setting<'_>, year: i16, positions: &[usize]) -> Vec<Link> {
    let is_counted = positions.iter().any(|at| setting.briefing.incidents[*at].is_countable());
    let figures = is_counted.then(|| {
        Link::new(setting.to.figures_of(year), setting.words.tell("figures_of_year", &[("year", year.into())]))
    });
    maps::link(setting, Some(year), None, positions.iter().copied()).into_iter().chain(figures).collect()
}

fn countries(setting: &Setting<'_>) -> Vec<List> {
    let countries = setting.briefing.index.by_country.iter();
    countries
        .map(|(code, positions)| {
            let breadcrumbs =
                vec![timeline(setting), Link::new(setting.to.country(*code), setting.words.country(*code))];
            filter(setting, setting.to.timeline_country(*code), setting.words.country(*code), breadcrumbs, positions)
        })
        .collect()
}

fn actors(setting: &Setting<'_>) -> Vec<List> {
    let by_actor = setting.briefing.index.by_actor.iter();
    by_actor
        .filter_map(|(id, positions)| {
            let actor = setting.briefing.corpus.actors.get(id)?;
            let breadcrumbs = vec![timeline(setting), Link::new(setting.to.actor(id), setting.short(actor))];
            Some(filter(setting, setting.to.timeline_actor(id), setting.name(actor), breadcrumbs, positions))
        })
        .collect()
}

fn types(setting: &Setting<'_>) -> Vec<List> {
    let by_type = setting.briefing.index.by_type.iter();
    by_type
        .map(|(event, positions)| {
            let label = setting.words.capital_label(*event);
            let breadcrumbs = vec![timeline(setting), Link::new(setting.to.event_type(*event), label.clone())];
            let list = filter(setting, setting.to.timeline_type(*event), &label, breadcrumbs, positions);
            List { family: Some(family(*event)), ..list }
        })
        .collect()
}

/// A list of the incidents that have something in common.
fn filter(setting: &Setting<'_>, route: Route, name: &str, breadcrumbs: Vec<Link>, positions: &[usize]) -> List {
    let positions = setting.listed_incidents(positions);
    let chart = year_chart(setting, &route, &positions);
    List {
        template: "pages/timeline.html",
        heading: setting.words.tell("timeline_of", &[("name", name.into())]),
        standfirst: setting.words.tell("timeline_newest_about", &[("tally", site::tally(setting, &positions).into())]),
        breadcrumbs,
        family: None,
        chart,
        division: Division::Years,
        order: None,
        positions,
        neighbours: None,
        jump: Vec::new(),
        outlook: Vec::new(),
        ways: Vec::new(),
        route,
    }
}

/// A histogram by year whose bars lead to the years of the filter at `route`; none where it would show little.
#[must_use]
pub(super) fn year_chart(setting: &Setting<'_>, route: &Route, positions: &[usize]) -> Option<ChartView> {
    if positions.len() < 5 {
        return None;
    }
    bins::years(setting, positions, year_link(setting, route, positions))
}

/// The ways to the years of the filter at `route`, on whichever of its pages they begin.
pub(super) fn year_link(setting: &Setting<'_>, route: &Route, positions: &[usize]) -> impl Fn(i16) -> String {
    let mut pages = std::collections::BTreeMap::new();
    for (page, part) in (1..).zip(entries::cut(setting, positions)) {
        for at in part {
            pages.entry(setting.briefing.incidents[*at].lead().date.start.year).or_insert(page);
        }
    }
    let route = route.clone();
    move |year| format!("{}#y{year}", route.numbered(pages.get(&year).copied().unwrap_or(1)))
}

/// The way to the timeline.
#[must_use]
pub(super) fn timeline(setting: &Setting<'_>) -> Link {
    Link::new(setting.to.list(address::TIMELINE), setting.words.say("timeline"))
}
