//! Labels of maps, near and far, that meet nothing.

use super::*;
use crate::geo::Window;
use crate::render::map::marks::{self, Mark};

fn spots(count: u32) -> Vec<Spot> {
    // Spread over the middle of the window by steps that have no common measure.
    let spot = |n: u32| Spot {
        name: format!("Place number {n}"),
        lat: 12.0 + (f64::from(n) * 0.618_034) % 5.0,
        lon: -6.0 + (f64::from(n) * 2.236_068) % 10.0,
        ring_km: 0.0,
        marks: vec![Mark {
            family: ["forces", "civilians", "clash"][n as usize % 3].to_owned(),
            url: String::new(),
            title: String::new(),
            killed: Some(u64::from(n)),
            count: 1 + n % 4,
        }],
    };
    (0..count).map(spot).collect()
}

fn placed(spots: &[Spot], width: f64, most: usize) -> (Vec<Area>, Vec<Area>, Vec<(Kind, String)>) {
    let projection = Projection::new(Window { west: -13.0, south: 9.0, east: 16.0, north: 21.0 }, width);
    let homes: Vec<(Plane, &[Mark])> =
        spots.iter().map(|spot| (projection.of(spot.at()), spot.marks.as_slice())).collect();
    let dots = marks::opened(&homes, width, projection.height());
    let all = of(spots, &dots, &projection, (most, Countries::of("en")));
    let first = || all.labels.iter().filter(|label| !label.is_late);
    let names = first().map(|label| (label.kind, label.name.to_owned())).collect();
    let marks = dots.iter().map(|dot| Area::about(dot.at, dot.reach())).collect();
    let areas = first().map(|label| covered(label.kind, label.name, label.at, label.anchor));
    (areas.collect(), marks, names)
}

#[test]
fn no_two_labels_meet_and_none_lies_on_a_mark() {
    for (count, width) in [(0, 1000.0), (12, 320.0), (60, 720.0), (120, 1000.0)] {
        let spots = spots(count);
        let (labels, marks, _) = placed(&spots, width, 45);
        for (at, label) in labels.iter().enumerate() {
            assert!(labels[at + 1..].iter().all(|other| !label.meets(other)), "{count} places, {width} wide");
            assert!(marks.iter().all(|mark| !label.meets(mark)), "{count} places, {width} wide");
            assert!(label.left >= 0.0 && label.right <= width && label.top >= 0.0);
        }
    }
}

#[test]
fn an_empty_map_names_countries_and_capitals_first() {
    let (_, _, names) = placed(&[], 1000.0, 45);
    let has = |kind, name: &str| names.contains(&(kind, name.to_owned()));
    for country in ["Mali", "Niger", "Burkina Faso", "Mauritania", "Nigeria", "Chad", "Algeria"] {
        assert!(has(Kind::Country, country), "{country}: {names:?}");
    }
    for town in ["Bamako", "Niamey", "Ouagadougou", "N’Djamena", "Kano", "Agadez", "Timbuktu"] {
        assert!(has(Kind::Town, town), "{town}: {names:?}");
    }
    assert!(names.len() > 30 && names.len() <= 45, "{}", names.len());
}

#[test]
fn the_places_of_the_map_come_before_other_towns() {
    let spots = spots(8);
    let (_, _, names) = placed(&spots, 1000.0, 20);
    assert_eq!(names.iter().filter(|(kind, _)| *kind == Kind::Spot).count(), 8);
    assert_eq!(names.len(), 20);
}

#[test]
fn what_has_room_only_on_a_closer_look_meets_nothing_there() {
    let spots = spots(120);
    let projection = Projection::new(Window { west: -13.0, south: 9.0, east: 16.0, north: 21.0 }, 1000.0);
    let homes: Vec<(Plane, &[Mark])> =
        spots.iter().map(|spot| (projection.of(spot.at()), spot.marks.as_slice())).collect();
    let dots = marks::opened(&homes, 1000.0, projection.height());
    let all = of(&spots, &dots, &projection, (45, Countries::of("en")));
    let late = all.labels.iter().filter(|label| label.is_late).count();
    let named = all.labels.iter().filter(|label| label.kind == Kind::Spot).count();
    assert!(late > 10 && named <= 120, "{late} late, {named} named");
    for zoom in [CLOSER, 2.0 * CLOSER] {
        let shown = |label: &Label<'_>| {
            let (x, y) = (label.of.x * zoom + label.at.x - label.of.x, label.of.y * zoom + label.at.y - label.of.y);
            covered(label.kind, label.name, Plane { x, y }, label.anchor)
        };
        let labels: Vec<Area> = all.labels.iter().map(shown).collect();
        let marks = dots.iter().map(|dot| Area::about(Plane { x: dot.at.x * zoom, y: dot.at.y * zoom }, dot.reach()));
        let marks: Vec<Area> = marks.collect();
        let meeting = |at: usize| labels[at + 1..].iter().chain(&marks).any(|other| labels[at].meets(other));
        let met = (0..labels.len()).filter(|at| meeting(*at)).count();
        assert_eq!(met, 0, "at {zoom}");
    }
}
