//! A value beside what is to be said of it.
//!
//! A content fault is never an early return: a stage gives back what it could make *and* all it found wrong.
//! The only use of threads in the stages stands here: [`Checked::par_map`] keeps the order of its input. (Places of
//! diagnostics are looked up on all cores, too, after the stages.)

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Diagnostics, SourceFile};

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
    /// Maps every item on all cores; values and diagnostics keep the order of `items`. Each item is handed out by
    /// itself: one may take as long as all others together.
    pub fn par_map<I, F>(items: &[I], f: F) -> Self
    where
        I: Sync,
        F: Fn(&I) -> Checked<T> + Sync + Send,
    {
        let each: Vec<Checked<T>> = items.par_iter().with_max_len(1).map(f).collect();
        let mut diagnostics = Diagnostics::new();
        let value = each.into_iter().map(|one| one.into_value(&mut diagnostics)).collect();
        Self { value, diagnostics }
    }
}

/// What was made of each file in the last turn, so that a file which stands as it was is not worked on again.
///
/// A file is known by its value in memory, which is kept here and never changes: whoever hands in the same value
/// again gets what was made of it. What is not asked for in a turn is forgotten with it.
#[derive(Debug)]
pub struct Memo<T> {
    /// In the order of the last turn.
    made: Vec<Made<T>>,
}

#[derive(Debug)]
struct Made<T> {
    /// Held so that no other file takes its place in memory.
    file: Arc<SourceFile>,
    what: Arc<Checked<T>>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { made: Vec::new() }
    }
}

impl<T: Clone + Send + Sync> Memo<T> {
    /// As [`Checked::par_map`], but asks `f` only for items whose file is new. What was made is kept for the next turn
    /// where `lasts` says that it depends on nothing but the file.
    pub fn par_map<I, F>(
        &mut self,
        items: &[I],
        file: impl Fn(&I) -> &Arc<SourceFile>,
        lasts: impl Fn(&Checked<T>) -> bool,
        f: F,
    ) -> Checked<Vec<T>>
    where
        I: Sync,
        F: Fn(&I) -> Checked<T> + Sync + Send,
    {
        let known = taken(std::mem::take(&mut self.made), items.iter().map(&file));
        let new: Vec<&I> =
            items.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(item, _)| item).collect();
        let mut fresh = new.par_iter().with_max_len(1).map(|item| Arc::new(f(item))).collect::<Vec<_>>().into_iter();
        let mut diagnostics = Diagnostics::new();
        let mut values = Vec::with_capacity(items.len());
        self.made.reserve(items.len());
        for (item, known) in items.iter().zip(known) {
            let is_known = known.is_some();
            let fresh = || Some(Made { file: Arc::clone(file(item)), what: fresh.next()? });
            let Some(made) = known.or_else(fresh) else { continue };
            values.push(made.what.value.clone());
            if !made.what.diagnostics.is_empty() {
                diagnostics.extend(made.what.diagnostics.clone());
            }
            if is_known || lasts(&made.what) {
                self.made.push(made);
            }
        }
        Checked::new(values, diagnostics)
    }

    /// Forgets everything: something else that all of it depends on has changed.
    pub fn clear(&mut self) {
        self.made.clear();
    }
}

/// What was made of each of some files, taken out of what was made in the last turn. Mostly they come as they came then,
/// but for a few; only the others are looked up.
fn taken<'f, T>(last: Vec<Made<T>>, files: impl Iterator<Item = &'f Arc<SourceFile>>) -> Vec<Option<Made<T>>> {
    let mut last: Vec<Option<Made<T>>> = last.into_iter().map(Some).collect();
    let mut next = 0;
    let mut unknown: Vec<(usize, *const SourceFile)> = Vec::new();
    let mut taken: Vec<Option<Made<T>>> = Vec::with_capacity(last.len());
    for file in files {
        let is_here = |at: &usize| {
            last.get(*at).is_some_and(|made| made.as_ref().is_some_and(|made| Arc::ptr_eq(&made.file, file)))
        };
        let place = [next, next + 1].into_iter().find(is_here);
        if let Some(place) = place {
            next = place + 1;
        } else {
            unknown.push((taken.len(), Arc::as_ptr(file)));
        }
        taken.push(place.and_then(|place| last[place].take()));
    }
    if !unknown.is_empty() {
        let left = last.into_iter().flatten();
        let mut left: HashMap<*const SourceFile, Made<T>> = left.map(|made| (Arc::as_ptr(&made.file), made)).collect();
        for (at, file) in unknown {
            taken[at] = left.remove(&file);
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileKind;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn file(text: &str) -> Arc<SourceFile> {
        Arc::new(SourceFile::text("a.md", FileKind::Article, text))
    }

    #[test]
    fn only_what_is_new_is_made_and_order_stays() {
        let asked = AtomicUsize::new(0);
        let mut memo = Memo::default();
        let mut turn = |files: &[Arc<SourceFile>]| {
            let before = asked.load(Ordering::Relaxed);
            let made = memo.par_map(
                files,
                |file| file,
                |one| one.value != "passing",
                |file: &Arc<SourceFile>| {
                    asked.fetch_add(1, Ordering::Relaxed);
                    Checked::clean(file.text.clone())
                },
            );
            (made.value.join(" "), asked.load(Ordering::Relaxed) - before)
        };
        let files = [file("a"), file("b"), file("passing"), file("c")];
        assert_eq!(turn(&files), ("a b passing c".to_owned(), 4));
        assert_eq!(turn(&files), ("a b passing c".to_owned(), 1), "what does not last is made again");
        let other = [Arc::clone(&files[3]), file("new"), Arc::clone(&files[0])];
        assert_eq!(turn(&other), ("c new a".to_owned(), 1));
        assert_eq!(turn(&files[1..2]), ("b".to_owned(), 1), "what was not asked for is forgotten");
        let many: Vec<Arc<SourceFile>> = ["d", "e", "f", "g"].map(file).to_vec();
        assert_eq!(turn(&many).1, 4);
        let saved = [Arc::clone(&many[0]), file("saved"), Arc::clone(&many[2]), Arc::clone(&many[3])];
        assert_eq!(turn(&saved), ("d saved f g".to_owned(), 1), "in the place of another");
        assert_eq!(turn(&[&saved[..1], &saved[2..]].concat()), ("d f g".to_owned(), 0), "one gone");
        let turned: Vec<Arc<SourceFile>> = [3, 2, 0].map(|at| Arc::clone(&saved[at])).to_vec();
        assert_eq!(turn(&turned), ("g f d".to_owned(), 0), "in another order");
    }
}
