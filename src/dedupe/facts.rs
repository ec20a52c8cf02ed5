//! What must not differ between two passages held to be the same: numbers, names, quotations, and the
//! words left over when they are laid side by side.
//!
//! It stands apart because the level inside an article and the level across articles ask the same
//! question. It decides nothing: it returns what differs.

use crate::dedupe::text::{self, Shape, Word};
use std::ops::Range;

/// The quoted passages of `text`, without their marks, as byte ranges. Marks: “ ”, „ “, « », straight
/// double quotes taken in pairs. A quotation left open runs to the end.
#[must_use]
pub fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, letter) in text.char_indices() {
        match (open, letter) {
            (None, '"' | '“' | '„' | '«') => open = Some((at + letter.len_utf8(), letter)),
            (Some((start, '"')), '"' | '”')
            | (Some((start, '“' | '„')), '”' | '"' | '“')
            | (Some((start, '«')), '»') => {
                found.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|(start, _)| start..text.len()));
    found
}

/// Whether every word between two positions lies in one of the quotations.
fn within(ranges: &[Range<usize>], word: &Word) -> bool {
    ranges.iter().any(|range| range.start <= word.bytes().start && word.bytes().end <= range.end)
}

/// Two word lists laid side by side (longest common subsequence of folded words).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alignment {
    /// Pairs of positions (in the first list, in the second) that hold the same word.
    pub same: Vec<(usize, usize)>,
}

/// Lays two word lists side by side. Cost: product of their lengths; meant for sentences and blocks.
#[must_use]
pub fn align(one: &[u64], other: &[u64]) -> Alignment {
    let front = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one_rest, other_rest) = (&one[front..], &other[front..]);
    let back = one_rest.iter().rev().zip(other_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (rows, columns) = (one_rest.len() - back, other_rest.len() - back);
    let width = columns + 1;
    let mut length = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            length[row * width + column] = if one_rest[row] == other_rest[column] {
                length[(row + 1) * width + column + 1] + 1
            } else {
                length[(row + 1) * width + column].max(length[row * width + column + 1])
            };
        }
    }
    let mut same: Vec<_> = (0..front).map(|at| (at, at)).collect();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if one_rest[row] == other_rest[column] {
            same.push((front + row, front + column));
            row += 1;
            column += 1;
        } else if length[(row + 1) * width + column] >= length[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    same.extend((0..back).map(|at| (one.len() - back + at, other.len() - back + at)));
    Alignment { same }
}

impl Alignment {
    /// The stretches between equal words: for each, the range in the first list and in the second. Not both empty.
    #[must_use]
    pub fn gaps(&self, one_len: usize, other_len: usize) -> Vec<(Range<usize>, Range<usize>)> {
        let mut gaps = Vec::new();
        let (mut row, mut column) = (0, 0);
        for &(next_row, next_column) in self.same.iter().chain(std::iter::once(&(one_len, other_len))) {
            if row < next_row || column < next_column {
                gaps.push((row..next_row, column..next_column));
            }
            (row, column) = (next_row + 1, next_column + 1);
        }
        gaps
    }

