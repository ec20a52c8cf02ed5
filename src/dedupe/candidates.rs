//! Which articles are worth comparing: an inverted index over the features of their sketches.
//!
//! It stands apart because it is the only structure that sees the whole corpus; it is cheap and wide, and
//! decides nothing. It can replace one article without being built anew.
//!
//! A feature held by more than [`CROWD`] articles is a common phrase, or a story that everybody carries. It
//! does not pair everyone with everyone: it pairs all with its two first holders (by rank), so that a
//! story in hundreds of copies still hangs together while a common phrase costs next to nothing.

use crate::dedupe::sketch::Sketch;
use std::collections::HashMap;

/// Holders of a feature above which it no longer pairs everyone with everyone.
pub(crate) const CROWD: usize = 32;

/// How many first holders of a crowded feature are paired with all others.
const HEADS: usize = 2;

/// Fewest shared features of a pair worth comparing.
const ENOUGH: u32 = 3;

/// Smallest share of the smaller sketch that must be shared, as a fraction `1 / LEAST_SHARE`.
const LEAST_SHARE: usize = 16;

/// Where an article stands in the tables of an index.
pub(crate) type Slot = u32;

/// Feature → holders.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    /// (scattered feature, holder), sorted: the articles present when the index was built.
    frozen: Vec<(u32, Slot)>,
    /// First position in `frozen` of every value of a feature's high bits.
    buckets: Vec<u32>,
    /// Slots that left since, sorted.
    gone: Vec<Slot>,
    /// Holders that came since.
    fresh: HashMap<u32, Vec<Slot>>,
    changes: usize,
}

/// Number of high bits that choose a bucket.
const BUCKET_BITS: u32 = 16;

/// Spreads the features (which are small numbers) over all bits, one to one.
fn scatter(feature: u32) -> u32 {
    feature.wrapping_mul(0x9e37_79b1)
}

impl Index {
    /// Builds an index from scratch out of (feature, holder) pairs.
    pub(crate) fn build(holders: impl Iterator<Item = (u32, Slot)>) -> Self {
        let mut frozen: Vec<(u32, Slot)> = holders.map(|(feature, slot)| (scatter(feature), slot)).collect();
        frozen.sort_unstable();
        frozen.dedup();
        let mut buckets = vec![0_u32; (1 << BUCKET_BITS) + 1];
        for (feature, _) in &frozen {
            buckets[(feature >> (32 - BUCKET_BITS)) as usize + 1] += 1;
        }
        for at in 1..buckets.len() {
            buckets[at] += buckets[at - 1];
        }
        Self { frozen, buckets, ..Self::default() }
    }

    /// Whether so much changed that building anew is cheaper.
    pub(crate) fn is_worn(&self) -> bool {
        self.changes * 20 > self.frozen.len()
    }

    /// Takes an article out.
    pub(crate) fn remove(&mut self, slot: Slot, features: impl Iterator<Item = u32>) {
        let mut was_fresh = false;
        for feature in features {
            self.changes += 1;
            if let Some(holders) = self.fresh.get_mut(&scatter(feature)) {
                was_fresh |= holders.contains(&slot);
                holders.retain(|holder| *holder != slot);
            }
        }
        if !was_fresh && let Err(place) = self.gone.binary_search(&slot) {
            self.gone.insert(place, slot);
        }
    }

    /// Puts an article in, under a slot never used before.
    pub(crate) fn insert(&mut self, slot: Slot, features: impl Iterator<Item = u32>) {
        for feature in features {
            self.changes += 1;
            let holders = self.fresh.entry(scatter(feature)).or_default();
            if holders.last() != Some(&slot) {
                holders.push(slot);
            }
        }
    }

    /// The articles that hold a feature, in no meaning order.
    pub(crate) fn holders(&self, feature: u32, into: &mut Vec<Slot>) {
        let feature = scatter(feature);
        into.clear();
        if let (Some(&from), Some(&to)) =
            (self.buckets.get((feature >> (32 - BUCKET_BITS)) as usize), self.buckets.get((feature >> (32 - BUCKET_BITS)) as usize + 1))
        {
            let bucket = &self.frozen[from as usize..to as usize];
            let start = bucket.partition_point(|entry| entry.0 < feature);
            let here = bucket[start..].iter().take_while(|entry| entry.0 == feature).map(|entry| entry.1);
            if self.gone.is_empty() {
                into.extend(here);
            } else {
                into.extend(here.filter(|slot| self.gone.binary_search(slot).is_err()));
            }
        }
        into.extend(self.fresh.get(&feature).into_iter().flatten());
    }
}

/// Scratch space for counting, used again for every article.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    counts: Vec<u32>,
    touched: Vec<Slot>,
    holders: Vec<Slot>,
}

/// The first holders of a crowded feature by rank.
pub(crate) fn heads(holders: &[Slot], rank: impl Fn(Slot) -> u32) -> Vec<Slot> {
    let mut heads: Vec<Slot> = Vec::with_capacity(HEADS + 1);
    for &slot in holders {
        heads.push(slot);
        heads.sort_unstable_by_key(|slot| rank(*slot));
        heads.truncate(HEADS);
    }
    heads
}

impl Counter {
    /// The articles worth comparing with `slot`. The relation is symmetric and depends on no order but rank.
    pub(crate) fn candidates(&mut self, index: &Index, slot: Slot, sketches: &[Option<std::sync::Arc<Sketch>>], rank: impl Fn(Slot) -> u32 + Copy) -> Vec<Slot> {
        self.counts.resize(sketches.len(), 0);
        let Some(sketch) = sketches.get(slot as usize).and_then(Option::as_ref) else {
            return Vec::new();
        };
        let mut holders = std::mem::take(&mut self.holders);
        for feature in &sketch.features {
            index.holders(*feature, &mut holders);
            if holders.len() > CROWD {
                let heads = heads(&holders, rank);
                if !heads.contains(&slot) {
                    holders = heads;
                }
            }
            for &holder in &holders {
                let count = &mut self.counts[holder as usize];
                if *count == 0 {
                    self.touched.push(holder);
                }
                *count += 1;
            }
        }
        self.holders = holders;
        let mut found = Vec::new();
        for other in self.touched.drain(..) {
            let count = std::mem::take(&mut self.counts[other as usize]);
            let Some(theirs) = &sketches[other as usize] else { continue };
            if other != slot && count >= ENOUGH.min(smaller(sketch, theirs)) && count as usize * LEAST_SHARE >= smaller(sketch, theirs) as usize {
                found.push(other);
            }
        }
        found.sort_unstable();
        found
    }
}

/// Number of features of the smaller sketch that could have been kept in both.
fn smaller(one: &Sketch, other: &Sketch) -> u32 {
    let bound = one.bound.min(other.bound);
    let under = |features: &[u32]| features.partition_point(|feature| *feature <= bound);
    u32::try_from(under(&one.features).min(under(&other.features)).max(1)).unwrap_or(u32::MAX)
}
