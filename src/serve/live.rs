//! What is on show, and the open pages that want to hear when it changes.
//!
//! One value, [`Shown`], is replaced as a whole; an answer is made from one of them and can never mix two
//! builds. Open pages listen on a one-way stream (server-sent events): they are told the whole state
//! each time, on connecting as on every turn, so a page that missed a turn, or the server's restart,
//! is right again with the next word it hears. Nothing is ever read from a page.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use bytes::Bytes;
use serde::Serialize;
use tokio::sync::mpsc;

use super::answer::address;
use super::{Built, Desk, Follow, Problem};
use crate::output::{Changes, OutputPath, OutputTree};

/// How many states may wait for a page that does not read. One that is slower is cut off; it comes back
/// by itself and hears the newest.
const WAITING_AT_MOST: usize = 8;

/// One state of the preview.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The last good site, if there was one.
    pub(super) tree: Option<OutputTree>,
    /// All faults of the newest build.
    pub(super) problems: Vec<Problem>,
    /// The desk of the newest build.
    pub(super) desk: Option<Desk>,
    /// What open pages are told.
    told: Told,
    /// `told` as an event of the stream.
    event: Bytes,
}

/// The message to open pages. Its names are those that `reload.js` reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Told {
    /// Names the newest build that anything came of: the desk is another after each.
    turn: String,
    /// Names this state; every turn that changes anything for a page of the site has another.
    state: String,
    /// Names the site on show; pages of another one are out of date.
    build: String,
    /// The site before it.
    before: String,
    /// Old and new path of every changed stylesheet, if nothing else differs from the site before.
    styles: Option<BTreeMap<String, String>>,
    /// Where an outdated page moves to, if pages follow edits.
    go: Option<String>,
    /// Whether the newest build gave no site.
    failed: bool,
    problems: Vec<Problem>,
}

impl Shown {
    /// The name of the site on show.
    pub(super) fn build(&self) -> &str {
        &self.told.build
    }

    /// The name of this state.
    pub(super) fn state(&self) -> &str {
        &self.told.state
    }

    /// The name of the newest build, whatever came of it.
    pub(super) fn turn(&self) -> &str {
        &self.told.turn
    }
}

/// The place where the newest state stands.
#[derive(Debug)]
pub(super) struct Stage {
    shown: RwLock<Arc<Shown>>,
    audience: Mutex<Vec<mpsc::Sender<Bytes>>>,
    /// Tells this run of the tool from the one before, so that pages of that one are reloaded.
    run: u64,
    turns: AtomicU64,
    /// A sentence above every page.
    notice: Option<String>,
    follow: Follow,
}

impl Stage {
    /// A stage with nothing on show.
    pub(super) fn new(notice: Option<String>, follow: Follow) -> Self {
        let run = RandomState::new().build_hasher().finish();
        Self { shown: RwLock::default(), audience: Mutex::default(), run, turns: AtomicU64::new(0), notice, follow }
    }

    /// The sentence above every page, if there is one.
    pub(super) fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// What is on show now.
    pub(super) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a build on show and tells every open page. Without a tree the last good one stays. Gives back
    /// what differs from the site before, if there is a new one.
    pub(super) fn show(&self, built: Built) -> Option<Changes> {
        let Built { tree, problems, edited, desk, .. } = built;
        let before = self.shown();
        let turn = format!("{:x}-{}", self.run, self.turns.fetch_add(1, Ordering::Relaxed));
        let failed = tree.is_none();
        let nothing = OutputTree::new();
        let old = before.tree.as_ref().unwrap_or(&nothing);
        let changes = tree.as_ref().map(|tree| tree.changes_since(old));
        let mut told = Told { failed, problems: problems.clone(), ..before.told.clone() };
        if let (Some(tree), Some(changes)) = (&tree, &changes)
            && (before.tree.is_none() || !changes.is_empty())
        {
            told.before = std::mem::replace(&mut told.build, turn.clone());
            told.styles = changed_styles(old, tree, changes);
            let followed = self.follow == Follow::Edits && before.tree.is_some();
            told.go =
                edited.into_iter().filter(|_| followed).find(|page| holds(changes, page)).map(|page| address(&page));
        }
        let is_first = before.event.is_empty();
        let is_news = is_first || told != before.told;
        if is_news {
            told.state.clone_from(&turn);
        }
        if is_news || desk.is_some() {
            told.turn = turn;
            let event = event(&told);
            let tree = tree.or_else(|| before.tree.clone());
            let desk = desk.or_else(|| before.desk.clone());
            let shown = Shown { tree, problems, desk, told, event: event.clone() };
            *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown);
            self.audience().retain(|page| page.try_send(event.clone()).is_ok());
        }
        // Only now, when every page has been told, what was shown before may go: giving it back takes time.
        drop(before);
        changes
    }

    /// A new open page: it hears the state as it is, and every one to come.
    pub(super) fn listen(&self) -> mpsc::Receiver<Bytes> {
        let (page, events) = mpsc::channel(WAITING_AT_MOST);
        // The audience is held while the state is read, so that no turn falls between the two.
        let mut audience = self.audience();
        audience.retain(|page| !page.is_closed());
        if page.try_send(self.shown().event.clone()).is_ok() {
            audience.push(page);
        }
        events
    }

    /// Ends every stream.
    pub(super) fn close(&self) {
        self.audience().clear();
    }

    fn audience(&self) -> MutexGuard<'_, Vec<mpsc::Sender<Bytes>>> {
        self.audience.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a page, by its path, is new or changed.