    /// Share of words in common, 0 to 1 (Dice: twice the common words over both lengths).
    #[must_use]
    pub fn ratio(&self, one_len: usize, other_len: usize) -> f64 {
        if one_len + other_len == 0 { 1.0 } else { 2.0 * count(self.same.len()) / count(one_len + other_len) }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of words stay far below 2^52")]
pub(crate) fn count(number: usize) -> f64 {
    number as f64
}

/// In what two passages differ. All empty or false: they say the same.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent finding")]
pub struct Difference {
    /// Share of words in common, 0 to 1.
    pub ratio: f64,
    /// Numbers that stand in only one of the two.
    pub numbers: bool,
    /// Names (capitalised words, not first in a sentence) that stand in only one of the two.
    pub names: bool,
    /// Words inside quotation marks that stand in only one of the two, or marks that do.
    pub quotations: bool,
    /// Other words that carry meaning (not articles, prepositions and the like; not another spelling of the
    /// same word) that stand in only one of the two.
    pub words: bool,
}

impl Difference {
    /// Whether nothing that carries meaning differs.
    #[must_use]
    pub fn is_none(&self) -> bool {
        !(self.numbers || self.names || self.quotations || self.words)
    }
}

/// Words that may come and go without a passage saying something else. Negations are not among them, nor
/// words of time, place and order.
const LIGHT: [&str; 38] = [
    "a", "an", "the", "that", "which", "who", "and", "of", "to", "in", "on", "at", "for", "from", "by", "s", "le",
    "la", "les", "l", "d", "de", "des", "du", "un", "une", "et", "que", "qu", "qui", "ال", "و", "في", "من", "da", "na",
    "ta", "ya",
];

/// Compares two passages by meaning-bearing parts.
#[must_use]
pub fn difference(one: &str, other: &str) -> Difference {
    let (left, right) = (text::word_list(one), text::word_list(other));
    let (left_keys, right_keys): (Vec<_>, Vec<_>) =
        (left.iter().map(|w| w.key).collect(), right.iter().map(|w| w.key).collect());
    let alignment = align(&left_keys, &right_keys);
    let light: Vec<u64> = LIGHT.iter().map(|word| text::key(word)).collect();
    let (left_quotes, right_quotes) = (quotations(one), quotations(other));
    let mut found = Difference {
        ratio: alignment.ratio(left.len(), right.len()),
        numbers: false,
        names: false,
        quotations: left_quotes.len() != right_quotes.len(),
        words: false,
    };
    for (rows, columns) in alignment.gaps(left.len(), right.len()) {
        let respelt = rows.len() == columns.len()
            && rows
                .clone()
                .zip(columns.clone())
                .all(|(row, column)| respelling(&one[left[row].bytes()], &other[right[column].bytes()]));
        if respelt {
            continue;
        }
        for (word, quotes, first) in rows
            .map(|at| (&left[at], &left_quotes, at == 0))
            .chain(columns.map(|at| (&right[at], &right_quotes, at == 0)))
        {
            if within(quotes, word) {
                found.quotations = true;
            } else if word.shape == Shape::Number {
                found.numbers = true;
            } else if light.contains(&word.key) {
                // says nothing by itself
            } else if word.shape.is_capital() && !first {
                found.names = true;
            } else {
                found.words = true;
            }
        }
    }
    found
}

/// Whether two written words are spellings of one: no digits, both in small letters, six letters or more,
/// at most one letter apart (`organise`, `organize`; not `killed`, `billed`: the first letter must agree).
fn respelling(one: &str, other: &str) -> bool {
    let plain = |word: &str| word.chars().count() >= 6 && word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase());
    plain(one)
        && plain(other)
        && one.chars().next() == other.chars().next()
        && one.chars().count() == other.chars().count()
        && strsim::osa_distance(one, other) <= 1
}

/// The value of a folded number or number word, where it is a whole number: `12`, `12,000`, `twelve`, `douze`.
#[must_use]
pub fn whole_number(word: &str) -> Option<u64> {
    let folded = text::normal_form(word);
    folded.parse().ok().or_else(|| NUMBER_WORDS.iter().find(|(name, _)| *name == folded).map(|(_, value)| *value))
}

/// Number words of English, French and Hausa up to twenty, and the tens. `un`, `one`, `second` are left out:
/// they are articles and ordinals as often as counts.
pub(crate) const NUMBER_WORDS: [(&str, u64); 64] = [
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("treize", 13),
    ("quatorze", 14),
    ("quinze", 15),
    ("seize", 16),
    ("vingt", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante", 60),
    ("biyu", 2),
    ("uku", 3),
    ("hudu", 4),
    ("biyar", 5),
    ("shida", 6),
    ("bakwai", 7),
    ("takwas", 8),
    ("tara", 9),
    ("goma", 10),
    ("ashirin", 20),
    ("talatin", 30),
    ("arba", 4),
    ("arbain", 40),
    ("hamsin", 50),
    ("sittin", 60),
    ("sabain", 70),
    ("tamanin", 80),
    ("casain", 90),
    ("dari", 100),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_of_three_languages() {
        let text = "He said “go now” and \"stay\". « Partez », dit-il.";
        let found: Vec<_> = quotations(text).into_iter().map(|range| text[range].trim()).collect();
        assert_eq!(found, ["go now", "stay", "Partez"]);
    }

    #[test]
    fn what_differs_is_named() {
        let base = "The army said that 12 soldiers died near Gao on Sunday.";
        let differs = |other| difference(base, other);
        assert!(differs("The army said 12 soldiers died near Gao on Sunday.").is_none());
        assert!(differs("The army said that 19 soldiers died near Gao on Sunday.").numbers);
        assert!(differs("The army said that 12 soldiers died near Kidal on Sunday.").names);
        assert!(differs("The army denied that 12 soldiers died near Gao on Sunday.").words);
        assert!(differs("The army said that no 12 soldiers died near Gao on Sunday.").words);
        assert!(difference("He said “leave the town” today", "He said “leave the camp” today").quotations);
        assert!(difference("they organise the convoys", "they organize the convoys").is_none());
    }

    #[test]
    fn alignment_finds_the_common_words() {
        let found = align(&[1, 2, 3, 4, 5], &[1, 9, 3, 5]);
        assert_eq!(found.same, [(0, 0), (2, 2), (4, 3)]);
        assert_eq!(found.gaps(5, 4), [(1..2, 1..2), (3..4, 3..3)]);
    }

    #[test]
    fn numbers_in_words() {
        assert_eq!(whole_number("Twelve"), Some(12));
        assert_eq!(whole_number("12,000"), Some(12_000));
        assert_eq!(whole_number("douze"), Some(12));
        assert_eq!(whole_number("7.5"), None);
    }
}
