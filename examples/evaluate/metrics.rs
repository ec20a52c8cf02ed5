//! How well an answer agrees with labels: pairs, clusters, and both by the kind of each item.
//!
//! It knows neither articles nor records: items are numbered, each has the cluster it truly belongs to, the
//! cluster it was put into, and a kind.

use std::collections::{BTreeMap, BTreeSet};

/// Pairs of items: how many were said to belong together, how many do, and how many of both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Pairs {
    /// Said, and true.
    pub(crate) hit: u64,
    /// Said.
    pub(crate) said: u64,
    /// True.
    pub(crate) real: u64,
}

impl Pairs {
    /// Share of what was said that is true; 1 where nothing was said.
    pub(crate) fn precision(self) -> f64 {
        ratio(self.hit, self.said)
    }

    /// Share of what is true that was said; 1 where nothing is true.
    pub(crate) fn recall(self) -> f64 {
        ratio(self.hit, self.real)
    }

    /// Harmonic mean of precision and recall.
    pub(crate) fn f1(self) -> f64 {
        ratio(2 * self.hit, self.said + self.real)
    }
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) hit: u64,
    pub(crate) of: u64,
}

#[expect(clippy::cast_precision_loss, reason = "numbers of pairs stay far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// An item: the cluster it belongs to, the one it was put into, and its kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) truth: &'a str,
    pub(crate) found: usize,
    pub(crate) kind: &'a str,
}

/// The kind of the text that the others of its cluster were made from.
pub(crate) const ORIGINAL: &str = "orig";

/// All pairs of items that were put into one cluster against all that belong into one.
pub(crate) fn cluster_pairs(items: &[Item<'_>]) -> Pairs {
    let mut truth: BTreeMap<&str, u64> = BTreeMap::new();
    let mut found: BTreeMap<usize, u64> = BTreeMap::new();
    let mut both: BTreeMap<(&str, usize), u64> = BTreeMap::new();
    for item in items {
        *truth.entry(item.truth).or_default() += 1;
        *found.entry(item.found).or_default() += 1;
        *both.entry((item.truth, item.found)).or_default() += 1;
    }
    Pairs {
        hit: both.values().copied().map(choose_two).sum(),
        said: found.values().copied().map(choose_two).sum(),
        real: truth.values().copied().map(choose_two).sum(),
    }
}

fn choose_two(items: u64) -> u64 {
    items * items.saturating_sub(1) / 2
}

/// Adjusted Rand index of two partitions (Hubert & Arabie 1985): 1 for the same, 0 for chance.
#[expect(clippy::cast_precision_loss, reason = "numbers of pairs stay far below 2^52")]
pub(crate) fn adjusted_rand(pairs: Pairs, items: usize) -> f64 {
    let all = choose_two(items as u64) as f64;
    let (hit, said, real) = (pairs.hit as f64, pairs.said as f64, pairs.real as f64);
    let chance = if all > 0.0 { said * real / all } else { 0.0 };
    let most = f64::midpoint(said, real);
    if (most - chance).abs() < f64::EPSILON { 1.0 } else { (hit - chance) / (most - chance) }
}

/// Pairs that were linked directly, against all that belong together. A pair named twice counts once.
pub(crate) fn linked_pairs(items: &[Item<'_>], links: &[(usize, usize)]) -> Pairs {
    let links: BTreeSet<(usize, usize)> = links.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
    let hit = links.iter().filter(|(a, b)| items[*a].truth == items[*b].truth).count();
    Pairs { hit: hit as u64, said: links.len() as u64, real: cluster_pairs(items).real }
}

/// Of the pairs that belong together, how many were put together: by the kind of the one that is not the original;
/// two that were both made from it count as `both edited`.
pub(crate) fn recall_by_kind<'a>(items: &[Item<'a>]) -> BTreeMap<&'a str, Share> {
    let mut clusters: BTreeMap<&str, Vec<&Item<'a>>> = BTreeMap::new();
    for item in items {
        clusters.entry(item.truth).or_default().push(item);
    }
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    for members in clusters.into_values() {
        for (at, one) in members.iter().enumerate() {
            for other in &members[at + 1..] {
                let kind = match (one.kind == ORIGINAL, other.kind == ORIGINAL) {
                    (true, _) => other.kind,
                    (_, true) => one.kind,
                    _ => "both edited",
                };
                let share = shares.entry(kind).or_default();
                share.of += 1;
                share.hit += u64::from(one.found == other.found);
            }
        }
    }
    shares
}

