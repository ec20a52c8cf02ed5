//! The receipts as a report to read and as JSON: what was folded, why, and the line that undoes it.

use std::collections::BTreeMap;

use serde_json::json;

use crate::briefing::Briefing;
use crate::model::Receipt;
use crate::model::story::{DedupeRule, Folded, Standing, Subject, Undo};

/// Every decision, grouped by story and incident.
#[must_use]
pub(super) fn human(briefing: &Briefing) -> String {
    if briefing.receipts.is_empty() {
        return "nothing stands twice\n".to_owned();
    }
    let mut by_subject: BTreeMap<&Subject, Vec<&Receipt>> = BTreeMap::new();
    for receipt in &briefing.receipts {
        by_subject.entry(&receipt.subject).or_default().push(receipt);
    }
    let mut text = String::new();
    for (subject, receipts) in by_subject {
        let title = match subject {
            Subject::Story(slug) => format!("story {slug}"),
            Subject::Incident(id) => format!("incident {id}"),
        };
        text.push_str(&format!("{title}\n"));
        for receipt in receipts {
            text.push_str(&one(receipt));
        }
        text.push('\n');
    }
    text
}

fn one(receipt: &Receipt) -> String {
    let mut text = format!("  {}: {}\n", receipt.rule.as_str(), receipt.said);
    if !receipt.evidence.is_empty() {
        let numbers: Vec<String> = receipt.evidence.iter().map(|(name, value)| format!("{name} {value}")).collect();
        text.push_str(&format!("    because   {}\n", numbers.join(", ")));
    }
    for folded in &receipt.folded {
        let (path, line) = place(folded);
        text.push_str(&format!("    folded    {path}:{line}  {}\n", excerpt(&folded.text)));
    }
    let Undo { file, record, verb, line } = &receipt.undo;
    let file = record.as_ref().map_or_else(|| file.clone(), |record| format!("{file}, record {record}"));
    match (receipt.standing, receipt.rule) {
        (Standing::Done, _) => text.push_str(&format!("    to undo   {verb} `{line}` in {file}\n")),
        (Standing::Proposed, DedupeRule::CopyOfStory | DedupeRule::ProbablySame) => {
            let join = line.replace("not_same_as", "same_as");
            text.push_str(&format!("    to join   {verb} `{join}` in {file}; to keep apart `{line}`\n"));
        }
        (Standing::Proposed, _) => text.push_str(&format!("    to keep   {verb} `{line}` in {file}\n")),
    }
    text
}

fn place(folded: &Folded) -> (&str, usize) {
    (&folded.file.path, folded.file.line_column(folded.span.start).0)
}

/// The first words of a text.
fn excerpt(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = words.iter().take(14).copied().collect::<Vec<_>>().join(" ");
    if words.len() > 14 { format!("“{shown} …”") } else { format!("“{shown}”") }
}

/// Every decision with everything it rests on.
#[must_use]
pub(super) fn json(briefing: &Briefing) -> String {
    let receipts: Vec<_> = briefing.receipts.iter().map(|receipt| {
        let (kind, id) = match &receipt.subject {
            Subject::Story(slug) => ("story", slug.as_str()),
            Subject::Incident(id) => ("incident", id.as_str()),
        };
        let standing = if receipt.standing == Standing::Done { "done" } else { "proposed" };
        let folded: Vec<_> = receipt.folded.iter().map(|folded| {
            let (path, line) = place(folded);
            json!({"path": path, "line": line, "text": folded.text})
        }).collect();
        let evidence: BTreeMap<_, _> = receipt.evidence.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        json!({
            "rule": receipt.rule.as_str(), "subject": {"kind": kind, "id": id}, "said": receipt.said,
            "evidence": evidence, "folded": folded, "standing": standing, "undo": {"file": receipt.undo.file, "record": receipt.undo.record, "verb": receipt.undo.verb, "line": receipt.undo.line},
        })
    }).collect();
    format!("{:#}\n", json!({"receipts": receipts}))
}
