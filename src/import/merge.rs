//! What an import makes beside what stands in `content/`: the edits stay, the rest is brought up to date.
//!
//! A three-way comparison, part by part. The [`Memory`] holds a hash of every part as it was last imported; a part whose
//! text is still that one is ours to replace, any other is the editor's. Parts are compared as text, so that a comment
//! or a change of layout counts as an edit too. Knows records as list items and articles as front matter and body.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::{Draft, Part};

/// What was imported last, by row: the id it was given, and a hash of each of its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    rows: BTreeMap<String, Remembered>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Remembered {
    id: String,
    parts: BTreeMap<String, String>,
}

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was written.
    New,
    /// Its unedited parts were brought up to date.
    Updated,
    /// Nothing changed.
    Unchanged,
    /// The editor changed it, and the data set did not.
    Edited,
    /// The editor and the data set changed one part; the editor's stays.
    Upstream,
    /// It was imported before and is not there any more; it stays away.
    Removed,
}

impl Outcome {
    /// Every outcome with its words, in the order of a report.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::New, "new"),
        (Self::Updated, "updated"),
        (Self::Unchanged, "unchanged"),
        (Self::Edited, "edited here, kept"),
        (Self::Upstream, "changed upstream and edited here, kept"),
        (Self::Removed, "removed here, left out"),
    ];
}

/// The files to write and what there is to tell.
#[derive(Debug, Default)]
pub struct Merged {
    /// Changed and new files, by path.
    pub files: BTreeMap<String, String>,
    /// What to remember for the next import.
    pub memory: Memory,
    /// How many records became what.
    pub tally: BTreeMap<Outcome, usize>,
    /// What an editor should look at: the file, the id, and what happened.
    pub notes: Vec<String>,
    /// How many rows of the memory the import did not name.
    pub absent: usize,
}

impl Memory {
    /// Reads a memory back; lines that are none are passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut rows = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(row), Some(id), Some(parts)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let parts = parts.split(' ').filter_map(|part| part.split_once('='));
            let parts = parts.map(|(key, hash)| (key.to_owned(), hash.to_owned())).collect();
            rows.insert(row.to_owned(), Remembered { id: id.to_owned(), parts });
        }
        Self { rows }
    }

    /// The memory as a file: one line a row, in order.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text =
            "# What was imported last, so that the next import keeps your edits. Commit this file; do not edit it.\n"
                .to_owned();
        for (row, one) in &self.rows {
            let parts: Vec<String> = one.parts.iter().map(|(key, hash)| format!("{key}={hash}")).collect();
            text.push_str(&format!("{row}\t{}\t{}\n", one.id, parts.join(" ")));
        }
        text
    }
}

fn hash(text: &str) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

fn remembered(draft: &Draft) -> Remembered {
    let parts = draft.parts.iter().map(|part| (part.key.clone(), hash(&part.text))).collect();
    Remembered { id: draft.id.clone(), parts }
}

/// The parts of an item after an import.
struct Joined {
    parts: Vec<Part>,
    updated: usize,
    kept: usize,
    conflicts: Vec<String>,
}

/// Three ways: what stands, what was imported last, what the import says now.
fn join(standing: &[Part], last: Option<&Remembered>, now: &[Part]) -> Joined {
    let find = |parts: &[Part], key: &str| parts.iter().find(|part| part.key == key).map(|part| part.text.clone());
    let last = |key: &str| last.and_then(|last| last.parts.get(key));
    let mut joined = Joined { parts: Vec::new(), updated: 0, kept: 0, conflicts: Vec::new() };
    for part in standing {
        let is_ours = last(&part.key) == Some(&hash(&part.text));
        match find(now, &part.key) {
            Some(text) if text == part.text => joined.parts.push(part.clone()),
            Some(text) if is_ours => {
                joined.updated += 1;
                joined.parts.push(Part { key: part.key.clone(), text });
            }
            Some(text) => {
                joined.kept += 1;
                if last(&part.key) != Some(&hash(&text)) {
                    joined.conflicts.push(part.key.clone());
                }
                joined.parts.push(part.clone());
            }
            None if is_ours => joined.updated += 1,
            None => {
                joined.kept += 1;
                joined.parts.push(part.clone());
            }
        }
    }
    for part in now.iter().filter(|part| find(standing, &part.key).is_none()) {
        if let Some(hashed) = last(&part.key) {
            joined.kept += 1;
            if *hashed != hash(&part.text) {
                joined.conflicts.push(part.key.clone());
            }
        } else {
            joined.updated += 1;
            joined.parts.push(part.clone());
        }
    }
    joined
}

