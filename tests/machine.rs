//! What a site says to programs: facts for search engines, feeds, the news site map, and what link previews show.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/html.rs"]
mod html;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use html::{decoded, inside, tags};
use serde_json::Value;
use support::{NOW, Site, files, program, ran};

const BASE: &str = "https://briefing.example.org/";

/// What is laid over the base site: two stories of which one translates the other, one of them news, and incidents known
/// to the month and the region, corrected, and withdrawn.
const LAID: &str = r#"
-- site.yaml --
title: "Test briefing"
base_url: "https://briefing.example.org/"
-- content/registers/places.yaml --
boulikessi:
  name: Boulikessi
  country: MLI
  lat: 14.79
  lon: -1.21
  aliases: [Boulkessy]
tillaberi:
  name: Tillabéri Region
  country: NER
  lat: 14.2
  lon: 1.45
  precision: adm1
-- content/incidents/more.yaml --
- id: "2025-05-raids"
  type: attack_on_civilians
  title: Raids in the villages
  summary: Two sources give different figures.
  date: "2025-05"
  place: tillaberi
  actors: [{ref: jnim, role: alleged_perpetrator}]
  claims:
    - {id: c1, about: killed, who: civilians, value: 7654, by: reuters, via: [report], status: reported}
  updates:
    - {at: "2025-06-11", text: "A village was added."}
  corrections:
    - {at: "2025-06-12", field: date, was: "April 2025", now: "May 2025", reason: "The report <was> & is of May."}
- id: "2025-05-12-undone"
  type: clash
  status: withdrawn
  title: WITHDRAWN-TITLE
  summary: It did not happen.
  date: "2025-05-12"
  place: boulikessi
  actors: [{ref: jnim, role: party}, {ref: army, role: party}]
  sources: [report]
  updates: [{at: "2025-06-20", text: "The source took it back."}]
-- content/articles/2025-06-30-news.md --
---
title: "</script><b>Fuel</b> & \"food\""
date: "2025-06-30T06:00:00Z"
byline: [A. Diallo, Test briefing desk]
summary: What is <known>.
tags: [fuel-blockade]
incidents: ["2025-06-01-boulikessi"]
sources: [report]
updates: [{at: "2025-06-30T09:00:00Z", text: "A union <spoke>."}]
corrections: [{at: "2025-06-30T10:00:00Z", was: "two days", now: "three days"}]
---
Lorries wait at the border.
-- content/articles/2025-06-20-fr.md --
---
title: Une base prise
date: "2025-06-20"
lang: fr
translation_of: base
---
La base de Boulikessi a été prise.
"#;

/// The files of the built site.
static BUILT: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let site = Site::base();
    site.lay(LAID);
    site.run(&["build", "-q", "-o", "public"]).exits(0);
    files(&site.path("public"))
});

