//! Finds a YAML node's bytes again, by its path, when a diagnostic about it is shown.
//!
//! Values are read by another parser that keeps no places; so that a correct file costs nothing, the places
//! of a faulty one are read in a pass of their own, once for all its faults.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use rayon::prelude::*;
use saphyr_parser::{Event, Parser};

use crate::diagnostic::YamlPlace;
use crate::diagnostic::source::{SourceFile, Span};

/// One step from a YAML node to a child.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The value under a key.
    Key(String),
    /// An item of a list, from 0.
    Item(usize),
}

/// The way from a document's root to a node.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct YamlPath(pub Vec<Step>);

impl YamlPath {
    /// This path and one more key.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.to_owned()))
    }

    /// This path and one more item.
    #[must_use]
    pub fn item(&self, item: usize) -> Self {
        self.with(Step::Item(item))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for YamlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(item) => write!(f, "[{}]", item + 1)?,
            }
        }
        Ok(())
    }
}

/// Which side of a `key: value` pair is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

type Places = BTreeMap<(usize, YamlPath), (Span, Span)>;

/// The places of every YAML region asked about so far. A file is known by its value in memory, which is held.
#[derive(Debug, Default)]
pub struct Index {
    regions: HashMap<(usize, usize), Region>,
}

#[derive(Debug)]
struct Region {
    #[expect(dead_code, reason = "held so that no other file takes its place in memory")]
    file: Arc<SourceFile>,
    places: Places,
    /// Whether it was asked about since it was last said what is worth keeping.
    is_used: bool,
}

impl Index {
    /// The bytes of a node; where the node is not in the text (a missing key), of its nearest ancestor's key or first line.
    pub fn span(&mut self, file: &Arc<SourceFile>, place: &YamlPlace) -> Span {
        let start = place.region.start;
        let region = self.regions.entry((Arc::as_ptr(file) as usize, start)).or_insert_with(|| {
            let places = read(file.text.get(place.region.clone()).unwrap_or_default(), start);
            Region { file: Arc::clone(file), places, is_used: true }
        });
        region.is_used = true;
        let places = &region.places;
        let mut path = place.path.clone();
        let mut exact = true;
        loop {
            if let Some((key, value)) = places.get(&(place.document, path.clone())) {
                let span = if place.part == Part::Key || !exact { key } else { value };
                return first_line(&file.text, span.clone());
            }
            exact = false;
            if path.0.pop().is_none() {
                return place.region.start..place.region.start;
            }
        }
    }
}

impl Index {
    /// Reads what will be asked about, on all cores.
    pub fn read_all<'a>(&mut self, regions: impl Iterator<Item = (&'a Arc<SourceFile>, Span)>) {
        let mut wanted: HashMap<(usize, usize), (&Arc<SourceFile>, Span)> = HashMap::new();
        for (file, region) in regions {
            let key = (Arc::as_ptr(file) as usize, region.start);
            if !self.regions.contains_key(&key) {
                wanted.insert(key, (file, region));
            }
        }
        let wanted: Vec<_> = wanted.into_iter().collect();
        let read = wanted.par_iter().map(|(key, (file, region))| {
            let places = read(file.text.get(region.clone()).unwrap_or_default(), region.start);
            (*key, Region { file: Arc::clone(file), places, is_used: true })
        });
        self.regions.extend(read.collect::<Vec<_>>());
    }

    /// Forgets what was not asked about since the last time.
    pub fn forget_unused(&mut self) {
        self.regions.retain(|_, region| std::mem::take(&mut region.is_used));
    }
}

/// Cuts a span that runs over several lines to its first.
fn first_line(text: &str, span: Span) -> Span {
    let end = text.get(span.clone()).and_then(|s| s.find('\n')).map_or(span.end, |n| span.start + n);
    span.start..end.max(span.start)
}

enum Open {
    Map { path: YamlPath, key: Option<(String, Span)>, start: Span },
    List { path: YamlPath, next: usize, start: Span },
}

fn read(text: &str, base: usize) -> Places {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |index: usize| base + bytes.get(index).copied().unwrap_or(text.len());
    let mut places = Places::new();
    let mut stack: Vec<Open> = Vec::new();
    let mut document = 0;
    let mut seen_document = false;
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let span = byte(span.start.index())..byte(span.end.index());
        match event {
            Event::DocumentStart(_) => {
                document += usize::from(seen_document);
                seen_document = true;
            }
            Event::Scalar(value, ..) => scalar(&mut stack, &mut places, document, &value, &span),
            Event::Alias(_) => scalar(&mut stack, &mut places, document, "", &span),
            Event::MappingStart(..) => {
                let (path, key) = enter(&mut stack, &span);
                places.insert((document, path.clone()), (key, span.clone()));
                stack.push(Open::Map { path, key: None, start: span });
            }
            Event::SequenceStart(..) => {
                let (path, key) = enter(&mut stack, &span);
                places.insert((document, path.clone()), (key, span.clone()));
                stack.push(Open::List { path, next: 0, start: span });
            }
            Event::MappingEnd | Event::SequenceEnd => close(&mut stack, &mut places, document, &span),
            _ => {}
        }
    }
    places
}

