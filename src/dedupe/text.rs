//! Words as the dedupe stage sees them: one scan that folds away what a desk, a CMS or a keyboard
//! changes without meaning to (case, accents, typographic quotes, soft hyphens, vowel signs).
//!
//! It stands apart because every level (blocks, stories, records) must see the same words.
//! It knows no article, no record and no threshold; it never allocates while scanning.
//!
//! What is folded: letters to lower case; compatibility forms and ligatures to their letters (NFKD);
//! combining marks, zero-width characters (U+200B–F), soft hyphens and Arabic vowel signs and tatweel
//! dropped; Arabic alef, hamza, ya and ta marbuta forms unified; Hausa hooked letters to plain ones;
//! digits of any script to 0–9, with thousands separators dropped. A word is a run of letters and
//! digits, so an apostrophe splits French elisions (`l'armée` is `l`, `armee`); signs of currency, per
//! cent and degree are words of their own, so that `5 %` and `5` stay different.

use unicode_normalization::char::decompose_compatible;

/// One word of a text: where it stands and what it folds to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Hash of the folded letters; equal keys mean the same word.
    pub key: u64,
    /// First byte of the word in the text (texts over 4 GiB are not expected).
    pub start: u32,
    /// One past the last byte of the word.
    pub end: u32,
    /// How it was written.
    pub shape: Shape,
}

impl Word {
    /// Where the word stands, in bytes of its text.
    #[must_use]
    pub fn bytes(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How a word was written, before folding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Begins with a digit (`12,000`, `7.75`, `3rd`).
    Number,
    /// Begins with a capital letter and goes on in small ones.
    Capital,
    /// Two letters or more, all capitals (`JNIM`).
    Upper,
    /// Anything else, and every word of a script without case.
    Plain,
}

impl Shape {
    /// Whether the word could be (part of) a name: it begins with a capital letter.
    #[must_use]
    pub fn is_capital(self) -> bool {
        matches!(self, Self::Capital | Self::Upper)
    }
}

/// Receives the letters and ends of words while a text is scanned.
trait Sink {
    fn letter(&mut self, letter: char);
    fn word(&mut self, start: usize, end: usize, shape: Shape);
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Finishes a running FNV-1a value so that all its bits are usable (the finaliser of `MurmurHash3`).
#[inline]
pub(crate) const fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Joins a sequence of keys to one, order counting.
#[must_use]
pub fn join(keys: impl IntoIterator<Item = u64>) -> u64 {
    finish(keys.into_iter().fold(OFFSET, |hash, key| (hash.rotate_left(23) ^ key).wrapping_mul(PRIME)))
}

struct Keys<F> {
    hash: u64,
    each: F,
}

impl<F: FnMut(Word)> Sink for Keys<F> {
    #[inline]
    fn letter(&mut self, letter: char) {
        self.hash = (self.hash ^ u64::from(u32::from(letter))).wrapping_mul(PRIME);
    }

