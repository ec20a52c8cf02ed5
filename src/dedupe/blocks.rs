//! Repeats inside one article: the headline again as the first lines, a paragraph, a run of blocks or a
//! sentence pasted twice.
//!
//! It stands apart because it sees one article and nothing else, so a preview can remember its answer by
//! the article's content. It removes nothing: it says what repeats what, and whoever shows the article
//! folds it. Of anything said twice the first stays. Lists, tables, quotations and code are taken whole or
//! left alone. Where two passages are nearly the same it folds only if no number, name, quotation or other
//! word that carries meaning differs; otherwise it says so.

use crate::dedupe::facts::{self, Difference, count};
use crate::dedupe::sentences::sentences;
use crate::dedupe::text;
use serde::Deserialize;
use std::collections::HashMap;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// What a block of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading of any level.
    Heading,
    /// Running text.
    Paragraph,
    /// A whole list.
    List,
    /// A block quotation.
    Quote,
    /// A whole table.
    Table,
    /// A code block.
    Code,
    /// Anything else (a rule, a footnote, an image).
    Other,
}

/// One block of an article as plain text.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// What it is.
    pub kind: BlockKind,
    /// Its text without markup; byte ranges in decisions refer to it.
    pub text: &'a str,
}

/// Thresholds of the level inside an article.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Shortest block, in words, that is folded by itself (shorter ones only within a run). Default 5.
    pub min_block_words: usize,
    /// Shortest sentence, in words, that is folded. Default 8.
    pub min_sentence_words: usize,
    /// Share of words in common (Dice, 0 to 1) from which a near repeat is folded if nothing that carries meaning
    /// differs. Default 0.92.
    pub near_ratio: f64,
    /// Share of words in common from which a near repeat that is not folded is reported. Default 0.8.
    pub warn_ratio: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self { min_block_words: 5, min_sentence_words: 8, near_ratio: 0.92, warn_ratio: 0.8 }
    }
}

/// Something an article says twice. Positions are indices into the blocks given; `again` comes after `first`.
#[derive(Debug, Clone, PartialEq)]
pub enum Repeat {
    /// The title stands again in the body: as a whole block, or (with `bytes`) as its first line.
    Headline {
        /// The block that repeats the title.
        block: usize,
        /// The part of the block that does; the whole block if `None`.
        bytes: Option<Range<usize>>,
        /// Share of words in common with the title, 0 to 1.
        ratio: f64,
    },
    /// A whole block that stands earlier, word for word.
    Block {
        /// The block that stays.
        first: usize,
        /// The block that is folded.
        again: usize,
    },
    /// Two or more blocks in a row that stand earlier in the same order, word for word.
    Run {
        /// The blocks that stay.
        first: Range<usize>,
        /// The blocks that are folded.
        again: Range<usize>,
    },
    /// A sentence of a paragraph that stands earlier, word for word.
    Sentence {
        /// Block and byte range of the sentence that stays.
        first: (usize, Range<usize>),
        /// Block and byte range of the sentence that is folded.
        again: (usize, Range<usize>),
    },
    /// A paragraph that says the same as an earlier one in nearly the same words.
    Near {
        /// The block that stays.
        first: usize,
        /// The block that is folded.
        again: usize,
        /// Share of words in common, 0 to 1.
        ratio: f64,
    },
    /// A paragraph close to an earlier one that says something else: both stay, the editor is told.
    NearWarning {
        /// The earlier block.
        first: usize,
        /// The later block.
        again: usize,
        /// Why they were not folded.
        difference: Difference,
    },
}

impl Repeat {
    /// The later block, where the repeat is seen.
    #[must_use]
    pub fn block(&self) -> usize {
        match self {
            Self::Headline { block, .. } => *block,
            Self::Block { again, .. } | Self::Near { again, .. } | Self::NearWarning { again, .. } => *again,
            Self::Run { again, .. } => again.start,
            Self::Sentence { again, .. } => again.0,
        }
    }

    /// Whether it takes something from the page (a warning does not).
    #[must_use]
    pub fn folds(&self) -> bool {
        !matches!(self, Self::NearWarning { .. })
    }
}

/// A block reduced to what is compared.
struct Form {
    kind: BlockKind,
    words: usize,
    key: u64,
    /// What became of it so far.
    kept: bool,
}

