//! What open pages are told.

use super::*;

#[test]
fn the_first_word_is_the_state_and_the_address_comes_last() {
    let preview = Preview::of(&[("index.html", "x")]);
    assert!(
        matches!(&preview.before[..], [Event::Rebuilt { changes, .. }] if changes.added.len() == 1),
        "{:?}",
        preview.before
    );
    let state = preview.listen().next();
    let page = preview.get("/").body;
    assert!(page.contains(&format!("reload.js?build={}\"", state["build"].as_str().unwrap())), "{page} {state}");
    assert_eq!((&state["failed"], &state["problems"]), (&false.into(), &serde_json::json!([])));
}

#[test]
fn a_fault_is_told_and_the_last_good_page_stays_until_it_goes() {
    let preview = Preview::of(&[("index.html", "good"), ("other.html", "o")]);
    let mut states = preview.listen();
    let first = states.next();
    save(&preview.content("index.html"), "BROKEN </script>\u{2028}");
    let failed = states.next();
    assert_eq!((&failed["failed"], &failed["build"]), (&true.into(), &first["build"]));
    assert_eq!(failed["problems"][0]["severity"], "error");
    assert_eq!(failed["problems"][0]["text"], "error[E100]: index.html says <b>BROKEN</b>");
    assert_eq!(preview.get("/").body.split("<script").next(), Some("good"));

    save(&preview.content("index.html"), "mended");
    let mended = states.next();
    assert_eq!((&mended["failed"], &mended["problems"]), (&false.into(), &serde_json::json!([])));
    assert_ne!(mended["build"], first["build"]);
    assert_eq!(mended["before"], first["build"]);
}

#[test]
fn a_fault_undone_leaves_the_pages_as_they_are() {
    let preview = Preview::of(&[("index.html", "good")]);
    let mut states = preview.listen();
    let first = states.next();
    save(&preview.content("index.html"), "BROKEN");
    assert_eq!(states.next()["failed"], true);
    save(&preview.content("index.html"), "good");
    let undone = states.next();
    assert_eq!((&undone["failed"], &undone["build"]), (&false.into(), &first["build"]));
}

#[test]
fn without_any_good_build_the_faults_are_the_page() {
    let preview = Preview::of(&[("index.html", "BROKEN")]);
    assert!(matches!(&preview.before[..], [Event::Failed { .. }]));
    let page = preview.get("/any/where.html");
    assert_eq!((page.status, page.header("content-type")), (503, Some("text/html; charset=utf-8")));
    assert!(page.body.contains("index.html says &lt;b&gt;BROKEN&lt;/b&gt;"), "{}", page.body);
    assert!(page.body.contains("data-dateline=\"faults\"") && page.body.contains("/_dateline/reload.js?build="));
    let mut states = preview.listen();
    assert!(page.body.contains(states.next()["state"].as_str().unwrap()), "the page knows the state that it shows");
    save(&preview.content("index.html"), "good");
    assert_eq!(states.next()["failed"], false);
    preview.wait_for("/", Some("good"));
}

