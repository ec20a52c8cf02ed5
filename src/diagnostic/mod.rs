//! What the tool has to say about the user's sources: one value a fault, told all at once.
//!
//! Stands apart because every stage makes diagnostics and only the two ends show them.
//! It must not know any stage, and it must not print.

pub mod codes;
pub mod emit;
pub mod locate;
pub mod source;

use std::ops::Range;
use std::sync::Arc;

pub use codes::Code;
use locate::Part;
pub use locate::{Step, YamlPath};
pub use source::{SourceFile, Span};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written while one of these stands.
    Error,
    /// Worth the editor's eye; the site is built.
    Warning,
    /// Could be better; told by `check` alone, and never an error by `--strict`.
    Advice,
}

impl Severity {
    /// The word shown to the user.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// Where in a file a label points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// The file as a whole.
    File,
    /// A byte range of the file's text.
    Bytes(Range<usize>),
    /// A node of a YAML document; found again only when the diagnostic is shown.
    Yaml(Box<YamlPlace>),
}

/// A node of a YAML document inside a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlPlace {
    /// The bytes of the file that are YAML (the whole file, or its front matter).
    pub region: Range<usize>,
    /// Which document of a `---` stream, from 0.
    pub document: usize,
    /// The way from the document's root to the node.
    pub path: YamlPath,
    /// Whether the key or the value is meant.
    pub part: Part,
}

/// A place in a source file with a word on what stands there.
#[derive(Debug, Clone)]
pub struct Label {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where in it.
    pub at: At,
    /// What was found there; may be empty.
    pub note: String,
}

/// One fault or piece of advice.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub code: Code,
    /// How much it weighs (the rule's own weight unless `--strict` raised it).
    pub severity: Severity,
    /// What was found, in plain words.
    pub message: String,
    /// Where: the first label is the fault itself, later ones what it collides with.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of `code` with its usual weight and no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: visible(message.into()), labels: Vec::new(), help: None }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, file: &Arc<SourceFile>, at: At, note: impl Into<String>) -> Self {
        self.labels.push(Label { file: Arc::clone(file), at, note: visible(note.into()) });
        self
    }

    /// Adds the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(help.into()));
        self
    }
}

/// A text in which nothing can act on the terminal that shows it: what a source wrote stands in messages.
fn visible(text: String) -> String {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !text.contains(hidden) {
        return text;
    }
    text.chars().flat_map(|c| if hidden(c) { c.escape_default().collect() } else { vec![c] }).collect()
}

/// Diagnostics in the order they were made; [`Diagnostics::sorted`] gives the order they are shown in. A copy shares
/// what is said.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics(Vec<Arc<Diagnostic>>);

impl Diagnostics {
    /// No diagnostics.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(Arc::new(diagnostic));
    }

    /// Adds all of another's.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many of a severity there are.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether an error stands.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// All of them, in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// Drops those that are not to be kept.
    pub fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.0.retain(|diagnostic| keep(diagnostic));
    }

    /// Raises every warning to an error; advice stays advice.
    pub fn make_strict(&mut self) {
        for diagnostic in self.0.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
            Arc::make_mut(diagnostic).severity = Severity::Error;
        }
    }

    /// Gives what is no error the weight that `weight` has for its rule; without one it is dropped.
    pub fn weigh(&mut self, weight: impl Fn(Code) -> Option<Severity>) {
        self.weigh_each(|diagnostic| weight(diagnostic.code));
    }

    /// Gives each diagnostic that is no error by its rule the weight `weight` has for it; without one it is dropped.
    pub fn weigh_each(&mut self, weight: impl Fn(&Diagnostic) -> Option<Severity>) {
        self.0.retain_mut(|diagnostic| {
            if diagnostic.code.severity() == Severity::Error {
                return true;
            }
            let weight = weight(diagnostic);
            if let Some(other) = weight.filter(|weight| *weight != diagnostic.severity) {
                Arc::make_mut(diagnostic).severity = other;
            }
            weight.is_some()
        });
    }

    /// Without advice.
    #[must_use]
    pub fn without_advice(mut self) -> Self {
        self.0.retain(|diagnostic| diagnostic.severity != Severity::Advice);
        self
    }

    /// Resolved to lines and columns, sorted by path and position, each said once.
    #[must_use]
    pub fn sorted(&self) -> Vec<Located> {
        self.sorted_again(&mut locate::Index::default())
    }

    /// As [`sorted`](Self::sorted), but looks for nothing again that the last time found in a file that is the same.
    #[must_use]
    pub fn sorted_again(&self, index: &mut locate::Index) -> Vec<Located> {
        let labels = self.0.iter().flat_map(|diagnostic| &diagnostic.labels);
        index.read_all(labels.filter_map(|label| match &label.at {
            At::Yaml(place) => Some((&label.file, place.as_ref())),
            At::File | At::Bytes(_) => None,
        }));
        let mut located: Vec<Located> = self.0.iter().map(|d| Located::new(d, index)).collect();
        index.forget_unused();
        located.sort_by(|a, b| a.key().cmp(&b.key()));
        located.dedup_by(|a, b| a.key() == b.key());
        located
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self(iter.into_iter().map(Arc::new).collect())
    }
}

/// A diagnostic whose places are byte ranges.
#[derive(Debug, Clone)]
pub struct Located {
    /// What is said.
    pub diagnostic: Arc<Diagnostic>,
    /// One span a label, in the labels' order.
    pub spans: Vec<Span>,
}

impl Located {
    fn new(diagnostic: &Arc<Diagnostic>, index: &mut locate::Index) -> Self {
        let spans = diagnostic.labels.iter().map(|label| label.resolve(index)).collect();
        Self { diagnostic: Arc::clone(diagnostic), spans }
    }

    fn key(&self) -> (&str, usize, &str, &str) {
        let path = self.diagnostic.labels.first().map_or("", |l| l.file.path.as_str());
        let start = self.spans.first().map_or(0, |s| s.start);
        (path, start, self.diagnostic.code.as_str(), &self.diagnostic.message)
    }
}

impl Label {
    fn resolve(&self, index: &mut locate::Index) -> Span {
        match &self.at {
            At::File => 0..0,
            At::Bytes(range) => range.clone(),
            At::Yaml(place) => index.span(&self.file, place),
        }
    }
}
