//! `retract` as an editor meets it: what it shows, what it changes in a file, and what it refuses.

use crate::host::{Desk, Directory, Host};

const RECORDS: &str = "content/incidents/own.yaml";

fn record(id: &str) -> String {
    format!(
        "# note on {id}\n- id: \"{id}\"\n  type: attack_on_forces  # as reported\n  title: An attack\n  summary: It is said to have happened.\n  \
         date: \"2025-06-01\"\n  place: boulikessi\n  actors: [{{ref: jnim, role: perpetrator}}]\n  sources: [report]\n"
    )
}

#[test]
fn a_retraction_is_shown_and_changes_two_keys_of_one_item() {
    let host = Directory::start().unwrap();
    let desk = Desk::new(&host);
    let before = format!("{}\n{}", record("2025-06-01-one"), record("2025-06-01-two"));
    desk.site.write(RECORDS, &before);
    let args = ["retract", "2025-06-01-two", "--reason", "It was “another” place: no attack."];
    let dry = desk.run(&[args.as_slice(), &["--dry-run"]].concat()).exits(0);
    let text = || std::fs::read_to_string(desk.site.path(RECORDS)).unwrap();
    assert_eq!(text(), before);
    let done = desk.run(&args).exits(0);
    assert_eq!(dry.stdout, done.stdout, "the dry run says what then happens");
    let expected = "content/incidents/own.yaml\n    13 +   status: withdrawn\n    20 +   updates:\n    20 +     - at: \"2025-07-01T00:00:00Z\"\n    20 +       text: \"It was “another” place: no attack.\"\n";
    assert_eq!(done.stdout, expected);
    for said in ["run `dateline deploy` for every target", "keeps its address, title, day and place", "version control"]
    {
        assert!(done.stderr.contains(said), "{said}: {}", done.stderr);
    }
    let after = text();
    let lines: Vec<&str> = after.lines().filter(|line| !before.lines().any(|old| old == *line)).collect();
    assert_eq!(lines.len(), 4, "{after}");
    assert!(after.starts_with(&record("2025-06-01-one")), "{after}");
    let again = desk.run(&args).exits(0);
    assert!(again.stderr.contains("is withdrawn already"), "{}", again.stderr);
    assert_eq!(text(), after);
    desk.run(&["check"]).exits(0);
}

#[test]
fn what_is_ambiguous_unknown_or_without_a_reason_is_refused_and_nothing_is_touched() {
    let host = Directory::start().unwrap();
    let desk = Desk::new(&host);
    desk.site.write(RECORDS, record("2025-06-01-twice"));
    let story = "---\ntitle: Twice\nslug: 2025-06-01-twice\ndate: \"2025-06-03\"\nsources: [report]\nincidents: [2025-06-01-twice]\n---\nWords.\n";
    desk.site.write("content/articles/2025-06-03-twice.md", story);
    desk.site.write(
        "content/articles/2025-06-04-draft.md",
        "---\ntitle: Draft\ndate: \"2025-06-04\"\nstatus: draft\n---\nWords.\n",
    );
    let told = |item: &str, reason: &str| desk.run(&["retract", item, "--reason", reason]).exits(2).stderr;
    assert!(told("2025-06-01-twice", "Why.").contains("write `incident:2025-06-01-twice` or `story:2025-06-01-twice`"));
    assert!(told("2025-06-01-twise", "Why.").contains("did you mean `2025-06-01-twice`?"));
    assert!(told("draft", "Why.").contains("a draft needs no retraction"));
    assert!(told("story:2025-06-01-twice", " ").contains("says why"));
    assert!(told("story:2025-06-01-twice", "one\ntwo").contains("one line"));
    let read = |path: &str| std::fs::read_to_string(desk.site.path(path)).unwrap();
    assert_eq!(
        (read(RECORDS), read("content/articles/2025-06-03-twice.md")),
        (record("2025-06-01-twice"), story.to_owned())
    );
    let done = desk.run(&["retract", "incident:2025-06-01-twice", "--reason", "Why."]).exits(0);
    assert!(done.stderr.contains("still published: `story:2025-06-01-twice`, which is about it"), "{}", done.stderr);
}

#[test]
fn a_release_left_over_by_a_deploy_that_was_cut_off_goes_with_the_next() {
    let host = Directory::start().unwrap();
    let mut desk = Desk::new(&host);
    desk.deploy();
    desk.later(1);
    desk.run(&["retract", "base", "--reason", "It was a mistake."]).exits(0);
    desk.deploy();
    // As it stands between the change-over and the removal of the old release.
    let releases = host.path().join("releases");
    let shown = std::fs::read_dir(&releases).unwrap().next().unwrap().unwrap().path();
    let copied =
        std::process::Command::new("cp").arg("-a").arg(&shown).arg(releases.join("20250630T000000Z-0a1b2c3d")).status();
    assert!(copied.unwrap().success());
    desk.later(1);
    desk.deploy();
    assert_eq!(std::fs::read_dir(&releases).unwrap().count(), 1, "nothing of an earlier release is left");
}

#[test]
fn a_site_of_which_everything_was_taken_back_has_no_broken_link() {
    let host = Directory::start().unwrap();
    let desk = Desk::new(&host);
    let alone = record("2025-06-01-alone")
        .replace("place: boulikessi", "place: {name: Well, lat: 17.0, lon: 8.0, country: NER}");
    desk.site.write(RECORDS, alone);
    for item in ["base", "2025-06-01-alone"] {
        desk.run(&["retract", item, "--reason", "It was a mistake."]).exits(0);
    }
    desk.deploy();
    desk.run(&["retract", "2025-06-01-boulikessi", "--reason", "It was a mistake."]).exits(0);
    desk.run(&["deploy", "--max-delete", "99"]).exits(0);
}
