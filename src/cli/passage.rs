//! What a deploy tells of its last look at the site: every finding with its place and the way out.

use serde_json::json;

use crate::cli::ui::{Ui, counted};
use crate::config::Config;
use crate::gate::{self, Finding, HeldBack, Site};
use crate::model::held_back::Telling;
use crate::output::OutputTree;

/// How many findings are drawn before they are only counted.
const SHOWN: usize = 60;

/// Whether a site may go out; if not, everything that keeps it is told.
pub(super) fn passes(tree: &OutputTree, config: &Config, unpublished: (Vec<Telling>, Vec<String>), ui: &Ui) -> bool {
    let (tellings, published) = unpublished;
    let held_back = tellings.into_iter().map(|Telling { name, ids, texts }| HeldBack { name, ids, texts });
    let held_back: Vec<HeldBack> = held_back.collect();
    let site = Site { tree, base_url: &config.pages.base_url, held_back: &held_back, published: &published };
    let findings = gate::examine(&site, &config.gate);
    if findings.is_empty() {
        return true;
    }
    if ui.is_json() {
        ui.data(&format!("{:#}\n", json!({"findings": findings})));
    } else {
        let shown: String = findings.iter().take(SHOWN).map(one).collect();
        ui.raw(&shown);
        if let Some(rest) = findings.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
            ui.raw(&format!("… and {rest} more; `--format json` names them all\n"));
        }
    }
    ui.raw(&format!(
        "error: {} may not go out; nothing was sent. A finding that is none is let pass by its mark in site.yaml: gate: {{allow: [{}]}}\n",
        counted(findings.len(), "thing"),
        findings[0].mark
    ));
    false
}

/// `stories/x/index.html:12: what looks like a key of AWS: …; take it out (mark 1a2b3c4d5e6f)`.
fn one(finding: &Finding) -> String {
    let Finding { path, line, found, remedy, mark, .. } = finding;
    let line = line.map(|line| format!(":{line}")).unwrap_or_default();
    format!("{path}{line}: {found}; {remedy} (mark {mark})\n")
}
