//! What deduplication must hold to whatever it is given: no sentence is lost, the order of files decides nothing, a folded
//! text folds no further, an editor’s word taken away leaves no trace, and rows of one data set and records of other
//! actors are never joined.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dateline::dedupe::stories::{self, Mode};
use dateline::dedupe::{self, Options, Resolved};
use dateline::diagnostic::SourceFile;
use dateline::diagnostic::source::FileKind;
use dateline::load::{self, SourceTree};
use dateline::model::story::DedupeRule;
use dateline::model::{Corpus, Incident, Story};
use proptest::prelude::*;

/// Sentences with nothing in common but small words; some differ in a number only.
const SENTENCES: [&str; 14] = [
    "The mayor of Example Town said on Thursday that two lorries of grain were burnt on the road to the port.",
    "Traders closed the market at noon and asked the prefect for an escort, which had been promised in March.",
    "Drivers waited at the northern gate until dusk and left in a column of four vehicles after the night prayer.",
    "Our correspondent saw the burnt lorries from the bridge on Friday morning, guarded by a single policeman.",
    "The first rain of the season fell on the plateau, and herders moved their animals to the eastern wells.",
    "Seed prices rose on the market of Example Village, said a woman who sells millet there every week.",
    "Sixty pupils began their lessons in a new building on the hill, after two years under a leaking tent.",
    "A court in the capital heard the appeal of five traders who had been fined for selling fuel by the litre.",
    "Soldiers found 12 mines on the track between the quarry and the ford, the garrison commander told us.",
    "Soldiers found 19 mines on the track between the quarry and the ford, the garrison commander told us.",
    "The ferry was repaired with parts from a wrecked barge and crossed the river twice on its first day.",
    "Nurses of the district hospital ended their strike when the arrears of the winter months had been paid.",
    "Beekeepers lost half of their hives to a fire that spread from a charcoal kiln near the old airstrip.",
    "The football final was played without spectators because the stadium roof had been declared unsafe.",
];

/// An article: title, outlet, day, and paragraphs as sentences.
#[derive(Debug, Clone)]
struct Piece {
    title: usize,
    day: u8,
    headline_again: bool,
    paragraphs: Vec<Vec<usize>>,
}

const TITLES: [&str; 4] =
    ["Convoy halted near Example Town", "Rain on the plateau", "A school opens", "Ferry runs again"];

fn piece() -> impl Strategy<Value = Piece> {
    let paragraph = prop::collection::vec(0..SENTENCES.len(), 1..4);
    (0..TITLES.len(), 1..20_u8, any::<bool>(), prop::collection::vec(paragraph, 1..6))
        .prop_map(|(title, day, headline_again, paragraphs)| Piece { title, day, headline_again, paragraphs })
}

/// Some articles, of which some are cut or rearranged from others.
fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let change = (any::<prop::sample::Index>(), 1..20_u8, any::<prop::sample::Index>());
    (prop::collection::vec(piece(), 1..5), prop::collection::vec(change, 0..4)).prop_map(|(mut all, changes)| {
        for (of, day, cut) in changes {
            let mut copy = of.get(&all).clone();
            copy.day = day;
            copy.paragraphs.remove(cut.index(copy.paragraphs.len()));
            if !copy.paragraphs.is_empty() {
                all.push(copy);
            }
        }
        all
    })
}

fn markdown(piece: &Piece) -> String {
    let mut text = format!("---\ntitle: {}\ndate: \"2025-06-{:02}\"\n---\n\n", TITLES[piece.title], piece.day);
    if piece.headline_again {
        text.push_str(&format!("# {}\n\n", TITLES[piece.title]));
    }
    for paragraph in &piece.paragraphs {
        let words: Vec<&str> = paragraph.iter().map(|at| SENTENCES[*at]).collect();
        text.push_str(&format!("{}\n\n", words.join(" ")));
    }
    text
}

