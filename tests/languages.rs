//! A site in several languages: each has its own pages under its tag, in its own words, and what is not translated says
//! in which language it stands.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use support::{Site, dateline, files};

const RECORDS: &str = r#"
- id: "2024-06-01-told"
  type: attack_on_forces
  title: A base is overrun
  title_i18n: {fr: "Une base est submergée", ar: "اجتياح قاعدة"}
  summary: Fighters took it.
  summary_i18n: {fr: "Des combattants l'ont prise.", ar: "استولى عليها مقاتلون."}
  date: "2024-06-01"
  place: boulikessi
  actors: [{ref: jnim, role: perpetrator}, {ref: army, role: target}]
  claims:
    - {id: c1, about: killed, who: soldiers, low: 1200, high: 1500, by: jnim, via: [report], status: claimed, note: With the missing., note_i18n: {fr: Disparus compris.}}
    - {id: c2, about: control, by: jnim, via: [report], status: claimed, note: The group says it holds the base.}
- id: "2024-07-02-untold"
  type: clash
  title: A clash nobody translated
  summary: A test.
  date: "2024-07-02"
  place: boulikessi
  actors: [{ref: jnim, role: party}, {ref: army, role: party}]
  sources: [report]
"#;

static BUILT: LazyLock<Site> = LazyLock::new(|| {
    let site = Site::base();
    site.write(
        "site.yaml",
        "title: Test\ntitle_i18n: {ar: ملف}\ntagline: Who says what\ntagline_i18n: {fr: Qui dit quoi}\nbase_url: https://example.org/\nlang: en\nlanguages: [fr, ar]\ndedupe: {records: off}\n",
    );
    site.write("content/incidents/more.yaml", RECORDS);
    let more = |path: &str, id: &str, lines: &str| {
        let whole = std::fs::read_to_string(site.path(path)).unwrap();
        let entry = format!("{id}:\n");
        assert!(whole.contains(&entry), "{path} has no {id}");
        site.write(path, whole.replacen(&entry, &format!("{entry}{lines}"), 1));
    };
    more(
        "content/registers/actors.yaml",
        "jnim",
        "  acronym: JNIM\n  name_i18n: {fr: Groupe de soutien}\n  acronym_i18n: {ar: نصرة}\n",
    );
    more("content/registers/places.yaml", "boulikessi", "  name_i18n: {fr: Boulkessi}\n");
    site.write("content/pages/about.md", "---\ntitle: About\n---\nHello.\n");
    site.write("content/pages/about.fr.md", "---\ntitle: À propos\n---\nBonjour.\n");
    site.write(
        "content/articles/2024-06-03-histoire.md",
        "---\ntitle: Une histoire\ndate: 2024-06-03\nlang: fr\nincidents: [2024-06-01-told]\n---\nTexte.\n",
    );
    site.write(
        "content/months/2024-06.yaml",
        "countries:\n  MLI: {arrow: worse, reason: A base fell., reason_i18n: {fr: Une base est tombée.}, incidents: [2024-06-01-told]}\n",
    );
    site.write("templates/words/fr.ftl", "stories = Nos articles\n");
    dateline(&site.root(), &["build", "-q", "-o", "../public"]).exits(0);
    site
});

fn page(path: &str) -> String {
    std::fs::read_to_string(BUILT.path(&format!("../public/{path}"))).unwrap_or_else(|_| panic!("there is no {path}"))
}

#[test]
fn an_incident_is_told_in_each_language_with_its_dates_and_numbers() {
    let french = page("fr/incidents/2024-06-01-told/index.html");
    for words in [
        "<html lang=\"fr\" dir=\"ltr\">",
        "Une base est submergée",
        "1er juin 2024",
        "Soldats tués",
        "1\u{202f}200 à 1\u{202f}500",
    ] {
        assert!(french.contains(words), "{words}");
    }
    let arabic = page("ar/incidents/2024-06-01-told/index.html");
    for words in ["<html lang=\"ar\" dir=\"rtl\">", "اجتياح قاعدة", "1 يونيو 2024", "القتلى من الجنود", "مالي"]
    {
        assert!(arabic.contains(words), "{words}");
    }
}

