//! Histograms as inline SVG: bars are links with a title, widths in per cent so that the words keep their size on
//! every screen. The same figures stand in a table beside the drawing, which the template makes.

use serde::Deserialize;
use tera::{Kwargs, State, TeraResult, Value};

/// Height of the drawing and of its parts, in pixels.
const HEIGHT: f64 = 164.0;
const BASELINE: f64 = 140.0;
const TALLEST: f64 = 112.0;
const COUNT_GAP: f64 = 5.0;
const LABEL_Y: f64 = 157.0;

/// Share of a bar's place that the bar fills.
const FILL: f64 = 0.72;

/// The most bars that each have their words; of more, every second, third, … has them.
const WORDED: usize = 16;

#[derive(Debug, Deserialize)]
struct Bar {
    label: String,
    short_label: String,
    url: Option<String>,
    is_current: bool,
    incidents: u32,
    milestones: u32,
    title: String,
}

/// `histogram_svg(bars=chart.bars, root=root, labelled_by=id)`: the drawing, ready for the page.
#[expect(clippy::needless_pass_by_value, reason = "the template engine hands its arguments over")]
pub(super) fn histogram_svg(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let bars: Value = kwargs.must_get("bars")?;
    let bars: Vec<Bar> = serde::Deserialize::deserialize(&bars)
        .map_err(|error| tera::Error::message(format!("`bars` is no list of bars: {error}")))?;
    let root: &str = kwargs.must_get("root")?;
    let labelled_by: &str = kwargs.must_get("labelled_by")?;
    Ok(Value::safe_string(&draw(&bars, root, labelled_by)))
}

fn draw(bars: &[Bar], root: &str, labelled_by: &str) -> String {
    let mut svg = format!(
        r#"<svg class="histogram-svg" width="100%" height="{HEIGHT}" role="group" aria-labelledby="{}"><line class="histogram-base" x1="0" x2="100%" y1="{BASELINE}" y2="{BASELINE}"/>"#,
        escaped(labelled_by),
    );
    let tallest = bars.iter().map(|bar| bar.incidents + bar.milestones).max().unwrap_or(0).max(1);
    let scale = TALLEST / f64::from(tallest);
    let slot = 100.0 / f64::from(u32::try_from(bars.len().max(1)).unwrap_or(u32::MAX));
    let every = bars.len().div_ceil(WORDED).max(1);
    let mut x = 0.0;
    for (at, bar) in bars.iter().enumerate() {
        svg.push_str(&drawn_bar(bar, root, x, slot, scale, (bars.len() - 1 - at).is_multiple_of(every)));
        x += slot;
    }
    svg.push_str("</svg>");
    svg
}

/// One bar in its place from `x`, `slot` wide (per cent of the drawing), `scale` pixels an entry.
fn drawn_bar(bar: &Bar, root: &str, x: f64, slot: f64, scale: f64, is_worded: bool) -> String {
    let current = if bar.is_current { r#" class="is-current""# } else { "" };
    let title = escaped(&bar.title);
    let (open, close) = match &bar.url {
        Some(url) => (format!(r#"<a href="{}{}"{current}>"#, escaped(root), escaped(url)), "</a>"),
        None => (format!("<g{current}>"), "</g>"),
    };
    let left = percent(x + slot * (1.0 - FILL) / 2.0);
    let width = percent(slot * FILL);
    let middle = percent(x + slot / 2.0);
    let incidents = f64::from(bar.incidents) * scale;
    let milestones = f64::from(bar.milestones) * scale;
    let mut svg = format!(
        r#"{open}<title>{title}</title><rect class="histogram-hit" x="{}" y="0" width="{}" height="{HEIGHT}"/>"#,
        percent(x),
        percent(slot),
    );
    let mut top = BASELINE;
    for (series, height) in [("incidents", incidents), ("milestones", milestones)] {
        if height > 0.0 {
            top -= height;
            svg.push_str(&format!(
                r#"<rect class="histogram-{series}" x="{left}" y="{}" width="{width}" height="{}"/>"#,
                pixels(top),
                pixels(height)
            ));
        }
    }
    let total = bar.incidents + bar.milestones;
    if is_worded && total > 0 {
        svg.push_str(&format!(
            r#"<text class="histogram-count" x="{middle}" y="{}">{total}</text>"#,
            pixels(top - COUNT_GAP)
        ));
    }
    if is_worded {
        let (label, short) = (escaped(&bar.label), escaped(&bar.short_label));
        svg.push_str(&format!(
            r#"<text class="histogram-label" x="{middle}" y="{LABEL_Y}"><tspan class="is-wide">{label}</tspan><tspan class="is-narrow">{short}</tspan></text>"#
        ));
    }
    svg + close
}

fn percent(share: f64) -> String {
    format!("{}%", trimmed(share, 2))
}

fn pixels(length: f64) -> String {
    trimmed(length, 1)
}

/// A number with at most `digits` after its point and no zeros at its end.
fn trimmed(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
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
            milestones,
            title: format!("{label}: {incidents} & {milestones}"),
        }
    }

    #[test]
    fn the_tallest_bar_fills_the_drawing_and_the_others_are_in_proportion() {
        let svg =
            draw(&[bar("2024", Some("timeline/2024/"), 4, 0), bar("2025", Some("timeline/2025/"), 8, 0)], "../", "t");
        assert!(svg.contains(r#"height="112""#) && svg.contains(r#"height="56""#), "{svg}");
        assert!(svg.contains(r#"<a href="../timeline/2024/">"#), "{svg}");
    }

    #[test]
    fn an_empty_period_is_no_link_and_words_are_escaped() {
        let svg = draw(&[bar("2024", None, 0, 0), bar("2025", Some("x/?a&b"), 1, 1)], "./", "t");
        assert!(svg.contains("<g><title>2024: 0 &amp; 0</title>"), "{svg}");
        assert!(svg.contains(r#"href="./x/?a&amp;b""#), "{svg}");
    }

    #[test]
    fn of_many_bars_some_have_words_and_the_last_does() {
        let bars: Vec<Bar> = (1990..2026).map(|year| bar(&year.to_string(), None, 1, 0)).collect();
        let svg = draw(&bars, "./", "t");
        assert_eq!(svg.matches("histogram-label").count(), 12);
        assert!(svg.contains(">2025</tspan>"));
    }
}
