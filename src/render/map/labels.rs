//! Labels that never meet: each is tried beside, above and below its point, in the order of its rank, and is left out where
//! every place is taken by a mark, a town's dot or a label of higher rank.
//!
//! The width of a text is estimated from its letters, a little too wide rather than too narrow, for the reader's own
//! sans serif is not known here.

use std::borrow::Cow;

use crate::geo::{self, Plane, Projection};
use crate::locale::Countries;
use crate::model::CountryCode;
use crate::model::place::Coordinates;
use crate::render::map::Spot;
use crate::render::map::marks::Dot;

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A country.
    Country,
    /// A town the reader may know.
    Town,
    /// A place where something happened.
    Spot,
}

/// Which end of a text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The first letter.
    Start,
    /// The middle.
    Middle,
    /// The last letter.
    End,
}

/// A text in its place.
#[derive(Debug)]
pub(super) struct Label<'m> {
    /// What it names.
    pub(super) kind: Kind,
    /// The name.
    pub(super) name: &'m str,
    /// Where its baseline begins, lies in the middle, or ends.
    pub(super) at: Plane,
    /// Which.
    pub(super) anchor: Anchor,
    /// The point it belongs to, beside which it stays at every zoom.
    pub(super) of: Plane,
    /// Whether there is room for it only on a closer look.
    pub(super) is_late: bool,
}

/// The labels of a map, and the towns whose names it shows.
#[derive(Debug)]
pub(super) struct Labels<'m> {
    /// The labels.
    pub(super) labels: Vec<Label<'m>>,
    /// Where the named towns lie.
    pub(super) towns: Vec<Plane>,
}

/// A rectangle of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// How near a town may lie to a place that is named anyway, in units.
const SAME: f64 = 9.0;

/// How far labels keep from one another, and from the drawing's edge.
const AIR: f64 = 2.0;

/// How far apart the land has drawn, in units of the letters, where the zoom first shows late labels: the script enlarges the
/// land by 2.25 there, and the letters by its fourth root.
const CLOSER: f64 = 1.837;

/// How many points of a grid are asked which country they lie in.
const GRID: (u16, u16) = (28, 18);

impl Kind {
    /// In the order they are drawn.
    pub(super) const ALL: [Self; 3] = [Self::Country, Self::Town, Self::Spot];

    /// The name of its style.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Country => "countries",
            Self::Town => "towns",
            Self::Spot => "spots",
        }
    }

    /// Height of its letters, in units: the style sheet has the same numbers.
    fn size(self) -> f64 {
        match self {
            Self::Country | Self::Town => 12.0,
            Self::Spot => 13.0,
        }
    }

    /// Room between its letters, in units.
    fn spacing(self) -> f64 {
        if self == Self::Country { 1.5 } else { 0.0 }
    }
}

impl Label<'_> {
    /// The name as it is written on the map.
    pub(super) fn written(&self) -> Cow<'_, str> {
        written(self.kind, self.name)
    }
}

fn written(kind: Kind, name: &str) -> Cow<'_, str> {
    if kind == Kind::Country { Cow::Owned(name.to_uppercase()) } else { Cow::Borrowed(name) }
}

impl Area {
    /// Whether two rectangles share more than an edge.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// The square about a point.
    pub(super) fn about(at: Plane, reach: f64) -> Self {
        Self { left: at.x - reach, top: at.y - reach, right: at.x + reach, bottom: at.y + reach }
    }

    fn lies_in(&self, width: f64, height: f64) -> bool {
        self.left >= AIR && self.top >= AIR && self.right <= width - AIR && self.bottom <= height - AIR
    }
}

/// Finds places for at most `most` labels: capitals first, then countries, places by their weight, and other towns.
pub(super) fn of<'m>(
    spots: &'m [Spot],
    dots: &[Dot<'m>],
    projection: &Projection,
    (most, named_in): (usize, Countries),
) -> Labels<'m> {
    let mut page = Page {
        width: projection.width(),
        height: projection.height(),
        taken: dots.iter().map(|dot| Area::about(dot.at, dot.reach())).collect(),
        labels: Vec::new(),
        towns: Vec::new(),
        most,
    };
    let towns: Vec<&geo::Town> = geo::towns(projection.window()).collect();
    let named: Vec<Plane> = spots.iter().map(|spot| projection.of(spot.at())).collect();
    let is_new = |town: &geo::Town| {
        let at = projection.of(town.at);
        named.iter().all(|spot| distance(*spot, at) > SAME)
    };
    for town in towns.iter().filter(|town| town.is_capital && is_new(town)) {
        page.town(town, projection);
    }
    // A map of few places names them before the countries about them.
    let (heavy, light) = spots.split_at(spots.len().min(most / 2));
    for spot in heavy {
        page.spot(spot, dots, projection);
    }
    page.countries(projection, named_in);
    for spot in light {
        page.spot(spot, dots, projection);
    }
    for town in towns.iter().filter(|town| !town.is_capital && is_new(town)) {
        page.town(town, projection);
    }
    page.look_closer(spots, dots, projection);
    Labels { labels: page.labels, towns: page.towns }
}

