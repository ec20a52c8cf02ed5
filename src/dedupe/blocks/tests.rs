//! Tests of repeats inside an article.

use super::*;

fn paragraphs<'a>(texts: &[&'a str]) -> Vec<Block<'a>> {
    texts.iter().map(|text| Block { kind: BlockKind::Paragraph, text }).collect()
}

fn find(title: &str, texts: &[&str]) -> Vec<Repeat> {
    repeats(title, &paragraphs(texts), &Options::default())
}

const A: &str = "Gunmen attacked the garrison at dawn on Sunday, residents said.";
const B: &str = "The army gave no figure and sent reinforcements from the regional capital.";
const C: &str = "Aid groups said two thousand people had left the town since Friday.";

#[test]
fn the_headline_again() {
    let title = "Gunmen attack garrison in the north";
    let whole = |block, ratio| vec![Repeat::Headline { block, bytes: None, ratio }];
    assert_eq!(find(title, &["GUNMEN ATTACK GARRISON IN THE NORTH", A]), whole(0, 1.0));
    assert_eq!(find(title, &["By our correspondent", "Gunmen attack garrison in the north.", A]), whole(1, 1.0));
    assert_eq!(
        find(title, &["Gunmen attack garrison in the north\nBamako, 1 June. The army said…", A]),
        [Repeat::Headline { block: 0, bytes: Some(0..35), ratio: 1.0 }]
    );
    assert!(
        find(
            "At least 12 soldiers killed in an attack on a garrison in the north",
            &["At least 19 soldiers killed in an attack on a garrison in the north", A]
        )
        .is_empty()
    );
}

#[test]
fn paragraphs_and_runs_pasted_twice() {
    assert_eq!(find("t", &[A, B, A]), [Repeat::Block { first: 0, again: 2 }]);
    assert_eq!(find("t", &[C, A, "Short.", B, A, "Short.", B]), [Repeat::Run { first: 1..4, again: 4..7 }]);
    assert_eq!(find("t", &[A, "Short one.", B, "Short one."]), []);
}

#[test]
fn a_sentence_pasted_into_another_paragraph() {
    let other = format!("Nothing more is known so far of the attackers. {A}");
    let found = find("t", &[A, B, &other]);
    assert_eq!(found, [Repeat::Sentence { first: (0, 0..A.len()), again: (2, 47..other.len()) }]);
}

#[test]
fn near_repeats_fold_only_when_they_say_the_same() {
    let base = "The ministry said that 12 soldiers and 3 civilians were killed in the attack on the camp near the border on Monday.";
    assert!(matches!(
        find("t", &[base, B, &base.replace("said that", "said")])[..],
        [Repeat::Near { first: 0, again: 2, .. }]
    ));
    for (was, now) in [("12", "19"), ("killed", "wounded"), ("Monday", "Friday"), ("said", "denied")] {
        assert!(
            matches!(find("t", &[base, B, &base.replace(was, now)])[..], [Repeat::NearWarning { .. }]),
            "{was} → {now}"
        );
    }
}

#[test]
fn structure_is_taken_whole_or_left_alone() {
    let list = Block { kind: BlockKind::List, text: A };
    let quote = Block { kind: BlockKind::Quote, text: A };
    let found = repeats("t", &[paragraphs(&[A])[0], list, quote], &Options::default());
    assert!(found.is_empty(), "{found:?}");
}
