//! From files to the corpus: everything read, checked, and told at once.
//!
//! Faults of one file never hide those of another. What is a draft or embargoed is checked like the rest and then
//! left behind here, at the door, so that no later stage can publish it; only a preview may ask for it.

mod article;
mod claim;
pub mod fields;
mod incident;
mod month;
pub mod overrides;
mod pictures;
pub mod reader;
mod references;
mod registers;
mod seen;
mod shared;
pub mod walk;
mod withdrawn;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::checked::{Checked, Memo};
use crate::diagnostic::source::{FileKind, are_same};
use crate::diagnostic::{Code, Diagnostics, SourceFile};
use crate::model::corpus::Window;
use crate::model::held_back::{Held, HeldBack};
use crate::model::month::MonthRecord;
use crate::model::vocabulary::Status;
use crate::model::when::earliest_clock;
use crate::model::{Article, Corpus, IncidentRecord, Page};
pub use seen::{Seen, walk_again};
pub use walk::{SourceTree, walk};

/// What loading obeys.
#[derive(Debug, Clone)]
pub struct Options {
    /// The language of texts that do not say theirs.
    pub lang: String,
    /// The other languages of the site: `about.fr.md` is `about` in one of them.
    pub languages: Vec<String>,
    /// What `site.yaml` says of what stands twice.
    pub overrides: overrides::OfSite,
    /// The time that counts as now: what is dated later is a slip or under embargo.
    pub now: Timestamp,
    /// What is let in although it is held back for this reason. Nothing, but in a preview that was asked for it.
    pub let_in: BTreeSet<HeldBack>,
}

/// What one file holds.
#[derive(Debug, Clone)]
enum Loaded {
    Article(Option<Arc<Article>>),
    Page(Option<Arc<Page>>),
    Records(Vec<Arc<IncidentRecord>>),
    Month(Option<Arc<MonthRecord>>),
}

/// What was read out of each file, for the next time.
#[derive(Debug, Default)]
pub struct Memory {
    lang: String,
    languages: Vec<String>,
    now: Timestamp,
    loaded: Memo<Loaded>,
    last: Option<Last>,
}

/// The last corpus, and what it was made of.
#[derive(Debug)]
struct Last {
    /// Every file but articles.
    others: Vec<Arc<SourceFile>>,
    /// The articles as they were read, with the place of each in the corpus if it stands there untouched.
    articles: Vec<(Option<Arc<Article>>, Option<usize>)>,
    let_in: BTreeSet<HeldBack>,
    corpus: Corpus,
    /// What was said of registers, and of how things name one another.
    said: [Diagnostics; 2],
}

impl Last {
    /// The corpus again, if only words of articles are others now, and the clock makes no difference.
    fn again(&self, others: &[Arc<SourceFile>], read: &[Loaded], options: &Options) -> Option<Corpus> {
        let same =
            are_same(&self.others, others) && self.let_in == options.let_in && self.corpus.window.holds(options.now);
        let articles = || read.iter().filter_map(Loaded::article);
        if !same || articles().count() != self.articles.len() {
            return None;
        }
        let mut corpus = self.corpus.clone();
        for ((before, place), now) in self.articles.iter().zip(articles()) {
            match (before, now) {
                (None, None) => {}
                (Some(before), Some(now)) if Arc::ptr_eq(before, now) => {}
                (Some(before), Some(now)) if before.has_frame_of(now) && !self.speaks_of(&before.origin.file) => {
                    corpus.articles[(*place)?] = Arc::clone(now);
                }
                _ => return None,
            }
        }
        Some(corpus)
    }

    fn speaks_of(&self, file: &Arc<SourceFile>) -> bool {
        let labels = self.said.iter().flat_map(Diagnostics::iter).flat_map(|said| &said.labels);
        labels.into_iter().any(|label| Arc::ptr_eq(&label.file, file))
    }
}

impl Loaded {
    /// What was read of an article's file; nothing for other files.
    fn article(&self) -> Option<&Option<Arc<Article>>> {
        match self {
            Self::Article(article) => Some(article),
            _ => None,
        }
    }
}

impl Memory {
    /// Forgets what was read under other settings, or by a clock that has been set back since.
    fn prepare(&mut self, options: &Options) {
        if self.lang != options.lang || self.languages != options.languages || self.now > options.now {
            self.loaded.clear();
            self.last = None;
        }
        self.lang.clone_from(&options.lang);
        self.languages.clone_from(&options.languages);
        self.now = options.now;
    }
}

