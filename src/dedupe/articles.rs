//! Binds the level across articles to the corpus: what the engine is given, and the stories its decisions make.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::checked::Checked;
use crate::dedupe::inside::{self, Inside};
use crate::dedupe::overrides::{self, Without};
use crate::dedupe::receipt;
use crate::dedupe::sketch::Sketch;
use crate::dedupe::stories::{CopyKind as Found, Doc, Link, Member, Mode, Place, Stories, Texts};
use crate::dedupe::story_index::StoryIndex;
use crate::diagnostic::Diagnostics;
use crate::model::story::{CopyKind, NumberChange, Standing, StoryCopy};
use crate::model::vocabulary::Status;
use crate::model::{Article, Receipt, Slug, Story};

/// The articles as the engine is given them; what it borrows stands here.
pub(super) struct Given<'a> {
    articles: &'a [Arc<Article>],
    shown: Vec<Shown<'a>>,
    stamps: Vec<u64>,
    same_as: Vec<Vec<&'a str>>,
    not_same_as: Vec<Vec<&'a str>>,
    /// What a rule keeps apart, whatever editors say: a withdrawn article keeps its own page and notice.
    alone: Vec<Vec<&'a str>>,
    /// What they are compared by.
    pub(super) sketches: Vec<Arc<Sketch>>,
    by_slug: HashMap<&'a str, usize>,
}

/// An article without its own repeats.
#[derive(Debug)]
struct Shown<'a> {
    article: &'a Article,
    inside: &'a Inside,
}

impl Texts for Shown<'_> {
    fn texts(&self) -> Vec<&str> {
        inside::shown(self.article, self.inside)
    }
}

impl<'a> Given<'a> {
    /// The articles without their own repeats.
    pub(super) fn new(articles: &'a [Arc<Article>], inside: &'a [Arc<Inside>]) -> Self {
        let slugs = || articles.iter().map(|article| article.slug.as_str());
        let others = |article: &'a Article| slugs().filter(|slug| *slug != article.slug.as_str()).collect();
        let is_alone = |article: &Article| article.status == Status::Withdrawn;
        let apart = |article: &'a Article| -> Vec<&'a str> {
            if article.overrides.is_split() || is_alone(article) {
                return others(article);
            }
            article.overrides.not_same_as().collect()
        };
        let alone = |article: &'a Article| if is_alone(article) { others(article) } else { Vec::new() };
        Self {
            articles,
            shown: articles.iter().zip(inside).map(|(article, inside)| Shown { article, inside }).collect(),
            stamps: articles.iter().zip(inside).map(|(article, inside)| stamp(article, inside)).collect(),
            same_as: articles.iter().map(|article| article.overrides.same_as().collect()).collect(),
            not_same_as: articles.iter().map(|article| apart(article)).collect(),
            alone: articles.iter().map(|article| alone(article)).collect(),
            sketches: inside.iter().map(|inside| Arc::clone(&inside.sketch)).collect(),
            by_slug: slugs().enumerate().map(|(at, slug)| (slug, at)).collect(),
        }
    }

    /// What the engine reads.
    pub(super) fn docs(&self) -> Vec<Doc<'_>> {
        let docs = self.articles.iter().enumerate().map(|(at, article)| Doc {
            id: article.slug.as_str(),
            stamp: self.stamps[at],
            lang: &article.lang,
            title: &article.title,
            blocks: &self.shown[at],
            published: Some(article.date.timestamp.as_second()),
            updated: article.updated.map(|at| at.timestamp.as_second()),
            same_as: &self.same_as[at],
            not_same_as: &self.not_same_as[at],
            canonical: article.overrides.is_canonical(),
        });
        docs.collect()
    }

    /// The same without the words that hold articles apart: what would be joined if nobody had parted it.
    fn docs_without(&self) -> Vec<Doc<'_>> {
        self.docs().into_iter().zip(&self.alone).map(|(doc, alone)| Doc { not_same_as: alone, ..doc }).collect()
    }

    /// The article of a slug.
    pub(super) fn article(&self, slug: &str) -> Option<&'a Arc<Article>> {
        self.by_slug.get(slug).map(|at| &self.articles[*at])
    }

    /// The words of a passage of an article.
    pub(super) fn words(&self, slug: &str, place: &Place) -> &'a str {
        let texts = self.by_slug.get(slug).map(|at| &self.shown[*at]);
        let text = texts.and_then(|shown| inside::shown(shown.article, shown.inside).get(place.block).copied());
        let text = text.unwrap_or_default();
        text.get(place.bytes.clone()).unwrap_or_default().trim()
    }
}

/// Changes whenever anything changes that the engine reads of an article, whichever file or setting changed it.
fn stamp(article: &Article, inside: &Inside) -> u64 {
    let mut all = Xxh3::new();
    all.update(&inside.text.to_le_bytes());
    all.update(article.lang.as_bytes());
    all.update(&[u8::from(article.overrides.is_canonical())]);
    for at in inside.folded.iter().chain(inside.trimmed.keys()) {
        all.update(&at.to_le_bytes());
    }
    all.digest()
}

