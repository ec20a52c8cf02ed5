//! Which country a point lies in, and how far outside a country it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::geo::base::COUNTRIES;
use crate::geo::{Line, Window};
use crate::model::CountryCode;
use crate::model::place::Coordinates;

/// Kilometres to a degree of latitude, a mean of the WGS 84 ellipsoid between the equator and 30°.
const KM_A_DEGREE: f64 = 110.7;

/// How near to the edge of the data a vertex must lie to be taken for a cut, in degrees.
const CUT: f64 = 0.01;

/// Rows to a degree in which an outline's edges are kept, so that few of them are asked about a point.
const ROWS: f64 = 4.0;

struct Outline {
    rings: Vec<Line>,
    /// The edges that reach into each row, from the south of the window on.
    rows: Vec<Vec<(Coordinates, Coordinates)>>,
    window: Window,
    is_cut: bool,
}

static OUTLINES: LazyLock<BTreeMap<CountryCode, Outline>> = LazyLock::new(|| {
    let countries = COUNTRIES.geometries.iter().filter_map(|geometry| {
        let code = CountryCode::parse(geometry.properties.iso3.as_deref()?)?;
        let rings = COUNTRIES.lines(geometry);
        let window = Window::around(rings.iter().flatten().copied())?;
        let data = Window::DATA;
        let is_cut =
            window.south < data.south + CUT || window.east > data.east - CUT || window.north > data.north - CUT;
        let rows = rows(&rings, window);
        Some((code, Outline { rings, rows, window, is_cut }))
    });
    countries.collect()
});

/// The country a point lies in; nothing at sea and outside [`Window::DATA`]. Within some 5 km of a border the answer may
/// be the neighbour: outlines are simplified.
#[must_use]
pub fn country_at(point: Coordinates) -> Option<CountryCode> {
    OUTLINES.iter().find(|(_, outline)| outline.holds(point)).map(|(code, _)| *code)
}

/// How far outside a country a point lies, in kilometres: 0 inside, else the distance to its outline, within 1 % up to
/// 300 km. Nothing where the data cannot say: a point outside [`Window::DATA`], or a country they do not hold. Of a
/// country that the data cut off, the distance is never more than that to the cut.
#[must_use]
pub fn km_outside(point: Coordinates, country: CountryCode) -> Option<f64> {
    let outline = OUTLINES.get(&country).filter(|_| Window::DATA.holds(point))?;
    if outline.holds(point) {
        return Some(0.0);
    }
    let edges = outline.rings.iter().flat_map(|ring| ring.windows(2));
    let to_outline = edges.map(|edge| km_to_edge(point, edge[0], edge[1])).fold(f64::INFINITY, f64::min);
    Some(if outline.is_cut { to_outline.min(km_to_cut(point)) } else { to_outline })
}

/// How far outside the nearest of some countries a point lies; nothing where the data cannot say of one of them, or
/// there are none.
#[must_use]
pub fn km_outside_all(point: Coordinates, countries: &[CountryCode]) -> Option<f64> {
    let each: Option<Vec<f64>> = countries.iter().map(|country| km_outside(point, *country)).collect();
    each?.into_iter().min_by(f64::total_cmp)
}

/// The rings of a country's outline; nothing for a country the data do not hold.
#[must_use]
pub fn outline(country: CountryCode) -> Option<&'static [Line]> {
    OUTLINES.get(&country).map(|outline| outline.rings.as_slice())
}

/// The window around a country's outline, as far as the data reach.
#[must_use]
pub fn window(country: CountryCode) -> Option<Window> {
    OUTLINES.get(&country).map(|outline| outline.window)
}

impl Outline {
    /// By the number of edges that a ray to the east crosses.
    fn holds(&self, point: Coordinates) -> bool {
        let crosses = |(a, b): &&(Coordinates, Coordinates)| {
            (a.lat > point.lat) != (b.lat > point.lat)
                && point.lon < (b.lon - a.lon) * (point.lat - a.lat) / (b.lat - a.lat) + a.lon
        };
        let edges = || self.rows.get(row(point.lat, self.window)).into_iter().flatten();
        self.window.holds(point) && edges().filter(crosses).count() % 2 == 1
    }
}

/// Which row of a window a latitude lies in.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a window has some hundred rows, and what lies south of it is in the first"
)]
fn row(lat: f64, window: Window) -> usize {
    ((lat - window.south) * ROWS).max(0.0) as usize
}

