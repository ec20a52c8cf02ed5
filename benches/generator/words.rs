//! Chance that repeats itself, and sentences made of it.

/// A stream of numbers that is the same for the same seed on every machine (`SplitMix64`).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The stream for the `index`th thing of a kind.
    pub(crate) fn new(kind: u64, index: usize) -> Self {
        let index = u64::try_from(index).unwrap_or_default();
        Self(kind.wrapping_mul(0xD1B5_4A32_D192_ED03) ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to below `high`.
    pub(crate) fn range(&mut self, low: usize, high: usize) -> usize {
        low + usize::try_from(self.next() >> 33).unwrap_or_default() % (high - low)
    }

    /// One of some.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.range(0, from.len())]
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.range(0, 100) < share
    }
}

/// Frequent words of news copy; the vocabulary begins with them.
const FREQUENT: &str = "the of to and in a that for is on was with by as at from it his has said have were are this an not after \
which had their they who but been one more two when people will about no than there during over into out between three first some \
government before all could since while against under week month many most because years following any four several through near \
only military armed security forces army attack village killed soldiers civilians region north south east west border officials \
authorities local statement reports fighters group convoy road market displaced wounded patrol troops province town camp water food \
families homes residents";
const ONSETS: &[&str] = &[
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr",
    "v", "w", "z",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "ou", "io"];
const CODAS: &[&str] = &["", "", "", "n", "r", "s", "t", "l", "nd", "m", "ng"];
const ENDINGS: &[&str] = &["", "", "", "s", "ed", "ing", "er", "tion", "ment", "ity", "al", "ly"];
/// How many words the vocabulary has.
const VOCABULARY: usize = 4_000;

/// A vocabulary in which few words are frequent and many are rare, as in a language.
#[derive(Debug)]
pub(crate) struct Vocabulary(Vec<String>);

impl Vocabulary {
    /// The one vocabulary of all generated sites.
    pub(crate) fn new() -> Self {
        let mut chance = Chance::new(1, 0);
        let mut words: Vec<String> = FREQUENT.split_whitespace().map(str::to_owned).collect();
        while words.len() < VOCABULARY {
            let syllables: String = (0..chance.range(1, 4)).map(|_| syllable(&mut chance)).collect();
            words.push(format!("{syllables}{}", chance.pick(ENDINGS)));
        }
        Self(words)
    }

    /// A word; low ranks come far more often, near enough to Zipf's law.
    pub(crate) fn word(&self, chance: &mut Chance) -> &str {
        let ceiling = (0..3).fold(self.0.len(), |ceiling, _| chance.range(0, ceiling) + 1);
        &self.0[chance.range(0, ceiling)]
    }

    /// A sentence of about so many words, with names in it and now and then a figure or a bold word.
    pub(crate) fn sentence(&self, chance: &mut Chance, words: usize, names: &[&str]) -> String {
        let mut text = String::new();
        for at in 0..words {
            let word = match chance.range(0, 100) {
                0..6 => (*chance.pick(names)).to_owned(),
                6 => chance.range(2, 400).to_string(),
                7 => format!("**{}**", self.word(chance)),
                8..11 if at + 2 < words => format!("{},", self.word(chance)),
                _ => self.word(chance).to_owned(),
            };
            text.push_str(if at == 0 { "" } else { " " });
            text.push_str(&word);
        }
        let capital = text.chars().take(1).flat_map(char::to_uppercase).collect::<String>();
        format!("{capital}{}.", text.chars().skip(1).collect::<String>())
    }

    /// A paragraph of at least so many words.
    #[allow(dead_code, reason = "not every bench writes paragraphs")]
    pub(crate) fn paragraph(&self, chance: &mut Chance, words: usize, names: &[&str]) -> String {
        let mut sentences = Vec::new();
        let mut written = 0;
        while written < words {
            let length = chance.range(8, 26);
            sentences.push(self.sentence(chance, length, names));
            written += length;
        }
        sentences.join(" ")
    }
}

fn syllable(chance: &mut Chance) -> String {
    format!("{}{}{}", chance.pick(ONSETS), chance.pick(VOWELS), chance.pick(CODAS))
}
