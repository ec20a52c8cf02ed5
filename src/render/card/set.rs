//! Words set into a given room: broken into lines, made smaller where they need it, and cut with an ellipsis at last.

use std::sync::LazyLock;

use serde::Deserialize;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use tera::{Kwargs, State, TeraResult, Value};

use crate::render::card::{Font, SANS, SERIF};
use crate::render::chart::escaped;

/// From line to line, in sizes of the letters.
const LEADING: f64 = 1.2;

/// How far below its top a line's letters stand, in sizes.
const RISE: f64 = 0.95;

/// The sizes that are tried, as shares of the one asked for.
const SIZES: [f64; 4] = [1.0, 0.88, 0.77, 0.66];

/// A way of setting: the fonts, and what the style sheet of a picture calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Face {
    /// For titles.
    Serif,
    /// For the rest.
    Sans,
}

impl Face {
    fn fonts(self) -> &'static [Font] {
        match self {
            Self::Serif => &SERIF,
            Self::Sans => &SANS,
        }
    }

    fn attributes(self) -> &'static str {
        match self {
            Self::Serif => r#"font-family="Noto Serif" font-weight="700""#,
            Self::Sans => r#"font-family="Noto Sans""#,
        }
    }
}

/// The room for some words, in pixels, and the greatest size they may have.
#[derive(Debug, Clone, Copy)]
struct Room {
    width: f64,
    height: f64,
    size: f64,
}

/// Words in lines, at a size.
#[derive(Debug, Clone, PartialEq)]
struct Lines {
    size: f64,
    lines: Vec<String>,
}

