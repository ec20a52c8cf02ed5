//! An index from words to pages, in parts so small that a slow phone loads only those its question needs. Text in, parts
//! out: nothing here knows a page, an address or a language.
//!
//! A word is folded as the script of the page folds what a reader types: `static/js/search.js` and `folded` say the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;

use crate::model::fold::plain;

/// How many pages one part of the list of pages holds.
const BLOCK: usize = 256;

/// How many bytes the words of one first letter may take before they are parted by the second, too.
const ROOM: usize = 32 * 1024;

/// Words, each with the pages that hold it: four times the place of each, and how much the word says of it.
type Words = BTreeMap<String, Vec<u32>>;

/// Some of the words.
type Held<'w> = BTreeMap<&'w str, &'w Vec<u32>>;

/// How much it says of a page that it holds a word, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// Somewhere in what is said of it.
    Told = 0,
    /// Among the names it is about.
    Named = 1,
    /// In its title.
    Titled = 2,
}

/// A page as it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its address from the site's root.
    pub(super) url: String,
    /// What it is called.
    pub(super) title: String,
    /// What tells it from others.
    pub(super) detail: String,
    /// The words it is found by.
    pub(super) texts: Vec<(Weight, String)>,
}

/// One file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its name, which the script asks for.
    pub(super) name: String,
    /// A script that hands its part over: a page that was opened from a folder may load nothing else.
    pub(super) text: Bytes,
}

/// The index of some pages, those to be shown first standing first. It can take other words for some of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    entries: Vec<Arc<Entry>>,
    words: Words,
    /// The parts that hold words, by the first letter of these.
    shards: BTreeMap<String, Vec<Part>>,
    /// The parts that hold the list of pages.
    blocks: Vec<Part>,
}

impl Index {
    /// The index of pages.
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        let mut words: HashMap<String, Vec<u32>> = HashMap::new();
        for (at, entry) in (0_u32..).zip(&entries) {
            for (weight, text) in &entry.texts {
                let found = at * 4 + *weight as u32;
                folded(text, &mut |word| match words.get_mut(word) {
                    Some(held) => match held.last_mut() {
                        Some(last) if *last / 4 == at => *last = (*last).max(found),
                        _ => held.push(found),
                    },
                    None => {
                        words.insert(word.to_owned(), vec![found]);
                    }
                });
            }
        }
        let words: Words = words.into_iter().collect();
        let entries: Vec<Arc<Entry>> = entries.into_iter().map(Arc::new).collect();
        let by_letter = by_letters(&words.iter().map(|(word, pages)| (word.as_str(), pages)).collect(), 1);
        let shards = by_letter.into_iter().map(|(name, words)| (name.clone(), shards(name, &words))).collect();
        let blocks = (0..entries.len().div_ceil(BLOCK)).map(|n| block(&entries, n)).collect();
        Self { entries, words, shards, blocks }
    }

    /// The index when the pages at some places are others.
    pub(super) fn with(mut self, others: impl Iterator<Item = (usize, Entry)>) -> Self {
        let (mut letters, mut blocks) = (BTreeSet::new(), BTreeSet::new());
        for (at, entry) in others {
            let (old, new) = (words_of(at, &self.entries[at]), words_of(at, &entry));
            for (word, found) in old.iter().filter(|(word, found)| new.get(*word) != Some(*found)) {
                letters.insert(shard(word, 1));
                let held = self.words.entry(word.clone()).or_default();
                held.retain(|other| other != found);
                if held.is_empty() {
                    self.words.remove(word);
                }
            }
            for (word, found) in new.into_iter().filter(|(word, found)| old.get(word) != Some(found)) {
                letters.insert(shard(&word, 1));
                let held = self.words.entry(word).or_default();
                let place = held.partition_point(|other| *other < found);
                held.insert(place, found);
            }
            blocks.insert(at / BLOCK);
            self.entries[at] = Arc::new(entry);
        }
        for letter in letters {
            let words = self.words.iter().filter(|(word, _)| shard(word, 1) == letter);
            let words: Held<'_> = words.map(|(word, pages)| (word.as_str(), pages)).collect();
            if words.is_empty() {
                self.shards.remove(&letter);
            } else {
                self.shards.insert(letter.clone(), shards(letter, &words));
            }
        }
        for n in blocks {
            self.blocks[n] = block(&self.entries, n);
        }
        self
    }

    /// Its files.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.shards.values().flatten().chain(&self.blocks)
    }

    /// The names of the parts that hold words.
    pub(super) fn shards(&self) -> Vec<&str> {
        self.shards.values().flatten().map(|part| &*part.name).collect()
    }
}

