//! An item marked as withdrawn in the text of its file: `status: withdrawn`, and the reason as its latest update.
//!
//! It works on the text, so that comments and layout stay, and reads the result again: what would change anything
//! but these two keys is refused. It knows no disk and no stage.

use std::ops::Range;

use jiff::Timestamp;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde::Deserialize;
use serde_yaml::Value;

use crate::diagnostic::Step;
use crate::model::Origin;

/// A file as it should be written, and what is other in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retracted {
    /// The whole text.
    pub text: String,
    /// The places that change, in their order.
    pub changes: Vec<Change>,
}

/// One place that changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The line of the old text at which it begins, from 1.
    pub line: usize,
    /// The lines that go.
    pub removed: Vec<String>,
    /// The lines that come.
    pub added: Vec<String>,
}

/// Marks the item that was read at `origin`.
///
/// # Errors
/// Its YAML is laid out in a way that this cannot change with certainty; the words say what to write by hand.
pub fn retract(origin: &Origin, at: Timestamp, reason: &str) -> Result<Retracted, String> {
    let text = &origin.file.text;
    let by_hand = || {
        "its YAML is laid out so that this tool might change more than it should; write `status: withdrawn` and an entry of `updates` with the reason by hand".to_owned()
    };
    let yaml = text.get(origin.region.clone()).ok_or_else(by_hand)?;
    let at = format!("{at:.0}");
    let item = item(yaml, origin).ok_or_else(by_hand)?;
    let newline = if yaml.contains("\r\n") { "\r\n" } else { "\n" };
    let edits = edits(yaml, &item, &Words { at: &at, reason, newline }).ok_or_else(by_hand)?;
    let mut new = yaml.to_owned();
    for (place, words) in edits.iter().rev() {
        new.replace_range(place.clone(), words);
    }
    if expected(yaml, origin, &at, reason).is_none_or(|expected| read(&new) != Some(expected)) {
        return Err(by_hand());
    }
    let base = origin.region.start;
    let changes = edits.iter().map(|(place, words)| change(text, base + place.start..base + place.end, words));
    let changes = changes.collect();
    let text = [&text[..base], &new, &text[origin.region.end..]].concat();
    Ok(Retracted { text, changes })
}

/// What is to be written.
struct Words<'a> {
    at: &'a str,
    reason: &'a str,
    newline: &'a str,
}

