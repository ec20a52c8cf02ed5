//! The receipts as a report to read and as JSON: what was folded, why, and the line that undoes it.

use std::collections::BTreeMap;

use serde_json::json;

use crate::briefing::Briefing;
use crate::cli::ui::counted;
use crate::cli::{explained, sides};
use crate::model::Receipt;
use crate::model::story::{DedupeRule, Folded, Standing, Subject, Undo};

/// Every decision, grouped by story and incident.
#[must_use]
pub(super) fn human(briefing: &Briefing, width: Option<usize>) -> String {
    if briefing.receipts.is_empty() {
        return "nothing stands twice\n".to_owned();
    }
    let mut by_subject: BTreeMap<&Subject, Vec<&Receipt>> = BTreeMap::new();
    for receipt in &briefing.receipts {
        by_subject.entry(&receipt.subject).or_default().push(receipt);
    }
    let mut text = String::new();
    for (subject, receipts) in &by_subject {
        text.push_str(&match subject {
            Subject::Story(slug) => {
                let title = briefing.story(slug).map_or("", |story| story.article.title.as_str());
                format!("story {slug}\n  {title}\n")
            }
            Subject::Incident(id) => {
                let title = briefing.incident(id).map_or("", |incident| incident.lead().title.as_str());
                format!("incident {id}\n  {title}\n")
            }
        });
        for receipt in receipts {
            text.push_str(&one(receipt, width));
        }
        text.push('\n');
    }
    text.push_str(&summed_up(briefing, &by_subject));
    text
}

/// `2 stories and 1 incident: 4 decisions, of which 1 waits for an editor`.
fn summed_up(briefing: &Briefing, by_subject: &BTreeMap<&Subject, Vec<&Receipt>>) -> String {
    let stories = by_subject.keys().filter(|subject| matches!(subject, Subject::Story(_))).count();
    let many = |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let (done, open): (Vec<&Receipt>, Vec<&Receipt>) =
        briefing.receipts.iter().partition(|receipt| receipt.standing == Standing::Done);
    format!(
        "{} and {}: {} carried out, {} for an editor to decide\n",
        many(stories, "story", "stories"),
        many(by_subject.len() - stories, "incident", "incidents"),
        many(done.len(), "decision", "decisions"),
        many(open.len(), "proposal", "proposals"),
    )
}

fn one(receipt: &Receipt, width: Option<usize>) -> String {
    let mut text = format!("  {}: {}\n", receipt.rule.as_str(), receipt.said);
    if !receipt.evidence.is_empty() {
        let numbers: Vec<String> = receipt.evidence.iter().map(|(name, value)| format!("{name} {value}")).collect();
        text.push_str(&format!("    because   {}\n", numbers.join(", ")));
    }
    if let Some(sides) = &receipt.sides {
        text.push_str(&sides::beside(sides, width));
    }
    for folded in &receipt.folded {
        let (path, line) = place(folded);
        let words = folded.text.split_whitespace().count();
        text.push_str(&format!("    folded    {path}:{line}  {}\n", counted(words, "word")));
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
            "evidence": evidence, "sides": receipt.sides.as_ref().map(explained::sides), "folded": folded, "standing": standing, "undo": {"file": receipt.undo.file, "record": receipt.undo.record, "verb": receipt.undo.verb, "line": receipt.undo.line},
        })
    }).collect();
    format!("{:#}\n", json!({"receipts": receipts}))
}
