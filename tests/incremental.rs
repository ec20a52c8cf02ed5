//! A build that remembers the one before gives the same bytes and says the same as one that remembers nothing,
//! whatever was edited in between.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use dateline::diagnostic::{Diagnostics, emit};
use dateline::output::{OutputPath, OutputTree};
use dateline::pipeline::{self, Kept, Life, Request, Served};
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use support::Site;

/// Lines that an editor puts into an article's front matter and takes out again, any of them together.
const FRONT: [&str; 12] = [
    "status: draft\n",
    "publish_at: \"2025-07-04\"\n",
    "aliases: [old-name, /2025/old]\n",
    "same_as: [road]\n",
    "not_same_as: [market]\n",
    "lang: fr\n",
    "tags: [aid, roads]\n",
    "translation_of: road\n",
    "incidents: [\"2025-06-01-boulikessi\"]\n",
    "summary: A summary that lists show.\n",
    "keep_repeats: true\n",
    "canonical: true\n",
];

/// Paragraphs of articles. Articles with the same ones are copies; the last repeat, lead nowhere, or link.
const TEXT: [&str; 10] = [
    "The mayor of Example Town said on Monday that two lorries were burnt. He asked the drivers to wait for daylight on the road, and to travel in groups of no fewer than ten.",
    "Traders have closed the market until the road is open, a member of their union said. The shops beside the station stay open in the morning, she added, and close before noon.",
    "The prefect has not answered questions about the escort that was promised in spring. His office said that he was travelling, and that his deputy would answer in writing.",
    "At least 14 people were hurt when a bridge gave way in the night, two nurses of the health post said. The ministry gave no number and sent an engineer to look at the other bridges.",
    "Farmers of the three villages north of the river want the ford to be marked before the rains. They sent a letter to the council last year, and have had no answer to it.",
    "Traders have closed the market until the road is open, a member of their union said. The shops beside the station stay open in the morning, she added, and close before noon.",
    "See [the market](story:market) and [the method](../pages/method.md).",
    "See [the attack](incident:2025-06-01-boulikessi) and [the file](static:notes.txt).",
    "See [nothing](/no/such/page/).",
    "A text with <b>markup</b> and `code`.",
];

const ARTICLES: [&str; 5] = [
    "content/articles/2025-06-02-base.md",
    "content/articles/2025-06-03-road.md",
    "content/articles/2025-06-04-market.md",
    "content/articles/north/2025-06-05-ford.md",
    "content/articles/north/2025-06-06-bridge.md",
];

/// Settings of a site whose pages are made in three languages.
const IN_THREE: &str = "title: \"Test briefing\"\nbase_url: \"https://briefing.example.org/\"\nlanguages: [fr, ar]\n";

