//! Maps of all years, of a year and of a month: where that happened which the timeline tells in order. A list leads to
//! its map, and every mark to its incident or to a row that names several.

use serde::Serialize;

use crate::checked::Checked;
use crate::locale::capital;
use crate::pages::map::{self, MapView};
use crate::pages::plan::{PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::{Ground, Setting, is_listed_incident};
use crate::pages::timeline::{by_year, months_of, timeline};
use crate::pages::views::{Head, Link, Pager};
use crate::pages::{address, json_ld, site};

/// The page kind.
pub(super) struct Maps;

const TEMPLATE: &str = "pages/map.html";

/// All years, a year, or a month of one.
type Time = (Option<i16>, Option<i8>);

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    breadcrumbs: Vec<Link>,
    heading: String,
    standfirst: String,
    map: MapView,
    list: Link,
    pager: Option<Pager>,
}

impl PageKind for Maps {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let rows = rows(setting);
        let pages = rows.iter().flat_map(|(label, times)| {
            let at: Vec<usize> = (0..times.len()).collect();
            let made = Checked::par_map(&at, |at| Checked::clean(page(setting, label, times, *at)));
            made.value.into_iter().flatten()
        });
        Checked::clean(Planned::pages(pages.collect()))
    }

    fn addresses<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let times = rows(setting).into_iter().flat_map(|(_, times)| times);
        let address = |((year, month), _): (Time, _)| PagePlan::new(setting.to.timeline_map(year, month), TEMPLATE, ());
        Checked::clean(Planned::pages(times.map(address).collect()))
    }

    fn shows(&self) -> Shows {
        Shows::Records
    }
}

/// A time with what happened in it.
type Mapped = (Time, Vec<usize>);

/// All years, the years and the months that have a map.
fn rows(setting: &Setting<'_>) -> [(&'static str, Vec<Mapped>); 3] {
    let (mut years, mut months) = (Vec::new(), Vec::new());
    for (year, positions) in by_year(setting) {
        let of_year = months_of(setting, &positions).into_iter();
        let dated = of_year.filter_map(|(month, positions)| Some(((Some(year), Some(month?)), positions)));
        months.extend(dated);
        years.push(((Some(year), None), positions));
    }
    let whole = vec![((None, None), setting.all_incidents())];
    [("", whole), ("years", years), ("months", months)].map(|(label, mut times)| {
        times.retain(|(_, positions)| map::is_worth_drawing(setting, positions.iter().copied()));
        (label, times)
    })
}

/// Whether there is a map of all years.
#[must_use]
pub(super) fn has_whole(ground: &Ground<'_>) -> bool {
    let listed = (0..ground.briefing.incidents.len()).filter(|at| is_listed_incident(ground.briefing, *at));
    map::is_worth_drawing(ground, listed)
}

fn page<'a>(setting: &Setting<'a>, label: &str, times: &[Mapped], at: usize) -> Option<PagePlan<'a>> {
    let (time, positions) = &times[at];
    let route = setting.to.timeline_map(time.0, time.1);
    let words = setting.words;
    let name = name(setting, *time);
    let heading = words.tell("map_of", &[("period", name.as_str().into())]);
    let about = if time.0.is_some() { "tally_in" } else { "timeline_about" };
    let standfirst =
        words.tell(about, &[("tally", site::tally(setting, positions).into()), ("period", name.as_str().into())]);
    let request = map::Request {
        route: &route,
        size: map::Size::Wide,
        window: setting.options.map,
        focus: None,
        stacks: map::Stacks::Rows,
        positions,
    };
    let neighbour = |entry: Option<&Mapped>| {
        entry.map(|(time, _)| Link::new(setting.to.timeline_map(time.0, time.1), capital(&self::name(setting, *time))))
    };
    let list = list(setting, *time);
    let of_time = time.0.map(|_| Link::new(list.clone(), capital(&name)));
    let breadcrumbs = std::iter::once(timeline(setting)).chain(of_time).collect::<Vec<_>>();
    let section = if time.0.is_some() { address::TIMELINE } else { address::MAP };
    let head = setting.head("map", section, &route, &heading, &standfirst);
    let view = View {
        root: route.root(),
        page: json_ld::described(setting, head, &breadcrumbs, None),
        breadcrumbs,
        map: map::of(setting, &request)?,
        heading,
        standfirst,
        list: Link::new(list, capital(&words.tell("on_timeline", &[("period", name.as_str().into())]))),
        pager: time.0.map(|_| Pager {
            label: words.say(label).to_owned(),
            previous: at.checked_sub(1).and_then(|at| neighbour(times.get(at))),
            next: neighbour(times.get(at + 1)),
            place: capital(&name),
        }),
    };
    Some(PagePlan::new(route, TEMPLATE, view))
}

fn list(setting: &Setting<'_>, time: Time) -> Route {
    match time {
        (Some(year), Some(month)) => setting.to.timeline_month(year, Some(month)),
        (Some(year), None) => setting.to.timeline_year(year),
        (None, _) => setting.to.list(address::TIMELINE),
    }
}

fn name(setting: &Setting<'_>, time: Time) -> String {
    match time {
        (Some(year), Some(month)) => setting.words.month_of(year, Some(month)),
        (Some(year), None) => year.to_string(),
        (None, _) => {
            let years: Vec<i16> = setting.briefing.index.by_year.keys().copied().collect();
            setting.words.years(&years)
        }
    }
}

/// The way to the map of all years.
#[must_use]
pub(super) fn whole(ground: &Ground<'_>) -> Link {
    Link::new(ground.to.timeline_map(None, None), ground.words.say("all_on_a_map"))
}

/// The way to the map of a time; nothing where too little of it has a place.
#[must_use]
pub(super) fn link(
    setting: &Setting<'_>,
    year: Option<i16>,
    month: Option<i8>,
    positions: impl IntoIterator<Item = usize>,
) -> Option<Link> {
    map::is_worth_drawing(setting, positions).then(|| {
        Link::new(
            setting.to.timeline_map(year, month),
            setting.words.tell("map_of_link", &[("period", name(setting, (year, month)).into())]),
        )
    })
}
