//! An editor's words on what stands twice: they win over every rule.
//!
//! One word is one ruling with the place where it was written, because a word that does nothing is an error and must be
//! pointed at. The same words stand in front matter, in records, and in `site.yaml` for material one must not touch.

use std::sync::Arc;

use crate::diagnostic::{At, SourceFile};

/// What an editor ruled on an article or a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// What it says twice is left alone.
    KeepRepeats,
    /// Of those that tell the same, this one is shown.
    Canonical,
    /// It stands alone: it is joined to nothing.
    Split,
    /// It tells the same as the one of this id.
    SameAs(String),
    /// It does not tell the same as the one of this id.
    NotSameAs(String),
}

impl Ruling {
    /// The key it is written under.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::KeepRepeats => "keep_repeats",
            Self::Canonical => "canonical",
            Self::Split => "split",
            Self::SameAs(_) => "same_as",
            Self::NotSameAs(_) => "not_same_as",
        }
    }

    /// The id it names.
    #[must_use]
    pub fn names(&self) -> Option<&str> {
        match self {
            Self::SameAs(id) | Self::NotSameAs(id) => Some(id),
            _ => None,
        }
    }

    /// The line that says it.
    #[must_use]
    pub fn line(&self) -> String {
        match self.names() {
            Some(id) => format!("{}: [{id}]", self.key()),
            None => format!("{}: true", self.key()),
        }
    }
}

/// A ruling and the place where it is written.
#[derive(Debug, Clone)]
pub struct Override {
    /// The ruling.
    pub ruling: Ruling,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where in it.
    pub at: At,
}

/// All rulings on one article or record, in the order they are written.
#[derive(Debug, Clone, Default)]
pub struct Overrides(pub Vec<Override>);

impl Overrides {
    /// Whether what it says twice is left alone.
    #[must_use]
    pub fn keeps_repeats(&self) -> bool {
        self.has(&Ruling::KeepRepeats)
    }

    /// Whether it is shown of those that tell the same.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        self.has(&Ruling::Canonical)
    }

    /// Whether it stands alone.
    #[must_use]
    pub fn is_split(&self) -> bool {
        self.has(&Ruling::Split)
    }

    /// The ids it tells the same as.
    pub fn same_as(&self) -> impl Iterator<Item = &str> {
        self.rulings().filter_map(|ruling| if let Ruling::SameAs(id) = ruling { Some(id.as_str()) } else { None })
    }

    /// The ids it does not tell the same as.
    pub fn not_same_as(&self) -> impl Iterator<Item = &str> {
        self.rulings().filter_map(|ruling| if let Ruling::NotSameAs(id) = ruling { Some(id.as_str()) } else { None })
    }

    /// The word that joins it to the one of this id.
    #[must_use]
    pub fn joining(&self, id: &str) -> Option<&Override> {
        self.0.iter().find(|word| matches!(&word.ruling, Ruling::SameAs(named) if named == id))
    }

    /// Every ruling, wherever it is written.
    pub fn rulings(&self) -> impl Iterator<Item = &Ruling> {
        self.0.iter().map(|word| &word.ruling)
    }

    fn has(&self, ruling: &Ruling) -> bool {
        self.rulings().any(|other| other == ruling)
    }
}
