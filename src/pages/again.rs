//! Planning again after a change: what of the last plan still holds, and which pages must be planned anew.
//!
//! Most saves change the text of one article. No page but the article's own shows that text, so that only the kinds
//! that show texts are planned, and of the stories only those that changed. Some change a headline or a standfirst:
//! those stand on cards and in lists, of which only those are planned that show the story. When anything else has
//! changed - a date, a tag, a record, which articles are copies of one another - everything is planned. Nothing here
//! looks at a page's bytes.

use std::collections::BTreeSet;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::diagnostic::source::are_same;
use crate::diagnostic::{Diagnostics, SourceFile};
use crate::model::{Article, Slug, Story};
use crate::pages::plan::{Others, PagePlan, Planned, PlannedLink, Route, Shows, SitePlan};
use crate::pages::setting::{Options, Renewed, Setting, SharedParts};
use crate::pages::{all, checked, each, settings, sitemap, sites};

/// What was noted of a whole plan on the way to it.
#[derive(Debug, Default)]
pub(super) struct Noted {
    /// The pages of kinds that show texts.
    texts: BTreeSet<Route>,
    /// What kinds that show texts said.
    pub(super) said: Diagnostics,
    /// How many files kinds gave that show faces.
    files: usize,
}

impl Noted {
    /// Notes what a kind planned. What it said is noted here, or given back.
    pub(super) fn note(&mut self, shows: Shows, planned: &Planned<'_>, said: Diagnostics) -> Diagnostics {
        match shows {
            Shows::Texts => {
                self.texts.extend(planned.pages.iter().map(|page| page.route.clone()));
                self.said.extend(said);
                return Diagnostics::new();
            }
            Shows::Faces => self.files += planned.files.len(),
            Shows::Records => {}
        }
        said
    }
}

/// What the last whole plan was made of, with the stories that changed since.
#[derive(Debug, Default)]
pub struct Memory(Option<Last>);

#[derive(Debug)]
struct Last {
    options: Options,
    /// Every file but articles.
    others: Vec<Arc<SourceFile>>,
    /// What was news.
    recent: BTreeSet<Slug>,
    stories: Vec<Seen>,
    /// By language.
    parts: Vec<SharedParts>,
    routes: BTreeSet<Route>,
    noted: Noted,
    links: Vec<PlannedLink>,
    /// What was said of pages that show no texts.
    said: Diagnostics,
}

/// What is remembered when the pages of a plan have been made.
#[derive(Debug)]
pub struct Next(Step);

#[derive(Debug)]
enum Step {
    /// A whole plan.
    Whole(Box<Last>),
    /// These stories, by position, what pages share, and all links.
    Some(Vec<(usize, Seen)>, Vec<SharedParts>, Vec<PlannedLink>),
    /// Nothing that may be built on.
    Nothing,
}

impl Memory {
    /// Takes up what a plan was made of: all its pages have been made.
    pub fn keep(&mut self, next: Next) {
        match (next.0, &mut self.0) {
            (Step::Whole(last), kept) => *kept = Some(*last),
            (Step::Some(stories, parts, links), Some(kept)) => {
                for (at, story) in stories {
                    kept.stories[at] = story;
                }
                kept.parts = parts;
                kept.links = links;
            }
            (Step::Some(..) | Step::Nothing, kept) => *kept = None,
        }
    }

    /// Forgets the last plan: something else that its pages depend on has changed.
    pub fn clear(&mut self) {
        self.0 = None;
    }
}

