//! `serve`: the build that the preview is given, the desk that goes with it, and its events in words.

use std::cell::Cell;
use std::collections::{BTreeSet, HashSet};
use std::net::IpAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;

use crate::cli::args::{self, Common};
use crate::cli::desk::Room;
use crate::cli::ui::{self, Ui, counted};
use crate::cli::{now, schemas};
use crate::diagnostic::locate::Index;
use crate::diagnostic::{Code, Located, Severity, emit};
use crate::output;
use crate::pages::Route;
use crate::pipeline::{self, HeldBack, Kept, Life, News, Request, Served};
use crate::serve;

/// Previews until Ctrl-C.
pub(super) fn run(common: &Common, serve: &args::Serve, ui: &Ui) -> anyhow::Result<ExitCode> {
    let root =
        common.root.canonicalize().with_context(|| format!("cannot open the folder {}", common.root.display()))?;
    let under = |name: &str| root.join(name);
    let let_in = let_in(serve);
    let host = if serve.lan { serve::lan_address()? } else { serve::Options::default().host };
    let options = serve::Options {
        host,
        notice: notice(&let_in),
        port: serve.port.map_or(serve::Port::Preferred(serve::DEFAULT_PORT), serve::Port::Exactly),
        open: if serve.open { serve::Open::Browser } else { serve::Open::Nothing },
        watch: ["content", "templates", "static", "site.yaml"].map(under).to_vec(),
        ignore: vec![under("public")],
        follow: if serve.follow { serve::Follow::Edits } else { serve::Follow::Nothing },
        ..serve::Options::default()
    };
    let room = Room::new(&root, common.jobs);
    let follow = options.follow;
    let published = output::figures(&root.join("public"));
    let request = Request {
        root,
        now: now()?,
        program: String::new(),
        life: Life::ManyBuilds,
        served: Served::AtTheRoot,
        published,
    };
    let shown = Cell::new(false);
    let mut kept = Kept::showing(let_in);
    let mut talk = Talk::default();
    serve::run(
        &options,
        &mut |changed| preview(&request, changed, &mut kept, follow, (&room, &mut talk), ui),
        &|event| {
            told(&event, host, &shown, ui);
        },
    )?;
    Ok(ExitCode::SUCCESS)
}

/// What the preview shows although it is held back.
fn let_in(serve: &args::Serve) -> BTreeSet<HeldBack> {
    let asked = [(serve.drafts, HeldBack::Draft), (serve.future, HeldBack::Embargo)];
    asked.into_iter().filter(|(asked, _)| *asked).map(|(_, why)| why).collect()
}

/// What stands above every page of such a preview.
fn notice(let_in: &BTreeSet<HeldBack>) -> Option<String> {
    let names = let_in.iter().map(|why| match why {
        HeldBack::Draft => "drafts",
        HeldBack::Embargo => "what is under embargo",
    });
    let names: Vec<&str> = names.collect();
    let and = names.join(" and ");
    (!names.is_empty()).then(|| {
        format!("Preview with {and}: lists and figures count what is marked “not published”, and no build has it.")
    })
}

/// A build for the preview: what went wrong is told in the terminal and in the page, in the same words.
fn preview(
    request: &Request,
    changed: &serve::Changed,
    kept: &mut Kept,
    follow: serve::Follow,
    (room, talk): (&Arc<Room>, &mut Talk),
    ui: &Ui,
) -> serve::Built {
    let request = Request { now: now().unwrap_or(request.now), ..request.clone() };
    let progress = |stage| ui.stage(stage);
    let touched = match changed {
        serve::Changed::Everything => None,
        serve::Changed::Paths(paths) => Some(paths.as_slice()),
    };
    let built = pipeline::read_again(&request, touched, kept, &progress).map(|sources| {
        schemas::refresh(&request.root, &pipeline::ids(&sources.value));
        pipeline::site_again(&request, sources, kept, &progress)
    });
    ui.finish();
    match built {
        Ok((built, inside)) => {
            let edited = match follow {
                serve::Follow::Edits => inside.edited().iter().map(Route::to_string).collect(),
                serve::Follow::Nothing => Vec::new(),
            };
            let desk = (inside.news() == News::Some).then(|| room.desk(inside));
            let located = built.diagnostics.without_advice().sorted_again(&mut talk.places);
            ui.uncounted(&talk.news(&located));
            let summary = ui::counted_both(&located);
            serve::Built { tree: built.value, problems: problems(located), summary, edited, desk }
        }
        Err(error) => {
            ui.fault(&error);
            let problem =
                serve::Problem { code: String::new(), severity: serve::Severity::Error, text: format!("{error:#}") };
            let summary = "the sources cannot be read".to_owned();
            serve::Built { problems: vec![problem], summary, ..serve::Built::default() }
        }
    }
}

