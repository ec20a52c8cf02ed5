//! `dateline export`: the data files without the site around them.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::args::{self, Common};
use crate::cli::ui::{Ui, counted, is_terminal};
use crate::diagnostic::Diagnostics;
use crate::export::{self, Data, Format};
use crate::{pages, pipeline};

/// Prints one file, or writes one or all into a folder. Nothing goes out while the content has errors.
pub(super) fn run(common: &Common, wanted: &args::Export, ui: &Ui) -> anyhow::Result<ExitCode> {
    let request = super::request(common, std::path::Path::new("public"))?;
    let progress = |stage| ui.stage(stage);
    let mut said = Diagnostics::new();
    let sources = pipeline::read(&request, &progress)?.into_value(&mut said);
    let (config, briefing) = pipeline::briefing(&request, &sources, &progress).into_value(&mut said);
    ui.finish();
    if said.has_errors() {
        ui.diagnostics(&said.sorted());
        ui.talk("nothing was exported; the content has errors");
        return Ok(super::code(&said));
    }
    let edition = pages::edition(&config.pages);
    let data = Data::new(&briefing, &edition);
    let chosen: Vec<&'static dyn Format> = match &wanted.what {
        Some(name) => vec![export::format(name).with_context(|| format!("there is no format `{name}`"))?],
        None => export::FORMATS.to_vec(),
    };
    let Some(dir) = &wanted.output else {
        for format in chosen {
            let file = export::file(format, &data, &edition)?;
            if is_terminal() && std::str::from_utf8(&file.bytes).is_err() {
                bail!("`{}` is not text; send it to a file, or name a folder with -o", format.name());
            }
            ui.bytes(&file.bytes);
        }
        return Ok(ExitCode::SUCCESS);
    };
    let dir = common.root.join(dir);
    fs::create_dir_all(&dir).with_context(|| format!("cannot make the folder {}", dir.display()))?;
    for format in chosen {
        let file = export::file(format, &data, &edition)?;
        let path = dir.join(format.file());
        fs::write(&path, &file.bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let rows = file.rows.map(|rows| format!("{}, ", counted(rows.count, rows.of))).unwrap_or_default();
        ui.talk(&format!("{}: {rows}{}", path.display(), counted(file.bytes.len(), "byte")));
    }
    Ok(ExitCode::SUCCESS)
}
