//! Maps of incidents as pages show them: what is drawn, what each mark leads to, and the same as a table.
//!
//! How a map looks is the drawing's business. A mark leads to its incident, or, where it stands for several, to the page
//! or the row that lists them; what has no place of its own stands beside the map in words.

mod about;

use std::iter;

use serde::Serialize;

use crate::briefing::totals;
use crate::geo::{self, Projection, Window};
use crate::locale::{Words, capital};
use crate::model::CountryCode;
use crate::pages::plan::Route;
use crate::pages::setting::{Ground, Setting};
use crate::pages::spots::{self, FAMILIES, Sorted, Spot, Where};
use crate::pages::views::{FigureView, Link, Titled};
use crate::pages::{address, cards, country, site};
pub(super) use about::{CardMap, Locator, card, locator};

/// A map, its legend, and its table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MapView {
    size: &'static str,
    title: String,
    drawing: Drawing,
    keys: Vec<Key>,
    sizes: Vec<Step>,
    hints: Vec<String>,
    beside: Vec<Beside>,
    rows: Vec<Row>,
    is_open: bool,
    dates_title: String,
}

/// What is drawn: a window in degrees (west, south, east, north) on a drawing so many units wide.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Drawing {
    lang: String,
    window: [f64; 4],
    width: f64,
    focus: Option<String>,
    labels: usize,
    spots: Vec<SpotView>,
}

#[derive(Debug, Clone, Serialize)]
struct SpotView {
    name: String,
    lat: f64,
    lon: f64,
    ring_km: u32,
    marks: Vec<MarkView>,
}

#[derive(Debug, Clone, Serialize)]
struct MarkView {
    family: &'static str,
    url: String,
    title: String,
    killed: Option<u64>,
    count: usize,
}

#[derive(Debug, Clone, Serialize)]
struct Key {
    family: &'static str,
    label: String,
}

/// A mark of the legend with the number it stands for.
#[derive(Debug, Clone, Serialize)]
struct Step {
    killed: Option<u64>,
    label: String,
}

/// What is not drawn, and why.
#[derive(Debug, Clone, Serialize)]
struct Beside {
    label: String,
    entries: Vec<Titled>,
    more: Option<Link>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    id: usize,
    place: String,
    url: Option<Route>,
    country: Option<String>,
    holds: String,
    events: Vec<Event>,
    more: Option<String>,
    /// The sum over incidents that are not told one by one.
    killed: Option<String>,
}

/// An incident of a row, each of its figures with its speakers.
#[derive(Debug, Clone, Serialize)]
struct Event {
    #[serde(flatten)]
    titled: Titled,
    figures: Vec<FigureView>,
}

/// What a page asks for.
pub(super) struct Request<'r> {
    /// The page the map stands on.
    pub(super) route: &'r Route,
    /// How it is laid out.
    pub(super) size: Size,
    /// What it shows of the earth; without it, what the incidents need.
    pub(super) window: Option<Window>,
    /// The country it is about.
    pub(super) focus: Option<CountryCode>,
    /// Where a mark leads that stands for several incidents.
    pub(super) stacks: Stacks,
    /// The incidents, newest first.
    pub(super) positions: &'r [usize],
}

/// How much room a map has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// The whole width of a page.
    Wide,
    /// A column of text.
    Plain,
}

/// Where a mark leads that stands for several incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stacks {
    /// To the page of its place, else of its country, whose map opens it out.
    Countries,
    /// To the page of its place, else to the row of the table.
    Places,
    /// To the row of the table: the map shows only some of what happened at a place.
    Rows,
}

/// The fewest incidents that make a map worth its room.
const FEWEST: usize = 3;

/// How many dates a row of the table names.
const DATES: usize = 12;

/// How many entries a line beside the map names.
const BESIDE: usize = 3;

impl Size {
    fn width(self) -> f64 {
        match self {
            Self::Wide => 1000.0,
            Self::Plain => 720.0,
        }
    }