#[test]
fn only_a_change_of_style_swaps_styles() {
    let preview = Preview::of(&[
        ("index.html", "<link href=\"a/site.1111.css\"><p>text"),
        ("list.json", "[\"site.1111.css\",\"site.1111.css\"]"),
        ("a/site.1111.css", "p{}"),
        ("print.css", "p{}"),
    ]);
    let mut states = preview.listen();
    states.next();

    // The name stays.
    save(&preview.content("print.css"), "p{color:red}");
    assert_eq!(states.next()["styles"], serde_json::json!({"/print.css": "/print.css"}));

    // The name has a fingerprint, so the pages that link it change with it: in one build, as a site would.
    let next = [
        ("index.html", "<link href=\"a/site.2222.css\"><p>text"),
        ("list.json", "[\"site.2222.css\",\"site.2222.css\"]"),
        ("a/site.2222.css", "p{color:blue}"),
        ("print.css", "p{color:red}"),
    ];
    let stage = super::super::live::Stage::new(None, Follow::Nothing);
    let tree = |files: &[(&str, &str)]| -> OutputTree {
        files.iter().map(|(name, text)| (OutputPath::new(name).unwrap(), Bytes::from((*text).to_owned()))).collect()
    };
    let before =
        next.map(|(name, text)| (name.replace("2222", "1111"), text.replace("2222", "1111").replace("blue", "red")));
    let before: Vec<_> = before.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let told = |files: &[(&str, &str)]| -> serde_json::Value {
        stage.show(Built { tree: Some(tree(files)), ..Built::default() });
        let event = stage.listen().try_recv().unwrap();
        let event = String::from_utf8(event.to_vec()).unwrap();
        serde_json::from_str(event.split_once("data: ").unwrap().1).unwrap()
    };
    assert_eq!(told(&before)["styles"], serde_json::Value::Null, "the first site is no change of style");
    assert_eq!(told(&next)["styles"], serde_json::json!({"/a/site.1111.css": "/a/site.2222.css"}));

    // A word in a page changes, too: that is a reload.
    told(&before);
    let mut edited = next;
    edited[0].1 = "<link href=\"a/site.2222.css\"><p>TEXT";
    assert_eq!(told(&edited)["styles"], serde_json::Value::Null);
    told(&before);
    edited[0].1 = "<link href=\"a/site.2222.css\"><p>text and more";
    assert_eq!(told(&edited)["styles"], serde_json::Value::Null);
    // A page more, beside the style: that as well.
    told(&before);
    let mut longer = next.to_vec();
    longer.push(("new.html", "x"));
    assert_eq!(told(&longer)["styles"], serde_json::Value::Null);
}

#[test]
fn a_burst_is_few_builds() {
    let preview = Preview::of(&[("index.html", "0")]);
    for n in 0..2_000 {
        fs::write(preview.content(&format!("{n}.html")), "x").unwrap();
    }
    preview.wait_for("/1999.html", Some("x"));
    let mut builds = 0;
    while preview.events.recv_timeout(Duration::from_millis(300)).is_ok() {
        builds += 1;
    }
    assert!((1..40).contains(&builds), "{builds} builds");
    for n in (0..2_000).step_by(97) {
        assert_eq!(preview.get(&format!("/{n}.html")).status, 200, "{n}");
    }
}

#[test]
fn pages_follow_an_edit_only_where_that_is_asked_for() {
    let files = [("index.html", "front"), ("a/index.html", "one"), ("b.html", "b")];
    let preview = Preview::with(&files, |options| options.follow = Follow::Edits);
    // Renamed over: one step, so that one state is told of it.
    let save_over = |preview: &Preview, name: &str, text: &str| {
        let new = preview.root.path().join("new");
        save(&new, text);
        fs::rename(new, preview.content(name)).unwrap();
    };
    let mut states = preview.listen();
    assert_eq!(states.next()["go"], serde_json::Value::Null, "the first site follows nothing");
    save_over(&preview, "a/index.html", "two");
    assert_eq!(states.next()["go"], "/a/");
    // Of the pages that were edited the first that looks different: here the front page.
    save_over(&preview, "index.html", "another front");
    assert_eq!(states.next()["go"], "/");
    // A change that no page was edited for leads nowhere.
    save_over(&preview, "b.html", "c");
    assert_eq!(states.next()["go"], serde_json::Value::Null);

    let preview = Preview::of(&files);
    let mut states = preview.listen();
    states.next();
    save_over(&preview, "a/index.html", "two");
    assert_eq!(states.next()["go"], serde_json::Value::Null);
}

#[test]
fn the_desk_is_of_the_newest_build_whatever_came_of_it() {
    let preview = Preview::of(&[("index.html", "good")]);
    let mut states = preview.listen();
    let first = states.next();
    let page = preview.get("/_desk/");
    assert!(page.body.starts_with("<body>1 pages<script"), "{}", page.body);
    assert!(page.body.contains(&format!("reload.js?build={}\"", first["turn"].as_str().unwrap())), "{first}");
    save(&preview.content("new.html"), "BROKEN");
    let mut failed = states.next();
    while failed["failed"] == false {
        failed = states.next();
    }
    assert_ne!(failed["turn"], first["turn"]);
    assert!(preview.get("/_desk/").body.starts_with("<body>2 pages"));
    // A save that changes nothing for any page is still another desk.
    save(&preview.content("new.html"), "BROKEN, and edited");
    assert_ne!(states.next_turn()["turn"], failed["turn"]);
}
