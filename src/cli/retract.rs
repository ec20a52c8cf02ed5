//! `retract`: one item marked as withdrawn in its source file. The only verb that changes what an editor wrote, because
//! its name says so: two keys, shown, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use serde_json::json;

use crate::briefing::Briefing;
use crate::cli::args::{self, Common};
use crate::cli::ui::Ui;
use crate::cli::{now, request};
use crate::diagnostic::Diagnostics;
use crate::model::vocabulary::Status;
use crate::model::{IncidentId, Origin, Slug, fold};
use crate::pipeline;
use crate::retract::{self, Change, Retracted};

/// What a name leads to.
struct Item<'a> {
    /// `incident:ID` or `story:SLUG`.
    name: String,
    status: Status,
    origin: &'a Origin,
    /// What else is published of it, in words.
    beside: Vec<String>,
}

/// Marks an item, shows what changes, and tells what is left to do.
pub(super) fn run(common: &Common, args: &args::Retract, ui: &Ui) -> anyhow::Result<ExitCode> {
    let reason = args.reason.trim();
    ensure!(!reason.is_empty(), "a page of something withdrawn says why; write `--reason` and a sentence for readers");
    ensure!(!reason.contains(char::is_control), "write the reason in one line");
    let request = request(common, Path::new("public"))?;
    let mut said = Diagnostics::new();
    let sources = pipeline::read(&request, &|_| {})?.into_value(&mut said);
    let (_, briefing) = pipeline::briefing(&request, &sources, &|_| {}).into_value(&mut said);
    let item = match found(&briefing, &args.item) {
        Ok(item) => item,
        Err(error) => {
            if said.has_errors() {
                ui.diagnostics(&said.sorted());
            }
            return Err(error);
        }
    };
    let path = &item.origin.file.path;
    if item.status == Status::Withdrawn {
        ui.talk(&format!("`{}` is withdrawn already, in {path}; nothing was changed", item.name));
        return Ok(ExitCode::SUCCESS);
    }
    let retracted = retract::retract(item.origin, now()?, reason);
    let retracted = retracted.map_err(|why| anyhow::anyhow!("cannot mark `{}` in {path}: {why}", item.name))?;
    if !args.dry_run {
        write(&common.root.join(path), &item.origin.file.text, &retracted)?;
    }
    let shown = shown(&retracted.changes);
    if ui.is_json() {
        let change =
            |Change { line, removed, added }: &Change| json!({"line": line, "removed": removed, "added": added});
        let changes: Vec<_> = retracted.changes.iter().map(change).collect();
        ui.data(&format!(
            "{:#}\n",
            json!({"item": item.name, "file": path, "changes": changes, "beside": item.beside})
        ));
    } else {
        ui.data(&format!("{path}\n{shown}"));
    }
    for beside in &item.beside {
        ui.talk(&format!("still published: {beside}"));
    }
    ui.talk("its page keeps its address, title, day and place, and gives the reason; change the source too if one of these must go");
    if args.dry_run {
        ui.talk("nothing was changed: this was a dry run");
        return Ok(ExitCode::SUCCESS);
    }
    ui.talk(&format!(
        "`{}` is marked as withdrawn; nothing is sent yet: run `dateline deploy` for every target, which takes every copy away that it ever wrote there",
        item.name
    ));
    ui.talk("the history of this project's own version control, if it has one, still holds the text");
    Ok(ExitCode::SUCCESS)
}

/// The item of a name, with or without `incident:` or `story:` before it.
fn found<'a>(briefing: &'a Briefing, name: &str) -> anyhow::Result<Item<'a>> {
    let (kind, id) = match name.split_once(':') {
        Some((kind @ ("incident" | "story"), id)) => (Some(kind), id),
        _ => (None, name),
    };
    let record = briefing.corpus.records.iter().find(|one| one.id.as_str() == id && kind != Some("story"));
    let article = briefing.corpus.articles.iter().find(|one| one.slug.as_str() == id && kind != Some("incident"));
    match (record, article) {
        (Some(_), Some(_)) => {
            bail!("`{id}` is an incident and a story; write `incident:{id}` or `story:{id}`")
        }
        (Some(record), None) => Ok(Item {
            name: format!("incident:{id}"),
            status: record.status,
            origin: &record.origin,
            beside: beside_record(briefing, &record.id),
        }),
        (None, Some(article)) => Ok(Item {
            name: format!("story:{id}"),
            status: article.status,
            origin: &article.origin,
            beside: beside_article(briefing, &article.slug),
        }),
        (None, None) => {
            let records = briefing.corpus.records.iter().map(|one| one.id.as_str());
            let all = records.chain(briefing.corpus.articles.iter().map(|one| one.slug.as_str()));
            let near = fold::nearest(id, all).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            bail!(
                "nothing that is published has the id or slug `{id}`; {near}a draft needs no retraction, and what was published before it became one goes with `dateline deploy --forget`"
            )
        }
    }
}

fn beside_record(briefing: &Briefing, id: &IncidentId) -> Vec<String> {
    let incident = briefing.incident(id);
    let joined = incident.iter().flat_map(|incident| &incident.records).filter(|one| one.id != *id);
    let joined = joined.map(|one| format!("`incident:{}`, another record of the same incident", one.id));
    let told = briefing.corpus.articles.iter().filter(|one| one.incidents.contains(id));
    joined.chain(told.map(|one| format!("`story:{}`, which is about it", one.slug))).collect()
}

fn beside_article(briefing: &Briefing, slug: &Slug) -> Vec<String> {
    let mut all: BTreeMap<&Slug, &str> = BTreeMap::new();
    for one in &briefing.corpus.articles {
        let translates = one.translation_of.as_ref() == Some(slug);
        if translates {
            all.insert(&one.slug, "a translation of it");
        }
    }
    if let Some(story) = briefing.story(slug) {
        all.insert(story.slug(), "the version of it that is shown");
        for copy in &story.copies {
            all.insert(&copy.article.slug, "another version of it");
        }
    }
    all.remove(slug);
    all.into_iter().map(|(slug, what)| format!("`story:{slug}`, {what}")).collect()
}

/// Puts the new text in the old one's place in one step, if the old one still stands there.
fn write(path: &Path, old: &str, new: &Retracted) -> anyhow::Result<()> {
    let at = || format!("cannot change {}", path.display());
    let path = fs::canonicalize(path).with_context(at)?;
    let standing = fs::read_to_string(&path).with_context(at)?;
    // A byte order mark is not part of the text and stays.
    let mark = standing.strip_suffix(old).filter(|mark| matches!(*mark, "" | "\u{FEFF}"));
    let mark = mark.with_context(|| format!("{} was changed meanwhile; run again", path.display()))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.new"));
    fs::write(&beside, format!("{mark}{}", new.text)).with_context(at)?;
    let kept = fs::metadata(&path).and_then(|standing| fs::set_permissions(&beside, standing.permissions()));
    kept.and_then(|()| fs::rename(&beside, &path)).with_context(at)
}

/// What goes and what comes, line by line.
fn shown(changes: &[Change]) -> String {
    let mut text = String::new();
    for Change { line, removed, added } in changes {
        for (at, gone) in removed.iter().enumerate() {
            text.push_str(&format!("{:>6} - {gone}\n", line + at));
        }
        for come in added {
            text.push_str(&format!("{line:>6} + {come}\n"));
        }
    }
    text
}
