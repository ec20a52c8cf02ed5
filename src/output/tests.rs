//! The output room against a real disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use proptest::prelude::*;
use tempfile::TempDir;

use super::place::Place;
use super::{Changes, Clash, MANIFEST_NAME, Manifest, OutputPath, OutputTree, Target, decoded, write};

/// A site that publishes no figures.
static NO_FIGURES: BTreeMap<String, String> = BTreeMap::new();

/// A project folder with `content/` in it; the output is `public/`.
struct Project {
    root: TempDir,
    sources: Vec<PathBuf>,
}

impl Project {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let content = root.path().join("content");
        fs::create_dir(&content).unwrap();
        Self { root, sources: vec![content] }
    }

    fn public(&self) -> PathBuf {
        self.root.path().join("public")
    }

    fn write(&self, files: &[(&str, &str)]) -> anyhow::Result<Changes> {
        self.write_to(&self.public(), &tree(files))
    }

    fn write_to(&self, dir: &Path, tree: &OutputTree) -> anyhow::Result<Changes> {
        write(tree, "inputs", &self.target(dir))
    }

    fn target<'a>(&'a self, dir: &'a Path) -> Target<'a> {
        Target { dir, root: self.root.path(), sources: &self.sources, figures: &NO_FIGURES }
    }

    fn error(&self, dir: &Path) -> String {
        format!("{:#}", self.write_to(dir, &tree(&[("a", "1")])).unwrap_err())
    }

    /// Names at the top of the project: nothing of ours may stay beside the output.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.root.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn path(text: &str) -> OutputPath {
    OutputPath::new(text).unwrap()
}

fn tree(files: &[(&str, &str)]) -> OutputTree {
    files.iter().map(|(name, text)| (path(name), Bytes::from((*text).to_owned()))).collect()
}