impl Merged {
    fn count(&mut self, outcome: Outcome) {
        *self.tally.entry(outcome).or_default() += 1;
    }

    /// Counts a joined item, and tells of what an editor should look at.
    fn tell(&mut self, path: &str, id: &str, joined: &Joined) {
        if joined.conflicts.is_empty() {
            let outcome = match (joined.updated, joined.kept) {
                (0, 0) => Outcome::Unchanged,
                (0, _) => Outcome::Edited,
                _ => Outcome::Updated,
            };
            return self.count(outcome);
        }
        self.count(Outcome::Upstream);
        let keys: Vec<String> = joined.conflicts.iter().map(|key| format!("`{key}`")).collect();
        self.notes.push(format!("{path}: {id}: {} changed upstream; yours was kept", keys.join(", ")));
    }

    fn remember(&mut self, memory: Memory, drafts: &[Draft]) {
        let named: BTreeSet<&String> = drafts.iter().map(|draft| &draft.row).collect();
        self.absent = memory.rows.keys().filter(|row| !named.contains(row)).count();
        self.memory = memory;
        for draft in drafts {
            self.memory.rows.insert(draft.row.clone(), remembered(draft));
        }
    }
}

/// Lays records beside the standing files of `content/incidents/`. `head` is the comment a new file opens with.
#[must_use]
pub fn records(standing: &BTreeMap<String, String>, memory: Memory, drafts: &[Draft], head: &str) -> Merged {
    let mut merged = Merged::default();
    let mut files: BTreeMap<&str, Vec<Chunk>> =
        standing.iter().map(|(path, text)| (path.as_str(), chunks(text))).collect();
    let mut places: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    for (path, all) in &files {
        places.extend(all.iter().enumerate().filter_map(|(at, chunk)| Some((chunk.id()?, (*path, at)))));
    }
    let mut changed: BTreeSet<String> = BTreeSet::new();
    let mut fresh: BTreeMap<&str, Vec<&Draft>> = BTreeMap::new();
    for draft in drafts {
        let last = memory.rows.get(&draft.row);
        let known = last.map_or(&draft.id, |last| &last.id);
        match (places.get(known).or_else(|| places.get(&draft.id)), last) {
            (Some((path, at)), _) => {
                let Some(chunk) = files.get_mut(path).and_then(|all| all.get_mut(*at)) else { continue };
                let joined = join(&chunk.parts, last, &draft.parts);
                merged.tell(path, &draft.id, &joined);
                if joined.updated > 0 {
                    changed.insert((*path).to_owned());
                    chunk.parts = joined.parts;
                    chunk.alias(known, &draft.id);
                }
            }
            (None, Some(_)) => merged.count(Outcome::Removed),
            (None, None) => {
                merged.count(Outcome::New);
                fresh.entry(&draft.file).or_default().push(draft);
            }
        }
    }
    for path in changed {
        let text = files.get(path.as_str()).map(|all| all.iter().map(Chunk::text).collect::<String>());
        merged.files.extend(text.map(|text| (path, text)));
    }
    for (path, mut drafts) in fresh {
        drafts.sort_by_key(|draft| (date(draft).to_owned(), draft.row.clone()));
        let text = merged.files.remove(path).or_else(|| standing.get(path).cloned());
        let mut text = text.unwrap_or_else(|| head.to_owned());
        for draft in drafts {
            if !text.ends_with("\n\n") {
                text.push('\n');
            }
            text.push_str(&item(&draft.parts));
        }
        merged.files.insert(path.to_owned(), text);
    }
    merged.remember(memory, drafts);
    merged
}

/// The digits of a draft's date, by which new records are sorted.
fn date(draft: &Draft) -> &str {
    let text = draft.parts.iter().find(|part| part.key == "date").map_or("", |part| &part.text);
    text.trim_start_matches(|c: char| !c.is_ascii_digit())
}

/// One list item of a file of records, or (without parts) what stands before the first.
struct Chunk {
    parts: Vec<Part>,
    tail: String,
}

