//! The page of figures and its charts: what is added up in them, and what never is.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::sync::LazyLock;

use support::{Site, dateline};

/// A week of clashes that covers two days, in another month; a running total, a milestone, one without a number, and two
/// speakers on the same dead.
const RECORDS: &str = r#"
- id: "2024-03-30-week"
  type: clash
  title: Clashes of a week
  summary: A test.
  date: {start: "2024-03-30", end: "2024-04-05", precision: range}
  place: boulikessi
  actors: [{ref: jnim, role: party}, {ref: army, role: party}]
  claims: [{id: c1, about: killed, who: all, low: 25, high: 60, by: reuters, via: [report], status: reported}]
- id: "2024-04-01-first"
  type: clash
  title: The first day
  summary: A test.
  date: "2024-04-01"
  place: boulikessi
  part_of: "2024-03-30-week"
  actors: [{ref: jnim, role: party}, {ref: army, role: party}]
  claims: [{id: c1, about: killed, who: all, value: 10, by: reuters, via: [report], status: reported}]
- id: "2024-04-03-second"
  type: attack_on_forces
  title: The third day
  summary: A test.
  date: "2024-04-03"
  place: boulikessi
  part_of: "2024-03-30-week"
  actors: [{ref: jnim, role: perpetrator}, {ref: army, role: target}]
  claims:
    - {id: c1, about: killed, who: soldiers, value: 5, by: army, via: [report], status: confirmed}
    - {id: c2, about: killed, who: soldiers, value: 20, by: jnim, via: [report], status: claimed}
- id: "2025-02-01-apart"
  type: attack_on_civilians
  title: A boat, and a camp nearby
  summary: A test.
  date: "2025-02-01"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}]
  claims:
    - {id: c1, about: killed, who: all, value: 65, by: reuters, via: [report], status: reported, note: The camp.}
    - {id: c2, about: killed, who: civilians, low: 120, high: 154, by: reuters, via: [report], status: reported}
- id: "2025-02-02-most"
  type: attack_on_civilians
  title: Only the most is told
  summary: A test.
  date: "2025-02-02"
  place: {name: Elsewhere, country: BFA, lat: 13.5, lon: -1.5}
  actors: [{ref: jnim, role: perpetrator}]
  claims: [{id: c1, about: killed, who: civilians, high: 600, qualifier: up_to, by: reuters, via: [report], status: reported}]
- id: "2023-02-02-floors"
  type: attack_on_civilians
  title: One tells the most of all, two the least of a group
  summary: A test.
  date: "2023-02-02"
  place: {name: Faraway, country: BFA, lat: 11.5, lon: -4.0}
  actors: [{ref: jnim, role: perpetrator}]
  claims:
    - {id: c1, about: killed, who: civilians, low: 200, qualifier: at_least, by: reuters, via: [report], status: reported}
    - {id: c2, about: killed, who: civilians, low: 400, qualifier: at_least, by: army, via: [report], status: claimed}
    - {id: c3, about: killed, who: all, high: 600, qualifier: up_to, by: reuters, via: [report], status: reported}
- id: "2024-06-01-silent"
  type: attack_on_civilians
  title: Nobody gives a number
  summary: A test.
  date: "2024-06-01"
  place: boulikessi
  actors: [{ref: jnim, role: alleged_perpetrator}]
  sources: [report]
- id: "2024-01-total"
  type: aggregate
  title: A count of others
  summary: A test.
  date: "2024-01"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}]
  claims: [{id: c1, about: killed, who: all, value: 4000, by: reuters, via: [report], status: reported}]
- id: "2024-07-01-turn"
  kind: milestone
  type: political
  title: A turn
  summary: A test.
  date: "2024-07-01"
  place: boulikessi
  actors: []
  claims: [{id: c1, about: killed, who: all, value: 700, by: reuters, via: [report], status: reported}]
"#;

static BUILT: LazyLock<Site> = LazyLock::new(|| {
    let site = Site::base();
    site.write("site.yaml", "title: Test\nlang: en\ndedupe: {records: off}\n");
    site.write("content/incidents/more.yaml", RECORDS);
    dateline(&site.root(), &["build", "-q", "-o", "../public"]).exits(0);
    site
});

