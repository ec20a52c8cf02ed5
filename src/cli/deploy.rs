//! `deploy` and `rollback`: build, look, plan, show, ask, apply, in this order and in one place.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use serde_json::json;

use crate::cli::args::{self, Common};
use crate::cli::ui::{Ui, counted};
use crate::cli::{code, keys, now, passage, request};
use crate::config::{self, Config};
use crate::deploy::{
    self, Bytes, Difference, Earlier, Job, Opening, Others, Overtaken, Plan, Rules, Secret, Settings, Standing, Step,
    Target, Turn, Why, Work,
};
use crate::diagnostic::source::FileKind;
use crate::integrity;
use crate::pipeline;

/// How many steps the table names before it only counts.
const SHOWN: usize = 60;

/// Builds the site and brings it to a target.
pub(super) fn run(common: &Common, args: &args::Deploy, ui: &Ui) -> anyhow::Result<ExitCode> {
    if args.verify {
        return verify(common, args, ui);
    }
    let signer = args.sign.as_deref().map(keys::open).transpose()?;
    let request = request(common, Path::new("public"))?;
    let progress = |stage| ui.stage(stage);
    let sources = pipeline::read(&request, &progress)?;
    let unpublished = pipeline::unpublished(&request, &sources.value);
    let built = pipeline::site(&request, sources, &progress);
    ui.finish();
    let said = built.diagnostics.without_advice();
    ui.diagnostics(&said.sorted());
    let Some(site) = built.value else {
        ui.talk("nothing was sent; what stands at the host stays as it is");
        return Ok(code(&said));
    };
    let settings = site.config.deploy.target(args.target.as_deref())?;
    let target = open(common, settings)?;
    let mut tree = target.prepared(site.tree);
    keys::sign(&mut tree, &site.config.pages.public_key, signer.as_ref(), request.now, ui)?;
    if !passage::passes(&tree, &site.config, unpublished, ui) {
        return Ok(ExitCode::from(1));
    }
    let earlier = if args.forget { Earlier::Erase } else { Earlier::Keep };
    let mut rules = deploy::rules(&*target, settings, earlier, &site.withdrawn, request.now)?;
    if target.keeps() {
        // A signature is salted: while the list it signs is the same, the one that stands there holds.
        rules.follows = &[(integrity::SUMS, integrity::SIGNATURE)];
    }
    let on = |standing: &Standing| {
        let plan = deploy::plan(&tree, &*target, settings, standing, &rules)?;
        bring(
            common,
            args,
            &Act { target: &*target, settings, standing, plan: &plan, bytes: Bytes::Tree(&tree) },
            &rules,
            ui,
        )
    };
    // The host refuses a plan that was made on another state of its memory, so that a note may stand in for a look. What
    // is only shown, and whether there is nothing to do, is asked of the host.
    let noted = deploy::noted(&common.root, &settings.name, &target.place()).filter(|_| !args.dry_run && !ui.is_json());
    if let Some(noted) = noted
        && deploy::plan(&tree, &*target, settings, &noted, &rules)?.work != Work::Nothing
    {
        match on(&noted) {
            Err(error) if error.is::<Overtaken>() => {
                ui.talk(&format!("{} is not as this project left it; this is the plan now", target.place()));
            }
            done => return done,
        }
    }
    on(&target.standing()?)
}

/// Carries out what brings a built site to a target, and tells what is withdrawn by it.
fn bring(common: &Common, args: &args::Deploy, act: &Act<'_>, rules: &Rules, ui: &Ui) -> anyhow::Result<ExitCode> {
    let withdrawn = rules.newly_withdrawn(&act.standing.published);
    if !withdrawn.is_empty() {
        ui.talk(&format!(
            "withdrawn since the last deploy: {}; nothing of earlier releases stays, and a rollback cannot bring it back",
            withdrawn.join(", ")
        ));
    }
    let leaves = if withdrawn.is_empty() && !args.forget { Leaves::Copies } else { Leaves::Nothing };
    let orders = Orders {
        dry_run: args.dry_run,
        max_delete: args.max_delete,
        others: others(args.take_over),
        foreign: if args.adopt { deploy::Foreign::Adopt } else { deploy::Foreign::Respect },
        leaves,
    };
    carry_out(common, act, &orders, ui)
}