/// As [`crate::pages::plan()`], but leaves out the pages that stand as they were when `memory` was made. `others` are
/// all files but articles; `renewed` is where the plan keeps what is new.
#[must_use]
pub fn plan_again<'a>(
    briefing: &'a Briefing,
    options: &'a Options,
    others: &[Arc<SourceFile>],
    memory: &Memory,
    renewed: &'a mut Renewed,
) -> Checked<(SitePlan<'a>, Next)> {
    if let Some(last) = memory.0.as_ref().filter(|last| last.is_framed_as(briefing, options, others)) {
        let changed: BTreeSet<usize> = last.where_not(|seen, story| seen.is_of(story, briefing), briefing);
        let reworded = last.where_not(Seen::has_headlines_of, briefing);
        *renewed = Renewed::of(briefing, changed.clone(), reworded);
        if let Some(plan) = some(briefing, options, last, &changed, renewed) {
            return plan;
        }
    }
    let settings = settings(briefing, options);
    let mut noted = Noted::default();
    let Checked { value: (site, links), diagnostics: said } =
        all(&settings, &|kind, setting| kind.plan(setting), &mut noted);
    let (site, broken) = checked(site, &links, &|site, route| site.holds(route));
    let mut diagnostics = said.clone();
    diagnostics.extend(noted.said.clone());
    diagnostics.extend(broken);
    let next = if noted.said.is_empty() {
        Step::Whole(Box::new(Last {
            options: options.clone(),
            others: others.to_vec(),
            recent: briefing.corpus.recent.clone(),
            stories: briefing.stories.iter().map(|story| Seen::of(story, briefing)).collect(),
            parts: settings.iter().map(Setting::parts).collect(),
            routes: site.pages.keys().chain(site.files.keys()).cloned().collect(),
            noted,
            links,
            said,
        }))
    } else {
        Step::Nothing
    };
    Checked::new((site, Next(next)), diagnostics)
}

/// The pages that show texts or cards, and of these only those that show what is `renewed`. Nothing if any page or file
/// has come or gone with the words: a list of decisions, say, or a part of the search.
fn some<'a>(
    briefing: &'a Briefing,
    options: &'a Options,
    last: &Last,
    changed: &BTreeSet<usize>,
    renewed: &'a Renewed,
) -> Option<Checked<(SitePlan<'a>, Next)>> {
    let tongues = options.tongues.iter().zip(&last.parts);
    let settings: Vec<Setting<'a>> =
        tongues.map(|(words, parts)| Setting::again(briefing, options, words, parts, renewed)).collect();
    let mut diagnostics = last.said.clone();
    let mut site = SitePlan { sites: sites(&settings), others: Others::AsBefore, ..SitePlan::default() };
    let replanned: BTreeSet<&str> =
        renewed.pages().iter().map(|at| briefing.stories[*at].article.origin.file.path.as_str()).collect();
    let mut links: Vec<PlannedLink> =
        last.links.iter().filter(|link| !replanned.contains(link.file.path.as_str())).cloned().collect();
    let is_wanted = |shows: Shows| shows == Shows::Texts || shows == Shows::Faces && renewed.has_cards();
    let mut noted = Noted::default();
    for (tongue, kind, planned) in each(&settings, &|kind, setting| kind.plan(setting), &|kind| is_wanted(kind.shows()))
    {
        let Checked { value: planned, diagnostics: said } = planned;
        // What is said of pages that show no texts was said before, and stands.
        noted.note(kind.shows(), &planned, said);
        if kind.shows() == Shows::Texts {
            links.extend(planned.links);
        }
        for page in planned.pages {
            site.pages.entry(page.route.clone()).or_insert(PagePlan { tongue, ..page });
        }
        site.files.extend(planned.files);
    }
    let stands = briefing.stories.len() - renewed.pages().len();
    let same_texts = noted.texts.len() + stands == last.noted.texts.len() && noted.texts.is_subset(&last.noted.texts);
    let same_files = !renewed.has_cards() || noted.files == last.noted.files;
    if renewed.has_cards() {
        let news = settings.first().and_then(sitemap::news);
        site.pages.extend(news.map(|page| (page.route.clone(), page)));
    }
    if !same_texts || !same_files || !site.pages.keys().chain(site.files.keys()).all(|one| last.routes.contains(one)) {
        return None;
    }
    let (site, broken) = checked(site, &links, &|_, route| last.routes.contains(route));
    diagnostics.extend(noted.said);
    diagnostics.extend(broken);
    let stories = changed.iter().map(|at| (*at, Seen::of(&briefing.stories[*at], briefing))).collect();
    let parts = settings.iter().map(Setting::parts).collect();
    Some(Checked::new((site, Next(Step::Some(stories, parts, links))), diagnostics))
}

