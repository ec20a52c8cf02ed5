//! What holds for every host.

use dateline::deploy;

use crate::host::{Desk, Host, ODD};
use crate::support::files;

const ARTICLE: &str = "content/articles/2025-06-02-base.md";
const STORY: &str = "stories/base/index.html";

fn contains(all: &[Vec<u8>], word: &str) -> bool {
    all.iter().any(|bytes| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
}

pub(crate) fn a_first_deploy_brings_every_file_under_its_own_name<H: Host>(host: &H) {
    let desk = Desk::new(host);
    desk.edit("site.yaml", "cards: none", "cards: recent");
    let dry = desk.run(&["deploy", "--dry-run"]).exits(0);
    assert!(host.live().is_empty(), "a dry run sends nothing");
    let done = desk.deploy();
    assert_eq!(dry.stdout, done.stdout, "the dry run says what then happens");
    desk.site.run(&["build"]).exits(0);
    let mut built = files(&desk.site.path("public"));
    built.remove(".dateline-manifest.json");
    let live = host.live();
    assert_eq!(live.keys().collect::<Vec<_>>(), built.keys().collect::<Vec<_>>());
    assert_eq!(live[ODD], b"odd");
    assert!(live.keys().any(|path| path.ends_with(".png")), "the pictures for link previews");
    for (path, bytes) in built.iter().filter(|(path, _)| !path.ends_with(".html")) {
        assert!(live[path] == *bytes, "{path}");
    }
    let verified = desk.run(&["deploy", "--verify"]).exits(0);
    assert!(verified.stderr.contains("are as they were sent"), "{}", verified.stderr);
    desk.only_a_note_stays();
}

pub(crate) fn a_deploy_of_the_same_site_does_nothing<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    desk.deploy();
    let before = host.everything();
    desk.later(48);
    let again = desk.deploy();
    assert!(again.stderr.contains("are up to date"), "{}", again.stderr);
    assert!(again.stdout.starts_with("0 to send"), "{}", again.stdout);
    assert!(host.everything() == before);
}

pub(crate) fn a_changed_page_is_all_that_is_sent_and_the_dry_run_said_so<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    desk.deploy();
    let before = host.live();
    desk.later(1);
    desk.edit(ARTICLE, "was overrun on", "was taken on");
    let dry = desk.steps(&["deploy", "--dry-run", "--format", "json"]);
    assert!(host.live() == before);
    let done = desk.steps(&["deploy", "--format", "json"]);
    assert_eq!(dry, done);
    assert!(
        done.iter().any(|(turn, path, why)| (turn.as_str(), path.as_str(), why.as_str()) == ("page", STORY, "changed"))
    );
    let live = host.live();
    let changed: Vec<&String> =
        live.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    let mut said: Vec<&String> = done.iter().map(|(_, path, _)| path).collect();
    said.sort();
    assert_eq!(changed, said);
    assert!(String::from_utf8_lossy(&live[STORY]).contains("was taken on"));
    desk.run(&["deploy", "--verify"]).exits(0);
}

pub(crate) fn a_page_that_is_gone_goes_and_a_fingerprinted_file_stays_for_its_time<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    desk.site.write("content/pages/extra.md", "---\ntitle: Extra\n---\nExtra words.\n");
    desk.deploy();
    let sheet =
        |prefix: &str| -> Vec<String> { host.live().into_keys().filter(|path| path.starts_with(prefix)).collect() };
    let old = sheet("css/own.");
    assert_eq!(old.len(), 1, "{old:?}");
    desk.later(1);
    std::fs::remove_file(desk.site.path("content/pages/extra.md")).unwrap();
    desk.site.write("static/css/own.css", "p{margin:1px}");
    desk.deploy();
    let live = host.live();
    assert!(!live.contains_key("extra/index.html"));
    assert!(live.contains_key(STORY));
    assert_eq!(live.contains_key(&old[0]), H::KEEPS, "an open page may still ask for its style sheet");
    assert_eq!(sheet("css/own.").len(), if H::KEEPS { 2 } else { 1 });
    desk.run(&["deploy", "--verify"]).exits(0);
    desk.later(6 * 24);
    desk.deploy();
    assert_eq!(host.live().contains_key(&old[0]), H::KEEPS);
    desk.later(2 * 24);
    desk.deploy();
    assert!(!host.live().contains_key(&old[0]), "its time is over");
    assert_eq!(sheet("css/own.").len(), 1);
    desk.run(&["deploy", "--verify"]).exits(0);
}

