//! The stages in their order. The only file that knows it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::briefing::Briefing;
use crate::checked::Checked;
use crate::config::{self, Config};
use crate::dedupe;
use crate::diagnostic::source::FileKind;
use crate::diagnostic::{Diagnostics, SourceFile};
use crate::load::{self, SourceTree};
use crate::output::{self, Changes, OutputTree};
use crate::pages;
use crate::render;

/// What to build from: the same request gives the same bytes.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder of the site.
    pub root: PathBuf,
    /// The time that counts as now.
    pub now: Timestamp,
}

/// The stages, as they are told while they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the files.
    Read,
    /// Folding what stands twice.
    Dedupe,
    /// Laying out and making the pages.
    Render,
}

/// Everything up to the briefing.
///
/// # Errors
/// When a file cannot be read; faults of content are diagnostics.
pub fn briefing(request: &Request, progress: &dyn Fn(Stage)) -> anyhow::Result<Checked<(SourceTree, Config, Briefing)>> {
    progress(Stage::Read);
    let mut said = Diagnostics::new();
    let tree = load::walk(&request.root)?.into_value(&mut said);
    let config = config::read(tree.of(FileKind::Config).next()).into_value(&mut said);
    let options = load::Options { lang: config.pages.lang.clone(), now: request.now };
    let corpus = load::corpus(&tree, &options).into_value(&mut said);
    progress(Stage::Dedupe);
    let resolved = dedupe::resolve(corpus, &config.dedupe).into_value(&mut said);
    let briefing = Briefing::assemble(resolved.corpus, resolved.stories, resolved.incidents, resolved.receipts);
    Ok(Checked::new((tree, config, briefing), said))
}

/// The whole site in memory; `None` while an error stands.
///
/// # Errors
/// When a file cannot be read; faults of content and templates are diagnostics.
pub fn site(request: &Request, progress: &dyn Fn(Stage)) -> anyhow::Result<Checked<Option<OutputTree>>> {
    let mut said = Diagnostics::new();
    let (tree, config, briefing) = briefing(request, progress)?.into_value(&mut said);
    progress(Stage::Render);
    let overlay = |kind| tree.of(kind).cloned().collect::<Vec<std::sync::Arc<SourceFile>>>();
    let theme = render::Theme::new(&overlay(FileKind::Template), &overlay(FileKind::Static)).into_value(&mut said);
    let plan = pages::plan(&briefing, &config.pages).into_value(&mut said);
    if said.has_errors() {
        return Ok(Checked::new(None, said));
    }
    let rendered = render::site(&plan, &theme).into_value(&mut said);
    let tree = (!said.has_errors()).then_some(rendered);
    Ok(Checked::new(tree, said))
}

/// Writes a site into a folder.
///
/// # Errors
/// When the folder cannot be written; what stood there before then still stands.
pub fn write(tree: &OutputTree, request: &Request, dir: &Path) -> anyhow::Result<Changes> {
    let sources: Vec<PathBuf> = ["content", "templates", "static", "site.yaml"].iter().map(|name| request.root.join(name)).collect();
    output::write(tree, "", &output::Target { dir, root: &request.root, sources: &sources })
}