    #[inline]
    fn word(&mut self, start: usize, end: usize, shape: Shape) {
        let key = finish(self.hash);
        self.hash = OFFSET;
        #[expect(clippy::cast_possible_truncation, reason = "documented bound of 4 GiB")]
        (self.each)(Word { key, start: start as u32, end: end as u32, shape });
    }
}

/// Calls `each` for every word of `text`, in order.
#[inline]
pub fn words(text: &str, each: impl FnMut(Word)) {
    scan(text, &mut Keys { hash: OFFSET, each });
}

/// The keys of the words of several texts, so that two questions about one article read it once.
#[derive(Debug, Clone, Default)]
pub struct WordKeys {
    /// The keys of all words in order.
    pub keys: Vec<u64>,
    /// Each text's share of them.
    pub spans: Vec<std::ops::Range<usize>>,
}

impl WordKeys {
    /// Reads texts.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut all = Self { keys: Vec::with_capacity(1024), spans: Vec::new() };
        for text in texts {
            let start = all.keys.len();
            words(text, |word| all.keys.push(word.key));
            all.spans.push(start..all.keys.len());
        }
        all
    }
}

/// The words of `text` as a list.
#[must_use]
pub fn word_list(text: &str) -> Vec<Word> {
    let mut list = Vec::with_capacity(text.len() / 6);
    words(text, |word| list.push(word));
    list
}

/// The key a single word folds to, for example of a stop-word list.
#[must_use]
pub fn key(word: &str) -> u64 {
    let mut found = 0;
    words(word, |word| found = word.key);
    found
}

/// The folded words of `text` joined by single spaces: what two texts are compared by.
///
/// ```text
/// "L’armée a tué 12 000 personnes." → "l armee a tue 12 000 personnes"
/// ```
#[must_use]
pub fn normal_form(text: &str) -> String {
    struct Form(String);
    impl Sink for Form {
        fn letter(&mut self, letter: char) {
            self.0.push(letter);
        }
        fn word(&mut self, _: usize, _: usize, _: Shape) {
            self.0.push(' ');
        }
    }
    let mut form = Form(String::with_capacity(text.len()));
    scan(text, &mut form);
    form.0.pop();
    form.0
}

/// Class of an ASCII byte: 0 parts words, 1 is a sign that is its own word, else the folded letter or digit. 0 for the
/// bytes of all other characters.
const ASCII: [u8; 256] = {
    let mut table = [0_u8; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'0'..=b'9' | b'a'..=b'z' => byte,
            b'A'..=b'Z' => byte + 32,
            b'%' | b'$' => 1,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// The word being read.
struct Open {
    start: usize,
    digits_only: bool,
    first: Shape,
    letters: u32,
    capitals: u32,
}

impl Open {
    #[inline]
    fn shape(&self) -> Shape {
        match self.first {
            Shape::Capital if self.letters > 1 && self.letters == self.capitals => Shape::Upper,
            first => first,
        }
    }
}

fn scan(text: &str, sink: &mut impl Sink) {
    let bytes = text.as_bytes();
    let mut open: Option<Open> = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let folded = ASCII[usize::from(byte)];
        if folded > 1 {
            at = read_ascii(&mut open, bytes, at, sink);
        } else if byte < 0x80 {
            let number = open.as_ref().is_some_and(|word| word.digits_only);
            // a separator may belong to the number
            if folded == 1 || !number || !number_goes_on(open.as_ref(), text, at, 1, sink) {
                close(&mut open, at, sink);
                if folded == 1 {
                    sink.letter(char::from(byte));
                    sink.word(at, at + 1, Shape::Plain);
                }
            }
            at += 1;
        } else {
            let letter = text[at..].chars().next().unwrap_or(' ');
            read_wide(&mut open, text, at, letter, sink);
            at += letter.len_utf8();
        }
    }
    close(&mut open, text.len(), sink);
}

#[inline]
fn close(open: &mut Option<Open>, end: usize, sink: &mut impl Sink) {
    if let Some(word) = open.take() {
        sink.word(word.start, end, word.shape());
    }
}

/// Reads a run of ASCII letters and digits, which begins at `start`, and gives where it ends.
#[inline]
fn read_ascii(open: &mut Option<Open>, bytes: &[u8], start: usize, sink: &mut impl Sink) -> usize {
    let first = bytes[start];
    if open.is_none() && first.is_ascii_digit() && is_minus(bytes, start) {
        sink.letter('-');
    }
    let word = open.get_or_insert_with(|| Open {
        start,
        digits_only: true,
        first: match first {
            b'0'..=b'9' => Shape::Number,
            b'A'..=b'Z' => Shape::Capital,
            _ => Shape::Plain,
        },
        letters: 0,
        capitals: 0,
    });
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        let folded = ASCII[usize::from(byte)];
        if folded <= 1 {
            break;
        }
        word.digits_only &= folded.is_ascii_digit();
        word.letters += 1;
        word.capitals += u32::from(byte != folded);
        sink.letter(char::from(folded));
        at += 1;
    }
    at
}

/// Adds a folded letter to the word being read, or begins one.
#[inline]
fn read_letter(open: &mut Option<Open>, at: usize, capital: bool, folded: char, sink: &mut impl Sink) {
    let digit = folded.is_ascii_digit();
    if let Some(word) = open {
        word.digits_only &= digit;
        word.letters += 1;
        word.capitals += u32::from(capital);
    } else {
        *open = Some(Open {
            start: at,
            digits_only: digit,
            first: if digit {
                Shape::Number
            } else if capital {
                Shape::Capital
            } else {
                Shape::Plain
            },
            letters: 1,
            capitals: u32::from(capital),
        });
    }
    sink.letter(folded);
}

/// A hyphen right before a digit and right after a blank is a minus sign.
fn is_minus(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1] == b'-' && (at == 1 || bytes[at - 2].is_ascii_whitespace())
}