pub(crate) fn many_deletions_are_refused_until_they_are_allowed<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    for at in 0..20 {
        desk.site.write(&format!("static/many/{at}.txt"), format!("file {at}"));
    }
    desk.deploy();
    let before = host.live();
    desk.later(1);
    std::fs::remove_dir_all(desk.site.path("static/many")).unwrap();
    let refused = desk.run(&["deploy"]).exits(2);
    assert!(refused.stderr.contains("this would delete 20 files of the site"), "{}", refused.stderr);
    assert!(refused.stderr.contains("--max-delete 20"), "{}", refused.stderr);
    desk.run(&["deploy", "--max-delete", "19"]).exits(2);
    assert!(host.live() == before);
    desk.run(&["deploy", "--max-delete", "20"]).exits(0);
    assert_eq!(host.live().len(), before.len() - 20);
}

pub(crate) fn other_headers_are_a_change_where_a_host_takes_them<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    desk.deploy();
    let before = host.live();
    desk.later(1);
    desk.set("cache: max-age=60");
    let steps = desk.steps(&["deploy", "--format", "json"]);
    assert_eq!(!steps.is_empty(), H::HEADERS);
    assert!(steps.iter().all(|(_, _, why)| why == "headers"), "{steps:?}");
    assert!(
        steps.iter().all(|(_, path, _)| !path.starts_with("css/")),
        "a fingerprinted file keeps its year: {steps:?}"
    );
    assert!(host.live() == before, "the bytes are the same");
}

pub(crate) fn two_deploys_at_once_do_not_mix<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    desk.deploy();
    desk.later(1);
    desk.edit(ARTICLE, "was overrun on", "was taken on");
    // Both look, then one works and then the other: through the library, so that the order is certain.
    let environment = |name: &str| {
        let all = host.environment();
        all.into_iter().find(|(key, _)| *key == name).map(|(_, value)| deploy::Secret::new(value))
    };
    let request = dateline::pipeline::Request {
        root: desk.site.root(),
        now: jiff::Timestamp::from_second(desk.now).unwrap(),
        program: String::new(),
        life: dateline::pipeline::Life::ManyBuilds,
        served: dateline::pipeline::Served::AtItsAddress,
        published: dateline::check::Figures::default(),
    };
    let sources = dateline::pipeline::read(&request, &|_| {}).unwrap();
    let site = dateline::pipeline::site(&request, sources, &|_| {}).value.unwrap();
    let settings = site.config.deploy.target(None).unwrap();
    let open = || deploy::open(&deploy::Opening { settings, root: &request.root, environment: &environment }).unwrap();
    let first = open();
    let other_settings = deploy::Settings { name: "other".to_owned(), ..settings.clone() };
    let second =
        deploy::open(&deploy::Opening { settings: &other_settings, root: &request.root, environment: &environment })
            .unwrap();
    let tree = first.prepared(site.tree.clone());
    let (one, two) = (first.standing().unwrap(), second.standing().unwrap());
    let mut other_tree = tree.clone();
    other_tree.insert(dateline::output::OutputPath::new("other.txt").unwrap(), "other");
    let apply =
        |target: &dyn deploy::Target, tree: &dateline::output::OutputTree, standing: &deploy::Standing, name: &str| {
            let rules = deploy::rules(target, settings, deploy::Earlier::Keep, &site.withdrawn, request.now).unwrap();
            let plan = deploy::plan(tree, target, settings, standing, &rules).unwrap();
            let working = deploy::take(&request.root, name, deploy::Others::Respect).unwrap();
            target.apply(&deploy::Job {
                plan: &plan,
                standing,
                bytes: deploy::Bytes::Tree(tree),
                hand: &working.hand,
                foreign: deploy::Foreign::Respect,
                now: request.now,
                tell: &|_| {},
            })
        };
    apply(&*first, &tree, &one, "first").unwrap();
    let refused = apply(&*second, &other_tree, &two, "second").unwrap_err();
    assert!(format!("{refused:#}").contains("another deploy to"), "{refused:#}");
    drop((first, second));
    let again = desk.deploy();
    assert!(again.stderr.contains("are up to date"), "{}", again.stderr);
}

