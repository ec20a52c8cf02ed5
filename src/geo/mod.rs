//! Geography that needs no service: which country a point lies in, how far outside a country it is, and what a map is
//! drawn on (land, borders, rivers, lakes, towns).
//!
//! Natural Earth's public-domain data for West Africa and the Sahel stand in the program, decoded once and on first
//! use; `data/README.md` gives their source. Of what lies outside [`Window::DATA`] this room knows nothing and says so
//! with `None`. It must not know incidents, pages or SVG.

mod base;
mod clip;
mod country;
mod projection;
mod topojson;

pub use base::{Town, area, borders, lakes, land, rivers, towns};
pub use country::{country_at, km_outside, km_outside_all, outline, window};
pub use projection::{Plane, Projection};

use crate::model::place::Coordinates;

/// Points in their order: a river's course, or a ring whose last point is its first.
pub type Line = Vec<Coordinates>;

/// A part of the globe between two meridians and two parallels, in degrees. It does not cross the antimeridian.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Western edge, longitude.
    pub west: f64,
    /// Southern edge, latitude.
    pub south: f64,
    /// Eastern edge, longitude.
    pub east: f64,
    /// Northern edge, latitude.
    pub north: f64,
}

impl Window {
    /// What the embedded data cover.
    pub const DATA: Self = Self { west: -18.0, south: 0.0, east: 25.0, north: 26.0 };

    /// Whether a point lies in the window or on its edge.
    #[must_use]
    pub fn holds(&self, point: Coordinates) -> bool {
        (self.west..=self.east).contains(&point.lon) && (self.south..=self.north).contains(&point.lat)
    }

    /// The smallest window that holds every point; nothing for no points.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = Coordinates>) -> Option<Self> {
        points.into_iter().fold(None, |window: Option<Self>, point| {
            let at = Self { west: point.lon, south: point.lat, east: point.lon, north: point.lat };
            Some(window.map_or(at, |window| Self {
                west: window.west.min(at.west),
                south: window.south.min(at.south),
                east: window.east.max(at.east),
                north: window.north.max(at.north),
            }))
        })
    }

    /// The part of this window that lies in another; nothing where they do not meet.
    #[must_use]
    pub fn within(self, other: Self) -> Option<Self> {
        let part = Self {
            west: self.west.max(other.west),
            south: self.south.max(other.south),
            east: self.east.min(other.east),
            north: self.north.min(other.north),
        };
        (part.west < part.east && part.south < part.north).then_some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_the_smallest_around_its_points() {
        let at = |lat, lon| Coordinates { lat, lon };
        let window = Window::around([at(12.6, -8.0), at(16.3, -0.1), at(13.5, 2.1)]).unwrap();
        assert_eq!(window, Window { west: -8.0, south: 12.6, east: 2.1, north: 16.3 });
        assert!(window.holds(at(12.6, 2.1)) && !window.holds(at(12.5, 2.1)));
        assert_eq!(Window::around([]), None);
        assert_eq!(window.within(Window { west: 3.0, ..Window::DATA }), None);
        let part = window.within(Window { west: 0.0, ..Window::DATA }).unwrap();
        assert_eq!(part, Window { west: 0.0, ..window });
    }
}
