//! Nothing of a draft or of what is under embargo is in any file: not its address, not its title, not a sentence.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;

use crate::gate::{Finding, Rule, line, mark, readable};

/// Shortest run of words, in letters, that can be told from ordinary words.
const TELLING: usize = 14;

/// Something that is not published yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldBack {
    /// What it is, in words that follow "something of", such as ``the draft `x` ``.
    pub name: String,
    /// Words that stand for it and nothing else, such as its id and its address.
    pub ids: Vec<String>,
    /// Its title and texts.
    pub texts: Vec<String>,
}

/// What may be in no file, ready to be looked for.
pub(super) struct Forbidden<'a> {
    ids: Option<Needles<'a>>,
    phrases: Option<Needles<'a>>,
}

/// What is looked for, and of which item each is.
struct Needles<'a> {
    search: AhoCorasick,
    of: Vec<(String, &'a str)>,
}

impl<'a> Needles<'a> {
    fn new(of: BTreeMap<String, &'a str>) -> Option<Self> {
        let of: Vec<_> = of.into_iter().collect();
        if of.is_empty() {
            return None;
        }
        let search = AhoCorasick::new(of.iter().map(|(needle, _)| needle)).ok()?;
        Some(Self { search, of })
    }
}

impl<'a> Forbidden<'a> {
    pub(super) fn new(all: &'a [HeldBack], published: &[String]) -> Self {
        let (mut ids, mut phrases) = (BTreeMap::new(), BTreeMap::new());
        for item in all {
            ids.extend(item.ids.iter().map(|id| (id.clone(), item.name.as_str())));
            phrases.extend(item.texts.iter().flat_map(|text| sentences(text)).map(|words| (words, item.name.as_str())));
        }
        let phrases = Needles::new(phrases).and_then(|found| {
            // What a published text says too is no secret.
            let mut said = BTreeSet::new();
            for text in published {
                let text = readable::words(text);
                said.extend(found.search.find_overlapping_iter(&text).map(|hit| hit.pattern().as_usize()));
            }
            let left = found.of.into_iter().enumerate().filter(|(at, _)| !said.contains(at)).map(|(_, needle)| needle);
            Needles::new(left.collect())
        });
        Self { ids: Needles::new(ids), phrases }
    }

    pub(super) fn find(&self, path: &str, bytes: &[u8], findings: &mut Vec<Finding>) {
        let mut say = |at: Option<usize>, name: &str, what: &str| {
            findings.push(Finding {
                path: path.to_owned(),
                line: at.and_then(|at| line(bytes, at)),
                rule: Rule::HeldBack,
                found: format!("something of {name}: `{what}`"),
                remedy: "take it out, or publish the item",
                mark: mark(Rule::HeldBack, what.as_bytes()),
            });
        };
        if let Some(Needles { search, of }) = &self.ids {
            for hit in search.find_overlapping_iter(path.as_bytes()) {
                let (id, name) = &of[hit.pattern()];
                if alone(path.as_bytes(), hit.start(), hit.end()) {
                    say(None, name, id);
                }
            }
            for hit in search.find_overlapping_iter(bytes) {
                let (id, name) = &of[hit.pattern()];
                if alone(bytes, hit.start(), hit.end()) {
                    say(Some(hit.start()), name, id);
                }
            }
        }
        if let Some(Needles { search, of }) = &self.phrases {
            let text = readable::text(path, bytes);
            for words in [readable::words(&text), readable::words(&readable::without_tags(&text))] {
                for hit in search.find_overlapping_iter(&words) {
                    let (phrase, name) = &of[hit.pattern()];
                    say(None, name, phrase);
                }
            }
        }
    }
}

/// Whether a word stands alone, and is not a part of a longer id.
fn alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let slash = bytes.get(end.wrapping_sub(1)) == Some(&b'/');
    !part(start.checked_sub(1).and_then(|at| bytes.get(at))) && (slash || !part(bytes.get(end)))
}

/// A text's sentences that are long enough to be told from ordinary words.
fn sentences(text: &str) -> Vec<String> {
    let parts = text.split(['.', '!', '?', '\n', ';', '؟', '۔']).map(readable::words);
    parts.filter(|words| words.chars().count() >= TELLING && words.contains(' ')).collect()
}