fn rows(rings: &[Line], window: Window) -> Vec<Vec<(Coordinates, Coordinates)>> {
    let mut rows = vec![Vec::new(); row(window.north, window) + 1];
    for edge in rings.iter().flat_map(|ring| ring.windows(2)) {
        let (from, to) = (row(edge[0].lat.min(edge[1].lat), window), row(edge[0].lat.max(edge[1].lat), window));
        rows[from..=to].iter_mut().for_each(|row| row.push((edge[0], edge[1])));
    }
    rows
}

/// On a plane that touches the globe at the point.
fn km_to_edge(point: Coordinates, a: Coordinates, b: Coordinates) -> f64 {
    let east = KM_A_DEGREE * point.lat.to_radians().cos();
    let plane = |at: Coordinates| ((at.lon - point.lon) * east, (at.lat - point.lat) * KM_A_DEGREE);
    let ((ax, ay), (bx, by)) = (plane(a), plane(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (ax + share * dx).hypot(ay + share * dy)
}

fn km_to_cut(point: Coordinates) -> f64 {
    let data = Window::DATA;
    let east = (data.east - point.lon) * point.lat.to_radians().cos();
    (data.north - point.lat).min(point.lat - data.south).min(east) * KM_A_DEGREE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Coordinates {
        Coordinates { lat, lon }
    }

    fn code(text: &str) -> CountryCode {
        CountryCode::parse(text).unwrap()
    }

    #[test]
    fn known_towns_lie_in_their_countries() {
        let towns = [
            ("Bamako", 12.652, -8.002, "MLI"),
            ("Kidal", 18.441, 1.408, "MLI"),
            ("Ouagadougou", 12.372, -1.527, "BFA"),
            ("Djibo", 14.099, -1.627, "BFA"),
            ("Niamey", 13.519, 2.115, "NER"),
            ("Diffa", 13.317, 12.609, "NER"),
            ("Kandi", 11.134, 2.938, "BEN"),
            ("Dapaong", 10.864, 0.205, "TGO"),
            ("Maiduguri", 11.852, 13.158, "NGA"),
            ("Bobo-Dioulasso", 11.18, -4.29, "BFA"),
            ("Atar", 20.517, -13.05, "MRT"),
            ("Tamanrasset", 22.785, 5.523, "DZA"),
            ("Abéché", 13.84, 20.83, "TCD"),
        ];
        for (name, lat, lon, country) in towns {
            assert_eq!(country_at(at(lat, lon)), Some(code(country)), "{name}");
            assert_eq!(km_outside(at(lat, lon), code(country)), Some(0.0), "{name}");
        }
    }

    #[test]
    fn the_sea_and_the_rest_of_the_world_are_no_country() {
        assert_eq!(country_at(at(2.0, 0.0)), None);
        assert_eq!(country_at(at(48.86, 2.35)), None);
        assert_eq!(km_outside(at(48.86, 2.35), code("MLI")), None);
        assert_eq!(km_outside(at(12.65, -8.0), code("FRA")), None);
    }

    #[test]
    fn the_distance_to_a_country_is_that_to_its_outline() {
        // Niamey lies some 60 km from Burkina Faso, and 200 km down the river from Mali.
        let niamey = at(13.519, 2.115);
        let km = |country| km_outside(niamey, code(country)).unwrap();
        assert!((40.0..90.0).contains(&km("BFA")), "{}", km("BFA"));
        assert!((170.0..230.0).contains(&km("MLI")), "{}", km("MLI"));
        assert!(km("TCD") > 1000.0, "{}", km("TCD"));
    }

    #[test]
    fn one_degree_north_of_a_level_edge_is_one_degree_of_latitude() {
        let km = km_to_edge(at(15.0, 0.0), at(14.0, -5.0), at(14.0, 5.0));
        assert!((km - KM_A_DEGREE).abs() < 1e-9, "{km}");
        let beside = km_to_edge(at(0.0, 0.0), at(0.0, 3.0), at(0.0, 4.0));
        assert!((beside - 3.0 * KM_A_DEGREE).abs() < 1e-9, "{beside}");
    }

    #[test]
    fn no_distance_goes_beyond_the_cut_of_a_country_that_the_data_cut_off() {
        // 26° N cuts Libya and Egypt; a point just below it may lie beside what was cut away.
        let near_the_edge = at(25.95, 8.5);
        assert!(km_outside(near_the_edge, code("LBY")).unwrap() < 10.0);
    }

    #[test]
    fn every_country_of_the_data_has_an_outline_that_closes() {
        assert_eq!(OUTLINES.len(), 29);
        for (code, outline) in OUTLINES.iter() {
            for ring in &outline.rings {
                assert!(ring.len() > 3 && ring.first() == ring.last(), "{code}");
            }
        }
    }
}