/// Other files, and the texts each of them has at one time or another.
const OTHERS: [(&str, &[&str]); 12] = [
    (
        "content/pages/method.md",
        &[
            "---\ntitle: Method\n---\nHow figures are handled.\n",
            "---\ntitle: Method\n---\nHow figures are kept apart. See [the road](story:road).\n",
            "---\ntitle: The method\nsummary: How.\n---\nHow.\n",
        ],
    ),
    (
        "content/incidents/more.yaml",
        &[
            "- id: \"2025-06-08-ford\"\n  type: clash\n  title: Clash at the ford\n  summary: Shots were exchanged.\n  date: {start: \"2025-06-08\", precision: day}\n  place: {ref: boulikessi}\n  actors: [{ref: army, role: party}]\n  claims:\n    - {id: c1, about: killed, who: soldiers, best: 4, by: report, via: [report], status: reported}\n",
            "- id: \"2025-06-08-ford\"\n  type: clash\n  title: Clash at the ford\n  summary: Shots were exchanged.\n  date: {start: \"2025-06-08\", precision: day}\n  place: {ref: boulikessi}\n  actors: [{ref: army, role: party}]\n  same_as: [\"2025-06-01-boulikessi\"]\n",
            "- id: \"2025-06-08-ford\"\n  status: draft\n  type: clash\n  title: Clash at the ford\n  summary: Shots.\n  date: {start: \"2025-06-08\", precision: day}\n  place: {ref: nowhere}\n",
            "- id: \"2025-07-03-later\"\n  type: clash\n  title: A clash that lies ahead\n  summary: Not yet.\n  date: {start: \"2025-07-03\", precision: day}\n  place: {ref: boulikessi}\n  actors: [{ref: army, role: party}]\n",
        ],
    ),
    (
        "content/registers/sources.yaml",
        &[
            "report:\n  name: Report of 2 June 2025\n  type: news\n  url: https://example.org/report\n",
            "report:\n  name: The report\n  type: news\n  url: https://example.org/report\narmy:\n  name: An army's page\n  type: news\n  url: https://example.org/army\n",
        ],
    ),
    (
        "content/registers/places.yaml",
        &[
            "boulikessi:\n  name: Boulikessi\n  country: MLI\n  lat: 14.79\n  lon: -1.21\n",
            "boulikessi:\n  name: Boulkessy\n  country: BFA\n",
        ],
    ),
    (
        "site.yaml",
        &[
            "title: \"Test briefing\"\nbase_url: \"https://briefing.example.org/\"\n",
            "title: \"Another title\"\nlang: fr\n",
            IN_THREE,
            "title: \"Test briefing\"\nbase_url: \"https://example.org/sub/\"\ndedupe: {inside: propose}\n",
            "title: [\n",
        ],
    ),
    ("templates/pages/page.html", &["<p>{{ heading }}</p>\n", "<p>{{ heading }}\n{% if %}", "<p>{{ no.such }}\n"]),
    ("static/notes.txt", &["notes\n", "other notes\n"]),
    ("static/css/extra.css", &["p{color:red}\n", "p{color:blue}\n"]),
    ("content/articles/notes.txt", &["nobody reads this\n"]),
    ("static/stories/index.html", &["an address that a page wants\n"]),
    (
        "content/pages/method.fr.md",
        &["---\ntitle: Méthode\n---\nLes chiffres.\n", "---\ntitle: La méthode\n---\nDes chiffres.\n"],
    ),
    ("templates/words/fr.ftl", &["timeline = Fil\n", "timeline = Le fil\nno-such = x\n", "broken {\n"]),
];

/// One thing an editor does.
#[derive(Debug, Clone)]
enum Edit {
    /// An article with these lines of front matter and these paragraphs, one bit each.
    Article { which: usize, title: bool, front: u16, text: u16 },
    /// One of the other files with one of its texts.
    Other { which: usize, version: usize },
    /// A file is deleted.
    Delete { which: usize },
    /// An article takes the place of another, or the name of none.
    Rename { from: usize, to: usize },
    /// A file is saved as it was.
    Touch { which: usize },
    /// Days pass; embargoes end.
    Wait { days: i64 },
}

fn edit() -> impl Strategy<Value = Edit> {
    let (articles, all) = (0..ARTICLES.len(), 0..ARTICLES.len() + OTHERS.len());
    // Few lines at once, so that most articles are good ones.
    let front = prop_oneof![Just(0), (0..FRONT.len()).prop_map(|bit| 1 << bit), 0..1_u16 << FRONT.len()];
    prop_oneof![
        8 => (articles.clone(), any::<bool>(), front, 0..1_u16 << TEXT.len())
            .prop_map(|(which, title, front, text)| Edit::Article { which, title, front, text }),
        4 => (0..OTHERS.len(), 0..5_usize).prop_map(|(which, version)| Edit::Other { which, version }),
        2 => all.clone().prop_map(|which| Edit::Delete { which }),
        2 => (articles, 0..ARTICLES.len() + 1).prop_map(|(from, to)| Edit::Rename { from, to }),
        1 => all.prop_map(|which| Edit::Touch { which }),
        1 => (1..4_i64).prop_map(|days| Edit::Wait { days }),
    ]
}

