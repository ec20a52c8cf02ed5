//! A value beside what is to be said of it.
//!
//! A content fault is never an early return: a stage gives back what it could make *and* all it found wrong.
//! The only use of threads in the stages stands here: [`Checked::par_map`] keeps the order of its input.

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics};

/// A value and the diagnostics made on the way to it.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    /// What the stage made; incomplete where a diagnostic says so.
    pub value: T,
    /// What it has to say, in the order of its input.
    pub diagnostics: Diagnostics,
}

impl<T> Checked<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Diagnostics::new() }
    }

    /// A value and what is said of it.
    pub fn new(value: T, diagnostics: Diagnostics) -> Self {
        Self { value, diagnostics }
    }

    /// Hands the diagnostics over and keeps the value.
    pub fn into_value(self, into: &mut Diagnostics) -> T {
        into.extend(self.diagnostics);
        self.value
    }

    /// Adds one diagnostic.
    pub fn say(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

impl<T: Send> Checked<Vec<T>> {
    /// Maps every item on all cores; values and diagnostics keep the order of `items`.
    pub fn par_map<I, F>(items: &[I], f: F) -> Self
    where
        I: Sync,
        F: Fn(&I) -> Checked<T> + Sync + Send,
    {
        let each: Vec<Checked<T>> = items.par_iter().map(f).collect();
        let mut diagnostics = Diagnostics::new();
        let value = each.into_iter().map(|one| one.into_value(&mut diagnostics)).collect();
        Self { value, diagnostics }
    }
}
