//! The data files as a reader's programs meet them: every format of one site, held to its standard, to the others, and
//! to what must never leave.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value;
use support::{EXAMPLE_NOW, Site, files, program, ran, repository};
use tempfile::TempDir;

/// The files of the example site.
static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| exported(&[]));

fn exported(more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let folder = TempDir::new().unwrap();
    let mut args = vec!["export", "-q", "-o", folder.path().to_str().unwrap()];
    args.extend(more);
    ran(program(&repository(), &args).env("SOURCE_DATE_EPOCH", EXAMPLE_NOW)).exits(0);
    files(folder.path())
}

fn text(file: &str) -> &'static str {
    std::str::from_utf8(FILES.get(file).unwrap_or_else(|| panic!("there is no {file}"))).unwrap()
}

fn json(file: &str) -> Value {
    serde_json::from_str(text(file)).unwrap()
}

/// The rows of a table as columns by name, without the HXL row.
fn table(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let names = reader.headers().unwrap().clone();
    let rows = reader.records().map(Result::unwrap).skip(1);
    rows.map(|row| names.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()).collect()
}

#[test]
fn the_same_content_gives_the_same_bytes_and_the_site_holds_the_same_files() {
    assert_eq!(*FILES, exported(&["--jobs", "1"]));
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    ran(program(&repository(), &["build", "-q", "-o", out.to_str().unwrap()]).env("SOURCE_DATE_EPOCH", EXAMPLE_NOW))
        .exits(0);
    let mut built = files(&out.join("data"));
    let page = String::from_utf8(built.remove("index.html").unwrap()).unwrap();
    assert_eq!(built, *FILES);
    for name in FILES.keys() {
        assert!(page.contains(&format!("href=\"../data/{name}\"")), "the data page does not offer {name}");
    }
}

#[test]
fn every_table_has_an_hxl_row_and_no_cell_that_is_a_formula() {
    for file in ["incidents.csv", "claims.csv"] {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text(file).as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(rows.len() > 50, "{file}");
        let names: BTreeSet<&str> = rows[0].iter().collect();
        assert_eq!(names.len(), rows[0].len(), "{file}: a heading stands twice");
        let tag = |cell: &str| {
            let parts: Vec<&str> = cell.strip_prefix('#').unwrap_or_default().split('+').collect();
            parts.iter().all(|part| {
                part.starts_with(|c: char| c.is_ascii_lowercase())
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
            })
        };
        assert!(rows[1].iter().all(tag), "{file}: {:?}", rows[1]);
        for cell in rows[2..].iter().flatten() {
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            assert!(!formula, "{file}: {cell}");
        }
    }
}

#[test]
fn text_that_begins_like_a_formula_is_neutralised_and_coordinates_are_not() {
    let site = Site::base();
    site.lay(
        "-- content/incidents/formula.yaml --\n- id: \"2025-06-02-formula\"\n  title: \"=HYPERLINK(1)\"\n  summary: \"@x, y\"\n  \
         type: clash\n  date: \"2025-06-02\"\n  place: {name: \"-post\", lat: 14.5, lon: -1.25, country: MLI}\n  \
         actors: [{ref: jnim, role: party}]\n  sources: [report]\n",
    );
    let rows = table(site.run(&["export", "csv"]).exits(0).stdout.as_bytes());
    let row = rows.iter().find(|row| row["id"] == "2025-06-02-formula").unwrap();
    assert_eq!(
        [row["title"].as_str(), row["summary"].as_str(), row["place"].as_str()],
        ["'=HYPERLINK(1)", "'@x, y", "'-post"]
    );
    assert_eq!((row["lat"].as_str(), row["lon"].as_str()), ("14.5", "-1.25"));
}

#[test]
fn what_is_a_draft_or_withdrawn_is_in_no_file_by_id_words_or_register() {
    let site = Site::base();
    site.lay(
        "-- content/incidents/held.yaml --\n- id: \"2025-06-02-held-back\"\n  status: draft\n  title: Unready words\n  summary: Unready words.\n  \
         type: clash\n  date: \"2025-06-02\"\n  place: secretville\n  actors: [{ref: whisperer, role: party}]\n  sources: [leak]\n\
         - id: \"2025-06-03-taken-back\"\n  status: withdrawn\n  title: Mistaken words\n  summary: Mistaken words.\n  \
         type: clash\n  date: \"2025-06-03\"\n  place: wrongville\n  actors: [{ref: rumour, role: party}]\n  sources: [report]\n  \
         updates: [{at: \"2025-06-05\", text: It did not happen}]\n\
         -- content/incidents/related.yaml --\n- id: \"2025-06-04-stands\"\n  title: A clash\n  summary: A clash.\n  \
         type: clash\n  date: \"2025-06-04\"\n  place: boulikessi\n  actors: [{ref: jnim, role: party}]\n  sources: [report]\n  \
         related: [\"2025-06-03-taken-back\", \"2025-06-02-held-back\"]\n\
         -- content/registers/places/more.yaml --\nsecretville: {name: Secretville, country: MLI}\nwrongville: {name: Wrongville, country: MLI}\n\
         -- content/registers/actors/more.yaml --\nwhisperer: {name: Whisperer, kind: armed_group}\nrumour: {name: Rumour, kind: armed_group}\n\
         -- content/registers/sources/more.yaml --\nleak: {name: Leaked paper, type: social}\n",
    );
    site.run(&["export", "-o", "out"]).exits(0);
    let out = files(&site.path("out"));
    assert!(out.len() >= 8, "{:?}", out.keys());
    let held = [
        "held-back",
        "taken-back",
        "Unready",
        "Mistaken",
        "ecretville",
        "rongville",
        "hisperer",
        "umour",
        "Leaked",
        "did not happen",
    ];
    for (name, bytes) in &out {
        for word in held {
            assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{name} holds `{word}`");
        }
        assert!(
            name.ends_with("schema.json")
                || name.ends_with("package.json")
                || bytes.windows(6).any(|p| p == b"stands")
                || name == "claims.csv"
        );
    }
}

