//! `dateline import`: the data set's file from disk, what an importer makes of it into `content/`, and a report.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use serde_json::json;

use crate::cli::args::{Common, Import};
use crate::cli::ui::{Ui, counted};
use crate::diagnostic::source::FileKind;
use crate::import::{self, Harvest, Job, Memory, Merged, Notes, Outcome};
use crate::pipeline;

/// The file beside the imported ones that holds what was imported last; its dot keeps the build from reading it.
const MEMORY: &str = ".imported";

/// How many new places that may be known ones are named in the report.
const ALIKE: usize = 10;

/// Imports one file.
pub(super) fn run(common: &Common, wanted: &Import, ui: &Ui) -> anyhow::Result<ExitCode> {
    let request = super::request(common, Path::new("public"))?;
    let sources = pipeline::read(&request, &|_| ())?.value;
    let corpus = pipeline::registers(&sources);
    let root = &common.root;
    let read = |file: &Path| fs::read(root.join(file)).with_context(|| format!("cannot read {}", file.display()));
    let file = wanted.file();
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let progress = |done, total| ui.rows(done, total);
    let job = Job { name: &name, corpus: &corpus, progress: &progress };
    let bytes = read(file)?;
    let (harvest, kind) = match wanted {
        Import::Ucdp { .. } => (import::ucdp(&bytes, &job), FileKind::Incidents),
        Import::Acled { with_notes, .. } => {
            let notes = if *with_notes { Notes::Taken } else { Notes::Left };
            (import::acled(&bytes, notes, &job), FileKind::Incidents)
        }
        Import::Csv { map, claims, .. } => {
            let map = map.as_deref().map(read).transpose()?.map(String::from_utf8).transpose();
            let map = map.context("the map is not UTF-8")?;
            let claims = claims.as_deref().map(read).transpose()?;
            (import::csv(&bytes, map.as_deref(), claims.as_deref(), &job), FileKind::Incidents)
        }
        #[cfg(feature = "feeds")]
        Import::Feed { .. } => (import::feed(&bytes, &job), FileKind::Article),
    };
    ui.finish();
    let mut harvest = harvest.with_context(|| format!("{} was not imported", file.display()))?;
    let standing: BTreeMap<String, String> = sources
        .files
        .iter()
        .filter(|file| file.kind == kind || file.kind == FileKind::Register)
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect();
    let folder = if kind == FileKind::Article { "articles" } else { "incidents" };
    let memory_path = format!("content/{folder}/{}/{MEMORY}", harvest.set);
    let memory = Memory::parse(&fs::read_to_string(root.join(&memory_path)).unwrap_or_default());
    let head =
        format!("# Imported by `dateline import` from {name}. Edit what you like: the next import keeps your edits.\n");
    let drafts = std::mem::take(&mut harvest.drafts);
    let mut merged = match kind {
        FileKind::Article => import::articles(&standing, memory, drafts),
        _ => import::records(&standing, memory, &drafts, &head),
    };
    for (path, new) in &harvest.registers {
        let text = match standing.get(path) {
            Some(text) => format!("{}\n\n{new}", text.trim_end()),
            None => format!("{head}\n{new}"),
        };
        merged.files.insert(path.clone(), text);
    }
    for (path, text) in &merged.files {
        write(&root.join(path), text)?;
    }
    write(&root.join(&memory_path), &merged.memory.to_text())?;
    report(&harvest, &merged, &name, ui);
    Ok(if harvest.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if fs::read_to_string(path).is_ok_and(|standing| standing == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

fn report(harvest: &Harvest, merged: &Merged, name: &str, ui: &Ui) {
    let count = |outcome| merged.tally.get(&outcome).copied().unwrap_or_default();
    if ui.is_json() {
        let tally: BTreeMap<String, usize> =
            Outcome::ALL.iter().map(|(outcome, _)| (format!("{outcome:?}").to_lowercase(), count(*outcome))).collect();
        let faults: Vec<_> = harvest.faults.iter().map(|(line, why)| json!({"line": line, "message": why})).collect();
        let files: Vec<&String> = merged.files.keys().collect();
        let all = json!({"tally": tally, "absent": merged.absent, "files": files, "notes": merged.notes, "alike": harvest.alike,
            "faults": faults});
        ui.data(&format!("{all}\n"));
        return;
    }
    for (line, why) in &harvest.faults {
        ui.raw(&format!("{name}:{line}: {why}; the row was left out\n"));
    }
    let mut text = String::new();
    for (outcome, words) in Outcome::ALL {
        text.push_str(&format!("{:>6}  {words}\n", count(outcome)));
    }
    if merged.absent > 0 {
        text.push_str(&format!("{:>6}  imported earlier and not in this file, left as they are\n", merged.absent));
    }
    text.push_str(&merged.notes.iter().map(|note| format!("{note}\n")).collect::<String>());
    text.extend(harvest.alike.iter().take(ALIKE).map(|note| format!("{note}\n")));
    if let Some(more) = harvest.alike.len().checked_sub(ALIKE).filter(|more| *more > 0) {
        text.push_str(&format!(
            "and {more} more new places that sound like known ones; --format json names them all\n"
        ));
    }
    ui.data(&text);
    if let Some(remark) = harvest.remark {
        ui.talk(remark);
    }
    let files = counted(merged.files.len(), "file");
    ui.talk(&format!("{files} written in content/; look at them, then run: dateline check"));
}
