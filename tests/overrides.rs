//! The editor's words on what stands twice: each does what it says wherever it stands, taking it away restores what was,
//! and one that does nothing or contradicts another is an error with its place.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use support::{Site, files};

/// Two outlets' versions of one story, a story that repeats itself, and one like no other.
const ARTICLES: &str = r#"
-- content/articles/2025-06-05-wire.md --
---
title: Convoy halted near Example Town
date: "2025-06-05"
outlet: Example Wire
{wire}---
The mayor of Example Town said on Thursday that two lorries of grain were burnt on the road to the river port.

Traders closed the market at noon and asked the prefect for an escort, which had been promised in March, a union member said.

Drivers waited at the northern gate until dusk. A column of four vehicles left for the port after the night prayer, he added.
-- content/articles/2025-06-05-radio.md --
---
title: Convoy halted near Example Town
date: "2025-06-05"
outlet: Example Radio
{radio}---
The mayor of Example Town said on Thursday that two lorries of grain were burnt on the road to the river port.

Traders closed the market at noon and asked the prefect for an escort, which had been promised in March, a union member said.

Drivers waited at the northern gate until dusk. A column of four vehicles left for the port after the night prayer, he added.

Our correspondent saw the burnt lorries from the bridge on Friday morning.
-- content/articles/2025-06-06-twice.md --
---
title: Rain on the plateau
date: "2025-06-06"
{twice}---
The first rain of the season fell on the plateau, and herders moved their animals to the wells in the east of the district.

Seed prices rose on the market of Example Village, said a trader who sells millet there every week.

The first rain of the season fell on the plateau, and herders moved their animals to the wells in the east of the district.
-- content/articles/2025-06-07-alone.md --
---
title: A school opens
date: "2025-06-07"
{alone}---
Sixty pupils began their lessons in a new building on the hill, after two years under a tent, the head teacher said.
"#;

/// One incident told by two data sets, and another told by one.
const RECORDS: &str = r#"
-- content/incidents/two.yaml --
- id: "2025-06-04-first"
  recorded_by: one-set
  type: attack_on_forces
  title: Post at Boulikessi attacked with mortars at dawn
  summary: Fighters fired mortars at the post at dawn, burnt two trucks and withdrew to the south.
  date: "2025-06-04"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}, {ref: army, role: target}]
  claims: [{id: c1, about: killed, who: soldiers, value: 14, by: reuters, via: [report], status: reported}]
{first}- id: "2025-06-04-second"
  recorded_by: other-set
  type: attack_on_forces
  title: Mortars fired at the Boulikessi post at dawn
  summary: The post was fired at with mortars at dawn; fighters burnt two trucks and withdrew.
  date: "2025-06-04"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}, {ref: army, role: target}]
  claims: [{id: c1, about: killed, who: soldiers, value: 14, by: army, via: [report], status: claimed}]
{second}- id: "2025-05-01-lone"
  recorded_by: one-set
  type: explosive
  title: Mine on the road
  summary: A mine went off under a cart.
  date: "2025-05-01"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}]
  sources: [report]
{lone}"#;

/// A site with words laid at their places: `wire`, `radio`, `twice`, `alone`, `first`, `second`, `lone`, `site`.
fn site(words: &[(&str, &str)]) -> Site {
    let site = Site::base();
    let said: BTreeMap<&str, &str> = words.iter().copied().collect();
    let mut text = format!("{ARTICLES}{RECORDS}");
    for place in ["wire", "radio", "twice", "alone"] {
        let line = said.get(place).map(|word| format!("{word}\n")).unwrap_or_default();
        text = text.replace(&format!("{{{place}}}"), &line);
    }
    for place in ["first", "second", "lone"] {
        let line = said.get(place).map(|word| format!("  {word}\n")).unwrap_or_default();
        text = text.replace(&format!("{{{place}}}"), &line);
    }
    site.lay(&text);
    if let Some(words) = said.get("site") {
        let settings = fs::read_to_string(site.path("site.yaml")).unwrap();
        site.write("site.yaml", format!("{settings}{words}"));
    }
    site
}

/// What was decided: receipts as (rule, subject, standing).
fn decided(site: &Site) -> Vec<(String, String, String)> {
    let ran = site.run(&["dedupe", "--format", "json"]).exits(0);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let receipts = json["receipts"].as_array().unwrap().iter();
    let mut all: Vec<_> =
        receipts.map(|one| (text(&one["rule"]), text(&one["subject"]["id"]), text(&one["standing"]))).collect();
    all.sort();
    all
}

