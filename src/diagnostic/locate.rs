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

/// The places of every YAML node asked about so far. A file is known by its value in memory, which is held.
#[derive(Debug, Default)]
pub struct Index {
    files: HashMap<usize, OfFile>,
}

impl Index {
    /// The bytes of a node; where the node is not in the text (a missing key), of its nearest ancestor's key or first line.
    pub fn span(&mut self, file: &Arc<SourceFile>, place: &YamlPlace) -> Span {
        self.files.entry(Arc::as_ptr(file) as usize).or_insert_with(|| OfFile::new(file)).span(place)
    }

    /// Reads what will be asked about, on all cores.
    pub fn read_all<'a>(&mut self, places: impl Iterator<Item = (&'a Arc<SourceFile>, &'a YamlPlace)>) {
        let mut wanted: HashMap<usize, (OfFile, Vec<&YamlPlace>)> = HashMap::new();
        for (file, place) in places {
            let key = Arc::as_ptr(file) as usize;
            let known = || (self.files.remove(&key).unwrap_or_else(|| OfFile::new(file)), Vec::new());
            wanted.entry(key).or_insert_with(known).1.push(place);
        }
        let wanted: Vec<_> = wanted.into_iter().collect();
        let read = wanted.into_par_iter().map(|(key, (mut of_file, places))| {
            for place in places {
                of_file.span(place);
            }
            (key, of_file)
        });
        self.files.extend(read.collect::<Vec<_>>());
    }

    /// Forgets the files that were not asked about since the last time.
    pub fn forget_unused(&mut self) {
        self.files.retain(|_, of_file| std::mem::take(&mut of_file.is_used));
    }
}

/// What was read of one file.
#[derive(Debug)]
struct OfFile {
    file: Arc<SourceFile>,
    /// By where the text begins and ends.
    places: HashMap<(usize, usize), Places>,
    /// Where the items begin of a region that is a list, and where the last ends; nothing for another.
    lists: HashMap<usize, Vec<usize>>,
    /// Whether it was asked about since it was last said what is worth keeping.
    is_used: bool,
}

impl OfFile {
    fn new(file: &Arc<SourceFile>) -> Self {
        Self { file: Arc::clone(file), places: HashMap::new(), lists: HashMap::new(), is_used: false }
    }

    fn span(&mut self, place: &YamlPlace) -> Span {
        self.is_used = true;
        let found = self.in_item(place).or_else(|| nearest(self.read(&place.region), place));
        first_line(&self.file.text, found.unwrap_or(place.region.start..place.region.start))
    }

    /// Looks in one item of a list alone. Long lists are what data sets are imported as.
    fn in_item(&mut self, place: &YamlPlace) -> Option<Span> {
        let (Some(Step::Item(item)), 0) = (place.path.0.first(), place.document) else { return None };
        let text = self.file.text.get(place.region.clone())?;
        let starts = self.lists.entry(place.region.start).or_insert_with(|| items(text, place.region.start));
        let own = *starts.get(*item)?..*starts.get(item + 1)?;
        let mut path = place.path.clone();
        path.0[0] = Step::Item(0);
        nearest(self.read(&own), &YamlPlace { path, ..place.clone() })
    }

    fn read(&mut self, region: &Span) -> &Places {
        let text = self.file.text.get(region.clone()).unwrap_or_default();
        self.places.entry((region.start, region.end)).or_insert_with(|| read(text, region.start))
    }
}

/// The node of a path, or the key of its nearest ancestor that stands in the text.
fn nearest(places: &Places, place: &YamlPlace) -> Option<Span> {
    let mut path = place.path.clone();
    let mut exact = true;
    loop {
        if let Some((key, value)) = places.get(&(place.document, path.clone())) {
            return Some(if place.part == Part::Key || !exact { key } else { value }.clone());
        }
        exact = false;
        path.0.pop()?;
    }
}

/// Where the items of a list begin, and where the last ends, if the text is a list and each of its lines opens an item
/// or belongs to one: YAML wants all that an item holds further in than its dash. What one item names of another
/// cannot be read without that.
fn items(text: &str, base: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match line.as_bytes() {
            [b'-', b' ' | b'\n' | b'\r', ..] => starts.push(base + at),
            [b' ' | b'\t' | b'#' | b'\n' | b'\r', ..] => {}
            _ => return Vec::new(),
        }
        at += line.len();
    }
    if may_have_anchors(text) { Vec::new() } else { starts.into_iter().chain([base + at]).collect() }
}

/// Whether something looks like a node that has a name, or like such a name in the place of a node.
fn may_have_anchors(text: &str) -> bool {
    let is_name = |three: &[u8]| {
        let [before, mark, name] = three else { return false };
        b" [{,:-\n".contains(before) && b"&*".contains(mark) && !name.is_ascii_whitespace()
    };
    text.as_bytes().windows(3).any(is_name)
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
    fn a_node_is_found_in_its_item_of_a_list() {
        let text = "# all\n- id: a\n  title: |\n    - no item\n\n# next\n-\n  id: é\n  title: \"Zwei\"\n- id: c\n";
        assert_eq!(items(text, 10).len(), 4);
        let whole = read(text, 0);
        let missing = [YamlPath(vec![Step::Item(2), key("title")]), YamlPath(vec![Step::Item(9)])];
        for path in whole.keys().map(|(_, path)| path).chain(&missing) {
            for part in [Part::Key, Part::Value] {
                let place = YamlPlace { region: 0..text.len(), document: 0, path: path.clone(), part };
                let expected = nearest(&whole, &place).map(|span| &text[first_line(text, span)]);
                assert_eq!(Some(found(text, 0, &path.0, part)), expected, "{path}");
            }
        }
    }

    #[test]
    fn a_list_whose_items_name_one_another_is_read_whole() {
        for text in ["- &a x\n- [*a, b]\n", "- x\n- [a, b]\n---\n- c\n", "k:\n- x\n- [a, b]\n"] {
            assert!(items(text, 0).is_empty(), "{text}");
        }
        assert_eq!(found("- &a x\n- [*a, b]\n", 0, &[Step::Item(1), Step::Item(1)], Part::Value), "b");
    }

    #[test]
    fn documents_of_a_stream_are_told_apart() {
        let text = "id: a\n---\nid: b\n";
        assert_eq!(found(text, 1, &[key("id")], Part::Value), "b");
    }
}
