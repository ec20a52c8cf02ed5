//! Planning again after a change: what of the last plan still holds, and which pages must be planned anew.
//!
//! Most saves change the text of one article. No page but the article's own shows that text; what the others show of
//! it is its *face*: front matter, and which articles are copies of one another. While every face is the same, only
//! the kinds that show texts are planned, and of the stories only those that changed. When a face has changed,
//! everything is planned. Nothing here looks at a page's bytes.

use std::collections::BTreeSet;
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::diagnostic::{Diagnostics, SourceFile};
use crate::model::{Article, Origin, Story};
use crate::pages::plan::{Others, PagePlan, PlannedLink, Route, Shows, SitePlan};
use crate::pages::setting::{Options, Setting, SharedParts};
use crate::pages::{KINDS, all, checked, settings, sites};

/// What kinds that show texts planned and said.
#[derive(Debug, Default)]
pub(super) struct Planned {
    pub(super) routes: BTreeSet<Route>,
    pub(super) said: Diagnostics,
}

/// What the last whole plan was made of, with the stories that changed since.
#[derive(Debug, Default)]
pub struct Memory(Option<Last>);

#[derive(Debug)]
struct Last {
    options: Options,
    face: u64,
    stories: Vec<Text>,
    /// By language.
    parts: Vec<SharedParts>,
    routes: BTreeSet<Route>,
    /// Those of kinds that show texts.
    of_texts: BTreeSet<Route>,
    links: Vec<PlannedLink>,
    said: Diagnostics,
}

/// What is remembered when the pages of a plan have been made.
#[derive(Debug)]
pub struct Next(Step);

#[derive(Debug)]
enum Step {
    /// A whole plan.
    Whole(Box<Last>),
    /// These stories, by position, and all links.
    Texts(Vec<(usize, Text)>, Vec<PlannedLink>),
    /// Nothing that may be built on.
    Nothing,
}

impl Memory {
    /// Takes up what a plan was made of: all its pages have been made.
    pub fn keep(&mut self, next: Next) {
        match (next.0, &mut self.0) {
            (Step::Whole(last), kept) => *kept = Some(*last),
            (Step::Texts(texts, links), Some(kept)) => {
                for (at, text) in texts {
                    kept.stories[at] = text;
                }
                kept.links = links;
            }
            (Step::Texts(..) | Step::Nothing, kept) => *kept = None,
        }
    }

    /// Forgets the last plan: something else that its pages depend on has changed.
    pub fn clear(&mut self) {
        self.0 = None;
    }
}

/// As [`crate::pages::plan()`], but leaves out the pages that stand as they were when `memory` was made.
#[must_use]
pub fn plan_again<'a>(
    briefing: &'a Briefing,
    options: &'a Options,
    memory: &'a Memory,
    wanted: &'a mut BTreeSet<usize>,
) -> Checked<(SitePlan<'a>, Next)> {
    let face = face(briefing);
    if let Some(last) = memory.0.as_ref().filter(|last| last.face == face && last.options == *options) {
        let stories = briefing.stories.iter().zip(&last.stories).enumerate();
        wanted.extend(stories.filter(|(_, (story, text))| !text.is_of(story, briefing)).map(|(at, _)| at));
        if let Some(plan) = some(briefing, options, last, wanted) {
            return plan;
        }
    }
    let settings = settings(briefing, options);
    let mut of_texts = Planned::default();
    let Checked { value: (site, links), diagnostics: said } =
        all(&settings, &|kind, setting| kind.plan(setting), &mut of_texts);
    let (site, broken) = checked(site, &links, &|site, route| site.holds(route));
    let next = if of_texts.said.is_empty() {
        Step::Whole(Box::new(Last {
            options: options.clone(),
            face,
            stories: briefing.stories.iter().map(|story| Text::of(story, briefing)).collect(),
            parts: settings.iter().map(Setting::parts).collect(),
            routes: site.pages.keys().chain(site.files.keys()).cloned().collect(),
            of_texts: of_texts.routes,
            links,
            said: said.clone(),
        }))
    } else {
        Step::Nothing
    };
    let mut diagnostics = said;
    diagnostics.extend(of_texts.said);
    diagnostics.extend(broken);
    Checked::new((site, Next(next)), diagnostics)
}