#[test]
fn names_notes_and_the_sites_own_words_are_told_in_each_language_or_as_written() {
    let french = page("fr/incidents/2024-06-01-told/index.html");
    for words in ["Groupe de soutien (JNIM)", "Boulkessi, Mali", "Qui dit quoi", "Disparus compris."] {
        assert!(french.contains(words), "{words}");
    }
    assert!(french.contains("<span lang=\"en\" dir=\"ltr\">The group says it holds the base.</span>"));
    assert!(!french.contains("With the missing"), "a note is told once");
    let arabic = page("ar/incidents/2024-06-01-told/index.html");
    for words in ["ملف", "نصرة", "Boulikessi", "Who says what"] {
        assert!(arabic.contains(words), "{words}");
    }
    for (path, words) in [
        ("fr/places/boulikessi/index.html", "<h1 class=\"page-title\">Boulkessi</h1>"),
        ("fr/feed.atom", "Qui dit quoi"),
        ("ar/feed.json", "\"title\": \"ملف\""),
        ("incidents/2024-06-01-told/index.html", "With the missing."),
        ("places/boulikessi/index.html", "<h1 class=\"page-title\">Boulikessi</h1>"),
    ] {
        assert!(page(path).contains(words), "{path}: {words}");
    }
}

#[test]
fn what_is_not_translated_says_its_language() {
    let french = page("fr/timeline/index.html");
    assert!(french.contains("lang=\"en\">A clash nobody translated</a>"));
    assert!(!page("timeline/index.html").contains("lang=\"en\">A clash"));
}

#[test]
fn why_a_month_was_worse_is_told_in_the_page_s_language_or_as_written_with_its_own() {
    assert!(page("timeline/2024/06/index.html").contains("<p>A base fell.</p>"));
    for path in ["fr/timeline/2024/06/index.html", "fr/countries/mli/index.html", "fr/index.html"] {
        assert!(page(path).contains("<p>Une base est tombée.</p>"), "{path}");
    }
    assert!(page("ar/index.html").contains("<p lang=\"en\">A base fell.</p>"));
}

#[test]
fn the_switch_and_search_engines_are_led_to_the_same_page() {
    let french = page("fr/timeline/2024/index.html");
    assert!(
        french.contains("<a href=\"../../../ar/timeline/2024/\" lang=\"ar\" hreflang=\"ar\">العربية</a>"),
        "{french}"
    );
    for (lang, url) in [("en", "timeline/2024/"), ("fr", "fr/timeline/2024/"), ("x-default", "timeline/2024/")] {
        assert!(french.contains(&format!("hreflang=\"{lang}\" href=\"https://example.org/{url}\"")), "{lang}");
    }
    assert!(page("sitemap.xml").contains("hreflang=\"ar\" href=\"https://example.org/ar/timeline/2024/\""));
}

#[test]
fn every_page_but_texts_has_its_twin_in_every_language() {
    let paths = files(&BUILT.path("../public"));
    let of = |prefix: &str| -> BTreeSet<&str> {
        let pages = paths.keys().filter(|path| path.ends_with("index.html"));
        pages.filter_map(|path| path.strip_prefix(prefix)).collect()
    };
    let (own, french, arabic) = (of(""), of("fr/"), of("ar/"));
    let is_text =
        |path: &&&str| path.starts_with("stories/") && **path != "stories/index.html" || path.starts_with("about/");
    let is_tree = |path: &&&str| path.starts_with("fr/") || path.starts_with("ar/");
    for path in own.iter().filter(|path| !is_text(path) && !is_tree(path)) {
        assert!(french.contains(path) && arabic.contains(path), "{path}");
    }
}

