//! Ranges as inline SVG: for each period a solid bar up to the lowest figure and an outlined one up to the highest, on
//! a scale; and single bars for rows of a table. No colour: a number of dead is not decorated. The same figures stand
//! in a table beside the drawing, which the template makes.

use serde::Deserialize;
use tera::{Kwargs, State, TeraResult, Value};

use crate::render::chart::{FILL, WORDED, escaped, percent, pixels};

/// Height of the drawing and of its parts, in pixels; the row of incidents without a number is there when there is one.
const HEIGHT: f64 = 164.0;
const WITHOUT: f64 = 24.0;
const WITHOUT_Y: f64 = 180.0;
const BASELINE: f64 = 140.0;
const TALLEST: f64 = 128.0;
const LABEL_Y: f64 = 157.0;
/// Half a line, so that an outline of one pixel is sharp.
const HALF: f64 = 0.5;
/// The height of a bar in a row.
const ROW: f64 = 12.0;
/// The most lines of the scale.
const LINES: u64 = 4;

#[derive(Debug, Deserialize)]
struct Bar {
    label: String,
    short_label: String,
    url: Option<String>,
    low: u64,
    high: u64,
    without_number: usize,
    title: String,
}

/// `tolls_svg(bars=view.bars, root=root, labelled_by=id)`: the drawing, ready for the page.
#[expect(clippy::needless_pass_by_value, reason = "the template engine hands its arguments over")]
pub(super) fn tolls_svg(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let bars: Value = kwargs.must_get("bars")?;
    let bars: Vec<Bar> = serde::Deserialize::deserialize(&bars)
        .map_err(|error| tera::Error::message(format!("`bars` is no list of ranges: {error}")))?;
    let root: &str = kwargs.must_get("root")?;
    let labelled_by: &str = kwargs.must_get("labelled_by")?;
    let thousands: &str = kwargs.must_get("thousands")?;
    Ok(Value::safe_string(&draw(&bars, root, labelled_by, thousands)))
}

/// `bar_svg(low=…, high=…, most=…)`: one bar of a row, as long as its share of the longest row's `most`.
#[expect(clippy::needless_pass_by_value, reason = "the template engine hands its arguments over")]
pub(super) fn bar_svg(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let (low, high, most) = (kwargs.must_get("low")?, kwargs.must_get("high")?, kwargs.must_get("most")?);
    Ok(Value::safe_string(&row(low, high, most)))
}

fn row(low: u64, high: u64, most: u64) -> String {
    let share = |n: u64| 100.0 * number(n) / number(most.max(1));
    let mut svg = format!(
        r#"<svg class="bar-svg" width="100%" height="{ROW}" aria-hidden="true"><rect class="toll-low" width="{}" height="{ROW}"/>"#,
        percent(share(low))
    );
    if high > low {
        svg.push_str(&format!(
            r#"<rect class="toll-high" x="{}" y="{HALF}" width="{}" height="{}"/>"#,
            percent(share(low)),
            percent(share(high - low)),
            ROW - 2.0 * HALF
        ));
    }
    svg + "</svg>"
}