fn holds(changes: &Changes, page: &str) -> bool {
    let file = if page.is_empty() || page.ends_with('/') { format!("{page}index.html") } else { page.to_owned() };
    changes.added.iter().chain(&changes.changed).any(|path| path.as_str() == file)
}

/// A state as one event of the stream. JSON has no bare line break, so one `data:` line holds it.
fn event(told: &Told) -> Bytes {
    let json = serde_json::to_string(told).unwrap_or_default();
    Bytes::from(format!("retry: 500\nevent: state\ndata: {json}\n\n"))
}

/// Old and new path of the changed stylesheets, if the two sites differ in nothing else. A stylesheet
/// whose name carries a fingerprint changes its name, and with it every page that links it: a page that
/// differs in such names only has not changed for its reader.
fn changed_styles(old: &OutputTree, new: &OutputTree, changes: &Changes) -> Option<BTreeMap<String, String>> {
    let is_style = |path: &OutputPath| path.extension() == "css";
    let renamed_only = changes.added.len() == changes.removed.len()
        && changes.added.iter().chain(&changes.removed).all(is_style)
        && changes.removed.iter().zip(&changes.added).all(|(from, to)| from.as_str().len() == to.as_str().len());
    if !renamed_only {
        return None;
    }
    let names: Vec<(&[u8], &[u8])> =
        changes.removed.iter().zip(&changes.added).map(|(from, to)| (file_name(from), file_name(to))).collect();
    let pages_are_the_same = changes.changed.iter().filter(|path| !is_style(path)).all(|path| {
        matches!((old.get(path.as_str()), new.get(path.as_str())), (Some(old), Some(new)) if differ_only_in(old, new, &names))
    });
    let kept = changes.changed.iter().filter(|path| is_style(path)).map(|path| (path, path));
    let styles: BTreeMap<String, String> = changes
        .removed
        .iter()
        .zip(&changes.added)
        .chain(kept)
        .map(|(from, to)| (format!("/{from}"), format!("/{to}")))
        .collect();
    (pages_are_the_same && !styles.is_empty()).then_some(styles)
}

fn file_name(path: &OutputPath) -> &[u8] {
    path.as_str().rsplit('/').next().unwrap_or_default().as_bytes()
}

/// Whether `old` becomes `new` when each first name is replaced by its second; names of a pair are
/// equally long.
fn differ_only_in(old: &[u8], new: &[u8], names: &[(&[u8], &[u8])]) -> bool {
    let mut at = 0;
    while let Some(differs) = first_difference(old, new, at) {
        let end = names.iter().find_map(|(from, to)| {
            let start = differs.checked_sub(first_difference(from, to, 0)?)?;
            (old[start..].starts_with(from) && new[start..].starts_with(to)).then_some(start + from.len())
        });
        match end {
            Some(end) => at = end,
            None => return false,
        }
    }
    old.len() == new.len()
}

/// The first place from `at` on where the two differ.
fn first_difference(one: &[u8], other: &[u8], at: usize) -> Option<usize> {
    const BLOCK: usize = 256;
    let (one, other) = (one.get(at..)?, other.get(at..)?);
    let equal = one.chunks(BLOCK).zip(other.chunks(BLOCK)).take_while(|(a, b)| a == b).count() * BLOCK;
    let (one, other) = (one.get(equal..)?, other.get(equal..)?);
    one.iter().zip(other).position(|(a, b)| a != b).map(|found| at + equal + found)
}
