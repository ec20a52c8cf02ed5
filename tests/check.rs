//! How much a rule weighs, how what it says is written (by file, as annotations), and what the registers answer.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use dateline::{pages, pipeline};
use support::{Site, repository};

/// The site of a rule's fixture, with more lines of `site.yaml`.
fn site(code: &str, settings: &str) -> Site {
    let site = Site::base();
    site.lay(&fs::read_to_string(repository().join(format!("tests/diagnostics/{code}.txt"))).unwrap());
    let own = fs::read_to_string(site.path("site.yaml")).unwrap();
    site.write("site.yaml", own + settings);
    site
}

/// The weights with which a code is told.
fn weights(site: &Site, args: &[&str], code: &str) -> (Vec<String>, i32) {
    let mut all = vec!["check", "--format", "short"];
    all.extend(args);
    let ran = site.run(&all);
    let told = ran.stdout.lines().filter_map(|line| {
        let (before, _) = line.split_once(&format!("[{code}]: "))?;
        Some(before.rsplit(' ').next()?.to_owned())
    });
    let mut told: Vec<String> = told.collect();
    told.dedup();
    (told, ran.code)
}

#[test]
fn a_rule_weighs_what_the_site_says() {
    for (setting, told, code) in [
        ("", "warning", 0),
        ("check: {W711: off}\n", "", 0),
        ("check: {W711: advice}\n", "advice", 0),
        ("check: {W7: off, W711: error}\n", "error", 1),
        ("check: {w711: error}\n", "error", 1),
    ] {
        let (found, exit) = weights(&site("W711", setting), &[], "W711");
        assert_eq!((found.join(" ").as_str(), exit), (told, code), "{setting}");
    }
}

#[test]
fn a_weight_that_cannot_be_is_a_fault_of_the_settings() {
    for (setting, said) in [
        ("check: {W999: off}\n", "there is no code `W999`"),
        ("check: {E203: off}\n", "`E203` is an error, which cannot be weighed"),
        ("check: {W711: loud}\n", "`W711` takes off, advice, warning or error"),
    ] {
        let ran = site("W711", setting).run(&["check", "--format", "short"]).exits(2);
        assert!(ran.stdout.contains(said), "{}", ran.stdout);
    }
}

#[test]
fn strict_raises_warnings_and_deny_raises_what_it_names() {
    let warned = site("W711", "");
    assert_eq!(weights(&warned, &["--strict"], "W711"), (vec!["error".to_owned()], 1));
    assert_eq!(weights(&warned, &["--deny", "W711"], "W711"), (vec!["error".to_owned()], 1));
    assert_eq!(weights(&warned, &["--deny", "W708", "--deny", "w801"], "W711"), (vec!["warning".to_owned()], 0));
    assert_eq!(weights(&warned, &["--deny", "W7"], "W711"), (vec!["error".to_owned()], 1));
    let advised = site("W705", "");
    assert_eq!(weights(&advised, &["--strict"], "W705"), (vec!["advice".to_owned()], 0));
    assert_eq!(weights(&advised, &["--deny", "W705"], "W705"), (vec!["error".to_owned()], 1));
    assert!(warned.run(&["check", "--deny", "X1"]).exits(2).stderr.contains("no such code"));
}

#[test]
fn advice_is_told_by_check_and_keeps_no_site_from_being_built() {
    let advised = site("W705", "");
    let built = advised.run(&["build", "--strict", "-o", "public"]).exits(0);
    assert!(!built.stderr.contains("W705"), "{}", built.stderr);
    advised.run(&["build", "--deny", "W705", "-o", "public"]).exits(0);
    advised.write("content/pages/about.md", "---\ntitle: About\n---\n");
    advised.run(&["build", "--deny", "W705", "-o", "other"]).exits(1);
}