/// Whether a file read now reads the same at any later time: nothing in it was held to lie ahead.
fn lasts(read: &Checked<Loaded>, now: Timestamp) -> bool {
    let held = match &read.value {
        Loaded::Article(article) => {
            article.as_ref().is_none_or(|article| article.publish_at.is_some_and(|at| at.timestamp > now))
        }
        Loaded::Page(_) | Loaded::Records(_) | Loaded::Month(_) => false,
    };
    !held && !read.diagnostics.iter().any(|said| said.code == Code::FutureDate)
}

/// Everything the tree says, without drafts and embargoed items that are not let in.
/// With a memory, only what has changed since the last time is read.
#[must_use]
pub fn corpus(tree: &SourceTree, options: &Options, memory: Option<&mut Memory>) -> Checked<Corpus> {
    let texts: Vec<&Arc<SourceFile>> = tree
        .files
        .iter()
        .filter(|file| matches!(file.kind, FileKind::Article | FileKind::Page | FileKind::Incidents | FileKind::Months))
        .collect();
    let read = |file: &&Arc<SourceFile>| load(file, options);
    let Some(memory) = memory else {
        let Checked { value: read, diagnostics } = Checked::par_map(&texts, read);
        let (corpus, [mut said, of_names]) = linked(tree, read, &diagnostics, options);
        said.extend(diagnostics);
        said.extend(of_names);
        return Checked::new(corpus, said);
    };
    memory.prepare(options);
    let Checked { value: read, diagnostics } =
        memory.loaded.par_map(&texts, |file| file, |read| lasts(read, options.now), read);
    let others: Vec<Arc<SourceFile>> =
        tree.files.iter().filter(|file| file.kind != FileKind::Article).cloned().collect();
    let again = memory.last.as_ref().filter(|_| !diagnostics.has_errors());
    let again = again.and_then(|last| Some((last.again(&others, &read, options)?, last.said.clone())));
    let (corpus, said) = if let Some(again) = again {
        again
    } else {
        let raw: Vec<Option<Arc<Article>>> = read.iter().filter_map(Loaded::article).cloned().collect();
        let (corpus, said) = linked(tree, read, &diagnostics, options);
        memory.last = (!diagnostics.has_errors() && !said.iter().any(Diagnostics::has_errors)).then(|| {
            let places: HashMap<*const Article, usize> =
                corpus.articles.iter().enumerate().map(|(at, article)| (Arc::as_ptr(article), at)).collect();
            let place = |article: &Option<Arc<Article>>| places.get(&Arc::as_ptr(article.as_ref()?)).copied();
            let articles = raw.into_iter().map(|article| (article.clone(), place(&article))).collect();
            Last { others, articles, let_in: options.let_in.clone(), corpus: corpus.clone(), said: said.clone() }
        });
        (corpus, said)
    };
    let [mut all, of_names] = said;
    all.extend(diagnostics);
    all.extend(of_names);
    Checked::new(corpus, all)
}

/// What was read as one corpus, and what is said of registers, and of how things name one another. `said` is what was
/// said of single files.
fn linked(tree: &SourceTree, read: Vec<Loaded>, said: &Diagnostics, options: &Options) -> (Corpus, [Diagnostics; 2]) {
    let mut of_registers = Diagnostics::new();
    let mut all = registers(tree, &mut of_registers);
    for one in read {
        match one {
            Loaded::Article(article) => all.articles.extend(article),
            Loaded::Page(page) => all.pages.extend(page),
            Loaded::Records(records) => all.records.extend(records),
            Loaded::Month(month) => all.months.extend(month),
        }
    }
    let mut diagnostics = of_registers.clone();
    diagnostics.extend(said.clone());
    let faulty = references::faulty(&diagnostics);
    let mut of_names = Diagnostics::new();
    references::check(&mut all, &options.overrides, faulty, &mut of_names);
    pictures::look(&mut all, tree, &mut of_names);
    all.window = window(&all, options.now);
    let let_in = |why: HeldBack| options.let_in.contains(&why);
    all.articles.retain(|article| article.held_back(options.now).all(let_in));
    all.records.retain(|record| record.held_back().all(let_in));
    let is_news = |article: &&Arc<Article>| {
        article.status != Status::Withdrawn
            && article.held_back(options.now).next().is_none()
            && news_until(article).is_some_and(|until| options.now < until)
    };
    all.recent = all.articles.iter().filter(is_news).map(|article| article.slug.clone()).collect();
    all.months.retain(|month| matches!(month.status, Status::Published | Status::UnderReview));
    all.months.sort_by_key(|month| month.month);
    references::hide_what_is_held_back(&mut all);
    all.records.sort_by(|a, b| a.id.cmp(&b.id));
    (all, [of_registers, of_names])
}