#[test]
fn every_format_tells_the_same_incidents_claims_and_dead() {
    let whole = json("incidents.json");
    let incidents = whole["incidents"].as_array().unwrap();
    assert!(incidents.len() > 60);
    let ids: Vec<&str> = incidents.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let rows = table(text("incidents.csv").as_bytes());
    assert_eq!(rows.iter().map(|row| row["id"].as_str()).collect::<Vec<_>>(), ids);
    let lines: Vec<Value> = text("incidents.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(&lines, incidents);
    let map = json("incidents.geojson");
    let features = map["features"].as_array().unwrap();
    assert_eq!(features.iter().map(|one| one["id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
    let events = text("incidents.ics").matches("BEGIN:VEVENT").count();
    assert_eq!(events, ids.len());
    let claims = table(text("claims.csv").as_bytes());
    assert_eq!(claims.len(), incidents.iter().map(|one| one["claims"].as_array().unwrap().len()).sum::<usize>());
    for column in ["killed_low", "killed_best", "killed_high"] {
        let key = column.trim_start_matches("killed_");
        let of_json: u64 = incidents.iter().filter_map(|one| one["killed"][key].as_u64()).sum();
        let of_csv: u64 = rows.iter().filter_map(|row| row[column].parse::<u64>().ok()).sum();
        let of_map: u64 = features.iter().filter_map(|one| one["properties"][column].as_u64()).sum();
        assert!(of_json > 0);
        assert_eq!((of_csv, of_map), (of_json, of_json), "{column}");
    }
}

#[test]
fn the_map_layer_is_geojson_with_longitude_first() {
    let map = json("incidents.geojson");
    assert_eq!(map["type"], "FeatureCollection");
    let mut points = 0;
    for feature in map["features"].as_array().unwrap() {
        assert_eq!(feature["type"], "Feature");
        assert!(feature["properties"].is_object());
        if feature["properties"]["place_precision"] == "country" {
            assert!(feature["geometry"].is_null(), "{feature}");
        }
        if let Some(point) = feature["geometry"]["coordinates"].as_array() {
            let (lon, lat) = (point[0].as_f64().unwrap(), point[1].as_f64().unwrap());
            assert!((-18.0..=25.0).contains(&lon) && (0.0..=26.0).contains(&lat), "{feature}");
            points += 1;
        }
    }
    assert!(points > 40);
}

#[test]
fn the_json_is_what_its_schema_says() {
    let schema = json("incidents.schema.json");
    let whole = json("incidents.json");
    let mut faults = Vec::new();
    conforms(&whole, &schema, &schema, "", &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    let mut broken = whole;
    broken["incidents"][0]["date"]["start"] = Value::from(7);
    broken["incidents"][0].as_object_mut().unwrap().remove("claims");
    conforms(&broken, &schema, &schema, "", &mut faults);
    assert_eq!(faults.len(), 2, "{faults:?}");
}

/// What of a value is not as a schema says: types, required keys, items, references; and keys that it does not name.
fn conforms(value: &Value, schema: &Value, root: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let target = root.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name} leads nowhere"));
        return conforms(value, target, root, at, faults);
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = choices.iter().any(|choice| {
            let mut found = Vec::new();
            conforms(value, choice, root, at, &mut found);
            found.is_empty()
        });
        if !fits {
            faults.push(format!("{at}: none of the choices"));
        }
        return;
    }
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other}"),
    };
    let fits = match &schema["type"] {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().any(|name| is(name.as_str().unwrap())),
        _ => true,
    };
    if !fits {
        faults.push(format!("{at}: {value} is not {}", schema["type"]));
    }
    for key in schema["required"].as_array().into_iter().flatten() {
        if value.get(key.as_str().unwrap()).is_none() {
            faults.push(format!("{at}: {key} is missing"));
        }
    }
    for (key, one) in value.as_object().into_iter().flatten() {
        match (&schema["properties"][key], &schema["additionalProperties"]) {
            (Value::Null, Value::Object(_)) => {
                conforms(one, &schema["additionalProperties"], root, &format!("{at}/{key}"), faults);
            }
            (Value::Null, _) => faults.push(format!("{at}/{key}: is not in the schema")),
            (inner, _) => conforms(one, inner, root, &format!("{at}/{key}"), faults),
        }
    }
    for (n, one) in value.as_array().into_iter().flatten().enumerate() {
        conforms(one, &schema["items"], root, &format!("{at}/{n}"), faults);
    }
}

#[test]
fn the_calendar_has_folded_lines_and_an_event_of_its_own_for_each_incident() {
    let calendar = text("incidents.ics");
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
    assert!(calendar.ends_with("END:VCALENDAR\r\n"));
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])));
    let unfolded = calendar.replace("\r\n ", "");
    let uids: BTreeSet<&str> = unfolded.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(uids.len(), unfolded.matches("BEGIN:VEVENT").count());
    for event in unfolded.split("BEGIN:VEVENT").skip(1) {
        for key in ["UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SUMMARY:", "URL:https://"] {
            assert_eq!(event.matches(&format!("\n{key}")).count(), 1, "{key} in {event}");
        }
    }
    assert!(unfolded.contains("DTSTART;VALUE=DATE:20250601\r\nDTEND;VALUE=DATE:20250602"), "1 June 2025 is one day");
}