/// The words a page is found by, each as it is held.
fn words_of(at: usize, entry: &Entry) -> BTreeMap<String, u32> {
    let mut words = BTreeMap::new();
    let at = u32::try_from(at).unwrap_or(u32::MAX / 4);
    for (weight, text) in &entry.texts {
        let found = at * 4 + *weight as u32;
        folded(text, &mut |word| {
            let held = words.entry(word.to_owned()).or_insert(found);
            *held = found.max(*held);
        });
    }
    words
}

/// A part of the list of pages.
fn block(entries: &[Arc<Entry>], n: usize) -> Part {
    let block = entries.iter().skip(n * BLOCK).take(BLOCK);
    let rows: Vec<[&str; 3]> = block.map(|entry| [&*entry.url, &*entry.title, &*entry.detail]).collect();
    part(format!("pages-{n}"), &rows)
}

/// The parts that hold the words of one first letter.
fn shards(name: String, words: &Held<'_>) -> Vec<Part> {
    let whole = part(name, words);
    if whole.text.len() <= ROOM {
        return vec![whole];
    }
    by_letters(words, 2).into_iter().map(|(name, words)| part(name, &words)).collect()
}

/// Words by their first letters.
fn by_letters<'w>(words: &Held<'w>, letters: usize) -> BTreeMap<String, Held<'w>> {
    let mut parts: BTreeMap<String, Held<'w>> = BTreeMap::new();
    for (word, pages) in words {
        parts.entry(shard(word, letters)).or_default().insert(word, pages);
    }
    parts
}

fn part(name: String, held: &impl Serialize) -> Part {
    let json = serde_json::to_string(held).unwrap_or_default();
    Part { text: format!("dateline(\"{name}\",{json})\n").into(), name }
}

/// The part a word lies in: its first letters, by their numbers where they are not plain.
fn shard(word: &str, letters: usize) -> String {
    let name = |c: char| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("u{:x}", u32::from(c)) };
    word.chars().take(letters).map(name).collect()
}

/// The words of a text without accents and capitals. A name that an apostrophe parts is found in one piece too, and an
/// Arabic word without its article.
fn folded(text: &str, found: &mut dyn FnMut(&str)) {
    let mut add = |word: &str| {
        let word = match word.strip_prefix("ال") {
            Some(rest) if rest.chars().count() >= 3 => rest,
            _ => word,
        };
        if word.chars().nth(1).is_some() {
            found(word);
        }
    };
    for piece in text.split_whitespace() {
        let piece = if piece.is_ascii() { piece.to_ascii_lowercase() } else { plain(piece).to_lowercase() };
        piece.split(|c: char| !c.is_alphanumeric()).for_each(&mut add);
        if piece.contains(PARTING) {
            add(piece.replace(PARTING, "").trim_matches(|c: char| !c.is_alphanumeric()));
        }
    }
}