impl Chunk {
    fn id(&self) -> Option<String> {
        let text = &self.parts.iter().find(|part| part.key == "id")?.text;
        let value = text.strip_prefix("id:")?.trim().trim_matches(['"', '\'']);
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn text(&self) -> String {
        if self.parts.is_empty() { self.tail.clone() } else { format!("{}{}", item(&self.parts), self.tail) }
    }

    /// When the data set moved a record to another year, its old id leads to it.
    fn alias(&mut self, old: &str, new: &str) {
        let is_new = self.id().is_some_and(|id| id == new);
        if old != new && is_new && !self.parts.iter().any(|part| part.key == "aliases") {
            self.parts.push(Part::new("aliases", &format!("[{old}]")));
        }
    }
}

/// Parts as a list item.
fn item(parts: &[Part]) -> String {
    let lines = parts.iter().flat_map(|part| part.text.split('\n'));
    let mut text = String::new();
    for (at, line) in lines.enumerate() {
        let indent = match (at, line.is_empty()) {
            (0, _) => "- ",
            (_, true) => "",
            _ => "  ",
        };
        text.push_str(&format!("{indent}{line}\n"));
    }
    text
}

/// A file of records as its list items; blank lines and comments after an item stay behind it as they are.
fn chunks(text: &str) -> Vec<Chunk> {
    let mut all = vec![Chunk { parts: Vec::new(), tail: String::new() }];
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let Some(last) = all.last_mut() else { continue };
        if let Some(first) = bare.strip_prefix("- ") {
            all.push(Chunk { parts: vec![Part { key: key(first), text: first.to_owned() }], tail: String::new() });
        } else if last.parts.is_empty() || bare.is_empty() || bare.starts_with('#') {
            last.tail.push_str(line);
        } else {
            let inner = bare.strip_prefix("  ").unwrap_or(bare);
            // What stood between two lines of an item, such as a comment, belongs to the part before it.
            let held: String = std::mem::take(&mut last.tail).lines().map(|line| format!("\n{line}")).collect();
            if let Some(part) = last.parts.last_mut() {
                part.text.push_str(&held);
            }
            let starts = inner.starts_with(|c: char| c.is_ascii_alphabetic());
            if let Some(part) = last.parts.last_mut().filter(|_| !starts) {
                part.text.push_str(&format!("\n{inner}"));
            } else {
                last.parts.push(Part { key: key(inner), text: inner.to_owned() });
            }
        }
    }
    all
}

fn key(line: &str) -> String {
    line.split(':').next().unwrap_or_default().trim().to_owned()
}

/// Lays articles beside the standing files of `content/articles/`, one a file.
#[must_use]
pub fn articles(standing: &BTreeMap<String, String>, memory: Memory, drafts: Vec<Draft>) -> Merged {
    let mut merged = Merged::default();
    for draft in &drafts {
        let last = memory.rows.get(&draft.row);
        let path = last.map_or(&draft.file, |last| &last.id);
        match (standing.get(path), last) {
            (Some(text), _) => {
                let joined = join(&front(text), last, &draft.parts);
                merged.tell(path, "article", &joined);
                if joined.updated > 0 {
                    merged.files.insert(path.clone(), article(&joined.parts));
                }
            }
            (None, Some(_)) => merged.count(Outcome::Removed),
            (None, None) => {
                merged.count(Outcome::New);
                merged.files.insert(path.clone(), article(&draft.parts));
            }
        }
    }
    let kept: Vec<Draft> = drafts
        .into_iter()
        .map(|draft| Draft {
            id: memory.rows.get(&draft.row).map_or(draft.file.clone(), |last| last.id.clone()),
            ..draft
        })
        .collect();
    merged.remember(memory, &kept);
    merged
}

/// An article's front matter as parts, and its body as the last.
fn front(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let inner = text.strip_prefix("---\n").unwrap_or(text);
    let (front, body) = inner.split_once("\n---\n").unwrap_or((inner, ""));
    for line in front.lines() {
        match parts.last_mut().filter(|_| !line.starts_with(|c: char| c.is_ascii_alphabetic())) {
            Some(part) => part.text.push_str(&format!("\n{line}")),
            None => parts.push(Part { key: key(line), text: line.to_owned() }),
        }
    }
    parts.push(Part { key: "body".to_owned(), text: body.trim_matches('\n').to_owned() });
    parts
}

fn article(parts: &[Part]) -> String {
    let (body, front): (Vec<&Part>, Vec<&Part>) = parts.iter().partition(|part| part.key == "body");
    let front: String = front.iter().map(|part| format!("{}\n", part.text)).collect();
    let body = body.first().map_or("", |part| &part.text);
    format!("---\n{front}---\n\n{body}\n")
}
