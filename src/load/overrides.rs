//! An editor's words on what stands twice, wherever they stand: in front matter, in a record, or in `site.yaml` for
//! material that must not be touched.
//!
//! Knows the keys; whether what they name exists is asked in `references`, whether they do anything by `dedupe`.

use std::sync::Arc;

use crate::diagnostic::locate::Part;
use crate::diagnostic::{At, SourceFile};
use crate::load::fields::Fields;
use crate::model::{Override, Overrides, Ruling};

/// The words of `site.yaml`: about which article or record, where, and what.
#[derive(Debug, Clone, Default)]
pub struct OfSite {
    /// On articles, by slug.
    pub articles: Vec<OnOne>,
    /// On records, by id.
    pub records: Vec<OnOne>,
}

/// What `site.yaml` says of one article or record.
#[derive(Debug, Clone)]
pub struct OnOne {
    /// Its slug or id.
    pub id: String,
    /// The file it is said in.
    pub file: Arc<SourceFile>,
    /// Where its name stands.
    pub at: At,
    /// What is said.
    pub overrides: Overrides,
}

/// The words of an article: of all that there are.
pub(super) fn on_article(fields: &Fields<'_>) -> Overrides {
    let mut all = on_record(fields);
    flag(fields, "keep_repeats", Ruling::KeepRepeats, &mut all);
    all
}

/// The words of a record, which has no repeats to keep.
pub(super) fn on_record(fields: &Fields<'_>) -> Overrides {
    let mut all = Overrides::default();
    names(fields, "same_as", Ruling::SameAs, &mut all);
    names(fields, "not_same_as", Ruling::NotSameAs, &mut all);
    flag(fields, "canonical", Ruling::Canonical, &mut all);
    flag(fields, "split", Ruling::Split, &mut all);
    all
}

fn flag(fields: &Fields<'_>, key: &'static str, ruling: Ruling, all: &mut Overrides) {
    if fields.flag(key) {
        let origin = fields.origin();
        all.0.push(Override { ruling, file: Arc::clone(&origin.file), at: origin.at(key) });
    }
}

fn names(fields: &Fields<'_>, key: &'static str, ruling: fn(String) -> Ruling, all: &mut Overrides) {
    let origin = fields.origin();
    let words = fields.list(key).into_iter().enumerate().map(|(item, id)| Override {
        ruling: ruling(id),
        file: Arc::clone(&origin.file),
        at: origin.place(origin.path.key(key).item(item), Part::Value),
    });
    all.0.extend(words);
}

/// The words of `site.yaml`, under the mapping `overrides`.
#[must_use]
pub fn of_site(fields: &Fields<'_>) -> OfSite {
    let on_each = |key: &'static str, read: fn(&Fields<'_>) -> Overrides| {
        let each = fields.named_maps(key).into_iter().map(|(id, map)| {
            let overrides = read(&map);
            let origin = map.origin();
            let at = origin.place(origin.path.clone(), Part::Key);
            let one = OnOne { id, file: Arc::clone(&origin.file), at, overrides };
            map.finish();
            one
        });
        each.collect()
    };
    OfSite { articles: on_each("articles", on_article), records: on_each("records", on_record) }
}
