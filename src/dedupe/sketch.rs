//! What is remembered of an article so that its copies can be found among many: some hundred bytes.
//!
//! It stands apart because a sketch depends on one article alone; a preview keeps it under the hash of the
//! article's content. It holds no text and decides nothing.
//!
//! Features are hashes of three words in a row, thinned by their value (a hash is kept if it lies under a
//! bound that falls with the length of the text: Broder's mod-sampling), so that the thinned sets of a long
//! and a short text keep what they share.

use crate::dedupe::facts::count;
use crate::dedupe::lexicon::is_stop;
use crate::dedupe::text;

/// The most features kept of a text, about. Shorter texts keep all.
const FEATURES: u32 = 128;

/// Words in a feature.
const SHINGLE: usize = 3;

/// What is remembered of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// Hash of all folded words in order: equal for texts that are the same but for typography.
    pub content: u64,
    /// Number of words of the body.
    pub words: u32,
    /// Thinned features, sorted, each once; all are at most `bound`.
    pub features: Box<[u32]>,
    /// The largest value a feature of this text could have and be kept.
    pub bound: u32,
    /// Hash of every block of five words or more, in order; 0 for a shorter one.
    pub blocks: Box<[u64]>,
}

impl Sketch {
    /// Estimated share of the shorter text's runs of three words that stand in the other, 0 to 1.
    #[must_use]
    pub fn containment(&self, other: &Self) -> f64 {
        let bound = self.bound.min(other.bound);
        let under = |features: &[u32]| features.partition_point(|feature| *feature <= bound);
        let (here, there) = (&self.features[..under(&self.features)], &other.features[..under(&other.features)]);
        let smaller = here.len().min(there.len());
        if smaller == 0 { 0.0 } else { count(common(here, there)) / count(smaller) }
    }
}

/// How many values two sorted lists share.
pub(crate) fn common(mut one: &[u32], mut other: &[u32]) -> usize {
    let mut shared = 0;
    while let (Some(left), Some(right)) = (one.first(), other.first()) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => one = &one[1..],
            std::cmp::Ordering::Greater => other = &other[1..],
            std::cmp::Ordering::Equal => {
                shared += 1;
                (one, other) = (&one[1..], &other[1..]);
            }
        }
    }
    shared
}

/// Reduces an article's body to its sketch.
#[must_use]
pub fn sketch(blocks: &[&str]) -> Sketch {
    sketch_of(&text::WordKeys::of(blocks.iter().copied()))
}

/// [`sketch`], for blocks whose words are already read.
#[must_use]
pub fn sketch_of(words: &text::WordKeys) -> Sketch {
    let text::WordKeys { keys, spans } = words;
    let block_key = |span: &std::ops::Range<usize>| {
        if span.len() >= MIN_BLOCK { text::join(keys[span.clone()].iter().copied()) } else { 0 }
    };
    let block_keys: Vec<u64> = spans.iter().map(block_key).collect();
    let (features, bound) = features(keys);
    Sketch {
        content: text::join(keys.iter().copied()),
        words: u32::try_from(keys.len()).unwrap_or(u32::MAX),
        features,
        bound,
        blocks: block_keys.into(),
    }
}

/// Shortest block that can be told from another by its hash.
const MIN_BLOCK: usize = 5;

fn features(keys: &[u64]) -> (Box<[u32]>, u32) {
    let windows = u32::try_from(keys.len().saturating_sub(SHINGLE - 1)).unwrap_or(u32::MAX);
    let bound = if windows <= FEATURES { u32::MAX } else { u32::MAX / windows * FEATURES };
    let mut kept: Vec<u32> = Vec::with_capacity(FEATURES as usize * 3 / 2);
    for window in keys.windows(SHINGLE) {
        let hash = text::finish(window[0].rotate_left(42) ^ window[1].rotate_left(21) ^ window[2]);
        #[expect(clippy::cast_possible_truncation, reason = "a feature is the low half of a hash")]
        let value = hash as u32;
        // three words that carry no news by themselves carry none together
        if value <= bound && !(is_stop(window[0]) && is_stop(window[1]) && is_stop(window[2])) {
            kept.push(value);
        }
    }
    kept.sort_unstable();
    kept.dedup();
    (kept.into(), bound)
}