/// Every file below `dir` except the manifest, with its text.
fn read_all(dir: &Path) -> BTreeMap<String, String> {
    walkdir::WalkDir::new(dir)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != MANIFEST_NAME)
        .map(|entry| {
            let name = entry.path().strip_prefix(dir).unwrap().to_str().unwrap().replace('\\', "/");
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

#[cfg(unix)]
fn identity(file: &Path) -> (u64, SystemTime) {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(file).unwrap();
    (metadata.ino(), metadata.modified().unwrap())
}

#[test]
fn unsafe_paths_are_refused_with_a_reason() {
    let long_name = "x".repeat(201);
    let long_path = "abcdefghi/".repeat(103);
    for (text, reason) in [
        ("", "empty"),
        ("/etc/passwd", "begins with `/`"),
        ("../x", "`..`"),
        ("a/../x", "`..`"),
        ("a/./x", "`.`"),
        ("a//x", "empty segment"),
        ("a/", "empty segment"),
        ("a\\x", "'\\\\'"),
        ("c:/x", "':'"),
        ("a\0x", "'\\0'"),
        ("a\u{202e}x", "'\\u{202e}'"),
        ("con", "device"),
        ("a/NUL.txt", "device"),
        ("com1.html", "device"),
        ("a./x", "ends with a dot"),
        ("a /x", "a space"),
        ("cafe\u{301}.html", "NFC"),
        (&long_name, "200 bytes"),
        (&long_path, "1024 bytes"),
        (MANIFEST_NAME, "kept for the tool"),
        ("_dateline/reload.js", "kept for the tool"),
        ("_Desk/index.html", "kept for the tool"),
    ] {
        let error = OutputPath::new(text).unwrap_err().to_string();
        assert!(error.contains(reason), "{text:?} gave {error}");
    }
    for good in [
        "index.html",
        "café/été.html",
        "a/_dateline",
        "console/x",
        "com10",
        "أخبار/index.html",
        ".nojekyll",
        "_headers",
    ] {
        assert_eq!(path(good).as_str(), good);
    }
}

#[test]
fn names_that_some_file_system_cannot_keep_apart_are_found() {
    let clashes =
        tree(&[("About/x", ""), ("about/y", ""), ("É.html", ""), ("é.html", ""), ("f", ""), ("f/x", "")]).clashes();
    assert_eq!(
        clashes,
        [
            Clash::Twins("About".into(), "about".into()),
            Clash::FileAndFolder(path("f"), path("f/x")),
            Clash::Twins("É.html".into(), "é.html".into()),
        ]
    );
    assert_eq!(tree(&[("a/b", ""), ("a/c", ""), ("a-b/c", ""), ("a/b-c/d", "")]).clashes(), []);

    let project = Project::new();
    let error = project.write(&[("A", "1"), ("a", "2")]).unwrap_err().to_string();
    assert!(error.contains("`A` and `a`"), "{error}");
    assert!(!project.public().exists());
}

#[test]
fn the_manifest_is_stable_and_trusts_no_path() {
    let site = tree(&[("b", "2"), ("a/c", "1")]);
    let json = Manifest::of(&site, "x", &NO_FIGURES).to_json().unwrap();
    assert_eq!(json, Manifest::of(&site, "x", &NO_FIGURES).to_json().unwrap());
    assert_eq!(Manifest::from_json(&json).unwrap(), Manifest::of(&site, "x", &NO_FIGURES));
    let text = String::from_utf8(json).unwrap();
    assert!(text.find("a/c").unwrap() < text.find("\"b\"").unwrap());
    let outside = text.replace("a/c", "../c");
    assert!(Manifest::from_json(outside.as_bytes()).unwrap_err().to_string().contains("`..`"));
    let newer = text.replace("\"format\": 1", "\"format\": 2");
    assert!(Manifest::from_json(newer.as_bytes()).unwrap_err().to_string().contains("format 2"));
}

#[test]
fn a_second_build_reports_and_leaves_exactly_what_differs() {
    let project = Project::new();
    let first = project.write(&[("index.html", "1"), ("old/x.html", "2"), ("same.css", "3")]).unwrap();
    assert_eq!(first.added.len(), 3);
    let second = project.write(&[("index.html", "one"), ("new/x.html", "2"), ("same.css", "3")]).unwrap();
    assert_eq!(
        second,
        Changes {
            added: vec![path("new/x.html")],
            changed: vec![path("index.html")],
            removed: vec![path("old/x.html")],
            unchanged: 1
        }
    );
    let expected = [("index.html", "one"), ("new/x.html", "2"), ("same.css", "3")];
    assert_eq!(read_all(&project.public()), expected.map(|(a, b)| (a.to_owned(), b.to_owned())).into());
    assert!(!project.public().join("old").exists(), "an emptied folder of ours must go");
    assert_eq!(project.names(), ["content", "public"]);
}

#[cfg(unix)]
#[test]
fn what_did_not_change_is_not_touched() {
    let project = Project::new();
    let public = project.public();
    project.write(&[("a.html", "1"), ("b.html", "2")]).unwrap();
    let (folder, a, manifest) =
        (identity(&public), identity(&public.join("a.html")), identity(&public.join(MANIFEST_NAME)));

    assert!(project.write(&[("a.html", "1"), ("b.html", "2")]).unwrap().is_empty());
    assert_eq!((folder, manifest), (identity(&public), identity(&public.join(MANIFEST_NAME))));

    project.write(&[("a.html", "1"), ("b.html", "two")]).unwrap();
    assert_eq!(a, identity(&public.join("a.html")), "an unchanged file keeps inode and mtime");
}

#[test]
fn damaged_files_are_restored() {
    let project = Project::new();
    let site = [("gone", "1"), ("edited", "same"), ("short", "333"), ("well", "4")];
    project.write(&site).unwrap();
    let public = project.public();
    fs::remove_file(public.join("gone")).unwrap();
    fs::write(public.join("short"), "3").unwrap();
    fs::write(public.join("edited"), "SAME").unwrap();
    let later = fs::metadata(public.join(MANIFEST_NAME)).unwrap().modified().unwrap() + Duration::from_secs(2);
    fs::File::options().write(true).open(public.join("edited")).unwrap().set_modified(later).unwrap();
    let changes = project.write(&site).unwrap();
    assert_eq!((changes.changed, changes.unchanged), (vec![path("edited"), path("gone"), path("short")], 1));
    assert_eq!(read_all(&public)["edited"], "same");
    assert!(project.write(&site).unwrap().is_empty());
}

#[test]
fn foreign_files_are_kept_and_only_ours_are_pruned() {
    let project = Project::new();
    let public = project.public();
    fs::create_dir_all(public.join(".git/refs")).unwrap();
    fs::write(public.join("CNAME"), "example.org").unwrap();
    fs::write(public.join(".git/HEAD"), "ref").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nowhere", public.join("link")).unwrap();
    project.write(&[("index.html", "1"), ("s/x.html", "2")]).unwrap();
    fs::write(public.join("s/notes.txt"), "mine").unwrap();
    project.write(&[("index.html", "1")]).unwrap();
    let expected = [(".git/HEAD", "ref"), ("CNAME", "example.org"), ("index.html", "1"), ("s/notes.txt", "mine")];
    assert_eq!(read_all(&public), expected.map(|(a, b)| (a.to_owned(), b.to_owned())).into());
    assert!(public.join(".git/refs").is_dir(), "an empty foreign folder stays");
    #[cfg(unix)]
    assert_eq!(fs::read_link(public.join("link")).unwrap(), Path::new("/nowhere"));
}

#[test]
fn a_foreign_file_in_the_way_is_never_overwritten() {
    let project = Project::new();
    let public = project.public();
    fs::create_dir_all(public.join("feed.xml")).unwrap();
    for name in ["index.html", "stories", "other"] {
        fs::write(public.join(name), "mine").unwrap();
    }
    let error = project.write(&[("index.html", "1"), ("stories/x", "2"), ("feed.xml", "3")]).unwrap_err().to_string();
    assert!(error.contains("`feed.xml`, `index.html`, `stories`;"), "{error}");
    assert_eq!(read_all(&public)["index.html"], "mine");
    assert_eq!(project.names(), ["content", "public"]);
}

#[test]
fn places_that_would_destroy_something_are_refused() {
    let project = Project::new();
    let root = project.root.path();
    fs::write(root.join("file"), "").unwrap();
    assert!(project.error(root).contains("holds the project itself"));
    assert!(project.error(root.parent().unwrap()).contains("holds the project itself"));
    assert!(project.error(&root.join("content")).contains("lie inside each other"));
    assert!(project.error(&root.join("content/deep/public")).contains("lie inside each other"));
    let roundabout = project.error(&root.join("missing/../content/y"));
    assert!(roundabout.contains("cannot find the folder") || roundabout.contains("lie inside each other"));
    assert!(project.error(&root.join("file")).contains("is a file"));
    assert!(project.error(Path::new("/")).contains("name a folder below it"));
    assert!(!root.join("content/deep").exists(), "a refused place is not even begun");
    #[cfg(unix)]
    {
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), root.join("public")).unwrap();
        assert!(project.error(&project.public()).contains("symbolic link"));
        std::os::unix::fs::symlink(root.join("content"), root.join("alias")).unwrap();
        assert!(project.error(&root.join("alias/public")).contains("lie inside each other"));
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_broken_manifest_stops_the_build() {
    let project = Project::new();
    project.write(&[("a", "1")]).unwrap();
    fs::write(project.public().join(MANIFEST_NAME), "{").unwrap();
    assert!(project.error(&project.public()).contains("delete the folder"));
    assert_eq!(read_all(&project.public())["a"], "1");
}

#[test]
fn a_second_builder_is_refused_and_the_lock_is_given_back() {
    let project = Project::new();
    let public = project.public();
    let held = Place::claim(&project.target(&public)).unwrap();
    assert!(project.error(&public).contains("another `dateline` is writing"));
    drop(held);
    project.write(&[("a", "1")]).unwrap();
    assert_eq!(project.names(), ["content", "public"]);
}

#[test]
fn many_builders_at_once_leave_one_whole_site() {
    let project = Project::new();
    let sites = ["one", "two", "three"].map(|text| tree(&[("a", text), ("b", text), ("c/d", text)]));
    std::thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| {
                for _ in 0..50 {
                    let result = project.write_to(&project.public(), site);
                    assert!(result.is_ok() || format!("{result:?}").contains("another `dateline`"), "{result:?}");
                }
            });
        }
    });
    let texts: std::collections::BTreeSet<String> = read_all(&project.public()).into_values().collect();
    assert_eq!(texts.len(), 1, "a mixture: {texts:?}");
    assert_eq!(project.names(), ["content", "public"]);
}

