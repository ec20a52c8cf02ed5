//! Two articles laid side by side, sentence by sentence: how much of each stands in the other, and which
//! numbers changed.
//!
//! It stands apart because it measures and does not judge (`verdict` does), and because its numbers are what
//! a receipt shows. The measure depends on the two articles alone.
//!
//! Method: sentence alignment after Clough et al., “Measuring Text Reuse” (ACL 2002): every sentence
//! goes to the sentence of the other text with which it shares most of its words that carry news; it counts as
//! found if the share passes a bound. Words may be changed, dropped, added and reordered inside a sentence,
//! sentences may be moved, and nothing depends on runs of equal words.

use crate::dedupe::facts::{align, count};
use crate::dedupe::lexicon::is_stop;
use crate::dedupe::reading::{Reading, Sentence};
use crate::dedupe::text::Shape;

/// Share of a sentence's words that must stand in one sentence of the other text. Between two stories on one
/// subject it stays under a third; heavy rewriting keeps more than half.
const FOUND: f32 = 0.5;

/// Fewest words that carry news a sentence must share to count as found.
const ENOUGH: f32 = 3.0;

/// A number that stands in like words in both texts with another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// Position of the number among the first reading's words.
    pub(crate) one: usize,
    /// Position of the number among the other's.
    pub(crate) other: usize,
}

/// How two articles compare.
#[derive(Debug, Clone)]
pub(crate) struct Comparison {
    /// For every sentence of the first, the sentence of the other it was found in.
    pub(crate) one: Vec<Option<usize>>,
    /// For every sentence of the other, the sentence of the first it was found in.
    pub(crate) other: Vec<Option<usize>>,
    /// Share of the first's weight in sentences found, 0 to 1.
    pub(crate) cover_one: f64,
    /// Share of the other's weight in sentences found, 0 to 1.
    pub(crate) cover_other: f64,
    /// Weight of the sentences found, the smaller of the two sides.
    pub(crate) shared: f64,
    /// Mean share of common words over the sentences found, 0 to 1: 1 for word-for-word copies.
    pub(crate) fidelity: f64,
}

/// Lays two readings side by side.
pub(crate) fn compare(one: &Reading, other: &Reading) -> Comparison {
    let columns = other.sentences.len();
    let votes = votes(one, other, columns);
    let by_row = best(|row, column| votes[row * columns + column], &one.sentences, &other.sentences);
    let by_column = best(|column, row| votes[row * columns + column], &other.sentences, &one.sentences);
    let (found_one, found_other) = (weight_found(&one.sentences, &by_row), weight_found(&other.sentences, &by_column));
    let fidelity = fidelity(one, other, &by_row, |row, column| votes[row * columns + column]);
    Comparison {
        one: by_row,
        other: by_column,
        cover_one: share(found_one, one.weight),
        cover_other: share(found_other, other.weight),
        shared: f64::from(found_one.min(found_other)),
        fidelity,
    }
}

fn share(part: f32, whole: f32) -> f64 {
    if whole > 0.0 { f64::from(part / whole) } else { 0.0 }
}

/// Common words of every pair of sentences, row by row (merge join over the sorted places).
fn votes(one: &Reading, other: &Reading, columns: usize) -> Vec<f32> {
    let mut votes = vec![0.0_f32; one.sentences.len() * columns];
    let (mut left, mut right) = (one.places.as_slice(), other.places.as_slice());
    while let (Some(&(key, _)), Some(&(wanted, _))) = (left.first(), right.first()) {
        match key.cmp(&wanted) {
            std::cmp::Ordering::Less => left = &left[1..],
            std::cmp::Ordering::Greater => right = &right[1..],
            std::cmp::Ordering::Equal => {
                let here = left.iter().take_while(|place| place.0 == key).count();
                let there = right.iter().take_while(|place| place.0 == key).count();
                for &(_, row) in &left[..here] {
                    for &(_, column) in &right[..there] {
                        votes[row as usize * columns + column as usize] += 1.0;
                    }
                }
                (left, right) = (&left[here..], &right[there..]);
            }
        }
    }
    votes
}

/// For every row the column it was found in. A long sentence may also be found in several shorter ones that
/// each lie within it.
fn best(
    votes: impl Fn(usize, usize) -> f32,
    row_sentences: &[Sentence],
    column_sentences: &[Sentence],
) -> Vec<Option<usize>> {
    row_sentences
        .iter()
        .enumerate()
        .map(|(row, Sentence { weight, .. })| {
            let weight = *weight;
            let (mut top, mut within) = ((0.0_f32, 0), 0.0);
            for (column, sentence) in column_sentences.iter().enumerate() {
                let common = votes(row, column);
                if common > top.0 {
                    top = (common, column);
                }
                if common >= ENOUGH && common >= 0.7 * sentence.weight {
                    within += common;
                }
            }
            (weight > 0.0 && top.0 >= ENOUGH.min(weight) && top.0.max(within) >= FOUND * weight).then_some(top.1)
        })
        .collect()
}

fn weight_found(sentences: &[Sentence], found: &[Option<usize>]) -> f32 {
    sentences.iter().zip(found).filter(|(_, at)| at.is_some()).map(|(sentence, _)| sentence.weight).sum()
}