    fn labels(self) -> usize {
        match self {
            Self::Wide => 45,
            Self::Plain => 32,
        }
    }

    /// The most places it shows apart.
    fn spots(self) -> usize {
        match self {
            Self::Wide => 70,
            Self::Plain => 60,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Plain => "plain",
        }
    }

    /// Least and greatest breadth, in heights.
    fn shape(self) -> (f64, f64) {
        match self {
            Self::Wide => (1.9, 2.6),
            Self::Plain => (1.2, 2.0),
        }
    }
}

/// A map of some incidents; nothing where too few of them have a place that the data hold.
#[must_use]
pub(super) fn of(setting: &Setting<'_>, request: &Request<'_>) -> Option<MapView> {
    let words = setting.words;
    let window = request.window.or_else(|| fitted(setting, request))?;
    let projection = Projection::new(window, request.size.width());
    let mut sorted = spots::sorted(setting, request.positions, &projection);
    let beside = beside(setting, &sorted);
    let spots = std::mem::take(&mut sorted.spots);
    let drawn: Vec<usize> = spots.iter().flat_map(|spot| spot.incidents.iter().copied()).collect();
    if drawn.len() < FEWEST {
        return None;
    }
    let spots = spots::drawn_together(&spots, &projection, request.size.spots());
    let years: Vec<i16> = drawn.iter().map(|at| setting.briefing.incidents[*at].lead().date.start.year).collect();
    let views: Vec<SpotView> = (1..).zip(&spots).map(|(row, spot)| spot_view(setting, request, spot, row)).collect();
    let mut marks = views.iter().flat_map(|spot| &spot.marks);
    let hints = [
        (marks.clone().any(|mark| mark.count > 1), "map_stacks"),
        (views.iter().any(|spot| spot.ring_km > 0), "map_rings"),
    ];
    let hints = hints.into_iter().filter(|(shown, _)| *shown).map(|(_, key)| words.say(key).to_owned()).collect();
    let keys = FAMILIES.iter().filter(|key| marks.clone().any(|mark| mark.family == **key));
    let keys = keys.map(|family| Key { family, label: capital(words.say(&format!("one_{family}"))) }).collect();
    let is_open = marks.any(|mark| mark.url.contains("#at-"));
    Some(MapView {
        size: request.size.class(),
        title: words.tell(
            "map_where",
            &[("tally", site::tally(setting, &drawn).into()), ("period", words.years(&years).into())],
        ),
        keys,
        sizes: sizes(words),
        hints,
        beside,
        rows: (1..).zip(&spots).map(|(id, spot)| row(setting, request, spot, id)).collect(),
        is_open,
        dates_title: words.say(if request.stacks == Stacks::Countries { "latest" } else { "incidents" }).to_owned(),
        drawing: Drawing {
            lang: words.tag().to_owned(),
            window: [window.west, window.south, window.east, window.north],
            width: request.size.width(),
            focus: request.focus.map(|code| code.as_str().to_owned()),
            labels: request.size.labels(),
            spots: views,
        },
    })
}

/// The sizes that the legend shows: none, and three numbers, of which the last says what is counted.
fn sizes(words: &Words) -> Vec<Step> {
    let number = |killed: u64| Step { killed: Some(killed), label: words.number(killed) };
    let most = words.tell("range_killed", &[("range", words.number(500).into())]);
    vec![
        Step { killed: None, label: words.say("no_number").to_owned() },
        number(10),
        number(100),
        Step { killed: Some(500), label: most },
    ]
}

/// Whether enough of some incidents lie on the map that the site shows of everything.
#[must_use]
pub(super) fn is_worth_drawing(ground: &Ground<'_>, positions: impl IntoIterator<Item = usize>) -> bool {
    let window = ground.options.map.unwrap_or(Window::DATA);
    let lies_in = |at: &usize| matches!(spots::located(ground, *at), Where::Point(spot) if window.holds(spot.at));
    positions.into_iter().filter(lies_in).take(FEWEST).count() == FEWEST
}