pub(crate) fn a_rollback_brings_the_release_before_and_another_the_one_after<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    let nothing = desk.run(&["rollback"]).exits(2);
    assert!(nothing.stderr.contains("deploy first"), "{}", nothing.stderr);
    desk.site.write("content/pages/extra.md", "---\ntitle: Extra\n---\nExtra words.\n");
    desk.deploy();
    let first = host.live();
    let nothing = desk.run(&["rollback"]).exits(2);
    assert!(nothing.stderr.contains("nothing to roll back to"), "{}", nothing.stderr);
    desk.later(1);
    desk.edit(ARTICLE, "was overrun on", "was taken on");
    desk.site.write("static/css/own.css", "p{margin:1px}");
    desk.site.write("static/new.txt", "new");
    std::fs::remove_file(desk.site.path("content/pages/extra.md")).unwrap();
    desk.deploy();
    let second = host.live();
    desk.later(1);
    let dry = desk.steps(&["rollback", "--dry-run", "--format", "json"]);
    assert!(host.live() == second);
    assert_eq!(dry, desk.steps(&["rollback", "--format", "json"]));
    let without_kept = |live: &crate::host::Files, like: &crate::host::Files| {
        live.iter()
            .filter(|(path, _)| like.contains_key(*path) || !path.starts_with("css/"))
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect::<crate::host::Files>()
    };
    assert!(without_kept(&host.live(), &first) == first, "the first release stands again");
    desk.run(&["deploy", "--verify"]).exits(0);
    desk.later(1);
    desk.run(&["rollback"]).exits(0);
    assert!(without_kept(&host.live(), &second) == without_kept(&second, &second), "and the second");
    desk.run(&["deploy", "--verify"]).exits(0);
    desk.later(1);
    let same = desk.deploy();
    assert!(same.stderr.contains("are up to date"), "the sources are those of the second: {}", same.stderr);
}

pub(crate) fn files_of_others_are_left_alone_and_never_written_over_unasked<H: Host>(host: &H) {
    if !H::SHARED {
        return;
    }
    let mut desk = Desk::new(host);
    desk.deploy();
    host.put("CNAME", b"briefing.example.org\n");
    host.put("theirs/deep/file.txt", b"theirs");
    desk.later(1);
    desk.edit(ARTICLE, "was overrun on", "was taken on");
    desk.deploy();
    desk.run(&["rollback"]).exits(0);
    let live = host.live();
    assert_eq!(live["CNAME"], b"briefing.example.org\n");
    assert_eq!(live["theirs/deep/file.txt"], b"theirs");
    desk.later(1);
    desk.site.write("static/theirs/deep/file.txt", "ours");
    let refused = desk.run(&["deploy"]).exits(2);
    assert!(refused.stderr.contains("`theirs/deep/file.txt`"), "{}", refused.stderr);
    assert!(refused.stderr.contains("was not written by dateline"), "{}", refused.stderr);
    assert_eq!(host.live()["theirs/deep/file.txt"], b"theirs");
    desk.run(&["deploy", "--adopt"]).exits(0);
    assert_eq!(host.live()["theirs/deep/file.txt"], b"ours");
    assert_eq!(host.live()["CNAME"], b"briefing.example.org\n");
}

