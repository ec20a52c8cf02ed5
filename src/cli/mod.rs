//! One function a verb, and the exit codes: 0 done, 1 the content has errors, 2 usage, configuration or environment.

pub mod args;
mod deploy;
mod desk;
mod docs;
mod explained;
mod export;
mod hosts;
mod import;
mod keys;
mod new;
mod passage;
mod preview;
mod qr;
mod registers;
mod report;
mod retract;
mod schemas;
mod sides;
mod ui;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser};
use jiff::Timestamp;

use crate::cli::args::{Cli, Common, New, Server, Verb};
use crate::cli::ui::{Ui, counted};
use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::integrity::Signer;
use crate::output;
use crate::output::headers;
use crate::pipeline::{self, Life, Request, Served};

/// Runs the command line.
#[must_use]
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let wanted = !error.use_stderr();
            let _ = error.print();
            return if wanted { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    let ui = Ui::new(&cli.common);
    // This thread works too: one thread less, and its memory grows in one piece. A second pool in one process is
    // refused; the first one's size then stands.
    let threads = rayon::ThreadPoolBuilder::new().num_threads(cli.common.jobs.unwrap_or(0)).use_current_thread();
    let _ = threads.build_global();
    match verb(&cli, &ui) {
        Ok(code) => code,
        Err(error) => {
            ui.finish();
            ui.fault(&error);
            ExitCode::from(2)
        }
    }
}

fn verb(cli: &Cli, ui: &Ui) -> anyhow::Result<ExitCode> {
    match &cli.verb {
        Verb::Check(check) => run_check(&cli.common, check, ui),
        Verb::Build(build) => run_build(&cli.common, build, ui),
        Verb::Serve(serve) => preview::run(&cli.common, serve, ui),
        Verb::Deploy(args) => deploy::run(&cli.common, args, ui),
        Verb::Rollback(args) => deploy::roll_back(&cli.common, args, ui),
        Verb::Retract(args) => retract::run(&cli.common, args, ui),
        Verb::Dedupe(dedupe) => run_dedupe(&cli.common, dedupe, ui),
        Verb::Export(wanted) => export::run(&cli.common, wanted, ui),
        Verb::Import { what } => import::run(&cli.common, what, ui),
        Verb::Places { what } => registers::places(&cli.common, what, ui),
        Verb::Sources { source } => registers::sources(&cli.common, source.as_deref(), ui),
        Verb::Init { dir, host } => {
            // A host's file may be added to a site that is there; a new site is made in an empty folder only.
            if host.is_none() || !dir.join("content").is_dir() {
                new::init(dir)?;
                schemas::write(dir, &schemas::ids(dir)?)?;
                ui.talk(&format!("made a new site in {0}; preview it with: dateline serve -C {0}", dir.display()));
            }
            if let Some(host) = host {
                let file = hosts::write(dir, *host)?;
                ui.talk(&format!("wrote {}; what is left to do at the host stands in it", dir.join(file).display()));
            }
            Ok(ExitCode::SUCCESS)
        }
        Verb::New { what } => {
            let path = match what {
                New::Article { title, date } => new::article(&cli.common.root, title, date.as_deref(), now()?)?,
                New::Incident { title, date } => new::incident(&cli.common.root, title, date.as_deref(), now()?)?,
            };
            schemas::write(&cli.common.root, &schemas::ids(&cli.common.root)?)?;
            ui.data(&format!("{}\n", path.display()));
            Ok(ExitCode::SUCCESS)
        }
        Verb::Explain { code } => explain(code.as_deref(), ui),
        Verb::Keygen { file, no_password } => {
            let lock = if *no_password { keys::Lock::None } else { keys::Lock::Password };
            let public = keys::make(file, lock)?;
            ui.talk(&format!("made {}; keep a copy in a safe place, and write into site.yaml:", file.display()));
            ui.data(&format!("signing:\n  public_key: {public}\n"));
            Ok(ExitCode::SUCCESS)
        }
        Verb::Headers { server } => {
            ui.data(&match server {
                Server::Nginx => headers::nginx(),
                Server::Caddy => headers::caddy(),
            });
            Ok(ExitCode::SUCCESS)
        }
        Verb::Schema { kind, write } => {
            if *write {
                let folder = schemas::write(&cli.common.root, &schemas::ids(&cli.common.root)?)?;
                ui.talk(&format!("wrote the schemas of this site into {}", folder.display()));
            } else {
                ui.data(&schemas::print(*kind));
            }
            Ok(ExitCode::SUCCESS)
        }
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "dateline", &mut script);
            ui.data(&String::from_utf8_lossy(&script));
            Ok(ExitCode::SUCCESS)
        }
        Verb::Docs { page } => {
            ui.data(&docs::page(*page));
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The time that counts as now: `SOURCE_DATE_EPOCH` where it is set, else the clock's.
#[expect(
    clippy::disallowed_methods,
    reason = "the clock and the environment are read here, once, and go on as a value"
)]
fn now() -> anyhow::Result<Timestamp> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let seconds = text
                .trim()
                .parse()
                .with_context(|| format!("SOURCE_DATE_EPOCH is `{text}`; write whole seconds since 1970"))?;
            Timestamp::from_second(seconds).context("SOURCE_DATE_EPOCH is out of range")
        }
        Err(_) => Ok(Timestamp::now()),
    }
}