/// Brings back what a target showed before.
pub(super) fn roll_back(common: &Common, args: &args::Rollback, ui: &Ui) -> anyhow::Result<ExitCode> {
    let config = match config_alone(common, ui)? {
        Ok(config) => config,
        Err(code) => return Ok(code),
    };
    let settings = config.deploy.target(args.target.as_deref())?;
    let target = open(common, settings)?;
    let standing = target.standing()?;
    let rules: Rules = deploy::rules(&*target, settings, Earlier::Keep, &BTreeSet::new(), now()?)?;
    let plan = deploy::rollback(&standing, &rules, &target.place())?;
    let orders = Orders {
        dry_run: args.dry_run,
        max_delete: args.max_delete,
        others: others(args.take_over),
        foreign: deploy::Foreign::Respect,
        leaves: Leaves::Copies,
    };
    carry_out(
        common,
        &Act { target: &*target, settings, standing: &standing, plan: &plan, bytes: Bytes::Before },
        &orders,
        ui,
    )
}

fn verify(common: &Common, args: &args::Deploy, ui: &Ui) -> anyhow::Result<ExitCode> {
    let config = match config_alone(common, ui)? {
        Ok(config) => config,
        Err(code) => return Ok(code),
    };
    let settings = config.deploy.target(args.target.as_deref())?;
    let target = open(common, settings)?;
    let standing = target.standing()?;
    ensure!(!standing.published.release.is_empty(), "nothing of ours stands at {}; deploy first", target.place());
    let differences = deploy::verify(&*target, &standing)?;
    if ui.is_json() {
        ui.data(&format!(
            "{:#}\n",
            json!({"place": target.place(), "release": standing.published.release, "differences": differences})
        ));
    } else {
        for difference in &differences {
            ui.data(&match difference {
                Difference::Missing { path } => format!("missing  {path}\n"),
                Difference::Other { path } => format!("other    {path}\n"),
            });
        }
    }
    let files = counted(standing.published.files.len() + standing.published.kept.len(), "file");
    if differences.is_empty() {
        ui.talk(&format!("{files} at {} are as they were sent", target.place()));
        return Ok(ExitCode::SUCCESS);
    }
    bail!(
        "{} of {files} at {} are not as they were sent; deploy with --forget to send all that differs",
        differences.len(),
        target.place()
    )
}

/// The settings without the site; the exit code where they are at fault.
fn config_alone(common: &Common, ui: &Ui) -> anyhow::Result<Result<Config, ExitCode>> {
    let request = request(common, Path::new("public"))?;
    let sources = pipeline::read(&request, &|_| {})?.value;
    let read = config::read(sources.of(FileKind::Config).next(), request.now);
    if read.diagnostics.has_errors() {
        ui.diagnostics(&read.diagnostics.sorted());
        return Ok(Err(code(&read.diagnostics)));
    }
    Ok(Ok(read.value))
}

/// What is asked of a deploy beside the site.
struct Orders {
    dry_run: bool,
    max_delete: Option<usize>,
    others: Others,
    foreign: deploy::Foreign,
    leaves: Leaves,
}

/// What is meant to be left of earlier releases.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaves {
    /// What a rollback and open pages need.
    Copies,
    /// Nothing: what this tool cannot reach is told.
    Nothing,
}

/// Where copies may lie of whatever was once published, beside what a kind of target knows of itself.
const OUT_OF_REACH: [&str; 3] = [
    "browsers, feed readers and mail boxes of those who read it",
    "search engines and web archives: most remove a page on request, see docs/safety.md",
    "whoever copied it",
];

/// A plan beside all it was made of.
struct Act<'a> {
    target: &'a dyn Target,
    settings: &'a Settings,
    standing: &'a Standing,
    plan: &'a Plan,
    bytes: Bytes<'a>,
}