/// The window that some incidents need, with air about them.
fn fitted(setting: &Setting<'_>, request: &Request<'_>) -> Option<Window> {
    if let Some(window) = request.focus.and_then(geo::window) {
        return Some(framed(window, request.size, 0.06, 4.0));
    }
    let point = |at: &usize| match spots::located(setting, *at) {
        Where::Point(spot) if Window::DATA.holds(spot.at) => Some(spot.at),
        _ => None,
    };
    let window = Window::around(request.positions.iter().filter_map(point))?;
    Some(framed(window, request.size, 0.12, 6.0))
}

/// A window with a margin (a share of its breadth), at least so many degrees high, in the shape of a map.
fn framed(window: Window, size: Size, margin: f64, least: f64) -> Window {
    let air = margin * (window.east - window.west).max(window.north - window.south);
    let up = air.max((least - (window.north - window.south)) / 2.0);
    let grown =
        Window { west: window.west - air, south: window.south - up, east: window.east + air, north: window.north + up };
    let (narrowest, widest) = size.shape();
    within_data(Projection::shaped(grown, narrowest, widest))
}

/// The window moved so that it shows nothing the data do not hold; cut where it is larger than they are.
fn within_data(window: Window) -> Window {
    let data = Window::DATA;
    let along = |low: f64, high: f64, from: f64, to: f64| {
        let shift = (from - low).max(0.0) - (high - to).max(0.0);
        (low + shift, high + shift)
    };
    let (west, east) = along(window.west, window.east, data.west, data.east);
    let (south, north) = along(window.south, window.north, data.south, data.north);
    let moved = Window { west, south, east, north };
    moved.within(data).unwrap_or(data)
}

fn spot_view(setting: &Setting<'_>, request: &Request<'_>, spot: &Spot, row: usize) -> SpotView {
    let marks = spot.by_family(setting).into_iter().map(|(family, incidents)| MarkView {
        family,
        url: match incidents.as_slice() {
            [only] => setting.to.incident(setting.briefing.incidents[*only].id()).to_string(),
            _ => stack_url(setting, request, spot, row),
        },
        title: mark_title(setting, spot, family, &incidents),
        killed: spots::killed_in(setting, &incidents),
        count: incidents.len(),
    });
    let round = |degrees: f64| (degrees * 1000.0).round() / 1000.0;
    SpotView {
        name: spot.short().to_owned(),
        lat: round(spot.at.lat),
        lon: round(spot.at.lon),
        ring_km: spot.ring_km,
        marks: marks.collect(),
    }
}

fn stack_url(setting: &Setting<'_>, request: &Request<'_>, spot: &Spot, row: usize) -> String {
    let place =
        spot.place.as_ref().filter(|_| request.stacks != Stacks::Rows).map(|id| setting.to.place(id).to_string());
    let country = spot.country.filter(|_| request.stacks == Stacks::Countries);
    place
        .or_else(|| country.map(|code| format!("{}#map", setting.to.country(code))))
        .unwrap_or_else(|| format!("{}#at-{row}", request.route))
}

/// `Boulikessi, 1 June 2025: …` of one incident, `Djibo: 3 attacks on forces, 2019 to 2025` of several.
fn mark_title(setting: &Setting<'_>, spot: &Spot, family: &str, incidents: &[usize]) -> String {
    if let [only] = incidents {
        let incident = &setting.briefing.incidents[*only];
        let lead = incident.lead();
        let mut figures = cards::killed(setting, incident);
        if figures.is_empty() {
            figures.extend(cards::figure(setting, incident));
        }
        let what = [setting.words.when(&lead.date).full, setting.title(lead).text];
        let told = figures.iter().map(|figure| format!(". {} ({})", capital(&figure.words), figure.by));
        return iter::once(setting.words.row(&what)).chain(told).collect();
    }
    let years: Vec<i16> = incidents.iter().map(|at| setting.briefing.incidents[*at].lead().date.start.year).collect();
    let counted = [spots::counted(setting.words, family, incidents.len()), setting.words.years(&years)];
    setting.words.colon(&spot.label(setting.words), &setting.words.row(&counted))
}