/// The running program's own hash; its version where the program's file cannot be read. Only who writes a site asks for
/// it, to see whether another program made what stands there: it takes as long to read as a small site to build.
fn program() -> String {
    let mut hasher = blake3::Hasher::new();
    match std::env::current_exe().and_then(std::fs::File::open).and_then(|file| hasher.update_reader(file).map(drop)) {
        Ok(()) => hasher.finalize().to_hex().to_string(),
        Err(_) => env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// A look at the site, beside the build that stands in a folder of it. Who builds into a folder adds the [`program`].
fn request(common: &Common, output: &Path) -> anyhow::Result<Request> {
    let published = output::figures(&common.root.join(output));
    Ok(Request {
        root: common.root.clone(),
        now: now()?,
        program: String::new(),
        life: Life::OneBuild,
        served: Served::AtItsAddress,
        published,
    })
}

/// Warnings are taken for errors.
struct Strict;

/// Raises to errors what the command line asks for.
fn raise(said: &mut Diagnostics, strict: Option<&Strict>, deny: &[String]) {
    if strict.is_some() {
        said.make_strict();
    }
    let denied: Vec<Code> = deny.iter().flat_map(|prefix| Code::beginning(prefix)).collect();
    said.weigh_each(|diagnostic| {
        Some(if denied.contains(&diagnostic.code) { Severity::Error } else { diagnostic.severity })
    });
}

/// 0 without errors, 2 when only the settings are at fault, else 1.
fn code(said: &Diagnostics) -> ExitCode {
    let mut errors = said.iter().filter(|d| d.severity == Severity::Error).peekable();
    if errors.peek().is_none() {
        return ExitCode::SUCCESS;
    }
    ExitCode::from(if errors.all(|d| d.code == Code::Config) { 2 } else { 1 })
}

fn run_check(common: &Common, check: &args::Check, ui: &Ui) -> anyhow::Result<ExitCode> {
    let request = request(common, &check.output)?;
    let progress = |stage| ui.stage(stage);
    let mut said = pipeline::faults(&request, pipeline::read(&request, &progress)?, &progress);
    ui.finish();
    raise(&mut said, check.strict.then_some(&Strict), &check.deny);
    ui.diagnostics_as_data(&said.sorted());
    if said.is_empty() {
        ui.talk("no faults found");
    }
    Ok(code(&said))
}

fn run_build(common: &Common, build: &args::Build, ui: &Ui) -> anyhow::Result<ExitCode> {
    let signer = build.sign.as_deref().map(keys::open).transpose()?;
    // A site that is signed is another than the same site unsigned, or signed with another key.
    let program = program() + &signer.as_ref().map(Signer::public).unwrap_or_default();
    let request = Request { program, ..request(common, &build.output)? };
    let progress = |stage| ui.stage(stage);
    let dir = common.root.join(&build.output);
    let sources = pipeline::read(&request, &progress)?;
    if sources.diagnostics.is_empty()
        && let Some(files) = pipeline::unchanged(&request, &sources.value, &dir)
    {
        ui.finish();
        ui.talk(&format!("{} in {} are up to date", counted(files, "file"), dir.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let built = pipeline::site(&request, sources, &progress);
    let mut said = built.diagnostics;
    raise(&mut said, build.strict.then_some(&Strict), &build.deny);
    let said = said.without_advice();
    let mut site = built.value.filter(|_| !said.has_errors());
    if let Some(site) = &mut site {
        let promised = site.config.pages.public_key.clone();
        keys::sign(&mut site.tree, &promised, signer.as_ref(), request.now, ui)?;
    }
    let changes = site
        .map(|site| pipeline::write(&site, &said, &request, &dir).map(|changes| (site.tree, changes)))
        .transpose()?;
    ui.finish();
    ui.diagnostics(&said.sorted());
    match changes {
        Some((tree, changes)) => {
            let (added, changed, removed) = (changes.added.len(), changes.changed.len(), changes.removed.len());
            let what = if changes.is_empty() {
                "nothing changed".to_owned()
            } else {
                format!("{added} new, {changed} changed, {removed} removed")
            };
            ui.talk(&format!("built {} in {} ({what})", counted(tree.len(), "file"), dir.display()));
        }
        None => ui.talk("nothing was written; the last good site stays as it was"),
    }
    Ok(code(&said))
}

fn run_dedupe(common: &Common, dedupe: &args::Dedupe, ui: &Ui) -> anyhow::Result<ExitCode> {
    let request = request(common, Path::new("public"))?;
    let progress = |stage| ui.stage(stage);
    let mut said = Diagnostics::new();
    let sources = pipeline::read(&request, &progress)?.into_value(&mut said);
    let (config, briefing) = pipeline::briefing(&request, &sources, &progress).into_value(&mut said);
    ui.finish();
    let text = match dedupe.explain.as_deref() {
        Some([one, other]) => {
            let found = pipeline::explain(&config, &briefing, one, other)?;
            if ui.is_json() { explained::json(&found) } else { explained::human(&found, Ui::width()) }
        }
        _ if ui.is_json() => report::json(&briefing),
        _ => report::human(&briefing, Ui::width()),
    };
    ui.data(&text);
    if said.has_errors() {
        ui.diagnostics(&said.sorted());
    }
    Ok(code(&said))
}

fn explain(code: Option<&str>, ui: &Ui) -> anyhow::Result<ExitCode> {
    let Some(text) = code else {
        let list: String = Code::ALL.iter().map(|code| format!("{}  {}\n", code.as_str(), code.rule().title)).collect();
        ui.data(&list);
        return Ok(ExitCode::SUCCESS);
    };
    let code =
        Code::parse(text).with_context(|| format!("there is no code `{text}`; `dateline explain` lists them"))?;
    let rule = code.rule();
    let example: String = rule.example.lines().map(|line| format!("    {line}\n")).collect();
    ui.data(&format!(
        "{}: {}\n\n{}\n\nexample:\n{example}\nwhat to do: {}\n",
        rule.code, rule.title, rule.explanation, rule.remedy
    ));
    Ok(ExitCode::SUCCESS)
}
