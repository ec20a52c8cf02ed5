//! From the globe to the plane of a map.

use crate::geo::Window;
use crate::model::place::Coordinates;

/// The cosine of 14°, written out so that every machine draws the same map.
const COS_14: f64 = 0.970_295_726_275_996_5;

/// A point of the drawing: to the right and downwards, in the drawing's units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// The equirectangular projection with its standard parallel at 14° N, which runs through the Sahel: north is up, a
/// degree of longitude is `cos 14°` of one of latitude everywhere, and distances between 9° and 21° N are true within 4 %.
#[derive(Debug, Clone, Copy)]
pub struct Projection {
    window: Window,
    scale: f64,
}

impl Projection {
    /// A drawing of a window, so many units wide.
    #[must_use]
    pub fn new(window: Window, width: f64) -> Self {
        Self { window, scale: width / ((window.east - window.west) * COS_14) }
    }

    /// What it draws.
    #[must_use]
    pub fn window(&self) -> Window {
        self.window
    }

    /// The width of the drawing.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.window.east - self.window.west) * COS_14 * self.scale
    }

    /// The height of the drawing.
    #[must_use]
    pub fn height(&self) -> f64 {
        (self.window.north - self.window.south) * self.scale
    }

    /// Where a point falls, inside the drawing or outside.
    #[must_use]
    pub fn of(&self, point: Coordinates) -> Plane {
        Plane {
            x: (point.lon - self.window.west) * COS_14 * self.scale,
            y: (self.window.north - point.lat) * self.scale,
        }
    }

    /// A length along the ground, in units of the drawing.
    #[must_use]
    pub fn length(&self, km: f64) -> f64 {
        km / 110.7 * self.scale
    }

    /// How many times as wide as high a window is drawn.
    #[must_use]
    pub fn aspect(window: Window) -> f64 {
        (window.east - window.west) * COS_14 / (window.north - window.south)
    }

    /// The window widened about its middle until it is drawn at least `narrowest` and at most `widest` times as wide as
    /// high.
    #[must_use]
    pub fn shaped(window: Window, narrowest: f64, widest: f64) -> Window {
        let aspect = Self::aspect(window);
        let wider = (narrowest / aspect).max(1.0);
        let higher = (aspect / widest).max(1.0);
        let across = (window.east - window.west) * (wider - 1.0) / 2.0;
        let up = (window.north - window.south) * (higher - 1.0) / 2.0;
        Window {
            west: window.west - across,
            south: window.south - up,
            east: window.east + across,
            north: window.north + up,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAHEL: Window = Window { west: -13.0, south: 9.0, east: 16.0, north: 21.0 };

    #[test]
    fn the_corners_of_the_window_are_the_corners_of_the_drawing() {
        let projection = Projection::new(SAHEL, 1000.0);
        let corner = |lat, lon| projection.of(Coordinates { lat, lon });
        assert_eq!(corner(21.0, -13.0), Plane { x: 0.0, y: 0.0 });
        let far = corner(9.0, 16.0);
        assert!((far.x - 1000.0).abs() < 1e-9 && (far.y - projection.height()).abs() < 1e-9, "{far:?}");
    }

    #[test]
    fn at_fourteen_degrees_a_kilometre_is_as_long_either_way() {
        let projection = Projection::new(SAHEL, 1000.0);
        let from = projection.of(Coordinates { lat: 14.0, lon: 0.0 });
        let north = projection.of(Coordinates { lat: 15.0, lon: 0.0 });
        let east = projection.of(Coordinates { lat: 14.0, lon: 1.0 / 14_f64.to_radians().cos() });
        assert!(((from.y - north.y) - (east.x - from.x)).abs() < 1e-9);
        assert!((projection.length(110.7) - (from.y - north.y)).abs() < 1e-9);
    }

    #[test]
    fn a_window_is_widened_and_never_cut() {
        let tall = Window { west: 0.0, south: 6.0, east: 2.0, north: 12.0 };
        let shaped = Projection::shaped(tall, 0.8, 2.0);
        assert!((Projection::aspect(shaped) - 0.8).abs() < 1e-9);
        assert_eq!((shaped.south, shaped.north), (6.0, 12.0));
        let flat = Window { west: 0.0, south: 6.0, east: 20.0, north: 8.0 };
        let shaped = Projection::shaped(flat, 0.8, 2.0);
        assert!((Projection::aspect(shaped) - 2.0).abs() < 1e-9);
        assert_eq!((shaped.west, shaped.east), (0.0, 20.0));
        assert_eq!(Projection::shaped(SAHEL, 0.8, 3.0), SAHEL);
    }
}
