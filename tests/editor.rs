//! What an editor holds in the hand: why any two were or were not joined, pages that show both sides, old addresses that
//! lead on, and a list of decisions that discloses nothing.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use support::{Site, files};

/// A story in two outlets' versions with another toll, a roundup, a translation, the next edition of a template, and a
/// withdrawn copy.
const ARTICLES: &str = r#"
-- content/articles/2025-06-05-wire.md --
---
title: Convoy attacked near Example Town
date: "2025-06-05"
outlet: Example Wire
canonical_url: https://wire.example.org/convoy
aliases: [convoy-first, /news/à la une]
---
Gunmen opened fire on a convoy of grain lorries near Example Town on Thursday morning and killed 12 drivers, the mayor said.

Traders closed the market at noon and asked the prefect for an escort, which had been promised in March, a union member said.

Two lorries were burnt beside the quarry, and a column of four vehicles turned back to the river port before dusk.
-- content/articles/2025-06-06-radio.md --
---
title: Convoy attacked near Example Town
date: "2025-06-06"
outlet: Example Radio
---
Gunmen opened fire on a convoy of grain lorries near Example Town on Thursday morning and killed 19 drivers, the mayor said.

Traders closed the market at noon and asked the prefect for an escort, which had been promised in March, a union member said.

Two lorries were burnt beside the quarry, and a column of four vehicles turned back to the river port before dusk.

Our correspondent saw the wrecks from the old bridge, guarded by a single policeman.
-- content/articles/2025-06-06-gone.md --
---
title: Convoy attacked near Example Town
date: "2025-06-06"
outlet: WITHDRAWN-OUTLET
status: withdrawn
updates: [{at: "2025-06-07", text: It was a hoax.}]
---
Gunmen opened fire on a convoy of grain lorries near Example Town on Thursday morning and killed 12 drivers, the mayor said.

Traders closed the market at noon and asked the prefect for an escort, which had been promised in March, a union member said.

Two lorries were burnt beside the quarry, and a column of four vehicles turned back to the river port before dusk. WITHDRAWN-WORD.
-- content/articles/2025-06-06-draft.md --
---
title: Convoy attacked near Example Town
date: "2025-06-06"
outlet: DRAFT-OUTLET
status: draft
---
Gunmen opened fire on a convoy of grain lorries near Example Town on Thursday morning and killed 12 drivers, the mayor said.

Traders closed the market at noon and asked the prefect for an escort, which had been promised in March, a union member said. DRAFT-WORD.
-- content/articles/2025-06-06-convoi.md --
---
title: Un convoi attaqué près d'Example Town
date: "2025-06-06"
lang: fr
translation_of: wire
---
Des hommes armés ont ouvert le feu jeudi matin sur un convoi de camions de céréales et tué 12 chauffeurs, selon le maire.
-- content/articles/2025-06-07-week.md --
---
title: The week in four items
date: "2025-06-07"
---
Beekeepers lost half of their hives to a fire that spread from a charcoal kiln near the old airstrip, said their chairwoman on Monday.

Convoy attacked near Example Town

Gunmen opened fire on a convoy of grain lorries near Example Town on Thursday morning and killed 19 drivers, the mayor said. Traders closed the market at noon and asked the prefect for an escort, which had been promised in March, a union member said.

Ferry runs again

The ferry was repaired with parts from a wrecked barge and crossed the river twice on its first day, to the cheers of pupils who had waited since dawn.

Nurses of the district hospital ended their strike when the arrears of the winter months had been paid, their delegate told reporters on Friday.

The football final was played without spectators because the stadium roof had been declared unsafe by two engineers from the capital.
-- content/articles/2025-06-08-rain.md --
---
title: Rain on the plateau
date: "2025-06-08"
---
The first rain of the season fell on the plateau, and herders moved their animals to the eastern wells.
"#;

/// Two data sets that agree, two records of nobody that look alike, a week that covers others, and two rows of one set.
const RECORDS: &str = r#"
-- content/incidents/more.yaml --
- id: "2025-06-04-first"
  recorded_by: one-set
  type: attack_on_forces
  title: Post at Boulikessi attacked with mortars at dawn
  summary: Fighters fired mortars at the post at dawn, burnt two trucks and withdrew to the south.
  date: "2025-06-04"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}, {ref: army, role: target}]
  claims: [{id: c1, about: killed, who: all, value: 14, by: reuters, via: [report], status: reported}]
  aliases: [old-first]
