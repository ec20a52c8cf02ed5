//! When two names are the same name: after compatibility decomposition, case folding, and dropping accents,
//! apostrophes, hyphens and spaces (Jama'at, Jama’a and Jamaat meet).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form under which names and aliases are compared.
#[must_use]
pub fn key(name: &str) -> String {
    if name.is_ascii() {
        return name.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    let kept = |c: &char| c.is_alphanumeric() && !is_combining_mark(*c) && !matches!(c, 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ');
    name.nfkd().filter(kept).flat_map(char::to_lowercase).collect()
}

/// Whether a character makes a text read otherwise than it is stored: control characters but tab and line ends,
/// and the direction overrides and isolates U+202A to U+202E and U+2066 to U+2069.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A text without its accents, letters otherwise kept.
#[must_use]
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(|c| match c {
            'œ' => vec!['o', 'e'],
            'Œ' => vec!['O', 'E'],
            'æ' => vec!['a', 'e'],
            'Æ' => vec!['A', 'E'],
            'ø' => vec!['o'],
            'ı' => vec!['i'],
            c => vec![c],
        })
        .collect()
}

/// The word of `words` nearest to `found`, when it is near enough to be meant.
pub fn nearest<'a>(found: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = key(found);
    words
        .map(|word| (likeness(&wanted, &key(word)), word))
        .filter(|(score, _)| *score >= 0.65)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, word)| word)
}

/// How alike two folded words are, 0 to 1; a word's beginning and jumbled letters count as alike.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let jumbled = a.chars().count() > 2 && a.chars().next() == b.chars().next() && sorted(a) == sorted(b);
    let begins = a.len() > 3 && b.len() > 3 && (a.starts_with(b) || b.starts_with(a));
    if jumbled || begins { 0.9 } else { strsim::normalized_damerau_levenshtein(a, b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        assert_eq!(key("Jama'at Nusrat al-Islam"), key("Jama’at  Nusrat al Islam"));
        assert_eq!(key("Ménaka"), key("MENAKA"));
        assert_eq!(key("Jamaʼat"), key("JAMA’AT"));
        assert_ne!(key("Konna"), key("Kona"));
    }

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("jmin", ["fama", "jnim"].into_iter()), Some("jnim"));
        assert_eq!(nearest("reuters", ["fama", "jnim"].into_iter()), None);
    }
}
