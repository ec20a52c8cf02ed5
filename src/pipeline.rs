//! The stages in their order. The only file that knows it.
//!
//! Past 300 lines: a clean build and one that remembers stand side by side, so that they are seen to be the same.

mod inputs;
mod inside;
mod kept;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::briefing::{self, Briefing, held_back};
use crate::check::{self, Figures};
use crate::checked::Checked;
use crate::config::{self, Config};
use crate::dedupe;
use crate::diagnostic::source::FileKind;
use crate::diagnostic::{Code, Diagnostics, SourceFile};
use crate::format::schema::Ids;
use crate::load::{self, SourceTree};
use crate::locale;
use crate::model::corpus::Corpus;
use crate::model::explanation::Explanation;
pub use crate::model::held_back::HeldBack;
use crate::model::held_back::{self as held, Telling};
use crate::output::{self, Changes, OutputTree};
pub use crate::pages::Served;
use crate::pages::{self, SitePlan};
use crate::render::{self, Theme, budget};
use inputs::{Inputs, hash};
pub use inside::{Inside, News};
pub use kept::Kept;

/// What to build from: the same request gives the same bytes.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder of the site.
    pub root: PathBuf,
    /// The time that counts as now.
    pub now: Timestamp,
    /// The program that builds, as a fingerprint: another program may make another site of the same sources. Empty where
    /// none is written.
    pub program: String,
    /// How long the process lives.
    pub life: Life,
    /// Where the pages are read.
    pub served: Served,
    /// The figures that readers have seen, as the last build noted them; none where there was none.
    pub published: Figures,
}

/// How long the process lives after a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// It ends: what the build was made of is left to the system, which is faster than to give it back piece by piece.
    OneBuild,
    /// It builds again: memory is given back.
    ManyBuilds,
}

/// The stages, as they are told while they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the files.
    Read,
    /// Folding what stands twice.
    Dedupe,
    /// Weighing what was read.
    Advise,
    /// Laying out and making the pages.
    Render,
}

/// A site in memory, and what it was made from.
#[derive(Debug, Clone)]
pub struct Site {
    /// The files.
    pub tree: OutputTree,
    /// The settings it was built by.
    pub config: Config,
    /// What was withdrawn, as `incident:ID` and `story:SLUG`.
    pub withdrawn: BTreeSet<String>,
    inputs: Inputs,
    figures: Figures,
}

/// The sources of a request, read.
///
/// # Errors
/// When a file cannot be read; faults of content are diagnostics.
pub fn read(request: &Request, progress: &dyn Fn(Stage)) -> anyhow::Result<Checked<SourceTree>> {
    progress(Stage::Read);
    load::walk(&request.root)
}

/// The ids that a site's registers hold, for the schemas that editors read.
#[must_use]
pub fn ids(sources: &SourceTree) -> Ids {
    Ids::of(&load::registers_of(sources))
}

/// As [`read`], but reads only the files that have changed since the last time; and looks only at what was `touched`,
/// by full path, where that is known.
///
/// # Errors
/// As for [`read`].
pub fn read_again(
    request: &Request,
    touched: Option<&[PathBuf]>,
    kept: &mut Kept,
    progress: &dyn Fn(Stage),
) -> anyhow::Result<Checked<SourceTree>> {
    progress(Stage::Read);
    load::walk_again(&request.root, &mut kept.seen, touched)
}

/// How many files stand in `dir`, when they are what these sources would give and nobody has touched them.
/// A site that was built with warnings is always built again, so that they are told again.
#[must_use]
pub fn unchanged(request: &Request, sources: &SourceTree, dir: &Path) -> Option<usize> {
    let manifest = output::standing(dir)?;
    let inputs = Inputs::parse(&manifest.inputs)?;
    (inputs.hash == hash(request, sources) && inputs.window.holds(request.now)).then_some(manifest.files.len())
}

/// The registers alone, as an import looks names up in them.
#[must_use]
pub fn registers(sources: &SourceTree) -> Corpus {
    load::registers_of(sources)
}