fn row(setting: &Setting<'_>, request: &Request<'_>, spot: &Spot, id: usize) -> Row {
    let (briefing, words) = (setting.briefing, setting.words);
    let most = if request.stacks == Stacks::Countries { 1 } else { DATES };
    let killed = totals::killed_in(briefing, &spot.incidents);
    let figure = words.tell("range_killed", &[("range", country::span(words, killed).into())]);
    let left = spot.incidents.len().saturating_sub(most);
    Row {
        id,
        place: spot.label(words),
        url: spot.place.as_ref().map(|id| setting.to.place(id)),
        country: spot.country.filter(|code| request.focus != Some(*code)).map(|code| words.country(code).to_owned()),
        holds: holds(setting, spot),
        events: spot.incidents.iter().take(most).map(|at| event(setting, *at)).collect(),
        more: (left > 0 && most > 1).then(|| words.count("and_earlier", left)),
        killed: (left > 0).then(|| match killed.incidents - killed.without_number {
            0 => words.say("no_number").to_owned(),
            _ if killed.without_number == 0 => figure,
            _ => words.tell("some_without_number", &[("figure", figure.into()), ("n", killed.without_number.into())]),
        }),
    }
}

fn holds(setting: &Setting<'_>, spot: &Spot) -> String {
    let parts = spot.by_family(setting);
    let parts: Vec<String> =
        parts.iter().map(|(family, incidents)| spots::counted(setting.words, family, incidents.len())).collect();
    setting.words.list(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

fn event(setting: &Setting<'_>, at: usize) -> Event {
    Event { titled: cards::titled(setting, at), figures: cards::killed(setting, &setting.briefing.incidents[at]) }
}

/// What has no mark: by country, then what lies beyond the edge.
fn beside(setting: &Setting<'_>, sorted: &Sorted) -> Vec<Beside> {
    let words = setting.words;
    let entry = |at: &usize| cards::titled(setting, *at);
    let line = |label: String, positions: &[usize], all: Route| {
        let left = positions.len().saturating_sub(BESIDE);
        let more = (left > 0).then(|| Link::new(all, words.count("and_others", left)));
        Beside { label, entries: positions.iter().take(BESIDE).map(entry).collect(), more }
    };
    let timeline = || setting.to.list(address::TIMELINE);
    let by_country = sorted.countrywide.iter().rev().map(|(code, positions)| match code {
        Some(code) => line(
            words.tell("no_one_place", &[("country", words.country(*code).into())]),
            positions,
            setting.to.timeline_country(*code),
        ),
        None => line(words.say("several_countries").to_owned(), positions, timeline()),
    });
    let mut lines: Vec<Beside> = by_country.collect();
    if !sorted.outside.is_empty() {
        lines.push(line(words.say("beyond_the_edge").to_owned(), &sorted.outside, timeline()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_never_leaves_the_data_and_keeps_its_size_where_it_can() {
        let at_the_edge = within_data(Window { west: -20.0, south: 10.0, east: -10.0, north: 18.0 });
        assert_eq!(at_the_edge, Window { west: -18.0, south: 10.0, east: -8.0, north: 18.0 });
        let everything = within_data(Window { west: -50.0, south: -20.0, east: 50.0, north: 60.0 });
        assert_eq!(everything, Window::DATA);
    }

    #[test]
    fn one_place_is_shown_with_what_lies_about_it() {
        let window = Window { west: 2.0, south: 13.0, east: 2.0, north: 13.0 };
        let framed = framed(window, Size::Plain, 0.12, 6.0);
        assert!((framed.north - framed.south - 6.0).abs() < 1e-9, "{framed:?}");
        assert!(Projection::aspect(framed) >= 1.19, "{framed:?}");
    }
}
