//! Whether two articles tell one story, and why: the rules, in the order they are asked.
//!
//! It stands apart because every number and every word of a receipt comes from here. It sees two articles,
//! never the corpus; what the corpus knows (which blocks are boilerplate) is already in the readings.

use crate::dedupe::compare::{self, Comparison, Details};
use crate::dedupe::facts::count;
use crate::dedupe::reading::Reading;
use serde::{Deserialize, Serialize};

/// Thresholds of the level across articles.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whether copies are merged, only proposed, or not looked for. Default `merge`.
    pub mode: super::stories::Mode,
    /// Share of the shorter text that must be found in the other for a copy. Default 0.45.
    pub cover: f64,
    /// Fewest words that carry news in the sentences found (about 60 % of all words). Default 12.
    pub min_shared: f64,
    /// Days apart from which a copy is a possible reprint, left for review. Default 3.
    pub days: i64,
    /// Days apart up to which word-for-word copies are merged. Default 31.
    pub exact_days: i64,
    /// Score from which two texts are copies (see the receipt for its parts). Default 4.8.
    pub score: f64,
    /// Share of numbers in like words that must differ for "same template, another edition". Default 0.5.
    pub number_share: f64,
    /// Share of the cross pairs that must be linked before two groups join. Default 0.25.
    pub group_share: f64,
    /// The same from eight members on. Default 0.5.
    pub large_group_share: f64,
    /// Articles, of which most have nothing else in common, that make a block boilerplate. Default 3.
    pub boilerplate: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mode: super::stories::Mode::Merge,
            cover: 0.45,
            min_shared: 12.0,
            days: 3,
            exact_days: 31,
            score: COPY,
            number_share: 0.5,
            group_share: 0.25,
            large_group_share: 0.5,
            boilerplate: 3,
        }
    }
}

/// The numbers a decision about two articles rests on.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Evidence {
    /// Share of the first text (by weight of its words) whose sentences stand in the other, 0 to 1.
    pub cover_one: f64,
    /// Share of the other text whose sentences stand in the first, 0 to 1.
    pub cover_other: f64,
    /// Words that carry news in the sentences found.
    pub shared: f64,
    /// Share of common words in the sentences found, 0 to 1.
    pub fidelity: f64,
    /// Estimated share of the shorter text's runs of three words found in the other, 0 to 1.
    pub containment: f64,
    /// Share of common words of the titles, 0 to 1.
    pub title: f64,
    /// Whether the opening sentences of both stand in the other.
    pub openings: bool,
    /// Numbers compared in like words.
    pub numbers: usize,
    /// Different pairs of numbers that changed.
    pub changed: usize,
    /// Names in the sentences found.
    pub names: usize,
    /// Those found in the other text too.
    pub same_names: usize,
    /// Days between the two, where both are dated.
    pub days: Option<i64>,
    /// Which of the two has the other's headline as a line of its text, as roundups do.
    pub headline_in: Option<Which>,
    /// Whether the folded texts are equal word for word.
    pub exact: bool,
    /// The sum these make; 0 where it was not reached for.
    pub score: f64,
}

/// One of two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The first (the smaller id).
    One,
    /// The other.
    Other,
}

/// Why two articles that share text were not joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Veto {
    /// Like words, other numbers: another edition of the same template.
    Numbers,
    /// Like words, other names: the same template about something else.
    Names,
    /// One is a roundup or live page that contains the other.
    Container,
    /// Too many days apart: perhaps a reprint.
    Date,
    /// The author said they are not the same.
    Override,
    /// Too few other members of the two groups are linked.
    Crowd,
}

/// The outcome for two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One story.
    Same,
    /// They share text, but are kept apart for a named reason.
    Apart(Veto),
    /// They have too little in common.
    Unrelated,
}

/// What a copy's score is made of. Weights: logistic regression on pairs of edited wire stories (half of them given
/// another headline, so that a headline can help but never be missed), divided by five and rounded. The score is not a
/// probability; at [`COPY`] the two kinds of error balance.
fn score(cover: f64, changed: f64, evidence: &Evidence) -> f64 {
    0.8 * cover
        + 3.0 * evidence.fidelity
        + 1.3 * (evidence.title - 0.3).max(0.0)
        + if evidence.openings { 0.5 } else { 0.0 }
        + 0.45 * evidence.shared.min(MOST_SHARED).ln_1p()
        - 0.75 * changed
}

/// Score from which two texts are copies.
const COPY: f64 = 4.8;

/// Shared words beyond which more shared words prove no more.
const MOST_SHARED: f64 = 120.0;

