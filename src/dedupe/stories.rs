//! Copies across articles: which articles tell one story, which of them speaks for it, and what each of the
//! others has that it has not.
//!
//! It stands apart because it alone sees all articles at once. Candidates come cheap and wide from the
//! index, the decision on two articles is exact and depends on them (and on what is boilerplate) alone,
//! groups are guarded, and nothing is deleted: every sentence of every member is accounted for.
//!
//! [`crate::dedupe::story_index::StoryIndex::update`] may be called again with changed articles; its answer is always the one a fresh
//! index would give.

use crate::dedupe::compare::{Comparison, Details};
use crate::dedupe::reading::Reading;
use crate::dedupe::sketch::Sketch;
use crate::dedupe::text;
pub use crate::dedupe::verdict::{Evidence, Options, Verdict, Veto, Which};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is done with copies that are found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// They become one.
    #[default]
    Merge,
    /// They are reported and stay apart, but for overrides.
    Propose,
    /// They are not looked for; only overrides count.
    Off,
}

/// An article as this level sees it.
#[derive(Debug, Clone, Copy)]
pub struct Doc<'a> {
    /// Stable id (slug); decides ties.
    pub id: &'a str,
    /// A value that changes whenever anything else here changes but for `same_as` and `not_same_as`, and that no two
    /// articles share: a hash of the source file and of the id will do.
    pub stamp: u64,
    /// Language as BCP 47; only articles of one language (its first subtag) are compared. May be empty.
    pub lang: &'a str,
    /// The title.
    pub title: &'a str,
    /// The blocks of the body as plain text, without those that the article repeats itself.
    pub blocks: &'a dyn Texts,
    /// When it was published, in seconds since 1970.
    pub published: Option<i64>,
    /// When it was last changed, in seconds since 1970, if that is known.
    pub updated: Option<i64>,
    /// Ids the author says are the same story.
    pub same_as: &'a [&'a str],
    /// Ids the author says are another story.
    pub not_same_as: &'a [&'a str],
    /// The author wants this one to speak for the story.
    pub canonical: bool,
}

/// The texts of an article's blocks. They are read only of articles that are judged anew, which are few in a preview.
pub trait Texts: std::fmt::Debug + Sync {
    /// Block by block.
    fn texts(&self) -> Vec<&str>;
}

impl Texts for Vec<&str> {
    fn texts(&self) -> Vec<&str> {
        self.clone()
    }
}

/// A passage: block and byte range within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Index of the block.
    pub block: usize,
    /// Bytes of the block's text.
    pub bytes: std::ops::Range<usize>,
}

/// What a member of a story is to its canonical article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyKind {
    /// The canonical article itself.
    Canonical,
    /// Word for word the same body.
    Exact,
    /// A part of the canonical article (at most four fifths), in its words but for a sentence in ten.
    Truncated,
    /// In part in other words or with passages of its own.
    Edited,
    /// Joined by the author's word, or through a third article.
    Joined,
}

/// A number that stands in like words in two articles with different values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberChange {
    /// As this article has it.
    pub here: String,
    /// As the canonical article has it.
    pub canonical: String,
    /// The sentence of this article.
    pub here_at: Place,
    /// The sentence of the canonical article.
    pub canonical_at: Place,
}

/// One article of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// Its id.
    pub id: String,
    /// What it is to the canonical article.
    pub kind: CopyKind,
    /// Share of its text found in the canonical article, 0 to 1.
    pub found: f64,
    /// Share of the canonical article's text found in it, 0 to 1.
    pub covers: f64,
    /// Its sentences that the canonical article has not.
    pub only_here: Vec<Place>,
    /// Its sentences that the canonical article has in other words: (here, there).
    pub reworded: Vec<(Place, Place)>,
    /// Numbers that differ from the canonical article's.
    pub changes: Vec<NumberChange>,
}

/// A decision about two articles, with the numbers it rests on. `one` is the smaller id.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The first article.
    pub one: String,
    /// The other article.
    pub other: String,
    /// What was decided.
    pub verdict: Verdict,
    /// The numbers.
    pub evidence: Evidence,
    /// The longest passage they share: in the first, in the other.
    pub excerpt: Option<(Place, Place)>,
}

/// One story told by two articles or more.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Story {
    /// The id of the article that speaks for it.
    pub canonical: String,
    /// All its articles, the canonical one first, then by id.
    pub members: Vec<Member>,
    /// The decisions that hold it together, strongest first.
    pub links: Vec<Link>,
}

/// A roundup or live page that contains (part of) another article; linked, not folded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contains {
    /// The roundup.
    pub container: String,
    /// What it contains.
    pub part: String,
    /// The numbers.
    pub link: Link,
}

/// An override that changes nothing, which is an error in the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DeadOverride {
    /// The article that carries it.
    pub id: String,
    /// The id it names.
    pub names: String,
    /// Why it does nothing.
    pub why: DeadReason,
}

/// Why an override does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadReason {
    /// No article has that id.
    Unknown,
    /// It names the article that carries it.
    Itself,
    /// `same_as` and `not_same_as` name the same pair.
    Contradicted,
}