#[track_caller]
fn text(path: &str) -> &'static str {
    std::str::from_utf8(BUILT.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

/// The facts of a page by their type.
fn facts(path: &str) -> BTreeMap<String, Value> {
    let page = text(path);
    let data: Vec<&str> = page.split("<script type=\"application/ld+json\">").skip(1).collect();
    assert!(data.len() < 2, "{path}");
    let Some(data) = data.first() else { return BTreeMap::new() };
    let data: Value = serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
    assert_eq!(data["@context"], "https://schema.org", "{path}");
    let parts = data.get("@graph").and_then(Value::as_array).cloned().unwrap_or_else(|| vec![data]);
    parts.into_iter().map(|part| (part["@type"].as_str().unwrap().to_owned(), part)).collect()
}

#[test]
fn a_story_says_to_programs_what_it_says_to_readers() {
    let facts = facts("stories/news/index.html");
    let news = &facts["NewsArticle"];
    assert_eq!(news["headline"], "</script><b>Fuel</b> & \"food\"");
    assert_eq!(news["datePublished"], "2025-06-30T06:00:00Z");
    assert_eq!(news["dateModified"], "2025-06-30T10:00:00Z");
    assert_eq!((&news["inLanguage"], &news["url"]), (&"en".into(), &format!("{BASE}stories/news/").into()));
    let authors: Vec<_> = news["author"].as_array().unwrap().iter().map(|one| (&one["@type"], &one["name"])).collect();
    assert_eq!(
        authors,
        [(&"Person".into(), &"A. Diallo".into()), (&"Organization".into(), &"Test briefing desk".into())]
    );
    assert_eq!(news["citation"][0]["url"], "https://example.org/report");
    assert_eq!(news["about"][0]["@id"], format!("{BASE}incidents/2025-06-01-boulikessi/#event"));
    assert_eq!(news["correction"][0]["@type"], "CorrectionComment");
    assert!(news["correction"][0]["text"].as_str().unwrap().contains("was “two days”, is now “three days”"));
    let trail = facts["BreadcrumbList"]["itemListElement"].as_array().unwrap();
    assert_eq!((&trail[0]["item"], trail[0]["position"].as_u64()), (&format!("{BASE}stories/").into(), Some(1)));
    assert_eq!(trail.last().unwrap()["item"], format!("{BASE}stories/news/"));
}

#[test]
fn an_incident_is_no_finer_for_programs_than_its_record_knows() {
    let facts = facts("incidents/2025-05-raids/index.html");
    let (page, event) = (&facts["WebPage"], &facts["WebPage"]["mainEntity"]);
    assert_eq!((&event["startDate"], event.get("endDate")), (&"2025-05".into(), None));
    assert_eq!((&event["location"]["name"], event["location"].get("geo")), (&"Tillabéri Region".into(), None));
    assert_eq!((&event["about"][0]["@type"], &event["about"][0]["name"]), (&"Organization".into(), &"JNIM".into()));
    assert_eq!(page["dateModified"], "2025-06-12");
    assert!(page["correction"][0]["text"].as_str().unwrap().ends_with("The report <was> & is of May."));
    assert!(!page.to_string().contains("7654") && !page.to_string().contains("7,654"), "a figure without its speaker");
    let event = &self::facts("incidents/2025-06-01-boulikessi/index.html")["WebPage"]["mainEntity"];
    assert_eq!(
        (&event["startDate"], event["location"]["geo"]["latitude"].as_f64()),
        (&"2025-06-01".into(), Some(14.79))
    );
}

#[test]
fn what_is_withdrawn_is_told_to_no_program() {
    assert_eq!(facts("incidents/2025-05-12-undone/index.html"), BTreeMap::new());
    for path in ["feed.atom", "feed.json", "sitemap.xml", "sitemap-news.xml"] {
        assert!(!text(path).contains("undone") && !text(path).contains("WITHDRAWN-TITLE"), "{path}");
    }
}

#[test]
fn lists_and_the_front_page_name_themselves_and_the_way_to_them() {
    assert_eq!(facts("index.html")["WebSite"]["url"], BASE);
    for path in [
        "countries/mli/index.html",
        "actors/jnim/index.html",
        "places/boulikessi/index.html",
        "timeline/2025/index.html",
    ] {
        let facts = facts(path);
        let own = format!("{BASE}{}", path.strip_suffix("index.html").unwrap());
        assert_eq!(facts["BreadcrumbList"]["itemListElement"].as_array().unwrap().last().unwrap()["item"], own);
    }
}

#[test]
fn both_feeds_hold_the_same_entries_with_their_updates_and_corrections() {
    let json: Value = serde_json::from_str(text("feed.json")).unwrap();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], format!("{BASE}feed.json"));
    let items = json["items"].as_array().unwrap();
    let ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    let atom = text("feed.atom");
    let entries = inside(atom, "entry");
    assert_eq!(entries.iter().map(|entry| inside(entry, "id")[0]).collect::<Vec<_>>(), ids);
    assert_eq!(ids[0], format!("{BASE}stories/news/"));
    let told = items[0]["content_text"].as_str().unwrap();
    assert_eq!(
        told,
        "What is <known>.\n\nCorrection, 30 June 2025: was “two days”, is now “three days”.\n\nUpdate, 30 June 2025: A union <spoke>."
    );
    let notes: Vec<String> = inside(entries[0], "li").into_iter().map(decoded).collect();
    assert_eq!(notes, told.split("\n\n").skip(1).collect::<Vec<_>>());
    let raids = items.iter().find(|item| item["id"].as_str().unwrap().ends_with("2025-05-raids/")).unwrap();
    assert_eq!(raids["date_modified"], "2025-06-12T00:00:00Z");
    assert_eq!(inside(atom, "updated")[0], items[0]["date_modified"]);
    for kind in ["application/atom+xml", "application/feed+json"] {
        assert!(tags(text("index.html")).iter().any(|tag| tag.get("type") == Some(kind)), "{kind} is not announced");
    }
}