/// `card_text(text=…, or=…, face="serif", x=…, y=…, width=…, height=…, size=…, dir=…)`: words set into a room whose
/// beginning of the first line is at `x` and whose top is at `y`. Of `text`, if it has a letter that no bundled font has,
/// nothing is drawn, but `or` in its place.
#[expect(clippy::needless_pass_by_value, reason = "the template engine hands its arguments over")]
pub(in crate::render) fn card_text(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let text: &str = kwargs.must_get("text")?;
    let or: Option<&str> = kwargs.get("or")?;
    let face: Value = kwargs.must_get("face")?;
    let face: Face = serde::Deserialize::deserialize(&face)
        .map_err(|error| tera::Error::message(format!("`face` is neither serif nor sans: {error}")))?;
    let (x, y): (f64, f64) = (kwargs.must_get("x")?, kwargs.must_get("y")?);
    let room =
        Room { width: kwargs.must_get("width")?, height: kwargs.must_get("height")?, size: kwargs.must_get("size")? };
    let is_rtl = kwargs.get::<&str>("dir")? == Some("rtl");
    let Some(text) = [Some(text), or].into_iter().flatten().find(|text| can_set(text, face)) else {
        return Ok(Value::safe_string(""));
    };
    let (x, anchor) = if is_rtl { (x + room.width, "end") } else { (x, "start") };
    let Lines { size, lines } = set(text, face, room);
    let mut svg = format!(r#"<g {} font-size="{size:.1}" text-anchor="{anchor}">"#, face.attributes());
    let mut baseline = y + RISE * size;
    for line in lines {
        svg.push_str(&format!(r#"<text x="{x:.1}" y="{baseline:.1}">{}</text>"#, escaped(&line)));
        baseline += LEADING * size;
    }
    Ok(Value::safe_string(&(svg + "</g>")))
}

/// Whether the fonts have every letter.
fn can_set(text: &str, face: Face) -> bool {
    text.chars().all(|c| is_unseen(c) || advance(c, face).is_some())
}

/// What needs no letter: blanks and marks of direction and joining.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The largest of the sizes at which the words fit; at the smallest they are cut.
fn set(text: &str, face: Face, room: Room) -> Lines {
    let mut last = Lines { size: room.size, lines: Vec::new() };
    for share in SIZES {
        let size = room.size * share;
        last = Lines { size, lines: broken(text, face, room.width / size) };
        if last.lines.len() <= most(room, size) {
            return last;
        }
    }
    last.lines.truncate(most(room, last.size));
    if let Some(line) = last.lines.last_mut() {
        while width(line, face) + advance('…', face).unwrap_or(1.0) > room.width / last.size && line.pop().is_some() {
        }
        *line = format!("{}…", line.trim_end());
    }
    last
}

/// How many lines there is room for.
fn most(room: Room, size: f64) -> usize {
    let lines = (room.height / (LEADING * size)).floor().clamp(1.0, 99.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 99")]
    let lines = lines as usize;
    lines
}

/// Words in lines of a width, in sizes of the letters. They part at blanks that may break; a word alone may stick out.
fn broken(text: &str, face: Face, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut room = 0.0;
    let blank = advance(' ', face).unwrap_or(0.25);
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let width = width(word, face);
        if let Some(line) = lines.last_mut().filter(|_| blank + width <= room) {
            line.push(' ');
            line.push_str(word);
            room -= blank + width;
        } else {
            lines.push(word.to_owned());
            room = most - width;
        }
    }
    lines
}

/// The width of some words, in sizes; that of each letter alone, so that a line is never wider.
fn width(text: &str, face: Face) -> f64 {
    text.chars().filter_map(|c| advance(c, face)).sum()
}

/// How far a letter moves the next, in sizes; nothing for a letter that no font has.
fn advance(c: char, face: Face) -> Option<f64> {
    static READ: LazyLock<[Vec<FontRef<'static>>; 2]> = LazyLock::new(|| {
        [Face::Serif, Face::Sans]
            .map(|face| face.fonts().iter().filter_map(|font| FontRef::new(font.bytes).ok()).collect())
    });
    let fonts = &READ[usize::from(face == Face::Sans)];
    fonts.iter().find_map(|font| {
        let glyph = font.charmap().map(c)?;
        // At a size of 1 the advance is a share of the size.
        font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph).map(f64::from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { width: 600.0, height: 330.0, size: 56.0 };

    #[test]
    fn words_break_at_blanks_and_no_line_is_wider_than_its_room() {
        let text = "Boulikessi, 1 June 2025: an army base overrun, and no official toll";
        let Lines { size, lines } = set(text, Face::Serif, ROOM);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 2 && lines.len() <= most(ROOM, size), "{lines:?}");
        assert!(lines.iter().all(|line| width(line, Face::Serif) * size <= ROOM.width), "{lines:?}");
        assert_eq!(broken("1\u{a0}000 km", Face::Sans, 3.0), ["1\u{a0}000", "km"]);
    }

    #[test]
    fn a_long_title_is_set_smaller_and_then_cut() {
        let long = "a title of many words ".repeat(9);
        let Lines { size, .. } = set(&long, Face::Serif, ROOM);
        assert!(size < ROOM.size, "{size}");
        let cut = set(&"word after word ".repeat(60), Face::Serif, ROOM);
        assert!(cut.lines.len() == most(ROOM, cut.size) && cut.lines.last().unwrap().ends_with('…'), "{cut:?}");
        assert!(width(cut.lines.last().unwrap(), Face::Serif) * cut.size <= ROOM.width);
    }

    #[test]
    fn a_letter_that_no_font_has_is_known() {
        for good in [
            "Tessalit ɓɗƙ ŋɲ",
            "Attaque à Tinzaouaten\u{a0}: «\u{202f}85\u{202f}»",
            "هجوم على بوليكيسي",
            "No, “no” – 5…",
        ] {
            assert!(can_set(good, Face::Serif) && can_set(good, Face::Sans), "{good}");
        }
        assert!(!can_set("ⵜⵉⵎⴱⵓⴽⵜⵓ", Face::Serif) && !can_set("漢", Face::Sans));
    }
}