/// What an article says twice, in the order of the blocks.
///
/// Give it nothing for an article whose author asked to leave repeats alone.
#[must_use]
pub fn repeats(title: &str, blocks: &[Block<'_>], options: &Options) -> Vec<Repeat> {
    repeats_among(title, blocks, &text::WordKeys::of(blocks.iter().map(|block| block.text)), options)
}

/// [`repeats`], for blocks whose words are already read.
#[must_use]
pub fn repeats_among(title: &str, blocks: &[Block<'_>], words: &text::WordKeys, options: &Options) -> Vec<Repeat> {
    let text::WordKeys { keys, spans } = words;
    let form = |(block, span): (&Block<'_>, &Range<usize>)| Form {
        kind: block.kind,
        words: span.len(),
        key: form_key(block, &keys[span.clone()]),
        kept: true,
    };
    let mut forms: Vec<Form> = blocks.iter().zip(spans).map(form).collect();
    let mut found = headline(title, blocks, &mut forms, options);
    found.extend(blocks_and_runs(&mut forms, options));
    if something_twice(keys, spans, &forms, options) {
        found.extend(near_blocks(blocks, keys, spans, &mut forms, options));
        found.extend(repeated_sentences(blocks, &forms, options));
    }
    found.sort_by_key(|repeat| (repeat.block(), matches!(repeat, Repeat::Sentence { .. })));
    found
}

/// Structured blocks must agree in every character, running text in its folded words.
fn form_key(block: &Block<'_>, words: &[u64]) -> u64 {
    let kind = block.kind as u64;
    match block.kind {
        BlockKind::Heading | BlockKind::Paragraph => text::join(words.iter().copied().chain([kind])),
        _ => text::join(block.text.lines().map(|line| xxh3_64(line.trim().as_bytes())).chain([kind])),
    }
}

/// How many of the first blocks may repeat the title in other words (a byline or dateline may come before).
const HEADLINE_DEPTH: usize = 3;

fn headline(title: &str, blocks: &[Block<'_>], forms: &mut [Form], options: &Options) -> Vec<Repeat> {
    let title_words: Vec<u64> = text::word_list(title).iter().map(|word| word.key).collect();
    if title_words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let form = &mut forms[at];
        if !matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph) || form.words == 0 {
            continue;
        }
        let same = form.words == title_words.len()
            && text::word_list(block.text).iter().map(|word| word.key).eq(title_words.iter().copied());
        let early = at < HEADLINE_DEPTH;
        if same && (early || title_words.len() >= 3) {
            form.kept = false;
            found.push(Repeat::Headline { block: at, bytes: None, ratio: 1.0 });
        } else if early {
            let near = near_title(title, &title_words, block.text, form.words, options);
            if let Some(ratio) = near {
                form.kept = false;
                found.push(Repeat::Headline { block: at, bytes: None, ratio });
            } else if let Some(bytes) = title_line(&title_words, block.text) {
                found.push(Repeat::Headline { block: at, bytes: Some(bytes), ratio: 1.0 });
            }
        }
    }
    found
}

fn near_title(title: &str, title_words: &[u64], block: &str, words: usize, options: &Options) -> Option<f64> {
    // the lengths alone bound the ratio from above
    let bound = 2.0 * count(words.min(title_words.len())) / count(words + title_words.len());
    if bound < options.near_ratio {
        return None;
    }
    let difference = facts::difference(title, block);
    (difference.ratio >= options.near_ratio && difference.is_none()).then_some(difference.ratio)
}

/// The first line of a longer block, if it is the title.
fn title_line(title_words: &[u64], block: &str) -> Option<Range<usize>> {
    let (line, rest) = block.split_once('\n')?;
    (!rest.trim().is_empty() && text::word_list(line).iter().map(|word| word.key).eq(title_words.iter().copied()))
        .then_some(0..line.len())
}

fn blocks_and_runs(forms: &mut [Form], options: &Options) -> Vec<Repeat> {
    let mut found = Vec::new();
    let mut keys: Vec<u64> = forms.iter().filter(|form| form.kept && form.words > 0).map(|form| form.key).collect();
    keys.sort_unstable();
    if keys.windows(2).all(|pair| pair[0] != pair[1]) {
        return found;
    }
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::with_capacity(forms.len());
    let mut at = 0;
    while at < forms.len() {
        let run = if forms[at].kept { longest_run(forms, &seen, at) } else { None };
        let Some((first, length)) = run.filter(|&(_, length)| worth_folding(&forms[at..at + length], options)) else {
            if forms[at].kept && forms[at].words > 0 {
                seen.entry(forms[at].key).or_default().push(at);
            }
            at += 1;
            continue;
        };
        for form in &mut forms[at..at + length] {
            form.kept = false;
        }
        found.push(if length == 1 {
            Repeat::Block { first, again: at }
        } else {
            Repeat::Run { first: first..first + length, again: at..at + length }
        });
        at += length;
    }
    found
}

/// The earliest of the longest runs of kept blocks before `at` that the blocks from `at` on repeat.
fn longest_run(forms: &[Form], seen: &HashMap<u64, Vec<usize>>, at: usize) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    for &first in seen.get(&forms[at].key)? {
        let length = (0..at - first)
            .take_while(|&step| {
                at + step < forms.len()
                    && forms[first + step].kept
                    && forms[at + step].kept
                    && forms[first + step].key == forms[at + step].key
            })
            .count();
        if best.is_none_or(|(_, longest)| length > longest) {
            best = Some((first, length));
        }
    }
    best
}