/// All decisions across articles. Articles in no story tell their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stories {
    /// Stories of two articles or more, in order of their canonical ids.
    pub stories: Vec<Story>,
    /// Groups that `mode: propose` would have merged, and possible reprints.
    pub proposals: Vec<Link>,
    /// Roundups and what they contain.
    pub contains: Vec<Contains>,
    /// Pairs that share text and were kept apart, with the reason.
    pub apart: Vec<Link>,
    /// Overrides that do nothing.
    pub dead: Vec<DeadOverride>,
}

/// Why two articles were or were not joined.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// Whether they share enough features to be compared at all.
    pub candidates: bool,
    /// Whether their languages agree (or one is not known).
    pub same_language: bool,
    /// Whether they ended in one story, whatever the verdict on the two alone.
    pub together: bool,
    /// The verdict on the two alone, with its numbers.
    pub link: Link,
    /// Share of the shorter text found in the other.
    pub cover: f64,
    /// The share that would be needed.
    pub least: f64,
    /// Every veto on the two alone, and whether it holds.
    pub vetoes: Vec<(Veto, bool)>,
}

/// A pair that was judged and shares text.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    pub(crate) evidence: Evidence,
    pub(crate) excerpt: Option<(Place, Place)>,
    /// Which of each one's sentences the other has, in 64 stretches.
    pub(crate) parts: (u64, u64),
    /// Whether one of the two was found out as a roundup by its other parts.
    pub(crate) roundup: bool,
}

/// Which sentences were found, as 64 stretches of the text.
pub(crate) fn stretches(found: &[Option<usize>]) -> u64 {
    found.iter().enumerate().filter(|(_, at)| at.is_some()).fold(0, |bits, (at, _)| bits | 1 << (at * 64 / found.len()))
}

impl Judged {
    /// Whether one of the two is a roundup for certain: it has the other's headline as a line, or parts of its own from
    /// elsewhere.
    pub(crate) fn is_roundup(&self) -> bool {
        self.roundup || self.evidence.headline_in.is_some()
    }

    /// How firmly the pair belongs together, for the order of joining.
    pub(crate) fn strength(&self) -> f64 {
        if self.evidence.exact { 10.0 } else { self.evidence.score }
    }
}

/// The longest passage two readings share, as whole sentences.
pub(crate) fn excerpt(one: &Reading, other: &Reading, comparison: &Comparison) -> Option<(Place, Place)> {
    let longest = comparison
        .one
        .iter()
        .enumerate()
        .filter_map(|(row, column)| column.map(|column| (row, column)))
        .max_by(|(a, _), (b, _)| one.sentences[*a].weight.total_cmp(&one.sentences[*b].weight).then(b.cmp(a)))?;
    Some((place(one, longest.0), place(other, longest.1)))
}

fn place(reading: &Reading, sentence: usize) -> Place {
    let sentence = &reading.sentences[sentence];
    Place { block: sentence.block, bytes: sentence.bytes.clone() }
}

/// Accounts for every sentence of a member against the canonical article.
pub(crate) fn member(
    id: &str,
    kind: CopyKind,
    here: (&Reading, &[&str]),
    there: (&Reading, &[&str]),
    comparison: &Comparison,
    details: &Details,
) -> Member {
    let exact = exact_sentences(there.0);
    let mut only_here = Vec::new();
    let mut reworded = Vec::new();
    for (at, sentence) in here.0.sentences.iter().enumerate() {
        let key = text::join(here.0.words[sentence.words.clone()].iter().map(|word| word.key));
        if exact.binary_search(&key).is_ok() {
            continue;
        }
        match comparison.one[at] {
            Some(there_at) => reworded.push((place(here.0, at), place(there.0, there_at))),
            None => only_here.push(place(here.0, at)),
        }
    }
    let holds =
        |reading: &Reading, word: usize| reading.sentences.partition_point(|sentence| sentence.words.end <= word);
    let changes: Vec<NumberChange> = details
        .changes
        .iter()
        .map(|change| {
            let (here_at, canonical_at) =
                (place(here.0, holds(here.0, change.one)), place(there.0, holds(there.0, change.other)));
            NumberChange {
                here: here.1[here_at.block][here.0.words[change.one].bytes()].to_owned(),
                canonical: there.1[canonical_at.block][there.0.words[change.other].bytes()].to_owned(),
                here_at,
                canonical_at,
            }
        })
        .collect();
    let as_written = reworded.len() * 10 <= here.0.sentences.len().max(10);
    let kind = if kind == CopyKind::Truncated && !as_written { CopyKind::Edited } else { kind };
    Member {
        id: id.to_owned(),
        kind,
        found: comparison.cover_one,
        covers: comparison.cover_other,
        only_here,
        reworded,
        changes,
    }
}

/// The folded sentences of a reading, sorted.
fn exact_sentences(reading: &Reading) -> Vec<u64> {
    let mut keys: Vec<u64> = reading
        .sentences
        .iter()
        .map(|sentence| text::join(reading.words[sentence.words.clone()].iter().map(|word| word.key)))
        .collect();
    keys.sort_unstable();
    keys
}

/// All decisions across articles, from scratch. `sketches` are those of the same articles, in the same order.
#[must_use]
pub fn resolve(docs: &[Doc<'_>], sketches: &[Arc<Sketch>], options: &Options) -> Stories {
    crate::dedupe::story_index::StoryIndex::new(options.clone()).update(docs, sketches)
}

#[cfg(test)]
mod tests;
