//! A small map of where one thing lies: beside the words of a page, or on a picture for link previews.

use serde::Serialize;

use crate::geo::{Projection, Window};
use crate::model::place::Coordinates;
use crate::pages::map::{Drawing, MarkView, SpotView, within_data};
use crate::pages::setting::Setting;
use crate::pages::spots::{self, Spot};

/// A small map of where one thing lies.
#[derive(Debug, Clone, Serialize)]
pub(in crate::pages) struct Locator {
    title: String,
    note: String,
    drawing: Drawing,
}

/// How much a locator shows about its point, in degrees to each side.
const ABOUT: (f64, f64) = (4.4, 3.6);

/// Where a spot lies; nothing where the data do not reach. Each of its marks leads to `url`.
#[must_use]
pub(in crate::pages) fn locator(setting: &Setting<'_>, spot: &Spot, url: &str) -> Option<Locator> {
    let words = setting.words;
    let drawing = drawn_about(setting, spot, url, ABOUT, (320.0, 10))?;
    let precision = |at: &usize| {
        let briefing = setting.briefing;
        words.label(briefing.corpus.locate(&briefing.incidents[*at].lead().place).precision)
    };
    Some(Locator {
        title: match spot.country {
            Some(code) => words.row(&[spot.name.as_str(), words.country(code)]),
            None => spot.name.clone(),
        },
        note: match (spot.ring_km, spot.incidents.first().map(precision)) {
            (0, _) | (_, None) => String::new(),
            (_, Some(precision)) => words.tell("known_to_only", &[("precision", precision.into())]),
        },
        drawing,
    })
}

/// The map of a picture for link previews, if there is one, with its size in units of the drawing.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::pages) struct CardMap {
    map: Option<Drawing>,
    map_width: f64,
    map_height: f64,
}

/// How wide a picture's map is drawn, in units that the picture shows 1.6 times as large; how many labels it has; and how
/// much it shows about its point, so that it is 480 by 630 pixels.
const CARD: (f64, usize) = (300.0, 8);
const ABOUT_CARD: (f64, f64) = (4.122, 5.25);

/// Where a spot lies, for a picture.
#[must_use]
pub(in crate::pages) fn card(setting: &Setting<'_>, spot: Option<&Spot>) -> CardMap {
    let Some(drawing) = spot.and_then(|spot| drawn_about(setting, spot, "", ABOUT_CARD, CARD)) else {
        return CardMap::default();
    };
    let [west, south, east, north] = drawing.window;
    let map_height = Projection::new(Window { west, south, east, north }, CARD.0).height().round();
    CardMap { map: Some(drawing), map_width: CARD.0, map_height }
}

/// A spot with what lies about it, so many degrees to each side, on a drawing of a width and with so many labels.
fn drawn_about(
    setting: &Setting<'_>,
    spot: &Spot,
    url: &str,
    about: (f64, f64),
    (width, labels): (f64, usize),
) -> Option<Drawing> {
    if !Window::DATA.holds(spot.at) {
        return None;
    }
    let words = setting.words;
    let Coordinates { lat, lon } = spot.at;
    let window =
        within_data(Window { west: lon - about.0, south: lat - about.1, east: lon + about.0, north: lat + about.1 });
    let marks = spot.by_family(setting).into_iter().map(|(family, incidents)| MarkView {
        family,
        url: url.to_owned(),
        title: words.colon(&spot.name, &spots::counted(words, family, incidents.len())),
        killed: spots::killed_in(setting, &incidents),
        count: incidents.len(),
    });
    Some(Drawing {
        lang: words.tag().to_owned(),
        window: [window.west, window.south, window.east, window.north],
        width,
        focus: spot.country.map(|code| code.as_str().to_owned()),
        labels,
        spots: vec![SpotView {
            name: spot.short().to_owned(),
            lat,
            lon,
            ring_km: spot.ring_km,
            marks: marks.collect(),
        }],
    })
}