fn worth_folding(run: &[Form], options: &Options) -> bool {
    match run {
        [only] => {
            let enough = match only.kind {
                BlockKind::Paragraph => options.min_block_words,
                BlockKind::List | BlockKind::Quote | BlockKind::Table => options.min_block_words.max(8),
                BlockKind::Heading | BlockKind::Code | BlockKind::Other => return false,
            };
            only.words >= enough
        }
        _ => run.iter().any(|form| form.kind == BlockKind::Paragraph && form.words >= options.min_block_words),
    }
}

/// Words in a row that two passages must share before anything is laid side by side.
const WINDOW: usize = 4;

fn window_key(window: &[u64]) -> u64 {
    window.iter().fold(0, |key: u64, word| key.rotate_left(16) ^ word) | 1
}

/// Whether a paragraph still kept has a sentence's length of words in a row, or a third of its windows, that stood
/// before: the cheap look that most articles end with.
fn something_twice(keys: &[u64], spans: &[Range<usize>], forms: &[Form], options: &Options) -> bool {
    let mask = (keys.len() * 2).next_power_of_two() - 1;
    let mut table = vec![0_u64; mask + 1];
    let streak = options.min_sentence_words.saturating_sub(WINDOW - 1).max(1);
    for (span, form) in spans.iter().zip(forms) {
        if !form.kept || form.kind != BlockKind::Paragraph {
            continue;
        }
        let (mut hits, mut in_a_row, mut windows) = (0, 0, 0);
        for window in keys[span.clone()].windows(WINDOW) {
            let value = window_key(window);
            let mut slot = usize::try_from(value >> 40).unwrap_or(0) & mask;
            while table[slot] != 0 && table[slot] != value {
                slot = (slot + 1) & mask;
            }
            windows += 1;
            if table[slot] == value {
                hits += 1;
                in_a_row += 1;
                if in_a_row >= streak {
                    return true;
                }
            } else {
                in_a_row = 0;
                table[slot] = value;
            }
        }
        if hits >= 3 && hits * 3 >= windows {
            return true;
        }
    }
    false
}

/// Near repeats among whole paragraphs.
fn near_blocks(
    blocks: &[Block<'_>],
    keys: &[u64],
    spans: &[Range<usize>],
    forms: &mut [Form],
    options: &Options,
) -> Vec<Repeat> {
    let mut found = Vec::new();
    let mut first_with: HashMap<u64, Vec<usize>> = HashMap::new();
    for at in 0..blocks.len() {
        let enough = options.min_sentence_words;
        if !forms[at].kept || forms[at].kind != BlockKind::Paragraph || forms[at].words < enough {
            continue;
        }
        let mut shared: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        let windows: Vec<u64> = keys[spans[at].clone()].windows(WINDOW - 1).map(window_key).collect();
        for window in &windows {
            for &first in first_with.get(window).into_iter().flatten() {
                *shared.entry(first).or_default() += 1;
            }
        }
        let repeat = shared
            .into_iter()
            .filter(|&(_, hits)| hits * 5 >= windows.len() * 2)
            .find_map(|(first, _)| compare(blocks, first, at, options));
        if repeat.as_ref().is_some_and(Repeat::folds) {
            forms[at].kept = false;
        } else {
            for window in windows {
                let places = first_with.entry(window).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        found.extend(repeat);
    }
    found
}

fn compare(blocks: &[Block<'_>], first: usize, again: usize, options: &Options) -> Option<Repeat> {
    let difference = facts::difference(blocks[first].text, blocks[again].text);
    if difference.ratio >= options.near_ratio && difference.is_none() {
        Some(Repeat::Near { first, again, ratio: difference.ratio })
    } else if difference.ratio >= options.warn_ratio {
        Some(Repeat::NearWarning { first, again, difference })
    } else {
        None
    }
}

/// Sentences of kept paragraphs that stand earlier in a kept paragraph. One with a quotation mark in it is
/// left alone: a phrase may be quoted again on purpose.
fn repeated_sentences(blocks: &[Block<'_>], forms: &[Form], options: &Options) -> Vec<Repeat> {
    let mut found = Vec::new();
    let mut seen: HashMap<u64, (usize, Range<usize>)> = HashMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if !forms[at].kept || block.kind != BlockKind::Paragraph {
            continue;
        }
        for bytes in sentences(block.text) {
            let sentence = &block.text[bytes.clone()];
            let words = text::word_list(sentence);
            if words.len() < options.min_sentence_words
                || !facts::quotations(sentence).is_empty()
                || sentence.contains(['”', '»'])
            {
                continue;
            }
            match seen.entry(text::join(words.iter().map(|word| word.key))) {
                std::collections::hash_map::Entry::Occupied(first) => {
                    found.push(Repeat::Sentence { first: first.get().clone(), again: (at, bytes) });
                }
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert((at, bytes));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
