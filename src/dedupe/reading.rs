//! An article read closely: its sentences and the words that carry news, made only for the few pairs worth
//! comparing.
//!
//! It stands apart because it is costly and short-lived, where a sketch is cheap and kept. It knows one
//! article, and which of its blocks are boilerplate; it compares nothing.

use crate::dedupe::lexicon::is_stop;
use crate::dedupe::sentences::sentences;
use crate::dedupe::text::{self, Word};
use std::ops::Range;

/// A sentence of an article.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// Index of its block.
    pub(crate) block: usize,
    /// Where it stands in its block.
    pub(crate) bytes: Range<usize>,
    /// Its words, as a range of the reading's words.
    pub(crate) words: Range<usize>,
    /// Number of different words that carry news; 0 in a boilerplate block.
    pub(crate) weight: f32,
}

/// An article read closely.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// All words in order; their positions are bytes of their block.
    pub(crate) words: Vec<Word>,
    /// All sentences in order.
    pub(crate) sentences: Vec<Sentence>,
    /// (word, sentence) for every different word that carries news in a sentence that has weight; sorted.
    pub(crate) places: Vec<(u64, u32)>,
    /// Sum of the sentences' weights.
    pub(crate) weight: f32,
    /// The words of the title, sorted, each once.
    pub(crate) title: Vec<u64>,
}

/// Reads an article; `boilerplate` says of each block whether it carries no weight.
pub(crate) fn read(title: &str, blocks: &[&str], boilerplate: &[bool]) -> Reading {
    let mut reading =
        Reading { words: Vec::new(), sentences: Vec::new(), places: Vec::new(), weight: 0.0, title: Vec::new() };
    for (block, text) in blocks.iter().enumerate() {
        let ignored = boilerplate.get(block).copied().unwrap_or(false);
        for bytes in sentences(text) {
            let first = reading.words.len();
            let offset = u32::try_from(bytes.start).unwrap_or(u32::MAX);
            text::words(&text[bytes.clone()], |word| {
                reading.words.push(Word { start: offset + word.start, end: offset + word.end, ..word });
            });
            reading.sentences.push(Sentence {
                block,
                bytes,
                words: first..reading.words.len(),
                weight: if ignored { 0.0 } else { 1.0 },
            });
        }
    }
    weigh(&mut reading);
    text::words(title, |word| reading.title.push(word.key));
    reading.title.sort_unstable();
    reading.title.dedup();
    reading
}

fn weigh(reading: &mut Reading) {
    reading.places.reserve(reading.words.len());
    for (at, sentence) in (0_u32..).zip(&reading.sentences) {
        if sentence.weight > 0.0 {
            reading.places.extend(
                reading.words[sentence.words.clone()]
                    .iter()
                    .filter(|word| !is_stop(word.key))
                    .map(|word| (word.key, at)),
            );
        }
    }
    reading.places.sort_unstable();
    reading.places.dedup();
    for sentence in &mut reading.sentences {
        sentence.weight = 0.0;
    }
    for &(_, sentence) in &reading.places {
        reading.sentences[sentence as usize].weight += 1.0;
    }
    reading.weight = reading.sentences.iter().map(|sentence| sentence.weight).sum();
}