fn article(title: bool, front: u16, text: u16) -> String {
    let picked = |all: &[&str], bits: u16, end: &str| -> String {
        let picked = all.iter().enumerate().filter(|(bit, _)| bits & 1 << bit != 0);
        picked.map(|(_, part)| format!("{part}{end}")).collect()
    };
    let title = if title { "A headline" } else { "Another headline" };
    format!(
        "---\ntitle: {title}\ndate: \"2025-06-05\"\n{}---\n{}",
        picked(&FRONT, front, ""),
        picked(&TEXT, text, "\n\n")
    )
}

fn path(which: usize) -> &'static str {
    ARTICLES.get(which).copied().unwrap_or_else(|| OTHERS[which - ARTICLES.len()].0)
}

/// Does it, and says which paths a watcher would report.
fn apply(edit: &Edit, site: &Site, now: &mut Timestamp) -> Vec<PathBuf> {
    let touched = match edit {
        Edit::Article { which, title, front, text } => {
            site.write(ARTICLES[*which], article(*title, *front, *text));
            vec![ARTICLES[*which]]
        }
        Edit::Other { which, version } => {
            let (path, versions) = OTHERS[*which];
            site.write(path, versions[version % versions.len()]);
            vec![path]
        }
        Edit::Delete { which } => {
            drop(fs::remove_file(site.path(path(*which))));
            vec![path(*which)]
        }
        Edit::Rename { from, to } => {
            let to = ARTICLES.get(*to).copied().unwrap_or("content/articles/2025-06-07-moved.md");
            drop(fs::rename(site.path(ARTICLES[*from]), site.path(to)));
            vec![ARTICLES[*from], to]
        }
        Edit::Touch { which } => {
            if let Ok(bytes) = fs::read(site.path(path(*which))) {
                site.write(path(*which), bytes);
            }
            vec![path(*which)]
        }
        Edit::Wait { days } => {
            *now += (24 * days).hours();
            Vec::new()
        }
    };
    let root = site.root().canonicalize().unwrap();
    // What editors write beside a file, and rename over it.
    let beside = touched.first().into_iter().flat_map(|path| [format!("{path}~"), format!("{path}.sedQx1")]);
    touched.iter().map(|path| root.join(path)).chain(beside.map(|path| root.join(path))).collect()
}

/// The files of the site, or none while it has faults; and what is said of it, in words.
type Outcome = (Option<OutputTree>, String);

fn outcome(tree: Option<OutputTree>, said: &Diagnostics) -> Outcome {
    (tree, emit::human(&said.sorted(), emit::Style::Plain))
}

fn request(root: &Path, now: Timestamp) -> Request {
    let (program, life) = (String::new(), Life::ManyBuilds);
    Request {
        root: root.to_owned(),
        now,
        program,
        life,
        served: Served::AtItsAddress,
        published: std::collections::BTreeMap::new(),
    }
}

fn clean(request: &Request) -> Outcome {
    let built = pipeline::site(request, pipeline::read(request, &|_| ()).unwrap(), &|_| ());
    outcome(built.value.map(|site| site.tree), &built.diagnostics)
}

fn again(request: &Request, touched: Option<&[PathBuf]>, kept: &mut Kept) -> Outcome {
    let sources = pipeline::read_again(request, touched, kept, &|_| ()).unwrap();
    let (built, _) = pipeline::site_again(request, sources, kept, &|_| ());
    outcome(built.value, &built.diagnostics)
}

#[track_caller]
fn same(kept: &Outcome, clean: &Outcome, after: &dyn std::fmt::Debug) {
    assert_eq!(kept.1, clean.1, "what is said after {after:?}");
    assert_eq!(kept.0.is_some(), clean.0.is_some(), "whether there is a site after {after:?}");
    let (Some(kept), Some(clean)) = (&kept.0, &clean.0) else { return };
    let changes = kept.changes_since(clean);
    assert!(changes.is_empty(), "after {after:?}: {changes:?}");
}

/// A site with every article in its first state.
fn site() -> Site {
    let site = Site::base();
    for (which, path) in ARTICLES.iter().enumerate() {
        site.write(path, article(false, 0, 1 << which | 1 << (which + 1)));
    }
    for (path, versions) in OTHERS.iter().take(5) {
        site.write(path, versions[0]);
    }
    site
}

