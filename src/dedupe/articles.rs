//! Binds the levels inside and across articles to the corpus: which blocks each engine is given, and what its
//! decisions mean for the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::checked::Checked;
use crate::dedupe::blocks::{self, Repeat};
use crate::dedupe::sketch::{self, Sketch};
use crate::dedupe::stories::{self, CopyKind as Found, Doc, Member, Mode};
use crate::dedupe::text::WordKeys;
use crate::dedupe::{receipt, verdict};
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Span};
use crate::markdown;
use crate::model::document::{Block, BlockKind};
use crate::model::story::{CopyKind, NumberChange, Standing, StoryCopy};
use crate::model::{Article, Receipt, Slug, Story};

/// What one article says twice, and what of it is therefore not shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Inside {
    repeats: Vec<Repeat>,
    folded: BTreeSet<usize>,
    trimmed: BTreeMap<usize, Block>,
    /// What it is compared with other articles by, without its repeats.
    sketch: Arc<Sketch>,
}

/// Looks into every article for what it says twice.
pub(super) fn repeats(articles: &[Arc<Article>], mode: Mode) -> Checked<Vec<Inside>> {
    Checked::par_map(articles, |article| inside(article, mode))
}

fn inside(article: &Article, mode: Mode) -> Checked<Inside> {
    let words = WordKeys::of(article.body.blocks.iter().map(|block| block.text.as_str()));
    if mode == Mode::Off || article.overrides.keep_repeats {
        return Checked::clean(Inside { sketch: Arc::new(sketch::sketch_of(&words)), ..Inside::default() });
    }
    let mut inside = Inside::default();
    let given: Vec<blocks::Block<'_>> =
        article.body.blocks.iter().map(|block| blocks::Block { kind: kind(block.kind), text: &block.text }).collect();
    let found = blocks::repeats_among(&article.title, &given, &words, &blocks::Options::default());
    let mut said = Diagnostics::new();
    let mut cuts: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    for repeat in found {
        match &repeat {
            Repeat::NearWarning { first, again, difference } => said.push(near(article, *first, *again, difference)),
            Repeat::Headline { block, bytes: None, .. }
            | Repeat::Block { again: block, .. }
            | Repeat::Near { again: block, .. } => {
                inside.folded.insert(*block);
            }
            Repeat::Run { again, .. } => inside.folded.extend(again.clone()),
            Repeat::Headline { block, bytes: Some(bytes), .. } => cuts.entry(*block).or_default().push(bytes.clone()),
            Repeat::Sentence { again, .. } => cuts.entry(again.0).or_default().push(again.1.clone()),
        }
        if repeat.folds() {
            inside.repeats.push(repeat);
        }
    }
    for (at, ranges) in cuts {
        match markdown::without(&article.origin.file, &article.body.blocks[at], &ranges) {
            Some(block) => {
                inside.trimmed.insert(at, block);
            }
            // Cutting would tear markup: what stands twice stays, and no receipt says otherwise.
            None => inside.repeats.retain(|repeat| repeat.block() != at || inside.folded.contains(&at)),
        }
    }
    if mode == Mode::Propose {
        inside.folded.clear();
        inside.trimmed.clear();
    }
    let whole = inside.folded.is_empty() && inside.trimmed.is_empty();
    inside.sketch = Arc::new(if whole { sketch::sketch_of(&words) } else { sketch::sketch(&shown(article, &inside)) });
    Checked::new(inside, said)
}

fn kind(kind: BlockKind) -> blocks::BlockKind {
    match kind {
        BlockKind::Heading(_) => blocks::BlockKind::Heading,
        BlockKind::Paragraph => blocks::BlockKind::Paragraph,
        BlockKind::List => blocks::BlockKind::List,
        BlockKind::Quote => blocks::BlockKind::Quote,
        BlockKind::Table => blocks::BlockKind::Table,
        BlockKind::Code => blocks::BlockKind::Code,
        BlockKind::Html | BlockKind::Rule | BlockKind::Footnote => blocks::BlockKind::Other,
    }
}

fn near(article: &Article, first: usize, again: usize, difference: &crate::dedupe::facts::Difference) -> Diagnostic {
    let at = |block: usize| At::Bytes(article.body.blocks[block].span.clone());
    let file = &article.origin.file;
    let parts = [
        (difference.numbers, "a number"),
        (difference.names, "a name"),
        (difference.quotations, "a quotation"),
        (difference.words, "a word"),
    ];
    let parts: Vec<&str> = parts.iter().filter(|(differs, _)| *differs).map(|(_, what)| *what).collect();
    let message = format!("this paragraph nearly repeats an earlier one, but {} differs", parts.join(" and "));
    Diagnostic::new(Code::NearRepeat, message)
        .at(file, at(again), "both are kept")
        .at(file, at(first), "the earlier one")
        .help("remove the one that is out of date; if both belong, `keep_repeats: true` in the front matter ends this warning")
}

