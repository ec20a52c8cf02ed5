//! Where sentences begin and end, in English, French, Arabic and Hausa, as byte ranges of the original.
//!
//! It stands apart because a receipt must quote sentences exactly as they were written. It knows no
//! article. A doubtful stop does not end a sentence: joining two is harmless here, tearing one is not.

use std::ops::Range;

/// Lower-case words that a full stop shortens rather than ends. Sorted.
const ABBREVIATIONS: [&str; 62] = [
    "adj", "al", "apr", "art", "aug", "av", "brig", "bros", "capt", "cf", "cie", "cmdr", "co", "col", "corp", "cpl",
    "dec", "dept", "dr", "ed", "env", "etc", "feb", "fig", "gen", "gov", "hon", "inc", "jan", "janv", "jr", "juil",
    "lt", "ltd", "maj", "mar", "me", "mgr", "mlle", "mm", "mme", "mr", "mrs", "ms", "mt", "no", "nov", "oct", "op",
    "p", "pp", "prof", "rep", "rev", "sen", "sept", "sgt", "sr", "st", "ste", "vol", "vs",
];

/// The sentences of `text`: ranges in order, trimmed of blanks, that together hold every character that is
/// not blank.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut rest = text.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        if !matches!(letter, '.' | '!' | '?' | '…' | '؟' | '۔' | '。' | '！' | '？') {
            continue;
        }
        let mut end = at + letter.len_utf8();
        while let Some(&(next, closer)) = rest.peek() {
            let closes = matches!(closer, '.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']')
                || (closer.is_whitespace()
                    && text[next..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('»'));
            if !closes {
                break;
            }
            end = next + closer.len_utf8();
            rest.next();
        }
        if ends_here(&text[start..], at - start, end - start, letter) {
            push(&mut found, text, start..end);
            start = end;
        }
    }
    push(&mut found, text, start..text.len());
    found
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.start + piece.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

/// Whether the stop at byte `at` of `text`, closed at byte `end`, ends a sentence.
fn ends_here(text: &str, at: usize, end: usize, stop: char) -> bool {
    let after = &text[end..];
    if !matches!(stop, '。' | '！' | '？') && !after.starts_with(char::is_whitespace) {
        return after.is_empty();
    }
    let next =
        after.chars().find(|c| !c.is_whitespace() && !matches!(c, '"' | '“' | '«' | '‹' | '‘' | '\'' | '(' | '['));
    if next.is_some_and(char::is_lowercase) {
        return false;
    }
    if stop != '.' {
        return true;
    }
    let before = &text[..at];
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '«' | '\'' | '’'))
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    // an initial (`A. Keita`), an acronym with stops (`U.S.`), a known abbreviation
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    !(initial || dotted || ABBREVIATIONS.binary_search(&word.to_lowercase().as_str()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(ABBREVIATIONS.is_sorted());
    }

    #[test]
    fn four_languages() {
        assert_eq!(split("Twelve died. The army denied it."), ["Twelve died.", "The army denied it."]);
        assert_eq!(
            split("« Douze morts. » L’armée nie. Selon M. Keita, 7.5 % ont fui."),
            ["« Douze morts. »", "L’armée nie.", "Selon M. Keita, 7.5 % ont fui."]
        );
        assert_eq!(
            split("قتل ١٢ جنديا. هل انسحب الجيش؟ لا أحد يعلم."),
            ["قتل ١٢ جنديا.", "هل انسحب الجيش؟", "لا أحد يعلم."]
        );
        assert_eq!(
            split("An kashe sojoji goma. Ƙungiyar ta musanta."),
            ["An kashe sojoji goma.", "Ƙungiyar ta musanta."]
        );
    }

    #[test]
    fn a_doubtful_stop_does_not_tear() {
        assert_eq!(split("Gen. A. B. Diallo of the U.S. Army said 3.5 mln fled.").len(), 1);
        assert_eq!(split("He said \"leave now.\" They left."), ["He said \"leave now.\"", "They left."]);
        assert_eq!(split("No stop at all"), ["No stop at all"]);
        assert_eq!(split("  "), Vec::<&str>::new());
    }
}