/// What the terminal has been told.
#[derive(Default)]
struct Talk {
    places: Index,
    /// Warnings that stand, by file, code and words.
    warnings: HashSet<(String, Code, String)>,
}

impl Talk {
    /// What is worth telling after a build: every error, and each warning that did not stand after the one before. A
    /// site with many would bury the one that the last save brought.
    fn news(&mut self, located: &[Located]) -> Vec<Located> {
        let key = |one: &Located| {
            let path = one.diagnostic.labels.first().map_or_else(String::new, |label| label.file.path.clone());
            (path, one.diagnostic.code, one.diagnostic.message.clone())
        };
        let is_error = |one: &Located| one.diagnostic.severity == Severity::Error;
        let news = located.iter().filter(|one| is_error(one) || !self.warnings.contains(&key(one))).cloned().collect();
        self.warnings = located.iter().filter(|one| !is_error(one)).map(key).collect();
        news
    }
}

fn problems(located: Vec<Located>) -> Vec<serve::Problem> {
    let problems = located.into_iter().map(|one| serve::Problem {
        code: one.diagnostic.code.as_str().to_owned(),
        severity: match one.diagnostic.severity {
            Severity::Error => serve::Severity::Error,
            Severity::Warning | Severity::Advice => serve::Severity::Warning,
        },
        text: emit::human(&[one], emit::Style::Plain).trim_end().to_owned(),
    });
    problems.collect()
}

/// The preview's events as lines of talk; the address is said last and alone, as data.
fn told(event: &serve::Event, host: IpAddr, shown: &Cell<bool>, ui: &Ui) {
    match event {
        serve::Event::Listening { url, instead_of } => {
            if let Some(port) = instead_of {
                ui.talk(&format!("port {port} is taken; using the next that is free"));
            }
            ui.talk("preview runs; every save rebuilds it, Ctrl-C ends it");
            ui.talk(&format!("what is still to see and decide: {}{}", url.trim_end_matches('/'), serve::DESK));
            if !host.is_loopback() {
                ui.talk(
                    "everybody on this network can read it, with all that is not published yet; there is no password",
                );
                ui.code(url);
            }
            ui.data(&format!("{url}\n"));
        }
        serve::Event::Rebuilt { changes, took, summary, problems } => {
            shown.set(true);
            let count = changes.added.len() + changes.changed.len() + changes.removed.len();
            let tail = if problems.is_empty() { String::new() } else { format!("; {summary}") };
            ui.talk(&format!("rebuilt in {} ms, {} changed{tail}", took.as_millis(), counted(count, "file")));
        }
        serve::Event::Failed { summary, took, .. } => {
            let instead = if shown.get() { "the last good site is shown" } else { "there is no site to show yet" };
            ui.talk(&format!("not rebuilt ({} ms): {summary}; {instead}", took.as_millis()));
        }
        serve::Event::Polling { reason } => ui.talk(&format!("looking for changes twice a second: {reason}")),
        serve::Event::BrowserNotOpened { reason } => ui.talk(&format!("the browser was not opened: {reason}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;
    use crate::diagnostic::{At, Diagnostic, Diagnostics, SourceFile};

    #[test]
    fn a_warning_that_stands_is_told_once_and_an_error_after_every_build() {
        let file = Arc::new(SourceFile::text("a.md", FileKind::Article, "text\n"));
        let said = |code, words: &str| Diagnostic::new(code, words).at(&file, At::Bytes(0..4), "");
        let built = |all: &[Diagnostic]| all.iter().cloned().collect::<Diagnostics>().sorted();
        let (error, one) = (said(Code::UnknownReference, "no such id"), said(Code::BrokenLink, "leads to no page"));
        let other = said(Code::BrokenLink, "leads nowhere either");
        let mut talk = Talk::default();
        let mut news = |all: &[Diagnostic]| -> Vec<String> {
            talk.news(&built(all)).iter().map(|one| one.diagnostic.message.clone()).collect()
        };
        assert_eq!(news(&[error.clone(), one.clone()]), ["no such id", "leads to no page"]);
        assert_eq!(news(&[error, one.clone(), other]), ["no such id", "leads nowhere either"]);
        assert_eq!(news(&[]), Vec::<String>::new());
        assert_eq!(news(&[one]), ["leads to no page"], "what came back is news");
    }
}
