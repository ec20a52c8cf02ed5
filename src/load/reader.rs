//! The YAML of a file: its documents, and where it is not YAML at all.

use std::cell::RefCell;
use std::sync::Arc;

use serde::Deserialize;
use serde_yaml::Value;

use crate::diagnostic::locate;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, SourceFile, Span, YamlPath};
use crate::load::fields::{Fields, kind};
use crate::model::Origin;

/// The YAML of one file, and what was said while it was read.
pub struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    region: Span,
    said: RefCell<Diagnostics>,
}

impl<'a> Reader<'a> {
    /// A reader of the bytes `region` of a file.
    pub fn new(file: &'a Arc<SourceFile>, region: Span) -> Self {
        Self { file, region, said: RefCell::default() }
    }

    /// What was said.
    pub fn into_diagnostics(self) -> Diagnostics {
        self.said.into_inner()
    }

    /// Every document of the stream that is YAML; a syntax fault is told and ends the reading.
    pub fn documents(&self) -> Vec<Value> {
        let text = self.file.text.get(self.region.clone()).unwrap_or_default();
        let mut documents = Vec::new();
        for document in serde_yaml::Deserializer::from_str(text) {
            match Value::deserialize(document) {
                Ok(value) => documents.push(value),
                Err(error) => {
                    self.syntax(text, &error);
                    break;
                }
            }
        }
        documents
    }

    fn syntax(&self, text: &str, error: &serde_yaml::Error) {
        let twice = locate::duplicate_keys(text);
        if !twice.is_empty() && error.to_string().contains("duplicate") {
            for (key, first, again) in twice {
                let shift = |span: Span| At::Bytes(span.start + self.region.start..span.end + self.region.start);
                let message = format!("the key `{key}` stands twice");
                let diagnostic = Diagnostic::new(Code::DuplicateKey, message)
                    .at(self.file, shift(again), "again here")
                    .at(self.file, shift(first), "first here")
                    .help("keep one of the two");
                self.said.borrow_mut().push(diagnostic);
            }
            return;
        }
        let at = error.location().map_or(0, |location| location.index().min(text.len()));
        let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or(&said);
        let diagnostic = Diagnostic::new(Code::YamlSyntax, format!("this is not YAML: {said}"))
            .at(self.file, At::Bytes(self.region.start + at..self.region.start + at), "here, or just before")
            .help(match () {
                () if text[at..].starts_with('\t') || said.contains("tab") => "indent with spaces; a tab stands here",
                () if said.contains("end of stream") => "close the quotation mark or bracket that is open",
                () if said.contains("recursion") => "write it less deeply nested",
                () => {
                    "put text that holds `: `, ` #` or begins with a sign in quotation marks, and check the indentation"
                }
            });
        self.said.borrow_mut().push(diagnostic);
    }

    /// The fields of a value that must be a mapping.
    pub fn fields<'r>(&'r self, document: usize, path: YamlPath, value: &'r Value) -> Option<Fields<'r>> {
        let origin = Origin { file: Arc::clone(self.file), region: self.region.clone(), document, path };
        let Value::Mapping(map) = value else {
            let message = format!("expected a mapping of keys to values, found {}", kind(value));
            let diagnostic = Diagnostic::new(Code::WrongType, message)
                .at(self.file, origin.at(""), "")
                .help("write `key: value` lines");
            self.said.borrow_mut().push(diagnostic);
            return None;
        };
        Some(Fields::new(&self.said, origin, map))
    }
}