- id: "2025-06-04-second"
  recorded_by: other-set
  type: attack_on_forces
  title: Mortars fired at the Boulikessi post at dawn
  summary: The post was fired at with mortars at dawn; fighters burnt two trucks and withdrew.
  date: "2025-06-04"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}, {ref: army, role: target}]
  claims: [{id: c1, about: killed, who: all, value: 14, by: army, via: [report], status: claimed}]
- id: "2025-05-10-market"
  type: attack_on_civilians
  title: Riders shoot at the cattle market of Boulikessi
  summary: Riders on motorcycles shot at traders in the cattle market and took forty cows towards the border.
  date: "2025-05-10"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}]
  claims: [{id: c1, about: killed, who: all, value: 7, by: reuters, via: [report], status: reported}]
- id: "2025-05-10-cattle"
  type: attack_on_civilians
  title: Cattle market of Boulikessi shot at
  summary: Motorcycle riders shot at traders of the cattle market and took cows towards the border, forty of them.
  date: "2025-05-10"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}]
  claims: [{id: c1, about: killed, who: all, value: 7, by: army, via: [report], status: claimed}]
- id: "2025-06-02-week"
  recorded_by: third-set
  type: clash
  title: A week of attacks around Boulikessi
  summary: The army speaks of a week of attacks around the town.
  date: {start: "2025-06-02", end: "2025-06-08"}
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}, {ref: army, role: target}]
  claims: [{id: c1, about: killed, who: all, value: 20, by: army, via: [report], status: claimed}]
- id: "2025-04-01-bus"
  recorded_by: one-set
  type: explosive
  title: Bus strikes a mine
  summary: A bus struck a mine beside the weir at noon.
  date: "2025-04-01"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}]
  claims: [{id: c1, about: killed, who: all, value: 5, by: reuters, via: [report], status: reported}]
- id: "2025-04-01-bus-again"
  recorded_by: one-set
  type: explosive
  title: Second bus strikes a mine
  summary: A bus struck a mine beside the weir in the evening.
  date: "2025-04-01"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}]
  claims: [{id: c1, about: killed, who: all, value: 5, by: reuters, via: [report], status: reported}]
"#;

fn site() -> Site {
    let site = Site::base();
    site.lay(ARTICLES);
    site.lay(RECORDS);
    site
}

fn built() -> BTreeMap<String, String> {
    let site = site();
    site.run(&["build"]).exits(0);
    let text = |(path, bytes): (String, Vec<u8>)| Some((path, String::from_utf8(bytes).ok()?));
    files(&site.path("public")).into_iter().filter_map(text).collect()
}

fn explained(site: &Site, one: &str, other: &str) -> Value {
    let ran = site.run(&["dedupe", "--explain", one, other, "--format", "json"]).exits(0);
    serde_json::from_str(&ran.stdout).unwrap()
}

/// What a step of an explanation found, and what it speaks for.
fn step<'v>(found: &'v Value, name: &str) -> Option<(&'v str, &'v str)> {
    let step = found["steps"].as_array().unwrap().iter().find(|step| step["name"] == name)?;
    Some((step["found"].as_str().unwrap(), step["speaks"].as_str().unwrap()))
}

#[test]
fn any_two_articles_are_explained_with_their_numbers() {
    let site = site();
    let copy = explained(&site, "wire", "content/articles/2025-06-06-radio.md");
    assert_eq!((&copy["outcome"], &copy["level"]), (&"joined".into(), &"articles".into()));
    assert_eq!(step(&copy, "score").unwrap().1, "for");
    assert!(step(&copy, "veto: numbers").unwrap().0.starts_with("1 of "), "{copy:#}");
    assert!(copy["passage"][0]["text"].as_str().unwrap().len() > 40);
    let same = explained(&site, "radio", "wire");
    assert_eq!(same, copy, "the order of the two does not matter");

    let translated = explained(&site, "convoi", "wire");
    assert_eq!(translated["outcome"], "related");
    assert_eq!(step(&translated, "language").unwrap(), ("fr and en", "against"));

    let whole = explained(&site, "week", "radio");
    assert_eq!(whole["outcome"], "contained");
    assert_eq!(step(&whole, "veto: container").unwrap().1, "against");

    let apart = explained(&site, "rain", "wire");
    assert_eq!(apart["outcome"], "apart");
    assert!(apart["said"].as_str().unwrap().contains("too little in common"));
    assert_eq!(apart["turn"]["line"], "same_as: [wire]");

    let human = site.run(&["dedupe", "--explain", "wire", "radio"]).exits(0).stdout;
    for word in [
        "joined: `radio` and `wire` are one story",
        "+ score",
        "veto: date",
        "1 day apart",
        "to change this, add `not_same_as: [wire]`",
    ] {
        assert!(human.contains(word), "{word} in\n{human}");
    }
}

