//! Binds the level across articles to the corpus: what the engine is given, and the stories its decisions make.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::checked::Checked;
use crate::dedupe::inside::{self, Inside};
use crate::dedupe::overrides::{self, Without};
use crate::dedupe::receipt;
use crate::dedupe::sketch::Sketch;
use crate::dedupe::stories::{CopyKind as Kind, Doc, Link, Member, Mode, Place, Stories, Story as Found, Texts};
use crate::dedupe::story_index::StoryIndex;
use crate::diagnostic::Diagnostics;
use crate::model::story::{CopyKind, NumberChange, StoryCopy, Subject};
use crate::model::vocabulary::Status;
use crate::model::{Article, Receipt, Slug, Story};

/// The articles as the engine is given them; what it borrows stands here.
pub(super) struct Given<'a> {
    articles: &'a [Arc<Article>],
    shown: Vec<Shown<'a>>,
    same_as: Vec<Vec<&'a str>>,
    not_same_as: Vec<Vec<&'a str>>,
    /// What a rule keeps apart, whatever editors say: a withdrawn article keeps its own page and notice.
    alone: Vec<Vec<&'a str>>,
    /// What they are compared by.
    pub(super) sketches: Vec<Arc<Sketch>>,
    /// The positions of the articles in the order of their slugs; worked out when first asked for.
    by_slug: OnceLock<Vec<usize>>,
}

/// An article without its own repeats.
#[derive(Debug)]
struct Shown<'a> {
    article: &'a Article,
    inside: &'a Arc<Inside>,
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
            same_as: articles.iter().map(|article| article.overrides.same_as().collect()).collect(),
            not_same_as: articles.iter().map(|article| apart(article)).collect(),
            alone: articles.iter().map(|article| alone(article)).collect(),
            sketches: inside.iter().map(|inside| Arc::clone(&inside.sketch)).collect(),
            by_slug: OnceLock::new(),
        }
    }

    /// What the engine reads.
    pub(super) fn docs(&self) -> Vec<Doc<'_>> {
        let docs = self.articles.iter().enumerate().map(|(at, article)| Doc {
            id: article.slug.as_str(),
            stamp: self.shown[at].inside.stamp,
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

    /// Where the article of a slug stands.
    fn position(&self, slug: &str) -> Option<usize> {
        let slug_at = |at: &usize| self.articles[*at].slug.as_str();
        let by_slug = self.by_slug.get_or_init(|| {
            let mut positions: Vec<usize> = (0..self.articles.len()).collect();
            positions.sort_unstable_by_key(slug_at);
            positions
        });
        by_slug.binary_search_by(|at| slug_at(at).cmp(slug)).ok().map(|place| by_slug[place])
    }

    /// Articles and what they say twice, by position.
    fn held(&self, positions: &[usize]) -> impl Iterator<Item = (Arc<Article>, Arc<Inside>)> {
        positions.iter().map(|at| (Arc::clone(&self.articles[*at]), Arc::clone(self.shown[*at].inside)))
    }

    /// The article of a slug.
    pub(super) fn article(&self, slug: &str) -> Option<&'a Arc<Article>> {
        self.position(slug).map(|at| &self.articles[at])
    }

    /// The words of a passage of an article.
    pub(super) fn words(&self, slug: &str, place: &Place) -> &'a str {
        let texts = self.position(slug).map(|at| &self.shown[at]);
        let text = texts.and_then(|shown| inside::shown(shown.article, shown.inside).get(place.block).copied());
        let text = text.unwrap_or_default();
        text.get(place.bytes.clone()).unwrap_or_default().trim()
    }
}

/// Joins copies into stories.
pub(super) fn stories(
    articles: &[Arc<Article>],
    inside: &[Arc<Inside>],
    index: &mut StoryIndex,
    known: &mut Copies,
    receipts: &mut Vec<Receipt>,
) -> Checked<Vec<Story>> {
    let given = Given::new(articles, inside);
    let found = index.update(&given.docs(), &given.sketches);
    // The engine has them in this order: sorting them once more would take longer than all that follows.
    let _ = given.by_slug.set(index.by_id());
    let said = judged(&given, &found, index);

    let told = known.told(&given, &found.stories);
    let mut story_of: Vec<usize> = (0..articles.len()).collect();
    let mut copies: BTreeMap<usize, Vec<StoryCopy>> = BTreeMap::new();
    for told in told {
        for at in &told.positions {
            story_of[*at] = told.positions[0];
        }
        copies.insert(told.positions[0], told.copies.iter().map(|(copy, _)| copy.clone()).collect());
    }
    let mut contains: BTreeMap<usize, BTreeSet<Slug>> = BTreeMap::new();
    for one in &found.contains {
        let told_by = |slug: &str| given.position(slug).map(|at| story_of[at]);
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
        let copies = copies.remove(&at).unwrap_or_default();
        let (folded, trimmed) = (inside[at].folded.clone(), inside[at].trimmed.clone());
        let contains = contains.remove(&at).unwrap_or_default().into_iter().collect();
        let article = Arc::clone(article);
        all.push(Some(Story { article, copies, folded, trimmed, receipts: Vec::new(), contains }));
    }
    receipts_inside(inside, &story_of, &mut all, receipts);
    receipts_across(told, &mut all, receipts);
    receipts.extend(proposals(&given, &found.proposals));
    Checked::new(all.into_iter().flatten().collect(), said)
}