fn corpus(files: Vec<(String, FileKind, String)>) -> Corpus {
    let files = files.into_iter().map(|(path, kind, text)| Arc::new(SourceFile::text(path, kind, text))).collect();
    let options = load::Options {
        lang: "en".to_owned(),
        languages: Vec::new(),
        overrides: load::overrides::OfSite::default(),
        now: "2025-07-01T00:00:00Z".parse().unwrap(),
        let_in: std::collections::BTreeSet::new(),
    };
    load::corpus(&SourceTree { files }, &options, None).value
}

fn articles(texts: &[String]) -> Corpus {
    let files = texts.iter().enumerate();
    corpus(files.map(|(at, text)| (format!("content/articles/a{at:02}.md"), FileKind::Article, text.clone())).collect())
}

fn resolve(corpus: Corpus) -> Resolved {
    dedupe::resolve(corpus, &Options::default(), None).value
}

fn shown(story: &Story) -> String {
    story.blocks().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Which articles tell which story.
fn groups(resolved: &Resolved) -> BTreeMap<&str, Vec<&str>> {
    let each = resolved.stories.iter();
    each.map(|story| {
        let copies = story.copies.iter().map(|copy| copy.article.slug.as_str());
        (story.slug().as_str(), copies.collect())
    })
    .collect()
}

/// Everything decided, in words that do not depend on where a receipt stands in its list.
fn decided(resolved: &Resolved) -> BTreeSet<String> {
    let stories = resolved.stories.iter().map(|story| {
        let copies: Vec<String> = story
            .copies
            .iter()
            .map(|copy| {
                format!(
                    "{} {:?} {:?} {:?} {:?}",
                    copy.article.slug, copy.kind, copy.shared, copy.only_here, copy.changes
                )
            })
            .collect();
        format!("{} {copies:?} {:?}\n{}", story.slug(), story.contains, shown(story))
    });
    let incidents = resolved.incidents.iter().map(|incident| {
        let ids: Vec<&str> = incident.records.iter().map(|record| record.id.as_str()).collect();
        format!("{ids:?} {:?}", incident.covers)
    });
    let receipts = resolved.receipts.iter().map(|receipt| {
        format!(
            "{:?} {:?} {:?} {} {:?} {:?}",
            receipt.rule, receipt.standing, receipt.subject, receipt.said, receipt.evidence, receipt.undo
        )
    });
    stories.chain(incidents).chain(receipts).collect()
}

const PLACES: &str = "town: {name: Example Town, country: MLI, lat: 14.5, lon: -2.0}\nvillage: {name: Example Village, country: MLI, lat: 14.6, lon: -2.1}\n";
const ACTORS: &str = "army: {name: Army, kind: state_force}\nfront: {name: Front, kind: armed_group}\nband: {name: Band, kind: armed_group}\nguard: {name: Guard, kind: militia}\n";
const SOURCES: &str = "report: {name: Report, type: news}\n";
const ACTOR_SETS: [&[&str]; 5] =
    [&["army", "front"], &["army", "band"], &["guard", "band"], &["front"], &["army", "front", "guard"]];
const EVENTS: [&str; 3] = [
    "Fighters fired mortars at the post at dawn, burnt two trucks and withdrew to the south",
    "Mortars were fired at the post at dawn; two trucks were burnt by fighters who withdrew",
    "A bus struck a mine beside the weir while pilgrims travelled home from the feast",
];

/// A record: day, place, actors, recorder, toll, event.
type Row = (u8, bool, usize, usize, u8, usize);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (1..5_u8, any::<bool>(), 0..ACTOR_SETS.len(), 0..4_usize, 0..12_u8, 0..EVENTS.len());
    prop::collection::vec(row, 2..10)
}

