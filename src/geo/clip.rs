//! Lines and areas cut to a window, so that a map holds no byte of what it does not show.

use crate::geo::{Line, Window};
use crate::model::place::Coordinates;

/// The pieces of a line that lie in a window.
pub(super) fn line(points: &[Coordinates], window: Window) -> Vec<Line> {
    let mut pieces: Vec<Line> = Vec::new();
    let mut open = false;
    for edge in points.windows(2) {
        let Some((from, to)) = segment(edge[0], edge[1], window) else {
            open = false;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if open => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
        open = to == edge[1];
    }
    pieces
}

/// The part of a segment in a window, after Liang and Barsky (1984).
fn segment(a: Coordinates, b: Coordinates, window: Window) -> Option<(Coordinates, Coordinates)> {
    let (dx, dy) = (b.lon - a.lon, b.lat - a.lat);
    let sides = [
        (-dx, a.lon - window.west),
        (dx, window.east - a.lon),
        (-dy, a.lat - window.south),
        (dy, window.north - a.lat),
    ];
    let (mut first, mut last) = (0.0_f64, 1.0_f64);
    for (towards, room) in sides {
        if towards == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if towards < 0.0 {
            first = first.max(room / towards);
        } else {
            last = last.min(room / towards);
        }
    }
    let along = |share: f64| Coordinates { lat: a.lat + share * dy, lon: a.lon + share * dx };
    let from = if first > 0.0 { along(first) } else { a };
    let to = if last < 1.0 { along(last) } else { b };
    (first < last).then_some((from, to))
}

/// The part of a ring in a window, as one ring, after Sutherland and Hodgman (1974); nothing where none is left.
pub(super) fn ring(points: &[Coordinates], window: Window) -> Option<Line> {
    let mut ring: Line = points.to_vec();
    if ring.first() == ring.last() {
        ring.pop();
    }
    ring = half(&ring, |p| p.lon - window.west);
    ring = half(&ring, |p| window.east - p.lon);
    ring = half(&ring, |p| p.lat - window.south);
    ring = half(&ring, |p| window.north - p.lat);
    let first = *ring.first()?;
    ring.push(first);
    Some(ring)
}

/// What lies on the side where `inside` is not negative.
fn half(ring: &[Coordinates], inside: impl Fn(Coordinates) -> f64) -> Line {
    let mut kept = Line::with_capacity(ring.len());
    let before = ring.last().into_iter().chain(ring);
    for (a, b) in before.zip(ring) {
        let (from, to) = (inside(*a), inside(*b));
        if (from < 0.0) != (to < 0.0) {
            let share = from / (from - to);
            kept.push(Coordinates { lat: a.lat + share * (b.lat - a.lat), lon: a.lon + share * (b.lon - a.lon) });
        }
        if to >= 0.0 {
            kept.push(*b);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Window = Window { west: 0.0, south: 0.0, east: 1.0, north: 1.0 };

    fn points(of: &[(f64, f64)]) -> Line {
        of.iter().map(|(lon, lat)| Coordinates { lat: *lat, lon: *lon }).collect()
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let river = points(&[(-1.0, 0.5), (0.5, 0.5), (0.5, 2.0), (0.75, 2.0), (0.75, 0.5), (0.75, 0.25)]);
        let pieces = line(&river, UNIT);
        assert_eq!(pieces.len(), 2, "{pieces:?}");
        assert_eq!(pieces[0], points(&[(0.0, 0.5), (0.5, 0.5), (0.5, 1.0)]));
        assert_eq!(pieces[1], points(&[(0.75, 1.0), (0.75, 0.5), (0.75, 0.25)]));
        assert!(line(&points(&[(2.0, 2.0), (3.0, 3.0)]), UNIT).is_empty());
    }

    #[test]
    fn a_ring_is_cut_at_the_edges_and_stays_closed() {
        let diamond = points(&[(0.5, -0.5), (1.5, 0.5), (0.5, 1.5), (-0.5, 0.5), (0.5, -0.5)]);
        let cut = ring(&diamond, UNIT).unwrap();
        assert_eq!(cut.first(), cut.last());
        assert!(cut.iter().all(|point| UNIT.holds(*point)), "{cut:?}");
        assert_eq!(ring(&points(&[(5.0, 5.0), (6.0, 5.0), (6.0, 6.0), (5.0, 5.0)]), UNIT), None);
        let around = points(&[(-9.0, -9.0), (9.0, -9.0), (9.0, 9.0), (-9.0, 9.0), (-9.0, -9.0)]);
        assert_eq!(ring(&around, UNIT).unwrap().len(), 5);
    }
}
