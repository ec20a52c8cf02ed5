//! Marks: their shapes, their sizes, and how they make room for one another.
//!
//! Shape and colour say the family of an event's type, the area the square root of how many were killed, so that ten
//! times as many are drawn about three times as large. A mark without a number is hollow. Marks that would cover one another move
//! apart by as little as they must, and a thin line leads back to the place.

use serde::Deserialize;

use crate::geo::Plane;
use crate::render::map::path::number;

/// One mark: an incident, or several of one family at one place.
#[derive(Debug, Deserialize)]
pub(super) struct Mark {
    /// The family of the event's type, which decides shape and colour.
    pub(super) family: String,
    /// Where it leads.
    pub(super) url: String,
    /// What it stands for, in words.
    pub(super) title: String,
    /// How many were killed, best known; nothing where no number is given.
    pub(super) killed: Option<u64>,
    /// How many incidents it stands for.
    pub(super) count: u32,
}

/// A mark in its place on the drawing.
#[derive(Debug)]
pub(super) struct Dot<'m> {
    /// What it stands for.
    pub(super) mark: &'m Mark,
    /// Where it happened.
    pub(super) home: Plane,
    /// Where it is drawn.
    pub(super) at: Plane,
    /// The radius of a disc of its area.
    pub(super) r: f64,
}

/// The shapes, after `templates/components/mark.html`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Attacks on forces.
    Square,
    /// Attacks on civilians.
    Disc,
    /// Clashes, bombs, air strikes.
    Diamond,
    /// Politics.
    Triangle,
    /// Territory, sieges, peacekeeping.
    Ring,
    /// Anything else.
    Cross,
}

/// Radius of a disc for one person killed, in units; the fourth root of the number stretches it.
const UNIT: f64 = 3.0;
/// The least radius: of a single incident, and of several with their number on it.
const SINGLE: f64 = 4.6;
const STACKED: [f64; 3] = [7.6, 9.0, 11.5];
/// Room between two marks.
const GAP: f64 = 1.0;
/// How often marks look round for more room, at most.
const ROUNDS: usize = 200;

/// The radius of a disc of a mark's area.
pub(super) fn radius(killed: Option<u64>, count: u32) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a size, not a sum")]
    let by_number = killed.map_or(0.0, |n| UNIT * (n as f64).sqrt().sqrt());
    let least = match count {
        0 | 1 => SINGLE,
        2..=9 => STACKED[0],
        10..=99 => STACKED[1],
        _ => STACKED[2],
    };
    by_number.max(least)
}

/// Every mark of every place, opened out: largest first, so that small ones lie on top.
pub(super) fn opened<'m>(homes: &[(Plane, &'m [Mark])], width: f64, height: f64) -> Vec<Dot<'m>> {
    let mut dots: Vec<Dot<'m>> = Vec::new();
    for (home, marks) in homes {
        let radii = marks.iter().map(|mark| radius(mark.killed, mark.count));
        let span: f64 = radii.clone().map(|r| 2.0 * r + GAP).sum();
        let mut x = home.x - span / 2.0;
        for (mark, r) in marks.iter().zip(radii) {
            x += r + GAP / 2.0;
            let at = if marks.len() == 1 { *home } else { Plane { x, y: home.y } };
            dots.push(Dot { mark, home: *home, at, r });
            x += r + GAP / 2.0;
        }
    }
    dots.sort_by(|a, b| b.r.total_cmp(&a.r));
    for _ in 0..ROUNDS {
        if !pushed_apart(&mut dots) {
            break;
        }
        for dot in &mut dots {
            let reach = dot.reach() + 1.0;
            dot.at.x = dot.at.x.clamp(reach, width - reach);
            dot.at.y = dot.at.y.clamp(reach, height - reach);
        }
    }
    dots
}

/// Moves every pair that overlaps a little apart, the smaller one further. Says whether any did.
fn pushed_apart(dots: &mut [Dot<'_>]) -> bool {
    let mut moved = false;
    for first in 0..dots.len() {
        for second in first + 1..dots.len() {
            let (a, b) = (&dots[first], &dots[second]);
            let (dx, dy) = (b.at.x - a.at.x, b.at.y - a.at.y);
            let apart = (dx * dx + dy * dy).sqrt();
            let overlap = a.reach() + b.reach() + GAP - apart;
            if overlap <= 0.01 {
                continue;
            }
            moved = true;
            // Two marks on one spot part sideways, in a direction that their order decides.
            let (ux, uy) = if apart > 0.01 { (dx / apart, dy / apart) } else { DIRECTIONS[second % DIRECTIONS.len()] };
            let share = b.r / (a.r + b.r);
            let (near, far) = (overlap * share / 2.0, overlap * (1.0 - share) / 2.0);
            let (a_moves, b_moves) = (near.min(far), near.max(far));
            dots[first].at.x -= ux * a_moves;
            dots[first].at.y -= uy * a_moves;
            dots[second].at.x += ux * b_moves;
            dots[second].at.y += uy * b_moves;
        }
    }
    moved
}

const DIRECTIONS: [(f64, f64); 4] = [(1.0, 0.0), (0.0, 1.0), (-0.8, 0.6), (0.6, -0.8)];

impl Dot<'_> {
    /// Its shape.
    pub(super) fn shape(&self) -> Shape {
        Shape::of(&self.mark.family)
    }

    /// How far it reaches from its middle.
    pub(super) fn reach(&self) -> f64 {
        self.r * self.shape().reach()
    }

    /// Whether it stands so far from its place that a line must lead back.
    pub(super) fn is_led(&self) -> bool {
        let (dx, dy) = (self.at.x - self.home.x, self.at.y - self.home.y);
        (dx * dx + dy * dy).sqrt() > self.r + 1.0
    }
}

