//! What a map is drawn on, cut to its window: land, borders, rivers, lakes and towns.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::geo::topojson::{Topology, position};
use crate::geo::{Line, Window, clip, outline};
use crate::model::CountryCode;
use crate::model::place::Coordinates;

/// The countries, whose arcs neighbours share.
pub(super) static COUNTRIES: LazyLock<Topology> =
    LazyLock::new(|| Topology::read(include_str!("data/countries.topojson")));

static RIVERS: LazyLock<Topology> = LazyLock::new(|| Topology::read(include_str!("data/rivers.topojson")));

static LAKES: LazyLock<Topology> = LazyLock::new(|| Topology::read(include_str!("data/lakes.topojson")));

static TOWNS: LazyLock<Vec<Town>> =
    LazyLock::new(|| include_str!("data/towns.tsv").lines().skip(1).filter_map(town).collect());

/// Every arc of the countries with how many outlines it belongs to: one for a coast, two for a border.
static USES: LazyLock<BTreeMap<usize, usize>> = LazyLock::new(|| {
    let mut uses = BTreeMap::new();
    for arc in COUNTRIES.geometries.iter().flat_map(|geometry| geometry.parts()).flatten() {
        *uses.entry(position(*arc)).or_insert(0) += 1;
    }
    uses
});

static LAND: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let coasts = COUNTRIES.geometries.iter().flat_map(|geometry| geometry.parts()).flatten();
    let coasts = coasts.filter(|arc| USES.get(&position(**arc)) == Some(&1));
    closed(coasts.map(|arc| COUNTRIES.joined(&[*arc])).collect())
});

/// A town for a map's labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Town {
    /// Its name as the country writes it.
    pub name: &'static str,
    /// Where it lies.
    pub at: Coordinates,
    /// Whether a government sits there.
    pub is_capital: bool,
    /// How soon a map should name it, as Natural Earth has it: 0 for the greatest, 10 for the least.
    pub rank: u8,
    /// How many people live there, roughly.
    pub population: u32,
}

/// Land as rings, islands included.
#[must_use]
pub fn land(window: Window) -> Vec<Line> {
    LAND.iter().filter_map(|ring| clip::ring(ring, window)).collect()
}

/// One country's land as rings; nothing for a country the data do not hold.
#[must_use]
pub fn area(code: CountryCode, window: Window) -> Vec<Line> {
    outline(code).into_iter().flatten().filter_map(|ring| clip::ring(ring, window)).collect()
}

/// Borders between countries, each once.
#[must_use]
pub fn borders(window: Window) -> Vec<Line> {
    let shared = USES.iter().filter(|(_, uses)| **uses > 1).filter_map(|(arc, _)| COUNTRIES.arcs.get(*arc));
    shared.flat_map(|arc| clip::line(arc, window)).collect()
}

/// Rivers up to a rank: 3 has the Niger, 6 its tributaries.
#[must_use]
pub fn rivers(window: Window, rank: u8) -> Vec<Line> {
    let drawn = RIVERS.geometries.iter().filter(|river| river.properties.scalerank.unwrap_or(u8::MAX) <= rank);
    drawn.flat_map(|river| RIVERS.lines(river)).flat_map(|course| clip::line(&course, window)).collect()
}

/// Lakes and reservoirs as rings.
#[must_use]
pub fn lakes(window: Window) -> Vec<Line> {
    let rings = LAKES.geometries.iter().flat_map(|lake| LAKES.lines(lake));
    rings.filter_map(|ring| clip::ring(&ring, window)).collect()
}

/// The towns in a window, greatest first.
pub fn towns(window: Window) -> impl Iterator<Item = &'static Town> {
    TOWNS.iter().filter(move |town| window.holds(town.at))
}

/// Lines end to end, as rings: each begins where another ends.
fn closed(mut lines: Vec<Line>) -> Vec<Line> {
    let mut rings = Vec::new();
    while let Some(mut ring) = lines.pop() {
        while ring.first() != ring.last() {
            let Some(next) = lines.iter().position(|line| line.first() == ring.last()) else { break };
            ring.extend(lines.swap_remove(next).into_iter().skip(1));
        }
        rings.push(ring);
    }
    rings
}

fn town(row: &'static str) -> Option<Town> {
    let mut cells = row.split('\t');
    Some(Town {
        name: cells.next()?,
        at: Coordinates { lat: cells.next()?.parse().ok()?, lon: cells.next()?.parse().ok()? },
        is_capital: cells.next()? == "1",
        rank: cells.next()?.parse().ok()?,
        population: cells.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAHEL: Window = Window { west: -13.0, south: 9.0, east: 16.0, north: 21.0 };

    #[test]
    fn every_embedded_file_is_whole() {
        assert_eq!(TOWNS.len(), include_str!("data/towns.tsv").lines().count() - 1);
        assert_eq!(COUNTRIES.geometries.len(), 29);
        assert_eq!(RIVERS.geometries.len(), 27);
        assert_eq!(LAKES.geometries.len(), 9);
    }

    #[test]
    fn coasts_join_into_rings_of_land() {
        for ring in LAND.iter() {
            assert_eq!(ring.first(), ring.last());
        }
        let longest = LAND.iter().map(Vec::len).max().unwrap();
        assert!(longest > 300, "the continent's ring has {longest} points");
    }

    #[test]
    fn the_sahel_has_borders_rivers_lake_chad_and_its_capitals() {
        assert!(borders(SAHEL).len() > 15);
        assert!(rivers(SAHEL, 3).iter().map(Vec::len).sum::<usize>() > 100);
        assert!(rivers(SAHEL, 6).len() > rivers(SAHEL, 3).len());
        assert!(lakes(SAHEL).iter().flatten().any(|point| point.lon > 13.0 && point.lat > 12.5));
        let capitals: Vec<_> = towns(SAHEL).filter(|town| town.is_capital).map(|town| town.name).collect();
        assert_eq!(capitals, ["Abuja", "Bamako", "Ouagadougou", "N’Djamena", "Niamey"]);
    }

    #[test]
    fn nothing_is_drawn_outside_the_window() {
        let lines = borders(SAHEL).into_iter().chain(rivers(SAHEL, 10)).chain(lakes(SAHEL)).chain(land(SAHEL));
        let slack = Window { west: -13.001, south: 8.999, east: 16.001, north: 21.001 };
        assert!(lines.flatten().all(|point| slack.holds(point)));
    }
}