/// The path of the node that begins here, and the span of the key it stands under (or its own first byte).
fn enter(stack: &mut [Open], span: &Span) -> (YamlPath, Span) {
    match stack.last_mut() {
        Some(Open::Map { path, key, .. }) => match key.take() {
            Some((name, at)) => (path.key(&name), at),
            None => (path.clone(), span.clone()),
        },
        Some(Open::List { path, next, .. }) => {
            *next += 1;
            (path.item(*next - 1), span.clone())
        }
        None => (YamlPath::default(), span.clone()),
    }
}

fn scalar(stack: &mut [Open], places: &mut Places, document: usize, value: &str, span: &Span) {
    if let Some(Open::Map { key: key @ None, .. }) = stack.last_mut() {
        *key = Some((value.to_owned(), span.clone()));
        return;
    }
    let (path, key) = enter(stack, span);
    places.insert((document, path), (key, span.clone()));
}

/// A collection that has just ended now knows how far it reaches.
fn close(stack: &mut Vec<Open>, places: &mut Places, document: usize, span: &Span) {
    let Some(open) = stack.pop() else { return };
    let (Open::Map { path, start, .. } | Open::List { path, start, .. }) = open;
    if let Some((_, value)) = places.get_mut(&(document, path)) {
        *value = start.start..span.end.max(start.end);
    }
}

/// Every key that stands twice in one mapping: its name, the first place, and the place of the second.
#[must_use]
pub fn duplicate_keys(text: &str) -> Vec<(String, Span, Span)> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |index: usize| bytes.get(index).copied().unwrap_or(text.len());
    let mut twice = Vec::new();
    let mut open: Vec<Option<Keys>> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                if let Some(Some(keys)) = open.last_mut() {
                    keys.on_key = !keys.on_key;
                }
                let keys =
                    matches!(event, Event::MappingStart(..)).then(|| Keys { on_key: true, seen: BTreeMap::new() });
                open.push(keys);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
            }
            Event::Scalar(..) | Event::Alias(_) => {
                let Some(Some(keys)) = open.last_mut() else { continue };
                if let (true, Event::Scalar(name, ..)) = (keys.on_key, &event) {
                    let span = byte(span.start.index())..byte(span.end.index());
                    if let Some(first) = keys.seen.insert(name.to_string(), span.clone()) {
                        twice.push((name.to_string(), first, span));
                    }
                }
                keys.on_key = !keys.on_key;
            }
            _ => {}
        }
    }
    twice
}

/// The keys of a mapping that is being read.
struct Keys {
    on_key: bool,
    seen: BTreeMap<String, Span>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;

    fn found<'a>(text: &'a str, document: usize, path: &[Step], part: Part) -> &'a str {
        let file = SourceFile::text("a.yaml", FileKind::Incidents, text);
        let place = YamlPlace { region: 0..text.len(), document, path: YamlPath(path.to_vec()), part };
        let span = Index::default().span(&Arc::new(file), &place);
        &text[span]
    }

    fn key(key: &str) -> Step {
        Step::Key(key.to_owned())
    }

    #[test]
    fn a_value_and_its_key_are_found_by_path() {
        let text = "- id: a\n  date: {start: 2025, precision: dey}\n- id: é\n  title: Zwei\n";
        assert_eq!(found(text, 0, &[Step::Item(0), key("date"), key("precision")], Part::Value), "dey");
        assert_eq!(found(text, 0, &[Step::Item(1), key("title")], Part::Key), "title");
        assert_eq!(found(text, 0, &[Step::Item(1), key("title")], Part::Value), "Zwei");
    }

    #[test]
    fn a_missing_key_points_at_the_nearest_node_that_stands() {
        let text = "a:\n  b: 1\n";
        assert_eq!(found(text, 0, &[key("a"), key("zz")], Part::Value), "a");
    }

    #[test]
    fn documents_of_a_stream_are_told_apart() {
        let text = "id: a\n---\nid: b\n";
        assert_eq!(found(text, 1, &[key("id")], Part::Value), "b");
    }
}
