//! Why two items were or were not joined, to read and as JSON.

use serde_json::json;

use crate::cli::sides;
use crate::model::explanation::{Explanation, Speaks, Step};
use crate::model::story::Side;

/// The decision, every question with its answer, and the line that would turn it.
#[must_use]
pub(super) fn human(found: &Explanation, width: Option<usize>) -> String {
    let mut text = format!("{}: {}\n\n", found.outcome.as_str(), found.said);
    text.push_str(&sides::beside(&found.sides, width));
    text.push('\n');
    let longest = found.steps.iter().map(|step| step.name.len()).max().unwrap_or(0);
    for step in &found.steps {
        let mark = match step.speaks {
            Speaks::For => '+',
            Speaks::Against => '-',
            Speaks::Neither => ' ',
        };
        let needed = if step.needed.is_empty() { String::new() } else { format!("  [{}]", step.needed) };
        text.push_str(&format!("  {mark} {:longest$}  {}{needed}\n", step.name, step.found));
    }
    if let Some(passage) = &found.passage {
        text.push_str("\n  the longest passage they share\n");
        text.push_str(&sides::beside(passage, width));
    }
    let turn = &found.turn;
    let file =
        turn.record.as_ref().map_or_else(|| turn.file.clone(), |record| format!("{}, record {record}", turn.file));
    text.push_str(&format!("\n  to change this, {} `{}` in {file}\n", turn.verb, turn.line));
    text
}

/// The same for programs.
#[must_use]
pub(super) fn json(found: &Explanation) -> String {
    let step = |step: &Step| {
        json!({
            "name": step.name, "found": step.found, "needed": step.needed, "value": step.value,
            "speaks": step.speaks.as_str(),
        })
    };
    let steps: Vec<_> = found.steps.iter().map(step).collect();
    let value = json!({
        "level": found.level, "outcome": found.outcome.as_str(), "said": found.said,
        "sides": sides(&found.sides), "steps": steps, "passage": found.passage.as_ref().map(sides),
        "turn": {"file": found.turn.file, "record": found.turn.record, "verb": found.turn.verb, "line": found.turn.line},
    });
    format!("{value:#}\n")
}

/// Two texts as JSON.
#[must_use]
pub(super) fn sides(sides: &[Side; 2]) -> serde_json::Value {
    let one = |side: &Side| json!({"id": side.id, "path": side.file.path, "line": side.line, "text": side.text});
    json!([one(&sides[0]), one(&sides[1])])
}
