//! Lists of the timeline: in which order they run, how they are divided into years and months, and where they are
//! cut into pages. Which lists there are is the business of the page kinds.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::locale::{Words, capital};
use crate::model::vocabulary::DatePrecision;
use crate::pages::plan::{Listing, PagePlan, Route};
use crate::pages::setting::Setting;
use crate::pages::views::{ChartView, Head, Link, NotedLink, Pager, Shared, Titled};
use crate::pages::{address, cards, json_ld, site};

/// The most entries on one page.
const ENTRIES: usize = 150;

/// The most claims on one page: entries with many speakers weigh more than others.
const CLAIMS: usize = 350;

/// Which end of a list comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The latest first.
    Newest,
    /// The earliest first.
    Oldest,
}

impl Order {
    /// Both, in the order in which pages offer them.
    pub(super) const ALL: [Self; 2] = [Self::Newest, Self::Oldest];

    fn label(self) -> &'static str {
        match self {
            Self::Newest => "newest_first",
            Self::Oldest => "oldest_first",
        }
    }

    /// Where a list lies in this order, by where it lies newest first.
    #[must_use]
    pub(super) fn route(self, newest: &Route) -> Route {
        match self {
            Self::Newest => newest.clone(),
            Self::Oldest => address::oldest(newest),
        }
    }
}

/// How finely a list is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Division {
    /// By year and month.
    Months,
    /// By year alone.
    Years,
    /// By year and month, the months with a page of their own told by their number: only milestones and running
    /// totals are shown.
    Digest,
}

/// One list of the timeline, before it is cut into pages.
pub(super) struct List {
    /// Its template.
    pub(super) template: &'static str,
    /// Its first page, newest first.
    pub(super) route: Route,
    /// Its heading.
    pub(super) heading: String,
    /// A sentence under it.
    pub(super) standfirst: String,
    /// The way to it.
    pub(super) breadcrumbs: Vec<Link>,
    /// The mark before its heading.
    pub(super) family: Option<&'static str>,
    /// What its first page draws.
    pub(super) chart: Option<ChartView>,
    /// How it is divided.
    pub(super) division: Division,
    /// Its order; nothing when it lies in one order alone, newest first.
    pub(super) order: Option<Order>,
    /// Its entries, newest first.
    pub(super) positions: Vec<usize>,
    /// The lists before and after it.
    pub(super) neighbours: Option<Pager>,
    /// Ways to a date.
    pub(super) jump: Vec<JumpYear>,
    /// What the editors say of the countries in this time.
    pub(super) outlook: Vec<Shared>,
    /// The same incidents shown otherwise: on a map, in figures.
    pub(super) ways: Vec<Link>,
}

/// A year with its months, as ways to a date.
#[derive(Debug, Clone, Serialize)]
pub(super) struct JumpYear {
    /// The year.
    pub(super) year: Link,
    /// Its months that hold anything, with how much.
    pub(super) months: Vec<NotedLink>,
}

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    breadcrumbs: Vec<Link>,
    family: Option<&'static str>,
    heading: String,
    standfirst: String,
    /// The newest entry, so that a reader on a phone sees one before the chart.
    latest: Option<Titled>,
    chart: Option<ChartView>,
    jump: Vec<JumpYear>,
    outlook: Vec<Shared>,
    ways: Vec<Link>,
    orders: Vec<Choice>,
    years: Vec<Year>,
    facets: Shared,
    filter: Shared,
    pagers: Vec<Pager>,
}

/// One of several ways to see a page.
#[derive(Serialize)]
struct Choice {
    label: String,
    url: Route,
    is_current: bool,
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
    url: Option<Route>,
    id: String,
    entries: Vec<Shared>,
    more: Option<Link>,
}

/// A list cut where a page would hold too much.
#[must_use]
pub(super) fn cut<'p>(setting: &Setting<'_>, positions: &'p [usize]) -> Vec<&'p [usize]> {
    let mut parts = Vec::new();
    let (mut start, mut claims) = (0, 0);
    for (n, at) in positions.iter().enumerate() {
        let own = setting.briefing.incidents[*at].claims().count();
        if n > start && (n - start == ENTRIES || claims + own > CLAIMS) {
            parts.push(&positions[start..n]);
            (start, claims) = (n, 0);
        }
        claims += own;
    }
    parts.push(&positions[start..]);
    parts
}

/// Whether a list needs more than one page.
#[must_use]
pub(super) fn is_long(setting: &Setting<'_>, positions: &[usize]) -> bool {
    cut(setting, positions).len() > 1
}

/// The neighbours of page `n` of `last` of a list, newest first.
#[must_use]
pub(super) fn numbered(words: &Words, list: &Route, n: usize, last: usize) -> Pager {
    numbered_in(words, list, n, last, Order::Newest)
}

fn numbered_in(words: &Words, list: &Route, n: usize, last: usize, order: Order) -> Pager {
    let (before, after) = match order {
        Order::Newest => ("newer", "older"),
        Order::Oldest => ("older", "newer"),
    };
    Pager {
        label: words.say("pages").to_owned(),
        previous: (n > 1).then(|| Link::new(list.numbered(n - 1), words.say(before))),
        next: (n < last).then(|| Link::new(list.numbered(n + 1), words.say(after))),
        place: words.tell("page_n_of", &[("n", n.into()), ("last", last.into())]),
    }
}

