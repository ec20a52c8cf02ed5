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
use std::sync::Arc;

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
    /// Scattered feature (high half) and holder (low half), sorted: the articles present when the index was built.
    frozen: Vec<u64>,
    /// First position in `frozen` of every value of a feature's high bits.
    buckets: Vec<u32>,
    /// The first holders (by id) of every crowded feature.
    crowded: HashMap<u32, Vec<Slot>>,
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

#[expect(clippy::cast_possible_truncation, reason = "takes the two halves apart")]
fn halves(entry: u64) -> (u32, Slot) {
    ((entry >> 32) as u32, entry as u32)
}

/// Sorts by the high half and keeps the order within (three passes of eleven bits).
fn sort_by_feature(entries: &mut Vec<u64>) {
    let mut spare = vec![0_u64; entries.len()];
    for shift in [32, 43, 54] {
        let digit = |entry: u64| usize::try_from(entry >> shift & 0x7ff).unwrap_or(0);
        let mut starts = vec![0_usize; 2049];
        for entry in entries.iter() {
            starts[digit(*entry) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        for entry in entries.iter() {
            let start = &mut starts[digit(*entry)];
            spare[*start] = *entry;
            *start += 1;
        }
        std::mem::swap(entries, &mut spare);
    }
}

impl Index {
    /// Builds an index from scratch out of (feature, holder) pairs, holders in the order of their ids.
    pub(crate) fn build(holders: impl Iterator<Item = (u32, Slot)>) -> Self {
        let mut frozen: Vec<u64> =
            holders.map(|(feature, slot)| u64::from(scatter(feature)) << 32 | u64::from(slot)).collect();
        sort_by_feature(&mut frozen);
        frozen.dedup();
        let mut buckets = vec![0_u32; (1 << BUCKET_BITS) + 1];
        for entry in &frozen {
            buckets[(halves(*entry).0 >> (32 - BUCKET_BITS)) as usize + 1] += 1;
        }
        for at in 1..buckets.len() {
            buckets[at] += buckets[at - 1];
        }
        let crowded = runs(&frozen)
            .filter(|run| run.len() > CROWD)
            .map(|run| (halves(run[0]).0, run.iter().take(HEADS).map(|entry| halves(*entry).1).collect()))
            .collect();
        Self { frozen, buckets, crowded, ..Self::default() }
    }

    /// All pairs worth comparing, smaller slot first, of an index just built. The same pairs as `candidates` finds one
    /// article at a time, at a tenth of the cost.
    pub(crate) fn pairs(&self, sketches: &[Option<Arc<Sketch>>], mut each: impl FnMut(Slot, Slot)) {
        // the runs that pair an article with later ones, article by article
        let mut starts = vec![0_u32; sketches.len() + 1];
        let pairing = |run: &[u64]| if run.len() > CROWD { HEADS } else { run.len() - 1 };
        for entry in runs(&self.frozen).flat_map(|run| &run[..pairing(run)]) {
            starts[halves(*entry).1 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![(0_u32, 0_u32); starts.last().map_or(0, |end| *end as usize)];
        let mut from = 0_u32;
        for run in runs(&self.frozen) {
            let end = from + u32::try_from(run.len()).unwrap_or(u32::MAX);
            for (offset, entry) in (1_u32..).zip(&run[..pairing(run)]) {
                let at = &mut next[halves(*entry).1 as usize];
                places[*at as usize] = (from + offset, end);
                *at += 1;
            }
            from = end;
        }
        let mut counts = vec![0_u32; sketches.len()];
        let mut touched: Vec<Slot> = Vec::new();
        for (slot, bounds) in (0_u32..).zip(starts.windows(2)) {
            for &(start, end) in &places[bounds[0] as usize..bounds[1] as usize] {
                for entry in &self.frozen[start as usize..end as usize] {
                    let other = halves(*entry).1;
                    let count = &mut counts[other as usize];
                    if *count == 0 {
                        touched.push(other);
                    }
                    *count += 1;
                }
            }
            touched.sort_unstable();
            for other in touched.drain(..) {
                let count = std::mem::take(&mut counts[other as usize]);
                if worth_comparing(sketches, slot, other, count) {
                    each(slot, other);
                }
            }
        }
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
        if let (Some(&from), Some(&to)) = (
            self.buckets.get((feature >> (32 - BUCKET_BITS)) as usize),
            self.buckets.get((feature >> (32 - BUCKET_BITS)) as usize + 1),
        ) {
            let bucket = &self.frozen[from as usize..to as usize];
            let start = bucket.partition_point(|entry| halves(*entry).0 < feature);
            let here = bucket[start..]
                .iter()
                .map(|entry| halves(*entry))
                .take_while(|entry| entry.0 == feature)
                .map(|entry| entry.1);
            if self.gone.is_empty() {
                into.extend(here);
            } else {
                into.extend(here.filter(|slot| self.gone.binary_search(slot).is_err()));
            }
        }
        into.extend(self.fresh.get(&feature).into_iter().flatten());
    }

    /// The first holders of a feature that is crowded; nothing for another.
    pub(crate) fn heads(&self, feature: u32) -> &[Slot] {
        self.crowded.get(&scatter(feature)).map_or(&[], Vec::as_slice)
    }

    /// Finds the first holders of a feature anew, after a change; `rank` gives the order of ids.
    pub(crate) fn refresh_heads(&mut self, feature: u32, rank: impl Fn(Slot) -> u32) {
        let mut holders = Vec::new();
        self.holders(feature, &mut holders);
        if holders.len() > CROWD {
            let mut heads: Vec<Slot> = Vec::with_capacity(HEADS + 1);
            for slot in holders {
                let place = heads.partition_point(|head| rank(*head) < rank(slot));
                if place < HEADS {
                    heads.insert(place, slot);
                    heads.truncate(HEADS);
                }
            }
            self.crowded.insert(scatter(feature), heads);
        } else {
            self.crowded.remove(&scatter(feature));
        }
    }
}

/// The holders of one feature at a time.
fn runs(frozen: &[u64]) -> impl Iterator<Item = &[u64]> {
    frozen.chunk_by(|one, other| one >> 32 == other >> 32)
}

/// Whether two articles that share `count` features are worth comparing.
fn worth_comparing(sketches: &[Option<Arc<Sketch>>], slot: Slot, other: Slot, count: u32) -> bool {
    if count < ENOUGH {
        return false;
    }
    match (&sketches[slot as usize], &sketches[other as usize]) {
        (Some(one), Some(other)) => count as usize * LEAST_SHARE >= smaller(one, other),
        _ => false,
    }
}

/// Scratch space for counting, used again for every article.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    counts: Vec<u32>,
    touched: Vec<Slot>,
    holders: Vec<Slot>,
}

impl Counter {
    /// The articles worth comparing with `slot`. The relation is symmetric and depends on no order but that of ids.
    pub(crate) fn candidates(&mut self, index: &Index, slot: Slot, sketches: &[Option<Arc<Sketch>>]) -> Vec<Slot> {
        self.counts.resize(sketches.len(), 0);
        let Some(sketch) = sketches.get(slot as usize).and_then(Option::as_ref) else {
            return Vec::new();
        };
        for feature in &sketch.features {
            let heads = index.heads(*feature);
            if heads.is_empty() || heads.contains(&slot) {
                index.holders(*feature, &mut self.holders);
            } else {
                self.holders.clear();
                self.holders.extend(heads);
            }
            for &holder in &self.holders {
                let count = &mut self.counts[holder as usize];
                if *count == 0 {
                    self.touched.push(holder);
                }
                *count += 1;
            }
        }
        let mut found = Vec::new();
        for other in self.touched.drain(..) {
            let count = std::mem::take(&mut self.counts[other as usize]);
            if other != slot && worth_comparing(sketches, slot, other, count) {
                found.push(other);
            }
        }
        found.sort_unstable();
        found
    }
}

/// Number of features of the smaller sketch that could have been kept in both.
fn smaller(one: &Sketch, other: &Sketch) -> usize {
    let bound = one.bound.min(other.bound);
    let under = |features: &[u32]| features.partition_point(|feature| *feature <= bound);
    under(&one.features).min(under(&other.features)).max(1)
}
