//! Maps as inline SVG: land, rivers and borders from the embedded data, marks that are links, and labels that never meet.
//!
//! What stands on a map is the page's business; how it looks on paper is this room's. Coordinates are whole units, lines
//! are relative, and each kind of thing is one path, so that a map weighs little.

pub(super) mod labels;
mod marks;
mod path;

use serde::Deserialize;
use tera::{Kwargs, State, TeraResult, Value};

use crate::geo::{self, Plane, Projection, Window};
use crate::locale::Countries;
use crate::model::CountryCode;
use crate::model::place::Coordinates;
use crate::render::chart::escaped;
use labels::Label;
use marks::{Dot, Mark, Shape};
use path::{areas, lines, number};

/// What a page asks to be drawn.
#[derive(Debug, Deserialize)]
struct Drawing {
    lang: String,
    window: [f64; 4],
    width: f64,
    focus: Option<String>,
    labels: usize,
    spots: Vec<Spot>,
}

/// A place with what happened at it.
#[derive(Debug, Deserialize)]
struct Spot {
    name: String,
    lat: f64,
    lon: f64,
    ring_km: f64,
    marks: Vec<Mark>,
}

impl Spot {
    fn at(&self) -> Coordinates {
        Coordinates { lat: self.lat, lon: self.lon }
    }
}

/// `map_svg(drawing=map.drawing, root=root, labelled_by=id)`: the map, ready for the page.
#[expect(clippy::needless_pass_by_value, reason = "the template engine hands its arguments over")]
pub(super) fn map_svg(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let drawing: Value = kwargs.must_get("drawing")?;
    let drawing: Drawing = serde::Deserialize::deserialize(&drawing)
        .map_err(|error| tera::Error::message(format!("`drawing` is no map: {error}")))?;
    let root: &str = kwargs.must_get("root")?;
    let labelled_by: &str = kwargs.must_get("labelled_by")?;
    Ok(Value::safe_string(&draw(&drawing, root, labelled_by)))
}

/// A mark of the legend: how many were killed, and the words beside it.
#[derive(Debug, Deserialize)]
struct Step {
    killed: Option<u64>,
    label: String,
}

/// `map_key_svg(sizes=map.sizes)`: the sizes of marks, for the legend.
#[expect(clippy::needless_pass_by_value, reason = "the template engine hands its arguments over")]
pub(super) fn map_key_svg(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let sizes: Value = kwargs.must_get("sizes")?;
    let sizes: Vec<Step> = serde::Deserialize::deserialize(&sizes)
        .map_err(|error| tera::Error::message(format!("`sizes` are none of a map: {error}")))?;
    Ok(Value::safe_string(&key(&sizes)))
}

fn draw(drawing: &Drawing, root: &str, labelled_by: &str) -> String {
    let [west, south, east, north] = drawing.window;
    let projection = Projection::new(Window { west, south, east, north }, drawing.width);
    let homes: Vec<(Plane, &[Mark])> =
        drawing.spots.iter().map(|spot| (projection.of(spot.at()), spot.marks.as_slice())).collect();
    let (width, height) = (drawing.width, projection.height().round());
    let dots = marks::opened(&homes, width, height);
    let placed = labels::of(&drawing.spots, &dots, &projection, (drawing.labels, Countries::of(&drawing.lang)));
    let (w, h) = (number(width), number(height));
    let mut svg = format!(
        r#"<svg class="map-svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="group" aria-labelledby="{}">"#,
        escaped(labelled_by)
    );
    svg.push_str(&ground(&projection, drawing.focus.as_deref()));
    svg.push_str(&rings(&drawing.spots, &projection));
    svg.push_str(&leaders(&dots));
    svg.push_str(&written(&placed.labels, &placed.towns));
    for dot in &dots {
        svg.push_str(&mark(dot, root));
    }
    svg + "</svg>"
}