/// What is said of the editor's words: those that contradict one another, and those that do nothing.
fn judged(given: &Given<'_>, found: &Stories, index: &mut StoryIndex) -> Diagnostics {
    let ruled: Vec<overrides::Ruled<'_>> = given
        .articles
        .iter()
        .filter(|article| !article.overrides.0.is_empty())
        .map(|article| overrides::Ruled::new(article.slug.as_str(), &article.overrides))
        .collect();
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

fn receipts_inside(inside: &[Arc<Inside>], story_of: &[usize], all: &mut [Option<Story>], receipts: &mut Vec<Receipt>) {
    for (inside, story) in inside.iter().zip(story_of) {
        let Some(story) = all[*story].as_mut().filter(|_| !inside.receipts.is_empty()) else { continue };
        for receipt in &inside.receipts {
            story.receipts.push(receipts.len());
            receipts.push(Receipt { subject: Subject::Story(story.slug().clone()), ..receipt.clone() });
        }
    }
}

fn receipts_across(told: &[Told], all: &mut [Option<Story>], receipts: &mut Vec<Receipt>) {
    for told in told {
        let Some(story) = &mut all[told.positions[0]] else { continue };
        for (_, receipt) in &told.copies {
            story.receipts.push(receipts.len());
            receipts.push(receipt.clone());
        }
    }
}

fn proposals(given: &Given<'_>, proposals: &[Link]) -> impl Iterator<Item = Receipt> {
    let of =
        |link: &Link| Some(receipt::proposed_copy(given, given.article(&link.one)?, given.article(&link.other)?, link));
    proposals.iter().filter_map(of)
}

/// What was told of copies the last time.
#[derive(Debug, Default)]
pub(super) struct Copies(Vec<Told>);

/// The copies of one story, each with its receipt.
#[derive(Debug)]
struct Told {
    story: Found,
    /// Where its articles stand, the one shown first.
    positions: Vec<usize>,
    /// Its articles and what they say twice.
    articles: Vec<(Arc<Article>, Arc<Inside>)>,
    /// In the order of their dates.
    copies: Vec<(StoryCopy, Receipt)>,
}

impl Copies {
    /// The copies of stories. What was told of the same articles the last time is told again.
    fn told(&mut self, given: &Given<'_>, stories: &[Found]) -> &[Told] {
        let last = std::mem::take(&mut self.0).into_iter();
        let mut last: BTreeMap<String, Told> = last.map(|told| (told.story.canonical.clone(), told)).collect();
        for story in stories {
            let positions: Vec<usize> = story.members.iter().filter_map(|member| given.position(&member.id)).collect();
            let known = last.remove(&story.canonical).filter(|told| told.is_of(given, story, &positions));
            self.0.push(match known {
                Some(known) => Told { positions, ..known },
                None => Told::new(given, story, positions),
            });
        }
        &self.0
    }
}

impl Told {
    fn new(given: &Given<'_>, story: &Found, positions: Vec<usize>) -> Self {
        let shown = &given.articles[positions[0]];
        let members: Vec<&Arc<Article>> = positions.iter().map(|at| &given.articles[*at]).collect();
        let others = members.iter().zip(&story.members).skip(1);
        let mut copies: Vec<StoryCopy> =
            others.map(|(article, member)| copied(given, shown, article, member)).collect();
        copies.sort_by(|a, b| a.article.date.cmp(&b.article.date).then_with(|| a.article.slug.cmp(&b.article.slug)));
        let with_receipt = |copy: StoryCopy| {
            let slug = copy.article.slug.as_str();
            let names = |link: &&Link, id: &str| link.one == id || link.other == id;
            let mut links = story.links.iter().filter(|link| names(link, slug));
            let link = links.clone().find(|link| names(link, &story.canonical)).or_else(|| links.next());
            let receipt = receipt::copy(given, shown, &copy, link, &members);
            (copy, receipt)
        };
        let copies = copies.into_iter().map(with_receipt).collect();
        Self { story: story.clone(), articles: given.held(&positions).collect(), positions, copies }
    }

    fn is_of(&self, given: &Given<'_>, story: &Found, positions: &[usize]) -> bool {
        let same = |one: &(Arc<Article>, Arc<Inside>), other: &(Arc<Article>, Arc<Inside>)| {
            Arc::ptr_eq(&one.0, &other.0) && Arc::ptr_eq(&one.1, &other.1)
        };
        self.articles.len() == positions.len()
            && self.articles.iter().zip(given.held(positions)).all(|(one, other)| same(one, &other))
            && self.story == *story
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
            Kind::Canonical | Kind::Exact => CopyKind::Exact,
            Kind::Truncated => CopyKind::Truncated,
            Kind::Edited => CopyKind::Edited,
            Kind::Joined if declared => CopyKind::Declared,
            Kind::Joined => CopyKind::Linked,
        },
        shared: member.found,
        only_here: member.only_here.iter().map(words).collect(),
        changes: changes.collect(),
    }
}