pub(crate) fn nothing_of_an_earlier_release_is_left_when_it_is_to_be_forgotten<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    desk.edit(ARTICLE, "was overrun on", "was named-in-error on");
    desk.site.write("static/css/own.css", "p{--named-in-error:1}");
    desk.deploy();
    assert!(contains(&host.everything(), "named-in-error"));
    desk.later(1);
    desk.edit(ARTICLE, "was named-in-error on", "was overrun on");
    desk.site.write("static/css/own.css", "p{margin:0}");
    desk.deploy();
    assert!(contains(&host.everything(), "named-in-error"), "a rollback needs it");
    desk.later(1);
    desk.run(&["deploy", "--forget"]).exits(0);
    assert!(!contains(&host.everything(), "named-in-error"));
    desk.run(&["deploy", "--verify"]).exits(0);
    let none = desk.run(&["rollback"]).exits(2);
    assert!(none.stderr.contains("nothing to roll back to"), "{}", none.stderr);
    let same = desk.run(&["deploy", "--forget"]).exits(0);
    assert!(same.stderr.contains("are up to date"), "{}", same.stderr);
}

pub(crate) fn what_was_touched_at_the_host_is_found<H: Host>(host: &H) {
    let desk = Desk::new(host);
    desk.deploy();
    host.put(STORY, b"defaced");
    let found = desk.run(&["deploy", "--verify"]).exits(2);
    assert_eq!(found.stdout, format!("other    {STORY}\n"));
    assert!(found.stderr.contains("1 of "), "{}", found.stderr);
}

pub(crate) fn what_is_retracted_leaves_every_copy_and_no_rollback_brings_it_back<H: Host>(host: &H) {
    let mut desk = Desk::new(host);
    let story = "---\ntitle: A story that was wrong\ndate: \"2025-06-03\"\nsummary: ERRING-SUMMARY of the day.\nkey_points: [ERRING-POINT, Another]\n\
                 byline: [ERRING-BYLINE]\ntags: [erring-tag]\nsources: [report]\n---\nThe lorry of ERRING-BODY was seen at the well.\n";
    desk.site.write("content/articles/2025-06-03-wrong.md", story);
    let record = "# kept\n- id: \"2025-06-01-wrong\"\n  type: attack_on_forces\n  title: An attack that was none\n  summary: ERRING-RECORD near the well.\n  \
                  date: {start: \"2025-06-01\", note: ERRING-DATE}\n  place: {name: ERRING-PLACE, lat: 14.5, lon: -1.5, country: MLI}\n  \
                  actors: [{ref: jnim, role: perpetrator, note: ERRING-ACTOR}]\n  \
                  claims: [{id: c1, about: killed, value: 4711, by: jnim, via: [report], status: claimed, note: ERRING-CLAIM}]\n  \
                  sources: [report]\n  note: ERRING-NOTE\n  corrections: [{at: \"2025-06-02\", was: ERRING-WAS, now: ERRING-NOW}]\n";
    desk.site.write("content/incidents/wrong.yaml", record);
    desk.site.write("static/css/own.css", "p{--erring-sheet:1}");
    desk.deploy();
    desk.later(1);
    desk.edit(ARTICLE, "was overrun on", "was taken on");
    desk.site.write("static/css/own.css", "p{margin:0}");
    desk.deploy();
    assert!(contains(&host.everything(), "ERRING-BODY") && contains(&host.everything(), "ERRING-CLAIM"));
    desk.later(1);
    desk.run(&["retract", "2025-06-01-wrong", "--reason", "It never happened."]).exits(0);
    desk.run(&["retract", "story:wrong", "--reason", "It was a mistake."]).exits(0);
    desk.later(1);
    let done = desk.deploy();
    for said in ["incident:2025-06-01-wrong, story:wrong", "out of reach of this tool are", "web archives"] {
        assert!(done.stderr.contains(said), "{said}: {}", done.stderr);
    }
    let everything = host.everything();
    for word in ["ERRING", "erring-", "4711"] {
        let held: Vec<String> = host
            .live()
            .iter()
            .filter(|(_, bytes)| contains(&[(*bytes).clone()], word))
            .map(|(path, _)| path.clone())
            .collect();
        assert!(held.is_empty() && !contains(&everything, word), "{word} is still in {held:?}");
    }
    let page = &host.live()["stories/wrong/index.html"];
    assert!(String::from_utf8_lossy(page).contains("It was a mistake."));
    let refused = desk.run(&["rollback"]).exits(2);
    assert!(refused.stderr.contains("nothing to roll back to"), "{}", refused.stderr);
}