fn built(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.run(&["build"]).exits(0);
    files(&site.path("public"))
}

const COPY: &str = "copy of a story";
const SAME: &str = "same incident";
const REPEAT: &str = "text repeated";

fn rules(site: &Site) -> Vec<String> {
    decided(site).into_iter().map(|(rule, ..)| rule).collect()
}

#[test]
fn without_a_word_the_rules_fold_all_three_levels() {
    let all = decided(&site(&[]));
    let is = |rule: &str, subject: &str| (rule.to_owned(), subject.to_owned(), "done".to_owned());
    assert_eq!(all, [is(COPY, "radio"), is(SAME, "2025-06-04-first"), is(REPEAT, "twice")]);
}

/// Words at their places, the same in `site.yaml`, and the rules that are left.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static [&'static str]);

#[test]
fn each_word_does_what_it_says_in_its_file_and_in_site_yaml() {
    let cases: [Case; 6] = [
        (&[("twice", "keep_repeats: true")], "articles: {twice: {keep_repeats: true}}", &[COPY, SAME]),
        (&[("wire", "not_same_as: [radio]")], "articles: {wire: {not_same_as: [radio]}}", &[SAME, REPEAT]),
        (&[("radio", "split: true")], "articles: {radio: {split: true}}", &[SAME, REPEAT]),
        (&[("alone", "same_as: [twice]")], "articles: {alone: {same_as: [twice]}}", &[COPY, COPY, SAME, REPEAT]),
        (
            &[("second", "not_same_as: [2025-06-04-first]")],
            "records: {2025-06-04-second: {not_same_as: [2025-06-04-first]}}",
            &[COPY, REPEAT],
        ),
        (&[("first", "split: true")], "records: {2025-06-04-first: {split: true}}", &[COPY, REPEAT]),
    ];
    for (words, in_site, left) in cases {
        let here = site(words);
        assert_eq!(rules(&here), left, "{words:?}");
        let there = site(&[("site", &format!("dedupe:\n  overrides:\n    {in_site}\n"))]);
        assert_eq!(decided(&there), decided(&here), "{in_site}");
    }
}

#[test]
fn canonical_chooses_what_is_shown_and_which_record_leads() {
    let subjects = |words: &[(&str, &str)]| -> Vec<String> {
        decided(&site(words)).into_iter().map(|(_, subject, _)| subject).collect()
    };
    assert_eq!(subjects(&[("wire", "canonical: true")])[0], "wire");
    assert_eq!(subjects(&[("second", "canonical: true")])[1], "2025-06-04-second");
    let in_site =
        "dedupe: {overrides: {articles: {wire: {canonical: true}}, records: {2025-06-04-second: {canonical: true}}}}\n";
    assert_eq!(subjects(&[("site", in_site)]), ["wire", "2025-06-04-second", "twice"]);
}

#[test]
fn taking_a_word_away_restores_the_earlier_site_byte_for_byte() {
    let plain = built(&site(&[]));
    for (place, word) in [
        ("twice", "keep_repeats: true"),
        ("wire", "not_same_as: [radio]"),
        ("radio", "split: true"),
        ("wire", "canonical: true"),
        ("alone", "same_as: [twice]"),
        ("second", "not_same_as: [2025-06-04-first]"),
        ("second", "canonical: true"),
        ("lone", "same_as: [2025-06-04-first]"),
    ] {
        let site = site(&[(place, word)]);
        assert_ne!(built(&site), plain, "{word} changes nothing");
        for (path, _) in files(&site.path("content")) {
            let path = format!("content/{path}");
            let text = fs::read_to_string(site.path(&path)).unwrap();
            let without: String = text.split_inclusive('\n').filter(|line| line.trim() != word).collect();
            site.write(&path, without);
        }
        let restored = built(&site);
        let differ: Vec<&String> = plain.keys().filter(|path| plain.get(*path) != restored.get(*path)).collect();
        assert!(differ.is_empty() && restored.len() == plain.len(), "after {word}: {differ:?}");
    }
}