#[test]
fn a_story_lies_once_and_is_framed_in_its_own_language() {
    let story = page("stories/histoire/index.html");
    assert!(story.contains("<html lang=\"fr\" dir=\"ltr\">") && story.contains("../../fr/timeline/"), "{story}");
    assert!(!BUILT.path("../public/fr/stories/histoire/index.html").exists());
}

#[cfg(feature = "cards")]
#[test]
fn pages_in_every_language_name_one_picture_for_link_previews() {
    for path in ["", "fr/", "ar/"] {
        let incident = page(&format!("{path}incidents/2024-06-01-told/index.html"));
        let image = "property=\"og:image\" content=\"https://example.org/incidents/2024-06-01-told/card.png\"";
        assert!(incident.contains(image), "{path}");
    }
    let paths = files(&BUILT.path("../public"));
    let pictures: Vec<&String> = paths.keys().filter(|path| path.ends_with("card.png")).collect();
    assert!(pictures.iter().any(|path| *path == "incidents/2024-06-01-told/card.png"), "{pictures:?}");
    assert!(pictures.iter().any(|path| *path == "stories/histoire/card.png"), "{pictures:?}");
    assert!(!pictures.iter().any(|path| path.starts_with("fr/") || path.starts_with("ar/")), "{pictures:?}");
}

#[test]
fn a_page_of_the_sites_own_text_is_translated_beside_it() {
    assert!(page("fr/about/index.html").contains("Bonjour."));
    assert!(page("about/index.html").contains("href=\"../fr/about/\" lang=\"fr\""));
    assert!(page("ar/index.html").contains("<a href=\"../about/\" lang=\"en\">About</a>"));
}

#[test]
fn a_site_rewords_a_message_without_touching_the_others() {
    let french = page("fr/index.html");
    assert!(french.contains(">Nos articles<") && french.contains(">Chronologie<"));
}

#[test]
fn a_language_without_words_is_refused() {
    let site = Site::base();
    site.write("site.yaml", "title: Test\nlanguages: [xx]\n");
    let ran = dateline(&site.root(), &["check"]);
    assert!(format!("{}{}", ran.stdout, ran.stderr).contains("`xx`, for which there are no words"), "{}", ran.stderr);
}

#[test]
fn no_template_holds_words_of_its_own() {
    let mut faults = Vec::new();
    let root = support::repository().join("templates");
    for (path, bytes) in files(&root).into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let mut text = String::from_utf8(bytes).unwrap();
        for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}")] {
            while let Some(at) = text.find(open) {
                let end = text[at..].find(close).map_or(text.len(), |end| at + end + 2);
                text.replace_range(at..end, "\u{1}");
            }
        }
        let between = text.split('>').skip(1).map(|part| part.split('<').next().unwrap_or_default());
        let spoken = ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\"", "data-label=\""];
        let attributes = spoken
            .iter()
            .flat_map(|name| text.split(name).skip(1))
            .map(|part| part.split('"').next().unwrap_or_default());
        // Names of formats and programs, and what is typed into a terminal.
        let names = ["BibTeX", "RIS", "SHA256SUMS", "minisig", "sha256sum", "curl"];
        let is_word = |text: &&str| text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
        let found =
            between.chain(attributes).filter(is_word).filter(|text| !names.iter().any(|name| text.contains(name)));
        faults.extend(found.map(|words| format!("{path}: {}", words.trim())));
    }
    assert!(faults.is_empty(), "move these to templates/words/: {faults:#?}");
}

/// A language of which every word is marked, so that what is not marked was not said by it.
fn marked() -> String {
    let words = std::fs::read_to_string(support::repository().join("templates/words/fr.ftl")).unwrap();
    let mut marked = String::new();
    for line in words.lines() {
        match line.split_once(" =") {
            Some((name, first)) if !line.starts_with([' ', '#', '}']) => {
                marked.push_str(&format!("⟧\n{name} = ⟦{}", first.trim_start()));
            }
            _ if line.starts_with([' ', '}']) => marked.push_str(&format!("\n{line}")),
            _ => {}
        }
    }
    marked.trim_start_matches("⟧\n").to_owned() + "⟧\n"
}