/// Joins copies into stories.
pub(super) fn stories(
    articles: &[Arc<Article>],
    inside: &[Inside],
    mode: Mode,
    receipts: &mut Vec<Receipt>,
) -> Vec<Story> {
    let texts: Vec<Vec<&str>> = articles.iter().zip(inside).map(|(article, inside)| shown(article, inside)).collect();
    let names: Vec<[Vec<&str>; 2]> = articles.iter().map(|article| overrides(article)).collect();
    let docs: Vec<Doc<'_>> =
        articles.iter().enumerate().map(|(at, article)| doc(article, &texts[at], &names[at])).collect();
    let sketches: Vec<Arc<Sketch>> = inside.iter().map(|inside| Arc::clone(&inside.sketch)).collect();
    let options = verdict::Options { mode, ..verdict::Options::default() };
    let found = stories::resolve(&docs, &sketches, &options);

    let by_slug: BTreeMap<&str, usize> =
        articles.iter().enumerate().map(|(at, article)| (article.slug.as_str(), at)).collect();
    let mut story_of: Vec<usize> = (0..articles.len()).collect();
    let mut copies: BTreeMap<usize, Vec<(usize, &Member)>> = BTreeMap::new();
    for story in &found.stories {
        let Some(&canonical) = by_slug.get(story.canonical.as_str()) else { continue };
        for member in &story.members {
            let Some(&at) = by_slug.get(member.id.as_str()) else { continue };
            story_of[at] = canonical;
            if at != canonical {
                copies.entry(canonical).or_default().push((at, member));
            }
        }
    }
    let mut all: BTreeMap<usize, Story> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate().filter(|(at, _)| story_of[*at] == *at) {
        let members = copies.remove(&at).unwrap_or_default();
        let mut copies: Vec<StoryCopy> =
            members.iter().map(|(copy, member)| copied(article, &articles[*copy], &texts[*copy], member)).collect();
        copies.sort_by(|a, b| a.article.date.cmp(&b.article.date).then_with(|| a.article.slug.cmp(&b.article.slug)));
        let Inside { folded, trimmed, .. } = inside[at].clone();
        let contains = found
            .contains
            .iter()
            .filter(|c| c.container == article.slug.as_str())
            .map(|c| Slug::new(&c.part))
            .collect();
        all.insert(at, Story { article: Arc::clone(article), copies, folded, trimmed, receipts: Vec::new(), contains });
    }
    for (at, article) in articles.iter().enumerate() {
        let Some(story) = all.get_mut(&story_of[at]) else { continue };
        for repeat in &inside[at].repeats {
            let standing = if inside[at].folded.is_empty() && inside[at].trimmed.is_empty() {
                Standing::Proposed
            } else {
                Standing::Done
            };
            story.receipts.push(receipts.len());
            receipts.push(receipt::repeat(story.slug(), article, repeat, standing));
        }
    }
    for found in &found.stories {
        let Some(story) = by_slug.get(found.canonical.as_str()).and_then(|at| all.get_mut(at)) else { continue };
        for copy in &story.copies {
            let slug = copy.article.slug.as_str();
            let names = |link: &&stories::Link, id: &str| link.one == id || link.other == id;
            let mut links = found.links.iter().filter(|link| names(link, slug));
            let link = links.clone().find(|link| names(link, &found.canonical)).or_else(|| links.next());
            story.receipts.push(receipts.len());
            receipts.push(receipt::copy(&story.article, copy, link));
        }
    }
    for link in &found.proposals {
        let (Some(&one), Some(&other)) = (by_slug.get(link.one.as_str()), by_slug.get(link.other.as_str())) else {
            continue;
        };
        receipts.push(receipt::proposed_copy(&articles[one], &articles[other], link));
    }
    all.into_values().collect()
}

/// The words of the blocks that are shown.
fn shown<'a>(article: &'a Article, inside: &'a Inside) -> Vec<&'a str> {
    let blocks = article.body.blocks.iter().enumerate().filter(|(at, _)| !inside.folded.contains(at));
    blocks.map(|(at, block)| inside.trimmed.get(&at).unwrap_or(block).text.as_str()).collect()
}

fn overrides(article: &Article) -> [Vec<&str>; 2] {
    let words = &article.overrides;
    [&words.same_as, &words.not_same_as].map(|slugs| slugs.iter().map(Slug::as_str).collect())
}

fn doc<'a>(article: &'a Article, blocks: &'a [&'a str], overrides: &'a [Vec<&'a str>; 2]) -> Doc<'a> {
    Doc {
        id: article.slug.as_str(),
        stamp: xxh3_64(article.origin.file.text.as_bytes()),
        lang: &article.lang,
        title: &article.title,
        blocks,
        published: Some(article.date.timestamp.as_second()),
        updated: article.updated.map(|at| at.timestamp.as_second()),
        same_as: &overrides[0],
        not_same_as: &overrides[1],
        canonical: article.overrides.canonical,
    }
}

fn copied(shown: &Article, article: &Arc<Article>, blocks: &[&str], member: &Member) -> StoryCopy {
    let declared = article.overrides.same_as.contains(&shown.slug) || shown.overrides.same_as.contains(&article.slug);
    let words = |place: &stories::Place| {
        blocks.get(place.block).and_then(|text| text.get(place.bytes.clone())).unwrap_or_default().trim().to_owned()
    };
    let changes = member.changes.iter().map(|change| NumberChange {
        there: change.here.clone(),
        here: change.canonical.clone(),
        context: words(&change.here_at),
    });
    StoryCopy {
        article: Arc::clone(article),
        kind: match member.kind {
            Found::Canonical | Found::Exact => CopyKind::Exact,
            Found::Truncated => CopyKind::Truncated,
            Found::Edited => CopyKind::Edited,
            Found::Joined if declared => CopyKind::Declared,
            Found::Joined => CopyKind::Linked,
        },
        shared: member.found,
        only_here: member.only_here.iter().map(words).collect(),
        changes: changes.collect(),
    }
}
