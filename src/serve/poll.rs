//! Looks at the sources twice a second: the way that always works.
//!
//! It stands apart from the watch because it shares nothing with it but the question which paths count.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use walkdir::WalkDir;

use super::Message;
use super::watch::Scope;

const INTERVAL: Duration = Duration::from_millis(500);

/// A thread that looks, until this is dropped.
pub(super) struct Poll {
    /// Never sent on: the thread notices when it is gone.
    _alive: Sender<()>,
}

impl Poll {
    /// Begins to look. The first look is taken before this returns, so nothing later is missed.
    pub(super) fn start(scope: &Scope, inbox: &Sender<Message>) -> Self {
        let (alive, ended) = channel::<()>();
        let (scope, inbox) = (scope.clone(), inbox.clone());
        let mut before = look(&scope);
        let watch = move || {
            while ended.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                let now = look(&scope);
                if now != before && inbox.send(Message::Unknown).is_err() {
                    return;
                }
                before = now;
            }
        };
        // Without a thread nothing is noticed; the preview itself still stands.
        let _ = thread::Builder::new().name("poll".into()).spawn(watch);
        Self { _alive: alive }
    }
}

/// Names, times and sizes of all that counts, as one number.
fn look(scope: &Scope) -> u64 {
    let mut hasher = DefaultHasher::new();
    for root in &scope.roots {
        let entries = WalkDir::new(root).follow_links(true).sort_by_file_name();
        for entry in entries.into_iter().filter_entry(|entry| scope.covers(entry.path())).filter_map(Result::ok) {
            entry.path().hash(&mut hasher);
            if let Ok(metadata) = entry.metadata() {
                // Of a folder only the name counts: what happens in it shows in its files.
                metadata.is_file().then_some((metadata.len(), metadata.modified().ok())).hash(&mut hasher);
            }
        }
    }
    hasher.finish()
}