/// A file that was changed long after all others: from now on the memory may trust what the system says of those.
fn settle(site: &Site) {
    site.write("static/clock.txt", "");
    let file = fs::File::options().write(true).open(site.path("static/clock.txt")).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_hours(100 * 365 * 24)).unwrap();
}

fn start() -> Timestamp {
    "2025-07-01T00:00:00Z".parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_build_that_remembers_equals_a_clean_one(
        edits in prop::collection::vec(edit(), 1..16),
        settled in any::<bool>(),
        told in any::<bool>(),
        in_three in prop::bool::weighted(0.25),
    ) {
        let site = site();
        if in_three {
            site.write("site.yaml", IN_THREE);
        }
        if settled {
            settle(&site);
        }
        let (mut now, mut kept) = (start(), Kept::default());
        again(&request(&site.root(), now), None, &mut kept);
        for edit in &edits {
            let touched = apply(edit, &site, &mut now);
            let request = request(&site.root(), now);
            same(&again(&request, told.then_some(touched.as_slice()), &mut kept), &clean(&request), edit);
        }
    }
}

/// Every single edit once, from the same start and back: what a random sequence may happen not to draw.
#[test]
fn every_kind_of_edit_and_its_undoing_equals_a_clean_build() {
    let site = site();
    settle(&site);
    let (mut now, mut kept) = (start(), Kept::default());
    again(&request(&site.root(), now), None, &mut kept);
    let lines = (0..FRONT.len()).map(|bit| Edit::Article { which: 2, title: false, front: 1 << bit, text: 0b1100 });
    let texts = (0..TEXT.len()).map(|bit| Edit::Article { which: 2, title: true, front: 0, text: 1 << bit | 1 });
    let others = OTHERS.iter().enumerate().flat_map(|(which, (_, versions))| {
        let versions = (0..versions.len()).map(move |version| Edit::Other { which, version });
        versions.chain([Edit::Delete { which: which + ARTICLES.len() }, Edit::Other { which, version: 0 }])
    });
    // The last three are in the way of good builds, so they go at the end.
    let undone = (5..OTHERS.len()).map(|which| Edit::Delete { which: which + ARTICLES.len() });
    let all: Vec<Edit> = lines.chain(texts).chain(others).chain(undone).chain([Edit::Wait { days: 9 }]).collect();
    let mut sites = 0;
    for edit in &all {
        let touched = apply(edit, &site, &mut now);
        let request = request(&site.root(), now);
        let outcome = again(&request, Some(&touched), &mut kept);
        sites += usize::from(outcome.0.is_some());
        same(&outcome, &clean(&request), edit);
    }
    assert!(
        sites * 2 > all.len(),
        "most edits leave a good site, or this test compares little: {sites} of {}",
        all.len()
    );
}

/// A headline, a standfirst or both alone, of articles with every kind of front matter, while some of them are news.
#[test]
fn new_words_alone_equal_a_clean_build() {
    let site = site();
    site.write("site.yaml", IN_THREE);
    let now = "2025-06-06T12:00:00Z".parse().unwrap();
    let request = request(&site.root(), now);
    let mut kept = Kept::default();
    fs::remove_file(site.path("content/incidents/more.yaml")).unwrap();
    let mut sites = 0;
    for (which, line) in (0..ARTICLES.len()).cycle().zip(0..FRONT.len()) {
        let (front, texts) = (1 << line | 1 << 6 | 1 << 8, 0b11 << which);
        site.write(ARTICLES[which], article(false, front, texts));
        again(&request, None, &mut kept);
        let text = article(true, front, texts);
        for (what, text) in [("headline", text.clone()), ("standfirst", text.replace("date:", "summary: New.\ndate:"))]
        {
            site.write(ARTICLES[which], text);
            let built = again(&request, None, &mut kept);
            sites += usize::from(built.0.is_some());
            same(&built, &clean(&request), &(what, which, FRONT[line]));
        }
        site.write(ARTICLES[which], article(true, 0, texts));
    }
    assert!(sites > FRONT.len(), "most leave a good site, or this test compares little: {sites}");
}

