//! Tests of copies across articles.

use super::*;
use crate::dedupe::sentences::sentences;
use crate::dedupe::sketch::sketch;
use crate::dedupe::story_index::StoryIndex;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// An article that owns its text.
#[derive(Debug, Clone)]
struct Owned {
    id: String,
    title: String,
    blocks: Vec<String>,
    day: i64,
    same_as: Vec<String>,
    not_same_as: Vec<String>,
}

fn article(id: &str, title: &str, blocks: &[&str]) -> Owned {
    Owned {
        id: id.to_owned(),
        title: title.to_owned(),
        blocks: blocks.iter().map(|block| (*block).to_owned()).collect(),
        day: 100,
        same_as: Vec::new(),
        not_same_as: Vec::new(),
    }
}

fn stamp(article: &Owned) -> u64 {
    text::join(format!("{article:?}").bytes().map(u64::from))
}

fn with_docs<T>(articles: &[Owned], run: impl FnOnce(&[Doc<'_>], &[Arc<Sketch>]) -> T) -> T {
    let blocks: Vec<Vec<&str>> =
        articles.iter().map(|article| article.blocks.iter().map(String::as_str).collect()).collect();
    let overrides: Vec<(Vec<&str>, Vec<&str>)> = articles
        .iter()
        .map(|article| {
            (
                article.same_as.iter().map(String::as_str).collect(),
                article.not_same_as.iter().map(String::as_str).collect(),
            )
        })
        .collect();
    let docs: Vec<Doc<'_>> = articles
        .iter()
        .zip(&blocks)
        .zip(&overrides)
        .map(|((article, blocks), (same_as, not_same_as))| Doc {
            id: &article.id,
            stamp: stamp(article),
            lang: "en",
            title: &article.title,
            blocks,
            published: Some(article.day * 86_400),
            updated: None,
            same_as,
            not_same_as,
            canonical: false,
        })
        .collect();
    let sketches: Vec<Arc<Sketch>> = blocks.iter().map(|blocks| Arc::new(sketch(blocks))).collect();
    run(&docs, &sketches)
}

fn told(articles: &[Owned]) -> Stories {
    with_docs(articles, |docs, sketches| resolve(docs, sketches, &Options::default()))
}

fn groups(stories: &Stories) -> Vec<Vec<&str>> {
    stories.stories.iter().map(|story| story.members.iter().map(|member| member.id.as_str()).collect()).collect()
}

const WIRE: [&str; 6] = [
    "Gunmen attacked the garrison of Tarkint at dawn on Sunday and killed 12 soldiers, two residents and a security source said.",
    "The attackers came on motorcycles from the north, burned four vehicles and held the camp for three hours before they withdrew.",
    "A teacher reached by telephone said families had fled towards the river with what they could carry on donkeys and carts.",
    "The army gave no figure. In a short statement it said reinforcements and aircraft had been sent to restore order in the area.",
    "No group claimed the attack at first, but fighters loyal to the northern coalition have raided the same road since January.",
    "The garrison guards the only crossing used by lorries that bring millet and fuel to the villages on the eastern bank.",
];

fn wire(id: &str) -> Owned {
    article(id, "Twelve soldiers killed in dawn attack on garrison", &WIRE)
}

#[test]
fn copies_cut_short_and_with_a_newer_toll_are_one_story() {
    let mut short = article("b-short", "Dawn raid on army camp", &WIRE[..3]);
    short.day = 100;
    let mut newer = wire("c-newer");
    newer.blocks[0] = newer.blocks[0].replace("12", "19");
    newer
        .blocks
        .push("The regional governor visited the wounded in hospital on Monday and promised compensation.".to_owned());
    newer.day = 101;
    let found = told(&[wire("a"), short, newer]);
    assert_eq!(groups(&found), [["c-newer", "a", "b-short"]], "the latest full version speaks");
    let story = &found.stories[0];
    let kinds: Vec<_> = story.members.iter().map(|member| member.kind).collect();
    assert_eq!(kinds, [CopyKind::Canonical, CopyKind::Edited, CopyKind::Truncated]);
    let change = &story.members[1].changes[0];
    assert_eq!((change.here.as_str(), change.canonical.as_str()), ("12", "19"));
}

#[test]
fn the_next_edition_of_a_template_is_not_a_copy() {
    let bulletin = |id: &str, numbers: [&str; 6], day: i64| {
        let text = format!(
            "Traders sold {} tonnes of millet in the week to Friday, up from {} tonnes a week before, the market office said. \
             The price of a sack rose to {} francs from {} francs. Imports through the river port reached {} tonnes and stocks stood at {} tonnes.",
            numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]
        );
        Owned { day, ..article(id, "Weekly market bulletin", &[&text]) }
    };
    let found = told(&[
        bulletin("a", ["410", "395", "21000", "20500", "88", "1310"], 100),
        bulletin("b", ["455", "410", "22500", "21000", "93", "1275"], 102),
    ]);
    assert!(found.stories.is_empty());
    assert_eq!(found.apart[0].verdict, Verdict::Apart(Veto::Numbers));
}

#[test]
fn a_roundup_contains_and_a_reprint_is_proposed() {
    let other = "Health workers in the capital ended a strike of nine days after the ministry agreed to pay allowances owed since March.";
    let third = "A sandstorm closed the airport for a second day and delayed flights that carry mail and medicine to the desert towns.";
    let roundup = article(
        "r",
        "Morning roundup",
        &[
            "Health workers end strike",
            other,
            "Twelve soldiers killed in dawn attack on garrison",
            WIRE[0],
            WIRE[1],
            "Sandstorm",
            third,
        ],
    );
    let found = told(&[wire("a"), roundup]);
    assert!(found.stories.is_empty());
    assert_eq!((found.contains[0].container.as_str(), found.contains[0].part.as_str()), ("r", "a"));

    let mut late = wire("b");
    late.day = 140;
    late.blocks.pop();
    let found = told(&[wire("a"), late]);
    assert!(found.stories.is_empty());
    assert_eq!(found.proposals[0].verdict, Verdict::Apart(Veto::Date));
}

#[test]
fn overrides_win_and_dead_ones_are_named() {
    let mut apart = wire("b");
    apart.not_same_as = vec!["a".to_owned()];
    assert!(told(&[wire("a"), apart.clone()]).stories.is_empty());
    apart.not_same_as = vec!["nobody".to_owned()];
    let found = told(&[wire("a"), apart]);
    assert_eq!(groups(&found), [["a", "b"]]);
    assert_eq!(found.dead[0].why, DeadReason::Unknown);
    let mut stranger = article("z", "Sandstorm", &["A sandstorm closed the airport for a second day."]);
    stranger.same_as = vec!["a".to_owned()];
    assert_eq!(groups(&told(&[wire("a"), stranger])), [["a", "z"]]);
}

/// Sentences to make articles of.
fn pool() -> Vec<String> {
    let subjects = [
        "the mayor of Ansongo",
        "a convoy of traders",
        "the ministry of health",
        "fighters on motorcycles",
        "a doctor in Gao",
    ];
    let verbs = ["reported", "left behind", "asked for", "counted", "promised"];
    let objects = [
        "fresh water for the eastern quarter",
        "forty tents near the old bridge",
        "school books in three languages",
        "spare parts for the ferry",
    ];
    let mut pool: Vec<String> = WIRE.iter().map(|block| (*block).to_owned()).collect();
    for (n, subject) in subjects.iter().enumerate() {
        for (m, verb) in verbs.iter().enumerate() {
            let object = objects[(n + m) % objects.len()];
            pool.push(format!(
                "On day {} {subject} {verb} {object} after the {} of the season number {}.",
                n * 7 + m,
                verb,
                m * 3 + n
            ));
        }
    }
    pool
}

fn made() -> impl Strategy<Value = Owned> {
    let blocks = prop::collection::vec(0..31_usize, 1..9);
    (0..12_usize, 0..6_usize, blocks, 0..6_usize, 98..104_i64, 0..30_usize).prop_map(
        |(id, cut, picked, lead, day, other)| {
            let pool = pool();
            let mut blocks: Vec<String> = WIRE.iter().skip(cut).take(lead).map(|block| (*block).to_owned()).collect();
            blocks.extend(picked.into_iter().map(|at| pool[at % pool.len()].clone()));
            let other = |wanted: usize| if other == wanted { vec![format!("n{}", (id + 1) % 12)] } else { Vec::new() };
            Owned {
                id: format!("n{id}"),
                title: pool[cut].clone(),
                blocks,
                day,
                same_as: other(0),
                not_same_as: other(1),
            }
        },
    )
}

fn corpus() -> impl Strategy<Value = BTreeMap<String, Owned>> {
    prop::collection::vec(made(), 1..12)
        .prop_map(|articles| articles.into_iter().map(|article| (article.id.clone(), article)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_gives_the_same_stories(corpus in corpus(), turn in 0..12_usize) {
        let articles: Vec<Owned> = corpus.into_values().collect();
        let mut turned = articles.clone();
        turned.rotate_left(turn % articles.len());
        turned.reverse();
        prop_assert_eq!(told(&articles), told(&turned));
    }

    #[test]
    fn an_updated_index_answers_as_a_fresh_one(before in corpus(), changes in prop::collection::vec(made(), 1..4), gone in 0..12_usize) {
        let mut index = StoryIndex::new(Options::default());
        // enough strangers that a change does not make the index start anew
        let strangers = (0..80).map(|n| {
            let text = format!("Stranger {n} writes line {} about subject {} in the year {}.", n * 31, n * 17, n * 7);
            article(&format!("s{n}"), &format!("Stranger {n}"), &[&text])
        });
        let mut corpus: BTreeMap<String, Owned> = before.into_iter().chain(strangers.map(|article| (article.id.clone(), article))).collect();
        let mut update = |corpus: &BTreeMap<String, Owned>| {
            let articles: Vec<Owned> = corpus.values().cloned().collect();
            (with_docs(&articles, |docs, sketches| index.update(docs, sketches)), told(&articles))
        };
        update(&corpus);
        for change in changes {
            corpus.insert(change.id.clone(), change);
            let (updated, fresh) = update(&corpus);
            prop_assert_eq!(updated, fresh);
        }
        corpus.remove(&format!("n{gone}"));
        let (updated, fresh) = update(&corpus);
        prop_assert_eq!(updated, fresh);
    }

    #[test]
    fn no_sentence_is_lost(corpus in corpus()) {
        let articles: Vec<Owned> = corpus.values().cloned().collect();
        let found = told(&articles);
        for story in &found.stories {
            let folded = |id: &str| -> Vec<String> {
                corpus[id].blocks.iter().flat_map(|block| sentences(block).into_iter().map(|range| text::normal_form(&block[range]))).collect()
            };
            let canonical = folded(&story.canonical);
            for member in &story.members {
                for (block, body) in corpus[&member.id].blocks.iter().enumerate() {
                    for bytes in sentences(body) {
                        let place = Place { block, bytes: bytes.clone() };
                        let accounted = canonical.contains(&text::normal_form(&body[bytes]))
                            || member.only_here.contains(&place)
                            || member.reworded.iter().any(|(here, _)| *here == place);
                        prop_assert!(accounted, "{place:?} of {}", member.id);
                    }
                }
            }
        }
        let mut members: Vec<&str> = found.stories.iter().flat_map(|story| story.members.iter().map(|member| member.id.as_str())).collect();
        members.sort_unstable();
        let all = members.len();
        members.dedup();
        prop_assert_eq!(all, members.len(), "an article is in one story at most");
    }

    #[test]
    fn taking_an_override_back_restores_the_answer(corpus in corpus()) {
        let mut articles: Vec<Owned> = corpus.into_values().collect();
        for article in &mut articles {
            article.same_as.clear();
            article.not_same_as.clear();
        }
        let mut index = StoryIndex::new(Options::default());
        let before = with_docs(&articles, |docs, sketches| index.update(docs, sketches));
        let mut changed = articles.clone();
        let other = changed[changed.len() - 1].id.clone();
        changed[0].not_same_as = vec![other];
        with_docs(&changed, |docs, sketches| index.update(docs, sketches));
        prop_assert_eq!(before, with_docs(&articles, |docs, sketches| index.update(docs, sketches)));
    }
}
