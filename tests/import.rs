//! Imports as a desk meets them: what a data set says comes in whole, an edit is never lost, and what goes out can come
//! back in. The UCDP rows are of `tests/data/ucdp-ged-sample.csv` (CC BY 4.0, see the note beside it).
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use support::{EXAMPLE_NOW, Site, files, program, ran, repository};

const SAMPLE: &str = "tests/data/ucdp-ged-sample.csv";

/// A site with nothing in it but the sample beside it.
fn empty() -> Site {
    let site = Site::empty();
    site.write("content/pages/index.md", "---\ntitle: Empty\n---\n");
    site.write("../ged.csv", fs::read(repository().join(SAMPLE)).unwrap());
    site
}

/// The rows of a table by the names of its columns.
fn table(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let names = reader.headers().unwrap().clone();
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| names.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()).collect()
}

fn sum(rows: &[BTreeMap<String, String>], column: &str) -> u64 {
    rows.iter().filter_map(|row| row[column].parse::<u64>().ok()).sum()
}

/// A line of the report: how many records became what.
#[track_caller]
fn told(report: &str, what: &str) -> usize {
    let line = report
        .lines()
        .find(|line| line.trim_start_matches([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) == what);
    line.unwrap_or_else(|| panic!("no `{what}` in\n{report}")).split_whitespace().next().unwrap().parse().unwrap()
}

/// The columns of the sample with a change made to each row.
fn changed(change: impl Fn(&mut BTreeMap<String, String>)) -> Vec<u8> {
    let bytes = fs::read(repository().join(SAMPLE)).unwrap();
    let names: Vec<String> =
        csv::Reader::from_reader(&bytes[..]).headers().unwrap().iter().map(str::to_owned).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&names).unwrap();
    for mut row in table(&bytes) {
        change(&mut row);
        writer.write_record(names.iter().map(|name| row[name].as_str())).unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn every_row_of_ucdp_comes_in_checks_clean_and_goes_out_with_the_same_totals() {
    let site = empty();
    let report = site.run(&["import", "ucdp", "../ged.csv"]).exits(0);
    let rows = table(&fs::read(repository().join(SAMPLE)).unwrap());
    assert_eq!(told(&report.stdout, "new"), rows.len());
    assert!(!report.stderr.contains("row"), "no progress bar in a pipe: {}", report.stderr);
    let check = site.run(&["check", "--format", "short"]).exits(0);
    assert!(!check.stdout.contains("error["), "{}", check.stdout);
    let claims = table(site.run(&["export", "claims"]).exits(0).stdout.as_bytes());
    let whole: Vec<_> = claims.into_iter().filter(|claim| claim["claim"] == "c1").collect();
    assert_eq!(whole.len(), rows.len());
    for (theirs, ours) in [("low", "low"), ("best", "best"), ("high", "high")] {
        assert_eq!(sum(&rows, theirs), sum(&whole, ours), "{theirs}");
    }
    let incidents = table(site.run(&["export", "csv"]).exits(0).stdout.as_bytes());
    assert_eq!(sum(&rows, "best"), sum(&incidents, "killed_best"));
    for row in &rows {
        let id = format!("{}-ucdp-{}", &row["date_start"][..4], row["id"]);
        let one = incidents.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("{id} is missing"));
        assert_eq!((&one["date_start"], &one["date_end"]), (&row["date_start"], &row["date_end"]), "{id}");
        for (theirs, ours) in [("latitude", "lat"), ("longitude", "lon")] {
            let (theirs, ours) = (row[theirs].parse::<f64>().unwrap(), one[ours].parse::<f64>().unwrap());
            assert!((theirs - ours).abs() < 1e-6, "{id}: {theirs} {ours}");
        }
        assert!(one["external"] == format!("ucdp:{}", row["id"]) && one["recorded_by"] == "ucdp");
    }
}

#[test]
fn deaths_of_each_side_are_claims_of_their_own_and_add_up_to_the_best_estimate() {
    let site = empty();
    site.run(&["import", "ucdp", "../ged.csv"]).exits(0);
    let claims = table(site.run(&["export", "claims"]).exits(0).stdout.as_bytes());
    for row in table(&fs::read(repository().join(SAMPLE)).unwrap()) {
        let parts = claims.iter().filter(|claim| claim["row"] == row["id"] && claim["claim"] != "c1");
        let parts: u64 = parts.map(|claim| claim["best"].parse::<u64>().unwrap()).sum();
        assert_eq!(
            parts + row["deaths_unknown"].parse::<u64>().unwrap(),
            row["best"].parse::<u64>().unwrap(),
            "{}",
            row["id"]
        );
    }
}

#[test]
fn a_second_import_of_the_same_file_changes_no_byte() {
    let site = empty();
    site.run(&["import", "ucdp", "../ged.csv"]).exits(0);
    let before = files(&site.root());
    assert!(before.contains_key("content/incidents/ucdp/.imported"));
    let again = site.run(&["import", "ucdp", "../ged.csv"]).exits(0);
    assert_eq!(told(&again.stdout, "unchanged"), table(&fs::read(repository().join(SAMPLE)).unwrap()).len());
    assert_eq!(told(&again.stdout, "new"), 0);
    assert_eq!(files(&site.root()), before);
}

#[test]
fn an_edit_stays_the_rest_is_brought_up_to_date_and_what_met_is_told() {
    let site = empty();
    site.run(&["import", "ucdp", "../ged.csv"]).exits(0);
    let rows = table(&fs::read(repository().join(SAMPLE)).unwrap());
    let same_year: Vec<_> =
        rows.iter().filter(|row| row["date_start"].starts_with("2022") && row["country"] == "Mali").collect();
    let [edited, both, removed, theirs] =
        [&same_year[0]["id"], &same_year[1]["id"], &same_year[2]["id"], &same_year[3]["id"]];
    let path = "content/incidents/ucdp/mli/2022.yaml";
    let text = fs::read_to_string(site.path(path)).unwrap();
    let mut items: Vec<String> = text.split("\n- ").map(str::to_owned).collect();
    let find = |items: &[String], id: &str| {
        items.iter().position(|item| item.starts_with(&format!("id: \"2022-ucdp-{id}\""))).unwrap()
    };
    for id in [edited, both] {
        let at = find(&items, id);
        let title = items[at].lines().find(|line| line.starts_with("  title:")).unwrap().to_owned();
        items[at] = items[at].replace(&title, "  title: A title of the desk  # better known so");
    }
    items.remove(find(&items, removed));
    let at = find(&items, both);
    items[at] = items[at].replacen("  - {id: c1,", "  # counted again by the desk\n    - {id: c1,", 1);
    site.write(path, items.join("\n- "));
    let moved = changed(|row| {
        if row["id"] == **both || row["id"] == **theirs {
            row.insert("best".into(), "777".into());
            row.insert("high".into(), "999".into());
        }
    });
    site.write("../ged.csv", &moved);
    let report = site.run(&["import", "ucdp", "../ged.csv"]).exits(0);
    let count = |what| told(&report.stdout, what);
    assert_eq!(
        [count("updated"), count("edited here, kept"), count("removed here, left out")],
        [1, 1, 1],
        "{}",
        report.stdout
    );
    assert_eq!(count("changed upstream and edited here, kept"), 1);
    assert!(
        report.stdout.contains(&format!("{path}: 2022-ucdp-{both}: `claims` changed upstream; yours was kept")),
        "{}",
        report.stdout
    );
    let now = fs::read_to_string(site.path(path)).unwrap();
    let item = |id: &str| {
        now.split("\n- ").find(|item| item.starts_with(&format!("id: \"2022-ucdp-{id}\""))).map(str::to_owned)
    };
    assert!(item(edited).unwrap().contains("A title of the desk  # better known so"));
    assert!(item(both).unwrap().contains("counted again by the desk") && !item(both).unwrap().contains("best: 777"));
    assert!(item(theirs).unwrap().contains("best: 777"));
    assert_eq!(item(removed), None);
    site.run(&["check"]).exits(0);
    let third = site.run(&["import", "ucdp", "../ged.csv"]).exits(0);
    assert_eq!(
        told(&third.stdout, "changed upstream and edited here, kept"),
        0,
        "what was told once is not told again"
    );
    assert_eq!(fs::read_to_string(site.path(path)).unwrap(), now);
}

#[test]
fn names_that_the_registers_know_are_used_and_two_places_of_one_name_are_told_apart() {
    let site = empty();
    site.lay(
        "-- content/registers/actors.yaml --\nmacina: {name: Group of the register, kind: armed_group, aliases: [jnim]}\n\
         -- content/registers/places.yaml --\nsolhan-town: {name: Solhan, country: BFA, lat: 13.2, lon: 0.46}\n",
    );
    let header = "id,type_of_violence,side_a,side_b,date_start,date_end,date_prec,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,best_est,low_est,high_est\n";
    let row = |id: u32, place: &str, adm2: &str, lat: f64, lon: f64| {
        format!("{id},3,JNIM,Civilians,2021-06-05,2021-06-05,1,1,{place},,{adm2},{lat},{lon},Burkina Faso,3,1,5\n")
    };
    let rows = [
        row(1, "Solhan village", "Yagha province", 13.21, 0.45),
        row(2, "Saran village", "Nayala province", 12.6, -3.1),
        row(3, "Saran village", "Bankass province", 13.9, -3.6),
        row(4, "Solhhane village", "Yagha province", 13.22, 0.46),
    ];
    site.write("../old.csv", format!("{header}{}", rows.concat()));
    let first = site.run(&["import", "ucdp", "../old.csv"]).exits(0);
    assert!(
        first
            .stdout
            .contains("the new place `solhhane` (Solhhane) lies 2.2 km from `solhan-town` (Solhan) and sounds like it"),
        "{}",
        first.stdout
    );
    site.run(&["check"]).exits(0);
    let incidents = table(site.run(&["export", "csv"]).exits(0).stdout.as_bytes());
    let place =
        |id: &str| incidents.iter().find(|one| one["id"] == format!("2021-ucdp-{id}")).unwrap()["place"].clone();
    assert_eq!([place("1"), place("2"), place("3")], ["Solhan", "Saran", "Saran (Bankass province)"]);
    assert!(incidents.iter().skip(1).all(|one| one["actors"].starts_with("macina:perpetrator; civilians:target")));
    let before = files(&site.root());
    site.run(&["import", "ucdp", "../old.csv"]).exits(0);
    assert_eq!(files(&site.root()), before, "the second time every name is known");
}

#[test]
fn a_row_in_the_wrong_order_is_kept_as_it_is_and_only_warned_of() {
    let site = empty();
    site.write("../ged.csv", changed(|row| _ = row.insert("low".into(), "100000".into())));
    site.run(&["import", "ucdp", "../ged.csv"]).exits(0);
    let check = site.run(&["check", "--format", "short"]).exits(0);
    assert!(check.stdout.contains("warning[W710]") && !check.stdout.contains("error["), "{}", check.stdout);
    let claims = table(site.run(&["export", "claims"]).exits(0).stdout.as_bytes());
    assert!(claims.iter().filter(|claim| claim["claim"] == "c1").all(|claim| claim["low"] == "100000"));
}

#[test]
fn a_file_that_lacks_columns_names_them_and_a_bad_row_is_told_with_its_line() {
    let site = empty();
    site.write("../short.csv", "id,date_start,country\n1,2020-01-01,Mali\n");
    let before = files(&site.root());
    let refused = site.run(&["import", "ucdp", "../short.csv"]).exits(2);
    assert!(
        refused.stderr.contains("it lacks the columns type_of_violence, side_a, side_b, date_end"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("best or best_est"), "{}", refused.stderr);
    assert_eq!(files(&site.root()), before);
    let first = table(&fs::read(repository().join(SAMPLE)).unwrap())[0]["id"].clone();
    site.write(
        "../ged.csv",
        changed(|row| {
            if row["id"] == first {
                row.insert("latitude".into(), "north".into());
            }
        }),
    );
    let report = site.run(&["import", "ucdp", "../ged.csv"]).exits(1);
    assert!(
        report.stderr.contains("ged.csv:2: `latitude` is `north`, not a number from -90 to 90; the row was left out"),
        "{}",
        report.stderr
    );
    let json = site.run(&["import", "ucdp", "../ged.csv", "--format", "json"]).exits(1);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!((&json["tally"]["new"], &json["faults"][0]["line"]), (&Value::from(0), &Value::from(2)));
}

const ACLED: &str = "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,country,admin1,admin2,location,latitude,longitude,geo_precision,source,notes,fatalities\n\
    ,,,#event+type,,#group+name+first,,,,,,,,#geo+lat,#geo+lon,,#meta+source,#description,#affected+killed\n\
    XXX0001,03 February 2025,1,Battles,Armed clash,Invented Group A,Rebel group,Military Forces of Mali (2021-),State forces,Mali,North,Example,Sampletown,14.5,-2.5,1,Invented Daily; Invented Radio,INVENTED NOTE about a post.,4\n\
    XXX0002,2025-02-05,2,Explosions/remote violence,Air/drone strike,Military Forces of Mali (2021-),State forces,Civilians (Mali),Civilians,Mali,North,Example,Samplevillage,14.6,-2.4,2,Invented Daily,INVENTED NOTE two.,0\n";

#[test]
fn acled_rows_come_in_without_their_notes_unless_asked_for() {
    let site = empty();
    site.write("../acled.csv", ACLED);
    let report = site.run(&["import", "acled", "../acled.csv"]).exits(0);
    assert_eq!(told(&report.stdout, "new"), 2);
    assert!(report.stderr.contains("terms of use"), "{}", report.stderr);
    site.run(&["check"]).exits(0);
    let written = files(&site.path("content"));
    assert!(written.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("INVENTED NOTE")));
    let incidents = table(site.run(&["export", "csv"]).exits(0).stdout.as_bytes());
    let one = incidents.iter().find(|one| one["id"] == "2025-acled-xxx0001").unwrap();
    assert_eq!([&one["type"], &one["date"], &one["killed_best"]], ["clash", "2025-02-03", "4"]);
    assert!(
        incidents.iter().any(|one| one["type"] == "air_strike" && one["date_note"] == "known to the week, says ACLED")
    );
    let taken = site.run(&["import", "acled", "../acled.csv", "--with-notes"]).exits(0);
    assert_eq!(told(&taken.stdout, "updated"), 2);
    let notes = fs::read_to_string(site.path("content/incidents/acled/mli/2025.yaml")).unwrap();
    assert!(notes.contains("INVENTED NOTE about a post."));
}

#[test]
fn what_was_exported_as_tables_comes_back_as_the_same_incidents() {
    let site = Site::empty();
    for (path, bytes) in files(&repository().join("content/registers")) {
        site.write(&format!("content/registers/{path}"), bytes);
    }
    fs::copy(repository().join("site.yaml"), site.path("site.yaml")).unwrap();
    let run = |args: &[&str], at: &std::path::Path| {
        ran(program(at, args).env("SOURCE_DATE_EPOCH", EXAMPLE_NOW)).exits(0).stdout
    };
    let out = run(&["export", "csv"], &repository());
    let claims = run(&["export", "claims"], &repository());
    site.write("../incidents.csv", &out);
    site.write("../claims.csv", &claims);
    run(&["import", "csv", "../incidents.csv", "--claims", "../claims.csv"], &site.root());
    let said = run(&["check", "--format", "short"], &site.root());
    let faults: Vec<&str> = said.lines().filter(|line| !line.contains(" advice[")).collect();
    assert_eq!(faults, [""; 0], "what comes back has no fault");
    // A merged incident comes back as one record, and corrections stay behind: a table has no room for them.
    let without = |text: &str| -> Vec<BTreeMap<String, String>> {
        let gone = ["records", "record", "corrected", "claim", "superseded_by"];
        table(text.as_bytes())
            .into_iter()
            .map(|row| row.into_iter().filter(|(key, _)| !gone.contains(&key.as_str())).collect())
            .collect()
    };
    for (format, before) in [("csv", &out), ("claims", &claims)] {
        let after = run(&["export", format], &site.root());
        let (before, after) = (without(before), without(&after));
        assert_eq!(before.len(), after.len(), "{format}");
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "{format}");
        }
    }
}

