//! What a map as a whole must be.

use super::*;

fn drawing() -> Drawing {
    let mark = |family: &str, killed, count| Mark {
        family: family.to_owned(),
        url: "incidents/x/".to_owned(),
        title: "1 June 2025, a title & more".to_owned(),
        killed,
        count,
    };
    Drawing {
        lang: "en".to_owned(),
        window: [-13.0, 9.0, 16.0, 21.0],
        width: 1000.0,
        focus: Some("MLI".to_owned()),
        labels: 45,
        spots: vec![
            Spot {
                name: "Boulikessi".to_owned(),
                lat: 14.798,
                lon: -1.303,
                ring_km: 0.0,
                marks: vec![mark("forces", Some(45), 3), mark("civilians", None, 1)],
            },
            Spot {
                name: "A region".to_owned(),
                lat: 11.4,
                lon: 2.9,
                ring_km: 90.0,
                marks: vec![mark("territory", Some(8), 1)],
            },
        ],
    }
}

#[test]
fn marks_are_links_with_a_title_and_their_relative_address() {
    let svg = draw(&drawing(), "../", "map-title");
    assert_eq!(svg.matches("<a ").count(), 3);
    assert_eq!(svg.matches(r#"href="../incidents/x/""#).count(), 3);
    assert_eq!(svg.matches("<title>1 June 2025, a title &amp; more</title>").count(), 3);
    assert!(svg.contains(r#"class="mark-civilians is-hollow""#), "{svg}");
    assert!(svg.contains(">3</text></a>"), "a stacked mark has its count: {svg}");
    assert_eq!(svg.matches("map-ring").count(), 1);
}

#[test]
fn the_drawing_needs_no_style_and_no_script() {
    let svg = draw(&drawing(), "./", "map-title");
    for word in ["style=", "<style", "<script", "onclick", "http"] {
        assert!(!svg.contains(word), "{word}");
    }
    for layer in
        ["map-sea", "map-land", "map-focus", "map-lake", "map-river", "map-border", "map-countries", "map-towns"]
    {
        assert!(svg.contains(layer), "{layer}");
    }
}

#[test]
fn the_base_map_is_light() {
    let mut empty = drawing();
    empty.spots.clear();
    let svg = draw(&empty, "./", "map-title");
    assert!(svg.len() < 20_000, "{} bytes", svg.len());
}

#[test]
fn countries_are_named_in_the_language_of_the_page() {
    for (lang, name) in [("en", ">MAURITANIA<"), ("fr", ">MAURITANIE<"), ("ar", ">موريتانيا<")] {
        let svg = draw(&Drawing { lang: lang.to_owned(), ..drawing() }, "./", "map-title");
        assert!(svg.contains(name), "{lang}: {svg}");
    }
}

#[test]
fn the_legend_draws_the_sizes_that_marks_have_beside_their_words() {
    let size = |killed, label: &str| Step { killed, label: label.to_owned() };
    let sizes = [size(None, "aucun nombre"), size(Some(10), "10"), size(Some(500), "500 tués & plus")];
    let key = key(&sizes);
    for Step { killed, label } in &sizes {
        let r = number(marks::radius(*killed, 1));
        assert!(key.contains(&format!(r#"r="{r}""#)) && key.contains(&escaped(label)), "{key}");
    }
    assert!(!key.contains("killed"), "{key}");
}
