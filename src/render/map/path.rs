//! Lines and areas as the data of an SVG path: whole units, each step from the one before.

use crate::geo::{Line, Projection};

/// Lines as one path.
pub(super) fn lines(lines: &[Line], projection: &Projection) -> String {
    lines.iter().filter_map(|line| steps(line, projection)).collect()
}

/// Rings as one path; each closes itself.
pub(super) fn areas(rings: &[Line], projection: &Projection) -> String {
    rings.iter().filter_map(|ring| steps(ring, projection)).map(|steps| steps + "z").collect()
}

/// A number of the drawing with at most one digit after its point.
pub(super) fn number(length: f64) -> String {
    let text = format!("{length:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// One line; nothing when it is shorter than a unit.
fn steps(line: &Line, projection: &Projection) -> Option<String> {
    let points = line.iter().map(|point| {
        let at = projection.of(*point);
        (whole(at.x), whole(at.y))
    });
    let mut path = String::new();
    let mut before = None;
    let mut count = 0;
    for (x, y) in points {
        match before {
            None => path.push_str(&format!("M{x} {y}l")),
            Some(there) if there == (x, y) => continue,
            Some((from_x, from_y)) => {
                let (dx, dy) = (x - from_x, y - from_y);
                let gap = if count > 0 && dx >= 0 { " " } else { "" };
                let middle = if dy >= 0 { " " } else { "" };
                path.push_str(&format!("{gap}{dx}{middle}{dy}"));
                count += 1;
            }
        }
        before = Some((x, y));
    }
    (count > 0).then_some(path)
}

#[expect(clippy::cast_possible_truncation, reason = "a drawing is some thousand units wide")]
fn whole(length: f64) -> i32 {
    length.round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Window;
    use crate::model::place::Coordinates;

    #[test]
    fn steps_are_relative_whole_and_never_empty() {
        let projection = Projection::new(Window { west: 0.0, south: 0.0, east: 10.0, north: 10.0 }, 970.295_726);
        let at = |lat: f64, lon: f64| Coordinates { lat, lon };
        let line = vec![at(10.0, 0.0), at(9.0, 1.0), at(9.001, 1.001), at(9.5, 0.5)];
        assert_eq!(lines(std::slice::from_ref(&line), &projection), "M0 0l97 100-48-50");
        assert_eq!(areas(&[line], &projection), "M0 0l97 100-48-50z");
        assert_eq!(lines(&[vec![at(5.0, 5.0), at(5.001, 5.001)]], &projection), "");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([number(12.04), number(-0.02), number(3.55), number(7.0)], ["12", "0", "3.5", "7"]);
    }
}