impl Last {
    /// Whether all is as it was but for the words of articles and what follows from them.
    fn is_framed_as(&self, briefing: &Briefing, options: &Options, others: &[Arc<SourceFile>]) -> bool {
        self.options == *options
            && are_same(&self.others, others)
            && self.recent == briefing.corpus.recent
            && self.stories.len() == briefing.stories.len()
            && self.stories.iter().zip(&briefing.stories).all(|(seen, story)| seen.is_framed_as(story))
    }

    fn where_not(&self, holds: impl Fn(&Seen, &Story) -> bool, briefing: &Briefing) -> BTreeSet<usize> {
        let stories = self.stories.iter().zip(&briefing.stories).enumerate();
        stories.filter(|(_, (seen, story))| !holds(seen, story)).map(|(at, _)| at).collect()
    }
}

/// A story as its page was planned.
#[derive(Debug)]
struct Seen {
    /// The article and its copies: values that never change, held so that no other takes their place in memory.
    articles: Vec<Arc<Article>>,
    /// What it contains.
    contains: Vec<Slug>,
    /// What deduplication found between them; inside an article it finds the same as long as that is the same.
    found: u64,
}

impl Seen {
    fn of(story: &Story, briefing: &Briefing) -> Self {
        let articles = articles(story).cloned().collect();
        Self { articles, contains: story.contains.clone(), found: found(story, briefing) }
    }

    /// Whether nothing but words of its articles has changed, and what was found in them.
    fn is_framed_as(&self, story: &Story) -> bool {
        self.articles.len() == story.copies.len() + 1
            && articles(story)
                .zip(&self.articles)
                .all(|(one, other)| Arc::ptr_eq(one, other) || one.has_frame_of(other))
            && self.contains == story.contains
    }

    fn has_headlines_of(&self, story: &Story) -> bool {
        articles(story).zip(&self.articles).all(|(one, other)| Arc::ptr_eq(one, other) || one.has_headline_of(other))
    }

    fn is_of(&self, story: &Story, briefing: &Briefing) -> bool {
        articles(story).zip(&self.articles).all(|(one, other)| Arc::ptr_eq(one, other))
            && self.found == found(story, briefing)
    }
}

fn articles(story: &Story) -> impl Iterator<Item = &Arc<Article>> {
    std::iter::once(&story.article).chain(story.copies.iter().map(|copy| &copy.article))
}

fn found(story: &Story, briefing: &Briefing) -> u64 {
    if story.copies.is_empty() && story.contains.is_empty() {
        return 0;
    }
    let mut sum = Sum::default();
    for copy in &story.copies {
        sum.add(&format!("{:?} {:?} {:?} {:?}", copy.kind, copy.shared, copy.only_here, copy.changes));
    }
    for receipt in story.receipts.iter().filter_map(|at| briefing.receipts.get(*at)) {
        let folded: Vec<_> =
            receipt.folded.iter().map(|folded| (&folded.file.path, &folded.span, &folded.text)).collect();
        sum.add(&format!(
            "{:?} {:?} {} {:?} {folded:?} {:?}",
            receipt.standing, receipt.rule, receipt.said, receipt.evidence, receipt.undo
        ));
    }
    sum.total()
}

/// A sum over texts, each with its end.
#[derive(Default)]
struct Sum(Xxh3);

impl Sum {
    fn add(&mut self, text: &str) {
        self.0.update(text.as_bytes());
        self.0.update(&text.len().to_le_bytes());
    }

    fn total(&self) -> u64 {
        self.0.digest()
    }
}