/// Whether the separator of `width` bytes at `at` belongs to the number being read. A thousands separator
/// (three digits follow, then none) is dropped from the folded form; any other becomes a point.
fn number_goes_on(open: Option<&Open>, text: &str, at: usize, width: usize, sink: &mut impl Sink) -> bool {
    if !open.is_some_and(|word| word.digits_only) {
        return false;
    }
    let separator = text[at..].chars().next().unwrap_or(' ');
    let blank = matches!(separator, '\u{a0}' | '\u{202f}' | '\u{2009}');
    if !blank && !matches!(separator, '.' | ',' | '\u{66b}' | '\u{66c}') {
        return false;
    }
    let digits = text[at + width..].chars().take(4).take_while(|c| is_digit(*c)).count();
    if digits == 3 && separator != '\u{66b}' {
        true
    } else if digits > 0 && !blank {
        sink.letter('.');
        true
    } else {
        false
    }
}

fn is_digit(letter: char) -> bool {
    matches!(letter, '0'..='9' | '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}')
}

/// What becomes of a character outside ASCII.
enum Fold {
    /// It parts words.
    Part,
    /// It is dropped without parting the word.
    Drop,
    /// A sign or an ideograph that is a word of its own.
    Alone,
    /// A letter or digit (as it folds).
    Letter(char),
    /// It needs full decomposition.
    Decompose,
}

fn fold(letter: char) -> Fold {
    match letter {
        // Arabic letters and digits: alef and hamza forms, ya, ta marbuta
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' => Fold::Letter('\u{627}'),
        '\u{624}' => Fold::Letter('\u{648}'),
        '\u{626}' | '\u{649}' | '\u{6cc}' => Fold::Letter('\u{64a}'),
        '\u{629}' => Fold::Letter('\u{647}'),
        '\u{6a9}' => Fold::Letter('\u{643}'),
        '\u{621}' | '\u{627}'..='\u{63f}' | '\u{641}'..='\u{64a}' => Fold::Letter(letter),
        '\u{660}'..='\u{669}' => digit_of(letter, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit_of(letter, 0x6f0),
        // invisible: Arabic vowel signs and tatweel, zero-width characters, joiners, direction marks, soft hyphen, marks
        '\u{640}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{300}'..='\u{36f}' => Fold::Drop,
        // Hausa hooked letters and Latin ligatures that have no decomposition
        'ɓ' | 'Ɓ' => Fold::Letter('b'),
        'ɗ' | 'Ɗ' => Fold::Letter('d'),
        'ƙ' | 'Ƙ' => Fold::Letter('k'),
        'ƴ' | 'Ƴ' => Fold::Letter('y'),
        'ø' | 'Ø' => Fold::Letter('o'),
        'ı' => Fold::Letter('i'),
        // signs, and ideographs, which are words of their own
        '€'
        | '£'
        | '¥'
        | '₦'
        | '₵'
        | '°'
        | '‰'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2ffff}' => Fold::Alone,
        '\u{2000}'..='\u{206f}' | '\u{a0}' | '«' | '»' => Fold::Part,
        _ => Fold::Decompose,
    }
}

fn digit_of(letter: char, zero: u32) -> Fold {
    char::from_digit(u32::from(letter) - zero, 10).map_or(Fold::Part, Fold::Letter)
}

fn read_wide(open: &mut Option<Open>, text: &str, at: usize, letter: char, sink: &mut impl Sink) {
    match fold(letter) {
        Fold::Drop => {}
        Fold::Letter(folded) => read_letter(open, at, letter.is_uppercase(), folded, sink),
        Fold::Alone => {
            close(open, at, sink);
            sink.letter(letter);
            sink.word(at, at + letter.len_utf8(), Shape::Plain);
        }
        Fold::Part => {
            if !number_goes_on(open.as_ref(), text, at, letter.len_utf8(), sink) {
                close(open, at, sink);
            }
        }
        Fold::Decompose => decompose(open, text, at, letter, sink),
    }
}

fn decompose(open: &mut Option<Open>, text: &str, at: usize, letter: char, sink: &mut impl Sink) {
    let ligature = match letter {
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ß' | 'ẞ' => "ss",
        _ => "",
    };
    if !ligature.is_empty() {
        for folded in ligature.chars() {
            read_letter(open, at, letter.is_uppercase(), folded, sink);
        }
        return;
    }
    let mut any = false;
    decompose_compatible(letter, |part| {
        if part.is_alphanumeric() {
            any = true;
            for folded in part.to_lowercase() {
                read_letter(open, at, letter.is_uppercase(), folded, sink);
            }
        } else if unicode_normalization::char::is_combining_mark(part) {
            any = true;
        }
    });
    if !any && !number_goes_on(open.as_ref(), text, at, letter.len_utf8(), sink) {
        close(open, at, sink);
    }
}

#[cfg(test)]
mod tests;