/// The rows of a page's table after the words `after`, cells joined by a bar.
fn rows(page: &str, after: &str) -> Vec<String> {
    let html = std::fs::read_to_string(BUILT.path(&format!("../public/{page}"))).unwrap();
    let table = html.split(after).nth(1).unwrap_or_else(|| panic!("{page} has no {after}"));
    let body = table.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let cell = |cell: &str| {
        let mut text = String::new();
        let mut inside = false;
        for c in cell.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => text.push(c),
                _ => {}
            }
        }
        text.trim().to_owned()
    };
    let rows = body.split("<tr>").skip(1).map(|row| {
        let cells = row.replace("</th>", "</td>");
        let cells: Vec<String> = cells.split("</td>").map(cell).filter(|text| !text.is_empty()).collect();
        cells.join(" | ")
    });
    rows.collect()
}

#[test]
fn a_week_and_the_days_it_covers_count_once_wherever_they_lie() {
    let rows = rows("figures/2024/index.html", "id=\"tolls-by-month\"");
    let of = |month: &str| rows.iter().find(|row| row.starts_with(month)).unwrap().clone();
    // The days give 10 and 5 to 20; the week gives 25 to 60, so 10 to 30 beyond them.
    assert_eq!(of("April 2024"), "April 2024 | 15 to 30 | 2 | 0");
    assert_eq!(of("March 2024"), "March 2024 | 10 to 30 | 1 | 0");
}

#[test]
fn running_totals_and_milestones_are_in_no_chart_and_silence_is_counted_apart() {
    let months = rows("figures/2024/index.html", "id=\"tolls-by-month\"");
    let of = |month: &str| months.iter().find(|row| row.starts_with(month)).unwrap().clone();
    assert_eq!(of("January 2024"), "January 2024 | no number | 0 | 0");
    assert_eq!(of("July 2024"), "July 2024 | no number | 0 | 0");
    assert_eq!(of("June 2024"), "June 2024 | no number | 1 | 1");
    let years = rows("figures/index.html", "id=\"tolls-by-year\"");
    assert!(years.contains(&"2024 | 25 to 60 | 3 | 1".to_owned()), "{years:#?}");
}

/// A line about all people that has fewer dead than a group alone is about a part; and of "up to" no least is made.
#[test]
fn a_part_is_not_taken_for_the_whole_and_nothing_is_not_the_least() {
    let months = rows("figures/2025/index.html", "id=\"tolls-by-month\"");
    assert!(months.iter().any(|row| row.starts_with("February") && row.contains("120 to 754")), "{months:#?}");
    let map = std::fs::read_to_string(BUILT.path("../public/timeline/2025/map/index.html")).unwrap();
    assert!(map.contains("up to 600 civilians killed"), "the table of the map");
}

/// Who says only "up to 600" of all takes nothing from what others say of a group at the least; and where a place had one
/// incident, the table of its map gives every group's figures with their speakers.
#[test]
fn the_least_of_a_group_stands_where_the_most_of_all_has_no_least() {
    let months = rows("figures/2023/index.html", "id=\"tolls-by-month\"");
    assert!(months.iter().any(|row| row == "February 2023 | 200 to 600 | 1 | 0"), "{months:#?}");
    let map = std::fs::read_to_string(BUILT.path("../public/timeline/map/index.html")).unwrap();
    let map = map.replace("<span class=\"muted\">", "").replace("</span>", "");
    let cell = "200 to 400 or more civilians killed (Reuters and Army of Mali); \
                up to 600 people killed (Reuters, reported)</td>";
    assert!(map.contains(cell), "{}", map.split("<tbody>").nth(1).unwrap());
}

#[test]
fn types_and_countries_are_told_in_rows_of_the_same_figures() {
    let types = rows("figures/2024/index.html", "id=\"by-type\"");
    assert_eq!(
        types,
        ["Attack on civilians | 1 | no number | 1", "Attack on forces | 1 | 5 to 20 | 0", "Clash | 1 | 20 to 40 | 0"]
    );
    assert_eq!(rows("figures/2024/index.html", "id=\"by-country\""), ["Mali | 3 | 25 to 60 | 1"]);
}

#[test]
fn the_front_page_and_the_countrys_show_the_same_years_and_lead_to_all_figures() {
    for page in ["index.html", "countries/mli/index.html"] {
        let years = rows(page, "id=\"tolls-by-year\"");
        assert!(years.contains(&"2024 | 25 to 60 | 3 | 1".to_owned()), "{page}: {years:#?}");
        let html = std::fs::read_to_string(BUILT.path(&format!("../public/{page}"))).unwrap();
        assert!(html.contains("figures/\">All figures</a>"), "{page}");
    }
}