/// Everything that was written, drafts and what is under embargo too: for the desk alone, never for readers.
#[must_use]
pub fn everything(request: &Request, sources: &SourceTree) -> Checked<Corpus> {
    let mut said = Diagnostics::new();
    let config = config::read(sources.of(FileKind::Config).next(), request.now).into_value(&mut said);
    let options = load::Options {
        lang: config.pages.lang.clone(),
        languages: config.pages.languages.clone(),
        overrides: config.overrides.clone(),
        now: request.now,
        let_in: BTreeSet::from([HeldBack::Draft, HeldBack::Embargo]),
    };
    let corpus = load::corpus(sources, &options, None).into_value(&mut said);
    Checked::new(corpus, said)
}

/// Everything up to the briefing.
#[must_use]
pub fn briefing(request: &Request, sources: &SourceTree, progress: &dyn Fn(Stage)) -> Checked<(Config, Briefing)> {
    briefed(request, sources, &[], None, progress)
}

fn briefed(
    request: &Request,
    sources: &SourceTree,
    others: &[Arc<SourceFile>],
    kept: Option<&mut Kept>,
    progress: &dyn Fn(Stage),
) -> Checked<(Config, Briefing)> {
    let mut said = Diagnostics::new();
    let let_in = kept.as_ref().map(|kept| kept.let_in.clone()).unwrap_or_default();
    let (loaded, decided, arranged) = match kept {
        Some(kept) => (Some(&mut kept.loaded), Some(&mut kept.decided), Some(&mut kept.arranged)),
        None => (None, None, None),
    };
    let mut config = config::read(sources.of(FileKind::Config).next(), request.now).into_value(&mut said);
    config.pages.served = request.served;
    let messages: Vec<_> =
        sources.of(FileKind::Template).filter(|file| locale::is_message_file(&file.path)).cloned().collect();
    let own = (&config.pages.lang, &config.pages.languages);
    config.pages.tongues = locale::tongues(own.0, own.1, &messages).into_value(&mut said);
    let options = load::Options {
        lang: config.pages.lang.clone(),
        languages: config.pages.languages.clone(),
        overrides: config.overrides.clone(),
        now: request.now,
        let_in,
    };
    let corpus = load::corpus(sources, &options, loaded).into_value(&mut said);
    progress(Stage::Dedupe);
    let Checked { value: mut resolved, diagnostics: mut judged } = dedupe::resolve(corpus, &config.dedupe, decided);
    if said.has_errors() {
        // While a file is at fault, an override for what it holds does nothing, and is right.
        judged.retain(|diagnostic| diagnostic.code != Code::DeadOverride);
    }
    said.extend(judged);
    if !options.let_in.is_empty() {
        let zone = &config.pages.timezone;
        held_back::mark(&mut resolved.stories, &mut resolved.incidents, &resolved.receipts, request.now, zone);
    }
    // What is held back may be shown otherwise at another time, whatever the files say.
    let memory = arranged.filter(|_| options.let_in.is_empty());
    let briefing = Briefing::assemble(
        resolved.corpus,
        resolved.stories,
        resolved.incidents,
        resolved.receipts,
        others,
        memory.unwrap_or(&mut briefing::Memory::default()),
    );
    Checked::new((config, briefing), said)
}

/// Why two articles (slugs or paths) or two records (ids) were or were not joined.
///
/// # Errors
/// When one of them is not there.
pub fn explain(config: &Config, briefing: &Briefing, one: &str, other: &str) -> anyhow::Result<Explanation> {
    dedupe::explain(&briefing.corpus, &config.dedupe, one, other).map_err(anyhow::Error::msg)
}

/// What is held back, and every text that is not: what a deploy looks for in the finished files, and what it may find.
#[must_use]
pub fn unpublished(request: &Request, sources: &SourceTree) -> (Vec<Telling>, Vec<String>) {
    let config = config::read(sources.of(FileKind::Config).next(), request.now).value;
    let corpus = |let_in| {
        let (lang, languages) = (config.pages.lang.clone(), config.pages.languages.clone());
        let overrides = config.overrides.clone();
        load::corpus(sources, &load::Options { lang, languages, overrides, now: request.now, let_in }, None).value
    };
    let published = corpus(BTreeSet::new());
    let all = corpus(BTreeSet::from([HeldBack::Draft, HeldBack::Embargo]));
    (held::tellings(&all, &published, request.now), held::texts(&published))
}

