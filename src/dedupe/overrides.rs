//! Whether the editor's words do anything: a word that matches nothing, holds off nothing or contradicts another is an
//! error, so that none stops working unseen.
//!
//! `same_as` and `canonical` state something and stay in force where the rules agree with them; `not_same_as`, `split`
//! and `keep_repeats` hold something off, and are dead where there is nothing to hold off. This room must not know
//! whether articles or records are ruled on.

use std::collections::{BTreeMap, BTreeSet};

use crate::dedupe::blocks::Repeat;
use crate::dedupe::stories::Mode;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Article, Override, Overrides, Ruling};

/// An article or record and the words on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ruled<'a> {
    id: &'a str,
    words: &'a Overrides,
}

impl<'a> Ruled<'a> {
    /// The words on one.
    pub(super) fn new(id: &'a str, words: &'a Overrides) -> Self {
        Self { id, words }
    }
}

/// What the rules would do without the words that hold apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Without {
    /// Those that would be joined.
    pub(super) groups: Vec<Vec<String>>,
    /// Those that would be proposed or linked.
    pub(super) pairs: BTreeSet<(String, String)>,
}

/// Whether any word holds something apart.
pub(super) fn hold_apart(ruled: &[Ruled<'_>]) -> bool {
    let holds = |ruling: &Ruling| matches!(ruling, Ruling::Split | Ruling::NotSameAs(_));
    ruled.iter().any(|one| one.words.0.iter().any(|word| holds(&word.ruling)))
}

/// `keep_repeats` in an article that repeats nothing.
pub(super) fn without_repeats(article: &Article, found: &[Repeat]) -> Diagnostics {
    let words = article.overrides.0.iter().filter(|word| word.ruling == Ruling::KeepRepeats && found.is_empty());
    words.map(|word| dead(word, "`keep_repeats` leaves repeats alone, but there are none", "remove it")).collect()
}

/// Everything that is wrong with the words of one level. `groups` are those that were joined; without the level's mode
/// `merge` nothing is said of words that only choose among the joined.
pub(super) fn check(ruled: &[Ruled<'_>], groups: &[Vec<String>], without: Option<&Without>, mode: Mode) -> Diagnostics {
    if ruled.iter().all(|one| one.words.0.is_empty()) {
        return Diagnostics::new();
    }
    let mut said = contradictions(ruled);
    said.extend(canonical(ruled, groups, mode));
    if let Some(without) = without {
        said.extend(holding_off_nothing(ruled, without));
    }
    said
}

fn dead(word: &Override, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::DeadOverride, message).at(&word.file, word.at.clone(), "").help(help)
}

/// The first of all that `same_as` joins an id to.
fn find<'a>(root: &BTreeMap<&'a str, &'a str>, mut id: &'a str) -> &'a str {
    while let Some(next) = root.get(id).filter(|next| **next != id) {
        id = next;
    }
    id
}

/// Words against `same_as`, whose chains are followed.
fn contradictions(ruled: &[Ruled<'_>]) -> Diagnostics {
    let mut root: BTreeMap<&str, &str> = BTreeMap::new();
    let mut joins: BTreeMap<&str, &Override> = BTreeMap::new();
    for one in ruled {
        for word in &one.words.0 {
            let Ruling::SameAs(other) = &word.ruling else { continue };
            let (a, b) = (find(&root, one.id), find(&root, other));
            root.insert(a.max(b), a.min(b));
            joins.entry(one.id).or_insert(word);
            joins.entry(other).or_insert(word);
        }
    }
    let mut said = Diagnostics::new();
    for one in ruled {
        for word in &one.words.0 {
            let message = match &word.ruling {
                Ruling::NotSameAs(other) if find(&root, one.id) == find(&root, other) && one.id != other => {
                    format!("`not_same_as` parts `{other}` from `{}`, but `same_as` joins them", one.id)
                }
                Ruling::Split if joins.contains_key(one.id) => {
                    format!("`split` lets `{}` stand alone, but `same_as` joins it to another", one.id)
                }
                _ => continue,
            };
            let said_of = dead(word, &message, "remove one of the two");
            let joined = joins.get(one.id).map(|join| (&join.file, join.at.clone()));
            said.push(match joined {
                Some((file, at)) => said_of.at(file, at, "joined here"),
                None => said_of,
            });
        }
    }
    said
}

/// `canonical` where there is nothing to choose from, or where two were chosen.
fn canonical(ruled: &[Ruled<'_>], groups: &[Vec<String>], mode: Mode) -> Diagnostics {
    let group_of: BTreeMap<&str, usize> =
        groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |id| (id.as_str(), at))).collect();
    let mut said = Diagnostics::new();
    let mut chosen: BTreeMap<usize, (&str, &Override)> = BTreeMap::new();
    for one in ruled {
        for word in one.words.0.iter().filter(|word| word.ruling == Ruling::Canonical) {
            match group_of.get(one.id) {
                None if mode == Mode::Merge => {
                    let message = format!("`canonical` chooses `{}` among its copies, but it has none", one.id);
                    said.push(dead(word, &message, "remove it, or join the copies with `same_as`"));
                }
                None => {}
                Some(group) => match chosen.get(group) {
                    Some((first, other)) if *first != one.id => {
                        let message = format!("`{first}` and `{}` are joined, and both are `canonical`", one.id);
                        let at = other.at.clone();
                        said.push(dead(word, &message, "keep it on one of them").at(&other.file, at, "and here"));
                    }
                    Some(_) => {}
                    None => {
                        chosen.insert(*group, (one.id, word));
                    }
                },
            }
        }
    }
    said
}

/// `not_same_as` and `split` that part what would not be joined, proposed or linked anyway.
fn holding_off_nothing(ruled: &[Ruled<'_>], without: &Without) -> Diagnostics {
    let group_of: BTreeMap<&str, usize> = without
        .groups
        .iter()
        .enumerate()
        .flat_map(|(at, group)| group.iter().map(move |id| (id.as_str(), at)))
        .collect();
    let paired = |one: &str, other: &str| {
        let pair = if one < other { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) };
        without.pairs.contains(&pair)
    };
    let mut said = Diagnostics::new();
    for one in ruled {
        for word in &one.words.0 {
            match &word.ruling {
                Ruling::NotSameAs(other) => {
                    let group = group_of.get(one.id);
                    let joined = group.is_some() && group == group_of.get(other.as_str());
                    if !joined && !paired(one.id, other) && one.id != other {
                        let message =
                            format!("`not_same_as` parts `{other}` from `{}`, but nothing would join them", one.id);
                        let help = format!(
                            "remove it; `dateline dedupe --explain {} {other}` says why they stay apart",
                            one.id
                        );
                        said.push(dead(word, &message, &help));
                    }
                }
                Ruling::Split => {
                    let paired = without.pairs.iter().any(|(a, b)| a == one.id || b == one.id);
                    if !group_of.contains_key(one.id) && !paired {
                        let message =
                            format!("`split` lets `{}` stand alone, but nothing would be joined to it", one.id);
                        said.push(dead(word, &message, "remove it"));
                    }
                }
                _ => {}
            }
        }
    }
    said
}