/// What `check` says, one fault a line, without the place of the second label.
fn said(words: &[(&str, &str)]) -> Vec<String> {
    let ran = site(words).run(&["check", "--format", "short"]).exits(1);
    ran.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn a_word_that_holds_off_nothing_is_an_error_at_its_place() {
    let path = "content/articles/";
    let records = "content/incidents/two.yaml";
    for (place, word, expected) in [
        ("alone", "keep_repeats: true", format!("{path}2025-06-07-alone.md:4:15: error[E206]: `keep_repeats` leaves repeats alone, but there are none; remove it")),
        ("alone", "not_same_as: [wire]", format!("{path}2025-06-07-alone.md:4:15: error[E206]: `not_same_as` parts `wire` from `alone`, but nothing would join them; remove it; `dateline dedupe --explain alone wire` says why they stay apart")),
        ("alone", "split: true", format!("{path}2025-06-07-alone.md:4:8: error[E206]: `split` lets `alone` stand alone, but nothing would be joined to it; remove it")),
        ("alone", "canonical: true", format!("{path}2025-06-07-alone.md:4:12: error[E206]: `canonical` chooses `alone` among its copies, but it has none; remove it, or join the copies with `same_as`")),
        ("lone", "not_same_as: [2025-06-04-first]", format!("{records}:28:17: error[E206]: `not_same_as` parts `2025-06-04-first` from `2025-05-01-lone`, but nothing would join them; remove it; `dateline dedupe --explain 2025-05-01-lone 2025-06-04-first` says why they stay apart")),
        ("lone", "split: true", format!("{records}:28:10: error[E206]: `split` lets `2025-05-01-lone` stand alone, but nothing would be joined to it; remove it")),
        ("site", "dedupe: {overrides: {articles: {alone: {split: true}}}}\n", "site.yaml:4:48: error[E206]: `split` lets `alone` stand alone, but nothing would be joined to it; remove it".to_owned()),
        ("site", "dedupe: {overrides: {articles: {alnoe: {split: true}}}}\n", "site.yaml:4:33: error[E206]: there is no article `alnoe` to rule on; did you mean `alone`? otherwise remove it".to_owned()),
    ] {
        assert_eq!(said(&[(place, word)]), [expected]);
    }
}

#[test]
fn words_that_contradict_one_another_are_an_error_also_through_a_third() {
    let both = said(&[("wire", "not_same_as: [radio]"), ("radio", "same_as: [wire]")]);
    assert!(
        both[0].contains(
            "2025-06-05-wire.md:5:15: error[E206]: `not_same_as` parts `radio` from `wire`, but `same_as` joins them"
        ),
        "{both:?}"
    );
    let chain = said(&[("wire", "same_as: [alone]"), ("alone", "same_as: [twice]"), ("twice", "not_same_as: [wire]")]);
    assert!(chain[0].contains("`not_same_as` parts `wire` from `twice`, but `same_as` joins them"), "{chain:?}");
    let split = said(&[("wire", "split: true"), ("alone", "same_as: [wire]")]);
    assert!(split[0].contains("`split` lets `wire` stand alone, but `same_as` joins it to another"), "{split:?}");
    let two = said(&[("wire", "canonical: true"), ("radio", "canonical: true")]);
    assert!(two[0].contains("are joined, and both are `canonical`"), "{two:?}");
    let records = said(&[("first", "same_as: [2025-05-01-lone]"), ("lone", "not_same_as: [2025-06-04-first]")]);
    assert!(records[0].contains("two.yaml:29:17: error[E206]: `not_same_as` parts `2025-06-04-first`"), "{records:?}");
}

#[test]
fn a_word_that_agrees_with_the_rules_stays_in_force() {
    let site =
        site(&[("wire", "same_as: [radio]"), ("radio", "canonical: true"), ("second", "same_as: [2025-06-04-first]")]);
    assert_eq!(site.run(&["check", "--format", "short"]).exits(0).stdout, "");
}

#[test]
fn a_level_that_is_switched_off_judges_no_word() {
    let site = site(&[
        ("site", "dedupe: {inside: off, stories: off, records: off}\ncheck: {W7: off}\n"),
        ("alone", "keep_repeats: true"),
        ("wire", "not_same_as: [radio]"),
        ("lone", "split: true"),
    ]);
    assert_eq!(site.run(&["check", "--format", "short"]).exits(0).stdout, "");
}