/// The whole site in memory; `None` while an error stands.
#[must_use]
pub fn site(request: &Request, sources: Checked<SourceTree>, progress: &dyn Fn(Stage)) -> Checked<Option<Site>> {
    let mut said = Diagnostics::new();
    let sources = sources.into_value(&mut said);
    let (config, briefing) = briefing(request, &sources, progress).into_value(&mut said);
    progress(Stage::Advise);
    let figures = advised(request, &briefing, &[], &mut check::Memory::default(), &mut said);
    progress(Stage::Render);
    let (templates, files) = overlays(&sources);
    let theme = Theme::new(&templates, &files).into_value(&mut said);
    let plan = planned(pages::plan(&briefing, &config.pages), &mut said);
    said.weigh(|code| config.check.weight(code));
    if said.has_errors() {
        return Checked::new(None, said);
    }
    let tree = render::site(&plan, &theme).into_value(&mut said);
    said.extend(budget::over(&plan, &tree, &config.budget, &mut budget::Memory::default()));
    said.weigh(|code| config.check.weight(code));
    let inputs = Inputs { hash: hash(request, &sources), window: briefing.corpus.window };
    let withdrawn = briefing.corpus.withdrawn();
    let site = (!said.has_errors()).then(|| Site { tree, config: config.clone(), withdrawn, inputs, figures });
    if request.life == Life::OneBuild {
        std::mem::forget(plan);
        std::mem::forget((briefing, sources));
    }
    Checked::new(site, said)
}

/// Everything that is to be said of a site, without making it where that can be spared: with the program's own
/// templates a page of records alone cannot be at fault but by its address, so that only pages of texts are made. What
/// the others weigh is told when they are built.
#[must_use]
pub fn faults(request: &Request, sources: Checked<SourceTree>, progress: &dyn Fn(Stage)) -> Diagnostics {
    if sources.value.of(FileKind::Template).next().is_some() {
        // As a preview has it, without pictures for link previews.
        let request = Request { served: Served::AtTheRoot, ..request.clone() };
        return site(&request, sources, progress).diagnostics;
    }
    let request = &Request { served: Served::Nowhere, ..request.clone() };
    let mut said = Diagnostics::new();
    let sources = sources.into_value(&mut said);
    let (config, briefing) = briefing(request, &sources, progress).into_value(&mut said);
    progress(Stage::Advise);
    advised(request, &briefing, &[], &mut check::Memory::default(), &mut said);
    progress(Stage::Render);
    let (templates, files) = overlays(&sources);
    let theme = Theme::new(&templates, &files).into_value(&mut said);
    let plan = planned(pages::outline(&briefing, &config.pages), &mut said);
    said.weigh(|code| config.check.weight(code));
    if said.has_errors() {
        return said;
    }
    let tree = render::texts(&plan, &theme).into_value(&mut said);
    said.extend(budget::over(&plan, &tree, &config.budget, &mut budget::Memory::default()));
    said.weigh(|code| config.check.weight(code));
    if request.life == Life::OneBuild {
        std::mem::forget(plan);
        std::mem::forget((briefing, sources));
    }
    said
}

/// As [`site`], but does only what has changed since the last time; the files alone, for whoever shows them, and what
/// they were made of.
#[must_use]
pub fn site_again(
    request: &Request,
    sources: Checked<SourceTree>,
    kept: &mut Kept,
    progress: &dyn Fn(Stage),
) -> (Checked<Option<OutputTree>>, Inside) {
    let (sources, said) = (sources.value, sources.diagnostics);
    let before = kept.sources.as_ref();
    let (touched, news) = (inside::touched(before, &sources), inside::news(before, &sources));
    let (built, config, briefing) = made_again(request, &Checked::new(&sources, said), kept, progress);
    kept.sources = Some(sources.clone());
    let inside = Inside {
        request: request.clone(),
        let_in: kept.let_in.clone(),
        sources,
        touched,
        config,
        briefing,
        said: built.diagnostics.clone(),
        tree: kept.made.tree().cloned(),
        news,
    };
    (built, inside)
}

