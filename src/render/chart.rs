//! Histograms as inline SVG: bars are links with a title, widths in per cent so that the words keep their size on
//! every screen. The same figures stand in a table beside the drawing, which the template makes.

use serde::Deserialize;
use tera::{Kwargs, State, TeraResult, Value};

use crate::render::map::labels::breadth;

/// Height of the drawing and of its parts, in pixels; the row of milestones is there when there is one.
const HEIGHT: f64 = 164.0;
const MILESTONES: f64 = 24.0;
const MILESTONE_Y: f64 = 180.0;
const FLAG_RISE: f64 = 11.0;
/// The gap between two parts of a bar, which keeps them apart without colour.
const PART_GAP: f64 = 1.0;
const BASELINE: f64 = 140.0;
const TALLEST: f64 = 112.0;
const COUNT_GAP: f64 = 5.0;
const LABEL_Y: f64 = 157.0;

/// Height of the letters, and how broad the drawing is on a small phone, in pixels.
const LETTERS: f64 = 13.0;
const PHONE: f64 = 328.0;

/// Share of a bar's place that the bar fills.
pub(super) const FILL: f64 = 0.72;

/// The most bars that each have their words; of more, every second, third, … has them.
pub(super) const WORDED: usize = 16;

#[derive(Debug, Deserialize)]
struct Bar {
    label: String,
    short_label: String,
    url: Option<String>,
    is_current: bool,
    incidents: u32,
    parts: Vec<u32>,
    milestones: u32,
    title: String,
}

#[derive(Debug, Deserialize)]
struct Family {
    family: String,
}

/// `histogram_svg(bars=chart.bars, families=chart.families, root=root, labelled_by=id)`: the drawing, ready for the page.
#[expect(clippy::needless_pass_by_value, reason = "the template engine hands its arguments over")]
pub(super) fn histogram_svg(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let bars: Value = kwargs.must_get("bars")?;
    let bars: Vec<Bar> = serde::Deserialize::deserialize(&bars)
        .map_err(|error| tera::Error::message(format!("`bars` is no list of bars: {error}")))?;
    let families: Value = kwargs.must_get("families")?;
    let families: Vec<Family> = serde::Deserialize::deserialize(&families)
        .map_err(|error| tera::Error::message(format!("`families` is no list of groups: {error}")))?;
    let root: &str = kwargs.must_get("root")?;
    let labelled_by: &str = kwargs.must_get("labelled_by")?;
    Ok(Value::safe_string(&draw(&bars, &families, root, labelled_by)))
}

fn draw(bars: &[Bar], families: &[Family], root: &str, labelled_by: &str) -> String {
    let height = if bars.iter().any(|bar| bar.milestones > 0) { HEIGHT + MILESTONES } else { HEIGHT };
    let mut svg = format!(
        r#"<svg class="histogram-svg" width="100%" height="{height}" role="group" aria-labelledby="{}"><line class="histogram-base" x1="0" x2="100%" y1="{BASELINE}" y2="{BASELINE}"/>"#,
        escaped(labelled_by),
    );
    let tallest = bars.iter().map(|bar| bar.incidents).max().unwrap_or(0).max(1);
    let slot = 100.0 / f64::from(u32::try_from(bars.len().max(1)).unwrap_or(u32::MAX));
    let place = Place { families, root, height, slot, scale: TALLEST / f64::from(tallest) };
    let every = bars.len().div_ceil(WORDED).max(1);
    let mut x = 0.0;
    for (at, bar) in bars.iter().enumerate() {
        svg.push_str(&drawn_bar(bar, &place, x, (bars.len() - 1 - at).is_multiple_of(every)));
        x += slot;
    }
    svg.push_str("</svg>");
    svg
}

/// What all bars of a drawing share.
struct Place<'d> {
    families: &'d [Family],
    root: &'d str,
    height: f64,
    /// The width of a bar's place, in per cent of the drawing.
    slot: f64,
    /// Pixels an incident.
    scale: f64,
}