struct Page<'m> {
    width: f64,
    height: f64,
    taken: Vec<Area>,
    labels: Vec<Label<'m>>,
    towns: Vec<Plane>,
    most: usize,
}

impl<'m> Page<'m> {
    fn town(&mut self, town: &'m geo::Town, projection: &Projection) {
        let at = projection.of(town.at);
        let dot = Area::about(at, 3.0);
        if self.taken.iter().any(|taken| taken.meets(&dot)) || !dot.lies_in(self.width, self.height) {
            return;
        }
        if self.beside(Kind::Town, town.name, at, 3.5, 1.0) {
            self.taken.push(dot);
            self.towns.push(at);
        }
    }

    /// Beside the place, or beside the outermost of its marks on the side that is free.
    fn spot(&mut self, spot: &'m Spot, dots: &[Dot<'m>], projection: &Projection) {
        self.spot_at(spot, dots, projection, 1.0);
    }

    fn spot_at(&mut self, spot: &'m Spot, dots: &[Dot<'m>], projection: &Projection, zoom: f64) {
        let home = projection.of(spot.at());
        let own = dots.iter().filter(|dot| dot.home == home);
        let mut nearest: Vec<&Dot<'_>> = own.collect();
        nearest.sort_by(|a, b| b.at.x.total_cmp(&a.at.x));
        for dot in nearest {
            if self.beside(Kind::Spot, &spot.name, dot.at, dot.reach(), zoom) {
                return;
            }
        }
    }

    /// The places that had no room for their names, once all has drawn apart.
    fn look_closer(&mut self, spots: &'m [Spot], dots: &[Dot<'m>], projection: &Projection) {
        let apart = |of: Plane| Plane { x: of.x * CLOSER, y: of.y * CLOSER };
        let marks = dots.iter().map(|dot| Area::about(apart(dot.at), dot.reach()));
        let labels = self.labels.iter().map(|label| {
            let of = apart(label.of);
            let at = Plane { x: of.x + label.at.x - label.of.x, y: of.y + label.at.y - label.of.y };
            covered(label.kind, label.name, at, label.anchor)
        });
        self.taken = marks.chain(labels).collect();
        self.most = usize::MAX;
        (self.width, self.height) = (self.width * CLOSER, self.height * CLOSER);
        let is_named = |spot: &&Spot| !self.labels.iter().any(|l| l.kind == Kind::Spot && l.name == spot.name);
        let unnamed: Vec<&'m Spot> = spots.iter().filter(is_named).collect();
        for spot in unnamed {
            self.spot_at(spot, dots, projection, CLOSER);
        }
    }

    /// Tries eight places about a point; says whether one was free.
    fn beside(&mut self, kind: Kind, name: &'m str, of: Plane, reach: f64, zoom: f64) -> bool {
        let size = kind.size();
        let (near, up, down) = (reach + 2.0, -reach - 0.3 * size, reach + 0.9 * size);
        let level = 0.34 * size;
        let slant = 0.7 * reach + 1.0;
        let candidates = [
            (near, level, Anchor::Start),
            (-near, level, Anchor::End),
            (slant, -slant, Anchor::Start),
            (slant, slant + 0.7 * size, Anchor::Start),
            (-slant, -slant, Anchor::End),
            (-slant, slant + 0.7 * size, Anchor::End),
            (0.0, up, Anchor::Middle),
            (0.0, down, Anchor::Middle),
        ];
        candidates.into_iter().any(|(dx, dy, anchor)| self.set(kind, name, of, (dx, dy), anchor, zoom))
    }

    /// Sets a label where it is free.
    fn set(&mut self, kind: Kind, name: &'m str, of: Plane, (dx, dy): (f64, f64), anchor: Anchor, zoom: f64) -> bool {
        let area = covered(kind, name, Plane { x: of.x * zoom + dx, y: of.y * zoom + dy }, anchor);
        let is_free = self.labels.len() < self.most
            && area.lies_in(self.width, self.height)
            && !self.taken.iter().any(|taken| taken.meets(&area));
        if is_free {
            self.taken.push(area);
            let at = Plane { x: of.x + dx, y: of.y + dy };
            self.labels.push(Label { kind, name, at, anchor, of, is_late: zoom > 1.0 });
        }
        is_free
    }

    /// Each country's name as deep in what is seen of it as there is room.
    fn countries(&mut self, projection: &Projection, named_in: Countries) {
        for (code, depths) in countries(projection) {
            let name = named_in.name(code);
            let level = 0.34 * Kind::Country.size();
            let mut tried = depths.into_iter().take(60);
            tried.any(|at| self.set(Kind::Country, name, at, (0.0, level), Anchor::Middle, 1.0));
        }
    }
}