fn records(rows: &[Row]) -> Corpus {
    let mut text = String::new();
    for (at, (day, town, actors, recorder, toll, event)) in rows.iter().enumerate() {
        let place = if *town { "town" } else { "village" };
        let actors: Vec<String> =
            ACTOR_SETS[*actors].iter().map(|actor| format!("{{ref: {actor}, role: party}}")).collect();
        let recorder = ["", "  recorded_by: one\n", "  recorded_by: two\n", "  recorded_by: three\n"][*recorder];
        text.push_str(&format!(
            "- id: \"2025-06-{day:02}-r{at:02}\"\n  type: clash\n  title: Event at the post\n  summary: {event}.\n  date: \"2025-06-{day:02}\"\n  place: {place}\n  actors: [{}]\n{recorder}  claims: [{{id: c1, about: killed, who: all, value: {toll}, by: army, via: [report], status: claimed}}]\n",
            actors.join(", "),
            event = EVENTS[*event],
        ));
    }
    let register =
        |name: &str, text: &str| (format!("content/registers/{name}.yaml"), FileKind::Register, text.to_owned());
    corpus(vec![
        ("content/incidents/all.yaml".to_owned(), FileKind::Incidents, text),
        register("actors", ACTORS),
        register("places", PLACES),
        register("sources", SOURCES),
    ])
}