fn draw(bars: &[Bar], root: &str, labelled_by: &str, thousands: &str) -> String {
    let height = if bars.iter().any(|bar| bar.without_number > 0) { HEIGHT + WITHOUT } else { HEIGHT };
    let highest = bars.iter().map(|bar| bar.high).max().unwrap_or(0).max(1);
    let scale = TALLEST / number(highest);
    let mut svg = format!(
        r#"<svg class="histogram-svg tolls-svg" width="100%" height="{height}" role="group" aria-labelledby="{}">"#,
        escaped(labelled_by)
    );
    for value in lines(highest) {
        let y = pixels(BASELINE - number(value) * scale);
        svg.push_str(&format!(
            r#"<line class="toll-line" x1="0" x2="100%" y1="{y}" y2="{y}"/><text class="toll-scale" x="-6" y="{y}" dy="4">{}</text>"#,
            apart(value, thousands)
        ));
    }
    let slot = 100.0 / f64::from(u32::try_from(bars.len().max(1)).unwrap_or(u32::MAX));
    let every = bars.len().div_ceil(WORDED).max(1);
    let mut x = 0.0;
    for (at, bar) in bars.iter().enumerate() {
        let is_worded = (bars.len() - 1 - at).is_multiple_of(every);
        svg.push_str(&drawn(bar, root, Slot { x, width: slot, height, scale, is_worded }));
        x += slot;
    }
    svg.push_str(&format!(r#"<line class="histogram-base" x1="0" x2="100%" y1="{BASELINE}" y2="{BASELINE}"/></svg>"#));
    svg
}

/// A number with its thousands apart.
fn apart(n: u64, separator: &str) -> String {
    match (n / 1000, n % 1000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{}{separator}{rest:03}", apart(more, separator)),
    }
}

/// A bar's place: from `x` and so wide, in per cent; the drawing's height, pixels a person, and whether it has words.
#[derive(Clone, Copy)]
struct Slot {
    x: f64,
    width: f64,
    height: f64,
    scale: f64,
    is_worded: bool,
}

fn drawn(bar: &Bar, root: &str, slot: Slot) -> String {
    let (open, close) = match &bar.url {
        Some(url) => (format!(r#"<a href="{}{}">"#, escaped(root), escaped(url)), "</a>"),
        None => ("<g>".to_owned(), "</g>"),
    };
    let left = percent(slot.x + slot.width * (1.0 - FILL) / 2.0);
    let width = percent(slot.width * FILL);
    let middle = percent(slot.x + slot.width / 2.0);
    let mut svg = format!(
        r#"{open}<title>{}</title><rect class="histogram-hit" x="{}" y="0" width="{}" height="{}"/>"#,
        escaped(&bar.title),
        percent(slot.x),
        percent(slot.width),
        slot.height
    );
    let (low, high) = (BASELINE - number(bar.low) * slot.scale, BASELINE - number(bar.high) * slot.scale);
    if bar.high > bar.low {
        svg.push_str(&format!(
            r#"<rect class="toll-high" x="{left}" y="{}" width="{width}" height="{}"/>"#,
            pixels(high),
            pixels((low - high).max(1.0))
        ));
    }
    if bar.low > 0 {
        svg.push_str(&format!(
            r#"<rect class="toll-low" x="{left}" y="{}" width="{width}" height="{}"/>"#,
            pixels(low.min(BASELINE - 1.0)),
            pixels((BASELINE - low).max(1.0))
        ));
    }
    if slot.is_worded {
        let (label, short) = (escaped(&bar.label), escaped(&bar.short_label));
        svg.push_str(&format!(
            r#"<text class="histogram-label" x="{middle}" y="{LABEL_Y}"><tspan class="is-wide">{label}</tspan><tspan class="is-narrow">{short}</tspan></text>"#
        ));
    }
    if bar.without_number > 0 {
        svg.push_str(&format!(
            r#"<text class="histogram-count" x="{middle}" y="{WITHOUT_Y}">{}</text>"#,
            bar.without_number
        ));
    }
    svg + close
}

/// The values of a scale's lines up to a highest one: few, evenly apart, and round.
fn lines(highest: u64) -> impl Iterator<Item = u64> {
    let mut step = 1;
    for factor in [2, 5, 10].into_iter().cycle() {
        if highest / step <= LINES {
            break;
        }
        // 1, 2, 5, 10, 20, 50 …
        step = if factor == 5 { step / 2 * 5 } else { step * 2 };
    }
    (1..=highest / step).map(move |n| n * step)
}

#[expect(clippy::cast_precision_loss, reason = "a drawing needs no more digits than a float has")]
fn number(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(low: u64, high: u64, without_number: usize) -> Bar {
        Bar {
            label: "2025".to_owned(),
            short_label: "’25".to_owned(),
            url: Some("figures/2025/".to_owned()),
            low,
            high,
            without_number,
            title: format!("{low} to {high} <killed>"),
        }
    }

    #[test]
    fn a_range_is_solid_to_its_least_and_outlined_to_its_most() {
        let svg = draw(&[bar(50, 100, 0), bar(100, 100, 0)], "../", "t", ",");
        assert!(svg.contains(r#"class="toll-low" x="7%" y="76" width="36%" height="64"/>"#), "{svg}");
        assert!(svg.contains(r#"class="toll-high" x="7%" y="12" width="36%" height="64"/>"#), "{svg}");
        assert_eq!(svg.matches("toll-high").count(), 1, "one figure is no range: {svg}");
        assert!(svg.contains(r#"<a href="../figures/2025/"><title>50 to 100 &lt;killed&gt;</title>"#), "{svg}");
    }

    #[test]
    fn incidents_without_a_number_stand_under_the_years_and_never_in_a_bar() {
        let svg = draw(&[bar(0, 0, 3), bar(2, 4, 0)], "./", "t", ",");
        assert!(svg.contains(r#"height="188""#) && svg.contains(">3</text>"), "{svg}");
        assert_eq!(svg.matches("toll-low").count(), 1, "{svg}");
        assert!(draw(&[bar(2, 4, 0)], "./", "t", ",").contains(r#"height="164""#));
    }

    #[test]
    fn a_scale_has_few_round_lines() {
        let of = |highest| lines(highest).collect::<Vec<_>>();
        assert_eq!(of(1), [1]);
        assert_eq!(of(4), [1, 2, 3, 4]);
        assert_eq!(of(5), [2, 4]);
        assert_eq!(of(94), [20, 40, 60, 80]);
        assert_eq!(of(2310), [500, 1000, 1500, 2000]);
        assert_eq!(of(0), [0; 0]);
    }

    #[test]
    fn a_row_is_as_long_as_its_share() {
        let svg = row(10, 30, 40);
        assert!(svg.contains(r#"class="toll-low" width="25%""#), "{svg}");
        assert!(svg.contains(r#"class="toll-high" x="25%" y="0.5" width="50%""#), "{svg}");
        assert!(!row(10, 10, 40).contains("toll-high"));
    }
}