/// Words that the format's lists have: where one stands alone on a page, it was not translated.
fn of_the_format() -> BTreeSet<String> {
    let words = std::fs::read_to_string(support::repository().join("templates/words/fr.ftl")).unwrap();
    let english = std::fs::read_to_string(support::repository().join("templates/words/en.ftl")).unwrap();
    let name = |line: &str| line.split_once(" =").map(|(name, _)| name.to_owned());
    let english: BTreeSet<String> = english.lines().filter_map(name).collect();
    let labels = words.lines().filter_map(name).filter(|name| !english.contains(name));
    labels.filter_map(|name| name.split_once('_').map(|(_, word)| word.replace('_', " "))).collect()
}

/// The words of a page that are for its readers, tags apart, without what says that it is in another language.
fn spoken(html: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut skipped: Vec<String> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').find(|name| !name.is_empty()).unwrap_or_default();
        let is_quiet = ["script", "style", "pre", "code"].contains(&name)
            || tag.contains(" lang=\"en\"")
            || tag.starts_with("g class=\"map-");
        if tag.starts_with('/') {
            if skipped.last().is_some_and(|last| last == name) {
                skipped.pop();
            }
        } else if !skipped.is_empty() && skipped.last().is_some_and(|last| last == name) || is_quiet {
            skipped.push(name.to_owned());
        }
        if skipped.is_empty() {
            parts.push(text.to_owned());
            for attribute in ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\"", "data-label=\""] {
                parts.extend(tag.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
    }
    parts
}

/// What is left of a text when the marked words are taken out, piece by piece.
fn unmarked(text: &str) -> Vec<String> {
    let mut depth = 0;
    let mut left = String::new();
    for letter in text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&").chars() {
        match letter {
            '⟦' => depth += 1,
            '⟧' => {
                depth -= 1;
                left.push('\n');
            }
            _ if depth == 0 => left.push(letter),
            _ => {}
        }
    }
    left.split(['\n', '·', '–', '(', ')']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[test]
fn no_page_says_a_word_that_is_not_of_its_language() {
    let site = Site::empty();
    for (path, bytes) in files(&support::repository().join("content")) {
        site.write(&format!("content/{path}"), bytes);
    }
    site.write(
        "site.yaml",
        "title: Briefing\nbase_url: https://example.org/\nlang: en\nlanguages: [xx]\ncontact: desk@example.org\ncards: none\n",
    );
    site.write("templates/words/xx.ftl", marked());
    let mut build = support::program(&site.root(), &["build", "-q", "-o", "../public"]);
    support::ran(build.env("SOURCE_DATE_EPOCH", support::EXAMPLE_NOW)).exits(0);
    let simple =
        |text: &str| text.to_lowercase().replace(['-', '_'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let content: String =
        files(&site.path("content")).into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    let (content, vocabulary) = (simple(&content), of_the_format());
    // Names of the site, of formats, and of what a reader reads with; subjects and actors that are named as the format names things.
    let is_address = |said: &str| said.contains("://") || !said.contains(' ') && said.contains('.');
    let names = ["briefing", "desk@example.org", "bibtex", "ris", "xx", "civilians", "foreign forces", "statement"];
    let mut faults = BTreeSet::new();
    let mut read = 0;
    for (path, bytes) in files(&site.path("../public/xx")).into_iter().filter(|(path, _)| path.ends_with(".html")) {
        read += 1;
        for text in spoken(&String::from_utf8(bytes).unwrap()).iter().flat_map(|text| unmarked(text)) {
            let said = simple(text.trim_matches(|c: char| !c.is_alphanumeric()));
            let is_word = said.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
            if is_word
                && !is_address(&said)
                && !names.contains(&said.as_str())
                && (!content.contains(&said) || vocabulary.contains(&said))
            {
                faults.insert(format!("{said} (/xx/{path})"));
            }
        }
    }
    assert!(read > 100, "{read} pages");
    assert!(faults.is_empty(), "move these to templates/words/: {faults:#?}");
}