/// The countries of a window, the largest first, each with points in it, the deepest first.
fn countries(projection: &Projection) -> Vec<(CountryCode, Vec<Plane>)> {
    let window = projection.window();
    let (across, down) = GRID;
    let at = |column: u16, row: u16| Coordinates {
        lat: window.north - (f64::from(row) + 0.5) / f64::from(down) * (window.north - window.south),
        lon: window.west + (f64::from(column) + 0.5) / f64::from(across) * (window.east - window.west),
    };
    let cells = (0..down).flat_map(|row| (0..across).map(move |column| (column, row)));
    let asked: Vec<(Plane, Option<CountryCode>)> = cells
        .map(|(column, row)| {
            let point = at(column, row);
            (projection.of(point), geo::country_at(point))
        })
        .collect();
    let mut codes: Vec<CountryCode> = asked.iter().filter_map(|(_, code)| *code).collect();
    codes.sort_unstable();
    let mut counted: Vec<(usize, CountryCode)> =
        codes.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0])).collect();
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    // The nearest cell of another country has a neighbour that is not one: only such cells are measured to.
    let (wide, high) = (usize::from(across), usize::from(down));
    let is_of = |cell: usize, code: CountryCode| asked[cell].1 == Some(code);
    let has_beside = |cell: usize, code: CountryCode| {
        let (column, row) = (cell % wide, cell / wide);
        (column > 0 && is_of(cell - 1, code))
            || (column + 1 < wide && is_of(cell + 1, code))
            || (row > 0 && is_of(cell - wide, code))
            || (row + 1 < high && is_of(cell + wide, code))
    };
    let deepest = |code: CountryCode| {
        let (inside, outside): (Vec<usize>, Vec<usize>) = (0..asked.len()).partition(|cell| is_of(*cell, code));
        let border: Vec<Plane> =
            outside.into_iter().filter(|cell| has_beside(*cell, code)).map(|cell| asked[cell].0).collect();
        let depth = |at: Plane| border.iter().map(|far| distance(*far, at)).fold(edge(at, projection), f64::min);
        let inside = inside.into_iter().map(|cell| asked[cell].0);
        let mut inside: Vec<(f64, Plane)> = inside.map(|at| (depth(at), at)).collect();
        inside.sort_by(|a, b| b.0.total_cmp(&a.0));
        inside.into_iter().map(|(_, at)| at).collect()
    };
    counted.into_iter().filter(|(cells, _)| *cells > 2).map(|(_, code)| (code, deepest(code))).collect()
}

/// How far a point lies from the drawing's edge, counted double: a name may stand nearer to the edge than to a border.
fn edge(at: Plane, projection: &Projection) -> f64 {
    let width = projection.width();
    2.0 * at.x.min(width - at.x).min(at.y).min(projection.height() - at.y)
}

fn distance(a: Plane, b: Plane) -> f64 {
    let (dx, dy) = (a.x - b.x, a.y - b.y);
    (dx * dx + dy * dy).sqrt()
}

/// What a text covers.
fn covered(kind: Kind, name: &str, at: Plane, anchor: Anchor) -> Area {
    let size = kind.size();
    let text = written(kind, name);
    let letters = text.chars().map(|letter| of_letter(letter) * size + kind.spacing()).sum::<f64>();
    let width = if kind == Kind::Spot { 1.08 * letters } else { letters };
    let left = match anchor {
        Anchor::Start => at.x,
        Anchor::Middle => at.x - width / 2.0,
        Anchor::End => at.x - width,
    };
    Area { left: left - 1.0, top: at.y - 0.82 * size, right: left + width + 1.0, bottom: at.y + 0.26 * size }
}

/// How broad a text is in a common sans serif, in the height of its letters.
pub(in crate::render) fn breadth(text: &str) -> f64 {
    text.chars().map(of_letter).sum()
}

/// How broad a letter is.
fn of_letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | '’' | 'ï' | 'í' => 0.29,
        'f' | 't' | 'r' | '-' | ' ' | '(' | ')' => 0.36,
        'm' | 'w' | 'M' | 'W' => 0.9,
        'A'..='Z' | 'É' | 'Ô' | 'À'..='Ý' => 0.72,
        _ => 0.58,
    }
}

#[cfg(test)]
mod tests;