/// The pairs that were put together and do not belong together, by the kinds of both, in alphabetical order.
pub(crate) fn false_pairs_by_kind(items: &[Item<'_>]) -> BTreeMap<String, u64> {
    let mut clusters: BTreeMap<usize, BTreeMap<(&str, &str), u64>> = BTreeMap::new();
    for item in items {
        *clusters.entry(item.found).or_default().entry((item.truth, item.kind)).or_default() += 1;
    }
    let mut wrong: BTreeMap<String, u64> = BTreeMap::new();
    for cells in clusters.into_values() {
        let cells: Vec<((&str, &str), u64)> = cells.into_iter().collect();
        for (at, ((truth, kind), many)) in cells.iter().enumerate() {
            for ((other_truth, other_kind), others) in &cells[at + 1..] {
                if truth != other_truth {
                    let pair = format!("{} + {}", kind.min(other_kind), kind.max(other_kind));
                    *wrong.entry(pair).or_default() += many * others;
                }
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Six items worked by hand. Truth: aaa, bb, c. Found: 1 holds two a's, 2 an a and a b, 3 a b and c.
    fn six() -> Vec<Item<'static>> {
        [("a", 1, "orig"), ("a", 1, "L1"), ("a", 2, "L2"), ("b", 2, "orig"), ("b", 3, "L1"), ("c", 3, "single")]
            .map(|(truth, found, kind)| Item { truth, found, kind })
            .to_vec()
    }

    fn near(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-12
    }

    #[test]
    fn pairs_of_six_items() {
        let pairs = cluster_pairs(&six());
        assert_eq!(pairs, Pairs { hit: 1, said: 3, real: 4 });
        assert!(near(pairs.precision(), 1.0 / 3.0) && near(pairs.recall(), 0.25) && near(pairs.f1(), 2.0 / 7.0));
    }

    #[test]
    fn adjusted_rand_of_six_items() {
        // 15 pairs; by chance 3 × 4 / 15 = 0.8 agree; (1 − 0.8) / (3.5 − 0.8)
        assert!(near(adjusted_rand(cluster_pairs(&six()), 6), 0.2 / 2.7));
        let same: Vec<Item<'_>> =
            six().into_iter().zip([0, 0, 0, 1, 1, 2]).map(|(i, found)| Item { found, ..i }).collect();
        assert!(near(adjusted_rand(cluster_pairs(&same), 6), 1.0));
        let alone: Vec<Item<'_>> = six().into_iter().enumerate().map(|(found, i)| Item { found, ..i }).collect();
        assert!(near(adjusted_rand(cluster_pairs(&alone), 6), 0.0), "nothing joined is worth no more than chance");
    }

    #[test]
    fn links_count_once_in_either_order() {
        let links = [(0, 1), (1, 0), (2, 0), (3, 5)];
        assert_eq!(linked_pairs(&six(), &links), Pairs { hit: 2, said: 3, real: 4 });
    }

    #[test]
    fn kinds_of_hits_and_of_mistakes() {
        let recall = recall_by_kind(&six());
        assert_eq!(recall["L1"], Share { hit: 1, of: 2 });
        assert_eq!(recall["L2"], Share { hit: 0, of: 1 });
        assert_eq!(recall["both edited"], Share { hit: 0, of: 1 });
        let wrong: Vec<(String, u64)> = false_pairs_by_kind(&six()).into_iter().collect();
        assert_eq!(wrong, [("L1 + single".to_owned(), 1), ("L2 + orig".to_owned(), 1)]);
    }

    #[test]
    fn nothing_said_is_nothing_wrong() {
        let none = cluster_pairs(&[]);
        assert!(near(none.precision(), 1.0) && near(none.recall(), 1.0) && near(adjusted_rand(none, 0), 1.0));
    }
}
