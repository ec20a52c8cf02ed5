//! A source file as read: its path, its text, and where its lines begin.

use std::ops::Range;
use std::sync::Arc;

/// A byte range of a file's text.
pub type Span = Range<usize>;

/// What a file is to the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// `site.yaml`.
    Config,
    /// `content/articles/**/*.md`.
    Article,
    /// `content/pages/*.md`.
    Page,
    /// `content/incidents/**/*.yaml`.
    Incidents,
    /// `content/months/*.yaml`.
    Months,
    /// `content/registers/*.yaml`.
    Register,
    /// `templates/**`.
    Template,
    /// `static/**`.
    Static,
}

/// One file of the source tree, held as text (empty for a static file, whose bytes are kept beside it).
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path from the site's root, with `/` between its parts.
    pub path: String,
    /// What it is to the build.
    pub kind: FileKind,
    /// Its text, without a byte order mark.
    pub text: String,
    /// Its bytes where it is not text.
    pub bytes: Vec<u8>,
}

/// Whether two lists hold the very same values: files that stand as they stood. No file is looked into.
#[must_use]
pub fn are_same(some: &[Arc<SourceFile>], others: &[Arc<SourceFile>]) -> bool {
    some.len() == others.len() && some.iter().zip(others).all(|(one, other)| Arc::ptr_eq(one, other))
}

impl SourceFile {
    /// A text file.
    #[must_use]
    pub fn text(path: impl Into<String>, kind: FileKind, text: impl Into<String>) -> Self {
        Self { path: path.into(), kind, text: text.into(), bytes: Vec::new() }
    }

    /// Line and column, both from 1, of a byte; columns count characters.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let before = &self.text[..byte];
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, self.text[start..byte].chars().count() + 1)
    }

    /// The file name without folder and extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        let file = SourceFile::text("a.yaml", FileKind::Config, "a: é\nb: x\n");
        assert_eq!(file.line_column(0), (1, 1));
        assert_eq!(file.line_column("a: é".len()), (1, 5));
        assert_eq!(file.line_column("a: é\n".len()), (2, 1));
        assert_eq!(file.line_column(999), (3, 1));
    }

    #[test]
    fn a_stem_is_the_name_without_folder_and_extension() {
        assert_eq!(SourceFile::text("content/a/b.c.md", FileKind::Article, "").stem(), "b.c");
    }
}