impl Shape {
    /// The shape of a family.
    pub(super) fn of(family: &str) -> Self {
        match family {
            "forces" => Self::Square,
            "civilians" => Self::Disc,
            "clash" => Self::Diamond,
            "political" => Self::Triangle,
            "territory" => Self::Ring,
            _ => Self::Cross,
        }
    }

    /// How far it reaches, in radii of a disc of the same area.
    fn reach(self) -> f64 {
        match self {
            Self::Disc => 1.0,
            Self::Ring | Self::Square => 1.1,
            Self::Diamond => 1.2,
            Self::Triangle | Self::Cross => 1.25,
        }
    }

    /// How far below its middle a number on it should stand.
    pub(super) fn middle(self, r: f64) -> f64 {
        if self == Self::Triangle { 0.2 * r } else { 0.0 }
    }

    /// The shape about a point, with the area of a disc of radius `r`.
    pub(super) fn drawn(self, at: Plane, r: f64) -> String {
        let (x, y) = (at.x, at.y);
        match self {
            Self::Disc => format!(r#"<circle cx="{}" cy="{}" r="{}"/>"#, number(x), number(y), number(r)),
            Self::Square => {
                let half = 0.886 * r;
                let side = number(2.0 * half);
                format!(r#"<path d="M{} {}h{side}v{side}h-{side}z"/>"#, number(x - half), number(y - half))
            }
            Self::Diamond => {
                let d = number(1.253 * r);
                format!(r#"<path d="M{} {}l{d} {d}-{d} {d}-{d}-{d}z"/>"#, number(x), number(y - 1.253 * r))
            }
            Self::Triangle => {
                let (side, up) = (2.694 * r, 1.4 * r);
                let high = number(2.333 * r);
                let half = number(side / 2.0);
                format!(r#"<path d="M{} {}l{half} {high}h-{}z"/>"#, number(x), number(y - up), number(side))
            }
            Self::Ring => {
                // The hole is a disc of paper, so that a pointer meets the mark in it too.
                format!(
                    r#"<circle cx="{x}" cy="{y}" r="{}"/><circle class="map-hole" cx="{x}" cy="{y}" r="{}"/>"#,
                    number(1.1 * r),
                    number(0.5 * r),
                    x = number(x),
                    y = number(y)
                )
            }
            Self::Cross => {
                let a = number(0.75 * r);
                format!(
                    r#"<path d="M{} {}h{a}v{a}h{a}v{a}h-{a}v{a}h-{a}v-{a}h-{a}v-{a}h{a}z"/>"#,
                    number(x - 0.375 * r),
                    number(y - 1.125 * r)
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(family: &str, killed: Option<u64>, count: u32) -> Mark {
        Mark { family: family.to_owned(), url: String::new(), title: String::new(), killed, count }
    }

    #[test]
    fn area_grows_with_the_square_root_of_the_number() {
        let area = |n| radius(Some(n), 1).powi(2);
        assert!((area(400) / area(100) - 2.0).abs() < 1e-9);
        assert!((radius(None, 1) - SINGLE).abs() < 1e-9);
        assert!(radius(Some(1), 4) >= STACKED[0] && radius(Some(1), 120) >= STACKED[2]);
    }

    #[test]
    fn marks_at_one_place_open_out_beside_it() {
        let marks = [mark("forces", Some(40), 2), mark("civilians", Some(3), 1), mark("political", None, 4)];
        let home = Plane { x: 100.0, y: 50.0 };
        let dots = opened(&[(home, &marks)], 200.0, 100.0);
        for (at, dot) in dots.iter().enumerate() {
            for other in &dots[at + 1..] {
                let (dx, dy) = (dot.at.x - other.at.x, dot.at.y - other.at.y);
                assert!((dx * dx + dy * dy).sqrt() + 0.1 >= dot.reach() + other.reach(), "{dot:?} {other:?}");
            }
        }
        let middle = dots.iter().map(|dot| dot.at.x).sum::<f64>() / 3.0;
        assert!((middle - home.x).abs() < 10.0, "{middle}");
    }

    #[test]
    fn many_marks_on_one_spot_all_find_room_inside_the_drawing() {
        let marks: Vec<[Mark; 1]> = (0..40).map(|n| [mark("civilians", Some(n), 1)]).collect();
        let homes: Vec<(Plane, &[Mark])> =
            marks.iter().map(|mark| (Plane { x: 5.0, y: 5.0 }, mark.as_slice())).collect();
        let dots = opened(&homes, 300.0, 300.0);
        assert_eq!(dots.len(), 40);
        assert!(dots.windows(2).all(|pair| pair[0].r >= pair[1].r), "the largest is drawn first");
        for (at, dot) in dots.iter().enumerate() {
            assert!((0.0..=300.0).contains(&dot.at.x) && (0.0..=300.0).contains(&dot.at.y));
            for other in &dots[at + 1..] {
                let (dx, dy) = (dot.at.x - other.at.x, dot.at.y - other.at.y);
                let covered = dot.reach() + other.reach() - (dx * dx + dy * dy).sqrt();
                assert!(covered < 0.25 * other.r, "{covered}");
            }
        }
    }

    #[test]
    fn a_mark_alone_stands_where_it_happened() {
        let marks = [mark("clash", Some(9), 1)];
        let home = Plane { x: 60.0, y: 40.0 };
        let dots = opened(&[(home, &marks)], 200.0, 100.0);
        assert_eq!(dots[0].at, home);
        assert!(!dots[0].is_led());
    }
}
