//! Tests of the linking of records.

use super::*;
use proptest::prelude::*;

const ACTORS: &[(&str, Side)] = &[("jnim", Side::Attacker), ("mali-army", Side::Target)];

fn row<'a>(id: &'a str, recorder: &'a str, day: i64, names: &'a [&'a str], text: &'a str, dead: u64) -> Row<'a> {
    Row {
        id,
        recorder,
        start: day,
        end: day,
        date: DatePrecision::Day,
        point: Some((14.8, -1.3)),
        precision: PlacePrecision::Exact,
        place: None,
        names,
        actors: ACTORS,
        text,
        toll: Some(Toll { low: dead, best: dead, high: dead }),
        external: &[],
        same_as: &[],
        not_same_as: &[],
    }
}

const CAMP: &str = "Gunmen overran the garrison and burned vehicles before they left with weapons.";
const OTHER: &str = "A mine went off under a lorry on the road to the market, wounding traders.";

fn linked(rows: &[Row<'_>]) -> Vec<Vec<String>> {
    link(rows, &Options::default()).groups.into_iter().map(|group| group.members).collect()
}

#[test]
fn one_attack_in_two_sets_is_linked_whatever_the_spelling_and_the_toll() {
    let (a, b) = (row("a", "one", 10, &["Boulikessi"], CAMP, 30), row("b", "two", 10, &["Boulkessy"], CAMP, 75));
    let found = link(&[a, b], &Options::default());
    assert_eq!(found.groups[0].members, ["a", "b"]);
    let link = &found.groups[0].links[0];
    assert_eq!(link.evidence, [EventEvidence::Text]);
    assert!((link.parts.iter().map(|part| part.value).sum::<f64>() - link.score).abs() < 1e-9);
    assert!(
        link.parts.iter().any(|part| part.name == PartName::Toll && part.value < 0.0),
        "the difference in tolls is shown"
    );
}

#[test]
fn day_place_and_actors_alone_are_only_proposed() {
    let found = link(
        &[row("a", "one", 10, &["Boulikessi"], CAMP, 5), row("b", "two", 10, &["Boulikessi"], OTHER, 6)],
        &Options::default(),
    );
    assert!(found.groups.is_empty());
    assert_eq!(found.proposals[0].held, Some(Held::NoEventEvidence));
}

#[test]
fn rows_of_one_data_set_and_of_other_actors_stay_apart() {
    let mut other = row("b", "two", 10, &["Boulikessi"], CAMP, 30);
    let base = row("a", "one", 10, &["Boulikessi"], CAMP, 30);
    assert!(linked(&[base, Row { recorder: "one", ..other }]).is_empty());
    other.actors = &[("isgs", Side::Attacker), ("mali-army", Side::Target)];
    assert!(linked(&[base, other]).is_empty());
    assert_eq!(linked(&[base, Row { same_as: &["a"], ..other }]), [["a", "b"]], "the author's word wins");
    // nor through a third row
    let bridge = row("c", "three", 10, &["Boulikessi"], CAMP, 30);
    for group in linked(&[base, Row { recorder: "one", actors: ACTORS, ..other }, bridge]) {
        assert_eq!(group.len(), 2);
    }
}

#[test]
fn overrides_and_shared_ids() {
    let ids: &[(&str, &str)] = &[("ucdp", "1")];
    let far = Row { external: ids, ..row("a", "one", 10, &["Gao"], CAMP, 3) };
    let same = Row { external: ids, ..row("b", "two", 20, &["Kidal"], OTHER, 9) };
    assert_eq!(linked(&[far, same]), [["a", "b"]]);
    assert!(linked(&[far, Row { not_same_as: &["a"], ..same }]).is_empty());
    let dead = link(&[Row { same_as: &["zz"], ..far }], &Options::default()).dead;
    assert_eq!(dead[0].why, DeadReason::Unknown);
}

#[test]
fn an_umbrella_covers_and_never_merges() {
    let wide = Row { end: 40, date: DatePrecision::Month, ..row("m", "two", 5, &["Boulikessi"], CAMP, 30) };
    let found = link(&[row("a", "one", 10, &["Boulikessi"], CAMP, 30), wide], &Options::default());
    assert!(found.groups.is_empty() && found.proposals.is_empty());
    assert_eq!(found.umbrellas, [Umbrella { record: "m".to_owned(), covers: vec!["a".to_owned()] }]);
}

const IDS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
const SETS: [&str; 3] = ["one", "two", "three"];
const PAIRS: [&[(&str, Side)]; 3] = [ACTORS, &[("isgs", Side::Attacker), ("mali-army", Side::Target)], &[]];

proptest! {
    #[test]
    fn never_two_rows_of_one_set_nor_two_actor_pairs_and_any_order(
        made in prop::collection::vec((0..3_usize, 10..13_i64, 0..3_usize, prop::bool::ANY, 2..5_u64), 2..8),
        turn in 0..8_usize,
    ) {
        let rows: Vec<Row<'_>> = made
            .iter()
            .zip(IDS)
            .map(|((set, day, pair, camp, dead), id)| Row {
                actors: PAIRS[*pair],
                ..row(id, SETS[*set], *day, &["Boulikessi"], if *camp { CAMP } else { OTHER }, *dead)
            })
            .collect();
        let found = link(&rows, &Options::default());
        let by_id: BTreeMap<&str, &Row<'_>> = rows.iter().map(|row| (row.id, row)).collect();
        for group in &found.groups {
            for (n, one) in group.members.iter().enumerate() {
                for other in &group.members[n + 1..] {
                    let (a, b) = (by_id[one.as_str()], by_id[other.as_str()]);
                    prop_assert_ne!(a.recorder, b.recorder);
                    prop_assert!(!other_actors(&prepare(a), &prepare(b)));
                }
            }
        }
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        prop_assert_eq!(found, link(&turned, &Options::default()));
    }
}