impl Words<'_> {
    /// The entry of `updates` as a mapping in braces. A JSON text is a YAML text.
    fn entry(&self) -> String {
        format!("{{at: {}, text: {}}}", quoted(self.at), quoted(self.reason))
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

/// A node of the YAML, as far as it matters here.
#[derive(Debug, Clone, Default)]
struct Node {
    /// Where it begins.
    start: usize,
    /// Behind its last token.
    end: usize,
    /// Whether it stands in braces or brackets.
    flow: bool,
    /// What it holds.
    holds: Holds,
}

#[derive(Debug, Clone, Default)]
enum Holds {
    #[default]
    Nothing,
    /// Keys with their values, in order.
    Keys(Vec<(String, Node)>),
    Items(Vec<Node>),
}

impl Node {
    fn get(&self, key: &str) -> Option<&Node> {
        match &self.holds {
            Holds::Keys(keys) => keys.iter().find(|(name, _)| name == key).map(|(_, node)| node),
            _ => None,
        }
    }
}

/// The item's own node.
fn item(yaml: &str, origin: &Origin) -> Option<Node> {
    let mut node = documents(yaml)?.into_iter().nth(origin.document)?;
    for step in &origin.path.0 {
        node = match (node.holds, step) {
            (Holds::Keys(keys), Step::Key(key)) => keys.into_iter().find(|(name, _)| name == key)?.1,
            (Holds::Items(items), Step::Item(at)) => items.into_iter().nth(*at)?,
            _ => return None,
        };
    }
    matches!(node.holds, Holds::Keys(_)).then_some(node)
}

/// Every document of the stream as a tree; nothing where the text is no YAML.
fn documents(yaml: &str) -> Option<Vec<Node>> {
    let bytes: Vec<usize> = yaml.char_indices().map(|(at, _)| at).chain([yaml.len()]).collect();
    let byte = |index: usize| bytes.get(index).copied().unwrap_or(yaml.len());
    let (mut open, mut done): (Vec<(Node, Option<String>)>, Vec<Node>) = (Vec::new(), Vec::new());
    for event in Parser::new_from_str(yaml) {
        let (event, span) = event.ok()?;
        let (start, end) = (byte(span.start.index()), byte(span.end.index()));
        let flow = yaml[start..].starts_with(['{', '[']);
        let node = match event {
            Event::MappingStart(..) => {
                open.push((Node { start, end, flow, holds: Holds::Keys(Vec::new()) }, None));
                continue;
            }
            Event::SequenceStart(..) => {
                open.push((Node { start, end, flow, holds: Holds::Items(Vec::new()) }, None));
                continue;
            }
            Event::Scalar(value, style, ..) => {
                let end = start + token(&yaml[start..end], style);
                if let Some((Node { holds: Holds::Keys(_), end: within, .. }, key @ None)) = open.last_mut() {
                    *key = Some(value.into_owned());
                    *within = end;
                    continue;
                }
                Node { start, end, ..Node::default() }
            }
            Event::Alias(_) => Node { start, end, ..Node::default() },
            Event::MappingEnd | Event::SequenceEnd => {
                let (mut node, _) = open.pop()?;
                // Only a closing bracket is a token; the end of a block is told at what comes after it.
                node.end = if node.flow { end } else { node.end };
                node
            }
            _ => continue,
        };
        match open.last_mut() {
            None => done.push(node),
            Some((parent, key)) => {
                parent.end = parent.end.max(node.end);
                match &mut parent.holds {
                    Holds::Keys(keys) => keys.push((key.take()?, node)),
                    Holds::Items(items) => items.push(node),
                    Holds::Nothing => return None,
                }
            }
        }
    }
    Some(done)
}

/// How long a scalar is without what the parser counts to it: a comment behind it, lines below it.
fn token(text: &str, style: ScalarStyle) -> usize {
    let quote = match style {
        ScalarStyle::SingleQuoted => '\'',
        ScalarStyle::DoubleQuoted => '"',
        _ => return text.trim_end().len(),
    };
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match (quote, c) {
            ('"', '\\') => _ = chars.next(),
            ('\'', '\'') if next == Some('\'') => _ = chars.next(),
            (quote, c) if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// What to put where, in order and apart from one another.
fn edits(yaml: &str, item: &Node, words: &Words<'_>) -> Option<Vec<(Range<usize>, String)>> {
    let mut edits = Vec::new();
    let (status, updates) = (item.get("status"), item.get("updates"));
    if item.flow {
        let close = item.end.checked_sub(1)?;
        match status {
            Some(status) => edits.push((status.start..status.end, "withdrawn".to_owned())),
            None => edits.push((close..close, ", status: withdrawn".to_owned())),
        }
        match updates {
            Some(updates) => edits.push(into_list(updates, words)?),
            None => edits.push((close..close, format!(", updates: [{}]", words.entry()))),
        }
    } else {
        let indent = " ".repeat(column(yaml, item.start));
        let Words { at, reason, newline } = words;
        if let Some(status) = status {
            edits.push((status.start..status.end, "withdrawn".to_owned()));
        } else {
            let first = item.get("id").or_else(|| item.get("title"))?;
            edits.push(line_after(yaml, first.end, &format!("{indent}status: withdrawn"), newline));
        }
        let entry = |indent: &str| format!("{indent}- at: {}{newline}{indent}  text: {}", quoted(at), quoted(reason));
        edits.push(match updates {
            None => {
                let lines = format!("{indent}updates:{newline}{}", entry(&format!("{indent}  ")));
                line_after(yaml, item.end, &lines, newline)
            }
            Some(updates) if updates.flow => into_list(updates, words)?,
            Some(updates) => match &updates.holds {
                Holds::Items(items) => {
                    let dash = yaml[..items.first()?.start].rfind('-')?;
                    let indent = " ".repeat(column(yaml, dash));
                    line_after(yaml, updates.end, &entry(&indent), newline)
                }
                _ => return None,
            },
        });
    }
    edits.sort_by_key(|(place, _)| place.start);
    Some(joined(yaml, edits))
}

/// Edits of one line as one.
fn joined(yaml: &str, edits: Vec<(Range<usize>, String)>) -> Vec<(Range<usize>, String)> {
    let mut all: Vec<(Range<usize>, String)> = Vec::new();
    for (place, words) in edits {
        match all.last_mut() {
            Some((last, before)) if !yaml[last.end..place.start].contains('\n') => {
                before.push_str(&yaml[last.end..place.start]);
                before.push_str(&words);
                last.end = place.end;
            }
            _ => all.push((place, words)),
        }
    }
    all
}

/// One more entry of a list in brackets.
fn into_list(list: &Node, words: &Words<'_>) -> Option<(Range<usize>, String)> {
    let Holds::Items(items) = &list.holds else { return None };
    let close = list.end.checked_sub(1)?;
    let comma = if items.is_empty() { "" } else { ", " };
    Some((close..close, format!("{comma}{}", words.entry())))
}

/// Lines put behind the line on which a token ends.
fn line_after(yaml: &str, end: usize, lines: &str, newline: &str) -> (Range<usize>, String) {
    if yaml[..end].ends_with('\n') {
        return (end..end, format!("{lines}{newline}"));
    }
    match yaml[end..].find('\n') {
        Some(at) => (end + at + 1..end + at + 1, format!("{lines}{newline}")),
        None => (yaml.len()..yaml.len(), format!("{newline}{lines}{newline}")),
    }
}

/// In which column a byte stands, in characters.
fn column(yaml: &str, at: usize) -> usize {
    yaml[..at].chars().rev().take_while(|c| *c != '\n').count()
}

/// The documents as values.
fn read(yaml: &str) -> Option<Vec<Value>> {
    serde_yaml::Deserializer::from_str(yaml).map(|document| Value::deserialize(document).ok()).collect()
}

/// The documents as they should read afterwards.
fn expected(yaml: &str, origin: &Origin, at: &str, reason: &str) -> Option<Vec<Value>> {
    let mut documents = read(yaml)?;
    let mut value = documents.get_mut(origin.document)?;
    for step in &origin.path.0 {
        value = match step {
            Step::Key(key) => value.get_mut(key.as_str())?,
            Step::Item(at) => value.get_mut(*at)?,
        };
    }
    let item = value.as_mapping_mut()?;
    item.insert("status".into(), "withdrawn".into());
    let entry: serde_yaml::Mapping =
        [("at", at), ("text", reason)].into_iter().map(|(key, text)| (key.into(), text.into())).collect();
    match item.get_mut("updates") {
        Some(updates) => updates.as_sequence_mut()?.push(Value::Mapping(entry)),
        None => _ = item.insert("updates".into(), Value::Sequence(vec![Value::Mapping(entry)])),
    }
    Some(documents)
}

/// A change as whole lines.
fn change(text: &str, place: Range<usize>, words: &str) -> Change {
    let line = text[..place.start].matches('\n').count() + 1;
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let begin = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    if place.is_empty() && (begin == place.start || words.starts_with(['\r', '\n'])) {
        return Change { line, removed: Vec::new(), added: lines(words.trim_start_matches(['\r', '\n'])) };
    }
    let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at);
    let added = format!("{}{words}{}", &text[begin..place.start], &text[place.end..end]);
    Change { line, removed: lines(&text[begin..end]), added: lines(&added) }
}

#[cfg(test)]
mod tests;