#[test]
fn link_previews_are_told_when_a_story_was_published_and_search_engines_its_translations() {
    let tags_of = |path| tags(text(path));
    let news = tags_of("stories/news/index.html");
    let meta = |property: &str| {
        news.iter().find(|tag| tag.get("property") == Some(property)).and_then(|tag| tag.get("content"))
    };
    assert_eq!(meta("article:published_time"), Some("2025-06-30T06:00:00Z"));
    assert_eq!(meta("article:modified_time"), Some("2025-06-30T10:00:00Z"));
    assert!(news.iter().any(|tag| tag.get("name") == Some("twitter:card")));
    let languages = |path| -> Vec<(String, String)> {
        let links = tags_of(path).into_iter().filter(|tag| tag.name == "link" && tag.get("hreflang").is_some());
        let mut links: Vec<_> =
            links.map(|tag| (tag.get("hreflang").unwrap().to_owned(), tag.get("href").unwrap().to_owned())).collect();
        links.sort();
        links
    };
    let both = [("en".to_owned(), format!("{BASE}stories/base/")), ("fr".to_owned(), format!("{BASE}stories/fr/"))];
    assert_eq!(languages("stories/base/index.html"), both);
    assert_eq!(languages("stories/fr/index.html"), both);
    assert_eq!(languages("stories/news/index.html"), []);
}

#[test]
fn a_story_is_news_for_two_days_and_the_site_is_built_again_when_it_no_longer_is() {
    let site = Site::base();
    site.lay(LAID);
    let at = |clock: &str| {
        ran(program(&site.root(), &["build", "-o", "public"]).env("SOURCE_DATE_EPOCH", clock)).exits(0);
        fs::read_to_string(site.path("public/sitemap-news.xml")).unwrap()
    };
    let now: i64 = NOW.parse().unwrap();
    let news = at(NOW);
    assert_eq!(inside(&news, "loc"), [format!("{BASE}stories/news/")]);
    assert_eq!(inside(&news, "news:publication_date"), ["2025-06-30T06:00:00Z"]);
    assert_eq!(inside(&news, "news:language"), ["en"]);
    assert_eq!(decoded(inside(&news, "news:title")[0]), "</script><b>Fuel</b> & \"food\"");
    // The night of 1 July; then a second before and at six in the morning of 2 July.
    let ends = now + 30 * 3600;
    assert_eq!(at(&(ends - 1).to_string()), news);
    assert_eq!(inside(&at(&ends.to_string()), "loc"), Vec::<&str>::new());
    let robots = fs::read_to_string(site.path("public/robots.txt")).unwrap();
    assert!(robots.contains(&format!("Sitemap: {BASE}sitemap-news.xml\n")), "{robots}");
    assert!(robots.contains(&format!("Sitemap: {BASE}sitemap.xml\n")), "{robots}");
}

