//! The plan as a value, without a host.

use std::collections::BTreeMap;

use dateline::deploy::{self, Earlier, Entry, Published, Rules, Standing, Turn, Why, Work};
use dateline::output::OutputPath;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

type Files = BTreeMap<OutputPath, Entry>;

fn entry(bytes: &str) -> Entry {
    Entry { blake3: blake3::hash(bytes.as_bytes()).to_hex().to_string(), size: bytes.len() as u64, headers: None }
}

fn named(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(path, bytes)| (OutputPath::new(path).unwrap(), entry(bytes))).collect()
}

/// `b.svg` as `b.1a2b3c4d5e.svg`.
fn fingerprinted(path: &str, bytes: &str) -> String {
    let (stem, extension) = path.rsplit_once('.').unwrap();
    format!("{stem}.{}.{extension}", &entry(bytes).blake3[..10])
}

fn rules(earlier: Earlier) -> Rules {
    Rules {
        now: Timestamp::UNIX_EPOCH,
        keep: SignedDuration::from_hours(1),
        earlier,
        withdrawn: std::collections::BTreeSet::new(),
        follows: &[],
    }
}

fn standing(files: Files) -> Standing {
    let plan = deploy::towards(files, &Standing::whole(Published::nothing(), None), &rules(Earlier::Keep));
    Standing::whole(plan.next, None)
}

#[test]
fn assets_come_before_pages_new_pages_before_changed_ones_and_deletions_last() {
    let old = standing(named(&[("index.html", "1"), ("gone/index.html", "g"), ("a.svg", "1")]));
    let new = named(&[("index.html", "2"), ("new/index.html", "n"), ("a.svg", "2"), ("b.svg", "b")]);
    let plan = deploy::towards(new, &old, &rules(Earlier::Keep));
    let steps: Vec<(Turn, &str)> = plan.steps.iter().map(|step| (step.turn, step.path.as_str())).collect();
    let expected = [
        (Turn::NewAsset, "b.svg"),
        (Turn::Asset, "a.svg"),
        (Turn::NewPage, "new/index.html"),
        (Turn::Page, "index.html"),
        (Turn::Delete, "gone/index.html"),
    ];
    assert_eq!(steps, expected);
}

#[test]
fn the_doors_of_a_new_site_open_last() {
    let new =
        named(&[("index.html", "1"), ("a/index.html", "a"), ("feed.atom", "f"), ("b.svg", "b"), ("404.html", "4")]);
    let nothing = Standing::whole(Published::nothing(), None);
    let plan = deploy::towards(new, &nothing, &rules(Earlier::Keep));
    let paths: Vec<&str> = plan.steps.iter().map(|step| step.path.as_str()).collect();
    assert_eq!(paths, ["b.svg", "a/index.html", "404.html", "feed.atom", "index.html"]);
}

#[test]
fn what_a_cut_off_deploy_may_have_sent_is_sent_again_and_what_only_it_sent_goes() {
    let mut old = standing(named(&[("index.html", "1"), ("same.html", "s")]));
    let unknown = Entry { blake3: String::new(), ..entry("1") };
    old.there = named(&[("same.html", "s"), ("half.html", "h")]);
    old.there.insert(OutputPath::new("index.html").unwrap(), unknown);
    let plan = deploy::towards(named(&[("index.html", "1"), ("same.html", "s")]), &old, &rules(Earlier::Keep));
    let steps: Vec<(&str, Why)> = plan.steps.iter().map(|step| (step.path.as_str(), step.why)).collect();
    assert_eq!(steps, [("index.html", Why::Unsure), ("half.html", Why::Gone)]);
}

fn sites() -> impl Strategy<Value = Vec<Files>> {
    let path = prop::sample::select(vec!["index.html", "a/index.html", "b.svg", "c.txt", "d/e.css"]);
    let file = (path, prop::sample::select(vec!["1", "2", "3"]));
    let site = prop::collection::vec((file, any::<bool>()), 0..6).prop_map(|files| {
        let named = files.into_iter().map(|((path, bytes), by_hash)| {
            let path = if by_hash { fingerprinted(path, bytes) } else { path.to_owned() };
            (OutputPath::new(&path).unwrap(), entry(bytes))
        });
        named.collect()
    });
    prop::collection::vec(site, 1..5)
}

/// What stands at a host after the plan's steps, with everything that stood there before.
fn carried_out(there: &Files, plan: &deploy::Plan, wanted: &Files) -> Files {
    let mut there = there.clone();
    for step in &plan.steps {
        match step.turn {
            Turn::Delete => _ = there.remove(&step.path),
            _ => _ = there.insert(step.path.clone(), wanted[&step.path].clone()),
        }
    }
    there
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_leads_to_its_site_its_repetition_to_nothing_and_its_rollback_back(sites in sites(), forget in any::<bool>()) {
        let earlier = if forget { Earlier::Erase } else { Earlier::Keep };
        let mut host = Standing::whole(Published::nothing(), None);
        let mut there = Files::new();
        for site in sites {
            let before = host.clone();
            let plan = deploy::towards(site.clone(), &host, &rules(earlier));
            there = carried_out(&there, &plan, &site);
            let remembered: Files = plan.next.files.clone().into_iter()
                .chain(plan.next.kept.iter().map(|(path, kept)| (path.clone(), kept.entry.clone()))).collect();
            prop_assert_eq!(&there, &remembered, "what stands there and what is remembered");
            prop_assert_eq!(&plan.next.files, &site);
            let bytes = plan.next.to_json().unwrap();
            prop_assert_eq!(&Published::from_json(&bytes).unwrap(), &plan.next);
            host = Standing::whole(plan.next, None);
            prop_assert_eq!(deploy::towards(site.clone(), &host, &rules(earlier)).work, Work::Nothing);
            if host.published.previous.is_some() && before.published.files != site {
                let back = deploy::rollback(&host, &rules(Earlier::Keep), "there").unwrap();
                prop_assert_eq!(&back.next.files, &before.published.files);
            }
        }
    }
}