fn fidelity(one: &Reading, other: &Reading, found: &[Option<usize>], votes: impl Fn(usize, usize) -> f32) -> f64 {
    let (mut common, mut whole) = (0.0, 0.0);
    for (row, column) in found.iter().enumerate().filter_map(|(row, column)| column.map(|column| (row, column))) {
        common += 2.0 * votes(row, column);
        whole += one.sentences[row].weight + other.sentences[column].weight;
    }
    share(common, whole)
}

/// What the words of matching sentences say when laid side by side.
#[derive(Debug, Clone, Default)]
pub(crate) struct Details {
    /// Numbers and dates that fall together.
    pub(crate) numbers: usize,
    /// Those that differ.
    pub(crate) changes: Vec<Change>,
    /// Words other than numbers in the matching sentences, both sides together.
    pub(crate) words: usize,
    /// Those that fall together, counted on both sides.
    pub(crate) same_words: usize,
    /// Different names in the matching sentences of the first.
    pub(crate) names: usize,
    /// Those that stand somewhere in the other text.
    pub(crate) same_names: usize,
}

/// Lays the words of matching sentences side by side.
pub(crate) fn details(one: &Reading, other: &Reading, found: &[Option<usize>]) -> Details {
    let mut details = Details::default();
    let mut names = Vec::new();
    for (row, column) in found.iter().enumerate().filter_map(|(row, column)| column.map(|column| (row, column))) {
        let (left, right) = (one.sentences[row].words.clone(), other.sentences[column].words.clone());
        names.extend(
            one.words[left.clone()]
                .iter()
                .skip(1)
                .filter(|word| word.shape.is_capital() && !is_stop(word.key))
                .map(|word| word.key),
        );
        let is_number = |reading: &Reading, at: usize| reading.words[at].shape == Shape::Number;
        let keys = |reading: &Reading, range: std::ops::Range<usize>| {
            reading.words[range].iter().map(|word| word.key).collect::<Vec<_>>()
        };
        let (left_keys, right_keys) = (keys(one, left.clone()), keys(other, right.clone()));
        let alignment = align(&left_keys, &right_keys);
        let same_numbers = alignment.same.iter().filter(|(at, _)| is_number(one, left.start + at)).count();
        details.numbers += same_numbers;
        details.same_words += 2 * (alignment.same.len() - same_numbers);
        details.words += left.clone().filter(|&at| !is_number(one, at)).count()
            + right.clone().filter(|&at| !is_number(other, at)).count();
        for (gap_left, gap_right) in alignment.gaps(left_keys.len(), right_keys.len()) {
            let here: Vec<_> = gap_left.map(|at| left.start + at).filter(|&at| is_number(one, at)).collect();
            let there: Vec<_> = gap_right.map(|at| right.start + at).filter(|&at| is_number(other, at)).collect();
            if here.len() == there.len() {
                details.numbers += here.len();
                details.changes.extend(here.into_iter().zip(there).map(|(one, other)| Change { one, other }));
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    let mut everywhere: Vec<u64> = other.words.iter().map(|word| word.key).collect();
    everywhere.sort_unstable();
    details.same_names = names.iter().filter(|name| everywhere.binary_search(name).is_ok()).count();
    details.names = names.len();
    details
}

/// Share of words two titles have in common (Dice), 0 to 1.
pub(crate) fn title_ratio(one: &Reading, other: &Reading) -> f64 {
    if one.title.is_empty() || other.title.is_empty() {
        return 0.0;
    }
    let common = one.title.iter().filter(|key| other.title.binary_search(key).is_ok()).count();
    2.0 * count(common) / count(one.title.len() + other.title.len())
}

/// Share of the words that carry news in one text's title that stand in the other text, 0 to 1.
pub(crate) fn told_by(titled: &Reading, text: &Reading) -> f64 {
    let words = titled.title.iter().filter(|key| !is_stop(**key));
    let told = words.clone().filter(|key| text.words.iter().any(|word| word.key == **key)).count();
    count(told) / count(words.count().max(1))
}

/// Whether the opening of `reading` (its first two sentences that carry news) was found.
pub(crate) fn opening_found(reading: &Reading, found: &[Option<usize>]) -> bool {
    reading
        .sentences
        .iter()
        .zip(found)
        .filter(|(sentence, _)| sentence.weight >= 4.0)
        .take(2)
        .any(|(_, at)| at.is_some())
}

/// Whether the title of `part` stands as a line of its own in the text of `whole`, as roundups have it.
pub(crate) fn headline_within(part: &Reading, whole: &Reading) -> bool {
    part.title.len() >= 3
        && whole.sentences.iter().any(|sentence| {
            let words = &whole.words[sentence.words.clone()];
            if words.len() > part.title.len() * 2 || words.len() * 2 < part.title.len() {
                return false;
            }
            let mut keys: Vec<u64> = words.iter().map(|word| word.key).collect();
            keys.sort_unstable();
            keys.dedup();
            let common = part.title.iter().filter(|key| keys.binary_search(key).is_ok()).count();
            2.0 * count(common) >= HEADLINE * count(part.title.len() + keys.len())
        })
}

/// Share of common words (Dice) from which a line is a headline in other words.
const HEADLINE: f64 = 0.6;