#[test]
fn a_spreadsheet_comes_in_by_a_map_and_without_one_says_what_to_do() {
    let site = Site::base();
    site.write("../sheet.csv", "Réf;Jour;Lieu;Pays;Lat;Lon;Genre;Morts\nA-1;2025-06-02;Konna;Mali;14.94;-3.89;Attaque;3\nA-2;2025-05;Konna;Mali;14.94;-3.89;Autre;\n");
    let refused = site.run(&["import", "csv", "../sheet.csv"]).exits(2);
    assert!(
        refused.stderr.contains("add a row of HXL tags under the headings, or write a map and name it with --map"),
        "{}",
        refused.stderr
    );
    site.write(
        "../map.yaml",
        "dataset: desk\nby: reuters\nsource: report\ncolumns: {row: Réf, date: Jour, place: Lieu, country: Pays, lat: Lat, lon: Lon, type: Genre, killed_best: Morts}\n\
         values: {type: {Attaque: unrest, Autre: other}}\n",
    );
    let report = site.run(&["import", "csv", "../sheet.csv", "--map", "../map.yaml"]).exits(0);
    assert_eq!(told(&report.stdout, "new"), 2);
    site.run(&["check"]).exits(0);
    let incidents = table(site.run(&["export", "csv"]).exits(0).stdout.as_bytes());
    let one = incidents.iter().find(|one| one["id"] == "2025-desk-a-1").unwrap();
    assert_eq!(
        [&one["type"], &one["killed_best"], &one["killed_by"], &one["place"], &one["sources"]],
        ["unrest", "3", "reuters", "Konna", "report"]
    );
    assert!(incidents.iter().any(|one| one["id"] == "2025-desk-a-2" && one["date"] == "2025-05"));
    site.write("../map.yaml", "columns: {row: Ref}\n");
    let refused = site.run(&["import", "csv", "../sheet.csv", "--map", "../map.yaml"]).exits(2);
    assert!(refused.stderr.contains("the column `Ref`, which is not there; columns are"), "{}", refused.stderr);
}