fn other_actors(incident: &Incident) -> bool {
    let sets: Vec<BTreeSet<&str>> = incident
        .records
        .iter()
        .map(|record| record.actors.iter().map(|involved| involved.actor.as_str()).collect())
        .collect();
    sets.iter().any(|a| sets.iter().any(|b| !a.is_subset(b) && !b.is_subset(a)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_sentence_is_on_its_page_or_in_a_receipt(pieces in pieces()) {
        let resolved = resolve(articles(&pieces.iter().map(markdown).collect::<Vec<_>>()));
        let folded: Vec<&str> =
            resolved.receipts.iter().flat_map(|receipt| &receipt.folded).map(|folded| folded.text.as_str()).collect();
        for (at, piece) in pieces.iter().enumerate() {
            let slug = format!("a{at:02}");
            let tells = |story: &&Story| {
                story.slug().as_str() == slug || story.copies.iter().any(|copy| copy.article.slug.as_str() == slug)
            };
            let page = shown(resolved.stories.iter().find(tells).unwrap());
            for sentence in piece.paragraphs.iter().flatten().map(|at| SENTENCES[*at]) {
                prop_assert!(
                    page.contains(sentence) || folded.iter().any(|text| text.contains(sentence)),
                    "lost: {sentence}\nof {piece:?}\npage:\n{page}"
                );
            }
        }
    }

    #[test]
    fn what_only_a_copy_says_stands_on_its_storys_page(pieces in pieces()) {
        let resolved = resolve(articles(&pieces.iter().map(markdown).collect::<Vec<_>>()));
        for story in &resolved.stories {
            let page = shown(story);
            for copy in &story.copies {
                let at: usize = copy.article.slug.as_str()[1..].parse().unwrap();
                for sentence in pieces[at].paragraphs.iter().flatten().map(|at| SENTENCES[*at]) {
                    let twin = copy.changes.iter().any(|change| change.context == sentence);
                    prop_assert!(
                        page.contains(sentence) || twin || copy.only_here.iter().any(|only| only.contains(sentence)),
                        "{sentence} of {} is neither on the page of {} nor told as its own", copy.article.slug, story.slug()
                    );
                }
            }
        }
    }

    #[test]
    fn the_order_of_articles_decides_nothing(pieces in pieces(), turn in 1..7_usize) {
        let whole = articles(&pieces.iter().map(markdown).collect::<Vec<_>>());
        let mut turned = whole.clone();
        turned.articles.reverse();
        let by = turn % turned.articles.len();
        turned.articles.rotate_left(by);
        prop_assert_eq!(decided(&resolve(whole)), decided(&resolve(turned)));
    }

    #[test]
    fn a_word_of_an_editor_taken_away_again_leaves_no_trace_also_with_a_memory(
        pieces in pieces(),
        (on, word, other) in (any::<prop::sample::Index>(), 0..5_usize, any::<prop::sample::Index>()),
    ) {
        let texts: Vec<String> = pieces.iter().map(markdown).collect();
        let (on, other) = (on.index(texts.len()), other.index(texts.len()));
        let line = match word {
            0 => format!("same_as: [a{other:02}]"),
            1 => format!("not_same_as: [a{other:02}]"),
            2 => "split: true".to_owned(),
            3 => "canonical: true".to_owned(),
            _ => "keep_repeats: true".to_owned(),
        };
        let mut ruled = texts.clone();
        ruled[on] = ruled[on].replacen("---\n", &format!("---\n{line}\n"), 1);
        let mut memory = dedupe::Memory::default();
        let mut with_memory =
            |texts: &[String]| dedupe::resolve(articles(texts), &Options::default(), Some(&mut memory)).value;
        let first = decided(&with_memory(&texts));
        let with_the_word = decided(&with_memory(&ruled));
        prop_assert_eq!(&with_the_word, &decided(&resolve(articles(&ruled))));
        prop_assert_eq!(&decided(&with_memory(&texts)), &first);
        prop_assert_eq!(first, decided(&resolve(articles(&texts))));
    }

    #[test]
    fn articles_without_their_repeats_repeat_nothing_and_make_the_same_stories(pieces in pieces()) {
        let texts: Vec<String> = pieces.iter().map(markdown).collect();
        // Its own output: every article as its page shows it, copies too. (The shown versions alone are less than that:
        // which groups may join depends on all their members, so without the copies two may join that were kept apart.)
        let off = stories::Options { mode: Mode::Off, ..stories::Options::default() };
        let single = dedupe::resolve(articles(&texts), &Options { stories: off, ..Options::default() }, None).value;
        let mut again: BTreeMap<&str, String> = BTreeMap::new();
        for story in &single.stories {
            let blocks: Vec<&str> = story.blocks().map(|block| block.text.as_str()).collect();
            let (title, date) = (&story.article.title, story.article.date.date);
            again.insert(story.slug().as_str(), format!("---\ntitle: {title}\ndate: \"{date}\"\n---\n\n{}\n", blocks.join("\n\n")));
        }
        let again: Vec<String> = again.into_values().collect();
        let (once, twice) = (resolve(articles(&texts)), resolve(articles(&again)));
        let repeats: Vec<&str> = twice
            .receipts
            .iter()
            .filter(|receipt| receipt.rule != DedupeRule::CopyOfStory)
            .map(|receipt| receipt.said.as_str())
            .collect();
        prop_assert!(repeats.is_empty(), "{repeats:?} in\n{}", again.join("\n====\n"));
        prop_assert_eq!(groups(&once), groups(&twice));
    }

    #[test]
    fn rows_of_one_recorder_and_records_of_other_actors_are_never_joined(rows in rows()) {
        let resolved = resolve(records(&rows));
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        for incident in &resolved.incidents {
            prop_assert!(!other_actors(incident), "{:?}", incident.records.iter().map(|r| &r.id).collect::<Vec<_>>());
            let recorders: Vec<&Option<String>> = incident.records.iter().map(|record| &record.recorded_by).collect();
            let once: BTreeSet<&&Option<String>> = recorders.iter().collect();
            prop_assert_eq!(once.len(), recorders.len());
            for record in &incident.records {
                *told.entry(record.id.as_str()).or_default() += 1;
            }
        }
        prop_assert!(told.len() == rows.len() && told.values().all(|times| *times == 1), "each record is in one incident");
    }

    #[test]
    fn the_order_of_records_decides_nothing(rows in rows(), turn in 1..7_usize) {
        let whole = records(&rows);
        let mut turned = whole.clone();
        turned.records.reverse();
        let by = turn % turned.records.len();
        turned.records.rotate_left(by);
        prop_assert_eq!(decided(&resolve(whole)), decided(&resolve(turned)));
    }
}