/// Width and height of a PNG.
#[cfg(feature = "cards")]
fn size(png: &[u8]) -> [u32; 2] {
    assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()))
}

#[cfg(feature = "cards")]
#[test]
fn stories_and_their_incidents_have_a_picture_for_link_previews() {
    for page in ["stories/news/", "stories/fr/", "incidents/2025-06-01-boulikessi/"] {
        let tags = tags(text(&format!("{page}index.html")));
        let meta = |property: &str| {
            tags.iter().find(|tag| tag.get("property") == Some(property)).and_then(|tag| tag.get("content"))
        };
        assert_eq!(meta("og:image"), Some(format!("{BASE}{page}card.png").as_str()));
        assert_eq!((meta("og:image:width"), meta("og:image:height")), (Some("1200"), Some("630")));
        let png = &BUILT[&format!("{page}card.png")];
        assert_eq!(size(png), [1200, 630]);
        assert!(png.len() < 40_000, "{page}: {} bytes", png.len());
    }
    let pictures: Vec<&String> = BUILT.keys().filter(|path| path.ends_with("card.png")).collect();
    assert_eq!(pictures.len(), 4, "{pictures:?}");
    assert!(!text("incidents/2025-05-raids/index.html").contains("og:image"));
}

#[cfg(feature = "cards")]
#[test]
fn a_setting_says_which_pages_have_pictures_and_a_title_that_cannot_be_set_gives_way_to_the_sites() {
    let site = Site::base();
    site.lay(LAID);
    let built = |cards: &str| {
        site.write("site.yaml", format!("title: Test briefing\nbase_url: {BASE}\ncards: {cards}\n"));
        site.run(&["build", "-q", "-o", "public"]).exits(0);
        let mut files = files(&site.path("public"));
        files.retain(|path, _| path.ends_with("card.png"));
        files
    };
    assert_eq!(built("none").len(), 0);
    let all = built("all");
    assert!(all.contains_key("incidents/2025-05-raids/card.png") && !all.keys().any(|path| path.contains("undone")));
    let story = |title: &str| {
        let text =
            format!("---\ntitle: \"{title}\"\ndate: \"2025-06-20\"\nlang: fr\ntranslation_of: base\n---\nOui.\n");
        site.write("content/articles/2025-06-20-fr.md", text);
        built("stories").remove("stories/fr/card.png").unwrap()
    };
    let fallback = story("Test briefing");
    assert_eq!(story("ⵜⵉⵎⴱⵓⴽⵜⵓ"), fallback);
    assert_ne!(story("تمبكتو"), fallback);
    site.write("site.yaml", "title: Test briefing\ncards: some\n");
    assert!(site.run(&["check", "--format", "short"]).exits(2).stdout.contains("write recent, stories, all or none"));
}

#[cfg(feature = "cards")]
#[test]
fn the_newest_stories_have_pictures_unless_a_site_asks_for_all() {
    let site = Site::base();
    site.write("site.yaml", format!("title: Test briefing\nbase_url: {BASE}\n"));
    for at in 0..101 {
        let text =
            format!("---\ntitle: Story {at}\ndate: \"2025-01-01T0{}:{:02}:00Z\"\n---\nText {at}.\n", at / 60, at % 60);
        site.write(&format!("content/articles/2025-01-01-story-{at}.md"), text);
    }
    site.run(&["build", "-q", "-o", "public"]).exits(0);
    let pictures = |path: &str| site.path(&format!("public/stories/{path}/card.png")).is_file();
    let old: Vec<usize> = (0..101).filter(|at| !pictures(&format!("story-{at}"))).collect();
    assert_eq!(old, [0, 1], "`base` is newer than all of them");
    let page = fs::read_to_string(site.path("public/stories/story-0/index.html")).unwrap();
    assert!(!page.contains("og:image"), "no page names a picture that is not there");
    site.write("site.yaml", format!("title: Test briefing\nbase_url: {BASE}\ncards: stories\n"));
    site.run(&["build", "-q", "-o", "public"]).exits(0);
    assert!(pictures("story-0") && pictures("story-100"));
}