#[test]
fn new_headlines_of_the_example_site_equal_a_clean_build() {
    let site = Site::empty();
    let own = ["content", "static", "site.yaml"].map(|name| support::repository().join(name));
    for entry in
        own.iter().flat_map(walkdir::WalkDir::new).map(Result::unwrap).filter(|entry| entry.file_type().is_file())
    {
        let path = entry.path().strip_prefix(support::repository()).unwrap().to_owned();
        let to = site.path(path.to_str().unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(entry.path(), to).unwrap();
    }
    let now = Timestamp::from_second(support::EXAMPLE_NOW.parse().unwrap()).unwrap();
    let request = Request { served: Served::AtTheRoot, ..request(&site.root(), now) };
    let mut kept = Kept::default();
    again(&request, None, &mut kept);
    let articles = walkdir::WalkDir::new(site.path("content/articles")).sort_by_file_name();
    let articles: Vec<PathBuf> = articles
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    assert!(articles.len() > 10, "{articles:?}");
    for (at, path) in articles.iter().enumerate() {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains("\ntitle: \""), "{path:?}");
        fs::write(path, text.replacen("\ntitle: \"", "\ntitle: \"New: ", 1)).unwrap();
        let built = again(&request, None, &mut kept);
        if at == 9 || at + 1 == articles.len() {
            same(&built, &clean(&request), path);
        }
    }
}

#[test]
fn a_folder_that_is_gone_is_noticed_by_its_name_alone() {
    let site = site();
    let (request, mut kept) = (request(&site.root(), start()), Kept::default());
    again(&request, None, &mut kept);
    let folder = site.root().canonicalize().unwrap().join("content/articles/north");
    fs::remove_dir_all(&folder).unwrap();
    let built = again(&request, Some(&[folder]), &mut kept);
    same(&built, &clean(&request), &"a folder removed");
    assert!(built.0.is_some_and(|tree| tree.get("stories/ford/index.html").is_none()));
}

#[test]
fn what_did_not_change_is_not_made_again() {
    let site = Site::base();
    let (request, mut kept) = (request(&site.root(), start()), Kept::default());
    let first = again(&request, None, &mut kept).0.unwrap();
    let text = fs::read_to_string(site.path(ARTICLES[0])).unwrap();
    site.write(ARTICLES[0], text + "\nA paragraph more.\n");
    let second = again(&request, None, &mut kept).0.unwrap();
    let changes = second.changes_since(&first);
    let changed: Vec<&str> = changes.changed.iter().map(OutputPath::as_str).collect();
    assert_eq!(changed, ["stories/base/index.html"]);
    let made: Vec<&str> = second
        .iter()
        .filter(|(path, bytes)| first.get(path.as_str()).is_none_or(|before| before.as_ptr() != bytes.as_ptr()))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(made, ["stories/base/index.html"], "other pages keep the very bytes they had");
}

#[test]
fn a_new_headline_makes_only_the_pages_that_show_it() {
    let site = site();
    let (request, mut kept) = (request(&site.root(), start()), Kept::default());
    let first = again(&request, None, &mut kept).0.unwrap();
    let text = fs::read_to_string(site.path(ARTICLES[0])).unwrap();
    site.write(ARTICLES[0], text.replace("title: A", "title: Quite a"));
    let second = again(&request, None, &mut kept).0.unwrap();
    let is_page = |path: &&OutputPath| path.as_str().ends_with(".html");
    let again: Vec<&OutputPath> = second
        .iter()
        .filter(|(path, bytes)| first.get(path.as_str()).is_some_and(|before| before.as_ptr() != bytes.as_ptr()))
        .map(|(path, _)| path)
        .collect();
    assert!(again.iter().any(|path| path.as_str() == "index.html"), "{again:?}");
    let for_nothing: Vec<_> = again
        .into_iter()
        .filter(is_page)
        .filter(|path| first.get(path.as_str()) == second.get(path.as_str()))
        .collect();
    assert!(for_nothing.is_empty(), "made again and the same: {for_nothing:?}");
}