/// The pages that show texts, and of the stories only those `wanted`. Nothing if a page of a list of decisions, say,
/// has come or gone with a text.
fn some<'a>(
    briefing: &'a Briefing,
    options: &'a Options,
    last: &Last,
    wanted: &'a BTreeSet<usize>,
) -> Option<Checked<(SitePlan<'a>, Next)>> {
    let tongues = options.tongues.iter().zip(&last.parts);
    let settings: Vec<Setting<'a>> =
        tongues.map(|(words, parts)| Setting::again(briefing, options, words, parts, wanted)).collect();
    let mut diagnostics = last.said.clone();
    let mut site = SitePlan { sites: sites(&settings), others: Others::AsBefore, ..SitePlan::default() };
    let replanned: BTreeSet<&str> =
        wanted.iter().map(|at| briefing.stories[*at].article.origin.file.path.as_str()).collect();
    let mut links: Vec<PlannedLink> =
        last.links.iter().filter(|link| !replanned.contains(link.file.path.as_str())).cloned().collect();
    let kinds = || KINDS.iter().filter(|kind| kind.shows() == Shows::Texts);
    let each = settings.iter().enumerate().flat_map(|of_one| kinds().map(move |kind| (of_one, kind)));
    for ((tongue, setting), kind) in each {
        let planned = kind.plan(setting).into_value(&mut diagnostics);
        for page in planned.pages {
            site.pages.entry(page.route.clone()).or_insert(PagePlan { tongue, ..page });
        }
        site.files.extend(planned.files);
        links.extend(planned.links);
    }
    let others = briefing.stories.len() - wanted.len();
    if site.pages.len() + others != last.of_texts.len() || !site.pages.keys().all(|route| last.of_texts.contains(route))
    {
        return None;
    }
    let (site, broken) = checked(site, &links, &|_, route| last.routes.contains(route));
    diagnostics.extend(broken);
    let texts = wanted.iter().map(|at| (*at, Text::of(&briefing.stories[*at], briefing))).collect();
    Some(Checked::new((site, Next(Step::Texts(texts, links))), diagnostics))
}

/// What the page of a story shows beside faces.
#[derive(Debug)]
struct Text {
    /// The article and its copies: values that never change, held so that no other takes their place in memory.
    articles: Vec<Arc<Article>>,
    /// What deduplication found between them; inside an article it finds the same as long as that is the same.
    found: u64,
}

impl Text {
    fn of(story: &Story, briefing: &Briefing) -> Self {
        Self { articles: articles(story).cloned().collect(), found: found(story, briefing) }
    }

    fn is_of(&self, story: &Story, briefing: &Briefing) -> bool {
        self.articles.len() == story.copies.len() + 1
            && articles(story).zip(&self.articles).all(|(one, other)| Arc::ptr_eq(one, other))
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
    sum.add(&format!("{:?}", story.contains));
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

/// A number for all that a page may show of anything but the texts of articles: their front matter in order, which
/// are copies of which or contain them, and every record, register and page whole.
fn face(briefing: &Briefing) -> u64 {
    let mut sum = Sum::default();
    let corpus = &briefing.corpus;
    for article in &corpus.articles {
        let Origin { file, region, .. } = &article.origin;
        sum.add(&file.path);
        sum.add(file.text.get(region.clone()).unwrap_or_default());
        sum.add(&article.lang);
    }
    sum.next();
    let mut last: Option<&Arc<SourceFile>> = None;
    let origins = corpus.records.iter().map(|record| &record.origin);
    let origins = origins
        .chain(corpus.pages.iter().map(|page| &page.origin))
        .chain(corpus.months.iter().map(|month| &month.origin))
        .chain(corpus.actors.values().map(|actor| &actor.origin))
        .chain(corpus.places.values().map(|place| &place.origin))
        .chain(corpus.sources.values().map(|source| &source.origin));
    for origin in origins {
        if last.is_none_or(|last| !Arc::ptr_eq(last, &origin.file)) {
            sum.add(&origin.file.path);
            sum.add(&origin.file.text);
            last = Some(&origin.file);
        }
    }
    sum.next();
    for story in &briefing.stories {
        sum.add(story.slug().as_str());
        sum.add(&story.article.title);
        for copy in &story.copies {
            sum.add(copy.article.slug.as_str());
            sum.add(&copy.article.title);
        }
        sum.next();
        for part in &story.contains {
            sum.add(part.as_str());
        }
        sum.next();
    }
    for incident in &briefing.incidents {
        sum.add(&incident.lead().title);
    }
    sum.next();
    for (file, picture) in &corpus.pictures {
        sum.add(file);
        sum.add(&format!("{picture:?}"));
    }
    sum.next();
    for slug in &corpus.recent {
        sum.add(slug.as_str());
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

    /// Ends a list.
    fn next(&mut self) {
        self.0.update(&u64::MAX.to_le_bytes());
    }

    fn total(&self) -> u64 {
        self.0.digest()
    }
}