/// Judges two articles.
pub(crate) fn judge(
    one: &Reading,
    other: &Reading,
    base: &Evidence,
    options: &Options,
) -> (Verdict, Evidence, Comparison) {
    let comparison = compare::compare(one, other);
    let mut evidence = Evidence {
        cover_one: comparison.cover_one,
        cover_other: comparison.cover_other,
        shared: comparison.shared,
        fidelity: comparison.fidelity,
        title: compare::title_ratio(one, other),
        openings: compare::opening_found(one, &comparison.one) && compare::opening_found(other, &comparison.other),
        ..base.clone()
    };
    if !evidence.exact && evidence.title < 0.5 && comparison.shared >= options.min_shared {
        let in_one = evidence.cover_one < NOT_A_PART && compare::headline_within(other, one);
        let in_other = evidence.cover_other < NOT_A_PART && compare::headline_within(one, other);
        if in_one != in_other {
            evidence.headline_in = Some(if in_one { Which::One } else { Which::Other });
            return (Verdict::Apart(Veto::Container), evidence, comparison);
        }
    }
    let (cover, least) = of_the_shorter(one, other, &evidence, options);
    if !evidence.exact && (cover < least || comparison.shared < options.min_shared || comparison.fidelity < 0.5) {
        return (Verdict::Unrelated, evidence, comparison);
    }
    let details = weigh(one, other, &comparison, cover, &mut evidence);
    if !evidence.exact && evidence.score < options.score {
        return (Verdict::Unrelated, evidence, comparison);
    }
    let vetoes = vetoes(one, other, &evidence, &details, options);
    let veto = vetoes.iter().find(|(_, holds)| *holds).map(|(veto, _)| *veto);
    (veto.map_or(Verdict::Same, Verdict::Apart), evidence, comparison)
}

/// Everything that [`judge`] asks, also what it had no need to ask of these two.
pub(crate) fn grounds(
    one: &Reading,
    other: &Reading,
    base: &Evidence,
    options: &Options,
) -> (Verdict, Evidence, Comparison, Grounds) {
    let (verdict, mut evidence, comparison) = judge(one, other, base, options);
    let (cover, least) = of_the_shorter(one, other, &evidence, options);
    let details = weigh(one, other, &comparison, cover, &mut evidence);
    let mut vetoes = vetoes(one, other, &evidence, &details, options);
    for (veto, holds) in &mut vetoes {
        *holds |= *veto == Veto::Container && evidence.headline_in.is_some();
    }
    (verdict, evidence, comparison, Grounds { cover, least, vetoes })
}

/// What a verdict rests on beside the evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Grounds {
    /// Share of the shorter text found in the other.
    pub(crate) cover: f64,
    /// The share that would be needed.
    pub(crate) least: f64,
    /// Every veto, and whether it holds.
    pub(crate) vetoes: [(Veto, bool); 4],
}

/// How much of the shorter text stands in the other, and how much must.
fn of_the_shorter(one: &Reading, other: &Reading, evidence: &Evidence, options: &Options) -> (f64, f64) {
    let cover = if one.weight <= other.weight { evidence.cover_one } else { evidence.cover_other };
    (cover, if evidence.openings { options.cover } else { options.cover.max(LEAST_WITHOUT_OPENING) })
}

/// Looks at the words of the sentences found, and adds up the score.
fn weigh(one: &Reading, other: &Reading, comparison: &Comparison, cover: f64, evidence: &mut Evidence) -> Details {
    let details = compare::details(one, other, &comparison.one);
    evidence.numbers = details.numbers;
    evidence.changed = different(one, other, &details);
    evidence.names = details.names;
    evidence.same_names = details.same_names;
    let changed = count(details.changes.len()) / count(details.numbers.max(FEW_NUMBERS));
    evidence.score = score(cover, changed, evidence);
    details
}

/// Numbers below which a changed one says little: an early toll is often the only number of a short report.
const FEW_NUMBERS: usize = 3;

/// Share of a text above which what it shares with another is the text itself, not an item in it.
const NOT_A_PART: f64 = 0.6;

/// Share of the shorter text that must be found where the openings differ: running stories share their background.
const LEAST_WITHOUT_OPENING: f64 = 0.6;

/// Number of different (this, that) pairs among the changes: a toll that stands three times counts once.
fn different(one: &Reading, other: &Reading, details: &Details) -> usize {
    let mut pairs: Vec<_> =
        details.changes.iter().map(|change| (one.words[change.one].key, other.words[change.other].key)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.len()
}

/// Every veto in the order in which they are asked, and whether it holds. Of word-for-word copies only the date counts.
fn vetoes(
    one: &Reading,
    other: &Reading,
    evidence: &Evidence,
    details: &Details,
    options: &Options,
) -> [(Veto, bool); 4] {
    let edited = !evidence.exact;
    let changed = count(details.changes.len()) / count(details.numbers.max(1));
    let like_words = count(details.same_words) >= 0.95 * count(details.words);
    let numbers = (evidence.changed >= 3 && changed >= options.number_share && like_words)
        || (evidence.changed >= 4 && changed >= 0.75);
    let names = evidence.names >= 3 && evidence.same_names * 4 < evidence.names;
    let cover = if one.weight <= other.weight { evidence.cover_other } else { evidence.cover_one };
    let container = evidence.title < 0.5 && (cover < 0.1 || (cover < 0.4 && !evidence.openings));
    let most = if edited { options.days } else { options.exact_days };
    [
        (Veto::Numbers, edited && numbers),
        (Veto::Names, edited && names),
        (Veto::Container, edited && container),
        (Veto::Date, evidence.days.is_some_and(|days| days > most)),
    ]
}