/// A list's pages.
#[must_use]
pub(super) fn pages<'a>(setting: &Setting<'a>, mut list: List) -> Vec<PagePlan<'a>> {
    let order = list.order.unwrap_or(Order::Newest);
    if order == Order::Oldest {
        list.positions.sort_by_key(|at| oldest_key(setting, *at));
    }
    let whole = [&list.positions[..]];
    let parts = cut(setting, &list.positions);
    let parts = if list.division == Division::Digest { &whole[..] } else { &parts };
    let last = parts.len();
    let page = |(n, positions): (usize, &&[usize])| {
        let first = order.route(&list.route);
        let route = first.numbered(n);
        let listed = |page: PagePlan<'a>| if order == Order::Oldest { page.listed(Listing::Hidden) } else { page };
        if setting.is_outline() {
            return listed(PagePlan::new(route, list.template, ()));
        }
        let heading = page_heading(setting.words, &list.heading, n);
        let mut head = setting.head("timeline", address::TIMELINE, &route, &heading, &list.standfirst);
        if order == Order::Oldest {
            head.canonical = setting.absolute(&list.route);
            head.alternates.clear();
        }
        let parts = (last > 1).then(|| numbered_in(setting.words, &first, n, last, order));
        let view = View {
            root: route.root(),
            page: json_ld::described(setting, head, &list.breadcrumbs, None),
            breadcrumbs: list.breadcrumbs.clone(),
            family: list.family,
            heading,
            standfirst: list.standfirst.clone(),
            latest: positions
                .first()
                .filter(|_| n == 1 && order == Order::Newest)
                .map(|at| cards::titled(setting, *at)),
            chart: list.chart.clone().filter(|_| n == 1),
            jump: if n == 1 { list.jump.clone() } else { Vec::new() },
            outlook: if n == 1 { list.outlook.clone() } else { Vec::new() },
            ways: list.ways.clone(),
            orders: list.order.map(|_| choices(setting.words, &list.route, order)).unwrap_or_default(),
            years: years(setting, positions, &list, order),
            facets: setting.facets.clone(),
            filter: setting.filter.form.clone(),
            pagers: parts.into_iter().chain(list.neighbours.clone()).collect(),
        };
        listed(PagePlan::new(route, list.template, view))
    };
    (1..).zip(parts).filter(|(_, positions)| setting.wants_cards(&[], positions)).map(page).collect()
}

fn choices(words: &Words, newest: &Route, current: Order) -> Vec<Choice> {
    let choice = |order: Order| Choice {
        label: words.say(order.label()).to_owned(),
        url: order.route(newest),
        is_current: order == current,
    };
    Order::ALL.into_iter().map(choice).collect()
}

/// Oldest first; within its year or month what is dated to that year or month alone comes last, as it does newest
/// first: it may have happened on any of its days.
fn oldest_key(setting: &Setting<'_>, at: usize) -> impl Ord + use<> {
    let lead = setting.briefing.incidents[at].lead();
    let date = &lead.date;
    let is_month = date.precision == DatePrecision::Month;
    let month = (date.start.month.is_none(), date.start.month);
    (date.start.year, month, is_month, date.first_day(), date.last_day(), Reverse(at))
}

/// Keeps the order in which its keys first appear.
fn grouped<K: Ord + Copy>(positions: &[usize], key: impl Fn(usize) -> K) -> Vec<(K, Vec<usize>)> {
    let mut places: BTreeMap<K, usize> = BTreeMap::new();
    let mut groups: Vec<(K, Vec<usize>)> = Vec::new();
    for at in positions {
        let key = key(*at);
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push((key, Vec::new()));
        }
        groups[place].1.push(*at);
    }
    groups
}

fn years(setting: &Setting<'_>, positions: &[usize], list: &List, order: Order) -> Vec<Year> {
    let groups = grouped(positions, |at| setting.briefing.incidents[at].lead().date.start.year);
    let year = |(year, positions): (i16, Vec<usize>)| Year {
        label: year.to_string(),
        url: Some(setting.to.timeline_year(year)).filter(|url| *url != list.route),
        by_month: list.division != Division::Years,
        words: site::tally(setting, &positions),
        months: match list.division {
            Division::Years => {
                let id = year.to_string();
                vec![Month { label: None, url: None, id, entries: setting.entry_cards(&positions), more: None }]
            }
            division => months(setting, year, &positions, division, &list.route, order),
        },
    };
    groups.into_iter().map(year).collect()
}

/// A year's entries by month; those dated to the year alone come last, under words that say so.
fn months(
    setting: &Setting<'_>,
    year: i16,
    positions: &[usize],
    division: Division,
    list: &Route,
    order: Order,
) -> Vec<Month> {
    let mut groups = grouped(positions, |at| setting.briefing.incidents[at].lead().date.start.month);
    groups.sort_by_key(|(month, _)| month.is_none());
    let month = |(month, positions): (Option<i8>, Vec<usize>)| {
        let label = setting.words.month_of(year, month);
        let route = setting.to.timeline_month(year, month);
        let shown: Vec<usize> = match division {
            Division::Digest => {
                positions.iter().copied().filter(|at| !setting.briefing.incidents[*at].is_countable()).collect()
            }
            _ => positions.clone(),
        };
        let hidden = positions.len() - shown.len();
        let more = (hidden > 0).then(|| {
            let incidents = setting.words.count("incidents_counted", hidden);
            let args = [("incidents", incidents.into()), ("period", label.as_str().into())];
            Link::new(order.route(&route), setting.words.tell("incidents_of", &args))
        });
        Month {
            url: (month.is_some() && route != *list).then(|| order.route(&route)),
            id: month.map_or_else(|| format!("{year:04}"), |number| format!("{year:04}-{number:02}")),
            label: Some(capital(&label)),
            entries: setting.entry_cards(&shown),
            more,
        }
    };
    groups.into_iter().map(month).collect()
}

/// A list's heading on its `n`th page.
#[must_use]
pub(super) fn page_heading(words: &Words, heading: &str, n: usize) -> String {
    if n == 1 { heading.to_owned() } else { words.tell("page_n", &[("heading", heading.into()), ("n", n.into())]) }
}
