//! Binds the level inside an article to the corpus: which blocks the engine is given, and what its decisions mean for
//! the page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::checked::{Checked, Memo};
use crate::dedupe::blocks::{self, Repeat};
use crate::dedupe::overrides;
use crate::dedupe::receipt;
use crate::dedupe::sketch::{self, Sketch};
use crate::dedupe::stories::Mode;
use crate::dedupe::text::WordKeys;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Span};
use crate::markdown;
use crate::model::document::{Block, BlockKind};
use crate::model::story::Standing;
use crate::model::vocabulary::Status;
use crate::model::{Article, Receipt};

/// What one article says twice, and what of it is therefore not shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Inside {
    /// What stands twice.
    pub(super) repeats: Vec<Repeat>,
    /// The blocks that are not shown.
    pub(super) folded: BTreeSet<usize>,
    /// The blocks of which a part is not shown, as they are shown.
    pub(super) trimmed: BTreeMap<usize, Block>,
    /// What it is compared with other articles by, without its repeats.
    pub(super) sketch: Arc<Sketch>,
    /// The receipts of what stands twice, for a story of its own.
    pub(super) receipts: Vec<Receipt>,
    /// A number that is its own and changes whenever anything changes that it is compared by.
    pub(super) stamp: u64,
}

/// Looks into every article for what it says twice, with a memory only into those that are new.
pub(super) fn repeats(
    articles: &[Arc<Article>],
    mode: Mode,
    memory: Option<&mut Memo<Arc<Inside>>>,
) -> Checked<Vec<Arc<Inside>>> {
    let look = |article: &Arc<Article>| {
        let Checked { value: mut inside, diagnostics } = inside(article, mode);
        inside.stamp = stamp(article, &inside);
        inside.receipts = receipts(article, &inside);
        Checked::new(Arc::new(inside), diagnostics)
    };
    match memory {
        Some(memory) => memory.par_map(articles, |article| &article.origin.file, |_| true, look),
        None => Checked::par_map(articles, look),
    }
}

fn stamp(article: &Article, inside: &Inside) -> u64 {
    let mut all = Xxh3::new();
    for text in [article.slug.as_str(), &article.lang, &article.origin.file.text] {
        all.update(&text.len().to_le_bytes());
        all.update(text.as_bytes());
    }
    all.update(&[u8::from(article.overrides.is_canonical())]);
    for at in inside.folded.iter().chain(inside.trimmed.keys()) {
        all.update(&at.to_le_bytes());
    }
    all.digest()
}

fn receipts(article: &Article, inside: &Inside) -> Vec<Receipt> {
    let is_folded = !(inside.folded.is_empty() && inside.trimmed.is_empty());
    let standing = if is_folded { Standing::Done } else { Standing::Proposed };
    inside.repeats.iter().map(|repeat| receipt::repeat(&article.slug, article, repeat, standing)).collect()
}

fn inside(article: &Article, mode: Mode) -> Checked<Inside> {
    let words = WordKeys::of(article.body.blocks.iter().map(|block| block.text.as_str()));
    let as_written = || Inside { sketch: Arc::new(sketch::sketch_of(&words)), ..Inside::default() };
    // What is withdrawn asserts nothing, and repeats nothing.
    if mode == Mode::Off || article.status == Status::Withdrawn {
        return Checked::clean(as_written());
    }
    let given: Vec<blocks::Block<'_>> =
        article.body.blocks.iter().map(|block| blocks::Block { kind: kind(block.kind), text: &block.text }).collect();
    let found = blocks::repeats_among(&article.title, &given, &words, &blocks::Options::default());
    if article.overrides.keeps_repeats() {
        return Checked::new(as_written(), overrides::without_repeats(article, &found));
    }
    let mut inside = Inside::default();
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
        if nothing_remains(&article.body.blocks[at].text, &ranges) {
            inside.folded.insert(at);
            continue;
        }
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

/// Whether a text is blank without some of its stretches, which stand in order.
fn nothing_remains(text: &str, without: &[Span]) -> bool {
    let starts = without.iter().map(|span| span.start).chain([text.len()]);
    let ends = std::iter::once(0).chain(without.iter().map(|span| span.end));
    ends.zip(starts).all(|(from, to)| text.get(from..to).is_none_or(|rest| rest.trim().is_empty()))
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

/// The words of the blocks that are shown.
pub(super) fn shown<'a>(article: &'a Article, inside: &'a Inside) -> Vec<&'a str> {
    let blocks = article.body.blocks.iter().enumerate().filter(|(at, _)| !inside.folded.contains(at));
    blocks.map(|(at, block)| inside.trimmed.get(&at).unwrap_or(block).text.as_str()).collect()
}