#[test]
fn what_is_said_stands_by_file_with_the_counts_at_the_end() {
    let ran = site("W714", "").run(&["check"]).exits(0);
    assert!(ran.stdout.contains("advice[W714]: the text names Example Province"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "0 errors, 0 warnings, 3 pieces of advice\n");
    let several = site("W715", "").run(&["check"]).exits(0).stdout;
    let articles = several.find("content/articles/2025-06-30-dates.md (3)\n").unwrap();
    let records = several.find("content/incidents/dates.yaml (2)\n").unwrap();
    assert!(articles < records, "{several}");
}

#[test]
fn annotations_escape_what_github_reads_as_its_own() {
    let site = site("W711", "");
    site.write("content/articles/2025-06-22-a,b%3A.md", "---\ntitle: A\ndate: \"2025-06-22\"\nstatus: 100%\n---\n");
    let ran = site.run(&["check", "--format", "github"]).exits(1);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(lines.iter().all(|line| line.starts_with("::error ") || line.starts_with("::warning ")), "{}", ran.stdout);
    let line = lines.iter().find(|line| line.contains("E104")).unwrap();
    assert!(
        line.starts_with("::error file=content/articles/2025-06-22-a%2Cb%253A.md,line=4,endLine=4,col=9,"),
        "{line}"
    );
    assert!(line.contains("title=E104%3A value not in the list::`100%25` is not a value of `status`%0A"), "{line}");
    let beside = support::dateline(&site.path("../."), &["check", "-C", "site", "--format", "github"]).stdout;
    assert!(beside.contains("file=site/content/articles/"), "{beside}");
}

#[test]
fn a_changed_figure_is_told_until_its_correction_is_there() {
    let site = Site::base();
    site.run(&["build", "-o", "public"]).exits(0);
    let path = "content/incidents/base.yaml";
    let text = fs::read_to_string(site.path(path)).unwrap();
    site.write(path, text.replace("low: 30", "low: 40"));
    let told = |site: &Site| site.run(&["check", "--format", "short"]).stdout;
    let said = told(&site);
    assert!(
        said.contains("W717") && said.contains("“more than 30 soldiers killed”") && said.contains("“more than 40"),
        "{said}"
    );
    site.run(&["build", "-o", "public"]).exits(0);
    assert!(told(&site).contains("W717"), "a build made it forget");
    site.run(&["build", "--strict", "-o", "public"]).exits(1);
    let correction = "  corrections:\n    - {at: \"2025-06-20\", field: claims.c1, was: \"more than 30 soldiers killed\", now: \"more than 40 soldiers killed\", reason: A slip.}\n";
    site.write(path, text.replace("low: 30", "low: 40") + correction);
    assert_eq!(told(&site), "");
    site.run(&["build", "-o", "public"]).exits(0);
    assert!(fs::read_to_string(site.path("public/.dateline-manifest.json")).unwrap().contains("more than 40"));
}

/// What a verb answers as JSON.
fn json(ran: &support::Ran) -> serde_json::Value {
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn a_name_of_a_place_is_led_to_its_entry_and_one_that_leads_nowhere_is_told_with_the_way_out() {
    let site = Site::base();
    let known = site.run(&["places", "resolve", "boulkessy", "--at", "14.9,-1.2"]).exits(0);
    assert_eq!(
        known.stdout,
        "  boulikessi  by its alias Boulkessy\n    Boulikessi, Mali\n    14.79, -1.21 (exact); 12.3 km from the point\n    \
         also Boulkessy\nthe point lies in Mali\n"
    );
    let like = site.run(&["places", "resolve", "Boulikessy"]).exits(1);
    assert!(like.stdout.contains("Boulikessi sounds like it"), "{}", like.stdout);
    assert!(like.stdout.contains("add `Boulikessy` to the aliases of `boulikessi`"), "{}", like.stdout);
    let town = site.run(&["places", "resolve", "Gao"]).exits(1);
    assert!(town.stdout.contains("{name: Gao, country: MLI, lat: 16"), "{}", town.stdout);
    let far = site.run(&["places", "resolve", "Boulikessi", "--at", "-14.9,1.2"]).exits(0);
    assert!(far.stdout.contains("km from the point: another place of that name, or a slip"), "{}", far.stdout);
    let other = site.run(&["places", "resolve", "Boulikessi", "--country", "Niger", "--format", "json"]).exits(1);
    assert_eq!((&json(&other)["outcome"], &json(&other)["places"]), (&"unknown".into(), &serde_json::json!([])));
    assert!(site.run(&["places", "resolve", "x", "--at", "95,1"]).exits(2).stderr.contains("decimal degrees"));
}

#[test]
fn a_name_written_for_an_id_is_told_with_the_id_it_leads_to() {
    let site = Site::base();
    site.write(
        "content/incidents/names.yaml",
        "- id: \"2025-06-03-names\"\n  type: clash\n  title: T\n  summary: S\n  date: \"2025-06-03\"\n  place: \
         Boulkessy\n  actors: [{ref: FAMa, role: party}]\n  sources: [report]\n",
    );
    let said = site.run(&["check", "--format", "short"]).exits(1).stdout;
    assert!(said.contains("no place `Boulkessy`; that is a name of `boulikessi`; write the id"), "{said}");
    assert!(said.contains("no actor `FAMa`; that is a name of `army`; write the id"), "{said}");
}

#[test]
fn each_source_is_listed_with_its_uses_drafts_too_and_what_it_lacks() {
    let site = Site::base();
    let own = fs::read_to_string(site.path("content/registers/sources.yaml")).unwrap();
    site.write(
        "content/registers/sources.yaml",
        own + "bare: {name: A bare one, type: social}\nidle: {name: I, type: ngo}\n",
    );
    let record = |id: &str, status: &str| {
        format!(
            "- id: \"{id}\"\n  type: clash\n  title: T\n  summary: S\n  status: {status}\n  date: \"2025-06-03\"\n  place: \
             boulikessi\n  actors: [{{ref: army, role: party}}]\n  sources: [report]\n  updates: [{{at: \"2025-06-04\", text: \
             Gone}}]\n  claims: [{{id: c1, about: killed, value: 3, by: bare, via: [bare], status: reported}}]\n"
        )
    };
    site.write("content/incidents/a.yaml", record("2025-06-03-a", "draft") + &record("2025-06-03-b", "withdrawn"));
    let list = site.run(&["sources"]).exits(0).stdout;
    assert!(list.contains("bare\n  A bare one (social)\n  missing: archive, accessed, published\n"), "{list}");
    assert!(
        list.contains("  incident 2025-06-03-a (claim c1, speaker of c1, draft) content/incidents/a.yaml\n"),
        "{list}"
    );
    assert!(!list.contains("2025-06-03-b"), "what is withdrawn rests on nothing: {list}");
    assert!(list.contains("  article base (sources) content/articles/2025-06-02-base.md\n"), "{list}");
    assert!(list.contains("idle\n  I (ngo)\n  missing: archive, accessed, published\n  used nowhere\n"), "{list}");
    assert!(list.ends_with(
        "3 sources: 2 without an archived copy, 2 without the day they were read, 3 without the day they were published, 1 \
         used nowhere\n"
    ), "{list}");
    let one = json(&site.run(&["sources", "report", "--format", "json"]).exits(0));
    assert_eq!(one["sources"][0]["uses"].as_array().unwrap().len(), 3);
    assert_eq!(one["sources"][0]["lacks"], serde_json::json!(["published"]));
    assert!(site.run(&["sources", "reprot"]).exits(2).stderr.contains("did you mean `report`?"));
}

#[test]
fn a_check_tells_of_links_and_addresses_what_a_build_tells() {
    let site = Site::base();
    site.write(
        "content/articles/2025-06-05-links.md",
        "---\ntitle: Links\ndate: \"2025-06-05\"\naliases: [incidents/2025-06-01-boulikessi]\n---\n[data](/data/incidents.csv), \
         [map](/data/incidents.kml), [place](place:boulikessi), [nobody](actor:nobody), [month](/timeline/2025/06/).\n",
    );
    site.write("static/data/claims.csv", "a\n");
    let told = |ran: &str| -> Vec<String> {
        let mut told: Vec<String> =
            ran.lines().filter(|line| line.contains("]: ") && !line.contains("advice[")).map(str::to_owned).collect();
        told.sort();
        told
    };
    let checked = told(&site.run(&["check", "--format", "short"]).exits(1).stdout);
    let built = told(&site.run(&["build", "-o", "public", "--format", "short"]).exits(1).stderr);
    assert_eq!(checked, built);
    assert!(checked.iter().any(|line| line.contains("want the address")), "{checked:?}");
    fs::remove_file(site.path("static/data/claims.csv")).unwrap();
    let article = fs::read_to_string(site.path("content/articles/2025-06-05-links.md")).unwrap();
    site.write(
        "content/articles/2025-06-05-links.md",
        article.replace("aliases: [incidents/2025-06-01-boulikessi]\n", ""),
    );
    let checked = told(&site.run(&["check", "--format", "short"]).exits(0).stdout);
    let broken: Vec<&String> = checked.iter().filter(|line| line.contains("[W801]")).collect();
    assert!(
        broken.len() == 2 && broken[0].contains("incidents.kml") && broken[1].contains("actor:nobody"),
        "{checked:?}"
    );
}

/// A check leaves out what pages of records show, and must know every address all the same: links lead there.
#[test]
fn a_check_knows_every_address_that_a_build_makes() {
    let request = pipeline::Request {
        root: repository(),
        now: jiff::Timestamp::from_second(support::EXAMPLE_NOW.parse().unwrap()).unwrap(),
        program: String::new(),
        life: pipeline::Life::ManyBuilds,
        served: pipeline::Served::AtTheRoot,
        published: std::collections::BTreeMap::new(),
    };
    let sources = pipeline::read(&request, &|_| {}).unwrap().value;
    let (config, briefing) = pipeline::briefing(&request, &sources, &|_| {}).value;
    let nowhere = pages::Options { served: pipeline::Served::Nowhere, ..config.pages.clone() };
    let (looked_over, planned) =
        (pages::outline(&briefing, &nowhere).value, pages::plan(&briefing, &config.pages).value);
    let addresses = |plan: &pages::SitePlan<'_>| plan.pages.keys().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(addresses(&looked_over), addresses(&planned));
    assert!(planned.pages.len() > 1000, "{}", planned.pages.len());
}