#[cfg(feature = "sqlite")]
#[test]
fn the_data_base_is_whole_and_its_views_give_the_totals() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("incidents.sqlite");
    std::fs::write(&path, &FILES["incidents.sqlite"]).unwrap();
    let base = rusqlite::Connection::open(&path).unwrap();
    let one = |sql: &str| base.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let check: String = base.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let mut orphans = base.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(orphans.query([]).unwrap().next().unwrap().is_none(), "a row names what is not there");
    let whole = json("incidents.json");
    let count = |key: &str| i64::try_from(whole[key].as_array().unwrap().len()).unwrap();
    for table in ["incidents", "actors", "places", "sources"] {
        assert_eq!(one(&format!("SELECT count(*) FROM {table}")), count(table), "{table}");
    }
    let countable = || whole["incidents"].as_array().unwrap().iter().filter(|one| one["countable"] == true);
    let best: u64 = countable().filter_map(|one| one["killed"]["best"].as_u64()).sum();
    assert_eq!(one("SELECT sum(killed_best) FROM totals_by_year"), i64::try_from(best).unwrap());
    assert_eq!(one("SELECT sum(incidents) FROM totals_by_year"), i64::try_from(countable().count()).unwrap());
    assert_eq!(one("SELECT count(*) FROM killed_by_speaker WHERE incident_id = '2025-06-01-boulikessi'"), 4);
    assert!(one("SELECT count(*) FROM incidents_by_actor WHERE actor_id = 'jnim'") > 5);
    assert!(one("SELECT count(*) FROM totals_by_country") >= 3);
}

#[test]
fn the_data_page_describes_its_files_for_search_engines() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("public");
    ran(program(&repository(), &["build", "-q", "-o", out.to_str().unwrap()]).env("SOURCE_DATE_EPOCH", EXAMPLE_NOW))
        .exits(0);
    let page = std::fs::read_to_string(out.join("data/index.html")).unwrap();
    let inside = page.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let dataset: Value = serde_json::from_str(inside).unwrap();
    assert_eq!(
        (&dataset["@context"], &dataset["@type"]),
        (&Value::from("https://schema.org"), &Value::from("Dataset"))
    );
    let downloads = dataset["distribution"].as_array().unwrap();
    assert_eq!(downloads.len(), FILES.len());
    for download in downloads {
        let url = download["contentUrl"].as_str().unwrap();
        let name = url.strip_prefix("https://sahel.example.org/data/").unwrap();
        assert_eq!(download["contentSize"], format!("{} B", FILES[name].len()));
    }
    let about = dataset["description"].as_str().unwrap();
    assert!((50..5000).contains(&about.chars().count()), "{about}");
    assert!(page.contains("CC BY 4.0") && page.contains("Cite this page"));
}

#[test]
fn export_prints_one_format_and_refuses_what_it_does_not_know() {
    let site = Site::base();
    let printed = site.run(&["export", "geojson"]).exits(0);
    assert_eq!(printed.stderr, "");
    assert!(printed.stdout.starts_with("{\"type\":\"FeatureCollection\""));
    assert!(site.run(&["export", "shapefile"]).exits(2).stderr.contains("geojson"));
    assert!(site.run(&["export"]).exits(2).stderr.contains("<FORMAT>"));
    site.write("content/incidents/broken.yaml", "- id: broken\n");
    let refused = site.run(&["export", "csv"]).exits(1);
    assert_eq!(refused.stdout, "");
    assert!(refused.stderr.contains("nothing was exported; the content has errors"));
}