#[cfg(feature = "cards")]
#[test]
fn a_site_may_lay_out_its_pictures_itself_and_is_told_what_is_wrong_with_them() {
    let site = Site::base();
    site.lay(LAID);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1200 630\"><rect width=\"1200\" height=\"630\" fill=\"#7a1f1f\"/></svg>";
    site.write("templates/pages/card.svg", svg);
    site.run(&["build", "-q", "-o", "public"]).exits(0);
    let plain = fs::read(site.path("public/stories/news/card.png")).unwrap();
    assert_eq!(size(&plain), [1200, 630]);
    assert!(plain.len() < 3000, "{}", plain.len());
    site.write("templates/pages/card.svg", "<svg");
    let told = site.run(&["build", "-o", "public"]).exits(1).stderr;
    assert!(told.contains("no picture can be made of what `pages/card.svg` gives"), "{told}");
    assert_eq!(fs::read(site.path("public/stories/news/card.png")).unwrap(), plain);
}

#[test]
fn pictures_stand_on_their_pages_with_who_made_them_and_what_is_no_picture_is_a_link() {
    let site = Site::base();
    let media = |folder: &str| fs::read(support::repository().join("tests/media").join(folder)).unwrap();
    site.write("static/photos/the gate.jpg", media("photo.jpg"));
    site.write("static/chart.png", media("chart.png"));
    site.write("static/note.txt", "A note.");
    let record = fs::read_to_string(site.path("content/incidents/base.yaml")).unwrap();
    let pictures = "  media:\n    - {file: photos/the gate.jpg, alt: \"A <gate> & a wall\", credit: Invented Person, licence: CC BY 4.0}\n    - {file: note.txt, alt: The note, credit: Test desk}\n";
    site.write("content/incidents/base.yaml", format!("{record}{pictures}"));
    let story = fs::read_to_string(site.path("content/articles/2025-06-02-base.md")).unwrap();
    let pictured =
        "---\nmedia: [{file: chart.png, alt: A chart, credit: Test desk, licence: \"https://example.org/licence\"}]\n";
    site.write("content/articles/2025-06-02-base.md", story.replacen("---\n", pictured, 1));
    site.run(&["build", "-q", "--strict", "-o", "public"]).exits(0);
    let page = |path: &str| fs::read_to_string(site.path("public").join(path)).unwrap();
    let incident = page("incidents/2025-06-01-boulikessi/index.html");
    let all = tags(&incident);
    let img = all.iter().find(|tag| tag.name == "img").unwrap();
    let attributes = ["src", "alt", "width", "height", "loading"].map(|key| img.get(key).unwrap());
    // The photograph is stored lying on its side.
    assert_eq!(attributes, ["../../photos/the%20gate.jpg", "A <gate> & a wall", "32", "48", "lazy"]);
    assert_eq!(
        inside(&incident, "figcaption").iter().take(2).map(|text| html::words(text)).collect::<Vec<_>>(),
        ["Invented Person · CC BY 4.0", "Test desk"]
    );
    assert!(all.iter().any(|tag| tag.name == "a" && tag.get("href") == Some("../../note.txt")));
    let shown = fs::read(site.path("public/photos/the gate.jpg")).unwrap();
    assert!(!shown.windows(8).any(|part| part == b"Invented"), "the picture names its maker");
    let story = page("stories/base/index.html");
    let data = story.split("<script type=\"application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: Value = serde_json::from_str(data).unwrap();
    let image = &data["@graph"][0]["image"][0];
    assert_eq!((&image["@type"], &image["contentUrl"]), (&"ImageObject".into(), &format!("{BASE}chart.png").into()));
    assert_eq!((&image["creditText"], &image["license"]), (&"Test desk".into(), &"https://example.org/licence".into()));
}