/// Water, land, the country the map is about, lakes, rivers and borders.
fn ground(projection: &Projection, focus: Option<&str>) -> String {
    let window = projection.window();
    let mut svg = r#"<rect class="map-sea" width="100%" height="100%"/>"#.to_owned();
    let mut add = |class: &str, d: String| {
        if !d.is_empty() {
            svg.push_str(&format!(r#"<path class="map-{class}" d="{d}"/>"#));
        }
    };
    add("land", areas(&geo::land(window), projection));
    let country = focus.and_then(CountryCode::parse);
    add("focus", country.map_or_else(String::new, |code| areas(&geo::area(code, window), projection)));
    add("lake", areas(&geo::lakes(window), projection));
    add("river", lines(&geo::rivers(window, RIVERS), projection));
    add("border", lines(&geo::borders(window), projection));
    svg
}

/// Rivers down to the Niger's and the Volta's great tributaries.
const RIVERS: u8 = 5;

/// A soft ring where only the district or the region is known.
fn rings(spots: &[Spot], projection: &Projection) -> String {
    let ring = |spot: &Spot| {
        let at = projection.of(spot.at());
        let r = projection.length(spot.ring_km).max(14.0);
        format!(r#"<circle class="map-ring" cx="{}" cy="{}" r="{}"/>"#, number(at.x), number(at.y), number(r))
    };
    spots.iter().filter(|spot| spot.ring_km > 0.0).map(ring).collect()
}

/// Thin lines from where something happened to its mark, where the mark had to make room.
fn leaders(dots: &[Dot<'_>]) -> String {
    let led = dots.iter().filter(|dot| dot.is_led());
    let d: String = led
        .map(|dot| format!("M{} {}L{} {}", number(dot.home.x), number(dot.home.y), number(dot.at.x), number(dot.at.y)))
        .collect();
    if d.is_empty() { d } else { format!(r#"<path class="map-leader" d="{d}"/>"#) }
}

/// Dots of towns, then labels by their kind.
fn written(labels: &[Label<'_>], towns: &[Plane]) -> String {
    let dots: String = towns.iter().map(|at| format!("M{} {}h0", number(at.x), number(at.y))).collect();
    let mut svg = if dots.is_empty() { dots } else { format!(r#"<path class="map-dot" d="{dots}"/>"#) };
    for kind in labels::Kind::ALL {
        let of_kind: String = labels.iter().filter(|label| label.kind == kind).map(text).collect();
        if !of_kind.is_empty() {
            svg.push_str(&format!(r#"<g class="map-{}" aria-hidden="true">{of_kind}</g>"#, kind.class()));
        }
    }
    svg
}

fn text(label: &Label<'_>) -> String {
    let anchor = match label.anchor {
        labels::Anchor::Start => "",
        labels::Anchor::Middle => r#" text-anchor="middle""#,
        labels::Anchor::End => r#" text-anchor="end""#,
    };
    let late = if label.is_late { r#" class="map-late""# } else { "" };
    format!(
        r#"<text x="{}" y="{}"{anchor} transform-origin="{} {}"{late}>{}</text>"#,
        number(label.at.x),
        number(label.at.y),
        number(label.of.x),
        number(label.of.y),
        escaped(&label.written())
    )
}

fn mark(dot: &Dot<'_>, root: &str) -> String {
    let hollow = if dot.mark.killed.is_none() { " is-hollow" } else { "" };
    let count = if dot.mark.count > 1 {
        format!(
            r#"<text x="{}" y="{}">{}</text>"#,
            number(dot.at.x),
            number(dot.at.y + dot.shape().middle(dot.r) + COUNT_DROP),
            dot.mark.count
        )
    } else {
        String::new()
    };
    format!(
        r#"<a class="mark-{}{hollow}" href="{}{}"><title>{}</title>{}{count}</a>"#,
        escaped(&dot.mark.family),
        escaped(root),
        escaped(&dot.mark.url),
        escaped(&dot.mark.title),
        dot.shape().drawn(dot.at, dot.r)
    )
}

/// How far below its middle a number's baseline lies.
const COUNT_DROP: f64 = 4.0;

/// The letters of the legend, in units: the style sheet has the same number.
const KEY_LETTERS: f64 = 13.0;

/// Marks of the legend in a row, each with its words.
fn key(sizes: &[Step]) -> String {
    let mut marks = String::new();
    let mut x = 2.0;
    for Step { killed, label } in sizes {
        let r = marks::radius(*killed, 1);
        let hollow = if killed.is_none() { r#" class="is-hollow""# } else { "" };
        let disc = Shape::Disc.drawn(Plane { x: x + r, y: 16.0 }, r);
        marks.push_str(&format!(
            r#"<g{hollow}>{disc}</g><text x="{}" y="20.5">{}</text>"#,
            number(x + 2.0 * r + 4.0),
            escaped(label)
        ));
        x += 2.0 * r + 4.0 + KEY_LETTERS * labels::breadth(label) + KEY_LETTERS;
    }
    let width = number(x);
    format!(
        r#"<svg class="map-key-svg" width="{width}" height="32" viewBox="0 0 {width} 32" aria-hidden="true" focusable="false">{marks}</svg>"#
    )
}

#[cfg(test)]
mod tests;