/// What parts a name that is found in one piece, too.
const PARTING: [char; 4] = ['\'', '’', 'ʼ', '-'];

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, told: &str) -> Entry {
        Entry {
            url: format!("{title}/"),
            title: title.to_owned(),
            detail: String::new(),
            texts: vec![(Weight::Titled, title.to_owned()), (Weight::Told, told.to_owned())],
        }
    }

    fn words(text: &str) -> Vec<String> {
        let mut words = BTreeSet::new();
        folded(text, &mut |word| {
            words.insert(word.to_owned());
        });
        words.into_iter().collect()
    }

    #[test]
    fn words_are_found_however_they_are_typed() {
        assert_eq!(words("Ménaka, MENAKA; «Ménaka»"), ["menaka"]);
        assert_eq!(words("Jama'at"), ["at", "jama", "jamaat"]);
        assert_eq!(words("Tin-Akoff"), ["akoff", "tin", "tinakoff"]);
        assert_eq!(words("l’armée à cœur"), ["armee", "coeur", "larmee"]);
        assert_eq!(words("الجيش الجَيْش"), ["جيش"]);
        assert_eq!(words("a 7 §"), Vec::<String>::new());
    }

    #[test]
    fn a_page_is_listed_once_for_a_word_by_the_most_it_says() {
        let index = Index::new(vec![entry("Attack", "attack in Example Town"), entry("Other", "an attack")]);
        let held =
            |name: &str| index.parts().find(|part| part.name == name).map(|part| str::from_utf8(&part.text).unwrap());
        assert_eq!(held("a"), Some("dateline(\"a\",{\"an\":[4],\"attack\":[2,4]})\n"));
        assert_eq!(held("e"), Some("dateline(\"e\",{\"example\":[0]})\n"));
        assert_eq!(
            held("pages-0"),
            Some("dateline(\"pages-0\",[[\"Attack/\",\"Attack\",\"\"],[\"Other/\",\"Other\",\"\"]])\n")
        );
        assert!(!index.shards().contains(&"pages-0"));
    }

    #[test]
    fn the_name_of_a_part_is_fit_for_a_file() {
        let names = [("boulikessi", 1), ("boulikessi", 2), ("جيش", 2)].map(|(word, letters)| shard(word, letters));
        assert_eq!(names, ["b", "bo", "u62cu64a"]);
    }

    #[test]
    fn a_letter_with_many_words_is_parted_by_the_second() {
        let many: String = (0..6000).map(|n| format!("ba{n} be{n} ")).collect();
        assert_eq!(Index::new(vec![entry("car", &many)]).shards(), ["ba", "be", "c"]);
    }

    #[test]
    fn a_long_list_of_pages_lies_in_several_parts() {
        let many: Vec<Entry> = (0..=BLOCK * 2).map(|n| entry(&format!("page {n}"), "")).collect();
        let blocks: Vec<String> =
            Index::new(many).parts().map(|part| part.name.clone()).filter(|name| name.starts_with("pages-")).collect();
        assert_eq!(blocks, ["pages-0", "pages-1", "pages-2"]);
    }

    #[test]
    fn an_index_with_other_words_is_what_it_would_be_from_the_start() {
        let titles = ["Attack at Mopti", "The road", "A mopti market", "Ménaka", "Zero"];
        let many: String = (0..6000).map(|n| format!("ba{n} ")).collect();
        let mut entries: Vec<Entry> = (0..BLOCK + 9).map(|n| entry(titles[n % 5], &format!("page {n}"))).collect();
        let mut index = Index::new(entries.clone());
        let turns = [
            (3, "The market of Mopti", "told"),
            (BLOCK + 1, "Bamako", many.as_str()),
            (3, "Yes", ""),
            (BLOCK + 1, "x", ""),
        ];
        for (at, title, told) in turns {
            entries[at] = entry(title, told);
            index = index.with([(at, entries[at].clone())].into_iter());
            let fresh = Index::new(entries.clone());
            assert_eq!(index.parts().collect::<Vec<_>>(), fresh.parts().collect::<Vec<_>>(), "{title}");
            assert_eq!(index.shards(), fresh.shards());
        }
    }
}
