//! `TopoJSON` decoded: arcs that neighbours share, and the geometries made of them.
//!
//! After the format's specification (<https://github.com/topojson/topojson-specification>): an arc is quantised and
//! delta-encoded; a geometry names arcs by index, and `!i` is arc `i` walked backwards.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::geo::Line;
use crate::model::place::Coordinates;

/// A file's arcs as lines, and its geometries.
#[derive(Debug, Default)]
pub(super) struct Topology {
    /// Every arc, by index.
    pub(super) arcs: Vec<Line>,
    /// Every geometry, in the file's order.
    pub(super) geometries: Vec<Geometry>,
}

/// A geometry: its properties, and lines or rings as indexes of arcs.
#[derive(Debug, Deserialize)]
pub(super) struct Geometry {
    /// What the file says of it.
    pub(super) properties: Properties,
    #[serde(flatten)]
    shape: Shape,
}

/// The properties this room reads.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Properties {
    /// ISO 3166-1 alpha-3, of countries.
    pub(super) iso3: Option<String>,
    /// Natural Earth's rank, of rivers and lakes: small for great ones.
    pub(super) scalerank: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", content = "arcs")]
enum Shape {
    LineString(Vec<i32>),
    MultiLineString(Vec<Vec<i32>>),
    Polygon(Vec<Vec<i32>>),
    MultiPolygon(Vec<Vec<Vec<i32>>>),
}

#[derive(Deserialize)]
struct File {
    transform: Transform,
    arcs: Vec<Vec<[i32; 2]>>,
    objects: BTreeMap<String, Collection>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Collection {
    geometries: Vec<Geometry>,
}

impl Topology {
    /// The topology a text holds; an empty one where the text is none. The embedded texts are held to be whole by tests.
    pub(super) fn read(text: &str) -> Self {
        let Ok(file) = serde_json::from_str::<File>(text) else { return Self::default() };
        let arcs = file.arcs.iter().map(|arc| decoded(arc, &file.transform)).collect();
        let geometries = file.objects.into_values().flat_map(|object| object.geometries).collect();
        Self { arcs, geometries }
    }

    /// The lines or rings of a geometry.
    pub(super) fn lines(&self, geometry: &Geometry) -> Vec<Line> {
        geometry.parts().into_iter().map(|part| self.joined(part)).collect()
    }

    /// Arcs end to end; the point where two meet stands once.
    pub(super) fn joined(&self, indexes: &[i32]) -> Line {
        let mut line = Line::new();
        for &index in indexes {
            let Some(arc) = self.arcs.get(position(index)) else { continue };
            let skip = usize::from(!line.is_empty());
            if index < 0 {
                line.extend(arc.iter().rev().skip(skip));
            } else {
                line.extend(arc.iter().skip(skip));
            }
        }
        line
    }
}

impl Geometry {
    /// Its lines or rings, as indexes of arcs.
    pub(super) fn parts(&self) -> Vec<&[i32]> {
        match &self.shape {
            Shape::LineString(line) => vec![line],
            Shape::MultiLineString(lines) | Shape::Polygon(lines) => lines.iter().map(Vec::as_slice).collect(),
            Shape::MultiPolygon(polygons) => polygons.iter().flatten().map(Vec::as_slice).collect(),
        }
    }
}

/// The arc an index names, whichever way it is walked.
pub(super) fn position(index: i32) -> usize {
    usize::try_from(if index < 0 { !index } else { index }).unwrap_or(usize::MAX)
}

fn decoded(arc: &[[i32; 2]], transform: &Transform) -> Line {
    let (mut x, mut y) = (0, 0);
    let point = |delta: &[i32; 2]| {
        x += delta[0];
        y += delta[1];
        Coordinates {
            lon: f64::from(x) * transform.scale[0] + transform.translate[0],
            lat: f64::from(y) * transform.scale[1] + transform.translate[1],
        }
    };
    arc.iter().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two unit squares that share the edge from (1, 0) to (1, 1).
    const SQUARES: &str = r#"{
        "type": "Topology", "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
        "arcs": [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]],
        "objects": {"all": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "arcs": [[0, 1]], "properties": {"iso3": "AAA"}},
            {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"iso3": "BBB", "more": 1}}]}}}"#;

    #[test]
    fn arcs_are_scaled_joined_and_walked_both_ways() {
        let topology = Topology::read(SQUARES);
        let ring = |at: usize| {
            let lines = topology.lines(&topology.geometries[at]);
            lines[0].iter().map(|point| (point.lon, point.lat)).collect::<Vec<_>>()
        };
        assert_eq!(ring(0), [(11.0, 20.0), (11.0, 21.0), (10.0, 21.0), (10.0, 20.0), (11.0, 20.0)]);
        assert_eq!(ring(1), [(11.0, 20.0), (12.0, 20.0), (12.0, 21.0), (11.0, 21.0), (11.0, 20.0)]);
        assert_eq!(topology.geometries[1].properties.iso3.as_deref(), Some("BBB"));
    }

    #[test]
    fn what_is_no_topology_is_empty() {
        assert!(Topology::read("{}").arcs.is_empty());
        assert!(Topology::read(SQUARES).joined(&[7]).is_empty());
    }
}