#[cfg(feature = "feeds")]
#[test]
fn every_kind_of_feed_becomes_drafts_in_markdown() {
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\"><title>Example Wire</title><entry><id>urn:1</id><title>Un &amp; deux</title>\
        <link href=\"https://wire.example/1\"/><published>2025-06-01T06:00:00Z</published>\
        <content type=\"html\">&lt;p&gt;First &lt;b&gt;bold&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;evil()&lt;/script&gt;</content></entry></feed>";
    let rss = "<rss version=\"2.0\"><channel><title>Example Radio</title><item><title>On air</title><link>https://radio.example/1</link>\
        <guid>g1</guid><pubDate>Sun, 01 Jun 2025 08:00:00 +0200</pubDate><description><![CDATA[<p>Heard <a href=\"https://radio.example/x\">here</a>.</p>]]></description></item></channel></rss>";
    let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Example Desk\",\"items\":[{\"id\":\"7\",\"url\":\"https://desk.example/7\",\
        \"title\":\"Seen\",\"content_html\":\"<ul><li>one</li><li>two</li></ul>\",\"date_published\":\"2025-06-02T10:00:00Z\"}]}";
    let site = Site::base();
    for (name, text) in [("a.atom", atom), ("b.rss", rss), ("c.json", json)] {
        site.write(&format!("../{name}"), text);
        let report = site.run(&["import", "feed", &format!("../{name}")]).exits(0);
        assert_eq!(told(&report.stdout, "new"), 1, "{name}");
    }
    site.run(&["check", "--strict"]).exits(0);
    let read = |path: &str| fs::read_to_string(site.path(path)).unwrap();
    let first = read("content/articles/example-wire/2025-06-01-un-deux.md");
    for part in [
        "title: \"Un & deux\"\n",
        "outlet: Example Wire\n",
        "canonical_url: \"https://wire.example/1\"\n",
        "lang: fr\n",
        "status: draft\n",
        "First **bold**.",
    ] {
        assert!(first.contains(part), "{part} in\n{first}");
    }
    assert!(!first.contains("evil"), "{first}");
    assert!(
        read("content/articles/example-radio/2025-06-01-on-air.md").contains("Heard [here](https://radio.example/x).")
    );
    assert!(read("content/articles/example-radio/2025-06-01-on-air.md").contains("date: \"2025-06-01T06:00:00Z\""));
    assert!(read("content/articles/example-desk/2025-06-02-seen.md").contains("one"));
    site.write(
        "content/articles/example-wire/2025-06-01-un-deux.md",
        first.replace("status: draft\n", "").replace("First", "The desk’s first"),
    );
    site.write("../a.atom", atom.replace("Un &amp; deux", "Un et deux").replace("First", "Last"));
    let report = site.run(&["import", "feed", "../a.atom"]).exits(0);
    assert_eq!(told(&report.stdout, "changed upstream and edited here, kept"), 1, "{}", report.stdout);
    let now = read("content/articles/example-wire/2025-06-01-un-deux.md");
    assert!(now.contains("Un et deux") && now.contains("The desk’s first") && !now.contains("status"), "{now}");
    for (name, text) in
        [("u.txt", "https://wire.example/feed\n"), ("u.url", "[InternetShortcut]\nURL=https://wire.example/\n")]
    {
        site.write(&format!("../{name}"), text);
        let refused = site.run(&["import", "feed", &format!("../{name}")]).exits(2);
        assert!(refused.stderr.contains("an import fetches nothing: download the feed"), "{}", refused.stderr);
    }
}