#[test]
fn any_two_records_are_explained_with_the_parts_of_their_score() {
    let site = site();
    let linked = explained(&site, "2025-06-04-second", "2025-06-04-first");
    assert_eq!((&linked["outcome"], &linked["level"]), (&"joined".into(), &"records".into()));
    for part in ["day", "distance", "place", "actors", "texts", "tolls"] {
        assert!(step(&linked, &format!("score: {part}")).is_some(), "{part} in {linked:#}");
    }
    let sum: f64 = linked["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["name"].as_str().unwrap().starts_with("score: "))
        .map(|step| step["value"].as_f64().unwrap())
        .sum();
    let total = linked["steps"].as_array().unwrap().iter().find(|step| step["name"] == "score").unwrap();
    assert!((sum - total["value"].as_f64().unwrap()).abs() < 1e-9, "the parts make the score");

    let rows = explained(&site, "2025-04-01-bus", "2025-04-01-bus-again");
    assert_eq!(rows["outcome"], "apart");
    assert_eq!(step(&rows, "recorders").unwrap(), ("one-set", "against"));

    let nobody = explained(&site, "2025-05-10-market", "2025-05-10-cattle");
    assert_eq!(nobody["outcome"], "proposed", "{nobody:#}");

    let covered = explained(&site, "2025-06-02-week", "2025-06-04-first");
    assert_eq!(covered["outcome"], "contained");

    let far = explained(&site, "2025-04-01-bus", "2025-06-04-first");
    assert!(far["said"].as_str().unwrap().ends_with("too far apart in time or place to be compared"), "{far:#}");
}

#[test]
fn what_cannot_be_explained_is_said_with_the_nearest_name() {
    let site = site();
    for (args, expected) in [
        (["wrie", "radio"], "there is no article or record `wrie`; did you mean `wire`?"),
        (
            ["2025-06-04-frist", "wire"],
            "there is no article or record `2025-06-04-frist`; did you mean `2025-06-04-first`?",
        ),
        (
            ["draft", "wire"],
            "there is no article or record `draft`; write a slug, a record's id or a path (drafts are not compared)",
        ),
        (["wire", "wire"], "`wire` and `wire` are the same item; name two"),
        (
            ["wire", "2025-06-04-first"],
            "`wire` and `2025-06-04-first` are an article and a record; name two articles or two records",
        ),
        (
            ["content/incidents/more.yaml", "2025-06-04-first"],
            "`content/incidents/more.yaml` holds several records; name one by its id",
        ),
    ] {
        let ran = site.run(&["dedupe", "--explain", args[0], args[1]]).exits(2);
        assert_eq!(ran.stderr, format!("error: {expected}\n"));
    }
}

#[test]
fn the_story_shows_its_versions_what_differs_and_the_roundup_both_ways() {
    let site = built();
    let story = &site["stories/radio/index.html"];
    for word in [
        "Example Radio</span>",
        "Also published by",
        "Example Wire",
        "https://wire.example.org/convoy",
        "12 there (5 June 2025) → 19 here (6 June 2025)",
        "Told also in the roundup",
        "The week in four items",
    ] {
        assert!(story.contains(word), "{word} in\n{story}");
    }
    let week = &site["stories/week/index.html"];
    assert!(week.contains(">Contains<") && week.contains("../../stories/radio/"), "{week}");
    assert!(!week.contains("Also published by"));
}

#[test]
fn the_incident_shows_its_records_the_score_and_what_covers_it() {
    let site = built();
    let incident = &site["incidents/2025-06-04-first/index.html"];
    for word in [
        "Records behind this page",
        "recorded by one-set",
        "recorded by other-set",
        "in the record other-set",
        "same day +1.2",
        "score",
        "Also within",
        "A week of attacks around Boulikessi",
    ] {
        assert!(incident.contains(word), "{word} in\n{incident}");
    }
    let week = &site["incidents/2025-06-02-week/index.html"];
    assert!(week.contains("Covers these incidents") && week.contains("incidents/2025-06-04-first/"), "{week}");
    for (here, there) in [("market", "cattle"), ("cattle", "market")] {
        let page = &site[&format!("incidents/2025-05-10-{here}/index.html")];
        assert!(
            page.contains("Probably the same incident") && page.contains(&format!("incidents/2025-05-10-{there}/")),
            "{page}"
        );
        assert!(!page.contains("Why these records are one incident"), "{page}");
    }
}

#[test]
fn no_old_address_is_lost_and_each_is_listed_once_in_order() {
    let site = built();
    let lines: Vec<&str> = site["_redirects"].lines().collect();
    assert_eq!(
        lines,
        [
            "/incidents/2025-06-04-second/ /incidents/2025-06-04-first/ 301",
            "/incidents/old-first/ /incidents/2025-06-04-first/ 301",
            "/news/%C3%A0%20la%20une/ /stories/radio/ 301",
            "/stories/convoy-first/ /stories/radio/ 301",
            "/stories/wire/ /stories/radio/ 301",
        ]
    );
    let refreshing = site.iter().filter(|(_, html)| html.contains("http-equiv=\"refresh\"")).count();
    assert_eq!(refreshing, lines.len());
    for line in lines {
        let to = line.split(' ').nth(1).unwrap();
        assert!(site.contains_key(&format!("{}index.html", &to[1..])), "{to}");
    }
}

#[test]
fn a_sites_own_list_of_redirects_takes_the_place_of_ours() {
    let site = site();
    site.write("static/_redirects", "/x /y 302\n");
    site.run(&["build"]).exits(0);
    assert_eq!(fs::read_to_string(site.path("public/_redirects")).unwrap(), "/x /y 302\n");
    assert!(site.path("public/stories/wire/index.html").exists());
}

#[test]
fn the_published_list_of_decisions_holds_only_what_the_pages_show() {
    let site = built();
    let text = &site["dedup.json"];
    let json: Value = serde_json::from_str(text).unwrap();
    let story = json["stories"].as_array().unwrap().iter().find(|story| story["slug"] == "radio").unwrap();
    assert_eq!((&story["slug"], &story["url"]), (&"radio".into(), &"stories/radio/".into()));
    assert_eq!(story["copies"][0]["changes"][0]["there"], "12");
    assert_eq!(json["incidents"].as_array().unwrap().len(), 4, "{text}");
    for hidden in ["content/", ".md", ".yaml", "DRAFT", "draft", "WITHDRAWN", "not_same_as", "column of four vehicles"]
    {
        assert!(!text.contains(hidden), "{hidden} in\n{text}");
    }
}

#[test]
fn a_withdrawn_copy_keeps_its_page_and_its_notice() {
    let site = built();
    assert!(site["stories/gone/index.html"].contains("It was a hoax."));
    for (path, text) in &site {
        assert!(!text.contains("WITHDRAWN-WORD") && !text.contains("DRAFT"), "{path}");
        assert!(path == "stories/gone/index.html" || !text.contains("WITHDRAWN-OUTLET"), "{path}");
    }
}

#[test]
fn totals_count_a_week_and_what_it_covers_once() {
    let site = built();
    // 30 or more at Boulikessi, 14 within a week of 20, twice 7 that nobody joined, twice 5: 30 + 20 + 14 + 10.
    // A chart is drawn with numbers that count nothing.
    let parts = site["figures/index.html"].split("<svg").enumerate();
    let told: String = parts
        .map(|(n, part)| if n == 0 { part } else { part.split_once("</svg>").map_or("", |(_, rest)| rest) })
        .collect();
    assert!(told.contains(">74<"), "{told}");
    assert!(!told.contains(">88<"), "{told}");
}

#[test]
fn the_report_lays_both_sides_under_their_story_or_incident() {
    let told = site().run(&["dedupe"]).exits(0).stdout;
    for word in [
        "story radio\n  Convoy attacked near Example Town\n",
        "    | radio, content/articles/2025-06-06-radio.md:",
        "    | wire, content/articles/2025-06-05-wire.md:",
        "    to undo   add `not_same_as: [radio]` in content/articles/2025-06-05-wire.md",
        "(neither says who recorded it)",
        "to join   add `same_as: [2025-05-10-cattle]`",
        "1 story and 2 incidents: 2 decisions carried out, 1 proposal for an editor to decide",
    ] {
        assert!(told.contains(word), "{word} in\n{told}");
    }
}