/// What stays behind at the door, for the editor alone: read by itself, so that nothing of it is ever in a corpus.
#[must_use]
pub fn held_back(tree: &SourceTree, options: &Options) -> Vec<Held> {
    let kinds = [FileKind::Article, FileKind::Incidents, FileKind::Months];
    let texts: Vec<&Arc<SourceFile>> = tree.files.iter().filter(|file| kinds.contains(&file.kind)).collect();
    let read = Checked::par_map(&texts, |file| Checked::clean(load(file, options).value)).value;
    let held = read.into_iter().flat_map(|one| match one {
        Loaded::Article(article) => article.and_then(|one| Held::article(&one, options.now)).into_iter().collect(),
        Loaded::Records(records) => records.iter().filter_map(|one| Held::record(one)).collect::<Vec<_>>(),
        Loaded::Month(month) => month.and_then(|one| Held::month(&one)).into_iter().collect(),
        Loaded::Page(_) => Vec::new(),
    });
    held.collect()
}

/// When an article is two days old, and news search takes it no longer.
fn news_until(article: &Article) -> Option<Timestamp> {
    article.date.timestamp.checked_add(SignedDuration::from_hours(48)).ok()
}

/// For which clocks these sources give the same corpus: since the latest date and release, until the next release or
/// until a story is no longer news.
fn window(all: &Corpus, now: Timestamp) -> Window {
    let published = all.articles.iter().filter(|article| article.status != Status::Draft);
    let releases: Vec<Timestamp> =
        published.clone().filter_map(|article| article.publish_at).map(|at| at.timestamp).collect();
    let ends = published.clone().filter_map(|article| news_until(article));
    let ends: Vec<Timestamp> = releases.iter().copied().chain(ends).filter(|at| *at > now).collect();
    let days = published.map(|article| article.date.date);
    let days = days.chain(
        all.records.iter().filter(|record| record.status != Status::Draft).map(|record| record.date.first_day()),
    );
    let latest = days.max().and_then(earliest_clock).filter(|at| *at <= now);
    Window { from: releases.iter().copied().filter(|at| *at <= now).chain(latest).max(), until: ends.into_iter().min() }
}

fn load(file: &Arc<SourceFile>, options: &Options) -> Checked<Loaded> {
    match file.kind {
        FileKind::Article => {
            let read = article::article(file, &options.lang, options.now);
            Checked::new(Loaded::Article(read.value.map(withdrawn::article).map(Arc::new)), read.diagnostics)
        }
        FileKind::Months => {
            let read = month::month(file, options.now);
            Checked::new(Loaded::Month(read.value.map(Arc::new)), read.diagnostics)
        }
        FileKind::Page => {
            let read = article::page(file, &options.lang, &options.languages);
            Checked::new(Loaded::Page(read.value.map(Arc::new)), read.diagnostics)
        }
        _ => {
            let read = incident::records(file, options.now);
            let records = read.value.into_iter().map(withdrawn::record).map(Arc::new);
            Checked::new(Loaded::Records(records.collect()), read.diagnostics)
        }
    }
}

/// The registers alone.
#[must_use]
pub fn registers_of(tree: &SourceTree) -> Corpus {
    registers(tree, &mut Diagnostics::new())
}

fn registers(tree: &SourceTree, diagnostics: &mut Diagnostics) -> Corpus {
    let mut all = Corpus::default();
    for file in tree.of(FileKind::Register) {
        match registers::which(file) {
            "actors" => registers::join(&mut all.actors, registers::actors(file), |one| &one.origin, diagnostics),
            "places" => registers::join(&mut all.places, registers::places(file), |one| &one.origin, diagnostics),
            _ => registers::join(&mut all.sources, registers::sources(file), |one| &one.origin, diagnostics),
        }
    }
    all
}
