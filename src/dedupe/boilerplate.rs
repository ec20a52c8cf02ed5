//! Which blocks are boilerplate: paragraphs that stand in many articles which have nothing else in common.
//!
//! It stands apart because it is the one thing about an article that depends on the others. Counting how
//! often a block occurs is not enough: every paragraph of a wire story occurs in as many articles as carry
//! it. So the question is whether the articles that hold the block resemble one another without it.

use crate::dedupe::sketch::{Sketch, common};

/// At most this many holders of a block are compared.
const SAMPLE: usize = 8;

/// Share of a text's features that two articles must have in common, the block aside, to be kin.
const KIN: f64 = 0.25;

/// Whether a block is boilerplate, judged by the articles that hold it (in the order of their rank).
///
/// It is if at least `least` articles hold it and more than half of the pairs among them (of the first eight)
/// have too little else in common.
pub(crate) fn is_boilerplate(block: &Sketch, holders: &[&Sketch], least: usize) -> bool {
    if holders.len() < least.max(2) {
        return false;
    }
    let sample = &holders[..holders.len().min(SAMPLE)];
    let rest: Vec<Vec<u32>> = sample
        .iter()
        .map(|sketch| {
            sketch.features.iter().copied().filter(|feature| block.features.binary_search(feature).is_err()).collect()
        })
        .collect();
    let (mut pairs, mut strangers) = (0, 0);
    for (at, one) in rest.iter().enumerate() {
        for (other_at, other) in rest.iter().enumerate().skip(at + 1) {
            let bound = sample[at].bound.min(sample[other_at].bound);
            let under = |features: &[u32]| features.partition_point(|feature| *feature <= bound);
            let (here, there) = (&one[..under(one)], &other[..under(other)]);
            let smaller = here.len().min(there.len());
            pairs += 1;
            if crate::dedupe::facts::count(common(here, there)) < KIN * crate::dedupe::facts::count(smaller.max(4)) {
                strangers += 1;
            }
        }
    }
    strangers * 2 > pairs
}