fn made_again(
    request: &Request,
    sources: &Checked<&SourceTree>,
    kept: &mut Kept,
    progress: &dyn Fn(Stage),
) -> (Checked<Option<OutputTree>>, Config, Briefing) {
    let mut said = sources.diagnostics.clone();
    let sources = sources.value;
    kept.obey(sources.of(FileKind::Config).next());
    let others = others(sources);
    let (config, briefing) = briefed(request, sources, &others, Some(kept), progress).into_value(&mut said);
    advised(request, &briefing, &others, &mut kept.advised, &mut said);
    progress(Stage::Render);
    let (templates, files) = overlays(sources);
    let theme = kept.made.theme(&templates, &files).into_value(&mut said);
    if !kept.made.was_made_with(&theme) {
        kept.planned.clear();
    }
    let built = pages_again(&config, &briefing, &others, kept, &theme, said);
    (built, config, briefing)
}

fn pages_again(
    config: &Config,
    briefing: &Briefing,
    others: &[Arc<SourceFile>],
    kept: &mut Kept,
    theme: &Arc<Theme>,
    mut said: Diagnostics,
) -> Checked<Option<OutputTree>> {
    let mut renewed = pages::Renewed::default();
    let Checked { value: (plan, next), diagnostics } =
        pages::plan_again(briefing, &config.pages, others, &kept.planned, &mut renewed);
    let plan = planned(Checked::new(plan, diagnostics), &mut said);
    said.weigh(|code| config.check.weight(code));
    if said.has_errors() {
        return Checked::new(None, said);
    }
    let made = render::site_again(&plan, theme, &mut kept.made);
    let heavy = if made.diagnostics.has_errors() {
        Diagnostics::new()
    } else {
        budget::over(&plan, &made.value, &config.budget, &mut kept.weighed)
    };
    drop(plan);
    if made.diagnostics.has_errors() {
        said.extend(made.diagnostics);
        return Checked::new(None, said);
    }
    kept.planned.keep(next);
    let tree = made.into_value(&mut said);
    said.extend(heavy);
    said.weigh(|code| config.check.weight(code));
    Checked::new(Some(tree), said)
}

/// Adds what there is to advise, and gives the figures to remember. While an error stands, too much is missing to
/// judge by. What was advised before holds while every file but articles is one of `others`.
fn advised(
    request: &Request,
    briefing: &Briefing,
    others: &[Arc<SourceFile>],
    memory: &mut check::Memory,
    said: &mut Diagnostics,
) -> Figures {
    if said.has_errors() {
        return Figures::new();
    }
    said.extend(check::check_again(briefing, others, memory));
    let (changed, remembered) = check::changed(briefing, &request.published);
    said.extend(changed);
    remembered
}

/// Every file but articles.
fn others(sources: &SourceTree) -> Vec<Arc<SourceFile>> {
    sources.files.iter().filter(|file| file.kind != FileKind::Article).cloned().collect()
}

/// The site's own templates and files.
fn overlays(sources: &SourceTree) -> (Vec<Arc<SourceFile>>, Vec<Arc<SourceFile>>) {
    let overlay = |kind| sources.of(kind).cloned().collect();
    (overlay(FileKind::Template), overlay(FileKind::Static))
}

/// The plan, and what is said of it: while a file is at fault, a link to what it holds is not.
fn planned<'a>(plan: Checked<SitePlan<'a>>, said: &mut Diagnostics) -> SitePlan<'a> {
    let Checked { value, mut diagnostics } = plan;
    if said.has_errors() {
        diagnostics.retain(|diagnostic| diagnostic.code != Code::BrokenLink);
    }
    said.extend(diagnostics);
    value
}

/// Writes a site into a folder. `said` is what was said of it: only a site without warnings may be taken for
/// unchanged by a later build.
///
/// # Errors
/// When the folder cannot be written; what stood there before then still stands.
pub fn write(site: &Site, said: &Diagnostics, request: &Request, dir: &Path) -> anyhow::Result<Changes> {
    let sources: Vec<PathBuf> =
        ["content", "templates", "static", "site.yaml"].iter().map(|name| request.root.join(name)).collect();
    let inputs = if said.is_empty() { site.inputs.to_line() } else { String::new() };
    output::write(
        &site.tree,
        &inputs,
        &output::Target { dir, root: &request.root, sources: &sources, figures: &site.figures },
    )
}
