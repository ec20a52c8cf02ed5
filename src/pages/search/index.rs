//! An index from words to pages, in parts so small that a slow phone loads only those its question needs. Text in, parts
//! out: nothing here knows a page, an address or a language.
//!
//! A word is folded as the script of the page folds what a reader types: `static/js/search.js` and `folded` say the same.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::model::fold::plain;

/// How many pages one part of the list of pages holds.
const BLOCK: usize = 256;

/// How many bytes the words of one first letter may take before they are parted by the second, too.
const ROOM: usize = 32 * 1024;

/// Words, each with the pages that hold it.
type Words = BTreeMap<String, Vec<u32>>;

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
    pub(super) text: String,
}

/// The index of some pages, those to be shown first standing first.
#[must_use]
pub(super) fn parts(entries: &[Entry]) -> Vec<Part> {
    let mut words: HashMap<String, Vec<u32>> = HashMap::new();
    for (at, entry) in (0_u32..).zip(entries) {
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
    let mut parts = Vec::new();
    for (name, words) in by_letters(words.into_iter().collect(), 1) {
        let whole = part(name, &words);
        if whole.text.len() > ROOM {
            parts.extend(by_letters(words, 2).into_iter().map(|(name, words)| part(name, &words)));
        } else {
            parts.push(whole);
        }
    }
    parts.extend(entries.chunks(BLOCK).enumerate().map(|(n, block)| {
        let rows: Vec<[&str; 3]> = block.iter().map(|entry| [&*entry.url, &*entry.title, &*entry.detail]).collect();
        part(format!("pages-{n}"), &rows)
    }));
    parts
}

/// Words by their first letters.
fn by_letters(words: Words, letters: usize) -> BTreeMap<String, Words> {
    let mut parts: BTreeMap<String, Words> = BTreeMap::new();
    for (word, pages) in words {
        parts.entry(shard(&word, letters)).or_default().insert(word, pages);
    }
    parts
}

/// The names of the parts that hold words.
#[must_use]
pub(super) fn shards(parts: &[Part]) -> Vec<&str> {
    parts.iter().map(|part| &*part.name).filter(|name| !name.starts_with("pages-")).collect()
}

fn part(name: String, held: &impl Serialize) -> Part {
    let json = serde_json::to_string(held).unwrap_or_default();
    Part { text: format!("dateline(\"{name}\",{json})\n"), name }
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
    use std::collections::BTreeSet;

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
        let parts = parts(&[entry("Attack", "attack in Example Town"), entry("Other", "an attack")]);
        let held = |name: &str| parts.iter().find(|part| part.name == name).map(|part| part.text.as_str());
        assert_eq!(held("a"), Some("dateline(\"a\",{\"an\":[4],\"attack\":[2,4]})\n"));
        assert_eq!(held("e"), Some("dateline(\"e\",{\"example\":[0]})\n"));
        assert_eq!(
            held("pages-0"),
            Some("dateline(\"pages-0\",[[\"Attack/\",\"Attack\",\"\"],[\"Other/\",\"Other\",\"\"]])\n")
        );
        assert!(!shards(&parts).contains(&"pages-0"));
    }

    #[test]
    fn the_name_of_a_part_is_fit_for_a_file() {
        let names = [("boulikessi", 1), ("boulikessi", 2), ("جيش", 2)].map(|(word, letters)| shard(word, letters));
        assert_eq!(names, ["b", "bo", "u62cu64a"]);
    }

    #[test]
    fn a_letter_with_many_words_is_parted_by_the_second() {
        let many: String = (0..6000).map(|n| format!("ba{n} be{n} ")).collect();
        let parts = parts(&[entry("car", &many)]);
        assert_eq!(shards(&parts), ["ba", "be", "c"]);
    }

    #[test]
    fn a_long_list_of_pages_lies_in_several_parts() {
        let many: Vec<Entry> = (0..=BLOCK * 2).map(|n| entry(&format!("page {n}"), "")).collect();
        let blocks: Vec<String> =
            parts(&many).into_iter().map(|part| part.name).filter(|name| name.starts_with("pages-")).collect();
        assert_eq!(blocks, ["pages-0", "pages-1", "pages-2"]);
    }
}