#[test]
fn leftovers_of_a_crash_are_put_right() {
    let project = Project::new();
    let root = project.root.path();
    let (staging, retired) = (root.join(".public.dateline-new"), root.join(".public.dateline-old"));
    project.write(&[("a", "1")]).unwrap();

    // Killed while staging: half a site lies beside the whole one.
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join("a"), "half").unwrap();
    assert_eq!(project.write(&[("a", "1")]).unwrap().unchanged, 1);
    assert_eq!(project.names(), ["content", "public"]);

    // Killed between the two renames: no site, the old one retired.
    fs::rename(project.public(), &retired).unwrap();
    fs::create_dir(&staging).unwrap();
    assert_eq!(project.write(&[("a", "1")]).unwrap().unchanged, 1);
    assert_eq!(project.names(), ["content", "public"]);

    // Killed after them: the new site stands, the old one is still there.
    fs::create_dir(&retired).unwrap();
    fs::write(retired.join("a"), "old").unwrap();
    assert_eq!(project.write(&[("a", "1")]).unwrap().unchanged, 1);
    assert_eq!((project.names(), &*read_all(&project.public())["a"]), (vec!["content".into(), "public".into()], "1"));
}

#[test]
fn without_an_exchange_two_renames_do_it() {
    let project = Project::new();
    let public = project.public();
    project.write(&[("a", "old")]).unwrap();
    let place = Place::claim(&project.target(&public)).unwrap();
    fs::create_dir(&place.staging).unwrap();
    fs::write(place.staging.join("a"), "new").unwrap();
    place.two_renames().unwrap();
    assert_eq!((&*read_all(&public)["a"], &*read_all(&place.staging)["a"]), ("new", "old"));
    assert!(!place.retired.exists());

    fs::remove_dir_all(&place.staging).unwrap();
    place.two_renames().unwrap_err();
    assert_eq!(read_all(&public)["a"], "new", "a failed second rename brings the old site back");
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_says_so() {
    let project = Project::new();
    let error = project.error(Path::new("/proc/self/task/public"));
    assert!(
        error.contains("cannot write beside `/proc/") && error.contains("make its parent folder writable"),
        "{error}"
    );
}

#[test]
fn an_address_names_the_file_that_its_codes_spell() {
    let spelled = [
        ("a/%C3%A9.txt", "a/é.txt"),
        ("100%25", "100%"),
        ("%", "%"),
        ("%4", "%4"),
        ("%+1x", "%+1x"),
        ("%zz%41", "%zzA"),
    ];
    for (address, path) in spelled {
        assert_eq!(decoded(address), path);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any row of sites written one after the other, with files of somebody else strewn in between:
    /// the folder holds exactly the last site and what is not ours.
    #[test]
    fn the_folder_is_the_last_site_and_what_is_not_ours(
        sites in prop::collection::vec(prop::collection::btree_map("[a-c](/[a-c]){0,2}\\.h", "[xy]{0,2}", 0..8), 1..5),
        foreign in prop::collection::btree_map("[a-c](/[a-c]){0,1}\\.f", "[xy]{1,2}", 0..4),
    ) {
        let project = Project::new();
        let mut before = OutputTree::new();
        for site in &sites {
            let now: OutputTree = site.iter().map(|(name, text)| (path(name), Bytes::from(text.clone()))).collect();
            let changes = project.write_to(&project.public(), &now).unwrap();
            prop_assert_eq!(changes, now.changes_since(&before));
            for (name, text) in &foreign {
                let file = project.public().join(name);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, text).unwrap();
            }
            let mut expected = site.clone();
            expected.extend(foreign.clone());
            prop_assert_eq!(read_all(&project.public()), expected);
            before = now;
        }
        prop_assert_eq!(project.names(), ["content", "public"]);
    }
}