/// Joins copies into stories.
pub(super) fn stories(
    articles: &[Arc<Article>],
    inside: &[Arc<Inside>],
    index: &mut StoryIndex,
    receipts: &mut Vec<Receipt>,
) -> Checked<Vec<Story>> {
    let given = Given::new(articles, inside);
    let found = index.update(&given.docs(), &given.sketches);
    let said = judged(&given, &found, index);

    let mut story_of: Vec<usize> = (0..articles.len()).collect();
    let mut copies: BTreeMap<usize, Vec<StoryCopy>> = BTreeMap::new();
    for story in &found.stories {
        let Some(&canonical) = given.by_slug.get(story.canonical.as_str()) else { continue };
        for member in &story.members {
            let Some(&at) = given.by_slug.get(member.id.as_str()) else { continue };
            story_of[at] = canonical;
            if at != canonical {
                copies.entry(canonical).or_default().push(copied(&given, &articles[canonical], &articles[at], member));
            }
        }
    }
    let mut contains: BTreeMap<usize, BTreeSet<Slug>> = BTreeMap::new();
    for one in &found.contains {
        let told_by = |slug: &str| given.by_slug.get(slug).map(|at| story_of[*at]);
        if let (Some(whole), Some(part)) = (told_by(&one.container), told_by(&one.part))
            && whole != part
        {
            contains.entry(whole).or_default().insert(articles[part].slug.clone());
        }
    }
    let mut all: Vec<Option<Story>> = Vec::with_capacity(articles.len());
    for (at, article) in articles.iter().enumerate() {
        if story_of[at] != at {
            all.push(None);
            continue;
        }
        let mut copies = copies.remove(&at).unwrap_or_default();
        copies.sort_by(|a, b| a.article.date.cmp(&b.article.date).then_with(|| a.article.slug.cmp(&b.article.slug)));
        let (folded, trimmed) = (inside[at].folded.clone(), inside[at].trimmed.clone());
        let contains = contains.remove(&at).unwrap_or_default().into_iter().collect();
        let article = Arc::clone(article);
        all.push(Some(Story { article, copies, folded, trimmed, receipts: Vec::new(), contains }));
    }
    receipts_inside(articles, inside, &story_of, &mut all, receipts);
    receipts_across(&given, &found, &mut all, receipts);
    Checked::new(all.into_iter().flatten().collect(), said)
}

/// What is said of the editor's words: those that contradict one another, and those that do nothing.
fn judged(given: &Given<'_>, found: &Stories, index: &mut StoryIndex) -> Diagnostics {
    let ruled: Vec<overrides::Ruled<'_>> =
        given.articles.iter().map(|article| overrides::Ruled::new(article.slug.as_str(), &article.overrides)).collect();
    let groups = |found: &Stories| -> Vec<Vec<String>> {
        found.stories.iter().map(|story| story.members.iter().map(|member| member.id.clone()).collect()).collect()
    };
    let mode = index.options.mode;
    let without = (mode != Mode::Off && overrides::hold_apart(&ruled)).then(|| {
        let free = index.update(&given.docs_without(), &given.sketches);
        let links = free.proposals.iter().chain(free.contains.iter().map(|one| &one.link));
        let pairs = links.map(|link| (link.one.clone(), link.other.clone())).collect();
        Without { groups: groups(&free), pairs }
    });
    overrides::check(&ruled, &groups(found), without.as_ref(), mode)
}

fn receipts_inside(
    articles: &[Arc<Article>],
    inside: &[Arc<Inside>],
    story_of: &[usize],
    all: &mut [Option<Story>],
    receipts: &mut Vec<Receipt>,
) {
    for (at, article) in articles.iter().enumerate() {
        let Some(story) = &mut all[story_of[at]] else { continue };
        let is_folded = !(inside[at].folded.is_empty() && inside[at].trimmed.is_empty());
        let standing = if is_folded { Standing::Done } else { Standing::Proposed };
        for repeat in &inside[at].repeats {
            story.receipts.push(receipts.len());
            receipts.push(receipt::repeat(story.slug(), article, repeat, standing));
        }
    }
}

fn receipts_across(given: &Given<'_>, found: &Stories, all: &mut [Option<Story>], receipts: &mut Vec<Receipt>) {
    for told in &found.stories {
        let Some(story) = given.by_slug.get(told.canonical.as_str()).and_then(|at| all[*at].as_mut()) else { continue };
        let members: Vec<&Arc<Article>> = told.members.iter().filter_map(|member| given.article(&member.id)).collect();
        for copy in &story.copies {
            let slug = copy.article.slug.as_str();
            let names = |link: &&Link, id: &str| link.one == id || link.other == id;
            let mut links = told.links.iter().filter(|link| names(link, slug));
            let link = links.clone().find(|link| names(link, &told.canonical)).or_else(|| links.next());
            story.receipts.push(receipts.len());
            receipts.push(receipt::copy(given, &story.article, copy, link, &members));
        }
    }
    for link in &found.proposals {
        if let (Some(one), Some(other)) = (given.article(&link.one), given.article(&link.other)) {
            receipts.push(receipt::proposed_copy(given, one, other, link));
        }
    }
}

fn copied(given: &Given<'_>, shown: &Article, article: &Arc<Article>, member: &Member) -> StoryCopy {
    let names = |one: &Article, other: &Article| one.overrides.same_as().any(|slug| slug == other.slug.as_str());
    let declared = names(article, shown) || names(shown, article);
    let words = |place: &Place| given.words(&member.id, place).to_owned();
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