/// One bar in its place from `x`, in per cent of the drawing.
fn drawn_bar(bar: &Bar, place: &Place<'_>, x: f64, is_worded: bool) -> String {
    let current = if bar.is_current { r#" class="is-current""# } else { "" };
    let slot = place.slot;
    let (open, close) = match &bar.url {
        Some(url) => (format!(r#"<a href="{}{}"{current}>"#, escaped(place.root), escaped(url)), "</a>"),
        None => (format!("<g{current}>"), "</g>"),
    };
    let left = percent(x + slot * (1.0 - FILL) / 2.0);
    let width = percent(slot * FILL);
    let middle = percent(x + slot / 2.0);
    let mut svg = format!(
        r#"{open}<title>{}</title><rect class="histogram-hit" x="{}" y="0" width="{}" height="{}"/>"#,
        escaped(&bar.title),
        percent(x),
        percent(slot),
        place.height,
    );
    let mut top = BASELINE;
    for (part, family) in bar.parts.iter().zip(place.families).filter(|(part, _)| **part > 0) {
        let height = f64::from(*part) * place.scale;
        top -= height;
        // A part thinner than its gap is drawn whole.
        let drawn = if height > 2.0 * PART_GAP { height - PART_GAP } else { height };
        svg.push_str(&format!(
            r#"<rect class="part-{}" x="{left}" y="{}" width="{width}" height="{}"/>"#,
            escaped(&family.family),
            pixels(top),
            pixels(drawn)
        ));
    }
    if is_worded && bar.incidents > 0 {
        let y = pixels(top - COUNT_GAP);
        let count = bar.incidents.to_string();
        // On a phone a number broader than its bar's place would run into the next.
        let wide = if breadth(&count) * LETTERS > slot / 100.0 * PHONE { " is-wide" } else { "" };
        svg.push_str(&format!(r#"<text class="histogram-count{wide}" x="{middle}" y="{y}">{count}</text>"#));
    }
    if is_worded {
        let (label, short) = (escaped(&bar.label), escaped(&bar.short_label));
        svg.push_str(&format!(
            r#"<text class="histogram-label" x="{middle}" y="{LABEL_Y}"><tspan class="is-wide">{label}</tspan><tspan class="is-narrow">{short}</tspan></text>"#
        ));
    }
    if bar.milestones > 0 {
        let milestones = bar.milestones;
        svg.push_str(&format!(
            r#"<rect class="histogram-flag" x="{middle}" y="{}" width="3" height="12" transform="translate(-8)"/><text class="histogram-count" x="{middle}" y="{MILESTONE_Y}" dx="4">{milestones}</text>"#,
            pixels(MILESTONE_Y - FLAG_RISE)
        ));
    }
    svg + close
}

/// A share of a drawing's width, in per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", trimmed(share, 2))
}

/// A length in pixels.
pub(super) fn pixels(length: f64) -> String {
    trimmed(length, 1)
}

/// A number with at most `digits` after its point and no zeros at its end.
fn trimmed(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A text as an attribute or an element may hold it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = Vec::with_capacity(text.len());
    match tera::escape_html(text, &mut escaped) {
        Ok(()) => String::from_utf8(escaped).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, url: Option<&str>, incidents: u32, milestones: u32) -> Bar {
        Bar {
            label: label.to_owned(),
            short_label: label[2..].to_owned(),
            url: url.map(str::to_owned),
            is_current: false,
            incidents,
            parts: vec![incidents / 2, incidents - incidents / 2],
            milestones,
            title: format!("{label}: {incidents} & {milestones}"),
        }
    }

    fn drawn(bars: &[Bar], root: &str) -> String {
        let families = ["forces", "clash"].map(|family| Family { family: family.to_owned() });
        draw(bars, &families, root, "t")
    }

    #[test]
    fn the_tallest_bar_fills_the_drawing_and_the_others_are_in_proportion() {
        let svg = drawn(&[bar("2024", Some("timeline/2024/"), 4, 0), bar("2025", Some("timeline/2025/"), 8, 0)], "../");
        // Two parts of four incidents each, 14 pixels an incident and a pixel between the parts.
        assert_eq!(svg.matches(r#"height="55""#).count(), 2, "{svg}");
        assert!(svg.contains(r#"y="28""#) && svg.contains(r#"y="84""#), "{svg}");
        assert!(svg.contains(r#"<a href="../timeline/2024/">"#), "{svg}");
    }

    #[test]
    fn an_empty_period_is_no_link_and_words_are_escaped() {
        let svg = drawn(&[bar("2024", None, 0, 0), bar("2025", Some("x/?a&b"), 1, 1)], "./");
        assert!(svg.contains("<g><title>2024: 0 &amp; 0</title>"), "{svg}");
        assert!(svg.contains(r#"href="./x/?a&amp;b""#), "{svg}");
    }

    #[test]
    fn milestones_stand_under_the_bars_and_never_in_them() {
        let svg = drawn(&[bar("2024", None, 0, 3), bar("2025", None, 1, 0)], "./");
        assert!(svg.contains("histogram-flag") && svg.contains(r#"height="188""#), "{svg}");
        assert!(!drawn(&[bar("2025", None, 1, 0)], "./").contains("histogram-flag"));
    }

    #[test]
    fn a_number_broader_than_its_bars_place_on_a_phone_is_for_broader_screens() {
        let bars = |count: u32| (2011..2026).map(|year| bar(&year.to_string(), None, count, 0)).collect::<Vec<_>>();
        assert!(!drawn(&bars(8), "./").contains("histogram-count is-wide"));
        assert_eq!(drawn(&bars(3726), "./").matches(r#"class="histogram-count is-wide""#).count(), 15);
        assert!(!drawn(&bars(3726)[..3], "./").contains("histogram-count is-wide"), "there is room for three");
    }

    #[test]
    fn of_many_bars_some_have_words_and_the_last_does() {
        let bars: Vec<Bar> = (1990..2026).map(|year| bar(&year.to_string(), None, 1, 0)).collect();
        let svg = drawn(&bars, "./");
        assert_eq!(svg.matches("histogram-label").count(), 12);
        assert!(svg.contains(">2025</tspan>"));
    }
}