/// Shows a plan, asks where it deletes much, and carries it out.
fn carry_out(common: &Common, act: &Act<'_>, orders: &Orders, ui: &Ui) -> anyhow::Result<ExitCode> {
    let Act { target, settings, standing, plan, bytes } = *act;
    let place = target.place();
    if ui.is_json() {
        ui.data(&format!("{:#}\n", json!({"target": settings.name, "place": place, "plan": plan})));
    } else {
        ui.data(&table(plan));
    }
    if plan.work == Work::Nothing {
        ui.talk(&format!("{} at {place} are up to date", counted(plan.next.files.len(), "file")));
        return Ok(ExitCode::SUCCESS);
    }
    if orders.dry_run {
        ui.talk(&format!("nothing was sent to {place}: this was a dry run"));
        return Ok(ExitCode::SUCCESS);
    }
    may_delete(plan, orders.max_delete, ui)?;
    let working = deploy::take(&common.root, &settings.name, orders.others)?;
    ui.sending(plan.sends().count());
    let told = ui.deploying();
    let now = now()?;
    let job = Job { plan, standing, bytes, hand: &working.hand, foreign: orders.foreign, now, tell: &told };
    let applied = target.apply(&job);
    ui.finish();
    let version = applied?;
    // Before the folder is left: it goes when nothing lies in it.
    let noted = deploy::note(&common.root, settings, target.place(), &plan.next, version);
    working.done();
    let deleted = plan.deletes().count();
    let sent: u64 = plan.sends().map(|step| step.bytes).sum();
    ui.talk(&format!(
        "{} ({}) sent to {place}, {deleted} deleted, {} unchanged",
        counted(plan.sends().count(), "file"),
        bytes_in_words(sent),
        plan.unchanged
    ));
    if orders.leaves == Leaves::Nothing {
        ui.talk("nothing of earlier releases is left there; out of reach of this tool are");
        for place in target.out_of_reach().iter().chain(&OUT_OF_REACH) {
            ui.talk(&format!("- {place}"));
        }
    }
    if let Err(error) = noted {
        ui.talk(&format!("the preview will not know of this deploy: {error:#}"));
    }
    Ok(ExitCode::SUCCESS)
}

fn may_delete(plan: &Plan, allowed: Option<usize>, ui: &Ui) -> anyhow::Result<()> {
    let gone = plan.steps.iter().filter(|step| step.why == Why::Gone).count();
    let much = match allowed {
        Some(allowed) => (gone > allowed).then_some(gone),
        None => plan.deletes_much(),
    };
    let Some(gone) = much else { return Ok(()) };
    let files = counted(gone, "file");
    if allowed.is_none() && ui.asks(&format!("this deletes {files} that readers may have; go on?")) {
        return Ok(());
    }
    bail!("this would delete {files} of the site; if that is meant, run again with `--max-delete {gone}`")
}

/// The plan as a table: what, why, how much.
fn table(plan: &Plan) -> String {
    let mut text = String::new();
    for step in plan.steps.iter().take(SHOWN) {
        let (what, why) = (what(step), why(step.why));
        text.push_str(&format!("{what:<7} {why:<24} {:>9}  {}\n", bytes_in_words(step.bytes), step.path));
    }
    if let Some(rest) = plan.steps.get(SHOWN..).filter(|rest| !rest.is_empty()) {
        text.push_str(&format!("… and {} more; `--format json` names them all\n", rest.len()));
    }
    let (sends, sent): (Vec<_>, u64) = (plan.sends().collect(), plan.sends().map(|step| step.bytes).sum());
    text.push_str(&format!(
        "{} to send ({}), {} to delete, {} unchanged, {} kept from earlier releases\n",
        sends.len(),
        bytes_in_words(sent),
        plan.deletes().count(),
        plan.unchanged,
        plan.kept
    ));
    text
}

fn what(step: &Step) -> &'static str {
    match (step.turn, step.why) {
        (Turn::Delete, _) => "delete",
        (_, Why::New) => "add",
        _ => "change",
    }
}

fn why(why: Why) -> &'static str {
    match why {
        Why::New => "not there yet",
        Why::Changed => "other content",
        Why::Headers => "other headers",
        Why::Unsure => "a deploy was cut off",
        Why::Gone => "no longer in the site",
        Why::Expired => "no longer kept",
    }
}

/// `812 B`, `3.4 kB`, `12.0 MB`.
fn bytes_in_words(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

fn others(take_over: bool) -> Others {
    if take_over { Others::Replace } else { Others::Respect }
}

/// Opens a target with the environment of this process.
#[expect(clippy::disallowed_methods, reason = "the environment is read in cli/, here for the targets' logins")]
fn open(common: &Common, settings: &Settings) -> anyhow::Result<Box<dyn Target>> {
    let environment = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty()).map(Secret::new);
    let root = common.root.canonicalize();
    let root = root.with_context(|| format!("cannot open the folder {}", common.root.display()))?;
    deploy::open(&Opening { settings, root: &root, environment: &environment })
}
